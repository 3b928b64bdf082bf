//! How well an analysis agrees with a gold analysis of the same text.
//!
//! Words are matched by their place in the text, as the CoNLL 2018 shared task does
//! (<https://universaldependencies.org/conll18/evaluation.html>): what was cut differently counts as wrong for every label. Labelled attachment
//! looks at the relation without its subtype; the figures for single relations look at it whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{Analysis, NameKind, Relation, Token};
use crate::span::Span;

/// The relations that carry who did what to whom, in the order in which they are shown.
pub const ROLES: &[Relation] = &[
    Relation::Nsubj,
    Relation::NsubjPass,
    Relation::Obj,
    Relation::Iobj,
    Relation::Obl,
    Relation::OblAgent,
    Relation::Csubj,
    Relation::Ccomp,
    Relation::Xcomp,
    Relation::Acl,
    Relation::AclRelcl,
    Relation::Advcl,
    Relation::Nmod,
    Relation::NmodPoss,
    Relation::Appos,
    Relation::Conj,
    Relation::Root,
];

/// What was found, what there was to find, and what is in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// In both.
    pub hits: usize,
    /// In the system's analysis.
    pub system: usize,
    /// In the gold analysis.
    pub gold: usize,
}

/// The agreement of one or more texts; shown as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Tokens as written, a contraction being one.
    pub tokens: Agreement,
    /// Ends of sentences.
    pub sentences: Agreement,
    /// Syntactic words.
    pub words: Agreement,
    /// Words with the universal part of speech.
    pub upos: Agreement,
    /// Words with the Penn part of speech.
    pub xpos: Agreement,
    /// Words with the dictionary form, case aside.
    pub lemmas: Agreement,
    /// Words with the head.
    pub heads: Agreement,
    /// Words with head and relation.
    pub labelled: Agreement,
    /// Words of one relation, subtype counted, with the head.
    pub relations: BTreeMap<Relation, Agreement>,
    /// Names with their exact place and kind.
    pub names: BTreeMap<NameKind, Agreement>,
}

impl Agreement {
    /// How much of the system's is right, in per cent; 0 when it has nothing.
    pub fn precision(self) -> f64 {
        per_cent(self.hits, self.system)
    }

    /// How much of the gold was found, in per cent; 0 when there is nothing.
    pub fn recall(self) -> f64 {
        per_cent(self.hits, self.gold)
    }

    /// The harmonic mean of both, in per cent.
    pub fn f1(self) -> f64 {
        per_cent(2 * self.hits, self.system + self.gold)
    }

    fn add(&mut self, hits: usize, system: usize, gold: usize) {
        self.hits += hits;
        self.system += system;
        self.gold += gold;
    }
}

fn per_cent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

impl Scores {
    /// Counts one text: `gold` and `system` must be analyses of the same text.
    ///
    /// ```
    /// use quidnunc::language::{conllu, score::Scores};
    /// let gold = conllu::documents(&conllu::read("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n")?);
    /// let mut scores = Scores::default();
    /// scores.add(&gold[0].analysis, &gold[0].analysis);
    /// assert_eq!(scores.labelled.f1(), 100.0);
    /// # Ok::<(), quidnunc::error::Error>(())
    /// ```
    pub fn add(&mut self, gold: &Analysis, system: &Analysis) {
        let (gold_words, system_words) = (Words::of(gold), Words::of(system));
        overlap(&mut self.tokens, &gold_words.tokens, &system_words.tokens);
        overlap(&mut self.sentences, &gold_words.sentence_ends, &system_words.sentence_ends);
        self.add_words(&gold_words, &system_words);
        self.add_names(&names(gold), &names(system));
    }

    fn add_words(&mut self, gold: &Words<'_>, system: &Words<'_>) {
        let pairs: Vec<(&Word<'_>, &Word<'_>)> =
            system.words.iter().filter_map(|(place, word)| Some((gold.words.get(place)?, word))).collect();
        let count = |agreement: &mut Agreement, test: &dyn Fn(&Word<'_>, &Word<'_>) -> bool| {
            agreement.add(pairs.iter().filter(|(g, s)| test(g, s)).count(), system.words.len(), gold.words.len());
        };
        count(&mut self.words, &|_, _| true);
        count(&mut self.upos, &|g, s| g.token.upos == s.token.upos);
        count(&mut self.xpos, &|g, s| g.token.xpos == s.token.xpos);
        count(&mut self.lemmas, &|g, s| g.token.lemma.to_lowercase() == s.token.lemma.to_lowercase());
        count(&mut self.heads, &|g, s| g.head == s.head);
        count(&mut self.labelled, &|g, s| g.head == s.head && base(g.token.relation) == base(s.token.relation));
        for word in gold.words.values() {
            self.relations.entry(word.token.relation).or_default().gold += 1;
        }
        for word in system.words.values() {
            self.relations.entry(word.token.relation).or_default().system += 1;
        }
        for (_, word) in pairs.iter().filter(|(g, s)| g.head == s.head && g.token.relation == s.token.relation) {
            self.relations.entry(word.token.relation).or_default().hits += 1;
        }
    }

    fn add_names(&mut self, gold: &BTreeSet<(Span, NameKind)>, system: &BTreeSet<(Span, NameKind)>) {
        for (_, kind) in gold {
            self.names.entry(*kind).or_default().gold += 1;
        }
        for name in system {
            let agreement = self.names.entry(name.1).or_default();
            agreement.system += 1;
            agreement.hits += usize::from(gold.contains(name));
        }
    }

