//! Which common nouns, numbers and pronouns may stand for an actor, and how far do their phrases reach?

use super::{Candidate, Form, Reader, Start, is_capital, is_modifier, title::title_gender};
use crate::{
    language::{NameKind, Relation, Sentence, Token, Upos, Xpos},
    seed::Gender,
};
use std::ops::Range;

/// The first word of the unbroken stretch before `start` that hangs below `head`.
pub(super) fn left_edge(reader: &Reader<'_>, tree: &Sentence, start: usize, head: usize) -> usize {
    let mut at = start;
    while at > 0 && belongs_before(reader, tree, at - 1, head) {
        at -= 1;
    }
    at
}

fn belongs_before(reader: &Reader<'_>, tree: &Sentence, token: usize, head: usize) -> bool {
    let t = &tree.tokens[token];
    let joined = matches!(
        t.relation,
        Relation::Amod
            | Relation::Compound
            | Relation::NmodDesc
            | Relation::NmodPoss
            | Relation::NmodUnmarked
            | Relation::Nummod
            | Relation::Flat
            | Relation::Advmod
            | Relation::Det
            | Relation::Nmod
            | Relation::Goeswith
            | Relation::Case
    ) || (t.relation == Relation::Punct
        && matches!(t.span.of(reader.text), "-" | "–" | "‑" | "“" | "”" | "\""))
        || (t.relation.is(Relation::Conj) || t.relation == Relation::Cc)
            && t.upos != Upos::Propn
            && below_modifier(tree, token, head);
    let case_ok = t.relation != Relation::Case || t.xpos == Xpos::Pos || t.head.is_some_and(|h| h != head);
    let adverb_ok = t.relation != Relation::Advmod || t.head.is_some_and(|h| h != head);
    joined && case_ok && adverb_ok && t.head != tree.tokens[head].head && tree.dominates(head, token)
}

/// Whether a conjunct stands inside a modifier of `head`: `political and economic`.
fn below_modifier(tree: &Sentence, token: usize, head: usize) -> bool {
    let mut at = token;
    for _ in 0..tree.tokens.len() {
        match tree.tokens[at].head {
            Some(h) if h == head => return is_modifier(&tree.tokens[at]) && tree.tokens[at].upos != Upos::Propn,
            Some(h) => at = h,
            None => return false,
        }
    }
    false
}

/// The range without determiners, possessive pronouns, prepositions and marks at its beginning, but with the words that qualify a
/// number: `over a hundred`.
pub(super) fn trim(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let all = &reader.sentence(sentence).tokens;
    let loose = |t: usize| {
        let another = matches!(&*reader.lemma(sentence, t), "another" | "both");
        let small = matches!(all[t].upos, Upos::Det | Upos::Punct | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj);
        small && !another || matches!(all[t].xpos, Xpos::PrpPoss | Xpos::WpPoss)
    };
    while tokens.len() > 1 && loose(tokens.start) {
        tokens.start += 1;
    }
    let handed = |t: usize| t > 0 && reader.word(sentence, t) == "over" && reader.is(sentence, t - 1, "hands_over");
    if tokens.len() > 1 && handed(tokens.start) {
        tokens.start += 1;
    }
    let at_least = matches!(&*reader.word(sentence, tokens.start).to_lowercase(), "least" | "most");
    if at_least && tokens.start > 0 && reader.word(sentence, tokens.start - 1).eq_ignore_ascii_case("at") {
        tokens.start -= 1;
    }
    if all[tokens.start].upos == Upos::Num {
        tokens.start = approximation(reader, sentence, tokens.start);
    }
    tokens
}

/// The first word of what makes a number vague: `more than`, `at least`, `over a`.
fn approximation(reader: &Reader<'_>, sentence: usize, number: usize) -> usize {
    let word =
        |back: usize| number.checked_sub(back).map(|t| reader.word(sentence, t).to_lowercase()).unwrap_or_default();
    let article = usize::from(matches!(&*word(1), "a" | "an"));
    let before = |back: usize| number.checked_sub(article + back);
    let particle = before(1).is_some_and(|t| reader.token(sentence, t).relation.is(Relation::CompoundPrt));
    let handed = word(article + 1) == "over" && before(2).is_some_and(|t| reader.is(sentence, t, "hands_over"));
    if particle || handed {
        return number;
    }
    match (&*word(article + 2), &*word(article + 1)) {
        ("more" | "less" | "fewer", "than") | ("at", "least" | "most") | ("up" | "close", "to") | ("as", "many") => {
            number - article - 2
        }
        (_, "over" | "about" | "around" | "nearly" | "almost" | "roughly" | "approximately" | "some") => {
            number - article - 1
        }
        _ => number,
    }
}

