//! According to whom: the source that a text names for what it tells.
//!
//! Needs the [`Analysis`] of the text and the words of `ontology/words/reporting.toml`. Climbs from the trigger to the nearest
//! word of saying; inside a quotation that has none in its own sentence, looks for the speaker in the paragraph around it, or
//! in the paragraph before where a quotation is a whole paragraph. Never decides which actor the source is.

use crate::{
    language::{Analysis, NameKind, Relation, Sentence, Token, Upos, Xpos},
    span::Span,
};
use serde::Deserialize;
use std::{cell::OnceCell, collections::HashMap, ops::Range, sync::LazyLock};

/// Who says so, by which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Index of the sentence in which source and cue stand.
    pub sentence: usize,
    /// Index of the source's head word in that sentence.
    pub head: usize,
    /// The source's words, without clauses that describe it.
    pub span: Span,
    /// Index of the reporting word (`said`, `according`, `statement`) in that sentence.
    pub cue: usize,
    /// What the reporting word does.
    pub manner: Manner,
}

/// What a reporting word does with what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// Tells it without a stance: say, tell, write.
    Say,
    /// Makes it known as news: announce, report, reveal.
    Announce,
    /// Holds it to be true: claim, argue, insist, allege.
    Claim,
    /// Thinks it: believe, expect, fear.
    Think,
    /// Says that it is not so: deny, dismiss.
    Deny,
    /// Says that it is so indeed: confirm, acknowledge, admit.
    Confirm,
    /// Says that it may come: warn, predict, threaten.
    Warn,
    /// Wants it: demand, urge, propose.
    Demand,
    /// Undertakes it: promise, pledge, vow.
    Promise,
    /// Asks whether: ask, wonder.
    Ask,
}

/// A document, asked who says what it tells. What names a source in each sentence is looked for once.
#[derive(Debug)]
pub struct Speakers<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    /// For each sentence its words of saying, where they stand, and the sources that they name.
    cues: Vec<OnceCell<Vec<(Span, Source)>>>,
}

impl<'a> Speakers<'a> {
    /// Asks nothing yet.
    pub fn new(text: &'a str, analysis: &'a Analysis) -> Self {
        Self { text, analysis, cues: vec![OnceCell::new(); analysis.sentences.len()] }
    }

    /// Who is said to say what the word `trigger` of the sentence with index `sentence` tells: the innermost source; none where the author speaks.
    pub fn source(&self, sentence: usize, trigger: usize) -> Option<Source> {
        let tree = &self.analysis.sentences[sentence];
        let place = tree.tokens[trigger].span;
        let found = Said(tree).source_above(trigger).or_else(|| Said(tree).source_of_all(trigger));
        match found.map(|cue| cue.at(sentence, tree)) {
            Some(own) if is_first_person(&tree.tokens[own.head]) => {
                Some(self.speaker(sentence, tree.tokens[own.head].span).unwrap_or(own))
            }
            Some(source) => Some(source),
            None => self.speaker(sentence, place),
        }
    }

    /// The speaker of the quotation that holds `place`, looked for in its paragraph and, where it runs on, in the one before.
    fn speaker(&self, sentence: usize, place: Span) -> Option<Source> {
        let (text, analysis) = (self.text, self.analysis);
        let mut paragraph = paragraph(analysis, sentence);
        if let Some(named) = label(analysis, &paragraph).filter(|source| source.span.end <= place.start) {
            return Some(named);
        }
        let mut quotes = quotations(text, bounds(analysis, &paragraph));
        let mut quote = *quotes.iter().find(|q| q.contains(place))?;
        for _ in 0..MAX_PARAGRAPHS {
            let found = self.nearest_cue(&paragraph, &quotes, quote);
            if let Some(source) = found.or_else(|| signature(analysis, &paragraph, quote)) {
                return Some(source);
            }
            let area = bounds(analysis, &paragraph);
            let whole = quote.start <= area.start && area.end <= quote.end + 1;
            paragraph = self::paragraph(analysis, paragraph.start.checked_sub(1).filter(|_| whole)?);
            quotes = quotations(text, bounds(analysis, &paragraph));
            quote = *quotes.last()?;
        }
        None
    }

