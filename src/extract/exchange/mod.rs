//! What was given for what: exchanges inside a sentence and across sentences, with the words that show them.
//!
//! An exchange needs a cue (see `ontology/exchange.toml`), something given on each side, and two parties that do not stand on
//! the same side. Two acts that merely stand side by side are none, and neither is retaliation: what is given must be a gift,
//! a concession, help, a promise.

mod cue;
mod find;
mod party;
mod status;

use find::Finder;

use super::{attribution::Source, scene::Scene, telling::Telling};
use crate::{
    record::{ExchangeStatus, Factuality},
    span::Span,
};

/// Something given for something.
#[derive(Clone, Debug)]
pub struct Bargain {
    /// How far it has come.
    pub status: ExchangeStatus,
    /// What each party gives.
    pub sides: Vec<BargainSide>,
    /// The words that show it, in bytes.
    pub cue: Span,
    /// The words that tell it, in bytes.
    pub evidence: Span,
    /// Who says so.
    pub source: Option<Source>,
    /// Which rule found it, for `explain`.
    pub rule: &'static str,
}

/// One side of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BargainSide {
    /// Entities that give.
    pub provider: Vec<usize>,
    /// Entities that get.
    pub receiver: Vec<usize>,
    /// Tellings of what is given.
    pub gives: Vec<usize>,
    /// What is given, in bytes of the text.
    pub words: Option<Span>,
}

/// The exchanges of a document, in text order of their cues; some may tell one exchange again.
pub fn exchanges(scene: &Scene, tellings: &[Telling]) -> Vec<Bargain> {
    let finder = Finder::new(scene, tellings);
    let mut found = vec![];
    for sentence in 0..scene.trees.len() {
        let mut here = finder.in_sentence(sentence);
        here.iter_mut().for_each(|bargain| finder.refused(sentence, bargain));
        found.append(&mut here);
    }
    found.sort_by_key(|b| b.cue);
    found
}

/// For each telling given in an exchange, who gives it and who gets it.
pub fn parties(bargains: &[Bargain]) -> Vec<(usize, Vec<usize>, Vec<usize>)> {
    let sides = bargains.iter().flat_map(|b| &b.sides);
    sides.flat_map(|s| s.gives.iter().map(|&t| (t, s.provider.clone(), s.receiver.clone()))).collect()
}

/// Follows tellings to their new indices; what is gone is given no more.
pub fn renumber(bargains: &mut [Bargain], moved: &[Option<usize>]) {
    for side in bargains.iter_mut().flat_map(|b| &mut b.sides) {
        side.gives = side.gives.iter().filter_map(|&t| moved[t]).collect();
    }
}

/// One entry per distinct exchange: what gives the same things, or the same parties' same kind of things, is told again.
pub fn without_retellings(scene: &Scene, tellings: &[Telling], found: Vec<Bargain>) -> Vec<Bargain> {
    let mut kept: Vec<Bargain> = vec![];
    for bargain in found {
        if !kept.iter().any(|k| is_retold(scene, tellings, k, &bargain)) {
            kept.push(bargain);
        }
    }
    kept
}

fn is_retold(scene: &Scene, tellings: &[Telling], one: &Bargain, other: &Bargain) -> bool {
    let first = |t: &usize| tellings[*t].same_as.unwrap_or(*t);
    let same_act =
        |a: &BargainSide, b: &BargainSide| a.gives.iter().any(|t| b.gives.iter().any(|u| first(t) == first(u)));
    if aligned(one, other, same_act) {
        return true;
    }
    let open = |b: &Bargain| matches!(b.status, ExchangeStatus::Proposed | ExchangeStatus::Possible);
    let class = |t: &usize| {
        let done = tellings[*t].reading.factuality == Factuality::Actual;
        tellings[*t].frame(scene).map(|f| (&f.class, done, tellings[*t].time.as_ref()))
    };
    let country = |e: usize| scene.actors.entities[e].country.as_deref();
    let same_party = |a: usize, b: usize| a == b || country(a).is_some() && country(a) == country(b);
    let alike = |a: &BargainSide, b: &BargainSide| {
        a.provider.iter().any(|&p| b.provider.iter().any(|&q| same_party(p, q)))
            && a.gives.iter().any(|t| b.gives.iter().any(|u| class(t).is_some() && class(t) == class(u)))
    };
    open(one) && open(other) && aligned(one, other, alike)
}

/// Whether the test holds for both sides, in one order or the other.
fn aligned(one: &Bargain, other: &Bargain, test: impl Fn(&BargainSide, &BargainSide) -> bool) -> bool {
    let pair = |i: usize, j: usize| test(&one.sides[0], &other.sides[i]) && test(&one.sides[1], &other.sides[j]);
    pair(0, 1) || pair(1, 0)
}
