//! Which construction of the lexicon a predicate stands in.

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    arguments::{clauses, is_passive, objects, prepositional, subjects},
    sentence::Sentence,
};
use crate::lexicon::{Accepted, Argument, Frame, PredicateKind};

/// Clauses in clauses are looked into so far.
const MAX_DEPTH: usize = 3;

impl Sentence<'_> {
    /// The construction that a word stands in as its predicate.
    pub(super) fn frame(&self, predicate: Token<'_>) -> Option<&Frame> {
        self.frame_within(predicate, MAX_DEPTH)
    }

    fn frame_within(&self, predicate: Token<'_>, depth: usize) -> Option<&Frame> {
        let kind = match predicate.part_of_speech() {
            PartOfSpeech::Verb => PredicateKind::Verb,
            PartOfSpeech::Noun => PredicateKind::Noun,
            PartOfSpeech::Adj => PredicateKind::Adjective,
            _ => return None,
        };
        if matches!(predicate.label(), Label::Aux | Label::Auxpass) {
            return None;
        }
        self.lexicon
            .frames
            .of(predicate.lemma())
            .iter()
            .filter(|frame| frame.kind == kind)
            .find(|frame| {
                has_particle(predicate, frame.particle.as_deref())
                    && frame
                        .needs
                        .iter()
                        .all(|(argument, of)| self.meets(predicate, argument, of, depth))
            })
    }

    fn meets(
        &self,
        predicate: Token<'_>,
        argument: &Argument,
        of: &Accepted,
        depth: usize,
    ) -> bool {
        match argument {
            Argument::Subject => self.any(&subjects(predicate), predicate, of),
            Argument::Object => self.any(&objects(predicate), predicate, of),
            Argument::Preposition(preposition) => {
                self.any(&prepositional(predicate, preposition), predicate, of)
            }
            Argument::Form => of
                .words
                .iter()
                .any(|form| form == "done" && is_done(predicate)),
            Argument::Near => self
                .tree
                .tokens()
                .any(|token| token.index() != predicate.index() && self.accepts(token, of)),
            Argument::Clause => {
                depth > 0
                    && clauses(predicate).into_iter().any(|clause| {
                        !tells_a_fact(clause)
                            && !is_told_of_future(predicate, clause)
                            && self
                                .frame_within(clause, depth - 1)
                                .is_some_and(|frame| of.acts.contains(&frame.act))
                    })
            }
        }
    }

    fn any(&self, arguments: &[Token<'_>], predicate: Token<'_>, of: &Accepted) -> bool {
        arguments
            .iter()
            .any(|token| token.index() != predicate.index() && self.accepts(*token, of))
    }

    fn accepts(&self, token: Token<'_>, of: &Accepted) -> bool {
        of.anything
            || self.classes(token).meets(of.classes)
            || of
                .words
                .iter()
                .any(|word| word == token.lower() || word == token.lemma())
    }
}

/// "They told him that they will leave": that is no order.
fn is_told_of_future(predicate: Token<'_>, clause: Token<'_>) -> bool {
    matches!(predicate.lemma(), "tell" | "warn")
        && clause
            .children_as(Label::Aux)
            .any(|aux| aux.tag() == Tag::Md)
}

/// Whether a clause tells what was or is so, as against what is to be.
pub(super) fn tells_a_fact(clause: Token<'_>) -> bool {
    matches!(clause.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp)
        || clause.children().any(|child| {
            matches!(child.label(), Label::Aux | Label::Auxpass)
                && matches!(child.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp)
        })
}

/// "A truce negotiated in May", "has been negotiated", as against "is being
/// negotiated".
fn is_done(verb: Token<'_>) -> bool {
    is_passive(verb)
        && verb
            .children()
            .all(|child| child.lower() != "being" && child.tag() != Tag::Md)
}

/// Whether a verb has the particle that a construction asks for.
fn has_particle(predicate: Token<'_>, particle: Option<&str>) -> bool {
    let Some(particle) = particle else {
        return true;
    };
    predicate.children().any(|child| {
        matches!(
            child.label(),
            Label::Prt | Label::Advmod | Label::Prep | Label::Acomp | Label::Dobj
        ) && child.lower() == particle
            // "Drove in" has a particle, "drove in December" has none.
            && !(particle == "in" && child.child(Label::Pobj).is_some())
    })
}
