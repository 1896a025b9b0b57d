//! What reports tell of a deal, each statement with the claims behind it. Where
//! they disagree, all that they say stands side by side.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ActorId, ArticleId, ClaimId, Counted, DealType, Modality, PlaceId, Quantity, RecordedClaim,
    Role, Side, Term,
    history::{History, StatusStep, Telling},
};

/// What claims tell of one deal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its statuses in order of time; the last dated one is the current status.
    pub steps: Vec<StatusStep>,
    /// Its types, the one that most independent reports give first.
    pub types: Vec<Supported<DealType>>,
    /// Its places, those that most independent reports name first.
    pub places: Vec<Supported<PlaceId>>,
    /// Who takes part as what, on which side.
    pub participants: Vec<Supported<(ActorId, Role, Option<Side>)>>,
    /// What is arranged, and where to.
    pub terms: Vec<Supported<Term>>,
    /// How many people and things it is about.
    pub quantities: Vec<QuantityRange>,
    /// Number of reports that are independent of each other.
    pub independent_report_count: u32,
    /// Whether the current status is open: an independent report denies it, or tells
    /// on the same days that the deal is off, or on.
    pub is_contested: bool,
}

/// A statement with what supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported<T> {
    /// What is stated.
    pub value: T,
    /// The claims that state it and do not deny the deal, in order of time.
    pub claims: Vec<ClaimId>,
    /// Number of independent reports among these.
    pub independent_report_count: u32,
}

/// How many of a kind, over all reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityRange {
    /// What is counted.
    pub of: Counted,
    /// The lowest number that a report gives; `None` where none gives a least one.
    pub least: Option<u32>,
    /// The highest number that a report gives; `None` where none gives a most one.
    pub most: Option<u32>,
    /// The claims that count it, in order of time.
    pub claims: Vec<ClaimId>,
    /// Number of independent reports among these.
    pub independent_report_count: u32,
}

fn sources<'a>(claims: impl Iterator<Item = &'a RecordedClaim>) -> u32 {
    let sources: BTreeSet<ArticleId> = claims.map(|claim| Telling::from(claim).source).collect();
    u32::try_from(sources.len()).unwrap_or(u32::MAX)
}

impl Account {
    /// Draws up what the claims of one deal tell, in whatever order they come.
    pub fn of(claims: &[RecordedClaim]) -> Self {
        let history = History::of(claims.iter().map(Telling::from).collect());
        let mut claims: Vec<&RecordedClaim> = claims.iter().collect();
        claims.sort_by_key(|claim| Telling::from(*claim).order());
        let told: Vec<&RecordedClaim> = claims
            .iter()
            .copied()
            .filter(|claim| claim.claim.modality != Modality::Denied)
            .collect();
        Self {
            types: supported(&told, |claim| vec![claim.deal_type]),
            places: supported(&told, |claim| claim.places.clone()),
            participants: supported(&told, |claim| {
                let participants = claim.participants.iter();
                participants
                    .map(|part| (part.actor.clone(), part.role, part.side))
                    .collect()
            }),
            terms: terms(&told),
            quantities: quantities(&told),
            independent_report_count: sources(claims.iter().copied()),
            is_contested: history.is_contested,
            steps: history.steps,
        }
    }
}

/// Every value that claims state, those of most independent reports first, then as
/// they are first stated.
fn supported<T: PartialEq>(
    claims: &[&RecordedClaim],
    values: impl Fn(&crate::Claim) -> Vec<T>,
) -> Vec<Supported<T>> {
    let mut found: Vec<(T, Vec<&RecordedClaim>)> = Vec::new();
    for claim in claims {
        for value in values(&claim.claim) {
            match found.iter_mut().find(|(known, _)| *known == value) {
                Some((_, by)) => by.push(claim),
                None => found.push((value, vec![claim])),
            }
        }
    }
    let mut supported: Vec<Supported<T>> = found
        .into_iter()
        .map(|(value, by)| Supported {
            value,
            claims: by.iter().map(|claim| claim.id).collect(),
            independent_report_count: sources(by.into_iter()),
        })
        .collect();
    supported.sort_by_key(|value| std::cmp::Reverse(value.independent_report_count));
    supported
}

