//! How fast sentences are parsed: those of the parity test, all of them in one
//! go, as a document's sentences are, the same without looking for names, as
//! extraction does, and one by one. `cargo bench -p sulh-syntax` prints tokens a
//! second.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on panics")]

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sulh_syntax::{Parser, Tree};

const REPORTS: &str = include_str!("../tests/parity/reports.tsv");

/// Sentences that one document has.
const DOCUMENT: usize = 25;

fn sentences() -> Vec<&'static str> {
    REPORTS
        .lines()
        .filter_map(|line| line.split('\t').next())
        .filter(|sentence| !sentence.contains('\\'))
        .collect()
}

fn parsing(criterion: &mut Criterion) {
    let parser = Parser::shipped();
    let sentences = sentences();
    let tokens: usize = parser
        .parse_all(sentences.iter().copied())
        .map(|tree| tree.len())
        .sum();
    let mut group = criterion.benchmark_group("parsing");
    group.throughput(Throughput::Elements(tokens as u64));
    group.bench_function("documents", |bencher| {
        bencher.iter(|| {
            for document in sentences.chunks(DOCUMENT) {
                let trees: Vec<Tree> = parser.parse_all(document.iter().copied()).collect();
                black_box(trees);
            }
        });
    });
    group.bench_function("documents, names left out", |bencher| {
        bencher.iter(|| {
            for document in sentences.chunks(DOCUMENT) {
                let document = document.iter().copied();
                let trees: Vec<Tree> = parser.parse_all_but_names(document).collect();
                black_box(trees);
            }
        });
    });
    group.bench_function("single sentences", |bencher| {
        bencher.iter(|| {
            for sentence in &sentences {
                black_box(parser.parse(black_box(sentence)));
            }
        });
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    let model = include_bytes!("../model/en-core-web-sm-2.2.5.bin");
    group.bench_function("model", |bencher| {
        bencher.iter(|| Parser::read(model).map(black_box).is_ok());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(8));
    targets = parsing, start
}
criterion_main!(benches);
