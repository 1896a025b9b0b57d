//! How close two names are that share their consonants.

use strsim::osa_distance;

use super::Key;

/// Fewest consonants that say anything by themselves: *hm* is Hama, Hammam, Homam
/// and Himma.
const SHORTEST_COARSE: usize = 3;

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

/// Any vowel for any other at the start: Irbin, Arbin.
const FIRST_VOWEL: f64 = 0.25;

/// What it costs to write one sound for another; one vowel for another, where both
/// are plainly written, is the measure. Pairs that are not listed are [`FOREIGN`].
const EXCHANGED: [(char, char, f64); 23] = [
    ('a', 'e', 0.25),
    ('e', 'i', 0.25),
    ('e', 'E', 0.25),
    ('i', 'E', 0.5),
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
    ('h', 'x', 0.5),
    ('g', 'j', 0.5),
    ('g', 'G', 0.25),
    ('g', 'k', 0.75),
    ('G', 'k', 1.0),
    ('G', 'j', 1.5),
    ('d', 'z', 1.0),
    ('j', 'k', 1.5),
];

/// How far apart two names are whose coarse keys agree: up to 1 they are one name by
/// all that is written, up to 2 they may be; `None` beyond.
pub(super) fn apart(a: &Key, b: &Key) -> Option<f64> {
    if a.coarse != b.coarse || a.coarse.is_empty() {
        return None;
    }
    let apart = match (a.arabic, b.arabic) {
        (true, false) => return unwritten(&a.sounds, &b.sounds),
        (false, true) => return unwritten(&b.sounds, &a.sounds),
        (true, true) => (1.0 - similar(&a.sounds, &b.sounds)) / MOST_APART_IN_ARABIC,
        (false, false) => edits(&a.sounds, &b.sounds) / MOST_APART,
    };
    let consonants = a.coarse.trim_start_matches('a').chars().count();
    let doubt = if consonants < SHORTEST_COARSE {
        1.0
    } else {
        0.0
    };
    Some(apart + doubt).filter(|apart| *apart <= MOST_DOUBTFUL)
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
    for (at, sound) in b.iter().enumerate() {
        cost += left_out(*sound, at + 1 == b.len());
        costs.push(cost);
    }
    for (row, from) in a.iter().enumerate() {
        let without = left_out(*from, row + 1 == a.len());
        let mut before = costs.first().copied().unwrap_or_default();
        let mut left = before + without;
        let mut next = vec![left];
        for (column, (to, above)) in b.iter().zip(costs.iter().skip(1)).enumerate() {
            let first = row == 0 && column == 0;
            let exchange = before + exchanged(*from, *to, first);
            let insert = left + left_out(*to, column + 1 == b.len());
            left = exchange.min(insert).min(above + without);
            next.push(left);
            before = *above;
        }
        costs = next;
    }
    costs.last().copied().unwrap_or_default() / longest as f64
}

fn left_out(sound: char, last: bool) -> f64 {
    match sound {
        'a' | 'i' | 'u' if last => ENDING,
        'a' | 'e' | 'i' | 'u' | 'W' => ELIDED,
        _ => FOREIGN,
    }
}

fn exchanged(a: char, b: char, first: bool) -> f64 {
    let is_vowel = |sound| matches!(sound, 'a' | 'e' | 'i' | 'u');
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

/// Apartness across scripts: Arabic leaves short vowels unwritten, but every sound
/// that it writes must be there, and everything else must be a short vowel. The more
/// there are of these, and the fewer sounds, the greater the doubt.
fn unwritten(arabic: &str, other: &str) -> Option<f64> {
    let arabic = without_first_vowel(arabic);
    let other = without_first_vowel(other);
    let (short, long) = (arabic.chars().count(), other.chars().count());
    let unwritten = long.checked_sub(short)?;
    let mut sounds = other.chars();
    for letter in arabic.chars() {
        let is_short = |sound: &char| matches!(sound, 'a' | 'e' | 'i' | 'u' | 'W');
        let sound = sounds.find(|sound| stands_for(letter, *sound) || !is_short(sound))?;
        if !stands_for(letter, sound) {
            return None;
        }
    }
    let believable = short >= 3 && unwritten <= short.saturating_sub(3).max(1);
    let doubt = if believable { 0.0 } else { 1.0 };
    (sounds.next().is_none() && unwritten <= short)
        .then(|| doubt + unwritten as f64 / long.max(1) as f64)
}

/// Arabic writes a first vowel with a letter that says little of it.
fn without_first_vowel(sounds: &str) -> &str {
    sounds.trim_start_matches(['a', 'e', 'i', 'u', 'E'])
}

/// Whether romanisations write an Arabic letter so. Arabic has one letter each for
/// `u` and `w`, and for `i` and `y`.
fn stands_for(arabic: char, sound: char) -> bool {
    let written: &[char] = match arabic {
        'u' | 'w' => &['u', 'w', 'W'],
        'i' | 'y' | 'E' => &['i', 'y', 'E', 'e'],
        'a' => &['a', 'e'],
        'g' => &['g', 'G'],
        'j' => &['j', 'g'],
        'k' => &['k', 'g'],
        'h' | 'x' => &['h', 'x'],
        'D' => &['d', 'z'],
        _ => return arabic == sound,
    };
    written.contains(&sound)
}
