//! Who stands on each side of an exchange, where the words around the cue do not say so.

use std::collections::BTreeMap;

use super::{
    BargainSide,
    find::{Finder, REACH, entities},
};
use crate::{
    extract::{
        actor::{Mention, MentionUse},
        role::{Filler, Origin, is_party},
        scene::Scene,
        telling::Telling,
    },
    language::{Relation, Upos},
    ontology::frame::Slot,
    record::{ActorType, MentionKind, Plover},
    span::Span,
};

impl Finder<'_, '_> {
    /// A side that gives what the tellings tell: those of the first known agent's camp.
    pub(super) fn side(&self, gives: Vec<usize>) -> BargainSide {
        let gives: Vec<usize> = match gives.iter().find(|&&t| !self.agents(t).is_empty()) {
            Some(&first) => {
                let camp = self.agents(first);
                let joins = |t: &usize| self.agents(*t).is_empty() || self.same_camp(&self.agents(*t), &camp);
                gives.iter().copied().filter(joins).collect()
            }
            None => gives,
        };
        let mut provider = vec![];
        for agent in gives.iter().flat_map(|&t| self.givers(t)) {
            if !provider.contains(&agent) {
                provider.push(agent);
            }
        }
        let words = gives.iter().map(|&t| self.tellings[t].evidence(self.scene)).reduce(Span::cover);
        BargainSide { provider, receiver: vec![], gives, words }
    }

    /// The agents of a telling; where they are only implied, the state for which a person speaks.
    fn givers(&self, telling: usize) -> Vec<usize> {
        let agents = self.tellings[telling].participants.agent.iter();
        agents.map(|f| if f.origin == Origin::ToldBefore { self.state_of(f.entity) } else { f.entity }).collect()
    }

    /// Who gives on a side that names nobody: the other party of what is given, or of the story so far.
    pub(super) fn fill_parties(&self, sentence: usize, sides: &mut (BargainSide, BargainSide)) {
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() {
            sides.1.provider = self.beneficiaries(&sides.0);
        }
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() {
            sides.1.provider = self.other_named_in(sentence, &sides.0).into_iter().take(1).collect();
        }
        if sides.0.provider.is_empty() && !sides.1.provider.is_empty() {
            sides.0.provider = self.counterparty(sentence, &sides.1, &sides.0);
        }
        if sides.1.provider.is_empty() && !sides.0.provider.is_empty() {
            sides.1.provider = self.counterparty(sentence, &sides.0, &sides.1);
        }
    }

    /// Whether somebody can deal with another: a party, or a group with a name of its own ("Republicans").
    pub(super) fn can_deal(&self, entity: usize) -> bool {
        let named = |m: &Mention| m.kind == MentionKind::Name && m.entities.contains(&entity);
        is_party(self.kind(entity)) || self.scene.actors.mentions.iter().any(named)
    }

    /// To whom a side gives, as its tellings say: a party that is not itself handed over.
    pub(super) fn whom_of(&self, side: &BargainSide) -> Vec<usize> {
        let got_by = |&t: &usize| {
            let p = &self.tellings[t].participants;
            let backs = self.tellings[t].kind(self.scene) == Plover::Support;
            let gets = |f: &&Filler| (backs || self.kind(f.entity) != ActorType::Person) && !f.origin.is_behind("from");
            let whom = p.patient.iter().filter(gets);
            p.recipient.iter().chain(whom).map(|f| self.head_of(t, f)).collect::<Vec<_>>()
        };
        let handed: Vec<usize> = side.gives.iter().flat_map(|&t| self.handed_over(t)).collect();
        let apart = |e: &usize| !handed.contains(e) && !self.same_camp(&[*e], &side.provider) && !self.goes_between(*e);
        let party = side.gives.iter().flat_map(got_by).find(|e| self.may_deal(*e) && apart(e));
        party.into_iter().collect()
    }

