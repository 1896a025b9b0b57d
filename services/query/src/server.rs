//! Sets the service up and runs it.

use std::{net::SocketAddr, sync::Arc};

use clap::Args;
use sulh_rpc::{
    command::BadSetting,
    cross_origin::CrossOrigin,
    serve::{self, Limits, MAX_RESPONSE_BYTES},
    v1::{
        actor_service_server::ActorServiceServer, article_service_server::ArticleServiceServer,
        deal_service_server::DealServiceServer, place_service_server::PlaceServiceServer,
    },
};
use sulh_store::{DatabaseSettings, Store};
use tokio_util::sync::CancellationToken;
use tonic::service::{Routes, RoutesBuilder};

use crate::{
    actors::Actors, articles::Articles, deals::Deals, exports::Exports, places::Places,
    searching::Searching,
};

/// The services that the query service serves.
pub const SERVICES: &[&str] = &[
    "sulh.v1.ArticleService",
    "sulh.v1.ActorService",
    "sulh.v1.PlaceService",
    "sulh.v1.DealService",
];

/// Settings of the query service.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    #[arg(
        long,
        env = "SULH_QUERY_LISTEN",
        default_value = "127.0.0.1:50052",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,
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
    let store = Store::new(&settings.database, "sulh-query")
        .map_err(|error| BadSetting(format!("--database-url: {error}")))?;
    store.check_schema().await?;
    let listener = serve::listen(settings.listen).await?;
    let probed = store.clone();
    let probe = async move || probed.ping().await.is_ok();
    serve::serve(
        listener,
        routes(&store),
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

/// The query service over a store.
pub fn routes(store: &Store) -> Routes {
    let exports = Exports::new(store.clone());
    let actor_names = Arc::default();
    let place_names = Arc::default();
    let searching = Searching::new(
        store.clone(),
        Arc::clone(&actor_names),
        Arc::clone(&place_names),
    );
    let mut routes = RoutesBuilder::default();
    routes
        .add_service(
            ArticleServiceServer::new(Articles::new(
                store.clone(),
                searching.clone(),
                exports.clone(),
            ))
            .max_decoding_message_size(MAX_REQUEST_BYTES)
            .max_encoding_message_size(MAX_RESPONSE_BYTES),
        )
        .add_service(
            ActorServiceServer::new(Actors::new(store.clone(), actor_names))
                .max_decoding_message_size(MAX_REQUEST_BYTES)
                .max_encoding_message_size(MAX_RESPONSE_BYTES),
        )
        .add_service(
            PlaceServiceServer::new(Places::new(store.clone(), place_names))
                .max_decoding_message_size(MAX_REQUEST_BYTES)
                .max_encoding_message_size(MAX_RESPONSE_BYTES),
        )
        .add_service(
            DealServiceServer::new(Deals::new(store.clone(), searching, exports))
                .max_decoding_message_size(MAX_REQUEST_BYTES)
                .max_encoding_message_size(MAX_RESPONSE_BYTES),
        );
    routes.routes()
}

/// Questions are short: names, filters, tokens.
const MAX_REQUEST_BYTES: usize = 256 * 1024;
