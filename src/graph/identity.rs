//! Who is who over all documents, and what is a thing called for good?
//!
//! Which actors are the same is told by [`super::sameness`]. Names, roles and addresses are united; where documents differ, most of them win, then the order of the
//! alphabet. Ids come from content alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    sameness::Sameness,
    view::{Actor, Mention},
};
use crate::record::{self, ActorType, MentionKind, Record, RelationType};

/// Sixteen hexadecimal digits of the BLAKE3 hash of `parts`, each ended by a byte that no text holds.
pub(super) fn short_id<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0xFF]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// A number as people write it: no fraction where there is none.
pub(super) fn number(value: f64) -> String {
    // `f64` prints the shortest decimal that reads back as the same number, and a whole number without a point.
    format!("{value}")
}

/// The most frequent of `votes`; of equally frequent ones the longest, then the first of the alphabet.
pub(super) fn elect<'v>(votes: impl IntoIterator<Item = &'v str>) -> Option<&'v str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for vote in votes {
        *counts.entry(vote).or_insert(0) += 1;
    }
    let rank = |(text, count): (&'v str, usize)| (count, text.chars().count(), std::cmp::Reverse(text));
    counts.into_iter().max_by_key(|&entry| rank(entry)).map(|(text, _)| text)
}

/// All actors of a set of records, and the way from a record's own ids to them.
pub(super) struct Cast<'r> {
    /// Sorted by id.
    pub(super) actors: Vec<Actor>,
    traits: Vec<Traits>,
    /// For each record, its own ids.
    local: Vec<BTreeMap<&'r str, usize>>,
}

/// What merging needs to know of an actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    /// The state that it is, belongs to or speaks for: a country code, or the state's id.
    pub(super) polity: Option<String>,
    /// Of a group: its key without numbers.
    pub(super) base: Option<String>,
    /// Of a counted group: how many, as its mentions tell it.
    pub(super) size: Option<Amount>,
}

/// A number told, and whether the words leave it open.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Amount {
    /// The number.
    pub(super) value: f64,
    /// Whether it is a round number told as "over", "about", "nearly".
    pub(super) rough: bool,
}

const HEDGES: [&str; 17] = [
    "over",
    "more than",
    "at least",
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "roughly",
    "approximately",
    "up to",
    "dozens",
    "scores",
    "a hundred",
    "hundreds",
    "a thousand",
    "thousands",
];

impl Amount {
    /// The number `value`, told by `words`: rough where one of the hedges stands before its digits, or anywhere when it is spelled out.
    pub(super) fn told(value: f64, words: &str) -> Self {
        let lower = words.to_lowercase();
        let before = before_number(value, &lower).map(|before| format!(" {}", before.trim_end()));
        let hedged = match before {
            Some(before) => HEDGES.iter().any(|hedge| before.ends_with(&format!(" {hedge}"))),
            None => HEDGES.iter().any(|hedge| format!(" {lower} ").contains(&format!(" {hedge} "))),
        };
        Self { value, rough: hedged && value >= 10.0 && value % 10.0 == 0.0 }
    }

    /// Whether both can be the same number: equal, or one rough and the other near it ("over a hundred", 123).
    pub(super) fn agrees(self, other: Self) -> bool {
        self.value == other.value || self.covers(other) || other.covers(self)
    }

    fn covers(self, other: Self) -> bool {
        let mut unit = 10.0;
        while self.value % (unit * 10.0) == 0.0 && unit < self.value {
            unit *= 10.0;
        }
        self.rough && other.value >= self.value * 0.9 && other.value < self.value + unit
    }
}

/// What stands before the number `value`, written in digits: "1,000" is a thousand, and "2025" no 20.
fn before_number(value: f64, words: &str) -> Option<&str> {
    let inside = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let runs = words.split_inclusive(|c: char| !inside(c)).scan(0, |end, run| {
        let start = std::mem::replace(end, *end + run.len());
        Some((start, run.trim_end_matches(|c: char| !c.is_ascii_digit())))
    });
    let is_it = |run: &str| run.replace(',', "").parse() == Ok(value);
    runs.into_iter().find(|(_, run)| is_it(run)).map(|(start, _)| &words[..start])
}

