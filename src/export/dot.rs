//! How does a graph look in GraphViz DOT, drawn so that a person wants to look at it?
//!
//! The core profile draws the exchanges that most documents tell with what is given in them, and the typed actions that most
//! documents tell, a few dozen in all; the full profile draws every action with a participant. On the left stand those who act, on the right those
//! who are acted on and those who give the other side of an exchange; actions stand between, and each exchange is a box that reads
//! "this for that"; that a gift goes to the other side is told in its words. Documents are not drawn but counted on what they tell, and
//! quoted in its tooltip.
//!
//! Every id and value is quoted; labels are plain strings, never HTML or records, so that no text can break the drawing.

use std::{collections::BTreeSet, io};

use super::{
    Options, Profile,
    drawing::{
        ARROWS, DOTTED, Drawing, Most, Tone, about, action_words, exchange_words, gift_words, is_sure, proof_of_action,
        proof_of_exchange, tone,
    },
    ledger::wrap,
    palette::{self, ACTOR, BLUE, EXCHANGE, GREY, GROUND, INK, PAPER, PURPLE, STATE, WORDS},
};
use crate::{
    error::Result,
    graph::{
        View,
        view::{Action, Actor, Exchange, Side},
    },
    record::{ActorType, Factuality},
};

/// Characters in a line of a label.
const LINE: usize = 22;

/// Writes `view` as a directed graph.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, dot}, graph::View};
/// let mut out = Vec::new();
/// dot::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"digraph"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let most = if options.profile == Profile::Core { Most::PAGE } else { Most::ALL };
    let drawing = Drawing::of(view, &most);
    writeln!(out, "digraph {} {{", quote("quidnunc"))?;
    drawing.settings(options, out)?;
    for (at, exchange) in drawing.exchanges.iter().enumerate() {
        drawing.exchange(at, exchange, out)?;
    }
    for action in drawing.actions.iter().filter(|action| !drawing.given.contains_key(action.id.as_str())) {
        drawing.action(action, "  ", out)?;
    }
    for actor in drawing.actors.iter().filter(|actor| !drawing.inside.contains_key(actor.id.as_str())) {
        drawing.actor(actor, "  ", out)?;
    }
    for action in &drawing.actions {
        drawing.participants(action, out)?;
    }
    legend(out)?;
    writeln!(out, "}}")?;
    Ok(())
}

impl<'v> Drawing<'v> {
    fn settings(&self, options: &Options, out: &mut dyn io::Write) -> Result<()> {
        let font = quote("Helvetica,Arial,sans-serif");
        writeln!(out, "  graph [rankdir=LR, nodesep=0.22, ranksep=1.1, newrank=true, bgcolor=\"white\", pad=0.4,")?;
        writeln!(
            out,
            "    fontname={font}, fontsize=16, fontcolor=\"{INK}\", labelloc=t, label={}];",
            quote(&self.caption(options))
        )?;
        writeln!(out, "  node [fontname={font}, fontsize=11, fontcolor=\"{INK}\", margin=\"0.12,0.07\", height=0.3];")?;
        writeln!(out, "  edge [fontname={font}, fontsize=9, fontcolor=\"{GREY}\", color=\"{GREY}\", arrowsize=0.7];")?;
        Ok(())
    }

    /// One exchange as a cluster: what each side gives, and the tie between them.
    fn exchange(&self, at: usize, exchange: &Exchange, out: &mut dyn io::Write) -> Result<()> {
        writeln!(out, "  subgraph {} {{", quote(&format!("cluster_exchange_{at}")))?;
        writeln!(
            out,
            "    style=\"rounded,filled\"; color=\"{PURPLE}\"; fillcolor=\"{GROUND}\"; penwidth=1; label=\"\";"
        )?;
        writeln!(out, "    margin=14;")?;
        let own = |id: &&String| self.given.get(id.as_str()) == Some(&at);
        for action in exchange.sides.iter().flat_map(|side| &side.gives).filter(own).collect::<BTreeSet<_>>() {
            if let Some(action) = self.view.action(action) {
                self.action(action, "    ", out)?;
            }
        }
        for actor in self.actors.iter().filter(|actor| self.inside.get(actor.id.as_str()) == Some(&at)) {
            self.actor(actor, "    ", out)?;
        }
        let hub = exchange_node(&exchange.id);
        node(&hub, &exchange_look(self.view, exchange), "    ", out)?;
        for (number, side) in exchange.sides.iter().enumerate() {
            self.in_words(&hub, number, side, out)?;
        }
        writeln!(out, "  }}")?;
        for (number, side) in exchange.sides.iter().enumerate() {
            self.side(&hub, number, side, out)?;
        }
        Ok(())
    }

