//! Which part of a graph is wanted? A view in, a smaller view out, every reference in it still whole.
//!
//! First the filter, then exchanges only, then the neighbourhood of an actor, then the limit on nodes; each sees what the one before left.
//! Kept exchanges keep the actions that they give. An actor is kept who takes part in, or is cited for, something kept; a relation between
//! kept actors stays. Documents stay that tell something kept, and mentions in them.
//!
//! [`Selection::max_nodes`] counts actors, actions and exchanges. Exchanges come first, then actions of a type, then other actions; among
//! them those that most documents tell, then those with most tellings, then by id. Each is kept, with the actors that it needs, if it still
//! fits; what does not fit is left out, and smaller ones after it may still come in.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    filter::{Filter, find_actor},
    statistics,
    ties::{Node, Ties},
    view::{Attribution, Exchange, View},
};
use crate::{error::Result, record::Plover};

/// What part of a graph is wanted; all of it by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// What must hold.
    pub filter: Filter,
    /// Whether only exchanges and what they give are wanted.
    pub only_exchanges: bool,
    /// The actor, by name, alias or id, around whom to look, and how many steps from actor to actor.
    pub around: Option<(String, usize)>,
    /// The most actors, actions and exchanges together.
    pub max_nodes: Option<usize>,
}

impl Selection {
    /// Whether all is wanted.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// The wanted part of `view`.
///
/// # Errors
/// When an actor is not known.
///
/// ```
/// use quidnunc::graph::{View, select::{Selection, select}};
/// assert_eq!(select(&View::default(), &Selection::default()).unwrap(), View::default());
/// ```
pub fn select(view: &View, selection: &Selection) -> Result<View> {
    if selection.is_all() {
        return Ok(view.clone());
    }
    let needs = Needs::of(view);
    let mut kept = Kept::filtered(view, &selection.filter.resolve(view)?, &needs);
    if selection.only_exchanges {
        kept.actions = given(view, &kept.exchanges);
        kept.relations.clear();
        kept.actors.clear();
    }
    if let Some((actor, depth)) = &selection.around {
        let center = find_actor(view, actor)?.id.as_str();
        kept.stay_around(view, center, *depth);
    }
    if let Some(most) = selection.max_nodes {
        kept.limit(view, &needs, most);
    }
    Ok(kept.view(view, &needs))
}

/// What was left out, in words; none where nothing was.
pub fn left_out(all: &View, kept: &View) -> Option<String> {
    let counts = [
        ("exchanges", all.exchanges.len(), kept.exchanges.len()),
        ("actions", all.actions.len(), kept.actions.len()),
        ("actors", all.actors.len(), kept.actors.len()),
        ("relations", all.relations.len(), kept.relations.len()),
        ("documents", all.documents.len(), kept.documents.len()),
    ];
    let fewer = counts.iter().filter(|(_, all, kept)| kept < all);
    let parts: Vec<String> = fewer.map(|(what, all, kept)| format!("{} of {all} {what}", all - kept)).collect();
    (!parts.is_empty()).then(|| format!("left out: {}", parts.join(", ")))
}

/// Who must be in a view with an action or exchange, by its id.
struct Needs<'v> {
    of_actions: BTreeMap<&'v str, BTreeSet<&'v str>>,
    of_exchanges: BTreeMap<&'v str, BTreeSet<&'v str>>,
}

impl<'v> Needs<'v> {
    fn of(view: &'v View) -> Self {
        let mut needs = Self { of_actions: BTreeMap::new(), of_exchanges: BTreeMap::new() };
        for action in &view.actions {
            needs.of_actions.insert(&action.id, action.participants().collect());
        }
        for claim in &view.claims {
            let told = claim.participants().chain(cited(&claim.attribution));
            needs.of_actions.entry(&claim.action).or_default().extend(told);
        }
        for exchange in &view.exchanges {
            let cited = exchange.claims.iter().filter_map(|claim| cited(&claim.attribution));
            needs.of_exchanges.insert(&exchange.id, parties(exchange).chain(cited).collect());
        }
        needs
    }

    /// Who takes part in, or is cited for, any of these.
    fn cast(&self, actions: &BTreeSet<&str>, exchanges: &BTreeSet<&str>) -> BTreeSet<&'v str> {
        let actions = actions.iter().filter_map(|id| self.of_actions.get(id));
        actions.chain(exchanges.iter().filter_map(|id| self.of_exchanges.get(id))).flatten().copied().collect()
    }
}

