//! The rules: for each kind of cue, what stands on its two sides.

use std::ops::Range;

use super::{
    Bargain, BargainSide,
    cue::{Cues, Phrases},
};
use crate::{
    extract::{
        role::{Filler, is_party},
        scene::Scene,
        telling::Telling,
        tree::Tree,
    },
    language::{Relation, Upos},
    record::{ActorType, ExchangeStatus, Factuality, Plover, Polarity},
    span::Span,
};

/// Looks for exchanges in one document.
pub(super) struct Finder<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) tellings: &'s [Telling],
    pub(super) cues: &'static Cues,
    phrases: Phrases<'s, 'a>,
    /// The tellings of each sentence.
    told: Vec<Range<usize>>,
}

/// How many sentences back the other side of an exchange is looked for.
pub(super) const REACH: usize = 4;

impl<'s, 'a> Finder<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, tellings: &'s [Telling]) -> Self {
        let first = |s: usize| tellings.partition_point(|t| t.trigger.sentence < s);
        let told = (0..scene.trees.len()).map(|s| first(s)..first(s + 1)).collect();
        Self { scene, tellings, cues: Cues::shipped(), phrases: Phrases::of(scene), told }
    }

    /// The exchanges that the cues of one sentence show.
    pub(super) fn in_sentence(&self, sentence: usize) -> Vec<Bargain> {
        if let Some(denied) = self.denied(sentence) {
            return vec![denied];
        }
        let inside = [
            self.swapped(sentence),
            self.linked(sentence),
            self.traded(sentence),
            self.sold(sentence),
            self.settled(sentence),
            self.won(sentence),
            self.conditional(sentence),
        ];
        let inside: Vec<Bargain> = inside.into_iter().flatten().collect();
        if !inside.is_empty() {
            return inside;
        }
        let across = [
            self.returned(sentence),
            self.answered(sentence),
            self.dealt(sentence),
            self.ransomed(sentence),
            self.prompted(sentence),
            self.named(sentence),
        ];
        across.into_iter().flatten().take(1).collect()
    }

    /// "released prisoners in exchange for relief".
    fn linked(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.first(sentence, &self.cues.links)?;
        let left = self.before(sentence, cue);
        if left.is_empty() {
            return self.fronted(sentence, cue);
        }
        let right = self.after(sentence, cue.end);
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
    fn swapped(&self, sentence: usize) -> Option<Bargain> {
        let index = self.told[sentence].clone().find(|&t| self.is_class(t, &self.cues.swap_classes))?;
        let swap = &self.tellings[index];
        let of = |fillers: &[Filler]| -> Vec<usize> {
            let partners = fillers.iter().filter(|f| f.slot != "object" && is_party(self.kind(f.entity)));
            partners.map(|f| f.entity).collect()
        };
        let (mut left, mut right) = (of(&swap.participants.agent), of(&swap.participants.patient));
        if right.is_empty() && left.len() > 1 {
            right = left.split_off(1);
        }
        let words = Some(swap.evidence(self.scene));
        let side = |provider| BargainSide { provider, receiver: vec![], gives: vec![index], words };
        let cue = self.tree(sentence).sentence.tokens[swap.trigger.token].span;
        self.settle(sentence, cue, (side(left), side(right)), "a swap between two parties")
    }

    /// "traded the release of prisoners for relief".
    fn traded(&self, sentence: usize) -> Option<Bargain> {
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
    fn sold(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is = |t: usize, words: &[String]| words.iter().any(|w| w == tree.lemma(self.tellings[t].trigger.token));
        let sells = |t: usize| is(t, &self.cues.sales);
        let buys = |t: usize| is(t, &self.cues.purchases);
        let deals = self.told[sentence].clone().filter(|&t| sells(t) || buys(t));
        let (deal, price) =
            deals.filter_map(|t| Some((t, self.price(sentence, self.tellings[t].trigger.token)?))).next()?;
        let p = &self.tellings[deal].participants;
        let parties = |fillers: &[Filler]| -> Vec<usize> { entities(fillers) };
        let side = if sells(deal) { "to" } else { "from" };
        let whom = p.patient.iter().chain(&p.recipient).filter(|f| f.slot.contains(side)).cloned().collect::<Vec<_>>();
        let other = parties(&whom);
        let (seller, buyer) = if sells(deal) { (parties(&p.agent), other) } else { (other, parties(&p.agent)) };
        if seller.is_empty() || buyer.is_empty() {
            return None;
        }
        let words = Some(tree.span_of(&tree.subtree_without(price, |c| tree.relation(c) == Relation::Case)));
        let goods = BargainSide { provider: seller, gives: vec![deal], words: p.theme, ..BargainSide::default() };
        let money = BargainSide { provider: buyer, words, ..BargainSide::default() };
        let cue = tree.sentence.tokens[self.tellings[deal].trigger.token].span;
        self.settle(sentence, cue, (goods, money), "sold for money")
    }

    /// The sum of money for which something is done.
    fn price(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let objects = tree.objects(verb).into_iter().chain(tree.by_preposition(verb, "to"));
        let heads = std::iter::once(verb).chain(objects).chain(tree.by_preposition(verb, "from"));
        let mut sums = heads.flat_map(|h| tree.by_preposition(h, "for"));
        sums.find(|&n| self.is_money(sentence, n))
    }

    fn is_money(&self, sentence: usize, noun: usize) -> bool {
        let tree = self.tree(sentence);
        let signs = ["$", "€", "£", "¥", "US$"];
        let below = |&i: &usize| signs.contains(&tree.form(i)) || self.scene.words.is(tree.lemma(i), "money");
        tree.subtree(noun).iter().any(below)
    }

    /// "paid the state 50 million dollars to settle claims": money for peace in court.
    fn settled(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let mut payments = self.told[sentence].clone().filter(|&t| self.is_class(t, &self.cues.payment_classes));
        let (payment, verb) =
            payments.find_map(|t| Some((t, self.settling(sentence, self.tellings[t].trigger.token)?)))?;
        let settlement = self.telling_at(sentence, verb);
        let words = tree.subtree(verb);
        let mut other = self.tellings[payment].participants.recipient.clone();
        other.extend(settlement.into_iter().flat_map(|t| self.tellings[t].participants.patient.clone()));
        let mut provider = entities(&other);
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
    fn settling(&self, sentence: usize, payment: usize) -> Option<usize> {
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
    fn plaintiffs(&self, sentence: usize, verb: usize) -> Vec<usize> {
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
    fn won(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let gains = |&i: &usize| tree.is_verb(i) && self.cues.gains.iter().any(|v| v == tree.lemma(i));
        let verb = (0..tree.len()).find(gains)?;
        let act = tree.by_preposition(verb, "by").into_iter().find(|&a| tree.is_verb(a))?;
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
    fn conditional(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is_mark = |&i: &usize| matches!(tree.lemma(i), "if" | "once" | "unless" | "until" | "provided");
        (0..tree.len()).filter(is_mark).find_map(|mark| self.condition_at(sentence, mark))
    }

    fn condition_at(&self, sentence: usize, mark: usize) -> Option<Bargain> {
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
        let attitude = self.cues.attitudes.iter().any(|a| a == tree.lemma(condition));
        if attitude
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
    fn carries_out(&self, tree: &Tree, main: usize, verb: usize) -> bool {
        let tied = |&i: &usize| tree.head(i).filter(|_| matches!(tree.relation(i), Relation::Xcomp | Relation::Conj));
        std::iter::successors(Some(verb), tied).any(|i| i == main)
    }

    /// Promised or offered, not yet done.
    fn is_promise(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let offer = t.kind(self.scene) == Plover::Agree && t.whom().next().is_some();
        offer || (self.is_deed(telling) && t.reading.factuality != Factuality::Actual)
    }

    /// "In return, Oslo lifted the ban": the other side stands before, here or in an earlier sentence.
    fn returned(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.returned(sentence).or_else(|| self.phrases.opening_noun(sentence))?;
        let here: Vec<usize> = self.given(sentence).collect();
        let (before, after): (Vec<usize>, Vec<usize>) = here.iter().copied().partition(|&t| self.at(t) < cue.start);
        let clause: Vec<usize> =
            self.clause_of(sentence, cue).and_then(|v| self.telling_at(sentence, v)).into_iter().collect();
        let after =
            if after.is_empty() { clause.into_iter().filter(|&t| self.at(t) >= cue.end).collect() } else { after };
        let (earlier, answer) = if after.is_empty() { self.by_camp(&before) } else { (before, after) };
        let earlier = if earlier.is_empty() { self.other_side(sentence, cue, &answer) } else { earlier };
        self.bargain(sentence, cue, earlier, answer, "given in return")
    }

    /// Parts tellings into those of the last one's camp and those of others: "Oslo would lift the ban and Bern pay in return".
    fn by_camp(&self, tellings: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let camp = tellings.last().map(|&t| self.agents(t)).unwrap_or_default();
        tellings.iter().partition(|&&t| !self.agents(t).is_empty() && !self.same_camp(&self.agents(t), &camp))
    }

    /// "In response, Oslo lifted the ban": only where both give something.
    fn answered(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.first(sentence, &self.cues.answers)?;
        let answer: Vec<usize> = self.given(sentence).filter(|&t| self.is_strong(t)).collect();
        let earlier = self.earlier(sentence, &answer);
        let found = self.bargain(sentence, cue, earlier, answer, "given in answer")?;
        (found.status != ExchangeStatus::Denied).then_some(found)
    }

    /// "Under the deal, Oslo will lift the ban and Bern will reopen talks."
    fn dealt(&self, sentence: usize) -> Option<Bargain> {
        let opens = |cue: &Span| cue.start < self.scene.analysis.sentences[sentence].span.start + 8;
        let cue = self.phrases.first(sentence, &self.cues.deals).filter(opens)?;
        let deeds: Vec<usize> = self
            .given(sentence)
            .filter(|&t| self.is_deed(t) && !self.agents(t).is_empty() && self.at(t) > cue.end)
            .collect();
        let &first = deeds.first()?;
        let other = |t: &usize| !self.same_camp(&self.agents(*t), &self.agents(first));
        let (mut answer, earlier): (Vec<usize>, Vec<usize>) = deeds.into_iter().partition(other);
        if answer.is_empty() && sentence + 1 < self.told.len() {
            let next = self.given(sentence + 1).filter(|&t| self.is_deed(t) && !self.agents(t).is_empty());
            answer =
                next.filter(other).filter(|&t| self.tellings[t].reading.factuality == Factuality::Planned).collect();
        }
        self.bargain(sentence, cue, earlier, answer, "terms of a deal")
    }

    /// "freed the crew after the owner paid a ransom": a ransom is paid for a release, told here or next to it.
    fn ransomed(&self, sentence: usize) -> Option<Bargain> {
        let is_ransom = |&t: &usize| {
            let lemma = |i: usize| self.tree(sentence).lemma(i) == "ransom";
            let telling = &self.tellings[t];
            self.is_class(t, &self.cues.payment_classes)
                && (lemma(telling.trigger.token)
                    || self.scene.objects(sentence, telling.trigger.token).into_iter().any(lemma))
        };
        let paid = self.told[sentence].clone().find(is_ransom)?;
        let near = [sentence, sentence.saturating_sub(1), (sentence + 1).min(self.told.len() - 1)];
        let frees = |t: &usize| self.frees(*t) && !self.same_camp(&self.agents(*t), &self.agents(paid));
        let freed = near.into_iter().flat_map(|s| self.told[s].clone()).find(frees)?;
        let (left, right) = (self.side(vec![freed]), self.side(vec![paid]));
        let left = BargainSide {
            provider: if left.provider.is_empty() { self.whom_of(&right) } else { left.provider.clone() },
            ..left
        };
        let cue = self.tree(sentence).sentence.tokens[self.tellings[paid].trigger.token].span;
        (!right.provider.is_empty()).then(|| self.settle(sentence, cue, (left, right), "a ransom for a release"))?
    }

    /// "These steps prompted a response. In May, Oslo lifted the ban."
    fn prompted(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is_prompt = |&i: &usize| {
            let object = |o: &usize| self.cues.responses.iter().any(|r| r == tree.lemma(*o));
            tree.is_verb(i)
                && self.cues.prompts.iter().any(|p| p == tree.lemma(i))
                && tree.objects(i).iter().any(object)
        };
        let verb = (0..tree.len()).find(is_prompt)?;
        let cue = tree.span_of(&[verb, *tree.objects(verb).first()?]);
        let next =
            (sentence + 1..(sentence + 3).min(self.scene.trees.len())).find(|&s| self.given(s).next().is_some())?;
        let answer: Vec<usize> = self.given(next).collect();
        let earlier = self.earlier(sentence + 1, &answer);
        self.bargain(sentence, cue, earlier, answer, "steps that prompted a response")
    }

    /// "This quid pro quo ...", "While this appears a straightforward swap": two acts of two parties close before.
    fn named(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.noun(sentence)?;
        let reach = sentence.saturating_sub(2)..=sentence;
        let near: Vec<usize> =
            reach.flat_map(|s| self.given(s)).filter(|&t| self.is_strong(t) && self.at(t) < cue.start).collect();
        let &last = near.iter().rev().find(|&&t| !self.agents(t).is_empty())?;
        let answer: Vec<usize> =
            near.iter().copied().filter(|&t| self.same_camp(&self.agents(t), &self.agents(last))).collect();
        let earlier: Vec<usize> =
            near.into_iter().filter(|t| !answer.contains(t) && !self.agents(*t).is_empty()).collect();
        let deed = |side: &[usize]| side.iter().any(|&t| self.is_deed(t));
        (deed(&earlier) || deed(&answer)).then(|| self.bargain(sentence, cue, earlier, answer, "named an exchange"))?
    }

    /// "unreciprocated gestures", "without extracting concessions".
    fn denied(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrases.denied(sentence)?;
        let near: Vec<usize> = (sentence.saturating_sub(1)..=sentence).flat_map(|s| self.given(s)).collect();
        let positive = |t: &usize| self.tellings[*t].reading.polarity == Polarity::Positive;
        let (gifts, missing): (Vec<usize>, Vec<usize>) = near.into_iter().partition(positive);
        let here: Vec<usize> =
            gifts.iter().copied().filter(|&t| self.tellings[t].trigger.sentence == sentence).collect();
        let gifts = if here.is_empty() { gifts } else { here };
        let mut sides = (self.side(gifts), self.side(missing));
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() {
            return None;
        }
        // "It asked for nothing in return" speaks of the sentence before.
        let alone = self.given(sentence).next().is_none() && self.phrases.returned(sentence).is_some();
        let told = |&t: &usize| self.is_deed(t) && (alone || self.tellings[t].trigger.sentence == sentence);
        if !sides.0.gives.iter().any(told) {
            return None;
        }
        sides.1.words = sides.1.words.or(Some(cue));
        self.fill_parties(sentence, &mut sides);
        let mut found = self.settle(sentence, cue, sides, "said to be given for nothing")?;
        found.status = ExchangeStatus::Denied;
        Some(found)
    }

    fn bargain(
        &self,
        sentence: usize,
        cue: Span,
        left: Vec<usize>,
        right: Vec<usize>,
        rule: &'static str,
    ) -> Option<Bargain> {
        self.settle(sentence, cue, (self.side(left), self.side(right)), rule)
    }

    /// Completes the parties and gives the exchange, if each side has one and something is given on at least one by name.
    fn settle(
        &self,
        sentence: usize,
        cue: Span,
        mut sides: (BargainSide, BargainSide),
        rule: &'static str,
    ) -> Option<Bargain> {
        if sides.0.gives.is_empty() || (sides.1.gives.is_empty() && sides.1.words.is_none()) {
            return None;
        }
        self.fill_parties(sentence, &mut sides);
        let (left, right) = &mut sides;
        right.provider.retain(|p| !left.provider.contains(p));
        if left.provider.is_empty() || right.provider.is_empty() || self.same_camp(&left.provider, &right.provider) {
            return None;
        }
        left.receiver.clone_from(&right.provider);
        right.receiver.clone_from(&left.provider);
        let given = left.gives.iter().chain(&right.gives).map(|&t| self.tellings[t].evidence(self.scene));
        let evidence = given.fold(cue, Span::cover);
        let status = self.status(sentence, left, right);
        let source = left.gives.iter().chain(&right.gives).find_map(|&t| self.tellings[t].source);
        let sides = vec![sides.0, sides.1];
        Some(Bargain { status, sides, cue, evidence, source, rule })
    }

    /// Tellings before the cue: what its clause gives, and if that is nothing we know to be given, what its clause says.
    fn before(&self, sentence: usize, cue: Span) -> Vec<usize> {
        let near = self.nearest_before(sentence, cue.start);
        if !near.is_empty() {
            return near;
        }
        let tree = self.tree(sentence);
        let above = |&v: &usize| {
            tree.head(v).filter(|_| matches!(tree.relation(v), Relation::Xcomp | Relation::Advcl | Relation::Acl))
        };
        let clauses = std::iter::successors(self.clause_of(sentence, cue), above);
        let mut told = clauses.filter_map(|v| self.telling_at(sentence, v));
        told.find(|&t| self.at(t) < cue.start && self.is_transfer(t)).into_iter().collect()
    }

    /// Tellings after the cue: what is given, or what its clause says.
    fn after(&self, sentence: usize, at: usize) -> Vec<usize> {
        let given: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) >= at).take(4).collect();
        if !given.is_empty() {
            return given;
        }
        let head = self.head_after(sentence, at).and_then(|head| self.telling_at(sentence, head));
        head.into_iter().collect()
    }

    /// A side of what stands from `at` on: tellings, or words that name what is given and by whom.
    fn side_of(&self, sentence: usize, at: usize, tellings: Vec<usize>) -> BargainSide {
        let mut side = self.side(tellings);
        let noun = self.head_after(sentence, at).filter(|&h| self.tree(sentence).is_noun(h));
        side.words = side.words.or_else(|| self.noun_after(sentence, at));
        if let Some(noun) = noun.filter(|_| side.provider.is_empty()) {
            side.provider = self.givers_of(sentence, noun);
        }
        side
    }

    /// Who gives what a noun names: "loans from the bank", "American sanctions".
    fn givers_of(&self, sentence: usize, noun: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let parts = tree.subtree(noun);
        let names = |i: usize| -> Vec<usize> {
            let entities = self.scene.actors.for_phrase(sentence, i).into_iter();
            entities.filter(|&e| is_party(self.kind(e))).collect()
        };
        let from = |&&i: &&usize| ["from", "by"].iter().any(|p| tree.has_preposition(i, p));
        let given = parts.iter().find(from).map(|&i| names(i)).unwrap_or_default();
        if !given.is_empty() {
            return given;
        }
        let adjective = |&&i: &&usize| tree.relation(i) == Relation::Amod && tree.upos(i) == Upos::Adj;
        let at = |&i: &usize| self.scene.actors.at(sentence, i).map(|m| m.entities.clone()).unwrap_or_default();
        parts.iter().filter(adjective).map(at).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The topmost word of the phrase that begins at a place in the text.
    fn head_after(&self, sentence: usize, at: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let first = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= at)?;
        std::iter::successors(Some(first), |&i| tree.head(i)).take_while(|&i| i >= first).last()
    }

    /// The noun phrase that follows a place in the text: what is given, where no action tells it ("in exchange for oil").
    fn noun_after(&self, sentence: usize, at: usize) -> Option<Span> {
        let tree = self.tree(sentence);
        let first = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= at)?;
        let start = tree.sentence.tokens[first].span.start;
        let heads = std::iter::successors(Some(first), |&i| tree.head(i)).take_while(|&i| i >= first);
        let noun = heads.filter(|&i| tree.is_noun(i)).last()?;
        let words: Vec<usize> = tree.subtree(noun).into_iter().filter(|&i| i >= first).collect();
        Some(Span::new(start, tree.span_of(&words).end))
    }

    /// The verb whose clause a cue belongs to.
    fn clause_of(&self, sentence: usize, cue: Span) -> Option<usize> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let first = (0..tree.len()).find(|&i| span(i).start >= cue.start && span(i).end <= cue.end)?;
        let outside = |i: &usize| span(*i).end <= cue.start || span(*i).start >= cue.end;
        std::iter::successors(Some(first), |&i| tree.head(i)).filter(outside).find(|&i| tree.is_verb(i))
    }

    /// The verb of a word's clause.
    fn clause(&self, sentence: usize, word: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        std::iter::successors(tree.head(word), |&i| tree.head(i)).find(|&i| tree.is_verb(i))
    }

    /// What the other party gave: in the clauses before the cue, else in the sentences before.
    fn other_side(&self, sentence: usize, cue: Span, answer: &[usize]) -> Vec<usize> {
        let earlier = self.earlier(sentence, answer);
        if !earlier.is_empty() {
            return earlier;
        }
        let camp: Vec<usize> = answer.iter().flat_map(|&t| self.agents(t)).collect();
        let differs = |t: &usize| {
            let agents = self.agents(*t);
            !camp.is_empty() && !agents.is_empty() && !self.same_camp(&agents, &camp) && self.may_be_given(*t)
        };
        let here = self.told[sentence].clone().filter(|&t| self.at(t) < cue.start);
        let near = if sentence > 0 { self.told[sentence - 1].clone() } else { 0..0 };
        here.rev().find(differs).or_else(|| near.rev().find(differs)).into_iter().collect()
    }

    /// What the other party gave in the sentences before.
    fn earlier(&self, sentence: usize, answer: &[usize]) -> Vec<usize> {
        let camp: Vec<usize> = answer.iter().flat_map(|&t| self.agents(t)).collect();
        if camp.is_empty() {
            return vec![];
        }
        let differs = |t: &usize| {
            let agents = self.agents(*t);
            !agents.is_empty() && !self.same_camp(&agents, &camp) && self.is_strong(*t)
        };
        let first = sentence.saturating_sub(REACH);
        let nearest = (first..sentence).rev().find(|&s| self.given(s).any(|t| differs(&t)));
        nearest.map_or(vec![], |s| self.given(s).filter(differs).collect())
    }

    /// Tellings before the cue that belong to the nearest clause: the last one, and those coordinated with it.
    fn nearest_before(&self, sentence: usize, cue: usize) -> Vec<usize> {
        let before: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) < cue).collect();
        let Some(&last) = before.last() else { return vec![] };
        let tree = self.tree(sentence);
        let token = |t: usize| self.tellings[t].trigger.token;
        let coordinated = |t: &usize| {
            *t == last
                || tree.conjuncts(token(*t)).contains(&token(last))
                || tree.head(token(*t)) == tree.head(token(last)) && self.agents(*t) == self.agents(last)
        };
        let near: Vec<usize> = before.iter().copied().filter(coordinated).collect();
        near.iter().flat_map(|&t| self.contents(t, cue)).chain(near.iter().copied()).collect()
    }

    /// What is promised before the cue, where nothing of it is known to be given: "agreed to retire coal plants".
    fn contents(&self, promise: usize, cue: usize) -> Vec<usize> {
        let t = &self.tellings[promise];
        if t.kind(self.scene) != Plover::Agree {
            return vec![];
        }
        let (sentence, token) = (t.trigger.sentence, t.trigger.token);
        let tree = self.tree(sentence);
        let infinitive = |&c: &usize| matches!(tree.relation(c), Relation::Xcomp | Relation::Advcl | Relation::Acl);
        let content = tree.children(token).iter().copied().filter(infinitive);
        content.filter_map(|c| self.telling_at(sentence, c)).filter(|&c| self.at(c) < cue).collect()
    }

    /// Tellings of a sentence that can be something given.
    fn given(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.told[sentence].clone().filter(|&i| self.is_given(i))
    }

    fn is_given(&self, telling: usize) -> bool {
        self.tellings[telling].frame(self.scene).is_some_and(|f| self.cues.gives(f.kind, &f.class))
    }

    /// Nothing hostile, no mere word.
    fn may_be_given(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let kind = t.kind(self.scene);
        let speech = matches!(kind, Plover::Request | Plover::Accuse | Plover::Consult);
        !speech && !self.cues.hostile_types.contains(&kind) && t.trigger.frame.is_some()
    }

    /// An act on something that no frame knows to be a gift: no word, thought or attack.
    fn is_transfer(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let refused = t.kind(self.scene) == Plover::Reject;
        let lemma = self.tree(t.trigger.sentence).lemma(t.trigger.token);
        let acts = t.kind(self.scene) == Plover::Other && !self.cues.attitudes.iter().any(|a| a == lemma);
        let object = t.participants.theme.is_some() || t.whom().next().is_some();
        !self.agents(telling).is_empty() && object && (refused || acts)
    }

    /// Given in earnest: not only trade that goes on.
    fn is_strong(&self, telling: usize) -> bool {
        self.tellings[telling].kind(self.scene) != Plover::Cooperate
    }

    /// A deed, not a promise or a word of support.
    fn is_deed(&self, telling: usize) -> bool {
        !matches!(self.tellings[telling].kind(self.scene), Plover::Agree | Plover::Support)
    }

    /// Whether persons are let go, by the class that tells it: relief from sanctions is no release.
    pub(super) fn frees(&self, telling: usize) -> bool {
        self.tellings[telling].frame(self.scene).is_some_and(|f| f.mode.as_deref() == Some("release"))
    }

    fn is_class(&self, telling: usize, classes: &[String]) -> bool {
        self.tellings[telling].frame(self.scene).is_some_and(|f| classes.contains(&f.class))
    }

    fn telling_at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.told[sentence].clone().find(|&t| self.tellings[t].trigger.token == token)
    }

    fn tree(&self, sentence: usize) -> &'s Tree<'a> {
        &self.scene.trees[sentence]
    }

    pub(super) fn agents(&self, telling: usize) -> Vec<usize> {
        entities(&self.tellings[telling].participants.agent)
    }

    /// Where a telling's trigger begins, in bytes.
    fn at(&self, telling: usize) -> usize {
        let trigger = &self.tellings[telling].trigger;
        self.tree(trigger.sentence).sentence.tokens[trigger.token].span.start
    }

    pub(super) fn kind(&self, entity: usize) -> ActorType {
        self.scene.actors.entities[entity].kind
    }

    /// The tellings of a sentence.
    pub(super) fn told_in(&self, sentence: usize) -> &'s [Telling] {
        &self.tellings[self.told[sentence].clone()]
    }

    /// Whether the one is a state and the other one of its people or bodies.
    fn is_of_state(&self, state: usize, other: usize) -> bool {
        let known = &self.scene.actors.entities;
        let country = known[state].country.as_deref();
        known[state].kind == ActorType::State && country.is_some() && country == known[other].country.as_deref()
    }

    /// Whether some of the one and some of the other are the same, or speak for the same state.
    pub(super) fn same_camp(&self, some: &[usize], others: &[usize]) -> bool {
        some.iter().any(|&a| others.iter().any(|&b| a == b || self.is_of_state(a, b) || self.is_of_state(b, a)))
    }
}

/// The entities of a role.
pub(super) fn entities(fillers: &[Filler]) -> Vec<usize> {
    fillers.iter().map(|f| f.entity).collect()
}
