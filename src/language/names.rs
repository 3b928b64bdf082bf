//! The names of a sentence, given a score of every label for every word.
//!
//! Labels are: outside, then beginning and inside of each kind. The best sequence in which every inside
//! follows a beginning or inside of its kind is found by dynamic programming (Viterbi 1967).

use super::{Name, NameKind};

/// Outside, then beginning and inside of person, place and organisation.
pub(crate) const LABELS: usize = 7;

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

/// Names of the best sequence of labels; row `i` of `scores` holds `LABELS` numbers or more, `stride` apart. A name that directly
/// follows another costs some `unit`s, as many as its odds against (measured on the dev part): few names touch, most are one.
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
                let reached = total[before] - unit * touching(before, label);
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

/// Units that a label costs behind another: three to begin a name after one of its kind, one after another kind.
fn touching(before: usize, label: usize) -> i64 {
    match label % 2 {
        1 if before == label || before == label + 1 => 3,
        1 if before > 0 => 1,
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
        let touching = [row(1, 2), row(1, 2)].concat();
        assert_eq!(best_names(&touching, LABELS, 1), [name(0, 2, NameKind::Person)]);
        assert_eq!(best_names(&touching, LABELS, 0).len(), 2);
    }
}
