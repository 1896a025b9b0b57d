//! What one document asserts about one deal. The variants are the codebook's
//! words, in its order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{ActorId, ArticleId, ClaimId, DealId, PartialDate, PlaceId, Span};

/// The primary type of a deal. Declared from the most to the least
/// far-reaching: the lesser value wins where a text names none.
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
pub enum DealType {
    /// An armed group gives up the place or its arms.
    Surrender,
    /// State authority returns and fighters regularise.
    Reconciliation,
    /// Fighters, families or civilians are moved elsewhere.
    Evacuation,
    /// A de-escalation zone or agreement with its own name and guarantors.
    DeEscalation,
    /// Fighting stops or pauses.
    Ceasefire,
    /// Detainees, hostages or bodies are swapped.
    PrisonerExchange,
    /// Aid, a corridor, a pause, the lifting of a siege.
    HumanitarianAccess,
}

/// What the document asserts of the deal, as of its date.
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
pub enum Status {
    /// An offer, a demand or pressure; the other side has not engaged.
    Proposed,
    /// Named sides are in contact.
    Negotiating,
    /// Acceptance is reported, by one side or by all.
    Agreed,
    /// At least one term is being carried out.
    Implementing,
    /// The core term is done.
    Implemented,
    /// Talks ended, or a side refused, without agreement.
    Failed,
    /// Agreed, then breached, suspended, cancelled or repudiated.
    Collapsed,
}

/// Who says so.
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
pub enum Asserter {
    /// The government's side.
    PartyGovernment,
    /// The opposition's side.
    PartyOpposition,
    /// The mediator.
    Mediator,
    /// State media.
    StateMedia,
    /// Activists, observers, aid bodies, the United Nations.
    Monitor,
    /// The outlet in its own voice.
    Outlet,
    /// "Sources say."
    Unattributed,
}

/// How firmly it is said.
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
pub enum Modality {
    /// Said plainly.
    Asserted,
    /// Reportedly, may, is expected to, is likely.
    Hedged,
    /// Will, is to.
    Planned,
    /// Said not to be so.
    Denied,
}

/// Who confirms it.
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
pub enum Confirmation {
    /// One side only.
    OneSide,
    /// Both sides.
    BothSides,
    /// Someone who is no side.
    ThirdParty,
    /// The text itself says that it is not confirmed.
    Unconfirmed,
    /// The text does not say.
    NotStated,
}

/// What an actor is to the deal.
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
pub enum Role {
    /// A side of the arrangement.
    Party,
    /// Speaks or negotiates for a party.
    Representative,
    /// Brings the sides together, hosts or assists the talks.
    Mediator,
    /// Supervises, guarantees or enforces.
    Guarantor,
    /// Opposes or sabotages the arrangement.
    Spoiler,
    /// The people whose place or movement it settles.
    Affected,
}

/// The side on which a party stands.
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
pub enum Side {
    /// The Syrian state, its army, and allies acting for it.
    Government,
    /// The armed and political opposition.
    Opposition,
    /// The Islamic State and what is part of it.
    IslamicState,
    /// The Kurdish-led forces.
    KurdishLed,
    /// Other states and their forces.
    Foreign,
    /// Residents, elders, committees.
    Local,
}

/// What the text says the arrangement holds.
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
pub enum TermKind {
    /// Fighting stops.
    Ceasefire,
    /// Heavy or medium arms are given up.
    HeavyWeaponsHandover,
    /// Arms are laid down or handed over, light ones or all.
    Disarmament,
    /// Fighters leave.
    FighterEvacuation,
    /// Civilians or families leave.
    CivilianEvacuation,
    /// Leaving without being attacked is promised.
    SafePassage,
    /// Residents may stay.
    CiviliansRemain,
    /// People may come back.
    ReturnOfDisplaced,
    /// Amnesty, pardon, settling of legal status.
    StatusSettlement,
    /// Service in the army is deferred or adapted.
    ConscriptionDeferral,
    /// Detainees, hostages or bodies are released or swapped.
    PrisonerExchange,
    /// Army or police enter or deploy.
    StateForcesEntry,
    /// State forces leave a place.
    GovernmentWithdrawal,
    /// A place is given to the state or another side.
    TerritoryHandover,
    /// A border crossing or road opens or changes hands.
    CrossingOrRoad,
    /// A civil body runs a place; state institutions return.
    CivilAdministration,
    /// Russia, the UN or another supervises or deploys police.
    ThirdPartySupervision,
    /// Aid, a corridor, medical evacuation, a siege lifted.
    HumanitarianAccess,
    /// Water, power, schools, bakeries back.
    RestoredServices,
    /// Local fighters join or form a force with the state.
    JointForce,
}

