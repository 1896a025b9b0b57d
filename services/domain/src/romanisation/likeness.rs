//! How close two names are that share their consonants.

use strsim::osa_distance;

use super::{Key, arabic::HIATUS};

/// Fewest consonants that say anything by themselves: *hm* is Hama, Hammam, Homam
/// and Himma.
const SHORTEST_COARSE: usize = 3;

/// Fewest sounds of a name of few consonants that is known without its article.
const SHORTEST_WITHOUT_ARTICLE: usize = 5;

/// Greatest difference that is worth a doubt, in parts of the greatest that is not.
const MOST_DOUBTFUL: f64 = 2.0;

/// Most that two names may differ, as a share of the longer one's sounds: one vowel
/// for another in seven sounds, Harasta and Harista, but not in six, Karamah and
/// Karimah.
const MOST_APART: f64 = 0.15;

/// The same for two names in Arabic, where a vowel that is written is long.
const MOST_APART_IN_ARABIC: f64 = 0.1;

/// A consonant or glide that the other name lacks: too much for all but the longest.
const FOREIGN: f64 = 3.0;

/// A short vowel that one romaniser writes and the other does not: Hrasta.
const ELIDED: f64 = 0.5;

/// The same at the end, where it tells feminine from masculine.
const ENDING: f64 = 1.5;

/// A sound that romanisations seldom write for an Arabic letter.
const UNUSUAL: f64 = 0.65;

/// Any vowel for any other at the start: Irbin, Arbin.
const FIRST_VOWEL: f64 = 0.25;

/// What it costs to write one sound for another; one vowel for another, where both
/// are plainly written, is the measure. Pairs that are not listed are [`FOREIGN`].
const EXCHANGED: [(char, char, f64); 23] = [
    ('a', 'e', 0.25),
    ('e', 'i', 0.25),
    ('e', 'E', 0.25),
    ('i', 'E', 0.75),
    ('i', 'y', 0.5),
    ('y', 'E', 0.5),
    ('w', 'W', 0.25),
    ('u', 'W', 0.5),
    ('u', 'w', 0.5),
    ('a', 'i', 1.0),
    ('a', 'u', 1.0),
    ('i', 'u', 1.0),
    ('e', 'u', 1.0),
    ('a', 'E', 1.5),
    ('u', 'E', 1.5),
    ('h', 'x', 0.75),
    ('g', 'j', 0.5),
    ('g', 'G', 0.25),
    ('g', 'k', 0.75),
    ('G', 'k', 1.0),
    ('G', 'j', 1.5),
    ('d', 'z', 1.0),
    ('j', 'k', 1.5),
];

/// How far apart two names are whose coarse keys agree: below 1 they are one name
/// by all that is written, below 2 they may be; `None` beyond.
pub(super) fn apart(a: &Key, b: &Key) -> Option<f64> {
    if a.coarse != b.coarse || a.coarse.is_empty() {
        return None;
    }
    let distance = match (a.arabic, b.arabic) {
        (true, false) => across_scripts(a, b)?,
        (false, true) => across_scripts(b, a)?,
        (true, true) => {
            let [a, b] = differing(a, b);
            (1.0 - similar(&a, &b)) / MOST_APART_IN_ARABIC
        }
        (false, false) => {
            let [a, b] = differing(a, b);
            edits(&a, &b) / MOST_APART
        }
    };
    // Two consonants say enough where the vowels are written too.
    let in_full = a.arabic != b.arabic && distance == 0.0 && !articles_tell(a, b);
    let is_short = is_short(a) && !in_full;
    let doubts = f64::from(u8::from(is_short) + u8::from(!are_divided_alike(a, b)));
    Some(distance + doubts).filter(|apart| *apart < MOST_DOUBTFUL)
}

/// Whether a name has too few consonants to say anything without its vowels.
fn is_short(key: &Key) -> bool {
    key.coarse.trim_start_matches('a').chars().count() < SHORTEST_COARSE
}

/// Whether two names of the same fine key may be two names all the same: the shortest
/// of which one has an article, Hama and al-Hama; and those of which one is divided in
/// front of a vowel, Kefraya and Kafr Aya.
pub(super) fn may_be_two(a: &Key, b: &Key) -> bool {
    articles_tell(a, b) || !are_divided_alike(a, b)
}

/// Whether one has an article and the other none, in names so short that this tells
/// them apart. Elsewhere the article comes and goes.
fn articles_tell(a: &Key, b: &Key) -> bool {
    let is_shortest = |key: &Key| {
        let sounds: usize = key.words.iter().map(|word| word.chars().count()).sum();
        is_short(key) && sounds < SHORTEST_WITHOUT_ARTICLE
    };
    a.has_article != b.has_article && (is_shortest(a) || is_shortest(b))
}

