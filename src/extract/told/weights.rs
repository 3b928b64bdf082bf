//! The weights: what each cue adds to each type, and a small network over word vectors; read from bytes, applied to a candidate.

use super::cue::Candidate;
use crate::{
    language::{Language, VECTOR, shares},
    record::Plover,
};
use std::sync::LazyLock;

/// Nothing, and the sixteen types.
pub(super) const TYPES: usize = Plover::ALL.len();
/// Numbers that the network sees: the vectors of the word, of what it hangs on, of its objects, of its subjects.
pub(super) const INPUT: usize = 4 * VECTOR;
/// Numbers between.
pub(super) const HIDDEN: usize = 128;

const MAGIC: &[u8; 8] = b"quidtold";
/// Steps of one in the file's 16-bit numbers.
const UNIT: f32 = 4096.0;
/// Steps of a logarithmic unit where shares are counted.
const SCORE: f32 = 65536.0;

/// What was learned.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weights {
    /// Hashes of the cues, rising.
    pub(super) cues: Vec<u32>,
    /// For each cue what it adds to each type.
    pub(super) cue: Vec<[f32; TYPES]>,
    /// What each input adds to the hidden numbers.
    pub(super) input: Vec<[f32; HIDDEN]>,
    pub(super) bias: Vec<f32>,
    /// What each hidden number adds to each type.
    pub(super) output: Vec<[f32; TYPES]>,
}

static SHIPPED: LazyLock<Weights> =
    LazyLock::new(|| Weights::from_bytes(include_bytes!("english.weights")).expect("a test reads the shipped weights"));

impl Weights {
    /// Those inside the program.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads what [`Weights::to_bytes`] wrote; none if it is anything else.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (hashes, rest) = rest.split_at_checked(4 * count)?;
        let cues = hashes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let whole = 2 * (count * TYPES + INPUT * HIDDEN + HIDDEN + HIDDEN * TYPES);
        let mut numbers = rest.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / UNIT);
        let mut next = || numbers.next().unwrap_or_default();
        (rest.len() == whole).then(|| Self {
            cues,
            cue: (0..count).map(|_| std::array::from_fn(|_| next())).collect(),
            input: (0..INPUT).map(|_| std::array::from_fn(|_| next())).collect(),
            bias: (0..HIDDEN).map(|_| next()).collect(),
            output: (0..HIDDEN).map(|_| std::array::from_fn(|_| next())).collect(),
        })
    }

    /// The weights as bytes, in 16-bit numbers.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.cues.len() as u32).to_le_bytes());
        bytes.extend(self.cues.iter().flat_map(|hash| hash.to_le_bytes()));
        let numbers = self.cue.iter().flatten().chain(self.input.iter().flatten());
        let numbers = numbers.chain(&self.bias).chain(self.output.iter().flatten());
        bytes.extend(numbers.flat_map(|x| ((x * UNIT).round() as i16).to_le_bytes()));
        bytes
    }

    /// How likely a candidate tells nothing, and each type, in the order of [`Plover::ALL`].
    pub(super) fn shares(&self, candidate: &Candidate) -> [f32; TYPES] {
        let mut scores = [0.0; TYPES];
        let known = candidate.cues.iter().filter_map(|hash| self.cues.binary_search(hash).ok());
        known.for_each(|cue| add(&mut scores, 1.0, &self.cue[cue]));
        let mut hidden = [0.0; HIDDEN];
        hidden.copy_from_slice(&self.bias);
        for (at, x) in inputs(candidate) {
            add(&mut hidden, x, &self.input[at]);
        }
        for (x, row) in hidden.iter().zip(&self.output) {
            add(&mut scores, x.max(0.0), row);
        }
        let scores = scores.map(|score| (score * SCORE) as i32);
        let mut found = [0.0; TYPES];
        shares(&scores, SCORE, &mut found);
        found
    }
}

/// Adds the multiple of a row.
#[inline(always)]
pub(super) fn add<const N: usize>(to: &mut [f32; N], x: f32, row: &[f32; N]) {
    for (to, &from) in to.iter_mut().zip(row) {
        *to += x * from;
    }
}

/// The inputs of the network that are not zero: index and number.
pub(super) fn inputs(candidate: &Candidate) -> impl Iterator<Item = (usize, f32)> {
    let mean = |words: &Vec<String>| {
        let vectors: Vec<_> = words.iter().filter_map(|w| Language::shipped().vector(w)).collect();
        let each = 1.0 / words.len().max(1) as f32;
        let mut sum = [0.0; VECTOR];
        vectors.iter().for_each(|v| add(&mut sum, each, v));
        (!vectors.is_empty()).then_some(sum)
    };
    let means: Vec<_> = candidate.words.iter().map(mean).collect();
    let numbered =
        |(slot, mean): (usize, [f32; VECTOR])| mean.into_iter().enumerate().map(move |(i, x)| (slot * VECTOR + i, x));
    means.into_iter().enumerate().filter_map(|(slot, mean)| Some((slot, mean?))).flat_map(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let bytes = include_bytes!("english.weights");
        let weights = Weights::from_bytes(bytes).expect("the shipped weights are whole");
        assert!(weights.cues.is_sorted() && weights.to_bytes() == bytes);
        assert!(Weights::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Weights::from_bytes(b"quidtold").is_none());
    }

    #[test]
    fn shares_make_one() {
        let words = [vec!["attack".into()], vec![], vec!["bridge".into(), "village".into()], vec![]];
        let candidate = Candidate {
            token: 0,
            kind: crate::ontology::frame::TriggerKind::Verb,
            types: vec![Plover::Assault],
            cues: Weights::shipped().cues[..9].to_vec(),
            words,
        };
        assert!((Weights::shipped().shares(&candidate).iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
}
