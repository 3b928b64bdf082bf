//! All syntaxes say the same, whatever the texts hold, to a parser that did not write them.

use std::collections::{BTreeMap, BTreeSet};

use oxjsonld::JsonLdParser;
use oxrdf::{GraphName, Quad, Term as Parsed, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser};
use proptest::prelude::*;

use super::declaration::DECLARATIONS;
use crate::export::{About, Format, Options, Profile, write};
use crate::graph::View;
use crate::graph::view::{
    Action, Actor, Attribution, Claim, Document, Exchange, ExchangeClaim, Mention, Relation, RelationClaim, Side,
};
use crate::ontology::vocabulary::PREFIXES;
use crate::record::{
    ActorType, Certainty, ExchangeStatus, Factuality, MentionKind, Plover, Polarity, Quote, RelationType, Tense,
};

fn options(profile: Profile) -> Options {
    Options { profile, ..Options::default() }
}

fn text(view: &View, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    write(view, format, options, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("our files are UTF-8")
}

fn quote(text: &str, start: usize) -> Quote {
    Quote { text: text.to_owned(), start, end: start + text.chars().count() }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn actor(id: &str, name: &str, kind: ActorType) -> Actor {
    let mention = Mention { document: "d1".into(), start: 0, end: 5, text: name.into(), kind: MentionKind::Name };
    Actor {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: strings(&["an alias", name]),
        same_as: strings(&["http://www.wikidata.org/entity/Q1", "not an address"]),
        roles: strings(&["a role"]),
        country: Some("BY".into()),
        size: Some(123.0),
        mentions: vec![mention],
    }
}

fn action(id: &str, kind: Plover, agent: &str, patient: &str) -> Action {
    Action {
        id: id.into(),
        kind,
        class: "ReleasePersons".into(),
        label: "released".into(),
        cameo: Some("0841".into()),
        agents: strings(&[agent]),
        patients: strings(&[patient]),
        recipients: strings(&[agent]),
        implied: strings(&[patient]),
        themes: strings(&["a theme"]),
        places: strings(&["Minsk"]),
        time: Some("2025-12".into()),
        quantity: Some(12.5),
        factuality: Factuality::Actual,
        disputed: false,
        claims: strings(&["d1-e0", "d1-e1"]),
        documents: strings(&["d1"]),
    }
}

fn claim(id: &str, action: &str, words: &str, attribution: Attribution) -> Claim {
    Claim {
        id: id.into(),
        document: "d1".into(),
        action: action.into(),
        kind: Plover::Retreat,
        class: "ReleasePersons".into(),
        cameo: None,
        trigger: quote(words, 10),
        evidence: quote(words, 0),
        agents: strings(&["state"]),
        patients: strings(&["group"]),
        recipients: Vec::new(),
        implied: strings(&["group"]),
        theme: Some(words.into()),
        place: Some(words.into()),
        time: Some(words.into()),
        quantity: Some(3.0),
        factuality: Factuality::Actual,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        attribution,
    }
}

/// A view with every kind of node, and `words` wherever a document's words can stand.
fn view(words: &str) -> View {
    let side = |provider: &str, gives: &str| Side {
        providers: strings(&[provider]),
        receivers: strings(&["state"]),
        gives: strings(&[gives]),
        texts: strings(&[words]),
    };
    let told = ExchangeClaim {
        id: "d1-x0".into(),
        document: "d1".into(),
        status: ExchangeStatus::Agreed,
        cue: quote(words, 3),
        evidence: quote(words, 0),
        attribution: Attribution::Words(words.into()),
    };
    let tie = RelationClaim { id: "d1-r0".into(), document: "d1".into(), evidence: quote(words, 0) };
    let document = |id: &str| Document {
        id: id.into(),
        source: words.into(),
        title: Some(words.into()),
        publisher: Some(words.into()),
        published: Some("2025-12-13".into()),
        language: "en_GB".into(),
        ..Document::default()
    };
    View {
        documents: vec![document("d1"), document("d10")],
        actors: vec![
            actor("group", words, ActorType::Group),
            actor("group-2", words, ActorType::Organization),
            actor("person", words, ActorType::Person),
            actor("state", words, ActorType::State),
        ],
        actions: vec![
            action("a1", Plover::Retreat, "state", "group"),
            action("a10", Plover::Other, "group", "state"),
            action("a2", Plover::Other, "person", "group"),
        ],
        claims: vec![
            claim("d1-e0", "a1", words, Attribution::Actor("state".into())),
            claim("d1-e1", "a1", words, Attribution::Document),
            claim("d1-e10", "a10", words, Attribution::Words(words.into())),
        ],
        exchanges: vec![Exchange {
            id: "b1".into(),
            status: ExchangeStatus::Completed,
            disputed: true,
            sides: vec![side("state", "a1"), side("person", "a10")],
            claims: vec![told],
            documents: strings(&["d1"]),
        }],
        relations: RelationType::ALL
            .iter()
            .enumerate()
            .map(|(at, &kind)| Relation {
                id: format!("r{at}"),
                kind,
                subject: "person".into(),
                object: Some("state".into()),
                text: words.into(),
                claims: vec![RelationClaim { id: format!("d1-r{at}"), ..tie.clone() }],
            })
            .collect(),
        ..View::default()
    }
}

/// What each syntax says: triples of N-Triples, Turtle, RDF/XML and JSON-LD, quads of N-Quads and TriG.
struct Said {
    triples: [BTreeSet<String>; 4],
    quads: [BTreeSet<String>; 2],
}

fn said(view: &View, options: &Options) -> Said {
    let [lines, turtle, quads, trig] =
        [Format::NTriples, Format::Turtle, Format::NQuads, Format::TriG].map(|format| text(view, format, options));
    let [xml, json] = [Format::RdfXml, Format::JsonLd].map(|format| text(view, format, options));
    let triple = |triple: Triple| triple.to_string();
    let quad = |quad: Quad| quad.to_string();
    Said {
        triples: [
            NTriplesParser::new().for_slice(&lines).map(|read| triple(read.expect("N-Triples"))).collect(),
            TurtleParser::new().for_slice(&turtle).map(|read| triple(read.expect("Turtle"))).collect(),
            RdfXmlParser::new().for_slice(&xml).map(|read| triple(read.expect("RDF/XML"))).collect(),
            JsonLdParser::new().for_slice(&json).map(|read| triple(read.expect("JSON-LD").into())).collect(),
        ],
        quads: [
            NQuadsParser::new().for_slice(&quads).map(|read| quad(read.expect("N-Quads"))).collect(),
            TriGParser::new().for_slice(&trig).map(|read| quad(read.expect("TriG"))).collect(),
        ],
    }
}

fn triples(view: &View, options: &Options) -> Vec<Triple> {
    let lines = text(view, Format::NTriples, options);
    NTriplesParser::new().for_slice(&lines).map(|triple| triple.expect("N-Triples")).collect()
}

fn check_same(view: &View, options: &Options) {
    let Said { triples: [lines, turtle, xml, json], quads: [quads, trig] } = said(view, options);
    assert_eq!(lines, turtle);
    assert_eq!(lines, xml);
    assert_eq!(lines, json);
    assert_eq!(quads, trig);
    assert_eq!(lines.len(), quads.len(), "no statement is in two graphs");
    assert!(!lines.is_empty());
}

#[test]
fn all_syntaxes_say_the_same() {
    for profile in [Profile::Core, Profile::Full] {
        for words in ["plain words", ""] {
            check_same(&view(words), &options(profile));
        }
    }
}

#[test]
fn other_bases_are_safe() {
    for base in ["https://w3id.org/quidnunc/", "https://w3id.org/quidnunc/class/", "urn:x#", "http://пример.example/ё/"]
    {
        check_same(&view("x"), &Options { base: base.into(), ..options(Profile::Full) });
    }
    let error = write(&view("x"), Format::TriG, &Options { base: "g/".into(), ..Options::default() }, &mut Vec::new());
    assert_eq!(
        error.expect_err("a relative base").to_string(),
        "writing TriG: base `g/` is no absolute address that ends in / or #"
    );
}

#[test]
fn an_empty_view_is_legal() {
    for format in [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG] {
        let core = text(&View::default(), format, &options(Profile::Core));
        assert!(TriGParser::new().for_slice(&core).all(|quad| quad.is_ok()));
    }
    assert_eq!(text(&View::default(), Format::NTriples, &options(Profile::Core)), "");
}

#[test]
fn lines_are_sorted_by_their_bytes_and_differ() {
    for format in [Format::NTriples, Format::NQuads] {
        let text = text(&view("words"), format, &options(Profile::Full));
        assert!(text.ends_with(" .\n") && !text.contains("_:") && !text.contains('\r'));
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{pair:?}");
        }
    }
}

#[test]
fn the_core_is_part_of_the_whole() {
    let part: BTreeSet<String> =
        triples(&view("words"), &options(Profile::Core)).iter().map(ToString::to_string).collect();
    let whole: BTreeSet<String> =
        triples(&view("words"), &options(Profile::Full)).iter().map(ToString::to_string).collect();
    assert!(part.is_subset(&whole), "{:?}", part.difference(&whole).collect::<Vec<_>>());
    assert!(whole.iter().any(|triple| triple.contains("#char=0,5>")));
    assert!(!part.iter().any(|triple| triple.contains("#char=")));
    assert!(!part.iter().any(|triple| triple.contains("/action/a2>")), "an untyped action in the core");
    assert!(part.iter().any(|triple| triple.contains("/action/a10>")), "an exchange gives this one");
}

#[test]
fn claims_stand_in_the_graph_of_their_document() {
    let quads = text(&view("words"), Format::NQuads, &options(Profile::Full));
    for quad in NQuadsParser::new().for_slice(&quads) {
        let quad = quad.expect("N-Quads");
        let subject = quad.subject.to_string();
        let is_told = subject.contains("/claim/") || subject.contains("#char=");
        match quad.graph_name {
            GraphName::NamedNode(name) => {
                assert!(is_told, "{subject}");
                assert_eq!(name.as_str(), "https://w3id.org/quidnunc/graph/document/d1");
            }
            _ => assert!(!is_told, "{subject}"),
        }
    }
}

#[test]
fn every_term_in_use_is_declared_as_the_ontology_does() {
    let standard = ["rdf", "rdfs", "owl"].map(|wanted| PREFIXES.iter().find(|(prefix, _)| *prefix == wanted));
    let standard = standard.map(|found| found.expect("a known prefix").1);
    let declared: BTreeMap<&str, &str> = DECLARATIONS.iter().map(|(term, kind)| (term.iri, kind.iri)).collect();
    let check = |iri: &str| {
        let is_standard = standard.iter().any(|namespace| iri.starts_with(namespace));
        assert!(is_standard || declared.contains_key(iri), "{iri} is not declared");
    };
    for triple in triples(&view("words"), &options(Profile::Full)) {
        check(triple.predicate.as_str());
        if let (true, Parsed::NamedNode(class)) = (triple.predicate.as_str().ends_with("#type"), &triple.object) {
            check(class.as_str());
        }
    }
    let ontology = include_str!("../../../ontology/quidnunc.ttl");
    for triple in TurtleParser::new().for_slice(ontology) {
        let triple = triple.expect("the ontology is Turtle");
        let (subject, object) = (triple.subject.to_string(), triple.object.to_string());
        let kind = declared.get(subject.trim_matches(['<', '>']));
        if let (true, Some(kind)) = (object.starts_with("<http://www.w3.org/2002/07/owl#"), kind) {
            let is_trait = object.contains("Functional") || object.contains("Symmetric");
            assert!(is_trait || object == format!("<{kind}>"), "{subject} is {object}");
        }
    }
}

#[test]
fn turtle_reads_well() {
    let turtle = text(&view("Belarus"), Format::Turtle, &options(Profile::Core));
    let expected = "action:a1 a quid:Action, owl:NamedIndividual ;\n    rdfs:label \"Belarus released Belarus: a theme\" ;\n    \
                    quid:actionType plover:RETREAT ;\n    quid:actionClass class:ReleasePersons ;\n    \
                    quid:cameoCode cameo:0841 ;\n    quid:agent actor:state ;\n    quid:verb \"released\" ;\n    \
                    quid:patient actor:group ;\n    quid:recipient actor:state ;\n    quid:impliedParticipant actor:group ;\n    quid:theme \"a theme\" ;\n    \
                    quid:place \"Minsk\" ;\n    quid:time \"2025-12\"^^xsd:gYearMonth ;\n    \
                    quid:earliest \"2025-12-01\"^^xsd:date ;\n    quid:latest \"2025-12-31\"^^xsd:date ;\n    \
                    quid:quantity \"12.5\"^^xsd:decimal ;\n    quid:factuality quid:factuality-actual ;\n    \
                    quid:attributedTo actor:state ;\n    quid:quote \"Belarus\" ;\n    quid:toldIn doc:d1 .\n";
    assert!(turtle.contains(expected), "{turtle}");
    assert!(turtle.starts_with("@prefix action: <https://w3id.org/quidnunc/graph/action/> .\n"));
    assert!(turtle.ends_with(" .\n") && !turtle.contains("\"\"\""));
}

#[test]
fn hostile_words_pass_unharmed() {
    for words in [
        "\"quotes\" 'single' \"\"\"long\"\"\" \\ back\\slash\\",
        "new\nline\r\n\ttab",
        "]]> </script> `ticks` =cmd() @prefix x: <y> . # no comment",
        "😀 שלום \u{202E}right\u{202C} 北京",
        "\u{FEFF}\u{E000}\u{2028}\u{10FFFD}",
        " spaces  around ",
        "-->",
        &"long ".repeat(2000),
    ] {
        check_same(&view(words), &options(Profile::Full));
        let labels: Vec<String> = values(&view(words), "#label");
        assert!(labels.iter().any(|label| label == words), "{words:?}");
    }
}

#[test]
fn addresses_that_look_like_short_names_are_kept() {
    let mut view = view("words");
    view.actors[0].same_as = strings(&["dc:x", "actor:y", "http://example.org/a&b='c'"]);
    check_same(&view, &options(Profile::Full));
    let error = write(&view, Format::JsonLd, &Options { base: "org:x/".into(), ..Options::default() }, &mut Vec::new());
    assert!(error.expect_err("a base like a prefix").to_string().contains("begins like a prefix"));
}

#[test]
fn json_ld_reads_as_json() {
    let json = text(&view("Belarus"), Format::JsonLd, &options(Profile::Core));
    let file: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let action = file["@graph"].as_array().expect("nodes").iter().find(|node| node["id"] == "action:a1");
    let action = action.expect("the action");
    assert_eq!(action["type"], serde_json::json!(["Action", "owl:NamedIndividual"]));
    assert_eq!((&action["agent"], &action["quantity"]), (&"actor:state".into(), &"12.5".into()));
    assert_eq!(action["time"], serde_json::json!({"@value": "2025-12", "@type": "xsd:gYearMonth"}));
}

#[test]
fn rdf_12_says_which_claim_makes_which_statement() {
    let options = Options { rdf12: true, ..options(Profile::Full) };
    let base = "https://w3id.org/quidnunc/";
    let expected = format!(
        "<{base}graph/claim/d1-e0> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <{base}graph/action/a1> \
         <{base}ontology#agent> <{base}graph/actor/state> )>> .\n"
    );
    let lines = text(&view("words"), Format::NTriples, &options);
    assert!(lines.contains(&expected) && !lines.contains("VERSION"));
    let [lines, turtle] = [Format::NTriples, Format::Turtle].map(|format| text(&view("words"), format, &options));
    let lines: BTreeSet<String> =
        NTriplesParser::new().for_slice(&lines).map(|triple| triple.expect("N-Triples").to_string()).collect();
    let turtle: BTreeSet<String> =
        TurtleParser::new().for_slice(&turtle).map(|triple| triple.expect("Turtle").to_string()).collect();
    assert_eq!(lines, turtle);
    for format in [Format::RdfXml, Format::JsonLd] {
        assert!(!text(&view("words"), format, &options).contains("reifies"));
    }
}

#[test]
fn the_description_counts_what_is_written() {
    let about = About {
        license: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        issued: Some("2026-01-31".into()),
        program: Some("quidnunc 9".into()),
    };
    let options = Options { about, ..options(Profile::Full) };
    let described = text(&view("words"), Format::Description, &options);
    let count = text(&view("words"), Format::NTriples, &options).lines().count() + 1;
    for said in [
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        "dcterms:issued \"2026-01-31\"^^xsd:date",
        "dc:creator \"quidnunc 9\"",
        &format!("void:triples \"{count}\""),
        "void:class quid:Actor ;\n    void:entities \"4\"",
    ] {
        assert!(described.contains(said), "{said} is missing in {described}");
    }
    let bad = Options { about: About { license: Some("free".into()), ..About::default() }, ..options };
    let error = write(&view("words"), Format::Turtle, &bad, &mut Vec::new()).expect_err("no address");
    assert!(error.hint().is_some_and(|hint| hint.contains("creativecommons")));
}

#[test]
fn the_difference_of_two_dumps_is_the_difference_of_two_graphs() {
    let (before, mut after) = (view("words"), view("words"));
    after.actors[0].roles.push("a new role".into());
    after.documents[1].publisher = None;
    let quads = |view: &View| -> BTreeSet<String> {
        let text = text(view, Format::NQuads, &options(Profile::Full));
        NQuadsParser::new().for_slice(&text).map(|quad| format!("{} .", quad.expect("N-Quads"))).collect()
    };
    let lines = |view: &View| -> BTreeSet<String> {
        text(view, Format::NQuads, &options(Profile::Full)).lines().map(str::to_owned).collect()
    };
    let (one, other) = (lines(&before), lines(&after));
    let added: Vec<_> = other.difference(&one).collect();
    let removed: Vec<_> = one.difference(&other).collect();
    assert_eq!((added.len(), removed.len()), (1, 2), "{added:?} {removed:?}");
    assert!(added[0].contains("a new role"));
    let (one, other) = (quads(&before), quads(&after));
    assert_eq!((other.difference(&one).count(), one.difference(&other).count()), (1, 2));
}

#[test]
fn characters_that_xml_refuses_are_replaced() {
    let labels = values(&view("a\0b\u{1}c\u{FFFE}d"), "#label");
    assert!(labels.iter().any(|label| label == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"));
}

fn values(view: &View, predicate: &str) -> Vec<String> {
    let triples = triples(view, &options(Profile::Full)).into_iter();
    let said = triples.filter(|triple| triple.predicate.as_str().ends_with(predicate));
    let values = said.filter_map(|triple| match triple.object {
        Parsed::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    });
    values.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_give_the_same_statements_in_every_syntax(words in any::<String>()) {
        check_same(&view(&words), &options(Profile::Full));
    }

    #[test]
    fn any_ids_give_the_same_statements_in_every_syntax(mut ids in proptest::collection::vec(any::<String>(), 4)) {
        ids.sort();
        ids.dedup();
        let mut view = view("words");
        for (actor, id) in view.actors.iter_mut().zip(&ids) {
            actor.id.clone_from(id);
            actor.same_as = vec![id.clone(), format!("http://example.org/{id}")];
        }
        view.actions[0].class = ids[0].clone();
        view.actions[0].cameo = ids.last().cloned();
        view.documents[1].language = ids[0].clone();
        check_same(&view, &options(Profile::Full));
        let lines = text(&view, Format::NTriples, &options(Profile::Full));
        let lines: Vec<&str> = lines.lines().collect();
        prop_assert!(lines.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
    }
}