impl<'r> Cast<'r> {
    /// The actors of `records`, brought together.
    pub(super) fn of(records: &[&'r Record], sameness: &Sameness<'r>) -> Self {
        let mut cast = Self { actors: Vec::new(), traits: Vec::new(), local: vec![BTreeMap::new(); records.len()] };
        for (at, (id, members)) in sameness.groups.iter().enumerate() {
            let told: Vec<(usize, &'r record::Actor)> =
                members.iter().map(|&at| (sameness.told[at].document, sameness.told[at].actor)).collect();
            for (document, actor) in &told {
                cast.local[*document].insert(&actor.id, at);
            }
            let actor = unite(id.clone(), records, &told);
            cast.traits.push(traits(&actor, &told));
            cast.actors.push(actor);
        }
        cast.follow_offices(records);
        cast
    }

    /// The actor that record number `document` calls `local`.
    pub(super) fn find(&self, document: usize, local: &str) -> Option<usize> {
        self.local[document].get(local).copied()
    }

    /// The actors that record number `document` calls `locals`; ids that the record does not explain are left out.
    pub(super) fn find_all(&self, document: usize, locals: &[String]) -> BTreeSet<usize> {
        locals.iter().filter_map(|local| self.find(document, local)).collect()
    }

    /// The actor with this id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()
    }

    /// The ids of these actors, sorted.
    pub(super) fn ids(&self, actors: &BTreeSet<usize>) -> Vec<String> {
        actors.iter().map(|&at| self.actors[at].id.clone()).collect()
    }

    /// What merging needs to know of an actor.
    pub(super) fn traits(&self, at: usize) -> &Traits {
        &self.traits[at]
    }

    /// What kind of actor it is.
    pub(super) fn kind(&self, at: usize) -> ActorType {
        self.actors[at].kind
    }

    /// Whether some actor of `a` and some of `b` are one state and somebody of it, as where "Minsk" and its president stand
    /// for each other.
    pub(super) fn stand_for_each_other(&self, a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> bool {
        let one_polity = |x: usize, y: usize| {
            let same = self.traits[x].polity.is_some() && self.traits[x].polity == self.traits[y].polity;
            same && (self.kind(x) == ActorType::State || self.kind(y) == ActorType::State)
        };
        a.iter().any(|&x| b.iter().any(|&y| one_polity(x, y)))
    }

    /// Gives those who hold an office of a state, and are of no known state, that state.
    fn follow_offices(&mut self, records: &[&Record]) {
        for (document, record) in records.iter().enumerate() {
            for relation in record.relations.iter().filter(|relation| relation.kind == RelationType::HoldsRole) {
                let subject = self.find(document, &relation.subject);
                let object = relation.object.as_ref().and_then(|object| self.find(document, object));
                let (Some(subject), Some(object)) = (subject, object) else { continue };
                if self.traits[subject].polity.is_none() && self.kind(object) == ActorType::State {
                    self.traits[subject].polity = self.traits[object].polity.clone();
                }
            }
        }
    }
}

/// The key, and the size where it is not in the key already.
pub(super) fn actor_id(actor: &record::Actor) -> String {
    match actor.size {
        Some(size) if actor.kind == ActorType::Group => {
            let size = number(size);
            if actor.key.split('-').any(|part| part == size) {
                actor.key.clone()
            } else {
                format!("{}-{size}", actor.key)
            }
        }
        _ => actor.key.clone(),
    }
}

fn unite(id: String, records: &[&Record], told: &[(usize, &record::Actor)]) -> Actor {
    let actors = || told.iter().map(|(_, actor)| *actor);
    let name = elect(actors().map(|actor| actor.name.as_str())).unwrap_or(&id).to_owned();
    let kind = elect(actors().map(|actor| actor.kind.as_str()));
    let named = |actor: &record::Actor| -> Vec<String> {
        let names = actor.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        names.map(|mention| bare(&mention.text).to_owned()).chain([actor.name.clone()]).collect()
    };
    let aliases = actors().flat_map(named).filter(|alias| *alias != name && !alias.is_empty());
    Actor {
        aliases: sorted(aliases),
        kind: ActorType::ALL.into_iter().find(|one| Some(one.as_str()) == kind).unwrap_or(ActorType::Group),
        same_as: sorted(actors().flat_map(|actor| actor.same_as.iter().cloned())),
        roles: sorted(actors().flat_map(|actor| actor.roles.iter().cloned())),
        country: elect(actors().filter_map(|actor| actor.country.as_deref())).map(str::to_owned),
        size: actors().find_map(size),
        mentions: sorted(told.iter().flat_map(|(document, actor)| mentions(&records[*document].document.id, actor))),
        id,
        name,
    }
}

fn mentions<'r>(document: &'r str, actor: &'r record::Actor) -> impl Iterator<Item = Mention> + 'r {
    actor.mentions.iter().map(move |mention| Mention {
        document: document.to_owned(),
        start: mention.start,
        end: mention.end,
        text: mention.text.clone(),
        kind: mention.kind,
    })
}

fn traits(actor: &Actor, told: &[(usize, &record::Actor)]) -> Traits {
    let state = (actor.kind == ActorType::State).then(|| actor.id.clone());
    let group = actor.kind == ActorType::Group;
    let words = |actor: &record::Actor| -> String {
        let texts: Vec<&str> = actor.mentions.iter().map(|mention| mention.text.as_str()).collect();
        format!("{} {}", actor.name, texts.join(" ; "))
    };
    let size = actor.size.filter(|_| group).map(|size| {
        let rough = told.iter().all(|(_, actor)| Amount::told(size, &words(actor)).rough);
        Amount { value: size, rough }
    });
    Traits { polity: actor.country.clone().or(state), base: group.then(|| base(&told[0].1.key)), size }
}

/// How many a group is: as it is told, or as its key says.
fn size(actor: &record::Actor) -> Option<f64> {
    let in_key = || actor.key.split('-').find_map(|part| part.parse::<u32>().ok()).map(f64::from);
    if actor.kind == ActorType::Group { actor.size.or_else(in_key) } else { actor.size }
}

/// A group's key without its numbers.
fn base(key: &str) -> String {
    let words = key.split('-').filter(|part| !part.chars().all(|c| c.is_ascii_digit() || c == '.'));
    words.collect::<Vec<_>>().join("-")
}

/// A name without the possessive ending.
fn bare(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

/// Sorted and without duplicates.
pub(super) fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    items.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (f64, &str), b: (f64, &str), agree: bool) {
        let (a, b) = (Amount::told(a.0, a.1), Amount::told(b.0, b.1));
        assert_eq!(a.agrees(b), agree, "{a:?} {b:?}");
        assert_eq!(b.agrees(a), agree, "{b:?} {a:?}");
    }

    #[test]
    fn rough_numbers_agree_with_numbers_near_them() {
        check((123.0, "123 prisoners"), (52.0, "52 prisoners"), false);
        check((123.0, "123 prisoners"), (123.0, "freed 123"), true);
        check((100.0, "over a hundred people"), (123.0, "123 prisoners"), true);
        check((100.0, "100 people"), (123.0, "123 prisoners"), false);
        check((100.0, "More than 100 people"), (52.0, "52 prisoners"), false);
        check((100.0, "in talks about 100 of them"), (123.0, "123 prisoners"), true);
        check((100.0, "about it, 100 people"), (123.0, "123 prisoners"), false);
        check((50.0, "about 50 people"), (52.0, "52 prisoners"), true);
        check((20.0, "in 2025 released more than 20 prisoners"), (23.0, "23 prisoners"), true);
        check((1000.0, "about talks, 1,000 people"), (1023.0, "1,023 people"), false);
        check((1000.0, "over 1,000 people"), (1023.0, "1,023 people."), true);
        check((123.0, "over 123 people"), (124.0, "124 prisoners"), false);
    }

    #[test]
    fn the_most_frequent_name_wins() {
        assert_eq!(elect(["b", "a", "b"]), Some("b"));
        assert_eq!(elect(["John Coale", "Coale"]), Some("John Coale"));
        assert_eq!(elect(["ab", "aa"]), Some("aa"));
        assert_eq!(elect([]), None);
    }

    #[test]
    fn numbers_have_no_idle_fraction() {
        assert_eq!(number(123.0), "123");
        assert_eq!(number(1.5), "1.5");
    }
}
