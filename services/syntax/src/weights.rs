//! Reads the file of weights and tables that `model/make.py` writes.

use std::{collections::HashMap, str};

use half::f16;
use thiserror::Error;

/// The file's first line.
const FORMAT: &[u8] = b"sulh-syntax 1\n";

/// What is wrong with a file of weights.
#[derive(Debug, Error)]
pub enum ModelError {
    /// It does not start or go on as such a file does.
    #[error("no file of weights, or one that is cut short")]
    Format,
    /// A section is missing, or is of another kind.
    #[error("no section {0}")]
    Missing(String),
    /// A section has another size or content than the code expects.
    #[error("section {0} is not as expected")]
    Content(String),
}

/// Sections of a file by name.
pub(crate) struct Sections<'a>(HashMap<&'a str, Section<'a>>);

enum Section<'a> {
    /// 32-bit floats.
    Single(&'a [u8]),
    /// 16-bit floats.
    Half(&'a [u8]),
    /// Lines of tab-separated fields.
    Table(&'a str),
}

impl<'a> Sections<'a> {
    pub(crate) fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut rest = file.strip_prefix(FORMAT).ok_or(ModelError::Format)?;
        let mut sections = HashMap::new();
        while !rest.is_empty() {
            let (name, section) = next(&mut rest).ok_or(ModelError::Format)?;
            sections.insert(name, section);
        }
        Ok(Self(sections))
    }

    /// The floats of a section, which must be `len`.
    pub(crate) fn floats(&self, name: &str, len: usize) -> Result<Vec<f32>, ModelError> {
        let floats: Vec<f32> = match self.0.get(name) {
            Some(Section::Single(bytes)) => {
                let (floats, _) = bytes.as_chunks();
                floats
                    .iter()
                    .map(|bytes| f32::from_le_bytes(*bytes))
                    .collect()
            }
            Some(Section::Half(bytes)) => {
                let (floats, _) = bytes.as_chunks();
                floats
                    .iter()
                    .map(|bytes| f16::from_le_bytes(*bytes).to_f32())
                    .collect()
            }
            _ => return Err(ModelError::Missing(name.to_owned())),
        };
        if floats.len() == len {
            Ok(floats)
        } else {
            Err(ModelError::Content(name.to_owned()))
        }
    }

    /// The lines of a table.
    pub(crate) fn lines(&self, name: &str) -> Result<str::Split<'a, char>, ModelError> {
        match self.0.get(name) {
            Some(Section::Table(text)) => Ok(text.split('\n')),
            _ => Err(ModelError::Missing(name.to_owned())),
        }
    }

    /// What `read` makes of each line of a table.
    pub(crate) fn table<T, C: FromIterator<T>>(
        &self,
        name: &str,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> Result<C, ModelError> {
        self.lines(name)?
            .map(read)
            .collect::<Option<C>>()
            .ok_or_else(|| ModelError::Content(name.to_owned()))
    }
}

/// Takes a section off the front of what is left of a file.
fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, Section<'a>)> {
    let name_len = usize::from(*rest.split_off_first()?);
    let name = str::from_utf8(rest.split_off(..name_len)?).ok()?;
    let kind = *rest.split_off_first()?;
    let (len, _) = rest.split_off(..4)?.as_chunks();
    let content = rest.split_off(..usize::try_from(u32::from_le_bytes(*len.first()?)).ok()?)?;
    let section = match kind {
        b'f' => Section::Single(content),
        b'h' => Section::Half(content),
        b't' => Section::Table(str::from_utf8(content).ok()?),
        _ => return None,
    };
    Some((name, section))
}

/// A field of a table with its backslash escapes undone.
pub(crate) fn unescaped(field: &str) -> String {
    if !field.contains('\\') {
        return field.to_owned();
    }
    let mut text = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        let next = match character {
            '\\' => match characters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                other => other.unwrap_or('\\'),
            },
            _ => character,
        };
        text.push(next);
    }
    text
}
