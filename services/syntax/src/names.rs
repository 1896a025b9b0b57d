//! Finds the names in a sentence: persons, places, organisations, dates, figures.
//! Token after token decides whether a name begins, goes on or ends there.

use std::ops::Range;

use crate::{
    encoder::Encoder,
    features::Rows,
    matrix::Matrix,
    scorer::{Scorer, best},
    weights::{ModelError, Sections},
};

/// Tokens that a decision sees.
const CONTEXT: usize = 6;

pub(crate) struct Names {
    encoder: Encoder,
    scorer: Scorer<CONTEXT>,
    moves: Vec<Move>,
}

/// A move at a token. Types matter only in that a name keeps the one with which
/// it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin(Type),
    Inside(Type),
    Last(Type),
    /// A name of one token; those without a type are never made.
    Unit(Option<Type>),
    Outside,
}

/// A type of name, by its place among the moves of a kind.
type Type = usize;

impl Names {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        let mut types: Vec<&str> = Vec::new();
        let mut moves = Vec::new();
        for line in sections.lines("names.moves")? {
            let (kind, name) = line.split_once('\t').ok_or(ModelError::Format)?;
            let known = types.iter().position(|known| *known == name);
            let named = known.unwrap_or_else(|| {
                types.push(name);
                types.len() - 1
            });
            moves.push(match kind {
                "B" => Move::Begin(named),
                "I" => Move::Inside(named),
                "L" => Move::Last(named),
                "U" => Move::Unit((!name.is_empty()).then_some(named)),
                "O" => Move::Outside,
                _ => return Err(ModelError::Content("names.moves".to_owned())),
            });
        }
        Ok(Self {
            encoder: Encoder::read(sections, "names")?,
            scorer: Scorer::read(sections, "names", moves.len())?,
            moves,
        })
    }

    /// What the tokens of some sentences add to decisions, see
    /// [`Scorer::addends`].
    pub(crate) fn addends(&self, sentences: &[Vec<Rows>]) -> Matrix {
        self.scorer.addends(&self.encoder.vectors(sentences))
    }

    /// The names of a sentence, as ranges of tokens in order. No name holds
    /// white space at its front, or goes on where the parser found another
    /// sentence to start.
    pub(crate) fn names(
        &self,
        addends: &[f32],
        is_space: &[bool],
        is_start: &[bool],
    ) -> Vec<Range<usize>> {
        let mut names: Vec<Range<usize>> = Vec::new();
        let mut open: Option<Type> = None;
        let mut scores = vec![0.0; self.moves.len()];
        let len = is_space.len();
        for (token, is_space) in is_space.iter().enumerate() {
            let next = (token + 1 < len).then_some(token + 1);
            let starts_next = is_start.get(token + 1).is_some_and(|starts| *starts);
            // spaCy knows of no name once it has found as many as there are
            // tokens, and takes the token after none for the first.
            let name = names
                .last()
                .map(|name| name.start)
                .filter(|_| names.len() < len);
            let after_start = name.map_or(0, |start| start + 1);
            let context = [
                Some(token),
                token.checked_sub(1),
                next,
                name,
                name.and_then(|start| start.checked_sub(1)),
                (after_start < len).then_some(after_start),
            ];
            self.scorer.score(addends, context, &mut scores);
            let may_go_on = next.is_some() && !starts_next;
            let is_valid = |at| match self.moves.get(at) {
                Some(Move::Begin(_)) => open.is_none() && may_go_on && !is_space,
                Some(Move::Inside(named)) => open == Some(*named) && may_go_on,
                Some(Move::Last(named)) => open == Some(*named),
                Some(Move::Unit(named)) => open.is_none() && named.is_some() && !is_space,
                Some(Move::Outside) => open.is_none(),
                None => false,
            };
            let best = best(&scores, is_valid).and_then(|at| self.moves.get(at));
            match best {
                Some(Move::Begin(named)) => {
                    names.push(token..token + 1);
                    open = Some(*named);
                }
                Some(Move::Unit(_)) => names.push(token..token + 1),
                Some(Move::Inside(_) | Move::Last(_)) => {
                    if let Some(name) = names.last_mut() {
                        name.end = token + 1;
                    }
                }
                Some(Move::Outside) | None => {}
            }
            if matches!(best, Some(Move::Last(_))) {
                open = None;
            }
        }
        names
    }
}
