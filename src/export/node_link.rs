//! How does a graph look as node-link JSON? As d3 and force-graph take it, and `networkx.node_link_graph(data, edges="links")`.

use std::io;

use serde_json::Value as Json;

use super::{
    Options,
    json::{add, array, object},
    projection::{EDGE_COLUMNS, NODE_COLUMNS, Projected},
};
use crate::{error::Result, graph::View};

/// Writes `view` as one object of `nodes` and `links`.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, node_link}, graph::View};
/// let mut out = Vec::new();
/// node_link::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().contains("\"links\""));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let about = Json::Object(options.title.iter().map(|t| ("title".to_owned(), Json::from(t.as_str()))).collect());
    writeln!(out, "{{\"directed\":true,\"multigraph\":true,\"graph\":{about},")?;
    write!(out, "\"nodes\":")?;
    let nodes = graph.nodes().map(|node| {
        let (x, y) = node.place;
        let (r, g, b) = node.colour;
        let mut fields = object([
            ("id", node.id.to_string().into()),
            ("label", node.label.as_ref().into()),
            ("x", round(x).into()),
            ("y", round(y).into()),
            ("size", round(node.size).into()),
            ("color", format!("#{r:02x}{g:02x}{b:02x}").into()),
            ("category", node.category.into()),
        ]);
        add(&mut fields, &node.facts, &NODE_COLUMNS);
        Json::Object(fields)
    });
    array(nodes, out)?;
    write!(out, ",\n\"links\":")?;
    let links = graph.edges().map(|edge| {
        let mut fields = object([
            ("key", edge.id.to_string().into()),
            ("source", edge.source.to_string().into()),
            ("target", edge.target.to_string().into()),
            ("label", edge.label.as_ref().into()),
            ("weight", edge.weight.into()),
            ("category", edge.category.into()),
        ]);
        add(&mut fields, &edge.facts, &EDGE_COLUMNS);
        Json::Object(fields)
    });
    array(links, out)?;
    writeln!(out, "}}")?;
    Ok(())
}

/// To one digit behind the point.
pub(super) fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
