//! Exchanges that one sentence tells whole: linked, swapped, traded, sold, settled, won, or hanging on a condition.

use super::{Finder, entities};
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        role::{Filler, is_party},
        tree::Tree,
    },
    language::Relation,
    record::{ActorType, ExchangeStatus, Factuality, Plover, Polarity},
    span::Span,
};

impl Finder<'_, '_> {
    /// "released prisoners in exchange for relief".
    pub(super) fn linked(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.first(sentence, &self.cues.links)?;
        let left = self.before(sentence, cue);
        if left.is_empty() {
            return self.fronted(sentence, cue);
        }
        let right = self.after(sentence, cue.end);
        // Not to be named: what sources ask of reporters.
        if right.iter().any(|&t| self.is_worded(t, &self.cues.anonymity)) && self.phrases.is_condition(cue) {
            return None;
        }
        let (mut left, mut right) = (self.side(left), self.side_of(sentence, cue.end, right));
        if self.same_camp(&left.provider, &right.provider) {
            right.provider.clear();
        }
        if left.gives.iter().any(|&t| self.is_class(t, &self.cues.receipt_classes)) {
            self.turn(&mut left, &mut right);
        }
        self.settle(sentence, cue, (left, right), "linked inside the sentence")
    }

    /// "received aid from Oslo in exchange for fish": who receives gives what stands after the link.
    pub(super) fn turn(&self, left: &mut BargainSide, right: &mut BargainSide) {
        let received = &self.tellings[left.gives[0]].participants;
        right.provider = entities(&received.agent);
        left.provider = [entities(&received.patient), entities(&received.recipient)].concat();
    }

