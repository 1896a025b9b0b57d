//! Finds names that are written nearly like a given text.
//!
//! Trigrams, the runs of three letters of a text, find them by an index whatever the
//! number of names; how near they are is for [`sulh_domain::romanisation`] to say.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sulh_domain::{
    ActorId, PlaceId,
    filter::{ActorFilter, PlaceFilter},
};

use crate::{Error, Store, words};

/// Names read at most. The right one is among the nearest by trigrams, if seldom the
/// first.
const MOST_NAMES: i64 = 100;

/// A name with its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BorneName<I> {
    /// Who or what bears it.
    pub of: I,
    /// The name as it is written.
    pub name: String,
    /// BCP 47 tag of its language; `None` for the canonical name.
    pub language: Option<String>,
    /// Whether it is a weak one.
    pub weak: bool,
}

struct BorneNameRow {
    of: String,
    name: String,
    language: Option<String>,
    weak: bool,
}

impl BorneNameRow {
    fn read<I: std::str::FromStr>(self) -> Result<BorneName<I>, Error> {
        Ok(BorneName {
            of: words::parse(&self.of)?,
            name: self.name,
            language: self.language,
            weak: self.weak,
        })
    }
}

impl Store {
    /// Names of actors of these kinds and sides that share at least three in ten
    /// trigrams with a text, at most 100, the nearest first; with a day, those that
    /// may have been in use on it, and canonical names.
    ///
    /// # Errors
    /// When the database does not answer, or the text holds a NUL.
    pub async fn similar_actor_names(
        &self,
        text: &str,
        filter: &ActorFilter,
        as_of: Option<Date>,
    ) -> Result<Vec<BorneName<ActorId>>, Error> {
        let rows = sqlx::query_as!(
            BorneNameRow,
            r#"
            SELECT
                near."of"::text AS "of!", near.name AS "name!", near.language,
                near.weak AS "weak!"
            FROM (
                SELECT id AS "of", name, NULL AS language, weak_name AS weak
                FROM actor
                WHERE name % $1
                UNION ALL
                SELECT n.actor, n.name, n.language, n.weak
                FROM actor_name n
                WHERE n.name % $1
                  AND ($2::date IS NULL OR (
                      coalesce((n.since).earliest <= $2, true)
                      AND coalesce($2 <= (n.until).latest, true)))
            ) near
            JOIN actor a ON a.id = near."of"
            WHERE (cardinality($3::text[]) = 0 OR a.kind = ANY($3))
              AND (cardinality($4::text[]) = 0 OR a.side = ANY($4))
            ORDER BY similarity(near.name, $1) DESC, near."of", near.name
            LIMIT $5
            "#,
            text,
            as_of.map(ToSqlx::to_sqlx) as _,
            &words::of(&filter.kinds),
            &words::of(&filter.sides),
            MOST_NAMES,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(BorneNameRow::read).collect()
    }

    /// Names of places of these kinds and regions that share at least three in ten
    /// trigrams with a text, at most 100, the nearest first.
    ///
    /// # Errors
    /// When the database does not answer, or the text holds a NUL.
    pub async fn similar_place_names(
        &self,
        text: &str,
        filter: &PlaceFilter,
    ) -> Result<Vec<BorneName<PlaceId>>, Error> {
        let rows = sqlx::query_as!(
            BorneNameRow,
            r#"
            SELECT
                near."of"::text AS "of!", near.name AS "name!", near.language,
                near.weak AS "weak!"
            FROM (
                SELECT id AS "of", name, NULL AS language, weak_name AS weak
                FROM place
                WHERE name % $1
                UNION ALL
                SELECT n.place, n.name, n.language, n.weak
                FROM place_name n
                WHERE n.name % $1
            ) near
            JOIN place p ON p.id = near."of"
            WHERE (cardinality($2::text[]) = 0 OR p.kind = ANY($2))
              AND (cardinality($3::text[]) = 0 OR EXISTS (
                  SELECT FROM place_ancestor a
                  WHERE a.place = near."of" AND a.ancestor = ANY($3)))
            ORDER BY similarity(near.name, $1) DESC, near."of", near.name
            LIMIT $4
            "#,
            text,
            &words::of(&filter.kinds),
            &words::ids(&filter.within),
            MOST_NAMES,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(BorneNameRow::read).collect()
    }
}
