//! A sentence as a tree, and what its words stand for.

use std::{cell::OnceCell, ops::Range};

use sulh_domain::ActorKind;
use sulh_syntax::{Label, Parser, PartOfSpeech, Token, Tree};

use crate::{
    Lexicon,
    lexicon::{Frame, NounClass, NounClasses, Saying, Unnamed},
    mentions::ReadSentence,
};

/// Parses sentences of a body, in order.
pub(crate) fn parse<'a>(
    sentences: impl IntoIterator<Item = &'a ReadSentence, IntoIter: 'a>,
    body: &'a str,
    lexicon: &'a Lexicon,
) -> impl Iterator<Item = Sentence<'a>> + 'a {
    let (reads, texts): (Vec<&ReadSentence>, Vec<&str>) = sentences
        .into_iter()
        .map(|read| (read, body.get(read.range.clone()).unwrap_or_default()))
        .unzip();
    let trees = Parser::shipped().parse_all_but_names(texts);
    reads
        .into_iter()
        .zip(trees)
        .map(|(read, tree)| Sentence::new(read, tree, lexicon))
}

/// Whether a sentence may speak of a deal: it names someone or somewhere, has a
/// noun that the constructions ask for, or goes on with "it" or "they". Others need no tree.
pub(crate) fn may_speak_of_deal(read: &ReadSentence, lexicon: &Lexicon) -> bool {
    let names_anyone =
        !read.places.is_empty() || !read.actors.is_empty() || !read.unnamed.is_empty();
    names_anyone
        || read
            .masked
            .split(|sign: char| !sign.is_ascii_alphabetic())
            .any(|word| {
                matches!(word, "it" | "they")
                    || !lexicon.frames.noun_classes(word).is_none()
                    || answers(word, lexicon)
            })
}

/// Whether a word confirms or denies what was told before.
fn answers(word: &str, lexicon: &Lexicon) -> bool {
    [
        Saying::Confirming,
        Saying::Denying,
        Saying::Unconfirmed,
        Saying::Comment,
    ]
    .into_iter()
    .any(|class| lexicon.sayings.is(word, class))
}

/// Chains of words that stand for one another are followed so far.
const MAX_STEPS: usize = 4;

/// A sentence with its tree.
pub(crate) struct Sentence<'a> {
    pub(crate) tree: Tree,
    pub(crate) lexicon: &'a Lexicon,
    /// By token, what it stands for.
    classes: Vec<NounClasses>,
    /// By token, what it stands for by its own word.
    own: Vec<NounClasses>,
    /// By token, the construction that it stands in, once someone asked.
    pub(super) frames: Vec<OnceCell<Option<&'a Frame>>>,
}

impl<'a> Sentence<'a> {
    /// A sentence with its tree, which is that of its text.
    pub(crate) fn new(read: &'a ReadSentence, tree: Tree, lexicon: &'a Lexicon) -> Self {
        let mut classes: Vec<NounClasses> = tree
            .tokens()
            .map(|token| match token.part_of_speech() {
                PartOfSpeech::Noun | PartOfSpeech::Propn | PartOfSpeech::Adj => {
                    let whole = hyphenated(&tree, token);
                    let whole = whole.map(|word| lexicon.frames.noun_classes(word));
                    whole
                        .filter(|classes| !classes.is_none())
                        .unwrap_or_else(|| noun_classes(token, lexicon))
                }
                // A participle may stand for people: "the wounded", "those displaced".
                PartOfSpeech::Verb if is_nominal(token) => noun_classes(token, lexicon),
                _ => NounClasses::default(),
            })
            .collect();
        let mut add = |range: &Range<usize>, class: NounClasses| {
            for token in tree.tokens_in(read.local(range)) {
                if let Some(known) = classes.get_mut(token.index()) {
                    *known = known.union(class);
                }
            }
        };
        for (_, range) in &read.places {
            add(range, NounClasses::default().with(NounClass::Place));
        }
        for actor in &read.actors {
            if let Some(known) = lexicon.actor(&actor.id) {
                add(&actor.range, of_kind(known.kind));
            }
        }
        for (side, range) in &read.unnamed {
            let class = match side {
                Unnamed::ArmedOpposition => NounClass::Armed,
                Unnamed::Residents => NounClass::Civilian,
                Unnamed::Elders | Unnamed::Committee => NounClass::Local,
            };
            if let Some(head) = tree.head_of(read.local(range))
                && let Some(known) = classes.get_mut(head.index())
            {
                *known = known.with(class);
            }
        }
        // A name that the lexicon does not know may still be a side's.
        for token in tree.tokens() {
            if token.part_of_speech() == PartOfSpeech::Propn
                && let Some(known) = classes.get_mut(token.index())
                && known.is_none()
            {
                *known = known.with(NounClass::Side);
            }
        }
        let own: Vec<NounClasses> = tree
            .tokens()
            .map(|token| weighed(&classes, token))
            .collect();
        let classes = tree
            .tokens()
            .map(|token| resolved(&own, token, lexicon, MAX_STEPS))
            .collect();
        let frames = tree.tokens().map(|_| OnceCell::new()).collect();
        Self {
            tree,
            lexicon,
            classes,
            own,
            frames,
        }
    }

