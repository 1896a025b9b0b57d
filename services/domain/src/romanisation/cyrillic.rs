//! From Cyrillic letters to the Latin ones that a Russian spelling of an Arabic
//! name stands for.

/// Letters and letter groups; the first that fits counts. Russian writes *h* and
/// *kh* with one letter: it is *h* here, the more frequent of the two.
const LETTERS: [(&str, &str); 35] = [
    ("дж", "j"),
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("г", "g"),
    ("д", "d"),
    ("е", "e"),
    ("ж", "j"),
    ("з", "z"),
    ("и", "i"),
    ("й", "y"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("ф", "f"),
    ("х", "h"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "sh"),
    ("ъ", ""),
    ("ы", "i"),
    ("ь", ""),
    ("э", "e"),
    ("ю", "yu"),
    ("я", "ya"),
    ("і", "i"),
    ("ї", "i"),
];

/// The text with Cyrillic letters as Latin ones; others stand for themselves.
pub(super) fn in_latin_letters(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let letter = LETTERS
            .iter()
            .find_map(|(letter, sound)| Some((*sound, rest.strip_prefix(letter)?)));
        if let Some((sound, after)) = letter {
            latin.push_str(sound);
            rest = after;
            continue;
        }
        latin.push(first);
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
    }
    latin
}

/// Whether the text has a Cyrillic letter.
pub(super) fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, 'Ѐ'..='ӿ'))
}
