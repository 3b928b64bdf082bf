//! Is a name of one word a body's or a person's, by all the places where the text tells it?
//!
//! The recogniser judges each place alone and errs on names it never met: `Norwood` wins in one sentence as a person, in the next as
//! a place. What the text says of the name elsewhere decides: a longer name of which it is part, a title, what only bodies have.

use super::{
    Candidate, Form, Reader, Sort, is_capital, is_modifier,
    sort::{is_described_body, is_described_person},
};
use crate::{
    language::{NameKind, Relation, Upos},
    record::ActorType,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// What the places of one name tell of its bearer.
#[derive(Default)]
struct Evidence {
    person: bool,
    body: bool,
    /// It begins or ends the longer name of a body.
    part: bool,
    /// Something is in it or near it.
    place: bool,
    tagged_persons: usize,
    tagged_bodies: usize,
}

impl Evidence {
    fn is_place(&self) -> bool {
        self.place && !self.person && !self.body && self.tagged_bodies == 0
    }

    /// A would-be person or group is a body also where the name is part of one's; a name of no kind may be the place that it is called after.
    fn is_body(&self, sort: Sort) -> bool {
        let part = self.part && sort != Sort::Unknown;
        !self.person && (self.body || part || self.tagged_bodies > self.tagged_persons)
    }
}

/// Makes lone names of no kind places where the text tells what is there (known regions may act), and those that were read as persons or groups bodies where it shows that they are.
pub(super) fn agree(reader: &Reader<'_>, all: &mut [Candidate<'_>]) {
    let told = gather(reader, all);
    for candidate in all {
        let Some(word) = lone(reader, candidate) else { continue };
        let Form::Name { bare, sort, .. } = &mut candidate.form else { continue };
        let Some(evidence) = told.get(word) else { continue };
        if *sort == Sort::Unknown && evidence.is_place() && reader.seeds.place(word).is_empty() {
            *sort = Sort::Place;
            continue;
        }
        if *sort == Sort::Actor(ActorType::Group) && evidence.person {
            *sort = Sort::Actor(ActorType::Person);
            continue;
        }
        let other = matches!(sort, Sort::Actor(ActorType::Person | ActorType::Group) | Sort::Unknown);
        if other && evidence.is_body(*sort) {
            *sort = Sort::Actor(ActorType::Organization);
            candidate.tokens = bare.clone();
        }
    }
}

/// The single word that is a name of nobody known.
fn lone<'a>(reader: &Reader<'a>, candidate: &Candidate<'_>) -> Option<&'a str> {
    match &candidate.form {
        Form::Name { bare, known, sort } if bare.len() == 1 && known.is_empty() && *sort != Sort::Place => {
            let named = !reader.is(candidate.sentence, bare.start, "not_actor");
            named.then(|| reader.word(candidate.sentence, bare.start))
        }
        _ => None,
    }
}

fn gather<'a>(reader: &Reader<'a>, all: &[Candidate<'_>]) -> BTreeMap<&'a str, Evidence> {
    let mut told: BTreeMap<&str, Evidence> = BTreeMap::new();
    for candidate in all {
        if let Some(word) = lone(reader, candidate) {
            observe(reader, candidate, told.entry(word).or_default());
        }
    }
    for candidate in all {
        let Form::Name { bare, sort, .. } = &candidate.form else { continue };
        if bare.len() == 1 && is_told_as_place(reader, candidate.sentence, bare.start) {
            told.entry(reader.word(candidate.sentence, bare.start)).or_default().place = true;
        }
        let (first, last) =
            (reader.word(candidate.sentence, bare.start), reader.word(candidate.sentence, bare.end - 1));
        match sort {
            Sort::Actor(ActorType::Person) if bare.len() > 1 => {
                told.entry(first).or_default().person = true;
                told.entry(last).or_default().person = true;
            }
            Sort::Actor(ActorType::Organization) if bare.len() > 1 && !reader.seeds.given().contains(first) => {
                told.entry(first).or_default().part = true;
                told.entry(last).or_default().part = true;
            }
            _ => {}
        }
    }
    told
}

/// What one place tells of the name that stands there.
fn observe(reader: &Reader<'_>, candidate: &Candidate<'_>, evidence: &mut Evidence) {
    let Form::Name { bare, .. } = &candidate.form else { return };
    let sentence = candidate.sentence;
    let titled = candidate.tokens.start < bare.start;
    let given = reader.seeds.given().contains(reader.word(sentence, bare.start));
    evidence.person |= titled || given || is_described_person(reader, sentence, bare);
    evidence.body |= is_described_body(reader, sentence, bare) || has_what_bodies_have(reader, sentence, bare);
    let tagged = reader.sentence(sentence).names.iter().find(|n| (n.start..n.end).contains(&bare.start));
    match tagged.map(|name| name.kind) {
        Some(NameKind::Person) => evidence.tagged_persons += 1,
        Some(NameKind::Organisation) => evidence.tagged_bodies += 1,
        _ => {}
    }
}

/// Whether the name owns what only a body has, or stands before the office that a person named after it has there:
/// `Norwood's | shareholders`, `shares in | Norwood`, `Norwood | chairman Juan Mamani`.
fn has_what_bodies_have(reader: &Reader<'_>, sentence: usize, name: &Range<usize>) -> bool {
    let tree = reader.sentence(sentence);
    let token = &tree.tokens[name.start];
    let of = |p: &str| matches!(p, "of" | "in" | "at");
    let owns = is_modifier(token)
        || token.relation == Relation::NmodPoss
        || token.relation.is(Relation::Nmod) && reader.preposition(sentence, name.start).is_some_and(|p| of(&p));
    let owned = token.head.is_some_and(|h| owns && reader.is(sentence, h, "of_a_body"));
    let office = (name.end..tree.tokens.len().min(name.end + LONGEST_OFFICE)).find(|&t| {
        let word = &tree.tokens[t];
        !matches!(word.upos, Upos::Noun | Upos::Adj) || is_capital(reader.word(sentence, t))
    });
    let held = office.filter(|&t| t > name.end && tree.tokens[t].upos == Upos::Propn);
    owned || held.is_some_and(|t| reader.is(sentence, t - 1, "office_in_body"))
}

/// Whether something is in the name: `a pier in | Norwood`; not `shares in | Norwood`.
fn is_told_as_place(reader: &Reader<'_>, sentence: usize, name: usize) -> bool {
    let token = reader.token(sentence, name);
    let inside = |p: &str| reader.words.is(p, "locative") && p != "at" && p != "over";
    let owned = token.head.is_some_and(|h| reader.is(sentence, h, "of_a_body") || reader.is(sentence, h, "trust"));
    reader.preposition(sentence, name).is_some_and(|p| inside(&p)) && !owned
}

/// In words, the name after it included.
const LONGEST_OFFICE: usize = 4;
