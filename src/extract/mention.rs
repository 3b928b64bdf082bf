//! Where in a text may an actor stand: names, descriptions of people and bodies, demonyms, pronouns?
//!
//! Needs trees and names, the known actors and the word classes. Finds and describes candidates; which of them are one and the
//! same actor is decided in [`super::coreference`].

use crate::{
    language::{Analysis, NameKind, Relation, Sentence, Token, Upos, Xpos},
    ontology::Words,
    record::ActorType,
    seed::{AliasKind, Gender, Known, KnownActor, Seeds},
    span::Span,
};
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
    for number in 0..reader.analysis.sentences.len() {
        let names = chunks(reader, number);
        let mut found: Vec<Candidate<'a>> = names.iter().map(|chunk| named(reader, number, chunk)).collect();
        let mut taken = vec![false; reader.sentence(number).tokens.len()];
        found.iter().for_each(|candidate| cover(reader, candidate, &mut taken));
        found.extend((0..taken.len()).filter(|&t| !taken[t]).filter_map(|t| unnamed(reader, number, t)));
        let gathered: Vec<usize> = found.iter().filter_map(|c| gathered(reader, c)).collect();
        found.retain(|c| !matches!(c.form, Form::Noun) || !gathered.contains(&c.head));
        found.sort_by_key(|candidate| (candidate.head, candidate.tokens.start));
        all.append(&mut found);
    }
    all
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

/// A name found by the recogniser, the known actors, or its capitals.
#[derive(Clone, Debug)]
struct Chunk<'a> {
    tokens: Range<usize>,
    kind: Option<NameKind>,
    known: Vec<Known<'a>>,
}

/// Names of a sentence that do not overlap, in text order: the longest win, known ones before others.
fn chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let mut all = known_chunks(reader, sentence);
    all.extend(recognised_chunks(reader, sentence));
    all.extend(joined_bodies(reader, sentence));
    all.extend(titled_bodies(reader, sentence));
    all.sort_by_key(|c| (std::cmp::Reverse(c.tokens.len()), c.known.is_empty(), c.tokens.start));
    let mut taken = vec![false; reader.sentence(sentence).tokens.len()];
    let mut chosen = choose(all, &mut taken);
    chosen.extend(choose(capitalised_chunks(reader, sentence, &taken), &mut taken));
    chosen.sort_by_key(|c| c.tokens.start);
    chosen
}

fn choose<'a>(all: Vec<Chunk<'a>>, taken: &mut [bool]) -> Vec<Chunk<'a>> {
    let mut chosen = Vec::new();
    for chunk in all {
        if !taken[chunk.tokens.clone()].contains(&true) {
            taken[chunk.tokens.clone()].fill(true);
            chosen.push(chunk);
        }
    }
    chosen
}

/// The longest known name at each capitalised word.
fn known_chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let count = reader.sentence(sentence).tokens.len();
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        match known_at(reader, sentence, at) {
            Some(chunk) => {
                at = chunk.tokens.end;
                found.push(chunk);
            }
            None => at += 1,
        }
    }
    found
}

fn known_at<'a>(reader: &Reader<'a>, sentence: usize, start: usize) -> Option<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let article =
        tokens[start].upos == Upos::Det && start + 1 < tokens.len() && known_at(reader, sentence, start + 1).is_some();
    if article
        || tokens[start].continues_word
        || tokens[start].xpos == Xpos::Currency
        || !is_capital(reader.word(sentence, start))
    {
        return None;
    }
    let words: Vec<&str> = (start..tokens.len().min(start + LONGEST_NAME)).map(|t| reader.word(sentence, t)).collect();
    let actor = reader
        .seeds
        .longest_match(&words)
        .filter(|(count, known)| *count > 1 || may_name(reader, sentence, start, known));
    let place = reader.seeds.longest_place(&words).filter(|(count, _)| *count > 1 || tokens[start].upos == Upos::Propn);
    match (actor, place) {
        (Some((count, known)), place) if place.as_ref().is_none_or(|p| p.0 <= count) => {
            Some(Chunk { tokens: start..start + count, kind: None, known })
        }
        (_, Some((count, _))) => {
            Some(Chunk { tokens: start..start + count, kind: Some(NameKind::Place), known: Vec::new() })
        }
        _ => None,
    }
}

/// In words, marks between them included.
const LONGEST_NAME: usize = 14;

/// Whether a single word is a name here and not an ordinary word at the beginning of a sentence.
fn may_name(reader: &Reader<'_>, sentence: usize, token: usize, known: &[Known<'_>]) -> bool {
    let word = reader.word(sentence, token);
    let shouted = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    match reader.token(sentence, token).upos {
        Upos::Propn | Upos::X => true,
        Upos::Adj => {
            known.iter().any(|k| matches!(k.alias, AliasKind::Demonym | AliasKind::People)) || shouted || token > 0
        }
        Upos::Noun => known.iter().any(|k| k.alias != AliasKind::Surname),
        Upos::Pron => shouted && word.len() > 1,
        _ => false,
    }
}

fn recognised_chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let names = &reader.sentence(sentence).names;
    names.iter().filter_map(|name| recognised(reader, sentence, name.start..name.end, name.kind)).collect()
}

/// Names of bodies with two fields of work: `the Housing and Transport Authority`, `the Ministry of Trade and Industry`.
fn joined_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let count = reader.sentence(sentence).tokens.len();
    let joins = |&t: &usize| matches!(reader.word(sentence, t), "and" | "&");
    (1..count.saturating_sub(1)).filter(joins).filter_map(|and| joined_body(reader, sentence, and)).collect()
}

