//! Which graph do nodes of RDF make? Each field of a view from the statements that an export says it in.
//!
//! Ids come from addresses, so the base may be any. Lists are sorted as a view has them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Imported,
    rdf::{Facts, Nodes},
};
use crate::{
    error::{Error, Result},
    export::{About, address},
    graph::{
        View, statistics,
        view::{
            Action, Actor, Attribution, Claim, Document, Exchange, ExchangeClaim, Mention, Relation, RelationClaim,
            Side,
        },
    },
    ontology::vocabulary::{self, Term, dcterms, nif, owl, quid, rdfs, schema, skos},
    record::{
        ActorType, Certainty, Counts, ExchangeStatus, Factuality, MentionKind, Plover, Polarity, Quote, RelationType,
        Tense,
    },
};
use address::Named;

/// The graph that `nodes` say.
///
/// # Errors
/// When they say none, or a node of ours lacks what an export always says of it.
pub(super) fn graph(nodes: &Nodes) -> Result<Imported> {
    let mut read = Reading { bases: BTreeMap::new(), words: BTreeMap::new(), mentions: BTreeMap::new() };
    let mut view = View::default();
    read.take_mentions(nodes)?;
    for (node, facts) in nodes {
        let context = |e: Error| e.context(format!("node <{node}>")).with_hint(HINT);
        read.take(node, facts, &mut view).map_err(context)?;
    }
    let sides = read.sides(nodes)?;
    let mut told = ToldOf::default();
    for (node, facts) in nodes.iter().filter(|(_, facts)| facts.is_a(&quid::CLAIM)) {
        let context = |e: Error| e.context(format!("node <{node}>")).with_hint(HINT);
        read.take_claim(node, facts, &mut view, &mut told).map_err(context)?;
    }
    told.give_to(&mut view);
    for exchange in &mut view.exchanges {
        exchange.sides = sides.get(exchange.id.as_str()).cloned().unwrap_or_default();
    }
    if view.documents.is_empty() && view.actors.is_empty() {
        return Err(Error::new("the file holds no graph of quidnunc")
            .with_hint("give a file that `quidnunc build` or `quidnunc export` wrote, or one made of it"));
    }
    let mut remarks = core_remark(&view);
    remarks.extend(settle(&mut view));
    let (base, others) = read.base();
    if others > 0 {
        remarks.push(format!("nodes have addresses under {} bases; all are taken as under {base}", others + 1));
    }
    let (title, about) = description(nodes, &base);
    Ok(Imported { view, base, title, about, remarks })
}

const HINT: &str = "an export says this of every such node: was the file cut or filtered?";

/// Sorts the lists of a view, counts what it holds, and says which references lead nowhere.
pub(super) fn settle(view: &mut View) -> Vec<String> {
    view.documents.sort_by(|a, b| a.id.cmp(&b.id));
    view.documents.dedup_by(|a, b| a.id == b.id);
    view.actors.sort_by(|a, b| a.id.cmp(&b.id));
    view.actors.dedup_by(|a, b| a.id == b.id);
    view.actions.sort_by(|a, b| a.id.cmp(&b.id));
    view.actions.dedup_by(|a, b| a.id == b.id);
    view.claims.sort_by(|a, b| a.id.cmp(&b.id));
    view.claims.dedup_by(|a, b| a.id == b.id);
    view.exchanges.sort_by(|a, b| a.id.cmp(&b.id));
    view.exchanges.dedup_by(|a, b| a.id == b.id);
    view.relations.sort_by(|a, b| a.id.cmp(&b.id));
    view.relations.dedup_by(|a, b| a.id == b.id);
    view.statistics = statistics::of(view);
    let astray = astray(view);
    let first = astray.iter().next().map(|(kind, id)| format!("the first is {kind} `{id}`"));
    let remark = |first| format!("{} things are referred to that the file does not hold; {first}", astray.len());
    first.map(remark).into_iter().collect()
}

