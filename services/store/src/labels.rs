//! Names of actors and places, for answers.

use sqlx::PgExecutor;
use sulh_domain::{Labels, References};

use crate::{Error, Store, words};

impl Store {
    /// The canonical names of these actors and places.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn labels(&self, references: &References) -> Result<Labels, Error> {
        read_labels(&self.pool, references).await
    }
}

/// The canonical names of these actors and places.
pub(crate) async fn read_labels(
    database: impl PgExecutor<'_>,
    references: &References,
) -> Result<Labels, Error> {
    let actors: Vec<String> = references.actors.iter().map(ToString::to_string).collect();
    let places: Vec<String> = references.places.iter().map(ToString::to_string).collect();
    let rows = sqlx::query!(
        r#"
            SELECT true AS "is_actor!", id::text AS "id!", name AS "name!"
            FROM actor WHERE id = ANY($1::text[])
            UNION ALL
            SELECT false, id::text, name FROM place WHERE id = ANY($2::text[])
            "#,
        &actors,
        &places,
    )
    .fetch_all(database)
    .await?;
    let mut labels = Labels::default();
    for row in rows {
        if row.is_actor {
            labels.actors.insert(words::parse(&row.id)?, row.name);
        } else {
            labels.places.insert(words::parse(&row.id)?, row.name);
        }
    }
    Ok(labels)
}
