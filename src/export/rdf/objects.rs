//! How are the statements written in JSON-LD? One object a subject and a line, in the short names of `ontology/context.jsonld`.
//!
//! The context stands in the file: nothing is fetched. Keys come in the order of Streaming JSON-LD (context, types, id), so that a reader
//! need not hold the file. Every value is a string, typed by the context or beside it, so that no reader
//! rounds a number. Readers that know nothing of JSON-LD see plain JSON: `id`, `type`, `label`, `agent`. It is RDF 1.1, and one graph.

use std::{collections::BTreeMap, io::Write};

use serde_json::{Map, Value as Json};

use super::address::{self, KINDS, Node, push_number};
use super::gather::Gathered;
use super::literal::push_json;
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::{Error, Result};
use crate::ontology::vocabulary::{PREFIXES, Term, rdf};

/// How many bytes are handed over at a time.
const BATCH: usize = 1 << 16;

const CONTEXT: &str = include_str!("../../../ontology/context.jsonld");

/// Writes JSON-LD.
///
/// # Errors
/// When `out` refuses, or the base begins like a prefix of the context.
pub(crate) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> Result<()> {
    let base = graph.addresses.base();
    if clash(base).is_some() {
        return Err(Error::new(format!("base `{base}` begins like a prefix of the JSON-LD context"))
            .with_hint("give one such as https://example.org/graph/"));
    }
    let context = context(graph)?;
    let mut objects = Objects { graph, names: Names::of(&context), batch: Vec::new(), gathered: Gathered::default() };
    let embedded = serde_json::to_string_pretty(&context).map_err(|e| Error::new(e.to_string()))?;
    objects.batch.extend_from_slice(format!("{{\"@context\": {embedded},\n\"@graph\": [").as_bytes());
    let mut is_first = true;
    let sections = graph.sections().into_iter().map(|section| section.subjects);
    for subjects in sections.chain(graph.told().into_iter().map(|told| told.subjects)) {
        for subject in subjects {
            objects.batch.extend_from_slice(if is_first { b"\n" } else { b",\n" });
            objects.push_subject(subject);
            is_first = false;
            if objects.batch.len() >= BATCH {
                out.write_all(&objects.batch)?;
                objects.batch.clear();
            }
        }
    }
    objects.batch.extend_from_slice(b"\n]}\n");
    out.write_all(&objects.batch)?;
    Ok(())
}

/// The context of the ontology with prefixes for the graph's own nodes.
fn context(graph: &Graph<'_>) -> Result<Map<String, Json>> {
    let mut file: Json = serde_json::from_str(CONTEXT).map_err(|e| Error::new(format!("the JSON-LD context: {e}")))?;
    let mut context = file["@context"].as_object_mut().map(std::mem::take).unwrap_or_default();
    for (prefix, path) in KINDS {
        context.insert(prefix.to_owned(), format!("{}{path}", graph.addresses.base()).into());
    }
    Ok(context)
}

/// What the context calls a predicate or class, and what it says of its values.
struct Name {
    /// The key, in quotation marks.
    key: Vec<u8>,
    coercion: Coercion,
    /// Whether even one value stands in a list.
    is_set: bool,
}

#[derive(PartialEq)]
enum Coercion {
    None,
    Address,
    Datatype(String),
}

/// Names by address.
struct Names(BTreeMap<String, Name>);

impl Names {
    fn of(context: &Map<String, Json>) -> Self {
        let named = context.iter().filter_map(|(key, told)| {
            let address = told.as_str().or_else(|| told["@id"].as_str())?;
            let coercion = match told["@type"].as_str() {
                None => Coercion::None,
                Some("@id") => Coercion::Address,
                Some(datatype) => Coercion::Datatype(whole(datatype)?),
            };
            let is_set = told["@container"] == "@set";
            Some((whole(address)?, Name { key: quoted(key), coercion, is_set }))
        });
        Self(named.collect())
    }

    fn get(&self, term: &Term) -> Option<&Name> {
        self.0.get(term.iri)
    }

    fn coercion(&self, term: &Term) -> &Coercion {
        self.get(term).map_or(&Coercion::None, |name| &name.coercion)
    }

    /// Appends what a predicate or class is called, in quotation marks: by a word of the context, or with a prefix.
    fn push(&self, out: &mut Vec<u8>, term: &Term) {
        match self.get(term) {
            Some(name) => out.extend_from_slice(&name.key),
            None => [&b"\""[..], term.prefix.as_bytes(), b":", term.local.as_bytes(), b"\""]
                .into_iter()
                .for_each(|part| out.extend_from_slice(part)),
        }
    }
}

/// The address that a short form of the context means.
fn whole(short: &str) -> Option<String> {
    let (prefix, local) = short.split_once(':')?;
    let (_, namespace) = PREFIXES.iter().find(|(known, _)| *known == prefix)?;
    Some(format!("{namespace}{local}"))
}

fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    push_json(&mut out, text);
    out
}

struct Objects<'g, 'v> {
    graph: &'g Graph<'v>,
    names: Names,
    batch: Vec<u8>,
    gathered: Gathered,
}

