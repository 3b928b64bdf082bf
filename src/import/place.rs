//! At which line does a reader stand? For parsers that tell an offset and no line.

use std::{
    cell::RefCell,
    io::{self, Read},
    rc::Rc,
};

/// A reader that remembers what it handed over last.
pub(super) struct Watched<R> {
    inner: R,
    seen: Rc<RefCell<Seen>>,
}

/// How far reading has come.
#[derive(Default)]
pub(super) struct Seen {
    /// Where the last piece begins.
    offset: u64,
    /// Line ends before it.
    lines: u64,
    last: Vec<u8>,
}

impl<R: Read> Watched<R> {
    /// Watches `inner`.
    pub(super) fn new(inner: R) -> (Self, Rc<RefCell<Seen>>) {
        let seen = Rc::new(RefCell::new(Seen::default()));
        (Self { inner, seen: Rc::clone(&seen) }, seen)
    }
}

impl Seen {
    /// The line, counted from 1, of a byte of the last piece; of its first byte where it lies before.
    pub(super) fn line(&self, offset: u64) -> u64 {
        let within = usize::try_from(offset.saturating_sub(self.offset)).unwrap_or(usize::MAX).min(self.last.len());
        self.lines + ends(&self.last[..within]) + 1
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read > 0 {
            let mut seen = self.seen.borrow_mut();
            seen.offset += seen.last.len() as u64;
            seen.lines += ends(&seen.last);
            seen.last.clear();
            seen.last.extend_from_slice(&buffer[..read]);
        }
        Ok(read)
    }
}

fn ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_over_pieces() {
        let (mut watched, seen) = Watched::new(&b"one\ntwo\nthree\nfour"[..]);
        let mut piece = [0; 6];
        for _ in 0..2 {
            watched.read_exact(&mut piece).expect("there is enough");
        }
        let line = |offset| seen.borrow().line(offset);
        assert_eq!((line(0), line(6), line(8), line(11), line(99)), (2, 2, 3, 3, 3));
    }
}
