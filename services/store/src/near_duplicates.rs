//! Tells which stored articles are one report, and links them to its original.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sqlx::PgConnection;
use sulh_domain::{
    ArticleId,
    near_duplicates::{MAX_CHARS, Shingles, original},
};
use uuid::Uuid;

use crate::{
    Error, Store,
    grouping::{Dissolved, compute_deals},
    relating::relate_alone,
};

/// Articles of one band that are looked at. More share one only where very many
/// copies of one report are stored; any of them leads to its original.
const MAX_OF_BAND: i64 = 100;
/// Bodies that one article is compared with, those that share the most bands
/// first. Copies do not use this up, as no other copy is read once their report
/// is known to be the same. Of a million reports on one subject about a hundred
/// share a band by chance, nearly always a single one, so they come last.
const MAX_COMPARISONS: usize = 100;

/// Compares a stored article with the others, links all that are one report to
/// its original, and computes again the deals that this touches. Leaves the
/// transaction holding the lock of [`relate_alone`].
pub(crate) async fn relate(
    connection: &mut PgConnection,
    article: ArticleId,
    body: &str,
) -> Result<(), Error> {
    let shingles = Shingles::of(body);
    store_bands(connection, article, &shingles).await?;
    relate_alone(connection).await?;
    let changed = link_to_same(connection, article, &shingles).await?;
    if !changed.is_empty() {
        compute_deals(connection, &changed, Dissolved::default()).await?;
    }
    Ok(())
}

/// The articles that are one report with this one, itself among them.
pub(crate) async fn copies(
    connection: &mut PgConnection,
    article: ArticleId,
) -> Result<Vec<Uuid>, Error> {
    let copies = sqlx::query_scalar!(
        r#"
        SELECT copy.id
        FROM article a
        JOIN article copy ON copy.id = a.id OR copy.original = a.original
        WHERE a.id = $1
        ORDER BY copy.id
        "#,
        article.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(copies)
}

/// Compares an article whose body or date is another one now, and its copies,
/// anew. Gives those with claims that are linked otherwise than before. The
/// transaction holds the lock of [`relate_alone`], and computes the deals that
/// this touches.
pub(crate) async fn relate_again(
    connection: &mut PgConnection,
    article: ArticleId,
    copies: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    sqlx::query!("DELETE FROM article_band WHERE article_id = $1", article.0)
        .execute(&mut *connection)
        .await?;
    let body = body(connection, article.0).await?;
    store_bands(connection, article, &Shingles::of(&body)).await?;
    relate_anew(connection, copies).await
}

/// Compares articles that were one report, and may be none any more, anew. Gives
/// those with claims that are linked otherwise than before. The transaction holds
/// the lock of [`relate_alone`], and computes the deals that this touches.
pub(crate) async fn relate_anew(
    connection: &mut PgConnection,
    articles: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    sqlx::query!(
        "UPDATE article SET original = NULL WHERE id = ANY($1)",
        articles
    )
    .execute(&mut *connection)
    .await?;
    let mut changed = Vec::new();
    for article in articles {
        let body = body(connection, *article).await?;
        let shingles = Shingles::of(&body);
        changed.extend(link_to_same(connection, ArticleId(*article), &shingles).await?);
    }
    Ok(changed)
}

async fn link_to_same(
    connection: &mut PgConnection,
    article: ArticleId,
    shingles: &Shingles,
) -> Result<Vec<Uuid>, Error> {
    let same = originals_of_same(connection, article, shingles).await?;
    link(connection, article, &same).await
}

/// As much of a body as is compared.
pub(crate) async fn body(connection: &mut PgConnection, article: Uuid) -> Result<String, Error> {
    let body = sqlx::query_scalar!(
        r#"SELECT left(body, $2) AS "body!" FROM article WHERE id = $1"#,
        article,
        i32::try_from(MAX_CHARS).unwrap_or(i32::MAX),
    )
    .fetch_one(connection)
    .await?;
    Ok(body)
}

async fn store_bands(
    connection: &mut PgConnection,
    article: ArticleId,
    shingles: &Shingles,
) -> Result<(), Error> {
    let bands: Vec<i64> = shingles.bands().into_iter().map(u64::cast_signed).collect();
    sqlx::query!(
        r#"
        INSERT INTO article_band (article_id, band)
        SELECT $1, band FROM unnest($2::bigint[]) AS band
        ON CONFLICT DO NOTHING
        "#,
        article.0,
        &bands,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The originals of all articles that are the same report as this one.
async fn originals_of_same(
    connection: &mut PgConnection,
    article: ArticleId,
    shingles: &Shingles,
) -> Result<BTreeSet<Uuid>, Error> {
    let candidates = sqlx::query_file!("src/near_duplicates.sql", article.0, MAX_OF_BAND)
        .fetch_all(&mut *connection)
        .await?;
    let mut same = BTreeSet::new();
    let mut comparisons = 0;
    for candidate in candidates {
        if same.contains(&candidate.original) {
            continue;
        }
        if comparisons == MAX_COMPARISONS {
            break;
        }
        comparisons += 1;
        let body = body(connection, candidate.id).await?;
        if shingles.same_report(&Shingles::of(&body)) {
            same.insert(candidate.original);
        }
    }
    Ok(same)
}

/// Links an article and all articles of these originals to the first published
/// of them. Gives those with claims that are linked otherwise than before.
async fn link(
    connection: &mut PgConnection,
    article: ArticleId,
    same: &BTreeSet<Uuid>,
) -> Result<Vec<Uuid>, Error> {
    let mut heads: Vec<Uuid> = same.iter().copied().collect();
    heads.push(article.0);
    let rows = sqlx::query!(
        r#"
        SELECT id, published_on AS "published_on: jiff_sqlx::Date"
        FROM article WHERE id = ANY($1)
        "#,
        &heads,
    )
    .fetch_all(&mut *connection)
    .await?;
    // An original is the first of its articles, so the first of the originals
    // is the first of all.
    let first = original(
        rows.into_iter()
            .map(|row| (ArticleId(row.id), row.published_on.map(Date::from))),
    );
    let linked = sqlx::query!(
        r#"
        UPDATE article
        SET original = $1
        WHERE (id = ANY($2) OR original = ANY($2)) AND original IS DISTINCT FROM $1
        RETURNING id, claim_count
        "#,
        first.map(|id| id.0),
        &heads,
    )
    .fetch_all(connection)
    .await?;
    Ok(linked
        .into_iter()
        .filter(|article| article.claim_count > 0)
        .map(|article| article.id)
        .collect())
}

impl Store {
    /// Compares the articles that were not compared yet, one transaction each.
    pub(crate) async fn relate_all(&self) -> Result<(), Error> {
        loop {
            let mut transaction = self.pool.begin().await?;
            relate_alone(&mut transaction).await?;
            let next = sqlx::query!(
                r#"
                SELECT id, left(body, $1) AS "body!"
                FROM article WHERE original IS NULL ORDER BY id LIMIT 1
                "#,
                i32::try_from(MAX_CHARS).unwrap_or(i32::MAX),
            )
            .fetch_optional(&mut *transaction)
            .await?;
            let Some(article) = next else {
                return Ok(());
            };
            relate(&mut transaction, ArticleId(article.id), &article.body).await?;
            transaction.commit().await?;
        }
    }
}
