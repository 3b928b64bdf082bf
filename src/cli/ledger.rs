//! `quidnunc ledger`: who gave what to whom.

use super::{arguments::Ledger, build::view, output::write_stdout, report::Report};
use crate::{error::Result, export, graph::ledger};

/// Columns of the text table.
const WIDTH: usize = 120;

pub(super) fn run(options: &Ledger, report: &mut Report) -> Result<()> {
    let view = view(&options.documents, report)?;
    let entries = ledger::of(&view);
    write_stdout(|out| match options.markdown {
        true => export::ledger::markdown(&entries, out),
        false => export::ledger::text(&entries, WIDTH, out),
    })
}
