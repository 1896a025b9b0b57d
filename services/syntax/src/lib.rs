//! Tokens, tags, dependencies, lemmas and name spans of an English sentence:
//! spaCy's small model 2.2.5 run in Rust. Pure functions over a [`Parser`]: no
//! I/O, no clock, no randomness, no state that changes.
//!
//! ```
//! use sulh_syntax::{Label, Parser};
//!
//! let tree = Parser::shipped().parse("The last fighters left the town on Friday.");
//! let left = tree.roots().next().ok_or("no root")?;
//! assert_eq!(left.lemma(), "leave");
//! let subject = left.child(Label::Nsubj).ok_or("no subject")?;
//! assert_eq!(subject.lemma(), "fighter");
//! assert_eq!(tree.text().get(subject.subtree_range()), Some("The last fighters"));
//! # Ok::<(), &str>(())
//! ```

mod arc_eager;
mod characters;
mod children;
mod convolution;
mod dependencies;
mod encoder;
mod features;
mod label;
mod lemma;
mod matrix;
mod names;
mod parser;
mod product;
mod scorer;
mod tag;
mod tagger;
mod tokenizer;
mod tree;
mod weights;

pub use label::Label;
pub use parser::{MAX_TOKENS, Parser};
pub use tag::{PartOfSpeech, Tag};
pub use tree::{Name, Token, Tree};
pub use weights::ModelError;
