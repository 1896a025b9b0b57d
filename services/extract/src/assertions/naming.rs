//! What deals are called: the words of `deal_types.tsv`.

use sulh_domain::DealType;
use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    arguments::{self, clauses, modifiers, prepositional},
    sentence::Sentence,
};
use crate::lexicon::{Act, NounClass};

/// A word that names a deal by its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    pub(crate) deal_type: DealType,
    /// The byte of the sentence where the deal's noun starts.
    pub(crate) at: usize,
}

/// The type by which a noun names a deal: by the words before it, by itself, or by
/// what follows it: "an agreement on reconciliation", "a deal to leave".
pub(super) fn naming(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Naming> {
    let classes = sentence.own_classes(noun);
    let is_deal = noun.part_of_speech() == PartOfSpeech::Noun
        && (classes.has(NounClass::Deal)
            || classes.has(NounClass::Truce)
            || classes.has(NounClass::Corridor));
    // Settlements may be villages, and a settlement of status is a term.
    let is_agreed = || {
        noun.head()
            .and_then(|head| sentence.frame(head))
            .is_some_and(|frame| frame.act == Act::Agree)
    };
    let is_other = noun.lemma() == "settlement"
        && ((noun.tag() == Tag::Nns && !is_agreed())
            || arguments::objects(noun)
                .into_iter()
                .any(|token| sentence.classes(token).has(NounClass::Status)));
    if !is_deal || is_other {
        return None;
    }
    let terms = &sentence.lexicon.terms;
    let of_word = |word: Token<'_>| {
        terms
            .deal_type(sentence.lemma(word))
            .or_else(|| terms.deal_type(word.lower()))
    };
    let described = modifiers(noun).into_iter().find_map(of_word);
    let after = || {
        let mut following: Vec<Token<'_>> = ["on", "of", "for"]
            .iter()
            .flat_map(|preposition| prepositional(noun, preposition))
            .collect();
        following.extend(
            clauses(noun)
                .into_iter()
                .filter(|clause| clause.label() == Label::Acl),
        );
        // Several things that it is on are its terms, not its name.
        match following.as_slice() {
            [only] => of_word(*only),
            _ => None,
        }
    };
    let deal_type = described.or_else(|| of_word(noun)).or_else(after)?;
    Some(Naming {
        deal_type,
        at: noun.range().start,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assertions::parse, lexicon::tests::lexicon, mentions, sentences::sentences};

    #[test]
    fn a_deal_is_named_by_its_noun_and_the_words_around_it() {
        use DealType::*;
        for (expected, body) in [
            (
                Some(Evacuation),
                "They signed an evacuation deal for Douma.",
            ),
            (Some(Ceasefire), "The cease-fire in Douma holds."),
            (
                Some(Reconciliation),
                "They reached an agreement on reconciliation.",
            ),
            (
                Some(PrisonerExchange),
                "Both sides carried out a prisoner swap.",
            ),
            (Some(DeEscalation), "Douma lies in a de-escalation zone."),
            (Some(Surrender), "The surrender agreement was signed."),
            (None, "The agreement was signed."),
            (
                None,
                "They agreed on a settlement of the status of the fighters.",
            ),
        ] {
            let read = mentions::read(body, sentences(body), lexicon());
            let mut parsed = parse(&read, body, lexicon());
            let sentence = parsed.next().unwrap();
            let mut tokens = sentence.tree.tokens();
            let found = tokens.find_map(|token| naming(&sentence, token));
            assert_eq!(found.map(|naming| naming.deal_type), expected, "{body}");
        }
    }
}
