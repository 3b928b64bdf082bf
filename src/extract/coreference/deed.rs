//! What is a group called for what it did or suffered: those who marched are the protesters, those who were abducted the captives?
//!
//! The verbs stand in classes `does_X` and `suffers_X`, the nouns in the class `same_X`.

use super::{REACH, Registry};
use crate::{
    extract::mention::Candidate,
    language::{Relation, Xpos},
    ontology::Words,
    record::ActorType,
};

impl Registry<'_> {
    /// Notes what a candidate's entity does or suffers where it stands.
    pub(super) fn learn_deeds(&mut self, index: usize) {
        let candidate = &self.candidates[index];
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let mut deeds = Vec::new();
        if let Some(verb) = token.head {
            match token.relation {
                Relation::Nsubj => deeds.extend(self.deeds(candidate.sentence, verb, "does_")),
                Relation::Obj | Relation::NsubjPass => {
                    deeds.extend(self.deeds(candidate.sentence, verb, "suffers_"));
                }
                _ => {}
            }
        }
        for clause in tree.children(candidate.head).filter(|&c| tree.tokens[c].relation.is(Relation::Acl)) {
            let passive = tree.tokens[clause].xpos == Xpos::Vbn;
            deeds.extend(self.deeds(candidate.sentence, clause, if passive { "suffers_" } else { "does_" }));
        }
        for &entity in &self.links[index] {
            self.drafts[entity].deeds.extend(deeds.iter().copied());
        }
    }

    fn deeds(&self, sentence: usize, verb: usize, prefix: &str) -> Vec<&'static str> {
        let lemma = self.reader.lemma(sentence, verb);
        Words::shipped().class_of(&lemma).iter().filter_map(|class| class.strip_prefix(prefix)).collect()
    }

    /// The group or body told last that did or suffered what the noun tells: `the kidnappers`.
    pub(super) fn by_deed(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let called = |deed: &str| self.reader.words.is(lemma, &format!("same_{deed}"));
        let fits = |e: usize| {
            let draft = &self.drafts[e];
            let several = draft.entity.kind == ActorType::Group
                || draft.entity.kind == ActorType::Organization && draft.deeds.iter().all(|d| *d == "captor");
            several && draft.deeds.iter().any(|deed| called(deed))
        };
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + 2 * REACH >= candidate.sentence);
        near.map(|s| s.entity).find(|&e| fits(e))
    }
}
