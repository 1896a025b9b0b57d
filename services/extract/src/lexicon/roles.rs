//! Who takes part in a deal as what: `roles.tsv` over the acts of `frames.tsv` and
//! the noun classes of `nouns.tsv`.

use rustc_hash::FxHashMap;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{
    Faults,
    frames::{self, Act, Argument, Need, NounClass},
    table::{Row, accepted},
};

/// What someone does in a deal; of several parts the last of this order counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Part {
    /// Is named for another reason.
    Bystander,
    /// Speaks about it.
    Speaker,
    /// Is a side of it, unless it is there to help the sides.
    Partner,
    /// Is a side of it.
    Party,
    /// Brings the sides together.
    Mediator,
    /// Supervises or guarantees.
    Guarantor,
    /// Opposes it.
    Spoiler,
}

/// What gives a part to its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
enum Giver {
    /// A predicate of this act.
    Act,
    /// A noun of this class.
    Class,
    Verb,
    Noun,
    Preposition,
}

/// Which argument is given a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Taker {
    Argument(Argument),
    /// Whoever the noun is said of: "Qatar, the mediator".
    Itself,
}

/// One rule: a predicate that meets the needs gives the takers their part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Casting {
    pub(crate) part: Part,
    /// A verb with one.
    pub(crate) particle: Option<String>,
    pub(crate) needs: Vec<Need>,
    pub(crate) takers: Vec<Taker>,
}

/// All rules, by what gives the part.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    by_act: FxHashMap<Act, Vec<Casting>>,
    by_class: Vec<(NounClass, Casting)>,
    verbs: FxHashMap<String, Vec<Casting>>,
    nouns: FxHashMap<String, Vec<Casting>>,
    prepositions: FxHashMap<String, Vec<Casting>>,
}

impl Roles {
    pub(crate) fn of_act(&self, act: Act) -> &[Casting] {
        self.by_act.get(&act).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_classes(&self) -> &[(NounClass, Casting)] {
        &self.by_class
    }

    pub(crate) fn of_verb(&self, lemma: &str) -> &[Casting] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_noun(&self, lemma: &str) -> &[Casting] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_preposition(&self, word: &str) -> &[Casting] {
        self.prepositions.get(word).map_or(&[], Vec::as_slice)
    }

    pub(super) fn read(rows: &[Row], faults: &mut Faults) -> Self {
        let mut read = Self::default();
        for row in rows {
            read.add(row, faults);
        }
        read
    }

    fn add(&mut self, row: &Row, faults: &mut Faults) {
        let part = row.parsed("role", &accepted::<Part>(), faults);
        let giver = row.parsed("part", &accepted::<Giver>(), faults);
        let predicates = row.required("predicates", faults);
        let needs = frames::needs(row, faults);
        let arguments = row.required("arguments", faults);
        let (Some(part), Some(giver), Some(predicates), Some(arguments)) =
            (part, giver, predicates, arguments)
        else {
            return;
        };
        let takers: Vec<Taker> = arguments.split('|').map(taker).collect();
        for predicate in predicates.split('|') {
            let (word, particle) = match predicate.split_once(':') {
                Some((word, particle)) => (word, Some(particle.to_owned())),
                None => (predicate, None),
            };
            let casting = Casting {
                part,
                particle,
                needs: needs.clone(),
                takers: takers.clone(),
            };
            self.add_casting(giver, word, casting, row, faults);
        }
    }

    fn add_casting(
        &mut self,
        giver: Giver,
        word: &str,
        casting: Casting,
        row: &Row,
        faults: &mut Faults,
    ) {
        let list = match giver {
            Giver::Act => match word.parse() {
                Ok(act) => self.by_act.entry(act).or_default(),
                Err(_) => {
                    let acts = accepted::<Act>();
                    return row.fault(format!("'{word}' is no act: expected {acts}"), faults);
                }
            },
            Giver::Class => match word.parse() {
                Ok(class) => return self.by_class.push((class, casting)),
                Err(_) => {
                    let classes = accepted::<NounClass>();
                    return row.fault(format!("'{word}' is no class: expected {classes}"), faults);
                }
            },
            Giver::Verb => self.verbs.entry(word.to_owned()).or_default(),
            Giver::Noun => self.nouns.entry(word.to_owned()).or_default(),
            Giver::Preposition => self.prepositions.entry(word.to_owned()).or_default(),
        };
        list.push(casting);
    }
}

fn taker(written: &str) -> Taker {
    match written {
        "self" => Taker::Itself,
        argument => Taker::Argument(frames::argument(argument)),
    }
}
