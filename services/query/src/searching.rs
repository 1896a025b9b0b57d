//! Questions of full text, with all names of whom and what they mean.

use std::sync::Arc;

use sulh_domain::{
    ActorId, PlaceId,
    filter::{ActorFilter, PlaceFilter},
    page::Page,
    romanisation::{Agreement, Key},
    search::{Question, Term},
};
use sulh_rpc::{
    convert,
    failure::failed,
    names::{ACTORS, PLACES},
    v1::{ActorReference, NameInQuestion, PlaceReference, name_in_question::Meaning},
    violation::Violation,
};
use sulh_store::{BorneName, Error, NamedActor, NamedPlace, Store};
use tonic::Status;

use crate::{
    actors::{self, read_actor_names},
    names::{Meant, Names},
    places::{self, read_place_names},
};

/// The most words of a name.
const MAX_NAME_WORDS: usize = 6;
/// The most names that one spelling stands for.
const MAX_WORDINGS: usize = 60;
/// Names that are tried for a typing error are at least so long, in characters: shorter
/// words are near too many.
const LEAST_LETTERS: usize = 5;
/// The least score of names that may be a typing error: one letter in five.
const LEAST_SIMILARITY: f32 = 0.12;

/// Widens questions by the names that the database holds. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Searching {
    store: Store,
    actors: Arc<actors::KeptNames>,
    places: Arc<places::KeptNames>,
}

/// A question with what its names were taken for.
#[derive(Clone, Debug)]
struct Asked {
    question: Question,
    names: Vec<NameInQuestion>,
}

/// Everything that one spelling may mean.
struct Meanings {
    names: Vec<String>,
    told: Vec<NameInQuestion>,
}

impl Searching {
    pub(crate) fn new(
        store: Store,
        actors: Arc<actors::KeptNames>,
        places: Arc<places::KeptNames>,
    ) -> Self {
        Self {
            store,
            actors,
            places,
        }
    }

    /// What answers the question of the fields `query` and `verbatim`, and what names in
    /// it were taken for. Where nothing does, it is asked again with names that are
    /// written nearly like words in it.
    pub(crate) async fn answers<T, K, F>(
        &self,
        query: &str,
        verbatim: bool,
        search: impl Fn(Question) -> F,
    ) -> Result<(Page<T, K>, Vec<NameInQuestion>), Status>
    where
        F: Future<Output = Result<Page<T, K>, Error>>,
    {
        let asked = self.asked(query, verbatim).await?;
        let page = search(asked.question.clone()).await.map_err(failed)?;
        if verbatim || !page.items.is_empty() {
            return Ok((page, asked.names));
        }
        let Some(corrected) = self.corrected(&asked).await? else {
            return Ok((page, asked.names));
        };
        let page = search(corrected.question).await.map_err(failed)?;
        Ok((page, corrected.names))
    }

    /// Reads the field `query`, and lets names in it stand for all names of whom and
    /// what they mean, unless it is to be taken verbatim.
    async fn asked(&self, query: &str, verbatim: bool) -> Result<Asked, Status> {
        let question =
            Question::parse(query).map_err(|fault| Violation::new("query", fault.to_string()))?;
        if verbatim {
            return Ok(Asked {
                question,
                names: Vec::new(),
            });
        }
        let (actors, places) = self.names().await?;
        let mut names = Vec::new();
        let any_of = question
            .any_of
            .into_iter()
            .map(|terms| {
                widened(terms, |terms, spelling| {
                    let least = least_agreement(terms)?;
                    let meanings = Meanings::of(
                        spelling,
                        actors.meant(spelling, least),
                        places.meant(spelling, least),
                    )?;
                    names.extend(meanings.told.iter().cloned());
                    Some(meanings.names)
                })
            })
            .collect();
        Ok(Asked {
            question: Question { any_of },
            names,
        })
    }

