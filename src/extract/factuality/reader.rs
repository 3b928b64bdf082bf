//! One sentence being read: the climb from the trigger to the root, the tree, the reasons.

use super::{
    Reason,
    mood::Mood,
    words::{Effect, Entry, MODALITY, Slot},
};
use crate::{
    language::{Relation, Sentence, Upos, Xpos},
    record::{Certainty, Tense},
};

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: &'a Sentence,
    pub(super) because: Vec<Reason>,
    /// The words climbed from the trigger on: a bound for trees that are none.
    pub(super) climbed: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, sentence: &'a Sentence) -> Self {
        Self { text, sentence, because: Vec::new(), climbed: Vec::new() }
    }

    pub(super) fn mood(&mut self, node: usize) -> Mood {
        if self.climbed.contains(&node) {
            return Mood::PLAIN;
        }
        self.climbed.push(node);
        let own = self.own(node);
        match self.head(node, Relation::Conj) {
            Some(first) => {
                let shared = self.shared(node, first);
                self.climbed.push(first);
                own.beside(shared).within(self.context(first))
            }
            None => own.within(self.context(node)),
        }
    }

    /// What the first conjunct's marks say of a later one that has none of its own.
    pub(super) fn shared(&mut self, node: usize, first: usize) -> Mood {
        if self.is_noun(node) {
            return if self.has_child(node, Relation::Det) { Mood::PLAIN } else { self.own_of_noun(first) };
        }
        let own_clause = self.children(node).any(|c| {
            let t = &self.sentence.tokens[c];
            t.relation.is(Relation::Nsubj) || t.relation.is(Relation::Aux) || t.relation == Relation::Cop
        });
        let same_form = self.xpos(node) == self.xpos(first) || !self.is_finite(node);
        if own_clause || is_past_or_present(self.xpos(node)) || !same_form {
            return Mood::PLAIN;
        }
        let mood = self.own(first);
        let contrast = self.children(node).any(|c| self.lemma(c) == "but");
        if contrast { Mood { negative: false, ..mood } } else { mood }
    }

    // Reading the tree.

    /// Whether a verb's content is told or promised by someone: "announced that it would".
    pub(super) fn is_told(&self, node: usize) -> bool {
        let mut at = node;
        for _ in 0..self.sentence.tokens.len() {
            if self.sentence.dependents(at, Relation::Parataxis).any(|p| self.reports(p)) {
                return true;
            }
            let token = &self.sentence.tokens[at];
            let Some(head) = token.head else { return false };
            if matches!(token.relation, Relation::Ccomp | Relation::Acl) {
                return self.reports(head);
            }
            if token.relation != Relation::Conj {
                return false;
            }
            at = head;
        }
        false
    }

    pub(super) fn reports(&self, node: usize) -> bool {
        let slot = if self.is_noun(node) { Slot::Noun } else { Slot::Clause };
        let class = MODALITY.find(slot, self.lemma(node));
        class.is_some_and(|c| matches!(c.effect, Effect::Report | Effect::Planned | Effect::Fact))
    }

    /// The class of `head` in a slot, by the most specific of its entries: with particle, with the dependent's mark or case, alone.
    pub(super) fn lookup(&self, slot: Slot, head: usize, dependent: usize) -> Option<&'static Entry> {
        let lemma = self.lemma(head);
        let lemma = lemma.strip_suffix('s').filter(|l| slot == Slot::Noun && MODALITY.has(slot, l)).unwrap_or(lemma);
        let particle = self.particle(head).map(|p| format!("{lemma} {}", self.lemma(p)));
        let base = particle.as_deref().unwrap_or(lemma);
        let links = self
            .children(dependent)
            .filter(|&c| matches!(self.sentence.tokens[c].relation, Relation::Mark | Relation::Case));
        let linked = links.filter_map(|c| MODALITY.find(slot, &format!("{base} {}", self.lemma(c)))).next();
        let oblique = slot == Slot::Object && self.sentence.tokens[dependent].relation == Relation::Obl;
        linked.or_else(|| if oblique { None } else { MODALITY.find(slot, base) })
    }

    pub(super) fn tense(&self, node: usize) -> Option<Tense> {
        let own = tense_of(self.xpos(node));
        let marks = self.children(node).filter(|&c| {
            let t = &self.sentence.tokens[c];
            t.relation.is(Relation::Aux) || t.relation == Relation::Cop
        });
        let mut tense = own;
        for aux in marks {
            let perfect = self.lemma(aux) == "have" && self.xpos(node) == Xpos::Vbn;
            tense = if perfect { Some(Tense::Past) } else { tense.or(tense_of(self.xpos(aux))) };
        }
        tense
    }

    pub(super) fn is_finite(&self, node: usize) -> bool {
        let finite = |x: Xpos| is_past_or_present(x) || x == Xpos::Md;
        finite(self.xpos(node))
            || self.children(node).any(|c| {
                let t = &self.sentence.tokens[c];
                (t.relation.is(Relation::Aux) || t.relation == Relation::Cop) && finite(t.xpos)
            })
    }

    pub(super) fn negative_case(&self, node: usize) -> Option<usize> {
        self.case(node).filter(|&c| MODALITY.marks.negative.contains(self.lemma(c)))
    }

    /// The words "in case of" or "in the event of" before a noun.
    pub(super) fn open_case(&self, node: usize) -> Option<usize> {
        let first = self.sentence.subtree(node).first().copied()?;
        let case = self.case(node)?;
        let words: Vec<&str> = (first.min(case)..node).take(4).map(|i| self.lemma(i)).collect();
        let phrase = words.join(" ");
        MODALITY.marks.conditional_phrases.iter().any(|p| phrase.starts_with(p.as_str())).then_some(case)
    }

    pub(super) fn case(&self, node: usize) -> Option<usize> {
        self.children(node).find(|&c| self.sentence.tokens[c].relation == Relation::Case)
    }

    pub(super) fn particle(&self, node: usize) -> Option<usize> {
        self.children(node).find(|&c| self.sentence.tokens[c].relation == Relation::CompoundPrt)
    }

    pub(super) fn has_to(&self, node: usize) -> bool {
        self.children(node).any(|c| self.is_to(c))
    }

    pub(super) fn marked(&self, node: usize) -> bool {
        self.has_child(node, Relation::Mark)
    }

    pub(super) fn is_to(&self, child: usize) -> bool {
        self.is_mark(child, &["to"])
    }

    pub(super) fn is_mark(&self, child: usize, words: &[&str]) -> bool {
        self.sentence.tokens[child].relation == Relation::Mark && words.contains(&self.lemma(child))
    }

    pub(super) fn is_noun(&self, node: usize) -> bool {
        matches!(self.sentence.tokens[node].upos, Upos::Noun | Upos::Propn)
    }

    pub(super) fn has_child(&self, node: usize, relation: Relation) -> bool {
        self.children(node).any(|c| self.sentence.tokens[c].relation.is(relation))
    }

    pub(super) fn head(&self, node: usize, relation: Relation) -> Option<usize> {
        let token = &self.sentence.tokens[node];
        token.head.filter(|_| token.relation == relation)
    }

    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + use<'a> {
        self.sentence.children(node)
    }

    pub(super) fn child_list(&self, node: usize) -> Vec<usize> {
        self.children(node).collect()
    }

    pub(super) fn lemma(&self, node: usize) -> &'a str {
        &self.sentence.tokens[node].lemma
    }

    pub(super) fn xpos(&self, node: usize) -> Xpos {
        self.sentence.tokens[node].xpos
    }

    // Noting reasons.

    pub(super) fn note(&mut self, token: usize, why: &'static str) {
        let reason = Reason { token, why };
        if !self.because.contains(&reason) {
            self.because.push(reason);
        }
    }

    pub(super) fn conditional(&mut self, mark: usize) -> Mood {
        self.note(mark, "opens a condition");
        Mood { conditional: true, ..Mood::PLAIN }.at_least(Certainty::Possible)
    }

    pub(super) fn deny(&mut self, mood: Mood, word: usize) -> Mood {
        self.note(word, "negates");
        Mood { negative: !mood.negative, ..mood }
    }

    pub(super) fn apply(&mut self, mood: Mood, slot: Slot, word: &str, token: usize) -> Mood {
        let Some(class) = MODALITY.find(slot, word) else { return mood };
        if !matches!(class.effect, Effect::Actual | Effect::Ongoing | Effect::Fact | Effect::Report) {
            self.note(token, class.why);
        }
        class.effect.on(mood)
    }
}

pub(super) fn is_past_or_present(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

pub(super) fn tense_of(xpos: Xpos) -> Option<Tense> {
    match xpos {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
        _ => None,
    }
}

pub(super) fn is_not(lemma: &str) -> bool {
    matches!(lemma, "not" | "n't" | "n’t" | "nt")
}
