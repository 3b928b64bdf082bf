//! How is a file packed? As the end of its name says: `.gz` gzip, `.zst` Zstandard, anything else plain.
//!
//! Neither a time nor a file name goes in, so the same bytes give the same packed bytes. What is read is told by its first bytes, whatever
//! its name. Nothing here opens files, and never is more in memory than one block.

use std::io::{self, BufRead, BufReader, Write};

use flate2::{bufread::MultiGzDecoder, write::GzEncoder};

use crate::error::Result;

/// How a file is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// Not at all.
    #[default]
    Plain,
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstandard,
}

impl Compression {
    /// All that packs, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Gzip, Self::Zstandard];

    /// The end of a file name, with its dot; empty for [`Compression::Plain`].
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Zstandard => ".zst",
        }
    }

    /// A file's name without the end that tells how it is packed, and what that end tells.
    ///
    /// ```
    /// use quidnunc::compress::Compression;
    /// assert_eq!(Compression::split("graph.nq.zst"), ("graph.nq", Compression::Zstandard));
    /// assert_eq!(Compression::split("graph.nq"), ("graph.nq", Compression::Plain));
    /// ```
    pub fn split(name: &str) -> (&str, Self) {
        let found = Self::ALL.into_iter().find_map(|packed| {
            let at = name.len().checked_sub(packed.ending().len())?;
            let (rest, end) = name.split_at_checked(at)?;
            end.eq_ignore_ascii_case(packed.ending()).then_some((rest, packed))
        });
        found.unwrap_or((name, Self::Plain))
    }

    /// Packs into `out` what `write` writes, to the last byte.
    ///
    /// # Errors
    /// When `out` refuses, or `write` fails.
    pub fn write(self, out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        match self {
            Self::Plain => write(out),
            Self::Gzip => {
                let mut packed = GzEncoder::new(out, flate2::Compression::default());
                write(&mut packed)?;
                packed.finish()?;
                Ok(())
            }
            Self::Zstandard => {
                let mut packed = zstd::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                packed.include_checksum(true)?;
                write(&mut packed)?;
                packed.finish()?;
                Ok(())
            }
        }
    }
}

/// What `packed` holds, unpacked as its first bytes tell.
///
/// # Errors
/// When nothing can be read.
pub fn unpack<'r>(mut packed: impl BufRead + 'r) -> io::Result<Box<dyn BufRead + 'r>> {
    let first = packed.fill_buf()?;
    Ok(if first.starts_with(&[0x1F, 0x8B]) {
        Box::new(BufReader::new(MultiGzDecoder::new(packed)))
    } else if first.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(packed)?))
    } else {
        Box::new(packed)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;
    use crate::error::Error;

    fn packed(how: Compression, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        how.write(&mut out, |out| Ok(out.write_all(bytes)?)).expect("memory takes all");
        out
    }

    fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        unpack(bytes)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn the_end_of_a_name_tells() {
        let check = |name: &str, expected: (&str, Compression)| assert_eq!(Compression::split(name), expected);
        check("a.ttl.gz", ("a.ttl", Compression::Gzip));
        check("A.TTL.ZST", ("A.TTL", Compression::Zstandard));
        check("a.gz.ttl", ("a.gz.ttl", Compression::Plain));
        check("é", ("é", Compression::Plain));
        check("", ("", Compression::Plain));
    }

    #[test]
    fn what_is_cut_off_or_fails_is_an_error() {
        for how in Compression::ALL {
            let whole = packed(how, &b"who gave what to whom ".repeat(1000));
            assert!(unpacked(&whole[..whole.len() - 9]).is_err(), "{how:?}");
            let failed = how.write(&mut Vec::new(), |_| Err(Error::new("no more")));
            assert_eq!(failed.expect_err("it fails").to_string(), "no more");
        }
    }

    #[test]
    fn parts_packed_one_by_one_are_read_as_one() {
        for how in Compression::ALL {
            let both = [packed(how, b"quid pro "), packed(how, b"quo")].concat();
            assert_eq!(unpacked(&both).expect("both parts"), b"quid pro quo");
        }
    }

    proptest! {
        #[test]
        fn unpacking_gives_back_what_was_packed(bytes in any::<Vec<u8>>()) {
            for how in Compression::ALL {
                prop_assert_eq!(packed(how, &bytes), packed(how, &bytes));
                prop_assert_eq!(&unpacked(&packed(how, &bytes)).expect("we packed it"), &bytes);
            }
        }
    }
}
