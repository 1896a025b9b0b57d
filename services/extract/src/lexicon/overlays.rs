//! What holds of tables that lie over others.

use sulh_domain::{ActorId, PlaceId};

use crate::folding::fold;

use super::{
    Lexicon, LexiconChanges, LexiconFile, WordClass,
    tests::{file, files},
};

fn overlaid(overlay: &[LexiconFile]) -> Lexicon {
    Lexicon::laid_over(&files(), overlay).unwrap()
}

fn errors(overlay: &[LexiconFile]) -> Vec<String> {
    let errors = Lexicon::laid_over(&files(), overlay).unwrap_err();
    errors.to_string().lines().map(str::to_owned).collect()
}

/// The cells of the first row of a table that begins so.
fn first_row(table: &str, start: &str) -> Vec<String> {
    let file = files().into_iter().find(|file| file.name == table).unwrap();
    let row = file.text.lines().find(|row| row.starts_with(start));
    row.unwrap().split('\t').map(str::to_owned).collect()
}

fn names(lexicon: &Lexicon, actor: &str) -> Vec<String> {
    let actor = lexicon.actor(&ActorId::parse(actor).unwrap()).unwrap();
    actor.names.iter().map(|other| other.name.clone()).collect()
}

#[test]
fn a_row_replaces_adds_amends_or_takes_away() {
    let lexicon = overlaid(&[file(
        "actors/mine.tsv",
        "id\tname\tkind\tside\tnames\n\
             river-brigade\tRiver Brigade\tARMED_GROUP\tOPPOSITION\ten:Sons of the River\n\
             syrian-arab-army\tThe Army\tSTATE_FORCE\tGOVERNMENT\ten:Syrian army\n\
             +syrian-government\t\t\t\ten:the Cabinet | -en:Syrian regime | en:Damascus\n",
    )]);
    assert_eq!(names(&lexicon, "river-brigade"), ["Sons of the River"]);
    assert_eq!(names(&lexicon, "syrian-arab-army"), ["Syrian army"]);
    assert_eq!(
        names(&lexicon, "syrian-government"),
        ["Damascus", "Syrian state", "the Cabinet"]
    );
    let state = lexicon.state().unwrap();
    assert_eq!(
        state.name, "Syrian Government",
        "an empty cell changes nothing"
    );
}

#[test]
fn a_row_that_is_taken_away_is_found_no_more() {
    let douma = PlaceId::parse("douma").unwrap();
    assert!(overlaid(&[]).place(&douma).is_some());
    let lexicon = overlaid(&[file("places/mine.tsv", "id\tsource\n-douma\ta test\n")]);
    assert!(lexicon.place(&douma).is_none());
}

#[test]
fn outlets_go_by_name_and_cues_by_category_and_pattern() {
    let row = first_row("cues.tsv", "reference\t");
    let [category, value, pattern] = [0, 1, 2].map(|cell| row[cell].as_str());
    let before = overlaid(&[]);
    let lexicon = overlaid(&[
        file(
            "outlets.tsv",
            "name\thosts\tnames\n+Example News\tnews.example\t-en:Example World | en:The Example\n",
        ),
        file(
            "cues.tsv",
            &format!(
                "category\tvalue\tpattern\n-{category}\t{value}\t{pattern}\n\
                 word\tTEA\t(?:tea|coffee)\nreference\tPLACE\t\\bover {{TEA}}\\b\n"
            ),
        ),
    ]);
    let named = |name| {
        lexicon
            .outlets
            .named(name)
            .map(|outlet| outlet.name.as_str())
    };
    assert_eq!(named("The Example"), Some("Example News"));
    assert_eq!(named("Example World"), None);
    assert!(lexicon.outlets.at_host("news.example").is_some());
    assert!(lexicon.outlets.at_host("examplenews.example").is_some());
    assert_eq!(lexicon.cue_count(), before.cue_count());
    let first = lexicon.cues.references.first().unwrap();
    assert!(first.pattern.is_match(b"they talked over tea"));
}

#[test]
fn functions_go_by_class_and_words() {
    let row = first_row("functions.tsv", "RANK\t");
    let [words, rank] = [1, 2].map(|cell| row[cell].as_str());
    let word = fold(words.split(" | ").next().unwrap());
    let found = |rows: &str| {
        let table = format!("class\twords\tof\n{rows}");
        let lexicon = overlaid(&[file("functions.tsv", &table)]);
        let meaning = lexicon.functions.meaning(&word, WordClass::Rank);
        meaning.map(|meaning| meaning.function.clone().unwrap())
    };
    assert_eq!(found("").as_deref(), Some(rank));
    assert_eq!(found(&format!("-RANK\t{words}\n")), None);
    let replaced = found(&format!("RANK\t{words}\tcaptain of the guard\n"));
    assert_eq!(replaced.as_deref(), Some("captain of the guard"));
    let before = found(&format!("RANK\t{word}\tcaptain of the watch\n"));
    assert_eq!(before.as_deref(), Some("captain of the watch"));
}

