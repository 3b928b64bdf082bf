//! Cues that add up, and one hidden layer over cues and word vectors.

use super::{Context, Look, Vector, Word};
use crate::language::{Hashes, Language, VECTOR, shares};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    ops::Range,
    rc::Rc,
};

/// Steps of one in the file's 16-bit numbers.
const UNIT: f32 = 4096.0;
/// Steps of a logarithmic unit where shares are counted.
const SCORE: f32 = 65536.0;

/// Sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Shape {
    /// Slots for words.
    pub(in super::super) slots: usize,
    /// Numbers of the hidden layer.
    pub(in super::super) hidden: usize,
    /// Scores that come out.
    pub(in super::super) outputs: usize,
    /// Whether cues, too, reach the hidden layer.
    pub(in super::super) deep: bool,
}

/// What was learned. Scores are what the cues add, and what the hidden layer adds: the sum of what words (and cues) give it, if that is
/// above zero.
#[derive(Clone, Debug)]
pub(in super::super) struct Network {
    pub(super) shape: Shape,
    /// The cues that count.
    pub(super) cues: Hashes,
    /// All numbers, row by row: see [`Network::linear_at`] and those after it.
    pub(super) numbers: Vec<f32>,
}

impl Network {
    /// A network that knows nothing yet; `cues` must rise.
    pub(super) fn new(shape: Shape, cues: Vec<u32>) -> Self {
        let mut network = Self { shape, cues: Hashes::new(cues), numbers: vec![] };
        network.numbers = vec![0.0; network.size()];
        network
    }

    fn size(&self) -> usize {
        self.output_at(self.shape.hidden).start
    }

    /// What a cue adds to the scores.
    pub(super) fn linear_at(&self, cue: usize) -> Range<usize> {
        let width = self.shape.outputs;
        cue * width..(cue + 1) * width
    }

    /// What a cue adds to the hidden layer, if it does.
    pub(super) fn deep_at(&self, cue: usize) -> Range<usize> {
        let (start, width) = (self.cues.hashes().len() * self.shape.outputs, self.shape.hidden);
        start + cue * width..start + (cue + 1) * width
    }

    /// What a number of a word's vector adds to the hidden layer.
    pub(super) fn input_at(&self, input: usize) -> Range<usize> {
        let start = self.deep_at(if self.shape.deep { self.cues.hashes().len() } else { 0 }).start;
        let width = self.shape.hidden;
        start + input * width..start + (input + 1) * width
    }

    /// What the hidden layer starts from.
    pub(super) fn bias_at(&self) -> Range<usize> {
        self.input_at(self.shape.slots * VECTOR)
    }

    /// What a hidden number adds to the scores.
    pub(super) fn output_at(&self, hidden: usize) -> Range<usize> {
        let (start, width) = (self.bias_at().end, self.shape.outputs);
        start + hidden * width..start + (hidden + 1) * width
    }

    /// Takes a network off the beginning of bytes; none if they are cut short.
    pub(super) fn take(bytes: &mut &[u8]) -> Option<Self> {
        let ([slots, hidden, outputs, deep], cues) = take_head(bytes)?;
        let mut network = Self::new(Shape { slots, hidden, outputs, deep: deep == 1 }, cues);
        network.numbers = take_numbers(bytes, network.numbers.len())?;
        Some(network)
    }

    /// Writes the network, its numbers in 16 bits.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let Shape { slots, hidden, outputs, deep } = self.shape;
        write_head(&[slots, hidden, outputs, usize::from(deep)], self.cues.hashes(), bytes);
        write_numbers(&self.numbers, bytes);
    }
}

/// What [`write_head`] wrote, taken off the beginning of bytes.
pub(super) fn take_head<const SIZES: usize>(bytes: &mut &[u8]) -> Option<([usize; SIZES], Vec<u32>)> {
    let (head, rest) = bytes.split_at_checked(4 * (SIZES + 1))?;
    let mut head = words(head).map(|size| size as usize);
    let sizes = std::array::from_fn(|_| head.next().unwrap_or_default());
    let (hashes, rest) = rest.split_at_checked(4 * head.next()?)?;
    *bytes = rest;
    Some((sizes, words(hashes).collect()))
}