/// Names of bodies that begin or end with what they are: `the Agrarian Alliance`, `the Union for Order`. Bodies of states are left to
/// descriptions.
fn titled_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let large = |t: usize| is_capital(reader.word(sentence, t)) && is_nominal(&tokens[t]);
    let body =
        |t: &usize| large(*t) && reader.is(sentence, *t, "party_name") && reader.token(sentence, *t).xpos != Xpos::Nnps;
    let mut found = Vec::new();
    for t in (0..tokens.len()).filter(body) {
        let before = |w: usize| large(w) && !reader.is(sentence, w, "title") && !reader.is(sentence, w, "person");
        let start = (0..t).rev().take_while(|&w| before(w)).last().unwrap_or(t);
        let joined = tokens.get(t + 1).is_some_and(|_| matches!(reader.word(sentence, t + 1), "for" | "of"));
        let aim = t + 2 + usize::from(joined && t + 2 < tokens.len() && reader.word(sentence, t + 2) == "the");
        let end = (aim..tokens.len()).take_while(|&w| joined && large(w)).last().map_or(t + 1, |w| w + 1);
        let opens = start == 0 || is_headline(reader.sentence(sentence), reader.text);
        if end - start > 1 && !(opens && end == t + 1 && t - start < 2) {
            let known = reader.known(sentence, &(start..end));
            found.push(Chunk { tokens: start..end, kind: Some(NameKind::Organisation), known });
        }
    }
    found
}

pub(crate) fn is_nominal(token: &Token) -> bool {
    matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj)
}

fn joined_body<'a>(reader: &Reader<'a>, sentence: usize, and: usize) -> Option<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let large = |t: usize| is_capital(reader.word(sentence, t)) && !matches!(tokens[t].upos, Upos::Det | Upos::Pron);
    let start = (0..and).rev().take_while(|&t| large(t)).last()?;
    let end = (and + 1..tokens.len()).take_while(|&t| large(t)).last()? + 1;
    let body = |t: usize| large(t) && reader.is(sentence, t, "body_name");
    let field = |tokens: Range<usize>| {
        let own = |name: &crate::language::Name| {
            name.start < tokens.end && tokens.start < name.end && name.kind != NameKind::Organisation
        };
        !tokens.clone().any(body)
            && reader.known(sentence, &tokens).is_empty()
            && reader.seeds.place(reader.words_of(sentence, &tokens)).is_empty()
            && !reader.sentence(sentence).names.iter().any(own)
    };
    let word = |t: usize| reader.word(sentence, t);
    let article = |t: usize| t > 0 && tokens[t - 1].upos == Upos::Det;
    let whole = if start > 1 && word(start - 1) == "of" && body(start - 2) {
        let first = (0..start - 1).rev().take_while(|&t| large(t)).last()?;
        (field(start..and) && field(and + 1..end)).then_some(first..end)
    } else if article(start) && body(end - 1) && end - and > 2 {
        (field(start..and) && field(and + 1..end - 1)).then_some(start..end)
    } else {
        None
    }?;
    let known = reader.known(sentence, &whole);
    Some(Chunk { tokens: whole, kind: Some(NameKind::Organisation), known })
}

/// A recognised name without the titles, determiners and possessive marks at its ends.
fn recognised<'a>(
    reader: &Reader<'a>,
    sentence: usize,
    mut tokens: Range<usize>,
    mut kind: NameKind,
) -> Option<Chunk<'a>> {
    let all = &reader.sentence(sentence).tokens;
    let mut repeated = false;
    if let Some(name) = person_in_body(reader, sentence, &tokens).filter(|_| kind != NameKind::Place) {
        (tokens.start, kind) = (name, NameKind::Person);
    }
    while !tokens.is_empty()
        && matches!(all[tokens.end - 1].upos, Upos::Punct | Upos::Part | Upos::Adp)
        && !is_dotted(reader, sentence, tokens.end - 1)
    {
        tokens.end -= 1;
    }
    let loose = |t: usize| {
        let mark = reader.word(sentence, t).starts_with(['\'', '’']);
        mark || matches!(all[t].upos, Upos::Det | Upos::Punct | Upos::Adp | Upos::Part)
    };
    while !tokens.is_empty() && loose(tokens.start) {
        tokens.start += 1;
    }
    if let Some(owned) = after_owner(reader, sentence, &tokens) {
        (tokens.start, kind) = (owned, if kind == NameKind::Place { NameKind::Organisation } else { kind });
    }
    let foreign = |&t: &usize| {
        let word = reader.word(sentence, t);
        let verb = all[t].upos == Upos::Verb || word.len() > 4 && word.ends_with("ed");
        verb && word.starts_with(char::is_lowercase)
    };
    if let Some(verb) = tokens.clone().skip(1).find(foreign) {
        tokens.end = verb;
    }
    let described = |&t: &usize| {
        is_body_noun(reader, sentence, t - 1)
            && is_capital(reader.word(sentence, t))
            && !is_capital(reader.word(sentence, t - 1))
    };
    if let Some(name) = (tokens.start + 1..tokens.end).rev().find(described).filter(|_| kind != NameKind::Person) {
        tokens.start = name;
    }
    if let Some(of) = tokens.clone().find(|&t| kind == NameKind::Person && reader.word(sentence, t) == "of") {
        tokens.end = of;
    }
    while kind == NameKind::Person && tokens.len() > 1 && introduces(reader, sentence, tokens.start) {
        tokens.start += 1;
    }
    while kind == NameKind::Person && tokens.len() > 1 && is_plain_noun(reader, sentence, tokens.end - 1) {
        tokens.end -= 1;
    }
    if let Some(glued) = tokens.clone().find(|&t| kind == NameKind::Person && is_glued(reader.word(sentence, t))) {
        tokens.end = glued;
        repeated = reader.word(sentence, glued).starts_with(reader.word(sentence, tokens.start));
    }
    if kind == NameKind::Person && !tokens.is_empty() {
        tokens = double_barrelled(reader, sentence, whole_person(reader, sentence, tokens));
    }
    if tokens.is_empty()
        || joins_known_names(reader, sentence, &tokens)
        || kind == NameKind::Person && reader.is(sentence, tokens.end - 1, "work_name")
        || is_initials(reader, sentence, &tokens, kind)
        || is_government(reader, sentence, tokens.end - 1)
        || !is_capital(reader.word(sentence, tokens.start)) && tokens.len() == 1
        || is_common(reader, sentence, &tokens, kind)
        || is_description(reader, sentence, &tokens, kind)
    {
        return None;
    }
    let body =
        tokens.end < all.len() && all[tokens.end].upos == Upos::Propn && reader.is(sentence, tokens.end, "body_name");
    if kind == NameKind::Place
        && body
        && all[tokens.end - 1].head.is_some_and(|h| h >= tokens.end)
        && reader.known(sentence, &tokens).is_empty()
    {
        (tokens.end, kind) = (tokens.end + 1, NameKind::Organisation);
    }
    while kind == NameKind::Organisation && goes_on(reader, sentence, tokens.end) {
        tokens.end += 1;
    }
    let named = if repeated { tokens.start..tokens.start + 1 } else { tokens.clone() };
    let known = reader.known(sentence, &named);
    Some(Chunk { tokens, kind: Some(kind), known })
}

