//! Every label in plain English, for readers who are no linguists.
//!
//! Where a label stands in two of the sets (`SYM`, `X`), the words fit both.

/// What `label`, as CoNLL-U writes it, means; nothing for a label of no set.
///
/// ```
/// use quidnunc::language::glossary::gloss;
/// assert_eq!(gloss("nsubj:pass"), Some("subject of a passive: the one that something is done to"));
/// assert_eq!(gloss("subject"), None);
/// ```
pub fn gloss(label: &str) -> Option<&'static str> {
    GLOSSES.iter().find(|(known, _)| *known == label).map(|&(_, words)| words)
}

const GLOSSES: &[(&str, &str)] = &[
    // Universal parts of speech.
    ("ADJ", "adjective"),
    ("ADP", "preposition or postposition"),
    ("ADV", "adverb"),
    ("AUX", "auxiliary or linking verb"),
    ("CCONJ", "coordinating conjunction"),
    ("DET", "determiner"),
    ("INTJ", "interjection"),
    ("NOUN", "common noun"),
    ("NUM", "number"),
    ("PART", "particle: to, not, 's"),
    ("PRON", "pronoun"),
    ("PROPN", "proper noun"),
    ("PUNCT", "punctuation"),
    ("SCONJ", "subordinating conjunction"),
    ("SYM", "symbol"),
    ("VERB", "verb"),
    ("X", "other: foreign words, fragments"),
    // Penn Treebank parts of speech.
    ("$", "currency sign"),
    ("''", "closing quotation mark"),
    (",", "comma"),
    ("-LRB-", "opening bracket"),
    ("-RRB-", "closing bracket"),
    (".", "full stop, question mark or exclamation mark"),
    (":", "colon, semicolon, dash or ellipsis"),
    ("ADD", "web or mail address"),
    ("AFX", "affix that stands alone"),
    ("CC", "coordinating conjunction"),
    ("CD", "cardinal number"),
    ("DT", "determiner"),
    ("EX", "existential there"),
    ("FW", "foreign word"),
    ("GW", "part of a word that was split by mistake"),
    ("HYPH", "hyphen"),
    ("IN", "preposition or subordinating conjunction"),
    ("JJ", "adjective"),
    ("JJR", "adjective, comparative"),
    ("JJS", "adjective, superlative"),
    ("LS", "mark of a list's item"),
    ("MD", "modal verb"),
    ("NFP", "superfluous punctuation"),
    ("NN", "noun, singular"),
    ("NNP", "proper noun, singular"),
    ("NNPS", "proper noun, plural"),
    ("NNS", "noun, plural"),
    ("PDT", "word before a determiner: all the, such a"),
    ("POS", "possessive ending"),
    ("PRP", "personal pronoun"),
    ("PRP$", "possessive pronoun"),
    ("RB", "adverb"),
    ("RBR", "adverb, comparative"),
    ("RBS", "adverb, superlative"),
    ("RP", "particle of a verb"),
    ("TO", "to before a verb"),
    ("UH", "interjection"),
    ("VB", "verb, base form"),
    ("VBD", "verb, past tense"),
    ("VBG", "verb, -ing form"),
    ("VBN", "verb, past participle"),
    ("VBP", "verb, present, not third person singular"),
    ("VBZ", "verb, present, third person singular"),
    ("WDT", "wh-determiner: which, that"),
    ("WP", "wh-pronoun: who, what"),
    ("WP$", "possessive wh-pronoun: whose"),
    ("WRB", "wh-adverb: where, when, why, how"),
    ("``", "opening quotation mark"),
    // Relations.
    ("acl", "clause that describes a noun"),
    ("acl:relcl", "relative clause"),
    ("advcl", "adverbial clause: when, because, in order to"),
    ("advcl:relcl", "relative clause that describes a whole clause"),
    ("advmod", "adverb that modifies"),
    ("amod", "adjective that describes a noun"),
    ("appos", "apposition: the same thing named again"),
    ("aux", "auxiliary verb"),
    ("aux:pass", "auxiliary of a passive"),
    ("case", "preposition or possessive ending of a noun"),
    ("cc", "conjunction that joins: and, or, but"),
    ("cc:preconj", "first half of a double conjunction: both, either"),
    ("ccomp", "clause as object: what is said or thought"),
    ("compound", "noun that makes a compound with a noun"),
    ("compound:prt", "particle of a verb: give up"),
    ("conj", "joined to its head by a conjunction"),
    ("cop", "linking verb: be"),
    ("csubj", "clause as subject"),
    ("csubj:outer", "clause as subject of a clause that is itself a predicate"),
    ("csubj:pass", "clause as subject of a passive"),
    ("dep", "unclear relation"),
    ("det", "determiner of a noun"),
    ("det:predet", "word before a determiner: all the, such a"),
    ("discourse", "interjection or filler"),
    ("dislocated", "part of the clause moved to its edge"),
    ("expl", "placeholder: existential there, empty it"),
    ("fixed", "part of a fixed phrase: because of"),
    ("flat", "further part of a name, date or number"),
    ("goeswith", "part of a word that was split by mistake"),
    ("iobj", "indirect object: the one that something is given to"),
    ("list", "item of a list"),
    ("mark", "word that introduces a clause: that, if, to"),
    ("nmod", "noun with a preposition that describes a noun"),
    ("nmod:desc", "title or description before a name"),
    ("nmod:poss", "possessor"),
    ("nmod:unmarked", "noun without a preposition that describes a noun"),
    ("nsubj", "subject"),
    ("nsubj:outer", "subject of a clause whose predicate is itself a clause"),
    ("nsubj:pass", "subject of a passive: the one that something is done to"),
    ("nummod", "number that counts a noun"),
    ("obj", "direct object"),
    ("obl", "noun with a preposition that belongs to a verb: place, time, means"),
    ("obl:agent", "doer in a passive: by whom"),
    ("obl:unmarked", "noun without a preposition that belongs to a verb: last week"),
    ("orphan", "part of a clause whose verb is left out"),
    ("parataxis", "clause set beside another without a conjunction"),
    ("punct", "punctuation"),
    ("reparandum", "words that the speaker took back"),
    ("root", "head of the sentence"),
    ("vocative", "one who is addressed"),
    ("xcomp", "clause whose subject is the head's: agreed to lift"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Relation, Upos, Xpos};

    #[test]
    fn every_label_has_a_gloss() {
        let upos = Upos::ALL.iter().map(|l| l.as_str());
        let labels = upos.chain(Xpos::ALL.iter().map(|l| l.as_str())).chain(Relation::ALL.iter().map(|l| l.as_str()));
        let missing: Vec<&str> = labels.filter(|l| gloss(l).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