impl Objects<'_, '_> {
    fn push_subject(&mut self, subject: Subject) {
        let (graph, names, batch) = (self.graph, &self.names, &mut self.batch);
        self.gathered.gather(graph, subject, |out, predicate, object| {
            if *predicate == rdf::TYPE {
                push_class(names, out, object);
            } else {
                push_value(graph, out, names.coercion(predicate), object);
            }
        });
        batch.push(b'{');
        let mut has_id = false;
        for (predicate, mut values) in self.gathered.groups() {
            let is_type = *predicate == rdf::TYPE;
            if !is_type && !has_id {
                push_id(graph, batch, subject);
                has_id = true;
            }
            if is_type {
                batch.extend_from_slice(b"\"type\"");
            } else {
                names.push(batch, predicate);
            }
            batch.push(b':');
            let is_list = values.len() > 1 || is_type || names.get(predicate).is_some_and(|name| name.is_set);
            batch.extend_from_slice(if is_list { b"[" } else { b"" });
            values.next().into_iter().for_each(|value| batch.extend_from_slice(value));
            for value in values {
                batch.push(b',');
                batch.extend_from_slice(value);
            }
            batch.extend_from_slice(if is_list { b"]," } else { b"," });
        }
        if !has_id {
            push_id(graph, batch, subject);
        }
        batch.pop();
        batch.push(b'}');
    }
}

fn push_id(graph: &Graph<'_>, out: &mut Vec<u8>, subject: Subject) {
    out.extend_from_slice(b"\"id\":");
    push_node(graph, out, graph.node(subject));
    out.push(b',');
}

fn push_class(names: &Names, out: &mut Vec<u8>, object: &Object<'_>) {
    if let Object::Node(Node::Term(term)) = object {
        names.push(out, term);
    }
}

fn push_value(graph: &Graph<'_>, out: &mut Vec<u8>, coercion: &Coercion, object: &Object<'_>) {
    match object {
        Object::Node(node) if *coercion == Coercion::Address => push_node(graph, out, *node),
        Object::Node(node) => push_wrapped(out, "", "id", |out| push_node(graph, out, *node)),
        Object::Address(address) => match clash(address) {
            Some(prefix) => {
                let context = format!("\"@context\":{{\"{prefix}\":null}},");
                push_wrapped(out, &context, "id", |out| push_json(out, address));
            }
            None if *coercion == Coercion::Address => push_json(out, address),
            None => push_wrapped(out, "", "id", |out| push_json(out, address)),
        },
        Object::Text(text) if *coercion == Coercion::None => push_json(out, text),
        Object::Text(text) => push_wrapped(out, "", "@value", |out| push_json(out, text)),
        Object::Tagged(text, tag) => {
            push_wrapped(out, &format!("\"@language\":\"{tag}\","), "@value", |out| push_json(out, text));
        }
        Object::Typed(text, datatype) => push_typed(out, coercion, datatype, |out| push_json(out, text)),
        Object::Number(number, datatype) => push_typed(out, coercion, datatype, |out| {
            out.push(b'"');
            push_number(out, *number);
            out.push(b'"');
        }),
        Object::Class(_) | Object::Statement(..) => {
            unreachable!("statements that follow are said, and there are no triple terms")
        }
    }
}

/// A value whose datatype is told before it, unless the context tells it.
fn push_typed(out: &mut Vec<u8>, coercion: &Coercion, datatype: &Term, value: impl FnOnce(&mut Vec<u8>)) {
    match coercion {
        Coercion::Datatype(told) if *told == datatype.iri => value(out),
        _ => push_wrapped(out, &format!("\"@type\":\"{}:{}\",", datatype.prefix, datatype.local), "@value", value),
    }
}

fn push_wrapped(out: &mut Vec<u8>, before: &str, key: &str, value: impl FnOnce(&mut Vec<u8>)) {
    [&b"{"[..], before.as_bytes(), b"\"", key.as_bytes(), b"\":"]
        .into_iter()
        .for_each(|part| out.extend_from_slice(part));
    value(out);
    out.push(b'}');
}

fn push_node(graph: &Graph<'_>, out: &mut Vec<u8>, node: Node<'_>) {
    out.push(b'"');
    match address::short(node) {
        Some((prefix, local)) => {
            out.extend_from_slice(prefix.as_bytes());
            out.push(b':');
            out.extend_from_slice(local.as_bytes());
        }
        // An address holds nothing that a string of JSON must escape.
        None => graph.addresses.push(out, node),
    }
    out.push(b'"');
}

/// The prefix of the context that a reader would see in an address that means none.
fn clash(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once(':')?;
    let known = PREFIXES.iter().chain(&KINDS).any(|(prefix, _)| *prefix == scheme);
    (known && !rest.starts_with("//")).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_legal_json() {
        fn check(text: &str, expected: &str) {
            assert_eq!(quoted(text), expected.as_bytes(), "{text:?}");
            let read: String = serde_json::from_str(expected).expect("it is JSON");
            assert_eq!(read, text.replace(['\0', '\u{FFFF}'], "\u{FFFD}"));
        }
        check("a \"b\" \\ c\n\r\td", r#""a \"b\" \\ c\n\r\td""#);
        check("</script> a/b", r#""<\/script> a/b""#);
        check("\0\u{FFFF}é", "\"\u{FFFD}\u{FFFD}é\"");
    }

    #[test]
    fn addresses_that_look_short_are_found() {
        let check = |address: &str, expected: Option<&str>| assert_eq!(clash(address), expected);
        check("dc:x", Some("dc"));
        check("actor:x", Some("actor"));
        check("http://example.org/dc:x", None);
        check("org://example", None);
        check("urn:uuid:1", None);
    }
}
