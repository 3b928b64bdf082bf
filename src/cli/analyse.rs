//! `quidnunc analyse`: documents in; words, tags, trees and names out, as CoNLL-U or JSON lines.

use std::io::Write;

use serde::Serialize;

use super::{
    arguments::{Analyse, AnalysisFormat},
    output::write_chosen,
    read::each_document,
    report::Report,
};
use crate::{
    document::Document,
    error::{Error, Result},
    language::{self, Analysis, Language, conllu},
    span::{CodePoints, Span},
};

pub(super) fn run(options: &Analyse, report: &mut Report) -> Result<()> {
    let work = |document: Document| {
        let analysis = Language::shipped().analyse(&document.text);
        (document, analysis)
    };
    write_chosen(options.out.as_deref(), |out| {
        each_document(&options.documents, report, work, |(document, analysis)| match options.format {
            AnalysisFormat::Conllu => write_conllu(&document, &analysis, out),
            AnalysisFormat::Json => write_json(&document, &analysis, out),
        })
    })
}

fn write_conllu(document: &Document, analysis: &Analysis, mut out: &mut dyn Write) -> Result<()> {
    Ok(conllu::write(&document.text, analysis, &document.info.source, &mut out)?)
}

fn write_json(document: &Document, analysis: &Analysis, out: &mut dyn Write) -> Result<()> {
    let places = CodePoints::of(&document.text);
    let shown = Shown {
        source: &document.info.source,
        id: &document.info.id,
        sentences: analysis.sentences.iter().map(|s| sentence(s, &document.text, &places)).collect(),
        diagnostics: analysis.diagnostics.iter().map(|d| d.message.as_str()).collect(),
    };
    serde_json::to_writer(&mut *out, &shown).map_err(|e| Error::from(std::io::Error::from(e)))?;
    Ok(out.write_all(b"\n")?)
}

/// What a line of JSON says of a document. Places are code points of its normalised text, end exclusive.
#[derive(Serialize)]
struct Shown<'a> {
    source: &'a str,
    id: &'a str,
    sentences: Vec<Sentence<'a>>,
    diagnostics: Vec<&'a str>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    start: usize,
    end: usize,
    starts_paragraph: bool,
    tokens: Vec<Token<'a>>,
    names: Vec<Name<'a>>,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'static str,
    /// Index in the sentence, from 0; null for the root.
    head: Option<usize>,
    relation: &'static str,
}

#[derive(Serialize)]
struct Name<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
}

fn sentence<'a>(sentence: &'a language::Sentence, text: &'a str, places: &CodePoints<'_>) -> Sentence<'a> {
    let tokens = sentence.tokens.iter().map(|token| Token {
        text: token.span.of(text),
        start: places.at(token.span.start),
        end: places.at(token.span.end),
        lemma: &token.lemma,
        upos: token.upos.as_str(),
        xpos: token.xpos.as_str(),
        head: token.head,
        relation: token.relation.as_str(),
    });
    let names = sentence.names.iter().map(|name| {
        let span = Span::new(sentence.tokens[name.start].span.start, sentence.tokens[name.end - 1].span.end);
        Name { text: span.of(text), start: places.at(span.start), end: places.at(span.end), kind: name.kind.label() }
    });
    Sentence {
        start: places.at(sentence.span.start),
        end: places.at(sentence.span.end),
        starts_paragraph: sentence.starts_paragraph,
        tokens: tokens.collect(),
        names: names.collect(),
    }
}
