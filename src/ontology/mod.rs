//! What the program knows of actions: the frame lexicon, word classes, which are facts for other tools, and the vocabulary of its RDF.
//!
//! All of it is data under `ontology/`, shipped inside the program and checked when it is loaded.

pub mod fact;
pub mod frame;
pub mod vocabulary;
pub mod words;

#[cfg(test)]
mod check;

pub use frame::{Frame, Lexicon};
pub use words::Words;
