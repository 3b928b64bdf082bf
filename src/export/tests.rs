//! Do all tools' formats say the same, and does hostile text come back from each unharmed? Files are read back by readers of our own.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{Dialect, Format, Options, Profile, Projection, projection::clean, write};
use crate::{
    graph::{Graph, View, fixture, view::Attribution},
    ontology::frame::Lexicon,
    record::Plover,
};

const HOSTILE: [&str; 15] = [
    r#"a "quoted" 'text' \"#,
    "]]> </node><node id=\"n0\"/> <!-- x -->",
    "=cmd|' /C calc'!A0",
    "+1",
    "-2,3;4",
    "@SUM(A1)\n=1+1",
    "`) DETACH DELETE n //",
    "two\nlines\r\nand\ttab",
    "bell\u{7} null\0 esc\u{1B} del\u{7F} nel\u{85}",
    "\u{FFFE}\u{FFFF}",
    "emoji 🕊\u{FE0F} family 👩\u{200D}👧",
    "\u{202E}rtl שלום \u{200F}مرحبا",
    "AT&T &amp; &#65; {|} <b>bold</b> %d \\n \\u0041",
    "</script><script>alert(1)</script>; --> | \"]",
    "line\u{2028}paragraph\u{2029}end",
];

const TOOLS: [Format; 4] = [Format::Gexf, Format::GraphMl, Format::Cytoscape, Format::NodeLink];

fn story() -> View {
    Graph::of(&fixture::story()).view(Lexicon::shipped())
}

/// The story with `text` in place of every text that a document gives.
fn view(text: &str) -> View {
    let mut view = story();
    let set = |field: &mut String| text.clone_into(field);
    for actor in &mut view.actors {
        set(&mut actor.name);
        actor.aliases = vec![text.to_owned(), text.to_owned()];
        actor.roles = vec![text.to_owned()];
    }
    for action in &mut view.actions {
        action.themes = vec![text.to_owned()];
        set(&mut action.label);
        set(&mut action.class);
        action.cameo = Some(text.to_owned());
    }
    for claim in &mut view.claims {
        set(&mut claim.evidence.text);
        claim.theme = Some(text.to_owned());
        claim.attribution = Attribution::Words(text.to_owned());
    }
    view.exchanges.iter_mut().flat_map(|e| &mut e.claims).for_each(|claim| set(&mut claim.evidence.text));
    for relation in &mut view.relations {
        set(&mut relation.text);
        relation.claims.iter_mut().for_each(|claim| set(&mut claim.evidence.text));
    }
    view.documents.iter_mut().for_each(|document| document.title = Some(text.to_owned()));
    view
}

fn written(view: &View, format: Format, projection: Projection) -> String {
    let options =
        Options { profile: Profile::Full, title: Some("a \"b\" <c>".to_owned()), projection, ..Options::default() };
    let mut out = Vec::new();
    write(view, format, &options, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("it is text")
}

/// A node or an edge as a file says it: its ends where it has some, its label, its evidence.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Said {
    ends: Option<(String, String)>,
    label: String,
    evidence: String,
}

fn said(text: &str, format: Format) -> Vec<Said> {
    match format {
        Format::Gexf => in_gexf(text),
        Format::GraphMl => in_graphml(text),
        Format::Cytoscape => {
            let file: Json = serde_json::from_str(text).expect("it is JSON");
            let of =
                |key: &str| file["elements"][key].as_array().expect("a list").iter().map(|item| in_json(&item["data"]));
            of("nodes").chain(of("edges")).collect::<Vec<_>>()
        }
        _ => {
            let file: Json = serde_json::from_str(text).expect("it is JSON");
            let of = |key: &str| file[key].as_array().expect("a list").iter().map(in_json);
            of("nodes").chain(of("links")).collect::<Vec<_>>()
        }
    }
}

fn in_json(item: &Json) -> Said {
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let label = if item["name"].is_string() { text("name") } else { text("label") };
    Said {
        ends: item["source"].is_string().then(|| (text("source"), text("target"))),
        label,
        evidence: text("evidence"),
    }
}

