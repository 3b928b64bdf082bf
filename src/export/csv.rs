//! How does a graph look in CSV, for spreadsheets, Gephi, R and pandas? One file of nodes, one of edges, RFC 4180, a header each.
//!
//! A text cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@` or white space before one) stands behind an
//! apostrophe; numbers are never touched. Column names are those that Gephi looks for, then those of the facts.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    Options,
    projection::{Column, EDGE_COLUMNS, Facts, NODE_COLUMNS, Projected, Value, clean},
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
    write!(out, "Id,Label,x,y")?;
    write_names(&NODE_COLUMNS, out)?;
    for node in Projected::of(view, options)?.nodes() {
        write!(out, "{},{},{:.1},{:.1}", node.id, cell(&node.label), node.place.0, node.place.1)?;
        write_values(&node.facts, &NODE_COLUMNS, out)?;
    }
    Ok(())
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
    write!(out, "Id,Source,Target,Type,Label,Weight")?;
    write_names(&EDGE_COLUMNS, out)?;
    for edge in Projected::of(view, options)?.edges() {
        let label = cell(&edge.label);
        write!(out, "{},{},{},Directed,{label},{}", edge.id, edge.source, edge.target, edge.weight)?;
        write_values(&edge.facts, &EDGE_COLUMNS, out)?;
    }
    Ok(())
}

/// A text cell: harmless in a spreadsheet, quoted where it must be.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\n']);
    if !formula && !text.contains([',', '"', '\n']) {
        return text;
    }
    let guard = if formula { "'" } else { "" };
    Cow::Owned(format!("\"{guard}{}\"", text.replace('"', "\"\"")))
}

fn write_names(columns: &[Column], out: &mut dyn Write) -> Result<()> {
    for column in columns {
        write!(out, ",{}", column.name)?;
    }
    writeln!(out)?;
    Ok(())
}

fn write_values(facts: &Facts<'_>, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    for column in columns {
        match (column.of)(facts) {
            Value::Unknown => write!(out, ",")?,
            Value::Text(text) => write!(out, ",{}", cell(text))?,
            Value::Count(count) => write!(out, ",{count}")?,
            Value::Number(number) => write!(out, ",{number}")?,
            Value::Flag(flag) => write!(out, ",{flag}")?,
        }
    }
    writeln!(out)?;
    Ok(())
}