/// A candidate that is no name: a description or a pronoun.
pub(super) fn unnamed<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    match t.upos {
        Upos::Pron => is_personal(t).then(|| pronoun(reader, sentence, token)),
        Upos::Det
            if matches!(&*t.lemma.to_lowercase(), "both")
                && t.relation != Relation::Det
                && t.relation != Relation::DetPredet =>
        {
            Some(pronoun(reader, sentence, token))
        }
        Upos::Noun | Upos::Propn => described(reader, sentence, token),
        Upos::Num | Upos::Adj => counted(reader, sentence, token),
        _ => None,
    }
}

fn is_personal(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::WpPoss) || token.xpos == Xpos::Wdt
}

fn pronoun<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Candidate<'a> {
    let lemma = reader.word(sentence, token).to_lowercase();
    let gender = match &*lemma {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    };
    let plural = matches!(&*lemma, "they" | "them" | "their" | "theirs" | "themselves" | "both" | "we" | "us" | "our");
    let form = Form::Pronoun;
    Candidate { sentence, head: token, tokens: token..token + 1, form, start: Start::Bare, plural, count: None, gender }
}

/// Classes of nouns that can act.
const ACTING: [&str; 6] = ["person", "group", "organisation", "government", "country", "side"];

pub(super) fn described<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    let lemma = reader.lemma(sentence, token);
    let idle = matches!(&*lemma, "head" | "face" | "party")
        && !t.relation.is(Relation::Nsubj)
        && members(reader, sentence, token).is_none()
        && t.xpos == Xpos::Nns
        && noun(reader, sentence, token).tokens.start == token;
    let thing = is_thing_here(reader, sentence, token, &lemma)
        || is_asked_for(reader, sentence, token)
        || is_held(reader, sentence, token)
        || is_none(reader, sentence, token);
    let acts = !idle && !thing && ACTING.iter().any(|class| reader.words.is(&lemma, class));
    let people = is_collective_of_people(reader, sentence, token)
        || is_crowd(reader, sentence, token)
        || is_house_of_parliament(reader, sentence, token);
    let of_person = reader.words.is(&lemma, "body_of_person") && follows_person(reader, sentence, token);
    if is_modifier(t) || matches!(t.relation, Relation::Flat | Relation::Goeswith) || !(acts || people || of_person) {
        return None;
    }
    Some(noun(reader, sentence, token))
}

/// Whether a person's name stands directly before the noun: `the Quispe | campaign`.
fn follows_person(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let named = |t: usize| tree.names.iter().any(|n| n.kind == NameKind::Person && n.end == t);
    tree.dependents(token, Relation::Compound).next_back().is_some_and(|c| c + 1 == token) && named(token)
}

