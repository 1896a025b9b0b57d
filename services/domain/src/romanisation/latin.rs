//! From Latin letters to sounds: which letter groups romanisations use for one
//! sound.

use std::{collections::HashMap, sync::LazyLock};

/// What must follow a letter group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Anything,
    Vowel,
    /// A consonant or the end of the word.
    NoVowel,
    End,
}

use Before::{Anything, End, NoVowel, Vowel};

/// A letter group, what must follow it, and the sounds that it stands for.
type Group = (&'static str, Before, &'static str);

/// Letter groups with their sounds; the first that fits counts.
/// Sounds are written `x` for *kh*, `c` for *sh*, otherwise by the letter that
/// comes to mind; the vowels are `a`, `i` and `u`, `e` where it may be *a* or *i*,
/// and `E` for the diphthong *ay*, which Arabic always writes. `G` is *gh*, which
/// is not written for *q* and *j* as *g* is; `W` a *w* that may be but the gap
/// between two vowels: Muaddamiyah.
const GROUPS: [Group; 92] = [
    // Consonants. German: Dschisr, Scheich.
    ("dsch", Anything, "j"),
    ("tsch", Anything, "c"),
    ("scheich", Anything, "cEx"),
    ("sch", Anything, "c"),
    // French: djebel, Cheikh, Lattaquié.
    ("tch", Anything, "c"),
    ("ch", Anything, "c"),
    ("dj", Anything, "j"),
    ("qu", Vowel, "k"),
    // English.
    ("sh", Anything, "c"),
    ("kh", Anything, "x"),
    ("gh", Anything, "G"),
    ("zh", Anything, "j"),
    ("dh", Anything, "d"),
    ("th", Anything, "t"),
    ("ph", Anything, "f"),
    ("ck", Anything, "k"),
    ("q", Anything, "k"),
    // Turkish: Cerablus, Havle.
    ("uv", Vowel, "w"),
    ("v", Anything, "w"),
    ("c", Anything, "j"),
    // Arabic has no p: Pasha is Basha. Nor does it say mb: Membij is Manbij.
    ("p", Anything, "b"),
    ("mb", Anything, "nb"),
    // Two vowels, not one: Da'il, Dael, Saeed, Daoud.
    ("a'i", NoVowel, "ai"),
    ("a'e", NoVowel, "ai"),
    ("a'u", NoVowel, "au"),
    ("aee", NoVowel, "aE"),
    ("ae", NoVowel, "ai"),
    ("aou", NoVowel, "awu"),
    // Ends that French leaves silent: Salaheddine, Cheikhoune.
    ("ine", End, "in"),
    ("oune", End, "un"),
    // The end -iya in its many spellings: Nashabiyah, Nashabieh, Nashabiyyeh.
    ("iyy", Vowel, "y"),
    ("iy", Vowel, "y"),
    ("ie", NoVowel, "ya"),
    ("eeya", Anything, "ya"),
    // A glide between vowels comes and goes: Asayish, Asaish; Sayyid, Sayed.
    ("ayyi", NoVowel, "Ei"),
    ("ayye", NoVowel, "Ee"),
    ("ayi", NoVowel, "Ei"),
    ("aye", NoVowel, "Ee"),
    // A diphthong in front of a vowel is a vowel and a glide: Madaya, Madaia; Hawa,
    // Haoua.
    ("ayy", Vowel, "ay"),
    ("aiy", Vowel, "ay"),
    ("eyy", Vowel, "ay"),
    ("eiy", Vowel, "ay"),
    ("ay", Vowel, "ay"),
    ("ai", Vowel, "ay"),
    ("ey", Vowel, "ay"),
    ("ei", Vowel, "ay"),
    ("aww", Vowel, "aw"),
    ("aou", Vowel, "aw"),
    ("auw", Vowel, "aw"),
    ("aw", Vowel, "aw"),
    ("au", Vowel, "aw"),
    ("ew", Vowel, "aw"),
    // A vowel in front of a vowel is a glide: Suwayda, Sweida, Soueida.
    ("ouww", Vowel, "w"),
    ("ouw", Vowel, "w"),
    ("oow", Vowel, "w"),
    ("uww", Vowel, "w"),
    ("uw", Vowel, "w"),
    ("ow", Vowel, "w"),
    ("ou", Vowel, "w"),
    ("ui", Anything, "Wi"),
    ("ua", Anything, "Wa"),
    ("oa", Anything, "Wa"),
    ("ue", Anything, "We"),
    ("oe", Anything, "We"),
    ("yy", Vowel, "y"),
    ("y", Vowel, "y"),
    // Diphthongs elsewhere: Zaynab, Zeinab, Zainab; Hawl, Houl, Hol.
    ("ayy", Anything, "E"),
    ("aiy", Anything, "E"),
    ("ay", Anything, "E"),
    ("ai", Anything, "E"),
    ("eyy", Anything, "E"),
    ("ey", Anything, "E"),
    ("ei", Anything, "E"),
    ("uy", Anything, "wE"),
    ("aw", Anything, "u"),
    ("au", Anything, "u"),
    ("ao", Anything, "u"),
    ("ow", Anything, "u"),
    ("ew", Anything, "u"),
    ("uw", Anything, "u"),
    ("ou", Anything, "u"),
    // Long vowels and short ones.
    ("aa", Anything, "a"),
    ("ea", Anything, "a"),
    ("ee", Anything, "i"),
    ("ii", Anything, "i"),
    ("iy", Anything, "i"),
    ("oo", Anything, "u"),
    ("uu", Anything, "u"),
    ("i", Vowel, "y"),
    ("y", Anything, "i"),
    ("o", Anything, "u"),
    ("w", NoVowel, "u"),
];

/// The groups by their first letter, in their order.
static BY_LETTER: LazyLock<HashMap<char, Vec<Group>>> = LazyLock::new(|| {
    let mut by_letter: HashMap<char, Vec<Group>> = HashMap::new();
    for group in GROUPS {
        if let Some(letter) = group.0.chars().next() {
            by_letter.entry(letter).or_default().push(group);
        }
    }
    by_letter
});

/// The sounds of a word in lower-case Latin letters, doubled ones as one. Letters
/// that no group begins with, and digits, stand for themselves.
pub(super) fn sounds(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let word = with_hiatus(word);
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let mut groups = BY_LETTER.get(&first).into_iter().flatten();
        let group = groups.find_map(|(group, before, sound)| {
            let after = rest.strip_prefix(group)?;
            fits(*before, after).then_some((*sound, after))
        });
        if let Some((sound, after)) = group {
            sound.chars().for_each(|sound| push(&mut sounds, sound));
            rest = after;
            continue;
        }
        push(&mut sounds, first);
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
    }
    sounds
}

fn push(sounds: &mut String, sound: char) {
    if !sounds.ends_with(sound) || sound.is_ascii_digit() {
        sounds.push(sound);
    }
}

/// A word whose apostrophes are those alone that part vowels which would be one
/// without: Da'il is not Dail, but Mu'addamiyah is Muaddamiyah.
fn with_hiatus(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let vowel_follows = matches!(letters.peek(), Some('i' | 'e' | 'u' | 'o'));
        if letter != '\'' || (vowel_follows && kept.ends_with('a')) {
            kept.push(letter);
        }
    }
    kept
}

fn fits(before: Before, after: &str) -> bool {
    match before {
        Anything => true,
        Vowel => after.starts_with(['a', 'e', 'i', 'o', 'u']),
        NoVowel => !after.starts_with(['a', 'e', 'i', 'o', 'u']),
        End => after.is_empty(),
    }
}
