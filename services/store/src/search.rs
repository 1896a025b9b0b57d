//! Finds articles and claims by their text.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sulh_domain::{
    RecordedClaim, Span, StoredArticle,
    filter::ArticleFilter,
    page::{Page, PageSize},
    search::{Question, Snippet, Term, plain, snippets},
};
use uuid::Uuid;

use crate::{Error, Store, articles::read_articles, words};

/// Parts of an article that are shown at most.
const MAX_SNIPPETS: usize = 3;
/// What Postgres puts before and behind what answers. Texts seldom hold these; where
/// one does, nothing in it is highlighted.
const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

/// Where an answer stands in a list: how well it answers, then its id.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerKey {
    rank: f32,
    id: Uuid,
}

/// An article that answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleAnswer {
    /// The article, with its body.
    pub article: StoredArticle,
    /// How well it answers: more is better. Only of use within one question.
    pub rank: f32,
    /// What of its title answers.
    pub title_highlights: Vec<Span>,
    /// What of its body answers most.
    pub snippets: Vec<Snippet>,
}

/// A claim whose evidence answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimAnswer {
    /// The claim.
    pub claim: RecordedClaim,
    /// How well it answers: more is better. Only of use within one question.
    pub rank: f32,
    /// What of its evidence answers: spans of the article's body.
    pub highlights: Vec<Span>,
}

impl Store {
    /// A page of articles that answer a question, the best answers first, those after
    /// `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn search_articles(
        &self,
        question: &Question,
        filter: &ArticleFilter,
        size: PageSize,
        after: Option<AnswerKey>,
    ) -> Result<Page<ArticleAnswer, AnswerKey>, Error> {
        let asked = to_tsquery(question);
        let rows = sqlx::query_file!(
            "src/search.sql",
            asked,
            &filter.outlets,
            &filter.languages,
            &words::ids(&filter.actors),
            &words::ids(&filter.places),
            filter.has_claims,
            filter.originals_only,
            after.map(|after| after.rank),
            after.map(|after| after.id),
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let page = Page::cut(rows, size, |row| AnswerKey {
            rank: row.rank,
            id: row.id,
        });
        let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
        let mut marked = self.marked_articles(&ids, &asked).await?;
        let articles = read_articles(&self.pool, &ids, true).await?;
        let ranks: HashMap<Uuid, f32> = page.items.iter().map(|row| (row.id, row.rank)).collect();
        let items = articles.into_iter().map(|article| {
            let id = article.id.0;
            let (title, body) = marked.remove(&id).unwrap_or_default();
            let own = article.article.title.as_deref().unwrap_or_default();
            ArticleAnswer {
                rank: ranks.get(&id).copied().unwrap_or_default(),
                title_highlights: highlights(own, &title),
                snippets: snippets(
                    &article.article.body,
                    &highlights(&article.article.body, &body),
                    MAX_SNIPPETS,
                ),
                article,
            }
        });
        Ok(Page {
            items: items.collect(),
            next: page.next,
        })
    }

    /// Titles and bodies of these articles with marks around what answers.
    async fn marked_articles(
        &self,
        ids: &[Uuid],
        asked: &str,
    ) -> Result<HashMap<Uuid, (String, String)>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT
                a.id,
                ts_headline(
                    asked.configuration, searched_text(coalesce(a.title, '')), asked.query, $3
                ) AS "title!",
                ts_headline(
                    asked.configuration, searched_text(a.body), asked.query, $3
                ) AS "body!"
            FROM search_queries($2) asked
            JOIN article a ON text_search_configuration(a.language) = asked.configuration
            WHERE a.id = ANY($1)
            "#,
            ids,
            asked,
            marking(),
        )
        .fetch_all(&self.pool)
        .await?;
        let marked = rows.into_iter().map(|row| (row.id, (row.title, row.body)));
        Ok(marked.collect())
    }

    /// A page of claims whose evidence answers a question, the best answers first,
    /// those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn search_claims(
        &self,
        question: &Question,
        size: PageSize,
        after: Option<AnswerKey>,
    ) -> Result<Page<ClaimAnswer, AnswerKey>, Error> {
        let asked = to_tsquery(question);
        let rows = sqlx::query!(
            r#"
            SELECT
                answer.article_id AS "article_id!", answer.id AS "id!", answer.rank AS "rank!",
                ARRAY(
                    SELECT ts_headline(answer.configuration, searched_text(e.quote), answer.query, $5)
                    FROM claim_evidence e
                    WHERE (e.article_id, e.claim_id) = (answer.article_id, answer.id)
                    ORDER BY e.ordinal
                ) AS "marked!"
            FROM (
                SELECT
                    c.article_id, c.id, ts_rank_cd(c.search, asked.query, 1) AS rank,
                    asked.configuration, asked.query
                FROM search_queries($1) asked
                JOIN claim c ON c.search @@ asked.query
                JOIN article a ON a.id = c.article_id
                    AND text_search_configuration(a.language) = asked.configuration
            ) AS answer
            WHERE $2::real IS NULL OR (answer.rank, answer.id) < ($2, $3::uuid)
            ORDER BY answer.rank DESC, answer.id DESC
            LIMIT $4
            "#,
            asked,
            after.map(|after| after.rank),
            after.map(|after| after.id),
            i64::from(size.get()) + 1,
            marking(),
        )
        .fetch_all(&self.pool)
        .await?;
        let page = Page::cut(rows, size, |row| AnswerKey {
            rank: row.rank,
            id: row.id,
        });
        let (articles, ids): (Vec<Uuid>, Vec<Uuid>) = page
            .items
            .iter()
            .map(|row| (row.article_id, row.id))
            .unzip();
        let claims = self.claims_of(&articles, &ids).await?;
        let items = page.items.into_iter().zip(claims).map(|(row, claim)| {
            let evidence = claim.claim.evidence.iter().zip(&claim.quotes);
            let within = evidence
                .zip(&row.marked)
                .flat_map(|((span, quote), marked)| {
                    let found = highlights(quote, marked).into_iter();
                    found.map(|found| Span {
                        start: span.start + found.start,
                        end: span.start + found.end,
                    })
                });
            ClaimAnswer {
                highlights: within.collect(),
                rank: row.rank,
                claim,
            }
        });
        Ok(Page {
            items: items.collect(),
            next: page.next,
        })
    }
}

