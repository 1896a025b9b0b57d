//! Persons and bodies in reports that were written for this test: people and
//! what they do are invented, the towns are not.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may")]

use std::collections::BTreeSet;

use sulh_domain::{Actor, ActorId, ActorKind, Extraction, Known, SourceDocument};
use sulh_extract::{Lexicon, extract};

fn read(text: &str) -> Extraction {
    let document = SourceDocument {
        content: text.as_bytes().to_vec(),
        label: String::new(),
        media_type: "text/plain".to_owned(),
        known: Default::default(),
    };
    extract(&document, Lexicon::shipped())
}

fn persons(extraction: &Extraction) -> impl Iterator<Item = &Actor> {
    let mut persons = extraction.actors.iter();
    std::iter::from_fn(move || persons.find(|actor| actor.kind == ActorKind::Person))
}

fn name_of(extraction: &Extraction, id: &ActorId) -> String {
    let mut actors = Lexicon::shipped().actors().iter().chain(&extraction.actors);
    let found = actors.find(|actor| actor.id == *id);
    found.expect("the affiliation is known").name.clone()
}

/// Name, function and affiliation of each person.
fn told(extraction: &Extraction) -> BTreeSet<(String, String, String)> {
    persons(extraction)
        .map(|person| {
            let of = person.affiliation.as_ref();
            (
                person.name.clone(),
                person.function.clone().unwrap_or_default(),
                of.map_or_else(|| "-".to_owned(), |of| name_of(extraction, of)),
            )
        })
        .collect()
}

fn expected(rows: &[(&str, &str, &str)]) -> BTreeSet<(String, String, String)> {
    let owned = |(name, function, of): &(&str, &str, &str)| {
        ((*name).to_owned(), (*function).to_owned(), (*of).to_owned())
    };
    rows.iter().map(owned).collect()
}

fn person<'a>(extraction: &'a Extraction, name: &str) -> &'a Actor {
    persons(extraction)
        .find(|person| person.name == name)
        .unwrap_or_else(|| panic!("{name} is not found"))
}

/// What the body says at each mention of an actor.
fn mentions<'a>(extraction: &'a Extraction, id: &ActorId) -> Vec<&'a str> {
    let body = &extraction.article.body;
    let mentions = extraction.actor_mentions.iter();
    mentions
        .filter(|mention| mention.of == *id)
        .filter_map(|mention| mention.span.of(body))
        .collect()
}

fn named(extraction: &Extraction, name: &str) -> bool {
    extraction.actors.iter().any(|actor| actor.name == name)
}

