//! How fast and with how much memory are large graphs written, beside igraph and networkx?
//!
//! Seconds are those of the processor (user and system), so that other work on the machine shows little.
//! Writes a made-up graph of 200,000 nodes and 1,000,000 edges as GEXF and GraphML, and one of a tenth of that. Where `QUIDNUNC_PYTHON` names
//! a Python with igraph and networkx, `graphs.py` then reads these files and writes the same graphs, igraph the large one, networkx the
//! small one (it takes time and memory in proportion to the graph, and more memory than most machines have for the large one).

mod meter;

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
    process::Command,
};

use quidnunc::{
    export::{self, Format, Options, Profile},
    graph::{
        View,
        view::{Action, Actor, Attribution, Claim, Document, Mention, Relation, RelationClaim},
    },
    record::{ActorType, Certainty, Factuality, MentionKind, Plover, Polarity, Quote, RelationType, Tense},
};

use meter::{forget_peak, peak, processor_seconds};

/// Writings of each file; the fastest counts.
const RUNS: usize = 3;
const FORMATS: [Format; 2] = [Format::Gexf, Format::GraphMl];
/// Names and actors; there are ten times as many nodes, and fifty times as many edges.
const SIZES: [(&str, usize); 2] = [("small", 2_000), ("large", 20_000)];

/// The writing of one file.
struct Measured {
    size: &'static str,
    format: &'static str,
    seconds: f64,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Each file is written by a process of its own, so that none finds memory that another has left.
fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, _, size, format, path] = &arguments[..] {
        return measure(size, format, Path::new(path));
    }
    let folder = std::env::temp_dir().join(format!("quidnunc-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let mut out = std::io::stdout().lock();
    let mut measured = Vec::new();
    for (size, format) in SIZES.iter().flat_map(|(size, _)| FORMATS.map(|format| (*size, format.extension()))) {
        let path = folder.join(format!("{size}.{format}"));
        let said = Command::new(std::env::current_exe()?).args(["measure", size, format]).arg(&path).output()?;
        let said = String::from_utf8(said.stdout)?;
        let [seconds, megabytes, memory] = numbers(&said)?[..] else { return Err("three numbers".into()) };
        let speed = megabytes / seconds;
        writeln!(
            out,
            "quidnunc {size} {format}: {seconds:.2} s, {megabytes:.0} MB, {speed:.0} MB/s, {memory:.0} MB of memory beyond the graph"
        )?;
        measured.push(Measured { size, format, seconds });
    }
    match std::env::var_os("QUIDNUNC_PYTHON") {
        Some(python) => peers(Path::new(&python), &folder, &measured, &mut out)?,
        None => writeln!(out, "QUIDNUNC_PYTHON is not set: igraph and networkx were not run")?,
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Writes one file and says seconds, megabytes written, and megabytes of memory beyond the graph.
fn measure(size: &str, format: &str, path: &Path) -> Outcome<()> {
    let (_, actors) = SIZES.iter().find(|(own, _)| *own == size).ok_or("a size")?;
    let view = view(*actors);
    let options = Options { profile: Profile::Full, ..Options::default() };
    let format = Format::from_text(format).map_err(|error| error.to_string())?;
    let (mut seconds, mut memory) = (f64::INFINITY, 0.0_f64);
    for run in 0..RUNS {
        let (before, start) = (forget_peak(), processor_seconds());
        let mut out = BufWriter::new(File::create(path)?);
        export::write(&view, format, &options, &mut out).map_err(|error| error.to_string())?;
        out.flush()?;
        seconds = seconds.min(processor_seconds() - start);
        memory = if run == 0 { peak() - before } else { memory };
    }
    // Fast writings take less than the clock's step.
    let (seconds, megabytes) = (seconds.max(0.01), fs::metadata(path)?.len() as f64 / 1e6);
    writeln!(std::io::stdout(), "{seconds} {megabytes} {memory}")?;
    Ok(())
}

fn numbers(text: &str) -> Outcome<Vec<f64>> {
    text.split_whitespace().map(|number| Ok(number.parse()?)).collect()
}

/// Runs the peers, whose lines are tool, size, format, seconds, megabytes.
fn peers(python: &Path, folder: &Path, measured: &[Measured], out: &mut dyn Write) -> Outcome<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/graphs.py");
    let said = Command::new(python).arg(script).arg(folder).output()?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
    }
    for line in String::from_utf8_lossy(&said.stdout).lines() {
        let [tool, size, format, seconds, megabytes] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("the peers say `{line}`").into());
        };
        let seconds: f64 = seconds.parse()?;
        let ratios = measured.iter().filter(|own| own.size == size).map(|own| (own.format, seconds / own.seconds));
        let ratios: Vec<String> = ratios.map(|(own, ratio)| format!("{own} {ratio:.0} times as fast")).collect();
        writeln!(out, "{tool} {size} {format}: {seconds:.2} s, {megabytes} MB; quidnunc {}", ratios.join(", "))?;
    }
    Ok(())
}

