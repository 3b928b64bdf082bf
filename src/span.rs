//! Where something stands in a text: half-open ranges, and the way from bytes to code points.
//!
//! Inside the program every span counts **bytes** of the document's normalised text, so that slicing is free. Records and
//! exports count **Unicode code points** (RFC 5147); [`CodePoints`] converts, once, where a record is written.

/// A half-open range of bytes, `start..end`, on character boundaries of the text it was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The slice of `text` that the span covers.
    ///
    /// # Panics
    /// When the span was not made for this text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The words of `text` that the span covers, on one line: any white space between them is one space.
    ///
    /// ```
    /// use quidnunc::span::Span;
    /// assert_eq!(Span::new(4, 17).words_of("Mr. Robert\n Brown left"), "Robert Brown");
    /// ```
    ///
    /// # Panics
    /// When the span was not made for this text.
    pub fn words_of(self, text: &str) -> String {
        one_line(self.of(text))
    }

    /// Whether `other` lies inside this span, ends included.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A text with one space for any white space in it, and none at its ends.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Converts byte offsets of one text to code points.
///
/// ```
/// use quidnunc::span::CodePoints;
/// let text = "“Minsk”";
/// assert_eq!(CodePoints::of(text).at(3), 1);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// The number of code points before every `STEP`th byte.
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Indexes `text` in one pass.
    pub fn of(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                marks.push(count);
            }
            count += u32::from(is_first_byte(byte));
        }
        Self { text, marks }
    }

    /// The number of code points before byte `at`.
    pub fn at(&self, at: usize) -> usize {
        let mark = (at / STEP).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).copied().unwrap_or(0) as usize;
        let rest = &self.text.as_bytes()[mark * STEP..at];
        before + rest.iter().filter(|&&byte| is_first_byte(byte)).count()
    }
}

fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting() {
        let text = "Łukašenka said “нет” – 北京. ".repeat(40);
        let index = CodePoints::of(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(at), count);
        }
        assert_eq!(index.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::of("").at(0), 0);
    }
}
