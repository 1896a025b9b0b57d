//! Which articles are one report: syndicated, crawled again or lightly edited.
//!
//! Two texts are compared as sets of word pairs. They are one report when the
//! pairs that both have are at least [`THRESHOLD`] of the pairs that either has
//! (Jaccard). Pairs tell an edited text from one that shares half its sentences,
//! which triples do not: a changed word breaks two pairs but three triples, while
//! a shared half stays a half. Measured in `services/extract/tests`.
//!
//! Candidates are found by MinHash (Broder, "On the resemblance and containment
//! of documents", 1997) in bands: texts that share a band are compared.

use std::{
    collections::{BTreeSet, HashMap},
    hash::Hasher,
};

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use siphasher::sip::SipHasher13;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::ArticleId;

/// The Jaccard index of word pairs from which two texts are one report. With a
/// seventh of the words replaced it is .58, where half of the text was cut or
/// as much was appended .50, where two texts share half of what they say .35.
pub const THRESHOLD: f64 = 0.45;
/// A text of fewer word pairs is the same as another only where they agree word
/// for word: a few words more or less make another report of it.
pub const MIN_PAIRS: usize = 20;
/// Only so many characters of a text are compared, from its start: more than
/// any report has, so that the work is bounded.
pub const MAX_CHARS: usize = 300_000;

/// Bands of a signature, and rows of a band. Texts at the threshold share a band
/// with a probability of .98, those of index .57 of .9999, and two reports on
/// one subject (.02) of .00002.
const BANDS: u64 = 96;
const ROWS: u64 = 4;

/// A text as near-duplicates are told by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shingles {
    /// Hashes of its word pairs, each once.
    pairs: BTreeSet<u64>,
    /// Hash of all its words in order; `None` where there are none.
    whole: Option<u64>,
}

impl Shingles {
    /// Takes a text apart. Case, punctuation, diacritics and space do not count.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let pairs = words
            .iter()
            .zip(words.iter().skip(1))
            .map(|(first, second)| hash([first.as_str(), second.as_str()]))
            .collect();
        Self {
            pairs,
            whole: (!words.is_empty()).then(|| hash(words.iter().map(String::as_str))),
        }
    }

    /// Whether both are one report. Symmetric; a text without words is none.
    pub fn same_report(&self, other: &Self) -> bool {
        if self.is_short() || other.is_short() {
            return self.whole.is_some() && self.whole == other.whole;
        }
        self.jaccard(other) >= THRESHOLD
    }

    /// The word pairs that both have, as a share of those that either has: 0 to
    /// 1; 0 where neither has any.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let shared = self.pairs.intersection(&other.pairs).count();
        let all = self.pairs.len() + other.pairs.len() - shared;
        if all == 0 {
            return 0.0;
        }
        shared as f64 / all as f64
    }

    /// Texts that are one report share one of these values, but for a few at the
    /// threshold. They are the same on every machine and are kept in databases:
    /// how they are computed may not change without computing them all again.
    pub fn bands(&self) -> BTreeSet<u64> {
        if self.is_short() {
            return self.whole.into_iter().collect();
        }
        (0..BANDS)
            .map(|band| {
                let mut hasher = hasher();
                hasher.write(&band.to_le_bytes());
                for row in 0..ROWS {
                    let minimum = self.minimum(band * ROWS + row).unwrap_or_default();
                    hasher.write(&minimum.to_le_bytes());
                }
                hasher.finish()
            })
            .collect()
    }

    /// The first of its pairs in the order number `order`.
    fn minimum(&self, order: u64) -> Option<u64> {
        let seed = scramble(order + 1);
        self.pairs.iter().map(|pair| scramble(pair ^ seed)).min()
    }

    fn is_short(&self) -> bool {
        self.pairs.len() < MIN_PAIRS
    }
}

