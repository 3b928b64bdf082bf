//! How many or how much: the number that counts or measures a noun phrase.
//!
//! Needs one [`Sentence`] and the words of `ontology/words/quantities.toml`. Reads the number beside a noun word by word, so that a
//! slip of the tree inside a number does no harm. Never guesses a number for "several" or "dozens", and takes no year for a count.

use crate::{
    language::{Relation, Sentence, Upos, Xpos},
    span::Span,
};
use serde::Deserialize;
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// A number with what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, with multipliers worked in: 5,000,000 for "$5 million".
    pub value: f64,
    /// Whether the text gives it only roughly or as a bound: "about", "over", "nearly".
    pub approximate: bool,
    /// Currency as ISO 4217 code, `%`, or none for a plain count.
    pub unit: Option<String>,
    /// The words of the number, with its currency.
    pub span: Span,
}

/// Reads the quantity of the noun phrase whose head is the word `head` of `sentence`; none where the text gives no number.
pub fn quantity(text: &str, sentence: &Sentence, head: usize) -> Option<Quantity> {
    let reader = Reader { text, sentence };
    match reader.number_of(head) {
        Some(at) => reader.read(at).filter(|q| q.unit.is_some() || !reader.is_label(head, at)),
        None => reader.counted(head).and_then(|member| reader.read(reader.number_of(member)?)),
    }
}

/// The number that one word stands for: `12`, `1,200`, `5bn`, `twelve`, `a`.
pub(super) fn number(word: &str) -> Option<f64> {
    let word = word.to_lowercase();
    let found = LISTS.numbers.get(word.as_str()).copied();
    found.or_else(|| digits(&word)).or_else(|| compound_number(&word))
}

struct Reader<'a> {
    text: &'a str,
    sentence: &'a Sentence,
}

impl Reader<'_> {
    /// A word of the number that counts `head`: the head itself, or a number or currency that modifies it.
    fn number_of(&self, head: usize) -> Option<usize> {
        let modifies = |c: &usize| {
            let relation = self.sentence.tokens[*c].relation;
            relation == Relation::Nummod
                || matches!(relation, Relation::Compound | Relation::Amod | Relation::NmodUnmarked | Relation::Dep)
        };
        if self.is_number(head) || self.is_sign(head) {
            return Some(head);
        }
        self.sentence.children(head).filter(modifies).find(|&c| self.is_number(c) || self.is_sign(c))
    }

    /// "A group of 52 prisoners", "a total of three": what the group consists of.
    fn counted(&self, head: usize) -> Option<usize> {
        let groups = LISTS.words.groups.iter().any(|w| **w == *self.sentence.tokens[head].lemma);
        let mut members = self.sentence.dependents(head, Relation::Nmod);
        members.find(|&m| groups && self.sentence.children(m).any(|c| &*self.sentence.tokens[c].lemma == "of"))
    }

    fn read(&self, at: usize) -> Option<Quantity> {
        let run = self.run(at);
        let words: Vec<String> = run.clone().map(|i| self.word(i)).collect();
        let value = value(words.iter().filter(|w| !LISTS.currencies.contains_key(w.as_str())).map(String::as_str))?;
        let unit = self.unit(&run, &words);
        let first = self.sentence.tokens[run.start].span;
        let span = first.cover(self.sentence.tokens[run.end - 1].span);
        Some(Quantity { value, approximate: self.is_rough(run.start), unit, span })
    }

    /// The unbroken run of number words, currency signs, "and" and hyphens around `at`.
    fn run(&self, at: usize) -> Range<usize> {
        let mut start = at;
        while start > 0 && self.joins(start - 1) {
            start -= 1;
        }
        let mut end = at + 1;
        while self.joins(end - 1) {
            end += 1;
        }
        start..end
    }

    /// Whether the words at `left` and right after it belong to one number: "two hundred", "hundred and five", "twenty-one", "$ 5".
    fn joins(&self, left: usize) -> bool {
        let right = left + 1;
        if right >= self.sentence.tokens.len() {
            return false;
        }
        let (first, second) = (self.word(left), self.word(right));
        let link = |w: &str| matches!(w, "-" | "and");
        if link(&second) {
            return right + 1 < self.sentence.tokens.len() && self.adds(left, right + 1);
        }
        if link(&first) {
            return left > 0 && self.adds(left - 1, right);
        }
        let sign = self.is_sign(left) && self.is_number(right);
        sign || self.adds(left, right) || (matches!(first.as_str(), "a" | "an" | "half") && self.is_multiplier(right))
    }

    /// Whether two number words make one number: a multiplier is among them, or tens before ones.
    fn adds(&self, left: usize, right: usize) -> bool {
        let tens = number(&self.word(left)).is_some_and(|n| (20.0..=90.0).contains(&n))
            && !self.word(left).starts_with(|c: char| c.is_ascii_digit());
        let ones = number(&self.word(right)).is_some_and(|n| (1.0..10.0).contains(&n));
        let multiplied = self.is_multiplier(right)
            || (self.is_multiplier(left) && !self.word(right).starts_with(|c: char| c.is_ascii_digit()));
        self.is_number(left) && self.is_number(right) && (multiplied || (tens && ones))
    }

    fn unit(&self, run: &Range<usize>, words: &[String]) -> Option<String> {
        let sign = words.iter().find_map(|w| LISTS.currencies.get(w.as_str()));
        let next = self.sentence.tokens.get(run.end);
        let after = next.and_then(|t| LISTS.currencies.get(&*t.lemma).or_else(|| LISTS.units.get(&*t.lemma)));
        sign.or(after).cloned()
    }

    fn is_rough(&self, start: usize) -> bool {
        let before = start.saturating_sub(3)..start;
        let mut rough = before.rev().map(|i| self.word(i)).take_while(|w| w != "of" && w != "," && w != "from");
        rough.any(|w| LISTS.words.approximate.contains(&w) && w != "to" && w != "most")
    }

    /// Whether the number names rather than counts: a year ("the 2020 election"), a date, "Article 5".
    fn is_label(&self, head: usize, at: usize) -> bool {
        if head == at {
            return year(&self.word(at)).is_some();
        }
        let singular = matches!(self.sentence.tokens[head].xpos, Xpos::Nn | Xpos::Nnp | Xpos::Nnps);
        let names = year(&self.word(at)).is_some() && singular;
        names || at > head || crate::extract::time::is_month(&self.word(head))
    }

    fn is_number(&self, at: usize) -> bool {
        let word = self.word(at);
        let numeric = self.sentence.tokens[at].upos == Upos::Num || self.is_multiplier(at);
        numeric && (number(&word).is_some() || LISTS.multipliers.contains_key(word.as_str()))
    }

    fn is_multiplier(&self, at: usize) -> bool {
        LISTS.multipliers.contains_key(self.word(at).as_str())
    }

    fn is_sign(&self, at: usize) -> bool {
        let word = self.word(at);
        LISTS.currencies.contains_key(word.as_str()) && !word.chars().all(|c| c.is_ascii_lowercase())
            || self.sentence.tokens[at].upos == Upos::Sym && LISTS.currencies.contains_key(word.as_str())
    }

    fn word(&self, at: usize) -> String {
        self.sentence.tokens[at].span.of(self.text).to_lowercase()
    }
}

