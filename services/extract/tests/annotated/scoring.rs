//! An extraction's record scored against what a coder records.

use std::{cmp::Reverse, collections::HashSet};

use sulh_domain::{ActorKind, Role, TermKind};
use sulh_extract::record::{ArticleRecord, ClaimRecord, Record};

use crate::{
    figures::Figures,
    gold::{Gold, GoldArticle, GoldClaim},
    names::{self, letters, one_line, overlap},
};

/// Characters that may stand before a body's first words, such as a dateline.
const MAX_BEFORE: usize = 60;

/// Characters that may stand after a body's last words, such as a quotation mark.
const MAX_AFTER: usize = 10;

/// Adds one document to the figures.
pub(crate) fn score(gold: &Gold, got: &Record, figures: &mut Figures) {
    score_article(&gold.article, &got.article, figures);
    score_actors(gold, got, figures);
    score_claims(
        &gold.claims,
        &gold.claims_ok,
        &gold.not_deals,
        &got.claims,
        figures,
    );
}

/// Adds the claims of one document: those that must be found, those that may be,
/// what no claim may be made of, and what was found.
pub(crate) fn score_claims(
    must: &[GoldClaim],
    may: &[GoldClaim],
    traps: &[String],
    got: &[ClaimRecord],
    figures: &mut Figures,
) {
    let pairs = pairs(must, got);
    let extra: Vec<&ClaimRecord> = (got.iter().enumerate())
        .filter(|(at, _)| !pairs.iter().any(|(_, paired)| paired == at))
        .map(|(_, claim)| claim)
        .filter(|claim| !may.iter().any(|ok| evidence_fits(ok, claim)))
        .collect();
    let paired = || {
        pairs
            .iter()
            .map(|(want, found)| (&must[*want], &got[*found]))
    };
    let mut claims = |figure, right: usize| {
        let (missed, wrong) = (must.len() - right, pairs.len() - right);
        figures.counted(figure, right, missed, wrong + extra.len());
    };
    claims("claims", pairs.len());
    claims(
        "tuples",
        paired()
            .filter(|(want, claim)| is_right(want, claim))
            .count(),
    );
    for (want, claim) in paired() {
        score_claim(want, claim, figures);
    }
    for trap in traps {
        let mut evidence = extra.iter().flat_map(|claim| &claim.evidence);
        figures.answered("traps avoided", !evidence.any(|quote| overlap(trap, quote)));
    }
}

fn score_article(want: &GoldArticle, got: &ArticleRecord, figures: &mut Figures) {
    let is_named = |got: &Option<String>, want: &Option<String>, others: &[String]| {
        let got = letters(got.as_deref().unwrap_or_default());
        let want = letters(want.as_deref().unwrap_or_default());
        got == want || others.iter().any(|other| letters(other) == got)
    };
    figures.answered("title", is_named(&got.title, &want.title, &want.title_ok));
    if want.outlet.is_some() {
        let is_right = is_named(&got.outlet, &want.outlet, &want.outlet_ok);
        figures.answered("outlet", is_right);
    }
    if want.url.is_some() {
        figures.answered("url", got.url == want.url);
    }
    let is_dated = got.published == want.published || want.published_ok.contains(&got.published);
    figures.answered("published", is_dated);
    if want.published_basis.is_some() {
        figures.answered(
            "published basis",
            got.published_basis == want.published_basis,
        );
    }

    let body = one_line(&got.body);
    let mut read = |is_right| figures.answered("body", is_right);
    if let Some(first) = &want.starts_with {
        let before = body.split_once(&one_line(first));
        read(before.is_some_and(|(before, _)| before.chars().count() <= MAX_BEFORE));
    }
    if let Some(last) = &want.ends_with {
        let after = body.rsplit_once(&one_line(last));
        read(after.is_some_and(|(_, after)| after.chars().count() <= MAX_AFTER));
    }
    for kept in &want.kept {
        read(body.contains(&one_line(kept)));
    }
    for dropped in &want.dropped {
        read(!body.is_empty() && !body.contains(&one_line(dropped)));
    }
}

fn score_actors(gold: &Gold, got: &Record, figures: &mut Figures) {
    let named = names::actors(&gold.actors);
    let found = names::actors(got.actors.iter().map(|actor| &actor.name));
    let in_claims = gold.claims.iter().chain(&gold.claims_ok);
    let in_claims = in_claims.flat_map(participants).collect();
    figures.found("actors", &named, &in_claims, &found);
    for forbidden in names::actors(&gold.actors_forbidden) {
        figures.answered("actors kept out", !found.contains(&forbidden));
    }

    let persons = got.actors.iter().filter(|a| a.kind == ActorKind::Person);
    figures.found(
        "persons",
        &names::actors(gold.persons.iter().map(|person| &person.name)),
        &named,
        &names::actors(persons.map(|person| &person.name)),
    );
}

/// Everyone who may be named in a claim.
fn participants(claim: &GoldClaim) -> HashSet<String> {
    names::actors(
        [
            &claim.parties,
            &claim.parties_any,
            &claim.parties_ok,
            &claim.mediators,
            &claim.mediators_ok,
            &claim.guarantors,
            &claim.representatives,
            &claim.spoilers,
        ]
        .into_iter()
        .flatten(),
    )
}

