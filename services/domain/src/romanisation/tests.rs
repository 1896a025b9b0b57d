use proptest::prelude::*;

use super::*;

fn key(name: &str) -> Key {
    Key::of(name).unwrap()
}

#[track_caller]
fn same_fine(names: &[&str]) {
    for name in names {
        assert_eq!(key(name).fine(), key(names[0]).fine(), "{name}");
    }
}

#[test]
fn the_three_keys_of_a_name() {
    let latin = key("Deir ez-Zour");
    assert_eq!(latin.folded(), "deir ez zour");
    assert_eq!(latin.fine(), "dErzur");
    assert_eq!(latin.coarse(), "drdr");
    let cyrillic = key("Дейр-эз-Зор");
    assert_eq!(cyrillic.folded(), "деир эз зор");
    assert_eq!(cyrillic.fine(), "dErzur");
    let arabic = key("دير الزور");
    assert_eq!(arabic.folded(), "دير الزور");
    assert_eq!(arabic.fine(), "ديرزور");
    assert_eq!(arabic.coarse(), "drdr");
}

#[test]
fn the_article_goes_in_all_its_forms() {
    same_fine(&[
        "Ahrar al-Sham",
        "Ahrar ash-Sham",
        "Ahrar esh-Cham",
        "Ahrar asch-Scham",
        "AHRAR EŞ-ŞAM",
    ]);
    same_fine(&[
        "Deir ez-Zor",
        "Deir Ezzor",
        "Deir al-Zour",
        "Der Zor",
        "Dayr az-Zawr",
    ]);
    same_fine(&["Dumayr", "Addumayr", "ad-Dumeir", "al-Dhumair"]);
    same_fine(&[
        "Jaysh al-Islam",
        "Jaish ul-Islam",
        "Jaishul Islam",
        "Dschaisch el-Islam",
    ]);
    same_fine(&["al-Muhajirin wal-Ansar", "Muhajireen wa-l-Ansar"]);
    assert_ne!(key("Assad").fine(), key("Sad").fine());
    assert_ne!(key("Aleppo").fine(), key("Eppo").fine());
}

#[test]
fn frequent_words_have_one_form() {
    same_fine(&["Kafr Batna", "Kfar Batna", "Kefr Batna", "Kafr Baṭnā"]);
    same_fine(&["Beit Sahm", "Bayt Sahm", "Bet Sahm"]);
    same_fine(&["Ain Issa", "Ayn Isa", "Ein Issa", "'Ayn 'Issa"]);
    same_fine(&["Tal Abyad", "Tell Abiad", "Tel Abyad"]);
    same_fine(&[
        "Khalid ibn al-Walid",
        "Khalid bin al-Waleed",
        "Khalid ben el-Oualid",
    ]);
    same_fine(&[
        "Abdul Rahman",
        "Abdurrahman",
        "Abd al-Rahman",
        "Abdelrahman",
    ]);
    same_fine(&["Nour al-Din", "Nureddin", "Noureddine", "Nur ad-Deen"]);
    same_fine(&["Nasr Allah", "Nasrallah", "Nasrullah"]);
}

#[test]
fn letter_groups_are_sounds() {
    same_fine(&[
        "Suwayda",
        "Sweida",
        "Soueida",
        "Soueïda",
        "as-Suwaydā'",
        "Süveyda",
    ]);
    same_fine(&[
        "Nashabiyah",
        "Nashabieh",
        "Nashabiyyeh",
        "Nashabiya",
        "Nachabiyé",
    ]);
    same_fine(&[
        "Jisr al-Shughur",
        "Djisr al-Choughour",
        "Dschisr asch-Schughur",
        "Ǧisr aš-Šuġūr",
        "Cisr eş-Şuğur",
    ]);
    same_fine(&["Madaya", "Madaia", "Maddayah"]);
    same_fine(&["Maarat al-Numan", "Ma'arrat an-Nu'man", "Maaret el-Nouman"]);
    same_fine(&["Muaddamiya", "Mu'addamiyah", "Moadamieh"]);
}

#[test]
fn arabic_is_compared_in_its_own_script() {
    assert_eq!(key("أحرار الشّام").folded(), key("احرار الشام").folded());
    assert_eq!(key("حمورية").folded(), key("حموریه").folded());
    same_fine(&["الرستن", "رستن", "الرســتن"]);
    assert!(key("القصير").likeness(&key("القصور")) < 0.6);
}

#[test]
fn scripts_meet_by_consonants_and_long_vowels() {
    for (arabic, latin) in [
        ("حرستا", "Harasta"),
        ("السويداء", "Suwayda"),
        ("جيش الإسلام", "Jaysh al-Islam"),
        ("معرة النعمان", "Maarat al-Numan"),
        ("محمد علوش", "Mohammed Alloush"),
    ] {
        let likeness = key(arabic).likeness(&key(latin));
        assert!(
            (0.6..0.9).contains(&likeness),
            "{arabic} {latin} {likeness}"
        );
    }
    // Arabic would write the long vowel.
    assert_eq!(key("دمر").likeness(&key("Dumayr")), 0.0);
}

