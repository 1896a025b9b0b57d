//! A convolution over each row and its two neighbours, by Winograd's minimal
//! filtering F(4, 3): four outputs at a time are made of six products of rows
//! where the plain way takes twelve. See Lavin and Gray, Fast Algorithms for
//! Convolutional Neural Networks, 2015.

use crate::matrix::Matrix;

/// Rows that each output sees.
const WINDOW: usize = 3;

/// Outputs that are made at once.
const OUTPUTS: usize = 4;

/// Rows that those outputs see together, and products that they take.
const INPUTS: usize = OUTPUTS + WINDOW - 1;

/// How the weights of the window's three rows add up to those of the products.
#[rustfmt::skip]
const OF_WEIGHTS: [[f32; WINDOW]; INPUTS] = [
    [ 1.0 / 4.0,   0.0,         0.0      ],
    [-1.0 / 6.0,  -1.0 / 6.0,  -1.0 / 6.0],
    [-1.0 / 6.0,   1.0 / 6.0,  -1.0 / 6.0],
    [ 1.0 / 24.0,  1.0 / 12.0,  1.0 / 6.0],
    [ 1.0 / 24.0, -1.0 / 12.0,  1.0 / 6.0],
    [ 0.0,         0.0,         1.0      ],
];

pub(crate) struct Convolution {
    /// Numbers in a row.
    inputs: usize,
    /// Numbers in an output.
    outputs: usize,
    /// Rows by outputs, for each product.
    weights: Vec<Matrix>,
}

/// Room to compute in, kept between layers.
#[derive(Default)]
pub(crate) struct Room {
    inputs: Vec<f32>,
    products: Vec<f32>,
}

impl Convolution {
    /// From weights of `3 * inputs` rows by `outputs`: those of the row before,
    /// the row itself and the row after.
    pub(crate) fn new(weights: &Matrix, inputs: usize) -> Self {
        let parts: Vec<&[f32]> = weights
            .numbers()
            .chunks_exact(inputs * weights.columns())
            .collect();
        let weights_of = |factors: [f32; WINDOW]| {
            let mut sum = vec![0.0; inputs * weights.columns()];
            for (factor, part) in factors.into_iter().zip(&parts) {
                for (sum, weight) in sum.iter_mut().zip(*part) {
                    *sum += factor * weight;
                }
            }
            Matrix::new(sum, weights.columns())
        };
        Self {
            inputs,
            outputs: weights.columns(),
            weights: OF_WEIGHTS.into_iter().map(weights_of).collect(),
        }
    }

    /// How many rows must be given for so many outputs: one more at each end,
    /// and as many as fill the last four.
    pub(crate) fn rows_for(outputs: usize) -> usize {
        outputs.next_multiple_of(OUTPUTS) + WINDOW - 1
    }

