//! How far an exchange has come: done, agreed, offered, thought possible, denied.

use super::{
    Bargain, BargainSide,
    find::{Finder, entities},
};
use crate::{
    extract::telling::Telling,
    record::{ExchangeStatus, Factuality, Plover},
};

impl Finder<'_, '_> {
    /// By the factuality of what the sides give.
    pub(super) fn status(&self, sentence: usize, left: &BargainSide, right: &BargainSide) -> ExchangeStatus {
        let label = |t: &usize| self.tellings[*t].reading.factuality;
        let gives: Vec<usize> = left.gives.iter().chain(&right.gives).copied().collect();
        let all: Vec<Factuality> = gives.iter().filter(|&&t| !self.is_forborne(t)).map(label).collect();
        let has = |f| all.contains(&f);
        // "promised not to attack": what a party agrees to leave undone is given, not denied.
        let promised = gives
            .iter()
            .any(|t| self.tellings[*t].kind(self.scene) == Plover::Agree && label(t) != Factuality::Negated);
        let refuses = |t: &usize| self.tellings[*t].kind(self.scene) == Plover::Reject;
        if has(Factuality::Negated) && !promised || gives.iter().any(refuses) {
            ExchangeStatus::Denied
        } else if self.is_offered(sentence, &gives) {
            ExchangeStatus::Proposed
        } else if has(Factuality::Possible) || has(Factuality::Conditional) {
            ExchangeStatus::Possible
        } else if has(Factuality::Actual) && !self.is_promised(sentence, left) {
            ExchangeStatus::Completed
        } else {
            ExchangeStatus::Agreed
        }
    }

    /// Whether the sentence of the cue only promises what the first side gives: "agreed to free them in return for".
    fn is_promised(&self, sentence: usize, side: &BargainSide) -> bool {
        let planned = |&t: &usize| {
            let telling = &self.tellings[t];
            let promise = telling.kind(self.scene) == Plover::Agree;
            telling.trigger.sentence == sentence && (promise || telling.reading.factuality == Factuality::Planned)
        };
        !side.gives.is_empty() && side.gives.iter().all(planned)
    }

    /// Whether something given is an offer, or the content of an offer, proposal or demand.
    fn is_offered(&self, sentence: usize, gives: &[usize]) -> bool {
        let tree = &self.scene.trees[sentence];
        let offers = |t: &Telling| {
            t.frame(self.scene)
                .is_some_and(|f| f.kind == Plover::Request || f.label.contains("offer") || f.label.contains("propos"))
        };
        let here = |t: usize| self.tellings[t].trigger.sentence == sentence;
        let token = |t: usize| self.tellings[t].trigger.token;
        let open = |t: usize| self.tellings[t].reading.factuality != Factuality::Actual;
        let over = |offer: usize| {
            gives.iter().any(|&t| here(t) && open(t) && token(t) != offer && tree.sentence.dominates(offer, token(t)))
        };
        gives.iter().any(|&t| here(t) && offers(&self.tellings[t]))
            || self.told_in(sentence).iter().filter(|t| offers(t)).any(|t| over(t.trigger.token))
    }

    /// An offer that the other side turns down, in the same sentence or the next, is denied.
    pub(super) fn refused(&self, sentence: usize, bargain: &mut Bargain) {
        let open = matches!(bargain.status, ExchangeStatus::Proposed | ExchangeStatus::Possible);
        let Some(last) = bargain.sides.last().filter(|_| open).map(|side| side.provider.clone()) else { return };
        let next = (sentence + 1).min(self.scene.trees.len() - 1);
        let after = |t: &&Telling| {
            let span = self.scene.trees[t.trigger.sentence].sentence.tokens[t.trigger.token].span;
            span.start > bargain.cue.end
        };
        let turns_down = |t: &Telling| {
            t.kind(self.scene) == Plover::Reject
                && t.reading.factuality == Factuality::Actual
                && !self.is_of_another(t)
                && self.same_camp(&entities(&t.participants.agent), &last)
        };
        if (sentence..=next).any(|s| self.told_in(s).iter().filter(after).any(turns_down)) {
            bargain.status = ExchangeStatus::Denied;
        }
    }

    /// "rejected a similar proposal in 2021": not the one just told.
    fn is_of_another(&self, refusal: &Telling) -> bool {
        let tree = &self.scene.trees[refusal.trigger.sentence];
        let indefinite = |&c: &usize| matches!(tree.lemma(c), "a" | "an" | "another" | "similar" | "earlier");
        tree.objects(refusal.trigger.token).iter().any(|&o| tree.children(o).iter().any(indefinite))
    }
}
