//! A document as it came, and the article read from it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{ArticleId, DroppedBlock, OutletKind, PartialDate, Reader};

/// A document byte for byte, with what its sender said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceDocument {
    /// The bytes as they came.
    pub content: Vec<u8>,
    /// The sender's own name for it, such as a file name; may be empty.
    pub label: String,
    /// IANA media type, such as `text/plain` or `text/html; charset=windows-1256`.
    pub media_type: String,
    /// What its sender knows of it.
    pub known: Known,
}

/// What the sender of a document knows of it. It wins over what reading the
/// document would tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Known {
    /// Where it was published, an absolute URL.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<PartialDate>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
}

impl Known {
    /// The same, its gaps filled with what `other` knows.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            url: self.url.or(other.url),
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            published: self.published.or(other.published),
            language: self.language.or(other.language),
        }
    }
}

impl SourceDocument {
    /// The id of the document and of the article read from it.
    pub fn id(&self) -> ArticleId {
        ArticleId::from_sha256(&self.sha256())
    }

    /// SHA-256 of its bytes.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.content).into()
    }
}

/// What was understood of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Article {
    /// The headline, where there is one.
    pub title: Option<String>,
    /// The outlet's name, where it is known.
    pub outlet: Option<String>,
    /// What kind of outlet it is, where the lexicon knows it.
    pub outlet_kind: Option<OutletKind>,
    /// The address of the article, where it is known.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<PartialDate>,
    /// BCP 47 tag of the body's language; `und` where it is not known.
    pub language: String,
    /// The clean text, paragraphs separated by an empty line.
    pub body: String,
    /// Whether the body was read for claims: not where it is in a language that
    /// the extractor does not know.
    pub claims_extracted: bool,
    /// The rest of the page in the order in which it stands there.
    pub dropped: Vec<DroppedBlock>,
}

/// An article with where it comes from. In lists its body and what was dropped
/// are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Its id.
    pub id: ArticleId,
    /// What was understood.
    pub article: Article,
    /// What understood it.
    pub reader: Reader,
    /// SHA-256 of the source document.
    pub sha256: [u8; 32],
    /// Length of the source document in bytes.
    pub source_bytes: u64,
    /// The sender's name for the document.
    pub source_label: String,
    /// IANA media type of the source document.
    pub media_type: String,
    /// What the sender knew of the document.
    pub known: Known,
    /// When it was ingested; absent while the document is only validated.
    pub ingested_at: Option<Timestamp>,
    /// The article that it repeats; `None` where it is an original itself.
    pub original: Option<ArticleId>,
    /// Number of articles that repeat it.
    pub near_duplicate_count: u32,
    /// Number of claims found.
    pub claim_count: u32,
    /// What the reader was unsure about.
    pub warnings: Vec<crate::Warning>,
}
