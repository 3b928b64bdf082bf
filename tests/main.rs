//! The integration tests: one binary, one module a concern.

mod cli;
mod exports;
mod layout;
mod readme;
mod records;
