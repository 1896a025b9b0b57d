//! Reads everything of one state of the database, part by part.

use sulh_domain::{
    ArticleId, Deal, DealId, Reading, RecordedClaim,
    filter::{ArticleFilter, DealFilter},
};
use uuid::Uuid;

use crate::{
    ChangeKey, Error,
    articles::{read_articles, read_mentions},
    claims::read_claims,
    deal_changes::last_change,
    deal_filter::narrowed_deals,
    deals::read_deals,
    snapshot::Snapshot,
    words,
};

/// Where a claim stands among all: its article, and its place in it, from 0.
pub type ExportedClaimKey = (ArticleId, u32);

impl Snapshot {
    /// The last change of a deal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_change(&mut self) -> Result<ChangeKey, Error> {
        last_change(self.connection()).await
    }

    /// The next deals in the order of their names, behind `after`, at most `most`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next_deals(
        &mut self,
        filter: &DealFilter,
        after: Option<DealId>,
        most: u32,
    ) -> Result<Vec<Deal>, Error> {
        let ids = narrowed_deals!(
            query_scalar!(
                r#"
                SELECT id AS "id!"
                FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                WHERE $14::uuid IS NULL OR id > $14
                ORDER BY id
                LIMIT $15
                "#
            ),
            filter,
            after.map(|deal| deal.0),
            i64::from(most),
        )
        .fetch_all(self.connection())
        .await?;
        read_deals(self.connection(), &ids).await
    }

    /// The next claims in the order of their articles and of the text, behind `after`,
    /// at most `most`, each with its place in its article.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next_claims(
        &mut self,
        after: Option<ExportedClaimKey>,
        most: u32,
    ) -> Result<Vec<(ExportedClaimKey, RecordedClaim)>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT article_id, id, ordinal
            FROM claim
            WHERE $1::uuid IS NULL OR (article_id, ordinal) > ($1, $2::bigint)
            ORDER BY article_id, ordinal
            LIMIT $3
            "#,
            after.map(|(article, _)| article.0),
            after.map(|(_, ordinal)| i64::from(ordinal)),
            i64::from(most),
        )
        .fetch_all(self.connection())
        .await?;
        let (articles, ids): (Vec<Uuid>, Vec<Uuid>) =
            rows.iter().map(|row| (row.article_id, row.id)).unzip();
        let keys = rows
            .into_iter()
            .map(|row| (ArticleId(row.article_id), row.ordinal.unsigned_abs()));
        let claims = read_claims(self.connection(), &articles, &ids).await?;
        Ok(keys.zip(claims).collect())
    }

    /// The next articles in the order of their names, behind `after`, without their
    /// claims: at most `most`, and where `bodies` are wanted, of about so many bytes
    /// (`most_bytes`) in all or else a single one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next_articles(
        &mut self,
        filter: &ArticleFilter,
        after: Option<ArticleId>,
        most: u32,
        bodies: bool,
        most_bytes: usize,
    ) -> Result<Vec<Reading>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT
                id AS "id!",
                CASE WHEN $8 THEN octet_length(body) ELSE 0 END AS "bytes!"
            FROM filtered_articles($2, $3, $4, $5, $6, $7)
            WHERE $1::uuid IS NULL OR id > $1
            ORDER BY id
            LIMIT $9
            "#,
            after.map(|article| article.0),
            &filter.outlets,
            &filter.languages,
            &words::ids(&filter.actors),
            &words::ids(&filter.places),
            filter.has_claims,
            filter.originals_only,
            bodies,
            i64::from(most),
        )
        .fetch_all(self.connection())
        .await?;
        let mut bytes = 0;
        let ids: Vec<Uuid> = rows
            .into_iter()
            .take_while(|row| {
                let is_first = bytes == 0;
                bytes += row.bytes.unsigned_abs() as usize;
                is_first || bytes <= most_bytes
            })
            .map(|row| row.id)
            .collect();
        let articles = read_articles(self.connection(), &ids, bodies).await?;
        let mut mentions = match bodies {
            true => read_mentions(self.connection(), &ids).await?,
            false => Default::default(),
        };
        Ok(articles
            .into_iter()
            .map(|article| {
                let (actor_mentions, place_mentions) =
                    mentions.remove(&article.id).unwrap_or_default();
                Reading {
                    article,
                    actor_mentions,
                    place_mentions,
                    claims: Vec::new(),
                }
            })
            .collect())
    }
}
