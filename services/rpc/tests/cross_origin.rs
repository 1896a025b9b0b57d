//! What a browser is answered when a web page of another origin wants to call.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::net::SocketAddr;

use clap::Parser;
use sulh_rpc::{
    cross_origin::CrossOrigin,
    serve::{self, Limits},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    cross_origin: CrossOrigin,
}

/// A service with nothing but health, for pages of these origins.
async fn start(arguments: &[&str]) -> (SocketAddr, CancellationToken) {
    let listener = serve::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let settings = Settings::parse_from([&["test"], arguments].concat());
    tokio::spawn(async move {
        let (limits, cross_origin) = (&settings.limits, &settings.cross_origin);
        let probe = async || true;
        serve::serve(
            listener,
            Routes::default(),
            &[],
            probe,
            limits,
            cross_origin,
            stopped,
        )
        .await
        .unwrap();
    });
    (address, stop)
}

/// The head of an answer, in small letters.
async fn head(address: SocketAddr, method: &str, origin: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = "\0".repeat(5);
    let request = format!(
        "{method} /grpc.health.v1.Health/Check HTTP/1.1\r\nHost: test\r\nOrigin: {origin}\r\n\
         Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-grpc-web\r\n\
         Content-Type: application/grpc-web+proto\r\nContent-Length: 5\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).to_lowercase();
    answer.split("\r\n\r\n").next().unwrap().to_owned()
}

#[tokio::test]
async fn pages_of_the_origins_named_may_call_and_read_the_status() {
    let (address, stop) = start(&[
        "--allow-origins",
        "https://example.org,http://localhost:5173",
    ])
    .await;
    for origin in ["https://example.org", "http://localhost:5173"] {
        let asked = head(address, "OPTIONS", origin).await;
        assert!(asked.starts_with("http/1.1 200"), "{asked}");
        assert!(
            asked.contains(&format!("access-control-allow-origin: {origin}")),
            "{asked}"
        );
        assert!(
            asked.contains("access-control-allow-headers: x-grpc-web"),
            "{asked}"
        );
        let called = head(address, "POST", origin).await;
        assert!(
            called.contains(&format!("access-control-allow-origin: {origin}")),
            "{called}"
        );
        assert!(called.contains("grpc-status-details-bin"), "{called}");
    }
    let other = head(address, "OPTIONS", "https://example.com").await;
    assert!(!other.contains("access-control-allow-origin"), "{other}");
    stop.cancel();
}

#[tokio::test]
async fn without_the_setting_no_page_may_and_with_a_star_all_may() {
    let (closed, stop_closed) = start(&[]).await;
    let asked = head(closed, "OPTIONS", "https://example.org").await;
    assert!(!asked.contains("access-control-allow-origin"), "{asked}");
    let (open, stop_open) = start(&["--allow-origins", "*"]).await;
    let asked = head(open, "OPTIONS", "https://example.org").await;
    assert!(asked.contains("access-control-allow-origin: *"), "{asked}");
    stop_closed.cancel();
    stop_open.cancel();
}
