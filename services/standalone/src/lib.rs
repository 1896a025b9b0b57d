//! Both services in one process on a Postgres of their own, for a first look and for
//! tests; and the commands with which people ask any query service.

pub mod commands;
pub mod postgres;
pub mod up;