    /// A side whose gift is told in words only gets a node for them.
    fn in_words(&self, hub: &str, number: usize, side: &Side, out: &mut dyn io::Write) -> Result<()> {
        if !side.gives.is_empty() {
            return Ok(());
        }
        let words = if side.texts.is_empty() { "something not named".to_owned() } else { side.texts.join("\n") };
        let look = Look { label: lines(&[words]), shape: "note", line: GREY, fill: WORDS, ..Look::default() };
        node(&format!("{hub}/{number}"), &look, "    ", out)
    }

    /// The ties of one side: the first stands left of the exchange, the others right.
    fn side(&self, hub: &str, number: usize, side: &Side, out: &mut dyn io::Write) -> Result<()> {
        let words = format!("{hub}/{number}");
        let drawn = side.gives.iter().filter(|id| self.given.contains_key(id.as_str()));
        let mut gifts: Vec<String> = drawn.map(|id| action_node(id)).collect();
        if gifts.is_empty() {
            for provider in &side.providers {
                self.tie(provider, &words, "arrowhead=none, arrowtail=none", out)?;
            }
            gifts.push(words);
        }
        for gift in gifts {
            let (from, to) = if number == 0 { (gift.as_str(), hub) } else { (hub, gift.as_str()) };
            write!(out, "  {} -> {} ", quote(from), quote(to))?;
            writeln!(out, "[color=\"{PURPLE}\", penwidth=2.5, weight=8, arrowhead=none];")?;
        }
        Ok(())
    }

    /// An edge between an actor and what stands in the middle, laid out by the actor's place; `look` sets both arrow ends.
    fn tie(&self, actor: &str, middle: &str, look: &str, out: &mut dyn io::Write) -> Result<()> {
        let (actor_end, middle) = (quote(&actor_node(actor)), quote(middle));
        let (from, to) = if self.left.contains(actor) { (actor_end, middle) } else { (middle, actor_end) };
        writeln!(out, "  {from} -> {to} [{look}];")?;
        Ok(())
    }

    fn actor(&self, actor: &Actor, indent: &str, out: &mut dyn io::Write) -> Result<()> {
        node(&actor_node(&actor.id), &actor_look(self, actor), indent, out)
    }

    fn action(&self, action: &Action, indent: &str, out: &mut dyn io::Write) -> Result<()> {
        let words = if self.is_told(action) { gift_words(self.view, action) } else { action_words(self.view, action) };
        node(&action_node(&action.id), &action_look(self.view, action, &words), indent, out)
    }

    /// The ties of an action to those who take part; an arrow points at those acted on.
    fn participants(&self, action: &Action, out: &mut dyn io::Write) -> Result<()> {
        let here = action_node(&action.id);
        let (colour, _) = palette::of(tone(action.kind));
        let look = |id: &str| format!("color=\"{colour}\", style=\"{}\"", line_style(action, id));
        for agent in &action.agents {
            self.tie(agent, &here, &format!("{}, arrowhead=none", look(agent)), out)?;
        }
        if self.is_told(action) {
            return Ok(());
        }
        let targets: BTreeSet<&String> = action.patients.iter().chain(&action.recipients).collect();
        let head = if action.factuality == Factuality::Negated { "tee" } else { "normal" };
        for id in targets.into_iter().filter(|id| !action.agents.contains(id)) {
            let ends = if self.left.contains(id.as_str()) {
                format!("dir=back, arrowtail={head}")
            } else {
                format!("arrowhead={head}")
            };
            self.tie(id, &here, &format!("{}, {ends}", look(id)), out)?;
        }
        Ok(())
    }
}

