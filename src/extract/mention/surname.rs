//! Where does a word that is also a common noun stand for a person named in full elsewhere? `Rosa Baker won. | Baker | smiled.`

use super::{Candidate, Form, Reader, Sort, Start, is_capital};
use crate::{
    language::{Relation, Upos},
    record::ActorType,
};
use std::collections::BTreeSet;

/// Reads such words as names, whatever they were read as before. Words of which `idle` holds are nobody's.
pub(super) fn name_bearers<'a>(reader: &Reader<'a>, all: &mut Vec<Candidate<'a>>, idle: impl Fn(usize, usize) -> bool) {
    let surnames: BTreeSet<&str> = all.iter().filter_map(|c| surname(reader, c)).collect();
    let mut named: BTreeSet<(usize, usize)> = BTreeSet::new();
    for candidate in all.iter().filter(|c| !matches!(c.form, Form::Noun) || c.tokens.len() > 1) {
        named.extend(candidate.tokens.clone().map(|t| (candidate.sentence, t)));
    }
    let mut found = Vec::new();
    for (sentence, tree) in reader.analysis.sentences.iter().enumerate() {
        let bears = |&t: &usize| {
            surnames.contains(reader.word(sentence, t))
                && !named.contains(&(sentence, t))
                && !idle(sentence, t)
                && is_name_here(reader, sentence, t)
        };
        found.extend((0..tree.tokens.len()).filter(bears).map(|t| bearer(sentence, t)));
    }
    let heads: BTreeSet<(usize, usize)> = found.iter().map(|c| (c.sentence, c.head)).collect();
    all.retain(|c| !heads.contains(&(c.sentence, c.head)));
    all.extend(found);
    all.sort_by_key(|c| (c.sentence, c.head, c.tokens.start));
}

/// The last word of a person's full name, if it is a common noun as well.
fn surname<'a>(reader: &Reader<'a>, candidate: &Candidate<'_>) -> Option<&'a str> {
    match &candidate.form {
        Form::Name { bare, sort: Sort::Actor(ActorType::Person), .. } if bare.len() > 1 => {
            let word = reader.word(candidate.sentence, bare.end - 1);
            (is_capital(word) && reader.is_common(&word.to_lowercase())).then_some(word)
        }
        _ => None,
    }
}

/// Whether the word is a proper noun with nothing before it that only a common noun has, and no title of the name after it.
fn is_name_here(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[token];
    let bare = !tree
        .children(token)
        .any(|c| c < token && matches!(tree.tokens[c].relation, Relation::Det | Relation::Amod | Relation::Nummod));
    let next = tree.tokens.get(token + 1);
    let title = next.is_some_and(|n| n.upos == Upos::Propn && is_capital(n.span.of(reader.text)));
    t.upos == Upos::Propn && bare && !title
}

fn bearer<'a>(sentence: usize, token: usize) -> Candidate<'a> {
    let bare = token..token + 1;
    let form = Form::Name { bare: bare.clone(), sort: Sort::Actor(ActorType::Person), known: Vec::new() };
    Candidate {
        sentence,
        head: token,
        tokens: bare,
        form,
        start: Start::Bare,
        plural: false,
        count: None,
        gender: None,
    }
}
