//! What the reader may be unsure about: stable codes for programs.

use sulh_domain::Warning;

/// The document holds no text that could be an article.
pub const NO_BODY: &str = "NO_BODY";
/// No publication date was found.
pub const NO_PUBLICATION_DATE: &str = "NO_PUBLICATION_DATE";
/// The bytes are not valid in their encoding, or it had to be guessed.
pub const ENCODING_GUESSED: &str = "ENCODING_GUESSED";
/// The markup is too large or too deep to be parsed: its tags were stripped.
pub const MARKUP_STRIPPED: &str = "MARKUP_STRIPPED";
/// The text has more lines than are read: the rest is left out.
pub const TOO_MANY_LINES: &str = "TOO_MANY_LINES";
/// The body is in a language that is not read for claims: actors and places are
/// found, claims are not.
pub const CLAIMS_NOT_EXTRACTED: &str = "CLAIMS_NOT_EXTRACTED";
/// Some blocks may be no part of the article: they were kept.
pub const KEPT_IN_DOUBT: &str = "KEPT_IN_DOUBT";
/// The page has more blocks outside its article than are kept.
pub const TOO_MANY_BLOCKS_DROPPED: &str = "TOO_MANY_BLOCKS_DROPPED";
/// The body is too long: only its beginning was read for actors and claims.
pub const BODY_NOT_READ_TO_THE_END: &str = "BODY_NOT_READ_TO_THE_END";
/// More claims were found than are kept.
pub const TOO_MANY_CLAIMS: &str = "TOO_MANY_CLAIMS";
/// More mentions were found than are kept.
pub const TOO_MANY_MENTIONS: &str = "TOO_MANY_MENTIONS";

pub(crate) fn warning(code: &str, message: impl Into<String>) -> Warning {
    Warning {
        code: code.to_owned(),
        message: message.into(),
    }
}
