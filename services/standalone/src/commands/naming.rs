//! Places and actors as people name them, to resource names.

use sulh_rpc::v1::{
    ActorCandidate, GetActorRequest, GetPlaceRequest, NameAgreement, PlaceCandidate,
    ResolveActorRequest, ResolvePlaceRequest,
};
use tonic::{Code, Status};

use super::{
    asking::{Query, refusal},
    output::note,
    words::word,
};

/// What a spelling may mean.
struct Candidate {
    name: String,
    display_name: String,
    score: f32,
    agreement: NameAgreement,
}

/// The resource names of places: `places/harasta`, `harasta`, or any spelling.
///
/// # Errors
/// When no place has such a name.
pub(crate) async fn places(query: &Query, spellings: &[String]) -> anyhow::Result<Vec<String>> {
    let get = async |name| {
        let answer = query.places().get_place(GetPlaceRequest { name }).await;
        let place = found(answer)?.and_then(|answer| answer.into_inner().place);
        Ok(place.map(|place| place.name))
    };
    let resolve = async |spelling| {
        let request = ResolvePlaceRequest {
            spelling,
            ..Default::default()
        };
        let answer = query.places().resolve_place(request).await;
        let candidates = answer.map_err(|status| refusal(&status))?.into_inner();
        Ok(candidates.candidates.into_iter().map(place).collect())
    };
    names("place", spellings, get, resolve).await
}

/// The resource names of actors: `actors/jaysh-al-islam`, `jaysh-al-islam`, or any
/// spelling.
///
/// # Errors
/// When no actor has such a name.
pub(crate) async fn actors(query: &Query, spellings: &[String]) -> anyhow::Result<Vec<String>> {
    let get = async |name| {
        let request = GetActorRequest { name, as_of: None };
        let answer = query.actors().get_actor(request).await;
        let actor = found(answer)?.and_then(|answer| answer.into_inner().actor);
        Ok(actor.map(|actor| actor.name))
    };
    let resolve = async |spelling| {
        let request = ResolveActorRequest {
            spelling,
            ..Default::default()
        };
        let answer = query.actors().resolve_actor(request).await;
        let candidates = answer.map_err(|status| refusal(&status))?.into_inner();
        Ok(candidates.candidates.into_iter().map(actor).collect())
    };
    names("actor", spellings, get, resolve).await
}

/// The resource names of what people call so, of a collection called `what` and an s:
/// one that is such a name already, else one that `get` knows, else the likeliest that
/// `resolve` gives.
async fn names(
    what: &str,
    spellings: &[String],
    get: impl AsyncFn(String) -> anyhow::Result<Option<String>>,
    resolve: impl AsyncFn(String) -> anyhow::Result<Vec<Candidate>>,
) -> anyhow::Result<Vec<String>> {
    let prefix = format!("{what}s/");
    let mut names = Vec::new();
    for spelling in spellings {
        if spelling.starts_with(&prefix) {
            names.push(spelling.clone());
            continue;
        }
        let known = match is_slug(spelling) {
            true => get(format!("{prefix}{spelling}")).await?,
            false => None,
        };
        names.push(match known {
            Some(name) => name,
            None => likeliest(what, spelling, resolve(spelling.clone()).await?)?,
        });
    }
    Ok(names)
}

/// A resource name with or without its collection: `6f4c…` is `deals/6f4c…`.
pub(crate) fn within(collection: &str, name: &str) -> String {
    match name.contains('/') {
        true => name.to_owned(),
        false => format!("{collection}/{name}"),
    }
}

/// The name without its collection.
pub(crate) fn bare(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, bare)| bare)
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// An answer, or none where there is nothing of the name.
fn found<T>(answer: Result<T, Status>) -> anyhow::Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(status) if matches!(status.code(), Code::NotFound | Code::InvalidArgument) => Ok(None),
        Err(status) => Err(refusal(&status)),
    }
}

fn place(candidate: PlaceCandidate) -> Candidate {
    let agreement = candidate.agreement();
    let place = candidate.place.unwrap_or_default();
    Candidate {
        name: place.name,
        display_name: place.display_name,
        score: candidate.score,
        agreement,
    }
}

fn actor(candidate: ActorCandidate) -> Candidate {
    let agreement = candidate.agreement();
    let actor = candidate.actor.unwrap_or_default();
    Candidate {
        name: actor.name,
        display_name: actor.display_name,
        score: candidate.score,
        agreement,
    }
}

/// The best candidate. Where another may be meant as well, says which was taken.
fn likeliest(what: &str, spelling: &str, candidates: Vec<Candidate>) -> anyhow::Result<String> {
    let mut candidates = candidates.into_iter();
    let Some(best) = candidates.next() else {
        anyhow::bail!("no {what} is called '{spelling}'");
    };
    let others: Vec<Candidate> = candidates.collect();
    let is_sure = matches!(best.agreement, NameAgreement::Folded | NameAgreement::Fine)
        && others.iter().all(|other| other.score < best.score);
    if !is_sure {
        let agreement = word(best.agreement.as_str_name(), "NAME_AGREEMENT_");
        let mut taken = format!(
            "'{spelling}' is taken for {} ({}, {agreement})",
            best.display_name, best.name
        );
        if !others.is_empty() {
            let others: Vec<String> = others
                .into_iter()
                .map(|other| format!("{} ({})", other.display_name, other.name))
                .collect();
            taken.push_str(&format!("; it may mean {}", others.join(", ")));
        }
        note(&taken);
    }
    Ok(best.name)
}
