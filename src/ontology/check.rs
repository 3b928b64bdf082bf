//! Do the files under `ontology/` agree with the program? The record's schema with the record, shapes and context with the vocabulary.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::vocabulary::{PREFIXES, QUID};
use crate::record::{
    Action, Actor, ActorType, Certainty, Counts, DocumentInfo, Exchange, ExchangeStatus, Factuality, Mention,
    MentionKind, Plover, Polarity, Quote, Record, Relation, RelationType, Side, Tense,
};

const ONTOLOGY: &str = include_str!("../../ontology/quidnunc.ttl");
const SHAPES: &str = include_str!("../../ontology/shapes.ttl");
const CONTEXT: &str = include_str!("../../ontology/context.jsonld");
const SCHEMA: &str = include_str!("../../ontology/record.schema.json");

#[test]
fn the_schema_has_the_fields_of_the_record() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let record = serde_json::to_value(full_record()).expect("a record is JSON");
    check_object(&schema, &schema, &record, "record");
}

#[test]
fn the_schema_requires_no_more_than_the_program() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let mut record = serde_json::to_value(full_record()).expect("a record is JSON");
    keep_required(&schema, &schema, &mut record);
    let read: Record = serde_json::from_value(record).expect("the required fields are enough");
    assert_eq!(read.actions.len(), 1);
}

#[test]
fn the_schema_lists_the_values_of_the_program() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let check = |pointer: &str, names: Vec<&str>| {
        let listed = schema.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
        assert_eq!(listed, &Value::from(names), "{pointer}");
    };
    check("/$defs/actor/properties/type/enum", ActorType::ALL.map(ActorType::as_str).to_vec());
    check("/$defs/mention/properties/kind/enum", MentionKind::ALL.map(MentionKind::as_str).to_vec());
    check("/$defs/action/properties/type/enum", Plover::ALL.map(Plover::as_str).to_vec());
    check("/$defs/action/properties/factuality/enum", Factuality::ALL.map(Factuality::as_str).to_vec());
    check("/$defs/action/properties/certainty/enum", Certainty::ALL.map(Certainty::as_str).to_vec());
    check("/$defs/action/properties/polarity/enum", Polarity::ALL.map(Polarity::as_str).to_vec());
    check("/$defs/action/properties/tense/enum", Tense::ALL.map(Tense::as_str).to_vec());
    check("/$defs/exchange/properties/status/enum", ExchangeStatus::ALL.map(ExchangeStatus::as_str).to_vec());
    check("/$defs/relation/properties/type/enum", RelationType::ALL.map(RelationType::as_str).to_vec());
}

#[test]
fn shapes_speak_of_terms_that_exist() {
    let declared = names_in(ONTOLOGY);
    let unknown: Vec<String> =
        names_in(SHAPES).into_iter().filter(|name| !name.ends_with("Shape") && !declared.contains(name)).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn the_context_speaks_of_terms_that_exist() {
    let context: Value = serde_json::from_str(CONTEXT).expect("the context is JSON");
    let terms = context["@context"].as_object().expect("a context");
    let declared = names_in(ONTOLOGY);
    for (name, term) in terms {
        let id = term.as_str().or_else(|| term["@id"].as_str()).unwrap_or_default();
        if let Some(local) = id.strip_prefix("quid:") {
            assert!(declared.contains(local) && local == name, "{name} means {id}");
        }
    }
    for (prefix, namespace) in PREFIXES {
        assert_eq!(terms[prefix], namespace);
    }
    assert_eq!(terms["quid"], QUID);
}

/// The local names after `quid:` in a Turtle file.
fn names_in(turtle: &str) -> BTreeSet<String> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let after = turtle.split("quid:").skip(1).map(|rest| rest.split(|letter| !is_name(letter)).next());
    after.flatten().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn resolve<'s>(schema: &'s Value, part: &'s Value) -> &'s Value {
    let target = part["$ref"].as_str().and_then(|target| schema.pointer(target.trim_start_matches('#')));
    target.unwrap_or(part)
}

fn properties<'s>(part: &'s Value, name: &str) -> &'s Map<String, Value> {
    part["properties"].as_object().unwrap_or_else(|| panic!("{name} is no object in the schema"))
}

fn check_object(schema: &Value, part: &Value, value: &Value, name: &str) {
    let part = resolve(schema, part);
    let Some(fields) = value.as_object() else { return };
    let described = properties(part, name);
    let names = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(names(described), names(fields), "fields of {name}");
    for (field, value) in fields {
        match value.as_array() {
            Some(items) => items.iter().for_each(|item| check_object(schema, &described[field]["items"], item, field)),
            None => check_object(schema, &described[field], value, field),
        }
    }
}

fn keep_required(schema: &Value, part: &Value, value: &mut Value) {
    let part = resolve(schema, part);
    let Some(fields) = value.as_object_mut() else { return };
    let required = part["required"].as_array().expect("objects say what they require");
    fields.retain(|field, _| required.contains(&Value::from(field.as_str())));
    for (field, value) in fields.iter_mut() {
        let described = &part["properties"][field];
        match value.as_array_mut() {
            Some(items) => items.iter_mut().for_each(|item| keep_required(schema, &described["items"], item)),
            None => keep_required(schema, described, value),
        }
    }
}

/// A record in which every optional field is there.
fn full_record() -> Record {
    let quote = || Quote { text: "words".into(), start: 0, end: 5 };
    let some = || Some("words".to_owned());
    Record {
        document: DocumentInfo { title: some(), publisher: some(), published: some(), ..DocumentInfo::default() },
        actors: vec![Actor {
            id: "a0".into(),
            key: "key".into(),
            name: "name".into(),
            kind: ActorType::State,
            same_as: Vec::new(),
            roles: Vec::new(),
            country: Some("BY".into()),
            size: Some(1.0),
            mentions: vec![Mention { text: "words".into(), start: 0, end: 5, kind: MentionKind::Name }],
        }],
        actions: vec![Action {
            id: "e0".into(),
            kind: Plover::Aid,
            class: "Give".into(),
            label: "gave".into(),
            cameo: some(),
            trigger: quote(),
            agent: Vec::new(),
            patient: Vec::new(),
            recipient: Vec::new(),
            implied: vec!["a0".into()],
            theme: some(),
            place: some(),
            time: some(),
            quantity: Some(1.0),
            factuality: Factuality::Actual,
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            tense: Tense::Past,
            attributed_to: some(),
            same_as: some(),
            evidence: quote(),
        }],
        exchanges: vec![Exchange {
            id: "x0".into(),
            status: ExchangeStatus::Agreed,
            sides: vec![Side { gives_text: some(), ..Side::default() }],
            cue: quote(),
            evidence: quote(),
            attributed_to: some(),
        }],
        relations: vec![Relation {
            id: "r0".into(),
            kind: RelationType::AllyOf,
            subject: "a0".into(),
            object: some(),
            text: "words".into(),
            evidence: quote(),
        }],
        diagnostics: vec!["words".into()],
        counts: Counts::default(),
    }
}
