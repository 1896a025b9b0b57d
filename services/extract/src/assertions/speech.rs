//! Who says what a sentence tells: the subjects of the speech that governs it.

use std::ops::Range;

use sulh_syntax::{Label, Tag, Token};

use super::{arguments, sentence::Sentence};
use crate::lexicon::{NounClass, Saying};

/// Clauses are followed so far up.
const MAX_STEPS: usize = 12;

/// A speaker is named by so many words.
const MAX_WORDS: usize = 24;

/// For whom a speaker's words say that it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Government,
    Opposition,
    Mediator,
    Monitor,
    /// Those who live there: they tell, and confirm nothing.
    Residents,
    /// An outlet of the state.
    StateMedia,
    /// Both sides.
    Both,
    /// Nobody in particular.
    Nobody,
    /// The words do not tell; a name may.
    Unknown,
}

/// Someone who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The bytes of the sentence that name it.
    pub(crate) range: Range<usize>,
    pub(crate) voice: Voice,
    /// Whether whoever spoke last may be meant: "he", "the spokesman".
    pub(crate) refers_back: bool,
}

impl Speaker {
    /// Nobody in particular.
    fn nobody(token: Token<'_>) -> Self {
        Self {
            range: token.range(),
            voice: Voice::Nobody,
            refers_back: false,
        }
    }
}

/// What a speech does to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpeechAct {
    /// Tells something.
    Tells,
    /// Says that it is so.
    Confirms,
    /// Leaves it open.
    Withholds,
}

/// Something said in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speech {
    pub(crate) act: SpeechAct,
    pub(crate) speakers: Vec<Speaker>,
}

/// All that is said in a sentence, in order.
pub(super) fn speeches(sentence: &Sentence<'_>) -> Vec<Speech> {
    let mut found = Vec::new();
    for token in sentence.tree.tokens() {
        if let Some(act) = act(sentence, token) {
            let speakers = of_verb(sentence, token);
            found.push(Speech { act, speakers });
        }
        let speakers = named_beside(sentence, token);
        if !speakers.is_empty() {
            let act = SpeechAct::Tells;
            found.push(Speech { act, speakers });
        }
    }
    found
}