/// Where a name begins that a would-be longer one joins to its state's: `Peru's | Banco Lima`.
fn after_owner(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let mark = tokens.clone().skip(1).find(|&t| reader.token(sentence, t).xpos == Xpos::Pos)?;
    let owner = reader.known(sentence, &(tokens.start..mark));
    let state = owner.iter().any(|k| k.actor.kind == ActorType::State);
    (state && mark + 1 < tokens.end && is_capital(reader.word(sentence, mark + 1))).then_some(mark + 1)
}

/// Whether the proper noun at `end` is the head of the one before it and of the same name: `Kestrel | Markets`.
fn goes_on(reader: &Reader<'_>, sentence: usize, end: usize) -> bool {
    let all = &reader.sentence(sentence).tokens;
    let proper = |t: &Token| t.upos == Upos::Propn && is_capital(t.span.of(reader.text));
    end > 0
        && all.get(end).is_some_and(proper)
        && all[end - 1].head == Some(end)
        && all[end - 1].relation == Relation::Compound
        && !is_title(reader, sentence, end)
        && !reader.is(sentence, end, "office_holder")
        && !reader.sentence(sentence).names.iter().any(|name| (name.start..name.end).contains(&end))
}

/// Where a person's name begins in a would-be longer one: `Democratic House Speaker | Tip O'Neill`, `Secretary of State | Ana Ruiz`.
fn person_in_body(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let given = |t: usize| reader.seeds.given().contains(reader.word(sentence, t));
    let person = |t: usize| {
        reader.known(sentence, &(t..tokens.end)).iter().any(|k| k.actor.kind == ActorType::Person)
            || given(t)
                && !(t..tokens.end).any(|w| reader.is(sentence, w, "body_name") || !is_namelike(reader, sentence, w))
    };
    let in_office = |t: usize| {
        let of = (t.saturating_sub(3)..t).rev().find(|&w| reader.word(sentence, w) == "of");
        of.is_some_and(|of| of > 0 && is_human_title(reader, sentence, of - 1))
    };
    let titled = |t: usize| {
        let honour = reader.seeds.given().is_honorific(reader.word(sentence, tokens.start));
        let name = |w: usize| is_namelike(reader, sentence, w) && !reader.is_common(&reader.lemma(sentence, w));
        honour && t == tokens.start + 1 && tokens.end - t > 1 && (t..tokens.end).all(name)
    };
    let office = |t: &usize| (is_human_title(reader, sentence, t - 1) || in_office(*t)) && person(*t) || titled(*t);
    (tokens.start + 1..tokens.end).find(office).filter(|_| !given(tokens.start))
}

/// Whether the word can be part of a person's name.
fn is_namelike(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    is_capital(word) || matches!(word, "de" | "van" | "von" | "bin" | "al" | "-" | "." | "'" | "’")
}

/// Whether the word is a common noun in small letters, which ends no person's name: the "critic" of `Quispe critic`.
fn is_plain_noun(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    word.chars().all(char::is_lowercase) && reader.token(sentence, token).upos == Upos::Noun
}

/// Whether a would-be name ends as a description does: `Texas Senator`, `Security Adviser`, `Congressional Republicans`; or begins
/// with what names no one: `Hurricane Ida`.
fn is_description(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let last = tokens.end - 1;
    let people = || reader.known(sentence, &(last..tokens.end)).iter().any(|k| k.alias == AliasKind::People);
    let word = reader.word(sentence, last);
    let plural = matches!(reader.token(sentence, last).xpos, Xpos::Nnps | Xpos::Nns) || word.ends_with('s');
    let holder = !plural && reader.is(sentence, last, "office_holder");
    let given = reader.seeds.given().contains(reader.word(sentence, tokens.start));
    let ends = match kind {
        NameKind::Person => holder || !is_capital(word) && reader.is(sentence, last, "person") || plural && people(),
        NameKind::Organisation => holder,
        NameKind::Place => false,
    };
    let thing = kind == NameKind::Person && reader.is(sentence, tokens.start, "not_actor");
    !given && (tokens.len() > 1 && ends || thing) && reader.known(sentence, tokens).is_empty()
}

/// The name with the given and last names beside it that the recogniser left out.
fn whole_person(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let tree = reader.sentence(sentence);
    let other = |t: usize| tree.names.iter().any(|n| n.start <= t && t < n.end && n.kind != NameKind::Person);
    let namelike = |t: usize| {
        let token = &tree.tokens[t];
        let tied = matches!(token.relation, Relation::Flat | Relation::Compound)
            || token.head == Some(tokens.start)
            || tree.tokens[tokens.start].head == Some(t);
        token.upos == Upos::Propn
            && token.xpos != Xpos::Nnps
            && !is_glued(reader.word(sentence, t))
            && tied
            && is_name_word(reader.word(sentence, t))
            && !is_title(reader, sentence, t)
            && !other(t)
    };
    let last = |t: usize| {
        namelike(t)
            && (tree.tokens[t].head.is_some_and(|h| tokens.contains(&h)) || tree.tokens[tokens.end - 1].head == Some(t))
    };
    let end = (tokens.end..tree.tokens.len().min(tokens.end + 2))
        .take_while(|&t| last(t))
        .last()
        .map_or(tokens.end, |t| t + 1);
    let given = |t: usize| namelike(t) && reader.seeds.given().contains(reader.word(sentence, t));
    let article = is_name_article(reader.word(sentence, tokens.start));
    let open = |t: usize| if article { namelike(t) } else { tokens.len() == 1 && given(t) };
    if tokens.start > 0 && open(tokens.start - 1) {
        tokens.start -= 1;
    }
    tokens.start..end
}

