//! Where sentences end: from words to sentences, with an eye on news.
//!
//! Needs the words and the text between them. Decides from full stops, quotation marks, brackets, capital letters, line ends and page furniture;
//! whether a line end inside a paragraph counts is judged once for the text, by how its lines are wrapped. Never moves a word.

use super::{
    furniture::furniture,
    tokenize::{
        Gap, RawSentence, RawText, RawWord,
        abbreviation::{self, Abbreviation},
    },
};
use crate::{diagnostic::Diagnostic, span::Span};

/// The most words a sentence may have; longer ones are cut.
pub const MAX_WORDS: usize = 400;

/// Groups the words of `text` into sentences.
pub(super) fn split(text: &str, words: Vec<RawWord>) -> RawText {
    split_with(text, words, true)
}

/// As [`split`]; datelines are sentences of their own or begin the first sentence of the report.
pub(super) fn split_with(text: &str, words: Vec<RawWord>, datelines: bool) -> RawText {
    let mut splitter = Splitter {
        text,
        datelines,
        words: &words,
        wrapped: is_wrapped(text, &words),
        furniture: furniture(text),
        item: 0,
        sentences: Vec::new(),
        diagnostics: Vec::new(),
    };
    splitter.run();
    let Splitter { sentences, diagnostics, .. } = splitter;
    RawText { words, sentences, diagnostics }
}

