//! How real a telling makes its action: certain or not, so or not so, past or to come.

use crate::{
    language::Sentence,
    record::{Certainty, Factuality, Polarity, Tense},
};

/// How real the words around a trigger make its action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The label that sums up the axes.
    pub factuality: Factuality,
    /// How sure the telling is.
    pub certainty: Certainty,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// When, seen from the telling.
    pub tense: Tense,
    /// The words that decided, nearest to the trigger first; empty for a plain statement.
    pub because: Vec<Reason>,
}

/// A word that bears on how real an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Index of the word in its sentence.
    pub token: usize,
    /// What it does, in plain English.
    pub why: &'static str,
}

/// Reads how real `sentence` makes the action told by the word `trigger`, a verb or an event noun.
pub fn factuality(_text: &str, _sentence: &Sentence, _trigger: usize) -> Reading {
    Reading {
        factuality: Factuality::Actual,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        because: Vec::new(),
    }
}
