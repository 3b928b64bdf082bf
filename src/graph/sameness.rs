//! Which actors of different documents are one?
//!
//! Those with the same id (key, and size of a counted group) are, with three exceptions. A person or body that is only described
//! ("the judge") is known in its document alone. Persons whose names have one romanisation skeleton are one. And persons of one name
//! of whom documents share nothing else (no role, no country, no one else named) stay apart, to be proposed by
//! [`super::proposal`]. What somebody has decided goes before all of this.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::{
    decision::{Decision, Decisions, Reference},
    identity::{actor_id, elect, sorted},
};
use crate::{
    error::Result,
    record::{self, ActorType, MentionKind, Record},
    romanise,
};

/// An actor as one document tells it.
pub(super) struct Told<'r> {
    /// Number of the record.
    pub(super) document: usize,
    pub(super) actor: &'r record::Actor,
}

/// All actors of all records, brought together.
pub(super) struct Sameness<'r> {
    /// In the order of the records.
    pub(super) told: Vec<Told<'r>>,
    /// By id: positions in `told`.
    pub(super) groups: BTreeMap<String, Vec<usize>>,
    /// Pairs of ids, the lesser first, that somebody decided are not one.
    pub(super) parted: BTreeSet<(String, String)>,
    /// Decisions that call nobody here, in words.
    pub(super) remarks: Vec<String>,
}

/// Brings the actors of `records` together, which are sorted by document and free of duplicates.
///
/// # Errors
/// When decisions contradict each other.
pub(super) fn sameness<'r>(records: &[&'r Record], decisions: &Decisions) -> Result<Sameness<'r>> {
    let told: Vec<Told<'r>> = records
        .iter()
        .enumerate()
        .flat_map(|(document, record)| record.actors.iter().map(move |actor| Told { document, actor }))
        .collect();
    let mut ids: Vec<String> = told.iter().map(|told| actor_id(told.actor)).collect();
    for (block, members) in blocks(&told) {
        name(&block, &members, records, &told, &mut ids);
    }
    let mut judge = Judge { records, told: &told, decisions, ids, remarks: Vec::new() };
    let parted = judge.part()?;
    judge.join(&parted)?;
    let Judge { ids, remarks, .. } = judge;
    let pairs = pairs(&parted, &ids);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    ids.into_iter().enumerate().for_each(|(at, id)| groups.entry(id).or_default().push(at));
    Ok(Sameness { told, groups, parted: pairs, remarks })
}

/// Whether some mention calls the actor by name.
pub(super) fn is_named(actor: &record::Actor) -> bool {
    actor.mentions.iter().any(|mention| mention.kind == MentionKind::Name)
}

// Without decisions.

/// What tellings must share to be one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    /// The skeleton of a person's full name.
    Name(String),
    /// A description, in one document.
    Described(String, usize),
}

