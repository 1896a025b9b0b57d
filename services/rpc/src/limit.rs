//! How many of something an answer may hold, read from requests.

use crate::violation::Violation;

/// Reads a wish for at most so many: 0 becomes the default and a large wish `most`.
///
/// # Errors
/// When it is negative.
pub(crate) fn limit(
    field: &str,
    wish: i32,
    default: usize,
    most: usize,
) -> Result<usize, Violation> {
    match usize::try_from(wish) {
        Ok(0) => Ok(default),
        Ok(limit) => Ok(limit.min(most)),
        Err(_) => Err(Violation::new(
            field,
            format!("negative: expected 0 to {most}"),
        )),
    }
}
