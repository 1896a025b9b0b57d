//! Who does what in a sentence: the words that stand for those to whom its
//! predicates give a part in a deal.

use std::ops::Range;

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    arguments::{joined, objects, prepositional, subjects},
    matching::has_particle,
    sentence::{Sentence, antecedent, is_quantity},
};
use crate::lexicon::{Argument, Casting, Frame, NounClass, NounClasses, Part, Taker};

/// Names in names are followed so far: "the spokesman of the group's delegation".
const MAX_STEPS: usize = 4;

/// A word that stands for someone with a part in a deal. Ranges are bytes of the
/// sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participation {
    pub(crate) part: Part,
    pub(crate) word: Range<usize>,
    /// The predicate that gives the part.
    pub(crate) giver: Range<usize>,
    /// The word with what tells of it but clauses: "fighters in the old town".
    pub(crate) phrase: Range<usize>,
    /// Whether it is the argument of the predicate itself, and not one that tells
    /// whose it is.
    pub(crate) is_argument: bool,
    /// The first of the arguments that its argument is joined to, as its token's index.
    pub(crate) list: usize,
    /// Whom it points back to, where it names nobody.
    pub(crate) pointer: Option<Pointer>,
}

/// Whom a word means that names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// "The group", "its fighters", "they".
    Side,
    /// "The two sides", "both".
    Sides,
    /// "He".
    Person,
    /// "The town".
    Place,
}

/// Words between a noun that stands for people and the name of those whom they
/// belong to.
const OF_PEOPLE: &[&str] = &[
    "of",
    "from",
    "for",
    "with",
    "carrying",
    "including",
    "as",
    "like",
];

/// The parts that a word gives, by its act, its class or itself.
pub(super) fn participations(
    sentence: &Sentence<'_>,
    giver: Token<'_>,
    frame: Option<&Frame>,
) -> Vec<Participation> {
    let mut found = Vec::new();
    for casting in castings(sentence, giver, frame) {
        let applies = has_particle(giver, casting.particle.as_deref())
            && sentence.meets_all(giver, &casting.needs);
        if !applies {
            continue;
        }
        for argument in casting.takers.iter().flat_map(|taker| takers(giver, taker)) {
            let mut words = Vec::new();
            bearers(sentence, argument, MAX_STEPS, &mut words);
            words.retain(|word| word.index() != giver.index());
            found.extend(words.into_iter().map(|word| Participation {
                part: casting.part,
                word: word.range(),
                giver: giver.range(),
                phrase: phrase(word),
                is_argument: word == argument,
                list: first_joined(argument).index(),
                // "A group said that it had agreed" tells who "it" is.
                pointer: pointer(sentence, word).filter(|_| speakers_of(sentence, word).is_empty()),
            }));
        }
    }
    found
}

fn castings<'s>(
    sentence: &'s Sentence<'_>,
    giver: Token<'_>,
    frame: Option<&Frame>,
) -> Vec<&'s Casting> {
    let roles = &sentence.lexicon.roles;
    let mut found: Vec<&Casting> = Vec::new();
    found.extend(frame.map_or(&[][..], |frame| roles.of_act(frame.act)));
    match giver.part_of_speech() {
        PartOfSpeech::Verb => found.extend(roles.of_verb(giver.lemma())),
        PartOfSpeech::Noun => {
            found.extend(roles.of_noun(giver.lemma()));
            let classes = sentence.classes(giver);
            let by_class = roles.of_classes().iter();
            found.extend(
                by_class
                    .filter(|(class, _)| classes.has(*class))
                    .map(|(_, casting)| casting),
            );
        }
        PartOfSpeech::Adp => found.extend(roles.of_preposition(giver.lower())),
        _ => {}
    }
    found
}

/// Who takes a part that a word gives.
fn takers<'t>(giver: Token<'t>, taker: &Taker) -> Vec<Token<'t>> {
    match taker {
        Taker::Itself => said_of(giver),
        Taker::Argument(Argument::Subject) => {
            let mut found = subjects(giver);
            found.extend(before(giver));
            found
        }
        Taker::Argument(Argument::Object) if giver.part_of_speech() == PartOfSpeech::Adp => {
            joined(giver.children_as(Label::Pobj))
        }
        Taker::Argument(Argument::Object) => objects(giver),
        Taker::Argument(Argument::Preposition(preposition)) => prepositional(giver, preposition),
        Taker::Argument(
            Argument::Modifier | Argument::Clause | Argument::Form | Argument::Near,
        ) => Vec::new(),
    }
}

/// The bytes of a noun with what tells of it, clauses aside.
fn phrase(noun: Token<'_>) -> Range<usize> {
    let words = noun.subtree_without(&[
        Label::Relcl,
        Label::Acl,
        Label::Conj,
        Label::Cc,
        Label::Appos,
        Label::Punct,
    ]);
    let range = |word: Option<&Token<'_>>| word.map_or(noun.range(), |word| word.range());
    range(words.first()).start..range(words.last()).end
}

