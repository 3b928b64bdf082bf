//! Which words of a page tell who wrote and spread it, and so nobody of whom it tells?
//!
//! Labels and credits are found in [`crate::language::furniture`]; here are those that only tags and names show: lines with the writer and
//! the outlet at the top, and the agency in the dateline.

use super::{Reader, is_capital};
use crate::{
    language::{NameKind, Upos, furniture::furniture},
    span::Span,
};
use std::cmp::Reverse;

/// Stretches of the text in which nobody is an actor, in text order; none lies in another.
pub(super) fn apart(reader: &Reader<'_>) -> Vec<Span> {
    let mut found = furniture(reader.text);
    let mut byline = false;
    let mut begun = false;
    for (number, sentence) in reader.analysis.sentences.iter().enumerate() {
        if number >= TOP {
            found.extend(is_inner_byline(reader, number).then_some(sentence.span));
            continue;
        }
        let names = byline || names_writer(reader, number) || is_shouted(reader, number);
        byline = !begun && is_line(reader, number) && names;
        begun |= is_sentence(reader, number);
        if byline {
            found.push(sentence.span);
        }
        found.extend(agency(reader, number));
    }
    found.sort_by_key(|span| (span.start, Reverse(span.end)));
    found.dedup_by(|later, earlier| earlier.contains(*later));
    found
}

/// Whether a paragraph between others names writer and outlet: `Rosa Quispe, Andean News, Lima`; not who is quoted before.
fn is_inner_byline(reader: &Reader<'_>, sentence: usize) -> bool {
    let tree = reader.sentence(sentence);
    let quoted = reader.text[..tree.span.start].trim_end().ends_with(['"', '”', '’', '\'']);
    let comma = |t: usize| reader.word(sentence, t) == ",";
    let outlet = (0..tree.tokens.len())
        .find(|&t| comma(t))
        .is_some_and(|comma| tree.names.iter().any(|n| n.start == comma + 1 && n.kind == NameKind::Organisation));
    let by = reader.word(sentence, 0).eq_ignore_ascii_case("by");
    is_line(reader, sentence) && !quoted && (outlet || by) && names_writer(reader, sentence)
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
    let by = first.eq_ignore_ascii_case("by") && tree.tokens.len() > 2 && !reader.is(sentence, 1, "weekday");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract::samples::read, ontology::Words, seed::Seeds};

    /// What stands apart in the sentences, each a paragraph.
    fn check(trees: &str, expected: &[&str]) {
        let (text, mut analysis) = read(trees);
        analysis.sentences.iter_mut().for_each(|s| s.starts_paragraph = true);
        let (seeds, words) = (Seeds::shipped(), Words::shipped());
        let reader = Reader { text: &text, analysis: &analysis, seeds: &seeds, words };
        let found: Vec<&str> = apart(&reader).into_iter().map(|span| span.of(&text)).collect();
        assert_eq!(found, expected, "{trees}");
    }

    const REPORT: &str = "Peru|PROPN|2|nsubj won|VERB:win|0|root .|PUNCT|2|punct";

    #[test]
    fn writers_and_outlets_at_the_top() {
        let top = "Rosa|PROPN|0|root|P Quispe|PROPN|1|flat|P and|CCONJ|4|cc Juan|PROPN|1|conj|P Mamani|PROPN|4|flat|P";
        check(
            &format!("{top}\nANDES|PROPN|0|root TODAY|PROPN|1|flat\n{REPORT}"),
            &["Rosa Quispe and Juan Mamani", "ANDES TODAY"],
        );
        check(&format!("By|ADP|2|case Rosa|PROPN|0|root|P Quispe|PROPN|2|flat|P\n{REPORT}"), &["By Rosa Quispe"]);
    }

    #[test]
    fn a_heading_of_whom_the_text_tells_is_none() {
        let top = "Rosa|PROPN|0|root|P Quispe|PROPN|1|flat|P";
        check(&format!("{top}\nQuispe|PROPN|2|nsubj|P won|VERB:win|0|root .|PUNCT|2|punct"), &[]);
        check(&format!("{REPORT}\n{top}\n{REPORT}"), &[]);
    }

    #[test]
    fn the_agency_of_a_dateline() {
        check(
            "LIMA|PROPN|0|root (|PUNCT|3|punct Andina|PROPN|1|appos|O )|PUNCT|3|punct -|PUNCT|1|punct",
            &["( Andina )"],
        );
        check(
            "Ferrum|PROPN|5|nsubj|O (|PUNCT|3|punct FRM|PROPN|1|appos|O )|PUNCT|3|punct won|VERB:win|0|root .|PUNCT|5|punct",
            &[],
        );
    }
}
