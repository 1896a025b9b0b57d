//! What is understood otherwise when a document is read again.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use crate::{ActorId, Claim, ClaimId, DealType, Mention, PlaceId, Reading, RecordedClaim, Warning};

/// A claim before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedClaim {
    /// As it was understood before.
    pub before: RecordedClaim,
    /// As it is understood now, under the same id.
    pub after: RecordedClaim,
}

/// What differs between two readings of one document. What says who read it and
/// what is computed over all articles does not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Parts of the article that differ, in the words of the API: `title`,
    /// `outlet`, `outlet_kind`, `url`, `publish_date`, `language_code`, `body`,
    /// `claims_not_extracted`, `dropped_blocks`, `actors` and `places` (where they
    /// are named), `warnings`.
    pub parts: Vec<&'static str>,
    /// Claims that are new.
    pub claims_added: Vec<RecordedClaim>,
    /// Claims that are gone.
    pub claims_removed: Vec<RecordedClaim>,
    /// Claims of the same sentence and place that say something else.
    pub claims_changed: Vec<ChangedClaim>,
    /// Actors that were not named before.
    pub actors_added: Vec<ActorId>,
    /// Actors that are named no more.
    pub actors_removed: Vec<ActorId>,
    /// Places that were not named before.
    pub places_added: Vec<PlaceId>,
    /// Places that are named no more.
    pub places_removed: Vec<PlaceId>,
    /// Warnings that were not given before.
    pub warnings_added: Vec<Warning>,
    /// Warnings that are given no more.
    pub warnings_removed: Vec<Warning>,
}

impl Difference {
    /// What the second reading understands otherwise than the first.
    pub fn between(before: &Reading, after: &Reading) -> Self {
        let earlier = by_id(&before.claims);
        let later = by_id(&after.claims);
        let changed = after.claims.iter().filter_map(|claim| {
            let known = earlier.get(&claim.id)?;
            (!same_claim(known, claim)).then(|| ChangedClaim {
                before: (*known).clone(),
                after: claim.clone(),
            })
        });
        let without = |claims: &[RecordedClaim], others: &HashMap<ClaimId, &RecordedClaim>| {
            let missing = claims
                .iter()
                .filter(|claim| !others.contains_key(&claim.id));
            missing.cloned().collect()
        };
        let actors = |reading: &Reading| named(&reading.actor_mentions);
        let places = |reading: &Reading| named(&reading.place_mentions);
        Self {
            parts: parts(before, after),
            claims_added: without(&after.claims, &earlier),
            claims_removed: without(&before.claims, &later),
            claims_changed: changed.collect(),
            actors_added: missing(&actors(after), &actors(before)),
            actors_removed: missing(&actors(before), &actors(after)),
            places_added: missing(&places(after), &places(before)),
            places_removed: missing(&places(before), &places(after)),
            warnings_added: missing(&after.article.warnings, &before.article.warnings),
            warnings_removed: missing(&before.article.warnings, &after.article.warnings),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        // Whoever is named no more changes the mentions, so these are parts.
        self.parts.is_empty()
            && self.claims_added.is_empty()
            && self.claims_removed.is_empty()
            && self.claims_changed.is_empty()
    }
}

fn parts(before: &Reading, after: &Reading) -> Vec<&'static str> {
    let (a, b) = (&before.article.article, &after.article.article);
    [
        ("title", a.title != b.title),
        ("outlet", a.outlet != b.outlet),
        ("outlet_kind", a.outlet_kind != b.outlet_kind),
        ("url", a.url != b.url),
        ("publish_date", a.published != b.published),
        ("language_code", a.language != b.language),
        ("body", a.body != b.body),
        (
            "claims_not_extracted",
            a.claims_extracted != b.claims_extracted,
        ),
        ("dropped_blocks", a.dropped != b.dropped),
        ("actors", before.actor_mentions != after.actor_mentions),
        ("places", before.place_mentions != after.place_mentions),
        (
            "warnings",
            before.article.warnings != after.article.warnings,
        ),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect()
}

fn by_id(claims: &[RecordedClaim]) -> HashMap<ClaimId, &RecordedClaim> {
    claims.iter().map(|claim| (claim.id, claim)).collect()
}

fn same_claim(a: &RecordedClaim, b: &RecordedClaim) -> bool {
    a.claim == b.claim && a.quotes == b.quotes
}

/// Everyone who is named, once each, in the order of first mention.
fn named<T: Clone + Eq + Hash>(mentions: &[Mention<T>]) -> Vec<T> {
    let mut seen = HashSet::new();
    mentions
        .iter()
        .filter(|mention| seen.insert(&mention.of))
        .map(|mention| mention.of.clone())
        .collect()
}

fn missing<T: Clone + Eq + Hash>(values: &[T], others: &[T]) -> Vec<T> {
    let others: HashSet<&T> = others.iter().collect();
    let missing = values.iter().filter(|value| !others.contains(value));
    missing.cloned().collect()
}

/// For each claim that is gone the one that certainly says the same now: the new
/// one that says exactly what it said, else the one that is alone new about its
/// place and type of deal where it is alone gone. Others have none.
pub fn successors(before: &[RecordedClaim], after: &[RecordedClaim]) -> Vec<(ClaimId, ClaimId)> {
    let (earlier, later) = (by_id(before), by_id(after));
    let mut gone: Vec<&RecordedClaim> = before
        .iter()
        .filter(|claim| !later.contains_key(&claim.id))
        .collect();
    let mut new: Vec<&RecordedClaim> = after
        .iter()
        .filter(|claim| !earlier.contains_key(&claim.id))
        .collect();
    let mut found = Vec::new();
    gone.retain(|claim| {
        let Some(position) = new.iter().position(|other| same_claim(claim, other)) else {
            return true;
        };
        found.push((claim.id, new.remove(position).id));
        false
    });
    let (gone, new) = (alone(&gone), alone(&new));
    for (about, claim) in &gone {
        if let (Some(claim), Some(Some(other))) = (claim, new.get(about)) {
            found.push((*claim, *other));
        }
    }
    found.sort_unstable();
    found
}

/// By place and type the claim that is alone in being about them.
fn alone(claims: &[&RecordedClaim]) -> HashMap<(Option<PlaceId>, DealType), Option<ClaimId>> {
    let mut by_subject = HashMap::new();
    for recorded in claims {
        let claim: &Claim = &recorded.claim;
        by_subject
            .entry((claim.places.first().cloned(), claim.deal_type))
            .and_modify(|only| *only = None)
            .or_insert(Some(recorded.id));
    }
    by_subject
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ArticleId, Asserter, Confirmation, Modality, Report, Span, Status};

