//! Exports: everything, streamed from one state of the database.

use std::{sync::Arc, time::Duration};

use futures::stream::{self, BoxStream, StreamExt};
use sulh_rpc::failure::{defect, exhausted, failed, too_slow};
use sulh_store::{Snapshot, Store};
use tokio::sync::{Semaphore, mpsc};
use tonic::{Status, async_trait};

/// Exports that may run at once. Each holds a connection to the database.
const MAX_EXPORTS: usize = 4;
/// How long a message waits to be taken: meanwhile the database keeps the state that
/// is being read.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is exported, part by part.
#[async_trait]
pub(crate) trait Export: Send + 'static {
    /// A part of it.
    type Part: Send + 'static;

    /// Reads the next part; `None` behind the last one.
    async fn next(&mut self, snapshot: &mut Snapshot) -> Result<Option<Self::Part>, Status>;
}

/// Runs exports. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Exports {
    store: Store,
    permits: Arc<Semaphore>,
}

impl Exports {
    pub(crate) fn new(store: Store) -> Self {
        Self {
            store,
            permits: Arc::new(Semaphore::new(MAX_EXPORTS)),
        }
    }

    /// Streams an export from the state of this instant. It is read on as fast as it
    /// is taken, one part ahead.
    pub(crate) async fn run<E: Export>(
        &self,
        mut export: E,
    ) -> Result<BoxStream<'static, Result<E::Part, Status>>, Status> {
        let permit = self
            .permits
            .clone()
            .try_acquire_owned()
            .map_err(|_| exhausted("too many exports are running; try again later"))?;
        let mut snapshot = self.store.snapshot().await.map_err(failed)?;
        let (sender, receiver) = mpsc::channel(1);
        let reading = tokio::spawn(async move {
            let _permit = permit;
            while let Some(part) = export.next(&mut snapshot).await? {
                match tokio::time::timeout(PATIENCE, sender.send(part)).await {
                    Ok(Ok(())) => {}
                    // Nobody takes it any more.
                    Ok(Err(_)) => break,
                    Err(_) => return Err(too_slow("no message was taken for a minute")),
                }
            }
            Ok(())
        });
        let parts = stream::unfold(receiver, async |mut receiver| {
            let part = receiver.recv().await?;
            Some((Ok(part), receiver))
        });
        let end = stream::once(async {
            match reading.await {
                Ok(ended) => ended.err(),
                Err(error) => Some(defect(&error)),
            }
        });
        let end = end.filter_map(async |failure| failure.map(Err));
        Ok(parts.chain(end).boxed())
    }
}
