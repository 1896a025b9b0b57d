//! Persons named with what they do: "Jane Roe, a spokeswoman for the group",
//! "the governor, John Doe".

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};
use sulh_domain::{ActorId, ActorKind, PlaceId};

use crate::{
    Lexicon,
    lexicon::Unnamed,
    mentions::{ActorMention, overlap},
    patterns::compiled,
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

/// Whom a person acts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Affiliation {
    Actor(ActorId),
    /// An unnamed side: "a spokesman for militants".
    Unnamed(Unnamed),
    /// "The group's spokesman".
    LastArmedSide,
    Unknown,
}

/// How far around a function the words tell whom it serves, in bytes.
const REACH_BYTES: usize = 90;

/// Words before a name that are no part of it.
const NOT_NAMES: &[&str] = &[
    "On",
    "In",
    "At",
    "The",
    "A",
    "An",
    "But",
    "And",
    "Meanwhile",
    "Last",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Lieutenant",
    "General",
    "Colonel",
    "Major",
    "Brigadier",
    "Captain",
    "Mr",
    "Mrs",
    "Dr",
    "Sheikh",
    "President",
    "Minister",
    "Foreign",
    "Prime",
    "Secretary",
    "State",
    "Defence",
    "Defense",
    "Syrian",
    "Russian",
    "Turkish",
    "Iranian",
    "Israeli",
    "Jordanian",
    "American",
    "US",
    "UN",
    "According",
    "Rebel",
    "Opposition",
    "Governor",
    "Mayor",
    "Observatory",
    "Regional",
    "Humanitarian",
    "Coordinator",
    "Front",
    "Army",
    "Brigade",
];

const FUNCTIONS: &str = "spokes(?:man|woman|person)|leader|commander|head|chief|director|governor|\
     mayor|minister|vice-president|president|negotiator|secretary|advis[eo]r|envoy|coordinator|\
     ambassador|pilot|secretary of state";

fn naming(pattern: &str) -> Regex {
    const WORD: &str = r"\p{Lu}[\p{L}’'\-]*\p{L}";
    let part = format!(r"(?:(?:al|el|ad|ar|as|ash|az|bin|ibn)[ \-])?{WORD}");
    let pattern = pattern
        .replace("{NAME}", &format!(r"(?P<name>{WORD}(?: {part}){{1,5}})"))
        .replace("{FUNCTION}", &format!("(?i:{FUNCTIONS})"));
    compiled(&pattern)
}

/// A name, then what its bearer does.
static NAME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    naming(
        r"{NAME}(?:, | )(?:who is )?(?:(?:an?|the|another|its|their|@+['’]?s?) )?(?P<function>(?:[\p{L}\-]+ ){0,3}?{FUNCTION})\b",
    )
});

/// What someone does, for whom, then the name.
static FUNCTION_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    naming(
        r"(?P<function>(?:\p{Ll}[\p{L}\-]* )?{FUNCTION})(?: (?:of|for) (?:the )?(?:@+|[^.,;@]{3,50}?))?,? {NAME}",
    )
});

/// The persons that a sentence introduces.
pub(crate) fn persons(sentence: &Named<'_>, lexicon: &Lexicon) -> Vec<Person> {
    let text = with_actors_masked(sentence, lexicon);
    let mut persons: Vec<Person> = Vec::new();
    for pattern in [&NAME_FIRST, &FUNCTION_FIRST] {
        for captures in pattern.captures_iter(&text) {
            let Some(person) = person(&captures, &text, sentence, lexicon) else {
                continue;
            };
            if !persons
                .iter()
                .any(|other| overlap(&other.range, &person.range))
            {
                persons.push(person);
            }
        }
    }
    persons
}

/// The sentence with the names of all known actors but persons out of the way.
fn with_actors_masked(sentence: &Named<'_>, lexicon: &Lexicon) -> String {
    let mut text = sentence.text.to_owned();
    for actor in sentence.actors {
        if sentence.is_person(actor, lexicon) {
            continue;
        }
        let local = actor.range.start - sentence.start..actor.range.end - sentence.start;
        if text.get(local.clone()).is_some() {
            text.replace_range(local.clone(), &"@".repeat(local.len()));
        }
    }
    text
}

