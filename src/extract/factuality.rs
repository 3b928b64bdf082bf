//! How real a telling makes its action: certain or not, so or not so, past or to come.
//!
//! Needs one [`Sentence`] with its tree, and the words of `ontology/words/modality.toml`. Reads upward from the trigger: what stands
//! on the word itself (modals, negation, adverbs, adjectives), then what its governor makes of it, and so on to the root, in the
//! manner of Saurí and Pustejovsky's factuality profiler (2012) and of Nairn, Condoravdi and Karttunen's implicatives (2006).
//! Never looks at other sentences, nor at who says it.

use crate::{
    language::{Relation, Sentence, Upos, Xpos},
    record::{Certainty, Factuality, Polarity, Tense},
};
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

/// How real the words around a trigger make its action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The label that sums up the axes.
    pub factuality: Factuality,
    /// How sure the telling is.
    pub certainty: Certainty,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// When, seen from the telling.
    pub tense: Tense,
    /// The words that decided, nearest to the trigger first; empty for a plain statement.
    pub because: Vec<Reason>,
}

/// A word that bears on how real an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Index of the word in its sentence.
    pub token: usize,
    /// What it does, in plain English.
    pub why: &'static str,
}

/// Reads how real `sentence`, a sentence of `text`, makes the action told by the word `trigger`, a verb or an event noun.
pub fn factuality(text: &str, sentence: &Sentence, trigger: usize) -> Reading {
    let mut reader = Reader { text, sentence, because: Vec::new(), climbed: Vec::new() };
    let mood = reader.mood(trigger);
    Reading {
        factuality: mood.label(),
        certainty: mood.certainty,
        polarity: if mood.negative { Polarity::Negative } else { Polarity::Positive },
        tense: mood.tense.unwrap_or(Tense::Past),
        because: reader.because,
    }
}

/// The axes while they are being read.
#[derive(Clone, Copy, Debug)]
struct Mood {
    certainty: Certainty,
    negative: bool,
    tense: Option<Tense>,
    conditional: bool,
}

impl Mood {
    const PLAIN: Self = Self { certainty: Certainty::Certain, negative: false, tense: None, conditional: false };

    fn label(self) -> Factuality {
        let future = self.tense == Some(Tense::Future);
        match self.certainty {
            _ if self.conditional => Factuality::Conditional,
            _ if self.negative => Factuality::Negated,
            Certainty::Possible => Factuality::Possible,
            Certainty::Probable if future => Factuality::Possible,
            _ if future => Factuality::Planned,
            _ => Factuality::Actual,
        }
    }

    /// This mood seen through what stands around it.
    fn within(self, outer: Self) -> Self {
        Self {
            certainty: self.certainty.max(outer.certainty),
            negative: self.negative != outer.negative,
            tense: if outer.tense == Some(Tense::Future) { outer.tense } else { self.tense.or(outer.tense) },
            conditional: self.conditional || outer.conditional,
        }
    }

    /// This mood with the marks that a conjunct shares with the first one: one negation negates both.
    fn beside(self, shared: Self) -> Self {
        Self { negative: self.negative || shared.negative, ..self.within(Self { negative: false, ..shared }) }
    }

    fn at_least(self, certainty: Certainty) -> Self {
        Self { certainty: self.certainty.max(certainty), ..self }
    }

    fn future(self) -> Self {
        Self { tense: Some(Tense::Future), ..self }
    }

    /// What is given in return for something of this mood.
    fn given_in_return(self) -> Self {
        let doubt = if self.negative { Certainty::Possible } else { Certainty::Certain };
        Self { negative: false, ..self }.at_least(doubt)
    }

    /// The aim of something of this mood: planned with what is planned, otherwise open.
    fn aimed_at(self) -> Self {
        let planned = self.label() == Factuality::Planned;
        self.at_least(if planned { Certainty::Certain } else { Certainty::Possible }).future()
    }

    /// What a doubtful or denied telling leaves of its content.
    fn of_content(self) -> Self {
        let doubt = if self.negative || self.conditional { Certainty::Possible } else { Certainty::Certain };
        Self::PLAIN.at_least(doubt)
    }
}

