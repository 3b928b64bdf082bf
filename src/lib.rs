//! quidnunc reads news and builds a knowledge graph of actors, actions and exchanges.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

pub mod cli;
pub mod compress;
pub mod diagnostic;
pub mod document;
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
