//! Tab-separated tables with a header line and `#` comments.

use std::collections::HashMap;

use super::{Faults, LexiconFile};

/// A table of the lexicon.
pub(super) struct Table<'a> {
    file: &'a str,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    file: &'a str,
    columns: &'a HashMap<String, usize>,
    line: u64,
    cells: &'a csv::StringRecord,
}

impl<'a> Table<'a> {
    /// Reads a table that has at least these columns.
    pub(super) fn read(file: &'a LexiconFile, columns: &[&str], faults: &mut Faults) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .comment(Some(b'#'))
            .from_reader(file.text.as_bytes());
        let mut table = Self {
            file: &file.name,
            columns: HashMap::new(),
            rows: Vec::new(),
        };
        match reader.headers() {
            Ok(header) => {
                table.columns = header.iter().map(str::to_owned).zip(0..).collect();
            }
            Err(error) => faults.add(table.file, 1, error),
        }
        for column in columns {
            if !table.columns.contains_key(*column) {
                let expected = columns.join(", ");
                let message = format!("column '{column}' is missing: expected {expected}");
                faults.add(table.file, 1, message);
            }
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    table.rows.push((line, record));
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    faults.add(table.file, line, error);
                }
            }
        }
        table
    }

    pub(super) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(|(line, cells)| Row {
            file: self.file,
            columns: &self.columns,
            line: *line,
            cells,
        })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` where it is empty or absent.
    pub(super) fn cell(&self, column: &str) -> Option<&'a str> {
        let index = self.columns.get(column)?;
        Some(self.cells.get(*index)?.trim()).filter(|cell| !cell.is_empty())
    }

    /// A cell that must not be empty.
    pub(super) fn required(&self, column: &str, faults: &mut Faults) -> Option<&'a str> {
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

    /// Reports something wrong in this row.
    pub(super) fn fault(&self, message: impl std::fmt::Display, faults: &mut Faults) {
        faults.add(self.file, self.line, message);
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
