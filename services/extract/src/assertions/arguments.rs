//! The arguments of a predicate by their meaning: who does it, to whom or what.

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

/// Clauses that share a subject are followed so far up.
const MAX_STEPS: usize = 6;

fn is_noun(token: Token<'_>) -> bool {
    matches!(
        token.part_of_speech(),
        PartOfSpeech::Noun | PartOfSpeech::Propn
    ) && !is_verb_in_disguise(token)
}

/// "That the fighters hand over their arms": a noun to the tagger, which has a
/// subject.
pub(super) fn is_verb_in_disguise(token: Token<'_>) -> bool {
    token.tag() == Tag::Nn
        && matches!(token.label(), Label::Ccomp | Label::Xcomp | Label::Conj)
        && token.child(Label::Nsubj).is_some()
        && token.children_as(Label::Det).next().is_none()
}

/// Whether a verb's grammatical subject undergoes it.
pub(super) fn is_passive(verb: Token<'_>) -> bool {
    verb.is_passive()
        || is_had(verb)
        || (verb.label() == Label::Acl
            && matches!(verb.tag(), Tag::Vbn | Tag::Vbd)
            // "Reports that it had agreed".
            && verb.child(Label::Nsubj).is_none()
            && !is_main_in_disguise(verb))
}

/// "A convoy left the town carrying rebels, a source said": the parser takes the
/// verb for what describes a noun, and the noun for the clause.
pub(super) fn is_main_in_disguise(verb: Token<'_>) -> bool {
    let is_active = verb.child(Label::Agent).is_none()
        && match verb.tag() {
            Tag::Vbd => true,
            // What has no object has no passive either.
            Tag::Vbn => {
                verb.child(Label::Dobj).is_some() || matches!(verb.lemma(), "depart" | "arrive")
            }
            _ => false,
        };
    if verb.label() != Label::Acl || !is_active {
        return false;
    }
    // "Buses carrying rebels departed, a source said": what is carried stands between.
    let mut above = verb.ancestors().skip_while(|above| {
        matches!(
            above.label(),
            Label::Conj | Label::Pobj | Label::Prep | Label::Dobj
        ) || (above.label() == Label::Acl && above.tag() == Tag::Vbg)
    });
    above.next().is_some_and(|noun| {
        is_noun(noun)
            && match noun.label() {
                Label::Ccomp => true,
                // Of two subjects one is that of the clause.
                Label::Nsubj => noun
                    .head()
                    .is_some_and(|head| head.children_as(Label::Nsubj).count() > 1),
                Label::Npadvmod => true,
                _ => noun.head().is_none(),
            }
    })
}

/// "Had their cases settled".
pub(super) fn is_had(verb: Token<'_>) -> bool {
    verb.label() == Label::Ccomp
        && verb.tag() == Tag::Vbn
        && verb
            .head()
            .is_some_and(|head| matches!(head.lemma(), "have" | "get" | "see"))
}

/// Each token with those joined to it.
pub(super) fn joined<'t>(tokens: impl IntoIterator<Item = Token<'t>>) -> Vec<Token<'t>> {
    let mut all: Vec<Token<'t>> = tokens.into_iter().collect();
    let mut next = 0;
    while let Some(token) = all.get(next).copied() {
        let further = token
            .children()
            .filter(|child| matches!(child.label(), Label::Conj | Label::Appos));
        all.extend(further);
        next += 1;
    }
    all
}

/// What follows a preposition of a token.
fn after<'t>(token: Token<'t>, preposition: &str) -> Vec<Token<'t>> {
    token
        .children()
        .filter(|child| {
            matches!(
                child.label(),
                Label::Prep | Label::Agent | Label::Dative | Label::Prt | Label::Advmod
            ) && child.lower() == preposition
        })
        .flat_map(|prep| {
            prep.children()
                .filter(|child| matches!(child.label(), Label::Pobj | Label::Pcomp))
        })
        .collect()
}

