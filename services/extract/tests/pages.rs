//! How well the article is found in messy pages, against what a careful reader
//! finds in them. The figures may not fall.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on panics"
)]

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use sulh_domain::{Article, SourceDocument};
use sulh_extract::Lexicon;

/// What a careful reader finds in a page.
#[derive(Deserialize)]
struct Gold {
    document: String,
    article: GoldArticle,
}

#[derive(Deserialize)]
struct GoldArticle {
    title: Option<String>,
    #[serde(default)]
    title_ok: Vec<String>,
    outlet: Option<String>,
    #[serde(default)]
    outlet_ok: Vec<String>,
    published: Option<String>,
    #[serde(default)]
    published_ok: Vec<String>,
    url: Option<String>,
    starts_with: String,
    ends_with: String,
    kept: Vec<String>,
    dropped: Vec<String>,
}

/// Right answers and all answers, by what was asked.
type Figures = BTreeMap<&'static str, (usize, usize)>;

fn score(folder: &str) -> Figures {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pages")
        .join(folder);
    let mut figures = Figures::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder.join("gold")).unwrap() {
        let gold = fs::read_to_string(entry.unwrap().path()).unwrap();
        let gold: Gold = serde_json::from_str(&gold).unwrap();
        let document = SourceDocument {
            content: fs::read(folder.join(&gold.document)).unwrap(),
            label: gold.document.clone(),
            ..SourceDocument::default()
        };
        let (article, _) = sulh_extract::read(&document, Lexicon::shipped());
        for (figure, is_right, got) in answers(&gold.article, &article) {
            let (right, all) = figures.entry(figure).or_default();
            *all += 1;
            *right += usize::from(is_right);
            if !is_right {
                wrong.push(format!("{}: {figure}: {got}", gold.document));
            }
        }
    }
    wrong.sort();
    println!("{}\n{figures:?}", wrong.join("\n"));
    figures
}

fn answers(gold: &GoldArticle, article: &Article) -> Vec<(&'static str, bool, String)> {
    let published = article.published.map(|date| date.iso());
    let body = one_line(&article.body);
    let starts = body.find(&one_line(&gold.starts_with));
    let ends = body.rfind(&one_line(&gold.ends_with));
    let is_named = |got: &Option<String>, want: &Option<String>, others: &[String]| {
        let got = got.as_deref().map(letters).unwrap_or_default();
        want.iter().chain(others).any(|name| letters(name) == got)
            || (want.is_none() && got.is_empty())
    };
    let mut answers = vec![
        (
            "title",
            is_named(&article.title, &gold.title, &gold.title_ok),
            format!("{:?}", article.title),
        ),
        (
            "published",
            published.clone().filter(|date| !date.is_empty()) == gold.published
                || published
                    .as_ref()
                    .is_some_and(|date| gold.published_ok.contains(date)),
            format!("{published:?}"),
        ),
        // A dateline or deck before the first sentence is the body's own affair.
        (
            "body",
            starts.is_some_and(|at| at <= 60),
            format!("does not start with '{}'", gold.starts_with),
        ),
        (
            "body",
            ends.is_some_and(|at| at + one_line(&gold.ends_with).len() + 10 >= body.len()),
            format!("does not end with '{}'", gold.ends_with),
        ),
    ];
    if gold.outlet.is_some() {
        let is_right = is_named(&article.outlet, &gold.outlet, &gold.outlet_ok);
        answers.push(("outlet", is_right, format!("{:?}", article.outlet)));
    }
    if gold.url.is_some() {
        answers.push(("url", article.url == gold.url, format!("{:?}", article.url)));
    }
    for kept in &gold.kept {
        let is_right = body.contains(&one_line(kept));
        answers.push(("body", is_right, format!("lacks '{kept}'")));
    }
    for dropped in &gold.dropped {
        let is_right = !body.is_empty() && !body.contains(&one_line(dropped));
        answers.push(("body", is_right, format!("holds '{dropped}'")));
    }
    answers
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn assert_at_least(figures: &Figures, floors: &[(&str, f64)]) {
    for (figure, floor) in floors {
        let (right, all) = figures[figure];
        let share = right as f64 / all as f64;
        assert!(
            share >= *floor,
            "{figure}: {right} of {all} is below {floor}"
        );
    }
}

#[test]
fn html_pages() {
    let floors = [
        ("body", 0.97),
        ("title", 0.97),
        ("outlet", 0.95),
        ("url", 0.9),
    ];
    assert_at_least(&score("html/develop"), &floors);
}

#[test]
fn html_pages_kept_aside() {
    let floors = [
        ("body", 0.93),
        ("title", 0.9),
        ("outlet", 0.85),
        ("url", 0.8),
    ];
    assert_at_least(&score("html/kept-aside"), &floors);
}

#[test]
fn plain_text_pages() {
    let floors = [("body", 0.94), ("title", 0.8), ("outlet", 0.7)];
    assert_at_least(&score("text/develop"), &floors);
}

#[test]
fn plain_text_pages_kept_aside() {
    let floors = [("body", 0.82), ("title", 0.4), ("outlet", 0.25)];
    assert_at_least(&score("text/kept-aside"), &floors);
}
