//! Sentences with trees checked by hand, for the tests of this folder: those of `sentences.conllu`, or written in the test.

use crate::{
    language::{Analysis, Name, NameKind, Relation, Sentence, Token, Upos, Xpos, conllu},
    span::Span,
};

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

/// Reads `form|UPOS[:lemma]|head|relation[|P or O or L for a name]`, one sentence a line, into a text and its analysis. A hyphen joins its
/// neighbours.
pub(super) fn read(trees: &str) -> (String, Analysis) {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for line in trees.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut sentence = Sentence::default();
        for word in line.split(' ') {
            let fields: Vec<&str> = word.split('|').collect();
            if fields[0] == "-" {
                text.pop();
            }
            let start = text.len();
            text.push_str(fields[0]);
            sentence.tokens.push(token(&fields, Span::new(start, text.len())));
            name(&mut sentence, fields.get(4).copied());
            if fields[0] != "-" {
                text.push(' ');
            }
        }
        sentence.span = sentence.span_of(&(0..sentence.tokens.len()).collect::<Vec<_>>());
        sentences.push(sentence);
    }
    (text, Analysis { sentences, diagnostics: Vec::new() })
}

fn token(fields: &[&str], span: Span) -> Token {
    let form = fields[0].to_lowercase();
    let (upos, lemma) = fields[1].split_once(':').unwrap_or((fields[1], &form));
    let upos = Upos::from_text(upos).expect("a part of speech");
    let xpos = match (upos, &*form) {
        (Upos::Noun, _) if lemma != form => Xpos::Nns,
        (Upos::Noun, _) => Xpos::Nn,
        (Upos::Propn, _) => Xpos::Nnp,
        (Upos::Pron, "his" | "her" | "its" | "their") => Xpos::PrpPoss,
        (Upos::Pron, "who" | "which") => Xpos::Wp,
        (Upos::Pron, _) => Xpos::Prp,
        (Upos::Part, "'s") => Xpos::Pos,
        (Upos::Verb, _) if form.ends_with("ing") => Xpos::Vbg,
        (Upos::Verb, _) if form == lemma && matches!(fields[3], "xcomp" | "acl") => Xpos::Vb,
        (Upos::Verb, _) if form == lemma => Xpos::Vbp,
        (Upos::Verb, _) if form.ends_with('s') => Xpos::Vbz,
        (Upos::Verb, _) => Xpos::Vbd,
        (Upos::Punct, ",") => Xpos::Comma,
        (Upos::Punct, ":" | "—") => Xpos::Colon,
        (Upos::Punct, "\"") => Xpos::OpenQuote,
        _ => Xpos::Nfp,
    };
    let head = fields[2].parse::<usize>().expect("a number").checked_sub(1);
    let relation = Relation::from_text(fields[3]).expect("a relation");
    Token { span, lemma: lemma.into(), upos, xpos, head, relation, continues_word: form == "'s" }
}

fn name(sentence: &mut Sentence, mark: Option<&str>) {
    let kind = match mark {
        Some("P") => NameKind::Person,
        Some("O") => NameKind::Organisation,
        Some("L") => NameKind::Place,
        _ => return,
    };
    let end = sentence.tokens.len();
    match sentence.names.last_mut() {
        Some(last) if last.end + 1 == end && last.kind == kind => last.end = end,
        _ => sentence.names.push(Name { start: end - 1, end, kind }),
    }
}