struct Reader<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    because: Vec<Reason>,
    /// The words climbed from the trigger on: a bound for trees that are none.
    climbed: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn mood(&mut self, node: usize) -> Mood {
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
    fn shared(&mut self, node: usize, first: usize) -> Mood {
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

    // What stands on the word itself.

    fn own(&mut self, node: usize) -> Mood {
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
    fn coming_day(&self, node: usize) -> Option<usize> {
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
    fn next_day(&self, day: usize) -> bool {
        self.children(day).any(|m| self.lemma(m) == "next")
    }

    fn own_of_noun(&mut self, node: usize) -> Mood {
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
    fn is_to_be_held(&self, verb: usize) -> bool {
        let holds = MODALITY.find(Slot::Object, self.lemma(verb)).is_some_and(|c| c.effect == Effect::Actual);
        holds && self.has_to(verb) && self.has_child(verb, Relation::AuxPass)
    }

    fn modal(&mut self, mood: Mood, node: usize, aux: usize) -> Mood {
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

    fn adverb(&mut self, mood: Mood, child: usize) -> Mood {
        if is_not(self.lemma(child)) {
            let next = self.sentence.tokens.get(child + 1).map_or("", |t| &t.lemma);
            let exempt = MODALITY.marks.not_followed_by.iter().any(|w| w == next) || self.until_follows(child);
            return if exempt { mood } else { self.deny(mood, child) };
        }
        if self.lemma(child) == "long" && self.children(child).any(|c| self.lemma(c) == "no") {
            return self.deny(mood, child);
        }
        self.apply(mood, Slot::Adverb, self.lemma(child), child)
    }

    /// "Not released until May": released.
    fn until_follows(&self, negation: usize) -> bool {
        let verb = self.sentence.tokens[negation].head;
        let until = |i: &usize| matches!(self.lemma(*i), "until" | "till");
        let past = verb.is_some_and(|v| self.tense(v) == Some(Tense::Past));
        past && verb.is_some_and(|v| self.children(v).any(|c| c > negation && self.children(c).any(|m| until(&m))))
    }

    /// "No prisoners were released", "nobody was released". What is climbed from has been read already.
    fn quantifier(&mut self, mood: Mood, child: usize) -> Mood {
        if self.climbed.contains(&child) {
            return mood;
        }
        let negative = |lemma: &str| MODALITY.marks.negative_words.iter().any(|w| w == lemma);
        let determiner = self.children(child).find(|&c| self.sentence.tokens[c].relation == Relation::Det);
        match determiner.filter(|&d| negative(self.lemma(d))) {
            Some(word) => self.deny(mood, word),
            None if negative(self.lemma(child)) => self.deny(mood, child),
            None => self.not_one(child).map_or(mood, |word| self.deny(mood, word)),
        }
    }

    /// "Not one vote", "not a single vote".
    fn not_one(&self, child: usize) -> Option<usize> {
        let counting = self.children(child).flat_map(|c| std::iter::once(c).chain(self.children(c)));
        counting
            .filter(|&c| c < child && is_not(self.lemma(c)))
            .find(|&c| self.sentence.tokens.get(c + 1).is_some_and(|t| matches!(&*t.lemma, "one" | "a" | "single")))
    }

    /// A main clause that an if-clause hangs on, unless it is told as past.
    fn condition(&mut self, mood: Mood, clause: usize) -> Mood {
        match self.conditional_mark(clause) {
            Some(mark) if mood.tense != Some(Tense::Past) || mood.certainty == Certainty::Possible => {
                self.note(mark, "makes the action hang on a condition");
                Mood { conditional: true, ..mood }
            }
            _ => mood,
        }
    }

    /// "Said it would leave if talks failed": the condition is of what is said, whichever verb it hangs on.
    fn condition_of_told(&mut self, mood: Mood, node: usize, clause: usize) -> Mood {
        let open = self.children(node).any(|c| self.xpos(c) == Xpos::Md);
        match self.conditional_mark(clause) {
            Some(mark) if open && self.sentence.tokens[clause].relation == Relation::Advcl => {
                self.note(mark, "makes the action hang on a condition");
                Mood { conditional: true, ..mood }
            }
            _ => mood,
        }
    }

    fn conditional_mark(&self, clause: usize) -> Option<usize> {
        self.children(clause).find(|&c| {
            let before = c.checked_sub(1).map_or("", |b| self.lemma(b));
            self.sentence.tokens[c].relation == Relation::Mark
                && MODALITY.marks.conditional.iter().any(|w| w == self.lemma(c))
                && !matches!(before, "even" | "as")
        })
    }

    // What the governor makes of it.

    fn context(&mut self, node: usize) -> Mood {
        let token = &self.sentence.tokens[node];
        let Some(head) = token.head else { return self.sentence_mood(node) };
        if let Some(word) = self.negative_case(node) {
            return self.deny(Mood::PLAIN, word);
        }
        if let Some(whether) = self.children(node).find(|&c| self.is_mark(c, &["whether"])) {
            return self.open_question(whether);
        }
        match token.relation {
            Relation::Conj => self.context(head),
            Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::CsubjPass | Relation::CsubjOuter => {
                self.complement(node, head)
            }
            Relation::Acl => self.noun_complement(node, head),
            Relation::Advcl => self.adverbial(node, head),
            Relation::Nmod | Relation::Compound => self.nominal_modifier(node, head),
            Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Obl | Relation::NsubjOuter => {
                self.argument(node, head)
            }
            Relation::Parataxis | Relation::List | Relation::Dep => self.sentence_mood(node),
            _ => Mood::PLAIN,
        }
    }

    fn sentence_mood(&mut self, node: usize) -> Mood {
        if let Some(mark) = self.conditional_mark(node) {
            return self.conditional(mark);
        }
        if self.children(node).any(|c| self.is_to(c)) {
            self.note(node, "an infinitive that stands alone announces");
            return Mood::PLAIN.future();
        }
        if self.asks(node) {
            return Mood::PLAIN.at_least(Certainty::Possible);
        }
        if self.commands(node) {
            self.note(node, "a command");
            return Mood::PLAIN.future().at_least(Certainty::Possible);
        }
        Mood::PLAIN
    }

    /// A question that can be answered by yes or no: the auxiliary stands before the subject.
    fn asks(&mut self, node: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let Some(last) = tokens.iter().rposition(|t| t.lemma.contains('?')) else { return false };
        let subject = self.children(node).find(|&c| tokens[c].relation.is(Relation::Nsubj));
        let verb = |c: &usize| tokens[*c].relation.is(Relation::Aux) || tokens[*c].relation == Relation::Cop;
        let inverted = subject.is_some_and(|s| self.children(node).filter(verb).any(|c| c < s));
        let wh = |c: &usize| matches!(self.xpos(*c), Xpos::Wrb | Xpos::Wp | Xpos::Wdt);
        let asks = inverted
            && tokens[last + 1..].iter().all(|t| t.upos == Upos::Punct)
            && !self.children(node).any(|c| wh(&c));
        if asks {
            self.note(last, "a question");
        }
        asks
    }

    fn commands(&self, node: usize) -> bool {
        let bare = self.xpos(node) == Xpos::Vb && self.sentence.tokens[node].upos == Upos::Verb;
        bare && !self.children(node).any(|c| {
            let t = &self.sentence.tokens[c];
            t.relation.is(Relation::Nsubj) || (t.relation == Relation::Aux && &*t.lemma != "do")
        })
    }

    /// A clause that a verb, adjective or noun governs as its argument.
    fn complement(&mut self, node: usize, head: usize) -> Mood {
        let finite = self.is_finite(node);
        let slot = match self.sentence.tokens[head].upos {
            Upos::Adj => Slot::Adjective,
            Upos::Noun | Upos::Propn => Slot::Noun,
            _ => Slot::Clause,
        };
        let found = self.lookup(slot, head, node);
        if let Some(mark) = self.children(node).find(|&c| self.is_mark(c, &["if"])) {
            return if self.asks_if(head) { self.open_question(mark) } else { self.conditional(mark) };
        }
        match found {
            _ if let Some(rule) = self.provides(head) => self.provided(head, rule),
            Some(_) if self.was_obliged(node, head) => self.mood(head),
            _ if self.is_going_to(node, head) => {
                self.note(head, "about to happen");
                self.mood(head).future()
            }
            Some(class) if class.effect == Effect::Report && !finite => self.told_to(node, head),
            Some(class) if class.effect == Effect::Fact && !finite && self.has_to(node) => self.mood(head),
            Some(_) if self.is_voted(node, head) => self.mood(head),
            Some(class) if class.effect == Effect::Planned && finite => self.promised(node, head, class),
            Some(class) if class.effect == Effect::Report => {
                let told = self.under(class, head);
                let after = self.child_list(head).into_iter().filter(|&c| c > node);
                after.fold(told, |mood, c| self.condition_of_told(mood, node, c))
            }
            Some(class) => self.under(class, head),
            None if finite => self.mood(head).of_content(),
            None if self.sentence.tokens[node].relation.is(Relation::Csubj) => self.subject_clause(head),
            None if self.has_to(node) => {
                self.note(head, "leaves open whether its infinitive comes true");
                self.mood(head).at_least(Certainty::Possible).future()
            }
            None => self.mood(head),
        }
    }

    fn asks_if(&self, head: usize) -> bool {
        MODALITY.marks.asking.iter().any(|w| w == self.lemma(head))
    }

    fn open_question(&mut self, mark: usize) -> Mood {
        self.note(mark, "an open question");
        Mood::PLAIN.at_least(Certainty::Possible)
    }

    /// "Had to leave": left.
    fn was_obliged(&self, node: usize, head: usize) -> bool {
        self.has_to(node) && self.lemma(head) == "have" && self.tense(head) == Some(Tense::Past)
    }

    /// "Voted to reject the deal": rejected it.
    fn is_voted(&self, node: usize, head: usize) -> bool {
        self.lemma(head) == "vote" && self.has_to(node) && MODALITY.purpose.voted.iter().any(|w| w == self.lemma(node))
    }

    fn is_going_to(&self, node: usize, head: usize) -> bool {
        self.has_to(node)
            && self.lemma(head) == "go"
            && self.xpos(head) == Xpos::Vbg
            && self.has_child(head, Relation::Aux)
    }

    /// "Lifting sanctions would help": only a modal makes it less than real.
    fn subject_clause(&mut self, head: usize) -> Mood {
        let outer = self.own(head);
        let certainty = if outer.certainty == Certainty::Possible { Certainty::Possible } else { Certainty::Certain };
        Mood::PLAIN.at_least(certainty)
    }

    /// The infinitive of a verb of saying: a claim about the past, an order to someone, or an announcement.
    fn told_to(&mut self, node: usize, head: usize) -> Mood {
        let outer = self.mood(head);
        if !self.has_to(node) {
            return outer.of_content().at_least(Certainty::Probable);
        }
        if self.children(node).any(|c| self.lemma(c) == "have" && self.sentence.tokens[c].relation == Relation::Aux) {
            self.note(head, "as told by a source");
            return outer.of_content().at_least(Certainty::Probable);
        }
        if self.has_child(head, Relation::Obj) || self.has_child(head, Relation::Iobj) {
            self.note(head, "told to do it");
            return outer.at_least(Certainty::Possible).future();
        }
        self.note(head, "announced");
        outer.future()
    }

    /// "Agreed that it would", "expects that it has": finite, so the clause's own tense counts.
    fn promised(&mut self, node: usize, head: usize, class: &'static Entry) -> Mood {
        self.note(head, class.why);
        let outer = self.mood(head);
        let past = self.tense(node) == Some(Tense::Past);
        if past { outer.of_content().at_least(Certainty::Probable) } else { outer.future() }
    }

    /// What a class makes of the action below `head`, together with what stands above `head`.
    fn under(&mut self, class: &'static Entry, head: usize) -> Mood {
        if !matches!(class.effect, Effect::Actual | Effect::Ongoing) {
            self.note(head, class.why);
        }
        match class.effect {
            Effect::Fact => Mood::PLAIN,
            Effect::Ongoing => self.mood(head),
            Effect::Report => self.mood(head).of_content(),
            Effect::Actual => self.mood(head),
            effect => effect.on(self.mood(head)),
        }
    }

    fn noun_complement(&mut self, node: usize, noun: usize) -> Mood {
        let infinitive = self.has_to(node);
        if self.is_exchange(node, noun) {
            return self.in_return(noun);
        }
        match self.lookup(Slot::Noun, noun, node) {
            Some(class) if infinitive || self.marked(node) => self.under(class, noun),
            None if infinitive => self.infinitive_of_noun(node, noun),
            _ => Mood::PLAIN,
        }
    }

    /// "The first to sign": signed; "Apple to cut prices", a headline: will; "money to search": may.
    fn infinitive_of_noun(&mut self, node: usize, noun: usize) -> Mood {
        let ordinal = |c: usize| matches!(self.lemma(c), "first" | "second" | "third" | "last" | "only" | "latest");
        if ordinal(noun) || self.children(noun).any(ordinal) {
            return Mood::PLAIN;
        }
        if self.sentence.tokens[noun].head.is_none() {
            self.note(node, "an infinitive that stands alone announces");
            return Mood::PLAIN.future();
        }
        if self.is_enacted(node) {
            return self.mood(noun);
        }
        if MODALITY.marks.negative_words.iter().any(|w| w == self.lemma(noun)) {
            return self.deny(Mood::PLAIN, noun);
        }
        self.note(noun, "leaves open whether its infinitive comes true");
        self.mood(noun).at_least(Certainty::Possible).future()
    }

    fn adverbial(&mut self, node: usize, head: usize) -> Mood {
        if let Some(mark) = self.conditional_mark(node) {
            return self.conditional(mark);
        }
        let marks: Vec<usize> = self.sentence.dependents(node, Relation::Mark).collect();
        if let Some(&word) = marks.iter().find(|&&m| MODALITY.marks.negative.iter().any(|w| w == self.lemma(m))) {
            let outer = if self.lemma(word) == "without" { self.own(head).negative } else { false };
            return self.deny(Mood { negative: outer, ..Mood::PLAIN }, word);
        }
        if marks.iter().any(|&m| self.is_to(m)) {
            return self.purpose(node, head);
        }
        if let Some(class) =
            self.lookup(Slot::Clause, head, node).filter(|_| !marks.is_empty() && !self.is_finite(node))
        {
            let named =
                marks.iter().any(|&m| MODALITY.has(Slot::Clause, &format!("{} {}", self.lemma(head), self.lemma(m))));
            return if named { self.under(class, head) } else { Mood::PLAIN };
        }
        self.circumstance(node, head, &marks)
    }

    /// "Once it releases them", "by lifting sanctions", "signalling a thaw".
    fn circumstance(&mut self, node: usize, head: usize, marks: &[usize]) -> Mood {
        let finite = self.is_finite(node);
        let temporal = marks
            .iter()
            .chain(&self.child_list(node))
            .any(|&m| MODALITY.marks.temporal.iter().any(|w| w == self.lemma(m)));
        if finite && temporal && self.tense(node) == Some(Tense::Present) {
            let main = self.mood(head);
            let open = main.tense == Some(Tense::Future) || main.certainty == Certainty::Possible;
            return if open { Mood { negative: false, ..main } } else { Mood::PLAIN };
        }
        let shares =
            marks.is_empty() || marks.iter().any(|&m| matches!(self.lemma(m), "by" | "in" | "with" | "before"));
        if finite || !shares { Mood::PLAIN } else { Mood { negative: false, ..self.mood(head) } }
    }

    fn purpose(&mut self, node: usize, head: usize) -> Mood {
        let adjective = self.sentence.tokens[head].upos == Upos::Adj;
        let slot = if adjective { Slot::Adjective } else { Slot::Clause };
        let particle = self.particle(head).map(|p| format!("{} {}", self.lemma(head), self.lemma(p)));
        let key = particle.as_deref().unwrap_or(self.lemma(head));
        let fulfilled = MODALITY.purpose.fulfilled.iter().any(|w| w == key);
        if self.is_voted(node, head) {
            return self.mood(head);
        }
        match self.lookup(slot, head, node).filter(|class| adjective || class.effect != Effect::Actual) {
            Some(class) if adjective || matches!(class.effect, Effect::Planned | Effect::Possible) && !fulfilled => {
                self.under(class, head)
            }
            _ if fulfilled || self.is_enacted(node) => self.mood(head),
            None if let Some((noun, class)) = self.promise_before(node, head) => self.under(class, noun),
            _ if self.has_child(node, Relation::AuxPass) => {
                self.note(node, "to be done");
                self.mood(head).future()
            }
            _ => {
                self.note(node, "a purpose");
                self.mood(head).aimed_at()
            }
        }
    }

    /// Whether what a purpose clause tells is done by whatever is done for it: "wrote to thank her".
    fn is_enacted(&self, node: usize) -> bool {
        MODALITY.purpose.enacted.iter().any(|w| w == self.lemma(node))
    }

    /// The noun whose content a clause is, though it hangs on the verb: "reached a deal with Canada to lift tariffs".
    fn promise_before(&self, node: usize, head: usize) -> Option<(usize, &'static Entry)> {
        let nouns = self.children(head).filter(|&c| (head + 1..node).contains(&c) && self.is_noun(c));
        let noun = nouns.last()?;
        let class = MODALITY.find(Slot::Noun, self.lemma(noun)).filter(|c| c.effect == Effect::Planned)?;
        Some((noun, class))
    }

    /// An event noun below another noun: "prospect of relief", "peace talks plan", "start of talks".
    fn nominal_modifier(&mut self, node: usize, noun: usize) -> Mood {
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
    fn argument(&mut self, node: usize, head: usize) -> Mood {
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
            Some(class) if class.effect == Effect::Ongoing && self.is_definite(node) => Mood::PLAIN,
            Some(class) if slot != Slot::Noun => self.under(class, head),
            _ if relation == Relation::Obl && self.is_means(node) => self.mood(head).given_in_return(),
            _ if relation == Relation::Obl || self.is_definite(node) => Mood::PLAIN,
            _ if subject && self.is_introduced(node) => self.of_new_subject(head),
            _ if subject => Mood::PLAIN,
            _ => self.mood(head),
        }
    }

    /// "Remains an option", "became a goal".
    fn predicate(&self, verb: usize) -> Option<usize> {
        let links = matches!(self.lemma(verb), "remain" | "become" | "stay");
        let mut nouns =
            self.children(verb).filter(|&c| self.sentence.tokens[c].relation == Relation::Xcomp && self.is_noun(c));
        if links { nouns.next() } else { None }
    }

    /// The law or plan of which a verb tells what stands in it: "the law lets them close", "the deal calls for".
    fn provides(&self, verb: usize) -> Option<usize> {
        let provides = MODALITY.rules.provide.iter().chain(&MODALITY.rules.permit).any(|w| w == self.lemma(verb));
        let rule = self.rule_above(verb)?;
        (provides && self.tense(verb) == Some(Tense::Present)).then_some(rule)
    }

    /// The subject of a verb, or the noun that a relative clause is about, if a law, plan or demand.
    fn rule_above(&self, verb: usize) -> Option<usize> {
        let subject = self.children(verb).find(|&c| self.sentence.tokens[c].relation.is(Relation::Nsubj))?;
        let relative = matches!(self.xpos(subject), Xpos::Wdt | Xpos::Wp) || self.lemma(subject) == "that";
        let noun = if relative { self.sentence.tokens[verb].head? } else { subject };
        MODALITY.rules.nouns.iter().any(|w| w == self.lemma(noun)).then_some(noun)
    }

    fn provided(&mut self, verb: usize, rule: usize) -> Mood {
        self.note(verb, "provided for");
        let own = self.own(verb);
        let permits = MODALITY.rules.permit.iter().any(|w| w == self.lemma(verb));
        match MODALITY.find(Slot::Noun, self.lemma(rule)).filter(|_| !permits) {
            Some(class) => class.effect.on(own),
            None => own.at_least(Certainty::Possible),
        }
    }

    /// Whether the noun is a word once said, which turning it down does not undo: "rejected the demand".
    fn is_said(&self, node: usize) -> bool {
        let known = self.is_definite(node) || self.is_introduced_by_article(node);
        known && MODALITY.marks.said.iter().any(|w| w == self.lemma(node))
    }

    /// "Respond with strikes", "go to talks": no known event, so as real as the verb.
    fn is_means(&self, node: usize) -> bool {
        let means = |c: usize| matches!(self.lemma(c), "with" | "for" | "to" | "into" | "through");
        !self.is_definite(node) && self.case(node).is_some_and(means)
    }

    /// "Rejected the offer", "is weighing an offer": it has been made.
    fn judges(&self, verb: usize, class: &Entry) -> bool {
        class.effect == Effect::Negated || MODALITY.marks.judging.iter().any(|w| w == self.lemma(verb))
    }

    /// "Called the strike illegal", beside "called a strike".
    fn is_named(&self, node: usize, head: usize) -> bool {
        let objects = self.children(head).filter(|&c| self.sentence.tokens[c].relation == Relation::Obj);
        !self.is_introduced_by_article(node) || objects.count() > 1 || self.has_child(head, Relation::Xcomp)
    }

    fn is_introduced(&self, node: usize) -> bool {
        let said = MODALITY.marks.said.iter().any(|w| w == self.lemma(node));
        !said && self.is_introduced_by_article(node)
    }

    fn is_introduced_by_article(&self, node: usize) -> bool {
        self.children(node).any(|c| matches!(self.lemma(c), "a" | "an" | "another" | "such"))
    }

    /// "A war would hurt everyone": nobody says that there is one.
    fn of_new_subject(&mut self, head: usize) -> Mood {
        let outer = self.own(head);
        let open = outer.certainty == Certainty::Possible || outer.tense == Some(Tense::Future);
        if open { Mood { negative: false, ..outer } } else { Mood::PLAIN }
    }

    /// "In exchange for relief": the relief is as real as what is given for it.
    fn is_exchange(&self, node: usize, noun: usize) -> bool {
        let under = |node: usize, case: &str| self.children(node).any(|c| self.lemma(c) == case);
        matches!(self.lemma(noun), "exchange" | "return") && under(noun, "in") && under(node, "for")
    }

    /// As real as the verb above "exchange", which may hang on a noun of its clause.
    fn in_return(&mut self, exchange: usize) -> Mood {
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

    fn coming(&mut self, word: usize) -> Mood {
        self.note(word, "still to come");
        Mood::PLAIN.future()
    }

    /// The last word of "ahead of" or "on the eve of" before a noun.
    fn coming_case(&self, node: usize) -> Option<usize> {
        let case = self.children(node).filter(|&c| self.sentence.tokens[c].relation == Relation::Case).last()?;
        let before = self.text[self.sentence.tokens[0].span.start..self.sentence.tokens[case].span.end].to_lowercase();
        MODALITY.marks.coming_phrases.iter().any(|p| before.ends_with(p.as_str())).then_some(case)
    }

    /// Whether the noun speaks of an event as known: "the invasion", "Russia's war".
    fn is_definite(&self, node: usize) -> bool {
        self.children(node).any(|c| {
            let t = &self.sentence.tokens[c];
            t.relation == Relation::NmodPoss
                || (t.relation == Relation::Det && matches!(&*t.lemma, "the" | "this" | "that" | "these" | "those"))
        })
    }

    // Reading the tree.

    /// Whether a verb's content is told or promised by someone: "announced that it would".
    fn is_told(&self, node: usize) -> bool {
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

    fn reports(&self, node: usize) -> bool {
        let slot = if self.is_noun(node) { Slot::Noun } else { Slot::Clause };
        let class = MODALITY.find(slot, self.lemma(node));
        class.is_some_and(|c| matches!(c.effect, Effect::Report | Effect::Planned | Effect::Fact))
    }

    /// The class of `head` in a slot, by the most specific of its entries: with particle, with the dependent's mark or case, alone.
    fn lookup(&self, slot: Slot, head: usize, dependent: usize) -> Option<&'static Entry> {
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

    fn tense(&self, node: usize) -> Option<Tense> {
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

    fn is_finite(&self, node: usize) -> bool {
        let finite = |x: Xpos| is_past_or_present(x) || x == Xpos::Md;
        finite(self.xpos(node))
            || self.children(node).any(|c| {
                let t = &self.sentence.tokens[c];
                (t.relation.is(Relation::Aux) || t.relation == Relation::Cop) && finite(t.xpos)
            })
    }

    fn negative_case(&self, node: usize) -> Option<usize> {
        self.case(node).filter(|&c| MODALITY.marks.negative.iter().any(|w| w == self.lemma(c)))
    }

    /// The words "in case of" or "in the event of" before a noun.
    fn open_case(&self, node: usize) -> Option<usize> {
        let first = self.sentence.subtree(node).first().copied()?;
        let case = self.case(node)?;
        let words: Vec<&str> = (first.min(case)..node).take(4).map(|i| self.lemma(i)).collect();
        let phrase = words.join(" ");
        MODALITY.marks.conditional_phrases.iter().any(|p| phrase.starts_with(p.as_str())).then_some(case)
    }

    fn case(&self, node: usize) -> Option<usize> {
        self.children(node).find(|&c| self.sentence.tokens[c].relation == Relation::Case)
    }

    fn particle(&self, node: usize) -> Option<usize> {
        self.children(node).find(|&c| self.sentence.tokens[c].relation == Relation::CompoundPrt)
    }

    fn has_to(&self, node: usize) -> bool {
        self.children(node).any(|c| self.is_to(c))
    }

    fn marked(&self, node: usize) -> bool {
        self.has_child(node, Relation::Mark)
    }

    fn is_to(&self, child: usize) -> bool {
        self.is_mark(child, &["to"])
    }

    fn is_mark(&self, child: usize, words: &[&str]) -> bool {
        self.sentence.tokens[child].relation == Relation::Mark && words.contains(&self.lemma(child))
    }

    fn is_noun(&self, node: usize) -> bool {
        matches!(self.sentence.tokens[node].upos, Upos::Noun | Upos::Propn)
    }

    fn has_child(&self, node: usize, relation: Relation) -> bool {
        self.children(node).any(|c| self.sentence.tokens[c].relation.is(relation))
    }

    fn head(&self, node: usize, relation: Relation) -> Option<usize> {
        let token = &self.sentence.tokens[node];
        token.head.filter(|_| token.relation == relation)
    }

    fn children(&self, node: usize) -> impl Iterator<Item = usize> + use<'a> {
        self.sentence.children(node)
    }

    fn child_list(&self, node: usize) -> Vec<usize> {
        self.children(node).collect()
    }

    fn lemma(&self, node: usize) -> &'a str {
        &self.sentence.tokens[node].lemma
    }

    fn xpos(&self, node: usize) -> Xpos {
        self.sentence.tokens[node].xpos
    }

    // Noting reasons.

    fn note(&mut self, token: usize, why: &'static str) {
        let reason = Reason { token, why };
        if !self.because.contains(&reason) {
            self.because.push(reason);
        }
    }

    fn conditional(&mut self, mark: usize) -> Mood {
        self.note(mark, "opens a condition");
        Mood { conditional: true, ..Mood::PLAIN }.at_least(Certainty::Possible)
    }

    fn deny(&mut self, mood: Mood, word: usize) -> Mood {
        self.note(word, "negates");
        Mood { negative: !mood.negative, ..mood }
    }

    fn apply(&mut self, mood: Mood, slot: Slot, word: &str, token: usize) -> Mood {
        let Some(class) = MODALITY.find(slot, word) else { return mood };
        if !matches!(class.effect, Effect::Actual | Effect::Ongoing | Effect::Fact | Effect::Report) {
            self.note(token, class.why);
        }
        class.effect.on(mood)
    }
}

fn is_past_or_present(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

fn tense_of(xpos: Xpos) -> Option<Tense> {
    match xpos {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
        _ => None,
    }
}

fn is_not(lemma: &str) -> bool {
    matches!(lemma, "not" | "n't" | "n’t" | "nt")
}

// The word lists.

static MODALITY: LazyLock<Modality> = LazyLock::new(|| {
    let lists: Lists =
        toml::from_str(include_str!("../../ontology/words/modality.toml")).expect("modality.toml is well formed");
    Modality::new(lists)
});

struct Modality {
    slots: HashMap<Slot, HashMap<String, Entry>>,
    purpose: Purpose,
    rules: Rules,
    marks: Marks,
}

#[derive(Clone, Debug)]
struct Entry {
    effect: Effect,
    why: &'static str,
}

/// Where a word stands that bears on an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Slot {
    Modal,
    Adverb,
    Clause,
    Object,
    Subject,
    Noun,
    Adjective,
    Attribute,
}

/// What a word makes of the action below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Effect {
    Actual,
    Ongoing,
    Fact,
    Report,
    Probable,
    Planned,
    Possible,
    Conditional,
    Negated,
}

impl Effect {
    fn on(self, mood: Mood) -> Mood {
        match self {
            Self::Actual | Self::Ongoing | Self::Fact | Self::Report => mood,
            Self::Probable => mood.at_least(Certainty::Probable),
            Self::Planned => mood.future(),
            Self::Possible => mood.at_least(Certainty::Possible),
            Self::Conditional => Mood { conditional: true, ..mood }.at_least(Certainty::Possible),
            Self::Negated => Mood { negative: !mood.negative, ..mood },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    class: Vec<ClassLists>,
    purpose: Purpose,
    rules: Rules,
    marks: Marks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassLists {
    effect: Effect,
    why: String,
    #[serde(default)]
    modals: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    clauses: Vec<String>,
    #[serde(default)]
    objects: Vec<String>,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    attributes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Purpose {
    fulfilled: Vec<String>,
    enacted: Vec<String>,
    voted: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    nouns: Vec<String>,
    permit: Vec<String>,
    provide: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    conditional: Vec<String>,
    negative: Vec<String>,
    temporal: Vec<String>,
    not_followed_by: Vec<String>,
    negative_words: Vec<String>,
    conditional_phrases: Vec<String>,
    coming_phrases: Vec<String>,
    said: Vec<String>,
    judging: Vec<String>,
    asking: Vec<String>,
}

impl Modality {
    fn new(lists: Lists) -> Self {
        let mut slots: HashMap<Slot, HashMap<String, Entry>> = HashMap::new();
        for class in lists.class {
            let entry = Entry { effect: class.effect, why: class.why.leak() };
            let places = [
                (Slot::Modal, class.modals),
                (Slot::Adverb, class.adverbs),
                (Slot::Clause, class.clauses),
                (Slot::Object, class.objects),
                (Slot::Subject, class.subjects),
                (Slot::Noun, class.nouns),
                (Slot::Adjective, class.adjectives),
                (Slot::Attribute, class.attributes),
            ];
            for (slot, words) in places {
                slots.entry(slot).or_default().extend(words.into_iter().map(|w| (w, entry.clone())));
            }
        }
        Self { slots, purpose: lists.purpose, rules: lists.rules, marks: lists.marks }
    }

    fn find(&'static self, slot: Slot, word: &str) -> Option<&'static Entry> {
        self.slots.get(&slot)?.get(word)
    }

    fn has(&'static self, slot: Slot, word: &str) -> bool {
        self.find(slot, word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};
    use Factuality::{Actual, Conditional, Negated, Planned, Possible};

    fn read(start: &str, trigger: &str) -> Reading {
        let (text, analysis) = samples::sample(start);
        let (sentence, token) = samples::place(&text, &analysis, trigger);
        factuality(&text, &analysis.sentences[sentence], token)
    }

    fn check(start: &str, trigger: &str, expected: Factuality) {
        let reading = read(start, trigger);
        assert_eq!(reading.factuality, expected, "{trigger} in {start:?}: {:?}", reading.because);
    }

    #[test]
    fn verbs_that_govern_an_infinitive() {
        check("The ministry refused", "refused", Actual);
        check("The ministry refused", "release", Negated);
        check("The envoy managed", "free", Actual);
        check("The envoy failed", "free", Negated);
        check("The pilots were forced", "leave", Actual);
        check("Brazil to buy", "buy", Planned);
    }

    #[test]
    fn modals_negation_and_conditions() {
        check("Norway will lift", "lift", Planned);
        check("The company may not", "sell", Negated);
        check("The bank could cut", "cut", Possible);
        check("The bank could cut", "signaling", Possible);
        check("If the union", "agrees", Conditional);
        check("If the union", "reopen", Conditional);
        check("Ruritania did not", "release", Negated);
        check("The guards not only", "freed", Actual);
        check("The guards not only", "paid", Actual);
        check("The mill will not", "close", Negated);
        check("The strike was not", "ended", Actual);
        check("Has the court", "freed", Possible);
    }

    #[test]
    fn reports_denials_and_purposes() {
        check("The king announced", "announced", Actual);
        check("The king announced", "withdraw", Planned);
        check("The minister denied", "arrested", Negated);
        check("The minister said", "crossed", Actual);
        check("The firm regretted", "dismissed", Actual);
        check("The general flew", "meet", Actual);
        check("The club sold", "repay", Possible);
        check("The senator", "arrested", Actual);
    }

    #[test]
    fn nouns() {
        check("Talks were held", "Talks", Actual);
        check("Talks were held", "sanctions", Possible);
        check("The mayor praised", "withdrawal", Planned);
        check("The report shows", "reforms", Negated);
        check("The report shows", "concessions", Negated);
        check("The union called", "release", Possible);
        check("A lack of", "progress", Negated);
        check("Finland is considering", "recall", Possible);
        check("The islands held", "talks", Actual);
    }

    #[test]
    fn reasons_and_axes() {
        let reading = read("The company may not", "sell");
        let words: Vec<usize> = reading.because.iter().map(|r| r.token).collect();
        assert_eq!(words, [2, 3]);
        assert_eq!((reading.certainty, reading.polarity), (Certainty::Possible, Polarity::Negative));
        assert_eq!(read("Norway will lift", "lift").tense, Tense::Future);
        assert_eq!(read("The report shows", "shows").tense, Tense::Present);
    }

    #[test]
    fn a_word_has_one_class_in_each_place() {
        let lists: Lists = toml::from_str(include_str!("../../ontology/words/modality.toml")).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for class in &lists.class {
            let places = [
                &class.modals,
                &class.adverbs,
                &class.clauses,
                &class.objects,
                &class.subjects,
                &class.nouns,
                &class.adjectives,
                &class.attributes,
            ];
            for (place, word) in places.iter().enumerate().flat_map(|(i, words)| words.iter().map(move |w| (i, w))) {
                assert!(seen.insert((place, word)), "{word:?} stands twice");
            }
        }
    }
}
