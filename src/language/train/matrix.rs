//! Products of matrices of 32-bit floats, always summed in the same order.
//!
//! Multiplications and additions are fused everywhere, so every machine computes the same bits whatever its vector width.

pub(crate) use crate::language::simd::{multiply, multiply_turned};

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

/// The exponential function, in plain arithmetic (no platform's library), good to seven digits.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = x.round();
    let rest = (x - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest / 720.0)))));
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * series
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
        for x in [-20.0, -1.0, 0.0, 0.3, 5.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5);
        }
    }
}
