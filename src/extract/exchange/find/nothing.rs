//! Exchanges that are denied: given for nothing, or an offer that is turned down.

use super::{Finder, REACH, entities};
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        role::is_party,
    },
    language::Relation,
    record::{ActorType, ExchangeStatus, Plover, Polarity},
    span::Span,
};

impl Finder<'_, '_> {
    /// "unreciprocated gestures", "without extracting concessions", "The other side gave him nothing for it".
    pub(super) fn denied(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.reader.denied(sentence)?;
        let positive = |t: &usize| self.tellings[*t].reading.polarity == Polarity::Positive;
        let told = |s: usize| self.given(s).partition::<Vec<usize>, _>(positive);
        let (mut gifts, mut missing) = told(sentence);
        let giver = self.denier(sentence, cue);
        // "It asked for nothing in return" speaks of the sentences before.
        gifts.retain(|&t| self.is_deed(t) || !giver.is_empty() || !self.is_back_referring(sentence, cue));
        if gifts.is_empty() {
            // "awarded new relations without demanding anything in return"
            let without = cue.of(self.scene.text).to_lowercase().starts_with("without");
            let above =
                std::iter::successors(self.clause_of(sentence, cue).filter(|_| without), |&v| self.clause(sentence, v));
            let told =
                above.filter_map(|v| self.telling_at(sentence, v)).filter(|t| positive(t) && self.at(*t) < cue.start);
            gifts = told.into_iter().find(|&t| self.is_transfer(t)).into_iter().collect();
        }
        if gifts.is_empty() {
            let back =
                (sentence.saturating_sub(REACH)..sentence).rev().take_while(|_| self.is_back_referring(sentence, cue));
            let near = back.map(told).find(|(gifts, _)| gifts.iter().any(|&t| self.is_deed(t)));
            let (told, unmet) = near.or_else(|| sentence.checked_sub(1).map(told))?;
            gifts = told;
            missing = [unmet, missing].concat();
        }
        let mut sides = (self.side(gifts), self.side(missing));
        if sides.1.provider.is_empty() && !self.same_camp(&giver, &sides.0.provider) {
            sides.1.provider = giver;
        }
        let backed = self.reader.is(cue, &self.cues.nothing_for);
        let gift = sides.0.gives.iter().any(|&t| self.is_deed(t) || backed && self.is_given(t));
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() || !gift {
            return None;
        }
        sides.1.words = sides.1.words.or(Some(cue));
        self.fill_parties(sentence, &mut sides);
        let mut found = self.settle(sentence, cue, sides, "said to be given for nothing")?;
        found.status = ExchangeStatus::Denied;
        Some(found)
    }

    /// Whether a denial points back to gifts told before: "nothing in return", "nothing for it".
    fn is_back_referring(&self, sentence: usize, cue: Span) -> bool {
        self.reader.returned(sentence).is_some() || self.reader.is(cue, &self.cues.nothing_for)
    }

    /// Who is said to have given nothing: "THE OTHER SIDE gave him nothing for it", "got nothing for it from LONDON".
    fn denier(&self, sentence: usize, cue: Span) -> Vec<usize> {
        let tree = self.tree(sentence);
        let Some(verb) = self.clause_of(sentence, cue) else { return vec![] };
        let gives = self.cues.giving.iter().any(|g| g == tree.lemma(verb));
        let from = tree.subtree(verb).into_iter().filter(|&i| tree.has_preposition(i, "from"));
        let whom: Vec<usize> = if gives { tree.subjects(verb) } else { from.collect() };
        let named = whom.into_iter().flat_map(|w| self.scene.actors.for_phrase(sentence, w));
        named.filter(|&e| is_party(self.kind(e)) || gives).take(1).collect()
    }

