//! What an HTML page says about itself.

use dom_query::Document;
use serde_json::Value;
use sulh_domain::{DateBasis, PartialDate};

use super::header;
use crate::{Lexicon, dates};

/// Deeper JSON-LD is not looked at.
const MAX_JSON_DEPTH: usize = 6;

/// JSON-LD of an article, as far as it matters.
#[derive(Default)]
struct LinkedData {
    headline: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

/// Names under which pages give the day of publication, best first.
const DATE_METAS: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
];

/// Title, outlet, address and date of a page.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<PartialDate>,
}

/// Reads what a page says about itself: JSON-LD, then meta elements, then what
/// it shows.
pub(super) fn read(document: &Document, lexicon: &Lexicon) -> Metadata {
    let linked = linked_data(document);
    let meta = |names: &[&str]| meta(document, names);
    let url = attribute(document, "link[rel='canonical']", "href")
        .or_else(|| meta(&["og:url"]))
        .or(linked.url)
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let (url_date, host_outlet) = url
        .as_deref()
        .map_or((None, None), |url| header::of_url(url, lexicon));
    let outlet = linked
        .publisher
        .or_else(|| meta(&["og:site_name", "application-name"]))
        .or(host_outlet);
    let title = linked
        .headline
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title"]))
        .map(|title| without_outlet(&title, outlet.as_deref()))
        .or_else(|| only(document, "h1"))
        .or_else(|| {
            let title = only(document, "head title")?;
            Some(without_outlet(&title, outlet.as_deref()))
        });
    let published = linked
        .published
        .and_then(|date| day(&date))
        .or_else(|| day(&meta(DATE_METAS)?))
        .or_else(|| {
            day(&attribute(
                document,
                "[itemprop='datePublished']",
                "content",
            )?)
        })
        .or_else(|| day(&attribute(document, "time[datetime]", "datetime")?))
        .or(url_date);
    Metadata {
        title,
        outlet,
        url,
        published,
    }
}

fn day(text: &str) -> Option<PartialDate> {
    dates::first_full(text, DateBasis::Header).map(|found| found.date)
}

/// A text on one line; `None` where nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(line).filter(|line| !line.is_empty())
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    one_line(&document.select_single(selector).attr(name)?)
}

/// The text of the only such element.
fn only(document: &Document, selector: &str) -> Option<String> {
    let found = document.select(selector);
    (found.length() == 1).then(|| one_line(&found.text()))?
}

/// The content of the first of these meta elements that the page has.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    let metas: Vec<(String, String)> = document
        .select("meta[content]")
        .iter()
        .filter_map(|element| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|name| element.attr(name))?;
            Some((name.to_lowercase(), one_line(&element.attr("content")?)?))
        })
        .collect();
    names.iter().find_map(|name| {
        let (_, content) = metas.iter().find(|(other, _)| other == name)?;
        Some(content.clone())
    })
}

/// "Buses leave | The River Post" without the outlet.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && (outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(tail.trim()))
                || separator == " | ")
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

fn linked_data(document: &Document) -> LinkedData {
    let mut data = LinkedData::default();
    for script in document.select("script[type='application/ld+json']").iter() {
        if let Ok(value) = serde_json::from_str(&script.text()) {
            collect(&value, MAX_JSON_DEPTH, &mut data);
        }
    }
    data
}

fn collect(value: &Value, depth: usize, data: &mut LinkedData) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|v| collect(v, depth - 1, data)),
        Value::Object(object) => {
            let text = |key: &str| one_line(object.get(key)?.as_str()?);
            if object.contains_key("datePublished") || object.contains_key("headline") {
                data.headline = data.headline.take().or_else(|| text("headline"));
                data.published = data.published.take().or_else(|| text("datePublished"));
                data.url = data.url.take().or_else(|| text("url"));
                let publisher = object.get("publisher").and_then(|p| p.get("name"));
                let publisher = publisher.and_then(Value::as_str).and_then(one_line);
                data.publisher = data.publisher.take().or(publisher);
            }
            if let Some(graph) = object.get("@graph") {
                collect(graph, depth - 1, data);
            }
        }
        _ => {}
    }
}
