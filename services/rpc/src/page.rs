//! Pages of lists. A token is opaque to clients and bound to its list and
//! filter.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use sulh_domain::page::PageSize;

use crate::violation::Violation;

/// Which page is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest<K> {
    /// Rows a page.
    pub size: PageSize,
    /// The key after which the page starts; `None` for the first page.
    pub after: Option<K>,
    list: [u8; 8],
}

#[derive(Serialize, Deserialize)]
struct Token<K> {
    list: [u8; 8],
    after: K,
}

impl<K: Serialize + DeserializeOwned> PageRequest<K> {
    /// Reads the fields `page_size` and `page_token` of a request for the list
    /// `list`, narrowed by `filter`.
    ///
    /// # Errors
    /// When the size is negative, or the token is none of this list and filter.
    pub fn new(
        list: &str,
        filter: &impl Serialize,
        page_size: i32,
        page_token: &str,
    ) -> Result<Self, Violation> {
        let size = PageSize::from_wish(page_size)
            .ok_or_else(|| Violation::new("page_size", "negative: expected 0 to 1000"))?;
        let list = fingerprint(list, filter);
        let after = if page_token.is_empty() {
            None
        } else {
            Some(key(page_token, list)?)
        };
        Ok(Self { size, after, list })
    }

    /// Reads a cursor of the stream `list`, narrowed by `filter`; an empty one is none.
    ///
    /// # Errors
    /// When it is no cursor of this stream and filter.
    pub fn of_cursor(list: &str, filter: &impl Serialize, cursor: &str) -> Result<Self, Violation> {
        Self::new(list, filter, 0, cursor).map_err(|_| {
            Violation::new(
                "cursor",
                "not a cursor of this stream and these filters: expected one that it gave, \
                 unchanged, or none",
            )
        })
    }

    /// The token for the page after this one; empty where this is the last.
    pub fn next_token(&self, next: Option<K>) -> String {
        next.and_then(|after| {
            let token = Token {
                list: self.list,
                after,
            };
            serde_json::to_vec(&token).ok()
        })
        .map(|json| URL_SAFE_NO_PAD.encode(json))
        .unwrap_or_default()
    }
}

fn fingerprint(list: &str, filter: &impl Serialize) -> [u8; 8] {
    let filter = serde_json::to_vec(filter).unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(list)
        .chain_update([0])
        .chain_update(filter)
        .finalize();
    digest.first_chunk().copied().unwrap_or_default()
}

fn key<K: DeserializeOwned>(token: &str, list: [u8; 8]) -> Result<K, Violation> {
    let token: Token<K> = URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| {
            Violation::new(
                "page_token",
                "not a token: expected next_page_token of the page before, unchanged",
            )
        })?;
    if token.list != list {
        return Err(Violation::new(
            "page_token",
            "given for another list or other filters: expected the filters of the page before",
        ));
    }
    Ok(token.after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(list: &str, filter: &str, token: &str) -> Result<PageRequest<u32>, Violation> {
        PageRequest::new(list, &filter, 2, token)
    }

    #[test]
    fn a_token_leads_to_the_next_page_of_its_own_list_and_filter_only() {
        let token = request("deals", "a", "").unwrap().next_token(Some(7));
        assert_eq!(request("deals", "a", &token).unwrap().after, Some(7));
        for (list, filter) in [("deals", "b"), ("articles", "a")] {
            let refused = request(list, filter, &token).unwrap_err().to_string();
            assert!(
                refused.starts_with("page_token: given for another"),
                "{refused}"
            );
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for token in ["x", "e30", "\u{1F600}"] {
            assert!(request("deals", "a", token).is_err(), "{token}");
        }
    }

    #[test]
    fn the_last_page_has_no_token() {
        assert_eq!(request("deals", "a", "").unwrap().next_token(None), "");
    }
}
