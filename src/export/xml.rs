//! How does text stand in XML, between tags or in a quoted attribute? Nothing here knows an element.

/// Bytes that are looked at together.
const STEP: usize = 32;

/// Appends `text` so that a reader of XML gives it back: markup, quotes, the white space that attributes lose, and U+2028, which XML 1.1
/// and some readers of XML 1.0 take for a line end, as references; U+FFFD for what XML cannot hold at all.
pub(super) fn push_escaped(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at..].first_chunk::<STEP>().is_some_and(is_plain) {
            at += STEP;
        } else {
            let end = bytes.len().min(at + STEP);
            while at < end {
                let Some((reference, length)) = reference(&bytes[at..]) else {
                    at += 1;
                    continue;
                };
                out.extend_from_slice(&bytes[copied..at]);
                out.extend_from_slice(reference.as_bytes());
                at += length;
                copied = at;
            }
        }
    }
    out.extend_from_slice(&bytes[copied..]);
}

/// [`push_escaped`] into a string of its own.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = Vec::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    String::from_utf8_lossy(&escaped).into_owned()
}

/// Whether no byte needs a reference. Looks at every byte, which is faster than stopping at the first that does.
fn is_plain(bytes: &[u8; STEP]) -> bool {
    let is_marked = |byte: u8| {
        (byte < 0x20)
            | (byte == b'&')
            | (byte == b'<')
            | (byte == b'>')
            | (byte == b'"')
            | (byte == 0x7F)
            | (byte == 0xE2)
            | (byte == 0xEF)
    };
    !bytes.iter().fold(false, |any, &byte| any | is_marked(byte))
}

/// What stands for the character at the beginning of `bytes`, and its length there; none where it stands for itself.
fn reference(bytes: &[u8]) -> Option<(&'static str, usize)> {
    let reference = match bytes {
        [b'&', ..] => "&amp;",
        [b'<', ..] => "&lt;",
        [b'>', ..] => "&gt;",
        [b'"', ..] => "&quot;",
        [b'\n', ..] => "&#10;",
        [b'\t', ..] => "&#9;",
        [b'\r', ..] => "&#13;",
        [0..=0x1F, ..] => "\u{FFFD}",
        [0xE2, 0x80, 0xA8, ..] => return Some(("&#8232;", 3)),
        [0xEF, 0xBF, 0xBE | 0xBF, ..] => return Some(("\u{FFFD}", 3)),
        _ => return None,
    };
    Some((reference, 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn markup_is_escaped_wherever_it_stands() {
        check("", "");
        check("a <b> & \"c\"\n", "a &lt;b&gt; &amp; &quot;c&quot;&#10;");
        check("\u{FFFF}x\u{FFFE}\u{FFFD}\u{1}", "\u{FFFD}x\u{FFFD}\u{FFFD}\u{FFFD}");
        check("a\u{2028}“b”", "a&#8232;“b”");
        let plain = "é".repeat(40);
        check(&format!("{plain}]]>{plain}\u{FFFF}"), &format!("{plain}]]&gt;{plain}\u{FFFD}"));
    }

    proptest! {
        #[test]
        fn the_fast_way_is_the_slow_way(text in any::<String>()) {
            let slow: String = text.chars().map(|c| {
                let mut buffer = [0; 4];
                let bytes = c.encode_utf8(&mut buffer);
                reference(bytes.as_bytes()).map_or(bytes.to_owned(), |(reference, _)| reference.to_owned())
            }).collect();
            prop_assert_eq!(escape(&text), slow);
        }
    }
}
