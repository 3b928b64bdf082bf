//! How does a graph become statements for Neo4j and Memgraph? A script of constraint and `CREATE`s that `cypher-shell` runs.
//!
//! One statement a line, divided by `;`. Nothing is merged: run it on an empty database. All text stands in escaped strings; labels and types are
//! made of letters, digits and `_` only, so that no text of a document is ever read as a command. By [`Dialect::Ladybug`] the script begins with
//! the tables that LadybugDB and Kuzu want, and nodes have the one label `Node`; their category and class are properties in both.

use std::{borrow::Cow, io};

use super::{
    Dialect, Options,
    batch::{Batch, push_all, push_flag},
    projection::{Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Node, Projected, Value},
    rdf::address::push_number,
};
use crate::{error::Result, graph::View};

/// The types of relationships: the categories of edges.
const TYPES: [&str; 9] =
    ["AGENT", "PATIENT", "RECIPIENT", "PROVIDER", "GIVES", "RECEIVER", "ACTION", "EXCHANGE", "RELATION"];

/// Writes `view` as a script.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, cypher}, graph::View};
/// let mut out = Vec::new();
/// cypher::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"CREATE CONSTRAINT"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let has_tables = options.dialect == Dialect::Ladybug;
    let mut batch = Batch::new(out);
    if has_tables {
        push_tables(&mut batch.bytes);
    } else {
        let constraint = "CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;\n";
        push_all(&mut batch.bytes, &[constraint]);
    }
    for node in graph.nodes() {
        let line = &mut batch.bytes;
        let labels = if has_tables { "Node".to_owned() } else { labels(&node).join(":") };
        push_all(line, &["CREATE (:", &labels, " {id: \""]);
        node.id.push(line);
        push_all(line, &["\", name: "]);
        push_quoted(line, &node.label);
        push_all(line, &[", category: \"", node.category, "\""]);
        push_values(&node.facts, &NODE_COLUMNS, line);
        push_all(line, &["});\n"]);
        batch.pass_on()?;
    }
    for edge in graph.edges() {
        let line = &mut batch.bytes;
        push_all(line, &["MATCH (a:Node {id: \""]);
        edge.source.push(line);
        push_all(line, &["\"}) MATCH (b:Node {id: \""]);
        edge.target.push(line);
        push_all(line, &["\"}) CREATE (a)-[:", &edge.category.to_uppercase(), " {id: \""]);
        edge.id.push(line);
        push_all(line, &["\", label: "]);
        push_quoted(line, &edge.label);
        push_all(line, &[", weight: "]);
        push_number(line, edge.weight);
        push_all(line, &[", category: \"", edge.category, "\""]);
        push_values(&edge.facts, &EDGE_COLUMNS, line);
        push_all(line, &["}]->(b);\n"]);
        batch.pass_on()?;
    }
    batch.finish()
}

/// `Node`, the category, and the class where there is one.
pub(super) fn labels(node: &Node<'_>) -> Vec<String> {
    let class = Some(node.facts.class.as_ref()).filter(|class| !class.is_empty());
    let mut labels = vec!["Node".to_owned()];
    for label in [Some(node.category), class].into_iter().flatten().map(name) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

fn push_tables(out: &mut Vec<u8>) {
    push_all(out, &["CREATE NODE TABLE Node(id STRING PRIMARY KEY, name STRING, category STRING"]);
    push_types(&NODE_COLUMNS, out);
    for role in TYPES {
        push_all(out, &["CREATE REL TABLE ", role, "(FROM Node TO Node, id STRING, label STRING, weight INT64"]);
        push_all(out, &[", category STRING"]);
        push_types(&EDGE_COLUMNS, out);
    }
}

fn push_types(columns: &[Column], out: &mut Vec<u8>) {
    for column in columns {
        let kind = match column.kind {
            Kind::Text => "STRING",
            Kind::List => "STRING[]",
            Kind::Count => "INT64",
            Kind::Number => "DOUBLE",
            Kind::Flag => "BOOLEAN",
        };
        push_all(out, &[", ", column.name, " ", kind]);
    }
    push_all(out, &[");\n"]);
}

fn push_values(facts: &Facts<'_>, columns: &[Column], out: &mut Vec<u8>) {
    for column in columns {
        let value = (column.of)(facts);
        if value == Value::Unknown {
            continue;
        }
        push_all(out, &[", ", column.name, ": "]);
        match value {
            Value::Unknown => {}
            Value::Text(text) => push_quoted(out, text),
            Value::List(items) => push_array(out, items),
            Value::Count(count) => push_number(out, count),
            Value::Number(number) => push_all(out, &[&format!("{number:?}")]),
            Value::Flag(flag) => push_flag(out, flag),
        }
    }
}

fn push_array(out: &mut Vec<u8>, items: &[Cow<'_, str>]) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        push_all(out, &[if at > 0 { ", " } else { "" }]);
        push_quoted(out, item);
    }
    out.push(b']');
}

/// A label: a capital first, then letters, digits and `_` of ASCII.
fn name(text: &str) -> String {
    let mut name: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert(0, 'X');
    }
    name[..1].make_ascii_uppercase();
    name
}

/// Appends a string of Cypher; what could end it, or a line, is escaped.
fn push_quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for &byte in text.as_bytes() {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'"' => out.extend_from_slice(b"\\\""),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(text: &str) -> String {
        let mut out = Vec::new();
        push_quoted(&mut out, text);
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn no_text_ends_a_string_or_a_label() {
        assert_eq!(quote("a \"b\" \\\n'c' `d` é"), r#""a \"b\" \\\n'c' `d` é""#);
        assert_eq!(name("x`) DETACH DELETE n"), "X___DETACH_DELETE_n");
        assert_eq!(name("010"), "X010");
    }

    #[test]
    fn a_schema_comes_before_the_nodes_of_ladybug() {
        let mut out = Vec::new();
        let options = Options { dialect: Dialect::Ladybug, ..Options::default() };
        write(&View::default(), &options, &mut out).expect("memory takes all");
        let script = String::from_utf8(out).expect("it is text");
        assert_eq!(script.lines().count(), 1 + TYPES.len());
        assert!(script.contains("aliases STRING[]") && script.contains("negated BOOLEAN"), "{script}");
        assert!(!script.contains("CONSTRAINT"));
    }
}