    /// Whose body it is, where it has no name: "backed his cabinet" gives something to him.
    fn head_of(&self, telling: usize, filler: &Filler) -> usize {
        let sentence = self.tellings[telling].trigger.sentence;
        let tree = &self.scene.trees[sentence];
        let named = tree.upos(filler.token) == Upos::Propn;
        let owners = tree.dependents(filler.token, Relation::NmodPoss);
        let mut people = owners.flat_map(|c| self.scene.actors.for_phrase(sentence, c));
        let person = people.find(|&e| self.kind(e) == ActorType::Person);
        let body = !named && self.kind(filler.entity) == ActorType::Organization;
        person.filter(|_| body).unwrap_or(filler.entity)
    }

    /// Groups to whom a side hands something: "will give publishers 60 million euros".
    fn groups_given(&self, side: &BargainSide) -> Vec<usize> {
        let hands = side.gives.iter().filter(|&&t| self.is_worded(t, &self.cues.handing));
        let whom = hands.flat_map(|&t| self.tellings[t].whom());
        whom.filter(|&e| self.kind(e) == ActorType::Group).collect()
    }

    /// Who hands over for others gives and gets nothing: the Red Cross.
    fn goes_between(&self, entity: usize) -> bool {
        let name = self.scene.actors.entities[entity].name.to_lowercase();
        self.cues.go_betweens.iter().any(|g| name.contains(g.as_str()))
    }

    /// Who gives on the side that names nobody: whom the known side deals with as its own words say, else who acts, was given people, is named or dealt
    /// with nearby or anywhere, the first that can be a party and is neither given nor held.
    fn counterparty(&self, sentence: usize, known: &BargainSide, unknown: &BargainSide) -> Vec<usize> {
        let sure = [self.court(sentence, unknown), self.camp_of_freed(known), self.holders(sentence, unknown)];
        let apart = |side: &Vec<usize>| !side.is_empty() && !self.same_camp(side, &known.provider);
        if let Some(sure) = sure.into_iter().find(apart) {
            return sure;
        }
        let named_within = self.named_within(sentence, unknown.words);
        let people = |e: &usize| matches!(self.kind(*e), ActorType::Person | ActorType::Group);
        let given: Vec<usize> = named_within.iter().copied().filter(people).collect();
        let whom = self.whom_of(known);
        if whom.iter().any(|&e| self.is_no_beneficiary(e, unknown) && !given.contains(&e)) {
            return whom;
        }
        let mut handed: Vec<usize> = known.gives.iter().flat_map(|&t| self.handed_over(t)).collect();
        if known.gives.is_empty() {
            handed.extend(self.named_within(sentence, known.words).into_iter().filter(people));
        }
        let stranger = |e: &usize| self.may_deal(*e) && !self.same_camp(&[*e], &known.provider);
        let fits = |e: &usize| {
            stranger(e)
                && !handed.contains(e)
                && !named_within.contains(e)
                && self.is_no_beneficiary(*e, unknown)
                && !self.goes_between(*e)
                && !self.is_held(*e, &known.provider)
        };
        let told = |t: &usize| {
            let all = self.tellings[*t].participants.all();
            all.filter(|f| !f.implied).map(|f| f.entity).collect::<Vec<_>>()
        };
        let met = unknown.gives.iter().flat_map(told).find(stranger);
        let in_order = (sentence.saturating_sub(REACH)..=sentence).rev();
        let dealing: Vec<usize> = in_order.flat_map(|s| self.parties(s, &known.provider)).filter(&fits).collect();
        let acting = || self.groups_acting(sentence, &known.provider).into_iter().find(|e| !handed.contains(e));
        // A state gives where one deals with the other side; its envoys and leaders speak for it.
        let state = dealing.iter().copied().find(|&e| self.kind(e) == ActorType::State);
        let before = || self.gave_alike(sentence, unknown).into_iter().find(&fits);
        let story = || before().or(state).or_else(|| dealing.first().map(|&e| self.state_of(e)).filter(&fits));
        let named = || self.named_parties(sentence).into_iter().find(&fits);
        let group = || self.groups_given(known).into_iter().find(|e| !given.contains(e));
        let far = || self.dealing_anywhere(&known.provider).into_iter().find(|e| fits(e));
        let with = |t: usize| {
            self.tellings[t]
                .participants
                .patient
                .iter()
                .filter(|f| f.origin == Origin::Slot(Slot::Preposition("with".into())))
                .map(|f| f.entity)
                .collect::<Vec<_>>()
        };
        let helped = || known.gives.iter().flat_map(|&t| with(t)).find(|e| !self.same_camp(&[*e], &known.provider));
        let relieving = || self.who_sanctions(&known.provider, unknown).into_iter().find(|e| fits(e));
        let named_in = || self.other_named_in(sentence, known).into_iter().find(&fits);
        met.or_else(relieving)
            .or_else(acting)
            .or_else(group)
            .or_else(named_in)
            .or_else(story)
            .or_else(named)
            .or_else(far)
            .or_else(helped)
            .into_iter()
            .collect()
    }

