//! Which claims make one deal. A pure function of a set of claims, so the
//! order in which documents are ingested cannot matter.

use std::collections::{BTreeSet, HashMap};

use jiff::ToSpan;
use petgraph::unionfind::UnionFind;

use crate::{
    DealId, PlaceId, Role, Side, Status,
    deal::{ClaimFacts, Deal, current_status},
};

/// More days than these between two claims, and the later one is about a new
/// deal.
pub const MAX_GAP_DAYS: i64 = 45;
/// Talks that break off and resume within these days are one deal.
pub const RESUMPTION_DAYS: i64 = 14;

/// Claims in the order in which deals are built: by date, undated ones last;
/// within a day in the order of a deal's life; then by id.
pub fn in_order(claims: &[ClaimFacts]) -> Vec<&ClaimFacts> {
    let mut ordered: Vec<&ClaimFacts> = claims.iter().collect();
    ordered.sort_by_key(|c| (c.date.is_none(), c.date, c.status, c.id));
    ordered
}

/// Whether two claims are of the same process: they share a place, or one's
/// place lies within the other's, and they share an armed side.
pub fn related(a: &ClaimFacts, b: &ClaimFacts) -> bool {
    let share_place = a.places.iter().any(|p| b.lineage.contains(p))
        || b.places.iter().any(|p| a.lineage.contains(p));
    share_place && !sides_of(a).is_disjoint(&sides_of(b))
}

/// The sides against the state that take part. A claim that names none
/// ("residents and the army agreed") is about the opposition that holds the
/// place, since it would be no deal otherwise.
pub fn armed_sides(roles: impl Iterator<Item = (Role, Option<Side>)>) -> BTreeSet<Side> {
    let sides: BTreeSet<Side> = roles
        .filter(|(role, _)| *role == Role::Party)
        .filter_map(|(_, side)| side)
        .filter(|side| {
            matches!(
                side,
                Side::Opposition | Side::IslamicState | Side::KurdishLed
            )
        })
        .collect();
    if sides.is_empty() {
        BTreeSet::from([Side::Opposition])
    } else {
        sides
    }
}

fn sides_of(claim: &ClaimFacts) -> BTreeSet<Side> {
    armed_sides(
        claim
            .participants
            .iter()
            .map(|(_, role, side)| (*role, *side)),
    )
}

struct Draft<'a> {
    claims: Vec<&'a ClaimFacts>,
    process: DealId,
    predecessor: Option<DealId>,
}

/// Groups claims into deals, in the order of their first claims. Claims of one
/// process must all be given together; unrelated ones do no harm.
pub fn group(claims: &[ClaimFacts]) -> Vec<Deal> {
    let ordered = in_order(claims);
    let mut deals: Vec<Deal> = tied(&ordered)
        .iter()
        .flat_map(|set| group_tied(set))
        .collect();
    let positions: HashMap<DealId, usize> = ordered
        .iter()
        .map(|claim| claim.id.into())
        .zip(0..)
        .collect();
    deals.sort_by_key(|deal| positions.get(&deal.id).copied());
    deals
}

/// What ties claims to one another.
#[derive(PartialEq, Eq, Hash)]
enum Tie<'a> {
    Name(&'a str),
    Place(&'a PlaceId, Side),
}

/// Parts claims into sets such that nothing ties a claim of one to a claim of
/// another, so that none has to be compared with all others. Keeps their order.
fn tied<'a>(claims: &[&'a ClaimFacts]) -> Vec<Vec<&'a ClaimFacts>> {
    let sides: Vec<BTreeSet<Side>> = claims.iter().map(|claim| sides_of(claim)).collect();
    let mut first_with: HashMap<Tie<'_>, usize> = HashMap::new();
    let mut sets = UnionFind::new(claims.len());
    for (number, (claim, sides)) in claims.iter().zip(&sides).enumerate() {
        let name = claim.deal_name.iter().map(|name| Tie::Name(name));
        let at_places = sides
            .iter()
            .flat_map(|side| claim.places.iter().map(|place| Tie::Place(place, *side)));
        for tie in name.chain(at_places) {
            sets.union(*first_with.entry(tie).or_insert(number), number);
        }
    }
    // Places tie what lies within them only where a claim is about them.
    for (number, (claim, sides)) in claims.iter().zip(&sides).enumerate() {
        for (place, side) in claim
            .lineage
            .iter()
            .flat_map(|place| sides.iter().map(move |side| (place, *side)))
        {
            if let Some(other) = first_with.get(&Tie::Place(place, side)) {
                sets.union(*other, number);
            }
        }
    }
    let mut parted: HashMap<usize, Vec<&ClaimFacts>> = HashMap::new();
    for (number, claim) in claims.iter().enumerate() {
        parted.entry(sets.find(number)).or_default().push(claim);
    }
    parted.into_values().collect()
}

