//! The course of learning: batches, changed copies of sentences, and steps of the optimiser.
//!
//! Adam (Kingma and Ba 2015) with a rate that rises shortly and then falls to nothing; rows of the feature table move only when
//! one of their words is seen.

use super::{
    TrainOptions,
    corpus::Example,
    evaluate,
    network::{Batch, Dropout, Gradient, Losses, Network, Pass, Sizes},
    quantise,
    random::Random,
    vectors::{self, DIMENSIONS, GROUP, GROUPS, Pressed},
};
use crate::language::{
    Relation, Upos,
    feature::features,
    lexicon::{Lexicon, Rows},
    simd::vectorised,
};
use std::collections::BTreeMap;

/// Words of a batch.
const BATCH: usize = 800;
/// How much each loss counts: tags, names, heads, relations.
const WEIGHTS: Losses = [0.5, 2.0, 1.0, 1.0];
/// Chance that a word loses the row of its form, or its vector.
const FORGET: (f32, f32) = (0.12, 0.04);
const AFFIX_ROWS: u32 = 12_000;
const SHAPE_ROWS: u32 = 512;

/// What the words of a text are to the network.
pub(crate) struct Tables {
    pub(crate) rows: Rows,
    pub(crate) words: Lexicon,
    pub(crate) pressed: Pressed,
}

/// A network that learns.
pub(crate) struct Learner<'o> {
    options: &'o TrainOptions,
    tables: Tables,
    net: Network,
    random: Random,
    dense: Moments,
    sparse: Moments,
    row_slopes: Vec<f32>,
}

#[derive(Clone, Debug)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    fn new(count: usize) -> Self {
        Self { first: vec![0.0; count], second: vec![0.0; count] }
    }
}

impl<'o> Learner<'o> {
    /// A learner that knows nothing yet.
    pub(crate) fn new(
        options: &'o TrainOptions,
        sizes: Sizes,
        examples: &[Example],
        words: Vec<(String, Vec<f32>)>,
    ) -> Self {
        let mut random = Random(options.seed);
        let rows = Rows { forms: known_forms(examples), affixes: AFFIX_ROWS, shapes: SHAPE_ROWS };
        let by_hash: BTreeMap<u32, Vec<f32>> =
            words.into_iter().rev().map(|(word, vector)| (features(&word).vector, vector)).collect();
        let words = Lexicon::new(by_hash.keys().copied().collect());
        let pressed = vectors::press(&by_hash.into_values().flatten().collect::<Vec<f32>>());
        let net = Network::new(sizes, rows.len(), &mut random);
        let (dense, sparse) = (Moments::new(net.dense.len()), Moments::new(net.rows.len()));
        let row_slopes = vec![0.0; net.rows.len()];
        Self { options, tables: Tables { rows, words, pressed }, net, random, dense, sparse, row_slopes }
    }

    /// Learns from the examples and gives the bytes of the model.
    pub(crate) fn learn(
        mut self,
        examples: &[Example],
        watched: &[Vec<Example>],
        lemmas: &[u8],
        progress: &mut dyn FnMut(&str),
    ) -> Vec<u8> {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let total: usize = examples.iter().map(|example| example.forms.len()).sum();
        let steps = (self.options.epochs * total / BATCH).max(1);
        let mut step = 0;
        for epoch in 1..=self.options.epochs {
            self.random.shuffle(&mut order);
            let mut losses = [0.0; 4];
            let mut batches = 0;
            for batch in batches_of(&order, examples) {
                let chosen: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
                step += 1;
                let rate = self.options.rate * pace(step, steps);
                for (sum, loss) in losses.iter_mut().zip(self.step(&chosen, rate, step)) {
                    *sum += loss;
                }
                batches += 1;
            }
            let shown: Vec<String> = losses.iter().map(|loss| format!("{:.3}", loss / batches as f32)).collect();
            progress(&format!("epoch {epoch}: losses {}", shown.join(" ")));
            if epoch % 5 == 0 || epoch == self.options.epochs || epoch == 2 {
                for examples in watched {
                    progress(&evaluate::report(&self.net, &self.tables, examples));
                }
            }
        }
        quantise::model(&self.net, &self.tables, lemmas)
    }

