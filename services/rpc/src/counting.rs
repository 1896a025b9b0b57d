//! What deals are counted by, read from requests.

use sulh_domain::{page, summary::Dimension};

use crate::{limit::limit, v1, violation::Violation, words::Word};

/// What is counted by, and how many groups are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// By what.
    pub dimension: Dimension,
    /// The most groups.
    pub most: usize,
}

impl TryFrom<&v1::SummarizeDealsRequest> for Counting {
    type Error = Violation;

    fn try_from(request: &v1::SummarizeDealsRequest) -> Result<Self, Violation> {
        let most = limit(
            "max_groups",
            request.max_groups,
            page::DEFAULT_PAGE_SIZE as usize,
            page::MAX_PAGE_SIZE as usize,
        )?;
        let dimension = dimension(request)?;
        if request.place_kind != 0 && !matches!(dimension, Dimension::Place(_)) {
            return Err(Violation::new(
                "place_kind",
                "set: expected only with DEAL_DIMENSION_PLACE",
            ));
        }
        Ok(Self { dimension, most })
    }
}

fn dimension(request: &v1::SummarizeDealsRequest) -> Result<Dimension, Violation> {
    use v1::DealDimension as By;
    Ok(match request.group_by() {
        By::Month => Dimension::Month,
        By::Status => Dimension::Status,
        By::Type => Dimension::Type,
        By::Party => Dimension::Party,
        By::Outlet => Dimension::Outlet,
        By::Place => {
            let kind = v1::PlaceKind::of_number(request.place_kind);
            Dimension::Place(kind.ok_or_else(|| {
                let accepted = v1::PlaceKind::accepted();
                Violation::new(
                    "place_kind",
                    format!("missing or unknown: expected {accepted}"),
                )
            })?)
        }
        By::Unspecified => {
            return Err(Violation::new(
                "group_by",
                "missing or unknown: expected DEAL_DIMENSION_MONTH, DEAL_DIMENSION_STATUS, \
                 DEAL_DIMENSION_TYPE, DEAL_DIMENSION_PLACE, DEAL_DIMENSION_PARTY or \
                 DEAL_DIMENSION_OUTLET",
            ));
        }
    })
}
