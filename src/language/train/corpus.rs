//! What is learned from: sentences with tags, trees and names, read from treebanks and name annotations.
//!
//! Needs the texts of the files; never opens one.

use crate::language::{Relation, Upos, Xpos};
use std::collections::BTreeMap;

/// One annotated sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) forms: Vec<String>,
    pub(crate) upos: Vec<Option<Upos>>,
    pub(crate) xpos: Vec<Option<Xpos>>,
    /// One-based head, 0 for the root.
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<Relation>,
    /// Name labels, where they are known.
    pub(crate) names: Option<Vec<u8>>,
    id: String,
}

/// Labels of names: 0 outside, then beginning and inside of person, place and organisation.
pub(crate) const NAME_LABELS: usize = 7;

/// The sentences of a CoNLL-U text, multi-word tokens and empty nodes left out.
pub(crate) fn read_trees(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut example = Example::default();
    for line in text.lines() {
        if line.is_empty() {
            if !example.forms.is_empty() {
                examples.push(std::mem::take(&mut example));
            }
        } else if let Some(id) = line.strip_prefix("# sent_id = ") {
            example.id = id.to_owned();
        } else if !line.starts_with('#') {
            add_word(&mut example, line);
        }
    }
    if !example.forms.is_empty() {
        examples.push(example);
    }
    examples
}

fn add_word(example: &mut Example, line: &str) {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() < 8 || fields[0].parse::<usize>().is_err() {
        return;
    }
    example.forms.push(fields[1].to_owned());
    example.upos.push(Upos::from_text(fields[3]));
    example.xpos.push(Xpos::from_text(fields[4]));
    example.heads.push(fields[6].parse().unwrap_or(0));
    example.relations.push(relation(fields[7]));
}

/// The relation, or the nearest that the label set has.
fn relation(text: &str) -> Relation {
    let base = || Relation::from_text(text.split(':').next().unwrap_or(text));
    match text {
        "obl:npmod" | "obl:tmod" => Relation::OblUnmarked,
        "nmod:npmod" | "nmod:tmod" => Relation::NmodUnmarked,
        _ => Relation::from_text(text).or_else(base).unwrap_or(Relation::Dep),
    }
}

/// Name labels of an IOB2 text (index, form, label) by sentence id.
pub(crate) fn read_names(text: &str) -> BTreeMap<String, Vec<u8>> {
    let mut sentences = BTreeMap::new();
    let (mut id, mut labels) = (String::new(), Vec::new());
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !labels.is_empty() {
                sentences.insert(std::mem::take(&mut id), std::mem::take(&mut labels));
            }
        } else if let Some(found) = line.strip_prefix("# sent_id = ") {
            id = found.to_owned();
        } else if !line.starts_with('#') {
            labels.push(name_label(line.split('\t').nth(2).unwrap_or("O")));
        }
    }
    sentences
}

fn name_label(text: &str) -> u8 {
    match text {
        "B-PER" => 1,
        "I-PER" => 2,
        "B-LOC" => 3,
        "I-LOC" => 4,
        "B-ORG" => 5,
        "I-ORG" => 6,
        _ => 0,
    }
}

/// Gives the examples the labels of their sentence, where the number of words agrees.
pub(crate) fn join_names(examples: &mut [Example], names: &BTreeMap<String, Vec<u8>>) {
    for example in examples {
        if let Some(labels) = names.get(&example.id).filter(|labels| labels.len() == example.forms.len()) {
            example.names = Some(labels.clone());
        }
    }
}
