//! What is said of one subject? Every statement, in the order in which a person wants to read it.

use std::{borrow::Cow, collections::BTreeSet};

use super::address::{self, Node};
use super::declaration::DECLARATIONS;
use super::literal;
use super::{Graph, PARTS, Part, Place, Source, Subject};
use crate::edtf::Days;
use crate::graph::View;
use crate::graph::view::{
    Action, Actor, Attribution, Claim, Document, Exchange, ExchangeClaim, Relation, RelationClaim,
};
use crate::ontology::vocabulary::{
    self, QUID, Term, dc, dcat, dcterms, nif, owl, quid, rdf, rdfs, schema, skos, vf, void, xsd,
};

/// What a statement says of its subject.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Object<'v> {
    /// A node of ours or a term.
    Node(Node<'v>),
    /// A class whose members are those of wider classes, too.
    Class(&'static Term),
    /// A foreign address, legal as it is.
    Address(String),
    /// A string.
    Text(Cow<'v, str>),
    /// A string in a language, by its tag.
    Tagged(&'v str, String),
    /// A value of a datatype, in its lexical form.
    Typed(Cow<'v, str>, &'static Term),
    /// A whole number of a datatype.
    Number(usize, &'static Term),
    /// A statement itself, by subject, predicate and object: a triple term of RDF 1.2.
    Statement(Node<'v>, &'static Term, Node<'v>),
}

/// Takes the statements of one subject.
struct Statements<'s, 'v> {
    full: bool,
    put: &'s mut dyn FnMut(&'static Term, Object<'v>),
}

impl<'v> Graph<'v> {
    /// Calls `put` with the predicate and the object of every statement on `subject`.
    pub(super) fn describe(&self, subject: Subject, put: &mut dyn FnMut(&'static Term, Object<'v>)) {
        self.outline(subject, &mut |predicate, object| follow(self.full, predicate, object, put));
    }

    /// Calls `put` with every statement from which the others follow.
    pub(super) fn outline(&self, subject: Subject, put: &mut dyn FnMut(&'static Term, Object<'v>)) {
        let say = &mut Statements { full: self.full, put };
        let view = self.view;
        match subject {
            Subject::Graph => self.describe_graph(say),
            Subject::Part(at) => describe_part(&PARTS[at as usize], view, say),
            Subject::Actor(at) => self.describe_actor(at, &view.actors[at as usize], say),
            Subject::Action(at) => self.describe_action(&view.actions[at as usize], say),
            Subject::Exchange(at) => self.describe_exchange(self.exchange(at), say),
            Subject::Side(at, side) => self.describe_side(self.exchange(at), side as usize, say),
            Subject::Relation(at) => self.describe_relation(self.relation(at), say),
            Subject::Class(at) => self.describe_class(at, say),
            Subject::Document(at) => describe_document(&view.documents[at as usize], say),
            Subject::Claim(at) => self.describe_claim(self.claim(at), say),
            Subject::ExchangeClaim(at, claim) => {
                self.describe_exchange_claim(self.exchange(at), self.exchange_claim(at, claim), say);
            }
            Subject::RelationClaim(at, claim) => {
                self.describe_relation_claim(self.relation(at), self.relation_claim(at, claim), say);
            }
            Subject::Mention(first, end) => self.describe_mention(&self.places[first as usize..end as usize], say),
            Subject::Declaration(at) => say.term(&rdf::TYPE, DECLARATIONS[at as usize].1),
        }
    }

    /// What the graph is as a dataset, by VoID and DCAT.
    fn describe_graph(&self, say: &mut Statements<'_, 'v>) {
        for class in [&owl::ONTOLOGY, &void::DATASET, &dcat::DATASET] {
            say.term(&rdf::TYPE, class);
        }
        say.texts(&rdfs::LABEL, self.title);
        say.texts(&dcterms::TITLE, self.title);
        let license = self.about.license.as_deref().and_then(address::foreign);
        license.into_iter().for_each(|address| say.say(&dcterms::LICENSE, Object::Address(address)));
        say.date(&dcterms::ISSUED, self.about.issued.as_deref());
        say.texts(&dc::CREATOR, self.about.program.as_deref());
        let publishers: BTreeSet<&str> =
            self.view.documents.iter().filter_map(|document| document.publisher.as_deref()).collect();
        say.texts(&dc::SOURCE, publishers);
        say.say(&void::URI_SPACE, Object::Text(self.addresses.base().to_owned().into()));
        say.say(&void::VOCABULARY, Object::Address(QUID.trim_end_matches('#').to_owned()));
        say.count(&void::ENTITIES, PARTS.iter().map(|part| part.count(self.view)).sum());
        self.triples.into_iter().for_each(|count| say.count(&void::TRIPLES, count));
        say.nodes(&void::CLASS_PARTITION, PARTS.iter().map(|part| Node::Part(part.class.local)));
    }

    fn describe_actor(&self, at: u32, actor: &'v Actor, say: &mut Statements<'_, 'v>) {
        say.class(vocabulary::class(actor.kind));
        say.term(&rdf::TYPE, &quid::ACTOR);
        say.individual();
        say.text(&rdfs::LABEL, &actor.name);
        say.texts(&skos::ALT_LABEL, actor.aliases.iter().map(String::as_str));
        say.text(&quid::KEY, &actor.id);
        for address in &actor.same_as {
            match address::foreign(address) {
                Some(address) => say.say(&schema::SAME_AS, Object::Address(address)),
                None => say.text(&rdfs::SEE_ALSO, address),
            }
        }
        say.texts(&quid::ROLE, actor.roles.iter().map(String::as_str));
        say.texts(&quid::COUNTRY, actor.country.as_deref());
        say.decimal(&quid::SIZE, actor.size);
        for &(_, relation) in of_subject(&self.ties, at) {
            let relation = self.relation(relation);
            let objects = relation.object.as_deref().map(Node::Actor);
            say.nodes(vocabulary::tie(relation.kind), objects);
        }
        let targets = of_subject(&self.acts, at).iter();
        say.nodes(&quid::ACTS_ON, targets.map(|&(_, target)| self.node(Subject::Actor(target))));
    }

    fn describe_action(&self, action: &'v Action, say: &mut Statements<'_, 'v>) {
        say.class(&quid::ACTION);
        say.individual();
        say.owned_text(&rdfs::LABEL, self.label_of_action(action));
        say.term(&quid::ACTION_TYPE, vocabulary::plover(action.kind));
        say.node(&quid::ACTION_CLASS, Node::Class(&action.class));
        say.nodes(&quid::CAMEO_CODE, action.cameo.as_deref().map(Node::Cameo));
        say.nodes(&quid::AGENT, actors(&action.agents));
        say.text(&quid::VERB, &action.label);
        say.nodes(&quid::PATIENT, actors(&action.patients));
        say.nodes(&quid::RECIPIENT, actors(&action.recipients));
        say.nodes(&quid::IMPLIED_PARTICIPANT, actors(&action.implied));
        say.texts(&quid::THEME, action.themes.iter().map(String::as_str));
        say.texts(&quid::PLACE, action.places.iter().map(String::as_str));
        say.date(&quid::TIME, action.time.as_deref());
        if let Some(days) = action.time.as_deref().and_then(Days::of) {
            for (end, date) in [(&quid::EARLIEST, days.earliest()), (&quid::LATEST, days.latest())] {
                if let Some(date) = date {
                    say.say(end, Object::Typed(date.to_string().into(), &xsd::DATE));
                }
            }
        }
        say.decimal(&quid::QUANTITY, action.quantity);
        say.term(&quid::FACTUALITY, vocabulary::factuality(action.factuality));
        say.disputed(action.disputed);
        for claim in self.claims_of(action) {
            if claim.attribution != Attribution::Document {
                say.attribution(&claim.attribution, &claim.document);
            }
            say.text(&quid::QUOTE, &claim.evidence.text);
        }
        say.nodes(&quid::TOLD_IN, action.documents.iter().map(|id| Node::Document(id)));
    }

    fn describe_exchange(&self, exchange: &'v Exchange, say: &mut Statements<'_, 'v>) {
        say.class(&quid::EXCHANGE);
        say.individual();
        say.owned_text(&rdfs::LABEL, self.label_of_exchange(exchange));
        say.term(&quid::EXCHANGE_STATUS, vocabulary::status(exchange.status));
        say.disputed(exchange.disputed);
        for side in 1..=exchange.sides.len() {
            let node = Node::Side(&exchange.id, side);
            say.node(&quid::HAS_SIDE, node);
            if say.full {
                say.node(if side == 1 { &vf::STIPULATES } else { &vf::STIPULATES_RECIPROCAL }, node);
            }
        }
        for claim in &exchange.claims {
            if claim.attribution != Attribution::Document {
                say.attribution(&claim.attribution, &claim.document);
            }
            say.text(&quid::QUOTE, &claim.evidence.text);
        }
        say.nodes(&quid::TOLD_IN, exchange.documents.iter().map(|id| Node::Document(id)));
    }

    fn describe_side(&self, exchange: &'v Exchange, at: usize, say: &mut Statements<'_, 'v>) {
        let side = &exchange.sides[at];
        say.class(&quid::EXCHANGE_SIDE);
        say.individual();
        say.owned_text(&rdfs::LABEL, self.label_of_side(side));
        say.say(&quid::POSITION, Object::Number(at + 1, &xsd::POSITIVE_INTEGER));
        say.nodes(&quid::PROVIDER, actors(&side.providers));
        say.nodes(&quid::RECEIVER, actors(&side.receivers));
        say.nodes(&quid::GIVES, side.gives.iter().map(|id| Node::Action(id)));
        say.texts(&quid::GIVES_TEXT, side.texts.iter().map(String::as_str));
    }

    fn describe_relation(&self, relation: &'v Relation, say: &mut Statements<'_, 'v>) {
        say.class(&quid::RELATION);
        say.individual();
        say.owned_text(&rdfs::LABEL, self.label_of_relation(relation));
        say.term(&quid::RELATION_TYPE, vocabulary::relation_type(relation.kind));
        say.node(&quid::RELATION_SUBJECT, Node::Actor(&relation.subject));
        say.nodes(&quid::RELATION_OBJECT, relation.object.as_deref().map(Node::Actor));
        say.text(&quid::RELATION_TEXT, &relation.text);
        for claim in &relation.claims {
            say.text(&quid::QUOTE, &claim.evidence.text);
            say.node(&quid::TOLD_IN, Node::Document(&claim.document));
        }
    }

    fn describe_class(&self, at: u32, say: &mut Statements<'_, 'v>) {
        let (name, kinds) = &self.classes[at as usize];
        let words = super::label::words_of(name);
        say.class(&quid::ACTION_CLASS_CLASS);
        say.individual();
        say.say(&rdfs::LABEL, Object::Text(words.clone().into()));
        say.say(&skos::PREF_LABEL, Object::Text(words.into()));
        say.nodes(&skos::BROADER, kinds.iter().map(|&kind| Node::Term(vocabulary::plover(kind))));
        say.term(&skos::IN_SCHEME, &quid::ACTION_CLASS_SCHEME);
    }

    fn describe_claim(&self, claim: &'v Claim, say: &mut Statements<'_, 'v>) {
        say.class(&quid::CLAIM);
        say.individual();
        say.node(&quid::CLAIMS, Node::Action(&claim.action));
        say.telling(&claim.document, &claim.attribution);
        say.quote(&claim.document, &claim.evidence);
        say.place(&quid::TRIGGER, &claim.document, &claim.trigger);
        say.term(&quid::TOLD_TYPE, vocabulary::plover(claim.kind));
        say.node(&quid::TOLD_CLASS, Node::Class(&claim.class));
        say.nodes(&quid::TOLD_CODE, claim.cameo.as_deref().map(Node::Cameo));
        say.nodes(&quid::TOLD_AGENT, actors(&claim.agents));
        say.nodes(&quid::TOLD_PATIENT, actors(&claim.patients));
        say.nodes(&quid::TOLD_RECIPIENT, actors(&claim.recipients));
        say.nodes(&quid::IMPLIED_PARTICIPANT, actors(&claim.implied));
        say.texts(&quid::TOLD_THEME, claim.theme.as_deref());
        say.texts(&quid::TOLD_PLACE, claim.place.as_deref());
        say.date(&quid::TOLD_TIME, claim.time.as_deref());
        say.decimal(&quid::TOLD_QUANTITY, claim.quantity);
        say.term(&quid::FACTUALITY, vocabulary::factuality(claim.factuality));
        say.term(&quid::CERTAINTY, vocabulary::certainty(claim.certainty));
        say.term(&quid::POLARITY, vocabulary::polarity(claim.polarity));
        say.term(&quid::TENSE, vocabulary::tense(claim.tense));
        if self.rdf12 {
            self.reify(claim, say);
        }
    }

    /// The statements of the merged graph that a telling makes.
    fn reify(&self, claim: &'v Claim, say: &mut Statements<'_, 'v>) {
        let action = Node::Action(&claim.action);
        for (role, told) in
            [(&quid::AGENT, &claim.agents), (&quid::PATIENT, &claim.patients), (&quid::RECIPIENT, &claim.recipients)]
        {
            say.statements(told.iter().map(|actor| (action, role, Node::Actor(actor))));
        }
        for agent in &claim.agents {
            let targets = claim.patients.iter().chain(&claim.recipients);
            let acted = targets.filter(|target| self.is_act(agent, target));
            say.statements(acted.map(|target| (Node::Actor(agent), &quid::ACTS_ON, Node::Actor(target))));
        }
    }

    fn is_act(&self, agent: &str, target: &str) -> bool {
        let ends = (self.actor_at(agent), self.actor_at(target));
        matches!(ends, (Some(agent), Some(target)) if self.acts.binary_search(&(agent, target)).is_ok())
    }

    fn describe_exchange_claim(&self, exchange: &'v Exchange, claim: &'v ExchangeClaim, say: &mut Statements<'_, 'v>) {
        say.class(&quid::CLAIM);
        say.individual();
        say.node(&quid::CLAIMS, Node::Exchange(&exchange.id));
        say.telling(&claim.document, &claim.attribution);
        say.quote(&claim.document, &claim.evidence);
        say.place(&quid::CUE, &claim.document, &claim.cue);
        say.term(&quid::EXCHANGE_STATUS, vocabulary::status(claim.status));
        if self.rdf12 {
            let side = |at: usize| (Node::Exchange(&exchange.id), &quid::HAS_SIDE, Node::Side(&exchange.id, at));
            say.statements((1..=exchange.sides.len()).map(side));
        }
    }

    fn describe_relation_claim(&self, relation: &'v Relation, claim: &'v RelationClaim, say: &mut Statements<'_, 'v>) {
        say.class(&quid::CLAIM);
        say.individual();
        say.node(&quid::CLAIMS, Node::Relation(&relation.id));
        say.node(&quid::SOURCE, Node::Document(&claim.document));
        say.quote(&claim.document, &claim.evidence);
        if self.rdf12 {
            let object = relation.object.as_deref().map(Node::Actor);
            say.statements(
                object.map(|object| (Node::Actor(&relation.subject), vocabulary::tie(relation.kind), object)),
            );
        }
    }

    fn describe_mention(&self, places: &[Place], say: &mut Statements<'_, 'v>) {
        let Some(first) = places.first() else { return };
        say.class(&quid::MENTION);
        say.individual();
        let text = self.text_of(first.of);
        if places[1..].iter().all(|place| self.text_of(place.of) == text) {
            say.text(&nif::ANCHOR_OF, text);
        } else {
            let texts: BTreeSet<&str> = places.iter().map(|place| self.text_of(place.of)).collect();
            say.texts(&nif::ANCHOR_OF, texts);
        }
        say.say(&nif::BEGIN_INDEX, Object::Number(first.start as usize, &xsd::NON_NEGATIVE_INTEGER));
        say.say(&nif::END_INDEX, Object::Number(first.end as usize, &xsd::NON_NEGATIVE_INTEGER));
        say.node(&nif::REFERENCE_CONTEXT, self.node(Subject::Document(first.document)));
        let referring = places.iter().filter_map(|place| match place.of {
            Source::Actor(actor, mention) => Some((actor, self.actor_mention(actor, mention).kind)),
            _ => None,
        });
        let kind = referring.clone().next().map(|(_, kind)| kind);
        let is_mixed = referring.clone().any(|(_, other)| Some(other) != kind);
        for (actor, kind) in referring {
            let actor = self.node(Subject::Actor(actor));
            say.node(&quid::REFERS_TO, actor);
            say.term(&quid::MENTION_KIND, vocabulary::mention_kind(kind));
            if is_mixed {
                say.node(vocabulary::refers(kind), actor);
            }
        }
    }

    pub(super) fn text_of(&self, source: Source) -> &'v str {
        match source {
            Source::Actor(actor, mention) => &self.actor_mention(actor, mention).text,
            Source::Trigger(at) => &self.claim(at).trigger.text,
            Source::Evidence(at) => &self.claim(at).evidence.text,
            Source::Cue(at, claim) => &self.exchange_claim(at, claim).cue.text,
            Source::ExchangeEvidence(at, claim) => &self.exchange_claim(at, claim).evidence.text,
            Source::RelationEvidence(at, claim) => &self.relation_claim(at, claim).evidence.text,
        }
    }
}

fn describe_document<'v>(document: &'v Document, say: &mut Statements<'_, 'v>) {
    say.class(&quid::DOCUMENT);
    say.individual();
    say.text(&rdfs::LABEL, document.name());
    if let Some(title) = &document.title {
        match literal::language_tag(&document.language) {
            Some(tag) => say.say(&quid::TITLE, Object::Tagged(title, tag)),
            None => say.text(&quid::TITLE, title),
        }
    }
    say.text(&quid::DOCUMENT_ID, &document.id);
    say.text(&quid::PATH, &document.source);
    say.texts(&quid::PUBLISHER, document.publisher.as_deref());
    say.date(&quid::PUBLISHED, document.published.as_deref());
    say.text(&quid::LANGUAGE, &document.language);
    let counts = document.counts;
    say.count(&quid::SENTENCES, counts.sentences);
    say.count(&quid::SENTENCES_WITHOUT_ACTION, counts.sentences_without_action);
    say.count(&quid::WORDS, counts.words);
}

fn describe_part<'v>(part: &Part, view: &View, say: &mut Statements<'_, 'v>) {
    say.term(&rdf::TYPE, &void::DATASET);
    say.individual();
    say.term(&void::CLASS, part.class);
    say.count(&void::ENTITIES, part.count(view));
}

/// Puts a statement, and in a full export before it those that follow from the alignments.
pub(super) fn follow<'v>(
    full: bool,
    predicate: &'static Term,
    object: Object<'v>,
    put: &mut dyn FnMut(&'static Term, Object<'v>),
) {
    if let Object::Class(class) = object {
        let wider = class.broader.iter().filter(|_| full);
        return [class].into_iter().chain(wider).for_each(|class| put(predicate, Object::Node(Node::Term(class))));
    }
    for wider in predicate.broader.iter().filter(|_| full) {
        put(wider, object.clone());
    }
    put(predicate, object);
}

impl<'v> Statements<'_, 'v> {
    fn say(&mut self, predicate: &'static Term, object: Object<'v>) {
        (self.put)(predicate, object);
    }

    fn class(&mut self, class: &'static Term) {
        self.say(&rdf::TYPE, Object::Class(class));
    }

    fn statements(&mut self, told: impl IntoIterator<Item = (Node<'v>, &'static Term, Node<'v>)>) {
        for (subject, predicate, object) in told {
            self.say(&rdf::REIFIES, Object::Statement(subject, predicate, object));
        }
    }

    fn individual(&mut self) {
        self.term(&rdf::TYPE, &owl::NAMED_INDIVIDUAL);
    }

    fn node(&mut self, predicate: &'static Term, node: Node<'v>) {
        self.say(predicate, Object::Node(node));
    }

    fn nodes(&mut self, predicate: &'static Term, nodes: impl IntoIterator<Item = Node<'v>>) {
        nodes.into_iter().for_each(|node| self.node(predicate, node));
    }

    fn term(&mut self, predicate: &'static Term, term: &'static Term) {
        self.node(predicate, Node::Term(term));
    }

    fn text(&mut self, predicate: &'static Term, text: &'v str) {
        self.say(predicate, Object::Text(text.into()));
    }

    fn owned_text(&mut self, predicate: &'static Term, text: String) {
        self.say(predicate, Object::Text(text.into()));
    }

    fn texts(&mut self, predicate: &'static Term, texts: impl IntoIterator<Item = &'v str>) {
        texts.into_iter().for_each(|text| self.text(predicate, text));
    }

    fn count(&mut self, predicate: &'static Term, count: usize) {
        self.say(predicate, Object::Number(count, &xsd::NON_NEGATIVE_INTEGER));
    }

    fn decimal(&mut self, predicate: &'static Term, value: Option<f64>) {
        if let Some(value) = value.and_then(literal::decimal) {
            self.say(predicate, Object::Typed(value.into(), &xsd::DECIMAL));
        }
    }

    /// A date that exists gets its type; any other stays a string.
    fn date(&mut self, predicate: &'static Term, date: Option<&'v str>) {
        let Some(date) = date else { return };
        match literal::date_type(date) {
            Some(datatype) => self.say(predicate, Object::Typed(date.into(), datatype)),
            None => self.text(predicate, date),
        }
    }

    fn disputed(&mut self, disputed: bool) {
        if disputed {
            self.say(&quid::DISPUTED, Object::Typed("true".into(), &xsd::BOOLEAN));
        }
    }

    fn telling(&mut self, document: &'v str, attribution: &'v Attribution) {
        self.node(&quid::SOURCE, Node::Document(document));
        self.attribution(attribution, document);
    }

    fn attribution(&mut self, attribution: &'v Attribution, document: &'v str) {
        match attribution {
            Attribution::Document => self.node(&quid::ATTRIBUTED_TO, Node::Document(document)),
            Attribution::Actor(id) => self.node(&quid::ATTRIBUTED_TO, Node::Actor(id)),
            Attribution::Words(words) => self.text(&quid::ATTRIBUTED_TO_TEXT, words),
        }
    }

    fn quote(&mut self, document: &'v str, quote: &'v crate::record::Quote) {
        self.text(&quid::QUOTE, &quote.text);
        self.place(&quid::EVIDENCE, document, quote);
    }

    fn place(&mut self, predicate: &'static Term, document: &'v str, quote: &crate::record::Quote) {
        self.node(predicate, Node::Mention(document, quote.start, quote.end));
    }
}

fn actors(ids: &[String]) -> impl Iterator<Item = Node<'_>> {
    ids.iter().map(|id| Node::Actor(id))
}

/// The pairs whose first is `at`.
fn of_subject(pairs: &[(u32, u32)], at: u32) -> &[(u32, u32)] {
    let first = pairs.partition_point(|&(subject, _)| subject < at);
    let len = pairs[first..].partition_point(|&(subject, _)| subject == at);
    &pairs[first..first + len]
}
