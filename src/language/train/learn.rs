//! The course of learning: batches, changed copies of sentences, and steps of the optimiser.
//!
//! Adam (Kingma and Ba 2015) with a rate that rises shortly and then falls to nothing; rows of the feature table move only when
//! one of their words is seen. What has learned is the mean of the network over its last steps (Polyak and Juditsky 1992).

use super::{
    TrainOptions,
    corpus::Example,
    evaluate,
    named::Bare,
    network::{
        Batch, Dropout, Goal, Gradient, LABEL_COLUMNS, Losses, NAME_COLUMNS, Network, Pass, Sizes, TAG_COLUMNS,
        TAG_RANGES,
    },
    random::Random,
    swap::Namesakes,
    teach::believe,
    vectors::{self, DIMENSIONS, GROUP, GROUPS, Pressed},
};
use crate::language::{
    Relation, Upos,
    feature::features,
    lexicon::{Lexicon, Rows},
    matrix::add_scaled,
    names::LABELS,
    simd::vectorised,
};
use std::collections::BTreeMap;

/// Words of a batch.
const BATCH: usize = 800;
/// How much each loss counts: tags, names, heads, relations.
const WEIGHTS: Losses = [0.5, 2.0, 1.0, 1.0];
/// Chance that a word loses the row of its form, or its vector.
const FORGET: (f32, f32) = (0.12, 0.04);
/// Chance that a name is exchanged for another.
const EXCHANGE: f32 = 0.4;
/// Steps between two looks at the network whose mean is kept, and the share of the mean that a look leaves.
const LOOK: (usize, f32) = (8, 0.984);
const AFFIX_ROWS: u32 = 16_000;
const SHAPE_ROWS: u32 = 512;

/// What the words of a text are to the network.
pub(crate) struct Tables {
    pub(crate) rows: Rows,
    pub(crate) words: Lexicon,
    pub(crate) pressed: Pressed,
    /// Names that may stand for each other while learning.
    namesakes: Namesakes,
}

/// A network that learns.
pub(crate) struct Learner<'t> {
    options: &'t TrainOptions,
    tables: &'t Tables,
    /// Whether two threads share a step; the result is the same.
    threads: bool,
    net: Network,
    mean: Network,
    random: Random,
    dense: Moments,
    sparse: Moments,
    row_slopes: Vec<f32>,
}

/// Sentences without a tree, and networks that know what to think of them; with none, only what is known of their names is
/// learned. The learner sees the sentences as a careless writer would write them, its teachers as they are.
#[derive(Clone, Copy)]
pub(crate) struct School<'t> {
    pub(crate) teachers: &'t [Network],
    pub(crate) sentences: &'t [Bare],
}

