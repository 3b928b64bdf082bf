//! How does a graph become a file? One closed list of formats, one way to write them.
//!
//! Every exporter is `write(view, options, out)`: it sees a sorted [`View`] and an `io::Write`, never a path, a clock or a
//! record. The same view and options give the same bytes.

use std::io;

use crate::compress::Compression;
use crate::error::{Error, Result};
use crate::graph::View;

mod batch;
pub mod csv;
pub mod cypher;
pub mod cytoscape;
pub mod description;
pub mod dot;
mod drawing;
pub mod events;
pub mod ftm;
pub mod gexf;
pub mod graphml;
mod json;
pub mod json_ld;
mod layout;
pub mod ledger;
pub mod mermaid;
pub mod neo4j;
pub mod node_link;
pub mod nquads;
pub mod ntriples;
mod palette;
#[cfg(feature = "parquet")]
pub mod parquet;
mod projection;
mod rdf;
pub mod rdf_xml;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod trig;
pub mod turtle;
pub mod whole;
mod xml;

pub use projection::Projection;
pub(crate) use rdf::address;

/// A file format that the graph can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RDF 1.1 N-Triples.
    NTriples,
    /// RDF 1.1 N-Quads, a named graph a document.
    NQuads,
    /// RDF 1.1 Turtle.
    Turtle,
    /// RDF 1.1 TriG, a named graph a document.
    TriG,
    /// RDF 1.1 in XML.
    RdfXml,
    /// JSON-LD 1.1 with its context inside.
    JsonLd,
    /// A description of the graph as a dataset, by VoID and DCAT.
    Description,
    /// The whole graph as JSON, to be read back.
    Whole,
    /// GraphViz DOT.
    Dot,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GraphML.
    GraphMl,
    /// Cytoscape's JSON.
    Cytoscape,
    /// Node-link JSON, for d3 and networkx.
    NodeLink,
    /// The nodes as CSV.
    Nodes,
    /// The edges as CSV.
    Edges,
    /// The tellings of actions as CSV.
    Events,
    /// The tellings of actions as JSON, one a line.
    EventLines,
    /// A Cypher script, for Neo4j.
    Cypher,
    /// The nodes as Neo4j's importer takes them.
    Neo4jNodes,
    /// The relationships as Neo4j's importer takes them.
    Neo4jRelationships,
    /// The command that imports the two.
    Neo4jImport,
    /// A Mermaid flow chart.
    Mermaid,
    /// A picture in SVG.
    Svg,
    /// The ledger of exchanges as Markdown.
    Ledger,
    /// FollowTheMoney entities, one a line.
    FollowTheMoney,
    /// The nodes as Parquet.
    #[cfg(feature = "parquet")]
    ParquetNodes,
    /// The edges as Parquet.
    #[cfg(feature = "parquet")]
    ParquetEdges,
    /// The tellings of actions as Parquet.
    #[cfg(feature = "parquet")]
    ParquetEvents,
}

