//! Treebanks in and analyses out: the CoNLL-U and IOB2 formats.
//!
//! Reads the annotated sentences that training and evaluation need, rebuilds the raw text they were cut from, and writes an
//! [`Analysis`] the way the Universal Dependencies tools read it. Leaves out enhanced dependencies and empty nodes.
//! The format: <https://universaldependencies.org/format.html>.

use std::{collections::BTreeMap, io};

use super::{Analysis, Name, NameKind, Relation, Sentence, Token, Upos, Xpos};
use crate::{
    error::{Error, Result},
    span::{Span, one_line},
};

/// One sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct GoldSentence {
    /// Its `sent_id`.
    pub id: Box<str>,
    /// The id of the document that begins with it.
    pub starts_document: Option<Box<str>>,
    /// Whether a paragraph begins with it.
    pub starts_paragraph: bool,
    /// Its syntactic words.
    pub words: Vec<GoldWord>,
    /// Its names, if names were read for it.
    pub names: Vec<Name>,
}

/// One syntactic word of a treebank.
#[derive(Clone, Debug)]
pub struct GoldWord {
    /// The word as the treebank writes it.
    pub form: Box<str>,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// The column of features, `_` where empty.
    pub feats: Box<str>,
    /// Index of the head in the sentence; none for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
    /// Whether it continues the multi-word token before it.
    pub continues_word: bool,
    /// Whether white space follows.
    pub space_after: bool,
    /// What the last column holds under `Entity=`, empty where nothing.
    pub entity: Box<str>,
}

/// A document of a treebank: its raw text with the gold analysis of it.
#[derive(Clone, Debug, Default)]
pub struct GoldDocument {
    /// The id of its `newdoc` line.
    pub id: Box<str>,
    /// The text: an empty line between paragraphs.
    pub text: String,
    /// The gold analysis; spans are bytes of `text`.
    pub analysis: Analysis,
}

/// Reads a CoNLL-U file.
///
/// Relations with a subtype that [`Relation`] lacks become the nearest that it has.
///
/// ```
/// use quidnunc::language::{Relation, conllu::read};
/// let sentences = read("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n2\t!\t!\tPUNCT\t.\t_\t1\tobl:tmod\t_\t_\n")?;
/// assert_eq!(sentences[0].words[1].relation, Relation::OblUnmarked);
/// # Ok::<(), quidnunc::error::Error>(())
/// ```
///
/// # Errors
/// At the first malformed line, naming it (counted from 1).
pub fn read(text: &str) -> Result<Vec<GoldSentence>> {
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        reader.line(line).map_err(|error| error.context(format!("line {}", index + 1)))?;
    }
    reader.finish();
    Ok(reader.sentences)
}

/// The documents that `sentences` were cut from. A treebank without `newdoc` lines is one document.
pub fn documents(sentences: &[GoldSentence]) -> Vec<GoldDocument> {
    let mut documents: Vec<GoldDocument> = Vec::new();
    for sentence in sentences {
        if documents.is_empty() || sentence.starts_document.is_some() {
            let id = sentence.starts_document.clone().unwrap_or_default();
            documents.push(GoldDocument { id, ..GoldDocument::default() });
        }
        if let Some(document) = documents.last_mut() {
            document.add(sentence);
        }
    }
    documents
}

impl GoldDocument {
    fn add(&mut self, gold: &GoldSentence) {
        let starts_paragraph = gold.starts_paragraph || self.text.is_empty();
        if starts_paragraph && !self.text.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str("\n\n");
        }
        let mut tokens = Vec::with_capacity(gold.words.len());
        for word in &gold.words {
            let start = self.text.len();
            self.text.push_str(&word.form);
            tokens.push(token(word, Span::new(start, self.text.len())));
            if word.space_after {
                self.text.push(' ');
            }
        }
        let span = tokens.iter().map(|t: &Token| t.span).reduce(Span::cover).unwrap_or_default();
        self.analysis.sentences.push(Sentence { span, tokens, names: gold.names.clone(), starts_paragraph });
    }
}

fn token(word: &GoldWord, span: Span) -> Token {
    Token {
        span,
        lemma: word.lemma.clone(),
        upos: word.upos,
        xpos: word.xpos,
        head: word.head,
        relation: word.relation,
        continues_word: word.continues_word,
    }
}

