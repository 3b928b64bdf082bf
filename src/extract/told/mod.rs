//! Which words tell an action, and of which type, where word and tree alone leave it open: "a strike", "called it", "the deal".
//!
//! The lexicon proposes: every word with senses is a candidate, whether the conditions of one hold or not, and so is every word by which
//! annotated texts told an action. What lexicon, tree and the words around say for each type is weighed, and so is the text as it is read
//! word by word (`weigh`); the likeliest type by both is chosen, if it is likely enough. Needs the actors and the lexicon's own triggers.

mod cue;
pub(super) mod learn;

use std::ops::Range;

use super::{
    scene::Scene,
    tree::Tree,
    trigger::{self, Trigger, sense_of_kind, trigger_kind},
    weigh::{Weigher, Weights},
};
use crate::{ontology::frame::TriggerKind, record::Plover, span::Span};
use cue::{Candidate, about, candidates, line};

/// Nothing, and the sixteen types.
const TYPES: usize = Plover::ALL.len();

/// How likely the type must be that the lexicon found, its conditions holding.
const FOUND: f32 = 0.43;
/// The same in a sentence that speaks of an exchange: what it tells is what is given.
const GIVEN: f32 = 0.05;
/// How likely another must be.
const NOT_FOUND: f32 = 0.54;
/// How likely one must be of which the lexicon has no sense of the word.
const NEW: f32 = 0.55;

/// How many words are read at once, in whole sentences; a longer sentence is read alone.
const PASSAGE: usize = 400;

/// For each sentence the triggers once they are weighed: some of those that the lexicon found tell nothing, or another type; some that its
/// conditions left out tell something. `bargaining` are the words by which each sentence speaks of an exchange: "in exchange for" tells no
/// exchange of prisoners.
pub(super) fn triggers(scene: &Scene, bargaining: &[Option<Span>]) -> Vec<Vec<Trigger>> {
    let weigher = Weigher::new(&Weights::shipped().told);
    let known = |lemma: &str, kind: TriggerKind| weigher.knows(cue::of_lemma(lemma, kind));
    let document = about(scene);
    let tells = |s: usize, token: usize| bargaining[s].is_none_or(|bargain| !links(scene, s, token, bargain));
    let all = 0..scene.trees.len();
    let found = |s| trigger::triggers(scene, s).into_iter().filter(|t| tells(s, t.token)).collect();
    let found: Vec<Vec<Trigger>> = all.clone().map(found).collect();
    let candidates = |s: usize| {
        let all = candidates(scene, &document, s, &found[s], &known).into_iter();
        all.filter(|c| tells(s, c.token)).collect()
    };
    let candidates: Vec<Vec<Candidate>> = all.clone().map(candidates).collect();
    let mut read = vec![];
    for passage in passages(scene) {
        let starts = starts(scene, &passage);
        let places = passage.clone().flat_map(|s| candidates[s].iter().map(move |c| (s, c.token)));
        let asked: Vec<usize> = places.map(|(s, token)| starts[s - passage.start] + token).collect();
        read.extend(Weights::shipped().read.shares(&line(scene, &passage, &found, &candidates), &asked, &document));
    }
    let mut read = read.into_iter();
    let weighed = |s: usize| {
        let shares: Vec<Vec<f32>> =
            candidates[s].iter().zip(&mut read).map(|(c, read)| both(weigher.outputs(&c.look), read)).collect();
        weigh(scene, s, &found[s], &candidates[s], &shares, bargaining[s].is_some())
    };
    all.map(weighed).collect()
}

/// Whether a word only links what is given to what is given for it: "in exchange for", "in return".
fn links(scene: &Scene, sentence: usize, token: usize, bargain: Span) -> bool {
    let span = scene.analysis.sentences[sentence].tokens[token].span;
    let before = token.checked_sub(1).map(|before| scene.trees[sentence].form(before));
    bargain.start < span.start && span.end <= bargain.end && before.is_some_and(|b| b.eq_ignore_ascii_case("in"))
}

/// The stretches of sentences that are read at once.
fn passages(scene: &Scene) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = vec![];
    let mut words = 0;
    for (sentence, tree) in scene.trees.iter().enumerate() {
        words += tree.len();
        match passages.last_mut().filter(|_| words <= PASSAGE) {
            Some(last) => last.end = sentence + 1,
            None => {
                passages.push(sentence..sentence + 1);
                words = tree.len();
            }
        }
    }
    passages
}

/// How many words of a passage stand before each of its sentences.
fn starts(scene: &Scene, passage: &Range<usize>) -> Vec<usize> {
    let mut words = 0;
    let start = |tree: &Tree| {
        words += tree.len();
        words - tree.len()
    };
    scene.trees[passage.clone()].iter().map(start).collect()
}

