//! What does an analyst's tool draw? One list of nodes, one of edges, and the facts of each, the same for every tool's format.
//!
//! Nodes come in the view's order, edges in the order of what tells them. Ids are `n0` ... and `e0` ..., short and safe in every format
//! and never shared between a node and an edge; the node's address stands among its facts. Text is made free of what XML cannot
//! hold (control characters, U+FFFE, U+FFFF), once and for all formats, so that all say the same. Nothing here knows how a format looks.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Options, Profile, layout,
    rdf::{
        address::{Addresses, Node as Address},
        literal::days,
    },
};
use crate::{
    error::Result,
    graph::{
        View,
        ledger::describe,
        view::{Action, Actor, Attribution, Exchange, Relation, Side},
    },
    record::{ActorType, ExchangeStatus, Factuality, Plover},
};

/// What becomes a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Projection {
    /// Actors, actions and exchanges; who plays which part in them are the edges.
    #[default]
    Events,
    /// Actors only; an edge for each action and pair of actors.
    Actors,
}

/// Between the items of a list in one cell.
pub(super) const BETWEEN: &str = " | ";

/// Letters of an action in the label of an exchange.
const LETTERS: usize = 60;

/// A graph of nodes and edges over a view.
pub(super) struct Projected<'v> {
    view: &'v View,
    addresses: Addresses,
    nodes: Vec<Of<'v>>,
    ties: Vec<Tie<'v>>,
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

/// An edge before its facts are put together.
#[derive(Clone, Copy)]
struct Tie<'v> {
    source: u32,
    target: u32,
    role: &'static str,
    of: Of<'v>,
}

/// A node as every tool shows it.
pub(super) struct Node<'v> {
    /// `n0`, `n1`, ...
    pub(super) id: String,
    /// One line.
    pub(super) label: Cow<'v, str>,
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
    /// `e0`, `e1`, ...
    pub(super) id: String,
    /// Id of the node that it leaves.
    pub(super) source: String,
    /// Id of the node that it reaches.
    pub(super) target: String,
    /// One line.
    pub(super) label: Cow<'v, str>,
    /// Documents that tell it; at least one.
    pub(super) weight: usize,
    /// All else.
    pub(super) facts: Facts<'v>,
}

/// What is known of a node or an edge; what is not known is empty.
#[derive(Default)]
pub(super) struct Facts<'v> {
    iri: String,
    category: &'static str,
    class: Cow<'v, str>,
    plover: &'static str,
    cameo: Cow<'v, str>,
    status: &'static str,
    country: Cow<'v, str>,
    members: Option<f64>,
    aliases: String,
    same_as: String,
    roles: String,
    time: Cow<'v, str>,
    /// First day, ISO 8601.
    pub(super) first: Option<String>,
    /// Last day, ISO 8601.
    pub(super) last: Option<String>,
    quantity: Option<f64>,
    theme: Cow<'v, str>,
    place: String,
    factuality: &'static str,
    negated: bool,
    disputed: bool,
    attribution: String,
    evidence: Cow<'v, str>,
    documents: String,
    sources: usize,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Count,
    Number,
    Flag,
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'f> {
    Unknown,
    Text(&'f str),
    Count(usize),
    Number(f64),
    Flag(bool),
}

/// A fact that all nodes, or all edges, can have.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) of: for<'f, 'v> fn(&'f Facts<'v>) -> Value<'f>,
}

impl Column {
    const fn new(name: &'static str, kind: Kind, of: for<'f, 'v> fn(&'f Facts<'v>) -> Value<'f>) -> Self {
        Self { name, kind, of }
    }
}

