//! What the governor of a clause makes of it: verbs, adjectives and nouns with a complement, adverbial clauses, whole sentences.

use super::{
    mood::Mood,
    reader::Reader,
    words::{Effect, Entry, MODALITY, Slot},
};
use crate::{
    language::{Relation, Upos, Xpos},
    record::{Certainty, Factuality, Tense},
};

impl Reader<'_> {
    pub(super) fn context(&mut self, node: usize) -> Mood {
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

    pub(super) fn sentence_mood(&mut self, node: usize) -> Mood {
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
    pub(super) fn asks(&mut self, node: usize) -> bool {
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

    pub(super) fn commands(&self, node: usize) -> bool {
        let bare = self.xpos(node) == Xpos::Vb && self.sentence.tokens[node].upos == Upos::Verb;
        bare && !self.children(node).any(|c| {
            let t = &self.sentence.tokens[c];
            t.relation.is(Relation::Nsubj) || (t.relation == Relation::Aux && &*t.lemma != "do")
        })
    }

    /// A clause that a verb, adjective or noun governs as its argument.
    pub(super) fn complement(&mut self, node: usize, head: usize) -> Mood {
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
            Some(class) if class.effect == Effect::Negated && self.is_ended(node, head) => Mood::PLAIN,
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

    pub(super) fn asks_if(&self, head: usize) -> bool {
        MODALITY.marks.asking.contains(self.lemma(head))
    }

    pub(super) fn open_question(&mut self, mark: usize) -> Mood {
        self.note(mark, "an open question");
        Mood::PLAIN.at_least(Certainty::Possible)
    }

    /// "Would stop shelling", "has not stopped shelling": it goes on until then.
    fn is_ended(&mut self, node: usize, head: usize) -> bool {
        let ends = matches!(self.lemma(head), "stop" | "cease" | "quit") && !self.has_to(node);
        ends && self.mood(head).label() != Factuality::Actual
    }

    /// "Had to leave": left.
    pub(super) fn was_obliged(&self, node: usize, head: usize) -> bool {
        self.has_to(node) && self.lemma(head) == "have" && self.tense(head) == Some(Tense::Past)
    }

    /// "Voted to reject the deal": rejected it.
    pub(super) fn is_voted(&self, node: usize, head: usize) -> bool {
        self.lemma(head) == "vote" && self.has_to(node) && MODALITY.purpose.voted.contains(self.lemma(node))
    }

    pub(super) fn is_going_to(&self, node: usize, head: usize) -> bool {
        self.has_to(node)
            && self.lemma(head) == "go"
            && self.xpos(head) == Xpos::Vbg
            && self.has_child(head, Relation::Aux)
    }

    /// "Lifting sanctions would help": only a modal makes it less than real.
    pub(super) fn subject_clause(&mut self, head: usize) -> Mood {
        let outer = self.own(head);
        let certainty = if outer.certainty == Certainty::Possible { Certainty::Possible } else { Certainty::Certain };
        Mood::PLAIN.at_least(certainty)
    }

    /// The infinitive of a verb of saying: a claim about the past, an order to someone, or an announcement.
    pub(super) fn told_to(&mut self, node: usize, head: usize) -> Mood {
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
    pub(super) fn promised(&mut self, node: usize, head: usize, class: &'static Entry) -> Mood {
        self.note(head, class.why);
        let outer = self.mood(head);
        let past = self.tense(node) == Some(Tense::Past);
        if past { outer.of_content().at_least(Certainty::Probable) } else { outer.future() }
    }

    /// What a class makes of the action below `head`, together with what stands above `head`.
    pub(super) fn under(&mut self, class: &'static Entry, head: usize) -> Mood {
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

    pub(super) fn noun_complement(&mut self, node: usize, noun: usize) -> Mood {
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
    pub(super) fn infinitive_of_noun(&mut self, node: usize, noun: usize) -> Mood {
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
        if MODALITY.marks.negative_words.contains(self.lemma(noun)) {
            return self.deny(Mood::PLAIN, noun);
        }
        self.note(noun, "leaves open whether its infinitive comes true");
        self.mood(noun).at_least(Certainty::Possible).future()
    }

    pub(super) fn adverbial(&mut self, node: usize, head: usize) -> Mood {
        if let Some(mark) = self.conditional_mark(node) {
            return self.conditional(mark);
        }
        let marks: Vec<usize> = self.sentence.dependents(node, Relation::Mark).collect();
        if let Some(&word) = marks.iter().find(|&&m| MODALITY.marks.negative.contains(self.lemma(m))) {
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
    pub(super) fn circumstance(&mut self, node: usize, head: usize, marks: &[usize]) -> Mood {
        let finite = self.is_finite(node);
        let temporal =
            marks.iter().chain(&self.child_list(node)).any(|&m| MODALITY.marks.temporal.contains(self.lemma(m)));
        if finite && temporal && self.tense(node) == Some(Tense::Present) {
            let main = self.mood(head);
            let open = main.tense == Some(Tense::Future) || main.certainty == Certainty::Possible;
            return if open { Mood { negative: false, ..main } } else { Mood::PLAIN };
        }
        let shares =
            marks.is_empty() || marks.iter().any(|&m| matches!(self.lemma(m), "by" | "in" | "with" | "before"));
        if finite || !shares { Mood::PLAIN } else { Mood { negative: false, ..self.mood(head) } }
    }

    pub(super) fn purpose(&mut self, node: usize, head: usize) -> Mood {
        let adjective = self.sentence.tokens[head].upos == Upos::Adj;
        let slot = if adjective { Slot::Adjective } else { Slot::Clause };
        let particle = self.particle(head).map(|p| format!("{} {}", self.lemma(head), self.lemma(p)));
        let key = particle.as_deref().unwrap_or(self.lemma(head));
        let fulfilled = MODALITY.purpose.fulfilled.contains(key);
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
    pub(super) fn is_enacted(&self, node: usize) -> bool {
        MODALITY.purpose.enacted.contains(self.lemma(node))
    }

    /// The noun whose content a clause is, though it hangs on the verb: "reached a deal with Canada to lift tariffs".
    pub(super) fn promise_before(&self, node: usize, head: usize) -> Option<(usize, &'static Entry)> {
        let nouns = self.children(head).filter(|&c| (head + 1..node).contains(&c) && self.is_noun(c));
        let noun = nouns.last()?;
        let class = MODALITY.find(Slot::Noun, self.lemma(noun)).filter(|c| c.effect == Effect::Planned)?;
        Some((noun, class))
    }
}
