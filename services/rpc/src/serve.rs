//! Runs a gRPC service: limits, health, reflection, gRPC-Web, an orderly end.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tonic::{
    service::Routes,
    transport::{Server, server::TcpIncoming},
};
use tonic_health::{ServingStatus, server::HealthReporter};
use tonic_web::GrpcWebLayer;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::{FILE_DESCRIPTOR_SET, cross_origin::CrossOrigin};

/// The largest message that a service takes, in bytes: a document of 32 MiB, and
/// what goes with it.
pub const MAX_REQUEST_BYTES: usize = 40 * 1024 * 1024;

/// The largest message that a service gives, in bytes: articles are in UTF-8,
/// which takes up to twice the bytes of the encoding that a document came in, and
/// a batch has 64 MiB of documents.
pub const MAX_RESPONSE_BYTES: usize = 160 * 1024 * 1024;

/// Requests in flight on one connection.
const MAX_STREAMS: u32 = 200;
/// Streams that a client may break before the connection is closed.
const MAX_BROKEN_STREAMS: usize = 1024;
/// Room for a connection's data: small frames of a fast client pile up.
const CONNECTION_WINDOW_BYTES: u32 = 16 * 1024 * 1024;
/// Room for a request's data.
const STREAM_WINDOW_BYTES: u32 = 64 * 1024;
/// Silence after which a connection is asked for a sign of life.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// How often health looks at what the service depends on.
const HEALTH_INTERVAL: Duration = Duration::from_secs(1);
/// How long health waits for an answer.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(3);

/// Limits of a running service.
#[derive(Args, Clone, Debug)]
pub struct Limits {
    /// Seconds that a request may take.
    #[arg(long, env = "SULH_REQUEST_TIMEOUT", default_value_t = 30, value_name = "SECONDS",
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_timeout: u64,
    /// Requests handled at once; further ones wait.
    #[arg(long, env = "SULH_MAX_REQUESTS", default_value_t = 256, value_name = "REQUESTS",
          value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_requests: u32,
    /// Seconds that requests in flight are given to end after SIGTERM.
    #[arg(long, env = "SULH_DRAIN_TIMEOUT", default_value_t = 10, value_name = "SECONDS",
          value_parser = clap::value_parser!(u64).range(0..=3600))]
    drain_timeout: u64,
}

/// Opens the address to listen on.
///
/// # Errors
/// When it is taken or not allowed.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Serves `routes`, whose services are `services`, until `stop` is cancelled.
/// Health follows `probe`: whether what the service depends on is there. Web pages of
/// `cross_origin` may call.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    routes: Routes,
    services: &'static [&'static str],
    probe: impl AsyncFn() -> bool + Send + 'static,
    limits: &Limits,
    cross_origin: &CrossOrigin,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let (reporter, health_service) = tonic_health::server::health_reporter();
    set_health(&reporter, services, probe().await).await;

    let reflection = || {
        let builder = tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
            .with_service_name("grpc.health.v1.Health");
        services.iter().fold(builder, |builder, service| {
            builder.with_service_name(*service)
        })
    };

    let router = Server::builder()
        .accept_http1(true)
        .timeout(Duration::from_secs(limits.request_timeout))
        .max_concurrent_streams(MAX_STREAMS)
        .http2_max_local_error_reset_streams(Some(MAX_BROKEN_STREAMS))
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .http2_keepalive_interval(Some(KEEPALIVE))
        .layer(
            TraceLayer::new_for_grpc()
                .make_span_with(|request: &http::Request<_>| {
                    tracing::info_span!("rpc", path = request.uri().path())
                })
                .on_response(DefaultOnResponse::new().level(Level::DEBUG))
                // What fails here is logged where it does (`failure`), and what a client
                // asked wrongly is no error of the service.
                .on_failure(()),
        )
        .layer(GlobalConcurrencyLimitLayer::new(
            usize::try_from(limits.max_requests).unwrap_or(usize::MAX),
        ))
        .layer(cross_origin.layer())
        .layer(GrpcWebLayer::new())
        .add_routes(routes)
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?);

    tracing::info!(%address, "serving");
    let drained = stop.child_token();
    let serving = router.serve_with_incoming_shutdown(
        TcpIncoming::from(listener).with_nodelay(Some(true)),
        drained.cancelled(),
    );
    let watching = async {
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(HEALTH_INTERVAL) => {}
            }
            let is_up = tokio::time::timeout(HEALTH_TIMEOUT, probe())
                .await
                .unwrap_or(false);
            set_health(&reporter, services, is_up).await;
        }
        set_health(&reporter, services, false).await;
        tokio::time::sleep(Duration::from_secs(limits.drain_timeout)).await;
    };
    tokio::select! {
        ended = serving => ended.context("the listener failed")?,
        // An idle connection can keep the server from ending by itself.
        () = watching => tracing::warn!(%address, "requests still in flight are cut off"),
    }
    tracing::info!(%address, "stopped");
    Ok(())
}

async fn set_health(reporter: &HealthReporter, services: &[&str], is_up: bool) {
    let status = if is_up {
        ServingStatus::Serving
    } else {
        ServingStatus::NotServing
    };
    for service in services.iter().chain(&[""]) {
        reporter.set_service_status(*service, status).await;
    }
}

/// Asks a running service for its health, as container health checks do.
///
/// # Errors
/// When it does not answer, or answers that it is not serving.
pub async fn check_health(address: SocketAddr) -> anyhow::Result<()> {
    use tonic_health::pb::{
        HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
    };

    let endpoint = tonic::transport::Endpoint::from_shared(format!("http://{address}"))?
        .connect_timeout(HEALTH_TIMEOUT)
        .timeout(HEALTH_TIMEOUT);
    let channel = endpoint
        .connect()
        .await
        .with_context(|| format!("nothing answers on {address}"))?;
    let answer = HealthClient::new(channel)
        .check(HealthCheckRequest::default())
        .await
        .with_context(|| format!("{address} does not answer"))?;
    let status = answer.into_inner().status();
    anyhow::ensure!(
        status == ServingStatus::Serving,
        "{address} is {}",
        status.as_str_name()
    );
    Ok(())
}
