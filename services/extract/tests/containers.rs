//! Documents in containers: each reads as it does alone, and no container takes
//! more than its due.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on panics"
)]

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write},
    path::Path,
    sync::LazyLock,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use sulh_domain::{Article, Known, SourceDocument};
use sulh_extract::{
    Lexicon, extract,
    unpacking::{self, Bounds, Fault, MAX_PARTS, UnpackError, unpack},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const MIB: usize = 1024 * 1024;

fn document(label: &str, content: impl Into<Vec<u8>>) -> SourceDocument {
    SourceDocument {
        content: content.into(),
        label: label.to_owned(),
        media_type: String::new(),
        known: Known::default(),
    }
}

/// The sample documents of the repository.
fn samples() -> Vec<SourceDocument> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/documents");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 20);
    paths
        .iter()
        .map(|path| {
            let label = path.file_name().unwrap().to_string_lossy();
            document(&label, fs::read(path).unwrap())
        })
        .collect()
}

/// The articles in the sample documents.
fn articles() -> &'static [Article] {
    static ARTICLES: LazyLock<Vec<Article>> =
        LazyLock::new(|| samples().iter().map(article).collect());
    &ARTICLES
}

fn article(document: &SourceDocument) -> Article {
    extract(document, Lexicon::shipped()).article
}

fn parts(label: &str, content: Vec<u8>) -> Vec<Result<SourceDocument, UnpackError>> {
    unpack(document(label, content), Bounds::default()).collect()
}

fn documents(label: &str, content: Vec<u8>) -> Vec<SourceDocument> {
    parts(label, content)
        .into_iter()
        .map(Result::unwrap)
        .collect()
}

fn faults(label: &str, content: Vec<u8>) -> Vec<Fault> {
    let parts = parts(label, content);
    parts
        .into_iter()
        .filter_map(Result::err)
        .map(|error| error.fault)
        .collect()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zip<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text(document: &SourceDocument) -> &str {
    str::from_utf8(&document.content).unwrap()
}

/// What all parts but those that are wrapped in another format must be: the same
/// bytes, so the same name.
fn assert_same(parts: &[SourceDocument], samples: &[SourceDocument]) {
    assert_eq!(parts.len(), samples.len());
    for (part, sample) in parts.iter().zip(samples) {
        assert_eq!(part.id(), sample.id(), "{}", part.label);
        let media_type = if sample.label.ends_with("html") {
            "text/html"
        } else {
            "text/plain"
        };
        assert_eq!(part.media_type, media_type, "{}", part.label);
    }
}

fn assert_same_articles(parts: &[SourceDocument]) {
    for (part, expected) in parts.iter().zip(articles()) {
        assert_eq!(&article(part), expected, "{}", part.label);
    }
}

#[test]
fn a_lone_document_gives_itself() {
    for sample in samples() {
        let alone: Vec<_> = unpack(sample.clone(), Bounds::default()).collect();
        let expected = SourceDocument {
            media_type: alone[0].as_ref().unwrap().media_type.clone(),
            ..sample
        };
        assert_eq!(alone, [Ok(expected)]);
    }
    let known = SourceDocument {
        media_type: "Text/Plain; charset=CP1256".to_owned(),
        known: Known {
            url: Some("https://river.example/a".to_owned()),
            ..Known::default()
        },
        ..document("a.html", "<html>")
    };
    let alone = unpack(known.clone(), Bounds::default())
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(alone.media_type, "text/plain; charset=windows-1256");
    assert_eq!(alone.known, known.known);
}

#[test]
fn gzip_and_zip_give_the_same_articles() {
    let samples = samples();
    let zipped: Vec<SourceDocument> = samples
        .iter()
        .flat_map(|sample| documents(&format!("{}.gz", sample.label), gzip(&sample.content)))
        .collect();
    assert_same(&zipped, &samples);
    assert_same_articles(&zipped);
    assert_eq!(zipped[0].label, format!("{}.gz", samples[0].label));

    let entries = samples
        .iter()
        .map(|s| (s.label.as_str(), s.content.as_slice()));
    let archive = zip(entries.clone());
    let unzipped = documents("pages.zip", archive.clone());
    assert_same(&unzipped, &samples);
    assert_eq!(unzipped[0].label, format!("pages.zip/{}", samples[0].label));
    // In one another: pages in gzip in zip in gzip.
    let inner: Vec<Vec<u8>> = samples.iter().map(|s| gzip(&s.content)).collect();
    let names: Vec<String> = samples
        .iter()
        .map(|s| format!("a/{}.gz", s.label))
        .collect();
    let nested = zip(names
        .iter()
        .map(String::as_str)
        .zip(inner.iter().map(Vec::as_slice)));
    assert_same(&documents("pages.zip.gz", gzip(&nested)), &samples);
}

#[test]
fn what_is_no_document_is_passed_over_in_a_zip() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("reports", options).unwrap();
    writer
        .add_symlink("link.txt", "/etc/passwd", options)
        .unwrap();
    for name in [
        "__MACOSX/._a.txt",
        ".DS_Store",
        "a/.hidden/b.txt",
        "../../a.txt",
        "c:\\b.txt",
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(b"Talks in Douma").unwrap();
    }
    let labels: Vec<String> = documents("x.zip", writer.finish().unwrap().into_inner())
        .into_iter()
        .map(|part| part.label)
        .collect();
    // A label is a label: no path in an archive is ever opened.
    assert_eq!(labels, ["x.zip/c:/b.txt"]);
}