    /// For a question that nothing answers: the same with names that are written nearly
    /// like words in it. `None` where there are none.
    async fn corrected(&self, asked: &Asked) -> Result<Option<Asked>, Status> {
        let (actors, places) = self.names().await?;
        let mut corrected = asked.clone();
        for terms in &mut corrected.question.any_of {
            // A name of several words is seldom misspelt so that none of it is found.
            for (start, count) in plain_runs(terms) {
                let Some(run) = terms.get(start..start + count) else {
                    continue;
                };
                let spelling = spelling(run);
                if let Some(meanings) = self.similar(&spelling, &actors, &places).await? {
                    corrected.names.extend(meanings.told);
                    terms.splice(start..start + count, [named(&spelling, meanings.names)]);
                    break;
                }
            }
        }
        Ok((corrected.names.len() > asked.names.len()).then_some(corrected))
    }

    async fn similar(
        &self,
        spelling: &str,
        actors: &Names<NamedActor>,
        places: &Names<NamedPlace>,
    ) -> Result<Option<Meanings>, Status> {
        let Some(key) = Key::of(spelling).filter(|_| spelling.chars().count() >= LEAST_LETTERS)
        else {
            return Ok(None);
        };
        let similar_actors = self
            .store
            .similar_actor_names(key.folded(), &ActorFilter::default(), None)
            .await
            .map_err(failed)?;
        let similar_places = self
            .store
            .similar_place_names(key.folded(), &PlaceFilter::default())
            .await
            .map_err(failed)?;
        let actor = nearest(&key, similar_actors);
        let place = nearest(&key, similar_places);
        let actor_score = actor.as_ref().map(|(score, _)| *score);
        let place_score = place.as_ref().map(|(score, _)| *score);
        let actor = actor.filter(|_| actor_score >= place_score);
        let place = place.filter(|_| place_score >= actor_score);
        Ok(Meanings::of(
            spelling,
            actor
                .and_then(|(_, id)| actors.bearer(&id))
                .into_iter()
                .collect(),
            place
                .and_then(|(_, id)| places.bearer(&id))
                .into_iter()
                .collect(),
        ))
    }

    async fn names(&self) -> Result<(Arc<Names<NamedActor>>, Arc<Names<NamedPlace>>), Status> {
        Ok((
            read_actor_names(&self.store, &self.actors).await?,
            read_place_names(&self.store, &self.places).await?,
        ))
    }
}

impl Meanings {
    fn of(
        spelling: &str,
        actors: Vec<Meant<ActorId>>,
        places: Vec<Meant<PlaceId>>,
    ) -> Option<Self> {
        let told = |meaning, agreement| NameInQuestion {
            spelling: spelling.to_owned(),
            meaning: Some(meaning),
            agreement: convert::agreement(agreement).into(),
        };
        let mut meanings = Self {
            names: Vec::new(),
            told: Vec::new(),
        };
        for actor in actors {
            let reference = ActorReference {
                name: ACTORS.name(&actor.bearer),
                display_name: actor.display_name,
            };
            meanings
                .told
                .push(told(Meaning::Actor(reference), actor.agreement));
            meanings.names.extend(actor.names);
        }
        for place in places {
            let reference = PlaceReference {
                name: PLACES.name(&place.bearer),
                display_name: place.display_name,
            };
            meanings
                .told
                .push(told(Meaning::Place(reference), place.agreement));
            meanings.names.extend(place.names);
        }
        meanings.names.truncate(MAX_WORDINGS);
        (!meanings.told.is_empty()).then_some(meanings)
    }
}

/// The name that is written most like a spelling, where one is near enough.
fn nearest<I>(spelling: &Key, names: Vec<BorneName<I>>) -> Option<(f32, I)> {
    names
        .into_iter()
        .filter(|name| !name.weak)
        .filter_map(|name| Some((spelling.similarity(&Key::of(&name.name)?)?, name.of)))
        .filter(|(score, _)| *score >= LEAST_SIMILARITY)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
}