/// A tag of XML: its name, with `/` in front where it closes, its attributes, and the text up to the next tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Tag {
    fn get(&self, name: &str) -> String {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn ends(&self) -> Option<(String, String)> {
        (self.name == "edge").then(|| (self.get("source"), self.get("target")))
    }
}

/// The tags of well-formed XML; fails where open and close do not match or a character is not allowed.
fn xml(text: &str) -> Vec<Tag> {
    assert!(text.chars().all(|c| c == '\n' || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))));
    let (mut tags, mut open): (Vec<Tag>, Vec<String>) = (Vec::new(), Vec::new());
    for piece in text.split('<').skip(1).filter(|piece| !piece.starts_with('?')) {
        let (tag, rest) = piece.split_once('>').expect("a tag ends");
        let (body, empty) = tag.strip_suffix('/').map_or((tag, false), |body| (body, true));
        let (name, mut list) = body.split_once(' ').unwrap_or((body, ""));
        let mut attributes = Vec::new();
        while let Some((key, value)) = list.trim_start().split_once("=\"") {
            let (value, after) = value.split_once('"').expect("a value ends");
            attributes.push((key.to_owned(), unescape(value)));
            list = after;
        }
        assert!(list.trim().is_empty() && !rest.contains("]]>"), "{piece}");
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed)),
            None if !empty => open.push(name.to_owned()),
            None => {}
        }
        tags.push(Tag { name: name.to_owned(), attributes, text: unescape(rest) });
    }
    assert!(open.is_empty());
    tags
}

fn unescape(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').expect("a reference ends");
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#9" => '\t',
            "#10" => '\n',
            "#8232" => '\u{2028}',
            _ => panic!("{name}"),
        });
        plain.push_str(rest);
    }
    plain
}

fn in_gexf(text: &str) -> Vec<Said> {
    let tags = xml(text);
    let declared = |class: &str| -> Vec<String> {
        let from = tags.iter().position(|tag| tag.name == "attributes" && tag.get("class") == class).expect("declared");
        tags[from + 1..].iter().take_while(|tag| tag.name == "attribute").map(|tag| tag.get("title")).collect()
    };
    let (nodes, edges) = (declared("node"), declared("edge"));
    let mut said: Vec<Said> = Vec::new();
    for tag in &tags {
        if tag.name == "node" || tag.name == "edge" {
            said.push(Said { ends: tag.ends(), label: tag.get("label"), evidence: String::new() });
        } else if let (true, Some(last)) = (tag.name == "attvalue", said.last_mut()) {
            let names = if last.ends.is_some() { &edges } else { &nodes };
            let at: usize = tag.get("for").parse().expect("a number");
            if names[at] == "evidence" {
                last.evidence = tag.get("value");
            }
        }
    }
    said
}

fn in_graphml(text: &str) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for tag in xml(text) {
        if tag.name == "node" || tag.name == "edge" {
            said.push(Said { ends: tag.ends(), label: String::new(), evidence: String::new() });
        } else if let (true, Some(last)) = (tag.name == "data", said.last_mut()) {
            match &tag.get("key")[2..] {
                "label" => last.label = tag.text,
                "evidence" => last.evidence = tag.text,
                _ => {}
            }
        }
    }
    said
}

/// The rows of RFC 4180, each as wide as the first.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    assert!(rows.iter().all(|row: &Vec<String>| row.len() == rows[0].len()));
    rows
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|own| own == name).expect("a column");
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

fn unguarded(cell: &str) -> &str {
    assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']) && !cell.starts_with(['\t', '\n']), "{cell}");
    let bare = cell.trim_start_matches('\'');
    let formula = bare.trim_start().starts_with(['=', '+', '-', '@']) || bare.starts_with(['\t', '\n']);
    if formula { &cell[1..] } else { cell }
}