    /// The outputs, row after row, of all rows but the first and the last.
    pub(crate) fn outputs<'r>(
        &self,
        rows: &[f32],
        room: &'r mut Room,
    ) -> impl Iterator<Item = &'r mut [f32]> + use<'r> {
        let groups = (rows.len() / self.inputs).saturating_sub(WINDOW - 1) / OUTPUTS;
        let inputs = resized(&mut room.inputs, INPUTS * groups * self.inputs);
        self.transform(rows, inputs);
        let products = resized(&mut room.products, INPUTS * groups * self.outputs);
        for ((input, product), weights) in inputs
            .chunks_exact((groups * self.inputs).max(1))
            .zip(products.chunks_exact_mut((groups * self.outputs).max(1)))
            .zip(&self.weights)
        {
            weights.product(input, product);
        }
        sums(products, groups * self.outputs);
        by_output(products, groups, self.outputs)
    }

    /// Adds up the rows of each group to the inputs of its six products.
    fn transform(&self, rows: &[f32], inputs: &mut [f32]) {
        let width = self.inputs;
        let per_product = inputs.len() / INPUTS;
        let mut products = inputs.chunks_exact_mut(per_product.max(1));
        let mut next = || products.next().unwrap_or_default().chunks_exact_mut(width);
        let groups = rows.windows(INPUTS * width).step_by(OUTPUTS * width);
        let outputs = next()
            .zip(next())
            .zip(next())
            .zip(next())
            .zip(next())
            .zip(next());
        for (group, (((((v0, v1), v2), v3), v4), v5)) in groups.zip(outputs) {
            let mut rows = group.chunks_exact(width);
            let mut next = || rows.next().unwrap_or_default().iter();
            let rows = next()
                .zip(next())
                .zip(next())
                .zip(next())
                .zip(next())
                .zip(next());
            let outputs = v0.iter_mut().zip(v1).zip(v2).zip(v3).zip(v4).zip(v5);
            for ((((((v0, v1), v2), v3), v4), v5), (((((d0, d1), d2), d3), d4), d5)) in
                outputs.zip(rows)
            {
                *v0 = 4.0 * d0 - 5.0 * d2 + d4;
                *v1 = (d3 + d4) - 4.0 * (d1 + d2);
                *v2 = (d4 - d3) + 4.0 * (d1 - d2);
                *v3 = (d4 - d2) + 2.0 * (d3 - d1);
                *v4 = (d4 - d2) - 2.0 * (d3 - d1);
                *v5 = 4.0 * d1 - 5.0 * d3 + d5;
            }
        }
    }
}

/// Adds up the six products of each group to its four outputs, in place of the
/// first four.
fn sums(products: &mut [f32], per_product: usize) {
    let mut products = products.chunks_exact_mut(per_product.max(1));
    let mut next = || products.next().unwrap_or_default().iter_mut();
    let rows = next()
        .zip(next())
        .zip(next())
        .zip(next())
        .zip(next())
        .zip(next());
    for (((((m0, m1), m2), m3), m4), m5) in rows {
        let (even, odd) = (*m1 + *m2, *m1 - *m2);
        let (even_twice, odd_twice) = (*m3 + *m4, *m3 - *m4);
        *m0 += even + even_twice;
        *m1 = odd + 2.0 * odd_twice;
        *m2 = even + 4.0 * even_twice;
        *m3 = odd + 8.0 * odd_twice + *m5;
    }
}

/// The outputs in the order of the rows: one of each of the first four products
/// in turn.
fn by_output(
    products: &mut [f32],
    groups: usize,
    width: usize,
) -> impl Iterator<Item = &mut [f32]> {
    let mut products = products.chunks_exact_mut((groups * width).max(1));
    let mut next = || products.next().unwrap_or_default().chunks_exact_mut(width);
    next()
        .zip(next())
        .zip(next())
        .zip(next())
        .flat_map(|(((m0, m1), m2), m3)| [m0, m1, m2, m3])
}

fn resized(room: &mut Vec<f32>, len: usize) -> &mut [f32] {
    room.resize(len, 0.0);
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_those_of_the_plain_way() {
        const INPUTS: usize = 3;
        const OUTPUTS: usize = 2;
        let number = |at: usize| ((at * 37 % 19) as f32 - 9.0) / 7.0;
        let weights: Vec<f32> = (0..WINDOW * INPUTS * OUTPUTS).map(number).collect();
        let rows: Vec<f32> = (0..Convolution::rows_for(7) * INPUTS)
            .map(|at| number(at + 5))
            .collect();
        let weights = Matrix::new(weights, OUTPUTS);
        let convolution = Convolution::new(&weights, INPUTS);
        let mut room = Room::default();
        let outputs: Vec<Vec<f32>> = convolution
            .outputs(&rows, &mut room)
            .map(|output| output.to_vec())
            .collect();
        assert_eq!(outputs.len(), 8);
        for (output, window) in outputs
            .iter()
            .zip(rows.windows(WINDOW * INPUTS).step_by(INPUTS))
        {
            let mut plain = vec![0.0; OUTPUTS];
            weights.product(window, &mut plain);
            for (number, plain) in output.iter().zip(plain) {
                assert!((number - plain).abs() < 1e-4, "{number} for {plain}");
            }
        }
    }
}
