//! Learning the weights (`weigh/english.weights`) from annotated documents and from the examples of the frame lexicon.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    actor::{Actors, find_actors},
    cast, reality,
    scene::Scene,
    story,
    told::{self, learn::Known},
    trigger::{Trigger, lookup_lemma, trigger_kind},
    weigh::{Lesson, Right, Teaching, Weights, schooled, taught},
};
use crate::{
    language::{Analysis, Language},
    ontology::{Frame, Lexicon},
    record::{Factuality, Plover},
    seed::Seeds,
    span::Span,
};

/// How often the lexicon's examples count.
const REPEATED: usize = 12;
/// A word without senses is a candidate if so many places tell an action by it.
const TELLS: usize = 2;

/// A text whose actions are known.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The text.
    pub text: String,
    /// For each actor the words that name it.
    pub actors: Vec<Vec<String>>,
    /// The actions, by the byte at which the word begins that tells each.
    pub actions: BTreeMap<usize, AnnotatedAction>,
}

/// An action that is known.
#[derive(Clone, Debug)]
pub struct AnnotatedAction {
    /// Its type.
    pub kind: Plover,
    /// How real it is.
    pub factuality: Factuality,
    /// Indices of the actors that may be meant as its doers, and as those to whom it is done.
    pub parts: [Vec<usize>; 2],
}

struct Text<'t> {
    known: &'t Annotated,
    analysis: Analysis,
    actors: Actors,
}

/// Learns from annotated texts and the lexicon's examples; gives the bytes of the weights. `say` is told of each pass.
pub fn learn(texts: &[Annotated], say: &mut dyn FnMut(&str)) -> Vec<u8> {
    let seeds = Seeds::shipped();
    let read = |known| Text::read(known, &seeds);
    let texts: Vec<Text> = texts.iter().map(read).collect();
    let scenes: Vec<Scene> = texts.iter().map(|t| Scene::new(&t.known.text, &t.analysis, &t.actors)).collect();
    let known = telling_words(&texts, &scenes);
    let mut told = Teaching::default();
    told.extend(texts.iter().zip(&scenes).map(|(t, scene)| t.told(scene, &known)));
    let annotated = told.lessons.len();
    let frames = &Lexicon::shipped().frames;
    let mut examples = Teaching::default();
    examples.extend(frames.iter().map(|f| told::learn::of_examples(f, &known, &seeds)));
    told.lessons.extend(std::iter::repeat_n(examples.lessons, REPEATED).flatten());
    told.lines.extend(examples.lines);
    let Teaching { lessons, lines } = told;
    say(&format!("{} texts: {annotated} words that may tell, {} in examples", texts.len(), lessons.len() - annotated));
    let told = taught(told::learn::COURSE, lessons, say);
    say(&format!("{} passages, read word by word", lines.len()));
    let read = schooled(told::learn::SCHOOLING, lines, say);
    let (mut cast, mut reality) = (Teaching::default(), vec![]);
    texts.iter().zip(&scenes).for_each(|(text, scene)| text.story(scene, &mut cast, &mut reality));
    frames.iter().for_each(|frame| of_examples(frame, &seeds, &mut cast));
    let Teaching { lessons, lines } = cast;
    say(&format!("{} actions: who takes part", lessons.len()));
    let cast = taught(cast::COURSE, lessons, say);
    say(&format!("{} actions: who takes part, read word by word", lines.len()));
    let parts = schooled(cast::SCHOOLING, lines, say);
    say(&format!("{} actions: how real", reality.len()));
    let reality = taught(reality::COURSE, reality, say);
    Weights { told, read, cast, parts, reality }.to_bytes()
}

/// Adds what a frame's examples teach of who takes part, where they name who does it; of those to whom it is done, where they name them.
fn of_examples(frame: &Frame, seeds: &Seeds, cast: &mut Teaching) {
    for example in frame.examples.iter().filter(|example| frame.kind != Plover::Other && example.agent.is_some()) {
        let Some(at) = example.text.find(&example.trigger) else { continue };
        let whom = [&example.patient, &example.recipient].into_iter().flatten();
        let actors: Vec<Vec<String>> = example.agent.iter().chain(whom).map(|name| vec![name.clone()]).collect();
        let named = actors.len();
        let parts = [vec![0], (1..named).collect()];
        let action = AnnotatedAction { kind: frame.kind, factuality: Factuality::Actual, parts };
        let known = Annotated { text: example.text.clone(), actors, actions: [(at, action)].into() };
        let text = Text::read(&known, seeds);
        let scene = Scene::new(&known.text, &text.analysis, &text.actors);
        let (mut found, mut reality) = (Teaching::default(), vec![]);
        text.story(&scene, &mut found, &mut reality);
        let Some(mut lesson) = found.lessons.pop().filter(|_| text.paired().len() == named) else { continue };
        match &mut lesson.right {
            Right::Looks(right) if named == 1 => right[1].clear(),
            _ => cast.lines.extend(found.lines),
        }
        cast.lessons.push(lesson);
    }
}

