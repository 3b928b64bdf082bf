//! How real a telling makes its action: certain or not, so or not so, past or to come.
//!
//! Needs one [`Sentence`] with its tree, and the words of `ontology/words/modality.toml`. Reads upward from the trigger: what stands
//! on the word itself (modals, negation, adverbs, adjectives), then what its governor makes of it, and so on to the root, in the
//! manner of Saurí and Pustejovsky's factuality profiler (2012) and of Nairn, Condoravdi and Karttunen's implicatives (2006).
//! Never looks at other sentences, nor at who says it.

mod governor;
mod mood;
mod noun;
mod own;
mod reader;
mod words;

use self::reader::Reader;
use crate::{
    language::Sentence,
    record::{Certainty, Factuality, Polarity, Tense},
};

/// How real the words around a trigger make its action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The label that sums up the axes.
    pub factuality: Factuality,
    /// How sure the telling is.
    pub certainty: Certainty,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// When, seen from the telling.
    pub tense: Tense,
    /// The words that decided, nearest to the trigger first; empty for a plain statement.
    pub because: Vec<Reason>,
}

/// A word that bears on how real an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Index of the word in its sentence.
    pub token: usize,
    /// What it does, in plain English.
    pub why: &'static str,
}

/// Reads how real `sentence`, a sentence of `text`, makes the action told by the word `trigger`, a verb or an event noun.
pub fn factuality(text: &str, sentence: &Sentence, trigger: usize) -> Reading {
    let mut reader = Reader::new(text, sentence);
    let mood = reader.mood(trigger);
    Reading {
        factuality: mood.label(),
        certainty: mood.certainty,
        polarity: if mood.negative { Polarity::Negative } else { Polarity::Positive },
        tense: mood.tense.unwrap_or(Tense::Past),
        because: reader.because,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};
    use Factuality::{Actual, Conditional, Negated, Planned, Possible};

    fn read(start: &str, trigger: &str) -> Reading {
        let (text, analysis) = samples::sample(start);
        let (sentence, token) = samples::place(&text, &analysis, trigger);
        factuality(&text, &analysis.sentences[sentence], token)
    }

    fn check(start: &str, trigger: &str, expected: Factuality) {
        let reading = read(start, trigger);
        assert_eq!(reading.factuality, expected, "{trigger} in {start:?}: {:?}", reading.because);
    }

    #[test]
    fn verbs_that_govern_an_infinitive() {
        check("The ministry refused", "refused", Actual);
        check("The ministry refused", "release", Negated);
        check("The envoy managed", "free", Actual);
        check("The envoy failed", "free", Negated);
        check("The pilots were forced", "leave", Actual);
        check("Brazil to buy", "buy", Planned);
    }

    #[test]
    fn modals_negation_and_conditions() {
        check("Norway will lift", "lift", Planned);
        check("The company may not", "sell", Negated);
        check("The bank could cut", "cut", Possible);
        check("The bank could cut", "signaling", Possible);
        check("If the union", "agrees", Conditional);
        check("If the union", "reopen", Conditional);
        check("Ruritania did not", "release", Negated);
        check("The guards not only", "freed", Actual);
        check("The guards not only", "paid", Actual);
        check("The mill will not", "close", Negated);
        check("The strike was not", "ended", Actual);
        check("Has the court", "freed", Possible);
    }

    #[test]
    fn reports_denials_and_purposes() {
        check("The king announced", "announced", Actual);
        check("The king announced", "withdraw", Planned);
        check("The minister denied", "arrested", Negated);
        check("The minister said", "crossed", Actual);
        check("The firm regretted", "dismissed", Actual);
        check("The general flew", "meet", Actual);
        check("The club sold", "repay", Possible);
        check("The senator", "arrested", Actual);
    }

    #[test]
    fn nouns() {
        check("Talks were held", "Talks", Actual);
        check("Talks were held", "sanctions", Possible);
        check("The mayor praised", "withdrawal", Planned);
        check("The report shows", "reforms", Negated);
        check("The report shows", "concessions", Negated);
        check("The union called", "release", Possible);
        check("A lack of", "progress", Negated);
        check("Finland is considering", "recall", Possible);
        check("The islands held", "talks", Actual);
    }

    /// Checks the first word that reads `trigger` in a tree written as [`samples::read`] takes it.
    fn check_tree(tree: &str, trigger: &str, expected: Factuality) {
        let (text, analysis) = samples::read(tree);
        let (sentence, token) = samples::place(&text, &analysis, trigger);
        let reading = factuality(&text, &analysis.sentences[sentence], token);
        assert_eq!(reading.factuality, expected, "{trigger} in {text:?}: {:?}", reading.because);
    }

    #[test]
    fn what_goes_on_already_or_has_been_said() {
        check_tree(
            "Peru|PROPN|2|nsubj wants|VERB:want|0|root to|PART|4|mark end|VERB|2|xcomp the|DET|6|det war|NOUN|4|obj",
            "war",
            Actual,
        );
        check_tree("Peru|PROPN|2|nsubj rejected|VERB:reject|0|root a|DET|4|det demand|NOUN|2|obj", "demand", Actual);
        check_tree("Peru|PROPN|2|nsubj rejected|VERB:reject|0|root any|DET|4|det talks|NOUN|2|obj", "talks", Negated);
    }

    #[test]
    fn what_is_still_to_come() {
        let tree =
            "They|PRON|2|nsubj spoke|VERB:speak|0|root ahead|ADV|6|case of|ADP|6|case a|DET|6|det summit|NOUN|2|obl";
        check_tree(tree, "summit", Planned);
        let tree = "The|DET|2|det law|NOUN|3|nsubj lets|VERB:let|0|root judges|NOUN:judge|3|obj ban|VERB|3|xcomp parties|NOUN:party|5|obj";
        check_tree(tree, "ban", Possible);
        let tree = "They|PRON|2|nsubj voted|VERB:vote|0|root to|PART|4|mark reject|VERB|2|xcomp it|PRON|4|obj";
        check_tree(tree, "reject", Actual);
        let tree = "They|PRON|2|nsubj voted|VERB:vote|0|root to|PART|4|mark strike|VERB|2|xcomp";
        check_tree(tree, "strike", Planned);
    }

    #[test]
    fn conditions() {
        let tree = "They|PRON|2|nsubj act|VERB|0|root if|SCONJ|6|mark he|PRON|6|nsubj not|PART|6|advmod resigns|VERB:resign|2|advcl";
        check_tree(tree, "resigns", Conditional);
    }

    #[test]
    fn reasons_and_axes() {
        let reading = read("The company may not", "sell");
        let words: Vec<usize> = reading.because.iter().map(|r| r.token).collect();
        assert_eq!(words, [2, 3]);
        assert_eq!((reading.certainty, reading.polarity), (Certainty::Possible, Polarity::Negative));
        assert_eq!(read("Norway will lift", "lift").tense, Tense::Future);
        assert_eq!(read("The report shows", "shows").tense, Tense::Present);
    }
}
