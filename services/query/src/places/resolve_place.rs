//! ResolvePlace.

use std::collections::HashMap;

use sulh_domain::{PlaceId, References};
use sulh_rpc::{
    convert,
    failure::failed,
    resolving::PlaceQuestion,
    v1::{PlaceCandidate, ResolvePlaceRequest, ResolvePlaceResponse},
};
use sulh_store::{NamedPlace, PlaceWithin, Store};
use tonic::Status;

use super::KeptNames;
use crate::names::{Bearer, Names};

impl Bearer for NamedPlace {
    fn canonical_name(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let others = self.names.iter();
        others.map(|other| (other.name.as_str(), other.language.as_str()))
    }
}

pub(super) async fn answer(
    store: &Store,
    kept: &KeptNames,
    request: ResolvePlaceRequest,
) -> Result<ResolvePlaceResponse, Status> {
    let question = PlaceQuestion::try_from(request)?;
    let version = async { store.place_names_version().await.map_err(failed) };
    let names = kept.get(version, read_names(store)).await?;
    let mut matches = names.matches(&question.spelling, |place, _| {
        is_asked_for(&question, place)
    });
    matches.truncate(question.limit);

    let ids: Vec<PlaceId> = matches.iter().map(|m| m.bearer.id.clone()).collect();
    let places = store.places_by_id(&ids).await.map_err(failed)?;
    let mut references = References::default();
    for (_, within) in &places {
        references.places.extend(within.iter().cloned());
    }
    let labels = store.labels(&references).await.map_err(failed)?;
    let mut places: HashMap<PlaceId, PlaceWithin> = places
        .into_iter()
        .map(|place| (place.0.id.clone(), place))
        .collect();
    let candidates = matches.iter().filter_map(|found| {
        let (place, within) = places.remove(&found.bearer.id)?;
        Some(PlaceCandidate {
            place: Some(convert::place(place, &within, &labels)),
            score: found.score,
            matched_name: Some(found.matched_name()),
            agreement: convert::agreement(found.agreement).into(),
        })
    });
    Ok(ResolvePlaceResponse {
        candidates: candidates.collect(),
    })
}

async fn read_names(store: &Store) -> Result<Names<NamedPlace>, Status> {
    Names::of(store.named_places().await.map_err(failed)?).await
}

fn is_asked_for(question: &PlaceQuestion, place: &NamedPlace) -> bool {
    let (kinds, within) = (&question.filter.kinds, &question.filter.within);
    (kinds.is_empty() || kinds.contains(&place.kind))
        && (within.is_empty() || place.within.iter().any(|around| within.contains(around)))
}