/// Who does it.
pub(super) fn subjects(predicate: Token<'_>) -> Vec<Token<'_>> {
    joined(subjects_within(predicate, MAX_STEPS))
}

fn subjects_within(predicate: Token<'_>, steps: usize) -> Vec<Token<'_>> {
    let Some(steps) = steps.checked_sub(1) else {
        return Vec::new();
    };
    if is_noun(predicate) {
        let possessor = predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Poss | Label::Compound));
        let mut found: Vec<Token<'_>> = possessor.collect();
        for preposition in ["by", "of", "between", "from"] {
            found.extend(after(predicate, preposition));
        }
        return found;
    }
    if is_passive(predicate) {
        return after(predicate, "by");
    }
    let own: Vec<Token<'_>> = predicate.children_as(Label::Nsubj).collect();
    if !own.is_empty() {
        return own;
    }
    let mistaken = subjects_of_participle(predicate);
    if !mistaken.is_empty() {
        return mistaken;
    }
    let Some(head) = predicate.head() else {
        return Vec::new();
    };
    match predicate.label() {
        // "Are due to leave", "are ready to meet".
        Label::Acomp => subjects_within(head, steps),
        Label::Conj if is_passive(head) => objects_within(head, steps),
        Label::Conj => subjects_within(head, steps),
        Label::Xcomp => {
            let mut of_object: Vec<Token<'_>> = head
                .children()
                .filter(|child| matches!(child.label(), Label::Dobj | Label::Nsubjpass))
                .collect();
            if of_object.is_empty() {
                // "Provides for the rebels to leave".
                let before = after(head, "for").into_iter();
                of_object.extend(before.filter(|token| token.index() < predicate.index()));
            }
            match of_object.is_empty() {
                true => subjects_within(head, steps),
                false => of_object,
            }
        }
        Label::Advcl if !asked(predicate, head).is_empty() => asked(predicate, head),
        Label::Ccomp | Label::Advcl => {
            let of_object: Vec<Token<'_>> = head.children_as(Label::Dobj).collect();
            match (of_object.is_empty(), is_passive(head)) {
                (false, _) if predicate.label() == Label::Ccomp => of_object,
                (_, true) => objects_within(head, steps),
                _ => subjects_within(head, steps),
            }
        }
        // "Gave the fighters the right to leave", "were given a chance to leave".
        Label::Acl | Label::Relcl if super::standing::is_infinitive(predicate) && is_noun(head) => {
            let mut found = vec![head];
            found.extend(receivers(head, steps));
            // "An offer to the rebels to leave".
            let to = after(head, "to").into_iter();
            found.extend(to.filter(|token| token.index() < predicate.index()));
            found
        }
        Label::Acl | Label::Relcl => vec![head],
        Label::Pcomp => head
            .head()
            .map(|above| match is_passive(above) {
                true => objects_within(above, steps),
                false => subjects_within(above, steps),
            })
            .unwrap_or_default(),
        Label::Amod => vec![head],
        _ => Vec::new(),
    }
}

/// "Called on the leaders to quit".
fn asked<'t>(clause: Token<'t>, asking: Token<'t>) -> Vec<Token<'t>> {
    let asks = |token: Token<'_>| matches!(token.lemma(), "call" | "appeal" | "plea");
    let does_ask = asks(asking) || asking.child(Label::Dobj).is_some_and(asks);
    if !super::standing::is_infinitive(clause) || !does_ask {
        return Vec::new();
    }
    let on = after(asking, "on").into_iter().chain(after(asking, "to"));
    on.filter(|token| token.index() < clause.index()).collect()
}

/// "Fighters cornered in the camp have agreed", "a truce, agreed in May, collapsed": a
/// participle that the parser takes for a clause, whose subject is that of both.
fn subjects_of_participle(predicate: Token<'_>) -> Vec<Token<'_>> {
    let is_finite = predicate
        .children_as(Label::Aux)
        .any(|aux| matches!(aux.tag(), Tag::Vbp | Tag::Vbz | Tag::Vbd | Tag::Md));
    let is_participle = |clause: &Token<'_>| {
        clause.index() < predicate.index() && matches!(clause.tag(), Tag::Vbd | Tag::Vbn)
    };
    // "Once the truce collapsed" has a word in front.
    let is_aside = |clause: &Token<'_>| {
        let mut front = clause
            .children()
            .filter(|child| child.index() < clause.index());
        front.all(|child| matches!(child.label(), Label::Nsubj | Label::Punct))
    };
    let below = predicate.children().filter(|child| match child.label() {
        Label::Ccomp | Label::Csubj => is_finite,
        Label::Advcl => is_aside(child) && (is_finite || predicate.tag() == Tag::Vbd),
        _ => false,
    });
    let above = predicate.head().filter(|head| {
        predicate.label() == Label::Dep && predicate.tag() == Tag::Vbd && is_aside(head)
    });
    let before = below.chain(above).filter(is_participle);
    before
        .flat_map(|clause| clause.children_as(Label::Nsubj))
        .collect()
}

