//! One state of the database, read by many statements.

use sqlx::{PgConnection, Postgres, Transaction};
use sulh_domain::{Labels, References};

use crate::{Error, Store, labels::read_labels};

/// What is stored at one instant, whatever is written meanwhile. Holds a connection.
#[derive(Debug)]
pub struct Snapshot {
    transaction: Transaction<'static, Postgres>,
}

impl Store {
    /// What is stored now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let transaction = self.pool.begin_with(begin).await?;
        Ok(Snapshot { transaction })
    }
}

impl Snapshot {
    /// The canonical names of these actors and places.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn labels(&mut self, references: &References) -> Result<Labels, Error> {
        read_labels(self.connection(), references).await
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}
