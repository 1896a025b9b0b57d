//! Names in spellings that the lexicon does not list: capitalised words of a text
//! that sound like a name of it, see [`sulh_domain::romanisation`].
//!
//! Most capitalised words are no names of the lexicon. So only a whole run of them
//! counts, long enough to tell names apart and never written in small letters in the
//! same text, and the words around it have to support what was found
//! ([`crate::mentions`]).

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};
use sulh_domain::romanisation::{Agreement, Key};

use super::{Bearer, NameMatch, Spelling, scanner::Pattern};
use crate::folding::FoldedWords;

/// Fewest sounds that tell a name from others.
const FEWEST_SOUNDS: usize = 5;

/// Fewest sounds where they are almost the same only.
const FEWEST_SOUNDS_CLOSE: usize = 6;

/// Most words of a name.
const MOST_WORDS: usize = 5;

/// Words in front of a name that are no part of it, where they begin a sentence.
const NOT_NAMES: &[&str] = &[
    "a",
    "about",
    "across",
    "after",
    "against",
    "all",
    "also",
    "although",
    "an",
    "and",
    "around",
    "as",
    "at",
    "because",
    "before",
    "besides",
    "between",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "for",
    "from",
    "however",
    "if",
    "in",
    "inside",
    "into",
    "its",
    "later",
    "like",
    "many",
    "meanwhile",
    "most",
    "near",
    "nearby",
    "no",
    "not",
    "of",
    "on",
    "or",
    "other",
    "outside",
    "over",
    "since",
    "so",
    "some",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "this",
    "through",
    "throughout",
    "to",
    "today",
    "toward",
    "towards",
    "two",
    "under",
    "until",
    "upon",
    "what",
    "when",
    "where",
    "while",
    "who",
    "with",
    "within",
    "without",
    "yesterday",
];

/// Peoples, faiths and tongues, which sound like places here and there: *Suryan* is a
/// quarter of Aleppo.
const OF_PEOPLES: &[&str] = &[
    "african",
    "alawi",
    "alawite",
    "alawites",
    "american",
    "americans",
    "arab",
    "arabic",
    "arabs",
    "armenian",
    "asian",
    "assyrian",
    "bedouin",
    "british",
    "chechen",
    "chinese",
    "christian",
    "christians",
    "circassian",
    "druze",
    "dutch",
    "egyptian",
    "english",
    "european",
    "french",
    "german",
    "gulf",
    "iranian",
    "iranians",
    "iraqi",
    "iraqis",
    "islamic",
    "islamist",
    "islamists",
    "israeli",
    "israelis",
    "italian",
    "jewish",
    "jordanian",
    "kurd",
    "kurdish",
    "kurds",
    "kuwaiti",
    "lebanese",
    "muslim",
    "muslims",
    "ottoman",
    "palestinian",
    "palestinians",
    "persian",
    "qatari",
    "russian",
    "russians",
    "salafi",
    "saudi",
    "saudis",
    "shia",
    "shiite",
    "spanish",
    "sunni",
    "sunnis",
    "syriac",
    "syrian",
    "syrians",
    "tunisian",
    "turk",
    "turkish",
    "turkmen",
    "turks",
    "western",
    "yazidi",
    "yezidi",
];

/// Words beside a name of a place that say what or where it is.
const OF_PLACES: &[&str] = &[
    "airport",
    "basin",
    "bridge",
    "camp",
    "central",
    "city",
    "countryside",
    "crossing",
    "district",
    "east",
    "eastern",
    "governorate",
    "greater",
    "north",
    "northern",
    "old",
    "plain",
    "province",
    "quarter",
    "region",
    "road",
    "rural",
    "south",
    "southern",
    "subdistrict",
    "suburb",
    "suburbs",
    "town",
    "valley",
    "village",
    "west",
    "western",
];

/// Words inside a name that are written small.
const PARTICLES: &[&str] = &[
    "abu", "ad", "al", "an", "ar", "as", "ash", "at", "az", "bin", "ed", "el", "en", "er", "es",
    "esh", "et", "ez", "ibn", "ul", "wa", "wal",
];

