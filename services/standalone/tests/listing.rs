//! Lists of actors and places: by activity, by time, by where they lie.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::collections::BTreeSet;

use sulh_rpc::{
    google::r#type::Date,
    v1::{
        Actor, ActorKind, Circle, Coordinates, GetActorRequest, ListActorsRequest,
        ListPlacesRequest, Place, PlaceKind,
    },
};
use support::{Pair, refused_field};

const HARASTA: &str = "\
Fighters leave Harasta for Idlib\n\n\
Damascus, 22 March 2018\n\n\
Ahrar al-Sham fighters began leaving the town of Harasta in Eastern Ghouta on Thursday \
under a deal with the Syrian government. Buses carried the fighters and their families to \
Idlib province.\n";

const DOUMA: &str = "\
Jaysh al-Islam agrees to leave Douma\n\n\
Damascus, 8 April 2018\n\n\
Jaysh al-Islam agreed with the Syrian government on Sunday to leave the town of Douma for \
Jarabulus, state television said.\n";

async fn with_two_deals() -> Pair {
    let mut pair = Pair::start().await;
    for report in [HARASTA, DOUMA] {
        assert!(!pair.ingest(report).await.claims.is_empty(), "{report}");
    }
    pair
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Some(Date { year, month, day })
}

/// All pages of a list of actors, two at a time.
async fn actors(pair: &mut Pair, request: &ListActorsRequest) -> Vec<Actor> {
    let mut actors = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListActorsRequest {
            page_size: 2,
            page_token,
            ..request.clone()
        };
        let page = pair.actors.list_actors(request).await.unwrap().into_inner();
        actors.extend(page.actors);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return actors;
        }
    }
}

async fn actor_names(pair: &mut Pair, request: ListActorsRequest) -> BTreeSet<String> {
    let actors = actors(pair, &request).await;
    let names: BTreeSet<String> = actors.iter().map(|actor| actor.name.clone()).collect();
    assert_eq!(names.len(), actors.len(), "each actor once");
    names
}

async fn places(pair: &mut Pair, request: ListPlacesRequest) -> Vec<Place> {
    let request = ListPlacesRequest {
        page_size: 1000,
        ..request
    };
    let page = pair.places.list_places(request).await.unwrap().into_inner();
    assert_eq!(page.next_page_token, "");
    page.places
}

async fn place_names(pair: &mut Pair, request: ListPlacesRequest) -> BTreeSet<String> {
    let places = places(pair, request).await;
    places.into_iter().map(|place| place.name).collect()
}

#[tokio::test]
async fn actors_are_listed_by_where_and_when_they_were_active() {
    let mut pair = with_two_deals().await;
    let asked = |within: &[&str], since, until| ListActorsRequest {
        active_within: within.iter().map(|place| (*place).to_owned()).collect(),
        active_since: since,
        active_until: until,
        ..Default::default()
    };
    let (ahrar, islam, state) = (
        "actors/ahrar-al-sham",
        "actors/jaysh-al-islam",
        "actors/syrian-government",
    );
    let ghouta = actor_names(&mut pair, asked(&["places/eastern-ghouta"], None, None)).await;
    for actor in [ahrar, islam, state] {
        assert!(ghouta.contains(actor), "{ghouta:?}");
    }
    assert!(ghouta.len() < 10, "{ghouta:?}");
    let march = actor_names(&mut pair, asked(&[], day(2018, 3, 1), day(2018, 3, 31))).await;
    assert!(march.contains(ahrar) && march.contains(state), "{march:?}");
    assert!(!march.contains(islam), "{march:?}");
    let april = actor_names(&mut pair, asked(&[], day(2018, 4, 1), None)).await;
    assert!(april.contains(islam) && !april.contains(ahrar), "{april:?}");
    // One claim fits it all: that about Douma is of April.
    let nobody = asked(&["places/douma"], None, day(2018, 3, 31));
    assert!(actor_names(&mut pair, nobody).await.is_empty());
    let nobody = asked(&["places/suwayda-governorate"], None, None);
    assert!(actor_names(&mut pair, nobody).await.is_empty());
    let states = ListActorsRequest {
        kinds: vec![ActorKind::State.into()],
        ..asked(&["places/harasta", "places/douma"], None, None)
    };
    let states = actor_names(&mut pair, states).await;
    assert_eq!(states, BTreeSet::from([state.to_owned()]));
}

#[tokio::test]
async fn pages_hold_with_their_filters_only_and_days_are_in_order() {
    let mut pair = with_two_deals().await;
    let request = ListActorsRequest {
        page_size: 1,
        active_within: vec!["places/eastern-ghouta".into()],
        ..Default::default()
    };
    let first = pair.actors.list_actors(request.clone()).await.unwrap();
    let other = ListActorsRequest {
        page_token: first.into_inner().next_page_token,
        active_until: day(2018, 3, 31),
        ..request
    };
    let refused = pair.actors.list_actors(other).await.unwrap_err();
    assert_eq!(refused_field(&refused), "page_token");
    let crossed = ListActorsRequest {
        active_since: day(2018, 4, 1),
        active_until: day(2018, 3, 31),
        ..Default::default()
    };
    let refused = pair.actors.list_actors(crossed).await.unwrap_err();
    assert_eq!(refused_field(&refused), "active_until");
    let month = ListPlacesRequest {
        active_since: day(2018, 4, 0),
        ..Default::default()
    };
    let refused = pair.places.list_places(month).await.unwrap_err();
    assert_eq!(refused_field(&refused), "active_since");
}

