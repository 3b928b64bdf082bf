//! Who may be one with whom, without being sure? Proposals for somebody to decide on, each with a score and the reasons.
//!
//! Looks at named persons and organisations that [`super::sameness`] kept apart and nobody decided on. Only those are compared that
//! share a last name, initials, a name without its ending, or all letters of a name but one. Never joins anything.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    identity::Cast,
    sameness::{Sameness, is_named, role_words},
    view::Actor,
};
use crate::{
    record::{ActorType, Record},
    romanise,
};

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Their ids, the lesser first.
    pub actors: [String; 2],
    /// How likely it seems, from 0 to 100. It orders proposals; it is no measured probability.
    pub score: u32,
    /// Why, in words, the strongest reason first.
    pub reasons: Vec<String>,
}

/// Proposals with a lower score are not made.
const LEAST_SCORE: i32 = 40;

/// More actors than this that share something tell too little about each other.
const CROWD: usize = 40;

/// All proposals, the most likely first.
pub(super) fn proposals(records: &[&Record], sameness: &Sameness<'_>, cast: &Cast<'_>) -> Vec<Proposal> {
    let faces: Vec<Face<'_>> = cast.actors.iter().filter_map(|actor| Face::of(actor, records, sameness)).collect();
    let mut blocks: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
    for (at, face) in faces.iter().enumerate() {
        face.likenesses().into_iter().for_each(|likeness| blocks.entry(likeness).or_default().push(at));
    }
    let mut found: BTreeMap<(usize, usize), Proposal> = BTreeMap::new();
    for members in blocks.values().filter(|members| members.len() <= CROWD) {
        for (nth, &one) in members.iter().enumerate() {
            for &other in &members[nth + 1..] {
                if let Some(proposal) = compare(&faces[one], &faces[other], members.len()) {
                    let better = |old: &Proposal| old.score >= proposal.score;
                    if !found.get(&(one, other)).is_some_and(better) {
                        found.insert((one, other), proposal);
                    }
                }
            }
        }
    }
    let mut proposals: Vec<Proposal> = found.into_values().filter(|p| !is_decided(p, sameness)).collect();
    proposals.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.actors.cmp(&b.actors)));
    proposals
}

fn is_decided(proposal: &Proposal, sameness: &Sameness<'_>) -> bool {
    let [one, other] = &proposal.actors;
    sameness.parted.contains(&(one.clone(), other.clone()))
}

/// What is compared of an actor.
struct Face<'c> {
    actor: &'c Actor,
    /// Words of the name as everybody would write them.
    words: Vec<String>,
    documents: BTreeSet<usize>,
    /// Keys of other persons and bodies named in its documents.
    acquaintances: BTreeSet<&'c str>,
    roles: BTreeSet<String>,
}

/// Something by which two names may be one's.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    LastName(String),
    /// A name without one of its letters.
    Letters(String),
    Initials(String),
    /// The name of a body without "Inc." and the like.
    Stem(String),
    /// The whole name, whatever bears it.
    Whole(String),
}

impl<'c> Face<'c> {
    fn of(actor: &'c Actor, records: &'c [&Record], sameness: &Sameness<'c>) -> Option<Self> {
        let members = sameness.groups.get(&actor.id)?;
        let named = members.iter().any(|&at| is_named(sameness.told[at].actor));
        if !named || !matches!(actor.kind, ActorType::Person | ActorType::Organization) {
            return None;
        }
        let documents: BTreeSet<usize> = members.iter().map(|&at| sameness.told[at].document).collect();
        let own: BTreeSet<&str> = members.iter().map(|&at| sameness.told[at].actor.key.as_str()).collect();
        let others = documents.iter().flat_map(|&document| &records[document].actors);
        let others = others.filter(|other| matches!(other.kind, ActorType::Person | ActorType::Organization));
        let acquaintances = others.filter(|other| is_named(other)).map(|other| other.key.as_str());
        let acquaintances = acquaintances.filter(|key| !own.contains(key)).collect();
        let words = romanise::skeleton(&actor.name).split(' ').map(str::to_owned).collect();
        Some(Self { actor, words, documents, acquaintances, roles: role_words(&actor.roles) })
    }

    fn likenesses(&self) -> BTreeSet<Likeness> {
        let mut found = BTreeSet::new();
        let whole = self.words.join(" ");
        if self.actor.kind == ActorType::Person {
            found.extend(self.words.last().filter(|last| last.len() > 2).cloned().map(Likeness::LastName));
            if self.words.len() > 1 && whole.len() >= 10 {
                found.extend(without_one_letter(&whole).into_iter().map(Likeness::Letters));
            }
        } else {
            found.extend(initials(&self.words).map(Likeness::Initials));
            let folded = romanise::fold(&self.actor.name);
            if self.words.len() == 1 && folded.len() > 1 && is_loud(&self.actor.name) {
                found.insert(Likeness::Initials(folded.clone()));
            }
            found.insert(Likeness::Stem(stem(&folded)));
        }
        if self.words.len() > 1 {
            found.insert(Likeness::Whole(whole));
        }
        found
    }
}

