//! The tellings of one document: each trigger with its participants, doubt, source and time; what is only implied filled in.

use super::{
    actor::{MentionUse, Standing},
    attribution::Source,
    factuality::{Reading, factuality},
    quantity::quantity,
    role::{Filler, Origin, Participants, participants},
    scene::Scene,
    time::{TimeExpression, time_of},
    tree::Tree,
    trigger::Trigger,
};
use crate::{
    language::Relation,
    ontology::{
        Frame,
        frame::{Slot, TriggerKind},
    },
    record::{ActorType, Plover, Polarity},
    span::Span,
};

/// One action as one place of the document tells it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The word that tells it, and its frame.
    pub trigger: Trigger,
    /// Who takes part.
    pub participants: Participants,
    /// How surely it is told.
    pub reading: Reading,
    /// Who says so, if not the document itself.
    pub source: Option<Source>,
    /// When, as EDTF.
    pub time: Option<String>,
    /// How many or how much.
    pub quantity: Option<f64>,
    /// Index of the first telling of the same action in this document.
    pub same_as: Option<usize>,
}

impl Telling {
    /// The frame, if one tells of it.
    pub fn frame<'s>(&self, scene: &Scene<'s>) -> Option<&'s Frame> {
        self.trigger.frame.map(|f| &scene.lexicon.frames[f])
    }

    /// PLOVER type; `OTHER` without a frame.
    pub fn kind(&self, scene: &Scene) -> Plover {
        self.frame(scene).map_or(Plover::Other, |f| f.kind)
    }

    /// The words of trigger and participants, as one stretch of the text.
    pub fn evidence(&self, scene: &Scene) -> Span {
        let tree = &scene.trees[self.trigger.sentence];
        tree.span_of(&self.participants.words)
    }

    /// Entities in any role.
    pub fn entities(&self) -> impl Iterator<Item = usize> + '_ {
        self.participants.all().map(|f| f.entity)
    }

    /// Takes the parties of an exchange as its own where it has none.
    pub fn take_parties(&mut self, provider: &[usize], receiver: &[usize]) {
        let token = self.trigger.token;
        let filler = |&entity: &usize| lent(entity, token, Origin::Exchange);
        if self.participants.agent.is_empty() {
            self.participants.agent = provider.iter().map(filler).collect();
        }
        if self.whom().next().is_none() {
            self.participants.patient = receiver.iter().map(filler).collect();
        }
    }

    /// "Trump and Kim will hold talks": whether several do to each other what they do.
    pub fn is_joint(&self, scene: &Scene) -> bool {
        self.participants.agent.len() > 1 && self.frame(scene).is_some_and(|f| f.symmetric)
    }

    /// Entities that do it.
    pub fn agents(&self) -> Vec<usize> {
        self.participants.agent.iter().map(|f| f.entity).collect()
    }

    /// Entities to whom it is done or given.
    pub fn whom(&self) -> impl Iterator<Item = usize> + '_ {
        self.participants.patient.iter().chain(&self.participants.recipient).map(|f| f.entity)
    }
}

/// Reads the tellings of the triggers of each sentence, in text order. Some have no participant yet: an exchange may give them one; the others
/// are dropped by [`keep_telling`].
pub fn tellings(scene: &Scene, times: &[TimeExpression], told: impl Fn(usize) -> Vec<Trigger>) -> Vec<Telling> {
    let read = (0..scene.trees.len()).flat_map(told).map(|trigger| read(scene, times, trigger));
    let mut found: Vec<Telling> = read.filter(|t| t.trigger.frame.is_some() || t.entities().next().is_some()).collect();
    for at in 0..found.len() {
        take_from_content(scene, &mut found, at);
    }
    take_from_place(scene, &mut found);
    for at in 0..found.len() {
        take_from_clause(scene, &mut found, at);
    }
    for at in 0..found.len() {
        complete(scene, &mut found, at);
    }
    for at in 0..found.len() {
        take_from_event(scene, &mut found, at);
        take_from_bid(scene, &mut found, at);
        take_from_deal(scene, &mut found, at);
    }
    found.iter_mut().for_each(|telling| class_between_bodies(scene, telling));
    found
}

