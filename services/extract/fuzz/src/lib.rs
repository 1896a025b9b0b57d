//! What must hold of any document, for the fuzz targets. A test of sulh-extract,
//! `any_document`, checks the same and more on fewer documents.

use std::collections::HashSet;

use sulh_domain::{Extraction, Known, SourceDocument};
use sulh_extract::{
    Lexicon, extract,
    unpacking::{Bounds, unpack},
};

/// Loads the lexicon and compiles the patterns, which no input's time is to hold.
pub fn prepare() {
    for media_type in ["text/plain", "text/html"] {
        check_document(SAMPLE, media_type);
    }
}

/// Touches most of what is set up on first use.
const SAMPLE: &[u8] = include_bytes!("../../../../seeds/documents/waer-first-buses.html");

/// Reads a document and checks what is made of it.
///
/// # Panics
/// Where it is unsound.
pub fn check_document(content: &[u8], media_type: &str) {
    check(&document(content.to_vec(), media_type));
}

/// What a container of 64 KiB may give here: enough to pass its bounds.
const BOUNDS: Bounds = Bounds {
    part_bytes: 128 * 1024,
    total_bytes: 1024 * 1024,
    parts: 100,
};

/// So many documents of a container are read.
const READ_PARTS: usize = 3;

/// Unpacks a container, and reads some of what is in it.
///
/// # Panics
/// Where it gives more than it may, or a document is unsound.
pub fn check_container(content: Vec<u8>, media_type: &str) {
    let (mut given, mut read) = (0, 0);
    for part in unpack(document(content, media_type), BOUNDS) {
        given += 1;
        assert!(given <= BOUNDS.parts + 1, "more parts than allowed");
        let Ok(part) = part else {
            continue;
        };
        assert!(
            part.content.len() as u64 <= BOUNDS.part_bytes,
            "a part is too large"
        );
        if read < READ_PARTS {
            check(&part);
            read += 1;
        }
    }
}

fn document(content: Vec<u8>, media_type: &str) -> SourceDocument {
    SourceDocument {
        content,
        label: String::new(),
        media_type: media_type.to_owned(),
        known: Known::default(),
    }
}

fn check(document: &SourceDocument) {
    check_extraction(&extract(document, Lexicon::shipped()));
}

fn check_extraction(extraction: &Extraction) {
    let article = &extraction.article;
    let body = &article.body;
    let is_clean = |text: &str| {
        !text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
    };
    assert!(is_clean(body), "the body holds control characters");
    let named = [&article.title, &article.outlet, &article.url];
    for text in named.into_iter().flatten() {
        assert!(is_clean(text), "{text:?} holds control characters");
    }
    for block in &article.dropped {
        assert!(is_clean(&block.text), "{block:?} holds control characters");
        let offset = block.offset as usize;
        assert!(
            body.is_char_boundary(offset),
            "{block:?} stands inside a character"
        );
    }
    let actors: HashSet<_> = extraction.actors.iter().map(|actor| &actor.id).collect();
    assert_eq!(
        actors.len(),
        extraction.actors.len(),
        "an actor stands twice"
    );
    let actors_named = extraction.actor_mentions.iter();
    let places_named = extraction.place_mentions.iter();
    let named: Vec<_> = actors_named
        .map(|mention| (mention.span, mention.sentence))
        .chain(places_named.map(|mention| (mention.span, mention.sentence)))
        .collect();
    for (span, sentence) in &named {
        assert!(sentence.contains(*span), "{span:?} is not in {sentence:?}");
    }
    let spans = named.into_iter().flat_map(|(span, sentence)| [span, sentence]);
    let spans = spans.chain(
        extraction
            .claims
            .iter()
            .flat_map(|claim| claim.evidence.clone()),
    );
    for span in spans {
        let quoted = span.of(body);
        assert!(
            quoted.is_some_and(|quoted| !quoted.is_empty()),
            "{span:?} quotes nothing"
        );
    }
    for claim in &extraction.claims {
        assert!(
            !claim.places.is_empty() && !claim.evidence.is_empty(),
            "{claim:?}"
        );
        for participant in &claim.participants {
            assert!(
                actors.contains(&participant.actor),
                "{participant:?} is unknown"
            );
        }
    }
}
