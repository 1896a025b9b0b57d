//! The program's command line, without a database.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sulh-query"))
        .args(args)
        .env_remove("SULH_DATABASE_URL")
        .output()
        .unwrap()
}

#[test]
fn bad_settings_end_with_64_and_one_line() {
    for args in [
        &["serve"][..],
        &["serve", "--database-url", "mysql://x"],
        &[
            "serve",
            "--database-url",
            "postgres://x",
            "--listen",
            "here",
        ],
        &[
            "serve",
            "--database-url",
            "postgres://x",
            "--max-requests",
            "0",
        ],
    ] {
        let output = run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(64), "{args:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{args:?}: {complaint}");
    }
}

#[test]
fn the_health_of_a_service_that_is_not_there_is_bad() {
    let output = run(&["healthcheck", "--address", "127.0.0.1:1"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn help_explains_every_setting_with_its_variable() {
    let help = String::from_utf8(run(&["serve", "--help"]).stdout).unwrap();
    for setting in [
        "SULH_QUERY_LISTEN",
        "SULH_DATABASE_URL",
        "SULH_DRAIN_TIMEOUT",
    ] {
        assert!(help.contains(setting), "{setting} in {help}");
    }
}
