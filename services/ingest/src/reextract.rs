//! Has a running ingest service read stored documents again.

use std::io::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use sulh_rpc::{
    command,
    v1::{
        ArticleChange, Claim, DealStatus, DealType, ReextractArticlesRequest, ReextractionSummary,
        ingest_service_client::IngestServiceClient, reextract_articles_response::Event,
    },
};
use tokio_util::sync::CancellationToken;
use tonic::{Code, transport::Channel};

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// JSON Lines: a change each, and a summary at the end.
    Json,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything was read.
    Complete,
    /// It was broken off: `--resume` with this token goes on.
    BrokenOff {
        /// Where it goes on; empty where nothing was done.
        token: String,
        /// Why.
        reason: String,
    },
}

/// Asks for it and writes what changes to `out`, with a progress bar where a person
/// watches.
///
/// # Errors
/// When the service refuses the request, or `out` cannot be written.
pub async fn reextract(
    client: &mut IngestServiceClient<Channel>,
    request: ReextractArticlesRequest,
    form: Form,
    out: &mut impl Write,
    stop: &CancellationToken,
) -> anyhow::Result<End> {
    let mut token = request.page_token.clone();
    let is_rehearsal = request.validate_only;
    let mut stream = match client.reextract_articles(request).await {
        Ok(response) => response.into_inner(),
        Err(status) => anyhow::bail!("{}: {}", status.code(), status.message()),
    };
    let bar = progress_bar();
    let broken_off = |token, reason| Ok(End::BrokenOff { token, reason });
    loop {
        let message = tokio::select! {
            message = stream.message() => message,
            () = stop.cancelled() => {
                bar.finish_and_clear();
                return broken_off(token, "stopped".to_owned());
            }
        };
        let event = match message {
            Ok(Some(response)) => response.event,
            Ok(None) => {
                bar.finish_and_clear();
                return broken_off(token, "the service ended the stream".to_owned());
            }
            Err(status) => {
                bar.finish_and_clear();
                let reason = match status.code() {
                    Code::Unknown => "the connection broke".to_owned(),
                    code => format!("{code}: {}", status.message()),
                };
                return broken_off(token, reason);
            }
        };
        match event {
            Some(Event::Change(change)) => bar.suspend(|| write_change(out, &change, form))?,
            Some(Event::Progress(progress)) => {
                bar.set_length(progress.total_count);
                bar.set_position(progress.done_count);
                token = progress.page_token;
            }
            Some(Event::Summary(summary)) => {
                bar.finish_and_clear();
                write_summary(out, &summary, is_rehearsal, form)?;
                return Ok(End::Complete);
            }
            None => {}
        }
    }
}

fn progress_bar() -> ProgressBar {
    let target = if command::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} documents, {per_sec}, {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(0), target).with_style(style)
}

#[derive(Serialize)]
struct ChangeRecord {
    article: String,
    title: String,
    label: String,
    changed_fields: Vec<String>,
    added_claims: Vec<String>,
    removed_claims: Vec<String>,
    changed_claims: Vec<[String; 2]>,
    added_actors: Vec<String>,
    removed_actors: Vec<String>,
    added_places: Vec<String>,
    removed_places: Vec<String>,
    added_warnings: Vec<String>,
    removed_warnings: Vec<String>,
}

impl From<&ArticleChange> for ChangeRecord {
    fn from(change: &ArticleChange) -> Self {
        Self {
            article: change.article.clone(),
            title: change.title.clone(),
            label: change.label.clone(),
            changed_fields: change.changed_fields.clone(),
            added_claims: change.added_claims.iter().map(in_words).collect(),
            removed_claims: change.removed_claims.iter().map(in_words).collect(),
            changed_claims: change
                .changed_claims
                .iter()
                .map(|changed| {
                    [&changed.before, &changed.after]
                        .map(|claim| claim.as_ref().map(in_words).unwrap_or_default())
                })
                .collect(),
            added_actors: names(&change.added_actors, |actor| &actor.name),
            removed_actors: names(&change.removed_actors, |actor| &actor.name),
            added_places: names(&change.added_places, |place| &place.name),
            removed_places: names(&change.removed_places, |place| &place.name),
            added_warnings: names(&change.added_warnings, |warning| &warning.code),
            removed_warnings: names(&change.removed_warnings, |warning| &warning.code),
        }
    }
}

