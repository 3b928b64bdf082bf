//! Which candidates of a text refer to one and the same actor?
//!
//! Names first, the longest before the short ones, so that a surname in a headline finds its bearer; then descriptions and
//! pronouns in text order, by salience: subject before object before the rest, and recency. What has no clear antecedent within
//! a few sentences stays unresolved.

mod apposition;
mod body;
mod deed;
mod description;
mod group;
mod name;
mod person;
mod place;
mod pronoun;
mod result;
mod salience;
mod speaker;
mod state;

use super::{
    actor::{Actors, Entity, MentionUse, Standing},
    mention::{Candidate, Form, Reader},
};
use crate::{record::ActorType, romanise, seed::KnownActor, span::one_line};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Links the candidates.
pub(crate) fn resolve(reader: &Reader<'_>, candidates: &[Candidate<'_>]) -> Actors {
    let mut registry = Registry::new(reader, candidates);
    registry.link_names();
    registry.link_appositions();
    for index in 0..candidates.len() {
        registry.link(index);
    }
    registry.finish()
}

/// An entity while it is being gathered.
struct Draft<'a> {
    entity: Entity,
    known: Option<&'a KnownActor>,
    /// Folded words of each name by which it is called.
    names: Vec<Vec<String>>,
    /// Those that the document itself gives it in brackets.
    defined: Vec<Vec<String>>,
    /// Lemmas of offices and descriptions.
    lemmas: BTreeSet<String>,
    /// Lemma of the head noun of a description.
    noun: Option<String>,
    /// The key of the actor whose people a group is.
    people_of: Option<&'a str>,
    /// What it is called for what it did or suffered: the classes of words of deeds without their `does_` and `suffers_`.
    deeds: BTreeSet<&'static str>,
    /// How often it was mentioned so far.
    told: usize,
    /// A specific group or an indefinitely introduced person: later definite descriptions may mean it.
    specific: bool,
}

/// One sighting of an entity, for salience.
struct Sighting {
    entity: usize,
    sentence: usize,
    token: usize,
    weight: f64,
}

struct Registry<'a> {
    reader: Reader<'a>,
    candidates: &'a [Candidate<'a>],
    drafts: Vec<Draft<'a>>,
    keys: BTreeMap<String, usize>,
    /// Entities of each candidate.
    links: Vec<Vec<usize>>,
    uses: Vec<MentionUse>,
    sightings: Vec<Sighting>,
    /// Candidate at each (sentence, head).
    at: BTreeMap<(usize, usize), usize>,
    /// How often each state is told by name or by who is of it.
    states: BTreeMap<&'a str, (usize, &'a KnownActor)>,
    /// Where quotations open and close, and whether what follows is quoted.
    quotations: Vec<(usize, bool)>,
}

/// How many sentences back an antecedent may stand.
const REACH: usize = 3;

impl<'a> Registry<'a> {
    fn new(reader: &Reader<'a>, candidates: &'a [Candidate<'a>]) -> Self {
        let at = candidates.iter().enumerate().map(|(i, c)| ((c.sentence, c.head), i)).collect();
        let mut registry = Self {
            reader: *reader,
            candidates,
            drafts: Vec::new(),
            keys: BTreeMap::new(),
            links: vec![Vec::new(); candidates.len()],
            uses: vec![MentionUse::Actor; candidates.len()],
            sightings: Vec::new(),
            at,
            states: BTreeMap::new(),
            quotations: speaker::quotations(reader.text),
        };
        for candidate in candidates {
            if let Some(state) = registry.state_told(candidate) {
                registry.states.entry(&state.key).or_insert((0, state)).0 += 1;
            }
        }
        registry
    }

    /// The state that a candidate names, or that the known actor is of whom it names.
    fn state_told(&self, candidate: &'a Candidate<'a>) -> Option<&'a KnownActor> {
        match &candidate.form {
            Form::Demonym(actor) | Form::People(actor) => Some(*actor).filter(|actor| actor.kind == ActorType::State),
            Form::Name { known, .. } => {
                let actor = known.first()?.actor;
                if actor.kind == ActorType::State {
                    return Some(actor);
                }
                let surely = known.iter().all(|k| k.actor.country == actor.country);
                let named = surely && !self.says_what_it_is(candidate);
                actor.country.as_deref().filter(|_| named).and_then(|code| self.state_with_code(code))
            }
            Form::Noun | Form::Pronoun => None,
        }
    }