/// Whether a noun that may be people means a thing: `funds`, `November jobs figures`, `opposition to the deal`.
fn is_thing_here(reader: &Reader<'_>, sentence: usize, token: usize, lemma: &str) -> bool {
    let tree = reader.sentence(sentence);
    let counted = |c: usize| tree.tokens[c].upos == Upos::Noun && !reader.words.is(&reader.lemma(sentence, c), "group");
    let qualities = || tree.children(token).filter(|&c| c < token && is_modifier(&tree.tokens[c]));
    let subject = tree.tokens[token].relation.is(Relation::Nsubj);
    if is_way(reader, sentence, token) || is_made_of_things(reader, sentence, token) {
        return true;
    }
    if reader.words.is(lemma, "side_of_politics") {
        return !is_camp(reader, sentence, token);
    }
    match lemma {
        // Websites do things; what is on them is on things.
        "website" => tree.tokens[token].xpos == Xpos::Nns && !subject,
        // Only of think tanks.
        "tank" => !qualities().any(|c| reader.lemma(sentence, c) == "think"),
        // Bus services are none, the secret services are people.
        "service" => {
            tree.tokens[token].xpos == Xpos::Nns
                && !is_capital(reader.word(sentence, token))
                && !qualities().any(|c| reader.is(sentence, c, "quality_of_service"))
        }
        // Social media are where something is said.
        "media" => qualities().any(|c| reader.lemma(sentence, c) == "social"),
        // Somebody's presidency is a time, unless it does something.
        "presidency" => {
            let whose = tree.dependents(token, Relation::NmodPoss).next();
            whose.is_some() && !subject
        }
        // Troop movements.
        "movement" => qualities().any(|c| tree.tokens[c].upos == Upos::Noun && reader.is(sentence, c, "troops")),
        "host" => members(reader, sentence, token).is_some(),
        // One force is physical, or somebody's: `riot force`, `a force of ten`.
        "force" => {
            let t = &tree.tokens[token];
            let whose =
                tree.dependents(token, Relation::Compound).chain(tree.dependents(token, Relation::NmodPoss)).next();
            t.xpos == Xpos::Nn
                && whose.is_none()
                && !t.relation.is(Relation::Nsubj)
                && members(reader, sentence, token).is_none()
        }
        "fund" => tree.tokens[token].xpos == Xpos::Nns,
        // Who says something.
        "source" => !is_who_says(reader, sentence, token),
        "figure" => tree.dependents(token, Relation::Compound).any(counted),
        // A camp is a place unless it is somebody's.
        "camp" => {
            let named = |c: usize| tree.tokens[c].upos == Upos::Propn;
            let owners = tree.dependents(token, Relation::NmodPoss).chain(tree.dependents(token, Relation::Compound));
            let lived_in = qualities().any(|c| tree.tokens[c].upos == Upos::Noun);
            lived_in || !owners.into_iter().any(named)
        }
        "opposition" => {
            tree.dependents(token, Relation::Nmod).any(|c| reader.preposition(sentence, c).as_deref() == Some("to"))
        }
        _ => false,
    }
}

/// Whether a side is a camp of politics: `the left objects`; not `on the left`, `the right to vote`.
fn is_camp(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let turned = reader.preposition(sentence, token).is_some_and(|p| matches!(&*p, "on" | "to" | "at" | "in" | "from"));
    let told_more = tree.children(token).any(|c| c > token && tree.tokens[c].relation != Relation::Punct);
    let single = tree.tokens[token].xpos == Xpos::Nn;
    single && start_of(reader, sentence, token) == Start::Definite && !turned && !told_more
}

/// Whether a noun is the subject of a verb of saying, or follows "according to".
fn is_who_says(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let t = reader.token(sentence, token);
    let says = t.head.is_some_and(|h| reader.is(sentence, h, "saying"));
    let accords = reader.preposition(sentence, token).is_some_and(|p| p == "accord" || p == "according");
    t.relation.is(Relation::Nsubj) && says || accords
}

/// Whether a bare noun tells where or how and so means nobody: `in public`, `brought to justice`, `took office`.
fn is_way(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[token];
    let bare = tree.children(token).all(|c| matches!(tree.tokens[c].relation, Relation::Case | Relation::Punct));
    let oblique = matches!(t.relation, Relation::Obl | Relation::Nmod) && t.xpos == Xpos::Nn;
    let mass = reader.is(sentence, token, "mass_body");
    let way = match reader.preposition(sentence, token).as_deref() {
        Some("in") => true,
        Some("to") => !mass,
        _ => false,
    };
    let idiom = !t.relation.is(Relation::Nsubj) && t.xpos == Xpos::Nn && reader.is(sentence, token, "idle_bare");
    (oblique && way || idiom) && bare && !is_capital(reader.word(sentence, token))
}

/// Whether what would be a group is one of things: `a network of tunnels`, `a convoy of lorries`.
fn is_made_of_things(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let gathers = reader.is(sentence, token, "collective") || reader.is(sentence, token, "group");
    let thing = |m: usize| {
        let acts = ACTING.iter().chain(&["territory", "state"]).any(|class| reader.is(sentence, m, class));
        let token = reader.token(sentence, m);
        token.upos == Upos::Noun && !acts && reader.is_common(&reader.lemma(sentence, m))
    };
    let person = reader.is(sentence, token, "person") || reader.is(sentence, token, "people");
    gathers && !person && members(reader, sentence, token).is_some_and(thing)
}

