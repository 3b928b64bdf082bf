//! How does a large graph get into Neo4j? As the two CSV files that `neo4j-admin database import` takes, and the command that runs it.
//!
//! The header of each file names columns and types; every text stands in quotes, what is not known is an empty cell; lists are divided by the
//! unit separator, which no text holds. Nothing is guarded against spreadsheets here: an apostrophe would be stored.

use std::{borrow::Cow, io};

use super::{
    Options,
    batch::{Batch, push_all},
    csv::{in_lines, push_facts, push_head},
    cypher::labels,
    projection::{Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Projected},
    rdf::address::push_number,
};
use crate::{error::Result, graph::View};

/// Between the items of a list, and between labels.
const UNIT: &str = "\u{1F}";

/// Writes the nodes of `view`.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, neo4j}, graph::View};
/// let mut out = Vec::new();
/// neo4j::write_nodes(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"id:ID,:LABEL,name,"));
/// ```
pub fn write_nodes(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let mut batch = Batch::new(out);
    push_head("id:ID,:LABEL,name,category", &NODE_COLUMNS, kind, &mut batch.bytes);
    for node in graph.nodes() {
        let row = &mut batch.bytes;
        node.id.push(row);
        push_all(row, &[",", &labels(&node).join(UNIT), ","]);
        push_cell(row, &node.label, options);
        push_all(row, &[",", node.category]);
        push_values(&node.facts, &NODE_COLUMNS, options, row);
        batch.pass_on()?;
    }
    batch.finish()
}

/// Writes the edges of `view` as relationships; their type is the edge's category in capitals.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, neo4j}, graph::View};
/// let mut out = Vec::new();
/// neo4j::write_relationships(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b":START_ID,:END_ID,:TYPE,id,label,weight:int,"));
/// ```
pub fn write_relationships(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let mut batch = Batch::new(out);
    push_head(":START_ID,:END_ID,:TYPE,id,label,weight:int,category", &EDGE_COLUMNS, kind, &mut batch.bytes);
    for edge in graph.edges() {
        let row = &mut batch.bytes;
        edge.source.push(row);
        row.push(b',');
        edge.target.push(row);
        push_all(row, &[",", &edge.category.to_uppercase(), ","]);
        edge.id.push(row);
        row.push(b',');
        push_cell(row, &edge.label, options);
        row.push(b',');
        push_number(row, edge.weight);
        push_all(row, &[",", edge.category]);
        push_values(&edge.facts, &EDGE_COLUMNS, options, row);
        batch.pass_on()?;
    }
    batch.finish()
}

/// Writes the script that imports the two files, which lie beside it under the same name; what follows it on the command line (a database,
/// options) goes to the importer.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, neo4j}, graph::View};
/// let mut out = Vec::new();
/// neo4j::write_script(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().contains("neo4j-admin database import full"));
/// ```
pub fn write_script(_: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let lines = if options.one_line_cells { "" } else { " --multiline-fields=true" };
    write!(
        out,
        "#!/bin/sh
# Imports the graph that lies beside this script into an empty database of Neo4j 5 or newer, which must not be running.
# usage: sh NAME.neo4j-import.sh [DATABASE] [OPTION...]
set -eu
base=${{0%.neo4j-import.sh}}
end=csv
[ -f \"$base.neo4j-nodes.csv\" ] || end=csv.gz
exec neo4j-admin database import full --id-type=string --array-delimiter=U+001F{lines} \\
    --nodes=\"$base.neo4j-nodes.$end\" --relationships=\"$base.neo4j-relationships.$end\" \"$@\"
"
    )?;
    Ok(())
}

/// The type of a column as its header tells it.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "",
        Kind::List => ":string[]",
        Kind::Count => ":int",
        Kind::Number => ":double",
        Kind::Flag => ":boolean",
    }
}

fn push_values(facts: &Facts<'_>, columns: &[Column], options: &Options, out: &mut Vec<u8>) {
    let text = |out: &mut Vec<u8>, text: &str| push_cell(out, text, options);
    push_facts(out, facts, columns, text, |out, items| push_items(out, items, options));
}

fn push_items(out: &mut Vec<u8>, items: &[Cow<'_, str>], options: &Options) {
    let items: Vec<Cow<'_, str>> = items.iter().map(|item| in_lines(item, options)).collect();
    push_all(out, &["\"", &items.join(UNIT).replace('"', "\"\""), "\""]);
}

fn push_cell(out: &mut Vec<u8>, text: &str, options: &Options) {
    push_all(out, &["\"", &in_lines(text, options).replace('"', "\"\""), "\""]);
}