fn names<T>(named: &[T], name: impl Fn(&T) -> &String) -> Vec<String> {
    named.iter().map(|one| name(one).clone()).collect()
}

/// A claim on one line: `IMPLEMENTING EVACUATION, Harasta: Ahrar al-Sham
/// (OPPOSITION), Syrian Arab Army (GOVERNMENT)`.
fn in_words(claim: &Claim) -> String {
    let word = |name: &'static str, prefix: &str| name.strip_prefix(prefix).unwrap_or(name);
    let places: Vec<&str> = claim
        .places
        .iter()
        .map(|place| place.display_name.as_str())
        .collect();
    let participants: Vec<String> = claim
        .participants
        .iter()
        .map(|participant| {
            let name = participant
                .actor
                .as_ref()
                .map(|actor| actor.display_name.as_str());
            let role = word(participant.role().as_str_name(), "PARTICIPANT_ROLE_");
            format!("{} ({role})", name.unwrap_or_default())
        })
        .collect();
    let status = DealStatus::try_from(claim.status).unwrap_or_default();
    let deal_type = DealType::try_from(claim.r#type).unwrap_or_default();
    format!(
        "{} {}, {}: {}",
        word(status.as_str_name(), "DEAL_STATUS_"),
        word(deal_type.as_str_name(), "DEAL_TYPE_"),
        places.join(", "),
        participants.join(", ")
    )
}

fn write_change(out: &mut impl Write, change: &ArticleChange, form: Form) -> anyhow::Result<()> {
    let record = ChangeRecord::from(change);
    if form == Form::Json {
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    let of = [&record.title, &record.label]
        .into_iter()
        .find(|name| !name.is_empty());
    writeln!(out, "{} {}", record.article, of.map_or("", String::as_str))?;
    writeln!(out, "    changed: {}", record.changed_fields_in_words())?;
    let lines = [
        ('+', "claim", &record.added_claims),
        ('-', "claim", &record.removed_claims),
        ('+', "actor", &record.added_actors),
        ('-', "actor", &record.removed_actors),
        ('+', "place", &record.added_places),
        ('-', "place", &record.removed_places),
        ('+', "warning", &record.added_warnings),
        ('-', "warning", &record.removed_warnings),
    ];
    for (sign, what, values) in lines {
        for value in values {
            writeln!(out, "    {sign} {what} {value}")?;
        }
    }
    for [before, after] in &record.changed_claims {
        writeln!(out, "    ~ claim {after}")?;
        writeln!(out, "      before {before}")?;
    }
    Ok(out.flush()?)
}

impl ChangeRecord {
    fn changed_fields_in_words(&self) -> String {
        let claims = [
            (!self.added_claims.is_empty(), "claims added"),
            (!self.removed_claims.is_empty(), "claims removed"),
            (!self.changed_claims.is_empty(), "claims changed"),
        ];
        let claims = claims
            .into_iter()
            .filter_map(|(is_so, what)| is_so.then_some(what));
        let fields = self.changed_fields.iter().map(String::as_str);
        fields.chain(claims).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Serialize)]
struct SummaryRecord<'a> {
    read: u64,
    changed: u64,
    added_claims: u64,
    removed_claims: u64,
    changed_claims: u64,
    extractor: &'a str,
    lexicon: &'a str,
    validate_only: bool,
}

fn write_summary(
    out: &mut impl Write,
    summary: &ReextractionSummary,
    validate_only: bool,
    form: Form,
) -> anyhow::Result<()> {
    if form == Form::Json {
        let record = SummaryRecord {
            read: summary.done_count,
            changed: summary.changed_count,
            added_claims: summary.added_claim_count,
            removed_claims: summary.removed_claim_count,
            changed_claims: summary.changed_claim_count,
            extractor: &summary.extractor,
            lexicon: &summary.lexicon,
            validate_only,
        };
        writeln!(out, "{}", serde_json::json!({ "summary": record }))?;
        return Ok(());
    }
    let verb = if validate_only {
        "would change"
    } else {
        "changed"
    };
    writeln!(
        out,
        "{} read with {} and lexicon {}, {} {verb}: {} claims added, {} removed, {} changed",
        summary.done_count,
        summary.extractor,
        summary.lexicon,
        summary.changed_count,
        summary.added_claim_count,
        summary.removed_claim_count,
        summary.changed_claim_count
    )?;
    Ok(())
}
