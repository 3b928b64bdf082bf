//! The extraction record: what ONE document says, as plain data.
//!
//! This is the interchange format: stored, streamed as JSON lines, produced on many machines, scored against gold. Its JSON
//! Schema is `ontology/record.schema.json`. All offsets are Unicode code points of the document's normalised text, end exclusive.

use serde::{Deserialize, Serialize};

/// What one document says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which document.
    pub document: DocumentInfo,
    /// Who acts, is acted on, is cited or named.
    pub actors: Vec<Actor>,
    /// Who did what to whom.
    pub actions: Vec<Action>,
    /// What was given for what.
    pub exchanges: Vec<Exchange>,
    /// Lasting ties between actors: roles, kinship, membership.
    pub relations: Vec<Relation>,
    /// What could not be read, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<String>,
    /// How much was read.
    #[serde(default)]
    pub counts: Counts,
}

/// A document's identity and metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// The path or address that it was read from, as the user gave it.
    pub source: String,
    /// Hexadecimal hash of title, publisher, date and text: the same document has the same id wherever it lies.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as ISO 8601 date, month or year.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// How much of a document was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Sentences in the document.
    pub sentences: usize,
    /// Sentences in which no action was found.
    pub sentences_without_action: usize,
    /// Words in the document.
    pub words: usize,
}

/// A quotation and where it stands: `text[start..end] == text` in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The exact words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
}

/// A person, state, organisation or group, as one document shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Unique in the record: `a0`, `a1`, ...
    pub id: String,
    /// The same for the same actor in every document.
    pub key: String,
    /// The fullest usual name.
    pub name: String,
    /// What kind of actor.
    #[serde(rename = "type")]
    pub kind: ActorType,
    /// Addresses of the same actor elsewhere (Wikidata).
    #[serde(default)]
    pub same_as: Vec<String>,
    /// Offices and descriptions told of it.
    #[serde(default)]
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the state that it is or speaks for, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// How many, for a counted group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// Where it is mentioned, in text order.
    pub mentions: Vec<Mention>,
}

/// Person, state, organisation or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActorType {
    /// A named human.
    Person,
    /// A state, its government and its metonyms.
    State,
    /// A company, party, medium, ministry, alliance, administration.
    Organization,
    /// Several unnamed people or bodies.
    Group,
}

impl ActorType {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Person, Self::State, Self::Organization, Self::Group];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::State => "State",
            Self::Organization => "Organization",
            Self::Group => "Group",
        }
    }
}

/// One place where an actor is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The exact words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// How it refers.
    pub kind: MentionKind,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By name.
    Name,
    /// By description.
    Nominal,
    /// By pronoun.
    Pronoun,
}

impl MentionKind {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Name, Self::Nominal, Self::Pronoun];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One telling of one action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Unique in the record: `e0`, `e1`, ...
    pub id: String,
    /// PLOVER type, or `OTHER`.
    #[serde(rename = "type")]
    pub kind: Plover,
    /// The frame's class, e.g. `ReleasePersons`; the lemma in upper camel case where no frame fits.
    pub class: String,
    /// The class in plain past-tense English, for an edge: `released`.
    #[serde(default)]
    pub label: String,
    /// CAMEO code, where there is one.
    pub cameo: Option<String>,
    /// The word that tells it.
    pub trigger: Quote,
    /// Who did it (actor ids).
    pub agent: Vec<String>,
    /// To whom (actor ids).
    pub patient: Vec<String>,
    /// To whom something was given (actor ids).
    pub recipient: Vec<String>,
    /// Those of them whom the sentence leaves unsaid, and who were taken from elsewhere in the document (actor ids).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implied: Vec<String>,
    /// What it was about, in the document's words, where that is no actor.
    pub theme: Option<String>,
    /// Where, in the document's words, on one line.
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
    /// Who says so: an actor id, or the document's words where the source is no actor; the document itself otherwise.
    pub attributed_to: Option<String>,
    /// Id of the earlier telling of the same action in this document.
    pub same_as: Option<String>,
    /// The words that tell it.
    pub evidence: Quote,
}

impl Action {
    /// Ids of all who take part; of "the ceasefire held" a record may know nobody.
    pub fn participants(&self) -> impl Iterator<Item = &String> {
        self.agent.iter().chain(&self.patient).chain(&self.recipient)
    }
}

