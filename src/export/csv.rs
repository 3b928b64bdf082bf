//! How does a graph look in CSV, for spreadsheets, Gephi, R and pandas? One file of nodes, one of edges, RFC 4180, a header each.
//!
//! A text cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@` or white space before one) stands behind an
//! apostrophe, also where apostrophes stand before it already; numbers are never touched. Column names are those that Gephi looks for, then those of the facts.

use std::{borrow::Cow, io};

use super::{
    Options,
    batch::{Batch, push_all, push_tenths, push_value},
    projection::{BETWEEN, Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Projected, clean},
    rdf::address::push_number,
};
use crate::{error::Result, graph::View};

/// Writes the nodes of `view`, one a row.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, csv}, graph::View};
/// let mut out = Vec::new();
/// csv::write_nodes(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"Id,Label,"));
/// ```
pub fn write_nodes(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let mut batch = Batch::new(out);
    push_head("Id,Label,x,y,category", &NODE_COLUMNS, |_| "", &mut batch.bytes);
    for node in graph.nodes() {
        let row = &mut batch.bytes;
        node.id.push(row);
        push_all(row, &[",", &cell(&node.label, options), ","]);
        push_tenths(row, node.place.0);
        push_all(row, &[","]);
        push_tenths(row, node.place.1);
        push_all(row, &[",", node.category]);
        push_values(&node.facts, &NODE_COLUMNS, options, row);
        batch.pass_on()?;
    }
    batch.finish()
}

/// Writes the edges of `view`, one a row; `Source` and `Target` are ids of the file of nodes.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, csv}, graph::View};
/// let mut out = Vec::new();
/// csv::write_edges(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"Id,Source,Target,Type,"));
/// ```
pub fn write_edges(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let mut batch = Batch::new(out);
    push_head("Id,Source,Target,Type,Label,Weight,category", &EDGE_COLUMNS, |_| "", &mut batch.bytes);
    for edge in graph.edges() {
        let row = &mut batch.bytes;
        for id in [edge.id, edge.source, edge.target] {
            id.push(row);
            row.push(b',');
        }
        push_all(row, &["Directed,", &cell(&edge.label, options), ","]);
        push_number(row, edge.weight);
        push_all(row, &[",", edge.category]);
        push_values(&edge.facts, &EDGE_COLUMNS, options, row);
        batch.pass_on()?;
    }
    batch.finish()
}

/// A text cell: harmless in a spreadsheet, quoted where it must be, in one line if the options say so.
pub(super) fn cell<'t>(text: &'t str, options: &Options) -> Cow<'t, str> {
    let text = in_lines(text, options);
    // Apostrophes of the text's own count as none, so that a reader who takes one away has the text.
    let bare = text.trim_start_matches('\'');
    let formula = bare.trim_start().starts_with(['=', '+', '-', '@']) || bare.starts_with(['\t', '\n']);
    if !formula && !text.contains([',', '"', '\n']) {
        return text;
    }
    let guard = if formula { "'" } else { "" };
    Cow::Owned(format!("\"{guard}{}\"", text.replace('"', "\"\"")))
}

/// `text` clean, its line ends as the options say.
pub(super) fn in_lines<'t>(text: &'t str, options: &Options) -> Cow<'t, str> {
    let text = clean(text);
    if options.one_line_cells && text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text }
}

/// A header of a format's `own` columns and those of the facts, each with a type as the format writes it.
pub(super) fn push_head(own: &str, columns: &[Column], kind: fn(Kind) -> &'static str, out: &mut Vec<u8>) {
    push_all(out, &[own]);
    columns.iter().for_each(|column| push_all(out, &[",", column.name, kind(column.kind)]));
    out.push(b'\n');
}

/// The rest of a row: a cell for each column of the facts, a text written by `text` and a list by `list`.
pub(super) fn push_facts(
    out: &mut Vec<u8>,
    facts: &Facts<'_>,
    columns: &[Column],
    text: impl Fn(&mut Vec<u8>, &str),
    list: impl Fn(&mut Vec<u8>, &[Cow<'_, str>]),
) {
    for column in columns {
        out.push(b',');
        push_value(out, (column.of)(facts), &text, &list);
    }
    out.push(b'\n');
}

fn push_values(facts: &Facts<'_>, columns: &[Column], options: &Options, out: &mut Vec<u8>) {
    let push_cell = |out: &mut Vec<u8>, text: &str| push_all(out, &[&cell(text, options)]);
    push_facts(out, facts, columns, push_cell, |out, items| push_cell(out, &items.join(BETWEEN)));
}
