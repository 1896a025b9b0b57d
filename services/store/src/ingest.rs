//! Stores what was read of one document: one transaction, all or nothing.

use jiff::civil::Date;
use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{
    Actor, ActorId, ArticleId, Asserter, ClaimId, Confirmation, Counted, DealType, DropReason,
    Mention, Modality, PartialDate, PlaceId, Reading, RecordedClaim, Role, Side, SourceDocument,
    Status, StoredArticle, TermKind, Warning, grouping::armed_sides,
};

use crate::{
    Error, Store,
    deletion::{forget_deletion, is_deleted},
    lexicon::add_actors,
    near_duplicates::relate,
    rejection::forget_rejected,
    rows::numbered,
};

/// What became of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    /// What is stored of it, with its deals.
    pub reading: Reading,
    /// Whether it had been stored before: nothing was changed.
    pub already_ingested: bool,
}

impl Store {
    /// Stores a document with what was read of it and the actors that it names,
    /// links it with the articles that are the same report, and computes again
    /// the deals that it touches. A document that is stored already changes
    /// nothing; one whose article was taken back is refused unless it is to come in
    /// `even_if_deleted`.
    ///
    /// # Errors
    /// When the database does not answer or refuses; then nothing is stored.
    pub async fn ingest(
        &self,
        document: &SourceDocument,
        reading: &Reading,
        actors: &[Actor],
        even_if_deleted: bool,
    ) -> Result<Ingested, Error> {
        let id = reading.article.id;
        let mut transaction = self.pool.begin().await?;
        let is_new = store_document(&mut transaction, document, &reading.article).await?;
        if is_new {
            // Whoever takes it back meanwhile was waited for.
            match even_if_deleted {
                true => forget_deletion(&mut transaction, id).await?,
                false if is_deleted(&mut transaction, id).await? => return Err(Error::Deleted),
                false => {}
            }
            forget_rejected(&mut transaction, id).await?;
            store_article(&mut transaction, &reading.article).await?;
            add_actors(&mut transaction, actors).await?;
            store_mentions(&mut transaction, reading).await?;
            store_claims(&mut transaction, id, &reading.claims).await?;
            relate(&mut transaction, id, &reading.article.article.body).await?;
        }
        transaction.commit().await?;
        // Whoever took it back since was faster.
        let stored = self.reading(id).await?.ok_or(Error::Deleted)?;
        Ok(Ingested {
            reading: stored,
            already_ingested: !is_new,
        })
    }
}

/// Whether the document was new.
async fn store_document(
    connection: &mut PgConnection,
    document: &SourceDocument,
    article: &StoredArticle,
) -> Result<bool, Error> {
    let known = &document.known;
    let result = sqlx::query!(
        r#"
        INSERT INTO source_document (
            article_id, sha256, content, media_type, label,
            known_url, known_title, known_outlet, known_published, known_language)
        VALUES (
            $1, $2, $3, $4, $5,
            $6, $7, $8, jsonb_populate_record(NULL::partial_date, $9), $10)
        ON CONFLICT DO NOTHING
        "#,
        article.id.0,
        &article.sha256,
        &document.content,
        &document.media_type,
        &document.label,
        known.url,
        known.title,
        known.outlet,
        known.published.map(Json) as _,
        known.language,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

#[derive(Serialize)]
struct WarningRow<'a> {
    ordinal: u32,
    #[serde(flatten)]
    warning: &'a Warning,
}

#[derive(Serialize)]
struct DroppedRow<'a> {
    ordinal: u32,
    reason: DropReason,
    text: &'a str,
    body_offset: u32,
    span_start: Option<u32>,
    span_end: Option<u32>,
}

async fn store_article(connection: &mut PgConnection, stored: &StoredArticle) -> Result<(), Error> {
    let article = &stored.article;
    sqlx::query!(
        r#"
        INSERT INTO article (
            id, title, outlet, outlet_kind, url, published, published_on, language, body,
            claims_extracted, extractor, lexicon, claim_count)
        SELECT
            $1, $2, $3, $4, $5, jsonb_populate_record(NULL::partial_date, $6), $7::text::date, $8,
            $9, $10, $11, $12, $13
        "#,
        stored.id.0,
        article.title,
        article.outlet,
        article.outlet_kind.map(<&str>::from) as _,
        article.url,
        article.published.map(Json) as _,
        sort_date(article.published).map(|date| date.to_string()),
        article.language,
        article.body,
        article.claims_extracted,
        stored.reader.extractor,
        stored.reader.lexicon,
        i32::try_from(stored.claim_count).unwrap_or(i32::MAX),
    )
    .execute(&mut *connection)
    .await?;
    store_parts(connection, stored).await
}

