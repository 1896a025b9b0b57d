//! Reads a document: bytes in, article, actors, places and claims about deals
//! out. Pure functions over a [`Lexicon`]: no I/O, no clock, no randomness.

mod actors;
mod assertions;
mod bodies;
mod cast;
mod claims;
mod cued;
mod dates;
mod decoding;
mod explanation;
mod folding;
mod homonyms;
mod language;
mod lexicon;
mod media_type;
mod mentions;
mod patterns;
mod persons;
mod reading;
pub mod record;
mod sentences;
mod sniffing;
pub mod unpacking;
pub mod warnings;

pub use explanation::{Explanation, explain};
pub use lexicon::{
    ChangedRow, Lexicon, LexiconChanges, LexiconErrors, LexiconFile, NewCell, RowOf,
};
pub use media_type::{ContentType, MediaType, UnsupportedMediaType};

use std::ops::Range;

use sulh_domain::{
    Article, Extraction, Mention, PartialDate, PlaceId, SourceDocument, Span, Warning,
};

use cast::Cast;
use mentions::ReadSentence;

/// Name and version of this extractor, kept with everything that it reads.
pub const EXTRACTOR: &str = concat!("sulh-extract/", env!("CARGO_PKG_VERSION"));

/// So much of a body is read for actors, places and claims, in bytes. Reports
/// are a tenth of it at most.
const MAX_BYTES_READ: usize = 256 * 1024;

/// Languages whose articles are read for claims; `und` are those too short to
/// tell.
const READ_LANGUAGES: &[&str] = &["en", "und"];

/// More blocks outside the article than these are not kept.
const MAX_DROPPED: usize = 4096;

/// More mentions of actors, or of places, than this are not kept.
const MAX_MENTIONS: usize = 4096;

/// Reads one document. Never fails: what is not understood is missing from the
/// extraction, with a warning. Its media type is one of
/// [`MediaType::ACCEPTED`]; anything else is sniffed. What its sender knows wins
/// over what is read.
pub fn extract(document: &SourceDocument, lexicon: &Lexicon) -> Extraction {
    let (article, warnings) = read(document, lexicon);
    understand(article, warnings, lexicon)
}

/// Finds the article in a document, without looking for actors, places and
/// claims in it.
pub fn read(document: &SourceDocument, lexicon: &Lexicon) -> (Article, Vec<Warning>) {
    let SourceDocument {
        content,
        label,
        media_type,
        known,
    } = document;
    let content_type = ContentType::of(media_type, content, label).unwrap_or(ContentType {
        media_type: media_type::sniffed(content, label),
        charset: None,
    });
    let page = reading::read(content, content_type, known.url.as_deref(), lexicon);
    let known = known.clone();
    let language = known
        .language
        .or_else(|| language::tag(&page.language?))
        .unwrap_or_else(|| language::language(&page.body).to_owned());
    let outlet = known.outlet.or(page.outlet);
    let kind_of = |name: &str| Some(lexicon.outlets.named(name)?.kind);
    let mut article = Article {
        claims_extracted: is_read_for_claims(&language),
        language,
        title: known.title.or(page.title),
        outlet_kind: outlet.as_deref().and_then(kind_of),
        outlet,
        url: known.url.or(page.url),
        published: known.published.or(page.published),
        body: page.body,
        dropped: page.dropped,
    };
    let mut warnings = page.warnings;
    warnings.extend(warnings_on(&article));
    article.dropped.truncate(MAX_DROPPED);
    (article, warnings)
}

/// Whether texts in the language of this tag are read for claims.
fn is_read_for_claims(tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    READ_LANGUAGES.contains(&language.to_ascii_lowercase().as_str())
}

fn warnings_on(article: &Article) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |code, message: &str| found.push(warnings::warning(code, message));
    if article.body.is_empty() {
        warn(
            warnings::NO_BODY,
            "the document holds no text that could be an article",
        );
    }
    // A date that is only inferred to be no earlier than another is none found.
    if article.published.is_none_or(|date| date.latest.is_none()) {
        warn(
            warnings::NO_PUBLICATION_DATE,
            "no publication date was found",
        );
    }
    if !article.claims_extracted {
        warn(
            warnings::CLAIMS_NOT_EXTRACTED,
            "the body is in a language that is not read for claims: only names are found",
        );
    }
    if article.dropped.len() > MAX_DROPPED {
        warn(
            warnings::TOO_MANY_BLOCKS_DROPPED,
            "the page has too many blocks outside its article: only the first are kept",
        );
    }
    if article.body.len() > MAX_BYTES_READ {
        warn(
            warnings::BODY_NOT_READ_TO_THE_END,
            "the body is too long: only its beginning was read for actors and claims",
        );
    }
    found
}

/// Reads actors, places and claims in an article.
fn understand(article: Article, mut warnings: Vec<Warning>, lexicon: &Lexicon) -> Extraction {
    let body = article
        .body
        .get(..article.body.floor_char_boundary(MAX_BYTES_READ))
        .unwrap_or_default();
    let title = article.title.as_deref().unwrap_or_default();
    let mut sentences = mentions::read(body, sentences::sentences(body), lexicon);
    let title = mentions::read(title, sentences::sentences(title), lexicon);

    let mut cast = Cast::new(lexicon);
    if article.claims_extracted {
        assertions::read(body, &mut sentences, lexicon);
    }
    let actors = actors::read(&article, body, &sentences, &mut cast);
    let mut actor_mentions = actors.mentions;
    let text = claims::Text {
        body,
        published: article.published.as_ref().and_then(day_of),
        sentences: &sentences,
        title: &title,
        speakers: &actors.speakers,
        committees: &actors.committees,
        bodies: &actors.bodies,
        lexicon,
    };
    let (claims, too_many) = match article.claims_extracted {
        true => claims::claims(&text, &mut cast),
        false => (Vec::new(), false),
    };
    if too_many {
        let message = format!("only the first {} claims are kept", claims::MAX_CLAIMS);
        warnings.push(warnings::warning(warnings::TOO_MANY_CLAIMS, message));
    }
    let mut place_mentions: Vec<Mention<PlaceId>> = sentences
        .iter()
        .flat_map(|sentence| {
            let places = sentence.places.iter();
            places.filter_map(|(of, range)| mention(of, range, sentence))
        })
        .collect();
    if actor_mentions.len().max(place_mentions.len()) > MAX_MENTIONS {
        let message = format!("only the first {MAX_MENTIONS} mentions are kept");
        warnings.push(warnings::warning(warnings::TOO_MANY_MENTIONS, message));
        actor_mentions.truncate(MAX_MENTIONS);
        place_mentions.truncate(MAX_MENTIONS);
    }
    Extraction {
        actors: cast.into_actors(),
        actor_mentions,
        place_mentions,
        claims,
        warnings,
        article,
    }
}

fn mention<T: Clone>(of: &T, range: &Range<usize>, sentence: &ReadSentence) -> Option<Mention<T>> {
    Some(Mention {
        of: of.clone(),
        span: Span::new(range.start, range.end)?,
        sentence: Span::new(sentence.range.start, sentence.range.end)?,
    })
}

/// The day of publication, where it is known to the day.
fn day_of(published: &PartialDate) -> Option<jiff::civil::Date> {
    published
        .earliest
        .filter(|earliest| Some(*earliest) == published.latest)
}