/// What is written as a vowel at the start of a word is an ayn or hamza with its
/// vowel, and seldom written as one with the word before. Of Arabic that cannot be
/// told: it divides as it likes.
fn are_divided_alike(a: &Key, b: &Key) -> bool {
    let before_vowels = |key: &Key| {
        let others = key.words.iter().skip(1);
        others
            .filter(|word| word.starts_with(['a', 'e', 'i', 'u', 'E']))
            .count()
    };
    a.arabic || b.arabic || before_vowels(a) == before_vowels(b)
}

/// The sounds of the words in which two names differ, from the first such word to
/// the last: Sheikh Said and Sheikh Saad are as far apart as Said and Saad are, and
/// what both have in front or behind makes them no likelier one name.
fn differing(a: &Key, b: &Key) -> [String; 2] {
    let same = |(one, other): &(&String, &String)| match (a.arabic, b.arabic) {
        (true, false) => unwritten(one, other).is_some(),
        (false, true) => unwritten(other, one).is_some(),
        _ => one == other,
    };
    let (a, b) = (&a.words, &b.words);
    let shorter = a.len().min(b.len());
    let front = a.iter().zip(b).take_while(same).count();
    // One word of each is always left.
    let front = front.min(shorter.saturating_sub(1));
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let behind = behind.min(shorter.saturating_sub(1 + front));
    [a, b].map(|words| {
        let words = words.iter().take(words.len() - behind).skip(front);
        words.map(String::as_str).collect()
    })
}

/// Least similarity of letters that is worth naming: one error in four letters, two in
/// seven.
pub(super) const LEAST_ALIKE: f64 = 0.7;

/// Similarity of the letters of two names, 0 to 1, folded or as the fine key has them.
pub(super) fn letters_alike(a: &Key, b: &Key) -> f64 {
    similar(&a.folded, &b.folded).max(similar(&a.fine, &b.fine))
}

/// Similarity by edits, 0 to 1: letters put in, left out, changed or swapped with
/// their neighbour.
pub(super) fn similar(a: &str, b: &str) -> f64 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 1.0;
    }
    1.0 - osa_distance(a, b) as f64 / longest as f64
}

/// Cheapest way from one name's sounds to the other's, as a share of the longer one.
fn edits(a: &str, b: &str) -> f64 {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0.0;
    }
    // One row of the edit table at a time: the costs from the start of `a` to each
    // start of `b`.
    let mut costs = vec![0.0];
    let mut cost = 0.0;
    for at in 0..b.len() {
        cost += left_out(&b, at);
        costs.push(cost);
    }
    for (row, from) in a.iter().enumerate() {
        let without = left_out(&a, row);
        let mut before = costs.first().copied().unwrap_or_default();
        let mut left = before + without;
        let mut next = vec![left];
        for (column, (to, above)) in b.iter().zip(costs.iter().skip(1)).enumerate() {
            let first = row == 0 && column == 0;
            let exchange = before + exchanged(*from, *to, first);
            let insert = left + left_out(&b, column);
            left = exchange.min(insert).min(above + without);
            next.push(left);
            before = *above;
        }
        costs = next;
    }
    costs.last().copied().unwrap_or_default() / longest as f64
}

fn left_out(sounds: &[char], at: usize) -> f64 {
    let sound = |at: usize| sounds.get(at).copied();
    let before = at.checked_sub(1).and_then(sound);
    match (before, sound(at), sound(at + 1)) {
        // A vowel beside a vowel is a syllable of its own: Arba'in is no Arbin.
        (_, Some('a' | 'e' | 'i' | 'u'), Some('a' | 'e' | 'i' | 'u' | 'E')) => ENDING,
        (Some('a' | 'e' | 'i' | 'u' | 'E'), Some('a' | 'e' | 'i' | 'u'), _) => ENDING,
        (_, Some('a' | 'i' | 'u'), None) => ENDING,
        (_, Some('a' | 'e' | 'i' | 'u' | 'W'), _) => ELIDED,
        _ => FOREIGN,
    }
}

fn exchanged(a: char, b: char, first: bool) -> f64 {
    let is_vowel = |sound| matches!(sound, 'a' | 'e' | 'i');
    if a == b {
        return 0.0;
    }
    if first && is_vowel(a) && is_vowel(b) {
        return FIRST_VOWEL;
    }
    EXCHANGED
        .iter()
        .find(|(one, other, _)| (a, b) == (*one, *other) || (b, a) == (*one, *other))
        .map_or(FOREIGN, |(_, _, cost)| *cost)
}

