//! Items of feeds: RSS `item`, Atom `entry`.
//!
//! Prefixes of namespaces are declared at the root of a feed, which an item that
//! stands alone has lost. So elements are told by their names: those with the
//! item's own prefix (mostly none), and the few of other vocabularies that feeds
//! put a text, a day or a language in, whose local names are unmistakable.
//! Others, such as `media:title`, are passed over.

use quick_xml::{
    Reader,
    escape::{resolve_html5_entity, unescape_with},
    events::{BytesRef, BytesStart, Event},
};

use super::{Page, metadata::one_line, read_either, stamp};
use crate::{Lexicon, decoding::clean};

/// Deeper elements are text.
const MAX_DEPTH: usize = 64;

/// What an item or a feed says, by the local names of its elements.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) title: Option<String>,
    pub(crate) link: Option<String>,
    pub(crate) published: Option<String>,
    updated: Option<String>,
    pub(crate) language: Option<String>,
    /// Name of the feed that an item was taken over from.
    source: Option<String>,
    content: Option<String>,
    summary: Option<String>,
}

/// Reads an article out of an item.
pub(super) fn read(xml: &str, lexicon: &Lexicon) -> Page {
    let fields = fields(xml, &["item", "entry"]);
    let text = fields.content.or(fields.summary).unwrap_or_default();
    let said = Page {
        title: fields.title.and_then(|title| plain(&title)),
        outlet: fields.source.and_then(|source| plain(&source)),
        url: fields
            .link
            .and_then(|link| one_line(&link))
            .filter(|link| link.contains("://")),
        published: fields
            .published
            .or(fields.updated)
            .and_then(|date| stamp::day(&date)),
        language: fields.language.and_then(|language| one_line(&language)),
        ..Page::default()
    };
    read_either(&clean(&text), lexicon).said_to_be(said)
}

/// The elements right below the first element with one of these names. What is
/// malformed ends the reading; what was read before counts.
pub(crate) fn fields(xml: &str, parents: &[&str]) -> Fields {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut fields = Fields::default();
    let mut prefix = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => match &prefix {
                None => {
                    if parents.contains(&local(&element).as_str()) {
                        prefix = Some(prefix_of(&element));
                        fields.language = attribute(&element, "xml:lang");
                    }
                }
                Some(own) => {
                    let is_own = prefix_of(&element) == *own;
                    let element = element.into_owned();
                    let text = text_of(&mut reader, &element);
                    fields.take(&element, is_own, text);
                }
            },
            // An Atom link is an element without content.
            Ok(Event::Empty(element)) => {
                if let Some(own) = &prefix {
                    fields.take(&element, prefix_of(&element) == *own, String::new());
                }
            }
            Ok(Event::End(_)) if prefix.is_some() => break,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    fields
}

impl Fields {
    fn take(&mut self, element: &BytesStart<'_>, is_own: bool, text: String) {
        let name = local(element);
        let field = match (name.as_str(), is_own) {
            ("title", true) => &mut self.title,
            ("pubdate" | "published" | "issued", true) | ("date" | "issued" | "created", false) => {
                &mut self.published
            }
            ("updated" | "modified", _) => &mut self.updated,
            ("language", _) => &mut self.language,
            ("source", true) => {
                // Atom's source is a feed of its own; its first line is its title.
                self.source.get_or_insert(
                    text.lines()
                        .find(|line| !line.trim().is_empty())
                        .unwrap_or_default()
                        .to_owned(),
                );
                return;
            }
            ("encoded", _) | ("content", true) => &mut self.content,
            ("description" | "summary", true) => &mut self.summary,
            ("link", true) => {
                let relation = attribute(element, "rel");
                if relation.is_none_or(|relation| relation == "alternate") {
                    let address = attribute(element, "href").unwrap_or(text);
                    self.link.get_or_insert(address);
                }
                return;
            }
            _ => return,
        };
        if !text.trim().is_empty() {
            field.get_or_insert(text);
        }
    }
}

