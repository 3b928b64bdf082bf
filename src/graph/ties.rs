//! What in a view hangs together? Its nodes and what ties them as an undirected petgraph graph, in which connected parts and neighbourhoods are found.

use std::collections::BTreeSet;

use petgraph::{
    algo::{connected_components, dijkstra},
    graph::{NodeIndex, UnGraph},
    visit::{EdgeFiltered, NodeFiltered},
};

use super::view::View;

/// A node of a view, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'v> {
    Document(&'v str),
    Actor(&'v str),
    Action(&'v str),
    Exchange(&'v str),
    Relation(&'v str),
}

/// Why two nodes are tied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// An actor and an action, exchange or relation.
    TakesPart,
    /// An action and an exchange in which it is given.
    IsGiven,
    /// A document and an action.
    Tells,
}

/// The nodes of a view and their ties.
pub(super) struct Ties<'v> {
    /// Sorted: nodes are added by kind, and views are sorted by id.
    nodes: Vec<Node<'v>>,
    graph: UnGraph<(), Tie>,
}

impl<'v> Ties<'v> {
    pub(super) fn of(view: &'v View) -> Self {
        let documents = view.documents.iter().map(|document| Node::Document(&document.id));
        let actors = view.actors.iter().map(|actor| Node::Actor(&actor.id));
        let actions = view.actions.iter().map(|action| Node::Action(&action.id));
        let exchanges = view.exchanges.iter().map(|exchange| Node::Exchange(&exchange.id));
        let relations = view.relations.iter().map(|relation| Node::Relation(&relation.id));
        let nodes: Vec<Node> = documents.chain(actors).chain(actions).chain(exchanges).chain(relations).collect();
        let mut graph = UnGraph::with_capacity(nodes.len(), view.claims.len());
        for _ in &nodes {
            graph.add_node(());
        }
        let mut ties = Self { nodes, graph };
        for action in &view.actions {
            let cast = action.agents.iter().chain(&action.patients).chain(&action.recipients);
            ties.tie_all(Node::Action(&action.id), cast.map(|id| Node::Actor(id)), Tie::TakesPart);
        }
        for exchange in &view.exchanges {
            let here = Node::Exchange(&exchange.id);
            for side in &exchange.sides {
                let parties = side.providers.iter().chain(&side.receivers);
                ties.tie_all(here, parties.map(|id| Node::Actor(id)), Tie::TakesPart);
                ties.tie_all(here, side.gives.iter().map(|id| Node::Action(id)), Tie::IsGiven);
            }
        }
        for relation in &view.relations {
            let ends = [&relation.subject].into_iter().chain(&relation.object);
            ties.tie_all(Node::Relation(&relation.id), ends.map(|id| Node::Actor(id)), Tie::TakesPart);
        }
        for claim in &view.claims {
            ties.tie_all(Node::Document(&claim.document), [Node::Action(&claim.action)], Tie::Tells);
        }
        ties
    }

    /// How many parts nothing ties to each other.
    pub(super) fn parts(&self) -> usize {
        connected_components(&self.graph)
    }

    /// What lies within `steps` from actor to actor of the actor with the id `center`, over those of the nodes that are `kept`.
    pub(super) fn around(&self, center: &'v str, steps: usize, kept: impl Fn(Node) -> bool) -> BTreeSet<Node<'v>> {
        let Some(center) = self.find(Node::Actor(center)) else { return BTreeSet::new() };
        let parties = EdgeFiltered::from_fn(&self.graph, |tie| *tie.weight() == Tie::TakesPart);
        let near = NodeFiltered::from_fn(&parties, |at: NodeIndex| {
            matches!(self.nodes[at.index()], Node::Actor(_)) || kept(self.nodes[at.index()])
        });
        // Between two actors lies what both take part in.
        let far = dijkstra(&near, center, None, |_| 1_usize);
        far.into_iter().filter(|(_, far)| *far <= 2 * steps).map(|(at, _)| self.nodes[at.index()]).collect()
    }

    fn tie_all(&mut self, here: Node, others: impl IntoIterator<Item = Node<'v>>, tie: Tie) {
        let Some(here) = self.find(here) else { return };
        for other in others {
            if let Some(other) = self.find(other) {
                self.graph.add_edge(here, other, tie);
            }
        }
    }

    fn find(&self, node: Node) -> Option<NodeIndex> {
        self.nodes.binary_search(&node).ok().map(NodeIndex::new)
    }
}
