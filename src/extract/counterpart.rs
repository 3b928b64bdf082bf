//! To whom is it done, where no word says so? "Oslo has promised to do so": to whom it promised, the story tells.
//!
//! Everyone told of nearby is weighed against nobody at all, by where they stand in sentence and story and by what passed between
//! them and the doer. Who is chosen is implied, and marked so.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

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
#[derive(Clone, Copy)]
enum Cue {
    /// It is mentioned before the trigger in the same sentence.
    Before,
    /// After it, in words that do not hang on the trigger.
    After,
    /// After it, in words that do.
    Below,
    /// Not in this sentence so far, nor in the one before.
    Ago,
    /// It did what the trigger's object names: "rejected the criticism".
    Did,
    /// Something passed between it and the doer within two sentences.
    Dealt,
    /// It bargains with the doer.
    Bargains,
    /// A state and one of its people or bodies.
    Camp,
    /// It was told of in the headline or the first sentence, and this is a later one.
    Lede,
    /// So far told more than once, and at least half as often as who is told most of those on other sides than the doer's.
    Half,
    /// Told most of them.
    Most,
    /// Several people.
    Group,
    /// It has no name.
    Nameless,
}

/// Tenths of the natural logarithm of how much likelier a cue makes it that this one is meant. The weights of cues and of nobody were fitted
/// together (conditional logit, ridge penalty) on 260 actions of 39 annotated texts that name a doer and nobody else: `tests/stories`, half of
/// `tests/held_out` and of `tests/held_out_plain`, three articles.
const fn weight(cue: Cue) -> i32 {
    match cue {
        Cue::Before => 3,
        Cue::After => 9,
        Cue::Below => 2,
        Cue::Ago => -9,
        Cue::Did | Cue::Bargains => 11,
        Cue::Dealt => 12,
        Cue::Camp | Cue::Nameless => -5,
        Cue::Lede => 13,
        Cue::Half => 7,
        Cue::Most => 5,
        Cue::Group => -12,
    }
}

/// The weight of nobody.
const fn nobody(kind: Plover, trigger: TriggerKind) -> i32 {
    let told = match kind {
        Plover::Agree => 10,
        Plover::Sanction | Plover::Threaten => 14,
        Plover::Cooperate => 18,
        Plover::Accuse | Plover::Coerce => 21,
        Plover::Request | Plover::Protest => 23,
        Plover::Consult => 24,
        Plover::Support | Plover::Aid => 27,
        Plover::Reject => 28,
        Plover::Mobilize => 29,
        Plover::Concede | Plover::Assault => 31,
        Plover::Retreat | Plover::Other => 33,
    };
    if matches!(trigger, TriggerKind::Verb) { told } else { told + 5 }
}

/// By how much an entity must outweigh nobody: in plain stories more than half of those chosen are right then, in
/// commentary two in five (read by eye in 250 articles; at 3, one in four).
const MARGIN: i32 = 11;

/// How many sentences back somebody may have been mentioned last.
const REACH: usize = 12;

/// Who was told of in one document, and what passed between whom.
pub struct Counterparts<'s, 'a> {
    scene: &'s Scene<'a>,
    tellings: &'s [Telling],
    /// For each entity the sentences and words of its mentions, in text order.
    mentions: Vec<Vec<(usize, usize)>>,
    /// In which sentences something passed between two, lower index first, in text order.
    dealings: BTreeMap<(usize, usize), Vec<usize>>,
    /// Who bargains with whom.
    bargains: BTreeSet<(usize, usize)>,
}

impl<'s, 'a> Counterparts<'s, 'a> {
    /// Indexes a document's actors and what passed between them.
    pub fn new(scene: &'s Scene<'a>, tellings: &'s [Telling], bargains: &[Bargain]) -> Self {
        let mut mentions = vec![vec![]; scene.actors.entities.len()];
        for mention in scene.actors.mentions.iter().filter(|m| m.use_ != MentionUse::PlaceOnly) {
            mention.entities.iter().for_each(|&e| mentions[e].push((mention.sentence, mention.head)));
        }
        let mut dealings: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for telling in tellings.iter().filter(|t| t.trigger.frame.is_some()) {
            for agent in telling.agents() {
                for whom in telling.whom() {
                    dealings.entry(pair(agent, whom)).or_default().push(telling.trigger.sentence);
                }
            }
        }
        let mut bargainers = BTreeSet::new();
        for bargain in bargains {
            let parties: Vec<usize> = bargain.sides.iter().flat_map(|side| side.provider.iter().copied()).collect();
            parties.iter().for_each(|&a| bargainers.extend(parties.iter().map(|&b| pair(a, b))));
        }
        Self { scene, tellings, mentions, dealings, bargains: bargainers }
    }

