//! The words that show that one thing is given for another, and where a sentence holds them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde::Deserialize;

use super::super::scene::Scene;
use crate::{record::Plover, span::Span};

/// `ontology/exchange.toml`, which says what each list is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) links: Phrases,
    pub(super) conditions: Phrases,
    pub(super) provisos: Phrases,
    pub(super) accepted: Phrases,
    pub(super) only: Phrases,
    pub(super) comparisons: Vec<String>,
    pub(super) withheld: Phrases,
    pub(super) withholding: Vec<String>,
    pub(super) withholding_nouns: Vec<String>,
    pub(super) bare_gifts: Vec<String>,
    pub(super) lasting: Vec<String>,
    pub(super) getting: Vec<String>,
    pub(super) inquiries: Vec<String>,
    pub(super) proceeding: Vec<String>,
    pub(super) withholdable: Vec<String>,
    pub(super) words_only: Vec<String>,
    pub(super) wanted: Vec<String>,
    pub(super) inducing: Vec<String>,
    pub(super) securing: Vec<String>,
    pub(super) extracting: Vec<String>,
    pub(super) follows: Phrases,
    pub(super) returns: Phrases,
    pub(super) answers: Phrases,
    pub(super) nouns: Phrases,
    not_nouns: Phrases,
    pub(super) denials: Phrases,
    pub(super) nothing_for: Phrases,
    pub(super) giving: Vec<String>,
    pub(super) approaches: Vec<String>,
    pub(super) deals: Vec<String>,
    pub(super) deal_openers: Vec<String>,
    pub(super) deal_verbs: Vec<String>,
    pub(super) deal_gives: Vec<String>,
    pub(super) shares: Vec<String>,
    pub(super) striking: Vec<String>,
    pub(super) dealing: Vec<String>,
    pub(super) tying: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) handovers: Vec<String>,
    pub(super) readiness: Vec<String>,
    pub(super) duties: Vec<String>,
    pub(super) wrongs: Vec<String>,
    pub(super) players: Vec<String>,
    pub(super) not_traded: Vec<String>,
    pub(super) yields: Vec<String>,
    pub(super) yields_alone: Vec<String>,
    pub(super) anaphors: Vec<String>,
    pub(super) prices: Vec<String>,
    pub(super) gains: Vec<String>,
    pub(super) settles: Vec<String>,
    pub(super) prompts: Vec<String>,
    pub(super) responses: Vec<String>,
    negations: Vec<String>,
    given_types: Vec<Plover>,
    given_classes: Vec<String>,
    pub(super) attitudes: Vec<String>,
    pub(super) chances: Vec<String>,
    pub(super) anonymity: Vec<String>,
    not_given_classes: Vec<String>,
    pub(super) hostile_types: Vec<Plover>,
    pub(super) swap_classes: Vec<String>,
    pub(super) sales: Vec<String>,
    pub(super) purchases: Vec<String>,
    pub(super) offers: Vec<String>,
    pub(super) payment_classes: Vec<String>,
    pub(super) receipt_classes: Vec<String>,
    pub(super) money_verbs: Vec<String>,
    pub(super) not_paid: Vec<String>,
    pub(super) capture_classes: Vec<String>,
    pub(super) measure_classes: Vec<String>,
    pub(super) captors: Vec<String>,
    pub(super) got_things: Vec<String>,
    pub(super) handing: Vec<String>,
    pub(super) go_betweens: Vec<String>,
    pub(super) spokesmen: Vec<String>,
    pub(super) mercies: Vec<String>,
    pub(super) prosecutors: Vec<String>,
    pub(super) swaps: Vec<String>,
    pub(super) captives: Vec<String>,
    pub(super) pleas: Vec<String>,
    pub(super) plea_classes: Vec<String>,
    pub(super) settlement_classes: Vec<String>,
    pub(super) help_classes: Vec<String>,
    pub(super) admissions: Vec<String>,
    pub(super) cases: Vec<String>,
    pub(super) asking: Vec<String>,
    pub(super) extorted: Vec<String>,
    pub(super) giving_verbs: Vec<String>,
    pub(super) offering: Vec<String>,
    pub(super) dealmaking: Vec<String>,
    pub(super) weighed: BTreeMap<String, Vec<String>>,
    gift_frames: BTreeMap<String, String>,
    gift_nouns: BTreeMap<String, Vec<String>>,
    gift_frame: String,
}

