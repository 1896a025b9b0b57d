//! Domain types as the contract has them.

mod agreement;
mod article;
mod claim;
mod date;
mod deal;
mod lexicon;
mod rereading;

pub use agreement::agreement;
pub use article::{article, claims, reading};
pub use claim::claim;
pub use deal::deal;
pub use lexicon::{actor, place};
pub use rereading::article_change;