/// The first of the words that one is joined to.
fn first_joined(token: Token<'_>) -> Token<'_> {
    let mut first = token;
    while let (Label::Conj, Some(head)) = (first.label(), first.head()) {
        first = head;
    }
    first
}

/// Those whom a modifier names: "Russian mediation", "UN-sponsored".
fn before(giver: Token<'_>) -> Vec<Token<'_>> {
    let is_participle = giver.label() == Label::Amod;
    let is_noun = giver.part_of_speech() == PartOfSpeech::Noun;
    giver
        .left_children()
        .filter(|child| match child.label() {
            Label::Amod | Label::Nmod | Label::Compound | Label::Npadvmod => {
                is_participle || (is_noun && !is_verbal(*child))
            }
            Label::Nsubj | Label::Dep => is_participle,
            _ => false,
        })
        .collect()
}

/// Those whom a noun is said of: "Qatar, the mediator", "Russia is guarantor",
/// "signed as guarantor".
fn said_of(noun: Token<'_>) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = noun.children_as(Label::Appos).collect();
    found.extend(noun.children_as(Label::Compound));
    let head = noun.head();
    match noun.label() {
        Label::Appos | Label::Compound => found.extend(head),
        Label::Attr => found.extend(head.into_iter().flat_map(subjects)),
        Label::Pobj => found.extend(head.into_iter().flat_map(followed_by)),
        // "Whose guarantor is Russia".
        Label::Nsubj => {
            let copula = head.filter(|verb| verb.lemma() == "be");
            found.extend(
                copula
                    .into_iter()
                    .flat_map(|verb| verb.children_as(Label::Attr)),
            );
        }
        _ => {}
    }
    found
}

/// Those whom a preposition gives what follows it: "signed as guarantor", "with
/// officers in attendance".
fn followed_by(preposition: Token<'_>) -> Vec<Token<'_>> {
    let Some(head) = preposition.head() else {
        return Vec::new();
    };
    match preposition.lower() {
        "as" if head.part_of_speech() == PartOfSpeech::Verb => subjects(head),
        "as" => vec![head],
        "in" => {
            let present = std::iter::once(head).filter(|noun| {
                let with = first_joined(*noun).head();
                with.is_some_and(|with| with.lower() == "with")
            });
            joined(present.map(first_joined))
        }
        _ => Vec::new(),
    }
}

/// The words of a noun phrase that stand for who acts: the noun, what modifies
/// it, and whom it belongs to where it stands for people.
fn bearers<'t>(
    sentence: &Sentence<'_>,
    token: Token<'t>,
    steps: usize,
    found: &mut Vec<Token<'t>>,
) {
    let Some(steps) = steps.checked_sub(1) else {
        return;
    };
    if matches!(token.lower(), "who" | "which" | "that" | "whom") {
        for noun in joined(antecedent(token)) {
            bearers(sentence, noun, steps, found);
        }
        return;
    }
    if is_against(sentence, token) {
        return;
    }
    found.push(token);
    for speaker in speakers_of(sentence, token) {
        bearers(sentence, speaker, steps, found);
    }
    let is_people = stands_for_people(sentence, token);
    let classes = sentence.classes(token);
    // "The Lebanese town" is nobody.
    if classes.has(NounClass::Area) && !is_people {
        return;
    }
    for child in token.children() {
        match child.label() {
            // "The regime's ally", "the regime ally".
            Label::Nmod | Label::Compound | Label::Poss | Label::Prep
                if classes.has(NounClass::Ally) => {}
            Label::Amod | Label::Nmod | Label::Compound if !is_verbal(child) => {
                for modifier in joined([child]) {
                    bearers(sentence, modifier, steps, found);
                }
            }
            Label::Poss if is_people => bearers(sentence, child, steps, found),
            Label::Prep if is_people && OF_PEOPLE.contains(&child.lower()) => {
                // "Of the one and of the other".
                let prepositions = joined([child]).into_iter();
                for name in prepositions.flat_map(|child| child.children_as(Label::Pobj)) {
                    for name in joined([name]) {
                        bearers(sentence, name, steps, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whom a pronoun means in what someone says: "the group said that it would leave".
fn speakers_of<'t>(sentence: &Sentence<'_>, pronoun: Token<'t>) -> Vec<Token<'t>> {
    let is_many = match pronoun.lower() {
        "they" => true,
        "it" => false,
        _ => return Vec::new(),
    };
    let said = pronoun.ancestors().take(MAX_STEPS);
    let mut said = said.filter(|verb| verb.label() == Label::Ccomp);
    let saying = said.find_map(Token::head);
    let named = saying
        .map_or(Vec::new(), subjects)
        .into_iter()
        .filter(|token| {
            *token != pronoun
                && token.label() != Label::Appos
                && matches!(
                    token.part_of_speech(),
                    PartOfSpeech::Noun | PartOfSpeech::Propn
                )
        });
    let named: Vec<Token<'t>> = named.collect();
    let is_group = |token: &Token<'_>| {
        token.tag() == Tag::Nns || sentence.classes(*token).has(NounClass::Armed)
    };
    match !is_many || named.len() > 1 || named.iter().any(is_group) {
        true => named,
        false => Vec::new(),
    }
}

/// "Besieged", "rebel-held": what is done to a noun, not whose it is.
fn is_verbal(token: Token<'_>) -> bool {
    matches!(token.tag(), Tag::Vbn | Tag::Vbd | Tag::Vbg)
}

/// "Pro-government", "anti-government".
fn is_against(sentence: &Sentence<'_>, token: Token<'_>) -> bool {
    let before = |back: usize| sentence.tree.token(token.index().checked_sub(back)?);
    before(1).is_some_and(|sign| sign.text() == "-")
        && before(2).is_some_and(|prefix| matches!(prefix.lower(), "pro" | "anti"))
}

fn stands_for_people(sentence: &Sentence<'_>, token: Token<'_>) -> bool {
    const PEOPLE: [NounClass; 8] = [
        NounClass::Armed,
        NounClass::State,
        NounClass::Local,
        NounClass::Civilian,
        NounClass::Foreign,
        NounClass::Mediator,
        NounClass::Side,
        NounClass::Vehicle,
    ];
    let people = PEOPLE
        .into_iter()
        .fold(NounClasses::default(), NounClasses::with);
    sentence.classes(token).meets(people)
        || sentence.lexicon.frames.is_agent(token.lemma())
        || is_quantity(token, sentence.lexicon)
}

/// Whom a word points back to.
fn pointer(sentence: &Sentence<'_>, word: Token<'_>) -> Option<Pointer> {
    match word.lower() {
        "he" | "she" => return Some(Pointer::Person),
        "they" | "them" | "it" => return Some(Pointer::Side),
        "both" | "neither" | "each" | "either" => return Some(Pointer::Sides),
        "its" | "his" | "their" => return Some(Pointer::Side),
        _ => {}
    }
    if word.part_of_speech() != PartOfSpeech::Noun {
        return None;
    }
    let classes = sentence.classes(word);
    let is_pointed_at = word.children().any(|child| {
        matches!(
            child.label(),
            Label::Det | Label::Poss | Label::Nummod | Label::Predet
        ) && matches!(
            child.lower(),
            "the" | "this" | "these" | "its" | "his" | "their" | "both" | "two" | "each"
        )
    });
    if !is_pointed_at {
        return None;
    }
    if classes.has(NounClass::Side) && matches!(word.lemma(), "side" | "party") {
        return Some(Pointer::Sides);
    }
    if classes.has(NounClass::Area) && !classes.has(NounClass::Side) {
        return Some(Pointer::Place);
    }
    // "The two factions", "both groups" are both sides of one deal.
    let are_two = word
        .children()
        .any(|child| matches!(child.lower(), "both" | "two"));
    classes.has(NounClass::Armed).then_some(match are_two {
        true => Pointer::Sides,
        false => Pointer::Side,
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        assertions::{parse, parts},
        lexicon::{Part, tests::lexicon},
        mentions,
        sentences::sentences,
    };

    fn words(body: &str, part: Part) -> Vec<String> {
        let lexicon = lexicon();
        let read = mentions::read(body, sentences(body), lexicon);
        let parsed = parse(&read, body, lexicon);
        let mut words: Vec<String> = parsed
            .flat_map(|sentence| {
                let parts = parts(&sentence).into_iter();
                let of_part = parts.filter(|(found, ..)| *found == part);
                of_part
                    .map(|(_, word, _)| word.to_owned())
                    .collect::<Vec<_>>()
            })
            .collect();
        words.sort();
        words.dedup();
        words
    }

    #[test]
    fn arguments_have_the_parts_of_their_predicates() {
        let cases = [
            (
                "A truce brokered by Qatar and Turkey took effect.",
                Part::Mediator,
                &["Qatar", "Turkey"][..],
            ),
            (
                "Talks went on under the auspices of Turkey.",
                Part::Mediator,
                &["Turkey"],
            ),
            (
                "Envoys of Damascus reached an accord with elders.",
                Part::Party,
                &["Damascus", "Envoys", "elders"],
            ),
            (
                "The buses were escorted by Russia.",
                Part::Guarantor,
                &["Russia"],
            ),
            (
                "Gunmen who fired on the convoy fled.",
                Part::Spoiler,
                &["Gunmen"],
            ),
        ];
        for (body, part, expected) in cases {
            assert_eq!(words(body, part), expected, "{body}");
        }
    }

    #[test]
    fn what_is_done_to_a_place_gives_no_part() {
        let body = "Fighters left the army-held town near the Lebanese border.";
        assert_eq!(words(body, Part::Party), ["Fighters", "town"]);
    }
}
