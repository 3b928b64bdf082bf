//! Exchanges whose two sides one sentence ties: by a link, by one gift that follows another, by a price that is named.

use super::{Finder, entities};
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        role::{Filler, Origin, is_party},
        telling::Telling,
    },
    language::{Relation, Upos},
    ontology::frame::Slot,
    record::{ExchangeStatus, Factuality, Plover, Polarity},
    span::Span,
};

impl Finder<'_, '_> {
    /// "released prisoners in exchange for relief".
    pub(super) fn linked(&self, sentence: usize) -> Vec<Bargain> {
        self.reader.all(sentence, &self.cues.links).filter_map(|cue| self.linked_by(sentence, cue)).collect()
    }

    fn linked_by(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        if let Some(cue) = self.anaphoric(sentence, cue) {
            return self.returned_by(sentence, cue);
        }
        let accepted = self.reader.is(cue, &self.cues.accepted);
        let left = self.before(sentence, cue, accepted);
        if left.is_empty() {
            let noun = || self.noun_for(sentence, cue);
            return self.offered_as(sentence, cue).or_else(noun).or_else(|| self.fronted(sentence, cue));
        }
        let right = self.after(sentence, cue.end);
        if accepted && self.asks_anonymity(sentence, cue.end, &right) {
            return None;
        }
        let borrowed = self.side(right.clone());
        let (mut left, mut right) = (self.side(left), self.side_of(sentence, cue.end, right));
        let owners = self.owners_of_freed(sentence, cue.end);
        let swaps = left.gives.iter().any(|&t| self.frees(t)) && self.same_camp(&owners, &right.provider);
        if swaps || self.same_camp(&left.provider, &right.provider) {
            right.provider.clear();
        }
        if left.gives.iter().any(|&t| self.receives(t)) {
            self.turn(sentence, &mut left, &mut right);
        }
        if left.provider.is_empty() {
            left.provider = owners;
        }
        if left.provider.is_empty() {
            left.provider = self.offerer(&left.gives);
        }
        if let Some(request) = self.request_for(sentence, &left.gives) {
            self.turn_to_asked(request, &mut left, &mut right);
            return self.settle(sentence, cue, (left, right), "asked for in exchange").map(asked);
        }
        let settle = |right| self.settle(sentence, cue, (left.clone(), right), "linked inside the sentence");
        let mut found = settle(right).or_else(|| settle(borrowed))?;
        // What one does on a condition that the other accepts is agreed, though the condition is not yet met.
        let open = matches!(found.status, ExchangeStatus::Possible);
        let promised = found.sides[0].gives.iter().any(|&t| self.tellings[t].reading.factuality == Factuality::Actual);
        if accepted && open && promised {
            found.status = ExchangeStatus::Agreed;
        }
        Some(found)
    }

    /// "gave out ACCESS in return for donations", "sought IMMUNITY in exchange for answers": a noun before the link names what is given, by
    /// who gives it or by who is asked for it.
    fn noun_for(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let verb = self.clause_of(sentence, cue)?;
        let gift =
            |&o: &usize| tree.sentence.tokens[o].span.end <= cue.start && self.cues.noun_class(tree.lemma(o)).is_some();
        let noun = tree.objects(verb).into_iter().find(gift)?;
        let who = self.telling_at(sentence, verb).map(|t| self.agents(t)).filter(|a| !a.is_empty());
        let who = who.unwrap_or_else(|| self.subjects_of(sentence, verb));
        let gives = self.cues.giving_verbs.iter().any(|v| v == tree.lemma(verb));
        let words =
            Some(tree.span_of(&tree.subtree_without(noun, |c| tree.sentence.tokens[c].span.start >= cue.start)));
        let told = self.telling_at(sentence, verb).filter(|_| gives);
        let mut left = BargainSide { gives: told.into_iter().collect(), words, ..BargainSide::default() };
        let mut right = self.side_of(sentence, cue.end, self.after(sentence, cue.end));
        if gives {
            left.provider = who
        } else {
            right.provider = who
        }
        let asked_of =
            self.telling_at(sentence, verb).into_iter().flat_map(|t| self.tellings[t].whom().collect::<Vec<_>>());
        if gives && right.provider.is_empty() {
            right.provider = asked_of.take(1).collect();
        }
        let known = !right.gives.is_empty() || right.words.is_some();
        known.then(|| self.complete(sentence, cue, (left, right), "a noun given in exchange"))?
    }

    /// "DEMANDED the release of the crew in exchange for": who asks for what a side gives.
    fn request_for(&self, sentence: usize, gives: &[usize]) -> Option<usize> {
        let tree = self.tree(sentence);
        let asks = |t: &Telling| {
            t.kind(self.scene) == Plover::Request
                && t.reading.polarity == Polarity::Positive
                && !t.participants.agent.is_empty()
        };
        let word = |t: usize| self.tellings[t].trigger.token;
        let holds = |r: usize, g: usize| word(r) != word(g) && tree.sentence.dominates(word(r), word(g));
        let mut requests = self.told[sentence].clone().filter(|&t| asks(&self.tellings[t]));
        requests.find(|&r| !gives.is_empty() && gives.iter().all(|&g| holds(r, g)))
    }

