//! What can be given, and which words around a cue tell it.

use super::Finder;
use crate::{
    extract::{
        exchange::BargainSide,
        role::{Filler, Origin, is_party},
    },
    language::{Relation, Upos, Xpos},
    record::{Factuality, Plover, Polarity},
    span::Span,
};

impl<'a> Finder<'_, 'a> {
    /// Tellings before a link: what the words that it hangs on give, else what the nearest clause gives. A `condition` is set to what
    /// a verb tells: "approved the deal on condition that".
    pub(super) fn before(&self, sentence: usize, cue: Span, condition: bool) -> Vec<usize> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let inside = |&i: &usize| cue.start <= span(i).start && span(i).end <= cue.end;
        let Some(first) = (0..tree.len()).find(inside) else { return vec![] };
        let depends = tree.is_verb(first) || tree.upos(first) == Upos::Adj;
        let subjects = tree.dependents(first, Relation::Nsubj).filter(|_| depends);
        let subject: Vec<usize> = subjects.filter_map(|i| self.telling_at(sentence, i)).collect();
        if !subject.is_empty() {
            return subject;
        }
        let above = std::iter::successors(Some(first), |&i| tree.head(i)).filter(|&i| span(i).end <= cue.start);
        let told: Vec<usize> = above.filter_map(|i| self.telling_at(sentence, i)).collect();
        let verb = |&t: &usize| tree.is_verb(self.tellings[t].trigger.token) && self.may_give(t);
        let told = if condition && told.iter().any(verb) { told.into_iter().filter(verb).collect() } else { told };
        let known = told.iter().find(|&&t| self.is_given(t));
        match known.or_else(|| told.iter().find(|&&t| self.may_give(t))) {
            Some(&gift) => self.with_coordinated(gift, cue.start),
            None => self.nearest_before(sentence, cue.start),
        }
    }

    /// What a gift is told with before a place in the text: its coordinated gifts, and the promise of them.
    pub(super) fn with_coordinated(&self, gift: usize, until: usize) -> Vec<usize> {
        let (sentence, token) = self.tellings[gift].trigger.place();
        let tree = self.tree(sentence);
        let up = |&i: &usize| {
            let tied = matches!(tree.relation(i), Relation::Conj | Relation::Xcomp | Relation::Acl | Relation::Ccomp);
            tree.head(i).filter(|_| tied)
        };
        let top = std::iter::successors(Some(token), up).skip(1).filter_map(|i| self.telling_at(sentence, i));
        let joined = tree.conjuncts(token).into_iter().filter_map(|i| self.telling_at(sentence, i));
        let content = self.contents(gift, until).into_iter();
        let mut found: Vec<usize> = top.chain(joined).chain(content).filter(|&t| self.at(t) < until).collect();
        found.retain(|&t| {
            t == gift || self.may_give(t) && (self.agents(t) == self.agents(gift) || self.agents(t).is_empty())
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Tellings of the phrase that begins at a place: what its head and the words coordinated with it tell, else what is given below.
    pub(super) fn after(&self, sentence: usize, at: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let Some(head) = self.head_after(sentence, at) else { return vec![] };
        let told = |words: Vec<usize>| words.into_iter().filter_map(|i| self.told_by(sentence, i)).collect::<Vec<_>>();
        let gerund = self.gerund_after(sentence, head);
        let heads = tree.conjuncts(head).into_iter().chain(gerund).collect();
        let mut own: Vec<usize> = told(heads).into_iter().filter(|&t| self.may_give(t)).collect();
        if own.is_empty() {
            let below = |&t: &usize| self.at(t) >= at && tree.sentence.dominates(head, self.tellings[t].trigger.token);
            own = self.given(sentence).filter(below).take(4).collect();
        }
        if own.is_empty() && !tree.is_noun(head) {
            own = self.given(sentence).filter(|&t| self.at(t) >= at).take(4).collect();
        }
        let contents: Vec<usize> = own.iter().flat_map(|&t| self.contents(t, usize::MAX)).collect();
        own.extend(contents);
        if own.is_empty() { told(vec![head]) } else { own }
    }

    /// "in return for WASHINGTON DROPPING its duties": the gerund whose subject a noun is, wherever the tree hangs it.
    fn gerund_after(&self, sentence: usize, noun: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let behind = tree.subtree(noun).last().map_or(noun, |&last| last + 1);
        let next = (behind..tree.len()).find(|&i| !matches!(tree.upos(i), Upos::Adv | Upos::Punct))?;
        (tree.is_noun(noun) && tree.xpos(next) == Xpos::Vbg).then_some(next)
    }

    /// A side of what stands from `at` on: tellings, or words that name what is given and by whom. Who does it must stand there too:
    /// a gerund's subject is not that of the clause before ("freed him in exchange for paying").
    pub(super) fn side_of(&self, sentence: usize, at: usize, tellings: Vec<usize>) -> BargainSide {
        let mut side = self.side(tellings);
        let tree = self.tree(sentence);
        let here = |f: &Filler| f.origin == Origin::ToldBefore || tree.sentence.tokens[f.token].span.start >= at;
        let fillers = side.gives.iter().flat_map(|&t| &self.tellings[t].participants.agent);
        let borrowed: Vec<usize> = fillers.filter(|f| !here(f)).map(|f| f.entity).collect();
        side.provider.retain(|e| !borrowed.contains(e));
        let noun = self.head_after(sentence, at).filter(|&h| tree.is_noun(h));
        side.words = side.words.or_else(|| self.noun_after(sentence, at)).or_else(|| self.gerund_words(sentence, at));
        if let Some(noun) = noun.filter(|_| side.provider.is_empty()) {
            side.provider = match self.gerund_after(sentence, noun) {
                Some(_) => self.scene.actors.for_phrase(sentence, noun),
                None => self.givers_of(sentence, noun),
            };
        }
        side
    }

    /// Who gives what a noun names: "loans from the bank", "talks with Washington", "American sanctions".
    pub(super) fn givers_of(&self, sentence: usize, noun: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        let parts = tree.subtree(noun);
        let names = |i: usize| -> Vec<usize> {
            let entities = self.scene.actors.for_phrase(sentence, i).into_iter();
            entities.filter(|&e| is_party(self.kind(e))).collect()
        };
        let from = |&&i: &&usize| ["from", "by", "with"].iter().any(|p| tree.has_preposition(i, p));
        let given = parts.iter().find(from).map(|&i| names(i)).unwrap_or_default();
        if !given.is_empty() {
            return given;
        }
        let adjective = |&&i: &&usize| tree.relation(i) == Relation::Amod && tree.upos(i) == Upos::Adj;
        let own = |i: usize| self.scene.actors.at(sentence, i).filter(|m| m.head == i);
        let at = |&i: &usize| own(i).map(|m| m.entities.clone()).unwrap_or_default();
        // "the lifting of American sanctions": the noun's own words and those of what it is of.
        let heads = tree.conjuncts(noun).into_iter().flat_map(|n| tree.by_preposition(n, "of").into_iter().chain([n]));
        let own_words: Vec<usize> = heads.flat_map(|n| tree.children(n).iter().copied()).collect();
        let named = own_words.iter().filter(adjective).map(at).find(|found| !found.is_empty()).unwrap_or_default();
        if named.is_empty() { self.owners_of(sentence, noun) } else { named }
    }

    /// Who gives what is theirs to give: "her silence", "Oslo's vote"; not what the other side must give them: "his release".
    pub(super) fn owners_of(&self, sentence: usize, noun: usize) -> Vec<usize> {
        let tree = self.tree(sentence);
        if self.cues.got_things.iter().any(|g| g == tree.lemma(noun)) {
            return vec![];
        }
        tree.dependents(noun, Relation::NmodPoss).flat_map(|i| self.scene.actors.for_phrase(sentence, i)).collect()
    }

    /// Who offers or gives what only nouns name: "OSLO offered the rebels a deal: protection for oil".
    pub(super) fn offerer(&self, gives: &[usize]) -> Vec<usize> {
        let above = |t: usize| {
            let trigger = &self.tellings[t].trigger;
            let tree = self.tree(trigger.sentence);
            let up = std::iter::successors(tree.head(trigger.token), |&i| tree.head(i));
            let told = up.filter_map(|i| self.telling_at(trigger.sentence, i));
            let gives = |&v: &usize| {
                self.tellings[v].kind(self.scene) == Plover::Agree || self.is_worded(v, &self.cues.giving_verbs)
            };
            told.into_iter().find(gives).map(|v| self.agents(v)).unwrap_or_default()
        };
        gives.iter().map(|&t| above(t)).find(|who| !who.is_empty()).unwrap_or_default()
    }

    /// The topmost word of the phrase that begins at a place in the text.
    pub(in crate::extract::exchange) fn head_after(&self, sentence: usize, at: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let first = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= at)?;
        std::iter::successors(Some(first), |&i| tree.head(i)).take_while(|&i| i >= first).last()
    }

    /// The noun phrase that follows a place in the text: what is given, where no action tells it ("in exchange for oil").
    pub(super) fn noun_after(&self, sentence: usize, at: usize) -> Option<Span> {
        let tree = self.tree(sentence);
        let first = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= at)?;
        let start = tree.sentence.tokens[first].span.start;
        let heads = std::iter::successors(Some(first), |&i| tree.head(i)).take_while(|&i| i >= first);
        let noun = heads.filter(|&i| tree.is_noun(i) || tree.upos(i) == Upos::Sym).last()?;
        let words: Vec<usize> = tree.subtree(noun).into_iter().filter(|&i| i >= first).collect();
        Some(Span::new(start, tree.span_of(&words).end))
    }

    /// "in exchange for GETTING BACK its assets": the words of a verb that tells nothing of its own.
    fn gerund_words(&self, sentence: usize, at: usize) -> Option<Span> {
        let tree = self.tree(sentence);
        let verb = self.head_after(sentence, at).filter(|&h| tree.xpos(h) == Xpos::Vbg)?;
        Some(Span::new(tree.sentence.tokens[verb].span.start, tree.span_of(&tree.subtree(verb)).end))
    }

    /// The verb whose clause a cue belongs to.
    pub(super) fn clause_of(&self, sentence: usize, cue: Span) -> Option<usize> {
        let tree = self.tree(sentence);
        let span = |i: usize| tree.sentence.tokens[i].span;
        let first = (0..tree.len()).find(|&i| span(i).start >= cue.start && span(i).end <= cue.end)?;
        let outside = |i: &usize| span(*i).end <= cue.start || span(*i).start >= cue.end;
        std::iter::successors(Some(first), |&i| tree.head(i)).filter(outside).find(|&i| tree.is_verb(i))
    }

    /// The verb of a word's clause.
    pub(super) fn clause(&self, sentence: usize, word: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        std::iter::successors(tree.head(word), |&i| tree.head(i)).find(|&i| tree.is_verb(i))
    }

    /// Tellings before the cue that belong to the nearest clause: the last one, and those coordinated with it.
    pub(super) fn nearest_before(&self, sentence: usize, cue: usize) -> Vec<usize> {
        let before: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) < cue).collect();
        let Some(&last) = before.last() else { return vec![] };
        let tree = self.tree(sentence);
        let token = |t: usize| self.tellings[t].trigger.token;
        let coordinated = |t: &usize| {
            *t == last
                || tree.conjuncts(token(*t)).contains(&token(last))
                || tree.head(token(*t)) == tree.head(token(last)) && self.agents(*t) == self.agents(last)
        };
        let near: Vec<usize> = before.iter().copied().filter(coordinated).collect();
        near.iter().flat_map(|&t| self.contents(t, cue)).chain(near.iter().copied()).collect()
    }

    /// What is promised before the cue, where nothing of it is known to be given: "agreed to retire coal plants".
    pub(super) fn contents(&self, promise: usize, cue: usize) -> Vec<usize> {
        let t = &self.tellings[promise];
        if t.kind(self.scene) != Plover::Agree {
            return vec![];
        }
        let (sentence, token) = t.trigger.place();
        let tree = self.tree(sentence);
        let infinitive = |&c: &usize| matches!(tree.relation(c), Relation::Xcomp | Relation::Advcl | Relation::Acl);
        let content = tree.children(token).iter().copied().filter(infinitive);
        content.filter_map(|c| self.telling_at(sentence, c)).filter(|&c| self.at(c) < cue).collect()
    }

    /// Tellings of a sentence that can be something given.
    pub(super) fn given(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.told[sentence].clone().filter(|&i| self.is_given(i))
    }

    pub(in crate::extract::exchange) fn is_given(&self, telling: usize) -> bool {
        let frame = self.tellings[telling].frame(self.scene);
        let yields =
            || self.is_worded(telling, &self.cues.yields) && self.is_transfer(telling) || self.yields_alone(telling);
        match frame {
            Some(f) => self.cues.gives(f.kind, &f.class) || f.kind == Plover::Reject && self.yields_alone(telling),
            None => yields(),
        }
    }

    /// "could abstain": somebody yields, with no object.
    fn yields_alone(&self, telling: usize) -> bool {
        !self.agents(telling).is_empty() && self.is_worded(telling, &self.cues.yields_alone)
    }

    /// What "do so" takes up: the nearest telling before it of something that its subject may give.
    pub(super) fn taken_up(&self, telling: usize) -> Option<usize> {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let next = trigger.token + 1;
        let object = || tree.lemma(next) == "so" || tree.head(next) == Some(trigger.token);
        let anaphor = next < tree.len() && self.cues.anaphors.iter().any(|a| a == tree.lemma(next)) && object();
        (tree.lemma(trigger.token) == "do" && anaphor).then_some(())?;
        let first = self.told[trigger.sentence.saturating_sub(2)].start;
        let may = |&t: &usize| self.may_give(t) && self.is_deed(t) && !self.agents(t).is_empty();
        let own = |&t: &usize| may(&t) && self.same_camp(&self.agents(t), &self.agents(telling));
        (first..telling).rev().find(own)
    }

    /// Given, left undone that would hurt, or some act that no frame knows.
    pub(in crate::extract::exchange) fn may_give(&self, telling: usize) -> bool {
        self.is_given(telling) || self.is_forborne(telling) || self.is_transfer(telling)
    }

    /// "will not prosecute", "promised not to sell": what would hurt, or what somebody promises, left undone.
    pub(in crate::extract::exchange) fn is_forborne(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let undone = t.reading.polarity == Polarity::Negative && !self.agents(telling).is_empty();
        undone && (self.hurts(telling) || self.is_promised(telling))
    }

    /// What is done against another.
    pub(in crate::extract::exchange) fn hurts(&self, telling: usize) -> bool {
        let kind = self.tellings[telling].kind(self.scene);
        kind == Plover::Accuse || kind != Plover::Reject && self.cues.hostile_types.contains(&kind)
    }

    /// Whether it is the content of a promise.
    fn is_promised(&self, telling: usize) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let above = tree.head(trigger.token).filter(|_| tree.relation(trigger.token) == Relation::Xcomp);
        let promise = above.and_then(|v| self.telling_at(trigger.sentence, v)).map(|v| &self.tellings[v]);
        promise.is_some_and(|p| p.kind(self.scene) == Plover::Agree && p.reading.polarity == Polarity::Positive)
    }

    /// Whether what a telling tells concerns one of some entities: it is done to them, or to what is theirs.
    pub(super) fn concerns(&self, telling: usize, whom: &[usize]) -> bool {
        let t = &self.tellings[telling];
        let words = t.evidence(self.scene);
        let agents = self.agents(telling);
        let named = self.scene.actors.in_sentence(t.trigger.sentence).iter();
        let inside = named.filter(|m| words.start <= m.span.start && m.span.end <= words.end);
        let others: Vec<usize> =
            inside.flat_map(|m| m.entities.iter().copied()).chain(t.whom()).filter(|e| !agents.contains(e)).collect();
        self.same_camp(&others, whom)
    }

    /// Nothing hostile, no mere word.
    pub(super) fn may_be_given(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let kind = t.kind(self.scene);
        let speech = matches!(kind, Plover::Request | Plover::Accuse | Plover::Consult);
        !speech && !self.cues.hostile_types.contains(&kind) && t.trigger.frame.is_some()
    }

    /// An act on something that no frame knows to be a gift: no word, thought or attack.
    pub(super) fn is_transfer(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let refused = t.kind(self.scene) == Plover::Reject;
        let phrasal = self.particle(telling).is_some();
        let acts = t.kind(self.scene) == Plover::Other && (phrasal || !self.is_worded(telling, &self.cues.attitudes));
        let object = phrasal || t.participants.theme.is_some() || t.whom().next().is_some();
        !self.agents(telling).is_empty() && object && (refused || acts)
    }

    /// Given in earnest: not only trade that goes on.
    pub(super) fn is_strong(&self, telling: usize) -> bool {
        self.tellings[telling].kind(self.scene) != Plover::Cooperate
    }

    /// Something a deal makes a party do, typed as a gift or not: "will reopen talks", "will build a plant".
    pub(super) fn is_term(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let planned = self.factuality(telling) == Factuality::Planned;
        let kind = t.kind(self.scene);
        let term = planned && kind != Plover::Reject && (self.is_transfer(telling) || kind == Plover::Consult);
        let receives = self.is_class(telling, &self.cues.receipt_classes);
        let given = self.is_given(telling) && self.is_deed(telling) || self.is_forborne(telling);
        !self.agents(telling).is_empty() && !receives && (given || term)
    }

    /// A concession, help or release that has come true: what can be answered in kind.
    pub(super) fn is_done(&self, telling: usize) -> bool {
        let t = &self.tellings[telling];
        let deed = matches!(t.kind(self.scene), Plover::Retreat | Plover::Concede | Plover::Aid);
        deed && self.is_given(telling) && t.reading.factuality == Factuality::Actual
    }

    /// A deed, not a promise or a word of support.
    pub(super) fn is_deed(&self, telling: usize) -> bool {
        !matches!(self.tellings[telling].kind(self.scene), Plover::Agree | Plover::Support)
    }

    /// Whether persons are let go, by the class that tells it: relief from sanctions is no release.
    pub(in crate::extract::exchange) fn frees(&self, telling: usize) -> bool {
        self.tellings[telling].frame(self.scene).is_some_and(|f| f.mode.as_deref() == Some("release"))
    }

    /// Whether the verb or noun that tells it is one of the words, its particle included: "write off".
    pub(in crate::extract::exchange) fn is_worded(&self, telling: usize, words: &[String]) -> bool {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let is = |word: &String| match (word.split_once(' '), self.particle(telling)) {
            (Some((verb, with)), Some(own)) => verb == tree.lemma(trigger.token) && with == own,
            (None, _) => word == tree.lemma(trigger.token),
            _ => false,
        };
        words.iter().any(is)
    }

    /// The particle of a phrasal verb, where the tree takes it for a preposition too: "hand OVER the hacker".
    fn particle(&self, telling: usize) -> Option<&'a str> {
        let trigger = &self.tellings[telling].trigger;
        let tree = self.tree(trigger.sentence);
        let taken = |&c: &usize| {
            c == trigger.token + 1
                && matches!(tree.lemma(c), "over" | "up" | "back" | "off" | "out" | "in" | "down" | "onto")
        };
        let cases =
            tree.dependents(trigger.token, Relation::Obl).flat_map(|o| tree.dependents(o, Relation::Case)).find(taken);
        tree.dependents(trigger.token, Relation::CompoundPrt).next().or(cases).map(|p| tree.lemma(p))
    }

    pub(super) fn is_class(&self, telling: usize, classes: &[String]) -> bool {
        self.tellings[telling].frame(self.scene).is_some_and(|f| classes.contains(&f.class))
    }
}