/// The name with the other half of a surname: `Ana Ruiz | -Mamani |`, `| Ruiz- | Mamani`; not the two of `the Ruiz-Mamani talks`.
fn double_barrelled(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let all = &reader.sentence(sentence).tokens;
    let half = |t: usize| {
        is_capital(reader.word(sentence, t))
            && all[t].upos == Upos::Propn
            && reader.known(sentence, &(t..t + 1)).is_empty()
    };
    let alone = tokens.len() == 1;
    let of_another =
        |t: usize| alone && is_modifier(&all[t]) && all[t].head.is_some_and(|h| h > t && all[h].upos == Upos::Noun);
    while is_glued_hyphen(reader, sentence, tokens.end) && half(tokens.end + 1) && !of_another(tokens.end + 1) {
        tokens.end += 2;
    }
    let before = |start: usize| start > 1 && is_glued_hyphen(reader, sentence, start - 1) && half(start - 2);
    while before(tokens.start) && !of_another(tokens.end - 1) {
        tokens.start -= 2;
    }
    tokens
}

/// Whether a hyphen joins known actors: `the Trump-Putin talks`.
fn joins_known_names(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let hyphen = tokens.clone().skip(1).find(|&t| is_glued_hyphen(reader, sentence, t));
    let known = |part: Range<usize>| !part.is_empty() && !reader.known(sentence, &part).is_empty();
    hyphen.is_some_and(|t| known(tokens.start..t) && known(t + 1..tokens.end))
}

/// Whether the word is a hyphen between two words without white space.
fn is_glued_hyphen(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let all = &reader.sentence(sentence).tokens;
    let glued = |t: usize| all[t].span.end == all[t + 1].span.start;
    token > 0 && token + 1 < all.len() && is_hyphen(reader, sentence, token) && glued(token - 1) && glued(token)
}

/// Whether two words were run together, as web pages do at the seams of boxes: `SmithReuters`. `McDonald` and `FitzGerald` are none.
fn is_glued(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(2).skip(4).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

/// Two capitals that no list knows: the abbreviation of a province or party after a name.
fn is_initials(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let word = reader.word(sentence, tokens.start);
    kind == NameKind::Organisation
        && tokens.len() == 1
        && word.chars().count() <= 2
        && reader.known(sentence, tokens).is_empty()
}

/// Whether a would-be name is an office or a body's common noun, which is read as a description: `Prime Minister`, `Ministry`.
fn is_common(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let described = |t: usize| {
        reader.is(sentence, t, "person") || reader.is(sentence, t, "title") || reader.is(sentence, t, "organisation")
    };
    let honoured = |t: usize| reader.seeds.given().is_honorific(reader.word(sentence, t));
    let surname = (tokens.start.saturating_sub(1)..tokens.end - 1).any(honoured);
    (kind == NameKind::Person || tokens.len() == 1)
        && !surname
        && tokens.clone().all(described)
        && reader.known(sentence, tokens).is_empty()
}

fn is_dotted(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    reader.word(sentence, token).ends_with('.') && reader.word(sentence, token).len() > 1
}

/// Whether the last word of a would-be name makes it a government, which is read as a description.
fn is_government(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let lemma = reader.lemma(sentence, token);
    (reader.words.is(&lemma, "government") || lemma == "administration") && lemma != "authority"
}

/// Whether a word before a person's name is a title, a demonym or a state.
fn introduces(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    is_title(reader, sentence, token)
        || reader.known(sentence, &(token..token + 1)).iter().any(|k| k.actor.kind != ActorType::Person)
}

fn is_title(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let lemma = reader.lemma(sentence, token);
    reader.is(sentence, token, "title")
        || reader.is(sentence, token, "person")
            && !matches!(&*lemma, "people" | "person" | "human" | "authority" | "crown" | "head" | "chief")
        || reader.seeds.given().is_honorific(reader.word(sentence, token))
}

/// Runs of proper nouns that nothing else has claimed.
fn capitalised_chunks<'a>(reader: &Reader<'a>, sentence: usize, taken: &[bool]) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let free = |t: usize| !taken[t] && tokens[t].upos == Upos::Propn && is_capital(reader.word(sentence, t));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len()).find(|&t| !free(t)).unwrap_or(tokens.len());
        if let Some(range) = name_in_run(reader, sentence, at..end) {
            found.push(Chunk { tokens: range, kind: None, known: Vec::new() });
        }
        at = end.max(at + 1);
    }
    found
}

/// The run without the titles before it; none when it is only titles, a common noun written large, or no actor's name.
fn name_in_run(reader: &Reader<'_>, sentence: usize, mut run: Range<usize>) -> Option<Range<usize>> {
    let common = |t: usize| reader.is_common(&reader.lemma(sentence, t));
    while !run.is_empty() && is_title(reader, sentence, run.start) {
        run.start += 1;
    }
    run.start = person_in_body(reader, sentence, &run).unwrap_or(run.start);
    let suffix = run.len() == 1 && reader.is(sentence, run.start, "body_suffix");
    let named = !run.is_empty()
        && !suffix
        && !is_description(reader, sentence, &run, NameKind::Organisation)
        && !run.clone().any(|t| reader.is(sentence, t, "not_actor"))
        && !run.clone().all(common);
    (named && !is_headline(reader.sentence(sentence), reader.text)).then_some(run)
}

/// Whether most words begin with a capital, so that capitals tell nothing.
pub(crate) fn is_headline(sentence: &Sentence, text: &str) -> bool {
    let words: Vec<&str> =
        sentence.tokens.iter().map(|t| t.span.of(text)).filter(|w| w.starts_with(char::is_alphabetic)).collect();
    words.len() > 2 && words.iter().filter(|w| is_capital(w)).count() * 3 >= words.len() * 2
}

pub(crate) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word begins with a capital, or with a small article before one: `al-Sadr`.
fn is_name_word(word: &str) -> bool {
    is_capital(word) || word.split_once('-').is_some_and(|(first, rest)| is_name_article(first) && is_capital(rest))
}

