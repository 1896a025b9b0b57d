//! The keys against the lexicon: every spelling of `variants.tsv` must find its
//! bearer among all names, and no name may find another's bearer.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sulh_domain::romanisation::{Agreement, Candidate, Index, Key, folded};

/// Least share of spellings that find their bearer first.
const LEAST_RECALL: f64 = 0.97;

/// Least share of spellings that find their bearer first and beyond doubt.
const LEAST_SURE: f64 = 0.94;

/// Greatest share of spellings, names or bearers that are taken for another's beyond
/// doubt. Those that are stand in `wrong_merges.tsv`.
const MOST_WRONG: f64 = 0.01;

fn lexicon() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/lexicon")
}

/// Names with the id of their bearer.
type Names = Vec<(String, String)>;

/// The names of some lexicon files.
#[derive(Default)]
struct Lexicon {
    /// Those that are in the index: strong ones and labels aside.
    strong: Names,
    /// All names, weak ones among them.
    all: Names,
}

/// The names of one lexicon file: column `name`, and `names` without languages,
/// dates and marks.
fn read_names(file: &Path, read: &mut Lexicon) {
    let text = fs::read_to_string(file).unwrap();
    let mut rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|title| *title == name).unwrap();
    let (id, name, names) = (column("id"), column("name"), column("names"));
    for row in rows {
        let bearer = row[id];
        let aliases = row.get(names).copied().unwrap_or_default();
        let aliases: Vec<(&str, bool)> = aliases
            .split(" | ")
            .filter(|alias| !alias.is_empty())
            .map(|alias| {
                let strong = alias.trim().trim_end_matches("!weak").trim_end();
                let strong = strong.trim_end_matches("!label").trim_end();
                let is_strong = strong == alias.trim();
                let alias = strong.split_once(':').unwrap().1;
                let alias = alias.split_once('@').map_or(alias, |(alias, _)| alias);
                (alias, is_strong)
            })
            .collect();
        read.all.push((row[name].to_owned(), bearer.to_owned()));
        // A weak name is another's too, or an ordinary word.
        if !aliases.contains(&(row[name], false)) {
            read.strong.push((row[name].to_owned(), bearer.to_owned()));
        }
        for (alias, is_strong) in aliases {
            let name = (alias.to_owned(), bearer.to_owned());
            read.all.push(name.clone());
            if is_strong {
                read.strong.push(name);
            }
        }
    }
}

/// The key of a name without the place around it, which the lexicon puts in brackets.
fn key(name: &str) -> Key {
    Key::of(name.split_once(" (").map_or(name, |(name, _)| name)).unwrap()
}

fn is_arabic(name: &str) -> bool {
    name.chars()
        .any(|letter| matches!(letter, '\u{620}'..='\u{64a}'))
}

/// The names of all lexicon files in a folder.
fn names_in(folder: &str) -> Lexicon {
    let mut files: Vec<PathBuf> = fs::read_dir(lexicon().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut read = Lexicon::default();
    files.iter().for_each(|file| read_names(file, &mut read));
    read
}

struct Variant {
    canonical: String,
    spelling: String,
    by_rule: bool,
}

fn variants() -> Vec<Variant> {
    include_str!("variants.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [canonical, spelling, kind] = cells[..] else {
                panic!("three cells expected: {line}");
            };
            assert!(["rule", "alias"].contains(&kind), "{line}");
            Variant {
                canonical: canonical.to_owned(),
                spelling: spelling.to_owned(),
                by_rule: kind == "rule",
            }
        })
        .collect()
}

/// A table of the lexicon with its index.
struct Table {
    names: Names,
    /// Who bears a folded name.
    bearers: BTreeMap<String, BTreeSet<String>>,
    /// All names of a bearer, weak ones among them: their keys.
    keys: BTreeMap<String, Vec<Key>>,
    index: Index<String>,
}

