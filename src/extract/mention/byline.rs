//! Which words of a page tell who wrote and spread it, and so nobody of whom it tells?
//!
//! Labels and credits are found in [`crate::language::furniture`]; here are those that only tags and names show: lines with the writer and
//! the outlet at the top, and the agency in the dateline.

use super::{Reader, is_capital};
use crate::{
    language::{NameKind, Upos, furniture::furniture},
    span::Span,
};

/// Stretches of the text in which nobody is an actor.
pub(super) fn apart(reader: &Reader<'_>) -> Vec<Span> {
    let mut found = furniture(reader.text);
    let mut byline = false;
    let mut begun = false;
    for (number, sentence) in reader.analysis.sentences.iter().enumerate().take(TOP) {
        let names = byline || names_writer(reader, number) || is_shouted(reader, number);
        byline = !begun && is_line(reader, number) && names;
        begun |= is_sentence(reader, number);
        if byline {
            found.push(sentence.span);
        }
        found.extend(agency(reader, number));
    }
    found
}

/// In sentences.
const TOP: usize = 6;

/// Whether a paragraph is only names.
fn is_line(reader: &Reader<'_>, sentence: usize) -> bool {
    let tree = reader.sentence(sentence);
    let next = reader.analysis.sentences.get(sentence + 1);
    let named = |t: usize| {
        let word = reader.word(sentence, t);
        let joins = matches!(
            &*word.to_lowercase(),
            "by" | "and" | "&" | "," | "|" | "-" | "–" | "/" | "for" | "of" | "the" | "special" | "to"
        );
        let name = is_capital(word) && !matches!(tree.tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Pron);
        let initial = word == "." && t > 0 && reader.word(sentence, t - 1).len() == 1;
        joins || name || initial
    };
    let alone = tree.starts_paragraph && next.is_some_and(|n| n.starts_paragraph);
    alone && tree.tokens.len() <= LONGEST_LINE && (0..tree.tokens.len()).all(named)
}

/// Whether it is all in capitals and so names the outlet or the kind of text.
fn is_shouted(reader: &Reader<'_>, sentence: usize) -> bool {
    let text = reader.sentence(sentence).span.of(reader.text);
    reader.sentence(sentence).tokens.len() < LONGEST_AGENCY && !text.contains(char::is_lowercase)
}

/// Whether it is a sentence of the report, so that no byline follows: long, or closed by a mark.
fn is_sentence(reader: &Reader<'_>, sentence: usize) -> bool {
    let count = reader.sentence(sentence).tokens.len();
    count > LONGEST_LINE || matches!(reader.word(sentence, count - 1), "." | "?" | "!" | "”" | "\"")
}

/// In words.
const LONGEST_LINE: usize = 14;

/// Whether a line begins with a person's name of whom the text tells no more, or with "By".
fn names_writer(reader: &Reader<'_>, sentence: usize) -> bool {
    let tree = reader.sentence(sentence);
    let first = reader.word(sentence, 0);
    let by = first.eq_ignore_ascii_case("by") && tree.tokens.len() > 2;
    let person = tree.names.first().is_some_and(|n| n.start == 0 && n.kind == NameKind::Person && n.end > 1);
    let given = reader.seeds.given().contains(first) && (2..=4).contains(&tree.tokens.len());
    let last = tree.tokens.last().map_or("", |t| t.span.of(reader.text));
    let told = reader.text[tree.span.end..].contains(last);
    by || (person || given) && !told
}

/// The agency in brackets at the beginning of a report: `LIMA (Andina) -`, `(Andina) The mayor left`.
fn agency(reader: &Reader<'_>, sentence: usize) -> Option<Span> {
    let tree = reader.sentence(sentence);
    let word = |t: usize| tree.tokens.get(t).map(|_| reader.word(sentence, t));
    let open = (0..tree.tokens.len().min(LONGEST_LINE)).find(|&t| word(t) == Some("("))?;
    let close = (open + 2..=open + LONGEST_AGENCY).find(|&t| word(t) == Some(")"))?;
    let dash = word(close + 1).is_some_and(|w| matches!(w, "-" | "–" | "—" | "--" | "―"));
    let fits = (0..close)
        .all(|t| is_capital(reader.word(sentence, t)) || !reader.word(sentence, t).contains(char::is_alphabetic));
    let place = open > 0 && !reader.seeds.place(reader.span(sentence, &(0..open)).of(reader.text)).is_empty();
    (tree.starts_paragraph && fits && (dash || open == 0 || place)).then(|| reader.span(sentence, &(open..close + 1)))
}

/// In words.
const LONGEST_AGENCY: usize = 7;
