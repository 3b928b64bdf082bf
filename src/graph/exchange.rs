//! Which tellings tell the same exchange, and which the same relation?
//!
//! Two exchanges are the same when their sides can be paired so that the providers of each pair agree, and either the actions given by
//! every pair overlap once actions are merged, or some pair shares one that can be told from others of its kind: "prisoners for
//! relief" in general is not the release of 123 for one relief. Relations are the same when kind, subject, object and words are.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use petgraph::unionfind::UnionFind;

use super::{
    identity::{Cast, elect, short_id, sorted},
    merge::{Deeds, attribution},
    view::{Exchange, ExchangeClaim, Relation, RelationClaim, Side},
};
use crate::record::{self, ExchangeStatus, Record, RelationType};

/// One exchange as one document tells it.
struct Telling {
    claim: ExchangeClaim,
    sides: Vec<Party>,
}

/// One side of an exchange; actors by number, actions by id.
#[derive(Clone, Default)]
struct Party {
    providers: BTreeSet<usize>,
    receivers: BTreeSet<usize>,
    gives: BTreeSet<String>,
    texts: BTreeSet<String>,
}

/// The exchanges of `records`, sorted by id.
pub(super) fn exchanges<'r>(records: &[&'r Record], cast: &Cast<'r>, deeds: &Deeds<'r>) -> Vec<Exchange> {
    let mut tellings: Vec<Telling> = Vec::new();
    for (document, record) in records.iter().enumerate() {
        tellings.extend(record.exchanges.iter().map(|exchange| telling(document, record, exchange, (cast, deeds))));
    }
    tellings.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
    let mut taken = BTreeSet::new();
    let mut exchanges: Vec<Exchange> = Vec::new();
    for group in same(&tellings, cast, deeds) {
        let mut exchange = unite(&group, cast);
        if !taken.insert(exchange.id.clone()) {
            exchange.id = short_id([exchange.id.as_str(), exchange.claims[0].id.as_str()]);
        }
        exchanges.push(exchange);
    }
    exchanges.sort_by(|a, b| a.id.cmp(&b.id));
    exchanges
}

/// The relations of `records`, sorted by id.
pub(super) fn relations(records: &[&Record], cast: &Cast<'_>) -> Vec<Relation> {
    type Key = (RelationType, usize, Option<usize>, String);
    let mut told: BTreeMap<Key, Vec<(&Record, &record::Relation)>> = BTreeMap::new();
    for (document, record) in records.iter().enumerate() {
        for relation in &record.relations {
            let Some(subject) = cast.find(document, &relation.subject) else { continue };
            let object = relation.object.as_ref().and_then(|object| cast.find(document, object));
            let key = (relation.kind, subject, object, relation.text.to_lowercase());
            told.entry(key).or_default().push((record, relation));
        }
    }
    let id = |at: usize| cast.actors[at].id.as_str();
    let relation = |((kind, subject, object, words), told): (Key, Vec<(&Record, &record::Relation)>)| Relation {
        id: short_id([kind.as_str(), id(subject), object.map_or("", id), &words]),
        kind,
        subject: id(subject).to_owned(),
        object: object.map(|at| id(at).to_owned()),
        text: elect(told.iter().map(|(_, relation)| relation.text.as_str())).unwrap_or_default().to_owned(),
        claims: relation_claims(&told),
    };
    let mut relations: Vec<Relation> = told.into_iter().map(relation).collect();
    relations.sort_by(|a, b| a.id.cmp(&b.id));
    relations
}

fn relation_claims(told: &[(&Record, &record::Relation)]) -> Vec<RelationClaim> {
    let claim = |(record, relation): &(&Record, &record::Relation)| RelationClaim {
        id: format!("{}-{}", record.document.id, relation.id),
        document: record.document.id.clone(),
        evidence: relation.evidence.clone(),
    };
    let mut claims: Vec<RelationClaim> = told.iter().map(claim).collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    claims
}

fn telling(document: usize, record: &Record, exchange: &record::Exchange, known: (&Cast<'_>, &Deeds<'_>)) -> Telling {
    let (cast, deeds) = known;
    let party = |side: &record::Side| Party {
        providers: cast.find_all(document, &side.provider),
        receivers: cast.find_all(document, &side.receiver),
        gives: side.gives.iter().filter_map(|local| deeds.find(document, local)).map(str::to_owned).collect(),
        texts: side.gives_text.iter().cloned().collect(),
    };
    let claim = ExchangeClaim {
        id: format!("{}-{}", record.document.id, exchange.id),
        document: record.document.id.clone(),
        status: exchange.status,
        cue: exchange.cue.clone(),
        evidence: exchange.evidence.clone(),
        attribution: attribution(document, exchange.attributed_to.as_deref(), cast),
    };
    Telling { claim, sides: exchange.sides.iter().map(party).collect() }
}

