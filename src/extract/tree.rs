//! Grammatical relations as the frames need them: passive undone, control and coordination followed, relative pronouns replaced.
//!
//! A thin view over one [`Sentence`]. Everything is a token index of that sentence; nothing here knows frames or actors.

use crate::{
    language::{Relation, Sentence, Upos, Xpos},
    ontology::Words,
    span::Span,
};

/// One sentence with its children lists.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
}

/// How far control, coordination and relative clauses are followed.
const DEPTH: usize = 6;

impl<'a> Tree<'a> {
    /// Indexes one sentence.
    pub fn of(text: &'a str, sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head].push(i);
            }
        }
        Self { text, sentence, children }
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether the sentence has no words.
    pub fn is_empty(&self) -> bool {
        self.sentence.tokens.is_empty()
    }

    /// Dictionary form of a word.
    pub fn lemma(&self, i: usize) -> &'a str {
        &self.sentence.tokens[i].lemma
    }

    /// A word as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].span.of(self.text)
    }

    /// Relation of a word to its head.
    pub fn relation(&self, i: usize) -> Relation {
        self.sentence.tokens[i].relation
    }

    /// Universal part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.sentence.tokens[i].upos
    }

    /// Penn part of speech.
    pub fn xpos(&self, i: usize) -> Xpos {
        self.sentence.tokens[i].xpos
    }

    /// Head of a word.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.sentence.tokens[i].head
    }

    /// Words whose head is `i`, in text order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// Children of `i` whose relation is `relation` or a subtype of it.
    pub fn dependents(&self, i: usize, relation: Relation) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[i].iter().copied().filter(move |&c| self.relation(c).is(relation))
    }

    /// `i` and all below it, in text order.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        self.subtree_without(i, |_| false)
    }

    /// `i` and all below it, leaving out whole branches whose top `skip` names.
    pub fn subtree_without(&self, i: usize, skip: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![i];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children[found[next]].iter().copied().filter(|&c| !skip(c)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The bytes from the first to the last of some words.
    pub fn span_of(&self, words: &[usize]) -> Span {
        self.sentence.span_of(words)
    }

    /// Whether a word is a verb, or an auxiliary that the parser made a head.
    pub fn is_verb(&self, i: usize) -> bool {
        self.upos(i) == Upos::Verb || (self.upos(i) == Upos::Aux && !self.relation(i).is(Relation::Aux))
    }

    /// Whether a word is a common or proper noun.
    pub fn is_noun(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn)
    }

    /// Whether a word is a relative pronoun of the clause it stands in.
    fn is_relative(&self, i: usize) -> bool {
        matches!(self.xpos(i), Xpos::Wdt | Xpos::Wp) || (self.lemma(i) == "that" && self.upos(i) == Upos::Pron)
    }

    /// `i` and the words coordinated with it.
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut next = 0;
        while next < all.len() && all.len() < 64 {
            all.extend(self.dependents(all[next], Relation::Conj));
            next += 1;
        }
        all
    }

    /// The prepositions of a noun or clause, multi-word ones joined by a space: "on", "because of". Those of a title are its bearer's: "into
    /// former defender Juan Mori".
    pub fn prepositions(&self, i: usize) -> impl Iterator<Item = String> + '_ {
        let titles = self.dependents(i, Relation::NmodDesc).filter(move |&t| t < i);
        let cases = self.children[i].iter().copied().chain(titles.flat_map(|t| self.dependents(t, Relation::Case)));
        cases.filter(|&c| matches!(self.relation(c), Relation::Case | Relation::Mark)).map(|c| {
            let fixed = self.dependents(c, Relation::Fixed).map(|f| self.lower(f));
            std::iter::once(self.lower(c)).chain(fixed).collect::<Vec<_>>().join(" ")
        })
    }

    /// Whether `i` has the preposition. The head of coordinated nouns speaks for them all.
    pub fn has_preposition(&self, i: usize, preposition: &str) -> bool {
        self.prepositions(i).any(|p| p == preposition)
    }

    /// Nouns and clauses that hang on `i` by a preposition.
    pub fn by_preposition(&self, i: usize, preposition: &str) -> Vec<usize> {
        let hangs = |c: &usize| {
            let relation = self.relation(*c);
            relation.is(Relation::Obl)
                || relation.is(Relation::Nmod) && relation != Relation::NmodPoss
                || matches!(relation, Relation::Advcl | Relation::Acl)
        };
        self.children[i].iter().copied().filter(hangs).filter(|&c| self.has_preposition(c, preposition)).collect()
    }

    /// Whether a verb is passive: "was released", "the prisoners released", "freed prisoners".
    pub fn is_passive(&self, v: usize) -> bool {
        self.is_passive_within(v, DEPTH)
    }

    fn is_passive_within(&self, v: usize, depth: usize) -> bool {
        let has = |relation| self.children[v].iter().any(|&c| self.relation(c) == relation);
        if has(Relation::AuxPass) || has(Relation::NsubjPass) || has(Relation::CsubjPass) {
            return true;
        }
        let past = self.xpos(v) == Xpos::Vbd && !has(Relation::Obj);
        let joined = self.relation(v) == Relation::Conj && is_word_of("needs_object", self.lemma(v));
        let reduced = past && (self.relation(v) == Relation::Acl || joined);
        if self.xpos(v) != Xpos::Vbn && !reduced || has(Relation::Aux) || has(Relation::Nsubj) {
            return false;
        }
        match self.relation(v) {
            Relation::Acl | Relation::Amod => true,
            Relation::Advcl | Relation::AclRelcl | Relation::Xcomp => !has(Relation::Obj),
            Relation::Conj if depth > 0 => {
                self.head(v).is_some_and(|h| self.is_passive_within(h, depth - 1) && !has(Relation::Obj))
            }
            _ => false,
        }
    }

    /// Who does what the verb `v` says.
    pub fn subjects(&self, v: usize) -> Vec<usize> {
        if self.is_passive(v) {
            let agents: Vec<_> = self.dependents(v, Relation::OblAgent).collect();
            return if agents.is_empty() { self.by_preposition(v, "by") } else { agents };
        }
        self.surface_subjects(v, DEPTH)
    }

    /// To whom or what the verb `v` is done.
    pub fn objects(&self, v: usize) -> Vec<usize> {
        if self.is_passive(v) {
            return self.passive_objects(v, DEPTH);
        }
        let own: Vec<_> = self.dependents(v, Relation::Obj).map(|o| self.antecedent(v, o)).collect();
        if !own.is_empty() {
            return own;
        }
        if let Some(noun) = self.relativized_object(v) {
            return vec![noun];
        }
        self.shared_object(v)
    }

    /// The subject as it stands, whether active or passive, one's own or that of the clause above.
    pub fn surface_subjects(&self, v: usize, depth: usize) -> Vec<usize> {
        let subjects = self.children[v].iter().copied().filter(|&c| self.relation(c).is(Relation::Nsubj));
        let own: Vec<_> = subjects.map(|s| self.antecedent(v, s)).collect();
        if !own.is_empty() || depth == 0 {
            return own;
        }
        if let Some(noun) = self.noun_before(v) {
            return vec![noun];
        }
        let Some(head) = self.head(v) else { return vec![] };
        let called_on = self.called_on(v, head);
        if let Some(noun) = self.beside_with(v, head).or_else(|| self.helped(v)) {
            return vec![noun];
        }
        if let Some(plan) = self.plan_before(v) {
            return self.holders(plan, depth - 1);
        }
        match self.relation(v) {
            Relation::Advcl | Relation::Acl if self.concerns_object(v, head).is_some() => {
                self.concerns_object(v, head).unwrap_or_default()
            }
            Relation::Advcl if self.xpos(v) == Xpos::Vb && is_word_of("object_control", self.lemma(head)) => {
                self.controllers(head, depth - 1)
            }
            Relation::Advcl | Relation::Xcomp | Relation::Acl if !called_on.is_empty() => called_on,
            Relation::Conj => self.surface_subjects(self.clause_before(v, head), depth - 1),
            Relation::Xcomp => self.controllers(head, depth - 1),
            Relation::Ccomp if self.object_before(v, head).is_some() => {
                self.object_before(v, head).into_iter().collect()
            }
            Relation::Advcl | Relation::Ccomp | Relation::AdvclRelcl => self.surface_subjects(head, depth - 1),
            Relation::Acl if self.xpos(v) == Xpos::Vb && self.is_apart(v) && !self.is_told_to(head) => {
                self.clause_subjects(head, depth - 1)
            }
            Relation::Acl if self.xpos(v) == Xpos::Vb && self.is_whoever(head) => vec![head],
            Relation::Acl if self.xpos(v) == Xpos::Vb || self.is_gerund(v) => self.holders(head, depth - 1),
            Relation::Acl if self.follows_comma(v) => self.clause_subjects(head, depth - 1),
            Relation::Acl | Relation::AclRelcl | Relation::Amod => vec![head],
            _ => vec![],
        }
    }

    /// "said | reporters | would be freed": the object that the tree gives to the verb above is the subject of the clause behind it.
    fn object_before(&self, v: usize, head: usize) -> Option<usize> {
        self.dependents(head, Relation::Obj).rfind(|&o| head < o && o < v)
    }

    /// "fell, with Rosa | leading |": what accompanies the clause above does what the participle behind it says.
    fn beside_with(&self, v: usize, head: usize) -> Option<usize> {
        let gerund =
            self.xpos(v) == Xpos::Vbg && self.relation(v) == Relation::Advcl && self.prepositions(v).next().is_none();
        let adverbs =
            |noun: usize| (noun + 1..v).all(|i| self.upos(i) == Upos::Adv || self.sentence.dominates(noun, i));
        let with = |&c: &usize| c < v && self.is_noun(c) && self.has_preposition(c, "with") && adverbs(c);
        self.dependents(head, Relation::Obl).filter(|_| gerund).find(with)
    }

    /// "will help Rosa | win |", wherever the tree hangs the bare infinitive.
    fn helped(&self, v: usize) -> Option<usize> {
        let bare =
            self.xpos(v) == Xpos::Vb && matches!(self.relation(v), Relation::Ccomp | Relation::Xcomp | Relation::Advcl);
        let marked = self.children[v].iter().any(|&c| matches!(self.relation(c), Relation::Mark | Relation::Aux));
        let verb = (0..v)
            .rev()
            .find(|&i| self.is_verb(i))
            .filter(|&i| bare && !marked && is_word_of("bare_control", self.lemma(i)))?;
        self.dependents(verb, Relation::Obj).rfind(|&o| verb < o && o < v)
    }

    /// The clause whose subject a coordinated verb shares: the nearest before it that has one of its own. Trees hang all of "A won, B
    /// lost and left" on the first verb.
    fn clause_before(&self, v: usize, head: usize) -> usize {
        let mut nearer = self.dependents(head, Relation::Conj).filter(|&c| head < c && c < v && self.is_verb(c));
        let nearest = nearer.rfind(|&c| self.dependents(c, Relation::Nsubj).next().is_some()).unwrap_or(head);
        // "appealed to them to let aid through and is expected": what is finite does not go on an infinitive.
        if !self.is_finite(v) || !self.is_without_tense(nearest) {
            return nearest;
        }
        let above = std::iter::successors(Some(nearest), |&i| self.head(i)).take(DEPTH);
        let main = |&i: &usize| self.is_verb(i) && !self.is_without_tense(i) && self.relation(i) != Relation::AclRelcl;
        above.into_iter().find(main).unwrap_or(nearest)
    }

    fn is_finite(&self, v: usize) -> bool {
        let tensed = |i: usize| matches!(self.xpos(i), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        tensed(v) || self.dependents(v, Relation::Aux).any(tensed)
    }

    fn is_without_tense(&self, v: usize) -> bool {
        let to = self.dependents(v, Relation::Mark).any(|m| self.lemma(m) == "to");
        let gerund = self.xpos(v) == Xpos::Vbg;
        (self.xpos(v) == Xpos::Vb && to || gerund) && self.dependents(v, Relation::Aux).next().is_none()
    }

    /// "met the envoy, Rosa Diaz, to press for a truce": an infinitive after a comma tells what the clause is for.
    fn is_apart(&self, v: usize) -> bool {
        let to = self.dependents(v, Relation::Mark).find(|&m| self.lemma(m) == "to");
        to.is_some_and(|m| m > 0 && self.form(m - 1) == ",")
    }

    /// "forced the minister, Rosa Diaz, to resign"
    fn is_told_to(&self, noun: usize) -> bool {
        let up = std::iter::successors(Some(noun), |&i| self.head(i)).take(DEPTH).find(|&i| self.is_verb(i));
        up.is_some_and(|verb| is_word_of("object_control", self.lemma(verb)))
    }

    /// "the first president to visit", "the only one to refuse": the noun itself does it, not whose it is.
    fn is_whoever(&self, noun: usize) -> bool {
        self.upos(noun) == Upos::Propn || is_word_of("person", self.lemma(noun))
    }

    /// "a step towards imposing", "the hope of persuading": whoever takes the step imposes.
    fn is_gerund(&self, v: usize) -> bool {
        self.xpos(v) == Xpos::Vbg && self.prepositions(v).next().is_some()
    }

    /// "Serbia is an ally of Moscow, hosting its spies": a participle after a comma speaks of the clause's subject.
    fn follows_comma(&self, v: usize) -> bool {
        v > 0 && self.xpos(v) == Xpos::Vbg && self.form(v - 1) == ","
    }

    /// The subject of the clause that a word stands in; the word itself where there is none.
    fn clause_subjects(&self, i: usize, depth: usize) -> Vec<usize> {
        let above = std::iter::successors(Some(i), |&at| self.head(at)).take(DEPTH);
        let subjects =
            above.map(|at| self.surface_subjects(at, depth.min(1))).find(|s| !s.is_empty() && !s.contains(&i));
        subjects.unwrap_or_else(|| vec![i])
    }

    /// The subject of an open complement of `v`: its object ("allowed troops to pass") or its subject ("agreed to pass").
    fn controllers(&self, v: usize, depth: usize) -> Vec<usize> {
        let objects: Vec<_> = self.children[v]
            .iter()
            .copied()
            .filter(|&c| matches!(self.relation(c), Relation::Obj | Relation::Iobj))
            .collect();
        // "the allegation that they sought to hide": what it was is no matter of who hid it.
        let relative =
            || objects.iter().all(|&o| o < v && self.is_relative(o)) && !is_word_of("object_control", self.lemma(v));
        if objects.is_empty() || relative() || is_word_of("subject_control", self.lemma(v)) {
            return self.surface_subjects(v, depth);
        }
        objects.into_iter().map(|o| self.antecedent(v, o)).collect()
    }

    /// Whom the verb above asks to do what the infinitive `v` says.
    fn called_on(&self, v: usize, head: usize) -> Vec<usize> {
        let asks = |p: String| is_word_of("oblique_control", &format!("{} {p}", self.lemma(head)));
        let asked = |&c: &usize| head < c && c < v && self.is_noun(c) && self.prepositions(c).any(asks);
        if !self.dependents(v, Relation::Mark).any(|m| self.lemma(m) == "to") {
            return vec![];
        }
        self.dependents(head, Relation::Obl).filter(asked).collect()
    }

    /// "In return Peru freed", "eased its ban on fish and Peru will": the noun directly before a finite verb that has no subject, which
    /// the tree hangs on a noun before it.
    fn noun_before(&self, v: usize) -> Option<usize> {
        let modal = self.dependents(v, Relation::Aux).any(|a| self.xpos(a) == Xpos::Md);
        let finite = modal || matches!(self.xpos(v), Xpos::Vbd | Xpos::Vbz);
        let clause = matches!(self.relation(v), Relation::Root | Relation::Conj | Relation::Parataxis);
        let between = |i: &usize| matches!(self.upos(*i), Upos::Aux | Upos::Adv | Upos::Part);
        let before = (0..v).rev().find(|i| !between(i));
        let noun = before.map(|i| self.before_apposition(i)).filter(|&i| {
            let owned = |c: &usize| matches!(self.relation(*c), Relation::Det | Relation::NmodPoss);
            let definite = self.children(i).iter().any(owned);
            self.upos(i) == Upos::Propn || self.upos(i) == Upos::Noun && definite
        })?;
        let top = std::iter::successors(Some(noun), |&i| self.head(i).filter(|_| self.relation(i).is(Relation::Flat)))
            .last()?;
        let joined = matches!(
            self.relation(top),
            Relation::Appos | Relation::Conj | Relation::NmodUnmarked | Relation::Obj | Relation::Dep
        );
        let earlier = self.head(top).is_some_and(|h| {
            let odd = matches!(self.relation(top), Relation::Appos | Relation::Obj);
            h < top && self.is_noun(h) && (odd || self.head(h) != Some(v))
        });
        (finite && clause && joined && earlier && self.prepositions(top).next().is_none()).then_some(top)
    }

    /// The noun before the apposition that a comma closes: "his agent, Bruno Sarti, | refused".
    fn before_apposition(&self, comma: usize) -> usize {
        let inside = comma.checked_sub(1).filter(|_| self.form(comma) == ",");
        let up = std::iter::successors(inside, |&i| self.head(i)).take(DEPTH);
        let apposed = up.into_iter().find(|&i| self.relation(i) == Relation::Appos);
        apposed.and_then(|i| self.head(i)).filter(|&noun| noun < comma).unwrap_or(comma)
    }

    /// "charged him with selling", "accused the bank of hiding": the clause tells what the object did, wherever the tree hangs it.
    fn concerns_object(&self, v: usize, head: usize) -> Option<Vec<usize>> {
        let with = |prepositions: &[&str]| prepositions.iter().any(|p| self.has_preposition(v, p));
        let gerund = self.xpos(v) == Xpos::Vbg && with(&["with", "of", "from", "for", "against"]);
        let fits = |&i: &usize| with(&["with", "of", "from"]) || is_word_of("judged_for", self.lemma(i));
        let up = std::iter::successors(Some(head), |&i| self.head(i).filter(|_| self.is_noun(i)));
        let verb = up.take(DEPTH).find(|&i| self.is_verb(i)).filter(|&i| gerund && i < v).filter(fits)?;
        let objects = self.objects(verb);
        let before =
            objects.iter().any(|&o| o < v && (self.relation(v) == Relation::Advcl || self.sentence.dominates(o, v)));
        before.then_some(objects)
    }

    /// "came with Iran's pledge to free two sailors": the plan of somebody's right before an infinitive says who would do it, wherever the tree hangs it.
    fn plan_before(&self, v: usize) -> Option<usize> {
        let hung = matches!(self.relation(v), Relation::Advcl | Relation::Xcomp);
        let to = self.dependents(v, Relation::Mark).find(|&m| hung && self.lemma(m) == "to")?;
        let noun = to.checked_sub(1).filter(|&n| self.is_noun(n) && !Words::shipped().is(self.lemma(n), "person"))?;
        self.dependents(noun, Relation::NmodPoss).next().map(|_| noun)
    }

    /// Who holds the plan, bid or decision that a noun names: its possessor, or the subject of the verb it belongs to.
    fn holders(&self, noun: usize, depth: usize) -> Vec<usize> {
        let own: Vec<_> = self.dependents(noun, Relation::NmodPoss).collect();
        let named =
            |&c: &usize| c < noun && matches!(self.relation(c), Relation::Compound | Relation::Amod) && self.is_name(c);
        let own = if own.is_empty() { self.children(noun).iter().copied().filter(named).collect() } else { own };
        if !own.is_empty() || depth == 0 {
            return own;
        }
        match self.head(noun) {
            Some(v) if self.is_verb(v) && self.relation(noun).is(Relation::Obj) => self.surface_subjects(v, depth - 1),
            Some(v) if self.is_verb(v) && self.relation(noun).is(Relation::Obl) => self.surface_subjects(v, depth - 1),
            _ => vec![],
        }
    }

    /// A name, or the adjective of one: "the court's", "Israeli".
    fn is_name(&self, i: usize) -> bool {
        self.upos(i) == Upos::Propn
            || i > 0 && self.upos(i) == Upos::Adj && self.form(i).starts_with(char::is_uppercase)
    }

    fn passive_objects(&self, v: usize, depth: usize) -> Vec<usize> {
        let subjects = self.children[v].iter().copied().filter(|&c| self.relation(c).is(Relation::Nsubj));
        let own: Vec<_> = subjects.map(|s| self.antecedent(v, s)).collect();
        if !own.is_empty() || depth == 0 {
            return own;
        }
        match (self.relation(v), self.head(v)) {
            (Relation::Acl | Relation::Amod | Relation::AclRelcl, Some(noun)) => vec![noun],
            (Relation::Conj, Some(head)) if self.is_passive(head) => self.passive_objects(head, depth - 1),
            // "ordered the man jailed", "had his appeal rejected"
            (Relation::Xcomp | Relation::Ccomp, Some(head)) if self.object_before(v, head).is_some() => {
                self.object_before(v, head).into_iter().collect()
            }
            (_, Some(_)) => self.surface_subjects(v, depth - 1),
            _ => vec![],
        }
    }

    /// "the sanctions (that) Washington imposed": the noun that a relative clause without object belongs to.
    fn relativized_object(&self, v: usize) -> Option<usize> {
        let noun = self.head(v).filter(|_| self.relation(v) == Relation::AclRelcl)?;
        let subject = self.dependents(v, Relation::Nsubj).next()?;
        (!self.is_relative(subject) && !self.strands_preposition(v)).then_some(noun)
    }

    fn strands_preposition(&self, v: usize) -> bool {
        self.children[v].iter().any(|&c| self.relation(c).is(Relation::Obl) && self.is_relative(c))
    }

    /// "lifted and eased sanctions": the object of a later verb that the earlier one shares.
    fn shared_object(&self, v: usize) -> Vec<usize> {
        let later = self.dependents(v, Relation::Conj).next().filter(|&c| self.is_verb(c));
        let adjacent = later.filter(|&c| {
            (v..=v + 3).contains(&c) && self.children[c].iter().all(|&d| self.relation(d) != Relation::Nsubj)
        });
        adjacent.map_or(vec![], |c| self.dependents(c, Relation::Obj).collect())
    }

    /// The noun that a relative pronoun stands for; any other word stands for itself.
    fn antecedent(&self, v: usize, i: usize) -> usize {
        if !self.is_relative(i) {
            return i;
        }
        let mut clause = v;
        for _ in 0..DEPTH {
            match (self.relation(clause), self.head(clause)) {
                (Relation::AclRelcl, Some(noun)) => return noun,
                (Relation::Conj | Relation::Xcomp | Relation::Ccomp, Some(head)) => clause = head,
                _ => return i,
            }
        }
        i
    }

    fn lower(&self, i: usize) -> String {
        self.form(i).to_lowercase()
    }
}

