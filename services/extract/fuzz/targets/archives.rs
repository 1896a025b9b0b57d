#![no_main]

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use sulh_extract_fuzz::{check_container, prepare};
use zip::{ZipWriter, write::SimpleFileOptions};

// The last byte says what the others are: an archive as they are, which tries
// its framing, or what is packed into one, which tries what comes out of it.
fuzz_target!(init: prepare(), |input: &[u8]| {
    let Some((kind, content)) = input.split_last() else {
        return;
    };
    match kind % 6 {
        0 => check_container(content.to_vec(), "application/gzip"),
        1 => check_container(content.to_vec(), "application/zip"),
        2 => check_container(content.to_vec(), "application/warc"),
        3 => check_container(gzip(content), "application/gzip"),
        4 => check_container(zip(content), "application/zip"),
        _ => check_container(gzip(content), "application/warc"),
    }
});

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// An archive with the content cut into three files.
fn zip(content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let third = content.len() / 3 + 1;
    for (part, name) in content.chunks(third).zip(["a.jsonl", "b/c.html", "d.gz"]) {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("the name is new");
        writer.write_all(part).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}