fn person(
    captures: &Captures<'_>,
    text: &str,
    sentence: &Named<'_>,
    lexicon: &Lexicon,
) -> Option<Person> {
    let whole = captures.get(0)?;
    let function = captures.name("function")?;
    let name = captures.name("name")?;
    let mut start = name.start();
    let mut written = name.as_str();
    while let Some((first, rest)) = written.split_once(' ')
        && (NOT_NAMES.contains(&first) || sentence.is_place(start, start + first.len()))
    {
        start += first.len() + 1;
        written = rest;
    }
    let is_name = written.contains(' ')
        && !written.split(' ').any(|word| NOT_NAMES.contains(&word))
        && !sentence.is_place(start, name.end());
    if !is_name {
        return None;
    }
    let after = clause_end(text, function.end());
    let before = text.floor_char_boundary(function.start().saturating_sub(REACH_BYTES / 2));
    let before = text
        .get(before..function.start())
        .and_then(|words| words.rfind([',', ';', '"', '”']))
        .map_or(before, |cut| before + cut + 1);
    let reach = before..whole.end().max(after);
    let in_body = |local: Range<usize>| sentence.start + local.start..sentence.start + local.end;
    let range = in_body(start..name.end());
    let known = sentence
        .actors
        .iter()
        .find(|actor| sentence.is_person(actor, lexicon) && overlap(&actor.range, &range));
    Some(Person {
        name: written.to_owned(),
        known: known.map(|actor| actor.id.clone()),
        range,
        function: function.as_str().to_lowercase(),
        of: affiliation(function.as_str(), text, &reach, sentence, lexicon),
        described: in_body(start.min(function.start())..after.max(name.end())),
    })
}

impl Named<'_> {
    fn is_person(&self, actor: &ActorMention, lexicon: &Lexicon) -> bool {
        lexicon
            .actor(&actor.id)
            .is_some_and(|known| known.kind == ActorKind::Person)
    }

    /// Whether a stretch of the sentence is the name of a place.
    fn is_place(&self, start: usize, end: usize) -> bool {
        self.places
            .iter()
            .any(|(_, place)| place.start == self.start + start && place.end == self.start + end)
    }

    fn is_within(&self, range: &Range<usize>, reach: &Range<usize>) -> bool {
        self.start + reach.start <= range.start && range.end <= self.start + reach.end
    }
}

/// Where the words that tell whom a function serves end.
fn clause_end(text: &str, start: usize) -> usize {
    let limit = text.floor_char_boundary(start + REACH_BYTES);
    text.get(start..limit)
        .and_then(|words| words.find([',', ';', '.']))
        .map_or(limit, |end| start + end)
}

fn affiliation(
    function: &str,
    text: &str,
    reach: &Range<usize>,
    sentence: &Named<'_>,
    lexicon: &Lexicon,
) -> Affiliation {
    let actor = sentence.actors.iter().find(|actor| {
        !sentence.is_person(actor, lexicon) && sentence.is_within(&actor.range, reach)
    });
    if let Some(actor) = actor {
        return Affiliation::Actor(actor.id.clone());
    }
    let words = text.get(reach.clone()).unwrap_or_default().to_lowercase();
    if ["militant", "rebel", "insurgent", "opposition"]
        .iter()
        .any(|word| words.contains(word))
    {
        return Affiliation::Unnamed(Unnamed::ArmedOpposition);
    }
    if [
        "group",
        "movement",
        "faction",
        "operations room",
        "his ",
        "its ",
    ]
    .iter()
    .any(|word| words.contains(word))
    {
        return Affiliation::LastArmedSide;
    }
    let serves_the_state = ["governor", "mayor", "minister"]
        .iter()
        .any(|office| function.to_lowercase().ends_with(office));
    match (serves_the_state, lexicon.state()) {
        (true, Some(state)) => Affiliation::Actor(state.id.clone()),
        _ => Affiliation::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lexicon::tests::lexicon, mentions, sentences::sentences};

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
                actor("syrian-government"),
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
                Affiliation::Unnamed(Unnamed::ArmedOpposition),
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
