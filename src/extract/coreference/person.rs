//! Which person does a singular description mean: one told before whom it fits, or a new one?

use super::{Draft, Registry, bare_of, blank};
use crate::{
    extract::{
        actor::Standing,
        mention::{Candidate, Start, is_capital},
    },
    language::{Relation, Upos},
    record::ActorType,
    romanise,
};

impl Registry<'_> {
    /// A person told by description: one named before whom it fits, or a new one.
    pub(super) fn person(&mut self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let definite = matches!(candidate.start, Start::Definite | Start::This);
        if (definite || self.is_one_ruler(candidate, lemma))
            && let Some(found) = self.described_before(candidate, lemma)
        {
            return Some(found);
        }
        // "campaigned for president", "every judge": an office or anybody.
        let small = !is_capital(self.reader.word(candidate.sentence, candidate.head));
        if candidate.start == Start::Bare && candidate.tokens.len() == 1 && small {
            return None;
        }
        let phrase = self.reader.phrase(candidate.sentence, &candidate.tokens);
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

    /// Whether a state's ruler is told of as one of its rulers: `the first meeting of | a sitting Peruvian president |`.
    fn is_one_ruler(&self, candidate: &Candidate<'_>, lemma: &str) -> bool {
        let now = |t: usize| {
            let quality = self.reader.lemma(candidate.sentence, t);
            self.names_state(candidate.sentence, t) || matches!(&*quality, "sit" | "sitting" | "serving" | "current")
        };
        candidate.start == Start::Indefinite
            && self.reader.words.is(lemma, "same_ruler")
            && self.modifying_state(candidate).is_some()
            && (candidate.tokens.start..candidate.head).all(now)
    }

    /// The last person told whom a definite description fits.
    fn described_before(&self, candidate: &Candidate<'_>, lemma: &str) -> Option<usize> {
        let state = self.modifying_state(candidate).and_then(|a| a.country.clone());
        let tree = self.reader.sentence(candidate.sentence);
        let qualities: Vec<String> = candidate
            .tokens
            .clone()
            .filter(|&t| t != candidate.head && tree.tokens[t].head == Some(candidate.head))
            .filter(|&t| match tree.tokens[t].relation {
                Relation::Amod | Relation::Compound => true,
                Relation::NmodPoss => tree.tokens[t].upos == Upos::Propn,
                _ => false,
            })
            .filter(|&t| !self.names_state(candidate.sentence, t))
            .map(|t| self.reader.lemma(candidate.sentence, t))
            .filter(|l| !self.reader.words.is(l, "quality_in_passing"))
            .collect();
        let fits = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Person
                && d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma))
                && qualities.iter().all(|q| d.lemmas.contains(q))
                && (state.is_none() || d.entity.country == state)
        };
        // "the president": of those who hold the office the one of whom the document tells most.
        let alone = self.reader.words.is(lemma, "held_by_one") && qualities.is_empty() && state.is_none();
        let holds = |e: usize| {
            let draft = &self.drafts[e];
            fits(draft) && draft.lemmas.contains(lemma)
        };
        let vice = |e: &usize| self.is_titled(*e, "vice");
        let holder = alone.then(|| self.most_told(holds).into_iter().find(|e| !vice(e))).flatten();
        let told = || self.sightings.iter().rev().map(|s| s.entity).find(|&e| fits(&self.drafts[e]));
        let later = || state.is_some().then(|| self.drafts.iter().position(fits)).flatten();
        let at_home = || state.is_some() && self.home().is_some_and(|home| home.country == state);
        holder.or_else(told).or_else(later).or_else(|| at_home().then(|| self.only_holder(lemma)).flatten())
    }

    /// Whether the word stands before a name of the entity.
    fn is_titled(&self, entity: usize, word: &str) -> bool {
        let named = self.candidates.iter().zip(&self.links).filter(|(_, link)| link.contains(&entity));
        let mut titles = named.flat_map(|(c, _)| (c.tokens.start..bare_of(c).start).map(|t| (c.sentence, t)));
        titles.any(|(sentence, t)| self.reader.lemma(sentence, t) == word)
    }

    /// The only person named with the office, if no state is told of that: `President Quispe` for `Peru's president`.
    fn only_holder(&self, lemma: &str) -> Option<usize> {
        let holds = |d: &Draft<'_>| {
            d.entity.kind == ActorType::Person
                && !d.names.is_empty()
                && d.entity.country.is_none()
                && d.known.is_none()
                && d.lemmas.iter().any(|l| self.reader.words.alike(l, lemma))
        };
        self.only(holds)
    }
}
