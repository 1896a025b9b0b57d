//! What a sentence asserts about a deal: its predicates matched with the
//! constructions of the lexicon, and how firmly each is said.

mod arguments;
mod completion;
mod denial;
mod destinations;
mod firmness;
mod matching;
mod mood;
mod movers;
mod naming;
mod outcome;
mod quantities;
mod references;
mod roles;
mod sentence;
mod sites;
mod speech;
mod standing;
mod sureness;
mod terms;
mod timing;

use std::ops::Range;

use sulh_domain::{Modality, Status};
use sulh_syntax::{PartOfSpeech, Token};

use denial::denies_it;
pub(crate) use naming::Naming;
use outcome::{is_step, moves, outcome};
pub(crate) use quantities::SaidQuantity;
pub(crate) use references::DealBefore;
pub(crate) use roles::{Participation, Pointer};
pub(crate) use sentence::{Sentence, parse};
pub(crate) use sites::NoSites;
pub(crate) use speech::{Speaker, Speech, SpeechAct, Voice};
pub(crate) use terms::{SaidTerm, explained as explained_terms};
pub(crate) use timing::Nearness;

use crate::{
    Lexicon,
    lexicon::{Act, Frame, NounClass, Part},
    mentions::ReadSentence,
};

/// What a predicate asserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assertion {
    pub(crate) act: Act,
    pub(crate) status: Status,
    pub(crate) modality: Modality,
    /// How many clauses and phrases stand above it; 0 for a main clause.
    pub(crate) depth: usize,
    /// The bytes of the sentence that the predicate governs.
    pub(crate) clause: Range<usize>,
    /// Whether it is a clause below another that has a date of its own: "a deal
    /// that they signed in May".
    pub(crate) dated: bool,
    /// Whether it is of a deal whatever the text around it; people also leave and
    /// troops also enter without one.
    pub(crate) sure: bool,
    /// Who says so, the nearest speech first.
    pub(crate) said_by: Vec<Vec<Speaker>>,
    /// The bytes of the sentence by how near they stand to the predicate.
    nearness: Vec<(Range<usize>, Nearness)>,
}

impl Assertion {
    /// Whether people leave, give up something or are let go.
    pub(crate) fn moves(&self) -> bool {
        moves(self.act)
    }

    /// How near a byte of the sentence stands to its predicate.
    pub(crate) fn nearness(&self, at: usize) -> Nearness {
        let found = self.nearness.iter().find(|(range, _)| range.contains(&at));
        found.map_or(Nearness::Other, |(_, near)| *near)
    }

    /// Whether it says what is to happen under a deal and no more.
    pub(crate) fn only_terms(&self) -> bool {
        (self.act == Act::Tell && self.status == Status::Agreed)
            || (self.modality == Modality::Planned && is_step(self.act))
    }
}

/// A predicate that stands in a construction of the lexicon.
pub(crate) struct Reading<'s> {
    pub(crate) predicate: &'s str,
    pub(crate) frame: &'s Frame,
    /// What it asserts, or why it asserts nothing.
    pub(crate) outcome: Result<Assertion, &'static str>,
}

/// What a sentence says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) assertions: Vec<Assertion>,
    /// What is done or to be done, in whatever mood.
    pub(crate) terms: Vec<SaidTerm>,
    /// How many people and things it tells of.
    pub(crate) quantities: Vec<SaidQuantity>,
    /// The words that name deals by their types, in order.
    pub(crate) namings: Vec<Naming>,
    /// Bytes of the sentence that tell where people move to.
    pub(crate) destinations: Vec<Range<usize>>,
    /// Places that it names without being about them.
    pub(crate) no_sites: NoSites,
    /// Kinds of places spoken of before: "the town".
    pub(crate) kinds: Vec<NounClass>,
    /// How it names the deal spoken of, where that is what it tells of: "it
    /// collapsed".
    pub(crate) deal_before: Option<DealBefore>,
    /// Whether it names a deal.
    pub(crate) names_deal: bool,
    /// Who takes which part.
    pub(crate) participations: Vec<Participation>,
    /// Whether it names someone who may be a side, if only by a common noun.
    pub(crate) names_side: bool,
    /// The bytes that deny what was told before: "denied it".
    pub(crate) denial: Option<Range<usize>>,
    /// What is said in it, and by whom.
    pub(crate) speeches: Vec<Speech>,
}

impl Said {
    /// Whether it tells neither of a deal nor of what may be a term of one.
    pub(crate) fn is_nothing(&self) -> bool {
        self.assertions.is_empty() && self.terms.is_empty() && self.denial.is_none()
    }
}

