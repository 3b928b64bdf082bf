//! Annotated documents: `NAME.json`, what somebody read in `NAME.txt`, beside it, as in `tests/stories`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::read::read_text;
use crate::{
    error::{Error, Result},
    record::{ActorType, Factuality, Plover},
};

#[derive(Deserialize)]
pub(super) struct Annotation {
    pub(super) actors: Vec<Actor>,
    pub(super) actions: Vec<Action>,
}

#[derive(Deserialize)]
pub(super) struct Actor {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: ActorType,
    /// How the text names it.
    pub(super) aliases: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Action {
    /// The word, as written.
    pub(super) trigger: String,
    /// A stretch of the text that holds it.
    pub(super) quote: String,
    #[serde(rename = "type")]
    pub(super) kind: Plover,
    pub(super) factuality: Factuality,
    /// For each participant the actors that may be meant.
    pub(super) agent: Vec<Vec<String>>,
    pub(super) patient: Vec<Vec<String>>,
    pub(super) recipient: Vec<Vec<String>>,
}

/// What `make` makes of every annotated document of the folders, given its text; of each folder by name.
///
/// # Errors
/// When a folder or file cannot be read, a folder holds no annotation, an annotation is not in its format, or `make` fails.
pub(super) fn annotated<T>(folders: &[PathBuf], make: impl Fn(String, &Annotation) -> Result<T>) -> Result<Vec<T>> {
    let read = |path: &PathBuf| {
        let annotation = serde_json::from_str(&read_text(path)?).map_err(|e| Error::new(e.to_string()))?;
        make(read_text(&path.with_extension("txt"))?, &annotation)
    };
    let mut made = vec![];
    for folder in folders {
        for path in annotations(folder)? {
            made.push(read(&path).map_err(|e| e.context(format!("reading {}", path.display())))?);
        }
    }
    Ok(made)
}

/// The annotations of a folder, by name.
fn annotations(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).map_err(|e| Error::from(e).context(format!("cannot read {}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    if paths.is_empty() {
        let error = Error::new(format!("{} holds no annotation", folder.display()));
        return Err(error.with_hint("name folders that hold `NAME.json` beside `NAME.txt`"));
    }
    Ok(paths)
}