/// Ids of what stays.
#[derive(Default)]
struct Kept<'v> {
    actions: BTreeSet<&'v str>,
    exchanges: BTreeSet<&'v str>,
    relations: BTreeSet<&'v str>,
    /// Actors who stay even if they take part in nothing.
    actors: BTreeSet<&'v str>,
}

impl<'v> Kept<'v> {
    fn filtered(view: &'v View, filter: &Filter, needs: &Needs<'v>) -> Self {
        let exchanges = view.exchanges.iter().filter(|exchange| {
            let given: Vec<_> = gifts(exchange).filter_map(|id| view.action(id)).collect();
            filter.keeps_exchange(exchange, &given)
        });
        let exchanges: BTreeSet<&str> = exchanges.map(|exchange| exchange.id.as_str()).collect();
        let actions = view.actions.iter().filter(|action| filter.keeps_action(action));
        let mut actions: BTreeSet<&str> = actions.map(|action| action.id.as_str()).collect();
        actions.extend(given(view, &exchanges));
        let cast = needs.cast(&actions, &exchanges);
        let relations = view.relations.iter().filter(|relation| {
            let ends: Vec<&str> = [&relation.subject].into_iter().chain(&relation.object).map(String::as_str).collect();
            let sources: BTreeSet<&str> = relation.claims.iter().map(|claim| claim.document.as_str()).collect();
            // Ties of those who are left; other tests say nothing of a tie.
            let is_near = filter.is_empty() || ends.iter().all(|end| cast.contains(end));
            is_near && filter.keeps_relation(&ends, sources.len())
        });
        let relations = relations.map(|relation| relation.id.as_str()).collect();
        let actors =
            if filter.is_empty() { view.actors.iter().map(|a| a.id.as_str()).collect() } else { BTreeSet::new() };
        Self { actions, exchanges, relations, actors }
    }

    /// Keeps what lies within `depth` steps from actor to actor, and what is given in it.
    fn stay_around(&mut self, view: &'v View, center: &'v str, depth: usize) {
        let around = Ties::of(view).around(center, depth, |node| match node {
            Node::Action(id) => self.actions.contains(id),
            Node::Exchange(id) => self.exchanges.contains(id),
            Node::Relation(id) => self.relations.contains(id),
            Node::Document(_) | Node::Actor(_) => false,
        });
        *self = Self::default();
        for node in around {
            match node {
                Node::Actor(id) => self.actors.insert(id),
                Node::Action(id) => self.actions.insert(id),
                Node::Exchange(id) => self.exchanges.insert(id),
                Node::Relation(id) => self.relations.insert(id),
                Node::Document(_) => false,
            };
        }
        self.actions.extend(given(view, &self.exchanges));
    }

    /// Keeps the most told, up to `most` nodes.
    fn limit(&mut self, view: &'v View, needs: &Needs<'v>, most: usize) {
        let (mut actions, mut exchanges, mut actors) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut used = 0;
        for &deed in &ranked(view, self) {
            let gives: BTreeSet<&str> = match deed {
                Deed::Exchange(exchange) => gifts(exchange).filter(|id| !actions.contains(id)).collect(),
                Deed::Action(id) => [id].into_iter().filter(|id| !actions.contains(id)).collect(),
            };
            let parties = match deed {
                Deed::Exchange(exchange) => needs.of_exchanges.get(exchange.id.as_str()),
                Deed::Action(_) => None,
            };
            let cast = gives.iter().filter_map(|id| needs.of_actions.get(id)).chain(parties).flatten();
            let new: BTreeSet<&str> = cast.copied().filter(|id| !actors.contains(id)).collect();
            let nodes = gives.len() + new.len() + usize::from(matches!(deed, Deed::Exchange(_)));
            if used + nodes <= most {
                used += nodes;
                actions.extend(gives);
                actors.extend(new);
                if let Deed::Exchange(exchange) = deed {
                    exchanges.insert(exchange.id.as_str());
                }
            }
        }
        (self.actions, self.exchanges, self.actors) = (actions, exchanges, BTreeSet::new());
    }

