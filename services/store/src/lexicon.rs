//! Puts the lexicon's places and actors where articles can point to them.

use std::collections::HashMap;

use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{Actor, ActorId, Membership, Place, PlaceId};

use crate::{
    Error, Store,
    grouping::{compute_deals, dissolve_deals},
    relating::relate_alone,
};

/// Serialises those who write the lexicon; any number that nothing else uses.
const LEXICON_LOCK: i64 = 0x5_1EC1_C0DE;

#[derive(Serialize)]
struct NameRow<'a, I, N> {
    of: &'a I,
    ordinal: u32,
    #[serde(flatten)]
    name: &'a N,
}

#[derive(Serialize)]
struct MembershipRow<'a> {
    actor: &'a ActorId,
    ordinal: usize,
    #[serde(flatten)]
    membership: &'a Membership,
}

#[derive(Serialize)]
struct AncestorRow<'a> {
    place: &'a PlaceId,
    ancestor: &'a PlaceId,
    distance: usize,
}

impl Store {
    /// Stores these places and actors, replacing what is known of them. Others
    /// stay, since articles may point to them, with their canonical name alone.
    /// Where places lie elsewhere than before, the deals about them are computed
    /// again.
    ///
    /// # Errors
    /// When the database does not answer, or a parent is missing.
    pub async fn store_lexicon(&self, places: &[Place], actors: &[Actor]) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query!(
            "SELECT pg_advisory_xact_lock($1) AS \"lock!: ()\"",
            LEXICON_LOCK
        )
        .fetch_one(&mut *transaction)
        .await?;
        // Before the places: whoever relates articles may wait for actors, never
        // the other way round.
        store_actors(&mut transaction, actors).await?;
        store_places(&mut transaction, places).await?;
        sqlx::query!("UPDATE lexicon_version SET version = version + 1")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn store_places(connection: &mut PgConnection, places: &[Place]) -> Result<(), Error> {
    sqlx::query!(
        r#"
        INSERT INTO place (id, name, weak_name, kind, parent, latitude, longitude)
        SELECT id, name, weak_name, kind, parent, latitude, longitude
        FROM jsonb_to_recordset($1) AS row (
            id text, name text, weak_name boolean, kind text, parent text,
            latitude double precision, longitude double precision)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, weak_name = excluded.weak_name, kind = excluded.kind, parent = excluded.parent,
            latitude = excluded.latitude, longitude = excluded.longitude
        "#,
        Json(places) as _,
    )
    .execute(&mut *connection)
    .await?;

    let names: Vec<_> = places
        .iter()
        .flat_map(|place| {
            (0..).zip(&place.names).map(|(ordinal, name)| NameRow {
                of: &place.id,
                ordinal,
                name,
            })
        })
        .collect();
    sqlx::query!("DELETE FROM place_name")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        r#"
        INSERT INTO place_name (place, ordinal, name, language, weak)
        SELECT "of", ordinal, name, language, weak
        FROM jsonb_to_recordset($1) AS row (
            "of" text, ordinal integer, name text, language text, weak boolean)
        ON CONFLICT DO NOTHING
        "#,
        Json(&names) as _,
    )
    .execute(&mut *connection)
    .await?;

    let ancestors = ancestors(places);
    let moved = sqlx::query_scalar!(
        r#"
        WITH line AS (
            SELECT place, ancestor
            FROM jsonb_to_recordset($1) AS row (place text, ancestor text)
        ), known AS (
            SELECT place::text, ancestor::text
            FROM place_ancestor
            WHERE place IN (SELECT place FROM line)
        )
        SELECT DISTINCT place AS "place!"
        FROM (
            (TABLE line EXCEPT TABLE known) UNION ALL (TABLE known EXCEPT TABLE line)
        ) AS differs
        "#,
        Json(&ancestors) as _,
    )
    .fetch_all(&mut *connection)
    .await?;
    if moved.is_empty() {
        return Ok(());
    }
    // Deals group claims by the places that lie in one another.
    relate_alone(connection).await?;
    let touched = sqlx::query_scalar!(
        "SELECT DISTINCT article_id FROM claim_place WHERE place = ANY($1::text[])",
        &moved
    )
    .fetch_all(&mut *connection)
    .await?;
    let dissolved = dissolve_deals(connection, &touched).await?;
    sqlx::query!(
        "DELETE FROM place_ancestor WHERE place = ANY($1::text[])",
        &moved
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO place_ancestor (place, ancestor, distance)
        SELECT place, ancestor, distance
        FROM jsonb_to_recordset($1) AS row (place text, ancestor text, distance smallint)
        WHERE place = ANY($2::text[])
        "#,
        Json(&ancestors) as _,
        &moved,
    )
    .execute(&mut *connection)
    .await?;
    compute_deals(connection, &[], dissolved).await?;
    Ok(())
}

