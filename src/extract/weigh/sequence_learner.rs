//! Learning a network that reads sentences (`sequence`). The same lessons give the same numbers.

use super::{
    Look, Vector, Word,
    learner::{Lesson, Optimiser, cues_seen, error},
    sequence::{Extent, Lines, Lost, Sequence, TOPIC},
};
use crate::language::{
    Random,
    layer::{multiply_by, retrace},
    matrix::add_scaled,
};

/// A stretch of text whose words, or some of them, are known.
#[derive(Clone, Debug)]
pub(in super::super) struct Line {
    /// What is looked at in each word.
    pub(in super::super) looks: Vec<Look>,
    /// What the document is about.
    pub(in super::super) document: Vector,
    /// Words and their outputs.
    pub(in super::super) right: Vec<(usize, usize)>,
}

/// What texts teach of one question: by cues, and by sentences.
#[derive(Debug, Default)]
pub(in super::super) struct Teaching {
    pub(in super::super) lessons: Vec<Lesson>,
    pub(in super::super) lines: Vec<Line>,
}

impl Extend<Self> for Teaching {
    fn extend<T: IntoIterator<Item = Self>>(&mut self, all: T) {
        for Self { lessons, lines } in all {
            self.lessons.extend(lessons);
            self.lines.extend(lines);
        }
    }
}

/// How lines are taught.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Schooling {
    pub(in super::super) extent: Extent,
    /// A cue seen in fewer words is not learned.
    pub(in super::super) seen: usize,
    pub(in super::super) passes: usize,
    /// Words of a step.
    pub(in super::super) words: usize,
    /// Chances that a number of a word, of a layer, of the hidden layer, and a cue are left out of a step.
    pub(in super::super) forget: (f32, f32, f32, f32),
}

/// Longer lines are not learned from.
const LONGEST: usize = 500;
/// Bounds of the first numbers of cues.
const SMALL: f32 = 0.15;

/// The network that schooling makes of lines; `say` is told of each pass.
pub(in super::super) fn schooled(schooling: Schooling, lines: Vec<Line>, say: &mut dyn FnMut(&str)) -> Sequence {
    let mut pupil = Pupil::new(schooling, lines);
    let mut order: Vec<usize> = (0..pupil.lines.len()).collect();
    let all = order.iter().map(|&at| pupil.lines[at].rows.len()).sum::<usize>();
    let steps = schooling.passes * all.div_ceil(schooling.words).max(1);
    for pass in 0..schooling.passes {
        pupil.random.shuffle(&mut order);
        let (mut loss, mut asked, mut rest) = (0.0, 0, &order[..]);
        while !rest.is_empty() {
            let mut words = 0;
            let full = |&at: &usize| {
                words += pupil.lines[at].rows.len();
                words >= schooling.words
            };
            let end = rest.iter().position(full).map_or(rest.len(), |last| last + 1);
            let (batch, others) = rest.split_at(end);
            let (batch_loss, batch_asked) = pupil.step(batch, steps);
            (loss, asked, rest) = (loss + batch_loss, asked + batch_asked, others);
        }
        say(&format!("pass {} of {}: loss {:.4}", pass + 1, schooling.passes, loss / asked.max(1) as f32));
    }
    pupil.network
}

struct Pupil {
    network: Sequence,
    schooling: Schooling,
    lines: Vec<Ready>,
    optimiser: Optimiser,
    random: Random,
}

/// A line, its cues as rows.
struct Ready {
    rows: Vec<Vec<usize>>,
    words: Vec<Vec<Word>>,
    document: Vector,
    right: Vec<(usize, usize)>,
}

impl Pupil {
    fn new(schooling: Schooling, mut lines: Vec<Line>) -> Self {
        lines.retain(|line| !line.right.is_empty() && line.looks.len() <= LONGEST);
        let cues = cues_seen(lines.iter_mut().flat_map(|line| &mut line.looks), schooling.seen);
        let mut network = Sequence::new(schooling.extent, cues);
        let ready = |Line { looks, document, right }: Line| {
            let found = |look: &Look| look.cues.iter().filter_map(|&cue| network.cues.find(cue)).collect();
            let rows = looks.iter().map(found).collect();
            Ready { rows, words: looks.into_iter().map(|look| look.words).collect(), document, right }
        };
        let lines = lines.into_iter().map(ready).collect();
        let mut random = Random(1);
        let Extent { half, .. } = schooling.extent;
        let plan = &network.plan;
        let layers = plan.layers.iter().map(|l| (l.weight, (3.0 / l.weight.rows as f32).sqrt()));
        let others = [plan.project, plan.hidden, plan.output];
        let others = others.iter().map(|l| (l.weight, (l.weight.rows as f32).powf(-0.5)));
        for (place, most) in layers.chain(others).chain([(plan.rows, SMALL)]) {
            place.of_mut(&mut network.numbers).iter_mut().for_each(|x| *x = (2.0 * random.unit() - 1.0) * most);
        }
        for layer in &plan.layers {
            let gates = &mut layer.bias.of_mut(&mut network.numbers)[2 * half..];
            gates.iter_mut().for_each(|x| *x = 2.0 * random.unit() - 0.5);
        }
        Self { optimiser: Optimiser::new(network.numbers.len()), network, schooling, lines, random }
    }

