//! A database for each test, on one embedded Postgres for each test program, and
//! both services over it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]
#![allow(dead_code, reason = "each test program uses its own part")]

use std::{
    collections::{BTreeSet, HashMap},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use sulh_domain::{
    ActorId, ArticleId, Extraction, Known, PlaceId, Reader, Reading, SourceDocument,
};
use sulh_rpc::v1::{
    Article, Claim, Deal, Document, IngestDocumentRequest, IngestDocumentResponse,
    ListArticlesRequest, ListDealClaimsRequest, ListDealsRequest,
    actor_service_client::ActorServiceClient, article_service_client::ArticleServiceClient,
    deal_service_client::DealServiceClient, ingest_service_client::IngestServiceClient,
    place_service_client::PlaceServiceClient,
};
use sulh_standalone::postgres::{Postgres, Settings};
use sulh_store::{DatabaseSettings, Store};
use tokio::{net::TcpListener, sync::OnceCell};
use tokio_util::task::AbortOnDropHandle;
use tonic::{
    Code, Status,
    transport::{Channel, Endpoint, Server, server::TcpIncoming},
};
use tonic_types::StatusExt;

static SERVER: OnceCell<Postgres> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The schema and the lexicon, copied for each test.
const TEMPLATE: &str = "template_sulh";

async fn server() -> &'static Postgres {
    SERVER
        .get_or_init(|| async {
            let directory = tempfile::Builder::new()
                .prefix("sulh-test-")
                .tempdir()
                .unwrap();
            let server = Postgres::start(&Settings {
                // The server's watchdog removes it.
                directory: directory.keep(),
                binaries: None,
                durable: false,
            })
            .await
            .unwrap();
            run(
                &server.url("postgres"),
                &format!("CREATE DATABASE {TEMPLATE}"),
            )
            .await;
            let store = store(&server.url(TEMPLATE));
            store.migrate().await.unwrap();
            let lexicon = sulh_extract::Lexicon::shipped();
            store
                .store_lexicon(lexicon.places(), lexicon.actors())
                .await
                .unwrap();
            store.close().await;
            server
        })
        .await
}

fn store(url: &str) -> Store {
    let settings = DatabaseSettings {
        url: url.to_owned(),
        max_connections: 4,
        statement_timeout: 20,
    };
    Store::new(&settings, "test").unwrap()
}

/// A database of a test's own.
pub(crate) struct Database {
    pub(crate) url: String,
}

impl Database {
    pub(crate) fn store(&self) -> Store {
        store(&self.url)
    }

    /// Runs a statement as an administrator would; gives the text that it
    /// answers with.
    pub(crate) async fn sql(&self, statement: &str) -> Option<String> {
        run(&self.url, statement).await
    }
}

/// A database with nothing in it.
pub(crate) async fn empty_database() -> Database {
    database_of("template1").await
}

/// A database with the schema and the lexicon.
pub(crate) async fn database() -> Database {
    database_of(TEMPLATE).await
}

async fn database_of(template: &str) -> Database {
    let server = server().await;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    run(
        &server.url("postgres"),
        &format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    Database {
        url: server.url(&name),
    }
}

/// Runs a statement; gives the first column of its first row.
async fn run(url: &str, statement: &str) -> Option<String> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let rows = sqlx::raw_sql(AssertSqlSafe(statement))
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    rows.first().map(|row| row.get(0))
}

/// Both services over a database of their own, with clients of the generated
/// code.
pub(crate) struct Pair {
    pub(crate) database: Database,
    pub(crate) ingest: IngestServiceClient<Channel>,
    pub(crate) articles: ArticleServiceClient<Channel>,
    pub(crate) actors: ActorServiceClient<Channel>,
    pub(crate) places: PlaceServiceClient<Channel>,
    pub(crate) deals: DealServiceClient<Channel>,
    /// Where the query service listens.
    pub(crate) query_address: SocketAddr,
    _services: [AbortOnDropHandle<()>; 2],
}

async fn serve(routes: tonic::service::Routes) -> (SocketAddr, AbortOnDropHandle<()>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        Server::builder()
            .add_routes(routes)
            .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)))
            .await
            .unwrap();
    });
    (address, AbortOnDropHandle::new(serving))
}

pub(crate) async fn connect(address: SocketAddr) -> Channel {
    Endpoint::from_shared(format!("http://{address}"))
        .unwrap()
        .connect()
        .await
        .unwrap()
}

impl Pair {
    pub(crate) async fn start() -> Self {
        Self::over(database().await, sulh_extract::Lexicon::shipped()).await
    }