#[derive(Default)]
struct Reader {
    sentences: Vec<GoldSentence>,
    current: GoldSentence,
    /// The last word's number inside the multi-word token being read, and whether white space follows the token.
    range: Option<(usize, usize, bool)>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<()> {
        if line.trim().is_empty() {
            self.finish();
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let Ok(columns) = <[&str; 10]>::try_from(columns) else {
            return Err(Error::new("a word needs ten columns").with_hint("CoNLL-U separates its columns by tabs"));
        };
        match columns[0] {
            id if id.contains('.') => Ok(()),
            id if id.contains('-') => self.range(id, columns[9]),
            _ => self.word(&columns),
        }
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').map_or((comment, ""), |(key, value)| (key.trim(), value.trim()));
        match key.split_whitespace().next().unwrap_or("") {
            "sent_id" => self.current.id = value.into(),
            "newdoc" => self.current.starts_document = Some(value.into()),
            "newpar" => self.current.starts_paragraph = true,
            _ => {}
        }
    }

    fn range(&mut self, id: &str, misc: &str) -> Result<()> {
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        self.range = Some((number(first)?, number(last)?, !has_no_space(misc)));
        Ok(())
    }

    fn word(&mut self, columns: &[&str; 10]) -> Result<()> {
        let [id, form, lemma, upos, xpos, feats, head, relation, _, misc] = *columns;
        let id = number(id)?;
        if id != self.current.words.len() + 1 {
            return Err(Error::new(format!("word {id} comes after word {}", self.current.words.len())));
        }
        let (continues_word, space_after) = match self.range.filter(|range| id <= range.1) {
            Some((first, last, space)) => (id > first, id == last && space),
            None => (false, !has_no_space(misc)),
        };
        self.current.words.push(GoldWord {
            form: form.into(),
            lemma: if lemma == "_" && form != "_" { form.into() } else { lemma.into() },
            upos: Upos::from_text(upos).ok_or_else(|| unknown("part of speech", upos))?,
            xpos: Xpos::from_text(xpos).ok_or_else(|| unknown("Penn part of speech", xpos))?,
            feats: feats.into(),
            head: if head == "_" { None } else { number(head)?.checked_sub(1) },
            relation: nearest_relation(relation).ok_or_else(|| unknown("relation", relation))?,
            continues_word,
            space_after,
            entity: misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or("").into(),
        });
        Ok(())
    }

    fn finish(&mut self) {
        self.range = None;
        if !self.current.words.is_empty() {
            self.sentences.push(std::mem::take(&mut self.current));
        }
    }
}

fn number(text: &str) -> Result<usize> {
    text.parse().map_err(|_| Error::new(format!("\"{text}\" is not a number")))
}

fn unknown(what: &str, label: &str) -> Error {
    Error::new(format!("unknown {what} \"{label}\""))
        .with_hint("the label sets are those of UD English EWT and GUM, version 2")
}

fn has_no_space(misc: &str) -> bool {
    misc.split('|').any(|m| m == "SpaceAfter=No")
}

/// The relation that `label` says, or the nearest to it.
fn nearest_relation(label: &str) -> Option<Relation> {
    let renamed = match label {
        "nmod:npmod" | "nmod:tmod" => "nmod:unmarked",
        "obl:npmod" | "obl:tmod" => "obl:unmarked",
        _ => label,
    };
    Relation::from_text(renamed).or_else(|| Relation::from_text(renamed.split(':').next()?))
}

/// One sentence of an IOB2 file of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IobSentence {
    /// Its `sent_id`.
    pub id: Box<str>,
    /// Its words.
    pub forms: Vec<Box<str>>,
    /// Its names; a label other than person, place and organisation is no name.
    pub names: Vec<Name>,
}

/// Reads an IOB2 file: index, form and label a line, in columns separated by tabs, an empty line after a sentence.
///
/// # Errors
/// At the first malformed line, naming it (counted from 1).
pub fn read_iob2(text: &str) -> Result<Vec<IobSentence>> {
    let mut sentences = Vec::new();
    let mut current = IobSentence::default();
    let mut goes_on = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            if !current.forms.is_empty() {
                sentences.push(std::mem::take(&mut current));
            }
            goes_on = false;
        } else if let Some(comment) = line.strip_prefix("# ") {
            current.id = comment.strip_prefix("sent_id =").map_or(current.id, |id| id.trim().into());
        } else {
            goes_on =
                iob_word(&mut current, line, goes_on).map_err(|error| error.context(format!("line {}", index + 1)))?;
        }
    }
    if !current.forms.is_empty() {
        sentences.push(current);
    }
    Ok(sentences)
}

