//! Any bytes, taken as a model: refused, or able to read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quidnunc::language::Language;

fuzz_target!(|bytes: Vec<u8>| {
    if let Ok(language) = Language::from_bytes(bytes) {
        language.analyse("Riga freed two sailors.");
    }
});
