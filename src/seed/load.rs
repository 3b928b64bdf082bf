//! Reads seed files: the shipped ones and a user's.
//!
//! A seed file is TOML with any of the tables `[[state]]`, `[[organisation]]`, `[[person]]`, `[[places]]`, `[given]` and `[honorifics]`; see
//! `seeds/README.md`. A later file adds to an actor of an earlier one that has the same name. Never changes what a file says.

use std::{collections::HashMap, fs, path::Path};

use super::{
    Gender, GivenNames, Known, KnownActor, KnownPlace, PlaceKind,
    index::Index,
    table::{self, Key, Table, Value, Wrong},
};
use crate::{
    error::{Error, Result},
    near::distance,
    record::ActorType,
    romanise,
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
    /// Key to position.
    by_key: HashMap<String, usize>,
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
        self.by_key.get(key).map(|&at| &self.actors[at])
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
        let first = self.actors.len();
        for table in table::read(text).map_err(|wrong| place.error(&wrong))? {
            self.add_table(first, table).map_err(|wrong| place.error(&wrong))?;
        }
        Ok(())
    }

    /// Adds what one table says; `first` is where this file's actors begin.
    fn add_table(&mut self, first: usize, table: Table) -> Read<()> {
        match table.name.as_str() {
            "state" => self.add_actor(first, ActorType::State, table),
            "organisation" => self.add_actor(first, ActorType::Organization, table),
            "person" => self.add_actor(first, ActorType::Person, table),
            "places" => self.add_places(table),
            "given" => self.add_names(table, GivenNames::add_given),
            "honorifics" => self.add_names(table, GivenNames::add_honorific),
            unknown => Err(unexpected(table.at, "table", unknown, TABLES)),
        }
    }

    /// Adds an actor, or to an actor of an earlier file.
    fn add_actor(&mut self, first: usize, kind: ActorType, table: Table) -> Read<()> {
        let at = table.keys.iter().find(|key| key.name == "name").map_or(table.at, |key| key.at);
        let actor = actor(kind, table)?;
        match self.by_key.get(&actor.key) {
            None => {
                self.by_key.insert(actor.key.clone(), self.actors.len());
                self.actors.push(actor);
            }
            Some(&known) if known < first => merge(&mut self.actors[known], actor),
            Some(_) => return Err(Wrong { at, message: format!("{:?} has two entries", actor.name) }),
        }
        Ok(())
    }

    fn add_places(&mut self, table: Table) -> Read<()> {
        let country = table.keys.iter().find_map(|key| match &key.value {
            Value::Text(code) if key.name == "country" => Some(code.clone()),
            _ => None,
        });
        for key in table.keys {
            let kind = match key.name.as_str() {
                "country" => {
                    code(key, 2)?;
                    continue;
                }
                "cities" => PlaceKind::City,
                "regions" => PlaceKind::Region,
                "waters" => PlaceKind::Water,
                "sites" => PlaceKind::Site,
                unknown => return Err(unexpected(key.at, "key", unknown, PLACE_KEYS)),
            };
            self.places.extend(list(key)?.iter().map(|spellings| known_place(kind, country.clone(), spellings)));
        }
        Ok(())
    }

    fn add_names(&mut self, table: Table, add: fn(&mut GivenNames, &str, Option<Gender>)) -> Read<()> {
        for key in table.keys {
            let gender = match key.name.as_str() {
                "female" => Some(Gender::Female),
                "male" => Some(Gender::Male),
                "either" => None,
                unknown => return Err(unexpected(key.at, "key", unknown, NAME_KEYS)),
            };
            for line in list(key)? {
                line.split_whitespace().for_each(|name| add(&mut self.given, name, gender));
            }
        }
        Ok(())
    }
}

type Read<T> = std::result::Result<T, Wrong>;