impl Format {
    /// All of them, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[
        Self::NTriples,
        Self::NQuads,
        Self::Turtle,
        Self::TriG,
        Self::RdfXml,
        Self::JsonLd,
        Self::Description,
        Self::Whole,
        Self::Dot,
        Self::Gexf,
        Self::GraphMl,
        Self::Cytoscape,
        Self::NodeLink,
        Self::Nodes,
        Self::Edges,
        Self::Events,
        Self::EventLines,
        Self::Cypher,
        Self::Neo4jNodes,
        Self::Neo4jRelationships,
        Self::Neo4jImport,
        Self::Mermaid,
        Self::Svg,
        Self::Ledger,
        Self::FollowTheMoney,
        #[cfg(feature = "parquet")]
        Self::ParquetNodes,
        #[cfg(feature = "parquet")]
        Self::ParquetEdges,
        #[cfg(feature = "parquet")]
        Self::ParquetEvents,
    ];

    /// The name as people write it.
    ///
    /// ```
    /// assert_eq!(quidnunc::export::Format::TriG.name(), "TriG");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::Turtle => "Turtle",
            Self::TriG => "TriG",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
            Self::Description => "VoID description",
            Self::Whole => "quidnunc JSON",
            Self::Dot => "GraphViz DOT",
            Self::Gexf => "GEXF",
            Self::GraphMl => "GraphML",
            Self::Cytoscape => "Cytoscape JSON",
            Self::NodeLink => "node-link JSON",
            Self::Nodes => "CSV nodes",
            Self::Edges => "CSV edges",
            Self::Events => "CSV events",
            Self::EventLines => "JSON lines events",
            Self::Cypher => "Cypher",
            Self::Neo4jNodes => "Neo4j nodes",
            Self::Neo4jRelationships => "Neo4j relationships",
            Self::Neo4jImport => "Neo4j import script",
            Self::Mermaid => "Mermaid",
            Self::Svg => "SVG",
            Self::Ledger => "Markdown ledger",
            Self::FollowTheMoney => "FollowTheMoney",
            #[cfg(feature = "parquet")]
            Self::ParquetNodes => "Parquet nodes",
            #[cfg(feature = "parquet")]
            Self::ParquetEdges => "Parquet edges",
            #[cfg(feature = "parquet")]
            Self::ParquetEvents => "Parquet events",
        }
    }

    /// The media type, by IANA's registry where it is registered.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::Turtle => "text/turtle",
            Self::TriG => "application/trig",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLd => "application/ld+json",
            Self::Description => "text/turtle; profile=\"http://rdfs.org/ns/void#\"",
            Self::Whole => "application/vnd.quidnunc+json",
            Self::Dot => "text/vnd.graphviz",
            Self::Gexf => "application/gexf+xml",
            Self::GraphMl => "application/graphml+xml",
            Self::Cytoscape => "application/vnd.cytoscape+json",
            Self::NodeLink => "application/json",
            Self::Nodes => "text/csv; header=present; table=nodes",
            Self::Edges => "text/csv; header=present; table=edges",
            Self::Events => "text/csv",
            Self::EventLines => "application/jsonl",
            Self::Cypher => "application/x-cypher",
            Self::Neo4jNodes => "text/csv; header=present; table=neo4j-nodes",
            Self::Neo4jRelationships => "text/csv; header=present; table=neo4j-relationships",
            Self::Neo4jImport => "application/x-sh",
            Self::Mermaid => "text/vnd.mermaid",
            Self::Svg => "image/svg+xml",
            Self::Ledger => "text/markdown",
            Self::FollowTheMoney => "application/json+ftm",
            #[cfg(feature = "parquet")]
            Self::ParquetNodes => "application/vnd.apache.parquet; table=nodes",
            #[cfg(feature = "parquet")]
            Self::ParquetEdges => "application/vnd.apache.parquet; table=edges",
            #[cfg(feature = "parquet")]
            Self::ParquetEvents => "application/vnd.apache.parquet",
        }
    }

    /// The usual file extension, without the dot, of two parts where many formats share the last; also the format's name in arguments.
    ///
    /// ```
    /// assert_eq!(quidnunc::export::Format::Turtle.extension(), "ttl");
    /// ```
    pub const fn extension(self) -> &'static str {
        match self {
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
            Self::Description => "void.ttl",
            Self::Whole => "quidnunc.json",
            Self::Dot => "dot",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Cytoscape => "cyjs",
            Self::NodeLink => "node-link.json",
            Self::Nodes => "nodes.csv",
            Self::Edges => "edges.csv",
            Self::Events => "events.csv",
            Self::EventLines => "events.jsonl",
            Self::Cypher => "cypher",
            Self::Neo4jNodes => "neo4j-nodes.csv",
            Self::Neo4jRelationships => "neo4j-relationships.csv",
            Self::Neo4jImport => "neo4j-import.sh",
            Self::Mermaid => "mmd",
            Self::Svg => "svg",
            Self::Ledger => "ledger.md",
            Self::FollowTheMoney => "ftm.json",
            #[cfg(feature = "parquet")]
            Self::ParquetNodes => "nodes.parquet",
            #[cfg(feature = "parquet")]
            Self::ParquetEdges => "edges.parquet",
            #[cfg(feature = "parquet")]
            Self::ParquetEvents => "events.parquet",
        }
    }

    /// Who reads it, what it keeps of the graph, and what it leaves out.
    pub fn notes(self) -> Notes {
        let of = |tool, keeps, drops| Notes { tool, keeps, drops };
        let everything = "everything, with one graph for each document's claims";
        let merged = "everything, in one graph";
        let as_one_graph = "which document's graph a statement is in (quid:source still says it)";
        let nothing = "nothing";
        let drawn =
            "actors, actions, exchanges, who plays which part, said or implied, doubt, who says so, one quotation each";
        let undrawn = "single tellings, further quotations, places in the text";
        match self {
            Self::NTriples => of("any RDF store; sort, grep, diff", merged, as_one_graph),
            Self::NQuads => of("any RDF store; sort, grep, diff", everything, nothing),
            Self::Turtle => of("any RDF store; people", merged, as_one_graph),
            Self::TriG => of("any RDF store; people", everything, nothing),
            Self::RdfXml => of("Protégé, owlready2, older RDF tools", merged, as_one_graph),
            Self::JsonLd => of("web developers; any JSON tool", merged, as_one_graph),
            Self::Description => of("data catalogues", "how much there is, licence, sources", "all nodes"),
            Self::Whole => of("quidnunc export; any JSON tool", "everything, control characters too", nothing),
            Self::Dot => {
                of("GraphViz", "exchanges and what most documents tell, as a drawing", "what makes a drawing too large")
            }
            Self::Gexf => of("Gephi", drawn, undrawn),
            Self::GraphMl => of("igraph, networkx, yEd", drawn, undrawn),
            Self::Cytoscape => of("Cytoscape", drawn, undrawn),
            Self::NodeLink => of("d3, networkx", drawn, undrawn),
            Self::Nodes => {
                of("spreadsheets, pandas, Gephi", "the nodes, with what is told of each", "the edges: see edges.csv")
            }
            Self::Edges => {
                of("spreadsheets, pandas, Gephi", "the edges, with what is told of each", "the nodes: see nodes.csv")
            }
            Self::Events => {
                of("R, pandas, spreadsheets", "one telling a row, with its quotation", "exchanges, relations, mentions")
            }
            Self::EventLines => {
                of("R, pandas, jq", "one telling a line, with its quotation", "exchanges, relations, mentions")
            }
            Self::Cypher => of("Neo4j, Memgraph, LadybugDB", drawn, undrawn),
            Self::Neo4jNodes => {
                of("Neo4j's importer", "the nodes, with what is told of each", "the edges: see neo4j-relationships.csv")
            }
            Self::Neo4jRelationships => {
                of("Neo4j's importer", "the edges, with what is told of each", "the nodes: see neo4j-nodes.csv")
            }
            Self::Neo4jImport => of("a shell", "the command that imports the two files", "all nodes"),
            Self::Mermaid => of("Markdown viewers", "the first 120 edges, as a drawing", "the rest"),
            Self::Svg => of(
                "browsers, documents",
                "exchanges and what most documents tell, as a drawing",
                "what makes a drawing too large",
            ),
            Self::Ledger => of("Markdown viewers", "who gave what to whom", "all that is no exchange"),
            Self::FollowTheMoney => of(
                "Aleph, OpenSanctions' tools",
                "actors, actions, exchanges, ties, documents, as its schemata allow",
                undrawn,
            ),
            #[cfg(feature = "parquet")]
            Self::ParquetNodes => of("pandas, DuckDB, Spark", "the nodes, with what is told of each", "the edges"),
            #[cfg(feature = "parquet")]
            Self::ParquetEdges => of("pandas, DuckDB, Spark", "the edges, with what is told of each", "the nodes"),
            #[cfg(feature = "parquet")]
            Self::ParquetEvents => {
                of("pandas, DuckDB, Spark", "one telling a row, with its quotation", "exchanges, relations, mentions")
            }
        }
    }

    /// How much is written when the user does not say: all in the formats that others build on, the core in those that people look at.
    ///
    /// ```
    /// use quidnunc::export::{Format, Profile};
    /// assert_eq!(Format::Turtle.profile(), Profile::Full);
    /// assert_eq!(Format::Dot.profile(), Profile::Core);
    /// ```
    pub const fn profile(self) -> Profile {
        match self {
            Self::NTriples | Self::NQuads | Self::Turtle | Self::TriG | Self::RdfXml | Self::JsonLd => Profile::Full,
            Self::Description | Self::Whole => Profile::Full,
            _ => Profile::Core,
        }
    }

    /// The format that `text` names: an extension, a name or a media type, in any case; a file name or the end of one will do, also of a
    /// packed file.
    ///
    /// # Errors
    /// When no format is called so; the hint lists them all.
    ///
    /// ```
    /// use quidnunc::export::Format;
    /// assert_eq!(Format::from_text("gv").unwrap(), Format::Dot);
    /// assert_eq!(Format::from_text("year.nodes.csv").unwrap(), Format::Nodes);
    /// assert_eq!(Format::from_text("year.nq.zst").unwrap(), Format::NQuads);
    /// assert!(Format::from_text("docx").unwrap_err().hint().unwrap().contains("ttl"));
    /// ```
    pub fn from_text(text: &str) -> Result<Self> {
        let wanted = Compression::split(text).0.trim_start_matches('.').to_lowercase();
        let names = |format: &Self, wanted: &str| {
            [format.extension(), format.name(), format.media_type()].iter().any(|own| own.eq_ignore_ascii_case(wanted))
        };
        // Whole, then less and less of a file name's beginning.
        let ends = std::iter::successors(Some(wanted.as_str()), |end| end.split_once('.').map(|(_, rest)| rest));
        let found = ends
            .map(|end| ALSO.iter().find(|(also, _)| *also == end).map_or(end, |(_, extension)| extension))
            .find_map(|end| Self::ALL.iter().copied().find(|format| names(format, end)));
        found.ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|format| format.extension()).collect();
            Error::new(format!("unknown format `{text}`")).with_hint(format!("formats are {}", known.join(", ")))
        })
    }
}

