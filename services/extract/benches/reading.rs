//! How fast documents are read, without claims: the sample documents and the
//! pages that test reading. `cargo bench -p sulh-extract` prints bytes a second
//! for every group, then documents a second.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on panics")]

use std::{fs, hint::black_box, path::Path, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, read};
use walkdir::WalkDir;

/// Where documents lie, from the crate's folder.
const FOLDERS: [&str; 2] = ["../../seeds/documents", "tests/pages"];

fn documents(extensions: &[&str]) -> Vec<SourceDocument> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)).sort_by_file_name())
        // The second folder need not be there.
        .flatten()
        .filter_map(|file| {
            let extension = file.path().extension()?.to_str()?;
            extensions.contains(&extension).then(|| SourceDocument {
                content: fs::read(file.path()).expect("the document can be read"),
                label: file.file_name().to_string_lossy().into_owned(),
                media_type: match extension {
                    "html" => "text/html".to_owned(),
                    _ => "text/plain".to_owned(),
                },
                known: Known::default(),
            })
        })
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let lexicon = Lexicon::shipped();
    for (name, extensions) in [
        ("text", &["txt"][..]),
        ("html", &["html"]),
        ("all", &["txt", "html"]),
    ] {
        let documents = documents(extensions);
        let bytes: usize = documents.iter().map(|d| d.content.len()).sum();
        let mut group = criterion.benchmark_group(format!("reading {name}"));
        for (unit, throughput) in [
            ("bytes", Throughput::Bytes(bytes as u64)),
            ("documents", Throughput::Elements(documents.len() as u64)),
        ] {
            group.throughput(throughput);
            group.bench_function(unit, |bencher| {
                bencher.iter(|| {
                    for document in &documents {
                        black_box(read(black_box(document), lexicon));
                    }
                });
            });
        }
        group.finish();
    }
}

fn lexicon(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("lexicon", |bencher| {
        bencher.iter(|| Lexicon::parse(&Lexicon::shipped_files()).expect("it parses"));
    });
    group.bench_function("lexicon and sounds", |bencher| {
        bencher.iter(|| {
            let lexicon = Lexicon::parse(&Lexicon::shipped_files()).expect("it parses");
            lexicon.names_in("Buses left Hariista.")
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(6));
    targets = reading, lexicon
}
criterion_main!(benches);
