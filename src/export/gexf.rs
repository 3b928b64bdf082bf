//! How does a graph look in GEXF, for Gephi and Gephi Lite? With colours, sizes, places, and days for the timeline.
//!
//! Attributes are declared before the nodes, their titles differ in any case, edge ids are unique, every edge is directed and has a weight
//! above zero: importers lose edges silently where one of these is not so. Lists stand as text, because readers differ on `liststring`.
//! Version 1.3 says in `kind` what makes parallel edges differ; version 1.2, by [`Dialect::Gexf12`], has no such place.
//! The edges of participants who are implied are dotted.

use std::io;

use super::{
    Dialect, Options,
    batch::{Batch, Last, push_all, push_list, push_tenths, push_value},
    projection::{Column, EDGE_COLUMNS, Edge, Facts, Kind, NODE_COLUMNS, Node, Projected, Value},
    rdf::address::push_number,
    xml::push_escaped,
};
use crate::{error::Result, graph::View};

/// Writes `view` as a dynamic graph; what has no date is always there.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, gexf}, graph::View};
/// let mut out = Vec::new();
/// gexf::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.ends_with(b"</gexf>\n"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let is_new = options.dialect != Dialect::Gexf12;
    let mut batch = Batch::new(out);
    begin(options, is_new, &mut batch.bytes);
    push_all(&mut batch.bytes, &["    <nodes>\n"]);
    for node in graph.nodes() {
        push_node(&node, &mut batch.bytes);
        batch.pass_on()?;
    }
    push_all(&mut batch.bytes, &["    </nodes>\n    <edges>\n"]);
    let mut values = Last::default();
    for edge in graph.edges() {
        push_edge(&edge, is_new, &mut values, &mut batch.bytes);
        batch.pass_on()?;
    }
    push_all(&mut batch.bytes, &["    </edges>\n  </graph>\n</gexf>\n"]);
    batch.finish()
}

fn begin(options: &Options, is_new: bool, out: &mut Vec<u8>) {
    let (space, version) =
        if is_new { ("http://gexf.net/1.3", "1.3") } else { ("http://www.gexf.net/1.2draft", "1.2") };
    push_all(out, &["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"", space, "\" xmlns:viz=\"", space]);
    push_all(out, &["/viz\" version=\"", version, "\">\n  <meta><creator>quidnunc</creator><description>"]);
    push_escaped(out, options.title.as_deref().unwrap_or("knowledge graph"));
    push_all(out, &["</description></meta>\n"]);
    push_all(out, &["  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n"]);
    declare("node", &NODE_COLUMNS, out);
    declare("edge", &EDGE_COLUMNS, out);
}

fn declare(class: &str, columns: &[Column], out: &mut Vec<u8>) {
    push_all(out, &["    <attributes class=\"", class, "\" mode=\"static\">\n"]);
    push_all(out, &["      <attribute id=\"0\" title=\"category\" type=\"string\"/>\n"]);
    for (at, column) in (1..).zip(columns) {
        let kind = match column.kind {
            Kind::Text | Kind::List => "string",
            Kind::Count => "integer",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        push_all(out, &["      <attribute id=\""]);
        push_number(out, at);
        push_all(out, &["\" title=\"", column.name, "\" type=\"", kind, "\"/>\n"]);
    }
    push_all(out, &["    </attributes>\n"]);
}

fn push_node(node: &Node<'_>, out: &mut Vec<u8>) {
    push_all(out, &["      <node id=\""]);
    node.id.push(out);
    push_all(out, &["\" label=\""]);
    push_escaped(out, &node.label);
    push_all(out, &["\""]);
    push_days(&node.facts, out);
    push_category(node.category, out);
    push_values(&node.facts, &NODE_COLUMNS, out);
    let (r, g, b) = node.colour;
    for (name, shade) in [("</attvalues><viz:color r=\"", r), ("\" g=\"", g), ("\" b=\"", b)] {
        push_all(out, &[name]);
        push_number(out, usize::from(shade));
    }
    push_all(out, &["\" a=\"1.0\"/><viz:position x=\""]);
    push_tenths(out, node.place.0);
    push_all(out, &["\" y=\""]);
    push_tenths(out, node.place.1);
    push_all(out, &["\" z=\"0.0\"/><viz:size value=\""]);
    push_tenths(out, node.size);
    push_all(out, &["\"/></node>\n"]);
}

fn push_edge<'v>(edge: &Edge<'v>, is_new: bool, values: &mut Last<'v>, out: &mut Vec<u8>) {
    for (name, id) in [("      <edge id=\"", edge.id), ("\" source=\"", edge.source), ("\" target=\"", edge.target)] {
        push_all(out, &[name]);
        id.push(out);
    }
    if is_new {
        push_all(out, &["\" kind=\""]);
        push_escaped(out, edge.kind());
    }
    push_all(out, &["\" label=\""]);
    push_escaped(out, &edge.label);
    push_all(out, &["\" weight=\""]);
    push_number(out, edge.weight);
    push_all(out, &["\""]);
    push_days(&edge.facts, out);
    push_category(edge.category, out);
    values.push(&edge.facts, out, |facts, bytes| push_values(facts, &EDGE_COLUMNS, bytes));
    let shape = if edge.facts.implied { "<viz:shape value=\"dotted\"/>" } else { "" };
    push_all(out, &["</attvalues>", shape, "</edge>\n"]);
}

/// The days as attributes of the element, which ends here.
fn push_days(facts: &Facts<'_>, out: &mut Vec<u8>) {
    for (end, day) in [(" start=\"", &facts.first), (" end=\"", &facts.last)] {
        if let Some(day) = day {
            push_all(out, &[end, day, "\""]);
        }
    }
    push_all(out, &[">"]);
}

fn push_category(category: &str, out: &mut Vec<u8>) {
    push_all(out, &["<attvalues><attvalue for=\"0\" value=\"", category, "\"/>"]);
}

fn push_values(facts: &Facts<'_>, columns: &[Column], out: &mut Vec<u8>) {
    for (at, column) in (1..).zip(columns) {
        let value = (column.of)(facts);
        if value == Value::Unknown {
            continue;
        }
        push_all(out, &["<attvalue for=\""]);
        push_number(out, at);
        push_all(out, &["\" value=\""]);
        push_value(out, value, push_escaped, |out, items| push_list(out, items, push_escaped));
        push_all(out, &["\"/>"]);
    }
}
