//! How does a graph look in JSON-LD 1.1?

use std::io;

use super::Options;
use super::rdf::{Graph, objects};
use crate::error::Result;
use crate::graph::View;

/// Writes `view` to `out`.
///
/// # Errors
/// When the base is no absolute address, or `out` refuses.
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    objects::write(&Graph::new(view, options)?.without_triple_terms(), out)
}
