//! The processor's own instructions, where it has them: products of 16-bit integers, wide vectors, fused products of floats.
//!
//! The one module with unsafe code: it calls what it has detected, and reads vectors through pointers whose bounds it checks
//! first. Every path gives the same bits: sums of integers wrap alike in any order, and a fused product is rounded once
//! whether an instruction or a library computes it.
#![cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "vector loads and the call of detected instructions"))]

/// Outputs that are computed side by side.
pub(crate) const LANES: usize = 16;
/// Inputs that are mapped side by side.
pub(crate) const SIDE: usize = 4;

/// Adds to `sums` (`R` rows of `m`, which is a multiple of [`LANES`]) the products of `inputs` (`R` rows of `k`, which is even).
///
/// `weights` holds for every [`LANES`] outputs, for every pair of inputs, for every one of these outputs, its two weights.
pub(crate) fn add_products<const R: usize>(inputs: &[i16], weights: &[i16], sums: &mut [i32], k: usize, m: usize) {
    assert!(k.is_multiple_of(2) && m.is_multiple_of(LANES), "sizes of a matrix");
    assert!(inputs.len() >= R * k && weights.len() >= k * m && sums.len() >= R * m, "room for a product");
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has these instructions, and the lengths were checked above.
            return unsafe { x86::wide::<R>(inputs, weights, sums, k, m) };
        }
        // SAFETY: every processor of this architecture has SSE2, and the lengths were checked above.
        unsafe { x86::narrow::<R>(inputs, weights, sums, k, m) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    portable::<R>(inputs, weights, sums, k, m);
}

/// Adds `a` (rows of `k` floats) times `b` (`k` rows of `m`, a multiple of [`LANES`]) to `c` (rows of `m`).
pub(crate) fn multiply(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has these instructions.
        return unsafe { x86::multiply(a, b, c, k, m) };
    }
    strips(a, b, c, k, m);
}

/// Rows of floats that are computed side by side, as many as sixteen registers of eight numbers allow.
const FLOAT_SIDE: usize = 6;

#[inline(always)]
fn strips(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize) {
    let rows = a.len() / k;
    let mut row = 0;
    while row < rows {
        let take = if rows - row >= FLOAT_SIDE { FLOAT_SIDE } else { 1 };
        let (a, c) = (&a[row * k..(row + take) * k], &mut c[row * m..(row + take) * m]);
        for column in (0..m).step_by(LANES) {
            if take == FLOAT_SIDE {
                block::<FLOAT_SIDE>(a, b, c, k, m, column);
            } else {
                block::<1>(a, b, c, k, m, column);
            }
        }
        row += take;
    }
}

#[inline(always)]
fn block<const R: usize>(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize, column: usize) {
    let mut sums = [[0f32; LANES]; R];
    for i in 0..k {
        let right: &[f32; LANES] = b[i * m + column..i * m + column + LANES].try_into().expect("whole lanes");
        for r in 0..R {
            let left = a[r * k + i];
            for w in 0..LANES {
                sums[r][w] = left.mul_add(right[w], sums[r][w]);
            }
        }
    }
    for r in 0..R {
        for (to, sum) in c[r * m + column..r * m + column + LANES].iter_mut().zip(&sums[r]) {
            *to += sum;
        }
    }
}

/// Does work compiled for wide vectors, and with [`f32::mul_add`] as one instruction, where the processor can.
///
/// Only what is inlined into `work` gains.
pub(crate) fn vectorised<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has these instructions.
        return unsafe { x86::vectorised(work) };
    }
    work()
}