/// The words that tell an action somewhere.
fn telling_words(texts: &[Text], scenes: &[Scene]) -> Known {
    let mut count: BTreeMap<_, usize> = BTreeMap::new();
    for (text, scene) in texts.iter().zip(scenes) {
        for (sentence, tree) in scene.trees.iter().enumerate() {
            for token in (0..tree.len()).filter(|&token| text.told_at(sentence, token).is_some()) {
                let Some(kind) = trigger_kind(tree, token) else { continue };
                *count.entry((lookup_lemma(scene, tree, token, kind), kind)).or_default() += 1;
            }
        }
    }
    count.into_iter().filter(|&(_, n)| n >= TELLS).map(|(word, _)| word).collect()
}

impl<'t> Text<'t> {
    fn read(known: &'t Annotated, seeds: &Seeds) -> Self {
        let analysis = Language::shipped().analyse(&known.text);
        let actors = find_actors(&known.text, &analysis, seeds);
        Self { known, analysis, actors }
    }

    fn told_in(&self, span: Span) -> Option<&'t AnnotatedAction> {
        self.known.actions.range(span.start..span.end).next().map(|(_, action)| action)
    }

    fn told_at(&self, sentence: usize, token: usize) -> Option<&'t AnnotatedAction> {
        self.told_in(self.analysis.sentences[sentence].tokens[token].span)
    }

    /// What its words teach of which of them tell an action.
    fn told(&self, scene: &Scene, known: &Known) -> Teaching {
        let target = |span| self.told_in(span).map_or(0, |action| told::learn::target(action.kind));
        told::learn::teaching(scene, known, |_, span| Some(target(span)))
    }

    /// What its actions teach of who takes part and how real they are, each being found with its type.
    fn story(&self, scene: &Scene, cast: &mut Teaching, reality: &mut Vec<Lesson>) {
        let (tellings, bargains) = story(scene, &[], |sentence| self.triggers(scene, sentence), |_| ());
        let pairs = self.paired();
        let mut parts = BTreeMap::new();
        for (at, telling) in tellings.iter().enumerate() {
            let Some(action) = self.told_at(telling.trigger.sentence, telling.trigger.token) else { continue };
            let entities = |actors: &Vec<usize>| actors.iter().filter_map(|actor| pairs.get(actor).copied()).collect();
            parts.insert(at, action.parts.each_ref().map(entities));
            reality.extend(reality::lesson(scene, telling, action.factuality));
        }
        cast::teach(scene, &tellings, &bargains, &parts, cast);
    }

    /// The triggers of a sentence, as annotated.
    fn triggers(&self, scene: &Scene, sentence: usize) -> Vec<Trigger> {
        let trigger = |token: usize| {
            let kind = self.told_at(sentence, token)?.kind;
            told::trigger_of(scene, sentence, token, kind)
        };
        (0..scene.trees[sentence].len()).filter_map(trigger).collect()
    }

    /// The entity that stands for each annotated actor: one to one, those first that share most names.
    fn paired(&self) -> BTreeMap<usize, usize> {
        let entities = &self.actors.entities;
        let mut names: Vec<BTreeSet<String>> = entities.iter().map(|e| [folded(&e.name)].into()).collect();
        for mention in &self.actors.mentions {
            let name = folded(mention.span.of(&self.known.text));
            mention.entities.iter().for_each(|&entity| _ = names[entity].insert(name.clone()));
        }
        let mut shared = vec![];
        for (actor, surfaces) in self.known.actors.iter().enumerate() {
            let surfaces: BTreeSet<String> = surfaces.iter().map(|s| folded(s)).collect();
            let counts = names.iter().map(|names| surfaces.intersection(names).count()).enumerate();
            shared.extend(counts.filter(|c| c.1 > 0).map(|(entity, count)| (Reverse(count), actor, entity)));
        }
        shared.sort_unstable();
        let (mut pairs, mut used) = (BTreeMap::new(), BTreeSet::new());
        for (_, actor, entity) in shared {
            if !pairs.contains_key(&actor) && used.insert(entity) {
                pairs.insert(actor, entity);
            }
        }
        pairs
    }
}

/// A name without case, determiner and possessive mark, hyphens and points as spaces.
fn folded(name: &str) -> String {
    let lower = name.replace('’', "'").to_lowercase();
    let lower = lower.trim_matches(|c: char| c.is_whitespace() || ".,;:\"“”()".contains(c));
    let bare = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower);
    let bare = ["the ", "a ", "an "].iter().find_map(|d| bare.strip_prefix(d)).unwrap_or(bare);
    bare.split(|c: char| c.is_whitespace() || ".-‑–".contains(c))
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
