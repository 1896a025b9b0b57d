//! Reads actors.

use jiff_sqlx::ToSqlx;
use sqlx::types::Json;
use sulh_domain::{
    Actor, ActorId, ActorName, Membership,
    filter::ActorFilter,
    page::{Page, PageSize},
};

use crate::{Error, Store, words};

/// Where an actor stands in a list.
pub type ActorKey = ActorId;

struct ActorRow {
    id: String,
    name: String,
    weak_name: bool,
    kind: String,
    side: Option<String>,
    function: Option<String>,
    affiliation: Option<String>,
    names: Json<Vec<ActorName>>,
    memberships: Json<Vec<Membership>>,
}

impl TryFrom<ActorRow> for Actor {
    type Error = Error;

    fn try_from(row: ActorRow) -> Result<Self, Error> {
        Ok(Self {
            id: words::parse(&row.id)?,
            name: row.name,
            weak_name: row.weak_name,
            kind: words::parse(&row.kind)?,
            side: row.side.as_deref().map(words::parse).transpose()?,
            names: row.names.0,
            function: row.function,
            affiliation: row.affiliation.as_deref().map(words::parse).transpose()?,
            memberships: row.memberships.0,
        })
    }
}

impl Store {
    /// One actor; `None` where there is none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actor(&self, id: &ActorId) -> Result<Option<Actor>, Error> {
        let actors = self.actors_by_id(std::slice::from_ref(id)).await?;
        Ok(actors.into_iter().next())
    }

    /// A page of actors in the order of their ids, those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actors(
        &self,
        filter: &ActorFilter,
        size: PageSize,
        after: Option<&ActorKey>,
    ) -> Result<Page<Actor, ActorKey>, Error> {
        let active = filter.active.as_ref();
        let dated = active.map(|active| active.dated).unwrap_or_default();
        let ids = sqlx::query_scalar!(
            r#"
            SELECT id::text AS "id!"
            FROM actor
            WHERE ($1::text IS NULL OR id > $1)
              AND (cardinality($2::text[]) = 0 OR kind = ANY($2))
              AND (cardinality($3::text[]) = 0 OR side = ANY($3))
              AND (NOT $4 OR EXISTS (
                  SELECT FROM claim_participant p
                  JOIN claim c ON (c.article_id, c.id) = (p.article_id, p.claim_id)
                  WHERE p.actor = actor.id
                    AND ($5::date IS NULL OR c.dated_on >= $5)
                    AND ($6::date IS NULL OR c.dated_on <= $6)
                    AND (cardinality($7::text[]) = 0 OR EXISTS (
                        SELECT FROM claim_place cp
                        JOIN place_ancestor a ON a.place = cp.place
                        WHERE (cp.article_id, cp.claim_id) = (p.article_id, p.claim_id)
                          AND a.ancestor = ANY($7)))))
            ORDER BY id
            LIMIT $8
            "#,
            after.map(ActorId::as_str),
            &words::of(&filter.kinds),
            &words::of(&filter.sides),
            active.is_some(),
            dated.since.map(ToSqlx::to_sqlx) as _,
            dated.until.map(ToSqlx::to_sqlx) as _,
            &words::ids(active.map_or(&[], |active| &active.within)),
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let actors = self.actors_of(&ids).await?;
        Ok(Page::cut(actors, size, |actor| actor.id.clone()))
    }

    /// The actors of these ids, in the order of their ids. Those that there are not
    /// are left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actors_by_id(&self, ids: &[ActorId]) -> Result<Vec<Actor>, Error> {
        self.actors_of(&words::ids(ids)).await
    }

    async fn actors_of(&self, ids: &[String]) -> Result<Vec<Actor>, Error> {
        let rows = sqlx::query_as!(
            ActorRow,
            r#"
            SELECT
                id::text AS "id!", name, weak_name, kind::text AS "kind!", side::text, function,
                affiliation::text,
                (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'name', n.name, 'language', n.language, 'since', n.since, 'until', n.until,
                        'weak', n.weak
                    ) ORDER BY n.ordinal), '[]')
                    FROM actor_name n WHERE n.actor = actor.id
                ) AS "names!: Json<Vec<ActorName>>",
                (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'of', m.of, 'kind', m.kind, 'since', m.since, 'until', m.until
                    ) ORDER BY m.ordinal), '[]')
                    FROM actor_membership m WHERE m.actor = actor.id
                ) AS "memberships!: Json<Vec<Membership>>"
            FROM actor
            WHERE id = ANY($1::text[])
            ORDER BY id
            "#,
            ids,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(Actor::try_from).collect()
    }
}
