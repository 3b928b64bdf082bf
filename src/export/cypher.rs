//! How does a graph become statements for Neo4j and Memgraph? A script of constraint and `CREATE`s that `cypher-shell` runs.
//!
//! One statement a line, divided by `;`. Nothing is merged: run it on an empty database. All text stands in escaped strings; labels and types are
//! made of letters, digits and `_` only, so that no text of a document is ever read as a command.

use std::io::{self, Write};

use super::{
    Options,
    projection::{Column, EDGE_COLUMNS, Facts, NODE_COLUMNS, Projected, Value},
};
use crate::{error::Result, graph::View};

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
    writeln!(out, "CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;")?;
    for node in graph.nodes() {
        let labels: Vec<String> =
            ["category", "class"].iter().filter_map(|name| text_of(&node.facts, name)).map(name).collect();
        write!(out, "CREATE (:Node:{} {{id: {}, name: {}", labels.join(":"), quote(&node.id), quote(&node.label))?;
        write_values(&node.facts, &NODE_COLUMNS, out)?;
        writeln!(out, "}});")?;
    }
    for edge in graph.edges() {
        let role = text_of(&edge.facts, "category").map(name).unwrap_or_default().to_uppercase();
        let (source, target) = (quote(&edge.source), quote(&edge.target));
        write!(out, "MATCH (a:Node {{id: {source}}}), (b:Node {{id: {target}}}) ")?;
        write!(out, "CREATE (a)-[:{role} {{id: {}, label: {}", quote(&edge.id), quote(&edge.label))?;
        write!(out, ", weight: {}", edge.weight)?;
        write_values(&edge.facts, &EDGE_COLUMNS, out)?;
        writeln!(out, "}}]->(b);")?;
    }
    Ok(())
}

fn write_values(facts: &Facts<'_>, columns: &[Column], out: &mut dyn Write) -> Result<()> {
    for column in columns {
        match (column.of)(facts) {
            Value::Unknown => {}
            Value::Text(text) => write!(out, ", {}: {}", column.name, quote(text))?,
            Value::Count(count) => write!(out, ", {}: {count}", column.name)?,
            Value::Number(number) => write!(out, ", {}: {number:?}", column.name)?,
            Value::Flag(flag) => write!(out, ", {}: {flag}", column.name)?,
        }
    }
    Ok(())
}

fn text_of<'f>(facts: &'f Facts<'_>, name: &str) -> Option<&'f str> {
    let column = NODE_COLUMNS.iter().find(|column| column.name == name)?;
    match (column.of)(facts) {
        Value::Text(text) => Some(text),
        _ => None,
    }
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

/// A string of Cypher; what could end it, or a line, is escaped.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_string_or_a_label() {
        assert_eq!(quote("a \"b\" \\\n'c' `d`"), r#""a \"b\" \\\n'c' `d`""#);
        assert_eq!(name("x`) DETACH DELETE n"), "X___DETACH_DELETE_n");
        assert_eq!(name("010"), "X010");
    }
}
