//! `sulh-query`: the query service as a program.

use std::{net::SocketAddr, process::ExitCode};

use clap::{Parser, Subcommand};
use sulh_query::Settings;
use sulh_rpc::{
    command, serve,
    telemetry::{self, LogSettings},
};

/// Answers questions about articles, actors, places and reconciliation deals.
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
    /// Serve until SIGTERM or Ctrl-C.
    Serve(Settings),
    /// Ask a running service for its health: exits 0 when it serves.
    Healthcheck {
        /// Where the service listens.
        #[arg(long, env = "SULH_QUERY_ADDRESS", default_value = "127.0.0.1:50052")]
        address: SocketAddr,
    },
}

const EXAMPLES: &str = "\
Examples:
  sulh-query serve --database-url postgres://sulh@localhost/sulh
  SULH_QUERY_LISTEN=0.0.0.0:50052 SULH_LOG_FORMAT=json sulh-query serve
  sulh-query healthcheck --address 127.0.0.1:50052";

fn main() -> ExitCode {
    command::run(async |command: Command| {
        telemetry::start(&command.log)?;
        match command.action {
            Action::Serve(settings) => {
                let stop = command::stop_signal()?;
                sulh_query::serve(&settings, stop).await?;
            }
            Action::Healthcheck { address } => serve::check_health(address).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}
