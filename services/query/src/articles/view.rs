//! How much of an article is wanted, read from requests.

use sulh_rpc::{v1::ArticleView, violation::Violation};

/// Reads the field `view`.
///
/// # Errors
/// When its number is unknown.
pub(super) fn view(number: i32) -> Result<ArticleView, Violation> {
    ArticleView::try_from(number).map_err(|_| {
        let accepted = [ArticleView::Basic, ArticleView::Full, ArticleView::Page];
        Violation::new(
            "view",
            format!(
                "{number} is unknown: expected one of {}",
                accepted.map(|view| view.as_str_name()).join(", ")
            ),
        )
    })
}
