//! What was given for what: exchanges inside a sentence and across sentences, with the words that show them.
//!
//! An exchange needs a cue (see `ontology/exchange.toml`), something given on each side, and two parties that do not stand on
//! the same side. Two acts that merely stand side by side are none, and neither is retaliation: what is given must be a gift,
//! a concession, help, a promise.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{attribution::Source, role::is_party, scene::Scene, telling::Telling};
use crate::{
    record::{ActorType, ExchangeStatus, Factuality, Plover, Polarity},
    span::Span,
};

/// Something given for something.
#[derive(Clone, Debug)]
pub struct Bargain {
    /// How far it has come.
    pub status: ExchangeStatus,
    /// What each party gives.
    pub sides: Vec<BargainSide>,
    /// The words that show it, in bytes.
    pub cue: Span,
    /// The words that tell it, in bytes.
    pub evidence: Span,
    /// Who says so.
    pub source: Option<Source>,
    /// Which rule found it, for `explain`.
    pub rule: &'static str,
}

/// One side of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BargainSide {
    /// Entities that give.
    pub provider: Vec<usize>,
    /// Entities that get.
    pub receiver: Vec<usize>,
    /// Tellings of what is given.
    pub gives: Vec<usize>,
    /// What is given, in bytes of the text.
    pub words: Option<Span>,
}

/// The exchanges of a document, in text order of their cues; some may tell one exchange again.
pub fn exchanges(scene: &Scene, tellings: &[Telling]) -> Vec<Bargain> {
    let finder = Finder { scene, tellings, cues: Cues::shipped(), lower: lower_keeping_bytes(scene.text) };
    let mut found: Vec<Bargain> = (0..scene.trees.len()).flat_map(|s| finder.in_sentence(s)).collect();
    found.sort_by_key(|b| b.cue);
    found
}

/// For each telling given in an exchange, who gives it and who gets it.
pub fn parties(bargains: &[Bargain]) -> Vec<(usize, Vec<usize>, Vec<usize>)> {
    let sides = bargains.iter().flat_map(|b| &b.sides);
    sides.flat_map(|s| s.gives.iter().map(|&t| (t, s.provider.clone(), s.receiver.clone()))).collect()
}

/// Follows tellings to their new indices; what is gone is given no more.
pub fn renumber(bargains: &mut [Bargain], moved: &[Option<usize>]) {
    for side in bargains.iter_mut().flat_map(|b| &mut b.sides) {
        side.gives = side.gives.iter().filter_map(|&t| moved[t]).collect();
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    links: Vec<String>,
    returns: Vec<String>,
    answers: Vec<String>,
    nouns: Vec<String>,
    not_nouns: Vec<String>,
    verbs: Vec<String>,
    prompts: Vec<String>,
    responses: Vec<String>,
    denials: Vec<String>,
    given_types: Vec<Plover>,
    given_classes: Vec<String>,
    swap_classes: Vec<String>,
}

impl Cues {
    fn shipped() -> &'static Self {
        static CUES: LazyLock<Cues> = LazyLock::new(|| {
            toml::from_str(include_str!("../../ontology/exchange.toml"))
                .expect("the shipped cues are checked by the tests")
        });
        &CUES
    }
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    tellings: &'s [Telling],
    cues: &'static Cues,
    /// The text in lower case, byte for byte.
    lower: String,
}

/// How many sentences back the other side of an exchange is looked for.
const REACH: usize = 4;

impl Finder<'_, '_> {
    fn in_sentence(&self, sentence: usize) -> Vec<Bargain> {
        if let Some(denied) = self.denied(sentence) {
            return vec![denied];
        }
        let inside: Vec<Bargain> =
            [self.swapped(sentence), self.linked(sentence), self.traded(sentence), self.conditional(sentence)]
                .into_iter()
                .flatten()
                .collect();
        if !inside.is_empty() {
            return inside;
        }
        let across = [self.returned(sentence), self.answered(sentence), self.prompted(sentence), self.named(sentence)];
        across.into_iter().flatten().take(1).collect()
    }