/// What one step learns from.
#[derive(Clone, Copy)]
enum Lesson<'t> {
    Annotated(&'t [&'t Example]),
    Bare(School<'t>, &'t [&'t Bare]),
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

impl<'t> Learner<'t> {
    /// A learner that knows nothing yet, and whose steps two threads may share or not.
    pub(crate) fn new(options: &'t TrainOptions, sizes: Sizes, tables: &'t Tables, threads: bool) -> Self {
        let mut random = Random(options.seed);
        let net = Network::new(sizes, tables.rows.len(), &mut random);
        let (dense, sparse) = (Moments::new(net.dense.len()), Moments::new(net.rows.len()));
        let row_slopes = vec![0.0; net.rows.len()];
        let mean = net.clone();
        Self { options, tables, threads, net, mean, random, dense, sparse, row_slopes }
    }

    /// Learns from the examples and, by turns, as many words of the school's sentences, if there are any.
    pub(crate) fn learn(
        mut self,
        examples: &[Example],
        school: School,
        watched: &[Vec<Example>],
        progress: &mut dyn FnMut(&str),
    ) -> Network {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut bare: Vec<&Bare> = school.sentences.iter().collect();
        self.random.shuffle(&mut bare);
        let mut bare_batches = batches_of(&bare, |sentence| sentence.forms.len()).into_iter().cycle();
        let total: usize = examples.iter().map(|example| example.forms.len()).sum();
        let turns = if bare.is_empty() { 1 } else { 2 };
        let steps = (turns * self.options.epochs * total / BATCH).max(1);
        let mut step = 0;
        for epoch in 1..=self.options.epochs {
            self.random.shuffle(&mut order);
            let mut losses = [0.0; 4];
            let mut batches = 0;
            for batch in batches_of(&order, |&i| examples[i].forms.len()) {
                let chosen: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
                let bare_lesson = bare_batches.next().map(|batch| Lesson::Bare(school, batch));
                for lesson in [Some(Lesson::Annotated(&chosen)), bare_lesson].into_iter().flatten() {
                    step += 1;
                    let rate = self.options.rate * pace(step, steps);
                    for (sum, loss) in losses.iter_mut().zip(self.step(lesson, rate, step)) {
                        *sum += loss;
                    }
                    batches += 1;
                    self.look(step);
                }
            }
            let shown: Vec<String> = losses.iter().map(|loss| format!("{:.3}", loss / batches as f32)).collect();
            progress(&format!("epoch {epoch}: losses {}", shown.join(" ")));
            if epoch % 5 == 0 || epoch == self.options.epochs || epoch == 2 {
                for examples in watched {
                    progress(&evaluate::report(std::slice::from_ref(&self.mean), self.tables, examples));
                }
            }
        }
        self.mean
    }

    /// Moves the mean a little to where the network is now.
    fn look(&mut self, step: usize) {
        let (every, usual) = LOOK;
        if !step.is_multiple_of(every) {
            return;
        }
        let looks = (step / every) as f32;
        let part = 1.0 - usual.min(1.0 - 1.0 / looks);
        let pairs = [(&mut self.mean.dense, &self.net.dense), (&mut self.mean.rows, &self.net.rows)];
        for (mean, now) in pairs {
            vectorised(|| mean.iter_mut().zip(now).for_each(|(mean, now)| *mean += part * (now - *mean)));
        }
    }

    fn step(&mut self, lesson: Lesson, rate: f32, step: usize) -> Losses {
        let scale = 1.0 / lesson.words() as f32;
        let (first, second) = lesson.halves();
        let seeds = [Random(self.random.bits()), Random(self.random.bits())];
        let [seed, other] = seeds;
        let this = &*self;
        let (mut one, two) = if self.threads {
            std::thread::scope(|scope| {
                let two = scope.spawn(|| this.slopes(second, scale, other));
                (this.slopes(first, scale, seed), two.join().expect("learning does not panic"))
            })
        } else {
            (this.slopes(first, scale, seed), this.slopes(second, scale, other))
        };
        add_scaled(&mut one.gradient.dense, &two.gradient.dense, 1.0);
        one.batch.rows.extend(two.batch.rows);
        one.gradient.words.extend(two.gradient.words);
        clip(&mut one.gradient);
        self.update(&one, rate, step);
        std::array::from_fn(|i| one.losses[i] + two.losses[i])
    }

    /// What a part of a lesson wants to change.
    fn slopes(&self, lesson: Lesson, scale: f32, mut random: Random) -> Slopes {
        let (mut batch, mut goal) = lesson.asked(self.tables, &mut random);
        forget(&mut batch, &mut random);
        let mut gradient = Gradient { dense: vec![0.0; self.net.dense.len()], words: Vec::new() };
        if batch.words() == 0 {
            return Slopes { batch, gradient, losses: [0.0; 4] };
        }
        let share = self.options.dropout;
        let dropout = Dropout { input: share, layer: share, head: share };
        let pass = Pass::forward(&self.net, &batch, dropout, &mut random);
        if let Lesson::Bare(school, sentences) = lesson {
            if school.teachers.is_empty() {
                goal.names = pass.name_shares();
            }
            goal.restrict_names(sentences);
        }
        let losses = pass.backward(&batch, &goal, WEIGHTS, scale, &mut gradient);
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
                add_scaled(to, slope, 1.0);
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

impl Lesson<'_> {
    fn words(self) -> usize {
        match self {
            Self::Annotated(examples) => examples.iter().map(|example| example.forms.len()).sum(),
            Self::Bare(_, sentences) => sentences.iter().map(|sentence| sentence.forms.len()).sum(),
        }
    }

    fn halves(self) -> (Self, Self) {
        match self {
            Self::Annotated(examples) => {
                let (first, second) = examples.split_at(examples.len() / 2);
                (Self::Annotated(first), Self::Annotated(second))
            }
            Self::Bare(school, sentences) => {
                let (first, second) = sentences.split_at(sentences.len() / 2);
                (Self::Bare(school, first), Self::Bare(school, second))
            }
        }
    }

    /// The words, and what they should be but for names that only the learner itself can guess; annotated sentences are changed by chance.
    fn asked(self, tables: &Tables, random: &mut Random) -> (Batch, Goal) {
        match self {
            Self::Annotated(examples) => {
                let namesakes = &tables.namesakes;
                let examples = examples.iter().map(|example| changed(example, namesakes, random));
                let examples: Vec<Example> = examples.collect();
                (tables.batch(examples.iter().map(|example| &example.forms[..])), annotated(&examples))
            }
            Self::Bare(school, sentences) => {
                let batch = tables.batch(sentences.iter().map(|sentence| &sentence.forms[..]));
                let goal = match school.teachers {
                    [] => Goal::of_nothing(&batch),
                    teachers => believe(teachers, &batch),
                };
                let seen: Vec<Vec<String>> =
                    sentences.iter().map(|sentence| disguised(&sentence.forms, random)).collect();
                (tables.batch(seen.iter().map(Vec::as_slice)), goal)
            }
        }
    }
}

impl Goal {
    /// Asks nothing of any word.
    fn of_nothing(batch: &Batch) -> Self {
        let words = batch.words();
        Self {
            tags: vec![0.0; words * TAG_COLUMNS],
            names: vec![0.0; words * NAME_COLUMNS],
            heads: vec![0.0; batch.sentences().map(|sentence| sentence.len() * (sentence.len() + 1)).sum()],
            governors: vec![None; words],
            relations: vec![0.0; words * LABEL_COLUMNS],
        }
    }

    /// Takes belief from the name labels that words cannot have, and gives it to those that they may.
    fn restrict_names(&mut self, sentences: &[&Bare]) {
        let labels = sentences.iter().flat_map(|sentence| &sentence.labels);
        for (shares, &may) in self.names.chunks_exact_mut(NAME_COLUMNS).zip(labels) {
            for (label, share) in shares[..LABELS].iter_mut().enumerate() {
                *share = if may >> label & 1 == 1 { *share + 1e-6 } else { 0.0 };
            }
            let sum: f32 = shares[..LABELS].iter().sum();
            shares[..LABELS].iter_mut().for_each(|share| *share /= sum);
        }
    }
}

/// What annotation says, without doubt.
fn annotated(examples: &[Example]) -> Goal {
    let mut goal = Goal::default();
    let sure = |columns: usize, answers: &[usize]| {
        let mut shares = vec![0.0; columns];
        answers.iter().for_each(|&answer| shares[answer] = 1.0);
        shares
    };
    for example in examples {
        let (start, n) = (goal.governors.len(), example.forms.len());
        for i in 0..n {
            let (xpos, upos) = (example.xpos[i] as usize, example.upos[i] as usize);
            goal.tags.extend(sure(TAG_COLUMNS, &[TAG_RANGES[0].start + xpos, TAG_RANGES[1].start + upos]));
            let name = example.names.as_ref().map(|names| names[i] as usize);
            goal.names.extend(sure(NAME_COLUMNS, name.as_slice()));
            goal.heads.extend(sure(n + 1, &[example.heads[i].map_or(0, |head| head + 1)]));
            goal.governors.push(example.heads[i].map(|head| head + start));
            goal.relations.extend(sure(LABEL_COLUMNS, &[example.relations[i] as usize]));
        }
    }
    goal
}

impl Tables {
    /// Tables of the forms that are seen twice or more, and of the words that have vectors.
    pub(crate) fn new(examples: &[Example], words: Vec<(String, Vec<f32>)>) -> Self {
        let rows = Rows { forms: known_forms(examples), affixes: AFFIX_ROWS, shapes: SHAPE_ROWS };
        let by_hash: BTreeMap<u32, Vec<f32>> =
            words.into_iter().rev().map(|(word, vector)| (features(&word).vector, vector)).collect();
        let words = Lexicon::new(by_hash.keys().copied().collect());
        let pressed = vectors::press(&by_hash.into_values().flatten().collect::<Vec<f32>>());
        Self { rows, words, pressed, namesakes: Namesakes::of(examples) }
    }

    /// The sentences as the network takes them.
    pub(crate) fn batch<'s>(&self, sentences: impl Iterator<Item = &'s [String]>) -> Batch {
        let mut batch = Batch { starts: vec![0], ..Batch::default() };
        for forms in sentences {
            for form in forms {
                let features = features(form);
                batch.rows.push(self.rows.of(&features).to_vec());
                self.add_vector(features.vector, &mut batch.vectors);
            }
            batch.starts.push(batch.rows.len());
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

/// The items in order, cut into batches of some [`BATCH`] words.
fn batches_of<T>(items: &[T], words_of: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut batches = Vec::new();
    let (mut start, mut words) = (0, 0);
    for (at, item) in items.iter().enumerate() {
        words += words_of(item);
        if words >= BATCH || at + 1 == items.len() {
            batches.push(&items[start..=at]);
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

/// Now and then other names, a headline, a shout, a careless writer, or a missing full stop.
fn changed(example: &Example, namesakes: &Namesakes, random: &mut Random) -> Example {
    let mut example = example.clone();
    namesakes.exchange(&mut example, EXCHANGE, random);
    match random.unit() {
        u if u < 0.04 => recase(&mut example, title),
        u if u < 0.06 => recase(&mut example, |_, form| form.to_uppercase()),
        u if u < 0.09 => recase(&mut example, |_, form| form.to_lowercase()),
        u if u < 0.13 => drop_last_mark(&mut example),
        _ => {}
    }
    example
}

/// The words as a headline, a shout, in small letters, or as they are; now and then a letter is missing or two change places.
fn disguised(forms: &[String], random: &mut Random) -> Vec<String> {
    let u = random.unit();
    let mut disguise = |form: &String| {
        let form = match u {
            u if u < 0.04 && form.len() > 3 => capitalised(form),
            u if (0.04..0.06).contains(&u) => form.to_uppercase(),
            u if (0.06..0.14).contains(&u) => form.to_lowercase(),
            _ => form.clone(),
        };
        let letters = form.len() > 4 && form.bytes().all(|byte| byte.is_ascii_alphabetic());
        if letters && random.unit() < 0.01 { misspelt(&form, random) } else { form }
    };
    forms.iter().map(&mut disguise).collect()
}

fn misspelt(form: &str, random: &mut Random) -> String {
    let mut letters = form.as_bytes().to_vec();
    let at = 1 + random.below(letters.len() - 2);
    if random.unit() < 0.5 {
        letters.remove(at);
    } else {
        letters.swap(at, at + 1);
    }
    String::from_utf8(letters).expect("ASCII")
}

fn recase(example: &mut Example, change: impl Fn(Upos, &str) -> String) {
    for (form, &upos) in example.forms.iter_mut().zip(&example.upos) {
        *form = change(upos, form);
    }
}

/// Headline style: small words stay small.
fn title(upos: Upos, form: &str) -> String {
    let small = matches!(upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Punct);
    if small || form.starts_with('\'') { form.to_owned() } else { capitalised(form) }
}

fn capitalised(form: &str) -> String {
    let mut characters = form.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
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
