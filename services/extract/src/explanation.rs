//! Why an article has the claims that it has: its sentences with their trees,
//! the constructions found in them and what became of each.

use std::fmt::{self, Display};

use sulh_domain::{Claim, SourceDocument};

use crate::{
    Lexicon,
    assertions::{Reading, Sentence, explained_terms, near_misses, parse, parts, readings},
    extract, mentions, sentences,
};

/// A document's sentences with the decisions taken on each; shown as text.
#[derive(Debug)]
pub struct Explanation {
    sentences: Vec<String>,
    claims: Vec<String>,
}

/// Explains what [`extract`] finds in a document.
pub fn explain(document: &SourceDocument, lexicon: &Lexicon) -> Explanation {
    let extraction = extract(document, lexicon);
    let body = extraction.article.body.as_str();
    let read = mentions::read(body, sentences::sentences(body), lexicon);
    let sentences = parse(&read, body, lexicon)
        .map(|sentence| explain_sentence(&sentence))
        .collect();
    let claims = extraction
        .claims
        .iter()
        .map(|claim| explain_claim(claim, body))
        .collect();
    Explanation { sentences, claims }
}

fn explain_sentence(sentence: &Sentence<'_>) -> String {
    let words: Vec<String> = sentence
        .tree
        .tokens()
        .map(|token| match token.head() {
            Some(head) => format!(
                "{}/{}/{}<{}",
                token.text(),
                token.tag(),
                token.label(),
                head.text()
            ),
            None => format!("{}/{}/ROOT", token.text(), token.tag()),
        })
        .collect();
    let mut lines = vec![
        sentence.tree.text().to_owned(),
        format!("  tree    {}", words.join(" ")),
    ];
    lines.extend(readings(sentence).into_iter().map(
        |Reading {
             predicate,
             frame,
             outcome,
         }| {
            format!(
                "  {:<8}{predicate}: {} ({})",
                <&str>::from(frame.act),
                match outcome {
                    Ok(assertion) => format!(
                        "{} {}{}",
                        <&str>::from(assertion.status),
                        <&str>::from(assertion.modality),
                        match assertion.sure {
                            true => "",
                            false => ", if a deal of the place is spoken of",
                        }
                    ),
                    Err(why) => format!("not asserted: {why}"),
                },
                frame.position
            )
        },
    ));
    let terms = explained_terms(sentence).into_iter();
    lines.extend(terms.map(|term| format!("  term    {term}")));
    lines.extend(
        parts(sentence)
            .into_iter()
            .map(|(part, word, giver)| format!("  {:<10}{word}, by {giver}", <&str>::from(part))),
    );
    let near_misses = near_misses(sentence).into_iter();
    lines.extend(near_misses.map(|verb| format!("  no construction for {verb}")));
    lines.join("\n")
}

fn explain_claim(claim: &Claim, body: &str) -> String {
    let places: Vec<String> = claim.places.iter().map(ToString::to_string).collect();
    let evidence = claim.evidence.iter().filter_map(|span| {
        let quote = span.of(body)?;
        Some(format!("\n  {quote}"))
    });
    let terms: Vec<&str> = claim.terms.iter().map(|term| term.kind.into()).collect();
    format!(
        "claim   {} {} {} {} ({}){}",
        places.join(", "),
        <&str>::from(claim.deal_type),
        <&str>::from(claim.status),
        <&str>::from(claim.modality),
        terms.join(", "),
        evidence.collect::<String>()
    )
}

impl Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for paragraph in self.sentences.iter().chain(&self.claims) {
            writeln!(formatter, "{paragraph}\n")?;
        }
        Ok(())
    }
}
