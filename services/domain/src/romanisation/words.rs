//! The words of a name that count: without articles, frequent words in one form,
//! glued words apart.

use std::{collections::HashMap, sync::LazyLock};

use super::{arabic, cyrillic, folding, latin};

/// The article in front of a word.
const ARTICLES: [&str; 6] = ["al", "el", "ul", "il", "ol", "l"];

/// "And the": the article goes, the "and" stays.
const AND_THE: [&str; 5] = ["wal", "wel", "oual", "wul", "vel"];

/// The article assimilated to a sun letter, with the sounds that it stands before:
/// ash-Sham, ez-Zor, ud-Din.
const ASSIMILATED: [(&str, &[char]); 13] = [
    ("d", &['d']),
    ("dh", &['d', 'z']),
    ("n", &['n']),
    ("r", &['r']),
    ("s", &['s']),
    ("sh", &['c']),
    ("ch", &['c']),
    ("sch", &['c']),
    ("t", &['t']),
    ("th", &['t']),
    ("z", &['z', 'd']),
    ("zh", &['z']),
    ("j", &['j']),
];

/// Frequent words that the letter groups leave apart: the form that stands for
/// all, as sounds, and the spellings.
const FREQUENT: [(&str, &str); 13] = [
    (
        "abd",
        "abd abdul abdel abdal abdoul abdol abdur abdus abdun abder عبد",
    ),
    ("abu", "abu abou abo aboo ebu أبو ابو أبي ابي"),
    ("ala", "allah الله"),
    ("bEt", "bayt beit bait beyt bet"),
    ("bn", "ibn bin ben bn ebn بن ابن إبن"),
    ("cEx", "sheik shikh scheikh seyh sheyh"),
    ("dEr", "deir dayr dair deyr der دير"),
    ("din", "din deen dine dein الدين"),
    ("En", "ain ayn ein eyn en"),
    (
        "jabal",
        "jabal jebel jabel djebel djabal gebel gabal cebel جبل",
    ),
    ("kafr", "kafr kfar kafar kafer kefr kefer kufr kfer kfr كفر"),
    ("xan", "chan"),
    (
        "xirba",
        "khirbat khirbet khirba kherbet kherbat khurbat cherbet hirbet خربة",
    ),
];

/// The spellings of the frequent words with their forms.
static FORMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    FREQUENT
        .iter()
        .flat_map(|(form, spellings)| spellings.split(' ').map(move |spelling| (spelling, *form)))
        .collect()
});

/// "Servant of", glued to one of the names of God: Abdulrahman, Abdurrahman.
const SERVANT_OF: [&str; 8] = [
    "abdul", "abdel", "abdal", "abdoul", "abdur", "abder", "abdus", "abdes",
];

/// "God", glued to the word before it: Nasrallah, Hezbollah, Abdullah.
const OF_GOD: &[&str] = &["allah", "ollah", "ullah", "olla", "ulla"];

/// The article at the end of the word before: Jaishul Islam, Ansarul Islam.
const ARTICLE_BEHIND: &str = "ul";

/// Fewest letters of a word without the article at its end: Rasul keeps it.
const SHORTEST_BEFORE_ARTICLE: usize = 4;

/// "Of the faith", glued to the word before it: Salaheddine, Nureddin.
const OF_THE_FAITH: &[&str] = &[
    "eddine", "eddin", "uddine", "uddin", "addin", "aldin", "eldin", "uldin",
];

/// Fewest letters of a word that is left when something glued to it is taken off.
const SHORTEST_LEFT: usize = 3;

/// Fewest letters left of a first word without its glued article: Assad keeps its
/// letters.
const SHORTEST_FIRST_LEFT: usize = 5;

