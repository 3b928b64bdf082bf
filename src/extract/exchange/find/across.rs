//! Exchanges whose other side stands in a sentence before or after: given in return, ransoms, what is named or denied.

use super::{Finder, REACH};
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        telling::Telling,
    },
    language::{Relation, Upos},
    record::Plover,
    span::Span,
};

impl Finder<'_, '_> {
    /// "In return, Oslo lifted the ban": the other side stands before, here or in an earlier sentence.
    pub(super) fn returned(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.reader.returned(sentence).or_else(|| self.reader.opening_noun(sentence))?;
        self.returned_by(sentence, cue)
    }

    /// What answers, in the clause of a cue, what was told before it.
    pub(super) fn returned_by(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        if self.is_modifier(sentence, cue) || self.is_hostile(sentence, cue) {
            return None;
        }
        let here: Vec<usize> = self.given(sentence).collect();
        let (before, after): (Vec<usize>, Vec<usize>) = here.iter().copied().partition(|&t| self.at(t) < cue.start);
        let clause: Vec<usize> =
            self.clause_of(sentence, cue).and_then(|v| self.telling_at(sentence, v)).into_iter().collect();
        let after =
            if after.is_empty() { clause.into_iter().filter(|&t| self.at(t) >= cue.end).collect() } else { after };
        if let Some(&got) = after.iter().find(|&&t| self.receives(t) && !self.agents(t).is_empty()) {
            return self.got_in_return(sentence, cue, got);
        }
        let (earlier, answer) = if after.is_empty() { self.by_camp(&before) } else { (before, after) };
        let earlier = if earlier.is_empty() { self.other_side(sentence, cue, &answer) } else { earlier };
        let rule = "given in return";
        if earlier.is_empty() {
            let got = self.received_before(sentence, &answer)?;
            return self.settle(sentence, cue, (got, self.side(answer)), rule);
        }
        self.bargain(sentence, cue, earlier, answer, rule)
    }

    /// "In exchange, Tehran would GET relief", "we have GOTTEN something in return": who gets it gave what is told before.
    fn got_in_return(&self, sentence: usize, cue: Span, got: usize) -> Option<Bargain> {
        let getter = self.agents(got);
        let own = |t: &usize| !self.hurts(*t) && self.same_camp(&self.agents(*t), &getter) && self.may_give(*t);
        let upon =
            |t: &usize| self.tellings[*t].whom().any(|e| self.same_camp(&[e], &getter)) && !self.agents(*t).is_empty();
        let near = || {
            (sentence.saturating_sub(1)..=sentence).rev().flat_map(|s| self.told[s].clone().rev()).filter(|&t| t < got)
        };
        let gave: Vec<usize> = near().filter(own).collect();
        let gave = if gave.is_empty() { near().filter(upon).take(1).collect() } else { gave };
        let mut paid = self.side(gave);
        paid.provider = getter;
        let mut right = self.side(vec![got]);
        right.provider = self.partner(sentence, self.tellings[got].trigger.token, &["from"]);
        self.settle(sentence, cue, (paid, right), "got in return")
    }

    /// "Kenya gets fertiliser from Morocco. In return ...": what the answering party, or another, got from somebody before.
    fn received_before(&self, sentence: usize, answer: &[usize]) -> Option<BargainSide> {
        let camp: Vec<usize> = answer.iter().flat_map(|&t| self.agents(t)).collect();
        let near = (sentence.saturating_sub(REACH)..=sentence).rev().flat_map(|s| self.told[s].clone());
        let sides = near.filter(|t| self.receives(*t) && !answer.contains(t)).map(|t| {
            let (mut got, mut paid) = (self.side(vec![t]), BargainSide::default());
            self.turn(self.tellings[t].trigger.sentence, &mut got, &mut paid);
            got
        });
        sides.into_iter().find(|got| !got.provider.is_empty() && !self.same_camp(&got.provider, &camp))
    }

