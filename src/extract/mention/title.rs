//! Which offices and honours stand before a name?

use super::{
    Reader, is_hyphen,
    noun::{left_edge, trim},
};
use crate::{
    language::{NameKind, Relation, Upos, Xpos},
    seed::{AliasKind, Gender},
};
use std::ops::Range;

pub(super) fn is_title(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let lemma = reader.lemma(sentence, token);
    reader.is(sentence, token, "title")
        || reader.is(sentence, token, "person")
            && !matches!(&*lemma, "people" | "person" | "human" | "authority" | "crown" | "head" | "chief")
        || reader.seeds.given().is_honorific(reader.word(sentence, token))
}

/// Whether the word is a title or office directly before a name: `President`, `opposition leader`.
pub(super) fn is_human_title(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    is_title(reader, sentence, token) && !matches!(reader.token(sentence, token).xpos, Xpos::Nns | Xpos::Nnps)
        || is_elect(reader, sentence, token)
}

/// Whether the word is a later part of an office: `President- | elect`, `editor- | in | - | chief`.
fn is_elect(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = |back: usize| token.checked_sub(back).map(|t| reader.word(sentence, t).to_lowercase());
    let joined = |back: usize| token.checked_sub(back).is_some_and(|t| is_hyphen(reader, sentence, t));
    let title = |back: usize| token.checked_sub(back).is_some_and(|t| is_title(reader, sentence, t));
    match word(0).as_deref() {
        Some("elect" | "designate") => joined(1) && title(2),
        Some("in") => joined(1) && title(2),
        Some("chief") => joined(1) && word(2).as_deref() == Some("in") && joined(3) && title(4),
        _ => false,
    }
}

/// A person's name with the offices before it, determiners left out.
pub(super) fn with_titles(reader: &Reader<'_>, sentence: usize, bare: &Range<usize>, head: usize) -> Range<usize> {
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
        let people = reader.known(sentence, &(t..t + 1)).iter().any(|k| k.alias == AliasKind::People);
        let plural = token.upos == Upos::Noun && token.xpos == Xpos::Nns || token.xpos == Xpos::Nnps && people;
        (nominal || is_hyphen(reader, sentence, t) || is_elect(reader, sentence, t))
            && !plural
            && (!inside_person(t) || is_title(reader, sentence, t))
    };
    (name.saturating_sub(LONGEST_TITLE)..name).rev().take_while(|&t| may_belong(t)).last().unwrap_or(name)
}

const LONGEST_TITLE: usize = 9;

pub(super) fn title_gender(reader: &Reader<'_>, sentence: usize, titles: &Range<usize>) -> Option<Gender> {
    let any = |class: &str| titles.clone().any(|t| reader.is(sentence, t, class));
    if any("male_title") || any("male") {
        Some(Gender::Male)
    } else if any("female_title") || any("female") {
        Some(Gender::Female)
    } else {
        titles.clone().find_map(|t| reader.seeds.given().honorific(reader.word(sentence, t)))
    }
}
