//! What a sentence asserts about a deal: its predicates matched with the
//! constructions of the lexicon, and how firmly each is said.

mod arguments;
mod firmness;
mod matching;
mod references;
mod roles;
mod sentence;
mod sites;
mod speech;
mod standing;
mod terms;
mod timing;

use std::ops::Range;

use sulh_domain::{Modality, Status};
use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

pub(crate) use roles::{Participation, Pointer};
pub(crate) use sentence::{Sentence, parse};
pub(crate) use sites::NoSites;
pub(crate) use speech::{Speaker, Speech, SpeechAct, Voice};
use standing::{depth, governor, is_assertive, is_background};
pub(crate) use terms::{Naming, SaidTerm, explained as explained_terms};
pub(crate) use timing::Nearness;

use crate::{
    Lexicon,
    lexicon::{Act, Frame, NounClass, Part, PredicateKind, Saying},
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
    /// The words that name deals by their types, in order.
    pub(crate) namings: Vec<Naming>,
    /// Bytes of the sentence that tell where people move to.
    pub(crate) destinations: Vec<Range<usize>>,
    /// Places that it names without being about them.
    pub(crate) no_sites: NoSites,
    /// Kinds of places spoken of before: "the town".
    pub(crate) kinds: Vec<NounClass>,
    /// Whether it goes on with the deal spoken of: "it collapsed".
    pub(crate) is_of_deal_before: bool,
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
        said.namings.extend(terms::naming(sentence, token));
        for term in terms::terms(sentence, token) {
            said.destinations.extend(term.destinations.iter().cloned());
            said.terms.push(term);
        }
        let frame = sentence.frame(token);
        said.participations
            .extend(roles::participations(sentence, token, frame));
        let Some(frame) = frame else {
            continue;
        };
        if let Ok(assertion) = outcome(sentence, token, frame) {
            said.is_of_deal_before |= references::is_of_deal_before(token, frame.act);
            said.assertions.push(assertion);
        }
        if frame.act == Act::Deny && denies_it(sentence, token) {
            said.denial = Some(token.subtree_range());
        }
    }
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

fn outcome(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    frame: &Frame,
) -> Result<Assertion, &'static str> {
    let governor = governor(sentence, predicate).map(|frame| frame.act);
    let is_denied = governor == Some(Act::Deny);
    let denies = frame.act == Act::Deny && !has_assertion_below(sentence, predicate);
    let recent = frame.construction.kind == PredicateKind::Noun && frame.status.is_none();
    if frame.act == Act::Deny && !denies {
        return Err("is told of what it denies");
    }
    let (status, modality) = if recent && is_past_event(sentence, predicate, frame.act) {
        (Status::Implemented, Modality::Asserted)
    } else if denies {
        let status = denied_status(sentence, predicate).ok_or("denies no deal")?;
        (status, Modality::Denied)
    } else if is_denied {
        let status = frame.status.ok_or("tells a term only")?;
        (status, Modality::Denied)
    } else {
        let status = frame.status.ok_or("tells a term only")?;
        if governor.is_some() {
            return Err("is part of another act");
        }
        if !is_assertive(predicate, frame, &sentence.lexicon.sayings) {
            return Err("is named, not said");
        }
        let of_opinion = frame.act == Act::Agree
            && predicate.lemma() == "agree"
            && predicate
                .children_as(Label::Ccomp)
                .any(|clause| clause.index() > predicate.index() && matching::tells_a_fact(clause));
        if of_opinion {
            return Err("is an opinion");
        }
        if is_step(frame.act) && is_of_deals_at_large(sentence, predicate) {
            return Err("is of deals at large");
        }
        if is_background(predicate, frame.act) {
            return Err("is background");
        }
        let firmness = firmness::firmness(predicate, &sentence.lexicon.sayings)
            .ok_or("is a condition or a duty")?;
        if firmness.negated && sentence.says(predicate.lemma(), Saying::Confirming) {
            return Err("is not confirmed");
        }
        let asserted =
            asserted(predicate, frame.act, status, firmness).ok_or("is not so, or not yet")?;
        match asserted {
            (Status::Agreed, Modality::Planned) if is_of_offer(sentence, predicate) => {
                (Status::Proposed, Modality::Asserted)
            }
            asserted => asserted,
        }
    };
    Ok(Assertion {
        act: frame.act,
        status: completed(sentence, predicate, frame.act, status),
        modality,
        depth: depth(predicate, &sentence.lexicon.sayings),
        clause: predicate.subtree_range(),
        dated: standing::is_dated_agreement(predicate, frame.act),
        sure: is_sure(sentence, predicate, frame),
        said_by: speech::said_by(sentence, predicate),
        nearness: timing::nearness(sentence, predicate),
    })
}

