//! What the words around a name say that its bearer does: "Jane Roe, a
//! spokeswoman for the group", "the governor, John Doe", "who heads the council".

use std::ops::Range;

use super::{
    names::Name,
    tokens::{Kind, Token, Tokens},
};
use crate::{
    Lexicon,
    lexicon::{Meaning, WordClass},
};

/// A function with the words that belong to it. All ranges are of tokens.
#[derive(Clone, Debug)]
pub(super) struct Phrase<'l> {
    pub(super) class: WordClass,
    /// The office is of the Syrian state where no other is named.
    pub(super) serves_state: bool,
    /// What the lexicon calls the function, where the text says it with a verb
    /// or shortens it.
    pub(super) called: Option<&'l str>,
    /// The function with its qualifiers: "lead negotiator".
    pub(super) function: Range<usize>,
    /// The words before it: "the group's".
    pub(super) before: Range<usize>,
    /// The words after it: "for militants in the south".
    pub(super) after: Range<usize>,
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "another", "its", "their", "his", "her", "our", "one",
];

/// Ties between a function and whom it serves.
const TIES: &[&str] = &[
    "of", "for", "in", "with", "at", "from", "to", "on", "within", "inside", "under",
];

/// Words that end what belongs to a function.
const ENDS: &[&str] = &[
    "who",
    "which",
    "that",
    "whose",
    "where",
    "when",
    "while",
    "as",
    "after",
    "before",
    "since",
    "until",
    "by",
    "and",
    "but",
    "or",
    "nor",
    "because",
    "if",
    "although",
    "was",
    "were",
    "is",
    "are",
    "has",
    "had",
    "have",
    "been",
    "be",
    "will",
    "would",
    "said",
    "says",
    "told",
    "added",
    "noted",
    "stated",
    "announced",
    "confirmed",
    "denied",
    "reported",
    "explained",
    "claimed",
    "warned",
    "called",
    "met",
    "spoke",
    "they",
    "he",
    "she",
    "it",
    "not",
    "also",
    "could",
    "may",
    "might",
    "did",
    "does",
    "do",
    "can",
    "should",
    "went",
    "came",
    "left",
    "took",
    "sent",
    "gave",
    "shot",
    "put",
    "held",
    "quoted",
    "saying",
    "citing",
    "according",
    "against",
    "fighting",
    "battling",
    "besieging",
    "targeting",
    "bombing",
    "holding",
];

const COPULAS: &[&str] = &[
    "is", "was", "serves", "served", "acts", "acted", "works", "worked",
];

const ADVERBS: &[&str] = &[
    "also",
    "currently",
    "now",
    "then",
    "once",
    "has",
    "had",
    "been",
    "as",
    "formerly",
    "previously",
    "long",
    "still",
];

/// How many tokens belong to a function before and after it.
const REACH: usize = 14;

/// How many words may stand between a name and its function.
const MODIFIERS: usize = 8;

pub(super) fn is_function(class: WordClass) -> bool {
    matches!(
        class,
        WordClass::Spokesman
            | WordClass::Negotiator
            | WordClass::Armed
            | WordClass::Office
            | WordClass::Member
            | WordClass::Civic
    )
}

/// Reads around one of the names of a sentence.
pub(super) struct Reader<'a, 'l> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) names: &'a [Name],
    pub(super) lexicon: &'l Lexicon,
}

