//! What was written comes back: the same view, and the same bytes when it is written again.

use proptest::prelude::*;

use super::*;
use crate::{
    export::{self, Profile},
    graph::{Graph, fixture, view::Document},
    ontology::Lexicon,
    record::MentionKind,
};

const WHOLE: [Format; 7] =
    [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG, Format::RdfXml, Format::JsonLd, Format::Whole];

/// The story, with triggers moved to where no other words stand: the fixture's may lie on names.
fn story() -> View {
    let mut view = Graph::of(&fixture::story()).view(Lexicon::shipped());
    for claim in &mut view.claims {
        claim.trigger.start += 1000;
        claim.trigger.end += 1000;
    }
    view
}

fn options() -> Options {
    let about = About {
        license: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        issued: Some("2026-01".into()),
        program: None,
    };
    Options {
        profile: Profile::Full,
        base: "https://example.org/news/".into(),
        title: Some("A \"story\"".into()),
        about,
        ..Options::default()
    }
}

fn written(view: &View, format: Format, options: &Options) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(view, format, options, &mut out).expect("memory takes all");
    out
}

fn back(bytes: &[u8], format: Format) -> Imported {
    read(&format!("graph.{}", format.extension()), &mut &bytes[..])
        .unwrap_or_else(|error| panic!("{}: {error}", format.name()))
}

/// Writes, reads and writes again in every format that holds all.
fn check(view: &View) {
    for format in WHOLE {
        let bytes = written(view, format, &options());
        let imported = back(&bytes, format);
        assert_eq!(imported.remarks, Vec::<String>::new(), "{}", format.name());
        check_same(&imported.view, view, format);
        let Imported { base, title, about, .. } = imported;
        let again = Options { base, title, about, ..options() };
        assert_eq!(again, options(), "{}", format.name());
        assert!(written(&imported.view, format, &again) == bytes, "{} differs the second time", format.name());
    }
}

/// Says the first node that differs, not all of both.
fn check_same(one: &View, other: &View, format: Format) {
    if one != other {
        let lines = |view| String::from_utf8(written(view, Format::Whole, &options())).expect("JSON is text");
        let (one, other) = (lines(one), lines(other));
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        panic!("{}: {differing:#?}", format.name());
    }
}

#[test]
fn a_story_comes_back_whole() {
    check(&story());
}

#[test]
fn words_that_refer_in_two_ways_come_back() {
    let mut view = story();
    let mention = view.actors.iter().find_map(|actor| actor.mentions.first().cloned()).expect("someone is mentioned");
    for (at, kind) in [(1, MentionKind::Nominal), (2, MentionKind::Pronoun)] {
        view.actors[at].mentions.push(crate::graph::view::Mention { kind, ..mention.clone() });
        view.actors[at].mentions.sort();
        view.actors[at].mentions.dedup();
    }
    view.statistics = crate::graph::statistics::of(&view);
    check(&view);
}

#[test]
fn a_document_without_anything_comes_back() {
    let document = Document { id: "ab".into(), source: "a.txt".into(), language: "en".into(), ..Document::default() };
    let mut view = View { documents: vec![document], ..View::default() };
    view.statistics = crate::graph::statistics::of(&view);
    check(&view);
}

#[test]
fn a_core_export_says_what_is_lost() {
    let core = Options { profile: Profile::Core, ..options() };
    let imported = back(&written(&story(), Format::Turtle, &core), Format::Turtle);
    assert!(imported.remarks[0].contains("core export") && imported.remarks[0].contains("--profile full"));
    assert_eq!(imported.view.exchanges.len(), story().exchanges.len());
    let names = |view: &View| -> Vec<String> { view.actors.iter().map(|actor| actor.name.clone()).collect() };
    assert_eq!(names(&imported.view), names(&story()));
}

#[test]
fn statements_of_others_are_passed_over() {
    let ontology = include_bytes!("../../ontology/quidnunc.ttl");
    let both = [ontology.as_slice(), &written(&story(), Format::Turtle, &options())].concat();
    check_same(&back(&both, Format::Turtle).view, &story(), Format::Turtle);
    let with_claims = Options { rdf12: true, ..options() };
    for format in [Format::NTriples, Format::TriG] {
        check_same(&back(&written(&story(), format, &with_claims), format).view, &story(), format);
    }
}

