//! Known actors: states, organisations and persons with their aliases, metonyms, demonyms and identifiers; known places; given names.
//!
//! Seeds are data files under `seeds/`, shipped inside the program; a user may add more. A name found in a text is
//! looked up here first; what is unknown gets a key from its fullest name. Says what words may name, never what they name in a text.

pub mod given;
mod index;
mod load;
mod table;

pub use given::{Gender, GivenNames};
pub use load::Seeds;

use crate::record::ActorType;

/// One known actor, as its data file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownActor {
    /// Stable key, the folded name joined by hyphens: `alexander-lukashenko`, `belarus`.
    pub key: String,
    /// The fullest usual name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorType,
    /// Other names and spellings of the same actor, acronyms included.
    pub aliases: Vec<String>,
    /// Names of something else (a capital, a building) that often stand for this actor: `Minsk`, `the Kremlin`.
    pub metonyms: Vec<String>,
    /// Adjectives that belong to it: `Belarusian`.
    pub demonyms: Vec<String>,
    /// Words for its people, singular or plural: `Belarusians`, `Frenchman`.
    pub people: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the state that it is or belongs to.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-3 code, of a state.
    pub alpha3: Option<String>,
    /// Wikidata identifier, confirmed by a source, e.g. `Q2866`.
    pub wikidata: Option<String>,
    /// Offices held: `President of Belarus`.
    pub roles: Vec<String>,
    /// A person's last name, in the usual spelling first.
    pub surnames: Vec<String>,
    /// Whether news calls this person by the last name without a fuller mention before.
    pub alone: bool,
    /// Which pronoun a person takes, where the data says so.
    pub gender: Option<Gender>,
}

/// How a looked-up name belongs to a known actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AliasKind {
    /// It is the actor's name or alias.
    Name,
    /// A person's last name alone.
    Surname,
    /// It stands for the actor in political text, and may be a place.
    Metonym,
    /// It is an adjective of the actor.
    Demonym,
    /// It is a word for its people.
    People,
}

/// One answer of the index: which actor, and in what manner the words name it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'s> {
    /// The actor.
    pub actor: &'s KnownActor,
    /// How the words name it.
    pub alias: AliasKind,
}

/// A place that does not act: a city that is no capital, a region, a river.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPlace {
    /// The usual name.
    pub name: String,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2 code of the state that it lies in by international law, where that is one.
    pub country: Option<String>,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A town or city.
    City,
    /// A province, peninsula, island, part of the world.
    Region,
    /// A river, lake, sea, strait.
    Water,
    /// A building, base, mountain, border crossing.
    Site,
}