/// Whether what a denial denies stands in a construction of its own.
fn has_assertion_below(sentence: &Sentence<'_>, denial: Token<'_>) -> bool {
    denial.subtree().into_iter().any(|token| {
        token != denial
            && sentence
                .frame(token)
                .is_some_and(|frame| frame.status.is_some())
            && governor(sentence, token).is_some_and(|frame| frame.act == Act::Deny)
    })
}

/// "Denied it", "denied the report": what was told before.
fn denies_it(sentence: &Sentence<'_>, denial: Token<'_>) -> bool {
    !denial.is_negated()
        && !matches!(denial.label(), Label::Relcl | Label::Acl)
        && !has_assertion_below(sentence, denial)
        && denied_status(sentence, denial).is_none()
        && arguments::objects(denial).into_iter().any(|object| {
            matches!(object.lower(), "it" | "this" | "that" | "all")
                || sentence.says(object.lemma(), Saying::Report)
        })
}

/// The status of what is denied by a noun: "denied any agreement".
fn denied_status(sentence: &Sentence<'_>, denial: Token<'_>) -> Option<Status> {
    let below = denial.subtree();
    let names = |class| {
        below
            .iter()
            .any(|token| *token != denial && sentence.classes(*token).has(class))
    };
    if names(NounClass::Deal) {
        Some(Status::Agreed)
    } else if names(NounClass::Talks) {
        Some(Status::Negotiating)
    } else {
        None
    }
}

/// "The recent evacuation of fighters from X", "after their departure from X".
fn is_past_event(sentence: &Sentence<'_>, event: Token<'_>, act: Act) -> bool {
    if !matches!(act, Act::Leave | Act::GiveUp) {
        return false;
    }
    let is_recent = event.children().any(|child| {
        matches!(
            child.lower(),
            "recent" | "earlier" | "previous" | "latest" | "yesterday" | "completed"
        )
    });
    let follows = event.label() == Label::Pobj
        && event.head().is_some_and(|preposition| {
            let of_time =
                |token: Token<'_>| matches!(token.lower(), "after" | "following" | "since");
            of_time(preposition)
                || (preposition.lower() == "of"
                    && preposition
                        .ancestors()
                        .take(2)
                        .any(|token| matches!(token.lower(), "within" | "days" | "weeks" | "day")))
        });
    let names_whence = event
        .subtree()
        .into_iter()
        .any(|token| sentence.classes(token).has(NounClass::Place));
    (is_recent || follows) && names_whence
}

/// Acts by which people leave, give up something or are let go.
fn moves(act: Act) -> bool {
    matches!(act, Act::Leave | Act::Board | Act::GiveUp | Act::Free)
}

/// Acts that are carried out in steps.
fn is_step(act: Act) -> bool {
    matches!(
        act,
        Act::Leave
            | Act::GiveUp
            | Act::Free
            | Act::Start
            | Act::Board
            | Act::Complete
            | Act::Settle
            | Act::Enter
            | Act::Hold
            | Act::Aid
            | Act::Back
            | Act::Cease
            | Act::Crossing
    )
}

