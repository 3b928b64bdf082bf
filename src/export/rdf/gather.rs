//! What is said of one subject, grouped by predicate? For the syntaxes that name a subject, and each predicate, once.
//!
//! Types come first, as they are said; then our own terms in the order of their saying, then those of other vocabularies. The objects
//! of a predicate are sorted as they are written, and each stands once.

use super::statement::Object;
use super::{Graph, Subject};
use crate::ontology::vocabulary::{Term, rdf};

/// The statements of one subject; used again for the next one.
#[derive(Default)]
pub(super) struct Gathered {
    /// The written objects, one after the other.
    objects: Vec<u8>,
    said: Vec<Said>,
    /// The predicates so far.
    seen: Vec<&'static Term>,
}

/// One statement: when its predicate comes, and where its object stands.
#[derive(Clone, Copy)]
struct Said {
    rank: usize,
    predicate: &'static Term,
    start: usize,
    end: usize,
}

/// Added to the rank of predicates of other vocabularies.
const FOREIGN: usize = 1 << 16;

impl Gathered {
    /// Gathers the statements of a subject, their objects as `render` writes them.
    pub(super) fn gather<'v>(
        &mut self,
        graph: &Graph<'v>,
        subject: Subject,
        mut render: impl FnMut(&mut Vec<u8>, &'static Term, &Object<'v>),
    ) {
        let Self { objects, said, seen } = self;
        objects.clear();
        said.clear();
        seen.clear();
        graph.describe(subject, &mut |predicate, object| {
            let order = seen.iter().position(|term| is_same(term, predicate)).unwrap_or_else(|| {
                seen.push(predicate);
                seen.len() - 1
            });
            let start = objects.len();
            render(objects, predicate, &object);
            let rank = if is_foreign(predicate) { order + FOREIGN } else { order };
            said.push(Said { rank, predicate, start, end: objects.len() });
        });
        let text = |said: &Said| &objects[said.start..said.end];
        said.sort_by(|a, b| {
            let order = a.rank.cmp(&b.rank);
            if is_same(a.predicate, &rdf::TYPE) { order } else { order.then_with(|| text(a).cmp(text(b))) }
        });
        said.dedup_by(|a, b| a.rank == b.rank && text(a) == text(b));
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// The predicates, each with its objects.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'static Term, impl ExactSizeIterator<Item = &[u8]>)> {
        self.said.chunk_by(|a, b| a.rank == b.rank).filter_map(|group| {
            let objects = group.iter().map(|said| &self.objects[said.start..said.end]);
            Some((group.first()?.predicate, objects))
        })
    }
}

/// Terms are constants, of which the compiler may make copies: the same address says that two are the same, another says nothing.
fn is_same(a: &Term, b: &Term) -> bool {
    std::ptr::eq(a, b) || a.iri == b.iri
}

fn is_foreign(term: &Term) -> bool {
    matches!(term.prefix, "dc" | "dcat" | "dcterms" | "foaf" | "org" | "prov" | "schema" | "sem" | "vf" | "void")
}
