//! The sides of a claim that its evidence only points back to, or leaves to be
//! understood: "the group", "both sides".

use sulh_domain::{ActorId, ActorKind, DealType, PlaceId, Role, Side, Status};

use super::{
    Text,
    armed_sides::is_armed_side,
    drafts::{Draft, Told},
    named::{given, is_of_claim, named},
    parties::Participants,
};
use crate::{
    assertions::Pointer,
    cast::Cast,
    lexicon::{Part, Reference},
    mentions::ReadSentence,
};

/// Words such as "the group" refer back so many sentences.
const SENTENCES_BACK: usize = 4;

/// What the claims of an article name by themselves.
pub(super) struct Sides(Vec<Known>);

/// The parties that a claim names.
struct Known {
    first: usize,
    places: Vec<PlaceId>,
    parties: Vec<(ActorId, Option<Side>)>,
    armed: Option<ActorId>,
}

impl Sides {
    pub(super) fn of(drafts: &[Draft], text: &Text<'_>, cast: &Cast<'_>) -> Self {
        let known = drafts.iter().filter_map(|draft| {
            let named = named(draft, text, cast);
            Some(Known {
                first: draft.asserted.first()?.sentence,
                places: draft.places.clone(),
                parties: named
                    .parties()
                    .map(|party| (party.actor.clone(), party.side))
                    .collect(),
                armed: named.armed(cast),
            })
        });
        Self(known.collect())
    }

    /// The armed group of a place: the one that a claim on it names first.
    fn armed(&self, place: &PlaceId) -> Option<ActorId> {
        let mut known = self.0.iter();
        known.find_map(|known| {
            let is_there = known.places.first() == Some(place);
            known.armed.clone().filter(|_| is_there)
        })
    }

    /// Whom the other claims on a draft's first place name beside a party, where all
    /// of them name the same.
    fn others(&self, draft: &Draft, party: &ActorId) -> Vec<(ActorId, Option<Side>)> {
        let place = draft.places.first();
        let beside = self.0.iter().filter(|known| {
            known.places.first() == place
                && known.parties.len() == 2
                && known.parties.iter().any(|(id, _)| id == party)
        });
        let mut others: Vec<(ActorId, Option<Side>)> = beside
            .flat_map(|known| &known.parties)
            .filter(|(id, _)| id != party)
            .cloned()
            .collect();
        others.dedup();
        match others.len() {
            1 => others,
            _ => Vec::new(),
        }
    }

    /// The two sides spoken of before: of the claim on the same place that was told
    /// last, or of the one told last.
    fn both(&self, draft: &Draft) -> &[(ActorId, Option<Side>)] {
        let first = draft.asserted.first().map_or(0, |told| told.sentence);
        let mut before = self
            .0
            .iter()
            .rev()
            .filter(|known| known.first < first && known.parties.len() > 1);
        let is_there = |known: &&Known| known.places.iter().any(|p| draft.places.contains(p));
        let of_place = before.clone().find(is_there);
        let found = of_place.or_else(|| before.next());
        found.map_or(&[], |known| known.parties.as_slice())
    }
}

/// Adds the sides that the evidence points back to.
pub(super) fn add_referred(
    draft: &Draft,
    text: &Text<'_>,
    sides: &Sides,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    let pointers = pointers(draft, text);
    if pointers.contains(&Pointer::Sides) {
        let here = named_before(draft, Pointer::Sides, text);
        match here.len() > 1 {
            true => {
                for id in here {
                    found.add(&id, Role::Party, cast.side(&id));
                }
            }
            false => {
                for (id, side) in sides.both(draft) {
                    found.add(id, Role::Party, *side);
                }
            }
        }
    }
    if found.armed(cast).is_some() {
        return;
    }
    let refers_back = pointers.contains(&Pointer::Side)
        || draft.asserted.iter().any(|told| {
            let sentence = text.sentences.get(told.sentence);
            sentence.is_some_and(|s| s.refers(Reference::ArmedSide, text.lexicon))
        });
    let here = named_before(draft, Pointer::Side, text).pop();
    let last = here.or_else(|| last_armed(draft, text).filter(|_| refers_back));
    let of_place = || sides.armed(draft.places.first()?);
    let found_there = last.or_else(of_place);
    if let Some(id) = found_there.or_else(|| of_details(draft, text)) {
        let side = cast.side(&id).or(Some(Side::Opposition));
        found.add(&id, Role::Party, side);
    }
}

