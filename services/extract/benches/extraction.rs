//! How fast documents are read from bytes to claims, on one core: `cargo bench -p
//! sulh-extract --bench extraction` prints documents a second for the
//! repository's sample and annotated documents, the lexicon and the parser made
//! ready beforehand.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on panics")]

use std::{fs, hint::black_box, path::Path, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, extract};
use walkdir::WalkDir;

/// Where documents lie, from the crate's folder.
const FOLDERS: [&str; 3] = [
    "../../seeds/documents",
    "../../seeds/annotated/develop/documents",
    "../../seeds/annotated/kept-aside/documents",
];

fn documents() -> Vec<SourceDocument> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)).sort_by_file_name())
        .map(|file| file.expect("the folder can be read"))
        .filter(|file| file.file_type().is_file())
        .map(|file| SourceDocument {
            content: fs::read(file.path()).expect("the document can be read"),
            label: file.file_name().to_string_lossy().into_owned(),
            media_type: String::new(),
            known: Known::default(),
        })
        .collect()
}

fn extraction(criterion: &mut Criterion) {
    let lexicon = Lexicon::shipped();
    let documents = documents();
    let mut group = criterion.benchmark_group("extraction");
    group.throughput(Throughput::Elements(documents.len() as u64));
    group.bench_function("documents", |bencher| {
        bencher.iter(|| {
            for document in &documents {
                black_box(extract(black_box(document), lexicon));
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(10));
    targets = extraction
}
criterion_main!(benches);
