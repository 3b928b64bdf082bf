//! What is looked at when a word is weighed: cues, each known by a hash, and the words whose vectors count.

use std::ops::Range;

use crate::{
    extract::{
        scene::Scene,
        tree::Tree,
        trigger::{Trigger, lookup_lemma, trigger_kind},
        weigh::{Context, Look, Vector, ending, hash, mean, seen_as},
    },
    language::{Relation, Upos},
    ontology::frame::TriggerKind,
    record::Plover,
};

/// A word that may tell an action.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Candidate {
    /// Index of the word in its sentence.
    pub(in crate::extract) token: usize,
    pub(in crate::extract) kind: TriggerKind,
    /// The types that it may have, by the lexicon.
    pub(in crate::extract) types: Vec<Plover>,
    /// The cues that hold; by slot the lemmas of the word itself, of what it hangs on, of its objects and of its subjects, of all the sentence, of all
    /// the document.
    pub(in crate::extract) look: Look,
}

/// Slots for words.
pub(super) const SLOTS: usize = 6;
/// Slots for words where a sentence is read word by word: the word's own, that of what it hangs on.
pub(super) const LINE_SLOTS: usize = 2;

/// Whether annotated texts told an action by a lemma.
type Known<'k> = dyn Fn(&str, TriggerKind) -> bool + 'k;

/// All words of a sentence that have senses or are known, in text order; `found` is what the lexicon takes for triggers.
pub(super) fn candidates(
    scene: &Scene,
    document: &Vector,
    sentence: usize,
    found: &[Trigger],
    known: &Known,
) -> Vec<Candidate> {
    let context =
        Context::new(vec![(4, mean(content(&scene.trees[sentence]).iter().map(String::as_str))), (5, *document)]);
    let mut candidates: Vec<Candidate> =
        (0..scene.trees[sentence].len()).filter_map(|i| candidate(scene, sentence, i, found, known)).collect();
    candidates.iter_mut().for_each(|c| c.look.context = Some(context.clone()));
    candidates
}

/// What a document is about: the mean vector of its nouns, names, verbs and adjectives.
pub(super) fn about(scene: &Scene) -> Vector {
    let words: Vec<String> = scene.trees.iter().flat_map(content).collect();
    mean(words.iter().map(String::as_str))
}

/// The nouns, names, verbs and adjectives of a sentence.
fn content(tree: &Tree) -> Vec<String> {
    let tells = |&i: &usize| matches!(tree.upos(i), Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj);
    (0..tree.len()).filter(tells).map(|i| tree.lemma(i).to_lowercase()).collect()
}

/// What is looked at in each word of a passage that is read word by word; by sentence, `found` is what the lexicon takes for triggers, and
/// `candidates` are the words that may be.
pub(super) fn line(
    scene: &Scene,
    passage: &Range<usize>,
    found: &[Vec<Trigger>],
    candidates: &[Vec<Candidate>],
) -> Vec<Look> {
    let words = passage.clone().flat_map(|s| (0..scene.trees[s].len()).map(move |i| (s, i)));
    words.map(|(s, i)| word(scene, s, i, &found[s], &candidates[s])).collect()
}

fn word(scene: &Scene, sentence: usize, i: usize, found: &[Trigger], candidates: &[Candidate]) -> Look {
    let tree = &scene.trees[sentence];
    let mut look = Look::default();
    look.add(&["lemma", &tree.lemma(i).to_lowercase()]);
    look.add(&["ending", ending(&tree.form(i).to_lowercase())]);
    look.add(&["tag", tree.xpos(i).as_str()]);
    look.add(&["relation", tree.relation(i).as_str()]);
    if i == 0 {
        look.add(&["first word"]);
    }
    if let Some(&entity) = scene.actors.for_phrase(sentence, i).first() {
        look.add(&["actor", scene.actors.entities[entity].kind.as_str()]);
    }
    for kind in candidates.iter().filter(|c| c.token == i).flat_map(|c| &c.types) {
        look.add(&["may", kind.as_str()]);
    }
    if let Some(frame) = found.iter().find(|t| t.token == i).and_then(|t| t.frame) {
        look.add(&["lexicon", scene.lexicon.frames[frame].kind.as_str()]);
    }
    for (slot, word) in [Some(i), tree.head(i)].into_iter().enumerate() {
        let word = word.map(|w| seen_as(tree.form(w), tree.lemma(w)));
        look.see(slot, word.iter().map(String::as_str));
    }
    look
}