impl Table {
    fn new(folder: &str) -> Self {
        let lexicon = names_in(folder);
        let names = lexicon.strong;
        let mut keys: BTreeMap<String, Vec<Key>> = BTreeMap::new();
        for (name, bearer) in lexicon.all {
            keys.entry(bearer).or_default().push(key(&name));
        }
        let index = Index::new(names.clone());
        let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, bearer) in &names {
            let known = bearers.entry(folded(name)).or_default();
            known.insert(bearer.clone());
        }
        Self {
            names,
            bearers,
            keys,
            index,
        }
    }

    /// Whether both bear one name, weak or not, and both of these spellings are of it:
    /// then no rule can tell them apart, only the text around the name. One name is the
    /// same letters; in Arabic, with or without article and spaces.
    fn share_name(&self, [a, b]: [&str; 2], spellings: [&str; 2]) -> bool {
        let keys = |bearer: &str| self.keys.get(bearer).into_iter().flatten();
        let same = |a: &Key, b: &Key| {
            a.folded() == b.folded() || is_arabic(a.folded()) && a.fine() == b.fine()
        };
        let spellings = spellings.map(key);
        keys(a).any(|name| {
            keys(b).any(|other| same(name, other))
                && spellings
                    .iter()
                    .all(|spelling| Agreement::between(name, spelling).is_some())
        })
    }

    fn bears(&self, bearer: &str, name: &str) -> bool {
        let bearers = self.bearers.get(&folded(name));
        bearers.is_some_and(|bearers| bearers.contains(bearer))
    }

    /// The other bearer that a spelling of this one's name is taken for when this one
    /// is not in the index, with the name that matched. Two bearers of one name are no
    /// error: a reader has to tell them apart too.
    fn taken_for(&self, spelling: &str, bearer: &str) -> Option<Candidate<'_, String>> {
        let other = self.index.resolve_among(spelling, |id, _| id != bearer)?;
        let homonyms = self.bears(bearer, other.name)
            || self.bears(other.bearer, spelling)
            || self.share_name([bearer, other.bearer], [spelling, other.name]);
        (!homonyms).then_some(other)
    }

    fn bearer(&self, canonical: &str) -> Option<&str> {
        self.names
            .iter()
            .find(|(name, _)| name == canonical)
            .map(|(_, bearer)| bearer.as_str())
    }
}

fn tables() -> [Table; 2] {
    [Table::new("places"), Table::new("actors")]
}

/// The table that has a canonical name, and the id of its bearer.
fn bearer_of<'a>(tables: &'a [Table], canonical: &str) -> (&'a Table, &'a str) {
    tables
        .iter()
        .find_map(|table| Some((table, table.bearer(canonical)?)))
        .unwrap_or_else(|| panic!("{canonical} is not in the lexicon"))
}

/// Which names of the bearer a spelling is looked up among. Those of all others are
/// there always.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Own {
    /// The canonical one and the Arabic ones.
    Canonical,
    /// All but the spelling itself.
    WithoutSpelling,
    All,
}

/// Prints and returns the share of spellings that find their bearer first, and that
/// of those that do so beyond doubt.
fn recall(tables: &[Table], own: Own) -> [f64; 2] {
    let (mut found, mut sure, mut asked) = (0, 0, 0);
    let mut misses = Vec::new();
    for variant in variants()
        .iter()
        .filter(|variant| variant.by_rule || own == Own::All)
    {
        let (table, bearer) = bearer_of(tables, &variant.canonical);
        let spelling = folded(&variant.spelling);
        let candidates = table.index.candidates_among(&variant.spelling, |id, name| {
            id != bearer
                || match own {
                    Own::All => true,
                    Own::WithoutSpelling => name == variant.canonical || folded(name) != spelling,
                    Own::Canonical => name == variant.canonical,
                }
        });
        asked += 1;
        match candidates.first() {
            Some(first) if first.bearer == bearer => {
                found += 1;
                sure += i32::from(first.agreement < Agreement::Doubtful);
            }
            first => misses.push(format!(
                "{} -> {:?}, not {}",
                variant.spelling,
                first.map(|first| (first.name, first.agreement)),
                variant.canonical
            )),
        }
    }
    let [found, sure] = [found, sure].map(|count| f64::from(count) / f64::from(asked));
    println!("{own:?}: {found:.4} of {asked}, {sure:.4} beyond doubt");
    for miss in misses {
        println!("  {miss}");
    }
    [found, sure]
}