    fn step(&mut self, examples: &[&Example], rate: f32, step: usize) -> Losses {
        let total: usize = examples.iter().map(|example| example.forms.len()).sum();
        let scale = 1.0 / total as f32;
        let (first, second) = examples.split_at(examples.len() / 2);
        let seeds = [Random(self.random.bits()), Random(self.random.bits())];
        let [seed, other] = seeds;
        let this = &*self;
        let (mut one, two) = std::thread::scope(|scope| {
            let two = scope.spawn(|| this.slopes(second, scale, other));
            (this.slopes(first, scale, seed), two.join().expect("learning does not panic"))
        });
        super::matrix::add_scaled(&mut one.gradient.dense, &two.gradient.dense, 1.0);
        one.batch.rows.extend(two.batch.rows);
        one.gradient.words.extend(two.gradient.words);
        clip(&mut one.gradient);
        self.update(&one, rate, step);
        std::array::from_fn(|i| one.losses[i] + two.losses[i])
    }

    /// What some of a batch's examples, changed by chance, want to change.
    fn slopes(&self, examples: &[&Example], scale: f32, mut random: Random) -> Slopes {
        let examples: Vec<Example> = examples.iter().map(|example| changed(example, &mut random)).collect();
        let mut batch = self.tables.batch(&examples);
        forget(&mut batch, &mut random);
        let mut gradient = Gradient { dense: vec![0.0; self.net.dense.len()], words: Vec::new() };
        if examples.is_empty() {
            return Slopes { batch, gradient, losses: [0.0; 4] };
        }
        let share = self.options.dropout;
        let dropout = Dropout { input: share, layer: share, head: share };
        let pass = Pass::forward(&self.net, &batch, dropout, &mut random);
        let losses = pass.backward(&batch, WEIGHTS, scale, &mut gradient);
        Slopes { batch, gradient, losses }
    }

    fn update(&mut self, slopes: &Slopes, rate: f32, step: usize) {
        if slopes.batch.words() == 0 {
            return;
        }
        let rise = (1.0 - 0.9f32.powi(step.min(1000) as i32), 1.0 - 0.98f32.powi(step.min(2000) as i32));
        let touched = self.spread(&slopes.batch, &slopes.gradient.words);
        let update = |at: usize, numbers: &mut [f32], slopes: &[f32], moments: &mut Moments| {
            let range = at..at + numbers.len();
            adam(numbers, slopes, &mut moments.first[range.clone()], &mut moments.second[range], rate, rise);
        };
        update(0, &mut self.net.dense, &slopes.gradient.dense, &mut self.dense);
        let width = self.net.sizes.input;
        for row in touched {
            let at = row as usize * width;
            update(at, &mut self.net.rows[at..at + width], &self.row_slopes[at..at + width], &mut self.sparse);
            self.row_slopes[at..at + width].fill(0.0);
        }
    }

