//! Which stretches of a text are words: from raw text to words as the English treebanks cut them.
//!
//! Needs only the text. Multi-word tokens come apart into touching words (`don't` is `do` `n't`), hyphened compounds come apart at the
//! hyphen, addresses and numbers stay whole. Between two words stand only white space and invisible characters, so the words
//! rebuild the text; only cards that a page shows beside a name are left out. Time is linear whatever the text. Never changes a character, never decides where sentences end: that
//! is [`super::sentence`]'s part.

pub(super) mod abbreviation;
mod address;
mod class;
mod contraction;
mod number;

use abbreviation::{Abbreviation, Next};
use class::{Class, class, is_apostrophe, is_space};

use super::furniture::cards;
use crate::{diagnostic::Diagnostic, span::Span};

/// The words and sentences of one text.
#[derive(Clone, Debug, Default)]
pub struct RawText {
    /// All words in text order; they do not overlap.
    pub words: Vec<RawWord>,
    /// In text order; together they hold every word once.
    pub sentences: Vec<RawSentence>,
    /// What had to be cut.
    pub diagnostics: Vec<Diagnostic>,
}

/// One syntactic word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawWord {
    /// Its bytes in the text.
    pub span: Span,
    /// Whether it continues the multi-word token before it.
    pub continues_word: bool,
    /// What stands between it and the word before it.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing that can be seen.
    #[default]
    None,
    /// White space inside a line.
    Space,
    /// A line end.
    Line,
    /// An empty line; the first word of a text has it too.
    Blank,
}

/// One sentence: the words `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawSentence {
    /// Index of its first word.
    pub start: usize,
    /// Index after its last word.
    pub end: usize,
    /// Whether a paragraph begins with it.
    pub starts_paragraph: bool,
}

impl RawText {
    /// The words of `sentence`, which is never empty.
    pub fn words_of(&self, sentence: &RawSentence) -> &[RawWord] {
        &self.words[sentence.start..sentence.end]
    }

    /// From the first to the last word of `sentence`.
    pub fn span_of(&self, sentence: &RawSentence) -> Span {
        self.words[sentence.start].span.cover(self.words[sentence.end - 1].span)
    }
}

/// Cuts `text` into words and sentences.
///
/// ```
/// use quidnunc::language::tokenize::tokenize;
/// let text = "Minsk’s envoy didn't sign. Vilnius did.";
/// let raw = tokenize(text);
/// let words: Vec<&str> = raw.words.iter().map(|w| w.span.of(text)).collect();
/// assert_eq!(words, ["Minsk", "’s", "envoy", "did", "n't", "sign", ".", "Vilnius", "did", "."]);
/// assert_eq!(raw.sentences.len(), 2);
/// ```
pub fn tokenize(text: &str) -> RawText {
    super::sentence::split(text, report(text, words(text)))
}

/// The words without those of cards that stand inside a sentence.
fn report(text: &str, mut words: Vec<RawWord>) -> Vec<RawWord> {
    let cards = cards(text);
    let inside = |word: Span| {
        let before = cards.partition_point(|card| card.start <= word.start);
        cards[..before].last().is_some_and(|card| card.contains(word))
    };
    words.retain(|word| !inside(word.span));
    words
}

/// Cuts `text` into words.
pub(super) fn words(text: &str) -> Vec<RawWord> {
    let mut scanner = Scanner::new(text);
    let mut at = 0;
    while at < text.len() {
        at = if is_space(scanner.char_at(at)) { scanner.space(at) } else { scanner.chunk_from(at) };
    }
    scanner.words
}

/// Prefixes that stay on the word after the hyphen.
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "neo", "non", "over",
    "post", "pre", "pro", "psycho", "re", "semi", "socio", "sub", "un", "ultra", "quasi", "bi", "extra", "micro",
];

/// Letters before a dollar sign that make one currency sign of it.
const DOLLARS: &[&str] = &["US", "U", "C", "A", "HK", "NZ", "CA", "AU", "R", "S", "NT"];

