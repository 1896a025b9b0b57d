//! Claims.

use sulh_domain::{Labels, RecordedClaim, Report, Term};

use super::{
    date::partial_date,
    lexicon::{actor_reference, place_reference, side},
};
use crate::{
    names::{ARTICLES, CLAIMS, DEALS},
    v1,
};

/// A claim with the article that makes it.
pub fn claim(recorded: RecordedClaim, labels: &Labels) -> v1::Claim {
    let quantities = quantities(&recorded);
    let RecordedClaim {
        id,
        deal,
        report: article,
        claim,
        quotes,
    } = recorded;
    v1::Claim {
        name: CLAIMS.name(id),
        deal: deal.map(|deal| DEALS.name(deal)).unwrap_or_default(),
        report: Some(report(article)),
        places: claim
            .places
            .iter()
            .map(|id| place_reference(id, labels))
            .collect(),
        r#type: v1::DealType::from(claim.deal_type).into(),
        status: v1::DealStatus::from(claim.status).into(),
        participants: claim
            .participants
            .iter()
            .map(|participant| v1::Participant {
                actor: Some(actor_reference(&participant.actor, labels)),
                role: v1::ParticipantRole::from(participant.role).into(),
                side: side(participant.side),
                represents: participant
                    .represents
                    .as_ref()
                    .map(|id| actor_reference(id, labels)),
            })
            .collect(),
        terms: claim
            .terms
            .iter()
            .map(|stated| term(stated, labels))
            .collect(),
        quantities,
        asserter: v1::Asserter::from(claim.asserter).into(),
        modality: v1::Modality::from(claim.modality).into(),
        confirmation: v1::Confirmation::from(claim.confirmation).into(),
        event_date: claim.event_date.map(partial_date),
        deal_name: claim.deal_name.unwrap_or_default(),
        evidence: claim
            .evidence
            .into_iter()
            .zip(quotes)
            .map(|(span, text)| v1::Quote {
                span: Some(super::article::span(span)),
                text,
            })
            .collect(),
    }
}

fn quantities(recorded: &RecordedClaim) -> Vec<v1::Quantity> {
    let quantities = recorded.claim.quantities.iter();
    quantities
        .map(|quantity| v1::Quantity {
            of: v1::Counted::from(quantity.of).into(),
            least: quantity.least,
            most: quantity.most,
            is_rough: quantity.is_rough,
            quote: Some(v1::Quote {
                span: Some(super::article::span(quantity.span)),
                text: recorded.quoted(quantity.span).to_owned(),
            }),
        })
        .collect()
}

/// One thing that is arranged.
pub(super) fn term(term: &Term, labels: &Labels) -> v1::Term {
    v1::Term {
        kind: v1::TermKind::from(term.kind).into(),
        destination: term
            .destination
            .as_ref()
            .map(|id| place_reference(id, labels)),
        staged: term.staged,
    }
}

/// The article behind something that it says.
pub(super) fn report(report: Report) -> v1::Report {
    v1::Report {
        article: ARTICLES.name(report.article),
        title: report.title.unwrap_or_default(),
        outlet: report.outlet.unwrap_or_default(),
        publish_date: report.published.map(partial_date),
        original: super::article::original(report.original),
    }
}
