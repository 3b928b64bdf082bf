//! Reads seed files: the shipped ones and a user's.
//!
//! A seed file is TOML with any of the tables `[[state]]`, `[[organisation]]`, `[[person]]`, `[[places]]`, `[given]` and `[honorifics]`; see
//! `seeds/README.md`. A later file adds to an actor of an earlier one that has the same name. Never changes what a file says.

use std::{fs, path::Path};

use serde::Deserialize;
use toml::Spanned;

use super::{Gender, GivenNames, Known, KnownActor, KnownPlace, PlaceKind, index::Index, romanise::key};
use crate::{
    error::{Error, Result},
    record::ActorType,
};

/// Files of the repository, by their paths from its root.
const SHIPPED: &[(&str, &str)] = &[
    ("seeds/actors/states.toml", include_str!("../../seeds/actors/states.toml")),
    ("seeds/actors/organisations.toml", include_str!("../../seeds/actors/organisations.toml")),
    ("seeds/actors/persons.toml", include_str!("../../seeds/actors/persons.toml")),
    ("seeds/places.toml", include_str!("../../seeds/places.toml")),
    ("seeds/names/given.toml", include_str!("../../seeds/names/given.toml")),
];

/// All known actors, places and given names, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Seeds {
    actors: Vec<KnownActor>,
    places: Vec<KnownPlace>,
    given: GivenNames,
    actor_index: Index,
    place_index: Index,
}

impl Seeds {
    /// The seeds that come with the program.
    ///
    /// ```
    /// let seeds = quidnunc::seed::Seeds::shipped();
    /// assert_eq!(seeds.lookup("the Kremlin")[0].actor.name, "Russia");
    /// ```
    pub fn shipped() -> Self {
        Self::of_files(SHIPPED.iter().copied()).expect("shipped seeds are read by a test")
    }