#[test]
fn levels_of_agreement_have_their_scores() {
    let harasta = key("Harasta");
    assert_eq!(harasta.likeness(&key("ḤARASTĀ")), 1.0);
    let fine = key("Douma").likeness(&key("Duma"));
    assert!((0.9..=0.95).contains(&fine), "{fine}");
    let coarse = harasta.likeness(&key("Hrasta"));
    assert!((0.6..=0.85).contains(&coarse), "{coarse}");
    let doubtful = key("Azaz").likeness(&key("I'zaz"));
    assert!((0.3..=0.5).contains(&doubtful), "{doubtful}");
    assert_eq!(harasta.likeness(&key("Arbin")), 0.0);
}

#[test]
fn texts_that_are_no_names_have_no_key() {
    assert_eq!(Key::of(""), None);
    assert_eq!(Key::of(" - ’ ..."), None);
    assert!(Key::of(&"a".repeat(MAX_NAME_BYTES)).is_some());
    assert_eq!(Key::of(&"a".repeat(MAX_NAME_BYTES + 1)), None);
}

#[test]
fn an_index_ranks_by_agreement() {
    let index = Index::new([("Douma", 1), ("Dumah", 2), ("Harasta", 3), ("Karamah", 4)]);
    let found = index.candidates("DUMAH");
    assert_eq!(found.iter().map(|c| *c.bearer).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(found[0].agreement, Agreement::Folded);
    assert_eq!(found[1].agreement, Agreement::Fine);
    assert_eq!(index.resolve("DUMAH").unwrap().bearer, &2);
    // Both agree alike: the caller has to ask.
    assert_eq!(index.candidates("Doumah").len(), 2);
    assert_eq!(index.resolve("Doumah"), None);
    let harasta = index.resolve("Hrasta").unwrap();
    assert_eq!((harasta.bearer, harasta.name), (&3, "Harasta"));
    assert_eq!(harasta.agreement, Agreement::Coarse);
    assert_eq!(
        index.resolve_among("Hrasta", |bearer, _| *bearer != 3),
        None
    );
    assert_eq!(index.resolve("Karimah"), None);
    assert!(index.candidates("Zabadani").is_empty());
    assert!(index.candidates(&"Harasta".repeat(100)).is_empty());
}

#[test]
fn coarse_agreement_with_two_bearers_is_worth_half() {
    let index = Index::new([("Saraqib", 1), ("Sarqib", 2)]);
    let found = index.candidates("Saraqeb");
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|candidate| candidate.score < 0.5),
        "{found:?}"
    );
    assert_eq!(index.resolve("Saraqeb"), None);
}

/// Texts with many letters that the rules look at.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,24}",
        "[aeiouywhkgdtsjzqcl' -]{0,24}",
        "[ابتحخدذرزسشصضطظعغفقكلمنهويىةءأإؤئـّ ]{0,24}",
        "[а-яё -]{0,24}",
    ]
}

proptest! {
    #[test]
    fn any_text_has_bounded_keys(text in "\\PC{0,300}") {
        if let Some(key) = Key::of(&text) {
            for part in [key.folded(), key.fine(), key.coarse()] {
                prop_assert!(part.len() <= 32 * MAX_NAME_BYTES);
            }
            prop_assert!(!key.fine().is_empty());
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in name()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn case_changes_nothing(text in name()) {
        let key = Key::of(&text);
        prop_assert_eq!(&Key::of(&text.to_uppercase()), &key);
        prop_assert_eq!(&Key::of(&text.to_lowercase()), &key);
    }

    #[test]
    fn likeness_is_symmetric_and_bounded(a in name(), b in name()) {
        if let (Some(a), Some(b)) = (Key::of(&a), Key::of(&b)) {
            prop_assert_eq!(a.likeness(&b), b.likeness(&a));
            prop_assert!((0.0..=1.0).contains(&a.likeness(&b)));
            prop_assert_eq!(a.likeness(&a), 1.0);
        }
    }
}

#[test]
fn typing_errors_are_similar_and_no_more() {
    for (wrong, right) in [
        ("Harsata", "Harasta"),
        ("Jaysh al-Ilsam", "Jaysh al-Islam"),
        ("Doumma al-Sharqiya", "Douma al-Sharqiyah"),
        ("حرسا", "حرستا"),
        ("Хараста", "Храаста"),
    ] {
        let score = key(wrong).similarity(&key(right)).unwrap();
        assert!((0.1..=0.15).contains(&score), "{wrong}: {score}");
        assert_eq!(Some(score), key(right).similarity(&key(wrong)), "{wrong}");
    }
    for (one, other) in [("Douma", "Homs"), ("Harasta", "Zamalka"), ("Homs", "حمص")] {
        assert_eq!(key(one).similarity(&key(other)), None, "{one}");
    }
}

#[test]
fn a_weak_name_stands_behind_a_strong_one() {
    let names = [
        ("the Observatory", 1, true),
        ("the Observatory", 2, false),
        ("Zahra", 3, true),
    ];
    let index = Index::with_weak(names);
    let found: Vec<(i32, f32, bool)> = index
        .candidates("The Observatory")
        .iter()
        .map(|found| (*found.bearer, found.score, found.weak))
        .collect();
    assert_eq!(found, [(2, 1.0, false), (1, 0.5, true)]);
    assert_eq!(index.resolve("the observatory").unwrap().bearer, &2);
    // It says too little by itself.
    assert_eq!(index.candidates("Zahra").len(), 1);
    assert_eq!(index.resolve("Zahra"), None);
}
