//! How are the statements written for people? Grouped by subject under headings, with prefixes: Turtle, and TriG with a named graph a document.
//!
//! `a` comes first, then our own terms in the order of their saying, then those of other vocabularies. Strings stay on one line.

use std::io::Write;

use super::address::{self, KINDS, Node};
use super::gather::Gathered;
use super::literal::push_string;
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::Result;
use crate::ontology::vocabulary::{PREFIXES, Term, rdf};

/// How many bytes are handed over at a time.
const BATCH: usize = 1 << 16;

/// The prefixes that a core export needs.
const CORE: [&str; 9] = ["cameo", "class", "owl", "plover", "quid", "rdfs", "schema", "skos", "xsd"];

/// Writes Turtle, or TriG with a named graph a document.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, named: bool, out: &mut dyn Write) -> Result<()> {
    let mut blocks = Blocks::new(graph, out);
    blocks.push_prefixes();
    for section in graph.sections().into_iter().filter(|section| !section.subjects.is_empty()) {
        blocks.push_heading(section.title);
        blocks.push_subjects(&section.subjects)?;
    }
    for told in graph.told() {
        blocks.push_heading(&format!("What “{}” tells", graph.document_name(told.document)));
        if named {
            blocks.push_node(graph.node(Subject::Document(told.document)));
            blocks.push(" {\n");
            blocks.indent = "    ";
        }
        blocks.push_subjects(&told.subjects)?;
        if named {
            blocks.batch.pop();
            blocks.push("}\n\n");
            blocks.indent = "";
        }
    }
    blocks.finish()
}

/// Writes only what the graph is as a dataset, as Turtle.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write_description(graph: &Graph<'_>, out: &mut dyn Write) -> Result<()> {
    let mut blocks = Blocks::new(graph, out);
    blocks.push_prefixes();
    blocks.push_subjects(&Graph::description())?;
    blocks.finish()
}

struct Blocks<'g, 'v, 'o> {
    graph: &'g Graph<'v>,
    out: &'o mut dyn Write,
    batch: Vec<u8>,
    gathered: Gathered,
    indent: &'static str,
}

impl<'g, 'v, 'o> Blocks<'g, 'v, 'o> {
    fn new(graph: &'g Graph<'v>, out: &'o mut dyn Write) -> Self {
        Self { graph, out, batch: Vec::new(), gathered: Gathered::default(), indent: "" }
    }
}

impl Blocks<'_, '_, '_> {
    fn push_prefixes(&mut self) {
        let full = self.graph.is_full();
        let known = PREFIXES.iter().filter(|(prefix, _)| full || CORE.contains(prefix));
        let known = known.map(|(prefix, namespace)| (*prefix, (*namespace).to_owned()));
        let kinds = KINDS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", self.graph.addresses.base())));
        let mut prefixes: Vec<(&str, String)> = known.chain(kinds).collect();
        prefixes.sort_unstable();
        for (prefix, namespace) in prefixes {
            self.push(&format!("@prefix {prefix}: <{namespace}> .\n"));
        }
        self.push("\n");
    }

    fn push_heading(&mut self, heading: &str) {
        let plain = heading.chars().map(|letter| if is_plain(letter) { letter } else { ' ' });
        let plain: String = plain.take(100).collect();
        self.push(&format!("# {plain}\n\n"));
    }

    fn push_subjects(&mut self, subjects: &[Subject]) -> Result<()> {
        for &subject in subjects {
            self.push_subject(subject);
            if self.batch.len() >= BATCH {
                self.out.write_all(&self.batch[..self.batch.len() - 1])?;
                self.batch.drain(..self.batch.len() - 1);
            }
        }
        Ok(())
    }

    fn push_subject(&mut self, subject: Subject) {
        let graph = self.graph;
        let mut gathered = std::mem::take(&mut self.gathered);
        gathered.gather(graph, subject, |out, _, object| push_object(graph, out, object));
        for (at, (predicate, objects)) in gathered.groups().enumerate() {
            if at == 0 {
                self.push(self.indent);
                self.push_node(graph.node(subject));
                self.push(" ");
            } else {
                self.push(" ;\n");
                self.push(self.indent);
                self.push("    ");
            }
            self.push_predicate(predicate);
            for (at, object) in objects.enumerate() {
                self.push(if at == 0 { " " } else { ", " });
                self.batch.extend_from_slice(object);
            }
        }
        if !gathered.is_empty() {
            self.push(" .\n\n");
        }
        self.gathered = gathered;
    }

    fn push_predicate(&mut self, predicate: &'static Term) {
        if *predicate == rdf::TYPE {
            self.push("a");
        } else {
            self.push_node(Node::Term(predicate));
        }
    }

    fn push_node(&mut self, node: Node<'_>) {
        push_node(self.graph, &mut self.batch, node);
    }

    fn push(&mut self, text: &str) {
        self.batch.extend_from_slice(text.as_bytes());
    }

    /// Hands over the rest, without the empty line at the end.
    fn finish(mut self) -> Result<()> {
        self.batch.pop();
        self.out.write_all(&self.batch)?;
        Ok(())
    }
}

fn is_plain(letter: char) -> bool {
    let turns = matches!(letter as u32, 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFFFE | 0xFFFF);
    !letter.is_control() && !turns
}

fn push_object(graph: &Graph<'_>, out: &mut Vec<u8>, object: &Object<'_>) {
    match object {
        Object::Node(node) => push_node(graph, out, *node),
        Object::Class(class) => push_node(graph, out, Node::Term(class)),
        Object::Address(address) => {
            out.push(b'<');
            out.extend_from_slice(address.as_bytes());
            out.push(b'>');
        }
        Object::Text(text) => push_string(out, text),
        Object::Tagged(text, tag) => {
            push_string(out, text);
            out.push(b'@');
            out.extend_from_slice(tag.as_bytes());
        }
        Object::Typed(text, datatype) => {
            push_string(out, text);
            push_datatype(out, datatype);
        }
        Object::Number(number, datatype) => {
            out.push(b'"');
            address::push_number(out, *number);
            out.push(b'"');
            push_datatype(out, datatype);
        }
        Object::Statement(subject, predicate, object) => {
            out.extend_from_slice(b"<<( ");
            for node in [*subject, Node::Term(predicate), *object] {
                push_node(graph, out, node);
                out.push(b' ');
            }
            out.extend_from_slice(b")>>");
        }
    }
}

fn push_datatype(out: &mut Vec<u8>, datatype: &Term) {
    for part in ["^^", datatype.prefix, ":", datatype.local] {
        out.extend_from_slice(part.as_bytes());
    }
}

fn push_node(graph: &Graph<'_>, out: &mut Vec<u8>, node: Node<'_>) {
    match address::short(node) {
        Some((prefix, local)) => {
            out.extend_from_slice(prefix.as_bytes());
            out.push(b':');
            out.extend_from_slice(local.as_bytes());
        }
        None => {
            out.push(b'<');
            graph.addresses.push(out, node);
            out.push(b'>');
        }
    }
}
