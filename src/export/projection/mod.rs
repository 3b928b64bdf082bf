//! What does an analyst's tool draw? One list of nodes, one of edges, and the facts of each, the same for every tool's format.
//!
//! Nodes come in the view's order, edges in the order of what tells them. Ids are `n0` ... and `e0` ..., short and safe in every format
//! and never shared between a node and an edge; the node's address stands among its facts. Text is made free of what XML cannot
//! hold (control characters, U+FFFE, U+FFFF), once and for all formats, so that all say the same. Nodes and edges are made one at a
//! time: beyond the view, an edge costs sixteen bytes. Nothing here knows how a format looks.

use std::{borrow::Cow, collections::BTreeSet, fmt, rc::Rc};

use super::{
    Options, Profile, layout,
    rdf::address::{Addresses, push_number},
};
use crate::{
    error::Result,
    graph::{
        View,
        ledger::{describe, describe_by},
        view::{Action, Actor, Claim, Exchange, Relation, Side},
    },
    record::{ActorType, Factuality, Plover},
};

mod facts;
mod finder;
mod text;
mod tie;

pub(super) use facts::{BETWEEN, Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Value};
use finder::Finder;
use text::owned;
pub(super) use text::{clean, span, who};
use tie::{Role, Tie};

/// What becomes a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Projection {
    /// Actors, actions and exchanges; who plays which part in them are the edges.
    #[default]
    Events,
    /// Actors only; an edge for each action and pair of actors, who acts and who is acted on, or two who meet, agree or cooperate.
    Actors,
}

/// Letters of an action in the label of an exchange.
const LETTERS: usize = 60;

/// A graph of nodes and edges over a view.
pub(super) struct Projected<'v> {
    view: &'v View,
    addresses: Addresses,
    actors: Finder,
    claims: Finder,
    nodes: Vec<Of<'v>>,
    ties: Vec<Tie>,
    /// Edges at each node.
    degrees: Vec<u32>,
    places: Vec<(f64, f64)>,
}

/// What a node or an edge stands for.
#[derive(Clone, Copy)]
enum Of<'v> {
    Actor(&'v Actor),
    Action(&'v Action),
    Exchange(&'v Exchange),
    Relation(&'v Relation),
}

/// A node as every tool shows it.
pub(super) struct Node<'v> {
    pub(super) id: Id,
    /// One line.
    pub(super) label: Cow<'v, str>,
    /// `actor`, `action` or `exchange`.
    pub(super) category: &'static str,
    /// Red, green, blue.
    pub(super) colour: (u8, u8, u8),
    /// Diameter, in the units of the place.
    pub(super) size: f64,
    /// Place in the plane.
    pub(super) place: (f64, f64),
    /// All else.
    pub(super) facts: Facts<'v>,
}

/// An edge as every tool shows it; both ends are nodes of the same graph.
pub(super) struct Edge<'v> {
    pub(super) id: Id,
    /// The node that it leaves.
    pub(super) source: Id,
    /// The node that it reaches.
    pub(super) target: Id,
    /// One line.
    pub(super) label: Cow<'v, str>,
    /// The part that one end plays in the other, or what the tie is: `agent`, `gives`, `action`, `relation`.
    pub(super) category: &'static str,
    /// Documents that tell it; at least one.
    pub(super) weight: usize,
    /// All else; edges of one action that follow each other share it.
    pub(super) facts: Rc<Facts<'v>>,
}

impl Edge<'_> {
    /// What makes edges between the same two nodes differ: the class of an action, else the category.
    pub(super) fn kind(&self) -> &str {
        if matches!(self.category, "action" | "relation") { &self.facts.class } else { self.category }
    }
}

/// `n` and a number for a node, `e` and a number for an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(char, u32);

