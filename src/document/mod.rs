//! Documents: their text, normalised, and what is told about them.
//!
//! Reads plain text and Markdown (with or without front matter) and JSON lines. The only module that opens input files. A
//! document that cannot be read is an [`Error`] of its own; the others are not held up by it.

mod front_matter;
mod json_lines;
mod path;

use std::{io::Read, path::Path};

pub use json_lines::JsonLines;
pub use path::{Input, inputs};

use crate::{
    diagnostic::Diagnostic,
    edtf,
    error::{Error, Result},
    record::DocumentInfo,
    span::one_line,
};

/// The longest text that is read as one document, in bytes.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// A text and what is told about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Normalised: no byte-order mark, lines end in `\n`, control characters made U+FFFD, front matter taken off.
    pub text: String,
    /// Source, hash, title, publisher, date, language.
    pub info: DocumentInfo,
    /// What the reader should know.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// A document from text that is already at hand.
    ///
    /// `source` is kept as given. Front matter between two `---` lines at the beginning is read and taken off.
    ///
    /// ```
    /// let document = quidnunc::document::Document::new("a.txt", "---\ntitle: Thaw\n---\nMinsk opened its border.\n");
    /// assert_eq!(document.info.title.as_deref(), Some("Thaw"));
    /// assert_eq!(document.text, "Minsk opened its border.\n");
    /// ```
    pub fn new(source: &str, raw: &str) -> Self {
        let text = normalised(raw);
        let (info, body) = front_matter::split(&text);
        Self::with_info(DocumentInfo { source: source.to_owned(), ..info }, body)
    }

    /// A document whose metadata stands elsewhere; its text is normalised, front matter is not looked for.
    pub fn with_info(mut info: DocumentInfo, raw: &str) -> Self {
        let text = normalised(raw);
        let mut diagnostics = vec![];
        for told in [&mut info.title, &mut info.publisher] {
            *told = told.take().map(|words| one_line(&normalised(&words))).filter(|words| !words.is_empty());
        }
        if let Some(told) = info.published.take() {
            info.published = date(&told).map(str::to_owned);
            if info.published.is_none() {
                diagnostics.push(Diagnostic::new(format!(
                    "the date {told:?} is not like 2025-12-31, 2025-12 or 2025 and is left out"
                )));
            }
        }
        if info.language.is_empty() {
            info.language = "en".to_owned();
        }
        if text.contains('\u{FFFD}') {
            diagnostics.push(Diagnostic::new("control or undecodable characters were replaced"));
        }
        info.id = identity(&info, &text);
        Self { text, info, diagnostics }
    }

    /// Reads one text file.
    ///
    /// # Errors
    /// When the file cannot be opened, is empty, binary, too long or not UTF-8.
    pub fn read(path: &Path) -> Result<Self> {
        let source = path.display().to_string();
        let name = |e: Error| e.context(format!("cannot read {source}"));
        let bytes = read_bytes(path).map_err(name)?;
        let text = decoded(bytes).map_err(name)?;
        Ok(Self::new(&source, &text))
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut file = open(path)?;
    let mut bytes = vec![];
    file.by_ref().take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST {
        return Err(Error::new(format!("the text is longer than {} MB", LONGEST >> 20))
            .with_hint("split it into one file for each document, or write JSON lines"));
    }
    Ok(bytes)
}

fn open(path: &Path) -> Result<std::fs::File> {
    std::fs::File::open(path).map_err(|e| Error::from(e).with_hint("check the path and that the file may be read"))
}

/// The text of some bytes, if they are UTF-8 text at all.
fn decoded(bytes: Vec<u8>) -> Result<String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new("the file is empty").with_hint("leave it out"));
    }
    if bytes.contains(&0) {
        return Err(Error::new("the file is binary").with_hint("give plain text, Markdown or JSON lines"));
    }
    String::from_utf8(bytes).map_err(|e| {
        let before = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        Error::new(format!("line {line}: not UTF-8"))
            .with_hint("convert it first, e.g. `iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW`")
    })
}

fn normalised(raw: &str) -> String {
    let raw = raw.strip_prefix('\u{FEFF}').unwrap_or(raw).replace("\r\n", "\n");
    if !raw.contains(is_control) {
        return raw;
    }
    raw.chars().map(|c| if is_control(c) { '\u{FFFD}' } else { c }).collect()
}

/// Characters that XML and many tools refuse.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Hash of title, publisher, date and text: the same document has the same id wherever it lies.
fn identity(info: &DocumentInfo, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [info.title.as_deref(), info.publisher.as_deref(), info.published.as_deref(), Some(text)] {
        let part = part.unwrap_or_default();
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The day, month or year that a date tells: `2025-12-14`, `2025-12`, `2025`; a time of day behind it is left out.
fn date(told: &str) -> Option<&str> {
    let told = told.trim();
    let (day, time) = told.split_once(['T', ' ']).unwrap_or((told, "0"));
    Some(day).filter(|day| edtf::precision(day).is_some() && time.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_normalised() {
        let document = Document::new("x", "\u{FEFF}One\r\ntwo\u{1}");
        assert_eq!(document.text, "One\ntwo\u{FFFD}");
        assert_eq!(document.diagnostics.len(), 1);
    }

    #[test]
    fn identity_ignores_the_place() {
        let id = |source: &str, raw: &str| Document::new(source, raw).info.id;
        assert_eq!(id("a.txt", "Same."), id("b.txt", "Same."));
        assert_ne!(id("a.txt", "Same."), id("a.txt", "Other."));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let check = |bytes: &[u8], message: &str| {
            let error = decoded(bytes.to_vec()).expect_err("unreadable");
            assert!(error.to_string().contains(message) && error.hint().is_some(), "{error}");
        };
        check(b"", "empty");
        check(b" \n\t", "empty");
        check(b"PK\x03\x04\0", "binary");
        check(b"one\ntwo \xff", "line 2: not UTF-8");
    }
}