    /// Whether an entity can be a party that nothing names as one: it can deal, and is no group called after a state ("7 Iranians").
    fn may_deal(&self, entity: usize) -> bool {
        let capital = self.scene.actors.entities[entity].name.starts_with(char::is_uppercase);
        let own_name = || capital && self.named_for(entity).is_none();
        self.can_deal(entity) && (is_party(self.kind(entity)) || own_name())
    }

    /// The state after whose adjective, as the document has it, some people are called: "7 Iranians".
    pub(super) fn named_for(&self, entity: usize) -> Option<usize> {
        let last = self.scene.actors.entities[entity].name.rsplit(' ').next()?;
        let adjective = last.strip_suffix('s').filter(|w| w.starts_with(char::is_uppercase))?;
        let mut mentions = self.scene.actors.mentions.iter();
        let called = mentions.find(|m| m.span.of(self.scene.text) == adjective)?;
        called.entities.iter().copied().find(|&e| self.kind(e) == ActorType::State)
    }

    /// "leveraged military aid TO UKRAINE in return for favours": the state or body that the words for a gift lead to.
    fn other_named_in(&self, sentence: usize, side: &BargainSide) -> Vec<usize> {
        let tree = &self.scene.trees[sentence];
        let moved = side.gives.iter().any(|&t| self.frees(t) || !self.handed_over(t).is_empty());
        let Some(words) = side.words.filter(|_| !moved) else { return vec![] };
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        let named = self.scene.actors.in_sentence(sentence).iter();
        let led = named.filter(|m| {
            let inside = words.start <= m.span.start && m.span.end <= words.end;
            inside
                && m.use_ == MentionUse::Actor
                && ["to", "with", "for", "on"].iter().any(|p| tree.has_preposition(m.head, p))
        });
        led.flat_map(|m| m.entities.iter().copied()).filter(body).collect()
    }

    /// Who gives relief from sanctions: those who impose them on the other side.
    fn who_sanctions(&self, whom: &[usize], relief: &BargainSide) -> Vec<usize> {
        let words = relief.words.map(|w| w.of(self.scene.text).to_lowercase()).unwrap_or_default();
        let imposes = |t: &&Telling| {
            t.frame(self.scene).is_some_and(|f| self.cues.measure_classes.contains(&f.class))
                && t.whom().any(|e| self.same_camp(&[e], whom))
        };
        let told = self.tellings.iter().filter(|_| words.contains("sanction")).filter(imposes);
        let mut found: Vec<usize> = told.flat_map(Telling::agents).collect();
        found.sort_by_key(|&e| self.kind(e) != ActorType::State);
        found
    }

    /// Who gives mercy: "testified in return for a LIGHTER SENTENCE", the prosecutors that the document names, else the state of its story.
    fn court(&self, sentence: usize, side: &BargainSide) -> Vec<usize> {
        let tree = &self.scene.trees[sentence];
        let word = |t: &usize| {
            let trigger = &self.tellings[*t].trigger;
            self.scene.trees[trigger.sentence].lemma(trigger.token)
        };
        let head = side.words.and_then(|w| self.head_after(sentence, w.start)).map(|h| tree.lemma(h));
        let mercy = side.gives.iter().map(word).chain(head).any(|w| self.cues.mercies.iter().any(|m| m == w));
        if mercy { self.prosecution() } else { vec![] }
    }

