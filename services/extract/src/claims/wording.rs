//! What the words of a claim's evidence say: type, terms, how firmly, by whom.

use std::sync::LazyLock;

use regex::Regex;
use sulh_domain::{Asserter, Confirmation, DealType, Modality, Term, TermKind};

use super::places;
use crate::{Lexicon, lexicon::Cue, mentions::ReadSentence, patterns::compiled};

fn first<T: Copy>(cues: &[Cue<T>], sentence: &ReadSentence) -> Option<T> {
    cues.iter()
        .find(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
        .map(|cue| cue.value)
}

/// Whether a sentence denies what it tells.
fn is_denied(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let mut cues = lexicon.cues.modalities.iter();
    cues.any(|cue| {
        cue.value == Modality::Denied && cue.pattern.is_match(sentence.masked.as_bytes())
    })
}

/// How firmly a sentence says what it tells.
pub(super) fn modality(sentence: &ReadSentence, lexicon: &Lexicon) -> Modality {
    if is_denied(sentence, lexicon) {
        return Modality::Denied;
    }
    let cues = lexicon.cues.modalities.iter();
    cues.filter(|cue| cue.value != Modality::Denied)
        .find(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
        .map_or(Modality::Asserted, |cue| cue.value)
}

/// Who says so in the first sentence.
pub(super) fn asserter(sentence: &ReadSentence, lexicon: &Lexicon) -> Asserter {
    first(&lexicon.cues.asserters, sentence).unwrap_or(Asserter::Outlet)
}

/// Who confirms it.
pub(super) fn confirmation(
    evidence: &[&ReadSentence],
    asserter: Asserter,
    lexicon: &Lexicon,
) -> Confirmation {
    let said = evidence
        .iter()
        .find_map(|sentence| first(&lexicon.cues.confirmations, sentence));
    said.unwrap_or(match asserter {
        Asserter::PartyGovernment | Asserter::PartyOpposition | Asserter::StateMedia => {
            Confirmation::OneSide
        }
        Asserter::Monitor | Asserter::Mediator => Confirmation::ThirdParty,
        Asserter::Outlet | Asserter::Unattributed => Confirmation::NotStated,
    })
}

/// The type that the text names the deal by, else the most far-reaching of
/// its terms; `None` where the evidence tells neither.
pub(super) fn deal_type(
    first_sentence: &ReadSentence,
    evidence: &[&ReadSentence],
    terms: &[Term],
    lexicon: &Lexicon,
) -> Option<DealType> {
    let named = first(&lexicon.cues.deal_types, first_sentence);
    let of_terms = terms.iter().filter_map(|term| type_of(term.kind)).min();
    let anywhere = || {
        evidence
            .iter()
            .find_map(|sentence| first(&lexicon.cues.deal_types, sentence))
    };
    named.or(of_terms).or_else(anywhere)
}

fn type_of(term: TermKind) -> Option<DealType> {
    match term {
        TermKind::HeavyWeaponsHandover | TermKind::Disarmament | TermKind::TerritoryHandover => {
            Some(DealType::Surrender)
        }
        TermKind::StatusSettlement
        | TermKind::ConscriptionDeferral
        | TermKind::CivilAdministration
        | TermKind::StateForcesEntry => Some(DealType::Reconciliation),
        TermKind::FighterEvacuation | TermKind::CivilianEvacuation | TermKind::SafePassage => {
            Some(DealType::Evacuation)
        }
        TermKind::Ceasefire => Some(DealType::Ceasefire),
        TermKind::PrisonerExchange => Some(DealType::PrisonerExchange),
        TermKind::HumanitarianAccess => Some(DealType::HumanitarianAccess),
        _ => None,
    }
}

/// All terms that the evidence states, in the order of its sentences, with where
/// those who leave go.
pub(super) fn terms(evidence: &[&ReadSentence], lexicon: &Lexicon) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |term: Term| {
        if !terms.contains(&term) {
            terms.push(term);
        }
    };
    for sentence in evidence {
        let mut kinds: Vec<TermKind> = lexicon
            .cues
            .terms
            .iter()
            .filter(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
            .map(|cue| cue.value)
            .chain(sentence.said.terms.iter().copied())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let destinations = places::of_sentence(sentence, lexicon).destinations;
        for kind in kinds {
            let moves = matches!(
                kind,
                TermKind::FighterEvacuation | TermKind::CivilianEvacuation
            );
            if !moves || destinations.is_empty() {
                add(Term {
                    kind,
                    destination: None,
                });
                continue;
            }
            for destination in &destinations {
                add(Term {
                    kind,
                    destination: Some(destination.clone()),
                });
            }
        }
    }
    // A term with a destination says all that the same term without one says.
    let with_destination: Vec<TermKind> = terms
        .iter()
        .filter(|term| term.destination.is_some())
        .map(|term| term.kind)
        .collect();
    terms.retain(|term| term.destination.is_some() || !with_destination.contains(&term.kind));
    terms
}

/// A name that the arrangement itself bears: "the Four Towns agreement".
pub(super) fn deal_name(body: &str, evidence: &[&ReadSentence]) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"\b[Tt]he (?P<name>(?:\p{Lu}[\p{L}’'\-]+ ){1,3}(?:[Aa]greement|[Aa]ccord|[Dd]eal))\b",
        )
    });
    evidence.iter().find_map(|sentence| {
        let text = body.get(sentence.range.clone())?;
        let name = NAME.captures(text)?.name("name")?;
        let names_actor = sentence.actors.iter().any(|actor| {
            let local = sentence.local(&actor.range);
            local.start < name.end() && name.start() < local.end
        });
        (!names_actor).then(|| name.as_str().to_owned())
    })
}
