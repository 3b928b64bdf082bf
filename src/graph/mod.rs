//! What does a set of records say together?
//!
//! [`Graph::of`] is a pure function of a *set* of records: order and duplicates do not matter, and a document is taken out by leaving
//! out its record. Actors are merged by key and by what somebody decided, actions by what they tell, exchanges by what was given. The graph lies on petgraph,
//! which no public type shows; [`Graph::view`] gives all of it as sorted plain data. Nothing here reads texts or writes files.
//!
//! ```
//! use quidnunc::{graph::Graph, ontology::frame::Lexicon, record::Record};
//! let graph = Graph::of(&[Record::default()]);
//! assert_eq!(graph.view(Lexicon::shipped()).statistics.documents, 1);
//! ```

use std::collections::BTreeMap;

use petgraph::{Directed, graph::NodeIndex};

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
mod time;
pub mod view;

pub use decision::{Decision, Decisions, Reference};
pub use proposal::Proposal;
pub use survey::Survey;
pub use view::View;

/// What a set of records says together.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    inner: petgraph::Graph<Node, Edge, Directed>,
    proposals: Vec<Proposal>,
    remarks: Vec<String>,
}

/// A node holds what is told of the thing itself and the ids of what it is tied to.
#[derive(Clone, Debug)]
enum Node {
    Document(view::Document),
    Actor(view::Actor),
    Action(view::Action),
    Exchange(view::Exchange),
}

/// An edge holds what belongs to the tie alone.
#[derive(Clone, Debug)]
enum Edge {
    /// Actor to action, or action to actor: who did it, and to whom.
    TakesPart,
    /// Exchange to the actors and actions of its sides.
    Stipulates,
    /// Document to action.
    Tells(Box<view::Claim>),
    /// Actor to actor; to itself where only a role is told.
    Relates(Box<view::Relation>),
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
        let mut graph = Self { proposals: proposal::proposals(&records, &sameness, &cast), ..Self::default() };
        let mut places = Places::default();
        for record in &records {
            let document = document(record);
            places.add(Kind::Document, document.id.clone(), graph.inner.add_node(Node::Document(document)));
        }
        let exchanges = exchange::exchanges(&records, &cast, &deeds);
        let relations = exchange::relations(&records, &cast);
        for actor in cast.actors {
            places.add(Kind::Actor, actor.id.clone(), graph.inner.add_node(Node::Actor(actor)));
        }
        deeds.actions.into_iter().for_each(|action| graph.add_action(action, &mut places));
        exchanges.into_iter().for_each(|exchange| graph.add_exchange(exchange, &places));
        for claim in deeds.claims {
            let ends = (places.of(Kind::Document, &claim.document), places.of(Kind::Action, &claim.action));
            graph.tie(ends, Edge::Tells(Box::new(claim)));
        }
        for relation in relations {
            let object = relation.object.as_ref().unwrap_or(&relation.subject);
            let ends = (places.of(Kind::Actor, &relation.subject), places.of(Kind::Actor, object));
            graph.tie(ends, Edge::Relates(Box::new(relation)));
        }
        graph.remarks = sameness.remarks;
        Ok(graph)
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
        let mut view = View::default();
        for node in self.inner.node_weights() {
            match node {
                Node::Document(document) => view.documents.push(document.clone()),
                Node::Actor(actor) => view.actors.push(actor.clone()),
                Node::Action(action) => view.actions.push(action.clone()),
                Node::Exchange(exchange) => view.exchanges.push(exchange.clone()),
            }
        }
        for edge in self.inner.edge_weights() {
            match edge {
                Edge::Tells(claim) => view.claims.push((**claim).clone()),
                Edge::Relates(relation) => view.relations.push((**relation).clone()),
                Edge::TakesPart | Edge::Stipulates => {}
            }
        }
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

    fn add_action(&mut self, action: view::Action, places: &mut Places) {
        let agents: Vec<_> = action.agents.iter().filter_map(|id| places.of(Kind::Actor, id)).collect();
        let targets = action.patients.iter().chain(&action.recipients);
        let targets: Vec<_> = targets.filter_map(|id| places.of(Kind::Actor, id)).collect();
        let id = action.id.clone();
        let at = self.inner.add_node(Node::Action(action));
        places.add(Kind::Action, id, at);
        agents.into_iter().for_each(|agent| self.tie((Some(agent), Some(at)), Edge::TakesPart));
        targets.into_iter().for_each(|target| self.tie((Some(at), Some(target)), Edge::TakesPart));
    }

    fn add_exchange(&mut self, exchange: view::Exchange, places: &Places) {
        let mut ends = Vec::new();
        for side in &exchange.sides {
            let parties = side.providers.iter().chain(&side.receivers);
            ends.extend(parties.filter_map(|id| places.of(Kind::Actor, id)));
            ends.extend(side.gives.iter().filter_map(|id| places.of(Kind::Action, id)));
        }
        let at = self.inner.add_node(Node::Exchange(exchange));
        ends.into_iter().for_each(|end| self.tie((Some(at), Some(end)), Edge::Stipulates));
    }

    fn tie(&mut self, ends: (Option<NodeIndex>, Option<NodeIndex>), edge: Edge) {
        if let (Some(from), Some(to)) = ends {
            self.inner.add_edge(from, to, edge);
        }
    }
}

/// Where the node of each id lies.
#[derive(Default)]
struct Places(BTreeMap<(Kind, String), NodeIndex>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Document,
    Actor,
    Action,
}

impl Places {
    fn add(&mut self, kind: Kind, id: String, at: NodeIndex) {
        self.0.insert((kind, id), at);
    }

    fn of(&self, kind: Kind, id: &str) -> Option<NodeIndex> {
        self.0.get(&(kind, id.to_owned())).copied()
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
