//! What a lexicon holds, and what tables of the user's change in it, for people and
//! for programs.

use std::{fmt, path::Path};

use serde::Serialize;
use sulh_extract::{ChangedRow, Lexicon, LexiconChanges, RowOf};
use sulh_rpc::command::BadSetting;

use crate::lexicon::{bad_tables, files, load};

/// How much a lexicon holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Places.
    pub places: usize,
    /// Names of places, canonical ones among them.
    pub place_names: usize,
    /// Actors.
    pub actors: usize,
    /// Names of actors, canonical ones among them.
    pub actor_names: usize,
    /// Outlets.
    pub outlets: usize,
    /// Cues: words and phrases that say what happens to a deal.
    pub cues: usize,
    /// Stands for all that the lexicon says.
    pub fingerprint: String,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} places with {} names", self.places, self.place_names)?;
        writeln!(f, "{} actors with {} names", self.actors, self.actor_names)?;
        writeln!(f, "{} outlets, {} cues", self.outlets, self.cues)?;
        writeln!(f, "fingerprint {}", self.fingerprint)
    }
}

/// Checks a lexicon and counts what is in it.
///
/// # Errors
/// When something is wrong with it: every wrong line is named.
pub fn check(folder: Option<&Path>) -> Result<Counts, BadSetting> {
    let lexicon = load(folder)?;
    let (places, actors) = (lexicon.places(), lexicon.actors());
    Ok(Counts {
        places: places.len(),
        place_names: places.iter().map(|place| 1 + place.names.len()).sum(),
        actors: actors.len(),
        actor_names: actors.iter().map(|actor| 1 + actor.names.len()).sum(),
        outlets: lexicon.outlet_count(),
        cues: lexicon.cue_count(),
        fingerprint: lexicon.fingerprint().to_owned(),
    })
}

/// What the tables of a folder change in the built-in lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Changes(pub LexiconChanges);

/// Checks the tables of a folder and says what they change; nothing without one.
///
/// # Errors
/// When something is wrong with them: every wrong line is named.
pub fn diff(folder: Option<&Path>) -> Result<Changes, BadSetting> {
    let Some(folder) = folder else {
        return Ok(Changes::default());
    };
    let files = files(folder)?;
    // The whole is checked, too.
    Lexicon::overlaid(&files)
        .and_then(|_| LexiconChanges::of(&files))
        .map(Changes)
        .map_err(|errors| bad_tables(folder, &errors))
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(changes) = self;
        if changes.is_empty() {
            return writeln!(f, "nothing differs from the built-in lexicon");
        }
        for row in &changes.added {
            write_row(f, '+', row)?;
        }
        for row in &changes.removed {
            write_row(f, '-', row)?;
        }
        for row in &changes.changed {
            write_change(f, row)?;
        }
        writeln!(
            f,
            "{} rows added, {} removed, {} changed",
            changes.added.len(),
            changes.removed.len(),
            changes.changed.len()
        )
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, sign: char, row: &RowOf) -> fmt::Result {
    write!(f, "{sign} {} {}", row.table, row.id)?;
    if !row.names.is_empty() {
        write!(f, ": {}", row.names.join(" | "))?;
    }
    writeln!(f)
}

fn write_change(f: &mut fmt::Formatter<'_>, row: &ChangedRow) -> fmt::Result {
    writeln!(f, "~ {} {} ({})", row.table, row.id, row.position)?;
    for name in &row.names_gained {
        writeln!(f, "    + {name}")?;
    }
    for name in &row.names_lost {
        writeln!(f, "    - {name}")?;
    }
    for cell in &row.cells {
        writeln!(
            f,
            "    {}: '{}', before '{}'",
            cell.column, cell.to, cell.from
        )?;
    }
    Ok(())
}
