//! The frame lexicon: which words tell which class of action, and where the tree holds its participants.
//!
//! The files under `ontology/frames/` are described in the README there. This module reads them and answers which senses a lemma
//! has; whether a sense holds at a place in a tree is decided in `extract::trigger`.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use crate::{
    error::{Error, Result},
    record::Plover,
};

/// The files shipped with the program: name and text.
const SHIPPED: &[(&str, &str)] = &[
    ("accuse.toml", include_str!("../../ontology/frames/accuse.toml")),
    ("agree.toml", include_str!("../../ontology/frames/agree.toml")),
    ("aid.toml", include_str!("../../ontology/frames/aid.toml")),
    ("assault.toml", include_str!("../../ontology/frames/assault.toml")),
    ("coerce.toml", include_str!("../../ontology/frames/coerce.toml")),
    ("concede.toml", include_str!("../../ontology/frames/concede.toml")),
    ("consult.toml", include_str!("../../ontology/frames/consult.toml")),
    ("cooperate.toml", include_str!("../../ontology/frames/cooperate.toml")),
    ("mobilize.toml", include_str!("../../ontology/frames/mobilize.toml")),
    ("other.toml", include_str!("../../ontology/frames/other.toml")),
    ("protest.toml", include_str!("../../ontology/frames/protest.toml")),
    ("reject.toml", include_str!("../../ontology/frames/reject.toml")),
    ("request.toml", include_str!("../../ontology/frames/request.toml")),
    ("retreat.toml", include_str!("../../ontology/frames/retreat.toml")),
    ("sanction.toml", include_str!("../../ontology/frames/sanction.toml")),
    ("support.toml", include_str!("../../ontology/frames/support.toml")),
    ("threaten.toml", include_str!("../../ontology/frames/threaten.toml")),
];

/// One class of action.
#[derive(Clone, Debug)]
pub struct Frame {
    /// `ReleasePersons`; unique in the lexicon.
    pub class: String,
    /// Plain English for an edge: `released`.
    pub label: String,
    /// PLOVER type.
    pub kind: Plover,
    /// CAMEO code, where one fits.
    pub cameo: Option<String>,
    /// Short mode, e.g. `release`.
    pub mode: Option<String>,
    /// Whether the parties stand on one footing, so that agent and patient may change places.
    pub symmetric: bool,
    /// Whether the state does it in which it is done, where nobody else is named: "was jailed in Peru".
    pub by_state: bool,
    /// Whether it is the class of words that tell its type, but of which the lexicon has no sense of it.
    pub plain: bool,
    /// The class that it is of between two states or bodies.
    pub between_bodies: Option<String>,
    /// Where a verb keeps its participants.
    pub verb_roles: Roles,
    /// Where a noun keeps them.
    pub noun_roles: Roles,
    /// Sentences in which the class must be found.
    pub examples: Vec<Example>,
    /// Sentences in which it must not be found.
    pub counterexamples: Vec<String>,
}

/// The slots of each role, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Who does it.
    pub agent: Vec<Slot>,
    /// To whom.
    pub patient: Vec<Slot>,
    /// To whom something is given.
    pub recipient: Vec<Slot>,
    /// What about.
    pub theme: Vec<Slot>,
}

/// A place in the tree, seen from the trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Logical subject: passive undone, control followed.
    Subject,
    /// Logical object.
    Object,
    /// Indirect object.
    IndirectObject,
    /// Clausal complement.
    Complement,
    /// Possessor of a noun.
    Possessor,
    /// Name or demonym before a noun.
    Modifier,
    /// Any noun before a noun.
    Compound,
    /// Dependent with this preposition; `between` and `among` name all sides.
    Preposition(Box<str>),
    /// A slot of the object: `obj.on`.
    OfObject(Box<Slot>),
}

/// A sentence with what must be found in it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The trigger as written.
    pub trigger: String,
    /// Words that the agent's mention must hold.
    #[serde(default)]
    pub agent: Option<String>,
    /// Words of the patient or recipient.
    #[serde(default)]
    pub patient: Option<String>,
    /// Words of the recipient.
    #[serde(default)]
    pub recipient: Option<String>,
    /// Words of the theme.
    #[serde(default)]
    pub theme: Option<String>,
    /// The factuality label.
    #[serde(default)]
    pub factuality: Option<String>,
}

/// One word's way of telling a frame.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Index of the frame in [`Lexicon::frames`].
    pub frame: usize,
    /// All must hold.
    pub conditions: Vec<Condition>,
}

