//! What the cues of the lexicon tell of a sentence, each worked out once.

use std::{cell::OnceCell, ops::Range};

use strum::VariantArray;

use crate::{
    Lexicon,
    lexicon::{PlacePart, Reference},
    mentions::ReadSentence,
};

/// What is known so far of what the cues tell of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Cued {
    references: [OnceCell<bool>; Reference::VARIANTS.len()],
    place_parts: OnceCell<Vec<(PlacePart, Range<usize>)>>,
}

impl ReadSentence {
    /// Whether it leans on what was said before in this way.
    pub(crate) fn refers(&self, to: Reference, lexicon: &Lexicon) -> bool {
        let matches = || {
            let mut cues = lexicon.cues.references.iter();
            cues.any(|cue| cue.value == to && cue.pattern.is_match(self.masked.as_bytes()))
        };
        let known = self.cued.references.get(to as usize);
        known.is_some_and(|known| *known.get_or_init(matches))
    }

    /// Bytes of it whose places are not where the deal is.
    pub(crate) fn place_parts(&self, lexicon: &Lexicon) -> &[(PlacePart, Range<usize>)] {
        self.cued.place_parts.get_or_init(|| {
            let cues = lexicon.cues.place_parts.iter();
            let found = cues.flat_map(|cue| {
                let found = cue.pattern.captures_iter(self.masked.as_bytes());
                found.filter_map(|found| Some((cue.value, found.get(1).or(found.get(0))?.range())))
            });
            found.collect()
        })
    }
}
