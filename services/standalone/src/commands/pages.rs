//! Following pages until enough is there.

use clap::Args;

use super::output;

/// The most that the service gives on one page.
const MAX_PAGE_SIZE: usize = 1000;

/// How much is shown.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// Show at most so many.
    #[arg(long, default_value_t = 50, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

/// One page, as an RPC gives it.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Empty on the last one.
    pub(crate) next_page_token: String,
}

/// A page to be asked for.
pub(crate) struct Wish {
    pub(crate) page_size: i32,
    pub(crate) page_token: String,
}

/// What the pages hold, up to a limit.
pub(crate) struct Found<T> {
    pub(crate) items: Vec<T>,
    /// Whether there are others, beyond the limit.
    pub(crate) more: bool,
}

impl Limit {
    pub(crate) fn get(self) -> u32 {
        self.limit
    }

    /// Asks for pages until the limit is reached or none is left.
    ///
    /// # Errors
    /// When `ask` fails.
    pub(crate) async fn follow<T>(
        self,
        mut ask: impl AsyncFnMut(Wish) -> anyhow::Result<Page<T>>,
    ) -> anyhow::Result<Found<T>> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let mut items = Vec::new();
        let mut page_token = String::new();
        loop {
            let wanted = (limit - items.len()).min(MAX_PAGE_SIZE);
            let page = ask(Wish {
                page_size: i32::try_from(wanted).unwrap_or(i32::MAX),
                page_token,
            })
            .await?;
            items.extend(page.items.into_iter().take(wanted));
            page_token = page.next_page_token;
            if page_token.is_empty() || items.len() >= limit {
                let more = !page_token.is_empty();
                return Ok(Found { items, more });
            }
        }
    }
}

impl<T> Found<T> {
    /// Says on stderr where there are others, or none at all.
    pub(crate) fn note(&self, what: &str) {
        if self.items.is_empty() {
            output::note(&format!("no {what} found"));
        } else if self.more {
            output::note(&format!("there are more {what}: --limit shows them"));
        }
    }
}
