//! ResolveActor and ResolvePlace over the shipped lexicon.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::time::{Duration, Instant};

use sulh_rpc::{
    google::r#type::Date,
    v1::{
        ActorCandidate, ActorKind, NameAgreement, PlaceCandidate, PlaceKind, ResolveActorRequest,
        ResolvePlaceRequest, Side,
    },
};
use support::{Pair, refused_field};

const PATIENCE: Duration = Duration::from_secs(20);

/// Asks for a spelling with nothing else set.
fn spelled<Request: Spelled>(spelling: &str) -> Request {
    Request::of(spelling.to_owned())
}

trait Spelled {
    fn of(spelling: String) -> Self;
}

impl Spelled for ResolveActorRequest {
    fn of(spelling: String) -> Self {
        Self {
            spelling,
            ..Default::default()
        }
    }
}

impl Spelled for ResolvePlaceRequest {
    fn of(spelling: String) -> Self {
        Self {
            spelling,
            ..Default::default()
        }
    }
}

async fn actors(pair: &mut Pair, request: ResolveActorRequest) -> Vec<ActorCandidate> {
    let answer = pair.actors.resolve_actor(request).await.unwrap();
    answer.into_inner().candidates
}

async fn places(pair: &mut Pair, request: ResolvePlaceRequest) -> Vec<PlaceCandidate> {
    let answer = pair.places.resolve_place(request).await.unwrap();
    answer.into_inner().candidates
}

fn actor_names(candidates: &[ActorCandidate]) -> Vec<&str> {
    let actors = candidates.iter().filter_map(|c| c.actor.as_ref());
    actors.map(|actor| actor.name.as_str()).collect()
}

fn place_names(candidates: &[PlaceCandidate]) -> Vec<&str> {
    let places = candidates.iter().filter_map(|c| c.place.as_ref());
    places.map(|place| place.name.as_str()).collect()
}

#[tokio::test]
async fn an_actor_is_found_in_any_script_with_the_name_that_agrees() {
    let mut pair = Pair::start().await;
    for (spelling, text, language) in [
        ("Jaysh al-Islam", "Jaysh al-Islam", ""),
        ("Jaish al-Islam", "Jaish al-Islam", "en"),
        ("جيش الإسلام", "جيش الإسلام", "ar"),
    ] {
        let candidates = actors(&mut pair, spelled(spelling)).await;
        let first = &candidates[0];
        assert_eq!(actor_names(&candidates)[0], "actors/jaysh-al-islam");
        assert_eq!(
            (first.score, first.agreement()),
            (1.0, NameAgreement::Folded),
            "{spelling}"
        );
        let matched = first.matched_name.as_ref().unwrap();
        assert_eq!(
            (matched.text.as_str(), matched.language_code.as_str()),
            (text, language)
        );
        let actor = first.actor.as_ref().unwrap();
        assert_eq!(actor.kind(), ActorKind::ArmedGroup);
        assert!(!actor.memberships.is_empty());
    }
    for spelling in ["Джейш аль-Ислам", "Dschaisch al-Islam", "Ceyş el-İslam"] {
        let candidates = actors(&mut pair, spelled(spelling)).await;
        assert_eq!(
            actor_names(&candidates)[0],
            "actors/jaysh-al-islam",
            "{spelling}"
        );
        let scores: Vec<f32> = candidates.iter().map(|c| c.score).collect();
        assert!(scores[0] >= 0.6, "{spelling}: {scores:?}");
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    }
}

#[tokio::test]
async fn an_actor_is_found_under_the_names_of_its_time() {
    let mut pair = Pair::start().await;
    let as_of = |year| ResolveActorRequest {
        as_of: Some(Date {
            year,
            month: 3,
            day: 1,
        }),
        ..spelled("Jabhat al-Nusra")
    };
    let group = "actors/hayat-tahrir-al-sham";
    let then = actors(&mut pair, as_of(2015)).await;
    assert_eq!(actor_names(&then)[0], group);
    assert_eq!(
        then[0].matched_name.as_ref().unwrap().text,
        "Jabhat al-Nusra"
    );
    let later = actors(&mut pair, as_of(2018)).await;
    assert!(!actor_names(&later).contains(&group), "{later:?}");
    let whenever = actors(&mut pair, spelled("Jabhat al-Nusra")).await;
    assert_eq!(actor_names(&whenever)[0], group);
}

