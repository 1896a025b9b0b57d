//! How well copies of a report are told from other reports, on a set made from
//! the sample documents and, where they are present, annotated ones that are not
//! part of the repository: every report is edited, cut, syndicated, crawled again
//! and mixed with others, the same way on every run. Prints the curve by which
//! the threshold was chosen.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use sulh_domain::{
    SourceDocument,
    near_duplicates::{MIN_PAIRS, Shingles, THRESHOLD},
};
use sulh_extract::{Lexicon, extract};

/// The least precision and recall at the threshold.
const FLOOR: f64 = 0.98;

fn body(content: &[u8]) -> String {
    let document = SourceDocument {
        content: content.to_vec(),
        ..SourceDocument::default()
    };
    extract(&document, Lexicon::shipped()).article.body
}

/// The documents as they are, each with its body; of equal bodies one.
fn reports() -> Vec<(Vec<u8>, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut reports = BTreeMap::new();
    for folder in [
        "seeds/documents",
        "../shared/gold/fakes/docs",
        "../shared/gold/written/docs",
        "../shared/seeds",
    ] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            eprintln!("skipped: {folder} is absent");
            continue;
        };
        for entry in entries {
            let content = fs::read(entry.unwrap().path()).unwrap();
            reports.insert(body(&content), content);
        }
    }
    reports
        .into_iter()
        .map(|(body, content)| (content, body))
        .filter(|(_, body)| body.split_whitespace().count() > 2 * MIN_PAIRS)
        .collect()
}

/// A linear congruential generator with Knuth's constants: the set is the same
/// on every run.
struct Chance(u64);