/// Small words that stand before a family name and never begin a person's whole name.
fn is_name_article(word: &str) -> bool {
    matches!(
        word,
        "al" | "el" | "ad" | "ar" | "as" | "ul" | "bin" | "ibn" | "ben" | "van" | "von" | "der" | "de" | "da" | "dos"
    )
}

fn named<'a>(reader: &Reader<'a>, sentence: usize, chunk: &Chunk<'a>) -> Candidate<'a> {
    let head = reader.head_of(sentence, &chunk.tokens);
    let known = &chunk.known;
    let adjective = |k: &&Known<'a>| k.alias == AliasKind::Demonym;
    let people = |k: &&Known<'a>| k.alias == AliasKind::People;
    let token = reader.token(sentence, head);
    let single = || is_one_of_people(reader, sentence, head);
    let form = if let (Some(k), true) = (known.iter().find(adjective), chunk.tokens.len() == 1 && single()) {
        Form::People(k.actor)
    } else if let (Some(k), false) = (known.iter().find(people), is_modifier(token)) {
        Form::People(k.actor)
    } else if let (Some(k), true) =
        (known.iter().find(adjective), known.iter().all(|k| matches!(k.alias, AliasKind::Demonym | AliasKind::People)))
    {
        Form::Demonym(k.actor)
    } else {
        let known = if is_titled_city(reader, sentence, chunk) { Vec::new() } else { known.clone() };
        Form::Name { bare: chunk.tokens.clone(), sort: sort_of(reader, sentence, chunk), known }
    };
    let person = matches!(
        form,
        Form::Name { sort: Sort::Actor(ActorType::Person), .. } | Form::Name { sort: Sort::Unknown, .. }
    );
    let tokens = match form {
        _ if person => with_titles(reader, sentence, &chunk.tokens, head),
        Form::People(_) if chunk.tokens.contains(&head) => noun(reader, sentence, head).tokens.start..chunk.tokens.end,
        _ => chunk.tokens.clone(),
    };
    let head = reader.head_of(sentence, &tokens);
    let gender = title_gender(reader, sentence, &(tokens.start..chunk.tokens.start));
    let plural = matches!(form, Form::People(_)) && !(single() || is_singular(reader.word(sentence, head), token));
    Candidate {
        sentence,
        head,
        start: start_of(reader, sentence, head),
        tokens,
        form,
        plural,
        count: count_of(reader, sentence, head),
        gender,
    }
}

/// Whether a word for people is one for a single person: `Democrat`, `Frenchman`; not `Democrats`, `Japanese`.
fn is_singular(word: &str, token: &Token) -> bool {
    matches!(token.xpos, Xpos::Nn | Xpos::Nnp) && !["s", "sh", "ch", "ese", "men"].iter().any(|end| word.ends_with(end))
}

/// Whether a word for what is of a state means one of its people: `the Nigerian said`; not `the French said`.
fn is_one_of_people(reader: &Reader<'_>, sentence: usize, head: usize) -> bool {
    let tree = reader.sentence(sentence);
    let relation = tree.tokens[head].relation;
    let stands = relation.is(Relation::Nsubj)
        || matches!(relation, Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent | Relation::NmodPoss);
    let word = reader.word(sentence, head);
    let article = |c: usize| matches!(&*tree.tokens[c].lemma.to_lowercase(), "the" | "a" | "an");
    let alone = !tree.children(head).any(|c| tree.tokens[c].upos == Upos::Noun);
    stands && alone && word.ends_with(['n', 'i']) && tree.dependents(head, Relation::Det).any(article)
}

/// Whether a word stands before a noun as its modifier.
pub(crate) fn is_modifier(token: &Token) -> bool {
    matches!(token.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked)
}

