//! What a document tells of its actors around one action: where each is mentioned, what passed between whom, who does the like elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    extract::{
        actor::{Mention, MentionUse},
        exchange::{Bargain, same_camp},
        role::Origin,
        scene::Scene,
        telling::Telling,
    },
    ontology::frame::TriggerKind,
    record::Plover,
};

/// How many sentences away something still bears on an action.
const REACH: usize = 12;

/// Who was told of in one document, and what passed between whom.
pub(super) struct Story<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) tellings: &'s [Telling],
    /// For each entity its mentions, in text order.
    pub(super) mentions: Vec<Vec<&'s Mention>>,
    /// How often who is mentioned most is mentioned.
    pub(super) most: usize,
    /// In which sentences something passed between two, lower index first, in text order.
    dealings: BTreeMap<(usize, usize), Vec<usize>>,
    /// Who did what kind of thing to whom.
    deeds: BTreeSet<(Plover, usize, usize)>,
    /// The tellings in which somebody takes part, as its doer or not, in text order.
    parts: BTreeMap<(usize, bool), Vec<usize>>,
    /// The tellings of each frame that say themselves who takes part, in text order.
    alike: BTreeMap<usize, Vec<usize>>,
    /// Who bargains with whom.
    bargains: BTreeSet<(usize, usize)>,
}

impl<'s, 'a> Story<'s, 'a> {
    /// Indexes a document's actors and what passed between them.
    pub(super) fn new(scene: &'s Scene<'a>, tellings: &'s [Telling], bargains: &[Bargain]) -> Self {
        let mut story = Self {
            scene,
            tellings,
            mentions: vec![vec![]; scene.actors.entities.len()],
            most: 0,
            dealings: BTreeMap::new(),
            deeds: BTreeSet::new(),
            parts: BTreeMap::new(),
            alike: BTreeMap::new(),
            bargains: BTreeSet::new(),
        };
        for mention in &scene.actors.mentions {
            mention.entities.iter().for_each(|&e| story.mentions[e].push(mention));
        }
        story.most = story.mentions.iter().map(Vec::len).max().unwrap_or(1);
        tellings.iter().enumerate().for_each(|(at, telling)| story.add(at, telling));
        for bargain in bargains {
            let parties: Vec<usize> = bargain.sides.iter().flat_map(|side| side.provider.iter().copied()).collect();
            parties.iter().for_each(|&a| story.bargains.extend(parties.iter().map(|&b| pair(a, b))));
        }
        story
    }

    fn add(&mut self, at: usize, telling: &Telling) {
        for (entity, doer) in telling.agents().into_iter().map(|e| (e, true)).chain(telling.whom().map(|e| (e, false)))
        {
            self.parts.entry((entity, doer)).or_default().push(at);
        }
        let Some(frame) = telling.trigger.frame else { return };
        let (kind, sentence) = (telling.kind(self.scene), telling.trigger.sentence);
        for agent in telling.agents() {
            for whom in telling.whom() {
                self.dealings.entry(pair(agent, whom)).or_default().push(sentence);
                self.deeds.insert((kind, agent, whom));
            }
        }
        let own = telling.participants.agent.iter().all(|f| f.origin != Origin::ToldBefore);
        if own && telling.entities().next().is_some() {
            self.alike.entry(frame).or_default().push(at);
        }
    }

    /// The other tellings in which an entity takes part, as its doer or not.
    pub(super) fn parts(&self, entity: usize, doer: bool, but: usize) -> impl Iterator<Item = &'s Telling> + '_ {
        let parts = self.parts.get(&(entity, doer)).map_or(&[][..], Vec::as_slice);
        parts.iter().filter(move |&&at| at != but).map(|&at| &self.tellings[at])
    }

