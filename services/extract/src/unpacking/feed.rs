//! RSS and Atom feeds, split into their items.

use std::{
    io::{self, BufRead, Read},
    mem,
};

use quick_xml::{Reader, events::Event};
use sulh_domain::Known;

use super::{Fault, Origin, Part, Stream, UnpackError, storage::Input};
use crate::{
    MediaType, decoding, language,
    media_type::{ContentType, charset},
    reading::feed::{fields, plain},
};

/// The items of a feed. An item keeps its bytes as they stand in the feed, and
/// is read without the feed: see `reading::feed`.
pub(super) struct Items {
    origin: Origin,
    reader: Reader<Recorder>,
    /// Type of the items: RSS or Atom, with the feed's encoding.
    content_type: ContentType,
    known: Known,
    root: Option<String>,
    has_begun: bool,
    ordinal: u64,
    is_over: bool,
}

impl Items {
    pub(super) fn of(part: Part, limit: u64) -> Self {
        let origin = Origin::of(&part);
        let charset = charset(&part.media_type);
        let mut reader = Reader::from_reader(Recorder::new(part.into_reader(), limit));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            origin,
            reader,
            content_type: ContentType {
                media_type: MediaType::RssItem,
                charset,
            },
            known: Known::default(),
            root: None,
            has_begun: false,
            ordinal: 0,
            is_over: false,
        }
    }

    /// The bytes of the next item; `None` at the end of the feed.
    fn read_item(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let mut buffer = Vec::new();
        let mut is_inside = false;
        loop {
            buffer.clear();
            let start = self.reader.get_ref().record.len();
            match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => {
                    let name = element.local_name().into_inner().to_ascii_lowercase();
                    if self.root.is_none() {
                        self.content_type.media_type = if name == "feed" {
                            MediaType::AtomEntry
                        } else {
                            MediaType::RssItem
                        };
                        self.root = Some(name);
                    } else if !is_inside && name == self.item() {
                        is_inside = true;
                        let before: Vec<u8> = self.reader.get_mut().record.drain(..start).collect();
                        if !mem::replace(&mut self.has_begun, true) {
                            self.read_head(&before);
                        }
                    }
                }
                Ok(Event::End(element)) => {
                    let name = element.local_name().into_inner().to_ascii_lowercase();
                    if is_inside && name == self.item() {
                        return Ok(Some(mem::take(&mut self.reader.get_mut().record)));
                    }
                    if self.root.as_deref() == Some(&name) {
                        return Ok(None);
                    }
                }
                Ok(Event::Eof) => return Err(Fault::damaged("feed", "it ends too early")),
                Ok(_) => {}
                Err(quick_xml::Error::Io(error)) => return Err(error_of(&error)),
                Err(error) => return Err(Fault::damaged("feed", error)),
            }
            // What stands before the first item tells of the feed.
            if !is_inside && self.has_begun {
                self.reader.get_mut().record.clear();
            }
        }
    }

    fn item(&self) -> &'static str {
        match self.content_type.media_type {
            MediaType::AtomEntry => "entry",
            _ => "item",
        }
    }

    /// Takes encoding, outlet and language of the feed.
    fn read_head(&mut self, head: &[u8]) {
        let charset = &mut self.content_type.charset;
        // Feeds that declare UTF-8 and are something else are told by their bytes.
        *charset = charset
            .or_else(|| decoding::declared_in_xml(head))
            .filter(|encoding| *encoding != encoding_rs::UTF_8);
        let (text, _) = decoding::decode(head, self.content_type);
        let fields = fields(&text, &["channel", "feed"]);
        self.known = Known {
            outlet: fields.title.and_then(|title| plain(&title)),
            language: fields.language.and_then(|tag| language::tag(&tag)),
            ..Known::default()
        };
    }
}

impl Iterator for Items {
    type Item = Result<Part, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        self.ordinal += 1;
        let name = format!(":{}", self.ordinal);
        match self.read_item() {
            Ok(Some(item)) => Some(Ok(self.origin.part(
                &name,
                self.content_type.to_string(),
                self.known.clone(),
                Input::Bytes(item),
            ))),
            Ok(None) => {
                self.is_over = true;
                None
            }
            Err(fault) => {
                self.is_over = true;
                Some(Err(self.origin.part_fails(&name, fault)))
            }
        }
    }
}

fn error_of(error: &io::Error) -> Fault {
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Fault>())
    {
        Some(fault) => fault.clone(),
        None => Fault::Unreadable(error.to_string()),
    }
}

/// Gives the XML reader a feed, and records what it took. The reader wants
/// UTF-8; where items begin and end is written in ASCII, in whatever encoding a
/// feed is, so that other bytes are masked for it, one by one.
struct Recorder {
    inner: Stream,
    chunk: Vec<u8>,
    masked: Vec<u8>,
    taken: usize,
    record: Vec<u8>,
    limit: u64,
}

/// Bytes that are masked at once.
const CHUNK_BYTES: u64 = 8 * 1024;

impl Recorder {
    fn new(inner: Stream, limit: u64) -> Self {
        Self {
            inner,
            chunk: Vec::new(),
            masked: Vec::new(),
            taken: 0,
            record: Vec::new(),
            limit,
        }
    }
}

impl Read for Recorder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Recorder {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let met = self.record.len() as u64;
        if met > self.limit {
            let limit = self.limit;
            return Err(io::Error::other(Fault::PartTooLarge { met, limit }));
        }
        if self.taken >= self.chunk.len() {
            self.chunk.clear();
            self.taken = 0;
            self.inner
                .by_ref()
                .take(CHUNK_BYTES)
                .read_to_end(&mut self.chunk)?;
            self.masked = self
                .chunk
                .iter()
                .map(|byte| if byte.is_ascii() { *byte } else { b'_' })
                .collect();
        }
        Ok(self.masked.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = self.taken.saturating_add(amount).min(self.chunk.len());
        self.record
            .extend(self.chunk.get(self.taken..end).unwrap_or_default());
        self.taken = end;
    }
}
