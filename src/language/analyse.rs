//! From a text to its [`Analysis`]: cuts it into words and sentences, reads them with the model, finds the lemmas.
//!
//! Needs the model; the one that the program ships is loaded on first use. Never fails on a text, however odd.

use super::{
    Analysis, Name, NameKind, Relation, Sentence, Token, Upos, Xpos,
    feature::{Features, features},
    lemma::{LemmaTable, lemma},
    model::{CENTRE_BITS, CENTRES, DIMENSIONS, GROUP, Model},
    names::NameScores,
    read::Reader,
    tokenize::{RawSentence, RawText, tokenize},
};
use crate::{diagnostic::Diagnostic, error::Result};
use std::{borrow::Cow, sync::LazyLock};

/// A sentence with more words is read in parts.
pub const LONGEST_SENTENCE: usize = 200;

/// Words that are read side by side.
const SIDE_BY_SIDE: usize = 256;

/// English, as a trained model knows it.
///
/// ```
/// use quidnunc::language::{Language, Relation};
/// let text = "Belarus released two prisoners.";
/// let analysis = Language::shipped().analyse(text);
/// let sentence = &analysis.sentences[0];
/// let root = sentence.root().expect("every sentence has a root");
/// assert_eq!(sentence.tokens[root].span.of(text), "released");
/// assert_eq!(sentence.dependents(root, Relation::Nsubj).next(), Some(0));
/// ```
#[derive(Clone, Debug)]
pub struct Language {
    model: Model,
    lemmas: LemmaTable,
}

/// What is read of one sentence whose words are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Universal part of speech of every word.
    pub upos: Vec<Upos>,
    /// English part of speech of every word.
    pub xpos: Vec<Xpos>,
    /// Index of every word's head; none for the root.
    pub heads: Vec<Option<usize>>,
    /// Relation of every word to its head.
    pub relations: Vec<Relation>,
    /// Names in text order.
    pub names: Vec<Name>,
}

static SHIPPED: LazyLock<Language> = LazyLock::new(|| {
    let bytes = include_bytes!("model/english.model");
    Language::from_bytes(bytes.as_slice()).expect("the shipped model is whole: a test loads it")
});

impl Language {
    /// The model inside the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// A model from the bytes that `train` gave.
    ///
    /// # Errors
    /// When the bytes are no model, are cut short or damaged, or belong to another version.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self> {
        let model = Model::from_bytes(bytes.into())?;
        let lemmas = LemmaTable::from_bytes(model.lemmas())?;
        Ok(Self { model, lemmas })
    }

    /// The number of the vector of a word in lower case; none for a word that has none.
    pub(crate) fn word(&self, word: &str) -> Option<usize> {
        self.model.words.find(features(word).vector)
    }

    /// The vector that has a number.
    pub(crate) fn vector(&self, word: usize) -> [f32; DIMENSIONS] {
        let mut vector = [0.0; DIMENSIONS];
        let groups = vector.chunks_exact_mut(GROUP).zip(self.model.codes(word)).enumerate();
        for (group, (numbers, &code)) in groups {
            let centre = &self.model.centres[(group * CENTRES + usize::from(code)) * GROUP..][..GROUP];
            let unit = (1 << CENTRE_BITS) as f32;
            numbers.iter_mut().zip(centre).for_each(|(to, &from)| *to = f32::from(from) / unit);
        }
        vector
    }

    /// Reads a text. Whatever the text, every sentence has one root and no cycle.
    pub fn analyse(&self, text: &str) -> Analysis {
        let RawText { words, sentences, mut diagnostics } = tokenize(text);
        let parts = bounded(&sentences, &words, &mut diagnostics);
        let mut reader = Reader::new(&self.model);
        let mut found = Vec::with_capacity(parts.len());
        let (mut seen, mut starts): (Vec<Features>, Vec<usize>) = (Vec::new(), vec![0]);
        let mut names = NameScores::new(&self.model);
        let mut first = 0;
        for (at, part) in parts.iter().enumerate() {
            seen.extend(words[part.start..part.end].iter().map(|word| features(word.span.of(text))));
            starts.push(seen.len());
            if seen.len() < SIDE_BY_SIDE && at + 1 < parts.len() {
                continue;
            }
            let reading = reader.read(&seen, &starts);
            for (i, part) in parts[first..=at].iter().enumerate() {
                let raw = &words[part.start..part.end];
                let range = starts[i]..starts[i + 1];
                let tokens = raw.iter().zip(range).map(|(word, i)| Token {
                    span: word.span,
                    lemma: lemma(&self.lemmas, word.span.of(text), reading.upos[i], reading.xpos[i]),
                    upos: reading.upos[i],
                    xpos: reading.xpos[i],
                    head: reading.heads[i],
                    relation: reading.relations[i],
                    continues_word: word.continues_word,
                });
                let sentence = Sentence {
                    span: raw[0].span.cover(raw[raw.len() - 1].span),
                    tokens: tokens.collect(),
                    names: Vec::new(),
                    starts_paragraph: part.starts_paragraph,
                };
                found.push(sentence);
            }
            names.add(&seen, &reading.name_scores);
            seen.clear();
            starts.truncate(1);
            first = at + 1;
        }
        names.agree();
        for (sentence, names) in found.iter_mut().zip(names.of(parts.iter().map(|part| part.end - part.start))) {
            sentence.names = names;
            free_subjects(sentence);
        }
        Analysis { sentences: found, diagnostics }
    }

    /// Reads one sentence whose words are given, as in a treebank; a long one is read in parts whose roots hang on the first.
    pub fn read<F: AsRef<str>>(&self, forms: &[F]) -> Reading {
        self.read_text(&[forms]).pop().unwrap_or_default()
    }

    /// Reads the sentences of one text whose words are given.
    pub fn read_text<F: AsRef<str>>(&self, sentences: &[&[F]]) -> Vec<Reading> {
        let mut reader = Reader::new(&self.model);
        let mut names = NameScores::new(&self.model);
        let mut readings: Vec<Reading> =
            sentences.iter().map(|forms| read_one(&mut reader, forms, &mut names)).collect();
        names.agree();
        let found = names.of(sentences.iter().map(|forms| forms.len()));
        readings.iter_mut().zip(found).for_each(|(reading, names)| reading.names = names);
        readings
    }

    /// The dictionary form of a word by itself.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        lemma(&self.lemmas, form, upos, xpos)
    }
}

