//! Who takes part in an action, and as what: the frame's slots read off the tree around the trigger.

use super::{
    actor::{Mention, Standing},
    relation::Tie,
    scene::{Scene, Support},
    tree::Tree,
    trigger::Trigger,
};
use crate::{
    language::{NameKind, Relation, Upos, Xpos},
    ontology::frame::{Roles, Sense, Slot, TriggerKind},
    record::{ActorType, MentionKind, Plover, RelationType},
    span::Span,
};
use std::{collections::BTreeSet, fmt};

/// Who takes part, and where in the sentence each stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participants {
    /// Who does it.
    pub agent: Vec<Filler>,
    /// To whom.
    pub patient: Vec<Filler>,
    /// To whom something is given.
    pub recipient: Vec<Filler>,
    /// What it is about, where that is no actor: bytes of the text.
    pub theme: Option<Span>,
    /// Where, in bytes of the text.
    pub place: Option<Span>,
    /// The words that the participants stand in, the trigger included.
    pub words: Vec<usize>,
}

impl Participants {
    /// Those in any role: first who does it, then to whom.
    pub fn all(&self) -> impl Iterator<Item = &Filler> {
        self.agent.iter().chain(&self.patient).chain(&self.recipient)
    }

    /// The roles with their names.
    pub fn by_name(&self) -> [(&'static str, &[Filler]); 3] {
        [("agent", &self.agent), ("patient", &self.patient), ("recipient", &self.recipient)]
    }
}

/// One participant: an actor and the word by which the sentence names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Index of the entity.
    pub entity: usize,
    /// Head word of the phrase that names it.
    pub token: usize,
    /// By what it is known to take part.
    pub origin: Origin,
    /// Whether the words around the trigger leave it unsaid, and it was taken from elsewhere in the document.
    pub implied: bool,
}

/// By what a participant is known to take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stands in this slot of the trigger.
    Slot(Slot),
    /// It stands somewhere inside the object.
    InsideObject,
    /// The clause around the trigger names it.
    Clause,
    /// It takes part in what is promised, demanded or refused.
    Content,
    /// It takes part in the deal above the trigger.
    Deal,
    /// It did what the object names.
    DoerOfEvent,
    /// It asked or offered before.
    Bidder,
    /// It took part in an earlier telling of the same.
    ToldBefore,
    /// It gives or gets in an exchange.
    Exchange,
    /// It is the state of the place where it was done.
    StateOfPlace,
    /// It is likely by what annotated texts taught, in percent.
    Likely(u8),
}

impl Origin {
    /// Whether it stands behind the preposition, of the trigger or of its object.
    pub fn is_behind(&self, preposition: &str) -> bool {
        let is = |slot: &Slot| matches!(slot, Slot::Preposition(own) if **own == *preposition);
        match self {
            Self::Slot(Slot::OfObject(inner)) => is(inner),
            Self::Slot(slot) => is(slot),
            _ => false,
        }
    }
}

/// As `explain` says it.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Slot(slot) => return f.write_str(&slot_name(slot)),
            Self::Likely(percent) => return write!(f, "likely, {percent} %"),
            Self::InsideObject => "inside the object",
            Self::Clause => "",
            Self::Content => "its content",
            Self::Deal => "party of the deal",
            Self::DoerOfEvent => "doer of the event",
            Self::Bidder => "who bid before",
            Self::ToldBefore => "told before",
            Self::Exchange => "party of the exchange",
            Self::StateOfPlace => "state where it was done",
        })
    }
}

/// The slots of an action that no frame tells of.
fn plain_roles() -> Roles {
    Roles {
        agent: vec![Slot::Subject],
        patient: vec![Slot::Object],
        recipient: vec![Slot::IndirectObject],
        theme: vec![Slot::Object, Slot::Complement],
    }
}

/// Reads the participants of one trigger.
pub fn participants(scene: &Scene, trigger: &Trigger) -> Participants {
    let plain = plain_roles();
    let roles = match trigger.frame.map(|f| &scene.lexicon.frames[f]) {
        Some(frame) if trigger.kind == TriggerKind::Verb => &frame.verb_roles,
        Some(frame) => &frame.noun_roles,
        None => &plain,
    };
    let symmetric = trigger.frame.is_some_and(|f| scene.lexicon.frames[f].symmetric);
    Reader { scene, tree: &scene.trees[trigger.sentence], trigger, taken: vec![] }.read(roles, symmetric)
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    tree: &'s Tree<'a>,
    trigger: &'s Trigger,
    /// Words that already fill a role.
    taken: Vec<usize>,
}