    /// The shipped seeds with those of a file, or of every `.toml` file of a folder, added.
    ///
    /// # Errors
    /// When a file cannot be read, or a line of it is no seed: the message has file, line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let texts =
            texts(path).map_err(|error| error.context(format!("could not read seeds from {}", path.display())))?;
        let extra = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Self::of_files(SHIPPED.iter().copied().chain(extra))
    }

    /// The seeds of the given texts alone, each with the name of its file.
    ///
    /// # Errors
    /// When a line is no seed.
    pub fn of_files<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self> {
        let mut seeds = Self::default();
        for (file, text) in files {
            seeds.add(file, text)?;
        }
        seeds.actor_index = Index::of_actors(&seeds.actors);
        seeds.place_index = Index::of_places(&seeds.places);
        Ok(seeds)
    }

    /// All actors, in the order of the files.
    pub fn actors(&self) -> &[KnownActor] {
        &self.actors
    }

    /// All places, in the order of the files.
    pub fn places(&self) -> &[KnownPlace] {
        &self.places
    }

    /// Given names and honorifics.
    pub fn given(&self) -> &GivenNames {
        &self.given
    }

    /// The actor with this key.
    pub fn actor(&self, key: &str) -> Option<&KnownActor> {
        self.actors.iter().find(|actor| actor.key == key)
    }

    /// The actors that `words` may name, names before metonyms before adjectives; each actor once. Accents, punctuation and a leading `the` do
    /// not matter; capitals do: `us` names nobody, `US` and `U.S.` the state. A person is also found under another romanisation.
    pub fn lookup(&self, words: &str) -> Vec<Known<'_>> {
        self.known(self.actor_index.lookup(words))
    }

    /// How many of the tokens, from the first on, name an actor, and which; the longest name wins.
    ///
    /// ```
    /// let seeds = quidnunc::seed::Seeds::shipped();
    /// let (count, known) = seeds.longest_match(&["South", "Korea", "said"]).unwrap();
    /// assert_eq!((count, known[0].actor.key.as_str()), (2, "south-korea"));
    /// ```
    pub fn longest_match(&self, words: &[&str]) -> Option<(usize, Vec<Known<'_>>)> {
        let (count, answers) = self.actor_index.longest_match(words)?;
        Some((count, self.known(answers)))
    }

    /// The places that `words` may name; capitals of states are actors' metonyms, not places.
    pub fn place(&self, words: &str) -> Vec<&KnownPlace> {
        self.place_index.lookup(words).into_iter().map(|(at, _)| &self.places[at]).collect()
    }

    /// How many of the tokens, from the first on, name a place, and which.
    pub fn longest_place(&self, words: &[&str]) -> Option<(usize, Vec<&KnownPlace>)> {
        let (count, answers) = self.place_index.longest_match(words)?;
        Some((count, answers.into_iter().map(|(at, _)| &self.places[at]).collect()))
    }

    fn known(&self, answers: Vec<(usize, super::AliasKind)>) -> Vec<Known<'_>> {
        answers.into_iter().map(|(at, alias)| Known { actor: &self.actors[at], alias }).collect()
    }

    fn add(&mut self, file: &str, text: &str) -> Result<()> {
        let place = Place { file, text };
        let read: SeedFile = toml::from_str(text).map_err(|error| place.unreadable(&error))?;
        let first = self.actors.len();
        let kinds = [
            (ActorType::State, read.state),
            (ActorType::Organization, read.organisation),
            (ActorType::Person, read.person),
        ];
        for (kind, entries) in kinds {
            for entry in entries {
                self.add_actor(place, first, kind, entry)?;
            }
        }
        for group in read.places {
            self.add_places(group);
        }
        self.add_names(read.given, GivenNames::add_given);
        self.add_names(read.honorifics, GivenNames::add_honorific);
        Ok(())
    }

    /// Adds an actor, or to an actor of an earlier file; `first` is where this file's actors begin.
    fn add_actor(&mut self, place: Place<'_>, first: usize, kind: ActorType, entry: ActorEntry) -> Result<()> {
        let span = entry.name.span();
        let actor = entry.into_actor(kind).map_err(|message| place.error(span.start, &message))?;
        match self.actors.iter().position(|known| known.key == actor.key) {
            None => self.actors.push(actor),
            Some(at) if at < first => merge(&mut self.actors[at], actor),
            Some(_) => {
                let message = format!("{:?} has two entries", actor.name);
                return Err(place.error(span.start, &message).with_hint("put all its aliases under one"));
            }
        }
        Ok(())
    }

    fn add_places(&mut self, group: PlaceGroup) {
        let kinds = [
            (PlaceKind::City, group.cities),
            (PlaceKind::Region, group.regions),
            (PlaceKind::Water, group.waters),
            (PlaceKind::Site, group.sites),
        ];
        for (kind, names) in kinds {
            for spellings in names {
                let mut spellings = spellings.split('|').map(|name| name.trim().to_owned());
                let name = spellings.next().unwrap_or_default();
                self.places.push(KnownPlace {
                    name,
                    aliases: spellings.collect(),
                    kind,
                    country: group.country.clone(),
                });
            }
        }
    }

    fn add_names(&mut self, names: Names, add: fn(&mut GivenNames, &str, Option<Gender>)) {
        for (gender, names) in
            [(Some(Gender::Female), names.female), (Some(Gender::Male), names.male), (None, names.either)]
        {
            for name in names.iter().flat_map(|line| line.split_whitespace()) {
                add(&mut self.given, name, gender);
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SeedFile {
    state: Vec<ActorEntry>,
    organisation: Vec<ActorEntry>,
    person: Vec<ActorEntry>,
    places: Vec<PlaceGroup>,
    given: Names,
    honorifics: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    metonyms: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    country: Option<String>,
    alpha3: Option<String>,
    wikidata: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    surnames: Vec<String>,
    alone: Option<bool>,
    gender: Option<Pronoun>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Pronoun {
    She,
    He,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceGroup {
    country: Option<String>,
    #[serde(default)]
    cities: Vec<String>,
    #[serde(default)]
    regions: Vec<String>,
    #[serde(default)]
    waters: Vec<String>,
    #[serde(default)]
    sites: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Names {
    female: Vec<String>,
    male: Vec<String>,
    either: Vec<String>,
}

impl ActorEntry {
    /// The actor, or what is wrong with it.
    fn into_actor(self, kind: ActorType) -> std::result::Result<KnownActor, String> {
        let name = self.name.into_inner();
        let key = key(&name);
        if key.is_empty() {
            return Err("a name needs a letter or a digit".to_owned());
        }
        check_code("country", self.country.as_deref(), 2)?;
        check_code("alpha3", self.alpha3.as_deref(), 3)?;
        check_wikidata(self.wikidata.as_deref())?;
        let mut surnames = self.surnames;
        if surnames.is_empty() && kind == ActorType::Person {
            surnames.extend(name.split_once(' ').and_then(|_| name.rsplit(' ').next()).map(str::to_owned));
        }
        Ok(KnownActor {
            key,
            name,
            kind,
            aliases: self.aliases,
            metonyms: self.metonyms,
            demonyms: self.demonyms,
            people: self.people,
            country: self.country,
            alpha3: self.alpha3,
            wikidata: self.wikidata,
            roles: self.roles,
            surnames,
            alone: self.alone.unwrap_or(true),
            gender: self.gender.map(|pronoun| match pronoun {
                Pronoun::She => Gender::Female,
                Pronoun::He => Gender::Male,
            }),
        })
    }
}

fn check_code(field: &str, code: Option<&str>, length: usize) -> std::result::Result<(), String> {
    match code {
        Some(code) if code.len() != length || !code.bytes().all(|b| b.is_ascii_uppercase()) => {
            Err(format!("{field} is {code:?}, not {length} capital letters of ISO 3166-1"))
        }
        _ => Ok(()),
    }
}

fn check_wikidata(id: Option<&str>) -> std::result::Result<(), String> {
    let is_id = |id: &str| id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    match id {
        Some(id) if !is_id(id) => Err(format!("wikidata is {id:?}, not Q and a number")),
        _ => Ok(()),
    }
}

/// Adds what `new` says to `known`.
fn merge(known: &mut KnownActor, new: KnownActor) {
    known.aliases.extend(new.aliases);
    known.metonyms.extend(new.metonyms);
    known.demonyms.extend(new.demonyms);
    known.people.extend(new.people);
    known.roles.extend(new.roles);
    known.country = new.country.or(known.country.take());
    known.alpha3 = new.alpha3.or(known.alpha3.take());
    known.wikidata = new.wikidata.or(known.wikidata.take());
    known.gender = new.gender.or(known.gender);
}

/// Names and contents of a file, or of a folder's files in the order of their names.
fn texts(path: &Path) -> Result<Vec<(String, String)>> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|ext| ext == "toml"));
        files.sort();
    }
    files.iter().map(|file| Ok((file.display().to_string(), fs::read_to_string(file)?))).collect()
}

/// A seed file, for messages.
#[derive(Clone, Copy)]
struct Place<'t> {
    file: &'t str,
    text: &'t str,
}

impl Place<'_> {
    fn error(self, at: usize, message: &str) -> Error {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Error::new(format!("{}:{line}:{column}: {message}", self.file))
    }

    fn unreadable(self, error: &toml::de::Error) -> Error {
        let at = error.span().map_or(0, |span| span.start);
        let message = error.message().lines().next().unwrap_or_default();
        let shown = self.error(at, message);
        match nearest_key(message) {
            Some(key) => shown.with_hint(format!("did you mean `{key}`?")),
            None => shown,
        }
    }
}