struct Splitter<'t> {
    text: &'t str,
    words: &'t [RawWord],
    datelines: bool,
    wrapped: bool,
    furniture: Vec<Span>,
    /// The number of the list's item that was begun last, in a text that numbers them `1.`, `2.`.
    item: u32,
    sentences: Vec<RawSentence>,
    diagnostics: Vec<Diagnostic>,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut start = 0;
        let mut starts_paragraph = true;
        self.item = self.item_number(0).unwrap_or(0);
        for next in 1..=self.words.len() {
            let end = if next == self.words.len() { Some(true) } else { self.ends_before(start, next) };
            if let Some(paragraph) = end {
                self.push(start, next, starts_paragraph);
                start = next;
                starts_paragraph = paragraph;
                self.item = self.item_number(next).unwrap_or(self.item);
            }
        }
    }

    /// Whether the sentence that began at `start` ends before the word `next`, and if so, whether a paragraph begins there.
    fn ends_before(&self, start: usize, next: usize) -> Option<bool> {
        match self.words[next].gap {
            Gap::Blank => Some(true),
            Gap::Line if self.ends_line(start, next) => Some(true),
            _ if self.datelines && self.is_dateline(start, next) => Some(false),
            _ if self.is_edge_of_furniture(next) => Some(false),
            Gap::None if !self.is_glued_end(next) => None,
            _ => self.ends_here(start, next).then_some(false),
        }
    }

    /// Whether the list goes on at `next`, or begins there after a colon.
    fn begins_item(&self, next: usize) -> bool {
        let number = self.item_number(next);
        number == Some(1) && self.text_of(next - 1) == ":" || self.item > 0 && number == Some(self.item + 1)
    }

    /// The number at `index` if `3. Capital` stands there.
    fn item_number(&self, index: usize) -> Option<u32> {
        let [number, mark, follower] = self.words.get(index..index + 3)? else { return None };
        let is_item = mark.gap == Gap::None && follower.gap == Gap::Space && mark.span.of(self.text) == ".";
        let is_item = is_item && number.span.len() <= 2 && follower.span.of(self.text).starts_with(char::is_uppercase);
        if is_item { number.span.of(self.text).parse().ok() } else { None }
    }

    /// Whether a date with a time of day, as mail programs write it after the sender, ends before `next` or begins there after a name.
    fn is_mail_head(&self, next: usize) -> bool {
        let dated = |at: usize| {
            let words = self.words.get(at..at + 3)?;
            let [date, clock, half] = [0, 1, 2].map(|i| words[i].span.of(self.text));
            let digits =
                |word: &str, mark| word.contains(mark) && word.bytes().all(|b| b.is_ascii_digit() || b == mark as u8);
            Some(digits(date, '/') && digits(clock, ':') && matches!(half, "AM" | "PM"))
        };
        let sender = self.text_of(next - 1);
        let is_sender = sender.starts_with(char::is_uppercase) || sender == ">" || sender.contains('@');
        next >= 3 && dated(next - 3) == Some(true) && !is_small(self.text_of(next))
            || is_sender && dated(next) == Some(true)
    }

    /// Whether furniture of the page begins at `next` or ends before it.
    fn is_edge_of_furniture(&self, next: usize) -> bool {
        let (before, after) = (self.words[next - 1].span, self.words[next].span);
        let edge = |at: usize| before.end <= at && at <= after.start;
        let at = self.furniture.partition_point(|f| f.end < before.end);
        self.furniture.get(at).is_some_and(|f| edge(f.start) || edge(f.end))
    }

    fn text_of(&self, index: usize) -> &str {
        self.words[index].span.of(self.text)
    }

    /// Whether the words before `next` say where a report was written: `LIMA, Peru (Andina) —` at the beginning of a paragraph.
    fn is_dateline(&self, start: usize, next: usize) -> bool {
        let dash = next - 1;
        let is_short = (start + 1..start + LONGEST_DATELINE).contains(&dash) && is_dash(self.text_of(dash));
        if !is_short || start > 0 && self.words[start].gap < Gap::Line || is_small(self.text_of(next)) {
            return false;
        }
        let city = self.text_of(start);
        let loud = city.chars().count() > 2 && city.chars().all(char::is_uppercase);
        let agency = self.text_of(dash - 1) == ")";
        let fits = |i: usize| !is_small(self.text_of(i)) && !matches!(self.text_of(i), ":" | ";" | "?" | "!" | "\"");
        (loud || agency && city.starts_with(char::is_uppercase)) && (start..dash).all(fits)
    }

    /// Whether the line end before `next` ends a sentence.
    fn ends_line(&self, start: usize, next: usize) -> bool {
        let first = self.text_of(next);
        if is_bullet(first) || first == "|" {
            return true;
        }
        if self.wrapped {
            let line = self.words[next - 1].span.end - self.words[start].span.start;
            return line < 40 && !is_small(first) && is_line_start(self.words, start);
        }
        let goes_on = is_small(first) && is_wordlike_or_comma(self.text_of(next - 1));
        !goes_on || self.line_length(next) < 40
    }

    /// The length of the line that ends before `next`, at most as long as needed.
    fn line_length(&self, next: usize) -> usize {
        let end = self.words[next - 1].span.end;
        let first = (0..next).rev().take(40).find(|&i| self.words[i].gap >= Gap::Line).unwrap_or(0);
        end - self.words[first].span.start
    }

    /// `end.The`, `end...The`: a mark that lacks its space.
    fn is_glued_end(&self, next: usize) -> bool {
        let before = self.text_of(next - 1);
        let follower = self.text_of(next);
        let is_end = End::of(before).is_mark() && next >= 2 && is_word(self.text_of(next - 2));
        is_end && follower.starts_with(char::is_uppercase) && follower.len() > 1
    }

    /// Whether the words before `next` close a sentence and `next` can begin one.
    fn ends_here(&self, start: usize, next: usize) -> bool {
        let follower = self.text_of(next);
        if is_bullet(follower) && !matches!(follower, "*" | "-" | "–") {
            return true;
        }
        if self.begins_item(next) || self.is_mail_head(next) {
            return true;
        }
        if is_ruler(follower) || is_ruler(self.text_of(next - 1)) {
            return true;
        }
        let Some((end, quoted)) = self.terminator(start, next) else { return false };
        match self.end_of(start, end) {
            End::None => false,
            End::Abbreviation => self.ends_after_abbreviation(end, next),
            End::Stop if end == start + 1 && is_item_number(self.text_of(start)) => false,
            End::Stop if quoted => !is_small(follower) && !self.is_closing(next),
            End::Stop => !self.is_closing(next),
            End::Question => self.ends_after_question(end, next, quoted),
            End::Ellipsis => can_begin(follower),
        }
    }

    fn end_of(&self, start: usize, end: usize) -> End {
        match End::of(self.text_of(end)) {
            End::Stop if end > start && self.text_of(end - 1) == "." => End::Ellipsis,
            kind => kind,
        }
    }

    /// The mark that ends the words before `next`, and whether closing quotes or brackets follow it.
    fn terminator(&self, start: usize, next: usize) -> Option<(usize, bool)> {
        let mut end = self.before_references(start, next - 1);
        let mut quoted_by = 0;
        if end > start && is_face(self.text_of(end)) && End::of(self.text_of(end - 1)).is_mark() {
            end -= 1;
        }
        while end > start && quoted_by < 4 && is_closer(self.text_of(end)) && self.words[end].gap == Gap::None {
            end -= 1;
            quoted_by += 1;
        }
        if is_closer(self.text_of(end)) { None } else { Some((end, quoted_by > 0)) }
    }

    /// The word before the references that end at `last`: `sentence. [3] [4]`.
    fn before_references(&self, start: usize, last: usize) -> usize {
        let mut end = last;
        while end >= start + 4 && last - end < 12 && self.text_of(end) == "]" {
            let Some(open) = (end - 3..end - 1).rev().find(|&i| self.text_of(i) == "[") else { break };
            if open <= start {
                break;
            }
            end = open - 1;
        }
        if End::of(self.text_of(end)).is_mark() { end } else { last }
    }

    /// Whether `next` is a closing mark set apart by white space, or a reference such as `[17]`.
    fn is_closing(&self, next: usize) -> bool {
        let follower = self.text_of(next);
        if follower == "[" {
            return (next + 1..self.words.len()).take(3).any(|i| self.text_of(i) == "]");
        }
        if follower == "\"" && self.words.get(next + 1).is_none_or(|w| w.gap >= Gap::Line) {
            return true;
        }
        if is_face(follower) {
            return true;
        }
        matches!(follower, ")" | "]" | "”" | "’" | "''") || matches!(follower, "." | "," | ";" | "!" | "?")
    }

    fn ends_after_abbreviation(&self, end: usize, next: usize) -> bool {
        let word = self.text_of(end).trim_end_matches('.');
        let follower = self.text_of(next);
        match abbreviation::kind(word) {
            Some(Abbreviation::Title | Abbreviation::BeforeNumber) => false,
            _ if word.len() == 1 => false,
            _ if word == "etc" => follower.starts_with(char::is_uppercase),
            _ => abbreviation::is_opener(follower),
        }
    }

    /// `"Really?" Smith said.` goes on; `"Really?" The room laughed.` does not.
    fn ends_after_question(&self, end: usize, next: usize, quoted: bool) -> bool {
        if self.is_closing(next) {
            return false;
        }
        if is_small(self.text_of(next)) {
            return !quoted && !self.is_shouted_name(end);
        }
        !quoted || !self.is_speech_tag(next)
    }

    /// Whether the mark at `end` may belong to a name: `Yahoo! said`.
    fn is_shouted_name(&self, end: usize) -> bool {
        self.text_of(end) == "!" && end > 0 && self.text_of(end - 1).starts_with(char::is_uppercase)
    }

    fn is_speech_tag(&self, next: usize) -> bool {
        (next..self.words.len()).take(4).take_while(|&i| is_word(self.text_of(i))).any(|i| is_speech(self.text_of(i)))
    }

    /// Adds the sentence, in pieces if it is too long.
    fn push(&mut self, start: usize, end: usize, starts_paragraph: bool) {
        if end - start > MAX_WORDS {
            let span = Span::new(self.words[start].span.start, self.words[end - 1].span.end);
            let message = format!("a sentence of {} words was cut into pieces of at most {MAX_WORDS}", end - start);
            self.diagnostics.push(Diagnostic::at(span, message));
        }
        let mut from = start;
        while end - from > MAX_WORDS {
            let cut = self.best_cut(from);
            self.sentences.push(RawSentence {
                start: from,
                end: cut,
                starts_paragraph: starts_paragraph && from == start,
            });
            from = cut;
        }
        self.sentences.push(RawSentence { start: from, end, starts_paragraph: starts_paragraph && from == start });
    }

    /// Where to cut the overlong sentence that begins at `from`: after the strongest mark in the second half of what is allowed.
    fn best_cut(&self, from: usize) -> usize {
        let candidates = from + MAX_WORDS / 2..=from + MAX_WORDS;
        let strength = |&next: &usize| match self.text_of(next - 1) {
            _ if self.words[next].continues_word => (0, next),
            _ if self.words[next].gap == Gap::Line => (5, next),
            "." | "!" | "?" | ";" => (4, next),
            ":" | "—" | "–" | "--" | "|" => (3, next),
            "," => (2, next),
            _ if self.words[next].gap != Gap::None => (1, next),
            _ => (0, next),
        };
        candidates.max_by_key(strength).unwrap_or(from + MAX_WORDS)
    }
}

