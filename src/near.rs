//! Which known name did somebody mean who wrote another? For hints in messages, never for data.

/// How many bytes must be changed, added or left out to make one of the other (Levenshtein).
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// The names nearest to `wanted`, at most `most`: those that hold it or are held by it, then those that differ by a third of it or less.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>, most: usize) -> Vec<&'n str> {
    let wanted = wanted.to_lowercase();
    let limit = (wanted.len() / 3).max(2);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let folded = name.to_lowercase();
            let within = wanted.len() > 2 && folded.contains(&wanted) || folded.len() > 2 && wanted.contains(&folded);
            let far = if within { 0 } else { distance(&wanted, &folded) };
            (far <= limit).then_some((far, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(most).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names = ["Belarus", "Belavia", "United States", "Russia"];
        let check = |wanted: &str, expected: &[&str]| assert_eq!(nearest(wanted, names, 2), expected, "{wanted}");
        check("Bellarus", &["Belarus"]);
        check("states", &["United States"]);
        check("bela", &["Belarus", "Belavia"]);
        check("Mars", &[]);
        check("", &[]);
    }

    #[test]
    fn distance_counts_changes() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "ab"), 2);
    }
}
