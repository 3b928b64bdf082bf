//! A network that reads a stretch of text word by word, in both directions, and says for each word which output it is.
//!
//! A word is what its cues and the vectors of its slots add up to; layers of gated recurrences run over the stretch; a hidden layer sees what
//! they make of the word, and the mean vector of the document. Products are fused and summed in one order: every machine reads the same.

use super::{
    Look, Vector, Word,
    network::{add, shares_of, take_head, take_numbers, write_head, write_numbers},
};
use crate::language::{
    Hashes, Language, Random, VECTOR,
    layer::{Linear, Place, Run, apply, drop_out},
    matrix::{LANES, add_scaled, multiply},
};

/// Numbers that say what the document is about: a vector, and nothing.
pub(super) const TOPIC: usize = VECTOR.next_multiple_of(LANES);

/// Sizes of a network; all but `slots`, `layers` and `outputs` are multiples of sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Extent {
    /// Slots for words.
    pub(in super::super) slots: usize,
    /// Numbers of a word before the first layer.
    pub(in super::super) width: usize,
    /// Numbers of one direction of a layer.
    pub(in super::super) half: usize,
    pub(in super::super) layers: usize,
    /// Numbers of the hidden layer.
    pub(in super::super) hidden: usize,
    /// Scores that come out.
    pub(in super::super) outputs: usize,
}

/// What was learned.
#[derive(Clone, Debug)]
pub(in super::super) struct Sequence {
    pub(super) extent: Extent,
    /// The cues that count.
    pub(super) cues: Hashes,
    pub(super) plan: Plan,
    pub(super) numbers: Vec<f32>,
}

/// Where everything stands among the numbers.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// What each cue adds to a word.
    pub(super) rows: Place,
    pub(super) project: Linear,
    pub(super) layers: Vec<Linear>,
    pub(super) hidden: Linear,
    pub(super) output: Linear,
    len: usize,
}

/// The words of sentences, side by side.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Where each sentence begins, and the number of words at last.
    pub(super) starts: Vec<usize>,
    /// For each word the cues, as rows.
    pub(super) rows: Vec<Vec<usize>>,
    /// For each word the numbers of its slots.
    pub(super) vectors: Vec<f32>,
    /// The words whose outputs are asked, and what the document of each is about.
    pub(super) asked: Vec<(usize, Vector)>,
}

/// How much of what was computed is left out of a step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lost {
    pub(super) input: f32,
    pub(super) layer: f32,
    pub(super) hidden: f32,
}

/// What the network makes of lines, on the way to its scores.
pub(super) struct Trace {
    pub(super) input_mask: Vec<f32>,
    pub(super) run: Run,
    /// What the hidden layer sees of each word that is asked.
    pub(super) seen: Vec<f32>,
    pub(super) hidden: Vec<f32>,
    pub(super) hidden_mask: Vec<f32>,
    /// A row of [`Sequence::columns`] numbers for each word that is asked.
    pub(super) scores: Vec<f32>,
}

impl Sequence {
    /// A network that knows nothing yet; `cues` must rise.
    pub(super) fn new(extent: Extent, cues: Vec<u32>) -> Self {
        let plan = Plan::new(extent, cues.len());
        let numbers = vec![0.0; plan.len];
        Self { extent, cues: Hashes::new(cues), plan, numbers }
    }

    /// The shares of the outputs for words of a sentence, each of which has a look; `document` is its mean vector.
    pub(in super::super) fn shares(&self, looks: &[Look], asked: &[usize], document: &Vector) -> Vec<Vec<f32>> {
        let mut lines = Lines { starts: vec![0], ..Lines::default() };
        lines.add(looks.iter().map(|look| (self.rows(look), &*look.words)), self.extent.slots);
        lines.asked = asked.iter().map(|&word| (word, *document)).collect();
        let trace = self.trace(&lines, Lost::default(), &mut Random(0));
        let rows = trace.scores.chunks_exact(self.plan.output.weight.columns);
        rows.map(|scores| shares_of(&scores[..self.extent.outputs])).collect()
    }

