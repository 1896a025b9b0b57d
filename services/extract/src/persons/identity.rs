//! Which of the persons that a text names are one, and who they are to other
//! texts.

use std::{collections::HashMap, ops::Range};

use sulh_domain::{
    ActorId, PlaceId,
    romanisation::{Agreement, Key},
};

use super::Person;
use crate::folding::fold;

/// No report names so many persons with what they do.
const MAX_PERSONS: usize = 256;

/// A person of an article, with all that its introductions say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// As the first introduction spells it.
    pub(crate) name: String,
    /// Who it is, where the lexicon knows.
    pub(crate) known: Option<ActorId>,
    pub(crate) function: String,
    /// Whom it acts for, where that is known.
    pub(crate) of: Option<ActorId>,
    /// The place of its office.
    pub(crate) place: Option<PlaceId>,
    key: Option<Key>,
}

/// The persons of an article, each once, in the order of their introduction.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    persons: Vec<Identity>,
    by_known: HashMap<ActorId, usize>,
    by_coarse: HashMap<String, Vec<usize>>,
}

impl Identities {
    /// Adds an introduction; gives the number of its person, or `None` where there
    /// are too many.
    pub(crate) fn add(&mut self, person: &Person, of: Option<ActorId>) -> Option<usize> {
        let key = Key::of(&person.name);
        let found = self.find(person, of.as_ref(), key.as_ref());
        if let Some(index) = found {
            let known = self.persons.get_mut(index)?;
            if known.of.is_none() && of.is_some() {
                known.function = person.function.clone();
                known.of = of;
            }
            known.place = known.place.take().or_else(|| person.place.clone());
            return Some(index);
        }
        let index = self.persons.len();
        if index >= MAX_PERSONS {
            return None;
        }
        if let Some(id) = &person.known {
            self.by_known.insert(id.clone(), index);
        }
        if let Some(key) = &key {
            let alike = self.by_coarse.entry(key.coarse().to_owned()).or_default();
            alike.push(index);
        }
        self.persons.push(Identity {
            name: person.name.clone(),
            known: person.known.clone(),
            function: person.function.clone(),
            of,
            place: person.place.clone(),
            key,
        });
        Some(index)
    }

