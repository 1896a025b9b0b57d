//! Wakes those who watch deals: one poller for all of them.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sulh_store::{ChangeKey, Store};
use tokio::sync::watch;

/// How often the poller looks for changes.
const POLL_INTERVAL: Duration = Duration::from_millis(250);
/// How long it waits where the database does not answer.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// The last change of a deal, kept up to date while anyone watches.
#[derive(Clone)]
pub(super) struct Feed {
    store: Store,
    end: watch::Sender<ChangeKey>,
    /// Whether the poller runs; it ends when nobody watches.
    is_polled: Arc<Mutex<bool>>,
}

impl Feed {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            end: watch::Sender::new(0),
            is_polled: Arc::default(),
        }
    }

    /// Tells of every new last change.
    pub(super) fn watch(&self) -> watch::Receiver<ChangeKey> {
        let receiver = self.end.subscribe();
        let mut is_polled = self
            .is_polled
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if !*is_polled {
            *is_polled = true;
            tokio::spawn(self.clone().poll());
        }
        receiver
    }

    async fn poll(self) {
        loop {
            let pause = match self.store.last_change().await {
                Ok(end) => {
                    self.end.send_if_modified(|known| {
                        let is_new = *known != end;
                        *known = end;
                        is_new
                    });
                    POLL_INTERVAL
                }
                // Those who watch find out for themselves.
                Err(error) => {
                    tracing::warn!(%error, "the feed of changes cannot be read");
                    RETRY_INTERVAL
                }
            };
            tokio::time::sleep(pause).await;
            let mut is_polled = self
                .is_polled
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if self.end.receiver_count() == 0 {
                *is_polled = false;
                return;
            }
        }
    }
}
