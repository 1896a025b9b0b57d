//! What single sentences say of a deal, in the plain words of agencies:
//! `seeds/annotated/wordings.tsv`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use sulh_domain::SourceDocument;
use sulh_extract::{Lexicon, extract};

/// Of so many sentences at most so many are read otherwise.
const MOST_WRONG: usize = 20;

#[test]
fn a_sentence_says_one_thing_of_a_deal() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/annotated/wordings.tsv");
    let table = fs::read_to_string(table).unwrap();
    let rows: Vec<(&str, &str)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(status, sentence)| {
            let told = statuses(sentence);
            let expected: Vec<&str> = status.split(' ').filter(|word| *word != "-").collect();
            (told != expected).then(|| format!("{status}, read as {told:?}: {sentence}"))
        })
        .collect();
    println!(
        "{} of {} read otherwise\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
    assert!(rows.len() > 100);
    assert!(wrong.len() <= MOST_WRONG, "{}", wrong.join("\n"));
}

/// The status of each claim of a report that consists of one sentence.
fn statuses(sentence: &str) -> Vec<&'static str> {
    let report = format!("News from Syria this week\n\nMarch 9, 2018\n\n{sentence}\n");
    let document = SourceDocument {
        content: report.into_bytes(),
        label: "report.txt".to_owned(),
        ..SourceDocument::default()
    };
    let claims = extract(&document, Lexicon::shipped()).claims;
    claims.iter().map(|claim| claim.status.into()).collect()
}
