//! WARC: what a crawl fetched.

use std::io::{self, BufRead, Read};

use ::warc::{RecordType, WarcHeader, WarcReader};
use httparse::{EMPTY_HEADER, Response, Status};
use sulh_domain::Known;

use super::{
    Fault, Origin, Part, Stream, UnpackError,
    bounds::{self, Allowance},
    gzip,
    storage::Input,
};
use crate::media_type::{MediaType, essence, sniffed};

/// The most bytes of the header of a record, or of a response in it.
const MAX_HEADER_BYTES: u64 = 64 * 1024;

/// The most lines of the header of a response.
const MAX_HEADER_LINES: usize = 256;

/// The pages of a crawl: HTML and text among its responses, resources and
/// conversions. Pictures, scripts and refusals are most of a crawl, and nobody
/// means them: they are passed over. Records are numbered from 1.
pub(super) struct Pages {
    origin: Origin,
    reader: Stream,
    limit: u64,
    allowance: Allowance,
    ordinal: u64,
    is_over: bool,
}

/// A record's header, as far as it matters.
struct Header {
    /// Whether it holds what was fetched.
    is_fetched: bool,
    /// Whether it holds a whole response of HTTP, with its header.
    is_response: bool,
    url: Option<String>,
    media_type: String,
    length: u64,
}

/// A page with the media type that its server declared.
struct Page {
    media_type: String,
    content: Vec<u8>,
}

impl Pages {
    pub(super) fn of(part: Part, limit: u64, allowance: Allowance) -> Self {
        Self {
            origin: Origin::of(&part),
            reader: part.into_reader(),
            limit,
            allowance,
            ordinal: 0,
            is_over: false,
        }
    }

    /// The header of the next record; `None` at the end of the crawl.
    fn read_header(&mut self) -> Result<Option<Header>, Fault> {
        let mut block = String::new();
        let mut left = MAX_HEADER_BYTES;
        loop {
            let mut line = Vec::new();
            let read = self
                .reader
                .by_ref()
                .take(left)
                .read_until(b'\n', &mut line)?;
            left -= read as u64;
            if read == 0 && block.is_empty() && left > 0 {
                return Ok(None);
            }
            if !line.ends_with(b"\n") {
                return Err(Fault::damaged("WARC", "a record's header does not end"));
            }
            // The parser insists on line ends that many programs forget, and
            // on UTF-8.
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end();
            if !line.is_empty() {
                block.push_str(line);
                block.push_str("\r\n");
            } else if !block.is_empty() {
                break;
            }
        }
        block.push_str("\r\n");
        let mut parser = WarcReader::new(block.as_bytes());
        let mut records = parser.stream_records();
        let record = match records.next_item() {
            Some(Ok(record)) => record,
            Some(Err(error)) => return Err(Fault::damaged("WARC", error)),
            None => return Err(Fault::damaged("WARC", "a record has no header")),
        };
        let field = |name| record.header(name).map(|value| value.trim().to_owned());
        let media_type = field(WarcHeader::ContentType).unwrap_or_default();
        let kind = record.warc_type();
        Ok(Some(Header {
            is_fetched: matches!(
                kind,
                RecordType::Response | RecordType::Resource | RecordType::Conversion
            ),
            is_response: *kind == RecordType::Response
                && essence(&media_type) == "application/http",
            url: field(WarcHeader::TargetURI)
                .map(|url| url.trim_matches(['<', '>']).to_owned())
                .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
                .filter(|url| !url.contains(char::is_control)),
            media_type,
            length: record.content_length(),
        }))
    }

    /// The content of a record, its length known; `None` where nobody means it.
    fn read_content(&mut self, header: &Header) -> Result<Result<Option<Page>, Fault>, Fault> {
        let mut content = self.reader.by_ref().take(header.length);
        let limit = self.limit.saturating_add(MAX_HEADER_BYTES);
        let read = if !header.is_fetched || header.length > limit {
            Vec::new()
        } else {
            bounds::read_to_end(&mut content, limit)?
        };
        io::copy(&mut content, &mut io::sink())?;
        if content.limit() > 0 {
            return Err(Fault::damaged("WARC", "the last record ends too early"));
        }
        let is_robots = header
            .url
            .as_ref()
            .is_some_and(|url| url.ends_with("/robots.txt"));
        if !header.is_fetched || is_robots {
            return Ok(Ok(None));
        }
        if header.length > limit {
            // Films and disk images are as large as that, pages are not.
            let is_page = !header.is_response && is_page(&header.media_type, &[]);
            return Ok(if is_page {
                Err(Fault::PartTooLarge {
                    met: header.length,
                    limit: self.limit,
                })
            } else {
                Ok(None)
            });
        }
        Ok(if header.is_response {
            self.page_of_response(&read)
        } else {
            Ok(is_page(&header.media_type, &read).then(|| Page {
                media_type: header.media_type.clone(),
                content: read,
            }))
        })
    }

