//! What a word is in its sentence: from the features of its form, through layers of gated recurrences, to a list of numbers.
//!
//! Needs the model and the features; tags, trees and names are read from the result.

use super::{
    feature::Features,
    integer::{gate, squash},
    model::Model,
    simd::vectorised,
};

/// Bits that a word's numbers have more than the rows they are summed from.
pub(crate) const WORD_BITS: u32 = 3;
/// Bits after the point of a layer's output.
pub(crate) const STATE_BITS: u32 = 13;
/// Bits after the point of what stands for a word in a pair.
pub(crate) const PAIR_BITS: u32 = 11;
/// Bits after the point of what stands for a dependent in the score of a pair.
pub(crate) const BENT_BITS: u32 = 8;

/// Numbers of every word after each layer, and room to compute them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoding {
    words: Vec<i16>,
    /// Every word between its neighbours.
    windows: Vec<i16>,
    /// The output of each layer, `2 * half` numbers for every word.
    pub(crate) layers: Vec<Vec<i16>>,
    candidates: Vec<i16>,
    gates: Vec<i16>,
    sums: Vec<i32>,
}

impl Encoding {
    /// Computes the layers for the words of sentences; `starts` says where each begins, and the number of words at last.
    pub(crate) fn compute(&mut self, model: &Model, features: &[Features], starts: &[usize]) {
        vectorised(|| self.sum_words(model, features));
        self.join_neighbours(model.input, starts);
        self.layers.resize(model.layers.len(), Vec::new());
        for l in 0..model.layers.len() {
            self.layer(model, l, starts);
        }
    }

    #[inline(always)]
    fn sum_words(&mut self, model: &Model, features: &[Features]) {
        self.words.clear();
        for features in features {
            let start = self.words.len();
            self.words.resize(start + model.input, 0);
            let word = &mut self.words[start..];
            for row in model.rows.of(features) {
                for (to, &from) in word.iter_mut().zip(model.row(row)) {
                    *to = to.saturating_add(i16::from(from as i8));
                }
            }
            for (to, &offset) in word.iter_mut().zip(&model.offset) {
                *to = (*to << WORD_BITS).saturating_add(offset);
            }
            let Some(known) = model.words.find(features.vector) else { continue };
            for (group, &code) in model.codes(known).iter().enumerate() {
                let at = (group * super::model::CENTRES + code as usize) * model.input;
                for (to, &from) in word.iter_mut().zip(&model.projected[at..at + model.input]) {
                    *to = to.saturating_add(from);
                }
            }
        }
    }

    fn join_neighbours(&mut self, width: usize, starts: &[usize]) {
        let (words, windows) = (&self.words, &mut self.windows);
        windows.clear();
        for pair in starts.windows(2) {
            let zero = |windows: &mut Vec<i16>| windows.resize(windows.len() + width, 0);
            for word in pair[0]..pair[1] {
                let (start, end) = (word.saturating_sub(1).max(pair[0]), (word + 2).min(pair[1]));
                if word == pair[0] {
                    zero(windows);
                }
                windows.extend_from_slice(&words[start * width..end * width]);
                if word + 1 == pair[1] {
                    zero(windows);
                }
            }
        }
    }

    fn layer(&mut self, model: &Model, l: usize, starts: &[usize]) {
        let wide = 2 * model.half;
        let (below, rest) = self.layers.split_at_mut(l);
        let below = below.last().unwrap_or(&self.windows);
        let matrix = &model.layers[l];
        let (candidates, gates) = (&mut self.candidates, &mut self.gates);
        candidates.clear();
        gates.clear();
        let (shift, round) = (matrix.shift, 1 << matrix.shift >> 1);
        matrix.apply(below, &mut self.sums, |_, sums| {
            let (first, second) = sums.split_at(wide);
            vectorised(|| {
                candidates.extend(first.iter().map(|&sum| squash(sum.wrapping_add(round) >> shift)));
                gates.extend(second.iter().map(|&sum| gate(sum.wrapping_add(round) >> shift)));
            });
        });
        let states = &mut rest[0];
        states.clear();
        states.resize(candidates.len(), 0);
        vectorised(|| recur(candidates, gates, states, model.half, starts));
        for state in states.iter_mut() {
            *state = (*state + 1) >> 1;
        }
        if below.len() == states.len() {
            for (state, &below) in states.iter_mut().zip(below) {
                *state = state.saturating_add(below);
            }
        }
    }
}

/// Runs over each sentence forward in the first half of the numbers and backward in the second.
#[inline(always)]
fn recur(candidates: &[i16], gates: &[i16], states: &mut [i16], half: usize, starts: &[usize]) {
    let wide = 2 * half;
    let mut memory = vec![0i16; half];
    for pair in starts.windows(2) {
        for (offset, backward) in [(0, false), (half, true)] {
            memory.fill(0);
            for step in 0..pair[1] - pair[0] {
                let word = if backward { pair[1] - 1 - step } else { pair[0] + step };
                let at = word * wide + offset;
                mix(&candidates[at..at + half], &gates[at..at + half], &mut memory);
                states[at..at + half].copy_from_slice(&memory);
            }
        }
    }
}

/// Keeps of the memory what the gates say, and fills up with the candidates.
#[inline(always)]
fn mix(candidates: &[i16], gates: &[i16], memory: &mut [i16]) {
    for ((state, &z), &f) in memory.iter_mut().zip(candidates).zip(gates) {
        let kept = i32::from(f) * i32::from(*state);
        let filled = i32::from((1 << 14) - f) * i32::from(z);
        *state = ((kept + filled + (1 << 13)) >> 14) as i16;
    }
}