    /// Whether a name is nobody's and nowhere's that the lexicon knows.
    pub(super) fn is_unknown(&self, token: Token<'_>) -> bool {
        self.classes(token) == NounClasses::default().with(NounClass::Side)
    }

    /// Whether a word, a lemma or in small letters, says so.
    pub(crate) fn says(&self, word: &str, class: Saying) -> bool {
        self.lexicon.sayings.is(word, class)
    }

    /// What a word stands for: a pronoun for what it points to, a quantity for
    /// what it counts.
    pub(crate) fn classes(&self, token: Token<'_>) -> NounClasses {
        self.classes.get(token.index()).copied().unwrap_or_default()
    }

    /// The base form of a word: of the last part of one with a hyphen that the
    /// lexicon knows, that of the whole ("cease-fire", "hand-over").
    pub(crate) fn lemma<'s>(&'s self, token: Token<'s>) -> &'s str {
        hyphenated(&self.tree, token)
            .filter(|word| {
                let lexicon = self.lexicon;
                !lexicon.frames.of(word).is_empty() || !lexicon.terms.of(word).is_empty()
            })
            .unwrap_or_else(|| match token.child(Label::Dobj) {
                // "Lay down their arms" is no past of "lie".
                Some(_) if token.lower() == "lay" => "lay",
                _ => token.lemma(),
            })
    }

    /// What a word stands for by itself; a pronoun stands for nothing.
    pub(crate) fn own_classes(&self, token: Token<'_>) -> NounClasses {
        self.own.get(token.index()).copied().unwrap_or_default()
    }
}

/// What a word stands for by itself: arms are light or heavy, by their kind or by
/// what is said of them.
fn weighed(by_itself: &[NounClasses], token: Token<'_>) -> NounClasses {
    let of = |token: Token<'_>| by_itself.get(token.index()).copied().unwrap_or_default();
    let own = of(token);
    let is_described = |class| {
        let mut describing = token
            .children_as(Label::Amod)
            .flat_map(|word| std::iter::once(word).chain(word.children_as(Label::Conj)));
        describing.any(|word| of(word).has(class))
    };
    match (own.has(NounClass::Weapons), own.has(NounClass::Vehicle)) {
        (true, _) if own.has(NounClass::Heavy) => own,
        (true, _) | (_, true) if is_described(NounClass::Heavy) => {
            let heavy = own.with(NounClass::Weapons).with(NounClass::Heavy);
            match is_described(NounClass::Light) {
                true => heavy.with(NounClass::Light),
                false => heavy,
            }
        }
        (true, _) => own.with(NounClass::Light),
        _ if is_held(own, token) => own.with(NounClass::Prisoner),
        _ => own,
    }
}

/// "Detained youths", "captured soldiers".
fn is_held(own: NounClasses, token: Token<'_>) -> bool {
    let is_people = [NounClass::Civilian, NounClass::Armed, NounClass::State]
        .into_iter()
        .any(|class| own.has(class));
    is_people
        && token.children_as(Label::Amod).any(|word| {
            matches!(
                word.lower(),
                "detained" | "imprisoned" | "jailed" | "kidnapped" | "abducted" | "captured"
            )
        })
}

