//! Deals whose terms are told: what each party does under them, in the sentence that names the deal and in those after it.

use super::Finder;
use crate::{
    extract::exchange::{Bargain, BargainSide},
    language::{Relation, Upos},
    record::{Factuality, Plover, Polarity},
};

/// How many sentences after the one that names a deal may tell its terms.
const TERMS: usize = 3;

impl Finder<'_, '_> {
    /// "Under the deal, Oslo will lift the ban and Bern will reopen talks"; "Oslo and Bern reached a deal. Oslo will ... and Bern will ...".
    pub(super) fn dealt(&self, sentence: usize) -> Option<Bargain> {
        let words = || 0..self.tree(sentence).len();
        let Some((noun, terms)) = words().find_map(|i| Some((i, self.terms_of(sentence, i)?))) else {
            let shared = words().find_map(|i| self.shared_out(sentence, i));
            return shared.or_else(|| words().find_map(|i| self.dealt_with(sentence, i)));
        };
        let cue = self.span_at(sentence, noun);
        let camp = self.agents(*terms.first()?);
        let (one, others): (Vec<usize>, Vec<usize>) =
            terms.iter().partition(|&&t| self.same_camp(&self.agents(t), &camp));
        self.bargain(sentence, cue, self.with_contents(&one), self.with_contents(&others), "terms of a deal")
    }

    /// "As part of a deal with prosecutors, she pleaded guilty": what one party does, and whose deal it is.
    fn dealt_with(&self, sentence: usize, deal: usize) -> Option<Bargain> {
        self.names_deal(sentence, deal).then_some(())?;
        let tree = self.tree(sentence);
        let opens = |t: &usize| !tree.has_preposition(deal, "in") || self.at(*t) > self.span_at(sentence, deal).start;
        let firm = !matches!(tree.lemma(deal), "proposal" | "compromise" | "understanding");
        let left = self.side(self.own_terms(sentence, deal).into_iter().filter(|t| firm && opens(t)).collect());
        let heads = tree.children(deal).iter().copied().filter(|&c| tree.is_verb(c)).chain([deal]);
        let named = heads.flat_map(|h| ["with", "between"].into_iter().flat_map(move |p| tree.by_preposition(h, p)));
        let parties = named.flat_map(|n| tree.conjuncts(n)).flat_map(|n| self.scene.actors.for_phrase(sentence, n));
        let other = parties.into_iter().find(|&e| !self.same_camp(&[e], &left.provider))?;
        let words = Some(tree.span_of(&tree.subtree_without(deal, |c| tree.relation(c) == Relation::Case)));
        let right = BargainSide { provider: vec![other], words, ..BargainSide::default() };
        let known = !left.provider.is_empty();
        known.then(|| self.settle(sentence, self.span_at(sentence, deal), (left, right), "part of a deal"))?
    }

    /// The terms of the deal that a word names: those that hang on it, else what its parties are said to do next.
    fn terms_of(&self, sentence: usize, deal: usize) -> Option<Vec<usize>> {
        self.names_deal(sentence, deal).then_some(())?;
        let own = self.own_terms(sentence, deal);
        if self.of_two(&own) {
            return Some(own);
        }
        if let Some(terms) = self.answered_next(sentence, &own) {
            return Some(terms);
        }
        self.is_struck(sentence, deal).then_some(())?;
        let end = self.tree(sentence).sentence.tokens[deal].span.end;
        let last = (sentence + TERMS).min(self.told.len() - 1);
        let promises = |t: usize| {
            let agreed = self.tellings[t].kind(self.scene) == Plover::Agree && self.is_worded(t, &self.cues.readiness);
            let positive = self.tellings[t].reading.polarity == Polarity::Positive;
            agreed && positive && !self.agents(t).is_empty() && !self.contents(t, usize::MAX).is_empty()
        };
        let due = |&t: &usize| self.is_term(t) && self.factuality(t) == Factuality::Planned || promises(t);
        let told = |s: usize| self.outermost(self.told[s].clone().filter(due).filter(|&t| self.at(t) > end).collect());
        let (here, all) = (told(sentence), (sentence..=last).flat_map(told).collect::<Vec<_>>());
        let given = |terms: &[usize]| terms.iter().all(|&t| self.is_given(t));
        let told_of = self.tree(sentence).is_noun(deal);
        let next = (sentence + 1..=last).map(told).find(|terms| told_of && self.of_two(terms) && given(terms));
        let named = Some([own, all].concat()).filter(|terms| self.of_two(terms) && self.all_named(sentence, terms));
        Some(here).filter(|terms| self.of_two(terms)).or(named).or(next)
    }

