//! The best tree of a sentence, given a score for every pair of head and dependent.
//!
//! Finds the tree of highest total score with exactly one root (Chu and Liu 1965, Edmonds 1967). Where the best heads already
//! form such a tree, as they mostly do, it is found in one pass.

/// Heads of `n` words. Row `i` of `scores` holds `n + 1` numbers: the root's, then every word's, as head of word `i`.
///
/// The number of steps grows with the square of `n`, with its cube at worst; sentences are cut before.
pub(crate) fn best_tree(scores: &[i32], n: usize) -> Vec<Option<usize>> {
    let mut heads = vec![0];
    heads.extend(scores.chunks_exact(n + 1).enumerate().map(|(word, scores)| best_head(word, scores)));
    let roots = heads[1..].iter().filter(|&&head| head == 0).count();
    if n > 0 && (roots != 1 || find_cycle(&heads).is_some()) {
        heads = Graph::of(scores, n).solve();
    }
    heads[1..].iter().map(|&head| head.checked_sub(1)).collect()
}

/// The first of the highest scores, the word's own left out.
fn best_head(word: usize, scores: &[i32]) -> usize {
    let (before, after) = (&scores[..=word], &scores[word + 2..]);
    let first = |scores: &[i32]| {
        let most = scores.iter().copied().max()?;
        Some((most, scores.iter().position(|&score| score == most)?))
    };
    match (first(before), first(after)) {
        (Some((low, _)), Some((high, at))) if high > low => word + 2 + at,
        (Some((_, at)), _) => at,
        _ => 0,
    }
}

/// Makes every further root worse than any change elsewhere.
const ROOT_PENALTY: i64 = 1 << 40;

/// Scores of arcs between nodes; node 0 is the root, and row `i` belongs to node `i` as dependent.
struct Graph {
    n: usize,
    scores: Vec<i64>,
}

impl Graph {
    fn of(scores: &[i32], words: usize) -> Self {
        let n = words + 1;
        let mut graph = Self { n, scores: vec![i64::MIN / 4; n * n] };
        for word in 0..words {
            let row = &scores[word * n..][..n];
            for (head, &score) in row.iter().enumerate().filter(|(head, _)| *head != word + 1) {
                graph.scores[(word + 1) * n + head] = i64::from(score) - if head == 0 { ROOT_PENALTY } else { 0 };
            }
        }
        graph
    }

    fn score(&self, dependent: usize, head: usize) -> i64 {
        self.scores[dependent * self.n + head]
    }

    fn best_heads(&self) -> Vec<usize> {
        let best = |dependent: usize| {
            let mut best = 0;
            for head in 1..self.n {
                if head != dependent && self.score(dependent, head) > self.score(dependent, best) {
                    best = head;
                }
            }
            best
        };
        (0..self.n).map(|dependent| if dependent == 0 { 0 } else { best(dependent) }).collect()
    }

    /// Heads of the best tree: contracts one cycle after the other, then opens them again.
    fn solve(&self) -> Vec<usize> {
        let heads = self.best_heads();
        let Some(cycle) = find_cycle(&heads) else { return heads };
        let inside = |node: usize| cycle.contains(&node);
        let outside: Vec<usize> = (0..self.n).filter(|&node| !inside(node)).collect();
        let m = outside.len() + 1;
        let merged = m - 1;
        let mut smaller = Self { n: m, scores: vec![i64::MIN / 4; m * m] };
        let mut enters = vec![0; m];
        let mut leaves = vec![0; m];
        for (a, &node) in outside.iter().enumerate() {
            for (b, &other) in outside.iter().enumerate().filter(|(b, _)| *b != a) {
                smaller.scores[a * m + b] = self.score(node, other);
            }
            let from = best_of(&cycle, |member| self.score(node, member));
            leaves[a] = from;
            smaller.scores[a * m + merged] = self.score(node, from);
            let gain = |member: usize| self.score(member, node) - self.score(member, heads[member]);
            let to = best_of(&cycle, gain);
            enters[a] = to;
            smaller.scores[merged * m + a] = gain(to);
        }
        let solved = smaller.solve();
        let mut result = heads;
        for (a, &node) in outside.iter().enumerate().skip(1) {
            result[node] = if solved[a] == merged { leaves[a] } else { outside[solved[a]] };
        }
        let entry = solved[merged];
        result[enters[entry]] = outside[entry];
        result
    }
}

fn best_of(members: &[usize], score: impl Fn(usize) -> i64) -> usize {
    let mut best = members[0];
    for &member in &members[1..] {
        if score(member) > score(best) {
            best = member;
        }
    }
    best
}

/// The nodes of one cycle, if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    seen[0] = usize::MAX;
    for start in 1..heads.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[i32]], expected: &[Option<usize>]) {
        assert_eq!(best_tree(&rows.concat(), rows.len()), expected);
    }

    #[test]
    fn small_trees() {
        check(&[], &[]);
        check(&[&[5, 0]], &[None]);
        check(&[&[9, 0, 1], &[1, 9, 0]], &[None, Some(0)]);
        check(&[&[9, 0, 8], &[9, 7, 0]], &[Some(1), None]);
        check(&[&[1, 0, 9, 0], &[2, 9, 0, 8], &[9, 0, 0, 0]], &[Some(1), Some(2), None]);
    }

    #[test]
    fn always_one_root_and_no_cycle() {
        let mut state = 7u32;
        for n in 1..30 {
            let scores: Vec<i32> = (0..n * (n + 1))
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 20) as i32
                })
                .collect();
            let heads = best_tree(&scores, n);
            assert_eq!(heads.iter().filter(|head| head.is_none()).count(), 1);
            let with_root: Vec<usize> =
                [0].into_iter().chain(heads.iter().map(|head| head.map_or(0, |head| head + 1))).collect();
            assert!(find_cycle(&with_root).is_none());
        }
    }
}
