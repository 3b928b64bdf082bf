//! The layout as law: who may import whom, and which crates and files have one home.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A module, and what none of its files may name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "language",
        &["document", "ontology", "record", "seed", "extract", "graph", "export", "import", "pipeline", "cli"],
    ),
    ("extract", &["document", "graph", "export", "import", "pipeline", "cli"]),
    ("record", &["document", "language", "seed", "extract", "graph", "export", "import", "pipeline", "cli"]),
    ("document", &["language", "seed", "extract", "graph", "export", "import", "pipeline", "cli"]),
    ("ontology", &["document", "language", "seed", "extract", "graph", "export", "import", "pipeline", "cli"]),
    ("seed", &["document", "language", "extract", "graph", "export", "import", "pipeline", "cli"]),
    ("graph", &["language", "seed", "extract", "document", "export", "import", "pipeline", "cli"]),
    ("export", &["language", "seed", "extract", "document", "import", "pipeline", "cli"]),
    ("pipeline", &["graph", "export", "import", "cli"]),
    ("import", &["language", "seed", "extract", "document", "pipeline", "cli"]),
    (
        "compress",
        &[
            "document", "language", "ontology", "record", "seed", "extract", "graph", "export", "import", "pipeline",
            "cli",
        ],
    ),
];

/// A crate or standard module, and the modules that may use it.
const HOMES: &[(&str, &[&str])] = &[
    ("petgraph", &["graph"]),
    ("parquet", &["export"]),
    ("oxrdf", &["export", "ontology", "import"]),
    ("oxttl", &["export", "ontology", "import"]),
    ("oxrdfxml", &["export", "import"]),
    ("oxjsonld", &["export", "import"]),
    ("flate2", &["compress"]),
    ("zstd", &["compress"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("rayon", &["export", "pipeline", "cli"]),
    ("toml", &["ontology", "seed", "extract", "graph", "cli"]),
    ("blake3", &["document", "graph", "language"]),
    ("jiff", &["document", "edtf", "extract"]),
    ("unicode_normalization", &["romanise"]),
    ("std::fs", &["document", "seed", "cli"]),
];

#[test]
fn modules_import_downwards_only() {
    for (module, forbidden) in FORBIDDEN {
        for (path, code) in sources(module) {
            for name in *forbidden {
                assert!(!names(&code, &format!("crate::{name}")), "{} must not use crate::{name}", path.display());
            }
        }
    }
}

#[test]
fn crates_have_one_home() {
    for (path, code) in all_sources() {
        for (name, homes) in HOMES {
            let at_home = homes.contains(&module_of(&path).as_str());
            assert!(at_home || !names(&code, name), "{} must not use {name}: its home is {homes:?}", path.display());
        }
    }
}

#[test]
fn imports_are_read_to_their_leaves() {
    let code = "use std::{\n    collections::{BTreeMap, HashMap},\n    fs::{self, File},\n};\nuse crate::graph;\n";
    assert!(names(code, "std::fs") && names(code, "std::collections::HashMap") && names(code, "crate::graph"));
    assert!(!names(code, "std::f") && names("let x = toml::from_str(text);", "toml"));
    assert!(!names("// toml::from_str", "toml") && !names("crate::toml::x", "toml"));
}

#[test]
fn every_file_says_what_it_is() {
    for (path, code) in all_sources() {
        assert!(code.starts_with("//! "), "{} does not begin with `//!`", path.display());
    }
}

/// Whether code names a path or something below it, in its imports or elsewhere.
fn names(code: &str, path: &str) -> bool {
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = lines.join("\n");
    let below = |named: &String| named.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let begins = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    imports(&code).iter().any(below) || code.match_indices(&format!("{path}::")).any(|(at, _)| begins(at))
}

/// All that code imports, each by its whole path.
fn imports(code: &str) -> Vec<String> {
    let mut found = vec![];
    for rest in code.split("use ").skip(1) {
        let tree = rest.split(';').next().unwrap_or_default();
        leaves("", &tree.split_whitespace().collect::<String>(), &mut found);
    }
    found
}

/// The paths of a tree of imports: `a::{b, c::{d}}` are `a::b` and `a::c::d`.
fn leaves(above: &str, tree: &str, found: &mut Vec<String>) {
    let Some((stem, inside)) = tree.split_once('{') else {
        found.push(format!("{above}{tree}"));
        return;
    };
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if start < at {
                    leaves(&format!("{above}{stem}"), &inside[start..at], found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn sources(module: &str) -> Vec<(PathBuf, String)> {
    all_sources().into_iter().filter(|(path, _)| module_of(path) == module).collect()
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a file of src");
    let first = inside.components().next().expect("a file has a name").as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let mut found = vec![];
    read_folder(&root(), &mut found);
    found.sort();
    found
}

fn read_folder(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            read_folder(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let code = fs::read_to_string(&path).expect("sources are text");
            found.push((path, code));
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}
