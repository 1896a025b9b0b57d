//! Names that several places bear are taken for the place that a reader takes
//! them for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, extract};

/// Sentences, each with a name in it and the id of the place that is meant; `-`
/// where none is.
const CASES: &str = include_str!("ambiguous_names.tsv");

/// The place that is found where a text has a name first.
fn place(text: &str, name: &str) -> Option<String> {
    let document = SourceDocument {
        content: format!("<article><h1>Report</h1><p>This is what our reporters were told.</p><p>{text}</p></article>").into_bytes(),
        label: "report.html".to_owned(),
        media_type: "text/html".to_owned(),
        known: Known::default(),
    };
    let extraction = extract(&document, Lexicon::shipped());
    let body = &extraction.article.body;
    let at = body
        .find(name)
        .unwrap_or_else(|| panic!("{name} in {body}"));
    let at = u32::try_from(at).unwrap();
    let mut mentions = extraction.place_mentions.iter();
    let mention = mentions.find(|mention| (mention.span.start..mention.span.end).contains(&at));
    mention.map(|mention| mention.of.to_string())
}

#[test]
fn a_name_of_several_places_is_told_by_what_stands_around_it() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let [text, name, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three cells expected: {line}");
        };
        cases += 1;
        let found = place(text, name);
        if found.as_deref() != Some(expected).filter(|id| *id != "-") {
            wrong.push(format!("{name}: {found:?}, not {expected}: {text}"));
        }
    }
    assert!(cases >= 40);
    assert!(
        wrong.is_empty(),
        "{} of {cases}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
