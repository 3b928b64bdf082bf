//! Which lines do the statements of a subject make, and in which order? Found once for each pattern, since most subjects follow few.
//!
//! A pattern is what is said of a subject without the values: predicates, and objects that are terms of a vocabulary. The statements that
//! follow from it, the text of all that is no value, and the order of the lines are the same for all subjects of a pattern. Only values of
//! one predicate must be compared for each subject. Nothing here knows values.

use super::quick::QuickMap;
use super::statement::Object;
use super::{address::Node, statement::follow};
use crate::ontology::vocabulary::Term;

/// The patterns so far.
pub(super) struct Patterns {
    full: bool,
    /// What ends a line whose object is a term.
    close: &'static str,
    words: QuickMap<Place, Word>,
    /// Some of them again, by a few bits of their places.
    recent: Vec<(Place, Word)>,
    /// What follows from each word and the word itself.
    said: Vec<Vec<u16>>,
    ends: Vec<End>,
    /// The lines of the patterns that are kept; the first are those of the last pattern that is too long to be kept.
    lines: Vec<Vec<Step>>,
    known: QuickMap<Box<[Word]>, u32>,
}

/// A predicate, and the object where that is a term: what patterns are made of.
pub(super) type Word = u16;

/// Where the constants of a word lie in memory, which says nothing but that it is the same: predicate, term, and whether that is a class.
type Place = (usize, usize, bool);

/// What stands in a line behind the subject, as far as it is no value.
struct End {
    /// `<predicate> `, and where the object is a term, `<term>` and what ends the line.
    text: Box<[u8]>,
    predicate: usize,
    has_object: bool,
}

/// One line, or several that must be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A line without a value, by number of its end.
    Whole(u16),
    /// A line with a value: the number of its beginning, and which value it is.
    Value(u16, u32),
    /// So many of the next steps have the same predicate, and are to be sorted.
    Sort(u32),
}

/// How many bits of a place tell where to look first.
const RECENT: u32 = 11;

/// The longest pattern that is kept, and how many are.
const LONGEST: usize = 64;
const KEPT: usize = 1 << 12;

impl Patterns {
    /// No patterns yet; in a `full` export, what follows from a statement is said, too.
    pub(super) fn new(full: bool, close: &'static str) -> Self {
        let (words, known) = (QuickMap::default(), QuickMap::default());
        let recent = vec![((0, 0, false), 0); 1 << RECENT];
        Self { full, close, words, recent, said: Vec::new(), ends: Vec::new(), lines: vec![Vec::new()], known }
    }

    /// The word for a statement; the value of its object is passed over.
    pub(super) fn word(&mut self, said: &'static Term, object: &Object<'_>) -> Word {
        let term = match object {
            Object::Node(Node::Term(term)) => Some((*term, false)),
            Object::Class(term) => Some((*term, true)),
            _ => None,
        };
        let (object, is_class) = term.map_or((0, false), |(term, is_class)| (place(term), is_class));
        let key = (place(said), object, is_class);
        let [predicate, object] = [key.0, key.1].map(|place| place / size_of::<Term>());
        let slot = (predicate ^ (object * 7)) & ((1 << RECENT) - 1);
        if self.recent[slot].0 != key {
            let known = self.words.get(&key).copied();
            let word = known.unwrap_or_else(|| self.new_word(said, term));
            self.words.insert(key, word);
            self.recent[slot] = (key, word);
        }
        self.recent[slot].1
    }

    /// Finds the lines of a pattern, and gives their number for [`Patterns::steps`] until the next is found.
    pub(super) fn find(&mut self, pattern: &[Word]) -> u32 {
        if let Some(&lines) = self.known.get(pattern) {
            return lines;
        }
        let steps = self.found(pattern);
        if pattern.len() > LONGEST {
            self.lines[0] = steps;
            return 0;
        }
        if self.lines.len() > KEPT {
            self.known.clear();
            self.lines.truncate(1);
        }
        let number = u32::try_from(self.lines.len()).expect("so many are not kept");
        self.lines.push(steps);
        self.known.insert(pattern.into(), number);
        number
    }

    /// The lines of a pattern that was found, in their order.
    pub(super) fn steps(&self, lines: u32) -> &[Step] {
        &self.lines[lines as usize]
    }

    /// What stands behind the subject: the predicate, and the object if it is a term.
    pub(super) fn text(&self, end: u16) -> &[u8] {
        &self.ends[usize::from(end)].text
    }

    /// The object of an end that has one.
    pub(super) fn object(&self, end: u16) -> &[u8] {
        let End { text, predicate, .. } = &self.ends[usize::from(end)];
        &text[*predicate..]
    }

