//! GetArticle.

use sulh_domain::{ArticleId, References};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::ARTICLES,
    v1::{ArticleView, GetArticleRequest, GetArticleResponse},
};
use sulh_store::Store;
use tonic::Status;

use super::view::view;

pub(super) async fn answer(
    store: &Store,
    request: GetArticleRequest,
) -> Result<GetArticleResponse, Status> {
    let id: ArticleId = ARTICLES.id("name", &request.name)?;
    let missing = || not_found(ARTICLES, &request.name);
    let view = view(request.view)?;
    if view == ArticleView::Basic {
        let article = store.article(id).await.map_err(failed)?;
        return Ok(GetArticleResponse {
            article: Some(convert::article(article.ok_or_else(missing)?)),
            claims: Vec::new(),
        });
    }
    let mut reading = store
        .reading(id)
        .await
        .map_err(failed)?
        .ok_or_else(missing)?;
    if view != ArticleView::Page {
        reading.article.article.dropped.clear();
    }
    let mut references = References::default();
    references.add_reading(&reading);
    let labels = store.labels(&references).await.map_err(failed)?;
    let (article, claims) = convert::reading(reading, &labels);
    Ok(GetArticleResponse {
        article: Some(article),
        claims,
    })
}
