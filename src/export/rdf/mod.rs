//! What does a view say in RDF? Its subjects in order, the statements of each, and the two ways to write them.
//!
//! [`lines`] writes sorted N-Triples and N-Quads, [`blocks`] Turtle and TriG for people, [`elements`] RDF/XML, [`objects`] JSON-LD. All ask
//! [`Graph`] for the same statements, one subject at a time, so that memory beyond the view is a few numbers a subject. There are no blank nodes. What a
//! document tells (its claims and mentions) belongs to the named graph that is called like the document; all else is merged
//! knowledge and belongs to the default graph.

pub(crate) mod address;
pub(crate) mod blocks;
mod declaration;
pub(crate) mod elements;
mod gather;
mod label;
pub(crate) mod lines;
pub(crate) mod literal;
mod look;
pub(crate) mod objects;
mod pattern;
mod quick;
mod statement;
#[cfg(test)]
mod tests;
mod turns;

use rayon::slice::ParallelSliceMut;

use super::{About, Options, Profile};
use crate::error::{Error, Result};
use crate::graph::View;
use crate::graph::view::{Action, Claim, Exchange, ExchangeClaim, Mention, Relation, RelationClaim};
use crate::ontology::vocabulary::{Term, quid};
use crate::record::{Factuality, Plover, Quote};
use address::{Addresses, Node};
use declaration::DECLARATIONS;
use quick::QuickMap;

/// A view, ready to be said in RDF: the same view and options give the same statements in every syntax.
pub(crate) struct Graph<'v> {
    view: &'v View,
    full: bool,
    rdf12: bool,
    title: Option<&'v str>,
    about: &'v About,
    /// How many statements there are, where that is known.
    triples: Option<usize>,
    pub(crate) addresses: Addresses,
    places_of: PlacesOf<'v>,
    /// Which actor acts on which, by place in the view.
    acts: Vec<(u32, u32)>,
    /// Which actor has which relation, by place in the view.
    ties: Vec<(u32, u32)>,
    /// The action classes in use, with the PLOVER types that they stand under.
    classes: Vec<(&'v str, Vec<Plover>)>,
    /// Every place that something points to, by document and offsets.
    places: Vec<Place>,
}

/// Places in the view by id: asked for so often that searching sorted lists takes longer.
#[derive(Default)]
struct PlacesOf<'v> {
    documents: QuickMap<&'v str, u32>,
    actors: QuickMap<&'v str, u32>,
    claims: QuickMap<&'v str, u32>,
    /// Those actions that exchanges give, as far as there are such.
    given: QuickMap<&'v str, Option<u32>>,
}

impl<'v> PlacesOf<'v> {
    fn new(view: &'v View) -> Self {
        let documents = || view.documents.iter().map(|document| document.id.as_str()).zip(0..).collect();
        let actors = || view.actors.iter().map(|actor| actor.id.as_str()).zip(0..).collect();
        let claims = || view.claims.iter().map(|claim| claim.id.as_str()).zip(0..).collect();
        let (claims, (documents, actors, given)) =
            rayon::join(claims, || (documents(), actors(), places_of_given(view)));
        Self { documents, actors, claims, given }
    }
}

fn places_of_given(view: &View) -> QuickMap<&str, Option<u32>> {
    let sides = view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    let mut given: QuickMap<&str, Option<u32>> =
        sides.flat_map(|side| &side.gives).map(|id| (id.as_str(), None)).collect();
    for (at, action) in (0..).zip(&view.actions) {
        if let Some(place) = given.get_mut(action.id.as_str()) {
            *place = Some(at);
        }
    }
    given
}

/// What statements are about, by place in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The graph itself.
    Graph,
    /// The members of one class.
    Part(u32),
    /// An actor.
    Actor(u32),
    /// An action.
    Action(u32),
    /// An exchange.
    Exchange(u32),
    /// A side of an exchange.
    Side(u32, u32),
    /// A relation.
    Relation(u32),
    /// An action class in use.
    Class(u32),
    /// A document.
    Document(u32),
    /// A telling of an action.
    Claim(u32),
    /// A telling of an exchange.
    ExchangeClaim(u32, u32),
    /// A telling of a relation.
    RelationClaim(u32, u32),
    /// The places from one number up to another: the same stretch of the same document.
    Mention(u32, u32),
    /// A term of a vocabulary.
    Declaration(u32),
}

/// The members of one class, which a dataset description counts.
pub(crate) struct Part {
    class: &'static Term,
    of: fn(&View) -> usize,
}

impl Part {
    fn count(&self, view: &View) -> usize {
        (self.of)(view)
    }
}