/// All of a sentence but its names, whose scores are kept.
fn read_one<F: AsRef<str>>(reader: &mut Reader, forms: &[F], names: &mut NameScores) -> Reading {
    let mut all = Reading::default();
    for forms in forms.chunks(LONGEST_SENTENCE) {
        let offset = all.heads.len();
        let seen: Vec<Features> = forms.iter().map(|form| features(form.as_ref())).collect();
        let part = reader.read(&seen, &[0, seen.len()]);
        names.add(&seen, &part.name_scores);
        let root = all.heads.iter().position(Option::is_none);
        all.upos.extend(&part.upos);
        all.xpos.extend(&part.xpos);
        all.heads.extend(part.heads.iter().map(|head| head.map(|head| head + offset).or(root)));
        let relations = part.relations.iter().zip(&part.heads);
        all.relations.extend(
            relations.map(
                |(&relation, head)| {
                    if head.is_none() && root.is_some() { Relation::Parataxis } else { relation }
                },
            ),
        );
    }
    all
}

/// The sentences, with long ones cut into parts.
fn bounded(
    sentences: &[RawSentence],
    words: &[super::tokenize::RawWord],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RawSentence> {
    let mut parts = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        if sentence.end - sentence.start <= LONGEST_SENTENCE {
            parts.push(*sentence);
            continue;
        }
        let span = words[sentence.start].span.cover(words[sentence.end - 1].span);
        let message = format!("a sentence of {} words was read in parts", sentence.end - sentence.start);
        diagnostics.push(Diagnostic::at(span, message));
        for start in (sentence.start..sentence.end).step_by(LONGEST_SENTENCE) {
            let end = (start + LONGEST_SENTENCE).min(sentence.end);
            let starts_paragraph = sentence.starts_paragraph && start == sentence.start;
            parts.push(RawSentence { start, end, starts_paragraph });
        }
    }
    parts
}

