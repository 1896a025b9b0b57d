//! Tab-separated tables with a header line and `#` comments.

use std::rc::Rc;

use super::{Faults, LexiconFile};

/// One row of a table of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The file, as messages name it.
    file: Rc<str>,
    columns: Rc<[String]>,
    line: u64,
    cells: csv::StringRecord,
}

/// Columns that a table has.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// Without these it is none.
    pub(super) required: &'static [&'static str],
    /// All others that it may have.
    pub(super) optional: &'static [&'static str],
    /// Whether a row may end before its last cells: they are empty.
    pub(super) rows_may_be_short: bool,
}

impl Columns {
    /// All columns.
    pub(super) fn all(self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// Reads the rows of a table; `shown` is what messages call the file.
pub(super) fn rows(
    file: &LexiconFile,
    shown: &str,
    columns: Columns,
    faults: &mut Faults,
) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .comment(Some(b'#'))
        .flexible(columns.rows_may_be_short)
        .from_reader(file.text.as_bytes());
    let header: Rc<[String]> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            faults.add(shown, 1, error);
            Rc::default()
        }
    };
    for column in columns.required {
        if !header.iter().any(|name| name == column) {
            let expected = columns.required.join(", ");
            let message = format!("column '{column}' is missing: expected {expected}");
            faults.add(shown, 1, message);
        }
    }
    for column in header.iter() {
        if !columns.all().any(|name| name == column) {
            let known: Vec<&str> = columns.all().collect();
            let message = format!("'{column}' is no column: expected {}", known.join(", "));
            faults.add(shown, 1, message);
        }
    }
    let name: Rc<str> = shown.into();
    let mut found = Vec::new();
    for record in reader.records() {
        match record {
            Ok(cells) => {
                let line = cells.position().map_or(0, csv::Position::line);
                if cells.len() > header.len() {
                    let message =
                        format!("{} cells: expected at most {}", cells.len(), header.len());
                    faults.add(shown, line, message);
                }
                found.push(Row {
                    file: Rc::clone(&name),
                    columns: Rc::clone(&header),
                    line,
                    cells,
                });
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.add(shown, line, error);
            }
        }
    }
    found
}

impl Row {
    /// The cell of a column; `None` where it is empty or absent.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        let index = self.columns.iter().position(|name| name == column)?;
        Some(self.cells.get(index)?.trim()).filter(|cell| !cell.is_empty())
    }

    /// A cell that must not be empty.
    pub(super) fn required(&self, column: &str, faults: &mut Faults) -> Option<&str> {
        let cell = self.cell(column);
        if cell.is_none() {
            self.fault(format!("'{column}' is empty"), faults);
        }
        cell
    }

    /// A cell read as a value that its type can parse.
    pub(super) fn parsed<T>(&self, column: &str, accepted: &str, faults: &mut Faults) -> Option<T>
    where
        T: std::str::FromStr,
    {
        let cell = self.cell(column)?;
        let value = cell.parse().ok();
        if value.is_none() {
            let message = format!("'{cell}' is no {column}: expected {accepted}");
            self.fault(message, faults);
        }
        value
    }

    /// The same row with these cells, one for each of `columns`.
    pub(super) fn with_cells(&self, columns: &[&str], cells: &[String]) -> Self {
        Self {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            cells: cells.iter().map(String::as_str).collect::<Vec<_>>().into(),
            ..self.clone()
        }
    }

    /// Reports something wrong in this row.
    pub(super) fn fault(&self, message: impl std::fmt::Display, faults: &mut Faults) {
        faults.add(&self.file, self.line, message);
    }

    /// `file:line` of this row.
    pub(super) fn position(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// The values of an enum, for messages.
pub(super) fn accepted<T>() -> String
where
    T: strum::VariantArray + Copy + Into<&'static str> + 'static,
{
    let values: Vec<&str> = T::VARIANTS.iter().map(|value| (*value).into()).collect();
    values.join(", ")
}
