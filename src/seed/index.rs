//! Which known actors some words may name: the alias index.
//!
//! Needs the finished list of actors. Words are compared folded, and capitals of the alias are asked of the words: `us` and
//! `turkey` name no state, and an alias in capitals (`US`, `WHO`) matches only capitals.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use super::{AliasKind, KnownActor, KnownPlace};
use crate::{
    record::ActorType,
    romanise::{self, Folded},
};

/// One alias of one thing.
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
    /// The next entry with the same folded text.
    next: Option<u32>,
}

/// Folded aliases of things in one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// Folded alias to its last entry.
    aliases: HashMap<String, u32>,
    /// First word of an alias to the greatest number of words of an alias that begins so.
    longest: HashMap<String, usize>,
    /// Persons' names and last names that are asked by skeleton where the alias itself is not found.
    names: Vec<(u32, AliasKind, String)>,
    /// Made when it is first asked.
    variants: OnceLock<Variants>,
}

/// Skeletons of persons' names.
#[derive(Clone, Debug, Default)]
struct Variants {
    by_skeleton: HashMap<String, Vec<(u32, AliasKind)>>,
    /// First words of the skeletons.
    starts: HashSet<String>,
}

impl Index {
    pub(super) fn of_actors(actors: &[KnownActor]) -> Self {
        let mut index = Self::with_capacity(actors.len() * 6);
        for (at, actor) in actors.iter().enumerate() {
            for (kind, alias) in aliases(actor) {
                let folded = index.add(at as u32, kind, alias);
                let long = if kind == AliasKind::Surname { folded.len() >= 6 } else { folded.contains(' ') };
                if actor.kind == ActorType::Person && long {
                    index.names.push((at as u32, kind, folded));
                }
            }
        }
        index
    }

    pub(super) fn of_places(places: &[KnownPlace]) -> Self {
        let mut index = Self::with_capacity(places.len() * 2);
        for (at, place) in places.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                index.add(at as u32, AliasKind::Name, name);
            }
        }
        index
    }

    fn with_capacity(aliases: usize) -> Self {
        let entries = Vec::with_capacity(aliases);
        Self {
            entries,
            aliases: HashMap::with_capacity(aliases),
            longest: HashMap::with_capacity(aliases),
            ..Self::default()
        }
    }

    /// Adds an alias and gives it back folded.
    fn add(&mut self, at: u32, kind: AliasKind, alias: &str) -> String {
        let (folded, _) = Folded::of(alias).without_article();
        let loud = folded.loud();
        let stop = alias.ends_with('.') && !alias.contains(' ') && !loud;
        let (text, capitals) = (folded.text, folded.capitals);
        let (first, words) = (text.split(' ').next().unwrap_or_default(), text.split(' ').count());
        match self.longest.get_mut(first) {
            Some(longest) => *longest = words.max(*longest),
            None => drop(self.longest.insert(first.to_owned(), words)),
        }
        let number = self.entries.len() as u32;
        let next = match self.aliases.get_mut(&text) {
            Some(last) => Some(std::mem::replace(last, number)),
            None => {
                self.aliases.insert(text.clone(), number);
                None
            }
        };
        self.entries.push(Entry { at, kind, capitals, loud, article: alias.starts_with("The "), stop, next });
        text
    }

    /// Position and kind of all that `words` may name, by kind, then in the order of the list; each thing once.
    pub(super) fn lookup(&self, words: &str) -> Vec<(usize, AliasKind)> {
        let (folded, article) = Folded::of(words).without_article();
        let stop = words.ends_with('.');
        let mut answers: Vec<(usize, AliasKind)> = Vec::new();
        let mut next = self.aliases.get(&folded.text).copied();
        while let Some(number) = next {
            let entry = self.entries[number as usize];
            next = entry.next;
            if entry.admits(&folded, article, stop) {
                answers.push((entry.at as usize, entry.kind));
            }
        }
        if answers.is_empty() {
            return self.variant(&folded);
        }
        answers.sort_by_key(|&(at, kind)| (at, kind));
        answers.dedup_by_key(|&mut (at, _)| at);
        answers.sort_by_key(|&(at, kind)| (kind, at));
        answers
    }

    /// Persons whose name has the skeleton of a capitalised name.
    fn variant(&self, folded: &Folded) -> Vec<(usize, AliasKind)> {
        let words = folded.text.split(' ').count();
        let capital = folded.capitals.count_ones() as usize == words.min(32);
        if !capital || self.names.is_empty() || (words == 1 && folded.text.len() < 6) {
            return Vec::new();
        }
        let answers = self.variants().by_skeleton.get(&romanise::skeleton_of_folded(&folded.text));
        answers.into_iter().flatten().map(|&(at, kind)| (at as usize, kind)).collect()
    }

    fn variants(&self) -> &Variants {
        self.variants.get_or_init(|| {
            let mut variants = Variants::default();
            for (at, kind, name) in &self.names {
                let skeleton = romanise::skeleton_of_folded(name);
                variants.starts.insert(skeleton.split(' ').next().unwrap_or_default().to_owned());
                let answers = variants.by_skeleton.entry(skeleton).or_default();
                if !answers.contains(&(*at, *kind)) {
                    answers.push((*at, *kind));
                }
            }
            variants
        })
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
            return match self.most_words(&words[1..]) {
                0 => 0,
                most => most + 1,
            };
        }
        let start = folded.split(' ').next().unwrap_or_default();
        let capital = first.chars().next().is_some_and(char::is_uppercase);
        match self.longest.get(start) {
            Some(longest) => longest * 2,
            None if start.len() == 1 => 4,
            None if capital && self.starts_variant(start) => 3,
            None => 0,
        }
    }

    fn starts_variant(&self, word: &str) -> bool {
        !self.names.is_empty() && self.variants().starts.contains(romanise::skeleton_of_word(word).as_ref())
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