    /// "As part of the bargain, the guerrillas handed in rifles. The army withdrew": the other party's term opens the next sentence.
    fn answered_next(&self, sentence: usize, own: &[usize]) -> Option<Vec<usize>> {
        let &first = own.first()?;
        let next = self.told.get(sentence + 1)?;
        let main = |&t: &usize| self.tree(sentence + 1).head(self.tellings[t].trigger.token).is_none();
        let answer = next.clone().find(main)?;
        let (term, other) = (self.is_term(answer), self.is_of_other(answer, &self.agents(first)));
        let due = self.factuality(answer) == Factuality::Planned || self.is_given(answer) && self.is_strong(answer);
        let alike = (self.factuality(answer) == Factuality::Planned) == (self.factuality(first) == Factuality::Planned);
        (term && other && due && alike).then(|| [own, &self.with_coordinated(answer, usize::MAX)].concat())
    }

    /// "The company gets the rights; Baghdad gets a refinery", "The pact gives Eritrea a fee and lets Ethiopia station ships": each of two
    /// parties of a deal gets what the other gives.
    fn shared_out(&self, sentence: usize, deal: usize) -> Option<Bargain> {
        self.names_deal(sentence, deal).then_some(())?;
        let tree = self.tree(sentence);
        let own = tree.head(deal).filter(|_| tree.relation(deal) == Relation::Nsubj);
        let clauses = own.map(|v| tree.conjuncts(v)).unwrap_or_default();
        let mentions = self.scene.actors.in_sentence(sentence).iter();
        let named: Vec<usize> = mentions.flat_map(|m| m.entities.iter().copied()).collect();
        let shares = |t: usize| {
            let trigger = &self.tellings[t].trigger;
            let by_deal = trigger.sentence == sentence && clauses.contains(&trigger.token);
            let hands = by_deal && self.is_worded(t, &self.cues.deal_gives);
            let whom: Vec<usize> = match hands {
                true => self.tellings[t].whom().collect(),
                false if self.obtains(t) => self.agents(t).into_iter().filter(|e| named.contains(e)).collect(),
                false => return None,
            };
            whom.first().map(|&e| (t, e))
        };
        let last = (sentence + TERMS).min(self.told.len() - 1);
        let reach = if self.is_struck(sentence, deal) {
            self.told[sentence].start..self.told[last].end
        } else {
            self.told[sentence].clone()
        };
        let got: Vec<(usize, usize)> =
            reach.filter(|&t| self.at(t) > self.span_at(sentence, deal).start).filter_map(shares).collect();
        let &(_, one) = got.first()?;
        let &(_, other) = got.iter().find(|(_, e)| !self.same_camp(&[*e], &[one]))?;
        let side = |provider: usize, getter: usize| {
            let gives = got.iter().filter(|(_, e)| self.same_camp(&[*e], &[getter])).map(|(t, _)| *t);
            let mut side = self.side(gives.collect());
            side.provider = vec![provider];
            side
        };
        self.settle(
            sentence,
            self.span_at(sentence, deal),
            (side(other, one), side(one, other)),
            "what each gets of a deal",
        )
    }

    /// "gets the rights", said for sure: no "gets to", no "gets tired".
    fn obtains(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let sure = matches!(t.reading.factuality, Factuality::Actual | Factuality::Planned);
        let thing = tree.objects(t.trigger.token).into_iter().any(|o| tree.is_noun(o));
        sure && thing && self.is_worded(telling, &self.cues.gains) && t.reading.polarity == Polarity::Positive
    }

