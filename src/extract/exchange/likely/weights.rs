//! How much likelier each cue makes an exchange, its parties, what they give: `ontology/bargains.toml`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::Deserialize;

use crate::language::exp;

/// Parts of a logarithmic unit in which all weights are told.
const UNIT: f32 = 100.0;

type Table = BTreeMap<String, i32>;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    /// How likely a sentence must be at a glance before all that it may tell is weighed.
    pub(super) gate: i32,
    /// How likely an exchange between two must be, against none.
    pub(super) margin: i32,
    /// The same where a rule found them.
    pub(super) ruled: i32,
    /// By how much less likely another of a party's camp may be who gives with it.
    pub(super) camp: i32,
    /// How likely a second gift must be, against the likeliest.
    pub(super) gift: i32,
    /// That any sentence tells an exchange, at a glance and as it is weighed; that nothing is said of what a party gives, by itself and as
    /// beside what the other gives.
    ever: BTreeMap<String, i32>,
    glance: Table,
    sentence: Table,
    party: Table,
    pair: Table,
    given: Table,
    giver: Table,
    getter: Table,
    link: Table,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../ontology/bargains.toml"))
        .expect("the shipped weights are checked by the tests")
});

impl Weights {
    pub(super) fn shipped() -> &'static Self {
        &WEIGHTS
    }

    /// Whether it is likely enough at a glance that a sentence tells an exchange.
    pub(super) fn passes(&self, cues: &BTreeSet<String>) -> bool {
        self.ever["glance"] + sum(&self.glance, cues) >= self.gate
    }

    pub(super) fn sentence(&self, cues: &BTreeSet<String>) -> i32 {
        self.ever["sentence"] + sum(&self.sentence, cues)
    }

    pub(super) fn party(&self, cues: &BTreeSet<String>) -> i32 {
        sum(&self.party, cues)
    }

    pub(super) fn pair(&self, cues: &BTreeSet<String>) -> i32 {
        sum(&self.pair, cues)
    }

    pub(super) fn given(&self, cues: &BTreeSet<String>) -> i32 {
        sum(&self.given, cues)
    }

    pub(super) fn giver(&self, ties: &BTreeSet<String>) -> i32 {
        sum(&self.giver, ties)
    }

    pub(super) fn getter(&self, ties: &BTreeSet<String>) -> i32 {
        sum(&self.getter, ties)
    }

    pub(super) fn link(&self, cues: &BTreeSet<String>) -> i32 {
        sum(&self.link, cues)
    }

    /// That nothing is said of what a party gives.
    pub(super) fn none_given(&self) -> i32 {
        self.ever["none given"]
    }

    /// The same, as beside what the other gives.
    pub(super) fn none_linked(&self) -> i32 {
        self.ever["none linked"]
    }
}

fn sum(table: &Table, cues: &BTreeSet<String>) -> i32 {
    cues.iter().filter_map(|cue| table.get(cue)).sum()
}

/// What a weight multiplies odds by.
pub(super) fn odds(weight: i32) -> f32 {
    exp(weight as f32 / UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_name_what_can_be_looked_at() {
        let weights = Weights::shipped();
        let none = BTreeSet::new();
        assert_eq!(weights.sentence(&none), weights.ever["sentence"]);
        assert!(weights.ruled < weights.margin);
        let bargains: BTreeSet<String> = ["phrase links".to_owned()].into();
        assert!(weights.sentence(&bargains) > weights.sentence(&none));
        assert!((odds(100) / odds(0) - std::f32::consts::E).abs() < 1e-4);
    }
}
