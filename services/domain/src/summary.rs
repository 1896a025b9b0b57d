//! How many deals there are of each kind.

use jiff::civil::Date;

use crate::{ActorId, DealType, PlaceId, PlaceKind, Status};

/// What deals are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// The month of the earliest claim.
    Month,
    /// The current status.
    Status,
    /// The primary type.
    Type,
    /// The places of one kind that their places are, or lie in.
    Place(PlaceKind),
    /// Who is a party.
    Party,
    /// The outlets that report on them.
    Outlet,
}

/// What the deals that are counted together share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// A month, by its first day; `None` where no claim has a date.
    Month(Option<Date>),
    /// A status; `None` where all claims are denied.
    Status(Option<Status>),
    /// A type.
    Type(DealType),
    /// A place.
    Place(PlaceId),
    /// A party.
    Party(ActorId),
    /// An outlet; `None` where it is not known.
    Outlet(Option<String>),
}

/// Deals counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What they share.
    pub of: Group,
    /// How many there are.
    pub deal_count: u64,
}