    /// Leaves out what only another of them holds: "will let them build".
    fn outermost(&self, terms: Vec<usize>) -> Vec<usize> {
        let word = |t: usize| self.tellings[t].trigger.token;
        let holds = |outer: usize, inner: usize| {
            let tree = self.tree(self.tellings[inner].trigger.sentence);
            let up = |&i: &usize| {
                let within =
                    matches!(tree.relation(i), Relation::Xcomp | Relation::Ccomp | Relation::Obj | Relation::Acl);
                tree.head(i).filter(|_| within)
            };
            outer != inner && std::iter::successors(Some(word(inner)), up).any(|i| i == word(outer))
        };
        terms.iter().copied().filter(|&t| !terms.iter().any(|&o| holds(o, t))).collect()
    }

    /// Whether the terms are those of two parties.
    fn of_two(&self, terms: &[usize]) -> bool {
        let Some(&first) = terms.first() else { return false };
        terms.iter().any(|&t| !self.same_camp(&self.agents(t), &self.agents(first)))
    }

    /// The terms that a sentence tells of a deal: "under the deal, ...", "a deal under which ...", "the deal calls for ...".
    fn own_terms(&self, sentence: usize, noun: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let says = |v: usize| self.cues.deal_verbs.iter().any(|d| d == tree.lemma(v));
        let verb = tree.head(noun).filter(|&v| tree.relation(noun) == Relation::Nsubj && says(v));
        // "The deal is simple: Warsaw drops its veto, and Brussels pays."
        let said = tree
            .head(noun)
            .filter(|&h| tree.relation(noun) == Relation::Nsubj && tree.dependents(h, Relation::Cop).next().is_some());
        let listed = said.and_then(|h| Some((h, tree.dependents(h, Relation::Parataxis).next()?)));
        let mut clauses: Vec<usize> = match verb {
            _ if listed.is_some() => {
                let heads = listed.into_iter().flat_map(|(h, v)| tree.dependents(h, Relation::Conj).chain([v]));
                heads.flat_map(|v| self.coordinated_clauses(sentence, v)).collect()
            }
            Some(verb) => tree.subtree(verb),
            None => {
                self.terms_clause(sentence, noun).map(|v| self.coordinated_clauses(sentence, v)).unwrap_or_default()
            }
        };
        let under = |&i: &usize| matches!(tree.lemma(i), "which" | "whereby") && i > noun;
        let by_terms = |&v: &usize| says(v) || tree.children(v).iter().any(under);
        let relative = tree.dependents(noun, Relation::AclRelcl).find(by_terms);
        clauses.extend(relative.map(|v| self.coordinated_clauses(sentence, v)).unwrap_or_default());
        let told = clauses.into_iter().filter_map(|v| self.told_by(sentence, v));
        let act = |t: usize| self.may_give(t) && !self.agents(t).is_empty() && (self.is_deed(t) || self.agrees_to(t));
        let mut terms: Vec<usize> = told.filter(|&t| self.is_term(t) || act(t)).collect();
        terms.sort_unstable();
        terms.dedup();
        self.outermost(terms)
    }

    /// "AGREED to it as part of the deal", "pledged to build it under the pact".
    fn agrees_to(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        t.kind(self.scene) == Plover::Agree && self.tree(t.trigger.sentence).is_verb(t.trigger.token)
    }

    /// The verb of the clause to which "under the deal", "as part of a deal" belongs.
    fn terms_clause(&self, sentence: usize, noun: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let opens = |i: usize| self.cues.deal_openers.iter().any(|p| tree.has_preposition(i, p));
        let part = tree.head(noun).filter(|&p| tree.lemma(p) == "part" && tree.has_preposition(p, "as"));
        let of_clause = |&n: &usize| opens(n) && tree.relation(n).is(Relation::Obl);
        let top = part.or_else(|| Some(noun).filter(of_clause))?;
        let verb = self.clause(sentence, top)?;
        let joined = |&v: &usize| tree.head(v).filter(|_| tree.relation(v) == Relation::Conj);
        std::iter::successors(Some(verb), joined).last()
    }

