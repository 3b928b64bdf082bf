//! Exchanges that one word tells of both parties: a swap of prisoners, a settlement, a plea deal, hush money.

use super::{Finder, entities};
use crate::{
    extract::{
        actor::MentionUse,
        exchange::{Bargain, BargainSide, PLEA, SWAP},
        telling::Telling,
    },
    language::{Relation, Upos, Xpos},
    record::{ActorType, ExchangeStatus, Factuality, Plover},
};

/// How many releases told elsewhere a party of a swap gives.
const RELEASES: usize = 4;

impl Finder<'_, '_> {
    /// "a prisoner swap with the Taliban", "swapped the sergeant for five detainees": each party lets somebody go. Who they are is told
    /// with the swap, or by who holds and frees whom in the story.
    pub(super) fn swapped_people(&self, sentence: usize) -> Option<Bargain> {
        let (word, people) =
            (0..self.tree(sentence).len()).find_map(|i| Some((i, self.people_swapped(sentence, i)?)))?;
        let mut parties = self.apart(self.named_in_swap(sentence, word, &people));
        let near = parties.len();
        if near < 2 {
            parties.extend(self.holders_told(&people.iter().map(|&p| (sentence, p)).collect::<Vec<_>>()));
            parties = self.apart(parties);
        }
        let takes = |t: &Telling| {
            self.holds_or_frees(t) && !t.frame(self.scene).is_some_and(|f| self.cues.swap_classes.contains(&f.class))
        };
        let held = |e: usize| self.tellings.iter().any(|t| takes(t) && t.whom().any(|w| w == e));
        parties.retain(|&e| self.kind(e) == ActorType::State || !held(e));
        if let [known] = parties[..] {
            let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
            let dealing = self.dealing_anywhere(&parties).into_iter().filter(|&e| body(&e) && !held(e));
            let people = self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied());
            let leader = people.filter(|&e| self.kind(e) == ActorType::Person).map(|e| self.state_of(e));
            let state =
                leader.filter(|&e| body(&e) && !self.same_camp(&[e], &parties)).chain(self.state_told_most(&parties));
            let state: Vec<usize> = state.collect();
            // Who deals with a state may be anybody, but whom others hold is mostly a state's.
            parties = match self.kind(known) {
                ActorType::State => [known].into_iter().chain(dealing).chain(state).collect(),
                _ => [known].into_iter().chain(state).chain(dealing).collect(),
            };
            parties = self.apart(parties);
        }
        let [one, other, ..] = parties[..] else { return None };
        let own = self.telling_at(sentence, word).filter(|&t| !self.hurts(t));
        let words = Some(self.tree(sentence).span_of(&[word]));
        let side = |party: usize| {
            let mut freed: Vec<usize> = (0..self.tellings.len())
                .filter(|&t| self.frees(t) && Some(t) != own && self.same_camp(&self.agents(t), &[party]))
                .collect();
            freed.sort_by_key(|&t| self.tellings[t].trigger.sentence.abs_diff(sentence));
            let gives = own.into_iter().chain(freed.into_iter().take(RELEASES)).collect();
            BargainSide { provider: vec![party], gives, words, ..BargainSide::default() }
        };
        self.complete(sentence, self.span_at(sentence, word), (side(one), side(other)), SWAP)
    }

    /// The words for people whom a verb or noun says to be swapped.
    fn people_swapped(&self, sentence: usize, word: usize) -> Option<Vec<usize>> {
        let tree = self.tree(sentence);
        let lemma = tree.lemma(word).to_lowercase();
        let captive = |w: &str| self.cues.captives.iter().any(|c| c == w);
        // "prisoner-swap" is one word for some tokenisers and three for others.
        let (prefix, name) = lemma.rsplit_once('-').unwrap_or(("", &lemma));
        if !self.cues.swaps.iter().any(|s| s == name) || tree.upos(word) == Upos::Propn && prefix.is_empty() {
            return None;
        }
        let of_people = |i: &usize| captive(tree.lemma(*i)) || !self.people(sentence, *i).is_empty();
        let verb = tree.is_verb(word);
        let mut things = if verb { tree.objects(word) } else { tree.by_preposition(word, "of") };
        if verb && things.is_empty() {
            things = tree.dependents(word, Relation::Nsubj).filter(|&s| captive(tree.lemma(s))).collect();
        }
        let before = tree.dependents(word, Relation::Compound).chain(tree.dependents(word, Relation::Amod));
        let compounds: Vec<usize> = before.filter(|&c| captive(tree.lemma(c))).collect();
        let price = std::iter::once(word).chain(things.iter().copied()).flat_map(|h| tree.by_preposition(h, "for"));
        let all: Vec<usize> =
            things.iter().copied().chain(compounds.iter().copied()).chain(price).filter(of_people).collect();
        let held = |i: &usize| {
            let named = self.people(sentence, *i);
            let told = |t: &Telling| self.holds_or_frees(t) && t.whom().any(|e| named.contains(&e));
            captive(tree.lemma(*i)) || self.tellings.iter().any(told)
        };
        let traded = |i: &usize| of_people(i) || verb && captive(tree.lemma(*i));
        let exchanged = !compounds.is_empty() || things.iter().chain(&all).any(traded) || captive(prefix);
        let sure = || captive(prefix) || all.iter().any(held);
        // "slaves were traded" for nobody.
        let bare = verb && name == "trade" && all.iter().all(|i| things.contains(i));
        (exchanged && !bare && sure()).then_some(all)
    }

    /// People that a phrase names.
    fn people(&self, sentence: usize, word: usize) -> Vec<usize> {
        let people = |e: &usize| matches!(self.kind(*e), ActorType::Person | ActorType::Group);
        self.scene.actors.for_phrase(sentence, word).into_iter().filter(people).collect()
    }

    /// Whether a telling is of somebody let go, taken or held.
    fn holds_or_frees(&self, telling: &Telling) -> bool {
        let frame = telling.frame(self.scene);
        frame.is_some_and(|f| f.mode.as_deref() == Some("release") || self.cues.capture_classes.contains(&f.class))
    }

    /// States and bodies that the words of a swap name, and who does it.
    fn named_in_swap(&self, sentence: usize, word: usize, people: &[usize]) -> Vec<usize> {
        let tree = self.tree(sentence);
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        let own = self.telling_at(sentence, word).map(|t| &self.tellings[t].participants);
        let told = own.into_iter().flat_map(|p| p.agent.iter().chain(&p.patient)).filter(|f| !f.implied);
        let subject = |token: usize| {
            tree.relation(token).is(Relation::Nsubj)
                && tree.head(token).is_some_and(|h| h == word || tree.relation(word) == Relation::Xcomp)
        };
        let doers = told.filter(|f| body(&f.entity) || subject(f.token) && self.kind(f.entity) == ActorType::Person);
        let mut found: Vec<usize> = doers.map(|f| f.entity).collect();
        let with = ["with", "between", "by"].into_iter().flat_map(|p| tree.by_preposition(word, p));
        let below = if tree.is_verb(word) { vec![] } else { tree.subtree(word) };
        let words: Vec<usize> = people.iter().copied().chain(with).flat_map(|p| tree.subtree(p)).chain(below).collect();
        let clause = |i: usize| words.contains(&i);
        let named = self.scene.actors.in_sentence(sentence).iter();
        let inside = named.filter(|m| m.use_ != MentionUse::PlaceOnly && clause(m.head));
        found.extend(inside.flat_map(|m| m.entities.iter().copied()).filter(body));
        let nations = people.iter().flat_map(|&p| self.people(sentence, p)).filter_map(|e| self.nation(e));
        found.extend(nations);
        let swapped: Vec<usize> =
            tree.objects(word).iter().chain(people).flat_map(|&p| self.scene.actors.for_phrase(sentence, p)).collect();
        let mut found: Vec<usize> =
            found.into_iter().filter(|e| !swapped.contains(e)).map(|e| self.state_of(e)).collect();
        found.retain(body);
        found
    }

    /// The state whose people some are: "7 Iranians".
    fn nation(&self, entity: usize) -> Option<usize> {
        let known = &self.scene.actors.entities;
        let country = known[entity].country.as_deref().filter(|_| known[entity].kind != ActorType::Organization);
        let state = |i: &usize| known[*i].kind == ActorType::State;
        let same = |i: &usize| country.is_some() && known[*i].country.as_deref() == country;
        let by_country = (0..known.len()).filter(state).find(same);
        by_country.or_else(|| self.named_for(entity))
    }

    /// Who is told to free or hold people, those first who free or hold the people of these words; and whose the freed are.
    fn holders_told(&self, people: &[(usize, usize)]) -> Vec<usize> {
        let whom: Vec<usize> = people.iter().flat_map(|&(s, p)| self.people(s, p)).collect();
        let told: Vec<&Telling> = self.tellings.iter().filter(|t| self.holds_or_frees(t)).collect();
        let same = |t: &&&Telling| t.whom().any(|e| whom.contains(&e));
        let (these, others): (Vec<&&Telling>, Vec<&&Telling>) = told.iter().partition(same);
        let both = these.into_iter().chain(others);
        let parties = both.flat_map(|t| {
            let camps = t.participants.patient.iter().flat_map(|f| self.camps_of_people(t.trigger.sentence, f.token));
            t.agents().into_iter().chain(camps).collect::<Vec<_>>()
        });
        let mentions = (0..self.scene.trees.len()).flat_map(|s| self.scene.actors.in_sentence(s));
        let camps = mentions.flat_map(|m| self.camps_of_people(m.sentence, m.head));
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        parties.map(|e| self.state_of(self.principal(e))).chain(camps).filter(body).collect()
    }

    /// Leaves out who is of the camp of one before.
    fn apart(&self, parties: Vec<usize>) -> Vec<usize> {
        let mut kept: Vec<usize> = vec![];
        for party in parties {
            if !self.same_camp(&[party], &kept) {
                kept.push(party);
            }
        }
        kept
    }

    /// "settled with the bank for 150 million dollars", "reached a settlement with the city": each gives up its case or pays.
    pub(super) fn settled_out(&self, sentence: usize) -> Option<Bargain> {
        let gerund = |t: usize| self.tree(sentence).xpos(self.tellings[t].trigger.token) == Xpos::Vbg;
        let own =
            |&t: &usize| self.is_class(t, &self.cues.settlement_classes) && !self.agents(t).is_empty() && !gerund(t);
        let settlement = self.told[sentence].clone().find(own)?;
        if self.is_plea(sentence, self.tellings[settlement].trigger.token) {
            return None;
        }
        let one = self.agents(settlement);
        let verb = self.tellings[settlement].trigger.token;
        let mut other: Vec<usize> = self.tellings[settlement].whom().collect();
        let tree = self.tree(sentence);
        let case = (0..tree.len())
            .any(|i| self.scene.in_class(sentence, i, "charge") || self.cues.cases.iter().any(|c| c == tree.lemma(i)));
        if other.is_empty() {
            other = self.plaintiffs(sentence, verb);
        }
        if !case {
            return None;
        }
        other.retain(|e| !self.same_camp(&[*e], &one));
        let known = !other.is_empty();
        let side = |provider| BargainSide { provider, gives: vec![settlement], ..BargainSide::default() };
        let cue = self.span_at(sentence, verb);
        let money = self.told[sentence].clone().filter(|&t| self.is_class(t, &self.cues.payment_classes));
        let mut left = side(one);
        left.gives.extend(money.filter(|&t| self.same_camp(&self.agents(t), &left.provider)));
        known.then(|| self.settle(sentence, cue, (left, side(other)), "settled out of court"))?
    }

    /// "took a plea deal", "in a deal with prosecutors, he pleaded guilty": guilt or help against mercy.
    pub(super) fn plea(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let deal = (0..tree.len()).find(|&i| self.is_plea(sentence, i))?;
        let with = tree.by_preposition(deal, "with");
        let team = with.iter().flat_map(|&w| tree.subtree(w)).flat_map(|w| self.scene.actors.for_phrase(sentence, w));
        let mut prosecutor: Vec<usize> = team.filter(|&e| self.prosecutes(e)).take(1).collect();
        let admitted = self.told[sentence].clone().find(|&t| self.admits(t) && !self.agents(t).is_empty());
        let defendant = self.defendant(sentence, deal, &prosecutor, admitted)?;
        // "used plea bargains": of nobody's case, where one person makes many.
        if tree.xpos(deal) == Xpos::Nns && defendant.iter().all(|&e| self.kind(e) == ActorType::Person) {
            return None;
        }
        if prosecutor.is_empty() {
            prosecutor = self.prosecution();
        }
        let camp = |t: &usize| self.same_camp(&self.agents(*t), &defendant);
        let helps = |t: usize| self.admits(t) || self.is_class(t, &self.cues.help_classes);
        let far = || (0..self.tellings.len()).filter(|&t| helps(t)).find(camp);
        let own = self.telling_at(sentence, deal).filter(|&t| !self.hurts(t));
        let refused =
            std::iter::successors(tree.head(deal), |&i| tree.head(i)).filter_map(|v| self.telling_at(sentence, v));
        let refused = refused.into_iter().find(|&t| self.tellings[t].kind(self.scene) == Plover::Reject);
        let plea = admitted.or_else(|| if refused.is_none() { far() } else { None });
        let words = Some(tree.span_of(&[deal]));
        let side = |provider: &[usize], gives: Vec<usize>| BargainSide {
            provider: provider.to_vec(),
            gives,
            words,
            ..BargainSide::default()
        };
        let sides =
            (side(&defendant, own.into_iter().chain(plea).collect()), side(&prosecutor, own.into_iter().collect()));
        let known = !prosecutor.is_empty();
        let mut found = known.then(|| self.complete(sentence, self.span_at(sentence, deal), sides, PLEA))??;
        if refused.is_some() {
            found.status = ExchangeStatus::Denied;
        }
        Some(found)
    }

    /// With whom prosecutors make a deal: who is named with it, admits guilt, or makes it.
    fn defendant(
        &self,
        sentence: usize,
        deal: usize,
        prosecutor: &[usize],
        admitted: Option<usize>,
    ) -> Option<Vec<usize>> {
        let tree = self.tree(sentence);
        let accused = |e: &usize| {
            let person = matches!(self.kind(*e), ActorType::Person | ActorType::Group);
            person && !self.prosecutes(*e) && !self.same_camp(&[*e], prosecutor)
        };
        let named = |words: Vec<usize>| {
            let names = words.into_iter().flat_map(|w| self.scene.actors.for_phrase(sentence, w));
            names.filter(accused).take(1).collect::<Vec<_>>()
        };
        let of = tree.by_preposition(deal, "of");
        let before =
            tree.dependents(deal, Relation::Compound).chain(tree.dependents(deal, Relation::NmodPoss)).collect();
        let direct = if prosecutor.is_empty() { tree.by_preposition(deal, "with") } else { vec![] };
        let maker = tree.head(deal).filter(|&v| self.cues.dealmaking.iter().any(|d| d == tree.lemma(v)));
        let maker = maker
            .map(|v| self.telling_at(sentence, v).map_or_else(|| self.subjects_of(sentence, v), |t| self.agents(t)));
        let own = self.telling_at(sentence, deal).map(|t| &self.tellings[t].participants.agent);
        let own = own.into_iter().flatten().filter(|f| !f.implied).map(|f| f.entity).collect::<Vec<_>>();
        let told = admitted.map(|t| self.agents(t)).unwrap_or_default();
        let others = [told, own, maker.unwrap_or_default()].map(|who| who.into_iter().filter(accused).collect());
        let ways = [named(direct), named(before), named(of)].into_iter().chain(others);
        ways.into_iter().find(|who| !who.is_empty())
    }

    fn admits(&self, telling: usize) -> bool {
        self.is_class(telling, &self.cues.plea_classes) || self.is_worded(telling, &self.cues.admissions)
    }

    /// "plea deal", "cooperation agreement", "deal with prosecutors".
    fn is_plea(&self, sentence: usize, word: usize) -> bool {
        let tree = self.tree(sentence);
        let names = tree.is_noun(word) && self.cues.deals.iter().any(|d| d == tree.lemma(word));
        let kind = |c: usize| self.cues.pleas.iter().any(|p| p == tree.lemma(c));
        let by_kind =
            || tree.dependents(word, Relation::Compound).chain(tree.dependents(word, Relation::Amod)).any(kind);
        let with =
            || tree.by_preposition(word, "with").into_iter().flat_map(|w| self.scene.actors.for_phrase(sentence, w));
        let by_party = || with().any(|e| self.prosecutes(e)) && self.told[sentence].clone().any(|t| self.admits(t));
        names && tree.relation(word) != Relation::Compound && (by_kind() || by_party())
    }

    /// "paid the actress for her silence", "hush money for two women".
    pub(super) fn silenced(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let noun = (0..tree.len()).find(|&i| {
            let bought = tree.has_preposition(i, "for") || tree.head(i).is_some_and(|v| tree.lemma(v) == "buy");
            tree.lemma(i) == "silence" && tree.is_noun(i) && bought
        })?;
        let verb = self.clause(sentence, noun)?;
        let payment = self.telling_at(sentence, verb).filter(|&t| {
            self.is_class(t, &self.cues.payment_classes)
                || self.is_worded(t, &self.cues.purchases)
                || self.is_worded(t, &self.cues.money_verbs)
        })?;
        let names = |w: usize| self.scene.actors.for_phrase(sentence, w);
        let mut silent: Vec<usize> =
            tree.by_preposition(noun, "of").into_iter().flat_map(|w| tree.conjuncts(w)).flat_map(names).collect();
        if silent.is_empty() {
            silent = tree.dependents(noun, Relation::NmodPoss).flat_map(names).collect();
        }
        if silent.is_empty() {
            silent = self.tellings[payment].whom().collect();
        }
        let mut left = self.side(vec![payment]);
        left.provider.retain(|e| !silent.contains(e));
        if left.provider.is_empty() {
            left.provider = self.payers_told(&silent);
        }
        let words = Some(tree.span_of(&tree.subtree(noun)));
        let right = BargainSide { provider: silent, words, ..BargainSide::default() };
        let known = !left.provider.is_empty() && !right.provider.is_empty();
        known.then(|| self.complete(sentence, self.span_at(sentence, noun), (left, right), "paid for silence"))?
    }

    /// Who is told to pay somebody, elsewhere.
    fn payers_told(&self, whom: &[usize]) -> Vec<usize> {
        let pays = |t: &&Telling| {
            let class = t.frame(self.scene).is_some_and(|f| self.cues.payment_classes.contains(&f.class));
            class && t.whom().any(|e| whom.contains(&e)) && !t.agents().is_empty()
        };
        self.tellings.iter().find(pays).map(Telling::agents).unwrap_or_default()
    }

    /// "demanded a ransom for the reporter", "sought a bribe to let him go on": who asks for money gives what it is for.
    pub(super) fn price_asked(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let asks = |&v: &usize| tree.is_verb(v) && self.cues.asking.iter().any(|a| a == tree.lemma(v));
        let priced =
            |v: usize| tree.objects(v).into_iter().find(|&o| self.cues.extorted.iter().any(|e| e == tree.lemma(o)));
        let (verb, money) = (0..tree.len()).filter(asks).find_map(|v| Some((v, priced(v)?)))?;
        let asker = self.subjects_of(sentence, verb);
        let request = self.telling_at(sentence, verb);
        let heads = [verb, money];
        let clause = heads.into_iter().flat_map(|h| tree.children(h).to_vec()).find(|&c| {
            tree.is_verb(c)
                && c > money
                && matches!(tree.relation(c), Relation::Advcl | Relation::Acl | Relation::Xcomp)
        });
        let price =
            heads.into_iter().flat_map(|h| tree.by_preposition(h, "for")).find(|&n| tree.is_noun(n) && n > money);
        let act = clause.and_then(|c| self.telling_at(sentence, c)).filter(|&t| !self.hurts(t));
        let captive = price.map(|p| self.people(sentence, p)).unwrap_or_default();
        let freed = || {
            (0..self.tellings.len()).find(|&t| self.frees(t) && self.tellings[t].whom().any(|e| captive.contains(&e)))
        };
        let act = act.or_else(freed);
        let words = price.map(|p| tree.span_of(&tree.subtree_without(p, |c| tree.relation(c) == Relation::Case)));
        let right =
            BargainSide { provider: asker.clone(), gives: act.into_iter().collect(), words, ..BargainSide::default() };
        let from = heads.into_iter().flat_map(|h| tree.by_preposition(h, "from"));
        let mut payer: Vec<usize> = from.flat_map(|w| self.scene.actors.for_phrase(sentence, w)).collect();
        let asked = || request.into_iter().flat_map(|t| self.tellings[t].whom()).collect::<Vec<_>>();
        let served = || act.into_iter().flat_map(|t| self.tellings[t].whom()).collect::<Vec<_>>();
        let fits =
            |who: &[usize]| !who.is_empty() && !self.same_camp(who, &asker) && !captive.iter().any(|e| who.contains(e));
        if payer.is_empty() {
            payer = [asked(), served()].into_iter().find(|who| fits(who)).unwrap_or_default();
        }
        let paid = self.telling_at(sentence, money);
        let words = Some(tree.span_of(&tree.subtree(money)));
        let mut left = BargainSide { gives: paid.into_iter().collect(), words, ..BargainSide::default() };
        left.provider = payer;
        if left.provider.is_empty() {
            let others = self.dealing_anywhere(&asker).into_iter();
            left.provider = others.filter(|e| fits(&[*e])).take(1).collect();
        }
        let known = !asker.is_empty() && !left.provider.is_empty() && (right.words.is_some() || act.is_some());
        let mut found = known.then(|| {
            self.complete(sentence, self.span_at(sentence, money), (left, right), "money asked for something")
        })??;
        if found.status != ExchangeStatus::Denied {
            found.status = ExchangeStatus::Proposed;
        }
        Some(found)
    }

    /// "granted immunity to the publisher": prosecutors give it for testimony.
    pub(super) fn immune(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let grants = |&t: &usize| {
            let immunity =
                tree.objects(self.tellings[t].trigger.token).into_iter().any(|o| tree.lemma(o) == "immunity");
            immunity
                && self.agents(t).iter().any(|&e| self.prosecutes(e))
                && self.tellings[t].reading.factuality != Factuality::Negated
        };
        let grant = self.told[sentence].clone().find(grants)?;
        let witness: Vec<usize> = entities(&self.tellings[grant].participants.recipient)
            .into_iter()
            .chain(self.tellings[grant].whom())
            .take(1)
            .collect();
        let cue = self.span_at(sentence, self.tellings[grant].trigger.token);
        let right = BargainSide { provider: witness, words: Some(cue), ..BargainSide::default() };
        let known = !right.provider.is_empty();
        known.then(|| self.complete(sentence, cue, (self.side(vec![grant]), right), "immunity granted"))?
    }
}
