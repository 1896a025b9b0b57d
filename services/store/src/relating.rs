//! Who may relate what is stored to one another.

use sqlx::PgConnection;

use crate::Error;

/// Any number that nothing else uses.
const RELATING_LOCK: i64 = 0x5_DEA1;

/// Waits until no other transaction relates articles or claims, and keeps the
/// others waiting until this one ends. Two at once could each miss what the
/// other one stores. It is one lock for near-duplicates and deals, taken as the
/// last step of a transaction, so that none can wait for the other in a circle.
pub(crate) async fn relate_alone(connection: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock($1) AS \"lock!: ()\"",
        RELATING_LOCK
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}
