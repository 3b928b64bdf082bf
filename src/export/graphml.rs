//! How does a graph look in GraphML, for igraph, networkx, yEd, Cytoscape and Gephi? Every fact is data, none is left to defaults.
//!
//! Nodes and edges have keys of their own, because readers fail at shared ones; ids are short and plain, the address is data; an edge's
//! id is data too, because igraph takes `id` for the nodes' own. Whole numbers are `int`, because igraph makes a `long` a double.

use std::io;

use super::{
    Options,
    batch::{Batch, Last, push_all, push_list, push_tenths, push_value},
    projection::{Column, EDGE_COLUMNS, Edge, Facts, Kind, NODE_COLUMNS, Node, Projected, Value},
    rdf::address::push_number,
    xml::push_escaped,
};
use crate::{error::Result, graph::View};

/// Keys of nodes before those of facts: name, type.
const NODE_KEYS: [(&str, &str); 5] =
    [("label", "string"), ("name", "string"), ("x", "double"), ("y", "double"), ("category", "string")];
/// Keys of edges before those of facts: name, type.
const EDGE_KEYS: [(&str, &str); 5] =
    [("eid", "string"), ("label", "string"), ("interaction", "string"), ("weight", "int"), ("category", "string")];

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
    let mut batch = Batch::new(out);
    push_all(&mut batch.bytes, &["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"]);
    push_all(&mut batch.bytes, &["<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"]);
    declare(("node", "n_"), &NODE_KEYS, &NODE_COLUMNS, &mut batch.bytes);
    declare(("edge", "e_"), &EDGE_KEYS, &EDGE_COLUMNS, &mut batch.bytes);
    push_all(&mut batch.bytes, &["  <graph id=\"G\" edgedefault=\"directed\">\n"]);
    for node in graph.nodes() {
        push_node(&node, &mut batch.bytes);
        batch.pass_on()?;
    }
    let mut values = Last::default();
    for edge in graph.edges() {
        push_edge(&edge, &mut values, &mut batch.bytes);
        batch.pass_on()?;
    }
    push_all(&mut batch.bytes, &["  </graph>\n</graphml>\n"]);
    batch.finish()
}

fn declare((element, prefix): (&str, &str), keys: &[(&str, &str)], columns: &[Column], out: &mut Vec<u8>) {
    let kind = |column: &Column| match column.kind {
        Kind::Text | Kind::List => "string",
        Kind::Count => "int",
        Kind::Number => "double",
        Kind::Flag => "boolean",
    };
    for (name, kind) in keys.iter().copied().chain(columns.iter().map(|column| (column.name, kind(column)))) {
        push_all(out, &["  <key id=\"", prefix, name, "\" for=\"", element, "\" attr.name=\"", name]);
        push_all(out, &["\" attr.type=\"", kind, "\"/>\n"]);
    }
}

fn push_node(node: &Node<'_>, out: &mut Vec<u8>) {
    push_all(out, &["    <node id=\""]);
    node.id.push(out);
    push_all(out, &["\"><data key=\"n_label\">"]);
    push_escaped(out, &node.label);
    push_all(out, &["</data><data key=\"n_name\">"]);
    push_escaped(out, &node.label);
    push_all(out, &["</data><data key=\"n_x\">"]);
    push_tenths(out, node.place.0);
    push_all(out, &["</data><data key=\"n_y\">"]);
    push_tenths(out, node.place.1);
    push_all(out, &["</data><data key=\"n_category\">", node.category, "</data>"]);
    push_values(&node.facts, "n_", &NODE_COLUMNS, out);
    push_all(out, &["</node>\n"]);
}

fn push_edge<'v>(edge: &Edge<'v>, values: &mut Last<'v>, out: &mut Vec<u8>) {
    for (name, id) in [("    <edge source=\"", edge.source), ("\" target=\"", edge.target)] {
        push_all(out, &[name]);
        id.push(out);
    }
    push_all(out, &["\"><data key=\"e_eid\">"]);
    edge.id.push(out);
    push_all(out, &["</data><data key=\"e_label\">"]);
    push_escaped(out, &edge.label);
    push_all(out, &["</data><data key=\"e_interaction\">"]);
    push_escaped(out, &edge.label);
    push_all(out, &["</data><data key=\"e_weight\">"]);
    push_number(out, edge.weight);
    push_all(out, &["</data><data key=\"e_category\">", edge.category, "</data>"]);
    values.push(&edge.facts, out, |facts, bytes| push_values(facts, "e_", &EDGE_COLUMNS, bytes));
    push_all(out, &["</edge>\n"]);
}

fn push_values(facts: &Facts<'_>, prefix: &str, columns: &[Column], out: &mut Vec<u8>) {
    for column in columns {
        let value = (column.of)(facts);
        if value == Value::Unknown {
            continue;
        }
        push_all(out, &["<data key=\"", prefix, column.name, "\">"]);
        push_value(out, value, push_escaped, |out, items| push_list(out, items, push_escaped));
        push_all(out, &["</data>"]);
    }
}