/// The facts of nodes; names differ in any case, and none is a word that a format keeps for itself.
pub(super) const NODE_COLUMNS: [Column; 24] = [
    Column::new("iri", Kind::Text, |f| text(&f.iri)),
    Column::new("category", Kind::Text, |f| text(f.category)),
    Column::new("class", Kind::Text, |f| text(&f.class)),
    Column::new("plover", Kind::Text, |f| text(f.plover)),
    Column::new("cameo", Kind::Text, |f| text(&f.cameo)),
    Column::new("status", Kind::Text, |f| text(f.status)),
    Column::new("country", Kind::Text, |f| text(&f.country)),
    Column::new("members", Kind::Number, |f| number(f.members)),
    Column::new("aliases", Kind::Text, |f| text(&f.aliases)),
    Column::new("same_as", Kind::Text, |f| text(&f.same_as)),
    Column::new("roles", Kind::Text, |f| text(&f.roles)),
    Column::new("time", Kind::Text, |f| text(&f.time)),
    Column::new("first_date", Kind::Text, |f| text(f.first.as_deref().unwrap_or_default())),
    Column::new("last_date", Kind::Text, |f| text(f.last.as_deref().unwrap_or_default())),
    Column::new("quantity", Kind::Number, |f| number(f.quantity)),
    Column::new("theme", Kind::Text, |f| text(&f.theme)),
    Column::new("place", Kind::Text, |f| text(&f.place)),
    Column::new("factuality", Kind::Text, |f| text(f.factuality)),
    Column::new("negated", Kind::Flag, |f| Value::Flag(f.negated)),
    Column::new("disputed", Kind::Flag, |f| Value::Flag(f.disputed)),
    Column::new("attribution", Kind::Text, |f| text(&f.attribution)),
    Column::new("evidence", Kind::Text, |f| text(&f.evidence)),
    Column::new("documents", Kind::Text, |f| text(&f.documents)),
    Column::new("sources", Kind::Count, |f| Value::Count(f.sources)),
];

/// The facts of edges.
pub(super) const EDGE_COLUMNS: [Column; 18] = [
    Column::new("iri", Kind::Text, |f| text(&f.iri)),
    Column::new("category", Kind::Text, |f| text(f.category)),
    Column::new("class", Kind::Text, |f| text(&f.class)),
    Column::new("plover", Kind::Text, |f| text(f.plover)),
    Column::new("cameo", Kind::Text, |f| text(&f.cameo)),
    Column::new("status", Kind::Text, |f| text(f.status)),
    Column::new("time", Kind::Text, |f| text(&f.time)),
    Column::new("first_date", Kind::Text, |f| text(f.first.as_deref().unwrap_or_default())),
    Column::new("last_date", Kind::Text, |f| text(f.last.as_deref().unwrap_or_default())),
    Column::new("quantity", Kind::Number, |f| number(f.quantity)),
    Column::new("theme", Kind::Text, |f| text(&f.theme)),
    Column::new("factuality", Kind::Text, |f| text(f.factuality)),
    Column::new("negated", Kind::Flag, |f| Value::Flag(f.negated)),
    Column::new("disputed", Kind::Flag, |f| Value::Flag(f.disputed)),
    Column::new("attribution", Kind::Text, |f| text(&f.attribution)),
    Column::new("evidence", Kind::Text, |f| text(&f.evidence)),
    Column::new("documents", Kind::Text, |f| text(&f.documents)),
    Column::new("sources", Kind::Count, |f| Value::Count(f.sources)),
];

fn text(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Unknown } else { Value::Text(text) }
}

fn number<'f>(number: Option<f64>) -> Value<'f> {
    number.filter(|number| number.is_finite()).map_or(Value::Unknown, Value::Number)
}

impl<'v> Projected<'v> {
    /// The graph that `options` ask for. The core profile leaves out actions of no type that are given for nothing, and actors that nothing
    /// then ties to anything.
    ///
    /// # Errors
    /// When the base is no absolute address.
    pub(super) fn of(view: &'v View, options: &Options) -> Result<Self> {
        let addresses = Addresses::new(&options.base)?;
        let actions = kept_actions(view, options.profile);
        let mut nodes: Vec<Of> = kept_actors(view, options.profile, &actions).into_iter().map(Of::Actor).collect();
        if options.projection == Projection::Events {
            nodes.extend(actions.iter().copied().map(Of::Action));
            nodes.extend(view.exchanges.iter().map(Of::Exchange));
        }
        let index = index(&nodes);
        let mut ties = match options.projection {
            Projection::Events => roles(view, &actions, &index),
            Projection::Actors => acts(view, &actions, &index),
        };
        ties.extend(relations(view, &index));
        let degrees = degrees(nodes.len(), &ties);
        let actors = nodes.iter().filter(|node| matches!(node, Of::Actor(_))).count();
        let pairs: Vec<(u32, u32)> = ties.iter().map(|tie| (tie.source, tie.target)).collect();
        let places = layout::places(actors, &degrees, &pairs);
        Ok(Self { view, addresses, nodes, ties, degrees, places })
    }

