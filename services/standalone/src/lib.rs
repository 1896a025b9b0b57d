//! Both services in one process on a Postgres of their own: for a first look,
//! and for tests.

mod deals;
pub mod postgres;
pub mod up;
