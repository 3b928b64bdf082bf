//! Whom does a common noun describe?
//!
//! The noun's class decides who answers: states, groups, persons or bodies.

use super::{Draft, Registry};
use crate::{
    extract::mention::{Candidate, Start, is_capital, is_modifier, members},
    language::{Relation, Upos},
    record::ActorType,
};

impl<'a> Registry<'a> {
    pub(super) fn describe(&mut self, candidate: &Candidate<'a>) -> Vec<usize> {
        let lemma = self.reader.lemma(candidate.sentence, candidate.head);
        let is = |class: &str| self.reader.words.is(&lemma, class);
        if let Some(pair) = self.both(candidate, &lemma) {
            return pair;
        }
        if self.is_mere_number(candidate) {
            return self.number(candidate, &lemma);
        }
        let bearers = match () {
            () if candidate.plural && is("person") => self.bearers_of(candidate),
            () if candidate.plural && is("organisation") => self.beside_all(candidate),
            () => Vec::new(),
        };
        if !bearers.is_empty() {
            return bearers;
        }
        if is("premises") && self.is_place_here(candidate) {
            return Vec::new();
        }
        if let Some(pair) = self.leaders(candidate, &lemma) {
            return pair;
        }
        if let Some(states) = self.governments(candidate, &lemma) {
            return states;
        }
        if let Some(entity) = self.government(candidate, &lemma) {
            return vec![entity];
        }
        if lemma == "state" && !candidate.plural {
            return Vec::new();
        }
        if is("country") && !candidate.plural && !is("group") || lemma == "nation" && !candidate.plural {
            return self.country(candidate).into_iter().collect();
        }
        if let Some(army) = self.army(candidate, &lemma) {
            return vec![army];
        }
        if candidate.plural && !is("mass_body") {
            let mere_side = is("side") && !is("person") && !is("organisation") && !self.modified(candidate);
            return if mere_side && !self.is_pair(candidate) {
                Vec::new()
            } else {
                vec![self.group(candidate, &lemma)]
            };
        }
        if is("person") && (!is("organisation") || self.is_chief(candidate)) {
            return self.person(candidate, &lemma).into_iter().collect();
        }
        if let Some(of_people) = self.one_of(candidate) {
            return self.person(candidate, &of_people).into_iter().collect();
        }
        if is("organisation") || is("group") || is("collective") || is("house_of_parliament") {
            self.body(candidate, &lemma).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    /// Whether a number stands for people with no noun: `arrested five`, `the two met`.
    fn is_mere_number(&self, candidate: &Candidate<'_>) -> bool {
        let token = self.reader.token(candidate.sentence, candidate.head);
        token.upos == Upos::Num && members(&self.reader, candidate.sentence, candidate.head).is_none()
    }

    /// As many as were told before, or some of whom no more is told.
    fn number(&mut self, candidate: &Candidate<'_>, lemma: &str) -> Vec<usize> {
        let count = candidate.count;
        let definite = matches!(candidate.start, Start::Definite | Start::This);
        let same = |d: &Draft<'_>| d.entity.kind == ActorType::Group && d.entity.size == count;
        match self.only(same).filter(|_| definite) {
            Some(group) => vec![group],
            None if definite && count == Some(2.0) => self.last_two(candidate, |d| d.entity.kind != ActorType::Group),
            None if definite => Vec::new(),
            None => vec![self.group(candidate, lemma)],
        }
    }

    /// Whether a noun for a body tells only where: `marched to the district office`, `near the opera house`;
    /// who stands outside an embassy means it.
    fn is_place_here(&self, candidate: &Candidate<'_>) -> bool {
        let (sentence, head) = (candidate.sentence, candidate.head);
        let governor = self.reader.token(sentence, head).head;
        let moves = || governor.is_some_and(|h| self.reader.is(sentence, h, "motion"));
        let small = !is_capital(self.reader.word(sentence, head));
        self.reader.preposition(sentence, head).filter(|_| small).is_some_and(|p| {
            let before = matches!(&*p, "outside" | "in front of" | "before");
            self.reader.words.is(&p, "locative") && !before
                || matches!(&*p, "to" | "from" | "towards" | "toward") && moves()
        })
    }

    /// Of whom the description is one: `one of the suspects`.
    pub(super) fn one_of(&self, candidate: &Candidate<'_>) -> Option<String> {
        let lemma = self.reader.lemma(candidate.sentence, candidate.head);
        let people = self.people_lemma(candidate, &lemma);
        (lemma == "one" && self.reader.words.is(&people, "person")).then_some(people)
    }

    /// "both countries", "the two leaders": the two that were told last.
    fn both(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let told_apart = tree.dependents(candidate.head, Relation::Amod).next().is_some();
        if !self.is_pair(candidate) || told_apart || !self.reader.words.is(lemma, "side") {
            return None;
        }
        let kinds = self.kinds_of_side(lemma);
        let office = self.reader.words.is(lemma, "office_holder") && self.reader.words.is(lemma, "person");
        let holds = |d: &Draft<'_>| !office || d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma));
        let two = |kinds: &[ActorType]| self.last_two(candidate, |d| kinds.contains(&d.entity.kind) && holds(d));
        let of_one_kind = kinds.iter().map(|one| two(&[*one])).find(|pair| !pair.is_empty());
        let pair = of_one_kind.unwrap_or_else(|| two(kinds));
        if office && pair.is_empty() {
            return None;
        }
        (!pair.is_empty() || !candidate.plural).then_some(pair)
    }

    /// The persons of whom each leads one of the states that are told: `the leaders of Peru and Chile`.
    fn leaders(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<Vec<usize>> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let office = candidate.plural && self.reader.words.is(lemma, "same_ruler");
        let of = members(&self.reader, sentence, candidate.head).filter(|_| office)?;
        let named =
            tree.children(of).filter(|&c| tree.tokens[c].relation.is(Relation::Conj) || is_modifier(&tree.tokens[c]));
        let states: Vec<&str> = named
            .chain([of])
            .filter_map(|t| self.state_at(sentence, t))
            .filter_map(|state| state.country.as_deref())
            .collect();
        let leads = |d: &Draft<'_>, state: &str| {
            d.entity.kind == ActorType::Person
                && d.entity.country.as_deref() == Some(state)
                && d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma))
        };
        let found: Option<Vec<usize>> = states.iter().map(|state| self.only(|d| leads(d, state))).collect();
        found.filter(|leaders| leaders.len() > 1)
    }

    /// Whether two are meant who are known: `both sides`, `the two ministers`.
    fn is_pair(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let both = |c: usize| c < candidate.head && tree.tokens[c].lemma.eq_ignore_ascii_case("both");
        let two = candidate.count == Some(2.0) && matches!(candidate.start, Start::Definite | Start::This);
        two || tree.children(candidate.head).any(both)
    }

    /// "chief executive": a word for a body becomes a person's office.
    fn is_chief(&self, candidate: &Candidate<'_>) -> bool {
        (candidate.tokens.start..candidate.head)
            .any(|t| matches!(&*self.reader.lemma(candidate.sentence, t), "chief" | "deputy" | "senior" | "top"))
    }

    /// What kinds of actors a noun for two sides calls.
    fn kinds_of_side(&self, lemma: &str) -> &'static [ActorType] {
        let is = |class| self.reader.words.is(lemma, class);
        match lemma {
            _ if is("country") || is("state_side") => &[ActorType::State],
            _ if is("person") && lemma != "ally" => &[ActorType::Person],
            _ if is("organisation") && lemma != "party" => &[ActorType::Organization],
            _ => &[ActorType::State, ActorType::Organization],
        }
    }

    pub(super) fn modified(&self, candidate: &Candidate<'_>) -> bool {
        candidate.tokens.start < candidate.head
    }
}
