//! Learning the weights from annotated documents and from the examples of the frame lexicon.
//!
//! A softmax over nothing and the sixteen types: cues add up, word vectors go through one hidden layer with dropout. AdamW
//! (Loshchilov and Hutter 2019) with a rate that falls to nothing; the same examples and seed give the same bytes.

use std::collections::BTreeMap;

use super::{
    Candidate, candidates,
    weights::{HIDDEN, INPUT, TYPES, Weights, add, inputs},
};
use crate::{
    extract::{actor::find_actors, scene::Scene, trigger::triggers},
    language::{Language, Random, exp},
    ontology::{Frame, Lexicon},
    record::Plover,
    seed::Seeds,
    span::Span,
};

/// A cue that fewer candidates show is not learned.
const SEEN: usize = 3;
/// How often the lexicon's examples count.
const REPEATED: usize = 3;
const EPOCHS: usize = 10;
const BATCH: usize = 256;
const RATE: f32 = 0.002;
const DECAY: f32 = 0.02;
/// Chances that an input, a hidden number, a cue is left out of a step.
const FORGET: (f32, f32, f32) = (0.2, 0.6, 0.3);

/// A text whose actions are known.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The text.
    pub text: String,
    /// The byte at which each word begins that tells an action, and the action's type.
    pub told: BTreeMap<usize, Plover>,
}

/// What one candidate teaches.
#[derive(Clone)]
struct Lesson {
    cues: Vec<u32>,
    inputs: Vec<(usize, f32)>,
    /// 0 for nothing, else one more than the type's place in [`Plover::ALL`].
    target: usize,
}

/// Learns from annotated texts and the lexicon's examples; gives the bytes of the weights. `say` is told of each pass.
pub fn learn(texts: &[Annotated], say: &mut dyn FnMut(&str)) -> Vec<u8> {
    let seeds = Seeds::shipped();
    let read = |text: &Annotated| lessons(&text.text, &seeds, |_, span| Some(text.target(span)));
    let mut lessons: Vec<Lesson> = texts.iter().flat_map(read).collect();
    let annotated = lessons.len();
    let examples = Lexicon::shipped().frames.iter().flat_map(|frame| of_examples(frame, &seeds));
    let examples: Vec<Lesson> = examples.collect();
    lessons.extend(std::iter::repeat_n(examples, REPEATED).flatten());
    say(&format!("{annotated} candidates in {} texts, {} in examples", texts.len(), lessons.len() - annotated));
    let mut learner = Learner::new(&mut lessons);
    for epoch in 0..EPOCHS {
        let loss = learner.pass(&lessons, epoch);
        say(&format!("pass {} of {EPOCHS}: loss {loss:.4}", epoch + 1));
    }
    learner.weights.to_bytes()
}

impl Annotated {
    /// What the word at a place tells: 0 for nothing, else one more than the type's place in [`Plover::ALL`].
    fn target(&self, span: Span) -> usize {
        self.told.range(span.start..span.end).next().map_or(0, |(_, &kind)| target(kind))
    }
}

/// An action of no type is nothing here.
fn target(kind: Plover) -> usize {
    if kind == Plover::Other { 0 } else { 1 + kind as usize }
}

/// What a frame's examples teach of their triggers, and its counterexamples of all words that could tell its type.
fn of_examples(frame: &Frame, seeds: &Seeds) -> Vec<Lesson> {
    let examples = frame.examples.iter().flat_map(|example| {
        let place = example.text.find(&example.trigger);
        let is_trigger = move |span: Span| place.is_some_and(|at| (span.start..span.end).contains(&at));
        lessons(&example.text, seeds, move |_, span| is_trigger(span).then_some(target(frame.kind)))
    });
    let counterexamples = frame.counterexamples.iter();
    let none = |candidate: &Candidate, _| candidate.types.contains(&frame.kind).then_some(0);
    examples.chain(counterexamples.flat_map(|text| lessons(text, seeds, none))).collect()
}

/// What the candidates of a text teach of which `target` says what they tell.
fn lessons(text: &str, seeds: &Seeds, target: impl Fn(&Candidate, Span) -> Option<usize>) -> Vec<Lesson> {
    let analysis = Language::shipped().analyse(text);
    let actors = find_actors(text, &analysis, seeds);
    let scene = Scene::new(text, &analysis, &actors);
    let all = (0..scene.trees.len()).flat_map(|sentence| {
        let candidates = candidates(&scene, sentence, &triggers(&scene, sentence));
        candidates.into_iter().map(move |candidate| (sentence, candidate))
    });
    let lesson = |(sentence, candidate): (usize, Candidate)| {
        let target = target(&candidate, analysis.sentences[sentence].tokens[candidate.token].span)?;
        Some(Lesson { inputs: inputs(&candidate).collect(), cues: candidate.cues, target })
    };
    all.filter_map(lesson).collect()
}

/// The weights with what the optimiser remembers of each.
struct Learner {
    weights: Weights,
    first: Weights,
    second: Weights,
    slopes: Weights,
    /// How much of the first averages is still missing.
    missing: (f32, f32),
    steps: usize,
    all_steps: usize,
    random: Random,
}

