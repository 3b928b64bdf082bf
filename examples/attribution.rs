//! How many of the sources that a text names are found? Measures `extract::attribution` against annotated articles.
//!
//! `cargo run --release --example attribution -- articles.jsonl [--missed | --wrong]`: one article a line, `text` and `attributions`, each with `source`,
//! `cue` and `content`: lists of `{"spans": [[start, end], ...]}` in code points. A statement is the word of a content whose head lies outside of
//! it, and every action told in it. Recall: of the contents with a source, those of which some statement has a source that
//! overlaps the annotated one. Precision: of the statements anywhere in the text with a source, those for which an annotation says so.

#![expect(clippy::print_stdout, reason = "figures are what it is run for")]

use std::{error::Error, fs, ops::Range};

use quidnunc::{
    extract::{actor::find_actors, attribution::Source, interpret},
    language::{Analysis, Language},
    seed::Seeds,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Article {
    text: String,
    attributions: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    source: Vec<Part>,
    #[serde(default)]
    cue: Vec<Part>,
    content: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    spans: Vec<[usize; 2]>,
}

#[derive(Default)]
struct Score {
    annotated: usize,
    found: usize,
    claimed: usize,
    right: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give a file of annotated articles")?;
    let show = arguments.next().unwrap_or_default();
    let (seeds, mut score) = (Seeds::shipped(), Score::default());
    for line in fs::read_to_string(path)?.lines() {
        measure(&serde_json::from_str(line)?, &seeds, &show, &mut score);
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let Score { annotated, found, claimed, right } = score;
    println!("recall    {:5.1} % of {annotated} contents with a source", share(found, annotated));
    println!("precision {:5.1} % of {claimed} statements with a source", share(right, claimed));
    Ok(())
}

fn measure(article: &Article, seeds: &Seeds, show: &str, score: &mut Score) {
    let text = &article.text;
    let analysis = Language::shipped().analyse(text);
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let ranges = |parts: &[Part]| -> Vec<Range<usize>> {
        parts.iter().flat_map(|part| &part.spans).map(|&[start, end]| places[start]..places[end]).collect()
    };
    let actors = find_actors(text, &analysis, seeds);
    let told = interpret(text, &analysis, &actors, None);
    let actions: Vec<(usize, usize)> = told.tellings.iter().map(|t| (t.trigger.sentence, t.trigger.token)).collect();
    let source = |&(sentence, token): &(usize, usize)| told.scene.speakers.source(sentence, token);
    let mut claimed: Vec<(usize, usize)> = actions.clone();
    for annotation in article.attributions.iter().filter(|a| !a.source.is_empty()) {
        let (content, wanted) = (ranges(&annotation.content), ranges(&annotation.source));
        let inside = |place: &&(usize, usize)| holds(&content, start_of(&analysis, place));
        let heads = heads(&analysis, &content);
        let statements: Vec<(usize, usize)> = actions.iter().filter(inside).chain(&heads).copied().collect();
        let overlaps = |s: Source| wanted.iter().any(|w| s.span.start < w.end && w.start < s.span.end);
        score.annotated += 1;
        let found = statements.iter().filter_map(source).any(overlaps);
        score.found += usize::from(found);
        if !found && show == "--missed" {
            let words = |parts: &[Range<usize>]| parts.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>().join(" … ");
            println!("{} | {} | {}", words(&wanted), words(&ranges(&annotation.cue)), words(&content));
        }
        claimed.extend(heads);
    }
    claimed.sort_unstable();
    claimed.dedup();
    for place in claimed {
        let Some(found) = source(&place) else { continue };
        let right = article.attributions.iter().any(|annotation| {
            let wanted = ranges(&annotation.source);
            let overlaps = wanted.iter().any(|w| found.span.start < w.end && w.start < found.span.end);
            overlaps && holds(&ranges(&annotation.content), start_of(&analysis, &place))
        });
        score.claimed += 1;
        score.right += usize::from(right);
        if !right && show == "--wrong" {
            let sentence = &analysis.sentences[place.0];
            let word = sentence.tokens[place.1].span.of(text);
            println!("{} said to tell {word:?}: {}", found.span.of(text), sentence.span.of(text));
        }
    }
}

fn start_of(analysis: &Analysis, &(sentence, token): &(usize, usize)) -> usize {
    analysis.sentences[sentence].tokens[token].span.start
}

fn holds(ranges: &[Range<usize>], place: usize) -> bool {
    ranges.iter().any(|range| range.contains(&place))
}

/// The words of a content whose head lies outside of it.
fn heads(analysis: &Analysis, content: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let inside = |token: usize| holds(content, sentence.tokens[token].span.start);
        let is_word = |token: usize| sentence.tokens[token].lemma.contains(char::is_alphabetic);
        let top = |&token: &usize| {
            inside(token) && is_word(token) && sentence.tokens[token].head.is_none_or(|head| !inside(head))
        };
        found.extend((0..sentence.tokens.len()).filter(top).map(|token| (number, token)));
    }
    found
}
