//! What is extracted from annotated documents, scored. They are not part of the
//! repository: the test passes them over, with a message, where they are absent.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if folder.join("gold/score.py").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: {} is absent", folder.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// The scorer's figures, by name.
fn score(scorer: &Path, gold: &Path, documents: &Path) -> HashMap<String, f64> {
    let extracted = Command::new(env!("CARGO_BIN_EXE_sulh-ingest"))
        .arg("extract")
        .args(files(documents))
        .output()
        .unwrap();
    assert!(extracted.status.success(), "{extracted:?}");
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records.jsonl");
    fs::write(&records, extracted.stdout).unwrap();
    let scored = Command::new("python3")
        .arg(scorer)
        .args([gold, &records])
        .output()
        .unwrap();
    assert!(scored.status.success(), "{scored:?}");
    let report = String::from_utf8(scored.stdout).unwrap();
    println!("{report}");
    report
        .lines()
        .filter_map(|line| {
            let (figure, value) = line.split_once(": ")?;
            let value = value.split_whitespace().next()?.parse().ok()?;
            Some((figure.to_owned(), value))
        })
        .collect()
}

#[test]
fn the_five_reports_are_read_as_well_as_promised() {
    let Some(shared) = shared() else { return };
    let figures = score(
        &shared.join("gold/score.py"),
        &shared.join("gold/seeds"),
        &shared.join("seeds"),
    );
    for (figure, floor) in [
        ("body", 0.95),
        ("published", 0.8),
        ("title", 0.8),
        ("actors F1", 0.85),
        ("claims F1", 0.7),
        ("tuples F1", 0.5),
    ] {
        let value = figures[figure];
        assert!(value >= floor, "{figure} is {value}, below {floor}");
    }
}
