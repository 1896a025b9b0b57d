//! How well short reports in many voices are read. The figures may not fall.

use sulh_domain::SourceDocument;
use sulh_extract::{Lexicon, extract, record::Record};

use crate::{figures::Figures, gold::Brief, scoring};

fn assert_holds(set: &str, floors: &[(&str, f64)]) {
    let mut figures = Figures::default();
    for brief in Brief::all(set) {
        let document = SourceDocument {
            content: brief.document(),
            label: brief.id.clone(),
            ..SourceDocument::default()
        };
        let lexicon = Lexicon::shipped();
        let record = Record::new(&brief.id, &extract(&document, lexicon), lexicon);
        let (must, may) = (&brief.claims, &brief.claims_ok);
        scoring::score_claims(must, may, &brief.not_deals, &record.claims, &mut figures);
    }
    figures.assert_hold(&format!("briefs, {set}"), floors);
}

#[test]
fn briefs_to_learn_from() {
    let floors = [
        ("claims", 0.69),
        ("tuples", 0.33),
        ("status", 0.8),
        ("type", 0.84),
        ("parties", 0.69),
        ("mediators", 0.6),
        ("terms", 0.71),
        ("asserter", 0.83),
        ("confirmation", 0.86),
        ("traps avoided", 0.9),
        ("representatives", 0.45),
    ];
    assert_holds("learn", &floors);
}

#[test]
fn briefs_kept_aside() {
    let floors = [
        ("claims", 0.56),
        ("tuples", 0.22),
        ("status", 0.77),
        ("type", 0.71),
        ("parties", 0.61),
        ("terms", 0.64),
        ("asserter", 0.72),
        ("confirmation", 0.77),
        ("traps avoided", 0.87),
    ];
    assert_holds("aside", &floors);
}

/// Each is quoted word for word, and has a name of its own.
#[test]
fn briefs_are_quoted_word_for_word() {
    for set in ["learn", "aside"] {
        let briefs = Brief::all(set);
        let faults: Vec<&str> = briefs
            .iter()
            .filter(|brief| brief.quotes().any(|quote| !brief.text.contains(quote)))
            .map(|brief| brief.id.as_str())
            .collect();
        assert!(faults.is_empty(), "{set}: {faults:?}");
        let mut ids: Vec<&str> = briefs.iter().map(|brief| brief.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), briefs.len(), "{set}");
    }
}
