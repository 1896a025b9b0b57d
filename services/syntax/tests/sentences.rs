//! What is found in sentences as reports have them, and how it is asked for.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

use sulh_syntax::{Label, Parser, PartOfSpeech, Tag, Token, Tree};

fn parse(sentence: &str) -> Tree {
    Parser::shipped().parse(sentence)
}

fn word<'t>(tree: &'t Tree, text: &str) -> Token<'t> {
    tree.tokens().find(|token| token.text() == text).unwrap()
}

fn texts<'t>(tokens: impl IntoIterator<Item = Token<'t>>) -> Vec<&'t str> {
    tokens.into_iter().map(Token::text).collect()
}

#[test]
fn words_are_split_as_english_writes_them() {
    for (text, tokens) in [
        (
            "They didn't go to the U.N.-run camp (near Idlib).",
            &[
                "They", "did", "n't", "go", "to", "the", "U.N.-run", "camp", "(", "near", "Idlib",
                ")", ".",
            ][..],
        ),
        (
            "“It's 40km away,” the 1,500 fighters' leader said…",
            &[
                "“", "It", "'s", "40", "km", "away", ",", "”", "the", "1,500", "fighters", "'",
                "leader", "said", "…",
            ],
        ),
        (
            "See https://news.example/a?b=c, he wrote.",
            &["See", "https://news.example/a?b=c", ",", "he", "wrote", "."],
        ),
        ("a  b", &["a", " ", "b"]),
        (
            "left-wing and/or Army--backed",
            &["left", "-", "wing", "and/or", "Army", "--", "backed"],
        ),
    ] {
        assert_eq!(texts(parse(text).tokens()), tokens);
    }
}

#[test]
fn words_have_base_forms() {
    for (sentence, form, lemma) in [
        ("The rebels said nothing.", "said", "say"),
        ("The sides reached a deal.", "reached", "reach"),
        ("The last fighters left the town.", "left", "leave"),
        ("Families were bused to Idlib.", "bused", "bus"),
        ("Families were bussed to Idlib.", "bussed", "bus"),
        ("The buses carried the families.", "families", "family"),
        ("The men handed over their weapons.", "men", "man"),
        ("Talks were held.", "were", "be"),
        ("The deal is off.", "is", "be"),
        ("They were surrendering.", "surrendering", "surrender"),
        ("They did not agree.", "did", "do"),
    ] {
        assert_eq!(word(&parse(sentence), form).lemma(), lemma, "{sentence}");
    }
}

#[test]
fn a_clause_is_walked_by_labels() {
    let tree = parse(
        "Rebels in Daraya and Moadamiya did not accept the deal that Russia brokered, residents said.",
    );
    let accept = word(&tree, "accept");
    assert!(accept.is_negated() && !accept.is_passive());
    assert_eq!(accept.label(), Label::Ccomp);
    assert_eq!(accept.head(), Some(word(&tree, "said")));
    let subject = accept.child(Label::Nsubj).unwrap();
    assert_eq!(subject.text(), "Rebels");
    assert_eq!(
        &tree.text()[subject.subtree_range()],
        "Rebels in Daraya and Moadamiya"
    );
    assert_eq!(texts(word(&tree, "Daraya").conjuncts()), ["Moadamiya"]);
    assert_eq!(texts(word(&tree, "Moadamiya").conjuncts()), ["Daraya"]);
    let deal = accept.child(Label::Dobj).unwrap();
    assert_eq!(
        texts(deal.subtree_without(&[Label::Relcl])),
        ["the", "deal"]
    );
    let brokered = deal.child(Label::Relcl).unwrap();
    assert_eq!(brokered.tag(), Tag::Vbd);
    assert_eq!(brokered.part_of_speech(), PartOfSpeech::Verb);
    assert_eq!(texts(brokered.ancestors()), ["deal", "accept", "said"]);
    assert!(accept.is_above(brokered) && !brokered.is_above(accept));
    assert_eq!(texts(accept.left_children()), ["Rebels", "did", "not"]);
    assert_eq!(texts(accept.right_children()), ["deal"]);
}

#[test]
fn bytes_lead_to_tokens_and_names() {
    let tree = parse("The Red Crescent took 350 people out of Moadamiya on Friday.");
    let names: Vec<&str> = tree.names().map(|name| name.text()).collect();
    assert!(names.contains(&"The Red Crescent"), "{names:?}");
    let crescent = word(&tree, "Crescent");
    assert_eq!(
        crescent.name().unwrap().range(),
        0.."The Red Crescent".len()
    );
    let range = word(&tree, "350").range().start..word(&tree, "people").range().end;
    assert_eq!(texts(tree.tokens_in(range.clone())), ["350", "people"]);
    assert_eq!(tree.head_of(range).unwrap().text(), "people");
    assert!(word(&parse("Buses were sent."), "sent").is_passive());
}
