//! `sulh search`: articles, or claims, that hold words.

use std::process::ExitCode;

use clap::Args;
use sulh_rpc::v1::{
    ArticleAnswer, ClaimAnswer, NameInQuestion, SearchArticlesRequest, SearchClaimsRequest,
    name_in_question::Meaning,
};

use super::{
    articles::{Filter, title},
    asking::{Asking, Query, refusal},
    claims, dates, json,
    naming::{self, bare},
    output,
    pages::{Found, Limit, Page},
    text::{BOLD, DIM, highlighted, plain, styled, wrapped},
    words::word,
};

/// Arguments of `sulh search`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// What is looked for: all words, in any form; '"words in quotes"' together;
    /// 'begin*' words that begin so; -word not, behind --; 'this or that' either.
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Look for claims, by their evidence.
    #[arg(
        long,
        conflicts_with_all = ["outlet", "language", "place", "actor", "with_claims",
            "without_claims", "originals"]
    )]
    claims: bool,
    /// Take the words as they are: names stand for themselves only.
    #[arg(long)]
    verbatim: bool,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    asking: Asking,
}

const EXAMPLES: &str = "\
The best answers come first. What names in the question were taken for stands on stderr.
With --json, each line is an ArticleAnswer, with --claims a ClaimAnswer.
Exits 0, 1 where it cannot be answered, 64 where it is asked wrongly.

Examples:
  sulh search Jaish al-Islam buses
  sulh search '\"green buses\" or convoy' --place Douma
  sulh search --claims --verbatim -- evacuation -Harasta
  sulh search ceasefire --json | jq -r .article.title";

/// Shows what holds the words.
///
/// # Errors
/// When the service cannot be reached, or refuses.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    let mut names = Vec::new();
    if arguments.claims {
        let found = search_claims(&query, arguments, &mut names).await?;
        found.note("claims");
        note_names(&names);
        print("ClaimAnswer", &found.items, claim_answer, arguments)?;
    } else {
        let found = search_articles(&query, arguments, &mut names).await?;
        found.note("articles");
        note_names(&names);
        print("ArticleAnswer", &found.items, article_answer, arguments)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn search_articles(
    query: &Query,
    arguments: &Arguments,
    names: &mut Vec<NameInQuestion>,
) -> anyhow::Result<Found<ArticleAnswer>> {
    let filter = &arguments.filter;
    let request = SearchArticlesRequest {
        query: arguments.words.join(" "),
        verbatim: arguments.verbatim,
        outlets: filter.outlet.clone(),
        language_codes: filter.language.clone(),
        actors: naming::actors(query, &filter.actor).await?,
        places: naming::places(query, &filter.place).await?,
        has_claims: filter.has_claims(),
        originals_only: filter.originals,
        ..Default::default()
    };
    let mut client = query.articles();
    arguments
        .limit
        .follow(async |wish| {
            let request = SearchArticlesRequest {
                page_size: wish.page_size,
                page_token: wish.page_token,
                ..request.clone()
            };
            let answer = client.search_articles(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            *names = answer.names;
            Ok(Page {
                items: answer.answers,
                next_page_token: answer.next_page_token,
            })
        })
        .await
}

async fn search_claims(
    query: &Query,
    arguments: &Arguments,
    names: &mut Vec<NameInQuestion>,
) -> anyhow::Result<Found<ClaimAnswer>> {
    let mut client = query.deals();
    arguments
        .limit
        .follow(async |wish| {
            let request = SearchClaimsRequest {
                query: arguments.words.join(" "),
                page_size: wish.page_size,
                page_token: wish.page_token,
                verbatim: arguments.verbatim,
            };
            let answer = client.search_claims(request).await;
            let answer = answer.map_err(|status| refusal(&status))?.into_inner();
            *names = answer.names;
            Ok(Page {
                items: answer.answers,
                next_page_token: answer.next_page_token,
            })
        })
        .await
}

/// Prints answers, whose message is `name`, one after the other.
fn print<M: prost::Message>(
    name: &str,
    answers: &[M],
    shown: impl Fn(&M) -> String,
    arguments: &Arguments,
) -> anyhow::Result<()> {
    if arguments.asking.json {
        output::print_json(&json::lines(name, answers)?)
    } else {
        output::print(&answers.iter().map(shown).collect::<String>())
    }
}

fn note_names(names: &[NameInQuestion]) {
    names.iter().for_each(note_name);
}

fn note_name(name: &NameInQuestion) {
    let meant = match &name.meaning {
        Some(Meaning::Actor(actor)) => format!("{} ({})", actor.display_name, actor.name),
        Some(Meaning::Place(place)) => format!("{} ({})", place.display_name, place.name),
        None => return,
    };
    let agreement = word(name.agreement().as_str_name(), "NAME_AGREEMENT_");
    output::note(&format!(
        "'{}' stands for all names of {meant}: {agreement}",
        name.spelling
    ));
}

fn article_answer(answer: &ArticleAnswer) -> String {
    let width = output::width();
    let article = answer.article.clone().unwrap_or_default();
    let headline = match article.title.as_str() {
        "" => title(&article),
        headline => highlighted(headline, 0, &answer.title_highlights),
    };
    let mut text = wrapped(&headline, width, "", "  ");
    let origin: Vec<String> = [
        plain(&article.outlet),
        dates::known(article.publish_date.as_ref()),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .chain([styled(DIM, plain(bare(&article.name)))])
    .collect();
    text.push_str(&wrapped(&origin.join(", "), width, "  ", "  "));
    for snippet in &answer.snippets {
        let quote = snippet.quote.clone().unwrap_or_default();
        let start = quote.span.map_or(0, |span| span.start);
        let part = highlighted(quote.text.trim_end(), start, &snippet.highlights);
        text.push_str(&wrapped(&format!("…{part}…"), width, "    ", "    "));
    }
    text.push('\n');
    text
}

fn claim_answer(answer: &ClaimAnswer) -> String {
    let width = output::width();
    let claim = answer.claim.clone().unwrap_or_default();
    let report = claim.report.as_ref();
    let mut text = wrapped(&claims::subject(&claim), width, "", "  ");
    text.push_str(&wrapped(&claims::heading(&claim), width, "  ", "    "));
    let article = report.map_or("", |report| bare(&report.article));
    let headline = report.map_or("", |report| report.title.as_str());
    let origin = format!(
        "{}  article {}",
        styled(BOLD, plain(headline)),
        plain(article)
    );
    text.push_str(&wrapped(&origin, width, "    ", "      "));
    text.push_str(&claims::details(&claim, &answer.highlights, width, "    "));
    text.push('\n');
    text
}
