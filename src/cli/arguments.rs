//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::export::{Dialect, Profile, Projection};

/// Reads news and builds a graph of who did what to whom, and of what was given for what.
#[derive(Debug, Parser)]
#[command(name = "quidnunc", version, max_term_width = 100)]
pub(super) struct Arguments {
    /// Say nothing but errors.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Threads to use; all cores when left out.
    #[arg(long, global = true, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read documents and write their graph.
    Build(Build),
    /// Read a graph that was written, and write it in other formats.
    Export(Export),
    /// Read documents and write one extraction record a line, as JSON.
    Extract(Extract),
    /// Show how a sentence is read: words, tree, actors, actions, exchanges, and why.
    Explain(Explain),
    /// Read documents and show who gave what to whom.
    Ledger(Ledger),
    /// Read documents and list actors that may be one, as a file of decisions.
    Identities(Identities),
    /// Read documents and count what was found in them.
    Stats(Stats),
    /// Read documents and write their words, tags, trees and names.
    Analyse(Analyse),
    /// List the formats: for which tools they are, what they keep and what they leave out.
    Formats,
    /// Say a tag or relation in plain English; all of them without a label.
    Glossary(Glossary),
    /// Train the language model from treebanks.
    Train(Train),
    /// Learn from annotated documents which words tell an action.
    Learn(Learn),
    /// Measure the language model against a treebank.
    Evaluate(Evaluate),
}

/// Documents to read.
#[derive(Debug, Args)]
pub(super) struct Documents {
    /// Files (.txt, .md, .jsonl) or folders of them.
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
}

/// Documents to read, and what is known before.
#[derive(Debug, Args)]
pub(super) struct Reading {
    #[command(flatten)]
    pub(super) documents: Documents,
    #[command(flatten)]
    pub(super) known: Known,
}

/// What is known beside the shipped seeds.
#[derive(Debug, Args)]
pub(super) struct Known {
    /// File of actors and places of your own (TOML), or folder of them, read after the shipped ones; seeds/README.md says how they look.
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) seeds: Option<PathBuf>,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// File of decisions on who is who, as `identities` writes it.
    #[arg(long, value_name = "FILE")]
    pub(super) identities: Option<PathBuf>,
    #[command(flatten)]
    pub(super) selecting: Selecting,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The graph: a file of RDF (nt, nq, ttl, trig, rdf, jsonld) or of quidnunc's JSON (quidnunc.json), packed or not.
    #[arg(value_name = "GRAPH")]
    pub(super) graph: PathBuf,
    #[command(flatten)]
    pub(super) selecting: Selecting,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// Which part of the graph.
#[derive(Debug, Args)]
pub(super) struct Selecting {
    /// What to keep: terms between semicolons, all of which must hold. FIELD=VALUE,VALUE or FIELD!=VALUE; fields are type (PLOVER type, class or
    /// CAMEO code), factuality, status (of exchanges), actor (name, alias or id), time (2025, 2025-03 or 2025-03..2025-12), participants
    /// (said or implied), and sources>=NUMBER.
    #[arg(long, value_name = "TERMS")]
    pub(super) filter: Vec<String>,
    /// Keep only these and what they give.
    #[arg(long, value_enum)]
    pub(super) only: Option<Only>,
    /// Keep what an actor, by name, alias or id, takes part in.
    #[arg(long, value_name = "ACTOR")]
    pub(super) around: Option<String>,
    /// How many steps from actor to actor to go from the actor of --around.
    #[arg(long, value_name = "N", requires = "around", default_value_t = 1)]
    pub(super) depth: usize,
    /// Keep at most so many actors, actions and exchanges together: exchanges first, then typed actions, those that most documents tell.
    #[arg(long, value_name = "N")]
    pub(super) max_nodes: Option<usize>,
}

/// The one kind of thing that is kept.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Only {
    /// What was given for what.
    Exchanges,
}

/// Where and how a graph is written.
#[derive(Debug, Args)]
pub(super) struct Writing {
    /// File to write, its format told by the ending, or folder to write every format into, or - for standard output; an ending .gz or .zst packs
    /// the file.
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(super) out: PathBuf,
    /// Format to write whatever the ending; may be given several times with a folder, as `nq.gz` to pack it.
    #[arg(short, long = "format", value_name = "FORMAT")]
    pub(super) formats: Vec<String>,
    /// What every address in the RDF begins with.
    #[arg(long, value_name = "IRI")]
    pub(super) base: Option<String>,
    /// How much is said.
    #[arg(long, value_enum)]
    pub(super) profile: Option<ProfileName>,
    /// What becomes a node in GEXF, GraphML, JSON, CSV, Cypher and Mermaid.
    #[arg(long, value_enum)]
    pub(super) projection: Option<ProjectionName>,
    /// Whose reading of GEXF or Cypher is written.
    #[arg(long, value_enum)]
    pub(super) dialect: Option<DialectName>,
    /// Write a space for each line end in a cell of CSV.
    #[arg(long)]
    pub(super) no_newlines: bool,
    /// Say in N-Triples, N-Quads, Turtle and TriG which claim makes which statement, by triple terms of RDF 1.2; few tools read them.
    #[arg(long)]
    pub(super) rdf12: bool,
    /// Title of the graph, shown in drawings.
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Address of the licence of the graph, for its description as a dataset.
    #[arg(long, value_name = "IRI")]
    pub(super) licence: Option<String>,
    /// When the graph was made, e.g. 2026-01-31, for its description as a dataset.
    #[arg(long, value_name = "DATE")]
    pub(super) issued: Option<String>,
}