/// Tree and names must agree: "In March Kohl praised" cannot have Kohl as a part of March. A person's name that the tree makes part
/// of a word outside it, before a verb without a subject, is that subject.
fn free_subjects(sentence: &mut Sentence) {
    for at in 0..sentence.names.len() {
        let name = sentence.names[at];
        let subject = sentence.tokens[name.start].head.filter(|head| *head < name.start);
        let verb = subject.and_then(|head| sentence.tokens[head].head).filter(|&verb| verb >= name.end);
        let outside = name.kind == NameKind::Person && sentence.tokens[name.start].relation == Relation::Flat;
        let lacks = |verb: usize| {
            sentence.tokens[verb].upos == Upos::Verb && sentence.dependents(verb, Relation::Nsubj).next().is_none()
        };
        if let Some(verb) = verb.filter(|&verb| outside && lacks(verb)) {
            sentence.tokens[name.start].head = Some(verb);
            sentence.tokens[name.start].relation = Relation::Nsubj;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::model::{HEADER, checksum};
    use proptest::prelude::*;

    /// Every sentence must be a bounded tree, and nothing but white space may stand between words.
    fn check_trees(text: &str) {
        let analysis = Language::shipped().analyse(text);
        let shown: String = text.chars().take(40).collect();
        let mut end = 0;
        for sentence in &analysis.sentences {
            assert!(sentence.tokens.len() <= LONGEST_SENTENCE, "{shown:?}");
            assert_eq!(sentence.tokens.iter().filter(|token| token.head.is_none()).count(), 1, "{shown:?}");
            let root = sentence.root().expect("counted");
            for (i, token) in sentence.tokens.iter().enumerate() {
                assert!(sentence.dominates(root, i), "{shown:?}");
                assert!(token.span.start >= end && !token.span.is_empty(), "{shown:?}");
                assert!(is_blank(&text[end..token.span.start]), "{shown:?}");
                assert_eq!(token.relation == Relation::Root, i == root);
                end = token.span.end;
            }
            let names = sentence.names.windows(2).all(|pair| pair[0].end <= pair[1].start);
            assert!(names && sentence.names.iter().all(|name| name.start < name.end));
        }
        assert!(is_blank(&text[end..]), "{shown:?}");
    }

    /// White space, and what has no width.
    fn is_blank(text: &str) -> bool {
        !text.chars().any(|c| c.is_alphanumeric() || c.is_ascii_punctuation())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_give_trees(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            check_trees(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn any_text_gives_trees(text in "\\PC{0,200}") {
            check_trees(&text);
        }

        #[test]
        fn any_words_give_trees(words in prop::collection::vec("[A-Za-z]{1,9}|[.,;:()\"'!?-]|\n\n|[0-9]{1,4}", 0..300)) {
            check_trees(&words.join(" "));
        }
    }

    #[test]
    fn long_sentences_are_read_in_parts() {
        let analysis = Language::shipped().analyse(&"and so on ".repeat(200));
        assert!(analysis.sentences.iter().all(|sentence| sentence.tokens.len() <= LONGEST_SENTENCE));
        assert!(analysis.diagnostics.iter().any(|d| d.message.ends_with("was read in parts")));
        let words = vec!["word"; 500];
        let reading = Language::shipped().read(&words);
        assert_eq!(reading.heads.iter().filter(|head| head.is_none()).count(), 1);
    }

    #[test]
    fn a_text_reads_the_same_beside_others() {
        let (one, two) = ("Poland closed its border.", "Four men were freed in Riga.");
        let tree = |text: &str, i: usize| {
            let sentence = &Language::shipped().analyse(text).sentences[i];
            sentence.tokens.iter().map(|t| (t.upos, t.head, t.relation)).collect::<Vec<_>>()
        };
        assert_eq!(tree(&format!("{one} {two}"), 1), tree(two, 0));
    }

    #[test]
    fn odd_texts_give_trees() {
        for piece in
            ["(", "\"", "‘", "word,", "9", "-", "Минск", "北京", "د", "e\u{301}", "a\u{200b}", "👍🏽", "A.", "\n\n"]
        {
            check_trees(&piece.repeat(2_000));
        }
        check_trees(&"w".repeat(10_000_000));
        check_trees(&"Minsk Минск 北京 دمشق हिन्दी ".repeat(200));
    }

    fn check_refused(change: impl FnOnce(&mut Vec<u8>), expected: &str) {
        let mut bytes = include_bytes!("model/english.model").to_vec();
        change(&mut bytes);
        let error = Language::from_bytes(bytes).expect_err("refused");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.hint().is_some());
    }

    #[test]
    fn wrong_models_are_refused() {
        check_refused(|bytes| bytes.clear(), "does not begin as a language model does");
        check_refused(|bytes| bytes[0] = b'x', "does not begin as a language model does");
        check_refused(|bytes| bytes[8] = 99, "the model has version 99, this program reads version");
        check_refused(|bytes| bytes.truncate(5000), "and has 5000");
        check_refused(|bytes| bytes[1_000_000] ^= 1, "the model's checksum is wrong");
    }

    /// Gives bytes the length and checksum that a whole model of them would have.
    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let (length, sum) = (bytes.len() as u64, checksum(&bytes[HEADER..]));
        bytes[12..20].copy_from_slice(&length.to_le_bytes());
        bytes[20..28].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    #[test]
    fn models_cut_anywhere_are_refused() {
        let whole = include_bytes!("model/english.model");
        let near_the_start = (0..200).chain((0..60).map(|i| i * whole.len() / 60)).chain([whole.len() - 1]);
        for end in near_the_start {
            check_refused(|bytes| bytes.truncate(end), "");
            if end >= HEADER {
                check_refused(|bytes| *bytes = sealed(whole[..end].to_vec()), "");
            }
        }
        check_refused(|bytes| *bytes = sealed([whole.as_slice(), &[0]].concat()), "bytes are left over");
    }

    #[test]
    fn models_whose_parts_disagree_are_refused() {
        for (at, size) in (HEADER..HEADER + 32).step_by(4).flat_map(|at| [(at, 0u8), (at, 16), (at, 255)]) {
            let change = |bytes: &mut Vec<u8>| {
                bytes[at] = if bytes[at] == size { 48 } else { size };
                *bytes = sealed(std::mem::take(bytes));
            };
            check_refused(change, "");
        }
    }
}