/// The cue of a lemma, which every word has that was learned from.
pub(super) fn of_lemma(lemma: &str, kind: TriggerKind) -> u32 {
    hash(&["lemma", lemma, kind_name(kind)])
}

fn candidate(scene: &Scene, sentence: usize, token: usize, found: &[Trigger], known: &Known) -> Option<Candidate> {
    let tree = &scene.trees[sentence];
    let kind = trigger_kind(tree, token)?;
    let lemma = lookup_lemma(scene, tree, token, kind);
    let mut types: Vec<Plover> =
        scene.lexicon.senses(kind, &lemma).iter().map(|s| scene.lexicon.frames[s.frame].kind).collect();
    types.sort_unstable();
    types.dedup();
    let told: Vec<Plover> = types.iter().copied().filter(|&t| t != Plover::Other).collect();
    if told.is_empty() && !known(&lemma, kind) {
        return None;
    }
    let mut looker = Looker { scene, sentence, token, kind, lemma, types, look: Look::default() };
    looker.look(found.iter().find(|t| t.token == token));
    looker.words();
    Some(Candidate { token, kind, types: told, look: looker.look })
}

/// Collects the cues of one word.
struct Looker<'s, 'a> {
    scene: &'s Scene<'a>,
    sentence: usize,
    token: usize,
    kind: TriggerKind,
    lemma: String,
    types: Vec<Plover>,
    look: Look,
}

impl Looker<'_, '_> {
    fn add(&mut self, parts: &[&str]) {
        self.look.add(parts);
    }

    /// A cue for each type that the word may have.
    fn for_types(&mut self, parts: &[&str]) {
        for i in 0..self.types.len() {
            let all: Vec<&str> = [self.types[i].as_str()].into_iter().chain(parts.iter().copied()).collect();
            self.add(&all);
        }
    }

    fn look(&mut self, found: Option<&Trigger>) {
        let (scene, token) = (self.scene, self.token);
        let tree = &scene.trees[self.sentence];
        let kind = kind_name(self.kind);
        let relation = tree.relation(token).as_str();
        self.add(&["ever"]);
        self.add(&["kind", kind]);
        self.add(&["tag", tree.xpos(token).as_str()]);
        self.add(&["relation", relation]);
        self.look.cues.push(of_lemma(&self.lemma, self.kind));
        let frame = found.and_then(|t| t.frame).map(|f| &scene.lexicon.frames[f]);
        let by_lexicon = match (found, frame) {
            (_, Some(frame)) => frame.kind.as_str(),
            (Some(_), None) => "OTHER",
            (None, _) => "none",
        };
        self.add(&["lexicon", by_lexicon]);
        self.add(&["lexicon", by_lexicon, kind]);
        if let Some(frame) = frame {
            self.add(&["class", &frame.class]);
        }
        self.for_types(&["may"]);
        self.for_types(&["may", "lexicon", by_lexicon]);
        self.for_types(&["may", "relation", relation]);
        if self.types.len() == 1 {
            self.for_types(&["only"]);
        }
        self.around();
        self.above();
        self.below();
    }

    /// The words beside it, and the text's first sentence.
    fn around(&mut self) {
        let tree = &self.scene.trees[self.sentence];
        for (far, name) in [(-2, "-2"), (-1, "-1"), (1, "+1"), (2, "+2")] {
            if let Some(i) = self.token.checked_add_signed(far).filter(|&i| i < tree.len()) {
                self.add(&["beside", name, &tree.lemma(i).to_lowercase()]);
            }
        }
        if self.sentence == 0 {
            self.add(&["first sentence"]);
        }
    }