    /// "released prisoners in exchange for relief".
    fn linked(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrase(sentence, &self.cues.links)?;
        let left = self.nearest_before(sentence, cue.start);
        if left.is_empty() {
            return self.fronted(sentence, cue);
        }
        let mut right = self.side(self.clause_after(sentence, cue.end), vec![]);
        right.words = right.words.or_else(|| self.noun_after(sentence, cue.end));
        let sides = (self.side(left, vec![]), right);
        self.settle(sentence, cue, sides, "linked inside the sentence")
    }

    /// "In exchange for the hostages the rebels got a ransom": what follows the phrase is paid with what stands in it.
    fn fronted(&self, sentence: usize, cue: Span) -> Option<Bargain> {
        let price = self.noun_after(sentence, cue.end)?;
        let inside = |t: &usize| self.at(*t) < price.end;
        let (paid, got): (Vec<usize>, Vec<usize>) =
            self.given(sentence).filter(|&t| self.at(t) >= cue.end).partition(inside);
        let mut paid = self.side(paid, vec![]);
        paid.words = paid.words.or(Some(price));
        self.settle(sentence, cue, (self.side(got, vec![]), paid), "opens with what is given back")
    }

    /// "Kyiv and Moscow swapped prisoners": each gives its own.
    fn swapped(&self, sentence: usize) -> Option<Bargain> {
        let is_swap = |t: &&Telling| t.frame(self.scene).is_some_and(|f| self.cues.swap_classes.contains(&f.class));
        let (index, swap) =
            self.tellings.iter().enumerate().find(|(_, t)| t.trigger.sentence == sentence && is_swap(t))?;
        let party = |f: &&super::role::Filler| is_party(self.kind(f.entity));
        let of = |fillers: &[super::role::Filler]| fillers.iter().filter(party).map(|f| f.entity).collect::<Vec<_>>();
        let (left, right) = (of(&swap.participants.agent), of(&swap.participants.patient));
        let words = Some(swap.evidence(self.scene));
        let side = |provider| BargainSide { provider, receiver: vec![], gives: vec![index], words };
        let cue = self.scene.trees[sentence].sentence.tokens[swap.trigger.token].span;
        self.settle(sentence, cue, (side(left), side(right)), "a swap between two parties")
    }

    /// The noun phrase that follows a place in the text: what is given, where no action tells it ("in exchange for oil").
    fn noun_after(&self, sentence: usize, at: usize) -> Option<Span> {
        let tree = &self.scene.trees[sentence];
        let first = (0..tree.len()).find(|&i| tree.sentence.tokens[i].span.start >= at)?;
        let start = tree.sentence.tokens[first].span.start;
        let heads = std::iter::successors(Some(first), |&i| tree.head(i)).take_while(|&i| i >= first);
        let noun = heads.filter(|&i| tree.is_noun(i)).last()?;
        let words: Vec<usize> = tree.subtree(noun).into_iter().filter(|&i| i >= first).collect();
        Some(Span::new(start, tree.span_of(&words).end))
    }

