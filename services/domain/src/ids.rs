//! Identifiers. Those of articles, claims and deals are derived from content,
//! so that ingesting the same bytes again, anywhere, gives the same names.

use std::{
    fmt::{self, Write},
    str::FromStr,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{SourceDocument, romanisation::Key};

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

uuid_id! {
    /// A document and the article that is read from it: both derive from the
    /// SHA-256 of the document's bytes.
    ArticleId
}

uuid_id! {
    /// One claim of one article, by the sentence that first says so and the place
    /// that it is about: whatever else is understood otherwise, it stays the same
    /// claim.
    ClaimId
}

uuid_id! {
    /// A deal carries the id of its first claim, so any name a deal ever had
    /// still leads to the deal that holds this claim.
    DealId
}

uuid_id! {
    /// A document that could not be read, by the SHA-256 of its bytes and the media
    /// type that its sender declared.
    RejectedId
}

impl ArticleId {
    /// The id of the document with this SHA-256: its first 128 bits in the
    /// form of a version 8 UUID.
    pub fn from_sha256(sha256: &[u8; 32]) -> Self {
        Self(uuid_from_digest(sha256))
    }

    /// Hashes the document and derives its id.
    pub fn of(document: &[u8]) -> Self {
        Self::from_sha256(&Sha256::digest(document).into())
    }
}

impl ClaimId {
    /// The id of a claim that this sentence of an article is the first to make
    /// about this place, the first of its places. Where there are several, `nth` counts them from 0.
    pub fn of(article: ArticleId, sentence: &str, place: Option<&PlaceId>, nth: u32) -> Self {
        // No slug holds a zero, so no two claims are hashed alike.
        let digest = Sha256::new()
            .chain_update(article.0.as_bytes())
            .chain_update(nth.to_be_bytes())
            .chain_update(place.map_or("", PlaceId::as_str))
            .chain_update([0])
            .chain_update(sentence)
            .finalize();
        Self(uuid_from_digest(&digest.into()))
    }
}

impl RejectedId {
    /// The id of a document with the media type that it was sent with.
    pub fn of(document: &SourceDocument) -> Self {
        let digest = Sha256::new()
            .chain_update(document.sha256())
            .chain_update(&document.media_type)
            .finalize();
        Self(uuid_from_digest(&digest.into()))
    }
}

impl From<ClaimId> for DealId {
    fn from(first_claim: ClaimId) -> Self {
        Self(first_claim.0)
    }
}

fn uuid_from_digest(digest: &[u8; 32]) -> Uuid {
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(digest) {
        *byte = *hashed;
    }
    Uuid::new_v8(bytes)
}

/// Why a text is no slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not an id: expected 1 to {max} lowercase letters, digits and single hyphens, such as 'jaysh-al-islam'",
    max = MAX_SLUG_BYTES
)]
pub struct InvalidSlug(String);

/// The longest slug, in bytes.
pub const MAX_SLUG_BYTES: usize = 100;

macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = InvalidSlug;

            fn try_from(slug: String) -> Result<Self, InvalidSlug> {
                Self::parse(&slug)
            }
        }

        impl FromStr for $name {
            type Err = InvalidSlug;

            fn from_str(slug: &str) -> Result<Self, InvalidSlug> {
                Self::parse(slug)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl $name {
            /// Takes a text that is a slug already.
            ///
            /// # Errors
            /// When it is empty, too long or holds anything but lowercase
            /// letters, digits and single hyphens between them.
            pub fn parse(slug: &str) -> Result<Self, InvalidSlug> {
                if is_slug(slug) {
                    Ok(Self(slug.to_owned()))
                } else {
                    Err(InvalidSlug(slug.chars().take(MAX_SLUG_BYTES).collect()))
                }
            }

            /// Makes a slug of a name: `Hay'at Tahrir al-Sham` becomes
            /// `hayat-tahrir-al-sham`. A name without a Latin letter or digit
            /// gets a slug derived from its hash.
            pub fn of_name(name: &str) -> Self {
                Self(slugify(name))
            }

            /// The slug.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

slug_id! {
    /// An actor, such as `jaysh-al-islam`.
    ActorId
}

slug_id! {
    /// A place, such as `harasta`.
    PlaceId
}

impl ActorId {
    /// The id of a person that is only found in texts. It derives from the fine
    /// key of the name ([`crate::romanisation`]), so that spellings make one, and
    /// from whom the person acts for and the place of an office, so that two of one
    /// name on different sides stay two. A text that tells neither sets its persons
    /// apart by itself, as nothing tells that they are those of another text.
    pub fn of_person(
        name: &str,
        of: Option<&ActorId>,
        place: Option<&PlaceId>,
        text: &str,
    ) -> Self {
        let key = Key::of(name);
        let head = slugify(key.as_ref().map_or(name, Key::fine));
        let of = of.map(ActorId::as_str);
        let mut home: Vec<&str> = of.into_iter().chain(place.map(PlaceId::as_str)).collect();
        let own = short_digest(text);
        if home.is_empty() {
            home.push(&own);
        }
        let slug = format!("{head}-{}", home.join("-"));
        if slug.len() <= MAX_SLUG_BYTES {
            return Self(slug);
        }
        let head: String = head.chars().take(MAX_SLUG_BYTES / 2).collect();
        let head = head.trim_end_matches('-');
        Self(format!("{head}-{}", short_digest(&slug)))
    }
}

/// The first 64 bits of a text's SHA-256, in hexadecimal digits.
fn short_digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_SLUG_BYTES
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn slugify(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars() {
        // Apostrophes stand for ayn and hamza inside a word.
        if matches!(character, '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʾ') {
            continue;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= MAX_SLUG_BYTES {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        return format!(
            "x{}",
            uuid_from_digest(&Sha256::digest(name).into()).simple()
        );
    }
    slug.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_of_names_are_slugs() {
        assert_eq!(
            ActorId::of_name("Hay’at Tahrir al-Sham").as_str(),
            "hayat-tahrir-al-sham"
        );
        for name in ["", "جيش الإسلام", "  -- ", "Żółw", &"long name ".repeat(50)] {
            let slug = ActorId::of_name(name);
            assert_eq!(ActorId::parse(slug.as_str()), Ok(slug));
        }
    }

    #[test]
    fn what_is_no_slug_is_refused() {
        for text in ["", "Harasta", "a--b", "-a", "a-", "a b", "дума"] {
            assert!(PlaceId::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn persons_are_one_by_name_side_and_place() {
        let of = |slug: &str| ActorId::parse(slug).unwrap();
        let rebels = of("armed-opposition-of-southern-syria");
        let id = |name: &str, of: Option<&ActorId>, text: &str| {
            let id = ActorId::of_person(name, of, None, text);
            assert_eq!(ActorId::parse(id.as_str()).as_ref(), Ok(&id));
            id
        };
        let first = id("Salim al-Karam", Some(&rebels), "one");
        assert_eq!(first, id("Saleem Karam", Some(&rebels), "two"));
        assert_ne!(first, id("Salim al-Karam", Some(&of("russia")), "one"));
        assert_ne!(first, id("Salim Karim Daher", Some(&rebels), "one"));
        assert_ne!(
            id("Salim Karam", None, "one"),
            id("Salim Karam", None, "two")
        );
        assert_eq!(id("سليم كرم", None, "one"), id("سليم كرم", None, "one"));
        assert_ne!(
            id("سليم كرم", Some(&rebels), ""),
            id("سليم دهر", Some(&rebels), "")
        );
        let town = PlaceId::parse("douma").unwrap();
        let state = of("syrian-government");
        let in_town = ActorId::of_person("Salim Karam", Some(&state), Some(&town), "");
        assert_ne!(in_town, id("Salim Karam", Some(&state), ""));
        id(&"Salim ".repeat(40), Some(&rebels), "");
        let long = of(&"a".repeat(MAX_SLUG_BYTES));
        assert_ne!(
            id("Salim Karam", Some(&long), ""),
            id("Salim Daher", Some(&long), "")
        );
    }

    #[test]
    fn rejected_documents_are_one_by_bytes_and_media_type() {
        let id = |content: &[u8], media_type: &str, label: &str| {
            RejectedId::of(&SourceDocument {
                content: content.to_vec(),
                media_type: media_type.to_owned(),
                label: label.to_owned(),
                ..Default::default()
            })
        };
        let one = id(b"one", "image/png", "a");
        assert_eq!(one, id(b"one", "image/png", "b"));
        assert_ne!(one, id(b"one", "image/jpeg", "a"));
        assert_ne!(one, id(b"two", "image/png", "a"));
    }

    #[test]
    fn ids_differ_by_content() {
        let article = ArticleId::of(b"one");
        assert_eq!(article, ArticleId::of(b"one"));
        assert_ne!(article, ArticleId::of(b"two"));
        let [douma, harasta] = ["douma", "harasta"].map(|id| PlaceId::parse(id).unwrap());
        let ids = [
            ClaimId::of(article, "They left.", Some(&douma), 0),
            ClaimId::of(article, "They left.", Some(&douma), 1),
            ClaimId::of(article, "They left.", Some(&harasta), 0),
            ClaimId::of(article, "They stayed.", Some(&douma), 0),
            ClaimId::of(ArticleId::of(b"two"), "They left.", Some(&douma), 0),
        ];
        let different: std::collections::HashSet<ClaimId> = ids.into_iter().collect();
        assert_eq!(different.len(), ids.len());
    }
}
