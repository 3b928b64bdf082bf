//! How are the statements written one on a line? Sorted by their bytes, each once: the dump that `diff` compares.
//!
//! Subjects of one kind are sorted by address and the kinds are merged, so that no more than one subject's lines are in memory.

use std::{cmp::Ordering, io::Write};

use rayon::{iter::ParallelIterator, slice::ParallelSliceMut};

use super::super::batch::push_all;
use super::address::{self, Node, Remembering, push_number};
use super::literal::push_string;
use super::pattern::{Line, Patterns, Word};
use super::statement::Object;
use super::turns::{self, Batch};
use super::{Graph, Subject};
use crate::error::Result;

/// How many subjects are written at a time: enough to outweigh the handing over, few enough to stay small.
const BATCH: usize = 128;

/// How many threads write at most: to hand over the lines of more keeps one busy.
const THREADS: usize = 4;

/// Writes N-Triples, or N-Quads with a named graph a document.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, quads: bool, out: &mut dyn Write) -> Result<()> {
    let mut subjects = Subjects::new(graph);
    let give = |batch: &mut Vec<Entry>| subjects.give(batch);
    let maker = || {
        let mut lines = Lines::new(graph, quads);
        move |batch: &mut Batch<Entry>| lines.write(batch)
    };
    turns::write(rayon::current_num_threads().min(THREADS), give, maker, out)
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

/// All subjects by address. Kinds mix little: a stretch of one run is given until the least of the others comes.
struct Subjects<'g, 'v> {
    graph: &'g Graph<'v>,
    /// What is left of each kind, that with the least address last.
    runs: Vec<Run>,
    /// How many subjects of the last run come before all others.
    ready: usize,
}

impl<'g, 'v> Subjects<'g, 'v> {
    fn new(graph: &'g Graph<'v>) -> Self {
        Self { graph, runs: runs(graph), ready: 0 }
    }

    /// Fills a batch with the next subjects.
    fn give(&mut self, batch: &mut Vec<Entry>) {
        while batch.len() < BATCH && self.find_ready() {
            let count = self.ready.min(BATCH - batch.len());
            let run = self.runs.last_mut().expect("some of it is ready");
            batch.extend(run.rest.by_ref().take(count));
            self.ready -= count;
        }
    }

    /// Makes sure that something is ready; says no when nothing is left.
    fn find_ready(&mut self) -> bool {
        if self.ready > 0 {
            return true;
        }
        let graph = self.graph;
        let last = self.runs.pop().filter(|run| run.rest.len() > 0);
        self.runs.extend(last.map(|run| run.renewed(graph)));
        self.runs.sort_unstable_by(|a, b| b.key.cmp(&a.key));
        if let [.., next, run] = &self.runs[..] {
            self.ready = run.before(graph, &next.key);
        } else {
            self.ready = self.runs.first().map_or(0, |run| run.rest.len());
        }
        self.ready > 0
    }
}

/// The subjects of one kind that are left, by address.
struct Run {
    rest: std::vec::IntoIter<Entry>,
    /// The first of them as it is written: `<address> `.
    key: Vec<u8>,
}

impl Run {
    fn new(graph: &Graph<'_>, mut entries: Vec<Entry>) -> Option<Self> {
        sort(graph, &mut entries);
        let run = Self { rest: entries.into_iter(), key: Vec::new() };
        (run.rest.len() > 0).then(|| run.renewed(graph))
    }

    /// The same with the key of what is first now.
    fn renewed(mut self, graph: &Graph<'_>) -> Self {
        if let Some(&(subject, _)) = self.rest.as_slice().first() {
            render(graph, subject, &mut self.key);
        }
        self
    }

    /// How many subjects come before the one with key `until`: the first, and those that a search in growing steps finds behind it.
    fn before(&self, graph: &Graph<'_>, until: &[u8]) -> usize {
        let entries = self.rest.as_slice();
        let mut key = Vec::new();
        let mut comes_before = |&(subject, _): &Entry| {
            render(graph, subject, &mut key);
            key.as_slice() <= until
        };
        let (mut low, mut step) = (1, 1);
        while let Some(entry) = entries.get(low + step)
            && comes_before(entry)
        {
            low += step;
            step *= 2;
        }
        let high = entries.len().min(low + step);
        low + entries[low.min(high)..high].partition_point(comes_before)
    }
}

