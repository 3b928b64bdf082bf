//! Which state do "Belarusian authorities", "the Minsk regime", "the country" mean, and which state or person qualifies a noun?

use super::{Draft, Registry, blank, salience::most};
use crate::{
    extract::mention::{Candidate, Form, Start, is_capital, is_modifier, members},
    language::{Relation, Upos},
    record::ActorType,
    romanise,
    seed::KnownActor,
};

impl<'a> Registry<'a> {
    /// The states of "the governments of Peru and Chile".
    pub(super) fn governments(&mut self, candidate: &Candidate<'a>, lemma: &str) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let of = members(&self.reader, candidate.sentence, candidate.head)
            .filter(|_| candidate.plural && self.reader.words.is(lemma, "government"))?;
        let named = std::iter::once(of).chain(tree.dependents(of, Relation::Conj));
        let actors: Vec<_> =
            named.filter_map(|t| self.state_at(candidate.sentence, t)).filter(|a| a.kind == ActorType::State).collect();
        (actors.len() > 1).then(|| actors.into_iter().map(|a| self.known_entity(a)).collect())
    }

    /// The state meant by "Belarusian authorities", "the Minsk regime", "Lukashenko's government", "the government".
    pub(super) fn government(&mut self, candidate: &Candidate<'a>, lemma: &str) -> Option<usize> {
        if self.reader.words.is(lemma, "body_of_person") {
            return self.modifying_person(candidate).map(|person| self.administration(candidate, person));
        }
        if !self.reader.words.is(lemma, "government")
            || candidate.count.is_some()
            || matches!(lemma, "official" | "authority") && !candidate.plural
            || lemma == "state" && candidate.start == Start::Own
            || candidate.start == Start::Indefinite
        {
            return None;
        }
        if lemma == "leadership" && self.modifying_person(candidate).is_some() {
            return None;
        }
        if self.reader.words.is(lemma, "administration")
            && let Some(person) = self.modifying_person(candidate)
        {
            return Some(self.administration(candidate, person));
        }
        let officials = matches!(lemma, "official" | "policymaker");
        if officials && (self.is_of_a_body(candidate) || self.is_of_several(candidate)) {
            return None;
        }
        if let Some(actor) = self.modifying_state(candidate) {
            return (actor.kind == ActorType::State || lemma != "official")
                .then(|| self.known_entity(actor))
                .filter(|_| actor.kind == ActorType::State);
        }
        if let Some(person) =
            self.modifying_person(candidate).filter(|_| self.reader.words.is(lemma, "bare_government"))
        {
            let country = self.drafts[person].entity.country.clone();
            return country.and_then(|code| self.state_with_code(&code)).map(|actor| self.known_entity(actor));
        }
        let which = |t: usize| self.reader.is(candidate.sentence, t, "quality_of_government");
        let same = (candidate.tokens.start..candidate.head).all(which);
        let bare = self.reader.words.is(lemma, "bare_government") && same && candidate.start != Start::Bare
            || lemma == "authority" && !self.modified(candidate) && candidate.plural;
        if lemma == "administration" && candidate.start != Start::Bare && same {
            return self.administration_told(candidate);
        }
        if let (true, Some(state)) = (bare, self.speakers_state(candidate)) {
            return Some(self.known_entity(state));
        }
        match lemma {
            _ if !bare => None,
            "authority" => most(self.salience(candidate, |d| d.entity.kind == ActorType::State)),
            _ => self.state_spoken_of(candidate),
        }
    }

    /// The state that a reader has in mind: the one that the document is about, or one that has just acted.
    fn state_spoken_of(&mut self, candidate: &Candidate<'_>) -> Option<usize> {
        let mut scores = self.salience(candidate, |d| d.entity.kind == ActorType::State);
        if let (Some(home), true) = (self.home(), scores.values().all(|&score| score < IN_MIND)) {
            *scores.entry(self.known_entity(home)).or_default() += HOME;
        }
        most(scores)
    }

    /// Whether a body stands between the state and the noun: `Bush administration officials`, `U.S. aviation officials`.
    fn is_of_a_body(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let between = |t: usize| {
            let common = tree.tokens[t].upos == Upos::Noun
                && !matches!(&*self.reader.lemma(candidate.sentence, t), "government" | "regime" | "state");
            let named = tree.tokens[t].upos == Upos::Propn && !self.names_state(candidate.sentence, t);
            tree.tokens[t].relation == Relation::Compound && (common || named)
        };
        (candidate.tokens.start..candidate.head).any(between)
    }

    /// Whether officials are of one state and of somebody else: `Peruvian and Western officials`.
    fn is_of_several(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let other = |t: usize| {
            tree.tokens[t].relation.is(Relation::Conj) && is_capital(self.reader.word(candidate.sentence, t))
        };
        (candidate.tokens.start..candidate.head).any(other)
    }

