//! `sulh`: everything in one process, for a first look, and commands to ask with.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sulh_rpc::{
    command,
    telemetry::{self, LogSettings},
};
use sulh_standalone::{
    commands::{actors, article, articles, deal, deals, search},
    up,
};

/// Follows local reconciliation deals through news reports.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Command {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    log: LogSettings,
}

#[derive(Subcommand)]
enum Action {
    /// Run both services on a Postgres of their own, load the sample documents,
    /// show the deals in them, and serve until Ctrl-C.
    Up(up::Settings),
    /// List deals: how far they have come, where, between whom.
    Deals(deals::Arguments),
    /// Show a deal with its history and the sentences behind it.
    Deal(deal::Arguments),
    /// List articles.
    Articles(articles::Arguments),
    /// Show an article with its claims and the sentences behind them.
    Article(article::Arguments),
    /// List actors, or those that a spelling may mean.
    Actors(actors::Arguments),
    /// Find articles or claims by words.
    Search(search::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  sulh up
  sulh up --once --documents my/reports
  sulh up --database-url postgres://sulh@localhost/sulh
  sulh deals --place 'Eastern Ghouta' --status implemented
  sulh deal 6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d
  sulh search --claims green buses

Exits 0 when all went well, 64 for arguments and settings that cannot be used, 1 for
anything else. Colours are for terminals; NO_COLOR turns them off.";

fn main() -> ExitCode {
    command::run(async |command: Command| {
        telemetry::start(&command.log)?;
        match command.action {
            Action::Up(settings) => up::up(&settings).await,
            Action::Deals(arguments) => deals::run(&arguments).await,
            Action::Deal(arguments) => deal::run(&arguments).await,
            Action::Articles(arguments) => articles::run(&arguments).await,
            Action::Article(arguments) => article::run(&arguments).await,
            Action::Actors(arguments) => actors::run(&arguments).await,
            Action::Search(arguments) => search::run(&arguments).await,
        }
    })
}
