//! Finds the head of each token: by the best move at every step, then by putting
//! arcs that cross others in their place.

use std::collections::VecDeque;

use crate::{
    arc_eager::{Dependency, Move, Node, State},
    children::Children,
    encoder::Encoder,
    features::Rows,
    label::Label,
    matrix::Matrix,
    scorer::{Scorer, best},
    weights::{ModelError, Sections},
};

/// Tokens that a move's choice sees.
const CONTEXT: usize = 8;

/// Between a label and that of the head from which it was lifted.
const LIFTED: &str = "||";

/// Moves a token takes at most. A sound parse takes two, and a few more for
/// each token that is unshifted.
const MOVES_A_TOKEN: usize = 8;

pub(crate) struct Dependencies {
    encoder: Encoder,
    scorer: Scorer<CONTEXT>,
    moves: Vec<Move>,
}

/// A token's place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arc {
    /// Itself for a root.
    pub(crate) head: usize,
    pub(crate) label: Label,
}

impl Dependencies {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        let moves: Vec<Move> = sections.table("parser.moves", |line| {
            let (kind, label) = line.split_once('\t')?;
            Some(match kind {
                "S" => Move::Shift,
                "D" => Move::Reduce,
                "L" => Move::LeftArc(dependency(label)?),
                "R" => Move::RightArc(dependency(label)?),
                "B" => Move::Break,
                _ => return None,
            })
        })?;
        Ok(Self {
            encoder: Encoder::read(sections, "parser")?,
            scorer: Scorer::read(sections, "parser", moves.len())?,
            moves,
        })
    }

    /// What the tokens of some sentences add to the choice of moves, see
    /// [`Scorer::addends`].
    pub(crate) fn addends(&self, sentences: &[Vec<Rows>]) -> Matrix {
        self.scorer.addends(&self.encoder.vectors(sentences))
    }

    /// The arcs of a sentence's tokens, and before which of them the parser
    /// found a sentence to start.
    pub(crate) fn arcs(&self, addends: &[f32], is_space: &[bool]) -> (Vec<Arc>, Vec<bool>) {
        let mut state = State::new(is_space);
        let mut scores = vec![0.0; self.moves.len()];
        for _ in 0..is_space.len() * MOVES_A_TOKEN {
            if state.is_final() {
                break;
            }
            self.scorer.score(addends, state.context(), &mut scores);
            let valid = state.valid();
            let is_valid = |at| self.moves.get(at).is_some_and(|step| valid.allows(*step));
            match best(&scores, is_valid).and_then(|at| self.moves.get(at)) {
                Some(step) => state.make(*step),
                None => break,
            }
        }
        let nodes = state.into_nodes();
        let mut is_start: Vec<bool> = nodes.iter().map(|node| node.is_start).collect();
        let (mut arcs, firsts) = rooted(&nodes);
        for first in firsts {
            if let Some(starts) = is_start.get_mut(first) {
                *starts = true;
            }
        }
        lower(&nodes, &mut arcs);
        (arcs, is_start)
    }
}

fn dependency(label: &str) -> Option<Dependency> {
    let (label, lifted_from) = match label.split_once(LIFTED) {
        Some((label, from)) => (label, Some(from.parse().ok()?)),
        None => (label, None),
    };
    Some(Dependency {
        label: label.parse().ok()?,
        lifted_from,
    })
}

/// The arcs as drawn, and the first token below each root. Moves could in
/// principle draw a circle: its first token is made a root.
fn rooted(nodes: &[Node]) -> (Vec<Arc>, Vec<usize>) {
    let mut arcs: Vec<Arc> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| Arc {
            head: node.head.unwrap_or(at),
            label: node.dependency.label,
        })
        .collect();
    let children = Children::of(arcs.iter().map(|arc| arc.head));
    let mut is_reached = vec![false; arcs.len()];
    let mut firsts = Vec::new();
    let is_root = |at: &usize| nodes.get(*at).is_some_and(|node| node.head.is_none());
    for root in (0..arcs.len()).filter(is_root).chain(0..arcs.len()) {
        if is_reached.get(root) == Some(&true) {
            continue;
        }
        if let Some(arc) = arcs.get_mut(root) {
            *arc = Arc {
                head: root,
                label: Label::Root,
            };
        }
        let mut first = root;
        let mut below = vec![root];
        while let Some(token) = below.pop() {
            let Some(is_reached) = is_reached.get_mut(token) else {
                continue;
            };
            if !std::mem::replace(is_reached, true) {
                first = first.min(token);
                below.extend(children.of_token(token));
            }
        }
        firsts.push(first);
    }
    (arcs, firsts)
}

/// Hangs each token whose arc was lifted on the nearest token below its head
/// that has the label of its true head.
fn lower(nodes: &[Node], arcs: &mut [Arc]) {
    let mut is_lifted: Vec<bool> = nodes
        .iter()
        .map(|node| node.dependency.lifted_from.is_some())
        .collect();
    for (token, node) in nodes.iter().enumerate() {
        let Some(from) = node.dependency.lifted_from else {
            continue;
        };
        let children = Children::of(arcs.iter().map(|arc| arc.head));
        let mut below: VecDeque<usize> = arcs.get(token).map(|arc| arc.head).into_iter().collect();
        let mut found = None;
        while let Some(above) = below.pop_front()
            && found.is_none()
        {
            for child in children.of_token(above) {
                let is_space = arcs.get(child).is_none_or(|arc| arc.label == Label::Space);
                if child == token || is_space {
                    continue;
                }
                if is_lifted.get(child) == Some(&false)
                    && arcs.get(child).is_some_and(|arc| arc.label == from)
                {
                    found = Some(child);
                    break;
                }
                below.push_back(child);
            }
        }
        if let Some((arc, found)) = arcs.get_mut(token).zip(found) {
            arc.head = found;
        }
        if let Some(is_lifted) = is_lifted.get_mut(token) {
            *is_lifted = false;
        }
    }
}