/// How a node is drawn.
#[derive(Clone, Debug)]
struct Look {
    /// Lines divided by newlines.
    label: String,
    tooltip: String,
    shape: &'static str,
    style: &'static str,
    line: &'static str,
    fill: &'static str,
    /// Width of the outline in points.
    width: f32,
    /// Number of outlines.
    outlines: u8,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            label: String::new(),
            tooltip: String::new(),
            shape: "box",
            style: "filled",
            line: INK,
            fill: PAPER,
            width: 1.0,
            outlines: 1,
        }
    }
}

fn node(id: &str, look: &Look, indent: &str, out: &mut dyn io::Write) -> Result<()> {
    let Look { label, tooltip, shape, style, line, fill, width, outlines } = look;
    let tooltip = if tooltip.is_empty() { label } else { tooltip };
    write!(out, "{indent}{} [label={}, shape={shape}, style=\"{style}\", ", quote(id), quote(label))?;
    write!(out, "color=\"{line}\", fillcolor=\"{fill}\", penwidth={width}, peripheries={outlines}, ")?;
    writeln!(out, "tooltip={}];", quote(tooltip))?;
    Ok(())
}

fn actor_look(drawing: &Drawing<'_>, actor: &Actor) -> Look {
    let mut label = vec![actor.name.clone()];
    label.extend(drawing.offices.get(actor.id.as_str()).cloned());
    let look = Look { label: lines(&label), tooltip: about(actor), line: BLUE, fill: ACTOR, ..Look::default() };
    match actor.kind {
        ActorType::Person => Look { shape: "ellipse", ..look },
        ActorType::State => Look { fill: STATE, width: 2.0, ..look },
        ActorType::Organization => look,
        ActorType::Group => Look { outlines: 2, ..look },
    }
}

fn action_look(view: &View, action: &Action, words: &[String]) -> Look {
    let (line, fill) = palette::of(tone(action.kind));
    Look {
        label: lines(words),
        tooltip: proof_of_action(view, action),
        style: match action.factuality {
            Factuality::Actual => "rounded,filled",
            _ => "rounded,filled,dashed",
        },
        line,
        fill: if action.factuality == Factuality::Actual { fill } else { PAPER },
        width: if action.documents.len() > 1 { 2.0 } else { 1.0 },
        outlines: if action.disputed { 2 } else { 1 },
        ..Look::default()
    }
}

fn exchange_look(view: &View, exchange: &Exchange) -> Look {
    let sure = is_sure(exchange);
    Look {
        label: lines(&exchange_words(exchange)),
        tooltip: proof_of_exchange(view, exchange),
        shape: "hexagon",
        style: if sure { "filled" } else { "filled,dashed" },
        line: PURPLE,
        fill: if sure { EXCHANGE } else { PAPER },
        width: 2.0,
        ..Look::default()
    }
}

fn line_style(action: &Action, participant: &str) -> &'static str {
    match action.factuality {
        _ if action.is_implied(participant) => "dotted",
        Factuality::Actual => "solid",
        _ => "dashed",
    }
}

