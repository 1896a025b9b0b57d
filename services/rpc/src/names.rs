//! Resource names: `deals/{uuid}`, `places/harasta`.

use std::{fmt::Display, str::FromStr};

use crate::violation::Violation;

/// A collection of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collection {
    /// What resource names start with.
    prefix: &'static str,
    /// What follows, for people.
    form: &'static str,
    /// The type in google.rpc.ResourceInfo.
    pub resource_type: &'static str,
}

/// `articles/{uuid}`.
pub const ARTICLES: Collection = Collection {
    prefix: "articles/",
    form: "articles/{uuid}",
    resource_type: "sulh.v1.Article",
};
/// `actors/{actor}`.
pub const ACTORS: Collection = Collection {
    prefix: "actors/",
    form: "actors/{actor}, such as actors/jaysh-al-islam",
    resource_type: "sulh.v1.Actor",
};
/// `places/{place}`.
pub const PLACES: Collection = Collection {
    prefix: "places/",
    form: "places/{place}, such as places/harasta",
    resource_type: "sulh.v1.Place",
};
/// `deals/{uuid}`.
pub const DEALS: Collection = Collection {
    prefix: "deals/",
    form: "deals/{uuid}",
    resource_type: "sulh.v1.Deal",
};
/// `claims/{uuid}`.
pub const CLAIMS: Collection = Collection {
    prefix: "claims/",
    form: "claims/{uuid}",
    resource_type: "sulh.v1.Claim",
};
/// `rejectedDocuments/{uuid}`.
pub const REJECTED_DOCUMENTS: Collection = Collection {
    prefix: "rejectedDocuments/",
    form: "rejectedDocuments/{uuid}",
    resource_type: "sulh.v1.RejectedDocument",
};

impl Collection {
    /// The name of one of its resources.
    pub fn name(self, id: impl Display) -> String {
        format!("{}{id}", self.prefix)
    }

    /// The id in a name that stands in the field `field`.
    ///
    /// # Errors
    /// When it is no name of this collection.
    pub fn id<T: FromStr>(self, field: &str, name: &str) -> Result<T, Violation> {
        if name.is_empty() {
            return Err(Violation::new(field, format!("required: {}", self.form)));
        }
        name.strip_prefix(self.prefix)
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| {
                Violation::new(
                    field,
                    format!("not a resource name: expected {}", self.form),
                )
            })
    }

    /// The ids in names that stand in the repeated field `field`.
    ///
    /// # Errors
    /// When there are too many, or one is no name of this collection.
    pub fn ids<T: FromStr>(self, field: &str, names: &[String]) -> Result<Vec<T>, Violation> {
        crate::filter::each(field, names, |path, name| self.id(path, name))
    }
}
