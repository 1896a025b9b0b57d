//! The arc-eager transition system in which the parser moves, with spaCy's
//! additions: a token may be unshifted to find a head later, and a sentence may
//! be broken off.
//!
//! Tokens wait in a buffer and move to a stack. Arcs are drawn between the top
//! of the stack and the front of the buffer.

use crate::label::Label;

/// A move, with the label of the arc that it draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The front of the buffer goes on the stack.
    Shift,
    /// The top of the stack is done with, or goes back where it has no head.
    Reduce,
    /// The front of the buffer becomes the head of the top of the stack, which
    /// is done with.
    LeftArc(Dependency),
    /// The top of the stack becomes the head of the front of the buffer, which
    /// goes on the stack.
    RightArc(Dependency),
    /// The sentence ends before the front of the buffer.
    Break,
}

/// The label of an arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) label: Label,
    /// The arc stands for one that would cross others: the true head is below
    /// the drawn one and has this label.
    pub(crate) lifted_from: Option<Label>,
}

impl Dependency {
    const SPACE: Self = Self {
        label: Label::Space,
        lifted_from: None,
    };
}

/// A token as far as it is parsed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) head: Option<usize>,
    pub(crate) dependency: Dependency,
    /// First and last token below it, itself included.
    left_edge: usize,
    right_edge: usize,
    left_children: usize,
    right_children: usize,
    /// Whether the parser broke a sentence off before it.
    pub(crate) is_start: bool,
    is_space: bool,
    was_unshifted: bool,
}

/// Which moves are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Valid {
    shift: bool,
    reduce: bool,
    left_arc: bool,
    right_arc: bool,
    breaks: bool,
}

impl Valid {
    pub(crate) fn allows(self, step: Move) -> bool {
        match step {
            Move::Shift => self.shift,
            Move::Reduce => self.reduce,
            Move::LeftArc(_) => self.left_arc,
            Move::RightArc(_) => self.right_arc,
            Move::Break => self.breaks,
        }
    }
}

/// Where the parser stands in a sentence.
pub(crate) struct State {
    nodes: Vec<Node>,
    stack: Vec<usize>,
    buffer: Vec<usize>,
    /// How much of the buffer is used up.
    position: usize,
    /// Where in the buffer the next sentence begins, once that is known.
    end: Option<usize>,
}

impl State {
    /// The start of a sentence of which some tokens are white space.
    pub(crate) fn new(is_space: &[bool]) -> Self {
        let nodes = is_space.iter().enumerate().map(|(at, is_space)| Node {
            head: None,
            dependency: Dependency {
                label: Label::Root,
                lifted_from: None,
            },
            left_edge: at,
            right_edge: at,
            left_children: 0,
            right_children: 0,
            is_start: false,
            is_space: *is_space,
            was_unshifted: false,
        });
        let mut state = Self {
            nodes: nodes.collect(),
            stack: Vec::new(),
            buffer: (0..is_space.len()).collect(),
            position: 0,
            end: None,
        };
        state.fast_forward();
        state
    }

