//! Containers: the single documents in an archive, a feed, a file of JSON lines
//! or a crawl, one after the other. Nothing is unpacked before it is asked for,
//! and nothing is kept of what was given.

mod bounds;
mod fault;
mod feed;
mod gzip;
mod json;
mod storage;
mod warc;
mod zip;

use std::io::{BufReader, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use sulh_domain::{Known, SourceDocument};

pub use bounds::{
    Bounds, MAX_DEPTH, MAX_PART_BYTES, MAX_PARTS, MAX_RATIO, MAX_TOTAL_BYTES, MAX_ZIP_ENTRIES,
};
pub use fault::{Fault, UnpackError};
pub use storage::Storage;

use crate::{
    ContentType, UnsupportedMediaType,
    media_type::{charset, essence},
    sniffing::{self, Container, Format},
};
use bounds::Allowance;
use storage::Input;

/// The longest label of a part, in bytes.
const MAX_LABEL_BYTES: usize = 1024;

/// A stream of bytes.
type Stream = BufReader<Box<dyn Read + Send>>;

/// The parts of one container.
type Parts = Box<dyn Iterator<Item = Result<Part, UnpackError>> + Send>;

/// The single documents in a document that may be a container:
/// `application/x-ndjson`, a JSON array, `application/gzip`, `application/zip`,
/// `application/warc`, an RSS or Atom feed, and these in one another. Its media
/// type may be empty: then it is sniffed.
///
/// A part has its own bytes exactly (the JSON line, the zip entry, the item's
/// XML, the payload of a response), a label that says where it came from
/// (`batch.jsonl:17`, `pages.zip/a.html`), a media type, and what the container
/// knows of it. Outlet, language and day that the sender knows hold for every
/// part, title and address for the one in a gzip. A part that cannot be read is
/// an error, and the next one follows; a damaged container ends with an error. A
/// lone document gives itself, with its media type where that was empty.
pub fn unpack(document: SourceDocument, bounds: Bounds) -> Unpacking {
    let part = Part {
        label: document.label,
        media_type: document.media_type,
        known: document.known,
        input: Input::Bytes(document.content),
        depth: 0,
    };
    Unpacking::new(part, bounds)
}

/// Like [`unpack`], of bytes that need not fit into memory.
pub fn unpack_stored(
    content: Box<dyn Storage>,
    label: String,
    media_type: String,
    known: Known,
    bounds: Bounds,
) -> Unpacking {
    let part = Part {
        label,
        media_type,
        known,
        input: Input::Stored(content),
        depth: 0,
    };
    Unpacking::new(part, bounds)
}

/// A document or a container in a container.
struct Part {
    label: String,
    /// As it is declared; may be empty.
    media_type: String,
    known: Known,
    input: Input,
    /// Containers around it.
    depth: usize,
}

impl Part {
    fn fails(&self, fault: impl Into<Fault>) -> UnpackError {
        UnpackError {
            label: self.label.clone(),
            fault: fault.into(),
            part: None,
        }
    }

    fn into_reader(self) -> Stream {
        BufReader::new(self.input.into_reader())
    }
}

/// What a container hands down to its parts.
struct Origin {
    label: String,
    known: Known,
    depth: usize,
}

impl Origin {
    fn of(part: &Part) -> Self {
        Self {
            label: part.label.clone(),
            known: Known {
                // No two parts share an address or a headline.
                url: None,
                title: None,
                ..part.known.clone()
            },
            depth: part.depth + 1,
        }
    }

    fn part(&self, name: &str, media_type: String, known: Known, input: Input) -> Part {
        Part {
            label: self.label_of(name),
            media_type,
            known: self.known.clone().or(known),
            input,
            depth: self.depth,
        }
    }

    fn fails(&self, fault: impl Into<Fault>) -> UnpackError {
        UnpackError {
            label: self.label.clone(),
            fault: fault.into(),
            part: None,
        }
    }

    fn part_fails(&self, name: &str, fault: impl Into<Fault>) -> UnpackError {
        UnpackError {
            label: self.label_of(name),
            fault: fault.into(),
            part: None,
        }
    }

    /// What is wrong with a part whose bytes are these.
    fn content_fails(
        &self,
        name: &str,
        media_type: &str,
        content: Vec<u8>,
        fault: Fault,
    ) -> UnpackError {
        let part = SourceDocument {
            content,
            label: self.label_of(name),
            media_type: media_type.to_owned(),
            known: self.known.clone(),
        };
        UnpackError {
            part: Some(Box::new(part)),
            ..self.part_fails(name, fault)
        }
    }

    fn label_of(&self, name: &str) -> String {
        let mut label: String = self
            .label
            .chars()
            .chain(name.chars())
            .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
            .collect();
        label.truncate(label.floor_char_boundary(MAX_LABEL_BYTES));
        label
    }
}

/// A text in UTF-16 as UTF-8: its parts are split where ASCII says so. They are
/// the only ones that do not keep their own bytes, which would lack the mark that
/// tells their encoding.
fn in_utf8(input: Input, encoding: &'static Encoding, limit: u64) -> Result<Input, Fault> {
    let content = bounds::read_to_end(input.into_reader(), limit)?;
    let (text, _) = encoding.decode_with_bom_removal(&content);
    Ok(Input::Bytes(text.into_owned().into_bytes()))
}

/// The documents of a container; see [`unpack`].
pub struct Unpacking {
    /// What is still to be opened.
    waiting: Option<Part>,
    /// The containers that are open, one in the other.
    open: Vec<Parts>,
    label: String,
    given: usize,
    bounds: Bounds,
    allowance: Allowance,
}

impl Unpacking {
    fn new(part: Part, bounds: Bounds) -> Self {
        Self {
            label: part.label.clone(),
            waiting: Some(part),
            open: Vec::new(),
            given: 0,
            bounds,
            allowance: Allowance::new(bounds.total_bytes),
        }
    }

    /// Opens a part: a document is given, the parts of a container come next.
    fn open(&mut self, mut part: Part) -> Result<Option<SourceDocument>, UnpackError> {
        if let Input::Bytes(bytes) = &part.input
            && part.depth == 0
        {
            // What came in memory is read again from any place.
            let found = sniffing::declared(&essence(&part.media_type), bytes, &part.label);
            if matches!(found, Some(Format::Container(_))) {
                part.input = Input::Stored(Box::new(Cursor::new(bytes.as_slice().into())));
            }
        }
        let limit = self.bounds.part_bytes;
        let start = part.input.start(limit).map_err(|error| part.fails(error))?;
        let essence = essence(&part.media_type);
        let format = sniffing::declared(&essence, &start, &part.label)
            .ok_or_else(|| part.fails(UnsupportedMediaType::of(&part.media_type)))?;
        let container = match format {
            Format::Document(media_type) => {
                let content_type = ContentType {
                    media_type,
                    charset: charset(&part.media_type),
                };
                return Ok(Some(self.document(part, content_type)?));
            }
            Format::Container(container) => container,
        };
        if part.depth >= MAX_DEPTH {
            return Err(part.fails(Fault::TooDeep {
                met: part.depth,
                limit: MAX_DEPTH,
            }));
        }
        if let Container::JsonLines | Container::JsonArray | Container::Feed = container
            && let Some((encoding, _)) = Encoding::for_bom(&start)
            && encoding != UTF_8
        {
            part.input = in_utf8(part.input, encoding, limit).map_err(|fault| UnpackError {
                label: part.label.clone(),
                fault,
                part: None,
            })?;
        }
        let parts: Parts = match container {
            Container::Gzip => Box::new(gzip::parts(part, self.allowance.clone())),
            Container::Zip => zip::parts(part, limit, self.allowance.clone())?,
            Container::JsonLines => Box::new(json::Lines::of(part, limit)),
            Container::JsonArray => Box::new(json::Array::of(part, limit)),
            Container::Feed => Box::new(feed::Items::of(part, limit)),
            Container::Warc => Box::new(warc::Pages::of(part, limit, self.allowance.clone())),
        };
        self.open.push(parts);
        Ok(None)
    }

    fn document(
        &self,
        part: Part,
        content_type: ContentType,
    ) -> Result<SourceDocument, UnpackError> {
        let label = part.label.clone();
        let known = part.known.clone();
        let content = match part.input {
            Input::Bytes(bytes) => bytes,
            input => bounds::read_to_end(input.into_reader(), self.bounds.part_bytes).map_err(
                |fault| UnpackError {
                    label: label.clone(),
                    fault,
                    part: None,
                },
            )?,
        };
        Ok(SourceDocument {
            content,
            label,
            media_type: content_type.to_string(),
            known,
        })
    }

    /// The next part of the innermost open container.
    fn next_part(&mut self) -> Option<Result<Part, UnpackError>> {
        if let Some(part) = self.waiting.take() {
            return Some(Ok(part));
        }
        while let Some(parts) = self.open.last_mut() {
            if let Some(part) = parts.next() {
                return Some(part);
            }
            self.open.pop();
        }
        None
    }
}

impl Iterator for Unpacking {
    type Item = Result<SourceDocument, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.next_part()?.and_then(|part| self.open(part)) {
                Ok(None) => continue,
                Ok(Some(document)) => Ok(document),
                Err(error) => Err(error),
            };
            self.given += 1;
            if self.given > self.bounds.parts {
                self.open.clear();
                return Some(Err(UnpackError {
                    label: self.label.clone(),
                    fault: Fault::TooManyParts {
                        met: self.given,
                        limit: self.bounds.parts,
                    },
                    part: None,
                }));
            }
            if let Err(UnpackError {
                fault: Fault::TotalTooLarge { .. },
                ..
            }) = &found
            {
                // Nothing more may be decompressed.
                self.open.clear();
            }
            return Some(found);
        }
    }
}