/// An actor's part in a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Participant {
    /// Who.
    pub actor: ActorId,
    /// As what.
    pub role: Role,
    /// On which side; always set for a party.
    pub side: Option<Side>,
    /// For a representative: the party it speaks for, where known.
    pub represents: Option<ActorId>,
}

/// One term of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Term {
    /// What is to be done.
    pub kind: TermKind,
    /// Where those who leave go.
    pub destination: Option<PlaceId>,
    /// Whether it is done in stages or batches.
    pub staged: bool,
}

/// What a report counts.
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
pub enum Counted {
    /// Those who bear arms against the state, or outside it.
    Fighters,
    /// Those who bear arms for the state.
    Soldiers,
    /// People who are not armed.
    Civilians,
    /// Households.
    Families,
    /// The wounded and sick.
    Wounded,
    /// Those held, by whomever.
    Prisoners,
    /// The dead who are given back.
    Bodies,
    /// People of whom the text does not say more, or of several kinds together.
    People,
    /// What carries people.
    Buses,
    /// What carries goods.
    Trucks,
    /// Arms of any kind.
    Weapons,
}

/// How many of a kind leave, are freed, are handed over, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Quantity {
    /// What is counted.
    pub of: Counted,
    /// At least so many; absent for "up to 500".
    pub least: Option<u32>,
    /// At most so many; absent for "more than 500" and "hundreds".
    pub most: Option<u32>,
    /// Whether the text gives it as about right.
    pub is_rough: bool,
    /// Where the body says so, within a span of the claim's evidence.
    pub span: Span,
}

/// One document's assertion about one deal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Claim {
    /// The places of the arrangement, the first one named first. Never empty.
    pub places: Vec<PlaceId>,
    /// Primary type of the deal.
    pub deal_type: DealType,
    /// Status asserted.
    pub status: Status,
    /// Who takes part, as what.
    pub participants: Vec<Participant>,
    /// What is arranged.
    pub terms: Vec<Term>,
    /// How many people and things it is about.
    pub quantities: Vec<Quantity>,
    /// Who says so.
    pub asserter: Asserter,
    /// How firmly.
    pub modality: Modality,
    /// Who confirms it.
    pub confirmation: Confirmation,
    /// When what is asserted happened.
    pub event_date: Option<PartialDate>,
    /// A name that the arrangement itself bears ("the Four Towns agreement").
    pub deal_name: Option<String>,
    /// Where the body says so. Never empty.
    pub evidence: Vec<Span>,
}

/// The article behind a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The article that it repeats; `None` where it is an original itself.
    pub original: Option<ArticleId>,
}

/// A claim with where it comes from and the deal that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedClaim {
    /// Its id.
    pub id: ClaimId,
    /// Its deal; absent while the document is only validated.
    pub deal: Option<DealId>,
    /// The article that makes it.
    pub report: Report,
    /// What is asserted.
    pub claim: Claim,
    /// What the body says at each span of evidence.
    pub quotes: Vec<String>,
}

impl RecordedClaim {
    /// Where it stands in a deal's history: the middle of the days that fit its event
    /// date, else those of its article's publication date.
    pub fn dated_on(&self) -> Option<Date> {
        let middle = |date: Option<PartialDate>| date.and_then(|date| date.midpoint());
        middle(self.claim.event_date).or_else(|| middle(self.report.published))
    }

    /// What the body says at a span within the evidence; empty elsewhere.
    pub fn quoted(&self, span: Span) -> &str {
        let mut evidence = self.claim.evidence.iter().zip(&self.quotes);
        let within = evidence.find_map(|(sentence, quote)| {
            let start = span.start.checked_sub(sentence.start)?;
            let end = span.end.checked_sub(sentence.start)?;
            quote.get(start as usize..end as usize)
        });
        within.unwrap_or_default()
    }
}
