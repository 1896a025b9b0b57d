//! The database's schema: made by migrations that are part of the program.

use std::collections::HashSet;

use sqlx::migrate::{Migrate, MigrateError, Migrator};

use crate::{Error, Store};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

impl Store {
    /// Brings the schema up to date, and what is stored with it: articles that
    /// were not compared with the others yet are, and deals that lack something are
    /// computed again. Safe to run twice, or by two at
    /// once.
    ///
    /// # Errors
    /// When the database is newer than this program, or an applied migration
    /// differs from the one of the same number here.
    pub async fn migrate(&self) -> Result<(), Error> {
        MIGRATIONS.run(&self.pool).await?;
        self.relate_all().await?;
        self.compute_old_deals().await
    }

    /// Checks that the schema is exactly the one that this program knows.
    ///
    /// # Errors
    /// [`Error::Schema`], saying what to do, when it is not.
    pub async fn check_schema(&self) -> Result<(), Error> {
        let mut connection = self.pool.acquire().await?;
        let table = &MIGRATIONS.table_name;
        let applied: HashSet<i64> = match connection.list_applied_migrations(table).await {
            Ok(applied) => applied.into_iter().map(|m| m.version).collect(),
            Err(error) if is_undefined_table(&error) => HashSet::new(),
            Err(error) => return Err(error.into()),
        };
        let known: HashSet<i64> = MIGRATIONS.iter().map(|m| m.version).collect();
        if let Some(missing) = known.difference(&applied).min() {
            return Err(Error::Schema(format!(
                "the database lacks migration {missing}: run `sulh-ingest migrate`"
            )));
        }
        if let Some(newer) = applied.difference(&known).min() {
            return Err(Error::Schema(format!(
                "the database has migration {newer}, which this program does not know: \
                 run a newer program"
            )));
        }
        Ok(())
    }
}

/// Whether the table of migrations itself is missing: an empty database.
fn is_undefined_table(error: &MigrateError) -> bool {
    let MigrateError::Execute(error) = error else {
        return false;
    };
    error
        .as_database_error()
        .and_then(|e| e.code())
        .is_some_and(|code| code == "42P01")
}