/// In words.
const LONGEST_DATELINE: usize = 16;

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "--" | "―")
}

/// How a word can end a sentence.
enum End {
    None,
    Abbreviation,
    Stop,
    Question,
    Ellipsis,
}

impl End {
    fn is_mark(&self) -> bool {
        matches!(self, Self::Stop | Self::Question | Self::Ellipsis)
    }

    fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let has = |mark: u8| bytes.contains(&mark);
        match bytes {
            [.., b'.'] if is_word(word) => Self::Abbreviation,
            _ if is_word(word) => Self::None,
            b"." => Self::Stop,
            [b'.' | b'!' | b'?', ..] if has(b'!') || has(b'?') => Self::Question,
            [b'.', b'.', ..] => Self::Ellipsis,
            _ if word.starts_with('…') => Self::Ellipsis,
            _ => Self::None,
        }
    }
}

/// Whether most lines inside paragraphs end where the line was full and not where a sentence was.
fn is_wrapped(text: &str, words: &[RawWord]) -> bool {
    let mut lines = 0_usize;
    let mut open = 0_usize;
    for pair in words.windows(2).filter(|pair| pair[1].gap == Gap::Line) {
        lines += 1;
        let (before, after) = (pair[0].span.of(text), pair[1].span.of(text));
        open += usize::from(is_small(after) && is_wordlike_or_comma(before));
    }
    open * 3 > lines
}

