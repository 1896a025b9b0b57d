//! Reads where actors and places are named.

use std::str::FromStr;

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::types::Json;
use sulh_domain::{
    ActorId, ArticleId, Mention, PartialDate, PlaceId, QuotedMention, Report, Span,
    filter::MentionFilter,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store, words};

/// Where a mention stands in a list: the date of its article, the article, its
/// position there.
pub type MentionKey = (Option<Date>, ArticleId, u32);

/// What is mentioned.
#[derive(Clone, Copy)]
enum Named<'a> {
    Actor(&'a ActorId),
    Place { id: &'a PlaceId, alone: bool },
}

struct MentionRow {
    article_id: Uuid,
    ordinal: i32,
    published_on: Option<jiff_sqlx::Date>,
    named: String,
    span_start: i32,
    span_end: i32,
    sentence_start: i32,
    sentence_end: i32,
}

impl MentionRow {
    fn mention<T: FromStr>(&self) -> Result<Mention<T>, Error> {
        Ok(Mention {
            of: words::parse(&self.named)?,
            span: Span {
                start: self.span_start.unsigned_abs(),
                end: self.span_end.unsigned_abs(),
            },
            sentence: Span {
                start: self.sentence_start.unsigned_abs(),
                end: self.sentence_end.unsigned_abs(),
            },
        })
    }
}

impl Store {
    /// A page of the mentions of an actor: the latest published first, those
    /// without a date last, in the order of the text within an article; those after
    /// `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actor_mentions(
        &self,
        actor: &ActorId,
        filter: &MentionFilter,
        size: PageSize,
        after: Option<&MentionKey>,
    ) -> Result<Page<QuotedMention<ActorId>, MentionKey>, Error> {
        let named = Named::Actor(actor);
        self.mentions(named, filter, size, after).await
    }

    /// A page of the mentions of a place and of what lies in it, or of the place
    /// `alone`, in the order of [`Store::actor_mentions`]; those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn place_mentions(
        &self,
        place: &PlaceId,
        alone: bool,
        filter: &MentionFilter,
        size: PageSize,
        after: Option<&MentionKey>,
    ) -> Result<Page<QuotedMention<PlaceId>, MentionKey>, Error> {
        let named = Named::Place { id: place, alone };
        self.mentions(named, filter, size, after).await
    }

    async fn mentions<T: FromStr>(
        &self,
        named: Named<'_>,
        filter: &MentionFilter,
        size: PageSize,
        after: Option<&MentionKey>,
    ) -> Result<Page<QuotedMention<T>, MentionKey>, Error> {
        let (actor, place, alone) = match named {
            Named::Actor(id) => (Some(id.as_str()), None, false),
            Named::Place { id, alone } => (None, Some(id.as_str()), alone),
        };
        let articles: Vec<Uuid> = filter.articles.iter().map(|id| id.0).collect();
        let after_date = after.and_then(|(date, ..)| *date);
        let rows = sqlx::query_file_as!(
            MentionRow,
            "src/mentions.sql",
            actor,
            place,
            alone,
            after_date.map(ToSqlx::to_sqlx) as _,
            after.map(|(_, article, _)| article.0),
            after.map(|(.., ordinal)| i64::from(*ordinal)),
            &articles,
            &filter.outlets,
            filter.published.since.map(ToSqlx::to_sqlx) as _,
            filter.published.until.map(ToSqlx::to_sqlx) as _,
            filter.originals_only,
            &words::ids(&filter.with_actors),
            &words::ids(&filter.with_places),
            filter.same_sentence,
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let page = Page::cut(rows, size, |row| {
            (
                row.published_on.map(Date::from),
                ArticleId(row.article_id),
                row.ordinal.unsigned_abs(),
            )
        });
        Ok(Page {
            items: self.quoted(&page.items).await?,
            next: page.next,
        })
    }

    /// The mentions with their articles and the text of their sentences. Those of an
    /// article that was deleted meanwhile are left out.
    async fn quoted<T: FromStr>(
        &self,
        rows: &[MentionRow],
    ) -> Result<Vec<QuotedMention<T>>, Error> {
        let articles: Vec<Uuid> = rows.iter().map(|row| row.article_id).collect();
        let starts: Vec<i32> = rows.iter().map(|row| row.sentence_start).collect();
        let ends: Vec<i32> = rows.iter().map(|row| row.sentence_end).collect();
        // Spans count bytes. Each body is unpacked once, however many mentions it has.
        let quotes = sqlx::query!(
            r#"
            WITH report AS MATERIALIZED (
                SELECT
                    id, title, outlet, to_jsonb(published) AS published,
                    nullif(original, id) AS original, convert_to(body, 'UTF8') AS bytes
                FROM article
                WHERE id = ANY($1)
            )
            SELECT
                r.title AS "title?", r.outlet AS "outlet?",
                r.published AS "published: Json<PartialDate>", r.original AS "original?",
                convert_from(
                    substring(r.bytes FROM asked.starts + 1 FOR asked.ends - asked.starts), 'UTF8'
                ) AS "sentence?"
            FROM unnest($1::uuid[], $2::integer[], $3::integer[]) WITH ORDINALITY
                AS asked (id, starts, ends, position)
            LEFT JOIN report r ON r.id = asked.id
            ORDER BY asked.position
            "#,
            &articles,
            &starts,
            &ends,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .zip(quotes)
            .filter_map(|(row, mut quote)| Some((row, quote.sentence.take()?, quote)))
            .map(|(row, sentence, quote)| {
                Ok(QuotedMention {
                    report: Report {
                        article: ArticleId(row.article_id),
                        title: quote.title,
                        outlet: quote.outlet,
                        published: quote.published.map(|date| date.0),
                        original: quote.original.map(ArticleId),
                    },
                    mention: row.mention()?,
                    sentence,
                })
            })
            .collect()
    }
}
