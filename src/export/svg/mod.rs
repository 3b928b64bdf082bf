//! How does a graph look as a picture, drawn by this program alone?
//!
//! First the exchanges, each in a frame: in the middle its status, on either side what is given, outside who gives it, below the words that
//! tell it. Then the other actions in three columns: who acts, what they do, on whom. Boxes are as high as their words and never cross;
//! dashed is what did not surely happen; pointing at a box shows the sentences behind it. Places are whole pixels, computed from the
//! view alone. Of a large graph the picture holds what most documents tell, and says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io,
};

use super::{
    Options, Profile,
    drawing::{
        ARROWS, DOTTED, Drawing, Most, Tone, about, action_words, exchange_words, gift_words, is_sure, proof_of_action,
        proof_of_exchange, said, tone,
    },
    palette::{self, ACTOR, BLUE, EXCHANGE, GREEN, GREY, GROUND, INK, PAPER, PURPLE, STATE, VERMILLION, WORDS},
    projection::clean,
    xml::escape,
};
use crate::{
    error::Result,
    graph::{
        View,
        view::{Action, Actor, Exchange, Side},
    },
    record::{ActorType, ExchangeStatus, Factuality},
};

mod letters;
mod shape;

use letters::wrap;
use shape::{Line, Outline, SIZE, Shape, Stroke, curve, settle, write_text};

/// Pixels from left to right.
const WIDTH: i32 = 1200;
const MARGIN: i32 = 24;
/// Between boxes that stand one under the other.
const GAP: i32 = 10;
/// Left side and width of the columns of an exchange: who gives, what, status, what, who.
const SIDES: [(i32, i32); 5] = [(24, 170), (234, 270), (540, 120), (696, 270), (1006, 170)];
/// Left side and width of the columns of actions: who, what, whom.
const COLUMNS: [(i32, i32); 3] = [(24, 220), (450, 300), (956, 220)];
/// Boxes in a row of the legend, and the width of one.
const LEGEND: usize = 6;
const LEGEND_WIDTH: i32 = 183;
/// Lines of a box.
const LINES: usize = 6;
/// How much a full picture holds: more, no program shows well.
const FULL: Most = Most { profile: Profile::Full, exchanges: 60, gifts: 12, actions: 240 };

/// Writes `view` as a picture.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, svg}, graph::View};
/// let mut out = Vec::new();
/// svg::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"<svg "));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let most = if options.profile == Profile::Core { Most::PAGE } else { FULL };
    let drawing = Drawing::of(view, &most);
    let mut picture = Picture::default();
    picture.caption(&drawing, options);
    picture.legend();
    let mut exchanges = drawing.exchanges.clone();
    exchanges.sort_by_key(|e| (e.status == ExchangeStatus::Denied, std::cmp::Reverse(e.status), &e.id));
    exchanges.into_iter().for_each(|exchange| picture.exchange(&drawing, exchange));
    picture.actions(&drawing);
    picture.write(options, out)
}

/// What is drawn so far, the lower layers first.
#[derive(Default)]
struct Picture {
    frames: String,
    curves: String,
    boxes: String,
    /// The first free pixel from above.
    y: i32,
}