fn check(text: &str, projection: Projection) {
    let view = view(text);
    let expected = clean(text);
    let said = TOOLS.map(|format| said(&written(&view, format, projection), format));
    assert!(said.iter().all(|other| *other == said[0]), "{text}");
    let (edges, nodes): (Vec<&Said>, Vec<&Said>) = said[0].iter().partition(|said| said.ends.is_some());
    assert!(!nodes.is_empty() && !edges.is_empty());
    assert!(nodes.iter().filter(|node| node.label == expected).count() >= view.actors.len());
    assert!(edges.iter().filter(|edge| !edge.evidence.is_empty()).all(|edge| edge.evidence == expected));
    let ids: BTreeSet<String> = (0..nodes.len()).map(|at| format!("n{at}")).collect();
    let ends = edges.iter().filter_map(|edge| edge.ends.as_ref());
    assert!(ends.into_iter().all(|(source, target)| ids.contains(source) && ids.contains(target)));
    let tables = [(Format::Nodes, &nodes), (Format::Edges, &edges)];
    for (format, listed) in tables {
        let rows = csv(&written(&view, format, projection));
        let labels = column(&rows, "Label");
        assert!(labels.iter().zip(listed).all(|(label, said)| unguarded(label) == said.label), "{text}");
        assert_eq!(labels.len(), listed.len());
        assert!(column(&rows, "evidence").iter().all(|cell| cell.is_empty() || unguarded(cell) == expected));
    }
    let script = written(&view, Format::Cypher, projection);
    assert_eq!(statements(&script), 1 + nodes.len() + edges.len());
    check_neo4j(&view, projection, &nodes, &edges);
    check_lines(&view, text, projection);
    check_entities(&view, text);
}

/// Neo4j's files say the same, with nothing put before a formula.
fn check_neo4j(view: &View, projection: Projection, nodes: &[&Said], edges: &[&Said]) {
    let tables = [(Format::Neo4jNodes, nodes, "name"), (Format::Neo4jRelationships, edges, "label")];
    for (format, listed, label) in tables {
        let rows = csv(&written(view, format, projection));
        let found: Vec<(String, String)> = column(&rows, label).into_iter().zip(column(&rows, "evidence")).collect();
        assert_eq!(found.len(), listed.len());
        assert!(found.iter().zip(listed).all(|(own, said)| own.0 == said.label && own.1 == said.evidence));
    }
    let rows = csv(&written(view, Format::Neo4jNodes, projection));
    let aliases = column(&rows, "aliases:string[]");
    assert!(aliases.iter().all(|list| list.is_empty() || list.split('\u{1F}').count() == 2));
}

/// Drawings and reports: no text ends a string, a cell, a line or an element.
fn check_lines(view: &View, text: &str, projection: Projection) {
    for line in written(view, Format::Dot, projection).lines() {
        let (mut inside, mut escaped) = (false, false);
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if inside => escaped = true,
                '"' => inside = !inside,
                c => assert!(inside || c.is_ascii(), "{line}"),
            }
        }
        assert!(!inside, "{line}");
    }
    let rows = written(view, Format::Ledger, projection);
    let table = rows.lines().filter(|line| line.starts_with('|'));
    let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    assert!(table.clone().count() > 2 && table.into_iter().all(|line| bars(line) == 7), "{rows}");
    let tags = xml(&written(view, Format::Svg, projection));
    assert!(tags.iter().all(|tag| !tag.name.contains("script")), "{text}");
    for line in written(view, Format::Mermaid, projection).lines().skip(1) {
        let remark = line.strip_prefix("  %% ");
        let marks = remark.is_none().then(|| line.matches('"').count());
        assert!(line.starts_with("  ") && marks.is_none_or(|marks| marks == 2) && !line.contains('<'), "{line}");
        assert!(!remark.unwrap_or_default().contains(['"', '{', '%']), "{line}");
    }
}