/// What a word stands for, by what each word stands for by itself.
fn resolved(
    by_itself: &[NounClasses],
    token: Token<'_>,
    lexicon: &Lexicon,
    steps: usize,
) -> NounClasses {
    let own = by_itself.get(token.index()).copied().unwrap_or_default();
    let Some(steps) = steps.checked_sub(1) else {
        return own;
    };
    let of_all = |tokens: &mut dyn Iterator<Item = Token<'_>>| {
        tokens
            .map(|token| resolved(by_itself, token, lexicon, steps))
            .fold(NounClasses::default(), NounClasses::union)
    };
    let people = NounClasses::default()
        .with(NounClass::Armed)
        .with(NounClass::Civilian);
    let pronoun = match token.lower() {
        "which" => of_all(&mut antecedent(token).into_iter().flat_map(with_owner)),
        "who" | "that" | "whom" => of_all(&mut antecedent(token).into_iter()),
        "they" | "them" | "their" | "others" | "some" | "many" | "both" | "all" | "those"
        | "most" => people.with(NounClass::Side),
        "it" | "he" | "she" | "we" | "i" => NounClasses::default().with(NounClass::Side),
        _ => NounClasses::default(),
    };
    let mut counted = NounClasses::default();
    if is_quantity(token, lexicon) {
        counted = of_all(
            &mut token
                .children_as(Label::Prep)
                .filter(|prep| matches!(prep.lower(), "of" | "carrying" | "with"))
                .flat_map(|prep| prep.children_as(Label::Pobj)),
        );
        // "Thousands left": who else?
        if counted.is_none() && own.is_none() && is_nominal(token) {
            counted = people;
        }
    }
    // "Army units", "Ahrar al-Sham convoys": what modifies tells who.
    let modified = match own.is_none() {
        true => of_all(
            &mut token
                .children()
                .filter(|child| matches!(child.label(), Label::Compound | Label::Nmod)),
        ),
        false => NounClasses::default(),
    };
    own.union(pronoun).union(counted).union(modified)
}

/// The word with a hyphen of which a token is the last part, as it stands.
fn hyphenated<'t>(tree: &'t Tree, token: Token<'t>) -> Option<&'t str> {
    let hyphen = tree.token(token.index().checked_sub(1)?)?;
    let first = tree.token(token.index().checked_sub(2)?)?;
    let is_one = hyphen.text() == "-"
        && hyphen.range().end == token.range().start
        && first.range().end == hyphen.range().start;
    is_one
        .then(|| tree.text().get(first.range().start..token.range().end))
        .flatten()
}

fn is_nominal(token: Token<'_>) -> bool {
    matches!(
        token.label(),
        Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Pobj | Label::Attr
    )
}

fn noun_classes(token: Token<'_>, lexicon: &Lexicon) -> NounClasses {
    let frames = &lexicon.frames;
    frames
        .classes(&token.lemma().to_lowercase())
        .union(frames.noun_classes(token.lower()))
}

fn of_kind(kind: ActorKind) -> NounClasses {
    let class = match kind {
        ActorKind::State | ActorKind::StateForce => NounClass::State,
        ActorKind::ArmedGroup => NounClass::Armed,
        ActorKind::ForeignState | ActorKind::ForeignForce => NounClass::Foreign,
        ActorKind::MediationBody
        | ActorKind::InternationalOrganisation
        | ActorKind::HumanitarianOrganisation => NounClass::Mediator,
        ActorKind::LocalCommittee | ActorKind::Community | ActorKind::Person => NounClass::Local,
        ActorKind::Media => return NounClasses::default(),
    };
    NounClasses::default().with(class)
}

/// The noun that a relative pronoun points to.
pub(super) fn antecedent(token: Token<'_>) -> Option<Token<'_>> {
    token
        .ancestors()
        .take(MAX_STEPS)
        .find(|verb| verb.label() == Label::Relcl)?
        .head()
}

/// "The evacuation of the town, which began": the clause may hang on the town.
fn with_owner(noun: Token<'_>) -> Vec<Token<'_>> {
    let owner = noun
        .head()
        .filter(|head| noun.label() == Label::Pobj && matches!(head.lower(), "of" | "from"))
        .and_then(Token::head);
    std::iter::once(noun).chain(owner).collect()
}

/// Whether a word counts what follows its `of`.
pub(super) fn is_quantity(token: Token<'_>, lexicon: &Lexicon) -> bool {
    token.part_of_speech() == PartOfSpeech::Num || lexicon.frames.is_quantity(token.lower())
}
