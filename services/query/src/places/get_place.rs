//! GetPlace.

use sulh_domain::{PlaceId, References};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::PLACES,
    v1::{GetPlaceRequest, GetPlaceResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: GetPlaceRequest,
) -> Result<GetPlaceResponse, Status> {
    let id: PlaceId = PLACES.id("name", &request.name)?;
    let (place, within) = store
        .place(&id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(PLACES, &request.name))?;
    let mut references = References::default();
    references.places.extend(within.iter().cloned());
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(GetPlaceResponse {
        place: Some(convert::place(place, &within, &labels)),
    })
}
