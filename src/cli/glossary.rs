//! `quidnunc glossary`: any tag or relation in plain English.

use super::{arguments::Glossary, output::write_stdout};
use crate::{
    error::{Error, Result},
    language::{Relation, Upos, Xpos, glossary::gloss},
};

pub(super) fn run(options: &Glossary) -> Result<()> {
    let labels: Vec<&str> = match &options.label {
        Some(label) => vec![label.as_str()],
        None => all().collect(),
    };
    write_stdout(|out| {
        for label in labels {
            let meaning = gloss(label).ok_or_else(|| {
                Error::new(format!("{label:?} is no tag or relation")).with_hint("`quidnunc glossary` lists them all")
            })?;
            writeln!(out, "{label:<14} {meaning}")?;
        }
        Ok(())
    })
}

fn all() -> impl Iterator<Item = &'static str> {
    let upos = Upos::ALL.iter().map(|l| l.as_str());
    let xpos = Xpos::ALL.iter().map(|l| l.as_str());
    upos.chain(xpos).chain(Relation::ALL.iter().map(|l| l.as_str()))
}
