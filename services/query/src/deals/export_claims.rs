//! ExportClaims.

use futures::stream::BoxStream;
use sulh_domain::References;
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ExportClaimsRequest, ExportClaimsResponse},
};
use sulh_store::{ChangeKey, ExportedClaimKey, Snapshot};
use tonic::{Status, async_trait};

use super::watch_deals::cursor_behind;
use crate::exports::{Export, Exports};

/// Claims of a message.
const BATCH: u32 = 200;

type Sent = (ChangeKey, Option<ExportedClaimKey>);

pub(super) async fn answer(
    exports: &Exports,
    request: ExportClaimsRequest,
) -> Result<BoxStream<'static, Result<ExportClaimsResponse, Status>>, Status> {
    let cursor: PageRequest<Sent> = PageRequest::of_cursor("claim_export", &(), &request.cursor)?;
    let export = ClaimExport {
        sent: cursor.after,
        cursor,
    };
    exports.run(export).await
}

struct ClaimExport {
    cursor: PageRequest<Sent>,
    /// The state of the first message, and the last claim that was sent; `None` where
    /// nothing was.
    sent: Option<Sent>,
}

#[async_trait]
impl Export for ClaimExport {
    type Part = ExportClaimsResponse;

    async fn next(&mut self, snapshot: &mut Snapshot) -> Result<Option<Self::Part>, Status> {
        let after = self.sent.and_then(|(_, after)| after);
        let claims = snapshot.next_claims(after, BATCH).await.map_err(failed)?;
        let state = match self.sent {
            // The first message is sent even if it is empty: it says where to watch on.
            None => snapshot.last_change().await.map_err(failed)?,
            Some(_) if claims.is_empty() => return Ok(None),
            Some((state, _)) => state,
        };
        let mut references = References::default();
        claims
            .iter()
            .for_each(|(_, claim)| references.add_claim(claim));
        let labels = snapshot.labels(&references).await.map_err(failed)?;
        self.sent = Some((state, claims.last().map(|(key, _)| *key)));
        let claims = claims.into_iter().map(|(_, claim)| claim).collect();
        Ok(Some(ExportClaimsResponse {
            cursor: self.cursor.next_token(self.sent),
            watch_cursor: cursor_behind(state)?,
            claims: convert::claims(claims, &labels),
        }))
    }
}
