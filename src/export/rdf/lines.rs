//! How are the statements written one on a line? Sorted by their bytes, each once: the dump that `diff` compares.
//!
//! Subjects of one kind are sorted by address and the kinds are merged, so that no more than one subject's lines are in memory.

use std::io::Write;

use super::address::{Node, push_number};
use super::literal::push_string;
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::Result;

/// How many bytes are handed over at a time.
const BATCH: usize = 1 << 16;

/// Writes N-Triples, or N-Quads with a named graph a document.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, quads: bool, out: &mut dyn Write) -> Result<()> {
    let mut runs: Vec<Run> = runs(graph).into_iter().filter_map(|subjects| Run::new(graph, subjects)).collect();
    let mut lines = Lines { graph, quads, batch: Vec::with_capacity(2 * BATCH), parts: Vec::new(), ranges: Vec::new() };
    while let Some(at) = (0..runs.len()).min_by(|&a, &b| runs[a].key.cmp(&runs[b].key)) {
        let run = &mut runs[at];
        lines.push(run.subject, run.document, &run.key);
        if lines.batch.len() >= BATCH {
            out.write_all(&lines.batch)?;
            lines.batch.clear();
        }
        if !run.advance(graph) {
            runs.swap_remove(at);
        }
    }
    out.write_all(&lines.batch)?;
    Ok(())
}

/// How many statements the graph has.
///
/// # Errors
/// Never: nothing is written anywhere that could refuse.
pub(crate) fn count(graph: &Graph<'_>) -> Result<usize> {
    let mut lines = Counter(0);
    write(graph, false, &mut lines)?;
    Ok(lines.0)
}

/// Counts the lines written to it.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.iter().filter(|&&byte| byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A subject, and the document whose graph it belongs to.
type Entry = (Subject, Option<u32>);

/// The subjects of one kind, by address, from the current one on.
struct Run {
    rest: std::vec::IntoIter<Entry>,
    subject: Subject,
    document: Option<u32>,
    /// The current subject as it is written: `<address> `.
    key: Vec<u8>,
}

impl Run {
    fn new(graph: &Graph<'_>, mut entries: Vec<Entry>) -> Option<Self> {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        entries.sort_by(|(a, _), (b, _)| {
            render(graph, *a, &mut left);
            render(graph, *b, &mut right);
            left.cmp(&right)
        });
        let &(subject, document) = entries.first()?;
        let mut run = Self { rest: entries.into_iter(), subject, document, key: left };
        run.advance(graph).then_some(run)
    }

    fn advance(&mut self, graph: &Graph<'_>) -> bool {
        let Some((subject, document)) = self.rest.next() else { return false };
        (self.subject, self.document) = (subject, document);
        render(graph, subject, &mut self.key);
        true
    }
}

/// Lists of subjects that a sort finds nearly sorted: each is of one kind.
fn runs(graph: &Graph<'_>) -> Vec<Vec<Entry>> {
    let mut runs: Vec<Vec<Entry>> = Vec::new();
    for section in graph.sections() {
        let is_side = |subject: &Subject| matches!(subject, Subject::Side(..));
        let (sides, others): (Vec<Subject>, Vec<Subject>) = section.subjects.into_iter().partition(is_side);
        runs.extend([sides, others].map(|list| list.into_iter().map(|subject| (subject, None)).collect()));
    }
    let (mut claims, mut mentions) = (Vec::new(), Vec::new());
    for told in graph.told() {
        for subject in told.subjects {
            let list = if matches!(subject, Subject::Mention(..)) { &mut mentions } else { &mut claims };
            list.push((subject, Some(told.document)));
        }
    }
    runs.extend([claims, mentions]);
    runs
}

fn render(graph: &Graph<'_>, subject: Subject, key: &mut Vec<u8>) {
    key.clear();
    key.push(b'<');
    graph.addresses.push(key, graph.node(subject));
    key.extend_from_slice(b"> ");
}

/// Lines of one subject, before they are sorted.
struct Lines<'g, 'v> {
    graph: &'g Graph<'v>,
    quads: bool,
    batch: Vec<u8>,
    /// What follows the subject, one statement after the other.
    parts: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Lines<'_, '_> {
    fn push(&mut self, subject: Subject, document: Option<u32>, key: &[u8]) {
        let (graph, parts, ranges) = (self.graph, &mut self.parts, &mut self.ranges);
        parts.clear();
        ranges.clear();
        graph.describe(subject, &mut |predicate, object| {
            let start = parts.len();
            parts.push(b'<');
            parts.extend_from_slice(predicate.iri.as_bytes());
            parts.extend_from_slice(b"> ");
            push_object(graph, parts, &object);
            parts.push(b' ');
            ranges.push((start, parts.len()));
        });
        let part = |&(start, end): &(usize, usize)| &parts[start..end];
        ranges.sort_unstable_by(|a, b| part(a).cmp(part(b)));
        ranges.dedup_by(|a, b| part(a) == part(b));
        let mut tail = Vec::new();
        if let (true, Some(document)) = (self.quads, document) {
            render(graph, Subject::Document(document), &mut tail);
        }
        tail.extend_from_slice(b".\n");
        for range in ranges.iter() {
            self.batch.extend_from_slice(key);
            self.batch.extend_from_slice(part(range));
            self.batch.extend_from_slice(&tail);
        }
    }
}

fn push_object(graph: &Graph<'_>, out: &mut Vec<u8>, object: &Object<'_>) {
    match object {
        Object::Node(node) => {
            out.push(b'<');
            graph.addresses.push(out, *node);
            out.push(b'>');
        }
        Object::Address(address) => push_all(out, &["<", address, ">"]),
        Object::Text(text) => push_string(out, text),
        Object::Tagged(text, tag) => {
            push_string(out, text);
            push_all(out, &["@", tag]);
        }
        Object::Typed(text, datatype) => {
            push_string(out, text);
            push_all(out, &["^^<", datatype.iri, ">"]);
        }
        Object::Number(number, datatype) => {
            out.push(b'"');
            push_number(out, *number);
            push_all(out, &["\"^^<", datatype.iri, ">"]);
        }
        Object::Statement(subject, predicate, object) => {
            out.extend_from_slice(b"<<( ");
            for node in [*subject, Node::Term(predicate), *object] {
                out.push(b'<');
                graph.addresses.push(out, node);
                out.extend_from_slice(b"> ");
            }
            out.extend_from_slice(b")>>");
        }
    }
}

fn push_all(out: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
}
