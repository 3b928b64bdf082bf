//! `quidnunc ledger`: who gave what to whom.

use super::{arguments::Ledger, build::graph, output::write_stdout, report::Report};
use crate::{error::Result, export, graph::ledger, ontology::Lexicon};

/// Columns of the text table.
const WIDTH: usize = 120;

pub(super) fn run(options: &Ledger, report: &mut Report) -> Result<()> {
    let graph = graph(&options.reading, options.identities.as_deref(), report)?;
    let entries = ledger::of(&graph.view(Lexicon::shipped()));
    write_stdout(|out| match options.markdown {
        true => export::ledger::markdown(&entries, out),
        false => export::ledger::text(&entries, WIDTH, out),
    })
}
