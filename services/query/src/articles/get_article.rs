//! GetArticle.

use sulh_domain::{ArticleId, References};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::ARTICLES,
    v1::{GetArticleRequest, GetArticleResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: GetArticleRequest,
) -> Result<GetArticleResponse, Status> {
    let id: ArticleId = ARTICLES.id("name", &request.name)?;
    let reading = store
        .reading(id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(ARTICLES, &request.name))?;
    let mut references = References::default();
    references.add_reading(&reading);
    let labels = store.labels(&references).await.map_err(failed)?;
    let (article, claims) = convert::reading(reading, &labels);
    Ok(GetArticleResponse {
        article: Some(article),
        claims,
    })
}
