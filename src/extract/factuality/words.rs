//! The words that bear on how real an action is: `ontology/words/modality.toml`.

use super::mood::Mood;
use crate::record::Certainty;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

/// The words, read once.
pub(super) static MODALITY: LazyLock<Modality> = LazyLock::new(|| Modality::new(lists()));

pub(super) struct Modality {
    slots: HashMap<Slot, HashMap<String, Entry>>,
    pub(super) purpose: Purpose,
    pub(super) rules: Rules,
    pub(super) marks: Marks,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) effect: Effect,
    pub(super) why: &'static str,
}

/// Where a word stands that bears on an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(super) enum Slot {
    #[serde(rename = "modals")]
    Modal,
    #[serde(rename = "adverbs")]
    Adverb,
    #[serde(rename = "clauses")]
    Clause,
    #[serde(rename = "objects")]
    Object,
    #[serde(rename = "subjects")]
    Subject,
    #[serde(rename = "nouns")]
    Noun,
    #[serde(rename = "adjectives")]
    Adjective,
    #[serde(rename = "attributes")]
    Attribute,
}

/// What a word makes of the action below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    Actual,
    Ongoing,
    Fact,
    Report,
    Probable,
    Planned,
    Possible,
    Conditional,
    Negated,
}

impl Effect {
    pub(super) fn on(self, mood: Mood) -> Mood {
        match self {
            Self::Actual | Self::Ongoing | Self::Fact | Self::Report => mood,
            Self::Probable => mood.at_least(Certainty::Probable),
            Self::Planned => mood.future(),
            Self::Possible => mood.at_least(Certainty::Possible),
            Self::Conditional => Mood { conditional: true, ..mood }.at_least(Certainty::Possible),
            Self::Negated => Mood { negative: !mood.negative, ..mood },
        }
    }
}

impl Modality {
    fn new(lists: Lists) -> Self {
        let mut slots: HashMap<Slot, HashMap<String, Entry>> = HashMap::new();
        for class in lists.class {
            let entry = Entry { effect: class.effect, why: class.why.leak() };
            for (slot, words) in class.words {
                slots.entry(slot).or_default().extend(words.into_iter().map(|w| (w, entry.clone())));
            }
        }
        Self { slots, purpose: lists.purpose, rules: lists.rules, marks: lists.marks }
    }

    pub(super) fn find(&'static self, slot: Slot, word: &str) -> Option<&'static Entry> {
        self.slots.get(&slot)?.get(word)
    }

    pub(super) fn has(&'static self, slot: Slot, word: &str) -> bool {
        self.find(slot, word).is_some()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    class: Vec<Class>,
    purpose: Purpose,
    rules: Rules,
    marks: Marks,
}

#[derive(Deserialize)]
struct Class {
    effect: Effect,
    why: String,
    #[serde(flatten)]
    words: BTreeMap<Slot, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    pub(super) fulfilled: HashSet<String>,
    pub(super) enacted: HashSet<String>,
    pub(super) voted: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) nouns: HashSet<String>,
    pub(super) permit: HashSet<String>,
    pub(super) provide: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    pub(super) conditional: HashSet<String>,
    pub(super) negative: HashSet<String>,
    pub(super) temporal: HashSet<String>,
    pub(super) not_followed_by: HashSet<String>,
    pub(super) negative_words: HashSet<String>,
    pub(super) conditional_phrases: Vec<String>,
    pub(super) coming_phrases: Vec<String>,
    pub(super) said: HashSet<String>,
    pub(super) judging: HashSet<String>,
    pub(super) asking: HashSet<String>,
}

fn lists() -> Lists {
    toml::from_str(include_str!("../../../ontology/words/modality.toml")).expect("modality.toml is well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_class_in_each_place() {
        let mut seen = std::collections::BTreeSet::new();
        for class in &lists().class {
            for (place, word) in
                class.words.iter().flat_map(|(slot, words)| words.iter().map(move |w| (*slot, w.clone())))
            {
                assert!(seen.insert((place, word.clone())), "{word:?} stands twice");
            }
        }
    }
}
