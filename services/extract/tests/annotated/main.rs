//! How well the annotated documents of `seeds/annotated` are read. The figures
//! may not fall.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on panics"
)]

mod briefs;
mod figures;
mod gold;
mod names;
mod scoring;

use std::collections::BTreeSet;

use sulh_domain::SourceDocument;
use sulh_extract::{Lexicon, extract, record::Record};

use figures::Figures;
use gold::{Gold, Set};

fn read(set: &Set, name: &str) -> Record {
    let document = SourceDocument {
        content: set.document(name),
        label: name.to_owned(),
        ..SourceDocument::default()
    };
    let lexicon = Lexicon::shipped();
    Record::new(name, &extract(&document, lexicon), lexicon)
}

/// Reads a set's documents and compares the figures with their floors.
fn assert_holds(set: &str, floors: &[(&str, f64)]) {
    let folder = Set::named(set);
    let mut figures = Figures::default();
    for gold in folder.gold() {
        scoring::score(&gold, &read(&folder, &gold.document), &mut figures);
    }
    figures.assert_hold(set, floors);
}

#[test]
fn documents_to_learn_from() {
    let floors = [
        ("claims", 0.78),
        ("tuples", 0.62),
        ("status", 0.95),
        ("parties", 0.79),
        ("terms", 0.71),
        ("traps avoided", 0.92),
        ("actors", 0.87),
        ("persons", 0.84),
        ("title", 0.86),
        ("published", 0.94),
        ("body", 0.9),
        ("type", 0.9),
        ("destinations", 0.79),
        ("mediators", 0.76),
    ];
    assert_holds("develop", &floors);
}

#[test]
fn documents_kept_aside() {
    let floors = [
        ("claims", 0.65),
        ("tuples", 0.29),
        ("status", 0.78),
        ("parties", 0.64),
        ("terms", 0.67),
        ("traps avoided", 0.85),
        ("actors", 0.8),
        ("persons", 0.85),
        ("title", 0.86),
        ("published", 0.94),
        ("body", 0.9),
        ("type", 0.78),
    ];
    assert_holds("kept-aside", &floors);
}

/// Each document has one annotation, which quotes it word for word.
#[test]
fn annotations_fit_their_documents() {
    for name in ["develop", "kept-aside"] {
        let set = Set::named(name);
        let gold = set.gold();
        let annotated: Vec<&str> = gold.iter().map(|gold| gold.document.as_str()).collect();
        assert_eq!(annotated, set.document_names(), "{name}");
        let faults: BTreeSet<String> = gold.iter().flat_map(|gold| faults(gold, &set)).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// Keys under which something is quoted that the document does not hold. The
/// quotes themselves stay unseen, lest what is kept aside be learnt from.
fn faults(gold: &Gold, set: &Set) -> Vec<String> {
    let source = String::from_utf8(set.document(&gold.document)).unwrap();
    let text = match gold.document.ends_with(".html") {
        true => dom_query::Document::from(source).text().to_string(),
        false => source,
    };
    let text = without_white_space(&text);
    let quotes = gold.quotes().into_iter();
    quotes
        .filter(|(_, quote)| !text.contains(&without_white_space(quote)))
        .map(|(key, _)| format!("{}: {key}", gold.document))
        .collect()
}

/// Lines are broken, and tags stand, between any two words.
fn without_white_space(text: &str) -> String {
    text.split_whitespace().collect()
}
