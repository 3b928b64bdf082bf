//! According to whom: the source that a text names for what it tells.

use crate::{language::Analysis, span::Span};

/// Who says so, by which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Index of the sentence in which source and cue stand.
    pub sentence: usize,
    /// Index of the source's head word in that sentence.
    pub head: usize,
    /// The source's words, without clauses that describe it.
    pub span: Span,
    /// Index of the reporting word (`said`, `according`, `statement`) in that sentence.
    pub cue: usize,
    /// What the reporting word does.
    pub manner: Manner,
}

/// What a reporting word does with what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// Tells it without a stance: say, tell, write.
    Say,
    /// Makes it known as news: announce, report, reveal.
    Announce,
    /// Holds it to be true: claim, argue, insist, allege.
    Claim,
    /// Thinks it: believe, expect, fear.
    Think,
    /// Says that it is not so: deny, dismiss.
    Deny,
    /// Says that it is so indeed: confirm, acknowledge, admit.
    Confirm,
    /// Says that it may come: warn, predict, threaten.
    Warn,
    /// Wants it: demand, urge, propose.
    Demand,
    /// Undertakes it: promise, pledge, vow.
    Promise,
    /// Asks whether: ask, wonder.
    Ask,
}

/// Finds who is said to say what the word `trigger` of the sentence with index `sentence` tells: the innermost source;
/// none where the author speaks.
pub fn attribution(_text: &str, _analysis: &Analysis, _sentence: usize, _trigger: usize) -> Option<Source> {
    None
}
