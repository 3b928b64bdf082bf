//! Nouns that name what a party gives, where nothing tells of it: "testified in return for a lighter SENTENCE".

use super::{Bargain, BargainSide, cue::Cues};
use crate::{
    extract::{
        scene::Scene,
        telling::{Telling, given_noun},
        time::TimeExpression,
    },
    language::{Upos, Xpos},
    ontology::frame::TriggerKind,
    span::Span,
};

/// A noun's place, and the frame that it has as a gift.
type Gift = ((usize, usize), usize);

/// Adds to the sides that give nothing by a telling what their nouns name; nouns that tell nothing yet become tellings.
pub fn name_gifts(scene: &Scene, times: &[TimeExpression], tellings: &mut Vec<Telling>, bargains: &mut [Bargain]) {
    let sides = bargains.iter().enumerate().flat_map(|(b, bargain)| (0..bargain.sides.len()).map(move |s| (b, s)));
    for (b, s) in sides.collect::<Vec<_>>() {
        for (place, frame) in gifts(scene, tellings, &bargains[b].sides[s]) {
            let at = tellings.partition_point(|t| t.trigger.place() < place);
            let told = tellings.get(at).is_some_and(|t| t.trigger.place() == place);
            if !told {
                tellings.insert(at, given_noun(scene, times, place, frame));
                let given = bargains.iter_mut().flat_map(|b| &mut b.sides).flat_map(|s| &mut s.gives);
                given.filter(|t| **t >= at).for_each(|t| *t += 1);
            }
            let gives = &mut bargains[b].sides[s].gives;
            if !gives.contains(&at) {
                gives.push(at);
            }
        }
    }
}

/// What the nouns of a side name: those of its words where it tells nothing, else the objects of what it offers.
fn gifts(scene: &Scene, tellings: &[Telling], side: &BargainSide) -> Vec<Gift> {
    let nouns: Vec<(usize, usize)> = match side.words.filter(|_| side.gives.is_empty()) {
        Some(words) => head_of(scene, words).into_iter().collect(),
        None => side.gives.iter().flat_map(|&t| offered_by(scene, &tellings[t])).collect(),
    };
    let joined = nouns.into_iter().flat_map(|(s, n)| scene.trees[s].conjuncts(n).into_iter().map(move |c| (s, c)));
    joined.filter_map(|place| Some((place, frame_of(scene, tellings, place)?))).collect()
}

/// The topmost word of a stretch of text.
fn head_of(scene: &Scene, words: Span) -> Option<(usize, usize)> {
    let sentence =
        scene.trees.iter().position(|t| t.sentence.span.start <= words.start && words.start < t.sentence.span.end)?;
    let tree = &scene.trees[sentence];
    let inside = |i: usize| {
        let span = tree.sentence.tokens[i].span;
        words.start <= span.start && span.end <= words.end
    };
    let top = (0..tree.len()).filter(|&i| inside(i)).find(|&i| tree.head(i).is_none_or(|h| !inside(h)))?;
    Some((sentence, top))
}

/// The things that a telling hands over or offers: "offered favourable RULES".
fn offered_by(scene: &Scene, telling: &Telling) -> Vec<(usize, usize)> {
    let (sentence, token) = telling.trigger.place();
    let tree = &scene.trees[sentence];
    let offers =
        telling.trigger.kind == TriggerKind::Verb && Cues::shipped().offering.iter().any(|v| v == tree.lemma(token));
    let things = if offers { tree.objects(token) } else { vec![] };
    things.into_iter().map(|o| (sentence, o)).collect()
}

/// The frame of a noun that names something given: its telling's own, else the one that the word has as a gift.
fn frame_of(scene: &Scene, tellings: &[Telling], (sentence, token): (usize, usize)) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let told = tellings.iter().find(|t| t.trigger.place() == (sentence, token));
    if let Some(told) = told {
        return told.trigger.frame.filter(|_| Cues::shipped().may_be_gift(told.kind(scene)));
    }
    if tree.xpos(token) == Xpos::Vbg {
        return Cues::shipped().gift_class(None).and_then(|class| scene.lexicon.index_of(class));
    }
    let class = Cues::shipped().noun_class(tree.lemma(token)).filter(|_| tree.upos(token) == Upos::Noun)?;
    scene.lexicon.index_of(class)
}
