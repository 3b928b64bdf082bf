//! What is learned from: sentences with tags, trees and names.
//!
//! Needs what [`conllu`] reads. Names come from IOB2 files where a sentence has them there, and otherwise from the `Entity`
//! annotation of GUM: of a mention of a person, place or organisation whose head is a proper noun, the proper nouns around the head.

use crate::{
    error::Result,
    language::{
        Name, NameKind, Relation, Upos, Xpos,
        conllu::{self, GoldSentence, IobSentence},
    },
};
use std::collections::BTreeMap;

/// One annotated sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) forms: Vec<String>,
    pub(crate) upos: Vec<Upos>,
    pub(crate) xpos: Vec<Xpos>,
    /// Index of the head; none for the root.
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) relations: Vec<Relation>,
    /// Name labels, where names are known.
    pub(crate) names: Option<Vec<u8>>,
}

/// The sentences of treebanks with the names of IOB2 texts.
///
/// # Errors
/// At a line that is not in its format.
pub(crate) fn read(trees: &[String], names: &[String]) -> Result<(Vec<GoldSentence>, Vec<Example>)> {
    let mut known: BTreeMap<Box<str>, IobSentence> = BTreeMap::new();
    for text in names {
        known.extend(conllu::read_iob2(text)?.into_iter().map(|sentence| (sentence.id.clone(), sentence)));
    }
    let mut sentences = Vec::new();
    for text in trees {
        sentences.extend(conllu::read(text)?);
    }
    let examples = sentences.iter().map(|sentence| example(sentence, known.get(&sentence.id))).collect();
    Ok((sentences, examples))
}

fn example(sentence: &GoldSentence, names: Option<&IobSentence>) -> Example {
    let words = &sentence.words;
    let names = match names.filter(|names| names.forms.len() == words.len()) {
        Some(names) => Some(names.names.clone()),
        None => entity_names(sentence),
    };
    Example {
        forms: words.iter().map(|word| word.form.to_string()).collect(),
        upos: words.iter().map(|word| word.upos).collect(),
        xpos: words.iter().map(|word| word.xpos).collect(),
        heads: words.iter().map(|word| word.head).collect(),
        relations: words.iter().map(|word| word.relation).collect(),
        names: names.map(|names| labels(&names, words.len())),
    }
}

/// Labels of words: 0 outside, then beginning and inside of person, place and organisation.
fn labels(names: &[Name], words: usize) -> Vec<u8> {
    let mut labels = vec![0; words];
    for name in names {
        let first = match name.kind {
            NameKind::Person => 1,
            NameKind::Place => 3,
            NameKind::Organisation => 5,
        };
        labels[name.start..name.end].fill(first + 1);
        labels[name.start] = first;
    }
    labels
}

/// Names that the `Entity` annotation of a sentence implies, if it has any such annotation.
fn entity_names(sentence: &GoldSentence) -> Option<Vec<Name>> {
    let mut open: Vec<(String, Option<NameKind>, usize)> = Vec::new();
    let mut names: Vec<Name> = Vec::new();
    let mut annotated = false;
    for (at, word) in sentence.words.iter().enumerate() {
        annotated |= !word.entity.is_empty();
        for part in entity_parts(&word.entity) {
            let (id, kind) = entity_head(part);
            if part.starts_with('(') {
                open.push((id.to_owned(), kind, at));
            }
            if part.ends_with(')')
                && let Some(i) = open.iter().rposition(|(known, _, _)| known == id)
            {
                let (_, kind, start) = open.remove(i);
                names.extend(kind.and_then(|kind| proper_part(sentence, start, at + 1, kind)));
            }
        }
    }
    names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
    let mut end = 0;
    names.retain(|name| {
        let free = name.start >= end;
        end = end.max(name.end);
        free
    });
    annotated.then_some(names)
}

/// The openings and closings of one word: `(1-person-new(2-place-new)1)` has three.
fn entity_parts(entity: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in entity.char_indices() {
        if c == '(' && at > start {
            parts.push(&entity[start..at]);
            start = at;
        } else if c == ')' {
            parts.push(&entity[start..=at]);
            start = at + 1;
        }
    }
    if start < entity.len() {
        parts.push(&entity[start..]);
    }
    parts
}

fn entity_head(part: &str) -> (&str, Option<NameKind>) {
    let mut fields = part.trim_matches(['(', ')']).split('-');
    let id = fields.next().unwrap_or("");
    let kind = match fields.next() {
        Some("person") => Some(NameKind::Person),
        Some("place") => Some(NameKind::Place),
        Some("organization") => Some(NameKind::Organisation),
        _ => None,
    };
    (id, kind)
}

/// Words before a person's name that are no part of it.
pub(super) const TITLES: &[&str] = &[
    "president",
    "mr.",
    "mr",
    "mrs.",
    "mrs",
    "ms.",
    "ms",
    "dr.",
    "dr",
    "prof.",
    "professor",
    "minister",
    "senator",
    "king",
    "queen",
    "prince",
    "princess",
    "sir",
    "lord",
    "lady",
    "pope",
    "general",
    "governor",
    "chancellor",
    "secretary",
    "judge",
    "justice",
    "captain",
    "colonel",
    "prime",
    "vice",
    "saint",
    "st.",
    "rep.",
    "sen.",
    "gov.",
    "gen.",
    "uncle",
    "aunt",
    "emperor",
    "miss",
    "mayor",
    "ambassador",
    "congressman",
];

/// The proper nouns around the head of the mention `start..end`.
fn proper_part(sentence: &GoldSentence, start: usize, end: usize, kind: NameKind) -> Option<Name> {
    let words = &sentence.words;
    let outside = |head: Option<usize>| head.is_none_or(|head| !(start..end).contains(&head));
    let head = (start..end).find(|&i| outside(words[i].head))?;
    if words[head].upos != Upos::Propn {
        return None;
    }
    let belongs = |i: usize| {
        let mut at = i;
        for _ in 0..6 {
            if at == head {
                return true;
            }
            if matches!(words[at].relation, Relation::Appos | Relation::Conj | Relation::Parataxis) {
                return false;
            }
            match words[at].head {
                Some(up) => at = up,
                None => return false,
            }
        }
        false
    };
    let proper = |i: usize| matches!(words[i].xpos, Xpos::Nnp | Xpos::Nnps) && belongs(i);
    let joins =
        |i: usize| matches!(&*words[i].form, "-" | "of" | "de" | "la" | "&" | "'s" | "’s" | "al" | "van" | "von");
    let (mut first, mut last) = (head, head + 1);
    while first > start && (proper(first - 1) || first > start + 1 && joins(first - 1) && proper(first - 2)) {
        first -= 1;
    }
    while last < end && (proper(last) || last + 1 < end && joins(last) && proper(last + 1)) {
        last += 1;
    }
    let title = |i: usize| TITLES.contains(&&*words[i].form.to_lowercase());
    while kind == NameKind::Person && first + 1 < last && title(first) {
        first += 1;
    }
    (!title(first) || last - first > 1).then_some(Name { start: first, end: last, kind })
}
