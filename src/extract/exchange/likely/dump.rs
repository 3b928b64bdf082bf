//! What is looked at in a document, written out for `tests/measures/exchanges.py`, which learns the weights from it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::look::{Bonds, Gift, Looks};
use crate::{
    extract::{exchange::Bargain, scene::Scene, telling::Telling},
    record::MentionKind,
};

/// All of one document; places in bytes.
#[derive(Debug, Serialize)]
pub struct Look {
    /// The name of each entity and the words that refer to it.
    entities: Vec<(String, Vec<String>)>,
    tellings: Vec<TellingLook>,
    sentences: Vec<SentenceLook>,
    ruled: Vec<RuledLook>,
}

#[derive(Debug, Default, Serialize)]
struct SentenceLook {
    start: usize,
    end: usize,
    cues: BTreeSet<String>,
    parties: Vec<(usize, BTreeSet<String>)>,
    pairs: Vec<(usize, usize, BTreeSet<String>)>,
    gifts: Vec<GiftLook>,
    links: Vec<(usize, usize, BTreeSet<String>)>,
}

/// Place, who does it, to whom, its type.
type TellingLook = (usize, usize, Vec<usize>, Vec<usize>, &'static str);

/// The rule, its cue, for each side who gives what.
type RuledLook = (&'static str, usize, Vec<(Vec<usize>, Vec<usize>)>);

/// Place, what it tells, its cues, what it is to each party.
type GiftLook = (usize, usize, Option<usize>, BTreeSet<String>, Vec<Bonds>);

/// All that is looked at in a document of which the rules found some exchanges.
pub fn look(scene: &Scene, tellings: &[Telling], ruled: &[Bargain]) -> Look {
    let looks = Looks::new(scene, tellings, ruled);
    let word = |sentence: usize, token: usize| scene.trees[sentence].sentence.tokens[token].span;
    let gift = |s: usize, gift: Gift, parties: &[usize]| {
        let span = word(gift.sentence, gift.token);
        (span.start, span.end, gift.telling, looks.gift(s, gift), looks.bonds(gift, parties))
    };
    let sentence = |s: usize| {
        let span = scene.trees[s].sentence.span;
        let cues = looks.sentence(s);
        if !looks.passes(s, &cues) {
            return SentenceLook { start: span.start, end: span.end, cues, ..SentenceLook::default() };
        }
        let gifts = looks.gifts(s);
        let links = (0..gifts.len()).flat_map(|i| (i..gifts.len()).map(move |j| (i, j)));
        let links = links.map(|(i, j)| (i, j, looks.link(s, gifts[i], gifts[j]))).collect();
        let parties = looks.parties(s);
        let pairs = parties.iter().enumerate().flat_map(|(i, &a)| parties[i + 1..].iter().map(move |&b| (a, b)));
        SentenceLook {
            start: span.start,
            end: span.end,
            cues,
            links,
            pairs: pairs.map(|(a, b)| (a, b, looks.pair(s, a, b))).collect(),
            gifts: gifts.into_iter().map(|g| gift(s, g, &parties)).collect(),
            parties: parties.into_iter().map(|e| (e, looks.party(s, e))).collect(),
        }
    };
    let telling = |t: &Telling| {
        let (span, kind) = (word(t.trigger.sentence, t.trigger.token), t.kind(scene));
        (span.start, span.end, t.agents(), t.whom().collect(), kind.as_str())
    };
    let names = |e: usize| {
        let own = scene.actors.mentions.iter().filter(|m| m.entities == [e] && m.kind != MentionKind::Pronoun);
        own.map(|m| m.span.of(scene.text).to_owned()).collect()
    };
    let sides = |b: &Bargain| b.sides.iter().map(|s| (s.provider.clone(), s.gives.clone())).collect();
    Look {
        entities: scene.actors.entities.iter().enumerate().map(|(e, known)| (known.name.clone(), names(e))).collect(),
        tellings: tellings.iter().map(telling).collect(),
        sentences: (0..scene.trees.len()).map(sentence).collect(),
        ruled: ruled.iter().map(|b| (b.rule, b.cue.start, sides(b))).collect(),
    }
}
