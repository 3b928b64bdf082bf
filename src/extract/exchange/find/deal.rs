//! Deals whose terms are told: what each party does under them, in the sentence that names the deal and in those after it.

use super::Finder;
use crate::{
    extract::exchange::Bargain,
    language::Relation,
};

/// How many sentences after the one that names a deal may tell its terms.
const TERMS: usize = 2;

impl Finder<'_, '_> {
    /// "Under the deal, Oslo will lift the ban and Bern will reopen talks"; "They reached a deal. Oslo will ... and Bern will ...".
    pub(super) fn dealt(&self, sentence: usize) -> Option<Bargain> {
        let noun = (0..self.tree(sentence).len()).find(|&i| self.names_deal(sentence, i))?;
        let cue = self.tree(sentence).sentence.tokens[noun].span;
        let here: Vec<usize> = self.terms(sentence).collect();
        let tells = self.tells_terms(sentence, noun);
        let last = (sentence + TERMS).min(self.told.len() - 1);
        let next: Vec<usize> = (sentence + 1..=last).flat_map(|s| self.terms(s)).collect();
        let all = if tells { [here, next].concat() } else { next };
        let &first = all.first()?;
        let camp = self.agents(first);
        let (one, others): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&t| self.same_camp(&self.agents(t), &camp));
        let near = |t: &usize| tells && self.tellings[*t].trigger.sentence == sentence;
        let tied = one.iter().any(near) || self.deals_with(sentence, &one, &others);
        tied.then(|| self.bargain(sentence, cue, one, others, "terms of a deal"))?
    }

    /// "The tenants agreed to leave. The landlord agreed to pay": each of two parties agrees to something.
    pub(super) fn both_agreed(&self, sentence: usize) -> Option<Bargain> {
        let first = sentence.saturating_sub(1);
        let near: Vec<usize> = (first..=sentence).flat_map(|s| self.told[s].clone()).collect();
        let &last = near.iter().rev().find(|&&t| self.tellings[t].trigger.sentence == sentence && self.agrees(t))?;
        let camp = self.agents(last);
        let other = |t: &usize| !self.agents(*t).is_empty() && !self.same_camp(&self.agents(*t), &camp);
        let here = |t: usize| self.tellings[t].trigger.sentence == sentence;
        let gives = |t: usize| self.agrees(t) || here(t) && self.is_done(t);
        let &earlier = near.iter().rev().find(|&&t| t < last && other(&t) && gives(t))?;
        let with_content = |t: usize| [vec![t], self.contents(t, usize::MAX)].concat();
        let cue = self.tree(sentence).sentence.tokens[self.tellings[last].trigger.token].span;
        self.bargain(sentence, cue, with_content(earlier), with_content(last), "both agreed to something")
    }

    /// "agreed to rehire them": agrees to do something that can be given.
    fn agrees(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let content = self.contents(telling, usize::MAX);
        let gives = |&c: &usize| self.may_give(c);
        tree.lemma(t.trigger.token) == "agree" && !self.agents(telling).is_empty() && content.iter().any(gives)
    }

    /// Whether a word names a deal: by itself, or because what is given for what stands before it ("oil-for-food programme").
    fn names_deal(&self, sentence: usize, i: usize) -> bool {
        let tree = self.tree(sentence);
        let named = self.cues.deals.iter().any(|d| d == tree.lemma(i));
        tree.is_noun(i) && named && tree.relation(i) != Relation::Compound
    }

    /// Whether the sentence that names a deal tells its terms: "under the deal", "a deal under which", "the deal calls for", "a deal: ...".
    fn tells_terms(&self, sentence: usize, noun: usize) -> bool {
        let tree = self.tree(sentence);
        let opener = self.cues.deal_openers.iter().any(|p| tree.has_preposition(noun, p));
        let relative = tree.dependents(noun, Relation::AclRelcl).next().is_some();
        let verb = tree.head(noun).filter(|_| tree.relation(noun).is(Relation::Nsubj));
        let calls = verb.is_some_and(|v| self.cues.deal_verbs.iter().any(|d| d == tree.lemma(v)));
        opener || relative || calls
    }

    /// What a deal makes somebody do, as a sentence tells it.
    fn terms(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.told[sentence].clone().filter(|&t| self.is_term(t))
    }

    /// Whether those who give are the parties whom the sentence of the deal names.
    fn deals_with(&self, sentence: usize, some: &[usize], others: &[usize]) -> bool {
        let named: Vec<usize> =
            self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied()).collect();
        let party = |terms: &[usize]| terms.iter().any(|&t| self.same_camp(&self.agents(t), &named));
        party(some) && party(others)
    }
}
