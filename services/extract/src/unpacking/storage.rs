//! Where a container's bytes lie.

use std::{
    io::{self, Cursor, Read, Seek},
    sync::Arc,
};

use crate::sniffing;

/// Bytes that can be read from any place: in memory, or a file.
pub trait Storage: Read + Seek + Send {
    /// A cursor of its own, at the start of the same bytes.
    fn twin(&self) -> Box<dyn Storage>;
}

impl Storage for Cursor<Arc<[u8]>> {
    fn twin(&self) -> Box<dyn Storage> {
        Box::new(Self::new(Arc::clone(self.get_ref())))
    }
}

/// A part's bytes, before it is known what they are.
pub(super) enum Input {
    Bytes(Vec<u8>),
    Stored(Box<dyn Storage>),
    Stream(Box<dyn Read + Send>),
}

impl Input {
    /// Its first bytes, as many as tell what it is, up to `limit`; of bytes in
    /// memory, all.
    pub(super) fn start(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::Stored(storage) => {
                let start = start(storage, limit)?;
                storage.rewind()?;
                Ok(start)
            }
            Self::Stream(stream) => {
                let start = start(stream, limit)?;
                let rest = std::mem::replace(stream, Box::new(io::empty()));
                *stream = Box::new(Cursor::new(start.clone()).chain(rest));
                Ok(start)
            }
        }
    }

    pub(super) fn into_reader(self) -> Box<dyn Read + Send> {
        match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stored(storage) => Box::new(storage),
            Self::Stream(stream) => stream,
        }
    }
}

fn start(reader: &mut impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    let mut wanted = sniffing::SNIFFED_BYTES as u64;
    loop {
        // Each time twice as much: what was read is looked at again.
        let read = reader.by_ref().take(wanted).read_to_end(&mut start)?;
        wanted = start.len() as u64;
        if read == 0 || wanted > limit || sniffing::suffices(&start) {
            return Ok(start);
        }
    }
}
