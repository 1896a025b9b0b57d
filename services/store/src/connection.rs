//! Connections to the database.

use std::time::Duration;

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::Error;

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `postgres://user:password@host:port/database`.
    pub url: String,
    /// Connections at most.
    pub max_connections: u32,
    /// How long a statement may run.
    pub statement_timeout: Duration,
    /// The name that the database's own views show for the connections.
    pub application_name: &'static str,
}

/// How long a request waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// The database with everything that sulh keeps in it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: PgPool,
}

impl Store {
    /// Sets up connections, which are opened when they are needed.
    ///
    /// # Errors
    /// When the URL is none.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let options: PgConnectOptions = settings.url.parse()?;
        let options = options
            .application_name(settings.application_name)
            .options([(
                "statement_timeout",
                settings.statement_timeout.as_millis().to_string(),
            )]);
        let pool = PgPoolOptions::new()
            .max_connections(settings.max_connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            // A round trip before each use; a broken connection shows itself.
            .test_before_acquire(false)
            .connect_lazy_with(options);
        Ok(Self { pool })
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query_scalar!("SELECT 1")
            .fetch_one(&self.pool)
            .await?;
        Ok(())
    }

    /// Closes all connections, waiting for those in use.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
