//! How does a graph look in GraphML, for igraph, networkx, yEd, Cytoscape and Gephi? Every fact is data, none is left to defaults.
//!
//! Nodes and edges have keys of their own, because readers fail at shared ones; ids are short and plain, the address is data; an edge's
//! id is data too, because igraph takes `id` for the nodes' own.

use std::io::{self, Write};

use super::{
    Options,
    projection::{Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Projected, Value},
    xml::escape,
};
use crate::{error::Result, graph::View};

/// Writes `view` as one directed graph.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, graphml}, graph::View};
/// let mut out = Vec::new();
/// graphml::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.ends_with(b"</graphml>\n"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (id, name, kind) in [("label", "label", "string"), ("name", "name", "string"), ("x", "x", "double")] {
        key("node", &format!("n_{id}"), name, kind, out)?;
    }
    key("node", "n_y", "y", "double", out)?;
    declare("node", "n", &NODE_COLUMNS, out)?;
    for (name, kind) in [("eid", "string"), ("label", "string"), ("interaction", "string"), ("weight", "int")] {
        key("edge", &format!("e_{name}"), name, kind, out)?;
    }
    declare("edge", "e", &EDGE_COLUMNS, out)?;
    writeln!(out, "  <graph id=\"G\" edgedefault=\"directed\">")?;
    for node in graph.nodes() {
        let label = escape(&node.label);
        write!(out, "    <node id=\"{}\">", node.id)?;
        write!(out, "<data key=\"n_label\">{label}</data><data key=\"n_name\">{label}</data>")?;
        write!(out, "<data key=\"n_x\">{:.1}</data><data key=\"n_y\">{:.1}</data>", node.place.0, node.place.1)?;
        write_values(&node.facts, "n", &NODE_COLUMNS, out)?;
        writeln!(out, "</node>")?;
    }
    for edge in graph.edges() {
        let label = escape(&edge.label);
        write!(out, "    <edge source=\"{}\" target=\"{}\">", edge.source, edge.target)?;
        write!(out, "<data key=\"e_eid\">{}</data><data key=\"e_label\">{label}</data>", edge.id)?;
        write!(out, "<data key=\"e_interaction\">{label}</data><data key=\"e_weight\">{}</data>", edge.weight)?;
        write_values(&edge.facts, "e", &EDGE_COLUMNS, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    Ok(())
}

fn declare(element: &str, prefix: &str, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    for column in columns {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Count => "int",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        key(element, &format!("{prefix}_{}", column.name), column.name, kind, out)?;
    }
    Ok(())
}

fn key(element: &str, id: &str, name: &str, kind: &str, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "  <key id=\"{id}\" for=\"{element}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    Ok(())
}

fn write_values(facts: &Facts<'_>, prefix: &str, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    for column in columns {
        let name = column.name;
        match (column.of)(facts) {
            Value::Unknown => {}
            Value::Text(text) => write!(out, "<data key=\"{prefix}_{name}\">{}</data>", escape(text))?,
            Value::Count(count) => write!(out, "<data key=\"{prefix}_{name}\">{count}</data>")?,
            Value::Number(number) => write!(out, "<data key=\"{prefix}_{name}\">{number}</data>")?,
            Value::Flag(flag) => write!(out, "<data key=\"{prefix}_{name}\">{flag}</data>")?,
        }
    }
    Ok(())
}
