//! Who did it, and to whom, where no word says so? "Oslo has promised to do so", "after two rounds of talks": the story tells.
//!
//! Everyone told of nearby is weighed against nobody at all, by where they stand in sentence and story and by what passed between
//! them and those who are known to take part. Who is chosen is implied, and marked so.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::Deserialize;

use super::{
    actor::{MentionUse, Standing},
    exchange::{Bargain, same_camp},
    scene::Scene,
    telling::Telling,
};
use crate::{
    language::Upos,
    ontology::frame::TriggerKind,
    record::{ActorType, Plover},
};

/// What speaks for or against an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum Cue {
    /// It is mentioned before the trigger in the same sentence.
    Before,
    /// After it, in words that do not hang on the trigger.
    After,
    /// After it, in words that do.
    Below,
    /// Not in this sentence so far, nor in the one before.
    Ago,
    /// It was told of in the headline or the first sentence, and this is a later one.
    Lede,
    /// So far told more than once, and at least half as often as who is told most.
    Half,
    /// Told most.
    Most,
    /// Several people.
    Group,
    /// One.
    Person,
    /// A state.
    State,
    /// It has no name.
    Nameless,
    /// A state and one of its people or bodies.
    Camp,
    /// Something passed between it and who is known to take part, within two sentences.
    Dealt,
    /// It bargains with them.
    Bargains,
    /// It did the same kind of thing to them, or they to it.
    DidTo,
    /// It holds or hurts them: who is held is freed by who holds.
    Holds,
    /// It detains somebody nearby, and this is a release.
    Detains,
    /// It did what the trigger's object names: "rejected the criticism".
    Did,
    /// It does what the words above the trigger tell.
    Governs,
    /// It says so.
    Source,
    /// The like was done to it, told last before.
    HadAlike,
    /// It does the like, told next.
    WillAlike,
    /// It fights where others fight or stop, meets where others meet.
    Party,
    /// A state, where all parties do the same: talks, a truce.
    StateAmong,
    /// Told often, likewise.
    HalfAmong,
    /// One step of the tree leads from the trigger to it.
    Direct,
    /// At most three do.
    Near,
    /// It is the subject of a verb above the trigger, but not of the nearest.
    Main,
    /// It is told of once so far.
    Once,
    /// A pronoun stands for it in this sentence.
    Pronoun,
    /// It does this kind of thing elsewhere.
    Does,
    /// This kind of thing is done to it elsewhere.
    Suffers,
    /// The same word tells elsewhere what it does.
    DoesWord,
    /// Or what is done to it.
    SuffersWord,
}

/// How much likelier a cue makes it that one is meant, in tenths of the natural logarithm; `ontology/implied.toml` says how they were found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    cues: BTreeMap<Cue, i32>,
    /// By kind of action: what kind of actor it is, or by which of the word classes `trade_...` a text calls it.
    kinds: BTreeMap<Plover, BTreeMap<String, i32>>,
    /// That nobody is.
    nobody: Nobody,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nobody {
    ever: i32,
    /// A verb tells it; else a noun does.
    verb: i32,
    /// Nobody else takes part either.
    alone: i32,
    types: BTreeMap<Plover, i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    /// By how much somebody must outweigh nobody.
    margin: i32,
    agent: Weights,
    whom: Weights,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    toml::from_str(include_str!("../../ontology/implied.toml")).expect("the shipped weights are checked by the tests")
});

/// How many sentences back somebody may have been mentioned last.
const REACH: usize = 12;

/// How many steps of the tree are near.
const NEAR: usize = 3;

