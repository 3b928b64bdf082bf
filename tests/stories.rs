//! Stories of other domains with their gold: how many of the actions and exchanges are found, and how many found are right.
//!
//! An action counts as found where the trigger words overlap and the type agrees; an exchange, where the providers of all its sides
//! agree. Participants of actions, times and factuality are not compared here.

use std::{collections::BTreeSet, fs};

use quidnunc::{
    document::Document,
    pipeline::Pipeline,
    record::{Action, Exchange, Plover, Record},
};
use serde_json::Value;

/// The least F1 of all stories together, in per cent, a little under what is reached.
const ACTIONS: usize = 78;
/// The same of exchanges.
const EXCHANGES: usize = 55;

#[test]
fn actions_and_exchanges_of_stories_are_found() {
    let pipeline = Pipeline::shipped();
    let (mut actions, mut exchanges, mut misses) = (Tally::default(), Tally::default(), Vec::new());
    for name in story_names() {
        let story = Story::read(&pipeline, &name);
        actions.add(story.actions(&mut misses));
        exchanges.add(story.exchanges(&mut misses));
    }
    for [story, kind, words, found] in &misses {
        eprintln!("{story:12} {kind:10} {words:30} {found}");
    }
    let summary = format!("actions {}, exchanges {}", actions.describe(), exchanges.describe());
    eprintln!("{summary}");
    assert!(actions.f1() >= ACTIONS, "actions below {ACTIONS}: {summary}");
    assert!(exchanges.f1() >= EXCHANGES, "exchanges below {EXCHANGES}: {summary}");
}

/// Story, type or status, the words missed, and what stands in their place.
type Miss = [String; 4];

#[derive(Clone, Copy, Default)]
struct Tally {
    hits: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// In per cent, rounded down.
    fn f1(self) -> usize {
        200 * self.hits / (self.found + self.gold).max(1)
    }

    fn describe(self) -> String {
        format!("F1 {} ({} right of {} found and {} in the gold)", self.f1(), self.hits, self.found, self.gold)
    }
}

struct Story {
    name: String,
    text: String,
    gold: Value,
    record: Record,
}

impl Story {
    fn read(pipeline: &Pipeline, name: &str) -> Self {
        let file = |end: &str| fs::read_to_string(format!("{}/{name}.{end}", folder())).expect("a story has two files");
        let text = file("txt");
        let gold = serde_json::from_str(&file("json")).expect("gold is JSON");
        let record = pipeline.record(&Document::new(&format!("{name}.txt"), &text));
        Self { name: name.to_owned(), text, gold, record }
    }

    fn actions(&self, misses: &mut Vec<Miss>) -> Tally {
        let mut left: Vec<&Action> = self.record.actions.iter().filter(|a| a.kind != Plover::Other).collect();
        let mut tally = Tally { hits: 0, found: left.len(), gold: items(&self.gold, "actions").len() };
        for gold in items(&self.gold, "actions") {
            let (start, end) = self.trigger(gold);
            let overlaps = |action: &Action| action.trigger.start < end && start < action.trigger.end;
            let right = |action: &&Action| overlaps(action) && action.kind.as_str() == string(gold, "type");
            if let Some(at) = left.iter().position(right) {
                left.remove(at);
                tally.hits += 1;
            } else {
                let instead = self.record.actions.iter().filter(|action| overlaps(action));
                let instead: Vec<_> = instead.map(|action| action.class.as_str()).collect();
                misses.push(self.miss(string(gold, "type"), string(gold, "trigger"), &instead.join(", ")));
            }
        }
        for action in left.iter().filter(|action| !self.is_gold(action)) {
            misses.push(self.miss("none", &action.trigger.text, &action.class));
        }
        tally
    }

    /// Whether the gold has an action of any type at this trigger.
    fn is_gold(&self, action: &Action) -> bool {
        let mut triggers = items(&self.gold, "actions").iter().map(|gold| self.trigger(gold));
        triggers.any(|(start, end)| action.trigger.start < end && start < action.trigger.end)
    }

    /// The trigger's first code point and the one after its last.
    fn trigger(&self, gold: &Value) -> (usize, usize) {
        let (quote, trigger) = (string(gold, "quote"), string(gold, "trigger"));
        let at = self.text.find(quote).expect("a quote is in its text")
            + quote.find(trigger).expect("and its trigger in it");
        let start = self.text[..at].chars().count();
        (start, start + trigger.chars().count())
    }

    fn exchanges(&self, misses: &mut Vec<Miss>) -> Tally {
        let mut left: Vec<&Exchange> = self.record.exchanges.iter().collect();
        let mut tally = Tally { hits: 0, found: left.len(), gold: items(&self.gold, "exchanges").len() };
        for gold in items(&self.gold, "exchanges") {
            if let Some(at) = left.iter().position(|exchange| self.sides_agree(gold, exchange)) {
                left.remove(at);
                tally.hits += 1;
            } else {
                misses.push(self.miss("exchange", string(gold, "quote"), ""));
            }
        }
        misses.extend(left.iter().map(|exchange| self.miss("none", &exchange.cue.text, "exchange")));
        tally
    }

    /// Whether each side of the gold has a side of its own with one of its providers.
    fn sides_agree(&self, gold: &Value, exchange: &Exchange) -> bool {
        let mut left: Vec<_> = exchange.sides.iter().collect();
        items(gold, "sides").iter().all(|side| {
            let names: BTreeSet<_> = items(side, "provider").iter().flat_map(|ids| self.aliases(ids)).collect();
            let found = left.iter().position(|side| side.provider.iter().any(|id| self.is_named(id, &names)));
            found.map(|at| left.remove(at)).is_some()
        })
    }

    /// The names of a participant of the gold, which is a list of actors that would all be right.
    fn aliases(&self, ids: &Value) -> Vec<String> {
        let actors = items(&self.gold, "actors").iter();
        let meant = actors.filter(|actor| ids.as_array().is_some_and(|ids| ids.contains(&actor["id"])));
        meant.flat_map(|actor| items(actor, "aliases")).filter_map(Value::as_str).map(fold).collect()
    }

    fn is_named(&self, id: &str, names: &BTreeSet<String>) -> bool {
        let mut mentions = self.record.actors.iter().filter(|actor| actor.id == id).flat_map(|actor| &actor.mentions);
        mentions.any(|mention| names.contains(&fold(&mention.text)))
    }

    fn miss(&self, kind: &str, words: &str, found: &str) -> Miss {
        [&self.name, kind, words, found].map(str::to_owned)
    }
}

fn folder() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories")
}

/// All stories, in alphabetical order.
fn story_names() -> BTreeSet<String> {
    let files = fs::read_dir(folder()).expect("the stories lie beside the tests");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect()
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("gold has this field as a string")
}

fn fold(name: &str) -> String {
    let name = name.to_lowercase();
    let name = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name);
    name.trim_end_matches("'s").to_owned()
}
