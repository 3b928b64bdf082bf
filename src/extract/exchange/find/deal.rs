//! Deals whose terms are told: what each party does under them, in the sentence that names the deal and in those after it.

use super::Finder;
use crate::{
    extract::exchange::Bargain,
    language::Relation,
    record::Factuality,
};

/// How many sentences after the one that names a deal may tell its terms.
const TERMS: usize = 2;

impl Finder<'_, '_> {
    /// "Under the deal, Oslo will lift the ban and Bern will reopen talks"; "Oslo and Bern reached a deal. Oslo will ... and Bern will ...".
    pub(super) fn dealt(&self, sentence: usize) -> Option<Bargain> {
        let (noun, terms) = (0..self.tree(sentence).len()).find_map(|i| Some((i, self.terms_of(sentence, i)?)))?;
        let cue = self.tree(sentence).sentence.tokens[noun].span;
        let camp = self.agents(*terms.first()?);
        let (one, others): (Vec<usize>, Vec<usize>) = terms.iter().partition(|&&t| self.same_camp(&self.agents(t), &camp));
        self.bargain(sentence, cue, one, others, "terms of a deal")
    }

    /// The terms of the deal that a word names: those that hang on it, else what the parties whom it names are said to do next.
    fn terms_of(&self, sentence: usize, noun: usize) -> Option<Vec<usize>> {
        self.names_deal(sentence, noun).then_some(())?;
        let own: Vec<usize> = self.clause_of_terms(sentence, noun).map(|at| self.terms_under(sentence, at)).unwrap_or_default();
        if self.of_two(&own) {
            return Some(own);
        }
        let last = (sentence + TERMS).min(self.told.len() - 1);
        let next = (sentence + 1..=last).flat_map(|s| self.told[s].clone());
        let planned = |&t: &usize| self.is_term(t) && self.tellings[t].reading.factuality == Factuality::Planned;
        let told = [own, next.filter(planned).collect()].concat();
        (self.is_struck(sentence, noun) && self.of_two(&told) && self.all_named(sentence, &told)).then_some(told)
    }

    /// Whether the terms are those of two parties.
    fn of_two(&self, terms: &[usize]) -> bool {
        let Some(&first) = terms.first() else { return false };
        terms.iter().any(|&t| !self.same_camp(&self.agents(t), &self.agents(first)))
    }

    /// Terms that a clause and those coordinated with it tell: "will lift the ban, while Bern will reopen talks".
    fn terms_under(&self, sentence: usize, clause: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let beside = |&v: &usize| tree.relation(v) == Relation::Advcl && tree.has_preposition(v, "while");
        let verbs: Vec<usize> = tree.conjuncts(clause);
        let beside: Vec<usize> =
            verbs.iter().flat_map(|&v| tree.children(v).iter().copied().filter(beside).collect::<Vec<_>>()).collect();
        let content = |&v: &usize| {
            let inner = |&c: &usize| matches!(tree.relation(c), Relation::Xcomp | Relation::Ccomp | Relation::Acl);
            tree.children(v).iter().copied().filter(inner).chain([v]).collect::<Vec<_>>()
        };
        let told = verbs.iter().chain(&beside).flat_map(content).filter_map(|v| self.told_by(sentence, v));
        let open = |&t: &usize| {
            self.is_term(t) || self.may_give(t) && !self.agents(t).is_empty() && self.is_due(t) && self.is_deed(t)
        };
        told.filter(open).collect()
    }

    /// Not yet done.
    fn is_due(&self, telling: usize) -> bool {
        self.tellings[telling].reading.factuality != Factuality::Actual
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

    /// The word on which the terms hang that a sentence tells of a deal: "under the deal, ...", "a deal under which ...", "the deal calls for ...".
    fn clause_of_terms(&self, sentence: usize, noun: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let by_terms = |&v: &usize| {
            let under = |&i: &usize| matches!(tree.lemma(i), "which" | "whereby") && tree.prepositions(i).next().is_some();
            let says = self.cues.deal_verbs.iter().any(|d| d == tree.lemma(v));
            says || tree.children(v).iter().any(under) || tree.children(v).iter().any(|&c| tree.lemma(c) == "whereby")
        };
        let relative = tree.dependents(noun, Relation::AclRelcl).find(by_terms);
        let verb = tree.head(noun);
        let opens = self.cues.deal_openers.iter().any(|p| tree.has_preposition(noun, p));
        let calls = |&v: &usize| {
            tree.relation(noun).is(Relation::Nsubj) && self.cues.deal_verbs.iter().any(|d| d == tree.lemma(v))
        };
        let opened = || verb.filter(|&v| opens && tree.is_verb(v)).map(|v| self.top_clause(sentence, v));
        relative.or_else(|| verb.filter(calls)).or_else(opened)
    }

    /// The first of coordinated clauses.
    fn top_clause(&self, sentence: usize, verb: usize) -> usize {
        let tree = self.tree(sentence);
        let joined = |&v: &usize| tree.head(v).filter(|_| tree.relation(v) == Relation::Conj);
        std::iter::successors(Some(verb), joined).last().unwrap_or(verb)
    }

    /// Whether a deal is said to be made: "reached a deal", "a pact signed in Oslo", "talks ended in a compromise".
    fn is_struck(&self, sentence: usize, noun: usize) -> bool {
        let tree = self.tree(sentence);
        let strikes = |v: usize| self.cues.striking.iter().any(|s| s == tree.lemma(v));
        tree.head(noun).is_some_and(strikes) || tree.children(noun).iter().any(|&c| strikes(c))
    }

    /// Whether the sentence that names a deal names all who give: they are its parties.
    fn all_named(&self, sentence: usize, terms: &[usize]) -> bool {
        let named: Vec<usize> =
            self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied()).collect();
        terms.iter().all(|&t| self.same_camp(&self.agents(t), &named))
    }
}
