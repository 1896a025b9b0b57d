//! Words and phrases that say what happens to a deal: `cues.tsv`.
//!
//! A pattern is a regular expression over a sentence in lower case, in plain
//! ASCII (apostrophes and quotation marks are `'` and `"`), in which `@` stands for the name of an actor, `#` for the name of a place and
//! `{WORD}` for the pattern of a row of category `word` above it.

use std::collections::{HashMap, HashSet};

use regex::bytes::{Regex, RegexBuilder};
use strum::{EnumString, IntoStaticStr, VariantArray};
use sulh_domain::ActorId;

use crate::mentions::{ACTOR_MASK, PLACE_MASK};

use super::{
    Faults,
    layers::WORD,
    table::{Row, accepted},
};

/// An unnamed side or a generic word for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Unnamed {
    /// Rebels, militants, gunmen.
    ArmedOpposition,
    /// Residents, civilians, families.
    Residents,
    /// Elders, notables, dignitaries.
    Elders,
    /// A committee that negotiates for a place.
    Committee,
}

/// Why a sentence with deal words speaks of no deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum NoDeal {
    /// Speaks of the whole country or of no place in particular.
    CountryWide,
    /// A battle, an arrest, a strike.
    Battle,
    /// Another matter: trade, sport, opinion.
    OtherMatter,
}

/// How a sentence leans on what was said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Reference {
    /// "The deal", "it", "under the agreement": the arrangement spoken of.
    Arrangement,
    /// "The town", "the district": the place spoken of.
    Place,
    /// "The group", "its fighters": the armed side spoken of.
    ArmedSide,
    /// "Under the deal, …", "It provides for …": what follows are its terms.
    Terms,
    /// "In return, …", "Another ten buses …": a part of the step just told.
    SameStep,
}

/// How a place relates to what is said. Where a pattern has a group, the
/// places in it are meant, else those in the whole match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum PlacePart {
    /// Where those who leave go.
    Destination,
    /// Named only to say where another place lies, or where someone sat.
    Landmark,
}

/// What a sentence tells besides the events of its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Background {
    /// How the whole war began and what it has cost.
    WholeWar,
}

/// One cue.
#[derive(Debug)]
pub(crate) struct Cue<T> {
    /// What it means.
    pub(crate) value: T,
    /// What it looks like.
    pub(crate) pattern: Regex,
}

/// All cues, by category; in each category in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    pub(crate) unnamed: Vec<Cue<Unnamed>>,
    pub(crate) no_deals: Vec<Cue<NoDeal>>,
    pub(crate) references: Vec<Cue<Reference>>,
    pub(crate) place_parts: Vec<Cue<PlacePart>>,
    pub(crate) actors: Vec<Cue<ActorId>>,
    pub(crate) backgrounds: Vec<Cue<Background>>,
}

const CATEGORIES: &str = "word, unnamed, no_deal, reference, place_part, actor, background";

impl Cues {
    /// Reads the rows of `cues.tsv`; actors that they name must be known.
    pub(super) fn read(rows: &[Row], known: &HashSet<&ActorId>, faults: &mut Faults) -> Self {
        let mut cues = Self::default();
        let mut words = Words::default();
        for row in rows {
            match row.required("category", faults) {
                Some(WORD) => words.add(row, faults),
                Some("unnamed") => add(&mut cues.unnamed, row, &words, faults),
                Some("no_deal") => add(&mut cues.no_deals, row, &words, faults),
                Some("reference") => add(&mut cues.references, row, &words, faults),
                Some("place_part") => add(&mut cues.place_parts, row, &words, faults),
                Some("actor") => add_actor(&mut cues.actors, row, known, &words, faults),
                Some("background") => add(&mut cues.backgrounds, row, &words, faults),
                Some(other) => {
                    let message = format!("'{other}' is no category: expected {CATEGORIES}");
                    row.fault(message, faults);
                }
                None => {}
            }
        }
        cues
    }
}

impl Cues {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        [
            self.unnamed.len(),
            self.no_deals.len(),
            self.references.len(),
            self.place_parts.len(),
            self.actors.len(),
            self.backgrounds.len(),
        ]
        .into_iter()
        .sum()
    }
}

/// Patterns that others are made of.
#[derive(Default)]
struct Words(HashMap<String, String>);

impl Words {
    fn add(&mut self, row: &Row, faults: &mut Faults) {
        let name = row.required("value", faults);
        let pattern = row.required("pattern", faults);
        if let (Some(name), Some(pattern)) = (name, pattern) {
            let expanded = self.expand(pattern);
            if let Err(error) = compiled(&expanded) {
                row.fault(format!("'{pattern}' is no pattern: {error}"), faults);
            }
            self.0.insert(format!("{{{name}}}"), expanded);
        }
    }

    /// A pattern with its words in place.
    fn expand(&self, pattern: &str) -> String {
        self.0
            .iter()
            .fold(pattern.to_owned(), |pattern, (name, word)| {
                pattern.replace(name, word)
            })
    }
}

fn add<T>(cues: &mut Vec<Cue<T>>, row: &Row, words: &Words, faults: &mut Faults)
where
    T: std::str::FromStr + strum::VariantArray + Copy + Into<&'static str> + 'static,
{
    let value = row.parsed("value", &accepted::<T>(), faults);
    let pattern = pattern(row, words, faults);
    if let (Some(value), Some(pattern)) = (value, pattern) {
        cues.push(Cue { value, pattern });
    }
}

fn add_actor(
    cues: &mut Vec<Cue<ActorId>>,
    row: &Row,
    known: &HashSet<&ActorId>,
    words: &Words,
    faults: &mut Faults,
) {
    let value: Option<ActorId> = row.parsed("value", "the id of an actor", faults);
    let pattern = pattern(row, words, faults);
    let (Some(value), Some(pattern)) = (value, pattern) else {
        return;
    };
    if known.contains(&value) {
        cues.push(Cue { value, pattern });
    } else {
        row.fault(format!("no actor has the id '{value}'"), faults);
    }
}

fn pattern(row: &Row, words: &Words, faults: &mut Faults) -> Option<Regex> {
    let written = row.required("pattern", faults)?;
    let pattern = words.expand(written);
    match compiled(&pattern) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            row.fault(format!("'{written}' is no pattern: {error}"), faults);
            None
        }
    }
}

/// Compiles a pattern for masked sentences: see [`crate::mentions`]. Without
/// Unicode it takes a tenth of the time.
fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    // A name or a curved quotation mark is masked by as many signs as it has bytes.
    let pattern = pattern
        .replace('@', &format!("{ACTOR_MASK}+"))
        .replace('#', &format!("{PLACE_MASK}+"))
        .replace('\'', "'_*")
        .replace('"', "\"_*");
    RegexBuilder::new(&pattern).unicode(false).build()
}