    /// The state that the document tells of most, by itself and by whom it knows to be of it.
    fn home(&self) -> Option<&'a KnownActor> {
        self.states.values().max_by_key(|(told, _)| *told).map(|(_, state)| *state)
    }

    fn link(&mut self, index: usize) {
        let candidate = &self.candidates[index];
        if let (Form::People(actor), true) = (&candidate.form, self.links[index].is_empty()) {
            self.national(index, actor);
        }
        if self.links[index].is_empty() {
            self.links[index] = match candidate.form {
                Form::Noun => self.describe(candidate),
                Form::Pronoun => self.antecedents(candidate),
                _ => Vec::new(),
            };
        }
        self.learn_deeds(index);
        let weight = self.weight(index);
        for &entity in &self.links[index] {
            let draft = &mut self.drafts[entity];
            draft.told += 1;
            if draft.entity.kind == ActorType::Person && draft.entity.gender.is_none() {
                draft.entity.gender = candidate.gender;
            }
            self.sightings.push(Sighting { entity, sentence: candidate.sentence, token: candidate.head, weight });
        }
    }

    fn known_entity(&mut self, actor: &'a KnownActor) -> usize {
        if let Some(&index) = self.keys.get(&actor.key) {
            return index;
        }
        let mut entity = blank(actor.key.clone(), actor.name.clone(), actor.kind);
        entity.same_as = actor.wikidata.iter().map(|id| format!("http://www.wikidata.org/entity/{id}")).collect();
        entity.country.clone_from(&actor.country);
        entity.roles.clone_from(&actor.roles);
        let words: Vec<String> = romanise::fold(&actor.name).split_whitespace().map(str::to_owned).collect();
        if actor.kind == ActorType::Person {
            let first = actor.name.split_whitespace().next().unwrap_or_default();
            entity.gender = actor.gender.or_else(|| self.reader.seeds.given().gender(first));
        }
        let roles = actor.roles.iter().flat_map(|role| role.split_whitespace()).map(str::to_lowercase).collect();
        let index = self.add(entity, Some(actor));
        self.drafts[index].names.push(words);
        self.drafts[index].lemmas = roles;
        index
    }

    fn add(&mut self, entity: Entity, known: Option<&'a KnownActor>) -> usize {
        if let Some(&index) = self.keys.get(&entity.key) {
            return index;
        }
        self.keys.insert(entity.key.clone(), self.drafts.len());
        let lemmas = BTreeSet::new();
        self.drafts.push(Draft {
            entity,
            known,
            names: Vec::new(),
            defined: Vec::new(),
            lemmas,
            noun: None,
            people_of: None,
            deeds: BTreeSet::new(),
            told: 0,
            specific: false,
        });
        self.drafts.len() - 1
    }

    /// The only entity that fits.
    fn only(&self, fits: impl Fn(&Draft<'a>) -> bool) -> Option<usize> {
        let mut fitting = (0..self.drafts.len()).filter(|&i| fits(&self.drafts[i]));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// The named entities that fit, whom the document names most first.
    fn most_told(&self, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let fitting = (0..self.drafts.len()).filter(|&i| !self.drafts[i].names.is_empty() && fits(i));
        let mut fitting: Vec<usize> = fitting.collect();
        if fitting.len() > 1 {
            let mut told = vec![0; self.drafts.len()];
            self.links.iter().flatten().for_each(|&e| told[e] += 1);
            fitting.sort_by_key(|&i| std::cmp::Reverse(told[i]));
        }
        fitting
    }

    /// The entity of a possessor, looked up for a pronoun that was not read yet.
    fn owner_of(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        self.links[index].first().copied().or_else(|| {
            matches!(candidate.form, Form::Pronoun).then(|| self.antecedents(candidate).first().copied()).flatten()
        })
    }

    /// The state that a single word names or is the demonym of.
    fn state_at(&self, sentence: usize, token: usize) -> Option<&'a KnownActor> {
        let index = *self.at.get(&(sentence, token))?;
        let candidate: &'a Candidate<'a> = &self.candidates[index];
        match &candidate.form {
            Form::Demonym(actor) | Form::People(actor) => Some(*actor),
            Form::Name { known, .. } => known.iter().map(|k| k.actor).find(|a| a.kind == ActorType::State),
            Form::Noun | Form::Pronoun => None,
        }
    }

    /// The candidates of a sentence.
    fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.at.range((sentence, 0)..(sentence + 1, 0)).map(|(_, &i)| i)
    }

    fn is_person_name(&self, index: usize) -> bool {
        self.is_real_name(index) && self.drafts[self.links[index][0]].entity.kind == ActorType::Person
    }

    fn is_real_name(&self, index: usize) -> bool {
        matches!(self.candidates[index].form, Form::Name { .. }) && self.links[index].len() == 1
    }
}

fn is_person(draft: &Draft<'_>) -> bool {
    draft.entity.kind == ActorType::Person
}

/// The name without titles; the whole phrase of what is no name.
fn bare_of(candidate: &Candidate<'_>) -> Range<usize> {
    match &candidate.form {
        Form::Name { bare, .. } => bare.clone(),
        _ => candidate.tokens.clone(),
    }
}

fn blank(key: String, name: String, kind: ActorType) -> Entity {
    Entity {
        key,
        name: one_line(&name),
        kind,
        same_as: Vec::new(),
        roles: Vec::new(),
        country: None,
        size: None,
        gender: None,
        plural: false,
        standing: Standing::Firm,
    }
}