impl Reader<'_, '_> {
    fn read(mut self, roles: &Roles, symmetric: bool) -> Participants {
        let mut found = Participants { words: vec![self.trigger.token], ..Participants::default() };
        // A recipient or patient by preposition is surer than an agent guessed from a modifier, so agents come first only
        // where they stand firm; "Ukraine war" and "U.S. sanctions" differ by what the frame's slots say.
        let either = |s: &Slot, other: &Slot| roles.agent.contains(s) && roles.patient.contains(other);
        let suffers = |s: &Slot| match s {
            Slot::Possessor => either(s, s),
            Slot::Modifier => either(s, &Slot::Compound),
            _ => false,
        };
        let aimed = self.aimed_at();
        let against = |s: &&Slot| {
            suffers(s) && self.is_victim(s)
                || aimed.is_some() && **s == Slot::Modifier
                || self.is_saved(s)
                || self.is_withdrawn(s)
        };
        let agent: Vec<Slot> = roles.agent.iter().filter(|s| !against(s)).cloned().collect();
        found.agent = self.fill(&agent);
        if found.agent.is_empty() && agent.contains(&Slot::Subject) {
            found.agent = self.authors();
        }
        if symmetric && found.agent.is_empty() && self.tree.is_noun(self.trigger.token) {
            self.add_members(&Slot::Subject, self.trigger.token, &mut found.agent);
        }
        found.patient = self.fill(&roles.patient);
        let of = Slot::Preposition("of".into());
        if roles.agent.contains(&of) && self.is_withdrawn(&of) {
            found.patient.extend(self.fill(&[of]));
        }
        if let Some(noun) = aimed.filter(|_| found.patient.is_empty()) {
            found.patient = self.fillers(&Slot::Modifier, noun);
            self.taken.push(noun);
        }
        found.recipient = self.fill(&roles.recipient);
        if found.patient.is_empty() && found.recipient.is_empty() && self.is_saved(&Slot::Possessor) {
            found.recipient = self.fill(&[Slot::Possessor]);
        }
        self.lend(&mut found);
        if found.agent.is_empty() {
            found.agent = self.captors(&found.patient);
        }
        if symmetric {
            if found.agent.is_empty() && found.patient.is_empty() && self.tree.is_verb(self.trigger.token) {
                found.agent = self.parties();
            }
            share_sides(&mut found, self.is_accord());
        }
        let mutual = symmetric && found.agent.len() > 1;
        if self.trigger.frame.is_some() && !mutual && found.patient.is_empty() && found.recipient.is_empty() {
            found.patient = self.farther_whom();
        }
        found.patient.retain(|p| found.agent.iter().all(|a| a.entity != p.entity));
        found.theme = self.theme(&roles.theme, &mut found.words);
        found.place = self.place(&mut found.words);
        found.words.extend(self.taken.iter().copied());
        found.words.extend(self.trigger.used.iter().copied());
        found
    }

    /// "A treaty was signed between Peru and Chile", "The Peru-Chile treaty was signed": those between whom the act or its object is.
    fn parties(&mut self) -> Vec<Filler> {
        let own = self.fill(&[Slot::Preposition("between".into())]);
        if !own.is_empty() {
            return own;
        }
        let slots = [Slot::Preposition("between".into()), Slot::Modifier];
        let of_object = |slot: &Slot| self.heads(&Slot::OfObject(Box::new(slot.clone())), self.trigger.token);
        let parties = slots.iter().map(|slot| {
            let mut seen = BTreeSet::new();
            let fillers =
                of_object(slot).into_iter().flat_map(|h| self.fillers(&Slot::OfObject(Box::new(slot.clone())), h));
            fillers.filter(|f| seen.insert(f.entity)).collect::<Vec<_>>()
        });
        let found = parties.into_iter().find(|p| p.len() > 1).unwrap_or_default();
        self.taken.extend(found.iter().map(|f| f.token));
        found
    }

    /// Whether each of those who do it does it with the other: "signed a treaty".
    fn is_accord(&self) -> bool {
        matches!(self.kind(), Some(Plover::Agree | Plover::Support))
    }

    /// The state that a measure or charge aims at: "Russia sanctions", "the China tariffs", "Iran talks"; "U.S. sanctions" says whose they are.
    fn aimed_at(&self) -> Option<usize> {
        let kind = self.kind()?;
        let measure =
            matches!(kind, Plover::Accuse | Plover::Coerce | Plover::Sanction | Plover::Retreat | Plover::Consult);
        let is_state = |&c: &usize| {
            let entities = self.scene.actors.for_phrase(self.trigger.sentence, c);
            entities.iter().any(|&e| self.scene.actors.entities[e].kind == ActorType::State)
        };
        let spelled = |&c: &usize| self.tree.form(c).chars().any(char::is_lowercase);
        let nouns = self.tree.dependents(self.trigger.token, Relation::Compound);
        let alone = |&c: &usize| kind != Plover::Consult || self.hyphened(c).is_none();
        let noun = nouns.filter(|&c| self.tree.upos(c) == Upos::Propn).filter(spelled).filter(alone).find(is_state)?;
        (measure && self.tree.is_noun(self.trigger.token)).then_some(noun)
    }

    /// Where a possessor may be either, a person suffers and a state acts: "Navalny's arrest", "Iran's arrest of a reporter".
    fn is_victim(&self, slot: &Slot) -> bool {
        let token = self.trigger.token;
        let person = |&i: &usize| {
            let entities = self.scene.actors.for_phrase(self.trigger.sentence, i);
            entities.iter().any(|&e| matches!(self.scene.actors.entities[e].kind, ActorType::Person | ActorType::Group))
        };
        let before = match slot {
            Slot::Possessor => Relation::NmodPoss,
            _ => Relation::Compound,
        };
        self.tree.by_preposition(token, "of").is_empty() && self.tree.dependents(token, before).any(|i| person(&i))
    }

    /// Troops are withdrawn by those whose they are: "the withdrawal of 2,000 troops".
    fn is_withdrawn(&self, slot: &Slot) -> bool {
        let (tree, words) = (self.tree, self.scene.words);
        let sent = |c: usize| ["troops", "diplomat"].iter().any(|class| words.is(tree.lemma(c), class));
        *slot == Slot::Preposition("of".into())
            && self.kind() == Some(Plover::Retreat)
            && tree.by_preposition(self.trigger.token, "of").into_iter().any(sent)
    }

