//! How good the network is while it learns: tags, trees and names of watched sentences, in 32-bit floats.

use super::{
    corpus::Example,
    learn::Tables,
    network::{Batch, Dropout, LABEL_COLUMNS, NAME_COLUMNS, Network, Pass, TAG_COLUMNS},
    random::Random,
};
use crate::language::{
    Relation, Upos, Xpos,
    names::{best_names, names_of},
    tree::best_tree,
};

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

/// One line of figures, in percent.
pub(crate) fn report(net: &Network, tables: &Tables, examples: &[Example]) -> String {
    let mut counts = Counts::default();
    for examples in examples.chunks(16) {
        let batch = tables.batch(examples);
        let pass = Pass::forward(net, &batch, Dropout::default(), &mut Random(0));
        count_tags(&batch, &pass, &mut counts);
        count_trees(&batch, &pass, &mut counts);
        count_names(examples, &batch, &pass, &mut counts);
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

fn count_tags(batch: &Batch, pass: &Pass, counts: &mut Counts) {
    for (i, scores) in pass.tags.chunks_exact(TAG_COLUMNS).enumerate() {
        let (xpos, upos) = scores.split_at(Xpos::ALL.len());
        counts.words += 1;
        counts.xpos += usize::from(batch.xpos[i] == Some(best(xpos)));
        counts.upos += usize::from(batch.upos[i] == Some(best(&upos[..Upos::ALL.len()])));
    }
}

fn count_trees(batch: &Batch, pass: &Pass, counts: &mut Counts) {
    let mut found = Vec::new();
    for sentence in batch.sentences() {
        let scores = pass.head_scores(sentence.clone());
        let scores: Vec<i32> = scores.iter().map(|score| (score * 1024.0) as i32).collect();
        let heads = best_tree(&scores, sentence.len());
        found.extend(heads.into_iter().map(|head| head.map(|head| head + sentence.start)));
    }
    let (labels, _) = pass.label_scores(&found);
    for (i, scores) in labels.chunks_exact(LABEL_COLUMNS).enumerate() {
        let relation = if found[i].is_none() { Relation::Root as u8 } else { best_relation(scores) };
        counts.unlabelled += usize::from(found[i] == batch.heads[i]);
        counts.labelled += usize::from(found[i] == batch.heads[i] && relation == batch.relations[i]);
    }
}

fn best_relation(scores: &[f32]) -> u8 {
    let mut scores = scores[..Relation::ALL.len()].to_vec();
    scores[Relation::Root as usize] = f32::MIN;
    best(&scores)
}

fn count_names(examples: &[Example], batch: &Batch, pass: &Pass, counts: &mut Counts) {
    for (example, sentence) in examples.iter().zip(batch.sentences()) {
        let Some(gold) = &example.names else { continue };
        let gold = names_of(&gold.iter().map(|&label| label as usize).collect::<Vec<_>>());
        let scores = &pass.names[sentence.start * NAME_COLUMNS..sentence.end * NAME_COLUMNS];
        let scores: Vec<i32> = scores.iter().map(|score| (score * 1024.0) as i32).collect();
        let found = best_names(&scores, NAME_COLUMNS);
        counts.names_gold += gold.len();
        counts.names_found += found.len();
        counts.names_right += found.iter().filter(|name| gold.contains(name)).count();
    }
}

fn best(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = i;
        }
    }
    best as u8
}
