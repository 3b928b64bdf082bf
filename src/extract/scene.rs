//! All that is known of one document while its actions are read: text, trees, actors, lexicon.
//!
//! Answers what a frame's conditions and slots ask: who is the subject, which word classes a noun belongs to. Nouns are treated
//! like verbs here: the possessor of "release" is its subject, what follows "of" its object, and a light verb lends its own.

use super::{actor::Actors, attribution::Speakers, tree::Tree};
use crate::{
    language::{Analysis, NameKind, Relation, Upos},
    ontology::{
        Lexicon, Words,
        frame::{Condition, Test, TriggerKind},
    },
    record::ActorType,
};

/// One document, read as far as its actors.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its sentences.
    pub analysis: &'a Analysis,
    /// A tree for each sentence.
    pub trees: Vec<Tree<'a>>,
    /// Who says what.
    pub speakers: Speakers<'a>,
    /// Its actors.
    pub actors: &'a Actors,
    /// The frames.
    pub lexicon: &'a Lexicon,
    /// The word classes.
    pub words: &'a Words,
}

/// What a verb lends to the event noun that is its object, subject or oblique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// "held talks": the verb's subject does what the noun says.
    Agent,
    /// "faces criticism": the verb's subject is whom it is done to.
    Patient,
    /// "talks began": the verb only says that it happens.
    Occurs,
}

impl<'a> Scene<'a> {
    /// Indexes a document's sentences.
    pub fn new(text: &'a str, analysis: &'a Analysis, actors: &'a Actors) -> Self {
        let trees = analysis.sentences.iter().map(|s| Tree::of(text, s)).collect();
        let speakers = Speakers::new(text, analysis);
        Self { text, analysis, trees, speakers, actors, lexicon: Lexicon::shipped(), words: Words::shipped() }
    }

    /// Logical subjects of a verb; possessors, by-phrases and the light verb's subjects of a noun.
    pub fn subjects(&self, sentence: usize, i: usize) -> Vec<usize> {
        let tree = &self.trees[sentence];
        if !tree.is_noun(i) {
            return tree.subjects(i);
        }
        let mut found: Vec<usize> = tree.dependents(i, Relation::NmodPoss).collect();
        found.extend(tree.by_preposition(i, "by"));
        if let Some((verb, Support::Agent)) = self.support(sentence, i) {
            found.extend(tree.subjects(verb));
        }
        found
    }

    /// Logical objects of a verb; the "of", compound or possessed object of a noun.
    pub fn objects(&self, sentence: usize, i: usize) -> Vec<usize> {
        let tree = &self.trees[sentence];
        if !tree.is_noun(i) {
            let found = tree.objects(i);
            let behind = || self.behind_particle(sentence, i).map(|(_, object)| object);
            let object = found
                .is_empty()
                .then(|| behind().or_else(|| self.bare_object(sentence, i).filter(|&o| self.is_people(sentence, o))))
                .flatten();
            return object.map_or(found, |object| vec![object]);
        }
        let mut found = tree.by_preposition(i, "of");
        found.extend(tree.dependents(i, Relation::Compound).filter(|&c| !tree.relation(c).is(Relation::CompoundPrt)));
        found.extend(tree.dependents(i, Relation::NmodPoss));
        found
    }

    /// The particle of a verb, and its object, where the tree makes a prepositional phrase of them: "handed | over | the prisoner".
    pub fn behind_particle(&self, sentence: usize, verb: usize) -> Option<(usize, usize)> {
        let tree = &self.trees[sentence];
        let phrasal = |particle: usize| {
            let with = |c: &Condition| {
                matches!(&c.test, Test::With(words) if words.iter().any(|w| **w == *tree.lemma(particle))) && !c.negated
            };
            let senses = self.lexicon.senses(TriggerKind::Verb, &tree.lemma(verb).to_lowercase());
            matches!(tree.lemma(particle), "over" | "up" | "off" | "out" | "down" | "back" | "away" | "through")
                && senses.iter().any(|sense| sense.conditions.iter().any(with))
        };
        let is_object = |c: &usize| matches!(tree.relation(*c), Relation::Obl | Relation::Obj);
        let object = tree.children(verb).iter().copied().find(is_object)?;
        let particle = tree.dependents(object, Relation::Case).next().filter(|&p| p == verb + 1 && phrasal(p))?;
        Some((particle, object))
    }