/// Apartness of a name in Arabic from one that is not.
fn across_scripts(arabic: &Key, other: &Key) -> Option<f64> {
    let whole = unwritten(&arabic.words.join(" "), &other.words.concat())?;
    let [arabic, other] = differing(arabic, other);
    // Words that may be the same tell for the name, but an unusual letter counts as
    // much in a long name as in a short one.
    let unusual = unwritten(&arabic, &other).map_or(0.0, |part| part.unusual);
    Some(whole.doubt + unusual)
}

/// How a word or name in Arabic is written in another script.
struct Unwritten {
    /// From sounds that are not written.
    doubt: f64,
    /// From letters that are seldom written for these sounds.
    unusual: f64,
}

/// Arabic leaves short vowels unwritten, but every sound that it writes must be there,
/// and everything else must be a short vowel. The more there are of these, and the
/// fewer sounds, the greater the doubt.
fn unwritten(arabic: &str, other: &str) -> Option<Unwritten> {
    let arabic = without_first_vowel(arabic);
    let other = without_first_vowel(other);
    let (short, long) = (written(arabic), other.chars().count());
    let unwritten = long.checked_sub(short)?;
    let mut sounds = other.chars();
    let mut unusual = 0.0;
    let mut syllables = Syllables::default();
    for letter in arabic.chars() {
        match letter {
            HIATUS => syllables.consonants += 1,
            ' ' => syllables.next_word(),
            _ => {
                let is_short = |sound: &char| matches!(sound, 'a' | 'e' | 'i' | 'u' | 'W');
                let mut vowel_before = false;
                let sound = sounds.find(|sound| {
                    let found = stands_for(letter, *sound).is_some() || !is_short(sound);
                    vowel_before |= !found;
                    found
                })?;
                unusual += stands_for(letter, sound)?;
                syllables.add(letter, vowel_before);
            }
        }
    }
    if sounds.next().is_some() || unwritten > short {
        return None;
    }
    let believable =
        short >= 3 && unwritten <= short.saturating_sub(3).max(1) && syllables.are_possible;
    let doubt = if believable { 0.0 } else { 1.0 };
    let long = long.max(1) as f64;
    Some(Unwritten {
        doubt: doubt + unwritten as f64 / long,
        unusual: unusual / long / MOST_APART,
    })
}

/// Letters that stand for a sound.
fn written(arabic: &str) -> usize {
    arabic
        .chars()
        .filter(|letter| !matches!(*letter, HIATUS | ' '))
        .count()
}

/// Whether an Arabic word could be spoken with just the vowels that a romanisation
/// has: no more than two consonants come together, and one after a long vowel. So
/// الزاهرة is no Zahra, and الأربعين, with its ayn, no Arbin.
struct Syllables {
    /// Consonants since the last vowel.
    consonants: usize,
    after_long: bool,
    are_possible: bool,
}

impl Default for Syllables {
    fn default() -> Self {
        Self {
            consonants: 0,
            after_long: false,
            are_possible: true,
        }
    }
}

impl Syllables {
    fn add(&mut self, letter: char, vowel_before: bool) {
        if vowel_before {
            self.next_word();
        }
        if matches!(letter, 'a' | 'i' | 'u' | 'E') {
            self.check();
            self.consonants = 0;
            self.after_long = true;
            return;
        }
        self.consonants += 1;
        self.check();
    }

    fn next_word(&mut self) {
        self.consonants = 0;
        self.after_long = false;
    }

    fn check(&mut self) {
        let most = if self.after_long { 1 } else { 2 };
        self.are_possible &= self.consonants <= most;
    }
}

/// Arabic writes a first vowel with a letter that says little of it.
fn without_first_vowel(sounds: &str) -> &str {
    sounds.trim_start_matches(['a', 'e', 'i', 'u', 'E'])
}

/// Whether romanisations write an Arabic letter so, and how unusual that is. Arabic
/// has one letter each for `u` and `w`, and for `i` and `y`.
fn stands_for(arabic: char, sound: char) -> Option<f64> {
    let (usual, unusual): (&[char], &[char]) = match arabic {
        'u' | 'w' => (&['u', 'w', 'W'], &[]),
        'i' | 'y' | 'E' => (&['i', 'y', 'E'], &['e']),
        'a' => (&['a', 'e'], &[]),
        'g' => (&['g', 'G'], &[]),
        'j' => (&['j', 'g'], &[]),
        'k' => (&['k', 'g'], &[]),
        // Russian and Turkish have one letter for both.
        'h' => (&['h'], &['x']),
        'x' => (&['x'], &['h']),
        'D' => (&['d', 'z'], &[]),
        _ => return (arabic == sound).then_some(0.0),
    };
    if usual.contains(&sound) {
        return Some(0.0);
    }
    unusual.contains(&sound).then_some(UNUSUAL)
}