impl Cues {
    pub(super) fn shipped() -> &'static Self {
        static CUES: LazyLock<Cues> = LazyLock::new(|| {
            toml::from_str(include_str!("../../../ontology/exchange.toml"))
                .expect("the shipped cues are checked by the tests")
        });
        &CUES
    }

    /// Whether something of the type and class can be given.
    pub(super) fn gives(&self, kind: Plover, class: &str) -> bool {
        let among = |classes: &[String]| classes.iter().any(|c| c == class);
        (self.given_types.contains(&kind) && !among(&self.not_given_classes)) || among(&self.given_classes)
    }

    /// Whether what a noun tells can be given: nothing that hurts.
    pub(super) fn may_be_gift(&self, kind: Plover) -> bool {
        !self.hostile_types.contains(&kind) && kind != Plover::Request
    }

    /// The class of a noun that names something given.
    pub(super) fn noun_class(&self, noun: &str) -> Option<&str> {
        self.gift_nouns.iter().find(|(_, nouns)| nouns.iter().any(|n| n == noun)).map(|(class, _)| class.as_str())
    }

    /// The class of what a party gives in an exchange, where its own class has no PLOVER type.
    pub(super) fn gift_class(&self, class: Option<&str>) -> Option<&str> {
        let received = class.is_some_and(|class| self.receipt_classes.iter().any(|c| c == class));
        let own = class.and_then(|class| self.gift_frames.get(class));
        (!received).then(|| own.unwrap_or(&self.gift_frame).as_str())
    }
}

/// Phrases in lower case, by their first word. A list writes what is alike once: `in (exchange|return) for` is two of them.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases(HashMap<String, Vec<String>>);

impl From<Vec<String>> for Phrases {
    fn from(patterns: Vec<String>) -> Self {
        let mut phrases: HashMap<String, Vec<String>> = HashMap::new();
        for phrase in patterns.iter().flat_map(|p| spelled_out(p)) {
            let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
            phrases.entry(first_word(&phrase).to_owned()).or_default().push(phrase);
        }
        Self(phrases)
    }
}

impl Phrases {
    /// The longest of the phrases with which a text in lower case begins, as whole words.
    fn prefix<'p>(&'p self, text: &str) -> Option<&'p str> {
        let ends = |p: &&String| text[p.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        let among = self.0.get(first_word(text))?.iter();
        among.filter(|p| text.starts_with(p.as_str())).filter(ends).max_by_key(|p| p.len()).map(String::as_str)
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// `as (the|a) price` -> `as the price`, `as a price`; groups do not nest.
fn spelled_out(pattern: &str) -> Vec<String> {
    let Some((before, rest)) = pattern.split_once('(') else { return vec![pattern.to_owned()] };
    let (choices, after) = rest.split_once(')').unwrap_or((rest, ""));
    let tails = spelled_out(after);
    choices.split('|').flat_map(|c| tails.iter().map(move |tail| format!("{before}{c}{tail}"))).collect()
}

/// Finds phrases of the cues in sentences.
pub(super) struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    cues: &'static Cues,
    /// The text in lower case, byte for byte.
    lower: String,
}

/// How many words may stand between a negation and the phrase that it denies: "without getting anything in return".
const DENIAL_REACH: usize = 5;

impl<'s, 'a> Reader<'s, 'a> {
    pub(super) fn of(scene: &'s Scene<'a>) -> Self {
        Self { scene, cues: Cues::shipped(), lower: scene.text.to_ascii_lowercase() }
    }

