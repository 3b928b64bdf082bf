//! Conditions between two parties: what one offers, or withholds, hangs on what the other does.
//!
//! "If the storm passes, the ferry will sail" is none: what is offered must be a gift, or offered willingly, and a second sign must
//! show that each does something for the other.

use std::collections::BTreeSet;

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
        let lists = [
            (&self.cues.conditions, true),
            (&self.cues.provisos, true),
            (&self.cues.only, true),
            (&self.cues.withheld, false),
        ];
        let cues =
            lists.into_iter().flat_map(|(list, open)| self.reader.all(sentence, list).map(move |cue| (cue, open)));
        cues.filter_map(|(cue, open)| self.conditional_on(sentence, cue, open)).collect()
    }

    /// What one party offers where another does something, or withholds (`open` is false) until it does.
    fn conditional_on(&self, sentence: usize, cue: Span, open: bool) -> Option<Bargain> {
        let compares = self.cues.comparisons.iter().any(|word| self.reader.follows(cue, word));
        let (condition, main) = self.clause_under(sentence, cue).filter(|_| !compares)?;
        let asked = self.told_by(sentence, condition)?;
        let only = self.has_only(sentence, main);
        let sure = only || self.reader.is(cue, &self.cues.provisos);
        if self.reader.is(cue, &self.cues.only) && !self.reader.is(cue, &self.cues.conditions) && !only {
            return None;
        }
        // "will withhold the aid IF the law is NOT repealed" is "unless".
        let undone = self.is_not_done(asked) && !self.is_forborne(asked);
        let threat = || {
            let found = self.offers_above(sentence, condition, main, false, sure).filter(|_| open && undone);
            found.filter(|(_, kept)| kept.iter().any(|&t| self.keeps_back(t)))
        };
        let (open, (main, offered)) = match threat() {
            Some(kept) => (false, kept),
            None => (open, self.offers_above(sentence, condition, main, open, sure)?),
        };
        let (mut left, mut right) = (self.side(self.with_contents(&offered)), self.side(self.with_contents(&[asked])));
        if left.provider.is_empty() && (sure || !open) {
            left.provider = left.gives.iter().flat_map(|&t| self.speaker(t)).take(1).collect();
        }
        if (sure || !open) && self.is_worded(asked, &self.cues.getting) && !self.is_given(asked) {
            right = self.got_from_other(sentence, condition, &left)?;
            let known = self.can_offer(&left) && !left.gives.is_empty();
            let found = known.then(|| self.settle(sentence, cue, (left, right), "until one gets something"))?;
            return found.map(|bargain| Bargain { status: ExchangeStatus::Proposed, ..bargain });
        }
        let of_another = right.provider.is_empty() || self.same_camp(&right.provider, &left.provider);
        if of_another || self.has_pronoun(asked) {
            let mut concerned = self.concerned_by(&left);
            if concerned.is_empty() && of_another {
                concerned = self.person_taken_up(asked, &left);
            }
            right.provider = if concerned.is_empty() && !of_another { right.provider } else { concerned };
        }
        // "will not release him until he ends the course": who is freed does no more than his duty, unless he gives something.
        let held = |t: usize| {
            self.frees(t) && self.tellings[t].whom().any(|e| !self.is_body(e) && right.provider.contains(&e))
        };
        let freed = self.tellings[asked].kind(self.scene) == Plover::Other && left.gives.iter().any(|&t| held(t));
        if freed || of_another && self.speaks_of_self(asked) {
            return None;
        }
        let bare = (sure || !open) && self.is_bare_gift(asked);
        let known = !right.provider.is_empty() || bare;
        let known = known && self.is_price(&left, asked, &right.provider, (sure, !open, undone && !open));
        let gives = [left.gives.clone(), right.gives.clone()].concat();
        let taken_back = left.gives.iter().any(|&t| self.is_denied(t, main));
        let denied = open && (taken_back || self.is_rejected(sentence, &gives));
        let found = known.then(|| self.settle(sentence, cue, (left, right), "a condition between two parties"))?;
        let mut found = found?;
        found.status = if denied { ExchangeStatus::Denied } else { ExchangeStatus::Proposed };
        Some(found)
    }

    /// "until they GET A VOTE on the bill": what the other side is to give, where one says only what one wants to get.
    fn got_from_other(&self, sentence: usize, verb: usize, left: &BargainSide) -> Option<BargainSide> {
        let tree = self.tree(sentence);
        let prize = *tree.objects(verb).first()?;
        let told = self.telling_at(sentence, prize).filter(|&t| !self.hurts(t));
        let wanted = self.cues.wanted.iter().any(|w| w == tree.lemma(prize)) || self.is_money(sentence, prize);
        let own = self.same_camp(&self.subjects_of(sentence, verb), &left.provider);
        if !own || told.is_none() && !wanted {
            return None;
        }
        let from = [verb, prize].into_iter().flat_map(|h| tree.by_preposition(h, "from"));
        let from: Vec<usize> = from.flat_map(|n| self.scene.actors.for_phrase(sentence, n)).collect();
        let concerned = if from.is_empty() { self.concerned_by(left) } else { from };
        let provider = if concerned.is_empty() { self.others_named(sentence, &left.provider) } else { concerned };
        let words = Some(tree.span_of(&tree.subtree(prize)));
        Some(BargainSide { provider, gives: told.into_iter().collect(), words, ..BargainSide::default() })
    }

    /// Whether a side can deal: a party, a named group, or any group whose act a frame knows.
    fn can_offer(&self, side: &BargainSide) -> bool {
        let typed = side.gives.iter().any(|&t| self.tellings[t].kind(self.scene) != Plover::Other);
        side.provider.iter().any(|&e| self.can_deal(e) || typed && self.kind(e) == ActorType::Group)
    }

    /// Tellings and what they promise or refuse: "agreed TO VOTE for it", "withheld THE AID".
    pub(super) fn with_contents(&self, tellings: &[usize]) -> Vec<usize> {
        let contents = |&t: &usize| {
            let own = self.contents_of(t).into_iter().filter(|&c| !self.hurts(c) || self.is_forborne(c));
            [t].into_iter().chain(own).collect::<Vec<_>>()
        };
        let mut found: Vec<usize> = tellings.iter().flat_map(contents).collect();
        let mut seen = BTreeSet::new();
        found.retain(|&t| seen.insert(t));
        found
    }

    /// What a promise, a refusal or a word of readiness is about.
    fn contents_of(&self, telling: usize) -> Vec<usize> {
        let (sentence, token) = self.tellings[telling].trigger.place();
        let tree = self.tree(sentence);
        let refuses = self.refuses(telling);
        let begins = tree.lemma(token) == "begin" || tree.lemma(token) == "start";
        if !refuses && !begins && self.tellings[telling].kind(self.scene) != Plover::Agree {
            return vec![];
        }
        let verbs = tree.dependents(token, Relation::Xcomp).flat_map(|v| tree.conjuncts(v));
        let things = tree.objects(token).into_iter().filter(|_| refuses);
        verbs.chain(things).filter_map(|w| self.telling_at(sentence, w)).filter(|&t| t != telling).collect()
    }

    /// "will ONLY return if": what a clause tells hangs on nothing else.
    fn has_only(&self, sentence: usize, main: usize) -> bool {
        let tree = self.tree(sentence);
        tree.children(main).iter().any(|&c| tree.lemma(c) == "only" && tree.relation(c) == Relation::Advmod)
    }

    /// Something given, told without who gives it: "until the border is REOPENED".
    fn is_bare_gift(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let gives = t.frame(self.scene).is_some_and(|f| self.cues.gives(f.kind, &f.class));
        self.agents(telling).is_empty()
            && (gives || self.is_worded(telling, &self.cues.yields) || self.is_worded(telling, &self.cues.bare_gifts))
    }

    /// Who tells it, or the state for which they speak.
    pub(super) fn speaker(&self, telling: usize) -> Vec<usize> {
        let source = self.tellings[telling].source;
        let named = source.map(|s| self.scene.actors.for_phrase(s.sentence, s.head)).unwrap_or_default();
        named.into_iter().map(|e| self.state_of(e)).collect()
    }

    /// Whether a pronoun names who does it: "if IT pays".
    fn has_pronoun(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let tree = self.tree(t.trigger.sentence);
        let own = tree.dependents(t.trigger.token, Relation::Nsubj).next();
        own.is_some_and(|s| matches!(tree.lemma(s), "it" | "they"))
    }

    /// "offered to release her if SHE promised": to whom the offer is made, where a pronoun says who does what is asked.
    fn person_taken_up(&self, asked: usize, offer: &BargainSide) -> Vec<usize> {
        let trigger = &self.tellings[asked].trigger;
        let tree = self.tree(trigger.sentence);
        let pronoun = tree.subjects(trigger.token).into_iter().any(|s| matches!(tree.lemma(s), "he" | "she" | "they"));
        let whom = offer.gives.iter().filter(|_| pronoun).flat_map(|&t| self.tellings[t].whom());
        whom.filter(|&e| !self.same_camp(&[e], &offer.provider)).take(1).collect()
    }

    fn is_body(&self, entity: usize) -> bool {
        matches!(self.kind(entity), ActorType::State | ActorType::Organization)
    }

    /// "until WE fix that": the speaker's own doing.
    fn speaks_of_self(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        tree.subjects(trigger.token).into_iter().any(|s| matches!(tree.lemma(s), "we" | "i"))
    }

    /// Whom an offer concerns: to whom it is made, else the party that its words name first.
    fn concerned_by(&self, offer: &BargainSide) -> Vec<usize> {
        let whom = self.whom_of(offer);
        if !whom.is_empty() {
            return whom;
        }
        let Some(&first) = offer.gives.first() else { return vec![] };
        let named = self.named_within(self.tellings[first].trigger.sentence, offer.words);
        let body = |e: &usize| self.kind(*e) != ActorType::Person && self.can_deal(*e);
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
    pub(super) fn offers_of(
        &self,
        sentence: usize,
        main: usize,
        condition: usize,
        open: bool,
        sure: bool,
    ) -> Vec<usize> {
        let tree = self.tree(sentence);
        let stands = |t: &usize| {
            let reading = &self.tellings[*t].reading;
            let positive = reading.polarity == Polarity::Positive;
            let doubted = !open && reading.because.iter().any(|r| tree.lemma(r.token) == "unlikely");
            !doubted
                && (self.is_promise(*t) || sure && self.tellings[*t].kind(self.scene) == Plover::Agree)
                && (positive == open || open && (self.is_denied(*t, main) || self.is_forborne(*t)))
        };
        let of_main = |t: &usize| {
            let word = self.tellings[*t].trigger.token;
            self.carries_out(tree, main, word) && !tree.sentence.dominates(condition, word)
        };
        let withheld = |t: usize| (!open || sure || self.is_ready(t) || self.talks(t)) && self.may_be_withheld(t);
        let gives = |&t: &usize| {
            let begins = matches!(tree.lemma(self.tellings[t].trigger.token), "begin" | "start");
            let harms =
                self.hurts(t) && !self.is_forborne(t) || begins && self.contents_of(t).iter().any(|&c| self.hurts(c));
            (self.may_give(t) || withheld(t)) && !harms && !self.is_class(t, &self.cues.receipt_classes)
        };
        let own = || self.told[sentence].clone().filter(of_main);
        let taken_up: Vec<usize> =
            own().filter(|&t| open && self.is_open(t)).filter_map(|t| self.taken_up(t)).collect();
        if !taken_up.is_empty() {
            return taken_up;
        }
        let offers: Vec<usize> = own().filter(gives).filter(stands).collect();
        if !offers.is_empty() {
            return offers;
        }
        let kept = || own().find(|&t| self.refuses(t)).or_else(|| self.lasting(sentence, main));
        let told = if open { None } else { kept() }.or_else(|| self.proceeding(sentence, main, (open, sure)));
        told.into_iter().collect()
    }

    /// Something that a party may do or leave undone for another's sake: talk, vote, sign, come back.
    fn may_be_withheld(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let untyped = self.tellings[telling].kind(self.scene) == Plover::Other;
        self.tree(trigger.sentence).is_verb(trigger.token)
            && (!untyped || self.is_worded(telling, &self.cues.withholdable))
            && !self.hurts(telling)
            && !self.agents(telling).is_empty()
    }

    /// Whether it is talks.
    fn talks(&self, telling: usize) -> bool {
        self.tellings[telling].kind(self.scene) == Plover::Consult
    }

    /// "talks will only RESUME if", "aid will not FLOW until": what goes on, or not, on a condition.
    fn proceeding(&self, sentence: usize, main: usize, (open, sure): (bool, bool)) -> Option<usize> {
        let tree = self.tree(sentence);
        let goes_on = self.cues.proceeding.iter().any(|l| l == tree.lemma(main));
        let subjects = tree.subjects(main).into_iter().filter(|_| goes_on);
        let gift = |t: &usize| {
            let positive = self.tellings[*t].reading.polarity == Polarity::Positive;
            (self.talks(*t) || self.is_given(*t)) && if open { sure && positive } else { !positive }
        };
        subjects.filter_map(|s| self.telling_at(sentence, s)).find(gift)
    }

    /// "sanctions will REMAIN until": what hurts and goes on.
    fn lasting(&self, sentence: usize, main: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let lasts = self.cues.lasting.iter().any(|l| l == tree.lemma(main));
        let subjects = tree.subjects(main).into_iter().filter(|_| lasts);
        subjects.filter_map(|s| self.telling_at(sentence, s)).find(|&t| self.hurts(t))
    }

    /// "rejected talks UNLESS", "ruled out easing the embargo", "will WITHHOLD the aid": refuses something that it says it might give.
    fn refuses(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let withholds = t.kind(self.scene) == Plover::Reject || self.keeps_back(telling);
        withholds
            && t.reading.polarity == Polarity::Positive
            && !self.agents(telling).is_empty()
            && self.tree(t.trigger.sentence).is_verb(t.trigger.token)
    }

    /// "will WITHHOLD the aid", "threatened a SHUTDOWN".
    pub(super) fn keeps_back(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let threatens = matches!(tree.lemma(trigger.token), "threaten" | "vow" | "promise");
        let is_hold = |o: usize| self.cues.withholding_nouns.iter().any(|n| n == tree.lemma(o));
        self.is_worded(telling, &self.cues.withholding)
            || threatens && tree.objects(trigger.token).into_iter().any(is_hold)
    }

    /// Told as something that may or will be, not as done or as denied.
    fn is_open(&self, telling: usize) -> bool {
        let reading = &self.tellings[telling].reading;
        reading.polarity == Polarity::Positive && reading.factuality != Factuality::Actual
    }

    /// Whether what a condition asks of somebody can be the price of an offer. The offer must be a gift or made willingly, and a
    /// second sign must show that both are for each other: what is asked is a gift, one is done for the other, or it is a proviso.
    fn is_price(
        &self,
        offer: &BargainSide,
        asked: usize,
        of: &[usize],
        (proviso, withheld, undone): (bool, bool, bool),
    ) -> bool {
        let surely = |&t: &usize| self.is_given(t) || self.is_forborne(t);
        let for_asked = offer.gives.iter().any(|&t| self.concerns(t, of));
        let for_offerer = self.concerns(asked, &offer.provider);
        let willing = offer.gives.iter().any(|&t| self.is_ready(t));
        let sure = offer.gives.iter().any(|t| surely(t) || self.talks(*t));
        // "offered two ships if Tanzania walked away": what is offered in so many words has its price named with it.
        let named = offer.gives.iter().any(|&t| self.is_worded(t, &self.cues.readiness) || withheld && self.refuses(t));
        let offered = sure || willing || named;
        let typed = offer.gives.iter().any(|&t| self.tellings[t].kind(self.scene) != Plover::Other);
        let parties = self.can_offer(offer)
            && of.iter().any(|&e| self.can_deal(e) || withheld && typed && self.kind(e) == ActorType::Group);
        let bound = (proviso || withheld) && parties && self.is_worded_act(asked);
        let price = surely(&asked) || self.is_bare_gift(asked);
        let tied = bound
            || (offered || proviso) && price
            || offered && (for_asked || for_offerer || proviso || named && parties);
        let known = !offer.gives.is_empty() && !offer.provider.is_empty();
        let positive = undone || !self.is_not_done(asked);
        known
            && self.can_be_asked(asked, (named || proviso || withheld, withheld))
            && tied
            && (positive || self.is_forborne(asked))
    }

    /// Done by somebody and no attack; an inquiry may be asked for, too.
    fn may_be_asked(&self, telling: usize) -> bool {
        let inquiry = self.is_class(telling, &self.cues.inquiries);
        !self.agents(telling).is_empty() && (inquiry || !self.hurts(telling))
    }

    /// "did NOT promise": denied by a word of its own clause.
    fn is_not_done(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        tree.children(trigger.token)
            .iter()
            .any(|&c| c < trigger.token && matches!(tree.lemma(c), "not" | "never" | "n't"))
    }

    /// What a frame knows to be an act, or what is done to something.
    fn is_worded_act(&self, telling: usize) -> bool {
        self.tellings[telling].kind(self.scene) != Plover::Other || self.is_transfer(telling)
    }

    /// An act that somebody may choose to do: no thought, no chance, nothing that merely could be. What is `offered` in so many words
    /// may be offered for any act, what is `withheld` for one that somebody can do.
    fn can_be_asked(&self, asked: usize, (offered, withheld): (bool, bool)) -> bool {
        let t = &self.tellings[asked];
        let tree = self.tree(t.trigger.sentence);
        let untyped = t.kind(self.scene) == Plover::Other;
        let chance = (untyped || !withheld) && self.is_worded(asked, &self.cues.chances);
        let idle = chance || self.is_worded(asked, &self.cues.attitudes);
        let could = |a: usize| tree.xpos(a) == Xpos::Md && !(withheld && tree.lemma(a) == "can");
        let modal = tree.dependents(t.trigger.token, Relation::Aux).any(could);
        let bare = offered && self.is_bare_gift(asked);
        let acts = self.may_give(asked) || bare || offered && self.may_be_asked(asked);
        !idle && !modal && acts && t.kind(self.scene) != Plover::Reject
    }

    /// Whether a verb is the main one, or says what it does: "offered to drop", "will free them and pay".
    fn carries_out(&self, tree: &Tree, main: usize, verb: usize) -> bool {
        let lets =
            |i: usize| tree.relation(i) == Relation::Ccomp && tree.head(i).is_some_and(|h| tree.lemma(h) == "let");
        let own = |i: usize| matches!(tree.relation(i), Relation::Xcomp | Relation::Conj) || lets(i);
        let tied = |&i: &usize| tree.head(i).filter(|_| own(i));
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
