//! Where actors and places are named, quoted.

use crate::{Mention, Report};

/// A stretch of an article that names someone or some place, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedMention<T> {
    /// The article.
    pub report: Report,
    /// Who or what is named, and where.
    pub mention: Mention<T>,
    /// The text of the sentence.
    pub sentence: String,
}

impl<T> QuotedMention<T> {
    /// The words that name; empty where the mention does not lie in its sentence.
    pub fn name(&self) -> &str {
        let Mention { span, sentence, .. } = &self.mention;
        span.start
            .checked_sub(sentence.start)
            .zip(span.end.checked_sub(sentence.start))
            .and_then(|(start, end)| self.sentence.get(start as usize..end as usize))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ArticleId, Span};

    #[test]
    fn the_name_is_cut_from_the_sentence() {
        let quoted = |start, end| QuotedMention {
            report: Report {
                article: ArticleId::of(b"report"),
                title: None,
                outlet: None,
                published: None,
                original: None,
            },
            mention: Mention {
                of: (),
                span: Span { start, end },
                sentence: Span {
                    start: 100,
                    end: 130,
                },
            },
            sentence: "Hay’at Tahrir al-Sham left.".to_owned(),
        };
        assert_eq!(quoted(100, 123).name(), "Hay’at Tahrir al-Sham");
        for (start, end) in [(99, 123), (100, 104), (100, 131)] {
            assert_eq!(quoted(start, end).name(), "");
        }
    }
}
