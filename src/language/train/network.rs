//! The network in 32-bit floats: its parameters, what it computes, and the derivatives of its losses.
//!
//! A word is the sum of rows for its features and of its projected word vector. Layers of gated recurrences (Bradbury et al.
//! 2016, Lei et al. 2017) run over it in both directions; linear maps give tags and names, and products of two small
//! representations give the score of every pair of head and dependent (Dozat and Manning 2017). Squashing functions are
//! quadratic, so that integers can follow them exactly.

use super::vectors::DIMENSIONS;
use crate::language::{
    Random, Relation, Upos, Xpos,
    layer::{Linear, Place, Run, apply, drop_out, multiply_by, retrace},
    matrix::{LANES, add_scaled, exp, multiply, multiply_turned, transposed},
    names::LABELS,
    read::{DISTANCES, distance},
    simd::vectorised,
};
use std::ops::Range;

/// The sizes of a network; all are multiples of sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// Numbers of a word before the first layer.
    pub(crate) input: usize,
    /// Numbers of one direction of a layer.
    pub(crate) half: usize,
    /// Layers.
    pub(crate) layers: usize,
    /// The layer, counted from 1, that tags are read from.
    pub(crate) tag_layer: usize,
    /// Numbers of a word as head or dependent.
    pub(crate) arc: usize,
    /// Numbers of a pair whose relation is asked.
    pub(crate) label: usize,
}

/// Columns for tags: English ones first, then universal ones.
pub(crate) const TAG_COLUMNS: usize = (Xpos::ALL.len() + Upos::ALL.len()).next_multiple_of(LANES);
/// The columns of English tags and of universal ones.
pub(crate) const TAG_RANGES: [Range<usize>; 2] =
    [0..Xpos::ALL.len(), Xpos::ALL.len()..Xpos::ALL.len() + Upos::ALL.len()];
/// Columns for names.
pub(crate) const NAME_COLUMNS: usize = LANES;
/// Columns for relations.
pub(crate) const LABEL_COLUMNS: usize = Relation::ALL.len().next_multiple_of(LANES);
/// Columns for what does not depend on the head: the classes of distance, then the root.
const FAR_COLUMNS: usize = (DISTANCES + 1).next_multiple_of(LANES);

/// Where everything stands.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) project: Linear,
    pub(crate) layers: Vec<Linear>,
    pub(crate) tags: Linear,
    pub(crate) name_hidden: Linear,
    pub(crate) names: Linear,
    pub(crate) dependent: Linear,
    pub(crate) bend: Linear,
    pub(crate) head: Linear,
    pub(crate) root: Place,
    pub(crate) distance: Place,
    pub(crate) label_dependent: Linear,
    pub(crate) label_head: Linear,
    pub(crate) label_root: Place,
    pub(crate) label_distance: Place,
    pub(crate) label: Linear,
    len: usize,
}

impl Plan {
    fn new(sizes: Sizes) -> Self {
        let mut at = 0;
        let mut place = |rows, columns| {
            let place = Place { at, rows, columns };
            at += rows * columns;
            place
        };
        let mut linear = |rows, columns| Linear { weight: place(rows, columns), bias: place(1, columns) };
        let wide = 2 * sizes.half;
        let project = linear(DIMENSIONS, sizes.input);
        let layers = (0..sizes.layers).map(|l| linear(if l == 0 { 3 * sizes.input } else { wide }, 2 * wide)).collect();
        let tags = linear(wide, TAG_COLUMNS);
        let name_hidden = linear(wide, sizes.label);
        let names = linear(sizes.label, NAME_COLUMNS);
        let dependent = linear(wide, sizes.arc);
        let bend = linear(sizes.arc, sizes.arc);
        let head = linear(wide, sizes.arc);
        let label_dependent = linear(wide, sizes.label);
        let label_head = linear(wide, sizes.label);
        let label = linear(sizes.label, LABEL_COLUMNS);
        Self {
            project,
            layers,
            tags,
            name_hidden,
            names,
            dependent,
            bend,
            head,
            root: place(1, sizes.arc),
            distance: place(DISTANCES, sizes.arc),
            label_dependent,
            label_head,
            label_root: place(1, sizes.label),
            label_distance: place(DISTANCES, sizes.label),
            label,
            len: at,
        }
    }
}

/// The network's numbers.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) sizes: Sizes,
    pub(crate) plan: Plan,
    /// All matrices.
    pub(crate) dense: Vec<f32>,
    /// Rows of `sizes.input` numbers for features.
    pub(crate) rows: Vec<f32>,
}

