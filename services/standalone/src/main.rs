//! `sulh`: everything in one process, for a first look.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sulh_rpc::{
    command,
    telemetry::{self, LogSettings},
};
use sulh_standalone::up;

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
}

const EXAMPLES: &str = "\
Examples:
  sulh up
  sulh up --once --documents my/reports
  sulh up --database-url postgres://sulh@localhost/sulh";

fn main() -> ExitCode {
    command::run(async |command: Command| {
        telemetry::start(&command.log)?;
        match command.action {
            Action::Up(settings) => up::up(&settings).await,
        }
    })
}
