//! How much is there of everything? Counts over a view.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ties::Ties, view::View};

/// Counts over one view; keys are the names that records use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Documents.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Sentences in them.
    pub sentences: usize,
    /// Sentences in which no action was found.
    pub sentences_without_action: usize,
    /// Actors.
    pub actors: usize,
    /// Actors by type.
    pub actors_by_type: BTreeMap<String, usize>,
    /// Mentions of actors.
    pub mentions: usize,
    /// Actions.
    pub actions: usize,
    /// Actions by PLOVER type.
    pub actions_by_type: BTreeMap<String, usize>,
    /// Actions by what their tellings make of them together.
    pub actions_by_factuality: BTreeMap<String, usize>,
    /// Actions that some telling affirms and another denies.
    pub actions_disputed: usize,
    /// Actions that more than one document tells.
    pub actions_shared: usize,
    /// Tellings of actions.
    pub claims: usize,
    /// Exchanges.
    pub exchanges: usize,
    /// Exchanges by status.
    pub exchanges_by_status: BTreeMap<String, usize>,
    /// Relations.
    pub relations: usize,
    /// Relations by type.
    pub relations_by_type: BTreeMap<String, usize>,
    /// Parts of the graph that nothing ties to each other.
    pub components: usize,
    /// The actors that take part in most actions, most first: id and number of actions.
    pub most_active: Vec<(String, usize)>,
}

/// How many actors [`Statistics::most_active`] names.
const MOST_ACTIVE: usize = 10;

/// Counts what is in `view`.
pub fn of(view: &View) -> Statistics {
    Statistics {
        documents: view.documents.len(),
        words: view.documents.iter().map(|document| document.counts.words).sum(),
        sentences: view.documents.iter().map(|document| document.counts.sentences).sum(),
        sentences_without_action: view.documents.iter().map(|document| document.counts.sentences_without_action).sum(),
        actors: view.actors.len(),
        actors_by_type: tally(view.actors.iter().map(|actor| actor.kind.as_str())),
        mentions: view.actors.iter().map(|actor| actor.mentions.len()).sum(),
        actions: view.actions.len(),
        actions_by_type: tally(view.actions.iter().map(|action| action.kind.as_str())),
        actions_by_factuality: tally(view.actions.iter().map(|action| action.factuality.as_str())),
        actions_disputed: view.actions.iter().filter(|action| action.disputed).count(),
        actions_shared: view.actions.iter().filter(|action| action.documents.len() > 1).count(),
        claims: view.claims.len(),
        exchanges: view.exchanges.len(),
        exchanges_by_status: tally(view.exchanges.iter().map(|exchange| exchange.status.as_str())),
        relations: view.relations.len(),
        relations_by_type: tally(view.relations.iter().map(|relation| relation.kind.as_str())),
        components: Ties::of(view).parts(),
        most_active: most_active(view),
    }
}

fn tally<'v>(names: impl Iterator<Item = &'v str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.to_owned()).or_insert(0) += 1;
    }
    counts
}

fn most_active(view: &View) -> Vec<(String, usize)> {
    let participants = view.actions.iter().flat_map(|action| {
        let mut all: Vec<&str> = action.participants().collect();
        all.sort_unstable();
        all.dedup();
        all
    });
    let mut ranked: Vec<(String, usize)> = tally(participants).into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(MOST_ACTIVE);
    ranked
}
