//! How does a graph look in GraphViz DOT, drawn so that a person wants to look at it?
//!
//! The core profile draws the exchanges that most documents tell with what is given in them, and the typed actions that most
//! documents tell, a few dozen in all; the full profile draws every action with a participant. On the left stand those who act, on the right those
//! who are acted on and those who give the other side of an exchange; actions stand between, and each exchange is a box that reads
//! "this for that". Documents are not drawn but counted on what they tell, and quoted in its tooltip. Colours are shades of
//! those of Okabe and Ito (2008), which the colour-blind tell apart; shape and words say again all that colour says.
//!
//! Every id and value is quoted; labels are plain strings, never HTML or records, so that no text can break the drawing.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{Options, Profile, ledger::wrap};
use crate::{
    error::Result,
    graph::{
        View,
        ledger::{theme, without_preposition},
        view::{Action, Actor, Exchange, Side},
    },
    record::{ActorType, ExchangeStatus, Factuality, Plover, RelationType},
};

/// How many actions the core profile draws, unless the exchanges alone give more.
const CORE_ACTIONS: usize = 24;
/// How many exchanges the core profile draws.
const CORE_EXCHANGES: usize = 8;
/// How many actions of one side of an exchange the core profile draws.
const CORE_GIFTS: usize = 4;
/// Characters in a line of a label.
const LINE: usize = 22;
/// Characters of what an action was about.
const THEME: usize = 44;
/// Quotes in a tooltip.
const QUOTES: usize = 4;

const INK: &str = "#222222";
const GREY: &str = "#777777";
const BLUE: &str = "#0072B2";
const GREEN: &str = "#007A5A";
const VERMILLION: &str = "#B84A00";
const PURPLE: &str = "#8F3F6F";

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
    let drawing = Drawing::of(view, options.profile);
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

/// What of a view is drawn.
struct Drawing<'v> {
    view: &'v View,
    /// By id.
    exchanges: Vec<&'v Exchange>,
    /// By id.
    actions: Vec<&'v Action>,
    /// By id.
    actors: Vec<&'v Actor>,
    /// Actors that stand on the left.
    left: BTreeSet<&'v str>,
    /// The exchange that each given action, and each actor of no other action, is drawn in.
    given: BTreeMap<&'v str, usize>,
    inside: BTreeMap<&'v str, usize>,
}

impl<'v> Drawing<'v> {
    fn of(view: &'v View, profile: Profile) -> Self {
        let exchanges = choose_exchanges(view, profile);
        let mut given = BTreeMap::new();
        for (at, exchange) in exchanges.iter().enumerate() {
            for id in exchange.sides.iter().flat_map(|side| gifts(view, profile, side)) {
                given.entry(id).or_insert(at);
            }
        }
        let actions = choose(view, profile, &given);
        let sides = exchanges.iter().flat_map(|exchange| &exchange.sides).filter(|side| side.gives.is_empty());
        let mut ids: BTreeSet<&str> = sides.flat_map(|side| &side.providers).map(String::as_str).collect();
        ids.extend(actions.iter().flat_map(|action| participants(action)));
        let left = left(&exchanges, &actions);
        let inside = inside(&actions, &given, &left);
        let actors = ids.into_iter().filter_map(|id| view.actor(id)).collect();
        Self { view, exchanges, actions, actors, left, given, inside }
    }