    fn view(self, view: &'v View, needs: &Needs<'v>) -> View {
        let mut actors = needs.cast(&self.actions, &self.exchanges);
        actors.extend(self.actors);
        let has_action = |id: &str| self.actions.contains(id);
        let exchanges = view.exchanges.iter().filter(|exchange| self.exchanges.contains(exchange.id.as_str()));
        let relations = view.relations.iter().filter(|relation| {
            let mut ends = [&relation.subject].into_iter().chain(&relation.object);
            self.relations.contains(relation.id.as_str()) && ends.all(|end| actors.contains(end.as_str()))
        });
        let mut part = View {
            actions: view.actions.iter().filter(|action| has_action(&action.id)).cloned().collect(),
            claims: view.claims.iter().filter(|claim| has_action(&claim.action)).cloned().collect(),
            exchanges: exchanges.cloned().collect(),
            relations: relations.cloned().collect(),
            ..View::default()
        };
        let documents = telling(&part);
        part.documents = view.documents.iter().filter(|document| documents.contains(&document.id)).cloned().collect();
        part.actors = view.actors.iter().filter(|actor| actors.contains(actor.id.as_str())).cloned().collect();
        for actor in &mut part.actors {
            actor.mentions.retain(|mention| documents.contains(&mention.document));
        }
        part.statistics = statistics::of(&part);
        part
    }
}

/// Something told that can be kept or left out.
#[derive(Clone, Copy)]
enum Deed<'v> {
    Exchange(&'v Exchange),
    Action(&'v str),
}

/// What is kept, the most told first.
fn ranked<'v>(view: &'v View, kept: &Kept<'v>) -> Vec<Deed<'v>> {
    let exchanges = view.exchanges.iter().filter(|exchange| kept.exchanges.contains(exchange.id.as_str()));
    let mut exchanges: Vec<&Exchange> = exchanges.collect();
    exchanges.sort_by_key(|exchange| (Reverse(exchange.documents.len()), Reverse(exchange.claims.len())));
    let actions = view.actions.iter().filter(|action| kept.actions.contains(action.id.as_str()));
    let mut actions: Vec<_> = actions.collect();
    actions.sort_by_key(|action| {
        (action.kind == Plover::Other, Reverse(action.documents.len()), Reverse(action.claims.len()))
    });
    let exchanges = exchanges.into_iter().map(Deed::Exchange);
    exchanges.chain(actions.into_iter().map(|action| Deed::Action(&action.id))).collect()
}

/// The documents that tell what is in `view`.
fn telling(view: &View) -> BTreeSet<String> {
    let actions = view.actions.iter().flat_map(|action| &action.documents);
    let exchanges = view.exchanges.iter().flat_map(|exchange| &exchange.documents);
    let relations = view.relations.iter().flat_map(|relation| relation.claims.iter().map(|claim| &claim.document));
    let claims = view.claims.iter().map(|claim| &claim.document);
    actions.chain(exchanges).chain(relations).chain(claims).cloned().collect()
}

/// The actions that these exchanges give.
fn given<'v>(view: &'v View, exchanges: &BTreeSet<&str>) -> BTreeSet<&'v str> {
    let kept = view.exchanges.iter().filter(|exchange| exchanges.contains(exchange.id.as_str()));
    kept.flat_map(gifts).collect()
}

fn gifts(exchange: &Exchange) -> impl Iterator<Item = &str> {
    exchange.sides.iter().flat_map(|side| &side.gives).map(String::as_str)
}

fn parties(exchange: &Exchange) -> impl Iterator<Item = &str> {
    exchange.sides.iter().flat_map(|side| side.providers.iter().chain(&side.receivers)).map(String::as_str)
}