    /// The person that an introduction means: the same by the romanisation of its
    /// name, or nearly so and with the same function for the same side.
    fn find(&self, person: &Person, of: Option<&ActorId>, key: Option<&Key>) -> Option<usize> {
        if let Some(id) = &person.known {
            return self.by_known.get(id).copied();
        }
        let key = key?;
        let alike = self.by_coarse.get(key.coarse()).into_iter().flatten();
        let mut same = alike.copied().filter(|index| {
            let Some(other) = self.persons.get(*index) else {
                return false;
            };
            let Some(agreement) = other.key.as_ref().and_then(|k| Agreement::between(k, key))
            else {
                return false;
            };
            // Two offices of two sides are two persons of one name.
            let apart = matches!((other.of.as_ref(), of), (Some(a), Some(b)) if a != b);
            let alike = of.is_some() && other.of.as_ref() == of;
            match agreement {
                Agreement::Folded | Agreement::Fine => !apart,
                Agreement::Coarse | Agreement::Doubtful => {
                    alike || (!apart && other.function == person.function)
                }
                Agreement::Similar => false,
            }
        });
        let first = same.next()?;
        same.next().is_none().then_some(first)
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Identity> {
        self.persons.get(index)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Identity> {
        self.persons.iter()
    }

    /// The words by which later sentences name the persons, with whom they mean:
    /// family names, and given names where nobody else bears them. A word that
    /// two persons share means nobody.
    pub(crate) fn short_names(&self) -> ShortNames {
        let mut short = ShortNames::default();
        for (index, person) in self.persons.iter().enumerate() {
            let words: Vec<&str> = person.name.split_whitespace().collect();
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            short.add(last, index, Part::Family);
            if !KUNYA.contains(&fold(first).as_str()) {
                short.add(first, index, Part::Given);
            }
        }
        short
    }
}

/// Words that are no name without the next.
const KUNYA: &[&str] = &["abu", "abou", "umm", "um", "abd", "abdul", "abdel"];

/// Shorter words stand for too much.
const MIN_LETTERS: usize = 3;

/// Which part of a name a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Given,
    Family,
}

/// Words that stand for persons named before, by their fine keys.
#[derive(Debug, Default)]
pub(crate) struct ShortNames(HashMap<String, Vec<(usize, Part)>>);

impl ShortNames {
    fn add(&mut self, word: &str, person: usize, part: Part) {
        if word.chars().count() < MIN_LETTERS {
            return;
        }
        if let Some(key) = Key::of(word) {
            let bearers = self.0.entry(key.fine().to_owned()).or_default();
            bearers.push((person, part));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bearers(&self, word: &str) -> &[(usize, Part)] {
        let found = Key::of(word).and_then(|key| self.0.get(key.fine()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Where a sentence names a person by one word, or by the given and the family
    /// name; ranges are of the sentence. A word next to another with a capital is
    /// a part of another name. A given name alone counts only with what it says.
    pub(crate) fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        let words: Vec<(usize, &str)> = words(text).collect();
        for (index, (start, word)) in words.iter().enumerate() {
            let owner = word
                .strip_suffix("'s")
                .or_else(|| word.strip_suffix("’s"))
                .unwrap_or(word);
            if !has_capital(owner) {
                continue;
            }
            let bearers = self.bearers(owner);
            if bearers.is_empty() {
                continue;
            }
            let end = start + owner.len();
            let next = words.get(index + 1);
            let previous = index.checked_sub(1).and_then(|before| words.get(before));
            let joins = |gap: Option<&str>| gap.is_some_and(|gap| gap.trim().is_empty());
            let leads = owner.len() == word.len()
                && next.is_some_and(|(at, word)| joins(text.get(end..*at)) && has_capital(word));
            if leads {
                continue;
            }
            let before = previous.filter(|(at, word)| {
                let gap = text.get(at + word.len()..*start);
                joins(gap) && starts_with_capital(word) && !is_opening(*at, word, text)
            });
            if let Some((at, given)) = before {
                let given = self.bearers(given);
                let mut both = bearers.iter().filter(|(person, part)| {
                    *part == Part::Family && given.contains(&(*person, Part::Given))
                });
                if let (Some((person, _)), None) = (both.next(), both.next()) {
                    found.push((*person, *at..end));
                }
                continue;
            }
            let speaks = next.is_some_and(|(_, word)| SPEECH.contains(word));
            if let [(person, part)] = bearers
                && (*part == Part::Family || speaks)
            {
                found.push((*person, *start..end));
            }
        }
        found
    }
}

/// Words with which a person is quoted.
const SPEECH: &[&str] = &[
    "said",
    "told",
    "added",
    "noted",
    "says",
    "stated",
    "explained",
    "confirmed",
    "denied",
    "announced",
    "stressed",
    "warned",
    "claimed",
    "insisted",
    "continued",
    "concluded",
];

/// Whether a word with a capital only opens the sentence or addresses someone:
/// "But Karam", "Mr. Karam".
fn is_opening(at: usize, word: &str, text: &str) -> bool {
    let opens = text.get(..at).is_some_and(|before| {
        !before.contains(char::is_alphanumeric) || before.trim_end().ends_with(['"', '“', '”'])
    });
    let is_title = [
        "Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "General", "Colonel", "Sheikh",
    ];
    is_title.contains(&word) || (opens && OPENINGS.contains(&word))
}

const OPENINGS: &[&str] = &[
    "But", "And", "While", "When", "As", "If", "Although", "Though", "Yet", "Both", "That", "Then",
    "However", "Also", "Because", "Since", "After", "Before", "For", "With", "On", "In",
];

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a word, or what follows its article, has a capital.
fn has_capital(word: &str) -> bool {
    starts_with_capital(word)
        || word
            .split_once('-')
            .is_some_and(|(article, rest)| article.len() <= 3 && starts_with_capital(rest))
}

/// The words of a text with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '‘')))
        .filter_map(move |word| {
            let start = at;
            at += word.len();
            // The separator that was split off is one character.
            at += text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
}

/// The id of a person: that of the lexicon, or one that derives from its name
/// with whom it acts for and where, see [`ActorId::of_person`].
pub(crate) fn id(person: &Identity, body: &str) -> ActorId {
    let known = person.known.clone();
    known.unwrap_or_else(|| {
        ActorId::of_person(
            &person.name,
            person.of.as_ref(),
            person.place.as_ref(),
            body,
        )
    })
}