    /// The places in the sentence where one of the phrases stands as whole words.
    pub(super) fn all<'r>(&'r self, sentence: usize, phrases: &'r Phrases) -> impl Iterator<Item = Span> + 'r {
        let words = &self.scene.analysis.sentences[sentence].tokens;
        let mut end = 0;
        words.iter().filter_map(move |word| {
            let start = word.span.start;
            let whole = self.lower[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let phrase = phrases.prefix(&self.lower[start..]).filter(|_| whole && start >= end)?;
            end = start + phrase.len();
            Some(Span::new(start, end))
        })
    }

    /// The first of them.
    pub(super) fn first(&self, sentence: usize, phrases: &Phrases) -> Option<Span> {
        self.all(sentence, phrases).next()
    }

    /// Whether a cue is one of the phrases.
    pub(super) fn is(&self, cue: Span, phrases: &Phrases) -> bool {
        phrases.prefix(cue.of(&self.lower)).is_some_and(|p| p.len() == cue.end - cue.start)
    }

    /// Whether a word stands directly before a cue: "even if".
    pub(super) fn follows(&self, cue: Span, word: &str) -> bool {
        self.lower[..cue.start].split_whitespace().next_back() == Some(word)
    }

    /// Whether a word follows a cue: "in response TO".
    pub(super) fn is_before(&self, cue: Span, word: &str) -> bool {
        self.lower[cue.end..].strip_prefix(' ').is_some_and(|rest| first_word(rest) == word)
    }

    /// "in return" that no "for" follows: the other side stands before.
    pub(super) fn returned(&self, sentence: usize) -> Option<Span> {
        self.all(sentence, &self.cues.returns).find(|&cue| !self.is_before(cue, "for"))
    }

    /// Words that say that nothing is given back.
    pub(super) fn denied(&self, sentence: usize) -> Option<Span> {
        let nothing = self.first(sentence, &self.cues.denials).or_else(|| self.first(sentence, &self.cues.nothing_for));
        nothing.or_else(|| self.denied_return(sentence))
    }

    /// "asked for nothing at all in return": a negation close before "in return".
    fn denied_return(&self, sentence: usize) -> Option<Span> {
        let cue = self.returned(sentence)?;
        let start = self.scene.analysis.sentences[sentence].span.start;
        let before = self.lower[start..cue.start].split_whitespace().rev().take(DENIAL_REACH);
        let negation = before.into_iter().find(|word| self.cues.negations.iter().any(|n| n == word))?;
        let at = self.lower[start..cue.start].rfind(negation)?;
        Some(Span::new(start + at, cue.end))
    }

    /// A noun that names an exchange, in that sense.
    pub(super) fn noun(&self, sentence: usize) -> Option<Span> {
        let other = self.first(sentence, &self.cues.not_nouns).is_some();
        self.first(sentence, &self.cues.nouns).filter(|_| !other)
    }

    /// "In what appears to be a direct exchange, ...": the noun in the sentence's opening phrase.
    pub(super) fn opening_noun(&self, sentence: usize) -> Option<Span> {
        let span = self.scene.analysis.sentences[sentence].span;
        let text = span.of(&self.lower);
        let comma = text.find(',')?;
        let opening = text.starts_with("in ") || text.starts_with("as ") || text.starts_with("under ");
        self.noun(sentence).filter(|cue| opening && cue.end <= span.start + comma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Lexicon;

    #[test]
    fn classes_that_are_named_are_classes_of_frames() {
        let cues = Cues::shipped();
        let lists = [
            &cues.given_classes,
            &cues.not_given_classes,
            &cues.swap_classes,
            &cues.payment_classes,
            &cues.receipt_classes,
            &cues.capture_classes,
            &cues.measure_classes,
            &cues.plea_classes,
            &cues.help_classes,
            &cues.settlement_classes,
        ];
        let typed = cues.gift_frames.iter().flat_map(|(own, given)| [own, given]).chain([&cues.gift_frame]);
        let typed = typed.chain(cues.gift_nouns.keys());
        for class in lists.into_iter().flatten().chain(typed) {
            assert!(
                Lexicon::shipped().frames.iter().any(|frame| frame.class == *class),
                "no frame is of class {class}"
            );
        }
    }
}