/// Words one of which stands before a single word that is a place: what else stands
/// alone with a capital begins a sentence, or is a day or a surname.
const BEFORE_PLACES: &[&str] = &[
    "across",
    "and",
    "around",
    "at",
    "attacked",
    "besieged",
    "between",
    "bombarded",
    "bombed",
    "camp",
    "captured",
    "central",
    "checkpoint",
    "city",
    "controlled",
    "controls",
    "countryside",
    "district",
    "east",
    "eastern",
    "entered",
    "entering",
    "for",
    "from",
    "greater",
    "hit",
    "in",
    "inside",
    "into",
    "leave",
    "leaving",
    "left",
    "near",
    "nearby",
    "neighborhood",
    "neighbourhood",
    "north",
    "northern",
    "of",
    "or",
    "outside",
    "over",
    "province",
    "quarter",
    "quit",
    "reached",
    "recaptured",
    "retook",
    "rural",
    "seized",
    "shelled",
    "shelling",
    "south",
    "southern",
    "stormed",
    "struck",
    "suburb",
    "surrounded",
    "surrounding",
    "through",
    "throughout",
    "to",
    "took",
    "toward",
    "towards",
    "town",
    "village",
    "west",
    "western",
    "with",
    "within",
];

/// Words one of which stands behind such a word otherwise, after a comma or without.
const BEHIND_PLACES: &[&str] = &[
    "camp",
    "city",
    "close",
    "countryside",
    "crossing",
    "district",
    "east",
    "governorate",
    "just",
    "near",
    "next",
    "north",
    "northeast",
    "northwest",
    "province",
    "quarter",
    "region",
    "south",
    "southeast",
    "southwest",
    "subdistrict",
    "suburb",
    "suburbs",
    "town",
    "village",
    "west",
];

/// What the words beside names are, by the lists above.
#[derive(Clone, Copy, Debug, Default)]
struct Sorts {
    no_name: bool,
    of_places: bool,
    particle: bool,
    before_places: bool,
    behind_places: bool,
}

impl Sorts {
    fn of(form: Option<&str>) -> Self {
        static SORTS: LazyLock<FxHashMap<&str, Sorts>> = LazyLock::new(|| {
            let mut sorts: FxHashMap<&str, Sorts> = HashMap::default();
            for word in NOT_NAMES.iter().chain(OF_PEOPLES) {
                sorts.entry(*word).or_default().no_name = true;
            }
            for word in OF_PLACES {
                sorts.entry(*word).or_default().of_places = true;
            }
            for word in PARTICLES {
                sorts.entry(*word).or_default().particle = true;
            }
            for word in BEFORE_PLACES {
                sorts.entry(*word).or_default().before_places = true;
            }
            for word in BEHIND_PLACES {
                sorts.entry(*word).or_default().behind_places = true;
            }
            sorts
        });
        let sorts = form.and_then(|form| SORTS.get(form));
        sorts.copied().unwrap_or_default()
    }
}

/// Names by their sounds.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    names: Vec<Name>,
    fine: FxHashMap<String, Vec<usize>>,
    coarse: FxHashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Name {
    key: Key,
    bearers: Vec<(Bearer, bool)>,
}

/// Who bears a name, with whether it names them only with support, and how like it is.
type Alike = (Vec<(Bearer, bool)>, Spelling);

impl Spellings {
    /// The names in Latin letters of a lexicon. Abbreviations have no sounds, and a
    /// word that names its bearers with support only is too weak already as it is
    /// listed.
    pub(super) fn of(patterns: &[Pattern]) -> Self {
        let is_word = |name: &str| !name.contains([' ', '-']);
        let mut spellings = Self::default();
        for pattern in patterns {
            let name = pattern.written.as_str();
            let is_weak = pattern.bearers.iter().all(|(_, weak)| *weak);
            if !starts_latin(name) || has_abbreviation(name) || (is_weak && is_word(name)) {
                continue;
            }
            let Some(key) = Key::of(name) else { continue };
            let at = spellings.names.len();
            let fine = spellings.fine.entry(key.fine().to_owned());
            fine.or_default().push(at);
            let coarse = spellings.coarse.entry(key.coarse().to_owned());
            coarse.or_default().push(at);
            let bearers = pattern.bearers.clone();
            spellings.names.push(Name { key, bearers });
        }
        spellings
    }

