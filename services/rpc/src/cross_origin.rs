//! Which web pages may call a service: browsers ask before a page of another origin
//! does so by gRPC-Web (the Fetch standard's CORS protocol).

use clap::Args;
use http::{HeaderName, HeaderValue, Method, Uri};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer, ExposeHeaders};

/// Where a browser may read a gRPC status.
const STATUS_HEADERS: [&str; 3] = ["grpc-status", "grpc-message", "grpc-status-details-bin"];

/// Pages that may call.
#[derive(Args, Clone, Debug, Default)]
pub struct CrossOrigin {
    /// Origins whose web pages may call by gRPC-Web, such as `https://example.org`,
    /// parted by commas; `*` lets all pages do so. Without it, only programs and pages of
    /// the service's own origin may.
    #[arg(long = "allow-origins", env = "SULH_ALLOW_ORIGINS", value_name = "ORIGINS",
          value_delimiter = ',', value_parser = origin)]
    origins: Vec<HeaderValue>,
}

/// Reads an origin: scheme, host and, if need be, port.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let uri = text.parse::<Uri>().ok().map(Uri::into_parts);
    let is_origin = uri.is_some_and(|parts| {
        let is_web = parts
            .scheme
            .is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"));
        is_web
            && parts
                .authority
                .is_some_and(|host| !host.as_str().contains('@'))
            && parts.path_and_query.is_none_or(|path| path == "/")
            && !text.ends_with('/')
    });
    if text != "*" && !is_origin {
        return Err("expected scheme, host and port, such as https://example.org, or *".to_owned());
    }
    HeaderValue::from_str(text).map_err(|error| error.to_string())
}

impl CrossOrigin {
    /// Answers browsers for these pages.
    pub(crate) fn layer(&self) -> CorsLayer {
        let any = HeaderValue::from_static("*");
        let origins = match self.origins.contains(&any) {
            true => AllowOrigin::any(),
            false => AllowOrigin::list(self.origins.iter().cloned()),
        };
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::POST])
            .allow_headers(AllowHeaders::mirror_request())
            .expose_headers(ExposeHeaders::list(
                STATUS_HEADERS.map(HeaderName::from_static),
            ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for good in [
            "*",
            "https://example.org",
            "http://localhost:5173",
            "http://[::1]:80",
        ] {
            assert_eq!(origin(good).unwrap(), good);
        }
        for bad in [
            "",
            "example.org",
            "https://example.org/",
            "https://example.org/page",
            "ftp://example.org",
            "https://user@example.org",
            "https://",
            "null",
        ] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }
}
