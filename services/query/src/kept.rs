//! What is made of the database's rows and kept in memory until they change.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::Mutex;

/// For how long the database is not asked again whether it has changed.
const CHECK_INTERVAL: Duration = Duration::from_secs(2);

/// A `T` of version `V`; made when it is first asked for, and by one task at a
/// time, for which the others wait.
pub(crate) struct Kept<V, T>(Mutex<Option<Current<V, T>>>);

struct Current<V, T> {
    version: V,
    checked: Instant,
    value: Arc<T>,
}

impl<V, T> Default for Kept<V, T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<V: PartialEq, T> Kept<V, T> {
    /// The `T` of the version that the database has, or had at most
    /// [`CHECK_INTERVAL`] ago. Asks for the `version` and does `make` only where
    /// that is needed.
    pub(crate) async fn get<E>(
        &self,
        version: impl Future<Output = Result<V, E>>,
        make: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let mut current = self.0.lock().await;
        if let Some(known) = &*current
            && known.checked.elapsed() < CHECK_INTERVAL
        {
            return Ok(Arc::clone(&known.value));
        }
        let checked = Instant::now();
        // Before the rows are read: what changes in between shows at the next check.
        let version = version.await?;
        if let Some(known) = &mut *current
            && known.version == version
        {
            known.checked = checked;
            return Ok(Arc::clone(&known.value));
        }
        let value = Arc::new(make.await?);
        *current = Some(Current {
            version,
            checked,
            value: Arc::clone(&value),
        });
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets the last check lie so long ago that another is due.
    async fn age(kept: &Kept<u32, &str>) {
        if let Some(current) = &mut *kept.0.lock().await {
            current.checked = current.checked.checked_sub(CHECK_INTERVAL).unwrap();
        }
    }

    async fn get(
        kept: &Kept<u32, &'static str>,
        version: Result<u32, &'static str>,
        value: &'static str,
    ) -> Result<&'static str, &'static str> {
        let made = kept.get(async { version }, async { Ok(value) }).await?;
        Ok(*made)
    }

    #[tokio::test]
    async fn a_value_is_made_anew_when_its_version_changes() {
        let kept = Kept::default();
        assert_eq!(get(&kept, Ok(1), "first").await, Ok("first"));
        assert_eq!(get(&kept, Ok(2), "too early").await, Ok("first"));
        age(&kept).await;
        assert_eq!(get(&kept, Ok(1), "needless").await, Ok("first"));
        age(&kept).await;
        assert_eq!(
            get(&kept, Err("unavailable"), "x").await,
            Err("unavailable")
        );
        assert_eq!(get(&kept, Ok(2), "second").await, Ok("second"));
    }
}
