//! `sulh deals`: deals as a table.

use std::process::ExitCode;

use clap::Args;
use comfy_table::{Cell, Table};
use sulh_rpc::{
    google::r#type::Date,
    v1::{Deal, DealStatus, DealType, ListDealsRequest, ParticipantRole},
};

use super::{
    asking::{Asking, Query, refusal},
    dates, json,
    naming::{self, bare},
    output,
    pages::{Found, Limit, Page},
    tables::{DAY_COLUMNS, UUID_COLUMNS, colored, keep_wide, rendered, table},
    text::plain,
    words::{actor, deal_type, read_status, read_type, status, status_color, title},
};

/// Arguments of `sulh deals`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Only deals about this place or a place in it: its name in any spelling, or
    /// harasta, places/harasta. Given again: any of them.
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// Only deals in which this actor takes part: its name in any spelling, or
    /// jaysh-al-islam, actors/jaysh-al-islam. Given again: any of them.
    #[arg(long, value_name = "ACTOR")]
    actor: Vec<String>,
    /// Only deals of this type, such as evacuation. Given again: any of them.
    #[arg(long = "type", value_name = "TYPE", value_parser = read_type)]
    types: Vec<DealType>,
    /// Only deals that have come so far, such as agreed. Given again: any of them.
    #[arg(long, value_name = "STATUS", value_parser = read_status)]
    status: Vec<DealStatus>,
    /// What was published until this day, such as 2018-03-22.
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Option<Date>,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    asking: Asking,
}

const EXAMPLES: &str = "\
The deals with the latest news come first. With --json, each line is a Deal.
Exits 0, 1 where it cannot be answered, 64 where it is asked wrongly.

Examples:
  sulh deals --place 'Eastern Ghouta' --status implementing --status implemented
  sulh deals --actor 'Jaish al-Islam' --as-of 2018-03-22
  sulh deals --type evacuation --json | jq -r .name";

/// Deals in the table of `sulh up`.
const NEWEST: i32 = 25;
/// The longest word of a status or type and the space around it.
const WORD_COLUMNS: u16 = 16;

/// Shows deals.
///
/// # Errors
/// When the service cannot be reached, or refuses.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    let request = ListDealsRequest {
        places: naming::places(&query, &arguments.place).await?,
        actors: naming::actors(&query, &arguments.actor).await?,
        types: arguments.types.iter().map(|word| (*word).into()).collect(),
        statuses: arguments.status.iter().map(|word| (*word).into()).collect(),
        as_of: arguments.as_of,
        ..Default::default()
    };
    let found = list(&query, &request, arguments.limit).await?;
    if arguments.asking.json {
        output::print_json(&json::lines("Deal", &found.items)?)?;
    } else {
        output::print(&rendered(&overview(&found.items)))?;
    }
    found.note("deals");
    Ok(ExitCode::SUCCESS)
}

async fn list(
    query: &Query,
    request: &ListDealsRequest,
    limit: Limit,
) -> anyhow::Result<Found<Deal>> {
    let mut client = query.deals();
    limit
        .follow(async |wish| {
            let request = ListDealsRequest {
                page_size: wish.page_size,
                page_token: wish.page_token,
                ..request.clone()
            };
            let answer = client.list_deals(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            Ok(Page {
                items: answer.deals,
                next_page_token: answer.next_page_token,
            })
        })
        .await
}

/// The deals with the latest news, as a table.
///
/// # Errors
/// When the query service at `address` does not answer.
pub(crate) async fn newest(address: &str) -> anyhow::Result<String> {
    let query = Query::at(address).await?;
    let request = ListDealsRequest {
        page_size: NEWEST,
        ..Default::default()
    };
    let answer = query.deals().list_deals(request).await;
    let answer = answer.map_err(|status| refusal(&status))?.into_inner();
    let mut text = rendered(&overview(&answer.deals));
    if !answer.next_page_token.is_empty() {
        text.push_str("(and earlier ones: sulh deals)\n");
    }
    Ok(text)
}

fn overview(deals: &[Deal]) -> Table {
    let mut table = table(&["PLACES, PARTIES, DEAL", "STATUS, TYPE", "DATES", "REPORTS"]);
    keep_wide(
        &mut table,
        &[(0, UUID_COLUMNS), (1, WORD_COLUMNS), (2, DAY_COLUMNS)],
    );
    for deal in deals {
        table.add_row(row(deal));
    }
    table
}

fn row(deal: &Deal) -> [Cell; 4] {
    let parties: Vec<String> = deal
        .participants
        .iter()
        .filter(|participant| participant.role() == ParticipantRole::Party)
        .map(|participant| actor(participant.actor.as_ref()))
        .collect();
    let mut what = vec![title(deal), parties.join(", "), plain(bare(&deal.name))];
    what.retain(|line| !line.is_empty());
    let how_far = [status(deal.status()), deal_type(deal.r#type())];
    let mut days: Vec<String> = [&deal.first_date, &deal.last_date]
        .into_iter()
        .flatten()
        .map(dates::iso)
        .collect();
    days.dedup();
    [
        Cell::new(what.join("\n")),
        colored(how_far.join("\n"), status_color(deal.status())),
        Cell::new(days.join("\n")),
        Cell::new(deal.report_count),
    ]
}