impl Network {
    /// Random numbers of the usual sizes.
    pub(crate) fn new(sizes: Sizes, rows: usize, random: &mut Random) -> Self {
        let plan = Plan::new(sizes);
        let mut dense = vec![0.0; plan.len];
        let mut fill = |place: Place, bound: f32| {
            for number in place.of_mut(&mut dense) {
                *number = (random.unit() * 2.0 - 1.0) * bound;
            }
        };
        for linear in plan.weights() {
            fill(linear.weight, (3.0 / linear.weight.rows as f32).sqrt());
        }
        fill(plan.project.weight, 0.1);
        for place in [plan.root, plan.distance, plan.label_root, plan.label_distance] {
            fill(place, 0.1);
        }
        for layer in &plan.layers {
            let gates = 2 * sizes.half;
            for number in &mut layer.bias.of_mut(&mut dense)[gates..] {
                *number = random.unit() * 2.0 - 0.5;
            }
        }
        let rows = (0..rows * sizes.input).map(|_| (random.unit() * 2.0 - 1.0) * 0.15).collect();
        Self { sizes, plan, dense, rows }
    }
}

impl Plan {
    /// `FAR_COLUMNS` rows: those of distances, of the root, and of nothing.
    fn fixed(&self, dense: &[f32]) -> Vec<f32> {
        let mut rows = [self.distance.of(dense), self.root.of(dense)].concat();
        rows.resize(FAR_COLUMNS * self.root.columns, 0.0);
        rows
    }

    /// Every linear map.
    pub(crate) fn weights(&self) -> Vec<Linear> {
        let mut all = self.layers.clone();
        all.extend([self.project, self.tags, self.name_hidden, self.names, self.dependent, self.bend, self.head]);
        all.extend([self.label_dependent, self.label_head, self.label]);
        all
    }
}

/// What one batch of sentences asks of the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    /// Where each sentence begins, and the number of words at last.
    pub(crate) starts: Vec<usize>,
    /// Rows of each word.
    pub(crate) rows: Vec<Vec<u32>>,
    /// `DIMENSIONS` numbers for every word.
    pub(crate) vectors: Vec<f32>,
}

/// What the words of a batch should be, in shares of belief: a sure answer is a one among zeros, zeros alone ask for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goal {
    /// `TAG_COLUMNS` for every word.
    pub(crate) tags: Vec<f32>,
    /// `NAME_COLUMNS` for every word.
    pub(crate) names: Vec<f32>,
    /// For every word as many as its sentence has words, and one more, for the root, before them.
    pub(crate) heads: Vec<f32>,
    /// The head that the relation is asked to, an index in the batch; none for the root.
    pub(crate) governors: Vec<Option<usize>>,
    /// `LABEL_COLUMNS` for every word.
    pub(crate) relations: Vec<f32>,
}

impl Batch {
    /// The number of words.
    pub(crate) fn words(&self) -> usize {
        self.rows.len()
    }

    /// The range of words of each sentence.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.starts.windows(2).map(|pair| pair[0]..pair[1])
    }
}

/// How much is dropped while training.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Dropout {
    pub(crate) input: f32,
    pub(crate) layer: f32,
    pub(crate) head: f32,
}

/// Derivatives: of the matrices, and of each word's sum of rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gradient {
    pub(crate) dense: Vec<f32>,
    pub(crate) words: Vec<f32>,
}

/// The mean losses of a batch: tags, names, heads, relations.
pub(crate) type Losses = [f32; 4];

/// All that a batch makes the network compute.
pub(crate) struct Pass<'n> {
    net: &'n Network,
    input_mask: Vec<f32>,
    layers: Run,
    dependent: Hidden,
    bent: Vec<f32>,
    /// What the distance to a head, and the root, add: `FAR_COLUMNS` for every word.
    far: Vec<f32>,
    head: Hidden,
    label_dependent: Vec<f32>,
    label_head: Vec<f32>,
    name_hidden: Hidden,
    /// Scores of tags, names.
    pub(crate) tags: Vec<f32>,
    pub(crate) names: Vec<f32>,
}

/// A rectified layer.
#[derive(Default)]
struct Hidden {
    values: Vec<f32>,
    mask: Vec<f32>,
}

