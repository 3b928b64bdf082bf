//! What are the addresses of the terms that our RDF is said in?
//!
//! Every term of our own namespace in `ontology/quidnunc.ttl` has its constant here and nothing else has; a test holds the two together.
//! Nothing here writes or reads RDF.

use crate::record::{
    ActorType, Certainty, ExchangeStatus, Factuality, MentionKind, Plover, Polarity, RelationType, Tense,
};

/// An address with the short form that Turtle writes: `quid:agent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The whole address.
    pub iri: &'static str,
    /// The prefix of its namespace, see [`PREFIXES`].
    pub prefix: &'static str,
    /// What follows the namespace; needs no escape in any syntax.
    pub local: &'static str,
    /// The terms of other vocabularies that it is narrower than; a full export says them, too. These are the sub-class and
    /// sub-property axioms of `ontology/quidnunc.ttl` with what follows from them; a test compares the two.
    pub broader: &'static [Term],
}

/// Our ontology's namespace, prefix `quid`.
pub const QUID: &str = "https://w3id.org/quidnunc/ontology#";
/// The namespace of the PLOVER types, prefix `plover`.
pub const PLOVER: &str = "https://w3id.org/quidnunc/plover/";
/// The namespace of the CAMEO codes, prefix `cameo`.
pub const CAMEO: &str = "https://w3id.org/quidnunc/cameo/";
/// The namespace of the action classes, prefix `class`.
pub const CLASS: &str = "https://w3id.org/quidnunc/class/";

/// Every namespace that a constant is in, and ours, by prefix.
pub const PREFIXES: [(&str, &str); 20] = [
    ("cameo", CAMEO),
    ("class", CLASS),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("plover", PLOVER),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("quid", QUID),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vf", "https://w3id.org/valueflows/ont/vf#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! term {
    ($prefix:literal, $namespace:literal, $local:literal, $broader:expr) => {
        Term { iri: concat!($namespace, $local), prefix: $prefix, local: $local, broader: $broader }
    };
}

macro_rules! terms {
    ($prefix:literal $namespace:literal $($name:ident $local:literal $([$($broader:expr)*])?)*) => {
        $(
            #[doc = concat!("`", $prefix, ":", $local, "`")]
            pub const $name: Term = term!($prefix, $namespace, $local, &[$($($broader),*)?]);
        )*
        #[cfg(test)]
        pub(super) const ALL: &[Term] = &[$($name),*];
    };
}

macro_rules! concepts {
    ($prefix:literal $namespace:literal [$($local:literal)*]) => {
        &[$(term!($prefix, $namespace, $local, &[])),*]
    };
}

/// Our own classes, properties and schemes.
pub mod quid {
    use super::{Term, dc, dcterms, foaf, nif, org, prov, schema, sem, skos, vf};