/// The definition, in plain arithmetic.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn portable<const R: usize>(inputs: &[i16], weights: &[i16], sums: &mut [i32], k: usize, m: usize) {
    for (block, weights) in weights[..k * m].chunks_exact(k * LANES).enumerate() {
        for r in 0..R {
            let sums = &mut sums[r * m + block * LANES..][..LANES];
            let pairs = inputs[r * k..(r + 1) * k].chunks_exact(2);
            for (pair, weights) in pairs.zip(weights.chunks_exact(2 * LANES)) {
                let (a, b) = (i32::from(pair[0]), i32::from(pair[1]));
                for (sum, two) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                    let product = (a * i32::from(two[0])).wrapping_add(b * i32::from(two[1]));
                    *sum = sum.wrapping_add(product);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::LANES;
    use std::arch::x86_64::*;

    /// # Safety
    /// The processor must have AVX2 and FMA.
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn vectorised<T>(work: impl FnOnce() -> T) -> T {
        work()
    }

    /// # Safety
    /// The processor must have AVX2 and FMA.
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn multiply(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize) {
        super::strips(a, b, c, k, m);
    }

    /// Two inputs as one 32-bit number.
    unsafe fn pair(inputs: *const i16, at: usize) -> i32 {
        // SAFETY: the caller checked that two inputs stand at `at`.
        unsafe { inputs.add(at).cast::<i32>().read_unaligned() }
    }

    /// # Safety
    /// The processor must have AVX2; lengths as [`super::add_products`] checks them.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn wide<const R: usize>(inputs: &[i16], weights: &[i16], sums: &mut [i32], k: usize, m: usize) {
        let (inputs, mut weights, sums) = (inputs.as_ptr(), weights.as_ptr().cast::<__m256i>(), sums.as_mut_ptr());
        for column in (0..m).step_by(LANES) {
            // SAFETY: rows, columns and weights stay inside the lengths that were checked.
            unsafe {
                let at = |r: usize, half: usize| sums.add(r * m + column + 8 * half).cast::<__m256i>();
                let mut low: [__m256i; R] = std::array::from_fn(|r| _mm256_loadu_si256(at(r, 0)));
                let mut high: [__m256i; R] = std::array::from_fn(|r| _mm256_loadu_si256(at(r, 1)));
                for i in (0..k).step_by(2) {
                    let (first, second) = (_mm256_loadu_si256(weights), _mm256_loadu_si256(weights.add(1)));
                    weights = weights.add(2);
                    for r in 0..R {
                        let input = _mm256_set1_epi32(pair(inputs, r * k + i));
                        low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(input, first));
                        high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(input, second));
                    }
                }
                for r in 0..R {
                    _mm256_storeu_si256(at(r, 0), low[r]);
                    _mm256_storeu_si256(at(r, 1), high[r]);
                }
            }
        }
    }

    /// # Safety
    /// Lengths as [`super::add_products`] checks them.
    pub(super) unsafe fn narrow<const R: usize>(inputs: &[i16], weights: &[i16], sums: &mut [i32], k: usize, m: usize) {
        let (inputs, weights, sums) = (inputs.as_ptr(), weights.as_ptr().cast::<__m128i>(), sums.as_mut_ptr());
        for column in (0..m).step_by(LANES / 2) {
            // SAFETY: rows, columns and weights stay inside the lengths that were checked.
            unsafe {
                let mut weights = weights.add(column / LANES * k * 2 + column % LANES / 4);
                let at = |r: usize, half: usize| sums.add(r * m + column + 4 * half).cast::<__m128i>();
                let mut low: [__m128i; R] = std::array::from_fn(|r| _mm_loadu_si128(at(r, 0)));
                let mut high: [__m128i; R] = std::array::from_fn(|r| _mm_loadu_si128(at(r, 1)));
                for i in (0..k).step_by(2) {
                    let (first, second) = (_mm_loadu_si128(weights), _mm_loadu_si128(weights.add(1)));
                    weights = weights.wrapping_add(4);
                    for r in 0..R {
                        let input = _mm_set1_epi32(pair(inputs, r * k + i));
                        low[r] = _mm_add_epi32(low[r], _mm_madd_epi16(input, first));
                        high[r] = _mm_add_epi32(high[r], _mm_madd_epi16(input, second));
                    }
                }
                for r in 0..R {
                    _mm_storeu_si128(at(r, 0), low[r]);
                    _mm_storeu_si128(at(r, 1), high[r]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_gives_the_same_bits() {
        let (k, m) = (10, 48);
        let mut state = 1u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as i16
        };
        let inputs: Vec<i16> = (0..SIDE * k).map(|_| random()).collect();
        let weights: Vec<i16> = (0..k * m).map(|_| random()).collect();
        let start: Vec<i32> = (0..SIDE * m).map(|_| i32::from(random())).collect();
        let mut expected = start.clone();
        portable::<SIDE>(&inputs, &weights, &mut expected, k, m);
        let mut found = start.clone();
        add_products::<SIDE>(&inputs, &weights, &mut found, k, m);
        assert_eq!(found, expected);
        #[cfg(target_arch = "x86_64")]
        {
            let mut found = start;
            // SAFETY: the lengths are those that `add_products` was content with.
            unsafe { x86::narrow::<SIDE>(&inputs, &weights, &mut found, k, m) };
            assert_eq!(found, expected);
        }
    }
}
