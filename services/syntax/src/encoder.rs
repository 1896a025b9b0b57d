//! The network that makes a vector of each token in its sentence: embeddings of
//! a word's features, mixed, then four convolutions over three neighbours each.

use std::iter;

use pulp::{Arch, Simd, WithSimd};

use crate::{
    convolution::{Convolution, Receive, Room},
    features::{FEATURES, Rows, TABLE_ROWS},
    matrix::Matrix,
    product::Weights,
    weights::{ModelError, Sections},
};

/// Numbers in the vector of a token.
pub(crate) const WIDTH: usize = 96;

/// [`WIDTH`] as a number to divide by.
const WIDTH_F32: f32 = 96.0;

/// Each number of a layer's output is the largest of so many candidates.
const PIECES: usize = 3;

/// Candidates of one output vector, piece after piece.
const CANDIDATES: usize = WIDTH * PIECES;

/// Tokens that a convolution sees.
const WINDOW: usize = 3;

const CONVOLUTIONS: usize = 4;

/// Rows of padding around each sentence: as far as the convolutions see.
const PADDING: usize = CONVOLUTIONS;

/// Keeps the spread of a vector from being none.
const EPSILON: f32 = 1e-8;

/// What a token is in its sentence.
pub(crate) type Vector = [f32; WIDTH];

pub(crate) struct Encoder {
    /// For each feature, what every row of its table adds to the candidates of
    /// the mixed vector. The mixing is linear up to the choice among candidates,
    /// so that its product with each row can be made beforehand.
    tables: [Matrix; FEATURES],
    mixing: Activation,
    /// The mixed vector of the space around sentences.
    padding: Vector,
    layers: Vec<Layer>,
}

struct Layer {
    convolution: Convolution<WIDTH, CANDIDATES>,
    activation: Activation,
}

/// What follows a product: bias, the choice among candidates, and normalisation.
struct Activation {
    bias: [f32; CANDIDATES],
    scale: Vector,
    shift: Vector,
}

impl Encoder {
    pub(crate) fn read(sections: &Sections, name: &str) -> Result<Self, ModelError> {
        let mixing = weights(sections, &format!("{name}.0"), FEATURES * WIDTH)?;
        let mut tables = Vec::with_capacity(FEATURES);
        for ((feature, rows), part) in ["norm", "prefix", "suffix", "shape"]
            .into_iter()
            .zip(TABLE_ROWS)
            .zip(mixing.numbers().chunks_exact(WIDTH * CANDIDATES))
        {
            let table = sections.floats(&format!("{name}.{feature}"), rows * WIDTH)?;
            let weights = Weights::<WIDTH>::new(&Matrix::new(part.to_vec(), CANDIDATES));
            let (rows, _) = table.as_chunks();
            tables.push(Matrix::new(weights.times(rows), weights.columns()));
        }
        let layers = (1..=CONVOLUTIONS).map(|layer| {
            let layer = format!("{name}.{layer}");
            Ok(Layer {
                convolution: Convolution::new(&weights(sections, &layer, WINDOW * WIDTH)?),
                activation: Activation::read(sections, &layer)?,
            })
        });
        let mut encoder = Self {
            tables: tables.try_into().map_err(|_| ModelError::Format)?,
            mixing: Activation::read(sections, &format!("{name}.0"))?,
            padding: [0.0; WIDTH],
            layers: layers.collect::<Result<_, ModelError>>()?,
        };
        encoder.padding = encoder.mixed(&Rows::of_padding());
        Ok(encoder)
    }

    /// The vectors of the tokens of some sentences, one after the other.
    pub(crate) fn vectors(&self, sentences: &[Vec<Rows>]) -> Vec<Vector> {
        // Sentences share the padding between them: what one could see of the
        // other has not come through it after as many layers as it has rows.
        let padding = || iter::repeat_n(None, PADDING);
        let padded = padding().chain(
            sentences
                .iter()
                .flat_map(|sentence| sentence.iter().map(Some).chain(padding())),
        );
        let tokens: usize = sentences.iter().map(Vec::len).sum();
        let rows = PADDING + tokens + PADDING * sentences.len();
        let mut vectors = vec![[0.0; WIDTH]; Convolution::<WIDTH, CANDIDATES>::rows_for(rows)];
        for (vector, features) in vectors.iter_mut().skip(1).zip(padded.clone()) {
            *vector = features.map_or(self.padding, |features| self.mixed(features));
        }
        let mut changed = vectors.clone();
        let mut room = Room::default();
        for layer in &self.layers {
            let mut changes = Changes {
                activation: &layer.activation,
                vectors: vectors.iter().skip(1),
                changed: changed.iter_mut().skip(1),
            };
            layer.convolution.outputs(&vectors, &mut room, &mut changes);
            std::mem::swap(&mut vectors, &mut changed);
        }
        let of_tokens = vectors.into_iter().skip(1).zip(padded);
        of_tokens
            .filter_map(|(vector, features)| features.map(|_| vector))
            .collect()
    }

