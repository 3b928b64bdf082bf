//! What does a set of records say together?
//!
//! [`Graph::of`] is a pure function of a *set* of records: order and duplicates do not matter, and a document is taken out by leaving
//! out its record. Actors are merged by key and by what somebody decided, actions by what they tell, exchanges by what was given. Who hangs
//! together with whom is asked of petgraph, which no public type shows; [`Graph::view`] gives all of it as sorted plain data. Nothing here reads texts or writes files.
//!
//! ```
//! use quidnunc::{graph::Graph, ontology::frame::Lexicon, record::Record};
//! let graph = Graph::of(&[Record::default()]);
//! assert_eq!(graph.view(Lexicon::shipped()).statistics.documents, 1);
//! ```

use std::collections::BTreeMap;

use crate::{error::Result, ontology::frame::Lexicon, record::Record};

mod decision;
mod exchange;
pub mod filter;
#[cfg(test)]
pub(crate) mod fixture;
mod identity;
pub mod ledger;
mod merge;
mod proposal;
mod sameness;
pub mod select;
pub mod statistics;
mod survey;
#[cfg(test)]
mod tests;
mod ties;
pub mod view;

pub use decision::{Decision, Decisions, Reference};
pub use proposal::Proposal;
pub use survey::Survey;
pub use view::View;

/// What a set of records says together.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// All but labels and statistics.
    told: View,
    proposals: Vec<Proposal>,
    remarks: Vec<String>,
}

impl Graph {
    /// Merges `records`; of records of one document the first by content counts.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Self {
        Self::decided(records, &Decisions::default()).expect("no decisions do not contradict each other")
    }

    /// As [`Graph::of`], and follows what somebody has decided on who is who.
    ///
    /// # Errors
    /// When decisions contradict each other, or do not say whom they are on: the message has file and line.
    pub fn decided<'r>(records: impl IntoIterator<Item = &'r Record>, decisions: &Decisions) -> Result<Self> {
        let records = distinct(records);
        let sameness = sameness::sameness(&records, decisions)?;
        let cast = identity::Cast::of(&records, &sameness);
        let deeds = merge::Deeds::of(&records, &cast);
        let proposals = proposal::proposals(&records, &sameness, &cast);
        let told = View {
            documents: records.iter().map(|record| document(record)).collect(),
            exchanges: exchange::exchanges(&records, &cast, &deeds),
            relations: exchange::relations(&records, &cast),
            actors: cast.actors,
            actions: deeds.actions,
            claims: deeds.claims,
            ..View::default()
        };
        Ok(Self { told, proposals, remarks: sameness.remarks })
    }

    /// Actors that may be one, without being sure; the most likely first.
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// What was decided on nobody who is here, in words.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// All of it as sorted plain data, with the labels that `lexicon` gives to classes.
    pub fn view(&self, lexicon: &Lexicon) -> View {
        let mut view = self.told.clone();
        let labels: BTreeMap<&str, &str> =
            lexicon.frames.iter().map(|frame| (frame.class.as_str(), frame.label.as_str())).collect();
        for action in &mut view.actions {
            if let Some(label) = labels.get(action.class.as_str()) {
                action.label = (*label).to_owned();
            }
        }
        view.statistics = statistics::of(&view);
        view
    }
}

/// One record a document, by document id.
fn distinct<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<&'r Record> {
    let mut by_id: BTreeMap<&str, &'r Record> = BTreeMap::new();
    for record in records {
        let kept = by_id.entry(&record.document.id).or_insert(record);
        if *kept != record && content(record) < content(kept) {
            *kept = record;
        }
    }
    by_id.into_values().collect()
}

fn content(record: &Record) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

fn document(record: &Record) -> view::Document {
    let info = record.document.clone();
    view::Document {
        id: info.id,
        source: info.source,
        title: info.title,
        publisher: info.publisher,
        published: info.published,
        language: info.language,
        counts: record.counts,
    }
}
