//! Who says what a claim tells, and who confirms it.

use std::ops::Range;

use sulh_domain::{ActorId, ActorKind, Asserter, Confirmation, Side};

use super::{
    Text,
    drafts::{Draft, Told},
};
use crate::{
    assertions::{Speaker, Speech, SpeechAct, Voice},
    cast::Cast,
    mentions::{ReadSentence, overlap},
    persons::Affiliation,
};

/// "He" and quotations refer back so many sentences.
const SENTENCES_BACK: usize = 6;

/// A quotation runs on over so many sentences.
const SENTENCES_QUOTED: usize = 3;

/// What is told is confirmed within so many sentences.
const SENTENCES_AFTER: usize = 2;

/// An article in which speakers are looked up.
#[derive(Clone, Copy)]
pub(super) struct Speakers<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) cast: &'a Cast<'a>,
}

impl<'a> Speakers<'a> {
    /// Who says what a claim tells, and who confirms it.
    pub(super) fn of(self, draft: &Draft) -> (Asserter, Confirmation) {
        let told: Vec<Vec<Voice>> = draft
            .asserted
            .iter()
            .map(|told| self.of_told(told))
            .collect();
        let first = told.iter().find(|of| !of.is_empty());
        let mut asserters: Vec<Asserter> = first
            .into_iter()
            .flatten()
            .map(|of| asserter(*of))
            .collect();
        asserters.dedup();
        let asserter = match asserters.as_slice() {
            [asserter] => *asserter,
            _ => Asserter::Outlet,
        };
        let mut vouching: Vec<Voice> = told.into_iter().flatten().collect();
        let mut is_withheld = false;
        for (index, speech) in self.near(draft) {
            match speech.act {
                SpeechAct::Confirms => vouching.extend(self.all(index, speech)),
                SpeechAct::Withholds => is_withheld = true,
                SpeechAct::Tells => {}
            }
        }
        let confirmation = confirmation(asserter, &vouching, is_withheld);
        (asserter, confirmation)
    }

    /// Who says what a sentence tells of a claim; nobody where the outlet does.
    fn of_told(self, told: &Told) -> Vec<Voice> {
        let Some(sentence) = self.text.sentences.get(told.sentence) else {
            return Vec::new();
        };
        let mut assertions = sentence.said.assertions.iter();
        let assertion = assertions.find(|assertion| told.clauses.contains(&assertion.clause));
        let all = sentence.said.speeches.iter().map(|speech| &speech.speakers);
        let of_sentence = all.filter(|_| assertion.is_none());
        let of_clause = assertion.into_iter().flat_map(|of| &of.said_by);
        let found = of_clause
            .chain(of_sentence)
            .map(|speakers| self.all_of(told.sentence, speakers))
            .find(|voices| !voices.is_empty());
        found.unwrap_or_else(|| self.of_quotation(told.sentence))
    }

    fn all(self, index: usize, speech: &Speech) -> Vec<Voice> {
        self.all_of(index, &speech.speakers)
    }

    fn all_of(self, index: usize, speakers: &[Speaker]) -> Vec<Voice> {
        let mut found = Vec::new();
        for voice in speakers
            .iter()
            .filter_map(|speaker| self.resolved(index, speaker))
        {
            if !found.contains(&voice) {
                found.push(voice);
            }
        }
        found
    }

    /// For whom a speaker speaks, looking back where the words do.
    fn resolved(self, index: usize, speaker: &Speaker) -> Option<Voice> {
        self.by_name(index, speaker)
            .or_else(|| {
                let back = speaker.refers_back.then_some(speaker)?;
                self.earlier(index, back)
            })
            .or_else(|| by_nouns(speaker))
    }

    /// Who spoke last before a speaker that refers back.
    fn earlier(self, index: usize, speaker: &Speaker) -> Option<Voice> {
        let first = index.saturating_sub(SENTENCES_BACK);
        let earlier = (first..=index).rev().flat_map(|at| {
            let sentence = self.text.sentences.get(at);
            let speeches = sentence.into_iter().flat_map(|read| &read.said.speeches);
            let all = speeches.flat_map(|speech| &speech.speakers).rev();
            all.filter(move |other| at < index || other.range.start < speaker.range.start)
                .map(move |other| (at, other))
        });
        earlier
            .filter(|(_, other)| !other.refers_back && other.voice != Voice::Both)
            .find_map(|(at, other)| self.by_name(at, other).or_else(|| by_nouns(other)))
    }

    /// Whom the names among a speaker's words tell.
    fn by_name(self, index: usize, speaker: &Speaker) -> Option<Voice> {
        if matches!(
            speaker.voice,
            Voice::Both | Voice::Monitor | Voice::Residents | Voice::StateMedia
        ) {
            return None;
        }
        let sentence = self.text.sentences.get(index)?;
        let range = in_body(sentence, &speaker.range);
        let mut persons = self.text.speakers.get(index).into_iter().flatten();
        let of_person = persons.find_map(|(person, id)| {
            let of = match &person.of {
                Affiliation::Actor(of) => of,
                _ => id,
            };
            let is_here = overlap(&person.range, &range);
            is_here.then(|| self.of_actor(of)).flatten()
        });
        let mut actors = sentence.actors.iter();
        of_person.or_else(|| {
            actors.find_map(|actor| {
                let is_here = overlap(&actor.range, &range);
                is_here.then(|| self.of_actor(&actor.id)).flatten()
            })
        })
    }