/// Who says what a predicate tells, the nearest speech first.
pub(super) fn said_by(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<Vec<Speaker>> {
    let mut found = Vec::new();
    let mut below: Option<Token<'_>> = None;
    let path = std::iter::once(predicate).chain(predicate.ancestors());
    for token in path.take(MAX_STEPS) {
        let is_told = match below {
            Some(below) => governs(sentence, token, below),
            // "Russia, which declared a pause": that it did, others say.
            None => !matches!(token.label(), Label::Relcl | Label::Acl | Label::Advcl),
        };
        if is_told {
            found.push(of_verb(sentence, token));
        }
        found.push(named_beside(sentence, token));
        found.push(inserted(sentence, token));
        below = Some(token);
    }
    found.push(closing(sentence, predicate));
    found.push(of_deal(sentence, predicate));
    found.retain(|speakers| !speakers.is_empty());
    found
}

/// "Under a plan announced by the governor, they will leave".
fn of_deal(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<Speaker> {
    ["under", "in", "by"]
        .into_iter()
        .flat_map(|preposition| arguments::prepositional(predicate, preposition))
        .filter(|noun| {
            let classes = sentence.classes(*noun);
            [NounClass::Deal, NounClass::Offer, NounClass::Terms]
                .into_iter()
                .any(|class| classes.has(class))
        })
        .flat_map(|noun| noun.children_as(Label::Acl))
        .flat_map(|verb| of_verb(sentence, verb))
        .collect()
}

/// Whether a verb of speech tells what stands below it.
fn governs(sentence: &Sentence<'_>, verb: Token<'_>, below: Token<'_>) -> bool {
    // "A did this; B says that …": B says only what follows.
    let tells_further = || {
        let mut clauses = verb.children_as(Label::Ccomp);
        below.index() < verb.index()
            && (is_parted(sentence, below, verb)
                || clauses.any(|clause| clause.index() > verb.index()))
    };
    // "The rebels who signed said": they do not say that they signed.
    !is_subject(below) && !tells_further()
}

/// "…, a source told the paper", "…, according to activists": who says all that
/// stands before, wherever the tree has it.
fn closing(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<Speaker> {
    let mut comma = None;
    for token in sentence.tree.tokens().skip(predicate.index() + 1) {
        match token.lower() {
            ";" => break,
            "-" => {}
            _ if token.label() == Label::Punct => comma = Some(token.index()),
            _ => {}
        }
        if token.lower() == "according" {
            return according(sentence, token);
        }
        // Without its comma a text has two main verbs.
        if comma.is_none()
            && token.head().is_none()
            && closes(sentence, token)
            && let Some(noun) = token.child(Label::Nsubj)
            && noun.index() > predicate.index()
        {
            let all = std::iter::once(noun).chain(noun.conjuncts());
            return all.map(|noun| speaker(sentence, noun)).collect();
        }
        if let Some(comma) = comma
            && closes(sentence, token)
            && let Some(noun) = beside_verb(sentence, token, comma)
        {
            let all = std::iter::once(noun).chain(noun.conjuncts());
            return all.map(|noun| speaker(sentence, noun)).collect();
        }
    }
    Vec::new()
}

/// Whether a verb of speech tells nothing that follows it.
fn closes(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    let is_finite = matches!(verb.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp);
    is_finite
        && sentence.says(verb.lemma(), Saying::Speech)
        && verb.label() != Label::Relcl
        && verb.child(Label::Mark).is_none()
        && !verb
            .children_as(Label::Ccomp)
            .any(|clause| clause.index() > verb.index())
}

/// The noun beside a verb of speech that follows a comma: before it, or after it
/// where the comma is next to the verb.
fn beside_verb<'t>(sentence: &'t Sentence<'_>, verb: Token<'t>, comma: usize) -> Option<Token<'t>> {
    let own = verb.child(Label::Nsubj);
    if own.is_some_and(|own| own.index() > comma) {
        return own;
    }
    if comma + 1 == verb.index() && own.is_none() {
        return verb.child(Label::Dobj);
    }
    let last = sentence
        .tree
        .token(verb.index().checked_sub(1)?)
        .filter(|last| last.index() > comma)?;
    let mut noun = last;
    for head in last.ancestors().take(MAX_STEPS) {
        if head.index() <= comma || head.index() >= verb.index() {
            break;
        }
        noun = head;
    }
    Some(noun)
}

fn is_subject(token: Token<'_>) -> bool {
    matches!(
        token.label(),
        Label::Nsubj | Label::Nsubjpass | Label::Agent
    )
}

fn is_verb(token: Token<'_>) -> bool {
    matches!(
        token.tag(),
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz
    )
}

/// What a word does to a report, where it speaks of one.
fn act(sentence: &Sentence<'_>, token: Token<'_>) -> Option<SpeechAct> {
    let is = |class| sentence.says(token.lemma(), class);
    let is_denied = token.is_negated()
        || token
            .children_as(Label::Det)
            .any(|det| sentence.says(det.lower(), Saying::Not));
    let is_withheld = || {
        is_denied
            || token
                .head()
                .is_some_and(|head| sentence.says(head.lemma(), Saying::Withholding))
    };
    if sentence.says(token.lower(), Saying::Unconfirmed)
        || ((is(Saying::Confirming) || is(Saying::Comment)) && is_withheld())
    {
        return Some(SpeechAct::Withholds);
    }
    if !is_verb(token) || !is(Saying::Speech) {
        return None;
    }
    // "Told much the same": it was so.
    let objects = || arguments::objects(token).into_iter();
    let tells_the_same = || {
        objects()
            .chain(token.children_as(Label::Npadvmod))
            .flat_map(Token::subtree)
            .any(|word| sentence.says(word.lower(), Saying::Same))
    };
    // "The least that it could concede".
    let is_supposed = token
        .children_as(Label::Aux)
        .any(|aux| aux.tag() == Tag::Md);
    Some(
        match !is_supposed && (is(Saying::Confirming) || tells_the_same()) {
            true => SpeechAct::Confirms,
            false => SpeechAct::Tells,
        },
    )
}

/// The subjects of a verb of speech, or those whom it quotes.
fn of_verb(sentence: &Sentence<'_>, verb: Token<'_>) -> Vec<Speaker> {
    let is = |class| sentence.says(verb.lemma(), class);
    if !is_verb(verb) || !(is(Saying::Speech) || is(Saying::Confirming)) {
        return Vec::new();
    }
    let subjects = arguments::subjects(verb);
    // "Is said to": nobody says so.
    if subjects.is_empty() && arguments::is_passive(verb) && is(Saying::Hearsay) {
        return vec![Speaker::nobody(verb)];
    }
    let speakers = subjects.into_iter();
    speakers.map(|noun| speaker(sentence, noun)).collect()
}

/// "According to activists", "citing a source", "reportedly".
fn named_beside(sentence: &Sentence<'_>, token: Token<'_>) -> Vec<Speaker> {
    let mut found = Vec::new();
    for child in token.children() {
        let is = |class| sentence.says(child.lower(), class);
        match child.label() {
            Label::Advmod if is(Saying::Source) => found.push(Speaker::nobody(child)),
            Label::Prep | Label::Advcl | Label::Advmod | Label::Pcomp
                if child.lower() == "according" =>
            {
                found.extend(according(sentence, child));
            }
            Label::Advcl | Label::Acl | Label::Prep | Label::Xcomp
                if child.tag() == Tag::Vbg && sentence.says(child.lemma(), Saying::Citing) =>
            {
                found.extend(named(sentence, arguments::objects(child)));
            }
            _ => {}
        }
    }
    found
}

/// Whom "according to" names.
fn according(sentence: &Sentence<'_>, token: Token<'_>) -> Vec<Speaker> {
    named(sentence, arguments::prepositional(token, "to"))
}

/// Speakers by their nouns; what a deal says is said by nobody.
fn named(sentence: &Sentence<'_>, nouns: Vec<Token<'_>>) -> Vec<Speaker> {
    nouns
        .into_iter()
        .filter(|noun| {
            let classes = sentence.classes(*noun);
            let is_text = classes.has(NounClass::Deal) || classes.has(NounClass::Offer);
            !is_text || sentence.says(noun.lemma(), Saying::Voice)
        })
        .map(|noun| speaker(sentence, noun))
        .collect()
}

/// Whether a semicolon parts two words: what is said ends there.
fn is_parted(sentence: &Sentence<'_>, a: Token<'_>, b: Token<'_>) -> bool {
    let (first, last) = (a.index().min(b.index()), a.index().max(b.index()));
    let mut between = sentence.tree.tokens().take(last).skip(first);
    between.any(|token| token.lower() == ";")
}

/// "The buses, he said, had left", "as the army announced": a speech within what
/// it tells.
fn inserted(sentence: &Sentence<'_>, token: Token<'_>) -> Vec<Speaker> {
    let is_inserted = |child: &Token<'_>| match child.label() {
        Label::Parataxis | Label::Dep => true,
        Label::Ccomp => child.index() > token.index(),
        Label::Advcl => {
            let mut marks = child.children_as(Label::Mark);
            !token.is_negated() && marks.any(|mark| mark.lower() == "as")
        }
        _ => false,
    };
    let governs = |child: &Token<'_>| {
        let mut below = child.children();
        below.any(|below| matches!(below.label(), Label::Ccomp | Label::Dobj | Label::Xcomp))
    };
    token
        .children()
        .filter(|child| is_inserted(child) && !governs(child) && !child.is_negated())
        .filter(|child| !is_parted(sentence, token, *child))
        .flat_map(|verb| of_verb(sentence, verb))
        .collect()
}

