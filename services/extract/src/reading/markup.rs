//! The blocks of a parsed page, with what its markup says of them.

use std::{collections::HashMap, ops::Range};

use dom_query::{Document, NodeId, NodeRef};
use sulh_domain::DropReason;

use super::{
    blocks::{self, Block, Mark},
    metadata::one_line,
};
use crate::decoding::clean;

/// Elements nested deeper are not looked at.
const MAX_DEPTH: usize = 1024;

/// A block is a row of links from this share of linked text on, in percent.
const LINKS_PERCENT: usize = 60;
/// A block of links shorter than this is furniture, in bytes.
const MAX_LINKS_BYTES: usize = 240;

/// A line before a break is a paragraph's end where it is so short, in
/// characters.
const SHORT_LINE_CHARS: usize = 60;

/// Elements that are never shown as text.
const UNSHOWN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "audio",
    "canvas", "math", "select", "datalist", "head", "title", "textarea", "map",
];

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-img",
];

/// Elements that say by themselves what they hold.
fn reason_of_element(name: &str) -> Option<DropReason> {
    match name {
        "nav" | "menu" => Some(DropReason::Navigation),
        "footer" | "dialog" => Some(DropReason::Notice),
        "aside" => Some(DropReason::Related),
        "form" | "button" | "input" | "fieldset" => Some(DropReason::Appeal),
        "figcaption" | "figure" | "video" | "picture" => Some(DropReason::Caption),
        _ => None,
    }
}

/// What words in class names and ids say of their element.
fn reason_of_class(word: &str) -> Option<DropReason> {
    Some(match word {
        // Menus.
        "nav" | "navbar" | "navigation" | "menu" | "breadcrumb" | "breadcrumbs" | "crumbs"
        | "crumb" | "pagination" | "pager" | "skip" | "toolbar" | "topbar" | "masthead"
        | "language" | "languages" | "lang" | "weather" | "ticker" | "clock" | "toc" => {
            DropReason::Navigation
        }
        "share" | "sharing" | "sharebar" | "sharethis" | "social" | "addthis" | "sharedaddy"
        | "a2a" | "followus" | "socials" | "partage" | "teilen" | "compartir" | "paylas" => {
            DropReason::Share
        }
        "newsletter" | "subscribe" | "subscription" | "donate" | "donation" | "donations"
        | "paywall" | "signup" | "promo" | "cta" | "membership" | "appeal" | "fundraiser"
        | "fundraising" | "support" | "bulten" | "abonnement" | "subscriptions" => {
            DropReason::Appeal
        }
        "ad" | "ads" | "advert" | "advertisement" | "adsense" | "adslot" | "banner"
        | "sponsored" | "sponsor" | "outbrain" | "taboola" | "advertising" => {
            DropReason::Advertisement
        }
        "related" | "relatedposts" | "popular" | "trending" | "recommended" | "recommendations"
        | "mostread" | "more" | "sidebar" | "widget" | "breaking" | "teaser" | "teasers"
        | "readalso" | "readmore" | "jp" | "yarpp" | "latest" | "similar" | "benzer" | "ilgili"
        | "liens" | "verwandt" | "relacionadas" | "relacionados" | "outline" | "also" | "query" => {
            DropReason::Related
        }
        "comment" | "comments" | "commentlist" | "disqus" | "respond" | "replies"
        | "discussion" | "forum" | "yorum" | "yorumlar" | "kommentare" | "kommentar"
        | "commentaires" | "commentaire" | "comentarios" | "kommentarii" | "conversation" => {
            DropReason::Comment
        }
        "caption" | "legende" | "resim" | "photo" | "photos" | "picture" | "pic" | "credit"
        | "credits" | "photocredit" | "gallery" | "slideshow" | "figcaption" | "imagecaption" => {
            DropReason::Caption
        }
        "tag" | "tags" | "taglist" | "keywords" | "topics" | "categories" | "cat" | "etiket"
        | "etiketler" | "etiquetas" | "tegi" | "schlagworte" | "terms" => DropReason::Tags,
        "author" | "byline" | "by" | "bio" | "yazar" | "dateline" | "timestamp" | "pubdate"
        | "postmeta" => DropReason::Byline,
        "cookie" | "cookies" | "consent" | "gdpr" | "copyright" | "footer" | "disclaimer"
        | "colophon" | "legal" | "imprint" => DropReason::Notice,
        "tweet" | "instagram" | "telegram" | "embed" | "fbpost" => DropReason::Embed,
        "hidden" | "visually" | "sr" | "screenreader" | "offscreen" => DropReason::Hidden,
        _ => return None,
    })
}

/// Elements that hold the article whatever their classes say.
const PROTECTED: &[&str] = &["html", "body", "main", "article"];

/// What the page declares as the article's text holds so much of the prose, in
/// percent.
const DECLARED_PERCENT: usize = 30;
/// An element around the likeliest one holds the article where it has so much
/// of the prose of the other, in percent.
const CLIMBING_PERCENT: usize = 140;

/// So many elements around a block may be the one that holds the article.
const CONTAINER_LEVELS: usize = 5;

