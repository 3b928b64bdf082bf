//! Products of matrices of 32-bit floats, always summed in the same order.
//!
//! Multiplications and additions are fused everywhere, so every machine computes the same bits whatever its vector width.

pub(crate) use crate::language::{
    share::exp,
    simd::{multiply, multiply_turned},
};

use crate::language::simd::{LANES as COLUMNS, vectorised};

/// Columns come in multiples of this.
pub(crate) const LANES: usize = COLUMNS;

/// `a` (rows of `m`) with rows and columns exchanged.
pub(crate) fn transposed(a: &[f32], m: usize) -> Vec<f32> {
    let n = a.len() / m;
    let mut t = vec![0.0; a.len()];
    for block in (0..n).step_by(16) {
        let end = (block + 16).min(n);
        for column in 0..m {
            let to = &mut t[column * n + block..column * n + end];
            for (to, row) in to.iter_mut().zip(a[block * m..end * m].chunks_exact(m)) {
                *to = row[column];
            }
        }
    }
    t
}

/// Adds `scale` times `from` to `to`.
pub(crate) fn add_scaled(to: &mut [f32], from: &[f32], scale: f32) {
    vectorised(|| scale_into(to, from, scale));
}

#[inline(always)]
fn scale_into(to: &mut [f32], from: &[f32], scale: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = scale.mul_add(*from, *to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        let (n, k, m) = (18, 5, 48);
        let a: Vec<f32> = (0..n * k).map(|i| (i % 7) as f32 - 3.0).collect();
        let b: Vec<f32> = (0..k * m).map(|i| (i % 5) as f32 - 2.0).collect();
        let mut c = vec![1.0; n * m];
        multiply(&a, &b, &mut c, k, m);
        for row in 0..n {
            for column in 0..m {
                let expected: f32 = (0..k).map(|i| a[row * k + i] * b[i * m + column]).sum();
                assert_eq!(c[row * m + column], expected + 1.0);
            }
        }
        assert_eq!(transposed(&transposed(&a, k), n), a);
    }
}
