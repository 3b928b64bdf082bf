//! What was given for what: exchanges inside a sentence and across sentences, with the words that show them.
//!
//! An exchange needs a cue (see `ontology/exchange.toml`), something given on each side, and two parties that do not stand on
//! the same side. Two acts that merely stand side by side are none, and neither is retaliation: what is given must be a gift,
//! a concession, help, a promise.

mod cue;
mod find;
pub mod likely;
mod noun;
mod party;
mod status;

use cue::Cues;
use find::Finder;
pub use noun::name_gifts;
pub(super) use party::same_camp;

use super::{actor::Standing, attribution::Source, scene::Scene, telling::Telling};
use crate::{
    record::{ExchangeStatus, Factuality, Plover},
    span::Span,
};

/// The rules by which one word tells of both parties what they give, perhaps told elsewhere too.
const SWAP: &str = "a swap of people";
const PLEA: &str = "a plea deal";

/// The rules that tell of one ransom, paid or not.
const RANSOM: &str = "a ransom for a release";
const NO_RANSOM: &str = "a ransom that is denied";

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

/// For each sentence the words, if any, that link or deny what two sides give: what it tells besides is likely given.
pub fn bargaining(scene: &Scene) -> Vec<Option<Span>> {
    let (reader, links) = (cue::Reader::of(scene), &cue::Cues::shipped().links);
    let bargains = |s: usize| reader.first(s, links).or_else(|| reader.returned(s)).or_else(|| reader.denied(s));
    (0..scene.trees.len()).map(bargains).collect()
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

/// For each telling given in an exchange that has no PLOVER type, the frame that gives it one: who retires ferries for a loan concedes.
pub fn gift_frames(scene: &Scene, tellings: &[Telling], bargains: &[Bargain]) -> Vec<(usize, usize)> {
    let given = bargains.iter().flat_map(|b| &b.sides).flat_map(|s| &s.gives);
    let untyped = given.filter(|&&t| tellings[t].kind(scene) == Plover::Other);
    let frame = |&t: &usize| {
        let own = tellings[t].frame(scene).map(|f| f.class.as_str());
        let class = Cues::shipped().gift_class(own)?;
        Some((t, scene.lexicon.index_of(class)?))
    };
    untyped.filter_map(frame).collect()
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
        match kept.iter_mut().find(|k| is_retold(scene, tellings, k, &bargain)) {
            Some(first) => first.learn(scene, tellings, &bargain),
            None => kept.push(bargain),
        }
    }
    kept
}

impl Bargain {
    /// Adds to each side what the same party is told to give when the exchange is told again.
    fn learn(&mut self, scene: &Scene, tellings: &[Telling], again: &Self) {
        for side in &mut self.sides {
            let of_party = |other: &&BargainSide| same_camp(scene, &side.provider, &other.provider);
            let Some(other) = again.sides.iter().find(of_party) else { continue };
            let known =
                |t: usize| side.gives.iter().any(|&own| own == t || tells_vaguely(&tellings[own], &tellings[t]));
            let news = other.gives.iter().filter(|&&t| !known(t) && tellings[t].trigger.frame.is_some());
            let news: Vec<usize> = news.copied().collect();
            side.gives.extend(news);
        }
    }
}