fn is_line_start(words: &[RawWord], index: usize) -> bool {
    words[index].gap >= Gap::Line
}

/// `3` or `b` before a full stop at the beginning of a sentence: the number of a list's item.
fn is_item_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) || word.len() == 1 && word != "I" && is_word(word)
}

fn is_word(word: &str) -> bool {
    word.starts_with(char::is_alphanumeric)
}

fn is_wordlike_or_comma(word: &str) -> bool {
    word == "," || word.ends_with(char::is_alphanumeric)
}

fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// Whether a sentence can begin with `word` after an ellipsis.
fn can_begin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘')) && word != "I"
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "●" | "▪" | "■" | "◦" | "‣" | "·" | "*" | "-" | "–" | "►" | "➤" | "✔" | "✓")
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | "’’" | ")" | "]" | "}" | "»")
}

/// A line drawn across the text: `-----`.
fn is_ruler(word: &str) -> bool {
    word.len() >= 5 && word.bytes().all(|b| b"-=_*#~+".contains(&b))
}

/// A face drawn with marks: it belongs to the sentence before.
fn is_face(word: &str) -> bool {
    matches!(word, ":)" | ":(" | ";)" | "=)" | ":-)" | ":-(" | ";-)" | ":D" | "=(")
}

fn is_speech(word: &str) -> bool {
    const SPEECH: &[&str] = &[
        "said",
        "says",
        "asked",
        "asks",
        "wrote",
        "writes",
        "added",
        "adds",
        "told",
        "tells",
        "replied",
        "tweeted",
        "shouted",
        "exclaimed",
        "wondered",
        "demanded",
        "continued",
        "declared",
        "quipped",
        "insisted",
        "cried",
        "answered",
        "joked",
        "posted",
    ];
    SPEECH.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize::tokenize;

    /// Compares the sentences of `text`: ` / ` between them, ` // ` where a paragraph begins.
    fn check(text: &str, expected: &str) {
        let raw = tokenize(text);
        let mut shown = String::new();
        for (index, sentence) in raw.sentences.iter().enumerate() {
            if index > 0 {
                shown.push_str(if sentence.starts_paragraph { " // " } else { " / " });
            }
            shown.push_str(&raw.span_of(sentence).of(text).replace('\n', " "));
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn full_stops() {
        check("It rained. We left! Why? No one knew.", "It rained. / We left! / Why? / No one knew.");
        check(
            "He met Gen. Ruiz of Acme Inc. in the U.S. on Jan. 5.",
            "He met Gen. Ruiz of Acme Inc. in the U.S. on Jan. 5.",
        );
        check("It left the U.S. The rest stayed.", "It left the U.S. / The rest stayed.");
        check("They rose at 5 a.m. He slept.", "They rose at 5 a.m. / He slept.");
        check("The end.The beginning.", "The end. / The beginning.");
        check("They waited...Then it rained.", "They waited... / Then it rained.");
        check("Prices rose 3.5 percent. 40 firms closed.", "Prices rose 3.5 percent. / 40 firms closed.");
    }

    #[test]
    fn items_and_shouts() {
        check("We ask: 1. Stay calm. 2. Call us.", "We ask: / 1. Stay calm. / 2. Call us.");
        check("1. Stay calm 2. Call us 3. Wait", "1. Stay calm / 2. Call us / 3. Wait");
        check("no way!! she left. :) we ate, etc. Then", "no way!! / she left. :) / we ate, etc. / Then");
        check("Shares of Shout! rose.", "Shares of Shout! rose.");
        check("The end ----- Next", "The end / ----- / Next");
    }

    #[test]
    fn datelines() {
        check("LIMA, Peru (Andina) — Police met. They ate.", "LIMA, Peru (Andina) — / Police met. / They ate.");
        check("OSLO, March 4, 2025 - Norway won.", "OSLO, March 4, 2025 - / Norway won.");
        check("Lima (Andina) – Police met.", "Lima (Andina) – / Police met.");
        check("BONN—Police met.", "BONN— / Police met.");
        let text = "LIMA, Peru (Andina) — Police met. They ate.";
        assert_eq!(split_with(text, crate::language::tokenize::words(text), false).sentences.len(), 2);
        check("Police met at NATO - a first.", "Police met at NATO - a first.");
        check("The Bonn office - Peru's - closed.", "The Bonn office - Peru's - closed.");
    }

    #[test]
    fn heads_of_mails() {
        check("Ida Rask 03/14/2003 09:20 AM Can we meet?", "Ida Rask / 03/14/2003 09:20 AM / Can we meet?");
        check("It was sent on 03/14/2003 09:20 AM and read.", "It was sent on 03/14/2003 09:20 AM and read.");
    }

    #[test]
    fn quotes() {
        check("“We won.” She smiled.", "“We won.” / She smiled.");
        check("“Will you go?” Lee asked. “No.”", "“Will you go?” Lee asked. / “No.”");
        check("\"Stop!\" he cried. \"It is late.\" They went.", "\"Stop!\" he cried. / \"It is late.\" / They went.");
        check("He said: “I came. I saw,” and left.", "He said: “I came. / I saw,” and left.");
        check("(It is so.) Then it ended.", "(It is so.) / Then it ended.");
        check("He was “weak . . . and slow.” We agreed.", "He was “weak . . . and slow.” / We agreed.");
    }

    #[test]
    fn references_belong_to_the_sentence_before() {
        check(
            "He died in May. [3] [4] She wept. [citation needed] We left.",
            "He died in May. [3] [4] / She wept. [citation needed] / We left.",
        );
    }

    #[test]
    fn lines_that_are_paragraphs() {
        let text = "Ministers meet in Oslo\nBy Ann Lee\nOSLO, Norway (AP) — Ministers met on Monday. They talked.\n\nThey left";
        check(
            text,
            "Ministers meet in Oslo // By Ann Lee // OSLO, Norway (AP) — / Ministers met on Monday. / They talked. // They left",
        );
        check("We need:\n- bread\n- salt\n• wine", "We need: // - bread // - salt // • wine");
        check("| a | b |\n| c | d |", "| a | b | // | c | d |");
        check("1. Go home.\n2. Eat.", "1. Go home. // 2. Eat.");
    }

    #[test]
    fn lines_that_are_wrapped() {
        let text = "Ministers meet\n\nThe ministers of four countries met in\nthe capital on Monday to speak about\nthe border. They will meet again in\nMay, said the host.\n\nThe end.";
        let joined = "The ministers of four countries met in the capital on Monday to speak about the border.";
        check(text, &format!("Ministers meet // {joined} / They will meet again in May, said the host. // The end."));
    }

    #[test]
    fn overlong_sentences_are_cut_and_reported() {
        let raw = tokenize(&"word, and ".repeat(1_000));
        assert!(raw.sentences.iter().all(|s| s.end - s.start <= MAX_WORDS));
        assert_eq!(raw.diagnostics.len(), 1);
        assert_eq!(raw.diagnostics[0].message, "a sentence of 3000 words was cut into pieces of at most 400");
    }
}
