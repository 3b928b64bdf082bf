//! The one error type: what was attempted, why it failed, and what to do next.

use std::fmt;

/// A failure that stopped a piece of work, with the chain of what was attempted and a hint.
///
/// Shown as `what was attempted: why`, and the hint by [`Error::hint`]; texts are lower case and end without a full stop.
#[derive(Debug)]
pub struct Error {
    /// Outermost first.
    context: Vec<String>,
    hint: Option<String>,
}

/// A result with this crate's error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure described by `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self { context: vec![message.into()], hint: None }
    }

    /// The same failure, seen from `attempt`, the work that it stopped.
    #[must_use]
    pub fn context(mut self, attempt: impl Into<String>) -> Self {
        self.context.insert(0, attempt.into());
        self
    }

    /// The same failure with a word on what to do next; the innermost hint wins.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }

    /// What the reader can do, if we know.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.context.join(": "))
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}
