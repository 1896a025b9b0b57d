//! What holds of the shipped tables of actors beyond their form.

use std::collections::{BTreeMap, BTreeSet};

use sulh_domain::{ActorId, ActorKind};

use super::{Bearer, Faults, Lexicon, LexiconFile, layers::Layer, names, table::Row};
use crate::folding::fold;

/// Actors that share a strong name with a place, and why no text mixes them up.
const SHARED_WITH_PLACES: &[(&str, &str, &str)] = &[
    ("iraq", "iraq", A_STATE),
    ("israel", "israel", A_STATE),
    ("jordan", "jordan", A_STATE),
    ("lebanon", "lebanon", A_STATE),
    ("turkey", "turkey", A_STATE),
];
const A_STATE: &str = "a state and its country: the words around the name tell which";

/// Words with which an outlet judges; what holds one is a label.
const JUDGING_WORDS: &[&str] = &[
    "enemy",
    "gangs",
    "mercenaries",
    "regime",
    "takfiri",
    "terrorist",
    "terrorists",
    "zionist",
    "النظام",
    "الإرهابيين",
];

const FILES: &[(&str, ActorKind)] = &[
    ("armed-groups", ActorKind::ArmedGroup),
    ("communities", ActorKind::Community),
    ("foreign-forces", ActorKind::ForeignForce),
    ("foreign-states", ActorKind::ForeignState),
    (
        "humanitarian-organisations",
        ActorKind::HumanitarianOrganisation,
    ),
    (
        "international-organisations",
        ActorKind::InternationalOrganisation,
    ),
    ("local-committees", ActorKind::LocalCommittee),
    ("media", ActorKind::Media),
    ("mediation-bodies", ActorKind::MediationBody),
    ("persons", ActorKind::Person),
    ("state-forces", ActorKind::StateForce),
    ("states", ActorKind::State),
];

/// Calls `visit` with every row of the tables whose file names start so.
fn each_row(files: &[LexiconFile], start: &str, mut visit: impl FnMut(&LexiconFile, &Row)) {
    let mut faults = Faults::default();
    for file in files {
        if file.name.starts_with(start) {
            let layer = Layer::read_below(std::slice::from_ref(file), &mut faults);
            let rows = layer.places.iter().chain(&layer.actors);
            rows.for_each(|row| visit(file, row));
        }
    }
    assert_eq!(faults.0, [""; 0]);
}

/// The strong names of these tables in their folded form, with their bearers.
fn strong_names(start: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    each_row(&Lexicon::shipped_files(), start, |_, row| {
        let id = row.cell("id").unwrap();
        let others = names::names(row, &mut Faults::default());
        let weak: Vec<String> = others
            .iter()
            .filter(|name| name.weak)
            .map(|name| fold(&name.name))
            .collect();
        let all = others.iter().map(|name| name.name.as_str());
        for name in all.chain(row.cell("name")) {
            let folded = fold(name);
            if !weak.contains(&folded) {
                bearers.entry(folded).or_default().insert(id.to_owned());
            }
        }
    });
    bearers
}

#[test]
fn no_two_actors_share_a_strong_name() {
    let shared: Vec<_> = strong_names("actors/")
        .into_iter()
        .filter(|(_, bearers)| bearers.len() > 1)
        .collect();
    assert_eq!(shared, []);
}

#[test]
fn actors_share_strong_names_with_the_listed_places_only() {
    let places = strong_names("places");
    assert!(places.contains_key("douma"));
    let mut shared = BTreeSet::new();
    for (name, actors) in strong_names("actors/") {
        for place in places.get(&name).into_iter().flatten() {
            shared.extend(actors.iter().map(|actor| (actor.clone(), place.clone())));
        }
    }
    let listed: BTreeSet<(String, String)> = SHARED_WITH_PLACES
        .iter()
        .map(|(actor, place, _)| ((*actor).to_owned(), (*place).to_owned()))
        .collect();
    assert_eq!(shared, listed);
}

