//! The ingest service: a document comes in, is read, and is stored in one
//! transaction. One RPC is one file.

mod batches;
mod documents;
pub mod files;
mod ingesting;
pub mod lexicon;
pub mod lexicon_report;
pub mod load;
pub mod reextract;
mod rejecting;
mod rereading;
mod rpc;
mod server;

pub use server::{SERVICES, Settings, migrate, routes, serve};
