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
        if std::arch::is_x86_feature_detected!("avx512f") && std::arch::is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has these instructions, and the lengths were checked above.
            return unsafe { x86::widest::<R>(inputs, weights, sums, k, m) };
        }
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

/// The left side of a product of floats.
#[derive(Clone, Copy)]
pub(crate) struct Left<'a> {
    numbers: &'a [f32],
    rows: usize,
    /// How far the numbers of neighbouring rows lie apart, and those of neighbouring columns.
    apart: (usize, usize),
}

impl<'a> Left<'a> {
    /// Rows of `k` floats.
    fn straight(numbers: &'a [f32], k: usize) -> Self {
        Self { numbers, rows: numbers.len() / k, apart: (k, 1) }
    }

    /// Columns of `k` floats, side by side in rows of `rows`.
    fn turned(numbers: &'a [f32], rows: usize) -> Self {
        Self { numbers, rows, apart: (1, rows) }
    }

    #[inline(always)]
    fn from(self, row: usize) -> Self {
        Self { numbers: &self.numbers[row * self.apart.0..], ..self }
    }
}

/// Adds `a` (rows of `k` floats) times `b` (`k` rows of `m`, a multiple of [`LANES`]) to `c` (rows of `m`).
pub(crate) fn multiply(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize) {
    multiply_left(Left::straight(a, k), b, c, k, m);
}

/// As [`multiply`], where `a` is `k` rows of `rows` floats and its columns count as rows.
pub(crate) fn multiply_turned(a: &[f32], rows: usize, b: &[f32], c: &mut [f32], m: usize) {
    multiply_left(Left::turned(a, rows), b, c, a.len() / rows, m);
}

fn multiply_left(a: Left, b: &[f32], c: &mut [f32], k: usize, m: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has these instructions.
            return unsafe { x86::multiply_wide(a, b, c, k, m) };
        }
        if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
            // SAFETY: the processor has these instructions.
            return unsafe { x86::multiply(a, b, c, k, m) };
        }
    }
    strips::<FLOAT_SIDE>(a, b, c, k, m, block::<FLOAT_SIDE>, block::<1>);
}

/// Rows of floats that are computed side by side, as many as sixteen registers of eight numbers allow.
const FLOAT_SIDE: usize = 6;

/// Takes [`LANES`] columns of `b` after the other, laid side by side so that they stay near while all rows pass by, `R` at a time.
#[inline(always)]
fn strips<const R: usize>(
    a: Left,
    b: &[f32],
    c: &mut [f32],
    k: usize,
    m: usize,
    many: impl Fn(Left, &[[f32; LANES]], &mut [f32], usize),
    one: impl Fn(Left, &[[f32; LANES]], &mut [f32], usize),
) {
    let mut panel = vec![[0f32; LANES]; k];
    for column in (0..m).step_by(LANES) {
        for (to, from) in panel.iter_mut().zip(b.chunks_exact(m)) {
            to.copy_from_slice(&from[column..column + LANES]);
        }
        let mut row = 0;
        while row + R <= a.rows {
            many(a.from(row), &panel, &mut c[row * m + column..], m);
            row += R;
        }
        for row in row..a.rows {
            one(a.from(row), &panel, &mut c[row * m + column..], m);
        }
    }
}

