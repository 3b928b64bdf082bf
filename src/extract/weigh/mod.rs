//! What words and tree leave open is weighed: which words tell an action, who takes part in it, how real it is.
//!
//! One kind of [`Network`] does all three. What it looks at are cues, each known by a hash, and words, each known by its vector; what it
//! adds up was learned from annotated texts (`quidnunc learn`, `english.md`). The questions are asked by `told`, `cast` and `reality`. The first
//! two are also put to a [`Sequence`], which reads a passage word by word.

mod learner;
mod network;
mod sequence;
mod sequence_learner;

pub(super) use learner::{Course, Lesson, Right, taught};
pub(super) use network::{Network, Shape, Weigher};
pub(super) use sequence::{Extent, Sequence};
pub(super) use sequence_learner::{Line, Schooling, Teaching, schooled};

use crate::{
    error::{Error, Result},
    language::{Language, VECTOR},
};
use std::{cell::OnceCell, rc::Rc, sync::LazyLock};

/// The networks, as one file holds them.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// Which words tell which type of action.
    pub(super) told: Network,
    /// The same, read word by word.
    pub(super) read: Sequence,
    /// Who does it, and to whom.
    pub(super) cast: Network,
    /// The same for those whom the sentence mentions, read word by word.
    pub(super) parts: Sequence,
    /// How real it is.
    pub(super) reality: Network,
}

/// What is looked at in one thing that may be meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// Hashes of the cues that hold.
    pub(super) cues: Vec<u32>,
    /// Words whose vectors count: the slot that each stands in, its share of the slot, its vector in the language model.
    pub(super) words: Vec<Word>,
    /// What the place says in which it stands.
    pub(super) context: Option<Rc<Context>>,
}

/// What is the same for all that is looked at in one place: by slot the mean vector of many words.
#[derive(Debug)]
pub(super) struct Context {
    means: Vec<(usize, Vector)>,
    /// What the means add to the hidden layer of the network that looks.
    projected: OnceCell<Vec<f32>>,
}

/// The vector of a word, or the mean of several.
pub(super) type Vector = [f32; VECTOR];

/// A word in a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    slot: usize,
    share: f32,
    vector: usize,
}

const MAGIC: &[u8; 8] = b"quidwgh2";

static SHIPPED: LazyLock<Weights> =
    LazyLock::new(|| Weights::from_bytes(include_bytes!("english.weights")).expect("a test reads the shipped weights"));

impl Weights {
    /// Those inside the program.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads what [`Weights::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(|| Error::new("these bytes are no weights"))?;
        let mut all = || {
            let told = Network::take(&mut rest)?;
            let read = Sequence::take(&mut rest)?;
            let cast = Network::take(&mut rest)?;
            let parts = Sequence::take(&mut rest)?;
            Some(Self { told, read, cast, parts, reality: Network::take(&mut rest)? })
        };
        all().ok_or_else(|| Error::new("these weights are cut short"))
    }

    /// The weights as bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        self.told.write(&mut bytes);
        self.read.write(&mut bytes);
        self.cast.write(&mut bytes);
        self.parts.write(&mut bytes);
        self.reality.write(&mut bytes);
        bytes
    }
}

impl Look {
    /// A cue that holds, made of parts.
    pub(super) fn add(&mut self, parts: &[&str]) {
        self.cues.push(hash(parts));
    }

    /// The words of a slot, in lower case: their mean counts.
    pub(super) fn see<'w>(&mut self, slot: usize, words: impl ExactSizeIterator<Item = &'w str>) {
        let share = 1.0 / words.len() as f32;
        let known = words.filter_map(|word| Language::shipped().word(word));
        self.words.extend(known.map(|vector| Word { slot, share, vector }));
    }
}

impl Context {
    /// A place with means by slot.
    pub(super) fn new(means: Vec<(usize, Vector)>) -> Rc<Self> {
        Rc::new(Self { means, projected: OnceCell::new() })
    }
}

/// The mean vector of words in lower case; all zero where none has one.
pub(super) fn mean<'w>(words: impl Iterator<Item = &'w str>) -> Vector {
    let vectors: Vec<Vector> =
        words.filter_map(|w| Language::shipped().word(w)).map(|w| Language::shipped().vector(w)).collect();
    let mut sum = [0.0; VECTOR];
    vectors.iter().for_each(|v| network::add(&mut sum, 1.0 / vectors.len() as f32, v));
    sum
}