/// Adds the armed groups that the article names where the evidence has only their
/// people: "Kurdish fighters".
pub(super) fn add_of_people(text: &Text<'_>, cast: &Cast<'_>, found: &mut Participants) {
    let is_people = |id: &ActorId| {
        cast.actor(id)
            .or_else(|| text.lexicon.actor(id))
            .is_some_and(|actor| actor.kind == ActorKind::Community)
    };
    let people = found
        .parties()
        .find(|party| is_people(&party.actor) && party.side != Some(Side::Local));
    let Some(side) = people.and_then(|people| people.side) else {
        return;
    };
    let named = text.sentences.iter().flat_map(|sentence| &sentence.actors);
    let groups: Vec<ActorId> = named
        .filter(|actor| is_armed_side(actor, text) && cast.side(&actor.id) == Some(side))
        .map(|actor| actor.id.clone())
        .collect();
    for id in groups {
        found.add(&id, Role::Party, Some(side));
    }
}

/// The first armed group to whom the sentences that tell a claim's terms give a part.
fn of_details(draft: &Draft, text: &Text<'_>) -> Option<ActorId> {
    let details = draft.detailed.iter();
    details
        .filter_map(|index| text.sentences.get(*index))
        .find_map(|sentence| sides_of(sentence, text).next())
}

/// The armed groups to whom a sentence gives a part.
fn sides_of<'t>(
    sentence: &'t ReadSentence,
    text: &'t Text<'_>,
) -> impl Iterator<Item = ActorId> + 't {
    let groups = sentence.actors.iter().filter(|actor| {
        let mut parts = given(sentence, None, &actor.range);
        is_armed_side(actor, text)
            && parts.any(|found| matches!(found.part, Part::Partner | Part::Party))
    });
    groups.map(|actor| actor.id.clone())
}

/// Whom the evidence gives a part and only points back to.
pub(super) fn pointers(draft: &Draft, text: &Text<'_>) -> Vec<Pointer> {
    let of_told = |told: &Told| {
        let sentence = text.sentences.get(told.sentence);
        let found = sentence.into_iter().flat_map(move |sentence| {
            let all = sentence.said.participations.iter();
            all.filter(move |found| {
                matches!(found.part, Part::Party | Part::Partner)
                    && is_of_claim(found, sentence, Some(told))
            })
        });
        let pointers: Vec<Pointer> = found.filter_map(|found| found.pointer).collect();
        pointers
    };
    draft.asserted.iter().flat_map(of_told).collect()
}

/// The armed groups that the evidence names in front of words that point back: "a
/// commander of the front said the group had agreed".
fn named_before(draft: &Draft, pointer: Pointer, text: &Text<'_>) -> Vec<ActorId> {
    let of_told = |told: &Told| -> Vec<ActorId> {
        let Some(sentence) = text.sentences.get(told.sentence) else {
            return Vec::new();
        };
        let parts = sentence.said.participations.iter();
        let pointing = parts.filter(|found| {
            found.pointer == Some(pointer)
                && matches!(found.part, Part::Party | Part::Partner)
                && is_of_claim(found, sentence, Some(told))
        });
        let Some(at) = pointing.map(|found| found.word.start).max() else {
            return Vec::new();
        };
        let before = sentence
            .actors
            .iter()
            .filter(|actor| is_armed_side(actor, text) && sentence.local(&actor.range).end <= at);
        before.map(|actor| actor.id.clone()).collect()
    };
    draft.asserted.iter().flat_map(of_told).collect()
}