const FACES: &[&str] = &[
    ":-)", ":-(", ";-)", ":)", ":(", ";)", "=)", "=(", ":D", ":-D", ":P", ":-P", ":/", ":-/", ":o", "(:", "<3", "^_^",
    "-_-", ">:(", "8)",
];

struct Scanner<'t> {
    text: &'t str,
    words: Vec<RawWord>,
    /// What stands before the next word.
    gap: Gap,
    /// Where the stretch without white space that is being read ends, and its last full stop and at-sign.
    chunk_end: usize,
    last_dot: usize,
    last_at: usize,
    /// Up to here a dotted run is known to be no address.
    plain_until: usize,
    /// Whether a single quotation mark was opened in this paragraph and not closed.
    quoted: bool,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        let words = Vec::with_capacity(text.len() / 5);
        Self { text, words, gap: Gap::Blank, chunk_end: 0, last_dot: 0, last_at: 0, plain_until: 0, quoted: false }
    }

    /// The character at `at`, which must be inside the text.
    fn char_at(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or(' ')
    }

    /// The character at `at` if the chunk goes so far.
    fn next_char(&self, at: usize) -> Option<char> {
        self.text[at..self.chunk_end].chars().next()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.chunk().get(at).copied()
    }

    /// The text up to the end of the chunk.
    fn chunk(&self) -> &'t [u8] {
        &self.text.as_bytes()[..self.chunk_end]
    }

    /// Reads white space from `at`.
    fn space(&mut self, at: usize) -> usize {
        let (stop, gap) = white_space(self.text, at);
        self.gap = self.gap.max(gap);
        if self.gap == Gap::Blank {
            self.quoted = false;
        }
        stop
    }

    /// Finds the end of the stretch without white space that begins at `at`.
    fn chunk_bounds(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let (mut dot, mut mail, mut stop) = (0, 0, at);
        while stop < bytes.len() {
            match bytes[stop] {
                b'.' => dot = stop,
                b'@' => mail = stop,
                0..=b' ' | 0x7F => break,
                0xC2 | 0xE1 | 0xE2 | 0xE3 if is_space(self.char_at(stop)) => break,
                _ => {}
            }
            stop += 1;
        }
        (self.chunk_end, self.last_dot, self.last_at) = (stop, dot, mail);
    }

    fn chunk_from(&mut self, at: usize) -> usize {
        self.chunk_bounds(at);
        let mut at = at;
        while at < self.chunk_end {
            at = self.token(at);
        }
        at
    }

    /// Reads one token at `at`; gives where the next begins, which is always further on.
    fn token(&mut self, at: usize) -> usize {
        let c = self.char_at(at);
        match class(c) {
            Class::Hidden | Class::Space => at + c.len_utf8(),
            Class::Letter if c == '_' => self.push_run(at, c),
            Class::Letter if class::is_mark(c) => self.push(at, self.run_end(at)),
            Class::Letter => self.word(at),
            Class::Digit => self.number(at),
            Class::Other => self.symbol(at, c),
        }
    }

    fn push(&mut self, start: usize, end: usize) -> usize {
        self.push_word(Span::new(start, end), false);
        end
    }

    fn push_word(&mut self, span: Span, continues_word: bool) {
        self.words.push(RawWord { span, continues_word, gap: self.gap });
        self.gap = Gap::None;
    }

    /// Pushes all of the same character from `at`.
    fn push_run(&mut self, at: usize, c: char) -> usize {
        self.push_while(at, |next| next == c)
    }

    fn push_while(&mut self, at: usize, allowed: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..self.chunk_end];
        let length = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
        self.push(at, at + length)
    }

    fn word(&mut self, at: usize) -> usize {
        match self.address(at) {
            Some(stop) => self.push(at, stop),
            None => self.joined(at, self.run_end(at)),
        }
    }

    fn number(&mut self, at: usize) -> usize {
        if let Some(stop) = self.address(at) {
            return self.push(at, stop);
        }
        if !self.text.as_bytes()[at].is_ascii_digit() {
            return self.joined(at, self.run_end(at));
        }
        let stop = number::number_end(self.chunk(), at);
        let letters = self.run_end(stop);
        let is_clock =
            letters == stop + 1 && matches!(&self.chunk()[stop..], [b'a' | b'p' | b'A' | b'P', b'.', b'm' | b'M', ..]);
        if letters > stop && (is_clock || number::is_unit(&self.text[stop..letters])) {
            return self.push(at, stop);
        }
        self.joined(at, letters)
    }

    /// The end of the web address, mail address, domain or file name at `at`, if there is one.
    fn address(&mut self, at: usize) -> Option<usize> {
        let chunk = self.chunk();
        if self.last_at > at
            && let Some(stop) = address::mail_end(chunk, at)
        {
            return Some(stop);
        }
        if let Some(stop) = address::url_end(chunk, at) {
            return Some(stop);
        }
        if self.last_dot <= at || at < self.plain_until {
            return None;
        }
        let stop = at + address::dotted_run(chunk, at);
        self.plain_until = stop;
        address::domain_end(chunk, at, stop)
    }

    /// The end of the letters, digits, marks and hidden characters from `at`.
    fn run_end(&self, at: usize) -> usize {
        let bytes = self.chunk();
        let mut stop = at;
        while stop < bytes.len() {
            let byte = bytes[stop];
            if byte.is_ascii() {
                if !(byte.is_ascii_alphanumeric() || byte == b'_') {
                    break;
                }
                stop += 1;
            } else {
                let c = self.char_at(stop);
                if class(c) == Class::Other {
                    break;
                }
                stop += c.len_utf8();
            }
        }
        stop
    }

    /// Reads on from `stop` as long as a mark joins what follows to the word that began at `at`, and pushes it.
    fn joined(&mut self, at: usize, mut stop: usize) -> usize {
        let mut has_apostrophe = false;
        while let Some((next, c)) = self.join(at, stop) {
            has_apostrophe |= is_apostrophe(c);
            stop = next;
        }
        let end = at + self.text[at..stop].trim_end_matches(|c| c == '_' || class(c) == Class::Hidden).len();
        if end < stop {
            self.push_clitics(at, end, has_apostrophe);
            return end;
        }
        if let Some(next) = self.final_apostrophe(at, stop) {
            return next;
        }
        self.push_clitics(at, stop, has_apostrophe);
        stop
    }

    /// Where the word `at..stop` ends after what the mark at `stop` joins to it, and that mark.
    fn join(&self, at: usize, stop: usize) -> Option<(usize, char)> {
        let mark = self.next_char(stop)?;
        let after = stop + mark.len_utf8();
        let next = self.next_char(after);
        let joins = match mark {
            '.' => return self.dot(at, stop).map(|end| (end, mark)),
            '-' if next.is_none() => return self.is_stammer(at, stop).then_some((after, mark)),
            '-' => next.is_some_and(char::is_alphanumeric) && self.keeps_hyphen(at, stop, after),
            '&' => next.is_some_and(char::is_uppercase) && self.text[at..stop].ends_with(char::is_uppercase),
            '$' => {
                let is_sign = DOLLARS.contains(&&self.text[at..stop]);
                return is_sign.then_some((after, mark));
            }
            '/' => self.is_slashed(at, stop),
            '`' | '´' => contraction::is_clitic(&self.text[after..self.run_end(after)]),
            _ => is_apostrophe(mark) && next.is_some_and(|c| class(c) == Class::Letter && c != '_'),
        };
        joins.then(|| (self.run_end(after), mark))
    }

    fn keeps_hyphen(&self, at: usize, stop: usize, after: usize) -> bool {
        let word = &self.text[at..stop];
        if word.len() <= 7 && PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(word)) {
            return self.chunk()[after].is_ascii_alphabetic()
                || word.len() == 3
                || !self.chunk()[after].is_ascii_digit();
        }
        let next = self.short(after, self.run_end(after));
        word.is_ascii() && matches!(next, "wise" | "esque")
    }

    /// A word that was broken off, `th-`, or a grade, `A-`.
    fn is_stammer(&self, at: usize, stop: usize) -> bool {
        let word = self.short(at, stop);
        let is_vowel = |b: u8| b"aeiouy".contains(&b.to_ascii_lowercase());
        !word.is_empty()
            && word.len() <= 2
            && word.bytes().all(|b| b.is_ascii_alphabetic())
            && (word.len() == 1 || !word.bytes().any(is_vowel))
            && word != "TV"
    }

    /// The text `start..end` if it is short, else nothing.
    fn short(&self, start: usize, end: usize) -> &'t str {
        if end - start <= 8 { &self.text[start..end] } else { "" }
    }

    fn is_slashed(&self, at: usize, stop: usize) -> bool {
        let rest = &self.chunk()[at..];
        let known = [&b"w/o"[..], b"w/out", b"s/he", b"n/a", b"b/c", b"l/c", b"i/c"];
        stop == at + 1 && known.iter().any(|k| rest.len() >= k.len() && rest[..k.len()].eq_ignore_ascii_case(k))
    }

    /// The end of the word `at..stop` with the full stop at `stop` and what it joins, if the full stop is part of the word.
    fn dot(&self, at: usize, stop: usize) -> Option<usize> {
        let after = stop + 1;
        let bytes = self.chunk();
        let is_initial = bytes[stop - 1].is_ascii_alphabetic() && (stop - at == 1 || bytes[stop - 2] == b'.');
        match self.next_char(after) {
            Some('.') => (self.ends_abbreviated(at, stop) && self.byte(after + 1) != Some(b'.')).then_some(after),
            Some(c) if class(c) == Class::Letter || class(c) == Class::Digit => self.inner_dot(at, stop, is_initial),
            _ if is_initial && stop - at > 1 || is_degree(&self.text[at..stop]) => Some(after),
            _ => self.keeps_final_dot(at, stop).then_some(after),
        }
    }

    /// The same where a letter or digit follows at once: `U.S`, `J.Smith`, `Ph.D`, `Dr.Who`.
    fn inner_dot(&self, at: usize, stop: usize, is_initial: bool) -> Option<usize> {
        let after = stop + 1;
        let next_end = self.run_end(after);
        let next = &self.text[after..next_end];
        let is_capital = next.starts_with(char::is_uppercase);
        let word = &self.text[at..stop];
        if is_initial && next.len() == 1 && next.as_bytes()[0].is_ascii_alphabetic() {
            return Some(next_end);
        }
        if next.len() < 5 && is_degree(&self.text[at..next_end]) {
            return Some(next_end);
        }
        let is_title = word.len() <= 7 && abbreviation::kind(word) == Some(Abbreviation::Title);
        let keeps = is_capital
            && (is_title || is_initial && word.starts_with(char::is_uppercase) && !abbreviation::is_opener(next));
        keeps.then_some(after)
    }

    /// Whether the word before the first of two full stops is an abbreviation: `Jr..`.
    fn ends_abbreviated(&self, at: usize, stop: usize) -> bool {
        let word = &self.text[at..stop];
        word.len() <= 7 && (word.contains('.') || matches!(word, "Inc" | "Jr" | "Sr" | "Corp" | "Ltd" | "Co" | "etc"))
    }

    fn keeps_final_dot(&self, at: usize, stop: usize) -> bool {
        let word = &self.text[at..stop];
        let next = self.next_kind(stop + 1);
        if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() {
            return self.is_name_initial(word, stop, next);
        }
        let is_dated = matches!(word, "b" | "d" | "c" | "m") && abbreviation::is_month_name(self.next_word(stop + 1));
        word.len() <= 7 && (is_dated || abbreviation::abbreviation(word, next).is_some())
    }

    /// Whether a capital letter with a full stop is the initial of a name and not the end of a sentence (`Plan B.`).
    fn is_name_initial(&self, letter: &str, stop: usize, next: Next) -> bool {
        let before = self.words.last().map_or("", |w| w.span.of(self.text));
        match next {
            Next::Closing => letter != "I",
            Next::Capital => {
                let follower = self.next_word(stop + 1);
                let is_single = follower.len() == 1;
                (is_single || !abbreviation::is_opener(follower))
                    && (letter != "I" || before.starts_with(char::is_uppercase))
            }
            _ => false,
        }
    }

    /// What follows at `at`, past white space.
    fn next_kind(&self, at: usize) -> Next {
        if let Some(c) = self.next_char(at) {
            return if matches!(c, ',' | ';' | ':' | ')' | ']' | '?' | '!' | '\'' | '’') {
                Next::Closing
            } else {
                Next::Other
            };
        }
        if at >= self.text.len() {
            return Next::Nothing;
        }
        let (start, gap) = white_space(self.text, at);
        if gap == Gap::Blank || start >= self.text.len() {
            return Next::Nothing;
        }
        match self.char_at(start) {
            c if c.is_uppercase() => Next::Capital,
            c if c.is_numeric() => Next::Digit,
            c if c.is_alphabetic() => Next::Small,
            _ => Next::Other,
        }
    }

    /// The word after white space at `at`: at most 12 letters of it.
    fn next_word(&self, at: usize) -> &'t str {
        let (start, _) = white_space(self.text, at);
        let rest = &self.text[start..];
        let length: usize = rest.chars().take(12).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        &rest[..length]
    }

    /// Pushes the word `at..stop` with an apostrophe after it, if one belongs to it: `prisoners'`, `lovin'`.
    fn final_apostrophe(&mut self, at: usize, stop: usize) -> Option<usize> {
        let mark = self.next_char(stop).filter(|&c| matches!(c, '\'' | '’'))?;
        let after = stop + mark.len_utf8();
        let next = self.next_char(after);
        if self.quoted || next.is_some_and(|c| is_apostrophe(c) || class(c) == Class::Digit) {
            return None;
        }
        let word = &self.text[at..stop];
        if word.ends_with(['s', 'S', 'z', 'x']) {
            self.push(at, stop);
            self.push_word(Span::new(stop, after), true);
            return Some(after);
        }
        (word.len() > 3 && word.ends_with("in")).then(|| self.push(at, after))
    }

    /// Pushes `at..stop` as one word or, where it is a contraction, as several.
    fn push_clitics(&mut self, at: usize, stop: usize, has_apostrophe: bool) {
        let mut ends = [stop; 3];
        let mut count = 0;
        while has_apostrophe && count < 2 {
            let Some(split) = contraction::clitic_split(&self.text[at..ends[count]]) else { break };
            count += 1;
            ends[count] = at + split;
        }
        if !has_apostrophe && let Some(split) = contraction::fused_split(&self.text[at..stop]) {
            count = 1;
            ends[1] = at + split;
        }
        let mut start = at;
        for (index, &end) in ends[..=count].iter().rev().enumerate() {
            self.push_word(Span::new(start, end), index > 0);
            start = end;
        }
    }

    fn symbol(&mut self, at: usize, c: char) -> usize {
        if let Some(stop) = self.whole_symbol(at, c) {
            return self.push(at, stop);
        }
        let drawing = if c.is_ascii() { drawing_length(&self.chunk()[at..]) } else { 0 };
        if drawing >= 5 {
            return self.push(at, at + drawing);
        }
        match c {
            '.' | '!' | '?' | '…' => self.push_while(at, |c| matches!(c, '.' | '!' | '?' | '…')),
            '-' | '=' | '<' | '>' => self.push_while(at, |c| matches!(c, '-' | '=' | '<' | '>')),
            '*' | '~' | '#' | '+' | '$' | '—' | '–' | '―' => self.push_run(at, c),
            '\'' | '’' | '‘' | '`' | '´' => self.quote(at, c),
            _ => self.pictograph(at, c),
        }
    }

    /// The end of a token that begins with the symbol `c` and is more than punctuation: `.5`, `+375`, `@name`, `:-)`.
    fn whole_symbol(&mut self, at: usize, c: char) -> Option<usize> {
        let after = at + c.len_utf8();
        let next = self.byte(after)?;
        let opens = self.is_opening(at);
        match c {
            '.' | '+' if opens && next.is_ascii_digit() => Some(number::number_end(self.chunk(), after)),
            '#' | '@' if opens && (next.is_ascii_alphabetic() || next == b'_') => Some(self.run_end(after)),
            '&' if next == b'#' || next.is_ascii_lowercase() => entity_end(self.chunk(), at),
            '[' if self.chunk()[at..].starts_with(b"[...]") => Some(at + 5),
            ':' | ';' | '=' | '(' | '<' | '^' | '-' | '>' if opens => self.face_end(at),
            _ => None,
        }
    }

    fn face_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.chunk_end];
        let face = FACES.iter().filter(|f| rest.starts_with(**f)).max_by_key(|f| f.len())?;
        let goes_on = rest[face.len()..].starts_with(|c: char| class(c) != Class::Other);
        (!goes_on).then_some(at + face.len())
    }

    /// Whether what stands at `at` begins something: white space, an opening bracket or quote, or a dash stands before it.
    fn is_opening(&self, at: usize) -> bool {
        self.gap != Gap::None
            || self.text[..at].ends_with([
                '(', '[', '{', '"', '“', '‘', '«', '„', '—', '–', '-', '/', '$', '€', '£', '<', '>', '|', '*',
            ])
    }

    /// Reads an apostrophe or single quotation mark that no word claimed.
    fn quote(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        let next = self.next_char(after);
        if next.is_some_and(|n| n == c || c == '‘' && n == '’') {
            return self.push(at, after + next.map_or(0, char::len_utf8));
        }
        let word_end = self.run_end(after);
        let rest = self.short(after, word_end);
        if !self.is_opening(at) {
            return self.closing_quote(at, after, word_end);
        }
        let is_year = rest.len() >= 2 && rest.len() <= 3 && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        if c != '‘' && c != '`' && (is_year || contraction::is_clipped(rest) || contraction::is_clitic(rest)) {
            return self.push(at, word_end);
        }
        self.quoted = word_end > after;
        self.push(at, after)
    }

    fn closing_quote(&mut self, at: usize, after: usize, word_end: usize) -> usize {
        if word_end > after && word_end <= after + 2 && contraction::is_clitic(&self.text[after..word_end]) {
            let follows_word = self.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
            self.push_word(Span::new(at, word_end), follows_word);
            return word_end;
        }
        self.quoted = false;
        self.push(at, after)
    }

    /// Pushes one symbol with what modifies it: emoji joined by U+200D, skin tones, flags of two letters.
    fn pictograph(&mut self, at: usize, c: char) -> usize {
        let mut stop = at + c.len_utf8();
        if class::is_regional(c) && self.next_char(stop).is_some_and(class::is_regional) {
            return self.push(at, stop + 4);
        }
        while let Some(next) = self.next_char(stop) {
            let joined = next == '\u{200D}'
                && self.next_char(stop + 3).is_some_and(|n| !n.is_ascii() && class(n) == Class::Other);
            if joined {
                stop += 3 + self.char_at(stop + 3).len_utf8();
            } else if class::modifies_emoji(next) {
                stop += next.len_utf8();
            } else {
                break;
            }
        }
        self.push(at, stop)
    }
}