/// Who jailed someone is the state where it was done, if nobody else is named: "was arrested in Lima and sentenced to two years".
fn take_from_place(scene: &Scene, found: &mut [Telling]) {
    let mut last: Option<(Vec<usize>, usize)> = None;
    for telling in found {
        let (sentence, token) = telling.trigger.place();
        let tree = &scene.trees[sentence];
        let by_state = telling.frame(scene).is_some_and(|f| f.by_state);
        if !by_state || !telling.participants.agent.is_empty() || !tree.is_passive(token) {
            continue;
        }
        let whom: Vec<usize> = telling.whom().collect();
        let places = ["in", "at", "near", "outside"].into_iter().flat_map(|p| tree.by_preposition(token, p));
        let known = |w: usize| scene.actors.whereabouts.get(&(sentence, w)).copied();
        let here = places.into_iter().find_map(|place| tree.subtree(place).into_iter().find_map(known));
        let same = last.as_ref().filter(|(who, _)| meet(&whom, who)).map(|l| l.1);
        if let Some(state) = here.or(same).filter(|s| !whom.contains(s)) {
            telling.participants.agent = vec![lent(state, token, Origin::StateOfPlace)];
            last = Some((whom, state));
        }
    }
}

/// Who only says no answers who asked or offered last: "Oslo offered to mediate. Bern declined."
fn take_from_bid(scene: &Scene, found: &mut [Telling], at: usize) {
    let answer = &found[at];
    let tree = &scene.trees[answer.trigger.sentence];
    let answers = answer.kind(scene) == Plover::Reject
        && answer.trigger.kind == TriggerKind::Verb
        && answer.whom().next().is_none()
        && !answer.agents().is_empty()
        && !tree.children(answer.trigger.token).iter().any(|&c| is_argument(tree, c));
    if !answers {
        return;
    }
    let agents = answer.agents();
    let near = |t: &Telling| t.trigger.sentence + BID_REACH >= answer.trigger.sentence;
    let bids = |t: &Telling| matches!(t.kind(scene), Plover::Request | Plover::Agree) && !meet(&agents, &t.agents());
    let bidder = found[..at].iter().rev().take_while(|t| near(t)).find(|t| bids(t) && !t.agents().is_empty());
    let token = answer.trigger.token;
    let bidders = bidder.map(|b| b.participants.agent.clone()).unwrap_or_default();
    found[at].participants.patient = bidders.into_iter().map(|f| lent(f.entity, token, Origin::Bidder)).collect();
}

/// What is business for a person is cooperation between two states or named bodies: "Norway sold Chile two frigates".
fn class_between_bodies(scene: &Scene, telling: &mut Telling) {
    let body = |e: usize| {
        let entity = &scene.actors.entities[e];
        entity.standing == Standing::Firm && matches!(entity.kind, ActorType::State | ActorType::Organization)
    };
    let between = telling.agents().into_iter().any(body) && telling.whom().any(body);
    let class = telling.frame(scene).and_then(|f| f.between_bodies.as_ref()).filter(|_| between);
    let frame = class.and_then(|class| scene.lexicon.index_of(class));
    telling.trigger.frame = frame.or(telling.trigger.frame);
}

/// Between whom one mediates are the parties of the deal: "Peru and Chile swapped spies in a deal brokered by Norway".
fn take_from_deal(scene: &Scene, found: &mut [Telling], at: usize) {
    let own = &found[at];
    let mediates = own.frame(scene).is_some_and(|f| f.mode.as_deref() == Some("mediate"));
    if !mediates || own.whom().next().is_some() || own.trigger.kind != TriggerKind::Verb {
        return;
    }
    let (sentence, token) = own.trigger.place();
    let tree = &scene.trees[sentence];
    let deals = scene.objects(sentence, token);
    let up = deals.into_iter().flat_map(|deal| std::iter::successors(Some(deal), |&i| tree.head(i)).take(EVENT_REACH));
    let told = up
        .filter(|&i| i != token)
        .find_map(|i| found.iter().find(|t| t.trigger.place() == (sentence, i) && t.entities().next().is_some()));
    let agents = own.agents();
    let is_party = |f: &&Filler| {
        let kind = scene.actors.entities[f.entity].kind;
        !agents.contains(&f.entity) && matches!(kind, ActorType::State | ActorType::Organization)
    };
    let parties = told.into_iter().flat_map(|t| t.participants.all());
    let parties: Vec<Filler> = parties.filter(is_party).map(|f| Filler { origin: Origin::Deal, ..f.clone() }).collect();
    found[at].participants.patient = parties;
}