    terms! { "quid" "https://w3id.org/quidnunc/ontology#"
        ACTOR "Actor" [foaf::AGENT_CLASS prov::AGENT_CLASS sem::ACTOR]
        PERSON "Person" [foaf::AGENT_CLASS foaf::PERSON prov::AGENT_CLASS schema::PERSON sem::ACTOR]
        STATE "State" [foaf::AGENT_CLASS prov::AGENT_CLASS schema::COUNTRY_CLASS sem::ACTOR]
        ORGANIZATION "Organization" [foaf::AGENT_CLASS foaf::ORGANIZATION org::ORGANIZATION prov::AGENT_CLASS schema::ORGANIZATION sem::ACTOR]
        GROUP "Group" [foaf::AGENT_CLASS foaf::GROUP prov::AGENT_CLASS sem::ACTOR]
        ACTION "Action" [prov::ACTIVITY schema::ACTION sem::EVENT]
        EXCHANGE "Exchange" [vf::AGREEMENT]
        EXCHANGE_SIDE "ExchangeSide" [vf::COMMITMENT]
        RELATION "Relation"
        CLAIM "Claim" [prov::ENTITY]
        DOCUMENT "Document" [foaf::DOCUMENT nif::CONTEXT prov::ENTITY]
        MENTION "Mention" [nif::RFC5147STRING]
        ACTION_TYPE_CLASS "ActionType" [sem::EVENT_TYPE_CLASS skos::CONCEPT]
        ACTION_CLASS_CLASS "ActionClass" [sem::EVENT_TYPE_CLASS skos::CONCEPT]
        CAMEO_CODE_CLASS "CameoCode" [sem::EVENT_TYPE_CLASS skos::CONCEPT]
        FACTUALITY_CLASS "Factuality" [skos::CONCEPT]
        CERTAINTY_CLASS "Certainty" [skos::CONCEPT]
        POLARITY_CLASS "Polarity" [skos::CONCEPT]
        TENSE_CLASS "Tense" [skos::CONCEPT]
        EXCHANGE_STATUS_CLASS "ExchangeStatus" [skos::CONCEPT]
        MENTION_KIND_CLASS "MentionKind" [skos::CONCEPT]
        RELATION_TYPE_CLASS "RelationType" [skos::CONCEPT]
        ACTOR_TYPE "ActorType" [skos::CONCEPT]
        PARTICIPANT "participant"
        AGENT "agent" [sem::HAS_ACTOR]
        PATIENT "patient" [sem::HAS_ACTOR]
        RECIPIENT "recipient" [sem::HAS_ACTOR]
        IMPLIED_PARTICIPANT "impliedParticipant"
        ACTS_ON "actsOn"
        ACTION_TYPE "actionType" [sem::EVENT_TYPE]
        ACTION_CLASS "actionClass" [sem::EVENT_TYPE]
        CAMEO_CODE "cameoCode" [sem::EVENT_TYPE]
        VERB "verb"
        THEME "theme"
        PLACE "place"
        TIME "time" [sem::HAS_TIME_STAMP]
        EARLIEST "earliest" [sem::HAS_EARLIEST_BEGIN_TIME_STAMP]
        LATEST "latest" [sem::HAS_LATEST_END_TIME_STAMP]
        QUANTITY "quantity"
        FACTUALITY "factuality"
        DISPUTED "disputed"
        TOLD_IN "toldIn"
        HAS_SIDE "hasSide"
        POSITION "position"
        PROVIDER "provider" [vf::PROVIDER]
        RECEIVER "receiver" [vf::RECEIVER]
        GIVES "gives"
        GIVES_TEXT "givesText"
        EXCHANGE_STATUS "exchangeStatus"
        CLAIMS "claims"
        SOURCE "source" [prov::HAD_PRIMARY_SOURCE]
        ATTRIBUTED_TO "attributedTo"
        ATTRIBUTED_TO_TEXT "attributedToText"
        QUOTE "quote"
        EVIDENCE "evidence" [prov::WAS_QUOTED_FROM]
        TRIGGER "trigger"
        CUE "cue"
        CERTAINTY "certainty"
        POLARITY "polarity"
        TENSE "tense"
        TOLD_TYPE "toldType"
        TOLD_CLASS "toldClass"
        TOLD_CODE "toldCode"
        TOLD_AGENT "toldAgent"
        TOLD_PATIENT "toldPatient"
        TOLD_RECIPIENT "toldRecipient"
        TOLD_THEME "toldTheme"
        TOLD_PLACE "toldPlace"
        TOLD_TIME "toldTime"
        TOLD_QUANTITY "toldQuantity"
        REFERS_TO "refersTo"
        REFERS_BY_NAME "refersByName"
        REFERS_BY_DESCRIPTION "refersByDescription"
        REFERS_BY_PRONOUN "refersByPronoun"
        MENTION_KIND "mentionKind"
        KEY "key"
        ROLE "role"
        COUNTRY "country"
        SIZE "size"
        RELATION_TYPE "relationType"
        RELATION_SUBJECT "relationSubject"
        RELATION_OBJECT "relationObject"
        RELATION_TEXT "relationText"
        RELATED_TO "relatedTo"
        HOLDS_ROLE_IN "holdsRoleIn"
        MEMBER_OF "memberOf" [org::MEMBER_OF]
        SPOUSE_OF "spouseOf" [schema::SPOUSE]
        RELATIVE_OF "relativeOf" [schema::RELATED_TO]
        ALLY_OF "allyOf"
        LOCATED_IN "locatedIn"
        DOCUMENT_ID "documentId"
        PATH "path" [dc::SOURCE]
        TITLE "title" [dcterms::TITLE]
        PUBLISHER "publisher" [dc::PUBLISHER]
        PUBLISHED "published" [dcterms::ISSUED]
        LANGUAGE "language" [dc::LANGUAGE]
        SENTENCES "sentences"
        SENTENCES_WITHOUT_ACTION "sentencesWithoutAction"
        WORDS "words"
        PLOVER_SCHEME "PloverScheme"
        FACTUALITY_SCHEME "FactualityScheme"
        CERTAINTY_SCHEME "CertaintyScheme"
        POLARITY_SCHEME "PolarityScheme"
        TENSE_SCHEME "TenseScheme"
        EXCHANGE_STATUS_SCHEME "ExchangeStatusScheme"
        MENTION_KIND_SCHEME "MentionKindScheme"
        ACTOR_TYPE_SCHEME "ActorTypeScheme"
        RELATION_TYPE_SCHEME "RelationTypeScheme"
        ACTION_CLASS_SCHEME "ActionClassScheme"
        CAMEO_SCHEME "CameoScheme"
    }
}

