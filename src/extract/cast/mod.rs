//! Who takes part in an action, weighed over everyone of whom the story tells nearby: who does it, and to whom it is done.
//!
//! Tree and frame propose (`role.rs`, `telling.rs`); what they say is one cue among others: the way through the tree, what somebody is, where
//! and how often the story tells of them, what passed between them and the others. Whether those whom the sentence mentions take part is also
//! read word by word (`read`). Somebody who was not read off the words around the trigger is marked implied.

mod cue;
mod read;
mod story;

pub(super) use read::SCHOOLING;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    exchange::Bargain,
    role::{Filler, Origin},
    scene::Scene,
    telling::Telling,
    weigh::{Course, Lesson, Look, Right, Shape, Teaching, Weigher, Weights},
};
use crate::record::Plover;
use cue::{Looker, SLOTS};
use story::{Story, is_actor};

/// How likely somebody must be whom tree and frame propose, and how likely beside who is likeliest.
const ENOUGH: f32 = 0.2;
const BESIDE: f32 = 0.3;
/// How likely it must be of anybody else that the action is told and that they take part; who also must be the likeliest.
const ENOUGH_UNREAD: f32 = 0.3;

/// How the network of this question is taught: the first output is who does it, the second to whom.
pub(super) const COURSE: Course = Course {
    shape: Shape { slots: SLOTS, hidden: 64, outputs: 2, deep: true },
    seen: 30,
    passes: 6,
    batch: 64,
    forget: (0.2, 0.4, 0.2),
};

/// Who takes part in one action, and how likely.
#[derive(Debug)]
struct Cast {
    agents: Vec<(usize, f32)>,
    whom: Vec<(usize, f32)>,
}

/// Who takes part in each telling that has a type, read anew; those of other tellings stay.
pub(super) fn cast(scene: &Scene, tellings: &mut [Telling], bargains: &[Bargain]) {
    let story = Story::new(scene, tellings, bargains);
    let weigher = Weigher::new(&Weights::shipped().cast);
    let typed = (0..tellings.len()).filter(|&at| tellings[at].kind(scene) != Plover::Other);
    let read = typed.map(|at| (at, fillers(&story, at, choose(&story, &weigher, at))));
    let read: Vec<(usize, [Vec<Filler>; 3])> = read.collect();
    for (at, [agent, patient, recipient]) in read {
        let participants = &mut tellings[at].participants;
        (participants.agent, participants.patient, participants.recipient) = (agent, patient, recipient);
    }
}

fn choose(story: &Story, weigher: &Weigher, at: usize) -> Cast {
    let near: Vec<usize> = story.near(story.tellings[at].trigger.sentence).into_iter().collect();
    let read = read::read(story, &Weights::shipped().parts, at);
    let weighed = weigher.options(&looks(story, at, &near));
    let shares: Vec<Vec<f32>> =
        weighed.iter().enumerate().map(|(part, weighed)| read::both(weighed, &near, &read, part)).collect();
    let own = &story.tellings[at].participants;
    let told = story.tellings[at].trigger.likely.map_or(1.0, |percent| f32::from(percent) / 100.0);
    let doers = own.agent.iter();
    let others = own.patient.iter().chain(&own.recipient);
    let likely = |shares: &[f32], read: Vec<&Filler>| {
        if read.iter().any(|f| settled(f)) {
            return read.iter().map(|f| (f.entity, 1.0)).collect();
        }
        let read: BTreeSet<usize> = read.iter().map(|f| f.entity).collect();
        let most = shares[1..].iter().copied().fold(0.0, f32::max);
        let enough = |&(entity, share): &(usize, f32)| match read.contains(&entity) {
            true => share > ENOUGH && share >= BESIDE * most,
            false => share * told > ENOUGH_UNREAD && share >= most,
        };
        near.iter().copied().zip(shares[1..].iter().copied()).filter(enough).collect()
    };
    Cast { agents: likely(&shares[0], doers.collect()), whom: likely(&shares[1], others.collect()) }
}

/// What an exchange or the place of an arrest says is not weighed: it is too rare in annotated texts.
fn settled(filler: &Filler) -> bool {
    matches!(filler.origin, Origin::Exchange | Origin::StateOfPlace)
}

/// What is looked at: nobody, then everyone near.
fn looks(story: &Story, at: usize, near: &[usize]) -> Vec<Look> {
    let looker = Looker::new(story, at);
    [looker.nobody()].into_iter().chain(near.iter().map(|&entity| looker.entity(entity))).collect()
}

/// Agents, patients and recipients: where tree and frame read one off the words, they say which word and which role.
fn fillers(story: &Story, at: usize, cast: Cast) -> [Vec<Filler>; 3] {
    let telling = &story.tellings[at];
    let own = &telling.participants;
    let filler = |(entity, share): (usize, f32), read: &[Filler]| {
        let read = read.iter().find(|f| f.entity == entity).cloned();
        read.unwrap_or_else(|| Filler {
            entity,
            token: named_at(story, telling, entity),
            origin: Origin::Likely((100.0 * share) as u8),
            implied: true,
        })
    };
    let whom = cast.whom.iter().filter(|w| cast.agents.iter().all(|a| a.0 != w.0));
    let given = |w: &&(usize, f32)| own.recipient.iter().any(|f| f.entity == w.0);
    let (patients, recipients) = (whom.clone().filter(|w| !given(w)), whom.filter(given));
    [
        cast.agents.iter().map(|&a| filler(a, &own.agent)).collect(),
        patients.map(|&w| filler(w, &own.patient)).collect(),
        recipients.map(|&w| filler(w, &own.recipient)).collect(),
    ]
}

/// The word that names an entity nearest to a trigger in its sentence, else the trigger.
fn named_at(story: &Story, telling: &Telling, entity: usize) -> usize {
    let (sentence, token) = telling.trigger.place();
    let here = story.mentions[entity].iter().copied().filter(|m| m.sentence == sentence).filter(is_actor);
    here.map(|m| m.head).min_by_key(|head| head.abs_diff(token)).unwrap_or(token)
}

/// Adds what a document teaches of which it is known who takes part: for each of its tellings, by index, who does it and to whom.
pub(super) fn teach(
    scene: &Scene,
    tellings: &[Telling],
    bargains: &[Bargain],
    known: &BTreeMap<usize, [Vec<usize>; 2]>,
    teaching: &mut Teaching,
) {
    let story = Story::new(scene, tellings, bargains);
    for (&at, parts) in known {
        let near: Vec<usize> = story.near(tellings[at].trigger.sentence).into_iter().collect();
        let place = |entity: &usize| near.iter().position(|n| n == entity).map(|place| place + 1);
        let right = parts.iter().map(|entities| {
            let found: Vec<usize> = entities.iter().filter_map(place).collect();
            if found.is_empty() { vec![0] } else { found }
        });
        teaching.lessons.push(Lesson { looks: looks(&story, at, &near), right: Right::Looks(right.collect()) });
        teaching.lines.push(read::lesson(&story, at, parts));
    }
}