impl Picture {
    fn write(&self, options: &Options, out: &mut dyn io::Write) -> Result<()> {
        let (height, title) =
            (self.y + MARGIN, escape(&clean(options.title.as_deref().unwrap_or("Who did what to whom"))));
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\" font-family=\"Helvetica,Arial,'Liberation Sans',sans-serif\" font-size=\"{SIZE}\" fill=\"{INK}\">"
        )?;
        writeln!(out, "<title>{title}</title>\n<style>.m{{text-anchor:middle}}</style>\n<defs>")?;
        for (name, colour) in [("g", GREEN), ("v", VERMILLION), ("o", GREY)] {
            let look = "viewBox=\"0 0 8 8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"";
            writeln!(
                out,
                "<marker id=\"{name}\" refX=\"8\" {look}><path d=\"M0 0L8 4L0 8Z\" fill=\"{colour}\"/></marker>"
            )?;
            writeln!(
                out,
                "<marker id=\"{name}n\" refX=\"4\" {look}><path d=\"M3 0H5V8H3Z\" fill=\"{colour}\"/></marker>"
            )?;
        }
        writeln!(out, "</defs>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>")?;
        writeln!(out, "{}{}{}</svg>", self.frames, self.curves, self.boxes)?;
        Ok(())
    }

    /// Title, counts, and a note where not all is drawn.
    fn caption(&mut self, drawing: &Drawing<'_>, options: &Options) {
        self.y = MARGIN;
        for line in drawing.caption(options).lines().flat_map(|line| wrap(line, 16, WIDTH - 2 * MARGIN, 2)) {
            self.y += 20;
            write_text(&line, (WIDTH / 2, self.y), "class=\"m\" font-size=\"16\"", &mut self.boxes);
        }
        let view = drawing.view;
        if drawing.actions.len() < view.actions.len() || drawing.exchanges.len() < view.exchanges.len() {
            self.y += 18;
            let note =
                "Drawn are the exchanges and the actions that most documents tell; the rest is in the other formats.";
            write_text(note, (WIDTH / 2, self.y), &format!("class=\"m\" fill=\"{GREY}\""), &mut self.boxes);
        }
        self.y += MARGIN;
    }

    fn heading(&mut self, words: &str) {
        self.y += SIZE + GAP;
        write_text(words, (MARGIN, self.y), "font-size=\"14\" font-weight=\"bold\"", &mut self.boxes);
        self.y += GAP;
    }

    /// One exchange in its frame.
    fn exchange(&mut self, drawing: &Drawing<'_>, exchange: &Exchange) {
        let top = self.y + GAP + 4;
        let view = drawing.view;
        let mut hub = hub(view, exchange);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let (mut left_end, mut right_end) = (top, top);
        for (number, side) in exchange.sides.iter().enumerate() {
            let (column, end) = if number == 0 { (&mut left, &mut left_end) } else { (&mut right, &mut right_end) };
            let half = Half::of(drawing, side, number == 0, *end);
            *end = half.bottom + GAP;
            column.push(half);
        }
        let bottom = left_end.max(right_end).max(top + hub.height() + GAP);
        hub.y = (top + bottom - GAP - hub.height()) / 2;
        let middle = hub.middle();
        for (halves, end) in [(&mut left, left_end), (&mut right, right_end)] {
            halves.iter_mut().for_each(|half| half.lower((bottom - end) / 2));
        }
        for half in left.iter().chain(&right) {
            half.draw(middle, self);
        }
        hub.draw(&mut self.boxes);
        self.y = self.evidence(view, exchange, bottom + 4);
        let (x, width) = (SIDES[1].0 - 14, SIDES[3].0 + SIDES[3].1 - SIDES[1].0 + 28);
        let _ = writeln!(
            self.frames,
            "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"10\" fill=\"{GROUND}\" stroke=\"{PURPLE}\"/>",
            top - GAP,
            self.y - top + GAP
        );
        self.y += MARGIN;
    }

    /// The words that tell an exchange, in its frame; gives the bottom.
    fn evidence(&mut self, view: &View, exchange: &Exchange, top: i32) -> i32 {
        let Some(claim) = exchange.proof() else { return top };
        let text = said(view, &claim.evidence, &claim.document, &claim.attribution);
        let room = SIDES[3].0 + SIDES[3].1 - SIDES[1].0;
        let lines = wrap(&text, 11, room, 3);
        let look = format!("class=\"m\" font-size=\"11\" font-style=\"italic\" fill=\"{GREY}\"");
        for (at, line) in (1..).zip(&lines) {
            write_text(line, (WIDTH / 2, top + 14 * at), &look, &mut self.boxes);
        }
        top + 14 * lines.len() as i32 + GAP
    }

    /// The actions that no exchange holds, between those who act and those acted on.
    fn actions(&mut self, drawing: &Drawing<'_>) {
        let free = |action: &&&Action| !drawing.given.contains_key(action.id.as_str());
        let order = in_order(drawing.actions.iter().filter(free).copied().collect());
        if order.is_empty() {
            return;
        }
        self.heading(if drawing.exchanges.is_empty() { "Actions" } else { "Other actions" });
        let mut deeds: Vec<Shape> = order.iter().map(|action| deed(drawing.view, action)).collect();
        let mut y = self.y + GAP;
        for shape in &mut deeds {
            shape.y = y;
            y += shape.height() + GAP;
        }
        let (mut doers, doer_of) = actors(drawing, &order, &deeds, 0, |action| action.agents.iter().collect());
        let (mut done_to, target_of) = actors(drawing, &order, &deeds, 2, targets);
        let top = self.y + GAP;
        let ends = [(&mut doers, wishes(&doer_of, &deeds)), (&mut done_to, wishes(&target_of, &deeds))];
        self.y = ends.into_iter().map(|(shapes, wishes)| settle(shapes, &wishes, top, GAP)).fold(y, i32::max);
        for (at, (action, shape)) in order.iter().zip(&deeds).enumerate() {
            for (actor, part) in doers.iter().zip(&doer_of).filter(|(_, part)| part.actions.contains(&at)) {
                self.tie(actor, shape, Stroke { end: None, ..stroke(action, part.actor) });
            }
            for (actor, part) in done_to.iter().zip(&target_of).filter(|(_, part)| part.actions.contains(&at)) {
                self.tie(shape, actor, stroke(action, part.actor));
            }
        }
        deeds.iter().chain(&doers).chain(&done_to).for_each(|shape| shape.draw(&mut self.boxes));
    }

    fn tie(&mut self, from: &Shape, to: &Shape, stroke: Stroke) {
        curve((from.x + from.width, from.middle()), (to.x, to.middle()), stroke, &mut self.curves);
    }

    /// What shapes and colours mean.
    fn legend(&mut self) {
        let deed = |words: &str, tone| {
            let (line, fill) = palette::of(tone);
            Shape { line, fill, ..legend_box(Outline::Round, words) }
        };
        let actor = |outline, words| Shape { line: BLUE, fill: ACTOR, ..legend_box(outline, words) };
        let mut shapes = [
            actor(Outline::Pill, "person"),
            Shape { is_thick: true, fill: STATE, ..actor(Outline::Square, "state") },
            actor(Outline::Square, "organisation"),
            Shape { is_double: true, ..actor(Outline::Square, "group") },
            Shape { line: PURPLE, fill: EXCHANGE, is_thick: true, ..legend_box(Outline::Hexagon, "exchange") },
            Shape { line: GREY, fill: WORDS, ..legend_box(Outline::Square, "given, in words alone") },
            deed("cooperative action", Tone::Cooperation),
            deed("conflictual action", Tone::Conflict),
            deed("action of no type", Tone::Neither),
            Shape { is_dashed: true, fill: PAPER, ..deed("planned, possible or NOT done", Tone::Cooperation) },
            Shape { is_thick: true, ..deed("told by several documents", Tone::Cooperation) },
            Shape { is_double: true, ..deed("disputed", Tone::Cooperation) },
        ];
        for row in shapes.chunks_mut(LEGEND) {
            let height = row.iter().map(Shape::height).max().unwrap_or(0);
            for (at, shape) in (0..).zip(row) {
                shape.x = MARGIN + at * (LEGEND_WIDTH + GAP);
                shape.y = self.y + (height - shape.height()) / 2;
                shape.draw(&mut self.boxes);
            }
            self.y += height + GAP;
        }
        for note in [&format!("{ARROWS} Pointing at a box shows the sentences behind it."), DOTTED] {
            self.y += SIZE + 4;
            write_text(note, (WIDTH / 2, self.y), &format!("class=\"m\" fill=\"{GREY}\""), &mut self.boxes);
        }
        self.y += MARGIN;
    }
}