    /// A state or body gets what is called its own rescue: "Greece's bailout", not "the fund's bailout of Greece".
    fn is_saved(&self, slot: &Slot) -> bool {
        let (tree, token) = (self.tree, self.trigger.token);
        let named = ["of", "for", "to"].iter().any(|p| !tree.by_preposition(token, p).is_empty());
        let person = |&e: &usize| self.scene.actors.entities[e].kind == ActorType::Person;
        let people = |i: usize| self.scene.actors.for_phrase(self.trigger.sentence, i).iter().any(person);
        *slot == Slot::Possessor
            && self.scene.words.is(tree.lemma(token), "received")
            && !named
            && !tree.dependents(token, Relation::NmodPoss).any(people)
    }

    /// The actors in the first slot that holds any.
    fn fill(&mut self, slots: &[Slot]) -> Vec<Filler> {
        for slot in slots {
            let heads = self.heads(slot, self.trigger.token);
            let mut fillers: Vec<Filler> = heads.into_iter().flat_map(|h| self.fillers(slot, h)).collect();
            if !fillers.is_empty() {
                self.taken.extend(fillers.iter().map(|f| f.token));
                let mut seen = BTreeSet::new();
                fillers.retain(|filler| seen.insert(filler.entity));
                return fillers;
            }
        }
        vec![]
    }

    /// "released a statement condemning the raid", "a law banning": whoever makes what speaks for him.
    fn authors(&self) -> Vec<Filler> {
        let (tree, verb) = (self.tree, self.trigger.token);
        let says = matches!(tree.relation(verb), Relation::Acl | Relation::AclRelcl)
            && tree.subjects(verb) == tree.head(verb).into_iter().collect::<Vec<_>>();
        let noun = tree.head(verb).filter(|&n| says && self.scene.words.is(tree.lemma(n), "authored"));
        let makers = |noun: usize| {
            let own: Vec<usize> = tree.dependents(noun, Relation::NmodPoss).collect();
            let by = ["by", "from"].iter().flat_map(|p| tree.by_preposition(noun, p)).collect();
            let whose = tree.children(noun).iter().copied().filter(|&c| self.is_name_modifier(c)).collect();
            let makes = |v: usize| self.scene.words.is(tree.lemma(v), "makes_text") && tree.objects(v).contains(&noun);
            let above = tree.head(noun).filter(|&v| tree.is_verb(v) && makes(v));
            let above = above.map_or(vec![], |v| tree.subjects(v));
            [own, by, above, whose].into_iter().find(|heads| !heads.is_empty()).unwrap_or_default()
        };
        self.actors_at(noun.map_or(vec![], makers))
    }

    /// Who holds those who are to go free: "the release of the sailors held by Iran".
    fn captors(&self, freed: &[Filler]) -> Vec<Filler> {
        let kind = self.kind();
        let holds = |&c: &usize| self.scene.words.is(self.tree.lemma(c), "holds_captive");
        let clauses = |f: &Filler| {
            let children = self.tree.children(f.token).iter().copied();
            children.filter(|&c| matches!(self.tree.relation(c), Relation::Acl | Relation::AclRelcl)).filter(holds)
        };
        let freed = freed.iter().filter(|_| kind == Some(Plover::Retreat));
        self.actors_at(freed.flat_map(clauses).flat_map(|c| self.tree.subjects(c)))
    }

    /// The actors that phrases tell of, each once.
    fn actors_at(&self, heads: impl IntoIterator<Item = usize>) -> Vec<Filler> {
        let mut seen = BTreeSet::new();
        let fillers = heads.into_iter().flat_map(|h| self.fillers(&Slot::Subject, h));
        fillers.filter(|filler| seen.insert(filler.entity)).collect()
    }

    /// What kind of action the frame tells of.
    fn kind(&self) -> Option<Plover> {
        self.trigger.frame.map(|f| self.scene.lexicon.frames[f].kind)
    }

    /// What a light verb's subject is to the event noun.
    fn lend(&mut self, found: &mut Participants) {
        if self.trigger.kind != TriggerKind::Noun {
            return;
        }
        let support = self.scene.support(self.trigger.sentence, self.trigger.token);
        let Some((verb, support)) = support.or_else(|| self.meeting_before(found)) else { return };
        let lent = |reader: &Self, verb| reader.actors_at(reader.tree.subjects(verb));
        match support {
            Support::Agent if found.agent.is_empty() => found.agent = lent(self, verb),
            Support::Patient if found.patient.is_empty() && found.recipient.is_empty() => {
                found.patient = lent(self, verb);
            }
            _ => {}
        }
        found.words.push(verb);
        found.words.extend(found.agent.iter().chain(&found.patient).map(|f| f.token));
    }

    /// Whom an act is done to where no slot of the frame names it: "returned the relics TO IRAQ", "lifted the ban imposed ON QATAR".
    fn farther_whom(&mut self) -> Vec<Filler> {
        let name = |p: &&str| Slot::Preposition((*p).into());
        // Talks are held on a thing, at and in a place.
        let places: &[&str] = if self.kind() == Some(Plover::Consult) { &[] } else { &["on", "upon", "at"] };
        let own = ["against", "to", "with", "towards", "toward"].iter().chain(places);
        let own = own.map(name).collect::<Vec<_>>();
        let objects = own.iter().map(|slot| Slot::OfObject(Box::new(slot.clone()))).collect::<Vec<_>>();
        let near = self.fill(&[vec![Slot::IndirectObject], own, objects].concat());
        if !near.is_empty() {
            return near;
        }
        let asked = self.asked_to();
        if !asked.is_empty() {
            return asked;
        }
        let met = self.met_for_it();
        if !met.is_empty() {
            return met;
        }
        let inside = if self.is_about_object() { self.inside_object() } else { self.left() };
        if inside.is_empty() { self.state_within() } else { inside }
    }

