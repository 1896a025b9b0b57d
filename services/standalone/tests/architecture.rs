//! The invariants of ARCHITECTURE.md that cargo can tell.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

/// Every crate of the workspace with those that its library and programs may
/// depend on, directly.
const ALLOWED: &[(&str, &[&str])] = &[
    ("sulh-domain", &[]),
    ("sulh-syntax", &[]),
    ("sulh-extract", &["sulh-domain", "sulh-syntax"]),
    ("sulh-store", &["sulh-domain"]),
    ("sulh-rpc", &["sulh-domain"]),
    (
        "sulh-ingest",
        &["sulh-domain", "sulh-extract", "sulh-rpc", "sulh-store"],
    ),
    ("sulh-query", &["sulh-domain", "sulh-rpc", "sulh-store"]),
    (
        "sulh-standalone",
        &[
            "sulh-domain",
            "sulh-ingest",
            "sulh-query",
            "sulh-rpc",
            "sulh-store",
        ],
    ),
];

/// Direct dependencies of every crate of the workspace, without those of tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
                .collect();
            (package["name"].as_str().unwrap().to_owned(), dependencies)
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let dependencies = dependencies();
    let known: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    let found: BTreeSet<&str> = dependencies.keys().map(String::as_str).collect();
    assert_eq!(found, known, "a crate has no place in the order yet");
    for (name, allowed) in ALLOWED {
        let ours: BTreeSet<&str> = dependencies[*name]
            .iter()
            .map(String::as_str)
            .filter(|dependency| dependency.starts_with("sulh-"))
            .collect();
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        assert!(
            ours.is_subset(&allowed),
            "{name} depends on {:?}",
            ours.difference(&allowed)
        );
    }
}

#[test]
fn only_the_store_speaks_sql_and_the_pure_crates_do_no_io() {
    for (name, dependencies) in dependencies() {
        let speaks_sql = dependencies.contains("sqlx");
        assert_eq!(speaks_sql, name == "sulh-store", "{name}");
        if matches!(
            name.as_str(),
            "sulh-domain" | "sulh-extract" | "sulh-syntax"
        ) {
            for io in ["tokio", "tonic", "rand", "reqwest"] {
                assert!(!dependencies.contains(io), "{name} depends on {io}");
            }
        }
    }
}
