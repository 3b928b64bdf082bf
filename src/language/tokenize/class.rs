//! What kind of character stands here: the one table that scanning rests on.

/// The kind of a character, as scanning sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space of any width, line ends and control characters.
    Space,
    /// Soft hyphens, joiners, direction marks: part of a word inside it, nothing at its edges.
    Hidden,
    /// A letter, a combining mark, or the underscore.
    Letter,
    /// A decimal digit.
    Digit,
    /// Punctuation, symbols, emoji.
    Other,
}

const ASCII: [Class; 128] = ascii_table();

const fn ascii_table() -> [Class; 128] {
    let mut table = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = if c <= b' ' || c == 0x7F {
            Class::Space
        } else if c.is_ascii_alphabetic() || c == b'_' {
            Class::Letter
        } else if c.is_ascii_digit() {
            Class::Digit
        } else {
            Class::Other
        };
        byte += 1;
    }
    table
}

/// The class of `c`.
pub(super) fn class(c: char) -> Class {
    if c.is_ascii() { ASCII[c as usize] } else { wide_class(c) }
}

fn wide_class(c: char) -> Class {
    match c {
        '\u{200B}' => Class::Space,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Class::Hidden,
        '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => Class::Hidden,
        _ if is_mark(c) => Class::Letter,
        'º' | 'ª' => Class::Other,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() && !is_superscript(c) => Class::Digit,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ => Class::Other,
    }
}

fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{218F}' | '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
}

/// Combining marks and variation selectors: they belong to the character before them.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{93C}' | '\u{94D}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether `c` modifies an emoji before it: skin tones and keycaps.
pub(super) fn modifies_emoji(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Half a flag.
pub(super) fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// The apostrophe in its typographic forms, with the grave accent that stands in for it.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ' | '´' | '＇')
}

/// Whether words read from left to right stop at `c`: white space.
pub(super) fn is_space(c: char) -> bool {
    class(c) == Class::Space
}