    /// "pressed | for Oslo | to withdraw"
    fn asked_to(&mut self) -> Vec<Filler> {
        let (tree, verb) = (self.tree, self.trigger.token);
        let kind = self.kind();
        let to = |c: usize| tree.dependents(c, Relation::Mark).any(|m| tree.lemma(m) == "to");
        let acts = |&n: &usize| {
            let behind = tree.children(verb).iter().chain(tree.children(n)).copied();
            let clauses = behind
                .filter(|&c| c > n && matches!(tree.relation(c), Relation::Acl | Relation::Advcl | Relation::Xcomp));
            clauses.filter(|&c| to(c)).any(|c| tree.subjects(c).contains(&n))
        };
        let asked: Vec<usize> = tree.by_preposition(verb, "for").into_iter().filter(acts).collect();
        let found: Vec<Filler> = asked
            .into_iter()
            .filter(|_| kind == Some(Plover::Request))
            .flat_map(|h| self.fillers(&Slot::Subject, h))
            .collect();
        self.taken.extend(found.iter().map(|f| f.token));
        found
    }

    /// "met the envoys to discuss a truce": with those whom the verb above names.
    fn met_for_it(&mut self) -> Vec<Filler> {
        let (tree, verb) = (self.tree, self.trigger.token);
        let kind = self.kind();
        let purpose = tree.is_verb(verb)
            && matches!(tree.relation(verb), Relation::Advcl | Relation::Acl | Relation::Xcomp)
            && tree.has_preposition(verb, "to");
        let Some(above) = tree.head(verb).filter(|_| purpose && kind == Some(Plover::Consult)) else { return vec![] };
        let part = if tree.is_noun(above) { TriggerKind::Noun } else { TriggerKind::Verb };
        let senses = self.scene.lexicon.senses(part, &tree.lemma(above).to_lowercase());
        if !senses.iter().any(|s| self.scene.lexicon.frames[s.frame].kind == Plover::Consult) {
            return vec![];
        }
        let mut heads = if tree.is_noun(above) { vec![] } else { self.scene.objects(self.trigger.sentence, above) };
        heads.extend(["with", "to"].iter().flat_map(|p| self.scene.by_preposition(self.trigger.sentence, above, p)));
        let slot = Slot::Preposition("with".into());
        let found: Vec<Filler> =
            heads.into_iter().filter(|&h| h != verb).flat_map(|h| self.fillers(&slot, h)).collect();
        self.taken.extend(found.iter().map(|f| f.token));
        found
    }

    /// Whether the act concerns whoever its object's phrase names: "condemned the raid on a church", "lifted a ban on Qatari gas".
    fn is_about_object(&self) -> bool {
        !matches!(
            self.kind().unwrap_or(Plover::Other),
            Plover::Other
                | Plover::Concede
                | Plover::Consult
                | Plover::Agree
                | Plover::Aid
                | Plover::Cooperate
                | Plover::Retreat
        )
    }

    /// "left Iraq", "disarm the Brigades": a named state or body that forces leave, not the forces.
    fn left(&mut self) -> Vec<Filler> {
        let kind = self.kind();
        let objects = self.scene.objects(self.trigger.sentence, self.trigger.token);
        let objects =
            objects.into_iter().filter(|_| kind == Some(Plover::Retreat) && self.tree.is_verb(self.trigger.token));
        let mut found: Vec<Filler> = objects.flat_map(|o| self.fillers(&Slot::Subject, o)).collect();
        let known = |e: usize| &self.scene.actors.entities[e];
        let body = |e: usize| matches!(known(e).kind, ActorType::State | ActorType::Organization);
        found.retain(|f| body(f.entity) && known(f.entity).standing == Standing::Firm);
        self.taken.extend(found.iter().map(|f| f.token));
        found
    }

    /// The state in which something is opened, sent or done: "reopen its embassy in Damascus".
    fn state_within(&mut self) -> Vec<Filler> {
        let frame = self.trigger.frame.map(|f| &self.scene.lexicon.frames[f]);
        let kind = frame.map(|f| f.kind);
        if frame.is_some_and(|f| f.symmetric || f.by_state && self.tree.is_passive(self.trigger.token)) {
            return vec![];
        }
        if kind == Some(Plover::Assault) && !self.scene.objects(self.trigger.sentence, self.trigger.token).is_empty() {
            return vec![];
        }
        let within = ["in", "into"].map(|p| Slot::Preposition(p.into()));
        let objects = within.clone().map(|slot| Slot::OfObject(Box::new(slot)));
        let found = self.fill(&[within, objects].concat());
        found.into_iter().filter(|f| self.scene.actors.entities[f.entity].kind == ActorType::State).collect()
    }

