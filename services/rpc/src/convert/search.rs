//! Answers to questions of full text.

use sulh_domain::{
    Labels, RecordedClaim, Span, StoredArticle,
    search::{self, Snippet},
};

use super::{
    article::{article, span},
    claim::claim,
};
use crate::v1;

/// An article that answers.
pub fn article_answer(
    mut found: StoredArticle,
    score: f32,
    title_highlights: Vec<Span>,
    snippets: Vec<search::Snippet>,
) -> v1::ArticleAnswer {
    let body = std::mem::take(&mut found.article.body);
    found.article.dropped.clear();
    v1::ArticleAnswer {
        article: Some(article(found)),
        score,
        title_highlights: title_highlights.into_iter().map(span).collect(),
        snippets: snippets
            .into_iter()
            .map(|snippet| shown(snippet, &body))
            .collect(),
    }
}

fn shown(snippet: Snippet, body: &str) -> v1::Snippet {
    v1::Snippet {
        quote: Some(v1::Quote {
            span: Some(span(snippet.span)),
            text: snippet.span.of(body).unwrap_or_default().to_owned(),
        }),
        highlights: snippet.highlights.into_iter().map(span).collect(),
    }
}

/// A claim that answers.
pub fn claim_answer(
    found: RecordedClaim,
    score: f32,
    highlights: Vec<Span>,
    labels: &Labels,
) -> v1::ClaimAnswer {
    v1::ClaimAnswer {
        claim: Some(claim(found, labels)),
        score,
        highlights: highlights.into_iter().map(span).collect(),
    }
}
