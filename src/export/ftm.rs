//! How does a graph look as FollowTheMoney entities, for the tools of investigative journalists? One entity a line, as JSON.
//!
//! Persons, states (`PublicBody`), organisations and groups (`LegalEntity`) are what they are; documents are articles; actions and exchanges are
//! events, with doubt in their names and keywords, and who says so, and who takes part without being said to, in their notes; `UnknownLink`s tie an
//! exchange to what is given in it. What other tools would take for a fact, a sanction or a payment, is written beside its event only where
//! documents tell it as done and none denies it, and between those only whom a sentence says. Ids are made of letters, digits, `-` and `.`, as the model wants them. The core leaves out what it leaves out elsewhere.

use std::{collections::BTreeSet, io};

use serde_json::{Map, Value as Json};

use super::{
    Options, Profile,
    drawing::clip,
    projection::{Projected, clean, span, who},
};
use crate::{
    error::Result,
    graph::{
        View,
        view::{Action, Actor, Attribution, Document, Exchange, Relation},
    },
    ontology::fact::{self, Fact},
    record::{ActorType, ExchangeStatus, Factuality, RelationType},
};

/// Letters of a name: what the model takes.
const NAME: usize = 380;

/// Letters of other properties that hold words of documents; properties that hold codes, dates or ids are never cut.
const LETTERS: [(&str, usize); 15] = [
    ("alias", NAME),
    ("authority", 1000),
    ("description", 64_000),
    ("fileName", 1000),
    ("keywords", 1000),
    ("location", 240),
    ("notes", 64_000),
    ("position", 1000),
    ("provisions", 1000),
    ("publisher", 1000),
    ("purpose", 1000),
    ("relationship", 1000),
    ("role", 1000),
    ("summary", 64_000),
    ("title", 1000),
];

/// Writes `view`, one entity a line.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, ftm}, graph::View};
/// let mut out = Vec::new();
/// ftm::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.is_empty());
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, &Options { projection: super::Projection::Events, ..options.clone() })?;
    for document in &view.documents {
        of_document(document).write(out)?;
    }
    let kept: BTreeSet<&str> = graph.actors().map(|actor| actor.id.as_str()).collect();
    for actor in graph.actors() {
        of_actor(view, actor).write(out)?;
    }
    for action in graph.actions() {
        of_action(view, &graph, action).write(out)?;
        facts_of(view, action).into_iter().try_for_each(|entity| entity.write(out))?;
    }
    for exchange in &view.exchanges {
        of_exchange(view, exchange).write(out)?;
        gifts(view, exchange).try_for_each(|entity| entity.write(out))?;
    }
    let is_kept = |id: &String| options.profile == Profile::Full || kept.contains(id.as_str());
    for relation in view.relations.iter().filter(|r| is_kept(&r.subject) && r.object.iter().all(is_kept)) {
        of_relation(view, relation).into_iter().try_for_each(|entity| entity.write(out))?;
    }
    Ok(())
}

/// One entity; properties that hold nothing are left out.
struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Json>,
}

impl Entity {
    fn new(schema: &'static str, kind: &str, id: &str) -> Self {
        Self { id: entity_id(kind, id), schema, properties: Map::new() }
    }

    /// Adds values, cleaned, no longer than the model takes, each once and none empty.
    fn with<T: AsRef<str>>(mut self, property: &str, values: impl IntoIterator<Item = T>) -> Self {
        let mut list: Vec<Json> = Vec::new();
        let letters = LETTERS.iter().find(|(name, _)| *name == property).map_or(usize::MAX, |&(_, letters)| letters);
        for value in values {
            // The model's own library takes these two for blanks, and other readers for line ends.
            let value = clean(value.as_ref()).replace(['\u{2028}', '\u{2029}'], " ");
            let value = Json::from(clip(value.trim(), letters));
            if value != "" && !list.contains(&value) {
                list.push(value);
            }
        }
        if !list.is_empty() {
            self.properties.insert(property.to_owned(), list.into());
        }
        self
    }

    /// Adds one name, no longer than names may be.
    fn named(self, name: &str) -> Self {
        let name: String = if name.trim().is_empty() { "unnamed" } else { name }.chars().take(NAME).collect();
        self.with("name", [name])
    }

    fn write(self, out: &mut dyn io::Write) -> Result<()> {
        let Self { id, schema, properties } = self;
        writeln!(
            out,
            "{{\"id\":{},\"schema\":\"{schema}\",\"properties\":{}}}",
            Json::from(id),
            Json::Object(properties)
        )?;
        Ok(())
    }
}

