//! What holds for any bytes: reading never fails, spans quote the body, nothing
//! is named that is not there, and time stays linear.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use proptest::prelude::*;
use sulh_domain::{Extraction, SourceDocument};
use sulh_extract::{Lexicon, MediaType, extract, record::Record};

/// A debug build on a busy machine takes a few seconds for what a release
/// build reads in a blink.
const PATIENCE: Duration = Duration::from_secs(20);

const HOSTILE_BYTES: usize = 4 * 1024 * 1024;

fn read(content: &[u8], media_type: &str) -> Extraction {
    let document = SourceDocument {
        content: content.to_vec(),
        label: String::new(),
        media_type: media_type.to_owned(),
        known: Default::default(),
    };
    extract(&document, Lexicon::shipped())
}

fn assert_sound(extraction: &Extraction) {
    let body = &extraction.article.body;
    assert!(
        !body
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t'),
        "the body holds control characters"
    );
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
    let spans = named
        .into_iter()
        .flat_map(|(span, sentence)| [span, sentence]);
    for span in spans.chain(extraction.claims.iter().flat_map(|c| c.evidence.clone())) {
        assert!(
            span.of(body).is_some_and(|quoted| !quoted.is_empty()),
            "{span:?}"
        );
    }
    let places: HashSet<_> = Lexicon::shipped().places().iter().map(|p| &p.id).collect();
    for claim in &extraction.claims {
        assert!(!claim.places.is_empty() && !claim.evidence.is_empty());
        assert!(claim.places.iter().all(|place| places.contains(place)));
        for participant in &claim.participants {
            assert!(actors.contains(&participant.actor), "{participant:?}");
            assert!(
                participant
                    .represents
                    .as_ref()
                    .is_none_or(|of| actors.contains(of))
            );
        }
    }
    for actor in &extraction.actors {
        assert!(
            actor
                .affiliation
                .as_ref()
                .is_none_or(|of| actors.contains(of)),
            "{actor:?}"
        );
    }
    let record = Record::new("any", extraction, Lexicon::shipped());
    assert!(serde_json::to_string(&record).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(content in proptest::collection::vec(any::<u8>(), 0..600)) {
        assert_sound(&read(&content, ""));
    }

    #[test]
    fn any_text_is_read(content in "\\PC{0,300}", html in any::<bool>()) {
        let media_type = if html { "text/html" } else { "text/plain" };
        assert_sound(&read(content.as_bytes(), media_type));
    }

    #[test]
    fn any_text_is_read_as_any_kind(
        content in proptest::sample::select(vec![
            "# a\n\n{}", "---\ntitle: {}\n---\n{}", "{\"text\": \"{}\", \"date\": \"{}\"}",
            "<item><title>{}</title><description>{}</description></item>",
            "<entry>{}<content type='xhtml'>{}", "From: a\nDate: {}\nSubject: {}\n\n{}",
        ]),
        words in "\\PC{0,60}",
        media_type in proptest::sample::select(MediaType::ACCEPTED.to_vec()),
    ) {
        assert_sound(&read(content.replace("{}", &words).as_bytes(), media_type));
    }

    #[test]
    fn any_words_of_the_field_are_read(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "Douma", "Harasta", "Dara’a’s", "Jaysh al-Islam", "rebels", "agreed", "to leave",
            "the deal", "collapsed", "a ceasefire", "on Friday", ".", ",", "\n\n", "“", "”",
            "for Idlib", "Salim Karam, a spokesman for", "denied", "buses", "İ", "<p>", "2018-04-01",
        ]), 0..60,
    )) {
        assert_sound(&read(words.join(" ").as_bytes(), "text/plain"));
    }
}

