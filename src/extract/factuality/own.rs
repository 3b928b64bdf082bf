//! What stands on the word itself: modals, negation, adverbs, adjectives, conditions, times.

use super::{
    mood::Mood,
    reader::{Reader, is_not},
    words::{Effect, MODALITY, Slot},
};
use crate::{
    language::{Relation, Xpos},
    record::{Certainty, Tense},
};

impl Reader<'_> {
    pub(super) fn own(&mut self, node: usize) -> Mood {
        let mut mood = if self.is_noun(node) { self.own_of_noun(node) } else { Mood::PLAIN };
        mood.tense = self.tense(node).or(mood.tense);
        for child in self.child_list(node) {
            let t = &self.sentence.tokens[child];
            mood = match t.relation {
                Relation::Aux => self.modal(mood, node, child),
                Relation::Advmod => self.adverb(mood, child),
                r if r.is(Relation::Nsubj) || r == Relation::Obj => self.quantifier(mood, child),
                Relation::Advcl => self.condition(mood, child),
                Relation::Ccomp if !self.asks_if(node) => self.condition(mood, child),
                _ => mood,
            };
        }
        match self.coming_day(node).filter(|_| mood.tense != Some(Tense::Past)) {
            Some(day) if mood.tense != Some(Tense::Future) => {
                self.note(day, "still to come");
                mood.future()
            }
            _ => mood,
        }
    }

    /// "Next week", "tomorrow", "the coming days" at the word.
    pub(super) fn coming_day(&self, node: usize) -> Option<usize> {
        self.children(node).filter(|&c| c > node).find(|&c| {
            let coming = self.children(c).any(|m| matches!(self.lemma(m), "next" | "coming"));
            let unit = matches!(
                self.lemma(c),
                "week" | "month" | "year" | "weekend" | "day" | "spring" | "summer" | "autumn" | "fall" | "winter"
            );
            self.lemma(c) == "tomorrow" || (coming && unit && (self.lemma(c) != "day" || !self.next_day(c)))
        })
    }

    /// "The next day" tells what came then.
    pub(super) fn next_day(&self, day: usize) -> bool {
        self.children(day).any(|m| self.lemma(m) == "next")
    }

    pub(super) fn own_of_noun(&mut self, node: usize) -> Mood {
        let mut mood = Mood::PLAIN;
        for child in self.child_list(node) {
            let t = &self.sentence.tokens[child];
            mood = match t.relation {
                Relation::Det if self.lemma(child) == "no" => self.deny(mood, child),
                Relation::Amod | Relation::Det => {
                    let word = t.span.of(self.text).to_lowercase();
                    self.apply(mood, Slot::Attribute, &word, child)
                }
                Relation::Acl if t.xpos == Xpos::Vbn => self.apply(mood, Slot::Object, &t.lemma, child),
                Relation::Acl if self.is_to_be_held(child) => {
                    self.note(child, "to be done");
                    mood.future()
                }
                _ => mood,
            };
        }
        mood
    }

    /// "Talks to be held in May".
    pub(super) fn is_to_be_held(&self, verb: usize) -> bool {
        let holds = MODALITY.find(Slot::Object, self.lemma(verb)).is_some_and(|c| c.effect == Effect::Actual);
        holds && self.has_to(verb) && self.has_child(verb, Relation::AuxPass)
    }

    pub(super) fn modal(&mut self, mood: Mood, node: usize, aux: usize) -> Mood {
        let lemma = match self.lemma(aux) {
            "'ll" | "wo" | "’ll" => "will",
            "'d" | "’d" => "would",
            "ca" => "can",
            other => other,
        };
        if lemma == "would" && self.xpos(aux) == Xpos::Md && self.is_told(node) {
            self.note(aux, "the future seen from the telling");
            return mood.future();
        }
        if lemma == "would" && self.xpos(node) == Xpos::Vbn && self.children(node).any(|c| self.lemma(c) == "have") {
            self.note(aux, "would have been, had things been otherwise");
            return Mood { conditional: true, ..mood };
        }
        if self.xpos(aux) == Xpos::Md { self.apply(mood, Slot::Modal, lemma, aux) } else { mood }
    }

    pub(super) fn adverb(&mut self, mood: Mood, child: usize) -> Mood {
        if is_not(self.lemma(child)) {
            let next = self.sentence.tokens.get(child + 1).map_or("", |t| &t.lemma);
            let exempt = MODALITY.marks.not_followed_by.contains(next) || self.until_follows(child);
            return if exempt { mood } else { self.deny(mood, child) };
        }
        if self.lemma(child) == "long" && self.children(child).any(|c| self.lemma(c) == "no") {
            return self.deny(mood, child);
        }
        self.apply(mood, Slot::Adverb, self.lemma(child), child)
    }

    /// "Not released until May": released.
    pub(super) fn until_follows(&self, negation: usize) -> bool {
        let verb = self.sentence.tokens[negation].head;
        let until = |i: &usize| matches!(self.lemma(*i), "until" | "till");
        let past = verb.is_some_and(|v| self.tense(v) == Some(Tense::Past));
        past && verb.is_some_and(|v| self.children(v).any(|c| c > negation && self.children(c).any(|m| until(&m))))
    }

    /// "No prisoners were released", "nobody was released". What is climbed from has been read already.
    pub(super) fn quantifier(&mut self, mood: Mood, child: usize) -> Mood {
        if self.climbed.contains(&child) {
            return mood;
        }
        let negative = |lemma: &str| MODALITY.marks.negative_words.contains(lemma);
        let determiner = self.children(child).find(|&c| self.sentence.tokens[c].relation == Relation::Det);
        match determiner.filter(|&d| negative(self.lemma(d))) {
            Some(word) => self.deny(mood, word),
            None if negative(self.lemma(child)) => self.deny(mood, child),
            None => self.not_one(child).map_or(mood, |word| self.deny(mood, word)),
        }
    }

    /// "Not one vote", "not a single vote".
    pub(super) fn not_one(&self, child: usize) -> Option<usize> {
        let counting = self.children(child).flat_map(|c| std::iter::once(c).chain(self.children(c)));
        counting
            .filter(|&c| c < child && is_not(self.lemma(c)))
            .find(|&c| self.sentence.tokens.get(c + 1).is_some_and(|t| matches!(&*t.lemma, "one" | "a" | "single")))
    }

    /// A main clause that an if-clause hangs on, unless it is told as past.
    pub(super) fn condition(&mut self, mood: Mood, clause: usize) -> Mood {
        match self.conditional_mark(clause) {
            Some(mark) if mood.tense != Some(Tense::Past) || mood.certainty == Certainty::Possible => {
                self.note(mark, "makes the action hang on a condition");
                Mood { conditional: true, ..mood }
            }
            _ => mood,
        }
    }

    /// "Said it would leave if talks failed": the condition is of what is said, whichever verb it hangs on.
    pub(super) fn condition_of_told(&mut self, mood: Mood, node: usize, clause: usize) -> Mood {
        let open = self.children(node).any(|c| self.xpos(c) == Xpos::Md);
        match self.conditional_mark(clause) {
            Some(mark) if open && self.sentence.tokens[clause].relation == Relation::Advcl => {
                self.note(mark, "makes the action hang on a condition");
                Mood { conditional: true, ..mood }
            }
            _ => mood,
        }
    }

    pub(super) fn conditional_mark(&self, clause: usize) -> Option<usize> {
        self.children(clause).find(|&c| {
            let before = c.checked_sub(1).map_or("", |b| self.lemma(b));
            self.sentence.tokens[c].relation == Relation::Mark
                && MODALITY.marks.conditional.contains(self.lemma(c))
                && !matches!(before, "even" | "as")
        })
    }
}
