//! What one party keeps back until another gives: told by a noun, or by what must come first.

use super::Finder;
use crate::{
    extract::{
        actor::{Mention, MentionUse},
        exchange::{Bargain, BargainSide},
    },
    language::{Relation, Xpos},
    record::{ActorType, ExchangeStatus, MentionKind, Plover},
};

impl Finder<'_, '_> {
    /// "will not vote for the budget WITHOUT a deal".
    pub(super) fn lacking(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let wanted = |&n: &usize| {
            tree.is_noun(n) && tree.has_preposition(n, "without") && self.cues.wanted.iter().any(|w| w == tree.lemma(n))
        };
        let noun = (0..tree.len()).find(wanted)?;
        let above = std::iter::successors(self.clause(sentence, noun), |&v| self.clause(sentence, v));
        let withheld = above.map(|v| self.offers_of(sentence, v, noun, false, true)).find(|told| !told.is_empty())?;
        let withheld: Vec<usize> = withheld.into_iter().filter(|&t| !self.is_forborne(t)).collect();
        let left = self.side(self.with_contents(&withheld));
        let gives = self.telling_at(sentence, noun).into_iter().collect();
        let words = Some(tree.span_of(&tree.subtree_without(noun, |c| tree.relation(c) == Relation::Case)));
        let with = ["from", "with", "by"].into_iter().flat_map(|p| tree.by_preposition(noun, p));
        let mut provider: Vec<usize> = with.flat_map(|n| self.scene.actors.for_phrase(sentence, n)).collect();
        if provider.is_empty() {
            provider = self.givers_of(sentence, noun);
        }
        if provider.is_empty() {
            provider = self.others_named(sentence, &left.provider);
        }
        provider.retain(|&e| !self.same_camp(&[e], &left.provider));
        let right = BargainSide { provider, gives, words, ..BargainSide::default() };
        let cue = tree.dependents(noun, Relation::Case).next().unwrap_or(noun);
        let known = !left.provider.is_empty();
        let mut found =
            known.then(|| self.settle(sentence, self.span_at(sentence, cue), (left, right), "withheld without"))??;
        found.status = ExchangeStatus::Proposed;
        Some(found)
    }

    /// The first party that a sentence names beside some: no person, no mere noun.
    pub(super) fn others_named(&self, sentence: usize, some: &[usize]) -> Vec<usize> {
        let acts = |m: &&Mention| m.kind == MentionKind::Name && m.use_ == MentionUse::Actor;
        let names = self.scene.actors.in_sentence(sentence).iter().filter(acts);
        let apart = |e: &usize| self.kind(*e) != ActorType::Person && !self.same_camp(&[*e], some);
        names.flat_map(|m| m.entities.iter().copied()).find(apart).into_iter().collect()
    }

    /// "held up the bill to EXTRACT concessions from the House": what one wants for what it keeps back or could do.
    pub(super) fn extracted(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let extracts = |&v: &usize| tree.is_verb(v) && self.cues.extracting.iter().any(|e| e == tree.lemma(v));
        let verb = (0..tree.len()).find(extracts)?;
        let prize = *tree.objects(verb).first()?;
        let wanted = self.cues.wanted.iter().any(|w| w == tree.lemma(prize)) || tree.lemma(prize) == "information";
        let gives: Vec<usize> =
            self.telling_at(sentence, verb).into_iter().chain(self.telling_at(sentence, prize)).collect();
        let camp = gives.first().map(|&t| self.agents(t)).filter(|_| wanted)?;
        let above = std::iter::successors(tree.head(verb), |&v| tree.head(v)).take(5);
        let lever =
            above.filter_map(|v| self.telling_at(sentence, v)).find(|&t| self.is_worded(t, &self.cues.withholding))?;
        let mut left = self.side(self.with_contents(&[lever]));
        if !self.same_camp(&left.provider, &camp) {
            left.provider = camp;
        }
        let from = [verb, prize].into_iter().flat_map(|h| tree.by_preposition(h, "from"));
        let mut provider: Vec<usize> = from.flat_map(|n| self.scene.actors.for_phrase(sentence, n)).collect();
        if provider.is_empty() {
            provider = self.others_named(sentence, &left.provider);
        }
        let words = Some(tree.span_of(&tree.subtree(prize)));
        let right = BargainSide { provider, gives, words, ..BargainSide::default() };
        let mut found =
            self.settle(sentence, self.span_at(sentence, verb), (left, right), "kept back to extract something")?;
        found.status = ExchangeStatus::Proposed;
        Some(found)
    }

    /// "must take concrete steps BEFORE any meeting": what one has to do before the other gives.
    pub(super) fn due_first(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let opens =
            |&i: &usize| tree.lemma(i) == "before" && matches!(tree.relation(i), Relation::Case | Relation::Mark);
        (0..tree.len()).filter(opens).find_map(|cue| self.due_before(sentence, cue))
    }

    fn due_before(&self, sentence: usize, cue: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let later = self.told_by(sentence, tree.head(cue)?)?;
        let kind = self.tellings[later].kind(self.scene);
        let gift = kind == Plover::Consult || self.is_given(later) && kind != Plover::Agree;
        let verb = self.clause(sentence, tree.head(cue)?).filter(|_| gift)?;
        let carries = |&t: &usize| {
            let word = self.tellings[t].trigger.token;
            word == verb || tree.relation(word) == Relation::Xcomp && tree.head(word) == Some(verb)
        };
        let acts = |&t: &usize| !self.agents(t).is_empty() && !self.hurts(t) && self.is_due(t);
        let first = self.told[sentence].clone().filter(carries).find(acts)?;
        let (mut left, right) = (self.side(vec![later]), self.side(vec![first]));
        left.provider.retain(|&e| !self.same_camp(&[e], &right.provider));
        if left.provider.is_empty() {
            left.provider = self.speaker(first);
            left.provider.retain(|&e| !self.same_camp(&[e], &right.provider));
        }
        let found = self.settle(sentence, self.span_at(sentence, cue), (left, right), "due before the other gives")?;
        Some(proposed(found))
    }

    /// "must open", "needs to open", "would have to open": what somebody is told to do.
    fn is_due(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let duty = |w: usize| self.cues.duties.iter().any(|d| d == tree.lemma(w));
        let above = tree.head(trigger.token).filter(|_| tree.relation(trigger.token) == Relation::Xcomp);
        let modal = |a: usize| tree.xpos(a) == Xpos::Md && duty(a);
        above.is_some_and(duty) || tree.dependents(trigger.token, Relation::Aux).any(modal)
    }
}

/// What is asked for is proposed, unless it is denied.
fn proposed(mut bargain: Bargain) -> Bargain {
    if bargain.status != ExchangeStatus::Denied {
        bargain.status = ExchangeStatus::Proposed;
    }
    bargain
}