const TABLES: &[&str] = &["state", "organisation", "person", "places", "given", "honorifics"];
const ACTOR_KEYS: &[&str] = &[
    "name", "aliases", "metonyms", "demonyms", "people", "country", "alpha3", "wikidata", "roles", "surnames", "alone",
    "gender",
];
const PLACE_KEYS: &[&str] = &["country", "cities", "regions", "waters", "sites"];
const NAME_KEYS: &[&str] = &["female", "male", "either"];

/// The actor that a table tells.
fn actor(kind: ActorType, table: Table) -> Read<KnownActor> {
    let mut actor = blank(kind);
    let head = table.at;
    for key in table.keys {
        match key.name.as_str() {
            "name" => actor.name = text(key)?,
            "aliases" => actor.aliases = list(key)?,
            "metonyms" => actor.metonyms = list(key)?,
            "demonyms" => actor.demonyms = list(key)?,
            "people" => actor.people = list(key)?,
            "roles" => actor.roles = list(key)?,
            "surnames" => actor.surnames = list(key)?,
            "country" => actor.country = Some(code(key, 2)?),
            "alpha3" => actor.alpha3 = Some(code(key, 3)?),
            "wikidata" => actor.wikidata = Some(wikidata(key)?),
            "alone" => actor.alone = flag(key)?,
            "gender" => actor.gender = Some(gender(key)?),
            unknown => return Err(unexpected(key.at, "key", unknown, ACTOR_KEYS)),
        }
    }
    actor.key = romanise::key(&actor.name);
    if actor.key.is_empty() {
        return Err(Wrong { at: head, message: "the entry has no name with a letter or a digit".to_owned() });
    }
    if actor.surnames.is_empty() && kind == ActorType::Person {
        actor.surnames.extend(actor.name.rsplit_once(' ').map(|(_, last)| last.to_owned()));
    }
    Ok(actor)
}

fn blank(kind: ActorType) -> KnownActor {
    KnownActor {
        key: String::new(),
        name: String::new(),
        kind,
        aliases: Vec::new(),
        metonyms: Vec::new(),
        demonyms: Vec::new(),
        people: Vec::new(),
        country: None,
        alpha3: None,
        wikidata: None,
        roles: Vec::new(),
        surnames: Vec::new(),
        alone: true,
        gender: None,
    }
}

fn known_place(kind: PlaceKind, country: Option<String>, spellings: &str) -> KnownPlace {
    let mut spellings = spellings.split('|').map(|name| name.trim().to_owned());
    let name = spellings.next().unwrap_or_default();
    KnownPlace { name, aliases: spellings.collect(), kind, country }
}

fn text(key: Key) -> Read<String> {
    match key.value {
        Value::Text(text) => Ok(text),
        _ => Err(Wrong { at: key.at, message: format!("`{}` must be a string", key.name) }),
    }
}

fn list(key: Key) -> Read<Vec<String>> {
    match key.value {
        Value::List(list) => Ok(list),
        _ => Err(Wrong { at: key.at, message: format!("`{}` must be a list of strings", key.name) }),
    }
}

fn flag(key: Key) -> Read<bool> {
    match key.value {
        Value::Bool(flag) => Ok(flag),
        _ => Err(Wrong { at: key.at, message: format!("`{}` must be true or false", key.name) }),
    }
}

fn gender(key: Key) -> Read<Gender> {
    let at = key.at;
    match text(key)?.as_str() {
        "she" => Ok(Gender::Female),
        "he" => Ok(Gender::Male),
        other => Err(Wrong { at, message: format!("gender is {other:?}, not she or he") }),
    }
}

fn code(key: Key, length: usize) -> Read<String> {
    let (at, name) = (key.at, key.name.clone());
    let code = text(key)?;
    if code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    Err(Wrong { at, message: format!("{name} is {code:?}, not {length} capital letters of ISO 3166-1") })
}

fn wikidata(key: Key) -> Read<String> {
    let at = key.at;
    let id = text(key)?;
    let number = id.strip_prefix('Q').unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(id);
    }
    Err(Wrong { at, message: format!("wikidata is {id:?}, not Q and a number") })
}