/// What is referred to and not there.
fn astray(view: &View) -> BTreeSet<(&'static str, String)> {
    let mut astray = BTreeSet::new();
    let mut actors = |ids: &mut dyn Iterator<Item = &String>| {
        for id in ids {
            if view.actor(id).is_none() {
                astray.insert(("actor", id.clone()));
            }
        }
    };
    for action in &view.actions {
        actors(&mut action.agents.iter().chain(&action.patients).chain(&action.recipients));
    }
    for relation in &view.relations {
        actors(&mut std::iter::once(&relation.subject).chain(&relation.object));
    }
    for side in view.exchanges.iter().flat_map(|exchange| &exchange.sides) {
        actors(&mut side.providers.iter().chain(&side.receivers));
    }
    for id in view.exchanges.iter().flat_map(|exchange| &exchange.sides).flat_map(|side| &side.gives) {
        if view.action(id).is_none() {
            astray.insert(("action", id.clone()));
        }
    }
    for claim in &view.claims {
        if view.action(&claim.action).is_none() {
            astray.insert(("action", claim.action.clone()));
        }
        if view.document(&claim.document).is_none() {
            astray.insert(("document", claim.document.clone()));
        }
    }
    astray
}

fn core_remark(view: &View) -> Vec<String> {
    let is_core = !view.actions.is_empty() && view.claims.is_empty();
    let remark = "the file is a core export: it does not hold the single tellings with their quotations and sources, the places in \
                  the texts, and actions without a type; build with --profile full to keep them";
    if is_core { vec![remark.to_owned()] } else { Vec::new() }
}

/// What is told of the graph as a dataset: title, licence, date.
fn description(nodes: &Nodes, base: &str) -> (Option<String>, About) {
    let Some(facts) = nodes.get(base).filter(|facts| facts.is_a(&owl::ONTOLOGY)) else { return Default::default() };
    let about = About {
        license: facts.node(&dcterms::LICENSE).map(str::to_owned),
        issued: facts.text(&dcterms::ISSUED).map(str::to_owned),
        program: None,
    };
    (facts.text(&rdfs::LABEL).map(str::to_owned), about)
}

/// What is known while nodes are read.
struct Reading {
    /// How often each base was seen.
    bases: BTreeMap<String, usize>,
    /// The words at each place, by address.
    words: BTreeMap<String, String>,
    /// The mentions of each actor.
    mentions: BTreeMap<String, Vec<Mention>>,
}

/// Tellings that are kept with what they tell, by its id.
#[derive(Default)]
struct ToldOf {
    actions: BTreeMap<String, BTreeSet<String>>,
    exchanges: BTreeMap<String, Vec<ExchangeClaim>>,
    relations: BTreeMap<String, Vec<RelationClaim>>,
}

impl ToldOf {
    fn give_to(mut self, view: &mut View) {
        for action in &mut view.actions {
            action.claims = self.actions.remove(&action.id).unwrap_or_default().into_iter().collect();
        }
        for exchange in &mut view.exchanges {
            exchange.claims = self.exchanges.remove(&exchange.id).unwrap_or_default();
            exchange.claims.sort_by(|a, b| a.id.cmp(&b.id));
        }
        for relation in &mut view.relations {
            relation.claims = self.relations.remove(&relation.id).unwrap_or_default();
            relation.claims.sort_by(|a, b| a.id.cmp(&b.id));
        }
    }
}

impl Reading {
    /// The base that most nodes have, and how many others there are.
    fn base(&self) -> (String, usize) {
        let most = self.bases.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        (most.map(|(base, _)| base.clone()).unwrap_or_default(), self.bases.len().saturating_sub(1))
    }

