//! Exchanges that a verb tells whole: swapped, traded, handed over for something, sold, bid for, settled, won.

use super::{Finder, entities};
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        role::{Filler, Origin, is_party},
    },
    language::{Relation, Xpos},
    ontology::frame::Slot,
    record::{ActorType, ExchangeStatus, Factuality, Plover},
};

/// In how many sentences after a swap it is told whom each party frees.
const SWAP_TOLD: usize = 4;

impl Finder<'_, '_> {
    /// Whom a party is told to free after its swap is told: "Moscow sent home nine soldiers".
    fn handed_over_after(&self, sentence: usize, party: &[usize]) -> Vec<usize> {
        let after = self.told.iter().skip(sentence + 1).take(SWAP_TOLD).flat_map(|told| told.clone());
        let handed = |&t: &usize| {
            let kind = self.tellings[t].kind(self.scene);
            matches!(kind, Plover::Retreat | Plover::Cooperate) && self.is_done(t)
        };
        let by_party = |&t: &usize| self.agents(t).iter().any(|agent| party.contains(agent));
        let people = |e: usize| matches!(self.kind(e), ActorType::Person | ActorType::Group);
        after.filter(handed).filter(by_party).filter(|&t| self.tellings[t].whom().any(people)).collect()
    }

    /// "Kyiv and Moscow swapped prisoners": each gives its own.
    pub(super) fn swapped(&self, sentence: usize) -> Option<Bargain> {
        let index = self.told[sentence].clone().find(|&t| self.is_class(t, &self.cues.swap_classes))?;
        let swap = &self.tellings[index];
        let of = |fillers: &[Filler]| -> Vec<usize> {
            let partners = fillers.iter().filter(|f| f.origin != Origin::Slot(Slot::Object) && self.swaps(f));
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
        let side = |provider: Vec<usize>| {
            let gives = [vec![index], self.handed_over_after(sentence, &provider)].concat();
            BargainSide { provider, receiver: vec![], gives, words }
        };
        let cue = self.tree(sentence).sentence.tokens[swap.trigger.token].span;
        self.settle(sentence, cue, (side(left), side(right)), "a swap between two parties")
    }

    /// Who swaps: a state or body, or a person or group that the verb makes its subject.
    fn swaps(&self, filler: &Filler) -> bool {
        let body = matches!(self.kind(filler.entity), ActorType::State | ActorType::Organization);
        body || filler.origin == Origin::Slot(Slot::Subject)
    }

    /// "traded the release of prisoners for relief"; "sent its guard to Leeds for a winger".
    pub(super) fn traded(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let is = |i: usize, list: &[String]| list.iter().any(|v| v == tree.lemma(i));
        let trades = |&i: &usize| is(i, &self.cues.verbs) || is(i, &self.cues.handovers);
        // "was dealt a blow": the tree's own object, too.
        let things = |i: usize| tree.objects(i).into_iter().chain(tree.dependents(i, Relation::Obj));
        let talk = |i: usize| things(i).any(|o| self.cues.not_traded.iter().any(|n| n == tree.lemma(o)));
        let verbs = (0..tree.len()).filter(|&i| tree.is_verb(i) && !talk(i)).filter(trades);
        let (verb, mark) = verbs.into_iter().find_map(|v| Some((v, self.traded_for(sentence, v)?)))?;
        let cue = tree.sentence.tokens[verb].span;
        let after = tree.sentence.tokens[mark].span.end + 1;
        let mark = tree.sentence.tokens[mark].span.start;
        let named: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) > cue.start && self.at(t) < mark).collect();
        let gift = !named.is_empty();
        let own = || self.telling_at(sentence, verb).into_iter().collect();
        let mut left = self.side(if gift { named } else { own() });
        let doers = self.telling_at(sentence, verb).map(|t| self.agents(t)).filter(|agents| !agents.is_empty());
        let names = |s: usize| self.scene.actors.for_phrase(sentence, s);
        left.provider = doers.unwrap_or_else(|| tree.subjects(verb).into_iter().flat_map(names).collect());
        let mut right = self.side_of(sentence, after, self.after(sentence, after));
        if right.provider.is_empty() {
            right.provider = self.partner(sentence, verb, &["to", "with"]);
        }
        if right.provider.is_empty() {
            right.provider = self.owners_of_freed(sentence, after);
        }
        let people = || tree.objects(verb).into_iter().any(|o| self.is_player(sentence, o));
        // Who swaps people lets somebody go, as the other side does.
        if right.gives.is_empty() && !gift && people() && is(verb, &self.cues.verbs) {
            right.gives = own();
        }
        // "Kenya and China swapped tea for rails": each of two subjects gives one of the two.
        if right.provider.is_empty() && left.provider.len() == 2 {
            right.provider = left.provider.split_off(1);
        }
        let known = gift || is(verb, &self.cues.verbs) && people() || !right.provider.is_empty();
        known.then(|| self.settle(sentence, cue, (left, right), "a verb of trading"))?
    }

    /// The "for" of a verb of trading. What is merely handed over is traded for its like only: a player for a player.
    fn traded_for(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let player = |i: usize| self.is_player(sentence, i);
        let people = || tree.objects(verb).into_iter().any(player);
        let trades = self.cues.verbs.iter().any(|v| v == tree.lemma(verb));
        let is_price = |&i: &usize| {
            let thing = tree.head(i).filter(|&n| n > i && tree.is_noun(n) && !self.scene.in_class(sentence, n, "time"));
            thing.is_some_and(|n| trades || tree.conjuncts(n).into_iter().any(player) && people())
        };
        let is_for = |&i: &usize| tree.relation(i) == Relation::Case && tree.lemma(i) == "for";
        tree.subtree(verb).into_iter().filter(|&i| i > verb).filter(is_for).find(is_price)
    }

    /// Whether a word names somebody who can be traded: a person, a player, a pick.
    fn is_player(&self, sentence: usize, word: usize) -> bool {
        let named = self.scene.actors.for_phrase(sentence, word);
        let is_person = named.iter().any(|&e| self.kind(e) == ActorType::Person);
        is_person || self.cues.players.iter().any(|p| p == self.tree(sentence).lemma(word))
    }

    /// The party with whom a verb deals, by one of the prepositions: a body or state, whatever else stands between.
    pub(super) fn partner(&self, sentence: usize, verb: usize, prepositions: &[&str]) -> Vec<usize> {
        let tree = self.tree(sentence);
        let objects = tree.objects(verb);
        let beside = |h: usize| h == verb || objects.iter().any(|&o| h == o || tree.head(h) == Some(o));
        let behind = |&i: &usize| {
            i > verb && tree.head(i).is_some_and(beside) && prepositions.iter().any(|p| tree.has_preposition(i, p))
        };
        let whom = tree.subtree(verb).into_iter().filter(behind).chain(tree.dependents(verb, Relation::Iobj));
        let named = whom.flat_map(|i| self.scene.actors.for_phrase(sentence, i));
        let party = |e: &usize| matches!(self.kind(*e), ActorType::Organization | ActorType::State);
        named.into_iter().find(party).into_iter().collect()
    }

    /// "will pay Leeds 60 million pounds for the midfielder": money for something that is no act.
    pub(super) fn paid_for(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let pays = |&t: &usize| self.is_class(t, &self.cues.payment_classes) && !self.agents(t).is_empty();
        let payment = self.told[sentence].clone().find(pays)?;
        let verb = self.tellings[payment].trigger.token;
        let money = tree.objects(verb).into_iter().find(|&o| self.is_money(sentence, o))?;
        let goods = [verb, money].into_iter().flat_map(|h| tree.by_preposition(h, "for")).find(|&n| {
            let wrong = self.cues.wrongs.iter().any(|w| w == tree.lemma(n)) || self.scene.in_class(sentence, n, "time");
            n > verb && tree.is_noun(n) && !wrong && self.telling_at(sentence, n).is_none()
        })?;
        let provider = entities(&self.tellings[payment].participants.recipient);
        let words = Some(tree.span_of(&tree.subtree_without(goods, |c| tree.relation(c) == Relation::Case)));
        let known = provider.iter().any(|&e| is_party(self.kind(e)));
        let right = BargainSide { provider, words, ..BargainSide::default() };
        let cue = tree.sentence.tokens[verb].span;
        known.then(|| self.settle(sentence, cue, (self.side(vec![payment]), right), "paid for something"))?
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
        let whom = p.patient.iter().chain(&p.recipient).filter(|f| f.origin.is_behind(side));
        let (agent, mut other): (_, Vec<usize>) = (entities(&p.agent), whom.map(|f| f.entity).collect());
        if other.is_empty() {
            other = self.partner(sentence, self.tellings[deal].trigger.token, &[side]);
        }
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
        let answerers = self.answerers(sentence, offer);
        let priced = |o: &usize| self.is_money(sentence, *o) || !answerers.is_empty();
        let object = tree.objects(verb).into_iter().find(priced)?;
        let heads = [vec![verb], tree.conjuncts(object)].concat();
        let mut behind = heads.into_iter().flat_map(|h| tree.by_preposition(h, "for"));
        let goods =
            behind.find(|&n| n > object && !self.is_money(sentence, n) && !self.scene.in_class(sentence, n, "time"))?;
        let offered = self.named_within(sentence, Some(tree.span_of(&tree.subtree(object))));
        let mut provider = entities(&self.tellings[offer].participants.recipient);
        provider.retain(|e| is_party(self.kind(*e)) && !offered.contains(e));
        if provider.is_empty() {
            provider = answerers;
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
        sums.find(|&n| self.is_money(sentence, n) || tree.conjuncts(n).into_iter().any(|c| self.is_player(sentence, c)))
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

    /// "won debt relief from its creditors by selling banks"; "opened its network, winning the regulator's blessing".
    pub(super) fn won(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let gains = |&i: &usize| tree.is_verb(i) && self.cues.gains.iter().any(|v| v == tree.lemma(i));
        let (verb, act) = (0..tree.len()).filter(gains).find_map(|v| Some((v, self.means(sentence, v)?)))?;
        let objects = tree.objects(verb);
        let from =
            |at: usize| tree.subtree(at).into_iter().filter(|&i| tree.has_preposition(i, "from")).collect::<Vec<_>>();
        let owner = |&o: &usize| tree.dependents(o, Relation::NmodPoss).collect::<Vec<_>>();
        let giver =
            from(verb).into_iter().chain(objects.iter().flat_map(|&o| from(o))).chain(objects.iter().flat_map(owner));
        let provider: Vec<usize> = giver.flat_map(|g| self.scene.actors.for_phrase(sentence, g)).take(1).collect();
        let prize = objects.iter().find_map(|&o| self.telling_at(sentence, o));
        let words = objects.first().map(|&o| tree.span_of(&tree.subtree(o)));
        let got = BargainSide { provider, gives: prize.into_iter().collect(), words, ..BargainSide::default() };
        let paid =
            self.with_coordinated(act, usize::MAX).into_iter().filter(|&t| self.tellings[t].trigger.token != verb);
        let paid = self.side(paid.collect());
        let cue = tree.sentence.tokens[verb].span;
        let known = !got.provider.is_empty() && !paid.provider.is_empty();
        known.then(|| self.settle(sentence, cue, (got, paid), "won by what was given"))?
    }

    /// By which act something is won: "by selling banks"; the clause of which a participle tells the fruit.
    fn means(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let by = |&a: &usize| tree.children(a).iter().any(|&c| tree.lemma(c) == "by");
        let clauses = tree.dependents(verb, Relation::Advcl).filter(by);
        let act = tree.by_preposition(verb, "by").into_iter().chain(clauses).find(|&a| tree.is_verb(a));
        let fruit = tree.xpos(verb) == Xpos::Vbg
            && tree.relation(verb) == Relation::Advcl
            && tree.prepositions(verb).next().is_none();
        let told = |v: usize| self.telling_at(sentence, v);
        let whole = || tree.head(verb).filter(|_| fruit).and_then(told).filter(|&t| self.is_given(t));
        act.and_then(told).or_else(whole)
    }
}
