//! What does a name name: a person, a body, a state, its people, a place?

use super::{
    Candidate, Form, Reader, Sort,
    chunk::Chunk,
    is_capital, is_modifier,
    noun::{count_of, noun, start_of},
    title::{is_human_title, title_gender, with_titles},
};
use crate::{
    language::{NameKind, Relation, Token, Upos, Xpos},
    record::ActorType,
    seed::{AliasKind, Known},
};
use std::ops::Range;

pub(super) fn named<'a>(reader: &Reader<'a>, sentence: usize, chunk: &Chunk<'a>) -> Candidate<'a> {
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
        let bare = chunk.tokens.start..name_end(reader, sentence, chunk);
        let known = if bare == chunk.tokens { known } else { reader.known(sentence, &bare) };
        Form::Name { bare, sort: sort_of(reader, sentence, chunk), known }
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

/// Where a body's name ends before a common noun that tells what it is: `Norwood | magazine`, `the NWU | union`.
fn name_end(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> usize {
    let last = chunk.tokens.end - 1;
    let loud = |t: usize| reader.word(sentence, t).chars().all(char::is_uppercase);
    let tail = || {
        let named = last > chunk.tokens.start && is_capital(reader.word(sentence, last - 1));
        let small = !is_capital(reader.word(sentence, last));
        named
            && small
            && (reader.is(sentence, last, "name_tail") || reader.is(sentence, last, "same_labour") && loud(last - 1))
    };
    let body = chunk.kind == Some(NameKind::Organisation) && chunk.known.is_empty();
    if body && tail() { last } else { last + 1 }
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
    let ranked = chunk.tokens.start > 0 && reader.is(sentence, chunk.tokens.start - 1, "short_title");
    let given = reader.seeds.given().contains(reader.word(sentence, chunk.tokens.start));
    let plural = matches!(reader.token(sentence, chunk.tokens.start).xpos, Xpos::Nnps | Xpos::Nns);
    let several = chunk.tokens.len() == 1 && plural;
    match chunk.kind {
        Some(NameKind::Person) if several => Sort::Actor(ActorType::Group),
        Some(NameKind::Person) if (body || is_described_body(reader, sentence, &chunk.tokens)) && !given => {
            Sort::Actor(ActorType::Organization)
        }
        Some(NameKind::Person) => Sort::Actor(ActorType::Person),
        _ if !body
            && !is_known_place(reader, sentence, chunk)
            && is_described_person(reader, sentence, &chunk.tokens) =>
        {
            Sort::Actor(ActorType::Person)
        }
        Some(NameKind::Place) if body && is_club(reader, sentence, chunk) => Sort::Actor(ActorType::Organization),
        Some(NameKind::Organisation) => Sort::Actor(ActorType::Organization),
        Some(NameKind::Place) | None if is_team(reader, sentence, chunk) => Sort::Actor(ActorType::Organization),
        _ if is_described_body(reader, sentence, &chunk.tokens) => Sort::Actor(ActorType::Organization),
        // "Sgt. Bowe"
        Some(NameKind::Place) if ranked && !is_known_place(reader, sentence, chunk) => Sort::Actor(ActorType::Person),
        Some(NameKind::Place) if is_somewhere(reader, sentence, chunk) => Sort::Place,
        Some(NameKind::Place) => Sort::Unknown,
        None if titled => Sort::Actor(ActorType::Person),
        None if body && chunk.tokens.len() > 1 => Sort::Actor(ActorType::Organization),
        None if given && (2..=4).contains(&chunk.tokens.len()) => Sort::Actor(ActorType::Person),
        None => Sort::Unknown,
    }
}

/// Whether a common noun for a body stands directly before the name or in apposition with it: `the brewer | Velka`, `his company, | Orsa`,
/// `| Orsa |, a steelmaker`.
pub(super) fn is_described_body(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let tree = reader.sentence(sentence);
    let head = reader.head_of(sentence, tokens);
    let name = &tree.tokens[head];
    let above = name.head.filter(|&h| name.relation == Relation::Appos && h < tokens.start);
    let below = tree.dependents(head, Relation::Appos).filter(|&a| a >= tokens.end);
    let body = |t: usize| {
        let either = reader.is(sentence, t, "body_or_person") || is_trade(reader, sentence, t);
        let person = reader.is(sentence, t, "person") && !either;
        is_body_noun(reader, sentence, t) && !person
    };
    tokens.start.checked_sub(1).is_some_and(body) || above.into_iter().chain(below).any(body)
}

/// Whether a would-be place of several words is the name of a body: `Norwood Athletic`; not `Fort Union`, a known place.
fn is_club(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    chunk.tokens.len() > 1 && !is_known_place(reader, sentence, chunk)
}

/// Whether a name is that of a team by its town: `the Toledo Larks`.
fn is_team(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let town = chunk.tokens.start..chunk.tokens.end - 1;
    let plural = matches!(reader.token(sentence, town.end).xpos, Xpos::Nnps | Xpos::Nns);
    let known = || !reader.seeds.place(reader.words_of(sentence, &town)).is_empty();
    plural && !town.is_empty() && is_club(reader, sentence, chunk) && known()
}

fn is_known_place(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    !reader.seeds.place(reader.words_of(sentence, &chunk.tokens)).is_empty()
}

/// Whether the name stands beside a common noun for one person, or is one "who": `his sister, | Hiwot`, `| Hiwot |, a nurse`.
pub(super) fn is_described_person(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let tree = reader.sentence(sentence);
    let head = reader.head_of(sentence, tokens);
    let person = |t: usize| {
        tree.tokens[t].xpos == Xpos::Nn
            && (reader.is(sentence, t, "person")
                || reader.is(sentence, t, "relative")
                || reader.is(sentence, t, "spouse"))
            && !reader.is(sentence, t, "organisation")
            && !reader.is(sentence, t, "body_or_person")
            && !is_trade(reader, sentence, t)
    };
    let above = tree.tokens[head].head.filter(|_| tree.tokens[head].relation == Relation::Appos);
    let beside = above.into_iter().chain(tree.dependents(head, Relation::Appos));
    let who = |clause: usize| {
        tree.children(clause).any(|c| tree.tokens[c].relation.is(Relation::Nsubj) && &*tree.tokens[c].lemma == "who")
    };
    let after = |words: &[&str]| {
        let end = tokens.end;
        end + words.len() <= tree.tokens.len() && words.iter().zip(end..).all(|(w, t)| reader.word(sentence, t) == *w)
    };
    beside.into_iter().any(person)
        || tree.dependents(head, Relation::AclRelcl).any(who)
        || after(&[",", "who"])
        || after(&["who"])
}

/// Whether the word is a common noun for one body.
pub(crate) fn is_body_noun(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let singular = reader.lemma(sentence, token) == reader.word(sentence, token);
    let body = ["organisation", "body_or_person"].iter().any(|class| reader.is(sentence, token, class))
        || is_trade(reader, sentence, token);
    singular && reader.token(sentence, token).upos == Upos::Noun && body
}

/// Whether a noun tells what a body deals in: `a fund | manager`.
fn is_trade(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let managed = |c: usize| reader.is(sentence, c, "managed");
    reader.is(sentence, token, "body_by_trade")
        && reader.sentence(sentence).dependents(token, Relation::Compound).any(managed)
}

/// Whether a place's name is that of a known place, or tells where: "Nokia will pay" does not.
fn is_somewhere(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let words = reader.words_of(sentence, &chunk.tokens);
    let head = reader.head_of(sentence, &chunk.tokens);
    let locative = reader.preposition(sentence, head).is_some_and(|p| reader.words.is(&p, "locative"));
    let after = reader.sentence(sentence).tokens.get(chunk.tokens.end);
    let dateline = after.is_some_and(|t| t.upos == Upos::Punct) && chunk.tokens.start == 0;
    let token = reader.token(sentence, head);
    let first = token.head.filter(|_| token.relation == Relation::Conj).unwrap_or(head);
    let acts = reader.token(sentence, first).relation == Relation::Nsubj && !dateline;
    locative || !acts && !reader.seeds.place(words).is_empty()
}

/// Whether an office stands before what would else be a capital or a state: `President Washington`, `Rep. Israel`.
fn is_titled_city(reader: &Reader<'_>, sentence: usize, chunk: &Chunk<'_>) -> bool {
    let start = chunk.tokens.start;
    let city =
        !chunk.known.is_empty() && chunk.known.iter().all(|k| k.alias == AliasKind::Metonym) && chunk.tokens.len() == 1;
    let person = chunk.kind == Some(NameKind::Person) && chunk.known.iter().all(|k| k.actor.kind == ActorType::State);
    (city || person && !chunk.known.is_empty())
        && start > 0
        && is_capital(reader.word(sentence, start - 1))
        && is_human_title(reader, sentence, start - 1)
}
