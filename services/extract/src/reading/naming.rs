//! The headline and the outlet of a page, out of what its head says and what it
//! shows.

use std::collections::HashSet;

use super::{
    blocks::{Block, Mark},
    header, headline,
};
use crate::{Lexicon, folding::fold};

/// What the head of a page says of its headline and outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Headlines of JSON-LD and meta elements, best first.
    pub(super) headlines: Vec<String>,
    /// The text of the title element: headline, section, outlet, in any order.
    pub(super) window_title: Option<String>,
    /// What meta elements call the site; often with a slogan.
    pub(super) site: Option<String>,
    /// The publisher of JSON-LD; often with a company's ending.
    pub(super) publisher: Option<String>,
    /// Text or description of the site's logo.
    pub(super) logo: Option<String>,
}

/// Between the parts of a window's title.
const SEPARATORS: &[&str] = &[
    " | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " / ", " › ",
];

/// Parts of window titles that name no outlet.
const GENERIC_PARTS: &[&str] = &[
    "home",
    "news",
    "world",
    "world news",
    "article",
    "articles",
    "middle east",
    "syria",
    "blog",
    "main page",
    "index",
    "politics",
    "opinion",
    "print",
    "print view",
    "untitled",
    "english",
    "dunya",
    "novosti",
    "actualites",
    "nachrichten",
];

/// The headline of a page, as it is shown where it is shown.
pub(super) fn title(names: &Names, blocks: &[Block]) -> Option<String> {
    let candidates: Vec<&str> = names
        .headlines
        .iter()
        .chain(&names.window_title)
        .map(String::as_str)
        .collect();
    let mut main = blocks.iter().filter(|block| block.mark == Mark::Title);
    if let (Some(only), None) = (main.next(), main.next()) {
        let shown = only.folded();
        let is_headline = candidates.is_empty()
            || candidates.iter().map(|c| fold(c)).any(|other| {
                other.contains(shown.as_str())
                    || shown.contains(other.as_str())
                    || headline::is_rewording(&shown, &other)
            });
        if is_headline && !is_name_of_site(&shown, names) {
            return Some(only.text.clone());
        }
    }
    let shown: HashSet<String> = blocks.iter().map(Block::folded).collect();
    let joined = candidates.iter().flat_map(|candidate| joins(candidate));
    for candidate in joined {
        let folded = fold(&candidate);
        if shown.contains(&folded) && !is_name_of_site(&folded, names) {
            return Some(candidate);
        }
    }
    let best = candidates.first()?;
    Some(without_site(best, names))
}

/// The outlet of a page: by what its head calls it, else by the part of the
/// window's title that is no headline.
pub(super) fn outlet(names: &Names, title: Option<&str>, lexicon: &Lexicon) -> Option<String> {
    let part = outlet_part(names, title);
    let said = [&names.site, &names.publisher, &names.logo];
    let known = said
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(part.as_deref())
        .flat_map(|name| std::iter::once(name).chain(pieces(name)))
        .find_map(|name| lexicon.outlets.named(name));
    if let Some(known) = known {
        return Some(known.name.clone());
    }
    let name = said
        .into_iter()
        .flatten()
        .find_map(|name| pieces(name).into_iter().next())
        .map(|name| header::without_legal_ending(name).to_owned());
    let Some(name) = name else {
        return part;
    };
    // The shorter of two forms of one name is the one that people use.
    let shorter = part.filter(|part| {
        let (name, part) = (fold(&name), fold(part));
        name.len() > part.len() && name.starts_with(part.as_str())
    });
    shorter.or(Some(name))
}

/// The part of the window's title that names the outlet.
fn outlet_part(names: &Names, title: Option<&str>) -> Option<String> {
    let window = names.window_title.as_deref()?;
    let title = fold(title?);
    let all = pieces(window);
    let rest: Vec<&str> = all
        .iter()
        .copied()
        .filter(|piece| {
            let folded = fold(piece);
            !title.contains(folded.as_str())
                && !folded.contains(title.as_str())
                && !GENERIC_PARTS.contains(&folded.as_str())
        })
        .collect();
    if rest.len() == all.len() || all.len() < 2 {
        return None;
    }
    let by_words = rest.iter().find(|piece| header::brand(piece).is_some());
    let title_is_first = all
        .first()
        .is_some_and(|first| title.contains(&fold(first)));
    let by_place = match title_is_first {
        true => rest.last(),
        false => rest.first(),
    };
    let name = by_words.or(by_place)?;
    // A slogan or a date may follow the name.
    let name = name.split([':', ',']).next()?.trim();
    let is_name =
        (1..=7).contains(&name.split_whitespace().count()) && name.chars().any(char::is_alphabetic);
    is_name.then(|| header::in_title_case(name))
}

/// The parts of a window's title or of a site's name.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for separator in SEPARATORS {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| piece.split(separator))
            .collect();
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces.into_iter().map(str::trim).collect()
}

/// A window's title whole, then without parts at its end or start.
fn joins(text: &str) -> Vec<String> {
    let mut joins = vec![text.to_owned()];
    for separator in SEPARATORS.iter().chain(&[": "]) {
        joins.extend(text.rsplit_once(separator).map(|(head, _)| head.to_owned()));
        joins.extend(text.split_once(separator).map(|(head, _)| head.to_owned()));
        joins.extend(text.split_once(separator).map(|(_, tail)| tail.to_owned()));
    }
    joins
}

fn is_name_of_site(folded: &str, names: &Names) -> bool {
    [&names.site, &names.publisher, &names.logo]
        .into_iter()
        .flatten()
        .any(|name| fold(name) == folded)
}

/// "Buses leave | The River Post" without the outlet.
fn without_site(title: &str, names: &Names) -> String {
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && (is_name_of_site(&fold(tail), names) || *separator == " | ")
        {
            return head.trim().to_owned();
        }
        if let Some((head, tail)) = title.split_once(separator)
            && is_name_of_site(&fold(head), names)
        {
            return tail.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::tests::lexicon;

    fn named(window: &str, shown: &str, site: Option<&str>) -> (Option<String>, Option<String>) {
        let names = Names {
            window_title: Some(window.into()),
            site: site.map(str::to_owned),
            ..Names::default()
        };
        let blocks = [Block {
            text: shown.into(),
            span: None,
            mark: Mark::Plain,
        }];
        let title = title(&names, &blocks);
        let outlet = outlet(&names, title.as_deref(), lexicon());
        (title, outlet)
    }

    #[test]
    fn a_window_title_is_taken_apart() {
        let title = Some("Buses leave the old town".to_owned());
        for (window, outlet) in [
            (
                "Buses leave the old town | World news | The River Post",
                "The River Post",
            ),
            ("River Post :: Buses leave the old town", "River Post"),
            (
                "Buses leave the old town - River Post, 04.05.2018",
                "River Post",
            ),
            (
                "Buses leave the old town « River Post: all the news",
                "River Post",
            ),
        ] {
            assert_eq!(
                named(window, "Buses leave the old town", None),
                (title.clone(), Some(outlet.to_owned())),
                "{window}"
            );
        }
    }

    #[test]
    fn a_slogan_is_no_part_of_a_name() {
        let (_, outlet) = named(
            "Buses leave",
            "Buses leave",
            Some("River Post | Near and far"),
        );
        assert_eq!(outlet.as_deref(), Some("River Post"));
    }
}