#[test]
fn hostile_documents_are_read_in_linear_time() {
    let repeated = |text: &str| text.repeat(HOSTILE_BYTES / text.len());
    for (name, content) in [
        ("one letter", repeated("a")),
        ("nested elements", repeated("<div>")),
        ("open tags", repeated("<")),
        (
            "a claim over and over",
            repeated("Rebels agreed on a ceasefire in Douma. "),
        ),
        (
            "claims on many places",
            repeated("Rebels left Douma. Rebels left Harasta for Idlib. A deal in Homs failed. "),
        ),
        (
            "paragraphs",
            repeated("Rebels agreed on a ceasefire in Douma.\n\n"),
        ),
        ("empty lines", repeated("\n")),
        ("names", repeated("Salim Karam ")),
        ("spaces", repeated(" ")),
        ("quotes", repeated("’")),
        (
            "attributes",
            format!("<html><p {}>text</p>", repeated("a=1 ")),
        ),
        (
            "paragraph elements",
            format!("<html>{}", "<p>Rebels left Douma.</p>".repeat(40_000)),
        ),
        (
            "links",
            format!(
                "<html>{}",
                "<li><a href=x>Rebels left Douma</a>".repeat(30_000)
            ),
        ),
        (
            "shallow nests",
            format!(
                "<html>{}",
                "<div><div><div><b>Douma</b></div></div></div>".repeat(20_000)
            ),
        ),
    ] {
        assert_quick(name, &content, "");
    }
}

fn assert_quick(name: &str, content: &str, media_type: &str) {
    let start = Instant::now();
    let extraction = read(content.as_bytes(), media_type);
    let took = start.elapsed();
    println!("{name}: {took:?}");
    assert_sound(&extraction);
    assert!(took < PATIENCE, "{name} took {took:?}");
}

#[test]
fn hostile_documents_of_other_kinds_are_read_in_linear_time() {
    let repeated = |text: &str| text.repeat(HOSTILE_BYTES / text.len());
    // Longer ones are read as plain text.
    let markdown = |text: &str| text.repeat((1 << 20) / text.len() - 1);
    let mails = |depth: usize| {
        let head = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
        format!("From: a\n{}", head.repeat(depth))
    };
    for (media_type, name, content) in [
        ("text/markdown", "brackets", markdown("[")),
        ("text/markdown", "emphasis", markdown("*a **a ")),
        ("text/markdown", "quotes", markdown("> ")),
        ("text/markdown", "lists", markdown("- ")),
        ("text/markdown", "links", markdown("[a](b ")),
        ("text/markdown", "code", markdown("`a ``")),
        ("text/markdown", "tables", markdown("|a|b\n|-|-\n")),
        (
            "text/markdown",
            "front matter",
            format!("---\n{}", markdown("a: b\n")),
        ),
        ("application/json", "arrays", repeated("[")),
        ("application/json", "objects", repeated("{\"text\":")),
        (
            "application/json",
            "members",
            format!("{{{}\"text\": \"a\"}}", repeated("\"a\": 1,")),
        ),
        (
            "application/json",
            "escapes",
            format!("{{\"text\": \"{}\"}}", repeated("\\u0000\\n")),
        ),
        (
            "application/rss+xml",
            "elements",
            format!("<item>{}", repeated("<a>")),
        ),
        (
            "application/rss+xml",
            "titles",
            format!("<item>{}", repeated("<title>a</title>")),
        ),
        (
            "application/rss+xml",
            "entities",
            format!("<item><title>{}", repeated("&amp;lt;p&gt;")),
        ),
        (
            "application/atom+xml",
            "markup",
            format!("<entry><content type='xhtml'>{}", repeated("<p><b>")),
        ),
        (
            "application/atom+xml",
            "attributes",
            format!("<entry {}>", repeated("a='b' ")),
        ),
        ("message/rfc822", "headers", repeated("Subject: a\n b\n")),
        ("message/rfc822", "parts", mails(40_000)),
        (
            "message/rfc822",
            "words",
            format!("From: a\nSubject: {}", repeated("=?utf-8?q?a?= ")),
        ),
    ] {
        assert_quick(&format!("{media_type}: {name}"), &content, media_type);
    }
}