/// Adds up the words of one number.
fn value<'w>(words: impl Iterator<Item = &'w str>) -> Option<f64> {
    let (mut total, mut current, mut seen) = (0.0, 0.0, false);
    for word in words {
        if let Some(&factor) = LISTS.multipliers.get(word) {
            let base = if current == 0.0 { 1.0 } else { current };
            (total, current) = if factor > 100.0 { (total + base * factor, 0.0) } else { (total, base * factor) };
            seen = true;
        } else if let Some(n) = number(word) {
            current = if matches!(word, "a" | "an") { current.max(1.0) } else { current + n };
            seen = true;
        }
    }
    seen.then_some(total + current)
}

/// A number in digits, with commas and a multiplying suffix.
fn digits(word: &str) -> Option<f64> {
    let end = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
    let (figures, suffix) = word.split_at(end);
    let factor = if suffix.is_empty() { 1.0 } else { *LISTS.suffixes.get(suffix)? };
    let plain: String = figures.chars().filter(|&c| c != ',').collect();
    let starts = plain.starts_with(|c: char| c.is_ascii_digit());
    plain.parse::<f64>().ok().filter(|n| starts && n.is_finite()).map(|n| n * factor)
}

/// "Twenty-one".
fn compound_number(word: &str) -> Option<f64> {
    let (tens, ones) = word.split_once('-')?;
    Some(LISTS.numbers.get(tens)? + LISTS.numbers.get(ones)?)
}

/// The year that four plain digits may name.
pub(super) fn year(word: &str) -> Option<i16> {
    let plain = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|y| plain && (1500..2100).contains(y))
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    toml::from_str(include_str!("../../ontology/words/quantities.toml")).expect("quantities.toml is well formed")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    numbers: HashMap<String, f64>,
    multipliers: HashMap<String, f64>,
    suffixes: HashMap<String, f64>,
    currencies: HashMap<String, String>,
    units: HashMap<String, String>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    approximate: Vec<String>,
    groups: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    fn check(start: &str, head: &str, expected: Option<(f64, bool, Option<&str>)>) {
        let (text, analysis) = samples::sample(start);
        let (sentence, token) = samples::place(&text, &analysis, head);
        let found = quantity(&text, &analysis.sentences[sentence], token);
        let found = found.as_ref().map(|q| (q.value, q.approximate, q.unit.as_deref()));
        assert_eq!(found, expected, "{head} in {start:?}");
    }

    #[test]
    fn counts_and_amounts() {
        check("The ministry refused", "pilots", Some((2.0, false, None)));
        check("Over a hundred", "sailors", Some((100.0, true, None)));
        check("Over a hundred", "guards", Some((21.0, false, None)));
        check("A group of 52", "group", Some((52.0, false, None)));
        check("A group of 52", "reasons", Some((24.0, false, None)));
        check("A group of 52", "days", None);
        check("A group of 52", "election", None);
        check("The strikes of 2019", "$", Some((5_000_000.0, true, Some("USD"))));
        check("The strikes of 2019", "strikes", None);
    }

    #[test]
    fn words_of_numbers() {
        assert_eq!(number("1,200"), Some(1200.0));
        assert_eq!(number("5bn"), Some(5_000_000_000.0));
        assert_eq!(number("Twelve"), Some(12.0));
        assert_eq!(number("thirty-two"), Some(32.0));
        assert_eq!(number("many"), None);
        assert_eq!(number("5th"), None);
    }
}
