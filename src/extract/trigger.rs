//! Which words of a sentence tell an action, and of which class: the frame lexicon's senses tested against the tree.

use super::{scene::Scene, tree::Tree};
use crate::{
    language::{Relation, Upos, Xpos},
    ontology::frame::{Condition, Sense, Test, TriggerKind},
    record::Plover,
};

/// A word that tells an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the word in it.
    pub token: usize,
    /// Verb, noun or adjective.
    pub kind: TriggerKind,
    /// Index of the frame in the lexicon; none for a verb that no frame tells of.
    pub frame: Option<usize>,
    /// The words that the sense's conditions looked at: they tell no action of their own.
    pub used: Vec<usize>,
}

/// The triggers of one sentence, in text order.
pub fn triggers(scene: &Scene, sentence: usize) -> Vec<Trigger> {
    let tree = &scene.trees[sentence];
    let mut found: Vec<Trigger> = (0..tree.len()).filter_map(|i| trigger(scene, sentence, i)).collect();
    let light: Vec<usize> = found.iter().filter(|t| is_light(scene, t, &found)).map(|t| t.token).collect();
    found.retain(|t| !light.contains(&t.token));
    let used: Vec<usize> = found.iter().flat_map(|t| absorbed(scene, t, &found)).collect();
    found.retain(|t| !used.contains(&t.token));
    found
}

/// "held drills", "made concessions": the noun tells it, the verb carries it.
fn is_light(scene: &Scene, verb: &Trigger, all: &[Trigger]) -> bool {
    let tree = &scene.trees[verb.sentence];
    let carries = |noun: &Trigger| noun.kind == TriggerKind::Noun && kind(scene, noun) != Plover::Other;
    verb.kind == TriggerKind::Verb
        && tree.dependents(verb.token, Relation::CompoundPrt).next().is_none()
        && scene.words.is(tree.lemma(verb.token), "light")
        && tree.objects(verb.token).iter().any(|&o| all.iter().any(|t| t.token == o && carries(t)))
}

/// Words that belong to a trigger so closely that they tell nothing of their own: the measure that is lifted, the "over" handed
/// over; not an act of another type that is welcomed, mediated or demanded.
fn absorbed(scene: &Scene, trigger: &Trigger, all: &[Trigger]) -> Vec<usize> {
    let tree = &scene.trees[trigger.sentence];
    let part_of = |&i: &usize| match all.iter().find(|t| t.token == i && t.kind == TriggerKind::Noun) {
        Some(noun) => kind(scene, noun) == kind(scene, trigger) || scene.words.is(tree.lemma(i), "measure"),
        None => true,
    };
    trigger.used.iter().copied().filter(part_of).collect()
}

fn kind(scene: &Scene, trigger: &Trigger) -> Plover {
    trigger.frame.map_or(Plover::Other, |f| scene.lexicon.frames[f].kind)
}

fn trigger(scene: &Scene, sentence: usize, token: usize) -> Option<Trigger> {
    let tree = &scene.trees[sentence];
    let kind = trigger_kind(tree, token)?;
    let senses = scene.lexicon.senses(kind, &lookup_lemma(tree, token));
    let chosen = senses.iter().find_map(|s| tested(scene, sentence, token, s).map(|used| (s.frame, used)));
    let (frame, used) = match chosen {
        Some((frame, used)) => (Some(frame), used),
        None if kind == TriggerKind::Verb && is_plain_action(scene, tree, token) => (None, vec![]),
        None => return None,
    };
    Some(Trigger { sentence, token, kind, frame, used })
}

/// What kind of trigger a word can be. A noun before a noun is none ("aid workers", "war crimes"), nor is a name's part, unless a headline's capitals made it look like one.
fn trigger_kind(tree: &Tree, i: usize) -> Option<TriggerKind> {
    match tree.upos(i) {
        Upos::Verb if tree.relation(i) == Relation::Compound && tree.xpos(i) == Xpos::Nn => None,
        Upos::Verb => Some(TriggerKind::Verb),
        Upos::Noun if tree.relation(i) == Relation::Compound => None,
        Upos::Noun => Some(TriggerKind::Noun),
        Upos::Adj if matches!(tree.xpos(i), Xpos::Vbn | Xpos::Vbg) => Some(TriggerKind::Verb),
        Upos::Adj => Some(TriggerKind::Adjective),
        Upos::Propn if !tree.sentence.names.iter().any(|n| (n.start..n.end).contains(&i)) => Some(TriggerKind::Noun),
        _ => None,
    }
}

fn lookup_lemma(tree: &Tree, i: usize) -> String {
    let lemma = tree.lemma(i).to_lowercase();
    match (tree.upos(i), tree.xpos(i)) {
        (Upos::Propn, Xpos::Nnps) => lemma.strip_suffix('s').map_or(lemma.clone(), str::to_owned),
        _ => lemma,
    }
}