/// Every place with itself and all that it lies in.
fn ancestors(places: &[Place]) -> Vec<AncestorRow<'_>> {
    let parents: HashMap<&PlaceId, &PlaceId> = places
        .iter()
        .filter_map(|p| Some((&p.id, p.parent.as_ref()?)))
        .collect();
    places
        .iter()
        .flat_map(|place| {
            std::iter::successors(Some(&place.id), |id| parents.get(id).copied())
                .enumerate()
                // The lexicon has no cycles; a limit keeps a defect from hanging.
                .take(places.len())
                .map(|(distance, ancestor)| AncestorRow {
                    place: &place.id,
                    ancestor,
                    distance,
                })
        })
        .collect()
}

/// In the order of their ids, as [`add_actors`] does.
async fn store_actors(connection: &mut PgConnection, actors: &[Actor]) -> Result<(), Error> {
    sqlx::query!(
        r#"
        INSERT INTO actor (id, name, weak_name, kind, side, function, affiliation)
        SELECT id, name, weak_name, kind, side, function, affiliation
        FROM jsonb_to_recordset($1) AS row (
            id text, name text, weak_name boolean, kind text, side text, function text,
            affiliation text)
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, weak_name = excluded.weak_name, kind = excluded.kind, side = excluded.side,
            function = excluded.function, affiliation = excluded.affiliation
        "#,
        Json(actors) as _,
    )
    .execute(&mut *connection)
    .await?;

    // Documents give actors no other names: all are of a lexicon.
    sqlx::query!("DELETE FROM actor_name")
        .execute(&mut *connection)
        .await?;
    let names: Vec<_> = actors
        .iter()
        .flat_map(|actor| {
            (0..).zip(&actor.names).map(|(ordinal, name)| NameRow {
                of: &actor.id,
                ordinal,
                name,
            })
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO actor_name (actor, ordinal, name, language, since, until, weak)
        SELECT "of", ordinal, name, language, since, until, weak
        FROM jsonb_to_recordset($1) AS row (
            "of" text, ordinal integer, name text, language text, since partial_date,
            until partial_date, weak boolean)
        ON CONFLICT DO NOTHING
        "#,
        Json(&names) as _,
    )
    .execute(&mut *connection)
    .await?;

    sqlx::query!("DELETE FROM actor_membership")
        .execute(&mut *connection)
        .await?;
    let memberships: Vec<_> = actors
        .iter()
        .flat_map(|actor| {
            actor
                .memberships
                .iter()
                .enumerate()
                .map(|(ordinal, membership)| MembershipRow {
                    actor: &actor.id,
                    ordinal,
                    membership,
                })
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO actor_membership (actor, ordinal, "of", kind, since, until)
        SELECT actor, ordinal, "of", kind, since, until
        FROM jsonb_to_recordset($1) AS row (
            actor text, ordinal smallint, "of" text, kind text,
            since partial_date, until partial_date)
        "#,
        Json(&memberships) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores actors that a document names, leaving those that are known as they
/// are. In the order of their ids, so that two documents never wait for each
/// other in a circle.
pub(crate) async fn add_actors(
    connection: &mut PgConnection,
    actors: &[Actor],
) -> Result<(), Error> {
    let mut ordered: Vec<&Actor> = actors.iter().collect();
    ordered.sort_by(|a, b| a.id.cmp(&b.id));
    ordered.dedup_by(|a, b| a.id == b.id);
    sqlx::query!(
        r#"
        INSERT INTO actor (id, name, weak_name, kind, side, function, affiliation)
        SELECT id, name, weak_name, kind, side, function, affiliation
        FROM jsonb_to_recordset($1) AS row (
            id text, name text, weak_name boolean, kind text, side text, function text,
            affiliation text)
        ORDER BY id
        ON CONFLICT (id) DO NOTHING
        "#,
        Json(&ordered) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
