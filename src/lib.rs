//! quidnunc reads news and builds a knowledge graph of actors, actions and exchanges.
//!
//! A [`document::Document`] is read by a [`pipeline::Pipeline`], which gives a [`record::Record`] of what it says; a [`graph::Graph`] is what a set
//! of records says together; its [`graph::View`] is what [`export`] writes.
//!
//! ```
//! use quidnunc::{document::Document, export::{self, Format, Options}, graph::Graph, ontology::Lexicon, pipeline::Pipeline};
//!
//! let text = "Egypt lifted its sanctions on Norwegian fish in exchange for the release of three engineers.";
//! let record = Pipeline::shipped().record(&Document::new("note.txt", text));
//! assert_eq!(record.exchanges.len(), 1);
//! let view = Graph::of(&[record]).view(Lexicon::shipped());
//! let mut turtle = Vec::new();
//! export::write(&view, Format::Turtle, &Options::default(), &mut turtle)?;
//! assert!(String::from_utf8_lossy(&turtle).contains("\"Egypt\""));
//! # Ok::<(), quidnunc::error::Error>(())
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

pub mod cli;
pub mod compress;
pub mod diagnostic;
pub mod document;
mod edtf;
pub mod error;
pub mod export;
pub mod extract;
pub mod graph;
pub mod import;
pub mod language;
mod near;
pub mod ontology;
pub mod pipeline;
pub mod record;
pub mod romanise;
pub mod seed;
pub mod span;
pub mod surrogate;
