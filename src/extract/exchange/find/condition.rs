//! Conditions between two parties: what one offers, or withholds, hangs on what the other does.
//!
//! "If the storm passes, the ferry will sail" is none: what is offered must be a gift, or offered willingly, and a second sign must
//! show that each does something for the other.

use super::Finder;
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        tree::Tree,
    },
    language::{Relation, Xpos},
    record::{ActorType, ExchangeStatus, Factuality, Plover, Polarity},
    span::Span,
};

impl Finder<'_, '_> {
    /// "if Tehran frees the crew, London will return the tanker"; "will not lift the ban unless Kyiv pays".
    pub(super) fn conditional(&self, sentence: usize) -> Vec<Bargain> {
        let lists = [(&self.cues.conditions, true), (&self.cues.provisos, true), (&self.cues.withheld, false)];
        let cues =
            lists.into_iter().flat_map(|(list, open)| self.reader.all(sentence, list).map(move |cue| (cue, open)));
        cues.filter_map(|(cue, open)| self.conditional_on(sentence, cue, open)).collect()
    }

    /// What one party offers where another does something, or withholds (`open` is false) until it does.
    fn conditional_on(&self, sentence: usize, cue: Span, open: bool) -> Option<Bargain> {
        let compares = self.cues.comparisons.iter().any(|word| self.reader.follows(cue, word));
        let (condition, main) = self.clause_under(sentence, cue).filter(|_| !compares)?;
        let asked = self.told_by(sentence, condition)?;
        let sure = self.reader.is(cue, &self.cues.provisos);
        let (main, offered) = self.offers_above(sentence, condition, main, open, sure)?;
        let (left, mut right) = (self.side(offered), self.side(vec![asked]));
        let of_another = right.provider.is_empty() || self.same_camp(&right.provider, &left.provider);
        if of_another || self.has_pronoun(asked) {
            let concerned = self.concerned_by(&left);
            right.provider = if concerned.is_empty() && !of_another { right.provider } else { concerned };
        }
        let known = !right.provider.is_empty() && self.is_price(&left, asked, &right.provider, (sure, !open));
        let gives = [left.gives.clone(), right.gives.clone()].concat();
        let taken_back = left.gives.iter().any(|&t| self.is_denied(t, main));
        let denied = open && (taken_back || self.is_rejected(sentence, &gives));
        let mut found =
            known.then(|| self.settle(sentence, cue, (left, right), "a condition between two parties"))??;
        found.status = if denied { ExchangeStatus::Denied } else { ExchangeStatus::Proposed };
        Some(found)
    }

    /// Whether a pronoun names who does it: "if IT pays".
    fn has_pronoun(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let own = tree.dependents(t.trigger.token, Relation::Nsubj).next();
        own.is_some_and(|s| matches!(tree.lemma(s), "it" | "they"))
    }

    /// Whom an offer concerns: to whom it is made, else the party that its words name first.
    fn concerned_by(&self, offer: &BargainSide) -> Vec<usize> {
        let whom = self.whom_of(offer);
        if !whom.is_empty() {
            return whom;
        }
        let Some(&first) = offer.gives.first() else { return vec![] };
        let named = self.named_within(self.tellings[first].trigger.sentence, offer.words);
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        named.into_iter().filter(body).find(|e| !self.same_camp(&[*e], &offer.provider)).into_iter().collect()
    }

    /// The clause on which a condition hangs and what it offers. Trees hang conditions on the verb of saying or on a participle
    /// close by, too.
    fn offers_above(
        &self,
        sentence: usize,
        condition: usize,
        main: usize,
        open: bool,
        sure: bool,
    ) -> Option<(usize, Vec<usize>)> {
        let tree = self.tree(sentence);
        let beside = |&i: &usize| {
            let tied = matches!(tree.relation(i), Relation::Advcl | Relation::Parataxis | Relation::Xcomp);
            tree.head(i).filter(|_| tied)
        };
        // "offered two cutters free of charge if": trees hang conditions on the nearest word.
        let predicate = |&i: &usize| tree.is_verb(i) || tree.dependents(i, Relation::Cop).next().is_some();
        let main = std::iter::successors(Some(main), |&i| tree.head(i)).find(predicate).unwrap_or(main);
        // "ready to hand over the hacker, arrested last year, if": at last, what a predicate farther up offers in so many words.
        let far = std::iter::successors(tree.head(main), |&i| tree.head(i)).filter(predicate).map(|v| (v, true));
        let above = std::iter::successors(Some(main), beside).map(|v| (v, false)).chain(far);
        let with_content = |(v, far): (usize, bool)| {
            let clauses = tree.dependents(v, Relation::Ccomp).chain([v]).rev().map(move |v| (v, far));
            clauses.collect::<Vec<_>>()
        };
        let mut clauses = above.flat_map(with_content).filter(|&(v, _)| !tree.sentence.dominates(condition, v));
        let words = |&t: &usize| self.is_ready(t) || self.is_worded(t, &self.cues.readiness);
        clauses.find_map(|(v, far)| {
            let offers = self.offers_of(sentence, v, condition, open, sure);
            (!offers.is_empty() && (!far || offers.iter().any(words))).then_some((v, offers))
        })
    }