    /// The rows of a look's cues, each once.
    fn rows(&self, look: &Look) -> Vec<usize> {
        let mut rows: Vec<usize> = look.cues.iter().filter_map(|&cue| self.cues.find(cue)).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    pub(super) fn trace(&self, lines: &Lines, lost: Lost, random: &mut Random) -> Trace {
        let (Extent { width, half, .. }, plan, numbers) = (self.extent, &self.plan, &self.numbers);
        let mut words = apply(numbers, plan.project, &lines.vectors, lines.rows.len());
        for (word, rows) in words.chunks_exact_mut(width).zip(&lines.rows) {
            rows.iter().for_each(|&row| add_scaled(word, &plan.rows.of(numbers)[row * width..][..width], 1.0));
        }
        let input_mask = drop_out(&mut words, lost.input, random);
        let run = Run::forward(numbers, &plan.layers, &words, &lines.starts, lost.layer, random);
        let top = run.output(self.extent.layers - 1);
        let mut seen = Vec::with_capacity(lines.asked.len() * (2 * half + TOPIC));
        for (word, document) in &lines.asked {
            seen.extend_from_slice(&top[word * 2 * half..][..2 * half]);
            seen.extend_from_slice(document);
            seen.resize(seen.len() + TOPIC - VECTOR, 0.0);
        }
        let mut hidden = apply(numbers, plan.hidden, &seen, lines.asked.len());
        hidden.iter_mut().for_each(|x| *x = x.max(0.0));
        let hidden_mask = drop_out(&mut hidden, lost.hidden, random);
        let mut scores = plan.output.bias.of(numbers).repeat(lines.asked.len());
        let output = plan.output.weight;
        multiply(&hidden, output.of(numbers), &mut scores, output.rows, output.columns);
        Trace { input_mask, run, seen, hidden, hidden_mask, scores }
    }

    /// Reads what [`Sequence::write`] wrote, and moves on behind it.
    pub(super) fn take(bytes: &mut &[u8]) -> Option<Self> {
        let ([slots, width, half, layers, hidden, outputs], cues) = take_head(bytes)?;
        let mut read = Self::new(Extent { slots, width, half, layers, hidden, outputs }, cues);
        read.numbers = take_numbers(bytes, read.numbers.len())?;
        Some(read)
    }

    /// Writes the network, its numbers in 16 bits.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let Extent { slots, width, half, layers, hidden, outputs } = self.extent;
        write_head(&[slots, width, half, layers, hidden, outputs], self.cues.hashes(), bytes);
        write_numbers(&self.numbers, bytes);
    }
}

impl Plan {
    fn new(extent: Extent, cues: usize) -> Self {
        let Extent { slots, width, half, layers, hidden, outputs } = extent;
        let mut len = 0;
        let mut place = |rows, columns| {
            let place = Place { at: len, rows, columns };
            len += rows * columns;
            place
        };
        let rows = place(cues, width);
        let mut linear = |rows, columns| Linear { weight: place(rows, columns), bias: place(1, columns) };
        let project = linear(slots * VECTOR, width);
        let below = |layer: usize| if layer == 0 { 3 * width } else { 2 * half };
        let layers = (0..layers).map(|layer| linear(below(layer), 4 * half)).collect();
        let hidden = linear(2 * half + TOPIC, hidden);
        let output = linear(hidden.weight.columns, outputs.next_multiple_of(LANES));
        Self { rows, project, layers, hidden, output, len }
    }
}

impl Lines {
    /// Adds a sentence: for each word its rows, and what stands in its slots.
    pub(super) fn add<'l>(&mut self, words: impl Iterator<Item = (Vec<usize>, &'l [Word])>, slots: usize) {
        for (rows, words) in words {
            let start = self.vectors.len();
            self.rows.push(rows);
            self.vectors.resize(start + slots * VECTOR, 0.0);
            for word in words {
                let vector = Language::shipped().vector(word.vector);
                add(&mut self.vectors[start + word.slot * VECTOR..][..VECTOR], word.share, &vector);
            }
        }
        self.starts.push(self.rows.len());
    }
}
