//! ResolveActor.

use std::collections::HashMap;

use sulh_domain::{Actor, ActorId, References};
use sulh_rpc::{
    convert,
    failure::failed,
    resolving::ActorQuestion,
    v1::{ActorCandidate, ResolveActorRequest, ResolveActorResponse},
};
use sulh_store::{NamedActor, Store};
use tonic::Status;

use super::{KeptNames, read_actor_names};
use crate::names::{Bearer, OtherName, fill_up, perhaps_misspelt};

impl Bearer for NamedActor {
    type Id = ActorId;

    fn id(&self) -> &ActorId {
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
    request: ResolveActorRequest,
) -> Result<ResolveActorResponse, Status> {
    let question = ActorQuestion::try_from(request)?;
    let names = read_actor_names(store, kept).await?;
    let (spelling, limit) = (&question.spelling, question.limit);
    let mut matches = names.matches(spelling, limit, |actor, name| {
        is_asked_for(&question, actor, name)
    });
    if let Some(key) = perhaps_misspelt(spelling, &matches, limit) {
        let similar = store
            .similar_actor_names(key.folded(), &question.filter, question.as_of)
            .await
            .map_err(failed)?;
        fill_up(&mut matches, limit, &key, similar);
    }

    let ids: Vec<ActorId> = matches.iter().map(|m| m.bearer.clone()).collect();
    let actors = store.actors_by_id(&ids).await.map_err(failed)?;
    let mut references = References::default();
    actors.iter().for_each(|actor| references.add_actor(actor));
    let labels = store.labels(&references).await.map_err(failed)?;
    let mut actors: HashMap<ActorId, Actor> = actors
        .into_iter()
        .map(|actor| (actor.id.clone(), actor))
        .collect();
    let candidates = matches.into_iter().filter_map(|found| {
        let actor = actors.remove(&found.bearer)?;
        Some(ActorCandidate {
            actor: Some(convert::actor(actor, &labels)),
            score: found.score,
            matched_name: Some(found.name),
            agreement: convert::agreement(found.agreement).into(),
        })
    });
    Ok(ResolveActorResponse {
        candidates: candidates.collect(),
    })
}

fn is_asked_for(question: &ActorQuestion, actor: &NamedActor, name: &str) -> bool {
    let (kinds, sides) = (&question.filter.kinds, &question.filter.sides);
    if !kinds.is_empty() && !kinds.contains(&actor.kind) {
        return false;
    }
    if !sides.is_empty() && !actor.side.is_some_and(|side| sides.contains(&side)) {
        return false;
    }
    let Some(day) = question.as_of else {
        return true;
    };
    let uses = actor.names.iter().filter(|other| other.name == name);
    let mut uses = uses.peekable();
    // A canonical name that is not among the others is in use at any time.
    uses.peek().is_none() || uses.any(|other| other.was_in_use(day))
}