/// How many sentences back a bid may stand that a bare "refused" answers.
const BID_REACH: usize = 1;

/// Whether a word says what its verb is about: an object, a clause, a prepositional phrase.
fn is_argument(tree: &Tree, c: usize) -> bool {
    let relation = tree.relation(c);
    let time = relation == Relation::OblUnmarked || tree.has_preposition(c, "on") || tree.has_preposition(c, "within");
    matches!(relation, Relation::Obj | Relation::Iobj | Relation::Ccomp | Relation::Xcomp)
        || relation.is(Relation::Obl) && !time
}

/// How many sentences back the event is looked for that a noun such as "the attack" or "the move" takes up.
const EVENT_REACH: usize = 4;

/// Who judges an event judges its doer: "condemned the raid", "turned the bid down", "hailed the decision".
fn take_from_event(scene: &Scene, found: &mut [Telling], at: usize) {
    let outer = &found[at];
    let judges = matches!(outer.kind(scene), Plover::Accuse | Plover::Reject | Plover::Support);
    if !judges || outer.whom().next().is_some() || outer.trigger.kind != TriggerKind::Verb {
        return;
    }
    let sentence = outer.trigger.sentence;
    let objects = scene.objects(sentence, outer.trigger.token);
    let agents = outer.agents();
    let doer = |event: &Telling| -> Vec<Filler> {
        let others = event.participants.agent.iter().filter(|f| !agents.contains(&f.entity));
        others.map(|f| lent(f.entity, outer.trigger.token, Origin::DoerOfEvent)).collect()
    };
    let event = objects.into_iter().find_map(|noun| event_of(scene, &found[..], at, noun));
    let doers = event.map(|e| doer(&found[e])).unwrap_or_default();
    found[at].participants.patient = doers;
}

/// The telling of the event that a noun names: its own, or the nearest before that it takes up.
fn event_of(scene: &Scene, found: &[Telling], at: usize, noun: usize) -> Option<usize> {
    let sentence = found[at].trigger.sentence;
    let tree = &scene.trees[sentence];
    let own = found.binary_search_by_key(&(sentence, noun), |t| t.trigger.place()).ok();
    if let Some(own) = own.filter(|&o| !found[o].participants.agent.is_empty()) {
        return Some(own);
    }
    if !tree.children(noun).iter().any(|&c| is_definite(tree, c)) {
        return None;
    }
    let lemma = tree.lemma(noun);
    let senses = scene.lexicon.senses(TriggerKind::Noun, lemma);
    let kinds: Vec<Plover> = senses.iter().map(|s| scene.lexicon.frames[s.frame].kind).collect();
    let any = scene.words.is(lemma, "act");
    let agents = found[at].agents();
    let fits = |t: &Telling| {
        let kind = t.kind(scene);
        !t.frame(scene).is_some_and(|f| f.symmetric)
            && !matches!(kind, Plover::Agree | Plover::Other | Plover::Consult)
            && (kinds.contains(&kind) || any)
            && t.participants.agent.iter().any(|f| !agents.contains(&f.entity))
    };
    let near = |e: &usize| found[*e].trigger.sentence + EVENT_REACH >= sentence;
    (0..at).rev().take_while(near).find(|&e| fits(&found[e]))
}

/// Whom a promise, demand or refusal concerns is who its content concerns: "refused to meet Obama", "demanded that Iran stop".
fn take_from_content(scene: &Scene, found: &mut [Telling], at: usize) {
    let outer = &found[at];
    let speaks = matches!(
        outer.kind(scene),
        Plover::Agree | Plover::Request | Plover::Reject | Plover::Accuse | Plover::Threaten | Plover::Support
    );
    if !speaks || outer.whom().next().is_some() {
        return;
    }
    let inner = in_sentence(found, outer.trigger.sentence).iter().find(|inner| is_content(scene, outer, inner));
    let whom = inner.map(|inner| concerned_by(scene, outer, inner)).unwrap_or_default();
    let promised = outer.kind(scene) == Plover::Agree && whom.is_empty();
    let whom = if promised { party_in_clause(scene, outer) } else { whom };
    found[at].participants.patient = whom.into_iter().map(|f| Filler { origin: Origin::Content, ..f }).collect();
}