    /// The nodes.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'v>> {
        self.nodes.iter().enumerate().map(|(at, &of)| Node {
            id: format!("n{at}"),
            label: self.label(of),
            colour: colour(of),
            size: (10.0 + 4.0 * f64::from(self.degrees[at]).sqrt()).min(80.0),
            place: self.places[at],
            facts: self.facts(of),
        })
    }

    /// The edges.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge<'v>> {
        self.ties.iter().enumerate().map(|(at, tie)| {
            let facts = Facts { category: tie.role, ..self.facts(tie.of) };
            Edge {
                id: format!("e{at}"),
                source: format!("n{}", tie.source),
                target: format!("n{}", tie.target),
                label: self.label_of_edge(tie),
                weight: facts.sources.max(1),
                facts,
            }
        })
    }

    fn label(&self, of: Of<'v>) -> Cow<'v, str> {
        match of {
            Of::Actor(actor) => clean(&actor.name),
            Of::Action(action) => {
                let told = format!("{}{}", describe(self.view, action), doubt(action));
                owned(told)
            }
            Of::Exchange(exchange) => {
                let sides: Vec<String> = exchange.sides.iter().map(|side| self.side(side)).collect();
                owned(format!("{} ({})", sides.join(BETWEEN), exchange.status.as_str()))
            }
            Of::Relation(relation) => clean(&relation.text),
        }
    }

    fn label_of_edge(&self, tie: &Tie<'v>) -> Cow<'v, str> {
        match (tie.role, tie.of) {
            ("action", Of::Action(action)) => owned(format!("{}{}", action.label, doubt(action))),
            ("exchange", of) => self.label(of),
            (_, Of::Relation(relation)) if relation.text.is_empty() => Cow::Borrowed(relation.kind.as_str()),
            (_, Of::Relation(relation)) => clean(&relation.text),
            (role, _) => Cow::Borrowed(role),
        }
    }

    /// "Belarus: released 123 political prisoners".
    fn side(&self, side: &Side) -> String {
        let told: Vec<String> =
            side.gives.iter().filter_map(|id| self.view.action(id)).map(|action| describe(self.view, action)).collect();
        let told = if told.is_empty() { side.texts.join(", ") } else { told.join(", ") };
        let cut = told.char_indices().nth(LETTERS).map(|(cut, _)| cut);
        let told = cut.map_or(told.clone(), |cut| format!("{}…", told[..cut].trim_end()));
        format!("{}: {told}", self.names(&side.providers))
    }

    fn names(&self, ids: &[String]) -> String {
        let names: Vec<&str> = ids.iter().filter_map(|id| self.view.actor(id)).map(|a| a.name.as_str()).collect();
        names.join(", ")
    }

    fn facts(&self, of: Of<'v>) -> Facts<'v> {
        match of {
            Of::Actor(actor) => self.facts_of_actor(actor),
            Of::Action(action) => self.facts_of_action(action),
            Of::Exchange(exchange) => self.facts_of_exchange(exchange),
            Of::Relation(relation) => self.facts_of_relation(relation),
        }
    }

    fn facts_of_actor(&self, actor: &'v Actor) -> Facts<'v> {
        let documents: BTreeSet<&str> = actor.mentions.iter().map(|mention| mention.document.as_str()).collect();
        Facts {
            iri: self.iri(Address::Actor(&actor.id)),
            category: "actor",
            class: Cow::Borrowed(actor.kind.as_str()),
            country: clean(actor.country.as_deref().unwrap_or_default()),
            members: actor.size,
            aliases: joined(&actor.aliases),
            same_as: joined(&actor.same_as),
            roles: joined(&actor.roles),
            documents: self.documents(documents.iter().copied()),
            sources: documents.len(),
            ..Facts::default()
        }
    }

    fn facts_of_action(&self, action: &'v Action) -> Facts<'v> {
        let (first, last) = span(action.time.as_deref());
        let claims = || self.view.claims_of(action);
        let telling = claims().find(|claim| claim.factuality == action.factuality).or_else(|| claims().next());
        Facts {
            iri: self.iri(Address::Action(&action.id)),
            category: "action",
            class: clean(&action.class),
            plover: action.kind.as_str(),
            cameo: clean(action.cameo.as_deref().unwrap_or_default()),
            time: clean(action.time.as_deref().unwrap_or_default()),
            first,
            last,
            quantity: action.quantity,
            theme: owned(joined(&action.themes)),
            place: joined(&action.places),
            factuality: action.factuality.as_str(),
            negated: action.factuality == Factuality::Negated,
            disputed: action.disputed,
            attribution: self.attribution(claims().map(|claim| &claim.attribution)),
            evidence: telling.map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: self.documents(action.documents.iter().map(String::as_str)),
            sources: action.documents.len(),
            ..Facts::default()
        }
    }

    fn facts_of_exchange(&self, exchange: &'v Exchange) -> Facts<'v> {
        let given = exchange.sides.iter().flat_map(|side| &side.gives).filter_map(|id| self.view.action(id));
        let days: Vec<_> = given.map(|action| span(action.time.as_deref())).collect();
        let texts: BTreeSet<String> = exchange.sides.iter().flat_map(|side| side.texts.clone()).collect();
        let factuality = certainty(exchange.status);
        Facts {
            iri: self.iri(Address::Exchange(&exchange.id)),
            category: "exchange",
            class: Cow::Borrowed("Exchange"),
            status: exchange.status.as_str(),
            first: days.iter().filter_map(|(first, _)| first.clone()).min(),
            last: days.iter().filter_map(|(_, last)| last.clone()).max(),
            theme: owned(texts.into_iter().collect::<Vec<_>>().join(BETWEEN)),
            factuality: factuality.as_str(),
            negated: factuality == Factuality::Negated,
            disputed: exchange.disputed,
            attribution: self.attribution(exchange.claims.iter().map(|claim| &claim.attribution)),
            evidence: exchange.claims.first().map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: self.documents(exchange.documents.iter().map(String::as_str)),
            sources: exchange.documents.len(),
            ..Facts::default()
        }
    }

    fn facts_of_relation(&self, relation: &'v Relation) -> Facts<'v> {
        let documents: BTreeSet<&str> = relation.claims.iter().map(|claim| claim.document.as_str()).collect();
        Facts {
            iri: self.iri(Address::Relation(&relation.id)),
            category: "relation",
            class: Cow::Borrowed(relation.kind.as_str()),
            factuality: Factuality::Actual.as_str(),
            attribution: "document".to_owned(),
            evidence: relation.claims.first().map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: self.documents(documents.iter().copied()),
            sources: documents.len(),
            ..Facts::default()
        }
    }

    fn iri(&self, node: Address<'_>) -> String {
        let mut iri = Vec::new();
        self.addresses.push(&mut iri, node);
        String::from_utf8_lossy(&iri).into_owned()
    }

    fn documents<'d>(&self, ids: impl Iterator<Item = &'d str>) -> String {
        let names: Vec<&str> = ids.filter_map(|id| self.view.document(id)).map(|document| document.name()).collect();
        clean(&names.join(BETWEEN)).into_owned()
    }

    fn attribution<'a>(&self, told: impl Iterator<Item = &'a Attribution>) -> String {
        let names: BTreeSet<String> = told.map(|attribution| who(self.view, attribution)).collect();
        names.into_iter().collect::<Vec<_>>().join(BETWEEN)
    }
}

/// Who says so: the name of an actor, a source in words, or `document`.
pub(super) fn who(view: &View, attribution: &Attribution) -> String {
    let told = match attribution {
        Attribution::Document => "document",
        Attribution::Actor(id) => view.actor(id).map_or(id.as_str(), |actor| &actor.name),
        Attribution::Words(words) => words,
    };
    clean(told).into_owned()
}

/// The first and the last day of an EDTF time, as ISO 8601; nothing where a time has no two ends.
pub(super) fn span(edtf: Option<&str>) -> (Option<String>, Option<String>) {
    let range = edtf.and_then(days).filter(|(first, last)| first <= last);
    range.map_or((None, None), |(first, last)| (Some(first.to_string()), Some(last.to_string())))
}

/// `text` with U+FFFD for each character that XML 1.0 cannot hold; carriage returns, which its readers change, too.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_foul) {
        Cow::Owned(text.chars().map(|c| if is_foul(c) { char::REPLACEMENT_CHARACTER } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_foul(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn owned<'v>(text: String) -> Cow<'v, str> {
    Cow::Owned(clean(&text).into_owned())
}

fn joined(list: &[String]) -> String {
    clean(&list.join(BETWEEN)).into_owned()
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

const fn certainty(status: ExchangeStatus) -> Factuality {
    match status {
        ExchangeStatus::Completed => Factuality::Actual,
        ExchangeStatus::Agreed => Factuality::Planned,
        ExchangeStatus::Proposed | ExchangeStatus::Possible => Factuality::Possible,
        ExchangeStatus::Denied => Factuality::Negated,
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

fn kept_actions(view: &View, profile: Profile) -> Vec<&Action> {
    let sides = view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    let given: BTreeSet<&str> = sides.flat_map(|side| &side.gives).map(String::as_str).collect();
    let keep = |a: &&Action| profile == Profile::Full || a.kind != Plover::Other || given.contains(a.id.as_str());
    view.actions.iter().filter(keep).collect()
}

fn kept_actors<'v>(view: &'v View, profile: Profile, actions: &[&Action]) -> Vec<&'v Actor> {
    let in_actions = actions.iter().flat_map(|a| a.agents.iter().chain(&a.patients).chain(&a.recipients));
    let sides = view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    let in_exchanges = sides.flat_map(|side| side.providers.iter().chain(&side.receivers));
    let tied = view.relations.iter().filter(|relation| relation.object.is_some());
    let in_relations = tied.flat_map(|relation| std::iter::once(&relation.subject).chain(&relation.object));
    let kept: BTreeSet<&str> = in_actions.chain(in_exchanges).chain(in_relations).map(String::as_str).collect();
    view.actors.iter().filter(|a| profile == Profile::Full || kept.contains(a.id.as_str())).collect()
}

/// Nodes by category and id.
type Index<'v> = BTreeMap<(&'static str, &'v str), u32>;

fn index<'v>(nodes: &[Of<'v>]) -> Index<'v> {
    let key = |of: &Of<'v>| match *of {
        Of::Actor(actor) => ("actor", actor.id.as_str()),
        Of::Action(action) => ("action", action.id.as_str()),
        Of::Exchange(exchange) => ("exchange", exchange.id.as_str()),
        Of::Relation(relation) => ("relation", relation.id.as_str()),
    };
    (0..).zip(nodes).map(|(at, of)| (key(of), at)).collect()
}

/// Who plays which part: from those who act to the action, and on to those acted on.
fn roles<'v>(view: &'v View, actions: &[&'v Action], index: &Index<'v>) -> Vec<Tie<'v>> {
    let mut ties = Vec::new();
    let mut tie = |source: (&'static str, &str), target: (&'static str, &str), role, of| {
        if let (Some(&source), Some(&target)) = (index.get(&source), index.get(&target)) {
            ties.push(Tie { source, target, role, of });
        }
    };
    for &action in actions {
        let (here, of) = (("action", action.id.as_str()), Of::Action(action));
        action.agents.iter().for_each(|id| tie(("actor", id), here, "agent", of));
        action.patients.iter().for_each(|id| tie(here, ("actor", id), "patient", of));
        action.recipients.iter().for_each(|id| tie(here, ("actor", id), "recipient", of));
    }
    for exchange in &view.exchanges {
        let (here, of) = (("exchange", exchange.id.as_str()), Of::Exchange(exchange));
        let all = |list: fn(&Side) -> &Vec<String>| -> BTreeSet<&'v str> {
            exchange.sides.iter().flat_map(list).map(String::as_str).collect()
        };
        all(|side| &side.providers).into_iter().for_each(|id| tie(("actor", id), here, "provider", of));
        all(|side| &side.gives).into_iter().for_each(|id| tie(here, ("action", id), "gives", of));
        all(|side| &side.receivers).into_iter().for_each(|id| tie(here, ("actor", id), "receiver", of));
    }
    ties
}

/// Who acts on whom, and who gives to whom in an exchange.
fn acts<'v>(view: &'v View, actions: &[&'v Action], index: &Index<'v>) -> Vec<Tie<'v>> {
    let mut ties = Vec::new();
    let mut pairs = |from: BTreeSet<&String>, to: BTreeSet<&String>, role, of| {
        for source in from {
            for target in to.iter().filter(|target| **target != source) {
                if let (Some(&source), Some(&target)) = (index.get(&("actor", source)), index.get(&("actor", target))) {
                    ties.push(Tie { source, target, role, of });
                }
            }
        }
    };
    for &action in actions {
        let to = action.patients.iter().chain(&action.recipients).collect();
        pairs(action.agents.iter().collect(), to, "action", Of::Action(action));
    }
    for exchange in &view.exchanges {
        for side in &exchange.sides {
            let others = exchange.sides.iter().filter(|other| *other != side).flat_map(|other| &other.providers);
            let to = if side.receivers.is_empty() { others.collect() } else { side.receivers.iter().collect() };
            pairs(side.providers.iter().collect(), to, "exchange", Of::Exchange(exchange));
        }
    }
    ties
}

fn relations<'v>(view: &'v View, index: &Index<'v>) -> impl Iterator<Item = Tie<'v>> {
    view.relations.iter().filter_map(|relation| {
        let source = *index.get(&("actor", relation.subject.as_str()))?;
        let target = *index.get(&("actor", relation.object.as_deref()?))?;
        Some(Tie { source, target, role: "relation", of: Of::Relation(relation) })
    })
}

fn degrees(nodes: usize, ties: &[Tie<'_>]) -> Vec<u32> {
    let mut degrees = vec![0; nodes];
    for end in ties.iter().flat_map(|tie| [tie.source, tie.target]) {
        degrees[end as usize] += 1;
    }
    degrees
}
