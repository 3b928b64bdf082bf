//! Which organisation does a description mean: one told before whom it fits, or a new one?

use super::{Draft, REACH, Registry, blank};
use crate::{
    extract::{
        actor::Standing,
        mention::{Candidate, Start},
    },
    language::{Relation, Upos, Xpos},
    record::ActorType,
    romanise,
    seed::KnownActor,
};

impl Registry<'_> {
    /// A body told by description: one named before whom it fits, or a new one.
    pub(super) fn body(&mut self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let mass = candidate.start == Start::Bare && self.reader.words.is(lemma, "mass_body");
        let definite = mass || matches!(candidate.start, Start::Definite | Start::This);
        if definite && let Some(found) = self.body_before(candidate, lemma) {
            return Some(found);
        }
        let phrase = self.reader.phrase(candidate.sentence, &candidate.tokens);
        let people = self.people_lemma(candidate, lemma);
        let gathers = people != lemma;
        let group = gathers
            || self.reader.words.is(lemma, "populace")
            || self.reader.words.is(lemma, "group")
                && !self.reader.words.is(lemma, "organisation")
                && !self.reader.words.is(lemma, "mass_body");
        let mut entity =
            blank(romanise::key(&phrase), phrase, if group { ActorType::Group } else { ActorType::Organization });
        let state = self.modifying_state(candidate);
        entity.country = state.and_then(|a| a.country.clone());
        let told_apart = self.modified(candidate) || candidate.start == Start::Own;
        let firm = gathers
            || self.reader.words.is(lemma, "mass_body")
            || told_apart && self.is_party(candidate) && self.reader.words.is(lemma, "people_as_one");
        entity.standing = if firm { Standing::Firm } else { Standing::Weak };
        entity.plural = group || self.reader.words.is(lemma, "group");
        if let Some(actor) = state.filter(|_| self.reader.words.is(lemma, "state_body")) {
            entity.key = self.state_body_key(candidate, actor);
            entity.standing = if self.is_agent(candidate) { Standing::Firm } else { Standing::Weak };
        }
        if candidate.start == Start::Indefinite && self.keys.contains_key(&entity.key) {
            entity.key = format!("{}-{}", entity.key, candidate.sentence + 1);
        }
        let index = self.add(entity, None);
        self.drafts[index].noun = Some(people);
        self.drafts[index].lemmas.insert(lemma.to_owned());
        Some(index)
    }

    /// `belarus-foreign-ministry` for "the Belarusian Foreign Ministry" and "the Foreign Ministry of Belarus".
    fn state_body_key(&self, candidate: &Candidate<'_>, actor: &KnownActor) -> String {
        let tree = self.reader.sentence(candidate.sentence);
        let own = |&t: &usize| {
            let token = &tree.tokens[t];
            t <= candidate.head
                && !self.names_state(candidate.sentence, t)
                && token.xpos != Xpos::Pos
                && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj)
        };
        let words: Vec<String> =
            candidate.tokens.clone().filter(own).map(|t| self.reader.lemma(candidate.sentence, t)).collect();
        format!("{}-{}", actor.key, romanise::key(&words.join(" ")))
    }

    fn body_before(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let fits = |e: usize| {
            let d = &self.drafts[e];
            let named = d.names.iter().flatten().any(|w| w == lemma)
                || d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma));
            matches!(d.entity.kind, ActorType::Organization | ActorType::Group)
                && (named || d.noun.as_deref().is_some_and(|n| self.reader.words.alike(n, lemma)))
        };
        if self.modified(candidate) {
            return self.of_that_state(candidate, lemma);
        }
        let near =
            self.sightings.iter().rev().take_while(|s| s.sentence + 2 * REACH >= candidate.sentence).map(|s| s.entity);
        let mass = || self.reader.words.is(lemma, "mass_body").then(|| self.only_body(lemma)).flatten();
        let found = near.clone().find(|&e| fits(e)).or_else(mass);
        // A body that the text calls something else is not meant: "the company" is not the union.
        let other = |e: usize| {
            let told = self.drafts[e].lemmas.iter().filter(|l| self.reader.words.is(l, "organisation"));
            let mut told = told.peekable();
            told.peek().is_some() && !told.any(|l| self.reader.words.alike(l, lemma))
        };
        let named = |e: usize| {
            let draft = &self.drafts[e];
            draft.entity.kind == ActorType::Organization && !draft.names.is_empty() && !other(e)
        };
        let any = || near.take(8).find(|&e| named(e));
        found.or_else(|| self.reader.words.is(lemma, "any_body").then(any).flatten()).or_else(|| {
            (lemma == "group")
                .then(|| {
                    self.sightings
                        .iter()
                        .rev()
                        .take(6)
                        .map(|s| s.entity)
                        .find(|&e| self.drafts[e].entity.kind == ActorType::Group)
                })
                .flatten()
        })
    }

    /// The only body named before that is of the state which alone qualifies the noun: `the Danish company`.
    fn of_that_state(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let state = self.modifying_state(candidate)?.country.as_deref();
        let only = (candidate.tokens.start..candidate.head).all(|t| self.names_state(candidate.sentence, t));
        if !only || state.is_none() || self.reader.words.is(lemma, "state_body") {
            return None;
        }
        let told = |d: &Draft<'_>| {
            let mut lemmas = d.lemmas.iter().filter(|l| self.reader.words.is(l, "organisation")).peekable();
            let generic = self.reader.words.is(lemma, "any_body") && lemma != "party";
            lemmas.peek().is_none() && generic || lemmas.any(|l| self.reader.words.alike(l, lemma))
        };
        self.only(|d| {
            d.entity.kind == ActorType::Organization
                && !d.names.is_empty()
                && d.told > 0
                && d.entity.country.as_deref() == state
                && told(d)
        })
    }

    /// The body that a state's forces are, if the text tells of it: `Peruvian forces` beside `the Peruvian military`.
    pub(super) fn army(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let uncounted = candidate.plural && candidate.count.is_none() && candidate.start != Start::Indefinite;
        if lemma != "force" || !uncounted {
            return None;
        }
        let state = self.modifying_state(candidate)?.country.as_deref()?;
        let plain = |t: usize| {
            self.names_state(candidate.sentence, t)
                || matches!(&*self.reader.lemma(candidate.sentence, t), "government" | "military" | "armed")
                || self.reader.token(candidate.sentence, t).xpos == Xpos::Pos
        };
        let armed = |word: &str| matches!(word, "military" | "army" | "forces");
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Organization
                && d.entity.country.as_deref() == Some(state)
                && (d.noun.as_deref().is_some_and(armed) || d.names.iter().flatten().any(|word| armed(word)))
        };
        (candidate.tokens.start..candidate.head).all(plain).then(|| self.only(fits)).flatten()
    }

    /// The only body of the text that is called so: its police, its army.
    fn only_body(&self, lemma: &str) -> Option<usize> {
        let several = |d: &Draft<'_>| matches!(d.entity.kind, ActorType::Organization | ActorType::Group);
        let called = |d: &Draft<'_>| several(d) && d.noun.as_deref() == Some(lemma);
        self.only(called)
    }

    /// Whether the description acts or is acted on.
    fn is_party(&self, candidate: &Candidate<'_>) -> bool {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        relation.is(Relation::Nsubj)
            || matches!(relation, Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent)
    }

    fn is_agent(&self, candidate: &Candidate<'_>) -> bool {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        matches!(relation, Relation::Nsubj | Relation::OblAgent)
    }
}
