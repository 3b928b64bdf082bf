//! What does a set of records say together?

pub mod statistics;
pub mod view;

pub use view::View;
