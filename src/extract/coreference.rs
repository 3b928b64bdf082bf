//! Which candidates of a text refer to one and the same actor?
//!
//! Names first, the longest before the short ones, so that a surname in a headline finds its bearer; then descriptions and
//! pronouns in text order, by salience: subject before object before the rest, and recency. What has no clear antecedent within
//! a few sentences stays unresolved.

use super::{
    actor::{Actors, Entity, Mention, MentionUse, Standing},
    mention::{Candidate, Form, Reader, Sort, Start, is_modifier, members},
};
use crate::{
    language::{Relation, Upos, Xpos},
    record::{ActorType, MentionKind},
    seed::{AliasKind, Gender, Known, KnownActor, romanise},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Links the candidates.
pub(crate) fn resolve(reader: &Reader<'_>, candidates: &[Candidate<'_>]) -> Actors {
    let mut registry = Registry::new(reader, candidates);
    registry.link_names();
    registry.link_appositions();
    for index in 0..candidates.len() {
        registry.link(index);
    }
    registry.finish()
}

/// An entity while it is being gathered.
struct Draft<'a> {
    entity: Entity,
    known: Option<&'a KnownActor>,
    /// Folded words of each name by which it is called.
    names: Vec<Vec<String>>,
    /// Lemmas of offices and descriptions.
    lemmas: BTreeSet<String>,
    /// Lemma of the head noun of a description.
    noun: Option<String>,
    /// How often it was mentioned so far.
    told: usize,
    /// A specific group or an indefinitely introduced person: later definite descriptions may mean it.
    specific: bool,
}

/// One sighting of an entity, for salience.
struct Sighting {
    entity: usize,
    sentence: usize,
    token: usize,
    weight: f64,
}

struct Registry<'a> {
    reader: Reader<'a>,
    candidates: &'a [Candidate<'a>],
    drafts: Vec<Draft<'a>>,
    keys: BTreeMap<String, usize>,
    /// Entities of each candidate.
    links: Vec<Vec<usize>>,
    uses: Vec<MentionUse>,
    sightings: Vec<Sighting>,
    /// Candidate at each (sentence, head).
    at: BTreeMap<(usize, usize), usize>,
}

/// How many sentences back an antecedent may stand.
const REACH: usize = 3;

impl<'a> Registry<'a> {
    fn new(reader: &Reader<'a>, candidates: &'a [Candidate<'a>]) -> Self {
        let at = candidates.iter().enumerate().map(|(i, c)| ((c.sentence, c.head), i)).collect();
        Self {
            reader: *reader,
            candidates,
            drafts: Vec::new(),
            keys: BTreeMap::new(),
            links: vec![Vec::new(); candidates.len()],
            uses: vec![MentionUse::Actor; candidates.len()],
            sightings: Vec::new(),
            at,
        }
    }

    // Names.

    fn link_names(&mut self) {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(bare_of(&self.candidates[i]).len()));
        for index in order {
            let candidate = &self.candidates[index];
            match &candidate.form {
                Form::Name { bare, sort, known } => self.link_name(index, bare, *sort, known),
                Form::Demonym(actor) => {
                    self.uses[index] = MentionUse::Modifier;
                    let entity = self.known_entity(actor);
                    self.links[index] = vec![entity];
                }
                Form::People(actor) => self.link_people(index, actor),
                Form::Noun | Form::Pronoun => {}
            }
        }
    }

    fn link_name(&mut self, index: usize, bare: &Range<usize>, sort: Sort, known: &[Known<'a>]) {
        let candidate = &self.candidates[index];
        self.uses[index] = self.name_use(candidate, known);
        if sort == Sort::Place
            || self.uses[index] == MentionUse::PlaceOnly
                && known.iter().all(|k| k.alias == AliasKind::Metonym)
                && !known.is_empty()
        {
            self.uses[index] = MentionUse::PlaceOnly;
            return;
        }
        let words = self.folded(candidate.sentence, bare);
        let entity = match self.named_before(candidate, sort, &words, known) {
            Some(entity) => Some(entity),
            None => self.new_name(candidate, bare, sort, known),
        };
        let Some(entity) = entity else { return };
        self.links[index] = vec![entity];
        self.learn_name(entity, candidate, bare, words);
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
        let same = self.drafts.iter().position(|d| d.names.iter().any(|n| n == words) && fits_sort(d, sort));
        let full_known = known.iter().any(|k| k.alias == AliasKind::Name);
        same.filter(|_| known.is_empty() || !full_known).or_else(|| {
            let person = matches!(sort, Sort::Actor(ActorType::Person | ActorType::State) | Sort::Unknown);
            let state = known.iter().any(|k| k.alias == AliasKind::Name && k.actor.kind != ActorType::Person);
            (person && (!full_known || state && self.titled(candidate)))
                .then(|| self.bearer(candidate, words))
                .flatten()
                .filter(|&bearer| self.outshines(bearer, candidate, known))
                .or_else(|| known.is_empty().then(|| self.spelled_out(candidate, words)).flatten())
        })
    }

    /// The person of whose name the words are the last name, or the first and last without what stands between.
    fn bearer(&self, candidate: &Candidate<'_>, words: &[String]) -> Option<usize> {
        let fits = |d: &Draft<'_>| {
            let gender = candidate.gender.is_none() || d.entity.gender.is_none() || candidate.gender == d.entity.gender;
            d.entity.kind == ActorType::Person && gender && d.names.iter().any(|full| abbreviates(words, full))
        };
        let mut found = (0..self.drafts.len()).filter(|&i| fits(&self.drafts[i]));
        let first = found.next()?;
        Some(found.next().map_or(first, |second| self.nearer(candidate, first, second)))
    }