/// The page's blocks in order.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
    let root = document.root();
    let body = document.select_single("body");
    let mut walk = Walk {
        page_bytes: body.text().len().max(1),
        blocks: Vec::new(),
        around: Vec::new(),
        extents: HashMap::new(),
        declared: None,
        path: Vec::new(),
        text: String::new(),
        linked_bytes: 0,
    };
    walk.visit(&root, Context::default(), 0);
    walk.flush(Context::default());
    walk.mark_elsewhere();
    walk.blocks
}

/// What the elements around a text say of it.
#[derive(Clone, Copy, Default)]
struct Context {
    reason: Option<DropReason>,
    mark: Option<Mark>,
    in_link: bool,
}

struct Walk {
    /// Bytes of all text.
    page_bytes: usize,
    blocks: Vec<Block>,
    /// For each block the elements next around it, the innermost first.
    around: Vec<Vec<NodeId>>,
    /// For each element the element around it and the blocks that it holds.
    extents: HashMap<NodeId, (Option<NodeId>, Range<usize>)>,
    /// The element that the page itself calls the article's text.
    declared: Option<NodeId>,
    /// The elements around the node at hand, the outermost first.
    path: Vec<NodeId>,
    /// The text of the block at hand; breaks are line feeds.
    text: String,
    /// So much of it stands in links.
    linked_bytes: usize,
}

impl Walk {
    fn visit(&mut self, node: &NodeRef<'_>, context: Context, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        if node.is_text() {
            self.push(&node.text(), context);
            return;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if node.is_comment() || UNSHOWN.contains(&name) {
            return;
        }
        match name {
            "br" => return self.text.push('\n'),
            "hr" => return self.flush(context),
            _ => {}
        }
        let inner = self.inner(node, name, context);
        let breaks = node.is_element() && !INLINE.contains(&name) || inner.reason != context.reason;
        // Elements side by side are set apart by their style.
        if !breaks && node.is_element() && node.prev_sibling().is_some_and(|n| n.is_element()) {
            self.text.push(' ');
        }
        let first = self.blocks.len();
        if breaks {
            self.flush(context);
            self.path.push(node.id);
            if node
                .attr("itemprop")
                .is_some_and(|value| &*value == "articleBody")
            {
                self.declared.get_or_insert(node.id);
            }
        }
        for child in node.children_it(false) {
            self.visit(&child, inner, depth + 1);
        }
        if breaks {
            self.flush(inner);
            self.path.pop();
            let extent = (self.path.last().copied(), first..self.blocks.len());
            self.extents.insert(node.id, extent);
        }
    }

    /// What holds inside an element.
    fn inner(&self, node: &NodeRef<'_>, name: &str, context: Context) -> Context {
        let mark = match name {
            "h1" => Some(Mark::Title),
            "h2" | "h3" | "h4" | "h5" | "h6" => Some(Mark::Heading),
            "li" | "dd" | "dt" => Some(Mark::Item),
            "p" | "div" | "section" | "article" | "main" => None,
            _ => context.mark,
        };
        // A list's item may be a whole paragraph element.
        let mark = mark.or(context.mark.filter(|mark| *mark == Mark::Item));
        Context {
            reason: context.reason.or_else(|| self.reason(node, name)),
            mark,
            in_link: context.in_link || name == "a",
        }
    }

    /// Why an element is no part of the article.
    fn reason(&self, node: &NodeRef<'_>, name: &str) -> Option<DropReason> {
        if !node.is_element() || PROTECTED.contains(&name) {
            return None;
        }
        if is_hidden(node) {
            return Some(DropReason::Hidden);
        }
        let found = reason_of_element(name).or_else(|| {
            let attributes = [node.attr("class"), node.attr("id")];
            attributes
                .iter()
                .flatten()
                .find_map(|names| words(names).find_map(|word| reason_of_class(&word)))
        })?;
        // A name on what holds most of the page is of its layout.
        (node.text().len() * 2 < self.page_bytes).then_some(found)
    }

    fn push(&mut self, text: &str, context: Context) {
        // References such as `&shy;` bring in what decoding has left out.
        let text = clean(text);
        if context.in_link {
            self.linked_bytes += text.trim().len();
        }
        // Line feeds in markup are spaces.
        self.text
            .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }

    /// Ends the block at hand.
    fn flush(&mut self, context: Context) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked_bytes);
        let length = text.trim().len();
        if length == 0 {
            return;
        }
        let is_links = linked * 100 > length * LINKS_PERCENT && length < MAX_LINKS_BYTES;
        let mark = match (context.reason, context.mark) {
            (Some(reason), _) => Mark::Dropped(reason),
            (None, Some(mark @ (Mark::Title | Mark::Heading))) => mark,
            (None, _) if is_links => Mark::Links,
            (None, mark) => mark.unwrap_or(Mark::Plain),
        };
        for text in paragraphs(&text) {
            self.blocks.push(Block {
                text,
                span: None,
                mark,
            });
            let around = self.path.iter().rev().take(CONTAINER_LEVELS);
            self.around.push(around.copied().collect());
        }
    }

    /// Marks prose that stands below the element that holds the article: what
    /// stands above it may be the article's lead.
    fn mark_elsewhere(&mut self) {
        let prose: Vec<usize> = self
            .blocks
            .iter()
            .map(
                |block| match block.mark == Mark::Plain && block.is_prose() {
                    true => block.text.len(),
                    false => 0,
                },
            )
            .collect();
        let Some(end) = self.end_of_container(&prose) else {
            return;
        };
        for block in self.blocks.iter_mut().skip(end) {
            if block.mark == Mark::Plain {
                block.mark = Mark::Elsewhere;
            }
        }
    }

    /// Where the element that holds the article ends: the one that the page
    /// declares, else the one with most of the prose close to it, or one around
    /// it that holds much more.
    fn end_of_container(&self, prose: &[usize]) -> Option<usize> {
        let total = |range: &Range<usize>| -> usize {
            prose.get(range.clone()).unwrap_or_default().iter().sum()
        };
        let all: usize = prose.iter().sum();
        if let Some((_, blocks)) = self.declared.and_then(|id| self.extents.get(&id))
            && total(blocks) * 100 >= all * DECLARED_PERCENT
        {
            return Some(blocks.end);
        }
        let mut weights: HashMap<NodeId, usize> = HashMap::new();
        for (length, around) in prose.iter().zip(&self.around) {
            for (distance, element) in around.iter().enumerate() {
                *weights.entry(*element).or_default() += length / (distance + 1);
            }
        }
        let best = weights.iter().max_by_key(|(element, weight)| {
            (
                **weight,
                self.extents.get(element).map(|(_, blocks)| blocks.end),
            )
        });
        let (mut parent, mut blocks) = self.extents.get(best?.0)?.clone();
        for _ in 0..CONTAINER_LEVELS {
            let Some((next, around)) = parent.and_then(|id| self.extents.get(&id)) else {
                break;
            };
            if total(around) * 100 >= total(&blocks) * CLIMBING_PERCENT {
                blocks = around.clone();
            }
            parent = *next;
        }
        Some(blocks.end)
    }
}

/// The words of a class or id in lower case: `PromoA-title` has `promo`, `a` and
/// `title`.
fn words(names: &str) -> impl Iterator<Item = String> {
    let mut apart = String::with_capacity(names.len() + 8);
    let mut after_lower = false;
    for character in names.chars() {
        if character.is_ascii_uppercase() && after_lower {
            apart.push(' ');
        }
        after_lower = character.is_ascii_lowercase();
        apart.push(if character.is_ascii_alphanumeric() {
            character.to_ascii_lowercase()
        } else {
            ' '
        });
    }
    let words: Vec<String> = apart.split_whitespace().map(str::to_owned).collect();
    words.into_iter()
}

/// Whether an element is not shown.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_whitespace().collect();
    node.has_attr("hidden")
        || node
            .attr("aria-hidden")
            .is_some_and(|value| &*value == "true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// The paragraphs of a block: apart by two breaks, or by one after a sentence or
/// a short line.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.split('\n') {
        let Some(line) = one_line(line) else {
            goes_on = false;
            continue;
        };
        let runs_on = !blocks::ends_as_sentence(&line) && line.chars().count() > SHORT_LINE_CHARS;
        match paragraphs.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => paragraphs.push(line),
        }
        goes_on = runs_on;
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<(String, Mark)> {
        blocks(&Document::from(html))
            .into_iter()
            .map(|block| (block.text, block.mark))
            .collect()
    }

    #[test]
    fn text_between_blocks_is_a_block() {
        assert_eq!(
            of("<div>One <b>and</b> two.<p>Three.</p>Four.<br><br>Five</div>"),
            [
                ("One and two.".to_owned(), Mark::Plain),
                ("Three.".to_owned(), Mark::Plain),
                ("Four.".to_owned(), Mark::Plain),
                ("Five".to_owned(), Mark::Plain),
            ]
        );
    }

    #[test]
    fn elements_and_classes_say_what_they_hold() {
        let long = "A sentence of the article goes on for a while. ".repeat(20);
        let found = of(&format!(
            "<h1>Title</h1><p>{long}</p><figure><figcaption>A bus</figcaption></figure>\
             <div class='post-tags'>Syria</div><p style='display: none'>No</p>\
             <p><a href=x>Other news</a></p><ul><li>One item"
        ));
        let marks: Vec<Mark> = found.iter().map(|(_, mark)| *mark).collect();
        assert_eq!(
            marks,
            [
                Mark::Title,
                Mark::Plain,
                Mark::Dropped(DropReason::Caption),
                Mark::Dropped(DropReason::Tags),
                Mark::Dropped(DropReason::Hidden),
                Mark::Links,
                Mark::Item,
            ]
        );
    }

    #[test]
    fn a_class_on_most_of_the_page_is_of_its_layout() {
        let found = of("<div class=sidebar-right><p>The article stands here.</p></div>");
        assert_eq!(
            found,
            [("The article stands here.".to_owned(), Mark::Plain)]
        );
    }
}
