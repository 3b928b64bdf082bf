//! From 32-bit floats to the integers of the model file.
//!
//! Every matrix gets the finest scale that its numbers and sums allow.

use super::{
    learn::Tables,
    network::{CEILING, Network},
};
use crate::language::{
    encode::{BENT_BITS, PAIR_BITS, STATE_BITS, WORD_BITS},
    integer::SUM_BITS,
    layer::{Linear, Place},
    model::{CENTRE_BITS, HEADER, MAGIC, VERSION, checksum},
};

/// The bytes of the model.
pub(crate) fn model(net: &Network, tables: &Tables, lemmas: &[u8]) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new(), net };
    writer.bytes.resize(HEADER, 0);
    writer.tables(tables, lemmas);
    writer.matrices();
    let mut bytes = writer.bytes;
    let sum = checksum(&bytes[HEADER..]);
    let length = bytes.len() as u64;
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[12..20].copy_from_slice(&length.to_le_bytes());
    bytes[20..28].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// Bits that the products of centres and projection have more than a word.
const PROJECT_SHIFT: u32 = 14;

struct Writer<'n> {
    bytes: Vec<u8>,
    net: &'n Network,
}

impl Writer<'_> {
    fn tables(&mut self, tables: &Tables, lemmas: &[u8]) {
        let sizes = self.net.sizes;
        for size in [sizes.input, sizes.half, sizes.layers, sizes.tag_layer, sizes.arc, sizes.label] {
            self.number(size);
        }
        self.number(tables.rows.affixes as usize);
        self.number(tables.rows.shapes as usize);
        for hashes in [tables.rows.forms.hashes(), tables.words.hashes()] {
            self.number(hashes.len());
            self.bytes.extend(hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        }
        let scale = row_scale(&self.net.rows);
        self.bytes.extend(self.net.rows.iter().map(|x| (x * scale).round().clamp(-127.0, 127.0) as i8 as u8));
        self.bytes.extend(&tables.pressed.codes);
        self.number(lemmas.len());
        self.bytes.extend(lemmas);
        let word = scale * f32::from(1u16 << WORD_BITS);
        let project = self.net.plan.project;
        self.shorts(project.bias.of(&self.net.dense), word);
        self.number(PROJECT_SHIFT as usize);
        self.shorts(&tables.pressed.centres, power(CENTRE_BITS));
        self.shorts(project.weight.of(&self.net.dense), word * power(PROJECT_SHIFT) / power(CENTRE_BITS));
    }

    fn matrices(&mut self) {
        let (net, plan) = (self.net, &self.net.plan);
        let word = row_scale(&net.rows) * power(WORD_BITS);
        let state = power(STATE_BITS);
        for (l, &layer) in plan.layers.iter().enumerate() {
            self.matrix(layer, if l == 0 { word } else { state }, power(SUM_BITS));
        }
        self.matrix(plan.tags, state, 1.0);
        self.matrix(plan.name_hidden, state, power(PAIR_BITS));
        self.matrix(plan.names, power(PAIR_BITS), 1.0);
        self.matrix(plan.dependent, state, power(PAIR_BITS));
        self.matrix(plan.bend, power(PAIR_BITS), power(BENT_BITS));
        self.matrix(plan.head, state, power(PAIR_BITS));
        self.counted(plan.root);
        self.counted(plan.distance);
        self.matrix(plan.label_dependent, state, power(PAIR_BITS));
        self.matrix(plan.label_head, state, power(PAIR_BITS));
        self.counted(plan.label_root);
        self.counted(plan.label_distance);
        self.matrix(plan.label, power(PAIR_BITS), 1.0);
    }

    /// Weights such that the sums are `2^shift` times as fine as `output`.
    fn matrix(&mut self, linear: Linear, input: f32, output: f32) {
        let weights = linear.weight.of(&self.net.dense);
        let most = weights.iter().fold(1e-3f32, |most, weight| most.max(weight.abs()));
        let mut shift = 0;
        while shift < 30
            && most * output * power(shift + 1) / input < 32767.0
            && output * power(shift + 1) < power(31) / SUM_RANGE
        {
            shift += 1;
        }
        let scale = output * power(shift) / input;
        let (rows, columns) = (linear.weight.rows, linear.weight.columns);
        for size in [rows, columns, shift as usize] {
            self.number(size);
        }
        let bias = linear.bias.of(&self.net.dense);
        self.bytes.extend(bias.iter().flat_map(|b| ((b * output * power(shift)).round() as i32).to_le_bytes()));
        for pair in weights.chunks_exact(2 * columns) {
            let (first, second) = pair.split_at(columns);
            for (a, b) in first.iter().zip(second) {
                self.bytes.extend(short(a * scale).to_le_bytes());
                self.bytes.extend(short(b * scale).to_le_bytes());
            }
        }
    }

    fn number(&mut self, number: usize) {
        self.bytes.extend((number as u32).to_le_bytes());
    }

    fn shorts(&mut self, numbers: &[f32], scale: f32) {
        self.bytes.extend(numbers.iter().flat_map(|x| short(x * scale).to_le_bytes()));
    }

    fn counted(&mut self, place: Place) {
        self.number(place.rows * place.columns);
        self.shorts(place.of(&self.net.dense), power(PAIR_BITS));
    }
}

/// Sums stay below this; what a network computes on text stays far below.
const SUM_RANGE: f32 = 16.0 * CEILING;

fn power(bits: u32) -> f32 {
    f32::from_bits((bits + 127) << 23)
}

fn short(x: f32) -> i16 {
    x.round().clamp(-32767.0, 32767.0) as i16
}

/// The scale at which all but one row number in five thousand fit a signed byte.
fn row_scale(rows: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().map(|x| x.abs()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let most = sizes.get(sizes.len() - 1 - sizes.len() / 5000).copied().unwrap_or(1.0);
    127.0 / most.max(1e-3)
}
