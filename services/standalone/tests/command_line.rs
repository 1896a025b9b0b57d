//! The commands for people, as processes that ask a query service.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{
    net::{Ipv4Addr, TcpListener},
    process::Stdio,
};

use serde_json::Value;
use support::{Pair, document};
use tokio::process::Command;

const HARASTA: &str = "\
Rebels leave Harasta\n\n\
Published: 22 March 2018\n\n\
Ahrar al-Sham agreed with the Syrian government on Wednesday to leave Harasta for Idlib.\n\n\
About 500 fighters boarded green buses on Thursday.\n";
const DOUMA: &str = "\
Jaysh al-Islam and the Syrian government reached an agreement on Douma on 30 March 2018.\n";
const DOUMA_DENIED: &str = "\
Jaysh al-Islam denied that an agreement on Douma had been reached on 30 March 2018.\n";

/// How a command ended.
struct Ended {
    code: i32,
    out: String,
    complaint: String,
}

impl Ended {
    fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}", self.complaint);
        self.out
    }

    /// The objects that it printed, one a line.
    fn objects(self) -> Vec<Value> {
        let lines = self.ok();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Runs `sulh` with an environment of this query service and `variables`.
async fn sulh_with(query: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_sulh"))
        .env_clear()
        .env("SULH_QUERY", query)
        .envs(variables.iter().copied())
        .args(arguments)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        complaint: String::from_utf8(output.stderr).unwrap(),
    }
}

struct Asked {
    pair: Pair,
    query: String,
}

impl Asked {
    /// Services that hold the three reports.
    async fn start() -> Self {
        let mut pair = Pair::start().await;
        for report in [HARASTA, DOUMA, DOUMA_DENIED] {
            let ingested = pair.ingest_document(document(report)).await;
            assert!(!ingested.claims.is_empty(), "{report}");
        }
        let query = format!("http://{}", pair.query_address);
        Self { pair, query }
    }

    async fn sulh(&self, arguments: &[&str]) -> Ended {
        sulh_with(&self.query, &[], arguments).await
    }

    /// The name of the deal about a place.
    async fn deal(&mut self, place: &str) -> String {
        let deals = self.pair.all_deals().await;
        let deal = deals.into_iter().find(|deal| deal.places[0].name == place);
        deal.unwrap().name
    }
}

fn assert_one_line(ended: &Ended, code: i32, part: &str) {
    assert_eq!(ended.code, code, "{}{}", ended.out, ended.complaint);
    assert_eq!(ended.complaint.lines().count(), 1, "{}", ended.complaint);
    assert!(ended.complaint.contains(part), "{}", ended.complaint);
    assert_eq!(ended.out, "");
}

#[tokio::test]
async fn deals_are_a_table_or_lines_of_json() {
    let mut asked = Asked::start().await;
    let table = asked.sulh(&["deals"]).await.ok();
    for part in ["PLACES", "Harasta", "Douma", "Ahrar al-Sham", "agreed"] {
        assert!(table.contains(part), "{part} in {table}");
    }
    let name = asked.deal("places/harasta").await;
    let id = name.strip_prefix("deals/").unwrap();
    assert!(table.contains(id), "{table}");

    let deals = asked.sulh(&["deals", "--json"]).await.objects();
    assert_eq!(deals.len(), 2);
    let filtered = [
        "deals",
        "--place",
        "Harasta",
        "--status",
        "implementing",
        "--json",
    ];
    let deals = asked.sulh(&filtered).await.objects();
    assert_eq!(deals.len(), 1, "{deals:?}");
    assert_eq!(deals[0]["name"], name.as_str());
    assert_eq!(deals[0]["status"], "DEAL_STATUS_IMPLEMENTING");
    assert_eq!(deals[0]["places"][0]["displayName"], "Harasta");
    assert_eq!(deals[0]["lastDate"]["year"], 2018);

    // Spelled otherwise, and where in doubt, with a word about what was taken.
    let sure = ["deals", "--actor", "Jeish al Islam", "--json"];
    let ended = asked.sulh(&sure).await;
    assert_eq!(ended.complaint, "");
    assert_eq!(ended.objects()[0]["places"][0]["name"], "places/douma");
    let ended = asked.sulh(&["deals", "--place", "Harsata"]).await;
    assert!(
        ended.complaint.contains("taken for Harasta"),
        "{}",
        ended.complaint
    );
    assert!(ended.out.contains(id));

    let before = asked.sulh(&["deals", "--place", "harasta", "--as-of", "2018-03-01"]);
    let before = before.await;
    assert!(!before.out.contains(id));
    assert!(before.complaint.contains("no deals found"));

    let first = asked.sulh(&["deals", "--limit", "1", "--json"]).await;
    assert!(first.complaint.contains("--limit"), "{}", first.complaint);
    assert_eq!(first.objects().len(), 1);
}

