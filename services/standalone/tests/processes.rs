//! The programs as processes, over gRPC: how they start, drain, lose their
//! database, are killed, and come back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use sulh_rpc::{
    serve::check_health,
    v1::{
        DealChange, IngestDocumentRequest, ListDealsRequest, WatchDealsRequest, WatchDealsResponse,
        deal_service_client::DealServiceClient, ingest_service_client::IngestServiceClient,
        watch_deals_response::Event,
    },
};
use sulh_standalone::postgres::{Postgres, Settings};
use support::{connect, document, root};
use tokio::process::{Child, Command};
use tonic::Streaming;

const REPORT: &str = "\
Ahrar al-Sham agreed with the Syrian government on Wednesday to leave Harasta for Idlib.\n";
const OTHER_REPORT: &str = "\
Jaysh al-Islam and the Syrian government held talks on Douma on Thursday.\n";
const PATIENCE: Duration = Duration::from_secs(60);

/// A program of the workspace, which `cargo test --workspace` builds.
fn program(name: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_sulh")).with_file_name(name);
    assert!(
        program.is_file(),
        "{} is not built: run cargo test --workspace",
        program.display()
    );
    program
}

fn command(name: &str) -> Command {
    let mut command = Command::new(program(name));
    command.env_clear().kill_on_drop(true).stdin(Stdio::null());
    command
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

async fn run(mut command: Command) -> Output {
    tokio::time::timeout(PATIENCE, command.output())
        .await
        .unwrap()
        .unwrap()
}

/// Starts a service and waits until it serves.
async fn start(name: &str, address: SocketAddr, database: &str) -> Child {
    let mut command = command(name);
    let address_text = address.to_string();
    command.args([
        "serve",
        "--listen",
        &address_text,
        "--database-url",
        database,
    ]);
    let child = command.spawn().unwrap();
    wait_for_health(address, true).await;
    child
}

async fn wait_for_health(address: SocketAddr, healthy: bool) {
    let waiting = async {
        while check_health(address).await.is_ok() != healthy {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .unwrap_or_else(|_| panic!("health of {address} does not become {healthy}"));
}

async fn signal(child: &mut Child, signal: Signal) -> Option<i32> {
    let pid = i32::try_from(child.id().unwrap()).unwrap();
    kill(Pid::from_raw(pid), signal).unwrap();
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await;
    ended.unwrap().unwrap().code()
}

/// Whether the report had been ingested before.
async fn ingest(address: SocketAddr) -> Result<bool, tonic::Status> {
    ingest_text(address, REPORT).await
}

async fn ingest_text(address: SocketAddr, report: &str) -> Result<bool, tonic::Status> {
    IngestServiceClient::new(connect(address).await)
        .ingest_document(IngestDocumentRequest {
            document: Some(document(report)),
            ..Default::default()
        })
        .await
        .map(|response| response.into_inner().already_ingested)
}

/// The services that reflection names, which its two versions agree on.
async fn reflected(address: SocketAddr) -> Vec<String> {
    let channel = connect(address).await;
    let mut services = Vec::new();
    {
        use tonic_reflection::pb::v1::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
        };
        let request = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let answers = ServerReflectionClient::new(channel.clone())
            .server_reflection_info(tokio_stream::once(request))
            .await;
        let answer = answers.unwrap().into_inner().message().await.unwrap();
        match answer.unwrap().message_response.unwrap() {
            MessageResponse::ListServicesResponse(list) => {
                services.extend(list.service.into_iter().map(|service| service.name));
            }
            other => panic!("{other:?}"),
        }
    }
    {
        use tonic_reflection::pb::v1alpha::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
        };
        let request = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let answers = ServerReflectionClient::new(channel)
            .server_reflection_info(tokio_stream::once(request))
            .await;
        let answer = answers.unwrap().into_inner().message().await.unwrap();
        match answer.unwrap().message_response.unwrap() {
            MessageResponse::ListServicesResponse(list) => {
                let alpha: Vec<String> = list
                    .service
                    .into_iter()
                    .map(|service| service.name)
                    .collect();
                assert_eq!(alpha, services);
            }
            other => panic!("{other:?}"),
        }
    }
    services.sort();
    services
}

async fn number_of_deals(address: SocketAddr) -> usize {
    DealServiceClient::new(connect(address).await)
        .list_deals(ListDealsRequest::default())
        .await
        .unwrap()
        .into_inner()
        .deals
        .len()
}

/// Watches deals from a cursor on; without one, from now on.
async fn watch(address: SocketAddr, cursor: &str) -> Streaming<WatchDealsResponse> {
    let request = WatchDealsRequest {
        cursor: cursor.to_owned(),
        heartbeat_seconds: 1,
        ..Default::default()
    };
    let mut client = DealServiceClient::new(connect(address).await);
    client.watch_deals(request).await.unwrap().into_inner()
}

/// The next change; before it, or the end, the last cursor is kept.
async fn next_change(
    events: &mut Streaming<WatchDealsResponse>,
    cursor: &mut String,
) -> Result<DealChange, tonic::Status> {
    let waiting = async {
        loop {
            let response = events.message().await?.unwrap();
            *cursor = response.cursor;
            if let Some(Event::Change(change)) = response.event {
                return Ok(change);
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap()
}

/// A server of one test's own, which it may stop and start.
struct OwnPostgres {
    settings: Settings,
    server: Option<Postgres>,
}

impl OwnPostgres {
    async fn start() -> Self {
        let directory = tempfile::Builder::new()
            .prefix("sulh-test-")
            .tempdir()
            .unwrap();
        let settings = Settings {
            directory: directory.keep(),
            binaries: None,
            durable: true,
        };
        let mut own = Self {
            settings,
            server: None,
        };
        own.resume().await;
        own
    }

    fn url(&self) -> String {
        self.server.as_ref().unwrap().url("postgres")
    }

    async fn pause(&mut self) {
        self.server.take().unwrap().stop().await.unwrap();
    }

    async fn resume(&mut self) {
        self.server = Some(Postgres::start(&self.settings).await.unwrap());
    }

    async fn end(mut self) {
        self.pause().await;
        std::fs::remove_dir_all(&self.settings.directory).unwrap();
    }
}

#[tokio::test]
async fn both_services_live_through_the_loss_of_their_database_and_drain_on_sigterm() {
    let mut postgres = OwnPostgres::start().await;
    let url = postgres.url();

    // Without the schema, a service says what to do and ends.
    let mut early = command("sulh-query");
    early.args(["serve", "--database-url", &url]);
    let output = run(early).await;
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("sulh-ingest migrate"), "{complaint}");

    let mut migrate = command("sulh-ingest");
    migrate.args(["migrate", "--database-url", &url]);
    assert!(run(migrate).await.status.success());

    let (ingest_address, query_address) = (free_address(), free_address());
    let mut ingest_service = start("sulh-ingest", ingest_address, &url).await;
    let mut query_service = start("sulh-query", query_address, &url).await;
    assert!(!ingest(ingest_address).await.unwrap());
    assert_eq!(number_of_deals(query_address).await, 1);

    assert_eq!(
        reflected(ingest_address).await,
        ["grpc.health.v1.Health", "sulh.v1.IngestService"]
    );
    assert_eq!(
        reflected(query_address).await,
        [
            "grpc.health.v1.Health",
            "sulh.v1.ActorService",
            "sulh.v1.ArticleService",
            "sulh.v1.DealService",
            "sulh.v1.PlaceService",
        ]
    );

    // The address is taken: a second instance says so and ends.
    let mut second = command("sulh-query");
    let taken = query_address.to_string();
    second.args(["serve", "--listen", &taken, "--database-url", &url]);
    let output = run(second).await;
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.contains(&format!("cannot listen on {taken}")),
        "{complaint}"
    );

    let mut cursor = String::new();
    let mut changes = watch(query_address, "").await;
    postgres.pause().await;
    let broken = next_change(&mut changes, &mut cursor).await.unwrap_err();
    assert_eq!(broken.code(), tonic::Code::Unavailable, "{broken:?}");
    wait_for_health(query_address, false).await;
    wait_for_health(ingest_address, false).await;
    let refused = ingest(ingest_address).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::Unavailable, "{refused:?}");
    assert!(!refused.message().contains("sqlx"), "{refused:?}");
    postgres.resume().await;
    wait_for_health(query_address, true).await;
    wait_for_health(ingest_address, true).await;
    assert!(ingest(ingest_address).await.unwrap(), "nothing is lost");
    // Whoever watched goes on from there, whenever.
    assert!(!ingest_text(ingest_address, OTHER_REPORT).await.unwrap());
    let mut changes = watch(query_address, &cursor).await;
    let change = next_change(&mut changes, &mut cursor).await.unwrap();
    assert_eq!(change.present.unwrap().places[0].name, "places/douma");

    // Killed, and started again: nothing is half-stored.
    signal(&mut ingest_service, Signal::SIGKILL).await;
    let mut ingest_service = start("sulh-ingest", ingest_address, &url).await;
    assert!(ingest(ingest_address).await.unwrap());
    assert_eq!(number_of_deals(query_address).await, 2);

    drop(changes);
    assert_eq!(signal(&mut ingest_service, Signal::SIGTERM).await, Some(0));
    assert_eq!(signal(&mut query_service, Signal::SIGTERM).await, Some(0));
    postgres.end().await;
}

#[tokio::test]
async fn load_names_what_was_rejected_and_why() {
    let database = support::database().await;
    let address = free_address();
    let _service = start("sulh-ingest", address, &database.url).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("good.txt"), REPORT).unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    std::fs::write(folder.path().join(".hidden"), REPORT).unwrap();
    let lines = format!("{}\n[1]\n", serde_json::json!({ "text": REPORT }));
    std::fs::write(folder.path().join("batch.jsonl"), lines).unwrap();
    std::fs::write(folder.path().join("cut.zip"), b"PK\x03\x04").unwrap();
    let load = |json: bool| {
        let mut load = command("sulh-ingest");
        load.args(["load", "--url", &format!("http://{address}")])
            .arg(folder.path())
            .args(json.then_some("--json"));
        run(load)
    };
    let output = load(false).await;
    let summary = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{summary}");
    assert!(
        summary.contains("2 ingested with 2 claims, 0 already there, 3 rejected"),
        "{summary}"
    );
    let rejected: Vec<&str> = summary
        .lines()
        .filter(|line| line.starts_with("rejected"))
        .collect();
    assert!(
        rejected[0].contains("/batch.jsonl:2: no JSON object"),
        "{rejected:?}"
    );
    assert!(
        rejected[1].contains("/cut.zip: damaged zip"),
        "{rejected:?}"
    );
    assert!(
        rejected[2].contains("empty.txt: ") && rejected[2].contains("document.content"),
        "{rejected:?}"
    );

    assert!(
        summary.contains("\n2 of the rejected kept, to be retried"),
        "{summary}"
    );

    for name in ["empty.txt", "batch.jsonl", "cut.zip"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    let output = load(true).await;
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success(), "{summary}");
    assert_eq!(summary["already_ingested"], 1, "{summary}");
}

