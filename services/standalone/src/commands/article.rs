//! `sulh article`: one article and what it claims.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use sulh_rpc::v1::{Article, Claim, GetArticleRequest};

use super::{
    articles::title,
    asking::{Asking, refusal},
    claims, dates, json,
    naming::within,
    output,
    text::{BOLD, DIM, plain, styled, wrapped},
};

/// Arguments of `sulh article`.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The article: articles/UUID, or the UUID alone.
    #[arg(value_name = "NAME")]
    name: String,
    /// Show its text, too.
    #[arg(long)]
    body: bool,
    #[command(flatten)]
    asking: Asking,
}

const EXAMPLES: &str = "\
With --json, the one line is a GetArticleResponse (.article, .claims), with the body.
Exits 0, 1 where it cannot be answered, 64 where it is asked wrongly.

Examples:
  sulh article 6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d
  sulh article articles/6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d --body | less -R
  sulh article 6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d --json | jq '.claims[].evidence'";

/// Shows an article.
///
/// # Errors
/// When the service cannot be reached, or refuses.
pub async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.asking.connect().await?;
    let request = GetArticleRequest {
        name: within("articles", &arguments.name),
        view: 0,
    };
    let answer = query.articles().get_article(request).await;
    let answer = answer.map_err(|status| refusal(&status))?.into_inner();
    if arguments.asking.json {
        output::print_json(&json::lines("GetArticleResponse", &[answer])?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let article = answer.article.context("the service gives no article")?;
    output::print(&shown(&article, &answer.claims, arguments.body))?;
    Ok(ExitCode::SUCCESS)
}

fn shown(article: &Article, claims: &[Claim], with_body: bool) -> String {
    let width = output::width();
    let mut text = wrapped(&styled(BOLD, title(article)), width, "", "  ");
    let published = dates::known(article.publish_date.as_ref());
    let origin: Vec<String> = [&article.outlet, &published, &article.language_code]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| plain(part))
        .collect();
    text.push_str(&wrapped(&origin.join(", "), width, "", "  "));
    for (label, value) in [
        ("", &article.name),
        ("", &article.url),
        ("repeats ", &article.original),
    ] {
        if !value.is_empty() {
            let line = styled(DIM, format!("{label}{}", plain(value)));
            text.push_str(&wrapped(&line, width, "", "  "));
        }
    }
    for warning in &article.warnings {
        text.push_str(&wrapped(&plain(&warning.message), width, "! ", "  "));
    }
    if with_body {
        for paragraph in article.body.split("\n\n") {
            text.push('\n');
            text.push_str(&wrapped(&plain(paragraph), width, "", ""));
        }
    }
    for claim in claims {
        text.push('\n');
        text.push_str(&wrapped(&claims::subject(claim), width, "", "  "));
        text.push_str(&wrapped(&claims::heading(claim), width, "  ", "    "));
        text.push_str(&claims::details(claim, &[], width, "    "));
    }
    if claims.is_empty() {
        let nothing = match article.claims_not_extracted {
            true => "Its language is not read for claims.",
            false => "It makes no claims.",
        };
        text.push_str(&format!("\n{nothing}\n"));
    }
    text
}
