//! How does a graph look in RDF 1.1 TriG?

use std::io;

use super::Options;
use super::rdf::{Graph, blocks};
use crate::error::Result;
use crate::graph::View;

/// Writes `view` to `out`.
///
/// # Errors
/// When the base is no absolute address, or `out` refuses.
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    blocks::write(&Graph::new(view, options)?, true, out)
}
