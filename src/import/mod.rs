//! How does a graph come back from a file? From RDF of any syntax and serialiser, or from our own JSON, to the very view that was written.
//!
//! RDF is read by its statements alone: order, prefixes, named graphs and what follows from other statements do not matter, and statements
//! of others are passed over. A full export comes back whole; of a core export comes back what is in it, and a remark says what is not.
//! Nothing here opens files or writes.

use std::io::{BufRead, BufReader};

use crate::{
    error::{Error, Result},
    export::{About, Format, Options},
    graph::View,
    surrogate::{Mended, Replaced},
};

mod assemble;
mod json;
mod place;
mod rdf;
#[cfg(test)]
mod tests;

/// A graph that was read, with what belongs to it and is no node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The graph.
    pub view: View,
    /// The address that its nodes had theirs under.
    pub base: String,
    /// What it is called.
    pub title: Option<String>,
    /// What is told about it as a dataset.
    pub about: About,
    /// What the file does not hold, in words.
    pub remarks: Vec<String>,
}

/// What a graph can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Rdf(rdf::Syntax),
    Whole,
}

/// Reads the graph in `file`, in the format that `name`, a file's name, tells.
///
/// # Errors
/// When the format cannot be read back, the file breaks its rules (with the line, where known), or it holds no graph of ours.
///
/// ```
/// use quidnunc::{export::{Options, whole}, graph::View, import};
/// let mut file = Vec::new();
/// whole::write(&View::default(), &Options::default(), &mut file).unwrap();
/// assert_eq!(import::read("graph.quidnunc.json", &mut file.as_slice()).unwrap().view, View::default());
/// ```
pub fn read(name: &str, file: &mut dyn BufRead) -> Result<Imported> {
    if file.fill_buf()?.starts_with(MARK) {
        file.consume(MARK.len());
    }
    let read = match source(name, file)? {
        Source::Rdf(rdf::Syntax::JsonLd) => {
            mended(name, file, |file| assemble::graph(&rdf::read(rdf::Syntax::JsonLd, file)?))?
        }
        Source::Rdf(syntax) => assemble::graph(&rdf::read(syntax, file)?)?,
        Source::Whole => mended(name, file, json::read)?,
    };
    if read.base.is_empty() {
        return Ok(Imported { base: Options::default().base, ..read });
    }
    Ok(read)
}

/// The byte-order mark, which some editors write before UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Reads JSON that may hold half characters, which readers of JSON refuse.
fn mended(
    name: &str,
    file: &mut dyn BufRead,
    read: impl FnOnce(&mut dyn BufRead) -> Result<Imported>,
) -> Result<Imported> {
    let (mended, replaced) = Mended::new(file);
    let mut imported = read(&mut BufReader::new(mended))?;
    let Replaced { count, line } = *replaced.borrow();
    if count > 0 {
        let remark =
            format!("{name}, line {line}: lone surrogates of UTF-16 are replaced by U+FFFD: {count} from there on");
        imported.remarks.push(remark);
    }
    Ok(imported)
}

fn source(name: &str, file: &mut dyn BufRead) -> Result<Source> {
    use rdf::Syntax;
    let name = crate::compress::Compression::split(name).0.to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    Ok(match ending {
        "nt" => Source::Rdf(Syntax::NTriples),
        "nq" => Source::Rdf(Syntax::NQuads),
        "ttl" | "turtle" => Source::Rdf(Syntax::Turtle),
        "trig" => Source::Rdf(Syntax::TriG),
        "rdf" | "owl" | "xml" | "rdfxml" => Source::Rdf(Syntax::RdfXml),
        "jsonld" => Source::Rdf(Syntax::JsonLd),
        "json" => of_json(file)?,
        _ => {
            let what = Format::from_text(&name).map_or_else(|_| format!("`{name}`"), |format| format.name().to_owned());
            return Err(unreadable(&what));
        }
    })
}

/// Which JSON it is, by its beginning.
fn of_json(file: &mut dyn BufRead) -> Result<Source> {
    let start = String::from_utf8_lossy(file.fill_buf()?).into_owned();
    if start.contains(crate::export::whole::NAME) {
        Ok(Source::Whole)
    } else if start.contains("\"@") {
        Ok(Source::Rdf(rdf::Syntax::JsonLd))
    } else {
        Err(unreadable("this JSON"))
    }
}

fn unreadable(what: &str) -> Error {
    let known =
        [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG, Format::RdfXml, Format::JsonLd, Format::Whole];
    let known = known.map(Format::extension).join(", ");
    Error::new(format!("a graph cannot be read back from {what}"))
        .with_hint(format!("formats that hold a whole graph are {known}; `quidnunc build` writes them"))
}