/// A verb of its own, not one that only carries another: auxiliaries, copulas and verbs of mere being tell nothing. A sign without letters,
/// whatever the tagger thinks, is no verb.
fn is_plain_action(scene: &Scene, tree: &Tree, i: usize) -> bool {
    let is_word = tree.form(i).contains(char::is_alphabetic) && tree.lemma(i).contains(char::is_alphanumeric);
    tree.upos(i) == Upos::Verb
        && is_word
        && !scene.words.is(tree.lemma(i), "state_verb")
        && !matches!(tree.relation(i), Relation::Aux | Relation::Cop | Relation::AuxPass)
}

/// The words that made the sense hold, if it holds.
fn tested(scene: &Scene, sentence: usize, token: usize, sense: &Sense) -> Option<Vec<usize>> {
    let mut used = vec![];
    for condition in &sense.conditions {
        match (witness(scene, sentence, token, condition), condition.negated) {
            (Some(word), false) if is_clause(&scene.trees[sentence], &condition.test, word) => {}
            (Some(word), false) => used.push(word),
            (None, true) => {}
            _ => return None,
        }
    }
    Some(used)
}

/// Whether the witness is a clause, which tells an action of its own: "agreed to cut tariffs".
fn is_clause(tree: &Tree, test: &Test, word: usize) -> bool {
    matches!(test, Test::Clause | Test::Modal(_) | Test::Preposition(..)) && tree.is_verb(word)
}

/// A word that makes the condition's test true.
fn witness(scene: &Scene, sentence: usize, token: usize, condition: &Condition) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let fits = |words: Vec<usize>, classes: &[Box<str>]| {
        let all = words.into_iter().flat_map(|w| std::iter::once(w).chain(counted(tree, w)));
        all.into_iter().find(|&w| tree.conjuncts(w).iter().any(|&c| scene.in_classes(sentence, c, classes)))
    };
    match &condition.test {
        Test::Clause => tree
            .children(token)
            .iter()
            .copied()
            .find(|&c| matches!(tree.relation(c), Relation::Xcomp | Relation::Ccomp) && tree.is_verb(c)),
        Test::Modal(modals) => bidden(scene, sentence, token, modals),
        Test::With(word) => dependent_with_lemma(scene, sentence, token, word),
        Test::Object(classes) => {
            let indirect = tree.dependents(token, Relation::Iobj);
            fits(scene.objects(sentence, token).into_iter().chain(indirect).collect(), classes)
        }
        Test::Subject(classes) => fits(scene.subjects(sentence, token), classes),
        Test::Preposition(preposition, classes) => {
            let nouns = scene.by_preposition(sentence, token, preposition);
            if classes.is_empty() { nouns.first().copied() } else { fits(nouns, classes) }
        }
    }
}

/// The clause below a verb of saying that tells another actor what to do: "said that the firm must pay".
fn bidden(scene: &Scene, sentence: usize, token: usize, modals: &[Box<str>]) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let actors = |words: Vec<usize>| -> Vec<usize> {
        words.into_iter().flat_map(|w| scene.actors.for_phrase(sentence, w)).collect()
    };
    let speakers = actors(tree.subjects(token));
    let aux = |c: usize, lemma: &str| tree.relation(c) == Relation::Aux && tree.lemma(c) == lemma;
    let is_modal = |c: usize| modals.iter().any(|m| aux(c, m));
    // "must have known", "should have stopped": a guess or a reproach.
    let perfect = |c: usize| tree.children(c).iter().any(|&a| aux(a, "have"));
    let bids = |c: &usize| {
        let others = actors(tree.subjects(*c));
        tree.children(*c).iter().any(|&a| is_modal(a))
            && !perfect(*c)
            && !others.is_empty()
            && others.iter().all(|o| !speakers.contains(o))
    };
    if speakers.is_empty() {
        None
    } else {
        tree.dependents(token, Relation::Ccomp).filter(|&c| tree.is_verb(c)).find(bids)
    }
}

/// What a bare quantity counts: the sanctions of "some of its sanctions".
fn counted(tree: &Tree, i: usize) -> Vec<usize> {
    let quantity = matches!(tree.upos(i), Upos::Det | Upos::Num | Upos::Pron | Upos::Adj);
    let quantity = quantity
        || matches!(tree.lemma(i), "dozen" | "hundred" | "thousand" | "number" | "group" | "part" | "percent" | "%");
    if quantity { tree.by_preposition(i, "of") } else { vec![] }
}

fn dependent_with_lemma(scene: &Scene, sentence: usize, token: usize, word: &str) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let same = |c: &usize| tree.lemma(*c).eq_ignore_ascii_case(word) || tree.form(*c).eq_ignore_ascii_case(word);
    let own = tree.children(token).iter().copied().find(same);
    let particle = || scene.behind_particle(sentence, token).map(|(particle, _)| particle).filter(same);
    own.or_else(|| scene.objects(sentence, token).into_iter().find(same)).or_else(particle)
}