/// The sixteen event types of the PLOVER codebook, and `OTHER` for what fits none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the codebook's")]
pub enum Plover {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Concede,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Other,
}

impl Plover {
    /// All of them, in the codebook's order, `OTHER` last.
    pub const ALL: [Self; 17] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Cooperate,
        Self::Aid,
        Self::Concede,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
        Self::Other,
    ];

    /// The codebook's name, e.g. `RETREAT`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Concede => "CONCEDE",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
            Self::Other => "OTHER",
        }
    }
}

/// How real the telling makes the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// Said to have happened or to be happening.
    Actual,
    /// Announced, intended, ordered: will.
    Planned,
    /// May, could, is considering, seeks.
    Possible,
    /// If.
    Conditional,
    /// Did not, without, denied.
    Negated,
}

impl Factuality {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Planned, Self::Possible, Self::Conditional, Self::Negated];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Conditional => "conditional",
            Self::Negated => "negated",
        }
    }
}

/// How sure the telling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Certainty {
    Certain,
    Probable,
    Possible,
}

impl Certainty {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Certain, Self::Probable, Self::Possible];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Probable => "probable",
            Self::Possible => "possible",
        }
    }
}

/// Said to be so, or not to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Polarity {
    Positive,
    Negative,
}

impl Polarity {
    /// All of them, in order.
    pub const ALL: [Self; 2] = [Self::Positive, Self::Negative];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

/// When, seen from the telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tense {
    Past,
    Present,
    Future,
}

impl Tense {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Past, Self::Present, Self::Future];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Present => "present",
            Self::Future => "future",
        }
    }
}

/// Something given by one party for something given by another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Unique in the record: `x0`, `x1`, ...
    pub id: String,
    /// How far it has come.
    pub status: ExchangeStatus,
    /// Two or more.
    pub sides: Vec<Side>,
    /// The words that show that one thing was given for the other.
    pub cue: Quote,
    /// The words that tell it.
    pub evidence: Quote,
    /// Who says so, as in [`Action::attributed_to`].
    #[serde(default)]
    pub attributed_to: Option<String>,
}

/// What one party gives in an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Who gives (actor ids).
    pub provider: Vec<String>,
    /// Who gets (actor ids).
    pub receiver: Vec<String>,
    /// The actions given (action ids).
    pub gives: Vec<String>,
    /// What is given, in words.
    #[serde(default)]
    pub gives_text: Option<String>,
}

/// How far an exchange has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExchangeStatus {
    /// Offered or demanded.
    Proposed,
    /// Spoken of as what may be.
    Possible,
    /// Promised by both.
    Agreed,
    /// Both sides gave.
    Completed,
    /// Said not to be one.
    Denied,
}

impl ExchangeStatus {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Possible, Self::Agreed, Self::Completed, Self::Denied];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Possible => "possible",
            Self::Agreed => "agreed",
            Self::Completed => "completed",
            Self::Denied => "denied",
        }
    }
}

/// A lasting tie between two actors, or of an actor to a description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Unique in the record: `r0`, `r1`, ...
    pub id: String,
    /// What tie.
    #[serde(rename = "type")]
    pub kind: RelationType,
    /// Of whom (actor id).
    pub subject: String,
    /// To whom (actor id); none where the text names only the role.
    pub object: Option<String>,
    /// The tie in the document's words.
    pub text: String,
    /// The words that tell it.
    pub evidence: Quote,
}

/// What tie a relation tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationType {
    /// Holds an office or role (of the object, where there is one).
    HoldsRole,
    /// Belongs to the object.
    MemberOf,
    /// Married to.
    SpouseOf,
    /// Related by blood.
    RelativeOf,
    /// Allied with.
    AllyOf,
    /// Lies in, is based in.
    LocatedIn,
    /// Any other named tie.
    RelatedTo,
}

impl RelationType {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::HoldsRole,
        Self::MemberOf,
        Self::SpouseOf,
        Self::RelativeOf,
        Self::AllyOf,
        Self::LocatedIn,
        Self::RelatedTo,
    ];

    /// The name as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HoldsRole => "holds_role",
            Self::MemberOf => "member_of",
            Self::SpouseOf => "spouse_of",
            Self::RelativeOf => "relative_of",
            Self::AllyOf => "ally_of",
            Self::LocatedIn => "located_in",
            Self::RelatedTo => "related_to",
        }
    }
}
