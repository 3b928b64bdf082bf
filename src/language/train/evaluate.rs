//! How good the network is while it learns: tags, trees and names of watched sentences, in 32-bit floats.

use super::{
    corpus::Example,
    learn::Tables,
    network::{Goal, LABEL_COLUMNS, NAME_COLUMNS, Network, TAG_COLUMNS, TAG_RANGES},
    teach::believe,
};
use crate::language::{
    Relation,
    names::{best_names, names_of},
};
use std::ops::Range;

/// What one logarithmic unit is, where labels of names are scored in integers.
const UNIT: i64 = 1024;

#[derive(Default)]
struct Counts {
    words: usize,
    upos: usize,
    xpos: usize,
    unlabelled: usize,
    labelled: usize,
    names_right: usize,
    names_found: usize,
    names_gold: usize,
}

/// One line of figures, in percent, of what the networks together believe.
pub(crate) fn report(networks: &[Network], tables: &Tables, examples: &[Example]) -> String {
    let mut counts = Counts::default();
    for examples in examples.chunks(16) {
        let batch = tables.batch(examples.iter().map(|example| &example.forms[..]));
        let belief = believe(networks, &batch);
        for (example, sentence) in examples.iter().zip(batch.sentences()) {
            count_tags(example, sentence.clone(), &belief, &mut counts);
            count_tree(example, sentence.clone(), &belief, &mut counts);
            count_names(example, sentence, &belief, &mut counts);
        }
    }
    let share = |right: usize, all: usize| 100.0 * right as f64 / all.max(1) as f64;
    let Counts { words, upos, xpos, unlabelled, labelled, names_right, names_found, names_gold } = counts;
    format!(
        "  UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2} names {:.2}",
        share(upos, words),
        share(xpos, words),
        share(unlabelled, words),
        share(labelled, words),
        share(2 * names_right, names_found + names_gold),
    )
}

fn count_tags(example: &Example, sentence: Range<usize>, belief: &Goal, counts: &mut Counts) {
    for (i, word) in sentence.enumerate() {
        let shares = &belief.tags[word * TAG_COLUMNS..][..TAG_COLUMNS];
        let [xpos, upos] = TAG_RANGES.map(|range| best(&shares[range]));
        counts.words += 1;
        counts.xpos += usize::from(xpos == example.xpos[i] as usize);
        counts.upos += usize::from(upos == example.upos[i] as usize);
    }
}

fn count_tree(example: &Example, sentence: Range<usize>, belief: &Goal, counts: &mut Counts) {
    for (i, word) in sentence.clone().enumerate() {
        let head = belief.governors[word].map(|head| head - sentence.start);
        if head != example.heads[i] {
            continue;
        }
        let shares = &belief.relations[word * LABEL_COLUMNS..][..Relation::ALL.len()];
        let relation = if head.is_none() { Relation::Root as usize } else { best_relation(shares) };
        counts.unlabelled += 1;
        counts.labelled += usize::from(relation == example.relations[i] as usize);
    }
}

fn best_relation(shares: &[f32]) -> usize {
    let mut shares = shares.to_vec();
    shares[Relation::Root as usize] = -1.0;
    best(&shares)
}

fn count_names(example: &Example, sentence: Range<usize>, belief: &Goal, counts: &mut Counts) {
    let Some(gold) = &example.names else { return };
    let gold = names_of(&gold.iter().map(|&label| label as usize).collect::<Vec<_>>());
    let shares = &belief.names[sentence.start * NAME_COLUMNS..sentence.end * NAME_COLUMNS];
    let scores: Vec<i32> = shares.iter().map(|share| (share.max(1e-9).ln() * UNIT as f32) as i32).collect();
    let found = best_names(&scores, NAME_COLUMNS, UNIT);
    counts.names_gold += gold.len();
    counts.names_found += found.len();
    counts.names_right += found.iter().filter(|name| gold.contains(name)).count();
}

fn best(shares: &[f32]) -> usize {
    let mut best = 0;
    for (i, &share) in shares.iter().enumerate() {
        if share > shares[best] {
            best = i;
        }
    }
    best
}