    /// What a word of a sentence tells.
    pub(super) fn told_at(&self, sentence: usize, token: usize) -> Option<&'s Telling> {
        let at = |t: &Telling| t.trigger.place();
        self.tellings.binary_search_by_key(&(sentence, token), at).ok().map(|t| &self.tellings[t])
    }

    /// What speaks for an entity as the doer of a telling, or as the one to whom it is done.
    pub(super) fn ties(&self, at: usize, entity: usize, doer: bool) -> Vec<&'static str> {
        let telling = &self.tellings[at];
        let kind = telling.kind(self.scene);
        let (sentence, token) = telling.trigger.place();
        let others: Vec<usize> = if doer { telling.whom().collect() } else { telling.agents() };
        let others: Vec<usize> = others.into_iter().filter(|&o| o != entity).collect();
        let with_others = |test: &dyn Fn(usize) -> bool| others.iter().any(|&o| test(o));
        let dealt = |other: usize| {
            let sentences = self.dealings.get(&pair(other, entity)).map_or(&[][..], Vec::as_slice);
            let from = sentences.partition_point(|&s| s + 2 < sentence);
            sentences.get(from).is_some_and(|&s| s <= sentence + 2)
        };
        let did_to = |other: usize| {
            let (by, to) = if doer { (entity, other) } else { (other, entity) };
            self.deeds.contains(&(kind, by, to))
        };
        let holds = |other: usize| {
            [Plover::Coerce, Plover::Assault].into_iter().any(|force| self.deeds.contains(&(force, entity, other)))
        };
        let near = |t: &Telling| t.trigger.sentence.abs_diff(sentence) <= REACH;
        let detains = || self.parts(entity, true, at).any(|t| near(t) && t.kind(self.scene) == Plover::Coerce);
        let takes_part = |kinds: &[Plover]| {
            [true, false].into_iter().any(|d| self.parts(entity, d, at).any(|t| kinds.contains(&t.kind(self.scene))))
        };
        let fights = matches!(kind, Plover::Assault | Plover::Retreat | Plover::Mobilize);
        let word = self.scene.trees[sentence].lemma(token);
        let same_word = |t: &Telling| self.scene.trees[t.trigger.sentence].lemma(t.trigger.token) == word;
        let same_class = |t: &Telling| t.trigger.frame == telling.trigger.frame;
        let did_class_to = |other: usize| {
            let meets = |t: &Telling| if doer { t.whom().any(|e| e == other) } else { t.agents().contains(&other) };
            self.parts(entity, doer, at).any(|t| same_class(t) && meets(t))
        };
        let alike = telling.trigger.frame.and_then(|f| self.alike.get(&f)).map_or(&[][..], Vec::as_slice);
        let next = alike.partition_point(|&t| t <= at);
        let has = |t: Option<&usize>| t.is_some_and(|&t| self.tellings[t].whom().any(|e| e == entity));
        let does = |t: Option<&usize>| t.is_some_and(|&t| self.tellings[t].agents().contains(&entity));
        let ties = [
            ("camp", !others.is_empty() && same_camp(self.scene, &[entity], &others)),
            ("dealt", with_others(&dealt)),
            ("bargains", with_others(&|other| self.bargains.contains(&pair(other, entity)))),
            ("did to", with_others(&did_to)),
            ("holds", with_others(&holds)),
            ("detains", kind == Plover::Retreat && detains()),
            ("does like before", does(alike[..next].iter().rev().find(|&&t| t != at))),
            ("had like before", has(alike[..next].iter().rev().find(|&&t| t != at))),
            ("does like next", does(alike.get(next))),
            ("had like next", has(alike.get(next))),
            ("meets", kind == Plover::Consult && takes_part(&[Plover::Consult])),
            ("fights", fights && takes_part(&[Plover::Assault])),
            ("does class", self.parts(entity, true, at).any(same_class)),
            ("suffers class", self.parts(entity, false, at).any(same_class)),
            ("did class to", with_others(&did_class_to)),
            ("does word", self.parts(entity, true, at).any(same_word)),
            ("suffers word", self.parts(entity, false, at).any(same_word)),
        ];
        ties.into_iter().filter(|(_, holds)| *holds).map(|(tie, _)| tie).collect()
    }

    /// The nearest telling of what the object of a verb names, by others than the verb's subject: "rejected the criticism".
    pub(super) fn event(&self, telling: &Telling) -> Option<&'s Telling> {
        let place @ (sentence, token) = telling.trigger.place();
        let tree = &self.scene.trees[sentence];
        let agents = telling.agents();
        let by_others = |t: &&Telling| t.agents().iter().any(|a| !agents.contains(a));
        let at = |t: &Telling| t.trigger.place();
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

    /// Who may take part in what a sentence tells: who is mentioned in it, in the twelve before or the two behind it.
    pub(super) fn near(&self, sentence: usize) -> BTreeSet<usize> {
        let last = (sentence + 2).min(self.scene.trees.len() - 1);
        let around = (sentence.saturating_sub(REACH)..=last).flat_map(|s| self.scene.actors.in_sentence(s));
        around.flat_map(|m| m.entities.iter().copied()).collect()
    }
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Whether a mention stands for the actor, and not only for where something was.
pub(super) fn is_actor(mention: &&Mention) -> bool {
    mention.use_ != MentionUse::PlaceOnly
}
