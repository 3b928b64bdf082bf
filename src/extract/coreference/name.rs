//! Whom does a name name: somebody named before, a known actor, or somebody new?
//!
//! The longest names are read first, so that a surname in a headline finds its bearer.

use super::{Draft, Registry, bare_of, blank};
use crate::{
    extract::{
        actor::{Entity, MentionUse, Standing},
        mention::{Candidate, Form, Sort, Start, is_modifier},
    },
    language::{Relation, Upos},
    record::ActorType,
    romanise,
    seed::{AliasKind, Gender, Known, KnownActor, PlaceKind},
    span::one_line,
};
use std::ops::Range;

impl<'a> Registry<'a> {
    pub(super) fn link_names(&mut self) {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(bare_of(&self.candidates[i]).len()));
        for index in order {
            let candidate = &self.candidates[index];
            match &candidate.form {
                Form::Name { bare, sort, known } => self.link_name(index, bare, *sort, known),
                Form::Demonym(actor) => {
                    self.uses[index] = MentionUse::Modifier;
                    if self.tells_no_state(candidate) {
                        continue;
                    }
                    let entity = self.known_entity(actor);
                    self.links[index] = vec![entity];
                }
                Form::People(actor) if candidate.plural => self.link_people(index, actor),
                Form::People(_) | Form::Noun | Form::Pronoun => {}
            }
        }
        self.link_bystanders();
    }

    /// Names of no kind that stand for nobody where they stand, but act elsewhere.
    fn link_bystanders(&mut self) {
        for index in 0..self.candidates.len() {
            let candidate = &self.candidates[index];
            let Form::Name { bare, sort: Sort::Unknown, known } = &candidate.form else { continue };
            if self.links[index].is_empty() && known.is_empty() && self.uses[index] == MentionUse::Actor {
                let words = self.folded(candidate.sentence, bare);
                let same = |d: &Draft<'_>| d.entity.kind == ActorType::Organization && d.names.contains(&words);
                self.links[index] = self.only(same).into_iter().collect();
            }
        }
    }

    /// Whether an adjective of a state is a language or tells of what descent somebody is: `fluent in | Spanish`, `African | American`.
    fn tells_no_state(&self, candidate: &Candidate<'_>) -> bool {
        let (sentence, head) = (candidate.sentence, candidate.head);
        let token = self.reader.token(sentence, head);
        let descent =
            candidate.tokens.start.checked_sub(1).is_some_and(|t| self.reader.is(sentence, t, "quality_of_descent"));
        let spoken = token.head.is_some_and(|h| self.reader.is(sentence, h, "tongue"));
        let said_in = || self.reader.preposition(sentence, head).is_some_and(|p| matches!(&*p, "in" | "into"));
        descent || !is_modifier(token) && (spoken || said_in())
    }

    fn link_name(&mut self, index: usize, bare: &Range<usize>, sort: Sort, known: &[Known<'a>]) {
        let candidate = &self.candidates[index];
        self.uses[index] = self.name_use(candidate, known);
        if let Some(state) = self.half(candidate, bare, known) {
            self.links[index] = vec![self.known_entity(state)];
            return;
        }
        if sort == Sort::Place
            || self.uses[index] == MentionUse::PlaceOnly
                && known.iter().all(|k| k.alias == AliasKind::Metonym)
                && !known.is_empty()
        {
            self.uses[index] = MentionUse::PlaceOnly;
            return;
        }
        let words = self.folded(candidate.sentence, bare);
        let defined = self.in_brackets_after(candidate).or_else(|| self.defined(&words));
        let before = defined.or_else(|| self.named_before(candidate, sort, &words, known));
        let entity = before.or_else(|| self.new_name(candidate, bare, sort, known));
        let Some(entity) = entity else { return };
        if defined.is_some() && !self.drafts[entity].defined.contains(&words) {
            self.drafts[entity].defined.push(words.clone());
        }
        self.links[index] = vec![entity];
        self.learn_name(entity, candidate, bare, words);
    }

    /// The state of which the document tells that is called by the half where it lies: `the North` for `North Korea`.
    fn half(&self, candidate: &Candidate<'_>, bare: &Range<usize>, known: &[Known<'a>]) -> Option<&'a KnownActor> {
        let word = self.reader.word(candidate.sentence, bare.start);
        let alone = bare.len() == 1 && candidate.start == Start::Definite && known.is_empty();
        if !alone || !matches!(word, "North" | "South") {
            return None;
        }
        let called = |state: &KnownActor| {
            state.name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().contains(' '))
        };
        let mut states = self.states.values().map(|(_, state)| *state).filter(|state| called(state));
        states.next().filter(|_| states.next().is_none())
    }

    /// The body before an abbreviation in brackets, directly or with words between that the abbreviation spells: `Reporters Without
    /// Borders (RSF)`.
    fn in_brackets_after(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, tokens) = (candidate.sentence, &candidate.tokens);
        let word = |t: usize| self.reader.sentence(sentence).tokens.get(t).map(|token| token.span.of(self.reader.text));
        let open = tokens.start.checked_sub(1).filter(|&t| word(t) == Some("("))?;
        let loud = word(tokens.start)?.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&'));
        let short = tokens.len() == 1 && loud && word(tokens.end) == Some(")");
        let spelled = |long: &Candidate<'_>| {
            let whole = self.folded(sentence, &(bare_of(long).start..open));
            is_acronym(&romanise::fold(word(tokens.start).unwrap_or_default()), &whole)
        };
        let named = |i: &usize| {
            let long = &self.candidates[*i];
            let unknown = |c: &Candidate<'_>| matches!(&c.form, Form::Name { known, .. } if known.is_empty());
            let goes_on = long.tokens.end < open && open < long.tokens.end + LONGEST_REST;
            let before = long.tokens.end == open || goes_on && unknown(long) && unknown(candidate) && spelled(long);
            before && bare_of(long).len() > 1 && self.is_real_name(*i)
        };
        let index = self.in_sentence(sentence).find(|i| short && named(i))?;
        let entity = self.links[index][0];
        (self.drafts[entity].entity.kind == ActorType::Organization).then_some(entity)
    }

    /// The body for which the document has said that the words stand.
    fn defined(&self, words: &[String]) -> Option<usize> {
        self.drafts.iter().position(|draft| draft.defined.iter().any(|name| name == words))
    }

    /// Folded words of a name, without dots and hyphens.
    fn folded(&self, sentence: usize, tokens: &Range<usize>) -> Vec<String> {
        romanise::fold(self.reader.words_of(sentence, tokens)).split_whitespace().map(str::to_owned).collect()
    }

    /// The entity that already bears the name, or a longer name that this one abbreviates.
    fn named_before(
        &self,
        candidate: &Candidate<'_>,
        sort: Sort,
        words: &[String],
        known: &[Known<'a>],
    ) -> Option<usize> {
        // A body named in full here goes before one that its initials call up elsewhere.
        let here = known.iter().any(|k| k.actor.kind == ActorType::State || self.keys.contains_key(&k.actor.key));
        if let Some(body) = self.spelled_out(candidate, words).filter(|_| !here) {
            return Some(body);
        }
        let named = |d: &Draft<'_>| d.names.iter().any(|n| n == words) && fits_sort(d, sort);
        let same = self.drafts.iter().position(|d| named(d) && may_be_called(candidate, d));
        let full_known = known.iter().any(|k| k.alias == AliasKind::Name);
        let short = || {
            let of_body = || self.shortened(sort, words).or_else(|| self.called_after(words));
            known.is_empty().then(of_body).flatten()
        };
        same.filter(|_| known.is_empty() || !full_known).or_else(short).or_else(|| {
            let lone = sort == Sort::Actor(ActorType::Organization) && words.len() == 1 && known.is_empty();
            let person = lone || matches!(sort, Sort::Actor(ActorType::Person | ActorType::State) | Sort::Unknown);
            let state = known.iter().any(|k| k.alias == AliasKind::Name && k.actor.kind != ActorType::Person);
            (person && (!full_known || state && self.titled(candidate)))
                .then(|| self.bearer(candidate, words).or_else(|| self.first_named(candidate, words, known)))
                .flatten()
                .filter(|&bearer| self.outshines(bearer, candidate, known))
        })
    }

    /// The person of whose name the words are the last name, or the first and last without what stands between.
    fn bearer(&self, candidate: &Candidate<'_>, words: &[String]) -> Option<usize> {
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Person
                && may_be_called(candidate, d)
                && d.names.iter().any(|full| abbreviates(words, full))
        };
        let mut found = (0..self.drafts.len()).filter(|&i| fits(&self.drafts[i]));
        let first = found.next()?;
        Some(found.next().map_or(first, |second| self.nearer(candidate, first, second)))
    }

    /// The only body whose longer name begins or ends with the words: `Velka` of `Velka Energi`, `Rovers` of `Norwood Rovers`; of several
    /// the one with whose name all others begin: `Velka Energi`, not `Velka Energi Foundation`.
    fn shortened(&self, sort: Sort, words: &[String]) -> Option<usize> {
        let longer =
            |name: &&Vec<String>| name.len() > words.len() && (name.starts_with(words) || name.ends_with(words));
        let whole = |d: &Draft<'_>| d.names.iter().any(|name| name == words);
        let body = matches!(sort, Sort::Actor(ActorType::Organization) | Sort::Unknown);
        if !body || self.drafts.iter().any(whole) {
            return None;
        }
        let bodies = self.drafts.iter().enumerate().filter(|(_, d)| d.entity.kind == ActorType::Organization);
        let fitting: Vec<(usize, &Vec<String>)> =
            bodies.filter_map(|(i, d)| Some((i, d.names.iter().find(longer)?))).collect();
        let (entity, shortest) = fitting.iter().min_by_key(|(_, name)| name.len())?;
        fitting.iter().all(|(_, name)| name.starts_with(shortest)).then_some(*entity)
    }

    /// The only party of two words that begins with what the members are called after: `the Agrarians` of the `Agrarian Alliance`.
    fn called_after(&self, words: &[String]) -> Option<usize> {
        let [members] = words else { return None };
        let stem = members.strip_suffix('s').filter(|stem| stem.len() > 3)?;
        let begins =
            |name: &Vec<String>| name.len() == 2 && name[0] == stem && self.reader.words.is(&name[1], "party_name");
        let party = |d: &Draft<'_>| d.entity.kind == ActorType::Organization && d.known.is_none();
        self.only(|d| party(d) && d.names.iter().any(begins))
    }

    /// The only person whose first name a lone word is.
    fn first_named(&self, candidate: &Candidate<'_>, words: &[String], known: &[Known<'a>]) -> Option<usize> {
        let [given] = words else { return None };
        let may_be_given = self.reader.seeds.given().contains(self.reader.word(candidate.sentence, candidate.head))
            || !self.reader.is_common(&self.reader.lemma(candidate.sentence, candidate.head));
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Person && d.names.iter().any(|full| full.len() > 1 && full[0] == *given)
        };
        if may_be_given && known.is_empty() { self.only(fits) } else { None }
    }

    /// Whether the document's own bearer of a surname is meant rather than the public figure whom the surname alone calls up: it must
    /// have been named in full before.
    fn outshines(&self, bearer: usize, candidate: &Candidate<'_>, known: &[Known<'a>]) -> bool {
        let figures = known.iter().filter(|k| k.alias == AliasKind::Surname).map(|k| self.keys.get(&k.actor.key));
        let before = |c: &Candidate<'_>| (c.sentence, c.head) < (candidate.sentence, candidate.head);
        let named = || {
            self.links
                .iter()
                .zip(self.candidates)
                .any(|(link, c)| link.contains(&bearer) && bare_of(c).len() > 1 && before(c))
        };
        let told: Vec<Option<&usize>> = figures.collect();
        told.is_empty() || told.contains(&Some(&bearer)) || told.iter().all(Option::is_none) && named()
    }

    /// Of two bearers of a surname the one whose full name stands nearest before.
    fn nearer(&self, candidate: &Candidate<'_>, first: usize, second: usize) -> usize {
        let last = |entity: usize| {
            let before = |i: &usize| {
                self.links[*i].contains(&entity)
                    && (self.candidates[*i].sentence, self.candidates[*i].head) < (candidate.sentence, candidate.head)
            };
            (0..self.candidates.len()).rfind(before)
        };
        if last(second) > last(first) { second } else { first }
    }

    /// The body whose initials or leading words the name is.
    fn spelled_out(&self, candidate: &Candidate<'_>, words: &[String]) -> Option<usize> {
        let [word] = words else { return None };
        let written = self.reader.word(candidate.sentence, candidate.head);
        let shouted = written.len() > 1 && written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Organization && d.names.iter().any(|n| n.len() > 1 && is_acronym(word, n))
        };
        shouted.then(|| self.drafts.iter().position(fits)).flatten()
    }

    fn new_name(
        &mut self,
        candidate: &Candidate<'_>,
        bare: &Range<usize>,
        sort: Sort,
        known: &[Known<'a>],
    ) -> Option<usize> {
        if let Some(actor) = self.choose_known(candidate, known) {
            return Some(self.known_entity(actor));
        }
        let name = self.reader.phrase(candidate.sentence, bare);
        let kind = match sort {
            Sort::Actor(kind) => kind,
            Sort::Unknown if self.is_given(candidate, bare) => ActorType::Person,
            Sort::Unknown if self.acts(candidate) && self.is_surely_a_name(candidate) && !self.is_idle(candidate) => {
                // "Ohio waived its tax": a part of a state that acts.
                let region =
                    self.reader.seeds.place(&name).iter().any(|p| p.kind == PlaceKind::Region && p.country.is_some());
                if region { ActorType::State } else { ActorType::Organization }
            }
            Sort::Place | Sort::Unknown => return None,
        };
        let mut entity = blank(romanise::key(&name), name, kind);
        // Mr. and Mrs. of one surname are two.
        if self.keys.get(&entity.key).is_some_and(|&other| !may_be_called(candidate, &self.drafts[other])) {
            entity.key = romanise::key(self.reader.words_of(candidate.sentence, &candidate.tokens));
        }
        entity.standing = if sort == Sort::Unknown { Standing::Weak } else { Standing::Firm };
        if kind == ActorType::Person {
            entity.gender = self.given_gender(candidate.sentence, bare);
        } else {
            self.qualify(&mut entity, candidate);
        }
        Some(self.add(entity, None))
    }

    /// Gives a body whose name says only what it is the key of its state: `Supreme Court`.
    fn qualify(&self, entity: &mut Entity, candidate: &Candidate<'_>) {
        let state = || self.modifying_state(candidate).or_else(|| self.home());
        if let (true, Some(actor)) = (self.says_what_it_is(candidate), state()) {
            entity.key = format!("{}-{}", actor.key, entity.key);
            entity.country.clone_from(&actor.country);
        }
    }

    /// Whether a name tells the kind of a body and not which: `Supreme Court`, `Senate`.
    pub(super) fn says_what_it_is(&self, candidate: &Candidate<'_>) -> bool {
        let name = self.reader.words_of(candidate.sentence, &candidate.tokens).to_lowercase();
        let common = |t: usize| {
            let lemma = self.reader.lemma(candidate.sentence, t);
            let noun = self.reader.is_common(&lemma) && !self.reader.words.is(&lemma, "not_actor");
            noun || self.reader.words.is(&lemma, "quality_of_body")
        };
        !self.reader.words.is(&name, "sole_body") && candidate.tokens.clone().all(common)
    }

    /// Whether the text speaks of another state's body than the known one: `the Senate` in a report from Paraguay.
    fn is_elsewhere(&self, candidate: &Candidate<'_>, actor: &KnownActor) -> bool {
        let of_state = |state: &KnownActor| state.country == actor.country;
        let told = || self.states.is_empty() || self.states.values().any(|(_, state)| of_state(state));
        let here = self.modifying_state(candidate).map_or_else(told, of_state);
        actor.kind == ActorType::Organization && actor.country.is_some() && !here && self.says_what_it_is(candidate)
    }

    /// Which of several known bearers of a name is meant.
    fn choose_known(&self, candidate: &Candidate<'_>, known: &[Known<'a>]) -> Option<&'a KnownActor> {
        let fits =
            |k: &&Known<'a>| !self.is_elsewhere(candidate, k.actor) && is_addressed_so(candidate, k.actor.gender);
        let known: Vec<Known<'a>> = known.iter().filter(fits).cloned().collect();
        let titled = bare_of(candidate).start > candidate.tokens.start && self.titled(candidate);
        let rank = |k: &&Known<'a>| match (k.alias, k.actor.kind) {
            (AliasKind::Surname, _) if titled => 0,
            (AliasKind::Name, ActorType::Person) if titled => 0,
            (AliasKind::Name, _) => 1,
            (AliasKind::Metonym, _) => 2,
            (AliasKind::Demonym | AliasKind::People, _) => 3,
            (AliasKind::Surname, _) => 4,
        };
        let absent = |k: &Known<'a>| !self.keys.contains_key(&k.actor.key);
        let best = known.iter().min_by_key(|k| (rank(k), absent(k)))?;
        let rivals = known.iter().filter(|k| k.alias == best.alias && k.actor.key != best.actor.key).count();
        (best.alias != AliasKind::Surname || rivals == 0).then_some(best.actor)
    }

    fn titled(&self, candidate: &Candidate<'_>) -> bool {
        (candidate.tokens.start..bare_of(candidate).start)
            .any(|t| self.reader.is(candidate.sentence, t, "person") || self.reader.is(candidate.sentence, t, "title"))
    }

    fn learn_name(&mut self, index: usize, candidate: &Candidate<'_>, bare: &Range<usize>, words: Vec<String>) {
        let gender = candidate.gender;
        let state = self.title_state(candidate);
        let lemmas: Vec<String> =
            (candidate.tokens.start..bare.start).map(|t| self.reader.lemma(candidate.sentence, t)).collect();
        let name = self.reader.words_of(candidate.sentence, bare);
        let draft = &mut self.drafts[index];
        if draft.known.is_none()
            && draft.entity.kind == ActorType::Person
            && draft.names.iter().all(|n| n.len() < words.len())
        {
            draft.entity.name = one_line(name);
        }
        if !draft.names.contains(&words) {
            draft.names.push(words);
        }
        if draft.entity.gender.is_none() {
            draft.entity.gender = gender;
        }
        if draft.entity.country.is_none() {
            draft.entity.country = state;
        }
        if draft.entity.kind == ActorType::Person {
            draft.lemmas.extend(lemmas);
        }
    }

    /// The country told among the titles of a name: `Belarusian President`.
    fn title_state(&self, candidate: &Candidate<'_>) -> Option<String> {
        let bare = bare_of(candidate);
        (candidate.tokens.start..bare.start)
            .find_map(|t| self.state_at(candidate.sentence, t))
            .and_then(|actor| actor.country.clone())
    }

    fn given_gender(&self, sentence: usize, bare: &Range<usize>) -> Option<Gender> {
        self.reader.seeds.given().gender(self.reader.word(sentence, bare.start))
    }

    /// Whether a name of unknown kind is a given name alone.
    fn is_given(&self, candidate: &Candidate<'_>, bare: &Range<usize>) -> bool {
        bare.len() == 1
            && self.acts(candidate)
            && self.reader.seeds.given().contains(self.reader.word(candidate.sentence, bare.start))
    }

    /// Whether a capital shows a name: a lone word at the beginning of a sentence must be written large elsewhere too, or be read as one.
    fn is_surely_a_name(&self, candidate: &Candidate<'_>) -> bool {
        let first = |c: &Candidate<'_>| {
            let before = c.tokens.start.checked_sub(1).map(|t| self.reader.token(c.sentence, t).upos);
            before.is_none_or(|upos| upos == Upos::Punct)
        };
        let word = self.reader.word(candidate.sentence, candidate.head);
        let again = |c: &Candidate<'_>| {
            matches!(c.form, Form::Name { .. })
                && !first(c)
                && c.tokens.clone().any(|t| self.reader.word(c.sentence, t) == word)
        };
        let names = &self.reader.sentence(candidate.sentence).names;
        let is_read_so = || names.iter().any(|name| (name.start..name.end).contains(&candidate.head));
        candidate.tokens.len() > 1 || !first(candidate) || is_read_so() || self.candidates.iter().any(again)
    }

    /// Whether a list knows the name as that of nobody: `Ebola`.
    fn is_idle(&self, candidate: &Candidate<'_>) -> bool {
        self.reader.is(candidate.sentence, candidate.head, "not_actor")
    }

    /// Whether a name of unknown kind stands where one acts or is acted on, alone or beside what does.
    fn acts(&self, candidate: &Candidate<'_>) -> bool {
        let mut token = self.reader.token(candidate.sentence, candidate.head);
        if let (Relation::Appos | Relation::Conj, Some(head)) = (token.relation, token.head) {
            token = self.reader.token(candidate.sentence, head);
        }
        let relation = token.relation;
        relation.is(Relation::Nsubj)
            || matches!(relation, Relation::Obj | Relation::Iobj | Relation::OblAgent | Relation::NmodPoss)
    }

    /// Whom a word for one of a state's people means: the person named before who is of that state, or of whom no state is told.
    pub(super) fn national(&mut self, index: usize, actor: &'a KnownActor) {
        let candidate = &self.candidates[index];
        let named = |d: &Draft<'_>| d.entity.kind == ActorType::Person && !d.names.is_empty();
        let definite = candidate.start == Start::Definite;
        let compatriot = self.antecedent(candidate, &|d| named(d) && d.entity.country == actor.country);
        let told = compatriot.or_else(|| self.antecedent(candidate, &|d| named(d) && d.entity.country.is_none()));
        match told.filter(|_| definite) {
            Some(entity) => self.links[index] = vec![entity],
            None => self.link_people(index, actor),
        }
    }

    fn link_people(&mut self, index: usize, actor: &'a KnownActor) {
        let candidate = &self.candidates[index];
        if actor.kind == ActorType::Organization && self.is_whole_party(candidate) {
            let party = self.known_entity(actor);
            self.drafts[party].entity.plural = true;
            self.links[index] = vec![party];
            return;
        }
        if self.is_the_people(candidate) {
            let counted = |d: &Draft<'_>| d.people_of == Some(&actor.key) && d.entity.size.is_some();
            let group = (0..self.drafts.len()).find(|&i| counted(&self.drafts[i]));
            let entity = match group {
                Some(group) => Some(group),
                None if actor.kind == ActorType::State => Some(self.known_entity(actor)),
                None => None,
            };
            if let Some(entity) = entity {
                self.drafts[entity].entity.plural = true;
                self.links[index] = vec![entity];
                return;
            }
        }
        let phrase = self.reader.words_of(candidate.sentence, &candidate.tokens);
        let mut entity = blank(romanise::key(phrase), phrase.to_owned(), ActorType::Group);
        entity.plural = true;
        entity.country.clone_from(&actor.country);
        entity.size = candidate.count;
        if !candidate.plural {
            entity.key = format!("{}-{}-{}", entity.key, candidate.sentence + 1, candidate.head + 1);
            entity.kind = ActorType::Person;
            entity.plural = false;
            entity.standing = Standing::Weak;
        }
        let entity = self.add(entity, None);
        self.drafts[entity].people_of = Some(&actor.key);
        self.links[index] = vec![entity];
    }

    /// Whether a party's members stand for it: `Democrats refused`; not `House Democrats`, `some Democrats`.
    fn is_whole_party(&self, candidate: &Candidate<'_>) -> bool {
        let qualities = self.reader.sentence(candidate.sentence).children(candidate.head);
        let told_apart = |c: usize| is_modifier(self.reader.token(candidate.sentence, c));
        candidate.plural
            && candidate.count.is_none()
            && matches!(candidate.start, Start::Bare | Start::Definite)
            && candidate.tokens.len() == 1
            && !qualities.into_iter().any(told_apart)
    }

    /// Whether a state's people stand for it or for those of them told before: `the Americans`; not `the Americans who vote`.
    fn is_the_people(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let party = token.relation.is(Relation::Nsubj)
            || matches!(token.relation, Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent);
        let alone = !tree.children(candidate.head).any(|c| {
            !matches!(
                tree.tokens[c].relation,
                Relation::Det | Relation::Case | Relation::Punct | Relation::Cc | Relation::Conj
            )
        });
        let article =
            tree.dependents(candidate.head, Relation::Det).any(|c| tree.tokens[c].lemma.eq_ignore_ascii_case("the"));
        candidate.plural && party && alone && article
    }
}

