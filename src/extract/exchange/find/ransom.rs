//! Ransoms: money handed over for somebody who is let go, or said not to have been paid.

use super::Finder;
use crate::{
    extract::exchange::{Bargain, BargainSide, NO_RANSOM, RANSOM},
    language::Relation,
    record::{ActorType, ExchangeStatus, Polarity},
    span::Span,
};

/// How many sentences after a payment may say who paid, and how many away from a denied one the release may be told.
const NEAR: usize = 3;

impl Finder<'_, '_> {
    /// "freed the crew after the owner paid a ransom", "were set free only after a bag of money had been delivered".
    pub(super) fn ransomed(&self, sentence: usize) -> Option<Bargain> {
        let positive = |&t: &usize| self.tellings[t].reading.polarity == Polarity::Positive;
        let mut payments = self.told[sentence].clone().filter(positive);
        let (paid, named) = payments.find_map(|t| Some((t, self.hands_money(t)?)))?;
        let payer = self.payers(sentence, paid);
        let freed = self.release_near(sentence, 1, |t| {
            let captor = self.captors(t);
            let captive = named || captor.iter().any(|&e| self.is_captor(e));
            captive && !self.same_camp(&captor, &payer)
        })?;
        let (mut left, mut right) = (self.side(vec![freed]), self.side(vec![paid]));
        left.provider = self.captors(freed);
        right.provider = payer;
        if left.provider.is_empty() {
            left.provider = self.whom_of(&right);
        }
        let known = !right.provider.is_empty() || !left.provider.is_empty();
        let cue = self.span_at(sentence, self.tellings[paid].trigger.token);
        known.then(|| self.settle(sentence, cue, (left, right), RANSOM))?
    }

    /// "No ransom was paid for them", "Not one franc was paid", he said: a release for which nothing was paid.
    pub(super) fn unpaid(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let (verb, money) = (0..tree.len()).find_map(|v| Some((v, self.unpaid_money(sentence, v)?)))?;
        let freed = self.release_near(sentence, NEAR, |t| !self.captors(t).is_empty())?;
        let mut left = self.side(vec![freed]);
        left.provider = self.captors(freed);
        let own = self.telling_at(sentence, verb);
        let mut payer: Vec<usize> = own.map(|t| self.agents(t)).unwrap_or_default();
        if payer.is_empty() {
            payer = self.deniers(sentence, verb);
        }
        payer.retain(|e| !self.same_camp(&[*e], &left.provider));
        let words = Some(tree.span_of(&tree.subtree(money)));
        let right = BargainSide { provider: payer, gives: own.into_iter().collect(), words, ..BargainSide::default() };
        let cue = tree.span_of(&[verb, money]);
        let mut found = self.settle(sentence, cue, (left, right), NO_RANSOM)?;
        found.status = ExchangeStatus::Denied;
        Some(found)
    }

    /// The money, or ransom, that a verb says was not paid.
    fn unpaid_money(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let pays = tree.is_verb(verb) && self.cues.money_verbs.iter().any(|m| m == tree.lemma(verb));
        let is_negation = |&i: &usize| self.cues.not_paid.iter().any(|n| n == tree.lemma(i));
        let things =
            tree.objects(verb).into_iter().chain(tree.subjects(verb).into_iter().filter(|_| tree.is_passive(verb)));
        let money = things.into_iter().find(|&o| pays && (self.is_money(sentence, o) || tree.lemma(o) == "ransom"))?;
        let by_reading = || {
            let telling = self.telling_at(sentence, verb);
            telling.is_some_and(|t| self.tellings[t].reading.polarity == Polarity::Negative)
        };
        let above = tree.children(verb).iter().copied().chain(tree.subtree(money));
        (above.into_iter().any(|i| is_negation(&i)) || by_reading()).then_some(money)
    }

    /// Whether a telling is of money that is handed over; whether it is called a ransom.
    fn hands_money(&self, telling: usize) -> Option<bool> {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let ransom = |i: usize| tree.lemma(i) == "ransom";
        let things = || {
            let objects = self.scene.objects(trigger.sentence, trigger.token);
            objects.into_iter().chain(
                tree.is_passive(trigger.token).then(|| self.led_by_noun(trigger.sentence, trigger.token)).flatten(),
            )
        };
        let hands = self.cues.money_verbs.iter().any(|m| m == tree.lemma(trigger.token));
        let named = ransom(trigger.token) || things().any(ransom);
        let pays = self.is_class(telling, &self.cues.payment_classes);
        if named && (pays || hands) {
            return Some(true);
        }
        (hands && things().any(|o| self.is_money(trigger.sentence, o))).then_some(false)
    }

