//! quidnunc reads news and builds a knowledge graph of actors, actions and exchanges.

pub mod diagnostic;
pub mod error;
pub mod language;
pub mod record;
pub mod seed;
pub mod span;