    /// The agreement on names of all kinds together.
    pub fn all_names(&self) -> Agreement {
        let mut sum = Agreement::default();
        self.names.values().for_each(|a| sum.add(a.hits, a.system, a.gold));
        sum
    }

    /// The agreement on the words of `relation`.
    pub fn relation(&self, relation: Relation) -> Agreement {
        self.relations.get(&relation).copied().unwrap_or_default()
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("tokens", self.tokens),
            ("sentences", self.sentences),
            ("words", self.words),
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("lemmas", self.lemmas),
            ("UAS", self.heads),
            ("LAS", self.labelled),
        ];
        for (name, agreement) in rows {
            writeln!(f, "{name:<12} {:6.2}", agreement.f1())?;
        }
        for &relation in ROLES {
            let agreement = self.relation(relation);
            writeln!(f, "{:<12} {:6.2}  of {}", relation.as_str(), agreement.f1(), agreement.gold)?;
        }
        let kinds = self.names.iter().map(|(kind, agreement)| (kind.label(), *agreement));
        for (name, a) in kinds.chain((!self.names.is_empty()).then(|| ("names", self.all_names()))) {
            writeln!(
                f,
                "{name:<12} {:6.2}  of {}, precision {:.2}, recall {:.2}",
                a.f1(),
                a.gold,
                a.precision(),
                a.recall()
            )?;
        }
        Ok(())
    }
}

/// A word's token as written and its position in it.
type Place = (Span, usize);

struct Word<'a> {
    token: &'a Token,
    /// The place of the head; none for the root.
    head: Option<Place>,
}

/// An analysis, found by place.
struct Words<'a> {
    words: BTreeMap<Place, Word<'a>>,
    tokens: BTreeSet<Span>,
    sentence_ends: BTreeSet<usize>,
}

impl<'a> Words<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        let mut words = BTreeMap::new();
        let mut tokens = BTreeSet::new();
        let mut sentence_ends = BTreeSet::new();
        for sentence in &analysis.sentences {
            let places = places(&sentence.tokens);
            for (token, &place) in sentence.tokens.iter().zip(&places) {
                tokens.insert(place.0);
                words.insert(place, Word { token, head: token.head.and_then(|head| places.get(head).copied()) });
            }
            sentence_ends.extend(places.last().map(|place| place.0.end));
        }
        Self { words, tokens, sentence_ends }
    }
}

fn places(tokens: &[Token]) -> Vec<Place> {
    let mut places = Vec::with_capacity(tokens.len());
    for chunk in tokens.chunk_by(|_, next| next.continues_word) {
        let whole = chunk.iter().map(|t| t.span).reduce(Span::cover).unwrap_or_default();
        places.extend((0..chunk.len()).map(|index| (whole, index)));
    }
    places
}

fn names(analysis: &Analysis) -> BTreeSet<(Span, NameKind)> {
    let span = |tokens: &[Token]| tokens.iter().map(|t| t.span).reduce(Span::cover);
    let sentences = analysis.sentences.iter();
    sentences
        .flat_map(|s| s.names.iter().filter_map(move |n| Some((span(s.tokens.get(n.start..n.end)?)?, n.kind))))
        .collect()
}

fn overlap<T: Ord>(agreement: &mut Agreement, gold: &BTreeSet<T>, system: &BTreeSet<T>) {
    agreement.add(gold.intersection(system).count(), system.len(), gold.len());
}

fn base(relation: Relation) -> &'static str {
    relation.as_str().split(':').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Name, Sentence, Upos, Xpos};

    /// A sentence of (start, end, head, relation, continues a word).
    fn analysis(words: &[(usize, usize, Option<usize>, Relation, bool)], names: &[Name]) -> Analysis {
        let token = |&(start, end, head, relation, continues_word)| Token {
            span: Span::new(start, end),
            lemma: "x".into(),
            upos: Upos::Noun,
            xpos: Xpos::Nn,
            head,
            relation,
            continues_word,
        };
        let tokens: Vec<Token> = words.iter().map(token).collect();
        let sentence = Sentence { span: Span::new(0, 9), tokens, names: names.to_vec(), starts_paragraph: true };
        Analysis { sentences: vec![sentence], diagnostics: Vec::new() }
    }

    #[test]
    fn counts_what_agrees() {
        let name = Name { start: 0, end: 1, kind: NameKind::Place };
        let (subject, object, root) = (Relation::Nsubj, Relation::Obj, Relation::Root);
        let gold = analysis(
            &[(0, 4, Some(1), subject, false), (5, 7, None, root, false), (7, 9, Some(1), object, true)],
            &[name],
        );
        let system = analysis(&[(0, 4, Some(1), Relation::NsubjPass, false), (5, 9, None, root, false)], &[name]);
        let mut scores = Scores::default();
        scores.add(&gold, &system);
        assert_eq!(scores.tokens, Agreement { hits: 2, system: 2, gold: 2 });
        assert_eq!(scores.words, Agreement { hits: 2, system: 2, gold: 3 });
        assert_eq!(scores.labelled.hits, 2);
        assert_eq!(scores.relation(subject).hits, 0);
        assert_eq!(scores.all_names(), Agreement { hits: 1, system: 1, gold: 1 });
        assert!(scores.to_string().contains("LAS           80.00\n"), "{scores}");
    }

    #[test]
    fn nothing_agrees_with_nothing() {
        let mut scores = Scores::default();
        scores.add(&Analysis::default(), &Analysis::default());
        assert_eq!(scores, Scores::default());
        assert!(scores.to_string().starts_with("tokens         0.00\n"));
    }
}