/// Terms of OWL.
pub mod owl {
    use super::Term;

    terms! { "owl" "http://www.w3.org/2002/07/owl#"
        ANNOTATION_PROPERTY "AnnotationProperty"
        CLASS "Class"
        DATATYPE_PROPERTY "DatatypeProperty"
        NAMED_INDIVIDUAL "NamedIndividual"
        OBJECT_PROPERTY "ObjectProperty"
        ONTOLOGY "Ontology"
    }
}

/// Terms of RDF.
pub mod rdf {
    use super::Term;

    terms! { "rdf" "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        REIFIES "reifies"
        TYPE "type"
    }
}

/// Terms of RDF Schema.
pub mod rdfs {
    use super::Term;

    terms! { "rdfs" "http://www.w3.org/2000/01/rdf-schema#"
        LABEL "label"
        SEE_ALSO "seeAlso"
    }
}

/// Terms of SKOS.
pub mod skos {
    use super::Term;

    terms! { "skos" "http://www.w3.org/2004/02/skos/core#"
        CONCEPT "Concept"
        ALT_LABEL "altLabel"
        BROADER "broader"
        IN_SCHEME "inScheme"
        PREF_LABEL "prefLabel"
    }
}

/// Datatypes of XML Schema.
pub mod xsd {
    use super::Term;

    terms! { "xsd" "http://www.w3.org/2001/XMLSchema#"
        BOOLEAN "boolean"
        DATE "date"
        DECIMAL "decimal"
        G_YEAR "gYear"
        G_YEAR_MONTH "gYearMonth"
        NON_NEGATIVE_INTEGER "nonNegativeInteger"
        POSITIVE_INTEGER "positiveInteger"
    }
}

/// Terms of NIF.
pub mod nif {
    use super::Term;

    terms! { "nif" "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
        CONTEXT "Context"
        RFC5147STRING "RFC5147String"
        ANCHOR_OF "anchorOf"
        BEGIN_INDEX "beginIndex"
        END_INDEX "endIndex"
        REFERENCE_CONTEXT "referenceContext"
    }
}

/// Terms of Dublin Core, first set.
pub mod dc {
    use super::Term;

    terms! { "dc" "http://purl.org/dc/elements/1.1/"
        CREATOR "creator"
        LANGUAGE "language"
        PUBLISHER "publisher"
        SOURCE "source"
    }
}

/// Terms of Dublin Core, second set.
pub mod dcterms {
    use super::Term;

    terms! { "dcterms" "http://purl.org/dc/terms/"
        ISSUED "issued"
        LICENSE "license"
        TITLE "title"
    }
}

/// Terms of DCAT.
pub mod dcat {
    use super::Term;

    terms! { "dcat" "http://www.w3.org/ns/dcat#"
        DATASET "Dataset"
    }
}

/// Terms of FOAF.
pub mod foaf {
    use super::Term;

