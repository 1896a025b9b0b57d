//! Articles and what was read in them.

use std::{collections::HashMap, hash::Hash};

use sulh_domain::{
    ArticleId, Labels, Mention, Reading, RecordedClaim, Span, StoredArticle, Warning,
};

use super::{
    claim::claim,
    date::{partial_date, timestamp},
    lexicon::{actor_reference, place_reference},
};
use crate::{names::ARTICLES, v1};

/// An article alone.
pub fn article(stored: StoredArticle) -> v1::Article {
    v1::Article {
        name: ARTICLES.name(stored.id),
        title: stored.article.title.unwrap_or_default(),
        outlet: stored.article.outlet.unwrap_or_default(),
        url: stored.article.url.unwrap_or_default(),
        publish_date: stored.article.published.map(partial_date),
        language_code: stored.article.language,
        body: stored.article.body,
        actors: Vec::new(),
        places: Vec::new(),
        claim_count: stored.claim_count,
        warnings: stored.warnings.into_iter().map(warning).collect(),
        extractor: stored.reader.extractor,
        lexicon: stored.reader.lexicon,
        source: Some(v1::SourceDocument {
            sha256: hex(&stored.sha256),
            byte_count: stored.source_bytes,
            media_type: stored.media_type,
            label: stored.source_label,
            url: stored.known.url.unwrap_or_default(),
            title: stored.known.title.unwrap_or_default(),
            publish_date: stored.known.published.map(partial_date),
            outlet: stored.known.outlet.unwrap_or_default(),
            language_code: stored.known.language.unwrap_or_default(),
        }),
        ingest_time: stored.ingested_at.map(timestamp),
        outlet_kind: stored
            .article
            .outlet_kind
            .map_or(v1::OutletKind::Unspecified, Into::into)
            .into(),
        claims_not_extracted: !stored.article.claims_extracted,
        dropped_blocks: stored
            .article
            .dropped
            .into_iter()
            .map(|block| v1::DroppedBlock {
                reason: v1::DropReason::from(block.reason).into(),
                text: block.text,
                body_offset: block.offset,
                span: block.span.map(span),
            })
            .collect(),
        original: original(stored.original),
        near_duplicate_count: stored.near_duplicate_count,
    }
}

/// An article with its mentions, and its claims.
pub fn reading(reading: Reading, labels: &Labels) -> (v1::Article, Vec<v1::Claim>) {
    let article = v1::Article {
        actors: by_first_mention(reading.actor_mentions)
            .into_iter()
            .map(|(id, stretches)| v1::ActorMention {
                actor: Some(actor_reference(&id, labels)),
                spans: stretches.spans,
                sentence_spans: stretches.sentences,
            })
            .collect(),
        places: by_first_mention(reading.place_mentions)
            .into_iter()
            .map(|(id, stretches)| v1::PlaceMention {
                place: Some(place_reference(&id, labels)),
                spans: stretches.spans,
                sentence_spans: stretches.sentences,
            })
            .collect(),
        ..article(reading.article)
    };
    (article, claims(reading.claims, labels))
}

/// Claims in the order given.
pub fn claims(claims: Vec<RecordedClaim>, labels: &Labels) -> Vec<v1::Claim> {
    claims.into_iter().map(|c| claim(c, labels)).collect()
}

/// The name of the article that one repeats; empty where there is none.
pub(super) fn original(article: Option<ArticleId>) -> String {
    article.map(|id| ARTICLES.name(id)).unwrap_or_default()
}

pub(super) fn warning(warning: Warning) -> v1::Warning {
    v1::Warning {
        code: warning.code,
        message: warning.message,
    }
}

pub(super) fn span(span: Span) -> v1::Span {
    v1::Span {
        start: span.start,
        end: span.end,
    }
}

/// Where one is named, and the sentence for each.
#[derive(Default)]
struct Stretches {
    spans: Vec<v1::Span>,
    sentences: Vec<v1::Span>,
}

/// Where everyone is named, in the order of first mention.
fn by_first_mention<T: Clone + Eq + Hash>(mentions: Vec<Mention<T>>) -> Vec<(T, Stretches)> {
    let mut positions: HashMap<T, usize> = HashMap::new();
    let mut grouped: Vec<(T, Stretches)> = Vec::new();
    for mention in mentions {
        let position = *positions.entry(mention.of.clone()).or_insert(grouped.len());
        if position == grouped.len() {
            grouped.push((mention.of, Stretches::default()));
        }
        if let Some((_, stretches)) = grouped.get_mut(position) {
            stretches.spans.push(span(mention.span));
            stretches.sentences.push(span(mention.sentence));
        }
    }
    grouped
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
