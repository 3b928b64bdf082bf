//! The model file: which tables and matrices the network has, and where they stand in the bytes.
//!
//! Needs the bytes; refuses what is no model, another version, cut short or damaged. All numbers are little-endian. The large
//! tables (feature rows and word codes) are used in place.

use super::{
    Relation, Upos, Xpos,
    integer::Matrix,
    lexicon::{Lexicon, Rows},
    names::LABELS,
    read::DISTANCES,
    simd::LANES,
};
use crate::error::{Error, Result};
use std::{borrow::Cow, ops::Range};

/// The first bytes of a model.
pub(crate) const MAGIC: &[u8; 8] = b"quidlang";
/// Raised whenever a model of before can no longer be read.
pub(crate) const VERSION: u32 = 3;
/// Bytes before the checked part: magic, version, length, checksum.
pub(crate) const HEADER: usize = 8 + 4 + 8 + 8;

/// Numbers of a word vector, numbers that share a code, and codes of a group.
pub(crate) const DIMENSIONS: usize = 100;
pub(crate) const GROUP: usize = 4;
pub(crate) const GROUPS: usize = DIMENSIONS / GROUP;
pub(crate) const CENTRES: usize = 256;
/// Bits after the point of the centres of word vectors.
pub(crate) const CENTRE_BITS: u32 = 12;

/// A model, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    bytes: Cow<'static, [u8]>,
    /// Numbers of a word before the first layer.
    pub(crate) input: usize,
    /// Numbers of one direction of a layer.
    pub(crate) half: usize,
    /// The layer, counted from 1, that tags are read from.
    pub(crate) tag_layer: usize,
    /// Numbers of a word as head or dependent.
    pub(crate) arc: usize,
    /// Numbers of a pair whose relation is asked.
    pub(crate) label: usize,
    pub(crate) rows: Rows,
    pub(crate) words: Lexicon,
    row_bytes: Range<usize>,
    code_bytes: Range<usize>,
    lemma_bytes: Range<usize>,
    /// What every word is before its rows and codes are added.
    pub(crate) offset: Vec<i16>,
    /// For every code of every group, what it adds to a word.
    pub(crate) projected: Vec<i16>,
    /// The centres that codes stand for, `CENTRE_BITS` bits after the point.
    pub(crate) centres: Vec<i16>,
    pub(crate) layers: Vec<Matrix>,
    pub(crate) tags: Matrix,
    pub(crate) name_hidden: Matrix,
    pub(crate) names: Matrix,
    pub(crate) dependent: Matrix,
    pub(crate) bend: Matrix,
    pub(crate) head: Matrix,
    pub(crate) root: Vec<i16>,
    pub(crate) distance: Vec<i16>,
    pub(crate) label_dependent: Matrix,
    pub(crate) label_head: Matrix,
    pub(crate) label_root: Vec<i16>,
    pub(crate) label_distance: Vec<i16>,
    pub(crate) labels: Matrix,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are no model, or not a whole one, or not of this version.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self> {
        check(&bytes).map_err(|error| error.context("reading the language model"))?;
        let mut reader = Reader { bytes: &bytes, at: HEADER };
        let mut model = reader.model().map_err(|error| error.context("reading the language model"))?;
        model.bytes = bytes;
        Ok(model)
    }

    /// Bytes of the row of a feature, signed.
    pub(crate) fn row(&self, row: u32) -> &[u8] {
        let at = self.row_bytes.start + row as usize * self.input;
        &self.bytes[at..at + self.input]
    }

    /// Codes of a word's vector.
    pub(crate) fn codes(&self, word: usize) -> &[u8] {
        let at = self.code_bytes.start + word * GROUPS;
        &self.bytes[at..at + GROUPS]
    }

    /// Whether every part has the sizes that the others expect.
    fn fits(&self) -> bool {
        let (wide, arc, label) = (2 * self.half, self.arc, self.label);
        let is = |matrix: &Matrix, rows: usize, columns: usize| matrix.rows == rows && matrix.columns == columns;
        let lanes = |count: usize| count.next_multiple_of(LANES);
        let below = |l: usize| if l == 0 { 3 * self.input } else { wide };
        self.layers.iter().enumerate().all(|(l, layer)| is(layer, below(l), 2 * wide))
            && is(&self.tags, wide, lanes(Xpos::ALL.len() + Upos::ALL.len()))
            && is(&self.name_hidden, wide, label)
            && is(&self.names, label, lanes(LABELS))
            && [&self.dependent, &self.head].iter().all(|matrix| is(matrix, wide, arc))
            && is(&self.bend, arc, arc)
            && [&self.label_dependent, &self.label_head].iter().all(|matrix| is(matrix, wide, label))
            && is(&self.labels, label, lanes(Relation::ALL.len()))
            && (self.root.len(), self.distance.len()) == (arc, DISTANCES * arc)
            && (self.label_root.len(), self.label_distance.len()) == (label, DISTANCES * label)
    }

    /// What the lemmatiser learned.
    pub(crate) fn lemmas(&self) -> &[u8] {
        &self.bytes[self.lemma_bytes.clone()]
    }
}

