//! How many or how much: the number that counts or measures a noun phrase.

use crate::{language::Sentence, span::Span};

/// A number with what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, with multipliers worked in: 5,000,000 for "$5 million".
    pub value: f64,
    /// Whether the text gives it only roughly or as a bound: "about", "over", "nearly", "dozens".
    pub approximate: bool,
    /// Currency as ISO 4217 code where known, `%`, or none for a plain count.
    pub unit: Option<String>,
    /// The words of the number, with its currency sign.
    pub span: Span,
}

/// Reads the quantity of the noun phrase whose head is the word `head`; none where the text gives no number ("several").
pub fn quantity(_text: &str, _sentence: &Sentence, _head: usize) -> Option<Quantity> {
    None
}
