//! Tags, trees and names of sentences, read from what the encoder makes of their words.
//!
//! Needs the model and the features of the words; knows nothing of texts. Gives a tree with one root for every sentence.

use super::{
    Relation, Upos, Xpos,
    encode::{BENT_BITS, Encoding, PAIR_BITS},
    feature::Features,
    integer::dot,
    mend::mend,
    model::Model,
    names::LABELS,
    share::shares,
    simd::vectorised,
    tree::best_tree,
};
use std::ops::Range;

/// What was read of some sentences, word by word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) upos: Vec<Upos>,
    pub(crate) xpos: Vec<Xpos>,
    /// Index in the sentence; none for the root.
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) relations: Vec<Relation>,
    /// Scores of name labels, `LABELS` for every word.
    pub(crate) name_scores: Vec<i32>,
}

/// Reads sentences with one model, and keeps the room for it.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'m> {
    model: &'m Model,
    encoding: Encoding,
    sums: Vec<i32>,
    dependents: Vec<i16>,
    bent: Vec<i16>,
    heads: Vec<i16>,
    scores: Vec<i32>,
    label_dependents: Vec<i16>,
    label_heads: Vec<i16>,
    pairs: Vec<i16>,
    /// Shares of the heads of a sentence's words, laid out as their scores.
    shares: Vec<f32>,
    reading: Reading,
}

/// Classes of the distance from a word to its head.
pub(crate) const DISTANCES: usize = 18;

/// The class of the way from a word to its head, both counted from the same end.
pub(crate) fn distance(word: usize, head: usize) -> usize {
    let step = match word.abs_diff(head) {
        d @ 0..=4 => d.saturating_sub(1),
        5..=6 => 4,
        7..=9 => 5,
        10..=14 => 6,
        15..=24 => 7,
        _ => 8,
    };
    step + if head > word { 9 } else { 0 }
}

impl<'m> Reader<'m> {
    /// A reader for any number of sentences.
    pub(crate) fn new(model: &'m Model) -> Self {
        Self {
            model,
            encoding: Encoding::default(),
            sums: Vec::new(),
            dependents: Vec::new(),
            bent: Vec::new(),
            heads: Vec::new(),
            scores: Vec::new(),
            label_dependents: Vec::new(),
            label_heads: Vec::new(),
            pairs: Vec::new(),
            shares: Vec::new(),
            reading: Reading::default(),
        }
    }

    /// Reads the words of sentences; `starts` says where each begins, and the number of words at last.
    pub(crate) fn read(&mut self, features: &[Features], starts: &[usize]) -> &Reading {
        self.encoding.compute(self.model, features, starts);
        self.tags();
        self.names();
        self.trees(starts);
        self.labels(starts);
        for pair in starts.windows(2) {
            mend(&mut self.reading, pair[0]..pair[1]);
        }
        &self.reading
    }

    fn tags(&mut self) {
        let Reading { upos, xpos, .. } = &mut self.reading;
        upos.clear();
        xpos.clear();
        let states = &self.encoding.layers[self.model.tag_layer - 1];
        self.model.tags.apply(states, &mut self.sums, |_, sums| {
            let (first, second) = sums.split_at(Xpos::ALL.len());
            xpos.push(Xpos::ALL[best(first)]);
            upos.push(Upos::ALL[best(&second[..Upos::ALL.len()])]);
        });
    }

    fn names(&mut self) {
        let model = self.model;
        let top = self.encoding.layers.last().map_or(&[][..], Vec::as_slice);
        model.name_hidden.apply_shifted(top, &mut self.sums, &mut self.dependents, 0);
        hold(&mut self.dependents);
        let scores = &mut self.reading.name_scores;
        scores.clear();
        model.names.apply(&self.dependents, &mut self.sums, |_, sums| scores.extend_from_slice(&sums[..LABELS]));
    }

    fn trees(&mut self, starts: &[usize]) {
        let model = self.model;
        let top = self.encoding.layers.last().map_or(&[][..], Vec::as_slice);
        model.dependent.apply_shifted(top, &mut self.sums, &mut self.dependents, 0);
        hold(&mut self.dependents);
        model.bend.apply_shifted(&self.dependents, &mut self.sums, &mut self.bent, -32767);
        model.head.apply_shifted(top, &mut self.sums, &mut self.heads, 0);
        hold(&mut self.heads);
        model.label_dependent.apply_shifted(top, &mut self.sums, &mut self.label_dependents, -32767);
        model.label_head.apply_shifted(top, &mut self.sums, &mut self.label_heads, -32767);
        self.reading.heads.clear();
        for pair in starts.windows(2) {
            vectorised(|| self.score_heads(pair[0]..pair[1]));
            self.weigh_heads(pair[0]..pair[1]);
            self.reading.heads.extend(best_tree(&self.scores, pair[1] - pair[0]));
        }
    }

    #[inline(always)]
    fn score_heads(&mut self, sentence: Range<usize>) {
        let (model, k) = (self.model, self.model.arc);
        self.scores.clear();
        let heads = &self.heads[sentence.start * k..sentence.end * k];
        for (word, own) in self.bent[sentence.start * k..sentence.end * k].chunks_exact(k).enumerate() {
            let mut far = [0; DISTANCES];
            for (far, row) in far.iter_mut().zip(model.distance.chunks_exact(k)) {
                *far = dot(own, row);
            }
            self.scores.push(dot(own, &model.root));
            let scores = heads.chunks_exact(k).enumerate();
            self.scores.extend(scores.map(|(head, row)| dot(own, row).wrapping_add(far[distance(word, head)])));
        }
    }