    /// Whether an entity is called a prosecutor, or has that office.
    pub(super) fn prosecutes(&self, entity: usize) -> bool {
        let known = &self.scene.actors.entities[entity];
        let called = |name: &str| self.cues.prosecutors.iter().any(|p| name.to_lowercase().contains(p.as_str()));
        called(&known.name) || known.roles.iter().any(|r| called(r))
    }

    /// Who prosecutes in the document: prosecutors that it names, else the state named most.
    pub(super) fn prosecution(&self) -> Vec<usize> {
        let entities = &self.scene.actors.entities;
        let named = (0..entities.len()).find(|&e| self.prosecutes(e));
        named.or_else(|| self.state_told_most(&[])).into_iter().collect()
    }

    /// The state that the document names most, its people and bodies counted, if not of some camp.
    pub(super) fn state_told_most(&self, camp: &[usize]) -> Option<usize> {
        let mentions = || self.scene.actors.mentions.iter();
        let count = |state: usize| mentions().filter(|m| self.same_camp(&m.entities, &[state])).count();
        let all = 0..self.scene.actors.entities.len();
        let states = all.filter(|&e| self.kind(e) == ActorType::State && !self.same_camp(&[e], camp));
        states.max_by_key(|&e| (count(e), std::cmp::Reverse(e)))
    }

    /// Whose people a side lets go: "transferred five TALIBAN detainees in exchange for".
    fn camp_of_freed(&self, side: &BargainSide) -> Vec<usize> {
        let lets_go = |t: &&usize| {
            let kind = self.tellings[**t].kind(self.scene);
            self.frees(**t) || matches!(kind, Plover::Cooperate | Plover::Retreat)
        };
        let freed = side.gives.iter().filter(lets_go).flat_map(|&t| {
            let telling = &self.tellings[t];
            let fillers = telling.participants.patient.iter().map(move |f| (telling.trigger.sentence, f.token));
            fillers.collect::<Vec<_>>()
        });
        let camps = freed.flat_map(|(sentence, word)| self.camps_of_people(sentence, word));
        camps.filter(|e| !self.same_camp(&[*e], &side.provider)).take(1).collect()
    }