impl Learner {
    /// A learner that knows nothing; the lessons' cues become places among those that are learned.
    fn new(lessons: &mut [Lesson]) -> Self {
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        for lesson in lessons.iter_mut() {
            lesson.cues.sort_unstable();
            lesson.cues.dedup();
            lesson.cues.iter().for_each(|&cue| *seen.entry(cue).or_default() += 1);
        }
        let cues: Vec<u32> = seen.into_iter().filter(|&(_, count)| count >= SEEN).map(|(cue, _)| cue).collect();
        for lesson in lessons.iter_mut() {
            let places = lesson.cues.iter().filter_map(|cue| cues.binary_search(cue).ok());
            lesson.cues = places.map(|place| place as u32).collect();
        }
        let none = Weights {
            cue: vec![[0.0; TYPES]; cues.len()],
            input: vec![[0.0; HIDDEN]; INPUT],
            bias: vec![0.0; HIDDEN],
            output: vec![[0.0; TYPES]; HIDDEN],
            cues,
        };
        let mut random = Random(1);
        let mut weights = none.clone();
        let spread = |count: usize| move |random: &mut Random| (2.0 * random.unit() - 1.0) / (count as f32).sqrt();
        let (input, output) = (spread(INPUT), spread(HIDDEN));
        weights.input.iter_mut().flatten().for_each(|w| *w = input(&mut random));
        weights.output.iter_mut().flatten().for_each(|w| *w = output(&mut random));
        let all_steps = EPOCHS * lessons.len().div_ceil(BATCH);
        Self {
            weights,
            first: none.clone(),
            second: none.clone(),
            slopes: none,
            missing: (1.0, 1.0),
            steps: 0,
            all_steps,
            random,
        }
    }

    /// One pass over all lessons in a new order; gives the mean loss.
    fn pass(&mut self, lessons: &[Lesson], epoch: usize) -> f32 {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        self.random = Random(epoch as u64 + 1);
        self.random.shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH) {
            batch.iter().for_each(|&at| loss += self.slope(&lessons[at], 1.0 / batch.len() as f32));
            self.step();
        }
        loss / lessons.len().max(1) as f32
    }

    /// Adds the slope of one lesson's loss; gives the loss.
    fn slope(&mut self, lesson: &Lesson, share: f32) -> f32 {
        let (lost_input, lost_hidden, lost_cue) = FORGET;
        let random = &mut self.random;
        let kept = |random: &mut Random, lost: f32| if random.unit() < lost { 0.0 } else { 1.0 / (1.0 - lost) };
        let inputs: Vec<(usize, f32)> =
            lesson.inputs.iter().map(|&(at, x)| (at, x * kept(random, lost_input))).filter(|i| i.1 != 0.0).collect();
        let cues: Vec<usize> =
            lesson.cues.iter().map(|&cue| cue as usize).filter(|_| random.unit() >= lost_cue).collect();
        let weights = &self.weights;
        let mut scores = [0.0; TYPES];
        cues.iter().for_each(|&cue| add(&mut scores, 1.0, &weights.cue[cue]));
        let mut hidden = [0.0; HIDDEN];
        hidden.copy_from_slice(&weights.bias);
        inputs.iter().for_each(|&(at, x)| add(&mut hidden, x, &weights.input[at]));
        let mask: [f32; HIDDEN] = hidden.map(|x| if x > 0.0 { kept(random, lost_hidden) } else { 0.0 });
        for ((x, keep), row) in hidden.iter().zip(mask).zip(&weights.output) {
            add(&mut scores, x * keep, row);
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let parts = scores.map(|score| exp(score - most));
        let total: f32 = parts.iter().sum();
        let mut error = parts.map(|part| part / total * share);
        let loss = -(parts[lesson.target] / total).max(1e-9).ln();
        error[lesson.target] -= share;
        let slopes = &mut self.slopes;
        cues.iter().for_each(|&cue| add(&mut slopes.cue[cue], 1.0, &error));
        let mut back = [0.0; HIDDEN];
        for (h, row) in weights.output.iter().enumerate().filter(|(h, _)| mask[*h] > 0.0) {
            back[h] = row.iter().zip(&error).map(|(w, e)| w * e).sum::<f32>() * mask[h];
            add(&mut slopes.output[h], hidden[h] * mask[h], &error);
        }
        inputs.iter().for_each(|&(at, x)| add(&mut slopes.input[at], x, &back));
        slopes.bias.iter_mut().zip(back).for_each(|(to, from)| *to += from);
        loss
    }

    /// Moves the weights by the slopes, and forgets these.
    fn step(&mut self) {
        let rate = RATE * (1.0 - self.steps as f32 / self.all_steps as f32);
        self.steps += 1;
        self.missing = (self.missing.0 * 0.9, self.missing.1 * 0.999);
        let (one, two) = (1.0 - self.missing.0, 1.0 - self.missing.1);
        let parts = numbers(&mut self.weights).zip(numbers(&mut self.first));
        let parts = parts.zip(numbers(&mut self.second)).zip(numbers(&mut self.slopes));
        for (((weight, first), second), slope) in parts {
            *first = 0.9 * *first + 0.1 * *slope;
            *second = 0.999 * *second + 0.001 * *slope * *slope;
            *weight -= rate * ((*first / one) / ((*second / two).sqrt() + 1e-8) + DECAY * *weight);
            *slope = 0.0;
        }
    }
}

/// All numbers of the weights, one after the other.
fn numbers(weights: &mut Weights) -> impl Iterator<Item = &mut f32> {
    let Weights { cue, input, bias, output, .. } = weights;
    cue.iter_mut().flatten().chain(input.iter_mut().flatten()).chain(bias).chain(output.iter_mut().flatten())
}
