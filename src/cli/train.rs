//! `quidnunc train`: a language model from treebanks, name annotations and word vectors.

use std::path::PathBuf;

use super::{arguments::Train, output::write_file, read::read_text, report::Report};
use crate::{
    error::Result,
    language::{
        Language,
        train::{TrainData, TrainOptions, train},
    },
    pipeline::documents,
};

pub(super) fn run(options: &Train, report: &Report) -> Result<()> {
    let data = TrainData {
        trees: texts(&options.treebanks)?,
        names: texts(&options.names)?,
        raw: documents(&options.raw_text).map(|document| Ok(document?.text)).collect::<Result<_>>()?,
        watched: texts(&options.watch)?,
        watched_names: texts(&options.watch_names)?,
        vectors: read_text(&options.vectors)?,
    };
    let model = train(&train_options(options), &data, &mut |line| report.say(line))?;
    Language::from_bytes(model.clone()).map_err(|e| e.context("the model that was learned cannot be read"))?;
    write_file(&options.out, |out| Ok(out.write_all(&model)?))?;
    report.say(&format!("wrote {}, {} bytes", options.out.display(), model.len()));
    Ok(())
}

fn train_options(options: &Train) -> TrainOptions {
    let usual = TrainOptions::default();
    TrainOptions { epochs: options.epochs.unwrap_or(usual.epochs), seed: options.seed.unwrap_or(usual.seed), ..usual }
}

fn texts(paths: &[PathBuf]) -> Result<Vec<String>> {
    paths.iter().map(|path| read_text(path)).collect()
}