fn json_of(sample: &SourceDocument) -> String {
    let key = if sample.label.ends_with("html") {
        "html"
    } else {
        "text"
    };
    serde_json::json!({ key: text(sample) }).to_string()
}

#[test]
fn json_lines_and_arrays_give_the_same_articles() {
    let samples = samples();
    let objects: Vec<String> = samples.iter().map(json_of).collect();
    let lines = documents("batch.jsonl", objects.join("\n").into_bytes());
    assert_same_articles(&lines);
    for (label, content) in [
        ("batch.jsonl", objects.join("\n")),
        ("batch", format!("\u{FEFF}{}\r\n\r\n", objects.join("\r\n"))),
        ("batch.json", format!("[{}]", objects.join(",\n"))),
        ("batch.json", format!(" [\n{}\n]\n", objects.join(" , "))),
    ] {
        for content in [content.clone().into_bytes(), gzip(content.as_bytes())] {
            let parts = documents(label, content);
            assert_eq!(parts.len(), samples.len());
            for (part, object) in parts.iter().zip(&objects) {
                assert_eq!(text(part), object);
            }
            assert_eq!(parts[16].label, format!("{label}:17"));
            assert_eq!(parts[0].media_type, "application/json");
        }
    }
}

#[test]
fn a_bad_line_does_not_keep_the_others_back() {
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(40 * MIB));
    let content = format!("{{\"text\": \"a\"}}\n{{\"text\": \n[1]\n{long}\n{{\"text\": \"b\"}}");
    let parts = parts("batch.jsonl", content.into_bytes());
    assert_eq!(parts.len(), 5);
    assert!(parts[0].is_ok() && parts[4].is_ok());
    let errors: Vec<String> = parts[1..4]
        .iter()
        .map(|part| part.clone().unwrap_err().to_string())
        .collect();
    assert!(
        errors[0].starts_with("batch.jsonl:2: no JSON object: EOF"),
        "{errors:?}"
    );
    assert!(
        errors[1].starts_with("batch.jsonl:3: no JSON object"),
        "{errors:?}"
    );
    assert_eq!(
        errors[2],
        "batch.jsonl:4: 41943053 bytes or more: expected at most 33554432"
    );
}

#[test]
fn items_of_feeds_are_read_without_their_feed() {
    let samples = samples();
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut rss = "<?xml version=\"1.0\"?>\n<!-- a feed -->\n<rss version=\"2.0\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\n\
        <title>River &amp; Post</title><language>en-us</language><image><title>no</title></image>\n"
        .to_owned();
    let mut atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>River &amp; Post</title>"
        .to_owned();
    for sample in &samples {
        let page = text(sample);
        write!(
            rss,
            "<item><content:encoded><![CDATA[{page}]]></content:encoded></item>\n"
        )
        .unwrap();
        write!(
            atom,
            "<entry><content type=\"html\">{}</content></entry>",
            escaped(page)
        )
        .unwrap();
    }
    rss.push_str("</channel></rss>\n");
    atom.push_str("</feed>");
    for (label, feed, media_type) in [
        ("feed.xml", rss, "application/rss+xml"),
        ("feed.atom", atom, "application/atom+xml"),
    ] {
        let parts = documents(label, feed.clone().into_bytes());
        assert_eq!(parts.len(), samples.len());
        for (part, expected) in parts.iter().zip(articles()) {
            assert_eq!(part.media_type, media_type);
            assert!(feed.contains(text(part)));
            assert!(text(part).starts_with('<') && text(part).ends_with('>'));
            assert_eq!(part.known.outlet.as_deref(), Some("River & Post"));
            let expected = Article {
                outlet: Some("River & Post".to_owned()),
                language: part.known.language.clone().unwrap(),
                ..expected.clone()
            };
            assert_eq!(article(part), expected, "{}", part.label);
        }
        assert_eq!(parts[1].label, format!("{label}:2"));
    }
}