fn sort_of(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> Sort {
    if is_titled_city(reader, sentence, chunk) {
        return Sort::Actor(ActorType::Person);
    }
    if let Some(known) = chunk.known.first() {
        return Sort::Actor(known.actor.kind);
    }
    let body = chunk.tokens.clone().any(|t| reader.is(sentence, t, "body_name"));
    let titled = chunk.tokens.start > 0
        && chunk.kind != Some(NameKind::Organisation)
        && is_human_title(reader, sentence, chunk.tokens.start - 1);
    let given = reader.seeds.given().contains(reader.word(sentence, chunk.tokens.start));
    let plural = matches!(reader.token(sentence, chunk.tokens.start).xpos, Xpos::Nnps | Xpos::Nns);
    let several = chunk.tokens.len() == 1 && plural;
    match chunk.kind {
        Some(NameKind::Person) if several => Sort::Actor(ActorType::Group),
        Some(NameKind::Person) if (body || is_described_body(reader, sentence, chunk)) && !given => {
            Sort::Actor(ActorType::Organization)
        }
        Some(NameKind::Person) => Sort::Actor(ActorType::Person),
        _ if !body && is_described_person(reader, sentence, chunk) => Sort::Actor(ActorType::Person),
        Some(NameKind::Place) if body && is_club(reader, sentence, chunk) => Sort::Actor(ActorType::Organization),
        Some(NameKind::Organisation) => Sort::Actor(ActorType::Organization),
        _ if is_described_body(reader, sentence, chunk) => Sort::Actor(ActorType::Organization),
        Some(NameKind::Place) if is_somewhere(reader, sentence, chunk) => Sort::Place,
        Some(NameKind::Place) => Sort::Unknown,
        None if titled => Sort::Actor(ActorType::Person),
        None if body && chunk.tokens.len() > 1 => Sort::Actor(ActorType::Organization),
        None if given && (2..=4).contains(&chunk.tokens.len()) => Sort::Actor(ActorType::Person),
        None => Sort::Unknown,
    }
}

/// Whether a common noun for a body stands directly before the name, or has it as apposition: `the brewer | Velka`, `his company, | Orsa`.
fn is_described_body(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let name = reader.token(sentence, reader.head_of(sentence, &chunk.tokens));
    let apposed = name.head.filter(|&h| name.relation == Relation::Appos && h < chunk.tokens.start);
    let body = |t: usize| is_body_noun(reader, sentence, t) && !reader.is(sentence, t, "person");
    chunk.tokens.start.checked_sub(1).is_some_and(body) || apposed.is_some_and(body)
}

/// Whether a would-be place of several words is the name of a body: `Norwood Athletic`; not `Fort Union`, a known place.
fn is_club(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    chunk.tokens.len() > 1 && reader.seeds.place(reader.words_of(sentence, &chunk.tokens)).is_empty()
}

/// Whether the name stands beside a common noun for one person, or is one "who": `his sister, | Hiwot`, `| Hiwot |, a nurse`.
fn is_described_person(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let tree = reader.sentence(sentence);
    let head = reader.head_of(sentence, &chunk.tokens);
    let person = |t: usize| {
        tree.tokens[t].xpos == Xpos::Nn
            && (reader.is(sentence, t, "person")
                || reader.is(sentence, t, "relative")
                || reader.is(sentence, t, "spouse"))
            && !reader.is(sentence, t, "organisation")
    };
    let above = tree.tokens[head].head.filter(|_| tree.tokens[head].relation == Relation::Appos);
    let beside = above.into_iter().chain(tree.dependents(head, Relation::Appos));
    let who = |clause: usize| {
        tree.children(clause).any(|c| tree.tokens[c].relation.is(Relation::Nsubj) && &*tree.tokens[c].lemma == "who")
    };
    let after = |words: &[&str]| {
        let end = chunk.tokens.end;
        end + words.len() <= tree.tokens.len() && words.iter().zip(end..).all(|(w, t)| reader.word(sentence, t) == *w)
    };
    beside.into_iter().any(person)
        || tree.dependents(head, Relation::AclRelcl).any(who)
        || after(&[",", "who"])
        || after(&["who"])
}

/// Whether the word is a common noun for one body.
fn is_body_noun(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let singular = reader.lemma(sentence, token) == reader.word(sentence, token);
    singular && reader.token(sentence, token).upos == Upos::Noun && reader.is(sentence, token, "organisation")
}

/// Whether a place's name is that of a known place, or tells where: "Nokia will pay" does not.
fn is_somewhere(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let words = reader.words_of(sentence, &chunk.tokens);
    let head = reader.head_of(sentence, &chunk.tokens);
    let locative = reader.preposition(sentence, head).is_some_and(|p| reader.words.is(&p, "locative"));
    let after = reader.sentence(sentence).tokens.get(chunk.tokens.end);
    let dateline = after.is_some_and(|t| t.upos == Upos::Punct) && chunk.tokens.start == 0;
    let acts = reader.token(sentence, head).relation == Relation::Nsubj && !dateline;
    locative || !acts && !reader.seeds.place(words).is_empty()
}

/// Whether an office stands before what would else be a capital: `President Washington`.
fn is_titled_city(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let start = chunk.tokens.start;
    let city =
        !chunk.known.is_empty() && chunk.known.iter().all(|k| k.alias == AliasKind::Metonym) && chunk.tokens.len() == 1;
    city && start > 0 && is_capital(reader.word(sentence, start - 1)) && is_human_title(reader, sentence, start - 1)
}

/// Whether the word is a title or office directly before a name: `President`, `opposition leader`.
fn is_human_title(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    is_title(reader, sentence, token) && !matches!(reader.token(sentence, token).xpos, Xpos::Nns | Xpos::Nnps)
}

/// A person's name with the offices before it, determiners left out.
fn with_titles(reader: &Reader<'_>, sentence: usize, bare: &Range<usize>, head: usize) -> Range<usize> {
    let tree = reader.sentence(sentence);
    let edge = left_edge(reader, tree, bare.start, head);
    let titled = (edge..bare.start).any(|t| is_title(reader, sentence, t));
    let surface = surface_titles(reader, sentence, bare.start);
    trim(reader, sentence, if titled { edge.min(surface) } else { surface }..bare.end)
}

/// The first word of the office directly before a name, whatever the tree says of it: `| U.S. special envoy | Rosa Quispe`.
fn surface_titles(reader: &Reader<'_>, sentence: usize, name: usize) -> usize {
    let tree = reader.sentence(sentence);
    if name == 0 || !is_human_title(reader, sentence, name - 1) {
        return name;
    }
    let inside_person = |t: usize| tree.names.iter().any(|n| n.kind == NameKind::Person && n.start <= t && t < n.end);
    let may_belong = |t: usize| {
        let token = &tree.tokens[t];
        let nominal = matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn)
            || token.relation == Relation::Amod
            || token.xpos == Xpos::Pos;
        let plural = token.upos == Upos::Noun && token.xpos == Xpos::Nns;
        (nominal || is_hyphen(reader, sentence, t)) && !plural && !inside_person(t)
    };
    (name.saturating_sub(LONGEST_TITLE)..name).rev().take_while(|&t| may_belong(t)).last().unwrap_or(name)
}

const LONGEST_TITLE: usize = 9;

fn is_hyphen(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    matches!(reader.word(sentence, token), "-" | "–" | "‑")
}

/// The first word of the unbroken stretch before `start` that hangs below `head`.
fn left_edge(reader: &Reader<'_>, tree: &Sentence, start: usize, head: usize) -> usize {
    let mut at = start;
    while at > 0 && belongs_before(reader, tree, at - 1, head) {
        at -= 1;
    }
    at
}

fn belongs_before(reader: &Reader<'_>, tree: &Sentence, token: usize, head: usize) -> bool {
    let t = &tree.tokens[token];
    let joined = matches!(
        t.relation,
        Relation::Amod
            | Relation::Compound
            | Relation::NmodDesc
            | Relation::NmodPoss
            | Relation::NmodUnmarked
            | Relation::Nummod
            | Relation::Flat
            | Relation::Advmod
            | Relation::Det
            | Relation::Nmod
            | Relation::Goeswith
            | Relation::Case
    ) || (t.relation == Relation::Punct
        && matches!(t.span.of(reader.text), "-" | "–" | "‑" | "“" | "”" | "\""))
        || (t.relation.is(Relation::Conj) || t.relation == Relation::Cc)
            && t.upos != Upos::Propn
            && below_modifier(tree, token, head);
    let case_ok = t.relation != Relation::Case || t.xpos == Xpos::Pos || t.head.is_some_and(|h| h != head);
    let adverb_ok = t.relation != Relation::Advmod || t.head.is_some_and(|h| h != head);
    joined && case_ok && adverb_ok && t.head != tree.tokens[head].head && tree.dominates(head, token)
}

