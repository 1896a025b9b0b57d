//! Memory: a large document takes at most [`TIMES`] its size while it is read, a
//! page whose markup is parsed at most a quarter of what the largest document
//! may take. Each one is read in a process of its own, since the peak is a
//! process's.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on panics, and its child process has no arguments of its own"
)]

use std::{env, fs, hint::black_box, process::Command, sync::Mutex, thread};

use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, extract};

/// A document takes so many times its size, itself included.
const TIMES: usize = 8;

/// The largest document that services take. A debug build reads a part of it, and
/// without looking for claims, since it is twenty times slower: `cargo test
/// --release -p sulh-extract --test memory` is the whole test.
const SIZE: usize = match cfg!(debug_assertions) {
    true => 10 * MIB,
    false => 32 * MIB,
};

const MIB: usize = 1024 * 1024;

/// What pages may take whose markup is parsed: it takes more than text, but such
/// a page has 4 MiB at most.
const PARSED_TAKES: usize = 64 * MIB;

/// What is set up on first use takes a megabyte or two, whatever the size.
const SET_UP: usize = 2 * MIB;

/// Names the document that the child process reads.
const DOCUMENT: &str = "SULH_TEST_DOCUMENT";

const SENTENCE: &str = "Rebels agreed on Monday to leave Douma, two of the town’s elders said. ";

/// A document's name, its media type and how it is made.
type Made = (&'static str, &'static str, fn() -> Vec<u8>);

/// The documents by name, each with its media type.
const DOCUMENTS: &[Made] = &[
    ("prose", "text/plain", || {
        repeated("", &format!("{}\n\n", SENTENCE.repeat(8)), SIZE)
    }),
    ("paragraphs of a line", "text/plain", || {
        repeated("", &format!("{SENTENCE}\n"), SIZE)
    }),
    ("one line", "text/plain", || repeated("", SENTENCE, SIZE)),
    ("one word", "text/plain", || repeated("", "a", SIZE)),
    ("short lines", "text/plain", || {
        repeated("", "Douma\n", SIZE)
    }),
    ("lines of one letter", "text/plain", || {
        repeated("", "a\n", SIZE)
    }),
    ("empty lines", "text/plain", || repeated("", "\n", SIZE)),
    ("Arabic", "text/plain", || {
        repeated("", "توصل الطرفان إلى اتفاق في دوما. \n", SIZE)
    }),
    ("ligatures that unfold", "text/plain", || {
        repeated("", "ﷺ", SIZE)
    }),
    ("a legacy encoding", "text/plain", || {
        // A sentence in Windows-1251.
        let line = b"\xcf\xe5\xf0\xe5\xec\xe8\xf0\xe8\xe5 \xe2 \xe3\xee\xf0\xee\xe4\xe5.\n";
        line.repeat(SIZE / line.len())
    }),
    ("markup that is stripped", "text/html", || {
        repeated("<html><body>", &format!("<p>{SENTENCE}</p>\n"), SIZE)
    }),
    ("nothing but tags", "text/html", || {
        repeated("<html>", "<p>", SIZE)
    }),
    ("markup that is parsed", "text/html", || {
        repeated(
            "<html><body>",
            &format!("<p class=text>{SENTENCE}</p>\n"),
            PARSED,
        )
    }),
    ("dense markup", "text/html", || {
        repeated("<html>", "<b>a</b>", PARSED)
    }),
    ("short paragraphs", "text/html", || {
        repeated("<html>", "<p>a", PARSED)
    }),
    ("attributes", "text/html", || {
        repeated("<html>", "<p a=b c=d e=f>a</p>", PARSED)
    }),
    ("links", "text/html", || {
        repeated("<html>", "<li><a href=x>Douma</a>", PARSED)
    }),
    ("one text node", "text/html", || {
        repeated("<html><p>", SENTENCE, PARSED)
    }),
];

/// Larger pages are stripped of their markup.
const PARSED: usize = 4 * MIB - 1024;

fn repeated(start: &str, text: &str, size: usize) -> Vec<u8> {
    let mut document = Vec::with_capacity(size);
    document.extend_from_slice(start.as_bytes());
    while document.len() + text.len() <= size {
        document.extend_from_slice(text.as_bytes());
    }
    document
}

#[test]
fn reading_takes_little_memory() {
    let waiting = Mutex::new(DOCUMENTS.iter());
    let excesses = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((name, ..)) = { waiting.lock().unwrap().next() } {
                    let (size, took) = measured(name);
                    let times = took as f64 / size as f64;
                    println!("{name}: {took} bytes for {size}, {times:.1} times");
                    let bound = match size {
                        ..=PARSED => PARSED_TAKES,
                        _ => size * TIMES + SET_UP,
                    };
                    if took > bound {
                        excesses
                            .lock()
                            .unwrap()
                            .push(format!("{name}: {times:.1} times"));
                    }
                }
            });
        }
    });
    let excesses = excesses.into_inner().unwrap();
    assert!(excesses.is_empty(), "{excesses:?}");
}

/// So many documents are read side by side.
const AT_ONCE: usize = 2;

/// A document's size and what reading it took, in bytes.
fn measured(name: &str) -> (usize, usize) {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "one_document_is_read",
            "--ignored",
            "--nocapture",
        ])
        .env(DOCUMENT, name)
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let field = |key: &str| -> usize {
        let value = output
            .split_once(key)
            .unwrap_or_else(|| panic!("{name}: {output}"))
            .1;
        value.split_whitespace().next().unwrap().parse().unwrap()
    };
    (field("size="), field("took="))
}

/// The child process.
#[test]
#[ignore = "reading_takes_little_memory runs it"]
fn one_document_is_read() {
    let Ok(name) = env::var(DOCUMENT) else {
        return;
    };
    let (_, media_type, content) = DOCUMENTS.iter().find(|(other, ..)| *other == name).unwrap();
    let read = |content: Vec<u8>| {
        let document = SourceDocument {
            content,
            label: String::new(),
            media_type: (*media_type).to_owned(),
            known: Known::default(),
        };
        // What is read for claims is cut after 256 KiB, however large the document:
        // a debug build takes most of its time there.
        match cfg!(debug_assertions) {
            true => _ = black_box(sulh_extract::read(&document, Lexicon::shipped())),
            false => _ = black_box(extract(&document, Lexicon::shipped())),
        }
    };
    // The lexicon and the patterns are set up.
    read(repeated("<html>", &format!("<p>{SENTENCE}</p>\n"), 4096));
    // The peak starts from here: proc(5), clear_refs.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = resident("VmRSS:");
    let content = content();
    let size = content.len();
    read(content);
    let took = resident("VmHWM:").saturating_sub(before);
    println!("\nsize={size} took={took} ");
}

/// A figure of this process's memory, in bytes.
fn resident(key: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap();
    let kibibytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kibibytes * 1024
}
