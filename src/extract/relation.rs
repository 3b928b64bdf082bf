//! Which lasting ties does a text tell: offices, kinship, membership, alliance?
//!
//! Reads titles, appositions, copulas and possessives of resolved mentions; decides nothing about who is who.

use super::{
    actor::{Actors, Mention},
    mention::{Candidate, Form, Reader, is_modifier},
};
use crate::{
    language::{Relation, Upos},
    record::{ActorType, MentionKind, RelationType},
    span::Span,
};
use std::{collections::BTreeSet, ops::Range};

/// A lasting tie of one entity to another, or to a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// What tie.
    pub kind: RelationType,
    /// Of whom (index of an entity).
    pub subject: usize,
    /// To whom (index of an entity).
    pub object: Option<usize>,
    /// The tie in the document's words: `Special Envoy`.
    pub text: String,
    /// Index of the sentence that tells it.
    pub sentence: usize,
    /// Bytes of the words that tell it.
    pub evidence: Span,
}

/// Finds the ties that a document tells, and adds the offices among them to the roles of their holders.
pub(crate) fn ties(reader: &Reader<'_>, candidates: &[Candidate<'_>], actors: &mut Actors) -> Vec<Tie> {
    let mut found: Vec<Tie> = candidates.iter().filter_map(|c| title(reader, c, actors)).collect();
    let names = actors.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    let named: BTreeSet<usize> = names.filter_map(|m| <[usize; 1]>::try_from(&*m.entities).ok()).flatten().collect();
    found.extend(actors.mentions.iter().filter_map(|m| description(reader, m, actors, &named)));
    found.sort_by_key(|tie| (tie.sentence, tie.evidence, tie.kind, tie.subject));
    let mut told = BTreeSet::new();
    found.retain(|tie| told.insert((tie.kind, tie.subject, tie.object, tie.text.clone())));
    for tie in found.iter().filter(|tie| tie.kind == RelationType::HoldsRole) {
        let roles = &mut actors.entities[tie.subject].roles;
        if !roles.contains(&tie.text) {
            roles.push(tie.text.clone());
        }
    }
    found
}

/// The office before a name: `U.S. Special Envoy John Coale`.
fn title(reader: &Reader<'_>, candidate: &Candidate<'_>, actors: &Actors) -> Option<Tie> {
    let Form::Name { bare, .. } = &candidate.form else { return None };
    let titles = candidate.tokens.start..bare.start;
    let office = titles.clone().rev().find(|&t| reader.is(candidate.sentence, t, "person"))?;
    let subject = *actors.for_phrase(candidate.sentence, candidate.head).first()?;
    let object = titles.clone().filter(|&t| t != office).find_map(|t| other(actors, candidate.sentence, t, subject));
    let text = reader.span(candidate.sentence, &(titles.start..office + 1)).words_of(reader.text);
    let evidence = reader.span(candidate.sentence, &candidate.tokens);
    Some(Tie { kind: RelationType::HoldsRole, subject, object, text, sentence: candidate.sentence, evidence })
}

/// The tie that a description tells of an entity that is also named, or of one person to another.
fn description(reader: &Reader<'_>, mention: &Mention, actors: &Actors, named: &BTreeSet<usize>) -> Option<Tie> {
    let &[subject] = &*mention.entities else { return None };
    let entity = &actors.entities[subject];
    if mention.kind != MentionKind::Nominal
        || entity.plural
        || !matches!(entity.kind, ActorType::Person | ActorType::State | ActorType::Organization)
    {
        return None;
    }
    let object = related(reader, mention, actors).filter(|&o| o != subject);
    let kind = kind_of(reader, mention, object.is_some())?;
    if kind == RelationType::HoldsRole && !(named.contains(&subject) && entity.kind == ActorType::Person) {
        return None;
    }
    let evidence = reader.span(mention.sentence, &wide(reader, mention));
    Some(Tie { kind, subject, object, text: evidence.words_of(reader.text), sentence: mention.sentence, evidence })
}

fn kind_of(reader: &Reader<'_>, mention: &Mention, related: bool) -> Option<RelationType> {
    let is = |class| reader.is(mention.sentence, mention.head, class);
    let classes = [
        ("spouse", RelationType::SpouseOf),
        ("relative", RelationType::RelativeOf),
        ("ally", RelationType::AllyOf),
        ("member", RelationType::MemberOf),
    ];
    let special = classes.into_iter().find(|(class, _)| is(class)).filter(|_| related).map(|(_, kind)| kind);
    special.or_else(|| is("person").then_some(RelationType::HoldsRole))
}

/// The entity that the description is of, for, or possessed by.
fn related(reader: &Reader<'_>, mention: &Mention, actors: &Actors) -> Option<usize> {
    let tree = reader.sentence(mention.sentence);
    let near = |c: &usize| {
        let token = &tree.tokens[*c];
        token.relation.is(Relation::Nmod) || is_modifier(token)
    };
    tree.children(mention.head).filter(near).find_map(|c| actors.for_phrase(mention.sentence, c).first().copied())
}

fn other(actors: &Actors, sentence: usize, token: usize, not: usize) -> Option<usize> {
    actors.for_phrase(sentence, token).into_iter().find(|&e| e != not)
}

/// The description with what follows its head: `husband of exiled leader X`.
fn wide(reader: &Reader<'_>, mention: &Mention) -> Range<usize> {
    let tree = reader.sentence(mention.sentence);
    let after = tree.dependents(mention.head, Relation::Nmod).filter(|&c| c > mention.head);
    let end = after.flat_map(|c| tree.subtree(c)).filter(|&t| tree.tokens[t].upos != Upos::Punct).max();
    mention.tokens.start..end.map_or(mention.tokens.end, |e| (e + 1).max(mention.tokens.end))
}