    /// The first actor whose the object is, or whom its phrase names close by: "a raid on a church", not "a plan that the church made".
    fn inside_object(&mut self) -> Vec<Filler> {
        let sentence = self.trigger.sentence;
        let objects = self.scene.objects(sentence, self.trigger.token);
        let apart = |c: usize| !self.is_close(c);
        let asked = |o: &usize| !self.is_bidden_act(&Slot::Object, *o);
        let free = || objects.iter().copied().filter(|o| !self.taken.contains(o)).filter(asked);
        let kind = |e: &usize| self.scene.actors.entities[*e].kind;
        let people = |o: &usize| {
            let entities = self.scene.actors.for_phrase(sentence, *o);
            entities.iter().any(|e| matches!(kind(e), ActorType::Person | ActorType::Group))
        };
        let inside = free().filter(people).chain(free().flat_map(|o| self.tree.subtree_without(o, apart)));
        let mut inside = inside.filter(|w| !self.taken.contains(w) && *w != self.trigger.token);
        let named = inside.find_map(|w| {
            let entities = self.scene.actors.for_phrase(sentence, w);
            entities.first().map(|&entity| Filler { entity, token: w, origin: Origin::InsideObject, implied: false })
        });
        self.taken.extend(named.iter().map(|f| f.token));
        named.into_iter().collect()
    }

    /// Whether a word tells whose, or whom, the noun above it concerns.
    fn is_close(&self, word: usize) -> bool {
        let relation = self.tree.relation(word);
        match relation {
            Relation::NmodPoss | Relation::Compound | Relation::Amod | Relation::Conj | Relation::Flat => true,
            _ if relation.is(Relation::Nmod) => {
                let close = ["of", "by", "on", "upon", "against", "from", "with", "between", "in", "to", "for"];
                let mut prepositions = self.tree.prepositions(word).peekable();
                prepositions.peek().is_none() || prepositions.any(|p| close.contains(&&*p))
            }
            _ => false,
        }
    }

    /// "After a meeting with the king, Sunak said", "Oslo sought talks with Peru": who met is who did what the verb tells.
    fn meeting_before(&self, found: &Participants) -> Option<(usize, Support)> {
        let frame = &self.scene.lexicon.frames[self.trigger.frame?];
        let (tree, noun) = (self.tree, self.trigger.token);
        let time = ["after", "following", "at", "during", "before"].iter().any(|p| tree.has_preposition(noun, p));
        let own = found.patient.is_empty() && frame.symmetric && time && self.is_person_speaking(noun);
        let meets = frame.kind == Plover::Consult && (!found.patient.is_empty() || own);
        // "confirmed the plan in a letter to Peru", "on the road back from a visit to Peru": phrases hang on what stands before them.
        let phrase = |n: usize| {
            let prepositions = ["in", "at", "after", "before", "during", "following", "on", "from"];
            tree.upos(n) == Upos::Adv || prepositions.iter().any(|p| tree.has_preposition(n, p))
        };
        let up = |&n: &usize| tree.head(n).filter(|&h| !tree.is_verb(h) && phrase(n));
        let top = std::iter::successors(Some(noun), up).take(4).last()?;
        let verb = tree.head(top).filter(|&v| tree.is_verb(v) && meets)?;
        let hangs = tree.relation(top).is(Relation::Obl) || tree.relation(top).is(Relation::Obj);
        (hangs && !tree.is_passive(verb)).then_some((verb, Support::Agent))
    }

    /// "Rosa said after the meeting"
    fn is_person_speaking(&self, noun: usize) -> bool {
        let tree = self.tree;
        let Some(verb) = tree.head(noun).filter(|&v| tree.is_verb(v)) else { return false };
        let person = |s: usize| {
            let entities = self.scene.actors.for_phrase(self.trigger.sentence, s);
            entities.iter().any(|&e| self.scene.actors.entities[e].kind == ActorType::Person)
        };
        self.scene.words.is(tree.lemma(verb), "saying") && tree.subjects(verb).into_iter().any(person)
    }

    /// Head words in a slot, seen from `at`.
    fn heads(&self, slot: &Slot, at: usize) -> Vec<usize> {
        let (tree, sentence) = (self.tree, self.trigger.sentence);
        match slot {
            Slot::Subject => tree.subjects(at),
            Slot::Object => self.scene.objects(sentence, at),
            Slot::IndirectObject => self.indirect_objects(at),
            Slot::Complement => tree.children(at).iter().copied().filter(|&c| is_complement(tree, c)).collect(),
            Slot::Possessor => self.shared(at, |at| tree.dependents(at, Relation::NmodPoss).collect()),
            Slot::Modifier => self.shared(at, |at| {
                let modifiers = tree.children(at).iter().copied();
                let own = modifiers.filter(|&c| self.is_name_modifier(c) || self.is_force(at, c)).collect::<Vec<_>>();
                let mut all: Vec<usize> =
                    own.iter().filter_map(|&c| self.hyphened(c)).chain(own.iter().copied()).collect();
                all.sort_unstable();
                all.dedup();
                all
            }),
            Slot::Compound => tree.children(at).iter().copied().filter(|&c| is_compound(tree, c)).collect(),
            Slot::Preposition(p) if &**p == "between" => {
                ["between", "among"].iter().flat_map(|p| self.scene.by_preposition(sentence, at, p)).collect()
            }
            Slot::Preposition(p) if &**p == "by" && !tree.is_noun(at) => tree.subjects(at),
            Slot::Preposition(p) => {
                let mut own = self.scene.by_preposition(sentence, at, p);
                own.retain(|&n| !self.is_setting(at, n, p));
                if &**p == "by" {
                    own.extend(self.leaders(at));
                }
                if own.is_empty() && at == self.trigger.token { self.within_of(p) } else { own }
            }
            Slot::OfObject(inner) => {
                self.scene.objects(sentence, at).into_iter().flat_map(|o| self.heads(inner, o)).collect()
            }
        }
    }