impl<'n> Pass<'n> {
    /// Computes everything up to the scores of tags and names and the representations for pairs.
    pub(crate) fn forward(net: &'n Network, batch: &Batch, dropout: Dropout, random: &mut Random) -> Self {
        let n = batch.words();
        let (sizes, plan, dense) = (net.sizes, &net.plan, &net.dense);
        let mut input = apply(dense, plan.project, &batch.vectors, n);
        for (rows, sum) in batch.rows.iter().zip(input.chunks_exact_mut(sizes.input)) {
            for &row in rows {
                add_scaled(sum, &net.rows[row as usize * sizes.input..][..sizes.input], 1.0);
            }
        }
        let input_mask = drop_out(&mut input, dropout.input, random);
        let layers = Run::forward(dense, &plan.layers, &input, &batch.starts, dropout.layer, random);
        let top = layers.output(sizes.layers - 1);
        let tags = apply(dense, plan.tags, layers.output(sizes.tag_layer - 1), n);
        let name_hidden = Hidden::of(apply(dense, plan.name_hidden, top, n), dropout.head, random);
        let names = apply(dense, plan.names, &name_hidden.values, n);
        let dependent = Hidden::of(apply(dense, plan.dependent, top, n), dropout.head, random);
        let bent = apply(dense, plan.bend, &dependent.values, n);
        let mut far = vec![0.0; n * FAR_COLUMNS];
        multiply(&bent, &transposed(&plan.fixed(dense), sizes.arc), &mut far, sizes.arc, FAR_COLUMNS);
        let head = Hidden::of(apply(dense, plan.head, top, n), dropout.head, random);
        let label_dependent = apply(dense, plan.label_dependent, top, n);
        let label_head = apply(dense, plan.label_head, top, n);
        Self {
            net,
            input_mask,
            layers,
            dependent,
            bent,
            far,
            head,
            label_dependent,
            label_head,
            name_hidden,
            tags,
            names,
        }
    }

    /// Scores of the heads of the words of a sentence: for each word the root first, then every word; its own is meaningless.
    pub(crate) fn head_scores(&self, sentence: Range<usize>) -> Vec<f32> {
        let (n, k) = (sentence.len(), self.net.sizes.arc);
        let wide = n.next_multiple_of(LANES);
        let rows = sentence.start * k..sentence.end * k;
        let mut heads = self.head.values[rows.clone()].to_vec();
        heads.resize(wide * k, 0.0);
        let mut pairs = vec![0.0; n * wide];
        multiply(&self.bent[rows], &transposed(&heads, k), &mut pairs, k, wide);
        let mut scores = Vec::with_capacity(n * (n + 1));
        for (word, pairs) in pairs.chunks_exact(wide).enumerate() {
            let far = &self.far[(sentence.start + word) * FAR_COLUMNS..][..FAR_COLUMNS];
            scores.push(far[DISTANCES]);
            scores.extend(pairs[..n].iter().enumerate().map(|(head, pair)| pair + far[distance(word, head)]));
        }
        scores
    }

    /// The rectified representation of a pair; `head` counts as `word` does.
    fn pair(&self, word: usize, head: Option<usize>, pair: &mut Vec<f32>) {
        let q = self.net.sizes.label;
        let (plan, dense) = (&self.net.plan, &self.net.dense);
        pair.clear();
        pair.extend_from_slice(&self.label_dependent[word * q..][..q]);
        match head {
            None => add_scaled(pair, plan.label_root.of(dense), 1.0),
            Some(head) => {
                add_scaled(pair, &self.label_head[head * q..][..q], 1.0);
                add_scaled(pair, &plan.label_distance.of(dense)[distance(word, head) * q..][..q], 1.0);
            }
        }
        for number in pair {
            *number = number.clamp(0.0, CEILING);
        }
    }

    /// Scores of the relations between words and their given heads, `LABEL_COLUMNS` for every word.
    pub(crate) fn label_scores(&self, heads: &[Option<usize>]) -> (Vec<f32>, Vec<f32>) {
        let mut pairs = Vec::with_capacity(heads.len() * self.net.sizes.label);
        let mut pair = Vec::new();
        for (word, &head) in heads.iter().enumerate() {
            self.pair(word, head, &mut pair);
            pairs.extend_from_slice(&pair);
        }
        (apply(&self.net.dense, self.net.plan.label, &pairs, heads.len()), pairs)
    }