    fn settings(&self, options: &Options, out: &mut dyn io::Write) -> Result<()> {
        let caption = format!(
            "{}{} documents · {} of {} actors · {} of {} actions · {} of {} exchanges",
            options.title.as_ref().map(|title| format!("{title}\n")).unwrap_or_default(),
            self.view.documents.len(),
            self.actors.len(),
            self.view.actors.len(),
            self.actions.len(),
            self.view.actions.len(),
            self.exchanges.len(),
            self.view.exchanges.len(),
        );
        let font = quote("Helvetica,Arial,sans-serif");
        writeln!(out, "  graph [rankdir=LR, nodesep=0.22, ranksep=1.1, newrank=true, bgcolor=\"white\", pad=0.4,")?;
        writeln!(
            out,
            "    fontname={font}, fontsize=16, fontcolor=\"{INK}\", labelloc=t, label={}];",
            quote(&caption)
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
            "    style=\"rounded,filled\"; color=\"{PURPLE}\"; fillcolor=\"#FBF4F8\"; penwidth=1; label=\"\";"
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
        node(&hub, &exchange_look(exchange), "    ", out)?;
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
        let look = Look { label: lines(&[words]), shape: "note", line: GREY, fill: "#F4F4F4", ..Look::default() };
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
        node(&actor_node(&actor.id), &actor_look(self.view, actor), indent, out)
    }

    fn action(&self, action: &Action, indent: &str, out: &mut dyn io::Write) -> Result<()> {
        node(&action_node(&action.id), &action_look(self.view, action), indent, out)
    }

    /// The ties of an action to those who take part; an arrow points at those acted on.
    fn participants(&self, action: &Action, out: &mut dyn io::Write) -> Result<()> {
        let here = action_node(&action.id);
        let (colour, style) = (action_colour(action.kind), line_style(action));
        for agent in &action.agents {
            let look = format!("color=\"{colour}\", style=\"{style}\", arrowhead=none");
            self.tie(agent, &here, &look, out)?;
        }
        let targets: BTreeSet<&String> = action.patients.iter().chain(&action.recipients).collect();
        let head = if action.factuality == Factuality::Negated { "tee" } else { "normal" };
        for id in targets.into_iter().filter(|id| !action.agents.contains(id)) {
            // That a gift goes to the other side the exchange says already.
            let shade = if self.is_partner(action, id) { "66" } else { "" };
            let ends = if self.left.contains(id.as_str()) {
                format!("dir=back, arrowtail={head}")
            } else {
                format!("arrowhead={head}")
            };
            self.tie(id, &here, &format!("color=\"{colour}{shade}\", style=\"{style}\", {ends}"), out)?;
        }
        Ok(())
    }

    /// Whether `actor` gives another side of the exchange in which `action` is given.
    fn is_partner(&self, action: &Action, actor: &str) -> bool {
        let exchange = self.given.get(action.id.as_str()).map(|&at| self.exchanges[at]);
        let sides = exchange.into_iter().flat_map(|exchange| &exchange.sides);
        sides.filter(|side| !side.gives.contains(&action.id)).any(|side| side.providers.iter().any(|id| id == actor))
    }
}

/// The actors that stand on the left: those who act, but for those who give only second sides of exchanges.
fn left<'v>(exchanges: &[&'v Exchange], actions: &[&'v Action]) -> BTreeSet<&'v str> {
    let providers = |first: bool| -> BTreeSet<&str> {
        let sides = exchanges.iter().flat_map(|exchange| exchange.sides.iter().enumerate());
        let sides = sides.filter(|(number, _)| (*number == 0) == first);
        sides.flat_map(|(_, side)| &side.providers).map(String::as_str).collect()
    };
    let (first, second) = (providers(true), providers(false));
    let agents = actions.iter().flat_map(|action| &action.agents).map(String::as_str);
    agents.chain(first.iter().copied()).filter(|id| first.contains(id) || !second.contains(id)).collect()
}

/// For actors that only take part in what one exchange gives, and stand on the right, that exchange.
fn inside<'v>(
    actions: &[&'v Action],
    given: &BTreeMap<&str, usize>,
    left: &BTreeSet<&str>,
) -> BTreeMap<&'v str, usize> {
    let mut homes: BTreeMap<&str, BTreeSet<Option<usize>>> = BTreeMap::new();
    for action in actions {
        let home = given.get(action.id.as_str()).copied();
        for id in participants(action) {
            let agent = action.agents.iter().any(|agent| agent == id);
            homes.entry(id).or_default().insert(home.filter(|_| !agent));
        }
    }
    let lone = |(id, homes): (&'v str, BTreeSet<Option<usize>>)| match homes.into_iter().collect::<Vec<_>>()[..] {
        [Some(home)] if !left.contains(id) => Some((id, home)),
        _ => None,
    };
    homes.into_iter().filter_map(lone).collect()
}

/// The exchanges that are drawn, by id.
fn choose_exchanges(view: &View, profile: Profile) -> Vec<&Exchange> {
    let mut chosen: Vec<&Exchange> = view.exchanges.iter().collect();
    if profile == Profile::Core {
        chosen.sort_by_key(|exchange| {
            let told = (exchange.documents.len(), exchange.claims.len());
            (std::cmp::Reverse(told), exchange.status == ExchangeStatus::Denied, &exchange.id)
        });
        chosen.truncate(CORE_EXCHANGES);
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
    }
    chosen
}