/// `kind` and `id` in the letters that ids of entities may have; any other byte as `.` and two digits.
fn entity_id(kind: &str, id: &str) -> String {
    let mut entity = format!("{kind}-");
    let last = id.len().saturating_sub(1);
    for (at, byte) in id.bytes().enumerate() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || (byte == b'-' && at < last) => entity.push(byte as char),
            byte => entity.push_str(&format!(".{byte:02x}")),
        }
    }
    entity
}

fn ids<'i>(kind: &'static str, ids: impl IntoIterator<Item = &'i String>) -> impl Iterator<Item = String> {
    ids.into_iter().map(move |id| entity_id(kind, id))
}

fn of_document(document: &Document) -> Entity {
    let file = document.source.rsplit(['/', '\\']).next().unwrap_or(&document.source);
    let language = LANGUAGES.iter().find(|(short, _)| document.language.split('-').next() == Some(short));
    Entity::new("Article", "document", &document.id)
        .with("fileName", [if file.trim().is_empty() { "document" } else { file }])
        .with("title", [document.name()])
        .with("publisher", &document.publisher)
        .with("publishedAt", &document.published)
        .with("language", language.map(|(_, long)| long))
        .with("sourceUrl", address(document))
}

/// BCP 47 and ISO 639-3, which the model wants.
const LANGUAGES: [(&str, &str); 5] = [("en", "eng"), ("de", "deu"), ("fr", "fra"), ("es", "spa"), ("ru", "rus")];

/// The address that a document was read from, if it is one that can be followed.
fn address(document: &Document) -> Option<&str> {
    let is_address = |source: &&str| source.starts_with("https://") || source.starts_with("http://");
    Some(document.source.as_str()).filter(is_address).filter(|source| source.chars().all(|c| c.is_ascii_graphic()))
}

const fn schema(actor: &Actor) -> &'static str {
    match actor.kind {
        ActorType::Person => "Person",
        ActorType::State => "PublicBody",
        ActorType::Organization => "Organization",
        ActorType::Group => "LegalEntity",
    }
}

fn of_actor(view: &View, actor: &Actor) -> Entity {
    let documents: BTreeSet<&String> = actor.mentions.iter().map(|mention| &mention.document).collect();
    let item = |address: &String| address.rsplit('/').next().filter(|item| is_item(item)).map(str::to_owned);
    let told = if actor.kind == ActorType::Person { "position" } else { "description" };
    let size = actor.size.map(|size| format!("{size} in number"));
    Entity::new(schema(actor), "actor", &actor.id)
        .named(&actor.name)
        .with("alias", &actor.aliases)
        .with("country", actor.country.as_ref().map(|code| code.to_lowercase()))
        .with("wikidataId", actor.same_as.iter().filter_map(item))
        .with(told, &actor.roles)
        .with("keywords", size)
        .with("sourceUrl", documents.iter().filter_map(|id| view.document(id)).filter_map(address))
        .with("proof", ids("document", documents.iter().copied()))
}

fn is_item(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn of_action<'v>(view: &'v View, graph: &Projected<'v>, action: &'v Action) -> Entity {
    let doubt = if action.factuality == Factuality::Actual { "" } else { action.factuality.as_str() };
    let name = graph.told(action);
    let parties = action.patients.iter().chain(&action.recipients);
    let claims: Vec<_> = view.claims_of(action).collect();
    let implied = action.implied.iter().filter_map(|id| view.actor(id));
    let implied = implied.map(|actor| format!("implied, not said to take part: {}", actor.name));
    let event = Entity::new("Event", "action", &action.id)
        .named(&name)
        .with("organizer", ids("actor", &action.agents))
        .with("involved", ids("actor", parties))
        .with("location", &action.places)
        .with("description", &action.themes)
        .with("keywords", [action.kind.as_str(), &action.class, action.factuality.as_str(), dispute(action.disputed)])
        .with("important", [doubt, dispute(action.disputed)])
        .with("summary", claims.iter().map(|claim| &claim.evidence.text))
        .with("notes", claims.iter().map(|claim| says(view, &claim.attribution)).chain(implied))
        .with("recordId", &action.cameo);
    proven(dated(event, action.time.as_deref()), view, &action.documents)
}

/// What else an action is, where it is told as done: a sanction on each target, a payment to each.
fn facts_of<'v>(view: &'v View, action: &'v Action) -> Vec<Entity> {
    if action.factuality != Factuality::Actual || action.disputed {
        return Vec::new();
    }
    let facts: Vec<Fact> = fact::of(&action.class, action.cameo.as_deref()).collect();
    let is_said = |id: &&String| !action.is_implied(id);
    let targets = action.patients.iter().chain(&action.recipients).filter(is_said);
    let of_target = |target: &'v String| {
        facts.iter().flat_map(move |fact| match fact {
            Fact::Sanction => vec![sanction(view, action, target)],
            Fact::Payment => {
                let payers = action.agents.iter().filter(is_said).filter(|payer| *payer != target);
                payers.map(|payer| payment(view, action, payer, target)).collect()
            }
        })
    };
    targets.flat_map(of_target).collect()
}