    /// Learns from some lines, half of them at a time on each of two threads; gives the loss, and how many words it is of.
    fn step(&mut self, batch: &[usize], steps: usize) -> (f32, usize) {
        let (first, second) = batch.split_at(batch.len() / 2);
        let seeds = [Random(self.random.bits()), Random(self.random.bits())];
        let asked: usize = batch.iter().map(|&at| self.lines[at].right.len()).sum();
        let scale = 1.0 / asked as f32;
        let [seed, other] = seeds;
        let this = &*self;
        let ((one, loss), (two, other_loss)) = std::thread::scope(|scope| {
            let two = scope.spawn(|| this.slopes(second, scale, other));
            (this.slopes(first, scale, seed), two.join().expect("learning does not panic"))
        });
        let mut slopes = one;
        add_scaled(&mut slopes, &two, 1.0);
        self.optimiser.step(&mut self.network.numbers, &mut slopes, steps);
        (loss + other_loss, asked)
    }

    /// The slopes of the loss of some lines, and the loss.
    fn slopes(&self, batch: &[usize], scale: f32, mut random: Random) -> (Vec<f32>, f32) {
        let (Extent { width, half, outputs, slots, .. }, plan) = (self.schooling.extent, &self.network.plan);
        let mut slopes = vec![0.0; self.network.numbers.len()];
        let (lost_input, lost_layer, lost_hidden, lost_cue) = self.schooling.forget;
        let mut lines = Lines { starts: vec![0], ..Lines::default() };
        let mut right = vec![];
        for &at in batch {
            let line = &self.lines[at];
            let start = lines.rows.len();
            lines.asked.extend(line.right.iter().map(|&(word, _)| (start + word, line.document)));
            right.extend(line.right.iter().map(|&(_, output)| output));
            let mut kept = |rows: &Vec<usize>| rows.iter().copied().filter(|_| random.unit() >= lost_cue).collect();
            let rows: Vec<Vec<usize>> = line.rows.iter().map(&mut kept).collect();
            lines.add(rows.into_iter().zip(line.words.iter().map(Vec::as_slice)), slots);
        }
        if right.is_empty() {
            return (slopes, 0.0);
        }
        let numbers = &self.network.numbers;
        let lost = Lost { input: lost_input, layer: lost_layer, hidden: lost_hidden };
        let trace = self.network.trace(&lines, lost, &mut random);
        let columns = plan.output.weight.columns;
        let mut loss = 0.0;
        let mut score_slopes = vec![0.0; trace.scores.len()];
        for ((scores, slope), &right) in
            trace.scores.chunks_exact(columns).zip(score_slopes.chunks_exact_mut(columns)).zip(&right)
        {
            slope[..outputs].copy_from_slice(&error(&scores[..outputs], &[right], scale, &mut loss));
        }
        let mut hidden = vec![0.0; trace.hidden.len()];
        retrace(numbers, &mut slopes, plan.output, &trace.hidden, &score_slopes, Some(&mut hidden));
        multiply_by(&mut hidden, &trace.hidden_mask);
        hidden.iter_mut().zip(&trace.hidden).filter(|(_, value)| **value <= 0.0).for_each(|(slope, _)| *slope = 0.0);
        let mut seen = vec![0.0; trace.seen.len()];
        retrace(numbers, &mut slopes, plan.hidden, &trace.seen, &hidden, Some(&mut seen));
        let mut outputs = vec![vec![0.0; lines.rows.len() * 2 * half]; self.schooling.extent.layers];
        if let Some(top) = outputs.last_mut() {
            for ((word, _), slope) in lines.asked.iter().zip(seen.chunks_exact(2 * half + TOPIC)) {
                add_scaled(&mut top[word * 2 * half..][..2 * half], &slope[..2 * half], 1.0);
            }
        }
        let mut words = trace.run.backward(numbers, &plan.layers, &lines.starts, &mut slopes, &mut outputs);
        multiply_by(&mut words, &trace.input_mask);
        retrace(numbers, &mut slopes, plan.project, &lines.vectors, &words, None);
        let all_rows = plan.rows.of_mut(&mut slopes);
        for (rows, slope) in lines.rows.iter().zip(words.chunks_exact(width)) {
            rows.iter().for_each(|&row| add_scaled(&mut all_rows[row * width..][..width], slope, 1.0));
        }
        (slopes, loss)
    }
}