#[test]
fn persons_are_found_with_function_and_affiliation() {
    let talbiseh = read(include_str!("persons/talbiseh-talks.txt"));
    assert_eq!(
        told(&talbiseh),
        expected(&[
            ("Oleg Dorofeyev", "head", "Russia"),
            (
                "Mahmoud al-Qasir",
                "head",
                "Talbiseh negotiations committee"
            ),
            ("Omar Shahoud", "member", "Local Council of Zafaraniyah"),
            (
                "Yahya al-Rajab",
                "spokesman",
                "armed opposition of Zafaraniyah"
            ),
            ("Abu Hamza al-Dimashqi", "commander", "Jaysh al-Tawhid"),
        ])
    );
    let jasim = read(include_str!("persons/jasim-notables.txt"));
    assert_eq!(
        told(&jasim),
        expected(&[
            ("Nasim Abu Karam", "leader", "armed opposition of Jasim"),
            ("Faisal Shaaban", "tribal elder", "-"),
            (
                "Saleem al-Hariri",
                "negotiator",
                "armed opposition of Inkhil"
            ),
            (
                "Mohammad Khaled al-Hannous",
                "governor",
                "Syrian Government"
            ),
        ])
    );
    let ankara = read(include_str!("persons/ankara-truce-talks.txt"));
    assert_eq!(
        told(&ankara),
        expected(&[
            ("Selim Kaynak", "deputy foreign minister", "Turkey"),
            ("Hossein Tabrizi", "envoy", "Iran"),
            ("Khaled al-Mustafa", "negotiator", "Ahrar al-Sham"),
            ("Janet Wilcox", "secretary", "United States"),
        ])
    );
    let babbila = read(include_str!("persons/babbila-buses.txt"));
    assert_eq!(
        told(&babbila),
        expected(&[
            ("Anas al-Tawil", "head", "Babbila reconciliation committee"),
            ("Abu Bilal", "leader", "armed opposition of Babbila"),
            (
                "Jawad Haddad",
                "lieutenant colonel",
                "4th Armoured Division"
            ),
        ])
    );
    let raqqa = read(include_str!("persons/raqqa-council.txt"));
    assert_eq!(
        told(&raqqa),
        expected(&[
            ("Layla Hamdan", "council co-chair", "Raqqa Civil Council"),
            ("Ibrahim al-Ghanem", "member", "Raqqa Civil Council"),
            ("Talal Hamou", "spokesman", "Syrian Democratic Forces"),
            // Written "Sello", which the lexicon does not list.
            ("Talal Silo", "spokesman", "Syrian Democratic Forces"),
            ("Brett Simons", "envoy", "United States"),
            ("Mikhail Sorokin", "chief", "Russian Reconciliation Centre"),
        ])
    );
    let moadamiyeh = read(include_str!("persons/moadamiyeh-second-week.txt"));
    assert_eq!(
        told(&moadamiyeh),
        expected(&[
            ("Ziad Kanaan", "member", "Local Council of Moadamiyeh"),
            ("Hasan Kanaan", "commander", "Ajnad al-Sham"),
            ("Talib Mansour", "brigadier general", "Republican Guard"),
            ("Amer Issa", "colonel", "-"),
            ("Kamal Dahhan", "interior minister", "Syrian Government"),
            ("Nabil Dahhan", "former governor", "Syrian Government"),
            (
                "Maria Lindqvist",
                "deputy humanitarian coordinator",
                "United Nations"
            ),
            ("Pavel Arsenyev", "spokesman", "-"),
        ])
    );
    let homs = read(include_str!("persons/homs-without-commas.txt"));
    assert_eq!(
        told(&homs),
        expected(&[("Bashar Khoury", "colonel", "Syrian Arab Army")])
    );
    let al_bab = read(include_str!("persons/al-bab-crossing.txt"));
    assert_eq!(
        told(&al_bab),
        expected(&[
            ("Mehmet Yildirim", "envoy", "Turkey"),
            ("Jamal Othman", "head", "Local Council of al-Bab"),
            ("Abu Ali al-Askari", "strongman", "-"),
            ("Zilan Botan", "commander", "Syrian Democratic Forces"),
            ("Sherwan Kocher", "spokesman", "Manbij Military Council"),
            ("Farouk al-Mashi", "head", "al-Bu Banna clan"),
        ])
    );
}

#[test]
fn a_person_is_named_again_by_family_name_or_another_spelling() {
    let talbiseh = read(include_str!("persons/talbiseh-talks.txt"));
    let id = |extraction: &Extraction, name: &str| person(extraction, name).id.clone();
    assert_eq!(
        mentions(&talbiseh, &id(&talbiseh, "Mahmoud al-Qasir")),
        ["Mahmoud al-Qasir", "Qasir"]
    );
    assert_eq!(
        mentions(&talbiseh, &id(&talbiseh, "Yahya al-Rajab")),
        ["Yahya al-Rajab", "al-Rajab"]
    );
    let jasim = read(include_str!("persons/jasim-notables.txt"));
    assert_eq!(
        mentions(&jasim, &id(&jasim, "Saleem al-Hariri")),
        ["Saleem al-Hariri", "Salim Hariri"]
    );
    let al_bab = read(include_str!("persons/al-bab-crossing.txt"));
    assert_eq!(
        mentions(&al_bab, &id(&al_bab, "Mehmet Yildirim")),
        ["Mehmet Yildirim", "Mehmet Yıldırım"]
    );
    // Two bear the name: "Kanaan said" may mean either.
    let moadamiyeh = read(include_str!("persons/moadamiyeh-second-week.txt"));
    for name in ["Ziad Kanaan", "Hasan Kanaan"] {
        assert_eq!(mentions(&moadamiyeh, &id(&moadamiyeh, name)), [name]);
    }
}

