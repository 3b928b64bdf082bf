//! `exports/` is what the program writes, byte for byte, whatever the order of the inputs and the number of threads.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::cli::{folder, quidnunc};

#[test]
fn exports_are_up_to_date() {
    let out = folder("exports");
    build(&["seeds/documents"], &out, "2");
    assert_same(&out, &root().join("exports"), "run `cargo run --release -- build seeds/documents --out exports`");
}

#[test]
fn order_and_threads_do_not_show() {
    let (one, two) = (folder("one-thread"), folder("two-threads"));
    let mut documents = documents();
    build(&documents.iter().map(String::as_str).collect::<Vec<_>>(), &one, "1");
    documents.reverse();
    build(&documents.iter().map(String::as_str).collect::<Vec<_>>(), &two, "2");
    assert_same(&one, &two, "the order of inputs or the number of threads shows");
}

fn build(inputs: &[&str], out: &Path, threads: &str) {
    let out = out.display().to_string();
    let arguments = [&["build"], inputs, &["--out", &out, "--threads", threads]].concat();
    let output = quidnunc(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn assert_same(one: &Path, other: &Path, message: &str) {
    let names = |folder: &Path| -> Vec<_> {
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("it is there").map(|e| e.expect("readable").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other), "{message}");
    for name in names(one) {
        let same = fs::read(one.join(&name)).expect("readable") == fs::read(other.join(&name)).expect("readable");
        assert!(same, "{} differs: {message}", name.to_string_lossy());
    }
}

fn documents() -> Vec<String> {
    let folder = fs::read_dir(root().join("seeds/documents")).expect("it is there");
    let mut paths: Vec<String> = folder
        .map(|e| e.expect("readable").path().strip_prefix(root()).expect("it is inside").display().to_string())
        .collect();
    paths.sort();
    paths
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
