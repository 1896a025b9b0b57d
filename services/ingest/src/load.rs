//! Sends files to a running ingest service.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    pin::pin,
};

use anyhow::Context;
use futures::{StreamExt, stream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use sulh_rpc::{
    command,
    serve::MAX_MESSAGE_BYTES,
    v1::{
        Document, IngestDocumentRequest, IngestDocumentResponse,
        ingest_service_client::IngestServiceClient,
    },
};
use tokio_util::sync::CancellationToken;
use tonic::transport::{Channel, Endpoint};
use walkdir::WalkDir;

use crate::documents::MAX_DOCUMENT_BYTES;

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
    /// Documents that were not sent, because the work was stopped.
    pub not_sent: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for rejected in &self.rejected {
            writeln!(
                f,
                "rejected {}: {}",
                rejected.path.display(),
                rejected.reason
            )?;
        }
        if self.not_sent > 0 {
            writeln!(f, "{} not sent", self.not_sent)?;
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
    /// The file.
    pub path: PathBuf,
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
        .max_decoding_message_size(MAX_MESSAGE_BYTES)
        .max_encoding_message_size(MAX_MESSAGE_BYTES))
}

/// Sends every file, and every file in the folders, with a progress bar where a
/// person watches. One that is refused does not keep the others back.
///
/// # Errors
/// When a path does not exist.
pub async fn load(
    client: &IngestServiceClient<Channel>,
    paths: &[PathBuf],
    stop: &CancellationToken,
) -> anyhow::Result<Summary> {
    let files = files(paths)?;
    let bar = progress_bar(files.len());
    let mut summary = Summary::default();
    let answers = stream::iter(&files)
        .take_until(stop.cancelled())
        .map(|path| async { (path.clone(), send(client.clone(), path).await) })
        .buffer_unordered(CONCURRENCY);
    let mut answers = pin!(answers);
    while let Some((path, answer)) = answers.next().await {
        match answer {
            Ok(response) if response.already_ingested => summary.already_ingested += 1,
            Ok(response) => {
                summary.ingested += 1;
                summary.claims += response.claims.len();
            }
            Err(error) => summary.rejected.push(Rejected {
                path,
                reason: format!("{error:#}"),
            }),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    summary.rejected.sort_by(|a, b| a.path.cmp(&b.path));
    summary.not_sent =
        files.len() - summary.ingested - summary.already_ingested - summary.rejected.len();
    Ok(summary)
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
    path: &Path,
) -> anyhow::Result<IngestDocumentResponse> {
    let size = fs::metadata(path)?.len();
    anyhow::ensure!(
        size <= MAX_DOCUMENT_BYTES as u64,
        "{size} bytes: at most {MAX_DOCUMENT_BYTES} are accepted"
    );
    let label = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let request = IngestDocumentRequest {
        document: Some(Document {
            content: tokio::fs::read(path).await?,
            media_type: String::new(),
            label,
        }),
        validate_only: false,
    };
    match client.ingest_document(request).await {
        Ok(response) => Ok(response.into_inner()),
        Err(status) => anyhow::bail!("{}: {}", status.code(), status.message()),
    }
}

fn progress_bar(length: usize) -> ProgressBar {
    let target = if command::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(length as u64), target).with_style(style)
}