    /// Whether the document's own bearer of a surname is meant rather than the public figure whom the surname alone calls up: it must
    /// have been named in full before.
    fn outshines(&self, bearer: usize, candidate: &Candidate<'_>, known: &[Known<'a>]) -> bool {
        let figure = known.iter().find(|k| k.alias == AliasKind::Surname);
        let before = |c: &Candidate<'_>| (c.sentence, c.head) < (candidate.sentence, candidate.head);
        let named = || {
            self.links
                .iter()
                .zip(self.candidates)
                .any(|(link, c)| link.contains(&bearer) && bare_of(c).len() > 1 && before(c))
        };
        figure.is_none_or(|k| {
            self.keys.get(&k.actor.key) == Some(&bearer) || !self.keys.contains_key(&k.actor.key) && named()
        })
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
        let name = self.reader.words_of(candidate.sentence, bare).to_owned();
        let kind = match sort {
            Sort::Actor(kind) => kind,
            Sort::Unknown if self.acts(candidate) => ActorType::Organization,
            Sort::Place | Sort::Unknown => return None,
        };
        let mut entity = blank(romanise::key(&name), name, kind);
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
        let common = candidate.tokens.clone().all(|t| {
            let lemma = self.reader.lemma(candidate.sentence, t);
            !self.reader.words.class_of(&lemma).is_empty()
                || matches!(
                    &*lemma,
                    "supreme"
                        | "foreign"
                        | "national"
                        | "defence"
                        | "defense"
                        | "interior"
                        | "of"
                        | "federal"
                        | "high"
                        | "central"
                        | "constitutional"
                        | "affairs"
                        | "state"
                )
        });
        if let (true, Some(actor)) = (common, self.modifying_state(candidate)) {
            entity.key = format!("{}-{}", actor.key, entity.key);
            entity.country.clone_from(&actor.country);
        }
    }

    /// Which of several known bearers of a name is meant.
    fn choose_known(&self, candidate: &Candidate<'_>, known: &[Known<'a>]) -> Option<&'a KnownActor> {
        let titled = bare_of(candidate).start > candidate.tokens.start && self.titled(candidate);
        let rank = |k: &&Known<'a>| match (k.alias, k.actor.kind) {
            (AliasKind::Surname, _) if titled => 0,
            (AliasKind::Name, ActorType::Person) if titled => 0,
            (AliasKind::Name, _) => 1,
            (AliasKind::Metonym, _) => 2,
            (AliasKind::Demonym | AliasKind::People, _) => 3,
            (AliasKind::Surname, _) => 4,
        };
        let best = known.iter().min_by_key(rank)?;
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
            name.clone_into(&mut draft.entity.name);
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

    /// The state that a single word names or is the demonym of.
    fn state_at(&self, sentence: usize, token: usize) -> Option<&'a KnownActor> {
        let index = *self.at.get(&(sentence, token))?;
        let candidate: &'a Candidate<'a> = &self.candidates[index];
        match &candidate.form {
            Form::Demonym(actor) | Form::People(actor) => Some(*actor),
            Form::Name { known, .. } => known.iter().map(|k| k.actor).find(|a| a.kind == ActorType::State),
            Form::Noun | Form::Pronoun => None,
        }
    }

    fn given_gender(&self, sentence: usize, bare: &Range<usize>) -> Option<Gender> {
        self.reader.seeds.given().gender(self.reader.word(sentence, bare.start))
    }

    /// Whether a name of unknown kind stands where one acts or is acted on.
    fn acts(&self, candidate: &Candidate<'_>) -> bool {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        relation.is(Relation::Nsubj)
            || matches!(relation, Relation::Obj | Relation::Iobj | Relation::OblAgent | Relation::NmodPoss)
    }

    fn is_agent(&self, candidate: &Candidate<'_>) -> bool {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        matches!(relation, Relation::Nsubj | Relation::OblAgent)
    }

    fn link_people(&mut self, index: usize, actor: &'a KnownActor) {
        let candidate = &self.candidates[index];
        let phrase = self.reader.words_of(candidate.sentence, &candidate.tokens);
        let mut entity = blank(romanise::key(phrase), phrase.to_owned(), ActorType::Group);
        entity.plural = true;
        entity.country.clone_from(&actor.country);
        entity.size = candidate.count;
        if !candidate.plural && candidate.start == Start::Indefinite {
            entity.kind = ActorType::Person;
            entity.plural = false;
            entity.standing = Standing::Weak;
        }
        let entity = self.add(entity, None);
        self.links[index] = vec![entity];
    }

    fn known_entity(&mut self, actor: &'a KnownActor) -> usize {
        if let Some(&index) = self.keys.get(&actor.key) {
            return index;
        }
        let mut entity = blank(actor.key.clone(), actor.name.clone(), actor.kind);
        entity.same_as = actor.wikidata.iter().map(|id| format!("http://www.wikidata.org/entity/{id}")).collect();
        entity.country.clone_from(&actor.country);
        entity.roles.clone_from(&actor.roles);
        let words: Vec<String> = romanise::fold(&actor.name).split_whitespace().map(str::to_owned).collect();
        if actor.kind == ActorType::Person {
            let first = actor.name.split_whitespace().next().unwrap_or_default();
            entity.gender = actor.gender.or_else(|| self.reader.seeds.given().gender(first));
        }
        let roles = actor.roles.iter().flat_map(|role| role.split_whitespace()).map(str::to_lowercase).collect();
        let index = self.add(entity, Some(actor));
        self.drafts[index].names.push(words);
        self.drafts[index].lemmas = roles;
        index
    }

    fn add(&mut self, entity: Entity, known: Option<&'a KnownActor>) -> usize {
        if let Some(&index) = self.keys.get(&entity.key) {
            return index;
        }
        self.keys.insert(entity.key.clone(), self.drafts.len());
        let lemmas = BTreeSet::new();
        self.drafts.push(Draft { entity, known, names: Vec::new(), lemmas, noun: None, told: 0, specific: false });
        self.drafts.len() - 1
    }

    // What a name does where it stands.

    fn name_use(&self, candidate: &Candidate<'_>, known: &[Known<'_>]) -> MentionUse {
        let token = self.reader.token(candidate.sentence, candidate.head);
        if is_modifier(token) && token.head.is_some_and(|h| h > candidate.head) {
            return MentionUse::Modifier;
        }
        let state = known.iter().any(|k| k.actor.kind == ActorType::State || k.alias == AliasKind::Metonym);
        if state && self.is_where(candidate, known) { MentionUse::PlaceOnly } else { MentionUse::Actor }
    }

    /// Whether a state's or a city's name tells where something is.
    fn is_where(&self, candidate: &Candidate<'_>, known: &[Known<'_>]) -> bool {
        let sentence = candidate.sentence;
        let head = self.first_conjunct(sentence, candidate.head);
        let metonym = known.iter().all(|k| k.alias == AliasKind::Metonym);
        let place = metonym && known.iter().any(|k| k.actor.name != self.reader.words_of(sentence, &candidate.tokens));
        match self.reader.preposition(sentence, head) {
            Some(p) if self.reader.words.is(&p, "locative") => true,
            Some(p) if place && matches!(&*p, "to" | "from" | "of" | "for" | "towards" | "on") => {
                self.governed_by_motion(sentence, head)
            }
            None if place => {
                self.is_dateline(sentence, head)
                    || self.object_of_motion(sentence, head)
                    || self.beside_place(sentence, head)
            }
            _ => false,
        }
    }

    fn first_conjunct(&self, sentence: usize, token: usize) -> usize {
        let t = self.reader.token(sentence, token);
        match t.head {
            Some(h) if t.relation == Relation::Conj && self.reader.preposition(sentence, token).is_none() => h,
            _ => token,
        }
    }

    fn governed_by_motion(&self, sentence: usize, token: usize) -> bool {
        self.reader.token(sentence, token).head.is_some_and(|h| self.reader.is(sentence, h, "motion"))
    }

    fn object_of_motion(&self, sentence: usize, token: usize) -> bool {
        self.reader.token(sentence, token).relation == Relation::Obj && self.governed_by_motion(sentence, token)
    }

    /// `the capital, Minsk` and `Minsk, Belarus`.
    fn beside_place(&self, sentence: usize, token: usize) -> bool {
        let tree = self.reader.sentence(sentence);
        let t = &tree.tokens[token];
        let city = |i: usize| matches!(&*self.reader.lemma(sentence, i), "capital" | "city" | "town");
        let beside = t.relation == Relation::Appos && t.head.is_some_and(city);
        beside || tree.dependents(token, Relation::Appos).any(|a| city(a) || self.state_at(sentence, a).is_some())
    }

    /// `MINSK, May 3 (Agency) —`.
    fn is_dateline(&self, sentence: usize, token: usize) -> bool {
        let tree = self.reader.sentence(sentence);
        let dash = |t: usize| matches!(self.reader.word(sentence, t), "—" | "–" | "-" | "--" | "(");
        token <= 1
            && (token + 1..tree.tokens.len().min(token + 8)).any(dash)
            && !tree.tokens[token].relation.is(Relation::Nsubj)
    }

    // Appositions, copulas, brackets.

    /// Ties a description to the name that it stands beside, before other descriptions are read.
    fn link_appositions(&mut self) {
        for index in 0..self.candidates.len() {
            let candidate = &self.candidates[index];
            if let (true, Some(entity)) = (matches!(candidate.form, Form::Noun), self.beside(candidate)) {
                self.links[index] = vec![entity];
                let lemma = self.reader.lemma(candidate.sentence, candidate.head);
                let country = self.modifying_state(candidate).and_then(|a| a.country.clone());
                let draft = &mut self.drafts[entity];
                draft.lemmas.insert(lemma);
                if draft.entity.gender.is_none() {
                    draft.entity.gender = candidate.gender;
                }
                if draft.entity.country.is_none() && draft.entity.kind == ActorType::Person {
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
        let called = tree.children(candidate.head).find(|&c| {
            matches!(&*tree.tokens[c].lemma, "name" | "call" | "dub") && tree.tokens[c].relation == Relation::Acl
        });
        let called = called.and_then(|c| {
            tree.children(c).find(|&o| matches!(tree.tokens[o].relation, Relation::Obj | Relation::Xcomp))
        });
        let near = [above, below, subject, called].into_iter().flatten();
        let near = near.filter_map(|t| self.at.get(&(sentence, t)).copied()).chain(self.before_comma(candidate));
        let named = near.into_iter().find(|&i| self.is_real_name(i));
        let entity = *self.links[named?].first()?;
        self.may_describe(candidate, entity).then_some(entity)
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

    /// The candidates of a sentence.
    fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.at.range((sentence, 0)..(sentence + 1, 0)).map(|(_, &i)| i)
    }

    /// The persons named directly after a plural office: `opposition leaders Rosa Quispe and Juan Mamani`.
    fn bearers_of(&self, candidate: &Candidate<'_>) -> Vec<usize> {
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

    fn is_person_name(&self, index: usize) -> bool {
        self.is_real_name(index) && self.drafts[self.links[index][0]].entity.kind == ActorType::Person
    }

    fn is_real_name(&self, index: usize) -> bool {
        matches!(self.candidates[index].form, Form::Name { .. }) && self.links[index].len() == 1
    }

    fn may_describe(&self, candidate: &Candidate<'_>, entity: usize) -> bool {
        let is = |class| self.reader.is(candidate.sentence, candidate.head, class);
        if candidate.plural {
            return false;
        }
        match self.drafts[entity].entity.kind {
            ActorType::Person => is("person") || is("spouse") || is("relative"),
            ActorType::State => is("country") || is("ally") || is("side"),
            ActorType::Organization => is("organisation") || is("group"),
            ActorType::Group => false,
        }
    }

    fn subject_of_copula(&self, sentence: usize, predicate: usize) -> Option<usize> {
        let tree = self.reader.sentence(sentence);
        let negated = tree.children(predicate).any(|c| matches!(&*tree.tokens[c].lemma, "not" | "no" | "never"));
        tree.dependents(predicate, Relation::Cop).next().filter(|_| !negated)?;
        tree.dependents(predicate, Relation::Nsubj).next()
    }

    // Descriptions and pronouns, in text order.

    fn link(&mut self, index: usize) {
        let candidate = &self.candidates[index];
        if self.links[index].is_empty() {
            self.links[index] = match candidate.form {
                Form::Noun => self.describe(candidate),
                Form::Pronoun => self.antecedents(candidate),
                _ => Vec::new(),
            };
        }
        let weight = self.weight(index);
        for &entity in &self.links[index] {
            let draft = &mut self.drafts[entity];
            draft.told += 1;
            if draft.entity.kind == ActorType::Person && draft.entity.gender.is_none() {
                draft.entity.gender = candidate.gender;
            }
            self.sightings.push(Sighting { entity, sentence: candidate.sentence, token: candidate.head, weight });
        }
    }

    /// How much a mention brings its entity to mind.
    fn weight(&self, index: usize) -> f64 {
        let candidate = &self.candidates[index];
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        match self.uses[index] {
            MentionUse::Modifier => 0.4,
            MentionUse::PlaceOnly => 0.5,
            MentionUse::Actor if relation.is(Relation::Nsubj) => 3.0,
            MentionUse::Actor
                if matches!(relation, Relation::Obj | Relation::Iobj | Relation::OblAgent | Relation::Root) =>
            {
                2.0
            }
            MentionUse::Actor => 1.2,
        }
    }

    fn describe(&mut self, candidate: &Candidate<'a>) -> Vec<usize> {
        let lemma = self.reader.lemma(candidate.sentence, candidate.head);
        let is = |class: &str| self.reader.words.is(&lemma, class);
        if let Some(pair) = self.both(candidate, &lemma) {
            return pair;
        }
        let bearers = if candidate.plural && is("person") { self.bearers_of(candidate) } else { Vec::new() };
        if !bearers.is_empty() {
            return bearers;
        }
        if let Some(states) = self.governments(candidate, &lemma) {
            return states;
        }
        if let Some(entity) = self.government(candidate, &lemma) {
            return vec![entity];
        }
        if is("country") && !candidate.plural && !is("group") || lemma == "nation" && !candidate.plural {
            return self.country(candidate).into_iter().collect();
        }
        if candidate.plural && !is("mass_body") {
            return if is("side") && !is("person") && !is("organisation") && !self.modified(candidate) {
                Vec::new()
            } else {
                vec![self.group(candidate, &lemma)]
            };
        }
        if is("person") && !is("organisation") {
            return self.person(candidate, &lemma).into_iter().collect();
        }
        if is("organisation") || is("group") || is("collective") {
            self.body(candidate, &lemma).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn modified(&self, candidate: &Candidate<'_>) -> bool {
        candidate.tokens.start < candidate.head
    }

    /// "both countries", "the two leaders": the two that were told last.
    fn both(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let both = tree
            .children(candidate.head)
            .any(|c| c < candidate.head && &*tree.tokens[c].lemma.to_lowercase() == "both");
        let two = candidate.count == Some(2.0) && matches!(candidate.start, Start::Definite | Start::This);
        if !(both || two) || !self.reader.words.is(lemma, "side") {
            return None;
        }
        let pair = self.last_two(candidate, |kind| match () {
            () if self.reader.words.is(lemma, "country")
                || matches!(lemma, "government" | "capital" | "neighbor" | "neighbour" | "power" | "superpower") =>
            {
                kind == ActorType::State
            }
            () if self.reader.words.is(lemma, "person") && lemma != "ally" => kind == ActorType::Person,
            () if self.reader.words.is(lemma, "organisation") && lemma != "party" => kind == ActorType::Organization,
            () => matches!(kind, ActorType::State | ActorType::Organization),
        });
        Some(pair)
    }

    fn last_two(&self, candidate: &Candidate<'_>, fits: impl Fn(ActorType) -> bool) -> Vec<usize> {
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence);
        let mut pair = Vec::new();
        for sighting in near.filter(|s| fits(self.drafts[s.entity].entity.kind) && s.weight > 0.3) {
            if pair.len() < 2 && !pair.contains(&sighting.entity) {
                pair.push(sighting.entity);
            }
        }
        pair.reverse();
        if pair.len() == 2 { pair } else { Vec::new() }
    }

    /// The states of "the governments of Peru and Chile".
    fn governments(&mut self, candidate: &Candidate<'a>, lemma: &str) -> Option<Vec<usize>> {
        let tree = self.reader.sentence(candidate.sentence);
        let of = members(&self.reader, candidate.sentence, candidate.head)
            .filter(|_| candidate.plural && self.reader.words.is(lemma, "government"))?;
        let named = std::iter::once(of).chain(tree.dependents(of, Relation::Conj));
        let actors: Vec<_> =
            named.filter_map(|t| self.state_at(candidate.sentence, t)).filter(|a| a.kind == ActorType::State).collect();
        (actors.len() > 1).then(|| actors.into_iter().map(|a| self.known_entity(a)).collect())
    }

    /// The state meant by "Belarusian authorities", "the Minsk regime", "Lukashenko's government", "the government".
    fn government(&mut self, candidate: &Candidate<'a>, lemma: &str) -> Option<usize> {
        if !self.reader.words.is(lemma, "government")
            || candidate.count.is_some()
            || lemma == "official" && !candidate.plural
            || candidate.start == Start::Indefinite
        {
            return None;
        }
        if self.reader.words.is(lemma, "administration")
            && let Some(person) = self.modifying_person(candidate)
        {
            return Some(self.administration(candidate, person));
        }
        if matches!(lemma, "official" | "policymaker") && self.is_of_a_body(candidate) {
            return None;
        }
        if let Some(actor) = self.modifying_state(candidate) {
            return (actor.kind == ActorType::State || lemma != "official")
                .then(|| self.known_entity(actor))
                .filter(|_| actor.kind == ActorType::State);
        }
        if let Some(person) =
            self.modifying_person(candidate).filter(|_| self.reader.words.is(lemma, "bare_government"))
        {
            let country = self.drafts[person].entity.country.clone();
            return country.and_then(|code| self.state_with_code(&code)).map(|actor| self.known_entity(actor));
        }
        let bare = self.reader.words.is(lemma, "bare_government")
            && !self.modified(candidate)
            && candidate.start != Start::Bare
            || lemma == "authority" && !self.modified(candidate) && candidate.plural;
        let named = |kind: ActorType, lemma: &str| kind == ActorType::Organization && lemma == "administration";
        if lemma == "administration" && candidate.start != Start::Bare {
            return self
                .sightings
                .iter()
                .rev()
                .map(|s| s.entity)
                .find(|&e| named(self.drafts[e].entity.kind, self.drafts[e].noun.as_deref().unwrap_or("")));
        }
        bare.then(|| self.salient(candidate, |d| d.entity.kind == ActorType::State)).flatten()
    }

    /// Whether a body stands between the state and the noun: `Bush administration officials`, `U.S. aviation officials`.
    fn is_of_a_body(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let between = |t: usize| {
            let common = tree.tokens[t].upos == Upos::Noun
                && !matches!(&*self.reader.lemma(candidate.sentence, t), "government" | "regime" | "state");
            let named = tree.tokens[t].upos == Upos::Propn && !self.names_state(candidate.sentence, t);
            tree.tokens[t].relation == Relation::Compound && (common || named)
        };
        (candidate.tokens.start..candidate.head).any(between)
    }

    fn administration(&mut self, candidate: &Candidate<'_>, person: usize) -> usize {
        let last = self.drafts[person].entity.name.split_whitespace().last().unwrap_or_default().to_owned();
        let name = format!("{last} {}", self.reader.lemma(candidate.sentence, candidate.head));
        let mut entity = blank(romanise::key(&name), name, ActorType::Organization);
        entity.country.clone_from(&self.drafts[person].entity.country);
        let index = self.add(entity, None);
        self.drafts[index].noun = Some("administration".to_owned());
        index
    }

    /// The state before a noun, possessing it, or after its "of", "in".
    fn modifying_state(&self, candidate: &Candidate<'_>) -> Option<&'a KnownActor> {
        let tree = self.reader.sentence(candidate.sentence);
        let near = |c: usize| {
            let token = &tree.tokens[c];
            let after = c > candidate.head
                && matches!(self.reader.preposition(candidate.sentence, c).as_deref(), Some("of" | "in"));
            is_modifier(token) || token.relation == Relation::NmodPoss || after && token.relation.is(Relation::Nmod)
        };
        let direct = tree
            .children(candidate.head)
            .filter(|&c| near(c))
            .find_map(|c| self.state_at(candidate.sentence, c).or_else(|| self.state_meant(candidate.sentence, c)));
        direct.or_else(|| {
            candidate
                .tokens
                .clone()
                .filter(|&t| t != candidate.head && is_modifier(&tree.tokens[t]))
                .find_map(|t| self.state_at(candidate.sentence, t))
        })
    }

    /// The state meant by a possessor that is a description or pronoun: `its military`, `the country's military`.
    fn state_meant(&self, sentence: usize, token: usize) -> Option<&'a KnownActor> {
        let owner = self.owner_of(*self.at.get(&(sentence, token))?)?;
        let draft = &self.drafts[owner];
        draft.known.filter(|_| draft.entity.kind == ActorType::State)
    }

    /// The person before a noun, possessing it, or after its "of".
    fn modifying_person(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let near = tree
            .children(candidate.head)
            .filter(|&c| is_modifier(&tree.tokens[c]) || tree.tokens[c].relation.is(Relation::Nmod));
        let linked = near.filter_map(|c| self.at.get(&(candidate.sentence, c))).flat_map(|&i| self.owner_of(i));
        linked.into_iter().find(|&e| self.drafts[e].entity.kind == ActorType::Person)
    }

    /// The entity of a possessor, looked up for a pronoun that was not read yet.
    fn owner_of(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        self.links[index].first().copied().or_else(|| {
            matches!(candidate.form, Form::Pronoun).then(|| self.antecedents(candidate).first().copied()).flatten()
        })
    }

    fn state_with_code(&self, code: &str) -> Option<&'a KnownActor> {
        self.reader.seeds.actors().iter().find(|a| a.kind == ActorType::State && a.country.as_deref() == Some(code))
    }

    fn country(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let definite = matches!(candidate.start, Start::Definite | Start::This) && !self.modified(candidate);
        let recent = || {
            self.sightings
                .iter()
                .rev()
                .take_while(|s| s.sentence + REACH >= candidate.sentence)
                .find(|s| self.drafts[s.entity].entity.kind == ActorType::State)
        };
        if candidate.start == Start::Own {
            let owner = self.modifying_person(candidate)?;
            let code = self.drafts[owner].entity.country.clone()?;
            return self
                .drafts
                .iter()
                .position(|d| d.entity.kind == ActorType::State && d.entity.country.as_deref() == Some(&*code));
        }
        definite.then(recent).flatten().map(|s| s.entity)
    }

    /// The most salient entity of those that fit.
    fn salient(&self, candidate: &Candidate<'_>, fits: impl Fn(&Draft<'_>) -> bool) -> Option<usize> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence);
        for s in near.filter(|s| fits(&self.drafts[s.entity])) {
            let distance = (candidate.sentence - s.sentence) as i32;
            *scores.entry(s.entity).or_default() += s.weight * 0.45_f64.powi(distance);
        }
        scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(entity, _)| entity)
    }

    /// A group: the one told before in the same words, or meant by "the prisoners", or a new one.
    fn group(&mut self, candidate: &Candidate<'_>, lemma: &str) -> usize {
        let (phrase, key) = self.group_key(candidate);
        let people = self.people_lemma(candidate, lemma);
        let anaphoric = matches!(candidate.start, Start::Definite | Start::This)
            && !(candidate.start == Start::Definite && self.is_qualified(candidate));
        let before = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Group && d.noun.as_deref().is_some_and(|n| self.reader.words.alike(n, &people))
        };
        let counted = |d: &Draft<'_>| candidate.count.is_none() || d.entity.size == candidate.count;
        if anaphoric
            && let Some(found) = self
                .sightings
                .iter()
                .rev()
                .map(|s| s.entity)
                .find(|&e| before(&self.drafts[e]) && counted(&self.drafts[e]))
        {
            return found;
        }
        if let Some(only) = self.only_group(candidate, &people) {
            return only;
        }
        let mut entity = blank(key, phrase, ActorType::Group);
        entity.plural = true;
        entity.size = candidate.count;
        entity.country = self.modifying_state(candidate).and_then(|a| a.country.clone());
        entity.standing = self.group_standing(candidate, &people);
        if candidate.start == Start::Indefinite && self.keys.contains_key(&entity.key) {
            entity.key = format!("{}-{}", entity.key, candidate.sentence + 1);
        }
        let index = self.add(entity, None);
        self.drafts[index].noun = Some(people);
        self.drafts[index].specific |= candidate.count.is_some() || candidate.start == Start::Indefinite;
        index
    }

    /// The group that a bare plural means where the text has told of only one with this noun: `prisoners`.
    fn only_group(&self, candidate: &Candidate<'_>, people: &str) -> Option<usize> {
        let bare = candidate.start == Start::Bare
            && candidate.count.is_none()
            && candidate.tokens.len() == 1
            && !self.is_qualified(candidate);
        let mut same = (0..self.drafts.len()).filter(|&i| {
            self.drafts[i].entity.kind == ActorType::Group && self.drafts[i].noun.as_deref() == Some(people)
        });
        let first = same.next().filter(|_| bare)?;
        same.next().is_none().then_some(first)
    }

    /// Whether a definite group is told apart by what follows it: "the prisoners in Minsk", "the men who fled".
    fn is_qualified(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        tree.children(candidate.head).any(|c| {
            c > candidate.head
                && (tree.tokens[c].relation.is(Relation::Nmod) || tree.tokens[c].relation.is(Relation::Acl))
        })
    }

    fn people_lemma(&self, candidate: &Candidate<'_>, lemma: &str) -> String {
        let collects = self.reader.words.is(lemma, "collective")
            || self.reader.token(candidate.sentence, candidate.head).upos == Upos::Num;
        let member = collects.then(|| members(&self.reader, candidate.sentence, candidate.head)).flatten();
        member.map_or_else(|| lemma.to_owned(), |m| self.reader.lemma(candidate.sentence, m))
    }

    /// A group is an actor of its own where it is counted or acts, and people also where they are acted on.
    fn group_standing(&self, candidate: &Candidate<'_>, people: &str) -> Standing {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        let person = self.reader.words.is(people, "person") || self.reader.words.is(people, "troops");
        let vague = !self.modified(candidate)
            && matches!(
                people,
                "people"
                    | "person"
                    | "man"
                    | "woman"
                    | "child"
                    | "member"
                    | "leader"
                    | "family"
                    | "human"
                    | "figure"
                    | "individual"
                    | "reader"
                    | "user"
                    | "player"
                    | "other"
            );
        let party = relation.is(Relation::Nsubj)
            || person
                && matches!(
                    relation,
                    Relation::Obj
                        | Relation::Iobj
                        | Relation::Obl
                        | Relation::OblAgent
                        | Relation::Nmod
                        | Relation::NmodPoss
                        | Relation::Conj
                        | Relation::Root
                );
        if candidate.count.is_some() || party && !vague { Standing::Firm } else { Standing::Weak }
    }

    /// The phrase of a group and its key: count, then the folded words.
    fn group_key(&self, candidate: &Candidate<'_>) -> (String, String) {
        let phrase = self.reader.words_of(candidate.sentence, &candidate.tokens).to_owned();
        let folded = romanise::key(&phrase);
        (phrase, folded)
    }

    /// A person told by description: one named before whom it fits, or a new one.
    fn person(&mut self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let definite = matches!(candidate.start, Start::Definite | Start::This);
        if definite && let Some(found) = self.described_before(candidate, lemma) {
            return Some(found);
        }
        let phrase = self.reader.words_of(candidate.sentence, &candidate.tokens).to_owned();
        let key = romanise::key(&phrase);
        let key = if definite || self.modified(candidate) {
            key
        } else {
            format!("{key}-{}-{}", candidate.sentence + 1, candidate.head + 1)
        };
        let mut entity = blank(key, phrase, ActorType::Person);
        entity.standing = Standing::Weak;
        entity.gender = candidate.gender;
        entity.country = self.modifying_state(candidate).and_then(|a| a.country.clone());
        let index = self.add(entity, None);
        self.drafts[index].noun = Some(lemma.to_owned());
        self.drafts[index].lemmas.insert(lemma.to_owned());
        Some(index)
    }

    /// The last person told whom a definite description fits.
    fn described_before(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let state = self.modifying_state(candidate).and_then(|a| a.country.clone());
        let tree = self.reader.sentence(candidate.sentence);
        let qualities: Vec<String> = candidate
            .tokens
            .clone()
            .filter(|&t| {
                t != candidate.head
                    && tree.tokens[t].head == Some(candidate.head)
                    && matches!(tree.tokens[t].relation, Relation::Amod | Relation::Compound)
            })
            .filter(|&t| self.state_at(candidate.sentence, t).is_none())
            .map(|t| self.reader.lemma(candidate.sentence, t))
            .filter(|l| {
                !matches!(
                    &**l,
                    "former"
                        | "current"
                        | "new"
                        | "then"
                        | "late"
                        | "old"
                        | "veteran"
                        | "longtime"
                        | "outgoing"
                        | "young"
                )
            })
            .collect();
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Person
                && d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma))
                && qualities.iter().all(|q| d.lemmas.contains(q))
                && (state.is_none() || d.entity.country == state)
        };
        let named = self.sightings.iter().rev().map(|s| s.entity).find(|&e| fits(&self.drafts[e]));
        named.or_else(|| state.is_some().then(|| self.drafts.iter().position(fits)).flatten())
    }

    /// A body told by description: one named before whom it fits, or a new one.
    fn body(&mut self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let definite = matches!(candidate.start, Start::Definite | Start::This);
        if definite && let Some(found) = self.body_before(candidate, lemma) {
            return Some(found);
        }
        let phrase = self.reader.words_of(candidate.sentence, &candidate.tokens).to_owned();
        let people = self.people_lemma(candidate, lemma);
        let gathers = people != lemma;
        let group = gathers
            || self.reader.words.is(lemma, "group")
                && !self.reader.words.is(lemma, "organisation")
                && !self.reader.words.is(lemma, "mass_body");
        let mut entity =
            blank(romanise::key(&phrase), phrase, if group { ActorType::Group } else { ActorType::Organization });
        let state = self.modifying_state(candidate);
        entity.country = state.and_then(|a| a.country.clone());
        entity.standing =
            if gathers || self.reader.words.is(lemma, "mass_body") { Standing::Firm } else { Standing::Weak };
        entity.plural = group || self.reader.words.is(lemma, "group");
        if let Some(actor) = state.filter(|_| self.reader.words.is(lemma, "state_body")) {
            entity.key = self.state_body_key(candidate, actor);
            entity.standing = if self.is_agent(candidate) { Standing::Firm } else { Standing::Weak };
        }
        if candidate.start == Start::Indefinite && self.keys.contains_key(&entity.key) {
            entity.key = format!("{}-{}", entity.key, candidate.sentence + 1);
        }
        let index = self.add(entity, None);
        self.drafts[index].noun = Some(people);
        self.drafts[index].lemmas.insert(lemma.to_owned());
        Some(index)
    }

    /// `belarus-foreign-ministry` for "the Belarusian Foreign Ministry" and "the Foreign Ministry of Belarus".
    fn state_body_key(&self, candidate: &Candidate<'_>, actor: &KnownActor) -> String {
        let tree = self.reader.sentence(candidate.sentence);
        let own = |&t: &usize| {
            let token = &tree.tokens[t];
            t <= candidate.head
                && !self.names_state(candidate.sentence, t)
                && token.xpos != Xpos::Pos
                && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj)
        };
        let words: Vec<String> =
            candidate.tokens.clone().filter(own).map(|t| self.reader.lemma(candidate.sentence, t)).collect();
        format!("{}-{}", actor.key, romanise::key(&words.join(" ")))
    }

    /// Whether the word is part of a state's name or demonym.
    fn names_state(&self, sentence: usize, token: usize) -> bool {
        self.in_sentence(sentence).map(|i| &self.candidates[i]).any(|c| {
            c.tokens.contains(&token) && !matches!(c.form, Form::Noun) && self.state_at(sentence, c.head).is_some()
        })
    }

    fn body_before(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let fits = |e: usize| {
            let d = &self.drafts[e];
            let named = d.names.iter().flatten().any(|w| w == lemma)
                || d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma));
            matches!(d.entity.kind, ActorType::Organization | ActorType::Group)
                && (named || d.noun.as_deref().is_some_and(|n| self.reader.words.alike(n, lemma)))
        };
        if self.modified(candidate) {
            return None;
        }
        let near =
            self.sightings.iter().rev().take_while(|s| s.sentence + 2 * REACH >= candidate.sentence).map(|s| s.entity);
        let found = near.clone().find(|&e| fits(e));
        let company =
            matches!(lemma, "company" | "firm" | "organisation" | "organization" | "agency" | "group" | "party");
        let any = || {
            near.take(8)
                .find(|&e| self.drafts[e].entity.kind == ActorType::Organization && !self.drafts[e].names.is_empty())
        };
        found.or_else(|| company.then(any).flatten()).or_else(|| {
            (lemma == "group")
                .then(|| {
                    self.sightings
                        .iter()
                        .rev()
                        .take(6)
                        .map(|s| s.entity)
                        .find(|&e| self.drafts[e].entity.kind == ActorType::Group)
                })
                .flatten()
        })
    }

    // Pronouns.

    fn antecedents(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let word = self.reader.word(candidate.sentence, candidate.head).to_lowercase();
        let one = |fits: &dyn Fn(&Draft<'_>) -> bool| self.antecedent(candidate, fits).into_iter().collect::<Vec<_>>();
        match &*word {
            "who" | "whom" | "whose" | "which" | "that" => self.relative(candidate).into_iter().collect(),
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" => {
                self.speaker(candidate).into_iter().collect()
            }
            "he" | "him" | "his" | "himself" => one(&|d| is_person(d) && d.entity.gender != Some(Gender::Female)),
            "she" | "her" | "hers" | "herself" => one(&|d| is_person(d) && d.entity.gender != Some(Gender::Male)),
            "it" | "its" | "itself" if self.is_empty_it(candidate) => Vec::new(),
            "it" | "its" | "itself" => one(&|d| {
                matches!(d.entity.kind, ActorType::State | ActorType::Organization)
                    || d.entity.kind == ActorType::Group && !d.entity.plural
            }),
            "they" | "them" | "their" | "theirs" | "themselves" => self.several(candidate),
            _ => Vec::new(),
        }
    }

    /// "It is likely that": a subject that stands for nothing.
    fn is_empty_it(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let clausal = |h: usize| {
            tree.children(h).any(|c| {
                matches!(tree.tokens[c].relation, Relation::Csubj | Relation::Cop)
                    || tree.tokens[c].relation.is(Relation::Csubj)
            })
        };
        token.relation == Relation::Expl
            || &*token.lemma == "it" && token.relation.is(Relation::Nsubj) && token.head.is_some_and(clausal)
    }

    fn antecedent(&self, candidate: &Candidate<'_>, fits: &dyn Fn(&Draft<'_>) -> bool) -> Option<usize> {
        let barred = self.co_arguments(candidate);
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let before = |s: &&Sighting| (s.sentence, s.token) < (candidate.sentence, candidate.head);
        let near = self.sightings.iter().rev().take_while(|s| s.sentence + REACH >= candidate.sentence).filter(before);
        for s in near.filter(|s| fits(&self.drafts[s.entity]) && !barred.contains(&s.entity) && s.weight > 0.4) {
            let distance = (candidate.sentence - s.sentence) as i32;
            let clause = if s.sentence == candidate.sentence { self.same_clause(candidate, s.token) } else { 1.0 };
            *scores.entry(s.entity).or_default() += s.weight * clause * 0.5_f64.powi(distance);
        }
        if let Some(subject) = self.subject_after(candidate).filter(|&e| fits(&self.drafts[e])) {
            *scores.entry(subject).or_default() += 3.0;
        }
        let known = scores.into_iter().map(|(e, score)| (e, score * self.likelihood(candidate, e)));
        let best = known.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best.1 >= 0.2).then_some(best.0)
    }

    /// Entities told often are meant more often, and those whose gender is known to fit more than those of unknown gender.
    fn likelihood(&self, candidate: &Candidate<'_>, entity: usize) -> f64 {
        let told = self.drafts[entity].told.min(8) as f64;
        let gender =
            if candidate.gender.is_some() && candidate.gender == self.drafts[entity].entity.gender { 1.6 } else { 1.0 };
        gender * (1.0 + 0.12 * told)
    }

    /// The named subject that follows a pronoun in a phrase or clause before it: "In his speech, Smith said".
    fn subject_after(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let subject = tree.dependents(tree.root()?, Relation::Nsubj).next().filter(|&s| s > candidate.head)?;
        let fronted = |c: usize| {
            matches!(tree.tokens[c].relation, Relation::Obl | Relation::Advcl | Relation::OblUnmarked)
                && tree.dominates(c, candidate.head)
        };
        let index = *self.at.get(&(candidate.sentence, subject))?;
        let named = tree.children(tree.root()?).any(fronted) && self.is_real_name(index);
        named.then(|| self.links[index][0])
    }

    /// A possessive is most often the subject's of its own clause.
    fn same_clause(&self, candidate: &Candidate<'_>, token: usize) -> f64 {
        let tree = self.reader.sentence(candidate.sentence);
        let governor = tree.tokens[token].head;
        let subject = tree.tokens[token].relation.is(Relation::Nsubj);
        match governor {
            Some(g) if subject && tree.dominates(g, candidate.head) => 1.6,
            _ => 1.0,
        }
    }

    /// Entities that the pronoun cannot mean, being arguments of the same verb.
    fn co_arguments(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let token = &tree.tokens[candidate.head];
        let reflexive = token.span.of(self.reader.text).to_lowercase().ends_with("sel")
            || token.lemma.ends_with("self")
            || token.lemma.ends_with("selves");
        if reflexive || token.relation == Relation::NmodPoss || token.relation.is(Relation::Nsubj) {
            return Vec::new();
        }
        let Some(verb) = token.head else { return Vec::new() };
        let arguments = tree.children(verb).filter(|&c| {
            c != candidate.head
                && (tree.tokens[c].relation.is(Relation::Nsubj) || tree.tokens[c].relation == Relation::Obj)
        });
        arguments
            .filter_map(|c| self.at.get(&(candidate.sentence, c)))
            .flat_map(|&i| self.links[i].iter().copied())
            .collect()
    }

    /// "they": people of the last plural subject, a conjunction of names, or a body.
    fn several(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let plural = |d: &Draft<'_>| d.entity.plural || d.entity.kind == ActorType::Group;
        if let Some(pair) = self.conjoined(candidate) {
            return pair;
        }
        let found = self
            .antecedent(candidate, &plural)
            .or_else(|| self.antecedent(candidate, &|d| d.entity.kind == ActorType::Organization));
        found.into_iter().collect()
    }

    /// The members of a conjoined subject of this sentence or the one before, when no group stands nearer.
    fn conjoined(&self, candidate: &Candidate<'_>) -> Option<Vec<usize>> {
        let last = self
            .sightings
            .iter()
            .rev()
            .find(|s| s.sentence + 1 >= candidate.sentence && self.drafts[s.entity].entity.plural);
        let from = last.map_or((candidate.sentence.saturating_sub(1), 0), |s| (s.sentence, s.token));
        let subjects =
            self.sightings.iter().filter(|s| (s.sentence, s.token) > from && s.sentence + 1 >= candidate.sentence);
        for s in subjects.filter(|s| s.weight >= 3.0) {
            let tree = self.reader.sentence(s.sentence);
            let others: Vec<usize> = tree
                .dependents(s.token, Relation::Conj)
                .filter_map(|c| self.at.get(&(s.sentence, c)))
                .flat_map(|&i| self.links[i].first().copied())
                .collect();
            if !others.is_empty() {
                return Some([vec![s.entity], others].concat());
            }
        }
        None
    }

    /// The noun that a relative clause describes.
    fn relative(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let mut at = candidate.head;
        while let Some(head) = tree.tokens[at].head {
            if tree.tokens[at].relation == Relation::AclRelcl {
                return self.at.get(&(candidate.sentence, head)).and_then(|&i| self.links[i].first().copied());
            }
            at = head;
        }
        None
    }

    /// Who speaks the quotation in which the word stands.
    fn speaker(&self, candidate: &Candidate<'_>) -> Option<usize> {
        if !self.is_quoted(candidate.sentence, candidate.head) {
            return None;
        }
        let near = [Some(candidate.sentence), candidate.sentence.checked_sub(1), Some(candidate.sentence + 1)];
        near.into_iter().flatten().filter(|&s| s < self.reader.analysis.sentences.len()).find_map(|s| self.reporter(s))
    }

    /// The subject of a verb of saying outside quotation marks.
    fn reporter(&self, sentence: usize) -> Option<usize> {
        let tree = self.reader.sentence(sentence);
        let verbs = (0..tree.tokens.len())
            .filter(|&t| tree.tokens[t].upos == Upos::Verb && self.reader.is(sentence, t, "saying"));
        let subjects =
            verbs.flat_map(|v| tree.dependents(v, Relation::Nsubj)).filter(|&s| !self.is_quoted(sentence, s));
        subjects.filter_map(|s| self.at.get(&(sentence, s))).find_map(|&i| self.owner_of(i))
    }

    fn is_quoted(&self, sentence: usize, token: usize) -> bool {
        let before = &self.reader.text[..self.reader.token(sentence, token).span.start];
        let paragraph = before.rfind("\n\n").map_or(before, |at| &before[at..]);
        let curly = paragraph.matches('“').count() > paragraph.matches('”').count();
        curly || paragraph.matches('"').count() % 2 == 1
    }

    // The result.

    fn finish(self) -> Actors {
        let mut mentions = Vec::new();
        for (index, candidate) in self.candidates.iter().enumerate() {
            mentions.extend(self.mentions_of(index, candidate));
        }
        mentions.sort_by_key(|m: &Mention| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        let mut entities: Vec<Entity> = self.drafts.into_iter().map(|d| d.entity).collect();
        for (index, entity) in entities.iter_mut().enumerate() {
            let adjectival = mentions.iter().filter(|m| m.entities.contains(&index)).all(|m| {
                m.kind == MentionKind::Name && m.use_ == MentionUse::Modifier && is_adjective(&self.reader, m)
            });
            if adjectival {
                entity.standing = Standing::Adjective;
            }
        }
        reorder(entities, mentions)
    }

    /// The whole phrase; for a name with titles also the bare name.
    fn mentions_of(&self, index: usize, candidate: &Candidate<'_>) -> Vec<Mention> {
        let kind = match candidate.form {
            Form::Noun => MentionKind::Nominal,
            Form::Pronoun => MentionKind::Pronoun,
            _ => MentionKind::Name,
        };
        let of = |tokens: &Range<usize>| Mention {
            sentence: candidate.sentence,
            head: candidate.head,
            tokens: tokens.clone(),
            span: self.reader.span(candidate.sentence, tokens),
            kind,
            entities: self.links[index].clone(),
            use_: self.uses[index],
        };
        let bare = bare_of(candidate);
        let mut found = vec![of(&candidate.tokens)];
        if let (Form::Noun, Some(end)) = (&candidate.form, self.complement_end(candidate)) {
            found.insert(0, of(&(candidate.tokens.start..end)));
        }
        if bare != candidate.tokens {
            found.push(of(&bare));
        }
        found
    }

    /// The word after the prepositional phrase that directly follows a description: `diplomats | in Vilnius |`.
    fn complement_end(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let after = |c: &usize| *c >= candidate.tokens.end && tree.tokens[*c].relation.is(Relation::Nmod);
        let noun = tree.dependents(candidate.head, Relation::Nmod).find(after)?;
        let phrase = tree.subtree(noun);
        let stop = |t: usize| {
            !phrase.contains(&t) || tree.tokens[t].upos == Upos::Punct || tree.tokens[t].relation.is(Relation::Acl)
        };
        let end = (candidate.tokens.end..tree.tokens.len()).find(|&t| stop(t)).unwrap_or(tree.tokens.len());
        (end > noun).then_some(end)
    }
}