/// How far a name has to agree with these words: a single one that is written small may
/// be an ordinary word.
fn least_agreement(terms: &[Term]) -> Option<Agreement> {
    let [single] = terms else {
        return Some(Agreement::Coarse);
    };
    let word = single.wordings.first()?;
    let is_small = word.chars().next()?.is_lowercase();
    let is_name = word.contains(' ') || !is_small;
    Some(if is_name {
        Agreement::Fine
    } else {
        Agreement::Folded
    })
}

fn spelling(terms: &[Term]) -> String {
    let words = terms.iter().filter_map(|term| term.wordings.first());
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A term that stands for a name.
fn named(spelling: &str, names: Vec<String>) -> Term {
    let mut wordings = vec![spelling.to_owned()];
    wordings.extend(names);
    Term {
        wordings,
        is_prefix: false,
        is_excluded: false,
        is_quoted: true,
    }
}

/// Words that may be parts of a name.
fn is_plain(term: &Term) -> bool {
    !term.is_quoted && !term.is_excluded && !term.is_prefix
}

/// Stretches of plain terms, given as first term and number of terms, long ones first.
fn plain_runs(terms: &[Term]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = (0..terms.len())
        .flat_map(|start| (1..=MAX_NAME_WORDS).map(move |count| (start, count)))
        .filter(|(start, count)| {
            let run = terms.get(*start..start + count);
            run.is_some_and(|run| run.iter().all(is_plain))
        })
        .collect();
    runs.sort_by_key(|(start, count)| (std::cmp::Reverse(*count), *start));
    runs
}

/// Puts all names that are `meant` by terms in their place, from left to right, the
/// longest stretch of plain terms first.
fn widened(
    terms: Vec<Term>,
    mut meant: impl FnMut(&[Term], &str) -> Option<Vec<String>>,
) -> Vec<Term> {
    let mut widened = Vec::new();
    let mut rest = terms.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let plain = rest.iter().take(MAX_NAME_WORDS);
        let longest = plain.take_while(|term| is_plain(term)).count().max(1);
        let found = (1..=longest)
            .rev()
            .filter(|_| !first.is_prefix)
            .find_map(|count| {
                let (run, after) = rest.split_at_checked(count)?;
                let names = meant(run, &spelling(run))?;
                Some((named(&spelling(run), names), after))
            });
        match found {
            Some((name, after)) => {
                widened.push(Term {
                    is_excluded: first.is_excluded,
                    ..name
                });
                rest = after;
            }
            None => {
                widened.push(first.clone());
                rest = others;
            }
        }
    }
    widened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str, known: &[&str]) -> String {
        let terms = Question::parse(query).unwrap().any_of.remove(0);
        let terms = widened(terms, |_, spelling| {
            known
                .contains(&spelling)
                .then(|| vec![spelling.to_uppercase()])
        });
        let shown = terms.iter().map(|term| {
            let sign = if term.is_excluded { "-" } else { "" };
            format!("{sign}{}", term.wordings.join("|"))
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_longest_name_stands_for_all_its_names() {
        let known = ["army", "army of islam", "douma", "of islam"];
        assert_eq!(
            shown("the army of islam left douma", &known),
            "the, army of islam|ARMY OF ISLAM, left, douma|DOUMA"
        );
        assert_eq!(
            shown("army \"of islam\" -douma", &known),
            "army|ARMY, of islam|OF ISLAM, -douma|DOUMA"
        );
        assert_eq!(shown("army of* islam", &known), "army|ARMY, of, islam");
    }

    #[test]
    fn runs_hold_plain_words_only_and_the_longest_comes_first() {
        let terms = Question::parse("one two -three four")
            .unwrap()
            .any_of
            .remove(0);
        assert_eq!(plain_runs(&terms), [(0, 2), (0, 1), (1, 1), (3, 1)]);
    }
}
