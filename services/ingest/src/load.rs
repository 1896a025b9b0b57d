//! Sends files, and what is in them, to a running ingest service.

use std::{
    fmt,
    path::{Path, PathBuf},
    pin::pin,
};

use anyhow::Context;
use futures::{Stream, StreamExt, stream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use sulh_domain::SourceDocument;
use sulh_rpc::{
    command,
    serve::{MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES},
    v1::{
        Document, IngestDocumentRequest, IngestDocumentResponse,
        ingest_service_client::IngestServiceClient,
    },
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tonic::transport::{Channel, Endpoint};
use walkdir::WalkDir;

use crate::files;

/// Documents that are on their way at once.
const CONCURRENCY: usize = 4;

/// What became of all documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents that are new in the store.
    pub ingested: usize,
    /// Documents that had been stored before.
    pub already_ingested: usize,
    /// Claims found in the new ones.
    pub claims: usize,
    /// Documents that were refused or could not be read.
    pub rejected: Vec<Rejected>,
    /// Files of which not all was sent, because the work was stopped.
    pub not_sent: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for rejected in &self.rejected {
            writeln!(f, "rejected {}: {}", rejected.document, rejected.reason)?;
        }
        if self.not_sent > 0 {
            writeln!(f, "{} files not sent", self.not_sent)?;
        }
        writeln!(
            f,
            "{} ingested with {} claims, {} already there, {} rejected",
            self.ingested,
            self.claims,
            self.already_ingested,
            self.rejected.len()
        )
    }
}

/// A document that was refused or could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The file, and where the document stands in it: `reports/batch.jsonl:17`.
    pub document: String,
    /// Why.
    pub reason: String,
}

/// Connects to the ingest service at `address`, `http://host:port`.
///
/// # Errors
/// When the address is none, or nothing answers there.
pub async fn connect(address: &str) -> anyhow::Result<IngestServiceClient<Channel>> {
    let channel = Endpoint::from_shared(address.to_owned())
        .with_context(|| format!("'{address}' is no address such as http://127.0.0.1:50051"))?
        .connect()
        .await
        .with_context(|| format!("no ingest service answers at {address}"))?;
    Ok(IngestServiceClient::new(channel)
        .max_decoding_message_size(MAX_RESPONSE_BYTES)
        .max_encoding_message_size(MAX_REQUEST_BYTES))
}

/// What is found in files.
enum Found {
    Document {
        name: String,
        document: Box<SourceDocument>,
    },
    Unreadable(Rejected),
    /// All of a file was found.
    EndOfFile,
}

/// What became of it.
enum Outcome {
    Ingested { claims: usize },
    AlreadyIngested,
    Rejected(Rejected),
    EndOfFile,
}

/// Sends every document in every file, and in every file in the folders, with a
/// progress bar where a person watches. Containers are unpacked as they are
/// sent. One that is refused does not keep the others back.
///
/// # Errors
/// When a path does not exist.
pub async fn load(
    client: &IngestServiceClient<Channel>,
    paths: &[PathBuf],
    even_if_deleted: bool,
    stop: &CancellationToken,
) -> anyhow::Result<Summary> {
    let files = files(paths)?;
    let count = files.len();
    let bar = progress_bar();
    let mut summary = Summary::default();
    let outcomes = found_in(files)
        .take_until(stop.cancelled())
        .map(|found| async {
            match found {
                Found::Document { name, document } => {
                    match send(client.clone(), *document, even_if_deleted).await {
                        Ok(response) if response.already_ingested => Outcome::AlreadyIngested,
                        Ok(response) => Outcome::Ingested {
                            claims: response.claims.len(),
                        },
                        Err(error) => Outcome::Rejected(Rejected {
                            document: name,
                            reason: format!("{error:#}"),
                        }),
                    }
                }
                Found::Unreadable(rejected) => Outcome::Rejected(rejected),
                Found::EndOfFile => Outcome::EndOfFile,
            }
        })
        .buffer_unordered(CONCURRENCY);
    let mut outcomes = pin!(outcomes);
    let mut files_sent = 0;
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Outcome::AlreadyIngested => summary.already_ingested += 1,
            Outcome::Ingested { claims } => {
                summary.ingested += 1;
                summary.claims += claims;
            }
            Outcome::Rejected(rejected) => summary.rejected.push(rejected),
            Outcome::EndOfFile => {
                files_sent += 1;
                bar.set_message(format!("{files_sent} of {count} files"));
                continue;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    summary.rejected.sort_by(|a, b| a.document.cmp(&b.document));
    summary.not_sent = count - files_sent;
    Ok(summary)
}

/// What is in these files, a few documents ahead of who takes them.
fn found_in(files: Vec<PathBuf>) -> impl Stream<Item = Found> {
    let (sender, mut receiver) = mpsc::channel(CONCURRENCY);
    tokio::task::spawn_blocking(move || {
        for path in files {
            // Who no longer takes them has stopped.
            if find_in(&path, &sender).is_err() || sender.blocking_send(Found::EndOfFile).is_err() {
                return;
            }
        }
    });
    stream::poll_fn(move |context| receiver.poll_recv(context))
}

fn find_in(path: &Path, found: &mpsc::Sender<Found>) -> Result<(), mpsc::error::SendError<Found>> {
    let unreadable = |name: String, reason: String| {
        Found::Unreadable(Rejected {
            document: name,
            reason,
        })
    };
    let documents = match files::documents(path, "") {
        Ok(documents) => documents,
        Err(error) => {
            let reason = format!("{:#}", error.root_cause());
            return found.blocking_send(unreadable(path.display().to_string(), reason));
        }
    };
    // Labels begin with the file's own name; people want to know its folder.
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = |label: &str| folder.join(label).display().to_string();
    for document in documents {
        found.blocking_send(match document {
            Ok(document) => Found::Document {
                name: name(&document.label),
                document: Box::new(document),
            },
            Err(error) => unreadable(name(&error.label), error.fault.to_string()),
        })?;
    }
    Ok(())
}

/// The files among these paths and in the folders among them. Hidden ones in
/// folders are passed over.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let entries = WalkDir::new(path)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
            });
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", path.display()))?;
            if entry.file_type().is_file() {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

async fn send(
    mut client: IngestServiceClient<Channel>,
    document: SourceDocument,
    even_if_deleted: bool,
) -> anyhow::Result<IngestDocumentResponse> {
    let known = document.known;
    let request = IngestDocumentRequest {
        document: Some(Document {
            content: document.content,
            media_type: document.media_type,
            label: document.label,
            url: known.url.unwrap_or_default(),
            title: known.title.unwrap_or_default(),
            publish_date: known.published.map(|date| date.iso()).unwrap_or_default(),
            outlet: known.outlet.unwrap_or_default(),
            language_code: known.language.unwrap_or_default(),
        }),
        validate_only: false,
        even_if_deleted,
    };
    match client.ingest_document(request).await {
        Ok(response) => Ok(response.into_inner()),
        Err(status) => anyhow::bail!("{}: {}", status.code(), status.message()),
    }
}

fn progress_bar() -> ProgressBar {
    let target = if command::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    // How many documents are in the files nobody knows before the end.
    let style = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}; {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::with_draw_target(None, target).with_style(style)
}
