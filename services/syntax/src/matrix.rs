//! Matrices, row after row.

use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matrix {
    numbers: Vec<f32>,
    columns: usize,
}

impl Matrix {
    /// Rows of `columns` numbers.
    pub(crate) fn new(numbers: Vec<f32>, columns: usize) -> Self {
        Self { numbers, columns }
    }

    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    fn rows(&self) -> usize {
        self.numbers.len().checked_div(self.columns).unwrap_or(0)
    }

    pub(crate) fn row(&self, row: usize) -> &[f32] {
        self.rows_in(row..row + 1)
    }

    /// The numbers of some rows.
    pub(crate) fn rows_in(&self, rows: Range<usize>) -> &[f32] {
        let numbers = rows.start * self.columns..rows.end * self.columns;
        self.numbers.get(numbers).unwrap_or_default()
    }

    /// Rows as columns.
    pub(crate) fn transposed(&self) -> Self {
        let numbers = (0..self.columns)
            .flat_map(|column| self.numbers.iter().skip(column).step_by(self.columns))
            .copied()
            .collect();
        Self::new(numbers, self.rows())
    }
}