/// Reads what the sentences of a body say of a deal.
pub(crate) fn read(body: &str, sentences: &mut [ReadSentence], lexicon: &Lexicon) {
    let speaking: Vec<usize> = (0..)
        .zip(sentences.iter())
        .filter(|(_, read)| sentence::may_speak_of_deal(read, lexicon))
        .map(|(index, _)| index)
        .collect();
    let reads: Vec<&ReadSentence> = speaking
        .iter()
        .filter_map(|index| sentences.get(*index))
        .collect();
    let found: Vec<Said> = parse(reads.clone(), body, lexicon)
        .zip(reads)
        .map(|(sentence, read)| Said {
            no_sites: sites::no_sites(&sentence, read),
            ..said(&sentence)
        })
        .collect();
    for (index, said) in speaking.into_iter().zip(found) {
        if let Some(read) = sentences.get_mut(index) {
            read.said = said;
        }
    }
}

/// What a sentence says of a deal.
fn said(sentence: &Sentence<'_>) -> Said {
    let mut said = Said {
        speeches: speech::speeches(sentence),
        ..Said::default()
    };
    // By word, whether it tells what becomes of people or things.
    let mut tells = Vec::with_capacity(sentence.tree.len());
    for token in sentence.tree.tokens() {
        let classes = sentence.classes(token);
        said.kinds
            .extend(references::kind_of_place(sentence, token));
        said.names_deal |=
            token.part_of_speech() == PartOfSpeech::Noun && classes.has(NounClass::Deal);
        said.names_side |= token.part_of_speech() == PartOfSpeech::Noun
            && (classes.has(NounClass::Armed)
                || classes.has(NounClass::Local)
                || classes.has(NounClass::Civilian));
        said.namings.extend(naming::naming(sentence, token));
        let terms = terms::terms(sentence, token);
        let tells_terms = !terms.is_empty();
        for term in terms {
            said.destinations.extend(term.destinations.iter().cloned());
            said.terms.push(term);
        }
        let frame = sentence.frame(token);
        tells.push(tells_terms || frame.is_some_and(|frame| frame.act != Act::Fight));
        said.participations
            .extend(roles::participations(sentence, token, frame));
        let Some(frame) = frame else {
            continue;
        };
        if let Ok(assertion) = outcome(sentence, token, frame) {
            let deal_before = references::is_of_deal_before(sentence, token, frame.act);
            said.deal_before = said.deal_before.max(deal_before);
            said.assertions.push(assertion);
        }
        if frame.act == Act::Deny && denies_it(sentence, token) {
            said.denial = Some(token.subtree_range());
        }
    }
    said.quantities = quantities::quantities(sentence, &tells);
    said
}

/// The predicates of a sentence that stand in a construction, in order.
pub(crate) fn readings<'s>(sentence: &'s Sentence<'_>) -> Vec<Reading<'s>> {
    sentence
        .tree
        .tokens()
        .filter_map(|token| {
            let frame = sentence.frame(token)?;
            Some(Reading {
                predicate: token.text(),
                outcome: outcome(sentence, token, frame),
                frame,
            })
        })
        .collect()
}

/// The parts that a sentence gives: each with the word that takes it and the word
/// that gives it.
pub(crate) fn parts<'s>(sentence: &'s Sentence<'_>) -> Vec<(Part, &'s str, &'s str)> {
    let text = sentence.tree.text();
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let all = sentence.tree.tokens().flat_map(|token| {
        roles::participations(sentence, token, sentence.frame(token)).into_iter()
    });
    all.map(|found| (found.part, word(&found.word), word(&found.giver)))
        .collect()
}

/// The verbs of a sentence that stand in no construction although the lexicon has
/// some for them, each with its subjects and objects.
pub(crate) fn near_misses(sentence: &Sentence<'_>) -> Vec<String> {
    let words = |tokens: Vec<Token<'_>>| -> String {
        let words: Vec<&str> = tokens.into_iter().map(Token::lower).collect();
        words.join(", ")
    };
    sentence
        .tree
        .tokens()
        .filter(|token| token.part_of_speech() == PartOfSpeech::Verb)
        .filter(|token| !sentence.lexicon.frames.of(token.lemma()).is_empty())
        .filter(|token| sentence.frame(*token).is_none())
        .map(|token| {
            format!(
                "{} (subject: {}; object: {})",
                token.lemma(),
                words(arguments::subjects(token)),
                words(arguments::objects(token))
            )
        })
        .collect()
}
