//! What does the graph hold, said so that it can be written? Plain, fully sorted lists of nodes and edges.
//!
//! A [`View`] is all that an exporter sees. Lists are sorted by id and free of duplicates; every reference is the id of
//! something that is in the same view; ids come from content, so the same set of records gives the same view on every machine.
//! Nothing here reads records, merges, or knows how a format looks. Offsets are Unicode code points, end exclusive.

use serde::{Deserialize, Serialize};

use super::statistics::Statistics;
use crate::record::{
    ActorType, Certainty, Counts, ExchangeStatus, Factuality, MentionKind, Plover, Polarity, Quote, RelationType, Tense,
};

/// What a set of documents says together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The documents, by id.
    pub documents: Vec<Document>,
    /// Who acts, is acted on, is cited or named, by id.
    pub actors: Vec<Actor>,
    /// Who did what to whom, each action once, by id.
    pub actions: Vec<Action>,
    /// The tellings of the actions, by id.
    pub claims: Vec<Claim>,
    /// What was given for what, by id.
    pub exchanges: Vec<Exchange>,
    /// Lasting ties between actors, by id.
    pub relations: Vec<Relation>,
    /// How much there is of everything.
    pub statistics: Statistics,
}

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Hexadecimal hash of text and metadata.
    pub id: String,
    /// The path or address that it was read from, as the user gave it.
    pub source: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as ISO 8601 date.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// How much of it was read.
    pub counts: Counts,
}

impl Document {
    /// The name to show: the title, or the last part of the source.
    pub fn name(&self) -> &str {
        let file = self.source.rsplit(['/', '\\']).next().unwrap_or(&self.source);
        self.title.as_deref().unwrap_or(file)
    }
}

/// One actor, over all documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The actor's key; of a counted group, with its size.
    pub id: String,
    /// The name that documents use most.
    pub name: String,
    /// What kind of actor; where documents differ, what most of them say.
    pub kind: ActorType,
    /// Other names that documents use, sorted.
    pub aliases: Vec<String>,
    /// Addresses of the same actor elsewhere (Wikidata), sorted.
    pub same_as: Vec<String>,
    /// Offices and descriptions told of it, sorted.
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the state that it is or speaks for.
    pub country: Option<String>,
    /// How many, for a counted group.
    pub size: Option<f64>,
    /// Where it is mentioned, by document and place.
    pub mentions: Vec<Mention>,
}

/// One place where an actor is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// The document's id.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The exact words.
    pub text: String,
    /// How it refers.
    pub kind: MentionKind,
}

/// One action with all that its tellings say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Sixteen hexadecimal digits, from type, class, participants, time and quantity.
    pub id: String,
    /// PLOVER type, or `OTHER`.
    pub kind: Plover,
    /// The frame's class, e.g. `ReleasePersons`.
    pub class: String,
    /// Plain English for an edge, past tense where a frame gives it: "released".
    pub label: String,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Who did it: actor ids, over all tellings, sorted.
    pub agents: Vec<String>,
    /// To whom: actor ids, sorted.
    pub patients: Vec<String>,
    /// To whom something was given: actor ids, sorted.
    pub recipients: Vec<String>,
    /// Those of them whom no telling says: actor ids, sorted; see [`Claim::implied`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implied: Vec<String>,
    /// What it was about, in the documents' words, sorted.
    pub themes: Vec<String>,
    /// Where, in the documents' words, sorted.
    pub places: Vec<String>,
    /// When, as EDTF: the most precise of what is told.
    pub time: Option<String>,
    /// How many or how much: the most precise of what is told.
    pub quantity: Option<f64>,
    /// What the tellings make of it together, see [`Action::disputed`].
    pub factuality: Factuality,
    /// Whether some telling says that it happened and another that it did not.
    pub disputed: bool,
    /// Ids of its tellings, sorted; at least one.
    pub claims: Vec<String>,
    /// Ids of the documents that tell it, sorted; at least one.
    pub documents: Vec<String>,
}

/// One telling of one action in one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The document's id, a hyphen, and the telling's id in the document's record.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The action's id.
    pub action: String,
    /// PLOVER type as this telling has it.
    pub kind: Plover,
    /// Class as this telling has it.
    pub class: String,
    /// CAMEO code as this telling has it.
    pub cameo: Option<String>,
    /// The word that tells it.
    pub trigger: Quote,
    /// The words that tell it.
    pub evidence: Quote,
    /// Who did it: actor ids, sorted.
    pub agents: Vec<String>,
    /// To whom: actor ids, sorted.
    pub patients: Vec<String>,
    /// To whom something was given: actor ids, sorted.
    pub recipients: Vec<String>,
    /// Those of them whom the sentence leaves unsaid, and who were taken from elsewhere in the document: actor ids, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implied: Vec<String>,
    /// What it was about, in the document's words.
    pub theme: Option<String>,
    /// Where, in the document's words.
    pub place: Option<String>,
    /// When, as EDTF.
    pub time: Option<String>,
    /// How many or how much.
    pub quantity: Option<f64>,
    /// The label derived from the three axes below.
    pub factuality: Factuality,
    /// How sure the telling is.
    pub certainty: Certainty,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// Past, present or future.
    pub tense: Tense,
    /// Who says so.
    pub attribution: Attribution,
}

