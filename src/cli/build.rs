//! `quidnunc build`: documents in, one graph out, in one format or in all.

use std::path::Path;

use super::{
    arguments::{Build, Reading},
    read::{each_record, read_text},
    report::Report,
    write::Plan,
};
use crate::{
    error::Result,
    export::Options,
    graph::{Decisions, Graph},
    ontology::Lexicon,
    record::Record,
};

pub(super) fn run(options: &Build, report: &mut Report) -> Result<()> {
    let plan = Plan::new(&options.selecting, &options.writing, &Options::default())?;
    let graph = graph(&options.reading, options.identities.as_deref(), report)?;
    plan.write(&graph.view(Lexicon::shipped()), report)?;
    if let proposals @ 1.. = graph.proposals().len() {
        report.say(&format!("{proposals} actors may be one with others: `quidnunc identities` lists them"));
    }
    Ok(())
}

/// Reads documents and gives their graph, as decided on in the file `identities`.
pub(super) fn graph(reading: &Reading, identities: Option<&Path>, report: &mut Report) -> Result<Graph> {
    let decisions = decisions(identities)?;
    let mut records: Vec<Record> = vec![];
    each_record(reading, report, |record| {
        records.push(record);
        Ok(())
    })?;
    let graph = Graph::decided(&records, &decisions)?;
    graph.remarks().iter().for_each(|remark| report.say(remark));
    Ok(graph)
}

/// The decisions of a file; none without a file.
pub(super) fn decisions(identities: Option<&Path>) -> Result<Decisions> {
    let Some(path) = identities else { return Ok(Decisions::default()) };
    Decisions::from_text(&path.display().to_string(), &read_text(path)?)
}
