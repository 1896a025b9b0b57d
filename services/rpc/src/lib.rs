//! The contract `sulh.v1` in Rust: generated code, conversions from and to the
//! domain's types, and what both services share: typed errors, page tokens,
//! logs, health, limits, shutdown.

pub mod as_of;
pub mod command;
pub mod convert;
pub mod counting;
pub mod cross_origin;
mod days;
pub mod failure;
pub mod filter;
mod generated;
mod limit;
pub mod names;
pub mod page;
pub mod rejection;
pub mod relating;
pub mod resolving;
pub mod serve;
pub mod telemetry;
pub mod violation;
pub mod words;

pub use generated::*;
