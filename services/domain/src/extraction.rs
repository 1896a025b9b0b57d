//! Everything that was read out of one document.

use serde::{Deserialize, Serialize};

use crate::{Actor, ActorId, Article, Claim, PlaceId, Span};

/// A stretch of the body that names someone or some place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Mention<T> {
    /// Who or what is named.
    pub of: T,
    /// Where in the body.
    pub span: Span,
    /// The sentence that it stands in.
    pub sentence: Span,
}

/// Something that the reader was unsure about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Warning {
    /// A stable word for programs, such as `NO_PUBLICATION_DATE`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// The result of reading one document. Reading never fails: what is not
/// understood is missing here, with a warning.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// Every actor that the article names, each once, ordered by first mention.
    pub actors: Vec<Actor>,
    /// Where they are named, in order.
    pub actor_mentions: Vec<Mention<ActorId>>,
    /// Where places are named, in order.
    pub place_mentions: Vec<Mention<PlaceId>>,
    /// What is said about deals, ordered by first evidence.
    pub claims: Vec<Claim>,
    /// What the reader was unsure about.
    pub warnings: Vec<Warning>,
}
