//! A convolution over each row and its two neighbours, by Winograd's minimal
//! filtering F(4, 3): four outputs at a time are made of six products of rows
//! where the plain way takes twelve. See Lavin and Gray, Fast Algorithms for
//! Convolutional Neural Networks, 2015.

use pulp::{Arch, Simd, WithSimd};

use crate::{matrix::Matrix, product::Weights};

/// Rows that each output sees.
const WINDOW: usize = 3;

/// Outputs that are made at once.
const OUTPUTS: usize = 4;

/// Groups of outputs that are made before the next ones are begun, so that what
/// is between stays near the processor.
const BLOCK: usize = 24;

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

/// What is done with each output. Implementations are inlined, so that they are
/// compiled for the processor's widest vectors too.
pub(crate) trait Receive<const CANDIDATES: usize> {
    fn receive(&mut self, output: &[f32; CANDIDATES]);
}

/// Room to compute in, kept between layers.
pub(crate) struct Room<const WIDTH: usize> {
    inputs: Vec<[f32; WIDTH]>,
    products: Vec<f32>,
}

impl<const WIDTH: usize> Default for Room<WIDTH> {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            products: Vec::new(),
        }
    }
}

/// Of rows of `WIDTH` numbers, with outputs of `CANDIDATES` numbers.
pub(crate) struct Convolution<const WIDTH: usize, const CANDIDATES: usize> {
    /// For each product.
    weights: Vec<Weights<WIDTH>>,
}

impl<const WIDTH: usize, const CANDIDATES: usize> Convolution<WIDTH, CANDIDATES> {
    /// From weights of `3 * WIDTH` rows by `CANDIDATES`: those of the row before,
    /// the row itself and the row after.
    pub(crate) fn new(weights: &Matrix) -> Self {
        let parts: Vec<&[f32]> = weights.numbers().chunks_exact(WIDTH * CANDIDATES).collect();
        let weights_of = |factors: [f32; WINDOW]| {
            let mut sum = vec![0.0; WIDTH * CANDIDATES];
            for (factor, part) in factors.into_iter().zip(&parts) {
                for (sum, weight) in sum.iter_mut().zip(*part) {
                    *sum += factor * weight;
                }
            }
            Weights::new(&Matrix::new(sum, CANDIDATES))
        };
        Self {
            weights: OF_WEIGHTS.into_iter().map(weights_of).collect(),
        }
    }

    /// How many rows must be given for so many outputs: one more at each end,
    /// and as many as fill the last four.
    pub(crate) fn rows_for(outputs: usize) -> usize {
        outputs.next_multiple_of(OUTPUTS) + WINDOW - 1
    }

    /// Gives away the output of every row but the first and the last, in order.
    pub(crate) fn outputs(
        &self,
        rows: &[[f32; WIDTH]],
        room: &mut Room<WIDTH>,
        receiver: &mut impl Receive<CANDIDATES>,
    ) {
        let groups = rows.len().saturating_sub(WINDOW - 1) / OUTPUTS;
        let columns = self.weights.first().map_or(1, Weights::columns);
        let Room { inputs, products } = room;
        inputs.resize(BLOCK.min(groups) * INPUTS, [0.0; WIDTH]);
        products.resize(inputs.len() * columns, 0.0);
        for first in (0..groups).step_by(BLOCK) {
            let block = BLOCK.min(groups - first);
            Arch::new().dispatch(Transform {
                rows: rows.get(first * OUTPUTS..).unwrap_or_default(),
                block,
                inputs,
            });
            for ((inputs, products), weights) in inputs
                .chunks_exact(block)
                .zip(products.chunks_exact_mut(block * columns))
                .zip(&self.weights)
            {
                weights.product(inputs, products);
            }
            Arch::new().dispatch(Sums::<_, CANDIDATES> {
                products,
                columns,
                block,
                receiver,
            });
        }
    }
}

/// Adds up the rows of each group of a block to the inputs of its six products.
struct Transform<'a, const WIDTH: usize> {
    rows: &'a [[f32; WIDTH]],
    block: usize,
    inputs: &'a mut [[f32; WIDTH]],
}

