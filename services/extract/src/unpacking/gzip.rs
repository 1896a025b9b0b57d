//! gzip, of one or more members: one document or container.

use std::{
    io::{self, Read},
    iter,
};

use flate2::read::MultiGzDecoder;

use super::{
    Fault, Part, UnpackError,
    bounds::{Allowance, Bounded, Counted, Decompressor},
    storage::Input,
};
use crate::media_type::essence;

type Compressed = Box<dyn Read + Send>;

impl<R: Read> Decompressor for MultiGzDecoder<Counted<R>> {
    type Inner = R;

    fn compressed(&self) -> &Counted<R> {
        self.get_ref()
    }
}

/// What is in it. Its media type is the declared one, unless that is gzip.
pub(super) fn parts(
    part: Part,
    allowance: Allowance,
) -> impl Iterator<Item = Result<Part, UnpackError>> + Send {
    let media_type = match essence(&part.media_type).as_str() {
        "application/gzip" | "application/x-gzip" => String::new(),
        _ => part.media_type,
    };
    iter::once(Ok(Part {
        input: Input::Stream(decompressed(part.input.into_reader(), allowance)),
        media_type,
        depth: part.depth + 1,
        ..part
    }))
}

/// The bytes that a gzip stream gives.
pub(super) fn decompressed(compressed: Compressed, allowance: Allowance) -> Compressed {
    let decoder = MultiGzDecoder::new(Counted::new(compressed));
    Box::new(Named("gzip", Bounded::new(decoder, allowance)))
}

/// A decompressor whose own errors say what is damaged.
pub(super) struct Named<R>(pub(super) &'static str, pub(super) R);

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1.read(buffer).map_err(|error| {
            let is_bound = error.get_ref().is_some_and(|inner| inner.is::<Fault>());
            if is_bound || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            io::Error::other(Fault::damaged(self.0, error))
        })
    }
}