    /// "In exchange for the hostages the rebels got a ransom": what follows the phrase is paid with what stands in it.
    pub(super) fn fronted(&self, sentence: usize, cue: Span) -> Option<Bargain> {
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

    /// "Kyiv and Moscow swapped prisoners": each gives its own.
    pub(super) fn swapped(&self, sentence: usize) -> Option<Bargain> {
        let index = self.told[sentence].clone().find(|&t| self.is_class(t, &self.cues.swap_classes))?;
        let swap = &self.tellings[index];
        let of = |fillers: &[Filler]| -> Vec<usize> {
            let partners = fillers.iter().filter(|f| f.slot != "object" && self.swaps(f));
            partners.map(|f| f.entity).collect()
        };
        let (mut left, mut right) = (of(&swap.participants.agent), of(&swap.participants.patient));
        if right.is_empty() && left.len() > 1 {
            right = left.split_off(1);
        }
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let words = Some(swap.evidence(self.scene));
        let side = |provider| BargainSide { provider, receiver: vec![], gives: vec![index], words };
        let cue = self.tree(sentence).sentence.tokens[swap.trigger.token].span;
        self.settle(sentence, cue, (side(left), side(right)), "a swap between two parties")
    }

    /// Who swaps: a state or body, or a person or group that the verb makes its subject.
    fn swaps(&self, filler: &Filler) -> bool {
        let body = matches!(self.kind(filler.entity), ActorType::State | ActorType::Organization);
        body || filler.slot == "subject"
    }

    /// "traded the release of prisoners for relief".
    pub(super) fn traded(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let verb = (0..tree.len()).find(|&i| tree.is_verb(i) && self.cues.verbs.iter().any(|v| v == tree.lemma(i)))?;
        let cue = tree.sentence.tokens[verb].span;
        let is_for = |&i: &usize| tree.relation(i) == Relation::Case && tree.lemma(i) == "for";
        let mark = tree.subtree(verb).into_iter().filter(|&i| i > verb).find(is_for)?;
        let mark = tree.sentence.tokens[mark].span.start;
        let left: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) > cue.start && self.at(t) < mark).collect();
        let mut left = self.side(left);
        left.provider =
            tree.subjects(verb).into_iter().flat_map(|s| self.scene.actors.for_phrase(sentence, s)).collect();
        let after = mark + "for".len();
        let right = self.side_of(sentence, after, self.after(sentence, after));
        self.settle(sentence, cue, (left, right), "a verb of trading")
    }

    /// "sold two ships to Peru for 90 million dollars", "bought jets from Saab for 5 billion": goods for money.
    pub(super) fn sold(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let sells = |t: usize| self.is_worded(t, &self.cues.sales);
        let buys = |t: usize| self.is_worded(t, &self.cues.purchases);
        let mut deals = self.told[sentence].clone().filter(|&t| sells(t) || buys(t));
        let (deal, price) = deals.find_map(|t| Some((t, self.price(sentence, self.tellings[t].trigger.token)?)))?;
        let p = &self.tellings[deal].participants;
        let side = if sells(deal) { "to" } else { "from" };
        let whom = p.patient.iter().chain(&p.recipient).filter(|f| f.slot.contains(side));
        let (agent, other) = (entities(&p.agent), whom.map(|f| f.entity).collect());
        let (seller, buyer) = if sells(deal) { (agent, other) } else { (other, agent) };
        if seller.is_empty() || buyer.is_empty() {
            return None;
        }
        let words = Some(tree.span_of(&tree.subtree_without(price, |c| tree.relation(c) == Relation::Case)));
        let goods = BargainSide { provider: seller, gives: vec![deal], words: p.theme, ..BargainSide::default() };
        let money = BargainSide { provider: buyer, words, ..BargainSide::default() };
        let cue = tree.sentence.tokens[self.tellings[deal].trigger.token].span;
        self.settle(sentence, cue, (goods, money), "sold for money")
    }

    /// "offered 40 million euros for the striker, but Lyon turned the bid down": money for what the other has.
    pub(super) fn bid(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let offer = self.told[sentence].clone().find(|&t| self.is_worded(t, &self.cues.offers))?;
        let verb = self.tellings[offer].trigger.token;
        let money = tree.objects(verb).into_iter().find(|&o| self.is_money(sentence, o))?;
        let behind = [verb, money].into_iter().flat_map(|h| tree.by_preposition(h, "for"));
        let goods = behind.into_iter().find(|&n| n > money && !self.is_money(sentence, n))?;
        let mut provider = entities(&self.tellings[offer].participants.recipient);
        provider.retain(|&e| is_party(self.kind(e)));
        if provider.is_empty() {
            provider = self.answerers(sentence, offer);
        }
        let words = Some(tree.span_of(&tree.subtree(goods)));
        let right = BargainSide { provider, words, ..BargainSide::default() };
        let cue = tree.sentence.tokens[verb].span;
        let known = !right.provider.is_empty();
        let mut found = known.then(|| self.settle(sentence, cue, (self.side(vec![offer]), right), "a bid"))??;
        found.status = ExchangeStatus::Proposed;
        Some(found)
    }

    /// Who turns down or takes an offer, in its sentence or the next.
    fn answerers(&self, sentence: usize, offer: usize) -> Vec<usize> {
        let camp = self.agents(offer);
        let next = (sentence + 1).min(self.told.len() - 1);
        let answers = |&t: &usize| {
            let agents = self.agents(t);
            let takes = matches!(self.tellings[t].kind(self.scene), Plover::Reject | Plover::Agree);
            takes && !agents.is_empty() && !self.same_camp(&agents, &camp)
        };
        (offer + 1..self.told[next].end).find(answers).map(|t| self.agents(t)).unwrap_or_default()
    }

    /// The sum of money for which something is done.
    pub(super) fn price(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let objects = tree.objects(verb).into_iter().chain(tree.by_preposition(verb, "to"));
        let heads = std::iter::once(verb).chain(objects).chain(tree.by_preposition(verb, "from"));
        let mut sums = heads.flat_map(|h| tree.by_preposition(h, "for"));
        sums.find(|&n| self.is_money(sentence, n))
    }

    pub(super) fn is_money(&self, sentence: usize, noun: usize) -> bool {
        let tree = self.tree(sentence);
        let signs = ["$", "€", "£", "¥", "US$"];
        let below = |&i: &usize| signs.contains(&tree.form(i)) || self.scene.words.is(tree.lemma(i), "money");
        tree.subtree(noun).iter().any(below)
    }

    /// "paid the state 50 million dollars to settle claims": money for peace in court.
    pub(super) fn settled(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let mut payments = self.told[sentence].clone().filter(|&t| self.is_class(t, &self.cues.payment_classes));
        let (payment, verb) =
            payments.find_map(|t| Some((t, self.settling(sentence, self.tellings[t].trigger.token)?)))?;
        let settlement = self.telling_at(sentence, verb);
        let words = tree.subtree(verb);
        let mut provider = entities(&self.tellings[payment].participants.recipient);
        provider.extend(settlement.into_iter().flat_map(|t| entities(&self.tellings[t].participants.patient)));
        if provider.is_empty() {
            provider = self.plaintiffs(sentence, verb);
        }
        let left = self.side(vec![payment]);
        provider.retain(|e| !left.provider.contains(e));
        provider.truncate(1);
        let gives = settlement.into_iter().collect();
        let right = BargainSide { provider, gives, words: Some(tree.span_of(&words)), ..BargainSide::default() };
        let cue = tree.sentence.tokens[verb].span;
        let known = !right.provider.is_empty();
        let mut found = known.then(|| self.settle(sentence, cue, (left, right), "paid to settle"))??;
        found.status = match self.tellings[payment].reading.factuality {
            Factuality::Actual => ExchangeStatus::Completed,
            Factuality::Planned => ExchangeStatus::Agreed,
            _ => found.status,
        };
        Some(found)
    }

    /// The verb of settling that says what a payment is for.
    pub(super) fn settling(&self, sentence: usize, payment: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let pays = if tree.is_verb(payment) { payment } else { self.clause(sentence, payment)? };
        let purpose = |v: &usize| {
            matches!(tree.relation(*v), Relation::Advcl | Relation::Xcomp | Relation::Acl)
                && self.cues.settles.iter().any(|l| l == tree.lemma(*v))
        };
        let below = tree.subtree(pays).into_iter().filter(|&i| i > pays);
        let is_case = |&v: &usize| {
            tree.objects(v)
                .iter()
                .any(|&o| self.scene.in_class(sentence, o, "charge") || self.scene.in_class(sentence, o, "claim"))
        };
        below.filter(purpose).find(is_case)
    }

    /// Who brought the case that a verb of settling ends: "a lawsuit by Ohio", "claims brought by patients", "Ohio's case".
    pub(super) fn plaintiffs(&self, sentence: usize, verb: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let case = tree.objects(verb);
        let with = tree.by_preposition(verb, "with");
        let by = case
            .iter()
            .flat_map(|&o| tree.subtree(o))
            .filter(|&i| tree.has_preposition(i, "by") || tree.relation(i) == Relation::NmodPoss);
        with.into_iter().chain(by).flat_map(|i| self.scene.actors.for_phrase(sentence, i)).collect()
    }

    /// "won debt relief from its creditors by selling banks".
    pub(super) fn won(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let gains = |&i: &usize| tree.is_verb(i) && self.cues.gains.iter().any(|v| v == tree.lemma(i));
        let verb = (0..tree.len()).find(gains)?;
        let means =
            tree.dependents(verb, Relation::Advcl).filter(|&a| tree.children(a).iter().any(|&c| tree.lemma(c) == "by"));
        let act = tree.by_preposition(verb, "by").into_iter().chain(means).find(|&a| tree.is_verb(a))?;
        let objects = tree.objects(verb);
        let from = |at: usize| tree.by_preposition(at, "from");
        let giver = from(verb).into_iter().chain(objects.iter().flat_map(|&o| from(o)));
        let provider: Vec<usize> = giver.flat_map(|g| self.scene.actors.for_phrase(sentence, g)).take(1).collect();
        let prize = objects.iter().find_map(|&o| self.telling_at(sentence, o));
        let words = objects.first().map(|&o| tree.span_of(&tree.subtree(o)));
        let got = BargainSide { provider, gives: prize.into_iter().collect(), words, ..BargainSide::default() };
        let paid = self.side(self.telling_at(sentence, act).into_iter().collect());
        let cue = tree.sentence.tokens[verb].span;
        let known = !got.provider.is_empty() && !paid.provider.is_empty();
        known.then(|| self.settle(sentence, cue, (got, paid), "won by what was given"))?
    }

    /// "if Tehran frees the crew, London will return the tanker"; "will not lift the ban unless Kyiv pays".
    pub(super) fn conditional(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is_mark = |&i: &usize| matches!(tree.lemma(i), "if" | "once" | "unless" | "until" | "provided");
        (0..tree.len()).filter(is_mark).find_map(|mark| self.condition_at(sentence, mark))
    }

    pub(super) fn condition_at(&self, sentence: usize, mark: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let condition = tree.head(mark).filter(|_| tree.relation(mark) == Relation::Mark)?;
        let main = tree.head(condition)?;
        let open = matches!(tree.lemma(mark), "unless" | "until");
        let asked = self.telling_at(sentence, condition)?;
        let below = |t: &usize| tree.sentence.dominates(condition, self.tellings[*t].trigger.token);
        let of_main = |t: &usize| self.carries_out(tree, main, self.tellings[*t].trigger.token) && !below(t);
        let offered: Vec<usize> = self
            .given(sentence)
            .filter(of_main)
            .filter(|&t| self.is_promise(t) && (self.tellings[t].reading.polarity == Polarity::Negative) == open)
            .collect();
        let hostile = |t: usize| self.cues.hostile_types.contains(&self.tellings[t].kind(self.scene));
        let known = |t: &usize| !self.agents(*t).is_empty();
        let is = |list: &[String]| list.iter().any(|a| a == tree.lemma(condition));
        let whom: Vec<usize> = offered.iter().flat_map(|&t| self.tellings[t].whom()).collect();
        let offers = offered.iter().any(|&t| self.tellings[t].kind(self.scene) == Plover::Agree);
        let for_them = offers || self.is_given(asked) || self.same_camp(&self.agents(asked), &whom);
        if is(&self.cues.attitudes)
            || is(&self.cues.chances)
            || !for_them
            || offered.is_empty()
            || !offered.iter().all(known)
            || hostile(asked)
            || self.tellings[asked].reading.polarity == Polarity::Negative
        {
            return None;
        }
        let (left, mut right) = (self.side(offered), self.side(vec![asked]));
        if right.provider.is_empty() || self.same_camp(&right.provider, &left.provider) {
            right.provider = self.whom_of(&left);
        }
        let known = right.provider.iter().any(|&e| is_party(self.kind(e)));
        let cue = tree.sentence.tokens[mark].span;
        let mut found =
            known.then(|| self.settle(sentence, cue, (left, right), "a condition between two parties"))??;
        found.status = ExchangeStatus::Proposed;
        Some(found)
    }

    /// Whether a verb is the main one, or says what it does: "offered to drop", "will free them and pay".
    pub(super) fn carries_out(&self, tree: &Tree, main: usize, verb: usize) -> bool {
        let tied = |&i: &usize| tree.head(i).filter(|_| matches!(tree.relation(i), Relation::Xcomp | Relation::Conj));
        std::iter::successors(Some(verb), tied).any(|i| i == main)
    }

    /// Promised or offered, not yet done.
    pub(super) fn is_promise(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let offer = t.kind(self.scene) == Plover::Agree && t.whom().next().is_some();
        offer || (self.is_deed(telling) && t.reading.factuality != Factuality::Actual)
    }

    /// "ended the strike after the owners raised pay": a gift that follows the other side's gift to the giver.
    pub(super) fn followed(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let after = (0..tree.len()).find(|&i| tree.lemma(i) == "after" && tree.relation(i) == Relation::Mark)?;
        let earlier = tree.head(after)?;
        let later = tree.head(earlier).filter(|_| tree.relation(earlier) == Relation::Advcl)?;
        let actual = |t: &usize| self.tellings[*t].reading.factuality == Factuality::Actual;
        let gift = |token: usize| self.telling_at(sentence, token).filter(|t| self.is_given(*t) && actual(t));
        let (first, answer) = (gift(earlier)?, gift(later)?);
        let gets = |t: usize, who: &[usize]| self.same_camp(&self.tellings[t].whom().collect::<Vec<_>>(), who);
        // "was released after serving": what the freed one did is no price.
        let mutual = gets(first, &self.agents(answer)) || !self.frees(answer) && gets(answer, &self.agents(first));
        let strong = self.is_strong(first) && self.is_strong(answer) && (self.is_deed(first) || self.is_deed(answer));
        let cue = tree.sentence.tokens[after].span;
        (mutual && strong).then(|| self.bargain(sentence, cue, vec![answer], vec![first], "a gift after a gift"))?
    }
}