fn check_entities(view: &View, text: &str) {
    let lines = written(view, Format::FollowTheMoney, Projection::Events);
    let entities: Vec<Json> = lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert!(!lines.contains(['\u{2028}', '\u{2029}']), "some readers see line ends in these");
    let expected = clean(text).replace(['\u{2028}', '\u{2029}'], " ").trim().to_owned();
    let events = entities.iter().filter(|entity| entity["schema"] == "Event");
    let told: Vec<&Json> = events.map(|event| &event["properties"]["summary"]).collect();
    assert_eq!(told.len(), view.actions.len() + view.exchanges.len());
    assert!(told.iter().all(|summary| summary[0] == *expected || (expected.is_empty() && summary.is_null())), "{text}");
    let plain = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    assert!(entities.iter().all(|entity| entity["id"].as_str().is_some_and(plain)));
}

/// The statements of a Cypher script, one a line; fails where a string is open at a line's end.
fn statements(script: &str) -> usize {
    for line in script.lines() {
        let (mut inside, mut escaped, mut ends) = (false, false, 0);
        for c in line.chars() {
            assert!(inside || c.is_ascii(), "{line}");
            match c {
                _ if escaped => escaped = false,
                '\\' if inside => escaped = true,
                '"' => inside = !inside,
                ';' if !inside => ends += 1,
                '`' | '\'' | '\\' if !inside => panic!("{line}"),
                _ => {}
            }
        }
        assert!(!inside && ends == 1 && line.ends_with(';'), "{line}");
    }
    script.lines().count()
}

#[test]
fn hostile_text_comes_back_from_every_format() {
    let long = "long ".repeat(2000);
    for text in HOSTILE.iter().copied().chain([long.as_str()]) {
        check(text, Projection::Events);
        check(text, Projection::Actors);
    }
}