    terms! { "foaf" "http://xmlns.com/foaf/0.1/"
        AGENT_CLASS "Agent"
        DOCUMENT "Document"
        GROUP "Group"
        ORGANIZATION "Organization"
        PERSON "Person"
    }
}

/// Terms of the W3C organisation ontology.
pub mod org {
    use super::Term;

    terms! { "org" "http://www.w3.org/ns/org#"
        ORGANIZATION "Organization"
        MEMBER_OF "memberOf"
    }
}

/// Terms of PROV-O.
pub mod prov {
    use super::Term;

    terms! { "prov" "http://www.w3.org/ns/prov#"
        ACTIVITY "Activity"
        AGENT_CLASS "Agent"
        ENTITY "Entity"
        HAD_PRIMARY_SOURCE "hadPrimarySource"
        WAS_QUOTED_FROM "wasQuotedFrom"
    }
}

/// Terms of schema.org.
pub mod schema {
    use super::Term;

    terms! { "schema" "https://schema.org/"
        ACTION "Action"
        COUNTRY_CLASS "Country"
        ORGANIZATION "Organization"
        PERSON "Person"
        RELATED_TO "relatedTo"
        SAME_AS "sameAs"
        SPOUSE "spouse"
    }
}

/// Terms of the simple event model.
pub mod sem {
    use super::Term;

    terms! { "sem" "http://semanticweb.cs.vu.nl/2009/11/sem/"
        ACTOR "Actor"
        EVENT "Event"
        EVENT_TYPE_CLASS "EventType"
        EVENT_TYPE "eventType"
        HAS_ACTOR "hasActor"
        HAS_EARLIEST_BEGIN_TIME_STAMP "hasEarliestBeginTimeStamp"
        HAS_LATEST_END_TIME_STAMP "hasLatestEndTimeStamp"
        HAS_TIME_STAMP "hasTimeStamp"
    }
}

/// Terms of ValueFlows.
pub mod vf {
    use super::Term;

    terms! { "vf" "https://w3id.org/valueflows/ont/vf#"
        AGREEMENT "Agreement"
        COMMITMENT "Commitment"
        PROVIDER "provider"
        RECEIVER "receiver"
        STIPULATES "stipulates"
        STIPULATES_RECIPROCAL "stipulatesReciprocal"
    }
}

/// Terms of VoID.
pub mod void {
    use super::Term;

    terms! { "void" "http://rdfs.org/ns/void#"
        DATASET "Dataset"
        CLASS "class"
        CLASS_PARTITION "classPartition"
        ENTITIES "entities"
        TRIPLES "triples"
        URI_SPACE "uriSpace"
        VOCABULARY "vocabulary"
    }
}

/// The concept of a PLOVER type.
pub const fn plover(value: Plover) -> &'static Term {
    &PLOVER_TYPES[value as usize]
}

/// The concept of a factuality.
pub const fn factuality(value: Factuality) -> &'static Term {
    &FACTUALITY[value as usize]
}

/// The concept of a certainty.
pub const fn certainty(value: Certainty) -> &'static Term {
    &CERTAINTY[value as usize]
}

/// The concept of a polarity.
pub const fn polarity(value: Polarity) -> &'static Term {
    &POLARITY[value as usize]
}

/// The concept of a tense.
pub const fn tense(value: Tense) -> &'static Term {
    &TENSE[value as usize]
}

/// The concept of an exchange status.
pub const fn status(value: ExchangeStatus) -> &'static Term {
    &STATUS[value as usize]
}

/// The concept of a mention kind.
pub const fn mention_kind(value: MentionKind) -> &'static Term {
    &MENTION_KIND[value as usize]
}

/// The concept of a relation type.
pub const fn relation_type(value: RelationType) -> &'static Term {
    &RELATION_TYPE[value as usize]
}

/// The property that tells how a mention refers, and to whom.
pub const fn refers(value: MentionKind) -> &'static Term {
    match value {
        MentionKind::Name => &quid::REFERS_BY_NAME,
        MentionKind::Nominal => &quid::REFERS_BY_DESCRIPTION,
        MentionKind::Pronoun => &quid::REFERS_BY_PRONOUN,
    }
}