#[tokio::test]
async fn filters_narrow_actors_and_the_limit_cuts() {
    let mut pair = Pair::start().await;
    let narrowed = |kinds: &[ActorKind], sides: &[Side]| ResolveActorRequest {
        kinds: kinds.iter().map(|kind| (*kind).into()).collect(),
        sides: sides.iter().map(|side| (*side).into()).collect(),
        ..spelled("Jaysh al-Islam")
    };
    let fitting = narrowed(
        &[ActorKind::Media, ActorKind::ArmedGroup],
        &[Side::Opposition],
    );
    let found = actors(&mut pair, fitting).await;
    assert_eq!(actor_names(&found)[0], "actors/jaysh-al-islam");
    for request in [
        narrowed(&[ActorKind::Media], &[]),
        narrowed(&[], &[Side::Government]),
    ] {
        let found = actors(&mut pair, request).await;
        let names = actor_names(&found);
        assert!(!names.contains(&"actors/jaysh-al-islam"), "{names:?}");
    }

    let all = places(&mut pair, spelled("Douma")).await;
    assert!(all.len() > 1, "{:?}", place_names(&all));
    let one = ResolvePlaceRequest {
        limit: 1,
        ..spelled("Douma")
    };
    let one = places(&mut pair, one).await;
    assert_eq!(place_names(&one), place_names(&all)[..1]);
}

#[tokio::test]
async fn a_place_is_found_in_any_script_and_within_another() {
    let mut pair = Pair::start().await;
    for spelling in ["Harasta", "Kharasta", "حرستا", "Хараста", "Ḥarastā"] {
        let candidates = places(&mut pair, spelled(spelling)).await;
        assert_eq!(
            place_names(&candidates).first(),
            Some(&"places/harasta"),
            "{spelling}"
        );
        let place = candidates[0].place.as_ref().unwrap();
        assert_eq!(place.within[0].display_name, "Eastern Ghouta");
    }

    let within = |around: &str| ResolvePlaceRequest {
        within: vec![around.to_owned()],
        ..spelled("Douma")
    };
    let suwayda = places(&mut pair, within("places/suwayda-governorate")).await;
    assert_eq!(place_names(&suwayda), ["places/douma-suwayda"]);
    let ghouta = places(&mut pair, within("places/eastern-ghouta")).await;
    assert_eq!(place_names(&ghouta)[0], "places/douma");
    assert!(!place_names(&ghouta).contains(&"places/douma-suwayda"));

    let villages = ResolvePlaceRequest {
        kinds: vec![PlaceKind::Village.into()],
        ..spelled("Douma")
    };
    let villages = places(&mut pair, villages).await;
    assert_eq!(place_names(&villages)[0], "places/douma-suwayda");
}

