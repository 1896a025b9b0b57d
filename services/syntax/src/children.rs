//! The children of every token of a tree.

/// Children by head, in the order of the sentence. A root is no child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Children {
    /// Tokens by head.
    tokens: Vec<usize>,
    /// Where the children of each token end among the tokens.
    ends: Vec<usize>,
}

impl Children {
    /// From the head of every token, which is itself for a root.
    pub(crate) fn of(heads: impl ExactSizeIterator<Item = usize>) -> Self {
        let len = heads.len();
        let mut by_head: Vec<(usize, usize)> = heads
            .enumerate()
            .filter(|(token, head)| token != head)
            .map(|(token, head)| (head, token))
            .collect();
        by_head.sort_unstable();
        let mut ends = vec![0; len];
        let mut end = 0;
        let mut heads = by_head.iter().map(|(head, _)| *head).peekable();
        for (token, its_end) in ends.iter_mut().enumerate() {
            while heads.next_if_eq(&token).is_some() {
                end += 1;
            }
            *its_end = end;
        }
        Self {
            tokens: by_head.into_iter().map(|(_, token)| token).collect(),
            ends,
        }
    }

    pub(crate) fn of_token(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let end = self.ends.get(token).copied().unwrap_or_default();
        let start = token
            .checked_sub(1)
            .and_then(|before| self.ends.get(before).copied())
            .unwrap_or_default();
        self.tokens
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .copied()
    }
}