/// How much the RDF says.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProfileName {
    /// What an analyst draws.
    Core,
    /// Claims and mentions too.
    Full,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Core => Self::Core,
            ProfileName::Full => Self::Full,
        }
    }
}

/// What becomes a node.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProjectionName {
    /// Actors, actions and exchanges.
    Events,
    /// Actors only; actions are edges.
    Actors,
}

impl From<ProjectionName> for Projection {
    fn from(name: ProjectionName) -> Self {
        match name {
            ProjectionName::Events => Self::Events,
            ProjectionName::Actors => Self::Actors,
        }
    }
}

/// Whose reading of a format.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DialectName {
    /// GEXF 1.2, for older programs.
    #[value(name = "gexf-1.2")]
    Gexf12,
    /// Cypher for LadybugDB and Kuzu.
    Ladybug,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Gexf12 => Self::Gexf12,
            DialectName::Ladybug => Self::Ladybug,
        }
    }
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct Extract {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// File to write; standard output when left out.
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The text, or `-` for standard input.
    pub(super) text: String,
    #[command(flatten)]
    pub(super) known: Known,
    /// The document's date, e.g. 2025-12-14, for words such as "yesterday".
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// Draw the trees into this file too.
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

/// Arguments of `ledger`.
#[derive(Debug, Args)]
pub(super) struct Ledger {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// File of decisions on who is who, as `identities` writes it.
    #[arg(long, value_name = "FILE")]
    pub(super) identities: Option<PathBuf>,
    /// Write Markdown instead of a text table.
    #[arg(long)]
    pub(super) markdown: bool,
}

/// Arguments of `identities`.
#[derive(Debug, Args)]
pub(super) struct Identities {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// File of decisions already made: they are kept, and not proposed again.
    #[arg(long, value_name = "FILE")]
    pub(super) identities: Option<PathBuf>,
    /// Leave out proposals with a lower score, of 100.
    #[arg(long, value_name = "SCORE", default_value_t = 40)]
    pub(super) least: u32,
    /// File to write; standard output when left out.
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub(super) struct Stats {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Format to write.
    #[arg(short, long, value_enum, default_value_t)]
    pub(super) format: StatsFormat,
}

/// What counts are written in.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum StatsFormat {
    /// Lines to read.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// Arguments of `analyse`.
#[derive(Debug, Args)]
pub(super) struct Analyse {
    #[command(flatten)]
    pub(super) documents: Documents,
    /// Format to write.
    #[arg(short, long, value_enum, default_value_t)]
    pub(super) format: AnalysisFormat,
    /// File to write; standard output when left out.
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

/// What an analysis is written in.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum AnalysisFormat {
    /// CoNLL-U, as the Universal Dependencies tools read it.
    #[default]
    Conllu,
    /// One JSON object a document, one a line; places are code points.
    Json,
}

/// Arguments of `glossary`.
#[derive(Debug, Args)]
pub(super) struct Glossary {
    /// A tag or relation: `nsubj:pass`, `VBN`, `PROPN`.
    pub(super) label: Option<String>,
}

/// Arguments of `train`.
#[derive(Debug, Args)]
pub(super) struct Train {
    /// Treebanks to learn from, CoNLL-U.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(super) treebanks: Vec<PathBuf>,
    /// Names to learn from, IOB2, for sentences of the treebanks.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(super) names: Vec<PathBuf>,
    /// Folders of annotated documents, as `learn` takes them: their names are learned.
    #[arg(long, num_args = 1.., value_name = "FOLDER")]
    pub(super) named: Vec<PathBuf>,
    /// Word vectors, JSON as the model card says.
    #[arg(long, value_name = "FILE")]
    pub(super) vectors: PathBuf,
    /// Documents without annotation, as `build` takes them: several networks learn from the treebanks first, and the model learns from what
    /// they together make of these.
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    pub(super) raw_text: Vec<PathBuf>,
    /// Treebanks to report quality on while learning, CoNLL-U.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(super) watch: Vec<PathBuf>,
    /// Names in the watched treebanks, IOB2.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(super) watch_names: Vec<PathBuf>,
    /// Passes over the data.
    #[arg(long, value_name = "N")]
    pub(super) epochs: Option<usize>,
    /// Where all chance comes from: the same number gives the same model.
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Model file to write.
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

/// Arguments of `learn`.
#[derive(Debug, Args)]
pub(super) struct Learn {
    /// Folders of annotated documents: `NAME.json` beside `NAME.txt`, as in `tests/stories`.
    #[arg(required = true, value_name = "FOLDER")]
    pub(super) annotated: Vec<PathBuf>,
    /// File of weights to write.
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

/// Arguments of `evaluate`.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// Treebank to measure against.
    #[arg(long, value_name = "FILE")]
    pub(super) conllu: PathBuf,
    /// Names to measure against, IOB2, for sentences of the treebank.
    #[arg(long, value_name = "FILE")]
    pub(super) names: Option<PathBuf>,
    /// Begin with the raw text instead of the treebank's words.
    #[arg(long)]
    pub(super) raw: bool,
}
