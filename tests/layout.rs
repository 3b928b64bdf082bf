//! The layout as law: who may import whom, and which crates and files have one home.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A module, and what none of its files may name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("language", &["document", "ontology", "record", "seed", "extract", "graph", "export", "pipeline", "cli"]),
    ("extract", &["document", "graph", "export", "store", "pipeline", "cli"]),
    ("record", &["document", "language", "seed", "extract", "graph", "export", "pipeline", "cli"]),
    ("document", &["language", "seed", "extract", "graph", "export", "pipeline", "cli"]),
    ("ontology", &["document", "language", "seed", "extract", "graph", "export", "pipeline", "cli"]),
    ("seed", &["document", "language", "extract", "graph", "export", "pipeline", "cli"]),
    ("graph", &["language", "seed", "extract", "document", "export", "pipeline", "cli"]),
    ("export", &["language", "seed", "extract", "document", "pipeline", "cli", "import"]),
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
    ("std::fs", &["document", "ontology", "seed", "cli"]),
];

#[test]
fn modules_import_downwards_only() {
    for (module, forbidden) in FORBIDDEN {
        for (path, code) in sources(module) {
            for name in *forbidden {
                let named = code.contains(&format!("crate::{name}::")) || imports_from_crate(&code, name);
                assert!(!named, "{} must not use crate::{name}", path.display());
            }
        }
    }
}

#[test]
fn crates_have_one_home() {
    for (path, code) in all_sources() {
        for (name, homes) in HOMES {
            let at_home = homes.contains(&module_of(&path).as_str());
            let used = code.lines().any(|line| names_crate(line, name));
            assert!(at_home || !used, "{} must not use {name}: its home is {homes:?}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (path, code) in all_sources() {
        assert!(code.starts_with("//! "), "{} does not begin with `//!`", path.display());
    }
}

fn names_crate(line: &str, name: &str) -> bool {
    let code = line.trim_start();
    let imported = code.strip_prefix("use ").is_some_and(|rest| rest.starts_with(&format!("{name}::")));
    !code.starts_with("//")
        && (imported || code.contains(&format!(" {name}::")) || code.contains(&format!("({name}::")))
}

/// Whether a `use crate::{ ... }` of the code names the module.
fn imports_from_crate(code: &str, module: &str) -> bool {
    code.split("use crate::{").skip(1).any(|rest| {
        let list = rest.split("};").next().unwrap_or_default();
        let mut depth = 0;
        list.split([',', '\n']).any(|item| {
            let here = depth == 0 && item.trim().split("::").next() == Some(module);
            depth += item.matches('{').count() as isize - item.matches('}').count() as isize;
            here
        })
    })
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
