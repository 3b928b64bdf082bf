//! How are maps by short keys asked fast? With a hash of few instructions, begun at a number that differs from map to map.
//!
//! Ids come from texts that strangers write, so that no hash is used whose collisions could be worked out beforehand.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher, RandomState},
};

/// A map that is asked often.
pub(super) type QuickMap<K, V> = HashMap<K, V, Quick>;

/// Where the hashes of one map begin.
#[derive(Clone)]
pub(super) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Quick {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher(self.0)
    }
}

/// Multiplies eight bytes at a time, and folds the upper half of the product over the lower, as wyhash does.
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (pieces, rest) = bytes.as_chunks::<8>();
        pieces.iter().for_each(|piece| self.write_u64(u64::from_le_bytes(*piece)));
        if !rest.is_empty() {
            // The length keeps apart what differs by zeros at the end.
            let word = rest.iter().fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte));
            self.write_u64(word);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_apart() {
        let texts = ["", "a", "b", "a\0", "\0a", "abcdefgh", "abcdefgh\0", "abcdefghi", "0123456789abcdef-e1"];
        let map: QuickMap<&str, usize> = texts.into_iter().zip(0..).collect();
        for (text, at) in texts.into_iter().zip(0..) {
            assert_eq!(map.get(text), Some(&at), "{text:?}");
        }
        let quick = Quick::default();
        let mut hashes: Vec<u64> = (0..10_000).map(|number| quick.hash_one(format!("{number:04}-actor"))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 10_000);
    }
}
