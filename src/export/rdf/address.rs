//! Which address does a node have? One IRI for each, the same on every machine, legal for the strictest reader, and readable back.
//!
//! Ids are escaped character by character, so that unescaping gives the id again. Nothing here knows what is said of a node.

use oxrdf::NamedNode;

use crate::error::{Error, Result};
use crate::ontology::vocabulary::{CAMEO, CLASS, Term};

/// Something that statements are about, or point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node<'v> {
    /// The graph itself.
    Graph,
    /// An actor, by id.
    Actor(&'v str),
    /// An action, by id.
    Action(&'v str),
    /// An exchange, by id.
    Exchange(&'v str),
    /// A side of an exchange, by the exchange's id and its place, counted from 1.
    Side(&'v str, usize),
    /// A relation, by id.
    Relation(&'v str),
    /// A document, by id.
    Document(&'v str),
    /// A telling, by id.
    Claim(&'v str),
    /// A stretch of a document: its id, the first code point, the code point after the last.
    Mention(&'v str, usize, usize),
    /// The part of the graph that holds the members of a class, by the class's name.
    Part(&'static str),
    /// An action class, by name.
    Class(&'v str),
    /// A CAMEO code.
    Cameo(&'v str),
    /// A term of the vocabulary.
    Term(&'static Term),
}

/// Gives nodes their addresses under one base.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    base: String,
    /// How the addresses of each kind of node begin: those of [`KINDS`], and parts of the graph.
    starts: [String; 7],
    /// What parts a document's address from a place in it: a fragment, unless the base has one already.
    fragment: &'static str,
}

/// The kinds of nodes that live under the base, as prefix in Turtle and as path.
pub(crate) const KINDS: [(&str, &str); 6] = [
    ("action", "action/"),
    ("actor", "actor/"),
    ("claim", "claim/"),
    ("doc", "document/"),
    ("exchange", "exchange/"),
    ("relation", "relation/"),
];

impl Addresses {
    /// Addresses under `base`.
    ///
    /// # Errors
    /// When `base` is no absolute IRI that ends in `/` or `#`.
    pub(crate) fn new(base: &str) -> Result<Self> {
        let node = NamedNode::new(base);
        if node.is_err() || !base.ends_with(['/', '#']) {
            return Err(Error::new(format!("base `{base}` is no absolute address that ends in / or #"))
                .with_hint("give one such as https://example.org/graph/"));
        }
        let [action, actor, claim, document, exchange, relation] = KINDS.map(|(_, path)| format!("{base}{path}"));
        let starts = [action, actor, claim, document, exchange, relation, format!("{base}part/")];
        let fragment = if base.contains('#') { "/char=" } else { "#char=" };
        Ok(Self { base: base.to_owned(), starts, fragment })
    }

    /// The base.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Appends the node's address.
    pub(crate) fn push(&self, out: &mut Vec<u8>, node: Node<'_>) {
        match node {
            Node::Graph => out.extend_from_slice(self.base.as_bytes()),
            Node::Action(id) => self.push_under(out, 0, id),
            Node::Actor(id) => self.push_under(out, 1, id),
            Node::Claim(id) => self.push_under(out, 2, id),
            Node::Document(id) => self.push_under(out, 3, id),
            Node::Exchange(id) => self.push_under(out, 4, id),
            Node::Relation(id) => self.push_under(out, 5, id),
            Node::Part(class) => self.push_under(out, 6, class),
            Node::Side(id, position) => {
                self.push_under(out, 4, id);
                out.extend_from_slice(b"/side/");
                push_number(out, position);
            }
            Node::Mention(document, start, end) => {
                self.push_under(out, 3, document);
                self.push_place(out, start, end);
            }
            Node::Class(name) => push_in(out, CLASS, name),
            Node::Cameo(code) => push_in(out, CAMEO, code),
            Node::Term(term) => out.extend_from_slice(term.iri.as_bytes()),
        }
    }

    /// Appends what parts a place from its document, and the place.
    fn push_place(&self, out: &mut Vec<u8>, start: usize, end: usize) {
        out.extend_from_slice(self.fragment.as_bytes());
        push_number(out, start);
        out.push(b',');
        push_number(out, end);
    }

    fn push_under(&self, out: &mut Vec<u8>, kind: usize, id: &str) {
        push_in(out, &self.starts[kind], id);
    }
}

/// Gives nodes their addresses as [`Addresses`] does, and remembers the last document's: what is said of one document mostly comes together.
pub(super) struct Remembering<'g, 'v> {
    addresses: &'g Addresses,
    document: Option<&'v str>,
    address: Vec<u8>,
}

impl<'g, 'v> Remembering<'g, 'v> {
    /// Remembers nothing yet.
    pub(super) const fn new(addresses: &'g Addresses) -> Self {
        Self { addresses, document: None, address: Vec::new() }
    }

    /// Appends the node's address.
    pub(super) fn push(&mut self, out: &mut Vec<u8>, node: Node<'v>) {
        match node {
            Node::Document(id) => out.extend_from_slice(self.document(id)),
            Node::Mention(id, start, end) => {
                out.extend_from_slice(self.document(id));
                self.addresses.push_place(out, start, end);
            }
            _ => self.addresses.push(out, node),
        }
    }

    fn document(&mut self, id: &'v str) -> &[u8] {
        if self.document != Some(id) {
            self.document = Some(id);
            self.address.clear();
            self.addresses.push(&mut self.address, Node::Document(id));
        }
        &self.address
    }
}

/// The id of a node whose address ends in it as it is; none of all others.
pub(crate) fn plain_id(node: Node<'_>) -> Option<&str> {
    let (Node::Actor(id)
    | Node::Action(id)
    | Node::Exchange(id)
    | Node::Relation(id)
    | Node::Document(id)
    | Node::Claim(id)) = node
    else {
        return None;
    };
    (is_segment(id) && id != "." && id != "..").then_some(id)
}

/// Sorts plain ids of one kind of node as their addresses stand in N-Triples: `<address> `.
pub(crate) fn sort_ids<T: Copy>(ids: &mut [(&str, T)]) {
    ids.sort_by_key(|&(id, _)| id);
    // An id comes after those that go on from it with a byte before the closing bracket; the same id twice does no harm.
    let goes_on =
        |id: &str, next: &str| next.starts_with(id) && next.as_bytes().get(id.len()).is_none_or(|&byte| byte < b'>');
    let (mut waiting, mut done) = (Vec::<(&str, T)>::new(), 0);
    for at in 0..ids.len() {
        let next = ids[at];
        while let Some(&last) = waiting.last()
            && !goes_on(last.0, next.0)
        {
            ids[done] = last;
            done += 1;
            waiting.pop();
        }
        waiting.push(next);
    }
    waiting.into_iter().rev().zip(&mut ids[done..]).for_each(|(last, place)| *place = last);
}

/// What sorts mentions in one document as their addresses do, digit by digit; 0 for all other nodes.
pub(crate) fn place_key(node: Node<'_>) -> u128 {
    let Node::Mention(_, start, end) = node else { return 0 };
    let key = |number: usize, after: u64| {
        let mut space = [0; 20];
        let digits = digits(number, &mut space);
        let key = digits.iter().take(13).fold(0, |key, digit| (key << 4) | u64::from(digit - b'0' + 1));
        let rest = 4 * 13_usize.saturating_sub(digits.len());
        (key << rest) | (after & ((1 << rest) - 1))
    };
    // A comma comes before all digits, the closing bracket after them.
    u128::from(key(start, 0)) << 52 | u128::from(key(end, u64::MAX))
}

/// The short form of a node in Turtle, prefix and local name, where the local name needs no escape in any reader.
pub(crate) fn short(node: Node<'_>) -> Option<(&'static str, &str)> {
    let (prefix, local) = match node {
        Node::Actor(id) => ("actor", id),
        Node::Action(id) => ("action", id),
        Node::Exchange(id) => ("exchange", id),
        Node::Relation(id) => ("relation", id),
        Node::Document(id) => ("doc", id),
        Node::Claim(id) => ("claim", id),
        Node::Class(name) => ("class", name),
        Node::Cameo(code) => ("cameo", code),
        Node::Term(term) => return Some((term.prefix, term.local)),
        Node::Graph | Node::Part(_) | Node::Side(..) | Node::Mention(..) => return None,
    };
    is_plain_local(local).then_some((prefix, local))
}

/// A node under some base, as its address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// An actor, by id.
    Actor(String),
    /// An action, by id.
    Action(String),
    /// An exchange, by id.
    Exchange(String),
    /// A side of an exchange, by the exchange's id and its place, counted from 1.
    Side(String, usize),
    /// A relation, by id.
    Relation(String),
    /// A document, by id.
    Document(String),
    /// A telling, by id.
    Claim(String),
    /// A stretch of a document: its id, the first code point, the code point after the last.
    Mention(String, usize, usize),
}

/// The base and the node of an address that [`Addresses::push`] made; none of any other.
pub(crate) fn read(address: &str) -> Option<(&str, Named)> {
    let place = address.rsplit_once("#char=").or_else(|| address.rsplit_once("/char="));
    if let Some((document, place)) = place
        && let Some((base, Named::Document(id))) = read(document)
    {
        let (start, end) = place.split_once(',')?;
        return Some((base, Named::Mention(id, start.parse().ok()?, end.parse().ok()?)));
    }
    if let Some((exchange, position)) = address.rsplit_once("/side/")
        && let Some((base, Named::Exchange(id))) = read(exchange)
    {
        return Some((base, Named::Side(id, position.parse().ok()?)));
    }
    let (path, segment) = address.split_at(address.rfind('/')? + 1);
    let (_, kind) = KINDS.iter().find(|(_, kind)| path.ends_with(kind))?;
    let base = path.strip_suffix(kind).filter(|base| base.ends_with(['/', '#']))?;
    let id = unescape(segment)?;
    let named = match *kind {
        "action/" => Named::Action(id),
        "actor/" => Named::Actor(id),
        "claim/" => Named::Claim(id),
        "document/" => Named::Document(id),
        "exchange/" => Named::Exchange(id),
        _ => Named::Relation(id),
    };
    Some((base, named))
}

/// The name in the address of an action class.
pub(crate) fn class(address: &str) -> Option<String> {
    unescape(address.strip_prefix(CLASS)?)
}

/// The code in the address of a CAMEO code.
pub(crate) fn cameo(address: &str) -> Option<String> {
    unescape(address.strip_prefix(CAMEO)?)
}

/// A path segment without its escapes.
fn unescape(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = first == b'%';
        bytes.push(if escaped {
            u8::from_str_radix(std::str::from_utf8(tail.get(..2)?).ok()?, 16).ok()?
        } else {
            first
        });
        rest = if escaped { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}

/// A foreign address made legal by escaping what no IRI may hold; none where that does not help or it is not absolute.
pub(crate) fn foreign(address: &str) -> Option<String> {
    let mut escaped = Vec::with_capacity(address.len());
    let mut hashes = 0;
    for (at, letter) in address.char_indices() {
        hashes += usize::from(letter == '#');
        let kept = match letter {
            '%' => is_escape(&address.as_bytes()[at..]),
            '#' => hashes == 1,
            '!'..='~' => !"\"<>\\^`{|}[]".contains(letter),
            _ => is_iri_letter(letter),
        };
        push_letter(&mut escaped, letter, kept);
    }
    let escaped = String::from_utf8(escaped).ok()?;
    NamedNode::new(&escaped).is_ok().then_some(escaped)
}

/// Appends `id` to a namespace, escaped to one path segment.
fn push_in(out: &mut Vec<u8>, namespace: &str, id: &str) {
    out.extend_from_slice(namespace.as_bytes());
    let is_step = id == "." || id == "..";
    if is_segment(id) && !is_step {
        out.extend_from_slice(id.as_bytes());
        return;
    }
    for letter in id.chars() {
        let kept = u8::try_from(letter).is_ok_and(is_segment_byte) || is_iri_letter(letter);
        push_letter(out, letter, kept && !is_step);
    }
}

fn push_letter(out: &mut Vec<u8>, letter: char, kept: bool) {
    let mut buffer = [0; 4];
    for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
        if kept {
            out.push(byte);
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
}

/// Appends a number in decimal digits.
pub(crate) fn push_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(digits(number, &mut [0; 20]));
}

fn digits(mut number: usize, space: &mut [u8; 20]) -> &[u8] {
    let mut at = space.len();
    loop {
        at -= 1;
        space[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &space[at..];
        }
    }
}

/// Whether all of an id can stand as it is.
fn is_segment(id: &str) -> bool {
    all(id.as_bytes(), is_segment_byte)
}

/// Whether all bytes are good. Looks at many at once, which is faster than stopping at the first bad one; some at the end are looked at twice.
#[inline]
pub(super) fn all(bytes: &[u8], good: impl Fn(u8) -> bool + Copy) -> bool {
    if let Some(last) = bytes.last_chunk::<16>() {
        bytes.as_chunks::<16>().0.iter().fold(true, |all, chunk| all & are_good(chunk, good)) & are_good(last, good)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        are_good(first, good) & are_good(last, good)
    } else {
        bytes.iter().fold(true, |all, &byte| all & good(byte))
    }
}

#[inline]
fn are_good<const N: usize>(bytes: &[u8; N], good: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(true, |all, &byte| all & good(byte))
}

const fn is_segment_byte(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit | (byte == b'-') | (byte == b'.') | (byte == b'_') | (byte == b'~')
}

/// RFC 3987 `ucschar`, less spaces and the marks that change the direction of writing.
fn is_iri_letter(letter: char) -> bool {
    let code = letter as u32;
    let is_ucschar = matches!(code, 0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF)
        || (matches!(code, 0x1_0000..=0xD_FFFF | 0xE_1000..=0xE_FFFD) && code & 0xFFFE != 0xFFFE);
    is_ucschar && !letter.is_whitespace() && !matches!(code, 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F)
}

fn is_escape(text: &[u8]) -> bool {
    text.len() > 2 && text[1].is_ascii_hexdigit() && text[2].is_ascii_hexdigit()
}

fn is_plain_local(local: &str) -> bool {
    let bytes = local.as_bytes();
    let is_plain =
        bytes.iter().fold(true, |all, &byte| all & (is_segment_byte(byte) & (byte != b'.') & (byte != b'~')));
    is_plain && bytes.first().is_some_and(|&first| first != b'-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(node: Node<'_>) -> String {
        let mut out = Vec::new();
        Addresses::new("https://example.org/g/").unwrap().push(&mut out, node);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nodes_have_addresses_under_the_base() {
        fn check(node: Node<'_>, expected: &str) {
            assert_eq!(address(node), expected);
        }
        check(Node::Actor("alexander-lukashenko"), "https://example.org/g/actor/alexander-lukashenko");
        check(Node::Side("ab12", 2), "https://example.org/g/exchange/ab12/side/2");
        check(Node::Mention("ff", 3, 8), "https://example.org/g/document/ff#char=3,8");
        check(Node::Class("ReleasePersons"), "https://w3id.org/quidnunc/class/ReleasePersons");
        check(Node::Actor("a b/c#d%e"), "https://example.org/g/actor/a%20b%2Fc%23d%25e");
        check(Node::Actor(".."), "https://example.org/g/actor/%2E%2E");
        check(Node::Actor("北京\u{202E}\u{E000}"), "https://example.org/g/actor/北京%E2%80%AE%EE%80%80");
    }

    #[test]
    fn addresses_are_read_back() {
        fn check(node: Node<'_>, expected: &Named) {
            for base in ["https://example.org/g/", "urn:x#", "https://w3id.org/quidnunc/class/", "http://a.b/actor/"] {
                let mut out = Vec::new();
                Addresses::new(base).unwrap().push(&mut out, node);
                let address = String::from_utf8(out).unwrap();
                assert_eq!(read(&address), Some((base, expected.clone())), "{address}");
            }
        }
        check(Node::Actor("a/b #c"), &Named::Actor("a/b #c".into()));
        check(Node::Action(""), &Named::Action("".into()));
        check(Node::Side("x/side/1", 2), &Named::Side("x/side/1".into(), 2));
        check(Node::Mention("d#char=1,2", 3, 4), &Named::Mention("d#char=1,2".into(), 3, 4));
        check(Node::Claim("d-e0"), &Named::Claim("d-e0".into()));
        for other in ["https://example.org/", "https://example.org/g/actor", "https://example.org/factor/x", "x"] {
            assert_eq!(read(other), None, "{other}");
        }
        assert_eq!(class(&address(Node::Class("A b"))).as_deref(), Some("A b"));
        assert_eq!(cameo(&address(Node::Cameo("0841"))).as_deref(), Some("0841"));
    }

    #[test]
    fn a_base_with_a_fragment_gives_legal_mentions() {
        let mut out = Vec::new();
        Addresses::new("urn:x#").unwrap().push(&mut out, Node::Mention("d", 1, 2));
        assert_eq!(out, b"urn:x#document/d/char=1,2");
        assert!(NamedNode::new(String::from_utf8(out).unwrap()).is_ok());
    }

    #[test]
    fn a_bad_base_is_refused_with_a_hint() {
        for base in ["", "graph/", "https://example.org/g", "https://exa mple.org/"] {
            let error = Addresses::new(base).unwrap_err();
            assert!(error.to_string().contains("no absolute address"), "{base}");
            assert!(error.hint().unwrap().contains("https://example.org/graph/"));
        }
    }

    #[test]
    fn foreign_addresses_are_made_legal_or_refused() {
        let check = |given: &str, expected: Option<&str>| assert_eq!(foreign(given).as_deref(), expected);
        check("http://www.wikidata.org/entity/Q184", Some("http://www.wikidata.org/entity/Q184"));
        check("https://example.org/a b?q={1}#x#y", Some("https://example.org/a%20b?q=%7B1%7D#x%23y"));
        check("https://example.org/100%", Some("https://example.org/100%25"));
        check("Q184", None);
    }

    #[test]
    fn short_forms_are_plain() {
        assert_eq!(short(Node::Actor("iran")), Some(("actor", "iran")));
        assert_eq!(short(Node::Cameo("0841")), Some(("cameo", "0841")));
        for odd in ["", "-x", "a.", "a/b", "a b", "北京"] {
            assert_eq!(short(Node::Actor(odd)), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn order_is_that_of_what_is_written(ids in proptest::collection::vec("[a-c0-2./é-]{0,4}", 2..20), ends in any::<[u8; 4]>()) {
            let places = ends.map(|end| usize::from(end) % 120);
            for base in ["https://example.org/g/", "urn:x#"] {
                let written = |node| {
                    let mut out = Vec::new();
                    Addresses::new(base).unwrap().push(&mut out, node);
                    [out.as_slice(), b"> "].concat()
                };
                let [a, b] = [0, 2].map(|at| Node::Mention(&ids[0], places[at], places[at + 1]));
                prop_assert_eq!(place_key(a).cmp(&place_key(b)), written(a).cmp(&written(b)), "{:?} {:?}", a, b);
                let plain = ids.iter().filter_map(|id| plain_id(Node::Claim(id)));
                let mut sorted: Vec<(&str, ())> = plain.map(|id| (id, ())).collect();
                sort_ids(&mut sorted);
                let lines: Vec<_> = sorted.iter().map(|(id, ())| written(Node::Claim(id))).collect();
                prop_assert!(lines.is_sorted(), "{:?}", sorted);
            }
        }

        #[test]
        fn every_id_gives_a_legal_address_that_reads_back(id in any::<String>()) {
            let iri = address(Node::Actor(&id));
            prop_assert!(NamedNode::new(&iri).is_ok(), "{iri}");
            let segment = iri.strip_prefix("https://example.org/g/actor/").unwrap();
            prop_assert_eq!(unescape(segment), Some(id));
        }
    }
}