/// Who was told of in one document, and what passed between whom.
pub struct Implied<'s, 'a> {
    scene: &'s Scene<'a>,
    tellings: &'s [Telling],
    /// For each entity the sentences and words of its mentions, in text order.
    mentions: Vec<Vec<(usize, usize)>>,
    /// For each entity its kind and the word classes that the weights name.
    kinds: Vec<BTreeSet<&'static str>>,
    /// In which sentences something passed between two, lower index first, in text order.
    dealings: BTreeMap<(usize, usize), Vec<usize>>,
    /// Who did what kind of thing to whom.
    deeds: BTreeSet<(Plover, usize, usize)>,
    /// In which sentences somebody took part in a kind of thing; whether as its doer.
    parts: BTreeMap<(Plover, usize), Vec<(usize, bool)>>,
    /// The tellings of each word in which somebody takes part, as its doer or not, in text order.
    by_word: BTreeMap<(&'s str, usize, bool), Vec<usize>>,
    /// The tellings of each frame that say themselves who takes part, in text order.
    alike: BTreeMap<usize, Vec<usize>>,
    /// Who bargains with whom.
    bargains: BTreeSet<(usize, usize)>,
}

impl<'s, 'a> Implied<'s, 'a> {
    /// Indexes a document's actors and what passed between them.
    pub fn new(scene: &'s Scene<'a>, tellings: &'s [Telling], bargains: &[Bargain]) -> Self {
        let mut found = Self {
            scene,
            tellings,
            mentions: vec![vec![]; scene.actors.entities.len()],
            kinds: kinds(scene),
            dealings: BTreeMap::new(),
            deeds: BTreeSet::new(),
            parts: BTreeMap::new(),
            by_word: BTreeMap::new(),
            alike: BTreeMap::new(),
            bargains: BTreeSet::new(),
        };
        for mention in scene.actors.mentions.iter().filter(|m| m.use_ != MentionUse::PlaceOnly) {
            mention.entities.iter().for_each(|&e| found.mentions[e].push((mention.sentence, mention.head)));
        }
        tellings.iter().enumerate().for_each(|(at, telling)| found.add(at, telling));
        for bargain in bargains {
            let parties: Vec<usize> = bargain.sides.iter().flat_map(|side| side.provider.iter().copied()).collect();
            parties.iter().for_each(|&a| found.bargains.extend(parties.iter().map(|&b| pair(a, b))));
        }
        found
    }

    fn add(&mut self, at: usize, telling: &Telling) {
        let scene = self.scene;
        let word = scene.trees[telling.trigger.sentence].lemma(telling.trigger.token);
        let doers = telling.agents().into_iter().map(|e| (e, true));
        for (entity, doer) in doers.chain(telling.whom().map(|e| (e, false))) {
            self.by_word.entry((word, entity, doer)).or_default().push(at);
        }
        let Some(frame) = telling.trigger.frame else { return };
        let (kind, sentence) = (telling.kind(self.scene), telling.trigger.sentence);
        for agent in telling.agents() {
            for whom in telling.whom() {
                self.dealings.entry(pair(agent, whom)).or_default().push(sentence);
                self.deeds.insert((kind, agent, whom));
            }
            self.parts.entry((kind, agent)).or_default().push((sentence, true));
        }
        telling.whom().for_each(|whom| self.parts.entry((kind, whom)).or_default().push((sentence, false)));
        let own = telling.participants.agent.iter().all(|f| f.slot != "told before");
        if own && telling.entities().next().is_some() {
            self.alike.entry(frame).or_default().push(at);
        }
    }

    /// Who did what a telling tells that names no doer; none where nobody is likely enough.
    pub fn agent(&self, at: usize) -> Option<usize> {
        let telling = &self.tellings[at];
        let lacks = telling.kind(self.scene) != Plover::Other && telling.participants.agent.is_empty();
        lacks.then(|| self.outweighs(at, &telling.whom().collect::<Vec<_>>(), &ROLES.agent, true))?
    }

    /// To whom it is done, where a telling, or the story, says who does it, but not to whom.
    pub fn whom(&self, at: usize, implied: Option<usize>) -> Option<usize> {
        let telling = &self.tellings[at];
        let agents: Vec<usize> = telling.agents().into_iter().chain(implied).collect();
        let lacks = !agents.is_empty() && !telling.is_joint(self.scene) && lacks_whom(self.scene, telling);
        lacks.then(|| self.outweighs(at, &agents, &ROLES.whom, false))?
    }

