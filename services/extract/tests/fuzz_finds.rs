//! What fuzzing found, as small as it gets; each find is mended.

use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, extract};

fn body_of(content: &str, media_type: &str) -> String {
    let document = SourceDocument {
        content: content.into(),
        label: String::new(),
        media_type: media_type.to_owned(),
        known: Known::default(),
    };
    extract(&document, Lexicon::shipped()).article.body
}

#[test]
fn character_references_bring_no_control_characters_in() {
    let page = "<p>People who signed in Dara&#x13;a in July were called up in October.";
    assert_eq!(
        body_of(page, "text/html"),
        "People who signed in Daraa in July were called up in October."
    );
}