/// What shapes and colours mean.
fn legend(out: &mut dyn io::Write) -> Result<()> {
    let actor = Look { line: BLUE, fill: ACTOR, ..Look::default() };
    let action = |tone| {
        let (line, fill) = palette::of(tone);
        Look { style: "rounded,filled", line, fill, ..Look::default() }
    };
    let dashed = "rounded,filled,dashed";
    let entries = [
        ("person", Look { shape: "ellipse", ..actor.clone() }),
        ("state", Look { fill: STATE, width: 2.0, ..actor.clone() }),
        ("organisation", actor.clone()),
        ("group", Look { outlines: 2, ..actor }),
        ("cooperative action", action(Tone::Cooperation)),
        ("conflictual action", action(Tone::Conflict)),
        ("action of no type", action(Tone::Neither)),
        ("planned, possible\nor NOT done", Look { style: dashed, fill: PAPER, ..action(Tone::Cooperation) }),
        ("exchange", Look { shape: "hexagon", line: PURPLE, fill: EXCHANGE, width: 2.0, ..Look::default() }),
        ("given, in words alone", Look { shape: "note", line: GREY, fill: WORDS, ..Look::default() }),
        ("told by several\ndocuments", Look { width: 2.0, ..action(Tone::Cooperation) }),
        ("disputed", Look { outlines: 2, ..action(Tone::Cooperation) }),
    ];
    writeln!(out, "  subgraph \"cluster_legend\" {{")?;
    let label = quote(&format!("{ARROWS}\n{DOTTED}"));
    writeln!(out, "    label={label}; fontsize=12; style=\"rounded\"; color=\"#BBBBBB\"; margin=10;")?;
    let mut before: Option<String> = None;
    for (at, (label, look)) in entries.into_iter().enumerate() {
        let look = Look { label: label.to_owned(), tooltip: "legend".to_owned(), ..look };
        let id = format!("legend/{at}");
        node(&id, &look, "    ", out)?;
        if let Some(before) = before.filter(|_| at % 4 != 0) {
            writeln!(out, "    {} -> {} [style=invis];", quote(&before), quote(&id))?;
        }
        before = Some(id);
    }
    writeln!(out, "  }}")?;
    Ok(())
}

fn actor_node(id: &str) -> String {
    format!("actor/{id}")
}

fn action_node(id: &str) -> String {
    format!("action/{id}")
}

fn exchange_node(id: &str) -> String {
    format!("exchange/{id}")
}

/// Each part wrapped into lines, parts that say nothing left out.
fn lines(parts: &[String]) -> String {
    let wrapped = parts.iter().filter(|part| !part.is_empty()).flat_map(|part| wrap(part, LINE));
    wrapped.collect::<Vec<_>>().join("\n")
}

/// A quoted string: backslash, quote and newline escaped, `&` as an entity because `dot` decodes entities, and control characters, which
/// would make the SVG no XML, as spaces.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '&' => quoted.push_str("&amp;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
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

    fn check(text: &str, quoted: &str) {
        assert_eq!(quote(text), quoted);
    }

    #[test]
    fn nothing_breaks_a_quoted_string() {
        check("plain", r#""plain""#);
        check(r#"a "b" \"#, r#""a \"b\" \\""#);
        check("x\n\u{1}y\tz", r#""x\n y z""#);
        check("AT&T &amp; \\N {|} <b>", r#""AT&amp;T &amp;amp; \\N {|} <b>""#);
    }

    #[test]
    fn every_edge_ties_two_nodes() {
        for profile in [Profile::Core, Profile::Full] {
            let text = drawn(profile);
            let first = |line: &str| line.trim().split(" [").next().unwrap_or_default().to_owned();
            let (edges, nodes): (Vec<&str>, Vec<&str>) = text
                .lines()
                .filter(|line| line.contains(" [") && line.trim().starts_with('"'))
                .partition(|line| line.contains(" -> "));
            let nodes: Vec<String> = nodes.into_iter().map(first).collect();
            assert_eq!(nodes.iter().collect::<BTreeSet<_>>().len(), nodes.len(), "no node is drawn twice");
            for end in edges.iter().flat_map(|edge| first(edge).split(" -> ").map(str::to_owned).collect::<Vec<_>>()) {
                assert!(nodes.contains(&end), "{end}");
            }
        }
    }

    #[test]
    fn the_core_leaves_out_what_has_no_type() {
        assert!(!drawn(Profile::Core).contains("\"arrive"));
        assert!(drawn(Profile::Full).contains("\"arrive"));
    }

    #[test]
    fn doubt_and_denial_show() {
        let text = drawn(Profile::Full);
        let line = |word: &str| text.lines().find(|line| line.contains(word)).unwrap_or_default().to_owned();
        assert!(line("\"possible: restore").contains("dashed"));
        assert!(line("\"NOT: reform").contains("dashed"));
        assert!(text.contains("style=\"dotted\", ") && text.contains("Dotted lines"));
        assert!(text.contains("arrowtail=normal") && text.contains("4 sources"));
    }
}
