//! How does a graph look in Cytoscape's JSON, for Cytoscape Desktop and cytoscape.js? Elements only: a style would make Desktop refuse.
//!
//! `value`, `key`, `directed` and `multigraph` are there for `networkx.cytoscape_graph`, which merges parallel edges without keys.

use std::io;

use serde_json::Value as Json;

use super::{
    Options,
    json::{add, array, object},
    node_link::round,
    projection::{EDGE_COLUMNS, NODE_COLUMNS, Projected},
};
use crate::{error::Result, graph::View};

/// Writes `view` as one network.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, cytoscape}, graph::View};
/// let mut out = Vec::new();
/// cytoscape::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().contains("\"elements\""));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let title = Json::from(options.title.as_deref().unwrap_or("knowledge graph"));
    writeln!(
        out,
        "{{\"directed\":true,\"multigraph\":true,\"data\":{{\"name\":{title},\"shared_name\":{title}}},\"elements\":{{"
    )?;
    write!(out, "\"nodes\":")?;
    let nodes = graph.nodes().map(|node| {
        let label = Json::from(node.label.as_ref());
        let id = node.id.to_string();
        let mut data = object([
            ("id", id.as_str().into()),
            ("value", id.into()),
            ("name", label.clone()),
            ("shared_name", label.clone()),
            ("label", label),
            ("category", node.category.into()),
        ]);
        add(&mut data, &node.facts, &NODE_COLUMNS);
        let place = object([("x", round(node.place.0).into()), ("y", round(node.place.1).into())]);
        Json::Object(object([("data", data.into()), ("position", place.into())]))
    });
    array(nodes, out)?;
    write!(out, ",\n\"edges\":")?;
    let edges = graph.edges().map(|edge| {
        let label = Json::from(edge.label.as_ref());
        let mut data = object([
            ("id", edge.id.to_string().into()),
            ("key", edge.id.to_string().into()),
            ("source", edge.source.to_string().into()),
            ("target", edge.target.to_string().into()),
            ("name", label.clone()),
            ("shared_name", label.clone()),
            ("interaction", label.clone()),
            ("shared_interaction", label),
            ("weight", edge.weight.into()),
            ("category", edge.category.into()),
        ]);
        add(&mut data, &edge.facts, &EDGE_COLUMNS);
        Json::Object(object([("data", data.into())]))
    });
    array(edges, out)?;
    writeln!(out, "}}}}")?;
    Ok(())
}