/// A question in the syntax of to_tsquery. Wordings hold letters, digits and spaces
/// only, so that none of them says anything else.
fn to_tsquery(question: &Question) -> String {
    let all = |terms: &Vec<Term>| {
        let terms: Vec<String> = terms.iter().map(term).collect();
        format!("({})", terms.join(" & "))
    };
    let any_of: Vec<String> = question.any_of.iter().map(all).collect();
    any_of.join(" | ")
}

fn term(term: &Term) -> String {
    let star = if term.is_prefix { ":*" } else { "" };
    let sign = if term.is_excluded { "!" } else { "" };
    let wordings: Vec<String> = term
        .wordings
        .iter()
        .map(|wording| format!("'{}'{star}", plain(wording)))
        .collect();
    format!("{sign}({})", wordings.join(" | "))
}

/// The options of ts_headline that mark a whole text.
fn marking() -> String {
    let [start, end] = MARKS;
    format!("StartSel={start}, StopSel={end}, HighlightAll=true")
}

/// What lies between marks, as spans of the text that was marked; neighbours with
/// nothing but a space between them are one. Nothing where the text is another one.
fn highlights(text: &str, marked: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut characters = text.char_indices();
    let mut start = None;
    let mut offset = 0;
    for c in marked.chars() {
        if c == MARKS[0] {
            start = Some(offset);
        } else if c == MARKS[1] {
            let Some(span) = start.take().and_then(|start| Span::new(start, offset)) else {
                return Vec::new();
            };
            match found.last_mut() {
                Some(last) if last.end + 1 == span.start => last.end = span.end,
                _ => found.push(span),
            }
        } else {
            // A space may stand for a hyphen.
            match characters.next() {
                Some((at, own)) if own == c || c == ' ' => offset = at + own.len_utf8(),
                _ => return Vec::new(),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_written_so_that_they_mean_what_they_say() {
        let written = |text| to_tsquery(&Question::parse(text).unwrap());
        assert_eq!(
            written("talks \"left the town\" -truce"),
            "(('talks') & ('left the town') & !('truce'))"
        );
        assert_eq!(written("evac* or it's"), "(('evac':*)) | (('it s'))");
        let mut named = Question::parse("Douma").unwrap();
        named.any_of[0][0].wordings.push("Duma'; DROP\\".to_owned());
        assert_eq!(to_tsquery(&named), "(('Douma' | 'Duma DROP'))");
    }

    #[test]
    fn highlights_are_bytes_of_the_text_that_was_marked() {
        let text = "Jaysh al-Islam – left « Douma ».";
        let marked = "\u{1}Jaysh\u{2} \u{1}al\u{2} \u{1}Islam\u{2}   left « \u{1}Douma\u{2} ».";
        let found: Vec<_> = highlights(text, marked)
            .into_iter()
            .filter_map(|span| span.of(text))
            .collect();
        assert_eq!(found, ["Jaysh al-Islam", "Douma"]);
        assert!(highlights("another text", marked).is_empty());
        assert!(highlights("a\u{2}b", "a\u{2}b").is_empty());
    }
}