/// Terms by what is done and where to; staged where a claim says so.
fn terms(claims: &[&RecordedClaim]) -> Vec<Supported<Term>> {
    let stated = supported(claims, |claim| {
        let terms = claim.terms.iter();
        terms
            .map(|term| (term.kind, term.destination.clone()))
            .collect()
    });
    let all = || claims.iter().flat_map(|claim| &claim.claim.terms);
    stated
        .into_iter()
        .map(|told| {
            let (kind, destination) = told.value;
            Supported {
                value: Term {
                    kind,
                    staged: all().any(|term| {
                        term.staged && term.kind == kind && term.destination == destination
                    }),
                    destination,
                },
                claims: told.claims,
                independent_report_count: told.independent_report_count,
            }
        })
        .collect()
}

fn quantities(claims: &[&RecordedClaim]) -> Vec<QuantityRange> {
    let mut by_kind: BTreeMap<Counted, Vec<(&RecordedClaim, Quantity)>> = BTreeMap::new();
    for claim in claims {
        for quantity in &claim.claim.quantities {
            let counts = by_kind.entry(quantity.of).or_default();
            counts.push((claim, *quantity));
        }
    }
    by_kind
        .into_iter()
        .map(|(of, counts)| {
            let mut claims: Vec<ClaimId> = counts.iter().map(|(claim, _)| claim.id).collect();
            claims.dedup();
            QuantityRange {
                of,
                least: counts.iter().filter_map(|(_, count)| count.least).min(),
                most: counts.iter().filter_map(|(_, count)| count.most).max(),
                claims,
                independent_report_count: sources(counts.iter().map(|(claim, _)| *claim)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::{
        Asserter, Claim, Confirmation, DateBasis, PartialDate, Participant, Report, Span, Status,
        TermKind,
    };

    /// A claim of a report of its own, on a day of March 2018.
    fn claim(report: u32, day: i8, status: Status) -> RecordedClaim {
        let article = ArticleId::of(&report.to_be_bytes());
        let harasta = PlaceId::of_name("Harasta");
        RecordedClaim {
            id: ClaimId::of(article, "", Some(&harasta), status as u32),
            deal: None,
            report: Report {
                article,
                title: None,
                outlet: None,
                published: None,
                original: None,
            },
            claim: Claim {
                places: vec![harasta],
                deal_type: DealType::Evacuation,
                status,
                participants: vec![Participant {
                    actor: ActorId::of_name("Ahrar al-Sham"),
                    role: Role::Party,
                    side: Some(Side::Opposition),
                    represents: None,
                }],
                terms: vec![Term {
                    kind: TermKind::FighterEvacuation,
                    destination: None,
                    staged: false,
                }],
                quantities: Vec::new(),
                asserter: Asserter::Outlet,
                modality: Modality::Asserted,
                confirmation: Confirmation::NotStated,
                event_date: Some(PartialDate::day(date(2018, 3, day), DateBasis::Explicit)),
                deal_name: None,
                evidence: Vec::new(),
            },
            quotes: Vec::new(),
        }
    }

    fn with(claim: &RecordedClaim, change: impl Fn(&mut RecordedClaim)) -> RecordedClaim {
        let mut changed = claim.clone();
        change(&mut changed);
        changed
    }

    fn statuses(account: &Account) -> Vec<(Status, i8, i8, u32)> {
        let day = |date: Option<Date>| date.map_or(0, Date::day);
        let steps = account.steps.iter();
        steps
            .map(|step| {
                let reports = step.independent_report_count;
                (step.status, day(step.since), day(step.until), reports)
            })
            .collect()
    }

    #[test]
    fn a_history_is_made_of_runs_of_one_status() {
        let claims = [
            claim(1, 23, Status::Implementing),
            claim(2, 21, Status::Agreed),
            claim(3, 22, Status::Agreed),
            claim(4, 24, Status::Implementing),
        ];
        let account = Account::of(&claims);
        assert_eq!(
            statuses(&account),
            [
                (Status::Agreed, 21, 22, 2),
                (Status::Implementing, 23, 24, 2)
            ]
        );
        assert_eq!(account.steps[0].supporting, [claims[1].id, claims[2].id]);
        assert_eq!(account.independent_report_count, 4);
        assert!(!account.is_contested);
    }

    #[test]
    fn copies_of_one_report_are_one_source() {
        let first = claim(1, 21, Status::Agreed);
        let copy = with(&claim(2, 21, Status::Agreed), |copy| {
            copy.report.original = Some(first.report.article);
        });
        let account = Account::of(&[first, copy]);
        assert_eq!(statuses(&account), [(Status::Agreed, 21, 21, 1)]);
        assert_eq!(account.places[0].claims.len(), 2);
        assert_eq!(account.places[0].independent_report_count, 1);
    }

    #[test]
    fn a_denial_stands_beside_what_it_denies_and_sets_no_status() {
        let agreed = claim(1, 21, Status::Agreed);
        let denial = with(&claim(2, 22, Status::Agreed), |denial| {
            denial.claim.modality = Modality::Denied;
        });
        let account = Account::of(&[denial.clone(), agreed]);
        assert_eq!(statuses(&account), [(Status::Agreed, 21, 21, 1)]);
        assert_eq!(account.steps[0].contradicting, [denial.id]);
        assert_eq!(account.steps[0].denying_report_count, 1);
        assert!(account.is_contested);
        // Alone it is shown, and is no status.
        let alone = Account::of(&[denial]);
        assert_eq!(statuses(&alone), [(Status::Agreed, 0, 0, 0)]);
        assert!(!alone.is_contested);
    }

    #[test]
    fn reports_of_one_day_that_say_on_and_off_leave_it_open() {
        let agreed = claim(1, 21, Status::Agreed);
        let failed = claim(2, 21, Status::Failed);
        assert!(Account::of(&[agreed.clone(), failed.clone()]).is_contested);
        // One report that tells of both, or a later day, does not.
        let same = with(&failed, |failed| failed.report = agreed.report.clone());
        assert!(!Account::of(&[agreed.clone(), same]).is_contested);
        assert!(!Account::of(&[agreed, claim(2, 22, Status::Failed)]).is_contested);
    }

    #[test]
    fn hearsay_gives_way_to_what_is_said_plainly_on_the_same_day() {
        let plain = claim(1, 21, Status::Agreed);
        let hearsay = with(&claim(2, 21, Status::Implementing), |hearsay| {
            hearsay.claim.modality = Modality::Hedged;
        });
        let account = Account::of(&[plain, hearsay]);
        let steps = account.steps.iter().map(|step| (step.status, step.is_firm));
        assert_eq!(
            steps.collect::<Vec<_>>(),
            [(Status::Implementing, false), (Status::Agreed, true)]
        );
    }

    #[test]
    fn numbers_are_a_range_over_reports() {
        let counting = |report: u32, least: Option<u32>, most: Option<u32>| {
            with(&claim(report, 21, Status::Agreed), |claim| {
                claim.claim.quantities = vec![Quantity {
                    of: Counted::Fighters,
                    least,
                    most,
                    is_rough: false,
                    span: Span { start: 0, end: 1 },
                }];
            })
        };
        let account = Account::of(&[
            counting(1, Some(1500), Some(1500)),
            counting(2, Some(1200), None),
            counting(3, None, Some(1800)),
        ]);
        let range = &account.quantities[0];
        assert_eq!((range.least, range.most), (Some(1200), Some(1800)));
        assert_eq!(range.independent_report_count, 3);
    }
}