#[test]
fn a_feed_in_an_old_encoding_is_split_and_read() {
    let feed = "<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss><channel><title>صوت حرستا</title>\
        <item><title>اتفاق في حرستا</title><description>توصل الطرفان إلى اتفاق يقضي بخروج المقاتلين \
        من المدينة يوم الاثنين.</description></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(feed);
    let parts = documents("feed.xml", bytes.into_owned());
    assert_eq!(
        parts[0].media_type,
        "application/rss+xml; charset=windows-1256"
    );
    let article = article(&parts[0]);
    assert_eq!(article.outlet.as_deref(), Some("صوت حرستا"));
    assert_eq!(article.title.as_deref(), Some("اتفاق في حرستا"));
    assert!(article.body.contains("الاثنين"), "{}", article.body);
}

fn record(kind: &str, url: &str, media_type: &str, content: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
         WARC-Date: 2018-04-18T09:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n\
         Content-Length: {}\r\n\r\n",
        content.len()
    )
    .into_bytes();
    record.extend_from_slice(content);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(status: &str, headers: &str, content: &[u8]) -> Vec<u8> {
    let mut response = format!("HTTP/1.1 {status}\r\n{headers}\r\n").into_bytes();
    response.extend_from_slice(content);
    response
}

#[test]
fn the_pages_of_a_crawl_give_the_same_articles() {
    let samples = samples();
    let http = "application/http; msgtype=response";
    let mut crawl = record(
        "warcinfo",
        "",
        "application/warc-fields",
        b"software: x\r\n",
    );
    let mut members = gzip(&crawl);
    let mut add = |record: Vec<u8>| {
        crawl.extend_from_slice(&record);
        members.extend_from_slice(&gzip(&record));
    };
    for (index, sample) in samples.iter().enumerate() {
        let media_type = if sample.label.ends_with("html") {
            "text/html"
        } else {
            "text/plain"
        };
        let page = sample.content.as_slice();
        let message = match index % 3 {
            0 => response(
                "200 OK",
                &format!("Content-Type: {media_type}; charset=UTF-8\r\n"),
                page,
            ),
            1 => {
                let headers = format!("content-type: {media_type}\r\nContent-Encoding: gzip\r\n");
                response("200 OK", &headers, &gzip(page))
            }
            _ => {
                let headers =
                    format!("Content-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n");
                let mut chunks = Vec::new();
                for chunk in page.chunks(1000) {
                    write!(chunks, "{:x}\r\n", chunk.len()).unwrap();
                    chunks.extend_from_slice(chunk);
                    chunks.extend_from_slice(b"\r\n");
                }
                chunks.extend_from_slice(b"0\r\n\r\n");
                response("200 OK", &headers, &chunks)
            }
        };
        let url = format!("https://crawled.example/{index}");
        add(record(
            "request",
            &url,
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ));
        add(record("response", &url, http, &message));
        add(record(
            "response",
            &url,
            http,
            &response("404 Not Found", "Content-Type: text/html\r\n", b"<p>No</p>"),
        ));
        add(record(
            "response",
            &url,
            http,
            &response("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        ));
    }
    add(record(
        "resource",
        "https://crawled.example/robots.txt",
        "text/plain",
        b"User-agent: *\n",
    ));
    for (label, content) in [("crawl.warc", crawl), ("crawl.warc.gz", members)] {
        let parts = documents(label, content);
        assert_eq!(parts.len(), samples.len());
        for (index, (part, sample)) in parts.iter().zip(&samples).enumerate() {
            assert_eq!(part.id(), sample.id(), "{}", part.label);
            let url = format!("https://crawled.example/{index}");
            assert_eq!(part.known.url, Some(url.clone()));
            let expected = Article {
                url: Some(url),
                ..articles()[index].clone()
            };
            // What is in the members is what is in the file.
            if label == "crawl.warc" {
                assert_eq!(article(part), expected, "{}", part.label);
            }
        }
        assert_eq!(parts[0].label, format!("{label}:3"));
    }
}

#[test]
fn what_the_sender_knows_holds_for_the_parts() {
    let known = Known {
        url: Some("https://river.example/batch".to_owned()),
        outlet: Some("River Post".to_owned()),
        language: Some("en".to_owned()),
        ..Known::default()
    };
    let of = |label: &str, content: Vec<u8>| {
        let document = SourceDocument {
            known: known.clone(),
            ..document(label, content)
        };
        unpack(document, Bounds::default())
            .next()
            .unwrap()
            .unwrap()
            .known
    };
    assert_eq!(of("a.txt.gz", gzip(b"Talks in Douma")), known);
    let inherited = Known {
        url: None,
        ..known.clone()
    };
    assert_eq!(
        of("a.zip", zip([("a.txt", &b"Talks in Douma"[..])])),
        inherited
    );
    let feed = b"<rss><channel><title>Other</title><item><title>a</title></item></channel></rss>";
    assert_eq!(of("a.xml", feed.to_vec()), inherited);
}

/// `length` bytes that compress a thousandfold.
fn zeros(length: usize) -> Vec<u8> {
    gzip(&vec![b' '; length])
}

#[test]
fn bombs_are_refused() {
    let gzip_bomb = zeros(8 * MIB);
    assert!(gzip_bomb.len() < 9_000);
    let [Fault::Bomb { met, limit: 200 }] = faults("a.gz", gzip_bomb.clone())[..] else {
        panic!("{:?}", faults("a.gz", gzip_bomb));
    };
    assert!(met > 200);
    let zip_bomb = zip([
        ("a.txt", &vec![b' '; 8 * MIB][..]),
        ("b.txt", b"Talks in Douma"),
    ]);
    let parts = parts("a.zip", zip_bomb.clone());
    let message = parts[0].as_ref().unwrap_err().to_string();
    assert!(
        message.starts_with("a.zip/a.txt: decompresses to")
            && message.ends_with("expected at most 200 times"),
        "{message}"
    );
    assert_eq!(text(parts[1].as_ref().unwrap()), "Talks in Douma");
    // A bomb in a bomb.
    let nested = zip([
        ("a.zip", zip_bomb.as_slice()),
        ("b.gz", gzip_bomb.as_slice()),
    ]);
    let nested = faults("b.zip", nested);
    assert_eq!(nested.len(), 2, "{nested:?}");
    assert!(
        nested
            .iter()
            .all(|fault| matches!(fault, Fault::Bomb { .. })),
        "{nested:?}"
    );

    let mut deep = b"Talks in Douma".to_vec();
    for _ in 0..=unpacking::MAX_DEPTH {
        deep = gzip(&deep);
    }
    assert_eq!(faults("a.gz", deep), [Fault::TooDeep { met: 4, limit: 4 }]);
}

#[test]
fn too_much_of_anything_is_refused() {
    let bounds = Bounds {
        part_bytes: 1000,
        total_bytes: 5000,
        parts: 10,
    };
    let within = |label: &str, content: Vec<u8>| -> Vec<Fault> {
        let parts = unpack(document(label, content), bounds);
        parts
            .filter_map(Result::err)
            .map(|error| error.fault)
            .collect()
    };
    let prose = |length: usize| -> Vec<u8> {
        // Letters that do not repeat.
        (0..length)
            .map(|at| b'a' + ((at * at / 7 + at / 3) % 26) as u8)
            .collect()
    };
    assert_eq!(
        within("a.gz", gzip(&prose(1500))),
        [Fault::PartTooLarge {
            met: 1001,
            limit: 1000
        }]
    );
    let parts: Vec<(String, Vec<u8>)> = (0..9).map(|n| (format!("{n}.txt"), prose(900))).collect();
    let archive = zip(parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_slice())));
    let [Fault::TotalTooLarge { met, limit: 5000 }] = within("a.zip", archive)[..] else {
        panic!()
    };
    assert!(met > 5000);
    assert_eq!(
        within("a.jsonl", b"{\"text\": \"a\"}\n".repeat(12)),
        [Fault::TooManyParts { met: 11, limit: 10 }]
    );
    // A hundred thousand entries of a directory, all for one file.
    let mut huge = zip([("a.txt", &b"Talks in Douma"[..])]);
    let start = |signature: &[u8]| huge.windows(4).position(|four| four == signature).unwrap();
    let (directory, end) = (start(b"PK\x01\x02"), start(b"PK\x05\x06"));
    let entries = huge[directory..end].repeat(100_000);
    huge.splice(directory..end, entries);
    assert_eq!(
        faults("a.zip", huge),
        [Fault::TooManyParts {
            met: MAX_PARTS + 1,
            limit: MAX_PARTS
        }]
    );
}

#[test]
fn ten_thousand_documents_come_one_after_the_other() {
    let line = format!(
        "{{\"text\": \"{}\"}}\n",
        "Talks in Douma went on. ".repeat(20)
    );
    let start = Instant::now();
    // The content decompresses as it is read: twenty lines are there at once.
    let mut unpacking = unpack(
        document("batch.jsonl.gz", gzip(line.repeat(10_000).as_bytes())),
        Bounds {
            total_bytes: 40 * MIB as u64,
            ..Bounds::default()
        },
    );
    let first = unpacking.next().unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(first.label, "batch.jsonl.gz:1");
    assert_eq!(unpacking.filter(Result::is_ok).count(), 9_999);
}

#[test]
fn encrypted_and_exotic_entries_are_refused_by_name() {
    let mut archive = zip([
        ("a.txt", &b"Talks in Douma"[..]),
        ("b.txt", b"Talks in Homs"),
    ]);
    let entry = |archive: &[u8], nth: usize| {
        let starts = archive
            .windows(4)
            .enumerate()
            .filter(|(_, four)| four == b"PK\x01\x02");
        starts.map(|(at, _)| at).nth(nth).unwrap()
    };
    let first = entry(&archive, 0);
    archive[first + 8] |= 1;
    let second = entry(&archive, 1);
    archive[second + 10] = 12;
    let faults = faults("a.zip", archive);
    assert_eq!(faults[0], Fault::Encrypted);
    assert!(
        matches!(&faults[1], Fault::UnsupportedCompression(_)),
        "{faults:?}"
    );
}

/// Containers of every kind, with three documents each.
fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let pages = [
        "<p>Talks in Douma went on.</p>",
        "<p>Talks in Homs failed.</p>",
        "<p>It is quiet.</p>",
    ];
    let lines = pages.map(|page| serde_json::json!({ "html": page }).to_string());
    let feed =
        pages.map(|page| format!("<item><description><![CDATA[{page}]]></description></item>"));
    let crawl = pages.map(|page| {
        record(
            "resource",
            "https://a.example/",
            "text/html",
            page.as_bytes(),
        )
    });
    vec![
        ("a.gz", gzip(lines.join("\n").as_bytes())),
        (
            "a.zip",
            zip(["a.html", "b.html", "c.html"]
                .into_iter()
                .zip(pages.iter().map(|p| p.as_bytes()))),
        ),
        ("a.jsonl", lines.join("\n").into_bytes()),
        ("a.json", format!("[{}]", lines.join(",")).into_bytes()),
        (
            "a.xml",
            format!("<rss><channel>{}</channel></rss>", feed.concat()).into_bytes(),
        ),
        ("a.warc", crawl.concat()),
    ]
}