const PARTS: [Part; 6] = [
    Part { class: &quid::ACTOR, of: |view| view.actors.len() },
    Part { class: &quid::ACTION, of: |view| view.actions.len() },
    Part { class: &quid::CLAIM, of: claims_in },
    Part { class: &quid::DOCUMENT, of: |view| view.documents.len() },
    Part { class: &quid::EXCHANGE, of: |view| view.exchanges.len() },
    Part { class: &quid::RELATION, of: |view| view.relations.len() },
];

/// Subjects of one kind, in the view's order.
pub(crate) struct Section {
    /// What they are, in words.
    pub(crate) title: &'static str,
    /// The subjects.
    pub(crate) subjects: Vec<Subject>,
}

/// What one document tells.
pub(crate) struct Told {
    /// The document, by place in the view.
    pub(crate) document: u32,
    /// Its claims, then its mentions.
    pub(crate) subjects: Vec<Subject>,
}

/// A stretch of a document, and why it matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: u32,
    start: u32,
    end: u32,
    of: Source,
}

/// What points to a place, by place in the view.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Actor(u32, u32),
    Trigger(u32),
    Evidence(u32),
    Cue(u32, u32),
    ExchangeEvidence(u32, u32),
    RelationEvidence(u32, u32),
}

impl<'v> Graph<'v> {
    /// The statements of `view`.
    ///
    /// # Errors
    /// When the base or the licence is no absolute address.
    pub(crate) fn new(view: &'v View, options: &'v Options) -> Result<Self> {
        let full = options.profile == Profile::Full;
        let graph = Self {
            view,
            full,
            rdf12: full && options.rdf12,
            title: options.title.as_deref(),
            about: checked(&options.about)?,
            triples: None,
            addresses: Addresses::new(&options.base)?,
            places_of: PlacesOf::new(view),
            acts: Vec::new(),
            ties: Vec::new(),
            classes: Vec::new(),
            places: Vec::new(),
        };
        let places = || if full { graph.find_places() } else { Vec::new() };
        let others = || (graph.find_acts(), graph.find_ties(), graph.find_classes());
        let (places, (acts, ties, classes)) = rayon::join(places, others);
        Ok(Self { places, acts, ties, classes, ..graph })
    }

    /// The same in RDF 1.1, for syntaxes that have no triple terms.
    pub(crate) fn without_triple_terms(mut self) -> Self {
        self.rdf12 = false;
        self
    }

    /// The same, and how many statements it has.
    pub(crate) fn counted(mut self, triples: usize) -> Self {
        // One more for the statement that tells the number.
        self.triples = Some(triples + 1);
        self
    }

    /// What describes the graph as a dataset.
    pub(crate) fn description() -> Vec<Subject> {
        [Subject::Graph].into_iter().chain(numbered(PARTS.len(), Subject::Part)).collect()
    }

    /// Whether claims, mentions and other vocabularies are said, too.
    pub(crate) const fn is_full(&self) -> bool {
        self.full
    }

