//! What becomes of half a character in JSON? `\ud800` without its other half, as programs write that cut texts by UTF-16.
//!
//! Readers of JSON refuse a whole file for it. Here the escape of U+FFFD takes its place: of the same length, so that every offset and line
//! stays. Nothing else is changed, and what is no JSON stays none.

use std::{
    cell::RefCell,
    io::{self, Read},
    rc::Rc,
};

/// Replaces lone surrogates in a whole text of JSON, and says how many there were.
///
/// ```
/// let mut json = br#"["\ud83d", "\ud83d\ude00"]"#.to_vec();
/// assert_eq!(quidnunc::surrogate::mend(&mut json), 1);
/// assert_eq!(json, br#"["\ufffd", "\ud83d\ude00"]"#);
/// ```
pub fn mend(json: &mut [u8]) -> usize {
    let mut found = 0;
    mend_from(json, true, |_| found += 1);
    found
}

/// A reader of JSON without lone surrogates.
#[derive(Debug)]
pub struct Mended<R> {
    inner: R,
    buffer: Vec<u8>,
    /// How much of the buffer was handed over, and how much can be.
    done: usize,
    settled: usize,
    /// Line ends before the buffer.
    lines: u64,
    replaced: Rc<RefCell<Replaced>>,
}

/// What was replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// How many escapes.
    pub count: u64,
    /// The line of the first, counted from 1.
    pub line: u64,
}

/// How many bytes are read at a time.
const PIECE: usize = 1 << 16;

impl<R: Read> Mended<R> {
    /// Mends what `inner` reads; the second value tells what was replaced so far.
    pub fn new(inner: R) -> (Self, Rc<RefCell<Replaced>>) {
        let replaced = Rc::default();
        let mended = Self { inner, buffer: Vec::new(), done: 0, settled: 0, lines: 0, replaced: Rc::clone(&replaced) };
        (mended, replaced)
    }

    /// Reads on until something can be handed over, or nothing is left.
    fn fill(&mut self) -> io::Result<()> {
        self.lines += ends(&self.buffer[..self.settled]);
        self.buffer.drain(..self.settled);
        (self.done, self.settled) = (0, 0);
        while self.settled == 0 {
            let before = self.buffer.len();
            self.buffer.resize(before + PIECE, 0);
            let read = self.inner.read(&mut self.buffer[before..]);
            self.buffer.truncate(before + *read.as_ref().unwrap_or(&0));
            let is_end = read? == 0;
            self.settle(is_end);
            if is_end {
                break;
            }
        }
        Ok(())
    }

    fn settle(&mut self, is_end: bool) {
        let mut places = Vec::new();
        self.settled = mend_from(&mut self.buffer, is_end, |place| places.push(place));
        let mut replaced = self.replaced.borrow_mut();
        if let Some(&first) = places.first().filter(|_| replaced.count == 0) {
            replaced.line = self.lines + ends(&self.buffer[..first]) + 1;
        }
        replaced.count += places.len() as u64;
    }
}

impl<R: Read> Read for Mended<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.done == self.settled {
            self.fill()?;
        }
        let len = out.len().min(self.settled - self.done);
        out[..len].copy_from_slice(&self.buffer[self.done..self.done + len]);
        self.done += len;
        Ok(len)
    }
}

/// The escape of U+FFFD.
const REPLACEMENT: &[u8; 6] = b"\\ufffd";

/// Replaces lone surrogates, telling their places, and gives how far all is settled: unless it is the end, more bytes may tell.
fn mend_from(json: &mut [u8], is_end: bool, mut found: impl FnMut(usize)) -> usize {
    let mut at = 0;
    while let Some(next) = json[at..].iter().position(|&byte| byte == b'\\') {
        at += next;
        let rest = &json[at..];
        at += match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => 12,
            (Some(0xD800..0xDC00), None) if !is_end && could_be_unit(&rest[6..]) => return at,
            (Some(0xD800..0xE000), _) => {
                json[at..at + 6].copy_from_slice(REPLACEMENT);
                found(at);
                6
            }
            (Some(_), _) => 6,
            (None, _) if !is_end && could_be_unit(rest) => return at,
            (None, _) => rest.len().min(2),
        };
    }
    json.len()
}

/// The number in an escape at the beginning of `bytes`.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.get(..6)?.strip_prefix(b"\\u")?;
    let digit = |byte: u8| Some(char::from(byte).to_digit(16)? as u16);
    digits.iter().try_fold(0, |number, &byte| Some(number << 4 | digit(byte)?))
}

/// Whether an escape of a number may be cut off in `bytes`.
fn could_be_unit(bytes: &[u8]) -> bool {
    let digits = bytes.iter().skip(2);
    bytes.len() < 6 && b"\\u".starts_with(&bytes[..bytes.len().min(2)]) && digits.clone().all(u8::is_ascii_hexdigit)
}

fn ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str, replaced: usize) {
        let mut bytes = json.as_bytes().to_vec();
        assert_eq!((mend(&mut bytes), bytes.as_slice()), (replaced, expected.as_bytes()), "{json}");
        for piece in 1..14 {
            let (mut mended, counted) = Mended::new(Pieces(json.as_bytes(), piece));
            let mut read = String::new();
            mended.read_to_string(&mut read).expect("memory can be read");
            assert_eq!((read.as_str(), counted.borrow().count as usize), (expected, replaced), "{json} by {piece}");
        }
    }

    /// Hands over so many bytes at a time.
    struct Pieces<'b>(&'b [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(out.len());
            out[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    #[test]
    fn half_characters_are_replaced() {
        check(r#""plain é""#, r#""plain é""#, 0);
        check(r#""\ud800""#, r#""\ufffd""#, 1);
        check(r#""\uDFFF x""#, r#""\ufffd x""#, 1);
        check(r#""\ud83d\ude00""#, r#""\ud83d\ude00""#, 0);
        check(r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#, 2);
        check(r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#, 1);
        check(r#""\ud83d\n\u0041""#, r#""\ufffd\n\u0041""#, 1);
    }

    #[test]
    fn nothing_else_is_changed() {
        check(r#""\\ud800 \\\\ud800""#, r#""\\ud800 \\\\ud800""#, 0);
        check(r#""\ud80 \uxyzw \"#, r#""\ud80 \uxyzw \"#, 0);
        check(r#"\ud800"#, r#"\ufffd"#, 1);
        check(r#"\ud800\u"#, r#"\ufffd\u"#, 1);
        check("", "", 0);
    }

    #[test]
    fn the_first_line_is_told() {
        let (mut mended, replaced) = Mended::new(Pieces(b"[\n\"\",\n\"\\udead\"\n,\"\\udead\"]", 5));
        io::copy(&mut mended, &mut io::sink()).expect("memory can be read");
        assert_eq!(*replaced.borrow(), Replaced { count: 2, line: 3 });
    }
}