    /// The places of texts come first: claims point to them.
    fn take_mentions(&mut self, nodes: &Nodes) -> Result<()> {
        for (node, facts) in nodes.iter().filter(|(_, facts)| facts.is_a(&quid::MENTION)) {
            let Some(Named::Mention(document, start, end)) = address::read(node).map(|(_, named)| named) else {
                return Err(stranger(node, "mention"));
            };
            let text = facts.text(&nif::ANCHOR_OF).unwrap_or_default();
            self.words.insert(node.clone(), text.to_owned());
            for (actor, kind) in referred(facts) {
                let mention = Mention { document: document.clone(), start, end, text: text.to_owned(), kind };
                self.mentions.entry(actor).or_default().push(mention);
            }
        }
        Ok(())
    }

    /// Takes a node that is no claim and no mention.
    fn take(&mut self, node: &str, facts: &Facts, view: &mut View) -> Result<()> {
        if facts.is_a(&quid::ACTOR) {
            let actor = self.actor(node, facts)?;
            view.actors.push(actor);
        } else if facts.is_a(&quid::ACTION) {
            let action = self.action(node, facts)?;
            view.actions.push(action);
        } else if facts.is_a(&quid::EXCHANGE) {
            let exchange = self.exchange(node, facts)?;
            view.exchanges.push(exchange);
        } else if facts.is_a(&quid::RELATION) {
            let relation = self.relation(node, facts)?;
            view.relations.push(relation);
        } else if facts.is_a(&quid::DOCUMENT) {
            let document = self.document(node, facts)?;
            view.documents.push(document);
        }
        Ok(())
    }

    fn actor(&mut self, node: &str, facts: &Facts) -> Result<Actor> {
        let id = self.id(node, "actor", |named| if let Named::Actor(id) = named { Some(id) } else { None })?;
        let kind = ActorType::ALL.into_iter().find(|&kind| facts.is_a(vocabulary::class(kind)));
        let foreign = facts.nodes(&schema::SAME_AS).chain(facts.texts(&rdfs::SEE_ALSO));
        Ok(Actor {
            name: needed(facts.text(&rdfs::LABEL), &rdfs::LABEL)?.to_owned(),
            kind: kind.ok_or_else(|| Error::new("its class is not State, Person, Organization or Group"))?,
            aliases: sorted(facts.texts(&skos::ALT_LABEL)),
            same_as: sorted(foreign),
            roles: sorted(facts.texts(&quid::ROLE)),
            country: facts.text(&quid::COUNTRY).map(str::to_owned),
            size: number(facts, &quid::SIZE)?,
            mentions: {
                let mut mentions = self.mentions.remove(&id).unwrap_or_default();
                mentions.sort();
                mentions
            },
            id,
        })
    }

    fn action(&mut self, node: &str, facts: &Facts) -> Result<Action> {
        let id = self.id(node, "action", |named| if let Named::Action(id) = named { Some(id) } else { None })?;
        Ok(Action {
            id,
            kind: one_of(facts, &quid::ACTION_TYPE, &Plover::ALL, vocabulary::plover)?,
            class: class(facts, &quid::ACTION_CLASS)?,
            label: facts.text(&quid::VERB).unwrap_or_default().to_owned(),
            cameo: cameo(facts, &quid::CAMEO_CODE),
            agents: actors(facts, &quid::AGENT)?,
            patients: actors(facts, &quid::PATIENT)?,
            recipients: actors(facts, &quid::RECIPIENT)?,
            implied: actors(facts, &quid::IMPLIED_PARTICIPANT)?,
            themes: sorted(facts.texts(&quid::THEME)),
            places: sorted(facts.texts(&quid::PLACE)),
            time: facts.text(&quid::TIME).map(str::to_owned),
            quantity: number(facts, &quid::QUANTITY)?,
            factuality: one_of(facts, &quid::FACTUALITY, &Factuality::ALL, vocabulary::factuality)?,
            disputed: is_disputed(facts),
            claims: Vec::new(),
            documents: documents(facts, &quid::TOLD_IN)?,
        })
    }

