//! What kinds of outlets there are, in words that take no side.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// What an outlet is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum OutletKind {
    /// Owned by a state, whatever its medium.
    StateMedia,
    /// Sells its reports to others.
    NewsAgency,
    /// A newspaper, with its site.
    Newspaper,
    /// A magazine.
    Magazine,
    /// Television or radio.
    Broadcaster,
    /// On the web alone.
    NewsSite,
    /// Observes and counts: an observatory, a network of activists.
    Monitor,
    /// Speaks for a party or an armed group.
    PartyMedia,
    /// A ministry or another organ of a state.
    Ministry,
    /// The United Nations and the like.
    InternationalOrganisation,
    /// Brings aid.
    AidOrganisation,
    /// Another organisation outside states.
    Ngo,
    /// A research institute.
    ResearchInstitute,
}
