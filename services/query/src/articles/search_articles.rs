//! SearchArticles.

use sulh_domain::{filter::ArticleFilter, search::Question};
use sulh_rpc::{
    convert,
    page::PageRequest,
    v1::{SearchArticlesRequest, SearchArticlesResponse},
};
use sulh_store::{AnswerKey, Store};
use tonic::Status;

use crate::searching::Searching;

pub(super) async fn answer(
    store: &Store,
    searching: &Searching,
    request: SearchArticlesRequest,
) -> Result<SearchArticlesResponse, Status> {
    let filter = ArticleFilter::try_from(&request)?;
    let narrowed = (&request.query, request.verbatim, &filter);
    let wanted: PageRequest<AnswerKey> = PageRequest::new(
        "article_answers",
        &narrowed,
        request.page_size,
        &request.page_token,
    )?;
    let (filter, size, after) = (&filter, wanted.size, wanted.after);
    let search = |question: Question| async move {
        store.search_articles(&question, filter, size, after).await
    };
    let (page, names) = searching
        .answers(&request.query, request.verbatim, search)
        .await?;
    let answers = page.items.into_iter().map(|found| {
        convert::article_answer(
            found.article,
            found.rank,
            found.title_highlights,
            found.snippets,
        )
    });
    Ok(SearchArticlesResponse {
        answers: answers.collect(),
        next_page_token: wanted.next_token(page.next),
        names,
    })
}
