//! What predicates say of a deal: `frames.tsv` over the noun classes of
//! `nouns.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};
use strum::{EnumString, IntoStaticStr, VariantArray};
use sulh_domain::Status;

use super::{
    Faults,
    table::{Row, accepted},
};

/// What someone does to a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Act {
    /// Breaks, suspends or cancels it; it breaks down.
    Break,
    /// Talks fail, or someone fails to agree.
    Fail,
    /// Refuses it or one of its terms.
    Refuse,
    /// Denies what is said of it.
    Deny,
    /// Offers it.
    Propose,
    /// Demands it, or a step of it.
    Demand,
    /// Stands in its way.
    Spoil,
    /// Talks about it.
    Negotiate,
    /// Agrees to it; it takes effect.
    Agree,
    /// A deal provides for something.
    Tell,
    /// Accepts it.
    Accept,
    /// It holds.
    Hold,
    /// Ends carrying it out.
    Complete,
    /// Begins or goes on with carrying it out.
    Start,
    /// Boards what carries away.
    Board,
    /// Leaves or is taken away.
    Leave,
    /// Is taken to where the wounded are cared for.
    Care,
    /// Gives up arms or a place.
    GiveUp,
    /// Settles the status of those who stay.
    Settle,
    /// Releases or swaps prisoners.
    Free,
    /// Forces enter or deploy.
    Enter,
    /// Aid gets in.
    Aid,
    /// People return or stay.
    Back,
    /// Shoots or fights.
    Fight,
    /// Fighting stops.
    Cease,
    /// Fighters join a force.
    Join,
    /// A road or crossing opens.
    Crossing,
}

/// What a noun or name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum NounClass {
    /// A deal by any word.
    Deal,
    /// A deal under which fighting stops.
    Truce,
    /// A corridor or the like, that one side declares.
    Corridor,
    /// Talks.
    Talks,
    /// Something offered or demanded.
    Offer,
    /// A step of carrying out.
    Step,
    /// A step in which people move away.
    Move,
    /// A step in which something is given up.
    Give,
    /// Armed people outside the state.
    Armed,
    /// People who are not armed.
    Civilian,
    /// What carries people.
    Vehicle,
    /// Those who speak for a place.
    Local,
    /// The state and its forces.
    State,
    /// Another state or its forces.
    Foreign,
    /// A body that mediates.
    Mediator,
    /// Arms.
    Weapons,
    /// Those who act for others.
    Agent,
    /// Counts what follows its "of".
    Quantity,
    /// A part of what is done bit by bit.
    Stage,
    /// For or against another: whose ally one is takes no part by that.
    Ally,
    /// Those held.
    Prisoner,
    /// A place by a common noun.
    Area,
    /// A place by its name.
    Place,
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A quarter or suburb.
    Quarter,
    /// A camp of refugees.
    Camp,
    /// A region or pocket.
    Pocket,
    /// A road.
    Way,
    /// Legal status.
    Status,
    /// Aid.
    Aid,
    /// "The two sides".
    Side,
    /// "Come to terms".
    Terms,
    /// "Take effect".
    Effect,
    /// Heavy or medium arms, and the words that make arms such.
    Heavy,
    /// Arms that are not heavy, or not said to be.
    Light,
    /// Those who need a doctor.
    Wounded,
    /// Water, power, schools and the like.
    Service,
    /// A road or crossing.
    Road,
    /// What administers a place.
    Institution,
    /// Firing and fighting.
    Fire,
    /// A force that one may join.
    Corps,
}

/// A set of noun classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NounClasses(u64);

impl NounClasses {
    pub(crate) fn with(self, class: NounClass) -> Self {
        Self(self.0 | 1 << class as u64)
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn has(self, class: NounClass) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which argument of a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    Subject,
    Object,
    /// What follows this preposition.
    Preposition(String),
    /// What describes it: an adjective, adverb, negation or noun before it.
    Modifier,
    /// A clause that it governs.
    Clause,
    /// The form of the predicate itself.
    Form,
    /// Any noun of the sentence.
    Near,
}

/// What an argument must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// Whatever it is.
    pub(crate) anything: bool,
    pub(crate) classes: NounClasses,
    pub(crate) words: Vec<String>,
    pub(crate) acts: Vec<Act>,
}

/// What a predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum PredicateKind {
    Verb,
    Noun,
    Adjective,
}

/// What stands, or does not stand, in one argument of a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) argument: Argument,
    pub(crate) accepted: Accepted,
    /// Whether nothing accepted may stand there.
    pub(crate) absent: bool,
}

/// What a predicate is and what its arguments must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Construction {
    pub(crate) kind: PredicateKind,
    /// A verb with one.
    pub(crate) particle: Option<String>,
    pub(crate) needs: Vec<Need>,
}

/// One construction that says something of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) act: Act,
    /// What it asserts by itself.
    pub(crate) status: Option<Status>,
    pub(crate) construction: Construction,
    /// `file:line`, for who asks why.
    pub(crate) position: String,
}

/// All constructions by the lemma of their predicate, and the classes of nouns.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    by_lemma: FxHashMap<String, Vec<Frame>>,
    nouns: FxHashMap<String, NounClasses>,
    /// Of the class `AGENT`, which no construction asks for.
    agents: FxHashSet<String>,
    /// Of the class `QUANTITY`, as they stand in a text.
    quantities: FxHashSet<String>,
}

