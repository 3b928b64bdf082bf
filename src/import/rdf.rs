//! What does an RDF file say of our nodes? Statements of any syntax, gathered by subject; those that a graph does not need are passed over.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, BufRead, Read},
};

use oxjsonld::{JsonLdErrorCode, JsonLdParseError, JsonLdParser, JsonLdProfile};
use oxrdf::{NamedOrBlankNode, Term as Object, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParseError, TurtleParser};

use super::place::Watched;
use crate::{
    error::{Error, Result},
    ontology::vocabulary::{Term, dcterms, nif, quid, rdf, rdfs, schema, skos},
};

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    NTriples,
    NQuads,
    Turtle,
    TriG,
    RdfXml,
    JsonLd,
}

/// Nodes by address.
pub(super) type Nodes = BTreeMap<String, Facts>;

/// What is said of one node.
#[derive(Debug, Default)]
pub(super) struct Facts(Vec<(&'static Term, Value)>);

/// The object of a statement.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// An address.
    Node(String),
    /// A literal, by its lexical form.
    Text(String),
}

impl Facts {
    /// The addresses that a predicate leads to.
    pub(super) fn nodes<'f>(&'f self, predicate: &Term) -> impl Iterator<Item = &'f str> {
        self.of(predicate).filter_map(|value| if let Value::Node(node) = value { Some(node.as_str()) } else { None })
    }

    /// The texts of a predicate.
    pub(super) fn texts<'f>(&'f self, predicate: &Term) -> impl Iterator<Item = &'f str> {
        self.of(predicate).filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    /// The least address, or none: the order of statements tells nothing.
    pub(super) fn node<'f>(&'f self, predicate: &Term) -> Option<&'f str> {
        self.nodes(predicate).min()
    }

    /// The least text, or none.
    pub(super) fn text<'f>(&'f self, predicate: &Term) -> Option<&'f str> {
        self.texts(predicate).min()
    }

    /// Whether it is of a class.
    pub(super) fn is_a(&self, class: &Term) -> bool {
        self.nodes(&rdf::TYPE).any(|node| node == class.iri)
    }

    fn of<'f>(&'f self, predicate: &Term) -> impl Iterator<Item = &'f Value> {
        self.0.iter().filter(move |(own, _)| own.iri == predicate.iri).map(|(_, value)| value)
    }
}

/// The statements that make a graph; all others follow from them.
const NEEDED: [&Term; 71] = [
    &rdf::TYPE,
    &rdfs::LABEL,
    &rdfs::SEE_ALSO,
    &skos::ALT_LABEL,
    &schema::SAME_AS,
    &nif::ANCHOR_OF,
    &dcterms::LICENSE,
    &dcterms::ISSUED,
    &quid::KEY,
    &quid::ROLE,
    &quid::COUNTRY,
    &quid::SIZE,
    &quid::ACTION_TYPE,
    &quid::ACTION_CLASS,
    &quid::CAMEO_CODE,
    &quid::AGENT,
    &quid::VERB,
    &quid::PATIENT,
    &quid::RECIPIENT,
    &quid::IMPLIED_PARTICIPANT,
    &quid::THEME,
    &quid::PLACE,
    &quid::TIME,
    &quid::QUANTITY,
    &quid::FACTUALITY,
    &quid::DISPUTED,
    &quid::TOLD_IN,
    &quid::HAS_SIDE,
    &quid::POSITION,
    &quid::PROVIDER,
    &quid::RECEIVER,
    &quid::GIVES,
    &quid::GIVES_TEXT,
    &quid::EXCHANGE_STATUS,
    &quid::CLAIMS,
    &quid::SOURCE,
    &quid::ATTRIBUTED_TO,
    &quid::ATTRIBUTED_TO_TEXT,
    &quid::QUOTE,
    &quid::EVIDENCE,
    &quid::TRIGGER,
    &quid::CUE,
    &quid::CERTAINTY,
    &quid::POLARITY,
    &quid::TENSE,
    &quid::TOLD_TYPE,
    &quid::TOLD_CLASS,
    &quid::TOLD_CODE,
    &quid::TOLD_AGENT,
    &quid::TOLD_PATIENT,
    &quid::TOLD_RECIPIENT,
    &quid::TOLD_THEME,
    &quid::TOLD_PLACE,
    &quid::TOLD_TIME,
    &quid::TOLD_QUANTITY,
    &quid::REFERS_TO,
    &quid::REFERS_BY_NAME,
    &quid::REFERS_BY_DESCRIPTION,
    &quid::REFERS_BY_PRONOUN,
    &quid::MENTION_KIND,
    &quid::RELATION_TYPE,
    &quid::RELATION_SUBJECT,
    &quid::RELATION_OBJECT,
    &quid::RELATION_TEXT,
    &quid::DOCUMENT_ID,
    &quid::PATH,
    &quid::TITLE,
    &quid::PUBLISHER,
    &quid::PUBLISHED,
    &quid::LANGUAGE,
    &quid::SENTENCES,
];