    /// Who bears a name that sounds the same.
    pub(super) fn alike(&self, name: &str) -> Vec<(Bearer, bool)> {
        match self.bearers(name, true) {
            Some((bearers, Spelling::Alike)) => bearers,
            _ => Vec::new(),
        }
    }

    /// Who bears a name that sounds like this one.
    fn bearers(&self, name: &str, is_word: bool) -> Option<Alike> {
        let key = Key::of(name)?;
        let sounds = key.fine().chars().count();
        if sounds < FEWEST_SOUNDS {
            return None;
        }
        let same = self.fine.get(key.fine());
        let close = || self.coarse.get(key.coarse());
        let wanted = |agreement: Agreement| match same {
            Some(_) => agreement <= Agreement::Fine,
            None => agreement == Agreement::Coarse,
        };
        let spelling = match same {
            Some(_) if is_word => Spelling::Alike,
            Some(_) => Spelling::AlikeInWords,
            None if sounds >= FEWEST_SOUNDS_CLOSE => Spelling::Close,
            None => return None,
        };
        let mut bearers: Vec<(Bearer, bool)> = Vec::new();
        let names = same.or_else(close)?.iter();
        for name in names
            .filter_map(|at| self.names.get(*at))
            .filter(|name| Agreement::between(&key, &name.key).is_some_and(wanted))
        {
            for (bearer, weak) in &name.bearers {
                match bearers.iter_mut().find(|(known, _)| known == bearer) {
                    Some((_, known)) => *known &= weak,
                    None => bearers.push((bearer.clone(), *weak)),
                }
            }
        }
        if bearers.is_empty() {
            return None;
        }
        // Names that are close to one another are not told apart by being close.
        (spelling != Spelling::Close || bearers.len() == 1).then_some((bearers, spelling))
    }
}

/// Names among the words of a text that no listed name covers.
pub(super) fn unlisted<'a, 's>(
    text: &str,
    words: &FoldedWords,
    covered: &[Range<usize>],
    spellings: impl Fn() -> &'s Spellings,
) -> Vec<NameMatch<'a>> {
    let mut found = Vec::new();
    let mut known: FxHashMap<&str, Option<Alike>> = HashMap::default();
    let mut small: Option<FxHashSet<&str>> = None;
    for run in Runs::of(text, words, covered) {
        let Some(range) = range_of(&run, words) else {
            continue;
        };
        let name = text.get(range.clone()).unwrap_or_default();
        // An article makes no second word.
        let particles = run.clone().filter(|at| Sorts::of(words.form(*at)).particle);
        let is_word = run.len() - particles.count() <= 1;
        if is_word && !stands_as_place(text, words, &run) {
            continue;
        }
        let bearers = known
            .entry(name)
            .or_insert_with(|| spellings().bearers(name, is_word));
        let Some((bearers, spelling)) = bearers else {
            continue;
        };
        let small = small.get_or_insert_with(|| small_words(text, words));
        let last = words.form(run.end - 1);
        if is_word && last.is_some_and(|form| small.contains(form)) {
            continue;
        }
        found.push(NameMatch {
            range,
            bearers: Cow::Owned(bearers.clone()),
            spelling: *spelling,
        });
    }
    found
}

fn starts_latin(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}'))
}

/// Whether a name has a word of capitals only: "US soldiers" are not *as-Suldiyers*.
fn has_abbreviation(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric() && c != '.');
    words.any(|word| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.all(char::is_uppercase)
    })
}

fn range_of(run: &Range<usize>, words: &FoldedWords) -> Option<Range<usize>> {
    let last = words.written(run.end.checked_sub(1)?)?;
    Some(words.written(run.start)?.start..last.end)
}

