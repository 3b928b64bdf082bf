//! The rules: for each kind of cue, what stands on its two sides.

mod across;
mod condition;
mod deal;
mod gift;
mod mutual;
mod nothing;
mod purpose;
mod ransom;
mod tied;
mod trade;
mod withheld;

use std::{collections::BTreeSet, iter::once, ops::Range};

use super::{
    Bargain, BargainSide, PLEA, SWAP,
    cue::{Cues, Reader},
    party::same_camp,
};
use crate::{
    extract::{role::Filler, scene::Scene, telling::Telling, tree::Tree},
    language::Relation,
    record::ActorType,
    span::Span,
};

/// Looks for exchanges in one document.
pub(super) struct Finder<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) tellings: &'s [Telling],
    pub(super) cues: &'static Cues,
    pub(super) reader: Reader<'s, 'a>,
    /// The tellings of each sentence.
    pub(super) told: Vec<Range<usize>>,
}

/// How many sentences back the other side of an exchange is looked for.
pub(super) const REACH: usize = 4;

impl<'s, 'a> Finder<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, tellings: &'s [Telling]) -> Self {
        let first = |s: usize| tellings.partition_point(|t| t.trigger.sentence < s);
        let told = (0..scene.trees.len()).map(|s| first(s)..first(s + 1)).collect();
        Self { scene, tellings, cues: Cues::shipped(), reader: Reader::of(scene), told }
    }

    /// The exchanges that the cues of one sentence show.
    pub(super) fn in_sentence(&self, sentence: usize) -> Vec<Bargain> {
        if self.asks(sentence) {
            return vec![];
        }
        if let Some(refused) = self.refused_offer(sentence) {
            return vec![refused];
        }
        if let Some(denied) = self.denied(sentence).or_else(|| self.unpaid(sentence)) {
            return vec![denied];
        }
        if let Some(told_before) = self.named_again(sentence) {
            return vec![told_before];
        }
        let mut inside = self.linked(sentence);
        let told_whole = [
            self.swapped(sentence),
            self.traded(sentence),
            self.sold(sentence),
            self.paid_for(sentence),
            self.bid(sentence),
            self.settled(sentence),
            self.won(sentence),
            self.linked_to(sentence),
        ];
        inside.extend(told_whole.into_iter().flatten());
        inside.extend(self.conditional(sentence));
        inside.extend(self.lacking(sentence));
        inside.extend(self.due_first(sentence));
        inside.extend(self.extracted(sentence));
        inside.extend(self.induced(sentence));
        inside.extend(self.followed(sentence));
        if !inside.is_empty() {
            return of_different_gifts(inside);
        }
        let one_word =
            [self.silenced(sentence), self.price_asked(sentence), self.swapped_people(sentence), self.plea(sentence)];
        let one_word: Vec<Bargain> = one_word.into_iter().flatten().collect();
        if !one_word.is_empty() {
            return of_different_gifts(one_word);
        }
        let across = [
            self.returned(sentence),
            self.answered(sentence),
            self.dealt(sentence),
            self.priced(sentence),
            self.both_agreed(sentence),
            self.agreed_then_due(sentence),
            self.ransomed(sentence),
            self.settled_out(sentence),
            self.immune(sentence),
            self.prompted(sentence),
            self.named(sentence),
        ];
        across.into_iter().flatten().take(1).collect()
    }

    /// Whether a sentence is a question, which tells nothing, or a row of headlines.
    fn asks(&self, sentence: usize) -> bool {
        let text = self.tree(sentence).sentence.span.of(self.scene.text);
        text.contains(" | ") || text.trim_end_matches(['"', '\'', '”', '’', ')', ' ']).ends_with('?')
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
        sides: (BargainSide, BargainSide),
        rule: &'static str,
    ) -> Option<Bargain> {
        if sides.0.gives.is_empty() || (sides.1.gives.is_empty() && sides.1.words.is_none()) {
            return None;
        }
        self.complete(sentence, cue, sides, rule)
    }

    /// Completes the parties of what two sides give, be it told by no more than words.
    fn complete(
        &self,
        sentence: usize,
        cue: Span,
        mut sides: (BargainSide, BargainSide),
        rule: &'static str,
    ) -> Option<Bargain> {
        self.fill_parties(sentence, &mut sides);
        for provider in [&mut sides.0.provider, &mut sides.1.provider] {
            provider.iter_mut().for_each(|e| *e = self.principal(*e));
            let mut seen = BTreeSet::new();
            provider.retain(|&e| seen.insert(e));
        }
        let (left, right) = &mut sides;
        right.provider.retain(|p| !left.provider.contains(p));
        if left.provider.is_empty() || right.provider.is_empty() || self.same_camp(&left.provider, &right.provider) {
            return None;
        }
        self.complete_gifts(sentence, left, right);
        left.receiver.clone_from(&right.provider);
        right.receiver.clone_from(&left.provider);
        let reach = if matches!(rule, SWAP | PLEA) { 0 } else { REACH };
        let near = |t: &&usize| self.tellings[**t].trigger.sentence.abs_diff(sentence) <= reach;
        let given = left.gives.iter().chain(&right.gives).filter(near).map(|&t| self.tellings[t].evidence(self.scene));
        let evidence = given.fold(cue, Span::cover);
        let status = self.status(sentence, left, right);
        let source = left.gives.iter().chain(&right.gives).find_map(|&t| self.tellings[t].source);
        let sides = vec![sides.0, sides.1];
        Some(Bargain { status, sides, cue, evidence, source, rule })
    }

    pub(super) fn telling_at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.told[sentence].clone().find(|&t| self.tellings[t].trigger.token == token)
    }

    /// "as the price of THE RESCUE": what the sentence tells that its party gives the other, where only a noun takes it up.
    fn complete_gifts(&self, sentence: usize, left: &BargainSide, right: &mut BargainSide) {
        let definite = |words: Span| words.of(self.scene.text).to_lowercase().starts_with("the ");
        if !right.gives.is_empty() || !right.words.is_some_and(definite) {
            return;
        }
        let own = |&t: &usize| self.same_camp(&self.agents(t), &right.provider) && self.concerns(t, &left.provider);
        right.gives = self.given(sentence).filter(|t| self.is_strong(*t) && own(t)).take(1).collect();
    }

    /// What a word tells, or the noun that a light verb carries: "paid compensation".
    fn told_by(&self, sentence: usize, word: usize) -> Option<usize> {
        let carried = || self.tree(sentence).objects(word).into_iter().find_map(|o| self.telling_at(sentence, o));
        self.telling_at(sentence, word).or_else(carried)
    }

    /// "that was the price", "it looks like a swap": whether the subject of a word, or of what it hangs on, takes up what was told before.
    fn takes_up(&self, sentence: usize, word: usize) -> bool {
        let tree = self.tree(sentence);
        let mut subjects = once(word).chain(tree.head(word)).flat_map(|w| tree.dependents(w, Relation::Nsubj));
        subjects.any(|s| matches!(tree.lemma(s), "that" | "this" | "it" | "these" | "those"))
    }

    /// Entities that the subjects of a verb name.
    fn subjects_of(&self, sentence: usize, verb: usize) -> Vec<usize> {
        let subjects = self.tree(sentence).subjects(verb).into_iter();
        subjects.flat_map(|s| self.scene.actors.for_phrase(sentence, s)).collect()
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

    /// Whether some of the one and some of the other are of one camp.
    pub(super) fn same_camp(&self, some: &[usize], others: &[usize]) -> bool {
        same_camp(self.scene, some, others)
    }

    /// Whether somebody known, of another camp, does what a telling tells.
    fn is_of_other(&self, telling: usize, camp: &[usize]) -> bool {
        let agents = self.agents(telling);
        !agents.is_empty() && !self.same_camp(&agents, camp)
    }
}

/// Bargains of one sentence, the first of those that tell what the same thing is given for.
fn of_different_gifts(found: Vec<Bargain>) -> Vec<Bargain> {
    let mut kept: Vec<Bargain> = vec![];
    for bargain in found {
        let gives = |b: &Bargain| b.sides.iter().flat_map(|s| s.gives.clone()).collect::<Vec<_>>();
        let own = gives(&bargain);
        if !kept.iter().any(|k| gives(k).iter().any(|t| own.contains(t))) {
            kept.push(bargain);
        }
    }
    kept
}

/// The entities of a role.
pub(super) fn entities(fillers: &[Filler]) -> Vec<usize> {
    fillers.iter().map(|f| f.entity).collect()
}