/// The actions of one side that are drawn: those that most documents tell.
fn gifts<'v>(view: &View, profile: Profile, side: &'v Side) -> Vec<&'v str> {
    let mut gifts: Vec<&str> = side.gives.iter().map(String::as_str).collect();
    if profile == Profile::Core {
        let told = |id: &str| view.action(id).map_or(0, |action| action.documents.len());
        gifts.sort_by_key(|id| (std::cmp::Reverse(told(id)), *id));
        gifts.truncate(CORE_GIFTS);
    }
    gifts
}

/// The actions that are drawn, by id.
fn choose<'v>(view: &'v View, profile: Profile, given: &BTreeMap<&str, usize>) -> Vec<&'v Action> {
    let is_given = |action: &Action| given.contains_key(action.id.as_str());
    let mut chosen: Vec<&Action> =
        view.actions.iter().filter(|a| is_given(a) || participants(a).next().is_some()).collect();
    if profile == Profile::Core {
        let typed = |a: &Action| a.kind != Plover::Other && !a.agents.is_empty() && participants(a).count() > 1;
        chosen.retain(|action| is_given(action) || typed(action));
        chosen.sort_by_key(|action| {
            let told = (action.documents.len(), action.claims.len());
            (!is_given(action), std::cmp::Reverse(told), action.time.is_none(), &action.id)
        });
        let exchanged = chosen.iter().filter(|action| is_given(action)).count();
        chosen.truncate(CORE_ACTIONS.max(exchanged));
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
    }
    chosen
}

fn participants(action: &Action) -> impl Iterator<Item = &str> {
    [&action.agents, &action.patients, &action.recipients].into_iter().flatten().map(String::as_str)
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
            fill: "white",
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

fn actor_look(view: &View, actor: &Actor) -> Look {
    let told: Vec<&str> = actor.roles.iter().chain(&actor.aliases).map(String::as_str).collect();
    let tooltip = format!("{}\n{}", actor.name, told.join("\n"));
    let mut label = vec![actor.name.clone()];
    label.extend(office(view, actor));
    let look = Look { label: lines(&label), tooltip, line: BLUE, fill: "#E3F1FA", ..Look::default() };
    match actor.kind {
        ActorType::Person => Look { shape: "ellipse", ..look },
        ActorType::State => Look { fill: "#BFDFF3", width: 2.0, ..look },
        ActorType::Organization => look,
        ActorType::Group => Look { outlines: 2, ..look },
    }
}

/// The office of a person that is told most: "President of Belarus".
fn office(view: &View, actor: &Actor) -> Option<String> {
    let held = view.relations.iter().filter(|r| r.kind == RelationType::HoldsRole && r.subject == actor.id);
    let best = held.filter(|relation| relation.object.is_some()).max_by_key(|relation| relation.claims.len())?;
    let of = view.actor(best.object.as_deref()?)?;
    let office = format!("{} of {}", best.text, of.name);
    (actor.kind == ActorType::Person && office.chars().count() <= 2 * LINE).then_some(office)
}

fn action_look(view: &View, action: &Action) -> Look {
    let counted = action.patients.iter().filter_map(|id| view.actor(id)).any(|actor| actor.size.is_some());
    let quantity = action.quantity.filter(|_| !counted).map(|quantity| format!(" ({quantity})")).unwrap_or_default();
    let theme = theme(view, action);
    let alone = theme.is_some() || (action.patients.is_empty() && action.recipients.is_empty());
    let label = if alone { without_preposition(&action.label) } else { &action.label };
    let mut told = vec![format!("{}{label}{quantity}", doubt(action))];
    told.extend(theme.map(|theme| clip(&theme, THEME)));
    told.extend(footer(action.time.as_deref().map(day), action.documents.len()));
    let claims = view.claims_of(action).take(QUOTES);
    let quotes: Vec<String> = claims.map(|claim| format!("“{}”", clip(&claim.evidence.text, 240))).collect();
    let fill = if is_conflict(action.kind) { "#FCE9DC" } else { "#E0F3EC" };
    Look {
        label: lines(&told),
        tooltip: quotes.join("\n"),
        style: match action.factuality {
            Factuality::Actual => "rounded,filled",
            _ => "rounded,filled,dashed",
        },
        line: action_colour(action.kind),
        fill: if action.factuality == Factuality::Actual { fill } else { "white" },
        width: if action.documents.len() > 1 { 2.0 } else { 1.0 },
        outlines: if action.disputed { 2 } else { 1 },
        ..Look::default()
    }
}

fn exchange_look(exchange: &Exchange) -> Look {
    let claims = exchange.claims.iter().take(QUOTES);
    let quotes: Vec<String> = claims.map(|claim| format!("“{}”", clip(&claim.evidence.text, 240))).collect();
    let denied = if exchange.disputed { ", disputed" } else { "" };
    let mut label = vec!["exchange".to_owned(), format!("{}{denied}", exchange.status.as_str())];
    label.extend(footer(None, exchange.documents.len()));
    let sure = matches!(exchange.status, ExchangeStatus::Completed | ExchangeStatus::Agreed);
    Look {
        label: lines(&label),
        tooltip: quotes.join("\n"),
        shape: "hexagon",
        style: if sure { "filled" } else { "filled,dashed" },
        line: PURPLE,
        fill: if sure { "#EBCBDD" } else { "white" },
        width: 2.0,
        ..Look::default()
    }
}

/// A word before the label of what is not simply told as done.
fn doubt(action: &Action) -> &'static str {
    match action.factuality {
        _ if action.disputed => "disputed: ",
        Factuality::Actual => "",
        Factuality::Planned => "planned: ",
        Factuality::Possible => "possible: ",
        Factuality::Conditional => "if agreed: ",
        Factuality::Negated => "NOT: ",
    }
}

