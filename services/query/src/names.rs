//! Names with their bearers, to look spellings up in.

use std::collections::HashSet;

use sulh_domain::romanisation::{Agreement, Index, Key, WEAK};
use sulh_rpc::{failure::defect, v1::MatchedName};
use sulh_store::BorneName;
use tonic::Status;

/// Bearers by the names that they have.
pub(crate) struct Names<B> {
    bearers: Vec<B>,
    /// The names with the positions of their bearers.
    index: Index<usize>,
}

/// A bearer that a spelling may mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match<I> {
    /// Who or what bears the name.
    pub(crate) bearer: I,
    /// The name that agrees best.
    pub(crate) name: MatchedName,
    /// How far it agrees.
    pub(crate) agreement: Agreement,
    /// 0 to 1.
    pub(crate) score: f32,
}

/// One of several names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OtherName<'a> {
    /// The name as it is written.
    pub(crate) text: &'a str,
    /// BCP 47 tag of its language.
    pub(crate) language: &'a str,
    /// Whether it is a weak one.
    pub(crate) weak: bool,
}

/// Whoever has names.
pub(crate) trait Bearer: Send + 'static {
    /// Names it apart from all others.
    type Id: Clone + PartialEq;

    fn id(&self) -> &Self::Id;

    /// The name it is shown by, and whether that is a weak one.
    fn canonical_name(&self) -> (&str, bool);

    /// All other names. A name may be there in several languages.
    fn other_names(&self) -> impl Iterator<Item = OtherName<'_>>;

    /// All names, the canonical one first, each once, and whether they are weak.
    fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        let canonical = self.canonical_name();
        let mut seen = HashSet::from([canonical.0]);
        let others = self.other_names().map(|name| (name.text, name.weak));
        std::iter::once(canonical).chain(others.filter(move |(name, _)| seen.insert(name)))
    }

    /// One of its names, for an answer.
    fn matched_name(&self, name: &str, weak: bool) -> MatchedName {
        let is_canonical = name == self.canonical_name().0;
        let mut others = self.other_names();
        let other = others.find(|other| !is_canonical && other.text == name);
        let language = other.map(|other| other.language.to_owned());
        MatchedName {
            text: name.to_owned(),
            language_code: language.unwrap_or_default(),
            weak,
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
        let names = bearers.iter().enumerate().flat_map(|(position, bearer)| {
            let names = bearer.names();
            names.map(move |(name, weak)| (name, position, weak))
        });
        let index = Index::with_weak(names);
        Self { bearers, index }
    }

    /// The bearers that a spelling may mean by those of their names that `accept`
    /// takes, at most `limit`, the likeliest first.
    pub(crate) fn matches(
        &self,
        spelling: &str,
        limit: usize,
        accept: impl Fn(&B, &str) -> bool,
    ) -> Vec<Match<B::Id>> {
        let accepted = |position: &usize, name: &str| {
            let bearer = self.bearers.get(*position);
            bearer.is_some_and(|bearer| accept(bearer, name))
        };
        self.index
            .candidates_among(spelling, accepted)
            .into_iter()
            .take(limit)
            .filter_map(|candidate| {
                let bearer = self.bearers.get(*candidate.bearer)?;
                Some(Match {
                    bearer: bearer.id().clone(),
                    name: bearer.matched_name(candidate.name, candidate.weak),
                    agreement: candidate.agreement,
                    score: candidate.score,
                })
            })
            .collect()
    }
}

/// A bearer that words in a question mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meant<I> {
    pub(crate) bearer: I,
    /// The name it is shown by.
    pub(crate) display_name: String,
    /// All its strong names, and how a text may spell them.
    pub(crate) names: Vec<String>,
    pub(crate) agreement: Agreement,
}

impl<B: Bearer> Names<B> {
    /// The bearers of whose strong names one agrees with a spelling so far or better,
    /// those that agree best and no others.
    pub(crate) fn meant(&self, spelling: &str, least: Agreement) -> Vec<Meant<B::Id>> {
        let candidates = self.index.candidates(spelling);
        let mut sure = candidates
            .iter()
            .filter(|candidate| !candidate.weak && candidate.agreement <= least);
        let Some(best) = sure.clone().map(|candidate| candidate.agreement).min() else {
            return Vec::new();
        };
        sure.by_ref()
            .filter(|candidate| candidate.agreement == best)
            .filter_map(|candidate| {
                let bearer = self.bearers.get(*candidate.bearer)?;
                Some(meant(bearer, best))
            })
            .collect()
    }

