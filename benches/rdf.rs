//! How fast and with how much memory is RDF written, beside oxttl's own writers?
//!
//! The graph of `exports/` is multiplied, with new ids for each copy, until it says five million statements, and written in every syntax to
//! nowhere. oxttl is given the same statements as terms, sorted and ready to be written: it has less to do than we, who find and sort them.
//! It writes with one thread, and so do our writers but those of N-Triples and N-Quads, which take up to four: `RAYON_NUM_THREADS=1` holds
//! them to one. Endings after `--` take those formats alone: `cargo bench --bench rdf -- nt ttl`.

mod meter;

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::Path,
    time::Instant,
};

use oxrdf::Triple;
use oxttl::{NTriplesParser, NTriplesSerializer, TurtleSerializer};
use quidnunc::{
    export::{self, Format, Options, Profile},
    graph::{View, view::Attribution},
    import,
};

use meter::{forget_peak, peak, processor_seconds};

/// How many statements the graph says at least.
const STATEMENTS: usize = 5_000_000;
/// Writings of each; the fastest counts.
const RUNS: usize = 5;
const FORMATS: [Format; 7] =
    [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG, Format::RdfXml, Format::JsonLd, Format::Whole];

type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Anyhow<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |format: &Format| wanted.is_empty() || wanted.iter().any(|ending| ending == format.extension());
    let mut out = io::stdout().lock();
    let one = one()?;
    // Statements on terms are said once, not with each copy.
    let copies = STATEMENTS.div_ceil(triples(&one)?.len() * 9 / 10);
    let view = multiplied(&one, copies);
    let mut own = Vec::new();
    for format in FORMATS.into_iter().filter(is_wanted) {
        let measured = measure(|counter| {
            let options = Options { profile: Profile::Full, ..Options::default() };
            export::write(&view, format, &options, counter).map_err(|error| error.to_string().into())
        })?;
        say(&mut out, &format!("quidnunc {}", format.name()), &measured)?;
        own.push((format, measured));
    }
    let triples = triples(&view)?;
    let lines = measure(|counter| write_lines(&triples, counter))?;
    let turtle = measure(|counter| write_turtle(&triples, counter))?;
    writeln!(out, "{} statements", triples.len())?;
    say(&mut out, "oxttl N-Triples", &lines)?;
    say(&mut out, "oxttl Turtle", &turtle)?;
    for (format, measured) in own {
        let (peer, name) = match format {
            Format::NTriples | Format::NQuads => (&lines, "N-Triples"),
            _ => (&turtle, "Turtle"),
        };
        let [time, work] = [peer.elapsed / measured.elapsed, peer.seconds / measured.seconds];
        writeln!(out, "quidnunc {}: {time:.2} times as fast as oxttl {name}, {work:.2} by processor", format.name())?;
    }
    Ok(())
}

struct Measured {
    /// Of the clock.
    elapsed: f64,
    /// Of the processor, over all threads.
    seconds: f64,
    bytes: u64,
    /// Beyond what was in use before, in megabytes.
    memory: f64,
}

fn say(out: &mut dyn Write, what: &str, measured: &Measured) -> Anyhow<()> {
    let megabytes = measured.bytes as f64 / 1e6;
    let speed = megabytes / measured.elapsed;
    let Measured { elapsed, seconds, memory, .. } = measured;
    writeln!(
        out,
        "{what}: {elapsed:.2} s ({seconds:.2} s of the processor), {megabytes:.0} MB, {speed:.0} MB/s, {memory:.1} MB of memory beyond the graph"
    )?;
    Ok(())
}

fn measure(mut write: impl FnMut(&mut Counter) -> Anyhow<()>) -> Anyhow<Measured> {
    let mut best = Measured { elapsed: f64::INFINITY, seconds: f64::INFINITY, bytes: 0, memory: 0.0 };
    for _ in 0..RUNS {
        let before = forget_peak();
        let mut counter = Counter(0);
        let (clock, start) = (Instant::now(), processor_seconds());
        write(&mut counter)?;
        best.elapsed = best.elapsed.min(clock.elapsed().as_secs_f64());
        best.seconds = best.seconds.min(processor_seconds() - start);
        best.bytes = counter.0;
        best.memory = best.memory.max(peak() - before);
    }
    Ok(best)
}

