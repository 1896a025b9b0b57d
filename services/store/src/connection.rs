//! Connections to the database.

use std::time::Duration;

use clap::Args;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::Error;

/// How to reach the database.
#[derive(Args, Clone, Debug)]
pub struct DatabaseSettings {
    /// The Postgres database, version 15 or later:
    /// `postgres://user:password@host:port/database`.
    #[arg(
        long = "database-url",
        env = "SULH_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub url: String,
    /// Connections to the database at most.
    #[arg(long = "database-connections", env = "SULH_DATABASE_CONNECTIONS", default_value_t = 10,
          value_name = "CONNECTIONS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub max_connections: u32,
    /// Seconds that a statement may take.
    #[arg(long = "statement-timeout", env = "SULH_STATEMENT_TIMEOUT", default_value_t = 20,
          value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub statement_timeout: u32,
}

/// How long a request waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// The database with everything that sulh keeps in it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: PgPool,
}

impl Store {
    /// Sets up connections, which are opened when they are needed. The database
    /// shows `name` for them in its own views.
    ///
    /// # Errors
    /// [`Error::Url`] when the URL is none.
    pub fn new(settings: &DatabaseSettings, name: &str) -> Result<Self, Error> {
        let has_scheme = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| settings.url.starts_with(scheme));
        if !has_scheme {
            return Err(Error::Url("not a Postgres URL".to_owned()));
        }
        // The URL holds a password: it is never repeated.
        let options: PgConnectOptions = settings
            .url
            .parse()
            .map_err(|error: sqlx::Error| Error::Url(error.to_string()))?;
        let timeout = format!("{}s", settings.statement_timeout);
        let options = options.application_name(name).options([
            ("statement_timeout", timeout.as_str()),
            // Compiling a statement takes longer than all of ours.
            ("jit", "off"),
        ]);
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
