//! How are the statements written in RDF/XML? One typed element a subject, one element a statement, all names with declared prefixes.
//!
//! Predicates are terms of our vocabulary and of no document; a test of the vocabulary holds that each is a namespace and a name that XML
//! takes, so no file can fail on one. Characters that XML cannot hold become U+FFFD, as in every syntax. It is RDF 1.1: there are no
//! triple terms, which readers of RDF/XML refuse.

use std::io::Write;

use super::address::{Node, push_number};
use super::gather::Gathered;
use super::statement::Object;
use super::{Graph, Subject};
use crate::error::Result;
use crate::ontology::vocabulary::{PREFIXES, Term, rdf};

/// How many bytes are handed over at a time.
const BATCH: usize = 1 << 16;

/// Writes RDF/XML.
///
/// # Errors
/// When `out` refuses.
pub(crate) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> Result<()> {
    let mut elements = Elements { graph, batch: Vec::new(), gathered: Gathered::default() };
    elements.push("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
    for (prefix, namespace) in PREFIXES {
        elements.push(&format!("\n    xmlns:{prefix}=\"{namespace}\""));
    }
    elements.push(">\n");
    for section in graph.sections().into_iter().filter(|section| !section.subjects.is_empty()) {
        elements.push(&format!("\n<!-- {} -->\n", section.title));
        elements.push_subjects(&section.subjects, out)?;
    }
    for told in graph.told() {
        elements.push("\n<!-- What a document tells -->\n");
        elements.push_subjects(&told.subjects, out)?;
    }
    elements.push("\n</rdf:RDF>\n");
    out.write_all(&elements.batch)?;
    Ok(())
}

struct Elements<'g, 'v> {
    graph: &'g Graph<'v>,
    batch: Vec<u8>,
    gathered: Gathered,
}

impl Elements<'_, '_> {
    fn push_subjects(&mut self, subjects: &[Subject], out: &mut dyn Write) -> Result<()> {
        for &subject in subjects {
            self.push_subject(subject);
            if self.batch.len() >= BATCH {
                out.write_all(&self.batch)?;
                self.batch.clear();
            }
        }
        Ok(())
    }

    /// The first type is the element's name, the other statements are elements inside.
    fn push_subject(&mut self, subject: Subject) {
        let (graph, batch) = (self.graph, &mut self.batch);
        let mut class = None;
        self.gathered.gather(graph, subject, |out, predicate, object| match object {
            Object::Node(Node::Term(term)) if class.is_none() && *predicate == rdf::TYPE => class = Some(*term),
            object => push_property(graph, out, predicate, object),
        });
        let Some(class) = class else { return };
        batch.push(b'<');
        push_name(batch, class);
        push_address(graph, batch, " rdf:about", graph.node(subject));
        batch.extend_from_slice(b">\n");
        for (_, properties) in self.gathered.groups() {
            properties.for_each(|property| batch.extend_from_slice(property));
        }
        batch.extend_from_slice(b"</");
        push_name(batch, class);
        batch.extend_from_slice(b">\n");
    }

    fn push(&mut self, text: &str) {
        self.batch.extend_from_slice(text.as_bytes());
    }
}

fn push_property(graph: &Graph<'_>, out: &mut Vec<u8>, predicate: &Term, object: &Object<'_>) {
    out.extend_from_slice(b"    <");
    push_name(out, predicate);
    match object {
        Object::Node(node) => {
            push_address(graph, out, " rdf:resource", *node);
            out.extend_from_slice(b"/>\n");
            return;
        }
        Object::Address(address) => {
            push_attribute(out, " rdf:resource", address);
            out.extend_from_slice(b"/>\n");
            return;
        }
        Object::Text(text) => {
            out.push(b'>');
            push_text(out, text.as_bytes());
        }
        Object::Tagged(text, tag) => {
            push_attribute(out, " xml:lang", tag);
            out.push(b'>');
            push_text(out, text.as_bytes());
        }
        Object::Typed(text, datatype) => {
            push_attribute(out, " rdf:datatype", datatype.iri);
            out.push(b'>');
            push_text(out, text.as_bytes());
        }
        Object::Number(number, datatype) => {
            push_attribute(out, " rdf:datatype", datatype.iri);
            out.push(b'>');
            push_number(out, *number);
        }
        Object::Class(_) | Object::Statement(..) => {
            unreachable!("statements that follow are said, and there are no triple terms")
        }
    }
    out.extend_from_slice(b"</");
    push_name(out, predicate);
    out.extend_from_slice(b">\n");
}

fn push_name(out: &mut Vec<u8>, term: &Term) {
    out.extend_from_slice(term.prefix.as_bytes());
    out.push(b':');
    out.extend_from_slice(term.local.as_bytes());
}

fn push_address(graph: &Graph<'_>, out: &mut Vec<u8>, name: &str, node: Node<'_>) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"=\"");
    let start = out.len();
    graph.addresses.push(out, node);
    if out[start..].iter().any(|&byte| !PLAIN[usize::from(byte)]) {
        let address = out.split_off(start);
        push_text(out, &address);
    }
    out.push(b'"');
}

fn push_attribute(out: &mut Vec<u8>, name: &str, value: &str) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"=\"");
    push_text(out, value.as_bytes());
    out.push(b'"');
}

/// Appends UTF-8 so that a reader of XML 1.0 gives it back.
fn push_text(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if PLAIN[usize::from(byte)] {
            continue;
        }
        let (reference, len): (&[u8], usize) = match byte {
            b'&' => (b"&amp;", 1),
            b'<' => (b"&lt;", 1),
            b'>' => (b"&gt;", 1),
            b'"' => (b"&quot;", 1),
            b'\r' => (b"&#13;", 1),
            0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => ("\u{FFFD}".as_bytes(), 3),
            0xEF => continue,
            _ => ("\u{FFFD}".as_bytes(), 1),
        };
        out.extend_from_slice(&bytes[done..at]);
        out.extend_from_slice(reference);
        done = at + len;
    }
    out.extend_from_slice(&bytes[done..]);
}

/// Whether a byte can stay as it is, looked at alone.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = byte == b'\n' as usize || byte == b'\t' as usize;
        byte += 1;
    }
    plain[b'&' as usize] = false;
    plain[b'<' as usize] = false;
    plain[b'>' as usize] = false;
    plain[b'"' as usize] = false;
    plain[0xEF] = false;
    plain
};

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_legal_xml() {
        fn check(text: &str, expected: &str) {
            let mut out = Vec::new();
            super::push_text(&mut out, text.as_bytes());
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
        check("AT&T <b> \"x\" ]]>", "AT&amp;T &lt;b&gt; &quot;x&quot; ]]&gt;");
        check("a\n\tb\rc", "a\n\tb&#13;c");
        check(
            "\0\u{B}\u{FFFE}\u{FFFF}\u{FFFD}\u{FEFF}\u{F8FF}",
            "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FEFF}\u{F8FF}",
        );
    }
}
