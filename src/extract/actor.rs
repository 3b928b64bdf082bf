//! Who are the actors of a document, and where is each mentioned?
//!
//! Needs an analysis and the known actors; gives entities with all their mentions. Knows nothing of actions: whether a merely
//! described or adjectival actor is worth keeping depends on what it does, which [`Entity::standing`] leaves to the caller.

use super::{
    coreference,
    mention::{self, Reader},
    relation::{self, Tie},
};
use crate::{
    language::Analysis,
    ontology::Words,
    record::{self, ActorType, MentionKind},
    seed::{Gender, Seeds},
    span::{CodePoints, Span},
};
use std::ops::Range;

/// The actors of one document.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// In the order in which they first appear.
    pub entities: Vec<Entity>,
    /// By sentence, then by first word; of two that begin together the longer comes first.
    pub mentions: Vec<Mention>,
    /// Roles, kinship and other lasting ties, in text order.
    pub ties: Vec<Tie>,
}

/// One place where one actor (or several: "both countries") is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the head word in the sentence.
    pub head: usize,
    /// The words, without determiner and possessive mark.
    pub tokens: Range<usize>,
    /// Their bytes in the text.
    pub span: Span,
    /// By name, by description or by pronoun.
    pub kind: MentionKind,
    /// Indices of entities: one as a rule; none where the reference stays open.
    pub entities: Vec<usize>,
    /// What the words do here.
    pub use_: MentionUse,
}

/// What a mention does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionUse {
    /// It stands for the actor.
    Actor,
    /// It is an adjective or noun before another noun: `Belarusian` potassium, `U.S.` sanctions.
    Modifier,
    /// It tells only where: in `Belarus`.
    PlaceOnly,
}

/// How firmly an entity stands as an actor of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Known only from adjectives; an actor if it takes part in an action.
    Adjective,
    /// Known only from a description of one person or body, or a name of unclear kind; an actor if it takes part or is cited.
    Weak,
    /// Named, or a told group.
    Firm,
}

/// A person, state, organisation or group of the document.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The same for the same actor in every document.
    pub key: String,
    /// The fullest usual name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorType,
    /// Addresses of the same actor elsewhere.
    pub same_as: Vec<String>,
    /// Offices and descriptions, in the document's words, then those of the known actors.
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the state that it is or belongs to.
    pub country: Option<String>,
    /// How many, for a counted group.
    pub size: Option<f64>,
    /// Which pronoun a person takes, where the text, the name or the known actors tell.
    pub gender: Option<Gender>,
    /// Several people or bodies.
    pub plural: bool,
    /// How firmly it stands.
    pub standing: Standing,
}

/// Finds the actors of a text.
pub fn find_actors(text: &str, analysis: &Analysis, seeds: &Seeds) -> Actors {
    let reader = Reader { text, analysis, seeds, words: Words::shipped() };
    let candidates = mention::candidates(&reader);
    let mut actors = coreference::resolve(&reader, &candidates);
    actors.ties = relation::ties(&reader, &candidates, &mut actors);
    actors
}

impl Actors {
    /// The mention whose head is the word, or else the shortest that covers it.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&Mention> {
        let here = self.in_sentence(sentence);
        let headed = here.iter().find(|m| m.head == token);
        headed.or_else(|| here.iter().filter(|m| m.tokens.contains(&token)).min_by_key(|m| m.tokens.len()))
    }

    /// The entities that the noun phrase headed by the word names; its conjuncts not included.
    pub fn for_phrase(&self, sentence: usize, head: usize) -> Vec<usize> {
        let found = self.in_sentence(sentence).iter().find(|m| m.head == head);
        found.map(|m| m.entities.clone()).unwrap_or_default()
    }

    /// The mentions of one sentence.
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        &self.mentions[from..to]
    }

    /// The record's actors, and for each entity its id there. Firm entities are kept, of the others those that `takes_part` names.
    pub fn to_record(
        &self,
        text: &str,
        takes_part: impl Fn(usize) -> bool,
    ) -> (Vec<record::Actor>, Vec<Option<String>>) {
        let points = CodePoints::of(text);
        let mut ids = vec![None; self.entities.len()];
        let mut actors = Vec::new();
        for (index, entity) in self.entities.iter().enumerate() {
            let mentions = self.told(index, text, &points);
            if (entity.standing == Standing::Firm || takes_part(index)) && !mentions.is_empty() {
                let id = format!("a{}", actors.len());
                ids[index] = Some(id.clone());
                actors.push(entity.to_record(id, mentions));
            }
        }
        (actors, ids)
    }

    fn told(&self, entity: usize, text: &str, points: &CodePoints<'_>) -> Vec<record::Mention> {
        let mine = self.mentions.iter().filter(|m| m.entities.contains(&entity));
        mine.map(|m| record::Mention {
            text: m.span.of(text).to_owned(),
            start: points.at(m.span.start),
            end: points.at(m.span.end),
            kind: m.kind,
        })
        .collect()
    }
}

impl Entity {
    fn to_record(&self, id: String, mentions: Vec<record::Mention>) -> record::Actor {
        record::Actor {
            id,
            key: self.key.clone(),
            name: self.name.clone(),
            kind: self.kind,
            same_as: self.same_as.clone(),
            roles: self.roles.clone(),
            country: self.country.clone(),
            size: self.size,
            mentions,
        }
    }
}
