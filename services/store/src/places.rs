//! Reads places.

use jiff_sqlx::ToSqlx;
use sqlx::types::Json;
use sulh_domain::{
    Place, PlaceId, PlaceName,
    filter::PlaceFilter,
    page::{Page, PageSize},
};

use crate::{Error, Store, words};

/// Where a place stands in a list.
pub type PlaceKey = PlaceId;

/// A place with the places it lies in, the nearest one first.
pub type PlaceWithin = (Place, Vec<PlaceId>);

struct PlaceRow {
    id: String,
    name: String,
    weak_name: bool,
    kind: String,
    parent: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    names: Json<Vec<PlaceName>>,
    within: Vec<String>,
}

impl TryFrom<PlaceRow> for PlaceWithin {
    type Error = Error;

    fn try_from(row: PlaceRow) -> Result<Self, Error> {
        let within = row
            .within
            .iter()
            .map(|id| words::parse(id))
            .collect::<Result<_, _>>()?;
        let place = Place {
            id: words::parse(&row.id)?,
            name: row.name,
            weak_name: row.weak_name,
            kind: words::parse(&row.kind)?,
            parent: row.parent.as_deref().map(words::parse).transpose()?,
            latitude: row.latitude,
            longitude: row.longitude,
            names: row.names.0,
        };
        Ok((place, within))
    }
}

impl Store {
    /// One place; `None` where there is none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn place(&self, id: &PlaceId) -> Result<Option<PlaceWithin>, Error> {
        let places = self.places_by_id(std::slice::from_ref(id)).await?;
        Ok(places.into_iter().next())
    }

    /// A page of places in the order of their ids, those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn places(
        &self,
        filter: &PlaceFilter,
        size: PageSize,
        after: Option<&PlaceKey>,
    ) -> Result<Page<PlaceWithin, PlaceKey>, Error> {
        let ids = sqlx::query_scalar!(
            r#"
            SELECT id::text AS "id!"
            FROM place
            WHERE ($1::text IS NULL OR id > $1)
              AND (cardinality($2::text[]) = 0 OR kind = ANY($2))
              AND (cardinality($3::text[]) = 0 OR EXISTS (
                  SELECT FROM place_ancestor a WHERE a.place = id AND a.ancestor = ANY($3)))
              AND (cardinality($4::text[]) = 0 OR parent = ANY($4))
              -- The haversine of the angle between the two points, which keeps its
              -- precision where they are near. 6371 km is the earth's mean radius.
              AND ($5::float8 IS NULL OR 2 * 6371 * asin(sqrt(least(1,
                  sin(radians(latitude - $5) / 2) ^ 2
                  + cos(radians(latitude)) * cos(radians($5))
                  * sin(radians(longitude - $6) / 2) ^ 2))) <= $7::float8)
              AND ($8::boolean IS NULL OR $8 = EXISTS (
                  SELECT FROM claim_place p
                  JOIN claim c ON (c.article_id, c.id) = (p.article_id, p.claim_id)
                  WHERE p.place = place.id
                    AND ($9::date IS NULL OR c.dated_on >= $9)
                    AND ($10::date IS NULL OR c.dated_on <= $10)))
            ORDER BY id
            LIMIT $11
            "#,
            after.map(PlaceId::as_str),
            &words::of(&filter.kinds),
            &words::ids(&filter.within),
            &words::ids(&filter.parents),
            filter.near.map(|near| near.latitude),
            filter.near.map(|near| near.longitude),
            filter.near.map(|near| near.radius_km),
            filter.has_claims,
            filter.active.since.map(ToSqlx::to_sqlx) as _,
            filter.active.until.map(ToSqlx::to_sqlx) as _,
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let places = self.places_of(&ids).await?;
        Ok(Page::cut(places, size, |(place, _)| place.id.clone()))
    }

    /// The places of these ids, in the order of their ids. Those that there are not
    /// are left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn places_by_id(&self, ids: &[PlaceId]) -> Result<Vec<PlaceWithin>, Error> {
        self.places_of(&words::ids(ids)).await
    }

    async fn places_of(&self, ids: &[String]) -> Result<Vec<PlaceWithin>, Error> {
        let rows = sqlx::query_as!(
            PlaceRow,
            r#"
            SELECT
                id::text AS "id!", name, weak_name, kind::text AS "kind!", parent::text, latitude, longitude,
                (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'name', n.name, 'language', n.language, 'weak', n.weak
                    ) ORDER BY n.ordinal), '[]')
                    FROM place_name n WHERE n.place = place.id
                ) AS "names!: Json<Vec<PlaceName>>",
                ARRAY(
                    SELECT a.ancestor::text FROM place_ancestor a
                    WHERE a.place = place.id AND a.distance > 0
                    ORDER BY a.distance
                ) AS "within!"
            FROM place
            WHERE id = ANY($1::text[])
            ORDER BY id
            "#,
            ids,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(PlaceWithin::try_from).collect()
    }
}
