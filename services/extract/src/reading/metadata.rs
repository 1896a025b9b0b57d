//! What an HTML page says about itself.

use super::{header, page_dates, publication::Candidates};
use crate::Lexicon;
use dom_query::{Document, Selection};
use serde_json::Value;

/// Deeper JSON-LD is not looked at.
pub(super) const MAX_JSON_DEPTH: usize = 6;

/// JSON-LD of an article, as far as it matters.
#[derive(Default)]
struct LinkedData {
    headline: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

/// Title, outlet, address and dates of a page.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) dates: Candidates,
}

/// Reads what a page says about itself: JSON-LD, then meta elements, then what
/// it shows.
pub(super) fn read(document: &Document, lexicon: &Lexicon) -> Metadata {
    let values = linked_data(document);
    let metas = metas(document);
    let meta = |names: &[&str]| meta(&metas, names);
    let mut linked = LinkedData::default();
    for value in &values {
        collect(value, MAX_JSON_DEPTH, &mut linked);
    }
    let mut dates = Candidates::default();
    page_dates::collect(document, &values, &metas, &mut dates);
    let url = attribute(document, "link[rel='canonical']", "href")
        .or_else(|| meta(&["og:url"]))
        .or(linked.url)
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let host_outlet = url
        .as_deref()
        .and_then(|url| header::outlet_of_url(url, lexicon));
    if let Some(url) = &url {
        dates.state_address(url);
    }
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
    Metadata {
        title,
        outlet,
        url,
        dates,
    }
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

/// Names, in lower case, and contents of the meta elements.
fn metas(document: &Document) -> Vec<(String, String)> {
    document
        .select("meta[content]")
        .iter()
        .filter_map(|element| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|name| element.attr(name))?;
            Some((name.to_lowercase(), one_line(&element.attr("content")?)?))
        })
        .collect()
}

/// The content of the first of these meta elements that the page has.
fn meta(metas: &[(String, String)], names: &[&str]) -> Option<String> {
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

fn linked_data(document: &Document) -> Vec<Value> {
    document
        .select("script[type='application/ld+json']")
        .iter()
        .filter_map(|script| serde_json::from_str(&script.text()).ok())
        .collect()
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

/// Whether an element shows its text as part of a link for the most part.
pub(super) fn is_link(element: &Selection<'_>, text: &str) -> bool {
    let linked: usize = element
        .select("a")
        .iter()
        .map(|link| link.text().trim().len())
        .sum();
    linked * 5 > text.len() * 3
}
