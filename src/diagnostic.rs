//! What could not be read, or was read with doubt: collected beside every value, never printed where it arises.

use crate::span::Span;

/// One remark on a document: the work went on, but a reader of the result should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was met, in lower case, without a full stop.
    pub message: String,
    /// Where, in bytes of the document's text, if the remark has a place.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// A remark on the whole document.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None }
    }

    /// A remark on one place.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: Some(span) }
    }
}