fn is_retold(scene: &Scene, tellings: &[Telling], one: &Bargain, other: &Bargain) -> bool {
    let first = |t: &usize| tellings[*t].same_as.unwrap_or(*t);
    let same_act =
        |a: &BargainSide, b: &BargainSide| a.gives.iter().any(|t| b.gives.iter().any(|u| first(t) == first(u)));
    if aligned(one, other, same_act) {
        return true;
    }
    let camps = |a: &BargainSide, b: &BargainSide| same_camp(scene, &a.provider, &b.provider);
    let named = |b: &Bargain| matches!(b.rule, SWAP | PLEA);
    let shares = || one.sides.iter().any(|a| other.sides.iter().any(|b| same_act(a, b)));
    // The state, its ministry and its spokesman pay one ransom.
    let country = |side: &BargainSide| side.provider.iter().find_map(|&e| scene.actors.entities[e].country.as_deref());
    let compatriots =
        |a: &BargainSide, b: &BargainSide| camps(a, b) || country(a).is_some() && country(a) == country(b);
    let ransom = |b: &Bargain| matches!(b.rule, RANSOM | NO_RANSOM);
    if ransom(one) && ransom(other) && aligned(one, other, compatriots) {
        return true;
    }
    // "plea deal with ex-aide": a headline's, whom the text then names.
    let nameless = |b: &Bargain| {
        b.sides.iter().flat_map(|s| &s.provider).any(|&e| scene.actors.entities[e].standing != Standing::Firm)
    };
    let one_case = one.rule == PLEA && other.rule == PLEA && (nameless(one) || nameless(other));
    if one_case && one.sides.iter().any(|a| other.sides.iter().any(|b| camps(a, b))) {
        return true;
    }
    if (named(one) || named(other)) && (one.rule == other.rule || shares()) && aligned(one, other, camps) {
        return true;
    }
    let open = |b: &Bargain| matches!(b.status, ExchangeStatus::Proposed | ExchangeStatus::Possible);
    let class = |t: &usize| {
        let done = tellings[*t].reading.factuality == Factuality::Actual;
        tellings[*t].frame(scene).map(|f| (&f.class, done, tellings[*t].time.as_ref()))
    };
    let alike = |a: &BargainSide, b: &BargainSide| {
        same_camp(scene, &a.provider, &b.provider)
            && a.gives.iter().any(|t| b.gives.iter().any(|u| class(t).is_some() && class(t) == class(u)))
    };
    let again = |a: &BargainSide, b: &BargainSide| {
        let vague = || a.gives.iter().any(|t| b.gives.iter().any(|u| tells_vaguely(&tellings[*t], &tellings[*u])));
        same_act(a, b) || same_camp(scene, &a.provider, &b.provider) && vague()
    };
    // "released after a bag was delivered. The firm provided the cash": the same release, paid for by the same party.
    let same_party = |a: &BargainSide, b: &BargainSide| same_act(a, b) || a.provider == b.provider;
    if one.rule == other.rule
        && one.sides.iter().any(|a| other.sides.iter().any(|b| same_act(a, b)))
        && aligned(one, other, same_party)
    {
        return true;
    }
    let shared = one.status == other.status && one.sides.iter().any(|a| other.sides.iter().any(|b| same_act(a, b)));
    shared && aligned(one, other, again)
        || open(one) && open(other) && aligned(one, other, alike)
        || tells_swap(scene, tellings, one, other)
}

/// "released prisoners" for "released 123 prisoners", or the other way round.
fn tells_vaguely(one: &Telling, other: &Telling) -> bool {
    let counted = one.quantity.is_some() != other.quantity.is_some();
    let agree = one.time.is_none() || other.time.is_none() || one.time == other.time;
    counted && agree && one.trigger.frame.is_some() && one.trigger.frame == other.trigger.frame
}

/// "exchanged prisoners. The rebels handed over four soldiers, and in return ...": the parties of a swap told with what each let go.
fn tells_swap(scene: &Scene, tellings: &[Telling], swap: &Bargain, detail: &Bargain) -> bool {
    let class = |t: &usize| tellings[*t].frame(scene).map_or("", |f| f.class.as_str());
    let swaps = |t: &usize| Cues::shipped().swap_classes.iter().any(|c| c == class(t));
    let frees = |t: &usize| tellings[*t].kind(scene) == Plover::Retreat;
    let open = matches!(detail.status, ExchangeStatus::Proposed | ExchangeStatus::Possible | ExchangeStatus::Denied);
    !open
        && swap.sides.iter().all(|s| s.gives.iter().any(swaps))
        && detail.sides.iter().flat_map(|s| &s.gives).any(frees)
        && aligned(swap, detail, |a, b| same_camp(scene, &a.provider, &b.provider))
}

/// Whether the test holds for both sides, in one order or the other.
fn aligned(one: &Bargain, other: &Bargain, test: impl Fn(&BargainSide, &BargainSide) -> bool) -> bool {
    let pair = |i: usize, j: usize| test(&one.sides[0], &other.sides[i]) && test(&one.sides[1], &other.sides[j]);
    pair(0, 1) || pair(1, 0)
}
