//! Which construction of the lexicon a predicate stands in.

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    arguments::{
        clauses, is_passive, is_verb_in_disguise, modifiers, objects, prepositional, subjects,
    },
    firmness,
    sentence::{Sentence, antecedent},
};
use crate::lexicon::{
    Accepted, Argument, Construction, Frame, Need, PredicateKind, Saying, Sayings,
};

/// Clauses in clauses are looked into so far.
const MAX_DEPTH: usize = 3;

impl<'a> Sentence<'a> {
    /// The construction that a word stands in as its predicate.
    pub(super) fn frame(&self, predicate: Token<'_>) -> Option<&'a Frame> {
        let known = self.frames.get(predicate.index())?;
        *known.get_or_init(|| self.frame_within(predicate, MAX_DEPTH))
    }

    fn frame_within(&self, predicate: Token<'_>, depth: usize) -> Option<&'a Frame> {
        let kind = kind(predicate)?;
        let mut frames = self.lexicon.frames.of(self.lemma(predicate)).iter();
        frames.find(|frame| self.fits(predicate, kind, &frame.construction, depth))
    }

    /// Whether a word stands in a construction as its predicate.
    pub(super) fn stands_in(&self, predicate: Token<'_>, construction: &Construction) -> bool {
        kind(predicate).is_some_and(|kind| self.fits(predicate, kind, construction, MAX_DEPTH))
    }

    /// Whether the arguments of a predicate are what they must be.
    pub(super) fn meets_all(&self, predicate: Token<'_>, needs: &[Need]) -> bool {
        self.meets_within(predicate, needs, MAX_DEPTH)
    }

    fn meets_within(&self, predicate: Token<'_>, needs: &[Need], depth: usize) -> bool {
        needs
            .iter()
            .all(|need| self.meets(predicate, need, depth) != need.absent)
    }

    fn fits(
        &self,
        predicate: Token<'_>,
        kind: PredicateKind,
        construction: &Construction,
        depth: usize,
    ) -> bool {
        construction.kind == kind
            && has_particle(predicate, construction.particle.as_deref())
            && self.meets_within(predicate, &construction.needs, depth)
    }

    fn meets(&self, predicate: Token<'_>, need: &Need, depth: usize) -> bool {
        let of = &need.accepted;
        match &need.argument {
            Argument::Clause => {
                depth > 0
                    && self.clauses_within(predicate).into_iter().any(|clause| {
                        (!tells_a_fact(clause) || is_asked_for(predicate, clause))
                            && !firmness::is_condition(clause, &self.lexicon.sayings)
                            && !is_told_of_future(predicate, clause, &self.lexicon.sayings)
                            && (of.words.iter().any(|word| word == clause.lemma())
                                || self
                                    .frame_within(clause, depth - 1)
                                    .is_some_and(|frame| of.acts.contains(&frame.act)))
                    })
            }
            Argument::Near => self
                .tree
                .tokens()
                .any(|token| token.index() != predicate.index() && self.accepts(token, of)),
            Argument::Form => of.words.iter().any(|form| match form.as_str() {
                "done" => is_done(predicate),
                "past" => is_past(predicate),
                "going" => is_going(predicate),
                _ => false,
            }),
            argument @ Argument::Preposition(_) => {
                // "Ended with no deal".
                let mut found = arguments(predicate, argument);
                found.retain(|token| {
                    token
                        .children_as(Label::Det)
                        .all(|det| !self.says(det.lower(), Saying::Not))
                });
                self.any(&found, predicate, of)
            }
            argument => self.any(&arguments(predicate, argument), predicate, of),
        }
    }

    /// The clauses that a predicate governs, and those of "get" and the like among
    /// them: "tried to get them to agree".
    fn clauses_within<'t>(&self, predicate: Token<'t>) -> Vec<Token<'t>> {
        let mut found = clauses(predicate);
        let of_light = found
            .iter()
            .filter(|clause| {
                self.says(clause.lemma(), Saying::Governing) && !tells_a_fact(**clause)
            })
            .flat_map(|clause| clauses(*clause))
            .filter(|clause| matches!(clause.label(), Label::Xcomp | Label::Ccomp));
        found.extend(of_light.collect::<Vec<_>>());
        found
    }