/// Writes what a network begins with: its sizes, how many cues it knows, and their hashes.
pub(super) fn write_head(sizes: &[usize], cues: &[u32], bytes: &mut Vec<u8>) {
    bytes.extend(sizes.iter().chain([&cues.len()]).flat_map(|&size| (size as u32).to_le_bytes()));
    bytes.extend(cues.iter().flat_map(|cue| cue.to_le_bytes()));
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// Numbers of 16 bits, taken off the beginning of bytes.
pub(super) fn take_numbers(bytes: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let (numbers, rest) = bytes.split_at_checked(2 * count)?;
    *bytes = rest;
    Some(numbers.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / UNIT).collect())
}

/// Writes numbers in 16 bits.
pub(super) fn write_numbers(numbers: &[f32], bytes: &mut Vec<u8>) {
    bytes.extend(numbers.iter().flat_map(|x| ((x * UNIT).round() as i16).to_le_bytes()));
}

/// What a word adds to the hidden layer.
type Projected = Rc<[f32]>;

/// A network at work on one document; what a word adds to the hidden layer is counted once.
pub(in super::super) struct Weigher<'n> {
    network: &'n Network,
    /// By slot and vector.
    seen: RefCell<HashMap<(usize, usize), Projected>>,
}

impl<'n> Weigher<'n> {
    pub(in super::super) fn new(network: &'n Network) -> Self {
        Self { network, seen: RefCell::default() }
    }

    /// Whether a cue was learned.
    pub(in super::super) fn knows(&self, cue: u32) -> bool {
        self.network.cues.find(cue).is_some()
    }

    /// The shares of the outputs for one look.
    pub(in super::super) fn outputs(&self, look: &Look) -> Vec<f32> {
        shares_of(&self.scores(look))
    }

    /// For each output the shares of those that were looked at.
    pub(in super::super) fn options(&self, looks: &[Look]) -> Vec<Vec<f32>> {
        let scores: Vec<Vec<f32>> = looks.iter().map(|look| self.scores(look)).collect();
        let of = |output: usize| shares_of(&scores.iter().map(|s| s[output]).collect::<Vec<_>>());
        (0..self.network.shape.outputs).map(of).collect()
    }

    fn scores(&self, look: &Look) -> Vec<f32> {
        let (network, numbers) = (self.network, &self.network.numbers);
        let mut scores = vec![0.0; network.shape.outputs];
        let mut hidden = numbers[network.bias_at()].to_vec();
        let cues: BTreeSet<u32> = look.cues.iter().copied().collect();
        for place in cues.into_iter().filter_map(|hash| network.cues.find(hash)) {
            add(&mut scores, 1.0, &numbers[network.linear_at(place)]);
            if network.shape.deep {
                add(&mut hidden, 1.0, &numbers[network.deep_at(place)]);
            }
        }
        look.words.iter().for_each(|word| add(&mut hidden, word.share, &self.projected(word)));
        if let Some(context) = &look.context {
            add(&mut hidden, 1.0, context.projected.get_or_init(|| self.projected_means(context)));
        }
        for (h, x) in hidden.iter().enumerate().filter(|(_, x)| **x > 0.0) {
            add(&mut scores, *x, &numbers[network.output_at(h)]);
        }
        scores
    }

    /// What a vector in a slot adds to the hidden layer.
    fn project(&self, slot: usize, vector: &Vector, to: &mut [f32]) {
        for (i, &x) in vector.iter().enumerate() {
            add(to, x, &self.network.numbers[self.network.input_at(slot * VECTOR + i)]);
        }
    }

    fn projected_means(&self, context: &Context) -> Vec<f32> {
        let mut sum = vec![0.0; self.network.shape.hidden];
        context.means.iter().for_each(|(slot, mean)| self.project(*slot, mean, &mut sum));
        sum
    }

    /// What a word adds to the hidden layer.
    fn projected(&self, word: &Word) -> Projected {
        let project = || {
            let mut sum = vec![0.0; self.network.shape.hidden];
            self.project(word.slot, &Language::shipped().vector(word.vector), &mut sum);
            sum.into()
        };
        self.seen.borrow_mut().entry((word.slot, word.vector)).or_insert_with(project).clone()
    }
}

/// Scores as shares of one.
pub(super) fn shares_of(scores: &[f32]) -> Vec<f32> {
    let whole: Vec<i32> = scores.iter().map(|score| (score * SCORE) as i32).collect();
    let mut found = vec![0.0; scores.len()];
    shares(&whole, SCORE, &mut found);
    found
}

/// Adds the multiple of a row.
#[inline(always)]
pub(super) fn add(to: &mut [f32], x: f32, row: &[f32]) {
    for (to, &from) in to.iter_mut().zip(row) {
        *to += x * from;
    }
}