/// The triggers of a sentence, its candidates being weighed.
fn weigh(
    scene: &Scene,
    sentence: usize,
    found: &[Trigger],
    candidates: &[Candidate],
    shares: &[Vec<f32>],
    bargains: bool,
) -> Vec<Trigger> {
    let is_weighed = |t: &&Trigger| candidates.iter().any(|c| c.token == t.token);
    let mut weighed: Vec<Trigger> = found.iter().filter(|t| !is_weighed(t)).cloned().collect();
    for (candidate, shares) in candidates.iter().zip(shares) {
        let own = found.iter().find(|t| t.token == candidate.token);
        let kind = own.and_then(|t| t.frame).map(|f| scene.lexicon.frames[f].kind);
        weighed.extend(match likeliest(shares, candidate, kind, if bargains { GIVEN } else { FOUND }) {
            Some((kind, share)) => told_as(scene, sentence, candidate, own, kind)
                .map(|told| Trigger { likely: Some((100.0 * share) as u8), ..told }),
            None => untold(scene, candidate, own),
        });
    }
    weighed.sort_by_key(|t| t.token);
    weighed
}

/// How likely nothing and the types are, by the cues of a word and by the passage as it is read, which count alike.
fn both(mut by_cues: Vec<f32>, read: Vec<f32>) -> Vec<f32> {
    by_cues.iter_mut().zip(read).for_each(|(share, read)| *share = (*share * read).sqrt());
    let all: f32 = by_cues.iter().sum();
    by_cues.iter_mut().for_each(|share| *share /= all);
    by_cues
}

/// The type that a candidate tells, and how likely: the likeliest that it may have by the lexicon, else what the lexicon found, else the
/// likeliest of all, each if it is likely enough.
fn likeliest(shares: &[f32], candidate: &Candidate, found: Option<Plover>, enough_found: f32) -> Option<(Plover, f32)> {
    let share = |kind: Plover| shares[1 + kind as usize];
    let best =
        |types: &mut dyn Iterator<Item = Plover>| types.max_by(|&a, &b| share(a).total_cmp(&share(b)).then(b.cmp(&a)));
    let enough = |kind: &Plover| share(*kind) > if Some(*kind) == found { enough_found } else { NOT_FOUND };
    let own = best(&mut candidate.types.iter().copied()).filter(enough);
    let found = || found.filter(|&f| f != Plover::Other).filter(enough);
    let any = || best(&mut Plover::ALL.into_iter().filter(|&k| k != Plover::Other)).filter(|&k| share(k) > NEW);
    own.or_else(found).or_else(any).map(|kind| (kind, share(kind)))
}

/// The trigger of a type: what the lexicon found, if it is of that type, else the sense of that type that holds best.
fn told_as(
    scene: &Scene,
    sentence: usize,
    candidate: &Candidate,
    own: Option<&Trigger>,
    kind: Plover,
) -> Option<Trigger> {
    let is_it = |t: &&Trigger| t.frame.is_some_and(|f| scene.lexicon.frames[f].kind == kind);
    own.filter(is_it).cloned().or_else(|| trigger_of(scene, sentence, candidate.token, kind))
}

/// A word as the trigger of a type: in the sense of that type that holds best, else in the type's plain class.
pub(super) fn trigger_of(scene: &Scene, sentence: usize, token: usize, told: Plover) -> Option<Trigger> {
    let kind = trigger_kind(&scene.trees[sentence], token)?;
    let frame = sense_of_kind(scene, sentence, token, kind, told).or_else(|| scene.lexicon.plain(told))?;
    Some(Trigger { sentence, token, kind, frame: Some(frame), used: vec![], likely: None })
}

/// A verb that tells nothing of the sixteen types stays an action of no type; a noun is none.
fn untold(scene: &Scene, candidate: &Candidate, own: Option<&Trigger>) -> Option<Trigger> {
    let own = own.filter(|_| candidate.kind == TriggerKind::Verb)?;
    let other = own.frame.filter(|&f| scene.lexicon.frames[f].kind == Plover::Other);
    Some(Trigger { frame: other, used: vec![], ..own.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{actor::find_actors, interpret},
        language::Language,
        seed::Seeds,
    };

    fn told(text: &str) -> Vec<Plover> {
        let analysis = Language::shipped().analyse(text);
        let actors = find_actors(text, &analysis, &Seeds::shipped());
        let found = interpret(text, &analysis, &actors, None);
        let kinds = found.tellings.iter().map(|t| t.kind(&found.scene));
        kinds.filter(|&kind| kind != Plover::Other).collect()
    }

    #[test]
    fn a_long_text_is_read_in_passages_of_whole_sentences() {
        let text = "The army attacked the village at dawn. ".repeat(120);
        let analysis = Language::shipped().analyse(&text);
        let actors = find_actors(&text, &analysis, &Seeds::shipped());
        let scene = Scene::new(&text, &analysis, &actors);
        let passages = passages(&scene);
        assert!(passages.len() > 1 && passages[0].start == 0);
        assert!(passages.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(passages.last().map(|p| p.end), Some(scene.trees.len()));
        for passage in passages {
            let starts = starts(&scene, &passage);
            let last = starts[passage.len() - 1] + scene.trees[passage.end - 1].len();
            assert!(starts[0] == 0 && starts.len() == passage.len() && last <= PASSAGE);
        }
        assert_eq!(told(&text).len(), 120);
    }

    #[test]
    fn a_word_tells_by_what_stands_around_it() {
        assert_eq!(told("The army attacked the village."), [Plover::Assault]);
        assert_eq!(told("The ministry released three prisoners."), [Plover::Retreat]);
        assert!(told("The ministry released a report.").is_empty());
    }
}
