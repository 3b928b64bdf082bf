//! Where does a node stand before a tool lays the graph out anew? On a sunflower's spiral, the most tied in the middle.
//!
//! Only sums, products and square roots are used, so that every machine gives the same places. Nothing here looks for few crossings.

/// Distance between neighbours on the spiral.
const STEP: f64 = 60.0;
/// How far an event stands from the middle of those who take part.
const ASIDE: f64 = 22.0;
/// Cosine and sine of the golden angle (Vogel 1979, "A better way to construct the sunflower head").
const TURN: (f64, f64) = (-0.737_368_878_078_319_7, 0.675_490_294_261_523_8);

/// Places of all nodes, of which the first `actors` stand on the spiral and the others between those that they are tied to.
pub(super) fn places(actors: usize, degrees: &[u32], edges: impl Iterator<Item = (u32, u32)>) -> Vec<(f64, f64)> {
    let mut order: Vec<usize> = (0..actors.min(degrees.len())).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(degrees[at]), at));
    let mut places = vec![(0.0, 0.0); degrees.len()];
    for ((rank, &at), direction) in order.iter().enumerate().zip(directions()) {
        let radius = STEP * (rank as f64).sqrt();
        places[at] = (radius * direction.0, radius * direction.1);
    }
    let mut sums = vec![(0.0, 0.0, 0.0); degrees.len()];
    for (source, target) in edges {
        for (event, other) in [(source as usize, target as usize), (target as usize, source as usize)] {
            if event >= actors && other < actors {
                let (x, y, n) = sums[event];
                sums[event] = (x + places[other].0, y + places[other].1, n + 1.0);
            }
        }
    }
    for (at, direction) in (actors..degrees.len()).zip(directions()) {
        let (x, y, n) = sums[at];
        let n = if n > 0.0 { n } else { 1.0 };
        places[at] = (x / n + ASIDE * direction.0, y / n + ASIDE * direction.1);
    }
    places
}

/// Unit vectors, each turned by the golden angle.
fn directions() -> impl Iterator<Item = (f64, f64)> {
    std::iter::successors(Some((1.0, 0.0)), |&(x, y): &(f64, f64)| {
        let (x, y) = (x * TURN.0 - y * TURN.1, x * TURN.1 + y * TURN.0);
        let length = (x * x + y * y).sqrt();
        Some((x / length, y / length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_nodes_share_a_place() {
        let places = places(50, &[1; 90], [(0, 60), (60, 1), (2, 61)].into_iter());
        for (at, one) in places.iter().enumerate() {
            for other in &places[..at] {
                let (x, y) = (one.0 - other.0, one.1 - other.1);
                assert!(x * x + y * y > 1.0 && one.0.is_finite(), "{one:?} {other:?}");
            }
        }
    }
}
