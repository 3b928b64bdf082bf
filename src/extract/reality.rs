//! How real a telling makes its action, weighed: what `factuality` reads is one cue, the words around the trigger and above it are others.

use super::{
    factuality::Reason,
    scene::Scene,
    telling::Telling,
    tree::Tree,
    weigh::{Course, Lesson, Look, Right, Shape, Weigher, Weights},
};
use crate::{
    language::{Relation, Upos},
    ontology::frame::TriggerKind,
    record::{Certainty, Factuality, Plover, Polarity, Tense},
};

/// How the network of this question is taught: its outputs are [`LABELS`].
pub(super) const COURSE: Course = Course {
    shape: Shape { slots: SLOTS, hidden: 32, outputs: LABELS.len(), deep: true },
    seen: 12,
    passes: 10,
    batch: 256,
    forget: (0.2, 0.5, 0.3),
};

/// Slots for words: the trigger, what it hangs on, what that hangs on.
const SLOTS: usize = 3;
/// How far up the tree is looked.
const HEIGHTS: [&str; 4] = ["1", "2", "3", "4"];

const LABELS: [Factuality; 5] =
    [Factuality::Actual, Factuality::Planned, Factuality::Possible, Factuality::Negated, Factuality::Conditional];

/// How many times as likely as what was read another label must be.
const CLEARLY: f32 = 2.0;

/// Weighs how real each telling makes its action.
pub(super) fn weigh_reality(scene: &Scene, tellings: &mut [Telling]) {
    let weigher = Weigher::new(&Weights::shipped().reality);
    for telling in tellings.iter_mut().filter(|t| t.kind(scene) != Plover::Other) {
        let shares = weigher.outputs(&look(scene, telling));
        let best = (0..LABELS.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)));
        let own = LABELS.iter().position(|&label| label == telling.reading.factuality).map_or(0.0, |at| shares[at]);
        if let Some(label) = best.filter(|&best| shares[best] > CLEARLY * own).map(|best| LABELS[best]) {
            take(telling, label);
        }
    }
}

/// Gives a reading another label, and its axes with it as far as they contradict it.
fn take(telling: &mut Telling, label: Factuality) {
    let token = telling.trigger.token;
    let reading = &mut telling.reading;
    reading.factuality = label;
    reading.polarity = if label == Factuality::Negated { Polarity::Negative } else { Polarity::Positive };
    match label {
        Factuality::Actual => {
            reading.certainty = Certainty::Certain;
            reading.tense = if reading.tense == Tense::Future { Tense::Past } else { reading.tense };
        }
        Factuality::Planned => (reading.certainty, reading.tense) = (Certainty::Certain, Tense::Future),
        Factuality::Possible => reading.certainty = Certainty::Possible,
        Factuality::Negated | Factuality::Conditional => {}
    }
    reading.because.push(Reason { token, why: "weighed" });
}

/// What a telling teaches of which it is known how real it makes its action; nothing where the label is none of ours.
pub(super) fn lesson(scene: &Scene, telling: &Telling, known: Factuality) -> Option<Lesson> {
    let output = LABELS.iter().position(|&label| label == known)?;
    Some(Lesson { looks: vec![look(scene, telling)], right: Right::Output(output) })
}

fn look(scene: &Scene, telling: &Telling) -> Look {
    let (sentence, token) = telling.trigger.place();
    let tree = &scene.trees[sentence];
    let mut look = Look::default();
    let part = if telling.trigger.kind == TriggerKind::Verb { "verb" } else { "noun" };
    let (tag, kind) = (tree.xpos(token).as_str(), telling.kind(scene).as_str());
    look.add(&["ever"]);
    look.add(&["tag", tag]);
    look.add(&["relation", tree.relation(token).as_str()]);
    look.add(&["lemma", &lemma(tree, token)]);
    look.add(&["type", kind]);
    look.add(&["type", kind, part]);
    by_the_rules(&mut look, telling, kind, part, tag);
    for &c in tree.children(token) {
        look.add(&["below", tree.relation(c).as_str()]);
        look.add(&["below", tree.relation(c).as_str(), &lemma(tree, c)]);
    }
    above(&mut look, tree, token);
    for (far, name) in [(-4, "-4"), (-3, "-3"), (-2, "-2"), (-1, "-1"), (1, "+1"), (2, "+2"), (3, "+3")] {
        if let Some(i) = token.checked_add_signed(far).filter(|&i| i < tree.len()) {
            look.add(&["beside", name, &lemma(tree, i)]);
            if far.abs() < 3 {
                look.add(&["near", &lemma(tree, i)]);
            }
        }
    }
    for i in (0..tree.len()).filter(|&i| tree.upos(i) == Upos::Aux || scene.words.is(tree.lemma(i), "doubt")) {
        look.add(&["in the sentence", &lemma(tree, i)]);
    }
    if sentence == 0 {
        look.add(&["first sentence"]);
    }
    if !tree.is_empty() && tree.form(tree.len() - 1) == "?" {
        look.add(&["question"]);
    }
    let heads = std::iter::successors(Some(token), |&i| tree.head(i)).take(SLOTS);
    for (slot, word) in heads.enumerate() {
        look.see(slot, [&*lemma(tree, word)].into_iter());
    }
    look
}

