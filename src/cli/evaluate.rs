//! `quidnunc evaluate`: how well the language model reads a treebank.

use super::arguments::Evaluate;
use crate::error::{Error, Result};

pub(super) fn run(_options: &Evaluate) -> Result<()> {
    Err(Error::new("evaluating is not wired yet"))
}