    /// "freed after A BAG holding two million had been delivered": the noun that the tree hangs beside its clause.
    fn led_by_noun(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let above = tree.head(verb).filter(|_| tree.relation(verb) == Relation::Advcl)?;
        let follows = |&i: &usize| i < verb && tree.has_preposition(i, "after");
        tree.children(above).iter().copied().filter(|&i| tree.is_noun(i)).rev().find(follows)
    }

    /// Who hands the money over; where that is left unsaid, who is told to have done so in the next sentences.
    fn payers(&self, sentence: usize, paid: usize) -> Vec<usize> {
        let own = self.agents(paid);
        if !own.is_empty() {
            return own;
        }
        let last = (sentence + NEAR).min(self.told.len() - 1);
        let mut after = paid + 1..self.told[last].end;
        let gives = |&t: &usize| self.hands_money(t).is_some() && !self.agents(t).is_empty();
        after.find(gives).map(|t| self.agents(t)).unwrap_or_default()
    }

    /// The nearest release that passes a test: in the sentence, or so many sentences around it.
    fn release_near(&self, sentence: usize, reach: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
        let last = self.told.len() - 1;
        let around = (1..=reach).flat_map(|d| [sentence.checked_sub(d), Some(sentence + d).filter(|&s| s <= last)]);
        let near = std::iter::once(Some(sentence)).chain(around).flatten();
        near.flat_map(|s| self.told[s].clone()).find(|&t| self.frees(t) && test(t))
    }

    /// Who lets somebody go: who is told to, else who took the same people, else the only one who took anybody.
    pub(super) fn captors(&self, freed: usize) -> Vec<usize> {
        let own = self.agents(freed);
        if !own.is_empty() {
            return own;
        }
        let whom: Vec<usize> = self.tellings[freed].whom().collect();
        let takes = |&t: &usize| self.is_class(t, &self.cues.capture_classes) && !self.agents(t).is_empty();
        let taken: Vec<usize> = (0..self.tellings.len()).filter(takes).collect();
        let same = taken.iter().find(|&&t| self.tellings[t].whom().any(|e| whom.contains(&e)));
        let body = |&e: &usize| self.kind(e) != ActorType::State;
        let takers: Vec<usize> = taken.iter().flat_map(|&t| self.agents(t)).filter(body).collect();
        let only = || {
            takers.iter().all(|e| self.same_camp(&[*e], &takers[..1])).then(|| takers[..1.min(takers.len())].to_vec())
        };
        same.map(|&t| self.agents(t)).or_else(only).unwrap_or_default()
    }

    /// Whether an entity holds people for money: who abducts, or is called a pirate, a gang, rebels.
    fn is_captor(&self, entity: usize) -> bool {
        let known = &self.scene.actors.entities[entity];
        let name = known.name.to_lowercase();
        let called = self.cues.captors.iter().any(|c| name.contains(c.as_str()));
        let abducts = |t: usize| self.is_class(t, &self.cues.capture_classes) && self.agents(t).contains(&entity);
        known.kind != ActorType::State && (called || (0..self.tellings.len()).any(abducts))
    }

    /// Who denies what a verb tells: the subject of the verb of saying above or beside it.
    fn deniers(&self, sentence: usize, verb: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let above = std::iter::successors(tree.head(verb), |&i| tree.head(i));
        let beside = tree.children(verb).iter().copied().filter(|&c| tree.relation(c) == Relation::Parataxis);
        let says = |&v: &usize| tree.is_verb(v) && !tree.subjects(v).is_empty();
        let speaker = above.chain(beside).find(says).map(|v| tree.subjects(v)).unwrap_or_default();
        let named = speaker.into_iter().flat_map(|s| self.scene.actors.for_phrase(sentence, s));
        named.map(|e| self.state_of(e)).take(1).collect()
    }

    /// A word's place, in bytes.
    pub(in crate::extract::exchange) fn span_at(&self, sentence: usize, token: usize) -> Span {
        self.tree(sentence).sentence.tokens[token].span
    }
}