/// Pairs claims one to one, the likest first: indices of what is wanted and of
/// what was found.
fn pairs(want: &[GoldClaim], got: &[ClaimRecord]) -> Vec<(usize, usize)> {
    let mut fits = Vec::new();
    for (i, wanted) in want.iter().enumerate() {
        for (j, claim) in got.iter().enumerate() {
            if place_fits(wanted, claim) && evidence_fits(wanted, claim) {
                let status = wanted.status.contains(&claim.status);
                let deal_type = wanted.types.contains(&claim.deal_type);
                fits.push((Reverse((status, deal_type)), i, j));
            }
        }
    }
    fits.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in fits {
        if pairs.iter().all(|pair| pair.0 != i && pair.1 != j) {
            pairs.push((i, j));
        }
    }
    pairs
}

/// Whether it is about the place, one as right or one inside of these.
fn place_fits(want: &GoldClaim, claim: &ClaimRecord) -> bool {
    let right = names::places([&want.place].into_iter().chain(&want.place_ok));
    !right.is_disjoint(&names::places(claim.places.iter().chain(&claim.within)))
}

fn evidence_fits(want: &GoldClaim, claim: &ClaimRecord) -> bool {
    let mut quotes = want.evidence.iter();
    quotes.any(|quote| claim.evidence.iter().any(|found| overlap(quote, found)))
}

/// Whether, of a claim whose place and evidence fit, the status, the type and
/// every party that must be named are right.
fn is_right(want: &GoldClaim, claim: &ClaimRecord) -> bool {
    let parties = by_role(claim, &[Role::Party, Role::Mediator, Role::Guarantor]);
    let any = names::actors(&want.parties_any);
    want.status.contains(&claim.status)
        && is_of(&want.types, &claim.deal_type)
        && names::actors(&want.parties).is_subset(&parties)
        && (any.is_empty() || !any.is_disjoint(&parties))
}

/// Whether a value is one of the right ones, or none is asked for.
fn is_of<T: PartialEq>(right: &[T], value: &T) -> bool {
    right.is_empty() || right.contains(value)
}

fn score_claim(want: &GoldClaim, claim: &ClaimRecord, figures: &mut Figures) {
    figures.answered("status", want.status.contains(&claim.status));
    figures.answered("type", is_of(&want.types, &claim.deal_type));
    figures.answered("modality", is_of(&want.modality, &claim.modality));
    if !want.confirmation.is_empty() {
        let is_right = want.confirmation.contains(&claim.confirmation);
        figures.answered("confirmation", is_right);
    }
    if !want.asserter.is_empty() {
        figures.answered("asserter", want.asserter.contains(&claim.asserter));
    }
    if want.event_date.is_some() {
        let date = &claim.event_date;
        let is_right = *date == want.event_date || want.event_date_ok.contains(date);
        figures.answered("event date", is_right);
    }
    score_participants(want, claim, figures);

    let terms = |terms: &[TermKind]| terms.iter().copied().collect::<HashSet<_>>();
    let got = claim.terms.iter().map(|term| term.term).collect();
    figures.found("terms", &terms(&want.terms), &terms(&want.terms_ok), &got);
    figures.found(
        "destinations",
        &names::places(&want.destinations),
        &HashSet::new(),
        &names::places(
            claim
                .terms
                .iter()
                .filter_map(|term| term.destination.as_ref()),
        ),
    );
}

fn score_participants(want: &GoldClaim, claim: &ClaimRecord, figures: &mut Figures) {
    let none = HashSet::new();
    // Who stands between the sides may be taken for one of them, and the reverse.
    let between = names::actors(
        [&want.mediators, &want.mediators_ok, &want.guarantors]
            .into_iter()
            .flatten(),
    );
    let maybe_sides = names::actors(&want.parties_ok);
    let any = names::actors(&want.parties_any);
    figures.found(
        "parties",
        &(&names::actors(&want.parties) - &any),
        &(&(&maybe_sides | &any) | &between),
        &by_role(claim, &[Role::Party]),
    );
    figures.found(
        "mediators",
        &names::actors(&want.mediators),
        &(&between | &maybe_sides),
        &by_role(claim, &[Role::Mediator, Role::Guarantor]),
    );
    figures.found(
        "representatives",
        &names::actors(&want.representatives),
        &none,
        &by_role(claim, &[Role::Representative]),
    );
    let spoilers = names::actors(&want.spoilers);
    let (must, may) = match want.spoilers_optional {
        true => (&none, &spoilers),
        false => (&spoilers, &none),
    };
    figures.found("spoilers", must, may, &by_role(claim, &[Role::Spoiler]));
}

fn by_role(claim: &ClaimRecord, roles: &[Role]) -> HashSet<String> {
    let participants = claim.participants.iter();
    let playing = participants.filter(|participant| roles.contains(&participant.role));
    names::actors(playing.map(|participant| &participant.actor))
}
