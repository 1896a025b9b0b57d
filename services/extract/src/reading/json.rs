//! One JSON object with a text and what is known of it, as scrapers and corpora
//! export them.

use serde_json::{Map, Value};

use super::{Page, html, markdown, metadata::one_line, plain_text, read_either, stamp};
use crate::{Lexicon, decoding::clean};

/// Keys for the same thing, the surest first; compared without case and
/// underscores.
const TEXT: &[&str] = &[
    "text",
    "plaintext",
    "maintext",
    "rawtext",
    "fulltext",
    "articletext",
];
const HTML: &[&str] = &[
    "html",
    "contenthtml",
    "rawhtml",
    "articlehtml",
    "htmlcontent",
];
const MARKDOWN: &[&str] = &["markdown", "md"];
const EITHER: &[&str] = &[
    "articlebody",
    "body",
    "content",
    "article",
    "story",
    "description",
    "summary",
];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &[
    "url",
    "link",
    "canonicallink",
    "canonicalurl",
    "sourceurl",
    "permalink",
];
const OUTLET: &[&str] = &[
    "outlet",
    "sitename",
    "site",
    "publisher",
    "publication",
    "newspaper",
    "source",
    "hostname",
    "sourcedomain",
    "domain",
];
const PUBLISHED: &[&str] = &[
    "published",
    "datepublished",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "publishedat",
    "published_on",
    "pubdate",
    "datepublish",
    "date",
    "timestamp",
    "created",
    "createdat",
];
const LANGUAGE: &[&str] = &["language", "lang", "languagecode", "inlanguage", "metalang"];

/// Reads an article out of a JSON object. A text that is no object is read as
/// plain text.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> Page {
    let Ok(Value::Object(object)) = serde_json::from_str(text) else {
        return plain_text::read(text, lexicon);
    };
    let fields = Fields(&object);
    let said = Page {
        title: fields.line(TITLE),
        outlet: fields.outlet(lexicon),
        url: fields.line(URL).filter(|url| url.contains("://")),
        published: fields.published(),
        language: fields.line(LANGUAGE),
        ..Page::default()
    };
    fields.body(lexicon).said_to_be(said)
}

/// The members of an object, by any of several names.
struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn values(&self, names: &[&str]) -> impl Iterator<Item = &Value> {
        names.iter().filter_map(|name| {
            let found = self.0.iter().find(|(key, _)| {
                key.chars()
                    .filter(|c| !matches!(c, '_' | '-' | ' '))
                    .map(|c| c.to_ascii_lowercase())
                    .eq(name.chars())
            });
            found.map(|(_, value)| value)
        })
    }

    /// A text as it is; a list of texts as paragraphs.
    fn text(&self, names: &[&str]) -> Option<String> {
        let texts = self.values(names).map(|value| match value {
            Value::String(text) => clean(text),
            Value::Array(parts) => {
                let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
                clean(&parts.join("\n\n"))
            }
            _ => String::new(),
        });
        texts.into_iter().find(|text| !text.trim().is_empty())
    }

    /// A text on one line, or the name of an object such as schema.org's
    /// `{"@type": "Organization", "name": …}`.
    fn line(&self, names: &[&str]) -> Option<String> {
        self.values(names).find_map(|value| {
            let text = value.as_str().or_else(|| {
                ["name", "title", "@id"]
                    .iter()
                    .find_map(|key| value.get(key)?.as_str())
            })?;
            one_line(&clean(text))
        })
    }

    /// An outlet by name; hosts are names of outlets that the lexicon knows.
    fn outlet(&self, lexicon: &Lexicon) -> Option<String> {
        let name = self.line(OUTLET)?;
        let is_host = name.contains('.') && !name.contains(' ');
        if !is_host {
            return Some(name);
        }
        let url = if name.contains("://") {
            name.clone()
        } else {
            format!("https://{name}/")
        };
        let known = super::header::outlet_of_url(&url, lexicon);
        known.or_else(|| Some(name).filter(|name| !name.contains("://")))
    }

    fn published(&self) -> Option<sulh_domain::PartialDate> {
        self.values(PUBLISHED).find_map(|value| match value {
            Value::String(text) => stamp::day(text),
            Value::Number(time) => stamp::day_of_epoch(time.as_f64()?.trunc() as i64),
            _ => None,
        })
    }

    fn body(&self, lexicon: &Lexicon) -> Page {
        if let Some(text) = self.text(TEXT) {
            return plain_text::read(&text, lexicon);
        }
        if let Some(page) = self.text(HTML) {
            return html::read(&page, lexicon);
        }
        if let Some(text) = self.text(MARKDOWN) {
            return markdown::read(&text, lexicon);
        }
        let text = self.text(EITHER).unwrap_or_default();
        read_either(&text, lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(json: &str) -> Page {
        read(json, crate::lexicon::tests::lexicon())
    }

    const TEXT: &str = "The last fighters left the old town on Friday, local sources said.";

    #[test]
    fn what_is_known_beside_the_text_wins() {
        let page = page(
            r#"{"text": "18 March 2017\n\nThe last fighters left the old town on Friday, local sources said.",
            "title": "Buses\tleave", "url": "https://river.example/a", "site": {"name": "River Post"},
            "published": "2018-04-18T09:00:00Z", "lang": "en-GB"}"#,
        );
        assert_eq!(page.title.as_deref(), Some("Buses leave"));
        assert_eq!(page.outlet.as_deref(), Some("River Post"));
        assert_eq!(page.url.as_deref(), Some("https://river.example/a"));
        assert_eq!(
            page.published.map(|date| date.iso()).as_deref(),
            Some("2018-04-18")
        );
        assert_eq!(page.language.as_deref(), Some("en-GB"));
        assert_eq!(page.body, TEXT);
    }

    #[test]
    fn exports_of_other_programs_are_understood() {
        for json in [
            r#"{"Publish_Date": "2018-04-18 00:00:00", "text": "T", "html": "<p>no"}"#,
            r#"{"date": "2018-04-18", "raw_text": "T", "hostname": "river.example", "body": null}"#,
            r#"{"datePublished": "2018-04-18", "articleBody": "<p>T</p>"}"#,
            r#"{"timestamp": 1524009600, "content": ["T"], "source_domain": "river.example"}"#,
            r###"{"date": "2018-04-18", "markdown": "## Buses\n\nT"}"###,
            r#"{"date": "18 April 2018", "text": "", "html": "<html><body><p>T</p></body></html>"}"#,
        ] {
            let page = page(
                &json
                    .replace("T\"", &format!("{TEXT}\""))
                    .replace("T<", &format!("{TEXT}<")),
            );
            assert_eq!(
                page.published.map(|date| date.iso()).as_deref(),
                Some("2018-04-18"),
                "{json}"
            );
            assert!(page.body.ends_with(TEXT), "{json}: {}", page.body);
        }
    }

    #[test]
    fn nothing_comes_of_objects_without_text() {
        assert_eq!(page("{}").body, "");
        assert_eq!(
            page(r#"{"text": {"a": 1}, "date": [], "title": 5}"#).body,
            ""
        );
        assert_eq!(page(r#"{"text": "a\u0000b"}"#).body, "ab");
        assert_eq!(page("{\"text\": ").title, None);
    }
}