#[test]
fn a_container_that_is_cut_off_ends_with_an_error() {
    for (label, content) in containers() {
        assert_eq!(documents(label, content.clone()).len(), 3, "{label}");
        for cut in (content.len() / 2)..content.len() - 5 {
            let parts = parts(label, content[..cut].to_vec());
            let fault = parts
                .last()
                .map(|part| part.as_ref().map_err(|error| &error.fault));
            // Of lines and records nobody says how many there are.
            let is_whole = matches!(label, "a.jsonl" | "a.warc") && parts.iter().all(Result::is_ok);
            assert!(
                is_whole || matches!(fault, Some(Err(_))),
                "{label} cut at {cut}: {fault:?}"
            );
            assert!(parts.len() <= 4, "{label}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_anywhere_does_no_harm(
        kind in 0_usize..6,
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (label, mut content) = containers().swap_remove(kind);
        for (at, byte) in damage {
            let at = at.index(content.len());
            content[at] = byte;
        }
        let parts = parts(label, content);
        prop_assert!(parts.len() < 100);
    }

    #[test]
    fn any_bytes_are_opened(
        start in proptest::sample::select(vec![
            &b"\x1F\x8B\x08"[..], b"PK\x03\x04", b"WARC/1.0\r\n", b"{\"", b"[{", b"<rss>", b"<feed>", b"From: a\nTo: b\nSubject: c\nDate: d\n", b"",
        ]),
        rest in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let content = [start, &rest].concat();
        let parts = parts("", content);
        for part in parts.into_iter().flatten() {
            article(&part);
        }
    }
}

#[test]
fn bytes_on_a_disk_are_unpacked_like_bytes_in_memory() {
    for (label, content) in containers() {
        let stored = Cursor::new(content.as_slice().into());
        let stored: Vec<_> = unpacking::unpack_stored(
            Box::new(stored),
            label.to_owned(),
            String::new(),
            Known::default(),
            Bounds::default(),
        )
        .collect();
        assert_eq!(stored, parts(label, content));
    }
}
