//! From Latin letters to sounds: which letter groups romanisations use for one
//! sound.

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

/// Letter groups and the sounds that they stand for; the first that fits counts.
/// Sounds are written `x` for *kh*, `c` for *sh*, otherwise by the letter that
/// comes to mind; the vowels are `a`, `i` and `u`, `e` where it may be *a* or *i*,
/// and `E` for the diphthong *ay*, which Arabic always writes. `G` is *gh*, which
/// is not written for *q* and *j* as *g* is; `W` a *w* that may be but the gap
/// between two vowels: Muaddamiyah.
const GROUPS: [(&str, Before, &str); 101] = [
    // Consonants. German: Dschisr, Scheich, Cherbet.
    ("dsch", Anything, "j"),
    ("tsch", Anything, "c"),
    ("scheich", Anything, "cEx"),
    ("sch", Anything, "c"),
    // French: djebel, Rastane, Cheikh, Lattaquié.
    ("tch", Anything, "c"),
    ("ch", Anything, "c"),
    ("dj", Anything, "j"),
    ("qu", Vowel, "k"),
    // English.
    ("sh", Anything, "c"),
    ("kh", Anything, "x"),
    ("gh", Anything, "G"),
    ("dzh", Anything, "j"),
    ("zh", Anything, "j"),
    ("dh", Anything, "d"),
    ("th", Anything, "t"),
    ("ph", Anything, "f"),
    ("ck", Anything, "k"),
    ("q", Anything, "k"),
    // Turkish: Cerablus, Süveyda.
    ("c", Anything, "j"),
    ("v", Anything, "w"),
    // Arabic has no p: Aleppo is no romanisation, but Pasha is Basha.
    ("p", Anything, "b"),
    // A hiatus that the apostrophe shows: Da'el, Wa'il, Saïd.
    ("a'i", NoVowel, "ai"),
    ("a'e", NoVowel, "ai"),
    ("a'u", NoVowel, "au"),
    ("a'o", NoVowel, "au"),
    ("aee", NoVowel, "aE"),
    ("aou", NoVowel, "awu"),
    ("aoo", NoVowel, "awu"),
    ("ae", NoVowel, "ai"),
    // Ends that French leaves silent: Salaheddine, Cheikhoune.
    ("ine", End, "in"),
    ("oune", End, "un"),
    // The end -iya in its many spellings: Nashabiyah, Nashabieh, Nashabiyyeh.
    ("iyy", Vowel, "y"),
    ("iiy", Vowel, "y"),
    ("iy", Vowel, "y"),
    ("eeya", Anything, "ya"),
    // A glide between vowels comes and goes: Asayish, Asaish; Sayyid, Sayed.
    ("ayyi", NoVowel, "Ei"),
    ("ayye", NoVowel, "Ee"),
    ("ayi", NoVowel, "Ei"),
    ("aye", NoVowel, "Ee"),
    // Diphthongs in front of a vowel keep their glide: Madaya, Madaia; Hawa, Haoua.
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
    ("uww", Vowel, "w"),
    ("uv", Vowel, "w"),
    ("uw", Vowel, "w"),
    ("ow", Vowel, "w"),
    ("oow", Vowel, "w"),
    ("ee", NoVowel, "i"),
    ("oo", NoVowel, "u"),
    ("uu", NoVowel, "u"),
    ("ou", Vowel, "w"),
    ("oo", Anything, "u"),
    ("ou", Anything, "u"),
    ("yy", Vowel, "y"),
    ("ie", NoVowel, "ya"),
    ("ii", Anything, "i"),
    ("ee", Anything, "i"),
    // Diphthongs: Zaynab, Zeinab, Zainab; Hawl, Houl, Hol.
    ("ayy", Anything, "E"),
    ("aiy", Anything, "E"),
    ("ay", Anything, "E"),
    ("ai", Anything, "E"),
    ("eyy", Anything, "E"),
    ("ey", Anything, "E"),
    ("ei", Anything, "E"),
    ("iy", Anything, "i"),
    ("uy", NoVowel, "wE"),
    ("aw", Anything, "u"),
    ("au", Anything, "u"),
    ("ao", Anything, "u"),
    ("ow", Anything, "u"),
    ("ew", Anything, "u"),
    ("uw", Anything, "u"),
    ("uu", Anything, "u"),
    ("aa", Anything, "a"),
    ("ea", Anything, "a"),
    ("ui", Anything, "Wi"),
    ("ua", Anything, "Wa"),
    ("oa", Anything, "Wa"),
    ("ue", Anything, "We"),
    ("oe", Anything, "We"),
    ("i", Vowel, "y"),
    ("y", Vowel, "y"),
    ("y", Anything, "i"),
    ("e", Anything, "e"),
    ("o", Anything, "u"),
    ("w", NoVowel, "u"),
    ("w", Anything, "w"),
    ("mb", Anything, "nb"),
];

/// The sounds of a word in lower-case Latin letters. Other letters and digits
/// stand for themselves.
pub(super) fn sounds(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let word = with_hiatus(word);
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let group = GROUPS.iter().find_map(|(group, before, sound)| {
            let after = rest.strip_prefix(group)?;
            fits(*before, after).then_some((*sound, after))
        });
        if let Some((sound, after)) = group {
            sounds.push_str(sound);
            rest = after;
            continue;
        }
        sounds.push(first);
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
    }
    sounds
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