    /// Both services over a database, as they start with this lexicon.
    pub(crate) async fn over(database: Database, lexicon: &'static sulh_extract::Lexicon) -> Self {
        let store = database.store();
        if !std::ptr::eq(lexicon, sulh_extract::Lexicon::shipped()) {
            store
                .store_lexicon(lexicon.places(), lexicon.actors())
                .await
                .unwrap();
        }
        let (ingest_address, ingest_service) = serve(sulh_ingest::routes(&store, lexicon)).await;
        let (query_address, query_service) = serve(sulh_query::routes(&store)).await;
        let ingest = connect(ingest_address).await;
        let query = connect(query_address).await;
        Self {
            database,
            ingest: IngestServiceClient::new(ingest),
            articles: ArticleServiceClient::new(query.clone()),
            actors: ActorServiceClient::new(query.clone()),
            places: PlaceServiceClient::new(query.clone()),
            deals: DealServiceClient::new(query),
            query_address,
            _services: [ingest_service, query_service],
        }
    }

    pub(crate) async fn ingest(&mut self, text: &str) -> IngestDocumentResponse {
        self.ingest_document(document(text)).await
    }

    pub(crate) async fn ingest_document(&mut self, document: Document) -> IngestDocumentResponse {
        self.ingest
            .ingest_document(IngestDocumentRequest {
                document: Some(document),
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner()
    }

    pub(crate) async fn all_deals(&mut self) -> Vec<Deal> {
        self.deals
            .list_deals(ListDealsRequest {
                page_size: 1000,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner()
            .deals
    }

    pub(crate) async fn all_articles(&mut self) -> Vec<Article> {
        self.articles
            .list_articles(ListArticlesRequest {
                page_size: 1000,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner()
            .articles
    }

    /// The claims of a deal, in order.
    pub(crate) async fn history(&mut self, deal: &str) -> Vec<Claim> {
        self.deals
            .list_deal_claims(ListDealClaimsRequest {
                deal: deal.to_owned(),
                page_size: 1000,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner()
            .claims
    }

    pub(crate) async fn histories(&mut self, deals: &[Deal]) -> Vec<Vec<Claim>> {
        let mut histories = Vec::new();
        for deal in deals {
            histories.push(self.history(&deal.name).await);
        }
        histories
    }
}

pub(crate) fn document(text: &str) -> Document {
    Document {
        content: text.as_bytes().to_vec(),
        ..Default::default()
    }
}

/// What the extractor reads in a document, and the id of its article.
pub(crate) fn read(sent: &Document) -> (ArticleId, Extraction) {
    let document = source_document(sent);
    let lexicon = sulh_extract::Lexicon::shipped();
    (document.id(), sulh_extract::extract(&document, lexicon))
}

/// The same, with a name for each claim.
pub(crate) fn reading(sent: &Document) -> Reading {
    let lexicon = sulh_extract::Lexicon::shipped();
    let reader = Reader {
        extractor: sulh_extract::EXTRACTOR.to_owned(),
        lexicon: lexicon.fingerprint().to_owned(),
    };
    let (_, extraction) = read(sent);
    Reading::of(&source_document(sent), extraction, &reader).0
}

fn source_document(sent: &Document) -> SourceDocument {
    SourceDocument {
        content: sent.content.clone(),
        label: sent.label.clone(),
        media_type: sent.media_type.clone(),
        known: Known::default(),
    }
}

/// Every place of the lexicon with itself and all that it lies in.
pub(crate) fn lineages() -> HashMap<PlaceId, BTreeSet<PlaceId>> {
    let places = sulh_extract::Lexicon::shipped().places();
    let parents: HashMap<&PlaceId, &PlaceId> = places
        .iter()
        .filter_map(|place| Some((&place.id, place.parent.as_ref()?)))
        .collect();
    let lineage = |place: &PlaceId| {
        let mut line = BTreeSet::new();
        let mut next = Some(place);
        while let Some(place) = next {
            line.insert(place.clone());
            next = parents.get(place).copied();
        }
        line
    };
    places
        .iter()
        .map(|place| (place.id.clone(), lineage(&place.id)))
        .collect()
}

/// A person whom the sample documents name and the lexicon does not know.
pub(crate) fn munther_fares() -> String {
    let of: ActorId = "ahrar-al-sham".parse().unwrap();
    let id = ActorId::of_person("Munther Fares", Some(&of), None, "");
    format!("actors/{id}")
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The documents of a folder, by name.
pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| Document {
            content: std::fs::read(path).unwrap(),
            label: path.file_name().unwrap().to_string_lossy().into_owned(),
            ..Default::default()
        })
        .collect()
}

/// The sample documents.
pub(crate) fn sample_documents() -> Vec<Document> {
    documents(&root().join("seeds/documents"))
}

/// The sample documents, and a near-duplicate of one of them.
pub(crate) fn samples_with_a_copy() -> Vec<Document> {
    let mut documents = sample_documents();
    let mut copy = documents
        .iter()
        .find(|document| document.label == "harasta-withdrawal-accepted.txt")
        .unwrap()
        .clone();
    copy.content
        .extend_from_slice(b"\n\nReporting by our correspondents in Beirut.\n");
    documents.push(copy);
    documents
}

/// The first field that a refusal names.
pub(crate) fn refused_field(status: &Status) -> String {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    let details = status.get_details_bad_request().unwrap();
    details.field_violations[0].field.clone()
}
