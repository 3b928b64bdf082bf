//! From an analysed text to an extraction record: who did what to whom, how surely, according to whom, and what for what.
//!
//! Needs an [`Analysis`], the seeds and the frame lexicon. Never fails and never reads a file.

pub mod actor;
pub mod attribution;
mod cast;
mod coreference;
pub mod exchange;
pub mod factuality;
pub mod learn;
mod mention;
pub mod quantity;
mod reality;
pub mod relation;
pub mod role;
#[cfg(test)]
mod samples;
pub mod scene;
pub mod telling;
pub mod time;
mod told;
pub mod tree;
pub mod trigger;
mod weigh;

use actor::Actors;
use cast::cast;
use exchange::{Bargain, bargaining, exchanges};
use jiff::civil::Date;
use reality::weigh_reality;
use relation::Tie;
use role::{Filler, Participants};
use scene::Scene;
use telling::{Telling, keep_telling, tellings};
use time::TimeExpression;
use trigger::Trigger;

use crate::{
    language::Analysis,
    record::{Action, Counts, DocumentInfo, Exchange, Quote, Record, Relation, Side},
    seed::Seeds,
    span::{CodePoints, Span},
};

/// All that was read from one document, with the reasons: what `explain` shows and a record sums up.
#[derive(Debug)]
pub struct Interpretation<'a> {
    /// Text, trees and actors.
    pub scene: Scene<'a>,
    /// Actions as told, in text order.
    pub tellings: Vec<Telling>,
    /// Exchanges, in text order.
    pub bargains: Vec<Bargain>,
}

/// Reads a document's actors, actions and exchanges.
///
/// `analysis` must be that of `text`. The document's date, if it has one, anchors expressions such as "last Friday".
pub fn extract(text: &str, document: DocumentInfo, analysis: &Analysis, seeds: &Seeds) -> Record {
    let actors = actor::find_actors(text, analysis, seeds);
    let published = document.published.as_deref().and_then(anchor);
    interpret(text, analysis, &actors, published).into_record(document)
}

/// The day that "this month" and "last Friday" are counted from; the middle of a month of which no more is known.
pub fn anchor(published: &str) -> Option<Date> {
    let day = if published.len() == 7 { format!("{published}-15") } else { published.to_owned() };
    day.parse().ok()
}

/// Reads actions and exchanges, the actors being known.
pub fn interpret<'a>(
    text: &'a str,
    analysis: &'a Analysis,
    actors: &'a Actors,
    published: Option<Date>,
) -> Interpretation<'a> {
    let times = time::expressions(text, analysis, published);
    let Interpretation { scene, mut tellings, bargains } = by_rules(text, analysis, actors, &times);
    let bargains = exchange::likely::weighed(&scene, &times, &mut tellings, bargains);
    lend(&scene, &mut tellings, &bargains);
    Interpretation { scene, tellings, bargains }
}

/// The same, but exchanges as rules find them, before they are weighed.
pub fn by_rules<'a>(
    text: &'a str,
    analysis: &'a Analysis,
    actors: &'a Actors,
    times: &[TimeExpression],
) -> Interpretation<'a> {
    let scene = Scene::new(text, analysis, actors);
    let bargaining = bargaining(&scene);
    let told = told::triggers(&scene, &bargaining);
    let (mut tellings, mut bargains) = story(&scene, times, |s| told[s].clone(), |found| weigh_reality(&scene, found));
    cast(&scene, &mut tellings, &bargains);
    let moved = keep_telling(&scene, &mut tellings);
    exchange::renumber(&mut bargains, &moved);
    let bargains = exchange::without_retellings(&scene, &tellings, bargains);
    Interpretation { scene, tellings, bargains }
}

/// The tellings of the triggers that each sentence has, and their exchanges; `doubt` may read anew how real the former are.
fn story(
    scene: &Scene,
    times: &[TimeExpression],
    told: impl Fn(usize) -> Vec<Trigger>,
    doubt: impl Fn(&mut [Telling]),
) -> (Vec<Telling>, Vec<Bargain>) {
    let mut tellings = tellings(scene, times, told);
    doubt(&mut tellings);
    let mut bargains = exchanges(scene, &tellings);
    exchange::name_gifts(scene, times, &mut tellings, &mut bargains);
    lend(scene, &mut tellings, &bargains);
    (tellings, bargains)
}

/// Lends what is given in exchanges its parties and, where it has none, a type.
fn lend(scene: &Scene, tellings: &mut [Telling], bargains: &[Bargain]) {
    for (telling, provider, receiver) in exchange::parties(bargains) {
        tellings[telling].take_parties(&provider, &receiver);
    }
    for (telling, frame) in exchange::gift_frames(scene, tellings, bargains) {
        tellings[telling].trigger.frame = Some(frame);
    }
}

