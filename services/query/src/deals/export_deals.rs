//! ExportDeals.

use futures::stream::BoxStream;
use sulh_domain::{DealId, References, filter::DealFilter};
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ExportDealsRequest, ExportDealsResponse},
};
use sulh_store::{ChangeKey, Snapshot};
use tonic::{Status, async_trait};

use super::watch_deals::cursor_behind;
use crate::exports::{Export, Exports};

/// Deals of a message.
const BATCH: u32 = 200;

pub(super) async fn answer(
    exports: &Exports,
    request: ExportDealsRequest,
) -> Result<BoxStream<'static, Result<ExportDealsResponse, Status>>, Status> {
    let filter = DealFilter::try_from(&request)?;
    let cursor: PageRequest<(ChangeKey, Option<DealId>)> =
        PageRequest::of_cursor("deal_export", &filter, &request.cursor)?;
    let export = DealExport {
        filter,
        sent: cursor.after,
        cursor,
    };
    exports.run(export).await
}

struct DealExport {
    filter: DealFilter,
    cursor: PageRequest<(ChangeKey, Option<DealId>)>,
    /// The state of the first message, and the last deal that was sent; `None` where
    /// nothing was.
    sent: Option<(ChangeKey, Option<DealId>)>,
}

#[async_trait]
impl Export for DealExport {
    type Part = ExportDealsResponse;

    async fn next(&mut self, snapshot: &mut Snapshot) -> Result<Option<Self::Part>, Status> {
        let after = self.sent.and_then(|(_, after)| after);
        let deals = snapshot
            .next_deals(&self.filter, after, BATCH)
            .await
            .map_err(failed)?;
        let state = match self.sent {
            // The first message is sent even if it is empty: it says where to watch on.
            None => snapshot.last_change().await.map_err(failed)?,
            Some(_) if deals.is_empty() => return Ok(None),
            Some((state, _)) => state,
        };
        let mut references = References::default();
        deals.iter().for_each(|deal| references.add_deal(deal));
        let labels = snapshot.labels(&references).await.map_err(failed)?;
        self.sent = Some((state, deals.last().map(|deal| deal.id)));
        Ok(Some(ExportDealsResponse {
            cursor: self.cursor.next_token(self.sent),
            watch_cursor: cursor_behind(state)?,
            deals: deals
                .into_iter()
                .map(|deal| convert::deal(deal, &labels))
                .collect(),
        }))
    }
}