    /// "traded the release of prisoners for relief".
    fn traded(&self, sentence: usize) -> Option<Bargain> {
        let tree = &self.scene.trees[sentence];
        let verb = (0..tree.len()).find(|&i| tree.is_verb(i) && self.cues.verbs.iter().any(|v| v == tree.lemma(i)))?;
        let cue = tree.sentence.tokens[verb].span;
        let back = *tree.by_preposition(verb, "for").first()?;
        let mark = tree.sentence.tokens[*tree.subtree(back).first()?].span.start;
        let left: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) > cue.start && self.at(t) < mark).collect();
        let right = self.clause_after(sentence, mark);
        let party = tree.subjects(verb).into_iter().flat_map(|s| self.scene.actors.for_phrase(sentence, s)).collect();
        let sides = (self.side(left, party), self.side(right, vec![]));
        self.settle(sentence, cue, sides, "a verb of trading")
    }

    /// "if Tehran frees the crew, London will return the tanker".
    fn conditional(&self, sentence: usize) -> Option<Bargain> {
        let tree = &self.scene.trees[sentence];
        let mark =
            (0..tree.len()).find(|&i| matches!(tree.form(i).to_lowercase().as_str(), "if" | "once" | "unless"))?;
        let condition = tree.head(mark)?;
        let main = tree.head(condition)?;
        let below = |t: &usize| tree.sentence.dominates(condition, self.tellings[*t].trigger.token);
        let (left, right): (Vec<usize>, Vec<usize>) = self.given(sentence).partition(|t| below(t));
        let right: Vec<usize> =
            right.into_iter().filter(|&t| tree.sentence.dominates(main, self.tellings[t].trigger.token)).collect();
        let both_known =
            |side: &[usize]| side.iter().any(|&t| self.is_deed(t)) && side.iter().all(|&t| !self.agents(t).is_empty());
        if !both_known(&left) || !both_known(&right) || tree.lemma(mark) == "unless" {
            return None;
        }
        let cue = tree.sentence.tokens[mark].span;
        let mut found = self.bargain(sentence, cue, left, right, "a condition between two parties")?;
        found.status = ExchangeStatus::Proposed;
        Some(found)
    }

    /// "In return, Oslo lifted the ban": the other side stands before, here or in an earlier sentence.
    fn returned(&self, sentence: usize) -> Option<Bargain> {
        let phrase =
            self.phrase(sentence, &self.cues.returns).filter(|cue| !self.lower[cue.end..].starts_with(" for "));
        let cue = phrase.or_else(|| self.opening_noun(sentence))?;
        let here: Vec<usize> = self.given(sentence).collect();
        let (before, after): (Vec<usize>, Vec<usize>) = here.iter().copied().partition(|&t| self.at(t) < cue.start);
        let (earlier, answer) = if after.is_empty() { self.by_camp(&before) } else { (before, after) };
        let earlier = if earlier.is_empty() { self.other_side(sentence, &answer) } else { earlier };
        self.bargain(sentence, cue, earlier, answer, "given in return")
    }

    /// Parts tellings into those of the last one's camp and those of others: "Oslo would lift the ban and Bern pay in return".
    fn by_camp(&self, tellings: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let camp = tellings.last().map(|&t| self.agents(t)).unwrap_or_default();
        tellings.iter().partition(|&&t| !self.agents(t).is_empty() && !self.same_camp(&self.agents(t), &camp))
    }

    /// "In response, Oslo lifted the ban": only where both give something.
    fn answered(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrase(sentence, &self.cues.answers)?;
        let answer: Vec<usize> = self.given(sentence).filter(|&t| self.is_strong(t)).collect();
        let earlier = self.other_side(sentence, &answer);
        let found = self.bargain(sentence, cue, earlier, answer, "given in answer")?;
        (found.status != ExchangeStatus::Denied).then_some(found)
    }

    /// "These steps prompted a response. In May, Oslo lifted the ban."
    fn prompted(&self, sentence: usize) -> Option<Bargain> {
        let tree = &self.scene.trees[sentence];
        let is_prompt = |&i: &usize| {
            let object = |o: &usize| self.cues.responses.iter().any(|r| r == tree.lemma(*o));
            tree.is_verb(i)
                && self.cues.prompts.iter().any(|p| p == tree.lemma(i))
                && tree.objects(i).iter().any(object)
        };
        let verb = (0..tree.len()).find(is_prompt)?;
        let cue = tree.span_of(&[verb, *tree.objects(verb).first()?]);
        let next =
            (sentence + 1..(sentence + 3).min(self.scene.trees.len())).find(|&s| self.given(s).next().is_some())?;
        let answer: Vec<usize> = self.given(next).collect();
        let earlier = self.other_side(sentence + 1, &answer);
        self.bargain(sentence, cue, earlier, answer, "steps that prompted a response")
    }

    /// "This quid pro quo ...", "While this appears a straightforward swap": two acts of two parties close before.
    fn named(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.noun(sentence)?;
        let reach = sentence.saturating_sub(2)..=sentence;
        let near: Vec<usize> =
            reach.flat_map(|s| self.given(s)).filter(|&t| self.is_strong(t) && self.at(t) < cue.start).collect();
        let &last = near.last()?;
        let answer: Vec<usize> =
            near.iter().copied().filter(|&t| self.same_camp(&self.agents(t), &self.agents(last))).collect();
        let earlier: Vec<usize> =
            near.into_iter().filter(|t| !answer.contains(t) && !self.agents(*t).is_empty()).collect();
        self.bargain(sentence, cue, earlier, answer, "named an exchange")
    }

    /// "unreciprocated gestures", "without extracting concessions".
    fn denied(&self, sentence: usize) -> Option<Bargain> {
        let cue = self.phrase(sentence, &self.cues.denials)?;
        let near: Vec<usize> = (sentence.saturating_sub(1)..=sentence).flat_map(|s| self.given(s)).collect();
        let positive = |t: &usize| self.tellings[*t].reading.polarity == Polarity::Positive;
        let (gifts, missing): (Vec<usize>, Vec<usize>) = near.into_iter().partition(positive);
        let here: Vec<usize> =
            gifts.iter().copied().filter(|&t| self.tellings[t].trigger.sentence == sentence).collect();
        let gifts = if here.is_empty() { gifts } else { here };
        let mut sides = (self.side(gifts, vec![]), self.side(missing, vec![]));
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() {
            return None;
        }
        self.fill_parties(sentence, &mut sides);
        let mut found = self.settle(sentence, cue, sides, "said to be given for nothing")?;
        found.status = ExchangeStatus::Denied;
        Some(found)
    }

    fn bargain(
        &self,
        sentence: usize,
        cue: Span,
        left: Vec<usize>,
        right: Vec<usize>,
        rule: &'static str,
    ) -> Option<Bargain> {
        let sides = (self.side(left, vec![]), self.side(right, vec![]));
        self.settle(sentence, cue, sides, rule)
    }

    /// Completes the parties and gives the exchange, if each side has one and something is given on at least one by name.
    fn settle(
        &self,
        sentence: usize,
        cue: Span,
        mut sides: (BargainSide, BargainSide),
        rule: &'static str,
    ) -> Option<Bargain> {
        if sides.0.gives.is_empty() || (sides.1.gives.is_empty() && sides.1.words.is_none()) {
            return None;
        }
        self.fill_parties(sentence, &mut sides);
        let (left, right) = &mut sides;
        right.provider.retain(|p| !left.provider.contains(p));
        if left.provider.is_empty() || right.provider.is_empty() || self.same_camp(&left.provider, &right.provider) {
            return None;
        }
        left.receiver.clone_from(&right.provider);
        right.receiver.clone_from(&left.provider);
        let given = left.gives.iter().chain(&right.gives).map(|&t| self.tellings[t].evidence(self.scene));
        let evidence = given.fold(cue, Span::cover);
        let status = self.status(sentence, left, right);
        let source = left.gives.iter().chain(&right.gives).find_map(|&t| self.tellings[t].source);
        let sides = vec![sides.0, sides.1];
        Some(Bargain { status, sides, cue, evidence, source, rule })
    }

    fn side(&self, gives: Vec<usize>, mut provider: Vec<usize>) -> BargainSide {
        let gives: Vec<usize> = match gives.iter().find(|&&t| !self.agents(t).is_empty()) {
            Some(&first) => {
                let camp = self.agents(first);
                let joins = |t: &usize| self.agents(*t).is_empty() || self.same_camp(&self.agents(*t), &camp);
                gives.iter().copied().filter(joins).collect()
            }
            None => gives,
        };
        for &t in &gives {
            provider.extend(self.agents(t));
        }
        let mut unique = vec![];
        provider.into_iter().for_each(|p| {
            if !unique.contains(&p) {
                unique.push(p)
            }
        });
        let words = gives.iter().map(|&t| self.tellings[t].evidence(self.scene)).reduce(Span::cover);
        BargainSide { provider: unique, receiver: vec![], gives, words }
    }

    /// Who gives on a side that names nobody: the other party of what is given, or of the story so far.
    fn fill_parties(&self, sentence: usize, sides: &mut (BargainSide, BargainSide)) {
        if sides.0.provider.is_empty() && sides.1.provider.is_empty() {
            sides.1.provider = self.beneficiaries(&sides.0);
        }
        if sides.0.provider.is_empty() && !sides.1.provider.is_empty() {
            sides.0.provider = self.counterparty(sentence, &sides.1, &sides.0);
        }
        if sides.1.provider.is_empty() && !sides.0.provider.is_empty() {
            sides.1.provider = self.counterparty(sentence, &sides.0, &sides.1);
        }
    }

    fn counterparty(&self, sentence: usize, known: &BargainSide, unknown: &BargainSide) -> Vec<usize> {
        let fits = |e: &usize| {
            is_party(self.kind(*e)) && !self.same_camp(&[*e], &known.provider) && self.is_no_beneficiary(*e, unknown)
        };
        // A person who is released or handed over is what is given, and gets nothing.
        let got_by = |t: &usize| {
            let p = &self.tellings[*t].participants;
            let whom = p.patient.iter().filter(|f| self.kind(f.entity) != ActorType::Person);
            p.recipient.iter().chain(whom).map(|f| f.entity).collect::<Vec<_>>()
        };
        let handed: Vec<usize> = known.gives.iter().flat_map(|&t| self.handed_over(t)).collect();
        let fits = |e: &usize| fits(e) && !handed.contains(e);
        let own = |t: &usize| self.tellings[*t].entities().collect::<Vec<_>>();
        let stranger = |e: &usize| is_party(self.kind(*e)) && !self.same_camp(&[*e], &known.provider);
        let whom = known.gives.iter().flat_map(got_by).find(&fits);
        let whom = whom.or_else(|| unknown.gives.iter().flat_map(own).find(stranger));
        let in_order = (sentence.saturating_sub(REACH)..=sentence).rev();
        let dealing: Vec<usize> = in_order.flat_map(|s| self.parties(s, &known.provider)).filter(&fits).collect();
        // A state gives where one deals with the other side; its envoys and leaders speak for it.
        let state = dealing.iter().copied().find(|&e| self.kind(e) == ActorType::State);
        let story = || state.or_else(|| dealing.first().copied());
        let named = || self.named_parties(sentence).into_iter().find(&fits);
        whom.or_else(story).or_else(named).into_iter().collect()
    }

    /// Parties that get what a side gives.
    fn beneficiaries(&self, side: &BargainSide) -> Vec<usize> {
        let whom = side.gives.iter().flat_map(|&t| {
            let p = &self.tellings[t].participants;
            p.recipient.iter().chain(&p.patient).map(|f| f.entity)
        });
        let handed: Vec<usize> = side.gives.iter().flat_map(|&t| self.released(t)).collect();
        whom.filter(|&e| is_party(self.kind(e)) && !handed.contains(&e)).take(1).collect()
    }

    /// Persons who are given rather than give: those released.
    fn handed_over(&self, telling: usize) -> Vec<usize> {
        let persons = self.tellings[telling].participants.patient.iter().map(|f| f.entity);
        let release = self.tellings[telling].kind(self.scene) == Plover::Retreat;
        persons.filter(|&e| release && self.kind(e) == ActorType::Person).collect()
    }

    /// The same, where the class says that persons are let go: relief is not.
    fn released(&self, telling: usize) -> Vec<usize> {
        let frees = self.tellings[telling].frame(self.scene).is_some_and(|f| f.mode.as_deref() == Some("release"));
        if frees { self.handed_over(telling) } else { vec![] }
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
        let here = self.tellings.iter().filter(|t| t.trigger.sentence == sentence && t.trigger.frame.is_some());
        here.filter(|t| t.entities().any(|e| self.same_camp(&[e], with))).flat_map(Telling::entities).collect()
    }

    /// Parties that a sentence names, those left out who only tell what it says.
    fn named_parties(&self, sentence: usize) -> Vec<usize> {
        let sources = self.tellings.iter().filter_map(|t| t.source.as_ref()).filter(|s| s.sentence == sentence);
        let tellers: Vec<usize> = sources.flat_map(|s| self.scene.actors.for_phrase(sentence, s.head)).collect();
        let named = self.scene.actors.in_sentence(sentence).iter().flat_map(|m| m.entities.iter().copied());
        named.filter(|e| !tellers.contains(e)).collect()
    }

    /// What the other party gave in the sentences before.
    fn other_side(&self, sentence: usize, answer: &[usize]) -> Vec<usize> {
        let camp: Vec<usize> = answer.iter().flat_map(|&t| self.agents(t)).collect();
        if camp.is_empty() {
            return vec![];
        }
        let differs = |t: &usize| {
            let agents = self.agents(*t);
            !agents.is_empty() && !self.same_camp(&agents, &camp) && self.is_strong(*t)
        };
        let first = sentence.saturating_sub(REACH);
        let nearest = (first..sentence).rev().find(|&s| self.given(s).any(|t| differs(&t)));
        nearest.map_or(vec![], |s| self.given(s).filter(differs).collect())
    }

    /// Tellings before the cue that belong to the nearest clause: the last one, and those coordinated with it.
    fn nearest_before(&self, sentence: usize, cue: usize) -> Vec<usize> {
        let before: Vec<usize> = self.given(sentence).filter(|&t| self.at(t) < cue).collect();
        let Some(&last) = before.last() else { return vec![] };
        let tree = &self.scene.trees[sentence];
        let token = |t: usize| self.tellings[t].trigger.token;
        let coordinated = |t: &usize| {
            *t == last
                || tree.conjuncts(token(*t)).contains(&token(last))
                || tree.head(token(*t)) == tree.head(token(last)) && self.agents(*t) == self.agents(last)
        };
        before.into_iter().filter(coordinated).collect()
    }

    /// Tellings after the cue.
    fn clause_after(&self, sentence: usize, cue: usize) -> Vec<usize> {
        self.given(sentence).filter(|&t| self.at(t) >= cue).take(4).collect()
    }

    /// Tellings of a sentence that can be something given.
    fn given(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        let here = self.tellings.iter().enumerate().filter(move |(_, t)| t.trigger.sentence == sentence);
        here.map(|(i, _)| i).filter(|&i| self.is_given(i))
    }

    fn is_given(&self, telling: usize) -> bool {
        let frame = self.tellings[telling].frame(self.scene);
        frame.is_some_and(|f| self.cues.given_types.contains(&f.kind) || self.cues.given_classes.contains(&f.class))
    }

    /// Given in earnest: not only a word of support, a promise or trade that goes on.
    fn is_strong(&self, telling: usize) -> bool {
        let kind = self.tellings[telling].kind(self.scene);
        !matches!(kind, Plover::Cooperate)
    }

    /// A deed, not a promise or a word of support.
    fn is_deed(&self, telling: usize) -> bool {
        !matches!(self.tellings[telling].kind(self.scene), Plover::Agree | Plover::Support)
    }

    fn agents(&self, telling: usize) -> Vec<usize> {
        self.tellings[telling].participants.agent.iter().map(|f| f.entity).collect()
    }

    fn at(&self, telling: usize) -> usize {
        let trigger = &self.tellings[telling].trigger;
        self.scene.trees[trigger.sentence].sentence.tokens[trigger.token].span.start
    }

    fn kind(&self, entity: usize) -> ActorType {
        self.scene.actors.entities[entity].kind
    }

    /// Whether some of the one and some of the other speak for the same state or are the same.
    fn same_camp(&self, some: &[usize], others: &[usize]) -> bool {
        let country = |e: usize| self.scene.actors.entities[e].country.as_deref();
        some.iter().any(|&a| others.iter().any(|&b| a == b || country(a).is_some() && country(a) == country(b)))
    }

    fn status(&self, sentence: usize, left: &BargainSide, right: &BargainSide) -> ExchangeStatus {
        let label = |t: &usize| self.tellings[*t].reading.factuality;
        let gives: Vec<usize> = left.gives.iter().chain(&right.gives).copied().collect();
        let all: Vec<Factuality> = gives.iter().map(label).collect();
        let has = |f| all.contains(&f);
        if has(Factuality::Negated) {
            ExchangeStatus::Denied
        } else if has(Factuality::Possible) || has(Factuality::Conditional) {
            if self.is_offered(sentence, &gives) { ExchangeStatus::Proposed } else { ExchangeStatus::Possible }
        } else if has(Factuality::Actual) && !self.is_promised(sentence, left) {
            ExchangeStatus::Completed
        } else {
            ExchangeStatus::Agreed
        }
    }

    /// Whether the sentence of the cue only promises what the first side gives: "agreed to free them in return for".
    fn is_promised(&self, sentence: usize, side: &BargainSide) -> bool {
        let planned = |&t: &usize| {
            let telling = &self.tellings[t];
            telling.trigger.sentence == sentence && telling.reading.factuality == Factuality::Planned
        };
        !side.gives.is_empty() && side.gives.iter().all(planned)
    }

    /// Whether something given is the content of an offer, proposal or demand.
    fn is_offered(&self, sentence: usize, gives: &[usize]) -> bool {
        let tree = &self.scene.trees[sentence];
        let offers = |t: &&Telling| {
            let frame = t.frame(self.scene);
            t.trigger.sentence == sentence
                && frame.is_some_and(|f| {
                    f.kind == Plover::Request || f.label.contains("offer") || f.label.contains("propos")
                })
        };
        let given = |t: usize| &self.tellings[t].trigger;
        let over = |offer: usize| {
            let below = |t: &&usize| given(**t).sentence == sentence && given(**t).token != offer;
            gives.iter().filter(below).any(|&t| tree.sentence.dominates(offer, given(t).token))
        };
        self.tellings.iter().filter(offers).any(|t| over(t.trigger.token))
    }

    /// The first of the phrases that stands in the sentence as whole words.
    fn phrase(&self, sentence: usize, phrases: &[String]) -> Option<Span> {
        let span = self.scene.analysis.sentences[sentence].span;
        let text = span.of(&self.lower);
        let whole = |at: usize, len: usize| {
            let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            before && text[at + len..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        };
        let found = |p: &String| {
            text.match_indices(p.as_str()).find(|&(at, _)| whole(at, p.len())).map(|(at, _)| (at, p.len()))
        };
        let (at, len) = phrases.iter().filter_map(found).min_by_key(|&(at, len)| (at, std::cmp::Reverse(len)))?;
        Some(Span::new(span.start + at, span.start + at + len))
    }

    /// A noun that names an exchange, in that sense.
    fn noun(&self, sentence: usize) -> Option<Span> {
        let plural: Vec<String> = self.cues.not_nouns.iter().map(|n| format!("{n}s")).collect();
        let other = self.phrase(sentence, &self.cues.not_nouns).or_else(|| self.phrase(sentence, &plural));
        match other {
            Some(_) => None,
            None => self.phrase(sentence, &self.cues.nouns),
        }
    }

    /// "In what appears to be a direct exchange, ...": the noun in the sentence's opening phrase.
    fn opening_noun(&self, sentence: usize) -> Option<Span> {
        let span = self.scene.analysis.sentences[sentence].span;
        let text = span.of(&self.lower);
        let comma = text.find(',')?;
        let opening = text.starts_with("in ") || text.starts_with("as ") || text.starts_with("under ");
        self.noun(sentence).filter(|cue| opening && cue.end <= span.start + comma)
    }
}

/// Lower case without changing any character's length in bytes, so that offsets stay.
fn lower_keeping_bytes(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// One entry per distinct exchange: what gives the same things, or the same parties' same kind of things, is told again.
pub fn without_retellings(tellings: &[Telling], found: Vec<Bargain>) -> Vec<Bargain> {
    let mut kept: Vec<Bargain> = vec![];
    for bargain in found {
        if !kept.iter().any(|k| is_retold(tellings, k, &bargain)) {
            kept.push(bargain);
        }
    }
    kept
}

fn is_retold(tellings: &[Telling], one: &Bargain, other: &Bargain) -> bool {
    let first = |t: &usize| tellings[*t].same_as.unwrap_or(*t);
    let given = |b: &Bargain, side: usize| b.sides[side].gives.iter().map(first).collect::<Vec<_>>();
    let meet = |a: Vec<usize>, b: Vec<usize>| a.iter().any(|t| b.contains(t));
    let straight = meet(given(one, 0), given(other, 0)) && meet(given(one, 1), given(other, 1));
    let crossed = meet(given(one, 0), given(other, 1)) && meet(given(one, 1), given(other, 0));
    straight || crossed
}
