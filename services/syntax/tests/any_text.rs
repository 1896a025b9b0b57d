//! Whatever the text, parsing ends, does not panic and gives a sound tree.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

use proptest::prelude::*;
use sulh_syntax::{Label, MAX_TOKENS, Parser, Token, Tree};

/// Fails where something in a tree does not hold.
fn check(text: &str, tree: &Tree) {
    assert_eq!(tree.text(), text);
    assert!(tree.len() <= MAX_TOKENS);
    let mut end = 0;
    for token in tree.tokens() {
        let range = token.range();
        assert!(range.start >= end && range.start < range.end, "{token:?}");
        assert!(matches!(&text[end..range.start], "" | " "), "{token:?}");
        assert_eq!(token.text(), &text[range.clone()]);
        end = range.end;
        match token.head() {
            Some(head) => assert!(head.children().any(|child| child == token)),
            None => assert_eq!(token.label(), Label::Root),
        }
        // A circle would go on for ever.
        assert!(token.ancestors().take(MAX_TOKENS + 1).count() < tree.len());
        assert!(token.subtree().contains(&token));
        assert!(!token.conjuncts().contains(&token));
    }
    if !tree.is_cut() {
        assert!(matches!(&text[end..], "" | " "));
    }
    let below_roots: usize = tree.roots().map(|root| root.subtree().len()).sum();
    assert_eq!(below_roots, tree.len());
    let mut last = None;
    for name in tree.names() {
        let tokens: Vec<usize> = name.tokens().map(Token::index).collect();
        assert!(!tokens.is_empty() && last < tokens.first().copied());
        assert_eq!(name.text(), &text[name.range()]);
        last = tokens.last().copied();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text, &Parser::shipped().parse(&text));
    }

    /// What the tokenizer has rules for, in any order.
    #[test]
    fn marks_and_words(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                " ", "  ", "\n", "\t", "\u{a0}", ".", "...", "…", ",", "-", "--", "'s", "n't", "don't",
                "U.N.", "U.S.", "a.m.", "(", ")", "“", "”", "\"", "10", "km²", "$", "US$", "+", "°C.",
                "town", "Town", "المدينة", "город", "and", "left", "https://a.example/b?c=d", "@", "/", ":)",
                "e\u{301}", "🚌", "\u{200f}", "\u{1f}",
            ]),
            0..80,
        )
    ) {
        let text = pieces.concat();
        check(&text, &Parser::shipped().parse(&text));
    }
}

#[test]
fn long_texts_are_cut_and_take_no_longer() {
    for piece in [
        "(", "a-", "a ", ".", "a.", "\n", "x@", "1.", "don't ", "’s", "…", "a/b:", " ",
    ] {
        let text = piece.repeat(1 << 20);
        let tree = Parser::shipped().parse(&text);
        check(&text, &tree);
        assert!(!tree.is_empty());
    }
    let words = "town ".repeat(MAX_TOKENS);
    assert!(!Parser::shipped().parse(&words).is_cut());
    let more = "town ".repeat(MAX_TOKENS + 1);
    assert!(Parser::shipped().parse(&more).is_cut());
}

#[test]
fn sentences_are_parsed_each_by_itself() {
    let parser = Parser::shipped();
    let sentences = [
        "Fighters left the town.",
        "",
        " ",
        "Buses arrived at the crossing on Friday, the Red Crescent said.",
        "No deal was reached.",
    ];
    let together: Vec<Tree> = parser.parse_all(sentences).collect();
    let alone: Vec<Tree> = sentences.map(|sentence| parser.parse(sentence)).into();
    assert_eq!(together, alone);
}