fn cited(attribution: &Attribution) -> Option<&str> {
    match attribution {
        Attribution::Actor(id) => Some(id),
        Attribution::Document | Attribution::Words(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, fixture},
        ontology::Lexicon,
        record::Factuality,
    };

    fn story() -> View {
        Graph::of(&fixture::story()).view(Lexicon::shipped())
    }

    fn filter(text: &str) -> Selection {
        Selection { filter: Filter::parse(text).expect(text), ..Selection::default() }
    }

    /// Selects, and checks that every reference is whole.
    fn selected(selection: &Selection) -> View {
        let part = select(&story(), selection).expect("the actor is known");
        for action in &part.actions {
            assert!(action.participants().all(|id| part.actor(id).is_some()));
            assert!(action.claims.iter().all(|id| part.claim(id).is_some()));
            assert!(action.documents.iter().all(|id| part.document(id).is_some()));
        }
        for claim in &part.claims {
            cited(&claim.attribution).into_iter().for_each(|id| assert!(part.actor(id).is_some()));
            assert!(part.action(&claim.action).is_some() && part.document(&claim.document).is_some());
        }
        for exchange in &part.exchanges {
            assert!(gifts(exchange).all(|id| part.action(id).is_some()));
            assert!(parties(exchange).all(|id| part.actor(id).is_some()));
        }
        for relation in &part.relations {
            assert!([&relation.subject].into_iter().chain(&relation.object).all(|id| part.actor(id).is_some()));
        }
        for actor in &part.actors {
            assert!(actor.mentions.iter().all(|mention| part.document(&mention.document).is_some()));
        }
        part
    }

    #[test]
    fn filters_keep_what_fits() {
        let all = story();
        let kept = selected(&filter("type=RETREAT"));
        let given: BTreeSet<&str> = kept.exchanges.iter().flat_map(gifts).collect();
        assert!(!kept.actions.is_empty() && kept.actions.len() < all.actions.len());
        assert!(kept.actions.iter().all(|a| a.kind == Plover::Retreat || given.contains(a.id.as_str())));
        let kept = selected(&filter("factuality!=actual; status!=completed,agreed,possible,proposed,denied"));
        assert!(kept.exchanges.is_empty() && kept.actions.iter().all(|a| a.factuality != Factuality::Actual));
        let kept = selected(&filter("sources>=2"));
        assert!(
            kept.actions
                .iter()
                .all(|a| a.documents.len() > 1 || kept.exchanges.iter().flat_map(gifts).any(|id| id == a.id))
        );
        assert_eq!(selected(&filter("sources>=99")).statistics, crate::graph::statistics::Statistics::default());
        let kept = selected(&filter("actor=lithuania"));
        assert!(kept.actor("lithuania").is_some() && kept.actors.len() < all.actors.len());
        assert!(selected(&filter("time=1900")).actions.is_empty());
        let kept = selected(&filter("participants=implied; status!=completed,agreed,possible,proposed,denied"));
        assert!(!kept.actions.is_empty() && kept.actions.iter().all(|action| !action.implied.is_empty()));
    }

    #[test]
    fn only_exchanges_leaves_what_they_give() {
        let kept = selected(&Selection { only_exchanges: true, ..filter("type=RETREAT") });
        let given: BTreeSet<&str> = kept.exchanges.iter().flat_map(gifts).collect();
        assert!(!given.is_empty());
        assert_eq!(kept.actions.iter().map(|action| action.id.as_str()).collect::<BTreeSet<_>>(), given);
        assert!(kept.relations.is_empty());
        let all = selected(&Selection { only_exchanges: true, ..Selection::default() });
        assert!(
            all.actors
                .iter()
                .all(|actor| Needs::of(&all).cast(&given_ids(&all), &exchange_ids(&all)).contains(actor.id.as_str()))
        );
    }

    fn given_ids(view: &View) -> BTreeSet<&str> {
        view.actions.iter().map(|action| action.id.as_str()).collect()
    }

    fn exchange_ids(view: &View) -> BTreeSet<&str> {
        view.exchanges.iter().map(|exchange| exchange.id.as_str()).collect()
    }

    #[test]
    fn a_neighbourhood_grows_with_depth() {
        let around = |depth| Selection { around: Some(("BELARUS".into(), depth)), ..Selection::default() };
        let [zero, one, two] = [0, 1, 2].map(|depth| selected(&around(depth)));
        assert_eq!((zero.actors.len(), zero.actions.len()), (1, 0));
        assert!(one.actors.len() > 1 && one.actors.len() <= two.actors.len());
        assert!(two.actions.len() >= one.actions.len() && !one.actions.is_empty());
    }

    #[test]
    fn a_limit_is_kept() {
        let all = story();
        let nodes = |view: &View| view.actors.len() + view.actions.len() + view.exchanges.len();
        for most in 0..nodes(&all) {
            let kept = selected(&Selection { max_nodes: Some(most), ..Selection::default() });
            assert!(nodes(&kept) <= most, "{most}");
            assert!(left_out(&all, &kept).is_some());
        }
        let most = Some(nodes(&all));
        let kept = selected(&Selection { max_nodes: most, ..Selection::default() });
        assert_eq!((kept.actions, kept.exchanges), (all.actions.clone(), all.exchanges.clone()));
        assert_eq!(left_out(&all, &all), None);
    }

    #[test]
    fn unknown_actors_are_refused_with_near_names() {
        let select = |name: &str| {
            let around = Some((name.to_owned(), 1));
            select(&story(), &Selection { around, ..Selection::default() }).expect_err(name)
        };
        let error = select("Bellarus");
        assert_eq!(error.to_string(), "no actor is called `Bellarus`");
        assert!(error.hint().expect("a hint").contains("Belarus"));
        assert!(select("Zanzibar").hint().expect("a hint").contains("nodes.csv"));
    }
}
