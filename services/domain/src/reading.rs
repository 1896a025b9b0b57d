//! What is stored of one document: its extraction, with names for everything.

use std::collections::HashMap;

use crate::{
    Actor, ActorId, ArticleId, Claim, ClaimId, Extraction, Mention, PlaceId, RecordedClaim, Report,
    SourceDocument, StoredArticle,
};

/// What reads documents. Another reader may understand them otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Name and version of the extractor, such as `sulh-extract/0.1.0`.
    pub extractor: String,
    /// The lexicon's fingerprint; empty where it is not known.
    pub lexicon: String,
}

/// An article with everything that was read in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The article.
    pub article: StoredArticle,
    /// Where actors are named, in order.
    pub actor_mentions: Vec<Mention<ActorId>>,
    /// Where places are named, in order.
    pub place_mentions: Vec<Mention<PlaceId>>,
    /// What is said about deals, in the order of the text.
    pub claims: Vec<RecordedClaim>,
}

impl Reading {
    /// Names what was extracted from a document. The second value holds the
    /// actors that the article names.
    pub fn of(
        document: &SourceDocument,
        extraction: Extraction,
        reader: &Reader,
    ) -> (Self, Vec<Actor>) {
        let sha256 = document.sha256();
        let id = ArticleId::from_sha256(&sha256);
        let article = StoredArticle {
            id,
            reader: reader.clone(),
            sha256,
            source_bytes: document.content.len() as u64,
            source_label: document.label.clone(),
            media_type: document.media_type.clone(),
            known: document.known.clone(),
            ingested_at: None,
            // What it repeats shows among the articles that are stored.
            original: None,
            near_duplicate_count: 0,
            claim_count: u32::try_from(extraction.claims.len()).unwrap_or(u32::MAX),
            warnings: extraction.warnings,
            article: extraction.article,
        };
        let report = Report {
            article: id,
            title: article.article.title.clone(),
            outlet: article.article.outlet.clone(),
            published: article.article.published,
            original: None,
        };
        let body = &article.article.body;
        let mut counts = HashMap::new();
        let claims = extraction
            .claims
            .into_iter()
            .map(|claim| RecordedClaim {
                id: named(id, &claim, body, &mut counts),
                deal: None,
                report: report.clone(),
                quotes: claim
                    .evidence
                    .iter()
                    .filter_map(|span| span.of(body))
                    .map(str::to_owned)
                    .collect(),
                claim,
            })
            .collect();
        let reading = Self {
            article,
            actor_mentions: extraction.actor_mentions,
            place_mentions: extraction.place_mentions,
            claims,
        };
        (reading, extraction.actors)
    }
}

/// The id of an article's claim; `counts` holds how many of each sentence and place
/// there were before.
fn named<'a>(
    article: ArticleId,
    claim: &Claim,
    body: &'a str,
    counts: &mut HashMap<(&'a str, Option<PlaceId>), u32>,
) -> ClaimId {
    let sentence = claim.evidence.first().and_then(|span| span.of(body));
    let sentence = sentence.unwrap_or_default();
    let place = claim.places.first();
    let count = counts.entry((sentence, place.cloned())).or_default();
    let nth = *count;
    *count += 1;
    ClaimId::of(article, sentence, place, nth)
}
