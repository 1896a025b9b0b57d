//! Reads the names of all actors and of all places, to look spellings up in.

use sqlx::types::Json;
use sulh_domain::{ActorId, ActorKind, ActorName, PlaceId, PlaceKind, PlaceName, Side};

use crate::{Error, Store, words};

/// An actor with its names, and what a question about a name is narrowed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedActor {
    /// Who it is.
    pub id: ActorId,
    /// The canonical name.
    pub name: String,
    /// Whether that is a weak one.
    pub weak_name: bool,
    /// What it is.
    pub kind: ActorKind,
    /// The side it stands on, where it has one of its own.
    pub side: Option<Side>,
    /// All other names.
    pub names: Vec<ActorName>,
}

/// A place with its names, and what a question about a name is narrowed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// Which it is.
    pub id: PlaceId,
    /// The canonical name.
    pub name: String,
    /// Whether that is a weak one.
    pub weak_name: bool,
    /// What it is.
    pub kind: PlaceKind,
    /// The place itself and all that it lies in.
    pub within: Vec<PlaceId>,
    /// All other names.
    pub names: Vec<PlaceName>,
}

/// Differs where the names of actors do: actors change with the lexicon only, and
/// those that documents name are added and never removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorNamesVersion {
    lexicon: i64,
    actors: i64,
}

/// Differs where the names of places do: they change with the lexicon only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceNamesVersion {
    lexicon: i64,
}

struct NamedActorRow {
    id: String,
    name: String,
    weak_name: bool,
    kind: String,
    side: Option<String>,
    names: Json<Vec<ActorName>>,
}

impl TryFrom<NamedActorRow> for NamedActor {
    type Error = Error;

    fn try_from(row: NamedActorRow) -> Result<Self, Error> {
        Ok(Self {
            id: words::parse(&row.id)?,
            name: row.name,
            weak_name: row.weak_name,
            kind: words::parse(&row.kind)?,
            side: row.side.as_deref().map(words::parse).transpose()?,
            names: row.names.0,
        })
    }
}

struct NamedPlaceRow {
    id: String,
    name: String,
    weak_name: bool,
    kind: String,
    within: Vec<String>,
    names: Json<Vec<PlaceName>>,
}

impl TryFrom<NamedPlaceRow> for NamedPlace {
    type Error = Error;

    fn try_from(row: NamedPlaceRow) -> Result<Self, Error> {
        let within = row.within.iter().map(|id| words::parse(id));
        Ok(Self {
            id: words::parse(&row.id)?,
            name: row.name,
            weak_name: row.weak_name,
            kind: words::parse(&row.kind)?,
            within: within.collect::<Result<_, _>>()?,
            names: row.names.0,
        })
    }
}

impl Store {
    /// The version of what [`Self::named_actors`] gives. A change that is not
    /// committed does not count.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actor_names_version(&self) -> Result<ActorNamesVersion, Error> {
        let version = sqlx::query_as!(
            ActorNamesVersion,
            r#"
            SELECT version AS lexicon, (SELECT count(*) FROM actor) AS "actors!"
            FROM lexicon_version
            "#,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(version)
    }

    /// The version of what [`Self::named_places`] gives. A change that is not
    /// committed does not count.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn place_names_version(&self) -> Result<PlaceNamesVersion, Error> {
        let version = sqlx::query_as!(
            PlaceNamesVersion,
            "SELECT version AS lexicon FROM lexicon_version",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(version)
    }

    /// All actors, those that documents name among them, in the order of their
    /// ids.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn named_actors(&self) -> Result<Vec<NamedActor>, Error> {
        let rows = sqlx::query_as!(
            NamedActorRow,
            r#"
            SELECT
                id::text AS "id!", actor.name, weak_name, kind::text AS "kind!", side::text,
                coalesce(other.names, '[]') AS "names!: Json<Vec<ActorName>>"
            FROM actor
            LEFT JOIN (
                SELECT n.actor, jsonb_agg(jsonb_build_object(
                    'name', n.name, 'language', n.language, 'since', n.since, 'until', n.until,
                    'weak', n.weak
                ) ORDER BY n.ordinal) AS names
                FROM actor_name n
                GROUP BY n.actor
            ) other ON other.actor = id
            ORDER BY id
            "#,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(NamedActor::try_from).collect()
    }

    /// All places, in the order of their ids.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn named_places(&self) -> Result<Vec<NamedPlace>, Error> {
        let rows = sqlx::query_as!(
            NamedPlaceRow,
            r#"
            SELECT
                id::text AS "id!", place.name, weak_name, kind::text AS "kind!",
                coalesce(around.within, '{}') AS "within!",
                coalesce(other.names, '[]') AS "names!: Json<Vec<PlaceName>>"
            FROM place
            LEFT JOIN (
                SELECT a.place, array_agg(a.ancestor::text ORDER BY a.distance) AS within
                FROM place_ancestor a
                GROUP BY a.place
            ) around ON around.place = id
            LEFT JOIN (
                SELECT n.place, jsonb_agg(jsonb_build_object(
                    'name', n.name, 'language', n.language, 'weak', n.weak
                ) ORDER BY n.ordinal) AS names
                FROM place_name n
                GROUP BY n.place
            ) other ON other.place = id
            ORDER BY id
            "#,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(NamedPlace::try_from).collect()
    }
}