    /// A clause, those coordinated with it, and what they consist of: "will lift the ban, while Bern will agree to talk".
    fn coordinated_clauses(&self, sentence: usize, clause: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let mut found = tree.conjuncts(clause);
        let mut next = 0;
        while next < found.len() {
            let inner = |&c: &usize| {
                let beside = tree.relation(c) == Relation::Advcl && tree.has_preposition(c, "while");
                beside || matches!(tree.relation(c), Relation::Xcomp | Relation::Ccomp | Relation::Conj)
            };
            found.extend(tree.children(found[next]).iter().copied().filter(inner).collect::<Vec<_>>());
            next += 1;
        }
        found
    }

    /// "The tenants agreed to leave. The landlord agreed to pay": each of two parties agrees to something.
    pub(super) fn both_agreed(&self, sentence: usize) -> Option<Bargain> {
        let first = sentence.saturating_sub(1);
        let near: Vec<usize> = (first..=sentence).flat_map(|s| self.told[s].clone()).collect();
        let &last = near.iter().rev().find(|&&t| self.tellings[t].trigger.sentence == sentence && self.agrees(t))?;
        let camp = self.agents(last);
        let here = |t: usize| self.tellings[t].trigger.sentence == sentence;
        let gives = |t: usize| self.agrees(t) || here(t) && self.is_done(t);
        let &earlier = near.iter().rev().find(|&&t| t < last && self.is_of_other(t, &camp) && gives(t))?;
        let with_content = |t: usize| [vec![t], self.contents(t, usize::MAX)].concat();
        let cue = self.tree(sentence).sentence.tokens[self.tellings[last].trigger.token].span;
        self.bargain(sentence, cue, with_content(earlier), with_content(last), "both agreed to something")
    }

    /// "agreed to end the suit. The maker will pay the state": what one agrees to, and what the other will do next.
    pub(super) fn agreed_then_due(&self, sentence: usize) -> Option<Bargain> {
        let agreed =
            self.told[sentence].clone().find(|&t| self.agrees(t) && self.factuality(t) == Factuality::Actual)?;
        let next = self.told.get(sentence + 1)?;
        let main = |&t: &usize| self.tree(sentence + 1).head(self.tellings[t].trigger.token).is_none();
        let due = next.clone().find(main).filter(|&t| {
            self.is_given(t)
                && self.is_deed(t)
                && self.factuality(t) == Factuality::Planned
                && self.is_of_other(t, &self.agents(agreed))
        })?;
        let (left, right) =
            ([vec![agreed], self.contents(agreed, usize::MAX)].concat(), self.with_coordinated(due, usize::MAX));
        self.bargain(
            sentence,
            self.span_at(sentence, self.tellings[agreed].trigger.token),
            left,
            right,
            "agreed, and due",
        )
    }

    /// "agreed to rehire them": agrees to do something that can be given.
    fn agrees(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let content = self.contents(telling, usize::MAX);
        let gives = |&c: &usize| self.may_give(c);
        tree.lemma(t.trigger.token) == "agree" && !self.agents(telling).is_empty() && content.iter().any(gives)
    }

    /// Whether a word names a deal, or is a verb by which two parties make one: "settled with Brussels".
    fn names_deal(&self, sentence: usize, i: usize) -> bool {
        let tree = self.tree(sentence);
        let is = |list: &[String]| list.iter().any(|word| word == tree.lemma(i));
        let content = |&c: &usize| matches!(tree.relation(c), Relation::Xcomp | Relation::Ccomp);
        tree.upos(i) == Upos::Noun && is(&self.cues.deals) && tree.relation(i) != Relation::Compound
            || tree.is_verb(i) && is(&self.cues.dealing) && !tree.children(i).iter().any(content)
    }

    /// Whether a deal is said to be made: "reached a deal", "a pact signed in Oslo", "talks ended in a compromise".
    fn is_struck(&self, sentence: usize, noun: usize) -> bool {
        let tree = self.tree(sentence);
        let strikes = |v: usize| self.cues.striking.iter().any(|s| s == tree.lemma(v));
        tree.is_verb(noun) || tree.head(noun).is_some_and(strikes) || tree.children(noun).iter().any(|&c| strikes(c))
    }

    /// Whether the sentence that names a deal names all who give: they are its parties.
    fn all_named(&self, sentence: usize, terms: &[usize]) -> bool {
        let named: Vec<usize> =
            self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied()).collect();
        terms.iter().all(|&t| self.same_camp(&self.agents(t), &named))
    }
}
