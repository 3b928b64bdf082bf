//! JSON lines: one object a document, with `text` and, where known, `title`, `source` (who published it), `published`, `language` and `id`. The
//! document's source is the file with its `id` or line behind `#`.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use serde::Deserialize;

use super::{Document, LONGEST, open};
use crate::{
    diagnostic::Diagnostic,
    error::{Error, Result},
    record::DocumentInfo,
    surrogate,
};

/// Reads documents one after the other from a file of JSON lines.
///
/// A line that cannot be read gives an error with file and line; the next call goes on after it.
#[derive(Debug)]
pub struct JsonLines {
    name: String,
    reader: BufReader<File>,
    line: usize,
}

#[derive(Deserialize)]
struct Entry {
    text: String,
    /// A text or a number.
    id: Option<serde_json::Value>,
    title: Option<String>,
    source: Option<String>,
    publisher: Option<String>,
    #[serde(alias = "date")]
    published: Option<String>,
    #[serde(alias = "lang")]
    language: Option<String>,
}

impl JsonLines {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let file = open(path).map_err(|e| e.context(format!("cannot read {name}")))?;
        Ok(Self { name, reader: BufReader::new(file), line: 0 })
    }

    fn document(&self, mut line: Vec<u8>) -> Result<Document> {
        let (entry, replaced) = match serde_json::from_slice(&line) {
            Ok(entry) => (entry, 0),
            // Readers of JSON refuse half a character; then the rest is read without it.
            Err(error) => match surrogate::mend(&mut line) {
                0 => return Err(refused(&error)),
                replaced => (serde_json::from_slice(&line).map_err(|error| refused(&error))?, replaced),
            },
        };
        let mut document = self.of_entry(entry);
        if replaced > 0 {
            let message = format!(
                "{}, line {}: lone surrogates of UTF-16 were replaced by U+FFFD: {replaced}",
                self.name, self.line
            );
            document.diagnostics.push(Diagnostic::new(message));
        }
        Ok(document)
    }

    fn of_entry(&self, entry: Entry) -> Document {
        let place = match entry.id {
            Some(serde_json::Value::String(id)) => id,
            Some(id) => id.to_string(),
            None => self.line.to_string(),
        };
        let info = DocumentInfo {
            source: format!("{}#{place}", self.name),
            title: entry.title,
            publisher: entry.publisher.or(entry.source),
            published: entry.published.filter(|d| !d.is_empty()),
            language: entry.language.unwrap_or_default(),
            ..DocumentInfo::default()
        };
        Document::with_info(info, &entry.text)
    }

    /// The bytes of the next line that is not blank; a line that is too long is passed over and reported.
    fn next_line(&mut self) -> Option<Result<Vec<u8>>> {
        loop {
            let mut bytes = vec![];
            self.line += 1;
            match self.reader.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.len() > LONGEST => return Some(self.pass_over().and(Err(too_long()))),
                Ok(_) => {
                    // A byte-order mark stands before the first line of files made on Windows.
                    if self.line == 1 && bytes.starts_with("\u{FEFF}".as_bytes()) {
                        bytes.drain(.."\u{FEFF}".len());
                    }
                    if !bytes.iter().all(u8::is_ascii_whitespace) {
                        return Some(Ok(bytes));
                    }
                }
                Err(error) => return Some(Err(error.into())),
            }
        }
    }

    fn pass_over(&mut self) -> Result<()> {
        self.reader.skip_until(b'\n')?;
        Ok(())
    }
}

impl Iterator for JsonLines {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.next_line()?;
        let document = line.and_then(|bytes| self.document(bytes));
        Some(document.map_err(|e| e.context(format!("cannot read {}, line {}", self.name, self.line))))
    }
}

fn refused(error: &serde_json::Error) -> Error {
    Error::new(error.to_string()).with_hint("each line must be a JSON object with a \"text\" string")
}

fn too_long() -> Error {
    Error::new(format!("the line is longer than {} MB", LONGEST >> 20))
        .with_hint("split the document; the other lines are read")
}
