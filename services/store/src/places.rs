//! Reads places.

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
            ORDER BY id
            LIMIT $4
            "#,
            after.map(PlaceId::as_str),
            &words::of(&filter.kinds),
            &words::ids(&filter.within),
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
                id::text AS "id!", name, kind::text AS "kind!", parent::text, latitude, longitude,
                (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'name', n.name, 'language', n.language
                    ) ORDER BY n.name, n.language), '[]')
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
