//! Where in a text may an actor stand: names, descriptions of people and bodies, demonyms, pronouns?
//!
//! Needs trees and names, the known actors and the word classes. Finds and describes candidates; which of them are one and the
//! same actor is decided in [`super::coreference`].

mod agree;
mod boundary;
mod byline;
mod chunk;
mod noun;
mod sort;
mod surname;
mod title;

use crate::{
    language::{Analysis, Relation, Sentence, Token, Upos, Xpos},
    ontology::Words,
    record::ActorType,
    seed::{Gender, Known, KnownActor, Seeds},
    span::Span,
};
use chunk::chunks;
pub(crate) use noun::members;
use noun::{gathered, unnamed};
pub(crate) use sort::is_body_noun;
use sort::named;
use std::ops::Range;

/// All that candidates are read from.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    pub(crate) seeds: &'a Seeds,
    pub(crate) words: &'a Words,
}

/// What a name or noun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Actor(ActorType),
    Place,
    /// A name of which neither recogniser nor lists tell anything.
    Unknown,
}

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Bare,
    /// the, that, those
    Definite,
    /// this, these, such
    This,
    /// a, an, some, another, other
    Indefinite,
    /// his, her, its, their
    Own,
}

/// How a candidate refers.
#[derive(Clone, Debug)]
pub(crate) enum Form<'a> {
    /// By name; `bare` is the name without titles.
    Name { bare: Range<usize>, sort: Sort, known: Vec<Known<'a>> },
    /// An adjective of a known actor: `Belarusian`.
    Demonym(&'a KnownActor),
    /// A word for a known actor's people: `Belarusians`.
    People(&'a KnownActor),
    /// A common noun.
    Noun,
    /// A pronoun.
    Pronoun,
}

/// A stretch of words that may name or describe an actor.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) sentence: usize,
    pub(crate) head: usize,
    /// With titles and other words before the head, without determiners.
    pub(crate) tokens: Range<usize>,
    pub(crate) form: Form<'a>,
    pub(crate) start: Start,
    pub(crate) plural: bool,
    pub(crate) count: Option<f64>,
    pub(crate) gender: Option<Gender>,
}

/// All candidates in text order; of two that share a head there is only one.
pub(crate) fn candidates<'a>(reader: &Reader<'a>) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    let apart = byline::apart(reader);
    let idle = |span: Span| {
        let before = apart.partition_point(|a| a.start <= span.start);
        apart[..before].last().is_some_and(|a| a.contains(span))
    };
    for number in 0..reader.analysis.sentences.len() {
        let names = chunks(reader, number);
        let mut found: Vec<Candidate<'a>> = names.iter().map(|chunk| named(reader, number, chunk)).collect();
        found.retain(|c| !idle(reader.span(number, &c.tokens)) && !is_no_bearer(reader, c));
        let mut taken: Vec<bool> = reader.sentence(number).tokens.iter().map(|t| idle(t.span)).collect();
        found.iter().for_each(|candidate| cover(reader, candidate, &mut taken));
        found.extend((0..taken.len()).filter(|&t| !taken[t]).filter_map(|t| unnamed(reader, number, t)));
        let gathered: Vec<usize> = found.iter().filter_map(|c| gathered(reader, c)).collect();
        found.retain(|c| !matches!(c.form, Form::Noun) || !gathered.contains(&c.head));
        found.sort_by_key(|candidate| (candidate.head, candidate.tokens.start));
        all.append(&mut found);
    }
    surname::name_bearers(reader, &mut all, |sentence, t| idle(reader.token(sentence, t).span));
    agree::agree(reader, &mut all);
    all
}

/// Whether a name stands for nobody here: a party and a state beside a member's name, `(R- | Texas)`, or a side of a case, `Quispe v. | Lima`.
fn is_no_bearer(reader: &Reader<'_>, candidate: &Candidate<'_>) -> bool {
    let (sentence, tokens) = (candidate.sentence, &candidate.tokens);
    let word = |t: Option<usize>| {
        t.and_then(|t| reader.sentence(sentence).tokens.get(t)).map_or("", |token| token.span.of(reader.text))
    };
    let (before, first, after) = (tokens.start.checked_sub(1), word(Some(tokens.start)), word(Some(tokens.end)));
    let letter = |word: &str| matches!(word, "D" | "R" | "I");
    let opened = matches!(word(before), "(" | ",");
    let party = opened && letter(first) && (tokens.len() > 1 || matches!(after, "-" | "–" | ")" | ","))
        || opened && first.split_once(['-', '–']).is_some_and(|(party, _)| letter(party));
    let case = matches!(word(before), "v." | "v") || matches!(after, "v." | "v");
    matches!(candidate.form, Form::Name { .. }) && (party || case)
}