    /// The bodies or states to which the people of a phrase belong: "five TALIBAN detainees".
    pub(super) fn camps_of_people(&self, sentence: usize, word: usize) -> Vec<usize> {
        let tree = &self.scene.trees[sentence];
        if !self.cues.players.iter().any(|p| p == tree.lemma(word)) {
            return vec![];
        }
        let names = |c: &usize| matches!(tree.relation(*c), Relation::Amod | Relation::Compound | Relation::NmodPoss);
        let own = tree.children(word).iter().copied().filter(names);
        let body = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization);
        own.flat_map(|c| self.scene.actors.for_phrase(sentence, c)).filter(body).collect()
    }

    /// Who holds, or let go, the people that a side's words name.
    fn holders(&self, sentence: usize, side: &BargainSide) -> Vec<usize> {
        let people = |e: &usize| matches!(self.kind(*e), ActorType::Person | ActorType::Group);
        let head = side.words.and_then(|w| self.head_after(sentence, w.start));
        let named = head.map(|h| self.scene.actors.for_phrase(sentence, h)).unwrap_or_default();
        let freed = side.gives.iter().filter(|t| self.frees(**t)).flat_map(|&t| self.tellings[t].whom());
        let given: Vec<usize> = named.into_iter().chain(freed).filter(people).collect();
        let holds = |t: &&Telling| {
            let lets_go = t.frame(self.scene).is_some_and(|f| f.mode.as_deref() == Some("release"));
            let takes = t.frame(self.scene).is_some_and(|f| self.cues.capture_classes.contains(&f.class));
            (lets_go || takes) && t.whom().any(|e| given.contains(&e)) && !t.agents().is_empty()
        };
        self.tellings.iter().find(holds).map(Telling::agents).unwrap_or_default()
    }

    /// Parties that deal with some, anywhere in the document, more than once, those first that do so most often.
    pub(super) fn dealing_anywhere(&self, with: &[usize]) -> Vec<usize> {
        let all: Vec<usize> = (0..self.scene.trees.len()).flat_map(|s| self.parties(s, with)).collect();
        let body = |e: &usize| self.kind(*e) != ActorType::Person;
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        all.into_iter().filter(body).for_each(|e| *counts.entry(e).or_default() += 1);
        let mut found: Vec<(usize, usize)> = counts.into_iter().filter(|&(_, count)| count > 1).collect();
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        found.into_iter().map(|(e, _)| e).collect()
    }

    /// The state or body for which a group acts: "US forces", "Taliban negotiators".
    pub(super) fn principal(&self, entity: usize) -> usize {
        let whole = |e: &usize| matches!(self.kind(*e), ActorType::State | ActorType::Organization) && *e != entity;
        let acts_for = |sentence: usize| {
            let tree = &self.scene.trees[sentence];
            let own = self.scene.actors.in_sentence(sentence).iter().filter(|m| m.entities == [entity]);
            let mut heads = own.map(|m| m.head).filter(|&h| self.cues.spokesmen.iter().any(|w| w == tree.lemma(h)));
            heads.find_map(|h| {
                let names =
                    |c: &usize| matches!(tree.relation(*c), Relation::Amod | Relation::Compound | Relation::NmodPoss);
                let parts = tree.children(h).iter().copied().filter(names);
                parts.flat_map(|c| self.scene.actors.for_phrase(sentence, c)).find(whole)
            })
        };
        let group = self.kind(entity) == ActorType::Group;
        (0..self.scene.trees.len()).filter(|_| group).find_map(acts_for).unwrap_or(entity)
    }

    /// Whether one of some parties holds or hurts somebody: a hostage gives nothing.
    fn is_held(&self, entity: usize, by: &[usize]) -> bool {
        let person = matches!(self.kind(entity), ActorType::Person | ActorType::Group);
        let holds = |t: &Telling| {
            let force = t.kind(self.scene) == Plover::Assault
                || t.frame(self.scene).is_some_and(|f| self.cues.capture_classes.contains(&f.class));
            force
                && entities(&t.participants.patient).contains(&entity)
                && self.same_camp(&entities(&t.participants.agent), by)
        };
        person && self.tellings.iter().any(holds)
    }

    /// Who gave the like, told up to this sentence, the nearest first.
    fn gave_alike(&self, sentence: usize, side: &BargainSide) -> Vec<usize> {
        let class = |t: &Telling| t.frame(self.scene).map(|f| f.class.as_str());
        let classes: Vec<&str> = side.gives.iter().filter_map(|&t| class(&self.tellings[t])).collect();
        let told = self.tellings.iter().rev().filter(|t| t.trigger.sentence <= sentence);
        let alike = told.filter(|t| class(t).is_some_and(|c| classes.contains(&c)));
        alike.flat_map(|t| entities(&t.participants.agent)).map(|e| self.state_of(e)).collect()
    }

    /// The state that a person speaks for, where the document names it.
    pub(super) fn state_of(&self, e: usize) -> usize {
        let known = &self.scene.actors.entities;
        let country = known[e].country.as_deref().filter(|_| known[e].kind == ActorType::Person);
        let is_state = |i: &usize| known[*i].kind == ActorType::State && known[*i].country.as_deref() == country;
        country.and_then(|_| (0..known.len()).find(is_state)).unwrap_or(e)
    }

    /// Who is named in the words for what is given: "in exchange for one Israeli soldier"; they are given, or concern what is.
    pub(super) fn named_within(&self, sentence: usize, words: Option<Span>) -> Vec<usize> {
        let Some(words) = words else { return vec![] };
        let mentions = self.scene.actors.in_sentence(sentence).iter();
        let inside = mentions.filter(|m| words.start <= m.span.start && m.span.end <= words.end);
        inside.flat_map(|m| m.entities.iter().copied()).collect()
    }

    /// Parties that get what a side gives.
    fn beneficiaries(&self, side: &BargainSide) -> Vec<usize> {
        let whom = side.gives.iter().flat_map(|&t| {
            let p = &self.tellings[t].participants;
            p.recipient.iter().chain(&p.patient).map(|f| f.entity)
        });
        let handed: Vec<usize> =
            side.gives.iter().filter(|&&t| self.frees(t)).flat_map(|&t| self.handed_over(t)).collect();
        whom.filter(|&e| is_party(self.kind(e)) && !handed.contains(&e)).take(1).collect()
    }

    /// Persons who are given rather than give: those released, sold, lent, let go.
    fn handed_over(&self, telling: usize) -> Vec<usize> {
        let t = &self.tellings[telling];
        let moves = matches!(t.kind(self.scene), Plover::Retreat | Plover::Cooperate | Plover::Concede | Plover::Other)
            && !self.is_worded(telling, &self.cues.handing);
        let objects =
            t.participants.patient.iter().filter(|f| moves && f.origin == Origin::Slot(Slot::Object)).map(|f| f.entity);
        objects.filter(|&e| self.kind(e) == ActorType::Person).collect()
    }

    /// Who gets something gives nothing with it.
    fn is_no_beneficiary(&self, e: usize, side: &BargainSide) -> bool {
        side.gives.iter().all(|&t| {
            let p = &self.tellings[t].participants;
            !p.recipient.iter().chain(&p.patient).any(|f| f.entity == e)
        })
    }

    /// Parties that deal with one of `with` in a sentence's tellings.
    fn parties(&self, sentence: usize, with: &[usize]) -> Vec<usize> {
        let here = self.told_in(sentence).iter().filter(|t| t.trigger.frame.is_some());
        let of = |e: &usize| self.same_camp(&[*e], with);
        // Who acts beside them against others does not deal with them: "Washington and Brussels imposed sanctions".
        let together = |t: &Telling| {
            let mutual =
                matches!(t.kind(self.scene), Plover::Agree | Plover::Consult | Plover::Cooperate | Plover::Support);
            !mutual && entities(&t.participants.agent).iter().any(of)
        };
        let dealt =
            |t: &'_ Telling| -> Vec<usize> { if together(t) { t.whom().collect() } else { t.entities().collect() } };
        here.filter(|t| t.entities().any(|e| of(&e))).flat_map(dealt).collect()
    }

    /// Groups that do something to one of `whom` in a sentence: "prosecutors charged him".
    fn groups_acting(&self, sentence: usize, whom: &[usize]) -> Vec<usize> {
        let here = self.told_in(sentence).iter().filter(|t| t.trigger.frame.is_some());
        let upon = here.filter(|t| t.whom().any(|e| whom.contains(&e)));
        upon.flat_map(|t| entities(&t.participants.agent)).filter(|&e| self.kind(e) == ActorType::Group).collect()
    }

    /// Parties that a sentence names, those left out who only tell what it says.
    fn named_parties(&self, sentence: usize) -> Vec<usize> {
        let sources = self.tellings.iter().filter_map(|t| t.source.as_ref()).filter(|s| s.sentence == sentence);
        let tellers: Vec<usize> = sources.flat_map(|s| self.scene.actors.for_phrase(sentence, s.head)).collect();
        let named = self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied());
        named.filter(|e| !tellers.contains(e)).collect()
    }
}

/// Whether some of the one and some of the other are the same, or a state and one of its people or bodies.
pub(in crate::extract) fn same_camp(scene: &Scene, some: &[usize], others: &[usize]) -> bool {
    let known = &scene.actors.entities;
    let state = |e: usize| known[e].country.as_deref().filter(|_| known[e].kind == ActorType::State);
    let of = |state: Option<&str>, e: usize| state.is_some() && state == known[e].country.as_deref();
    some.iter().any(|&a| others.iter().any(|&b| a == b || of(state(a), b) || of(state(b), a)))
}