    /// "the U.S.-LED invasion", "raids carried out by rebels": by whom an act is led, ordered, carried out.
    fn leaders(&self, noun: usize) -> Vec<usize> {
        let tree = self.tree;
        let leads = |&c: &usize| {
            let participle = tree.xpos(c) == Xpos::Vbn && tree.relation(c) == Relation::Amod;
            participle && self.scene.words.is(tree.lemma(c), "leads_act")
        };
        let named = |&d: &usize| self.scene.actors.at(self.trigger.sentence, d).is_some();
        let verbs = tree.children(noun).iter().copied().filter(leads);
        let carries = |&c: &usize| {
            let class = ["leads_act", "support_agent"].iter().any(|class| self.scene.words.is(tree.lemma(c), class));
            tree.is_noun(noun) && tree.relation(c) == Relation::Acl && tree.is_passive(c) && class
        };
        let carried = tree.children(noun).iter().copied().filter(carries).flat_map(|v| tree.subjects(v));
        let before = verbs.flat_map(|v| tree.children(v).iter().copied().filter(move |&d| d < v).filter(named));
        before.chain(carried).collect()
    }

    /// "the Peru-Chile treaty": the name that a hyphen joins to another, wherever the tree hangs it.
    fn hyphened(&self, word: usize) -> Option<usize> {
        let (actors, sentence) = (self.scene.actors, self.trigger.sentence);
        let span = |i: usize| self.tree.sentence.tokens[i].span;
        let joins = |&i: &usize| {
            i > 0 && i + 1 < self.tree.len() && matches!(self.tree.form(i), "-" | "–") && {
                span(i - 1).end == span(i).start && span(i).end == span(i + 1).start
            }
        };
        let tokens = actors.at(sentence, word)?.tokens.clone();
        let before = tokens.start.checked_sub(1).filter(joins).and_then(|i| actors.at(sentence, i - 1));
        let after = Some(tokens.end).filter(joins).and_then(|i| actors.at(sentence, i + 1));
        let name =
            |m: &&Mention| m.kind == MentionKind::Name && (m.tokens.end < tokens.start || tokens.end < m.tokens.start);
        before.or(after).filter(name).map(|m| m.head)
    }

    /// What stands before a noun, or before the first of several: "his condemnation and | condolences |".
    fn shared(&self, at: usize, before: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
        let tree = self.tree;
        let own = before(at);
        let bare = |noun: usize| {
            let told = |&c: &usize| {
                matches!(tree.relation(c), Relation::Det | Relation::NmodPoss | Relation::Amod | Relation::Compound)
            };
            tree.is_noun(noun) && tree.relation(noun) == Relation::Conj && !tree.children(noun).iter().any(told)
        };
        match tree.head(at).filter(|&first| own.is_empty() && bare(at) && tree.is_noun(first)) {
            Some(first) => before(first),
            None => own,
        }
    }

    /// "rebel shelling", "police custody", "court order": those whose trade it is before what they do.
    fn is_force(&self, at: usize, c: usize) -> bool {
        let (tree, words) = (self.tree, self.scene.words);
        let trades: &[&str] = match self.kind() {
            Some(Plover::Assault | Plover::Mobilize) => &["outlaw", "troops"],
            Some(Plover::Coerce | Plover::Accuse) => &["trade_police", "trade_court", "trade_prober"],
            _ => &[],
        };
        let lemma = tree.lemma(c).to_lowercase();
        at == self.trigger.token
            && tree.upos(c) == Upos::Noun
            && tree.relation(c) == Relation::Compound
            && trades.iter().any(|class| words.is(&lemma, class))
    }

    /// "On Channel 1 he said": what stands before the subject tells where, when or about what.
    fn is_setting(&self, verb: usize, noun: usize, preposition: &str) -> bool {
        let before = || self.tree.dependents(verb, Relation::Nsubj).any(|s| noun < s);
        let spelled = self.tree.is_noun(noun) && self.tree.is_verb(verb);
        spelled && matches!(preposition, "on" | "in" | "at" | "from") && noun < verb && before()
    }

    /// "pay Ericsson 300 million dollars", where the tree makes the name part of the sum.
    fn indirect_objects(&self, verb: usize) -> Vec<usize> {
        let tree = self.tree;
        let own: Vec<usize> = tree.dependents(verb, Relation::Iobj).collect();
        let objects = tree.dependents(verb, Relation::Obj).chain(tree.dependents(verb, Relation::Obl));
        let Some(mention) = self.scene.actors.starting_at(self.trigger.sentence, verb + 1) else { return own };
        let state = mention.entities.iter().all(|&e| self.scene.actors.entities[e].kind == ActorType::State);
        let gives = self.trigger.frame.is_some() && state && tree.upos(verb + 1) == Upos::Propn;
        let counts = |i: usize| i < tree.len() && (tree.upos(i) == Upos::Num || tree.form(i) == "$" || gives);
        let inside = |o: usize| mention.tokens.end <= o && tree.sentence.dominates(o, mention.head);
        match own.is_empty() && counts(mention.tokens.end) && objects.into_iter().any(inside) {
            true => vec![mention.head],
            false => own,
        }
    }

    /// "the release of the sailors by Iran", where the tree hangs Iran on the sailors.
    fn within_of(&self, preposition: &str) -> Vec<usize> {
        let noun = self.trigger.token;
        if !self.tree.is_noun(noun) || !matches!(preposition, "by" | "in" | "from") {
            return vec![];
        }
        let objects = self.tree.by_preposition(noun, "of");
        objects.into_iter().flat_map(|o| self.tree.by_preposition(o, preposition)).collect()
    }

