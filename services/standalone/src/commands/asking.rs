//! The query service that is asked, and what becomes of its refusals.

use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::Args;
use sulh_rpc::{
    command::BadSetting,
    serve::MAX_RESPONSE_BYTES,
    v1::{
        actor_service_client::ActorServiceClient, article_service_client::ArticleServiceClient,
        deal_service_client::DealServiceClient, place_service_client::PlaceServiceClient,
    },
};
use tonic::{
    Code, Status,
    transport::{Channel, Endpoint},
};

use super::text::plain;

/// How long the service may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long it may take to answer: longer than it gives itself.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// Who is asked, and how the answer is printed.
#[derive(Args, Clone, Debug)]
pub(crate) struct Asking {
    /// Where the query service listens.
    #[arg(
        long,
        env = "SULH_QUERY",
        default_value = "http://127.0.0.1:50052",
        value_name = "ADDRESS"
    )]
    query: String,
    /// Print JSON, one object a line: the messages of the API in proto3's JSON, as
    /// grpcurl prints them.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A query service.
#[derive(Clone)]
pub(crate) struct Query {
    channel: Channel,
}

impl Asking {
    /// Connects to the service.
    ///
    /// # Errors
    /// When the address is none, or nothing answers there.
    pub(crate) async fn connect(&self) -> anyhow::Result<Query> {
        Query::at(&self.query).await
    }
}

impl Query {
    /// Connects to the service at `address`, `http://host:port` or `host:port`.
    ///
    /// # Errors
    /// When the address is none, or nothing answers there.
    pub(crate) async fn at(address: &str) -> anyhow::Result<Self> {
        let url = match address.contains("://") {
            true => address.to_owned(),
            false => format!("http://{address}"),
        };
        let no_address = || {
            BadSetting(format!(
                "--query: '{address}' is no address such as http://127.0.0.1:50052"
            ))
        };
        let endpoint = Endpoint::from_shared(url).map_err(|_| no_address())?;
        if endpoint.uri().scheme_str() != Some("http") || endpoint.uri().port_u16().is_none() {
            return Err(no_address().into());
        }
        let channel = endpoint
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .connect()
            .await
            .map_err(|error| anyhow::Error::new(error).root_cause().to_string())
            .map_err(|cause| anyhow!(cause))
            .with_context(|| format!("cannot reach a query service at {address}"))?;
        Ok(Self { channel })
    }

    pub(crate) fn deals(&self) -> DealServiceClient<Channel> {
        DealServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_RESPONSE_BYTES)
    }

    pub(crate) fn articles(&self) -> ArticleServiceClient<Channel> {
        ArticleServiceClient::new(self.channel.clone())
            .max_decoding_message_size(MAX_RESPONSE_BYTES)
    }

    pub(crate) fn actors(&self) -> ActorServiceClient<Channel> {
        ActorServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_RESPONSE_BYTES)
    }

    pub(crate) fn places(&self) -> PlaceServiceClient<Channel> {
        PlaceServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_RESPONSE_BYTES)
    }
}

/// A refusal as an error for people. One for what was asked is bad usage.
pub(crate) fn refusal(status: &Status) -> anyhow::Error {
    let message = plain(status.message());
    match status.code() {
        Code::InvalidArgument => BadSetting(message).into(),
        Code::NotFound => anyhow!(message),
        Code::Unimplemented => anyhow!("what answers there is no query service"),
        code => anyhow!("{message} ({code:?})"),
    }
}