#[test]
fn hostile_text_comes_back_from_event_tables() {
    for text in HOSTILE {
        let view = view(text);
        let rows = csv(&written(&view, Format::Events, Projection::Events));
        let evidence = column(&rows, "evidence");
        assert_eq!(evidence.len(), view.claims.len());
        assert!(evidence.iter().chain(&column(&rows, "attribution")).all(|cell| unguarded(cell) == clean(text)));
        let lines = written(&view, Format::EventLines, Projection::Events);
        let claims: Vec<Json> = lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        assert_eq!(claims.len(), view.claims.len());
        assert!(!lines.contains(['\u{2028}', '\u{2029}']), "some readers see line ends in these");
        assert!(claims.iter().all(|claim| claim["evidence"] == *clean(text) && claim["source"].is_array()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_comes_back_from_every_format(pieces in prop::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        check(&text, Projection::Events);
        check(&text, Projection::Actors);
    }
}

/// A piece of text that some format would read as its own.
fn piece() -> impl Strategy<Value = String> {
    let marks =
        prop::sample::select("\"'`\\<>&|;,=+-@#%{}[]()$/*:!\n\r\t\0\u{1F}\u{202E}\u{FEFF}".chars().collect::<Vec<_>>());
    prop_oneof![
        marks.prop_map(String::from),
        any::<char>().prop_map(String::from),
        prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned)
    ]
}

#[test]
fn cells_of_one_line_hold_no_line_end() {
    let view = view("two\nlines, \"quoted\"");
    for format in [Format::Nodes, Format::Edges, Format::Events, Format::Neo4jNodes, Format::Neo4jRelationships] {
        let options = Options { one_line_cells: true, ..Options::default() };
        let mut out = Vec::new();
        write(&view, format, &options, &mut out).expect("memory takes all");
        let file = String::from_utf8(out).expect("it is text");
        assert_eq!(csv(&file).len(), file.lines().count(), "{format:?}");
        assert!(file.contains("two lines"));
    }
}

#[test]
fn old_gexf_says_what_the_new_does() {
    let of = |dialect| {
        let options = Options { dialect, ..Options::default() };
        let mut out = Vec::new();
        write(&story(), Format::Gexf, &options, &mut out).expect("memory takes all");
        String::from_utf8(out).expect("it is text")
    };
    let (new, old) = (of(Dialect::Usual), of(Dialect::Gexf12));
    assert_eq!(in_gexf(&new), in_gexf(&old));
    assert!(
        old.contains("http://www.gexf.net/1.2draft\" xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\"")
    );
    assert!(new.contains(" kind=\"agent\"") && !old.contains(" kind="));
}

/// Formats of a table or script that hold all facts, and those in which each format says doubt in its own words.
#[test]
fn doubt_denial_attribution_and_evidence_are_in_every_format() {
    let silent = [Format::Description, Format::Neo4jImport, Format::Ledger];
    let texts =
        Format::ALL.iter().filter(|format| !silent.contains(format) && !format.extension().ends_with("parquet"));
    for &format in texts {
        let is_nodes = matches!(format, Format::Nodes | Format::Neo4jNodes);
        // Of actors alone nothing is in doubt: what they do stands in the edges.
        let projections = if is_nodes { &[Projection::Events][..] } else { &[Projection::Events, Projection::Actors] };
        for &projection in projections {
            let text = written(&story(), format, projection);
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            assert!(has(&["possible", "Possible"]), "{format:?} {projection:?}: doubt");
            assert!(has(&["a state television presenter"]), "{format:?} {projection:?}: attribution");
            assert!(has(&["Belarus released three prisoners."]), "{format:?} {projection:?}: evidence");
            let denied = projection == Projection::Actors || has(&["negated", "NOT", "Negated"]);
            assert!(denied, "{format:?} {projection:?}: denial");
        }
    }
    let ledger = written(&story(), Format::Ledger, Projection::Events);
    assert!(ledger.contains("possible") && ledger.contains("“with an eye on” (Three leave Belarus)"), "{ledger}");
}

#[test]
fn who_is_implied_is_marked_in_every_format() {
    let mut said = story();
    said.actions.iter_mut().for_each(|action| action.implied.clear());
    said.claims.iter_mut().for_each(|claim| claim.implied.clear());
    for &format in Format::ALL.iter().filter(|format| !format.extension().ends_with("parquet")) {
        let is_silent =
            matches!(format, Format::Nodes | Format::Neo4jNodes | Format::Neo4jImport | Format::Description);
        let [marked, plain] = [story(), said.clone()].map(|view| written(&view, format, Projection::Events));
        assert!(is_silent || marked != plain, "{format:?}");
        assert!(!["dotted\"", "stroke-dasharray=\"1.5", " (implied)"].iter().any(|mark| plain.contains(mark)));
    }
    for projection in [Projection::Events, Projection::Actors] {
        let rows = csv(&written(&story(), Format::Edges, projection));
        let (labels, flags) = (column(&rows, "Label"), column(&rows, "implied"));
        let is_marked: Vec<bool> = labels.iter().map(|label| label.ends_with("implied)")).collect();
        assert_eq!(flags, is_marked.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(is_marked.iter().filter(|is_marked| **is_marked).count(), 2, "{labels:?}");
    }
    let events = csv(&written(&story(), Format::Events, Projection::Events));
    let implied: Vec<String> = column(&events, "implied").into_iter().filter(|cell| !cell.is_empty()).collect();
    assert_eq!(implied, ["Belarus"; 3], "also in a telling beside one that says it");
}

#[test]
fn edges_between_actors_have_weight_days_and_evidence() {
    let rows = csv(&written(&story(), Format::Edges, Projection::Actors));
    let [label, weight, first, last, evidence, attribution, negated] =
        ["Label", "Weight", "first_date", "last_date", "evidence", "attribution", "negated"]
            .map(|name| column(&rows, name));
    let release = label.iter().zip(&first).position(|(label, first)| label == "released" && first == "2025-12-13");
    let release = release.expect("the release of December");
    assert_eq!((weight[release].as_str(), last[release].as_str()), ("4", "2025-12-13"));
    assert!(attribution[release].contains("a state television presenter") && !evidence[release].is_empty());
    assert!(negated.iter().all(|flag| flag == "true" || flag == "false"));
    assert!(evidence.iter().all(|sentence| !sentence.is_empty()));
}

#[test]
fn who_meet_are_tied_to_one_another() {
    let mut view = story();
    let agents: Vec<String> = view.actors.iter().take(3).map(|actor| actor.id.clone()).collect();
    for (kind, expected) in [(Plover::Consult, 3), (Plover::Other, 0)] {
        let action = &mut view.actions[0];
        (action.kind, action.label, action.agents) = (kind, "convened".to_owned(), agents.clone());
        (action.patients, action.recipients) = (Vec::new(), Vec::new());
        let rows = csv(&written(&view, Format::Edges, Projection::Actors));
        let labels = column(&rows, "Label");
        assert_eq!(labels.iter().filter(|label| label.starts_with("convened")).count(), expected, "{labels:?}");
    }
}

#[test]
fn doubt_denial_and_dates_are_told() {
    let gexf = written(&story(), Format::Gexf, Projection::Events);
    assert!(gexf.contains("start=\"2025-12-13\" end=\"2025-12-13\""));
    assert!(gexf.contains("end=\"2025-12-31\""), "a month has a last day");
    assert!(!gexf.contains("undirected"));
    let rows = csv(&written(&story(), Format::Edges, Projection::Actors));
    let nodes = csv(&written(&story(), Format::Nodes, Projection::Events));
    let factuality: BTreeSet<String> = [&rows, &nodes].iter().flat_map(|rows| column(rows, "factuality")).collect();
    assert!(factuality.contains("negated") && factuality.contains("possible"), "{factuality:?}");
    assert!(column(&nodes, "negated").iter().any(|flag| flag == "true"));
    assert!(column(&rows, "Weight").iter().all(|weight| weight.parse::<usize>().is_ok_and(|weight| weight > 0)));
}

#[test]
fn the_core_leaves_out_what_nothing_ties() {
    let mut out = Vec::new();
    write(&story(), Format::Nodes, &Options::default(), &mut out).expect("memory takes all");
    let core = csv(&String::from_utf8(out).expect("it is text"));
    let full = csv(&written(&story(), Format::Nodes, Projection::Events));
    assert!(core.len() < full.len());
}

#[test]
fn an_empty_graph_is_a_file() {
    for &format in Format::ALL {
        let mut out = Vec::new();
        assert!(write(&View::default(), format, &Options::default(), &mut out).is_ok());
    }
}

#[test]
fn texts_begin_without_a_mark_and_end_with_a_line() {
    for &format in Format::ALL.iter().filter(|format| !format.extension().ends_with("parquet")) {
        let text = written(&story(), format, Projection::Events);
        assert!(!text.starts_with('\u{FEFF}') && !text.contains('\r') && text.ends_with('\n'), "{format:?}");
    }
}

#[test]
fn columns_differ_in_any_case() {
    for format in [Format::Nodes, Format::Edges, Format::Events] {
        let names: Vec<String> = csv(&written(&story(), format, Projection::Events)).swap_remove(0);
        let differ: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(differ.len(), names.len(), "{names:?}");
    }
}

#[test]
fn every_format_has_names_of_its_own() {
    let mut names = BTreeSet::new();
    for &format in Format::ALL {
        let file = format!("a.b/graph.{}", format.extension());
        for name in [format.extension(), format.name(), format.media_type(), &file] {
            assert_eq!(Format::from_text(name).ok(), Some(format), "{name}");
        }
        assert!(names.insert(format.extension()) && names.insert(format.media_type()), "{format:?}");
    }
    for (name, format) in [("cy.json", Format::Cytoscape), ("X.JSON", Format::NodeLink), ("a.csv", Format::Events)] {
        assert_eq!(Format::from_text(name).ok(), Some(format), "{name}");
    }
    assert!(Format::from_text("graph.docx").is_err());
}