/// Adds the word of `line`; gives whether it stands in a name that may go on.
fn iob_word(sentence: &mut IobSentence, line: &str, goes_on: bool) -> Result<bool> {
    let mut columns = line.split('\t').skip(1);
    let (Some(form), Some(label)) = (columns.next(), columns.next()) else {
        return Err(Error::new("a word needs an index, a form and a label"));
    };
    let at = sentence.forms.len();
    sentence.forms.push(form.into());
    let Some((position, kind)) = label.split_once('-').and_then(|(p, k)| Some((p, NameKind::from_label(k)?))) else {
        return Ok(false);
    };
    match sentence.names.last_mut().filter(|name| goes_on && position == "I" && name.kind == kind) {
        Some(name) => name.end = at + 1,
        None => sentence.names.push(Name { start: at, end: at + 1, kind }),
    }
    Ok(true)
}

/// Gives `sentences` the names of the IOB2 sentences with the same id and the same words; says how many got them.
pub fn attach_names(sentences: &mut [GoldSentence], names: &[IobSentence]) -> usize {
    let by_id: BTreeMap<&str, &IobSentence> = names.iter().map(|s| (&*s.id, s)).collect();
    let mut count = 0;
    for sentence in sentences {
        let Some(named) = by_id.get(&*sentence.id) else { continue };
        if named.forms.iter().eq(sentence.words.iter().map(|w| &w.form)) {
            sentence.names.clone_from(&named.names);
            count += 1;
        }
    }
    count
}

impl NameKind {
    /// The label that IOB2 files and our CoNLL-U write: `PER`, `LOC`, `ORG`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Place => "LOC",
            Self::Organisation => "ORG",
        }
    }

    /// The kind that `label` says.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Person, Self::Place, Self::Organisation].into_iter().find(|kind| kind.label() == label)
    }
}

/// Writes the analysis of `text` as CoNLL-U, sentence ids beginning with `id`; names go to the last column as `NER=B-PER`.
///
/// # Errors
/// Those of `out`.
pub fn write(text: &str, analysis: &Analysis, id: &str, out: &mut impl io::Write) -> io::Result<()> {
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if index == 0 {
            writeln!(out, "# newdoc id = {}", one_line(id))?;
        }
        if sentence.starts_paragraph {
            writeln!(out, "# newpar")?;
        }
        let next = analysis.sentences.get(index + 1).map_or(text.len(), |s| s.span.start);
        let lines = Lines { text, sentence, spaces: spaces_after(text, sentence, next), labels: name_labels(sentence) };
        writeln!(out, "# sent_id = {id}-{}\n# text = {}", index + 1, lines.surface().trim_end())?;
        lines.write(out)?;
        writeln!(out)?;
    }
    Ok(())
}

struct Lines<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    spaces: Vec<bool>,
    labels: Vec<String>,
}

impl Lines<'_> {
    /// The sentence's words with one space wherever white space stands.
    fn surface(&self) -> String {
        let words = self.sentence.tokens.iter().zip(&self.spaces);
        words.flat_map(|(t, &space)| [t.span.of(self.text), if space { " " } else { "" }]).collect()
    }

    fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        for index in 0..self.sentence.tokens.len() {
            let last = self.last_part(index);
            let in_word = self.sentence.tokens[index].continues_word && index > 0;
            if last > index && !in_word {
                let form = Span::new(self.sentence.tokens[index].span.start, self.sentence.tokens[last].span.end)
                    .of(self.text);
                let misc = if self.spaces[last] { "_" } else { "SpaceAfter=No" };
                writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", index + 1, last + 1)?;
            }
            self.write_word(index, in_word || last > index, out)?;
        }
        Ok(())
    }

    /// The last word of the multi-word token that `index` stands in.
    fn last_part(&self, index: usize) -> usize {
        let rest = &self.sentence.tokens[index + 1..];
        index + rest.iter().take_while(|t| t.continues_word).count()
    }

    fn write_word(&self, index: usize, is_part: bool, out: &mut impl io::Write) -> io::Result<()> {
        let token = &self.sentence.tokens[index];
        let form = token.span.of(self.text);
        let head = token.head.map_or(0, |head| head + 1);
        let mut misc = Vec::new();
        if !self.labels[index].is_empty() {
            misc.push(self.labels[index].as_str());
        }
        if !is_part && !self.spaces[index] {
            misc.push("SpaceAfter=No");
        }
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let (lemma, upos, xpos, relation) = (&token.lemma, token.upos, token.xpos, token.relation);
        writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}", index + 1)
    }
}

