//! Which words tell an action, and of which type, where word and tree alone leave it open: "a strike", "called it", "the deal".
//!
//! The lexicon proposes: every word with senses is a candidate, whether the conditions of one hold or not. What lexicon, tree and the
//! words around say for each type is weighed as annotated texts taught it (`english.md`), and the likeliest type that the word
//! can have is chosen, if it is likely enough. Needs the actors and the lexicon's own triggers.

mod cue;
pub mod learn;
mod weights;

use super::{
    scene::Scene,
    trigger::{Trigger, sense_of_kind},
};
use crate::{ontology::frame::TriggerKind, record::Plover};
pub(crate) use cue::{Candidate, candidates};
use weights::Weights;

/// How likely the type must be that the lexicon found, its conditions holding.
const FOUND: f32 = 0.3;
/// The same in a sentence that speaks of an exchange: what it tells is what is given.
const GIVEN: f32 = 0.1;
/// How likely another must be.
const NOT_FOUND: f32 = 0.45;

/// The triggers of a sentence once they are weighed: some of those found tell nothing, or another type; some that the lexicon's
/// conditions left out tell something. `bargains` says whether the sentence speaks of an exchange.
pub(super) fn weigh(scene: &Scene, sentence: usize, found: Vec<Trigger>, bargains: bool) -> Vec<Trigger> {
    let candidates = candidates(scene, sentence, &found);
    let at = |token: usize| candidates.iter().find(|c| c.token == token);
    let mut weighed: Vec<Trigger> = found.iter().filter(|t| at(t.token).is_none()).cloned().collect();
    for candidate in &candidates {
        let own = found.iter().find(|t| t.token == candidate.token);
        let kind = own.and_then(|t| t.frame).map(|f| scene.lexicon.frames[f].kind);
        weighed.extend(match likeliest(candidate, kind, if bargains { GIVEN } else { FOUND }) {
            Some((kind, share)) => told_as(scene, sentence, candidate, own, kind)
                .map(|told| Trigger { likely: Some((100.0 * share) as u8), ..told }),
            None => untold(scene, candidate, own),
        });
    }
    weighed.sort_by_key(|t| t.token);
    weighed
}

/// The type that a candidate tells, and how likely: the likeliest that it may have, else what the lexicon found, each if it is likely enough.
fn likeliest(candidate: &Candidate, found: Option<Plover>, enough_found: f32) -> Option<(Plover, f32)> {
    let shares = Weights::shipped().shares(candidate);
    let share = |kind: Plover| shares[1 + kind as usize];
    let enough = |kind: &Plover| share(*kind) > if Some(*kind) == found { enough_found } else { NOT_FOUND };
    let types = candidate.types.iter().copied();
    let best = types.max_by(|&a, &b| share(a).total_cmp(&share(b)).then(b.cmp(&a)));
    let told = best.filter(enough).or(found.filter(|&f| f != Plover::Other).filter(enough));
    told.map(|kind| (kind, share(kind)))
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
    let chosen = || {
        let frame = sense_of_kind(scene, sentence, candidate.token, candidate.kind, kind)?;
        Some(Trigger {
            sentence,
            token: candidate.token,
            kind: candidate.kind,
            frame: Some(frame),
            used: vec![],
            likely: None,
        })
    };
    own.filter(is_it).cloned().or_else(chosen)
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