/// Who says what a document tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// The document itself, in its own voice.
    #[default]
    Document,
    /// An actor, by id.
    Actor(String),
    /// A source that is no actor, in the document's words.
    Words(String),
}

/// What was given by one party for what was given by another, over all documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Sixteen hexadecimal digits, from the sides.
    pub id: String,
    /// How far it has come: the most advanced that is told.
    pub status: ExchangeStatus,
    /// Whether some telling denies what another says.
    pub disputed: bool,
    /// Two or more.
    pub sides: Vec<Side>,
    /// Its tellings, by id; at least one.
    pub claims: Vec<ExchangeClaim>,
    /// Ids of the documents that tell it, sorted; at least one.
    pub documents: Vec<String>,
}

/// What one party gives in an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Side {
    /// Who gives: actor ids, sorted.
    pub providers: Vec<String>,
    /// Who gets: actor ids, sorted.
    pub receivers: Vec<String>,
    /// The actions given: action ids, sorted.
    pub gives: Vec<String>,
    /// What is given, in the documents' words, sorted.
    pub texts: Vec<String>,
}

/// One telling of one exchange in one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExchangeClaim {
    /// The document's id, a hyphen, and the telling's id in the document's record.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// How far it has come, as this telling has it.
    pub status: ExchangeStatus,
    /// The words that show that one thing was given for the other.
    pub cue: Quote,
    /// The words that tell it.
    pub evidence: Quote,
    /// Who says so.
    pub attribution: Attribution,
}

impl Exchange {
    /// The first claim that has it as far come as it is.
    pub fn proof(&self) -> Option<&ExchangeClaim> {
        self.claims.iter().find(|claim| claim.status == self.status).or(self.claims.first())
    }
}

/// A lasting tie of an actor, over all documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Sixteen hexadecimal digits, from kind, subject, object and words.
    pub id: String,
    /// What tie.
    pub kind: RelationType,
    /// Of whom: actor id.
    pub subject: String,
    /// To whom: actor id; none where documents name only the role.
    pub object: Option<String>,
    /// The tie in words.
    pub text: String,
    /// Its tellings, by id; at least one.
    pub claims: Vec<RelationClaim>,
}

/// One telling of one relation in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationClaim {
    /// The document's id, a hyphen, and the telling's id in the document's record.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The words that tell it.
    pub evidence: Quote,
}

impl Action {
    /// Who takes part, in whatever role; who has several comes as often.
    pub fn participants(&self) -> impl Iterator<Item = &str> {
        self.agents.iter().chain(&self.patients).chain(&self.recipients).map(String::as_str)
    }

    /// Whether the actor with this id takes part, and no telling says so.
    pub fn is_implied(&self, actor: &str) -> bool {
        self.implied.iter().any(|id| id == actor)
    }
}

impl Claim {
    /// Who takes part, in whatever role; who has several comes as often.
    pub fn participants(&self) -> impl Iterator<Item = &str> {
        self.agents.iter().chain(&self.patients).chain(&self.recipients).map(String::as_str)
    }

    /// Whether the actor with this id takes part, and the telling leaves it unsaid.
    pub fn is_implied(&self, actor: &str) -> bool {
        self.implied.iter().any(|id| id == actor)
    }
}

impl View {
    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        find(&self.documents, id, |document| &document.id)
    }

    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        find(&self.actors, id, |actor| &actor.id)
    }

    /// The action with this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        find(&self.actions, id, |action| &action.id)
    }

    /// The telling with this id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        find(&self.claims, id, |claim| &claim.id)
    }

    /// The exchange with this id.
    pub fn exchange(&self, id: &str) -> Option<&Exchange> {
        find(&self.exchanges, id, |exchange| &exchange.id)
    }

    /// The tellings of one action, in the order of their ids.
    pub fn claims_of<'v>(&'v self, action: &'v Action) -> impl Iterator<Item = &'v Claim> {
        action.claims.iter().filter_map(|id| self.claim(id))
    }
}

/// Looks up an id in a list that is sorted by it.
fn find<'v, T>(list: &'v [T], id: &str, id_of: impl Fn(&T) -> &str) -> Option<&'v T> {
    list.binary_search_by(|item| id_of(item).cmp(id)).ok().map(|at| &list[at])
}
