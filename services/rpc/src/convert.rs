//! Domain types as the contract has them.

mod account;
mod agreement;
mod article;
mod claim;
mod date;
mod deal;
mod lexicon;
mod mention;
mod rejection;
mod relation;
mod rereading;
mod search;

pub use account::account;
pub use agreement::agreement;
pub use article::{article, claims, reading};
pub use claim::claim;
pub use deal::{deal, deal_change, deal_count};
pub use lexicon::{actor, place};
pub use mention::{actor_mention, place_mention};
pub use rejection::rejected_document;
pub use relation::relation;
pub use rereading::article_change;
pub use search::{article_answer, claim_answer};