#[test]
fn all_that_is_wrong_is_named_by_file_and_line() {
    let found = errors(&[
        file(
            "actors/mine.tsv",
            "id\tname\tkind\tnames\n\
             -nobody\n\
             +syrian-arab-army\t\t\t-en:Nobody's army\n\
             a\tA\tARMED_GROUP\t\n\
             a\tB\tARMED_GROUP\t\n\
             -syrian-arab-army\n\
             c\t\tARMED_GROUP\t\n",
        ),
        file("actors/more.tsv", "id\tnmae\n"),
        file("actor.tsv", "id\n"),
        file(
            "cues.tsv",
            "category\tvalue\tpattern\n+status\tAGREED\t(\nstatus\tAGREED\t(\n",
        ),
        file("functions.tsv", "class\twords\tof\nRANK\nWIZARD\tmage\n"),
    ]);
    for expected in [
        "actors/mine.tsv:2: the built-in lexicon has no 'nobody'",
        "actors/mine.tsv:3: the built-in row has no 'en:Nobody's army'",
        "actors/mine.tsv:5: 'a' stands already at actors/mine.tsv:4",
        "actors/mine.tsv:6: 'syrian-arab-army' stands already at actors/mine.tsv:3",
        "actors/mine.tsv:7: 'name' is empty",
        "actors/more.tsv:1: 'nmae' is no column: expected id, name, ",
        "actor.tsv:0: no table of the lexicon: expected places/*.tsv, ",
        "cues.tsv:2: the built-in lexicon has no 'status ('",
        "cues.tsv:3: 'status (' stands already at cues.tsv:2",
        "functions.tsv:2: 'words' is empty",
        "functions.tsv:3: 'WIZARD' is no class: expected SPOKESMAN, ",
    ] {
        assert!(
            found.iter().any(|line| line.starts_with(expected)),
            "{expected}\nin\n{found:#?}"
        );
    }
}

#[test]
fn the_whole_is_checked() {
    let found = errors(&[
        file("places/mine.tsv", "id\n-rif-dimashq\n"),
        file(
            "actors/mine.tsv",
            "id\tname\tkind\tnames\nriver-brigade\tRiver Brigade\tARMED_GROUP\ten:Douma | en:Harasta !weak\n",
        ),
        file(
            "outlets.tsv",
            "name\tkind\thosts\nOther\tNEWS_SITE\texamplenews.example\n",
        ),
    ]);
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("built-in places/all.tsv:")
                && line.ends_with("no place has the id 'rif-dimashq'")),
        "{found:#?}"
    );
    for expected in [
        "actors/mine.tsv:2: 'douma' stands for douma and river-brigade",
        "outlets.tsv:2: 'examplenews.example' stands for 'Example News' already",
    ] {
        assert!(
            found.iter().any(|line| line.starts_with(expected)),
            "{expected}\nin\n{found:#?}"
        );
    }
    assert!(
        !found.iter().any(|line| line.contains("'harasta'")),
        "{found:#?}"
    );
}

#[test]
fn the_fingerprint_tells_what_is_said_and_not_where() {
    let before = overlaid(&[]);
    let header = "id\tname\tkind\tside\tnames\tsource\n";
    let with = |name: &str, rows: &str| overlaid(&[file(name, &format!("{header}{rows}"))]);
    let row = "river-brigade\tRiver Brigade\tARMED_GROUP\tOPPOSITION\t\t";
    let added = with("actors/mine.tsv", &format!("{row}hand\n"));
    assert_eq!(before.fingerprint().len(), 32);
    assert_eq!(before.fingerprint(), super::tests::lexicon().fingerprint());
    assert_ne!(added.fingerprint(), before.fingerprint());
    let elsewhere = with(
        "actors/other.tsv",
        &format!("# The same.\n{row}a newspaper\n"),
    );
    assert_eq!(added.fingerprint(), elsewhere.fingerprint());
}

#[test]
fn changes_are_told_row_by_row() {
    let overlay = [
        file(
            "actors/mine.tsv",
            "id\tname\tkind\tside\tnames\n\
             river-brigade\tRiver Brigade\tARMED_GROUP\tOPPOSITION\ten:Sons of the River\n\
             +syrian-government\t\t\t\ten:the Cabinet | -en:Syrian regime\n\
             +syrian-arab-army\t\t\tFOREIGN\t\n\
             +talal-al-barazi\t\t\t-\n",
        ),
        file("places/mine.tsv", "id\n-douma\n"),
    ];
    let changes = LexiconChanges::between(&files(), &overlay).unwrap();
    assert_eq!(changes.added.len(), 1);
    assert_eq!(
        changes.added[0].names,
        ["River Brigade", "en:Sons of the River"]
    );
    assert_eq!(changes.removed.len(), 1);
    assert_eq!(
        (changes.removed[0].table, changes.removed[0].id.as_str()),
        ("places", "douma")
    );
    let government = &changes.changed[0];
    assert_eq!(government.position, "actors/mine.tsv:3");
    assert_eq!(government.names_gained, ["en:the Cabinet"]);
    assert_eq!(government.names_lost, ["en:Syrian regime"]);
    assert_eq!(government.cells, []);
    let cell = &changes.changed[1].cells[0];
    assert_eq!(
        (cell.column, cell.from.as_str(), cell.to.as_str()),
        ("side", "GOVERNMENT", "FOREIGN")
    );
    let emptied = &changes.changed[2].cells[0];
    assert_eq!((emptied.column, emptied.to.as_str()), ("side", ""));
    assert!(LexiconChanges::between(&files(), &[]).unwrap().is_empty());
}