    /// The cue outside quotations that is nearest to `quote`, counted in bytes; of two, the one after it.
    fn nearest_cue(&self, paragraph: &Range<usize>, quotes: &[Span], quote: Span) -> Option<Source> {
        let is_inside = |at: Span| {
            let after = quotes.partition_point(|quote| quote.start <= at.start);
            after.checked_sub(1).is_some_and(|last| quotes[last].contains(at))
        };
        let outside = paragraph.clone().flat_map(|s| self.cues(s)).filter(|(at, _)| !is_inside(*at));
        let far = |at: Span| {
            if at.start < quote.start { 2 * (quote.start - at.start) } else { at.start - quote.start }
        };
        outside.min_by_key(|(at, _)| far(*at)).map(|&(_, source)| source)
    }

    fn cues(&self, sentence: usize) -> &[(Span, Source)] {
        let tree = &self.analysis.sentences[sentence];
        let named = |cue: Cue| (tree.tokens[cue.cue].span, cue.at(sentence, tree));
        self.cues[sentence].get_or_init(|| Said(tree).cues().map(named).collect())
    }
}

/// "I think that": the speaker's own view.
fn is_first_person(token: &Token) -> bool {
    matches!(&*token.lemma.to_lowercase(), "i" | "we" | "my" | "our" | "me" | "us")
}

/// More words than this after a comma do not end a sentence by naming its source.
const LONGEST_CLOSE: usize = 8;

/// A reporting word with the source that it names.
#[derive(Clone, Copy, Debug)]
struct Cue {
    cue: usize,
    head: usize,
    manner: Manner,
}

impl Cue {
    fn at(self, sentence: usize, tree: &Sentence) -> Source {
        Source { sentence, head: self.head, span: Said(tree).phrase(self.head), cue: self.cue, manner: self.manner }
    }
}

/// One sentence, read for who says so.
#[derive(Clone, Copy)]
struct Said<'a>(&'a Sentence);

impl<'a> Said<'a> {
    /// The nearest cue that has `trigger` in its content.
    fn source_above(self, trigger: usize) -> Option<Cue> {
        let (mut at, mut from) = (trigger, None);
        for _ in 0..self.0.tokens.len() {
            if let Some(cue) = self.source_beside(at, from) {
                return Some(cue);
            }
            let head = self.token(at).head?;
            if let Some(cue) = self.source_over(at, head) {
                return Some(cue);
            }
            (at, from) = (head, Some(at));
        }
        None
    }

    /// "According to her" at either end of a sentence speaks of all of it, whatever word it hangs on.
    fn source_of_all(self, trigger: usize) -> Option<Cue> {
        let outside = |cue: &Cue| !self.0.dominates(cue.head, trigger);
        let ends = |cue: &Cue| cue.cue <= 1 || self.token(cue.cue - 1).xpos == Xpos::Comma;
        let according = (0..self.0.tokens.len()).filter_map(|i| self.according(i)).filter(ends).find(outside);
        according.or_else(|| self.closing_cue().filter(|cue| trigger + 2 < cue.cue.min(cue.head)))
    }

    /// The cue with which a sentence ends, whatever the tree says of it: ", another officer said".
    fn closing_cue(self) -> Option<Cue> {
        let words = self.0.tokens.iter().rposition(|token| token.upos != Upos::Punct)? + 1;
        let verb = (words.saturating_sub(LONGEST_CLOSE)..words).rfind(|&i| self.reports(i))?;
        let cue = self.verb_cue(verb, Use::Clause)?;
        let first = cue.head.min(verb);
        let before = (first.saturating_sub(LONGEST_CLOSE)..first).rfind(|&i| self.token(i).upos == Upos::Punct)?;
        let noun = |i: usize| {
            matches!(self.token(i).upos, Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Num)
        };
        let together = (before + 1..cue.head.max(verb)).all(|i| i == verb || noun(i));
        (self.token(before).xpos == Xpos::Comma && together).then_some(cue)
    }

