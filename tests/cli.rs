//! The program as a user runs it: what it says, what it leaves behind, and its exit code.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of its own for each test, empty at the start.
pub(crate) fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the target folder can be written");
    path
}

/// Runs the program.
pub(crate) fn quidnunc(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quidnunc")).args(arguments).output().expect("the program starts")
}

/// Runs it and checks exit code and what stderr says.
fn check(arguments: &[&str], code: i32, says: &[&str]) -> Output {
    let output = quidnunc(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    for words in says {
        assert!(stderr.contains(words), "{arguments:?} should say {words:?}, says {stderr}");
    }
    output
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("the target folder can be written");
    path.display().to_string()
}

#[test]
fn bad_input_is_named_and_the_rest_is_done() {
    let folder = folder("bad-input");
    let good = write(&folder, "good.txt", b"Oslo released two sailors on Monday.\n");
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "the file is empty"),
        ("binary.txt", b"PK\x03\x04\0\0", "the file is binary"),
        ("latin.txt", b"one\nd\xe9j\xe0", "line 2: not UTF-8"),
        ("bad.jsonl", b"{\"text\": \"Fine.\"}\n{broken\n{\"text\": \"Fine too.\"}\n", "line 2"),
    ];
    for (name, bytes, message) in cases {
        let bad = write(&folder, name, bytes);
        let output = check(&["extract", &bad, &good], 1, &["error: cannot read", name, message, "hint: "]);
        let records = String::from_utf8(output.stdout).expect("records are text");
        assert!(records.contains("good.txt"), "{name} held up the rest");
    }
}

#[test]
fn a_line_without_end_is_passed_over() {
    let folder = folder("long-line");
    let long = [b"{\"text\": \"".as_slice(), &vec![b'x'; 50 << 20], b"\"}\n{\"text\": \"Oslo freed him.\"}\n"].concat();
    let path = write(&folder, "long.jsonl", &long);
    let output = check(&["extract", &path], 1, &["long.jsonl, line 1", "longer than"]);
    assert_eq!(output.stdout.iter().filter(|&&b| b == b'\n').count(), 1);
    let text = write(&folder, "long.txt", &vec![b'x'; 50 << 20]);
    check(&["extract", &text], 2, &["long.txt", "longer than", "no document could be read"]);
}

#[test]
fn missing_input_is_an_error() {
    let empty = folder("nothing-here");
    check(&["extract", "no/such/file.txt"], 2, &["no/such/file.txt", "hint: check the path"]);
    check(&["extract", &empty.display().to_string()], 2, &["the folder holds nothing to read"]);
    check(&["build", "no/such", "--out", "graph.xyz"], 2, &["xyz", "hint: "]);
    check(&["frobnicate"], 2, &["unrecognized subcommand"]);
}

#[test]
fn an_output_that_cannot_be_written_is_left_alone() {
    let folder = folder("unwritable");
    let good = write(&folder, "good.txt", b"Oslo released two sailors on Monday.\n");
    let target = folder.join("no-such-folder").join("graph.ttl").display().to_string();
    check(&["build", &good, "--out", &target], 2, &["cannot write", "graph.ttl", "hint: "]);
    let old = write(&folder, "graph.ttl", b"old");
    fs::remove_file(&good).expect("it was written");
    check(&["build", &good, "--out", &old], 2, &["good.txt"]);
    assert_eq!(fs::read(&old).expect("it stays"), b"old");
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 1, "something was left behind");
}

#[test]
fn explain_shows_every_stage() {
    let output = check(&["explain", "Oslo released two sailors in exchange for fuel."], 0, &[]);
    let shown = String::from_utf8(output.stdout).expect("words are text");
    for part in ["nsubj", "released", "RETREAT", "two sailors"] {
        assert!(shown.to_lowercase().contains(&part.to_lowercase()), "{part} is missing in:\n{shown}");
    }
}

#[test]
fn glossary_and_formats_are_listed() {
    check(&["glossary", "nsubj:pass"], 0, &[]);
    check(&["glossary", "nonsense"], 2, &["is no tag or relation"]);
    let output = check(&["formats"], 0, &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("text/turtle"));
}
