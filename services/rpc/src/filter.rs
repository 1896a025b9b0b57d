//! Filters of lists, read from requests.

use sulh_domain::filter::{
    Activity, ActorFilter, ArticleFilter, Circle, Days, DealFilter, MentionFilter, PlaceFilter,
};

use crate::{
    days::{days, instant},
    names::{ACTORS, ARTICLES, PLACES},
    v1,
    violation::Violation,
    words,
};

/// The most values that one filter takes.
pub const MAX_FILTER_VALUES: usize = 100;
/// The longest text in a filter, in bytes.
pub const MAX_FILTER_TEXT_BYTES: usize = 256;

/// The greatest circle that places are looked for in, in kilometres.
pub const MAX_RADIUS_KM: f64 = 1000.0;

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

/// Articles are narrowed by the same fields wherever they are.
macro_rules! articles_narrowed_by {
    ($($request:ident),+) => {$(
        impl TryFrom<&v1::$request> for ArticleFilter {
            type Error = Violation;

            fn try_from(request: &v1::$request) -> Result<Self, Violation> {
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
    )+};
}

articles_narrowed_by!(
    ListArticlesRequest,
    SearchArticlesRequest,
    ExportArticlesRequest
);

impl TryFrom<&v1::ListActorsRequest> for ActorFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListActorsRequest) -> Result<Self, Violation> {
        Ok(Self {
            kinds: words::each::<v1::ActorKind>("kinds", &request.kinds)?,
            sides: words::each::<v1::Side>("sides", &request.sides)?,
            active: Some(Activity {
                within: PLACES.ids("active_within", &request.active_within)?,
                dated: days(
                    ("active_since", request.active_since),
                    ("active_until", request.active_until),
                )?,
            })
            .filter(|active| *active != Activity::default()),
        })
    }
}

impl TryFrom<&v1::ListPlacesRequest> for PlaceFilter {
    type Error = Violation;

    fn try_from(request: &v1::ListPlacesRequest) -> Result<Self, Violation> {
        let active = days(
            ("active_since", request.active_since),
            ("active_until", request.active_until),
        )?;
        Ok(Self {
            kinds: words::each::<v1::PlaceKind>("kinds", &request.kinds)?,
            within: PLACES.ids("within", &request.within)?,
            parents: PLACES.ids("parents", &request.parents)?,
            near: request.near.map(circle).transpose()?,
            // A time alone asks for places with claims of that time.
            has_claims: request
                .has_claims
                .or((active != Days::default()).then_some(true)),
            active,
        })
    }
}

fn circle(circle: v1::Circle) -> Result<Circle, Violation> {
    let center = circle
        .center
        .ok_or_else(|| Violation::new("near.center", "required: a point on the earth"))?;
    let number = |field: &str, value: f64, least: f64, most: f64| {
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        Err(Violation::new(
            field,
            format!("{value}: expected {least} to {most}"),
        ))
    };
    let radius_km = number("near.radius_km", circle.radius_km, 0.0, MAX_RADIUS_KM)?;
    if radius_km == 0.0 {
        return Err(Violation::new(
            "near.radius_km",
            "0: expected more kilometres than that",
        ));
    }
    Ok(Circle {
        latitude: number("near.center.latitude", center.latitude, -90.0, 90.0)?,
        longitude: number("near.center.longitude", center.longitude, -180.0, 180.0)?,
        radius_km,
    })
}

/// A least number; `None` where none is asked for.
fn least(field: &str, number: i32) -> Result<Option<u32>, Violation> {
    match u32::try_from(number) {
        Ok(0) => Ok(None),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(Violation::new(field, "negative: expected 0 or more")),
    }
}

/// Deals are narrowed by the same fields wherever they are.
macro_rules! deals_narrowed_by {
    ($($request:ident),+) => {$(
        impl TryFrom<&v1::$request> for DealFilter {
            type Error = Violation;

            fn try_from(request: &v1::$request) -> Result<Self, Violation> {
                Ok(Self {
                    places: PLACES.ids("places", &request.places)?,
                    actors: ACTORS.ids("actors", &request.actors)?,
                    types: words::each::<v1::DealType>("types", &request.types)?,
                    statuses: words::each::<v1::DealStatus>("statuses", &request.statuses)?,
                    ever_statuses: words::each::<v1::DealStatus>(
                        "ever_statuses",
                        &request.ever_statuses,
                    )?,
                    actor_roles: words::each::<v1::ParticipantRole>(
                        "actor_roles",
                        &request.actor_roles,
                    )?,
                    terms: words::each::<v1::TermKind>("terms", &request.terms)?,
                    destinations: PLACES.ids("destinations", &request.destinations)?,
                    dated: days(
                        ("dated_since", request.dated_since),
                        ("dated_until", request.dated_until),
                    )?,
                    contested: request.contested,
                    least_independent: least(
                        "min_independent_reports",
                        request.min_independent_reports,
                    )?,
                    updated_since: instant("updated_since", request.updated_since)?,
                })
            }
        }
    )+};
}

deals_narrowed_by!(
    ListDealsRequest,
    SummarizeDealsRequest,
    WatchDealsRequest,
    ExportDealsRequest
);

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
    use crate::google::r#type::Date;

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
    fn a_time_alone_asks_for_places_with_claims() {
        let filter = |has_claims, since: Option<Date>| {
            PlaceFilter::try_from(&v1::ListPlacesRequest {
                has_claims,
                active_since: since,
                ..Default::default()
            })
        };
        let day = Some(Date {
            year: 2018,
            month: 4,
            day: 1,
        });
        assert_eq!(filter(None, None).unwrap().has_claims, None);
        assert_eq!(filter(None, day).unwrap().has_claims, Some(true));
        assert_eq!(filter(Some(false), day).unwrap().has_claims, Some(false));
    }

    #[test]
    fn a_circle_is_on_the_earth_and_has_a_size() {
        let near = |latitude, longitude, radius_km| {
            let request = v1::ListPlacesRequest {
                near: Some(v1::Circle {
                    center: Some(v1::Coordinates {
                        latitude,
                        longitude,
                    }),
                    radius_km,
                }),
                ..Default::default()
            };
            PlaceFilter::try_from(&request).map(|filter| filter.near)
        };
        assert!(near(33.5, 36.3, 10.0).unwrap().is_some());
        for (latitude, longitude, radius, field) in [
            (91.0, 36.3, 10.0, "near.center.latitude: 91"),
            (33.5, f64::NAN, 10.0, "near.center.longitude: NaN"),
            (33.5, 36.3, 0.0, "near.radius_km: 0"),
            (33.5, 36.3, 1001.0, "near.radius_km: 1001"),
        ] {
            let refused = near(latitude, longitude, radius).unwrap_err().to_string();
            assert!(refused.starts_with(field), "{refused}");
        }
        let nowhere = v1::ListPlacesRequest {
            near: Some(v1::Circle::default()),
            ..Default::default()
        };
        let refused = PlaceFilter::try_from(&nowhere).unwrap_err().to_string();
        assert!(refused.starts_with("near.center: required"), "{refused}");
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