/// The status and modality that negation and mood leave; `None` where nothing
/// is said to be so.
fn asserted(
    predicate: Token<'_>,
    act: Act,
    status: Status,
    firmness: firmness::Firmness,
) -> Option<(Status, Modality)> {
    let firmness::Firmness {
        negated,
        not_yet,
        modality,
        ..
    } = firmness;
    if negated {
        // "Would not accept it", "will not leave the town".
        let is_refused = match act {
            Act::Accept => true,
            Act::Leave | Act::GiveUp => !arguments::is_passive(predicate),
            _ => false,
        };
        if firmness.will && is_refused && !not_yet {
            return Some((Status::Failed, Modality::Asserted));
        }
        if modality != Modality::Asserted && !not_yet {
            return None;
        }
        let status = match act {
            Act::Agree if not_yet => Status::Negotiating,
            Act::Accept if not_yet => return None,
            Act::Agree | Act::Accept => Status::Failed,
            // "The group does not negotiate": it refuses to.
            Act::Negotiate if !not_yet && predicate.lemma() == "negotiate" => Status::Failed,
            Act::Hold
                if matches!(
                    predicate.lemma(),
                    "hold"
                        | "last"
                        | "survive"
                        | "endure"
                        | "respect"
                        | "observe"
                        | "honour"
                        | "honor"
                ) =>
            {
                Status::Collapsed
            }
            _ => return None,
        };
        return Some((status, Modality::Asserted));
    }
    match (act, modality) {
        (Act::Break | Act::Fail | Act::Refuse, Modality::Planned | Modality::Hedged)
        | (Act::Propose | Act::Demand, Modality::Planned) => None,
        // "Civilians could leave": they were allowed to.
        (act, Modality::Hedged)
            if (is_step(act) || matches!(act, Act::Negotiate | Act::Propose))
                && firmness.permitted =>
        {
            None
        }
        (act, Modality::Hedged) if is_step(act) && (firmness.ahead || firmness.will) => {
            Some((Status::Agreed, modality))
        }
        (act, Modality::Planned) if is_step(act) => Some((Status::Agreed, modality)),
        // "The fighters leave, the state restores services": so it is written.
        (act, Modality::Asserted)
            if is_step(act)
                && !matches!(act, Act::Hold | Act::Start | Act::Complete)
                && (standing::is_simple_present(predicate) || standing::is_provided(predicate)) =>
        {
            Some((Status::Agreed, Modality::Planned))
        }
        _ => Some((status, modality)),
    }
}

/// Whether a step is one of an arrangement by its own words.
fn is_sure(sentence: &Sentence<'_>, predicate: Token<'_>, frame: &Frame) -> bool {
    let speaks_of_deal = matches!(
        frame.act,
        Act::Agree
            | Act::Accept
            | Act::Tell
            | Act::Negotiate
            | Act::Propose
            | Act::Demand
            | Act::Refuse
            | Act::Fail
            | Act::Deny
    );
    if speaks_of_deal {
        return frame.act != Act::Agree || !is_of_other_matter(sentence, predicate);
    }
    let names_deal = sentence.tree.tokens().any(|token| {
        let classes = sentence.classes(token);
        token.part_of_speech() == PartOfSpeech::Noun
            && (classes.has(NounClass::Deal)
                || classes.has(NounClass::Talks)
                || classes.has(NounClass::Terms))
    });
    let moved = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let mut moved = moved.map(|token| sentence.classes(token));
    let by_arrangement = match frame.act {
        // Whole sides do not leave for elsewhere or give up arms by chance.
        Act::Leave if moved.clone().any(|classes| classes.has(NounClass::Armed)) => {
            matches!(
                predicate.lemma(),
                "leave"
                    | "depart"
                    | "evacuate"
                    | "bus"
                    | "transfer"
                    | "relocate"
                    | "quit"
                    | "exit"
                    | "evacuation"
                    | "departure"
                    | "relocation"
            ) || (arguments::is_passive(predicate)
                && (names_vehicle(sentence) || names_whence(sentence, predicate)))
        }
        Act::Leave if names_move(sentence, predicate) => true,
        // Convoys of aid also enter and reach.
        Act::Leave => {
            let aid_may_do = matches!(predicate.lemma(), "enter" | "reach" | "arrive");
            moved.any(|classes| classes.has(NounClass::Vehicle))
                && (!aid_may_do || names_armed(sentence))
        }
        Act::Board | Act::GiveUp => true,
        // "Regularised their status".
        Act::Settle => moved.any(|classes| classes.has(NounClass::Status)),
        // "Freed ten of them in return for five".
        Act::Free => sentence.tree.tokens().any(|token| {
            matches!(token.lower(), "return" | "against")
                || matches!(token.lemma(), "exchange" | "swap")
        }),
        // "Began handing over", "completed their withdrawal".
        Act::Start | Act::Complete => {
            let by_clause = arguments::clauses(predicate).into_iter().any(|clause| {
                sentence
                    .frame(clause)
                    .is_some_and(|frame| is_sure(sentence, clause, frame))
            });
            by_clause || names_move_of_side(sentence) || is_of_place(sentence, predicate)
        }
        _ => false,
    };
    names_deal || by_arrangement
}