fn legend_box(outline: Outline, words: &str) -> Shape {
    Shape::new(outline, &[words.to_owned()], LEGEND_WIDTH, 2)
}

/// One side of an exchange: who gives, and what.
struct Half {
    givers: Vec<Shape>,
    /// Each with its ties to the givers, in their order.
    gifts: Vec<(Shape, Vec<Stroke>)>,
    is_left: bool,
    bottom: i32,
}

impl Half {
    fn of(drawing: &Drawing<'_>, side: &Side, is_left: bool, top: i32) -> Self {
        let view = drawing.view;
        let drawn =
            side.gives.iter().filter(|id| drawing.given.contains_key(id.as_str())).filter_map(|id| view.action(id));
        let known: Vec<&Actor> = side.providers.iter().filter_map(|id| view.actor(id)).collect();
        let strokes = |action| known.iter().map(|actor| stroke(action, &actor.id)).collect();
        let mut gifts: Vec<(Shape, Vec<Stroke>)> = drawn.map(|action| (gift(view, action), strokes(action))).collect();
        if gifts.is_empty() {
            let plain = Stroke { colour: GREY, width: 1, line: Line::Solid, end: None };
            gifts.push((in_words(side), vec![plain; known.len()]));
        }
        let mut givers: Vec<Shape> = known.iter().map(|actor| actor_box(drawing, actor, SIDES[0].1)).collect();
        let (outer, inner) = if is_left { (SIDES[0], SIDES[1]) } else { (SIDES[4], SIDES[3]) };
        let mut y = top;
        for (shape, _) in &mut gifts {
            (shape.x, shape.y) = (inner.0, y);
            y += shape.height() + GAP;
        }
        let middle = (top + y - GAP) / 2;
        givers.iter_mut().for_each(|shape| shape.x = outer.0);
        let wishes = vec![middle; givers.len()];
        let bottom = settle(&mut givers, &wishes, top, GAP).max(y - GAP);
        Self { givers, gifts, is_left, bottom }
    }

