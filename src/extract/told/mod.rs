//! Which words tell an action, and of which type, where word and tree alone leave it open: "a strike", "called it", "the deal".
//!
//! The lexicon proposes: every word with senses is a candidate, whether the conditions of one hold or not, and so is every word by which
//! annotated texts told an action. What lexicon, tree and the words around say for each type is weighed, and so is the sentence as it is read
//! word by word (`weigh`); the likeliest type by both is chosen, if it is likely enough. Needs the actors and the lexicon's own triggers.

mod cue;
pub(super) mod learn;

use super::{
    scene::Scene,
    trigger::{Trigger, sense_of_kind, trigger_kind},
    weigh::{Vector, Weigher, Weights},
};
use crate::{ontology::frame::TriggerKind, record::Plover, span::Span};
use cue::{Candidate, about, candidates, line};

/// Nothing, and the sixteen types.
const TYPES: usize = Plover::ALL.len();

/// How likely the type must be that the lexicon found, its conditions holding.
const FOUND: f32 = 0.38;
/// The same in a sentence that speaks of an exchange: what it tells is what is given.
const GIVEN: f32 = 0.05;
/// How likely another must be.
const NOT_FOUND: f32 = 0.52;
/// How likely one must be of which the lexicon has no sense of the word.
const NEW: f32 = 0.6;

/// What weighs the words of one document.
pub(super) struct Teller {
    weigher: Weigher<'static>,
    /// What the document is about.
    document: Vector,
}

impl Teller {
    pub(super) fn new(scene: &Scene) -> Self {
        Self { weigher: Weigher::new(&Weights::shipped().told), document: about(scene) }
    }
}

/// The triggers of a sentence once they are weighed: some of those found tell nothing, or another type; some that the lexicon's
/// conditions left out tell something. `bargain` are the words by which the sentence speaks of an exchange: "in exchange for" tells no exchange of
/// prisoners.
pub(super) fn weigh(
    scene: &Scene,
    Teller { weigher, document }: &Teller,
    sentence: usize,
    found: Vec<Trigger>,
    bargain: Option<Span>,
) -> Vec<Trigger> {
    let known = |lemma: &str, kind: TriggerKind| weigher.knows(cue::of_lemma(lemma, kind));
    let span = |token: usize| scene.analysis.sentences[sentence].tokens[token].span;
    let in_phrase = |token: usize| bargain.is_some_and(|b| b.start < span(token).start && span(token).end <= b.end);
    let after_in = |token: usize| {
        token.checked_sub(1).is_some_and(|before| scene.trees[sentence].form(before).eq_ignore_ascii_case("in"))
    };
    let links = |token: usize| in_phrase(token) && after_in(token);
    let found: Vec<Trigger> = found.into_iter().filter(|t| !links(t.token)).collect();
    let mut candidates = candidates(scene, document, sentence, &found, &known);
    candidates.retain(|c| !links(c.token));
    let at = |token: usize| candidates.iter().find(|c| c.token == token);
    let shares = shares(scene, weigher, document, sentence, &found, &candidates);
    let mut weighed: Vec<Trigger> = found.iter().filter(|t| at(t.token).is_none()).cloned().collect();
    for (candidate, shares) in candidates.iter().zip(&shares) {
        let own = found.iter().find(|t| t.token == candidate.token);
        let kind = own.and_then(|t| t.frame).map(|f| scene.lexicon.frames[f].kind);
        weighed.extend(match likeliest(shares, candidate, kind, if bargain.is_some() { GIVEN } else { FOUND }) {
            Some((kind, share)) => told_as(scene, sentence, candidate, own, kind)
                .map(|told| Trigger { likely: Some((100.0 * share) as u8), ..told }),
            None => untold(scene, candidate, own),
        });
    }
    weighed.sort_by_key(|t| t.token);
    weighed
}

/// For each candidate how likely nothing and the types are, by its cues and by the sentence read word by word, which count alike.
fn shares(
    scene: &Scene,
    weigher: &Weigher,
    document: &Vector,
    sentence: usize,
    found: &[Trigger],
    candidates: &[Candidate],
) -> Vec<Vec<f32>> {
    if candidates.is_empty() {
        return vec![];
    }
    let looks = line(scene, sentence, found, candidates);
    let tokens: Vec<usize> = candidates.iter().map(|c| c.token).collect();
    let read = Weights::shipped().read.shares(&looks, &tokens, document);
    let both = |(candidate, read): (&Candidate, Vec<f32>)| {
        let mut both = weigher.outputs(&candidate.look);
        both.iter_mut().zip(read).for_each(|(share, read)| *share = (*share * read).sqrt());
        let all: f32 = both.iter().sum();
        both.iter_mut().for_each(|share| *share /= all);
        both
    };
    candidates.iter().zip(read).map(both).collect()
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
    fn a_word_tells_by_what_stands_around_it() {
        assert_eq!(told("The army attacked the village."), [Plover::Assault]);
        assert_eq!(told("The ministry released three prisoners."), [Plover::Retreat]);
        assert!(told("The ministry released a report.").is_empty());
    }
}
