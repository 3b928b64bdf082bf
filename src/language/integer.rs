//! Integer arithmetic of the network: linear maps and squashing functions, the same bits on every machine.
//!
//! Numbers are 16 bits wide with a known scale, sums 32 bits. Sums may wrap on the way; scales are chosen so that results fit.

use super::simd::{LANES, SIDE, add_products, vectorised};

/// A linear map: `rows` inputs, `columns` outputs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Bits that the sums have more than the output wants.
    pub(crate) shift: u32,
    pub(crate) bias: Vec<i32>,
    /// For every [`LANES`] outputs, for every pair of inputs, for every one of these outputs, its two weights.
    pub(crate) weights: Vec<i16>,
}

impl Matrix {
    /// The weights in the order that running wants, from the order of the model file: pairs of inputs, then outputs.
    pub(crate) fn arranged(weights: &[i16], columns: usize) -> Vec<i16> {
        let mut arranged = Vec::with_capacity(weights.len());
        for column in (0..columns).step_by(LANES) {
            for pair in weights.chunks_exact(2 * columns) {
                arranged.extend_from_slice(&pair[2 * column..2 * (column + LANES)]);
            }
        }
        arranged
    }

    /// The sums of each input row, not yet shifted, handed to `take` with the index of the row.
    pub(crate) fn apply(&self, inputs: &[i16], sums: &mut Vec<i32>, mut take: impl FnMut(usize, &[i32])) {
        let (k, m) = (self.rows, self.columns);
        sums.resize(SIDE * m, 0);
        for (block, inputs) in inputs.chunks(SIDE * k).enumerate() {
            sums.chunks_exact_mut(m).for_each(|sums| sums.copy_from_slice(&self.bias));
            if inputs.len() == SIDE * k {
                add_products::<SIDE>(inputs, &self.weights, sums, k, m);
            } else {
                for (input, sums) in inputs.chunks_exact(k).zip(sums.chunks_exact_mut(m)) {
                    add_products::<1>(input, &self.weights, sums, k, m);
                }
            }
            for (row, sums) in sums.chunks_exact(m).take(inputs.len() / k).enumerate() {
                take(block * SIDE + row, sums);
            }
        }
    }

    /// The outputs, shifted and held to 16 bits, of all inputs.
    pub(crate) fn apply_shifted(&self, inputs: &[i16], sums: &mut Vec<i32>, outputs: &mut Vec<i16>, least: i32) {
        let shift = self.shift;
        let half = 1 << shift >> 1;
        outputs.clear();
        self.apply(inputs, sums, |_, sums| {
            let held = |&sum: &i32| (sum.wrapping_add(half) >> shift).clamp(least, 32767) as i16;
            vectorised(|| outputs.extend(sums.iter().map(held)));
        });
    }
}

/// The sum of products.
#[inline(always)]
pub(crate) fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).fold(0, i32::wrapping_add)
}

/// Bits after the point of what goes into the squashing functions.
pub(crate) const SUM_BITS: u32 = 12;

/// `x - x|x|/4` for `x` from -2 to 2, flat beyond, with 14 bits after the point.
#[inline(always)]
pub(crate) fn squash(x: i32) -> i16 {
    let x = x.clamp(-2 << SUM_BITS, 2 << SUM_BITS) as i16;
    (4 * i32::from(x) - ((i32::from(x) * i32::from(x.abs())) >> 12)) as i16
}

/// `1/2 + x(8 - |x|)/32` for `x` from -4 to 4, flat beyond, with 14 bits after the point.
#[inline(always)]
pub(crate) fn gate(x: i32) -> i16 {
    let x = x.clamp(-4 << SUM_BITS, 4 << SUM_BITS) as i16;
    (8192 + i32::from(x) - ((i32::from(x) * i32::from(x.abs())) >> 15)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squashing_functions_meet_their_ends() {
        assert_eq!([squash(-99999), squash(0), squash(99999)], [-16384, 0, 16384]);
        assert_eq!([gate(-99999), gate(0), gate(99999)], [0, 8192, 16384]);
    }

    #[test]
    fn products_agree_with_the_definition() {
        let (n, k, m) = (7, 6, 32);
        let weight = |i: usize, j: usize| ((i * 31 + j * 17) % 23) as i16 - 11;
        let mut weights = Vec::new();
        for pair in 0..k / 2 {
            for j in 0..m {
                weights.extend([weight(2 * pair, j), weight(2 * pair + 1, j)]);
            }
        }
        let matrix = Matrix { rows: k, columns: m, shift: 0, bias: vec![5; m], weights: Matrix::arranged(&weights, m) };
        let inputs: Vec<i16> = (0..n * k).map(|i| (i % 13) as i16 - 6).collect();
        let mut seen = 0;
        matrix.apply(&inputs, &mut Vec::new(), |row, sums| {
            for (j, &found) in sums.iter().enumerate() {
                let sum: i32 = (0..k).map(|i| i32::from(inputs[row * k + i]) * i32::from(weight(i, j))).sum();
                assert_eq!(found, sum + 5);
            }
            seen += 1;
        });
        assert_eq!(seen, n);
    }
}