impl Chance {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The text with `percent` of its words replaced, wherever they stand: the
/// hardest of edits, as a word dropped or added breaks fewer pairs. The new words
/// come from all texts, so that frequent ones are the likeliest.
fn edited(body: &str, percent: usize, words: &[&str], chance: &mut Chance) -> String {
    let mut text: Vec<&str> = body.split_whitespace().collect();
    let mut places = BTreeSet::new();
    while places.len() < text.len() * percent / 100 {
        places.insert(chance.below(text.len()));
    }
    for place in places {
        text[place] = words[chance.below(words.len())];
    }
    text.join(" ")
}

/// As an agency's client prints it: with a dateline and a credit, the last of
/// its paragraphs (or a fifth of its words) left out.
fn syndicated(body: &str) -> String {
    let paragraphs: Vec<&str> = body.split("\n\n").collect();
    let kept = if paragraphs.len() > 5 {
        paragraphs[..paragraphs.len() - 1].join("\n\n")
    } else {
        part(body, 0, 80)
    };
    format!(
        "BEIRUT (Agencies), Monday - {kept}\n\nReporting by our correspondents in Beirut and \
         Amman; editing by the foreign desk."
    )
}

/// The page with another site's furniture around it.
fn crawled_again(content: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(content).ok()?;
    if text.trim_start().starts_with('<') {
        return None;
    }
    let page = format!(
        "Home\nWorld\nBusiness\nSport\nOpinion\n\n{text}\n\nShare this:\nFacebook\nTwitter\n\n\
         Related articles\n\nAbout us\nContact\nPrivacy policy\n"
    );
    Some(page.into_bytes())
}

/// The words of a text between two percentages of it.
fn part(body: &str, from: usize, to: usize) -> String {
    let words: Vec<&str> = body.split_whitespace().collect();
    words[words.len() * from / 100..words.len() * to / 100].join(" ")
}

/// A text with the values by which candidates for it are found.
struct Indexed {
    shingles: Shingles,
    bands: BTreeSet<u64>,
}

fn indexed(text: &str) -> Indexed {
    let shingles = Shingles::of(text);
    let bands = shingles.bands();
    Indexed { shingles, bands }
}

struct Pair {
    kind: &'static str,
    one_report: bool,
    index: f64,
    candidate: bool,
    decided: bool,
}

fn pair(kind: &'static str, one_report: bool, one: &Indexed, other: &Indexed) -> Pair {
    Pair {
        kind,
        one_report,
        index: one.shingles.jaccard(&other.shingles),
        candidate: !one.bands.is_disjoint(&other.bands),
        decided: one.shingles.same_report(&other.shingles),
    }
}

fn pairs() -> Vec<Pair> {
    let reports = reports();
    println!("{} reports", reports.len());
    let words: Vec<&str> = reports
        .iter()
        .flat_map(|(_, body)| body.split_whitespace())
        .collect();
    let all: Vec<Indexed> = reports.iter().map(|(_, body)| indexed(body)).collect();
    let mut chance = Chance(20_180_322);
    let mut pairs = Vec::new();
    for (number, (content, report)) in reports.iter().enumerate() {
        let one = &all[number];
        for (kind, percent, one_report) in [
            ("5 % edited", 5, true),
            ("15 % edited", 15, true),
            ("50 % edited", 50, false),
        ] {
            for _ in 0..3 {
                let text = edited(report, percent, &words, &mut chance);
                pairs.push(pair(kind, one_report, one, &indexed(&text)));
            }
        }
        let copy = syndicated(report);
        pairs.push(pair("syndicated", true, one, &indexed(&copy)));
        for _ in 0..3 {
            let text = edited(&copy, 5, &words, &mut chance);
            let kind = "syndicated, 5 % edited";
            pairs.push(pair(kind, true, one, &indexed(&text)));
        }
        if let Some(page) = crawled_again(content) {
            pairs.push(pair("crawled again", true, one, &indexed(&body(&page))));
        }
        let (_, next) = &reports[(number + 1) % reports.len()];
        let mixed = format!("{} {}", part(report, 0, 50), part(next, 50, 100));
        pairs.push(pair("half of it in another", false, one, &indexed(&mixed)));
        for other in &all[..number] {
            pairs.push(pair("unrelated", false, one, other));
        }
    }
    pairs
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Precision and recall of a decision.
fn score(pairs: &[Pair], decide: impl Fn(&Pair) -> bool) -> (f64, f64) {
    let found = pairs.iter().filter(|pair| decide(pair)).count();
    let right = pairs.iter().filter(|p| p.one_report && decide(p)).count();
    let all = pairs.iter().filter(|pair| pair.one_report).count();
    (share(right, found), share(right, all))
}

#[test]
fn copies_are_told_from_other_reports() {
    let pairs = pairs();
    let mut kinds: BTreeMap<(bool, &str), Vec<&Pair>> = BTreeMap::new();
    for pair in &pairs {
        kinds
            .entry((!pair.one_report, pair.kind))
            .or_default()
            .push(pair);
    }
    println!("                         pairs   least  median    most   candidates   one report");
    for ((_, kind), of_kind) in &kinds {
        let mut indices: Vec<f64> = of_kind.iter().map(|pair| pair.index).collect();
        indices.sort_by(f64::total_cmp);
        let all = of_kind.len();
        println!(
            "{kind:24} {all:5}    {:.3}   {:.3}   {:.3}        {:.4}       {:.4}",
            indices[0],
            indices[all / 2],
            indices[all - 1],
            share(of_kind.iter().filter(|pair| pair.candidate).count(), all),
            share(
                of_kind.iter().filter(|p| p.candidate && p.decided).count(),
                all
            ),
        );
    }
    for ((other_report, kind), of_kind) in &kinds {
        let wrong = |p: &&&Pair| (p.candidate && p.decided) == *other_report;
        let wrong = share(of_kind.iter().filter(wrong).count(), of_kind.len());
        // Where one of two reports is short, most of the mixture is the other.
        if *kind != "half of it in another" {
            assert!(wrong <= 1.0 - FLOOR, "{kind}: {wrong} decided wrongly");
        }
    }
    println!("threshold  precision  recall");
    for percent in (20..=70).step_by(5) {
        let threshold = f64::from(percent) / 100.0;
        let (precision, recall) = score(&pairs, |p| p.candidate && p.index >= threshold);
        println!("     {threshold:.2}     {precision:.4}  {recall:.4}");
    }
    let (precision, recall) = score(&pairs, |pair| pair.candidate && pair.decided);
    println!("{THRESHOLD} as stored: precision {precision:.4}, recall {recall:.4}");
    assert!(precision >= FLOOR, "precision {precision}");
    assert!(recall >= FLOOR, "recall {recall}");
}