/// Which of the articles of one report the others repeat: the first published,
/// undated ones last, of equals the one with the smallest id. `None` where there
/// are none.
pub fn original(
    articles: impl IntoIterator<Item = (ArticleId, Option<Date>)>,
) -> Option<ArticleId> {
    articles
        .into_iter()
        .min_by_key(|(id, published)| (published.is_none(), *published, *id))
        .map(|(id, _)| id)
}

/// For each of these articles, given with their texts, the one that it repeats:
/// itself where it is an original. Articles that are linked through others are one
/// report.
pub fn originals(
    articles: &[(ArticleId, Option<Date>, Shingles)],
) -> HashMap<ArticleId, ArticleId> {
    let mut reports = UnionFind::new(articles.len());
    for (number, (_, _, text)) in articles.iter().enumerate() {
        for (other, (_, _, other_text)) in articles.iter().enumerate().skip(number + 1) {
            if text.same_report(other_text) {
                reports.union(number, other);
            }
        }
    }
    let mut copies: HashMap<usize, Vec<(ArticleId, Option<Date>)>> = HashMap::new();
    for (number, (id, published, _)) in articles.iter().enumerate() {
        let report = copies.entry(reports.find(number)).or_default();
        report.push((*id, *published));
    }
    copies
        .into_values()
        .flat_map(|copies| {
            let first = original(copies.iter().copied());
            copies
                .into_iter()
                .filter_map(move |(id, _)| Some((id, first?)))
        })
        .collect()
}

