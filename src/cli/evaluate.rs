//! `quidnunc evaluate`: how well the language model reads a treebank, from its words or from its raw text.

use std::path::Path;

use rayon::prelude::*;

use super::{arguments::Evaluate, output::write_stdout, read::read_text, report::Report};
use crate::{
    error::{Error, Result},
    language::{
        Analysis, Language, Reading, Sentence,
        conllu::{self, GoldDocument, GoldSentence},
        score::Scores,
    },
};

pub(super) fn run(options: &Evaluate, report: &Report) -> Result<()> {
    let mut sentences = parsed(&options.conllu, conllu::read)?;
    if sentences.is_empty() {
        let error = Error::new(format!("{} holds no sentence", options.conllu.display()));
        return Err(error.with_hint("give a treebank in CoNLL-U"));
    }
    if let Some(names) = &options.names {
        add_names(&mut sentences, names, report)?;
    }
    let scores = score(&sentences, options);
    write_stdout(|out| Ok(write!(out, "{scores}")?))
}

fn parsed<T>(path: &Path, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
    parse(&read_text(path)?).map_err(|e| e.context(format!("cannot read {}", path.display())))
}

fn add_names(sentences: &mut [GoldSentence], names: &Path, report: &Report) -> Result<()> {
    let named = conllu::attach_names(sentences, &parsed(names, conllu::read_iob2)?);
    report.say(&format!("names are known for {named} of {} sentences", sentences.len()));
    if named == 0 {
        let error = Error::new(format!("{} names no sentence of the treebank", names.display()));
        return Err(error.with_hint("sentences are joined by `sent_id`, and their words must agree"));
    }
    Ok(())
}

fn score(sentences: &[GoldSentence], options: &Evaluate) -> Scores {
    let language = Language::shipped();
    let documents = conllu::documents(sentences);
    let read = |gold: &GoldDocument| {
        let analysis = if options.raw { language.analyse(&gold.text) } else { read_words(language, gold) };
        if options.names.is_some() { analysis } else { without_names(analysis) }
    };
    let found: Vec<Analysis> = documents.par_iter().map(read).collect();
    let mut scores = Scores::default();
    documents.iter().zip(&found).for_each(|(gold, found)| scores.add(&gold.analysis, found));
    scores
}

/// The treebank's sentences and words, all else read by the model.
fn read_words(language: &Language, gold: &GoldDocument) -> Analysis {
    let sentences = &gold.analysis.sentences;
    let forms: Vec<Vec<&str>> = sentences.iter().map(|sentence| forms(sentence, &gold.text)).collect();
    let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let read = language.read_text(&forms);
    let found = sentences.iter().zip(&forms).zip(read).map(|((gold, forms), read)| found(language, gold, forms, read));
    Analysis { sentences: found.collect(), diagnostics: vec![] }
}

fn forms<'t>(sentence: &Sentence, text: &'t str) -> Vec<&'t str> {
    sentence.tokens.iter().map(|token| token.span.of(text)).collect()
}

fn found(language: &Language, gold: &Sentence, forms: &[&str], reading: Reading) -> Sentence {
    let mut sentence = Sentence { names: reading.names, ..gold.clone() };
    for (i, token) in sentence.tokens.iter_mut().enumerate() {
        token.upos = reading.upos[i];
        token.xpos = reading.xpos[i];
        token.head = reading.heads[i];
        token.relation = reading.relations[i];
        token.lemma = language.lemma(forms[i], token.upos, token.xpos);
    }
    sentence
}

fn without_names(mut analysis: Analysis) -> Analysis {
    analysis.sentences.iter_mut().for_each(|sentence| sentence.names.clear());
    analysis
}
