//! The query service. One RPC is one file; the services below are its table of
//! contents.

mod actors;
mod articles;
mod deals;
mod exports;
mod kept;
mod names;
mod places;
mod searching;
mod server;

pub use server::{SERVICES, Settings, routes, serve};
