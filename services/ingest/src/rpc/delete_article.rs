//! DeleteArticle.

use sulh_domain::{ArticleId, Labels};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::ARTICLES,
    v1::{DeleteArticleRequest, DeleteArticleResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: DeleteArticleRequest,
) -> Result<DeleteArticleResponse, Status> {
    let id: ArticleId = ARTICLES.id("name", &request.name)?;
    let deletion = store
        .delete_article(id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(ARTICLES, &request.name))?;
    Ok(DeleteArticleResponse {
        removed_claim_count: deletion.claim_count,
        deal_changes: deletion
            .changes
            .into_iter()
            .map(|change| convert::deal_change(change, None, None, &Labels::default()))
            .collect(),
    })
}
