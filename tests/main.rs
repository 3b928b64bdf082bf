//! The integration tests: one binary, one module a concern.

mod cli;
mod exchanges;
mod exports;
mod frames;
mod layout;
mod readme;
mod records;
mod stories;
