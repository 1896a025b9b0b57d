//! Persons named with what they do: "Jane Roe, a spokeswoman for the group",
//! "the governor, John Doe". The words for what people do are data,
//! `seeds/lexicon/functions.tsv`; the modules here are the grammar around them.

mod affiliation;
pub(crate) mod identity;
mod names;
mod phrases;
pub(crate) mod tokens;

use std::ops::Range;

use sulh_domain::{ActorId, ActorKind, PlaceId};

pub(crate) use affiliation::{Affiliation, BODIES};

use self::{
    phrases::{Phrase, Reader},
    tokens::{Kind, Tokens},
};
use crate::{
    Lexicon,
    bodies::{self, Body},
    lexicon::WordClass,
    mentions::{ActorMention, overlap},
};

/// A person found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// Who it is, where the lexicon knows.
    pub(crate) known: Option<ActorId>,
    /// Where the name stands, in the body.
    pub(crate) range: Range<usize>,
    /// As the text has it: "lead negotiator".
    pub(crate) function: String,
    pub(crate) of: Affiliation,
    /// Of note only with whom it acts for: "a member of".
    pub(crate) needs_side: bool,
    /// The place of an office ("the governor of Homs"), or all that is known.
    pub(crate) place: Option<PlaceId>,
    /// The words that describe the person, with the name, in the body.
    pub(crate) described: Range<usize>,
}

/// A sentence before its names are masked.
pub(crate) struct Named<'a> {
    pub(crate) text: &'a str,
    /// Where it starts in the body.
    pub(crate) start: usize,
    pub(crate) actors: &'a [ActorMention],
    pub(crate) places: &'a [(PlaceId, Range<usize>)],
}

/// Who a sentence introduces, and the bodies of places that it names; their
/// ranges are of the body.
#[derive(Debug, Default)]
pub(crate) struct Introduced {
    pub(crate) persons: Vec<Person>,
    pub(crate) bodies: Vec<(Body, Range<usize>)>,
}

/// The persons and bodies that a sentence introduces.
pub(crate) fn introduced(sentence: &Named<'_>, lexicon: &Lexicon) -> Introduced {
    let tokens = Tokens::of(sentence, lexicon);
    let bodies = bodies::bodies(&tokens);
    let names = names::names(&tokens, sentence, lexicon);
    let reader = Reader {
        tokens: &tokens,
        names: &names,
        lexicon,
    };
    let persons = names.iter().filter_map(|name| {
        let mut phrases = reader.phrases(name);
        phrases.find_map(|phrase| person(name, &phrase, &tokens, &bodies, sentence, lexicon))
    });
    Introduced {
        persons: persons.collect(),
        bodies: bodies
            .iter()
            .filter_map(|body| Some((body.clone(), sentence.in_body(&tokens, &body.tokens)?)))
            .collect(),
    }
}

fn person(
    name: &names::Name,
    phrase: &Phrase<'_>,
    tokens: &Tokens<'_>,
    bodies: &[Body],
    sentence: &Named<'_>,
    lexicon: &Lexicon,
) -> Option<Person> {
    let of = affiliation::affiliation(phrase, tokens, bodies, lexicon);
    let is_of_note = match phrase.class {
        WordClass::Member => of != Affiliation::Unknown || name.known.is_some(),
        // "X from the council": no word says what X does.
        WordClass::Common => is_membership(phrase, tokens, &of, lexicon),
        _ => true,
    };
    if !is_of_note {
        return None;
    }
    let function = match phrase.called {
        Some(called) => called.to_owned(),
        None => tokens
            .text(phrase.function.clone(), sentence.text)
            .to_lowercase(),
    };
    let first = name.tokens.start.min(phrase.before.start);
    let last = name
        .tokens
        .end
        .max(phrase.after.end)
        .max(phrase.function.end);
    let office = phrase.before.start..phrase.function.start;
    let is_local =
        matches!(phrase.class, WordClass::Office | WordClass::Civic) || of == Affiliation::Unknown;
    let place = affiliation::place_in(&phrase.after, tokens)
        .or_else(|| affiliation::place_in(&office, tokens))
        .filter(|_| is_local);
    Some(Person {
        name: tokens.text(name.tokens.clone(), sentence.text).to_owned(),
        known: name.known.clone(),
        range: sentence.in_body(tokens, &name.tokens)?,
        function,
        of,
        needs_side: phrase.class == WordClass::Member && name.known.is_none(),
        place,
        described: sentence.in_body(tokens, &(first..last))?,
    })
}