    fn any(&self, arguments: &[Token<'_>], predicate: Token<'_>, of: &Accepted) -> bool {
        arguments
            .iter()
            .any(|token| token.index() != predicate.index() && self.accepts(*token, of))
    }

    fn accepts(&self, token: Token<'_>, of: &Accepted) -> bool {
        let is_named = |token: Token<'_>| {
            let mut words = of.words.iter();
            words.any(|word| word == token.lower() || word == token.lemma())
        };
        // "The corridor which the army opened".
        let pointed_to = || {
            matches!(token.lower(), "which" | "that")
                .then(|| antecedent(token))
                .flatten()
        };
        of.anything
            || self.classes(token).meets(of.classes)
            || is_named(token)
            || (!of.words.is_empty() && pointed_to().is_some_and(is_named))
    }
}

/// "Demand that the fighters leave": the form of what is so stands for what is to be.
fn is_asked_for(predicate: Token<'_>, clause: Token<'_>) -> bool {
    matches!(
        predicate.lemma(),
        "demand" | "propose" | "suggest" | "ask" | "request" | "require" | "recommend" | "order"
    ) && clause.tag() == Tag::Vbp
        && clause.label() == Label::Ccomp
        && clause.child(Label::Aux).is_none()
        && clause.child(Label::Auxpass).is_none()
}

/// "They told him that they will leave": that is no order.
fn is_told_of_future(predicate: Token<'_>, clause: Token<'_>, sayings: &Sayings) -> bool {
    matches!(predicate.lemma(), "tell" | "warn")
        && clause
            .children_as(Label::Aux)
            .any(|aux| aux.tag() == Tag::Md && !sayings.is(aux.lower(), Saying::Duty))
}

/// What a word is as a predicate; `None` where it can be none.
fn kind(predicate: Token<'_>) -> Option<PredicateKind> {
    if matches!(predicate.label(), Label::Aux | Label::Auxpass) {
        return None;
    }
    match predicate.part_of_speech() {
        PartOfSpeech::Verb => Some(PredicateKind::Verb),
        PartOfSpeech::Noun if is_verb_in_disguise(predicate) => Some(PredicateKind::Verb),
        PartOfSpeech::Noun => Some(PredicateKind::Noun),
        PartOfSpeech::Adj => Some(PredicateKind::Adjective),
        _ => None,
    }
}

/// The words in an argument of a predicate that is no clause.
pub(super) fn arguments<'t>(predicate: Token<'t>, argument: &Argument) -> Vec<Token<'t>> {
    match argument {
        Argument::Subject => subjects(predicate),
        Argument::Object => objects(predicate),
        Argument::Modifier => modifiers(predicate),
        Argument::Preposition(preposition) => prepositional(predicate, preposition),
        Argument::Clause | Argument::Form | Argument::Near => Vec::new(),
    }
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

/// "Finalised a deal", "has been finalised", as against "are finalising" and "will
/// finalise".
fn is_past(verb: Token<'_>) -> bool {
    match verb.tag() {
        Tag::Vbd => true,
        Tag::Vbn => verb
            .children()
            .all(|child| child.lower() != "being" && child.tag() != Tag::Md),
        _ => false,
    }
}

/// "Are hammering out a deal", "is being hammered out".
fn is_going(verb: Token<'_>) -> bool {
    let mut auxiliaries = verb
        .children()
        .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass));
    match verb.tag() {
        Tag::Vbg => auxiliaries.any(|aux| aux.lemma() == "be"),
        Tag::Vbn => auxiliaries.any(|aux| aux.lower() == "being"),
        _ => false,
    }
}

/// Whether a verb has the particle that a construction asks for.
pub(super) fn has_particle(predicate: Token<'_>, particle: Option<&str>) -> bool {
    let Some(particle) = particle else {
        return true;
    };
    predicate.children().any(|child| {
        matches!(
            child.label(),
            Label::Prt | Label::Advmod | Label::Prep | Label::Acomp | Label::Dobj
        ) && child.lower() == particle
            // "Drove in" has a particle, "drove in December" has none.
            && !(particle == "in" && child.tag() != Tag::Rp && child.child(Label::Pobj).is_some())
    })
}
