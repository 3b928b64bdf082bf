//! What is known of a node or an edge? Named columns, the same in every format; what is not known is empty.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    super::rdf::address::{Addresses, Node as Address},
    text::{clean, span, who},
};
use crate::{
    graph::{
        View,
        view::{Action, Actor, Attribution, Claim, Exchange, Relation},
    },
    record::{ExchangeStatus, Factuality},
};

/// Between the items of a list in one cell.
pub(in super::super) const BETWEEN: &str = " | ";

type List<'v> = Vec<Cow<'v, str>>;

/// What is known of a node or an edge; what is not known is empty.
#[derive(Default)]
pub(in super::super) struct Facts<'v> {
    pub(in super::super) iri: String,
    /// Kind of actor, class of action, kind of relation.
    pub(in super::super) class: Cow<'v, str>,
    plover: &'static str,
    cameo: Cow<'v, str>,
    status: &'static str,
    country: Cow<'v, str>,
    members: Option<f64>,
    aliases: List<'v>,
    same_as: List<'v>,
    roles: List<'v>,
    time: Cow<'v, str>,
    /// First day, ISO 8601.
    pub(in super::super) first: Option<String>,
    /// Last day, ISO 8601.
    pub(in super::super) last: Option<String>,
    quantity: Option<f64>,
    theme: List<'v>,
    place: List<'v>,
    /// `actual`, `planned`, `possible`, `conditional` or `negated`; of an actor nothing.
    pub(in super::super) factuality: &'static str,
    negated: bool,
    disputed: bool,
    /// Of an edge: whether an end takes part in the action without being said to.
    pub(in super::super) implied: bool,
    attribution: List<'v>,
    evidence: Cow<'v, str>,
    documents: List<'v>,
    /// Number of documents.
    pub(in super::super) sources: usize,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Text,
    List,
    Count,
    Number,
    Flag,
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Value<'f> {
    Unknown,
    Text(&'f str),
    /// One or more.
    List(&'f [Cow<'f, str>]),
    Count(usize),
    Number(f64),
    Flag(bool),
}

/// A fact that all nodes, or all edges, can have.
pub(in super::super) struct Column {
    pub(in super::super) name: &'static str,
    pub(in super::super) kind: Kind,
    pub(in super::super) of: for<'f, 'v> fn(&'f Facts<'v>) -> Value<'f>,
}

impl Column {
    const fn new(name: &'static str, kind: Kind, of: for<'f, 'v> fn(&'f Facts<'v>) -> Value<'f>) -> Self {
        Self { name, kind, of }
    }
}

/// The facts of nodes; names differ in any case, and none is a word that a format keeps for itself.
pub(in super::super) const NODE_COLUMNS: [Column; 23] = [
    Column::new("iri", Kind::Text, |f| text(&f.iri)),
    Column::new("class", Kind::Text, |f| text(&f.class)),
    Column::new("plover", Kind::Text, |f| text(f.plover)),
    Column::new("cameo", Kind::Text, |f| text(&f.cameo)),
    Column::new("status", Kind::Text, |f| text(f.status)),
    Column::new("country", Kind::Text, |f| text(&f.country)),
    Column::new("members", Kind::Number, |f| number(f.members)),
    Column::new("aliases", Kind::List, |f| list(&f.aliases)),
    Column::new("same_as", Kind::List, |f| list(&f.same_as)),
    Column::new("roles", Kind::List, |f| list(&f.roles)),
    Column::new("time", Kind::Text, |f| text(&f.time)),
    Column::new("first_date", Kind::Text, |f| text(f.first.as_deref().unwrap_or_default())),
    Column::new("last_date", Kind::Text, |f| text(f.last.as_deref().unwrap_or_default())),
    Column::new("quantity", Kind::Number, |f| number(f.quantity)),
    Column::new("theme", Kind::List, |f| list(&f.theme)),
    Column::new("place", Kind::List, |f| list(&f.place)),
    Column::new("factuality", Kind::Text, |f| text(f.factuality)),
    Column::new("negated", Kind::Flag, |f| Value::Flag(f.negated)),
    Column::new("disputed", Kind::Flag, |f| Value::Flag(f.disputed)),
    Column::new("attribution", Kind::List, |f| list(&f.attribution)),
    Column::new("evidence", Kind::Text, |f| text(&f.evidence)),
    Column::new("documents", Kind::List, |f| list(&f.documents)),
    Column::new("sources", Kind::Count, |f| Value::Count(f.sources)),
];