impl<'l> Reader<'_, 'l> {
    /// What the words around a name may say of its bearer, the plainest first.
    pub(super) fn phrases(&self, name: &Name) -> impl Iterator<Item = Phrase<'l>> {
        let rank = self.rank(name);
        let membership = self.membership(name);
        let rank = rank.map(|rank| {
            let after = membership
                .as_ref()
                .map_or(rank.after.clone(), |of| of.after.clone());
            Phrase { after, ..rank }
        });
        let told = [self.before(name), self.after(name), rank, membership];
        told.into_iter().flatten()
    }

    /// "…, a spokesman for", "(the governor of", "…, who heads", "is the head of".
    fn after(&self, name: &Name) -> Option<Phrase<'l>> {
        let tokens = self.tokens;
        let mut at = name.tokens.end;
        if tokens.before(at).is_some_and(|last| last.possessive) {
            return None;
        }
        let opens = tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Comma || matches!(token.text, "(" | "–" | "—")
        });
        at += usize::from(opens);
        let mut is_apposition = opens;
        // "X, 34, a commander", "X, known as the strongman of".
        let is_age = |token: &Token<'_>| token.text.chars().all(|c| c.is_ascii_digit());
        let has_age = tokens.get(at).is_some_and(is_age) && tokens.is_comma(at + 1);
        let is_known = tokens.is_any(at, &["known"]) && tokens.is_any(at + 1, &["as"]);
        if opens && (has_age || is_known) {
            at += 2;
        }
        let relative = tokens.is_any(at, &["who"]);
        at += usize::from(relative);
        let verb_start = at;
        while relative && tokens.is_any(at, ADVERBS) {
            at += 1;
        }
        if relative && let Some((verb, end)) = tokens.phrase_at(at, self.lexicon, is_heads) {
            return Some(Phrase {
                class: WordClass::Member,
                serves_state: false,
                called: verb.function.as_deref(),
                function: at..end,
                before: at..at,
                after: self.complement(end, true),
            });
        }
        at = verb_start;
        let mut is_said = false;
        while tokens.is_any(at, COPULAS) || (is_said || relative) && tokens.is_any(at, ADVERBS) {
            is_said = true;
            at += 1;
        }
        if relative && !is_said {
            return None;
        }
        let determined = tokens.is_any(at, DETERMINERS);
        if is_said && !relative && !determined {
            return None;
        }
        is_apposition |= determined || is_said;
        let (meaning, function, before) = self.function_from(at, is_apposition)?;
        if self.name_at(function.end) {
            return None;
        }
        let after = self.complement(function.end, false);
        // "…, the head of the council, X" tells of the one named next.
        Some(Phrase {
            class: meaning.class,
            serves_state: meaning.serves_state,
            called: meaning.function.as_deref(),
            function,
            before,
            after,
        })
    }

    /// "X from the council of Y", "X of Jaysh al-Islam".
    fn membership(&self, name: &Name) -> Option<Phrase<'l>> {
        let mut at = name.tokens.end;
        at += usize::from(self.tokens.is_comma(at));
        if !self.tokens.is_any(at, &["from", "of"]) {
            return None;
        }
        let after = self.complement(at, true);
        Some(Phrase {
            class: WordClass::Common,
            serves_state: false,
            called: Some("member"),
            function: at..at,
            before: at..at,
            after,
        })
    }

    /// "the governor, X", "the head of the council, X", "its leader is X".
    fn before(&self, name: &Name) -> Option<Phrase<'l>> {
        let (end, rank) = self.title(name);
        if let Some(phrase) = self.headed_by(end) {
            return Some(phrase);
        }
        let before = end.checked_sub(1)?;
        let has_comma = self.tokens.is_comma(before);
        let has_copula = self.tokens.is_any(before, &["is", "was"]);
        let near = end - usize::from(has_comma || has_copula);
        let is_apart = has_comma || has_copula;
        self.adjacent(near, is_apart, rank.is_some())
            .or_else(|| self.with_complement(near, is_apart))
    }

    /// "Lt. Gen. X".
    fn rank(&self, name: &Name) -> Option<Phrase<'l>> {
        self.title(name).1
    }

    /// Where the titles and ranks before a name begin, and the rank nearest to it.
    fn title(&self, name: &Name) -> (usize, Option<Phrase<'l>>) {
        let mut end = name.tokens.start;
        let mut rank = None;
        let is_title = |class| matches!(class, WordClass::Title | WordClass::Rank);
        while let Some((meaning, start)) = self.tokens.phrase_before(end, self.lexicon, is_title) {
            if meaning.class == WordClass::Rank && rank.is_none() {
                rank = Some(Phrase {
                    class: WordClass::Rank,
                    serves_state: false,
                    called: meaning.function.as_deref(),
                    function: start..end,
                    before: self.modifiers_before(start),
                    after: end..end,
                });
            }
            end = start;
        }
        (end, rank)
    }

    /// "a committee led by X".
    fn headed_by(&self, end: usize) -> Option<Phrase<'l>> {
        let by = end
            .checked_sub(1)
            .filter(|at| self.tokens.is_any(*at, &["by"]))?;
        let (verb, start) = self.tokens.phrase_before(by, self.lexicon, is_heads)?;
        let from = start.saturating_sub(MODIFIERS);
        let is_mark = |at: &usize| {
            self.tokens
                .get(*at)
                .is_some_and(|token| token.kind == Kind::Mark)
        };
        let from = (from..start)
            .rev()
            .find(is_mark)
            .map_or(from, |mark| mark + 1);
        Some(Phrase {
            class: WordClass::Member,
            serves_state: false,
            called: verb.function.as_deref(),
            function: start..start,
            before: from..start,
            after: end..end,
        })
    }

    /// A function right before a name, or before its comma.
    fn adjacent(&self, end: usize, has_comma: bool, has_rank: bool) -> Option<Phrase<'l>> {
        let (meaning, start) = self.tokens.phrase_before(end, self.lexicon, is_function)?;
        let function = self.with_qualifiers(start)..end;
        let before = self.modifiers_before(function.start);
        let is_determined = self.tokens.is_any(before.start, DETERMINERS)
            || before.clone().any(|at| {
                self.tokens
                    .get(at)
                    .is_some_and(|token| token.possessive || matches!(token.kind, Kind::Actor(_)))
            });
        // "Others in the town are officials, X said" is no apposition.
        if has_comma && !is_determined && !has_rank {
            return None;
        }
        Some(Phrase {
            class: meaning.class,
            serves_state: meaning.serves_state,
            called: None,
            function,
            before,
            after: end..end,
        })
    }

    /// A function with whom it serves before a name: "commander of @ X".
    fn with_complement(&self, end: usize, has_comma: bool) -> Option<Phrase<'l>> {
        let tokens = self.tokens;
        let last = tokens.before(end)?;
        if TIES.contains(&last.folded.as_str()) {
            return None;
        }
        let from = end.saturating_sub(REACH);
        let mut at = end;
        while at > from {
            at -= 1;
            let token = tokens.get(at)?;
            let is_far = match token.kind {
                Kind::Comma | Kind::Mark => true,
                Kind::Word => ends_phrase(&token.folded, has_comma),
                _ => false,
            };
            if is_far {
                return None;
            }
            if !tokens.is_any(at, TIES) {
                continue;
            }
            let Some((meaning, start)) = tokens.phrase_before(at, self.lexicon, is_function) else {
                continue;
            };
            let function = self.with_qualifiers(start)..at;
            return Some(Phrase {
                class: meaning.class,
                serves_state: meaning.serves_state,
                called: None,
                before: self.modifiers_before(function.start),
                function,
                after: at..end,
            });
        }
        None
    }

    /// The function of a noun phrase that begins here, with what stands before it.
    fn function_from(
        &self,
        start: usize,
        is_apposition: bool,
    ) -> Option<(&'l Meaning, Range<usize>, Range<usize>)> {
        let tokens = self.tokens;
        let accept = |class| is_function(class) || class == WordClass::Rank;
        let mut at = start;
        while at < start + MODIFIERS {
            if let Some((mut meaning, mut end)) = tokens.phrase_at(at, self.lexicon, accept) {
                // "deputy head", "chief negotiator", "deputy humanitarian coordinator".
                loop {
                    let next = self.after_qualifiers(end);
                    let Some(found) = tokens.phrase_at(next, self.lexicon, is_function) else {
                        break;
                    };
                    (meaning, end) = found;
                }
                let function = self.with_qualifiers(at)..end;
                let function = function.start.max(start)..function.end;
                let before = start..function.start;
                return Some((meaning, function, before));
            }
            let token = tokens.get(at)?;
            let allowed = match token.kind {
                Kind::Actor(_) | Kind::Place(_) => true,
                Kind::Word => {
                    self.is_modifier(at)
                        || is_apposition
                            && (token.text.starts_with(char::is_lowercase) || token.possessive)
                            && !ends_phrase(&token.folded, true)
                            && (!TIES.contains(&token.folded.as_str()))
                }
                Kind::Comma | Kind::Mark => false,
            };
            if !allowed {
                return None;
            }
            at += 1;
        }
        None
    }

    fn after_qualifiers(&self, start: usize) -> usize {
        let mut at = start;
        let is_qualifier = |class| class == WordClass::Qualifier;
        while let Some((_, end)) = self.tokens.phrase_at(at, self.lexicon, is_qualifier) {
            at = end;
        }
        at
    }

    /// Where the qualifiers before a function begin: "lead" of "lead negotiator".
    fn with_qualifiers(&self, function: usize) -> usize {
        let mut start = function;
        let is_qualifier = |class| class == WordClass::Qualifier;
        while let Some((_, before)) = self.tokens.phrase_before(start, self.lexicon, is_qualifier)
            && self
                .tokens
                .before(start)
                .is_some_and(|token| !token.possessive)
        {
            start = before;
        }
        start
    }

    /// The words before a function that tell whom it serves.
    fn modifiers_before(&self, end: usize) -> Range<usize> {
        let mut start = end;
        while start > 0 && end - start < MODIFIERS {
            let at = start - 1;
            let Some(token) = self.tokens.get(at) else {
                break;
            };
            let belongs = match token.kind {
                Kind::Actor(_) | Kind::Place(_) => true,
                Kind::Word => {
                    self.is_modifier(at)
                        || DETERMINERS.contains(&token.folded.as_str())
                        || token.possessive
                        || (token.text.starts_with(char::is_lowercase)
                            && !ends_phrase(&token.folded, false)
                            && !TIES.contains(&token.folded.as_str()))
                }
                Kind::Comma | Kind::Mark => false,
            };
            if !belongs {
                break;
            }
            start = at;
            if DETERMINERS.contains(&token.folded.as_str()) {
                break;
            }
        }
        start..end
    }

    /// What a function serves: from its tie to the end of the phrase. With
    /// `is_tied` no tie need follow.
    fn complement(&self, start: usize, is_tied: bool) -> Range<usize> {
        if !is_tied && !self.tokens.is_any(start, TIES) {
            return start..start;
        }
        let mut end = start;
        while end < self.tokens.len() && end - start < REACH {
            let Some(token) = self.tokens.get(end) else {
                break;
            };
            let ends = match token.kind {
                Kind::Comma | Kind::Mark => true,
                Kind::Word => ENDS.contains(&token.folded.as_str()),
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
        }
        start..end
    }

    fn is_modifier(&self, at: usize) -> bool {
        let accept = |class| {
            matches!(
                class,
                WordClass::Qualifier | WordClass::Nation | WordClass::Rank
            )
        };
        self.tokens.phrase_at(at, self.lexicon, accept).is_some()
    }

    fn name_at(&self, at: usize) -> bool {
        self.names.iter().any(|name| name.tokens.start == at)
    }
}

fn is_heads(class: WordClass) -> bool {
    class == WordClass::Heads
}

/// Whether a word is a verb or joins clauses. Before a comma a participle may
/// belong to a phrase: "the leader of the banned group, X".
fn ends_phrase(folded: &str, has_comma: bool) -> bool {
    let is_past = folded.len() > 4 && folded.ends_with("ed") && !folded.contains('-');
    ENDS.contains(&folded) || (is_past && !has_comma)
}