    /// The losses of the batch times `scale`; their derivatives times `weights` are added to `gradient`.
    pub(crate) fn backward(
        &self,
        batch: &Batch,
        goal: &Goal,
        weights: Losses,
        scale: f32,
        gradient: &mut Gradient,
    ) -> Losses {
        let n = batch.words();
        let (sizes, plan, dense) = (self.net.sizes, &self.net.plan, &self.net.dense);
        let wide = 2 * sizes.half;
        let grad = &mut gradient.dense;
        let mut losses = [0.0; 4];
        let mut tops: Vec<Vec<f32>> = vec![vec![0.0; n * wide]; sizes.layers];

        let mut slope = vec![0.0; n * TAG_COLUMNS];
        for i in 0..n {
            for range in TAG_RANGES {
                let range = i * TAG_COLUMNS + range.start..i * TAG_COLUMNS + range.end;
                let (scores, goal) = (&self.tags[range.clone()], &goal.tags[range.clone()]);
                losses[0] += softmax_loss(scores, goal, weights[0] * scale, &mut slope[range]);
            }
        }
        let below = self.layers.output(sizes.tag_layer - 1);
        retrace(dense, grad, plan.tags, below, &slope, Some(&mut tops[sizes.tag_layer - 1]));

        let top_values = self.layers.output(sizes.layers - 1);
        let top = &mut tops[sizes.layers - 1];
        let mut slope = vec![0.0; n * NAME_COLUMNS];
        for i in 0..n {
            let range = i * NAME_COLUMNS..i * NAME_COLUMNS + LABELS;
            let (scores, goal) = (&self.names[range.clone()], &goal.names[range.clone()]);
            losses[1] += softmax_loss(scores, goal, weights[1] * scale, &mut slope[range]);
        }
        let mut hidden_slope = vec![0.0; self.name_hidden.values.len()];
        retrace(dense, grad, plan.names, &self.name_hidden.values, &slope, Some(&mut hidden_slope));
        self.name_hidden.gate(&mut hidden_slope);
        retrace(dense, grad, plan.name_hidden, top_values, &hidden_slope, Some(top));

        losses[2] = self.heads_backward(batch, goal, weights[2] * scale, grad, top);
        losses[3] = self.labels_backward(goal, weights[3] * scale, grad, top);
        self.layers_backward(batch, grad, &mut tops, &mut gradient.words);
        losses.map(|loss| loss * scale)
    }

    fn heads_backward(&self, batch: &Batch, goal: &Goal, weight: f32, grad: &mut [f32], top: &mut [f32]) -> f32 {
        let n = batch.words();
        let (plan, dense, k) = (&self.net.plan, &self.net.dense, self.net.sizes.arc);
        let (mut bent_slope, mut head_slope) = (vec![0.0; n * k], vec![0.0; n * k]);
        let mut far_slope = vec![0.0; n * FAR_COLUMNS];
        let (mut loss, mut asked) = (0.0, &goal.heads[..]);
        for sentence in batch.sentences() {
            let mut pair_slope = vec![0.0; sentence.len() * sentence.len()];
            let (goal, rest) = asked.split_at(sentence.len() * (sentence.len() + 1));
            asked = rest;
            loss += self.pairs_loss(goal, sentence.clone(), weight, &mut pair_slope, &mut far_slope);
            let rows = sentence.start * k..sentence.end * k;
            let (own, heads) = (&self.bent[rows.clone()], &self.head.values[rows.clone()]);
            multiply(&pair_slope, heads, &mut bent_slope[rows.clone()], sentence.len(), k);
            multiply_turned(&pair_slope, sentence.len(), own, &mut head_slope[rows], k);
        }
        let fixed = plan.fixed(dense);
        multiply(&far_slope, &fixed, &mut bent_slope, FAR_COLUMNS, k);
        let mut fixed_slope = vec![0.0; FAR_COLUMNS * k];
        multiply_turned(&far_slope, FAR_COLUMNS, &self.bent, &mut fixed_slope, k);
        add_scaled(plan.distance.of_mut(grad), &fixed_slope[..DISTANCES * k], 1.0);
        add_scaled(plan.root.of_mut(grad), &fixed_slope[DISTANCES * k..][..k], 1.0);
        let top_values = self.layers.output(self.net.sizes.layers - 1);
        let mut dependent_slope = vec![0.0; n * k];
        retrace(dense, grad, plan.bend, &self.dependent.values, &bent_slope, Some(&mut dependent_slope));
        self.dependent.gate(&mut dependent_slope);
        self.head.gate(&mut head_slope);
        retrace(dense, grad, plan.dependent, top_values, &dependent_slope, Some(top));
        retrace(dense, grad, plan.head, top_values, &head_slope, Some(top));
        loss
    }

