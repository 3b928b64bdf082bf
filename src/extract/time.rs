//! When: time expressions of a text as EDTF, and which of them dates an action.
//!
//! Expressions are resolved against the document's date or the last date told, never against today.

use crate::{
    language::{Analysis, Sentence},
    span::Span,
};
use jiff::civil::Date;

/// Words that tell a time, with the time that they tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Index of the sentence.
    pub sentence: usize,
    /// The words, without a leading preposition.
    pub span: Span,
    /// Index of the head word in the sentence.
    pub head: usize,
    /// Extended Date/Time Format (ISO 8601-2): `2025`, `2025-03`, `2025-03-14`, `199X`, `2013/2014`, `2025-24`.
    pub edtf: String,
    /// How precise it is.
    pub kind: TimeKind,
}

/// How precise a time expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// One day.
    Day,
    /// One month.
    Month,
    /// A season of a year.
    Season,
    /// One year.
    Year,
    /// Ten years.
    Decade,
    /// From one date to another.
    Range,
}

/// Finds the time expressions of a text that can be resolved, in text order. `anchor` is the document's date.
pub fn expressions(_text: &str, _analysis: &Analysis, _anchor: Option<Date>) -> Vec<TimeExpression> {
    Vec::new()
}

/// Chooses among a document's `expressions` the one that dates the action told by `trigger`, a word of `sentence`, which is the
/// analysis's sentence with index `index`.
pub fn time_of<'e>(
    _sentence: &Sentence,
    _index: usize,
    _trigger: usize,
    _expressions: &'e [TimeExpression],
) -> Option<&'e TimeExpression> {
    None
}
