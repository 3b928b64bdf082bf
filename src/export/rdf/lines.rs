//! How are the statements written one on a line? Sorted by their bytes, each once: the dump that `diff` compares.
//!
//! Subjects of one kind are sorted by address and the kinds are merged, so that no more than one subject's lines are in memory.

use std::{cmp::Ordering, io::Write};

use super::address::{self, Node, by_end, push_number};
use super::declaration::DECLARATIONS;
use super::literal::push_string;
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::Result;
use crate::ontology::vocabulary::{Term, rdf, rdfs};

/// How many bytes are handed over at a time.
const BATCH: usize = 1 << 16;

/// Writes N-Triples, or N-Quads with a named graph a document.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, quads: bool, out: &mut dyn Write) -> Result<()> {
    let mut runs: Vec<Run> = runs(graph).into_iter().filter_map(|subjects| Run::new(graph, subjects)).collect();
    let mut lines = Lines::new(graph, quads);
    while !runs.is_empty() {
        // Kinds mix little: one run goes on until the least of the others comes.
        runs.sort_unstable_by(|a, b| b.key.cmp(&a.key));
        let Some(mut run) = runs.pop() else { break };
        let until = runs.last().map(|next| next.key.clone());
        loop {
            lines.push(run.subject, run.document, &run.key);
            if lines.batch.len() >= BATCH {
                out.write_all(&lines.batch)?;
                lines.batch.clear();
            }
            if !run.advance(graph) {
                break;
            }
            if until.as_ref().is_some_and(|until| run.key > *until) {
                runs.push(run);
                break;
            }
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
        sort(graph, &mut entries);
        let &(subject, document) = entries.first()?;
        let mut run = Self { rest: entries.into_iter(), subject, document, key: Vec::new() };
        run.advance(graph).then_some(run)
    }

    fn advance(&mut self, graph: &Graph<'_>) -> bool {
        let Some((subject, document)) = self.rest.next() else { return false };
        (self.subject, self.document) = (subject, document);
        render(graph, subject, &mut self.key);
        true
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
            chunk.sort_by_cached_key(|&(subject, _)| address::place_key(graph.node(subject)));
        } else {
            chunk.sort_by(|(a, _), (b, _)| {
                address::order(graph.node(*a), graph.node(*b)).unwrap_or_else(|| by_address(*a, *b))
            });
        }
    }
    let mut pairs = entries.windows(2);
    if !pairs.all(|pair| pair[0].1 == pair[1].1 || by_address(pair[0].0, pair[1].0) != Ordering::Greater) {
        entries.sort_by(|(a, _), (b, _)| by_address(*a, *b));
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
    /// The objects, one after the other.
    objects: Vec<u8>,
    said: Vec<Said>,
    ranks: Ranks,
    /// How a line ends, and the document for which that is so.
    tail: Vec<u8>,
    document: Option<u32>,
}

/// One statement: its predicate with its rank, and where its object stands.
#[derive(Clone, Copy)]
struct Said {
    rank: u16,
    predicate: &'static Term,
    start: usize,
    end: usize,
}

/// Where each predicate stands among all, as lines are sorted. Asked for with every statement: answers are kept by where a predicate's
/// address lies in memory, which says nothing but that it is the same.
struct Ranks {
    sorted: Vec<&'static str>,
    /// The same as they are written: `<address> `.
    written: Vec<Vec<u8>>,
    kept: Vec<(usize, u16)>,
}

/// The rank of a predicate that is not among those known.
const UNKNOWN: u16 = u16::MAX;

impl Ranks {
    fn new() -> Self {
        let declared = DECLARATIONS.iter().map(|(term, _)| term.iri);
        let mut sorted: Vec<&str> = declared.chain(UNDECLARED.map(|term| term.iri)).collect();
        sorted.sort_unstable_by(|a, b| by_end(a.as_bytes(), b.as_bytes(), b'>'));
        sorted.dedup();
        let written = sorted.iter().map(|iri| format!("<{iri}> ").into_bytes()).collect();
        Self { sorted, written, kept: vec![(0, UNKNOWN); 1 << 10] }
    }