    /// To whom a telling is done that says who does it, but not to whom; none where nobody is likely enough.
    pub fn of(&self, at: usize) -> Option<usize> {
        let telling = &self.tellings[at];
        if !lacks_whom(self.scene, telling) {
            return None;
        }
        let best = self.weighed(telling).into_iter().max()?;
        let least = nobody(telling.kind(self.scene), telling.trigger.kind) + MARGIN;
        (best.0 >= least).then_some(best.1.0)
    }

    /// Everyone who may be meant, with the weight of what speaks for and against each; of equals the one told first is the greatest.
    fn weighed(&self, telling: &Telling) -> Vec<(i32, Reverse<usize>)> {
        let agents = telling.agents();
        let sentence = telling.trigger.sentence;
        let around = (sentence.saturating_sub(REACH)..=sentence).flat_map(|s| self.scene.actors.in_sentence(s));
        let told = around.filter(|m| m.use_ != MentionUse::PlaceOnly).flat_map(|m| m.entities.iter().copied());
        let apart = |e: &usize| !agents.contains(e) && self.scene.actors.entities[*e].standing != Standing::Adjective;
        let near: BTreeSet<usize> = told.filter(apart).collect();
        let rivals = near.iter().filter(|&&e| !same_camp(self.scene, &[e], &agents));
        let most = rivals.map(|&e| self.times_told(e, sentence)).max().unwrap_or(1);
        let doers = self.event(telling).map(Telling::agents).unwrap_or_default();
        near.into_iter().map(|e| (self.weigh(telling, &agents, &doers, e, most), Reverse(e))).collect()
    }

    /// How often an entity is told of up to the next sentence.
    fn times_told(&self, entity: usize, sentence: usize) -> usize {
        self.mentions[entity].partition_point(|m| m.0 <= sentence + 1)
    }

    fn weigh(&self, telling: &Telling, agents: &[usize], doers: &[usize], entity: usize, most: usize) -> i32 {
        let place @ (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
        let tree = self.scene.trees[sentence].sentence;
        let mine = &self.mentions[entity];
        let next = mine.partition_point(|m| *m < place);
        let after = || mine[next..].iter().take_while(|m| m.0 == sentence).map(|m| m.1);
        let last = mine[..next].last().map(|m| m.0);
        let told = self.times_told(entity, sentence);
        let dealt = |&a: &usize| {
            let sentences = self.dealings.get(&pair(a, entity)).map_or(&[][..], |d| d);
            let from = sentences.partition_point(|&s| s + 2 < sentence);
            sentences.get(from).is_some_and(|&s| s <= sentence + 2)
        };
        let known = &self.scene.actors.entities[entity];
        [
            (Cue::Before, last == Some(sentence)),
            (Cue::After, after().any(|w| !tree.dominates(token, w))),
            (Cue::Below, after().any(|w| tree.dominates(token, w))),
            (Cue::Ago, last.is_some_and(|s| s + 1 < sentence)),
            (Cue::Did, doers.contains(&entity)),
            (Cue::Dealt, agents.iter().any(dealt)),
            (Cue::Bargains, agents.iter().any(|&a| self.bargains.contains(&pair(a, entity)))),
            (Cue::Camp, same_camp(self.scene, &[entity], agents)),
            (Cue::Lede, sentence > 1 && mine.first().is_some_and(|m| m.0 <= 1)),
            (Cue::Half, told > 1 && 2 * told >= most),
            (Cue::Most, told > 1 && told >= most),
            (Cue::Group, known.kind == ActorType::Group),
            (Cue::Nameless, known.standing != Standing::Firm),
        ]
        .into_iter()
        .filter(|&(_, holds)| holds)
        .map(|(cue, _)| weight(cue))
        .sum()
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
            let own = self.tellings.binary_search_by_key(&(sentence, noun), at).ok().map(|t| &self.tellings[t]);
            let fits = |t: &&Telling| {
                let kind = t.kind(self.scene);
                kind != Plover::Other && (kinds.contains(&kind) || any) && by_others(t)
            };
            own.filter(by_others).or_else(|| near().find(fits))
        })
    }
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Whether a telling says who does it, but not to whom: neither by a name nor by words for people whom nobody knows.
fn lacks_whom(scene: &Scene, telling: &Telling) -> bool {
    let (sentence, token) = (telling.trigger.sentence, telling.trigger.token);
    let tree = &scene.trees[sentence];
    let people = |&c: &usize| {
        matches!(tree.upos(c), Upos::Propn | Upos::Num)
            || matches!(tree.lemma(c), "he" | "she" | "they" | "i" | "we" | "you")
            || scene.words.is(tree.lemma(c), "person")
    };
    telling.trigger.frame.is_some()
        && telling.whom().next().is_none()
        && !telling.participants.agent.is_empty()
        && !(tree.is_verb(token) && scene.objects(sentence, token).iter().any(people))
}