    /// The administration told last, or that of the president of whom the document tells.
    fn administration_told(&mut self, candidate: &Candidate<'_>) -> Option<usize> {
        let called = |d: &Draft<'_>| {
            let named = d.names.iter().any(|name| name.last().is_some_and(|word| word == "administration"));
            d.entity.kind == ActorType::Organization && (named || d.noun.as_deref() == Some("administration"))
        };
        let told = self.sightings.iter().rev().map(|s| s.entity).find(|&e| called(&self.drafts[e]));
        let home = self.home().and_then(|home| home.country.clone());
        let presides = |e: usize| {
            let d = &self.drafts[e];
            let at_home = d.entity.country.is_none() || d.entity.country == home;
            d.entity.kind == ActorType::Person && d.lemmas.contains("president") && at_home
        };
        let president =
            (told.is_none() && !self.modified(candidate)).then(|| self.most_told(presides).first().copied()).flatten();
        told.or_else(|| president.map(|person| self.administration(candidate, person)))
    }

    fn administration(&mut self, candidate: &Candidate<'_>, person: usize) -> usize {
        let last = self.drafts[person].entity.name.split_whitespace().last().unwrap_or_default().to_owned();
        let name = format!("{last} {}", self.reader.lemma(candidate.sentence, candidate.head));
        let mut entity = blank(romanise::key(&name), name, ActorType::Organization);
        entity.country.clone_from(&self.drafts[person].entity.country);
        let index = self.add(entity, None);
        self.drafts[index].noun = Some(self.reader.lemma(candidate.sentence, candidate.head));
        index
    }

    pub(super) fn country(&mut self, candidate: &Candidate<'_>) -> Option<usize> {
        let definite = matches!(candidate.start, Start::Definite | Start::This) && !self.modified(candidate);
        if candidate.start == Start::Own {
            let owner = self.modifying_person(candidate)?;
            let code = self.drafts[owner].entity.country.clone()?;
            return self
                .drafts
                .iter()
                .position(|d| d.entity.kind == ActorType::State && d.entity.country.as_deref() == Some(&*code));
        }
        if definite { self.state_spoken_of(candidate) } else { None }
    }

    /// The state before a noun, possessing it, or after its "of", "in".
    pub(super) fn modifying_state(&self, candidate: &Candidate<'_>) -> Option<&'a KnownActor> {
        let tree = self.reader.sentence(candidate.sentence);
        let near = |c: usize| {
            let token = &tree.tokens[c];
            let after = c > candidate.head
                && matches!(self.reader.preposition(candidate.sentence, c).as_deref(), Some("of" | "in"));
            is_modifier(token) || token.relation == Relation::NmodPoss || after && token.relation.is(Relation::Nmod)
        };
        let direct = tree
            .children(candidate.head)
            .filter(|&c| near(c))
            .find_map(|c| self.state_at(candidate.sentence, c).or_else(|| self.state_meant(candidate.sentence, c)));
        direct.or_else(|| {
            candidate
                .tokens
                .clone()
                .filter(|&t| t != candidate.head && is_modifier(&tree.tokens[t]))
                .find_map(|t| self.state_at(candidate.sentence, t))
        })
    }

    /// The state of the person who says so: the government of which its own minister speaks.
    fn speakers_state(&self, candidate: &Candidate<'_>) -> Option<&'a KnownActor> {
        let speaker = &self.drafts[self.reporter_above(candidate)?].entity;
        let code = speaker.country.as_deref().filter(|_| speaker.kind == ActorType::Person)?;
        self.state_with_code(code)
    }

    /// The state meant by a possessor that is a description or pronoun: `its military`, `the country's military`.
    fn state_meant(&self, sentence: usize, token: usize) -> Option<&'a KnownActor> {
        let owner = self.owner_of(*self.at.get(&(sentence, token))?)?;
        let draft = &self.drafts[owner];
        draft.known.filter(|_| draft.entity.kind == ActorType::State)
    }

    /// The person before a noun, possessing it, or after its "of".
    fn modifying_person(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let near = tree
            .children(candidate.head)
            .filter(|&c| is_modifier(&tree.tokens[c]) || tree.tokens[c].relation.is(Relation::Nmod));
        let linked = near.filter_map(|c| self.at.get(&(candidate.sentence, c))).flat_map(|&i| self.owner_of(i));
        linked.into_iter().find(|&e| self.drafts[e].entity.kind == ActorType::Person)
    }

    pub(super) fn state_with_code(&self, code: &str) -> Option<&'a KnownActor> {
        self.reader.seeds.actors().iter().find(|a| a.kind == ActorType::State && a.country.as_deref() == Some(code))
    }

    /// Whether the word is part of a state's name or demonym.
    pub(super) fn names_state(&self, sentence: usize, token: usize) -> bool {
        self.in_sentence(sentence).map(|i| &self.candidates[i]).any(|c| {
            c.tokens.contains(&token) && !matches!(c.form, Form::Noun) && self.state_at(sentence, c.head).is_some()
        })
    }
}

/// How much the state that a document tells of most is in mind without being told again: more than by an adjective.
const HOME: f64 = 0.45;
/// From here on a state is on the reader's mind, whatever else the document tells: by more than an adjective.
const IN_MIND: f64 = 0.45;