#[tokio::test]
async fn typing_errors_find_what_is_nearly_written_so() {
    let mut pair = Pair::start().await;
    for (spelling, actor) in [
        ("Jaysh al-Ilsam", "actors/jaysh-al-islam"),
        ("Hezbolalh", "actors/hezbollah"),
        ("Nour al-Din al-Zekni", "actors/nour-al-din-al-zenki"),
    ] {
        let candidates = actors(&mut pair, spelled(spelling)).await;
        let mut found = candidates.iter().zip(actor_names(&candidates));
        let (found, _) = found.find(|(_, name)| *name == actor).unwrap();
        assert_eq!(found.agreement(), NameAgreement::Similar, "{spelling}");
        assert!((0.1..=0.15).contains(&found.score), "{}", found.score);
        let scores: Vec<f32> = candidates.iter().map(|c| c.score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    }
    for spelling in ["Harsata", "Zamakla", "Eastern Ghuota"] {
        let candidates = places(&mut pair, spelled(spelling)).await;
        let names = place_names(&candidates);
        let right = ["places/harasta", "places/zamalka", "places/eastern-ghouta"];
        assert!(names.iter().any(|name| right.contains(name)), "{names:?}");
    }
    let media = ResolveActorRequest {
        kinds: vec![ActorKind::Media.into()],
        ..spelled("Jaysh al-Ilsam")
    };
    let media = actors(&mut pair, media).await;
    assert!(!actor_names(&media).contains(&"actors/jaysh-al-islam"));
    // What is surely a name is no typing error.
    let sure = places(&mut pair, spelled("Harasta")).await;
    assert!(sure.iter().all(|c| c.agreement() != NameAgreement::Similar));
    let long = "al-".repeat(85);
    assert_eq!(places(&mut pair, spelled(&long)).await, []);
}

#[tokio::test]
async fn a_weak_name_stands_behind_a_strong_one() {
    let mut pair = Pair::start().await;
    // The name of one, and said of the other too.
    let candidates = places(&mut pair, spelled("Douma")).await;
    assert_eq!(
        place_names(&candidates)[..2],
        ["places/douma", "places/douma-suwayda"]
    );
    let weakness = |candidate: &PlaceCandidate| {
        let name = candidate.matched_name.as_ref().unwrap();
        (name.text.clone(), name.weak, candidate.score)
    };
    let douma = "Douma".to_owned();
    assert_eq!(weakness(&candidates[0]), (douma.clone(), false, 1.0));
    assert_eq!(weakness(&candidates[1]), (douma, true, 0.5));
    let suwayda = candidates[1].place.as_ref().unwrap();
    assert!(!suwayda.display_name_weak);
    let other = &suwayda.other_names;
    assert!(other.iter().any(|name| name.text == "Douma" && name.weak));
}

#[tokio::test]
async fn what_nobody_bears_has_no_candidates() {
    let mut pair = Pair::start().await;
    for spelling in ["Worcestershire Cricket Club", "?!", "\0", "\u{1F600}"] {
        assert_eq!(actors(&mut pair, spelled(spelling)).await, [], "{spelling}");
        assert_eq!(places(&mut pair, spelled(spelling)).await, [], "{spelling}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_field() {
    let mut pair = Pair::start().await;
    for spelling in [String::new(), "ح".repeat(129)] {
        let refused = pair
            .actors
            .resolve_actor(ResolveActorRequest::of(spelling.clone()));
        assert_eq!(refused_field(&refused.await.unwrap_err()), "spelling");
        let refused = pair.places.resolve_place(ResolvePlaceRequest::of(spelling));
        assert_eq!(refused_field(&refused.await.unwrap_err()), "spelling");
    }
    let within = ResolvePlaceRequest {
        within: vec!["places/suwayda-governorate".into(), "suwayda".into()],
        ..spelled("Douma")
    };
    let refused = pair.places.resolve_place(within).await.unwrap_err();
    assert_eq!(refused_field(&refused), "within[1]");
    let limit = ResolvePlaceRequest {
        limit: -1,
        ..spelled("Douma")
    };
    let refused = pair.places.resolve_place(limit).await.unwrap_err();
    assert_eq!(refused_field(&refused), "limit");
    let month = ResolveActorRequest {
        as_of: Some(Date {
            year: 2015,
            month: 3,
            day: 0,
        }),
        ..spelled("Jabhat al-Nusra")
    };
    let refused = pair.actors.resolve_actor(month).await.unwrap_err();
    assert_eq!(refused_field(&refused), "as_of");
}

#[tokio::test]
async fn names_that_come_later_are_found() {
    let mut pair = Pair::start().await;
    let person = || spelled::<ResolveActorRequest>("Munthir Faris");
    let town = || spelled::<ResolvePlaceRequest>("Nowhere-on-Barada");
    let shows = |found: &[ActorCandidate]| {
        let mut actors = found.iter().filter_map(|c| c.actor.as_ref());
        actors.any(|actor| actor.display_name == "Munther Fares")
    };
    assert!(!shows(&actors(&mut pair, person()).await));
    assert_eq!(places(&mut pair, town()).await, []);

    pair.ingest(
        "Fighters leave Harasta for Idlib\n\nDamascus, 22 March 2018\n\n\
         Ahrar al-Sham agreed with the Syrian government to leave Harasta for Idlib. \
         Munther Fares, a spokesman for Ahrar al-Sham, said that Russia had guaranteed the \
         safety of those who stay.\n",
    )
    .await;
    let store = pair.database.store();
    let (mut harasta, _) = store
        .place(&"harasta".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    harasta.names.push(sulh_domain::PlaceName {
        name: "Nowhere on Barada".into(),
        language: "en".into(),
        weak: false,
    });
    store.store_lexicon(&[harasta], &[]).await.unwrap();

    let start = Instant::now();
    let (found, place) = loop {
        let found = actors(&mut pair, person()).await;
        let place = places(&mut pair, town()).await;
        if shows(&found) && !place.is_empty() || start.elapsed() > PATIENCE {
            break (found, place);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    let actor = found[0].actor.as_ref().unwrap();
    assert_eq!(
        (actor.display_name.as_str(), actor.kind()),
        ("Munther Fares", ActorKind::Person)
    );
    assert_eq!(place_names(&place), ["places/harasta"]);
}