/// Whether white space follows each word; `next` is where the next sentence begins.
fn spaces_after(text: &str, sentence: &Sentence, next: usize) -> Vec<bool> {
    let starts = sentence.tokens.iter().skip(1).map(|t| t.span.start).chain([next]);
    sentence.tokens.iter().zip(starts).map(|(t, start)| has_space(text.get(t.span.end..start).unwrap_or(""))).collect()
}

fn has_space(between: &str) -> bool {
    between.contains(|c: char| c.is_whitespace() || c == '\u{200B}')
}

fn name_labels(sentence: &Sentence) -> Vec<String> {
    let mut labels = vec![String::new(); sentence.tokens.len()];
    for name in &sentence.names {
        for (at, label) in labels[name.start..name.end].iter_mut().enumerate() {
            *label = format!("NER={}-{}", if at == 0 { "B" } else { "I" }, name.kind.label());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# newdoc id = sample
# newpar
# sent_id = sample-1
# text = Oslo's envoys didn't go.
1-2\tOslo's\t_\t_\t_\t_\t_\t_\t_\t_
1\tOslo\tOslo\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tNER=B-LOC
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_
3\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t6\tnsubj\t_\t_
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\tVBD\t_\t6\taux\t_\t_
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
6\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\tSpaceAfter=No

";

    #[test]
    fn reads_what_it_writes() {
        let mut sentences = read(SAMPLE).expect("the sample is sound");
        sentences[0].names.push(Name { start: 0, end: 1, kind: NameKind::Place });
        let documents = documents(&sentences);
        assert_eq!(documents[0].text, "Oslo's envoys didn't go.");
        let mut out = Vec::new();
        write(&documents[0].text, &documents[0].analysis, "sample", &mut out).expect("a vector takes all");
        let written = String::from_utf8(out).expect("text");
        assert_eq!(written, SAMPLE.replace("Number=Sing", "_").replace("Number=Plur", "_"));
    }

    #[test]
    fn names_the_bad_line() {
        let check = |from: &str, to: &str, message: &str| {
            let error = read(&SAMPLE.replace(from, to)).expect_err("spoilt");
            assert_eq!(error.to_string(), message);
        };
        check("3\tenvoys\tenvoy\tNOUN", "3\tenvoys\tenvoy\tNOON", "line 8: unknown part of speech \"NOON\"");
        check("6\tgo\tgo\t", "7\tgo\tgo\t", "line 12: word 7 comes after word 5");
        check("\t0\troot", "\tnone\troot", "line 12: \"none\" is not a number");
        check("\t_\t_\t_\t_\t_\t_\t_\t_\n1\t", "\t_\n1\t", "line 5: a word needs ten columns");
    }

    #[test]
    fn rare_relations_become_the_nearest() {
        assert_eq!(nearest_relation("obl:tmod"), Some(Relation::OblUnmarked));
        assert_eq!(nearest_relation("flat:foreign"), Some(Relation::Flat));
        assert_eq!(nearest_relation("subject"), None);
    }

    #[test]
    fn iob2_gives_names() {
        let text =
            "# sent_id = a-1\n1\tAda\tB-PER\t-\t-\n2\tNoor\tI-PER\t-\t-\n3\tin\tO\t-\t-\n4\tOslo\tB-LOC\t-\t-\n\n";
        let sentences = read_iob2(text).expect("sound");
        let person = Name { start: 0, end: 2, kind: NameKind::Person };
        assert_eq!(sentences[0].names, [person, Name { start: 3, end: 4, kind: NameKind::Place }]);
        assert_eq!(&*sentences[0].id, "a-1");
        let error = read_iob2("1 Ada B-PER\n").expect_err("no tabs");
        assert_eq!(error.to_string(), "line 1: a word needs an index, a form and a label");
    }
}