    /// "sold in exchange plans": the words of the cue only say which noun follows.
    fn is_modifier(&self, sentence: usize, cue: Span) -> bool {
        let tree = self.tree(sentence);
        let last = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.end == cue.end);
        let modified = |i: usize| tree.head(i).filter(|&h| tree.relation(i).is(Relation::Compound) && h > i);
        last.and_then(modified).is_some_and(|noun| tree.upos(noun) == Upos::Noun)
    }

    /// "In return, she accused him": no gift is returned.
    fn is_hostile(&self, sentence: usize, cue: Span) -> bool {
        let told = self.clause_of(sentence, cue).and_then(|v| self.telling_at(sentence, v));
        told.is_some_and(|t| self.at(t) > cue.end && self.hurts(t) && !self.is_forborne(t))
    }

    /// Parts tellings into those of the last one's camp and those of others: "Oslo would lift the ban and Bern pay in return".
    pub(super) fn by_camp(&self, tellings: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let camp = tellings.last().map(|&t| self.agents(t)).unwrap_or_default();
        tellings.iter().partition(|&&t| self.is_of_other(t, &camp))
    }

    /// "In response, Oslo lifted the ban", "Oslo, for its part, lifted the ban": only where both did something for another.
    pub(super) fn answered(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.reader.first(sentence, &self.cues.answers).filter(|cue| !self.reader.is_before(*cue, "to"))?;
        let known = |&t: &usize| self.may_give(t) && !self.agents(t).is_empty();
        let here: Vec<usize> = self.told[sentence].clone().filter(known).collect();
        let clause = self.clause_of(sentence, cue);
        let behind = |&t: &usize| self.at(t) >= cue.end && !self.is_worded(t, &self.cues.attitudes);
        let first = self.told[sentence].clone().find(behind);
        let nearest = |&t: &usize| Some(self.tellings[t].trigger.token) == clause || Some(t) == first;
        let answering = here.iter().copied().find(nearest)?;
        let answer = self.with_coordinated(answering, usize::MAX);
        let camp = self.agents(answering);
        let other = |t: &usize| !self.same_camp(&self.agents(*t), &camp);
        let mut earlier: Vec<usize> = here.iter().copied().filter(|t| self.at(*t) < cue.start && other(t)).collect();
        if earlier.is_empty() && sentence > 0 {
            earlier = self.told[sentence - 1].clone().filter(known).filter(other).collect();
        }
        self.is_mutual(&earlier, &answer).then(|| self.bargain(sentence, cue, earlier, answer, "given in answer"))?
    }

    /// Whether each of two parties gives the other something: both gave in earnest, or one did and names the other.
    fn is_mutual(&self, earlier: &[usize], answer: &[usize]) -> bool {
        let yields = |side: &[usize]| side.iter().any(|&t| self.is_given(t) || self.is_term(t));
        let support = |t: usize| self.tellings[t].kind(self.scene) == Plover::Support;
        let earnest = |&t: &usize| self.is_given(t) && self.is_strong(t) && !support(t) || self.is_term(t);
        let done = |side: &[usize]| side.iter().any(earnest);
        let agents = |side: &[usize]| side.iter().flat_map(|&t| self.agents(t)).collect::<Vec<_>>();
        let for_other = |side: &[usize], other: &[usize]| side.iter().any(|&t| self.concerns(t, &agents(other)));
        let concern = for_other(earlier, answer) || for_other(answer, earlier);
        yields(earlier) && yields(answer) && (concern || done(earlier) && done(answer))
    }

    /// "These steps prompted a response. In May, Oslo lifted the ban."
    pub(super) fn prompted(&self, sentence: usize) -> Option<Bargain> {
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
        let mut earlier = self.earlier(sentence + 1, &answer);
        earlier.retain(|&t| self.is_done(t));
        self.bargain(sentence, cue, earlier, answer, "steps that prompted a response")
    }

    /// "While this appears a straightforward swap": an exchange that was told before, not another.
    pub(super) fn named_again(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.reader.noun(sentence)?;
        let tree = self.tree(sentence);
        let noun = (0..tree.len()).rfind(|&i| tree.sentence.tokens[i].span.end <= cue.end)?;
        self.takes_up(sentence, noun).then(|| self.named(sentence))?
    }

    /// "This quid pro quo ...", "While this appears a straightforward swap": two acts of two parties close before.
    pub(super) fn named(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.reader.noun(sentence)?;
        let rejects = |t: &Telling| t.kind(self.scene) == Plover::Reject;
        if self.told_in(sentence).iter().any(rejects) {
            return None;
        }
        let reach = sentence.saturating_sub(2)..=sentence;
        let near: Vec<usize> =
            reach.flat_map(|s| self.given(s)).filter(|&t| self.is_strong(t) && self.at(t) < cue.start).collect();
        let &last = near.iter().rev().find(|&&t| !self.agents(t).is_empty())?;
        let answer: Vec<usize> =
            near.iter().copied().filter(|&t| self.same_camp(&self.agents(t), &self.agents(last))).collect();
        let earlier: Vec<usize> =
            near.into_iter().filter(|t| !answer.contains(t) && !self.agents(*t).is_empty()).collect();
        let deed = |side: &[usize]| side.iter().any(|&t| self.is_deed(t));
        (deed(&earlier) && deed(&answer)).then(|| self.bargain(sentence, cue, earlier, answer, "named an exchange"))?
    }

    /// What the other party gave: in the clauses before the cue, else in the sentences before.
    pub(super) fn other_side(&self, sentence: usize, cue: Span, answer: &[usize]) -> Vec<usize> {
        let earlier = self.earlier(sentence, answer);
        if !earlier.is_empty() {
            return earlier;
        }
        let camp: Vec<usize> = answer.iter().flat_map(|&t| self.agents(t)).collect();
        let differs = |t: &usize| {
            let agents = self.agents(*t);
            !camp.is_empty()
                && !agents.is_empty()
                && !self.same_camp(&agents, &camp)
                && (self.may_be_given(*t) || self.may_give(*t))
        };
        let here = self.told[sentence].clone().filter(|&t| self.at(t) < cue.start);
        let near = if sentence > 0 { self.told[sentence - 1].clone() } else { 0..0 };
        here.rev().find(differs).or_else(|| near.rev().find(differs)).into_iter().collect()
    }

    /// What the other party gave in the sentences before.
    pub(super) fn earlier(&self, sentence: usize, answer: &[usize]) -> Vec<usize> {
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
}