    fn new_word(&mut self, predicate: &'static Term, term: Option<(&'static Term, bool)>) -> Word {
        let mut said = Vec::new();
        let object = match term {
            Some((term, true)) => Object::Class(term),
            Some((term, false)) => Object::Node(Node::Term(term)),
            None => Object::Text("".into()),
        };
        follow(self.full, predicate, object, &mut |predicate, object| {
            let term = if let Object::Node(Node::Term(term)) = object { Some(term) } else { None };
            said.push(self.end(predicate, term));
        });
        self.said.push(said);
        number(self.said.len() - 1)
    }

    fn end(&mut self, predicate: &Term, object: Option<&Term>) -> u16 {
        let written = format!("<{}> ", predicate.iri);
        let object = object.map(|object| format!("<{}>{}", object.iri, self.close));
        let text = [written.as_bytes(), object.as_deref().unwrap_or_default().as_bytes()].concat();
        if let Some(at) = self.ends.iter().position(|end| *end.text == *text) {
            return number(at);
        }
        self.ends.push(End { text: text.into(), predicate: written.len(), has_object: object.is_some() });
        number(self.ends.len() - 1)
    }

    fn found(&self, pattern: &[Word]) -> Vec<Step> {
        let words = (0..).zip(pattern);
        let mut lines: Vec<(u16, u32)> =
            words.flat_map(|(at, &word)| self.said[usize::from(word)].iter().map(move |&end| (end, at))).collect();
        lines.sort_by(|(a, _), (b, _)| self.text(*a).cmp(self.text(*b)));
        lines.dedup_by(|a, b| a.0 == b.0 && self.ends[usize::from(a.0)].has_object);
        let mut steps = Vec::with_capacity(lines.len());
        for group in lines.chunk_by(|(a, _), (b, _)| self.predicate(*a) == self.predicate(*b)) {
            let has_object = |&(end, _): &(u16, u32)| self.ends[usize::from(end)].has_object;
            if group.len() > 1 && !group.iter().all(has_object) {
                steps.push(Step::Sort(u32::try_from(group.len()).expect("a graph has fewer statements")));
            }
            steps.extend(group.iter().map(|line| match line {
                (end, _) if has_object(line) => Step::Whole(*end),
                (end, at) => Step::Value(*end, *at),
            }));
        }
        steps
    }

    fn predicate(&self, end: u16) -> &[u8] {
        let End { text, predicate, .. } = &self.ends[usize::from(end)];
        &text[..*predicate]
    }
}

/// Terms are constants, of which the compiler may make copies: the same place says that two are the same, another says nothing.
fn place(term: &'static Term) -> usize {
    std::ptr::from_ref(term).addr()
}

fn number(at: usize) -> u16 {
    u16::try_from(at).expect("a vocabulary has fewer terms")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::vocabulary::{quid, rdf, rdfs};

    /// Statements with a value, and their lines in order.
    fn check(full: bool, said: &[(&'static Term, Object<'_>)], expected: &[&str]) {
        let mut patterns = Patterns::new(full, " .");
        for _ in 0..2 {
            let pattern: Vec<Word> = said.iter().map(|(predicate, object)| patterns.word(predicate, object)).collect();
            let found = patterns.find(&pattern);
            let lines = patterns.steps(found).iter().map(|step| match step {
                Step::Whole(end) => String::from_utf8_lossy(patterns.text(*end)).into_owned(),
                Step::Value(end, at) => format!("{}{at}", String::from_utf8_lossy(patterns.text(*end))),
                Step::Sort(count) => format!("sort {count}"),
            });
            let short = |line: String| line.replace("https://w3id.org/quidnunc/ontology#", "quid:");
            assert_eq!(lines.map(short).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn lines_are_sorted_once_for_all() {
        let text = |text: &'static str| Object::Text(text.into());
        let factual = Object::Node(Node::Term(&quid::ACTOR));
        let label = "<http://www.w3.org/2000/01/rdf-schema#label> 1";
        check(false, &[(&quid::KEY, text("a")), (&rdfs::LABEL, text("b"))], &[label, "<quid:key> 0"]);
        check(
            false,
            &[(&quid::KEY, factual.clone()), (&rdfs::LABEL, text("b")), (&quid::KEY, factual.clone())],
            &[label, "<quid:key> <quid:Actor> ."],
        );
        check(
            false,
            &[(&quid::KEY, factual), (&quid::KEY, text("b"))],
            &["sort 2", "<quid:key> 1", "<quid:key> <quid:Actor> ."],
        );
    }

    #[test]
    fn a_full_export_says_what_follows() {
        let mut patterns = Patterns::new(true, "");
        let class = patterns.word(&rdf::TYPE, &Object::Class(&quid::PERSON));
        let plain = patterns.word(&rdf::TYPE, &Object::Node(Node::Term(&quid::PERSON)));
        for (pattern, lines) in [(class, 1 + quid::PERSON.broader.len()), (plain, 1)] {
            let found = patterns.find(&[pattern]);
            assert_eq!(patterns.steps(found).len(), lines);
        }
    }
}