/// Who gets, or has, what a noun stands for.
fn receivers(noun: Token<'_>, steps: usize) -> Vec<Token<'_>> {
    let Some(verb) = noun.head().filter(|_| noun.label() == Label::Dobj) else {
        return Vec::new();
    };
    let given: Vec<Token<'_>> = verb
        .children()
        .filter(|child| matches!(child.label(), Label::Dative | Label::Nsubjpass))
        .collect();
    match given.is_empty() {
        true => subjects_within(verb, steps),
        false => given,
    }
}

/// To whom or what it is done.
pub(super) fn objects(predicate: Token<'_>) -> Vec<Token<'_>> {
    joined(objects_within(predicate, MAX_STEPS))
}

fn objects_within(predicate: Token<'_>, steps: usize) -> Vec<Token<'_>> {
    let Some(steps) = steps.checked_sub(1) else {
        return Vec::new();
    };
    if is_noun(predicate) {
        let mut found: Vec<Token<'_>> = predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Compound | Label::Poss))
            .collect();
        let mut of = after(predicate, "of");
        if of.is_empty() {
            of = after_phrase(predicate, "of");
        }
        found.extend(of);
        return found;
    }
    let mut own: Vec<Token<'_>> = predicate
        .children()
        .filter(|child| {
            matches!(
                child.label(),
                Label::Dobj | Label::Nsubjpass | Label::Attr | Label::Dative | Label::Oprd
            )
        })
        .collect();
    if own.is_empty() && is_had(predicate) {
        own.extend(predicate.children_as(Label::Nsubj));
    }
    own.retain(|token| token.label() != Label::Dative || is_noun(*token));
    if own.is_empty() {
        // "Hand in their arms": the particle is no preposition.
        let particles = predicate.children().filter(|word| {
            word.label() == Label::Prt || (word.label() == Label::Prep && word.tag() == Tag::Rp)
        });
        own.extend(particles.flat_map(|particle| particle.children_as(Label::Pobj)));
    }
    if !own.is_empty() {
        return own;
    }
    let Some(head) = predicate.head() else {
        return Vec::new();
    };
    match predicate.label() {
        Label::Acl if is_passive(predicate) => vec![head],
        Label::Amod if predicate.tag() == Tag::Vbn => vec![head],
        // "Were bused out and taken to Idlib".
        Label::Conj if is_passive(head) && predicate.child(Label::Nsubj).is_none() => {
            objects_within(head, steps)
        }
        // "The lull began on Tuesday and was breached".
        Label::Conj if is_passive(predicate) && predicate.child(Label::Nsubjpass).is_none() => {
            subjects_within(head, steps)
        }
        // "Fighters were to be taken to Idlib".
        Label::Xcomp if is_passive(predicate) => subjects_within(head, steps),
        // "The deal that they signed".
        Label::Relcl if predicate.child(Label::Nsubj).is_some() => vec![head],
        _ => Vec::new(),
    }
}

/// What follows a preposition right behind a noun and what belongs to it, which
/// the parser often hangs to the verb: "provides for the departure of rebels to X".
fn after_phrase<'t>(noun: Token<'t>, preposition: &str) -> Vec<Token<'t>> {
    let end = noun
        .subtree()
        .last()
        .map_or(noun.index(), |last| last.index());
    let behind = noun
        .ancestors()
        .take(2)
        .flat_map(Token::children)
        .filter(|child| child.index() == end + 1 && child.label() == Label::Prep);
    behind
        .filter(|prep| prep.lower() == preposition)
        .flat_map(|prep| prep.children_as(Label::Pobj))
        .collect()
}

/// What follows one of its prepositions, or one of its object's.
pub(super) fn prepositional<'t>(predicate: Token<'t>, preposition: &str) -> Vec<Token<'t>> {
    let mut found = after(predicate, preposition);
    if matches!(preposition, "to" | "into" | "toward" | "towards") {
        found.extend(from_there(predicate, preposition));
    }
    if is_noun(predicate) {
        found.extend(after_phrase(predicate, preposition));
    }
    for child in predicate.children().filter(|child| {
        // "Were moved out of the town".
        (child.label() == Label::Prep && child.lower() == "out")
            || matches!(
                child.label(),
                Label::Dobj
                    | Label::Prt
                    | Label::Attr
                    | Label::Acomp
                    | Label::Advmod
                    | Label::Nsubjpass
            )
    }) {
        found.extend(after(child, preposition));
        // "Fighters were taken to Idlib and families to Hama".
        for other in child.conjuncts() {
            found.extend(after(other, preposition));
        }
    }
    let mut found = joined(found);
    if preposition == "between" {
        for side in between(predicate) {
            if !found.contains(&side) {
                found.push(side);
            }
        }
    }
    found
}