/// A test on the words around the trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether the test must fail.
    pub negated: bool,
    /// The test.
    pub test: Test,
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A dependent with one of these lemmas.
    With(Vec<Box<str>>),
    /// The object's noun is in one of the classes.
    Object(Vec<Box<str>>),
    /// The subject's noun is in one of the classes.
    Subject(Vec<Box<str>>),
    /// A dependent with this preposition, whose noun is in one of the classes if any are given.
    Preposition(Box<str>, Vec<Box<str>>),
    /// A clause as complement: "let the firm build".
    Clause,
    /// An infinitive as complement: "asked to leave".
    Infinitive,
    /// A complement that tells what its speaker will do himself, of one of these types: "vowed to sue", "warned that it would strike".
    Content(Vec<Plover>),
    /// A complement that tells what another is to do or to suffer, of one of these types: "wanted the mayor to resign", "wants him charged".
    Bidding(Vec<Plover>),
    /// A clause as complement that denies: "insisted that it had not paid", "vowed that there would be no retreat".
    Denial,
    /// A complement whose head word, noun, adjective or verb, is in one of the classes: "called him a liar", "said the raid was illegal".
    Predicate(Vec<Box<str>>),
    /// A clause as complement in which another actor has one of the modal verbs: "said that the firm must pay".
    Modal(Vec<Box<str>>),
}

/// Which part of speech a trigger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TriggerKind {
    /// A verb in any form.
    Verb,
    /// A noun that tells an event.
    Noun,
    /// An adjective.
    Adjective,
}

/// All frames, and the senses of every lemma.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// In the order of the files.
    pub frames: Vec<Frame>,
    verbs: SenseTable,
    nouns: SenseTable,
    adjectives: SenseTable,
}

type SenseTable = HashMap<Box<str>, Vec<Sense>>;

impl Lexicon {
    /// The lexicon inside the program.
    pub fn shipped() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(SHIPPED).expect("the shipped frames are checked by the tests"));
        &LEXICON
    }

    /// Reads frame files, given as pairs of name and text.
    ///
    /// # Errors
    /// Names the file, line and column of what is not a frame file, and the entry of what is not an entry.
    pub fn read(files: &[(&str, &str)]) -> Result<Self> {
        let mut lexicon = Self::default();
        for (name, text) in files {
            lexicon.add_file(text).map_err(|e| e.context(format!("frame file {name}")))?;
        }
        Ok(lexicon)
    }

    /// The senses of a lemma, those that ask for more first.
    pub fn senses(&self, kind: TriggerKind, lemma: &str) -> &[Sense] {
        self.table(kind).get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The number of senses of one kind of trigger.
    pub fn count(&self, kind: TriggerKind) -> usize {
        self.table(kind).values().map(Vec::len).sum()
    }

    /// The index of the plain frame of a type.
    pub fn plain(&self, kind: Plover) -> Option<usize> {
        self.frames.iter().position(|frame| frame.plain && frame.kind == kind)
    }

    /// The index of the frame of a class.
    pub fn index_of(&self, class: &str) -> Option<usize> {
        self.frames.iter().position(|frame| frame.class == class)
    }

    /// The frame of a class.
    pub fn frame(&self, class: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.class == class)
    }

    fn table(&self, kind: TriggerKind) -> &SenseTable {
        match kind {
            TriggerKind::Verb => &self.verbs,
            TriggerKind::Noun => &self.nouns,
            TriggerKind::Adjective => &self.adjectives,
        }
    }

    fn add_file(&mut self, text: &str) -> Result<()> {
        let file: FrameFile = toml::from_str(text).map_err(|e| Error::new(e.to_string()))?;
        for entry in file.frame {
            if self.frame(&entry.class).is_some() {
                return Err(Error::new(format!("class {} is there twice", entry.class)));
            }
            self.add_frame(file.kind, entry)?;
        }
        Ok(())
    }

    fn add_frame(&mut self, kind: Plover, entry: FrameEntry) -> Result<()> {
        let frame = self.frames.len();
        let tables = [
            (&mut self.verbs, &entry.verbs),
            (&mut self.nouns, &entry.nouns),
            (&mut self.adjectives, &entry.adjectives),
        ];
        for (table, words) in tables {
            for text in words {
                let (lemma, conditions) =
                    parse_entry(text).map_err(|e| e.context(format!("class {}, entry {text:?}", entry.class)))?;
                let senses = table.entry(lemma).or_default();
                let at = senses.partition_point(|s| specificity(&s.conditions) >= specificity(&conditions));
                senses.insert(at, Sense { frame, conditions });
            }
        }
        let class = entry.class.clone();
        self.frames.push(entry.frame(kind).map_err(|e| e.context(format!("class {class}")))?);
        Ok(())
    }
}

