//! `sulh deal`: what reports tell of one deal, and its history as a timeline.

use std::{
    collections::{HashMap, HashSet},
    process::ExitCode,
};

use anyhow::Context;
use clap::Args;
use sulh_rpc::{
    google::r#type::Date,
    v1::{
        Claim, Deal, DealAccount, GetDealRequest, GetDealResponse, ListDealClaimsRequest,
        ListDealClaimsResponse, StatusStep, Support,
    },
};

use super::{
    asking::{Asking, Query, refusal},
    claims::{self, ROLES},
    dates, json,
    naming::{bare, within},
    output,
    pages::{Found, Limit, Page},
    text::{ALARM, BOLD, DIM, plain, styled, wrapped},
    words::{actor, deal_type, denied, quantity, side, styled_status, term, title},
};

/// Arguments of `sulh deal`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The deal: deals/UUID, or the UUID alone. A name that it had before leads to
    /// it, too.
    #[arg(value_name = "NAME")]
    name: String,
    /// As what was published until this day made it, such as 2018-03-22.
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Option<Date>,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    asking: Asking,
}

const EXAMPLES: &str = "\
The history has a step for each status, the earliest first, with the claims that say
so, each with the sentences it rests on, and those that deny it. Above it, '2 of 3' is
how many of the independent reports say so. --limit is the number
of claims shown. With --json, the one line is a GetDealResponse with the claims of
ListDealClaimsResponse in it (.deal, .account, .claims).
Exits 0, 1 where it cannot be answered, 64 where it is asked wrongly.

Examples:
  sulh deal 6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d
  sulh deal deals/6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d --as-of 2018-03-22
  sulh deal 6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d --json | jq .account.steps";

/// Shows a deal.
///
/// # Errors
/// When the service cannot be reached, or refuses.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    let request = GetDealRequest {
        name: within("deals", &arguments.name),
        as_of: arguments.as_of,
        known_as_of: None,
    };
    let answer = query.deals().get_deal(request).await;
    let answer = answer.map_err(|status| refusal(&status))?.into_inner();
    let deal = answer.deal.as_ref().context("the service gives no deal")?;
    let history = history(&query, deal, arguments).await?;
    if !answer.merged_into.is_empty() {
        output::note(&format!("{} is part of {}", arguments.name, deal.name));
    }
    if arguments.asking.json {
        output::print_json(&json_line(&answer, &history.items)?)?;
    } else {
        output::print(&shown(deal, &answer, &history.items))?;
    }
    history.note("claims");
    Ok(ExitCode::SUCCESS)
}

