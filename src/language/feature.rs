//! What the network sees of a word: numbers for its form, its beginnings and endings, and its shape.
//!
//! Needs only the form. Training and running share it, so that both see the same numbers.

/// How many beginnings and endings are looked at.
pub(crate) const AFFIXES: usize = 8;

/// The numbers of one form; tables turn them into rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Features {
    /// Hash of the form in lower case with every digit as 0.
    pub(crate) form: u32,
    /// Hash of the form in lower case.
    pub(crate) vector: u32,
    /// Hashes of the first one to four characters (case kept for the first) and the last one to four.
    pub(crate) affixes: [u32; AFFIXES],
    /// Hash of the pattern of upper case, lower case, digits and others.
    pub(crate) shape: u32,
}

/// A form's longest part that is looked at, in characters; a longer one is seen by its beginning.
const LONGEST: usize = 48;

/// The features of `form`.
pub(crate) fn features(form: &str) -> Features {
    let mut cased = ['\0'; LONGEST];
    let mut count = 0;
    for c in form.chars().take(LONGEST) {
        cased[count] = plain(c);
        count += 1;
    }
    let cased = &cased[..count];
    let mut lower = [0u32; LONGEST];
    for (to, &from) in lower.iter_mut().zip(cased) {
        *to = lower_case(from) as u32;
    }
    let lower = &mut lower[..count];
    let vector = hash(1, lower);
    for c in lower.iter_mut().filter(|c| (u32::from('0')..=u32::from('9')).contains(*c)) {
        *c = u32::from('0');
    }
    Features { form: hash(2, lower), vector, affixes: affixes(lower, cased), shape: shape(cased) }
}

fn affixes(lower: &[u32], cased: &[char]) -> [u32; AFFIXES] {
    let n = lower.len();
    let first = cased.first().map_or(0, |&c| c as u32);
    let mut found = [0; AFFIXES];
    found[0] = hash(10, &[first]);
    for length in 2..=4 {
        found[length - 1] = hash(10 + length as u32, &lower[..length.min(n)]);
    }
    for length in 1..=4 {
        found[3 + length] = hash(20 + length as u32, &lower[n - length.min(n)..]);
    }
    found
}

/// Runs of one class are cut to two, so that names of any length share a shape.
fn shape(cased: &[char]) -> u32 {
    let mut pattern = [0u32; 12];
    let mut length = 0;
    let (mut last, mut run) = (0, 0);
    for &c in cased {
        let class = class(c);
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 && length < pattern.len() {
            pattern[length] = class;
            length += 1;
        }
    }
    hash(30, &pattern[..length])
}

fn class(c: char) -> u32 {
    match c {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ if c.is_lowercase() => 1,
        _ if c.is_uppercase() => 2,
        _ if c.is_alphabetic() => 4,
        _ => 0x100 + c as u32,
    }
}

/// One character for what typesetting writes in many ways.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '`' | '´' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '…' => '.',
        '\u{a0}' => ' ',
        _ => c,
    }
}

fn lower_case(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// FNV-1a over the characters with a last mix, so that all bits can serve as an index.
fn hash(seed: u32, characters: &[u32]) -> u32 {
    let mut state = 0x811c_9dc5_u32 ^ seed.wrapping_mul(0x9e37_79b9);
    for &c in characters {
        state = (state ^ c).wrapping_mul(0x0100_0193);
    }
    state ^= state >> 15;
    state = state.wrapping_mul(0x2c1b_3c6d);
    state ^= state >> 12;
    state = state.wrapping_mul(0x297a_2d39);
    state ^ (state >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typesetting_and_digits_do_not_matter() {
        assert_eq!(features("n’t"), features("n't"));
        assert_eq!(features("1998").form, features("2004").form);
        assert_ne!(features("1998").vector, features("2004").vector);
        assert_eq!(features("Minsk").form, features("MINSK").form);
        assert_ne!(features("Minsk").shape, features("MINSK").shape);
        features("");
        features(&"x".repeat(1000));
    }
}
