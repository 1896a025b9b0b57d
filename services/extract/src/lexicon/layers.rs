//! The tables of a folder, and how those of a user lie over those built in.
//!
//! A row of an overlay takes the place of the built-in row of the same key, or is
//! added where there is none. `-` before its first cell takes the built-in row
//! away, `+` amends it: cells that are not empty replace, a lone `-` empties, and
//! lists such as `names` gain what is listed and lose what is listed with `-`.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{
    ACTOR_FOLDER, FILE_EXTENSION, Faults, LexiconFile, PLACE_FOLDER,
    table::{self, Columns, Row},
};

/// What messages put before the name of a built-in file where there is an overlay.
const BUILT_IN: &str = "built-in ";

/// What stands between the entries of a list.
pub(super) const SEPARATOR: &str = " | ";

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Subject {
    Places,
    Actors,
    Outlets,
    Functions,
    Cues,
    Nouns,
    Frames,
    Terms,
    DealTypes,
    Sayings,
    Roles,
    Numbers,
}

impl Subject {
    /// What the table of this file name is about.
    fn of(name: &str) -> Option<Self> {
        match name {
            "outlets.tsv" => Some(Self::Outlets),
            "functions.tsv" => Some(Self::Functions),
            "cues.tsv" => Some(Self::Cues),
            "nouns.tsv" => Some(Self::Nouns),
            "frames.tsv" => Some(Self::Frames),
            "terms.tsv" => Some(Self::Terms),
            "deal_types.tsv" => Some(Self::DealTypes),
            "sayings.tsv" => Some(Self::Sayings),
            "roles.tsv" => Some(Self::Roles),
            "numbers.tsv" => Some(Self::Numbers),
            _ if name.starts_with(PLACE_FOLDER) => Some(Self::Places),
            _ if name.starts_with(ACTOR_FOLDER) => Some(Self::Actors),
            _ => None,
        }
    }

