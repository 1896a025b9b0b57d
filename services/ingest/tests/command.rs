//! The program's command line, without a database.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sulh-ingest"))
        .args(args)
        .env_remove("SULH_DATABASE_URL")
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn help_explains_every_setting_with_its_variable_and_shows_examples() {
    let help = String::from_utf8(run(&["serve", "--help"]).stdout).unwrap();
    for setting in [
        "SULH_INGEST_LISTEN",
        "SULH_DATABASE_URL",
        "SULH_LEXICON",
        "SULH_REQUEST_TIMEOUT",
        "SULH_LOG",
    ] {
        assert!(help.contains(setting), "{setting} in {help}");
    }
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    assert!(help.contains("Examples:"), "{help}");
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
            "--request-timeout",
            "0",
        ],
        &["serve", "--database-url", "postgres://x", "--log", "a=b=c"],
        &["extract", "--lexicon", "/nonexistent", "x.txt"],
        &["lexicon", "check", "--lexicon", "/nonexistent"],
        &["lexicon", "check", "--lexicon", "src"],
        &["fly"],
    ] {
        let output = run(args);
        assert_eq!(
            output.status.code(),
            Some(64),
            "{args:?}: {}",
            stderr(&output)
        );
        assert_eq!(
            stderr(&output).lines().count(),
            1,
            "{args:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn a_lexicon_with_a_wrong_line_is_refused_by_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("places")).unwrap();
    std::fs::write(
        folder.path().join("places/rif-dimashq.tsv"),
        "id\tname\tkind\tparent\tlatitude\tlongitude\tnames\tsource\n\
         harasta\tHarasta\tCASTLE\t\t\t\t\thand\n",
    )
    .unwrap();
    let folder = folder.path().to_str().unwrap();
    let output = run(&["extract", "--lexicon", folder, "x.txt"]);
    assert_eq!(output.status.code(), Some(64));
    assert!(
        stderr(&output).contains("places/rif-dimashq.tsv:2"),
        "{}",
        stderr(&output)
    );
}

/// A folder with these tables.
fn tables(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn lexicon_check_counts_or_names_every_wrong_line() {
    let json = |args: &[&str]| -> serde_json::Value {
        let output = run(args);
        assert!(output.status.success(), "{}", stderr(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let built_in = json(&["lexicon", "check", "--json"]);
    let folder = tables(&[(
        "actors/mine.tsv",
        "id\tname\tkind\tside\tnames\n\
         river-brigade\tRiver Brigade\tARMED_GROUP\tOPPOSITION\ten:Sons of the River\n",
    )]);
    let folder = folder.path().to_str().unwrap();
    let mine = json(&["lexicon", "check", "--lexicon", folder, "--json"]);
    let count = |counts: &serde_json::Value, what: &str| counts[what].as_u64().unwrap();
    assert_eq!(count(&mine, "actors"), count(&built_in, "actors") + 1);
    assert_eq!(
        count(&mine, "actor_names"),
        count(&built_in, "actor_names") + 2
    );
    assert_eq!(mine["places"], built_in["places"]);
    assert_ne!(mine["fingerprint"], built_in["fingerprint"]);
    let people = run(&["lexicon", "check", "--lexicon", folder]);
    let expected = format!("{} actors with ", mine["actors"]);
    let text = String::from_utf8(people.stdout).unwrap();
    assert!(text.contains(&expected), "{text}");

    let wrong = tables(&[
        (
            "actors/mine.tsv",
            "id\tnames\n-nobody\n+jaysh-al-islam\tIslam Army\n",
        ),
        ("places/mine.tsv", "id\tname\tkind\nford\tFord\tBRIDGE\n"),
    ]);
    let output = run(&[
        "lexicon",
        "check",
        "--lexicon",
        wrong.path().to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(64));
    let complaint = stderr(&output);
    let lines: Vec<&str> = complaint.lines().skip(1).collect();
    assert_eq!(lines.len(), 3, "{complaint}");
    for start in [
        "actors/mine.tsv:2: ",
        "actors/mine.tsv:3: ",
        "places/mine.tsv:2: ",
    ] {
        assert!(
            lines.iter().any(|line| line.starts_with(start)),
            "{complaint}"
        );
    }
}

#[test]
fn lexicon_diff_shows_names_gained_and_lost() {
    let folder = tables(&[
        (
            "actors/mine.tsv",
            "id\tnames\n+jaysh-al-islam\ten:River Falcons | -en:Army of Islam\n",
        ),
        (
            "outlets.tsv",
            "name\tkind\thosts\nRiver Post\tNEWSPAPER\triver-post.example\n",
        ),
    ]);
    let folder = folder.path().to_str().unwrap();
    let output = run(&["lexicon", "diff", "--lexicon", folder]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        text,
        "+ outlets River Post: River Post\n\
         ~ actors jaysh-al-islam (actors/mine.tsv:2)\n    + en:River Falcons\n    \
         - en:Army of Islam\n1 rows added, 0 removed, 1 changed\n"
    );
    let output = run(&["lexicon", "diff", "--lexicon", folder, "--json"]);
    let changes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(changes["changed"][0]["names_lost"][0], "en:Army of Islam");
    assert_eq!(changes["added"][0]["id"], "River Post");
    let nothing = run(&["lexicon", "diff"]);
    assert_eq!(
        nothing.stdout,
        b"nothing differs from the built-in lexicon\n"
    );
}

#[test]
fn an_overlay_changes_what_is_read() {
    let report = tables(&[(
        "report.txt",
        "The River Falcons agreed with the Syrian Army to leave Harasta for Idlib.\n",
    )]);
    let report = report.path().join("report.txt");
    let folder = tables(&[(
        "actors/mine.tsv",
        "id\tnames\n+ahrar-al-sham\ten:River Falcons\n",
    )]);
    let args = ["extract", report.to_str().unwrap()];
    let plain = String::from_utf8(run(&args).stdout).unwrap();
    assert!(!plain.contains("Ahrar al-Sham"), "{plain}");
    let overlaid = run(&[&args[..], &["--lexicon", folder.path().to_str().unwrap()]].concat());
    let overlaid = String::from_utf8(overlaid.stdout).unwrap();
    assert!(overlaid.contains("Ahrar al-Sham"), "{overlaid}");
}

#[test]
fn reextract_without_a_service_says_so() {
    let output = run(&["reextract", "--url", "http://127.0.0.1:1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no ingest service answers at http://127.0.0.1:1"),
        "{}",
        stderr(&output)
    );
    for command in [&["reextract", "--help"][..], &["lexicon", "diff", "--help"]] {
        let help = String::from_utf8(run(command).stdout).unwrap();
        assert!(help.contains("Examples:"), "{help}");
    }
}

#[test]
fn without_a_database_the_service_says_so_and_ends() {
    let output = run(&[
        "serve",
        "--database-url",
        "postgres://sulh@127.0.0.1:1/sulh",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("the database cannot be reached"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn extract_prints_one_record_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.txt");
    std::fs::write(
        &file,
        "Ahrar al-Sham agreed with the Syrian Army to leave Harasta for Idlib.\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let output = run(&["extract", file, file]);
    assert!(output.status.success(), "{}", stderr(&output));
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    let claim = &lines[0]["claims"][0];
    assert_eq!(lines[0]["document"], "report.txt");
    assert_eq!(claim["places"][0], "Harasta", "{claim}");
    assert_eq!(claim["status"], "AGREED", "{claim}");
}

#[test]
fn extract_unpacks_what_comes_on_standard_input() {
    let lines = "{\"html\": \"<p>Ahrar al-Sham agreed with the Syrian Army to leave Harasta for \
                 Idlib, local sources said on Friday.</p>\", \"title\": \"Harasta\", \
                 \"url\": \"https://river-post.example/2018/03/22/harasta\"}\n[1]\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_sulh-ingest"))
        .args(["extract", "--media-type", "application/x-ndjson", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    // The second line is no document: the first is printed all the same.
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("rejected -:2: no JSON object"),
        "{}",
        stderr(&output)
    );
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["document"], "-:1");
    assert_eq!(record["article"]["title"], "Harasta");
    assert_eq!(record["article"]["outlet"], "River Post");
    assert_eq!(record["article"]["published"], "2018-03-22");
    assert_eq!(record["claims"][0]["places"][0], "Harasta");
}
