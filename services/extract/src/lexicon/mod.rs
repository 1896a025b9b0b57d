//! What the extractor knows: places, actors, outlets and cue words, read from
//! reviewed data files.

mod changes;
mod collisions;
mod cues;
mod frames;
mod functions;
mod grammar;
mod layers;
mod names;
mod numbers;
mod outlets;
#[cfg(test)]
mod overlays;
#[cfg(test)]
mod reviewed_actors;
mod roles;
mod sayings;
mod scanner;
mod spellings;
mod table;
mod tables;
mod terms;

use std::{collections::HashSet, fmt::Display, ops::Range, sync::OnceLock};

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;
use sulh_domain::{Actor, ActorId, ActorKind, Place, PlaceId, PlaceKind, Side};

pub use changes::{ChangedRow, LexiconChanges, NewCell, RowOf};
use layers::Layer;

pub(crate) use cues::{Cues, PlacePart, Reference, Unnamed};
pub(crate) use frames::{
    Accepted, Act, Argument, Construction, Frame, Frames, Need, NounClass, NounClasses,
    PredicateKind,
};
pub(crate) use functions::{Functions, Meaning, WordClass};
pub(crate) use numbers::{Bound, Numbers};
pub(crate) use outlets::Outlets;
pub(crate) use roles::{Casting, Part, Roles, Taker};
pub(crate) use sayings::{Saying, Sayings};
pub(crate) use scanner::{Bearer, NameMatch, Scanner, Spelling};
pub(crate) use terms::{TermFrame, Terms};

/// The lexicon of the repository, built into the program.
static SHIPPED_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../seeds/lexicon");

/// The ends of the names of files that a lexicon consists of.
const FILE_EXTENSION: &str = ".tsv";

/// Where the tables of places are, one a governorate.
const PLACE_FOLDER: &str = "places/";

/// Where the tables of actors are, one a theme.
const ACTOR_FOLDER: &str = "actors/";

/// One file of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconFile {
    /// Name relative to the lexicon's folder, such as `actors/armed-groups.tsv`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What is wrong with a lexicon: one `file:line: message` a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct LexiconErrors(Vec<String>);

/// Collects what is wrong while the files are read.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    /// All of them, each once; two cells of a row may be wrong in one way.
    fn into_errors(self) -> LexiconErrors {
        let mut seen = HashSet::new();
        let mut lines = self.0;
        lines.retain(|line| seen.insert(line.clone()));
        LexiconErrors(lines)
    }

    fn add(&mut self, file: &str, line: u64, message: impl Display) {
        self.0.push(format!("{file}:{line}: {message}"));
    }
}

/// Places, actors, outlets and cue words, ready to be looked up.
#[derive(Debug)]
pub struct Lexicon {
    places: Vec<Place>,
    actors: Vec<Actor>,
    place_index: FxHashMap<PlaceId, usize>,
    actor_index: FxHashMap<ActorId, usize>,
    pub(crate) outlets: Outlets,
    pub(crate) cues: Cues,
    pub(crate) frames: Frames,
    pub(crate) terms: Terms,
    pub(crate) sayings: Sayings,
    pub(crate) roles: Roles,
    pub(crate) numbers: Numbers,
    pub(crate) functions: Functions,
    pub(crate) scanner: Scanner,
    /// Where committees have their seat.
    seats: FxHashMap<ActorId, PlaceId>,
    fingerprint: String,
}