#[inline(always)]
fn block<const R: usize>(a: Left, panel: &[[f32; LANES]], c: &mut [f32], m: usize) {
    let mut sums = [[0f32; LANES]; R];
    for (i, right) in panel.iter().enumerate() {
        for (r, sums) in sums.iter_mut().enumerate() {
            let left = a.numbers[r * a.apart.0 + i * a.apart.1];
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum = left.mul_add(*right, *sum);
            }
        }
    }
    for r in 0..R {
        for (to, sum) in c[r * m..r * m + LANES].iter_mut().zip(&sums[r]) {
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
    use super::{LANES, Left};
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
    pub(super) unsafe fn multiply(a: Left, b: &[f32], c: &mut [f32], k: usize, m: usize) {
        super::strips::<{ super::FLOAT_SIDE }>(a, b, c, k, m, super::block::<{ super::FLOAT_SIDE }>, super::block::<1>);
    }

    /// Rows of floats that are computed side by side in registers of sixteen numbers.
    const WIDE_SIDE: usize = 12;

    /// # Safety
    /// The processor must have AVX-512.
    #[target_feature(enable = "avx512f,fma")]
    pub(super) unsafe fn multiply_wide(a: Left, b: &[f32], c: &mut [f32], k: usize, m: usize) {
        // SAFETY: the caller's promise is the blocks'.
        let many = |a: Left, panel: &[[f32; LANES]], c: &mut [f32], m| unsafe { block::<WIDE_SIDE>(a, panel, c, m) };
        // SAFETY: as above.
        let one = |a: Left, panel: &[[f32; LANES]], c: &mut [f32], m| unsafe { block::<1>(a, panel, c, m) };
        super::strips::<WIDE_SIDE>(a, b, c, k, m, many, one);
    }

    /// # Safety
    /// The processor must have AVX-512.
    #[inline]
    #[target_feature(enable = "avx512f,fma")]
    unsafe fn block<const R: usize>(a: Left, panel: &[[f32; LANES]], c: &mut [f32], m: usize) {
        let (row, step) = a.apart;
        assert!(panel.is_empty() || a.numbers.len() > (R - 1) * row + (panel.len() - 1) * step, "room for a product");
        assert!(c.len() >= (R - 1) * m + LANES, "room for a product");
        let mut sums = [_mm512_setzero_ps(); R];
        // SAFETY: rows and columns stay inside the lengths that were checked.
        unsafe {
            for (i, right) in panel.iter().enumerate() {
                let right = _mm512_loadu_ps(right.as_ptr());
                for (r, sum) in sums.iter_mut().enumerate() {
                    *sum = _mm512_fmadd_ps(_mm512_set1_ps(*a.numbers.get_unchecked(r * row + i * step)), right, *sum);
                }
            }
            for (r, &sum) in sums.iter().enumerate() {
                let to = c.as_mut_ptr().add(r * m);
                _mm512_storeu_ps(to, _mm512_add_ps(_mm512_loadu_ps(to), sum));
            }
        }
    }

    /// Blocks of outputs that are computed side by side.
    const BLOCKS: usize = 4;

    /// # Safety
    /// The processor must have AVX-512 with VNNI; lengths as [`super::add_products`] checks them.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) unsafe fn widest<const R: usize>(inputs: &[i16], weights: &[i16], sums: &mut [i32], k: usize, m: usize) {
        let (inputs, weights, sums) = (inputs.as_ptr(), weights.as_ptr(), sums.as_mut_ptr());
        let mut column = 0;
        // SAFETY: rows, columns and weights stay inside the lengths that were checked.
        unsafe {
            while column + BLOCKS * LANES <= m {
                columns::<R, BLOCKS>(inputs, weights.add(column * k), sums.add(column), k, m);
                column += BLOCKS * LANES;
            }
            while column < m {
                columns::<R, 1>(inputs, weights.add(column * k), sums.add(column), k, m);
                column += LANES;
            }
        }
    }

    /// # Safety
    /// The processor must have AVX-512 with VNNI; there must be `R` rows, `B` blocks of outputs and their weights.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    unsafe fn columns<const R: usize, const B: usize>(
        inputs: *const i16,
        weights: *const i16,
        sums: *mut i32,
        k: usize,
        m: usize,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            let at = |r: usize, b: usize| sums.add(r * m + b * LANES).cast::<__m512i>();
            let mut found: [[__m512i; B]; R] =
                std::array::from_fn(|r| std::array::from_fn(|b| _mm512_loadu_si512(at(r, b))));
            for i in (0..k).step_by(2) {
                let weights: [__m512i; B] =
                    std::array::from_fn(|b| _mm512_loadu_si512(weights.add((b * k + i) * LANES).cast()));
                for (r, found) in found.iter_mut().enumerate() {
                    let input = _mm512_set1_epi32(pair(inputs, r * k + i));
                    for b in 0..B {
                        found[b] = _mm512_dpwssd_epi32(found[b], input, weights[b]);
                    }
                }
            }
            for (r, found) in found.iter().enumerate() {
                for (b, &found) in found.iter().enumerate() {
                    _mm512_storeu_si512(at(r, b), found);
                }
            }
        }
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
        let (k, m) = (10, 80);
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
            if std::arch::is_x86_feature_detected!("avx2") {
                let mut found = start.clone();
                // SAFETY: the processor has these instructions, and `add_products` was content with the lengths.
                unsafe { x86::wide::<SIDE>(&inputs, &weights, &mut found, k, m) };
                assert_eq!(found, expected);
            }
            let mut found = start;
            // SAFETY: the lengths are those that `add_products` was content with.
            unsafe { x86::narrow::<SIDE>(&inputs, &weights, &mut found, k, m) };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn every_product_of_floats_gives_the_same_bits() {
        let (n, k, m) = (29, 37, 48);
        let number = |i: usize| (i * 7919 % 1009) as f32 / 317.0 - 1.5;
        let a: Vec<f32> = (0..n * k).map(number).collect();
        let b: Vec<f32> = (0..k * m).map(|i| number(i + 5)).collect();
        let mut expected = vec![0.25; n * m];
        let left = Left::straight(&a, k);
        strips::<FLOAT_SIDE>(left, &b, &mut expected, k, m, block::<FLOAT_SIDE>, block::<1>);
        let mut found = vec![0.25; n * m];
        multiply(&a, &b, &mut found, k, m);
        assert_eq!(found, expected);
        let turned: Vec<f32> = (0..k * n).map(|i| a[i % n * k + i / n]).collect();
        let mut found = vec![0.25; n * m];
        multiply_turned(&turned, n, &b, &mut found, m);
        assert_eq!(found, expected);
    }
}
