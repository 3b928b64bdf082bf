//! Which colours do the drawings have? Shades of those of Okabe and Ito (2008), which the colour-blind tell apart.
//!
//! Shape and words say again all that colour says.

use super::drawing::Tone;

/// Words.
pub(super) const INK: &str = "#222222";
/// What stands back: quotations, actions of no type.
pub(super) const GREY: &str = "#666666";
/// Outlines of actors.
pub(super) const BLUE: &str = "#0072B2";
/// Outlines of cooperative actions.
pub(super) const GREEN: &str = "#007A5A";
/// Outlines of conflictual actions.
pub(super) const VERMILLION: &str = "#B84A00";
/// Outlines of exchanges.
pub(super) const PURPLE: &str = "#8F3F6F";

/// Inside of an actor, and of a state.
pub(super) const ACTOR: &str = "#E3F1FA";
pub(super) const STATE: &str = "#BFDFF3";
/// Inside of an exchange that is more than spoken of, and the ground behind it.
pub(super) const EXCHANGE: &str = "#EBCBDD";
pub(super) const GROUND: &str = "#FBF4F8";
/// Inside of what is told in words only.
pub(super) const WORDS: &str = "#F4F4F4";
/// Inside of what is not sure.
pub(super) const PAPER: &str = "#FFFFFF";

/// Outline and inside of an action.
pub(super) const fn of(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Cooperation => (GREEN, "#E0F3EC"),
        Tone::Conflict => (VERMILLION, "#FCE9DC"),
        Tone::Neither => (GREY, "#F1F1F1"),
    }
}
