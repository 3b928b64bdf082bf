//! The examples of the frame lexicon, run through the whole pipeline: each must show its class, its trigger and its participants.

use quidnunc::{
    document::Document,
    ontology::{Frame, Lexicon, frame::Example},
    pipeline::Pipeline,
    record::{Action, Record},
};

/// Of a hundred examples, how many must hold: the trees come from a statistical parser.
const REQUIRED: usize = 95;

#[test]
fn examples_of_frames_hold() {
    let pipeline = Pipeline::shipped();
    let frames = &Lexicon::shipped().frames;
    let wrong: Vec<String> = frames.iter().flat_map(|frame| faults(&pipeline, frame)).collect();
    let all: usize = frames.iter().map(|frame| frame.examples.len() + frame.counterexamples.len()).sum();
    for line in &wrong {
        eprintln!("{line}");
    }
    let held = all - wrong.len();
    assert!(held * 100 >= all * REQUIRED, "{held} of {all} examples hold, at least {REQUIRED} in 100 must");
}

fn faults(pipeline: &Pipeline, frame: &Frame) -> Vec<String> {
    let examples = frame.examples.iter().filter_map(|example| {
        let record = read(pipeline, &example.text);
        let fault = fault(&record, frame, example)?;
        Some(format!("{}: {fault}: {}", frame.class, example.text))
    });
    let counterexamples = frame.counterexamples.iter().filter_map(|text| {
        let found = read(pipeline, text).actions.iter().any(|action| tells(frame, action));
        found.then(|| format!("{}: must not be found: {text}", frame.class))
    });
    examples.chain(counterexamples).collect()
}

/// Whether the action is of the frame's class: an action that no frame tells may have a class of the same name.
fn tells(frame: &Frame, action: &Action) -> bool {
    action.class == frame.class && action.kind == frame.kind
}

/// What the record lacks, if anything.
fn fault(record: &Record, frame: &Frame, example: &Example) -> Option<String> {
    let of_class: Vec<_> = record.actions.iter().filter(|action| tells(frame, action)).collect();
    let Some(action) = of_class.iter().find(|action| action.trigger.text == example.trigger) else {
        let found: Vec<_> = record.actions.iter().map(|a| format!("{} {:?}", a.class, a.trigger.text)).collect();
        return Some(format!("no {:?} but {}", example.trigger, found.join(", ")));
    };
    missing_participant(record, frame, example, action)
}

fn missing_participant(record: &Record, frame: &Frame, example: &Example, action: &Action) -> Option<String> {
    let whom = [action.patient.as_slice(), &action.recipient].concat();
    let all = [action.agent.as_slice(), &whom].concat();
    let side = |ids| if frame.symmetric { &all } else { ids };
    let wanted = [
        ("agent", &example.agent, side(&action.agent)),
        ("patient", &example.patient, side(&whom)),
        ("recipient", &example.recipient, side(&whom)),
    ];
    let (role, words, _) =
        wanted.into_iter().find(|(_, words, ids)| words.as_ref().is_some_and(|words| !names(record, ids, words)))?;
    Some(format!("{role} is not {words:?}"))
}

/// Whether one of the actors is mentioned by the words, or by a part of them.
fn names(record: &Record, ids: &[String], words: &str) -> bool {
    let words = words.to_lowercase();
    let mentions = record.actors.iter().filter(|actor| ids.contains(&actor.id)).flat_map(|actor| &actor.mentions);
    mentions.map(|mention| mention.text.to_lowercase()).any(|text| text.contains(&words) || words.contains(&text))
}

fn read(pipeline: &Pipeline, text: &str) -> Record {
    pipeline.record(&Document::new("example.txt", text))
}
