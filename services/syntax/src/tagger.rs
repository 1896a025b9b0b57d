//! Gives each token a tag.

use crate::{
    encoder::{Encoder, WIDTH},
    features::Rows,
    matrix::Matrix,
    product::Weights,
    scorer::best,
    tag::Tag,
    weights::{ModelError, Sections},
};

pub(crate) struct Tagger {
    encoder: Encoder,
    /// A token's vector by the scores of the tags.
    weights: Weights<WIDTH>,
    bias: Vec<f32>,
    tags: Vec<Tag>,
}

impl Tagger {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        let tags: Vec<Tag> = sections.table("tagger.tags", |tag| tag.parse().ok())?;
        let weights = sections.floats("tagger.output.weights", tags.len() * WIDTH)?;
        Ok(Self {
            encoder: Encoder::read(sections, "tagger")?,
            weights: Weights::new(&Matrix::new(weights, WIDTH).transposed()),
            bias: sections.floats("tagger.output.bias", tags.len())?,
            tags,
        })
    }

    /// The tags of the tokens of some sentences, one after the other.
    pub(crate) fn tags(&self, sentences: &[Vec<Rows>]) -> Vec<Tag> {
        let scores = self.weights.times(&self.encoder.vectors(sentences));
        scores
            .chunks_exact(self.weights.columns().max(1))
            .filter_map(|scores| {
                let scores: Vec<f32> = scores
                    .iter()
                    .zip(&self.bias)
                    .map(|(score, bias)| score + bias)
                    .collect();
                self.tags.get(best(&scores, |_| true)?).copied()
            })
            .collect()
    }
}