/// Whether a lemma, or a lemma with a preposition, is in a class of words.
fn is_word_of(class: &str, lemma: &str) -> bool {
    Words::shipped().is(lemma, class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::samples::read;

    /// The words that do what `verb` says.
    fn check(trees: &str, verb: &str, expected: &[&str]) {
        let (text, analysis) = read(trees);
        let tree = Tree::of(&text, &analysis.sentences[0]);
        let verb = (0..tree.len()).find(|&i| tree.form(i) == verb).expect("the verb is in the sentence");
        let found: Vec<&str> = tree.subjects(verb).into_iter().map(|i| tree.form(i)).collect();
        assert_eq!(found, expected, "{trees}");
    }

    #[test]
    fn a_coordinated_verb_shares_the_nearest_subject() {
        check(
            "Rosa|PROPN|2|nsubj won|VERB:win|0|root and|CCONJ|5|cc Juan|PROPN|5|nsubj lost|VERB:lose|2|conj and|CCONJ|7|cc left|VERB:leave|2|conj",
            "left",
            &["Juan"],
        );
    }

    #[test]
    fn a_verb_that_needs_an_object_is_passive_beside_a_passive() {
        let trees = "Rosa|PROPN|3|nsubj:pass was|AUX:be|3|aux:pass arrested|VERB:arrest|0|root and|CCONJ|5|cc VERB|VERB:VERB|3|conj in|ADP|7|case Lima|PROPN|5|obl";
        check(&trees.replace("VERB|VERB:VERB", "sentenced|VERB:sentence"), "sentenced", &[]);
        check(&trees.replace("VERB|VERB:VERB", "died|VERB:die"), "died", &["Rosa"]);
    }

    #[test]
    fn a_plan_before_an_infinitive_says_who_would_do_it() {
        check(
            "The|DET|2|det visit|NOUN:visit|3|nsubj came|VERB:come|0|root with|ADP|7|case Iran|PROPN|7|nmod:poss 's|PART|5|case pledge|NOUN:pledge|3|obl to|PART:to|9|mark free|VERB:free|3|advcl sailors|NOUN:sailor|9|obj",
            "free",
            &["Iran"],
        );
    }

    #[test]
    fn an_object_before_a_clause_is_its_subject() {
        check(
            "Rosa|PROPN|2|nsubj said|VERB:say|0|root Juan|PROPN|2|obj would|AUX|5|aux leave|VERB|2|ccomp",
            "leave",
            &["Juan"],
        );
        check(
            "Rosa|PROPN|2|nsubj says|VERB:say|0|root it|PRON|4|nsubj helps|VERB:help|2|ccomp Juan|PROPN|4|obj win|VERB|2|xcomp",
            "win",
            &["Juan"],
        );
    }

    #[test]
    fn who_accompanies_a_clause_acts() {
        check(
            "It|PRON|2|nsubj fell|VERB:fall|0|root ,|PUNCT|2|punct with|ADP|5|case Rosa|PROPN|2|obl accusing|VERB:accuse|2|advcl Juan|PROPN|6|obj",
            "accusing",
            &["Rosa"],
        );
    }

    #[test]
    fn who_is_blamed_did_it() {
        check(
            "Rosa|PROPN|2|nsubj thanked|VERB:thank|0|root Juan|PROPN|2|obj for|SCONJ|5|mark coming|VERB:come|2|advcl",
            "coming",
            &["Juan"],
        );
    }

    #[test]
    fn who_takes_a_step_towards_it_does_it() {
        check(
            "Rosa|PROPN|2|nsubj took|VERB:take|0|root steps|NOUN|2|obj towards|SCONJ|5|mark leaving|VERB:leave|3|acl",
            "leaving",
            &["Rosa"],
        );
        check(
            "Rosa|PROPN|2|nsubj read|VERB:read|0|root the|DET|5|det Juan|PROPN|5|compound plan|NOUN|2|obj to|PART|7|mark leave|VERB|5|acl",
            "leave",
            &["Juan"],
        );
    }

    #[test]
    fn what_is_finite_does_not_go_on_an_infinitive() {
        check(
            "Rosa|PROPN|2|nsubj told|VERB:tell|0|root Juan|PROPN|2|obj to|PART|5|mark leave|VERB|2|xcomp and|CCONJ|7|cc stayed|VERB:stay|5|conj",
            "stayed",
            &["Rosa"],
        );
    }

    #[test]
    fn who_is_called_on_acts() {
        check(
            "Rosa|PROPN|2|nsubj called|VERB:call|0|root on|ADP|4|case Juan|PROPN|2|obl to|PART|6|mark leave|VERB|2|advcl",
            "leave",
            &["Juan"],
        );
    }

    #[test]
    fn a_subject_stands_before_its_apposition() {
        check(
            "Rosa|PROPN|2|nsubj went|VERB:go|0|root to|ADP|4|case Lima|PROPN|2|obl and|CCONJ|7|cc his|PRON|7|nmod:poss agent|NOUN|4|conj ,|PUNCT|9|punct Juan|PROPN|7|appos ,|PUNCT|11|punct refused|VERB:refuse|2|conj",
            "refused",
            &["agent"],
        );
    }
}
