//! Layers of gated recurrences in 32-bit floats (Bradbury et al. 2016, Lei et al. 2017): what they compute, and the derivatives.
//!
//! Squashing functions are quadratic, so that integers can follow them exactly. Products are fused and summed in one order, so every machine
//! computes the same bits.

use super::{
    Random,
    matrix::{add_scaled, multiply, multiply_turned, transposed},
    simd::vectorised,
};
use std::ops::Range;

/// Where a matrix stands among the parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) at: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Place {
    pub(crate) fn of(self, numbers: &[f32]) -> &[f32] {
        &numbers[self.at..self.at + self.rows * self.columns]
    }

    pub(crate) fn of_mut(self, numbers: &mut [f32]) -> &mut [f32] {
        &mut numbers[self.at..self.at + self.rows * self.columns]
    }
}

/// A linear map with an offset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Linear {
    pub(crate) weight: Place,
    pub(crate) bias: Place,
}

/// What a stack of layers computed for the words of sentences. A layer whose input is as wide as its output adds the one to the other.
pub(crate) struct Run {
    /// Every word with its neighbours.
    input: Vec<f32>,
    layers: Vec<Layer>,
}

struct Layer {
    sums: Vec<f32>,
    memory: Vec<f32>,
    output: Vec<f32>,
    mask: Vec<f32>,
}

impl Run {
    /// Runs the layers over words; `starts` says where each sentence begins, and the number of words at last.
    pub(crate) fn forward(
        dense: &[f32],
        layers: &[Linear],
        words: &[f32],
        starts: &[usize],
        dropout: f32,
        random: &mut Random,
    ) -> Self {
        let n = starts.last().copied().unwrap_or(0);
        let mut run = Self { input: with_neighbours(words, layers[0].weight.rows / 3, starts), layers: vec![] };
        for &linear in layers {
            let below = run.below(run.layers.len());
            let sums = apply(dense, linear, below, n);
            let memory = vectorised(|| recur(&sums, linear.weight.columns / 4, starts));
            let mut output = memory.clone();
            if below.len() == output.len() {
                add_scaled(&mut output, below, 1.0);
            }
            let mask = drop_out(&mut output, dropout, random);
            run.layers.push(Layer { sums, memory, output, mask });
        }
        run
    }

    /// What a layer gave, forward and backward numbers for every word.
    pub(crate) fn output(&self, layer: usize) -> &[f32] {
        &self.layers[layer].output
    }

    fn below(&self, layer: usize) -> &[f32] {
        layer.checked_sub(1).map_or(&self.input, |below| self.output(below))
    }

    /// Adds the derivatives of the layers' numbers to `grad`, given those of each layer's output; gives those of the words.
    pub(crate) fn backward(
        &self,
        dense: &[f32],
        layers: &[Linear],
        starts: &[usize],
        grad: &mut [f32],
        outputs: &mut [Vec<f32>],
    ) -> Vec<f32> {
        let mut slope = vec![];
        for (l, layer) in self.layers.iter().enumerate().rev() {
            add_scaled(&mut outputs[l], &slope, 1.0);
            slope = std::mem::take(&mut outputs[l]);
            multiply_by(&mut slope, &layer.mask);
            let sums_slope = vectorised(|| recur_backward(layer, &slope, layers[l].weight.columns / 4, starts));
            let below = self.below(l);
            if below.len() != slope.len() {
                slope = vec![0.0; below.len()];
            }
            retrace(dense, grad, layers[l], below, &sums_slope, Some(&mut slope));
        }
        from_neighbours(&slope, layers[0].weight.rows / 3, starts)
    }
}

fn sentences(starts: &[usize]) -> impl Iterator<Item = Range<usize>> + '_ {
    starts.windows(2).map(|pair| pair[0]..pair[1])
}

pub(crate) fn multiply_by(numbers: &mut [f32], mask: &[f32]) {
    for (number, factor) in numbers.iter_mut().zip(mask) {
        *number *= factor;
    }
}

pub(crate) fn apply(dense: &[f32], linear: Linear, input: &[f32], n: usize) -> Vec<f32> {
    let mut output = linear.bias.of(dense).repeat(n);
    multiply(input, linear.weight.of(dense), &mut output, linear.weight.rows, linear.weight.columns);
    output
}

/// Adds the derivatives of a linear map's numbers to `grad`, and of its input to `below`.
pub(crate) fn retrace(
    dense: &[f32],
    grad: &mut [f32],
    linear: Linear,
    input: &[f32],
    slope: &[f32],
    below: Option<&mut [f32]>,
) {
    let (rows, columns) = (linear.weight.rows, linear.weight.columns);
    let bias = linear.bias.of_mut(grad);
    vectorised(|| {
        for slope in slope.chunks_exact(columns) {
            bias.iter_mut().zip(slope).for_each(|(bias, slope)| *bias += slope);
        }
    });
    multiply_turned(input, rows, slope, linear.weight.of_mut(grad), columns);
    if let Some(below) = below {
        multiply(slope, &transposed(linear.weight.of(dense), columns), below, columns, rows);
    }
}