/// Whom an attack hits is who its relative clause says it hit: "the attack that killed six soldiers"; who attacked, killed them.
fn take_from_clause(scene: &Scene, found: &mut [Telling], at: usize) {
    let clause = &found[at];
    let (sentence, token) = clause.trigger.place();
    let tree = &scene.trees[sentence];
    if tree.relation(token) != Relation::AclRelcl || clause.kind(scene) != Plover::Assault || tree.is_passive(token) {
        return;
    }
    let Some(noun) = tree.head(token).filter(|n| tree.subjects(token).contains(n)) else { return };
    let place = found.binary_search_by_key(&(sentence, noun), |t| t.trigger.place());
    let Some(noun) = place.ok().filter(|&n| found[n].kind(scene) == Plover::Assault) else { return };
    let whom = found[at].participants.patient.clone();
    if found[noun].whom().next().is_none() {
        found[noun].participants.patient = whom;
    }
    if found[at].participants.agent.is_empty() {
        found[at].participants.agent = found[noun].participants.agent.clone();
    }
}

/// Whom the content of a promise, demand or refusal names, its speaker left out.
fn concerned_by(scene: &Scene, outer: &Telling, inner: &Telling) -> Vec<Filler> {
    let agents = outer.agents();
    let of_doers = matches!(outer.kind(scene), Plover::Request | Plover::Accuse);
    let doers = inner.participants.agent.iter().filter(|_| of_doers);
    // Whom a promise frees or a denial names is no party to it.
    let party = |f: &&Filler| {
        let group = scene.actors.entities[f.entity].kind == ActorType::Group;
        !(group && matches!(outer.kind(scene), Plover::Agree | Plover::Reject))
    };
    // Of whom something is demanded is who shall do it, not to whom it shall be done.
    // What is promised against somebody is promised to others: "pledged to disband the militia".
    let friendly = matches!(
        inner.kind(scene),
        Plover::Consult
            | Plover::Agree
            | Plover::Support
            | Plover::Cooperate
            | Plover::Aid
            | Plover::Retreat
            | Plover::Concede
    );
    let state = |f: &&Filler| scene.actors.entities[f.entity].kind == ActorType::State;
    let counts = |f: &&Filler| friendly || outer.kind(scene) != Plover::Agree || state(f);
    let done_to = inner.participants.patient.iter().filter(counts);
    let done_to = done_to.chain(&inner.participants.recipient);
    let concerned = doers.chain(done_to.filter(|_| outer.kind(scene) != Plover::Request).filter(party));
    concerned.filter(|f| !agents.contains(&f.entity)).take(1).cloned().collect()
}

/// The other party that the clause of a promise names: "agreed to lend a billion dollars to Indonesia".
fn party_in_clause(scene: &Scene, outer: &Telling) -> Vec<Filler> {
    let (sentence, token) = outer.trigger.place();
    let tree = &scene.trees[sentence];
    let clause =
        |&c: &usize| matches!(tree.relation(c), Relation::Xcomp | Relation::Advcl | Relation::Ccomp) && c > token;
    let words = tree.children(token).iter().copied().filter(clause).take(1).flat_map(|c| tree.subtree(c));
    let agents = outer.agents();
    let party = |word: usize| {
        let mention = scene.actors.at(sentence, word).filter(|m| m.head == word && m.use_ == MentionUse::Actor)?;
        let entity = *mention.entities.first()?;
        let kind = scene.actors.entities[entity].kind;
        let named = matches!(kind, ActorType::State | ActorType::Organization) && !agents.contains(&entity);
        named.then_some(Filler { entity, token: word, origin: Origin::Clause, implied: false })
    };
    let linked = |&w: &usize| ["to", "with", "for", "from"].iter().any(|p| tree.has_preposition(w, p));
    let first = words.filter(linked).find(|&w| party(w).is_some());
    first.into_iter().flat_map(|w| tree.conjuncts(w)).filter_map(party).collect()
}

