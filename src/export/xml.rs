//! How does text stand in XML, between tags or in a quoted attribute? Nothing here knows an element.

use std::borrow::Cow;

/// `text` so that a reader of XML 1.0 gives it back: markup, quotes, and the white space that attributes lose, as references; U+FFFD for
/// what XML cannot hold at all.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| reference(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match reference(c) {
            Some(reference) => escaped.push_str(reference),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

const fn reference(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\t' => Some("&#9;"),
        '\r' => Some("&#13;"),
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => Some("\u{FFFD}"),
        _ => None,
    }
}