    /// Adds the slopes of words to those of their rows; gives the rows, each once, in rising order.
    fn spread(&mut self, batch: &Batch, words: &[f32]) -> Vec<u32> {
        let width = self.net.sizes.input;
        let mut touched = Vec::new();
        for (rows, slope) in batch.rows.iter().zip(words.chunks_exact(width)) {
            for &row in rows {
                let to = &mut self.row_slopes[row as usize * width..][..width];
                super::matrix::add_scaled(to, slope, 1.0);
                touched.push(row);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        touched
    }
}

/// What a part of a batch wants to change.
struct Slopes {
    batch: Batch,
    gradient: Gradient,
    losses: Losses,
}

impl Tables {
    /// The examples as the network takes them.
    pub(crate) fn batch(&self, examples: &[Example]) -> Batch {
        let mut batch = Batch { starts: vec![0], ..Batch::default() };
        for example in examples {
            let start = batch.rows.len();
            for form in &example.forms {
                let features = features(form);
                batch.rows.push(self.rows.of(&features).to_vec());
                self.add_vector(features.vector, &mut batch.vectors);
            }
            let n = example.forms.len();
            batch.xpos.extend(example.xpos.iter().map(|&tag| Some(tag as u8)));
            batch.upos.extend(example.upos.iter().map(|&tag| Some(tag as u8)));
            batch.names.extend((0..n).map(|i| example.names.as_ref().map(|names| names[i])));
            batch.heads.extend(example.heads.iter().map(|head| head.map(|head| start + head)));
            batch.relations.extend(example.relations.iter().map(|&relation| relation as u8));
            batch.starts.push(start + n);
        }
        batch
    }

    fn add_vector(&self, hash: u32, vectors: &mut Vec<f32>) {
        let Some(word) = self.words.find(hash) else {
            vectors.resize(vectors.len() + DIMENSIONS, 0.0);
            return;
        };
        for (group, &code) in self.pressed.codes[word * GROUPS..][..GROUPS].iter().enumerate() {
            let at = (group * vectors::CENTRES + code as usize) * GROUP;
            vectors.extend_from_slice(&self.pressed.centres[at..at + GROUP]);
        }
    }
}

/// Takes forms and vectors from words by chance, so that the network learns to do without.
fn forget(batch: &mut Batch, random: &mut Random) {
    for (rows, vector) in batch.rows.iter_mut().zip(batch.vectors.chunks_exact_mut(DIMENSIONS)) {
        if random.unit() < FORGET.0 {
            rows[0] = 0;
        }
        if random.unit() < FORGET.1 {
            vector.fill(0.0);
        }
    }
}

/// Hashes of the forms that are seen twice or more.
fn known_forms(examples: &[Example]) -> Lexicon {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for form in examples.iter().flat_map(|example| &example.forms) {
        *counts.entry(features(form).form).or_default() += 1;
    }
    Lexicon::new(counts.into_iter().filter(|(_, count)| *count > 1).map(|(hash, _)| hash).collect())
}

fn batches_of<'a>(order: &'a [usize], examples: &'a [Example]) -> Vec<&'a [usize]> {
    let mut batches = Vec::new();
    let (mut start, mut words) = (0, 0);
    for (at, &i) in order.iter().enumerate() {
        words += examples[i].forms.len();
        if words >= BATCH || at + 1 == order.len() {
            batches.push(&order[start..=at]);
            (start, words) = (at + 1, 0);
        }
    }
    batches
}

/// The share of the greatest rate at a step.
fn pace(step: usize, steps: usize) -> f32 {
    let warm = (step as f32 / 200.0).min(1.0);
    let left = (1.0 - step as f32 / steps as f32).max(0.01);
    warm * left
}

/// Now and then a headline, a shout, a careless writer, or a missing full stop.
fn changed(example: &Example, random: &mut Random) -> Example {
    let mut example = example.clone();
    match random.unit() {
        u if u < 0.04 => recase(&mut example, title),
        u if u < 0.06 => recase(&mut example, |_, form| form.to_uppercase()),
        u if u < 0.09 => {
            recase(&mut example, |_, form| form.to_lowercase());
            example.names = None;
        }
        u if u < 0.13 => drop_last_mark(&mut example),
        _ => {}
    }
    example
}

fn recase(example: &mut Example, change: impl Fn(Upos, &str) -> String) {
    for (form, &upos) in example.forms.iter_mut().zip(&example.upos) {
        *form = change(upos, form);
    }
}

/// Headline style: small words stay small.
fn title(upos: Upos, form: &str) -> String {
    let small = matches!(upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Punct);
    let mut characters = form.chars();
    match characters.next() {
        Some(first) if !small && !form.starts_with('\'') => first.to_uppercase().chain(characters).collect(),
        _ => form.to_owned(),
    }
}

fn drop_last_mark(example: &mut Example) {
    let n = example.forms.len();
    let last = example.relations.last() == Some(&Relation::Punct);
    if n > 2 && last && !example.heads.contains(&Some(n - 1)) {
        example.forms.pop();
        example.upos.pop();
        example.xpos.pop();
        example.heads.pop();
        example.relations.pop();
        if let Some(names) = &mut example.names {
            names.pop();
        }
    }
}

/// Scales the derivatives down where together they are too long.
fn clip(gradient: &mut Gradient) {
    let length = gradient.dense.iter().map(|slope| f64::from(slope * slope)).sum::<f64>().sqrt() as f32;
    let most = 2.0;
    if length > most {
        let factor = most / length;
        gradient.dense.iter_mut().chain(&mut gradient.words).for_each(|slope| *slope *= factor);
    }
}

fn adam(numbers: &mut [f32], slopes: &[f32], first: &mut [f32], second: &mut [f32], rate: f32, rise: (f32, f32)) {
    vectorised(|| adam_step(numbers, slopes, first, second, rate / rise.0, 1.0 / rise.1));
}

#[inline(always)]
fn adam_step(numbers: &mut [f32], slopes: &[f32], first: &mut [f32], second: &mut [f32], rate: f32, lift: f32) {
    for (((number, &slope), m), v) in numbers.iter_mut().zip(slopes).zip(first).zip(second) {
        *m += 0.1 * (slope - *m);
        *v += 0.02 * (slope * slope - *v);
        *number -= rate * *m / ((*v * lift).sqrt() + 1e-7);
    }
}
