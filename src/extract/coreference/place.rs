//! What does a name do where it stands: act, qualify a noun, or only tell where?

use super::Registry;
use crate::{
    extract::{
        actor::MentionUse,
        mention::{Candidate, is_modifier},
    },
    language::Relation,
    record::ActorType,
    seed::{AliasKind, Known},
};

impl Registry<'_> {
    pub(super) fn name_use(&self, candidate: &Candidate<'_>, known: &[Known<'_>]) -> MentionUse {
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
            Some(p) if &*p == "on" && known.iter().all(|k| k.actor.kind == ActorType::Organization) => metonym,
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
        self.reader.token(sentence, token).relation == Relation::Obj
            && self.governed_by_motion(sentence, token)
            && !self.visits_state(sentence, token)
    }

    /// Whether someone in office visits the city, and so its state: `the minister visited | Riga`.
    fn visits_state(&self, sentence: usize, city: usize) -> bool {
        let tree = self.reader.sentence(sentence);
        let verb = tree.tokens[city].head.filter(|&h| &*tree.tokens[h].lemma == "visit");
        let subject = verb.and_then(|v| tree.dependents(v, Relation::Nsubj).next());
        let office = |t: usize| self.reader.is(sentence, t, "office_holder") || self.reader.is(sentence, t, "title");
        subject.is_some_and(|s| tree.subtree(s).into_iter().any(office))
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
}