/// Whether one telling is what the other speaks of: its complement or object, or what that consists of.
fn is_content(scene: &Scene, outer: &Telling, inner: &Telling) -> bool {
    let (tree, top) = (&scene.trees[outer.trigger.sentence], outer.trigger.token);
    let mut at = inner.trigger.token;
    if inner.trigger.sentence != outer.trigger.sentence || at == top {
        return false;
    }
    while let Some(head) = tree.head(at) {
        let relation = tree.relation(at);
        let purpose = |p: String| matches!(&*p, "to" | "of" | "for" | "from" | "into" | "by" | "with");
        let down = matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Obj | Relation::Acl)
            || relation == Relation::Advcl && tree.prepositions(at).all(purpose)
            || relation.is(Relation::Obl)
            || relation.is(Relation::Nmod);
        match down {
            true if head == top => return true,
            true => at = head,
            false => return false,
        }
    }
    false
}

/// Drops words of which nobody says whose they are, and joins retellings; gives for each telling its new index, if it stays.
pub fn keep_telling(scene: &Scene, found: &mut Vec<Telling>) -> Vec<Option<usize>> {
    let mut next = 0;
    let stays = found.iter().map(|t| {
        let index = next;
        tells(scene, t).then(|| next += 1).map(|()| index)
    });
    let moved = stays.collect();
    found.retain(|t| tells(scene, t));
    for at in 0..found.len() {
        found[at].same_as = told_before(scene, found, at);
    }
    moved
}

/// Whether a telling has participants, or tells an action of the sixteen types: "the ceasefire", "new talks" are events of the story, though
/// their sentence leaves their parties unsaid.
fn tells(scene: &Scene, telling: &Telling) -> bool {
    telling.kind(scene) != Plover::Other || telling.entities().next().is_some()
}

fn read(scene: &Scene, times: &[TimeExpression], trigger: Trigger) -> Telling {
    let (sentence, token) = trigger.place();
    let tree = scene.trees[sentence].sentence;
    let participants = participants(scene, &trigger);
    let whom = participants.patient.iter().chain(&participants.recipient).map(|f| f.token);
    let quantity = whom.chain([token]).find_map(|word| quantity(scene.text, tree, word)).map(|q| q.value);
    Telling {
        reading: factuality(scene.text, tree, token),
        source: scene.speakers.source(sentence, token),
        time: time_of(tree, sentence, token, times).map(|t| t.edtf.clone()),
        quantity,
        same_as: None,
        participants,
        trigger,
    }
}

/// What a noun tells that names something given in an exchange, by the frame that it has as a gift.
pub fn given_noun(scene: &Scene, times: &[TimeExpression], (sentence, token): (usize, usize), frame: usize) -> Telling {
    read(
        scene,
        times,
        Trigger { sentence, token, kind: TriggerKind::Noun, frame: Some(frame), used: vec![], likely: None },
    )
}

/// Fills in who must have done it, or to whom, from the nearest telling of the same class: "the release" after "Iran released two
/// journalists" is Iran's.
fn complete(scene: &Scene, found: &mut [Telling], at: usize) {
    let lacks_agent = found[at].participants.agent.is_empty();
    let lacks_whom = found[at].whom().next().is_none() && !found[at].is_joint(scene);
    let denied = found[at].reading.polarity == Polarity::Negative;
    let bare = lacks_agent && lacks_whom && found[at].trigger.kind == TriggerKind::Noun;
    if (!lacks_agent && !lacks_whom) || found[at].trigger.frame.is_none() || denied {
        return;
    }
    let nearest = (0..at).rev().chain(at + 1..found.len());
    let sentence = found[at].trigger.sentence;
    let near = |e: usize| !bare || found[e].trigger.sentence.abs_diff(sentence) <= EVENT_REACH;
    let may = |&e: &usize| near(e) && may_lend(scene, &found[e], &found[at]);
    let takes = !lacks_agent || takes_up(scene, &found[at]);
    let Some(other) = nearest.into_iter().find(|e| takes && may(e)) else { return };
    let lender = found[other].participants.clone();
    let token = found[at].trigger.token;
    let implied = |filler: Filler| lent(filler.entity, token, Origin::ToldBefore);
    let own = &mut found[at].participants;
    if lacks_agent {
        own.agent = lender.agent.into_iter().map(implied).collect();
    }
    if lacks_whom && (lacks_agent || found[at].trigger.kind == TriggerKind::Noun) {
        let own = &mut found[at].participants;
        own.patient = lender.patient.into_iter().map(implied).collect();
        own.recipient = lender.recipient.into_iter().map(implied).collect();
    }
}

