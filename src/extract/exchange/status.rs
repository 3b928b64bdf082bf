//! How far an exchange has come: done, agreed, offered, thought possible, denied.

use super::{
    Bargain, BargainSide,
    find::{Finder, entities},
};
use crate::{
    extract::telling::Telling,
    ontology::frame::TriggerKind,
    record::{ExchangeStatus, Factuality, Plover},
};

impl Finder<'_, '_> {
    /// By the factuality of what the sides give.
    pub(super) fn status(&self, sentence: usize, left: &BargainSide, right: &BargainSide) -> ExchangeStatus {
        let label = |t: &usize| self.factuality(*t);
        let gives: Vec<usize> = left.gives.iter().chain(&right.gives).copied().collect();
        let all: Vec<Factuality> = gives.iter().filter(|&&t| !self.is_forborne(t)).map(label).collect();
        let has = |f| all.contains(&f);
        // "promised not to attack": what a party agrees to leave undone is given, not denied.
        let promised = gives
            .iter()
            .any(|t| self.tellings[*t].kind(self.scene) == Plover::Agree && label(t) != Factuality::Negated);
        let refuses = |t: &usize| self.tellings[*t].kind(self.scene) == Plover::Reject;
        let turned_down = gives.iter().any(refuses) || self.is_rejected(sentence, &gives);
        if has(Factuality::Negated) && !promised || turned_down {
            ExchangeStatus::Denied
        } else if self.is_offered(sentence, &gives) {
            ExchangeStatus::Proposed
        } else if has(Factuality::Possible) || has(Factuality::Conditional) {
            ExchangeStatus::Possible
        } else if self.has_done_deed(&gives) && self.is_real(left) && self.is_real(right) {
            ExchangeStatus::Completed
        } else {
            ExchangeStatus::Agreed
        }
    }

    /// How real a gift is; what somebody must give is due.
    pub(super) fn factuality(&self, telling: usize) -> Factuality {
        let t = &self.tellings[telling];
        let tree = &self.scene.trees[t.trigger.sentence];
        let duty = t.reading.because.first().is_some_and(|r| self.cues.duties.iter().any(|d| d == tree.lemma(r.token)));
        match t.reading.factuality {
            Factuality::Possible if duty => Factuality::Planned,
            label => label,
        }
    }

    /// "denied a report that Oslo would", "turned down a deal under which": somebody turns down or denies what holds all that is given.
    pub(super) fn is_rejected(&self, sentence: usize, gives: &[usize]) -> bool {
        let rejects = |t: &&Telling| {
            t.kind(self.scene) == Plover::Reject
                && t.reading.factuality == Factuality::Actual
                && t.trigger.frame.is_some()
        };
        let within = |t: &Telling| gives.iter().all(|&g| self.is_below(sentence, g, t.trigger.token));
        let own = |t: &Telling| gives.iter().any(|&g| std::ptr::eq(&self.tellings[g], t));
        !gives.is_empty() && self.told_in(sentence).iter().filter(rejects).any(|t| !own(t) && within(t))
    }

    /// Whether a telling stands in a sentence below a word.
    fn is_below(&self, sentence: usize, telling: usize, word: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        trigger.sentence == sentence && self.scene.trees[sentence].sentence.dominates(word, trigger.token)
    }

    /// Whether something that is more than a promise is said to be done: by a verb, where verbs tell any of it.
    fn has_done_deed(&self, gives: &[usize]) -> bool {
        let deeds = gives.iter().filter(|&&t| self.tellings[t].kind(self.scene) != Plover::Agree);
        let (verbs, nouns): (Vec<usize>, Vec<usize>) =
            deeds.partition(|&&t| self.tellings[t].trigger.kind == TriggerKind::Verb);
        let told = if verbs.is_empty() { nouns } else { verbs };
        told.iter().any(|&t| self.factuality(t) == Factuality::Actual)
    }

    /// Whether a side has done or promised something; of what only a noun names nothing is known.
    fn is_real(&self, side: &BargainSide) -> bool {
        side.gives.is_empty() || side.gives.iter().any(|&t| self.factuality(t) == Factuality::Actual)
    }

    /// Whether something given is an offer, or the content of an offer, proposal or demand.
    fn is_offered(&self, sentence: usize, gives: &[usize]) -> bool {
        let tree = &self.scene.trees[sentence];
        let offers = |t: &Telling| {
            t.frame(self.scene).is_some_and(|f| f.kind == Plover::Request || f.mode.as_deref() == Some("offer"))
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