    /// "U.S. sanctions", "the Trump visit", "the U.S.-Belarus rapprochement".
    fn is_name_modifier(&self, c: usize) -> bool {
        let tree = self.tree;
        matches!(tree.relation(c), Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked)
            && (tree.upos(c) == Upos::Propn || tree.upos(c) == Upos::Adj)
            && self.scene.actors.at(self.trigger.sentence, c).is_some()
    }

    /// The actors that a phrase names: its head, what is coordinated with it, and whom it includes.
    fn fillers(&self, slot: &Slot, head: usize) -> Vec<Filler> {
        let mut found = vec![];
        for word in self.tree.conjuncts(head) {
            self.add_fillers(slot, word, &mut found);
            self.add_members(slot, word, &mut found);
        }
        if self.tree.is_noun(self.trigger.token) && matches!(slot, Slot::Preposition(p) if &**p == "of") {
            self.add_members(slot, self.trigger.token, &mut found);
        }
        found
    }

    /// Those whom a phrase names as part of a group: "figures like", "including".
    fn add_members(&self, slot: &Slot, word: usize, found: &mut Vec<Filler>) {
        for preposition in ["including", "such as", "like"] {
            // "journalists, including from Peru" are no Peru.
            let alone = |&member: &usize| self.tree.prepositions(member).all(|p| p == preposition);
            for member in self.tree.by_preposition(word, preposition).into_iter().filter(alone) {
                self.tree.conjuncts(member).into_iter().for_each(|m| self.add_fillers(slot, m, found));
            }
        }
    }

    fn add_fillers(&self, slot: &Slot, word: usize, found: &mut Vec<Filler>) {
        if word == self.trigger.token || self.taken.contains(&word) {
            return;
        }
        for entity in self.entities(slot, word) {
            if found.iter().all(|f| f.entity != entity) {
                found.push(Filler { entity, token: word, origin: Origin::Slot(slot.clone()), implied: false });
            }
        }
    }

    fn entities(&self, slot: &Slot, word: usize) -> Vec<usize> {
        let direct = self.scene.actors.for_phrase(self.trigger.sentence, word);
        if let Some(body) = self.apposed_name(word) {
            return vec![body];
        }
        let sent = self.represented(word);
        if !sent.is_empty() {
            return sent;
        }
        if !direct.is_empty() {
            return self.body_of(word).map_or(direct, |body| vec![body]);
        }
        if !is_transparent(self.scene, self.tree, word) || self.is_bidden_act(slot, word) {
            return self.behind(slot, word);
        }
        let inner = self.heads(&Slot::Preposition("of".into()), word);
        inner.into_iter().flat_map(|w| self.tree.conjuncts(w)).flat_map(|w| self.entities(slot, w)).collect()
    }

    /// The body whose name stands before what it is: "the Taliban group".
    fn apposed_name(&self, word: usize) -> Option<usize> {
        let (actors, tree) = (self.scene.actors, self.tree);
        let body = |e: usize| actors.entities[e].kind == ActorType::Organization;
        let loose = |e: usize| body(e) && actors.entities[e].standing != Standing::Firm;
        let is_kind = tree.xpos(word) == Xpos::Nn && self.scene.words.is(tree.lemma(word), "kind_of_body");
        let nameless = actors.for_phrase(self.trigger.sentence, word).into_iter().all(loose);
        let before = word.checked_sub(1).filter(|&c| is_kind && nameless && tree.head(c) == Some(word))?;
        let mention = actors.at(self.trigger.sentence, before).filter(|_| tree.upos(before) == Upos::Propn)?;
        mention.entities.first().copied().filter(|&e| body(e))
    }

    /// The states and bodies whose "representatives of Peru and Chile" talk.
    fn represented(&self, word: usize) -> Vec<usize> {
        let (actors, tree) = (self.scene.actors, self.tree);
        let envoys = self.scene.words.is(tree.lemma(word), "diplomat") && tree.xpos(word) == Xpos::Nns;
        let names = if envoys { tree.by_preposition(word, "of") } else { vec![] };
        let names = names.into_iter().flat_map(|n| tree.conjuncts(n));
        let bodies = names.flat_map(|n| actors.for_phrase(self.trigger.sentence, n));
        let bodies: Vec<usize> = bodies.collect();
        let body = |&b: &usize| actors.entities[b].kind != ActorType::Person;
        if bodies.len() > 1 && bodies.iter().all(body) { bodies } else { vec![] }
    }

    /// Whom the "we" of an office holder stands for: the state or body that he speaks for.
    fn body_of(&self, word: usize) -> Option<usize> {
        let actors = self.scene.actors;
        let speaks = matches!(&*self.tree.lemma(word).to_lowercase(), "we" | "our" | "us" | "ours");
        let speakers = actors.for_phrase(self.trigger.sentence, word);
        let speaker = speakers.first().copied().filter(|_| speaks && speakers.len() == 1)?;
        let office = |text: &str| text.split(' ').any(|w| self.scene.words.is(&w.to_lowercase(), "speaks_for"));
        let holds = |t: &&Tie| t.subject == speaker && t.kind == RelationType::HoldsRole && office(&t.text);
        // "President Obama": of which state, the known actors tell.
        let words = |t: &Tie| t.text.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
        let rules =
            |t: &Tie| words(t).iter().any(|w| self.scene.words.is(w, "rules")) && !words(t).contains(&"press".into());
        let home = || {
            let country = actors.entities[speaker].country.as_ref()?;
            actors.entities.iter().position(|e| e.kind == ActorType::State && e.country.as_ref() == Some(country))
        };
        let offices = || actors.ties.iter().filter(holds);
        let ruler = offices().any(rules);
        let mut bodies = offices().filter_map(|t| t.object).chain(home().filter(|_| ruler));
        // Who leads a party in a chamber speaks for the party.
        let chamber = |name: &str| name.split(' ').any(|w| self.scene.words.is(&w.to_lowercase(), "chamber"));
        bodies.find(|&b| match actors.entities[b].kind {
            ActorType::State => true,
            kind => kind == ActorType::Organization && !chamber(&actors.entities[b].name),
        })
    }