/// The last three letters of a word.
pub(super) fn ending(form: &str) -> &str {
    form.char_indices().rev().nth(2).map_or(form, |(at, _)| &form[at..])
}

/// The word whose vector a word of a text has: its form, or its lemma where that has none; both in lower case.
pub(super) fn seen_as(form: &str, lemma: &str) -> String {
    let form = form.to_lowercase();
    if Language::shipped().word(&form).is_some() { form } else { lemma.to_lowercase() }
}

/// FNV-1a over the parts, a zero after each.
pub(super) fn hash(parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cue: &str, word: &str) -> Look {
        let mut look = Look::default();
        look.add(&[cue]);
        look.see(0, [word].into_iter());
        look
    }

    fn course(outputs: usize) -> Course {
        let shape = Shape { slots: 1, hidden: 4, outputs, deep: true };
        Course { shape, seen: 1, passes: 100, batch: 1, forget: (0.0, 0.0, 0.0) }
    }

    #[test]
    fn outputs_are_learned_from_cues_and_words() {
        let lesson = |cue, word, output| Lesson { looks: vec![seen(cue, word)], right: Right::Output(output) };
        let lessons = [lesson("red", "bread", 0), lesson("blue", "army", 1)];
        let network = taught(course(2), std::iter::repeat_n(lessons, 20).flatten().collect(), &mut |_| ());
        let weigher = Weigher::new(&network);
        assert!(weigher.outputs(&seen("red", "bread"))[0] > 0.9);
        assert!(weigher.outputs(&seen("blue", "army"))[1] > 0.9);
        assert!(weigher.knows(hash(&["red"])) && !weigher.knows(hash(&["green"])));
    }

    #[test]
    fn one_of_several_is_learned_for_each_output() {
        let looks = || vec![seen("nobody", ""), seen("subject", "army"), seen("object", "bread")];
        let lesson = |right: [Vec<usize>; 2]| Lesson { looks: looks(), right: Right::Looks(right.to_vec()) };
        let lessons = vec![lesson([vec![1], vec![2]]), lesson([vec![1], vec![]])];
        let network = taught(course(2), std::iter::repeat_n(lessons, 20).flatten().collect(), &mut |_| ());
        let shares = Weigher::new(&network).options(&looks());
        assert!(shares[0][1] > 0.9 && shares[1][2] > 0.9);
        assert!(shares.iter().all(|of_one| (of_one.iter().sum::<f32>() - 1.0).abs() < 1e-4));
    }

    #[test]
    fn a_word_is_read_by_what_stands_before_and_behind_it() {
        let words = |cues: [&str; 3]| cues.map(|cue| seen(cue, "")).to_vec();
        let lines =
            [(["send", "a", "x"], 1), (["keep", "a", "x"], 0), (["x", "a", "send"], 1), (["x", "a", "keep"], 0)];
        let line = |&(cues, output): &([&str; 3], usize)| {
            let at = cues.iter().position(|cue| *cue == "x").expect("each holds it");
            Line { looks: words(cues), document: [0.0; VECTOR], right: vec![(at, output)] }
        };
        let extent = Extent { slots: 1, width: 16, half: 16, layers: 2, hidden: 16, outputs: 2 };
        let forget = (0.0, 0.0, 0.0, 0.0);
        let schooling = Schooling { extent, seen: 1, passes: 60, words: 12, forget };
        let lines = std::iter::repeat_n(lines.iter().map(line).collect::<Vec<_>>(), 10).flatten().collect();
        let sequence = schooled(schooling, lines, &mut |_| ());
        let share = |cues, at| sequence.shares(&words(cues), &[at], &[0.0; VECTOR])[0][1];
        assert!(share(["send", "a", "x"], 2) > 0.9 && share(["keep", "a", "x"], 2) < 0.1);
        assert!(share(["x", "a", "send"], 0) > 0.9 && share(["x", "a", "keep"], 0) < 0.1);
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        let bytes = include_bytes!("english.weights");
        let weights = Weights::from_bytes(bytes).expect("the shipped weights are whole");
        assert!(weights.to_bytes() == bytes);
        assert!(Weights::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Weights::from_bytes(b"quidwgh2").is_err());
        assert!(Weights::from_bytes(b"quidtold").is_err());
    }
}
