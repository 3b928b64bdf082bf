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
    recent: Box<[(Place, Word); 1 << RECENT]>,
    /// What follows from each word and the word itself.
    said: Vec<Vec<u16>>,
    ends: Vec<End>,
    /// The lines of the patterns that are kept; the first are those of the last pattern that is too long to be kept.
    lines: Vec<Vec<Group>>,
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

/// Lines that follow each other.
pub(super) struct Group {
    pub(super) lines: Vec<Line>,
    /// Whether they have one predicate and come in the order of their objects, each once; else they come as they are.
    pub(super) is_unsorted: bool,
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without a value, by number of its end.
    Whole(u16),
    /// With a value: the number of its beginning, and which value it is.
    Value(u16, u32),
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
        let recent = Box::new([((0, 0, false), 0); 1 << RECENT]);
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
        let slot = (key.0 ^ key.1.rotate_left(3)) / size_of::<Term>() % (1 << RECENT);
        let (recent, word) = self.recent[slot];
        if recent == key { word } else { self.word_at(key, slot, said, term) }
    }

    /// The word for a statement that was not asked for of late.
    fn word_at(&mut self, key: Place, slot: usize, said: &'static Term, object: Option<(&'static Term, bool)>) -> Word {
        let known = self.words.get(&key).copied();
        let word = known.unwrap_or_else(|| self.new_word(said, object));
        self.words.insert(key, word);
        self.recent[slot] = (key, word);
        word
    }

    /// Finds the lines of a pattern, and gives their number for [`Patterns::lines`] until the next is found.
    pub(super) fn find(&mut self, pattern: &[Word]) -> u32 {
        if let Some(&lines) = self.known.get(pattern) {
            return lines;
        }
        let lines = self.found(pattern);
        if pattern.len() > LONGEST {
            self.lines[0] = lines;
            return 0;
        }
        if self.lines.len() > KEPT {
            self.known.clear();
            self.lines.truncate(1);
        }
        let number = u32::try_from(self.lines.len()).expect("so many are not kept");
        self.lines.push(lines);
        self.known.insert(pattern.into(), number);
        number
    }

    /// The lines of a pattern that was found, in their order.
    pub(super) fn lines(&self, lines: u32) -> &[Group] {
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

    fn found(&self, pattern: &[Word]) -> Vec<Group> {
        let words = (0..).zip(pattern);
        let mut lines: Vec<(u16, u32)> =
            words.flat_map(|(at, &word)| self.said[usize::from(word)].iter().map(move |&end| (end, at))).collect();
        lines.sort_by(|(a, _), (b, _)| self.text(*a).cmp(self.text(*b)));
        lines.dedup_by(|a, b| a.0 == b.0 && self.ends[usize::from(a.0)].has_object);
        let mut groups: Vec<Group> = Vec::new();
        for group in lines.chunk_by(|(a, _), (b, _)| self.predicate(*a) == self.predicate(*b)) {
            let line = |&(end, at): &(u16, u32)| {
                if self.ends[usize::from(end)].has_object { Line::Whole(end) } else { Line::Value(end, at) }
            };
            let lines = group.iter().map(line);
            let is_unsorted = lines.len() > 1 && lines.clone().any(|line| matches!(line, Line::Value(..)));
            match groups.last_mut() {
                Some(last) if !last.is_unsorted && !is_unsorted => last.lines.extend(lines),
                _ => groups.push(Group { lines: lines.collect(), is_unsorted }),
            }
        }
        groups
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
            let lines = patterns.lines(found).iter().flat_map(|group| {
                let head = group.is_unsorted.then(|| format!("sort {}", group.lines.len()));
                let lines = group.lines.iter().map(|line| match line {
                    Line::Whole(end) => String::from_utf8_lossy(patterns.text(*end)).into_owned(),
                    Line::Value(end, at) => format!("{}{at}", String::from_utf8_lossy(patterns.text(*end))),
                });
                head.into_iter().chain(lines)
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
            assert_eq!(patterns.lines(found).iter().map(|group| group.lines.len()).sum::<usize>(), lines);
        }
    }
}
