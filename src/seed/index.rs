//! Which known actors some words may name: the alias index.
//!
//! Needs the finished list of actors. Words are compared folded, and capitals of the alias are asked of the words: `us` and
//! `turkey` name no state, and an alias in capitals (`US`, `WHO`) matches only capitals.

use std::collections::HashMap;

use super::{
    AliasKind, KnownActor, KnownPlace,
    romanise::{self, Folded},
};
use crate::record::ActorType;

/// One alias of one thing, under its folded text.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Position of the thing in its list.
    at: u32,
    kind: AliasKind,
    /// Words that must begin with a capital.
    capitals: u32,
    /// Must be in capitals throughout.
    loud: bool,
    /// Must follow `the`.
    article: bool,
    /// Must end in a full stop: an abbreviation such as `Miss.`.
    stop: bool,
}

/// Folded aliases of things in one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    aliases: HashMap<String, Vec<Entry>>,
    /// First word of an alias to the greatest number of words of an alias that begins so.
    longest: HashMap<String, usize>,
    /// Skeletons of persons' names, where the alias itself is not found.
    variants: HashMap<String, Vec<(u32, AliasKind)>>,
}

impl Index {
    pub(super) fn of_actors(actors: &[KnownActor]) -> Self {
        let mut index = Self::default();
        for (at, actor) in actors.iter().enumerate() {
            for (kind, alias) in aliases(actor) {
                index.add(at, kind, alias);
            }
            if actor.kind == ActorType::Person {
                index.add_variants(at, actor);
            }
        }
        index.sort();
        index
    }

    pub(super) fn of_places(places: &[KnownPlace]) -> Self {
        let mut index = Self::default();
        for (at, place) in places.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                index.add(at, AliasKind::Name, name);
            }
        }
        index.sort();
        index
    }

    fn add(&mut self, at: usize, kind: AliasKind, alias: &str) {
        let (folded, _) = Folded::of(alias).without_article();
        let article = alias.starts_with("The ");
        let stop = alias.ends_with('.') && !alias.contains(' ') && !folded.loud();
        let entry = Entry { at: at as u32, kind, capitals: folded.capitals, loud: folded.loud(), article, stop };
        let first = folded.text.split(' ').next().unwrap_or_default();
        let words = folded.text.split(' ').count();
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = words.max(*longest);
        self.aliases.entry(folded.text).or_default().push(entry);
    }

    /// Full names, and last names long enough to be told by their skeleton.
    fn add_variants(&mut self, at: usize, actor: &KnownActor) {
        let full = std::iter::once(&actor.name).chain(&actor.aliases).filter(|name| name.contains(' '));
        let last = actor.surnames.iter().filter(|name| actor.alone && name.len() >= 6);
        let names = full.map(|name| (name, AliasKind::Name)).chain(last.map(|name| (name, AliasKind::Surname)));
        for (name, kind) in names {
            let answers = self.variants.entry(romanise::skeleton(name)).or_default();
            if !answers.contains(&(at as u32, kind)) {
                answers.push((at as u32, kind));
            }
        }
    }

    /// Answers come by kind, then in the order of the list.
    #[expect(clippy::iter_over_hash_type, reason = "every list is sorted by itself")]
    fn sort(&mut self) {
        for entries in self.aliases.values_mut() {
            entries.sort_by_key(|entry| (entry.kind, entry.at));
        }
        for answers in self.variants.values_mut() {
            answers.sort_by_key(|&(at, kind)| (kind, at));
        }
    }

    /// Position and kind of all that `words` may name.
    pub(super) fn lookup(&self, words: &str) -> Vec<(usize, AliasKind)> {
        let (folded, article) = Folded::of(words).without_article();
        let stop = words.ends_with('.');
        let mut answers: Vec<(usize, AliasKind)> = Vec::new();
        for entry in self.aliases.get(&folded.text).into_iter().flatten() {
            let known = answers.iter().any(|&(at, _)| at == entry.at as usize);
            if !known && entry.admits(&folded, article, stop) {
                answers.push((entry.at as usize, entry.kind));
            }
        }
        if answers.is_empty() { self.variant(&folded) } else { answers }
    }

    /// Persons whose name has the skeleton of a capitalised name.
    fn variant(&self, folded: &Folded) -> Vec<(usize, AliasKind)> {
        let words = folded.text.split(' ').count();
        let capital = folded.capitals.count_ones() as usize == words.min(32);
        if !capital || self.variants.is_empty() || (words == 1 && folded.text.len() < 6) {
            return Vec::new();
        }
        let answers = self.variants.get(&romanise::skeleton(&folded.text));
        answers.into_iter().flatten().map(|&(at, kind)| (at as usize, kind)).collect()
    }

    /// The greatest number of words from the first on that name something, and what.
    pub(super) fn longest_match(&self, words: &[&str]) -> Option<(usize, Vec<(usize, AliasKind)>)> {
        let most = self.most_words(words).min(words.len());
        (1..=most).rev().filter(|&count| reads_on(&words[..count])).find_map(|count| {
            let answers = self.lookup(&words[..count].join(" "));
            (!answers.is_empty()).then_some((count, answers))
        })
    }

    /// A bound on the number of tokens worth trying; hyphens and full stops may be tokens of their own.
    fn most_words(&self, words: &[&str]) -> usize {
        let Some(first) = words.first() else { return 0 };
        let folded = romanise::fold(first);
        if folded == "the" {
            return self.most_words(&words[1..]) + 1;
        }
        let start = folded.split(' ').next().unwrap_or_default();
        let initial = start.len() == 1;
        let longest = self.longest.get(start).copied();
        let capital = first.chars().next().is_some_and(char::is_uppercase);
        match longest {
            Some(longest) => longest * 2,
            None if initial => 4,
            None if capital && !self.variants.is_empty() => 3,
            None => 0,
        }
    }
}

impl Entry {
    fn admits(self, words: &Folded, article: bool, stop: bool) -> bool {
        let cased = self.capitals & !words.capitals == 0 && (!self.loud || words.loud());
        cased && (!self.article || article) && (!self.stop || stop)
    }
}

/// Whether the tokens can be one name: no punctuation at the ends, inside only what joins words.
fn reads_on(words: &[&str]) -> bool {
    let is_mark = |word: &str| !word.chars().any(char::is_alphanumeric);
    let inside = words
        .iter()
        .filter(|word| is_mark(word))
        .all(|word| matches!(*word, "-" | "–" | "‑" | "'" | "’" | "." | "&" | "/"));
    let first = words.first().is_some_and(|word| !is_mark(word));
    let last = words.last().is_some_and(|word| !is_mark(word) || *word == ".");
    inside && first && last && (words.len() == 1 || words.last() != Some(&"."))
}

/// Every alias of the actor.
fn aliases(actor: &KnownActor) -> impl Iterator<Item = (AliasKind, &String)> {
    let surnames = actor.surnames.iter().filter(|_| actor.alone);
    std::iter::once((AliasKind::Name, &actor.name))
        .chain(actor.aliases.iter().map(|alias| (AliasKind::Name, alias)))
        .chain(surnames.map(|alias| (AliasKind::Surname, alias)))
        .chain(actor.metonyms.iter().map(|alias| (AliasKind::Metonym, alias)))
        .chain(actor.demonyms.iter().map(|alias| (AliasKind::Demonym, alias)))
        .chain(actor.people.iter().map(|alias| (AliasKind::People, alias)))
}