    /// The documents, for headings.
    pub(crate) fn document_name(&self, document: u32) -> &'v str {
        self.view.documents.get(document as usize).map_or("", |document| document.name())
    }

    /// What the default graph says.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let section = |title, subjects| Section { title, subjects };
        let declarations = if self.full { DECLARATIONS.len() } else { 0 };
        vec![
            section("The graph", if self.full { Self::description() } else { Vec::new() }),
            section("Actors", numbered(self.view.actors.len(), Subject::Actor)),
            section("Actions", self.kept_actions().map(Subject::Action).collect()),
            section("Exchanges and their sides", self.exchanges()),
            section("Relations", numbered(self.view.relations.len(), Subject::Relation)),
            section("Documents", numbered(self.view.documents.len(), Subject::Document)),
            section("Action classes", numbered(self.classes.len(), Subject::Class)),
            section("Terms in use", numbered(declarations, Subject::Declaration)),
        ]
    }

    /// What the documents' graphs say, by document; nothing in the core profile.
    pub(crate) fn told(&self) -> Vec<Told> {
        if !self.full {
            return Vec::new();
        }
        let mut subjects: Vec<Vec<Subject>> = vec![Vec::new(); self.view.documents.len()];
        let claims = self.claims().chain(self.mentions());
        for (document, subject) in claims {
            if let Some(list) = subjects.get_mut(document as usize) {
                list.push(subject);
            }
        }
        let documents = (0..).zip(subjects).filter(|(_, subjects)| !subjects.is_empty());
        documents.map(|(document, subjects)| Told { document, subjects }).collect()
    }

    /// The node that a subject is.
    pub(crate) fn node(&self, subject: Subject) -> Node<'v> {
        let view = self.view;
        match subject {
            Subject::Graph => Node::Graph,
            Subject::Part(at) => Node::Part(PARTS[at as usize].class.local),
            Subject::Actor(at) => Node::Actor(&view.actors[at as usize].id),
            Subject::Action(at) => Node::Action(&view.actions[at as usize].id),
            Subject::Exchange(at) => Node::Exchange(&view.exchanges[at as usize].id),
            Subject::Side(at, side) => Node::Side(&view.exchanges[at as usize].id, side as usize + 1),
            Subject::Relation(at) => Node::Relation(&view.relations[at as usize].id),
            Subject::Class(at) => Node::Class(self.classes[at as usize].0),
            Subject::Document(at) => Node::Document(&view.documents[at as usize].id),
            Subject::Claim(at) => Node::Claim(&self.claim(at).id),
            Subject::ExchangeClaim(at, claim) => Node::Claim(&self.exchange_claim(at, claim).id),
            Subject::RelationClaim(at, claim) => Node::Claim(&self.relation_claim(at, claim).id),
            Subject::Mention(first, _) => self.place_node(self.places[first as usize]),
            Subject::Declaration(at) => Node::Term(DECLARATIONS[at as usize].0),
        }
    }

    fn claim(&self, at: u32) -> &'v Claim {
        &self.view.claims[at as usize]
    }

    fn exchange(&self, at: u32) -> &'v Exchange {
        &self.view.exchanges[at as usize]
    }

    fn exchange_claim(&self, at: u32, claim: u32) -> &'v ExchangeClaim {
        &self.exchange(at).claims[claim as usize]
    }

    fn relation(&self, at: u32) -> &'v Relation {
        &self.view.relations[at as usize]
    }

    fn relation_claim(&self, at: u32, claim: u32) -> &'v RelationClaim {
        &self.relation(at).claims[claim as usize]
    }

    fn actor_mention(&self, actor: u32, mention: u32) -> &'v Mention {
        &self.view.actors[actor as usize].mentions[mention as usize]
    }

    fn place_node(&self, place: Place) -> Node<'v> {
        let document = &self.view.documents[place.document as usize].id;
        Node::Mention(document, place.start as usize, place.end as usize)
    }

    /// The actions that the profile keeps: in the core those of a PLOVER type, and those that an exchange gives.
    fn kept_actions(&self) -> impl Iterator<Item = u32> {
        let is_given = |id: &str| self.places_of.given.contains_key(id);
        let keep = move |kind: Plover, id: &str| self.full || kind != Plover::Other || is_given(id);
        (0..).zip(&self.view.actions).filter(move |(_, action)| keep(action.kind, &action.id)).map(|(at, _)| at)
    }

    fn exchanges(&self) -> Vec<Subject> {
        let exchanges = (0..).zip(&self.view.exchanges);
        let subjects = exchanges.flat_map(|(at, exchange)| {
            let sides = (0..).zip(&exchange.sides).map(move |(side, _)| Subject::Side(at, side));
            [Subject::Exchange(at)].into_iter().chain(sides)
        });
        subjects.collect()
    }

    fn claims(&self) -> impl Iterator<Item = (u32, Subject)> {
        let actions = (0..).zip(&self.view.claims).map(|(at, claim)| (&claim.document, Subject::Claim(at)));
        let exchanges = (0..).zip(&self.view.exchanges).flat_map(|(at, exchange)| {
            (0..).zip(&exchange.claims).map(move |(claim, told)| (&told.document, Subject::ExchangeClaim(at, claim)))
        });
        let relations = (0..).zip(&self.view.relations).flat_map(|(at, relation)| {
            (0..).zip(&relation.claims).map(move |(claim, told)| (&told.document, Subject::RelationClaim(at, claim)))
        });
        let all = actions.chain(exchanges).chain(relations);
        let mut documents = self.documents();
        all.filter_map(move |(document, subject)| Some((documents(document)?, subject)))
    }

    fn mentions(&self) -> impl Iterator<Item = (u32, Subject)> {
        let mut first = 0;
        self.places.chunk_by(|a, b| (a.document, a.start, a.end) == (b.document, b.start, b.end)).map(move |chunk| {
            let subject = Subject::Mention(first, first + number(chunk.len()));
            first += number(chunk.len());
            (chunk[0].document, subject)
        })
    }

    fn find_acts(&self) -> Vec<(u32, u32)> {
        let mut acts = Vec::new();
        for at in self.kept_actions() {
            let action = &self.view.actions[at as usize];
            if action.factuality != Factuality::Actual || action.disputed {
                continue;
            }
            // What is implied is in doubt, too, and the short cut has no place to say so.
            let said = |id: &&String| !action.implied.contains(id);
            let agents = action.agents.iter().filter(said).filter_map(|agent| self.actor_at(agent));
            for agent in agents {
                let targets = action.patients.iter().chain(&action.recipients).filter(said);
                acts.extend(targets.filter_map(|target| self.actor_at(target)).map(|target| (agent, target)));
            }
        }
        acts.sort_unstable();
        acts.dedup();
        acts
    }

    fn find_ties(&self) -> Vec<(u32, u32)> {
        let relations = (0..).zip(&self.view.relations);
        let mut ties: Vec<(u32, u32)> = relations
            .filter(|(_, relation)| relation.object.is_some())
            .filter_map(|(at, relation)| Some((self.actor_at(&relation.subject)?, at)))
            .collect();
        ties.sort_unstable();
        ties
    }

    fn find_classes(&self) -> Vec<(&'v str, Vec<Plover>)> {
        let mut classes: QuickMap<&str, Vec<Plover>> = QuickMap::default();
        let kept = self.kept_actions().map(|at| &self.view.actions[at as usize]);
        let told = self.view.claims.iter().filter(|_| self.full).map(|claim| (claim.class.as_str(), claim.kind));
        for (class, kind) in kept.map(|action| (action.class.as_str(), action.kind)).chain(told) {
            let kinds = classes.entry(class).or_default();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let mut classes: Vec<(&str, Vec<Plover>)> = classes.into_iter().collect();
        classes.sort_unstable_by_key(|&(class, _)| class);
        classes
    }

    fn find_places(&self) -> Vec<Place> {
        let view = self.view;
        let mentions: usize = view.actors.iter().map(|actor| actor.mentions.len()).sum();
        let mut places = Vec::with_capacity(mentions + 2 * claims_in(view));
        let mut documents = self.documents();
        let mut add = |document: &'v str, start: usize, end: usize, of| {
            let place = |document| Place { document, start: number(start), end: number(end), of };
            places.extend(documents(document).map(place));
        };
        for (actor, told) in (0..).zip(&view.actors) {
            for (at, mention) in (0..).zip(&told.mentions) {
                add(&mention.document, mention.start, mention.end, Source::Actor(actor, at));
            }
        }
        let mut add = |document: &'v str, quote: &Quote, of| add(document, quote.start, quote.end, of);
        for (at, claim) in (0..).zip(&view.claims) {
            add(&claim.document, &claim.trigger, Source::Trigger(at));
            add(&claim.document, &claim.evidence, Source::Evidence(at));
        }
        for (at, exchange) in (0..).zip(&view.exchanges) {
            for (told, claim) in (0..).zip(&exchange.claims) {
                add(&claim.document, &claim.cue, Source::Cue(at, told));
                add(&claim.document, &claim.evidence, Source::ExchangeEvidence(at, told));
            }
        }
        for (at, relation) in (0..).zip(&view.relations) {
            for (told, claim) in (0..).zip(&relation.claims) {
                add(&claim.document, &claim.evidence, Source::RelationEvidence(at, told));
            }
        }
        places.par_sort_unstable();
        places
    }

    /// Finds documents; the last one is mostly asked for again.
    fn documents(&self) -> impl FnMut(&'v str) -> Option<u32> {
        let mut last = ("", self.places_of.documents.get("").copied());
        move |id| {
            if last.0 != id {
                last = (id, self.places_of.documents.get(id).copied());
            }
            last.1
        }
    }

    fn actor_at(&self, id: &str) -> Option<u32> {
        self.places_of.actors.get(id).copied()
    }

    /// An action that an exchange gives.
    fn given(&self, id: &str) -> Option<&'v Action> {
        self.places_of.given.get(id).copied().flatten().map(|at| &self.view.actions[at as usize])
    }

    /// The tellings of one action, in the order of their ids.
    fn claims_of(&self, action: &'v Action) -> impl Iterator<Item = &'v Claim> {
        action.claims.iter().filter_map(|id| self.places_of.claims.get(id.as_str())).map(|&at| self.claim(at))
    }
}

/// Every telling, of whatever.
fn claims_in(view: &View) -> usize {
    let exchanges = view.exchanges.iter().map(|exchange| exchange.claims.len());
    let relations = view.relations.iter().map(|relation| relation.claims.len());
    view.claims.len() + exchanges.chain(relations).sum::<usize>()
}

fn checked(about: &About) -> Result<&About> {
    match &about.license {
        Some(license) if address::foreign(license).is_none() => {
            Err(Error::new(format!("licence `{license}` is no absolute address"))
                .with_hint("give one such as https://creativecommons.org/licenses/by/4.0/"))
        }
        _ => Ok(about),
    }
}

fn numbered(count: usize, subject: fn(u32) -> Subject) -> Vec<Subject> {
    (0..number(count)).map(subject).collect()
}

/// A place in a list; no list of ours has four thousand million entries.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