#[tokio::test]
async fn a_deal_is_a_timeline_with_evidence_and_denials() {
    let mut asked = Asked::start().await;
    let name = asked.deal("places/douma").await;
    let timeline = asked.sulh(&["deal", &name]).await.ok();
    let at = |part: &str| {
        timeline
            .find(part)
            .unwrap_or_else(|| panic!("{part} in {timeline}"))
    };
    assert!(at("Douma: ") < at("● 2018-03-30  agreed: 1 report, DENIED by 1 report"));
    at("CONTESTED");
    at("DENIED that it is agreed");
    at(&format!("“{}”", DOUMA.trim()));
    at(&format!("“{}”", DOUMA_DENIED.trim()));
    at("parties: Jaysh al-Islam (opposition");
    assert!(!timeline.contains('\u{1b}'), "{timeline}");

    // Its UUID alone will do.
    let name = asked.deal("places/harasta").await;
    let id = name.strip_prefix("deals/").unwrap();
    let timeline = asked.sulh(&["deal", id]).await.ok();
    assert!(
        timeline.contains("fighter evacuation to Idlib"),
        "{timeline}"
    );
    let lines = asked.sulh(&["deal", id, "--json"]).await.objects();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["deal"]["name"], name.as_str());
    assert!(lines[0]["account"]["steps"].is_array());
    let quote = &lines[0]["claims"][0]["evidence"][0]["text"];
    assert!(quote.as_str().unwrap().contains("Harasta"), "{quote}");
}

#[tokio::test]
async fn articles_actors_and_words_are_found() {
    let asked = Asked::start().await;
    let table = asked.sulh(&["articles", "--place", "Harasta"]).await.ok();
    assert!(
        table.contains("Rebels leave Harasta") && table.contains("2018-03-22"),
        "{table}"
    );
    let articles = asked.sulh(&["articles", "--with-claims", "--json"]).await;
    assert_eq!(articles.objects().len(), 3);

    let found = asked.sulh(&["articles", "--place", "Harasta", "--json"]);
    let name = found.await.objects()[0]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let article = asked.sulh(&["article", &name]).await.ok();
    assert!(article.starts_with("Rebels leave Harasta\n"), "{article}");
    assert!(article.contains("“Ahrar al-Sham agreed"), "{article}");
    let body = asked.sulh(&["article", &name, "--body"]).await.ok();
    assert!(body.len() > article.len(), "{body}");
    let lines = asked.sulh(&["article", &name, "--json"]).await.objects();
    assert_eq!(lines[0]["article"]["title"], "Rebels leave Harasta");

    let table = asked.sulh(&["actors", "--place", "Douma"]).await.ok();
    assert!(table.contains("jaysh-al-islam"), "{table}");
    let candidates = asked.sulh(&["actors", "Jeish al Islam", "--json"]).await;
    let candidates = candidates.objects();
    assert_eq!(candidates[0]["actor"]["name"], "actors/jaysh-al-islam");
    let nobody = asked.sulh(&["actors", "Zzyzx"]).await;
    assert_one_line(&nobody, 1, "no actor is called 'Zzyzx'");

    let ended = asked
        .sulh(&["search", "Jaish", "al-Islam", "agreements"])
        .await;
    assert!(
        ended.complaint.contains("Jaysh al-Islam"),
        "{}",
        ended.complaint
    );
    let answers = ended.ok();
    assert!(
        answers.contains("…") && answers.contains("Douma"),
        "{answers}"
    );
    let claims = asked.sulh(&["search", "--claims", "leave", "--json"]).await;
    let claims = claims.objects();
    assert_eq!(claims.len(), 1, "{claims:?}");
    assert_eq!(claims[0]["claim"]["places"][0]["name"], "places/harasta");
}

#[tokio::test]
async fn colours_are_for_terminals() {
    let mut asked = Asked::start().await;
    let name = asked.deal("places/douma").await;
    for arguments in [
        vec!["deals"],
        vec!["deal", &name],
        vec!["search", "agreement"],
    ] {
        let bare = asked.sulh(&arguments).await.ok();
        assert!(!bare.contains('\u{1b}'), "{bare}");
        let forced = [("CLICOLOR_FORCE", "1")];
        let colored = sulh_with(&asked.query, &forced, &arguments).await.ok();
        assert!(colored.contains('\u{1b}'), "{colored}");
        let refused = [("CLICOLOR_FORCE", "0"), ("NO_COLOR", "1")];
        let plain = sulh_with(&asked.query, &refused, &arguments).await.ok();
        assert_eq!(plain, bare);
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_said_in_one_line() {
    let asked = Asked::start().await;
    let unknown = "deals/6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d";
    let ended = asked.sulh(&["deal", unknown]).await;
    assert_one_line(&ended, 1, &format!("there is no '{unknown}'"));
    let ended = asked.sulh(&["deals", "--place", "Zzyzx"]).await;
    assert_one_line(&ended, 1, "no place is called 'Zzyzx'");

    let ended = asked.sulh(&["deal", "Douma"]).await;
    assert_one_line(&ended, 64, "name: ");
    let ended = asked.sulh(&["deals", "--as-of", "2018-02-30"]).await;
    assert_one_line(&ended, 64, "--as-of");
    let ended = asked.sulh(&["deals", "--type", "treaty"]).await;
    assert_one_line(&ended, 64, "prisoner-exchange");
    let ended = asked.sulh(&["deals", "--query", "not an address"]).await;
    assert_one_line(&ended, 64, "--query");

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let nowhere = listener.local_addr().unwrap().to_string();
    drop(listener);
    let ended = asked.sulh(&["deals", "--query", &nowhere]).await;
    assert_one_line(
        &ended,
        1,
        &format!("cannot reach a query service at {nowhere}"),
    );
}
