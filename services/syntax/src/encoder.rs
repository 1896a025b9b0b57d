//! The network that makes a vector of each token in its sentence: embeddings of
//! a word's features, mixed, then four convolutions over three neighbours each.

use std::iter;

use crate::{
    convolution::{Convolution, Room},
    features::{FEATURES, Rows, TABLE_ROWS},
    matrix::Matrix,
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

pub(crate) struct Encoder {
    /// For each feature, what every row of its table adds to the candidates of
    /// the mixed vector. The mixing is linear up to the choice among candidates,
    /// so that its product with each row can be made beforehand.
    tables: [Matrix; FEATURES],
    mixing: Activation,
    /// The mixed vector of the space around sentences.
    padding: Vec<f32>,
    layers: Vec<Layer>,
}

struct Layer {
    convolution: Convolution,
    activation: Activation,
}

/// What follows a product: bias, the choice among candidates, and normalisation.
struct Activation {
    bias: Vec<f32>,
    scale: Vec<f32>,
    shift: Vec<f32>,
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
            tables.push(Matrix::new(part.to_vec(), CANDIDATES).times(&table));
        }
        let layers = (1..=CONVOLUTIONS).map(|layer| {
            let layer = format!("{name}.{layer}");
            Ok(Layer {
                convolution: Convolution::new(&weights(sections, &layer, WINDOW * WIDTH)?, WIDTH),
                activation: Activation::read(sections, &layer)?,
            })
        });
        let mut encoder = Self {
            tables: tables.try_into().map_err(|_| ModelError::Format)?,
            mixing: Activation::read(sections, &format!("{name}.0"))?,
            padding: vec![0.0; WIDTH],
            layers: layers.collect::<Result<_, ModelError>>()?,
        };
        let mut padding = vec![0.0; WIDTH];
        encoder.mix(
            &Rows::of_padding(),
            &mut vec![0.0; CANDIDATES],
            &mut padding,
        );
        encoder.padding = padding;
        Ok(encoder)
    }

    /// The vectors of the tokens of some sentences, one after the other.
    pub(crate) fn vectors(&self, sentences: &[Vec<Rows>]) -> Vec<f32> {
        let tokens: usize = sentences.iter().map(Vec::len).sum();
        // Sentences share the padding between them: what one could see of the
        // other has not come through it after as many layers as it has rows.
        let rows = PADDING + tokens + PADDING * sentences.len();
        let mut vectors = vec![0.0; Convolution::rows_for(rows) * WIDTH];
        let padding = || iter::repeat_n(None, PADDING);
        let padded = padding().chain(
            sentences
                .iter()
                .flat_map(|sentence| sentence.iter().map(Some).chain(padding())),
        );
        let mut candidates = vec![0.0; CANDIDATES];
        for (vector, features) in vectors.chunks_exact_mut(WIDTH).skip(1).zip(padded.clone()) {
            match features {
                Some(features) => self.mix(features, &mut candidates, vector),
                None => vector.copy_from_slice(&self.padding),
            }
        }
        let mut room = Room::default();
        for layer in &self.layers {
            let outputs = layer.convolution.outputs(&vectors, &mut room);
            for (candidates, vector) in outputs.zip(vectors.chunks_exact_mut(WIDTH).skip(1)) {
                let change = layer.activation.apply(candidates);
                for (number, change) in vector.iter_mut().zip(change) {
                    *number += *change;
                }
            }
        }
        let mut of_tokens = Vec::with_capacity(tokens * WIDTH);
        for (vector, features) in vectors.chunks_exact(WIDTH).skip(1).zip(padded) {
            if features.is_some() {
                of_tokens.extend_from_slice(vector);
            }
        }
        of_tokens
    }

    /// The mixed vector of a word.
    fn mix(&self, features: &Rows, candidates: &mut [f32], vector: &mut [f32]) {
        candidates.fill(0.0);
        for (table, rows) in self.tables.iter().zip(features.0) {
            let [first, second, third, fourth] = rows.map(|row| table.row(row));
            let rows = first.iter().zip(second).zip(third).zip(fourth);
            for (sum, (((first, second), third), fourth)) in candidates.iter_mut().zip(rows) {
                *sum += (first + second) + (third + fourth);
            }
        }
        vector.copy_from_slice(self.mixing.apply(candidates));
    }
}

impl Activation {
    fn read(sections: &Sections, layer: &str) -> Result<Self, ModelError> {
        Ok(Self {
            bias: by_piece(&sections.floats(&format!("{layer}.bias"), CANDIDATES)?, 1),
            scale: sections.floats(&format!("{layer}.scale"), WIDTH)?,
            shift: sections.floats(&format!("{layer}.shift"), WIDTH)?,
        })
    }

    /// Makes a vector of its candidates, in place of the first of each number.
    fn apply<'c>(&self, candidates: &'c mut [f32]) -> &'c [f32] {
        let (vector, others) = candidates.split_at_mut(WIDTH.min(candidates.len()));
        let (first, others_bias) = self.bias.split_at(WIDTH);
        for (number, bias) in vector.iter_mut().zip(first) {
            *number += bias;
        }
        for (piece, bias) in others
            .chunks_exact(WIDTH)
            .zip(others_bias.chunks_exact(WIDTH))
        {
            for ((number, candidate), bias) in vector.iter_mut().zip(piece).zip(bias) {
                let candidate = candidate + bias;
                *number = if candidate > *number {
                    candidate
                } else {
                    *number
                };
            }
        }
        let mean = sum(vector, |number| number) / WIDTH_F32;
        let variance = sum(vector, |number| (number - mean) * (number - mean)) / WIDTH_F32;
        let inverse = (variance + EPSILON).sqrt().recip();
        for ((number, scale), shift) in vector.iter_mut().zip(&self.scale).zip(&self.shift) {
            *number = (*number - mean) * inverse * scale + shift;
        }
        vector
    }
}

/// The sum of what becomes of the numbers of a vector, in lanes, so that it need
/// not wait for one addition after the other.
fn sum(vector: &[f32], of: impl Fn(f32) -> f32) -> f32 {
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
