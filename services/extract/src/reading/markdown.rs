//! Markdown, with front matter.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html as markup};

use super::{Page, html, metadata::one_line, plain_text, stamp};
use crate::Lexicon;

/// Longer texts are read as they are: nobody writes them in Markdown.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Reads an article out of Markdown.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> Page {
    if text.len() > MAX_BYTES {
        return plain_text::read(text, lexicon);
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut front_matter = String::new();
    let mut is_front_matter = false;
    let mut rest = Vec::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => is_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => is_front_matter = false,
            Event::Text(line) if is_front_matter => front_matter.push_str(&line),
            event => rest.push(event),
        }
    }
    let mut page = String::new();
    markup::push_html(&mut page, rest.into_iter());
    html::read(&page, lexicon).said_to_be(said(&front_matter))
}

/// What front matter says: of YAML and TOML only lines `key: value`, which is
/// what it consists of.
fn said(front_matter: &str) -> Page {
    let value = |names: &[&str]| {
        front_matter.lines().find_map(|line| {
            let (key, value) = line.split_once([':', '='])?;
            let is_named = names
                .iter()
                .any(|name| key.trim().eq_ignore_ascii_case(name));
            let value = value.trim().trim_matches(['"', '\'']);
            is_named.then(|| one_line(value))?
        })
    };
    Page {
        title: value(&["title", "headline"]),
        outlet: value(&[
            "outlet",
            "site",
            "sitename",
            "site_name",
            "publisher",
            "source",
        ])
        .filter(|outlet| !outlet.contains("://")),
        url: value(&[
            "url",
            "link",
            "canonical",
            "original_url",
            "source_url",
            "source",
        ])
        .filter(|url| is_address(url)),
        published: value(&[
            "date",
            "published",
            "publish_date",
            "publishdate",
            "date_published",
            "created",
        ])
        .and_then(|date| stamp::day(&date)),
        language: value(&["language", "lang"]),
        ..Page::default()
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_headline_frame_the_text() {
        let text = "---\ntitle: \"Fighters leave Old Town\"\ndate: 2018-04-18\n\
            url: https://river.example/a?b=c\nsource: River Post\nlang: en\n---\n\n\
            # Fighters leave Old Town\n\n\
            The last fighters left the *old town* on Friday, [local sources](https://x.example) said.\n\n\
            Twelve buses carried them to the north, where a camp had been made ready for them.\n";
        let page = read(text, crate::lexicon::tests::lexicon());
        assert_eq!(page.title.as_deref(), Some("Fighters leave Old Town"));
        assert_eq!(page.outlet.as_deref(), Some("River Post"));
        assert_eq!(page.url.as_deref(), Some("https://river.example/a?b=c"));
        assert_eq!(
            page.published.map(|date| date.iso()).as_deref(),
            Some("2018-04-18")
        );
        assert_eq!(page.language.as_deref(), Some("en"));
        assert_eq!(
            page.body,
            "The last fighters left the old town on Friday, local sources said.\n\n\
             Twelve buses carried them to the north, where a camp had been made ready for them."
        );
    }

    #[test]
    fn a_headline_of_the_first_level_is_the_title() {
        let text = "# Fighters leave Old Town\n\n18 April 2018\n\n\
            The last fighters left the old town on Friday, local sources said in the evening.\n";
        let page = read(text, crate::lexicon::tests::lexicon());
        assert_eq!(page.title.as_deref(), Some("Fighters leave Old Town"));
        assert_eq!(
            page.published.map(|date| date.iso()).as_deref(),
            Some("2018-04-18")
        );
    }
}
