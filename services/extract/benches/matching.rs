//! How fast names are found in texts, by themselves: `cargo bench -p sulh-extract
//! --bench matching` prints bytes a second for the sample documents and the pages
//! that test reading, for each script and all of them, each text by itself.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on panics")]

use std::{fs, hint::black_box, path::Path, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, read};
use walkdir::WalkDir;

/// Where documents lie, from the crate's folder.
const FOLDERS: [&str; 2] = ["../../seeds/documents", "tests/pages"];

/// The bodies of the documents.
fn bodies(lexicon: &Lexicon) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)).sort_by_file_name())
        .map(|file| file.expect("the folder can be read"))
        .filter(|file| {
            let extension = file.path().extension();
            extension.is_some_and(|extension| extension == "txt" || extension == "html")
        })
        .map(|file| {
            let document = SourceDocument {
                content: fs::read(file.path()).expect("the document can be read"),
                label: file.file_name().to_string_lossy().into_owned(),
                media_type: String::new(),
                known: Known::default(),
            };
            read(&document, lexicon).0.body
        })
        .filter(|body| !body.is_empty())
        .collect()
}

fn matching(criterion: &mut Criterion) {
    let lexicon = Lexicon::shipped();
    let bodies = bodies(lexicon);
    let (latin, others): (Vec<String>, Vec<String>) = bodies
        .into_iter()
        .partition(|body| body.chars().filter(char::is_ascii).count() * 2 > body.len());
    let together = vec![latin.join("\n\n")];
    let mut group = criterion.benchmark_group("matching");
    for (name, texts) in [
        ("Latin script", &latin),
        ("other scripts", &others),
        ("one long text", &together),
    ] {
        let bytes: usize = texts.iter().map(String::len).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for text in texts {
                    black_box(lexicon.names_in(black_box(text)));
                }
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(4));
    targets = matching
}
criterion_main!(benches);
