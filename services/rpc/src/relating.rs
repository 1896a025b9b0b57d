//! Questions of who has to do with whom, read from requests.

use sulh_domain::filter::RelationFilter;

use crate::{
    days::days,
    limit::limit,
    names::{ACTORS, PLACES},
    v1,
    violation::Violation,
    words,
};

/// Claims shown with a relation where no number is asked for.
pub const DEFAULT_EVIDENCE: usize = 3;
/// The most claims shown with a relation; a larger wish is cut to this.
pub const MAX_EVIDENCE: usize = 10;

/// Asks who has to do with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationQuestion {
    /// Which relations, and which claims count.
    pub filter: RelationFilter,
    /// Claims shown with each at most, 1 to [`MAX_EVIDENCE`].
    pub evidence: usize,
}

impl TryFrom<&v1::ListActorRelationsRequest> for RelationQuestion {
    type Error = Violation;

    fn try_from(request: &v1::ListActorRelationsRequest) -> Result<Self, Violation> {
        let actor = Some(&request.actor).filter(|name| !name.is_empty());
        Ok(Self {
            filter: RelationFilter {
                actor: actor.map(|name| ACTORS.id("actor", name)).transpose()?,
                others: ACTORS.ids("others", &request.others)?,
                kinds: words::each::<v1::RelationKind>("kinds", &request.kinds)?,
                places: PLACES.ids("places", &request.places)?,
                dated: days(("since", request.since), ("until", request.until))?,
                deal_types: words::each::<v1::DealType>("deal_types", &request.deal_types)?,
                deal_statuses: words::each::<v1::DealStatus>(
                    "deal_statuses",
                    &request.deal_statuses,
                )?,
            },
            evidence: limit(
                "evidence_limit",
                request.evidence_limit,
                DEFAULT_EVIDENCE,
                MAX_EVIDENCE,
            )?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_asked_for_by_nobody_s_name() {
        let question =
            |request: v1::ListActorRelationsRequest| RelationQuestion::try_from(&request);
        let all = question(v1::ListActorRelationsRequest::default()).unwrap();
        assert_eq!((all.filter.actor, all.evidence), (None, DEFAULT_EVIDENCE));
        let many = v1::ListActorRelationsRequest {
            evidence_limit: 1000,
            ..Default::default()
        };
        assert_eq!(question(many).unwrap().evidence, MAX_EVIDENCE);
        let bad = v1::ListActorRelationsRequest {
            actor: "russia".into(),
            ..Default::default()
        };
        let refused = question(bad).unwrap_err().to_string();
        assert!(
            refused.starts_with("actor: not a resource name"),
            "{refused}"
        );
    }
}
