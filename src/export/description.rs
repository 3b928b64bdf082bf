//! How is a graph described as a dataset? VoID and DCAT in Turtle: what catalogues read, with the number of statements of the RDF that the
//! same options write. A full export says the same of itself, less that number.

use std::io;

use super::rdf::{Graph, blocks, lines};
use super::{Options, Profile};
use crate::error::Result;
use crate::graph::View;

/// Writes the description of `view` to `out`.
///
/// # Errors
/// When the base is no absolute address, or `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, description}, graph::View};
/// let mut out = Vec::new();
/// description::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().contains("void:triples"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let options = Options { profile: Profile::Full, ..options.clone() };
    let graph = Graph::new(view, &options)?;
    let triples = lines::count(&graph)?;
    blocks::write_description(&graph.counted(triples), out)
}