/// A participant that another telling names, perhaps in another sentence: here it stands in the trigger.
fn lent(entity: usize, token: usize, origin: Origin) -> Filler {
    Filler { entity, token, origin, implied: true }
}

/// "the Trump investigation": a person's name before the noun says whom it is about as well as whose it is.
fn names_a_case(scene: &Scene, filler: &Filler) -> bool {
    filler.origin == Origin::Slot(Slot::Modifier) && scene.actors.entities[filler.entity].kind == ActorType::Person
}

fn may_lend(scene: &Scene, earlier: &Telling, later: &Telling) -> bool {
    is_alike(scene, earlier, later)
        && !earlier.participants.agent.is_empty()
        && (earlier.whom().next().is_some() || later.participants.agent.is_empty())
        && earlier.participants.agent.iter().all(|f| f.origin != Origin::ToldBefore && !names_a_case(scene, f))
        && (later.participants.agent.is_empty() || meet(&earlier.agents(), &later.agents()))
        && whom_fits(scene, earlier, later)
}

/// Whether a telling speaks of what was told: a noun with "the" or "this", or a verb that says to whom and has no subject of its own.
fn takes_up(scene: &Scene, later: &Telling) -> bool {
    let tree = &scene.trees[later.trigger.sentence];
    let token = later.trigger.token;
    match later.trigger.kind {
        TriggerKind::Noun => tree.children(token).iter().any(|&c| is_definite(tree, c)),
        _ => later.whom().next().is_some() && tree.subjects(token).is_empty(),
    }
}

/// A word such as "the", "this", "such".
fn is_definite(tree: &Tree, c: usize) -> bool {
    tree.relation(c) == Relation::Det && matches!(tree.lemma(c), "the" | "this" | "that" | "these" | "those" | "such")
}

/// Of one class; talks are talks, whatever the word for them.
fn is_alike(scene: &Scene, one: &Telling, other: &Telling) -> bool {
    let talks = |t: &Telling| t.kind(scene) == Plover::Consult && t.frame(scene).is_some_and(|f| f.symmetric);
    one.trigger.frame == other.trigger.frame || talks(one) && talks(other) && other.trigger.kind == TriggerKind::Noun
}

/// The same people, or people of the same kind: "another group of prisoners" was released by who released the first.
fn whom_fits(scene: &Scene, earlier: &Telling, later: &Telling) -> bool {
    let whom: Vec<usize> = later.whom().collect();
    let kind = |e: usize| scene.actors.entities[e].kind;
    let head = |e: usize| scene.actors.entities[e].name.rsplit(' ').next().map(str::to_lowercase);
    whom.is_empty()
        || earlier.whom().any(|e| whom.contains(&e))
        || earlier.whom().any(|e| {
            whom.iter().any(|&l| kind(e) == ActorType::Group && kind(l) == ActorType::Group && head(e) == head(l))
        })
}

/// The tellings of one sentence.
fn in_sentence(found: &[Telling], sentence: usize) -> &[Telling] {
    let first = found.partition_point(|t| t.trigger.sentence < sentence);
    let count = found[first..].partition_point(|t| t.trigger.sentence == sentence);
    &found[first..first + count]
}

/// Whether one of some entities is among others.
pub(super) fn meet(some: &[usize], others: &[usize]) -> bool {
    some.iter().any(|e| others.contains(e))
}

/// The first telling of the same action: same class, same parties, nothing that speaks against it.
fn told_before(scene: &Scene, found: &[Telling], at: usize) -> Option<usize> {
    let later = &found[at];
    later.trigger.frame?;
    let first = (0..at).find(|&e| is_same(scene, &found[e], later))?;
    Some(found[first].same_as.unwrap_or(first))
}

fn is_same(scene: &Scene, earlier: &Telling, later: &Telling) -> bool {
    if earlier.frame(scene).map(|f| &f.class) != later.frame(scene).map(|f| &f.class) {
        return false;
    }
    let whom: Vec<usize> = later.whom().collect();
    let agents = later.agents();
    (agents.is_empty() || meet(&earlier.agents(), &agents))
        && (whom.is_empty() && earlier.whom().next().is_none() || earlier.whom().any(|e| whom.contains(&e)))
        && agree(earlier.time.as_ref(), later.time.as_ref())
        && agree(earlier.quantity.as_ref(), later.quantity.as_ref())
        && earlier.reading.polarity == later.reading.polarity
}

fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