/// Where the white space and hidden characters from `at` end, and what gap they make.
fn white_space(text: &str, at: usize) -> (usize, Gap) {
    let mut lines = 0;
    let mut stop = at;
    let mut before = ' ';
    for c in text[at..].chars() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{85}' => lines += 1,
            '\u{2029}' | '\u{C}' => lines += 2,
            _ if matches!(class(c), Class::Space | Class::Hidden) => {}
            _ => break,
        }
        stop += c.len_utf8();
        before = c;
    }
    let gap = match lines {
        0 => Gap::Space,
        1 => Gap::Line,
        _ => Gap::Blank,
    };
    (stop, gap)
}

/// Degrees such as `Ph.D` and `M.Sc`, without the last full stop.
fn is_degree(word: &str) -> bool {
    matches!(
        word,
        "Ph.D" | "M.Sc" | "B.Sc" | "D.Phil" | "M.Phil" | "M.Ed" | "B.Ed" | "B.Com" | "M.Com" | "D.Sc" | "Ed.D"
    )
}

/// How many of the first characters are strokes such as rulers and frames are drawn with.
fn drawing_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b"-=<>*~+|#_{}".contains(b)).count()
}

/// The end of an HTML entity at `at`: `&amp;`, `&#8217;`.
fn entity_end(bytes: &[u8], at: usize) -> Option<usize> {
    let name = bytes[at + 1..].iter().take(8).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    (name >= 2 && bytes.get(at + 1 + name) == Some(&b';')).then_some(at + name + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Compares the words of `text`; parts of one multi-word token are joined by `|`.
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        for (index, word) in words(text).iter().enumerate() {
            shown.push_str(if word.continues_word { "|" } else { ["", " "][usize::from(index > 0)] });
            shown.push_str(word.span.of(text));
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn contractions_come_apart() {
        check("I'm sure he’d say they don't.", "I|'m sure he|’d say they do|n't .");
        check("Minsk's, Minsk’s, the prisoners' cells", "Minsk|'s , Minsk|’s , the prisoners|' cells");
        check("We cannot, gonna, DON'T, shouldn't've", "We can|not , gon|na , DO|N'T , should|n't|'ve");
        check("O'Connor's rock'n'roll at 5 o'clock", "O'Connor|'s rock'n'roll at 5 o'clock");
        check("the '90s, the 1980's, 'em", "the '90s , the 1980's , 'em");
        check("the U.S.'s envoy", "the U.S.|'s envoy");
    }

    #[test]
    fn single_quotes_are_no_clitics() {
        check("He said 'the workers' and left", "He said ' the workers ' and left");
        check("“He called it ‘a farce’,” she said.", "“ He called it ‘ a farce ’ , ” she said .");
        check("'No,' he said.", "' No , ' he said .");
    }

    #[test]
    fn hyphens_cut_compounds_but_not_prefixes() {
        check("a long-term U.S.-Belarus plan", "a long - term U.S. - Belarus plan");
        check("pro-Kremlin ex-minister, mid-2024", "pro-Kremlin ex-minister , mid-2024");
        check("a 10-day, state-of-the-art e-mail", "a 10 - day , state - of - the - art e-mail");
        check("the talks—tense—ended – late -- now", "the talks — tense — ended – late -- now");
    }

    #[test]
    fn numbers_and_money() {
        check("$5bn, €3.2m, US$40 and £1,250.50", "$ 5 bn , € 3.2 m , US$ 40 and £ 1,250.50");
        check("3.5% of 30km at 5pm, 10:30 a.m.", "3.5 % of 30 km at 5 pm , 10:30 a.m.");
        check("on 24/08/2006 or 2024-09-11, 1990s, 9/11", "on 24/08/2006 or 2024-09-11 , 1990s , 9/11");
        check("the 21st, 5G, 3-4 years, +375 17 222", "the 21st , 5G , 3 - 4 years , +375 17 222");
        check("call 212-555-0100, .5 or 1-2-3", "call 212-555-0100 , .5 or 1 - 2 - 3");
    }

    #[test]
    fn abbreviations_keep_their_full_stop() {
        check("Gen. A. B. Noor, Jan. 5, No. 7.", "Gen. A. B. Noor , Jan. 5 , No. 7 .");
        check("No. He said no. Plan B. The end.", "No . He said no . Plan B . The end .");
        check("Acme Inc. vs. Mr. Lee, Jr., Ph.D., e.g., etc.", "Acme Inc. vs. Mr. Lee , Jr. , Ph.D. , e.g. , etc.");
        check("Sen. Day (R-Ky.) of Portland, Ore., left", "Sen. Day ( R - Ky. ) of Portland , Ore. , left");
        check("J.R.Smith went to St.Louis", "J.R. Smith went to St. Louis");
        check("more of that ore. Then", "more of that ore . Then");
    }

    #[test]
    fn addresses_stay_whole() {
        check("See https://a.example/x?y=1&z=(2), ok", "See https://a.example/x?y=1&z=(2) , ok");
        check("[text](http://a.example/b).", "[ text ] ( http://a.example/b ) .");
        check("Write ann.lee@mail.example. Or @ann_lee #now", "Write ann.lee@mail.example . Or @ann_lee #now");
        check("on tut.by, report.pdf and news.example.com/a.", "on tut.by , report.pdf and news.example.com/a .");
        check("It is done.in this way, the end.The next", "It is done . in this way , the end . The next");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("**Bold** # Head | cell | - item", "** Bold ** # Head | cell | - item");
        check("Wait... what?! “Yes…” &amp; AT&T", "Wait ... what ?! “ Yes … ” &amp; AT&T");
        check("👩‍👩‍👧 🇧🇾🇱🇹 👍🏽 ok :-)", "👩‍👩‍👧 🇧🇾 🇱🇹 👍🏽 ok :-)");
        check("\u{FEFF}a\u{A0}b\u{200B}c so\u{AD}ft \u{200E}x\u{200F}", "a b c so\u{AD}ft x");
        check("|---|---|\n-----", "|---|---| -----");
        check("Мінск — Łódź e\u{301}t 北京。", "Мінск — Łódź e\u{301}t 北京 。");
    }

    #[test]
    fn nothing_gives_nothing() {
        check("", "");
        check(" \r\n\t\u{200B}\u{AD}", "");
    }

    /// What every result must keep to, whatever the text.
    fn holds(text: &str) {
        let raw = tokenize(text);
        let mut end = 0;
        for word in &raw.words {
            assert!(word.span.start >= end && !word.span.is_empty(), "{word:?}");
            assert!(is_blank(&text[end..word.span.start]), "{word:?}");
            assert_eq!(
                word.gap == Gap::None && end > 0,
                end > 0 && !text[end..word.span.start].contains(is_space),
                "{word:?}"
            );
            assert!(!word.continues_word || word.span.start == end);
            end = word.span.end;
        }
        assert!(is_blank(&text[end..]));
        let mut next = 0;
        for sentence in &raw.sentences {
            assert!(
                sentence.start == next
                    && sentence.end > next
                    && sentence.end - next <= crate::language::sentence::MAX_WORDS
            );
            assert!(!raw.words[sentence.start].continues_word);
            next = sentence.end;
        }
        assert_eq!(next, raw.words.len());
    }

    fn is_blank(text: &str) -> bool {
        text.chars().all(|c| matches!(class(c), Class::Space | Class::Hidden))
    }

    #[test]
    fn hard_texts_hold() {
        for piece in [
            "(", "\"", "a", "'", "’", "a's", "a.", "ab.", "www.", "a@", "1-", "1,", "[.]", "-*~", "A&", "\u{AD}",
            "\u{301}", "J. ", "\n", "_a_", "🇧",
        ] {
            holds(&piece.repeat(5_000));
        }
    }

    #[test]
    fn texts_of_any_length_hold() {
        holds(&"(".repeat(1_000_000));
        holds(&"[]".repeat(100_000));
        holds(&"\"".repeat(100_000));
        holds(&"“‘".repeat(50_000));
        holds(&"x".repeat(10_000_000));
        holds(&"no.space,at;all:here".repeat(20_000));
        holds(&"MinskМинск北京دمشق".repeat(20_000));
    }

    proptest! {
        #[test]
        fn any_text_holds(text in any::<String>()) {
            holds(&text);
        }

        #[test]
        fn any_mixture_holds(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            holds(&pieces.concat());
        }
    }

    const PIECES: &[&str] = &[
        " ", "\n", "\n\n", ".", "..", "!", "\"", "'", "’", "‘", "“", "”", "(", ")", "[", "]", "-", "—", "@", "#", "&",
        "&amp;", "$", "5", "12", "3.4", ",", ":", "/", "a", "I", "Mr", "No", "Inc", "U.S.", "do", "n't", "'s",
        "cannot", "Minsk", "com", "http://", "www.", "_", "*", "|", "\u{AD}", "\u{200D}", "\u{301}", "👍", "🏽", "🇧",
        "é", "北", "pm", "bn", "e.g", "Ph.D",
    ];
}