#[test]
fn bad_files_are_refused_with_place_and_hint() {
    fn check(name: &str, file: &[u8], says: &[&str]) {
        let error = read(name, &mut &file[..]).expect_err(name);
        for words in says {
            assert!(error.to_string().contains(words), "{name}: {words:?} is not in {error}");
        }
        assert!(error.hint().is_some(), "{name} gives no hint");
    }
    check("a.nt", b"<a:b> <a:c> <a:d> .\n<a:b> <a:c .\n", &["line 2"]);
    check("a.ttl", b"\n\n<a:b> a", &["line 3"]);
    check("a.trig", b"<a:b> {", &["line 1"]);
    check("a.rdf", b"<?xml version=\"1.0\"?>\n<rdf:RDF>\n<x", &["line "]);
    check("a.jsonld", b"{\n\"@id\": \n]", &["line 3"]);
    check("a.quidnunc.json", b"{\"format\":\"quidnunc graph\",\n\"version\":1}", &["line 2", "missing field"]);
    check("a.json", b"{\"format\":\"quidnunc graph\",\"version\":\"\\ud800\"}", &["line 1"]);
    check("a.json", b"{\"nodes\":[]}", &["cannot be read back from this JSON"]);
    check("a.gexf", b"", &["cannot be read back from GEXF"]);
    check("a.docx", b"", &["cannot be read back from `a.docx`"]);
    check("a.nt", b"", &["holds no graph of quidnunc"]);
    check("a.nt", b"<a:b> <a:c> <a:d> .\n", &["holds no graph of quidnunc"]);
    let a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/quidnunc/ontology#Actor>";
    check("a.nt", format!("<http://x/y> {a} .").as_bytes(), &["<http://x/y> is not the address", "actor"]);
    check("a.nt", format!("<http://x/actor/y> {a} .").as_bytes(), &["<http://x/actor/y>", "rdfs:label is missing"]);
    let newer = br#"{"format":"quidnunc graph","version":99,"base":"","documents":[],"actors":[],"actions":[],"claims":[],"exchanges":[],"relations":[]}"#;
    check("a.json", newer, &["version 99"]);
}

#[test]
fn references_that_lead_nowhere_are_counted() {
    let mut view = story();
    view.actors.clear();
    let imported = back(&written(&view, Format::Whole, &options()), Format::Whole);
    assert!(imported.remarks[0].contains("the file does not hold"), "{:?}", imported.remarks);
}

#[test]
fn keys_of_json_ld_may_stand_in_any_order() {
    let view = story();
    let mut json: serde_json::Value =
        serde_json::from_slice(&written(&view, Format::JsonLd, &options())).expect("it is JSON");
    for node in json["@graph"].as_array_mut().expect("a list of nodes") {
        let node = node.as_object_mut().expect("a node is an object");
        *node = std::mem::take(node).into_iter().rev().collect();
    }
    let file = json.as_object_mut().expect("it is an object");
    *file = std::mem::take(file).into_iter().rev().collect();
    assert!(back(json.to_string().as_bytes(), Format::JsonLd).view == view);
}

#[test]
fn half_characters_in_json_are_replaced() {
    let mut view = story();
    view.actors[0].name = "Half a MARK".into();
    for format in [Format::JsonLd, Format::Whole] {
        let json = String::from_utf8(written(&view, format, &options())).expect("JSON is text");
        let imported = back(json.replace("MARK", "\\ud83d").as_bytes(), format);
        assert_eq!(imported.view.actors[0].name, "Half a \u{FFFD}", "{}", format.name());
        let line = json.lines().position(|line| line.contains("MARK")).expect("it is written") + 1;
        let remark = format!("graph.{}, line {line}: lone surrogates of UTF-16 are replaced", format.extension());
        assert!(imported.remarks.iter().any(|said| said.starts_with(&remark)), "{:?}", imported.remarks);
    }
}

/// Texts that RDF can hold as they are.
fn texts() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| {
        let foul = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        text.replace(foul, "\u{FFFD}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_words_come_back(texts in proptest::collection::vec(texts(), 8), ids in proptest::collection::btree_set(any::<String>(), 4)) {
        let mut view = story();
        let mut next = texts.iter().cycle().cloned();
        let mut text = move || next.next().expect("it goes round");
        for document in &mut view.documents {
            (document.title, document.publisher, document.source) = (Some(text()), Some(text()), text());
            document.published = Some(text());
        }
        for actor in &mut view.actors {
            (actor.name, actor.aliases, actor.roles) = (text(), vec![text()], vec![text()]);
        }
        for (action, class) in view.actions.iter_mut().zip(&ids) {
            action.class.clone_from(class);
            (action.label, action.themes, action.places) = (text(), vec![text()], vec![text()]);
            action.time = Some(text());
        }
        for claim in &mut view.claims {
            (claim.theme, claim.place, claim.time) = (Some(text()), Some(text()), Some(text()));
            claim.attribution = crate::graph::view::Attribution::Words(text());
            claim.quantity = Some(0.1);
        }
        view.relations.iter_mut().for_each(|relation| relation.text = text());
        view.statistics = crate::graph::statistics::of(&view);
        check(&view);
    }
}