    /// Whether the word is a verb of saying in a tense.
    fn reports(self, i: usize) -> bool {
        let finite = matches!(self.token(i).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        finite && REPORTING.verbs[Use::Clause as usize].contains_key(self.lemma(i))
    }

    /// A cue below `node`, on the side: ", she said", "according to her", "in her view".
    fn source_beside(self, node: usize, from: Option<usize>) -> Option<Cue> {
        self.children(node).filter(|&c| Some(c) != from).find_map(|child| match self.token(child).relation {
            Relation::Parataxis => self.aside(child),
            Relation::Advcl if self.has_mark(child, "as") => self.aside(child),
            Relation::Obl | Relation::Nmod => self.according(child),
            _ => None,
        })
    }

    /// A verb of saying without content of its own.
    fn aside(self, verb: usize) -> Option<Cue> {
        let own = |c: usize| matches!(self.token(c).relation, Relation::Ccomp | Relation::Xcomp);
        if self.children(verb).any(own) {
            return None;
        }
        self.verb_cue(verb, Use::Clause)
    }

    fn according(self, noun: usize) -> Option<Cue> {
        let case = self.children(noun).find(|&c| self.token(c).relation == Relation::Case)?;
        let words = &REPORTING.according;
        let accords = words.cases.iter().any(|w| w == self.lemma(case));
        if accords && (self.lemma(case) != "per" || self.token(noun).upos == Upos::Propn) {
            return Some(Cue { cue: case, head: noun, manner: Manner::Say });
        }
        let view = self.lemma(case) == "in" && words.views.iter().any(|w| w == self.lemma(noun));
        let owner = self.children(noun).find(|&c| self.token(c).relation == Relation::NmodPoss);
        owner.filter(|_| view).map(|head| Cue { cue: noun, head, manner: Manner::Think })
    }

    /// A cue that governs `node` as its content.
    fn source_over(self, node: usize, head: usize) -> Option<Cue> {
        let token = self.token(node);
        let noun_above = matches!(self.token(head).upos, Upos::Noun | Upos::Propn);
        match token.relation {
            Relation::Acl | Relation::Ccomp if noun_above => {
                let told = || self.telling_above(head).filter(|_| self.has_mark(node, "that"));
                self.noun_cue(head).filter(|_| self.is_content(node)).or_else(told)
            }
            Relation::Nmod if noun_above && self.has_case(node, "of") => self.noun_cue(head).filter(|c| c.head != head),
            Relation::Ccomp => self.verb_cue(head, Use::Clause),
            Relation::Advcl | Relation::Conj | Relation::Parataxis | Relation::Obj if self.has_mark(node, "that") => {
                self.verb_cue(head, Use::Clause)
            }
            Relation::Xcomp | Relation::Advcl => {
                self.verb_cue(head, Use::Infinitive).filter(|_| !self.is_purpose(node))
            }
            Relation::Obj if self.children(node).any(|c| self.token(c).relation == Relation::Aux) => {
                self.verb_cue(head, Use::Clause)
            }
            Relation::Obj | Relation::NsubjPass => self.verb_cue(head, Use::Object),
            Relation::Obl if self.has_case(node, "of") && self.verb_cue(head, Use::Infinitive).is_some() => {
                self.verb_cue(head, Use::Infinitive)
            }
            Relation::Obl => self.verb_with(head, node),
            Relation::Parataxis if self.introduces(head, node) => self.verb_cue(head, Use::Clause),
            _ => None,
        }
    }

    /// The verb whose hearer the noun is or belongs to: "told | a meeting of farmers | that".
    fn telling_above(self, noun: usize) -> Option<Cue> {
        let mut at = noun;
        while let Some(head) = self.token(at).head {
            let relation = self.token(at).relation;
            if matches!(relation, Relation::Obj | Relation::Iobj) && self.token(head).upos == Upos::Verb {
                return self.verb_cue(head, Use::Clause);
            }
            if !(relation.is(Relation::Nmod) || relation == Relation::Compound || relation.is(Relation::Conj)) {
                return None;
            }
            at = head;
        }
        None
    }

    /// "He said: we will lift them".
    fn introduces(self, verb: usize, content: usize) -> bool {
        let first = self.0.subtree(content).first().copied().unwrap_or(content);
        let open = |i: usize| matches!(self.token(i).xpos, Xpos::Colon | Xpos::OpenQuote | Xpos::CloseQuote);
        let between = verb < first && (verb..=first).any(open);
        between && !self.children(verb).any(|c| self.token(c).relation == Relation::Ccomp)
    }

    /// Whether a clause below a noun says what the noun reports: "the claim that", not "the claim made".
    fn is_content(self, clause: usize) -> bool {
        self.token(clause).relation == Relation::Ccomp || self.has_mark(clause, "that") || self.has_mark(clause, "to")
    }

    fn is_purpose(self, clause: usize) -> bool {
        self.token(clause).relation == Relation::Advcl && !self.has_mark(clause, "of")
    }

    fn noun_cue(self, noun: usize) -> Option<Cue> {
        let manner = *REPORTING.nouns.get(self.lemma(noun))?;
        let owner = self.children(noun).find(|&c| match self.token(c).relation {
            Relation::NmodPoss => true,
            Relation::Nmod => self.has_case(c, "by") || self.has_case(c, "from"),
            _ => false,
        });
        let speaks = matches!(manner, Manner::Say | Manner::Announce | Manner::Claim);
        owner.or(Some(noun).filter(|_| speaks)).map(|head| Cue { cue: noun, head, manner })
    }

    fn verb_cue(self, verb: usize, how: Use) -> Option<Cue> {
        let particle = self.children(verb).find(|&c| self.token(c).relation == Relation::CompoundPrt);
        let lemma = self.lemma(verb);
        let phrase = particle.map(|p| format!("{lemma} {}", self.lemma(p)));
        let manner = *REPORTING.verbs[how as usize].get(phrase.as_deref().unwrap_or(lemma))?;
        let head = self.inverted_subject(verb).or_else(|| self.subject(verb, 0))?;
        Some(Cue { cue: verb, head, manner })
    }

    /// The noun after a verb that ends a quotation, whatever the tree says of it: `", said | the mayor`.
    fn inverted_subject(self, verb: usize) -> Option<usize> {
        let after = |i: usize| self.0.tokens.get(i);
        let quoted = verb > 0 && matches!(self.token(verb - 1).xpos, Xpos::CloseQuote | Xpos::OpenQuote);
        let opens = after(verb + 1).filter(|_| quoted)?;
        let phrase = |i: &usize| {
            after(*i).is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun | Upos::Num))
        };
        if opens.upos == Upos::Pron {
            return Some(verb + 1);
        }
        let run: Vec<usize> = (verb + 1..).take_while(phrase).collect();
        let inside = |i: usize| self.token(i).head.is_some_and(|h| run.contains(&h));
        run.iter().copied().rfind(|&i| matches!(self.token(i).upos, Upos::Propn | Upos::Noun) && !inside(i))
    }

    /// A verb that reports by what follows a preposition: "warned of", "called for".
    fn verb_with(self, verb: usize, noun: usize) -> Option<Cue> {
        let case = self.children(noun).find(|&c| self.token(c).relation == Relation::Case)?;
        let phrase = format!("{} {}", self.lemma(verb), self.lemma(case));
        let manner = *REPORTING.verbs[Use::Object as usize].get(&phrase)?;
        let head = self.subject(verb, 0)?;
        Some(Cue { cue: verb, head, manner })
    }

    /// Who does what `verb` tells, through control, coordination and relative clauses; none for an expletive.
    fn subject(self, verb: usize, depth: usize) -> Option<usize> {
        let token = self.token(verb);
        let passive = self.children(verb).any(|c| self.token(c).relation == Relation::AuxPass);
        if passive && !self.speaks_when_passive(verb) {
            return self.children(verb).find(|&c| self.token(c).relation.is(Relation::Obl) && self.has_case(c, "by"));
        }
        let own = self.children(verb).find(|&c| self.token(c).relation.is(Relation::Nsubj));
        if let Some(subject) = own {
            return self.antecedent(subject, verb);
        }
        let head = token.head.filter(|_| depth < 4);
        let after_comma = verb > 0 && self.token(verb - 1).xpos == Xpos::Comma;
        let Some(head) = head else { return self.noun_before(verb) };
        match token.relation {
            Relation::Acl if token.xpos == Xpos::Vbg && after_comma && depth == 0 => self.subject_above(verb),
            Relation::Conj | Relation::Xcomp | Relation::Advcl => self.subject(head, depth + 1),
            Relation::Acl if token.xpos == Xpos::Vbg => self.owner_or_self(head),
            _ => None,
        }
    }

    /// The subject of the nearest clause above: "Quispe defended the deal, | saying".
    fn subject_above(self, verb: usize) -> Option<usize> {
        let above = std::iter::successors(self.token(verb).head, |&at| self.token(at).head);
        let subject =
            |at: usize| self.children(at).find(|&c| self.token(c).relation.is(Relation::Nsubj)).map(|s| (s, at));
        above.take(self.0.tokens.len()).find_map(subject).and_then(|(subject, at)| self.antecedent(subject, at))
    }

    /// The name or pronoun right before a verb in a tense of which the tree knows no subject.
    fn noun_before(self, verb: usize) -> Option<usize> {
        let finite = matches!(self.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let before = (0..verb).rfind(|&i| self.token(i).upos != Upos::Adv).filter(|_| finite)?;
        let named = matches!(self.token(before).upos, Upos::Propn | Upos::Pron) || self.token(before).xpos == Xpos::Nnp;
        named.then_some(before)
    }

    /// "He was quoted as saying": he speaks.
    fn speaks_when_passive(self, verb: usize) -> bool {
        matches!(self.lemma(verb), "quote" | "cite" | "hear" | "record" | "force" | "convince" | "concern" | "worry")
    }

    /// "A statement saying that": its owner, or the statement.
    fn owner_or_self(self, noun: usize) -> Option<usize> {
        Some(self.noun_cue(noun).map_or(noun, |cue| cue.head))
    }

    /// The noun that a relative pronoun stands for, any other subject itself; none for "it was reported", "there".
    fn antecedent(self, subject: usize, verb: usize) -> Option<usize> {
        let token = self.token(subject);
        let relative = matches!(token.xpos, Xpos::Wp | Xpos::Wdt) || token.lemma.as_ref() == "that";
        let above = self.token(verb);
        match above.head.filter(|_| relative && above.relation == Relation::AclRelcl) {
            Some(noun) => Some(noun),
            None if token.upos == Upos::Pron && matches!(&*token.lemma, "who" | "which" | "that" | "what" | "this") => {
                None
            }
            None => Some(subject),
        }
    }

    /// Every word of saying in the sentence that names its source, in text order.
    fn cues(self) -> impl Iterator<Item = Cue> + 'a {
        let spoken = |m: Manner| !matches!(m, Manner::Think | Manner::Demand | Manner::Promise);
        let verbs = (0..self.0.tokens.len()).filter(move |&i| self.token(i).upos == Upos::Verb && self.is_main(i));
        let verbs = verbs.filter_map(move |i| self.verb_cue(i, Use::Clause)).filter(move |c| spoken(c.manner));
        verbs.chain((0..self.0.tokens.len()).filter_map(move |i| self.according(i)))
    }

    /// Whether a verb stands in no clause that another word governs.
    fn is_main(self, verb: usize) -> bool {
        let token = self.token(verb);
        match token.relation {
            Relation::Root | Relation::Parataxis => true,
            Relation::Conj => token.head.is_some_and(|h| self.token(h).relation == Relation::Root),
            _ => false,
        }
    }

    /// The words of a noun phrase around its head, without clauses, appositions and a leading preposition.
    fn phrase(self, head: usize) -> Span {
        let outside = |c: usize| {
            let r = self.token(c).relation;
            r.is(Relation::Acl)
                || r.is(Relation::Advcl)
                || r.is(Relation::Conj) && self.token(c).upos == Upos::Verb
                || matches!(
                    r,
                    Relation::Case
                        | Relation::Cc
                        | Relation::Punct
                        | Relation::Parataxis
                        | Relation::Appos
                        | Relation::Mark
                        | Relation::Cop
                )
                || r.is(Relation::Nsubj)
        };
        let cut: Vec<usize> = self.children(head).filter(|&c| outside(c)).collect();
        let inside = |i: usize| self.0.dominates(head, i) && !cut.iter().any(|&c| self.0.dominates(c, i));
        let start = (0..=head).rev().take_while(|&i| inside(i)).last().unwrap_or(head);
        let end = (head..self.0.tokens.len()).take_while(|&i| inside(i)).last().unwrap_or(head);
        self.token(start).span.cover(self.token(end).span)
    }

    fn has_mark(self, node: usize, word: &str) -> bool {
        self.children(node).any(|c| self.token(c).relation == Relation::Mark && self.lemma(c) == word)
    }

    fn has_case(self, node: usize, word: &str) -> bool {
        self.children(node).any(|c| self.token(c).relation == Relation::Case && self.lemma(c) == word)
    }

    fn children(self, node: usize) -> impl Iterator<Item = usize> + 'a {
        self.0.children(node)
    }

    fn lemma(self, node: usize) -> &'a str {
        &self.0.tokens[node].lemma
    }

    fn token(self, node: usize) -> &'a Token {
        &self.0.tokens[node]
    }
}

