//! `quidnunc train`: a language model from treebanks, name annotations, annotated documents and word vectors.

use std::path::PathBuf;

use super::{
    annotation::{Annotation, annotated},
    arguments::Train,
    output::write_file,
    read::read_text,
    report::Report,
};
use crate::{
    error::Result,
    language::{
        Language, NameKind,
        train::{Naming, TrainData, TrainOptions, train},
    },
    pipeline::documents,
    record::ActorType,
    seed::Seeds,
};

pub(super) fn run(options: &Train, report: &Report) -> Result<()> {
    let seeds = Seeds::shipped();
    let data = TrainData {
        trees: texts(&options.treebanks)?,
        names: texts(&options.names)?,
        named: annotated(&options.named, |text, annotation| Ok((text, namings(annotation, &seeds))))?,
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

/// How the document names its actors, and what kinds of name that may be: a government may be called by a place or a house, and a body that is
/// called by a known place is that place, acting.
fn namings(annotation: &Annotation, seeds: &Seeds) -> Vec<Naming> {
    let mut namings = vec![];
    for actor in &annotation.actors {
        for words in &actor.aliases {
            let kinds: &[NameKind] = match actor.kind {
                ActorType::Person => &[NameKind::Person],
                ActorType::Organization if seeds.place(words).is_empty() => &[NameKind::Organisation],
                ActorType::Organization | ActorType::State => &[NameKind::Place, NameKind::Organisation],
                ActorType::Group => &[],
            };
            namings.push(Naming { words: words.clone(), whole: actor.name.clone(), kinds: kinds.to_vec() });
        }
    }
    namings
}
