//! What do records hold, counted one by one, before anything is merged?
//!
//! For a look over a large collection: nothing but counts is kept, so memory does not grow with the number of documents.
//! Depends on the set of records alone, not on their order. Knows no clock: how fast it went is for others to measure.

use std::collections::BTreeMap;

use serde::Serialize;

use super::merge::spoken;
use crate::{
    ontology::Lexicon,
    record::{Action, ActorType, ExchangeStatus, Factuality, Plover, Record},
};

/// Counts over the records of documents; every key of a map is there, also where it counts nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Survey {
    /// Documents.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Sentences in them.
    pub sentences: usize,
    /// Sentences in which no action was found.
    pub sentences_without_action: usize,
    /// Actors by type, each document counted for itself.
    pub actors: BTreeMap<&'static str, usize>,
    /// Tellings by PLOVER type.
    pub actions: BTreeMap<&'static str, usize>,
    /// Tellings of a PLOVER type by factuality; those of type `OTHER` are not among them.
    pub factuality: BTreeMap<&'static str, usize>,
    /// Tellings of a PLOVER type that name nobody who acts.
    pub without_agent: usize,
    /// Tellings of a PLOVER type that name nobody acted on or given to.
    pub without_whom: usize,
    /// Tellings of a PLOVER type that somebody other than the document is said to tell.
    pub attributed: usize,
    /// Exchanges by status.
    pub exchanges: BTreeMap<&'static str, usize>,
    /// Relations.
    pub relations: usize,
    /// Tellings by a verb that no frame reads, by its lemma.
    #[serde(skip)]
    pub unread: BTreeMap<String, usize>,
}

impl Default for Survey {
    fn default() -> Self {
        fn none(names: impl IntoIterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
            names.into_iter().map(|name| (name, 0)).collect()
        }
        Self {
            documents: 0,
            words: 0,
            sentences: 0,
            sentences_without_action: 0,
            actors: none(ActorType::ALL.map(ActorType::as_str)),
            actions: none(Plover::ALL.map(Plover::as_str)),
            factuality: none(Factuality::ALL.map(Factuality::as_str)),
            without_agent: 0,
            without_whom: 0,
            attributed: 0,
            exchanges: none(ExchangeStatus::ALL.map(ExchangeStatus::as_str)),
            relations: 0,
            unread: BTreeMap::new(),
        }
    }
}

impl Survey {
    /// Counts what one record holds.
    ///
    /// ```
    /// use quidnunc::{graph::Survey, ontology::Lexicon, record::Record};
    /// let mut survey = Survey::default();
    /// survey.add(&Record::default(), Lexicon::shipped());
    /// assert_eq!(survey.documents, 1);
    /// ```
    pub fn add(&mut self, record: &Record, lexicon: &Lexicon) {
        self.documents += 1;
        self.words += record.counts.words;
        self.sentences += record.counts.sentences;
        self.sentences_without_action += record.counts.sentences_without_action;
        self.relations += record.relations.len();
        record.actors.iter().for_each(|actor| count(&mut self.actors, actor.kind.as_str()));
        record.exchanges.iter().for_each(|exchange| count(&mut self.exchanges, exchange.status.as_str()));
        record.actions.iter().for_each(|action| self.add_action(action, lexicon));
    }

    /// Which share of the sentences tells no action, between 0 and 1; 0 where there are no sentences.
    pub fn share_without_action(&self) -> f64 {
        self.sentences_without_action as f64 / self.sentences.max(1) as f64
    }

    /// The `most` verbs that are most often told and read by no frame: lemma and count, the most frequent first.
    pub fn most_unread(&self, most: usize) -> Vec<(&str, usize)> {
        let mut ranked: Vec<(&str, usize)> =
            self.unread.iter().map(|(lemma, &count)| (lemma.as_str(), count)).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        ranked.truncate(most);
        ranked
    }

    fn add_action(&mut self, action: &Action, lexicon: &Lexicon) {
        count(&mut self.actions, action.kind.as_str());
        if action.kind != Plover::Other {
            count(&mut self.factuality, action.factuality.as_str());
            self.without_agent += usize::from(action.agent.is_empty());
            self.without_whom += usize::from(action.patient.is_empty() && action.recipient.is_empty());
            self.attributed += usize::from(action.attributed_to.is_some());
        } else if !is_framed(action, lexicon) {
            *self.unread.entry(spoken(&action.class, '-')).or_insert(0) += 1;
        }
    }
}

fn count(counts: &mut BTreeMap<&'static str, usize>, name: &'static str) {
    *counts.entry(name).or_insert(0) += 1;
}

/// Whether a frame gave the action its class; without one the class is the lemma of the verb.
fn is_framed(action: &Action, lexicon: &Lexicon) -> bool {
    lexicon.frames.iter().any(|frame| frame.class == action.class && frame.label == action.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::{Draft, MEET, RELEASE};

    fn record() -> Record {
        let mut draft = Draft::new("d1", "A story");
        draft.act(RELEASE, &["belarus"], &["prisoners:123"], "Belarus released 123 prisoners.");
        draft.act(MEET, &["john-coale"], &[], "Coale met nobody.").factuality = Factuality::Negated;
        for (class, label) in [("Yodel", "yodels"), ("CoOccur", "co-occurs"), ("Yodel", "yodelled")] {
            label.clone_into(&mut draft.act((Plover::Other, class), &["john-coale"], &[], "Coale did.").label);
        }
        draft.trade(ExchangeStatus::Agreed, &[("belarus", &["e0"]), ("united-states", &[])], "In return.");
        draft.record
    }

    #[test]
    fn every_kind_is_counted() {
        let mut survey = Survey::default();
        survey.add(&record(), Lexicon::shipped());
        survey.add(&record(), Lexicon::shipped());
        assert_eq!((survey.documents, survey.sentences), (2, 2));
        assert_eq!((survey.actors["State"], survey.actors["Person"], survey.actors["Group"]), (4, 2, 2));
        assert_eq!((survey.actions["RETREAT"], survey.actions["OTHER"], survey.actions["AID"]), (2, 6, 0));
        assert_eq!((survey.factuality["actual"], survey.factuality["negated"]), (2, 2));
        assert_eq!((survey.without_agent, survey.without_whom), (0, 2));
        assert_eq!(survey.exchanges["agreed"], 2);
    }

    #[test]
    fn verbs_without_a_frame_are_named() {
        let mut survey = Survey::default();
        survey.add(&record(), Lexicon::shipped());
        assert_eq!(survey.most_unread(9), [("yodel", 2), ("co-occur", 1)]);
        assert_eq!(survey.most_unread(1).len(), 1);
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(Survey::default().share_without_action(), 0.0);
    }
}
