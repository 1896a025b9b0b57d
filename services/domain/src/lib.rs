//! What sulh records, in the words of its codebook: articles, actors, places,
//! claims and deals. Types and rules only: no I/O, no clock, no randomness.

pub mod account;
pub mod actor;
pub mod article;
pub mod claim;
pub mod date;
pub mod deal;
pub mod dropped;
pub mod extraction;
pub mod failure;
pub mod filter;
pub mod grouping;
pub mod history;
pub mod horizon;
pub mod ids;
pub mod labels;
pub mod mention;
pub mod near_duplicates;
pub mod outlet;
pub mod page;
pub mod place;
pub mod reading;
pub mod regrouping;
pub mod rejection;
pub mod relation;
pub mod rereading;
pub mod romanisation;
pub mod search;
pub mod summary;
pub mod text;

pub use actor::{Actor, ActorKind, ActorName, Membership, MembershipKind};
pub use article::{Article, Known, SourceDocument, StoredArticle};
pub use claim::{
    Asserter, Claim, Confirmation, Counted, DealType, Modality, Participant, Quantity,
    RecordedClaim, Report, Role, Side, Status, Term, TermKind,
};
pub use date::{DateBasis, PartialDate};
pub use deal::Deal;
pub use dropped::{DropReason, DroppedBlock};
pub use extraction::{Extraction, Mention, Warning};
pub use failure::{Failure, FailureKind};
pub use horizon::Horizon;
pub use ids::{ActorId, ArticleId, ClaimId, DealId, PlaceId, RejectedId};
pub use labels::{Labels, References};
pub use mention::QuotedMention;
pub use outlet::OutletKind;
pub use place::{Place, PlaceKind, PlaceName};
pub use reading::{Reader, Reading};
pub use regrouping::{DealChange, DealChangeKind};
pub use rejection::{Kept, RejectedDocument, Rejection};
pub use relation::{Relation, RelationKind};
pub use rereading::{ChangedClaim, Difference, successors};
pub use text::Span;