/// Groups claims that come in the order of [`in_order`].
fn group_tied(claims: &[&ClaimFacts]) -> Vec<Deal> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for claim in claims.iter().copied() {
        let Some(candidate) = predecessor_of(claim, &drafts) else {
            drafts.push(Draft {
                claims: vec![claim],
                process: claim.id.into(),
                predecessor: None,
            });
            continue;
        };
        let Some(draft) = drafts.get_mut(candidate) else {
            continue;
        };
        if opens_new_deal(claim, draft) {
            let process = draft.process;
            let predecessor = draft.claims.first().map(|first| first.id.into());
            drafts.push(Draft {
                claims: vec![claim],
                process,
                predecessor,
            });
        } else {
            draft.claims.push(claim);
        }
    }
    drafts
        .iter()
        .filter_map(|d| Deal::compute(&d.claims, d.process, d.predecessor))
        .collect()
}

/// The deal that a claim joins or follows: one of its own name; else one that it can
/// join and that is about its very place, since claims about a region tie deals of
/// several towns; else the one whose latest claim about the same process is the most
/// recent, and of several the most recent.
fn predecessor_of(claim: &ClaimFacts, drafts: &[Draft<'_>]) -> Option<usize> {
    let of_same_name = drafts.iter().rposition(|d| {
        claim.deal_name.is_some() && d.claims.iter().any(|c| c.deal_name == claim.deal_name)
    });
    let is_of_its_place = |other: &ClaimFacts| {
        other
            .places
            .iter()
            .any(|place| claim.places.contains(place))
            && related(other, claim)
    };
    of_same_name.or_else(|| {
        drafts
            .iter()
            .enumerate()
            .filter_map(|(i, d)| {
                let latest = d.claims.iter().rev().find(|c| related(c, claim))?;
                let is_its_own =
                    d.claims.iter().any(|c| is_of_its_place(c)) && !opens_new_deal(claim, d);
                Some((is_its_own, latest.date.is_none(), latest.date, i))
            })
            .max()
            .map(|(_, _, _, i)| i)
    })
}

fn opens_new_deal(claim: &ClaimFacts, draft: &Draft<'_>) -> bool {
    let shares_name =
        claim.deal_name.is_some() && draft.claims.iter().any(|c| c.deal_name == claim.deal_name);
    if shares_name {
        return false;
    }
    let gap_exceeds =
        |days: i64| match (draft.claims.iter().filter_map(|c| c.date).max(), claim.date) {
            (Some(before), Some(date)) => before
                .checked_add(days.days())
                .is_ok_and(|limit| date > limit),
            // Where a date is unknown, nothing says that the claims lie apart.
            _ => false,
        };
    if gap_exceeds(MAX_GAP_DAYS) {
        return true;
    }
    match current_status(&draft.claims) {
        // Another report of the same end, or of its breach, opens nothing.
        Some(Status::Implemented) => {
            !matches!(claim.status, Status::Implemented | Status::Collapsed)
        }
        Some(Status::Failed | Status::Collapsed) => gap_exceeds(RESUMPTION_DAYS),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::*;
    use crate::{ActorId, ArticleId, ClaimId, DealType, Modality, PlaceId};

    fn claim(n: u32, place: &str, parents: &[&str], when: Date, status: Status) -> ClaimFacts {
        let article = ArticleId::of(&n.to_be_bytes());
        let place = PlaceId::of_name(place);
        let lineage = parents
            .iter()
            .map(|p| PlaceId::of_name(p))
            .chain([place.clone()])
            .collect();
        ClaimFacts {
            id: ClaimId::of(article, "", None, 0),
            article,
            original: article,
            places: vec![place],
            lineage,
            date: Some(when),
            status,
            modality: Modality::Asserted,
            deal_type: DealType::Evacuation,
            deal_name: None,
            participants: vec![(
                ActorId::of_name("Ahrar al-Sham"),
                Role::Party,
                Some(Side::Opposition),
            )],
            terms: vec![],
            destinations: BTreeSet::new(),
        }
    }

    fn harasta(n: u32, when: Date, status: Status) -> ClaimFacts {
        claim(n, "harasta", &["eastern-ghouta"], when, status)
    }

    fn sizes(claims: &[ClaimFacts]) -> Vec<usize> {
        group(claims).iter().map(|d| d.claims.len()).collect()
    }

    #[test]
    fn steps_of_one_arrangement_are_one_deal() {
        let deals = group(&[
            harasta(1, date(2018, 3, 22), Status::Implementing),
            harasta(2, date(2018, 3, 21), Status::Agreed),
            harasta(3, date(2018, 3, 23), Status::Implemented),
        ]);
        assert_eq!(deals.len(), 1);
        assert_eq!(
            deals.first().and_then(|d| d.status),
            Some(Status::Implemented)
        );
    }

    #[test]
    fn a_long_gap_opens_a_new_deal_of_the_process() {
        let first = harasta(1, date(2017, 9, 1), Status::Agreed);
        let deals = group(&[
            first.clone(),
            harasta(2, date(2017, 10, 17), Status::Agreed),
        ]);
        assert_eq!(deals.len(), 2);
        assert_eq!(
            deals.last().and_then(|d| d.predecessor),
            Some(first.id.into())
        );
        assert_eq!(
            sizes(&[first, harasta(2, date(2017, 10, 16), Status::Agreed)]),
            [2]
        );
    }

    #[test]
    fn talks_resumed_within_two_weeks_are_one_deal() {
        let failed = harasta(1, date(2018, 3, 1), Status::Failed);
        assert_eq!(
            sizes(&[
                failed.clone(),
                harasta(2, date(2018, 3, 15), Status::Negotiating)
            ]),
            [2]
        );
        assert_eq!(
            sizes(&[failed, harasta(2, date(2018, 3, 16), Status::Negotiating)]),
            [1, 1]
        );
    }

    #[test]
    fn after_an_end_a_new_start_is_a_new_deal_but_a_second_report_is_not() {
        let done = harasta(1, date(2018, 3, 1), Status::Implemented);
        assert_eq!(
            sizes(&[
                done.clone(),
                harasta(2, date(2018, 3, 2), Status::Implemented)
            ]),
            [2]
        );
        assert_eq!(
            sizes(&[done, harasta(2, date(2018, 3, 2), Status::Agreed)]),
            [1, 1]
        );
    }

    #[test]
    fn a_place_within_the_other_is_shared_and_a_neighbour_is_not() {
        let region = claim(
            1,
            "eastern-ghouta",
            &[],
            date(2018, 3, 1),
            Status::Negotiating,
        );
        let douma = claim(
            2,
            "douma",
            &["eastern-ghouta"],
            date(2018, 3, 2),
            Status::Agreed,
        );
        assert_eq!(sizes(&[region, douma.clone()]), [2]);
        assert_eq!(
            sizes(&[harasta(3, date(2018, 3, 1), Status::Agreed), douma]),
            [1, 1]
        );
    }

    #[test]
    fn towns_of_a_region_keep_their_deals_apart() {
        let parents = ["eastern-ghouta"];
        let douma = |n, day, status| claim(n, "douma", &parents, date(2018, 3, day), status);
        let region = |n, day, status| claim(n, "eastern-ghouta", &[], date(2018, 3, day), status);
        let undated = ClaimFacts {
            date: None,
            ..harasta(6, date(2018, 3, 1), Status::Agreed)
        };
        let deals = group(&[
            harasta(1, date(2018, 3, 1), Status::Negotiating),
            douma(2, 2, Status::Negotiating),
            region(3, 3, Status::Proposed),
            harasta(4, date(2018, 3, 4), Status::Agreed),
            douma(5, 5, Status::Failed),
            undated,
        ]);
        let places: Vec<Vec<&str>> = deals
            .iter()
            .map(|deal| deal.places.iter().map(PlaceId::as_str).collect())
            .collect();
        assert_eq!(places, [vec!["harasta"], vec!["douma", "eastern-ghouta"]]);
        assert_eq!(deals[0].claims.len(), 3);
    }

    #[test]
    fn a_denied_claim_never_sets_the_status() {
        let mut denial = harasta(2, date(2018, 3, 2), Status::Implemented);
        denial.modality = Modality::Denied;
        let deals = group(&[harasta(1, date(2018, 3, 1), Status::Agreed), denial]);
        assert_eq!(deals.first().and_then(|d| d.status), Some(Status::Agreed));
    }

    #[test]
    fn copies_of_one_report_are_one_source() {
        let first = harasta(1, date(2018, 3, 1), Status::Agreed);
        let mut copy = harasta(2, date(2018, 3, 2), Status::Agreed);
        let mut other_copy = harasta(3, date(2018, 3, 3), Status::Agreed);
        copy.original = first.article;
        // The original itself says nothing about the deal.
        other_copy.original = ArticleId::of(b"original");
        let counts = |claims: &[ClaimFacts]| -> Vec<(u32, u32)> {
            let deals = group(claims);
            let counts = deals
                .iter()
                .map(|d| (d.report_count, d.independent_report_count));
            counts.collect()
        };
        assert_eq!(counts(&[first.clone(), copy.clone()]), [(2, 1)]);
        assert_eq!(counts(&[first, copy, other_copy]), [(3, 2)]);
    }

    #[test]
    fn a_shared_name_bridges_any_gap() {
        let mut early = harasta(1, date(2015, 9, 1), Status::Agreed);
        let mut late = harasta(2, date(2017, 4, 1), Status::Implementing);
        for claim in [&mut early, &mut late] {
            claim.deal_name = Some("Four Towns".into());
        }
        assert_eq!(sizes(&[early, late]), [2]);
    }

    /// Claims about four places on three sides, some with a name.
    fn claims() -> impl Strategy<Value = Vec<ClaimFacts>> {
        let row = (0..4usize, 0..200i64, 0..7usize, 0..3usize, 0..20usize);
        prop::collection::vec(row, 1..30).prop_map(|rows| {
            let places = ["harasta", "douma", "eastern-ghouta", "rastan"];
            let statuses = <Status as strum::VariantArray>::VARIANTS;
            let sides = [Side::Opposition, Side::IslamicState, Side::KurdishLed];
            let rows = rows.into_iter().zip(0u32..);
            rows.filter_map(|((place, day, status, side, name), n)| {
                let parents: &[&str] = if place < 2 { &["eastern-ghouta"] } else { &[] };
                let when = date(2018, 1, 1).checked_add(day.days()).ok()?;
                let status = *statuses.get(status)?;
                let mut claim = claim(n, places.get(place)?, parents, when, status);
                claim.participants.first_mut()?.2 = sides.get(side).copied();
                claim.deal_name = ["Four Towns", "Homs"].get(name).map(ToString::to_string);
                Some(claim)
            })
            .collect()
        })
    }

    proptest! {
        #[test]
        fn order_does_not_matter(mut claims in claims(), seed in any::<u64>()) {
            let deals = group(&claims);
            let len = claims.len();
            for i in 0..len {
                claims.swap(i, (seed as usize).wrapping_mul(i + 7) % len);
            }
            prop_assert_eq!(group(&claims), deals);
        }

        #[test]
        fn only_what_is_tied_has_to_be_compared(claims in claims()) {
            let whole = group_tied(&in_order(&claims));
            prop_assert_eq!(group(&claims), whole);
        }
    }
}