    fn exchange(&mut self, node: &str, facts: &Facts) -> Result<Exchange> {
        let id = self.id(node, "exchange", |named| if let Named::Exchange(id) = named { Some(id) } else { None })?;
        Ok(Exchange {
            id,
            status: one_of(facts, &quid::EXCHANGE_STATUS, &ExchangeStatus::ALL, vocabulary::status)?,
            disputed: is_disputed(facts),
            sides: Vec::new(),
            claims: Vec::new(),
            documents: documents(facts, &quid::TOLD_IN)?,
        })
    }

    /// The sides of each exchange, in order.
    fn sides(&self, nodes: &Nodes) -> Result<BTreeMap<String, Vec<Side>>> {
        let mut sides: BTreeMap<String, BTreeMap<usize, Side>> = BTreeMap::new();
        for (node, facts) in nodes.iter().filter(|(_, facts)| facts.is_a(&quid::EXCHANGE_SIDE)) {
            let Some(Named::Side(exchange, at)) = address::read(node).map(|(_, named)| named) else {
                return Err(stranger(node, "side of an exchange"));
            };
            let side = Side {
                providers: actors(facts, &quid::PROVIDER)?,
                receivers: actors(facts, &quid::RECEIVER)?,
                gives: ids(facts, &quid::GIVES, |named| if let Named::Action(id) = named { Some(id) } else { None })?,
                texts: sorted(facts.texts(&quid::GIVES_TEXT)),
            };
            sides.entry(exchange).or_default().insert(at, side);
        }
        Ok(sides.into_iter().map(|(exchange, sides)| (exchange, sides.into_values().collect())).collect())
    }

    fn relation(&mut self, node: &str, facts: &Facts) -> Result<Relation> {
        let id = self.id(node, "relation", |named| if let Named::Relation(id) = named { Some(id) } else { None })?;
        let subject = actors(facts, &quid::RELATION_SUBJECT)?.into_iter().next();
        Ok(Relation {
            id,
            kind: one_of(facts, &quid::RELATION_TYPE, &RelationType::ALL, vocabulary::relation_type)?,
            subject: needed(subject, &quid::RELATION_SUBJECT)?,
            object: actors(facts, &quid::RELATION_OBJECT)?.into_iter().next(),
            text: facts.text(&quid::RELATION_TEXT).unwrap_or_default().to_owned(),
            claims: Vec::new(),
        })
    }

    fn document(&mut self, node: &str, facts: &Facts) -> Result<Document> {
        let id = self.id(node, "document", |named| if let Named::Document(id) = named { Some(id) } else { None })?;
        let text = |predicate| facts.text(predicate).map(str::to_owned);
        Ok(Document {
            id,
            source: text(&quid::PATH).unwrap_or_default(),
            title: text(&quid::TITLE),
            publisher: text(&quid::PUBLISHER),
            published: text(&quid::PUBLISHED),
            language: text(&quid::LANGUAGE).unwrap_or_default(),
            counts: Counts {
                sentences: count(facts, &quid::SENTENCES)?,
                sentences_without_action: count(facts, &quid::SENTENCES_WITHOUT_ACTION)?,
                words: count(facts, &quid::WORDS)?,
            },
        })
    }

    fn take_claim(&mut self, node: &str, facts: &Facts, view: &mut View, told: &mut ToldOf) -> Result<()> {
        let id = self.id(node, "claim", |named| if let Named::Claim(id) = named { Some(id) } else { None })?;
        let document = documents(facts, &quid::SOURCE)?.into_iter().next();
        let document = needed(document, &quid::SOURCE)?;
        let evidence = self.quote(facts, &quid::EVIDENCE, facts.text(&quid::QUOTE))?;
        let of = needed(facts.node(&quid::CLAIMS), &quid::CLAIMS)?;
        match address::read(of).map(|(_, named)| named) {
            Some(Named::Action(action)) => {
                told.actions.entry(action.clone()).or_default().insert(id.clone());
                view.claims.push(self.claim(facts, Claiming { id, document, evidence, action })?);
            }
            Some(Named::Exchange(exchange)) => told.exchanges.entry(exchange).or_default().push(ExchangeClaim {
                id,
                document,
                status: one_of(facts, &quid::EXCHANGE_STATUS, &ExchangeStatus::ALL, vocabulary::status)?,
                cue: self.quote(facts, &quid::CUE, None)?,
                evidence,
                attribution: attribution(facts)?,
            }),
            Some(Named::Relation(relation)) => {
                told.relations.entry(relation).or_default().push(RelationClaim { id, document, evidence });
            }
            _ => return Err(stranger(of, "action, exchange or relation")),
        }
        Ok(())
    }