const AGAIN: &str = "build the program anew, or train the model again with this version";

fn check(bytes: &[u8]) -> Result<()> {
    if bytes.len() < HEADER || &bytes[..8] != MAGIC {
        return Err(Error::new("the file does not begin as a language model does").with_hint(AGAIN));
    }
    let version = u32::from_le_bytes(bytes[8..12].try_into().expect("four bytes"));
    if version != VERSION {
        let message = format!("the model has version {version}, this program reads version {VERSION}");
        return Err(Error::new(message).with_hint(AGAIN));
    }
    let length = u64::from_le_bytes(bytes[12..20].try_into().expect("eight bytes"));
    if length != bytes.len() as u64 {
        let message = format!("the model should have {length} bytes and has {}", bytes.len());
        return Err(Error::new(message).with_hint("the file was cut or joined: copy it again"));
    }
    let sum = u64::from_le_bytes(bytes[20..28].try_into().expect("eight bytes"));
    if sum != checksum(&bytes[HEADER..]) {
        return Err(Error::new("the model's checksum is wrong").with_hint("the file is damaged: copy it again"));
    }
    Ok(())
}

/// A sum that changes with every bit, in four lanes of eight bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1u64, 2, 3, 4];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            *lane = (*lane ^ word).wrapping_mul(FACTOR).rotate_left(29);
        }
    }
    for &byte in blocks.remainder() {
        lanes[0] = (lanes[0] ^ u64::from(byte)).wrapping_mul(FACTOR).rotate_left(29);
    }
    lanes.iter().fold(bytes.len() as u64, |sum, lane| (sum ^ lane).wrapping_mul(FACTOR).rotate_left(31))
}

