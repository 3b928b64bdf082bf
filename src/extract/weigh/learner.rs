//! Learning a network from lessons: AdamW (Loshchilov and Hutter 2019) with a rate that falls to nothing, and much forgetting.
//! The same lessons give the same numbers.

use std::collections::BTreeMap;

use super::{
    Look,
    network::{Network, Shape, add},
};
use crate::language::{Language, Random, VECTOR, exp};

/// One thing learned: what was looked at, and what was right.
#[derive(Clone, Debug)]
pub(in super::super) struct Lesson {
    pub(in super::super) looks: Vec<Look>,
    pub(in super::super) right: Right,
}

/// What is right in a lesson.
#[derive(Clone, Debug)]
pub(in super::super) enum Right {
    /// Of the outputs of its only look, this.
    Output(usize),
    /// For each output one or more of the looks; none where it is not known.
    Looks(Vec<Vec<usize>>),
}

/// How lessons are taught.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Course {
    pub(in super::super) shape: Shape,
    /// A cue seen in fewer looks is not learned.
    pub(in super::super) seen: usize,
    pub(in super::super) passes: usize,
    pub(in super::super) batch: usize,
    /// Chances that a number of a word, a hidden number, a cue is left out of a step.
    pub(in super::super) forget: (f32, f32, f32),
}

const RATE: f32 = 0.002;
const DECAY: f32 = 0.02;
/// The first numbers of what cues add to the hidden layer.
const SMALL: f32 = 0.05;

/// The network that a course makes of lessons; `say` is told of each pass.
pub(in super::super) fn taught(course: Course, mut lessons: Vec<Lesson>, say: &mut dyn FnMut(&str)) -> Network {
    let mut learner = Learner::new(course, &mut lessons);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    for pass in 0..course.passes {
        learner.random.shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(course.batch) {
            batch.iter().for_each(|&at| loss += learner.slope(&lessons[at], 1.0 / batch.len() as f32));
            learner.optimiser.step(&mut learner.network.numbers, &mut learner.slopes, learner.all_steps);
        }
        say(&format!("pass {} of {}: loss {:.4}", pass + 1, course.passes, loss / lessons.len().max(1) as f32));
    }
    learner.network
}

struct Learner {
    network: Network,
    course: Course,
    optimiser: Optimiser,
    slopes: Vec<f32>,
    all_steps: usize,
    random: Random,
}

/// What is remembered of each number from one step to the next.
pub(super) struct Optimiser {
    first: Vec<f32>,
    second: Vec<f32>,
    /// How much of the averages is still missing.
    missing: (f32, f32),
    steps: usize,
}

/// What became of one look on the way to its scores.
struct Trace {
    cues: Vec<usize>,
    inputs: Vec<(usize, f32)>,
    hidden: Vec<f32>,
    /// By how much each hidden number counts: zero where it is below zero or left out.
    kept: Vec<f32>,
    scores: Vec<f32>,
}

impl Learner {
    /// A learner that knows nothing; the lessons' cues become places among those that are learned.
    fn new(course: Course, lessons: &mut [Lesson]) -> Self {
        let cues = cues_seen(lessons.iter_mut().flat_map(|lesson| &mut lesson.looks), course.seen);
        let mut network = Network::new(course.shape, cues);
        for look in lessons.iter_mut().flat_map(|lesson| &mut lesson.looks) {
            look.cues = look.cues.iter().filter_map(|&cue| network.cues.find(cue)).map(|place| place as u32).collect();
        }
        let mut random = Random(1);
        let Shape { slots, hidden, .. } = course.shape;
        let cues = network.deep_at(0).start..network.input_at(0).start;
        let inputs = cues.end..network.bias_at().start;
        let outputs = network.bias_at().end..network.numbers.len();
        let (words, hidden) = ((slots * VECTOR) as f32, hidden as f32);
        for (numbers, most) in [(cues, SMALL), (inputs, words.powf(-0.5)), (outputs, hidden.powf(-0.5))] {
            network.numbers[numbers].iter_mut().for_each(|x| *x = (2.0 * random.unit() - 1.0) * most);
        }
        let count = network.numbers.len();
        let all_steps = course.passes * lessons.len().div_ceil(course.batch);
        Self { optimiser: Optimiser::new(count), slopes: vec![0.0; count], network, course, all_steps, random }
    }

    /// Adds the slope of one lesson's loss; gives the loss.
    fn slope(&mut self, lesson: &Lesson, share: f32) -> f32 {
        let traces: Vec<Trace> = lesson.looks.iter().map(|look| self.trace(look)).collect();
        let outputs = self.course.shape.outputs;
        let mut errors = vec![vec![0.0; outputs]; traces.len()];
        let mut loss = 0.0;
        match &lesson.right {
            Right::Output(right) => {
                let error = self::error(&traces[0].scores, &[*right], share, &mut loss);
                errors[0].copy_from_slice(&error);
            }
            Right::Looks(right) => {
                for (output, right) in right.iter().enumerate().filter(|(_, right)| !right.is_empty()) {
                    let scores: Vec<f32> = traces.iter().map(|trace| trace.scores[output]).collect();
                    let error = self::error(&scores, right, share, &mut loss);
                    errors.iter_mut().zip(error).for_each(|(to, e)| to[output] = e);
                }
            }
        }
        traces.iter().zip(&errors).for_each(|(trace, error)| self.back(trace, error));
        loss
    }