/// Compares two actors that share something with `crowd` actors, themselves included. Two that are known elsewhere are two.
fn compare(one: &Face<'_>, other: &Face<'_>, crowd: usize) -> Option<Proposal> {
    let known = |face: &Face<'_>| !face.actor.same_as.is_empty();
    if known(one) && known(other) {
        return None;
    }
    let (points, reason) = likeness(one, other, crowd)?;
    let (mut score, mut reasons) = (points, vec![reason]);
    let mut weigh = |points: i32, reason: String| {
        score += points;
        reasons.push(reason);
    };
    match (&one.actor.country, &other.actor.country) {
        (Some(a), Some(b)) if a == b => weigh(15, format!("both of {a}")),
        (Some(a), Some(b)) => weigh(-30, format!("but one of {a}, one of {b}")),
        _ => {}
    }
    let roles: Vec<&str> = one.roles.intersection(&other.roles).map(String::as_str).take(3).collect();
    if !roles.is_empty() {
        weigh(15, format!("both told as {}", roles.join(", ")));
    }
    if !one.documents.is_disjoint(&other.documents) {
        weigh(-25, "but told apart in one document".to_owned());
    } else {
        let shared: Vec<&str> = one.acquaintances.intersection(&other.acquaintances).copied().collect();
        if !shared.is_empty() {
            let few = shared.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            weigh(5 * shared.len().min(3) as i32, format!("both told beside {few}"));
        }
    }
    let mut actors = [one.actor.id.clone(), other.actor.id.clone()];
    actors.sort();
    (score >= LEAST_SCORE).then(|| Proposal { actors, score: score.clamp(0, 95) as u32, reasons })
}

/// How alike two names are: points, and the reason in words.
fn likeness(one: &Face<'_>, other: &Face<'_>, crowd: usize) -> Option<(i32, String)> {
    let (a, b) = (&one.words, &other.words);
    match (one.actor.kind, other.actor.kind) {
        (ActorType::Person, ActorType::Person) => persons(a, b, crowd),
        (ActorType::Organization, ActorType::Organization) => bodies(one, other),
        _ => (a == b).then(|| (45, "one name for a person and an organisation".to_owned())),
    }
}

fn persons(a: &[String], b: &[String], crowd: usize) -> Option<(i32, String)> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same_last = few.last() == many.last();
    let (first, full) = (few.first()?, many.first()?);
    let say = |points: i32, words: &str| Some((points, words.to_owned()));
    match () {
        () if a == b => say(55, "the same name"),
        () if few.len() == 1 && many.len() > 1 && same_last && crowd == 2 => {
            say(55, "one is the other's last name, which nobody else here bears")
        }
        () if few.len() == 1 && many.len() > 1 && same_last => {
            Some((35, format!("one is the other's last name, as of {} here", crowd - 1)))
        }
        () if few.len() == 1 => None,
        () if same_last && first == full && few.iter().all(|word| many.contains(word)) => {
            say(75, "the same but for a middle name")
        }
        () if same_last && few.len() == many.len() && is_initial(first, full) => say(50, "one gives only the initial"),
        () if few.len() == many.len() && apart_by_a_letter(&a.join(" "), &b.join(" ")) => {
            say(45, "the same but for one letter")
        }
        () => None,
    }
}

fn bodies(one: &Face<'_>, other: &Face<'_>) -> Option<(i32, String)> {
    let spells = |short: &Face<'_>, long: &Face<'_>| {
        short.words.len() == 1 && initials(&long.words).is_some_and(|i| i == romanise::fold(&short.actor.name))
    };
    let stems = stem(&romanise::fold(&one.actor.name)) == stem(&romanise::fold(&other.actor.name));
    match () {
        () if one.words == other.words => Some((55, "the same name".to_owned())),
        () if stems => Some((70, "the same but for an ending".to_owned())),
        () if spells(one, other) || spells(other, one) => Some((50, "one is made of the other's initials".to_owned())),
        () => None,
    }
}

fn is_initial(one: &str, other: &str) -> bool {
    let short = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    short(one, other) || short(other, one)
}

/// Whether two different names are equal when at most one letter of each is left out.
fn apart_by_a_letter(one: &str, other: &str) -> bool {
    one != other && !without_one_letter(one).is_disjoint(&without_one_letter(other))
}

/// The name, and the name without each of its letters but the first.
fn without_one_letter(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = name.chars().collect();
    let without = |gone: usize| letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, c)| c).collect();
    (1..letters.len()).map(without).chain([name.to_owned()]).collect()
}

/// The initials of a name of three words or more, small words left out.
fn initials(words: &[String]) -> Option<String> {
    let small = |word: &&String| !matches!(word.as_str(), "of" | "for" | "the" | "and" | "in" | "on" | "to");
    let letters: String = words.iter().filter(small).filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() > 2).then_some(letters)
}

fn is_loud(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// A body's folded name without the words that say only that it is one.
fn stem(folded: &str) -> String {
    const ENDINGS: [&str; 18] = [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "llc",
        "group",
        "holdings",
        "holding",
        "gmbh",
        "ag",
        "sa",
        "news",
        "party",
    ];
    let words: Vec<&str> = folded.split(' ').collect();
    let kept = words.len() - words.iter().rev().take_while(|word| ENDINGS.contains(word)).count();
    words[..kept.max(1)].join(" ")
}
