//! What fuzzing found, as small as it gets; each find is mended.

use sulh_domain::{Known, SourceDocument};
use sulh_extract::{
    Lexicon, extract,
    unpacking::{Bounds, unpack},
};

fn document(content: &str, media_type: &str) -> SourceDocument {
    SourceDocument {
        content: content.into(),
        label: String::new(),
        media_type: media_type.to_owned(),
        known: Known::default(),
    }
}

fn body_of(content: &str, media_type: &str) -> String {
    let document = document(content, media_type);
    extract(&document, Lexicon::shipped()).article.body
}

#[test]
fn character_references_bring_no_control_characters_in() {
    let page = "<p>People who signed in Dara&#x13;a in July were called up in October.";
    assert_eq!(
        body_of(page, "text/html"),
        "People who signed in Daraa in July were called up in October."
    );
}

#[test]
fn a_feed_gives_its_items_an_outlet_without_control_characters() {
    let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>R\n i&#5;ver &lt;b>Post&lt;/b></title>\
         <entry><summary>Buses left the town on Friday.</summary></entry></feed>";
    let items: Vec<_> = unpack(document(feed, "application/atom+xml"), Bounds::default()).collect();
    let [Ok(item)] = items.as_slice() else {
        panic!("{items:?}");
    };
    let article = extract(item, Lexicon::shipped()).article;
    assert_eq!(article.outlet.as_deref(), Some("R iver Post"));
}

#[test]
fn a_crawl_gives_no_address_with_control_characters() {
    let page =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Buses left the town on Friday.";
    let crawl = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:5d1f>\r\n\
         WARC-Date: 2018-03-23T08:00:00Z\r\nWARC-Target-URI: https://river-post.example/a\u{1}b\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let pages: Vec<_> = unpack(document(&crawl, "application/warc"), Bounds::default()).collect();
    let [Ok(found)] = pages.as_slice() else {
        panic!("{pages:?}");
    };
    assert_eq!(found.known.url, None);
    assert_eq!(
        extract(found, Lexicon::shipped()).article.body,
        "Buses left the town on Friday."
    );
}
