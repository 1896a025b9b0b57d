//! How much unpacking may give: an archive of a few kilobytes can hold
//! terabytes.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::Fault;

/// The most bytes of one document.
pub const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// The most bytes that all decompression together may give.
pub const MAX_TOTAL_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// The most bytes that one compressed byte may give. Deflate reaches 1032; the
/// same page template over and over seldom 100.
pub const MAX_RATIO: u64 = 200;

/// The ratio counts from so many bytes on: a few repeated lines do no harm.
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;

/// The most documents of one container, those that cannot be read included.
pub const MAX_PARTS: usize = 50_000;

/// The most containers in one another: `a.jsonl.gz` in a zip is three.
pub const MAX_DEPTH: usize = 4;

/// Bounds of one unpacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The most bytes of one document.
    pub part_bytes: u64,
    /// The most bytes that all decompression together may give.
    pub total_bytes: u64,
    /// The most documents, those that cannot be read included.
    pub parts: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            part_bytes: MAX_PART_BYTES,
            total_bytes: MAX_TOTAL_BYTES,
            parts: MAX_PARTS,
        }
    }
}

/// What all decompressors of one unpacking have given, and may give.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    given: Arc<AtomicU64>,
    limit: u64,
}

impl Allowance {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            given: Arc::default(),
            limit,
        }
    }

    fn take(&self, bytes: u64) -> Result<(), Fault> {
        let met = self.given.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if met > self.limit {
            return Err(Fault::TotalTooLarge {
                met,
                limit: self.limit,
            });
        }
        Ok(())
    }
}

/// Counts the bytes that are read.
pub(super) struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, count: 0 }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

/// A decompressor over counted bytes.
pub(super) trait Decompressor: Read {
    type Inner;

    fn compressed(&self) -> &Counted<Self::Inner>;
}

/// A decompressor that stops where it gives more than its due.
pub(super) struct Bounded<D> {
    decompressor: D,
    given: u64,
    allowance: Allowance,
}

impl<D> Bounded<D> {
    pub(super) fn new(decompressor: D, allowance: Allowance) -> Self {
        Self {
            decompressor,
            given: 0,
            allowance,
        }
    }
}

impl<D: Decompressor> Read for Bounded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decompressor.read(buffer)? as u64;
        self.given += read;
        let taken = self.decompressor.compressed().count;
        if self.given > RATIO_COUNTS_FROM && self.given / MAX_RATIO > taken {
            return Err(io::Error::other(Fault::Bomb {
                met: self.given / taken.max(1),
                limit: MAX_RATIO,
            }));
        }
        self.allowance.take(read).map_err(io::Error::other)?;
        Ok(usize::try_from(read).unwrap_or(usize::MAX))
    }
}

/// Reads to the end, up to a limit.
pub(super) fn read_to_end(reader: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut content = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut content)?;
    let met = content.len() as u64;
    if met > limit {
        return Err(Fault::PartTooLarge { met, limit });
    }
    Ok(content)
}
