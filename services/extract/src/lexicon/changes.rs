//! What an overlay changes in the built-in lexicon.

use std::collections::HashMap;

use serde::Serialize;
use strum::VariantArray;

use super::{
    Faults, Lexicon, LexiconErrors, LexiconFile,
    layers::{Layer, Subject, entries},
    table::Row,
};

/// What an overlay changes, table by table in the order places, actors, outlets,
/// functions, cues, nouns, frames, terms, deal types, roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LexiconChanges {
    /// Rows that the built-in lexicon does not have.
    pub added: Vec<RowOf>,
    /// Rows of the built-in lexicon that are taken away.
    pub removed: Vec<RowOf>,
    /// Rows that say something else than the built-in ones.
    pub changed: Vec<ChangedRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowOf {
    /// Its table: `places`, `actors`, `outlets`, `functions`, `cues`, `nouns`, `frames`, `terms`,
    /// `deal_types`, `sayings`, `roles` or `numbers`.
    pub table: &'static str,
    /// Its id, an outlet's name, a function's or saying's class and words, a cue's category and
    /// pattern, a noun's class and lemmas, a frame's act, predicates and needs, and so for
    /// terms, a type and words, or a role, its part of speech, predicates and needs.
    pub id: String,
    /// All its names as they are written, the canonical one first.
    pub names: Vec<String>,
}

/// A row before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedRow {
    /// Its table: `places`, `actors`, `outlets`, `functions`, `cues`, `nouns`, `frames`, `terms`,
    /// `deal_types`, `sayings`, `roles` or `numbers`.
    pub table: &'static str,
    /// Its id, an outlet's name, a function's or saying's class and words, a cue's category and
    /// pattern, a noun's class and lemmas, a frame's act, predicates and needs, and so for
    /// terms, a type and words, or a role, its part of speech, predicates and needs.
    pub id: String,
    /// Where the overlay says so: `actors/mine.tsv:3`.
    pub position: String,
    /// Entries of `names` that it did not have, as they are written.
    pub names_gained: Vec<String>,
    /// Entries of `names` that it has no more.
    pub names_lost: Vec<String>,
    /// Other cells that differ.
    pub cells: Vec<NewCell>,
}

/// A cell before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewCell {
    /// The column.
    pub column: &'static str,
    /// What the built-in row has; may be empty.
    pub from: String,
    /// What it has now; may be empty.
    pub to: String,
}

impl LexiconChanges {
    /// What the tables of an overlay change in the lexicon that is built into the
    /// program.
    ///
    /// # Errors
    /// What is wrong with their rows; the whole is checked by
    /// [`Lexicon::overlaid`].
    pub fn of(overlay: &[LexiconFile]) -> Result<Self, LexiconErrors> {
        Self::between(&Lexicon::shipped_files(), overlay)
    }

    pub(super) fn between(
        below: &[LexiconFile],
        overlay: &[LexiconFile],
    ) -> Result<Self, LexiconErrors> {
        let mut faults = Faults::default();
        let below = Layer::read_below(below, &mut faults);
        let overlay = Layer::read_overlay(overlay, &mut faults);
        let whole = below.under(&overlay, &mut faults);
        if !faults.0.is_empty() {
            return Err(faults.into_errors());
        }
        let mut changes = Self::default();
        for subject in Subject::VARIANTS {
            changes.add(*subject, &below, &whole);
        }
        Ok(changes)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    fn add(&mut self, subject: Subject, below: &Layer, whole: &Layer) {
        let before = by_key(subject, below);
        let after = by_key(subject, whole);
        for row in below.rows(subject) {
            if let Some(id) = subject.key(row)
                && !after.contains_key(&id)
            {
                self.removed.push(row_of(subject, id, row));
            }
        }
        for row in whole.rows(subject) {
            let Some(id) = subject.key(row) else {
                continue;
            };
            match before.get(&id) {
                None => self.added.push(row_of(subject, id, row)),
                Some(known) => self.changed.extend(changed(subject, id, known, row)),
            }
        }
    }
}

fn by_key(subject: Subject, layer: &Layer) -> HashMap<String, &Row> {
    let rows = layer.rows(subject).iter();
    rows.filter_map(|row| Some((subject.key(row)?, row)))
        .collect()
}

fn row_of(subject: Subject, id: String, row: &Row) -> RowOf {
    let names = row.cell("name").into_iter().chain(names(row));
    RowOf {
        table: subject.into(),
        id,
        names: names.map(str::to_owned).collect(),
    }
}

fn names(row: &Row) -> impl Iterator<Item = &str> {
    entries(row.cell("names").unwrap_or_default())
}

fn changed(subject: Subject, id: String, before: &Row, after: &Row) -> Option<ChangedRow> {
    let missing = |of: &Row, in_: &Row| -> Vec<String> {
        names(of)
            .filter(|name| !names(in_).any(|other| other == *name))
            .map(str::to_owned)
            .collect()
    };
    let cells: Vec<NewCell> = subject
        .content()
        .filter(|column| *column != "names")
        .filter_map(|column| {
            let from = before.cell(column).unwrap_or_default();
            let to = after.cell(column).unwrap_or_default();
            (from != to).then(|| NewCell {
                column,
                from: from.to_owned(),
                to: to.to_owned(),
            })
        })
        .collect();
    let change = ChangedRow {
        table: subject.into(),
        id,
        position: after.position(),
        names_gained: missing(after, before),
        names_lost: missing(before, after),
        cells,
    };
    let differs = !(change.names_gained.is_empty()
        && change.names_lost.is_empty()
        && change.cells.is_empty());
    differs.then_some(change)
}
