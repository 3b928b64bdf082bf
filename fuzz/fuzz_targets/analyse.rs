//! Any bytes, read as text: words rebuild it, sentences are bounded trees, and the drawing and CoNLL-U of them can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quidnunc::language::{Language, analyse::LONGEST_SENTENCE, conllu, draw};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let analysis = Language::shipped().analyse(&text);
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert!(sentence.tokens.len() <= LONGEST_SENTENCE);
        assert_eq!(sentence.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
        let root = sentence.root().expect("counted");
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(sentence.dominates(root, i));
            assert!(token.span.start >= end && !token.span.is_empty());
            assert!(!text[end..token.span.start].contains(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation()));
            end = token.span.end;
        }
    }
    assert!(!text[end..].contains(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation()));
    draw::svg(&text, &analysis);
    conllu::write(&text, &analysis, "fuzz", &mut Vec::new()).expect("memory takes all that is written");
});
