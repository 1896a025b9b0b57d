//! ListArticles.

use sulh_domain::filter::ArticleFilter;
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ListArticlesRequest, ListArticlesResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListArticlesRequest,
) -> Result<ListArticlesResponse, Status> {
    let filter = ArticleFilter::try_from(&request)?;
    let wanted = PageRequest::new("articles", &filter, request.page_size, &request.page_token)?;
    let page = store
        .articles(&filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    Ok(ListArticlesResponse {
        articles: page.items.into_iter().map(convert::article).collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
