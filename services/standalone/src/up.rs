//! `sulh up`: Postgres, both services, the sample documents, the deals in them.

use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Context;
use clap::Args;
use sulh_ingest::load::{self, Summary};
use sulh_rpc::{
    command,
    cross_origin::CrossOrigin,
    serve::{self, Limits},
};
use sulh_store::DatabaseSettings;
use tokio_util::sync::CancellationToken;

use crate::{
    commands::deals,
    postgres::{self, Postgres},
};

/// Settings of `sulh up`.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// End after the deals are shown.
    #[arg(long)]
    once: bool,
    /// Where the ingest service listens.
    #[arg(
        long,
        env = "SULH_INGEST_LISTEN",
        default_value = "127.0.0.1:50051",
        value_name = "ADDRESS:PORT"
    )]
    ingest_listen: SocketAddr,
    /// Where the query service listens.
    #[arg(
        long,
        env = "SULH_QUERY_LISTEN",
        default_value = "127.0.0.1:50052",
        value_name = "ADDRESS:PORT"
    )]
    query_listen: SocketAddr,
    /// Files and folders to load.
    #[arg(long, default_value = "seeds/documents", value_name = "PATH", num_args = 1..)]
    documents: Vec<PathBuf>,
    /// A folder with tables that add to the built-in lexicon or correct it.
    #[arg(long, env = "SULH_LEXICON", value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// A Postgres to use, version 15 or later, instead of one of its own.
    #[arg(
        long,
        env = "SULH_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with_all = ["data", "postgres_binaries"]
    )]
    database_url: Option<String>,
    /// Where its own Postgres keeps its data. The default is
    /// ~/.local/state/sulh, for root /var/lib/sulh.
    #[arg(long, env = "SULH_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The folder with Postgres' programs (initdb, postgres). By default the
    /// newest ones installed; where there are none, they are downloaded.
    #[arg(long, env = "SULH_POSTGRES_BINARIES", value_name = "DIR")]
    postgres_binaries: Option<PathBuf>,
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    cross_origin: CrossOrigin,
}

/// Every cluster has it.
const DATABASE: &str = "postgres";
/// How long the services may take to start.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// Runs everything until Ctrl-C, SIGTERM, or with `--once` until the deals are
/// shown.
///
/// # Errors
/// When Postgres does not start, runs already, or a service fails.
pub async fn up(settings: &Settings) -> anyhow::Result<ExitCode> {
    let stop = command::stop_signal()?;
    if let Some(url) = &settings.database_url {
        return run(settings, url.clone(), &stop).await;
    }
    let directory = match &settings.data {
        Some(directory) => directory.clone(),
        None => postgres::default_directory()?,
    };
    let server = Postgres::start(&postgres::Settings {
        directory,
        binaries: settings.postgres_binaries.clone(),
        durable: true,
    })
    .await?;
    server.announce(&format!(
        "ingest on {}, query on {}",
        settings.ingest_listen, settings.query_listen
    ))?;
    let ran = run(settings, server.url(DATABASE), &stop).await;
    server.stop().await?;
    ran
}

async fn run(
    settings: &Settings,
    database_url: String,
    stop: &CancellationToken,
) -> anyhow::Result<ExitCode> {
    let database = DatabaseSettings {
        url: database_url,
        max_connections: 10,
        statement_timeout: 20,
    };
    sulh_ingest::migrate(&database).await?;
    let ingest = sulh_ingest::Settings {
        listen: settings.ingest_listen,
        lexicon: settings.lexicon.clone(),
        database: database.clone(),
        limits: settings.limits.clone(),
        cross_origin: settings.cross_origin.clone(),
    };
    let query = sulh_query::Settings {
        listen: settings.query_listen,
        database,
        limits: settings.limits.clone(),
        cross_origin: settings.cross_origin.clone(),
    };
    let services = async {
        tokio::try_join!(
            sulh_ingest::serve(&ingest, stop.clone()),
            sulh_query::serve(&query, stop.clone()),
        )
    };
    let ((), code) = tokio::try_join!(async { services.await.map(|_| ()) }, show(settings, stop))?;
    Ok(code)
}

/// Loads the documents, shows the deals, and says how to go on.
async fn show(settings: &Settings, stop: &CancellationToken) -> anyhow::Result<ExitCode> {
    let started = tokio::time::timeout(START_TIMEOUT, async {
        for address in [settings.ingest_listen, settings.query_listen] {
            while serve::check_health(address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    });
    tokio::select! {
        started = started => started.context("the services do not start")?,
        () = stop.cancelled() => return Ok(ExitCode::SUCCESS),
    }
    let client = load::connect(&format!("http://{}", settings.ingest_listen)).await?;
    let summary = load::load(&client, &settings.documents, false, stop).await?;
    if !stop.is_cancelled() {
        let table = deals::newest(&settings.query_listen.to_string()).await?;
        let mut out = anstream::stdout().lock();
        write!(out, "{summary}\n{table}\n")?;
        if !settings.once {
            writeln!(out, "{}", invitation(settings))?;
        }
        out.flush()?;
    }
    if settings.once {
        stop.cancel();
    }
    Ok(exit_code(&summary))
}

fn exit_code(summary: &Summary) -> ExitCode {
    if summary.rejected.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn invitation(settings: &Settings) -> String {
    let (ingest, query) = (settings.ingest_listen, settings.query_listen);
    let sulh = std::env::args().next().unwrap_or_else(|| "sulh".to_owned());
    let other_port = match query.port() {
        50052 => String::new(),
        _ => format!(" --query {query}"),
    };
    format!(
        "ingest listens on {ingest}, query on {query}. To try:\n\n  \
         {sulh} deals --place 'Eastern Ghouta'{other_port}\n  \
         {sulh} search --claims green buses{other_port}\n  \
         grpcurl -plaintext -d '{{\"name\": \"actors/jaysh-al-islam\"}}' {query} sulh.v1.ActorService/GetActor\n  \
         grpcurl -plaintext -d \"{{\\\"document\\\": {{\\\"content\\\": \\\"$(base64 -w0 report.txt)\\\"}}}}\" {ingest} sulh.v1.IngestService/IngestDocument\n\n\
         Ctrl-C ends it."
    )
}