/// Other words for formats, with their extension.
const ALSO: [(&str, &str); 13] = [
    ("rdfxml", "rdf"),
    ("rdf.xml", "rdf"),
    ("owl", "rdf"),
    ("void", "void.ttl"),
    ("gv", "dot"),
    ("graphviz", "dot"),
    ("cy.json", "cyjs"),
    ("json", "node-link.json"),
    ("csv", "events.csv"),
    ("jsonl", "events.jsonl"),
    ("cql", "cypher"),
    ("mermaid", "mmd"),
    ("md", "ledger.md"),
];

/// What a user wants to know of a format before choosing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notes {
    /// The programs that it is for.
    pub tool: &'static str,
    /// What of the graph it keeps.
    pub keeps: &'static str,
    /// What of the graph it leaves out.
    pub drops: &'static str,
}

/// How much of the graph is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// What an analyst draws: actors, typed actions, exchanges.
    #[default]
    Core,
    /// Everything: claims, mentions, actions of no type.
    Full,
}

/// Whose reading of a format is written, where programs differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// What most programs read: GEXF 1.3, Cypher for Neo4j.
    #[default]
    Usual,
    /// GEXF 1.2, for programs older than GEXF 1.3.
    Gexf12,
    /// Cypher for LadybugDB and Kuzu, which want a schema first.
    Ladybug,
}