fn sanction(view: &View, action: &Action, target: &str) -> Entity {
    let agents = || action.agents.iter().filter(|id| !action.is_implied(id)).filter_map(|id| view.actor(id));
    let entity = Entity::new("Sanction", "sanction", &format!("{} {target}", action.id))
        .with("entity", [entity_id("actor", target)])
        .with("authority", agents().map(|agent| &agent.name))
        .with("country", agents().filter_map(|agent| Some(agent.country.as_ref()?.to_lowercase())))
        .with("provisions", &action.themes)
        .with("summary", view.claims_of(action).map(|claim| &claim.evidence.text))
        .with("description", view.claims_of(action).map(|claim| says(view, &claim.attribution)));
    proven(dated(entity, action.time.as_deref()), view, &action.documents)
}

fn payment(view: &View, action: &Action, payer: &str, target: &str) -> Entity {
    let entity = Entity::new("Payment", "payment", &format!("{} {payer} {target}", action.id))
        .with("payer", [entity_id("actor", payer)])
        .with("beneficiary", [entity_id("actor", target)])
        .with("amount", action.quantity.map(|quantity| quantity.to_string()))
        .with("purpose", &action.themes)
        .with("summary", view.claims_of(action).map(|claim| &claim.evidence.text))
        .with("description", view.claims_of(action).map(|claim| says(view, &claim.attribution)));
    proven(dated(entity, action.time.as_deref()), view, &action.documents)
}

fn of_exchange(view: &View, exchange: &Exchange) -> Entity {
    let sides = &exchange.sides;
    let doubt = if exchange.status == ExchangeStatus::Completed { "" } else { exchange.status.as_str() };
    let event = Entity::new("Event", "exchange", &exchange.id)
        .named(&Projected::traded(view, exchange))
        .with("organizer", ids("actor", sides.iter().flat_map(|side| &side.providers)))
        .with("involved", ids("actor", sides.iter().flat_map(|side| &side.receivers)))
        .with("description", sides.iter().flat_map(|side| &side.texts))
        .with("keywords", ["exchange", exchange.status.as_str(), dispute(exchange.disputed)])
        .with("important", [doubt, dispute(exchange.disputed)])
        .with("summary", exchange.claims.iter().map(|claim| &claim.evidence.text))
        .with("notes", exchange.claims.iter().map(|claim| says(view, &claim.attribution)));
    proven(event, view, &exchange.documents)
}

/// The ties of an exchange to what each side gives.
fn gifts<'v>(view: &'v View, exchange: &'v Exchange) -> impl Iterator<Item = Entity> {
    let given = (1..).zip(&exchange.sides).flat_map(|(number, side)| side.gives.iter().map(move |id| (number, id)));
    given.filter(|(_, id)| view.action(id).is_some()).map(|(number, id)| {
        Entity::new("UnknownLink", "gift", &format!("{} {number} {id}", exchange.id))
            .with("subject", [entity_id("exchange", &exchange.id)])
            .with("object", [entity_id("action", id)])
            .with("role", [format!("given by side {number}")])
            .with("status", [exchange.status.as_str()])
    })
}

fn of_relation(view: &View, relation: &Relation) -> Vec<Entity> {
    let subject = view.actor(&relation.subject);
    let Some((subject, object)) = subject.zip(relation.object.as_ref().and_then(|id| view.actor(id))) else {
        return Vec::new();
    };
    let [one, other] = [subject, object].map(|actor| entity_id("actor", &actor.id));
    let [person, relative] = [subject, object].map(|actor| actor.kind == ActorType::Person);
    let is_body = matches!(object.kind, ActorType::State | ActorType::Organization);
    let link = |schema| Entity::new(schema, "relation", &relation.id);
    let words = if relation.text.trim().is_empty() { relation.kind.as_str() } else { &relation.text };
    let mut entities = Vec::new();
    let tie = match relation.kind {
        RelationType::HoldsRole if person && is_body => {
            let post = post(words, object);
            let tie = link("Occupancy").with("holder", [one]).with("post", [&post.id]);
            entities.push(post);
            tie
        }
        RelationType::MemberOf if is_body => {
            link("Membership").with("member", [one]).with("organization", [other]).with("role", [words])
        }
        RelationType::SpouseOf | RelationType::RelativeOf if person && relative => {
            link("Family").with("person", [one]).with("relative", [other]).with("relationship", [words])
        }
        RelationType::AllyOf if person && relative => {
            link("Associate").with("person", [one]).with("associate", [other]).with("relationship", [words])
        }
        _ => link("UnknownLink").with("subject", [one]).with("object", [other]).with("role", [words]),
    };
    let documents: BTreeSet<String> = relation.claims.iter().map(|claim| claim.document.clone()).collect();
    let tie = tie.with("summary", relation.claims.iter().map(|claim| &claim.evidence.text));
    entities.push(proven(tie, view, &documents.into_iter().collect::<Vec<_>>()));
    entities
}