impl Id {
    /// Appends the id.
    pub(super) fn push(self, out: &mut Vec<u8>) {
        out.push(self.0 as u8);
        push_number(out, self.1 as usize);
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

impl<'v> Projected<'v> {
    /// The graph that `options` ask for. The core profile leaves out actions of no type that are given for nothing, and actors that nothing
    /// then ties to anything.
    ///
    /// # Errors
    /// When the base is no absolute address.
    pub(super) fn of(view: &'v View, options: &Options) -> Result<Self> {
        let addresses = Addresses::new(&options.base)?;
        let kept = kept_actions(view, options.profile);
        let mut nodes: Vec<Of> = kept_actors(view, options.profile, &kept).into_iter().map(Of::Actor).collect();
        let actors = nodes.len();
        let ties = match options.projection {
            Projection::Events => tie::roles(view, &kept, &nodes),
            Projection::Actors => tie::acts(view, &kept, &nodes),
        };
        if options.projection == Projection::Events {
            nodes.extend(kept.iter().map(|&at| Of::Action(&view.actions[at as usize])));
            nodes.extend(view.exchanges.iter().map(Of::Exchange));
        }
        let degrees = degrees(nodes.len(), &ties);
        let places = layout::places(actors, &degrees, ties.iter().map(|tie| (tie.source, tie.target)));
        let actors = Finder::of(view.actors.iter().map(|actor| actor.id.as_str()));
        let claims = Finder::of(view.claims.iter().map(|claim| claim.id.as_str()));
        Ok(Self { view, addresses, actors, claims, nodes, ties, degrees, places })
    }

    /// The nodes.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'v>> {
        (0..).zip(&self.nodes).map(|(number, &of)| {
            let at = number as usize;
            Node {
                id: Id('n', number),
                label: self.label(of),
                category: category(of),
                colour: colour(of),
                size: (10.0 + 4.0 * f64::from(self.degrees[at]).sqrt()).min(80.0),
                place: self.places[at],
                facts: self.facts(of),
            }
        })
    }

    /// The edges.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge<'v>> {
        let mut last: Option<(&Tie, Rc<Facts<'v>>)> = None;
        (0..).zip(&self.ties).map(move |(number, tie)| {
            let told = |tie: &Tie| (tie.of, tie.role.kind(), tie.is_implied);
            let shared = last.take().filter(|(before, _)| told(before) == told(tie));
            let facts = shared.map_or_else(|| Rc::new(self.facts_of_edge(tie)), |(_, facts)| facts);
            last = Some((tie, Rc::clone(&facts)));
            Edge {
                id: Id('e', number),
                source: Id('n', tie.source),
                target: Id('n', tie.target),
                label: self.label_of_edge(tie),
                category: tie.role.as_str(),
                weight: facts.sources.max(1),
                facts,
            }
        })
    }

    /// The actors among the nodes.
    pub(super) fn actors(&self) -> impl Iterator<Item = &'v Actor> {
        self.nodes.iter().filter_map(|of| if let Of::Actor(actor) = *of { Some(actor) } else { None })
    }

    /// The actions among the nodes.
    pub(super) fn actions(&self) -> impl Iterator<Item = &'v Action> {
        self.nodes.iter().filter_map(|of| if let Of::Action(action) = *of { Some(action) } else { None })
    }

    /// How many documents tell each edge, at least one, in the order of the edges.
    pub(super) fn weights(&self) -> impl Iterator<Item = usize> {
        self.ties.iter().map(|tie| match self.of_tie(tie) {
            Of::Action(action) => action.documents.len().max(1),
            Of::Exchange(exchange) => exchange.documents.len().max(1),
            Of::Relation(relation) => facts::documents_of(relation).len().max(1),
            Of::Actor(_) => 1,
        })
    }

    fn of_tie(&self, tie: &Tie) -> Of<'v> {
        let at = tie.of as usize;
        match tie.role.kind() {
            tie::Kind::Action => Of::Action(&self.view.actions[at]),
            tie::Kind::Exchange => Of::Exchange(&self.view.exchanges[at]),
            tie::Kind::Relation => Of::Relation(&self.view.relations[at]),
        }
    }

    fn facts(&self, of: Of<'v>) -> Facts<'v> {
        match of {
            Of::Actor(actor) => Facts::of_actor(self.view, &self.addresses, actor),
            Of::Action(action) => Facts::of_action(self.view, &self.addresses, action, &self.claims_of(action)),
            Of::Exchange(exchange) => Facts::of_exchange(self.view, &self.addresses, exchange),
            Of::Relation(relation) => Facts::of_relation(self.view, &self.addresses, relation),
        }
    }

    fn facts_of_edge(&self, tie: &Tie) -> Facts<'v> {
        let mut facts = self.facts(self.of_tie(tie));
        facts.implied = tie.is_implied;
        facts
    }

    fn label(&self, of: Of<'v>) -> Cow<'v, str> {
        match of {
            Of::Actor(actor) => clean(&actor.name),
            Of::Action(action) => owned(self.told(action)),
            Of::Exchange(exchange) => owned(Self::traded(self.view, exchange)),
            Of::Relation(relation) => clean(&relation.text),
        }
    }

    fn label_of_edge(&self, tie: &Tie) -> Cow<'v, str> {
        let implied = if tie.is_implied { " (implied)" } else { "" };
        match (tie.role, self.of_tie(tie)) {
            (Role::Action, Of::Action(action)) => owned(format!("{}{}{implied}", action.label, doubt(action))),
            (Role::Exchange, of) => self.label(of),
            (_, Of::Relation(relation)) if relation.text.is_empty() => Cow::Borrowed(relation.kind.as_str()),
            (_, Of::Relation(relation)) => clean(&relation.text),
            (role, _) if tie.is_implied => Cow::Owned(format!("{}{implied}", role.as_str())),
            (role, _) => Cow::Borrowed(role.as_str()),
        }
    }

    /// An action in a line, doubt behind it: "released 123 political prisoners (planned)".
    pub(super) fn told(&self, action: &'v Action) -> String {
        let actor = |id: &str| self.actors.find(&self.view.actors, id, |actor| &actor.id);
        describe_by(action, actor, &self.claims_of(action)) + &doubt(action)
    }

    fn claims_of(&self, action: &Action) -> Vec<&'v Claim> {
        let claims = action.claims.iter();
        claims.filter_map(|id| self.claims.find(&self.view.claims, id, |claim| &claim.id)).collect()
    }

    /// An exchange in a line: "Belarus: released 123 political prisoners | United States: eased sanctions (completed)"; "?" where it is left
    /// open what a side gives.
    pub(super) fn traded(view: &View, exchange: &Exchange) -> String {
        let sides: Vec<String> = exchange.sides.iter().map(|side| in_line(view, side)).collect();
        format!("{} ({})", sides.join(BETWEEN), exchange.status.as_str())
    }
}

