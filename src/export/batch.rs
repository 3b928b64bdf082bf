//! How do many small pieces of text get out fast? Gathered into one buffer, handed over when it is full; no formatting machinery.

use std::{borrow::Cow, io::Write, rc::Rc};

use super::{
    projection::{BETWEEN, Facts, Value},
    rdf::address::push_number,
};
use crate::error::Result;

/// How many bytes are handed over at a time.
const FULL: usize = 1 << 16;

/// Text on its way out.
pub(super) struct Batch<'o> {
    out: &'o mut dyn Write,
    /// What was not handed over yet.
    pub(super) bytes: Vec<u8>,
}

impl<'o> Batch<'o> {
    /// An empty one.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self { out, bytes: Vec::with_capacity(2 * FULL) }
    }

    /// Hands over what is there, once it is enough; called after each node and edge.
    ///
    /// # Errors
    /// When the writer refuses.
    pub(super) fn pass_on(&mut self) -> Result<()> {
        if self.bytes.len() >= FULL {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }

    /// Hands over the rest.
    ///
    /// # Errors
    /// When the writer refuses.
    pub(super) fn finish(self) -> Result<()> {
        self.out.write_all(&self.bytes)?;
        Ok(())
    }
}

/// What was written of the facts that were written last: those of an action are told at each of its edges.
#[derive(Default)]
pub(super) struct Last<'v> {
    of: Option<Rc<Facts<'v>>>,
    bytes: Vec<u8>,
}

impl<'v> Last<'v> {
    /// Appends what `push` writes of some facts, or what it wrote of them just before.
    pub(super) fn push(
        &mut self,
        facts: &Rc<Facts<'v>>,
        out: &mut Vec<u8>,
        push: impl FnOnce(&Facts<'v>, &mut Vec<u8>),
    ) {
        if !self.of.as_ref().is_some_and(|last| Rc::ptr_eq(last, facts)) {
            self.of = Some(Rc::clone(facts));
            self.bytes.clear();
            push(facts, &mut self.bytes);
        }
        out.extend_from_slice(&self.bytes);
    }
}

/// Appends texts one after the other.
pub(super) fn push_all(out: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
}

/// Appends the items of a list by `push`, with [`BETWEEN`] between them.
pub(super) fn push_list(out: &mut Vec<u8>, items: &[Cow<'_, str>], push: fn(&mut Vec<u8>, &str)) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(BETWEEN.as_bytes());
        }
        push(out, item);
    }
}

/// Appends a value, a text by `text` and a list by `list`; numbers and flags look alike in every format, and what is unknown is nothing.
pub(super) fn push_value(
    out: &mut Vec<u8>,
    value: Value<'_>,
    text: impl Fn(&mut Vec<u8>, &str),
    list: impl Fn(&mut Vec<u8>, &[Cow<'_, str>]),
) {
    match value {
        Value::Unknown => {}
        Value::Text(words) => text(out, words),
        Value::List(items) => list(out, items),
        Value::Count(count) => push_number(out, count),
        Value::Number(number) => push_float(out, number),
        Value::Flag(flag) => push_flag(out, flag),
    }
}

/// Appends a number with one digit behind the point.
pub(super) fn push_tenths(out: &mut Vec<u8>, number: f64) {
    let tenths = (number * 10.0).round() as i64;
    if tenths < 0 {
        out.push(b'-');
    }
    let tenths = tenths.unsigned_abs() as usize;
    push_number(out, tenths / 10);
    out.extend_from_slice(&[b'.', b'0' + (tenths % 10) as u8]);
}

/// Appends a number as short as it reads back the same.
fn push_float(out: &mut Vec<u8>, number: f64) {
    if (0.0..1e15).contains(&number) && number.fract() == 0.0 {
        push_number(out, number as usize);
    } else {
        out.extend_from_slice(number.to_string().as_bytes());
    }
}

/// Appends `true` or `false`.
pub(super) fn push_flag(out: &mut Vec<u8>, flag: bool) {
    out.extend_from_slice(if flag { b"true" } else { b"false" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are() {
        for (number, expected) in [(0.0, "0.0"), (-0.04, "0.0"), (-12.34, "-12.3"), (7.96, "8.0"), (1234.5, "1234.5")] {
            let mut out = Vec::new();
            push_tenths(&mut out, number);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn floats_read_as_the_standard_library_writes_them() {
        for number in [0.0, 1.0, 123.0, 0.5, -7.0, 1e15, 999_999_999_999_999.0, 1e-9, 0.1 + 0.2] {
            let mut out = Vec::new();
            push_float(&mut out, number);
            assert_eq!(String::from_utf8_lossy(&out), number.to_string());
        }
    }

    #[test]
    fn all_gets_out() {
        let mut out = Vec::new();
        let mut batch = Batch::new(&mut out);
        for _ in 0..100_000 {
            push_all(&mut batch.bytes, &["ab", "c"]);
            batch.pass_on().expect("memory takes all");
        }
        batch.finish().expect("memory takes all");
        assert_eq!(out, "abc".repeat(100_000).into_bytes());
    }
}
