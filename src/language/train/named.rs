//! Sentences without a tree, and what is known of their names: nothing, or what an annotated document calls its actors.
//!
//! Such a document says of many words what name they may be part of, not of all: which places it names, and where a name of several
//! words begins, is left to what the networks believe. So a word has a set of labels that it may have, and what is learned is the
//! belief in them, shared out anew among those (multiple labels: Jin and Ghahramani 2002).

use super::corpus::TITLES;
use crate::language::{
    NameKind,
    names::LABELS,
    sentence::split_with,
    tokenize::{RawWord, words as words_in},
};
use std::collections::{BTreeMap, BTreeSet};

/// One name of an annotated document, as it is written there.
#[derive(Clone, Debug)]
pub struct Naming {
    /// As written, a title or an article before it or not.
    pub words: String,
    /// The full name of who is meant.
    pub whole: String,
    /// What kinds of name it may be; none if who is meant is no single actor.
    pub kinds: Vec<NameKind>,
}

/// A sentence that has no tree.
#[derive(Clone, Debug)]
pub(crate) struct Bare {
    pub(crate) forms: Vec<String>,
    /// The name labels that each word may have, a bit for each.
    pub(crate) labels: Vec<u8>,
}

/// Outside every name.
const OUTSIDE: u8 = 1;
/// Every label.
const ANY: u8 = (1 << LABELS) - 1;
/// Beginning, or inside, of any name.
const BEGINNINGS: u8 = 0b010_1010;
const INSIDES: u8 = 0b101_0100;

/// The sentences of texts of which no name is known, up to so many words.
pub(crate) fn unknown(texts: &[String], most: usize) -> Vec<Bare> {
    let mut sentences = Vec::new();
    let mut words = 0;
    for text in texts {
        for forms in bare_sentences(text) {
            words += forms.len();
            let labels = vec![ANY; forms.len()];
            sentences.push(Bare { forms, labels });
        }
        if words >= most {
            break;
        }
    }
    sentences
}

/// The sentences of an annotated text.
pub(crate) fn known(text: &str, namings: &[Naming]) -> Vec<Bare> {
    let names = Names::of(namings);
    let sentences = bare_sentences(text).into_iter();
    sentences.map(|forms| Bare { labels: names.labels(&forms), forms }).collect()
}

/// The forms of the words of each sentence that is neither a fragment nor endless. A dateline stays with its sentence.
fn bare_sentences(text: &str) -> Vec<Vec<String>> {
    let read = split_with(text, words_in(text), false);
    let usual = read.sentences.iter().filter(|sentence| (4..=60).contains(&(sentence.end - sentence.start)));
    usual.map(|sentence| forms(text, read.words_of(sentence))).collect()
}

/// What the names of one document say of words.
struct Names {
    /// The words of each name, with what they may be, by the first, the longest ahead.
    by_first: BTreeMap<String, Vec<(Vec<String>, u8)>>,
    /// Words of names, of which anything may be part of one elsewhere, too.
    parts: BTreeSet<String>,
}

impl Names {
    fn of(namings: &[Naming]) -> Self {
        let mut known: BTreeMap<Vec<String>, u8> = BTreeMap::new();
        let mut parts = BTreeSet::new();
        for naming in namings {
            let whole = words_of(&naming.whole);
            let words = words_of(&naming.words).into_iter().chain(whole.iter().cloned());
            parts.extend(words.filter(|word| is_capital(word) && !is_title(word)));
            if let Some((name, kinds)) = naming.name(&whole) {
                *known.entry(name).or_default() |= kinds;
            }
        }
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, u8)>> = BTreeMap::new();
        for (name, kinds) in known {
            by_first.entry(name[0].clone()).or_default().push((name, kinds));
        }
        by_first.values_mut().for_each(|names| names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        Self { by_first, parts }
    }

    fn labels(&self, forms: &[String]) -> Vec<u8> {
        let mut labels = Vec::new();
        while labels.len() < forms.len() {
            let rest = &forms[labels.len()..];
            let named = self.by_first.get(&rest[0]).into_iter().flatten().find(|(name, _)| rest.starts_with(name));
            match named {
                Some((name, kinds)) => {
                    labels.push(kinds & (BEGINNINGS | OUTSIDE));
                    labels.resize(labels.len() + name.len() - 1, kinds & (INSIDES | OUTSIDE));
                }
                None => labels.push(self.elsewhere(&rest[0])),
            }
        }
        labels
    }