/// Whether a conjunct stands inside a modifier of `head`: `political and economic`.
fn below_modifier(tree: &Sentence, token: usize, head: usize) -> bool {
    let mut at = token;
    for _ in 0..tree.tokens.len() {
        match tree.tokens[at].head {
            Some(h) if h == head => return is_modifier(&tree.tokens[at]) && tree.tokens[at].upos != Upos::Propn,
            Some(h) => at = h,
            None => return false,
        }
    }
    false
}

/// The range without determiners, possessive pronouns, prepositions and marks at its beginning, but with the words that qualify a
/// number: `over a hundred`.
fn trim(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let all = &reader.sentence(sentence).tokens;
    let loose = |t: usize| {
        let another = matches!(&*reader.lemma(sentence, t), "another");
        let small = matches!(all[t].upos, Upos::Det | Upos::Punct | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj);
        small && !another || matches!(all[t].xpos, Xpos::PrpPoss | Xpos::WpPoss)
    };
    while tokens.len() > 1 && loose(tokens.start) {
        tokens.start += 1;
    }
    let at_least = matches!(&*reader.word(sentence, tokens.start).to_lowercase(), "least" | "most");
    if at_least && tokens.start > 0 && reader.word(sentence, tokens.start - 1).eq_ignore_ascii_case("at") {
        tokens.start -= 1;
    }
    if all[tokens.start].upos == Upos::Num {
        tokens.start = approximation(reader, sentence, tokens.start);
    }
    tokens
}

/// The first word of what makes a number vague: `more than`, `at least`, `over a`.
fn approximation(reader: &Reader<'_>, sentence: usize, number: usize) -> usize {
    let word =
        |back: usize| number.checked_sub(back).map(|t| reader.word(sentence, t).to_lowercase()).unwrap_or_default();
    let article = usize::from(matches!(&*word(1), "a" | "an"));
    let particle = number > article && reader.token(sentence, number - article - 1).relation.is(Relation::CompoundPrt);
    if particle {
        return number;
    }
    match (&*word(article + 2), &*word(article + 1)) {
        ("more" | "less" | "fewer", "than") | ("at", "least" | "most") | ("up" | "close", "to") | ("as", "many") => {
            number - article - 2
        }
        (_, "over" | "about" | "around" | "nearly" | "almost" | "roughly" | "approximately" | "some") => {
            number - article - 1
        }
        _ => number,
    }
}

fn title_gender(reader: &Reader<'_>, sentence: usize, titles: &Range<usize>) -> Option<Gender> {
    let any = |class: &str| titles.clone().any(|t| reader.is(sentence, t, class));
    if any("male_title") || any("male") {
        Some(Gender::Male)
    } else if any("female_title") || any("female") {
        Some(Gender::Female)
    } else {
        titles.clone().find_map(|t| reader.seeds.given().honorific(reader.word(sentence, t)))
    }
}

/// Marks the words that belong to a candidate's phrase, except names inside it that stand for another actor.
fn cover(reader: &Reader<'_>, candidate: &Candidate<'_>, taken: &mut [bool]) {
    taken[candidate.tokens.clone()].fill(true);
    let tree = reader.sentence(candidate.sentence);
    for t in tree.children(candidate.head).filter(|&t| tree.tokens[t].relation == Relation::NmodDesc) {
        taken[t] = true;
    }
}

/// A candidate that is no name: a description or a pronoun.
fn unnamed<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    match t.upos {
        Upos::Pron => is_personal(t).then(|| pronoun(reader, sentence, token)),
        Upos::Det
            if matches!(&*t.lemma.to_lowercase(), "both")
                && t.relation != Relation::Det
                && t.relation != Relation::DetPredet =>
        {
            Some(pronoun(reader, sentence, token))
        }
        Upos::Noun | Upos::Propn => described(reader, sentence, token),
        Upos::Num | Upos::Adj => counted(reader, sentence, token),
        _ => None,
    }
}

fn is_personal(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::WpPoss) || token.xpos == Xpos::Wdt
}

fn pronoun<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Candidate<'a> {
    let lemma = reader.word(sentence, token).to_lowercase();
    let gender = match &*lemma {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    };
    let plural = matches!(&*lemma, "they" | "them" | "their" | "theirs" | "themselves" | "both" | "we" | "us" | "our");
    let form = Form::Pronoun;
    Candidate { sentence, head: token, tokens: token..token + 1, form, start: Start::Bare, plural, count: None, gender }
}

/// Classes of nouns that can act.
const ACTING: [&str; 6] = ["person", "group", "organisation", "government", "country", "side"];

fn described<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    let lemma = reader.lemma(sentence, token);
    let idle = matches!(&*lemma, "head" | "face" | "party")
        && !t.relation.is(Relation::Nsubj)
        && members(reader, sentence, token).is_none()
        && t.xpos == Xpos::Nns
        && noun(reader, sentence, token).tokens.start == token;
    let thing = is_thing_here(reader, sentence, token, &lemma) || is_asked_for(reader, sentence, token);
    let acts = !idle && !thing && ACTING.iter().any(|class| reader.words.is(&lemma, class));
    let people = is_collective_of_people(reader, sentence, token);
    if is_modifier(t) || matches!(t.relation, Relation::Flat | Relation::Goeswith) || !(acts || people) {
        return None;
    }
    Some(noun(reader, sentence, token))
}