/// Whether a house is one of parliament: `the lower | house`.
fn is_house_of_parliament(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let side = |c: usize| reader.is(sentence, c, "quality_of_house");
    reader.is(sentence, token, "house_of_parliament") && tree.dependents(token, Relation::Amod).any(side)
}

/// Whether a noun tells as what somebody is held, and so nobody more: `held hostage`.
fn is_held(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let bare = !tree.children(token).any(|c| c < token && tree.tokens[c].relation != Relation::Cc);
    tree.tokens[token].xpos == Xpos::Nn && bare && reader.is(sentence, token, "same_captive")
}

/// Whether a noun is asked for: `which countries`, `whose troops`.
fn is_asked_for(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    tree.dependents(token, Relation::Det).any(|c| matches!(&*tree.tokens[c].lemma.to_lowercase(), "which" | "what"))
}

/// Whether nobody is meant, or nobody in particular: `no casualties`, `neither side`.
fn is_none(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let side = matches!(&*reader.lemma(sentence, token), "side" | "party");
    let none = |c: usize| match &*tree.tokens[c].lemma.to_lowercase() {
        "no" => true,
        "neither" | "either" => side,
        _ => false,
    };
    tree.dependents(token, Relation::Det).any(none)
}

/// "three of them", "the detained", "many of the prisoners": a number or adjective in a noun's place.
fn counted<'a>(reader: &Reader<'a>, sentence: usize, token: usize) -> Option<Candidate<'a>> {
    let t = reader.token(sentence, token);
    let argument = matches!(
        t.relation,
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Obl | Relation::OblAgent | Relation::Nmod
    );
    let quantity = t.upos == Upos::Num || matches!(&*t.lemma, "many" | "several" | "few" | "most" | "other");
    let of_quality =
        || start_of(reader, sentence, token) == Start::Definite && reader.is(sentence, token, "people_by_quality");
    let body = argument && t.upos == Upos::Adj && (reader.is(sentence, token, "mass_body") || of_quality());
    if body {
        return Some(noun(reader, sentence, token));
    }
    let people = argument && quantity && is_collective_of_people(reader, sentence, token);
    (people || is_number_of_people(reader, sentence, token)).then(|| noun(reader, sentence, token))
}

/// Whether a number alone stands for people: `police arrested | five`, `the | two | met`.
fn is_number_of_people(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[token];
    let verb = t.head.filter(|&h| tree.tokens[h].upos == Upos::Verb);
    let befalls = || verb.is_some_and(|v| reader.is(sentence, v, "befalls_people"));
    let suffers = matches!(t.relation, Relation::Obj | Relation::NsubjPass) && befalls();
    let article = |c: usize| matches!(&*tree.tokens[c].lemma.to_lowercase(), "the" | "these" | "those");
    let meant = t.relation.is(Relation::Nsubj) && tree.dependents(token, Relation::Det).any(article);
    let alone = !tree.children(token).any(|c| c > token && tree.tokens[c].relation != Relation::Punct);
    let few = count_of(reader, sentence, token).is_some_and(|count| (2.0..1900.0).contains(&count));
    let unit = tree.tokens.get(token + 1).is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Sym | Upos::Num));
    t.upos == Upos::Num && (suffers || verb.is_some() && meant) && alone && few && !unit
}

/// Whether a round number of people acts: `thousands marched`.
fn is_crowd(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[token];
    let round =
        matches!(&*reader.lemma(sentence, token), "dozen" | "score" | "hundred" | "thousand" | "million" | "ten");
    round && t.xpos == Xpos::Nns && t.relation.is(Relation::Nsubj)
}

/// Whether the noun counts or collects people told after "of": `dozens of migrants`.
fn is_collective_of_people(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let collects = reader.is(sentence, token, "collective") || reader.token(sentence, token).upos == Upos::Num;
    collects
        && members(reader, sentence, token)
            .is_some_and(|m| reader.is(sentence, m, "person") || reader.is(sentence, m, "group"))
}

