//! One stored document that is read again.

use sulh_domain::{ArticleId, Difference, Failure, FailureKind, Labels, References};
use sulh_rpc::{convert, failure::failed, names::ARTICLES, v1::ArticleChange};
use tonic::Status;

use crate::ingesting::Ingesting;

/// How many times a document is read where others replace what was read of it in
/// between: only one with another lexicon would.
const ATTEMPTS: u32 = 5;

/// Others replaced what was read of a document, again and again.
#[derive(Debug, thiserror::Error)]
#[error("{0} is read again by others at the same time")]
struct Overtaken(String);

impl Failure for Overtaken {
    fn kind(&self) -> FailureKind {
        FailureKind::Contention
    }
}

impl Ingesting {
    /// Reads a stored document again and, unless it is only to be validated, stores
    /// what it says now. Gives what differs; `None` where nothing does.
    pub(crate) async fn reread(
        &self,
        id: ArticleId,
        validate_only: bool,
    ) -> Result<Option<ArticleChange>, Status> {
        for _ in 0..ATTEMPTS {
            let before = self.store.reading(id).await.map_err(failed)?;
            let document = self.store.source_document(id).await.map_err(failed)?;
            let (Some(before), Some(document)) = (before, document) else {
                return Ok(None);
            };
            let (_, after, actors) = self.read(document).await?;
            let difference = Difference::between(&before, &after);
            let is_as_before =
                difference.is_empty() && before.article.reader == after.article.reader;
            let is_done = validate_only
                || is_as_before
                || self
                    .store
                    .reread(&before, &after, &difference, &actors)
                    .await
                    .map_err(failed)?;
            if !is_done {
                continue;
            }
            if difference.is_empty() {
                return Ok(None);
            }
            let mut references = References::default();
            references.add_difference(&difference);
            let known = self.store.labels(&references).await.map_err(failed)?;
            // What is only validated may name actors that are not stored.
            let labels = known.or(Labels::of(&actors, self.lexicon.places()));
            return Ok(Some(convert::article_change(
                after.article,
                difference,
                &labels,
            )));
        }
        Err(failed(Overtaken(ARTICLES.name(id))))
    }
}