/// The counts, which are needed, too.
const COUNTS: [&Term; 2] = [&quid::SENTENCES_WITHOUT_ACTION, &quid::WORDS];

/// Reads a file.
///
/// # Errors
/// When it breaks the rules of its syntax.
pub(super) fn read(syntax: Syntax, file: &mut dyn BufRead) -> Result<Nodes> {
    let mut gather = Gather::new();
    match syntax {
        Syntax::NTriples => gather.all(NTriplesParser::new().for_reader(file).map(|read| read.map_err(of_turtle)))?,
        Syntax::Turtle => gather.all(TurtleParser::new().for_reader(file).map(|read| read.map_err(of_turtle)))?,
        Syntax::NQuads => gather.all(NQuadsParser::new().for_reader(file).map(|read| read.map_err(of_turtle)))?,
        Syntax::TriG => gather.all(TriGParser::new().for_reader(file).map(|read| read.map_err(of_turtle)))?,
        Syntax::RdfXml => read_xml(file, &mut gather)?,
        Syntax::JsonLd => return read_json(file),
    }
    Ok(gather.nodes)
}

/// Reads JSON-LD as it comes, if its keys stand in the order for that, as in our files; else anew, all at once.
///
/// The parser holds twenty times as much as it read where it cannot say a statement before the end of the object.
fn read_json(file: &mut dyn BufRead) -> Result<Nodes> {
    let mut kept = Kept { inner: file, bytes: Vec::new() };
    let mut gather = Gather::new();
    let streaming = JsonLdParser::new().with_profile(JsonLdProfile::Streaming).for_reader(&mut kept);
    let mut read = streaming.map(|read| read.map(|quad| gather.put(quad.into())));
    match read.find_map(std::result::Result::err) {
        None => return Ok(gather.nodes),
        Some(JsonLdParseError::Syntax(error))
            if matches!(error.code(), Some(JsonLdErrorCode::InvalidStreamingKeyOrder)) => {}
        Some(error) => return Err(of_json(error)),
    }
    let mut gather = Gather::new();
    let Kept { inner, bytes } = kept;
    gather.all(JsonLdParser::new().for_reader(bytes.as_slice().chain(inner)).map(|read| read.map_err(of_json)))?;
    Ok(gather.nodes)
}

/// A reader that keeps what it reads.
struct Kept<'f> {
    inner: &'f mut dyn BufRead,
    bytes: Vec<u8>,
}

impl Read for Kept<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.bytes.extend_from_slice(&out[..read]);
        Ok(read)
    }
}

fn read_xml(file: &mut dyn BufRead, gather: &mut Gather) -> Result<()> {
    let (watched, seen) = Watched::new(file);
    let mut triples = RdfXmlParser::new().for_reader(watched);
    while let Some(triple) = triples.next() {
        let line = || seen.borrow().line(triples.buffer_position());
        gather.put(triple.map_err(|e| broken(Some(line()), &e.to_string()))?);
    }
    Ok(())
}

/// Gathers statements by subject.
struct Gather {
    nodes: Nodes,
    needed: HashMap<&'static str, &'static Term>,
}

impl Gather {
    fn new() -> Self {
        let needed = NEEDED.iter().chain(&COUNTS).map(|term| (term.iri, *term)).collect();
        Self { nodes: Nodes::new(), needed }
    }

    fn all<T: Into<Triple>>(&mut self, statements: impl Iterator<Item = Result<T>>) -> Result<()> {
        for statement in statements {
            self.put(statement?.into());
        }
        Ok(())
    }

    fn put(&mut self, triple: Triple) {
        let Some(&predicate) = self.needed.get(triple.predicate.as_str()) else { return };
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else { return };
        let value = match triple.object {
            Object::NamedNode(node) => Value::Node(node.into_string()),
            Object::Literal(literal) => Value::Text(literal.destruct().0),
            _ => return,
        };
        self.nodes.entry(subject.into_string()).or_default().0.push((predicate, value));
    }
}

fn of_turtle(error: TurtleParseError) -> Error {
    match error {
        TurtleParseError::Io(error) => error.into(),
        // Lines are counted from 0 there.
        TurtleParseError::Syntax(error) => broken(Some(error.location().start.line + 1), error.message()),
    }
}

fn of_json(error: JsonLdParseError) -> Error {
    match error {
        JsonLdParseError::Io(error) => error.into(),
        JsonLdParseError::Syntax(error) => {
            let line = error.location().map(|range| range.start.line + 1);
            broken(line, &error.to_string())
        }
    }
}

fn broken(line: Option<u64>, why: &str) -> Error {
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    Error::new(format!("{place}{why}")).with_hint(
        "mend the file there, or write it anew; the ending must tell its syntax: nt, nq, ttl, trig, rdf or jsonld",
    )
}