/// Whether "from" or "of" leads to a body or group right away.
fn is_membership(
    phrase: &Phrase<'_>,
    tokens: &Tokens<'_>,
    of: &Affiliation,
    lexicon: &Lexicon,
) -> bool {
    match of {
        Affiliation::Actor(id) => {
            let has_members = lexicon.actor(id).is_some_and(|actor| {
                let is_organ = actor.kind == ActorKind::State
                    && lexicon.state().is_none_or(|state| state.id != actor.id);
                is_organ
                    || matches!(
                        actor.kind,
                        ActorKind::ArmedGroup
                            | ActorKind::StateForce
                            | ActorKind::LocalCommittee
                            | ActorKind::MediationBody
                            | ActorKind::HumanitarianOrganisation
                            | ActorKind::InternationalOrganisation
                    )
            });
            let first = phrase.after.start + 1..(phrase.after.start + 4).min(phrase.after.end);
            let is_near = first.clone().any(
                |at| matches!(tokens.get(at), Some(token) if token.kind == Kind::Actor(id.clone())),
            );
            has_members && is_near
        }
        Affiliation::Body(_) => true,
        _ => false,
    }
}

impl Named<'_> {
    fn is_person(&self, actor: &ActorMention, lexicon: &Lexicon) -> bool {
        lexicon
            .actor(&actor.id)
            .is_some_and(|known| known.kind == ActorKind::Person)
    }

    /// The names of actors but persons, and of places, in order, by where they
    /// stand in the sentence.
    fn names(&self, lexicon: &Lexicon) -> Vec<(Range<usize>, Kind)> {
        let actors = self
            .actors
            .iter()
            .filter(|actor| !self.is_person(actor, lexicon))
            .map(|actor| (actor.range.clone(), Kind::Actor(actor.id.clone())));
        let persons: Vec<&Range<usize>> = self
            .actors
            .iter()
            .filter(|actor| self.is_person(actor, lexicon))
            .map(|actor| &actor.range)
            .collect();
        let places = self
            .places
            .iter()
            .filter(|(_, range)| !persons.iter().any(|person| overlap(person, range)))
            .map(|(id, range)| (range.clone(), Kind::Place(id.clone())));
        let mut names: Vec<(Range<usize>, Kind)> = actors
            .chain(places)
            .filter(|(range, _)| range.start >= self.start)
            .map(|(range, kind)| (range.start - self.start..range.end - self.start, kind))
            .collect();
        names.sort_by_key(|(range, _)| range.start);
        names
    }

    /// Where some tokens stand in the body.
    fn in_body(&self, tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Range<usize>> {
        let first = tokens.get(range.start)?;
        let last = tokens.before(range.end)?;
        Some(self.start + first.range.start..self.start + last.range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon::{Unnamed, tests::lexicon},
        mentions,
        sentences::sentences,
    };

    fn found(body: &str) -> Vec<(String, String, Affiliation)> {
        let lexicon = lexicon();
        mentions::read(body, sentences(body), lexicon)
            .into_iter()
            .flat_map(|sentence| sentence.persons)
            .map(|person| (person.name, person.function, person.of))
            .collect()
    }

    fn actor(id: &str) -> Affiliation {
        Affiliation::Actor(ActorId::parse(id).unwrap())
    }

    #[test]
    fn a_function_before_or_after_a_name() {
        let cases = [
            (
                "Salim Karam, a spokesman for Ahrar al-Sham, said no.",
                "Salim Karam",
                "spokesman",
                actor("ahrar-al-sham"),
            ),
            (
                "On Friday Salim al-Karam, the governor of Homs, spoke.",
                "Salim al-Karam",
                "governor",
                Affiliation::State(ActorId::parse("syrian-government").unwrap()),
            ),
            (
                "Jaysh al-Islam spokesman Salim Karam said so.",
                "Salim Karam",
                "spokesman",
                actor("jaysh-al-islam"),
            ),
            (
                "They shot lead negotiator Salim Abu Karam there.",
                "Salim Abu Karam",
                "lead negotiator",
                Affiliation::Unknown,
            ),
            (
                "The group's military spokesman, Salim Karam, left.",
                "Salim Karam",
                "military spokesman",
                Affiliation::LastArmedSide,
            ),
            (
                "Salim Karam, another militant spokesman, agreed.",
                "Salim Karam",
                "militant spokesman",
                Affiliation::Unnamed(Unnamed::ArmedOpposition, None),
            ),
        ];
        for (body, name, function, of) in cases {
            assert_eq!(
                found(body),
                [(name.to_owned(), function.to_owned(), of)],
                "{body}"
            );
        }
    }

    #[test]
    fn others_are_no_persons_of_note() {
        assert_eq!(found("Salim Karam, a pharmacist, watched."), []);
        assert_eq!(found("The head of the committee left Eastern Ghouta."), []);
    }
}
