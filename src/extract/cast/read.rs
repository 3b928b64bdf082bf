//! Who takes part in an action, where its sentence is read word by word: for each mention in it whether that does it, or has it done to it.

use std::collections::BTreeMap;

use super::{
    cue::{Path, voice},
    story::Story,
};
use crate::{
    extract::{
        actor::Mention,
        weigh::{Extent, Line, Look, Schooling, Sequence, Vector, ending, seen_as},
    },
    language::{Upos, VECTOR},
};

/// How the network of this question is taught: a mention takes no part, does it, has it done to it.
pub(in crate::extract) const SCHOOLING: Schooling = Schooling {
    extent: Extent { slots: SLOTS, width: 96, half: 96, layers: 2, hidden: 64, outputs: 3 },
    seen: 60,
    passes: 6,
    words: 1200,
    forget: (0.2, 0.4, 0.4, 0.1),
};

/// Slots for words: the word's own, that of what it hangs on, the trigger's.
const SLOTS: usize = 3;
/// Farther words are far.
const FAR: usize = 12;
/// A mention is no surer than this.
const SUREST: f32 = 0.995;

/// What is looked at in each word of an action's sentence.
fn line(story: &Story, at: usize) -> Vec<Look> {
    let telling = &story.tellings[at];
    let (sentence, trigger) = telling.trigger.place();
    let tree = &story.scene.trees[sentence];
    let kind = telling.kind(story.scene).as_str();
    let class = telling.frame(story.scene).map_or("", |f| &f.class);
    let voice = voice(telling, tree);
    let roles = telling.participants.by_name();
    // A name says who somebody is, not what: that would be learned by heart.
    let is_word = |&i: &usize| tree.upos(i) != Upos::Propn;
    let of = |i: usize| {
        let mut look = Look::default();
        if is_word(&i) {
            look.add(&["lemma", &tree.lemma(i).to_lowercase()]);
            look.add(&["ending", ending(&tree.form(i).to_lowercase())]);
        }
        look.add(&["tag", tree.xpos(i).as_str()]);
        look.add(&["relation", tree.relation(i).as_str()]);
        look.add(&["told is", kind]);
        look.add(&["told is", voice]);
        if i == trigger {
            look.add(&["trigger"]);
            look.add(&["trigger", kind]);
            look.add(&["trigger", class]);
            look.add(&["trigger", voice]);
        } else {
            let side = if i < trigger { "before" } else { "behind" };
            look.add(&["far", side, &i.abs_diff(trigger).min(FAR).to_string()]);
            if story.told_at(sentence, i).is_some() {
                look.add(&["tells another"]);
            }
        }
        if let Some(path) = Path::between(tree, trigger, i).map(|path| path.whole()) {
            look.add(&["path", &path]);
            look.add(&["path", &path, voice]);
        }
        for (role, fillers) in roles {
            if let Some(own) = fillers.iter().find(|f| f.token == i) {
                look.add(&["role", role, if own.implied { "lent" } else { "said" }]);
            }
        }
        for mention in story.scene.actors.in_sentence(sentence).iter().filter(|m| m.head == i) {
            look.add(&["mention", &format!("{:?}", mention.kind)]);
            look.add(&["mention", &format!("{:?}", mention.use_)]);
            for &entity in &mention.entities {
                look.add(&["is", story.scene.actors.entities[entity].kind.as_str()]);
                for (role, fillers) in roles {
                    if fillers.iter().any(|f| f.entity == entity) {
                        look.add(&["in the role of", role]);
                    }
                }
            }
        }
        for (slot, word) in [Some(i), tree.head(i), Some(trigger)].into_iter().enumerate() {
            let word = word.filter(is_word).map(|w| seen_as(tree.form(w), tree.lemma(w)));
            look.see(slot, word.iter().map(String::as_str));
        }
        look
    };
    (0..tree.len()).map(of).collect()
}

/// The mentions of an action's sentence that stand for somebody.
fn mentions<'s>(story: &Story<'s, '_>, at: usize) -> Vec<&'s Mention> {
    let here = story.scene.actors.in_sentence(story.tellings[at].trigger.sentence);
    here.iter().filter(|m| !m.entities.is_empty()).collect()
}

/// What an action teaches of which it is known who does it and to whom.
pub(super) fn lesson(story: &Story, at: usize, known: &[Vec<usize>; 2]) -> Line {
    let output = |mention: &Mention| {
        let takes = |part: &Vec<usize>| mention.entities.iter().any(|e| part.contains(e));
        known.iter().position(takes).map_or(0, |part| part + 1)
    };
    let right = mentions(story, at).into_iter().map(|m| (m.head, output(m))).collect();
    Line { looks: line(story, at), document: NOTHING, right }
}

/// The document says nothing here.
const NOTHING: Vector = [0.0; VECTOR];

/// For each who is mentioned in an action's sentence how likely it is that they do it, and that it is done to them.
pub(super) fn read(story: &Story, network: &Sequence, at: usize) -> BTreeMap<usize, [f32; 2]> {
    let mentions = mentions(story, at);
    let mut read: BTreeMap<usize, [f32; 2]> = BTreeMap::new();
    if mentions.is_empty() {
        return read;
    }
    let heads: Vec<usize> = mentions.iter().map(|m| m.head).collect();
    for (mention, shares) in mentions.iter().zip(network.shares(&line(story, at), &heads, &NOTHING)) {
        for &entity in &mention.entities {
            let most = read.entry(entity).or_default();
            most.iter_mut().zip(&shares[1..]).for_each(|(most, &share)| *most = most.max(share));
        }
    }
    read
}

/// The shares of nobody and everyone near in one part, as weighed and as the sentence reads, which count alike: those mentioned in it as it says,
/// the others as they are weighed among themselves.
pub(super) fn both(weighed: &[f32], near: &[usize], read: &BTreeMap<usize, [f32; 2]>, part: usize) -> Vec<f32> {
    let odds = |share: f32| share.min(SUREST) / (1.0 - share.min(SUREST));
    let here: Vec<Option<f32>> = std::iter::once(None)
        .chain(near.iter().map(|entity| read.get(entity).map(|shares| odds(shares[part]))))
        .collect();
    let all: f32 = 1.0 + here.iter().flatten().sum::<f32>();
    let others: f32 = weighed.iter().zip(&here).filter(|(_, here)| here.is_none()).map(|(share, _)| share).sum();
    let said = |(&share, here): (&f32, &Option<f32>)| here.unwrap_or(share / others.max(1e-6)) / all;
    let mut both: Vec<f32> = weighed.iter().zip(&here).map(|pair| (pair.0 * said(pair)).sqrt()).collect();
    let sum: f32 = both.iter().sum();
    both.iter_mut().for_each(|share| *share /= sum.max(1e-6));
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_of_those_in_it_and_leaves_the_others_as_they_were() {
        let read = [(7, [0.9, 0.1])].into();
        let shares = both(&[0.2, 0.4, 0.4], &[3, 7], &read, 0);
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(shares[2] > 0.6 && (shares[1] / shares[0] - 2.0).abs() < 1e-4);
        let nobody = both(&[0.2, 0.4, 0.4], &[3, 7], &BTreeMap::new(), 0);
        assert!((nobody[1] - 0.4).abs() < 1e-5);
    }
}
