//! `quidnunc stats`: how much was found in the documents, and which verbs no frame reads.

use std::{collections::BTreeMap, io::Write};

use serde::Serialize;

use super::{
    arguments::{Stats, StatsFormat},
    output::write_stdout,
    read::each_record,
    report::Report,
};
use crate::{
    error::{Error, Result},
    graph::Survey,
    ontology::Lexicon,
};

/// How many verbs that no frame reads are named.
const MOST_UNREAD: usize = 10;

pub(super) fn run(options: &Stats, report: &mut Report) -> Result<()> {
    let mut survey = Survey::default();
    each_record(&options.reading, report, |record| {
        survey.add(&record, Lexicon::shipped());
        Ok(())
    })?;
    write_stdout(|out| match options.format {
        StatsFormat::Text => write_text(&survey, out),
        StatsFormat::Json => write_json(&survey, out),
    })
}

fn write_text(survey: &Survey, out: &mut dyn Write) -> Result<()> {
    let typed: usize = survey.factuality.values().sum();
    let lines = [
        format!("documents         {}", survey.documents),
        format!("sentences         {} of {} words", survey.sentences, survey.words),
        format!("without action    {:.1} % of sentences", 100.0 * survey.share_without_action()),
        format!("actors            {}", listed(&survey.actors)),
        format!("actions           {}", listed(&survey.actions)),
        format!("typed actions     {}", listed(&survey.factuality)),
        format!("  no one acting   {} of {typed}", survey.without_agent),
        format!("  no one acted on {} of {typed}", survey.without_whom),
        format!("  attributed      {} of {typed}", survey.attributed),
        format!("exchanges         {}", listed(&survey.exchanges)),
        format!("relations         {}", survey.relations),
        format!("verbs unread      {}", verbs(survey)),
    ];
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(())
}

/// `7: 4 Person, 3 State`, the most frequent first; what counts nothing is left out.
fn listed(counts: &BTreeMap<&'static str, usize>) -> String {
    let mut ranked: Vec<_> = counts.iter().filter(|(_, count)| **count > 0).collect();
    ranked.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let parts: Vec<String> = ranked.iter().map(|(name, count)| format!("{count} {name}")).collect();
    let sum: usize = counts.values().sum();
    if parts.is_empty() { sum.to_string() } else { format!("{sum}: {}", parts.join(", ")) }
}

fn verbs(survey: &Survey) -> String {
    let sum: usize = survey.unread.values().sum();
    let most: Vec<String> =
        survey.most_unread(MOST_UNREAD).iter().map(|(lemma, count)| format!("{count} {lemma}")).collect();
    if most.is_empty() { sum.to_string() } else { format!("{sum}; most often {}", most.join(", ")) }
}

/// The counts with what follows from them.
#[derive(Serialize)]
struct Shown<'s> {
    #[serde(flatten)]
    survey: &'s Survey,
    share_without_action: f64,
    verbs_unread: usize,
    most_unread: Vec<Verb<'s>>,
}

#[derive(Serialize)]
struct Verb<'s> {
    lemma: &'s str,
    count: usize,
}

fn write_json(survey: &Survey, out: &mut dyn Write) -> Result<()> {
    let most = survey.most_unread(MOST_UNREAD).into_iter();
    let shown = Shown {
        survey,
        share_without_action: survey.share_without_action(),
        verbs_unread: survey.unread.values().sum(),
        most_unread: most.map(|(lemma, count)| Verb { lemma, count }).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &shown).map_err(|e| Error::from(std::io::Error::from(e)))?;
    Ok(out.write_all(b"\n")?)
}