    /// The page in a response of HTTP; `None` where it is a refusal or no page.
    fn page_of_response(&self, message: &[u8]) -> Result<Option<Page>, Fault> {
        let mut lines = [EMPTY_HEADER; MAX_HEADER_LINES];
        let mut response = Response::new(&mut lines);
        let length = match response.parse(message) {
            Ok(Status::Complete(length)) => length,
            Ok(Status::Partial) => {
                return Err(Fault::damaged("response", "its header ends too early"));
            }
            Err(error) => return Err(Fault::damaged("response", error)),
        };
        let body = message.get(length..).unwrap_or_default();
        let field = |name: &str| {
            let found = response
                .headers
                .iter()
                .find(|line| line.name.eq_ignore_ascii_case(name));
            String::from_utf8_lossy(found.map_or(&[], |line| line.value))
                .trim()
                .to_ascii_lowercase()
        };
        if response.code != Some(200) {
            return Ok(None);
        }
        let media_type = field("content-type");
        if !essence(&media_type).is_empty() && !is_page(&media_type, &[]) {
            return Ok(None);
        }
        // Some crawlers keep the header of an encoding that they have undone.
        let unchunked = match field("transfer-encoding").as_str() {
            "chunked" => unchunked(body),
            _ => None,
        };
        let body = unchunked.unwrap_or_else(|| body.to_vec());
        let is_gzip = body.starts_with(b"\x1F\x8B");
        let content = match field("content-encoding").as_str() {
            "gzip" | "x-gzip" if is_gzip => {
                let body = Box::new(io::Cursor::new(body));
                let page = gzip::decompressed(body, self.allowance.clone());
                bounds::read_to_end(page, self.limit)?
            }
            "" | "identity" | "gzip" | "x-gzip" => body,
            other => return Err(Fault::UnsupportedCompression(other.to_owned())),
        };
        Ok(is_page(&media_type, &content).then_some(Page {
            media_type,
            content,
        }))
    }
}

/// Whether something is HTML or text, by its declared type or by itself.
fn is_page(media_type: &str, content: &[u8]) -> bool {
    match essence(media_type).as_str() {
        "" => sniffed(content, "") == MediaType::Html,
        name => matches!(
            MediaType::named(name),
            Some(MediaType::Html | MediaType::PlainText | MediaType::Markdown)
        ),
    }
}

/// A body that was sent in chunks, in one piece; `None` where it is not in
/// chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    while !body.is_empty() {
        let Ok(Status::Complete((start, length))) = httparse::parse_chunk_size(body) else {
            break;
        };
        if length == 0 {
            break;
        }
        let rest = body.get(start..)?;
        let length = usize::try_from(length)
            .unwrap_or(usize::MAX)
            .min(rest.len());
        let (chunk, rest) = rest.split_at_checked(length)?;
        whole.extend_from_slice(chunk);
        body = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
    (!whole.is_empty()).then_some(whole)
}

impl Iterator for Pages {
    type Item = Result<Part, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            self.ordinal += 1;
            let name = format!(":{}", self.ordinal);
            let read = self.read_header().and_then(|header| {
                let Some(header) = header else {
                    return Ok(None);
                };
                let page = self.read_content(&header)?;
                Ok(Some((header, page)))
            });
            match read {
                Ok(None) => break,
                Ok(Some((_, Ok(None)))) => {}
                Ok(Some((header, Ok(Some(page))))) => {
                    let known = Known {
                        url: header.url,
                        ..Known::default()
                    };
                    let input = Input::Bytes(page.content);
                    return Some(Ok(self.origin.part(&name, page.media_type, known, input)));
                }
                Ok(Some((_, Err(fault)))) => {
                    return Some(Err(self.origin.part_fails(&name, fault)));
                }
                Err(fault) => {
                    self.is_over = true;
                    return Some(Err(self.origin.part_fails(&name, fault)));
                }
            }
        }
        None
    }
}
