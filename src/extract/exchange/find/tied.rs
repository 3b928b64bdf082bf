//! Exchanges whose two sides one sentence ties: by a link, a condition, one gift that follows another, a price that is named.

use super::{Finder, entities};
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
    /// "released prisoners in exchange for relief".
    pub(super) fn linked(&self, sentence: usize) -> Vec<Bargain> {
        self.reader.all(sentence, &self.cues.links).filter_map(|cue| self.linked_by(sentence, cue)).collect()
    }

    fn linked_by(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let left = self.before(sentence, cue);
        if left.is_empty() {
            return self.fronted(sentence, cue);
        }
        let right = self.after(sentence, cue.end);
        if self.reader.has(cue, "condition") && self.asks_anonymity(sentence, cue.end, &right) {
            return None;
        }
        let (mut left, mut right) = (self.side(left), self.side_of(sentence, cue.end, right));
        if self.same_camp(&left.provider, &right.provider) {
            right.provider.clear();
        }
        if left.gives.iter().any(|&t| self.is_class(t, &self.cues.receipt_classes)) {
            self.turn(&mut left, &mut right);
        }
        let mut found = self.settle(sentence, cue, (left, right), "linked inside the sentence")?;
        // What one does on a condition that the other accepts is agreed, though the condition is not yet met.
        let accepted = ["condition that", "understanding", "proviso"].iter().any(|c| self.reader.has(cue, c));
        let open = matches!(found.status, ExchangeStatus::Possible);
        let promised = found.sides[0].gives.iter().any(|&t| self.tellings[t].reading.factuality == Factuality::Actual);
        if accepted && open && promised {
            found.status = ExchangeStatus::Agreed;
        }
        Some(found)
    }

    /// Not to be named: what sources ask of reporters.
    fn asks_anonymity(&self, sentence: usize, at: usize, told: &[usize]) -> bool {
        let tree = self.tree(sentence);
        let noun = self.head_after(sentence, at);
        told.iter().any(|&t| self.is_worded(t, &self.cues.anonymity))
            || noun.is_some_and(|n| self.cues.anonymity.iter().any(|a| a == tree.lemma(n)))
    }

    /// "tied the delivery of jets to Ankara's approval": one gift is made to hang on another.
    pub(super) fn linked_to(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let ties = |&v: &usize| tree.is_verb(v) && self.cues.tying.iter().any(|t| t == tree.lemma(v));
        let verb = (0..tree.len()).find(ties)?;
        let told = |words: Vec<usize>| -> Vec<usize> {
            words.into_iter().filter_map(|i| self.telling_at(sentence, i)).filter(|&t| self.is_given(t)).collect()
        };
        let objects = tree.objects(verb);
        let heads = objects.iter().copied().chain([verb]);
        let to: Vec<usize> = heads
            .flat_map(|h| ["to", "on"].map(|p| tree.by_preposition(h, p)))
            .flatten()
            .filter(|&n| n > verb)
            .collect();
        let (left, right) = (told(objects), told(to));
        let known = !left.is_empty() && !right.is_empty();
        let cue = tree.sentence.tokens[verb].span;
        let mut left = self.side(left);
        if left.provider.is_empty() {
            left.provider =
                tree.subjects(verb).into_iter().flat_map(|s| self.scene.actors.for_phrase(sentence, s)).collect();
        }
        let mut found =
            known.then(|| self.settle(sentence, cue, (left, self.side(right)), "one gift tied to another"))??;
        if found.status == ExchangeStatus::Completed {
            found.status = ExchangeStatus::Proposed;
        }
        Some(found)
    }

    /// "received aid from Oslo in exchange for fish": who receives gives what stands after the link.
    fn turn(&self, left: &mut BargainSide, right: &mut BargainSide) {
        let received = &self.tellings[left.gives[0]].participants;
        right.provider = entities(&received.agent);
        left.provider = [entities(&received.patient), entities(&received.recipient)].concat();
    }

    /// "In exchange for the hostages the rebels got a ransom": what follows the phrase is paid with what stands in it.
    fn fronted(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let price = self.noun_after(sentence, cue.end)?;
        let inside = |t: &usize| self.at(*t) < price.end;
        let (paid, got): (Vec<usize>, Vec<usize>) =
            self.given(sentence).filter(|&t| self.at(t) >= cue.end).partition(inside);
        let named = || self.head_after(sentence, cue.end).and_then(|h| self.telling_at(sentence, h));
        let paid = if paid.is_empty() { named().into_iter().collect() } else { paid };
        let mut paid = self.side(paid);
        paid.words = paid.words.or(Some(price));
        let mut got = self.side(got);
        if let Some(&received) = got.gives.iter().find(|&&t| self.is_class(t, &self.cues.receipt_classes)) {
            let receipt = &self.tellings[received].participants;
            let only = got.gives.len() == 1;
            got.gives.retain(|&t| t != received || only);
            got = BargainSide { provider: entities(&receipt.patient), words: receipt.theme, ..got };
            paid.provider = entities(&receipt.agent);
        }
        self.settle(sentence, cue, (got, paid), "opens with what is given back")
    }

    /// "if Tehran frees the crew, London will return the tanker"; "will not lift the ban unless Kyiv pays".
    pub(super) fn conditional(&self, sentence: usize) -> Vec<Bargain> {
        let lists = [(&self.cues.conditions, true), (&self.cues.provisos, true), (&self.cues.withheld, false)];
        let cues =
            lists.into_iter().flat_map(|(list, open)| self.reader.all(sentence, list).map(move |cue| (cue, open)));
        cues.filter_map(|(cue, open)| self.conditional_on(sentence, cue, open)).collect()
    }

    /// What one party offers where another does something, or withholds (`open` is false) until it does.
    fn conditional_on(&self, sentence: usize, cue: Span, open: bool) -> Option<Bargain> {
        let compares = ["than", "even", "as", "what"].iter().any(|word| self.reader.follows(cue, word));
        let (condition, main) = self.clause_under(sentence, cue).filter(|_| !compares)?;
        let asked = self.told_by(sentence, condition)?;
        let (main, offered) = self.offers_above(sentence, condition, main, open)?;
        let (left, mut right) = (self.side(offered), self.side(vec![asked]));
        let of_another = right.provider.is_empty() || self.same_camp(&right.provider, &left.provider);
        if of_another || self.has_pronoun(asked) {
            let concerned = self.concerned_by(&left);
            right.provider = if concerned.is_empty() && !of_another { right.provider } else { concerned };
        }
        let sure = self.reader.is(cue, &self.cues.provisos);
        let known = !right.provider.is_empty() && self.is_price(&left, asked, &right.provider, sure);
        let gives = [left.gives.clone(), right.gives.clone()].concat();
        let denied = open && left.gives.iter().any(|&t| self.is_denied(t, main)) || self.is_rejected(sentence, &gives);
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
    fn offers_above(&self, sentence: usize, condition: usize, main: usize, open: bool) -> Option<(usize, Vec<usize>)> {
        let tree = self.tree(sentence);
        let beside = |&i: &usize| {
            let tied = matches!(tree.relation(i), Relation::Advcl | Relation::Parataxis | Relation::Xcomp);
            tree.head(i).filter(|_| tied)
        };
        let above = std::iter::successors(Some(main), beside);
        let clauses = above.flat_map(|v| tree.dependents(v, Relation::Ccomp).chain([v]).rev().collect::<Vec<_>>());
        let mut clauses = clauses.filter(|&v| !tree.sentence.dominates(condition, v));
        clauses.find_map(|v| {
            let offers = self.offers_of(sentence, v, condition, open);
            (!offers.is_empty()).then_some((v, offers))
        })
    }

    /// What a clause offers; where a condition is not yet `open`, what it withholds.
    fn offers_of(&self, sentence: usize, main: usize, condition: usize, open: bool) -> Vec<usize> {
        let tree = self.tree(sentence);
        let stands = |t: &usize| {
            let positive = self.tellings[*t].reading.polarity == Polarity::Positive;
            self.is_promise(*t) && (positive == open || open && (self.is_denied(*t, main) || self.is_forborne(*t)))
        };
        let of_main = |t: &usize| {
            let word = self.tellings[*t].trigger.token;
            self.carries_out(tree, main, word) && !tree.sentence.dominates(condition, word)
        };
        let gives = |&t: &usize| self.may_give(t) && !self.is_class(t, &self.cues.receipt_classes);
        self.told[sentence].clone().filter(of_main).filter(gives).filter(stands).collect()
    }

    /// Whether what a condition asks of somebody can be the price of an offer. The offer must be a gift or made willingly, and a
    /// second sign must show that both are for each other: what is asked is a gift, one is done for the other, or it is a proviso.
    fn is_price(&self, offer: &BargainSide, asked: usize, of: &[usize], proviso: bool) -> bool {
        let surely = |&t: &usize| self.is_given(t) || self.is_forborne(t);
        let for_asked = offer.gives.iter().any(|&t| self.concerns(t, of));
        let for_offerer = self.concerns(asked, &offer.provider);
        let willing = offer.gives.iter().any(|&t| self.is_ready(t));
        let sure = offer.gives.iter().any(surely);
        let signs = [sure, willing, surely(&asked), for_asked, for_offerer, proviso];
        let tied = (sure || willing || proviso) && signs.iter().filter(|&&sign| sign).count() >= 2;
        let known = !offer.gives.is_empty() && offer.gives.iter().all(|&t| !self.agents(t).is_empty());
        let positive = self.tellings[asked].reading.polarity == Polarity::Positive;
        known && self.can_be_asked(asked) && tied && (positive || self.is_forborne(asked) || for_asked)
    }

    /// An act that somebody may choose to do: no thought, no chance, nothing that merely could be.
    fn can_be_asked(&self, asked: usize) -> bool {
        let t = &self.tellings[asked];
        let tree = self.tree(t.trigger.sentence);
        let idle = self.is_worded(asked, &self.cues.attitudes) || self.is_worded(asked, &self.cues.chances);
        let modal = tree.dependents(t.trigger.token, Relation::Aux).any(|a| tree.xpos(a) == Xpos::Md);
        !idle && !modal && self.may_give(asked) && t.kind(self.scene) != Plover::Reject
    }

    /// The verb of the clause that a cue opens, and the word on which that clause hangs.
    fn clause_under(&self, sentence: usize, cue: Span) -> Option<(usize, usize)> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let inside = |i: usize| cue.start <= span(i).start && span(i).end <= cue.end;
        let words = || (0..tree.len()).filter(|&i| inside(i)).rev();
        let clause = |&v: &usize| !inside(v) && span(v).start >= cue.end && tree.is_verb(v);
        let marked = words().filter(|&i| tree.relation(i) == Relation::Mark).filter_map(|i| tree.head(i)).find(clause);
        let below = || words().flat_map(|i| tree.children(i).iter().copied()).find(clause);
        let condition = marked.or_else(below)?;
        let above = std::iter::successors(tree.head(condition), |&i| tree.head(i));
        let main = above.into_iter().find(|&i| !inside(i))?;
        Some((condition, main))
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
        let offer = t.kind(self.scene) == Plover::Agree && open;
        offer || (self.is_deed(telling) && t.reading.factuality != Factuality::Actual)
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

    /// "The price was a promise not to strike": what was told before is given for what the predicate says.
    pub(super) fn priced(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let named =
            |&i: &usize| tree.relation(i).is(Relation::Nsubj) && self.cues.prices.iter().any(|p| p == tree.lemma(i));
        let noun = (0..tree.len()).find(named)?;
        let said =
            tree.head(noun).filter(|&h| tree.dependents(h, Relation::Cop).next().is_some() || tree.lemma(h) == "be")?;
        let cue = tree.sentence.tokens[noun].span;
        let below = |&t: &usize| self.at(t) > cue.end && tree.sentence.dominates(said, self.tellings[t].trigger.token);
        let price: Vec<usize> = self.told[sentence].clone().filter(below).filter(|&t| self.may_give(t)).collect();
        let of = |&t: &usize| tree.sentence.dominates(noun, self.tellings[t].trigger.token);
        let own: Vec<usize> = self.told[sentence].clone().filter(of).filter(|&t| self.may_give(t)).collect();
        let bought = if own.is_empty() { self.other_side(sentence, cue, &price) } else { own };
        let mut right = self.side(price);
        right.words = right.words.or_else(|| Some(tree.span_of(&tree.subtree(said))));
        let left = self.side(bought);
        if right.provider.is_empty() {
            right.provider = self.whom_of(&left);
        }
        self.settle(sentence, cue, (left, right), "a price that is named")
    }

    /// "ended the strike after the owners raised pay": a gift that follows the other side's gift to the giver.
    pub(super) fn followed(&self, sentence: usize) -> Vec<Bargain> {
        self.reader.all(sentence, &self.cues.follows).filter_map(|cue| self.followed_by(sentence, cue)).collect()
    }

    fn followed_by(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let (earlier, later) = self.clause_under(sentence, cue)?;
        let actual = |t: &usize| self.tellings[*t].reading.factuality == Factuality::Actual;
        let gift = |token: usize| self.told_by(sentence, token).filter(|t| self.is_given(*t) && actual(t));
        let tree = self.tree(sentence);
        let promise = tree.head(later).filter(|_| tree.relation(later) == Relation::Xcomp);
        let (first, answer) = (gift(earlier)?, gift(later).or_else(|| promise.and_then(gift))?);
        let gets = |t: usize, who: &[usize]| self.same_camp(&self.tellings[t].whom().collect::<Vec<_>>(), who);
        // "was released after serving": what the freed one did is no price.
        let mutual = gets(first, &self.agents(answer)) || !self.frees(answer) && gets(answer, &self.agents(first));
        let strong = self.is_strong(first) && self.is_strong(answer) && (self.is_deed(first) || self.is_deed(answer));
        let tied = mutual || self.reader.has(cue, "only");
        (tied && strong).then(|| self.bargain(sentence, cue, vec![answer], vec![first], "a gift after a gift"))?
    }
}
