//! How does a graph look in RDF 1.1 N-Triples?

use std::io;

use super::Options;
use crate::error::{Error, Result};
use crate::graph::View;

/// Writes `view` to `out`.
///
/// # Errors
/// When `out` refuses.
pub fn write(_view: &View, _options: &Options, _out: &mut dyn io::Write) -> Result<()> {
    Err(Error::new("this format is not built yet"))
}
