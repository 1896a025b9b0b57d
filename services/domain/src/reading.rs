//! What is stored of one document: its extraction, with names for everything.

use crate::{
    Actor, ActorId, ArticleId, ClaimId, Extraction, Mention, PlaceId, RecordedClaim, Report,
    SourceDocument, StoredArticle,
};

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
        extractor: &str,
    ) -> (Self, Vec<Actor>) {
        let sha256 = document.sha256();
        let id = ArticleId::from_sha256(&sha256);
        let article = StoredArticle {
            id,
            extractor: extractor.to_owned(),
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
        let claims = (0..)
            .zip(extraction.claims)
            .map(|(ordinal, claim)| RecordedClaim {
                id: ClaimId::of(id, ordinal),
                deal: None,
                report: report.clone(),
                quotes: claim
                    .evidence
                    .iter()
                    .filter_map(|span| span.of(&article.article.body))
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