    fn lower(&mut self, by: i32) {
        self.givers.iter_mut().chain(self.gifts.iter_mut().map(|(gift, _)| gift)).for_each(|shape| shape.y += by);
    }

    /// The boxes, the ties between them, and a thick one to the middle of the exchange.
    fn draw(&self, middle: i32, picture: &mut Picture) {
        let hub = if self.is_left { SIDES[2].0 } else { SIDES[2].0 + SIDES[2].1 };
        let thick = Stroke { colour: PURPLE, width: 3, line: Line::Solid, end: None };
        for (gift, strokes) in &self.gifts {
            let (left, right) = ((gift.x, gift.middle()), (gift.x + gift.width, gift.middle()));
            for (giver, stroke) in self.givers.iter().zip(strokes) {
                let ends = if self.is_left {
                    ((giver.x + giver.width, giver.middle()), left)
                } else {
                    (right, (giver.x, giver.middle()))
                };
                curve(ends.0, ends.1, Stroke { end: None, ..*stroke }, &mut picture.curves);
            }
            let ends = if self.is_left { (right, (hub, middle)) } else { ((hub, middle), left) };
            curve(ends.0, ends.1, thick, &mut picture.curves);
        }
        self.givers
            .iter()
            .chain(self.gifts.iter().map(|(gift, _)| gift))
            .for_each(|shape| shape.draw(&mut picture.boxes));
    }
}

fn hub(view: &View, exchange: &Exchange) -> Shape {
    let sure = is_sure(exchange);
    Shape {
        tooltip: proof_of_exchange(view, exchange),
        line: PURPLE,
        fill: if sure { EXCHANGE } else { PAPER },
        is_thick: true,
        is_dashed: !sure,
        x: SIDES[2].0,
        ..Shape::new(Outline::Hexagon, &exchange_words(exchange), SIDES[2].1, LINES)
    }
}

