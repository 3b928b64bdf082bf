//! Which row of a table belongs to a word.
//!
//! Needs the hashes of the words that have a row of their own; all others are found by their parts.

use super::feature::{AFFIXES, Features};

/// A set of words known by their hashes; a word's number is its rank among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    hashes: Vec<u32>,
    /// Where the hashes of each leading `BITS` bits begin.
    starts: Vec<u32>,
}

const BITS: u32 = 14;

impl Lexicon {
    /// A lexicon of `hashes` in rising order.
    pub(crate) fn new(hashes: Vec<u32>) -> Self {
        let mut starts = Vec::with_capacity((1 << BITS) + 1);
        let mut at = 0;
        for lead in 0..1u64 << BITS {
            while hashes.get(at).is_some_and(|&hash| u64::from(hash >> (32 - BITS)) < lead) {
                at += 1;
            }
            starts.push(at as u32);
        }
        starts.push(hashes.len() as u32);
        Self { hashes, starts }
    }

    /// The hashes in rising order.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The number of a word.
    pub(crate) fn find(&self, hash: u32) -> Option<usize> {
        let lead = (hash >> (32 - BITS)) as usize;
        let (start, end) = (self.starts[lead] as usize, self.starts[lead + 1] as usize);
        self.hashes[start..end].iter().position(|&h| h == hash).map(|at| start + at)
    }
}

/// Rows of a word: its form, its affixes and its shape.
pub(crate) const ROWS: usize = AFFIXES + 2;

/// How the table of rows is divided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Forms with a row of their own; row 0 is that of all others.
    pub(crate) forms: Lexicon,
    /// How many rows affixes share.
    pub(crate) affixes: u32,
    /// How many rows shapes share.
    pub(crate) shapes: u32,
}

impl Rows {
    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        1 + self.forms.hashes.len() + (self.affixes + self.shapes) as usize
    }

    /// The rows of a word, that of the form first.
    pub(crate) fn of(&self, features: &Features) -> [u32; ROWS] {
        let first_affix = 1 + self.forms.hashes.len() as u32;
        let mut rows = [0; ROWS];
        rows[0] = self.forms.find(features.form).map_or(0, |rank| 1 + rank as u32);
        for (row, hash) in rows[1..].iter_mut().zip(features.affixes) {
            *row = first_affix + hash % self.affixes;
        }
        rows[ROWS - 1] = first_affix + self.affixes + features.shape % self.shapes;
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_word_and_no_other() {
        let hashes: Vec<u32> = (0..1000u32).map(|i| i * 4_294_967).collect();
        let lexicon = Lexicon::new(hashes.clone());
        for (rank, &hash) in hashes.iter().enumerate() {
            assert_eq!(lexicon.find(hash), Some(rank));
            assert_eq!(lexicon.find(hash + 1), None);
        }
        assert_eq!(lexicon.find(u32::MAX), None);
        assert_eq!(Lexicon::new(Vec::new()).find(7), None);
    }
}