/// The words of a text, spelled so that typography does not tell them apart.
fn words(text: &str) -> Vec<String> {
    let end = text
        .char_indices()
        .nth(MAX_CHARS)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end)
        .unwrap_or_default()
        .unicode_words()
        .map(|word| {
            word.nfkd()
                .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn hash<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hasher = hasher();
    for word in words {
        hasher.write(word.as_bytes());
        // No byte of UTF-8: keeps "ab c" apart from "a bc".
        hasher.write_u8(0xFF);
    }
    hasher.finish()
}

fn hasher() -> SipHasher13 {
    SipHasher13::new_with_keys(0, 0)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014): a permutation of all 64-bit numbers.
fn scramble(number: u64) -> u64 {
    let number = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const REPORT: &str = "Fighters of Ahrar al-Sham began leaving the town of Harasta in \
        Eastern Ghouta on Thursday under a deal with the Syrian government. Buses carried \
        the fighters and their families to Idlib province, state television said. The \
        group's spokesman confirmed the accord, which Russia had guaranteed.";

    fn same(one: &str, other: &str) -> bool {
        let (one, other) = (Shingles::of(one), Shingles::of(other));
        // Whatever is one report must also be found as a candidate.
        one.same_report(&other) && !one.bands().is_disjoint(&other.bands())
    }

    #[test]
    fn typography_does_not_matter() {
        let other = REPORT
            .to_uppercase()
            .replace('\'', "’")
            .replace(". ", ".\n\n")
            .replace("al-Sham", "al Sham");
        assert_eq!(Shingles::of(REPORT).jaccard(&Shingles::of(&other)), 1.0);
        assert_eq!(Shingles::of("Ġūṭa"), Shingles::of("guta"));
    }

    #[test]
    fn an_agency_line_and_a_changed_word_leave_the_report_the_same() {
        let syndicated = format!(
            "DAMASCUS (Agencies) - {} Reporting by our correspondent.",
            REPORT.replace("began leaving", "started to leave")
        );
        assert!(same(REPORT, &syndicated));
        assert!(!same(
            REPORT,
            "Talks about Douma broke off on Friday, a monitor said, after the \
            two sides failed to agree on who would stay in the town and who would go north."
        ));
    }

    #[test]
    fn short_texts_are_one_report_only_word_for_word() {
        assert!(same(
            "A truce holds in Harasta.",
            "a truce holds in HARASTA"
        ));
        assert!(!same(
            "A truce holds in Harasta.",
            "A truce holds in Douma."
        ));
        assert!(!same("", "") && !same("...", "!"));
    }

    #[test]
    fn any_script_has_words() {
        let arabic = "بدأ مقاتلو أحرار الشام بمغادرة مدينة حرستا في الغوطة الشرقية يوم الخميس \
            بموجب اتفاق مع الحكومة السورية ونقلت الحافلات المقاتلين وعائلاتهم إلى محافظة إدلب";
        assert!(same(arabic, &format!("دمشق - {arabic}")));
        assert!(same(arabic, &arabic.replace("الخميس", "الجمعة")));
        let chinese =
            "周四自由沙姆人组织的武装人员根据与叙利亚政府达成的协议开始撤离东古塔的哈拉斯塔镇";
        assert!(same(chinese, &format!("大马士革电{chinese}")));
    }

    #[test]
    fn bands_are_the_same_on_every_machine() {
        let bands = Shingles::of(REPORT).bands();
        assert_eq!(bands.len(), 96);
        assert_eq!(bands.first(), Some(&93_600_223_574_054_486));
    }

    #[test]
    fn the_first_published_is_the_original_and_undated_ones_come_last() {
        let [a, b, c] = [1u8, 2, 3].map(|n| ArticleId::of(&[n]));
        let early = Some(date(2018, 3, 22));
        let late = Some(date(2018, 3, 23));
        assert_eq!(original([(a, late), (b, early), (c, None)]), Some(b));
        assert_eq!(original([(a, early), (b, early)]), Some(a.min(b)));
        assert_eq!(original([(a, None), (c, late)]), Some(c));
        assert_eq!(original([]), None);
    }

    #[test]
    fn copies_of_copies_are_copies_while_the_copy_between_is_there() {
        let half = |n: u32| -> String {
            (0..200)
                .map(|word| format!("w{} ", n * 60 + word))
                .collect()
        };
        let articles: Vec<_> = [3, 1, 2]
            .into_iter()
            .zip(0u32..)
            .map(|(day, n)| {
                let id = ArticleId::of(&n.to_be_bytes());
                (id, Some(date(2018, 3, day)), Shingles::of(&half(n)))
            })
            .collect();
        assert!(
            articles
                .iter()
                .all(|(id, _, _)| originals(&articles)[id] == articles[1].0),
            "{:?}",
            originals(&articles)
        );
        let without = [articles[0].clone(), articles[2].clone()];
        assert!(
            without
                .iter()
                .all(|(id, _, _)| originals(&without)[id] == *id)
        );
    }

    proptest! {
        #[test]
        fn the_index_is_symmetric_and_1_for_the_same(one in "[a-e ]{0,80}", other in "[a-e ]{0,80}") {
            let (one, other) = (Shingles::of(&one), Shingles::of(&other));
            prop_assert_eq!(one.jaccard(&other), other.jaccard(&one));
            prop_assert_eq!(one.same_report(&other), other.same_report(&one));
            prop_assert!((0.0..=1.0).contains(&one.jaccard(&other)));
            prop_assert_eq!(one.same_report(&one), one.whole.is_some());
        }

        /// Articles join one after the other, as they do when they are stored: a
        /// report's original is the same in any order.
        #[test]
        fn the_original_does_not_depend_on_the_order(
            days in prop::collection::vec(prop::option::of(1..28i8), 1..12),
            split in 0..12usize,
        ) {
            let articles: Vec<_> = days
                .iter()
                .zip(0u8..)
                .map(|(day, n)| (ArticleId::of(&[n]), day.map(|day| date(2018, 3, day))))
                .collect();
            let (head, tail) = articles.split_at(split.min(articles.len()));
            let firsts = [original(head.iter().copied()), original(tail.iter().copied())];
            let merged = articles.iter().copied().filter(|(id, _)| firsts.contains(&Some(*id)));
            prop_assert_eq!(original(merged), original(articles.iter().copied()));
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,200}") {
            let shingles = Shingles::of(&text);
            prop_assert!(shingles.bands().len() <= 96);
        }
    }
}