/// Whether the words beside a single word are such as stand beside places.
fn stands_as_place(text: &str, words: &FoldedWords, run: &Range<usize>) -> bool {
    let before = run.start.checked_sub(1);
    // In a list: Saqba, Zamalka and Arbin.
    let is_behind_comma = || before.is_some_and(|before| words.between(before, text) == Some(", "));
    let is_before_comma =
        || words.between(run.end - 1, text) == Some(", ") && is_capitalised(text, words, run.end);
    let follows = match before {
        Some(the) if words.form(the) == Some("the") => the.checked_sub(1),
        before => before,
    };
    let follows = follows.and_then(|at| words.form(at));
    Sorts::of(follows).before_places
        || Sorts::of(words.form(run.end)).behind_places
        || is_behind_comma()
        || is_before_comma()
}

/// The words that a text has in small letters.
fn small_words<'a>(text: &str, words: &'a FoldedWords) -> FxHashSet<&'a str> {
    (0..words.len())
        .filter(|at| !is_capitalised(text, words, *at))
        .filter_map(|at| words.form(at))
        .collect()
}

/// Whether a word is written with a capital, in Latin letters.
fn is_capitalised(text: &str, words: &FoldedWords, at: usize) -> bool {
    let written = words.written(at).and_then(|range| text.get(range));
    let first = written.and_then(|word| word.chars().next());
    first.is_some_and(|first| {
        first.is_ascii_uppercase()
            || (matches!(first, '\u{c0}'..='\u{24f}') && first.is_uppercase())
    })
}

/// The runs of capitalised words that may be one name and nothing else.
struct Runs<'a> {
    text: &'a str,
    words: &'a FoldedWords,
    covered: &'a [Range<usize>],
    at: usize,
}

impl<'a> Runs<'a> {
    fn of(text: &'a str, words: &'a FoldedWords, covered: &'a [Range<usize>]) -> Self {
        Self {
            text,
            words,
            covered,
            at: 0,
        }
    }

    /// Whether a listed name covers a word; positions must not fall.
    fn is_covered(&mut self, at: usize) -> bool {
        while self
            .covered
            .first()
            .is_some_and(|covered| covered.end <= at)
        {
            self.covered = self.covered.get(1..).unwrap_or_default();
        }
        self.covered
            .first()
            .is_some_and(|covered| covered.start <= at)
    }

    /// Whether a word and the next one may be of one name.
    fn are_joined(&self, at: usize) -> bool {
        let between = self.words.between(at, self.text);
        between.is_some_and(|between| matches!(between, " " | "-" | "‑" | "–" | "\u{a0}" | "\n"))
    }

    fn sorts(&self, at: usize) -> Sorts {
        Sorts::of(self.words.form(at))
    }

    /// The end of the run that starts here, and whether a listed name is in it.
    fn run(&mut self, start: usize) -> (usize, bool) {
        let mut is_free = !self.is_covered(start);
        let mut end = start + 1;
        let mut next = end;
        while next < self.words.len() && self.are_joined(next - 1) {
            if is_capitalised(self.text, self.words, next) {
                is_free &= !self.is_covered(next);
                end = next + 1;
            } else if !self.sorts(next).particle {
                break;
            }
            next += 1;
        }
        (end, is_free)
    }
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.at < self.words.len() {
            let start = self.at;
            if !is_capitalised(self.text, self.words, start) {
                self.at += 1;
                continue;
            }
            if self.sorts(start).no_name {
                self.at += 1;
                continue;
            }
            let (end, is_free) = self.run(start);
            self.at = end;
            if !is_free {
                continue;
            }
            let mut run = start..end;
            while run.len() > 1 && self.sorts(run.start).of_places {
                run.start += 1;
            }
            while run.len() > 1 && self.sorts(run.end - 1).of_places {
                run.end -= 1;
            }
            // The article in front: al-Bab.
            let article = run.start.checked_sub(1).filter(|before| {
                run.start == start && self.sorts(*before).particle && self.are_joined(*before)
            });
            run.start = article.unwrap_or(run.start);
            if run.len() <= MOST_WORDS {
                return Some(run);
            }
        }
        None
    }
}