/// An office; the same for all who hold it.
fn post(words: &str, body: &Actor) -> Entity {
    Entity::new("Position", "position", &format!("{} {words}", body.id))
        .named(&format!("{words}, {}", body.name))
        .with("organization", [entity_id("actor", &body.id)])
        .with("country", body.country.as_ref().map(|code| code.to_lowercase()))
}

/// The day, month or year as it is told, and the first and last day.
fn dated(entity: Entity, edtf: Option<&str>) -> Entity {
    let is_plain = |time: &&str| time.len() <= 10 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let (first, last) = span(edtf);
    entity
        .with("date", edtf.filter(is_plain).filter(|_| first.is_some()))
        .with("startDate", first)
        .with("endDate", last)
}

fn proven(entity: Entity, view: &View, documents: &[String]) -> Entity {
    let known = || documents.iter().filter_map(|id| view.document(id));
    entity
        .with("publisher", known().filter_map(|document| document.publisher.as_ref()))
        .with("sourceUrl", known().filter_map(address))
        .with("proof", known().map(|document| entity_id("document", &document.id)))
}

fn says(view: &View, attribution: &Attribution) -> String {
    match attribution {
        Attribution::Document => "the document says so".to_owned(),
        _ => format!("according to {}", who(view, attribution)),
    }
}

const fn dispute(disputed: bool) -> &'static str {
    if disputed { "disputed" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, fixture},
        ontology::frame::Lexicon,
    };

    fn entities(profile: Profile) -> Vec<Json> {
        let view = Graph::of(&fixture::story()).view(Lexicon::shipped());
        let mut out = Vec::new();
        write(&view, &Options { profile, ..Options::default() }, &mut out).expect("memory takes all");
        let lines = String::from_utf8(out).expect("it is text");
        lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
    }

    #[test]
    fn every_reference_is_an_entity() {
        for profile in [Profile::Core, Profile::Full] {
            let entities = entities(profile);
            let ids: BTreeSet<&str> = entities.iter().filter_map(|entity| entity["id"].as_str()).collect();
            let ends =
                ["organizer", "involved", "proof", "holder", "post", "organization", "subject", "object", "entity"];
            for entity in &entities {
                for value in ends.iter().filter_map(|end| entity["properties"][end].as_array()).flatten() {
                    assert!(ids.contains(value.as_str().unwrap_or_default()), "{value} in {entity}");
                }
            }
        }
    }

    #[test]
    fn only_what_is_told_as_done_is_a_fact() {
        let entities = entities(Profile::Full);
        let named = |word: &str| {
            let is_named = |entity: &&Json| entity["properties"]["name"][0].as_str().is_some_and(|n| n.contains(word));
            entities.iter().find(is_named).unwrap_or_else(|| panic!("{word}"))
        };
        assert_eq!(named("reform")["properties"]["important"][0], "negated");
        let facts = entities.iter().filter(|entity| entity["schema"] == "Sanction" || entity["schema"] == "Payment");
        assert!(facts.filter_map(|fact| fact["properties"]["important"].as_array()).next().is_none());
    }

    #[test]
    fn no_fact_is_between_those_who_are_implied() {
        let mut view = Graph::of(&fixture::story()).view(Lexicon::shipped());
        let sanction = view.actions.iter_mut().find(|action| action.class == "ImposeMeasure").expect("it is told");
        assert_eq!(sanction.implied, ["belarus"]);
        sanction.cameo = Some("163".into());
        let action = sanction.clone();
        assert_eq!(facts_of(&view, &action).len(), 0);
        assert_eq!(facts_of(&view, &Action { implied: Vec::new(), ..action }).len(), 1);
    }

    #[test]
    fn ids_are_those_the_model_takes() {
        let check = |id: &str, expected: &str| assert_eq!(entity_id("actor", id), expected);
        check("human-rights", "actor-human-rights");
        check("a b-", "actor-a.20b.2d");
        check("é", "actor-.c3.a9");
    }
}