    /// "rejected an approach from Leeds, which offered two defenders for the winger", "turned down an offer of medicines for the
    /// captive": what was offered and for what.
    pub(super) fn refused_offer(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let refuses = |&t: &usize| {
            let telling = &self.tellings[t];
            telling.kind(self.scene) == Plover::Reject && telling.reading.polarity == Polarity::Positive
        };
        // "turned down an offer of aid in return for the captive" is told by its link.
        if self.reader.first(sentence, &self.cues.links).is_some() {
            return None;
        }
        let is_offer = |&o: &usize| self.cues.approaches.iter().any(|a| a == tree.lemma(o));
        let offer_of =
            |t: usize| self.scene.objects(sentence, self.tellings[t].trigger.token).into_iter().find(is_offer);
        let (refusal, offer) = self.told[sentence].clone().filter(refuses).find_map(|t| Some((t, offer_of(t)?)))?;
        let verb = self.tellings[refusal].trigger.token;
        let clause = tree.dependents(offer, Relation::AclRelcl).chain(tree.subtree(offer)).find_map(|v| {
            self.telling_at(sentence, v)
                .filter(|&t| v != offer && tree.is_verb(v) && self.tellings[t].kind(self.scene) == Plover::Agree)
        });
        let refuser = entities(&self.tellings[refusal].participants.agent);
        let goods = self.asked_for(sentence, offer, verb)?;
        let offered = tree.by_preposition(offer, "of").into_iter().next();
        let priced = clause.is_some() || offered.is_some() || self.is_money(sentence, offer);
        if !priced && tree.lemma(offer) != "offer" {
            return None;
        }
        let gives: Vec<usize> = clause.or_else(|| self.telling_at(sentence, offer)).into_iter().collect();
        let mut left = self.side(gives);
        left.words = left.words.or_else(|| Some(tree.span_of(&tree.subtree(offer))));
        if left.provider.is_empty() || self.same_camp(&left.provider, &refuser) {
            left.provider = self.offerers(sentence, offer, verb, &refuser);
        }
        let words = Some(tree.span_of(&tree.subtree_without(goods, |c| tree.relation(c) == Relation::Case)));
        let right = BargainSide { provider: refuser, words, ..BargainSide::default() };
        let cue = tree.span_of(&[verb, offer]);
        if left.provider.is_empty() {
            left.provider = self.acting_before(sentence, &right.provider);
        }
        let mut found = self.complete(sentence, cue, (left, right), "an offer turned down")?;
        found.status = ExchangeStatus::Denied;
        Some(found)
    }

    /// The state or body that acted last, in this sentence or the one before it, if not of a camp.
    fn acting_before(&self, sentence: usize, camp: &[usize]) -> Vec<usize> {
        let near = (sentence.saturating_sub(1)..=sentence).rev().flat_map(|s| self.told[s].clone().rev());
        let agents = near.flat_map(|t| self.agents(t));
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        agents.filter(body).find(|e| !self.same_camp(&[*e], camp)).into_iter().collect()
    }

    /// What an offer is for: "an offer of medicines FOR THE CAPTIVE".
    fn asked_for(&self, sentence: usize, offer: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let below = tree.subtree(offer).into_iter().chain(tree.by_preposition(verb, "for"));
        let talk = |n: usize| {
            let told = self.telling_at(sentence, n).map(|t| self.tellings[t].kind(self.scene));
            matches!(told, Some(Plover::Consult | Plover::Request | Plover::Accuse))
        };
        let thing = |&n: &usize| {
            n > offer
                && tree.has_preposition(n, "for")
                && tree.is_noun(n)
                && !self.is_money(sentence, n)
                && !self.scene.in_class(sentence, n, "time")
                && !talk(n)
        };
        below.into_iter().find(thing)
    }

    /// Who made an offer: "an offer FROM LEEDS", "LEEDS'S offer", "a LEEDS bid".
    fn offerers(&self, sentence: usize, offer: usize, verb: usize, refuser: &[usize]) -> Vec<usize> {
        let tree = self.tree(sentence);
        let from = [offer, verb].into_iter().flat_map(|h| ["from", "by"].map(|p| tree.by_preposition(h, p))).flatten();
        let own = tree
            .children(offer)
            .iter()
            .copied()
            .filter(|&c| matches!(tree.relation(c), Relation::NmodPoss | Relation::Compound | Relation::Amod));
        let named = from.chain(own).flat_map(|w| self.scene.actors.for_phrase(sentence, w));
        let other = |e: &usize| is_party(self.kind(*e)) && !self.same_camp(&[*e], refuser);
        named.filter(other).take(1).collect()
    }
}
