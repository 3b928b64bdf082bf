//! What networks believe about sentences that nobody annotated: the mean of their shares, which a student learns from
//! (Hinton, Vinyals and Dean 2015; for parsers Kuncoro et al. 2016).
//!
//! Needs networks over the same tables; drops nothing and changes nothing.

use super::{
    network::{Batch, Dropout, Goal, LABEL_COLUMNS, NAME_COLUMNS, Network, Pass, TAG_COLUMNS, TAG_RANGES, add_softmax},
    random::Random,
};
use crate::language::{Relation, names::LABELS, tree::best_tree};
use std::ops::Range;

/// The mean belief of the networks about every word of the batch. Relations are asked to the heads of the tree that has the
/// highest sum of shares.
pub(crate) fn believe(networks: &[Network], batch: &Batch) -> Goal {
    let passes: Vec<Pass> =
        networks.iter().map(|net| Pass::forward(net, batch, Dropout::default(), &mut Random(0))).collect();
    let weight = 1.0 / passes.len() as f32;
    let n = batch.words();
    let mut goal = Goal { tags: vec![0.0; n * TAG_COLUMNS], names: vec![0.0; n * NAME_COLUMNS], ..Goal::default() };
    for pass in &passes {
        add_rows(&pass.tags, TAG_COLUMNS, &TAG_RANGES, weight, &mut goal.tags);
        pass.add_name_shares(weight, &mut goal.names);
    }
    for sentence in batch.sentences() {
        let heads = heads(&passes, sentence.clone(), weight);
        let scores: Vec<i32> = heads.iter().map(|share| (share * (1 << 20) as f32) as i32).collect();
        let tree = best_tree(&scores, sentence.len());
        goal.governors.extend(tree.into_iter().map(|head| head.map(|head| head + sentence.start)));
        goal.heads.extend(heads);
    }
    goal.relations = vec![0.0; n * LABEL_COLUMNS];
    for pass in &passes {
        let (scores, _) = pass.label_scores(&goal.governors);
        add_rows(&scores, LABEL_COLUMNS, std::slice::from_ref(&(0..Relation::ALL.len())), weight, &mut goal.relations);
    }
    goal
}

impl Pass<'_> {
    /// What the pass believes of names, `NAME_COLUMNS` for every word.
    pub(super) fn name_shares(&self) -> Vec<f32> {
        let mut shares = vec![0.0; self.names.len()];
        self.add_name_shares(1.0, &mut shares);
        shares
    }

    fn add_name_shares(&self, weight: f32, shares: &mut [f32]) {
        add_rows(&self.names, NAME_COLUMNS, std::slice::from_ref(&(0..LABELS)), weight, shares);
    }
}

fn add_rows(scores: &[f32], columns: usize, ranges: &[Range<usize>], weight: f32, shares: &mut [f32]) {
    for (scores, shares) in scores.chunks_exact(columns).zip(shares.chunks_exact_mut(columns)) {
        for range in ranges {
            add_softmax(&scores[range.clone()], weight, &mut shares[range.clone()]);
        }
    }
}

/// Shares of the heads of a sentence's words: for each word the root first, then every word.
fn heads(passes: &[Pass], sentence: Range<usize>, weight: f32) -> Vec<f32> {
    let wide = sentence.len() + 1;
    let mut shares = vec![0.0; sentence.len() * wide];
    for pass in passes {
        let mut scores = pass.head_scores(sentence.clone());
        for (word, (scores, shares)) in scores.chunks_exact_mut(wide).zip(shares.chunks_exact_mut(wide)).enumerate() {
            scores[1 + word] = -1e9;
            add_softmax(scores, weight, shares);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::train::{network::Sizes, vectors::DIMENSIONS};

    #[test]
    fn beliefs_are_shares_and_trees() {
        let sizes = Sizes { input: 16, half: 16, layers: 2, tag_layer: 1, arc: 16, label: 16 };
        let mut random = Random(3);
        let networks: Vec<Network> = (0..2).map(|_| Network::new(sizes, 9, &mut random)).collect();
        let rows = (0..5).map(|_| vec![random.below(9) as u32]).collect();
        let batch = Batch { starts: vec![0, 3, 5], rows, vectors: vec![0.1; 5 * DIMENSIONS] };
        let goal = believe(&networks, &batch);
        let is_one = |shares: &[f32]| (shares.iter().sum::<f32>() - 1.0).abs() < 1e-4;
        assert!(goal.names.chunks_exact(NAME_COLUMNS).all(is_one));
        assert!(goal.relations.chunks_exact(LABEL_COLUMNS).all(is_one));
        for tags in goal.tags.chunks_exact(TAG_COLUMNS) {
            assert!(TAG_RANGES.iter().all(|range| is_one(&tags[range.clone()])));
        }
        let (first, second) = goal.heads.split_at(3 * 4);
        assert!(first.chunks_exact(4).chain(second.chunks_exact(3)).all(is_one));
        assert!((0..3).all(|word| first[word * 4 + 1 + word] < 1e-9));
        assert_eq!(goal.governors.iter().filter(|head| head.is_none()).count(), 2);
    }
}
