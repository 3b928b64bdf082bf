//! Which files an input names: a file, or all readable files of a folder, sorted.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file to read, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// One document.
    Text(PathBuf),
    /// One document a line.
    JsonLines(PathBuf),
}

/// The files that a path names. A folder is searched through all its folders, in the order of the paths.
///
/// # Errors
/// When the path does not exist, or names a folder that holds nothing readable.
pub fn inputs(path: &Path) -> Result<Vec<Input>> {
    let context = |e: Error| e.context(format!("cannot read {}", path.display()));
    let kind = std::fs::metadata(path).map_err(|e| Error::from(e).with_hint("check the path")).map_err(context)?;
    if !kind.is_dir() {
        return Ok(vec![by_extension(path).unwrap_or_else(|| Input::Text(path.to_owned()))]);
    }
    let mut found = vec![];
    search(path, &mut found).map_err(|e| context(e.into()))?;
    found.sort();
    if found.is_empty() {
        return Err(context(
            Error::new("the folder holds nothing to read").with_hint("documents end in .txt, .md, .jsonl or .ndjson"),
        ));
    }
    Ok(found)
}

fn search(folder: &Path, found: &mut Vec<Input>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            search(&entry.path(), found)?;
        } else {
            found.extend(by_extension(&entry.path()));
        }
    }
    Ok(())
}

fn by_extension(path: &Path) -> Option<Input> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    match extension.as_str() {
        "txt" | "md" | "markdown" | "text" => Some(Input::Text(path.to_owned())),
        "jsonl" | "ndjson" => Some(Input::JsonLines(path.to_owned())),
        _ => None,
    }
}