/// An action of an exchange.
fn gift(view: &View, action: &Action) -> Shape {
    action_box(view, action, &gift_words(view, action), SIDES[1].1)
}

/// An action between those who act and those acted on.
fn deed(view: &View, action: &Action) -> Shape {
    Shape { x: COLUMNS[1].0, ..action_box(view, action, &action_words(view, action), COLUMNS[1].1) }
}

fn action_box(view: &View, action: &Action, words: &[String], width: i32) -> Shape {
    let sure = action.factuality == Factuality::Actual;
    let (line, fill) = palette::of(tone(action.kind));
    Shape {
        tooltip: proof_of_action(view, action),
        line,
        fill: if sure { fill } else { PAPER },
        is_thick: action.documents.len() > 1,
        is_double: action.disputed,
        is_dashed: !sure,
        ..Shape::new(Outline::Round, words, width, LINES)
    }
}

/// What a side gives in the documents' words.
fn in_words(side: &Side) -> Shape {
    let words = if side.texts.is_empty() { vec!["something not named".to_owned()] } else { side.texts.clone() };
    Shape { line: GREY, fill: WORDS, ..Shape::new(Outline::Square, &words, SIDES[1].1, LINES) }
}

fn actor_box(drawing: &Drawing<'_>, actor: &Actor, width: i32) -> Shape {
    let mut words = vec![actor.name.clone()];
    words.extend(drawing.offices.get(actor.id.as_str()).cloned());
    let outline = if actor.kind == ActorType::Person { Outline::Pill } else { Outline::Square };
    let is_state = actor.kind == ActorType::State;
    Shape {
        tooltip: about(actor),
        line: BLUE,
        fill: if is_state { STATE } else { ACTOR },
        is_thick: is_state,
        is_double: actor.kind == ActorType::Group,
        ..Shape::new(outline, &words, width, LINES - 2)
    }
}

/// The ends of an action's ties: an arrow, and a bar for what is denied.
const fn ends(tone: Tone) -> [&'static str; 2] {
    match tone {
        Tone::Cooperation => ["g", "gn"],
        Tone::Conflict => ["v", "vn"],
        Tone::Neither => ["o", "on"],
    }
}

/// The tie of an action to one who takes part.
fn stroke(action: &Action, participant: &str) -> Stroke {
    let is_negated = action.factuality == Factuality::Negated;
    let tone = tone(action.kind);
    let (colour, _) = palette::of(tone);
    let line = match action.factuality {
        _ if action.is_implied(participant) => Line::Dotted,
        Factuality::Actual => Line::Solid,
        _ => Line::Dashed,
    };
    Stroke { colour, width: 1, line, end: Some(ends(tone)[usize::from(is_negated)]) }
}

fn targets(action: &Action) -> Vec<&String> {
    let all: BTreeSet<&String> = action.patients.iter().chain(&action.recipients).collect();
    all.into_iter().filter(|id| !action.agents.contains(id)).collect()
}

/// What an actor of one column takes part in.
struct Part<'v> {
    actor: &'v str,
    /// Places in the order of the actions.
    actions: Vec<usize>,
}

/// The actors of one column, each once, with their actions in `order`.
fn actors<'v>(
    drawing: &Drawing<'v>,
    order: &[&'v Action],
    deeds: &[Shape],
    column: usize,
    of: fn(&Action) -> Vec<&String>,
) -> (Vec<Shape>, Vec<Part<'v>>) {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, action) in order.iter().enumerate().take(deeds.len()) {
        of(action).into_iter().for_each(|id| places.entry(id).or_default().push(at));
    }
    let known = places.into_iter().filter_map(|(id, actions)| Some((drawing.view.actor(id)?, actions)));
    let (x, width) = COLUMNS[column];
    let placed = |actor| Shape { x, ..actor_box(drawing, actor, width) };
    known.map(|(actor, actions)| (placed(actor), Part { actor: &actor.id, actions })).unzip()
}