#[test]
fn a_file_holds_one_kind_in_the_order_of_the_ids() {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    each_row(&Lexicon::shipped_files(), "actors/", |file, row| {
        let id = ActorId::parse(row.cell("id").unwrap()).unwrap();
        let kind = Lexicon::shipped().actor(&id).unwrap().kind;
        let (name, _) = FILES.iter().find(|(_, of)| *of == kind).unwrap();
        assert_eq!(file.name, format!("actors/{name}.tsv"), "{id}");
        ids.entry(file.name.clone())
            .or_default()
            .push(id.to_string());
    });
    assert_eq!(ids.len(), FILES.len());
    for (file, ids) in ids {
        assert!(ids.is_sorted(), "{file}");
    }
}

#[test]
fn every_row_says_what_it_was_checked_against() {
    each_row(&Lexicon::shipped_files(), "actors/", |_, row| {
        let source = row.cell("source").unwrap_or_default();
        assert!(
            source == "hand (unverified)" || source.starts_with("hand; "),
            "{}: '{source}'",
            row.position()
        );
    });
}

#[test]
fn labels_stand_for_actors_but_are_no_names() {
    let lexicon = Lexicon::shipped();
    for actor in lexicon.actors() {
        let all = actor.names.iter().map(|other| other.name.as_str());
        for name in all.chain([actor.name.as_str()]) {
            let folded = fold(name);
            let judges = folded
                .split(' ')
                .any(|word| JUDGING_WORDS.iter().any(|judging| fold(judging) == word));
            assert!(!judges, "{}: {name}", actor.id);
        }
    }
    let text = "Syrian regime forces shelled the town.";
    let found = lexicon.scanner.scan(text);
    let state = Bearer::Actor(ActorId::parse("syrian-government").unwrap());
    assert!(
        found
            .iter()
            .any(|name| *name.bearers == [(state.clone(), false)])
    );
}

#[test]
fn groups_have_their_names_and_memberships_in_time() {
    let lexicon = Lexicon::shipped();
    let iso = |date: Option<sulh_domain::PartialDate>| date.map(|date| date.iso());
    let actor = |id: &str| lexicon.actor(&ActorId::parse(id).unwrap()).unwrap();
    let nusra = actor("hayat-tahrir-al-sham")
        .names
        .iter()
        .find(|name| name.name == "Jabhat al-Nusra")
        .unwrap();
    assert_eq!(iso(nusra.since), Some("2012-01-23".into()));
    assert_eq!(iso(nusra.until), Some("2016-07-28".into()));
    let brigade = actor("eighth-brigade");
    assert_eq!(brigade.memberships[0].of.as_str(), "fifth-assault-corps");
    assert_eq!(iso(brigade.memberships[0].since), Some("2018-07".into()));
    assert_eq!(lexicon.state().unwrap().id.as_str(), "syrian-government");
}

#[test]
fn the_lexicon_covers_the_war() {
    let actors = Lexicon::shipped().actors();
    let names: usize = actors.iter().map(|actor| 1 + actor.names.len()).sum();
    assert!(actors.len() >= 350 && names >= 1500);
}

#[test]
fn what_points_to_no_actor_is_reported() {
    let mut files = Lexicon::shipped_files();
    files.push(LexiconFile {
        name: "actors/more.tsv".to_owned(),
        text: "id\tname\tkind\tside\tnames\tof\tmemberships\tsource\n\
             a\tA\tPERSON\t\t\tnobody\t\thand\n\
             b\tB\tARMED_GROUP\t\t\t\tno-front@2014..2018 | b\thand\n\
             c\tC\tARMED_GROUP\t\t\t\tb@2018..2014 | b !left\thand\n"
            .to_owned(),
    });
    let errors = Lexicon::parse(&files).unwrap_err().to_string();
    for expected in [
        "actors/more.tsv:2: no actor has the id 'nobody'",
        "actors/more.tsv:3: no actor has the id 'no-front'",
        "actors/more.tsv:3: 'b' belongs to itself",
        "actors/more.tsv:4: 'b@2018..2014' is no membership",
        "actors/more.tsv:4: 'b !left' is no membership",
    ] {
        assert!(errors.contains(expected), "{expected}\nin\n{errors}");
    }
}