fn in_line(view: &View, side: &Side) -> String {
    let told: Vec<String> =
        side.gives.iter().filter_map(|id| view.action(id)).map(|action| describe(view, action)).collect();
    let told = [told, side.texts.clone()].map(|words| words.join(", ")).into_iter().find(|told| !told.is_empty());
    let told = told.unwrap_or_else(|| "?".to_owned());
    let cut = told.char_indices().nth(LETTERS).map(|(cut, _)| cut);
    let told = cut.map_or(told.clone(), |cut| format!("{}…", told[..cut].trim_end()));
    let names = side.providers.iter().filter_map(|id| view.actor(id)).map(|actor| actor.name.as_str());
    format!("{}: {told}", names.collect::<Vec<_>>().join(", "))
}

const fn category(of: Of<'_>) -> &'static str {
    match of {
        Of::Actor(_) => "actor",
        Of::Action(_) => "action",
        Of::Exchange(_) => "exchange",
        Of::Relation(_) => "relation",
    }
}

/// What did not simply happen, in brackets.
fn doubt(action: &Action) -> String {
    let dispute = if action.disputed { ", disputed" } else { "" };
    match action.factuality {
        Factuality::Actual if action.disputed => " (disputed)".to_owned(),
        Factuality::Actual => String::new(),
        doubt => format!(" ({}{dispute})", doubt.as_str()),
    }
}

/// Shades of those of Okabe and Ito (2008), which the colour-blind tell apart.
const fn colour(of: Of<'_>) -> (u8, u8, u8) {
    match of {
        Of::Actor(actor) => match actor.kind {
            ActorType::Person => (86, 180, 233),
            ActorType::State => (0, 114, 178),
            ActorType::Organization => (0, 158, 115),
            ActorType::Group => (153, 153, 153),
        },
        Of::Action(action) => match action.kind {
            Plover::Other => (190, 190, 190),
            Plover::Agree
            | Plover::Consult
            | Plover::Support
            | Plover::Cooperate
            | Plover::Aid
            | Plover::Concede
            | Plover::Retreat => (240, 228, 66),
            _ => (213, 94, 0),
        },
        Of::Exchange(_) | Of::Relation(_) => (204, 121, 167),
    }
}

/// Places of the actions that are written.
fn kept_actions(view: &View, profile: Profile) -> Vec<u32> {
    let sides = view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    let given: BTreeSet<&str> = sides.flat_map(|side| &side.gives).map(String::as_str).collect();
    let keep = |a: &Action| profile == Profile::Full || a.kind != Plover::Other || given.contains(a.id.as_str());
    (0..).zip(&view.actions).filter(|(_, action)| keep(action)).map(|(at, _)| at).collect()
}

fn kept_actors<'v>(view: &'v View, profile: Profile, actions: &[u32]) -> Vec<&'v Actor> {
    if profile == Profile::Full {
        return view.actors.iter().collect();
    }
    let actions = actions.iter().map(|&at| &view.actions[at as usize]);
    let in_actions = actions.flat_map(|a| a.agents.iter().chain(&a.patients).chain(&a.recipients));
    let sides = view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    let in_exchanges = sides.flat_map(|side| side.providers.iter().chain(&side.receivers));
    let tied = view.relations.iter().filter(|relation| relation.object.is_some());
    let in_relations = tied.flat_map(|relation| std::iter::once(&relation.subject).chain(&relation.object));
    let kept: BTreeSet<&str> = in_actions.chain(in_exchanges).chain(in_relations).map(String::as_str).collect();
    view.actors.iter().filter(|actor| kept.contains(actor.id.as_str())).collect()
}

fn degrees(nodes: usize, ties: &[Tie]) -> Vec<u32> {
    let mut degrees = vec![0; nodes];
    for end in ties.iter().flat_map(|tie| [tie.source, tie.target]) {
        degrees[end as usize] += 1;
    }
    degrees
}
