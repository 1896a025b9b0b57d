//! Parsing against spaCy 2.2.4 with the same model: the sentences of the sample
//! documents and of the pages that test reading, with what spaCy says of them.
//! `model/parity.py` writes it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

use std::fmt;

use sulh_syntax::{Parser, Token, Tree};

const REPORTS: &str = include_str!("parity/reports.tsv");

/// How much must be the same, in tokens of a thousand.
const LEAST: usize = 995;

/// Tokens that are as expected.
#[derive(Default)]
struct Figures {
    sentences: usize,
    /// Sentences that are split into the same tokens. Of others nothing is
    /// compared, and all their tokens count as wrong.
    tokenized: usize,
    tokens: usize,
    tags: usize,
    heads: usize,
    labels: usize,
    names: usize,
    lemmas: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} of {} sentences split alike; of {} tokens {} tags, {} heads, {} labels, {} of names, {} lemmas alike",
            self.tokenized,
            self.sentences,
            self.tokens,
            self.tags,
            self.heads,
            self.labels,
            self.names,
            self.lemmas
        )
    }
}

/// A sentence with what spaCy says of each token.
struct Expected {
    text: String,
    columns: Vec<Vec<String>>,
}

fn expected() -> Vec<Expected> {
    REPORTS
        .lines()
        .map(|line| {
            let mut fields = line.split('\t');
            Expected {
                text: unescaped(fields.next().unwrap()),
                columns: fields
                    .map(|field| field.split(' ').map(unescaped).collect())
                    .collect(),
            }
        })
        .collect()
}

fn unescaped(field: &str) -> String {
    let mut characters = field.chars();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next().unwrap() {
                't' => '\t',
                'n' => '\n',
                's' => ' ',
                escaped => escaped,
            },
            _ => character,
        });
    }
    text
}

/// What we say of each token, as [`Expected::columns`].
fn columns(tree: &Tree) -> Vec<Vec<String>> {
    let mut end = 0;
    let gaps = tree
        .tokens()
        .map(|token| {
            let range = token.range();
            let gap = format!("{}+{}", range.start - end, range.len());
            end = range.end;
            gap
        })
        .collect();
    let each = |say: &dyn Fn(Token) -> String| tree.tokens().map(say).collect();
    vec![
        gaps,
        each(&|token| token.tag().to_string()),
        each(&|token| {
            let head = token.head().unwrap_or(token).index();
            (head as isize - token.index() as isize).to_string()
        }),
        each(&|token| match token.label().to_string() {
            label if label.is_empty() => "-".to_owned(),
            label => label,
        }),
        each(&|token| {
            let name = token.name();
            let begins = name.map(|name| name.tokens().next() == Some(token));
            match begins {
                Some(true) => "B",
                Some(false) => "I",
                None => "O",
            }
            .to_owned()
        }),
        each(&|token| token.lemma().to_owned()),
    ]
}

#[test]
fn what_spacy_says_is_said_again() {
    let expected = expected();
    let trees = Parser::shipped().parse_all(expected.iter().map(|sentence| sentence.text.as_str()));
    let mut figures = Figures::default();
    for (tree, expected) in trees.zip(&expected) {
        let columns = columns(&tree);
        figures.sentences += 1;
        figures.tokens += expected.columns[0].len();
        if columns[0] != expected.columns[0] {
            println!("split otherwise: {}", expected.text);
            continue;
        }
        figures.tokenized += 1;
        let alike = |column: usize| {
            let pairs = columns[column].iter().zip(&expected.columns[column]);
            for (at, (ours, theirs)) in pairs.clone().enumerate() {
                // All pronouns have one lemma there.
                if ours != theirs && theirs != "-PRON-" {
                    let token = tree.token(at).unwrap();
                    println!(
                        "column {column}: {token:?} {ours} for {theirs}: {}",
                        expected.text
                    );
                }
            }
            pairs
                .filter(|(ours, theirs)| ours == theirs || *theirs == "-PRON-")
                .count()
        };
        figures.tags += alike(1);
        figures.heads += alike(2);
        figures.labels += alike(3);
        figures.names += alike(4);
        figures.lemmas += alike(5);
    }
    println!("{figures}");
    for alike in [
        figures.tags,
        figures.heads,
        figures.labels,
        figures.names,
        figures.lemmas,
    ] {
        assert!(alike * 1000 >= figures.tokens * LEAST, "{figures}");
    }
}