/// "Under the proposal, the fighters would leave".
fn is_of_offer(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let is_deal = |token: Token<'_>| sentence.classes(token).has(NounClass::Deal);
    arguments::prepositional(predicate, "under")
        .into_iter()
        .filter(|token| sentence.classes(*token).has(NounClass::Offer) && !is_deal(*token))
        // "Under the terms of the deal".
        .any(|token| {
            !arguments::prepositional(token, "of")
                .into_iter()
                .any(is_deal)
        })
}

/// "People have been moved under deals": under none in particular.
fn is_of_deals_at_large(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    ["under", "in", "through"]
        .into_iter()
        .flat_map(|preposition| arguments::prepositional(predicate, preposition))
        .any(|token| {
            token.tag() == Tag::Nns
                && sentence.classes(token).has(NounClass::Deal)
                && !token
                    .children()
                    .any(|child| matches!(child.label(), Label::Det | Label::Poss | Label::Nummod))
        })
}

/// Whether the words name a move of people besides the predicate: "left in the
/// course of the evacuation".
fn names_move(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    sentence
        .tree
        .tokens()
        .any(|token| token != predicate && sentence.classes(token).has(NounClass::Move))
}

/// "Agreed to form a room", "agreed on a division of labour": no deal by these
/// words.
fn is_of_other_matter(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let is_of_deal =
        |token: &Token<'_>| sentence.frame(*token).is_some() || !sentence.classes(*token).is_none();
    // "Signed an agreement to build a plant".
    let of_object = arguments::objects(predicate).into_iter().flat_map(|noun| {
        noun.children_as(Label::Acl)
            .filter(|clause| standing::is_infinitive(*clause))
            .collect::<Vec<_>>()
    });
    let mut told: Vec<Token<'_>> = of_object.collect();
    if predicate.lemma() == "agree" {
        told.extend(arguments::clauses(predicate));
        told.extend(arguments::prepositional(predicate, "on"));
        told.extend(arguments::prepositional(predicate, "to"));
    }
    !told.is_empty() && !told.iter().any(is_of_deal)
}

/// "Completed the evacuation of the town", "the transfer was held up in the town".
fn is_of_place(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let moved = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let is_move = |token: &Token<'_>| sentence.classes(*token).has(NounClass::Move);
    let mut places = match moved.into_iter().any(|token| is_move(&token)) {
        true => arguments::prepositional(predicate, "in"),
        false => return false,
    };
    for step in sentence.tree.tokens().filter(is_move) {
        places.extend(arguments::prepositional(step, "of"));
        places.extend(arguments::prepositional(step, "from"));
    }
    places.into_iter().any(|place| {
        let classes = sentence.classes(place);
        classes.has(NounClass::Place) || classes.has(NounClass::Area)
    })
}

fn names_armed(sentence: &Sentence<'_>) -> bool {
    let mut tokens = sentence.tree.tokens();
    tokens.any(|token| sentence.classes(token).has(NounClass::Armed))
}

