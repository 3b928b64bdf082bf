//! How are the statements written one on a line? Sorted by their bytes, each once: the dump that `diff` compares.
//!
//! Subjects of one kind are sorted by address and the kinds are merged, so that no more than one subject's lines are in memory.

use std::{cmp::Ordering, io::Write};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::address::{self, Node, push_number};
use super::literal::push_string;
use super::pattern::{Patterns, Step, Word};
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::Result;

/// How many subjects a thread takes at a time: enough to outweigh the handing over, few enough to stay small.
const BATCH: usize = 128;

/// How many threads write at most: to find the next subjects and hand over the lines keeps one busy.
const THREADS: usize = 4;

/// Writes N-Triples, or N-Quads with a named graph a document.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, quads: bool, out: &mut dyn Write) -> Result<()> {
    let mut subjects = Subjects::new(graph);
    let threads = rayon::current_num_threads().min(THREADS);
    if threads == 1 {
        let mut lines = Lines::new(graph, quads);
        while subjects.give(&mut lines) {
            lines.write();
            out.write_all(&lines.batch)?;
        }
        return Ok(());
    }
    let hands = || -> Vec<_> { (0..threads).map(|_| Lines::new(graph, quads)).collect() };
    let (mut done, mut busy) = (hands(), hands());
    let mut is_more = true;
    while is_more {
        // While some write, the lines of the others are handed over in order, and their next subjects found.
        rayon::in_place_scope(|scope| -> Result<()> {
            busy.iter_mut().for_each(|lines| scope.spawn(|_| lines.write()));
            is_more = false;
            for lines in &mut done {
                out.write_all(&lines.batch)?;
                is_more |= subjects.give(lines);
            }
            Ok(())
        })?;
        std::mem::swap(&mut done, &mut busy);
        is_more |= done.iter().any(|lines| !lines.batch.is_empty());
    }
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
        let runs = runs(graph).into_par_iter().filter_map(|subjects| Run::new(graph, subjects)).collect();
        Self { graph, runs, ready: 0 }
    }

    /// Gives the next subjects to one that writes, and says whether there were any.
    fn give(&mut self, lines: &mut Lines<'_, '_>) -> bool {
        lines.clear();
        while lines.subjects.len() < BATCH && self.find_ready() {
            let count = self.ready.min(BATCH - lines.subjects.len());
            let run = self.runs.last_mut().expect("some of it is ready");
            lines.subjects.extend(run.rest.by_ref().take(count));
            self.ready -= count;
        }
        !lines.subjects.is_empty()
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
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut by_address = |a: Subject, b: Subject| {
        render(graph, a, &mut left);
        render(graph, b, &mut right);
        left.cmp(&right)
    };
    // The mentions of one document are sorted by place alone; documents stand as their addresses do, or all is sorted.
    for chunk in entries.chunk_by_mut(|(_, a), (_, b)| a == b) {
        if let (Subject::Mention(..), _) = chunk[0] {
            sort_places(graph, chunk);
        } else if !sort_ids(graph, chunk) {
            chunk.sort_by(|(a, _), (b, _)| by_address(*a, *b));
        }
    }
    let mut pairs = entries.windows(2);
    if !pairs.all(|pair| pair[0].1 == pair[1].1 || by_address(pair[0].0, pair[1].0) != Ordering::Greater) {
        entries.sort_by(|(a, _), (b, _)| by_address(*a, *b));
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

/// Lists of subjects that a sort finds nearly sorted: each is of one kind.
fn runs(graph: &Graph<'_>) -> Vec<Vec<Entry>> {
    let mut runs: Vec<Vec<Entry>> = Vec::new();
    for section in graph.sections() {
        let is_side = |subject: &Subject| matches!(subject, Subject::Side(..));
        let (sides, others): (Vec<Subject>, Vec<Subject>) = section.subjects.into_iter().partition(is_side);
        runs.extend([sides, others].map(|list| list.into_iter().map(|subject| (subject, None)).collect()));
    }
    if graph.is_full() {
        let entry = |(document, subject)| (subject, Some(document));
        let mut claims: Vec<Entry> = graph.claims().map(entry).collect();
        claims.sort_by_key(|&(_, document)| document);
        runs.extend([claims, graph.mentions().map(entry).collect()]);
    }
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
    /// What is to be written.
    subjects: Vec<Entry>,
    /// The current subject as it is written: `<address> `.
    key: Vec<u8>,
    /// The document that the current subject is a place in, and how much of the key all places in it share.
    shared: Option<(&'v str, usize)>,
    /// What is written.
    batch: Vec<u8>,
    patterns: Patterns,
    /// What is said of the current subject: its pattern, and the values in one piece with where each ends.
    pattern: Vec<Word>,
    values: Vec<u8>,
    ends: Vec<usize>,
    /// Lines of one predicate while they are sorted.
    sorted: Vec<Step>,
    /// What ends an object.
    close: &'static str,
    /// What ends a line, and the document for which that is so.
    tail: Vec<u8>,
    document: Option<u32>,
}

impl<'g, 'v> Lines<'g, 'v> {
    fn new(graph: &'g Graph<'v>, quads: bool) -> Self {
        // A quad goes on with its graph, a triple ends with its object.
        let (close, tail) = if quads { (" ", b".\n".to_vec()) } else { (" .\n", Vec::new()) };
        Self {
            graph,
            quads,
            subjects: Vec::new(),
            key: Vec::new(),
            shared: None,
            batch: Vec::new(),
            patterns: Patterns::new(graph.is_full(), close),
            pattern: Vec::new(),
            values: Vec::new(),
            ends: Vec::new(),
            sorted: Vec::new(),
            close,
            tail,
            document: None,
        }
    }

    fn clear(&mut self) {
        self.subjects.clear();
        self.batch.clear();
    }

    /// Writes all that is to be written.
    fn write(&mut self) {
        for at in 0..self.subjects.len() {
            let (subject, document) = self.subjects[at];
            self.set_key(subject);
            self.gather(subject);
            self.set_tail(document);
            self.push_lines();
        }
    }

    /// Renders the key of a subject; places in one document share all but its end.
    fn set_key(&mut self, subject: Subject) {
        let Self { graph, key, shared, .. } = self;
        let Node::Mention(document, start, end) = graph.node(subject) else {
            *shared = None;
            return render(graph, subject, key);
        };
        if let Some((_, len)) = shared.filter(|&(known, _)| known == document) {
            key.truncate(len);
        } else {
            key.clear();
            key.push(b'<');
            graph.addresses.push_document(key, document);
            *shared = Some((document, key.len()));
        }
        address::push_place(key, start, end);
        key.extend_from_slice(b"> ");
    }

    /// Writes the lines of what was gathered.
    fn push_lines(&mut self) {
        let Self { key, patterns, pattern, values, ends, sorted, tail, batch, .. } = self;
        let lines = patterns.find(pattern);
        let value = |at: u32| {
            let at = at as usize;
            &values[if at == 0 { 0 } else { ends[at - 1] }..ends[at]]
        };
        let mut push = |step: Step| {
            batch.extend_from_slice(key);
            match step {
                Step::Whole(end) => batch.extend_from_slice(patterns.text(end)),
                Step::Value(end, at) => {
                    batch.extend_from_slice(patterns.text(end));
                    batch.extend_from_slice(value(at));
                }
                Step::Sort(_) => {}
            }
            if !tail.is_empty() {
                batch.extend_from_slice(tail);
            }
        };
        let object = |step: &Step| match *step {
            Step::Whole(end) => patterns.object(end),
            Step::Value(_, at) => value(at),
            Step::Sort(_) => &[],
        };
        let mut rest = patterns.steps(lines);
        while let Some((&step, after)) = rest.split_first() {
            rest = after;
            let Step::Sort(count) = step else {
                push(step);
                continue;
            };
            let (group, after) = rest.split_at(count as usize);
            rest = after;
            sorted.clear();
            sorted.extend_from_slice(group);
            sorted.sort_unstable_by(|a, b| object(a).cmp(object(b)));
            sorted.dedup_by(|a, b| object(a) == object(b));
            sorted.iter().for_each(|&step| push(step));
        }
    }

    /// Finds what is said of a subject.
    fn gather(&mut self, subject: Subject) {
        let Self { graph, patterns, pattern, values, ends, close, .. } = self;
        pattern.clear();
        values.clear();
        ends.clear();
        graph.outline(subject, &mut |predicate, object| {
            pattern.push(patterns.word(predicate, &object));
            push_value(graph, values, &object, close);
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
            self.tail.push(b'<');
            self.graph.addresses.push(&mut self.tail, self.graph.node(Subject::Document(document)));
            self.tail.extend_from_slice(b"> ");
        }
        self.tail.extend_from_slice(b".\n");
    }
}

/// Appends an object with what ends it, unless it is a term.
fn push_value(graph: &Graph<'_>, out: &mut Vec<u8>, object: &Object<'_>, close: &str) {
    match object {
        Object::Node(Node::Term(_)) | Object::Class(_) => return,
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
    out.extend_from_slice(close.as_bytes());
}

fn push_all(out: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
}