    /// Whoever bears a name by which it was found as written nearly so.
    pub(crate) fn bearer(&self, id: &B::Id) -> Option<Meant<B::Id>> {
        let bearer = self.bearers.iter().find(|bearer| bearer.id() == id)?;
        Some(meant(bearer, Agreement::Similar))
    }
}

fn meant<B: Bearer>(bearer: &B, agreement: Agreement) -> Meant<B::Id> {
    let strong = bearer.names().filter(|(_, weak)| !weak);
    Meant {
        bearer: bearer.id().clone(),
        display_name: bearer.canonical_name().0.to_owned(),
        names: strong.map(|(name, _)| name.to_owned()).collect(),
        agreement,
    }
}

/// The key of a spelling that may be a typing error: none of the names found for it
/// is surely the one, and more may be shown.
pub(crate) fn perhaps_misspelt<I>(spelling: &str, found: &[Match<I>], limit: usize) -> Option<Key> {
    let is_sure = found.iter().any(|found| found.agreement <= Agreement::Fine);
    let key = Key::of(spelling)?;
    (!is_sure && found.len() < limit).then_some(key)
}

/// Fills up what was found with the bearers of names that are written nearly like the
/// spelling, the likeliest first, each once.
pub(crate) fn fill_up<I: PartialEq>(
    found: &mut Vec<Match<I>>,
    limit: usize,
    spelling: &Key,
    names: Vec<BorneName<I>>,
) {
    let mut similar: Vec<(f32, BorneName<I>)> = names
        .into_iter()
        .filter_map(|name| {
            let score = spelling.similarity(&Key::of(&name.name)?)?;
            Some((if name.weak { score * WEAK } else { score }, name))
        })
        .collect();
    // Stable: of equals, those nearer by trigrams stay in front.
    similar.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    for (score, name) in similar {
        if found.len() >= limit {
            return;
        }
        if found.iter().any(|known| known.bearer == name.of) {
            continue;
        }
        found.push(Match {
            bearer: name.of,
            name: MatchedName {
                text: name.name,
                language_code: name.language.unwrap_or_default(),
                weak: name.weak,
            },
            agreement: Agreement::Similar,
            score,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(of: u32, name: &str, weak: bool) -> BorneName<u32> {
        BorneName {
            of,
            name: name.to_owned(),
            language: Some("en".to_owned()),
            weak,
        }
    }

    fn found(agreement: Agreement) -> Match<u32> {
        Match {
            bearer: 1,
            name: MatchedName::default(),
            agreement,
            score: 0.5,
        }
    }

    #[test]
    fn a_spelling_is_misspelt_where_no_name_is_surely_it() {
        let misspelt =
            |found: &[Match<u32>], limit| perhaps_misspelt("Harsata", found, limit).is_some();
        assert!(misspelt(&[], 5));
        assert!(misspelt(&[found(Agreement::Coarse)], 5));
        assert!(!misspelt(&[found(Agreement::Fine)], 5));
        assert!(!misspelt(&[found(Agreement::Doubtful)], 1));
        assert!(perhaps_misspelt::<u32>("?!", &[], 5).is_none());
    }

    #[test]
    fn what_is_nearly_written_so_fills_up_each_bearer_once() {
        let mut matches = vec![found(Agreement::Doubtful)];
        let names = vec![
            name(4, "Zamalka", false),
            name(3, "Harasta", true),
            name(2, "Hrasta", false),
            name(2, "Harasta", false),
            name(1, "Harasta", false),
        ];
        fill_up(&mut matches, 5, &Key::of("Harsata").unwrap(), names.clone());
        let bearers: Vec<(u32, &str)> = matches
            .iter()
            .map(|found| (found.bearer, found.name.text.as_str()))
            .collect();
        assert_eq!(bearers, [(1, ""), (2, "Harasta"), (3, "Harasta")]);
        assert!(matches[2].score < matches[1].score);
        matches.truncate(1);
        fill_up(&mut matches, 2, &Key::of("Harsata").unwrap(), names);
        assert_eq!(matches.len(), 2);
    }
}