#[test]
fn spellings_find_their_bearer() {
    let tables = tables();
    let [canonical, _] = recall(&tables, Own::Canonical);
    let [without_spelling, sure] = recall(&tables, Own::WithoutSpelling);
    let [all, _] = recall(&tables, Own::All);
    assert!(without_spelling >= LEAST_RECALL, "{without_spelling}");
    assert!(sure >= LEAST_SURE, "{sure}");
    assert!(all >= LEAST_RECALL, "{all}");
    // Some of the spellings are of other names: Halab is no spelling of Aleppo.
    assert!(canonical >= 0.94, "{canonical}");
}

#[test]
fn spellings_of_an_unknown_name_find_nothing() {
    let tables = tables();
    let variants = variants();
    let mut wrong = BTreeSet::new();
    let mut count = 0;
    for variant in &variants {
        let (table, bearer) = bearer_of(&tables, &variant.canonical);
        if let Some(other) = table.taken_for(&variant.spelling, bearer) {
            count += 1;
            wrong.insert(format!("spelling\t{}\t{}", variant.spelling, other.name));
        }
    }
    let share = f64::from(count) / variants.len() as f64;
    println!("{count} of {} = {share:.4}", variants.len());
    assert!(share <= MOST_WRONG, "{share}");
    assert_listed("spelling", &wrong);
}

/// The wrong merges of one kind are those that are listed.
fn assert_listed(kind: &str, found: &BTreeSet<String>) {
    let listed: BTreeSet<&str> = include_str!("wrong_merges.tsv")
        .lines()
        .filter(|line| line.split('\t').next() == Some(kind))
        .collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "wrong_merges.tsv is to gain {new:#?} and to lose {gone:#?}"
    );
}

/// Names of different bearers that an earlier or simpler rule took for one.
const KEPT_APART: [[&str; 2]; 36] = [
    ["Hama", "al-Hameh"],
    ["Hama", "الهامة"],
    ["Kefraya", "Kafr Aya"],
    ["Arbin", "الأربعين"],
    ["Zahra", "الزاهرة"],
    ["Sabkha", "al-Sabha"],
    ["Sheikh Said", "Sheikh Saad"],
    ["Karamah Subdistrict", "Karimah Subdistrict"],
    ["Al-Arabiya TV", "Al-Araby TV"],
    ["AP News", "Iba News"],
    ["Karamah", "Karimah"],
    ["Busayrah", "Basir"],
    ["Busayrah", "Bosra"],
    ["Dael", "Daliyah"],
    ["Dhiban", "Dhibbin"],
    ["al-Hawl", "Hula"],
    ["Qusayr", "al-Qusour"],
    ["Salakhid", "Salkhad"],
    ["Nasirah", "Nasiriyah"],
    ["Salma", "Salamiyah"],
    ["Mazra'ah", "Mudayra"],
    ["Sheikh Saad", "Sheikh Said"],
    ["Kobani", "Kabani"],
    ["Dumayr", "Dummar"],
    ["Kafr Zita", "Kafr al-Zayt"],
    ["Ghasam", "Jasim"],
    ["Izra", "Adra"],
    ["Kallaseh", "Kilis"],
    ["Suwayda", "Saida"],
    ["Mulayha", "Malah"],
    ["Dumayr", "دمر"],
    ["القصير", "القصور"],
    ["Northeastern Syria", "Northwestern Syria"],
    ["YPG", "YPJ"],
    ["4th Corps", "5th Corps"],
    ["11th Division", "1st Division"],
];

