//! Matrices, row after row.

use std::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2, linalg::general_mat_mul};

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

    /// The product of some rows with this matrix. Their lengths must agree, else
    /// `product` stays as it is.
    pub(crate) fn product(&self, rows: &[f32], product: &mut [f32]) {
        let inner = self.rows();
        let count = rows.len().checked_div(inner).unwrap_or(0);
        if let Ok(rows) = ArrayView2::from_shape((count, inner), rows)
            && let Ok(weights) = ArrayView2::from_shape((inner, self.columns), &self.numbers)
            && let Ok(mut product) = ArrayViewMut2::from_shape((count, self.columns), product)
        {
            general_mat_mul(1.0, &rows, &weights, 0.0, &mut product);
        }
    }

    /// The product of some rows with this matrix, as a matrix.
    pub(crate) fn times(&self, rows: &[f32]) -> Self {
        let count = rows.len().checked_div(self.rows()).unwrap_or(0);
        let mut product = vec![0.0; count * self.columns];
        self.product(rows, &mut product);
        Self::new(product, self.columns)
    }
}