/// What is told about the graph as a dataset: told by the user, never by a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Address of the licence.
    pub license: Option<String>,
    /// When it was made, as ISO 8601 date, month or year.
    pub issued: Option<String>,
    /// The program that made it, with its version.
    pub program: Option<String>,
}

/// What the user may choose about an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The address under which nodes get theirs; ends in `/` or `#`.
    pub base: String,
    /// How much is written.
    pub profile: Profile,
    /// What the graph is called, where a format has a place for it.
    pub title: Option<String>,
    /// What becomes a node, in the formats of tools that draw or count.
    pub projection: Projection,
    /// Whose reading of the format, where programs differ.
    pub dialect: Dialect,
    /// Whether N-Triples, N-Quads, Turtle and TriG say with triple terms of RDF 1.2 which claim makes which statement; few readers take it.
    pub rdf12: bool,
    /// What is told about the graph as a dataset.
    pub about: About,
    /// Whether a line end in a cell of CSV becomes a space, for readers that read line by line.
    pub one_line_cells: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: "https://w3id.org/quidnunc/graph/".to_owned(),
            profile: Profile::default(),
            title: None,
            projection: Projection::default(),
            dialect: Dialect::default(),
            rdf12: false,
            about: About::default(),
            one_line_cells: false,
        }
    }
}

