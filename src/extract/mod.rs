//! From an analysed text to an extraction record: who did what to whom, how surely, according to whom, and what for what.
//!
//! Needs an [`Analysis`](crate::language::Analysis), the seeds and the frame lexicon. Never fails and never reads a file.

pub mod actor;
pub mod attribution;
mod coreference;
pub mod factuality;
mod mention;
pub mod quantity;
pub mod relation;
pub mod time;
