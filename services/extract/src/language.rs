//! What language a text is in.

use whatlang::Lang;

/// Bytes of the text that are looked at.
pub(crate) const LOOKED_AT_BYTES: usize = 8 * 1024;

/// A text with so many of the [`COMMON_WORDS`] of a language is in it, in percent.
const COMMON_PERCENT: usize = 12;

/// Shorter texts have too few words for that, in bytes.
const MIN_COMMON_BYTES: usize = 300;

/// For a language by its tag, words of which every text in it is full and a text
/// in another language is not.
const COMMON_WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "and", "been", "from", "have", "of", "said", "that", "the", "their", "they", "this",
            "to", "were", "which", "with", "would",
        ],
    ),
    (
        "ar",
        &[
            "في", "من", "على", "إلى", "أن", "عن", "مع", "التي", "الذي", "بعد", "كان", "قال", "هذا",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "den", "das", "von", "mit", "dem", "des", "ist", "nicht", "sich",
            "auf", "ein", "eine", "für", "wurde", "haben", "hat",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "del", "y", "las", "con", "por", "una", "para", "se", "su", "fue", "en",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "et", "des", "dans", "que", "qui", "est", "pour", "par", "du", "une",
            "sur", "pas", "avec", "ont", "été",
        ],
    ),
    (
        "ru",
        &[
            "в", "и", "что", "из", "как", "его", "их", "был", "было", "были", "для", "к", "о",
        ],
    ),
    (
        "tr",
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "olan", "sonra", "kadar",
        ],
    ),
];

/// From this confidence on a language is beyond doubt.
const CERTAIN: f64 = 0.95;

/// BCP 47 tag of the text's language; `und` where it is not certain.
pub(crate) fn language(text: &str) -> &'static str {
    let cut = text.floor_char_boundary(LOOKED_AT_BYTES);
    let text = text.get(..cut).unwrap_or_default();
    if text.len() >= MIN_COMMON_BYTES
        && let Some((tag, _)) = COMMON_WORDS.iter().find(|(tag, _)| is_plainly(tag, text))
    {
        return tag;
    }
    let Some(info) = whatlang::detect(text) else {
        return "und";
    };
    if !info.is_reliable() {
        return "und";
    }
    tag_of(info.lang())
}

/// Whether a text is without doubt in the language of this tag: much faster to
/// tell than which language it is in, but some languages are never told.
pub(crate) fn is_plainly(tag: &str, text: &str) -> bool {
    let Some((_, common)) = COMMON_WORDS.iter().find(|(known, _)| *known == tag) else {
        return false;
    };
    let (mut all, mut found) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        found += usize::from(common.iter().any(|w| word.eq_ignore_ascii_case(w)));
    }
    found * 100 > all * COMMON_PERCENT
}

/// BCP 47 tag of the language that a text is in beyond doubt.
pub(crate) fn certain(text: &str) -> Option<&'static str> {
    let cut = text.floor_char_boundary(LOOKED_AT_BYTES);
    let info = whatlang::detect(text.get(..cut)?)?;
    (info.is_reliable() && info.confidence() >= CERTAIN).then(|| tag_of(info.lang()))
}

/// The BCP 47 tag that programs mean by `en`, `en_US`, `eng` or `English`;
/// `None` where it cannot be one.
pub(crate) fn tag(text: &str) -> Option<String> {
    let text = text.trim();
    let is_tag = (2..=35).contains(&text.len())
        && text.split(['-', '_']).all(|subtag| {
            (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    let lower = text.to_ascii_lowercase();
    let named = Lang::from_code(&lower).or_else(|| {
        Lang::all()
            .iter()
            .find(|lang| lang.eng_name().eq_ignore_ascii_case(text))
            .copied()
    });
    match named {
        Some(lang) => Some(tag_of(lang).to_owned()),
        None => is_tag.then(|| text.replace('_', "-")),
    }
}

fn tag_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Ara => "ar",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pes => "fa",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        // The three-letter code is a BCP 47 tag where there is no shorter one.
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_in_many_ways() {
        for (text, expected) in [
            ("en", Some("en")),
            ("en_US", Some("en-US")),
            ("ENG", Some("en")),
            ("Arabic", Some("ar")),
            ("zh-Hant-TW", Some("zh-Hant-TW")),
            ("", None),
            ("English (US)", None),
            ("a\u{301}", None),
        ] {
            assert_eq!(tag(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn long_texts_are_told_apart() {
        assert_eq!(
            language("The two sides agreed on Monday that the fighters would leave the town."),
            "en"
        );
        assert_eq!(
            language("توصل الطرفان إلى اتفاق يقضي بخروج المقاتلين من المدينة يوم الاثنين"),
            "ar"
        );
        assert_eq!(
            language("Стороны договорились о прекращении огня в городе с понедельника"),
            "ru"
        );
        assert_eq!(language(""), "und");
    }

    #[test]
    fn languages_are_told_by_their_words() {
        let texts = [
            (
                "en",
                "The two sides agreed on Monday that the fighters would leave the town with their families.",
            ),
            (
                "ar",
                "قال عضو في اللجنة إن الطرفين اتفقا على خروج المقاتلين من المدينة إلى إدلب بعد يومين",
            ),
            (
                "de",
                "Die Kämpfer und ihre Familien haben die Stadt mit den Bussen von Samstag verlassen.",
            ),
            (
                "es",
                "Los combatientes y sus familias salieron del pueblo en los autobuses de la ciudad.",
            ),
            (
                "fr",
                "Les deux parties ont dit que les combattants et des familles partent dans une semaine.",
            ),
            (
                "ru",
                "Стороны сказали, что боевики и их семьи уедут из города в Идлиб",
            ),
            (
                "tr",
                "Savaşçılar ve aileleri bu anlaşma ile bir hafta sonra kentten ayrıldı.",
            ),
            (
                "nl",
                "De strijders verlieten het stadje of werden gevangen, dat was hun afspraak.",
            ),
        ];
        for (language, text) in texts {
            for (tag, _) in COMMON_WORDS {
                assert_eq!(is_plainly(tag, text), *tag == language, "{tag}: {text}");
            }
        }
        assert!(!is_plainly("en", ""));
    }
}