/// Of a message such as "unknown field `alias`, expected one of `name`, `aliases`", the expected key that is nearest to the unknown one.
fn nearest_key(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown"))?;
    quoted.map(|key| (distance(unknown, key), key)).filter(|&(far, _)| far <= 3).min().map(|(_, key)| key)
}

/// Number of letters to insert, delete or replace.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::AliasKind::{self, Demonym, Metonym, Name, People, Surname};

    /// What the words name, as `key kind` in order.
    fn check(words: &str, expected: &[(&str, AliasKind)]) {
        let seeds = Seeds::shipped();
        let known: Vec<_> = seeds.lookup(words).iter().map(|known| (known.actor.key.clone(), known.alias)).collect();
        let expected: Vec<_> = expected.iter().map(|&(key, kind)| (key.to_owned(), kind)).collect();
        assert_eq!(known, expected, "{words}");
    }

    #[test]
    fn states_are_found_by_name_metonym_and_adjective() {
        for words in ["U.S.", "US", "U.S", "U. S.", "the United States", "America", "USA", "The U.S."] {
            check(words, &[("united-states", Name)]);
        }
        check("the Kremlin", &[("russia", Metonym)]);
        check("Kremlin", &[("russia", Metonym)]);
        check("Belarusian", &[("belarus", Demonym)]);
        check("Frenchmen", &[("france", People)]);
        check("Cote d'Ivoire", &[("ivory-coast", Name)]);
        check("Côte d’Ivoire", &[("ivory-coast", Name)]);
        check("BELARUS", &[("belarus", Name)]);
        check("Congo", &[("republic-of-the-congo", Name), ("democratic-republic-of-the-congo", Name)]);
    }

    #[test]
    fn organisations_are_found_by_name_acronym_and_seat() {
        check("W.H.O.", &[("world-health-organization", Name)]);
        check("Nato", &[("nato", Name)]);
        check("Brussels", &[("european-union", Metonym)]);
        check("the Pentagon", &[("united-states-department-of-defense", Name)]);
        check("White House", &[("white-house", Name)]);
        check("Al-Qaida", &[("al-qaeda", Name)]);
        check("Republicans", &[("republican-party", People)]);
        check("RSF", &[("reporters-without-borders", Name), ("rapid-support-forces", Name)]);
        check("The Times", &[("the-times", Name)]);
        check("Russia's Foreign Ministry", &[("ministry-of-foreign-affairs-of-russia", Name)]);
    }

    #[test]
    fn persons_are_found_by_full_name_surname_and_other_romanisations() {
        check("Donald J. Trump", &[("donald-trump", Name)]);
        check("Trump", &[("donald-trump", Surname)]);
        check("Lukashenka", &[("alexander-lukashenko", Surname)]);
        check("Aljaksandr Łukašenka", &[("alexander-lukashenko", Name)]);
        check("Dzmitry Pyaskou", &[("dmitry-peskov", Name)]);
        check("Mariya Kalesnikava", &[("maria-kolesnikova", Name)]);
        check("Clinton", &[("bill-clinton", Surname), ("hillary-clinton", Surname)]);
        check("Christopher W. Smith", &[("christopher-w-smith", Name)]);
        check("Smith", &[]);
        check("Xi", &[("xi-jinping", Surname)]);
        check("Mohammad Morsi", &[("mohamed-morsi", Name)]);
        check("Alexander Petrov", &[]);
    }

    #[test]
    fn places_are_known_with_their_state() {
        let seeds = Seeds::shipped();
        let check = |words: &str, expected: &[(PlaceKind, Option<&str>)]| {
            let found: Vec<_> = seeds.place(words).iter().map(|p| (p.kind, p.country.as_deref())).collect();
            assert_eq!(found, expected, "{words}");
        };
        check("Hrodna", &[(PlaceKind::City, Some("BY"))]);
        check("Crimea", &[(PlaceKind::Region, Some("UA"))]);
        check("the Black Sea", &[(PlaceKind::Water, None)]);
        check("New York", &[(PlaceKind::City, Some("US")), (PlaceKind::Region, Some("US"))]);
        check("Miss.", &[(PlaceKind::Region, Some("US"))]);
        check("Miss", &[]);
        check("Ruritania", &[]);
        let (count, found) = seeds.longest_place(&["New", "York", "City", "today"]).expect("a city");
        assert_eq!((count, found[0].name.as_str()), (3, "New York City"));
    }

    #[test]
    fn aliases_are_neither_empty_nor_double() {
        for actor in Seeds::shipped().actors() {
            let mut names: Vec<&String> = std::iter::once(&actor.name).chain(&actor.aliases).collect();
            assert!(names.iter().all(|name| !crate::seed::romanise::fold(name).is_empty()), "{}", actor.name);
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{}", actor.name);
        }
    }

    #[test]
    fn common_words_name_nobody() {
        for words in ["us", "Us", "turkey", "chad", "polish", "roc", "the", "", "- ,", "and", "Dpr"] {
            check(words, &[]);
        }
    }

    fn check_longest(words: &[&str], expected: Option<(usize, &str)>) {
        let seeds = Seeds::shipped();
        let found = seeds.longest_match(words);
        let found = found.as_ref().map(|(count, known)| (*count, known[0].actor.key.as_str()));
        assert_eq!(found, expected, "{words:?}");
    }

    #[test]
    fn the_longest_name_wins() {
        check_longest(&["South", "Korea", "and"], Some((2, "south-korea")));
        check_longest(&["Korea"], None);
        check_longest(
            &["the", "Democratic", "Republic", "of", "the", "Congo"],
            Some((6, "democratic-republic-of-the-congo")),
        );
        check_longest(&["U.S.", ",", "Russia"], Some((1, "united-states")));
        check_longest(&["U.", "S.", "troops"], Some((2, "united-states")));
        check_longest(&["Guinea", "-", "Bissau", "said"], Some((3, "guinea-bissau")));
        check_longest(&["Guinea", ",", "Bissau"], Some((1, "guinea")));
        check_longest(&["Moscow", "'s"], Some((1, "russia")));
        check_longest(&["us", "all"], None);
        check_longest(&[], None);
    }

    fn check_error(text: &str, expected: &str, hint: Option<&str>) {
        let error = Seeds::of_files([("mine.toml", text)]).expect_err("the text is wrong");
        assert_eq!((error.to_string().as_str(), error.hint()), (expected, hint));
    }

    #[test]
    fn bad_lines_are_reported_with_place_and_nearest_key() {
        check_error(
            "[[state]]\nname = \"Ruritania\"\nalias = [\"R\"]\n",
            "mine.toml:3:1: unknown field `alias`, expected one of `name`, `aliases`, `metonyms`, `demonyms`, `people`, `country`, \
             `alpha3`, `wikidata`, `roles`, `surnames`, `alone`, `gender`",
            Some("did you mean `aliases`?"),
        );
        check_error(
            "[[state]]\nname = \"Ruritania\"\ncountry = \"RUR\"\n",
            "mine.toml:2:8: country is \"RUR\", not 2 capital letters of ISO 3166-1",
            None,
        );
        check_error(
            "[[person]]\nname = \"Jane Doe\"\n[[person]]\nname = \"Jané Doe\"\n",
            "mine.toml:4:8: \"Jané Doe\" has two entries",
            Some("put all its aliases under one"),
        );
        check_error(
            "[[organisation]]\nname = \"X\"\nwikidata = \"30\"\n",
            "mine.toml:2:8: wikidata is \"30\", not Q and a number",
            None,
        );
    }

    #[test]
    fn a_later_file_adds_to_an_actor() {
        let files = [
            ("one.toml", "[[state]]\nname = \"Ruritania\"\ncountry = \"RR\"\n"),
            ("two.toml", "[[state]]\nname = \"Ruritania\"\nmetonyms = [\"Strelsau\"]\n"),
        ];
        let seeds = Seeds::of_files(files).expect("both are right");
        assert_eq!(seeds.actors().len(), 1);
        assert_eq!(seeds.lookup("Strelsau")[0].actor.country.as_deref(), Some("RR"));
    }

    #[test]
    fn user_files_are_read_with_the_shipped_ones() {
        let error = Seeds::read(Path::new("no/such/file")).expect_err("there is none");
        assert!(error.to_string().starts_with("could not read seeds from no/such/file: "), "{error}");
        let seeds = Seeds::read(Path::new("seeds/names")).expect("the folder has seeds");
        assert_eq!(seeds.actors(), Seeds::shipped().actors());
    }
}