    fn claim(&self, facts: &Facts, of: Claiming) -> Result<Claim> {
        let text = |predicate| facts.text(predicate).map(str::to_owned);
        Ok(Claim {
            kind: one_of(facts, &quid::TOLD_TYPE, &Plover::ALL, vocabulary::plover)?,
            class: class(facts, &quid::TOLD_CLASS)?,
            cameo: cameo(facts, &quid::TOLD_CODE),
            trigger: self.quote(facts, &quid::TRIGGER, None)?,
            agents: actors(facts, &quid::TOLD_AGENT)?,
            patients: actors(facts, &quid::TOLD_PATIENT)?,
            recipients: actors(facts, &quid::TOLD_RECIPIENT)?,
            implied: actors(facts, &quid::IMPLIED_PARTICIPANT)?,
            theme: text(&quid::TOLD_THEME),
            place: text(&quid::TOLD_PLACE),
            time: text(&quid::TOLD_TIME),
            quantity: number(facts, &quid::TOLD_QUANTITY)?,
            factuality: one_of(facts, &quid::FACTUALITY, &Factuality::ALL, vocabulary::factuality)?,
            certainty: one_of(facts, &quid::CERTAINTY, &Certainty::ALL, vocabulary::certainty)?,
            polarity: one_of(facts, &quid::POLARITY, &Polarity::ALL, vocabulary::polarity)?,
            tense: one_of(facts, &quid::TENSE, &Tense::ALL, vocabulary::tense)?,
            attribution: attribution(facts)?,
            id: of.id,
            document: of.document,
            action: of.action,
            evidence: of.evidence,
        })
    }

    /// The words at the place that a predicate leads to.
    fn quote(&self, facts: &Facts, predicate: &Term, text: Option<&str>) -> Result<Quote> {
        let node = needed(facts.node(predicate), predicate)?;
        let Some((_, Named::Mention(_, start, end))) = address::read(node) else {
            return Err(stranger(node, "mention"));
        };
        let text = text.or_else(|| self.words.get(node).map(String::as_str));
        Ok(Quote { text: text.unwrap_or_default().to_owned(), start, end })
    }

    /// The id in the address of a node, whose base is noted.
    fn id(&mut self, node: &str, kind: &str, pick: impl Fn(Named) -> Option<String>) -> Result<String> {
        let (base, named) = address::read(node).ok_or_else(|| stranger(node, kind))?;
        *self.bases.entry(base.to_owned()).or_default() += 1;
        pick(named).ok_or_else(|| stranger(node, kind))
    }
}

/// What every telling of an action has.
struct Claiming {
    id: String,
    document: String,
    evidence: Quote,
    action: String,
}

/// Who a mention refers to, and how.
fn referred(facts: &Facts) -> BTreeSet<(String, MentionKind)> {
    let actor = |node: &str| match address::read(node) {
        Some((_, Named::Actor(id))) => Some(id),
        _ => None,
    };
    let each = MentionKind::ALL
        .into_iter()
        .flat_map(|kind| facts.nodes(vocabulary::refers(kind)).filter_map(actor).map(move |id| (id, kind)));
    let mixed: BTreeSet<_> = each.collect();
    if !mixed.is_empty() {
        return mixed;
    }
    let kind = one_of(facts, &quid::MENTION_KIND, &MentionKind::ALL, vocabulary::mention_kind);
    let kind = kind.unwrap_or(MentionKind::Name);
    facts.nodes(&quid::REFERS_TO).filter_map(actor).map(|id| (id, kind)).collect()
}