/// The members of a collective, which are no group beside it: the prisoners of `a group of prisoners`.
pub(super) fn gathered(reader: &Reader<'_>, candidate: &Candidate<'_>) -> Option<usize> {
    let (sentence, head) = (candidate.sentence, candidate.head);
    let collects = matches!(candidate.form, Form::Noun) && is_collective_of_people(reader, sentence, head);
    collects.then(|| members(reader, sentence, head)).flatten()
}

/// The noun after "of".
pub(crate) fn members(reader: &Reader<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = reader.sentence(sentence);
    tree.dependents(token, Relation::Nmod)
        .find(|&c| c > token && reader.preposition(sentence, c).as_deref() == Some("of"))
}

pub(super) fn noun<'a>(reader: &Reader<'a>, sentence: usize, head: usize) -> Candidate<'a> {
    let tree = reader.sentence(sentence);
    let t = &tree.tokens[head];
    let start = left_edge(reader, tree, head, head);
    let end =
        if is_collective_of_people(reader, sentence, head) { of_phrase_end(reader, sentence, head) } else { head + 1 };
    let tokens = trim(reader, sentence, start..end);
    let gender = title_gender(reader, sentence, &(head..head + 1));
    let count = count_of(reader, sentence, head);
    let plural = matches!(t.xpos, Xpos::Nns | Xpos::Nnps)
        || count.is_some_and(|c| c > 1.0)
        || matches!(&*reader.lemma(sentence, head), "people" | "personnel");
    Candidate {
        sentence,
        head,
        tokens,
        form: Form::Noun,
        start: start_of(reader, sentence, head),
        plural,
        count,
        gender,
    }
}

/// The word after the phrase that follows "of": `group | of political prisoners |`.
fn of_phrase_end(reader: &Reader<'_>, sentence: usize, head: usize) -> usize {
    members(reader, sentence, head).map_or(head + 1, |m| m + 1)
}

/// How the phrase of a noun begins.
pub(super) fn start_of(reader: &Reader<'_>, sentence: usize, head: usize) -> Start {
    let tree = reader.sentence(sentence);
    let mut start = Start::Bare;
    for child in tree.children(head).filter(|&c| c < head) {
        let token = &tree.tokens[child];
        match (token.relation, &*token.lemma.to_lowercase()) {
            (Relation::NmodPoss, _) if matches!(token.xpos, Xpos::PrpPoss | Xpos::WpPoss) => return Start::Own,
            (Relation::NmodPoss, _) => start = Start::Definite,
            (Relation::Det, "the" | "that" | "those") => start = Start::Definite,
            (Relation::Det, "this" | "these" | "such") => return Start::This,
            (Relation::Det | Relation::Amod, "a" | "an" | "some" | "another" | "any" | "other" | "no" | "more") => {
                return Start::Indefinite;
            }
            _ => {}
        }
    }
    start
}

/// The number before a noun, or that a counting noun tells: `123`, `a dozen`, `over two hundred`.
pub(super) fn count_of(reader: &Reader<'_>, sentence: usize, head: usize) -> Option<f64> {
    let tree = reader.sentence(sentence);
    let number = tree
        .dependents(head, Relation::Nummod)
        .next()
        .or_else(|| (tree.tokens[head].upos == Upos::Num).then_some(head))?;
    let word = reader.word(sentence, number);
    let parts: Vec<&str> = tree
        .children(number)
        .filter(|&c| matches!(tree.tokens[c].relation, Relation::Compound | Relation::Nummod))
        .map(|c| reader.word(sentence, c))
        .chain([word])
        .collect();
    parts
        .iter()
        .try_fold(None, |product: Option<f64>, part| number_value(part).map(|n| Some(product.unwrap_or(1.0) * n)))
        .flatten()
}

/// The value of a number in figures or one English word.
fn number_value(word: &str) -> Option<f64> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = word.to_lowercase();
    if let Some(value) = SMALL.iter().position(|w| *w == word) {
        return Some(value as f64);
    }
    let large = [
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
    ];
    let scale = [("dozen", 12.0), ("hundred", 100.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];
    large.iter().chain(&scale).find(|(w, _)| *w == word).map(|(_, v)| *v).or_else(|| word.replace(',', "").parse().ok())
}