    pub(crate) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    pub(crate) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.position >= self.nodes.len()
    }

    /// The tokens by which the next move is chosen.
    pub(crate) fn context(&self) -> [Option<usize>; 8] {
        let (front, top) = (self.buffered(0), self.stacked(0));
        [
            front,
            self.buffered(1),
            top,
            self.stacked(1),
            self.stacked(2),
            front.and_then(|front| self.left_child(front, 1)),
            top.and_then(|top| self.left_child(top, 1)),
            top.and_then(|top| self.right_child(top, 1)),
        ]
    }

    pub(crate) fn valid(&self) -> Valid {
        let (front, top) = (self.buffered(0), self.stacked(0));
        let front_node = front.and_then(|front| self.node(front));
        let starts = front_node
            .and_then(|node| self.node(node.left_edge))
            .is_some_and(|edge| edge.is_start);
        let was_unshifted = front_node.is_none_or(|node| node.was_unshifted);
        Valid {
            shift: self.left_in_sentence() >= 2 && !was_unshifted && !starts,
            reduce: self.stack.len() >= 2,
            left_arc: !starts && front.is_some() && top.is_some(),
            right_arc: !starts
                && front.is_some()
                && top.is_some_and(|top| self.head(top).unwrap_or(top) != front.unwrap_or(top)),
            breaks: self.end.is_none() && !self.stack.is_empty() && front.is_some(),
        }
    }

    pub(crate) fn make(&mut self, step: Move) {
        let (front, top) = (self.buffered(0), self.stacked(0));
        match (step, front, top) {
            (Move::Shift, ..) => self.push(),
            (Move::Reduce, _, Some(top)) => self.reduce(top),
            (Move::LeftArc(dependency), Some(front), Some(top)) => {
                self.draw(front, top, dependency);
                self.stack.pop();
            }
            (Move::RightArc(dependency), Some(front), Some(top)) => {
                self.draw(top, front, dependency);
                self.push();
            }
            (Move::Break, Some(front), _) => {
                if let Some(edge) = self.node(front).map(|node| node.left_edge) {
                    self.end_before(edge);
                }
            }
            _ => {}
        }
        self.fast_forward();
    }

    fn node(&self, token: usize) -> Option<&Node> {
        self.nodes.get(token)
    }

    fn head(&self, token: usize) -> Option<usize> {
        self.node(token)?.head
    }

    fn buffered(&self, ahead: usize) -> Option<usize> {
        self.buffer.get(self.position + ahead).copied()
    }

    fn stacked(&self, below: usize) -> Option<usize> {
        self.stack.iter().rev().nth(below).copied()
    }

    /// Tokens of the buffer before the next sentence.
    fn left_in_sentence(&self) -> usize {
        self.end
            .unwrap_or(self.nodes.len())
            .saturating_sub(self.position)
    }

    fn space_is_next(&self) -> bool {
        self.buffered(0)
            .and_then(|front| self.node(front))
            .is_some_and(|node| node.is_space)
    }

    /// The child of a token to its left that is the `nth` from the left.
    fn left_child(&self, token: usize, nth: usize) -> Option<usize> {
        let node = self.node(token)?;
        if node.left_children < nth {
            return None;
        }
        let mut seen = 0;
        let mut at = node.left_edge;
        while at < token {
            match self.head(at) {
                Some(head) if head == token => {
                    seen += 1;
                    if seen == nth {
                        return Some(at);
                    }
                    at += 1;
                }
                // Between a token and its head no other token hangs on ours.
                Some(head) if head > at && head < token => at = head,
                _ => at += 1,
            }
        }
        None
    }

    /// The child of a token to its right that is the `nth` from the right.
    fn right_child(&self, token: usize, nth: usize) -> Option<usize> {
        let node = self.node(token)?;
        if node.right_children < nth {
            return None;
        }
        let mut seen = 0;
        let mut at = node.right_edge;
        while at > token {
            match self.head(at) {
                Some(head) if head == token => {
                    seen += 1;
                    if seen == nth {
                        return Some(at);
                    }
                    at -= 1;
                }
                Some(head) if head < at && head > token => at = head,
                _ => at -= 1,
            }
        }
        None
    }

    /// Marks a sentence's first token and ends the one before it at the front
    /// of the buffer.
    fn end_before(&mut self, first: usize) {
        if let Some(node) = self.nodes.get_mut(first) {
            node.is_start = true;
            self.end = Some(self.position);
        }
    }

    fn push(&mut self) {
        self.stack.extend(self.buffered(0));
        self.position += 1;
        let edge = self
            .buffered(0)
            .and_then(|front| self.node(front))
            .map(|node| node.left_edge);
        if let Some(edge) = edge
            && self.node(edge).is_some_and(|edge| edge.is_start)
        {
            self.end_before(edge);
        }
        if self.end.is_some_and(|end| self.position > end) {
            self.end = None;
        }
    }

    fn reduce(&mut self, top: usize) {
        self.stack.pop();
        if self.head(top).is_some() {
            return;
        }
        self.position = self.position.saturating_sub(1);
        if let Some(front) = self.buffer.get_mut(self.position) {
            *front = top;
        }
        if let Some(node) = self.nodes.get_mut(top) {
            node.was_unshifted = true;
        }
    }

    fn draw(&mut self, head: usize, child: usize, dependency: Dependency) {
        self.erase(child);
        let Some(node) = self.nodes.get_mut(child) else {
            return;
        };
        node.head = Some(head);
        node.dependency = dependency;
        let (left_edge, right_edge) = (node.left_edge, node.right_edge);
        if child < head {
            if let Some(node) = self.nodes.get_mut(head) {
                node.left_children += 1;
                node.left_edge = left_edge;
            }
            return;
        }
        if let Some(node) = self.nodes.get_mut(head) {
            node.right_children += 1;
            node.right_edge = right_edge;
        }
        let mut above = head;
        for _ in 0..self.nodes.len() {
            let Some(head) = self.head(above) else { break };
            above = head;
            if let Some(node) = self.nodes.get_mut(above) {
                node.right_edge = right_edge;
            }
        }
    }

    /// Takes a token from its head, if it has one.
    fn erase(&mut self, child: usize) {
        let Some(head) = self.head(child) else {
            return;
        };
        if child < head {
            let edge = self
                .left_child(head, 2)
                .and_then(|second| self.node(second))
                .map_or(head, |second| second.left_edge);
            if let Some(node) = self.nodes.get_mut(head) {
                node.left_edge = edge;
                node.left_children -= 1;
            }
            return;
        }
        let edge = self
            .right_child(head, 2)
            .and_then(|second| self.node(second))
            .map_or(head, |second| second.right_edge);
        if let Some(node) = self.nodes.get_mut(head) {
            node.right_edge = edge;
            node.right_children -= 1;
        }
        let mut below = head;
        for _ in 0..self.nodes.len() {
            let Some(above) = self.head(below).filter(|above| *above < below) else {
                break;
            };
            below = above;
            if let Some(node) = self.nodes.get_mut(below) {
                node.right_edge = edge;
            }
        }
    }

    /// Makes the moves that leave no choice: white space hangs on the token
    /// before it, or on the first of a text; a stack is emptied when its
    /// sentence ends; an empty one takes the next token.
    fn fast_forward(&mut self) {
        loop {
            if self.left_in_sentence() == 0 {
                match (self.stack.as_slice(), self.buffered(0)) {
                    ([], None) => return,
                    ([], Some(_)) => self.push(),
                    ([_], _) => {
                        self.stack.pop();
                    }
                    ([.., top], _) => self.reduce(*top),
                }
            } else if self.space_is_next() {
                self.attach_space();
            } else if self.stack.is_empty() {
                let is_alone = self.left_in_sentence() == 1;
                self.push();
                if is_alone {
                    self.stack.pop();
                }
            } else {
                return;
            }
        }
    }

    fn attach_space(&mut self) {
        if let Some(top) = self.stacked(0) {
            while let Some(front) = self.buffered(0).filter(|_| self.space_is_next()) {
                self.draw(top, front, Dependency::SPACE);
                self.push();
                self.stack.pop();
            }
            return;
        }
        while self.space_is_next() && self.left_in_sentence() > 1 {
            self.push();
        }
        if let Some(front) = self.buffered(0) {
            while let Some(space) = self.stacked(0) {
                self.draw(front, space, Dependency::SPACE);
                self.stack.pop();
            }
        }
        self.push();
    }
}