impl Frames {
    /// The constructions of a lemma, the one to try first at the front.
    pub(crate) fn of(&self, lemma: &str) -> &[Frame] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The classes of a noun.
    pub(crate) fn classes(&self, lemma: &str) -> NounClasses {
        self.nouns.get(lemma).copied().unwrap_or_default()
    }

    /// Whether a noun stands for those who act for others.
    pub(crate) fn is_agent(&self, lemma: &str) -> bool {
        self.agents.contains(lemma)
    }

    /// The classes of a noun as it stands in a text, in small letters.
    pub(crate) fn noun_classes(&self, word: &str) -> NounClasses {
        let singular = word.strip_suffix('s').unwrap_or(word);
        self.classes(word).union(self.classes(singular))
    }

    /// Whether a word, in small letters, counts what follows its `of`.
    pub(crate) fn is_quantity(&self, word: &str) -> bool {
        self.quantities.contains(word)
    }

    pub(super) fn read(frames: &[Row], nouns: &[Row], faults: &mut Faults) -> Self {
        let mut read = Self::default();
        for row in nouns {
            let class = row.parsed("class", &accepted::<NounClass>(), faults);
            let lemmas = row.required("lemmas", faults);
            if let (Some(class), Some(lemmas)) = (class, lemmas) {
                for lemma in lemmas.split('|') {
                    if class == NounClass::Agent {
                        read.agents.insert(lemma.to_owned());
                        continue;
                    }
                    if class == NounClass::Quantity {
                        read.quantities.insert(lemma.to_owned());
                        continue;
                    }
                    let classes = read.nouns.entry(lemma.to_owned()).or_default();
                    *classes = classes.with(class);
                }
            }
        }
        for row in frames {
            read.add(row, faults);
        }
        read
    }

    fn add(&mut self, row: &Row, faults: &mut Faults) {
        let act = row.parsed("act", &accepted::<Act>(), faults);
        let status = match row.required("status", faults) {
            Some("-") | None => None,
            Some(_) => row.parsed("status", &accepted::<Status>(), faults),
        };
        let constructions = constructions(row, faults);
        let Some(act) = act else {
            return;
        };
        for (lemma, construction) in constructions {
            self.by_lemma.entry(lemma).or_default().push(Frame {
                act,
                status,
                construction,
                position: row.position(),
            });
        }
    }
}

/// Reads the cells `part`, `predicates` and `needs` of a row: one construction
/// for each predicate, with its lemma.
pub(super) fn constructions(row: &Row, faults: &mut Faults) -> Vec<(String, Construction)> {
    let kind = row.parsed("part", &accepted::<PredicateKind>(), faults);
    let predicates = row.required("predicates", faults);
    let needs = needs(row, faults);
    let (Some(kind), Some(predicates)) = (kind, predicates) else {
        return Vec::new();
    };
    let predicates = predicates.split('|').map(|predicate| {
        let (lemma, particle) = match predicate.split_once(':') {
            Some((lemma, particle)) => (lemma, Some(particle.to_owned())),
            None => (predicate, None),
        };
        let construction = Construction {
            kind,
            particle,
            needs: needs.clone(),
        };
        (lemma.to_owned(), construction)
    });
    predicates.collect()
}

/// Reads the needs of a row; `-` stands for none.
pub(super) fn needs(row: &Row, faults: &mut Faults) -> Vec<Need> {
    let needs = row.required("needs", faults).unwrap_or_default();
    let written = needs.split(' ').filter(|need| !matches!(*need, "" | "-"));
    written
        .filter_map(|need| {
            let read = self::need(need);
            if read.is_none() {
                let message = format!(
                    "'{need}' is no need: expected subj, obj, comp, mod, form, near or a preposition, \
                     after ! if it must not be there, a colon and classes ({}), acts or words \
                     joined by |, or *",
                    accepted::<NounClass>()
                );
                row.fault(message, faults);
            }
            read
        })
        .collect()
}

/// Reads one need: `obj:DEAL|OFFER`, `!from:DEAL`.
fn need(written: &str) -> Option<Need> {
    let (argument, values) = written.split_once(':')?;
    let (argument, absent) = match argument.strip_prefix('!') {
        Some(argument) => (argument, true),
        None => (argument, false),
    };
    let argument = self::argument(argument);
    let mut of = Accepted::default();
    for value in values.split('|') {
        match value {
            "*" => of.anything = true,
            _ if value.chars().any(char::is_lowercase) => of.words.push(value.to_owned()),
            _ if argument == Argument::Clause => of.acts.push(value.parse().ok()?),
            _ => of.classes = of.classes.with(value.parse().ok()?),
        }
    }
    Some(Need {
        argument,
        accepted: of,
        absent,
    })
}

/// The argument that a table calls so.
pub(super) fn argument(written: &str) -> Argument {
    match written {
        "subj" => Argument::Subject,
        "obj" => Argument::Object,
        "comp" => Argument::Clause,
        "mod" => Argument::Modifier,
        "near" => Argument::Near,
        "form" => Argument::Form,
        preposition => Argument::Preposition(preposition.to_owned()),
    }
}
