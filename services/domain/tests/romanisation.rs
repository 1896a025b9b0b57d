//! The keys against the lexicon: every spelling of `variants.tsv` must find its
//! bearer among all names, and no name may find another's bearer.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use sulh_domain::romanisation::{Index, folded};

/// Least share of spellings that find their bearer first.
const LEAST_RECALL: f64 = 0.97;

/// Greatest share of bearers or names that are taken for another's.
const MOST_WRONG: f64 = 0.01;

fn lexicon() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/lexicon")
}

/// Names with the id of their bearer.
type Names = Vec<(String, String)>;

/// The names of one lexicon file: column `name`, and `names` without languages,
/// dates and marks.
fn read_names(file: &Path) -> Names {
    let text = fs::read_to_string(file).unwrap();
    let mut rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|title| *title == name).unwrap();
    let (id, name, names) = (column("id"), column("name"), column("names"));
    let mut read = Names::new();
    for row in rows {
        let bearer = row[id];
        read.push((row[name].to_owned(), bearer.to_owned()));
        let aliases = row.get(names).copied().unwrap_or_default();
        for alias in aliases.split(" | ").filter(|alias| !alias.is_empty()) {
            let alias = alias.trim().trim_end_matches("!weak").trim_end();
            let alias = alias.split_once(':').unwrap().1;
            let alias = alias.split_once('@').map_or(alias, |(alias, _)| alias);
            read.push((alias.to_owned(), bearer.to_owned()));
        }
    }
    read
}

fn places() -> Names {
    read_names(&lexicon().join("places.tsv"))
}

fn actors() -> Names {
    let mut files: Vec<PathBuf> = fs::read_dir(lexicon().join("actors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().flat_map(|file| read_names(file)).collect()
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

/// A table of the lexicon with its index, and the canonical names.
struct Table {
    names: Names,
    index: Index<String>,
}

impl Table {
    fn new(names: Names) -> Self {
        let index = Index::new(names.clone());
        Self { names, index }
    }

    fn bearer(&self, canonical: &str) -> Option<&str> {
        self.names
            .iter()
            .find(|(name, _)| name == canonical)
            .map(|(_, bearer)| bearer.as_str())
    }
}

fn tables() -> [Table; 2] {
    [Table::new(places()), Table::new(actors())]
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

/// Prints and returns the share of spellings that find their bearer first.
fn recall(tables: &[Table], own: Own) -> f64 {
    let (mut found, mut asked) = (0, 0);
    let mut misses = Vec::new();
    for variant in variants()
        .iter()
        .filter(|variant| variant.by_rule || own == Own::All)
    {
        let (table, bearer) = tables
            .iter()
            .find_map(|table| Some((table, table.bearer(&variant.canonical)?)))
            .unwrap_or_else(|| panic!("{} is not in the lexicon", variant.canonical));
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
            Some(first) if first.bearer == bearer => found += 1,
            first => misses.push(format!(
                "{} -> {:?}, not {}",
                variant.spelling,
                first.map(|first| (first.name, first.agreement)),
                variant.canonical
            )),
        }
    }
    let recall = f64::from(found) / f64::from(asked);
    println!("{own:?}: {found} of {asked} = {recall:.4}");
    for miss in misses {
        println!("  {miss}");
    }
    recall
}

#[test]
fn spellings_find_their_bearer() {
    let tables = tables();
    let canonical = recall(&tables, Own::Canonical);
    let without_spelling = recall(&tables, Own::WithoutSpelling);
    let all = recall(&tables, Own::All);
    assert!(without_spelling >= LEAST_RECALL, "{without_spelling}");
    assert!(all >= LEAST_RECALL, "{all}");
    assert!(canonical >= 0.9, "{canonical}");
}

#[test]
fn names_are_not_taken_for_others() {
    for table in tables() {
        let mut pairs: BTreeMap<[&str; 2], BTreeSet<String>> = BTreeMap::new();
        let bearers: BTreeSet<&str> = table.names.iter().map(|(_, id)| id.as_str()).collect();
        let mut borne: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, bearer) in &table.names {
            borne.entry(folded(name)).or_default().insert(bearer);
        }
        let mut wrong = BTreeSet::new();
        for (name, bearer) in &table.names {
            let other = table.index.resolve_among(name, |id, _| id != bearer);
            let Some(other) = other else { continue };
            // Two bearers of one name are for the reader to tell apart.
            if borne[&folded(name)].contains(other.bearer.as_str())
                || borne[&folded(other.name)].contains(bearer.as_str())
            {
                continue;
            }
            wrong.insert(folded(name));
            let mut pair = [bearer.as_str(), other.bearer.as_str()];
            pair.sort_unstable();
            pairs
                .entry(pair)
                .or_default()
                .insert(format!("{name} -> {} {:?}", other.name, other.agreement));
        }
        let pair_share = pairs.len() as f64 / bearers.len() as f64;
        let name_share = wrong.len() as f64 / borne.len() as f64;
        println!(
            "{} pairs of {} bearers = {pair_share:.4}, {} of {} names = {name_share:.4}",
            pairs.len(),
            bearers.len(),
            wrong.len(),
            borne.len()
        );
        for (pair, names) in &pairs {
            println!("  {pair:?}: {names:?}");
        }
        assert!(pair_share <= MOST_WRONG, "{pair_share}");
        assert!(name_share <= MOST_WRONG, "{name_share}");
    }
}
