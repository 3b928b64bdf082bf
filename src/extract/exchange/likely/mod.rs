//! Exchanges that are likely, by what annotated texts taught: what rules find is weighed anew, and what they miss is found.
//!
//! One question for each sentence: no exchange, or which two of those named nearby give which words' gifts to each other? Each answer is a sum of weights
//! over cues that hold (`look`, `ontology/bargains.toml`): of the sentence, the parties, the gifts, of what they are to each other. Where a rule found the
//! same two, what it found is kept.

mod dump;
mod link;
mod look;
mod weights;
mod whole;

use look::{Gift, Looks, is_between};
use weights::{Weights, odds};
use whole::{Pair, Whole};

use super::{Bargain, BargainSide, cue::Cues, find::Finder};
use crate::{
    extract::{
        scene::Scene,
        telling::{Telling, given_noun, meet},
        time::TimeExpression,
    },
    ontology::frame::TriggerKind,
    record::ExchangeStatus,
    span::Span,
};
pub use dump::{Look, look};

/// The name of the rule of exchanges that no rule found.
const WEIGHED: &str = "likely, all weighed";
/// How many parties a side has at most.
const PARTIES: usize = 2;

/// By how much what a rule found is favoured beside others that the same words may tell.
const FAVOUR: i32 = 200;

/// By how much parties are less likely of whom a rule found one where nobody is named.
const UNNAMED: i32 = 900;

/// A sentence and the parties of the exchange that it may tell.
#[derive(Clone, Debug)]
struct Proposal {
    likely: f32,
    sentence: usize,
    parties: [Vec<usize>; 2],
    gifts: [Vec<Gift>; 2],
    /// What a rule found here.
    ruled: Option<Bargain>,
}

/// The exchanges of a document: those likely enough, one for each two parties. What they give becomes tellings, where nothing told of it.
pub fn weighed(
    scene: &Scene,
    times: &[TimeExpression],
    tellings: &mut Vec<Telling>,
    ruled: Vec<Bargain>,
) -> Vec<Bargain> {
    let mut chosen = chosen(&Looks::new(scene, tellings, &ruled));
    for at in 0..chosen.len() {
        for side in 0..2 {
            for gift in 0..chosen[at].gifts[side].len() {
                if chosen[at].gifts[side][gift].telling.is_none() {
                    tell(scene, times, tellings, &mut chosen, (at, side, gift));
                }
            }
        }
    }
    let finder = Finder::new(scene, tellings);
    let mut found: Vec<Bargain> = chosen.into_iter().map(|proposal| bargain(&finder, proposal)).collect();
    found.sort_by_key(|b| b.cue);
    found
}

/// Proposals that are likely enough: the likeliest of those of one sentence; the likeliest of those between the same two, and all that rules found. What is
/// given in one is not given again in another by itself.
fn chosen(looks: &Looks) -> Vec<Proposal> {
    let weights = Weights::shipped();
    let mut all: Vec<Proposal> =
        (0..looks.finder.scene.trees.len()).flat_map(|sentence| proposals(looks, sentence)).collect();
    let rank = |p: &Proposal| p.likely * odds(if p.ruled.is_some() { FAVOUR } else { 0 });
    all.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.sentence.cmp(&b.sentence)));
    let mut kept: Vec<Proposal> = vec![];
    for proposal in all {
        let margin = if proposal.ruled.is_some() { weights.ruled } else { weights.margin };
        let [left, right] = &proposal.parties;
        let told = |k: &Proposal| {
            let across = |i: usize, j: usize| meet(left, &k.parties[i]) && meet(right, &k.parties[j]);
            let again = proposal.ruled.is_some() && k.ruled.is_some();
            let nothing_new = || {
                let (new, given) = (deeds(looks, &proposal), deeds(looks, k));
                !new.is_empty() && new.iter().all(|deed| given.contains(deed))
            };
            k.sentence == proposal.sentence || !again && (across(0, 1) || across(1, 0) || nothing_new())
        };
        if proposal.likely >= odds(margin) && !kept.iter().any(told) {
            kept.push(proposal);
        }
    }
    kept
}

/// The words that say what is given, by sentence and token.
fn deeds(looks: &Looks, proposal: &Proposal) -> Vec<(usize, usize)> {
    let place = |&telling: &usize| looks.finder.tellings[telling].trigger.place();
    let ruled = proposal.ruled.iter().flat_map(|b| &b.sides).flat_map(|side| side.gives.iter().map(place));
    ruled.chain(proposal.gifts.iter().flatten().map(Gift::place)).collect()
}

/// The likeliest exchange of a sentence, and each that a rule found in it.
fn proposals(looks: &Looks, sentence: usize) -> Vec<Proposal> {
    let cues = looks.sentence(sentence);
    if !looks.passes(sentence, &cues) {
        return vec![];
    }
    let whole = Whole::new(looks, sentence, Weights::shipped().sentence(&cues));
    let Some(best) = whole.best(|_| true) else { return vec![] };
    let of_rule = |pair: &Pair| looks.ruled_in(sentence).any(|r| is_between(r, pair.parties[0], pair.parties[1]));
    let weighed = Some(best).filter(|pair| !of_rule(pair)).map(|pair| {
        let mut parties = [0, 1].map(|side| with_camp(looks, &whole, pair, side));
        // Who may stand beside both stands beside neither.
        if meet(&parties[0], &parties[1]) {
            parties = pair.parties.map(|e| vec![e]);
        }
        Proposal { likely: pair.odds, sentence, parties, gifts: whole.gifts(pair), ruled: None }
    });
    let by_rule = looks.ruled_in(sentence).filter(|r| r.sides.len() == 2).map(|r| {
        let between = whole.best(|pair| is_between(r, pair.parties[0], pair.parties[1]));
        let parties = [r.sides[0].provider.clone(), r.sides[1].provider.clone()];
        let gifts = between.filter(|_| r.status != ExchangeStatus::Denied).map(|pair| {
            let [one, other] = whole.sure(pair);
            if parties[0].contains(&pair.parties[0]) { [one, other] } else { [other, one] }
        });
        let likely = between.map_or_else(|| best.odds * odds(-UNNAMED), |pair| pair.odds);
        Proposal { likely, sentence, parties, gifts: gifts.unwrap_or_default(), ruled: Some(r.clone()) }
    });
    weighed.into_iter().chain(by_rule).collect()
}