/// Drops numbers with the given chance and scales the others; gives the factors.
pub(crate) fn drop_out(numbers: &mut [f32], chance: f32, random: &mut Random) -> Vec<f32> {
    if chance <= 0.0 {
        return Vec::new();
    }
    let bound = (chance * 65536.0) as u64;
    let kept = 1.0 / (1.0 - chance);
    let mut mask = vec![kept; numbers.len()];
    for four in mask.chunks_exact_mut(4) {
        let bits = random.bits();
        for (i, factor) in four.iter_mut().enumerate() {
            *factor = if (bits >> (16 * i)) & 0xffff < bound { 0.0 } else { kept };
        }
    }
    multiply_by(numbers, &mask);
    mask
}

/// Every word's numbers between those of the words before and after it in its sentence.
fn with_neighbours(words: &[f32], width: usize, starts: &[usize]) -> Vec<f32> {
    let mut windows = vec![0.0; 3 * words.len()];
    for_neighbours(width, starts, |from, to| windows[to..to + width].copy_from_slice(&words[from..from + width]));
    windows
}

fn from_neighbours(windows: &[f32], width: usize, starts: &[usize]) -> Vec<f32> {
    let mut words = vec![0.0; windows.len() / 3];
    for_neighbours(width, starts, |from, to| {
        add_scaled(&mut words[from..from + width], &windows[to..to + width], 1.0);
    });
    words
}

/// Calls with where a word's numbers stand and each place that they take in a window.
fn for_neighbours(width: usize, starts: &[usize], mut call: impl FnMut(usize, usize)) {
    for sentence in sentences(starts) {
        for word in sentence.clone() {
            for (place, middle) in [(2, word.wrapping_sub(1)), (1, word), (0, word + 1)] {
                if sentence.contains(&middle) {
                    call(word * width, (3 * middle + place) * width);
                }
            }
        }
    }
}

/// A quadratic stand-in for tanh, flat beyond 2.
#[inline(always)]
fn squash(x: f32) -> f32 {
    let x = x.clamp(-2.0, 2.0);
    x - x * x.abs() * 0.25
}

#[inline(always)]
fn squash_slope(x: f32) -> f32 {
    (1.0 - x.abs() * 0.5).max(0.0)
}

/// A quadratic stand-in for the logistic function, flat beyond 4.
#[inline(always)]
fn gate(x: f32) -> f32 {
    let x = x.clamp(-4.0, 4.0);
    0.5 + x * (8.0 - x.abs()) * (1.0 / 32.0)
}

#[inline(always)]
fn gate_slope(x: f32) -> f32 {
    (0.25 - x.abs() * 0.0625).max(0.0)
}

/// The recurrence over the sums `[candidates | gates]`, each `[forward | backward]`.
#[inline(always)]
fn recur(sums: &[f32], half: usize, starts: &[usize]) -> Vec<f32> {
    let wide = 2 * half;
    let mut memory = vec![0.0; sums.len() / 2];
    for sentence in sentences(starts) {
        for backward in [false, true] {
            let offset = if backward { half } else { 0 };
            let mut state = vec![0.0; half];
            for step in 0..sentence.len() {
                let t = if backward { sentence.end - 1 - step } else { sentence.start + step };
                let candidates = &sums[t * 2 * wide + offset..][..half];
                let gates = &sums[t * 2 * wide + wide + offset..][..half];
                for i in 0..half {
                    let (z, f) = (squash(candidates[i]), gate(gates[i]));
                    state[i] = z + f * (state[i] - z);
                }
                memory[t * wide + offset..][..half].copy_from_slice(&state);
            }
        }
    }
    memory
}

#[inline(always)]
fn recur_backward(layer: &Layer, slope: &[f32], half: usize, starts: &[usize]) -> Vec<f32> {
    let wide = 2 * half;
    let mut sums_slope = vec![0.0; layer.sums.len()];
    let zeros = vec![0.0; half];
    for sentence in sentences(starts) {
        for backward in [false, true] {
            let offset = if backward { half } else { 0 };
            let mut carried = vec![0.0; half];
            for step in (0..sentence.len()).rev() {
                let t = if backward { sentence.end - 1 - step } else { sentence.start + step };
                let before = match (step, backward) {
                    (0, _) => &zeros[..],
                    (_, false) => &layer.memory[(t - 1) * wide..][..half],
                    (_, true) => &layer.memory[(t + 1) * wide + half..][..half],
                };
                let slope = &slope[t * wide + offset..][..half];
                let row = t * 2 * wide;
                let candidates = &layer.sums[row + offset..][..half];
                let gates = &layer.sums[row + wide + offset..][..half];
                let (first, second) = sums_slope[row..row + 2 * wide].split_at_mut(wide);
                let (first, second) = (&mut first[offset..][..half], &mut second[offset..][..half]);
                for i in 0..half {
                    let (z, f) = (squash(candidates[i]), gate(gates[i]));
                    let total = carried[i] + slope[i];
                    first[i] = total * (1.0 - f) * squash_slope(candidates[i]);
                    second[i] = total * (before[i] - z) * gate_slope(gates[i]);
                    carried[i] = total * f;
                }
            }
        }
    }
    sums_slope
}
