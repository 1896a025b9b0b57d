//! `sulh-ingest`: the ingest service and its tools as a program.

use std::{
    io::{BufWriter, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use sulh_extract::{explain, extract, record::Record};
use sulh_ingest::{
    Settings, lexicon, lexicon_report, load,
    reextract::{self, End, Form},
};
use sulh_rpc::{
    command, serve,
    telemetry::{self, LogSettings},
    v1::ReextractArticlesRequest,
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
        #[command(flatten)]
        service: Service,
        /// Ingest documents of articles that were deleted, too.
        #[arg(long)]
        even_if_deleted: bool,
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
        /// A folder with tables that add to the built-in lexicon or correct it.
        #[arg(long, env = "SULH_LEXICON", value_name = "DIR")]
        lexicon: Option<PathBuf>,
        /// Print each sentence with its tree and the decisions on it instead.
        #[arg(long)]
        explain: bool,
    },
    /// Check the lexicon, or show what a folder of tables changes in it.
    #[command(subcommand)]
    Lexicon(LexiconAction),
    /// Have a running ingest service read stored documents again, with the extractor
    /// and the lexicon that it has now, and show what changes. Services stay up; what
    /// is broken off goes on when it is run again. Exits 1 if it was broken off.
    #[command(after_help = REEXTRACT_EXAMPLES)]
    Reextract {
        /// Only these articles: resource names, 'articles/{uuid}', at most 100.
        #[arg(value_name = "ARTICLE")]
        articles: Vec<String>,
        /// Read all documents, not only those that were last read with another
        /// extractor or lexicon.
        #[arg(long)]
        all: bool,
        /// Show what would change and store nothing.
        #[arg(long)]
        dry_run: bool,
        /// Go on where another run with the same arguments was broken off: the token
        /// that it ended with.
        #[arg(
            long,
            value_name = "TOKEN",
            default_value = "",
            hide_default_value = true
        )]
        resume: String,
        #[command(flatten)]
        service: Service,
        /// Print JSON Lines: a line for each article that changes, and a summary.
        #[arg(long)]
        json: bool,
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

#[derive(Subcommand)]
enum LexiconAction {
    /// Check the built-in lexicon with the tables of a folder over it: say what is
    /// wrong, a line each, and exit 64, or what is in it.
    #[command(after_help = LEXICON_EXAMPLES)]
    Check(LexiconSettings),
    /// Show what the tables of a folder change in the built-in lexicon: rows added,
    /// removed and changed, with the names gained and lost.
    #[command(after_help = LEXICON_EXAMPLES)]
    Diff(LexiconSettings),
}

#[derive(Args)]
struct LexiconSettings {
    /// A folder with tables that add to the built-in lexicon or correct it.
    #[arg(long, env = "SULH_LEXICON", value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

const LEXICON_EXAMPLES: &str = "\
A table of the folder is named as a built-in one: actors/*.tsv, places/*.tsv,
outlets.tsv, functions.tsv, cues.tsv, nouns.tsv, frames.tsv, terms.tsv, deal_types.tsv, sayings.tsv, roles.tsv, numbers.tsv. A row with the id
of a built-in one replaces it; another one is added; -ID takes it away; +ID changes only the cells that are not empty, and adds
the names listed, or takes away those with - before them.

Examples:
  mkdir -p mine/actors
  printf 'id\\tnames\\n+jaysh-al-islam\\ten:Islam Army | -en:Army of Islam\\n' >mine/actors/groups.tsv
  sulh-ingest lexicon check --lexicon mine
  sulh-ingest lexicon diff --lexicon mine --json | jq .changed";

const REEXTRACT_EXAMPLES: &str = "\
Examples:
  sulh-ingest reextract --dry-run     # what another lexicon would change
  sulh-ingest reextract               # and change it
  sulh-ingest reextract --all --json >changes.jsonl
  sulh-ingest reextract articles/6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d";

/// A running ingest service.
#[derive(Args)]
struct Service {
    /// Where the service listens.
    #[arg(
        long,
        env = "SULH_INGEST_URL",
        default_value = "http://127.0.0.1:50051",
        value_name = "URL"
    )]
    url: String,
}

const EXAMPLES: &str = "\
Examples:
  sulh-ingest migrate --database-url postgres://sulh@localhost/sulh
  sulh-ingest serve --database-url postgres://sulh@localhost/sulh
  sulh-ingest load seeds/documents
  sulh-ingest load crawl.warc.gz corpus.jsonl.gz
  sulh-ingest extract report.html | jq .claims
  sulh-ingest extract --explain report.html
  sulh-ingest lexicon diff --lexicon my/tables
  sulh-ingest reextract --dry-run
  curl --silent https://news.example/report | sulh-ingest extract --media-type text/html -";

fn main() -> ExitCode {
    command::run(async |command: Command| {
        telemetry::start(&command.log)?;
        match command.action {
            Action::Serve(settings) => {
                let stop = command::stop_signal()?;
                sulh_ingest::serve(&settings, stop).await?;
            }
            Action::Load {
                paths,
                service,
                even_if_deleted,
                json,
            } => return load_files(&paths, &service.url, even_if_deleted, json).await,
            Action::Extract {
                files,
                media_type,
                lexicon,
                explain,
            } => return extract_files(&files, &media_type, lexicon, explain),
            Action::Lexicon(action) => lexicon_action(&action)?,
            Action::Reextract {
                articles,
                all,
                dry_run,
                resume,
                service,
                json,
            } => {
                let request = ReextractArticlesRequest {
                    articles,
                    only_stale: !all,
                    validate_only: dry_run,
                    page_token: resume,
                    max_articles: 0,
                };
                return reextract(request, &service.url, json).await;
            }
            Action::Migrate(settings) => sulh_ingest::migrate(&settings).await?,
            Action::Healthcheck { address } => serve::check_health(address).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn load_files(
    paths: &[PathBuf],
    url: &str,
    even_if_deleted: bool,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let stop = command::stop_signal()?;
    let client = load::connect(url).await?;
    let summary = load::load(&client, paths, even_if_deleted, &stop).await?;
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

fn lexicon_action(action: &LexiconAction) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match action {
        LexiconAction::Check(LexiconSettings { lexicon, json }) => {
            let counts = lexicon_report::check(lexicon.as_deref())?;
            match json {
                true => writeln!(out, "{}", serde_json::to_string(&counts)?)?,
                false => write!(out, "{counts}")?,
            }
        }
        LexiconAction::Diff(LexiconSettings { lexicon, json }) => {
            let changes = lexicon_report::diff(lexicon.as_deref())?;
            match json {
                true => writeln!(out, "{}", serde_json::to_string(&changes)?)?,
                false => write!(out, "{changes}")?,
            }
        }
    }
    Ok(())
}

async fn reextract(
    request: ReextractArticlesRequest,
    url: &str,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let stop = command::stop_signal()?;
    let mut client = load::connect(url).await?;
    let form = if json { Form::Json } else { Form::Text };
    let mut out = BufWriter::new(std::io::stdout());
    let end = reextract::reextract(&mut client, request, form, &mut out, &stop).await?;
    out.flush()?;
    let End::BrokenOff { token, reason } = end else {
        return Ok(ExitCode::SUCCESS);
    };
    let how = match token.as_str() {
        "" => "run it again".to_owned(),
        token => format!("--resume {token} goes on"),
    };
    eprintln!("broken off: {reason}; {how}");
    Ok(ExitCode::FAILURE)
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
