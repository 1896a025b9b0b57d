//! HTML pages.

use std::sync::LazyLock;

use dom_query::Document;
use regex::{Captures, Regex};

use super::{Page, article, markup, metadata, naming, plain_text};
use crate::{Lexicon, patterns::compiled, warnings};

/// Larger pages are read without their markup.
const MAX_MARKUP_BYTES: usize = 4 * 1024 * 1024;

/// Deeper pages are read without their markup: parsers take quadratic time.
const MAX_DEPTH: usize = 128;

/// Tags with more attributes than this are no page's.
const MAX_ATTRIBUTES: usize = 500;

/// Pages with more tags are read without them: an element takes a few hundred
/// bytes of memory.
const MAX_TAGS: usize = 100_000;

/// Reads an article out of HTML.
pub(super) fn read(html: &str, lexicon: &Lexicon) -> Page {
    if !is_parsable(html) {
        let mut page = plain_text::read(&without_tags(html), lexicon);
        page.warnings.push(warnings::warning(
            warnings::MARKUP_STRIPPED,
            "the markup is too large or too deep: its tags were stripped",
        ));
        return page;
    }
    let (metadata, blocks) = {
        let document = Document::from(html);
        let metadata = metadata::read(html, &document, lexicon);
        (metadata, markup::blocks(&document))
    };
    let title = naming::title(&metadata.names, &blocks);
    let outlet = naming::outlet(&metadata.names, title.as_deref(), lexicon);
    let page = Page {
        outlet: outlet.or(metadata.host_outlet),
        title,
        url: metadata.url,
        dates: metadata.dates,
        ..Page::default()
    };
    article::read(blocks, page, lexicon)
}

/// Whether the page can be parsed in linear time and little memory: not too
/// large, not too many elements, not nested too deep, without masses of
/// attributes.
fn is_parsable(html: &str) -> bool {
    if html.len() > MAX_MARKUP_BYTES {
        return false;
    }
    let mut depth = 0_usize;
    let mut tags = html.split('<');
    tags.next();
    for (count, tag) in tags.enumerate() {
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '/');
        let name = tag.get(..name_end.unwrap_or(tag.len())).unwrap_or_default();
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !may_stay_open(&name.to_ascii_lowercase())
            && !tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
        {
            depth += 1;
        }
        if count >= MAX_TAGS || depth > MAX_DEPTH || attributes(tag) > MAX_ATTRIBUTES {
            return false;
        }
    }
    true
}

/// About how many attributes a tag has.
fn attributes(tag: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for byte in tag.bytes() {
        match (quote, byte) {
            (None, b'>') => break,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b' ' | b'\n' | b'\t' | b'/') => count += 1,
            _ => {}
        }
    }
    count
}

/// Elements that pages leave open as a matter of course.
fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "tr"
            | "td"
            | "th"
    )
}

/// The text between the tags, each tag a line feed. One pass, since every copy
/// of a large page counts.
fn without_tags(html: &str) -> String {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?is)<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^<>]*>?|&(?-i:nbsp|quot|#39|lt|gt|amp);",
        )
    });
    let text = MARKUP.replace_all(html, |found: &Captures<'_>| {
        match found.get(0).map_or("", |markup| markup.as_str()) {
            "&nbsp;" => " ",
            "&quot;" => "\"",
            "&#39;" => "'",
            "&lt;" => "<",
            "&gt;" => ">",
            "&amp;" => "&",
            _ => "\n",
        }
    });
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        read(html, crate::lexicon::tests::lexicon())
    }

    #[test]
    fn the_article_is_taken_out_of_its_page() {
        let page = page(
            r#"<!DOCTYPE html><html><head><title>Buses leave | River Post</title>
            <meta property="og:site_name" content="River Post">
            <meta property="article:published_time" content="2017-03-19T07:40:00+02:00">
            <meta property="article:modified_time" content="2019-11-02T10:15:00+02:00">
            <link rel="canonical" href="https://riverpost.example/a"></head>
            <body><div class="cookie-banner"><p>We use cookies, and by continuing you agree to our terms.</p></div>
            <nav><ul><li>Home</li><li>Syria</li></ul></nav><main><h1>Buses leave</h1>
            <p class="byline">By Jane Roe &middot; 19 March 2017</p>
            <figure><figcaption>Buses queue at the edge of the quarter.</figcaption></figure>
            <p>Several hundred fighters and their families left the quarter on Saturday, in the first convoy of many.</p>
            <p><a href="/x">Read more: Water flows to the capital again after a surrender</a></p>
            <p>The deal was signed last Monday by a committee of residents and by the government, two members said.</p>
            </main><aside><h2>Most read</h2><ul><li>Another town, another swap, another week</li></ul></aside>
            <section id="comments"><p>They should all have left the town long before, I say, and never come back.</p></section>
            <footer><p>Copyright 2017 The River Post. All rights reserved.</p></footer></body></html>"#,
        );
        assert_eq!(page.title.as_deref(), Some("Buses leave"));
        assert_eq!(page.outlet.as_deref(), Some("River Post"));
        assert_eq!(page.published.map(|d| d.iso()), Some("2017-03-19".into()));
        assert_eq!(page.url.as_deref(), Some("https://riverpost.example/a"));
        let paragraphs: Vec<&str> = page.body.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 2, "{}", page.body);
        assert!(paragraphs[0].starts_with("Several hundred"));
        assert!(paragraphs[1].ends_with("two members said."));
    }

    #[test]
    fn references_bring_no_control_characters_in() {
        let page = page(
            "<title>Buses&#1; leave</title><body><p>The last buses left Ha&shy;ras&#x200B;ta on Friday,\
             &nbsp;two&#19; of the drivers&#0; said, and&#13;&#10;nobody came back.",
        );
        assert_eq!(page.title.as_deref(), Some("Buses leave"));
        assert_eq!(
            page.body,
            "The last buses left Harasta on Friday, two of the drivers\u{FFFD} said, and nobody came back."
        );
    }

    #[test]
    fn stripped_markup_keeps_its_text() {
        assert_eq!(
            without_tags(
                "<p a='>'>A &amp;lt; B<!-- c --> &quot;D&nbsp;E&quot;&shy;<script>f</script>"
            ),
            "\n'>A &lt; B\n \"D E\"&shy;\n"
        );
    }

    #[test]
    fn hostile_markup_is_stripped_not_parsed() {
        let deep = format!("{}Buses left the town.", "<div>".repeat(MAX_DEPTH + 1));
        let page = page(&deep);
        assert_eq!(page.body, "Buses left the town.");
        assert_eq!(page.warnings[0].code, warnings::MARKUP_STRIPPED);
        assert!(!is_parsable(&"<p>".repeat(MAX_TAGS + 1)));
        assert!(!is_parsable(&format!(
            "<p {}>",
            "a=1 ".repeat(MAX_ATTRIBUTES + 1)
        )));
    }
}