// Quotations.

/// The name before the colon with which a paragraph begins, as in transcripts and headlines: `QUISPE: We agree.`
fn label(analysis: &Analysis, paragraph: &Range<usize>) -> Option<Source> {
    let tree = &analysis.sentences[paragraph.start];
    let colon = (1..tree.tokens.len().min(LONGEST_LABEL)).find(|&i| tree.tokens[i].xpos == Xpos::Colon)?;
    named(paragraph.start, tree, 0..colon, colon)
}

/// The name after the dash that follows a quotation: `"We agree." — Ana Quispe`.
fn signature(analysis: &Analysis, paragraph: &Range<usize>, quote: Span) -> Option<Source> {
    let last = paragraph.end - 1;
    let tree = &analysis.sentences[last];
    let from = tree.tokens.iter().position(|token| token.span.start >= quote.end)?;
    let dash = tree.tokens[from].upos == Upos::Punct && tree.tokens[from].xpos != Xpos::Comma;
    let names = from + 1..tree.tokens.len();
    if dash && names.len() < LONGEST_LABEL { named(last, tree, names, from) } else { None }
}

/// More words than this before a colon are no label.
const LONGEST_LABEL: usize = 6;

/// A source of nothing but a name.
fn named(sentence: usize, tree: &Sentence, words: Range<usize>, cue: usize) -> Option<Source> {
    let name = |i: usize| tree.tokens[i].upos == Upos::Propn || tree.tokens[i].xpos == Xpos::FullStop;
    let person = |i: usize| tree.names.iter().any(|n| n.start <= i && i < n.end && n.kind != NameKind::Place);
    let fits = !words.is_empty() && words.clone().all(name) && words.clone().any(person);
    let head = words.clone().find(|&i| tree.tokens[i].head.is_none_or(|h| !words.contains(&h)))?;
    let span = tree.tokens[words.start].span.cover(tree.tokens[words.end - 1].span);
    fits.then_some(Source { sentence, head, span, cue, manner: Manner::Say })
}

