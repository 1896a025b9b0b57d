//! Products of rows with weights, in the widest vectors that the processor has.
//! What the weights are is known beforehand, so that they are put in order once
//! and not, as a library must, at every product.

use pulp::{Arch, Simd, WithSimd};

use crate::matrix::Matrix;

/// Columns of weights that are worked on at once.
const PANEL: usize = 32;

/// Weights by which rows of `INPUTS` numbers are multiplied.
pub(crate) struct Weights<const INPUTS: usize> {
    /// The columns, a panel after the other, each in the order in which it is
    /// read.
    panels: Vec<[[f32; PANEL]; INPUTS]>,
}

impl<const INPUTS: usize> Weights<INPUTS> {
    /// From a matrix of `INPUTS` rows. Missing columns of the last panel are
    /// zeros.
    pub(crate) fn new(matrix: &Matrix) -> Self {
        let panel = |number: usize| {
            let mut panel = [[0.0; PANEL]; INPUTS];
            let rows = matrix.numbers().chunks(matrix.columns().max(1));
            for (weights, row) in panel.iter_mut().zip(rows) {
                let columns = row.iter().skip(number * PANEL);
                for (weight, number) in weights.iter_mut().zip(columns) {
                    *weight = *number;
                }
            }
            panel
        };
        Self {
            panels: (0..matrix.columns().div_ceil(PANEL)).map(panel).collect(),
        }
    }

    /// Numbers in a row of a product.
    pub(crate) fn columns(&self) -> usize {
        self.panels.len() * PANEL
    }

    /// Writes the product of each row.
    pub(crate) fn product(&self, rows: &[[f32; INPUTS]], product: &mut [f32]) {
        Arch::new().dispatch(Product {
            weights: self,
            rows,
            product,
        });
    }

    /// The products of some rows, one after the other.
    pub(crate) fn times(&self, rows: &[[f32; INPUTS]]) -> Vec<f32> {
        let mut product = vec![0.0; rows.len() * self.columns()];
        self.product(rows, &mut product);
        product
    }
}

struct Product<'a, const INPUTS: usize> {
    weights: &'a Weights<INPUTS>,
    rows: &'a [[f32; INPUTS]],
    product: &'a mut [f32],
}

impl<const INPUTS: usize> WithSimd for Product<'_, INPUTS> {
    type Output = ();

    /// So many rows at once that their sums fill the registers and no more.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.write::<S, 2, 12>(simd),
            8 => self.write::<S, 4, 3>(simd),
            4 => self.write::<S, 8, 3>(simd),
            _ => self.write::<S, PANEL, 1>(simd),
        }
    }
}

impl<const INPUTS: usize> Product<'_, INPUTS> {
    #[inline(always)]
    fn write<S: Simd, const VECTORS: usize, const ROWS: usize>(self, simd: S) {
        let columns = self.weights.columns().max(1);
        for (number, panel) in self.weights.panels.iter().enumerate() {
            let products = self.product.chunks_mut(columns * ROWS);
            for (rows, products) in self.rows.chunks(ROWS).zip(products) {
                let Some(last) = rows.last() else { continue };
                let rows = std::array::from_fn(|at| rows.get(at).unwrap_or(last));
                let sums = sums::<S, INPUTS, VECTORS, ROWS>(simd, rows, panel);
                for (product, sums) in products.chunks_exact_mut(columns).zip(sums) {
                    let (panels, _) = product.as_chunks_mut::<PANEL>();
                    let Some(product) = panels.get_mut(number) else {
                        continue;
                    };
                    let (vectors, _) = S::as_mut_simd_f32s(product);
                    for (vector, sum) in vectors.iter_mut().zip(sums) {
                        *vector = sum;
                    }
                }
            }
        }
    }
}

/// The products of some rows with a panel.
#[inline(always)]
fn sums<S: Simd, const INPUTS: usize, const VECTORS: usize, const ROWS: usize>(
    simd: S,
    rows: [&[f32; INPUTS]; ROWS],
    panel: &[[f32; PANEL]; INPUTS],
) -> [[S::f32s; VECTORS]; ROWS] {
    let mut sums = [[simd.splat_f32s(0.0); VECTORS]; ROWS];
    for (input, weights) in panel.iter().enumerate() {
        let (weights, _) = S::as_simd_f32s(weights);
        for (sums, row) in sums.iter_mut().zip(rows) {
            let number = simd.splat_f32s(row.get(input).copied().unwrap_or_default());
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = simd.mul_add_e_f32s(number, *weights, *sum);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_multiplied() {
        const INPUTS: usize = 5;
        let number = |at: usize| ((at * 37 % 19) as f32 - 9.0) / 7.0;
        for columns in [1, 31, 32, 70] {
            let matrix = Matrix::new((0..INPUTS * columns).map(number).collect(), columns);
            let weights = Weights::<INPUTS>::new(&matrix);
            for count in [0, 1, 3, 12, 29] {
                let rows: Vec<f32> = (3..3 + count * INPUTS).map(number).collect();
                let (rows, _) = rows.as_chunks();
                let products = weights.times(rows);
                assert_eq!(products.len(), count * weights.columns());
                for (row, product) in rows.iter().zip(products.chunks(weights.columns())) {
                    for (column, number) in product.iter().take(columns).enumerate() {
                        let plain: f32 = (0..INPUTS)
                            .map(|input| row[input] * matrix.row(input)[column])
                            .sum();
                        assert!((number - plain).abs() < 1e-5);
                    }
                }
            }
        }
    }
}