    /// What an actor is as a source.
    fn of_actor(self, id: &ActorId) -> Option<Voice> {
        let actor = self.cast.actor(id)?;
        if actor.kind == ActorKind::Person
            && let Some(of) = &actor.affiliation
            && let Some(voice) = self.of_actor(of)
        {
            return Some(voice);
        }
        Some(match (actor.kind, actor.side) {
            (ActorKind::Media, Some(Side::Government)) => Voice::StateMedia,
            (ActorKind::Media, None | Some(Side::Foreign)) => return None,
            (ActorKind::MediationBody, _) => Voice::Mediator,
            (ActorKind::InternationalOrganisation | ActorKind::HumanitarianOrganisation, _) => {
                Voice::Monitor
            }
            (_, Some(Side::Government)) => Voice::Government,
            (_, Some(Side::Foreign)) => Voice::Mediator,
            (ActorKind::State | ActorKind::StateForce, None) => Voice::Government,
            (_, Some(_)) | (ActorKind::ArmedGroup | ActorKind::LocalCommittee, None) => {
                Voice::Opposition
            }
            _ => return None,
        })
    }

    /// Who is quoted in a sentence that only goes on with a quotation.
    fn of_quotation(self, index: usize) -> Vec<Voice> {
        let Some(sentence) = self.text.sentences.get(index) else {
            return Vec::new();
        };
        let is_here = |at: &usize| {
            let other = self.text.sentences.get(*at);
            other.is_some_and(|other| other.paragraph == sentence.paragraph)
        };
        let marks = |at: usize| {
            let read = self.text.sentences.get(at);
            read.map_or(0, |read| read.masked.matches('"').count())
        };
        let first = (0..index).rev().take_while(is_here).last().unwrap_or(index);
        let is_open = (first..index).map(marks).sum::<usize>() % 2 == 1;
        let is_quoted = is_open || sentence.masked.trim_start().starts_with('"');
        if !is_quoted {
            return Vec::new();
        }
        let before = (first..index).rev().take(SENTENCES_QUOTED);
        let after = (index + 1..=index + SENTENCES_QUOTED).take_while(is_here);
        let spoken = |at: usize| {
            let read = self.text.sentences.get(at)?;
            let mut speeches = read.said.speeches.iter().map(|speech| self.all(at, speech));
            speeches.find(|voices| !voices.is_empty())
        };
        let found = match is_open {
            true => before.chain(after).find_map(spoken),
            false => after.chain(before).find_map(spoken),
        };
        found.unwrap_or_default()
    }

    /// What is said in the sentences of a claim and right after them.
    fn near(self, draft: &Draft) -> impl Iterator<Item = (usize, &'a Speech)> {
        let mut indexes = draft.sentences();
        if let Some(last) = indexes.last().copied() {
            // What follows confirms what was told, or tells something else.
            let goes_on = |index: &usize| {
                let next = self.text.sentences.get(*index);
                next.is_some_and(|next| {
                    let mut speeches = next.said.speeches.iter();
                    next.said.assertions.is_empty()
                        || (!draft.is_elsewhere(next)
                            && speeches.any(|speech| speech.act == SpeechAct::Confirms))
                })
            };
            indexes.extend((last + 1..=last + SENTENCES_AFTER).take_while(goes_on));
        }
        indexes.into_iter().flat_map(move |index| {
            let sentence = self.text.sentences.get(index);
            let speeches = sentence.into_iter().flat_map(|read| &read.said.speeches);
            speeches.map(move |speech| (index, speech))
        })
    }
}

fn in_body(sentence: &ReadSentence, local: &Range<usize>) -> Range<usize> {
    sentence.range.start + local.start..sentence.range.start + local.end
}

/// For whom a speaker's common nouns tell that it speaks.
fn by_nouns(speaker: &Speaker) -> Option<Voice> {
    Some(speaker.voice).filter(|voice| *voice != Voice::Unknown)
}

fn asserter(voice: Voice) -> Asserter {
    match voice {
        Voice::Government => Asserter::PartyGovernment,
        Voice::Opposition => Asserter::PartyOpposition,
        Voice::Mediator => Asserter::Mediator,
        Voice::StateMedia => Asserter::StateMedia,
        Voice::Monitor | Voice::Residents => Asserter::Monitor,
        Voice::Nobody => Asserter::Unattributed,
        Voice::Both | Voice::Unknown => Asserter::Outlet,
    }
}

/// Who confirms what some vouch for.
fn confirmation(asserter: Asserter, vouching: &[Voice], is_withheld: bool) -> Confirmation {
    let says = |voice| vouching.contains(&voice);
    let government = says(Voice::Government) || says(Voice::StateMedia);
    let both = says(Voice::Both) || (government && says(Voice::Opposition));
    match asserter {
        _ if both => Confirmation::BothSides,
        Asserter::PartyGovernment | Asserter::PartyOpposition | Asserter::StateMedia => {
            Confirmation::OneSide
        }
        _ if is_withheld => Confirmation::Unconfirmed,
        _ if says(Voice::Monitor) || says(Voice::Mediator) => Confirmation::ThirdParty,
        _ if government || says(Voice::Opposition) => Confirmation::OneSide,
        _ => Confirmation::NotStated,
    }
}