/// Stores an article's warnings and the blocks that were left out.
pub(crate) async fn store_parts(
    connection: &mut PgConnection,
    stored: &StoredArticle,
) -> Result<(), Error> {
    let rows: Vec<_> = (0..)
        .zip(&stored.warnings)
        .map(|(ordinal, warning)| WarningRow { ordinal, warning })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO article_warning (article_id, ordinal, code, message)
        SELECT $1, ordinal, code, message
        FROM jsonb_to_recordset($2) AS row (ordinal integer, code text, message text)
        "#,
        stored.id.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows: Vec<_> = (0..)
        .zip(&stored.article.dropped)
        .map(|(ordinal, block)| DroppedRow {
            ordinal,
            reason: block.reason,
            text: &block.text,
            body_offset: block.offset,
            span_start: block.span.map(|span| span.start),
            span_end: block.span.map(|span| span.end),
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO article_dropped_block (
            article_id, ordinal, reason, text, body_offset, span_start, span_end)
        SELECT $1, ordinal, reason, text, body_offset, span_start, span_end
        FROM jsonb_to_recordset($2) AS row (
            ordinal integer, reason text, text text, body_offset bigint, span_start bigint,
            span_end bigint)
        "#,
        stored.id.0,
        Json(&rows) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) fn sort_date(date: Option<PartialDate>) -> Option<Date> {
    date.and_then(|date| date.midpoint())
}

#[derive(Serialize)]
struct MentionRow<'a, T> {
    ordinal: u32,
    of: &'a T,
    span_start: u32,
    span_end: u32,
    sentence_start: u32,
    sentence_end: u32,
}

fn mention_rows<T>(mentions: &[Mention<T>]) -> Vec<MentionRow<'_, T>> {
    (0..)
        .zip(mentions)
        .map(|(ordinal, mention)| MentionRow {
            ordinal,
            of: &mention.of,
            span_start: mention.span.start,
            span_end: mention.span.end,
            sentence_start: mention.sentence.start,
            sentence_end: mention.sentence.end,
        })
        .collect()
}

pub(crate) async fn store_mentions(
    connection: &mut PgConnection,
    reading: &Reading,
) -> Result<(), Error> {
    sqlx::query!(
        r#"
        INSERT INTO actor_mention (
            article_id, ordinal, actor, span_start, span_end, sentence_start, sentence_end)
        SELECT $1, ordinal, "of", span_start, span_end, sentence_start, sentence_end
        FROM jsonb_to_recordset($2) AS row (
            ordinal integer, "of" text, span_start integer, span_end integer,
            sentence_start integer, sentence_end integer)
        "#,
        reading.article.id.0,
        Json(mention_rows(&reading.actor_mentions)) as _,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO place_mention (
            article_id, ordinal, place, span_start, span_end, sentence_start, sentence_end)
        SELECT $1, ordinal, "of", span_start, span_end, sentence_start, sentence_end
        FROM jsonb_to_recordset($2) AS row (
            ordinal integer, "of" text, span_start integer, span_end integer,
            sentence_start integer, sentence_end integer)
        "#,
        reading.article.id.0,
        Json(mention_rows(&reading.place_mentions)) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    id: ClaimId,
    ordinal: u32,
    deal_type: DealType,
    status: Status,
    asserter: Asserter,
    modality: Modality,
    confirmation: Confirmation,
    event_date: Option<PartialDate>,
    dated_on: Option<Date>,
    deal_name: Option<&'a str>,
    armed_sides: Vec<Side>,
    evidence: String,
}

#[derive(Serialize)]
struct PlaceRow<'a> {
    claim_id: ClaimId,
    ordinal: u32,
    place: &'a PlaceId,
}

#[derive(Serialize)]
struct ParticipantRow<'a> {
    claim_id: ClaimId,
    ordinal: u32,
    actor: &'a ActorId,
    role: Role,
    side: Option<Side>,
    represents: Option<&'a ActorId>,
}

#[derive(Serialize)]
struct TermRow<'a> {
    claim_id: ClaimId,
    ordinal: u32,
    kind: TermKind,
    destination: Option<&'a PlaceId>,
    staged: bool,
}

#[derive(Serialize)]
struct QuantityRow {
    claim_id: ClaimId,
    ordinal: u32,
    of: Counted,
    least: Option<u32>,
    most: Option<u32>,
    is_rough: bool,
    span_start: u32,
    span_end: u32,
}

