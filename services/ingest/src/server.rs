//! Sets the service up and runs it.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use sulh_extract::Lexicon;
use sulh_rpc::{
    command::BadSetting,
    cross_origin::CrossOrigin,
    serve::{self, Limits, MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES},
    v1::ingest_service_server::IngestServiceServer,
};
use sulh_store::{DatabaseSettings, Store};
use tokio_util::sync::CancellationToken;
use tonic::service::{Routes, RoutesBuilder};

use crate::{ingesting::Ingesting, lexicon};

/// The services that the ingest service serves.
pub const SERVICES: &[&str] = &["sulh.v1.IngestService"];

/// Settings of the ingest service.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    #[arg(
        long,
        env = "SULH_INGEST_LISTEN",
        default_value = "127.0.0.1:50051",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,
    /// A folder with tables that add to the built-in lexicon or correct it.
    #[arg(long, env = "SULH_LEXICON", value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Limits.
    #[command(flatten)]
    pub limits: Limits,
    /// Which web pages may call.
    #[command(flatten)]
    pub cross_origin: CrossOrigin,
}

/// Serves until `stop` is cancelled.
///
/// # Errors
/// When a setting is bad, the database is not ready, or the address is taken.
pub async fn serve(settings: &Settings, stop: CancellationToken) -> anyhow::Result<()> {
    let lexicon = lexicon::load(settings.lexicon.as_deref())?;
    let store = open(&settings.database)?;
    store.check_schema().await?;
    let listener = serve::listen(settings.listen).await?;
    store
        .store_lexicon(lexicon.places(), lexicon.actors())
        .await?;
    let probed = store.clone();
    let probe = async move || probed.ping().await.is_ok();
    serve::serve(
        listener,
        routes(&store, lexicon),
        SERVICES,
        probe,
        &settings.limits,
        &settings.cross_origin,
        stop,
    )
    .await?;
    store.close().await;
    Ok(())
}

/// Brings the database's schema up to date.
///
/// # Errors
/// When a setting is bad, or the database is not ready.
pub async fn migrate(settings: &DatabaseSettings) -> anyhow::Result<()> {
    let store = open(settings)?;
    store.migrate().await?;
    store.close().await;
    Ok(())
}

fn open(settings: &DatabaseSettings) -> Result<Store, BadSetting> {
    Store::new(settings, "sulh-ingest")
        .map_err(|error| BadSetting(format!("--database-url: {error}")))
}

/// The ingest service over a store.
pub fn routes(store: &Store, lexicon: &'static Lexicon) -> Routes {
    let mut routes = RoutesBuilder::default();
    routes.add_service(
        IngestServiceServer::new(Ingesting::new(store.clone(), lexicon))
            .max_decoding_message_size(MAX_REQUEST_BYTES)
            .max_encoding_message_size(MAX_RESPONSE_BYTES),
    );
    routes.routes()
}