/// Names that are taken for one although they are not, with the reason why that is
/// accepted.
const TAKEN_FOR_ONE: [[&str; 3]; 5] = [
    [
        "Hader",
        "al-Hadher",
        "dh is written for d, and the long vowel is not marked",
    ],
    [
        "al-Midan",
        "معدان",
        "the long i is written like a short one",
    ],
    [
        "Kobane",
        "كبانة",
        "Arabic could leave the first vowel unwritten",
    ],
    [
        "Jobar (Homs)",
        "Jubar (Homs)",
        "o and u are one vowel in Arabic",
    ],
    [
        "Tal al-Diq",
        "Tall Dik",
        "q is k to many, and the article comes and goes",
    ],
];

#[test]
fn known_pairs_are_kept_apart_or_accepted() {
    let agreement = |a: &str, b: &str| {
        Agreement::between(&Key::of(a).unwrap(), &Key::of(b).unwrap())
            .filter(|agreement| *agreement < Agreement::Doubtful)
    };
    for [a, b] in KEPT_APART {
        assert_eq!(agreement(a, b), None, "{a} and {b} are taken for one");
    }
    for [a, b, reason] in TAKEN_FOR_ONE {
        assert!(
            agreement(a, b).is_some(),
            "{a} and {b} are kept apart now: move them. It was: {reason}"
        );
    }
}

#[test]
fn three_thousand_names_are_indexed_at_once() {
    let all = names_in("places").strong;
    let step = all.len() / 3_000;
    let names: Names = all.into_iter().step_by(step).take(3_000).collect();
    assert_eq!(names.len(), 3_000);
    let spellings: Vec<String> = variants().into_iter().map(|v| v.spelling).collect();
    let start = Instant::now();
    let index = Index::new(names);
    let built = start.elapsed();
    let start = Instant::now();
    let found: usize = spellings.iter().map(|s| index.candidates(s).len()).sum();
    let each = start.elapsed() / u32::try_from(spellings.len()).unwrap();
    println!(
        "built in {built:?}, each of {} looked up in {each:?}",
        spellings.len()
    );
    assert!(found > 300, "{found}");
    // Many times what an unoptimised build needs on a busy machine: a guard against
    // work that grows with the square of the names.
    assert!(built < Duration::from_secs(5), "{built:?}");
    assert!(each < Duration::from_millis(20), "{each:?}");
}

#[test]
fn names_are_not_taken_for_others() {
    for (table, kind) in tables().iter().zip(["place", "actor"]) {
        // The bearers that are taken for each other, with their names.
        let mut pairs: BTreeMap<[&str; 2], BTreeSet<String>> = BTreeMap::new();
        let bearers: BTreeSet<&str> = table.names.iter().map(|(_, id)| id.as_str()).collect();
        let mut wrong = BTreeSet::new();
        for (name, bearer) in &table.names {
            let Some(other) = table.taken_for(name, bearer) else {
                continue;
            };
            wrong.insert(folded(name));
            let mut pair = [bearer.as_str(), other.bearer.as_str()];
            pair.sort_unstable();
            let names = pairs.entry(pair).or_default();
            names.insert(format!("{name} -> {} ({:?})", other.name, other.agreement));
        }
        let pair_share = pairs.len() as f64 / bearers.len() as f64;
        let name_share = wrong.len() as f64 / table.bearers.len() as f64;
        println!(
            "{kind}: {} pairs of {} bearers = {pair_share:.4}, {} of {} names = {name_share:.4}",
            pairs.len(),
            bearers.len(),
            wrong.len(),
            table.bearers.len()
        );
        for (pair, names) in &pairs {
            println!("  {pair:?}: {names:?}");
        }
        assert!(pair_share <= MOST_WRONG, "{pair_share}");
        assert!(name_share <= MOST_WRONG, "{name_share}");
        let pairs = pairs.keys().map(|[a, b]| format!("{kind}\t{a}\t{b}"));
        assert_listed(kind, &pairs.collect());
    }
}