fn attribution(facts: &Facts) -> Result<Attribution> {
    if let Some(words) = facts.text(&quid::ATTRIBUTED_TO_TEXT) {
        return Ok(Attribution::Words(words.to_owned()));
    }
    match facts.node(&quid::ATTRIBUTED_TO).map(|node| (node, address::read(node))) {
        Some((_, Some((_, Named::Actor(id))))) => Ok(Attribution::Actor(id)),
        Some((_, Some((_, Named::Document(_))))) | None => Ok(Attribution::Document),
        Some((node, _)) => Err(stranger(node, "actor or document")),
    }
}

fn one_of<T: Copy>(facts: &Facts, predicate: &Term, all: &[T], term: impl Fn(T) -> &'static Term) -> Result<T> {
    let node = needed(facts.node(predicate), predicate)?;
    let found = all.iter().copied().find(|&value| term(value).iri == node);
    found.ok_or_else(|| {
        Error::new(format!("{}:{} is <{node}>, which is no such term", predicate.prefix, predicate.local))
    })
}

fn class(facts: &Facts, predicate: &Term) -> Result<String> {
    let node = needed(facts.node(predicate), predicate)?;
    address::class(node).ok_or_else(|| stranger(node, "action class"))
}

fn cameo(facts: &Facts, predicate: &Term) -> Option<String> {
    facts.node(predicate).and_then(address::cameo)
}

fn actors(facts: &Facts, predicate: &Term) -> Result<Vec<String>> {
    ids(facts, predicate, |named| if let Named::Actor(id) = named { Some(id) } else { None })
}

fn documents(facts: &Facts, predicate: &Term) -> Result<Vec<String>> {
    ids(facts, predicate, |named| if let Named::Document(id) = named { Some(id) } else { None })
}

fn ids(facts: &Facts, predicate: &Term, pick: impl Fn(Named) -> Option<String>) -> Result<Vec<String>> {
    let read = |node| {
        let named = address::read(node).and_then(|(_, named)| pick(named));
        named.ok_or_else(|| stranger(node, &format!("{}:{}", predicate.prefix, predicate.local)))
    };
    let ids: BTreeSet<String> = facts.nodes(predicate).map(read).collect::<Result<_>>()?;
    Ok(ids.into_iter().collect())
}

fn number(facts: &Facts, predicate: &Term) -> Result<Option<f64>> {
    let read = |text: &str| {
        let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
        value.ok_or_else(|| Error::new(format!("{}:{} is `{text}`, no number", predicate.prefix, predicate.local)))
    };
    facts.text(predicate).map(read).transpose()
}

fn count(facts: &Facts, predicate: &Term) -> Result<usize> {
    let text = facts.text(predicate).unwrap_or("0");
    text.trim_start_matches('+')
        .parse()
        .map_err(|_| Error::new(format!("{}:{} is `{text}`, no whole number", predicate.prefix, predicate.local)))
}

fn is_disputed(facts: &Facts) -> bool {
    facts.text(&quid::DISPUTED).is_some_and(|text| matches!(text, "true" | "1"))
}

fn sorted<'f>(texts: impl Iterator<Item = &'f str>) -> Vec<String> {
    texts.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
}

fn needed<T>(found: Option<T>, predicate: &Term) -> Result<T> {
    found.ok_or_else(|| Error::new(format!("{}:{} is missing", predicate.prefix, predicate.local)))
}

fn stranger(node: &str, kind: &str) -> Error {
    Error::new(format!("<{node}> is not the address of a node that quidnunc wrote ({kind})"))
}
