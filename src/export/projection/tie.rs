//! Which nodes are tied, and by what? Sixteen bytes a tie, so that a graph of millions fits.

use std::collections::BTreeSet;

use super::{Of, finder::Finder};
use crate::{
    graph::{
        View,
        view::{Exchange, Side},
    },
    record::Plover,
};

/// An edge before its facts are put together.
#[derive(Clone, Copy)]
pub(super) struct Tie {
    /// Place of the node that it leaves.
    pub(super) source: u32,
    /// Place of the node that it reaches.
    pub(super) target: u32,
    /// Place of what it stands for in the view's list of that kind.
    pub(super) of: u32,
    pub(super) role: Role,
    /// Whether an end takes part in an action without being said to.
    pub(super) is_implied: bool,
}

/// The part that one end plays in the other, or what the tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Agent,
    Patient,
    Recipient,
    Provider,
    Gives,
    Receiver,
    Action,
    Exchange,
    Relation,
}

/// Of what a tie is a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Action,
    Exchange,
    Relation,
}

impl Role {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Patient => "patient",
            Self::Recipient => "recipient",
            Self::Provider => "provider",
            Self::Gives => "gives",
            Self::Receiver => "receiver",
            Self::Action => "action",
            Self::Exchange => "exchange",
            Self::Relation => "relation",
        }
    }

    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Agent | Self::Patient | Self::Recipient | Self::Action => Kind::Action,
            Self::Provider | Self::Gives | Self::Receiver | Self::Exchange => Kind::Exchange,
            Self::Relation => Kind::Relation,
        }
    }
}

/// Nodes of actors by id.
struct Index<'n, 'v> {
    actors: &'n [Of<'v>],
    finder: Finder,
}

impl<'n, 'v> Index<'n, 'v> {
    fn of(actors: &'n [Of<'v>]) -> Self {
        Self { actors, finder: Finder::of(actors.iter().map(id_of)) }
    }

    fn get(&self, id: &str) -> Option<u32> {
        self.finder.place(self.actors, id, id_of)
    }
}

fn id_of<'n>(of: &'n Of<'_>) -> &'n str {
    match of {
        Of::Actor(actor) => &actor.id,
        Of::Action(action) => &action.id,
        Of::Exchange(exchange) => &exchange.id,
        Of::Relation(relation) => &relation.id,
    }
}

/// Who plays which part: from those who act to the action, and on to those acted on. Nodes are `actors`, then the `kept` actions, then all
/// exchanges.
pub(super) fn roles<'v>(view: &'v View, kept: &[u32], actors: &[Of<'v>]) -> Vec<Tie> {
    let index = Index::of(actors);
    let first_action = actors.len() as u32;
    let first_exchange = first_action + kept.len() as u32;
    let mut ties = Vec::with_capacity(room(view, kept));
    for (&of, here) in kept.iter().zip(first_action..) {
        let action = &view.actions[of as usize];
        let parts =
            [(Role::Agent, &action.agents), (Role::Patient, &action.patients), (Role::Recipient, &action.recipients)];
        for (role, ids) in parts {
            ties.extend(ids.iter().filter_map(|id| {
                let actor = index.get(id)?;
                let (source, target) = if role == Role::Agent { (actor, here) } else { (here, actor) };
                Some(Tie { source, target, of, role, is_implied: action.is_implied(id) })
            }));
        }
    }
    let action = |id: &str| {
        let at = view.actions.binary_search_by(|action| action.id.as_str().cmp(id)).ok()? as u32;
        Some(first_action + kept.binary_search(&at).ok()? as u32)
    };
    for ((of, exchange), here) in (0..).zip(&view.exchanges).zip(first_exchange..) {
        let actors = |list: fn(&Side) -> &Vec<String>| all(exchange, list).filter_map(|id| index.get(id));
        ties.extend(actors(|side| &side.providers).map(|at| Tie {
            source: at,
            target: here,
            of,
            role: Role::Provider,
            is_implied: false,
        }));
        let given = all(exchange, |side| &side.gives).filter_map(action);
        ties.extend(given.map(|at| Tie { source: here, target: at, of, role: Role::Gives, is_implied: false }));
        ties.extend(actors(|side| &side.receivers).map(|at| Tie {
            source: here,
            target: at,
            of,
            role: Role::Receiver,
            is_implied: false,
        }));
    }
    ties.extend(relations(view, &index));
    ties
}

/// Who acts on whom, who meets whom, and who gives to whom in an exchange.
pub(super) fn acts<'v>(view: &'v View, kept: &[u32], actors: &[Of<'v>]) -> Vec<Tie> {
    let index = Index::of(actors);
    let mut ties = Vec::with_capacity(room(view, kept));
    let mut pairs = |from: &mut dyn Iterator<Item = &'v String>, to: &BTreeSet<&'v String>, of: u32, role| {
        for one in from {
            for other in to.iter().copied().filter(|other| *other != one) {
                if let (Some(source), Some(target)) = (index.get(one), index.get(other)) {
                    let is_implied = |id| role == Role::Action && view.actions[of as usize].is_implied(id);
                    let is_implied = is_implied(one) || is_implied(other);
                    ties.push(Tie { source, target, of, role, is_implied });
                }
            }
        }
    };
    for &of in kept {
        let action = &view.actions[of as usize];
        let to: BTreeSet<&String> = action.patients.iter().chain(&action.recipients).collect();
        if to.is_empty() && is_mutual(action.kind) {
            for (next, agent) in (1..).zip(&action.agents) {
                pairs(&mut std::iter::once(agent), &action.agents[next..].iter().collect(), of, Role::Action);
            }
        }
        pairs(&mut action.agents.iter(), &to, of, Role::Action);
    }
    for (of, exchange) in (0..).zip(&view.exchanges) {
        for side in &exchange.sides {
            let others = exchange.sides.iter().filter(|other| *other != side).flat_map(|other| &other.providers);
            let to = if side.receivers.is_empty() { others.collect() } else { side.receivers.iter().collect() };
            pairs(&mut side.providers.iter(), &to, of, Role::Exchange);
        }
    }
    ties.extend(relations(view, &index));
    ties
}

/// Whether those who do it together, and to nobody else, do it with one another.
const fn is_mutual(kind: Plover) -> bool {
    matches!(kind, Plover::Agree | Plover::Consult | Plover::Cooperate)
}

/// Ids of one list over all sides, each once.
fn all<'v>(exchange: &'v Exchange, list: fn(&Side) -> &Vec<String>) -> impl Iterator<Item = &'v str> {
    let ids: BTreeSet<&'v str> = exchange.sides.iter().flat_map(list).map(String::as_str).collect();
    ids.into_iter()
}

fn relations<'v>(view: &'v View, index: &Index<'_, 'v>) -> impl Iterator<Item = Tie> {
    (0..).zip(&view.relations).filter_map(|(of, relation)| {
        let source = index.get(&relation.subject)?;
        let target = index.get(relation.object.as_deref()?)?;
        Some(Tie { source, target, of, role: Role::Relation, is_implied: false })
    })
}

/// About how many ties there are, so that the list need not move while it grows.
fn room(view: &View, kept: &[u32]) -> usize {
    let actions = kept.iter().map(|&at| &view.actions[at as usize]);
    let parts: usize = actions.map(|a| a.agents.len() + a.patients.len() + a.recipients.len()).sum();
    parts + view.relations.len()
}