/// The sides of "between A and B on one side and C on the other", wherever the
/// parser hangs them: what is joined after the word up to the next clause.
fn between(predicate: Token<'_>) -> Vec<Token<'_>> {
    let below = predicate.subtree();
    let Some(at) = below
        .iter()
        .find(|word| word.lower() == "between" && !is_below_other_verb(**word, predicate))
    else {
        return Vec::new();
    };
    let is_end = |word: &Token<'_>| {
        matches!(word.text(), ";" | ":")
            || matches!(
                word.tag(),
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Wdt | Tag::Wp
            )
    };
    let words = predicate.root().subtree().into_iter();
    words
        .skip_while(|word| word.index() <= at.index())
        .take_while(|word| !is_end(word))
        .filter(|word| {
            is_noun(*word)
                && (matches!(word.label(), Label::Conj | Label::Appos)
                    || (word.label() == Label::Pobj
                        && word.head().is_some_and(|head| head.lower() == "between")))
        })
        .collect()
}

/// Whether another verb stands between a word and a predicate above it.
fn is_below_other_verb(word: Token<'_>, predicate: Token<'_>) -> bool {
    word.ancestors()
        .take_while(|above| *above != predicate)
        .any(|above| above.part_of_speech() == PartOfSpeech::Verb)
}

/// What follows "from here to": the parser hangs the way on to where it starts.
fn from_there<'t>(predicate: Token<'t>, preposition: &str) -> Vec<Token<'t>> {
    let ways = predicate
        .children()
        .chain(predicate.children_as(Label::Dobj).flat_map(Token::children))
        .filter(|child| child.label() == Label::Prep && matches!(child.lower(), "from" | "out"));
    ways.flat_map(|way| {
        std::iter::once(way)
            .chain(way.children_as(Label::Pobj))
            .flat_map(|token| after(token, preposition))
    })
    .collect()
}

/// What describes it: adjectives, adverbs, negations, numbers and nouns before it.
pub(super) fn modifiers(predicate: Token<'_>) -> Vec<Token<'_>> {
    let describing = predicate.children().filter(|child| {
        matches!(
            child.label(),
            Label::Amod
                | Label::Compound
                | Label::Nmod
                | Label::Advmod
                | Label::Acomp
                | Label::Neg
                | Label::Det
                | Label::Poss
        )
    });
    let mut found = joined(describing);
    // "Neither side will attack", "nobody is to be arrested".
    let be = predicate
        .head()
        .filter(|head| predicate.label() == Label::Xcomp && head.lemma() == "be");
    let negating = predicate
        .children()
        .chain(be.into_iter().flat_map(Token::children))
        .filter(|child| matches!(child.label(), Label::Nsubj | Label::Nsubjpass))
        .flat_map(|subject| std::iter::once(subject).chain(subject.children_as(Label::Det)));
    found.extend(negating.filter(|word| {
        matches!(
            word.lower(),
            "no" | "neither" | "nobody" | "none" | "nothing"
        )
    }));
    found
}

/// The clauses, and nouns that stand for one, that it governs.
pub(super) fn clauses(predicate: Token<'_>) -> Vec<Token<'_>> {
    let is_clause = |label| {
        matches!(
            label,
            Label::Xcomp | Label::Ccomp | Label::Advcl | Label::Acl | Label::Pcomp
        )
    };
    let mut found = Vec::new();
    for child in predicate.children() {
        match child.label() {
            label if is_clause(label) => found.push(child),
            Label::Prep | Label::Dative => {
                for below in child.children() {
                    if matches!(below.label(), Label::Pcomp | Label::Pobj) {
                        found.push(below);
                        // "Called on the fighters to leave".
                        found.extend(below.children_as(Label::Acl));
                    }
                }
            }
            Label::Dobj => {
                found.push(child);
                found.extend(child.children_as(Label::Acl));
                // "Gave them three days to leave".
                let relative = child.children_as(Label::Relcl);
                found.extend(relative.filter(|clause| super::standing::is_infinitive(*clause)));
            }
            _ => {}
        }
    }
    joined(found)
}
