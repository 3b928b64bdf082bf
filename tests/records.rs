//! Records of real documents: every quotation is its slice, every reference leads somewhere.

use std::collections::BTreeSet;

use quidnunc::{
    document::Document,
    pipeline::{Pipeline, documents},
    record::{Quote, Record},
};

#[test]
fn seeds_are_quoted_exactly() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/documents");
    let pipeline = Pipeline::shipped();
    for document in documents(&[folder]) {
        let document = document.expect("the briefings can be read");
        check(&document, &pipeline.record(&document));
    }
}

/// Texts that try to break spans: other scripts, invisible characters, no spaces, nothing but marks.
#[test]
fn hostile_texts_are_quoted_exactly() {
    let pipeline = Pipeline::shipped();
    let long = "Minsk freed ".repeat(3000);
    let texts = [
        "“Łukašenka” — said\u{a0}Žižek\u{200b} — freed 𝟛 prisoners 🕊️ in return for “нефть”.",
        "((((((((((((((((((((((((((((((",
        "....!!!???---",
        "Iran released, and released, and released two men.\u{2028}Oslo\u{ad}hailed it.",
        "a\u{301}e\u{301} arrested b\u{301}",
        "IF IRAN FREES THE CREW, LONDON WILL LIFT SANCTIONS",
        "العراق released 3 prisoners to 北京 in exchange for oil.",
        "x",
        long.as_str(),
    ];
    for text in texts {
        let document = Document::new("hostile.txt", text);
        check(&document, &pipeline.record(&document));
    }
}

/// "Chile has promised to do so" leaves unsaid to whom; "Norway asked Chile" does not.
#[test]
fn whom_the_story_implies_is_marked() {
    let text = "Norway asks Chile to reopen its salmon market\n\nNorway asked Chile on Monday to lift a ban on Norwegian salmon. \
                Chile has promised to do so by June. Norway in turn offered two research ships.";
    let record = Pipeline::shipped().record(&Document::new("salmon.txt", text));
    let name = |id: &String| record.actors.iter().find(|a| a.id == *id).map_or("", |a| a.name.as_str());
    let told = |trigger: &str| {
        let action = record.actions.iter().find(|a| a.trigger.text == trigger).expect(trigger);
        (action.patient.iter().map(name).collect::<Vec<_>>(), action.implied.iter().map(name).collect::<Vec<_>>())
    };
    assert_eq!(told("asked"), (vec!["Chile"], vec![]));
    assert_eq!(told("promised"), (vec!["Norway"], vec!["Norway"]));
    assert_eq!(told("offered"), (vec!["Chile"], vec!["Chile"]));
}

/// The card that a page shows beside a name is no part of what somebody is called.
#[test]
fn cards_of_a_page_are_in_no_name() {
    let text = "Mayor Rosa Quispe Rosa Maria QuispeLima votes on water Quispe wins MORE's lawyer sued the water board on Monday.";
    let record = Pipeline::shipped().record(&Document::new("card.txt", text));
    let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert!(names.iter().any(|name| name.starts_with("Mayor Rosa Quispe's lawyer")), "{names:?}");
    assert!(names.iter().all(|name| !name.contains("MORE")), "{names:?}");
}

/// "was arrested in Lima": the state in which it was done did it, if nobody else is named.
#[test]
fn who_arrests_is_the_state_of_the_place() {
    let text = "Peru and Chile talk about jailed reporters\n\nAna Mori, a Chilean reporter, was arrested in Lima in June and \
                sentenced to two years in prison. Luis Paz was jailed in Santiago.";
    let record = Pipeline::shipped().record(&Document::new("reporters.txt", text));
    let name = |id: &String| record.actors.iter().find(|a| a.id == *id).map_or("", |a| a.name.as_str());
    for (trigger, state, whom) in
        [("arrested", "Peru", "Ana Mori"), ("sentenced", "Peru", "Ana Mori"), ("jailed", "Chile", "Luis Paz")]
    {
        let action = record.actions.iter().rfind(|a| a.trigger.text == trigger).expect(trigger);
        let names = |ids: &[String]| ids.iter().map(name).collect::<Vec<_>>().join(" ");
        assert_eq!([names(&action.agent), names(&action.patient), names(&action.implied)], [state, whom, state]);
    }
}

fn check(document: &Document, record: &Record) {
    let characters: Vec<char> = document.text.chars().collect();
    let exact = |text: &str, start: usize, end: usize| {
        let slice: String = characters[start..end].iter().collect();
        assert_eq!(slice, text, "{}", document.info.source);
    };
    let quote = |q: &Quote| exact(&q.text, q.start, q.end);
    for mention in record.actors.iter().flat_map(|a| &a.mentions) {
        exact(&mention.text, mention.start, mention.end);
    }
    for action in &record.actions {
        quote(&action.trigger);
        quote(&action.evidence);
        let (trigger, evidence) = (&action.trigger, &action.evidence);
        assert!(evidence.start <= trigger.start && trigger.end <= evidence.end, "evidence holds its trigger");
    }
    record.exchanges.iter().for_each(|x| [&x.cue, &x.evidence].into_iter().for_each(quote));
    record.relations.iter().for_each(|r| quote(&r.evidence));
    check_references(record);
}

fn check_references(record: &Record) {
    let actors: BTreeSet<&str> = record.actors.iter().map(|a| a.id.as_str()).collect();
    let actions: BTreeSet<&str> = record.actions.iter().map(|a| a.id.as_str()).collect();
    for action in &record.actions {
        let parties = action.agent.iter().chain(&action.patient).chain(&action.recipient);
        assert!(parties.into_iter().all(|id| actors.contains(id.as_str())));
        assert!(action.same_as.iter().all(|id| actions.contains(id.as_str())));
    }
    for side in record.exchanges.iter().flat_map(|x| &x.sides) {
        assert!(side.provider.iter().chain(&side.receiver).all(|id| actors.contains(id.as_str())));
        assert!(side.gives.iter().all(|id| actions.contains(id.as_str())));
    }
}
