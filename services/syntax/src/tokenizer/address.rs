//! Addresses of the web and of mailboxes, which are one token each.

use regex::Regex;

use crate::weights::ModelError;

/// spaCy's pattern as the model was trained with it, but that private network
/// addresses are not told apart: no infix splits them anyway.
const ADDRESS: &str = concat!(
    r"^(?:[\w+\-.]{2,}://)?",
    r"(?:\S+(?::\S*)?@)?",
    r"(?:",
    r"(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])",
    r"(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}",
    r"\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4])",
    r"|",
    r"[a-z0-9\-]*[a-z0-9]",
    r"(?:\.[a-z0-9][a-z0-9\-]*[a-z0-9])?",
    r"\.[a-z]{2,}",
    r")",
    r"(?::\d{2,5})?",
    r"(?:[/?#]\S*)?$",
);

pub(super) struct Addresses(Regex);

impl Addresses {
    pub(super) fn new() -> Result<Self, ModelError> {
        Regex::new(ADDRESS)
            .map(Self)
            .map_err(|_| ModelError::Content("addresses".to_owned()))
    }

    pub(super) fn is_address(&self, word: &str) -> bool {
        word.contains('.') && self.0.is_match(word)
    }
}
