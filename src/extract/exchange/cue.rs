//! The words that show that one thing is given for another, and where a sentence holds them.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::super::scene::Scene;
use crate::{record::Plover, span::Span};

/// `ontology/exchange.toml`, which says what each list is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) links: Vec<String>,
    pub(super) returns: Vec<String>,
    pub(super) answers: Vec<String>,
    pub(super) deals: Vec<String>,
    pub(super) nouns: Vec<String>,
    not_nouns: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) gains: Vec<String>,
    pub(super) settles: Vec<String>,
    pub(super) prompts: Vec<String>,
    pub(super) responses: Vec<String>,
    pub(super) denials: Vec<String>,
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
    pub(super) got_things: Vec<String>,
    pub(super) handing: Vec<String>,
    pub(super) go_betweens: Vec<String>,
    gift_frames: BTreeMap<String, String>,
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
}

impl Cues {
    /// Whether something of the type and class can be given.
    pub(super) fn gives(&self, kind: Plover, class: &str) -> bool {
        let among = |classes: &[String]| classes.iter().any(|c| c == class);
        (self.given_types.contains(&kind) && !among(&self.not_given_classes)) || among(&self.given_classes)
    }

    /// The class of what a party gives in an exchange, where its own class has no PLOVER type.
    pub(super) fn gift_class(&self, class: Option<&str>) -> Option<&str> {
        let received = class.is_some_and(|class| self.receipt_classes.iter().any(|c| c == class));
        let own = class.and_then(|class| self.gift_frames.get(class));
        (!received).then(|| own.unwrap_or(&self.gift_frame).as_str())
    }
}

/// Finds phrases of the cues in sentences.
pub(super) struct Phrases<'s, 'a> {
    scene: &'s Scene<'a>,
    cues: &'static Cues,
    /// The text in lower case, byte for byte.
    lower: String,
}

/// How many words may stand between a negation and the phrase that it denies: "without getting anything in return".
const DENIAL_REACH: usize = 5;

impl<'s, 'a> Phrases<'s, 'a> {
    pub(super) fn of(scene: &'s Scene<'a>) -> Self {
        Self { scene, cues: Cues::shipped(), lower: scene.text.to_ascii_lowercase() }
    }

    /// The first of the phrases that stands in the sentence as whole words.
    pub(super) fn first(&self, sentence: usize, phrases: &[String]) -> Option<Span> {
        let span = self.scene.analysis.sentences[sentence].span;
        let text = span.of(&self.lower);
        let whole = |at: usize, len: usize| {
            let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            before && text[at + len..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        };
        let found = |p: &String| {
            text.match_indices(p.as_str()).find(|&(at, _)| whole(at, p.len())).map(|(at, _)| (at, p.len()))
        };
        let (at, len) = phrases.iter().filter_map(found).min_by_key(|&(at, len)| (at, std::cmp::Reverse(len)))?;
        Some(Span::new(span.start + at, span.start + at + len))
    }

    /// Whether a cue says "on condition".
    pub(super) fn is_condition(&self, cue: Span) -> bool {
        cue.of(&self.lower).contains("condition")
    }

    /// Whether a word follows a cue: "in response TO".
    pub(super) fn is_before(&self, cue: Span, word: &str) -> bool {
        self.lower[cue.end..]
            .strip_prefix(' ')
            .and_then(|rest| rest.strip_prefix(word))
            .is_some_and(|r| r.starts_with(' '))
    }

    /// "in return" that no "for" follows: the other side stands before.
    pub(super) fn returned(&self, sentence: usize) -> Option<Span> {
        self.first(sentence, &self.cues.returns).filter(|cue| !self.lower[cue.end..].starts_with(" for "))
    }

    /// Words that say that nothing is given back.
    pub(super) fn denied(&self, sentence: usize) -> Option<Span> {
        self.first(sentence, &self.cues.denials).or_else(|| self.denied_return(sentence))
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
        let plural: Vec<String> = self.cues.not_nouns.iter().map(|n| format!("{n}s")).collect();
        let other = self.first(sentence, &self.cues.not_nouns).or_else(|| self.first(sentence, &plural));
        match other {
            Some(_) => None,
            None => self.first(sentence, &self.cues.nouns),
        }
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
        ];
        let typed = cues.gift_frames.iter().flat_map(|(own, given)| [own, given]).chain([&cues.gift_frame]);
        for class in lists.into_iter().flatten().chain(typed) {
            assert!(
                Lexicon::shipped().frames.iter().any(|frame| frame.class == *class),
                "no frame is of class {class}"
            );
        }
    }
}
