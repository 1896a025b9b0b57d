//! What is understood otherwise in an article.

use sulh_domain::{ActorId, Difference, Labels, PlaceId, StoredArticle};

use super::{
    article::{claims, warning},
    claim::claim,
    lexicon::{actor_reference, place_reference},
};
use crate::{names::ARTICLES, v1};

/// What differs in an article from what was read before.
pub fn article_change(
    article: StoredArticle,
    difference: Difference,
    labels: &Labels,
) -> v1::ArticleChange {
    let actors = |ids: &[ActorId]| ids.iter().map(|id| actor_reference(id, labels)).collect();
    let places = |ids: &[PlaceId]| ids.iter().map(|id| place_reference(id, labels)).collect();
    v1::ArticleChange {
        article: ARTICLES.name(article.id),
        title: article.article.title.unwrap_or_default(),
        label: article.source_label,
        changed_fields: difference.parts.into_iter().map(str::to_owned).collect(),
        added_claims: claims(difference.claims_added, labels),
        removed_claims: claims(difference.claims_removed, labels),
        changed_claims: difference
            .claims_changed
            .into_iter()
            .map(|changed| v1::ClaimChange {
                before: Some(claim(changed.before, labels)),
                after: Some(claim(changed.after, labels)),
            })
            .collect(),
        added_actors: actors(&difference.actors_added),
        removed_actors: actors(&difference.actors_removed),
        added_places: places(&difference.places_added),
        removed_places: places(&difference.places_removed),
        added_warnings: difference.warnings_added.into_iter().map(warning).collect(),
        removed_warnings: difference
            .warnings_removed
            .into_iter()
            .map(warning)
            .collect(),
    }
}