    fn of(&mut self, term: &Term) -> u16 {
        let place = term.iri.as_ptr() as usize;
        let slot = &mut self.kept[(place >> 2) & ((1 << 10) - 1)];
        if slot.0 != place {
            let order = |known: &&str| by_end(known.as_bytes(), term.iri.as_bytes(), b'>');
            let rank = self.sorted.binary_search_by(order).ok().and_then(|rank| u16::try_from(rank).ok());
            *slot = (place, rank.unwrap_or(UNKNOWN));
        }
        slot.1
    }
}

/// Predicates of exports that no OWL editor needs to be told of.
const UNDECLARED: [&Term; 4] = [&rdf::TYPE, &rdf::REIFIES, &rdfs::LABEL, &rdfs::SEE_ALSO];

impl<'g, 'v> Lines<'g, 'v> {
    fn new(graph: &'g Graph<'v>, quads: bool) -> Self {
        let (batch, tail) = (Vec::with_capacity(2 * BATCH), b" .\n".to_vec());
        Self { graph, quads, batch, objects: Vec::new(), said: Vec::new(), ranks: Ranks::new(), tail, document: None }
    }

    fn push(&mut self, subject: Subject, document: Option<u32>, key: &[u8]) {
        let (graph, objects, said, ranks) = (self.graph, &mut self.objects, &mut self.said, &mut self.ranks);
        objects.clear();
        said.clear();
        graph.describe(subject, &mut |predicate, object| {
            let start = objects.len();
            push_object(graph, objects, &object);
            said.push(Said { rank: ranks.of(predicate), predicate, start, end: objects.len() });
        });
        let object = |said: &Said| &objects[said.start..said.end];
        // An object may be the beginning of another; a blank follows.
        let objects = |a: &Said, b: &Said| by_end(object(a), object(b), b' ');
        if said.iter().all(|said| said.rank != UNKNOWN) {
            said.sort_unstable_by(|a, b| a.rank.cmp(&b.rank).then_with(|| objects(a, b)));
        } else {
            let predicates = |a: &Said, b: &Said| by_end(a.predicate.iri.as_bytes(), b.predicate.iri.as_bytes(), b'>');
            said.sort_unstable_by(|a, b| predicates(a, b).then_with(|| objects(a, b)));
        }
        said.dedup_by(|a, b| a.predicate.iri == b.predicate.iri && object(a) == object(b));
        if self.quads && self.document != document {
            self.document = document;
            self.tail.clear();
            self.tail.push(b' ');
            if let Some(document) = document {
                self.tail.push(b'<');
                graph.addresses.push(&mut self.tail, graph.node(Subject::Document(document)));
                self.tail.extend_from_slice(b"> ");
            }
            self.tail.extend_from_slice(b".\n");
        }
        for said in said.iter() {
            self.batch.extend_from_slice(key);
            match ranks.written.get(usize::from(said.rank)) {
                Some(written) => self.batch.extend_from_slice(written),
                None => push_all(&mut self.batch, &["<", said.predicate.iri, "> "]),
            }
            self.batch.extend_from_slice(object(said));
            self.batch.extend_from_slice(&self.tail);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::vocabulary::quid;

    #[test]
    fn predicates_rank_as_their_lines_are_sorted() {
        let mut ranks = Ranks::new();
        let known: Vec<u16> =
            [&rdfs::LABEL, &quid::SENTENCES, &quid::SENTENCES_WITHOUT_ACTION].map(|term| ranks.of(term)).into();
        assert!(known.is_sorted() && known.iter().all(|&rank| rank != UNKNOWN), "{known:?}");
        let stranger = Term { iri: "http://example.org/p", prefix: "x", local: "p", broader: &[] };
        assert_eq!((ranks.of(&stranger), ranks.of(&stranger)), (UNKNOWN, UNKNOWN));
    }
}
