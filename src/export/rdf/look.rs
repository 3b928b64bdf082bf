//! How is the waiting for memory made short? By looking at what many subjects are made of before any of it is needed.
//!
//! A large graph lies all over memory. A processor that comes to one text after the other waits for each; one that is asked for the texts
//! of many subjects at once waits for all of them together.

use std::hint::black_box;

use super::{Graph, Source, Subject};
use crate::graph::view::Attribution;

impl Graph<'_> {
    /// Looks at the beginnings of the texts that the statements of most subjects need.
    pub(super) fn look_at(&self, subjects: impl Iterator<Item = Subject> + Clone) {
        subjects.clone().for_each(|subject| self.look_near(subject));
        // What is found by an id is looked at when the ids are there.
        subjects.for_each(|subject| self.look_far(subject));
    }

    fn look_near(&self, subject: Subject) {
        match subject {
            Subject::Action(at) => {
                let action = &self.view.actions[at as usize];
                [&action.id, &action.class, &action.label].into_iter().for_each(look);
                let lists = [&action.agents, &action.patients, &action.themes, &action.claims, &action.documents];
                lists.into_iter().filter_map(|list| list.first()).for_each(look);
                action.cameo.iter().for_each(look);
            }
            Subject::Claim(at) => {
                let claim = self.claim(at);
                let texts = [&claim.id, &claim.document, &claim.action, &claim.class, &claim.evidence.text];
                texts.into_iter().for_each(look);
                let lists = [&claim.agents, &claim.patients];
                lists.into_iter().filter_map(|list| list.first()).for_each(look);
                [&claim.cameo, &claim.theme].into_iter().flatten().for_each(look);
            }
            Subject::Mention(at, _) => {
                let of = self.places[at as usize].of;
                look(self.text_of(of));
                if let Source::Actor(actor, _) = of {
                    look(&self.view.actors[actor as usize].id);
                }
            }
            _ => {}
        }
    }

    fn look_far(&self, subject: Subject) {
        let Subject::Action(at) = subject else { return };
        let action = &self.view.actions[at as usize];
        for claim in self.claims_of(action) {
            look(&claim.evidence.text);
            black_box(claim.attribution == Attribution::Document);
        }
        action.agents.iter().chain(&action.patients).take(3).for_each(|id| look(self.name(id)));
    }
}

fn look(text: impl AsRef<str>) {
    black_box(text.as_ref().as_bytes().first().copied());
}
