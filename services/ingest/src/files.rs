//! Files and standard input, and the documents in them.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
};

use anyhow::Context;
use sulh_domain::{Known, SourceDocument};
use sulh_extract::unpacking::{Bounds, Storage, Unpacking, unpack, unpack_stored};

/// Stands for standard input.
pub const STDIN: &str = "-";

/// The most bytes that are taken from standard input: unlike a file it is held
/// in memory.
const MAX_STDIN_BYTES: u64 = 512 * 1024 * 1024;

/// The documents in a file, or in standard input where `path` is [`STDIN`], one
/// after the other. Their media type is sniffed where `media_type` is empty.
///
/// # Errors
/// When it cannot be opened.
pub fn documents(path: &Path, media_type: &str) -> anyhow::Result<Unpacking> {
    let bounds = Bounds::default();
    if path == Path::new(STDIN) {
        return Ok(unpack(
            SourceDocument {
                content: stdin()?,
                label: STDIN.to_owned(),
                media_type: media_type.to_owned(),
                known: Known::default(),
            },
            bounds,
        ));
    }
    let label = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let content = Content::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(unpack_stored(
        Box::new(content),
        label,
        media_type.to_owned(),
        Known::default(),
        bounds,
    ))
}

fn stdin() -> anyhow::Result<Vec<u8>> {
    let mut content = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_STDIN_BYTES + 1)
        .read_to_end(&mut content)
        .context("cannot read standard input")?;
    anyhow::ensure!(
        content.len() as u64 <= MAX_STDIN_BYTES,
        "standard input: more than {MAX_STDIN_BYTES} bytes"
    );
    Ok(content)
}

/// The content of a file, read where it lies.
struct Content {
    file: Arc<File>,
    length: u64,
    position: u64,
}

impl Content {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Self {
            length: metadata.len(),
            file: Arc::new(file),
            position: 0,
        })
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.position)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Content {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

impl Storage for Content {
    fn twin(&self) -> Box<dyn Storage> {
        Box::new(Self {
            file: Arc::clone(&self.file),
            length: self.length,
            position: 0,
        })
    }
}
