//! Where deals are made.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::PlaceId;

/// What a place is.
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
pub enum PlaceKind {
    /// A whole country.
    Country,
    /// A governorate (muhafaza).
    Governorate,
    /// A district (mintaqa) or subdistrict (nahiya).
    District,
    /// A region or pocket with a name of its own, such as Eastern Ghouta.
    Region,
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A quarter of a city or town.
    Neighbourhood,
    /// A refugee camp.
    Camp,
    /// A border crossing or a checkpoint with a name of its own.
    Crossing,
}

/// One name of a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlaceName {
    /// The name as it is written.
    pub name: String,
    /// BCP 47 tag of its language or script, such as `en` or `ar`.
    pub language: String,
    /// Whether it is also an ordinary word or another's name, and means its bearer
    /// only where something else says so.
    pub weak: bool,
}

/// A place of the lexicon.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Place {
    /// Derived from the canonical name.
    pub id: PlaceId,
    /// The canonical name.
    pub name: String,
    /// Whether the canonical name is a weak one, see [`PlaceName::weak`].
    pub weak_name: bool,
    /// What it is.
    pub kind: PlaceKind,
    /// The place it lies in.
    pub parent: Option<PlaceId>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// All other names.
    pub names: Vec<PlaceName>,
}