/// The class of an actor type.
pub const fn class(value: ActorType) -> &'static Term {
    match value {
        ActorType::Person => &quid::PERSON,
        ActorType::State => &quid::STATE,
        ActorType::Organization => &quid::ORGANIZATION,
        ActorType::Group => &quid::GROUP,
    }
}

/// The property that ties two actors directly.
pub const fn tie(value: RelationType) -> &'static Term {
    match value {
        RelationType::HoldsRole => &quid::HOLDS_ROLE_IN,
        RelationType::MemberOf => &quid::MEMBER_OF,
        RelationType::SpouseOf => &quid::SPOUSE_OF,
        RelationType::RelativeOf => &quid::RELATIVE_OF,
        RelationType::AllyOf => &quid::ALLY_OF,
        RelationType::LocatedIn => &quid::LOCATED_IN,
        RelationType::RelatedTo => &quid::RELATED_TO,
    }
}

const PLOVER_TYPES: &[Term] = concepts! { "plover" "https://w3id.org/quidnunc/plover/" ["AGREE" "CONSULT" "SUPPORT" "COOPERATE" "AID" "CONCEDE" "RETREAT" "REQUEST" "ACCUSE" "REJECT" "THREATEN" "PROTEST" "SANCTION" "MOBILIZE" "COERCE" "ASSAULT" "OTHER"] };
const FACTUALITY: &[Term] = concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["factuality-actual" "factuality-planned" "factuality-possible" "factuality-conditional" "factuality-negated"] };
const CERTAINTY: &[Term] = concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["certainty-certain" "certainty-probable" "certainty-possible"] };
const POLARITY: &[Term] =
    concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["polarity-positive" "polarity-negative"] };
const TENSE: &[Term] =
    concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["tense-past" "tense-present" "tense-future"] };
const STATUS: &[Term] = concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["status-proposed" "status-possible" "status-agreed" "status-completed" "status-denied"] };
const MENTION_KIND: &[Term] =
    concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["mention-name" "mention-nominal" "mention-pronoun"] };