/// A sentence before another, so that the other is no headline.
const QUIET: &str = "Two days of quiet have passed since the shelling ended, people said by phone.";

#[test]
fn bodies_are_named_by_their_place() {
    let kind = |extraction: &Extraction, name: &str| {
        let mut actors = extraction.actors.iter();
        actors
            .find(|actor| actor.name == name)
            .map(|actor| actor.kind)
    };
    let jasim = read(include_str!("persons/jasim-notables.txt"));
    assert_eq!(
        kind(&jasim, "Jasim elders"),
        Some(ActorKind::LocalCommittee)
    );
    assert_eq!(kind(&jasim, "al-Zoubi tribe"), Some(ActorKind::Community));
    let committee = Some(ActorKind::LocalCommittee);
    for (text, name) in [
        (
            "The negotiating committee of Jasim met.",
            "Jasim negotiations committee",
        ),
        (
            "Jasim's reconciliation committee met.",
            "Jasim reconciliation committee",
        ),
        (
            "Shells fell on Nawa. The town's negotiating committee met.",
            "Nawa negotiations committee",
        ),
        (
            "The civil council of Inkhil met.",
            "Civil Council of Inkhil",
        ),
        (
            "A delegation from the town of Inkhil met officers.",
            "Inkhil delegation",
        ),
        ("Notables of besieged Inkhil met officers.", "Inkhil elders"),
        (
            "In Inkhil a committee of elders met officers.",
            "Inkhil elders",
        ),
    ] {
        let found = read(&format!("{QUIET} {text}"));
        assert_eq!(kind(&found, name), committee, "{text}: {:?}", found.actors);
    }
    let of_state = format!("{QUIET} A delegation from Damascus came. The committee left at noon.");
    let of_state = read(&of_state);
    assert!(
        !of_state
            .actors
            .iter()
            .any(|a| a.kind == ActorKind::LocalCommittee)
    );
}

#[test]
fn persons_of_two_texts_are_one_by_name_side_and_place() {
    let id = |text: &str| {
        let extraction = read(text);
        let found: Vec<ActorId> = persons(&extraction).map(|p| p.id.clone()).collect();
        let [id] = found.as_slice() else {
            panic!("{text}: {found:?}");
        };
        id.clone()
    };
    let first = id("Salim al-Karam, a spokesman for rebels in Inkhil, said no.");
    let spelled =
        "On Monday militants in Inkhil met; Saleem Karam, a rebel negotiator from Inkhil, left.";
    assert_eq!(first, id(spelled));
    for other in [
        "Salim al-Karam, a spokesman for rebels in Jasim, said no.",
        "Salim al-Karam, a spokesman for Ahrar al-Sham, said no.",
        "Salim al-Karam, the governor of Homs, said no.",
        "Colonel Salim al-Karam said no.",
    ] {
        assert_ne!(first, id(other), "{other}");
    }
    let governor = id("Salim al-Karam, the governor of Homs, said no.");
    assert_eq!(governor, id("Homs governor Salim Karam was there."));
    assert_ne!(
        governor,
        id("Salim Karam, the governor of Hama, was there.")
    );
    // Nothing tells that two colonels are one.
    let colonel = "Colonel Salim al-Karam said no.";
    assert_eq!(id(colonel), id(colonel));
    assert_ne!(id(colonel), id("Colonel Salim al-Karam said yes."));
}