    /// What a word may be that is no part of a known name: all who are named are known, but not every place.
    fn elsewhere(&self, form: &str) -> u8 {
        let place = bits(NameKind::Place);
        match form {
            _ if self.parts.contains(form) => ANY,
            _ if is_capital(form) => OUTSIDE | place,
            _ => OUTSIDE | place & INSIDES,
        }
    }
}

impl Naming {
    /// The words that are the name itself, and the labels that they may have.
    fn name(&self, whole: &[String]) -> Option<(Vec<String>, u8)> {
        let mut name = words_of(&self.words);
        let kinds = self.kinds.iter().fold(0, |all, &kind| all | bits(kind));
        match self.kinds[..] {
            [] => return None,
            [NameKind::Person] => {
                let any = |word: &String| is_capital(word) && !is_title(word);
                let own = |word: &String| any(word) && whole.contains(word);
                let first = name.iter().position(own).or_else(|| name.iter().position(any))?;
                name.drain(..first);
            }
            _ if name.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) => drop(name.remove(0)),
            _ => {}
        }
        if !name.first().is_some_and(|word| is_capital(word)) || !name.last().is_some_and(|word| is_capital(word)) {
            return None;
        }
        // "the Board" of a longer name may be no name; nor is every word for a state ("Swiss").
        let short = name.len() == 1 && whole.len() > 1 && name[0].chars().any(char::is_lowercase);
        let doubtful = self.kinds.contains(&NameKind::Place) || self.kinds == [NameKind::Organisation] && short;
        Some((name, if doubtful { kinds | OUTSIDE } else { kinds }))
    }
}

/// The labels of a kind of name.
fn bits(kind: NameKind) -> u8 {
    match kind {
        NameKind::Person => 0b11 << 1,
        NameKind::Place => 0b11 << 3,
        NameKind::Organisation => 0b11 << 5,
    }
}

/// Whether a capital letter stands in the word.
fn is_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&&*word.to_lowercase())
}

fn words_of(text: &str) -> Vec<String> {
    forms(text, &words_in(text))
}

fn forms(text: &str, words: &[RawWord]) -> Vec<String> {
    words.iter().map(|word| word.span.of(text).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_places_are_left_open() {
        let naming = |words: &str, whole: &str, kinds: &[NameKind]| Naming {
            words: words.to_owned(),
            whole: whole.to_owned(),
            kinds: kinds.to_vec(),
        };
        let namings = [
            naming("President Ana Brandt", "Ana Brandt", &[NameKind::Person]),
            naming("Brandt", "Ana Brandt", &[NameKind::Person]),
            naming("the Harbour Board", "Harbour Board", &[NameKind::Organisation]),
            naming("Board", "Harbour Board", &[NameKind::Organisation]),
            naming("its lawyers", "lawyers of the Harbour Board", &[]),
        ];
        let text =
            "President Ana Brandt met the Harbour Board in Oslo. Harbour pilots told Brandt that the Board lied.";
        let told = known(text, &namings);
        let at = |sentence: usize, form: &str| {
            let place = told[sentence].forms.iter().position(|known| known == form).expect(form);
            told[sentence].labels[place]
        };
        assert_eq!(at(0, "President"), OUTSIDE | bits(NameKind::Place));
        assert_eq!([at(0, "Ana"), at(0, "Brandt"), at(1, "Brandt")], [1 << 1, 1 << 2, 1 << 1]);
        assert_eq!([at(0, "Harbour"), at(0, "Board")], [1 << 5, 1 << 6]);
        assert_eq!(at(1, "Board"), OUTSIDE | 1 << 5);
        assert_eq!(at(0, "Oslo"), OUTSIDE | bits(NameKind::Place));
        assert_eq!(at(1, "Harbour"), ANY);
        assert_eq!(at(0, "met"), OUTSIDE | 1 << 4);
    }
}