/// Sorts subjects of one kind by address. They come sorted by id, mentions by document and place, which is nearly the same.
fn sort(graph: &Graph<'_>, entries: &mut [Entry]) {
    // The mentions of one document are sorted by place alone; documents stand as their addresses do, or all is sorted.
    entries.par_chunk_by_mut(|(_, a), (_, b)| a == b).for_each(|chunk| {
        if let (Subject::Mention(..), _) = chunk[0] {
            sort_places(graph, chunk);
        } else if !sort_ids(graph, chunk) {
            sort_addresses(graph, chunk);
        }
    });
    let mut by_address = by_address(graph);
    let mut pairs = entries.windows(2);
    if !pairs.all(|pair| pair[0].1 == pair[1].1 || by_address(&pair[0], &pair[1]) != Ordering::Greater) {
        sort_addresses(graph, entries);
    }
}

fn sort_addresses(graph: &Graph<'_>, entries: &mut [Entry]) {
    entries.sort_by(by_address(graph));
}

fn by_address(graph: &Graph<'_>) -> impl FnMut(&Entry, &Entry) -> Ordering {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    move |&(a, _), &(b, _)| {
        render(graph, a, &mut left);
        render(graph, b, &mut right);
        left.cmp(&right)
    }
}

/// Sorts places in one document. By number they are sorted in as many pieces as numbers have lengths, which a stable sort merges.
fn sort_places(graph: &Graph<'_>, entries: &mut [Entry]) {
    let keyed = entries.iter().map(|&entry| (address::place_key(graph.node(entry.0)), entry));
    let mut keyed: Vec<(u128, Entry)> = keyed.collect();
    keyed.sort_by_key(|&(key, _)| key);
    entries.iter_mut().zip(keyed).for_each(|(entry, (_, sorted))| *entry = sorted);
}

/// Sorts nodes whose ids need no escape; does nothing and says so where one does.
fn sort_ids(graph: &Graph<'_>, entries: &mut [Entry]) -> bool {
    let ids = entries.iter().map(|&entry| Some((address::plain_id(graph.node(entry.0))?, entry)));
    let Some(mut ids) = ids.collect::<Option<Vec<(&str, Entry)>>>() else { return false };
    address::sort_ids(&mut ids);
    entries.iter_mut().zip(ids).for_each(|(entry, (_, sorted))| *entry = sorted);
    true
}

/// All subjects by kind.
fn runs(graph: &Graph<'_>) -> Vec<Run> {
    let merged = || {
        let is_side = |subject: &Subject| matches!(subject, Subject::Side(..));
        let sections = graph.sections().into_iter().map(|section| section.subjects.into_iter().partition(is_side));
        let lists = sections.flat_map(|(sides, others): (Vec<Subject>, Vec<Subject>)| [sides, others]);
        let entries = lists.map(|list| list.into_iter().map(|subject| (subject, None)).collect());
        entries.filter_map(|entries| Run::new(graph, entries)).collect::<Vec<Run>>()
    };
    if !graph.is_full() {
        return merged();
    }
    let entry = |(document, subject)| (subject, Some(document));
    let claims = || {
        let mut claims: Vec<Entry> = graph.claims().map(entry).collect();
        claims.sort_by_key(|&(_, document)| document);
        Run::new(graph, claims)
    };
    let mentions = || Run::new(graph, graph.mentions().map(entry).collect());
    let (mut runs, told) = rayon::join(merged, || rayon::join(claims, mentions));
    runs.extend([told.0, told.1].into_iter().flatten());
    runs
}

fn render(graph: &Graph<'_>, subject: Subject, key: &mut Vec<u8>) {
    key.clear();
    key.push(b'<');
    graph.addresses.push(key, graph.node(subject));
    key.extend_from_slice(b"> ");
}

/// Writes the lines of one subject after the other.
struct Lines<'g, 'v> {
    graph: &'g Graph<'v>,
    quads: bool,
    /// The current subject as it is written: `<address> `.
    key: Vec<u8>,
    addresses: Remembering<'g, 'v>,
    patterns: Patterns,
    /// What is said of the current subject: its pattern, and the values in one piece with where each ends, behind a 0.
    pattern: Vec<Word>,
    values: Vec<u8>,
    ends: Vec<usize>,
    /// Lines of one predicate while they are sorted.
    sorted: Vec<Line>,
    /// What ends a line, and the document for which that is so.
    tail: Vec<u8>,
    document: Option<u32>,
}

