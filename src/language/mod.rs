//! Reading English: from a text to sentences, words, tags, lemmas, dependency trees and names.
//!
//! Needs only a `&str` and a model; knows nothing of documents, frames or graphs. Never fails: whatever the text, it gives an
//! [`Analysis`] whose words rebuild it, with diagnostics on what had to be cut.

pub mod analyse;
pub mod conllu;
pub mod draw;
mod encode;
mod feature;
pub mod furniture;
pub mod glossary;
mod integer;
pub mod label;
pub(crate) mod layer;
pub mod lemma;
mod lexicon;
pub(crate) mod matrix;
mod mend;
mod model;
mod names;
mod read;
pub mod score;
pub mod sentence;
mod share;
mod simd;
pub mod tokenize;
pub mod train;
mod tree;

pub use analyse::{Language, Reading};
pub use label::{Relation, Upos, Xpos};
pub(crate) use lexicon::Lexicon as Hashes;
pub(crate) use model::DIMENSIONS as VECTOR;
pub(crate) use share::{exp, shares};
pub(crate) use train::Random;

use crate::{diagnostic::Diagnostic, span::Span};

/// What was read from one text. All spans are bytes of that text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// In text order; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// What had to be cut or skipped.
    pub diagnostics: Vec<Diagnostic>,
}

/// One sentence with its dependency tree.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Syntactic words in text order. A multi-word token such as `don't` gives several, with touching spans.
    pub tokens: Vec<Token>,
    /// Names in text order; they do not overlap.
    pub names: Vec<Name>,
    /// Whether a blank line, or the text's beginning, stands before it.
    pub starts_paragraph: bool,
}

/// One syntactic word.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its bytes in the text.
    pub span: Span,
    /// Dictionary form, lower case unless a name.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Index of the head in the sentence; none for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
    /// Whether the token continues the multi-word token before it (`n't` of `don't`, `'s` of `Minsk's`).
    pub continues_word: bool,
}

/// A name: a stretch of words that names one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Index of its first token.
    pub start: usize,
    /// Index after its last token.
    pub end: usize,
    /// What it names.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human.
    Person,
    /// A country, city, region, river.
    Place,
    /// A company, party, ministry, medium.
    Organisation,
}

impl Sentence {
    /// Indices of the words whose head is `head`, in text order.
    pub fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(head)).map(|(i, _)| i)
    }

    /// Indices of the children of `head` whose relation is `relation` or a subtype of it.
    pub fn dependents(&self, head: usize, relation: Relation) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(head).filter(move |&i| self.tokens[i].relation.is(relation))
    }

    /// Whether `ancestor` is `node` or stands above it.
    pub fn dominates(&self, ancestor: usize, node: usize) -> bool {
        let mut at = Some(node);
        for _ in 0..=self.tokens.len() {
            match at {
                Some(i) if i == ancestor => return true,
                Some(i) => at = self.tokens[i].head,
                None => return false,
            }
        }
        false
    }

    /// How many steps of the tree lead from one word to another.
    pub fn distance(&self, one: usize, other: usize) -> usize {
        let above = |i: usize| std::iter::successors(Some(i), |&at| self.tokens[at].head).take(self.tokens.len());
        let met = above(one).enumerate().find_map(|(up, i)| Some(up + above(other).position(|o| o == i)?));
        met.unwrap_or(self.tokens.len())
    }

    /// Indices of `node` and all below it, in text order.
    pub fn subtree(&self, node: usize) -> Vec<usize> {
        (0..self.tokens.len()).filter(|&i| self.dominates(node, i)).collect()
    }

    /// Bytes from the first to the last word of `indices`, which may be in any order but not empty.
    pub fn span_of(&self, indices: &[usize]) -> Span {
        let spans = indices.iter().map(|&i| self.tokens[i].span);
        spans.reduce(Span::cover).unwrap_or(self.span)
    }

    /// Index of the word that has no head.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }
}
