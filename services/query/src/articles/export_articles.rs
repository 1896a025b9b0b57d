//! ExportArticles.

use futures::stream::BoxStream;
use sulh_domain::{ArticleId, References, filter::ArticleFilter};
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ArticleView, ExportArticlesRequest, ExportArticlesResponse},
};
use sulh_store::Snapshot;
use tonic::{Status, async_trait};

use super::view::view;
use crate::exports::{Export, Exports};

/// Articles of a message.
const BATCH: u32 = 100;
/// Bytes of bodies of a message, unless a single one has more: clients take 4 MiB if
/// they are not told otherwise.
const BATCH_BYTES: usize = 1024 * 1024;

pub(super) async fn answer(
    exports: &Exports,
    request: ExportArticlesRequest,
) -> Result<BoxStream<'static, Result<ExportArticlesResponse, Status>>, Status> {
    let filter = ArticleFilter::try_from(&request)?;
    let view = view(request.view)?;
    let cursor: PageRequest<Option<ArticleId>> =
        PageRequest::of_cursor("article_export", &filter, &request.cursor)?;
    let export = ArticleExport {
        filter,
        view,
        sent: cursor.after,
        cursor,
    };
    exports.run(export).await
}

struct ArticleExport {
    filter: ArticleFilter,
    view: ArticleView,
    cursor: PageRequest<Option<ArticleId>>,
    /// The last article that was sent; `None` where no message was.
    sent: Option<Option<ArticleId>>,
}

#[async_trait]
impl Export for ArticleExport {
    type Part = ExportArticlesResponse;

    async fn next(&mut self, snapshot: &mut Snapshot) -> Result<Option<Self::Part>, Status> {
        let is_full = self.view != ArticleView::Basic;
        let after = self.sent.flatten();
        let mut readings = snapshot
            .next_articles(&self.filter, after, BATCH, is_full, BATCH_BYTES)
            .await
            .map_err(failed)?;
        if readings.is_empty() && self.sent.is_some() {
            return Ok(None);
        }
        let mut references = References::default();
        for reading in &mut readings {
            if self.view != ArticleView::Page {
                reading.article.article.dropped.clear();
            }
            references.add_reading(reading);
        }
        let labels = snapshot.labels(&references).await.map_err(failed)?;
        self.sent = Some(readings.last().map(|reading| reading.article.id));
        Ok(Some(ExportArticlesResponse {
            cursor: self.cursor.next_token(self.sent),
            articles: readings
                .into_iter()
                .map(|reading| convert::reading(reading, &labels).0)
                .collect(),
        }))
    }
}
