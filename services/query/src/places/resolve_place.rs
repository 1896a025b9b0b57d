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

use super::{KeptNames, read_place_names};
use crate::names::{Bearer, OtherName, fill_up, perhaps_misspelt};

impl Bearer for NamedPlace {
    type Id = PlaceId;

    fn id(&self) -> &PlaceId {
        &self.id
    }

    fn canonical_name(&self) -> (&str, bool) {
        (&self.name, self.weak_name)
    }

    fn other_names(&self) -> impl Iterator<Item = OtherName<'_>> {
        self.names.iter().map(|other| OtherName {
            text: &other.name,
            language: &other.language,
            weak: other.weak,
        })
    }
}

pub(super) async fn answer(
    store: &Store,
    kept: &KeptNames,
    request: ResolvePlaceRequest,
) -> Result<ResolvePlaceResponse, Status> {
    let question = PlaceQuestion::try_from(request)?;
    let names = read_place_names(store, kept).await?;
    let (spelling, limit) = (&question.spelling, question.limit);
    let mut matches = names.matches(spelling, limit, |place, _| is_asked_for(&question, place));
    if let Some(key) = perhaps_misspelt(spelling, &matches, limit) {
        let similar = store
            .similar_place_names(key.folded(), &question.filter)
            .await
            .map_err(failed)?;
        fill_up(&mut matches, limit, &key, similar);
    }

    let ids: Vec<PlaceId> = matches.iter().map(|m| m.bearer.clone()).collect();
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
    let candidates = matches.into_iter().filter_map(|found| {
        let (place, within) = places.remove(&found.bearer)?;
        Some(PlaceCandidate {
            place: Some(convert::place(place, &within, &labels)),
            score: found.score,
            matched_name: Some(found.name),
            agreement: convert::agreement(found.agreement).into(),
        })
    });
    Ok(ResolvePlaceResponse {
        candidates: candidates.collect(),
    })
}

fn is_asked_for(question: &PlaceQuestion, place: &NamedPlace) -> bool {
    let (kinds, within) = (&question.filter.kinds, &question.filter.within);
    (kinds.is_empty() || kinds.contains(&place.kind))
        && (within.is_empty() || place.within.iter().any(|around| within.contains(around)))
}
