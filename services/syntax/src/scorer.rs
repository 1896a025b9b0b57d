//! The network that scores the moves of a transition system by the vectors of a
//! few tokens around the place where it stands.

use pulp::{Arch, Simd, WithSimd};

use crate::{
    encoder::{Vector, WIDTH},
    matrix::Matrix,
    product::Weights,
    weights::{ModelError, Sections},
};

/// Numbers in the hidden layer.
const HIDDEN: usize = 64;

/// Each number of the hidden layer is the larger of so many candidates.
const PIECES: usize = 2;

/// Candidates of the hidden layer, piece after piece.
const CANDIDATES: usize = HIDDEN * PIECES;

/// `CONTEXT` is how many tokens are seen at once.
pub(crate) struct Scorer<const CONTEXT: usize> {
    /// A token's vector by what it adds to the candidates, for each of the
    /// places in the context that it may take.
    lower: Weights<WIDTH>,
    bias: Vec<f32>,
    /// What an empty place adds, for each place.
    padding: Vec<f32>,
    /// The hidden layer by the scores.
    upper: Matrix,
    upper_bias: Vec<f32>,
}

impl<const CONTEXT: usize> Scorer<CONTEXT> {
    /// Floats that a token adds, over all places.
    pub(crate) const ADDENDS: usize = CONTEXT * CANDIDATES;

    pub(crate) fn read(sections: &Sections, name: &str, moves: usize) -> Result<Self, ModelError> {
        let floats = |part: &str, len| sections.floats(&format!("{name}.{part}"), len);
        let lower = floats("lower.weights", Self::ADDENDS * WIDTH)?;
        let upper = floats("upper.weights", moves * HIDDEN)?;
        Ok(Self {
            lower: Weights::new(&Matrix::new(by_piece(&lower, WIDTH), WIDTH).transposed()),
            bias: by_piece(&floats("lower.bias", CANDIDATES)?, 1),
            padding: by_piece(&floats("lower.padding", Self::ADDENDS)?, 1),
            upper: Matrix::new(upper, HIDDEN).transposed(),
            upper_bias: floats("upper.bias", moves)?,
        })
    }

    /// What each token adds to the candidates, for each place, a row a token.
    pub(crate) fn addends(&self, vectors: &[Vector]) -> Matrix {
        Matrix::new(self.lower.times(vectors), self.lower.columns())
    }

    /// Writes the score of each move where `context` is seen. `addends` are
    /// those of the sentence's tokens.
    pub(crate) fn score(
        &self,
        addends: &[f32],
        context: [Option<usize>; CONTEXT],
        scores: &mut [f32],
    ) {
        Arch::new().dispatch(Scoring {
            scorer: self,
            addends,
            context,
            scores,
        });
    }
}

/// The scores of a place in the making.
struct Scoring<'a, const CONTEXT: usize> {
    scorer: &'a Scorer<CONTEXT>,
    addends: &'a [f32],
    context: [Option<usize>; CONTEXT],
    scores: &'a mut [f32],
}

impl<const CONTEXT: usize> WithSimd for Scoring<'_, CONTEXT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self {
            scorer,
            addends,
            context,
            scores,
        } = self;
        let mut candidates = [0.0; CANDIDATES];
        candidates.copy_from_slice(&scorer.bias);
        for (place, (token, padding)) in context
            .into_iter()
            .zip(scorer.padding.chunks_exact(CANDIDATES))
            .enumerate()
        {
            let start = token.map(|token| token * Scorer::<CONTEXT>::ADDENDS + place * CANDIDATES);
            let added = start
                .and_then(|start| addends.get(start..start + CANDIDATES))
                .unwrap_or(padding);
            for (candidate, number) in candidates.iter_mut().zip(added) {
                *candidate += number;
            }
        }
        scores.copy_from_slice(&scorer.upper_bias);
        let (first, second) = candidates.split_at(HIDDEN);
        let mut hidden = [0.0; HIDDEN];
        for ((hidden, first), second) in hidden.iter_mut().zip(first).zip(second) {
            *hidden = if second > first { *second } else { *first };
        }
        // Four rows at once, so that the scores are read and written less often.
        let (hidden, _) = hidden.as_chunks();
        let width = scores.len().max(1);
        for ([h0, h1, h2, h3], rows) in hidden
            .iter()
            .zip(scorer.upper.numbers().chunks_exact(4 * width))
        {
            let mut rows = rows.chunks_exact(width);
            let mut next = || rows.next().unwrap_or_default().iter();
            let rows = next().zip(next()).zip(next()).zip(next());
            for (score, (((w0, w1), w2), w3)) in scores.iter_mut().zip(rows) {
                *score += (h0 * w0 + h1 * w1) + (h2 * w2 + h3 * w3);
            }
        }
    }
}

/// Orders rows by piece within each place. In the file the pieces of a number
/// stand together.
fn by_piece(stored: &[f32], row: usize) -> Vec<f32> {
    stored
        .chunks_exact(CANDIDATES * row)
        .flat_map(|place| {
            (0..PIECES).flat_map(move |piece| place.chunks_exact(row).skip(piece).step_by(PIECES))
        })
        .flatten()
        .copied()
        .collect()
}

/// The position of the highest score among those whose move `is_valid`, the
/// first of equals.
pub(crate) fn best(scores: &[f32], is_valid: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (at, score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, highest)| *score > highest) && is_valid(at) {
            best = Some((at, *score));
        }
    }
    best.map(|(at, _)| at)
}