/// In words: what a name cut short leaves out before its abbreviation, `on Homelessness` of `Youth Forum on Homelessness (YFH)`.
const LONGEST_REST: usize = 6;

/// Whether a person may be called so, a man not `Mrs.`.
fn may_be_called(candidate: &Candidate<'_>, draft: &Draft<'_>) -> bool {
    draft.entity.kind != ActorType::Person || is_addressed_so(candidate, draft.entity.gender)
}

fn is_addressed_so(candidate: &Candidate<'_>, gender: Option<Gender>) -> bool {
    candidate.gender.is_none() || gender.is_none() || candidate.gender == gender
}

fn fits_sort(draft: &Draft<'_>, sort: Sort) -> bool {
    match sort {
        Sort::Actor(kind) => draft.entity.kind == kind,
        Sort::Unknown => true,
        Sort::Place => false,
    }
}

/// Whether `words` are the last name, or first and last name, of the person called `full`.
fn abbreviates(words: &[String], full: &[String]) -> bool {
    match (words, full) {
        ([], _) | (_, []) => false,
        ([last], _) => full.len() > 1 && full.last() == Some(last),
        _ => {
            full.len() > words.len() && full.ends_with(words)
                || words.len() >= 2 && words.first() == full.first() && words.last() == full.last()
        }
    }
}

/// Whether `word` is made of the initials of `name`, small words left out or not.
fn is_acronym(word: &str, name: &[String]) -> bool {
    let initials = |skip: bool| -> String {
        let kept = name.iter().filter(|w| !skip || !matches!(&***w, "of" | "for" | "the" | "and" | "in" | "on" | "to"));
        kept.filter_map(|w| w.chars().next()).collect()
    };
    let word = word.replace('.', "");
    word.chars().count() > 1 && (word == initials(true) || word == initials(false))
}
