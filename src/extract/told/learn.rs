//! What annotated texts and the examples of the frame lexicon teach of which words tell an action.

use std::collections::BTreeSet;

use super::{
    Candidate, TYPES, candidates,
    cue::{SLOTS, about},
};
use crate::{
    extract::{
        actor::find_actors,
        scene::Scene,
        trigger::triggers,
        weigh::{Course, Lesson, Right, Shape},
    },
    language::Language,
    ontology::{Frame, frame::TriggerKind},
    record::Plover,
    seed::Seeds,
    span::Span,
};

/// How the network of this question is taught: its outputs are nothing and the types.
pub(in crate::extract) const COURSE: Course = Course {
    shape: Shape { slots: SLOTS, hidden: 128, outputs: TYPES, deep: false },
    seen: 3,
    passes: 10,
    batch: 256,
    forget: (0.2, 0.6, 0.3),
};

/// Words that tell an action in texts: lemma and part of speech.
pub(in crate::extract) type Known = BTreeSet<(String, TriggerKind)>;

/// What the candidates of a text teach of which `target` says what they tell: 0 for nothing, else see [`target`].
pub(in crate::extract) fn lessons(
    scene: &Scene,
    known: &Known,
    target: impl Fn(&Candidate, Span) -> Option<usize>,
) -> Vec<Lesson> {
    let is_known = |lemma: &str, kind: TriggerKind| known.contains(&(lemma.to_owned(), kind));
    let document = about(scene);
    let of = |sentence: usize| {
        let found = candidates(scene, &document, sentence, &triggers(scene, sentence), &is_known);
        let tokens = &scene.analysis.sentences[sentence].tokens;
        let lesson = |candidate: Candidate| {
            let output = target(&candidate, tokens[candidate.token].span)?;
            Some(Lesson { looks: vec![candidate.look], right: Right::Output(output) })
        };
        found.into_iter().filter_map(lesson).collect::<Vec<_>>()
    };
    (0..scene.trees.len()).flat_map(of).collect()
}

/// The output of a type; an action of no type is nothing here.
pub(in crate::extract) fn target(kind: Plover) -> usize {
    if kind == Plover::Other { 0 } else { 1 + kind as usize }
}

/// What a frame's examples teach of their triggers, and its counterexamples of all words that could tell its type.
pub(in crate::extract) fn of_examples(frame: &Frame, known: &Known, seeds: &Seeds) -> Vec<Lesson> {
    let read = |text: &str, target: &dyn Fn(&Candidate, Span) -> Option<usize>| {
        let analysis = Language::shipped().analyse(text);
        let actors = find_actors(text, &analysis, seeds);
        lessons(&Scene::new(text, &analysis, &actors), known, target)
    };
    let examples = frame.examples.iter().flat_map(|example| {
        let place = example.text.find(&example.trigger);
        let is_trigger = move |span: Span| place.is_some_and(|at| (span.start..span.end).contains(&at));
        read(&example.text, &move |_, span| is_trigger(span).then_some(target(frame.kind)))
    });
    let none = |candidate: &Candidate, _: Span| candidate.types.contains(&frame.kind).then_some(0);
    examples.chain(frame.counterexamples.iter().flat_map(|text| read(text, &none))).collect()
}