/// Date and number of documents, each on its line, where there is something to say.
fn footer(time: Option<String>, documents: usize) -> Vec<String> {
    let sources = (documents > 1).then(|| format!("{documents} sources"));
    time.into_iter().chain(sources).collect()
}

/// A month or day as people write it; other expressions as they are.
fn day(edtf: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = |text: &str| MONTHS.get(text.parse::<usize>().ok()?.checked_sub(1)?);
    match edtf.split('-').collect::<Vec<_>>()[..] {
        [year, m] if year.len() == 4 => month(m).map(|month| format!("{month} {year}")),
        [year, m, d] if year.len() == 4 && d.len() == 2 => {
            month(m).map(|month| format!("{} {month} {year}", d.trim_start_matches('0')))
        }
        _ => None,
    }
    .unwrap_or_else(|| edtf.to_owned())
}

fn line_style(action: &Action) -> &'static str {
    if action.factuality == Factuality::Actual { "solid" } else { "dashed" }
}

fn action_colour(kind: Plover) -> &'static str {
    if is_conflict(kind) { VERMILLION } else { GREEN }
}

/// Whether the type is on the codebook's conflict side, verbal or material.
fn is_conflict(kind: Plover) -> bool {
    use Plover::{Accuse, Assault, Coerce, Mobilize, Protest, Reject, Request, Sanction, Threaten};
    matches!(kind, Request | Accuse | Reject | Threaten | Protest | Sanction | Mobilize | Coerce | Assault)
}

/// What shapes and colours mean.
fn legend(out: &mut dyn io::Write) -> Result<()> {
    let actor = Look { line: BLUE, fill: "#E3F1FA", ..Look::default() };
    let action = Look { style: "rounded,filled", line: GREEN, fill: "#E0F3EC", ..Look::default() };
    let dashed = "rounded,filled,dashed";
    let entries = [
        ("person", Look { shape: "ellipse", ..actor.clone() }),
        ("state", Look { fill: "#BFDFF3", width: 2.0, ..actor.clone() }),
        ("organisation", actor.clone()),
        ("group", Look { outlines: 2, ..actor }),
        ("cooperative action", action.clone()),
        ("conflictual action", Look { line: VERMILLION, fill: "#FCE9DC", ..action.clone() }),
        ("planned, possible\nor NOT done", Look { style: dashed, fill: "white", ..action }),
        ("exchange", Look { shape: "hexagon", line: PURPLE, fill: "#EBCBDD", width: 2.0, ..Look::default() }),
    ];
    writeln!(out, "  subgraph \"cluster_legend\" {{")?;
    writeln!(out, "    label=\"Legend\"; fontsize=12; style=\"rounded\"; color=\"#BBBBBB\"; margin=10;")?;
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

/// The first `most` characters, with an ellipsis where some are cut.
fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
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
    fn dates_read_as_people_write_them() {
        for (edtf, expected) in [
            ("2025-12-03", "3 Dec 2025"),
            ("2025-06", "Jun 2025"),
            ("2025", "2025"),
            ("2025-13", "2025-13"),
            ("../2025-01", "../2025-01"),
        ] {
            assert_eq!(day(edtf), expected);
        }
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
        assert!(line("\"possible: restore ties").contains("dashed"));
        assert!(line("\"NOT: reform").contains("dashed"));
        assert!(text.contains("arrowtail=normal") && text.contains("4 sources"));
    }
}