    /// An object that the tree makes an oblique: people or a thing behind the verb or its particle, without another preposition: "handed over
    /// | 15 Ethiopians |", "called off | the strike |".
    pub fn bare_object(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = &self.trees[sentence];
        let own = tree.dependents(verb, Relation::CompoundPrt).next();
        let particle = own.or_else(|| Some(verb + 1).filter(|&c| is_particle(tree, c)));
        let bare = |&o: &usize| {
            let cases = |&&c: &&usize| matches!(tree.relation(c), Relation::Case | Relation::Mark);
            tree.children(o).iter().filter(cases).all(|&c| Some(c) == particle)
        };
        tree.dependents(verb, Relation::Obl).filter(|&o| o > verb && tree.is_noun(o)).find(bare)
    }

    fn is_people(&self, sentence: usize, noun: usize) -> bool {
        let kind = |&e: &usize| matches!(self.actors.entities[e].kind, ActorType::Person | ActorType::Group);
        self.actors.for_phrase(sentence, noun).iter().any(kind)
    }

    /// Nouns that hang on `i` by a preposition, those of its light verb included.
    pub fn by_preposition(&self, sentence: usize, i: usize, preposition: &str) -> Vec<usize> {
        let tree = &self.trees[sentence];
        let mut found = tree.by_preposition(i, preposition);
        if found.is_empty() && tree.is_noun(i) {
            let support = self.support(sentence, i).map(|(verb, _)| verb);
            let carried = support.into_iter().flat_map(|verb| tree.by_preposition(verb, preposition));
            found.extend(carried.filter(|&n| n != i));
        } else if found.is_empty() && matches!(preposition, "to" | "from" | "with") {
            found.extend(self.behind_thing(sentence, i, preposition));
        }
        found
    }

    /// "bought jets from Saab", where the tree hangs Saab on the jets: a thing comes from nobody, the buying does.
    fn behind_thing(&self, sentence: usize, verb: usize, preposition: &str) -> Vec<usize> {
        let tree = &self.trees[sentence];
        let is_thing = |&o: &usize| {
            let lemma = tree.lemma(o).to_lowercase();
            let told = !self.lexicon.senses(TriggerKind::Noun, &lemma).is_empty();
            let tied = ["diplomat", "relations", "mission", "time", "border", "price", "access"];
            tree.is_noun(o) && o > verb && !told && !tied.iter().any(|class| self.words.is(&lemma, class))
        };
        let things = tree.dependents(verb, Relation::Obj).filter(is_thing);
        things.flat_map(|o| tree.by_preposition(o, preposition)).collect()
    }

    /// The light verb that carries the event noun `noun`, and what its subject is to the noun.
    pub fn support(&self, sentence: usize, noun: usize) -> Option<(usize, Support)> {
        let tree = &self.trees[sentence];
        let first = if tree.relation(noun) == Relation::Conj { tree.head(noun)? } else { noun };
        let first = self.counting(sentence, first);
        let verb = tree.head(first).filter(|&v| tree.is_verb(v))?;
        let is_class = |class: &str| self.words.is(tree.lemma(verb), class);
        let relation = tree.relation(first);
        if relation.is(Relation::Obj) || relation == Relation::NsubjPass {
            let both = format!("{} {}", tree.lemma(verb), tree.lemma(noun));
            if self.words.is(&both, "support_patient") {
                return Some((verb, Support::Patient));
            }
            let particle = tree.dependents(verb, Relation::CompoundPrt).next();
            let phrasal = |p: usize| self.words.is(&format!("{} {}", tree.lemma(verb), tree.lemma(p)), "support_agent");
            if particle.is_some_and(phrasal) || particle.is_none() && self.words.is(&both, "support_agent") {
                return Some((verb, Support::Agent));
            }
            return [("support_agent", Support::Agent), ("support_patient", Support::Patient)]
                .into_iter()
                .find(|(class, _)| is_class(class))
                .map(|(_, support)| (verb, support));
        }
        if relation.is(Relation::Nsubj) {
            return is_class("support_occur").then_some((verb, Support::Occurs));
        }
        let phrase = |p: String| format!("{} {p}", tree.lemma(verb));
        let has = |class: &str| tree.prepositions(first).any(|p| self.words.is(&phrase(p), class));
        if !relation.is(Relation::Obl) {
            None
        } else if has("support_agent") {
            Some((verb, Support::Agent))
        } else {
            has("support_patient").then_some((verb, Support::Patient))
        }
    }