/// Whether `format` can be written with these options at all: known before there is a graph.
///
/// # Errors
/// When base or licence are no addresses, or the format cannot say them.
pub fn check(format: Format, options: &Options) -> Result<()> {
    let rdf = [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG, Format::RdfXml, Format::JsonLd];
    if rdf.contains(&format) || format == Format::Description {
        write(&View::default(), format, options, &mut io::sink())?;
    }
    Ok(())
}

/// Writes `view` to `out` in `format`.
///
/// # Errors
/// When `out` refuses, or the view holds what the format cannot say.
pub fn write(view: &View, format: Format, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let written = match format {
        Format::NTriples => ntriples::write(view, options, out),
        Format::NQuads => nquads::write(view, options, out),
        Format::Turtle => turtle::write(view, options, out),
        Format::TriG => trig::write(view, options, out),
        Format::RdfXml => rdf_xml::write(view, options, out),
        Format::JsonLd => json_ld::write(view, options, out),
        Format::Description => description::write(view, options, out),
        Format::Whole => whole::write(view, options, out),
        Format::Dot => dot::write(view, options, out),
        Format::Gexf => gexf::write(view, options, out),
        Format::GraphMl => graphml::write(view, options, out),
        Format::Cytoscape => cytoscape::write(view, options, out),
        Format::NodeLink => node_link::write(view, options, out),
        Format::Nodes => csv::write_nodes(view, options, out),
        Format::Edges => csv::write_edges(view, options, out),
        Format::Events => events::write(view, options, out),
        Format::EventLines => events::write_lines(view, options, out),
        Format::Cypher => cypher::write(view, options, out),
        Format::Neo4jNodes => neo4j::write_nodes(view, options, out),
        Format::Neo4jRelationships => neo4j::write_relationships(view, options, out),
        Format::Neo4jImport => neo4j::write_script(view, options, out),
        Format::Mermaid => mermaid::write(view, options, out),
        Format::Svg => svg::write(view, options, out),
        Format::Ledger => ledger::write(view, options, out),
        Format::FollowTheMoney => ftm::write(view, options, out),
        #[cfg(feature = "parquet")]
        Format::ParquetNodes => parquet::write_nodes(view, options, out),
        #[cfg(feature = "parquet")]
        Format::ParquetEdges => parquet::write_edges(view, options, out),
        #[cfg(feature = "parquet")]
        Format::ParquetEvents => parquet::write_events(view, options, out),
    };
    written.map_err(|error| error.context(format!("writing {}", format.name())))
}
