//! How a deal went: what claims say of its status, in order of time, and whether they
//! disagree.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{ArticleId, ClaimId, Modality, RecordedClaim, Status, deal::ClaimFacts};

/// What one claim says of a deal's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The claim.
    pub claim: ClaimId,
    /// The report that it is from: the original, where its article is a copy.
    pub source: ArticleId,
    /// Its event date, else its article's publication date.
    pub date: Option<Date>,
    /// What it says.
    pub status: Status,
    /// How firmly.
    pub modality: Modality,
}

/// A deal's statuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// In order of time; the last dated one is the current status.
    pub steps: Vec<StatusStep>,
    /// Whether the current status is open: an independent report denies it, or tells
    /// on the same days that the deal is off, or on.
    pub is_contested: bool,
}

/// A time in which the latest claims say one status of the deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusStep {
    /// What they say.
    pub status: Status,
    /// The first day on which they do; `None` where no claim has a date.
    pub since: Option<Date>,
    /// The last day on which they do.
    pub until: Option<Date>,
    /// The claims that say so, in order of time.
    pub supporting: Vec<ClaimId>,
    /// The claims that deny it.
    pub contradicting: Vec<ClaimId>,
    /// Number of independent reports that support it.
    pub independent_report_count: u32,
    /// Number of independent reports that deny it.
    pub denying_report_count: u32,
    /// Whether someone says so plainly, and not only as hearsay or a plan.
    pub is_firm: bool,
}

impl Telling {
    /// Where it stands in time: of one day, hearsay gives way to what is said plainly,
    /// and an earlier status to a later one, as for the current status.
    pub fn order(&self) -> impl Ord + use<> {
        let is_plain = self.modality != Modality::Hedged;
        (
            self.date.is_none(),
            self.date,
            is_plain,
            self.status,
            self.claim,
        )
    }
}

impl From<&RecordedClaim> for Telling {
    fn from(recorded: &RecordedClaim) -> Self {
        Self {
            claim: recorded.id,
            source: recorded.report.original.unwrap_or(recorded.report.article),
            date: recorded.dated_on(),
            status: recorded.claim.status,
            modality: recorded.claim.modality,
        }
    }
}

impl From<&ClaimFacts> for Telling {
    fn from(facts: &ClaimFacts) -> Self {
        Self {
            claim: facts.id,
            source: facts.original,
            date: facts.date,
            status: facts.status,
            modality: facts.modality,
        }
    }
}

impl History {
    /// Draws up what the claims of one deal tell, in whatever order they come.
    pub fn of(mut told: Vec<Telling>) -> Self {
        told.sort_by_key(Telling::order);
        let drafts = drafts(&told);
        Self {
            is_contested: is_contested(&drafts, &told),
            steps: drafts.into_iter().map(StatusStep::from).collect(),
        }
    }
}

/// A step in the making.
struct Draft {
    status: Status,
    supporting: Vec<Telling>,
    contradicting: Vec<Telling>,
}

impl Draft {
    fn of(status: Status) -> Self {
        Self {
            status,
            supporting: Vec::new(),
            contradicting: Vec::new(),
        }
    }

    fn since(&self) -> Option<Date> {
        self.supporting.iter().filter_map(|told| told.date).min()
    }

    fn until(&self) -> Option<Date> {
        self.supporting.iter().filter_map(|told| told.date).max()
    }
}

fn sources(told: &[Telling]) -> BTreeSet<ArticleId> {
    told.iter().map(|told| told.source).collect()
}

/// Runs of tellings with one status. An undated one, and a denial, go where their
/// status is last told; where it never is they make a step of their own.
fn drafts(told: &[Telling]) -> Vec<Draft> {
    let makes_a_step = |told: &Telling| told.modality != Modality::Denied && told.date.is_some();
    let (timed, others): (Vec<Telling>, Vec<Telling>) =
        told.iter().partition(|told| makes_a_step(told));
    let mut drafts: Vec<Draft> = Vec::new();
    for telling in timed {
        match drafts.last_mut() {
            Some(last) if last.status == telling.status => last.supporting.push(telling),
            _ => drafts.push(Draft {
                supporting: vec![telling],
                ..Draft::of(telling.status)
            }),
        }
    }
    for telling in others {
        let is_of_it = |draft: &Draft| draft.status == telling.status;
        let has_begun = |draft: &Draft| telling.date.is_none() || draft.since() <= telling.date;
        let position = drafts
            .iter()
            .rposition(|draft| is_of_it(draft) && has_begun(draft))
            .or_else(|| drafts.iter().position(is_of_it))
            .unwrap_or_else(|| {
                drafts.insert(0, Draft::of(telling.status));
                0
            });
        if let Some(draft) = drafts.get_mut(position) {
            match telling.modality {
                Modality::Denied => draft.contradicting.push(telling),
                _ => draft.supporting.push(telling),
            }
        }
    }
    drafts
}

impl From<Draft> for StatusStep {
    fn from(draft: Draft) -> Self {
        let ids = |told: &[Telling]| told.iter().map(|told| told.claim).collect();
        let count = |told: &[Telling]| u32::try_from(sources(told).len()).unwrap_or(u32::MAX);
        Self {
            status: draft.status,
            since: draft.since(),
            until: draft.until(),
            supporting: ids(&draft.supporting),
            contradicting: ids(&draft.contradicting),
            independent_report_count: count(&draft.supporting),
            denying_report_count: count(&draft.contradicting),
            is_firm: draft
                .supporting
                .iter()
                .any(|told| told.modality == Modality::Asserted),
        }
    }
}

/// Whether a status says that the deal is off, on, or neither.
fn stands(status: Status) -> Option<bool> {
    match status {
        Status::Proposed | Status::Negotiating => None,
        Status::Agreed | Status::Implementing | Status::Implemented => Some(true),
        Status::Failed | Status::Collapsed => Some(false),
    }
}

fn is_contested(drafts: &[Draft], told: &[Telling]) -> bool {
    let Some(current) = drafts.iter().rev().find(|draft| draft.since().is_some()) else {
        return false;
    };
    let supporting = sources(&current.supporting);
    let (since, until) = (current.since(), current.until());
    let opposes = |told: &Telling| {
        let is_other = match (stands(told.status), stands(current.status)) {
            (Some(claimed), Some(known)) => claimed != known,
            _ => false,
        };
        is_other
            && told.modality == Modality::Asserted
            && (since..=until).contains(&told.date)
            && !supporting.contains(&told.source)
    };
    !current.contradicting.is_empty() || told.iter().any(opposes)
}
