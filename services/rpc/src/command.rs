//! How the programs start and end: arguments, exit codes, signals.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use clap::Parser;
use tokio_util::sync::CancellationToken;

/// Exit code for bad arguments and settings: EX_USAGE of sysexits.h.
pub const BAD_USAGE: u8 = 64;

/// A setting that cannot be used: the program ends with [`BAD_USAGE`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSetting(pub String);

/// Reads the command line and runs the program on a runtime of its own. Bad
/// usage ends it with one line and [`BAD_USAGE`], any other error with one line
/// and 1.
pub fn run<C: Parser>(main: impl AsyncFnOnce(C) -> anyhow::Result<ExitCode>) -> ExitCode {
    let command = match C::try_parse() {
        Ok(command) => command,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            // Without arguments, clap answers with the whole help.
            if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                complain(&text);
            } else {
                complain(&one_line(&text));
            }
            return ExitCode::from(BAD_USAGE);
        }
        Err(help) => {
            // A closed pipe (`--help | head`) is no failure.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("error: cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(main(command)) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            if error.is::<BadSetting>() {
                ExitCode::from(BAD_USAGE)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

/// The message of clap's without usage and tips.
fn one_line(message: &str) -> String {
    let lines: Vec<&str> = message
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

fn complain(line: &str) {
    // Nothing can be done where even stderr is closed.
    let _ = writeln!(std::io::stderr(), "{}", line.trim_end());
}

/// Whether a person watches: progress bars are for terminals only.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// A token that is cancelled by Ctrl-C or SIGTERM.
///
/// # Errors
/// When the process may not listen for signals.
pub fn stop_signal() -> std::io::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => tracing::info!(signal = "SIGTERM", "stopping"),
            _ = interrupt.recv() => tracing::info!(signal = "SIGINT", "stopping"),
        }
        cancelled.cancel();
    });
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_is_one_line() {
        let message = "error: invalid value 'x' for '--listen <LISTEN>': no address\n\n\
                       Usage: sulh-query serve\n\nFor more information, try '--help'.\n";
        assert_eq!(
            one_line(message),
            "error: invalid value 'x' for '--listen <LISTEN>': no address"
        );
    }
}
