//! Names are found however they are spelled, and those that several bear are taken
//! for the one that a reader takes them for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, extract};

/// Whom or what a text names where it has these words first: the id of a place or
/// actor, `-` for none.
fn named(text: &str, name: &str) -> String {
    let html = format!(
        "<article><h1>Report</h1><p>This is what our reporters were told.</p><p>{text}</p></article>"
    );
    let document = SourceDocument {
        content: html.into_bytes(),
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
    let places = extraction.place_mentions.iter();
    let places = places.map(|mention| (mention.of.to_string(), &mention.span));
    let actors = extraction.actor_mentions.iter();
    let actors = actors.map(|mention| (mention.of.to_string(), &mention.span));
    places
        .chain(actors)
        .find(|(_, span)| (span.start..span.end).contains(&at))
        .map_or("-".to_owned(), |(id, _)| id)
}

/// Checks lines of a text, a name in it and the id that it stands for.
fn check(cases: &str, fewest: usize) {
    let lines: Vec<&str> = cases
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .collect();
    assert!(lines.len() >= fewest);
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let [text, name, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("three cells expected: {line}");
            };
            let found = named(text, name);
            (found != expected).then(|| format!("{name}: {found}, not {expected}: {text}"))
        })
        .collect();
    let (wrongs, all) = (wrong.len(), lines.len());
    assert!(wrong.is_empty(), "{wrongs} of {all}:\n{}", wrong.join("\n"));
}

#[test]
fn a_name_of_several_places_is_told_by_what_stands_around_it() {
    check(include_str!("ambiguous_names.tsv"), 40);
}

#[test]
fn names_are_found_in_spellings_that_are_not_listed() {
    check(include_str!("unlisted_spellings.tsv"), 40);
}
