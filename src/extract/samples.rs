//! Sentences with trees checked by hand, for the tests of this folder: `sentences.conllu`.

use crate::language::{Analysis, conllu};

/// The text that begins with `start`, and its analysis.
pub(super) fn sample(start: &str) -> (String, Analysis) {
    let sentences = conllu::read(include_str!("sentences.conllu")).expect("sentences.conllu is well formed");
    let documents = conllu::documents(&sentences);
    let found = documents.into_iter().find(|d| d.text.starts_with(start));
    let document = found.unwrap_or_else(|| panic!("no sentence begins with {start:?}"));
    (document.text, document.analysis)
}

/// The indices of the sentence and of the word in it that reads `word`.
pub(super) fn place(text: &str, analysis: &Analysis, word: &str) -> (usize, usize) {
    let places = analysis.sentences.iter().enumerate();
    let mut found = places.filter_map(|(s, tree)| Some((s, tree.tokens.iter().position(|t| t.span.of(text) == word)?)));
    found.next().unwrap_or_else(|| panic!("{word:?} is not in {text:?}"))
}