/// An unknown table or key, with the nearest known one.
fn unexpected(at: usize, what: &str, unknown: &str, known: &[&str]) -> Wrong {
    let nearest = known.iter().map(|key| (distance(unknown, key), key)).filter(|&(far, _)| far <= 3).min();
    let hint = nearest.map(|(_, key)| format!("; did you mean `{key}`?")).unwrap_or_default();
    Wrong { at, message: format!("unknown {what} `{unknown}`{hint}") }
}

/// Adds what `new` says to `known`.
fn merge(known: &mut KnownActor, new: KnownActor) {
    known.aliases.extend(new.aliases);
    known.metonyms.extend(new.metonyms);
    known.demonyms.extend(new.demonyms);
    known.people.extend(new.people);
    known.roles.extend(new.roles);
    let surnames = new.surnames.into_iter().filter(|name| !known.surnames.contains(name));
    known.surnames.extend(surnames.collect::<Vec<_>>());
    known.country = new.country.or(known.country.take());
    known.alpha3 = new.alpha3.or(known.alpha3.take());
    known.wikidata = new.wikidata.or(known.wikidata.take());
    known.gender = new.gender.or(known.gender);
    known.alone &= new.alone;
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
    fn error(self, wrong: &Wrong) -> Error {
        let before = self.text.get(..wrong.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Error::new(format!("{}:{line}:{column}: {}", self.file, wrong.message))
            .with_hint("the keys of a seed file are told in seeds/README.md")
    }
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
        check("Brussels", &[("european-union", Metonym), ("european-commission", Metonym)]);
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
            assert!(names.iter().all(|name| !romanise::fold(name).is_empty()), "{}", actor.name);
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

    fn check_error(text: &str, expected: &str) {
        let error = Seeds::of_files([("mine.toml", text)]).expect_err("the text is wrong");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.hint(), Some("the keys of a seed file are told in seeds/README.md"));
    }

    #[test]
    fn bad_lines_are_reported_with_place_and_nearest_key() {
        check_error(
            "[[state]]\nname = \"Ruritania\"\nalias = [\"R\"]\n",
            "mine.toml:3:1: unknown key `alias`; did you mean `aliases`?",
        );
        check_error("[[stat]]\n", "mine.toml:1:1: unknown table `stat`; did you mean `state`?");
        check_error("[[places]]\nvillages = []\n", "mine.toml:2:1: unknown key `villages`");
        check_error("[given]\nmales = []\n", "mine.toml:2:1: unknown key `males`; did you mean `male`?");
        check_error(
            "[[state]]\nname = \"Ruritania\"\ncountry = \"RUR\"\n",
            "mine.toml:3:1: country is \"RUR\", not 2 capital letters of ISO 3166-1",
        );
        check_error(
            "[[organisation]]\nname = \"X\"\nwikidata = \"30\"\n",
            "mine.toml:3:1: wikidata is \"30\", not Q and a number",
        );
        check_error("[[person]]\nname = \"J\"\ngender = \"m\"\n", "mine.toml:3:1: gender is \"m\", not she or he");
        check_error("[[person]]\nname = \"J\"\nalone = \"no\"\n", "mine.toml:3:1: `alone` must be true or false");
        check_error("[[person]]\nname = [\"J\"]\n", "mine.toml:2:1: `name` must be a string");
        check_error("[[person]]\nname = \"J\"\nroles = \"r\"\n", "mine.toml:3:1: `roles` must be a list of strings");
        check_error("[[state]]\naliases = []\n", "mine.toml:1:1: the entry has no name with a letter or a digit");
        check_error("[[state]]\n  é = 1\n", "mine.toml:2:3: expected a name");
        check_error(
            "[[person]]\nname = \"Jane Doe\"\n[[person]]\nname = \"Jané Doe\"\n",
            "mine.toml:4:1: \"Jané Doe\" has two entries",
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
