//! How does a graph look in GEXF 1.3, for Gephi and Gephi Lite? With colours, sizes, places, and days for the timeline.
//!
//! Attributes are declared before the nodes, their titles differ in any case, edge ids are unique, every edge is directed and has a weight
//! above zero: importers lose edges silently where one of these is not so.

use std::io::{self, Write};

use super::{
    Options,
    projection::{Column, EDGE_COLUMNS, Edge, Facts, Kind, NODE_COLUMNS, Node, Projected, Value},
    xml::escape,
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
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">")?;
    let title = escape(options.title.as_deref().unwrap_or("knowledge graph"));
    writeln!(out, "  <meta><creator>quidnunc</creator><description>{title}</description></meta>")?;
    writeln!(out, "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">")?;
    declare("node", &NODE_COLUMNS, out)?;
    declare("edge", &EDGE_COLUMNS, out)?;
    writeln!(out, "    <nodes>")?;
    graph.nodes().try_for_each(|node| write_node(&node, out))?;
    writeln!(out, "    </nodes>\n    <edges>")?;
    graph.edges().try_for_each(|edge| write_edge(&edge, out))?;
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
    Ok(())
}

fn declare(class: &str, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
    for (at, column) in columns.iter().enumerate() {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Count => "integer",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        writeln!(out, "      <attribute id=\"{at}\" title=\"{}\" type=\"{kind}\"/>", column.name)?;
    }
    writeln!(out, "    </attributes>")?;
    Ok(())
}

fn write_node(node: &Node<'_>, out: &mut dyn Write) -> Result<()> {
    write!(out, "      <node id=\"{}\" label=\"{}\"", node.id, escape(&node.label))?;
    write_days(&node.facts, out)?;
    write_values(&node.facts, &NODE_COLUMNS, out)?;
    let ((r, g, b), (x, y)) = (node.colour, node.place);
    write!(out, "<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\" a=\"1.0\"/>")?;
    write!(out, "<viz:position x=\"{x:.1}\" y=\"{y:.1}\" z=\"0.0\"/>")?;
    writeln!(out, "<viz:size value=\"{:.1}\"/></node>", node.size)?;
    Ok(())
}

fn write_edge(edge: &Edge<'_>, out: &mut dyn Write) -> Result<()> {
    let Edge { id, source, target, weight, .. } = edge;
    let label = escape(&edge.label);
    write!(
        out,
        "      <edge id=\"{id}\" source=\"{source}\" target=\"{target}\" label=\"{label}\" weight=\"{weight}\""
    )?;
    write_days(&edge.facts, out)?;
    write_values(&edge.facts, &EDGE_COLUMNS, out)?;
    writeln!(out, "</edge>")?;
    Ok(())
}

/// The days as attributes of the element, which ends here.
fn write_days(facts: &Facts<'_>, out: &mut dyn Write) -> Result<()> {
    if let (Some(first), Some(last)) = (&facts.first, &facts.last) {
        write!(out, " start=\"{first}\" end=\"{last}\"")?;
    }
    write!(out, ">")?;
    Ok(())
}

fn write_values(facts: &Facts<'_>, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    write!(out, "<attvalues>")?;
    for (at, column) in columns.iter().enumerate() {
        match (column.of)(facts) {
            Value::Unknown => {}
            Value::Text(text) => write!(out, "<attvalue for=\"{at}\" value=\"{}\"/>", escape(text))?,
            Value::Count(count) => write!(out, "<attvalue for=\"{at}\" value=\"{count}\"/>")?,
            Value::Number(number) => write!(out, "<attvalue for=\"{at}\" value=\"{number}\"/>")?,
            Value::Flag(flag) => write!(out, "<attvalue for=\"{at}\" value=\"{flag}\"/>")?,
        }
    }
    write!(out, "</attvalues>")?;
    Ok(())
}