impl Lexicon {
    /// The lexicon that is built into the program, parsed once.
    ///
    /// # Panics
    /// Never in a program that was built with its tests: they hold that the
    /// shipped files parse.
    #[expect(clippy::panic, reason = "a test holds that the shipped files parse")]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| match Self::parse(&Self::shipped_files()) {
            Ok(lexicon) => lexicon,
            Err(errors) => panic!("the shipped lexicon does not parse:\n{errors}"),
        })
    }

    /// The files of the lexicon that is built into the program.
    pub fn shipped_files() -> Vec<LexiconFile> {
        let mut files = Vec::new();
        let mut folders = vec![&SHIPPED_FILES];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            files.extend(folder.files().filter_map(|file| {
                let name = file.path().to_str()?.replace('\\', "/");
                let text = file.contents_utf8()?.to_owned();
                Some(LexiconFile { name, text })
            }));
        }
        files
    }

    /// Reads the files of a whole lexicon; those that do not end in `.tsv` are
    /// ignored.
    ///
    /// # Errors
    /// All that is wrong with them, not only the first.
    pub fn parse(files: &[LexiconFile]) -> Result<Self, LexiconErrors> {
        let mut faults = Faults::default();
        let layer = Layer::read(files, &mut faults);
        Self::of(&layer, |_, _, _| {}, faults)
    }

    /// Lays the tables of a user over the lexicon that is built into the program:
    /// see the README of `seeds/lexicon`. Of the files those that do not end in
    /// `.tsv` are ignored.
    ///
    /// # Errors
    /// All that is wrong with them, or with the whole that they make.
    pub fn overlaid(files: &[LexiconFile]) -> Result<Self, LexiconErrors> {
        Self::laid_over(&Self::shipped_files(), files)
    }

    fn laid_over(below: &[LexiconFile], files: &[LexiconFile]) -> Result<Self, LexiconErrors> {
        let mut faults = Faults::default();
        let below = Layer::read_below(below, &mut faults);
        let overlay = Layer::read_overlay(files, &mut faults);
        let whole = below.under(&overlay, &mut faults);
        let report = |names: &scanner::Builder, actors: &[Actor], faults: &mut Faults| {
            collisions::report(&below, &overlay, names, actors, faults);
        };
        Self::of(&whole, report, faults)
    }

    /// Makes a lexicon of its rows, unless something is wrong with them; `check`
    /// says what else may not be.
    fn of(
        layer: &Layer,
        check: impl FnOnce(&scanner::Builder, &[Actor], &mut Faults),
        mut faults: Faults,
    ) -> Result<Self, LexiconErrors> {
        let mut scanner = scanner::Builder::default();
        let places = tables::places(&layer.places, &mut scanner, &mut faults);
        let actors = tables::actors(&layer.actors, &mut scanner, &mut faults);
        let outlets = Outlets::read(&layer.outlets, &mut faults);
        let known: HashSet<&ActorId> = actors.iter().map(|actor| &actor.id).collect();
        let cues = Cues::read(&layer.cues, &known, &mut faults);
        let functions = Functions::read(&layer.functions, &known, &mut faults);
        let frames = Frames::read(&layer.frames, &layer.nouns, &mut faults);
        let terms = Terms::read(&layer.terms, &layer.deal_types, &mut faults);
        let sayings = Sayings::read(&layer.sayings, &mut faults);
        let roles = Roles::read(&layer.roles, &mut faults);
        let numbers = Numbers::read(&layer.numbers, &mut faults);
        check(&scanner, &actors, &mut faults);
        if !faults.0.is_empty() {
            return Err(faults.into_errors());
        }
        let seats = seats(&actors, &scanner);
        let scanner = scanner.build();
        Ok(Self {
            place_index: places.iter().map(|p| p.id.clone()).zip(0..).collect(),
            actor_index: actors.iter().map(|a| a.id.clone()).zip(0..).collect(),
            seats,
            places,
            actors,
            outlets,
            cues,
            frames,
            terms,
            sayings,
            roles,
            numbers,
            functions,
            scanner,
            fingerprint: layer.fingerprint(),
        })
    }

    /// Stands for all that the lexicon says: 32 hexadecimal digits. Another one
    /// may read documents otherwise.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How many outlets it knows.
    pub fn outlet_count(&self) -> usize {
        self.outlets.len()
    }

    /// How many words and phrases it knows for what happens to a deal.
    pub fn cue_count(&self) -> usize {
        self.cues.len()
    }

    /// All places.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// All actors.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Where a text has names of the lexicon, as byte ranges from left to right.
    /// What each of them stands for takes the words around it, see
    /// [`extract`](crate::extract).
    pub fn names_in(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.scanner.scan(text).into_iter();
        found.map(|name| name.range).collect()
    }

    pub(crate) fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.places.get(*self.place_index.get(id)?)
    }

    pub(crate) fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.get(*self.actor_index.get(id)?)
    }

    /// The Syrian state: of its organs, the one that is part of no other.
    pub(crate) fn state(&self) -> Option<&Actor> {
        self.actors.iter().find(|actor| {
            actor.kind == ActorKind::State
                && actor.side == Some(Side::Government)
                && actor.memberships.is_empty()
        })
    }

    /// The place that a local committee is of, by its name.
    pub(crate) fn seat(&self, id: &ActorId) -> Option<&PlaceId> {
        self.seats.get(id)
    }

    /// The places that a place lies in, nearest first.
    pub(crate) fn ancestors<'a>(&'a self, id: &'a PlaceId) -> impl Iterator<Item = &'a Place> {
        std::iter::successors(self.place(id), |place| self.place(place.parent.as_ref()?)).skip(1)
    }

    /// Whether a place is a city that its governorate is named after.
    pub(crate) fn is_capital(&self, id: &PlaceId) -> bool {
        self.place(id).is_some_and(|known| {
            known.kind == PlaceKind::City
                && self.ancestors(id).any(|outer| {
                    outer.kind == PlaceKind::Governorate && outer.name.starts_with(&known.name)
                })
        })
    }

    /// Whether the first place lies in the second.
    pub(crate) fn lies_in(&self, inner: &PlaceId, outer: &PlaceId) -> bool {
        self.ancestors(inner).any(|place| place.id == *outer)
    }
}

