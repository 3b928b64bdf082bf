//! For whom does a pronoun stand?

use super::{Draft, Registry, is_person};
use crate::{extract::mention::Candidate, language::Relation, record::ActorType, seed::Gender};

impl Registry<'_> {
    pub(super) fn antecedents(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let word = self.reader.word(candidate.sentence, candidate.head).to_lowercase();
        let one = |fits: &dyn Fn(&Draft<'_>) -> bool| self.antecedent(candidate, fits).into_iter().collect::<Vec<_>>();
        match &*word {
            "who" | "whom" | "whose" | "which" | "that" => self.relative(candidate).into_iter().collect(),
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" => {
                self.speaker(candidate).into_iter().collect()
            }
            "he" | "him" | "his" | "himself" => one(&|d| is_person(d) && d.entity.gender != Some(Gender::Female)),
            "she" | "her" | "hers" | "herself" => one(&|d| is_person(d) && d.entity.gender != Some(Gender::Male)),
            "it" | "its" | "itself" if self.is_empty_it(candidate) => Vec::new(),
            "it" | "its" | "itself" => one(&|d| {
                matches!(d.entity.kind, ActorType::State | ActorType::Organization)
                    || d.entity.kind == ActorType::Group && !d.entity.plural
            }),
            "they" | "them" | "their" | "theirs" | "themselves" => self.several(candidate),
            _ => Vec::new(),
        }
    }

    /// "It is likely that", "it rained": a subject that stands for nothing.
    fn is_empty_it(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let Some(head) = token.head else { return false };
        let has = |relation| tree.dependents(head, relation).next().is_some();
        let clausal = has(Relation::Csubj) || has(Relation::Cop);
        let impersonal = || has(Relation::Ccomp) || self.reader.is(candidate.sentence, head, "impersonal");
        let subject = &*token.lemma == "it" && token.relation.is(Relation::Nsubj);
        subject && clausal || token.relation == Relation::Expl && (clausal || impersonal())
    }

    /// "they": people of the last plural subject, a conjunction of names, or a body.
    fn several(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let plural = |d: &Draft<'_>| d.entity.plural || d.entity.kind == ActorType::Group;
        if let Some(own) = self.collective_subject(candidate) {
            return own;
        }
        if let Some(pair) = self.conjoined(candidate) {
            return pair;
        }
        let found = self
            .antecedent(candidate, &plural)
            .or_else(|| self.antecedent(candidate, &|d| d.entity.kind == ActorType::Organization));
        found.into_iter().collect()
    }

    /// What the subject of a possessive's clause names, or who reports a subject's clause, where that can be several:
    /// `the team | lost their bags`, `the ministry | said they would`.
    fn collective_subject(&self, candidate: &Candidate<'_>) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let own =
            token.relation == Relation::NmodPoss || token.lemma.ends_with("self") || token.lemma.ends_with("selves");
        let can_be_several = |&e: &usize| self.drafts[e].entity.kind != ActorType::Person;
        if !own {
            return self.reporter_above(candidate).filter(can_be_several).map(|e| vec![e]);
        }
        let mut at = candidate.head;
        let subject = loop {
            at = tree.tokens[at].head?;
            if let Some(subject) = tree.children(at).find(|&c| tree.tokens[c].relation.is(Relation::Nsubj)) {
                break subject;
            }
        };
        let alone = subject < candidate.head && tree.dependents(subject, Relation::Conj).next().is_none();
        let links = &self.links[*self.at.get(&(candidate.sentence, subject))?];
        (alone && (links.len() > 1 || links.iter().any(can_be_several))).then(|| links.clone())
    }

    /// The members of a conjoined subject of this sentence or the one before, when no group stands nearer.
    pub(super) fn conjoined(&self, candidate: &Candidate<'_>) -> Option<Vec<usize>> {
        let last = self
            .sightings
            .iter()
            .rev()
            .find(|s| s.sentence + 1 >= candidate.sentence && self.drafts[s.entity].entity.plural);
        let from = last.map_or((candidate.sentence.saturating_sub(1), 0), |s| (s.sentence, s.token));
        let subjects =
            self.sightings.iter().filter(|s| (s.sentence, s.token) > from && s.sentence + 1 >= candidate.sentence);
        for s in subjects.filter(|s| s.weight >= 3.0) {
            let tree = self.reader.sentence(s.sentence);
            let others: Vec<usize> = tree
                .dependents(s.token, Relation::Conj)
                .filter_map(|c| self.at.get(&(s.sentence, c)))
                .flat_map(|&i| self.links[i].first().copied())
                .collect();
            if !others.is_empty() {
                return Some([vec![s.entity], others].concat());
            }
        }
        None
    }

    /// The noun that a relative clause describes.
    fn relative(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let mut at = candidate.head;
        while let Some(head) = tree.tokens[at].head {
            if tree.tokens[at].relation == Relation::AclRelcl {
                return self.at.get(&(candidate.sentence, head)).and_then(|&i| self.links[i].first().copied());
            }
            at = head;
        }
        let comma = candidate.head.checked_sub(1).filter(|&c| self.reader.word(candidate.sentence, c) == ",")?;
        let before = self.in_sentence(candidate.sentence).find(|&i| self.candidates[i].tokens.end == comma);
        before.and_then(|i| self.links[i].first().copied())
    }
}