    fn claim(sentence: &str, place: &str, deal_type: DealType, status: Status) -> RecordedClaim {
        let article = ArticleId::of(b"a document");
        let place = PlaceId::of_name(place);
        RecordedClaim {
            id: ClaimId::of(article, sentence, Some(&place), 0),
            deal: None,
            report: Report {
                article,
                title: None,
                outlet: None,
                published: None,
                original: None,
            },
            claim: Claim {
                places: vec![place],
                deal_type,
                status,
                participants: Vec::new(),
                terms: Vec::new(),
                quantities: Vec::new(),
                asserter: Asserter::Outlet,
                modality: Modality::Asserted,
                confirmation: Confirmation::NotStated,
                event_date: None,
                deal_name: None,
                evidence: Span::new(0, sentence.len()).into_iter().collect(),
            },
            quotes: vec![sentence.to_owned()],
        }
    }

    fn evacuation(sentence: &str, place: &str) -> RecordedClaim {
        claim(sentence, place, DealType::Evacuation, Status::Agreed)
    }

    #[test]
    fn a_claim_whose_sentence_alone_is_another_is_followed() {
        let before = [
            evacuation("They will leave.", "harasta"),
            evacuation("So will they.", "douma"),
        ];
        let after = [
            evacuation("They will leave.", "harasta"),
            evacuation("They, too.", "douma"),
        ];
        assert_eq!(successors(&before, &after), [(before[1].id, after[1].id)]);
        assert_eq!(successors(&before, &before), []);
    }

    #[test]
    fn a_claim_that_says_the_same_under_another_name_is_followed_first() {
        let mut before = [
            evacuation("They left.", "harasta"),
            evacuation("They went.", "harasta"),
        ];
        let after = before.clone();
        for (n, claim) in (1..).zip(&mut before) {
            claim.id = ClaimId::of(claim.report.article, "", None, n);
        }
        let mut expected = vec![(before[0].id, after[0].id), (before[1].id, after[1].id)];
        expected.sort_unstable();
        assert_eq!(successors(&before, &after), expected);
    }

    #[test]
    fn where_there_are_two_or_none_nothing_is_certain() {
        let gone = evacuation("They left.", "harasta");
        let two = [
            evacuation("One left.", "harasta"),
            evacuation("Another left.", "harasta"),
        ];
        let of_another_type = claim("A truce.", "harasta", DealType::Ceasefire, Status::Agreed);
        assert_eq!(successors(std::slice::from_ref(&gone), &two), []);
        assert_eq!(successors(&two, std::slice::from_ref(&gone)), []);
        assert_eq!(successors(&[gone], &[of_another_type]), []);
    }
}