#[derive(Serialize)]
struct EvidenceRow<'a> {
    claim_id: ClaimId,
    ordinal: u32,
    span_start: u32,
    span_end: u32,
    quote: &'a str,
}

pub(crate) async fn store_claims(
    connection: &mut PgConnection,
    article: ArticleId,
    claims: &[RecordedClaim],
) -> Result<(), Error> {
    let rows: Vec<_> = (0..)
        .zip(claims)
        .map(|(ordinal, recorded)| {
            let claim = &recorded.claim;
            ClaimRow {
                id: recorded.id,
                ordinal,
                deal_type: claim.deal_type,
                status: claim.status,
                asserter: claim.asserter,
                modality: claim.modality,
                confirmation: claim.confirmation,
                event_date: claim.event_date,
                dated_on: recorded.dated_on(),
                deal_name: claim.deal_name.as_deref(),
                evidence: recorded.quotes.join(" "),
                armed_sides: armed_sides(claim.participants.iter().map(|p| (p.role, p.side)))
                    .into_iter()
                    .collect(),
            }
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO claim (
            article_id, id, ordinal, deal_type, status, asserter, modality, confirmation,
            event_date, dated_on, deal_name, armed_sides, search)
        SELECT
            $1, row.id, ordinal, deal_type, status, asserter, modality, confirmation,
            event_date, dated_on, deal_name, armed_sides,
            to_tsvector(text_search_configuration(a.language), searched_text(evidence))
        FROM jsonb_to_recordset($2) AS row (
            id uuid, ordinal integer, deal_type text, status text, asserter text, modality text,
            confirmation text, event_date partial_date, dated_on date, deal_name text,
            armed_sides text[], evidence text)
        JOIN article a ON a.id = $1
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        claims,
        |recorded| &recorded.claim.places,
        |recorded, ordinal, place| PlaceRow {
            claim_id: recorded.id,
            ordinal,
            place,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO claim_place (article_id, claim_id, ordinal, place)
        SELECT $1, claim_id, ordinal, place
        FROM jsonb_to_recordset($2) AS row (claim_id uuid, ordinal integer, place text)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        claims,
        |recorded| &recorded.claim.participants,
        |recorded, ordinal, participant| ParticipantRow {
            claim_id: recorded.id,
            ordinal,
            actor: &participant.actor,
            role: participant.role,
            side: participant.side,
            represents: participant.represents.as_ref(),
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO claim_participant (article_id, claim_id, ordinal, actor, role, side, represents)
        SELECT $1, claim_id, ordinal, actor, role, side, represents
        FROM jsonb_to_recordset($2) AS row (
            claim_id uuid, ordinal integer, actor text, role text, side text, represents text)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        claims,
        |recorded| &recorded.claim.terms,
        |recorded, ordinal, term| TermRow {
            claim_id: recorded.id,
            ordinal,
            kind: term.kind,
            destination: term.destination.as_ref(),
            staged: term.staged,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO claim_term (article_id, claim_id, ordinal, kind, destination, staged)
        SELECT $1, claim_id, ordinal, kind, destination, staged
        FROM jsonb_to_recordset($2) AS row (
            claim_id uuid, ordinal integer, kind text, destination text, staged boolean)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        claims,
        |recorded| &recorded.claim.quantities,
        |recorded, ordinal, quantity| QuantityRow {
            claim_id: recorded.id,
            ordinal,
            of: quantity.of,
            least: quantity.least,
            most: quantity.most,
            is_rough: quantity.is_rough,
            span_start: quantity.span.start,
            span_end: quantity.span.end,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO claim_quantity (
            article_id, claim_id, ordinal, "of", least, most, is_rough, span_start, span_end)
        SELECT $1, claim_id, ordinal, "of", least, most, is_rough, span_start, span_end
        FROM jsonb_to_recordset($2) AS row (
            claim_id uuid, ordinal integer, "of" text, least bigint, most bigint, is_rough boolean,
            span_start integer, span_end integer)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        claims,
        |recorded| recorded.claim.evidence.iter().zip(&recorded.quotes),
        |recorded, ordinal, (span, quote)| EvidenceRow {
            claim_id: recorded.id,
            ordinal,
            span_start: span.start,
            span_end: span.end,
            quote,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO claim_evidence (article_id, claim_id, ordinal, span_start, span_end, quote)
        SELECT $1, claim_id, ordinal, span_start, span_end, quote
        FROM jsonb_to_recordset($2) AS row (
            claim_id uuid, ordinal integer, span_start integer, span_end integer, quote text)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