/// The facts of edges.
pub(in super::super) const EDGE_COLUMNS: [Column; 18] = [
    Column::new("iri", Kind::Text, |f| text(&f.iri)),
    Column::new("class", Kind::Text, |f| text(&f.class)),
    Column::new("plover", Kind::Text, |f| text(f.plover)),
    Column::new("cameo", Kind::Text, |f| text(&f.cameo)),
    Column::new("status", Kind::Text, |f| text(f.status)),
    Column::new("time", Kind::Text, |f| text(&f.time)),
    Column::new("first_date", Kind::Text, |f| text(f.first.as_deref().unwrap_or_default())),
    Column::new("last_date", Kind::Text, |f| text(f.last.as_deref().unwrap_or_default())),
    Column::new("quantity", Kind::Number, |f| number(f.quantity)),
    Column::new("theme", Kind::List, |f| list(&f.theme)),
    Column::new("factuality", Kind::Text, |f| text(f.factuality)),
    Column::new("negated", Kind::Flag, |f| Value::Flag(f.negated)),
    Column::new("disputed", Kind::Flag, |f| Value::Flag(f.disputed)),
    Column::new("implied", Kind::Flag, |f| Value::Flag(f.implied)),
    Column::new("attribution", Kind::List, |f| list(&f.attribution)),
    Column::new("evidence", Kind::Text, |f| text(&f.evidence)),
    Column::new("documents", Kind::List, |f| list(&f.documents)),
    Column::new("sources", Kind::Count, |f| Value::Count(f.sources)),
];

fn text(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Unknown } else { Value::Text(text) }
}

