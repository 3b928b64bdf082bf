//! How is a graph kept as JSON with nothing left out? The lists of a [`View`], one node a line, and the options that belong to the graph.
//!
//! This is what `import` reads back to the very same view; control characters, too, which RDF cannot hold.

use std::io;

use serde::Serialize;

use super::{About, Options};
use crate::error::{Error, Result};
use crate::graph::View;

/// What the file calls itself, in its first field.
pub const NAME: &str = "quidnunc graph";

/// The form of the file; higher when a reader of an older form would go wrong.
pub const VERSION: u32 = 1;

/// Writes `view` to `out`.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, whole}, graph::View};
/// let mut out = Vec::new();
/// whole::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().starts_with("{\"format\":\"quidnunc graph\""));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let About { license, issued, program } = &options.about;
    write!(out, "{{\"format\":{},\"version\":{VERSION}", text(&NAME)?)?;
    write!(out, ",\n\"base\":{},\"title\":{}", text(&options.base)?, text(&options.title)?)?;
    write!(out, ",\"license\":{},\"issued\":{},\"program\":{}", text(license)?, text(issued)?, text(program)?)?;
    // Taken apart, so that nothing that a view may come to hold is forgotten.
    let View { documents, actors, actions, claims, exchanges, relations, statistics } = view;
    list("documents", documents, out)?;
    list("actors", actors, out)?;
    list("actions", actions, out)?;
    list("claims", claims, out)?;
    list("exchanges", exchanges, out)?;
    list("relations", relations, out)?;
    writeln!(out, ",\n\"statistics\":{}}}", text(statistics)?)?;
    Ok(())
}

fn list<T: Serialize>(name: &str, items: &[T], out: &mut dyn io::Write) -> Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (at, item) in items.iter().enumerate() {
        write!(out, "{}\n{}", if at == 0 { "" } else { "," }, text(item)?)?;
    }
    write!(out, "\n]")?;
    Ok(())
}

fn text<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::new(format!("cannot be said in JSON: {e}")))
}
