//! Names with their bearers, to look spellings up in.

use std::collections::HashSet;

use sulh_domain::romanisation::{Agreement, Index};
use sulh_rpc::{failure::defect, v1::MatchedName};
use tonic::Status;

/// Bearers by the names that they have.
pub(crate) struct Names<B> {
    bearers: Vec<B>,
    /// The names with the positions of their bearers.
    index: Index<usize>,
}

/// A bearer that a spelling may mean.
pub(crate) struct Match<'a, B> {
    /// Who or what bears the name.
    pub(crate) bearer: &'a B,
    /// The name that agrees best.
    pub(crate) name: &'a str,
    /// How far it agrees.
    pub(crate) agreement: Agreement,
    /// 0 to 1.
    pub(crate) score: f32,
}

/// Whoever has names.
pub(crate) trait Bearer: Send + 'static {
    /// The name it is shown by.
    fn canonical_name(&self) -> &str;

    /// All other names with their languages. A name may be there in several.
    fn other_names(&self) -> impl Iterator<Item = (&str, &str)>;

    /// All names, the canonical one first, each once.
    fn names(&self) -> impl Iterator<Item = &str> {
        let canonical = self.canonical_name();
        let mut seen = HashSet::from([canonical]);
        let others = self.other_names().map(|(name, _)| name);
        std::iter::once(canonical).chain(others.filter(move |name| seen.insert(name)))
    }
}

impl<B: Bearer> Match<'_, B> {
    /// The name that agrees, for an answer.
    pub(crate) fn matched_name(&self) -> MatchedName {
        let mut others = self.bearer.other_names();
        let language = if self.name == self.bearer.canonical_name() {
            None
        } else {
            others.find(|(name, _)| *name == self.name)
        };
        MatchedName {
            text: self.name.to_owned(),
            language_code: language.map(|(_, tag)| tag.to_owned()).unwrap_or_default(),
        }
    }
}

impl<B: Bearer> Names<B> {
    /// The names of these bearers. Tens of thousands of keys take a while: it is done
    /// where it holds no other task up.
    pub(crate) async fn of(bearers: Vec<B>) -> Result<Self, Status> {
        tokio::task::spawn_blocking(|| Self::new(bearers))
            .await
            .map_err(|error| defect(&error))
    }

    fn new(bearers: Vec<B>) -> Self {
        let names = bearers
            .iter()
            .enumerate()
            .flat_map(|(position, bearer)| bearer.names().map(move |name| (name, position)));
        let index = Index::new(names);
        Self { bearers, index }
    }

    /// The bearers that a spelling may mean by those of their names that `accept`
    /// takes, the likeliest first.
    pub(crate) fn matches(
        &self,
        spelling: &str,
        accept: impl Fn(&B, &str) -> bool,
    ) -> Vec<Match<'_, B>> {
        let accepted = |position: &usize, name: &str| {
            let bearer = self.bearers.get(*position);
            bearer.is_some_and(|bearer| accept(bearer, name))
        };
        self.index
            .candidates_among(spelling, accepted)
            .into_iter()
            .filter_map(|candidate| {
                Some(Match {
                    bearer: self.bearers.get(*candidate.bearer)?,
                    name: candidate.name,
                    agreement: candidate.agreement,
                    score: candidate.score,
                })
            })
            .collect()
    }
}