    /// The noun that only counts the event `noun`: the rounds of "three rounds of talks"; else the noun itself.
    pub fn counting(&self, sentence: usize, noun: usize) -> usize {
        let tree = &self.trees[sentence];
        let of = tree.relation(noun) == Relation::Nmod && tree.has_preposition(noun, "of");
        tree.head(noun).filter(|&head| of && self.words.is(tree.lemma(head), "counts_events")).unwrap_or(noun)
    }

    /// The last group told before whose head noun a bare noun repeats: "prisoner" after "52 political prisoners".
    pub fn group_named(&self, sentence: usize, i: usize) -> Vec<usize> {
        let tree = &self.trees[sentence];
        let lemma = tree.lemma(i).to_lowercase();
        if tree.upos(i) != Upos::Noun || !(self.words.is(&lemma, "person") || self.words.is(&lemma, "group")) {
            return vec![];
        }
        let same = |m: &&super::actor::Mention| {
            m.sentence <= sentence
                && self.trees[m.sentence].lemma(m.head).eq_ignore_ascii_case(&lemma)
                && m.entities.iter().any(|&e| self.actors.entities[e].kind == ActorType::Group)
        };
        self.actors.mentions.iter().rev().find(same).map(|m| m.entities.clone()).unwrap_or_default()
    }

    /// Whether the word belongs to one of the classes, by what it names or by the lexicon of nouns.
    pub fn in_classes(&self, sentence: usize, i: usize, classes: &[Box<str>]) -> bool {
        classes.iter().any(|class| self.in_class(sentence, i, class))
    }

    /// Whether the word belongs to a class.
    pub fn in_class(&self, sentence: usize, i: usize, class: &str) -> bool {
        let tree = &self.trees[sentence];
        let lemma = tree.lemma(i).to_lowercase();
        if let Some(word) = class.strip_prefix('=') {
            return lemma == word;
        }
        if self.words.is(&lemma, class) || (tree.upos(i) == Upos::Pron && is_pronoun_of(&lemma, class)) {
            return true;
        }
        if class == "any" {
            return true;
        }
        if class == "someone" && tree.upos(i) != Upos::Propn {
            return false;
        }
        let kinds = self.actors.for_phrase(sentence, i).into_iter().map(|e| self.actors.entities[e].kind);
        kinds.into_iter().any(|kind| is_kind_of(kind, class)) || self.is_name_of(sentence, i, class)
    }

    fn is_name_of(&self, sentence: usize, i: usize, class: &str) -> bool {
        let names = &self.analysis.sentences[sentence].names;
        names.iter().filter(|n| (n.start..n.end).contains(&i)).any(|n| {
            matches!(
                (n.kind, class),
                (NameKind::Person, "person" | "actor")
                    | (NameKind::Place, "place")
                    | (NameKind::Organisation, "organisation" | "actor")
            )
        })
    }
}

/// A particle that the tree hangs on the noun behind it: "handed over four sailors", as if "more than four".
pub fn is_particle(tree: &Tree, i: usize) -> bool {
    i < tree.len() && matches!(tree.upos(i), Upos::Adp | Upos::Adv) && tree.relation(i) == Relation::Advmod
}

fn is_kind_of(kind: ActorType, class: &str) -> bool {
    match class {
        "actor" => true,
        "person" => matches!(kind, ActorType::Person | ActorType::Group),
        "someone" => kind == ActorType::Person,
        "group" => kind == ActorType::Group,
        "organisation" => matches!(kind, ActorType::Organization | ActorType::State),
        "state" => kind == ActorType::State,
        "place" => kind == ActorType::State,
        _ => false,
    }
}

/// A personal pronoun may stand for a person, or for any actor; "it" never for a person.
fn is_pronoun_of(lemma: &str, class: &str) -> bool {
    match lemma {
        "he" | "she" | "who" | "whom" | "i" | "you" | "we" | "himself" | "herself" | "him" | "her" | "me" | "us" => {
            matches!(class, "person" | "actor")
        }
        "they" | "them" | "themselves" => matches!(class, "person" | "group" | "actor" | "organisation"),
        _ => false,
    }
}