/// The mean middle of each actor's actions.
fn wishes(parts: &[Part<'_>], deeds: &[Shape]) -> Vec<i32> {
    let mean =
        |places: &Vec<usize>| places.iter().map(|&at| deeds[at].middle()).sum::<i32>() / (places.len().max(1) as i32);
    parts.iter().map(|part| mean(&part.actions)).collect()
}

/// Actions of one agent stand together, those who act most first; within, and between agents who act as much, those with a target in common
/// stand near.
fn in_order(mut actions: Vec<&Action>) -> Vec<&Action> {
    let mut acts: BTreeMap<&str, usize> = BTreeMap::new();
    for action in &actions {
        *acts.entry(agent(action)).or_default() += 1;
    }
    let mut struck: BTreeMap<&str, usize> = BTreeMap::new();
    for target in actions.iter().flat_map(|action| targets(action)) {
        *struck.entry(target).or_default() += 1;
    }
    actions.sort_by_cached_key(|action| {
        let target = targets(action).into_iter().map(|id| (std::cmp::Reverse(struck[id.as_str()]), id.as_str())).min();
        let time = action.time.clone();
        (std::cmp::Reverse(acts[agent(action)]), agent(action), target, time.is_none(), time, &action.id)
    });
    actions
}

fn agent(action: &Action) -> &str {
    action.agents.first().map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, fixture},
        ontology::frame::Lexicon,
    };

    fn drawn(profile: Profile) -> String {
        let view = Graph::of(&fixture::story()).view(Lexicon::shipped());
        let mut out = Vec::new();
        write(&view, &Options { profile, ..Options::default() }, &mut out).expect("memory takes all");
        String::from_utf8(out).expect("it is text")
    }

    /// Left, top, right, bottom of the outer outline of each box.
    fn boxes(svg: &str) -> Vec<[i32; 4]> {
        let number = |line: &str, name: &str| -> i32 {
            let (_, rest) = line.split_once(&format!(" {name}=\"")).expect("it has a place");
            rest.split('"').next().and_then(|text| text.parse().ok()).expect("a whole number")
        };
        let rects = svg.lines().filter(|line| line.starts_with("<g>")).filter_map(|line| {
            let rect = &line[line.find("<rect")?..];
            let [x, y] = ["x", "y"].map(|name| number(rect, name));
            Some([x, y, x + number(rect, "width"), y + number(rect, "height")])
        });
        rects.collect()
    }

    #[test]
    fn no_two_boxes_cross() {
        for profile in [Profile::Core, Profile::Full] {
            let boxes = boxes(&drawn(profile));
            assert!(boxes.len() > 20);
            for (at, one) in boxes.iter().enumerate() {
                for other in &boxes[..at] {
                    let apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
                    assert!(apart, "{one:?} {other:?}");
                }
                assert!(one[0] >= 0 && one[2] <= WIDTH && one[1] >= 0, "{one:?}");
            }
        }
    }

    #[test]
    fn doubt_denial_and_proof_show() {
        let svg = drawn(Profile::Full);
        assert!(svg.contains("NOT: reform") && svg.contains("possible: restore ties"), "{svg}");
        assert!(svg.contains("stroke-dasharray") && svg.contains("according to a state television presenter"));
        assert!(svg.contains("“Belarus released three prisoners.” (Three leave Belarus)"));
    }

    #[test]
    fn a_cut_is_noted() {
        let mut view = Graph::of(&fixture::story()).view(Lexicon::shipped());
        let action = view.actions[0].clone();
        view.actions.extend((0..500).map(|at| Action { id: format!("z{at:03}"), ..action.clone() }));
        let mut out = Vec::new();
        write(&view, &Options { profile: Profile::Full, ..Options::default() }, &mut out).expect("memory takes all");
        let svg = String::from_utf8(out).expect("it is text");
        assert!(svg.contains("Drawn are the exchanges") && svg.contains("240 of 5"), "{svg}");
    }
}
