//! The codebook's words as the database has them: text there, enums here.

use std::str::FromStr;

use crate::Error;

/// Reads a stored word.
pub(crate) fn parse<T: FromStr>(word: &str) -> Result<T, Error> {
    word.parse().map_err(|_| Error::Corrupt {
        value: word.to_owned(),
        expected: std::any::type_name::<T>(),
    })
}

/// The words of a filter.
pub(crate) fn of<T: Copy + Into<&'static str>>(values: &[T]) -> Vec<String> {
    values.iter().map(|v| (*v).into().to_owned()).collect()
}

/// The texts of ids, for a filter.
pub(crate) fn ids<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(T::to_string).collect()
}
