//! Who is most on the reader's mind: by what a mention does in its sentence, how often and how long ago?

use super::{Draft, REACH, Registry, Sighting};
use crate::{
    extract::{actor::MentionUse, mention::Candidate},
    language::Relation,
};
use std::collections::BTreeMap;

impl Registry<'_> {
    /// How much a mention brings its entity to mind.
    pub(super) fn weight(&self, index: usize) -> f64 {
        let candidate = &self.candidates[index];
        let tree = self.reader.sentence(candidate.sentence);
        let relation = tree.tokens[candidate.head].relation;
        let above = tree.tokens[candidate.head].head.map(|h| tree.tokens[h].relation);
        let of_subject = above.is_some_and(|above| above.is(Relation::Nsubj));
        match self.uses[index] {
            MentionUse::Modifier => 0.4,
            MentionUse::PlaceOnly => 0.5,
            MentionUse::Actor if relation.is(Relation::Nsubj) => 3.0,
            MentionUse::Actor
                if matches!(relation, Relation::Obj | Relation::Iobj | Relation::OblAgent | Relation::Root) =>
            {
                2.0
            }
            MentionUse::Actor if of_subject && relation == Relation::NmodPoss => 2.0,
            MentionUse::Actor => 1.2,
        }
    }

    /// How salient each entity is that fits.
    pub(super) fn salience(
        &self,
        candidate: &Candidate<'_>,
        fits: impl Fn(&Draft<'_>) -> bool,
    ) -> BTreeMap<usize, f64> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence);
        for s in near.filter(|s| fits(&self.drafts[s.entity])) {
            let distance = (candidate.sentence - s.sentence) as i32;
            *scores.entry(s.entity).or_default() += s.weight * 0.45_f64.powi(distance);
        }
        scores
    }

    /// The two fitting entities that were told last, those that did something together before others.
    pub(super) fn last_two(&self, candidate: &Candidate<'_>, fits: impl Fn(&Draft<'_>) -> bool) -> Vec<usize> {
        let fits = |e: usize| fits(&self.drafts[e]);
        if let Some(pair) = self.conjoined(candidate).filter(|pair| pair.len() == 2 && pair.iter().all(|&e| fits(e))) {
            return pair;
        }
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence);
        let mut pair = Vec::new();
        for sighting in near.filter(|s| fits(s.entity) && s.weight > 0.3) {
            if pair.len() < 2 && !pair.contains(&sighting.entity) {
                pair.push(sighting.entity);
            }
        }
        pair.reverse();
        if pair.len() == 2 { pair } else { Vec::new() }
    }

    /// The entity that a pronoun most likely means: never one that is spoken to in the same clause, nor the speaker of a quotation.
    pub(super) fn antecedent(&self, candidate: &Candidate<'_>, fits: &dyn Fn(&Draft<'_>) -> bool) -> Option<usize> {
        let mut barred = self.co_arguments(candidate);
        barred.extend(self.speaker(candidate));
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let before = |s: &&Sighting| (s.sentence, s.token) < (candidate.sentence, candidate.head);
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence).filter(before);
        for s in near.filter(|s| fits(&self.drafts[s.entity]) && !barred.contains(&s.entity) && s.weight > 0.4) {
            let distance = (candidate.sentence - s.sentence) as i32;
            let clause = if s.sentence == candidate.sentence { self.same_clause(candidate, s.token) } else { 1.0 };
            *scores.entry(s.entity).or_default() += s.weight * clause * 0.5_f64.powi(distance);
        }
        let favoured = self.subject_after(candidate).into_iter().chain(self.reporter_above(candidate));
        for entity in favoured.filter(|e| fits(&self.drafts[*e]) && !barred.contains(e)) {
            *scores.entry(entity).or_default() += 3.0;
        }
        let known = scores.into_iter().map(|(e, score)| (e, score * self.likelihood(candidate, e)));
        let best = known.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best.1 >= 0.2).then_some(best.0)
    }

    /// Entities told often are meant more often, and those whose gender is known to fit more than those of unknown gender.
    fn likelihood(&self, candidate: &Candidate<'_>, entity: usize) -> f64 {
        let told = self.drafts[entity].told.min(8) as f64;
        let gender =
            if candidate.gender.is_some() && candidate.gender == self.drafts[entity].entity.gender { 1.6 } else { 1.0 };
        gender * (1.0 + 0.12 * told)
    }

    /// The named subject that follows a pronoun in a phrase or clause before it: "In his speech, Smith said".
    fn subject_after(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let subject = tree.dependents(tree.root()?, Relation::Nsubj).next().filter(|&s| s > candidate.head)?;
        let fronted = |c: usize| {
            matches!(tree.tokens[c].relation, Relation::Obl | Relation::Advcl | Relation::OblUnmarked)
                && tree.dominates(c, candidate.head)
        };
        let index = *self.at.get(&(candidate.sentence, subject))?;
        let named = tree.children(tree.root()?).any(fronted) && self.is_real_name(index);
        named.then(|| self.links[index][0])
    }

    /// A possessive is most often the subject's of its own clause.
    fn same_clause(&self, candidate: &Candidate<'_>, token: usize) -> f64 {
        let tree = self.reader.sentence(candidate.sentence);
        let governor = tree.tokens[token].head;
        let subject = tree.tokens[token].relation.is(Relation::Nsubj);
        match governor {
            Some(g) if subject && tree.dominates(g, candidate.head) => 1.6,
            _ => 1.0,
        }
    }

    /// Entities that the pronoun cannot mean, being arguments of the same verb.
    fn co_arguments(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let reflexive = token.span.of(self.reader.text).to_lowercase().ends_with("sel")
            || token.lemma.ends_with("self")
            || token.lemma.ends_with("selves");
        if reflexive || token.relation == Relation::NmodPoss || token.relation.is(Relation::Nsubj) {
            return Vec::new();
        }
        let Some(verb) = token.head else { return Vec::new() };
        let arguments = tree.children(verb).filter(|&c| {
            c != candidate.head
                && (tree.tokens[c].relation.is(Relation::Nsubj) || tree.tokens[c].relation == Relation::Obj)
        });
        arguments
            .filter_map(|c| self.at.get(&(candidate.sentence, c)))
            .flat_map(|&i| self.links[i].iter().copied())
            .collect()
    }
}

/// The entity with the highest score; of equals the one told first.
pub(super) fn most(scores: BTreeMap<usize, f64>) -> Option<usize> {
    scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(entity, _)| entity)
}