impl<'a> Reader<'a> {
    pub(crate) fn sentence(&self, number: usize) -> &'a Sentence {
        &self.analysis.sentences[number]
    }

    pub(crate) fn token(&self, sentence: usize, token: usize) -> &'a Token {
        &self.sentence(sentence).tokens[token]
    }

    pub(crate) fn word(&self, sentence: usize, token: usize) -> &'a str {
        self.token(sentence, token).span.of(self.text)
    }

    /// The lemma in lower case; of a plural that the lemmatiser left as it stands, the regular singular.
    pub(crate) fn lemma(&self, sentence: usize, token: usize) -> String {
        let lemma = self.token(sentence, token).lemma.to_lowercase();
        let plural = matches!(self.token(sentence, token).xpos, Xpos::Nns | Xpos::Nnps);
        if plural && lemma == self.word(sentence, token).to_lowercase() { singular(lemma) } else { lemma }
    }

    pub(crate) fn is(&self, sentence: usize, token: usize, class: &str) -> bool {
        self.words.is(&self.lemma(sentence, token), class)
            || self.words.is(&self.word(sentence, token).to_lowercase(), class)
    }

    /// Whether a list knows the lemma as a common noun.
    pub(crate) fn is_common(&self, lemma: &str) -> bool {
        self.words.class_of(lemma).iter().any(|class| !class.starts_with("quality_"))
    }

    /// The bytes of a range of words.
    pub(crate) fn span(&self, sentence: usize, tokens: &Range<usize>) -> Span {
        let all = &self.sentence(sentence).tokens;
        Span::new(all[tokens.start].span.start, all[tokens.end - 1].span.end)
    }

    pub(crate) fn words_of(&self, sentence: usize, tokens: &Range<usize>) -> &'a str {
        self.span(sentence, tokens).of(self.text)
    }

    /// The words as one reads them: without the card that a page shows beside a name among them.
    pub(crate) fn phrase(&self, sentence: usize, tokens: &Range<usize>) -> String {
        let mut phrase = String::new();
        let mut end = None;
        for token in &self.sentence(sentence).tokens[tokens.clone()] {
            let gap = end.map_or("", |end| Span::new(end, token.span.start).of(self.text));
            phrase += gap.rsplit(char::is_alphanumeric).next().unwrap_or_default();
            phrase += token.span.of(self.text);
            end = Some(token.span.end);
        }
        phrase
    }

    /// The known actors that the words name, by whatever kind of alias.
    pub(crate) fn known(&self, sentence: usize, tokens: &Range<usize>) -> Vec<Known<'a>> {
        self.seeds.lookup(self.words_of(sentence, tokens))
    }

    /// The lower-case preposition of a noun, if it has one.
    pub(crate) fn preposition(&self, sentence: usize, token: usize) -> Option<String> {
        let tree = self.sentence(sentence);
        tree.dependents(token, Relation::Case)
            .filter(|&c| tree.tokens[c].xpos != Xpos::Pos)
            .map(|c| self.lemma(sentence, c))
            .next()
    }

    /// The word of the range whose head lies outside it.
    pub(crate) fn head_of(&self, sentence: usize, tokens: &Range<usize>) -> usize {
        let all = &self.sentence(sentence).tokens;
        let outside =
            |&t: &usize| all[t].head.is_none_or(|h| !tokens.contains(&h)) && all[t].relation != Relation::Punct;
        tokens.clone().find(outside).unwrap_or(tokens.start)
    }
}

fn singular(plural: String) -> String {
    if let Some(stem) = plural.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = plural.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match plural.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => plural,
    }
}

pub(crate) fn is_nominal(token: &Token) -> bool {
    matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj)
}

pub(crate) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word stands before a noun as its modifier.
pub(crate) fn is_modifier(token: &Token) -> bool {
    matches!(token.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked)
}

pub(super) fn is_hyphen(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    matches!(reader.word(sentence, token), "-" | "–" | "‑")
}

/// Marks the words that belong to a candidate's phrase, except names inside it that stand for another actor.
fn cover(reader: &Reader<'_>, candidate: &Candidate<'_>, taken: &mut [bool]) {
    taken[candidate.tokens.clone()].fill(true);
    let tree = reader.sentence(candidate.sentence);
    for t in tree.children(candidate.head).filter(|&t| tree.tokens[t].relation == Relation::NmodDesc) {
        taken[t] = true;
    }
}
