//! Names to look spellings up in.

use std::collections::HashMap;

use super::{Key, likeness};

/// At which level two names agree, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The same folded form.
    Folded,
    /// The same fine key.
    Fine,
    /// The same coarse key, and close by what is left.
    Coarse,
    /// The same coarse key and perhaps the same name: far apart, or too short.
    Doubtful,
    /// Other keys, but nearly the same letters: perhaps a typing error.
    Similar,
}

impl Agreement {
    /// The surest level at which two keys agree; never [`Self::Similar`], for which
    /// there is [`Key::similarity`].
    pub fn between(a: &Key, b: &Key) -> Option<Self> {
        if a.folded == b.folded {
            return Some(Self::Folded);
        }
        if a.fine == b.fine {
            return Some(if likeness::may_be_two(a, b) {
                Self::Doubtful
            } else {
                Self::Fine
            });
        }
        let apart = likeness::apart(a, b)?;
        Some(if apart < 1.0 {
            Self::Coarse
        } else {
            Self::Doubtful
        })
    }

    /// The score of two keys that agree at this level.
    pub(super) fn score(self, a: &Key, b: &Key) -> f32 {
        let apart = || likeness::apart(a, b).unwrap_or_default();
        let score = match self {
            Self::Folded => 1.0,
            Self::Fine => 0.9 + 0.05 * likeness::similar(&a.folded, &b.folded),
            Self::Coarse => 0.85 - 0.25 * apart(),
            Self::Doubtful => 0.5 - 0.1 * apart(),
            Self::Similar => 0.15 * likeness::letters_alike(a, b),
        };
        score as f32
    }
}

/// What a weak name's score is worth beside a strong one's.
pub const WEAK: f32 = 0.5;

/// A bearer that a spelling may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate<'a, T> {
    /// Who or what bears the name.
    pub bearer: &'a T,
    /// The name that matched, as it was given to the index.
    pub name: &'a str,
    /// How the spelling agrees with it.
    pub agreement: Agreement,
    /// Whether the name is a weak one.
    pub weak: bool,
    /// 0 to 1, see [`Key::likeness`]; half of it for a weak name, and half where the
    /// spelling agrees coarsely or doubtfully, and with names of several bearers.
    pub score: f32,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    bearer: T,
    name: String,
    weak: bool,
    key: Key,
}

/// Names by their keys. Building and memory are linear in the names; a look-up
/// depends only on the names that share a key.
#[derive(Clone, Debug)]
pub struct Index<T> {
    entries: Vec<Entry<T>>,
    fine: HashMap<String, Vec<usize>>,
    coarse: HashMap<String, Vec<usize>>,
}

impl<T: Eq> Index<T> {
    /// An index of names with their bearers. Names without a key are left out.
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = (N, T)>) -> Self {
        let names = names.into_iter();
        Self::with_weak(names.map(|(name, bearer)| (name, bearer, false)))
    }

    /// An index of names with their bearers and whether they are weak: also ordinary
    /// words or another's names. Names without a key are left out.
    pub fn with_weak<N: Into<String>>(names: impl IntoIterator<Item = (N, T, bool)>) -> Self {
        let mut index = Self {
            entries: Vec::new(),
            fine: HashMap::new(),
            coarse: HashMap::new(),
        };
        for (name, bearer, weak) in names {
            let name = name.into();
            let Some(key) = Key::of(&name) else { continue };
            let position = index.entries.len();
            let by_fine = index.fine.entry(key.fine().to_owned());
            by_fine.or_default().push(position);
            let by_coarse = index.coarse.entry(key.coarse().to_owned());
            by_coarse.or_default().push(position);
            index.entries.push(Entry {
                bearer,
                name,
                weak,
                key,
            });
        }
        index
    }

    /// The bearers that a spelling may mean, the likeliest first, each once with
    /// the name that fits best; the order of the names where scores are equal.
    pub fn candidates(&self, spelling: &str) -> Vec<Candidate<'_, T>> {
        self.candidates_among(spelling, |_, _| true)
    }

    /// Like [`Self::candidates`], among the names that `accept` takes.
    pub fn candidates_among(
        &self,
        spelling: &str,
        accept: impl Fn(&T, &str) -> bool,
    ) -> Vec<Candidate<'_, T>> {
        let Some(key) = Key::of(spelling) else {
            return Vec::new();
        };
        let same_fine = self.fine.get(key.fine()).into_iter().flatten();
        let same_coarse = self.coarse.get(key.coarse()).into_iter().flatten();
        let mut candidates: Vec<Candidate<'_, T>> = Vec::new();
        for entry in same_fine
            .chain(same_coarse)
            .filter_map(|position| self.entries.get(*position))
            .filter(|entry| accept(&entry.bearer, &entry.name))
        {
            let Some(agreement) = Agreement::between(&key, &entry.key) else {
                continue;
            };
            let share = if entry.weak { WEAK } else { 1.0 };
            let candidate = Candidate {
                bearer: &entry.bearer,
                name: &entry.name,
                agreement,
                weak: entry.weak,
                score: share * agreement.score(&key, &entry.key),
            };
            match candidates
                .iter_mut()
                .find(|known| known.bearer == candidate.bearer)
            {
                Some(known) if known.score < candidate.score => *known = candidate,
                Some(_) => {}
                None => candidates.push(candidate),
            }
        }
        sift(&mut candidates);
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        candidates
    }

    /// The one bearer that a spelling means: `None` where no name agrees beyond
    /// doubt, where it is a weak one, or where strong names of several bearers agree at
    /// the same level.
    pub fn resolve(&self, spelling: &str) -> Option<Candidate<'_, T>> {
        only_one(self.candidates(spelling))
    }

    /// Like [`Self::resolve`], among the names that `accept` takes.
    pub fn resolve_among(
        &self,
        spelling: &str,
        accept: impl Fn(&T, &str) -> bool,
    ) -> Option<Candidate<'_, T>> {
        only_one(self.candidates_among(spelling, accept))
    }
}

/// Coarse agreement says little where others agree too, and doubtful agreement
/// nothing where others agree better.
fn sift<T>(candidates: &mut Vec<Candidate<'_, T>>) {
    let is_doubtful = |candidate: &Candidate<'_, T>| candidate.agreement == Agreement::Doubtful;
    if !candidates.iter().all(is_doubtful) {
        candidates.retain(|candidate| !is_doubtful(candidate));
    }
    if candidates.len() < 2 {
        return;
    }
    for candidate in candidates {
        if candidate.agreement >= Agreement::Coarse {
            candidate.score /= 2.0;
        }
    }
}

fn only_one<T>(candidates: Vec<Candidate<'_, T>>) -> Option<Candidate<'_, T>> {
    let mut candidates = candidates.into_iter();
    let best = candidates.next()?;
    let rivalled = candidates
        .next()
        .is_some_and(|second| second.agreement == best.agreement && !second.weak);
    let sure = best.agreement < Agreement::Doubtful && !best.weak;
    (sure && !rivalled).then_some(best)
}