/// How much a sense asks for; of two that ask for as much, the one that also rules out more comes first.
fn specificity(conditions: &[Condition]) -> (usize, usize) {
    let asked = conditions.iter().filter(|c| !c.negated).count();
    (asked, conditions.len())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    #[serde(rename = "type")]
    kind: Plover,
    #[serde(default)]
    frame: Vec<FrameEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    class: String,
    label: String,
    cameo: Option<String>,
    mode: Option<String>,
    #[serde(default)]
    shape: Shape,
    symmetric: Option<bool>,
    #[serde(default)]
    by_state: bool,
    #[serde(default)]
    plain: bool,
    between_bodies: Option<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    roles: RoleEntry,
    #[serde(default)]
    noun_roles: RoleEntry,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    agent: Option<Vec<String>>,
    patient: Option<Vec<String>>,
    recipient: Option<Vec<String>>,
    theme: Option<Vec<String>>,
}

/// The usual ways of a verb or noun with its participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shape {
    #[default]
    Transitive,
    Meeting,
    Giving,
    Measure,
    Speech,
    Demand,
    Intransitive,
}

impl FrameEntry {
    fn frame(self, kind: Plover) -> Result<Frame> {
        let (verb, noun) = self.shape.slots();
        Ok(Frame {
            symmetric: self.symmetric.unwrap_or(self.shape == Shape::Meeting),
            by_state: self.by_state,
            plain: self.plain,
            between_bodies: self.between_bodies,
            class: self.class,
            label: self.label,
            kind,
            cameo: self.cameo,
            mode: self.mode,
            verb_roles: self.roles.over(verb)?,
            noun_roles: self.noun_roles.over(noun)?,
            examples: self.examples,
            counterexamples: self.not,
        })
    }
}

impl RoleEntry {
    /// These slots, and the shape's for what is not named here.
    fn over(&self, shape: [&str; 4]) -> Result<Roles> {
        let slots = |own: &Option<Vec<String>>, shape: &str| match own {
            Some(own) => own.iter().map(|s| parse_slot(s)).collect(),
            None => shape.split_whitespace().map(parse_slot).collect::<Result<Vec<_>>>(),
        };
        Ok(Roles {
            agent: slots(&self.agent, shape[0])?,
            patient: slots(&self.patient, shape[1])?,
            recipient: slots(&self.recipient, shape[2])?,
            theme: slots(&self.theme, shape[3])?,
        })
    }
}

impl Shape {
    /// Slots of agent, patient, recipient and theme: of a verb, of a noun.
    const fn slots(self) -> ([&'static str; 4], [&'static str; 4]) {
        match self {
            Self::Transitive => {
                (["subj", "obj", "iobj to", ""], ["poss by mod from", "of against on in to for compound", "", ""])
            }
            Self::Meeting => {
                (["subj", "obj with to", "", "about on over"], ["poss between mod of", "with to", "", "about on over"])
            }
            Self::Giving => {
                (["subj", "", "iobj to for obj", "obj with"], ["poss by mod from", "", "to for", "of compound"])
            }
            Self::Measure => (
                ["subj", "on against obj.on obj.against obj.to obj.for from", "", "obj"],
                ["poss by mod from", "on against of.on of.against to of", "", "of compound"],
            ),
            Self::Speech => (
                ["subj", "obj at against on", "to", "of for over comp"],
                ["poss by mod from", "of against on at", "to", "over for about comp"],
            ),
            Self::Demand => {
                (["subj", "obj of from on upon", "", "obj for comp"], ["poss by mod from", "on to of", "", "for comp"])
            }
            Self::Intransitive => (
                ["subj", "against with to on in from", "", "for over"],
                ["poss by mod of", "against with on in to from", "", "for over of"],
            ),
        }
    }
}

fn parse_slot(text: &str) -> Result<Slot> {
    Ok(match text {
        "subj" => Slot::Subject,
        "obj" => Slot::Object,
        "iobj" => Slot::IndirectObject,
        "comp" => Slot::Complement,
        "poss" => Slot::Possessor,
        "mod" => Slot::Modifier,
        "compound" => Slot::Compound,
        _ => match text.strip_prefix("obj.").or_else(|| text.strip_prefix("of.")) {
            Some(rest) => Slot::OfObject(Box::new(parse_slot(rest)?)),
            None if !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase()) => Slot::Preposition(text.into()),
            None => return Err(Error::new(format!("{text:?} is no slot")).with_hint("see ontology/frames/README.md")),
        },
    })
}