    /// Looks, with some of it forgotten.
    fn trace(&mut self, look: &Look) -> Trace {
        let (lost_input, lost_hidden, lost_cue) = self.course.forget;
        let random = &mut self.random;
        let kept = |random: &mut Random, lost: f32| if random.unit() < lost { 0.0 } else { 1.0 / (1.0 - lost) };
        let cues: Vec<usize> =
            look.cues.iter().map(|&cue| cue as usize).filter(|_| random.unit() >= lost_cue).collect();
        let mut inputs = Vec::with_capacity(look.words.len() * VECTOR);
        for word in &look.words {
            let vector = Language::shipped().vector(word.vector);
            let numbered = vector.into_iter().enumerate().map(|(i, x)| (word.slot * VECTOR + i, x * word.share));
            inputs.extend(numbered.map(|(i, x)| (i, x * kept(random, lost_input))).filter(|input| input.1 != 0.0));
        }
        for (slot, mean) in look.context.iter().flat_map(|context| &context.means) {
            let numbered = mean.iter().enumerate().map(|(i, &x)| (slot * VECTOR + i, x));
            inputs.extend(numbered.map(|(i, x)| (i, x * kept(random, lost_input))).filter(|input| input.1 != 0.0));
        }
        let (network, numbers) = (&self.network, &self.network.numbers);
        let mut scores = vec![0.0; self.course.shape.outputs];
        let mut hidden = numbers[network.bias_at()].to_vec();
        for &cue in &cues {
            add(&mut scores, 1.0, &numbers[network.linear_at(cue)]);
            if self.course.shape.deep {
                add(&mut hidden, 1.0, &numbers[network.deep_at(cue)]);
            }
        }
        inputs.iter().for_each(|&(input, x)| add(&mut hidden, x, &numbers[network.input_at(input)]));
        let kept: Vec<f32> = hidden.iter().map(|&x| if x > 0.0 { kept(random, lost_hidden) } else { 0.0 }).collect();
        for (h, (x, keep)) in hidden.iter().zip(&kept).enumerate() {
            add(&mut scores, x * keep, &numbers[network.output_at(h)]);
        }
        Trace { cues, inputs, hidden, kept, scores }
    }

    /// Hands the error of a look's scores back to all that it came from.
    fn back(&mut self, trace: &Trace, error: &[f32]) {
        let (network, slopes) = (&self.network, &mut self.slopes);
        let mut back = vec![0.0; trace.hidden.len()];
        for (h, keep) in trace.kept.iter().enumerate().filter(|(_, keep)| **keep > 0.0) {
            let at = network.output_at(h);
            back[h] = network.numbers[at.clone()].iter().zip(error).map(|(w, e)| w * e).sum::<f32>() * keep;
            add(&mut slopes[at], trace.hidden[h] * keep, error);
        }
        for &cue in &trace.cues {
            add(&mut slopes[network.linear_at(cue)], 1.0, error);
            if self.course.shape.deep {
                add(&mut slopes[network.deep_at(cue)], 1.0, &back);
            }
        }
        trace.inputs.iter().for_each(|&(input, x)| add(&mut slopes[network.input_at(input)], x, &back));
        add(&mut slopes[network.bias_at()], 1.0, &back);
    }
}

impl Optimiser {
    /// An optimiser of so many numbers.
    pub(super) fn new(count: usize) -> Self {
        Self { first: vec![0.0; count], second: vec![0.0; count], missing: (1.0, 1.0), steps: 0 }
    }

    /// Moves the numbers by the slopes, at one of `all` steps, and forgets the slopes.
    pub(super) fn step(&mut self, numbers: &mut [f32], slopes: &mut [f32], all: usize) {
        let rate = RATE * (1.0 - self.steps as f32 / all as f32).max(0.0);
        self.steps += 1;
        self.missing = (self.missing.0 * 0.9, self.missing.1 * 0.999);
        let (one, two) = (1.0 - self.missing.0, 1.0 - self.missing.1);
        let parts = numbers.iter_mut().zip(&mut self.first).zip(&mut self.second).zip(slopes);
        for (((number, first), second), slope) in parts {
            *first = 0.9 * *first + 0.1 * *slope;
            *second = 0.999 * *second + 0.001 * *slope * *slope;
            *number -= rate * ((*first / one) / ((*second / two).sqrt() + 1e-8) + DECAY * *number);
            *slope = 0.0;
        }
    }
}

/// The cues of so many looks or more, rising; each look has a cue once then.
pub(super) fn cues_seen<'l>(looks: impl Iterator<Item = &'l mut Look>, least: usize) -> Vec<u32> {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for look in looks {
        look.cues.sort_unstable();
        look.cues.dedup();
        look.cues.iter().for_each(|&cue| *seen.entry(cue).or_default() += 1);
    }
    seen.into_iter().filter(|&(_, count)| count >= least).map(|(cue, _)| cue).collect()
}

/// By how much scores are wrong, if some of them are right alike; adds the loss.
pub(super) fn error(scores: &[f32], right: &[usize], share: f32, loss: &mut f32) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let parts: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
    let total: f32 = parts.iter().sum();
    let mut error: Vec<f32> = parts.iter().map(|part| part / total * share).collect();
    let each = 1.0 / right.len().max(1) as f32;
    for &right in right {
        error[right] -= share * each;
        *loss -= each * (parts[right] / total).max(1e-9).ln();
    }
    error
}
