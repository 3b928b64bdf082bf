//! Where a multi-word token such as `don't`, `Minsk's` or `cannot` comes apart.

use super::class::is_apostrophe;

/// Endings that an apostrophe sets off.
const CLITICS: &[&str] = &["s", "m", "re", "ve", "ll", "d"];

/// Contractions without an apostrophe, with the number of bytes of their first word.
const FUSED: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("dunno", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("im", 1),
    ("isnt", 2),
    ("ive", 1),
    ("lemme", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("theres", 5),
    ("theyre", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("whats", 4),
    ("wont", 2),
    ("wouldnt", 5),
    ("youre", 3),
];

/// Where the first word of a fused contraction ends, counted from its beginning.
pub(super) fn fused_split(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let last = bytes.last()?.to_ascii_lowercase();
    if !(2..=8).contains(&bytes.len()) || !matches!(last, b't' | b'a' | b'o' | b'e' | b'm' | b's') {
        return None;
    }
    // `IM` and `IVE` in capitals are names of things.
    if bytes.len() <= 3 && bytes[1].is_ascii_uppercase() {
        return None;
    }
    FUSED.iter().find(|(form, _)| form.eq_ignore_ascii_case(word)).map(|&(_, at)| at)
}

/// Where the last clitic of `word` begins, counted in bytes: `n't`, `'s`, `’ll`. `word` has an apostrophe inside.
pub(super) fn clitic_split(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let ending = &word[at + mark.len_utf8()..];
    let base = &word[..at];
    if ending.eq_ignore_ascii_case("t") && base.len() > 1 && base.as_bytes()[base.len() - 1].eq_ignore_ascii_case(&b'n')
    {
        return base.is_char_boundary(base.len() - 1).then_some(base.len() - 1);
    }
    let known = CLITICS.iter().any(|c| c.eq_ignore_ascii_case(ending));
    let is_decade =
        ending == "s" && matches!(base.len(), 2 | 4) && base.ends_with('0') && base.bytes().all(|b| b.is_ascii_digit());
    (known && !base.is_empty() && !is_decade).then_some(at)
}

/// Words that begin with an apostrophe: `'em`, `'cause`.
pub(super) fn is_clipped(rest: &str) -> bool {
    ["em", "cause", "til", "tis", "twas", "bout", "n"].iter().any(|w| w.eq_ignore_ascii_case(rest))
}

/// Whether `rest`, which follows an apostrophe, is a clitic that stands alone.
pub(super) fn is_clitic(rest: &str) -> bool {
    CLITICS.iter().any(|c| c.eq_ignore_ascii_case(rest))
}
