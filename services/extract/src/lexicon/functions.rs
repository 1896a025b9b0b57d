//! What words around a name say of its bearer: `functions.tsv`.

use std::collections::{HashMap, HashSet};

use strum::{EnumString, IntoStaticStr, VariantArray};
use sulh_domain::ActorId;

use super::{
    Faults,
    table::{Row, accepted},
};
use crate::folding::fold;

/// What words by a name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum WordClass {
    /// Speaks for someone.
    Spokesman,
    /// Negotiates or brings together.
    Negotiator,
    /// Leads or bears arms.
    Armed,
    /// Holds an office of a state.
    Office,
    /// Is one of a body: of note only with the body.
    Member,
    /// Has standing in a place or tribe.
    Civic,
    /// A military rank.
    Rank,
    /// Stands before a name and is no function.
    Title,
    /// What a person does, after "who".
    Heads,
    /// An adjective that names a state.
    Nation,
    /// May stand before a function.
    Qualifier,
    /// Is no part of a name.
    Common,
}

/// What a row says of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) class: WordClass,
    /// The rank in full, or the function that a verb makes.
    pub(crate) function: Option<String>,
    /// The state that an adjective names.
    pub(crate) nation: Option<ActorId>,
    /// Whether an office is of the Syrian state where no other is named.
    pub(crate) serves_state: bool,
}

/// Words that say what persons do, to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Functions {
    /// By the folded words.
    meanings: HashMap<String, Vec<Meaning>>,
    /// The first words of all phrases.
    starts: HashSet<String>,
    longest: usize,
}

/// The `of` cell of an office of the Syrian state.
const STATE: &str = "STATE";

impl Functions {
    /// Reads the rows of `functions.tsv`; actors that they name must be known.
    pub(super) fn read(rows: &[Row], known: &HashSet<&ActorId>, faults: &mut Faults) -> Self {
        let mut functions = Self::default();
        for row in rows {
            row.required("class", faults);
            let class: Option<WordClass> = row.parsed("class", &accepted::<WordClass>(), faults);
            let words = row.required("words", faults);
            if let (Some(class), Some(words)) = (class, words) {
                let meaning = meaning(row, class, known, faults);
                functions.add(words, &meaning);
            }
        }
        functions
    }

    fn add(&mut self, words: &str, meaning: &Meaning) {
        for phrase in words.split(" | ").map(fold) {
            let length = phrase.split(' ').count();
            if let Some(start) = phrase.split(' ').next() {
                self.starts.insert(start.to_owned());
            }
            self.longest = self.longest.max(length);
            let meanings = self.meanings.entry(phrase).or_default();
            meanings.push(meaning.clone());
        }
    }

    /// What a word, or some words with a space between them, mean in this class;
    /// they must be folded.
    pub(crate) fn meaning(&self, folded: &str, class: WordClass) -> Option<&Meaning> {
        let mut meanings = self.meanings.get(folded)?.iter();
        meanings.find(|meaning| meaning.class == class)
    }

    /// All meanings of folded words.
    pub(crate) fn meanings(&self, folded: &str) -> &[Meaning] {
        self.meanings.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Whether any phrase begins with this folded word.
    pub(crate) fn begins(&self, folded: &str) -> bool {
        self.starts.contains(folded)
    }

    /// How many words the longest phrase has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}

fn meaning(row: &Row, class: WordClass, known: &HashSet<&ActorId>, faults: &mut Faults) -> Meaning {
    let mut meaning = Meaning {
        class,
        function: None,
        nation: None,
        serves_state: false,
    };
    match (class, row.cell("of")) {
        (WordClass::Rank | WordClass::Heads, Some(function)) => {
            meaning.function = Some(function.to_owned());
        }
        (WordClass::Rank | WordClass::Heads, None) => {
            row.fault("'of' is empty: expected the function", faults);
        }
        (WordClass::Nation, _) => {
            row.required("of", faults);
            meaning.nation = row.parsed("of", "the id of an actor", faults);
        }
        (WordClass::Office, Some(STATE)) => meaning.serves_state = true,
        (_, Some(other)) => row.fault(format!("'{other}' is of no use here"), faults),
        (_, None) => {}
    }
    if let Some(nation) = &meaning.nation
        && !known.contains(nation)
    {
        row.fault(format!("no actor has the id '{nation}'"), faults);
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{layers::Layer, tests::file};

    fn read(rows: &str) -> (Functions, Vec<String>) {
        let table = file(
            "functions.tsv",
            &format!("class\twords\tof\tsource\n{rows}"),
        );
        let russia = ActorId::parse("russia").unwrap();
        let mut faults = Faults::default();
        let layer = Layer::read_below(&[table], &mut faults);
        let known = HashSet::from([&russia]);
        let functions = Functions::read(&layer.functions, &known, &mut faults);
        (functions, faults.0)
    }

    #[test]
    fn phrases_have_their_meaning_whatever_the_case() {
        let (functions, faults) = read(
            "ARMED\tchief of staff | Leader\t\thand\n\
             RANK\tLt Gen\tlieutenant general\thand\n\
             NATION\tRussian\trussia\thand\n\
             OFFICE\tgovernor\tSTATE\thand\n",
        );
        assert_eq!(faults, [""; 0]);
        assert_eq!(functions.longest(), 3);
        assert!(functions.begins("chief") && !functions.begins("staff"));
        let rank = functions.meaning("lt gen", WordClass::Rank).unwrap();
        assert_eq!(rank.function.as_deref(), Some("lieutenant general"));
        assert!(functions.meaning("leader", WordClass::Rank).is_none());
        let nation = functions.meaning("russian", WordClass::Nation).unwrap();
        assert_eq!(nation.nation, ActorId::parse("russia").ok());
        assert!(
            functions
                .meanings("governor")
                .iter()
                .any(|m| m.serves_state)
        );
    }

    #[test]
    fn what_is_wrong_is_reported_with_its_line() {
        let (_, faults) = read(
            "WIZARD\tmage\t\thand\n\
             RANK\tcolonel\t\thand\n\
             NATION\tRuritanian\truritania\thand\n\
             TITLE\tMr\tmister\thand\n",
        );
        for (fault, line) in faults.iter().zip(2..) {
            assert!(
                fault.starts_with(&format!("built-in functions.tsv:{line}: ")),
                "{fault}"
            );
        }
        assert_eq!(faults.len(), 4, "{faults:?}");
    }
}
