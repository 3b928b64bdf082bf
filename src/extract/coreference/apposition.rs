//! Which descriptions stand beside a name or are its predicate, and so tell what its bearer is?

use super::Registry;
use crate::{
    extract::mention::{Candidate, Form, is_body_noun, is_nominal},
    language::{Relation, Upos, Xpos},
    record::ActorType,
};

impl Registry<'_> {
    /// Ties a description to the name that it stands beside, before other descriptions are read.
    pub(super) fn link_appositions(&mut self) {
        for index in 0..self.candidates.len() {
            let candidate = &self.candidates[index];
            if let (true, Some(entity)) = (matches!(candidate.form, Form::Noun), self.beside(candidate)) {
                self.links[index] = vec![entity];
                let told = candidate.tokens.clone().filter(|&t| is_nominal(self.reader.token(candidate.sentence, t)));
                let lemmas: Vec<String> = told.map(|t| self.reader.lemma(candidate.sentence, t)).collect();
                let country = self.modifying_state(candidate).and_then(|a| a.country.clone());
                let draft = &mut self.drafts[entity];
                draft.lemmas.extend(lemmas);
                if draft.entity.gender.is_none() {
                    draft.entity.gender = candidate.gender;
                }
                if draft.entity.country.is_none()
                    && matches!(draft.entity.kind, ActorType::Person | ActorType::Organization)
                {
                    draft.entity.country = country;
                }
            }
        }
    }

    /// The named entity of which a singular description is an apposition or predicate.
    fn beside(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let token = &tree.tokens[candidate.head];
        let above = token.head.filter(|_| token.relation == Relation::Appos);
        let below = tree.dependents(candidate.head, Relation::Appos).next();
        let subject = self.subject_of_copula(sentence, candidate.head);
        let calls_itself = |clause: usize| {
            &*tree.tokens[clause].lemma == "call"
                && tree.children(clause).any(|c| matches!(&*tree.tokens[c].lemma, "itself" | "himself" | "herself"))
        };
        let itself = tree.dependents(candidate.head, Relation::AclRelcl).find(|&clause| calls_itself(clause));
        let itself = itself.and_then(|clause| {
            let names = |&t: &usize| self.at.get(&(sentence, t)).is_some_and(|&i| self.is_real_name(i));
            tree.children(clause).find(names)
        });
        let near = [above, below, subject, itself].into_iter().flatten();
        let near = near.chain(self.called(candidate)).chain(self.of_a_body(candidate));
        let near = near
            .filter_map(|t| self.at.get(&(sentence, t)).copied())
            .chain(self.before_comma(candidate))
            .chain(self.right_after(candidate))
            .chain(self.named_after(candidate));
        let named = near.into_iter().find(|&i| self.is_real_name(i));
        let entity = *self.links[named?].first()?;
        self.may_describe(candidate, entity).then_some(entity)
    }

    /// What whoever is described is called: `a man named | Quispe |`, `the gunman was identified as | Quispe |`.
    fn called(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let token = &tree.tokens[candidate.head];
        let calls = |&v: &usize| matches!(&*tree.tokens[v].lemma, "name" | "call" | "dub" | "identify" | "know");
        let quality = tree.dependents(candidate.head, Relation::Acl).find(calls);
        let said_of = matches!(token.relation, Relation::NsubjPass | Relation::Obj);
        let verb = quality.or_else(|| token.head.filter(|_| said_of).filter(calls))?;
        let own = tree.dependents(candidate.head, Relation::Nmod);
        tree.children(verb).filter(|&o| o != candidate.head).chain(own).filter(|&o| o > verb).find(|&o| {
            let object = matches!(tree.tokens[o].relation, Relation::Obj | Relation::Xcomp);
            self.reader.preposition(sentence, o).map_or(object, |p| p == "as")
        })
    }

    /// The person named after a comma whom the tree sets beside what the description is of: `a spokesman for the ministry, | Jens Holm |, said`.
    fn of_a_body(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let person = |t: usize| self.at.get(&(sentence, t)).is_some_and(|&i| self.is_person_name(i));
        let named = |&t: &usize| person(t) && (0..t).rev().take(2).any(|c| self.reader.word(sentence, c) == ",");
        let bodies = tree.dependents(candidate.head, Relation::Nmod).filter(|&c| c > candidate.head && !person(c));
        bodies.flat_map(|body| tree.dependents(body, Relation::Appos)).find(named)
    }

    /// The person named right after an office and what it is of: `Secretary of State | Rosa Quispe`.
    fn named_after(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, end) = (candidate.sentence, candidate.tokens.end);
        let tree = self.reader.sentence(sentence);
        let opens = tree.tokens.get(end).is_some_and(|_| self.reader.word(sentence, end) == "of");
        let office = |t: &usize| matches!(tree.tokens[*t].upos, Upos::Propn | Upos::Noun | Upos::Det | Upos::Cconj);
        let past = end + 1 + (end + 1..tree.tokens.len()).take(LONGEST_OFFICE).take_while(office).count();
        let starts = |i: &usize| {
            let start = self.candidates[*i].tokens.start;
            start > end + 1 && start < past && self.is_person_name(*i)
        };
        self.in_sentence(sentence).find(|i| opens && starts(i))
    }

    /// The name before the comma before a description, whatever the tree says: `Rosa Quispe, the wife of`.
    fn before_comma(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let loose = matches!(
            tree.tokens[candidate.head].relation,
            Relation::Appos
                | Relation::Parataxis
                | Relation::Nmod
                | Relation::Dep
                | Relation::List
                | Relation::OblUnmarked
                | Relation::NmodUnmarked
        );
        let opens = |t: &usize| tree.tokens[*t].upos == Upos::Det || tree.tokens[*t].xpos == Xpos::PrpPoss;
        let determiners = (0..candidate.tokens.start).rev().take_while(opens).count();
        let comma = (candidate.tokens.start - determiners).checked_sub(1)?;
        let here = loose && self.reader.word(candidate.sentence, comma) == ",";
        here.then(|| self.in_sentence(candidate.sentence).find(|&i| self.candidates[i].tokens.end == comma)).flatten()
    }

    /// The name that follows a description at once or after a comma, where the tree ties the two or hangs both on one word: as its
    /// subjects, or with nothing between them. `The trade union Unite`, `Its minister, Rosa Quispe, met`, `of the Dutch operator Kabelon`.
    fn right_after(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let is = |at: usize, word: &str| at < tree.tokens.len() && self.reader.word(candidate.sentence, at) == word;
        let comma = usize::from(is(candidate.tokens.end, ","));
        let article = usize::from(comma > 0 && is(candidate.tokens.end + 1, "the"));
        let start = candidate.tokens.end + comma + article;
        let index = self.in_sentence(candidate.sentence).find(|&i| self.candidates[i].tokens.start == start)?;
        let (noun, name) = (&tree.tokens[candidate.head], &tree.tokens[self.candidates[index].head]);
        let tied = name.head == Some(candidate.head) || noun.head == Some(self.candidates[index].head);
        let subjects = [noun, name].iter().all(|t| t.relation.is(Relation::Nsubj));
        let adjacent = comma == 0 && tree.dependents(self.candidates[index].head, Relation::Case).next().is_none();
        let siblings = noun.head == name.head && (subjects || adjacent);
        let joined = matches!(name.relation, Relation::Conj | Relation::NmodPoss);
        ((tied || siblings) && !joined).then_some(index)
    }

    /// The bodies named beside a plural description: `two banks, Ferrum and Credit Lima`; as many as are counted, if any are.
    pub(super) fn beside_all(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let beside = tree.dependents(candidate.head, Relation::Appos);
        let words = beside.flat_map(|first| std::iter::once(first).chain(tree.dependents(first, Relation::Conj)));
        let person = self.reader.is(sentence, candidate.head, "person");
        let kind = if person { ActorType::Person } else { ActorType::Organization };
        let fits = |&i: &usize| self.is_real_name(i) && self.drafts[self.links[i][0]].entity.kind == kind;
        let named = words.filter_map(|t| self.at.get(&(sentence, t)).copied()).filter(fits);
        let found: Vec<usize> = named.flat_map(|i| self.links[i].iter().copied()).collect();
        let fits = found.len() > 1 && candidate.count.is_none_or(|count| count == found.len() as f64);
        if fits { found } else { Vec::new() }
    }

    /// The persons named directly after a plural office: `opposition leaders Rosa Quispe and Juan Mamani`.
    pub(super) fn bearers_of(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let beside = self.beside_all(candidate);
        if !beside.is_empty() {
            return beside;
        }
        let tree = self.reader.sentence(candidate.sentence);
        let mut found = Vec::new();
        let mut at = candidate.tokens.end;
        while let Some(index) = self
            .in_sentence(candidate.sentence)
            .find(|&i| self.candidates[i].tokens.start == at && self.is_person_name(i))
        {
            found.extend(self.links[index].iter().copied());
            at = self.candidates[index].tokens.end;
            let joins = |t: &usize| matches!(self.reader.word(candidate.sentence, *t), "," | "and");
            at += (at..tree.tokens.len()).take_while(joins).count();
        }
        found
    }

    fn may_describe(&self, candidate: &Candidate<'_>, entity: usize) -> bool {
        let is = |class| self.reader.is(candidate.sentence, candidate.head, class);
        if candidate.plural {
            return false;
        }
        match self.drafts[entity].entity.kind {
            ActorType::Person => is("person") || is("spouse") || is("relative") || self.one_of(candidate).is_some(),
            ActorType::State => is("country") || is("ally") || is("side"),
            ActorType::Organization => {
                is("organisation") || is("group") || is_body_noun(&self.reader, candidate.sentence, candidate.head)
            }
            ActorType::Group => false,
        }
    }

    fn subject_of_copula(&self, sentence: usize, predicate: usize) -> Option<usize> {
        let tree = self.reader.sentence(sentence);
        let negated = tree.children(predicate).any(|c| matches!(&*tree.tokens[c].lemma, "not" | "no" | "never"));
        tree.dependents(predicate, Relation::Cop).next().filter(|_| !negated)?;
        tree.dependents(predicate, Relation::Nsubj).next()
    }
}

/// More words than this are not what an office is of.
const LONGEST_OFFICE: usize = 6;