/// Reads numbers one after the other.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn model(&mut self) -> Result<Model> {
        let [input, half, layers, tag_layer, arc, label] = [(); 6].map(|()| self.number());
        let (input, half, layers, tag_layer) = (input?, half?, layers?, tag_layer?);
        let (arc, label) = (arc?, label?);
        let [affixes, shapes] = [(); 2].map(|()| self.number());
        let rows = Rows { affixes: affixes? as u32, shapes: shapes? as u32, forms: Lexicon::new(self.hashes()?) };
        let words = Lexicon::new(self.hashes()?);
        if !(1..=8).contains(&layers) || !(1..=layers).contains(&tag_layer) || rows.affixes == 0 || rows.shapes == 0 {
            return Err(Error::new("the sizes of the network make no sense").with_hint(AGAIN));
        }
        let row_bytes = self.range(rows.len() * input)?;
        let code_bytes = self.range(words.hashes().len() * GROUPS)?;
        let lemma_count = self.number()?;
        let lemma_bytes = self.range(lemma_count)?;
        let offset = self.shorts(input)?;
        let (projected, centres) = self.projected(input)?;
        let layers = (0..layers).map(|_| self.matrix()).collect::<Result<Vec<_>>>()?;
        let model = Model {
            bytes: Cow::Borrowed(&[]),
            input,
            half,
            tag_layer,
            arc,
            label,
            rows,
            words,
            row_bytes,
            code_bytes,
            lemma_bytes,
            offset,
            projected,
            centres,
            layers,
            tags: self.matrix()?,
            name_hidden: self.matrix()?,
            names: self.matrix()?,
            dependent: self.matrix()?,
            bend: self.matrix()?,
            head: self.matrix()?,
            root: self.counted_shorts()?,
            distance: self.counted_shorts()?,
            label_dependent: self.matrix()?,
            label_head: self.matrix()?,
            label_root: self.counted_shorts()?,
            label_distance: self.counted_shorts()?,
            labels: self.matrix()?,
        };
        if self.at < self.bytes.len() {
            return Err(Error::new("bytes are left over").with_hint(AGAIN));
        }
        if model.fits() { Ok(model) } else { Err(Error::new("the parts of the network do not fit").with_hint(AGAIN)) }
    }

    fn range(&mut self, count: usize) -> Result<Range<usize>> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or_else(|| Error::new("the tables are longer than the file").with_hint(AGAIN))?;
        let range = self.at..end;
        self.at = end;
        Ok(range)
    }

    fn take(&mut self, count: usize) -> Result<&[u8]> {
        let range = self.range(count)?;
        Ok(&self.bytes[range])
    }

    fn number(&mut self) -> Result<usize> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().expect("four bytes")) as usize)
    }

    fn hashes(&mut self) -> Result<Vec<u32>> {
        let count = self.number()?;
        let bytes = self.take(count * 4)?;
        Ok(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn shorts(&mut self, count: usize) -> Result<Vec<i16>> {
        let bytes = self.take(count * 2)?;
        Ok(bytes.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect())
    }

    fn counted_shorts(&mut self) -> Result<Vec<i16>> {
        let count = self.number()?;
        self.shorts(count)
    }

    fn matrix(&mut self) -> Result<Matrix> {
        let [rows, columns, shift] = [(); 3].map(|()| self.number());
        let (rows, columns, shift) = (rows?, columns?, shift?);
        if rows % 2 != 0 || columns % LANES != 0 || rows.max(columns) > 1 << 16 || shift > 30 {
            return Err(Error::new("a matrix has a size that no network has").with_hint(AGAIN));
        }
        let bias = self.take(columns * 4)?;
        let bias = bias.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let weights = Matrix::arranged(&self.shorts(rows * columns)?, columns);
        Ok(Matrix { rows, columns, shift: shift as u32, bias, weights })
    }

    /// The centres of the codes, mapped to what they add to a word; and as they are.
    fn projected(&mut self, input: usize) -> Result<(Vec<i16>, Vec<i16>)> {
        let shift = self.number()?.min(30);
        let centres = self.shorts(GROUPS * CENTRES * GROUP)?;
        let project = self.shorts(DIMENSIONS * input)?;
        let mut projected = Vec::with_capacity(GROUPS * CENTRES * input);
        let half = 1 << shift >> 1;
        for (at, centre) in centres.chunks_exact(GROUP).enumerate() {
            let rows = &project[at / CENTRES * GROUP * input..][..GROUP * input];
            let (a, rest) = rows.split_at(input);
            let (b, rest) = rest.split_at(input);
            let (c, d) = rest.split_at(input);
            let [p, q, r, s] = [0, 1, 2, 3].map(|i| i32::from(centre[i]));
            projected.extend((0..input).map(|i| {
                let sum = p * i32::from(a[i]) + q * i32::from(b[i]) + r * i32::from(c[i]) + s * i32::from(d[i]);
                ((sum + half) >> shift) as i16
            }));
        }
        Ok((projected, centres))
    }
}