    /// Of everyone who may be meant beside `others` who gets most weight, if that is clearly more than nobody's; of equals, who was told first.
    fn outweighs(&self, at: usize, others: &[usize], weights: &Weights, doer: bool) -> Option<usize> {
        let telling = &self.tellings[at];
        let sentence = telling.trigger.sentence;
        let around = (sentence.saturating_sub(REACH)..=sentence).flat_map(|s| self.scene.actors.in_sentence(s));
        let told = around.filter(|m| m.use_ != MentionUse::PlaceOnly).flat_map(|m| m.entities.iter().copied());
        let apart = |e: &usize| !others.contains(e) && self.scene.actors.entities[*e].standing != Standing::Adjective;
        let near: BTreeSet<usize> = told.filter(apart).collect();
        let story = self.story(at, others, &near, doer);
        let kind = telling.kind(self.scene);
        let usual = weights.kinds.get(&kind);
        let weight = |e: usize| -> i32 {
            let holding = self.cues(&story, e).filter(|&(_, holds)| holds);
            let cues = holding.map(|(cue, _)| weights.cues.get(&cue).copied().unwrap_or(0));
            let named = usual.into_iter().flatten().filter(|(name, _)| self.kinds[e].contains(name.as_str()));
            cues.chain(named.map(|(_, weight)| *weight)).sum()
        };
        let best = near.into_iter().map(|e| (weight(e), Reverse(e))).max()?;
        let nobody = &weights.nobody;
        let verb = if telling.trigger.kind == TriggerKind::Verb { nobody.verb } else { 0 };
        let alone = if others.is_empty() { nobody.alone } else { 0 };
        let kind = nobody.types.get(&kind).copied().unwrap_or(0);
        (best.0 >= nobody.ever + verb + alone + kind + ROLES.margin).then_some(best.1.0)
    }

    fn story<'t>(&'t self, at: usize, others: &'t [usize], near: &BTreeSet<usize>, doer: bool) -> Story<'t> {
        let telling = &self.tellings[at];
        let (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
        let tree = &self.scene.trees[sentence];
        let heads = std::iter::successors(tree.head(token), |&i| tree.head(i));
        let peopled = |t: &&Telling| t.entities().next().is_some();
        let alike = telling.trigger.frame.and_then(|f| self.alike.get(&f)).map_or(&[][..], Vec::as_slice);
        let next = alike.partition_point(|&t| t <= at);
        let before = alike[..next].iter().rev().find(|&&t| t != at);
        let source = telling.source.as_ref();
        let verbs = heads.clone().filter(|&i| tree.is_verb(i));
        let subjects = verbs.skip(1).flat_map(|v| tree.subjects(v)).flat_map(|s| tree.conjuncts(s));
        Story {
            telling,
            others,
            doer,
            most: near.iter().map(|&e| self.times_told(e, sentence)).max().unwrap_or(1),
            main: subjects.flat_map(|s| self.scene.actors.for_phrase(sentence, s)).collect(),
            at,
            above: heads.filter_map(|i| self.told_at(sentence, i)).find(peopled),
            before: before.map(|&t| &self.tellings[t]),
            later: alike.get(next).map(|&t| &self.tellings[t]),
            event: if doer { None } else { self.event(telling) },
            source: source.map(|s| self.scene.actors.for_phrase(s.sentence, s.head)).unwrap_or_default(),
        }
    }

    /// How often an entity is told of up to the next sentence.
    fn times_told(&self, entity: usize, sentence: usize) -> usize {
        self.mentions[entity].partition_point(|m| m.0 <= sentence + 1)
    }

    fn told_at(&self, sentence: usize, token: usize) -> Option<&'s Telling> {
        let at = |t: &Telling| (t.trigger.sentence, t.trigger.token);
        self.tellings.binary_search_by_key(&(sentence, token), at).ok().map(|t| &self.tellings[t])
    }