/// The tellings whose id alone does not say who they are.
fn blocks(told: &[Told<'_>]) -> BTreeMap<Block, Vec<usize>> {
    let mut blocks: BTreeMap<Block, Vec<usize>> = BTreeMap::new();
    for (at, Told { document, actor }) in told.iter().enumerate() {
        let person = actor.kind == ActorType::Person;
        let body = actor.kind == ActorType::Organization && actor.country.is_none();
        let block = match is_named(actor) {
            true if person && actor.same_as.is_empty() && actor.key.contains('-') => {
                Block::Name(romanise::skeleton(&actor.key.replace('-', " ")))
            }
            false if person || body => Block::Described(actor_id(actor), *document),
            _ => continue,
        };
        blocks.entry(block).or_default().push(at);
    }
    blocks
}

/// Gives the tellings of a block their id.
fn name(block: &Block, members: &[usize], records: &[&Record], told: &[Told<'_>], ids: &mut [String]) {
    let own = |members: &[usize]| elect(members.iter().map(|&at| ids[at].as_str())).unwrap_or_default().to_owned();
    match block {
        Block::Described(id, document) => {
            let id = in_document(id, &records[*document].document.id);
            members.iter().for_each(|&at| ids[at].clone_from(&id));
        }
        Block::Name(_) => {
            let id = own(members);
            for (nth, part) in worlds(members, records, told).into_iter().enumerate() {
                let first = &records[told[part[0]].document].document.id;
                let id = if nth == 0 { id.clone() } else { in_document(&id, first) };
                part.iter().for_each(|&at| ids[at].clone_from(&id));
            }
        }
    }
}

fn in_document(id: &str, document: &str) -> String {
    format!("{id}-{}", document.get(..8).unwrap_or(document))
}

/// The tellings of one name, those together that share something besides; the largest part first, then the earliest.
fn worlds(members: &[usize], records: &[&Record], told: &[Told<'_>]) -> Vec<Vec<usize>> {
    let mut joined = UnionFind::<usize>::new(members.len());
    let mut seen: BTreeMap<Tie<'_>, usize> = BTreeMap::new();
    for (nth, &at) in members.iter().enumerate() {
        for tie in ties(&told[at], records) {
            let first = *seen.entry(tie).or_insert(nth);
            joined.union(first, nth);
        }
    }
    let mut parts: Vec<Vec<usize>> = parts(&mut joined, members);
    while let Some((one, other)) = neighbours(&parts, records, told) {
        let more = parts.remove(other);
        parts[one].extend(more);
        parts[one].sort_unstable();
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

fn parts(joined: &mut UnionFind<usize>, members: &[usize]) -> Vec<Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (nth, &at) in members.iter().enumerate() {
        parts.entry(joined.find_mut(nth)).or_default().push(at);
    }
    parts.into_values().collect()
}

/// Something besides the name that two tellings of one person share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Tie<'r> {
    Document(usize),
    Country(&'r str),
    Role(String),
    /// Another person or body named in the document.
    Acquaintance(&'r str),
}

fn ties<'r>(told: &Told<'r>, records: &[&'r Record]) -> BTreeSet<Tie<'r>> {
    let others = records[told.document].actors.iter().filter(|other| other.key != told.actor.key && is_named(other));
    let others = others.filter(|other| matches!(other.kind, ActorType::Person | ActorType::Organization));
    let mut ties: BTreeSet<Tie<'r>> = others.map(|other| Tie::Acquaintance(other.key.as_str())).collect();
    ties.insert(Tie::Document(told.document));
    ties.extend(told.actor.country.as_deref().map(Tie::Country));
    ties.extend(role_words(&told.actor.roles).into_iter().map(Tie::Role));
    ties
}

/// The words of roles that tell something of their holder: those of four letters or more, but not "former" and the like.
pub(super) fn role_words(roles: &[String]) -> BTreeSet<String> {
    let words = roles.iter().flat_map(|role| role.split(|c: char| !c.is_alphanumeric())).map(str::to_lowercase);
    let idle = |word: &str| matches!(word, "former" | "current" | "then" | "with" | "from" | "that" | "their" | "who");
    words.filter(|word| word.chars().count() >= 4 && !idle(word)).collect()
}

/// Two parts that tell of a common state, and of no two countries for the person.
fn neighbours(parts: &[Vec<usize>], records: &[&Record], told: &[Told<'_>]) -> Option<(usize, usize)> {
    let states = |part: &[usize]| -> BTreeSet<&str> {
        let actors = part.iter().flat_map(|&at| &records[told[at].document].actors);
        actors.filter(|actor| actor.kind == ActorType::State).map(|actor| actor.key.as_str()).collect()
    };
    let countries = |part: &[usize]| -> BTreeSet<&str> {
        part.iter().filter_map(|&at| told[at].actor.country.as_deref()).collect()
    };
    let of: Vec<_> = parts.iter().map(|part| (states(part), countries(part))).collect();
    let meet = |one: usize, other: usize| {
        let agree = of[one].1.is_empty() || of[other].1.is_empty() || of[one].1 == of[other].1;
        agree && !of[one].0.is_disjoint(&of[other].0)
    };
    (0..parts.len()).flat_map(|one| (one + 1..parts.len()).map(move |other| (one, other))).find(|&(a, b)| meet(a, b))
}

// Decisions.

/// Decisions on their way to be followed.
struct Judge<'s, 'r> {
    records: &'s [&'r Record],
    told: &'s [Told<'r>],
    decisions: &'s Decisions,
    /// The id that each telling has so far.
    ids: Vec<String>,
    remarks: Vec<String>,
}

/// Tellings that must not be one: for each actor of a decision its own.
struct Parted<'s> {
    decision: &'s Decision,
    sides: Vec<Vec<usize>>,
}

impl<'s> Judge<'s, '_> {
    /// Takes apart what is decided to be different.
    fn part(&mut self) -> Result<Vec<Parted<'s>>> {
        let mut parted = Vec::new();
        for decision in &self.decisions.different {
            let sides = self.sides(decision)?;
            for (nth, side) in sides.iter().enumerate().skip(1) {
                let before: BTreeSet<String> = sides[..nth].iter().flatten().map(|&at| self.ids[at].clone()).collect();
                let taken: Vec<usize> = side.iter().copied().filter(|&at| before.contains(&self.ids[at])).collect();
                let Some(&first) = taken.first() else { continue };
                let document = &self.records[self.told[first].document].document.id;
                for at in taken {
                    self.ids[at] = in_document(&self.ids[at], document);
                }
            }
            parted.push(Parted { decision, sides });
        }
        Ok(parted)
    }

    /// The tellings that each actor of a decision calls; one called in a document is no longer called without.
    fn sides(&mut self, decision: &'s Decision) -> Result<Vec<Vec<usize>>> {
        let mut sides: Vec<Vec<usize>> = decision.actors.iter().map(|actor| self.called(decision, actor)).collect();
        let placed: BTreeSet<usize> = decision
            .actors
            .iter()
            .zip(&sides)
            .filter(|(a, _)| a.is_placed())
            .flat_map(|(_, side)| side)
            .copied()
            .collect();
        for (actor, side) in decision.actors.iter().zip(&mut sides) {
            side.retain(|at| actor.is_placed() || !placed.contains(at));
        }
        let mut seen: BTreeMap<usize, &str> = BTreeMap::new();
        for (actor, side) in decision.actors.iter().zip(&sides) {
            for &at in side {
                if let Some(other) = seen.insert(at, &actor.text) {
                    let message = format!("{other:?} and {:?} call the same actor of the same document", actor.text);
                    let source = &self.records[self.told[at].document].document.source;
                    let hint = format!("say in which document each is meant, as in \"{} @ {source}\"", actor.text);
                    return Err(self.decisions.refusal(decision.line, &message).with_hint(hint));
                }
            }
        }
        Ok(sides)
    }

    /// Makes one what is decided to be the same, under the id of the actor called first.
    fn join(&mut self, parted: &[Parted<'s>]) -> Result<()> {
        // Who is called is asked before anybody is joined, so that no decision takes away a name that another uses.
        let same = self.decisions.same.iter();
        let called: Vec<(&Decision, Vec<usize>)> = same
            .map(|decision| (decision, decision.actors.iter().flat_map(|actor| self.called(decision, actor)).collect()))
            .collect();
        for (decision, called) in called {
            let Some(first) = called.first().map(|&at| self.ids[at].clone()) else { continue };
            let joined: BTreeSet<String> = called.iter().map(|&at| self.ids[at].clone()).collect();
            self.ids.iter_mut().filter(|id| joined.contains(*id)).for_each(|id| id.clone_from(&first));
            if let Some(broken) = parted.iter().find(|parted| parted.is_broken(&self.ids)) {
                let message = format!("it makes one what line {} says is different", broken.decision.line);
                return Err(self.decisions.refusal(decision.line, &message).with_hint("take one of the two lines out"));
            }
        }
        Ok(())
    }

    fn called(&mut self, decision: &Decision, actor: &Reference) -> Vec<usize> {
        let document = |at: usize| &self.records[self.told[at].document].document;
        let means = |&at: &usize| actor.means(document(at), self.told[at].actor, &self.ids[at]);
        let has_key = |&at: &usize| actor.means_key(document(at), self.told[at].actor, &actor_id(self.told[at].actor));
        let mut called: Vec<usize> = (0..self.told.len()).filter(means).collect();
        if called.is_empty() {
            called = (0..self.told.len()).filter(has_key).collect();
        }
        if called.is_empty() {
            let (file, line, text) = (&self.decisions.file, decision.line, &actor.text);
            self.remarks.push(format!("{file}, line {line}: nobody in these documents is called {text:?}"));
        }
        called
    }
}

impl Parted<'_> {
    fn is_broken(&self, ids: &[String]) -> bool {
        let of = |side: &[usize]| -> BTreeSet<&str> { side.iter().map(|&at| ids[at].as_str()).collect() };
        let sides: Vec<_> = self.sides.iter().map(|side| of(side)).collect();
        sides.iter().enumerate().any(|(nth, side)| sides[..nth].iter().any(|before| !side.is_disjoint(before)))
    }
}

/// The ids that decisions hold apart, two by two.
fn pairs(parted: &[Parted<'_>], ids: &[String]) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for sides in parted.iter().map(|parted| &parted.sides) {
        let of: Vec<Vec<&String>> = sides.iter().map(|side| sorted(side.iter().map(|&at| &ids[at]))).collect();
        for (nth, side) in of.iter().enumerate() {
            for (one, other) in side.iter().flat_map(|one| of[..nth].iter().flatten().map(move |other| (*one, *other)))
            {
                pairs.insert((one.min(other).clone(), one.max(other).clone()));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Graph, fixture::Draft, view::Actor};
    use crate::ontology::Lexicon;

    /// One document: persons as `key/role/country`, and others named beside them.
    fn document(id: &str, persons: &[&str]) -> Record {
        let mut draft = Draft::new(id, id);
        for person in persons {
            let mut parts = person.split('/');
            let key = parts.next().unwrap_or_default();
            draft.actor(key);
            let actor = draft.record.actors.last_mut().expect("one was told");
            actor.kind = ActorType::Person;
            actor.name = key.replace('-', " ");
            actor.roles = parts.next().filter(|role| !role.is_empty()).map(str::to_owned).into_iter().collect();
            actor.country = parts.next().map(str::to_owned);
        }
        draft.record
    }

    fn ids(records: &[Record], decisions: &str) -> Vec<String> {
        let decisions = Decisions::from_text("mine.toml", decisions).expect("well formed");
        let graph = Graph::decided(records, &decisions).expect("no contradiction");
        graph.view(Lexicon::shipped()).actors.into_iter().map(|actor: Actor| actor.id).collect()
    }

    fn check(records: &[Record], decisions: &str, expected: &[&str]) {
        assert_eq!(ids(records, decisions), expected, "{decisions}");
    }

    fn smiths() -> [Record; 2] {
        [document("d1", &["john-smith/banker/GB"]), document("d2", &["john-smith/cricketer"])]
    }

    #[test]
    fn one_name_in_two_worlds_is_two_persons() {
        check(&smiths(), "", &["john-smith", "john-smith-d2"]);
        let shared = [document("d1", &["john-smith/British banker"]), document("d2", &["john-smith/banker"])];
        check(&shared, "", &["john-smith"]);
        let beside = [document("d1", &["john-smith", "ann-lee"]), document("d2", &["john-smith", "ann-lee"])];
        check(&beside, "", &["ann-lee", "john-smith"]);
    }

    #[test]
    fn romanisations_of_one_name_are_one() {
        let told = [document("d1", &["viktar-ramanau/miner"]), document("d2", &["victor-romanov/miner"])];
        check(&told, "", &["victor-romanov"]);
        check(
            &told,
            "different = [[\"viktar-ramanau @ d1\", \"victor-romanov @ d2\"]]",
            &["victor-romanov", "victor-romanov-d2"],
        );
    }

    #[test]
    fn a_description_is_known_in_its_document_alone() {
        let mut told = [document("d1", &["judge"]), document("d2", &["judge"])];
        told.iter_mut().for_each(|record| record.actors[0].mentions[0].kind = MentionKind::Nominal);
        check(&told, "", &["judge-d1", "judge-d2"]);
    }

    #[test]
    fn decisions_are_followed() {
        check(&smiths(), "same = [[\"john-smith\", \"john-smith-d2\"]]", &["john-smith"]);
        check(&smiths(), "same = [[\"John Smith (Person)\", \"john-smith @ d2.txt\"]]", &["john-smith"]);
        check(&smiths(), "different = [[\"john-smith\", \"john-smith-d2\"]]", &["john-smith", "john-smith-d2"]);
        let one = [document("d1", &["pavel-ivanov/mayor"]), document("d2", &["pavel-ivanov/mayor"])];
        check(&one, "", &["pavel-ivanov"]);
        check(&one, "different = [[\"pavel-ivanov\", \"pavel-ivanov @ d2\"]]", &["pavel-ivanov", "pavel-ivanov-d2"]);
    }

    #[test]
    fn one_actor_may_be_in_several_decisions() {
        let told = [&smiths()[..], &[document("d3", &["j-smith/banker"])]].concat();
        let (one, other) = ("[\"john-smith\", \"john-smith-d2\"]", "[\"j-smith\", \"john-smith-d2\"]");
        check(&told, &format!("same = [{one}, {other}]"), &["j-smith"]);
        check(&told, &format!("same = [{other}, {one}]"), &["john-smith"]);
    }

    #[test]
    fn contradictions_are_refused_with_their_line() {
        let decided = |text: &str| Decisions::from_text("mine.toml", text).expect("well formed");
        let fails = |text: &str, says: &[&str]| {
            let error = Graph::decided(&smiths(), &decided(text)).expect_err(text);
            let shown = format!("{error} {}", error.hint().unwrap_or_default());
            says.iter().for_each(|part| assert!(shown.contains(part), "{shown}"));
        };
        let both = "same = [[\"john-smith\", \"john-smith-d2\"]]\ndifferent = [[\"john-smith\", \"john-smith-d2\"]]";
        fails(both, &["mine.toml, line 1", "what line 2 says", "take one of the two"]);
        fails(
            "different = [[\"john-smith\", \"John Smith (Person)\"]]",
            &["line 1", "call the same actor", " @ news/d1.txt"],
        );
    }

    #[test]
    fn decisions_on_nobody_are_remarked() {
        let decisions = Decisions::from_text("mine.toml", "same = [[\"john-smith\", \"nobody\"]]").expect("fine");
        let graph = Graph::decided(&smiths(), &decisions).expect("fine");
        assert_eq!(graph.remarks(), ["mine.toml, line 1: nobody in these documents is called \"nobody\""]);
    }

    #[test]
    fn what_is_not_sure_is_proposed_until_it_is_decided() {
        let proposed = |records: &[Record], decisions: &str| -> Vec<(String, u32)> {
            let decisions = Decisions::from_text("", decisions).expect("well formed");
            let graph = Graph::decided(records, &decisions).expect("no contradiction");
            graph.proposals().iter().map(|p| (p.actors.join(" "), p.score)).collect()
        };
        let check = |records: &[Record], expected: &[(&str, u32)]| {
            let expected: Vec<(String, u32)> =
                expected.iter().map(|(ids, score)| ((*ids).to_owned(), *score)).collect();
            assert_eq!(proposed(records, ""), expected);
        };
        check(&smiths(), &[("john-smith john-smith-d2", 55)]);
        check(
            &[document("d1", &["ann-b-lee/judge"]), document("d2", &["ann-lee/judge"])],
            &[("ann-b-lee ann-lee", 90)],
        );
        check(&[document("d1", &["ann-lee/judge/US"]), document("d2", &["lee/judge/KR"])], &[("ann-lee lee", 40)]);
        check(
            &[document("d1", &["viola-garcia"]), document("d2", &["viola-garzia"])],
            &[("viola-garcia viola-garzia", 45)],
        );
        check(&[document("d1", &["ann-lee"]), document("d2", &["bob-lee"])], &[]);
        let different = "different = [[\"john-smith\", \"john-smith-d2\"]]";
        assert_eq!(proposed(&smiths(), different), []);
        assert_eq!(proposed(&smiths(), "same = [[\"john-smith\", \"john-smith-d2\"]]"), []);
    }
}