/// `hand +over <person> !to:` -> the lemma and its conditions.
fn parse_entry(text: &str) -> Result<(Box<str>, Vec<Condition>)> {
    let mut parts = text.split_whitespace();
    let lemma = parts.next().ok_or_else(|| Error::new("an entry is empty"))?;
    Ok((lemma.into(), parts.map(parse_condition).collect::<Result<_>>()?))
}

fn parse_condition(text: &str) -> Result<Condition> {
    let (negated, rest) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    let words = |text: &str| text.split('|').map(Into::into).collect();
    let test = if let Some(content) = rest.strip_prefix('~') {
        match content {
            "" => Test::Clause,
            "to" => Test::Infinitive,
            "not" => Test::Denial,
            _ if content.starts_with('>') => Test::Bidding(parse_types(&content[1..])?),
            _ if content.starts_with('<') => Test::Predicate(parse_classes(content)?),
            _ if content.starts_with(|c: char| c.is_ascii_uppercase()) => Test::Content(parse_types(content)?),
            _ => Test::Modal(words(content)),
        }
    } else if let Some(lemmas) = rest.strip_prefix('+') {
        Test::With(words(lemmas))
    } else if let Some(classes) = rest.strip_prefix('^') {
        Test::Subject(parse_classes(classes)?)
    } else if let Some((preposition, classes)) = rest.split_once(':') {
        let classes = if classes.is_empty() { vec![] } else { parse_classes(classes)? };
        Test::Preposition(preposition.into(), classes)
    } else {
        Test::Object(parse_classes(rest)?)
    };
    Ok(Condition { negated, test })
}

fn parse_types(text: &str) -> Result<Vec<Plover>> {
    let named = |name: &str| {
        let found = Plover::ALL.into_iter().find(|kind| kind.as_str() == name);
        found.ok_or_else(|| Error::new(format!("{name:?} is no PLOVER type")))
    };
    text.split('|').map(named).collect()
}

fn parse_classes(text: &str) -> Result<Vec<Box<str>>> {
    text.strip_prefix('<')
        .and_then(|inner| inner.strip_suffix('>'))
        .filter(|inner| !inner.is_empty())
        .map(|inner| inner.split('|').map(Into::into).collect())
        .ok_or_else(|| {
            Error::new(format!("{text:?} is no condition"))
                .with_hint("conditions are +word, <class>, ^<class>, prep:, prep:<class>, ~, ~to, ~<class>, ~TYPE, and ! before any of them")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        type = "RETREAT"
        [[frame]]
        class = "ReleasePersons"
        label = "released"
        verbs = ["release", "set +free <person|group>", "release <person> !to:"]
        noun_roles = { patient = ["of", "obj.on"] }
    "#;

    #[test]
    fn the_readme_tells_the_slots_of_every_shape() {
        use Shape::*;
        let readme = include_str!("../../ontology/frames/README.md");
        let told =
            |slots: [&str; 4]| slots.map(|s| if s.is_empty() { "–".into() } else { s.replace(' ', ", ") }).join(" / ");
        for shape in [Transitive, Meeting, Giving, Measure, Speech, Demand, Intransitive] {
            let (verb, noun) = shape.slots();
            let row = format!(" | {} | {} |", told(verb), told(noun));
            let name = format!("| `{}`", format!("{shape:?}").to_lowercase());
            assert!(readme.lines().any(|line| line.starts_with(&name) && line.ends_with(&row)), "{name} ... {row}");
        }
    }

    #[test]
    fn more_conditions_come_first() {
        let lexicon = Lexicon::read(&[("a.toml", FILE)]).expect("a good file");
        let senses = lexicon.senses(TriggerKind::Verb, "release");
        assert_eq!(senses.iter().map(|s| s.conditions.len()).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(lexicon.frames[0].noun_roles.patient.len(), 2);
        assert_eq!(lexicon.frames[0].verb_roles.agent, [Slot::Subject]);
    }

    #[test]
    fn bad_entries_are_named() {
        let check = |from: &str, to: &str, message: &str| {
            let error = Lexicon::read(&[("a.toml", &FILE.replace(from, to))]).expect_err("a bad file");
            assert!(error.to_string().contains(message), "{error}");
        };
        check("!to:", "!to", "class ReleasePersons, entry \"release <person> !to\"");
        check("\"of\"", "\"o f\"", "\"o f\" is no slot");
        check("label", "lable", "line");
        check("RETREAT", "RETRET", "unknown variant");
    }

    #[test]
    fn shipped_frames_are_read() {
        let kinds: std::collections::BTreeSet<Plover> = Lexicon::shipped().frames.iter().map(|f| f.kind).collect();
        assert_eq!(kinds.len(), Plover::ALL.len());
    }
}
