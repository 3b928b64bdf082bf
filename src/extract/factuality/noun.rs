//! What the governor of an event noun makes of it: its verb, the noun it stands below, its preposition.

use super::{
    mood::Mood,
    reader::Reader,
    words::{Effect, Entry, MODALITY, Slot},
};
use crate::{
    extract::time::is_definite,
    language::{Relation, Upos, Xpos},
    record::{Certainty, Tense},
};

impl Reader<'_> {
    /// An event noun below another noun: "prospect of relief", "peace talks plan", "start of talks".
    pub(super) fn nominal_modifier(&mut self, node: usize, noun: usize) -> Mood {
        if !self.is_noun(noun) && self.sentence.tokens[noun].upos != Upos::Adj {
            return Mood::PLAIN;
        }
        if let Some(word) = self.open_case(node) {
            return self.conditional(word);
        }
        if let Some(word) = self.coming_case(node) {
            return self.coming(word);
        }
        if self.is_exchange(node, noun) {
            return self.in_return(noun);
        }
        let linked = self.sentence.tokens[node].relation == Relation::Compound
            || self.case(node).is_some_and(|c| {
                matches!(self.lemma(c), "of" | "for" | "to" | "on" | "at" | "about" | "over" | "into")
                    || MODALITY.has(Slot::Noun, &format!("{} {}", self.lemma(noun), self.lemma(c)))
            });
        if self.case(node).is_some_and(|c| matches!(self.lemma(c), "include" | "including")) {
            return match MODALITY.find(Slot::Noun, self.lemma(noun)) {
                Some(class) => self.under(class, noun),
                None => self.mood(noun),
            };
        }
        match self.lookup(Slot::Noun, noun, node).filter(|_| linked) {
            Some(class) => self.under(class, noun),
            None => Mood::PLAIN,
        }
    }

    /// An event noun as subject, object or oblique of a predicate.
    pub(super) fn argument(&mut self, node: usize, head: usize) -> Mood {
        if let Some(word) = self.open_case(node) {
            return self.conditional(word);
        }
        if let Some(word) = self.coming_case(node) {
            return self.coming(word);
        }
        let relation = self.sentence.tokens[node].relation;
        let subject = matches!(relation, Relation::Nsubj | Relation::NsubjOuter);
        if let Some(option) = self.predicate(head).filter(|_| subject)
            && let Some(class) = self.lookup(Slot::Noun, option, node).filter(|c| c.effect == Effect::Possible)
        {
            return self.under(class, option);
        }
        let slot = match self.sentence.tokens[head].upos {
            Upos::Adj if subject || relation == Relation::Obl => Slot::Adjective,
            Upos::Noun | Upos::Propn if subject => Slot::Noun,
            _ if subject => Slot::Subject,
            _ => Slot::Object,
        };
        match self.lookup(slot, head, node) {
            Some(class) if slot == Slot::Noun && class.effect != Effect::Actual => self.under(class, head),
            Some(class) if slot == Slot::Object && self.is_said(node) && self.judges(head, class) => Mood::PLAIN,
            _ if !subject && let Some(rule) = self.provides(head) => self.provided(head, rule),
            Some(_) if self.lemma(head) == "call" && relation == Relation::Obj && self.is_named(node, head) => {
                Mood::PLAIN
            }
            Some(class) if class.effect == Effect::Ongoing && is_definite(self.sentence, node) => Mood::PLAIN,
            Some(class) if slot != Slot::Noun => self.under(class, head),
            _ if relation == Relation::Obl && self.is_means(node) => self.mood(head).given_in_return(),
            _ if relation == Relation::Obl || is_definite(self.sentence, node) => Mood::PLAIN,
            _ if subject && self.is_introduced(node) => self.of_new_subject(head),
            _ if subject => Mood::PLAIN,
            _ => self.mood(head),
        }
    }

    /// "Remains an option", "became a goal".
    pub(super) fn predicate(&self, verb: usize) -> Option<usize> {
        let links = matches!(self.lemma(verb), "remain" | "become" | "stay");
        let mut nouns =
            self.children(verb).filter(|&c| self.sentence.tokens[c].relation == Relation::Xcomp && self.is_noun(c));
        if links { nouns.next() } else { None }
    }

    /// The law or plan of which a verb tells what stands in it: "the law lets them close", "the deal calls for".
    pub(super) fn provides(&self, verb: usize) -> Option<usize> {
        let provides = MODALITY.rules.provide.iter().chain(&MODALITY.rules.permit).any(|w| w == self.lemma(verb));
        let rule = self.rule_above(verb)?;
        (provides && self.tense(verb) == Some(Tense::Present)).then_some(rule)
    }

    /// The subject of a verb, or the noun that a relative clause is about, if a law, plan or demand.
    pub(super) fn rule_above(&self, verb: usize) -> Option<usize> {
        let subject = self.children(verb).find(|&c| self.sentence.tokens[c].relation.is(Relation::Nsubj))?;
        let relative = matches!(self.xpos(subject), Xpos::Wdt | Xpos::Wp) || self.lemma(subject) == "that";
        let noun = if relative { self.sentence.tokens[verb].head? } else { subject };
        MODALITY.rules.nouns.contains(self.lemma(noun)).then_some(noun)
    }

    pub(super) fn provided(&mut self, verb: usize, rule: usize) -> Mood {
        self.note(verb, "provided for");
        let own = self.own(verb);
        let permits = MODALITY.rules.permit.contains(self.lemma(verb));
        match MODALITY.find(Slot::Noun, self.lemma(rule)).filter(|_| !permits) {
            Some(class) => class.effect.on(own),
            None => own.at_least(Certainty::Possible),
        }
    }

    /// Whether the noun is a word once said, which turning it down does not undo: "rejected the demand".
    pub(super) fn is_said(&self, node: usize) -> bool {
        let known = is_definite(self.sentence, node) || self.is_introduced_by_article(node);
        known && MODALITY.marks.said.contains(self.lemma(node))
    }

    /// "Respond with strikes", "go to talks": no known event, so as real as the verb.
    pub(super) fn is_means(&self, node: usize) -> bool {
        let means = |c: usize| matches!(self.lemma(c), "with" | "for" | "to" | "into" | "through");
        !is_definite(self.sentence, node) && self.case(node).is_some_and(means)
    }

    /// "Rejected the offer", "is weighing an offer": it has been made.
    pub(super) fn judges(&self, verb: usize, class: &Entry) -> bool {
        class.effect == Effect::Negated || MODALITY.marks.judging.contains(self.lemma(verb))
    }

    /// "Called the strike illegal", beside "called a strike".
    pub(super) fn is_named(&self, node: usize, head: usize) -> bool {
        let objects = self.children(head).filter(|&c| self.sentence.tokens[c].relation == Relation::Obj);
        !self.is_introduced_by_article(node) || objects.count() > 1 || self.has_child(head, Relation::Xcomp)
    }

    pub(super) fn is_introduced(&self, node: usize) -> bool {
        let said = MODALITY.marks.said.contains(self.lemma(node));
        !said && self.is_introduced_by_article(node)
    }

    pub(super) fn is_introduced_by_article(&self, node: usize) -> bool {
        self.children(node).any(|c| matches!(self.lemma(c), "a" | "an" | "another" | "such"))
    }

    /// "A war would hurt everyone": nobody says that there is one.
    pub(super) fn of_new_subject(&mut self, head: usize) -> Mood {
        let outer = self.own(head);
        let open = outer.certainty == Certainty::Possible || outer.tense == Some(Tense::Future);
        if open { Mood { negative: false, ..outer } } else { Mood::PLAIN }
    }

    /// "In exchange for relief": the relief is as real as what is given for it.
    pub(super) fn is_exchange(&self, node: usize, noun: usize) -> bool {
        let under = |node: usize, case: &str| self.children(node).any(|c| self.lemma(c) == case);
        matches!(self.lemma(noun), "exchange" | "return") && under(noun, "in") && under(node, "for")
    }

    /// As real as the verb above "exchange", which may hang on a noun of its clause.
    pub(super) fn in_return(&mut self, exchange: usize) -> Mood {
        let mut at = exchange;
        for _ in 0..self.sentence.tokens.len() {
            let Some(head) = self.sentence.tokens[at].head else { break };
            if self.sentence.tokens[head].upos == Upos::Verb {
                return self.mood(head).given_in_return();
            }
            at = head;
        }
        Mood::PLAIN
    }

    pub(super) fn coming(&mut self, word: usize) -> Mood {
        self.note(word, "still to come");
        Mood::PLAIN.future()
    }

    /// The last word of "ahead of" or "on the eve of" before a noun.
    pub(super) fn coming_case(&self, node: usize) -> Option<usize> {
        let case = self.children(node).filter(|&c| self.sentence.tokens[c].relation == Relation::Case).last()?;
        let before = self.text[self.sentence.tokens[0].span.start..self.sentence.tokens[case].span.end].to_lowercase();
        MODALITY.marks.coming_phrases.iter().any(|p| before.ends_with(p.as_str())).then_some(case)
    }
}