/// The words of a name as sounds, in their order, and whether an article was in
/// front of them.
pub(super) fn words(name: &str) -> (Vec<String>, bool) {
    let letters = folding::letters(name);
    let letters = if cyrillic::is_cyrillic(&letters) {
        cyrillic::in_latin_letters(&letters)
    } else {
        letters
    };
    let written: Vec<&str> = letters
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != 'ـ')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    let mut words = Vec::with_capacity(written.len());
    let mut has_article = false;
    for (position, word) in written.iter().copied().enumerate() {
        let next = written.get(position + 1).copied();
        if let Some(next) = next {
            if is_article(word, next) {
                has_article |= position == 0;
                continue;
            }
            if AND_THE.contains(&word) {
                words.push("wa".to_owned());
                continue;
            }
        }
        let word = match word.strip_suffix(ARTICLE_BEHIND) {
            Some(rest) if next.is_some() && rest.len() >= SHORTEST_BEFORE_ARTICLE => rest,
            _ => word,
        };
        has_article |= position == 0 && is_behind_article(word);
        push(&mut words, word, position == 0);
    }
    (words, has_article)
}

/// Whether the word has an article glued to it.
fn is_behind_article(word: &str) -> bool {
    !FORMS.contains_key(word)
        && (arabic::without_article(word) != word || without_glued_article(word, true) != word)
}

fn push(words: &mut Vec<String>, word: &str, first: bool) {
    if let Some(form) = FORMS.get(word) {
        words.push((*form).to_owned());
        return;
    }
    if arabic::is_arabic(word) {
        words.push(arabic_word(word, first));
        return;
    }
    let word = without_glued_article(word, first);
    let glued = [(OF_GOD, "ala"), (OF_THE_FAITH, "din")];
    for (ends, sounds) in glued {
        if let Some(start) = ends.iter().find_map(|end| word.strip_suffix(end))
            && start.chars().count() >= SHORTEST_LEFT
        {
            words.push(latin::sounds(start));
            words.push(sounds.to_owned());
            return;
        }
    }
    if let Some(name) = SERVANT_OF.iter().find_map(|start| word.strip_prefix(start))
        && name.chars().count() >= SHORTEST_LEFT
    {
        words.push("abd".to_owned());
        words.push(latin::sounds(name));
        return;
    }
    // YPG, CNN: letters by their names, no sounds.
    if !word.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        words.push(word.to_owned());
        return;
    }
    words.push(latin::sounds(word));
}

fn arabic_word(word: &str, first: bool) -> String {
    let bare = arabic::without_article(word);
    let sounds = arabic::sounds(bare, first);
    if bare.len() != word.len() && word.starts_with('و') {
        return format!("wa{sounds}");
    }
    sounds
}

fn is_article(word: &str, next: &str) -> bool {
    if ARTICLES.contains(&word) {
        return true;
    }
    let Some(ending) = word.strip_prefix(['a', 'e', 'u']) else {
        return false;
    };
    ASSIMILATED
        .iter()
        .find(|(end, _)| *end == ending)
        .is_some_and(|(_, sounds)| latin::sounds(next).starts_with(*sounds))
}

/// A word without the article that is written as one with it: Ezzor, Addumayr,
/// Alhasakah. Careful where the first letters may be the word's own.
fn without_glued_article(word: &str, first: bool) -> &str {
    let shortest = if first {
        SHORTEST_FIRST_LEFT
    } else {
        SHORTEST_LEFT
    };
    glued_article(word)
        .filter(|rest| rest.chars().count() >= shortest)
        .unwrap_or(word)
}

fn glued_article(word: &str) -> Option<&str> {
    let plain = word
        .strip_prefix("al")
        .filter(|rest| !rest.starts_with(['l', 'a', 'e', 'i', 'o', 'u', 'y', '\'']));
    let doubled = || {
        let after_vowel = word.strip_prefix(['a', 'e'])?;
        let sun = after_vowel.chars().next()?;
        let sun_letters: &[char] = if word.starts_with('e') {
            &['d', 'n', 'r', 's', 't', 'z']
        } else {
            &['d', 'r', 'z']
        };
        let rest = after_vowel.strip_prefix(sun)?;
        (sun_letters.contains(&sun) && rest.starts_with(sun)).then_some(rest)
    };
    plain.or_else(doubled)
}