fn list<'f>(items: &'f [Cow<'f, str>]) -> Value<'f> {
    if items.is_empty() { Value::Unknown } else { Value::List(items) }
}

fn number<'f>(number: Option<f64>) -> Value<'f> {
    number.filter(|number| number.is_finite()).map_or(Value::Unknown, Value::Number)
}

impl<'v> Facts<'v> {
    pub(super) fn of_actor(view: &'v View, addresses: &Addresses, actor: &'v Actor) -> Self {
        let documents: BTreeSet<&str> = actor.mentions.iter().map(|mention| mention.document.as_str()).collect();
        Self {
            iri: iri(addresses, Address::Actor(&actor.id)),
            class: Cow::Borrowed(actor.kind.as_str()),
            country: clean(actor.country.as_deref().unwrap_or_default()),
            members: actor.size,
            aliases: cleaned(&actor.aliases),
            same_as: cleaned(&actor.same_as),
            roles: cleaned(&actor.roles),
            documents: names(view, documents.iter().copied()),
            sources: documents.len(),
            ..Self::default()
        }
    }

    /// `claims` are the action's tellings.
    pub(super) fn of_action(view: &'v View, addresses: &Addresses, action: &'v Action, claims: &[&'v Claim]) -> Self {
        let (first, last) = span(action.time.as_deref());
        let telling = claims.iter().find(|claim| claim.factuality == action.factuality).or(claims.first());
        Self {
            iri: iri(addresses, Address::Action(&action.id)),
            class: clean(&action.class),
            plover: action.kind.as_str(),
            cameo: clean(action.cameo.as_deref().unwrap_or_default()),
            time: clean(action.time.as_deref().unwrap_or_default()),
            first,
            last,
            quantity: action.quantity,
            theme: cleaned(&action.themes),
            place: cleaned(&action.places),
            factuality: action.factuality.as_str(),
            negated: action.factuality == Factuality::Negated,
            disputed: action.disputed,
            attribution: sources(view, claims.iter().map(|claim| &claim.attribution)),
            evidence: telling.map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: names(view, action.documents.iter().map(String::as_str)),
            sources: action.documents.len(),
            ..Self::default()
        }
    }

    pub(super) fn of_exchange(view: &'v View, addresses: &Addresses, exchange: &'v Exchange) -> Self {
        let given = exchange.sides.iter().flat_map(|side| &side.gives).filter_map(|id| view.action(id));
        let days: Vec<_> = given.map(|action| span(action.time.as_deref())).collect();
        let texts: BTreeSet<&str> = exchange.sides.iter().flat_map(|side| &side.texts).map(String::as_str).collect();
        let factuality = certainty(exchange.status);
        Self {
            iri: iri(addresses, Address::Exchange(&exchange.id)),
            class: Cow::Borrowed("Exchange"),
            status: exchange.status.as_str(),
            first: days.iter().filter_map(|(first, _)| first.clone()).min(),
            last: days.iter().filter_map(|(_, last)| last.clone()).max(),
            theme: texts.into_iter().map(clean).collect(),
            factuality: factuality.as_str(),
            negated: factuality == Factuality::Negated,
            disputed: exchange.disputed,
            attribution: sources(view, exchange.claims.iter().map(|claim| &claim.attribution)),
            evidence: exchange.claims.first().map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: names(view, exchange.documents.iter().map(String::as_str)),
            sources: exchange.documents.len(),
            ..Self::default()
        }
    }

    pub(super) fn of_relation(view: &'v View, addresses: &Addresses, relation: &'v Relation) -> Self {
        let documents = documents_of(relation);
        Self {
            iri: iri(addresses, Address::Relation(&relation.id)),
            class: Cow::Borrowed(relation.kind.as_str()),
            factuality: Factuality::Actual.as_str(),
            attribution: vec![Cow::Borrowed("document")],
            evidence: relation.claims.first().map(|claim| clean(&claim.evidence.text)).unwrap_or_default(),
            documents: names(view, documents.iter().copied()),
            sources: documents.len(),
            ..Self::default()
        }
    }
}

/// Ids of the documents that tell `relation`.
pub(super) fn documents_of(relation: &Relation) -> BTreeSet<&str> {
    relation.claims.iter().map(|claim| claim.document.as_str()).collect()
}

fn iri(addresses: &Addresses, node: Address<'_>) -> String {
    let mut iri = Vec::with_capacity(64);
    addresses.push(&mut iri, node);
    String::from_utf8_lossy(&iri).into_owned()
}

fn names<'v>(view: &'v View, ids: impl Iterator<Item = &'v str>) -> List<'v> {
    ids.filter_map(|id| view.document(id)).map(|document| clean(document.name())).collect()
}

fn sources<'v>(view: &'v View, mut told: impl ExactSizeIterator<Item = &'v Attribution>) -> List<'v> {
    if told.len() == 1 {
        return told.next().map(|attribution| who(view, attribution)).into_iter().collect();
    }
    let names: BTreeSet<Cow<'v, str>> = told.map(|attribution| who(view, attribution)).collect();
    names.into_iter().collect()
}

fn cleaned(items: &[String]) -> List<'_> {
    items.iter().map(|item| clean(item)).collect()
}

const fn certainty(status: ExchangeStatus) -> Factuality {
    match status {
        ExchangeStatus::Completed => Factuality::Actual,
        ExchangeStatus::Agreed => Factuality::Planned,
        ExchangeStatus::Proposed | ExchangeStatus::Possible => Factuality::Possible,
        ExchangeStatus::Denied => Factuality::Negated,
    }
}