/// What stands in an element: its text, with the tags of XHTML in it.
fn text_of(reader: &mut Reader<&[u8]>, parent: &BytesStart<'_>) -> String {
    let is_markup = attribute(parent, "type").as_deref() == Some("xhtml");
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                if is_markup && depth <= MAX_DEPTH {
                    text.push_str(&format!("<{}>", local(&element)));
                }
            }
            Ok(Event::Empty(element)) if is_markup => {
                text.push_str(&format!("<{}>", local(&element)));
            }
            Ok(Event::End(element)) => {
                if is_markup && (2..=MAX_DEPTH).contains(&depth) {
                    text.push_str(&format!("</{}>", element.local_name().into_inner()));
                } else if !is_markup {
                    text.push('\n');
                }
                depth -= 1;
            }
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(reference)) => push_reference(&mut text, &reference, is_markup),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    text
}

fn push_reference(text: &mut String, reference: &BytesRef<'_>, is_markup: bool) {
    let name: &str = reference;
    if is_markup {
        text.push_str(&format!("&{name};"));
    } else if let Ok(Some(character)) = reference.resolve_char_ref() {
        text.push(character);
    } else if let Some(known) = resolve_html5_entity(name) {
        text.push_str(known);
    } else {
        text.push_str(&format!("&{name};"));
    }
}

/// A title may hold markup, or entities that were escaped twice.
pub(crate) fn plain(title: &str) -> Option<String> {
    let title = clean(title);
    if title.contains(['<', '&']) {
        return one_line(&dom_query::Document::fragment(title.as_str()).text());
    }
    one_line(&title)
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().into_inner().to_ascii_lowercase()
}

fn prefix_of(element: &BytesStart<'_>) -> String {
    let prefix = element
        .name()
        .prefix()
        .map(|prefix| prefix.into_inner().to_owned());
    prefix.unwrap_or_default()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = unescape_with(&attribute.value, resolve_html5_entity);
    one_line(value.as_deref().unwrap_or(&attribute.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(xml: &str) -> Page {
        read(xml, crate::lexicon::tests::lexicon())
    }

    const TEXT: &str = "The last fighters left the old town on Friday, local sources said.";

    #[test]
    fn an_rss_item_is_read_without_its_feed() {
        let page = page(
            "<item>\n<title>Buses &amp;amp; fighters &#8211; leave</title><media:title>A bus</media:title>\
             <link>https://river.example/a?b=c&amp;d=e</link>\
             <description>The last fighters …</description>\
             <content:encoded><![CDATA[<p>The last fighters left the old town on Friday, local \
             sources said.</p>]]></content:encoded>\
             <pubDate>Wed, 18 Apr 2018 00:30:00 +0300</pubDate><source url=\"x\">River Post</source>\
             <dc:language>en</dc:language></item>",
        );
        assert_eq!(page.title.as_deref(), Some("Buses & fighters – leave"));
        assert_eq!(page.url.as_deref(), Some("https://river.example/a?b=c&d=e"));
        assert_eq!(
            page.published.map(|date| date.iso()).as_deref(),
            Some("2018-04-18")
        );
        assert_eq!(page.outlet.as_deref(), Some("River Post"));
        assert_eq!(page.language.as_deref(), Some("en"));
        assert_eq!(page.body, TEXT);
    }

    #[test]
    fn an_atom_entry_is_read_without_its_feed() {
        for entry in [
            format!("<content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content>"),
            format!("<content type='xhtml'><div xmlns='h'><p>{TEXT}</p><br/></div></content>"),
            format!("<summary>{TEXT}</summary>"),
        ] {
            let page = page(&format!(
                "<entry xml:lang='en'><title type='text'>Buses leave</title>\
                 <link rel='self' href='https://river.example/self'/><link href='https://river.example/a?b=c&amp;d=e'/>\
                 <updated>2018-05-01T00:00:00Z</updated><published>2018-04-18T09:00:00Z</published>\
                 <author><name>Jane</name></author>{entry}</entry>"
            ));
            assert_eq!(page.title.as_deref(), Some("Buses leave"));
            assert_eq!(page.url.as_deref(), Some("https://river.example/a?b=c&d=e"));
            assert_eq!(
                page.published.map(|date| date.iso()).as_deref(),
                Some("2018-04-18")
            );
            assert_eq!(page.body, TEXT, "{entry}");
        }
    }

    #[test]
    fn a_prefix_of_its_own_and_broken_markup_do_no_harm() {
        let page = page(&format!(
            "<atom:entry><atom:title>Buses leave</atom:title><atom:summary>{TEXT}</atom:summary><b></a"
        ));
        assert_eq!(page.title.as_deref(), Some("Buses leave"));
        assert_eq!(page.body, TEXT);
    }
}