    /// What it hangs on, and by which words.
    fn above(&mut self) {
        let tree = &self.scene.trees[self.sentence];
        let kind = kind_name(self.kind);
        let Some(head) = tree.head(self.token) else { return };
        let (above, relation) = (tree.lemma(head).to_lowercase(), tree.relation(self.token).as_str());
        self.add(&["above", &above, relation]);
        for of in [TriggerKind::Verb, TriggerKind::Noun, TriggerKind::Adjective] {
            for sense in self.scene.lexicon.senses(of, &above) {
                self.add(&["above may", self.scene.lexicon.frames[sense.frame].kind.as_str(), kind]);
            }
        }
        self.add(&["above is", tree.upos(head).as_str(), relation, kind]);
        for &c in tree.children(self.token) {
            if matches!(tree.relation(c), Relation::Case | Relation::Mark) {
                let word = tree.lemma(c).to_lowercase();
                self.add(&["by", &word, kind]);
                self.add(&["by", &word, "above", &above]);
            }
        }
    }

    /// What hangs on it: participants by class, prepositions, auxiliaries, determiners.
    fn below(&mut self) {
        let (scene, sentence, token) = (self.scene, self.sentence, self.token);
        let tree = &scene.trees[sentence];
        let kind = kind_name(self.kind);
        if tree.is_passive(token) {
            self.add(&["passive"]);
        }
        let (subjects, objects) = (scene.subjects(sentence, token), scene.objects(sentence, token));
        for (role, words) in [("subject", &subjects), ("object", &objects)] {
            for class in words.iter().flat_map(|&w| classes(scene, sentence, w)) {
                self.for_types(&[role, &class]);
            }
        }
        let counts = format!("{}{}", subjects.len().min(2), objects.len().min(2));
        self.for_types(&["participants", &counts, kind]);
        for &c in tree.children(token) {
            self.dependent(tree, c, kind);
        }
    }

    fn dependent(&mut self, tree: &Tree, c: usize, kind: &str) {
        let relation = tree.relation(c);
        let lemma = tree.lemma(c).to_lowercase();
        self.add(&["below", relation.as_str(), kind]);
        for preposition in tree.prepositions(c) {
            self.for_types(&["preposition", &preposition]);
            for class in classes(self.scene, self.sentence, c) {
                self.for_types(&["preposition", &preposition, &class]);
            }
        }
        match relation {
            Relation::Aux | Relation::AuxPass => self.add(&["auxiliary", &lemma]),
            Relation::Advmod if matches!(&*lemma, "not" | "never") => self.add(&["not"]),
            Relation::Compound | Relation::Amod => {
                for class in classes(self.scene, self.sentence, c) {
                    self.add(&["modifier", &class, kind]);
                }
            }
            Relation::CompoundPrt => self.for_types(&["particle", &lemma]),
            Relation::Det | Relation::NmodPoss if self.kind == TriggerKind::Noun => {
                let word = if relation == Relation::Det { &lemma } else { "whose" };
                self.for_types(&["determiner", word]);
            }
            _ => {}
        }
    }

    fn words(&mut self) {
        let tree = &self.scene.trees[self.sentence];
        let above: Vec<usize> = tree.head(self.token).into_iter().collect();
        let (objects, subjects) =
            (self.scene.objects(self.sentence, self.token), self.scene.subjects(self.sentence, self.token));
        self.look.see(0, [&*self.lemma].into_iter());
        for (slot, words) in [(1, above), (2, objects), (3, subjects)] {
            let lemmas: Vec<String> = words.into_iter().map(|w| tree.lemma(w).to_lowercase()).collect();
            self.look.see(slot, lemmas.iter().map(String::as_str));
        }
    }
}

/// What a participant is: the kind of actor that it names, and the classes of its noun.
fn classes(scene: &Scene, sentence: usize, i: usize) -> Vec<String> {
    let tree = &scene.trees[sentence];
    let lemma = tree.lemma(i).to_lowercase();
    let entity = scene.actors.for_phrase(sentence, i).first().map(|&e| scene.actors.entities[e].kind);
    let actor = match entity {
        Some(kind) => Some(format!("@{kind:?}")),
        None if tree.upos(i) == Upos::Pron => Some("@pronoun".to_owned()),
        None => None,
    };
    actor.into_iter().chain(scene.words.class_of(&lemma).iter().map(|c| (**c).to_owned())).collect()
}

fn kind_name(kind: TriggerKind) -> &'static str {
    match kind {
        TriggerKind::Verb => "verb",
        TriggerKind::Noun => "noun",
        TriggerKind::Adjective => "adjective",
    }
}