/// How many paragraphs back a running quotation's speaker is looked for.
const MAX_PARAGRAPHS: usize = 4;

/// Words in quotation marks shorter than this many bytes are terms or titles, not speech.
const MIN_QUOTATION: usize = 15;

/// More sentences of a paragraph than this before and behind a sentence tell nothing of who says it.
const LONGEST_HALF: usize = 100;

/// The sentences of the paragraph that holds `sentence`; of a text without paragraphs those near it.
fn paragraph(analysis: &Analysis, sentence: usize) -> Range<usize> {
    let (least, most) = (sentence.saturating_sub(LONGEST_HALF), analysis.sentences.len().min(sentence + LONGEST_HALF));
    let starts = |&i: &usize| analysis.sentences[i].starts_paragraph;
    let start = (least..=sentence).rev().find(starts).unwrap_or(least);
    start..(sentence + 1..most).find(starts).unwrap_or(most)
}

fn bounds(analysis: &Analysis, paragraph: &Range<usize>) -> Span {
    analysis.sentences[paragraph.start].span.cover(analysis.sentences[paragraph.end - 1].span)
}

/// What stands in quotation marks (curly, straight, or two apostrophes) in one paragraph, marks included; one that is not closed runs to the end.
fn quotations(text: &str, paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    let words = paragraph.of(text);
    let mut skip = false;
    for (at, mark) in words.char_indices() {
        let two = mark == '\'' && words[at + 1..].starts_with('\'') && !skip;
        let (start, end) = (paragraph.start + at, paragraph.start + at + mark.len_utf8() + usize::from(two));
        skip = two;
        match (if two { '"' } else { mark }, open) {
            ('“', _) | ('"', None) => open = Some(start),
            ('”' | '"', Some(from)) => {
                found.push(Span::new(from, end));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| Span::new(start, paragraph.end)));
    found.retain(|q| q.len() >= MIN_QUOTATION);
    found
}

// The word lists.

/// How a reporting verb governs what it reports: index into [`Reporting::verbs`].
#[derive(Clone, Copy)]
enum Use {
    Clause,
    Object,
    Infinitive,
}

static REPORTING: LazyLock<Reporting> = LazyLock::new(|| {
    let lists: Lists =
        toml::from_str(include_str!("../../ontology/words/reporting.toml")).expect("reporting.toml is well formed");
    Reporting::new(lists)
});

struct Reporting {
    verbs: [HashMap<String, Manner>; 3],
    nouns: HashMap<String, Manner>,
    according: According,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    manner: Vec<MannerLists>,
    according: According,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MannerLists {
    manner: Manner,
    verbs: Vec<String>,
    #[serde(default)]
    objects: Vec<String>,
    #[serde(default)]
    infinitives: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct According {
    cases: Vec<String>,
    views: Vec<String>,
}

impl Reporting {
    fn new(lists: Lists) -> Self {
        let mut verbs = [HashMap::new(), HashMap::new(), HashMap::new()];
        let mut nouns = HashMap::new();
        for list in lists.manner {
            let named = |words: Vec<String>| words.into_iter().map(move |w| (w, list.manner));
            verbs[Use::Clause as usize].extend(named(list.verbs));
            verbs[Use::Object as usize].extend(named(list.objects));
            verbs[Use::Infinitive as usize].extend(named(list.infinitives));
            nouns.extend(named(list.nouns));
        }
        Self { verbs, nouns, according: lists.according }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    fn check(start: &str, trigger: &str, expected: Option<(&str, Manner)>) {
        let (text, analysis) = samples::sample(start);
        let (sentence, token) = samples::place(&text, &analysis, trigger);
        let source = Speakers::new(&text, &analysis).source(sentence, token);
        assert_eq!(source.map(|s| (s.span.of(&text), s.manner)), expected, "{trigger} in {start:?}");
    }

    #[test]
    fn sources_in_the_sentence() {
        check("The king announced", "withdraw", Some(("The king", Manner::Announce)));
        check("The king announced", "announced", None);
        check("The dam has burst", "burst", Some(("the fire brigade", Manner::Say)));
        check("The harvest failed", "failed", Some(("the farmers", Manner::Say)));
        check("The mayor told", "claimed", Some(("The mayor", Manner::Say)));
        check("The mayor told", "safe", Some(("the governor", Manner::Claim)));
        check("In her view", "close", Some(("her", Manner::Think)));
        check("The claim by", "closed", Some(("the union", Manner::Claim)));
        check("Observers believe", "rigged", Some(("Observers", Manner::Think)));
        check("The minister denied", "arrested", Some(("The minister", Manner::Deny)));
    }

    #[test]
    fn the_author_speaks() {
        check("The senator", "arrested", None);
        check("The ministry refused", "release", None);
        check("It was reported", "sank", None);
    }

    #[test]
    fn quotations_go_on() {
        check("\"We freed", "freed", Some(("Captain Ana Ruiz", Manner::Say)));
        check("\"We freed", "sailed", Some(("Captain Ana Ruiz", Manner::Say)));
    }

    /// As `check`, for a text written as trees.
    fn check_trees(trees: &str, trigger: &str, expected: Option<&str>) {
        let (text, analysis) = samples::read(trees);
        let (sentence, token) = samples::place(&text, &analysis, trigger);
        let source = Speakers::new(&text, &analysis).source(sentence, token);
        assert_eq!(source.map(|s| s.span.of(&text)), expected, "{trigger} in {text:?}");
    }

    #[test]
    fn a_source_at_the_end_speaks_of_all() {
        check_trees(
            "Rebels|NOUN:rebel|2|nsubj left|VERB:leave|0|root ,|PUNCT|2|punct another|DET|5|det officer|NOUN|6|nsubj said|VERB:say|2|conj .|PUNCT|2|punct",
            "left",
            Some("another officer"),
        );
    }

    #[test]
    fn the_subject_after_a_quotation_speaks() {
        check_trees(
            "\"|PUNCT|4|punct The|DET|3|det delay|NOUN|7|nsubj hurts|VERB:hurt|7|ccomp ,|PUNCT|4|punct \"|PUNCT|4|punct said|VERB:say|0|root the|DET|9|det mayor|NOUN|7|obj .|PUNCT|7|punct",
            "hurts",
            Some("the mayor"),
        );
    }

    #[test]
    fn labels_and_signatures_name_the_speaker() {
        check_trees(
            "Quispe|PROPN|0|root|P :|PUNCT|1|punct We|PRON|4|nsubj agree|VERB|1|parataxis .|PUNCT|1|punct",
            "agree",
            Some("Quispe"),
        );
        check_trees(
            "\"|PUNCT|3|punct They|PRON|3|nsubj burned|VERB:burn|0|root our|PRON|5|nmod:poss houses|NOUN:house|3|obj .|PUNCT|3|punct \"|PUNCT|3|punct —|PUNCT|9|punct Rosa|PROPN|3|parataxis|P Quispe|PROPN|9|flat|P",
            "burned",
            Some("Rosa Quispe"),
        );
    }

    #[test]
    fn prepositions_report_too() {
        check_trees(
            "Experts|NOUN:expert|2|nsubj warned|VERB:warn|0|root of|ADP|4|case attacks|NOUN:attack|2|obl .|PUNCT|2|punct",
            "attacks",
            Some("Experts"),
        );
    }
}
