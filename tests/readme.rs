//! The answers shown in README.md are what the program says. `REWRITE=1` puts the present answers there.

use std::{fs, path::Path};

use crate::cli::quidnunc;

const OPENS: &str = "```console\n$ quidnunc ";
const CLOSES: &str = "```\n";

#[test]
fn shown_answers_are_given() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let shown = fs::read_to_string(&path).expect("the README is there");
    let given = answered(&shown);
    if std::env::var_os("REWRITE").is_some() {
        fs::write(&path, &given).expect("the README can be written");
    } else {
        let differing = shown.lines().zip(given.lines()).find(|(shown, given)| shown != given);
        let remedy = "`REWRITE=1 cargo test --test quidnunc readme` writes the present answers; read `git diff` then";
        assert!(shown == given, "the README shows other answers than are given: {differing:#?}\n{remedy}");
    }
}

/// The text with the program's answer under each command.
fn answered(text: &str) -> String {
    let mut parts = text.split(OPENS);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (command, rest) = part.split_once('\n').expect("a command ends its line");
        let (_, rest) = rest.split_once(CLOSES).expect("a block is closed");
        out.extend([OPENS, command, "\n", &answer(command), CLOSES, rest]);
    }
    out
}

/// What the program says, without white space at the ends of lines.
fn answer(command: &str) -> String {
    let output = quidnunc(&arguments(command));
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).expect("the program says text");
    said.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Words parted by blanks; what stands in double quotes is one word.
fn arguments(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    parts.flat_map(|(i, part)| if i % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}