/// Whether a noun that may be people means a thing: `funds`, `November jobs figures`, `opposition to the deal`.
fn is_thing_here(reader: &Reader<'_>, sentence: usize, token: usize, lemma: &str) -> bool {
    let tree = reader.sentence(sentence);
    let counted = |c: usize| tree.tokens[c].upos == Upos::Noun && !reader.words.is(&reader.lemma(sentence, c), "group");
    match lemma {
        "fund" => tree.tokens[token].xpos == Xpos::Nns,
        "figure" => tree.dependents(token, Relation::Compound).any(counted),
        // A camp is a place unless it is somebody's.
        "camp" => {
            let named = |c: usize| tree.tokens[c].upos == Upos::Propn;
            let owners = tree.dependents(token, Relation::NmodPoss).chain(tree.dependents(token, Relation::Compound));
            !owners.into_iter().any(named)
        }
        "opposition" => {
            tree.dependents(token, Relation::Nmod).any(|c| reader.preposition(sentence, c).as_deref() == Some("to"))
        }
        _ => false,
    }
}

/// Whether a noun is asked for: `which countries`, `whose troops`.
fn is_asked_for(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    tree.dependents(token, Relation::Det).any(|c| matches!(&*tree.tokens[c].lemma.to_lowercase(), "which" | "what"))
}

/// "three of them", "the detained", "many of the prisoners": a number or adjective in a noun's place.
fn counted<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    let argument = matches!(
        t.relation,
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Obl | Relation::OblAgent | Relation::Nmod
    );
    let quantity = t.upos == Upos::Num || matches!(&*t.lemma, "many" | "several" | "few" | "most" | "other");
    let body = argument && t.upos == Upos::Adj && reader.is(sentence, token, "mass_body");
    if body {
        return Some(noun(reader, sentence, token));
    }
    (argument && quantity && is_collective_of_people(reader, sentence, token)).then(|| noun(reader, sentence, token))
}

/// Whether the noun counts or collects people told after "of": `dozens of migrants`.
fn is_collective_of_people(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let collects = reader.is(sentence, token, "collective") || reader.token(sentence, token).upos == Upos::Num;
    collects
        && members(reader, sentence, token)
            .is_some_and(|m| reader.is(sentence, m, "person") || reader.is(sentence, m, "group"))
}

/// The members of a collective, which are no group beside it: the prisoners of `a group of prisoners`.
fn gathered(reader: &Reader<'_>, candidate: &Candidate<'_>) -> Option<usize> {
    let (sentence, head) = (candidate.sentence, candidate.head);
    let collects = matches!(candidate.form, Form::Noun) && is_collective_of_people(reader, sentence, head);
    collects.then(|| members(reader, sentence, head)).flatten()
}

/// The noun after "of".
pub(crate) fn members(reader: &Reader<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = reader.sentence(sentence);
    tree.dependents(token, Relation::Nmod)
        .find(|&c| c > token && reader.preposition(sentence, c).as_deref() == Some("of"))
}

fn noun<'a>(reader: &Reader<'a>, sentence: usize, head: usize) -> Candidate<'a> {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[head];
    let start = left_edge(reader, tree, head, head);
    let end =
        if is_collective_of_people(reader, sentence, head) { of_phrase_end(reader, sentence, head) } else { head + 1 };
    let tokens = trim(reader, sentence, start..end);
    let gender = title_gender(reader, sentence, &(head..head + 1));
    let count = count_of(reader, sentence, head);
    let plural = matches!(t.xpos, Xpos::Nns | Xpos::Nnps)
        || count.is_some_and(|c| c > 1.0)
        || matches!(&*reader.lemma(sentence, head), "people" | "personnel");
    Candidate {
        sentence,
        head,
        tokens,
        form: Form::Noun,
        start: start_of(reader, sentence, head),
        plural,
        count,
        gender,
    }
}

/// The word after the phrase that follows "of": `group | of political prisoners |`.
fn of_phrase_end(reader: &Reader<'_>, sentence: usize, head: usize) -> usize {
    members(reader, sentence, head).map_or(head + 1, |m| m + 1)
}

/// How the phrase of a noun begins.
fn start_of(reader: &Reader<'_>, sentence: usize, head: usize) -> Start {
    let tree = reader.sentence(sentence);
    let mut start = Start::Bare;
    for child in tree.children(head).filter(|&c| c < head) {
        let token = &tree.tokens[child];
        match (token.relation, &*token.lemma.to_lowercase()) {
            (Relation::NmodPoss, _) if matches!(token.xpos, Xpos::PrpPoss | Xpos::WpPoss) => return Start::Own,
            (Relation::NmodPoss, _) => start = Start::Definite,
            (Relation::Det, "the" | "that" | "those") => start = Start::Definite,
            (Relation::Det, "this" | "these" | "such") => return Start::This,
            (Relation::Det | Relation::Amod, "a" | "an" | "some" | "another" | "any" | "other" | "no" | "more") => {
                return Start::Indefinite;
            }
            _ => {}
        }
    }
    start
}

/// The number before a noun, or that a counting noun tells: `123`, `a dozen`, `over two hundred`.
pub(crate) fn count_of(reader: &Reader<'_>, sentence: usize, head: usize) -> Option<f64> {
    let tree = reader.sentence(sentence);
    let number = tree
        .dependents(head, Relation::Nummod)
        .next()
        .or_else(|| (tree.tokens[head].upos == Upos::Num).then_some(head))?;
    let word = reader.word(sentence, number);
    let parts: Vec<&str> = tree
        .children(number)
        .filter(|&c| matches!(tree.tokens[c].relation, Relation::Compound | Relation::Nummod))
        .map(|c| reader.word(sentence, c))
        .chain([word])
        .collect();
    parts
        .iter()
        .try_fold(None, |product: Option<f64>, part| number_value(part).map(|n| Some(product.unwrap_or(1.0) * n)))
        .flatten()
}

/// The value of a number in figures or one English word.
fn number_value(word: &str) -> Option<f64> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = word.to_lowercase();
    if let Some(value) = SMALL.iter().position(|w| *w == word) {
        return Some(value as f64);
    }
    let large = [
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
    ];
    let scale = [("dozen", 12.0), ("hundred", 100.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];
    large.iter().chain(&scale).find(|(w, _)| *w == word).map(|(_, v)| *v).or_else(|| word.replace(',', "").parse().ok())
}