#[test]
fn others_are_no_persons_of_note() {
    for text in [
        "Salim Karam, a pharmacist in Douma, watched the buses leave.",
        "The director of the bakery, Nizar Karam, said the flour had run out.",
        "Salim Karam told reporters that the road was open.",
        "The head of the committee left for the Old City of Homs.",
        "The leader of the Kurdish Democratic Union Party spoke on Monday.",
        "Rebel Commander Salim Karam Vows To Fight On As Buses Leave Eastern Ghouta",
        "Reporting by Deniz Kaya, editing by Paul Marsh.",
        "A spokesman for Southern Front factions in Western Ghouta said no.",
    ] {
        let found = read(&format!("{QUIET} {text}"));
        assert_eq!(told(&found), BTreeSet::new(), "{text}");
    }
}

#[test]
fn labels_are_no_names() {
    let labels = [
        "Takfiri militants",
        "terrorists",
        "armed terrorist groups",
        "terrorist organisations",
        "the regime",
        "regime forces",
        "Assad's gangs",
        "mercenaries",
        "Zionist entity",
        "foreign-backed militants",
        "Wahhabi terrorists",
        "the gunmen",
        "occupation forces",
        "separatist militias",
        "infidels",
        "shabiha",
        "Takfiris",
        "enemy forces",
    ];
    let judging = [
        "takfiri",
        "terrorist",
        "regime",
        "gang",
        "mercenar",
        "zionist",
        "wahhabi",
        "infidel",
        "enemy",
        "foreign-backed",
        "occupation",
        "separatist",
    ];
    for label in labels {
        let mut sentence = label.to_owned();
        let first = sentence.remove(0).to_ascii_uppercase();
        let text = format!(
            "{first}{sentence} in Inkhil agreed to a truce. Salim Karam, a spokesman for {label} \
             in Inkhil, said {label} would leave. The leader of {label}, Basil Daher, agreed."
        );
        for actor in read(&text).actors {
            let names = actor.names.iter().map(|other| other.name.as_str());
            for name in names.chain([actor.name.as_str()]) {
                let name = name.to_lowercase();
                assert!(
                    !judging.iter().any(|word| name.contains(word)),
                    "{label}: {name}"
                );
            }
        }
    }
}

#[test]
fn outlets_are_actors_as_sources_only() {
    let jasim = read(include_str!("persons/jasim-notables.txt"));
    assert!(named(&jasim, "SANA"));
    // News agencies carry reports.
    assert!(!named(&jasim, "Reuters") && !named(&jasim, "AFP"));
    let raqqa = read(include_str!("persons/raqqa-council.txt"));
    assert!(!named(&raqqa, "BBC"));
    let own = "By Enab Baladi | 3 May 2018\n\nResidents of Inkhil told Enab Baladi that the road was open. \
               Enab Baladi said more buses would come.";
    let document = SourceDocument {
        content: own.as_bytes().to_vec(),
        label: String::new(),
        media_type: "text/plain".to_owned(),
        known: Known {
            outlet: Some("Enab Baladi".to_owned()),
            ..Default::default()
        },
    };
    assert!(!named(
        &extract(&document, Lexicon::shipped()),
        "Enab Baladi"
    ));
}

#[test]
fn whom_a_report_names_for_the_toll_of_the_war_is_no_actor_of_it() {
    let homs = read(include_str!("persons/homs-without-commas.txt"));
    assert!(!named(&homs, "Syrian Network for Human Rights"));
    let counted = "The Syrian Network for Human Rights said ten people died in Inkhil on Monday.";
    assert!(named(&read(counted), "Syrian Network for Human Rights"));
}

#[test]
fn a_head_of_state_who_does_nothing_stands_for_the_state() {
    let text = "The town is back under the control of President Bashar al-Assad.";
    let found = read(text);
    assert!(!named(&found, "Bashar al-Assad") && named(&found, "Syrian Government"));
    assert!(named(
        &read("President Bashar al-Assad said the town was safe."),
        "Bashar al-Assad"
    ));
}
