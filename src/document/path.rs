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

/// The files that a path names. A folder is searched through all its folders, in the order of the paths, but for what `build` wrote there; what cannot be read of it gives its error
/// behind the files.
///
/// # Errors
/// When the path does not exist, or names a folder that holds nothing readable.
pub fn inputs(path: &Path) -> Result<Vec<Result<Input>>> {
    let kind = std::fs::metadata(path).map_err(|e| unread(path, e).with_hint("check the path"))?;
    if !kind.is_dir() {
        return Ok(vec![Ok(by_extension(path).unwrap_or_else(|| Input::Text(path.to_owned())))]);
    }
    let (mut found, mut errors) = (vec![], vec![]);
    search(path, &mut found, &mut errors);
    found.sort();
    if found.is_empty() && errors.is_empty() {
        return Err(Error::new("the folder holds nothing to read")
            .context(format!("cannot read {}", path.display()))
            .with_hint("documents end in .txt, .md, .jsonl or .ndjson"));
    }
    Ok(found.into_iter().map(Ok).chain(errors.into_iter().map(Err)).collect())
}

fn search(folder: &Path, found: &mut Vec<Input>, errors: &mut Vec<Error>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return errors.push(unread(folder, error).with_hint("check that the folder may be read")),
    };
    for entry in entries {
        match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok((path, kind)) if kind.is_dir() => search(&path, found, errors),
            Ok((path, _)) if is_ours(&path) => {}
            // A link to a file is one; a pipe is none.
            Ok((path, kind)) if kind.is_file() || path.is_file() => found.extend(by_extension(&path)),
            Ok(_) => {}
            Err(error) => errors.push(unread(folder, error)),
        }
    }
}

fn unread(path: &Path, error: std::io::Error) -> Error {
    Error::from(error).context(format!("cannot read {}", path.display()))
}

/// Whether a graph was written there, whose tables and ledger are no news.
fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "graph.ledger.md" || name == "graph.events.jsonl")
}

fn by_extension(path: &Path) -> Option<Input> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    match extension.as_str() {
        "txt" | "md" | "markdown" | "text" => Some(Input::Text(path.to_owned())),
        "jsonl" | "ndjson" => Some(Input::JsonLines(path.to_owned())),
        _ => None,
    }
}
