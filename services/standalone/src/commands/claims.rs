//! How a claim is shown: who reports what of whom, and in which sentences.

use sulh_rpc::v1::{Asserter, Claim, Confirmation, Modality, Participant, ParticipantRole, Span};

use super::{
    dates,
    naming::bare,
    text::{BOLD, DIM, highlighted, plain, styled, wrapped},
    words::{actor, deal_type, denied, places, side, status, styled_status, term},
};

/// The places and the type, with the deal that it is part of.
pub(crate) fn subject(claim: &Claim) -> String {
    let deal = match claim.deal.as_str() {
        "" => String::new(),
        deal => styled(DIM, format!("  deal {}", plain(bare(deal)))),
    };
    format!(
        "{}: {}{deal}",
        styled(BOLD, places(&claim.places)),
        deal_type(claim.r#type())
    )
}

/// Its day, its outlet, and what is said how firmly by whom.
pub(crate) fn heading(claim: &Claim) -> String {
    let day = match dates::known(claim.event_date.as_ref()) {
        day if day.is_empty() => "undated".to_owned(),
        day => day,
    };
    format!(
        "{}  {}: {}",
        styled(BOLD, day),
        report(claim),
        assertion(claim)
    )
}

fn report(claim: &Claim) -> String {
    let report = claim.report.as_ref();
    let outlet = report.map_or("", |report| report.outlet.as_str());
    let mut text = match outlet {
        "" => "unknown outlet".to_owned(),
        outlet => plain(outlet),
    };
    let published = dates::known(report.and_then(|report| report.publish_date.as_ref()));
    if !published.is_empty() {
        text.push_str(&format!(" of {published}"));
    }
    if report.is_some_and(|report| !report.original.is_empty()) {
        text.push_str(" (repeats another report)");
    }
    text
}

fn assertion(claim: &Claim) -> String {
    let firmness = match claim.modality() {
        Modality::Unspecified | Modality::Asserted => styled_status(claim.status()),
        Modality::Hedged => format!("{}, hedged", styled_status(claim.status())),
        Modality::Planned => format!("{}, planned", styled_status(claim.status())),
        Modality::Denied => format!("{} that it is {}", denied(), status(claim.status())),
    };
    let who = match claim.asserter() {
        Asserter::Unspecified => "",
        Asserter::PartyGovernment => ", says the government's side",
        Asserter::PartyOpposition => ", says the opposition's side",
        Asserter::Mediator => ", says the mediator",
        Asserter::StateMedia => ", say state media",
        Asserter::Monitor => ", say observers",
        Asserter::Outlet => ", in the outlet's own voice",
        Asserter::Unattributed => ", say unnamed sources",
    };
    let confirmed = match claim.confirmation() {
        Confirmation::Unspecified | Confirmation::NotStated => "",
        Confirmation::OneSide => "; confirmed by one side",
        Confirmation::BothSides => "; confirmed by both sides",
        Confirmation::ThirdParty => "; confirmed by a third party",
        Confirmation::Unconfirmed => "; said to be unconfirmed",
    };
    format!("{firmness}{who}{confirmed}")
}

/// Who takes part, what is arranged, and the evidence with `highlights` in bold, each
/// on lines that begin with `indent`.
pub(crate) fn details(
    claim: &Claim,
    highlights: &[Span],
    width: Option<usize>,
    indent: &str,
) -> String {
    let mut lines = String::new();
    let hanging = format!("{indent}  ");
    let mut facts = |label: &str, facts: Vec<String>| {
        if !facts.is_empty() {
            let line = format!("{label}: {}", facts.join(", "));
            lines.push_str(&wrapped(&line, width, indent, &hanging));
        }
    };
    for (label, role) in ROLES {
        let players = claim
            .participants
            .iter()
            .filter(|player| player.role() == *role);
        facts(label, players.map(participant).collect());
    }
    facts("terms", claim.terms.iter().map(term).collect());
    let numbers = claim
        .quantities
        .iter()
        .filter_map(|quantity| quantity.quote.as_ref());
    facts("numbers", numbers.map(|quote| plain(&quote.text)).collect());
    for quote in &claim.evidence {
        let start = quote.span.map_or(0, |span| span.start);
        let sentence = format!("“{}”", highlighted(&quote.text, start, highlights));
        lines.push_str(&wrapped(&sentence, width, indent, &format!("{indent} ")));
    }
    lines
}

/// The roles in the order in which they are shown.
pub(crate) const ROLES: &[(&str, ParticipantRole)] = &[
    ("parties", ParticipantRole::Party),
    ("representatives", ParticipantRole::Representative),
    ("mediators", ParticipantRole::Mediator),
    ("guarantors", ParticipantRole::Guarantor),
    ("spoilers", ParticipantRole::Spoiler),
    ("affected", ParticipantRole::Affected),
];

fn participant(participant: &Participant) -> String {
    let mut text = actor(participant.actor.as_ref());
    if let Some(represented) = &participant.represents {
        text.push_str(&format!(" for {}", plain(&represented.display_name)));
    } else if let Some(side) = side(participant.side()) {
        text.push_str(&format!(" ({side})"));
    }
    text
}