#[tokio::test]
async fn sulh_up_recovers_from_a_kill_and_a_second_one_says_what_runs() {
    let data = tempfile::Builder::new()
        .prefix("sulh-test-")
        .tempdir()
        .unwrap();
    // Postgres may run as another user than this test.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(data.path(), open).unwrap();
    let (ingest_address, query_address) = (free_address(), free_address());
    let up = |more: &[&str]| {
        let mut up = command("sulh");
        up.args(["up", "--ingest-listen", &ingest_address.to_string()])
            .args(["--query-listen", &query_address.to_string()])
            .arg("--data")
            .arg(data.path().join("sulh"))
            .arg("--documents")
            .arg(root().join("seeds/documents"))
            .args(more);
        up
    };
    let mut first = up(&[]).stdout(Stdio::null()).spawn().unwrap();
    wait_for_health(query_address, true).await;

    let output = run(up(&["--once"])).await;
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("sulh is running already"), "{complaint}");
    assert!(
        complaint.contains(&query_address.to_string()),
        "{complaint}"
    );

    signal(&mut first, Signal::SIGKILL).await;
    let output = run(up(&["--once"])).await;
    let table = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{table}{complaint}");
    assert!(
        table.contains("PLACE") && table.contains("Harasta"),
        "{table}"
    );

    // Everything was stored already, and ends in order.
    let output = run(up(&["--once"])).await;
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("0 ingested with 0 claims"), "{table}");
    assert!(check_health(query_address).await.is_err());
}
