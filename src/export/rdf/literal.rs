//! How is a value written in RDF? Strings with what must be escaped, dates with the type that they deserve, language tags that readers take.
//!
//! Texts may hold anything. What no XML format could carry either (control characters, U+FFFE, U+FFFF) becomes U+FFFD.

use oxrdf::Literal;

use super::address::all;
use crate::{
    edtf::{self, Precision},
    ontology::vocabulary::{Term, xsd},
};

/// Appends `text` in quotation marks, as N-Triples and Turtle both read it, on one line.
pub(crate) fn push_string(out: &mut Vec<u8>, text: &str) {
    push_escaped(out, text, is_plain);
}

/// Appends `text` as a string of JSON; `</` is broken so that the file can stand in a page.
pub(crate) fn push_json(out: &mut Vec<u8>, text: &str) {
    push_escaped(out, text, |byte| is_plain(byte) & (byte != b'/'));
}

/// Escapes as all these syntaxes do; bytes that are no `plain` ones are looked at.
fn push_escaped(out: &mut Vec<u8>, text: &str, plain: impl Fn(u8) -> bool) {
    out.push(b'"');
    let bytes = text.as_bytes();
    // Most texts hold nothing to escape.
    if all(bytes, &plain) {
        out.extend_from_slice(bytes);
        out.push(b'"');
        return;
    }
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if plain(byte) {
            continue;
        }
        let (escape, len): (&[u8], usize) = match byte {
            b'"' => (b"\\\"", 1),
            b'\\' => (b"\\\\", 1),
            b'\n' => (b"\\n", 1),
            b'\r' => (b"\\r", 1),
            b'\t' => (b"\\t", 1),
            b'/' if at > 0 && bytes[at - 1] == b'<' => (b"\\/", 1),
            0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => (REPLACEMENT, 3),
            b'/' | 0xEF => continue,
            _ => (REPLACEMENT, 1),
        };
        out.extend_from_slice(&bytes[done..at]);
        out.extend_from_slice(escape);
        done = at + len;
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

/// The type of a date that is a year, a month of a year or a day, and exists; none for any other EDTF.
pub(crate) fn date_type(text: &str) -> Option<&'static Term> {
    edtf::precision(text).map(|precision| match precision {
        Precision::Year => &xsd::G_YEAR,
        Precision::Month => &xsd::G_YEAR_MONTH,
        Precision::Day => &xsd::DATE,
    })
}

/// `tag` in the form that all readers take and compare alike; none where it is no BCP 47 tag.
pub(crate) fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.replace('_', "-").to_ascii_lowercase();
    Literal::new_language_tagged_literal("", &tag).is_ok().then_some(tag)
}

/// The lexical form of an `xsd:decimal`; none for what is no number.
pub(crate) fn decimal(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}

const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// Whether a byte of a string can stay as it is, looked at alone.
const fn is_plain(byte: u8) -> bool {
    (byte >= 0x20) & (byte != b'"') & (byte != b'\\') & (byte != 0xEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        fn check(text: &str, expected: &str) {
            let mut out = Vec::new();
            push_string(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
        check("", r#""""#);
        check("a \"b\" \\ c\n\r\td", r#""a \"b\" \\ c\n\r\td""#);
        check("]]> </script> 'x' `y` 😀 שלום", "\"]]> </script> 'x' `y` 😀 שלום\"");
        check("\0\u{1}\u{B}\u{1F}\u{FFFE}\u{FFFF}!", "\"\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}!\"");
        check("\u{FEFF}\u{FFFD}\u{F8FF}\u{7F}", "\"\u{FEFF}\u{FFFD}\u{F8FF}\u{7F}\"");
    }

    #[test]
    fn only_dates_that_exist_are_typed() {
        fn check(text: &str, expected: Option<&Term>) {
            assert_eq!(date_type(text), expected, "{text}");
        }
        check("2025", Some(&xsd::G_YEAR));
        check("2025-12", Some(&xsd::G_YEAR_MONTH));
        check("2024-02-29", Some(&xsd::DATE));
        check("2025~", None);
    }

    #[test]
    fn language_tags_are_checked() {
        assert_eq!(language_tag("en_US").as_deref(), Some("en-us"));
        assert_eq!(language_tag("zh-Hant").as_deref(), Some("zh-hant"));
        for tag in ["", "english language", "toolongsubtag", "ar--rtl"] {
            assert_eq!(language_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn decimals_have_no_exponent() {
        assert_eq!(decimal(123.0).as_deref(), Some("123"));
        assert_eq!(decimal(1e21).as_deref(), Some("1000000000000000000000"));
        assert_eq!(decimal(0.000_000_1).as_deref(), Some("0.0000001"));
        assert_eq!(decimal(f64::NAN), None);
    }
}
