//! Filters of lists, read from requests.

use sulh_domain::filter::{ActorFilter, ArticleFilter, DealFilter, MentionFilter, PlaceFilter};

use crate::{
    days::days,
    names::{ACTORS, ARTICLES, PLACES},
    v1,
    violation::Violation,
    words,
};

/// The most values that one filter takes.
pub const MAX_FILTER_VALUES: usize = 100;
/// The longest text in a filter, in bytes.
pub const MAX_FILTER_TEXT_BYTES: usize = 256;

/// Reads every value of a repeated field, handing on its path.
pub(crate) fn each<T, U>(
    field: &str,
    values: &[T],
    read: impl Fn(&str, &T) -> Result<U, Violation>,
) -> Result<Vec<U>, Violation> {
    if values.len() > MAX_FILTER_VALUES {
        return Err(Violation::new(
            field,
            format!(
                "{} values: expected at most {MAX_FILTER_VALUES}",
                values.len()
            ),
        ));
    }
    values
        .iter()
        .enumerate()
        .map(|(index, value)| read(&format!("{field}[{index}]"), value))
        .collect()
}

fn texts(field: &str, values: &[String]) -> Result<Vec<String>, Violation> {
    each(field, values, |path, value| {
        if value.is_empty() || value.len() > MAX_FILTER_TEXT_BYTES || value.contains('\0') {
            return Err(Violation::new(
                path,
                format!("expected 1 to {MAX_FILTER_TEXT_BYTES} bytes of text without NUL"),
            ));
        }
        Ok(value.clone())
    })
}

impl TryFrom<&v1::ListArticlesRequest> for ArticleFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListArticlesRequest) -> Result<Self, Violation> {
        Ok(Self {
            outlets: texts("outlets", &request.outlets)?,
            languages: texts("language_codes", &request.language_codes)?,
            actors: ACTORS.ids("actors", &request.actors)?,
            places: PLACES.ids("places", &request.places)?,
            has_claims: request.has_claims,
            originals_only: request.originals_only,
        })
    }
}

impl TryFrom<&v1::ListActorsRequest> for ActorFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListActorsRequest) -> Result<Self, Violation> {
        Ok(Self {
            kinds: words::each::<v1::ActorKind>("kinds", &request.kinds)?,
            sides: words::each::<v1::Side>("sides", &request.sides)?,
        })
    }
}

impl TryFrom<&v1::ListPlacesRequest> for PlaceFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListPlacesRequest) -> Result<Self, Violation> {
        Ok(Self {
            kinds: words::each::<v1::PlaceKind>("kinds", &request.kinds)?,
            within: PLACES.ids("within", &request.within)?,
        })
    }
}

impl TryFrom<&v1::ListDealsRequest> for DealFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListDealsRequest) -> Result<Self, Violation> {
        Ok(Self {
            places: PLACES.ids("places", &request.places)?,
            actors: ACTORS.ids("actors", &request.actors)?,
            types: words::each::<v1::DealType>("types", &request.types)?,
            statuses: words::each::<v1::DealStatus>("statuses", &request.statuses)?,
        })
    }
}

/// Mentions of actors and of places are narrowed by the same fields.
macro_rules! mentions_narrowed_by {
    ($($request:ident),+) => {$(
        impl TryFrom<&v1::$request> for MentionFilter {
            type Error = Violation;

            fn try_from(request: &v1::$request) -> Result<Self, Violation> {
                Ok(Self {
                    articles: ARTICLES.ids("articles", &request.articles)?,
                    outlets: texts("outlets", &request.outlets)?,
                    published: days(
                        ("published_since", request.published_since),
                        ("published_until", request.published_until),
                    )?,
                    originals_only: request.originals_only,
                    with_actors: ACTORS.ids("with_actors", &request.with_actors)?,
                    with_places: PLACES.ids("with_places", &request.with_places)?,
                    same_sentence: request.same_sentence,
                })
            }
        }
    )+};
}

mentions_narrowed_by!(ListActorMentionsRequest, ListPlaceMentionsRequest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_names_the_value_that_is_wrong() {
        let request = v1::ListDealsRequest {
            places: vec!["places/harasta".into(), "harasta".into()],
            ..Default::default()
        };
        let refused = DealFilter::try_from(&request).unwrap_err().to_string();
        assert!(
            refused.starts_with("places[1]: not a resource name"),
            "{refused}"
        );
    }

    #[test]
    fn too_many_values_are_refused() {
        let request = v1::ListArticlesRequest {
            outlets: vec!["SANA".into(); MAX_FILTER_VALUES + 1],
            ..Default::default()
        };
        assert!(ArticleFilter::try_from(&request).is_err());
    }
}
