//! Questions of what a spelling means, read from requests.

use jiff::civil;
use sulh_domain::{
    filter::{ActorFilter, PlaceFilter},
    romanisation::MAX_NAME_BYTES,
};

use crate::{days::day, limit::limit, names::PLACES, v1, violation::Violation, words};

/// Candidates where no number is asked for.
pub const DEFAULT_CANDIDATES: usize = 5;
/// The most candidates; a larger wish is cut to this.
pub const MAX_CANDIDATES: usize = 20;

/// Asks which actors a spelling may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorQuestion {
    /// The name as it was found, 1 to [`MAX_NAME_BYTES`] bytes.
    pub spelling: String,
    /// Which actors count.
    pub filter: ActorFilter,
    /// The day on which the name was in use; `None` for any time.
    pub as_of: Option<civil::Date>,
    /// Candidates at most, 1 to [`MAX_CANDIDATES`].
    pub limit: usize,
}

/// Asks which places a spelling may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceQuestion {
    /// The name as it was found, 1 to [`MAX_NAME_BYTES`] bytes.
    pub spelling: String,
    /// Which places count.
    pub filter: PlaceFilter,
    /// Candidates at most, 1 to [`MAX_CANDIDATES`].
    pub limit: usize,
}

impl TryFrom<v1::ResolveActorRequest> for ActorQuestion {
    type Error = Violation;

    fn try_from(request: v1::ResolveActorRequest) -> Result<Self, Violation> {
        Ok(Self {
            spelling: spelling(request.spelling)?,
            filter: ActorFilter {
                kinds: words::each::<v1::ActorKind>("kinds", &request.kinds)?,
                sides: words::each::<v1::Side>("sides", &request.sides)?,
                active: None,
            },
            as_of: request.as_of.map(|date| day("as_of", date)).transpose()?,
            limit: limit("limit", request.limit, DEFAULT_CANDIDATES, MAX_CANDIDATES)?,
        })
    }
}

impl TryFrom<v1::ResolvePlaceRequest> for PlaceQuestion {
    type Error = Violation;

    fn try_from(request: v1::ResolvePlaceRequest) -> Result<Self, Violation> {
        Ok(Self {
            spelling: spelling(request.spelling)?,
            filter: PlaceFilter {
                kinds: words::each::<v1::PlaceKind>("kinds", &request.kinds)?,
                within: PLACES.ids("within", &request.within)?,
                ..PlaceFilter::default()
            },
            limit: limit("limit", request.limit, DEFAULT_CANDIDATES, MAX_CANDIDATES)?,
        })
    }
}

fn spelling(text: String) -> Result<String, Violation> {
    if text.is_empty() || text.len() > MAX_NAME_BYTES {
        return Err(Violation::new(
            "spelling",
            format!(
                "{} bytes: expected a name of 1 to {MAX_NAME_BYTES} bytes",
                text.len()
            ),
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::google::r#type::Date;

    fn request() -> v1::ResolveActorRequest {
        v1::ResolveActorRequest {
            spelling: "Jabhat al-Nusra".into(),
            ..Default::default()
        }
    }

    fn refused(request: v1::ResolveActorRequest) -> String {
        ActorQuestion::try_from(request).unwrap_err().to_string()
    }

    #[test]
    fn what_is_not_asked_for_has_its_default() {
        let question = ActorQuestion::try_from(request()).unwrap();
        assert_eq!((question.limit, question.as_of), (DEFAULT_CANDIDATES, None));
        let many = ActorQuestion::try_from(v1::ResolveActorRequest {
            limit: 1000,
            ..request()
        });
        assert_eq!(many.unwrap().limit, MAX_CANDIDATES);
    }

    #[test]
    fn what_cannot_be_answered_is_refused_by_field() {
        let spelling = |spelling: String| {
            refused(v1::ResolveActorRequest {
                spelling,
                ..request()
            })
        };
        assert!(spelling(String::new()).starts_with("spelling: 0 bytes"));
        let long = "\u{62d}".repeat(MAX_NAME_BYTES / 2);
        assert!(spelling(format!("{long}\u{62d}")).starts_with("spelling: 258 bytes"));
        let negative = refused(v1::ResolveActorRequest {
            limit: -1,
            ..request()
        });
        assert!(negative.starts_with("limit: negative"), "{negative}");
    }

    #[test]
    fn as_of_is_a_whole_day() {
        let as_of = |year, month, day| {
            ActorQuestion::try_from(v1::ResolveActorRequest {
                as_of: Some(Date { year, month, day }),
                ..request()
            })
        };
        let asked = as_of(2015, 6, 1).unwrap().as_of;
        assert_eq!(asked, Some(civil::date(2015, 6, 1)));
        for (year, month, day) in [(0, 6, 1), (2015, 0, 0), (2015, 2, 29), (40_000, 1, 1)] {
            let refused = as_of(year, month, day).unwrap_err().to_string();
            assert!(refused.starts_with("as_of: no day"), "{refused}");
        }
    }
}