/// A graph of `actors`, nine times as many actions with five ties each, and five times as many relations.
fn view(actors: usize) -> View {
    let mut view = View::default();
    let documents = actors / 10;
    view.documents = (0..documents).map(document).collect();
    view.actors = (0..actors).map(|at| actor(at, documents)).collect();
    for at in 0..9 * actors {
        let (action, claim) = action(at, actors, documents);
        view.actions.push(action);
        view.claims.push(claim);
    }
    view.relations = (0..5 * actors).map(|at| relation(at, actors, documents)).collect();
    view
}

fn document_id(at: usize) -> String {
    format!("{at:016x}")
}

fn actor_id(at: usize) -> String {
    format!("actor-{at:08}")
}

fn document(at: usize) -> Document {
    Document {
        id: document_id(at),
        source: format!("news/{at}.txt"),
        title: Some(format!("The {at}. report on who gave what to whom")),
        language: "en".to_owned(),
        ..Document::default()
    }
}

fn actor(at: usize, documents: usize) -> Actor {
    Actor {
        id: actor_id(at),
        name: format!("Person & Party No. {at}"),
        kind: ActorType::ALL[at % ActorType::ALL.len()],
        aliases: vec![format!("Party {at}")],
        same_as: Vec::new(),
        roles: vec!["minister of <trade>".to_owned()],
        country: Some("NO".to_owned()),
        size: None,
        mentions: vec![Mention {
            document: document_id(at % documents),
            start: 0,
            end: 5,
            text: "Party".to_owned(),
            kind: MentionKind::Name,
        }],
    }
}

fn action(at: usize, actors: usize, documents: usize) -> (Action, Claim) {
    let party = |step: usize| actor_id((at * 7 + step * step * 131) % actors);
    let quote = |text: String| Quote { end: text.chars().count(), start: 0, text };
    let action = Action {
        id: format!("{at:016x}"),
        kind: Plover::Retreat,
        class: "ReleasePersons".to_owned(),
        label: "released".to_owned(),
        cameo: Some("0841".to_owned()),
        agents: vec![party(1), party(2)],
        patients: vec![party(3), party(4)],
        recipients: vec![party(5)],
        implied: Vec::new(),
        themes: vec!["a group of sailors".to_owned()],
        places: vec!["Oslo".to_owned()],
        time: Some("2025-12-13".to_owned()),
        quantity: Some(123.0),
        factuality: Factuality::Actual,
        disputed: false,
        claims: vec![format!("{}-e{at:08}", document_id(at * documents / (9 * actors)))],
        documents: vec![document_id(at * documents / (9 * actors))],
    };
    let claim = Claim {
        id: action.claims[0].clone(),
        document: action.documents[0].clone(),
        action: action.id.clone(),
        kind: action.kind,
        class: action.class.clone(),
        cameo: action.cameo.clone(),
        trigger: quote("released".to_owned()),
        evidence: quote(format!("The government released 123 sailors on Monday, the {at}. time that it \"did so\".")),
        agents: action.agents.clone(),
        patients: action.patients.clone(),
        recipients: action.recipients.clone(),
        implied: Vec::new(),
        theme: Some(action.themes[0].clone()),
        place: None,
        time: action.time.clone(),
        quantity: action.quantity,
        factuality: action.factuality,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        attribution: Attribution::Document,
    };
    (action, claim)
}

fn relation(at: usize, actors: usize, documents: usize) -> Relation {
    let document = document_id(at % documents);
    Relation {
        id: format!("{at:016x}"),
        kind: RelationType::HoldsRole,
        subject: actor_id(at % actors),
        object: Some(actor_id((at * 11 + 3) % actors)),
        text: "minister".to_owned(),
        claims: vec![RelationClaim {
            id: format!("{document}-r{at:08}"),
            document,
            evidence: Quote { text: "the minister".to_owned(), start: 0, end: 12 },
        }],
    }
}