#[tokio::test]
async fn an_actor_is_shown_as_of_a_day() {
    let mut pair = Pair::start().await;
    let mut shown = Vec::new();
    for as_of in [day(2015, 3, 1), day(2016, 10, 1), day(2020, 1, 1), None] {
        let request = GetActorRequest {
            name: "actors/hayat-tahrir-al-sham".into(),
            as_of,
        };
        let answer = pair.actors.get_actor(request).await.unwrap().into_inner();
        shown.push(answer.actor.unwrap());
    }
    let names: Vec<&str> = shown.iter().map(|actor| &*actor.display_name).collect();
    assert_eq!(
        names,
        [
            "Jabhat al-Nusra",
            "Jabhat Fateh al-Sham",
            "Hay'at Tahrir al-Sham",
            "Hay'at Tahrir al-Sham"
        ]
    );
    let has = |actor: &Actor, name: &str| actor.other_names.iter().any(|n| n.text == name);
    assert!(has(&shown[0], "Nusra Front") || has(&shown[0], "al-Nusra Front"));
    assert!(!has(&shown[0], "HTS") && has(&shown[2], "HTS"));
    assert!(!has(&shown[2], "Jabhat al-Nusra") && has(&shown[3], "Jabhat al-Nusra"));

    // The Eighth Brigade has been part of the Fifth Corps since July 2018.
    let corps = "actors/fifth-assault-corps";
    for (year, is_part) in [(2017, false), (2019, true)] {
        let request = ListActorsRequest {
            page_size: 1000,
            kinds: vec![ActorKind::StateForce.into(), ActorKind::ArmedGroup.into()],
            as_of: day(year, 1, 1),
            ..Default::default()
        };
        let page = pair.actors.list_actors(request).await.unwrap().into_inner();
        let mut listed = page.actors.iter();
        let brigade = listed.find(|a| a.name == "actors/eighth-brigade").unwrap();
        let mut memberships = brigade.memberships.iter();
        let found = memberships.any(|m| m.actor.as_ref().unwrap().name == corps);
        assert_eq!(found, is_part, "{year}");
    }
}

#[tokio::test]
async fn places_are_listed_by_the_claims_about_them() {
    let mut pair = with_two_deals().await;
    let (harasta, douma) = ("places/harasta", "places/douma");
    let asked = |has_claims, since, until| ListPlacesRequest {
        within: vec!["places/eastern-ghouta".into()],
        has_claims,
        active_since: since,
        active_until: until,
        ..Default::default()
    };
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let with = place_names(&mut pair, asked(Some(true), None, None)).await;
    let both: BTreeSet<String> = set(&[harasta, douma]);
    assert_eq!(with, both);
    let without = place_names(&mut pair, asked(Some(false), None, None)).await;
    assert!(without.is_disjoint(&both));
    assert!(without.contains("places/arbin") && without.contains("places/eastern-ghouta"));
    let all = place_names(&mut pair, asked(None, None, None)).await;
    assert_eq!(all.len(), with.len() + without.len());
    let march = asked(None, day(2018, 3, 1), day(2018, 3, 31));
    assert_eq!(place_names(&mut pair, march).await, set(&[harasta]));
    let april = asked(None, day(2018, 4, 1), None);
    assert_eq!(place_names(&mut pair, april).await, set(&[douma]));
}

#[tokio::test]
async fn places_are_listed_by_where_they_lie() {
    let mut pair = Pair::start().await;
    let children = ListPlacesRequest {
        parents: vec!["places/eastern-ghouta".into()],
        ..Default::default()
    };
    let children = places(&mut pair, children).await;
    assert!(children.iter().any(|place| place.name == "places/harasta"));
    for place in &children {
        assert_eq!(place.within[0].name, "places/eastern-ghouta", "{place:?}");
    }

    let harasta = children
        .iter()
        .find(|p| p.name == "places/harasta")
        .unwrap();
    let circle = |center: Coordinates, radius_km| ListPlacesRequest {
        near: Some(Circle {
            center: Some(center),
            radius_km,
        }),
        ..Default::default()
    };
    let center = harasta.coordinates.unwrap();
    let near = place_names(&mut pair, circle(center, 6.0)).await;
    for name in ["places/harasta", "places/douma", "places/arbin"] {
        assert!(near.contains(name), "{near:?}");
    }
    assert!(!near.contains("places/dumayr") && !near.contains("places/aleppo"));
    let towns = ListPlacesRequest {
        kinds: vec![PlaceKind::Governorate.into()],
        ..circle(center, 6.0)
    };
    let towns = place_names(&mut pair, towns).await;
    assert!(towns.is_subset(&near) && !towns.contains("places/harasta"));
    // A degree of latitude is 111.2 km.
    let south = Coordinates {
        latitude: center.latitude - 1.0,
        ..center
    };
    for (radius, is_near) in [(111.0, false), (111.4, true)] {
        let near = place_names(&mut pair, circle(south, radius)).await;
        assert_eq!(near.contains("places/harasta"), is_near, "{radius}");
    }
    let nowhere = ListPlacesRequest {
        near: Some(Circle::default()),
        ..Default::default()
    };
    let refused = pair.places.list_places(nowhere).await.unwrap_err();
    assert_eq!(refused_field(&refused), "near.center");
}
