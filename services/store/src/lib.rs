//! Keeps documents, articles, claims and deals in Postgres. The only crate that
//! speaks SQL: every statement is checked at compile time, and domain types go
//! in and come out.

mod actors;
mod articles;
mod claims;
mod connection;
mod deal_changes;
mod deal_filter;
mod deals;
mod deletion;
mod error;
mod exports;
mod former;
mod grouping;
mod ingest;
mod labels;
mod lexicon;
mod mentions;
mod names;
mod near_duplicates;
mod places;
mod rejection;
mod relating;
mod relations;
mod rereading;
mod rows;
mod schema;
mod search;
mod similar_names;
mod snapshot;
mod summary;
mod words;

pub use actors::ActorKey;
pub use articles::ArticleKey;
pub use claims::ClaimKey;
pub use connection::{DatabaseSettings, Store};
pub use deal_changes::{ChangeKey, StoredChange};
pub use deals::DealKey;
pub use deletion::Deletion;
pub use error::Error;
pub use exports::ExportedClaimKey;
pub use former::FormerDeal;
pub use ingest::Ingested;
pub use mentions::MentionKey;
pub use names::{ActorNamesVersion, NamedActor, NamedPlace, PlaceNamesVersion};
pub use places::{PlaceKey, PlaceWithin};
pub use rejection::{MAX_REJECTED_BYTES, MAX_REJECTED_DOCUMENTS, RejectedKey};
pub use relations::RelationKey;
pub use rereading::RereadingFilter;
pub use search::{AnswerKey, ArticleAnswer, ClaimAnswer};
pub use similar_names::BorneName;
pub use snapshot::Snapshot;