impl<const WIDTH: usize> WithSimd for Transform<'_, WIDTH> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let groups = self.rows.windows(INPUTS).step_by(OUTPUTS).take(self.block);
        for (group, rows) in groups.enumerate() {
            let Some(rows) = rows.first_chunk::<INPUTS>() else {
                continue;
            };
            let made = combined(rows.each_ref(), |[d0, d1, d2, d3, d4, d5]| {
                [
                    4.0 * d0 - 5.0 * d2 + d4,
                    (d3 + d4) - 4.0 * (d1 + d2),
                    (d4 - d3) + 4.0 * (d1 - d2),
                    (d4 - d2) + 2.0 * (d3 - d1),
                    (d4 - d2) - 2.0 * (d3 - d1),
                    4.0 * d1 - 5.0 * d3 + d5,
                ]
            });
            let inputs = self.inputs.iter_mut().skip(group).step_by(self.block);
            for (input, made) in inputs.zip(made) {
                *input = made;
            }
        }
    }
}

/// Adds up the six products of each group of a block to its four outputs.
struct Sums<'a, R, const CANDIDATES: usize> {
    products: &'a [f32],
    columns: usize,
    block: usize,
    receiver: &'a mut R,
}

impl<R: Receive<CANDIDATES>, const CANDIDATES: usize> WithSimd for Sums<'_, R, CANDIDATES> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let empty = [0.0; CANDIDATES];
        for group in 0..self.block {
            let rows = self.products.chunks_exact(self.columns);
            let mut rows = rows.skip(group).step_by(self.block);
            let rows: [_; INPUTS] = std::array::from_fn(|_| {
                rows.next()
                    .and_then(|row| row.first_chunk())
                    .unwrap_or(&empty)
            });
            let outputs = combined(rows, |[m0, m1, m2, m3, m4, m5]| {
                let (even, odd) = (m1 + m2, m1 - m2);
                let (even_twice, odd_twice) = (m3 + m4, m3 - m4);
                [
                    m0 + (even + even_twice),
                    odd + 2.0 * odd_twice,
                    even + 4.0 * even_twice,
                    odd + 8.0 * odd_twice + m5,
                ]
            });
            for output in &outputs {
                self.receiver.receive(output);
            }
        }
    }
}

/// What becomes of the numbers that stand in the same place of some rows.
#[inline(always)]
fn combined<const WIDTH: usize, const FROM: usize, const TO: usize>(
    rows: [&[f32; WIDTH]; FROM],
    of: impl Fn([f32; FROM]) -> [f32; TO],
) -> [[f32; WIDTH]; TO] {
    let mut made = [[0.0; WIDTH]; TO];
    for at in 0..WIDTH {
        let numbers = of(rows.map(|row| row.get(at).copied().unwrap_or_default()));
        for (made, number) in made.iter_mut().zip(numbers) {
            if let Some(place) = made.get_mut(at) {
                *place = number;
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Outputs(Vec<f32>);

    impl<const CANDIDATES: usize> Receive<CANDIDATES> for Outputs {
        fn receive(&mut self, output: &[f32; CANDIDATES]) {
            self.0.extend(output);
        }
    }

    #[test]
    fn outputs_are_those_of_the_plain_way() {
        const WIDTH: usize = 3;
        const CANDIDATES: usize = 2;
        let number = |at: usize| ((at * 37 % 19) as f32 - 9.0) / 7.0;
        let weights: Vec<f32> = (0..WINDOW * WIDTH * CANDIDATES).map(number).collect();
        let weights = Matrix::new(weights, CANDIDATES);
        let convolution = Convolution::<WIDTH, CANDIDATES>::new(&weights);
        for wanted in [0, 7, 5 * OUTPUTS * BLOCK / 2] {
            let len = Convolution::<WIDTH, CANDIDATES>::rows_for(wanted) * WIDTH;
            let rows: Vec<f32> = (5..5 + len).map(number).collect();
            let mut outputs = Outputs(Vec::new());
            convolution.outputs(rows.as_chunks().0, &mut Room::default(), &mut outputs);
            assert_eq!(outputs.0.len(), (len / WIDTH - 2) * CANDIDATES);
            let windows = rows.windows(WINDOW * WIDTH).step_by(WIDTH);
            for (output, window) in outputs.0.chunks(CANDIDATES).zip(windows) {
                for (column, number) in output.iter().enumerate() {
                    let plain: f32 = (0..WINDOW * WIDTH)
                        .map(|at| window[at] * weights.row(at)[column])
                        .sum();
                    assert!((number - plain).abs() < 1e-4, "{number} for {plain}");
                }
            }
        }
    }
}
