//! Shares of belief: what scores of rivals say in parts of one.
//!
//! Needs scores in logarithmic units; plain arithmetic, so every machine gives the same.

use super::simd::vectorised;

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

/// Turns scores, `unit` of which are a logarithmic unit, into shares.
pub(crate) fn shares(scores: &[i32], unit: f32, shares: &mut [f32]) {
    let most = scores.iter().copied().max().unwrap_or(0);
    vectorised(|| {
        for (share, &score) in shares.iter_mut().zip(scores) {
            *share = exp((i64::from(score) - i64::from(most)) as f32 / unit);
        }
    });
    let total: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_one() {
        let mut found = [0.0; 3];
        shares(&[i32::MAX, i32::MAX - 1024, i32::MIN], 1024.0, &mut found);
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((found[0] / found[1] / 1f32.exp() - 1.0).abs() < 1e-5);
        assert!(found[2] < 1e-9);
        for x in [-20.0, -1.0, 0.0, 0.3, 5.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5);
        }
    }
}
