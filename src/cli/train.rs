//! `quidnunc train`: a language model from treebanks.

use super::{arguments::Train, report::Report};
use crate::error::{Error, Result};

pub(super) fn run(_options: &Train, _report: &mut Report) -> Result<()> {
    Err(Error::new("training is not wired yet"))
}