/// The armed group named last before the claim's first sentence.
fn last_armed(draft: &Draft, text: &Text<'_>) -> Option<ActorId> {
    let first = draft.asserted.first()?.sentence;
    let paragraph = text.sentences.get(first)?.paragraph;
    // A paragraph that names no place goes on with what the last one is about.
    let in_paragraph = |index: &usize| {
        text.sentences
            .get(*index)
            .is_some_and(|sentence| sentence.paragraph == paragraph)
    };
    let goes_on = (0..=first).rev().take_while(in_paragraph).all(|index| {
        text.sentences
            .get(index)
            .is_some_and(|s| s.places.is_empty())
    });
    let from = paragraph - usize::from(goes_on && paragraph > 0);
    let above = text
        .sentences
        .get(first.saturating_sub(SENTENCES_BACK)..first)?;
    above
        .iter()
        .rev()
        .take_while(|sentence| sentence.paragraph >= from)
        .flat_map(|sentence| sentence.actors.iter().rev())
        .find(|actor| is_armed_side(actor, text))
        .map(|actor| actor.id.clone())
}

/// Adds the armed groups that the sentences near by give a part, where the evidence
/// names no side against the state.
pub(super) fn add_near(draft: &Draft, text: &Text<'_>, cast: &Cast<'_>, found: &mut Participants) {
    if found.has_other_side() {
        return;
    }
    for index in near(draft, text) {
        let sentence = text.sentences.get(index).into_iter();
        let sides: Vec<ActorId> = sentence.flat_map(|s| sides_of(s, text)).collect();
        for id in &sides {
            found.add(id, Role::Party, cast.side(id));
        }
        if !sides.is_empty() {
            return;
        }
    }
}

/// The sentences near a claim's first that speak of no other place, the nearest
/// first and of two the earlier.
fn near(draft: &Draft, text: &Text<'_>) -> Vec<usize> {
    let Some(first) = draft.asserted.first().map(|told| told.sentence) else {
        return Vec::new();
    };
    let steps = 1..=SENTENCES_BACK;
    let around = steps.flat_map(|step| [first.checked_sub(step), first.checked_add(step)]);
    let is_here = |index: &usize| {
        let sentence = text.sentences.get(*index);
        sentence.is_some_and(|sentence| !draft.is_elsewhere(sentence))
    };
    around.flatten().filter(is_here).collect()
}

/// Whether who gives in to a deal gives in to the state: fighters regularise or leave
/// where it returns.
fn is_with_state(deal_type: DealType, status: Status) -> bool {
    match deal_type {
        DealType::Reconciliation => true,
        DealType::Evacuation => !matches!(status, Status::Failed | Status::Negotiating),
        _ => false,
    }
}

/// A deal has two sides: where a claim names one, the other is that of the other
/// claims on the place, or of an armed group the state, where the article names it.
pub(super) fn add_counterpart(
    draft: &Draft,
    deal_type: DealType,
    sides: &Sides,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    let parties: Vec<ActorId> = found.parties().map(|party| party.actor.clone()).collect();
    if let [party] = parties.as_slice() {
        let others = sides.others(draft, party);
        if !others.is_empty() {
            for (id, side) in others {
                found.add(&id, Role::Party, side);
            }
            return;
        }
    }
    let is_of_state = is_with_state(deal_type, draft.status)
        || (parties.len() == 1 && matches!(draft.status, Status::Agreed | Status::Negotiating));
    if !is_of_state
        || found.faces_foreign
        || found
            .parties()
            .any(|party| !matches!(party.side, Some(Side::Opposition | Side::Local)))
        || !found.parties().any(|party| {
            cast.actor(&party.actor).is_some_and(|actor| {
                matches!(
                    actor.kind,
                    ActorKind::ArmedGroup | ActorKind::LocalCommittee
                )
            })
        })
    {
        return;
    }
    let state = text
        .lexicon
        .state()
        .filter(|state| cast.contains(&state.id));
    if let Some(state) = state {
        found.add(&state.id, Role::Party, Some(Side::Government));
    }
}
