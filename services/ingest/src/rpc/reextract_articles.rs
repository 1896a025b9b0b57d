//! ReextractArticles.

use std::collections::VecDeque;

use futures::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use sulh_domain::ArticleId;
use sulh_rpc::{
    failure::{failed, not_found},
    names::ARTICLES,
    page::PageRequest,
    v1::{
        ArticleChange, ReextractArticlesRequest, ReextractArticlesResponse, ReextractionProgress,
        ReextractionSummary, reextract_articles_response::Event,
    },
    violation::Violation,
};
use sulh_store::{RereadingFilter, Store};
use tonic::Status;

use crate::ingesting::{Ingesting, processors};

/// Documents between two reports of progress.
const PROGRESS_INTERVAL: u64 = 10;
/// Documents whose names are asked for at once.
const NAMES_AT_ONCE: u32 = 100;

type Responses = BoxStream<'static, Result<ReextractArticlesResponse, Status>>;
type Changes = BoxStream<'static, Result<(ArticleId, Option<ArticleChange>), Status>>;

pub(super) async fn answer(
    ingesting: Ingesting,
    request: ReextractArticlesRequest,
) -> Result<Responses, Status> {
    let articles: Vec<ArticleId> = ARTICLES.ids("articles", &request.articles)?;
    let same = (&articles, request.only_stale);
    let place = PageRequest::new("rereading", &same, 0, &request.page_token)?;
    let limit = limit(request.max_articles)?;
    let store = ingesting.store.clone();
    if let Some(unknown) = store.first_unknown(&articles).await.map_err(failed)? {
        return Err(not_found(ARTICLES, &ARTICLES.name(unknown)));
    }
    let filter = RereadingFilter {
        articles,
        not_read_by: request.only_stale.then(|| (*ingesting.reader).clone()),
    };
    let remaining = store
        .count_to_reread(&filter, place.after)
        .await
        .map_err(failed)?;
    let summary = ReextractionSummary {
        extractor: ingesting.reader.extractor.clone(),
        lexicon: ingesting.reader.lexicon.clone(),
        ..Default::default()
    };
    let validate_only = request.validate_only;
    let changes = names(store, filter, place.after)
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map_ok(move |id| {
            let ingesting = ingesting.clone();
            async move { Ok((id, ingesting.reread(id, validate_only).await?)) }
        })
        // In order, so that all before the last one are done.
        .try_buffered(processors())
        .boxed();
    let mut rereading = Rereading {
        changes,
        events: VecDeque::new(),
        is_over: false,
        remaining,
        total: remaining.min(limit),
        last: place.after,
        place,
        summary,
    };
    rereading.report_progress();
    let events = stream::unfold(rereading, async |mut rereading| {
        let event = rereading.next().await?;
        let response = event.map(|event| ReextractArticlesResponse { event: Some(event) });
        Some((response, rereading))
    });
    Ok(events.boxed())
}

fn limit(max_articles: i32) -> Result<u64, Violation> {
    match u64::try_from(max_articles) {
        Ok(0) => Ok(u64::MAX),
        Ok(limit) => Ok(limit),
        Err(_) => Err(Violation::new(
            "max_articles",
            "negative: expected 0 for no limit, or the number of documents",
        )),
    }
}

/// The documents to read, a page of names at a time.
fn names(
    store: Store,
    filter: RereadingFilter,
    after: Option<ArticleId>,
) -> impl futures::Stream<Item = Result<ArticleId, Status>> + Send {
    stream::try_unfold((store, filter, after), async |(store, filter, after)| {
        let page = store
            .to_reread(&filter, after, NAMES_AT_ONCE)
            .await
            .map_err(failed)?;
        let Some(last) = page.last().copied() else {
            return Ok(None);
        };
        let names = stream::iter(page.into_iter().map(Ok));
        Ok::<_, Status>(Some((names, (store, filter, Some(last)))))
    })
    .try_flatten()
}

/// A request that is being answered.
struct Rereading {
    changes: Changes,
    /// What is to be sent next.
    events: VecDeque<Event>,
    is_over: bool,
    /// Documents that there were to read at the beginning.
    remaining: u64,
    /// Of these, so many are read.
    total: u64,
    /// The last document that was read.
    last: Option<ArticleId>,
    place: PageRequest<ArticleId>,
    summary: ReextractionSummary,
}

impl Rereading {
    async fn next(&mut self) -> Option<Result<Event, Status>> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(Ok(event));
            }
            if self.is_over {
                return None;
            }
            match self.changes.next().await {
                Some(Ok((id, change))) => self.count(id, change),
                Some(Err(status)) => {
                    self.is_over = true;
                    return Some(Err(status));
                }
                None => self.end(),
            }
        }
    }

    fn count(&mut self, id: ArticleId, change: Option<ArticleChange>) {
        self.last = Some(id);
        self.summary.done_count += 1;
        if let Some(change) = change {
            self.summary.changed_count += 1;
            self.summary.added_claim_count += change.added_claims.len() as u64;
            self.summary.removed_claim_count += change.removed_claims.len() as u64;
            self.summary.changed_claim_count += change.changed_claims.len() as u64;
            self.events.push_back(Event::Change(change));
        }
        if self.summary.done_count.is_multiple_of(PROGRESS_INTERVAL) {
            self.report_progress();
        }
    }

    fn report_progress(&mut self) {
        self.events.push_back(Event::Progress(ReextractionProgress {
            done_count: self.summary.done_count,
            // Documents may have come in since.
            total_count: self.total.max(self.summary.done_count),
            page_token: self.place.next_token(self.last),
        }));
    }

    fn end(&mut self) {
        self.is_over = true;
        if self.remaining > self.summary.done_count && self.summary.done_count == self.total {
            self.summary.next_page_token = self.place.next_token(self.last);
        }
        self.events.push_back(Event::Summary(self.summary.clone()));
    }
}