    /// What a clause offers; where a condition is not yet `open`, what it withholds.
    fn offers_of(&self, sentence: usize, main: usize, condition: usize, open: bool, sure: bool) -> Vec<usize> {
        let tree = self.tree(sentence);
        let stands = |t: &usize| {
            let positive = self.tellings[*t].reading.polarity == Polarity::Positive;
            (self.is_promise(*t) || sure && self.tellings[*t].kind(self.scene) == Plover::Agree)
                && (positive == open || open && (self.is_denied(*t, main) || self.is_forborne(*t)))
        };
        let of_main = |t: &usize| {
            let word = self.tellings[*t].trigger.token;
            self.carries_out(tree, main, word) && !tree.sentence.dominates(condition, word)
        };
        let gives = |&t: &usize| self.may_give(t) && !self.is_class(t, &self.cues.receipt_classes);
        let own = || self.told[sentence].clone().filter(of_main);
        let taken_up: Vec<usize> =
            own().filter(|&t| open && self.is_open(t)).filter_map(|t| self.taken_up(t)).collect();
        if !taken_up.is_empty() {
            return taken_up;
        }
        let offers: Vec<usize> = own().filter(gives).filter(stands).collect();
        if open || !offers.is_empty() { offers } else { own().find(|&t| self.refuses(t)).into_iter().collect() }
    }

    /// "rejected talks UNLESS", "ruled out easing the embargo": refuses something that it says it might give.
    fn refuses(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        t.kind(self.scene) == Plover::Reject
            && t.reading.polarity == Polarity::Positive
            && !self.agents(telling).is_empty()
            && self.tree(t.trigger.sentence).is_verb(t.trigger.token)
    }

    /// Told as something that may or will be, not as done or as denied.
    fn is_open(&self, telling: usize) -> bool {
        let reading = &self.tellings[telling].reading;
        reading.polarity == Polarity::Positive && reading.factuality != Factuality::Actual
    }

    /// Whether what a condition asks of somebody can be the price of an offer. The offer must be a gift or made willingly, and a
    /// second sign must show that both are for each other: what is asked is a gift, one is done for the other, or it is a proviso.
    fn is_price(&self, offer: &BargainSide, asked: usize, of: &[usize], (proviso, withheld): (bool, bool)) -> bool {
        let surely = |&t: &usize| self.is_given(t) || self.is_forborne(t);
        let for_asked = offer.gives.iter().any(|&t| self.concerns(t, of));
        let for_offerer = self.concerns(asked, &offer.provider);
        let willing = offer.gives.iter().any(|&t| self.is_ready(t));
        let sure = offer.gives.iter().any(surely);
        // "offered two ships if Tanzania walked away": what is offered in so many words has its price named with it.
        let named = offer.gives.iter().any(|&t| self.is_worded(t, &self.cues.readiness) || withheld && self.refuses(t));
        let offered = sure || willing || named;
        let tied = (offered || proviso) && surely(&asked) || offered && (for_asked || for_offerer || proviso);
        let known = !offer.gives.is_empty() && offer.gives.iter().all(|&t| !self.agents(t).is_empty());
        let positive = self.tellings[asked].reading.polarity == Polarity::Positive;
        known
            && self.can_be_asked(asked, named || proviso || withheld)
            && tied
            && (positive || self.is_forborne(asked) || for_asked)
    }

    /// An act that somebody may choose to do: no thought, no chance, nothing that merely could be. What is `offered` in so many words
    /// may be offered for any act.
    fn can_be_asked(&self, asked: usize, offered: bool) -> bool {
        let t = &self.tellings[asked];
        let tree = self.tree(t.trigger.sentence);
        let idle = self.is_worded(asked, &self.cues.attitudes) || self.is_worded(asked, &self.cues.chances);
        let modal = tree.dependents(t.trigger.token, Relation::Aux).any(|a| tree.xpos(a) == Xpos::Md);
        let acts = self.may_give(asked) || offered && !self.agents(asked).is_empty() && !self.hurts(asked);
        !idle && !modal && acts && t.kind(self.scene) != Plover::Reject
    }

    /// Whether a verb is the main one, or says what it does: "offered to drop", "will free them and pay".
    fn carries_out(&self, tree: &Tree, main: usize, verb: usize) -> bool {
        let tied = |&i: &usize| tree.head(i).filter(|_| matches!(tree.relation(i), Relation::Xcomp | Relation::Conj));
        std::iter::successors(Some(verb), tied).any(|i| i == main)
    }

    /// Promised or offered, not yet done.
    fn is_promise(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let open = t.whom().next().is_some() || t.reading.factuality != Factuality::Actual;
        let offer = t.kind(self.scene) == Plover::Agree && (open || self.is_worded(telling, &self.cues.readiness));
        let backs = t.kind(self.scene) == Plover::Support && self.tree(t.trigger.sentence).is_verb(t.trigger.token);
        offer || ((self.is_deed(telling) || backs) && t.reading.factuality != Factuality::Actual)
    }

    /// "is ready to hand over": a word by which somebody offers to do it.
    fn is_ready(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        t.reading.because.iter().any(|reason| self.cues.readiness.iter().any(|w| w == tree.lemma(reason.token)))
    }

    /// "denied that it would free them", "refused to free them": a word above the clause takes it back.
    fn is_denied(&self, telling: usize, main: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let above = |word: usize| word != main && tree.is_verb(word) && tree.sentence.dominates(word, main);
        let negative = t.reading.polarity == Polarity::Negative && !self.is_forborne(telling);
        negative && t.reading.because.iter().any(|reason| above(reason.token))
    }
}