    /// Whether a word names the act that is demanded: the release of "demanded the release of the crew", which nobody demands of the crew.
    fn is_bidden_act(&self, slot: &Slot, word: usize) -> bool {
        let demands = self.kind() == Some(Plover::Request);
        let lexicon = self.scene.lexicon;
        // "demanded the withdrawal of the troops": it is theirs to do.
        let own = |s: &Sense| lexicon.frames[s.frame].noun_roles.agent.contains(&Slot::Preposition("of".into()));
        let senses = lexicon.senses(TriggerKind::Noun, &self.tree.lemma(word).to_lowercase());
        demands && *slot == Slot::Object && !senses.iter().all(own)
    }

    /// Who stands behind a thing that fills a framed role: the people that a bare noun names again ("prisoner release"), or whose
    /// thing it is ("sanctions on Belarusian potash", "condemned Iran's decision").
    fn behind(&self, slot: &Slot, word: usize) -> Vec<usize> {
        let named_again = self.scene.group_named(self.trigger.sentence, word);
        if !named_again.is_empty() || matches!(slot, Slot::Subject | Slot::Modifier | Slot::Complement) {
            return named_again;
        }
        if self.trigger.frame.is_none() || self.tree.relation(self.trigger.token) == Relation::Amod {
            return vec![];
        }
        let owner = |c: &usize| self.tree.relation(*c) == Relation::NmodPoss || self.is_name_modifier(*c);
        let owners = self.tree.children(word).iter().copied().filter(owner).filter(|c| !self.taken.contains(c));
        owners.flat_map(|c| self.scene.actors.at(self.trigger.sentence, c)).flat_map(|m| m.entities.clone()).collect()
    }

    /// The words of the first theme slot whose phrase is no actor that already takes part.
    fn theme(&self, slots: &[Slot], words: &mut Vec<usize>) -> Option<Span> {
        let fallback = [Slot::Object];
        let heads = slots.iter().chain(&fallback).flat_map(|slot| self.heads(slot, self.trigger.token));
        let head = heads.into_iter().find(|h| !self.taken.contains(h) && *h != self.trigger.token)?;
        let phrase = self.tree.subtree_without(head, |c| {
            c == self.trigger.token
                || matches!(self.tree.relation(c), Relation::Punct | Relation::Case | Relation::AclRelcl)
        });
        words.extend(phrase.iter().copied());
        Some(self.tree.span_of(&phrase))
    }

    /// A place name in a locative phrase of the trigger.
    fn place(&self, words: &mut Vec<usize>) -> Option<Span> {
        let locative = ["in", "at", "near", "outside", "inside", "from"];
        let names = &self.tree.sentence.names;
        let of = |p: &str| self.scene.by_preposition(self.trigger.sentence, self.trigger.token, p);
        let noun = locative.into_iter().flat_map(of).find(|&n| {
            !self.taken.contains(&n) && names.iter().any(|m| m.kind == NameKind::Place && (m.start..m.end).contains(&n))
        })?;
        let name = names.iter().find(|m| (m.start..m.end).contains(&noun))?;
        words.extend(name.start..name.end);
        Some(self.tree.span_of(&(name.start..name.end).collect::<Vec<_>>()))
    }
}

/// Of those between whom something takes place, or who come to an accord, one stands as agent and the others as patients, if nobody fills
/// the frame's patient slot; whatever else a joint subject tells, it does together.
fn share_sides(found: &mut Participants, accord: bool) {
    let joint = !accord && found.agent.iter().all(|f| f.origin == Origin::Slot(Slot::Subject));
    if found.patient.is_empty() && found.agent.len() > 1 && !joint {
        found.patient = found.agent.split_off(1);
    }
}

fn is_complement(tree: &Tree, c: usize) -> bool {
    matches!(tree.relation(c), Relation::Ccomp | Relation::Xcomp)
}

fn is_compound(tree: &Tree, c: usize) -> bool {
    matches!(tree.relation(c), Relation::Compound | Relation::NmodUnmarked | Relation::NmodDesc) && tree.is_noun(c)
}

/// Whether a word only counts or parts what follows its "of": "a number of prisoners", "figures like", "some of them".
fn is_transparent(scene: &Scene, tree: &Tree, i: usize) -> bool {
    matches!(tree.upos(i), Upos::Num | Upos::Det | Upos::Pron) || scene.words.is(tree.lemma(i), "transparent")
}

/// How `explain` names a slot.
fn slot_name(slot: &Slot) -> String {
    match slot {
        Slot::Subject => "subject".into(),
        Slot::Object => "object".into(),
        Slot::IndirectObject => "indirect object".into(),
        Slot::Complement => "complement".into(),
        Slot::Possessor => "possessor".into(),
        Slot::Modifier => "modifier".into(),
        Slot::Compound => "compound".into(),
        Slot::Preposition(p) => p.to_string(),
        Slot::OfObject(inner) => format!("object's {}", slot_name(inner)),
    }
}

/// Whether a participant is a state, an organisation or a named person: one that can give and promise.
pub fn is_party(kind: ActorType) -> bool {
    kind != ActorType::Group
}
