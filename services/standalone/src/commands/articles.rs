//! `sulh articles`: articles as a table.

use std::process::ExitCode;

use clap::Args;
use comfy_table::Table;
use sulh_rpc::v1::{Article, ListArticlesRequest};

use super::{
    asking::{Asking, refusal},
    dates, json,
    naming::{self, bare},
    output,
    pages::{Limit, Page},
    tables::{DAY_COLUMNS, UUID_COLUMNS, keep_wide, rendered, table},
    text::plain,
};

/// Arguments of `sulh articles`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    asking: Asking,
}

/// Which articles are asked for.
#[derive(Args, Clone, Debug)]
pub(crate) struct Filter {
    /// Only articles of this outlet, named exactly so. Given again: any of them.
    #[arg(long, value_name = "OUTLET")]
    pub(crate) outlet: Vec<String>,
    /// Only articles in this language, such as en. Given again: any of them.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Vec<String>,
    /// Only articles that name this place or a place in it: its name in any spelling,
    /// or harasta, places/harasta. Given again: any of them.
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Vec<String>,
    /// Only articles that name this actor: its name in any spelling, or
    /// jaysh-al-islam, actors/jaysh-al-islam. Given again: any of them.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Vec<String>,
    /// Only articles with claims.
    #[arg(long, conflicts_with = "without_claims")]
    pub(crate) with_claims: bool,
    /// Only articles without claims.
    #[arg(long)]
    pub(crate) without_claims: bool,
    /// Only articles that repeat no other one.
    #[arg(long)]
    pub(crate) originals: bool,
}

impl Filter {
    /// `None` where it does not matter.
    pub(crate) fn has_claims(&self) -> Option<bool> {
        (self.with_claims || self.without_claims).then_some(self.with_claims)
    }
}

const EXAMPLES: &str = "\
The latest published come first. With --json, each line is an Article without body.
Exits 0, 1 where it cannot be answered, 64 where it is asked wrongly.

Examples:
  sulh articles --place Harasta --with-claims --originals
  sulh articles --outlet SANA --actor 'Faylaq al-Rahman' --limit 200
  sulh articles --language ar --json | jq -r '[.name, .title] | @tsv'";

/// Shows articles.
///
/// # Errors
/// When the service cannot be reached, or refuses.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    let filter = &arguments.filter;
    let request = ListArticlesRequest {
        outlets: filter.outlet.clone(),
        language_codes: filter.language.clone(),
        actors: naming::actors(&query, &filter.actor).await?,
        places: naming::places(&query, &filter.place).await?,
        has_claims: filter.has_claims(),
        originals_only: filter.originals,
        ..Default::default()
    };
    let mut client = query.articles();
    let found = arguments
        .limit
        .follow(async |wish| {
            let request = ListArticlesRequest {
                page_size: wish.page_size,
                page_token: wish.page_token,
                ..request.clone()
            };
            let answer = client.list_articles(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            Ok(Page {
                items: answer.articles,
                next_page_token: answer.next_page_token,
            })
        })
        .await?;
    if arguments.asking.json {
        output::print_json(&json::lines("Article", &found.items)?)?;
    } else {
        output::print(&rendered(&overview(&found.items)))?;
    }
    found.note("articles");
    Ok(ExitCode::SUCCESS)
}

fn overview(articles: &[Article]) -> Table {
    let mut table = table(&["PUBLISHED", "OUTLET", "TITLE, ARTICLE", "CLAIMS"]);
    keep_wide(&mut table, &[(0, DAY_COLUMNS), (2, UUID_COLUMNS)]);
    for article in articles {
        table.add_row([
            dates::known(article.publish_date.as_ref()),
            plain(&article.outlet),
            format!("{}\n{}", title(article), plain(bare(&article.name))),
            article.claim_count.to_string(),
        ]);
    }
    table
}

/// Its headline; where it has none, the sender's own name for the document.
pub(crate) fn title(article: &Article) -> String {
    let label = article
        .source
        .as_ref()
        .map_or("", |source| source.label.as_str());
    match (article.title.as_str(), label) {
        ("", "") => "(untitled)".to_owned(),
        ("", label) => format!("(untitled: {})", plain(label)),
        (title, _) => plain(title),
    }
}
