//! WatchDeals.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use futures::stream::{self, BoxStream, StreamExt};
use sulh_domain::{Deal, DealId, Labels, References, filter::DealFilter};
use sulh_rpc::{
    convert,
    failure::{exhausted, failed},
    page::PageRequest,
    v1::{WatchDealsRequest, WatchDealsResponse, watch_deals_response::Event},
    violation::Violation,
};
use sulh_store::{ChangeKey, Store, StoredChange};
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::Instant,
};
use tonic::Status;

use super::Watching;

/// Changes that are read at once.
const BATCH: u32 = 100;
/// Seconds of silence after which a heartbeat is sent, where the request says none.
const HEARTBEAT_SECONDS: i32 = 30;
const MAX_HEARTBEAT_SECONDS: i32 = 300;

type Responses = BoxStream<'static, Result<WatchDealsResponse, Status>>;

pub(super) async fn answer(
    watching: &Watching,
    request: WatchDealsRequest,
) -> Result<Responses, Status> {
    let filter = DealFilter::try_from(&request)?;
    let heartbeat = heartbeat(request.heartbeat_seconds)?;
    let cursor = cursor(&request.cursor)?;
    let permit = watching
        .permits
        .clone()
        .try_acquire_owned()
        .map_err(|_| exhausted("too many streams of WatchDeals are open; try again later"))?;
    let store = watching.store.clone();
    let after = match (cursor.after, request.from_beginning) {
        (Some(after), _) => after,
        (None, true) => 0,
        (None, false) => store.last_change().await.map_err(failed)?,
    };
    let watcher = Watcher {
        ends: watching.feed.watch(),
        store,
        filter,
        cursor,
        after,
        heartbeat,
        pending: VecDeque::new(),
        is_over: false,
        _permit: permit,
    };
    // The first answer tells where the stream starts.
    let start = watcher.heartbeat();
    let events = stream::unfold(watcher, async |mut watcher| {
        let response = watcher.next().await?;
        Some((response, watcher))
    });
    Ok(stream::iter([Ok(start)]).chain(events).boxed())
}

/// Reads a cursor, which is bound to no filter.
fn cursor(cursor: &str) -> Result<PageRequest<ChangeKey>, Violation> {
    PageRequest::of_cursor("deal_changes", &(), cursor)
}

/// The cursor that goes on behind a change.
pub(super) fn cursor_behind(change: ChangeKey) -> Result<String, Violation> {
    Ok(cursor("")?.next_token(Some(change)))
}

fn heartbeat(seconds: i32) -> Result<Duration, Violation> {
    let seconds = match seconds {
        0 => HEARTBEAT_SECONDS,
        1..=MAX_HEARTBEAT_SECONDS => seconds,
        _ => {
            return Err(Violation::new(
                "heartbeat_seconds",
                format!("{seconds} is out of range: expected 0 to {MAX_HEARTBEAT_SECONDS}"),
            ));
        }
    };
    Ok(Duration::from_secs(u64::from(seconds.unsigned_abs())))
}

/// A stream that is being answered. It reads on only once what it read is sent, so
/// a slow client holds no more than one batch.
struct Watcher {
    ends: watch::Receiver<ChangeKey>,
    store: Store,
    filter: DealFilter,
    cursor: PageRequest<ChangeKey>,
    /// The last change that was read.
    after: ChangeKey,
    heartbeat: Duration,
    pending: VecDeque<WatchDealsResponse>,
    is_over: bool,
    _permit: OwnedSemaphorePermit,
}

impl Watcher {
    async fn next(&mut self) -> Option<Result<WatchDealsResponse, Status>> {
        let silent_until = Instant::now() + self.heartbeat;
        loop {
            if let Some(response) = self.pending.pop_front() {
                return Some(Ok(response));
            }
            if self.is_over {
                return None;
            }
            let changes = match self.read().await {
                Ok(changes) => changes,
                Err(status) => {
                    self.is_over = true;
                    return Some(Err(status));
                }
            };
            if changes == 0 && !self.wait(silent_until).await {
                return Some(Ok(self.heartbeat()));
            }
        }
    }

    /// Reads the next changes, and gives how many there were.
    async fn read(&mut self) -> Result<usize, Status> {
        self.ends.mark_unchanged();
        let changes = self
            .store
            .changes(self.after, BATCH)
            .await
            .map_err(failed)?;
        let Some(last) = changes.last().map(|change| change.key) else {
            return Ok(0);
        };
        let ids: Vec<DealId> = changes.iter().map(|change| change.change.deal).collect();
        let deals = self
            .store
            .deals_among(&ids, &self.filter)
            .await
            .map_err(failed)?;
        let mut references = References::default();
        deals.iter().for_each(|deal| references.add_deal(deal));
        let labels = self.store.labels(&references).await.map_err(failed)?;
        let present: HashMap<DealId, Deal> =
            deals.into_iter().map(|deal| (deal.id, deal)).collect();
        let is_unfiltered = self.filter == DealFilter::default();
        let count = changes.len();
        for change in changes {
            self.after = change.key;
            let deal = present.get(&change.change.deal);
            // Of a deal that is no more, nothing says whether it passed the filter.
            if deal.is_some() || change.change.is_end() || is_unfiltered {
                let response = self.response(change, deal, &labels);
                self.pending.push_back(response);
            }
        }
        self.after = last;
        Ok(count)
    }

    fn response(
        &self,
        change: StoredChange,
        deal: Option<&Deal>,
        labels: &Labels,
    ) -> WatchDealsResponse {
        WatchDealsResponse {
            cursor: self.cursor.next_token(Some(change.key)),
            event: Some(Event::Change(convert::deal_change(
                change.change,
                Some(change.changed_at),
                deal.cloned(),
                labels,
            ))),
        }
    }

    fn heartbeat(&self) -> WatchDealsResponse {
        WatchDealsResponse {
            cursor: self.cursor.next_token(Some(self.after)),
            event: Some(Event::Heartbeat(Default::default())),
        }
    }

    /// Waits for a change, and gives false where none came in time.
    async fn wait(&mut self, until: Instant) -> bool {
        tokio::select! {
            changed = self.ends.changed() => changed.is_ok(),
            () = tokio::time::sleep_until(until) => false,
        }
    }
}
