//! Who opposes a claim's deal, as any sentence of the article tells it: a group
//! that refuses, threatens or breaks what others arrange.

use std::{cmp::Reverse, ops::Range};

use sulh_domain::{ActorId, ActorKind, Modality, Role, Status};

use super::{
    Text,
    drafts::Draft,
    named::{given, names, role_of},
    parties::Participants,
    unnamed::act_of,
};
use crate::{
    assertions::Participation,
    cast::Cast,
    lexicon::{Act, Part},
    mentions::{ReadSentence, overlap},
};

/// A deal in force is spoken of so many sentences on, whatever is proposed meanwhile.
const SENTENCES_BACK: usize = 2;

/// By draft, who opposes its deal.
pub(super) struct Spoilers(Vec<Vec<ActorId>>);

impl Spoilers {
    pub(super) fn of(drafts: &[Draft], text: &Text<'_>, cast: &mut Cast<'_>) -> Self {
        let mut spoilers = Self(vec![Vec::new(); drafts.len()]);
        for (index, sentence) in (0..).zip(text.sentences) {
            let mut all: Vec<(ActorId, Opposing)> = names(index, sentence, text)
                .filter_map(|(id, range)| {
                    let opposes = given(sentence, None, range).find(|p| opposes(p, sentence))?;
                    let kind = cast.actor(id)?.kind;
                    let is_side = match opposes.part {
                        Part::Party => kind == ActorKind::ArmedGroup,
                        part => !is_for_others(kind) && role_of(part, kind, id).is_some(),
                    };
                    is_side.then(|| (id.clone(), Opposing::of(opposes)))
                })
                .collect();
            all.extend(unnamed(sentence, cast));
            for (id, found) in all {
                if let Some(opposed) = opposed(index, sentence, &found, drafts)
                    && let Some(of_draft) = spoilers.0.get_mut(opposed)
                {
                    of_draft.push(id);
                }
            }
        }
        spoilers
    }

    /// Adds those who oppose a draft's deal and are no part of it, where it has sides.
    pub(super) fn add(&self, draft: usize, cast: &Cast<'_>, found: &mut Participants) {
        let has_sides = found.parties().next().is_some();
        for id in self.0.get(draft).into_iter().flatten() {
            if has_sides && !found.contains(id) {
                found.add(id, Role::Spoiler, cast.side(id));
            }
        }
    }
}

/// Whether an actor acts for a side that has a name of its own, or for no one.
fn is_for_others(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Person | ActorKind::State)
}

/// Where a sentence tells that someone opposes a deal.
struct Opposing {
    /// The words for who does.
    phrase: Range<usize>,
    /// The predicate that says so.
    giver: Range<usize>,
}

impl Opposing {
    fn of(found: &Participation) -> Self {
        Self {
            phrase: found.phrase.clone(),
            giver: found.giver.clone(),
        }
    }

    /// Whether a name is of what they do, and not of who they are or of what another
    /// clause tells.
    fn is_about(&self, sentence: &ReadSentence, name: &Range<usize>) -> bool {
        let mut clauses = sentence.said.assertions.iter().map(|found| &found.clause);
        let is_apart =
            |clause: &Range<usize>| overlap(clause, name) && !overlap(clause, &self.giver);
        !overlap(name, &self.phrase) && !clauses.any(is_apart)
    }
}

/// Whether someone has a part that is against a deal: hinders it, or refuses.
fn opposes(found: &Participation, sentence: &ReadSentence) -> bool {
    let refuses = || act_of(found, sentence) == Some(Act::Refuse);
    found.part == Part::Spoiler || (found.is_argument && found.part == Part::Party && refuses())
}

/// The unnamed sides of named places that oppose a deal: "gunmen in the next town".
fn unnamed(sentence: &ReadSentence, cast: &mut Cast<'_>) -> Vec<(ActorId, Opposing)> {
    let sides = sentence.unnamed.iter().filter_map(|(side, range)| {
        let local = sentence.local(range);
        let mut parts = sentence.said.participations.iter();
        let found = parts.find(|p| overlap(&p.word, &local) && opposes(p, sentence))?;
        let mut places = sentence.places.iter();
        let (place, _) =
            places.find(|(_, range)| overlap(&sentence.local(range), &found.phrase))?;
        let id = cast.add_unnamed(*side, place)?;
        Some((id, Opposing::of(found)))
    });
    sides.collect()
}

/// The draft whose deal someone opposes: the one spoken of last of those in force, or
/// else of all, where the words speak of no other place than whence the opponents come.
fn opposed(
    index: usize,
    sentence: &ReadSentence,
    found: &Opposing,
    drafts: &[Draft],
) -> Option<usize> {
    let is_here = |draft: &Draft| {
        let mut places = sentence
            .places
            .iter()
            .filter(|(_, range)| found.is_about(sentence, &sentence.local(range)))
            .map(|(place, _)| place)
            .peekable();
        places.peek().is_none() || places.any(|place| draft.places.contains(place))
    };
    let is_apart = |draft: &Draft| {
        let mut told = draft.asserted.iter().filter(|told| told.sentence == index);
        told.any(|told| {
            !told
                .clauses
                .iter()
                .any(|clause| overlap(clause, &found.giver))
        })
    };
    let told = |draft: &Draft| -> Option<usize> {
        let sentences = draft.sentences().into_iter();
        sentences.filter(|told| *told <= index).max()
    };
    // Who refuses is told as a party of what failed.
    let is_refusal = |draft: &Draft| {
        matches!(draft.status, Status::Failed | Status::Collapsed)
            && draft.asserted.iter().any(|told| told.sentence == index)
    };
    let here = (0..).zip(drafts);
    let here = here.filter(|(_, draft)| is_here(draft) && !is_apart(draft) && !is_refusal(draft));
    let last = here.filter_map(|(at, draft)| {
        let told = told(draft)?;
        let is_in_force = is_in_force(draft) && told + SENTENCES_BACK >= index;
        Some((is_in_force, told, Reverse(at)))
    });
    last.max().map(|(.., Reverse(at))| at)
}

fn is_in_force(draft: &Draft) -> bool {
    matches!(
        draft.status,
        Status::Agreed | Status::Implementing | Status::Implemented
    ) && draft.modality != Modality::Denied
}
