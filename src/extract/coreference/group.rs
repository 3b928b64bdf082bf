//! Which group does a plural description mean: one told before in like words, or a new one?

use super::{Draft, REACH, Registry, blank, salience::most};
use crate::{
    extract::{
        actor::Standing,
        mention::{Candidate, Start, members},
    },
    language::{Relation, Upos},
    record::ActorType,
    romanise,
};

impl Registry<'_> {
    /// A group: the one told before in the same words, or meant by "the prisoners", or a new one.
    pub(super) fn group(&mut self, candidate: &Candidate<'_>, lemma: &str) -> usize {
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
        let theirs = candidate.start == Start::Own && !self.modified(candidate);
        if (anaphoric || theirs)
            && candidate.count.is_none()
            && !self.modified(candidate)
            && let Some(found) =
                self.by_deed(candidate, &people).or_else(|| self.men_told(candidate, &people, anaphoric))
        {
            return found;
        }
        if let Some(same) = self.told_group(candidate, &people).or_else(|| self.counted_alike(candidate, &people)) {
            return same;
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

    /// The group that a bare plural, or most of it, means: the only of which the text has told with this noun, the last of those of whom a
    /// story has one, or one told of late that is not one of several: `prisoners`, `many prisoners`, `rebels`.
    fn told_group(&self, candidate: &Candidate<'_>, people: &str) -> Option<usize> {
        let vague = |t: usize| matches!(&*self.reader.lemma(candidate.sentence, t), "many" | "most" | "more");
        let before = candidate.tokens.start..candidate.head;
        let bare = candidate.start == Start::Bare
            && candidate.count.is_none()
            && candidate.tokens.end == candidate.head + 1
            && before.len() < 2
            && before.into_iter().all(vague)
            && !self.is_qualified(candidate);
        let same = |d: &Draft<'_>| d.entity.kind == ActorType::Group && d.noun.as_deref() == Some(people);
        let alike = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Group && d.noun.as_deref().is_some_and(|n| self.reader.words.alike(n, people))
        };
        let last = |fits: &dyn Fn(&Draft<'_>) -> bool| {
            self.sightings.iter().rev().map(|s| s.entity).find(|&e| fits(&self.drafts[e]))
        };
        let near = || {
            let near = self
                .sightings
                .iter()
                .rev()
                .take_while(|s| s.sentence + 2 * REACH >= candidate.sentence)
                .map(|s| s.entity);
            let loose = |e: &usize| same(&self.drafts[*e]) && !self.drafts[*e].specific;
            near.into_iter().find(loose).filter(|_| !self.reader.words.is(people, "vague_people"))
        };
        let once = || {
            let told = self.reader.words.is(people, "told_once");
            told.then(|| last(&same).or_else(|| last(&alike))).flatten()
        };
        if bare { self.only(same).or_else(once).or_else(near) } else { None }
    }

    /// The only group of as many of the same people: `three Portuguese engineers` after `three engineers`.
    fn counted_alike(&self, candidate: &Candidate<'_>, people: &str) -> Option<usize> {
        let count = candidate.count.filter(|&count| count > 1.0 && candidate.start != Start::Indefinite)?;
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Group && d.entity.size == Some(count) && d.noun.as_deref() == Some(people)
        };
        self.only(fits)
    }

    /// Whom "the men" means: the counted group of people told most of late.
    fn men_told(&self, candidate: &Candidate<'_>, people: &str, anaphoric: bool) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let joined = tree.dependents(candidate.head, Relation::Conj).next().is_some();
        let owns = tree.tokens[candidate.head].relation == Relation::NmodPoss;
        if people != "man" || !anaphoric || joined || owns {
            return None;
        }
        let other = |noun: &str| self.reader.words.is(noun, "female") || matches!(noun, "child" | "people");
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Group
                && d.entity.size.is_some_and(|size| size < MANY)
                && (d.people_of.is_some()
                    || d.noun.as_deref().is_some_and(|n| self.reader.words.is(n, "person") && !other(n)))
        };
        let scores = self.salience(candidate, fits);
        let told = scores.into_iter().map(|(e, score)| (e, score * self.drafts[e].told as f64)).collect();
        most(told)
    }

    /// Whether a definite group is told apart by what follows it: "the prisoners in Minsk", "the men who fled".
    fn is_qualified(&self, candidate: &Candidate<'_>) -> bool {
        let tree = self.reader.sentence(candidate.sentence);
        tree.children(candidate.head).any(|c| {
            c > candidate.head
                && (tree.tokens[c].relation.is(Relation::Nmod) || tree.tokens[c].relation.is(Relation::Acl))
        })
    }

    pub(super) fn people_lemma(&self, candidate: &Candidate<'_>, lemma: &str) -> String {
        let collects = self.reader.words.is(lemma, "collective")
            || self.reader.token(candidate.sentence, candidate.head).upos == Upos::Num;
        let member = collects.then(|| members(&self.reader, candidate.sentence, candidate.head)).flatten();
        member.map_or_else(|| lemma.to_owned(), |m| self.reader.lemma(candidate.sentence, m))
    }

    /// A group is an actor of its own where it is counted or acts, and people also where they are acted on.
    fn group_standing(&self, candidate: &Candidate<'_>, people: &str) -> Standing {
        let relation = self.reader.token(candidate.sentence, candidate.head).relation;
        let person = self.reader.words.is(people, "person") || self.reader.words.is(people, "troops");
        let vague = !self.modified(candidate) && self.reader.words.is(people, "vague_people");
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
        let phrase = self.reader.phrase(candidate.sentence, &candidate.tokens);
        let folded = romanise::key(&phrase);
        (phrase, folded)
    }
}

/// So many people are not told of as "the men".
const MANY: f64 = 100.0;