    /// Each cue, and whether it holds for an entity.
    fn cues(&self, story: &Story, entity: usize) -> impl Iterator<Item = (Cue, bool)> {
        let telling = story.telling;
        let place @ (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
        let tree = self.scene.trees[sentence].sentence;
        let kind = telling.kind(self.scene);
        let mine = &self.mentions[entity];
        let next = mine.partition_point(|m| *m < place);
        let after = || mine[next..].iter().take_while(|m| m.0 == sentence).map(|m| m.1);
        let last = mine[..next].last().map(|m| m.0);
        let told = self.times_told(entity, sentence);
        let half = told > 1 && 2 * told >= story.most;
        let known = &self.scene.actors.entities[entity];
        let with_others = |test: &dyn Fn(usize) -> bool| story.others.iter().any(|&o| test(o));
        let dealt = |other: usize| {
            let sentences = self.dealings.get(&pair(other, entity)).map_or(&[][..], Vec::as_slice);
            let from = sentences.partition_point(|&s| s + 2 < sentence);
            sentences.get(from).is_some_and(|&s| s <= sentence + 2)
        };
        let did_to = |other: usize| {
            let (by, to) = if story.doer { (entity, other) } else { (other, entity) };
            self.deeds.contains(&(kind, by, to))
        };
        let holds = |other: usize| {
            [Plover::Coerce, Plover::Assault].into_iter().any(|force| self.deeds.contains(&(force, entity, other)))
        };
        let parts = |kind| self.parts.get(&(kind, entity)).map_or(&[][..], Vec::as_slice);
        let detains = || parts(Plover::Coerce).iter().any(|&(s, doer)| doer && s.abs_diff(sentence) <= REACH);
        let meets = kind == Plover::Consult && !parts(Plover::Consult).is_empty();
        let fights = matches!(kind, Plover::Assault | Plover::Retreat | Plover::Mobilize);
        let does = |t: Option<&Telling>| t.is_some_and(|t| t.participants.agent.iter().any(|f| f.entity == entity));
        let has = |t: Option<&Telling>| t.is_some_and(|t| t.whom().any(|e| e == entity));
        // Who demands or criticises something does not do it.
        let asks = |t: &&Telling| {
            matches!(t.kind(self.scene), Plover::Request | Plover::Accuse | Plover::Threaten | Plover::Reject)
        };
        let above = story.above.filter(|t| !asks(t));
        let from = mine.partition_point(|m| m.0 < sentence);
        let here = || mine[from..].iter().take_while(|m| m.0 == sentence).map(|m| m.1);
        let steps = here().map(|w| tree.distance(token, w)).min();
        let word = self.scene.trees[sentence].lemma(token);
        let by_word = |doer| {
            let told = self.by_word.get(&(word, entity, doer));
            told.is_some_and(|told| told.iter().any(|&t| t != story.at))
        };
        let state = known.kind == ActorType::State;
        let among = story.doer && telling.frame(self.scene).is_some_and(|f| f.symmetric);
        [
            (Cue::Before, last == Some(sentence)),
            (Cue::After, after().any(|w| !tree.dominates(token, w))),
            (Cue::Below, after().any(|w| tree.dominates(token, w))),
            (Cue::Ago, last.is_some_and(|s| s + 1 < sentence)),
            (Cue::Lede, sentence > 1 && mine.first().is_some_and(|m| m.0 <= 1)),
            (Cue::Half, half),
            (Cue::Most, told > 1 && told >= story.most),
            (Cue::Group, known.kind == ActorType::Group),
            (Cue::Person, known.kind == ActorType::Person),
            (Cue::State, state),
            (Cue::Nameless, known.standing != Standing::Firm),
            (Cue::Camp, !story.others.is_empty() && same_camp(self.scene, &[entity], story.others)),
            (Cue::Dealt, with_others(&dealt)),
            (Cue::Bargains, with_others(&|other| self.bargains.contains(&pair(other, entity)))),
            (Cue::DidTo, with_others(&did_to)),
            (Cue::Holds, with_others(&holds)),
            (Cue::Detains, kind == Plover::Retreat && detains()),
            (Cue::Did, does(story.event)),
            (Cue::Governs, does(above)),
            (Cue::Source, story.source.contains(&entity)),
            (Cue::HadAlike, has(story.before)),
            (Cue::WillAlike, does(story.later)),
            (Cue::Party, meets || fights && !parts(Plover::Assault).is_empty()),
            (Cue::StateAmong, among && state),
            (Cue::HalfAmong, among && half),
            (Cue::Direct, steps.is_some_and(|s| s <= 1)),
            (Cue::Near, steps.is_some_and(|s| s <= NEAR)),
            (Cue::Main, story.main.contains(&entity)),
            (Cue::Once, told <= 1),
            (Cue::Pronoun, here().any(|w| tree.tokens[w].upos == Upos::Pron)),
            (Cue::Does, parts(kind).iter().any(|p| p.1)),
            (Cue::Suffers, parts(kind).iter().any(|p| !p.1)),
            (Cue::DoesWord, by_word(true)),
            (Cue::SuffersWord, by_word(false)),
        ]
        .into_iter()
    }

    /// The nearest telling of what the object of a verb names, by others than the verb's subject.
    fn event(&self, telling: &Telling) -> Option<&'s Telling> {
        let place @ (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
        let tree = &self.scene.trees[sentence];
        let agents = telling.agents();
        let by_others = |t: &&Telling| t.agents().iter().any(|a| !agents.contains(a));
        let at = |t: &Telling| (t.trigger.sentence, t.trigger.token);
        let before = &self.tellings[..self.tellings.partition_point(|t| at(t) < place)];
        let near = || before.iter().rev().take_while(|t| t.trigger.sentence + REACH >= sentence);
        let nouns =
            if telling.trigger.kind == TriggerKind::Verb { self.scene.objects(sentence, token) } else { vec![] };
        nouns.into_iter().filter(|&n| tree.is_noun(n)).find_map(|noun| {
            let senses = self.scene.lexicon.senses(TriggerKind::Noun, tree.lemma(noun));
            let kinds: Vec<Plover> = senses.iter().map(|s| self.scene.lexicon.frames[s.frame].kind).collect();
            let any = self.scene.words.is(tree.lemma(noun), "act");
            let fits = |t: &&Telling| {
                let kind = t.kind(self.scene);
                kind != Plover::Other && (kinds.contains(&kind) || any) && by_others(t)
            };
            self.told_at(sentence, noun).filter(by_others).or_else(|| near().find(fits))
        })
    }
}

/// What surrounds a telling of which one participant is sought.
struct Story<'t> {
    telling: &'t Telling,
    /// Who is known to take part on the other side.
    others: &'t [usize],
    /// Whether its doer is sought.
    doer: bool,
    /// How often who is told most has been told.
    most: usize,
    /// What the words above the trigger tell.
    above: Option<&'t Telling>,
    /// The subjects of the verbs above it, but the nearest.
    main: Vec<usize>,
    /// Its place among the tellings.
    at: usize,
    /// The like, told last before, and next.
    before: Option<&'t Telling>,
    later: Option<&'t Telling>,
    /// What the trigger's object names.
    event: Option<&'t Telling>,
    /// Who says so.
    source: Vec<usize>,
}

/// The kind of each entity, and the classes of the words that name it.
fn kinds(scene: &Scene) -> Vec<BTreeSet<&'static str>> {
    let tables = [&ROLES.agent, &ROLES.whom].into_iter().flat_map(|w| w.kinds.values());
    let classes: BTreeSet<&'static str> = tables.flat_map(|t| t.keys()).map(String::as_str).collect();
    let mut found: Vec<BTreeSet<_>> = scene.actors.entities.iter().map(|e| [e.kind.as_str()].into()).collect();
    for mention in &scene.actors.mentions {
        let lemma = scene.trees[mention.sentence].lemma(mention.head).to_lowercase();
        if let [entity] = mention.entities[..] {
            found[entity].extend(classes.iter().filter(|class| scene.words.is(&lemma, class)));
        }
    }
    found
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Whether a telling says to whom it is done neither by a name nor by words for people whom nobody knows.
fn lacks_whom(scene: &Scene, telling: &Telling) -> bool {
    let (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
    let tree = &scene.trees[sentence];
    let people = |&c: &usize| {
        matches!(tree.upos(c), Upos::Propn | Upos::Num)
            || matches!(tree.lemma(c), "he" | "she" | "they" | "i" | "we" | "you")
            || scene.words.is(tree.lemma(c), "person")
    };
    telling.kind(scene) != Plover::Other
        && telling.whom().next().is_none()
        && !(tree.is_verb(token) && scene.objects(sentence, token).iter().any(people))
}
