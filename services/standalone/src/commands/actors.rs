//! `sulh actors`: actors as a table, or those that a spelling may mean.

use std::process::ExitCode;

use clap::Args;
use comfy_table::Table;
use sulh_rpc::{
    google::r#type::Date,
    v1::{Actor, ActorCandidate, ActorKind, ListActorsRequest, ResolveActorRequest, Side},
};

use super::{
    asking::{Asking, Query, refusal},
    dates, json,
    naming::{self, bare},
    output,
    pages::{Found, Limit, Page},
    tables::{rendered, table},
    text::plain,
    words::{read_kind, read_side, side, word},
};

/// Arguments of `sulh actors`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A name as it was found, in any script: shows whom it may mean, the likeliest
    /// first.
    #[arg(value_name = "SPELLING")]
    spelling: Option<String>,
    /// Only actors of this kind, such as armed-group. Given again: any of them.
    #[arg(long, value_name = "KIND", value_parser = read_kind)]
    kind: Vec<ActorKind>,
    /// Only actors on this side, such as opposition. Given again: any of them.
    #[arg(long, value_name = "SIDE", value_parser = read_side)]
    side: Vec<Side>,
    /// Only actors that take part in a claim about this place or a place in it: its
    /// name in any spelling, or harasta, places/harasta. Given again: any of them.
    #[arg(long, value_name = "PLACE", conflicts_with = "spelling")]
    place: Vec<String>,
    /// As they were on this day, such as 2018-03-22; of a spelling, only names that
    /// were in use on it.
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Option<Date>,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    asking: Asking,
}

const EXAMPLES: &str = "\
With --json, each line is an Actor, of a spelling an ActorCandidate: at most 20 of them.
Exits 0, 1 where it cannot be answered or a spelling means nobody, 64 where it is asked
wrongly.

Examples:
  sulh actors --side opposition --place 'Eastern Ghouta'
  sulh actors 'Jeish al Islam'
  sulh actors جيش --json | jq '[.actor.name, .score]'";

/// The most candidates that the service gives.
const MAX_CANDIDATES: u32 = 20;

/// Shows actors.
///
/// # Errors
/// When the service cannot be reached, or refuses, or a spelling means nobody.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    if let Some(spelling) = &arguments.spelling {
        let candidates = resolve(&query, spelling, arguments).await?;
        anyhow::ensure!(!candidates.is_empty(), "no actor is called '{spelling}'");
        if arguments.asking.json {
            output::print_json(&json::lines("ActorCandidate", &candidates)?)?;
        } else {
            output::print(&rendered(&candidates_table(&candidates)))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let found = list(&query, arguments).await?;
    if arguments.asking.json {
        output::print_json(&json::lines("Actor", &found.items)?)?;
    } else {
        output::print(&rendered(&overview(&found.items)))?;
    }
    found.note("actors");
    Ok(ExitCode::SUCCESS)
}

async fn resolve(
    query: &Query,
    spelling: &str,
    arguments: &Arguments,
) -> anyhow::Result<Vec<ActorCandidate>> {
    let request = ResolveActorRequest {
        spelling: spelling.to_owned(),
        kinds: arguments.kind.iter().map(|word| (*word).into()).collect(),
        sides: arguments.side.iter().map(|word| (*word).into()).collect(),
        as_of: arguments.as_of,
        limit: i32::try_from(arguments.limit.get().min(MAX_CANDIDATES)).unwrap_or_default(),
    };
    let answer = query.actors().resolve_actor(request).await;
    let answer = answer.map_err(|status| refusal(&status))?;
    Ok(answer.into_inner().candidates)
}

async fn list(query: &Query, arguments: &Arguments) -> anyhow::Result<Found<Actor>> {
    let request = ListActorsRequest {
        kinds: arguments.kind.iter().map(|word| (*word).into()).collect(),
        sides: arguments.side.iter().map(|word| (*word).into()).collect(),
        active_within: naming::places(query, &arguments.place).await?,
        as_of: arguments.as_of,
        ..Default::default()
    };
    let mut client = query.actors();
    arguments
        .limit
        .follow(async |wish| {
            let request = ListActorsRequest {
                page_size: wish.page_size,
                page_token: wish.page_token,
                ..request.clone()
            };
            let answer = client.list_actors(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            Ok(Page {
                items: answer.actors,
                next_page_token: answer.next_page_token,
            })
        })
        .await
}

fn overview(actors: &[Actor]) -> Table {
    let mut table = table(&["ACTOR", "NAME", "KIND", "SIDE", "OTHER NAMES"]);
    for actor in actors {
        let others: Vec<String> = actor
            .other_names
            .iter()
            .map(|name| plain(&name.text))
            .collect();
        let [id, name, kind, side] = identity(actor);
        table.add_row([id, name, kind, side, others.join(", ")]);
    }
    table
}

fn candidates_table(candidates: &[ActorCandidate]) -> Table {
    let mut table = table(&[
        "ACTOR",
        "NAME",
        "KIND",
        "SIDE",
        "AGREEING NAME",
        "AGREEMENT",
    ]);
    for candidate in candidates {
        let actor = candidate.actor.clone().unwrap_or_default();
        let [id, name, kind, side] = identity(&actor);
        let matched = candidate.matched_name.as_ref();
        let agreement = word(candidate.agreement().as_str_name(), "NAME_AGREEMENT_");
        table.add_row([
            id,
            name,
            kind,
            side,
            matched.map(|name| plain(&name.text)).unwrap_or_default(),
            format!("{agreement} ({:.2})", candidate.score),
        ]);
    }
    table
}

fn identity(actor: &Actor) -> [String; 4] {
    [
        plain(bare(&actor.name)),
        plain(&actor.display_name),
        word(actor.kind().as_str_name(), "ACTOR_KIND_"),
        side(actor.side()).unwrap_or_default(),
    ]
}
