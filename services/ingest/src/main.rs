//! `sulh-ingest`: the ingest service and its tools as a program.

use std::{
    io::{BufWriter, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use sulh_extract::{explain, extract, record::Record};
use sulh_ingest::{Settings, lexicon, load};
use sulh_rpc::{
    command, serve,
    telemetry::{self, LogSettings},
};
use sulh_store::DatabaseSettings;

/// Reads news documents and stores the reconciliation deals that they speak of.
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
    /// Send files and folders to a running ingest service, the documents in
    /// containers one by one. Exits 1 if a document was rejected.
    Load {
        /// Files, or folders of files: text, HTML, Markdown, JSON, JSON Lines,
        /// feeds, mails, WARC; gzip and zip of these.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Where the service listens.
        #[arg(
            long,
            env = "SULH_INGEST_URL",
            default_value = "http://127.0.0.1:50051",
            value_name = "URL"
        )]
        url: String,
        /// Print the summary as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Read files and print what they say as JSON, one document a line. Needs no
    /// database. Exits 1 if a document could not be read.
    Extract {
        /// Files as load takes them; - is standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// IANA media type of the files, such as 'text/html; charset=windows-1256';
        /// without it, it is told from their content and names.
        #[arg(
            long,
            value_name = "TYPE",
            default_value = "",
            hide_default_value = true
        )]
        media_type: String,
        /// A folder with a lexicon to use instead of the shipped one.
        #[arg(long, env = "SULH_LEXICON", value_name = "DIR")]
        lexicon: Option<PathBuf>,
        /// Print each sentence with its tree and the decisions on it instead.
        #[arg(long)]
        explain: bool,
    },
    /// Bring the database's schema up to date.
    Migrate(DatabaseSettings),
    /// Ask a running service for its health: exits 0 when it serves.
    Healthcheck {
        /// Where the service listens.
        #[arg(long, env = "SULH_INGEST_ADDRESS", default_value = "127.0.0.1:50051")]
        address: SocketAddr,
    },
}

const EXAMPLES: &str = "\
Examples:
  sulh-ingest migrate --database-url postgres://sulh@localhost/sulh
  sulh-ingest serve --database-url postgres://sulh@localhost/sulh
  sulh-ingest load seeds/documents
  sulh-ingest load crawl.warc.gz corpus.jsonl.gz
  sulh-ingest extract report.html | jq .claims
  sulh-ingest extract --explain report.html
  curl --silent https://news.example/report | sulh-ingest extract --media-type text/html -";

fn main() -> ExitCode {
    command::run(async |command: Command| {
        telemetry::start(&command.log)?;
        match command.action {
            Action::Serve(settings) => {
                let stop = command::stop_signal()?;
                sulh_ingest::serve(&settings, stop).await?;
            }
            Action::Load { paths, url, json } => return load_files(&paths, &url, json).await,
            Action::Extract {
                files,
                media_type,
                lexicon,
                explain,
            } => return extract_files(&files, &media_type, lexicon, explain),
            Action::Migrate(settings) => sulh_ingest::migrate(&settings).await?,
            Action::Healthcheck { address } => serve::check_health(address).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn load_files(paths: &[PathBuf], url: &str, json: bool) -> anyhow::Result<ExitCode> {
    let stop = command::stop_signal()?;
    let client = load::connect(url).await?;
    let summary = load::load(&client, paths, &stop).await?;
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(&summary)?)?;
    } else {
        write!(out, "{summary}")?;
    }
    if summary.rejected.is_empty() && summary.not_sent == 0 {
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

fn extract_files(
    files: &[PathBuf],
    media_type: &str,
    folder: Option<PathBuf>,
    explains: bool,
) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon::load(folder.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for path in files {
        for document in sulh_ingest::files::documents(path, media_type)? {
            let document = match document {
                Ok(document) => document,
                Err(error) => {
                    eprintln!("rejected {error}");
                    code = ExitCode::FAILURE;
                    continue;
                }
            };
            if explains {
                writeln!(out, "{}", explain(&document, lexicon))?;
                continue;
            }
            let extraction = extract(&document, lexicon);
            let record = Record::new(&document.label, &extraction, lexicon);
            serde_json::to_writer(&mut out, &record)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(code)
}