    /// Turns scores of heads into what is hoped to be right with each: its share, times the square of that of its best relation, where
    /// two heads or more are likely. The tree with the greatest sum has the most words right (Goodman 1996).
    fn weigh_heads(&mut self, sentence: Range<usize>) {
        let n = sentence.len();
        let unit = (1u32 << (BENT_BITS + PAIR_BITS)) as f32;
        self.shares.clear();
        self.shares.resize(self.scores.len(), 0.0);
        self.pairs.clear();
        let mut asked: Vec<usize> = Vec::new();
        let xpos = &self.reading.xpos[sentence.clone()];
        for word in 0..n {
            let row = word * (n + 1)..(word + 1) * (n + 1);
            self.scores[row.start + 1 + word] = i32::MIN;
            shares(&self.scores[row.clone()], unit, &mut self.shares[row.clone()]);
            let likely = row.clone().filter(|&at| self.shares[at] > LIKELY);
            if likely.clone().count() < 2 {
                continue;
            }
            for at in likely.filter(|&at| at > row.start) {
                asked.push(at);
                add_pair(
                    self.model,
                    &self.label_dependents,
                    &self.label_heads,
                    sentence.start,
                    (word, Some(at - row.start - 1)),
                    &mut self.pairs,
                );
            }
        }
        let labels = &self.model.labels;
        let mut found = [0.0; Relation::ALL.len()];
        let weights = &mut self.shares;
        labels.apply(&self.pairs, &mut self.sums, |pair, sums| {
            shares(&sums[..Relation::ALL.len()], (1u32 << labels.shift) as f32, &mut found);
            found[Relation::Root as usize] = 0.0;
            let best = found.iter().copied().fold(0.0, f32::max);
            weights[asked[pair]] *= best * best;
            let (word, head) = (asked[pair] / (n + 1), asked[pair] % (n + 1) - 1);
            if found[Relation::Conj as usize] >= best && is_finite(xpos, word) && is_nonfinite(xpos, head) {
                weights[asked[pair]] *= UNLIKE;
            }
        });
        for (score, &share) in self.scores.iter_mut().zip(&self.shares) {
            *score = (share * (1 << 20) as f32) as i32;
        }
    }

    fn labels(&mut self, starts: &[usize]) {
        let model = self.model;
        self.pairs.clear();
        for pair in starts.windows(2) {
            for word in 0..pair[1] - pair[0] {
                let head = self.reading.heads[pair[0] + word];
                add_pair(model, &self.label_dependents, &self.label_heads, pair[0], (word, head), &mut self.pairs);
            }
        }
        let Reading { heads, relations, .. } = &mut self.reading;
        relations.clear();
        model.labels.apply(&self.pairs, &mut self.sums, |word, sums| {
            relations.push(if heads[word].is_none() { Relation::Root } else { best_relation(sums) });
        });
    }
}

/// A head whose share is smaller is not asked for its relation.
const LIKELY: f32 = 0.03;

/// What is left of a head that does not go with its conjunct: treebanks hardly ever join "was accused of hiding it | and left" at "hiding".
const UNLIKE: f32 = 0.002;

fn is_finite(xpos: &[Xpos], word: usize) -> bool {
    matches!(xpos[word], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

/// A gerund, or an infinitive with "to".
fn is_nonfinite(xpos: &[Xpos], word: usize) -> bool {
    let marked = xpos[..word].iter().rev().find(|x| !matches!(x, Xpos::Rb)) == Some(&Xpos::To);
    xpos[word] == Xpos::Vbg || xpos[word] == Xpos::Vb && marked
}

/// Adds what stands for a word of the sentence that begins at `start`, and its head in it, to pairs whose relations are asked.
fn add_pair(
    model: &Model,
    dependents: &[i16],
    heads: &[i16],
    start: usize,
    (word, head): (usize, Option<usize>),
    pairs: &mut Vec<i16>,
) {
    let q = model.label;
    let own = &dependents[(start + word) * q..][..q];
    let sum = |other: i16, own: i16| i32::from(other) + i32::from(own);
    match head {
        None => pairs.extend(own.iter().zip(&model.label_root).map(|(&a, &b)| held(sum(a, b)))),
        Some(head) => {
            let other = &heads[(start + head) * q..][..q];
            let far = &model.label_distance[distance(word, head) * q..][..q];
            let rows = own.iter().zip(other).zip(far);
            pairs.extend(rows.map(|((&a, &b), &c)| held(sum(a, b) + i32::from(c))));
        }
    }
}

/// What rectified numbers may be at most, and no less than nothing.
fn held(number: i32) -> i16 {
    number.clamp(0, 8 << PAIR_BITS) as i16
}

fn hold(numbers: &mut [i16]) {
    for number in numbers {
        *number = (*number).min(8 << PAIR_BITS);
    }
}

fn best_relation(scores: &[i32]) -> Relation {
    let (before, after) = scores[..Relation::ALL.len()].split_at(Relation::Root as usize);
    let (first, second) = (best(before), best(&after[1..]));
    if after[1 + second] > before[first] {
        Relation::ALL[Relation::Root as usize + 1 + second]
    } else {
        Relation::ALL[first]
    }
}

/// Index of the first of the greatest numbers.
fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = i;
        }
    }
    best
}