/// "Were moved out of the town".
fn names_whence(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    ["from", "of"]
        .into_iter()
        .flat_map(|preposition| arguments::prepositional(predicate, preposition))
        .any(|place| sentence.classes(place).has(NounClass::Place))
}

fn names_vehicle(sentence: &Sentence<'_>) -> bool {
    let mut tokens = sentence.tree.tokens();
    tokens.any(|token| sentence.classes(token).has(NounClass::Vehicle))
}

/// "The evacuation of rebels", "the handover of arms by the group".
fn names_move_of_side(sentence: &Sentence<'_>) -> bool {
    let mut moves = false;
    let mut armed = false;
    for token in sentence.tree.tokens() {
        let classes = sentence.classes(token);
        moves |= classes.has(NounClass::Move) || classes.has(NounClass::Give);
        armed |= classes.has(NounClass::Armed);
    }
    moves && armed
}

/// "The town was evacuated", "the exchange was carried out", "they handed over the
/// camp": said in the past of the whole.
fn is_done_at_once(sentence: &Sentence<'_>, predicate: Token<'_>, act: Act) -> bool {
    let auxiliaries = || {
        predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass))
    };
    let is_past = predicate.tag() == Tag::Vbd
        || (predicate.tag() == Tag::Vbn
            && auxiliaries().any(|aux| matches!(aux.lemma(), "be" | "have"))
            && !auxiliaries().any(|aux| aux.tag() == Tag::Vbg || aux.tag() == Tag::Md));
    let of_place = || {
        arguments::objects(predicate).into_iter().any(|token| {
            let classes = sentence.classes(token);
            classes.has(NounClass::Place) || classes.has(NounClass::Area)
        })
    };
    is_past
        && match act {
            Act::Leave => {
                arguments::is_passive(predicate)
                    && of_place()
                    && matches!(predicate.lemma(), "evacuate" | "vacate" | "empty")
            }
            Act::GiveUp => of_place(),
            Act::Start => {
                arguments::is_passive(predicate) && matches!(predicate.lemma(), "carry" | "execute")
            }
            _ => false,
        }
}

/// A past tense that was taken for a participle.
fn is_bare_participle(verb: Token<'_>) -> bool {
    verb.tag() == Tag::Vbn
        && verb
            .children()
            .all(|child| !matches!(child.label(), Label::Aux | Label::Auxpass))
}

/// A step that ends what is carried out.
fn completed(sentence: &Sentence<'_>, predicate: Token<'_>, act: Act, status: Status) -> Status {
    // "The truce allowed them to leave": they did.
    if act == Act::Tell
        && matches!(predicate.lemma(), "allow" | "see" | "enable")
        && (predicate.tag() == Tag::Vbd || is_bare_participle(predicate))
    {
        return Status::Implemented;
    }
    if is_done_at_once(sentence, predicate, act) {
        return Status::Implemented;
    }
    if status != Status::Implementing || !matches!(act, Act::Leave | Act::GiveUp | Act::Free) {
        return status;
    }
    let subjects = match arguments::is_passive(predicate) {
        true => arguments::objects(predicate),
        false => arguments::subjects(predicate),
    };
    let is_last = |token: Token<'_>| {
        let of_all = |word: Token<'_>| {
            matches!(
                word.lower(),
                "last" | "final" | "remaining" | "all" | "entire"
            )
        };
        of_all(token) || token.children().any(of_all)
    };
    let mut last = subjects.into_iter().filter(|token| {
        let classes = sentence.classes(*token);
        classes.has(NounClass::Armed)
            || classes.has(NounClass::Civilian)
            || classes.has(NounClass::Vehicle)
    });
    let fully = predicate.children_as(Label::Advmod).any(|adverb| {
        matches!(
            adverb.lower(),
            "fully" | "completely" | "entirely" | "successfully"
        )
    });
    if last.any(is_last) || fully {
        Status::Implemented
    } else {
        status
    }
}
