//! zip archives.
//!
//! The archive's directory is read by the `zip` crate; an entry is then read
//! through a cursor of its own over the same bytes, so that a large entry that
//! is a container is unpacked as it is read.

use std::io::{self, Read, Seek, SeekFrom};

use ::zip::{CompressionMethod, ZipArchive};
use aho_corasick::AhoCorasick;
use flate2::{Crc, read::DeflateDecoder};
use sulh_domain::Known;

use super::{
    Fault, MAX_PARTS, Origin, Part, Parts, Storage, UnpackError,
    bounds::{self, Allowance, Bounded, Counted, Decompressor},
    gzip::Named,
    storage::Input,
};

impl<R: Read> Decompressor for DeflateDecoder<Counted<R>> {
    type Inner = R;

    fn compressed(&self) -> &Counted<R> {
        self.get_ref()
    }
}

/// The files of an archive, in the order of its directory.
struct Entries {
    origin: Origin,
    archive: ZipArchive<Box<dyn Storage>>,
    storage: Box<dyn Storage>,
    next: usize,
    allowance: Allowance,
}

/// The parts of an archive.
pub(super) fn parts(part: Part, limit: u64, allowance: Allowance) -> Result<Parts, UnpackError> {
    let origin = Origin::of(&part);
    let storage: Box<dyn Storage> = match part.input {
        Input::Stored(storage) => storage,
        // The directory stands at the end.
        input => {
            let content = bounds::read_to_end(input.into_reader(), limit)
                .map_err(|fault| origin.fails(fault))?;
            Box::new(io::Cursor::new(content.into()))
        }
    };
    let archive = open(&*storage).map_err(|fault| origin.fails(fault))?;
    Ok(Box::new(Entries {
        origin,
        archive,
        storage,
        next: 0,
        allowance,
    }))
}

fn open(storage: &dyn Storage) -> Result<ZipArchive<Box<dyn Storage>>, Fault> {
    // The directory is held in memory, so that it must not be too long. Whatever
    // its length is said to be, each entry begins with this signature.
    let entries = AhoCorasick::new([b"PK\x01\x02"])
        .map_err(|error| Fault::damaged("zip", error))?
        .try_stream_find_iter(storage.twin())
        .map_err(|error| Fault::damaged("zip", error))?
        .take(MAX_PARTS + 1)
        .count();
    if entries > MAX_PARTS {
        return Err(Fault::TooManyParts {
            met: entries,
            limit: MAX_PARTS,
        });
    }
    ZipArchive::new(storage.twin()).map_err(|error| Fault::damaged("zip", error))
}

impl Entries {
    /// The entry at `index`; `None` where it is no document.
    fn entry(&mut self, index: usize) -> Result<Option<Part>, UnpackError> {
        let entry = self
            .archive
            .by_index_raw(index)
            .map_err(|error| self.origin.fails(Fault::damaged("zip", error)))?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        let is_hidden = name
            .split('/')
            .any(|step| step == "__MACOSX" || step.starts_with('.'));
        if entry.is_dir() || entry.is_symlink() || is_hidden {
            return Ok(None);
        }
        let name = format!("/{}", name.trim_start_matches('/'));
        let fails = |fault| Err(self.origin.part_fails(&name, fault));
        if entry.encrypted() {
            return fails(Fault::Encrypted);
        }
        let method = entry.compression();
        let Some(start) = entry.data_start() else {
            return fails(Fault::damaged("zip", "an entry has no data"));
        };
        let (length, crc) = (entry.compressed_size(), entry.crc32());
        let mut cursor = self.storage.twin();
        if let Err(error) = cursor.seek(SeekFrom::Start(start)) {
            return fails(error.into());
        }
        let compressed = cursor.take(length);
        let content: Box<dyn Read + Send> = match method {
            CompressionMethod::Stored => Box::new(Checked::new(compressed, crc)),
            CompressionMethod::Deflated => {
                let decoder = DeflateDecoder::new(Counted::new(compressed));
                Box::new(Checked::new(
                    Bounded::new(decoder, self.allowance.clone()),
                    crc,
                ))
            }
            other => return fails(Fault::UnsupportedCompression(format!("{other:?}"))),
        };
        let content = Input::Stream(Box::new(Named("zip", content)));
        Ok(Some(self.origin.part(
            &name,
            String::new(),
            Known::default(),
            content,
        )))
    }
}

impl Iterator for Entries {
    type Item = Result<Part, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            if let Some(part) = self.entry(index).transpose() {
                return Some(part);
            }
        }
        None
    }
}

/// Compares what was read with its checksum.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R> Checked<R> {
    fn new(inner: R, expected: u32) -> Self {
        Self {
            inner,
            crc: Crc::new(),
            expected,
        }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("an entry's checksum is wrong"));
        }
        Ok(read)
    }
}