async fn history(
    query: &Query,
    deal: &Deal,
    arguments: &Arguments,
) -> anyhow::Result<Found<Claim>> {
    let mut client = query.deals();
    arguments
        .limit
        .follow(async |wish| {
            let request = ListDealClaimsRequest {
                deal: deal.name.clone(),
                page_size: wish.page_size,
                page_token: wish.page_token,
                as_of: arguments.as_of,
                known_as_of: None,
            };
            let answer = client.list_deal_claims(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            Ok(Page {
                items: answer.claims,
                next_page_token: answer.next_page_token,
            })
        })
        .await
}

fn json_line(answer: &GetDealResponse, history: &[Claim]) -> anyhow::Result<String> {
    let mut line = serde_json::to_value(json::dynamic("GetDealResponse", answer)?)?;
    let claims = ListDealClaimsResponse {
        claims: history.to_vec(),
        next_page_token: String::new(),
    };
    let claims = serde_json::to_value(json::dynamic("ListDealClaimsResponse", &claims)?)?;
    if let (Some(line), serde_json::Value::Object(claims)) = (line.as_object_mut(), claims) {
        line.extend(claims);
    }
    Ok(format!("{line}\n"))
}

fn shown(deal: &Deal, answer: &GetDealResponse, history: &[Claim]) -> String {
    let width = output::width();
    let account = answer.account.clone().unwrap_or_default();
    let mut text = summary(deal, answer, &account, width);
    text.push('\n');
    text.push_str(&timeline(&account, history, width));
    text
}

/// What reports tell of it.
fn summary(
    deal: &Deal,
    answer: &GetDealResponse,
    account: &DealAccount,
    width: Option<usize>,
) -> String {
    let mut text = String::new();
    let mut line = |line: &str| text.push_str(&wrapped(line, width, "", "  "));
    line(&format!(
        "{}: {}, {}",
        styled(BOLD, title(deal)),
        deal_type(deal.r#type()),
        styled_status(deal.status())
    ));
    line(&styled(DIM, plain(&deal.name)));
    if account.contested {
        line(&format!(
            "{}: reports disagree on how far it has come",
            styled(ALARM, "CONTESTED")
        ));
    }
    let days = dates::between(deal.first_date.as_ref(), deal.last_date.as_ref());
    let reports = reports(deal.report_count);
    let independent = deal.independent_report_count;
    let since = if days.is_empty() {
        "undated".to_owned()
    } else {
        days
    };
    line(&format!(
        "{since}, {} in {reports}, {independent} of them independent",
        counted(deal.claim_count, "claim")
    ));
    // How many of the independent reports say so.
    let of = |support: Option<&Support>| {
        let count = support.map_or(0, |support| support.independent_report_count);
        format!("{count} of {independent}")
    };
    let mut facts = |label: &str, facts: Vec<String>| {
        if !facts.is_empty() {
            line(&format!("{}: {}", styled(BOLD, label), facts.join("; ")));
        }
    };
    // One that all agree on stands above.
    if account.types.len() > 1 {
        let types = account.types.iter();
        let types =
            types.map(|t| format!("{} ({})", deal_type(t.r#type()), of(t.support.as_ref())));
        facts("types", types.collect());
    }
    for (label, role) in ROLES {
        let players = account.participants.iter().filter(|p| p.role() == *role);
        let players = players.map(|player| {
            let side = side(player.side()).map(|side| format!("{side}, "));
            format!(
                "{} ({}{})",
                actor(player.actor.as_ref()),
                side.unwrap_or_default(),
                of(player.support.as_ref())
            )
        });
        facts(label, players.collect());
    }
    let terms = account.terms.iter().map(|supported| {
        let term = supported.term.as_ref().map(term).unwrap_or_default();
        format!("{term} ({})", of(supported.support.as_ref()))
    });
    facts("terms", terms.collect());
    let numbers = account.quantities.iter();
    let numbers =
        numbers.map(|range| format!("{} ({})", quantity(range), of(range.support.as_ref())));
    facts("numbers", numbers.collect());
    if !deal.predecessor.is_empty() {
        facts("follows", vec![plain(&deal.predecessor)]);
    }
    if !answer.previous_names.is_empty() {
        let names = answer.previous_names.iter().map(|name| plain(bare(name)));
        facts("earlier names", names.collect());
    }
    text
}

/// A step for each status, with its claims.
fn timeline(account: &DealAccount, history: &[Claim], width: Option<usize>) -> String {
    let by_name: HashMap<&str, &Claim> = history
        .iter()
        .map(|claim| (claim.name.as_str(), claim))
        .collect();
    let mut text = String::new();
    let mut told: HashSet<&str> = HashSet::new();
    for step in &account.steps {
        text.push_str(&wrapped(&step_heading(step), width, "● ", "│ "));
        for support in [&step.supporting, &step.contradicting]
            .into_iter()
            .flatten()
        {
            let mut untold = 0;
            for name in &support.claims {
                match by_name.get(name.as_str()) {
                    Some(claim) => text.push_str(&event(claim, width)),
                    None => untold += 1,
                }
                told.insert(name);
            }
            if untold > 0 {
                let more = format!("and {} beyond --limit", counted(untold, "claim"));
                text.push_str("│\n");
                text.push_str(&wrapped(&styled(DIM, more), width, "├─ ", "│  "));
            }
        }
        text.push_str("│\n");
    }
    // Of a deal of very many claims, the account holds only the first.
    for claim in history {
        if !told.contains(claim.name.as_str()) {
            text.push_str(&event(claim, width));
        }
    }
    text
}

fn step_heading(step: &StatusStep) -> String {
    let days = dates::between(step.since_date.as_ref(), step.until_date.as_ref());
    let days = if days.is_empty() {
        "undated".to_owned()
    } else {
        days
    };
    let mut heading = format!("{}  {}", styled(BOLD, days), styled_status(step.status()));
    let told = |support: &Option<Support>| {
        let support = support
            .as_ref()
            .filter(|support| !support.claims.is_empty())?;
        Some(reports(support.independent_report_count))
    };
    if let Some(reports) = told(&step.supporting) {
        heading.push_str(&format!(": {reports}"));
        if !step.firm {
            heading.push_str(", only as hearsay or a plan");
        }
    }
    if let Some(reports) = told(&step.contradicting) {
        heading.push_str(&format!(", {} by {reports}", denied()));
    }
    heading
}

fn event(claim: &Claim, width: Option<usize>) -> String {
    let heading = wrapped(&claims::heading(claim), width, "├─ ", "│    ");
    format!(
        "│\n{heading}{}",
        claims::details(claim, &[], width, "│    ")
    )
}

fn reports(count: u32) -> String {
    counted(count, "report")
}

fn counted(count: u32, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
