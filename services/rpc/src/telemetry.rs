//! Structured logs, on stderr.

use clap::{Args, ValueEnum};
use tracing_subscriber::{EnvFilter, fmt};

use crate::command::{BadSetting, is_watched};

/// What is logged, and how.
#[derive(Args, Clone, Debug)]
pub struct LogSettings {
    /// What to log: a level, or levels by module, such as `info,sqlx=warn`.
    #[arg(long = "log", env = "SULH_LOG", default_value = "info", global = true)]
    filter: String,
    /// How to write log lines.
    #[arg(
        long = "log-format",
        env = "SULH_LOG_FORMAT",
        default_value = "text",
        global = true
    )]
    format: LogFormat,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts logging; later calls change nothing.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(settings: &LogSettings) -> Result<(), BadSetting> {
    let filter = EnvFilter::try_new(&settings.filter)
        .map_err(|error| BadSetting(format!("--log '{}': {error}", settings.filter)))?;
    let lines = fmt()
        .with_env_filter(filter)
        .with_ansi(is_watched())
        .with_writer(std::io::stderr);
    // Already started, as in tests that run both services: keep it.
    let _ = match settings.format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}
