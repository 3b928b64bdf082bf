//! Whom does a common noun describe?
//!
//! The noun's class decides who answers: states, groups, persons or bodies.

use super::Registry;
use crate::{
    extract::mention::{Candidate, Start},
    language::Relation,
    record::ActorType,
};

impl<'a> Registry<'a> {
    pub(super) fn describe(&mut self, candidate: &Candidate<'a>) -> Vec<usize> {
        let lemma = self.reader.lemma(candidate.sentence, candidate.head);
        let is = |class: &str| self.reader.words.is(&lemma, class);
        if let Some(pair) = self.both(candidate, &lemma) {
            return pair;
        }
        let bearers = match () {
            () if candidate.plural && is("person") => self.bearers_of(candidate),
            () if candidate.plural && is("organisation") => self.beside_all(candidate),
            () => Vec::new(),
        };
        if !bearers.is_empty() {
            return bearers;
        }
        if let Some(states) = self.governments(candidate, &lemma) {
            return states;
        }
        if let Some(entity) = self.government(candidate, &lemma) {
            return vec![entity];
        }
        if is("country") && !candidate.plural && !is("group") || lemma == "nation" && !candidate.plural {
            return self.country(candidate).into_iter().collect();
        }
        if candidate.plural && !is("mass_body") {
            return if is("side") && !is("person") && !is("organisation") && !self.modified(candidate) {
                Vec::new()
            } else {
                vec![self.group(candidate, &lemma)]
            };
        }
        if is("person") && !is("organisation") {
            return self.person(candidate, &lemma).into_iter().collect();
        }
        if is("organisation") || is("group") || is("collective") {
            self.body(candidate, &lemma).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    /// "both countries", "the two leaders": the two that were told last.
    fn both(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let both = tree
            .children(candidate.head)
            .any(|c| c < candidate.head && &*tree.tokens[c].lemma.to_lowercase() == "both");
        let two = candidate.count == Some(2.0) && matches!(candidate.start, Start::Definite | Start::This);
        let told_apart = tree.dependents(candidate.head, Relation::Amod).next().is_some();
        if !(both || two) || told_apart || !self.reader.words.is(lemma, "side") {
            return None;
        }
        let kinds = self.kinds_of_side(lemma);
        let pair = self.last_two(candidate, |kind| kinds.contains(&kind));
        Some(pair)
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
