//! The lexicon that documents are read with: the built-in one, with the tables of a
//! folder of the user's over it.

use std::{fs, path::Path};

use sulh_extract::{Lexicon, LexiconErrors, LexiconFile};
use sulh_rpc::command::BadSetting;
use walkdir::WalkDir;

/// The built-in lexicon with the tables in `folder` over it. It lives as long as the
/// program.
///
/// # Errors
/// When the folder cannot be read or holds no table, or a line of one is wrong:
/// every such line is named.
pub fn load(folder: Option<&Path>) -> Result<&'static Lexicon, BadSetting> {
    let Some(folder) = folder else {
        return Ok(Lexicon::shipped());
    };
    let lexicon =
        Lexicon::overlaid(&files(folder)?).map_err(|errors| bad_tables(folder, &errors))?;
    Ok(Box::leak(Box::new(lexicon)))
}

/// The tables in a folder and in the folders in it.
///
/// # Errors
/// When the folder cannot be read or holds no table.
pub fn files(folder: &Path) -> Result<Vec<LexiconFile>, BadSetting> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| BadSetting(format!("--lexicon: {error}")))?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "tsv") {
            continue;
        }
        let text = fs::read_to_string(path)
            .map_err(|error| BadSetting(format!("--lexicon: {}: {error}", path.display())))?;
        files.push(LexiconFile {
            name: path
                .strip_prefix(folder)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned(),
            text,
        });
    }
    if files.is_empty() {
        return Err(BadSetting(format!(
            "--lexicon {}: no table in it: expected places/*.tsv, actors/*.tsv, outlets.tsv, \
             functions.tsv, cues.tsv, nouns.tsv, frames.tsv, terms.tsv, \
             deal_types.tsv, sayings.tsv, roles.tsv or numbers.tsv",
            folder.display()
        )));
    }
    Ok(files)
}

/// The complaint about the tables of a folder: a line each.
pub(crate) fn bad_tables(folder: &Path, errors: &LexiconErrors) -> BadSetting {
    BadSetting(format!("--lexicon {}:\n{errors}", folder.display()))
}
