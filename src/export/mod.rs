//! How does a graph become a file? One closed list of formats, one way to write them.
//!
//! Every exporter is `write(view, options, out)`: it sees a sorted [`View`] and an `io::Write`, never a path, a clock or a
//! record. The same view and options give the same bytes.

use std::io;

use crate::error::{Error, Result};
use crate::graph::View;

pub mod dot;
pub mod ledger;
pub mod nquads;
pub mod ntriples;
mod rdf;
pub mod trig;
pub mod turtle;

/// A file format that the graph can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RDF 1.1 N-Triples.
    NTriples,
    /// RDF 1.1 N-Quads, a named graph a document.
    NQuads,
    /// RDF 1.1 Turtle.
    Turtle,
    /// RDF 1.1 TriG, a named graph a document.
    TriG,
    /// GraphViz DOT.
    Dot,
}

impl Format {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::NTriples, Self::NQuads, Self::Turtle, Self::TriG, Self::Dot];

    /// The name as people write it.
    ///
    /// ```
    /// assert_eq!(quidnunc::export::Format::TriG.name(), "TriG");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::Turtle => "Turtle",
            Self::TriG => "TriG",
            Self::Dot => "GraphViz DOT",
        }
    }

    /// The media type, by IANA's registry where it is registered.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::Turtle => "text/turtle",
            Self::TriG => "application/trig",
            Self::Dot => "text/vnd.graphviz",
        }
    }

    /// The usual file extension, without the dot; also the format's name in arguments.
    ///
    /// ```
    /// assert_eq!(quidnunc::export::Format::Turtle.extension(), "ttl");
    /// ```
    pub const fn extension(self) -> &'static str {
        match self {
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::Dot => "dot",
        }
    }

    /// How much is written when the user does not say: all in the formats that others build on, the core in those that people look at.
    ///
    /// ```
    /// use quidnunc::export::{Format, Profile};
    /// assert_eq!(Format::Turtle.profile(), Profile::Full);
    /// assert_eq!(Format::Dot.profile(), Profile::Core);
    /// ```
    pub const fn profile(self) -> Profile {
        match self {
            Self::NTriples | Self::NQuads | Self::Turtle | Self::TriG => Profile::Full,
            Self::Dot => Profile::Core,
        }
    }

    /// The format that `text` names: an extension, a name or a media type, in any case.
    ///
    /// # Errors
    /// When no format is called so; the hint lists them all.
    ///
    /// ```
    /// use quidnunc::export::Format;
    /// assert_eq!(Format::from_text("gv").unwrap(), Format::Dot);
    /// assert!(Format::from_text("docx").unwrap_err().hint().unwrap().contains("ttl"));
    /// ```
    pub fn from_text(text: &str) -> Result<Self> {
        let wanted = text.trim_start_matches('.').to_lowercase();
        let wanted = if wanted == "gv" || wanted == "graphviz" { "dot" } else { &wanted };
        let found = Self::ALL.into_iter().find(|format| {
            [format.extension(), format.name(), format.media_type()].iter().any(|own| own.eq_ignore_ascii_case(wanted))
        });
        found.ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|format| format.extension()).collect();
            Error::new(format!("unknown format `{text}`")).with_hint(format!("formats are {}", known.join(", ")))
        })
    }
}

/// How much of the graph is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// What an analyst draws: actors, typed actions, exchanges.
    #[default]
    Core,
    /// Everything: claims, mentions, actions of no type.
    Full,
}

/// What the user may choose about an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The address under which nodes get theirs; ends in `/` or `#`.
    pub base: String,
    /// How much is written.
    pub profile: Profile,
    /// What the graph is called, where a format has a place for it.
    pub title: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { base: "https://w3id.org/quidnunc/graph/".to_owned(), profile: Profile::default(), title: None }
    }
}

/// Writes `view` to `out` in `format`.
///
/// # Errors
/// When `out` refuses, or the view holds what the format cannot say.
pub fn write(view: &View, format: Format, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let written = match format {
        Format::NTriples => ntriples::write(view, options, out),
        Format::NQuads => nquads::write(view, options, out),
        Format::Turtle => turtle::write(view, options, out),
        Format::TriG => trig::write(view, options, out),
        Format::Dot => dot::write(view, options, out),
    };
    written.map_err(|error| error.context(format!("writing {}", format.name())))
}
