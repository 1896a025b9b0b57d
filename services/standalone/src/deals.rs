//! A short table of deals, asked from the query service.

use std::net::SocketAddr;

use comfy_table::{ContentArrangement, Table, presets};
use sulh_rpc::{
    google::r#type::Date,
    v1::{
        Deal, DealStatus, ListDealsRequest, ParticipantRole, deal_service_client::DealServiceClient,
    },
};
use tonic::transport::Endpoint;

/// Rows at most.
const MAX_ROWS: i32 = 25;

/// The deals with the latest news, as a table.
///
/// # Errors
/// When the query service does not answer.
pub(crate) async fn table(query: SocketAddr) -> anyhow::Result<String> {
    let channel = Endpoint::from_shared(format!("http://{query}"))?
        .connect()
        .await?;
    let answer = DealServiceClient::new(channel)
        .list_deals(ListDealsRequest {
            page_size: MAX_ROWS,
            ..Default::default()
        })
        .await?
        .into_inner();
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(["PLACE", "STATUS", "TYPE", "PARTIES", "LATEST", "REPORTS"]);
    for deal in &answer.deals {
        table.add_row(row(deal));
    }
    let mut text = table.to_string();
    if !answer.next_page_token.is_empty() {
        text.push_str("\n(and earlier ones: ask ListDeals)");
    }
    Ok(text)
}

fn row(deal: &Deal) -> [String; 6] {
    let places: Vec<&str> = deal
        .places
        .iter()
        .map(|place| place.display_name.as_str())
        .collect();
    let parties: Vec<&str> = deal
        .participants
        .iter()
        .filter(|participant| participant.role() == ParticipantRole::Party)
        .filter_map(|participant| Some(participant.actor.as_ref()?.display_name.as_str()))
        .collect();
    [
        places.join(", "),
        status(deal),
        word(deal.r#type().as_str_name(), "DEAL_TYPE_"),
        parties.join(", "),
        deal.last_date.as_ref().map(iso).unwrap_or_default(),
        deal.report_count.to_string(),
    ]
}

/// A deal has no status where every claim on it is a denial.
fn status(deal: &Deal) -> String {
    match deal.status() {
        DealStatus::Unspecified => "denied".to_owned(),
        status => word(status.as_str_name(), "DEAL_STATUS_"),
    }
}

/// `DEAL_STATUS_AGREED` as `agreed`.
fn word(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .to_ascii_lowercase()
        .replace('_', " ")
}

fn iso(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