fn by_the_rules(look: &mut Look, telling: &Telling, kind: &str, part: &str, tag: &str) {
    let reading = &telling.reading;
    let label = format!("{:?}", reading.factuality);
    let axes = [
        ("label", label.clone()),
        ("certainty", format!("{:?}", reading.certainty)),
        ("polarity", format!("{:?}", reading.polarity)),
        ("tense", format!("{:?}", reading.tense)),
    ];
    for (axis, value) in &axes {
        look.add(&["read", axis, value]);
        look.add(&["read", axis, value, part, tag]);
    }
    let all: Vec<&str> = axes.iter().map(|(_, value)| value.as_str()).collect();
    look.add(&["read", all[0], all[1], all[2], all[3]]);
    look.add(&["read", "label", &label, kind]);
    look.add(&["said by", if telling.source.is_some() { "somebody" } else { "nobody" }]);
    for reason in &reading.because {
        look.add(&["because", reason.why]);
    }
}

/// The words above the trigger, and the small words that hang on them.
fn above(look: &mut Look, tree: &Tree, token: usize) {
    let mut word = token;
    for height in HEIGHTS {
        let Some(head) = tree.head(word) else {
            look.add(&["root", height]);
            return;
        };
        let (lemma_above, relation) = (lemma(tree, head), tree.relation(word).as_str());
        look.add(&["above", &lemma_above]);
        look.add(&["above", height, &lemma_above]);
        look.add(&["above", height, "by", relation]);
        look.add(&["above", height, "by", relation, tree.xpos(head).as_str()]);
        look.add(&["above", height, "by", relation, &lemma_above]);
        let place = if height == HEIGHTS[0] { "beside" } else { "farther" };
        for &c in tree.children(head).iter().filter(|&&c| c != word) {
            let relation = tree.relation(c);
            let small = relation.is(Relation::Aux)
                || matches!(relation, Relation::Advmod | Relation::Mark | Relation::Cop | Relation::Det | Relation::Cc);
            if small {
                look.add(&["above has", place, relation.as_str(), &lemma(tree, c)]);
            }
        }
        word = head;
    }
}

fn lemma(tree: &Tree, word: usize) -> String {
    tree.lemma(word).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{actor::find_actors, interpret},
        language::Language,
        seed::Seeds,
    };

    /// How real the last action of a text is.
    fn read(text: &str) -> (Factuality, Certainty, Polarity, Tense) {
        let analysis = Language::shipped().analyse(text);
        let actors = find_actors(text, &analysis, &Seeds::shipped());
        let found = interpret(text, &analysis, &actors, None);
        let reading = &found.tellings.last().expect("an action is told").reading;
        (reading.factuality, reading.certainty, reading.polarity, reading.tense)
    }

    #[test]
    fn label_and_axes_agree() {
        let (certain, positive) = (Certainty::Certain, Polarity::Positive);
        assert_eq!(read("Peru released two prisoners."), (Factuality::Actual, certain, positive, Tense::Past));
        assert_eq!(read("Peru will release two prisoners."), (Factuality::Planned, certain, positive, Tense::Future));
        assert_eq!(read("Peru did not release two prisoners.").2, Polarity::Negative);
        assert_eq!(read("Peru might release two prisoners.").1, Certainty::Possible);
    }
}