fn write_lines(triples: &[Triple], counter: &mut Counter) -> Anyhow<()> {
    let mut writer = NTriplesSerializer::new().for_writer(io::BufWriter::with_capacity(1 << 16, counter));
    triples.iter().try_for_each(|triple| writer.serialize_triple(triple))?;
    writer.finish().flush()?;
    Ok(())
}

fn write_turtle(triples: &[Triple], counter: &mut Counter) -> Anyhow<()> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in quidnunc::ontology::vocabulary::PREFIXES {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    for kind in ["action", "actor", "claim", "document", "exchange", "relation"] {
        serializer = serializer.with_prefix(kind, format!("{}{kind}/", Options::default().base))?;
    }
    let mut writer = serializer.for_writer(io::BufWriter::with_capacity(1 << 16, counter));
    triples.iter().try_for_each(|triple| writer.serialize_triple(triple))?;
    writer.finish()?.flush()?;
    Ok(())
}

/// Counts what is written to it.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn one() -> Anyhow<View> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports/graph.quidnunc.json");
    let read = import::read("graph.quidnunc.json", &mut BufReader::new(File::open(path)?));
    Ok(read.map_err(|error| error.to_string())?.view)
}

/// The statements of a view, as terms.
fn triples(view: &View) -> Anyhow<Vec<Triple>> {
    let mut lines = Vec::new();
    let options = Options { profile: Profile::Full, ..Options::default() };
    export::write(view, Format::NTriples, &options, &mut lines).map_err(|error| error.to_string())?;
    Ok(NTriplesParser::new().for_slice(&lines).collect::<Result<_, _>>()?)
}

/// The view so many times over, each copy with ids of its own.
fn multiplied(one: &View, copies: usize) -> View {
    let mut all = View::default();
    for copy in 0..copies {
        let View { documents, actors, actions, claims, exchanges, relations, .. } =
            renamed(one, &format!("{copy:04}-"));
        all.documents.extend(documents);
        all.actors.extend(actors);
        all.actions.extend(actions);
        all.claims.extend(claims);
        all.exchanges.extend(exchanges);
        all.relations.extend(relations);
    }
    all
}

fn renamed(one: &View, start: &str) -> View {
    let mut view = one.clone();
    let new = |id: &mut String| id.insert_str(0, start);
    let all = |ids: &mut Vec<String>| ids.iter_mut().for_each(new);
    let who = |attribution: &mut Attribution| {
        if let Attribution::Actor(id) = attribution {
            new(id);
        }
    };
    view.documents.iter_mut().for_each(|document| new(&mut document.id));
    for actor in &mut view.actors {
        new(&mut actor.id);
        actor.mentions.iter_mut().for_each(|mention| new(&mut mention.document));
    }
    for action in &mut view.actions {
        new(&mut action.id);
        [&mut action.agents, &mut action.patients, &mut action.recipients].into_iter().for_each(all);
        [&mut action.claims, &mut action.documents].into_iter().for_each(all);
    }
    for claim in &mut view.claims {
        [&mut claim.id, &mut claim.document, &mut claim.action].into_iter().for_each(new);
        [&mut claim.agents, &mut claim.patients, &mut claim.recipients].into_iter().for_each(all);
        who(&mut claim.attribution);
    }
    for exchange in &mut view.exchanges {
        new(&mut exchange.id);
        all(&mut exchange.documents);
        for side in &mut exchange.sides {
            [&mut side.providers, &mut side.receivers, &mut side.gives].into_iter().for_each(all);
        }
        for claim in &mut exchange.claims {
            [&mut claim.id, &mut claim.document].into_iter().for_each(new);
            who(&mut claim.attribution);
        }
    }
    for relation in &mut view.relations {
        [&mut relation.id, &mut relation.subject].into_iter().for_each(new);
        relation.object.iter_mut().for_each(new);
        for claim in &mut relation.claims {
            [&mut claim.id, &mut claim.document].into_iter().for_each(new);
        }
    }
    view
}
