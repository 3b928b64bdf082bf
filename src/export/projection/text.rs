//! What may text hold in every format, and how do times and sources read?

use std::borrow::Cow;

use crate::{
    edtf::Days,
    graph::{View, view::Attribution},
};

/// Who says so: the name of an actor, a source in words, or `document`.
pub(in super::super) fn who<'v>(view: &'v View, attribution: &'v Attribution) -> Cow<'v, str> {
    clean(match attribution {
        Attribution::Document => "document",
        Attribution::Actor(id) => view.actor(id).map_or(id.as_str(), |actor| &actor.name),
        Attribution::Words(words) => words,
    })
}

/// The first and the last day of an EDTF time, as ISO 8601; none for an open end.
pub(in super::super) fn span(edtf: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(days) = edtf.and_then(Days::of) else { return (None, None) };
    match edtf {
        // A day is written as it is told: most times are days, and writing a date anew takes long.
        Some(day) if days.first == days.last && day.len() == 10 => (Some(day.to_owned()), Some(day.to_owned())),
        _ => (days.earliest().map(|date| date.to_string()), days.latest().map(|date| date.to_string())),
    }
}

/// `text` with U+FFFD for each character that XML 1.0 cannot hold, and `\n` for line ends of other systems, which its readers change.
pub(in super::super) fn clean(text: &str) -> Cow<'_, str> {
    // Of the bytes of a foul character the first tells: most text is passed without a look at its characters.
    let may_be_foul =
        |byte: u8| (byte < 0x20 && byte != b'\n' && byte != b'\t') | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xEF);
    let suspect = text.as_bytes().iter().fold(false, |any, &byte| any | may_be_foul(byte));
    if suspect && text.chars().any(is_foul) {
        Cow::Owned(text.replace("\r\n", "\n").chars().map(cleaned).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn cleaned(c: char) -> char {
    match c {
        '\r' => '\n',
        c if is_foul(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

fn is_foul(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// [`clean`] for text that nobody else holds.
pub(super) fn owned<'v>(text: String) -> Cow<'v, str> {
    match clean(&text) {
        Cow::Owned(clean) => Cow::Owned(clean),
        Cow::Borrowed(_) => Cow::Owned(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_time_has_a_first_and_a_last_day() {
        let check = |edtf: &str, first: &str, last: &str| {
            assert_eq!(span(Some(edtf)), (Some(first.to_owned()), Some(last.to_owned())));
        };
        check("2025-12-13", "2025-12-13", "2025-12-13");
        check("2025-12-13~", "2025-12-13", "2025-12-13");
        check("2025-02", "2025-02-01", "2025-02-28");
        check("2024/2025-03", "2024-01-01", "2025-03-31");
        for edtf in ["", "soon", "2025-13-01", "2025-02-30", "2026/2025"] {
            assert_eq!(span(Some(edtf)), (None, None), "{edtf}");
        }
    }

    #[test]
    fn line_ends_are_one_character() {
        assert_eq!(clean("a\r\nb\rc\n\u{7}"), "a\nb\nc\n\u{FFFD}");
    }

    proptest! {
        #[test]
        fn what_is_foul_is_replaced_and_nothing_else(text in any::<String>()) {
            let (text, cleaned) = (text.replace("\r\n", "\n"), clean(&text));
            prop_assert!(cleaned.chars().all(|c| !is_foul(c)));
            prop_assert!(text.chars().zip(cleaned.chars()).all(|(a, b)| a == b || is_foul(a)));
            prop_assert_eq!(text.chars().count(), cleaned.chars().count());
        }
    }
}
