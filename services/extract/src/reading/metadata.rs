//! What an HTML page says about itself.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::{address, header, naming::Names, page_dates, publication::Candidates};
use crate::{Lexicon, decoding::clean};

/// Deeper JSON-LD is not looked at.
pub(super) const MAX_JSON_DEPTH: usize = 6;

/// JSON-LD of an article, as far as it matters.
#[derive(Default)]
struct LinkedData {
    headline: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

/// Browsers note the address of a saved page in so many bytes at its start.
const SAVED_FROM_BYTES: usize = 2048;

/// So many elements that may be the logo are looked at.
const MAX_LOGOS: usize = 20;
/// Logos have at most so many words.
const MAX_LOGO_WORDS: usize = 7;

/// Names, address and dates of a page.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) names: Names,
    /// The outlet that publishes at the page's host.
    pub(super) host_outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) dates: Candidates,
}

/// Reads what a page says about itself: JSON-LD, then meta elements, then what
/// it shows.
pub(super) fn read(html: &str, document: &Document, lexicon: &Lexicon) -> Metadata {
    let root = document.root();
    // Walked several times: much faster than to select again and again.
    let elements: Vec<NodeRef<'_>> = root.descendants_it().filter(NodeRef::is_element).collect();
    let values = linked_data(&elements);
    let metas = metas(&elements);
    let meta = |names: &[&str]| meta(&metas, names);
    let mut linked = LinkedData::default();
    for value in &values {
        collect(value, MAX_JSON_DEPTH, &mut linked);
    }
    let mut dates = Candidates::default();
    page_dates::collect(document, &values, &metas, &mut dates);
    let url = link(&elements, "canonical")
        .or_else(|| meta(&["og:url"]))
        .or(linked.url)
        .or_else(|| link(&elements, "shortlink"))
        .or_else(|| saved_from(html))
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
        .map(|url| address::original(&url).to_owned());
    let host_outlet = url
        .as_deref()
        .and_then(|url| header::outlet_of_url(url, lexicon));
    if let Some(url) = &url {
        dates.state_address(url);
    }
    let headlines = [
        linked.headline,
        meta(&["og:title"]),
        meta(&[
            "twitter:title",
            "dc.title",
            "dcterms.title",
            "sailthru.title",
            "headline",
        ]),
    ];
    let names = Names {
        headlines: headlines.into_iter().flatten().collect(),
        window_title: named(&elements, "title")
            .next()
            .and_then(|title| one_line(&title.text())),
        site: meta(&[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
        ]),
        publisher: linked
            .publisher
            .or_else(|| meta(&["dc.publisher", "dcterms.publisher", "citation_publisher"])),
        logo: logo(&elements),
    };
    Metadata {
        names,
        host_outlet,
        url,
        dates,
    }
}

/// A text on one line; `None` where nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    // References such as `&#0;` bring in what decoding has left out.
    let text = clean(text);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(line).filter(|line| !line.is_empty())
}

/// The elements with this name.
fn named<'a>(elements: &'a [NodeRef<'a>], name: &'a str) -> impl Iterator<Item = &'a NodeRef<'a>> {
    elements.iter().filter(move |node| node.has_name(name))
}

/// The address that the page gives for itself in this role.
fn link(elements: &[NodeRef<'_>], role: &str) -> Option<String> {
    let is_meant = |node: &&NodeRef<'_>| is_attribute(node, "rel", role);
    one_line(&named(elements, "link").find(is_meant)?.attr("href")?)
}

fn is_attribute(node: &NodeRef<'_>, name: &str, value: &str) -> bool {
    node.attr(name)
        .is_some_and(|found| found.eq_ignore_ascii_case(value))
}

/// Words in the class or id of the site's logo.
const LOGO_WORDS: &[&str] = &["logo", "brand"];
/// Words in the class of the site's name.
const SITE_WORDS: &[&str] = &["site-title", "site-name", "sitename"];

/// Whether an element may be the site's logo or name.
fn is_logo(node: &NodeRef<'_>) -> bool {
    let holds = |name: &str, words: &[&str]| {
        node.attr(name)
            .is_some_and(|value| words.iter().any(|word| value.contains(word)))
    };
    holds("class", LOGO_WORDS)
        || holds("class", SITE_WORDS)
        || holds("id", &["logo"])
        || (node.attr("itemprop").is_some_and(|name| &*name == "name")
            && node.ancestors_it(None).any(|above| {
                above
                    .attr("itemprop")
                    .is_some_and(|name| &*name == "publisher")
            }))
}

/// What the site's logo shows or says of itself.
fn logo(elements: &[NodeRef<'_>]) -> Option<String> {
    elements
        .iter()
        .filter(|node| is_logo(node))
        .take(MAX_LOGOS)
        .find_map(|element| {
            let image = || {
                let mut inside = element.descendants_it();
                inside.find_map(|node| node.attr("alt").filter(|_| node.has_name("img")))
            };
            let text = one_line(&element.text())
                .or_else(|| one_line(&element.attr("alt")?))
                .or_else(|| one_line(&image()?))?;
            let text = text
                .trim_end_matches(" logo")
                .trim_start_matches("Logo: ")
                .to_owned();
            let words = text.split_whitespace().count();
            ((1..=MAX_LOGO_WORDS).contains(&words)
                && text.chars().count() > 2
                && !text.eq_ignore_ascii_case("logo"))
            .then_some(text)
        })
}

/// Names, in lower case, and contents of the meta elements.
fn metas(elements: &[NodeRef<'_>]) -> Vec<(String, String)> {
    named(elements, "meta")
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

/// The address that browsers put into pages that they save.
fn saved_from(html: &str) -> Option<String> {
    let start = html.get(..html.floor_char_boundary(SAVED_FROM_BYTES))?;
    let (_, rest) = start.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    Some(rest.split_whitespace().next()?.to_owned())
}

fn linked_data(elements: &[NodeRef<'_>]) -> Vec<Value> {
    named(elements, "script")
        .filter(|script| is_attribute(script, "type", "application/ld+json"))
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
