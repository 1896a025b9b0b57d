//! Who deals with whom, and who stands between them: computed from claims that
//! name both.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{ActorId, RecordedClaim};

/// What an actor has to do with another in one claim, by the roles of both.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum RelationKind {
    /// Both are parties, on different sides.
    Counterpart,
    /// Both are parties, on one side.
    FellowParty,
    /// A party; the other mediates.
    MediatedBy,
    /// It mediates; the other is a party.
    MediatorFor,
    /// A party; the other guarantees.
    GuaranteedBy,
    /// It guarantees; the other is a party.
    GuarantorFor,
    /// The other speaks for it.
    RepresentedBy,
    /// It speaks for the other.
    RepresentativeOf,
    /// A party; the other opposes or sabotages.
    SpoiledBy,
    /// It opposes or sabotages; the other is a party.
    SpoilerFor,
    /// A party; the arrangement settles the other's place or movement.
    Affects,
    /// The arrangement settles its place or movement; the other is a party.
    AffectedBy,
}

/// What an actor has to do with another, over all claims that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// From whose end it is seen.
    pub actor: ActorId,
    /// The other end.
    pub other: ActorId,
    /// What they have to do with each other.
    pub kind: RelationKind,
    /// Deals with a claim of it that is not denied.
    pub deal_count: u32,
    /// Claims of it that are not denied.
    pub claim_count: u32,
    /// Those of these that are hedged.
    pub hedged_claim_count: u32,
    /// Claims of it that are denied.
    pub denied_claim_count: u32,
    /// Articles with a claim of it that is not denied, copies of one report
    /// counted once.
    pub independent_report_count: u32,
    /// Earliest date of a claim of it that is not denied.
    pub first_date: Option<Date>,
    /// Latest date of a claim of it that is not denied.
    pub last_date: Option<Date>,
    /// Some of its claims, the latest first, denied ones after all others.
    pub evidence: Vec<RecordedClaim>,
}
