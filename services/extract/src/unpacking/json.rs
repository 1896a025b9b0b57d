//! JSON Lines, and arrays of JSON objects.

use std::{
    io::{self, BufRead, Read},
    mem,
};

use serde::de::IgnoredAny;
use serde_json::{Deserializer, value::RawValue};
use sulh_domain::Known;

use super::{Fault, Origin, Part, Stream, UnpackError, storage::Input};

const MEDIA_TYPE: &str = "application/json";

/// Byte order mark, and the separator before each line of RFC 7464.
const MARKS: [&[u8]; 2] = [b"\xEF\xBB\xBF", b"\x1E"];

/// One object a line; empty lines are passed over.
pub(super) struct Lines {
    origin: Origin,
    reader: Stream,
    limit: u64,
    line: u64,
    is_over: bool,
}

impl Lines {
    pub(super) fn of(part: Part, limit: u64) -> Self {
        Self {
            origin: Origin::of(&part),
            reader: part.into_reader(),
            limit,
            line: 0,
            is_over: false,
        }
    }

    /// The next line without its end; `None` at the end of all.
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let mut line = Vec::new();
        let mut bounded = self.reader.by_ref().take(self.limit + 1);
        if bounded.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let mut met = line.len() as u64;
        if met > self.limit && !line.ends_with(b"\n") {
            met += skip_line(&mut self.reader)?;
            return Err(Fault::PartTooLarge {
                met,
                limit: self.limit,
            });
        }
        let mut rest = line.trim_ascii();
        for mark in MARKS {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
        Ok(Some(rest.to_vec()))
    }
}

/// Bytes up to the end of the line.
fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(length);
        skipped += length as u64;
        if end.is_some() || length == 0 {
            return Ok(skipped);
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Part, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            self.line += 1;
            let name = format!(":{}", self.line);
            match self.read_line() {
                Ok(None) => break,
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(line)) => {
                    return Some(match check(&line) {
                        Ok(()) => Ok(part(&self.origin, &name, line)),
                        Err(fault) => Err(broken(&self.origin, &name, line, fault)),
                    });
                }
                Err(fault @ Fault::PartTooLarge { .. }) => {
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

fn part(origin: &Origin, name: &str, content: Vec<u8>) -> Part {
    let input = Input::Bytes(content);
    origin.part(name, MEDIA_TYPE.to_owned(), Known::default(), input)
}

/// As a document of its own it stays a line: alone, any JSON is taken for a text.
fn broken(origin: &Origin, name: &str, content: Vec<u8>, fault: Fault) -> UnpackError {
    origin.content_fails(name, "application/x-ndjson", content, fault)
}

fn check(line: &[u8]) -> Result<(), Fault> {
    if !line.starts_with(b"{") {
        return Err(Fault::NotAnObject("expected '{'".to_owned()));
    }
    serde_json::from_slice::<IgnoredAny>(line)
        .map(|_| ())
        .map_err(|error| Fault::NotAnObject(error.to_string()))
}

/// The objects of an array. They are numbered from 1.
pub(super) struct Array {
    origin: Origin,
    reader: Stream,
    limit: u64,
    ordinal: u64,
    is_over: bool,
}

impl Array {
    pub(super) fn of(part: Part, limit: u64) -> Self {
        Self {
            origin: Origin::of(&part),
            reader: part.into_reader(),
            limit,
            ordinal: 0,
            is_over: false,
        }
    }

    /// The next element; `None` after the last one.
    fn read_element(&mut self) -> Result<Option<Box<RawValue>>, Fault> {
        if self.ordinal == 0 {
            self.expect(b'[')?;
        }
        self.ordinal += 1;
        let next = self.peek()?;
        if next == b']' {
            return Ok(None);
        }
        if self.ordinal > 1 {
            self.expect(b',')?;
            self.peek()?;
        }
        let mut bounded = self.reader.by_ref().take(self.limit + 1);
        let element = Deserializer::from_reader(&mut bounded)
            .into_iter::<Box<RawValue>>()
            .next();
        match element {
            Some(Ok(element)) => Ok(Some(element)),
            _ if bounded.limit() == 0 => Err(Fault::PartTooLarge {
                met: self.limit + 1,
                limit: self.limit,
            }),
            Some(Err(error)) if error.is_io() => Err(io::Error::from(error).into()),
            Some(Err(error)) => Err(Fault::damaged("JSON array", error)),
            None => Err(Fault::damaged("JSON array", "it ends too early")),
        }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Result<u8, Fault> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Err(Fault::damaged("JSON array", "it ends too early"));
            }
            let is_blank = |byte: &&u8| {
                byte.is_ascii_whitespace() || MARKS.iter().any(|mark| mark.contains(byte))
            };
            let blank = buffer.iter().take_while(is_blank).count();
            let next = buffer.get(blank).copied();
            self.reader.consume(blank);
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    fn expect(&mut self, expected: u8) -> Result<(), Fault> {
        let found = self.peek()?;
        if found != expected {
            let expected = char::from(expected);
            return Err(Fault::damaged(
                "JSON array",
                format!("expected '{expected}'"),
            ));
        }
        self.reader.consume(1);
        Ok(())
    }
}

impl Iterator for Array {
    type Item = Result<Part, UnpackError>;

    fn next(&mut self) -> Option<Self::Item> {
        if mem::replace(&mut self.is_over, true) {
            return None;
        }
        let element = self.read_element();
        let name = format!(":{}", self.ordinal.max(1));
        match element {
            Ok(None) => None,
            Ok(Some(element)) => {
                self.is_over = false;
                let content = element.get().as_bytes().to_vec();
                Some(match check(&content) {
                    Ok(()) => Ok(part(&self.origin, &name, content)),
                    Err(fault) => Err(broken(&self.origin, &name, content, fault)),
                })
            }
            Err(fault) => Some(Err(self.origin.part_fails(&name, fault))),
        }
    }
}