    /// What is asked for is given by who is asked, for something of the asker's.
    fn turn_to_asked(&self, request: usize, left: &mut BargainSide, right: &mut BargainSide) {
        let asker = self.agents(request);
        if left.provider.is_empty() || self.same_camp(&left.provider, &asker) {
            let other = self.tellings[request].whom().find(|&e| !self.same_camp(&[e], &asker));
            left.provider = other.into_iter().collect();
        }
        right.provider = asker;
    }

    /// "in exchange for THAT": a link to what was told before.
    fn anaphoric(&self, sentence: usize, cue: Span) -> Option<Span> {
        let tree = self.tree(sentence);
        let next = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= cue.end)?;
        let ends = tree.children(next).iter().all(|&c| c < next || tree.upos(c) == Upos::Punct);
        let taken = matches!(tree.lemma(next), "that" | "this" | "it") && tree.relation(next) != Relation::Mark;
        let alone = next + 1 == tree.len() || tree.upos(next + 1) == Upos::Punct;
        (taken && ends && alone).then(|| cue.cover(tree.sentence.tokens[next].span))
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
            left.provider = self.subjects_of(sentence, verb);
        }
        let mut found =
            known.then(|| self.settle(sentence, cue, (left, self.side(right)), "one gift tied to another"))??;
        if found.status == ExchangeStatus::Completed {
            found.status = ExchangeStatus::Proposed;
        }
        Some(found)
    }

    /// Whether the agent of a telling gets something: "received aid", "extracted a promise".
    pub(super) fn receives(&self, telling: usize) -> bool {
        let untyped = self.tellings[telling].kind(self.scene) == Plover::Other;
        self.is_class(telling, &self.cues.receipt_classes) || untyped && self.is_worded(telling, &self.cues.gains)
    }

    /// "received aid from Oslo in exchange for fish": who receives gives what stands after the link.
    pub(super) fn turn(&self, sentence: usize, left: &mut BargainSide, right: &mut BargainSide) {
        let Some(&receipt) = left.gives.iter().find(|&&t| self.receives(t)) else { return };
        let received = &self.tellings[receipt].participants;
        let token = self.tellings[receipt].trigger.token;
        let party = |f: &&Filler| is_party(self.kind(f.entity)) && f.origin != Origin::Slot(Slot::Object);
        let named = received.patient.iter().chain(&received.recipient).filter(party);
        if right.provider.is_empty() {
            right.provider = entities(&received.agent);
        }
        left.provider = named.map(|f| f.entity).collect();
        if left.provider.is_empty() {
            left.provider = self.partner(sentence, token, &["from"]);
        }
        let got = |&o: &usize| self.telling_at(sentence, o).filter(|&t| self.is_given(t));
        let things: Vec<usize> = self.tree(sentence).objects(token).iter().filter_map(got).collect();
        if !things.is_empty() {
            left.gives = things;
        }
    }

    /// "nine soldiers were returned in exchange for 63 UKRAINIAN servicemen": who gets its own people back has let others go.
    pub(super) fn owners_of_freed(&self, sentence: usize, at: usize) -> Vec<usize> {
        let noun = self.head_after(sentence, at);
        noun.map(|n| self.camps_of_people(sentence, n)).unwrap_or_default().into_iter().take(1).collect()
    }

    /// "offered Democrats a deal: protection FOR the young in exchange for a wall": what an offer of nouns gives.
    fn offered_as(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let first = (0..tree.len()).find(|&i| span(i).start >= cue.start)?;
        let above = std::iter::successors(Some(first), |&i| tree.head(i)).filter(|&i| span(i).end <= cue.start);
        let offers = |&t: &usize| self.tellings[t].kind(self.scene) == Plover::Agree && !self.agents(t).is_empty();
        let mut right = self.side_of(sentence, cue.end, self.after(sentence, cue.end));
        let asks = |&t: &usize| self.tellings[t].kind(self.scene) == Plover::Request && !self.agents(t).is_empty();
        let above: Vec<usize> = above.filter_map(|i| self.telling_at(sentence, i)).collect();
        if let Some(&request) = above.iter().find(|t| asks(t)).filter(|_| !above.iter().any(offers)) {
            let words = self.tellings[request].participants.theme;
            let mut left = BargainSide { words, ..BargainSide::default() };
            self.turn_to_asked(request, &mut left, &mut right);
            let known = words.is_some() && !left.provider.is_empty();
            return known.then(|| self.complete(sentence, cue, (left, right), "asked for in exchange"))?.map(asked);
        }
        let offer = above.into_iter().find(offers)?;
        let left = self.side(vec![offer]);
        if right.provider.is_empty() {
            right.provider = self.whom_of(&left);
        }
        self.settle(sentence, cue, (left, right), "offered in exchange")
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
        if let Some((gift, getter)) = got.gives.iter().find_map(|&t| Some((t, self.getter(sentence, t)?))) {
            got = self.side(vec![gift]);
            if self.same_camp(&got.provider, &getter) {
                got.provider.clear();
            }
            paid.provider = getter;
        }
        self.settle(sentence, cue, (got, paid), "opens with what is given back")
    }

    /// "HE got relief from sanctions": who gets what a noun tells, as the verb that holds it says.
    fn getter(&self, sentence: usize, telling: usize) -> Option<Vec<usize>> {
        let (tree, token) = (self.tree(sentence), self.tellings[telling].trigger.token);
        let gains = |&v: &usize| self.cues.gains.iter().any(|g| g == tree.lemma(v)) && tree.objects(v).contains(&token);
        let getter = self.subjects_of(sentence, tree.head(token).filter(gains)?);
        (!getter.is_empty()).then_some(getter)
    }

    /// The verb of the clause that a cue opens, and the word on which that clause hangs.
    pub(super) fn clause_under(&self, sentence: usize, cue: Span) -> Option<(usize, usize)> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let inside = |i: usize| cue.start <= span(i).start && span(i).end <= cue.end;
        let words = || (0..tree.len()).filter(|&i| inside(i)).rev();
        let clause = |&v: &usize| !inside(v) && span(v).start >= cue.end && tree.is_verb(v);
        // "once" stands as an adverb of its clause, too.
        let once = |i: usize| tree.relation(i) == Relation::Advmod && tree.lemma(i) == "once";
        let opens = |&i: &usize| tree.relation(i) == Relation::Mark || once(i);
        let marked = words().filter(opens).filter_map(|i| tree.head(i)).find(clause);
        let below = || words().flat_map(|i| tree.children(i).iter().copied()).find(clause);
        let condition = marked.or_else(below)?;
        let above = std::iter::successors(tree.head(condition), |&i| tree.head(i));
        let main = above.into_iter().find(|&i| !inside(i))?;
        Some((condition, main))
    }

    /// "The price was a promise not to strike": what was told before is given for what the predicate says.
    pub(super) fn priced(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is = |i: usize, list: &[String]| list.iter().any(|p| p == tree.lemma(i));
        let of_deal = |i: usize| tree.by_preposition(i, "of").into_iter().any(|n| is(n, &self.cues.deals));
        let price = |i: usize| is(i, &self.cues.prices) || is(i, &self.cues.shares) && of_deal(i);
        let named = |&i: &usize| tree.relation(i).is(Relation::Nsubj) && price(i);
        let Some(noun) = (0..tree.len()).find(named) else { return self.demanded(sentence) };
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
        if is(noun, &self.cues.shares) {
            right.provider = self.owners_of(sentence, noun);
        }
        if right.provider.is_empty() {
            right.provider = self.whom_of(&left);
        }
        self.settle(sentence, cue, (left, right), "a price that is named")
    }

    /// "That was the price the Centre party had demanded for its votes": what was told before is given for what its asker gives.
    fn demanded(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let price = |&i: &usize| {
            tree.dependents(i, Relation::Cop).next().is_some() && self.cues.prices.iter().any(|p| p == tree.lemma(i))
        };
        let noun = (0..tree.len()).find(price)?;
        let taken_up = self.takes_up(sentence, noun);
        let asks = |&v: &usize| !tree.subjects(v).is_empty();
        let verb = tree.dependents(noun, Relation::AclRelcl).find(asks).filter(|_| taken_up)?;
        let provider = self.subjects_of(sentence, verb);
        let goods = [verb, noun].into_iter().flat_map(|h| tree.by_preposition(h, "for")).next()?;
        let before = sentence.checked_sub(1)?;
        let given: Vec<usize> = self.given(before).filter(|&t| self.is_of_other(t, &provider)).collect();
        let words = Some(tree.span_of(&tree.subtree_without(goods, |c| tree.relation(c) == Relation::Case)));
        let right = BargainSide { provider, words, ..BargainSide::default() };
        let known = !right.provider.is_empty();
        known.then(|| {
            self.settle(sentence, self.span_at(sentence, noun), (self.side(given), right), "a price that is named")
        })?
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
        // "was released after serving": what the freed one did is no price.
        let mutual = self.concerns(first, &self.agents(answer))
            || !self.frees(answer) && self.concerns(answer, &self.agents(first));
        let only = self.reader.is(cue, &self.cues.provisos) || self.reader.follows(cue, "only");
        let deeds = only || self.is_deed(first) || self.is_deed(answer);
        let strong = self.is_strong(first) && self.is_strong(answer) && deeds;
        let kind = |t: usize| self.tellings[t].kind(self.scene);
        // "ended the strike after the owners agreed to raise pay": who is promised or given something yields.
        let yields = matches!(kind(first), Plover::Agree | Plover::Concede | Plover::Aid)
            && matches!(kind(answer), Plover::Retreat | Plover::Concede)
            && self.is_of_other(first, &self.agents(answer));
        let tied = mutual || yields || only;
        (tied && strong).then(|| self.bargain(sentence, cue, vec![answer], vec![first], "a gift after a gift"))?
    }
}

/// What is asked for is proposed, unless it is denied.
fn asked(mut bargain: Bargain) -> Bargain {
    if bargain.status != ExchangeStatus::Denied {
        bargain.status = ExchangeStatus::Proposed;
    }
    bargain
}