    /// The mixed vector of a word.
    fn mixed(&self, features: &Rows) -> Vector {
        Arch::new().dispatch(Mixing {
            encoder: self,
            features,
        })
    }
}

/// The mixed vector of a word in the making.
struct Mixing<'a> {
    encoder: &'a Encoder,
    features: &'a Rows,
}

impl WithSimd for Mixing<'_> {
    type Output = Vector;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Vector {
        let mut candidates = [0.0; CANDIDATES];
        for (table, rows) in self.encoder.tables.iter().zip(self.features.0) {
            let [first, second, third, fourth] = rows.map(|row| table.row(row));
            let rows = first.iter().zip(second).zip(third).zip(fourth);
            for (sum, (((first, second), third), fourth)) in candidates.iter_mut().zip(rows) {
                *sum += (first + second) + (third + fourth);
            }
        }
        self.encoder.mixing.of(&candidates)
    }
}

/// Adds to each vector what a layer makes of it.
struct Changes<'a, V, C> {
    activation: &'a Activation,
    vectors: V,
    changed: C,
}

impl<'v, V, C> Receive<CANDIDATES> for Changes<'_, V, C>
where
    V: Iterator<Item = &'v Vector>,
    C: Iterator<Item = &'v mut Vector>,
{
    #[inline(always)]
    fn receive(&mut self, output: &[f32; CANDIDATES]) {
        let change = self.activation.of(output);
        if let Some((vector, changed)) = self.vectors.next().zip(self.changed.next()) {
            for ((changed, number), change) in changed.iter_mut().zip(vector).zip(change) {
                *changed = number + change;
            }
        }
    }
}

impl Activation {
    fn read(sections: &Sections, layer: &str) -> Result<Self, ModelError> {
        let bias = by_piece(
            &floats::<CANDIDATES>(sections, &format!("{layer}.bias"))?,
            1,
        );
        Ok(Self {
            bias: bias.try_into().map_err(|_| ModelError::Format)?,
            scale: floats(sections, &format!("{layer}.scale"))?,
            shift: floats(sections, &format!("{layer}.shift"))?,
        })
    }

    /// The vector of some candidates.
    #[inline(always)]
    fn of(&self, candidates: &[f32; CANDIDATES]) -> Vector {
        let mut vector = [f32::NEG_INFINITY; WIDTH];
        let pieces = candidates
            .chunks_exact(WIDTH)
            .zip(self.bias.chunks_exact(WIDTH));
        for (piece, bias) in pieces {
            for ((number, candidate), bias) in vector.iter_mut().zip(piece).zip(bias) {
                let candidate = candidate + bias;
                *number = if candidate > *number {
                    candidate
                } else {
                    *number
                };
            }
        }
        let mean = sum(&vector, |number| number) / WIDTH_F32;
        let variance = sum(&vector, |number| (number - mean) * (number - mean)) / WIDTH_F32;
        let inverse = (variance + EPSILON).sqrt().recip();
        for ((number, scale), shift) in vector.iter_mut().zip(&self.scale).zip(&self.shift) {
            *number = (*number - mean) * inverse * scale + shift;
        }
        vector
    }
}

fn floats<const LEN: usize>(sections: &Sections, name: &str) -> Result<[f32; LEN], ModelError> {
    let floats = sections.floats(name, LEN)?;
    floats.try_into().map_err(|_| ModelError::Format)
}

/// The sum of what becomes of the numbers of a vector, in lanes, so that it need
/// not wait for one addition after the other.
#[inline(always)]
fn sum(vector: &Vector, of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    let (chunks, _) = vector.as_chunks::<16>();
    for chunk in chunks {
        for (lane, number) in lanes.iter_mut().zip(chunk) {
            *lane += of(*number);
        }
    }
    lanes.iter().sum()
}

/// The weights of a layer as a matrix of its inputs by its candidates.
fn weights(sections: &Sections, layer: &str, inputs: usize) -> Result<Matrix, ModelError> {
    let stored = sections.floats(&format!("{layer}.weights"), CANDIDATES * inputs)?;
    Ok(Matrix::new(by_piece(&stored, inputs), inputs).transposed())
}

/// Orders rows by piece first, then by the number that they are candidates of.
/// In the file the pieces of a number stand together.
fn by_piece(stored: &[f32], row: usize) -> Vec<f32> {
    (0..PIECES)
        .flat_map(|piece| stored.chunks_exact(row).skip(piece).step_by(PIECES))
        .flatten()
        .copied()
        .collect()
}
