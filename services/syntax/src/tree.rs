//! A parsed sentence.

use std::{fmt, iter, ops::Range};

use crate::{
    children::Children,
    label::Label,
    tag::{PartOfSpeech, Tag},
};

/// A sentence with its tokens, the head of each and the names among them.
///
/// Every token has one head or is a root, and no token is below itself. Where the
/// text holds several sentences there are several roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    text: Box<str>,
    entries: Vec<Entry>,
    children: Children,
    names: Vec<Range<usize>>,
}

/// What is known of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    pub(crate) lower: Box<str>,
    pub(crate) lemma: Box<str>,
    pub(crate) tag: Tag,
    /// Itself for a root.
    pub(crate) head: usize,
    pub(crate) label: Label,
}

impl Tree {
    /// `names` are ranges of tokens in order.
    pub(crate) fn new(text: &str, entries: Vec<Entry>, names: Vec<Range<usize>>) -> Self {
        Self {
            text: text.into(),
            children: Children::of(entries.iter().map(|entry| entry.head)),
            entries,
            names,
        }
    }

    /// The sentence's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the text goes on after the last token, as it does where it has
    /// more than [`MAX_TOKENS`](crate::MAX_TOKENS).
    pub fn is_cut(&self) -> bool {
        let end = self.entries.last().map_or(0, |entry| entry.range.end);
        self.text.get(end..).is_some_and(|rest| rest.len() > 1)
    }

    /// The token at an index.
    pub fn token(&self, index: usize) -> Option<Token<'_>> {
        let entry = self.entries.get(index)?;
        Some(Token {
            tree: self,
            entry,
            index,
        })
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        self.entries.iter().enumerate().map(|(index, entry)| Token {
            tree: self,
            entry,
            index,
        })
    }

    /// The tokens that share bytes with a range of the text.
    pub fn tokens_in(&self, bytes: Range<usize>) -> impl DoubleEndedIterator<Item = Token<'_>> {
        let first = self
            .entries
            .partition_point(|entry| entry.range.end <= bytes.start);
        let end = self
            .entries
            .partition_point(|entry| entry.range.start < bytes.end);
        (first..end).filter_map(|index| self.token(index))
    }

    /// The topmost of the tokens that share bytes with a range of the text: the
    /// first whose head is outside.
    pub fn head_of(&self, bytes: Range<usize>) -> Option<Token<'_>> {
        let mut inside = self.tokens_in(bytes);
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        (first.index..=last.index)
            .filter_map(|index| self.token(index))
            .filter(|token| token.label() != Label::Space)
            .find(|token| {
                token
                    .head()
                    .is_none_or(|head| head.index < first.index || head.index > last.index)
            })
    }

    /// The tokens without a head, in order.
    pub fn roots(&self) -> impl Iterator<Item = Token<'_>> {
        self.tokens().filter(|token| token.head().is_none())
    }

    /// The names of persons, places and whatever else, in order; they don't
    /// overlap. The model tells their types too, but ill for Arabic names, so
    /// they are left out.
    pub fn names(&self) -> impl ExactSizeIterator<Item = Name<'_>> {
        self.names.iter().map(|tokens| Name {
            tree: self,
            tokens: tokens.clone(),
        })
    }
}

/// A token of a [`Tree`].
#[derive(Clone, Copy)]
pub struct Token<'t> {
    tree: &'t Tree,
    entry: &'t Entry,
    index: usize,
}

impl<'t> Token<'t> {
    /// Its place among the tokens, from 0.
    pub fn index(self) -> usize {
        self.index
    }

    /// Its bytes in the text.
    pub fn range(self) -> Range<usize> {
        self.entry.range.clone()
    }