/// A party with another of the same country that is almost as likely to be meant: a state and who governs it.
fn with_camp(looks: &Looks, whole: &Whole, pair: &Pair, side: usize) -> Vec<usize> {
    let (party, other) = (pair.parties[side], pair.parties[1 - side]);
    let enough = pair.odds * odds(-Weights::shipped().camp);
    let beside = |p: &Pair| {
        let at = p.parties.iter().position(|&e| e == other).filter(|_| p.odds >= enough)?;
        Some((p.odds, p.parties[1 - at])).filter(|&(_, e)| e != party && looks.are_camp(whole.sentence, party, e))
    };
    let mut beside: Vec<(f32, usize)> = whole.pairs.iter().filter_map(beside).collect();
    beside.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    [party].into_iter().chain(beside.into_iter().map(|(_, e)| e)).take(PARTIES).collect()
}

/// Makes a telling of a word that says what is given.
fn tell(
    scene: &Scene,
    times: &[TimeExpression],
    tellings: &mut Vec<Telling>,
    chosen: &mut [Proposal],
    (at, side, gift): (usize, usize, usize),
) {
    let Gift { sentence, token, .. } = chosen[at].gifts[side][gift];
    let tree = &scene.trees[sentence];
    let cues = Cues::shipped();
    let class = cues.noun_class(tree.lemma(token)).or_else(|| cues.gift_class(None));
    let Some(frame) = class.and_then(|class| scene.lexicon.index_of(class)) else {
        return;
    };
    let place = tellings.partition_point(|t| t.trigger.place() < (sentence, token));
    let mut told = given_noun(scene, times, (sentence, token), frame);
    told.trigger.kind = if tree.is_verb(token) { TriggerKind::Verb } else { TriggerKind::Noun };
    tellings.insert(place, told);
    let same = tellings.iter_mut().filter_map(|t| t.same_as.as_mut());
    let gifts = chosen.iter_mut().flat_map(|p| {
        let ruled = p.ruled.iter_mut().flat_map(|b| &mut b.sides).flat_map(|s| &mut s.gives);
        ruled.chain(p.gifts.iter_mut().flatten().filter_map(|g| g.telling.as_mut()))
    });
    same.chain(gifts).filter(|t| **t >= place).for_each(|t| *t += 1);
    let own = chosen.iter_mut().flat_map(|p| p.gifts.iter_mut().flatten());
    own.filter(|g| g.place() == (sentence, token)).for_each(|g| g.telling = Some(place));
}

/// The exchange that a proposal tells.
fn bargain(finder: &Finder, proposal: Proposal) -> Bargain {
    let Proposal { sentence, parties, gifts, ruled, .. } = proposal;
    let told = |gifts: &[Gift]| gifts.iter().filter_map(|g| g.telling).collect::<Vec<_>>();
    if let Some(mut ruled) = ruled {
        // Of a side of which a rule found words that say what it gives, they say it all.
        let open = |side: &&mut BargainSide| !side.gives.is_empty() || side.words.is_none();
        for (side, gifts) in ruled.sides.iter_mut().zip(&gifts).filter(|(side, _)| open(side)) {
            let news: Vec<usize> = told(gifts).into_iter().filter(|t| !side.gives.contains(t)).collect();
            side.gives.extend(news);
        }
        return ruled;
    }
    let side = |at: usize| BargainSide {
        provider: parties[at].clone(),
        receiver: parties[1 - at].clone(),
        gives: told(&gifts[at]),
        words: None,
    };
    let mut sides = [side(0), side(1)];
    for side in &mut sides {
        let here = side.gives.iter().filter(|&&t| finder.tellings[t].trigger.sentence == sentence);
        side.words = here.map(|&t| finder.tellings[t].evidence(finder.scene)).reduce(Span::cover);
    }
    let [left, right] = &sides;
    let gives: Vec<usize> = left.gives.iter().chain(&right.gives).copied().collect();
    let lists =
        [&finder.cues.links, &finder.cues.returns, &finder.cues.withheld, &finder.cues.conditions, &finder.cues.nouns];
    let phrase = lists.into_iter().find_map(|list| finder.reader.first(sentence, list));
    let word = |&t: &usize| finder.span_at(finder.tellings[t].trigger.sentence, finder.tellings[t].trigger.token);
    let here = gives.iter().filter(|&&t| finder.tellings[t].trigger.sentence == sentence).map(word).next();
    let cue = phrase.or(here).unwrap_or(finder.scene.trees[sentence].sentence.span);
    let status: ExchangeStatus = finder.status(sentence, left, right);
    let evidence = [left, right].into_iter().filter_map(|s| s.words).fold(cue, Span::cover);
    let source = gives.iter().find_map(|&t| finder.tellings[t].source);
    Bargain { status, sides: sides.into(), cue, evidence, source, rule: WEIGHED }
}
