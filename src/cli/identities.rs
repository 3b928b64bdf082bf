//! `quidnunc identities`: who may be one with whom, as a file of decisions to fill in.
//!
//! What was decided stays; what is open stands in comments: uncommenting a line decides it, moving it to the other list decides the
//! opposite. The file can be given to `--identities` at once.

use std::{collections::BTreeSet, io::Write};

use super::{
    arguments::Identities,
    build::{decisions, graph},
    output::write_chosen,
    report::Report,
};
use crate::{
    error::Result,
    graph::{
        Decision, Proposal, View,
        view::{Actor, Document},
    },
    ontology::Lexicon,
    romanise,
};

pub(super) fn run(options: &Identities, report: &mut Report) -> Result<()> {
    let decided = decisions(options.identities.as_deref())?;
    let graph = graph(&options.reading, options.identities.as_deref(), report)?;
    let view = graph.view(Lexicon::shipped());
    let wanted = |proposal: &&Proposal| proposal.score >= options.least;
    let proposals: Vec<&Proposal> = graph.proposals().iter().filter(wanted).collect();
    write_chosen(options.out.as_deref(), |out| {
        writeln!(out, "{HEAD}")?;
        writeln!(out, "\nsame = [")?;
        decided.same.iter().try_for_each(|decision| write_decision(decision, out))?;
        proposals.iter().try_for_each(|proposal| write_proposal(proposal, &view, out))?;
        writeln!(out, "]\n\ndifferent = [")?;
        decided.different.iter().try_for_each(|decision| write_decision(decision, out))?;
        Ok(writeln!(out, "]")?)
    })?;
    report.say(&format!("{} proposals; {} decided", proposals.len(), decided.same.len() + decided.different.len()));
    Ok(())
}

const HEAD: &str = "# Who is who. Lines in `same` make actors one, lines in `different` keep them apart.
# To decide on a proposal, take the # away before its list, or move the list to `different`.
# Give this file to `build`, `ledger` and `identities` as --identities.";

fn write_decision(decision: &Decision, out: &mut dyn Write) -> Result<()> {
    let actors: Vec<String> = decision.actors.iter().map(|actor| quoted(&actor.text)).collect();
    Ok(writeln!(out, "  [{}],", actors.join(", "))?)
}

fn write_proposal(proposal: &Proposal, view: &View, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n  # {} of 100: {}", proposal.score, proposal.reasons.join("; "))?;
    for actor in proposal.actors.iter().filter_map(|id| view.actor(id)) {
        writeln!(out, "  #   {}", described(actor, view))?;
    }
    let actors =
        proposal.actors.iter().map(|id| view.actor(id).map_or_else(|| quoted(id), |actor| called(actor, view)));
    let actors: Vec<String> = actors.collect();
    Ok(writeln!(out, "  # [{}],", actors.join(", "))?)
}

/// How a decision calls an actor, also when more documents come: by id; one of several of one name by it and by a document.
fn called(actor: &Actor, view: &View) -> String {
    let name = |actor: &Actor| romanise::fold(&actor.name);
    let alike = view.actors.iter().filter(|other| other.kind == actor.kind && name(other) == name(actor)).count();
    let document =
        actor.mentions.iter().filter_map(|mention| view.document(&mention.document)).map(|d| &d.source).min();
    match document {
        Some(document) if alike > 1 => quoted(&format!("{} ({}) @ {document}", actor.name, actor.kind.as_str())),
        _ => quoted(&actor.id),
    }
}

/// How many roles and documents of an actor are named.
const FEW: usize = 3;

fn described(actor: &Actor, view: &View) -> String {
    let documents: BTreeSet<&str> = actor.mentions.iter().map(|mention| mention.document.as_str()).collect();
    let names: Vec<&str> = documents.iter().filter_map(|id| view.document(id)).map(Document::name).take(FEW).collect();
    let more = documents.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let roles: Vec<&str> = actor.roles.iter().map(String::as_str).take(FEW).collect();
    let roles = if roles.is_empty() { String::new() } else { format!(", {}", roles.join(", ")) };
    let line = format!("{} ({}){roles}; told in {}{more}", actor.name, actor.kind.as_str(), names.join(", "));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