    /// The loss of the heads of a sentence; derivatives of the products of pairs and of the fixed terms are written.
    fn pairs_loss(
        &self,
        goal: &[f32],
        sentence: Range<usize>,
        weight: f32,
        pair_slope: &mut [f32],
        far_slope: &mut [f32],
    ) -> f32 {
        let n = sentence.len();
        let mut slope = vec![0.0; n + 1];
        let mut loss = 0.0;
        let mut scores = self.head_scores(sentence.clone());
        for (word, (scores, goal)) in scores.chunks_exact_mut(n + 1).zip(goal.chunks_exact(n + 1)).enumerate() {
            scores[1 + word] = -1e9;
            loss += softmax_loss(scores, goal, weight, &mut slope);
            slope[1 + word] = 0.0;
            pair_slope[word * n..][..n].copy_from_slice(&slope[1..]);
            let far = &mut far_slope[(sentence.start + word) * FAR_COLUMNS..][..FAR_COLUMNS];
            far[DISTANCES] = slope[0];
            for (head, slope) in slope[1..].iter().enumerate() {
                far[distance(word, head)] += slope;
            }
        }
        loss
    }

    fn labels_backward(&self, goal: &Goal, weight: f32, grad: &mut [f32], top: &mut [f32]) -> f32 {
        let n = goal.governors.len();
        let (plan, dense, q) = (&self.net.plan, &self.net.dense, self.net.sizes.label);
        let (scores, pairs) = self.label_scores(&goal.governors);
        let mut slope = vec![0.0; n * LABEL_COLUMNS];
        let mut loss = 0.0;
        for i in 0..n {
            let range = i * LABEL_COLUMNS..i * LABEL_COLUMNS + Relation::ALL.len();
            let goal = &goal.relations[range.clone()];
            loss += softmax_loss(&scores[range.clone()], goal, weight, &mut slope[range]);
        }
        let mut pair_slope = vec![0.0; n * q];
        retrace(dense, grad, plan.label, &pairs, &slope, Some(&mut pair_slope));
        for (slope, &value) in pair_slope.iter_mut().zip(&pairs) {
            if value <= 0.0 || value >= CEILING {
                *slope = 0.0;
            }
        }
        let mut head_slope = vec![0.0; n * q];
        for (word, &head) in goal.governors.iter().enumerate() {
            let slope = &pair_slope[word * q..][..q];
            match head {
                None => add_scaled(plan.label_root.of_mut(grad), slope, 1.0),
                Some(head) => {
                    add_scaled(&mut head_slope[head * q..][..q], slope, 1.0);
                    let far = distance(word, head);
                    add_scaled(&mut plan.label_distance.of_mut(grad)[far * q..][..q], slope, 1.0);
                }
            }
        }
        let top_values = self.layers.output(self.net.sizes.layers - 1);
        retrace(dense, grad, plan.label_dependent, top_values, &pair_slope, Some(top));
        retrace(dense, grad, plan.label_head, top_values, &head_slope, Some(top));
        loss
    }

    fn layers_backward(&self, batch: &Batch, grad: &mut [f32], tops: &mut [Vec<f32>], words: &mut Vec<f32>) {
        let (plan, dense) = (&self.net.plan, &self.net.dense);
        *words = self.layers.backward(dense, &plan.layers, &batch.starts, grad, tops);
        multiply_by(words, &self.input_mask);
        retrace(dense, grad, plan.project, &batch.vectors, words, None);
    }
}

/// Rectified values end here.
pub(crate) const CEILING: f32 = 8.0;

impl Hidden {
    fn of(mut values: Vec<f32>, dropout: f32, random: &mut Random) -> Self {
        for value in &mut values {
            *value = value.clamp(0.0, CEILING);
        }
        let mask = drop_out(&mut values, dropout, random);
        Self { values, mask }
    }

    fn gate(&self, slope: &mut [f32]) {
        multiply_by(slope, &self.mask);
        for (slope, &value) in slope.iter_mut().zip(&self.values) {
            if value <= 0.0 || value >= CEILING {
                *slope = 0.0;
            }
        }
    }
}

/// What the scores lose against the goal: the goal's share of every logarithm, negative; `slope` becomes the weighted derivative.
fn softmax_loss(scores: &[f32], goal: &[f32], weight: f32, slope: &mut [f32]) -> f32 {
    if goal.iter().all(|&share| share == 0.0) {
        slope.fill(0.0);
        return 0.0;
    }
    let (most, total) = exponentials(scores, slope);
    let whole = most + total.ln();
    let mut loss = 0.0;
    for ((slope, &share), score) in slope.iter_mut().zip(goal).zip(scores) {
        loss += share * (whole - score);
        *slope = *slope * (weight / total) - share * weight;
    }
    loss
}