/// Groups of tellings of one exchange, in the order of their first claims.
fn same<'t>(tellings: &'t [Telling], cast: &Cast<'_>, deeds: &Deeds<'_>) -> Vec<Vec<&'t Telling>> {
    let mut by_action: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        for action in telling.sides.iter().flat_map(|side| &side.gives) {
            by_action.entry(action).or_default().push(at);
        }
    }
    let mut joined = UnionFind::<usize>::new(tellings.len());
    for near in by_action.into_values() {
        for (place, &a) in near.iter().enumerate() {
            for &b in near[..place].iter().filter(|&&b| b != a) {
                if agree(&tellings[a].sides, &tellings[b].sides, cast, deeds) {
                    joined.union(a, b);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Telling>> = BTreeMap::new();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        let leader = *first.entry(joined.find(at)).or_insert(at);
        groups.entry(leader).or_default().push(telling);
    }
    groups.into_values().collect()
}

/// Whether every side of the shorter telling has its own partner in the other, and what they give is the same.
fn agree(a: &[Party], b: &[Party], cast: &Cast<'_>, deeds: &Deeds<'_>) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let Some(pairs) = pair(few, many, cast).into_iter().collect::<Option<Vec<_>>>() else { return false };
    let common = |&(x, y): &(usize, usize)| few[x].gives.intersection(&many[y].gives);
    let marked = pairs.iter().flat_map(common).any(|id| deeds.is_marked(id, cast));
    marked || pairs.iter().all(|pair| common(pair).next().is_some())
}

/// For each party of `few`, its place and its partner's in `many`: of those with agreeing providers the one that shares most.
fn pair(few: &[Party], many: &[Party], cast: &Cast<'_>) -> Vec<Option<(usize, usize)>> {
    let mut free: BTreeSet<usize> = (0..many.len()).collect();
    let shares =
        |x: &Party, y: &Party| (x.gives.intersection(&y.gives).count(), x.providers.intersection(&y.providers).count());
    let mut partner = |x: usize| {
        let own = &few[x];
        let fits = |y: &&usize| providers_agree(own, &many[**y], cast);
        let y = *free.iter().filter(fits).max_by_key(|&&y| (shares(own, &many[y]), Reverse(y)))?;
        free.remove(&y);
        Some((x, y))
    };
    (0..few.len()).map(&mut partner).collect()
}

fn providers_agree(a: &Party, b: &Party, cast: &Cast<'_>) -> bool {
    let (x, y) = (&a.providers, &b.providers);
    let untold = x.is_empty() || y.is_empty();
    !x.is_disjoint(y) || cast.stand_for_each_other(x, y) || (untold && !a.gives.is_disjoint(&b.gives))
}

fn unite(group: &[&Telling], cast: &Cast<'_>) -> Exchange {
    let mut parties: Vec<Party> = group[0].sides.clone();
    for telling in &group[1..] {
        let partners = pair(&telling.sides, &parties, cast);
        for (own, partner) in telling.sides.iter().zip(partners) {
            match partner {
                Some((_, at)) => parties[at].absorb(own),
                None => parties.push(own.clone()),
            }
        }
    }
    let mut sides: Vec<Side> = parties.iter().map(|party| party.side(cast)).collect();
    sides.sort();
    let (status, disputed) = status(group);
    let ids = sides
        .iter()
        .flat_map(|side| ["side"].into_iter().chain(side.providers.iter().chain(&side.gives).map(String::as_str)));
    Exchange {
        id: short_id(ids),
        status,
        disputed,
        claims: group.iter().map(|telling| telling.claim.clone()).collect(),
        documents: sorted(group.iter().map(|telling| telling.claim.document.clone())),
        sides,
    }
}

impl Party {
    fn absorb(&mut self, other: &Self) {
        self.providers.extend(&other.providers);
        self.receivers.extend(&other.receivers);
        self.gives.extend(other.gives.iter().cloned());
        self.texts.extend(other.texts.iter().cloned());
    }

    fn side(&self, cast: &Cast<'_>) -> Side {
        Side {
            providers: cast.ids(&self.providers),
            receivers: cast.ids(&self.receivers),
            gives: self.gives.iter().cloned().collect(),
            texts: self.texts.iter().cloned().collect(),
        }
    }
}

/// The most advanced status, and whether one telling denies what another says.
fn status(group: &[&Telling]) -> (ExchangeStatus, bool) {
    use ExchangeStatus::{Agreed, Completed, Denied, Possible, Proposed};
    let told = |status: ExchangeStatus| group.iter().any(|telling| telling.claim.status == status);
    let best =
        [Completed, Agreed, Proposed, Possible, Denied].into_iter().find(|&status| told(status)).unwrap_or(Possible);
    (best, told(Denied) && best != Denied)
}