#[cfg(test)]
const ACTOR_TYPE: &[Term] = concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["actor-Person" "actor-State" "actor-Organization" "actor-Group"] };
const RELATION_TYPE: &[Term] = concepts! { "quid" "https://w3id.org/quidnunc/ontology#" ["relation-holds_role" "relation-member_of" "relation-spouse_of" "relation-relative_of" "relation-ally_of" "relation-located_in" "relation-related_to"] };

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use oxrdf::{NamedOrBlankNode, Term as Object};
    use oxttl::TurtleParser;

    use super::*;

    const ONTOLOGY: &[u8] = include_bytes!("../../ontology/quidnunc.ttl");

    fn triples() -> Vec<oxrdf::Triple> {
        TurtleParser::new().for_slice(ONTOLOGY).map(|triple| triple.expect("the ontology is Turtle")).collect()
    }

    fn iri(node: &NamedOrBlankNode) -> &str {
        match node {
            NamedOrBlankNode::NamedNode(node) => node.as_str(),
            NamedOrBlankNode::BlankNode(_) => "",
        }
    }

    fn concepts() -> impl Iterator<Item = &'static Term> {
        let lists =
            [PLOVER_TYPES, FACTUALITY, CERTAINTY, POLARITY, TENSE, STATUS, MENTION_KIND, ACTOR_TYPE, RELATION_TYPE];
        lists.into_iter().flatten()
    }

    #[test]
    fn constants_and_ontology_are_the_same_set() {
        let declared: BTreeSet<String> = triples()
            .iter()
            .map(|triple| iri(&triple.subject).to_owned())
            .filter(|iri| iri.starts_with(QUID) || iri.starts_with(PLOVER))
            .collect();
        let constants: BTreeSet<String> = quid::ALL.iter().chain(concepts()).map(|term| term.iri.to_owned()).collect();
        assert_eq!(constants, declared);
    }

    #[test]
    fn foreign_constants_are_declared() {
        let triples = triples();
        let declared: BTreeSet<&str> = triples.iter().map(|triple| iri(&triple.subject)).collect();
        let foreign = [
            nif::ALL,
            dc::ALL,
            dcat::ALL,
            dcterms::ALL,
            foaf::ALL,
            org::ALL,
            prov::ALL,
            schema::ALL,
            sem::ALL,
            vf::ALL,
            void::ALL,
            skos::ALL,
        ];
        for term in foreign.into_iter().flatten() {
            assert!(declared.contains(term.iri), "{} is not declared", term.iri);
        }
    }

    #[test]
    fn every_term_is_prefix_and_local_name() {
        let own = [quid::ALL, owl::ALL, rdf::ALL, rdfs::ALL, skos::ALL, xsd::ALL];
        for term in own.into_iter().flatten().chain(concepts()) {
            let (_, namespace) = PREFIXES.iter().find(|(prefix, _)| *prefix == term.prefix).expect("a known prefix");
            assert_eq!(term.iri, format!("{namespace}{}", term.local));
        }
    }

    /// What RDF/XML asks of a predicate, and N-Triples of none.
    #[test]
    fn every_term_can_be_an_element_of_xml() {
        let own = [quid::ALL, owl::ALL, rdf::ALL, rdfs::ALL, skos::ALL, nif::ALL, dc::ALL, dcat::ALL, dcterms::ALL];
        let foreign = [foaf::ALL, org::ALL, prov::ALL, schema::ALL, sem::ALL, vf::ALL, void::ALL];
        for term in own.into_iter().chain(foreign).flatten() {
            let mut letters = term.local.bytes();
            assert!(letters.next().is_some_and(|first| first.is_ascii_alphabetic()), "{}", term.iri);
            assert!(letters.all(|letter| letter.is_ascii_alphanumeric()), "{}", term.iri);
            let reserved = ["li", "Description", "RDF", "ID", "about", "resource", "nodeID", "datatype", "parseType"];
            assert!(term.prefix != "rdf" || !reserved.contains(&term.local), "{}", term.iri);
        }
    }

    #[test]
    fn concepts_stand_in_the_order_of_their_enums() {
        fn check<T: Copy>(
            values: &[T],
            name: impl Fn(T) -> &'static str,
            prefix: &str,
            term: impl Fn(T) -> &'static Term,
        ) {
            for &value in values {
                assert_eq!(term(value).local, format!("{prefix}{}", name(value)));
            }
        }
        check(&Plover::ALL, Plover::as_str, "", plover);
        check(&Factuality::ALL, Factuality::as_str, "factuality-", factuality);
        check(&Certainty::ALL, Certainty::as_str, "certainty-", certainty);
        check(&Polarity::ALL, Polarity::as_str, "polarity-", polarity);
        check(&Tense::ALL, Tense::as_str, "tense-", tense);
        check(&ExchangeStatus::ALL, ExchangeStatus::as_str, "status-", status);
        check(&MentionKind::ALL, MentionKind::as_str, "mention-", mention_kind);
        check(&ActorType::ALL, ActorType::as_str, "actor-", |value| &ACTOR_TYPE[value as usize]);
        check(&RelationType::ALL, RelationType::as_str, "relation-", relation_type);
    }

    #[test]
    fn alignments_are_the_axioms_of_the_ontology() {
        let mut up: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for triple in triples() {
            let axiom = triple.predicate.as_str();
            let Object::NamedNode(object) = &triple.object else { continue };
            if axiom.ends_with("#subClassOf") || axiom.ends_with("#subPropertyOf") {
                up.entry(iri(&triple.subject).to_owned()).or_default().insert(object.as_str().to_owned());
            }
        }
        for term in quid::ALL {
            let said: BTreeSet<String> = term.broader.iter().map(|term| term.iri.to_owned()).collect();
            let foreign = ancestors(&up, term.iri).into_iter().filter(|iri| !iri.starts_with(QUID));
            assert_eq!(said, foreign.collect(), "of {}", term.iri);
        }
    }

    fn ancestors(up: &BTreeMap<String, BTreeSet<String>>, iri: &str) -> BTreeSet<String> {
        let direct = up.get(iri).into_iter().flatten();
        direct.flat_map(|parent| ancestors(up, parent).into_iter().chain([parent.clone()])).collect()
    }
}