/// Whom a noun names as a speaker.
fn speaker(sentence: &Sentence<'_>, noun: Token<'_>) -> Speaker {
    let noun = relative(noun).unwrap_or(noun);
    let words = naming(sentence, noun);
    let start = words.iter().map(|word| word.range().start).min();
    let end = words.iter().map(|word| word.range().end).max();
    // "The spokesman", "his office", "the same source".
    let points = |word: &Token<'_>| {
        matches!(word.lower(), "the" | "this" | "that" | "same") || word.tag() == Tag::PrpPossessive
    };
    let points_back = words.len() > 1 && words.iter().skip(1).all(points);
    Speaker {
        range: start.unwrap_or(noun.range().start)..end.unwrap_or(noun.range().end),
        voice: voice(sentence, noun, &words),
        refers_back: noun.tag() == Tag::Prp || points_back,
    }
}

/// The noun that a relative pronoun points to.
fn relative(pronoun: Token<'_>) -> Option<Token<'_>> {
    if !matches!(pronoun.lower(), "who" | "which" | "that") {
        return None;
    }
    let mut above = pronoun.ancestors().take(3);
    above
        .find(|token| token.label() == Label::Relcl)
        .and_then(Token::head)
}

/// A noun with the words that tell what it is of.
fn naming<'t>(sentence: &Sentence<'_>, noun: Token<'t>) -> Vec<Token<'t>> {
    let mut words = vec![noun];
    let mut next = 0;
    while let Some(word) = words.get(next).copied()
        && next < MAX_WORDS
    {
        next += 1;
        for child in word.children() {
            match child.label() {
                Label::Compound
                | Label::Amod
                | Label::Poss
                | Label::Nmod
                | Label::Det
                | Label::Nummod
                | Label::Appos => words.push(child),
                // "A bulletin that the ministry issued".
                Label::Relcl | Label::Acl if sentence.says(word.lemma(), Saying::Voice) => {
                    words.extend(
                        arguments::subjects(child)
                            .into_iter()
                            .filter(|of| *of != word),
                    );
                }
                Label::Prep | Label::Agent => {
                    let of = child.children_as(Label::Pobj).filter(|of| {
                        let classes = sentence.classes(*of);
                        !classes.has(NounClass::Place) && !classes.has(NounClass::Area)
                    });
                    words.extend(of);
                }
                _ => {}
            }
        }
    }
    words
}

/// For whom a noun speaks, by its words.
fn voice(sentence: &Sentence<'_>, noun: Token<'_>, words: &[Token<'_>]) -> Voice {
    let is = |word: Token<'_>, class| {
        sentence.says(word.lemma(), class) || sentence.says(word.lower(), class)
    };
    let sides = [
        (Saying::Monitor, Voice::Monitor),
        (Saying::Mediator, Voice::Mediator),
        (Saying::Government, Voice::Government),
        (Saying::Opposition, Voice::Opposition),
    ];
    let side_of = |word: Token<'_>| {
        let mut sides = sides.iter();
        sides
            .find(|(class, _)| is(word, *class))
            .map(|(_, voice)| *voice)
    };
    if is_of_both(sentence, noun) {
        return Voice::Both;
    }
    if is(noun, Saying::Monitor) {
        return Voice::Monitor;
    }
    if is(noun, Saying::Resident) {
        return Voice::Residents;
    }
    // "A rebel commander", "a source in the army": what it is of, then itself.
    let of = words.iter().skip(1).copied();
    let side = of.clone().find_map(side_of);
    if is(noun, Saying::Media) {
        return match side {
            Some(Voice::Government) => Voice::StateMedia,
            Some(side) => side,
            None => Voice::Unknown,
        };
    }
    match side.or_else(|| side_of(noun)) {
        Some(side) => side,
        None if is(noun, Saying::Source) => Voice::Nobody,
        None => Voice::Unknown,
    }
}

/// "Both sides", "commanders on the two sides".
fn is_of_both(sentence: &Sentence<'_>, noun: Token<'_>) -> bool {
    noun.lower() == "both"
        || noun
            .subtree_without(&[Label::Relcl, Label::Acl])
            .into_iter()
            .filter(|word| matches!(word.lower(), "both" | "two"))
            .filter_map(Token::head)
            .any(|side| sentence.classes(side).has(NounClass::Side))
}