    fn columns(self) -> Columns {
        match self {
            Self::Places => Columns {
                required: &[
                    "id",
                    "name",
                    "kind",
                    "parent",
                    "latitude",
                    "longitude",
                    "names",
                ],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Actors => Columns {
                required: &["id", "name", "kind", "side", "names"],
                optional: &["function", "of", "memberships", "source"],
                rows_may_be_short: false,
            },
            Self::Outlets => Columns {
                required: &["name", "kind", "hosts", "names"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Functions => Columns {
                required: &["class", "words", "of"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Cues => Columns {
                required: &["category", "value", "pattern"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Nouns => Columns {
                required: &["class", "lemmas"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Frames => Columns {
                required: &["act", "status", "part", "predicates", "needs"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Terms => Columns {
                required: &["terms", "part", "predicates", "needs", "whither"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::DealTypes => Columns {
                required: &["type", "words"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Sayings | Self::Numbers => Columns {
                required: &["class", "words"],
                optional: &["source"],
                rows_may_be_short: false,
            },
            Self::Roles => Columns {
                required: &["role", "part", "predicates", "needs", "arguments"],
                optional: &["source"],
                rows_may_be_short: false,
            },
        }
    }

    /// The columns of an overlay's table: a row that amends needs few.
    fn columns_of_overlay(self) -> Columns {
        let columns = match self {
            Self::Places => Columns {
                required: &["id"],
                optional: &[
                    "name",
                    "kind",
                    "parent",
                    "latitude",
                    "longitude",
                    "names",
                    "source",
                ],
                ..self.columns()
            },
            Self::Actors => Columns {
                required: &["id"],
                optional: &[
                    "name",
                    "kind",
                    "side",
                    "names",
                    "function",
                    "of",
                    "memberships",
                    "source",
                ],
                ..self.columns()
            },
            Self::Outlets => Columns {
                required: &["name"],
                optional: &["kind", "hosts", "names", "source"],
                ..self.columns()
            },
            Self::Functions => Columns {
                required: &["class", "words"],
                optional: &["of", "source"],
                ..self.columns()
            },
            Self::Cues
            | Self::Nouns
            | Self::Frames
            | Self::Terms
            | Self::DealTypes
            | Self::Sayings
            | Self::Roles
            | Self::Numbers => self.columns(),
        };
        Columns {
            rows_may_be_short: true,
            ..columns
        }
    }

    /// All columns but the source, which says nothing to the reader of a document.
    pub(super) fn content(self) -> impl Iterator<Item = &'static str> {
        self.columns().all().filter(|column| *column != "source")
    }

    /// Columns whose cells are lists.
    fn lists(self) -> &'static [&'static str] {
        match self {
            Self::Places => &["names"],
            Self::Actors => &["names", "memberships"],
            Self::Outlets => &["hosts", "names"],
            Self::Functions
            | Self::Cues
            | Self::Nouns
            | Self::Frames
            | Self::Terms
            | Self::DealTypes
            | Self::Sayings
            | Self::Roles
            | Self::Numbers => &[],
        }
    }

    /// Which row it is: its id, an outlet's name, a function's class with its
    /// words, a cue's category with its pattern, of a word its name; a noun's class
    /// with its lemmas, a frame's act with its predicates and needs, and so for terms;
    /// a type with its words, a role with its part of speech, predicates and needs.
    pub(super) fn key(self, row: &Row) -> Option<String> {
        let columns = match (self, row.cell("category")) {
            (Self::Cues, Some(WORD)) => &["category", "value"],
            (Self::Cues, _) => &["category", "pattern"],
            _ => self.key_columns(),
        };
        let cells: Option<Vec<&str>> = columns.iter().map(|column| row.cell(column)).collect();
        Some(cells?.join(" "))
    }

    fn key_columns(self) -> &'static [&'static str] {
        match self {
            Self::Places | Self::Actors => &["id"],
            Self::Outlets => &["name"],
            Self::Functions | Self::Sayings | Self::Numbers => &["class", "words"],
            Self::Cues => &["category", "value", "pattern"],
            Self::Nouns => &["class", "lemmas"],
            Self::Frames => &["act", "predicates", "needs"],
            Self::Terms => &["terms", "predicates", "needs"],
            Self::DealTypes => &["type", "words"],
            Self::Roles => &["role", "part", "predicates", "needs"],
        }
    }

    /// Whether rows can be amended: not where there is little beside the key.
    fn is_amendable(self) -> bool {
        !matches!(
            self,
            Self::Functions
                | Self::Cues
                | Self::Nouns
                | Self::Frames
                | Self::Terms
                | Self::DealTypes
                | Self::Sayings
                | Self::Roles
                | Self::Numbers
        )
    }
}

/// What empties a cell of the row that is amended.
const EMPTY: &str = "-";

/// The category of the patterns that others are made of.
pub(super) const WORD: &str = "word";

/// The rows of a folder of tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub(super) places: Vec<Row>,
    pub(super) actors: Vec<Row>,
    pub(super) outlets: Vec<Row>,
    pub(super) functions: Vec<Row>,
    pub(super) cues: Vec<Row>,
    pub(super) nouns: Vec<Row>,
    pub(super) frames: Vec<Row>,
    pub(super) terms: Vec<Row>,
    pub(super) deal_types: Vec<Row>,
    pub(super) sayings: Vec<Row>,
    pub(super) roles: Vec<Row>,
    pub(super) numbers: Vec<Row>,
}

impl Layer {
    /// Reads a whole lexicon.
    pub(super) fn read(files: &[LexiconFile], faults: &mut Faults) -> Self {
        for name in [
            "outlets.tsv",
            "functions.tsv",
            "cues.tsv",
            "nouns.tsv",
            "frames.tsv",
            "terms.tsv",
            "deal_types.tsv",
            "sayings.tsv",
            "roles.tsv",
            "numbers.tsv",
        ] {
            if !files.iter().any(|file| file.name == name) {
                faults.add(name, 0, "the file is missing");
            }
        }
        Self::of(files, "", Subject::columns, faults)
    }

    /// Reads the built-in lexicon where another one is to lie over it.
    pub(super) fn read_below(files: &[LexiconFile], faults: &mut Faults) -> Self {
        Self::of(files, BUILT_IN, Subject::columns, faults)
    }

    /// Reads an overlay: any of the tables.
    pub(super) fn read_overlay(files: &[LexiconFile], faults: &mut Faults) -> Self {
        Self::of(files, "", Subject::columns_of_overlay, faults)
    }

    fn of(
        files: &[LexiconFile],
        prefix: &str,
        columns: impl Fn(Subject) -> Columns,
        faults: &mut Faults,
    ) -> Self {
        let mut tables: Vec<&LexiconFile> = files
            .iter()
            .filter(|file| file.name.ends_with(FILE_EXTENSION))
            .collect();
        tables.sort_by_key(|file| &file.name);
        let mut layer = Self::default();
        for file in tables {
            let Some(subject) = Subject::of(&file.name) else {
                let message = "no table of the lexicon: expected places/*.tsv, actors/*.tsv, \
                               outlets.tsv, functions.tsv, cues.tsv, nouns.tsv, frames.tsv, \
                               terms.tsv, deal_types.tsv, sayings.tsv, roles.tsv or numbers.tsv";
                faults.add(&file.name, 0, message);
                continue;
            };
            let shown = format!("{prefix}{}", file.name);
            let rows = table::rows(file, &shown, columns(subject), faults);
            layer.rows_mut(subject).extend(rows);
        }
        layer
    }

    pub(super) fn rows(&self, subject: Subject) -> &[Row] {
        match subject {
            Subject::Places => &self.places,
            Subject::Actors => &self.actors,
            Subject::Outlets => &self.outlets,
            Subject::Functions => &self.functions,
            Subject::Cues => &self.cues,
            Subject::Nouns => &self.nouns,
            Subject::Frames => &self.frames,
            Subject::Terms => &self.terms,
            Subject::DealTypes => &self.deal_types,
            Subject::Sayings => &self.sayings,
            Subject::Roles => &self.roles,
            Subject::Numbers => &self.numbers,
        }
    }

    fn rows_mut(&mut self, subject: Subject) -> &mut Vec<Row> {
        match subject {
            Subject::Places => &mut self.places,
            Subject::Actors => &mut self.actors,
            Subject::Outlets => &mut self.outlets,
            Subject::Functions => &mut self.functions,
            Subject::Cues => &mut self.cues,
            Subject::Nouns => &mut self.nouns,
            Subject::Frames => &mut self.frames,
            Subject::Terms => &mut self.terms,
            Subject::DealTypes => &mut self.deal_types,
            Subject::Sayings => &mut self.sayings,
            Subject::Roles => &mut self.roles,
            Subject::Numbers => &mut self.numbers,
        }
    }

    /// This layer with another one over it.
    pub(super) fn under(&self, overlay: &Self, faults: &mut Faults) -> Self {
        let mut merged = Self::default();
        for subject in <Subject as strum::VariantArray>::VARIANTS {
            *merged.rows_mut(*subject) = lay_over(
                *subject,
                self.rows(*subject),
                overlay.rows(*subject),
                faults,
            );
        }
        merged
    }

    /// Stands for all that the tables say, their sources aside: 32 hexadecimal
    /// digits.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for subject in <Subject as strum::VariantArray>::VARIANTS {
            hash.update(<&str>::from(*subject));
            for row in self.rows(*subject) {
                for column in subject.content() {
                    hash.update(row.cell(column).unwrap_or_default());
                    hash.update("\t");
                }
                hash.update("\n");
            }
        }
        let digest = hash.finalize();
        let half = digest.iter().take(16);
        half.map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What a row of an overlay does to the built-in row of its key.
enum Change {
    Put,
    Remove,
    Amend,
}

fn lay_over(subject: Subject, below: &[Row], overlay: &[Row], faults: &mut Faults) -> Vec<Row> {
    let mut index: HashMap<String, usize> = HashMap::new();
    for (position, row) in below.iter().enumerate() {
        if let Some(key) = subject.key(row) {
            index.entry(key).or_insert(position);
        }
    }
    let mut rows: Vec<Option<Row>> = below.iter().cloned().map(Some).collect();
    let mut added = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    for row in overlay {
        let (change, row) = change(subject, row);
        let Some(key) = subject.key(&row) else {
            for column in subject.key_columns() {
                row.required(column, faults);
            }
            continue;
        };
        if let Some(first) = seen.get(&key) {
            row.fault(format!("'{key}' stands already at {first}"), faults);
            continue;
        }
        seen.insert(key.clone(), row.position());
        let found = index.get(&key).copied();
        let slot = found.and_then(|position| rows.get_mut(position));
        match (change, slot) {
            (Change::Put, None) => added.push(row),
            (Change::Put, Some(slot)) => *slot = Some(row),
            (Change::Remove, Some(slot)) => *slot = None,
            (Change::Amend, Some(_)) if !subject.is_amendable() => {
                let message = "it is replaced or taken away, and not amended";
                row.fault(message, faults);
            }
            (Change::Amend, Some(slot)) => {
                *slot = slot
                    .take()
                    .map(|below| amended(subject, &below, &row, faults));
            }
            (Change::Remove | Change::Amend, None) => {
                row.fault(format!("the built-in lexicon has no '{key}'"), faults);
            }
        }
    }
    let rows = rows.into_iter().flatten();
    if added.is_empty() {
        return rows.collect();
    }
    match subject {
        Subject::Places
        | Subject::Actors
        | Subject::Outlets
        | Subject::Nouns
        | Subject::Roles
        | Subject::Terms
        | Subject::DealTypes
        | Subject::Sayings
        | Subject::Numbers => rows.chain(added).collect(),
        // Of several meanings or constructions the first counts.
        Subject::Functions | Subject::Frames => added.into_iter().chain(rows).collect(),
        Subject::Cues => cues_with(rows, added),
    }
}

/// Words stand above the patterns that are made of them, and of cues the first that
/// fits decides.
fn cues_with(rows: impl Iterator<Item = Row>, added: Vec<Row>) -> Vec<Row> {
    let is_word = |row: &Row| row.cell("category") == Some(WORD);
    let (mut words, others): (Vec<Row>, Vec<Row>) = rows.partition(is_word);
    let (new_words, new_others): (Vec<Row>, Vec<Row>) = added.into_iter().partition(is_word);
    words.extend(new_words);
    words.extend(new_others);
    words.extend(others);
    words
}

/// What a row does, and the row without the sign that says so.
fn change(subject: Subject, row: &Row) -> (Change, Row) {
    let marked = subject.key_columns().first().copied().unwrap_or_default();
    let cell = row.cell(marked).unwrap_or_default();
    let (change, bare) = if let Some(bare) = cell.strip_prefix('-') {
        (Change::Remove, bare)
    } else if let Some(bare) = cell.strip_prefix('+') {
        (Change::Amend, bare)
    } else {
        return (Change::Put, row.clone());
    };
    let bare = bare.trim();
    let (columns, cells): (Vec<&str>, Vec<String>) = subject
        .columns()
        .all()
        .map(|column| {
            let cell = if column == marked {
                Some(bare)
            } else {
                row.cell(column)
            };
            (column, cell.unwrap_or_default().to_owned())
        })
        .unzip();
    (change, row.with_cells(&columns, &cells))
}

/// A row with what another one changes in it; it stands where the other does.
fn amended(subject: Subject, below: &Row, row: &Row, faults: &mut Faults) -> Row {
    let columns: Vec<&str> = subject.columns().all().collect();
    let cells: Vec<String> = columns
        .iter()
        .map(|column| {
            let known = below.cell(column).unwrap_or_default();
            match row.cell(column) {
                None => known.to_owned(),
                Some(EMPTY) => String::new(),
                Some(list) if subject.lists().contains(column) => {
                    amended_list(known, list, row, faults)
                }
                Some(cell) => cell.to_owned(),
            }
        })
        .collect();
    row.with_cells(&columns, &cells)
}

fn amended_list(known: &str, changes: &str, row: &Row, faults: &mut Faults) -> String {
    let mut list: Vec<&str> = entries(known).collect();
    for entry in entries(changes) {
        let (removed, entry) = match entry.strip_prefix('-') {
            Some(entry) => (true, entry.trim()),
            None => (false, entry),
        };
        let found = list.iter().position(|other| bare(other) == bare(entry));
        match (found, removed) {
            (Some(position), true) => {
                list.remove(position);
            }
            (Some(position), false) => {
                if let Some(other) = list.get_mut(position) {
                    *other = entry;
                }
            }
            (None, false) => list.push(entry),
            (None, true) => {
                row.fault(format!("the built-in row has no '{}'", bare(entry)), faults);
            }
        }
    }
    list.join(SEPARATOR)
}

/// The entries of a list.
pub(super) fn entries(cell: &str) -> impl Iterator<Item = &str> {
    // Hosts stand without spaces around the bar, too; no name holds one.
    cell.split('|')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

/// An entry without its dates and marks.
fn bare(entry: &str) -> &str {
    let end = entry.find('@').into_iter().chain(entry.find(" !")).min();
    entry
        .get(..end.unwrap_or(entry.len()))
        .unwrap_or(entry)
        .trim()
}