/// The places in the names of local committees.
fn seats(actors: &[Actor], names: &scanner::Builder) -> FxHashMap<ActorId, PlaceId> {
    actors
        .iter()
        .filter(|actor| actor.kind == ActorKind::LocalCommittee)
        .filter_map(|actor| Some((actor.id.clone(), names.place_in(&actor.name)?.clone())))
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(super) fn file(name: &str, text: &str) -> LexiconFile {
        LexiconFile {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    /// A small lexicon with the shipped cues and functions.
    pub(crate) fn lexicon() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::parse(&files()).unwrap())
    }

    pub(super) fn files() -> Vec<LexiconFile> {
        let shipped = |name: &str| {
            let mut files = Lexicon::shipped_files().into_iter();
            files.find(|file| file.name == name).unwrap()
        };
        vec![
            file(
                "places/all.tsv",
                include_str!("../../tests/lexicon/places.tsv"),
            ),
            file(
                "actors/all.tsv",
                include_str!("../../tests/lexicon/actors.tsv"),
            ),
            file(
                "outlets.tsv",
                include_str!("../../tests/lexicon/outlets.tsv"),
            ),
            shipped("functions.tsv"),
            shipped("cues.tsv"),
            shipped("frames.tsv"),
            shipped("sayings.tsv"),
            shipped("nouns.tsv"),
            shipped("terms.tsv"),
            shipped("deal_types.tsv"),
            shipped("numbers.tsv"),
            shipped("roles.tsv"),
        ]
    }

    #[test]
    fn the_shipped_lexicon_parses() {
        if let Err(errors) = Lexicon::parse(&Lexicon::shipped_files()) {
            panic!("{errors}");
        }
    }

    /// Names that two bear beyond doubt, other than a country and its state.
    const SHARED: &[(&str, &str)] = &[
        // A broadcaster named after squares, as the city is.
        ("الميادين", "al-mayadeen-tv and mayadin"),
    ];

    #[test]
    fn a_name_stands_for_one_place_or_actor() {
        let mut names = scanner::Builder::default();
        let mut faults = Faults::default();
        let layer = Layer::read(&Lexicon::shipped_files(), &mut faults);
        tables::places(&layer.places, &mut names, &mut faults);
        let actors = tables::actors(&layer.actors, &mut names, &mut faults);
        let unexpected: Vec<_> = collisions::shared(&names, &actors)
            .into_iter()
            .filter(|(name, _)| !SHARED.iter().any(|(shared, _)| shared == name))
            .collect();
        assert!(unexpected.is_empty(), "{unexpected:#?}");
    }

    #[test]
    fn rows_are_sorted_by_id() {
        for file in Lexicon::shipped_files() {
            if !file.name.starts_with(PLACE_FOLDER) {
                continue;
            }
            let rows = file
                .text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .skip(1);
            let ids: Vec<&str> = rows.filter_map(|row| row.split('\t').next()).collect();
            assert!(ids.is_sorted(), "{}", file.name);
        }
    }

    #[test]
    fn all_that_is_wrong_is_reported_with_its_line() {
        let mut files = files();
        files[0].text = "id\tname\tkind\tparent\tlatitude\tlongitude\tnames\tsource\n\
             a\tA\tTOWN\tb\t\t\t\thand\n\
             b\tB\tHAMLET\t\t\t\t\thand\n\
             a\tA\tTOWN\t\t91\t\tnoname\thand\n\
             c\tC\tTOWN\tc\t\t\t\thand\n"
            .to_owned();
        files.pop();
        let errors = Lexicon::parse(&files).unwrap_err().to_string();
        for expected in [
            "roles.tsv:0: the file is missing",
            "places/all.tsv:3: 'HAMLET' is no kind: expected COUNTRY, ",
            "places/all.tsv:4: 'noname' is no name",
            "places/all.tsv:4: latitude 91 is out of range",
            "places/all.tsv:4: 'a' stands already at places/all.tsv:2",
            "places/all.tsv:2: no place has the id 'b'",
            "places/all.tsv:5: 'c' lies in itself",
        ] {
            assert!(errors.contains(expected), "{expected}\nin\n{errors}");
        }
    }

    #[test]
    fn lineage_follows_parents() {
        let lexicon = lexicon();
        let id = |slug: &str| PlaceId::parse(slug).unwrap();
        assert!(lexicon.lies_in(&id("harasta"), &id("rif-dimashq")));
        assert!(!lexicon.lies_in(&id("rif-dimashq"), &id("harasta")));
    }
}