/// Adds each score's share, times `weight`, to `shares`.
pub(crate) fn add_softmax(scores: &[f32], weight: f32, shares: &mut [f32]) {
    let mut own = vec![0.0; scores.len()];
    let (_, total) = exponentials(scores, &mut own);
    add_scaled(shares, &own, weight / total);
}

/// Writes the exponentials of the scores, the greatest one's being 1; gives the greatest score and the sum of what was written.
fn exponentials(scores: &[f32], to: &mut [f32]) -> (f32, f32) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    vectorised(|| {
        for (to, score) in to.iter_mut().zip(scores) {
            *to = exp(score - most);
        }
    });
    (most, to.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { input: 16, half: 16, layers: 2, tag_layer: 1, arc: 16, label: 16 };
    const WEIGHTS: Losses = [0.5, 2.0, 1.0, 1.0];

    fn batch(random: &mut Random) -> Batch {
        Batch {
            starts: vec![0, 3, 5],
            rows: (0..5).map(|_| vec![random.below(9) as u32, random.below(9) as u32]).collect(),
            vectors: (0..5 * DIMENSIONS).map(|_| random.unit() - 0.5).collect(),
        }
    }

    /// Shares of belief that add up to one in each range of each row, some sure and some not.
    fn goal(random: &mut Random) -> Goal {
        let mut shares = |rows: usize, columns: usize, ranges: &[Range<usize>]| {
            let mut all = vec![0.0; rows * columns];
            for (row, all) in all.chunks_exact_mut(columns).enumerate() {
                for range in ranges {
                    let doubt = if row % 2 == 0 { 0.0 } else { 0.3 };
                    all[range.start + random.below(range.len())] += 1.0 - doubt;
                    all[range.start + random.below(range.len())] += doubt;
                }
            }
            all
        };
        let (tags, names) =
            (shares(5, TAG_COLUMNS, &TAG_RANGES), shares(5, NAME_COLUMNS, std::slice::from_ref(&(0..LABELS))));
        let relations = shares(5, LABEL_COLUMNS, std::slice::from_ref(&(0..Relation::ALL.len())));
        let heads = [
            &[0.0, 0.0, 1.0, 0.0][..],
            &[1.0, 0.0, 0.0, 0.0],
            &[0.1, 0.3, 0.6, 0.0],
            &[0.0, 0.0, 1.0],
            &[1.0, 0.0, 0.0],
        ];
        let governors = vec![Some(1), None, Some(1), Some(4), None];
        Goal { tags, names: [&[0.0; 32][..], &names[32..]].concat(), heads: heads.concat(), governors, relations }
    }

    fn loss(net: &Network, batch: &Batch, goal: &Goal, gradient: &mut Gradient) -> f64 {
        gradient.dense.clear();
        gradient.dense.resize(net.dense.len(), 0.0);
        let pass = Pass::forward(net, batch, Dropout::default(), &mut Random(0));
        let losses = pass.backward(batch, goal, WEIGHTS, 0.2, gradient);
        losses.iter().zip(WEIGHTS).map(|(&loss, weight)| f64::from(loss) * f64::from(weight)).sum()
    }

    #[test]
    fn derivatives_agree_with_differences() {
        let mut random = Random(5);
        let mut net = Network::new(SIZES, 9, &mut random);
        let (batch, goal) = (batch(&mut random), goal(&mut random));
        let (mut gradient, mut unused) = (Gradient::default(), Gradient::default());
        loss(&net, &batch, &goal, &mut gradient);
        let step = 2e-3;
        for _ in 0..200 {
            let at = random.below(net.dense.len());
            let kept = net.dense[at];
            net.dense[at] = kept + step;
            let above = loss(&net, &batch, &goal, &mut unused);
            net.dense[at] = kept - step;
            let below = loss(&net, &batch, &goal, &mut unused);
            net.dense[at] = kept;
            let difference = ((above - below) / f64::from(2.0 * step)) as f32;
            let derivative = gradient.dense[at];
            let error = (difference - derivative).abs();
            assert!(error < 2e-3 + 0.03 * derivative.abs(), "number {at}: {difference} against {derivative}");
        }
    }
}
