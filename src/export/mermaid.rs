//! How does a graph look in Mermaid, drawn by the pages that show Markdown? A flow chart of what most documents tell.
//!
//! Pages draw a few hundred edges at most, so the chart holds the 120 edges that most documents tell, of equal ones the first, and says how many
//! there are. Dotted is what did not surely happen, or who is implied. Evidence and who says so stand in comments. Labels are strings in
//! which all that Mermaid or HTML would read is an entity.

use std::{collections::BTreeSet, io};

use super::{
    Options,
    projection::{BETWEEN, Edge, Facts, Id, NODE_COLUMNS, Node, Projected, Value},
};
use crate::{error::Result, graph::View};

/// Edges of a chart.
const MOST_EDGES: usize = 120;
/// Letters of a label.
const LETTERS: usize = 80;
/// Letters of a remark.
const REMARK: usize = 400;

/// Writes `view` as a flow chart.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, mermaid}, graph::View};
/// let mut out = Vec::new();
/// mermaid::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"flowchart LR"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let weights: Vec<usize> = graph.weights().collect();
    let mut chosen: Vec<usize> = (0..weights.len()).collect();
    chosen.sort_by_key(|&at| (std::cmp::Reverse(weights[at]), at));
    chosen.truncate(MOST_EDGES);
    chosen.sort_unstable();
    let is_chosen = |at: &usize| chosen.binary_search(at).is_ok();
    let edges: Vec<Edge> = graph.edges().enumerate().filter(|(at, _)| is_chosen(at)).map(|(_, edge)| edge).collect();
    let ends: BTreeSet<Id> = edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
    writeln!(out, "flowchart LR")?;
    writeln!(out, "  %% {} of {} edges", edges.len(), weights.len())?;
    for node in graph.nodes().filter(|node| ends.contains(&node.id)) {
        writeln!(out, "  {}{}", node.id, shape(&node))?;
        remark(node.id, &node.facts, out)?;
    }
    for edge in &edges {
        let is_said = edge.facts.factuality == "actual" && !edge.facts.implied;
        let line = if is_said { "-->" } else { "-.->" };
        writeln!(out, "  {} {line}|\"{}\"| {}", edge.source, escape(&edge.label, LETTERS), edge.target)?;
        if edge.category == "action" {
            remark(edge.id, &edge.facts, out)?;
        }
    }
    Ok(())
}

/// The sentence behind a node or an edge and who says so, as a comment: charts have no place for it.
fn remark(id: Id, facts: &Facts<'_>, out: &mut dyn io::Write) -> Result<()> {
    let told =
        |name: &str| match NODE_COLUMNS.iter().find(|column| column.name == name).map(|column| (column.of)(facts)) {
            Some(Value::Text(text)) => escape(text, REMARK),
            Some(Value::List(items)) => escape(&items.join(BETWEEN), REMARK),
            _ => String::new(),
        };
    if !facts.factuality.is_empty() {
        writeln!(out, "  %% {id} {}; {}: {}", facts.factuality, told("attribution"), told("evidence"))?;
    }
    Ok(())
}

fn shape(node: &Node<'_>) -> String {
    let label = escape(&node.label, LETTERS);
    match node.category {
        "action" => format!("(\"{label}\")"),
        "exchange" => format!("{{{{\"{label}\"}}}}"),
        _ => format!("[\"{label}\"]"),
    }
}

/// A label in one line, cut at `most` letters, with letters, digits, spaces and harmless marks as they are and all else of ASCII as entity.
fn escape(text: &str, most: usize) -> String {
    let mut escaped = String::new();
    for c in text.chars().take(most) {
        match c {
            c if c.is_whitespace() => escaped.push(' '),
            c if !c.is_ascii() || c.is_ascii_alphanumeric() || " ,.:-()'".contains(c) => escaped.push(c),
            c => escaped.push_str(&format!("#{};", u32::from(c))),
        }
    }
    if text.chars().nth(most).is_some() {
        escaped.push('…');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_label() {
        assert_eq!(escape("a \"b\"]\n`c` #d; <e>", LETTERS), "a #34;b#34;#93; #96;c#96; #35;d#59; #60;e#62;");
        assert_eq!(escape(&"ü".repeat(100), LETTERS).chars().count(), LETTERS + 1);
    }
}
