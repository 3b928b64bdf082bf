//! What annotated texts and the examples of the frame lexicon teach of which words tell an action.

use std::collections::BTreeSet;

use super::{
    Candidate, TYPES, candidates,
    cue::{LINE_SLOTS, SLOTS, about, line},
    passages, starts,
};
use crate::{
    extract::{
        actor::find_actors,
        scene::Scene,
        trigger::{Trigger, triggers},
        weigh::{Course, Extent, Lesson, Line, Right, Schooling, Shape, Teaching},
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
    seen: 6,
    passes: 8,
    batch: 256,
    forget: (0.2, 0.6, 0.3),
};

/// How the network is taught that reads passages.
pub(in crate::extract) const SCHOOLING: Schooling = Schooling {
    extent: Extent { slots: LINE_SLOTS, width: 128, half: 128, layers: 3, hidden: 128, outputs: TYPES },
    seen: 12,
    passes: 6,
    words: 800,
    forget: (0.1, 0.25, 0.3, 0.15),
};

/// Words that tell an action in texts: lemma and part of speech.
pub(in crate::extract) type Known = BTreeSet<(String, TriggerKind)>;

/// What the candidates of a text teach of which `target` says what they tell: 0 for nothing, else see [`target`].
pub(in crate::extract) fn teaching(
    scene: &Scene,
    known: &Known,
    target: impl Fn(&Candidate, Span) -> Option<usize>,
) -> Teaching {
    let is_known = |lemma: &str, kind: TriggerKind| known.contains(&(lemma.to_owned(), kind));
    let document = about(scene);
    let mut teaching = Teaching::default();
    let all = 0..scene.trees.len();
    let found: Vec<Vec<Trigger>> = all.clone().map(|s| triggers(scene, s)).collect();
    let candidates: Vec<Vec<Candidate>> = all.map(|s| candidates(scene, &document, s, &found[s], &is_known)).collect();
    for passage in passages(scene) {
        let looks = line(scene, &passage, &found, &candidates);
        let mut right = vec![];
        for (sentence, start) in passage.clone().zip(starts(scene, &passage)) {
            let tokens = &scene.analysis.sentences[sentence].tokens;
            for candidate in &candidates[sentence] {
                let Some(output) = target(candidate, tokens[candidate.token].span) else { continue };
                right.push((start + candidate.token, output));
                let look = candidate.look.clone();
                teaching.lessons.push(Lesson { looks: vec![look], right: Right::Output(output) });
            }
        }
        teaching.lines.push(Line { looks, document, right });
    }
    teaching
}

/// The output of a type; an action of no type is nothing here.
pub(in crate::extract) fn target(kind: Plover) -> usize {
    if kind == Plover::Other { 0 } else { 1 + kind as usize }
}

/// What a frame's examples teach of their triggers, and its counterexamples of all words that could tell its type.
pub(in crate::extract) fn of_examples(frame: &Frame, known: &Known, seeds: &Seeds) -> Teaching {
    let read = |text: &str, target: &dyn Fn(&Candidate, Span) -> Option<usize>| {
        let analysis = Language::shipped().analyse(text);
        let actors = find_actors(text, &analysis, seeds);
        teaching(&Scene::new(text, &analysis, &actors), known, target)
    };
    let mut all = Teaching::default();
    for example in &frame.examples {
        let place = example.text.find(&example.trigger);
        let is_trigger = move |span: Span| place.is_some_and(|at| (span.start..span.end).contains(&at));
        all.extend([read(&example.text, &move |_, span| is_trigger(span).then_some(target(frame.kind)))]);
    }
    let none = |candidate: &Candidate, _: Span| candidate.types.contains(&frame.kind).then_some(0);
    all.extend(frame.counterexamples.iter().map(|text| read(text, &none)));
    all
}
