//! The names of a sentence, given a score of every label for every word.
//!
//! Labels are: outside, then beginning and inside of each kind. The best sequence in which every inside
//! follows a beginning or inside of its kind is found by dynamic programming (Viterbi 1967). Before that, what a text repeats agrees:
//! a word is most often part of a name of one kind wherever the text has it (Gale, Church and Yarowsky 1992).

use super::{Name, NameKind, feature::Features, model::Model};

/// Outside, then beginning and inside of person, place and organisation.
pub(crate) const LABELS: usize = 7;

/// Logarithmic units that one place may say for or against a kind, and how far a word moves to what its places say together
/// (measured on the dev part).
const SURE: i64 = 4;
const TOWARD: (i64, i64) = (9, 10);

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

/// Scores of name labels for the words of one text.
#[derive(Clone, Debug)]
pub(crate) struct NameScores {
    /// What one logarithmic unit is.
    unit: i64,
    scores: Vec<i32>,
    /// Words that are one have one key.
    keys: Vec<u64>,
}

impl NameScores {
    /// Room for the scores that the model gives.
    pub(crate) fn new(model: &Model) -> Self {
        Self { unit: 1 << model.names.shift, scores: Vec::new(), keys: Vec::new() }
    }

    /// Adds words with their scores, `LABELS` for each.
    pub(crate) fn add(&mut self, words: &[Features], scores: &[i32]) {
        self.scores.extend_from_slice(scores);
        self.keys.extend(words.iter().map(|word| u64::from(word.affixes[0]) << 32 | u64::from(word.vector)));
    }

    /// Moves what speaks for each kind of name where a word stands toward its mean wherever the text has that word with the same first
    /// letter. One place counts for no more than `SURE` either way.
    pub(crate) fn agree(&mut self) {
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_by_key(|&word| self.keys[word]);
        for places in order.chunk_by(|&a, &b| self.keys[a] == self.keys[b]).filter(|places| places.len() > 1) {
            for begin in (1..LABELS).step_by(2) {
                let sum: i64 = places.iter().map(|&word| self.support(word, begin)).sum();
                let mean = sum / places.len() as i64;
                for &word in places {
                    let step = (mean - self.support(word, begin)) * TOWARD.0 / TOWARD.1;
                    for score in &mut self.scores[word * LABELS + begin..][..2] {
                        *score = score.saturating_add(step as i32);
                    }
                }
            }
        }
    }

    /// How much more a word looks like part of a name of the kind whose beginning is `begin` than like no name.
    fn support(&self, word: usize, begin: usize) -> i64 {
        let row = &self.scores[word * LABELS..][..LABELS];
        (i64::from(row[begin].max(row[begin + 1])) - i64::from(row[0])).clamp(-SURE * self.unit, SURE * self.unit)
    }

    /// The names of sentences of so many words.
    pub(crate) fn of(&self, lengths: impl Iterator<Item = usize>) -> Vec<Vec<Name>> {
        let mut rest = &self.scores[..];
        lengths
            .map(|words| {
                let (own, others) = rest.split_at(words * LABELS);
                rest = others;
                best_names(own, LABELS, self.unit)
            })
            .collect()
    }
}

/// Names of the best sequence of labels; row `i` of `scores` holds `LABELS` numbers or more, `stride` apart. A name costs one `unit`
/// and a half, and more directly behind another, where few names stand (measured on the dev part).
pub(crate) fn best_names(scores: &[i32], stride: usize, unit: i64) -> Vec<Name> {
    names_of(&best_labels(scores, stride, unit))
}

fn best_labels(scores: &[i32], stride: usize, unit: i64) -> Vec<usize> {
    let mut total = [0i64; LABELS];
    let mut origins: Vec<[usize; LABELS]> = Vec::new();
    for (word, row) in scores.chunks_exact(stride).enumerate() {
        let mut next = [i64::MIN / 2; LABELS];
        let mut origin = [0; LABELS];
        for label in 0..LABELS {
            for before in (0..LABELS).filter(|&before| may_follow(before, label, word == 0)) {
                let reached = total[before] - unit * beginning(before, label) / 2;
                if reached > next[label] {
                    (next[label], origin[label]) = (reached, before);
                }
            }
            next[label] += i64::from(row[label]);
        }
        total = next;
        origins.push(origin);
    }
    let mut label = (0..LABELS).max_by_key(|&label| (total[label], LABELS - label)).unwrap_or(0);
    let mut labels = vec![0; origins.len()];
    for (word, origin) in origins.iter().enumerate().rev() {
        labels[word] = label;
        label = origin[label];
    }
    labels
}

/// Half units that a label costs behind another: three to begin a name, six more behind one of its kind, two behind another kind.
fn beginning(before: usize, label: usize) -> i64 {
    match label % 2 {
        1 if before == label || before == label + 1 => 9,
        1 if before > 0 => 5,
        1 => 3,
        _ => 0,
    }
}

fn may_follow(before: usize, label: usize, first: bool) -> bool {
    let inside = label > 0 && label.is_multiple_of(2);
    if inside { !first && (before == label || before + 1 == label) } else { !first || before == 0 }
}

/// The names that a sequence of labels marks.
pub(crate) fn names_of(labels: &[usize]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (word, &label) in labels.iter().enumerate() {
        if label % 2 == 1 {
            names.push(Name { start: word, end: word + 1, kind: KINDS[label / 2] });
        } else if label > 0
            && let Some(name) = names.last_mut()
            && name.end == word
        {
            name.end = word + 1;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::feature::features;

    #[test]
    fn inside_follows_its_kind() {
        let row = |best: usize, second: usize| {
            let mut row = [0; LABELS];
            row[best] = 10;
            row[second] = 8;
            row
        };
        let scores = [row(1, 3), row(4, 2), row(0, 0), row(6, 5)].concat();
        let names = best_names(&scores, LABELS, 1);
        let name = |start, end, kind| Name { start, end, kind };
        assert_eq!(names, [name(0, 2, NameKind::Person), name(3, 4, NameKind::Organisation)]);
        assert_eq!(best_names(&[], LABELS, 1), []);
        let doubtful = [0, 1, 0, 0, 0, 0, 0];
        assert_eq!(best_names(&doubtful, LABELS, 1), []);
        assert_eq!(best_names(&doubtful, LABELS, 0).len(), 1);
        let touching = [row(1, 2), row(1, 2)].concat();
        assert_eq!(best_names(&touching, LABELS, 1), [name(0, 2, NameKind::Person)]);
        assert_eq!(best_names(&touching, LABELS, 0).len(), 2);
    }

    #[test]
    fn a_word_is_read_alike_throughout_a_text() {
        let name = |form: &str, person: i32, organisation: i32| (features(form), [0, person, 0, 0, 0, organisation, 0]);
        let words = [("Kestrel", 300, 0), ("Kestrel", 0, 900), ("kestrel", 0, -900), ("Kestrel", 100, 900)]
            .map(|(form, person, organisation)| name(form, person, organisation));
        let mut names = NameScores { unit: 100, scores: Vec::new(), keys: Vec::new() };
        for (word, row) in &words {
            names.add(std::slice::from_ref(word), row);
        }
        let kinds = |names: &NameScores| {
            let found = names.of([1; 4].into_iter());
            found.iter().map(|names| names.first().map(|name| name.kind)).collect::<Vec<_>>()
        };
        use NameKind::{Organisation, Person};
        assert_eq!(kinds(&names), [Some(Person), Some(Organisation), None, Some(Organisation)]);
        names.agree();
        assert_eq!(kinds(&names), [Some(Organisation), Some(Organisation), None, Some(Organisation)]);
    }
}