impl Interpretation<'_> {
    /// The same as plain data, offsets in code points.
    pub fn into_record(self, document: DocumentInfo) -> Record {
        let takes_part = self.participants();
        let (actors, ids) = self.scene.actors.to_record(self.scene.text, |entity| takes_part[entity]);
        let writer = Writer { found: &self, points: CodePoints::of(self.scene.text), ids: &ids };
        let actions = self.tellings.iter().enumerate().map(|(i, t)| writer.action(i, t)).collect();
        let exchanges = self.bargains.iter().enumerate().map(|(i, b)| writer.exchange(i, b)).collect();
        let relations = self.scene.actors.ties.iter().enumerate().filter_map(|(i, t)| writer.relation(i, t)).collect();
        Record {
            document,
            actors,
            actions,
            exchanges,
            relations,
            diagnostics: self.diagnostics(),
            counts: self.counts(),
        }
    }

    /// For each entity whether an action, an exchange or an attribution names it.
    fn participants(&self) -> Vec<bool> {
        let mut named = vec![false; self.scene.actors.entities.len()];
        let framed = self.tellings.iter().filter(|t| t.trigger.frame.is_some());
        framed.flat_map(Telling::entities).for_each(|e| named[e] = true);
        for side in self.bargains.iter().flat_map(|b| &b.sides) {
            side.provider.iter().chain(&side.receiver).for_each(|&e| named[e] = true);
        }
        for source in self.tellings.iter().filter_map(|t| t.source.as_ref()) {
            self.scene.actors.for_phrase(source.sentence, source.head).into_iter().for_each(|e| named[e] = true);
        }
        named
    }

    fn diagnostics(&self) -> Vec<String> {
        self.scene.analysis.diagnostics.iter().map(|d| d.message.clone()).collect()
    }

    fn counts(&self) -> Counts {
        let sentences = &self.scene.analysis.sentences;
        let mut told = vec![false; sentences.len()];
        self.tellings.iter().for_each(|t| told[t.trigger.sentence] = true);
        Counts {
            sentences: sentences.len(),
            sentences_without_action: told.iter().filter(|told| !**told).count(),
            words: sentences.iter().map(|s| s.tokens.len()).sum(),
        }
    }
}

/// Turns what was found into plain data of one record.
struct Writer<'s, 'a> {
    found: &'s Interpretation<'a>,
    points: CodePoints<'a>,
    /// The record's id of each entity that it keeps.
    ids: &'s [Option<String>],
}

impl Writer<'_, '_> {
    fn action(&self, index: usize, telling: &Telling) -> Action {
        let scene = &self.found.scene;
        let (reading, part) = (&telling.reading, &telling.participants);
        let tree = &scene.trees[telling.trigger.sentence];
        let trigger = tree.sentence.tokens[telling.trigger.token].span;
        let frame = telling.frame(scene);
        Action {
            id: action_id(index),
            kind: telling.kind(scene),
            class: frame.map_or_else(|| camel_case(tree.lemma(telling.trigger.token)), |f| f.class.clone()),
            label: frame.map_or_else(|| tree.form(telling.trigger.token).to_lowercase(), |f| f.label.clone()),
            cameo: frame.and_then(|f| f.cameo.clone()),
            trigger: self.quote(trigger),
            agent: self.fillers(&part.agent),
            patient: self.fillers(&part.patient),
            recipient: self.fillers(&part.recipient),
            implied: self.implied(part),
            theme: part.theme.map(|s| s.words_of(scene.text)),
            place: part.place.map(|s| s.words_of(scene.text)),
            time: telling.time.clone(),
            quantity: telling.quantity,
            factuality: reading.factuality,
            certainty: reading.certainty,
            polarity: reading.polarity,
            tense: reading.tense,
            attributed_to: self.source(telling.source.as_ref()),
            same_as: telling.same_as.map(action_id),
            evidence: self.quote(telling.evidence(scene)),
        }
    }

    fn exchange(&self, index: usize, bargain: &Bargain) -> Exchange {
        let sides = bargain.sides.iter().map(|side| Side {
            provider: self.entities(&side.provider),
            receiver: self.entities(&side.receiver),
            gives: side.gives.iter().map(|&t| action_id(t)).collect(),
            gives_text: side.words.map(|s| s.words_of(self.found.scene.text)),
        });
        Exchange {
            id: format!("x{index}"),
            status: bargain.status,
            sides: sides.collect(),
            cue: self.quote(bargain.cue),
            evidence: self.quote(bargain.evidence),
            attributed_to: self.source(bargain.source.as_ref()),
        }
    }

    /// A tie of an actor that the record keeps; its object may be left out.
    fn relation(&self, index: usize, tie: &Tie) -> Option<Relation> {
        Some(Relation {
            id: format!("r{index}"),
            kind: tie.kind,
            subject: self.ids[tie.subject].clone()?,
            object: tie.object.and_then(|o| self.ids[o].clone()),
            text: tie.text.clone(),
            evidence: self.quote(tie.evidence),
        })
    }

    fn fillers(&self, fillers: &[Filler]) -> Vec<String> {
        self.entities(&fillers.iter().map(|f| f.entity).collect::<Vec<_>>())
    }

    fn implied(&self, part: &Participants) -> Vec<String> {
        let mut implied: Vec<usize> = part.all().filter(|f| f.implied).map(|f| f.entity).collect();
        implied.sort_unstable();
        implied.dedup();
        self.entities(&implied)
    }

    fn entities(&self, entities: &[usize]) -> Vec<String> {
        entities.iter().filter_map(|&e| self.ids[e].clone()).collect()
    }

    /// The actor that speaks, or the words for one that is no actor.
    fn source(&self, source: Option<&attribution::Source>) -> Option<String> {
        let source = source?;
        let entities = self.found.scene.actors.for_phrase(source.sentence, source.head);
        let actor = entities.first().and_then(|&e| self.ids[e].clone());
        Some(actor.unwrap_or_else(|| source.span.words_of(self.found.scene.text)))
    }

    fn quote(&self, span: Span) -> Quote {
        Quote {
            text: span.of(self.found.scene.text).to_owned(),
            start: self.points.at(span.start),
            end: self.points.at(span.end),
        }
    }
}

fn action_id(index: usize) -> String {
    format!("e{index}")
}

/// `hand over` -> `HandOver`.
fn camel_case(lemma: &str) -> String {
    let words = lemma.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
