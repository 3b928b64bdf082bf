//! How is our own JSON read back? Field by field; a form of the file that is newer than this program is refused.

use std::io::BufRead;

use serde::Deserialize;

use super::{Imported, assemble::settle};
use crate::{
    error::{Error, Result},
    export::{
        About,
        whole::{NAME, VERSION},
    },
    graph::{
        View,
        view::{Action, Actor, Claim, Document, Exchange, Relation},
    },
};

/// The file, as `export::whole` writes it; the statistics are counted anew.
#[derive(Deserialize)]
struct File {
    format: String,
    version: u32,
    base: String,
    title: Option<String>,
    license: Option<String>,
    issued: Option<String>,
    program: Option<String>,
    documents: Vec<Document>,
    actors: Vec<Actor>,
    actions: Vec<Action>,
    claims: Vec<Claim>,
    exchanges: Vec<Exchange>,
    relations: Vec<Relation>,
}

/// Reads a graph.
///
/// # Errors
/// When the file is no JSON of ours; the place is told.
pub(super) fn read(file: &mut dyn BufRead) -> Result<Imported> {
    let hint = "the file must be as `quidnunc build --format quidnunc.json` writes it";
    let file: File = serde_json::from_reader(file).map_err(|e| Error::new(e.to_string()).with_hint(hint))?;
    if file.format != NAME || file.version > VERSION {
        return Err(Error::new(format!(
            "it is `{}`, version {}, not `{NAME}`, version {VERSION}",
            file.format, file.version
        ))
        .with_hint("a newer quidnunc may read it"));
    }
    let File {
        base, title, license, issued, program, documents, actors, actions, claims, exchanges, relations, ..
    } = file;
    let mut view = View { documents, actors, actions, claims, exchanges, relations, ..View::default() };
    let remarks = settle(&mut view);
    Ok(Imported { view, base, title, about: About { license, issued, program }, remarks })
}
