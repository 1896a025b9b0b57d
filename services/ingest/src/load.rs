//! Sends files, and what is in them, to a running ingest service.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    pin::pin,
};

use anyhow::Context;
use futures::{Stream, StreamExt, stream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use sulh_domain::SourceDocument;
use sulh_extract::unpacking::MAX_PART_BYTES;
use sulh_rpc::{
    command,
    failure::from_proto,
    rejection::kept_as,
    serve::{MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES},
    v1::{
        BatchIngestDocumentsRequest, Document, IngestDocumentRequest, IngestDocumentResponse,
        batch_ingest_result, ingest_service_client::IngestServiceClient,
    },
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tonic::{
    Response, Status,
    transport::{Channel, Endpoint},
};
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
        let kept = self.rejected.iter().filter(|r| r.name.is_some()).count();
        if kept > 0 {
            writeln!(
                f,
                "{kept} of the rejected kept, to be retried or deleted: ListRejectedDocuments"
            )?;
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
    /// The name under which the service keeps it, or the container that it is a part
    /// of: `rejectedDocuments/{uuid}`. `None` where it is not kept: a container of
    /// more than 32 MiB or 100 documents is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
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
    Unreadable {
        rejected: Rejected,
        bytes: Bytes,
    },
    /// All of a file was found.
    EndOfFile,
}

/// What a service can keep of something that cannot be read.
enum Bytes {
    /// Nothing.
    None,
    /// All of it.
    Part(Box<SourceDocument>),
    /// The file that it is a part of.
    File(PathBuf),
}

/// What became of it.
enum Outcome {
    Ingested {
        claims: usize,
    },
    AlreadyIngested,
    Rejected(Rejected),
    /// Rejected with the file that it is a part of.
    InFile(Rejected, PathBuf),
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
                        Err(status) => Outcome::Rejected(Rejected {
                            document: name,
                            reason: format!("{}: {}", status.code(), status.message()),
                            name: kept_as(&status),
                        }),
                    }
                }
                Found::Unreadable { rejected, bytes } => match bytes {
                    Bytes::None => Outcome::Rejected(rejected),
                    Bytes::Part(part) => Outcome::Rejected(Rejected {
                        name: keep(client.clone(), *part, even_if_deleted).await,
                        ..rejected
                    }),
                    Bytes::File(path) => Outcome::InFile(rejected, path),
                },
                Found::EndOfFile => Outcome::EndOfFile,
            }
        })
        .buffer_unordered(CONCURRENCY);
    let mut outcomes = pin!(outcomes);
    let mut files_sent = 0;
    let mut in_files: BTreeMap<PathBuf, Vec<Rejected>> = BTreeMap::new();
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Outcome::AlreadyIngested => summary.already_ingested += 1,
            Outcome::Ingested { claims } => {
                summary.ingested += 1;
                summary.claims += claims;
            }
            Outcome::Rejected(rejected) => summary.rejected.push(rejected),
            Outcome::InFile(rejected, path) => in_files.entry(path).or_default().push(rejected),
            Outcome::EndOfFile => {
                files_sent += 1;
                bar.set_message(format!("{files_sent} of {count} files"));
                continue;
            }
        }
        bar.inc(1);
    }
    // At the end, so that what they hold was counted when it was sent alone.
    for (path, rejected) in in_files {
        let name = match whole(&path).filter(|_| !stop.is_cancelled()) {
            Some(file) => keep(client.clone(), file, even_if_deleted).await,
            None => None,
        };
        let named = rejected.into_iter().map(|rejected| Rejected {
            name: name.clone(),
            ..rejected
        });
        summary.rejected.extend(named);
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
    let unreadable = |name: String, reason: String, bytes| Found::Unreadable {
        rejected: Rejected {
            document: name,
            reason,
            name: None,
        },
        bytes,
    };
    let documents = match files::documents(path, "") {
        Ok(documents) => documents,
        Err(error) => {
            let reason = format!("{:#}", error.root_cause());
            return found.blocking_send(unreadable(
                path.display().to_string(),
                reason,
                Bytes::None,
            ));
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
            Err(error) => {
                let bytes = match error.part {
                    _ if error.fault.is_excess() => Bytes::None,
                    Some(part) => Bytes::Part(part),
                    None => Bytes::File(path.to_owned()),
                };
                unreadable(name(&error.label), error.fault.to_string(), bytes)
            }
        })?;
    }
    Ok(())
}

/// A whole file, where it is not larger than a document may be.
fn whole(path: &Path) -> Option<SourceDocument> {
    let length = fs::metadata(path).ok()?.len();
    (length <= MAX_PART_BYTES).then_some(())?;
    Some(SourceDocument {
        content: fs::read(path).ok()?,
        label: path.file_name()?.to_string_lossy().into_owned(),
        ..SourceDocument::default()
    })
}

/// Sends what cannot be read, for the service to keep it with the reason; gives the
/// name under which it does.
async fn keep(
    mut client: IngestServiceClient<Channel>,
    document: SourceDocument,
    even_if_deleted: bool,
) -> Option<String> {
    // A container of several is taken by this one only.
    let request = BatchIngestDocumentsRequest {
        requests: vec![request(document, even_if_deleted)],
    };
    let response = client.batch_ingest_documents(request).await.ok()?;
    let results = response.into_inner().results.into_iter();
    results
        .filter_map(|result| match result.result? {
            batch_ingest_result::Result::Error(error) => kept_as(&from_proto(error)),
            batch_ingest_result::Result::Response(_) => None,
        })
        .next()
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
) -> Result<IngestDocumentResponse, Status> {
    let request = request(document, even_if_deleted);
    client
        .ingest_document(request)
        .await
        .map(Response::into_inner)
}

fn request(document: SourceDocument, even_if_deleted: bool) -> IngestDocumentRequest {
    let known = document.known;
    IngestDocumentRequest {
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