    /// Its text.
    pub fn text(self) -> &'t str {
        self.tree.text.get(self.range()).unwrap_or_default()
    }

    /// Its text in small letters.
    pub fn lower(self) -> &'t str {
        &self.entry.lower
    }

    /// Its base form: `say` of `said`. That of a proper noun is its text, that of
    /// other words is in small letters.
    pub fn lemma(self) -> &'t str {
        &self.entry.lemma
    }

    /// Its part of speech, in detail.
    pub fn tag(self) -> Tag {
        self.entry.tag
    }

    /// Its part of speech, coarse.
    pub fn part_of_speech(self) -> PartOfSpeech {
        self.tag().part_of_speech()
    }

    /// How it depends on its head.
    pub fn label(self) -> Label {
        self.entry.label
    }

    /// The token on which it depends; a root has none.
    pub fn head(self) -> Option<Self> {
        (self.entry.head != self.index)
            .then(|| self.tree.token(self.entry.head))
            .flatten()
    }

    /// The topmost of the tokens above it: itself where it has no head.
    pub fn root(self) -> Self {
        self.ancestors().last().unwrap_or(self)
    }

    /// The tokens that depend on it, in order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Self> {
        self.tree
            .children
            .of_token(self.index)
            .filter_map(|index| self.tree.token(index))
    }

    /// The children before it.
    pub fn left_children(self) -> impl DoubleEndedIterator<Item = Self> {
        self.children()
            .filter(move |child| child.index < self.index)
    }

    /// The children after it.
    pub fn right_children(self) -> impl DoubleEndedIterator<Item = Self> {
        self.children()
            .filter(move |child| child.index > self.index)
    }

    /// The children with a label, in order.
    pub fn children_as(self, label: Label) -> impl DoubleEndedIterator<Item = Self> {
        self.children().filter(move |child| child.label() == label)
    }

    /// The first child with a label.
    pub fn child(self, label: Label) -> Option<Self> {
        self.children_as(label).next()
    }

    /// Its head, that one's head and so on up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        iter::successors(self.head(), |token| token.head())
    }

    /// Whether `other` is below it, or is it.
    pub fn is_above(self, other: Self) -> bool {
        other.index == self.index || other.ancestors().any(|above| above.index == self.index)
    }

    /// It and all tokens below it, in order.
    pub fn subtree(self) -> Vec<Self> {
        self.subtree_without(&[])
    }

    /// It and all tokens below it, in order, but for children with one of some
    /// labels and what is below those.
    pub fn subtree_without(self, labels: &[Label]) -> Vec<Self> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(token) = found.get(next).copied() {
            found.extend(
                token
                    .children()
                    .filter(|child| !labels.contains(&child.label())),
            );
            next += 1;
        }
        found.sort_unstable_by_key(|token| token.index);
        found
    }

    /// The bytes from the first to the last token of its subtree.
    pub fn subtree_range(self) -> Range<usize> {
        let tokens = self.subtree();
        let (first, last) = (
            tokens.first().unwrap_or(&self),
            tokens.last().unwrap_or(&self),
        );
        first.entry.range.start..last.entry.range.end
    }

    /// The tokens that are joined to it by `and`, `or` or a comma, in order,
    /// those before it too; it is not among them.
    pub fn conjuncts(self) -> Vec<Self> {
        let mut first = self;
        while first.label() == Label::Conj
            && let Some(head) = first.head()
        {
            first = head;
        }
        let mut joined = vec![first];
        let mut next = 0;
        while let Some(token) = joined.get(next).copied() {
            joined.extend(token.children_as(Label::Conj));
            next += 1;
        }
        joined.retain(|token| token.index != self.index);
        joined.sort_unstable_by_key(|token| token.index);
        joined
    }

    /// Whether `not`, `never` or the like negates it.
    pub fn is_negated(self) -> bool {
        self.child(Label::Neg).is_some()
    }

    /// Whether it is a verb in the passive.
    pub fn is_passive(self) -> bool {
        self.children().any(|child| {
            matches!(
                child.label(),
                Label::Nsubjpass | Label::Auxpass | Label::Csubjpass
            )
        })
    }

    /// The name of which it is part.
    pub fn name(self) -> Option<Name<'t>> {
        let names = &self.tree.names;
        let at = names.partition_point(|name| name.end <= self.index);
        let tokens = names.get(at).filter(|name| name.contains(&self.index))?;
        Some(Name {
            tree: self.tree,
            tokens: tokens.clone(),
        })
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

impl Eq for Token<'_> {}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}/{}", self.text(), self.tag(), self.label())?;
        match self.head() {
            Some(head) => write!(formatter, "<-{}", head.text()),
            None => Ok(()),
        }
    }
}

/// A name in a [`Tree`], of one token or more.
#[derive(Clone)]
pub struct Name<'t> {
    tree: &'t Tree,
    tokens: Range<usize>,
}

impl<'t> Name<'t> {
    /// Its tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'t>> + use<'t> {
        let tree = self.tree;
        self.tokens
            .clone()
            .filter_map(move |index| tree.token(index))
    }

    /// Its bytes in the text.
    pub fn range(&self) -> Range<usize> {
        let mut tokens = self.tokens();
        let first = tokens.next().map(Token::range).unwrap_or_default();
        let end = tokens
            .next_back()
            .map_or(first.end, |last| last.range().end);
        first.start..end
    }

    /// Its text.
    pub fn text(&self) -> &'t str {
        self.tree.text.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}
