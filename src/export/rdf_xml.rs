//! How does a graph look in RDF/XML?

use std::io;

use super::Options;
use super::rdf::{Graph, elements};
use crate::error::Result;
use crate::graph::View;

/// Writes `view` to `out`.
///
/// # Errors
/// When the base is no absolute address, or `out` refuses.
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    elements::write(&Graph::new(view, options)?.without_triple_terms(), out)
}
