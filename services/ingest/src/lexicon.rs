//! The lexicon that documents are read with: the shipped one, or a folder of the
//! user's.

use std::{fs, path::Path};

use anyhow::Context;
use sulh_extract::{Lexicon, LexiconFile};
use sulh_rpc::command::BadSetting;
use walkdir::WalkDir;

/// Reads the lexicon in `folder`, or takes the shipped one. It lives as long as
/// the program.
///
/// # Errors
/// When the folder cannot be read, or a line of a file is wrong: every such line
/// is named.
pub fn load(folder: Option<&Path>) -> anyhow::Result<&'static Lexicon> {
    let Some(folder) = folder else {
        return Ok(Lexicon::shipped());
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| BadSetting(format!("--lexicon: {error}")))?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "tsv") {
            continue;
        }
        files.push(LexiconFile {
            name: path
                .strip_prefix(folder)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned(),
            text: fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?,
        });
    }
    let lexicon = Lexicon::parse(&files)
        .map_err(|errors| BadSetting(format!("--lexicon {}:\n{errors}", folder.display())))?;
    Ok(Box::leak(Box::new(lexicon)))
}