fn is_adjective(reader: &Reader<'_>, mention: &Mention) -> bool {
    reader.known(mention.sentence, &mention.tokens).iter().any(|k| k.alias == AliasKind::Demonym)
}

fn is_person(draft: &Draft<'_>) -> bool {
    draft.entity.kind == ActorType::Person
}

fn fits_sort(draft: &Draft<'_>, sort: Sort) -> bool {
    match sort {
        Sort::Actor(kind) => draft.entity.kind == kind,
        Sort::Unknown => true,
        Sort::Place => false,
    }
}

/// The name without titles; the whole phrase of what is no name.
fn bare_of(candidate: &Candidate<'_>) -> Range<usize> {
    match &candidate.form {
        Form::Name { bare, .. } => bare.clone(),
        _ => candidate.tokens.clone(),
    }
}

fn blank(key: String, name: String, kind: ActorType) -> Entity {
    Entity {
        key,
        name,
        kind,
        same_as: Vec::new(),
        roles: Vec::new(),
        country: None,
        size: None,
        gender: None,
        plural: false,
        standing: Standing::Firm,
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

/// Numbers entities by their first mention and drops those without any.
fn reorder(entities: Vec<Entity>, mut mentions: Vec<Mention>) -> Actors {
    let mut order: Vec<usize> = Vec::new();
    for &entity in mentions.iter().flat_map(|m| &m.entities) {
        if !order.contains(&entity) {
            order.push(entity);
        }
    }
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    for mention in &mut mentions {
        mention.entities.iter_mut().for_each(|e| *e = place[e]);
    }
    let mut entities: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let kept = order.iter().filter_map(|&old| entities[old].take()).collect();
    Actors { entities: kept, mentions, ties: Vec::new() }
}
