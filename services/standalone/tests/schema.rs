//! The database believes what the code believes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use strum::VariantArray;
use sulh_domain::{
    ActorKind, Asserter, Confirmation, Counted, DateBasis, DealChangeKind, DealType, DropReason,
    Modality, OutletKind, PlaceKind, Role, Side, Status, TermKind,
};

fn words<T: VariantArray + Copy + Into<&'static str>>() -> Vec<&'static str> {
    T::VARIANTS.iter().map(|word| (*word).into()).collect()
}

/// Every enum of the codebook with the domain that the schema has for it.
fn domains() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("actor_kind", words::<ActorKind>()),
        ("place_kind", words::<PlaceKind>()),
        ("side", words::<Side>()),
        ("deal_type", words::<DealType>()),
        ("status", words::<Status>()),
        ("asserter", words::<Asserter>()),
        ("modality", words::<Modality>()),
        ("confirmation", words::<Confirmation>()),
        ("role", words::<Role>()),
        ("term_kind", words::<TermKind>()),
        ("counted", words::<Counted>()),
        ("date_basis", words::<DateBasis>()),
        ("outlet_kind", words::<OutletKind>()),
        ("deal_change_kind", words::<DealChangeKind>()),
        ("drop_reason", words::<DropReason>()),
    ]
}

#[tokio::test]
async fn the_schema_knows_exactly_the_words_of_the_code() {
    let database = support::database().await;
    for (domain, words) in domains() {
        // The check's definition quotes every word that it allows.
        let definition = database
            .sql(&format!(
                "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c \
                 JOIN pg_type t ON t.oid = c.contypid WHERE t.typname = '{domain}'"
            ))
            .await
            .unwrap();
        let mut allowed: Vec<&str> = definition.split('\'').skip(1).step_by(2).collect();
        let mut known = words;
        allowed.sort_unstable();
        known.sort_unstable();
        assert_eq!(allowed, known, "{domain}: {definition}");
    }
}

#[tokio::test]
async fn migrating_twice_or_by_two_at_once_is_harmless() {
    let database = support::empty_database().await;
    let store = database.store();
    let complaint = store.check_schema().await.unwrap_err().to_string();
    assert!(complaint.contains("sulh-ingest migrate"), "{complaint}");
    let (first, second) = tokio::join!(store.migrate(), store.migrate());
    first.unwrap();
    second.unwrap();
    store.migrate().await.unwrap();
    store.check_schema().await.unwrap();
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let database = support::database().await;
    database
        .sql(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'from the future', true, '', 0)",
        )
        .await;
    let complaint = database
        .store()
        .check_schema()
        .await
        .unwrap_err()
        .to_string();
    assert!(complaint.contains("9999"), "{complaint}");
}