impl<'g, 'v> Lines<'g, 'v> {
    fn new(graph: &'g Graph<'v>, quads: bool) -> Self {
        let (close, tail) = if quads { (" ", b".\n".to_vec()) } else { (" .\n", Vec::new()) };
        Self {
            graph,
            quads,
            key: Vec::new(),
            addresses: Remembering::new(&graph.addresses),
            patterns: Patterns::new(graph.is_full(), close),
            pattern: Vec::new(),
            values: Vec::new(),
            ends: Vec::new(),
            sorted: Vec::new(),
            tail,
            document: None,
        }
    }

    /// Writes the lines of a batch.
    fn write(&mut self, batch: &mut Batch<Entry>) {
        let Batch { items, bytes, .. } = batch;
        self.graph.look_at(items.iter().map(|&(subject, _)| subject));
        for &mut (subject, document) in items {
            self.set_key(subject);
            self.gather(subject);
            self.set_tail(document);
            self.push_lines(bytes);
        }
    }

    fn set_key(&mut self, subject: Subject) {
        self.key.clear();
        push_node(&mut self.addresses, &mut self.key, self.graph.node(subject));
        self.key.push(b' ');
    }

    /// Writes the lines of what was gathered.
    fn push_lines(&mut self, out: &mut Vec<u8>) {
        let Self { key, patterns, pattern, values, ends, sorted, tail, .. } = self;
        let found = patterns.find(pattern);
        let value = |at: u32| &values[ends[at as usize]..ends[at as usize + 1]];
        let object = |line: &Line| match *line {
            Line::Whole(end) => patterns.object(end),
            Line::Value(_, at) => value(at),
        };
        for group in patterns.lines(found) {
            let mut lines = &group.lines;
            if group.is_unsorted {
                sorted.clone_from(lines);
                sorted.sort_unstable_by(|a, b| object(a).cmp(object(b)));
                sorted.dedup_by(|a, b| object(a) == object(b));
                lines = sorted;
            }
            for &line in lines {
                out.extend_from_slice(key);
                match line {
                    Line::Whole(end) => out.extend_from_slice(patterns.text(end)),
                    Line::Value(end, at) => {
                        out.extend_from_slice(patterns.text(end));
                        out.extend_from_slice(value(at));
                    }
                }
                if !tail.is_empty() {
                    out.extend_from_slice(tail);
                }
            }
        }
    }

    /// Finds what is said of a subject.
    fn gather(&mut self, subject: Subject) {
        let Self { graph, quads, addresses, patterns, pattern, values, ends, .. } = self;
        pattern.clear();
        values.clear();
        ends.clear();
        ends.push(0);
        graph.outline(subject, &mut |predicate, object| {
            pattern.push(patterns.word(predicate, &object));
            push_value(addresses, values, &object, *quads);
            ends.push(values.len());
        });
    }

    fn set_tail(&mut self, document: Option<u32>) {
        if !self.quads || self.document == document {
            return;
        }
        self.document = document;
        self.tail.clear();
        if let Some(document) = document {
            push_node(&mut self.addresses, &mut self.tail, self.graph.node(Subject::Document(document)));
            self.tail.push(b' ');
        }
        self.tail.extend_from_slice(b".\n");
    }
}

/// Appends an object with what ends it, unless it is a term.
fn push_value<'v>(addresses: &mut Remembering<'_, 'v>, out: &mut Vec<u8>, object: &Object<'v>, quads: bool) {
    match object {
        Object::Node(Node::Term(_)) | Object::Class(_) => return,
        Object::Node(node) => push_node(addresses, out, *node),
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
                push_node(addresses, out, node);
                out.push(b' ');
            }
            out.extend_from_slice(b")>>");
        }
    }
    // A quad goes on with its graph, a triple ends here.
    if quads {
        out.push(b' ');
    } else {
        out.extend_from_slice(b" .\n");
    }
}

fn push_node<'v>(addresses: &mut Remembering<'_, 'v>, out: &mut Vec<u8>, node: Node<'v>) {
    out.push(b'<');
    addresses.push(out, node);
    out.push(b'>');
}
