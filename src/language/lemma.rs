//! The dictionary form of a word, from its form and its tags.
//!
//! A table learned from treebanks: exceptions by whole form; for other forms the edit that words with the same ending and the same tag
//! take, checked against the dictionary forms that the treebanks hold (`hoped` is `hope` because `hope` is known, `hopped` is
//! `hop`). Looks at one word alone, so `'s` is always `be`, never `have`.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Upos, Xpos, conllu::GoldSentence};
use crate::error::{Error, Result};

/// The most characters of an ending that a rule looks at.
const MAX_ENDING: usize = 6;
/// Edits that fewer words with an ending take are no candidates for unknown words with it.
const MIN_EDIT_WORDS: u32 = 2;
const MAGIC: &[u8; 5] = b"QLEM1";

/// What [`learn`] learned: edits, exceptions, endings, dictionary forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LemmaTable {
    edits: Vec<Edit>,
    /// By [`tag`].
    tags: BTreeMap<u16, TagTable>,
    /// Dictionary forms in lower case, with the number of their [`Upos`] before them.
    known: HashSet<Box<str>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TagTable {
    /// The edit of a whole form (see [`Form::key`]).
    exceptions: HashMap<Box<str>, u16>,
    /// The edit of an ending, with [`Form::shape`] before it.
    endings: HashMap<Box<str>, u16>,
    /// Edits to try on unknown words with an ending, commonest first. The ending has one character more than the edit takes off.
    candidates: BTreeMap<Box<str>, Vec<u16>>,
}

/// How a dictionary form is made from a form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Edit {
    case: Case,
    /// Characters to take off the end.
    strip: u8,
    append: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
enum Case {
    Lower,
    Keep,
    Title,
}

/// The dictionary form of `form`, a word with these tags: lower case unless a name.
///
/// Soft hyphens and joiners are left out, typographic apostrophes become plain.
///
/// ```
/// use quidnunc::language::{Upos, Xpos, lemma::{LemmaTable, lemma}};
/// let nothing_learned = LemmaTable::default();
/// assert_eq!(&*lemma(&nothing_learned, "Talks", Upos::Noun, Xpos::Nns), "talks");
/// ```
pub fn lemma(table: &LemmaTable, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
    let form = Form::new(form, upos);
    if form.is_number() {
        return form.text.replace(',', "").into();
    }
    if let Some(stem) = form.lower.strip_suffix('d').filter(|s| s.ends_with("ee") && is_past(xpos)) {
        return stem.into();
    }
    let Some(rules) = table.tags.get(&tag(upos, xpos)) else {
        return if upos == Upos::Propn { form.text.into() } else { form.lower.into() };
    };
    if let Some(&edit) = rules.exceptions.get(&*form.key()) {
        return table.edit(edit, &form);
    }
    let by_ending = form.endings().find_map(|ending| rules.endings.get(&*ending)).map(|&edit| table.edit(edit, &form));
    if let Some(made) = by_ending.as_ref().filter(|made| table.knows(upos, made)) {
        return made.clone();
    }
    let mut known = rules.candidates(&form).filter_map(|edit| table.checked_edit(edit, &form, upos));
    let fallback = || if upos == Upos::Propn { form.text.as_str().into() } else { form.lower.as_str().into() };
    known.next().or(by_ending).unwrap_or_else(fallback)
}

/// "freed" and "decreed" keep both letters of their stem; only short irregular verbs such as "bleed" have them in the present.
fn is_past(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbn)
}

/// Learns the dictionary forms of `sentences`.
pub fn learn(sentences: &[GoldSentence]) -> LemmaTable {
    let mut learner = Learner::default();
    for word in sentences.iter().flat_map(|s| &s.words) {
        learner.count(&word.form, &word.lemma, word.upos, word.xpos);
    }
    learner.table()
}

impl LemmaTable {
    fn edit(&self, edit: u16, form: &Form) -> Box<str> {
        self.edits[usize::from(edit)].apply(form).unwrap_or_else(|| form.lower.as_str().into())
    }

    /// What the edit makes of `form`, if that is a dictionary form that was seen.
    fn checked_edit(&self, edit: u16, form: &Form, upos: Upos) -> Option<Box<str>> {
        self.edits[usize::from(edit)].apply(form).filter(|made| self.knows(upos, made))
    }

    fn knows(&self, upos: Upos, lemma: &str) -> bool {
        self.known.contains(&*known_key(upos, lemma))
    }

    /// The table as bytes; the same table gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_number(&mut out, self.edits.len());
        for edit in &self.edits {
            out.extend([edit.case as u8, edit.strip]);
            put_text(&mut out, &edit.append);
        }
        put_number(&mut out, self.tags.len());
        for (&tag, rules) in &self.tags {
            put_number(&mut out, tag.into());
            put_map(&mut out, &rules.exceptions);
            put_map(&mut out, &rules.endings);
            put_number(&mut out, rules.candidates.len());
            for (ending, edits) in &rules.candidates {
                put_text(&mut out, ending);
                put_number(&mut out, edits.len());
                edits.iter().for_each(|&edit| put_number(&mut out, edit.into()));
            }
        }
        let known: std::collections::BTreeSet<&str> = self.known.iter().map(|word| &**word).collect();
        put_number(&mut out, known.len());
        known.iter().for_each(|word| put_text(&mut out, word));
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are something else or were damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let damaged =
            || Error::new("the bytes are cut short or damaged").context("reading the table of dictionary forms");
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            let error = Error::new("the bytes are no table of dictionary forms of this version");
            return Err(error.with_hint("make the model file again with `quidnunc train`"));
        };
        let mut input = Input { rest };
        let table = input.table().ok_or_else(damaged)?;
        if input.rest.is_empty() { Ok(table) } else { Err(damaged()) }
    }
}

impl TagTable {
    fn candidates<'t>(&'t self, form: &'t Form) -> impl Iterator<Item = u16> + 't {
        form.endings().filter_map(|ending| self.candidates.get(&ending[1..])).flatten().copied()
    }
}

impl Edit {
    /// Whether the form is the dictionary form.
    fn is_identity(&self) -> bool {
        self.strip == 0 && self.append.is_empty()
    }

    /// The edit that makes `lemma` of `form` and changes least.
    fn between(form: &Form, lemma: &str) -> Self {
        let is_lower = lemma.chars().all(|c| !c.is_uppercase());
        let cases = match (is_lower, form.is_name) {
            (true, _) => &[Case::Lower][..],
            (false, true) => &[Case::Keep, Case::Title, Case::Lower],
            (false, false) => &[Case::Title, Case::Keep, Case::Lower],
        };
        let edits = cases.iter().map(|&case| Self::in_case(case, &form.in_case(case), lemma));
        let best = edits.min_by_key(|edit| usize::from(edit.strip) + edit.append.len());
        best.unwrap_or(Self { case: Case::Lower, strip: 0, append: "".into() })
    }

    fn in_case(case: Case, form: &str, lemma: &str) -> Self {
        let shared: usize =
            form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let strip = u8::try_from(form[shared..].chars().count()).unwrap_or(u8::MAX);
        Self { case, strip, append: lemma[shared..].into() }
    }

    /// What the edit makes of `form`; nothing if the form is too short for it.
    fn apply(&self, form: &Form) -> Option<Box<str>> {
        let base = form.in_case(self.case);
        let mut rest = base.chars();
        for _ in 0..self.strip {
            rest.next_back()?;
        }
        let made = [rest.as_str(), &self.append].concat();
        (!made.is_empty()).then(|| made.into())
    }
}

/// A form as the rules look at it.
struct Form {
    text: String,
    lower: String,
    is_name: bool,
}

impl Form {
    fn new(form: &str, upos: Upos) -> Self {
        let text: String =
            if form.is_ascii() { form.into() } else { form.chars().filter(|&c| !is_hidden(c)).map(plain).collect() };
        let lower = if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() };
        Self { text, lower, is_name: upos == Upos::Propn }
    }

    /// Whether the form is digits with thousands set off or not.
    fn is_number(&self) -> bool {
        let has_digit = self.text.starts_with(|c: char| c.is_ascii_digit());
        has_digit && self.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    }

    /// How the form is written: in small letters, with a capital first, in capitals.
    fn shape(&self) -> char {
        let mut capitals = self.text.chars().map(char::is_uppercase);
        match (capitals.next(), capitals.next()) {
            (Some(true), Some(true)) => 'A',
            (Some(true), _) => 'C',
            _ => 'a',
        }
    }

    /// What exceptions are found by: for names the case counts.
    fn key(&self) -> Box<str> {
        if self.is_name { self.text.as_str().into() } else { self.lower.as_str().into() }
    }

    /// The form's endings, longest first, each after the shape.
    fn endings(&self) -> impl Iterator<Item = String> + '_ {
        let shape = self.shape();
        let starts = self.lower.char_indices().rev().map(|(at, _)| at).take(MAX_ENDING);
        let mut starts: Vec<usize> = std::iter::once(self.lower.len()).chain(starts).collect();
        starts.reverse();
        starts.into_iter().map(move |at| [shape.encode_utf8(&mut [0; 4]), &self.lower[at..]].concat())
    }

    fn in_case(&self, case: Case) -> String {
        match case {
            Case::Lower => self.lower.clone(),
            Case::Keep => self.text.clone(),
            Case::Title => {
                let mut letters = self.lower.chars();
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.clone()).collect()
            }
        }
    }
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn plain(c: char) -> char {
    if matches!(c, '’' | 'ʼ' | '＇') { '\'' } else { c }
}

/// The number that stands for the pair of tags.
fn tag(upos: Upos, xpos: Xpos) -> u16 {
    u16::from(upos as u8) << 8 | u16::from(xpos as u8)
}

fn known_key(upos: Upos, lemma: &str) -> Box<str> {
    let class = if upos == Upos::Aux { Upos::Verb } else { upos };
    [(b'a' + class as u8) as char, ' '].iter().copied().chain(lemma.chars()).collect::<String>().to_lowercase().into()
}

/// Counts of edits.
type Tally = BTreeMap<Edit, u32>;

#[derive(Default)]
struct Learner {
    /// By tag and form, in every way it was written.
    seen: BTreeMap<(u16, Box<str>), BTreeMap<Box<str>, Tally>>,
    upos: BTreeMap<u16, Upos>,
    known: BTreeMap<Box<str>, u32>,
}

impl Learner {
    fn count(&mut self, form: &str, lemma: &str, upos: Upos, xpos: Xpos) {
        let form = Form::new(form, upos);
        let lemma: String = lemma.chars().filter(|&c| !is_hidden(c)).map(plain).collect();
        let tag = tag(upos, xpos);
        self.upos.insert(tag, upos);
        *self.known.entry(known_key(upos, &lemma)).or_default() += 1;
        let written = self.seen.entry((tag, form.key())).or_default();
        *written.entry(form.text.as_str().into()).or_default().entry(Edit::between(&form, &lemma)).or_default() += 1;
    }

    fn table(self) -> LemmaTable {
        let mut table = LemmaTable { known: self.known.into_keys().collect(), ..LemmaTable::default() };
        let mut numbers = Numbers::default();
        for (&tag, &upos) in &self.upos {
            let forms = self.seen.range((tag, "".into())..).take_while(|((t, _), _)| *t == tag);
            let forms: Vec<(&str, &BTreeMap<Box<str>, Tally>)> =
                forms.map(|((_, key), written)| (&**key, written)).collect();
            table.tags.insert(tag, TagTable { endings: endings(&forms, upos, &mut numbers), ..TagTable::default() });
            if let Some(rules) = table.tags.get_mut(&tag) {
                rules.candidates = candidates(&forms, upos, &mut numbers);
            }
            table.edits.clone_from(&numbers.edits);
            let exceptions = exceptions(&forms, upos, tag, &table, &mut numbers);
            if let Some(rules) = table.tags.get_mut(&tag) {
                rules.exceptions = exceptions;
            }
        }
        table.edits = numbers.edits;
        table
    }
}

/// Gives each edit a number.
#[derive(Default)]
struct Numbers {
    edits: Vec<Edit>,
    by_edit: BTreeMap<Edit, u16>,
}

impl Numbers {
    /// The number of `edit`; nothing when there are too many to number.
    fn of(&mut self, edit: &Edit) -> Option<u16> {
        if let Some(&number) = self.by_edit.get(edit) {
            return Some(number);
        }
        let number = u16::try_from(self.edits.len()).ok()?;
        self.edits.push(edit.clone());
        self.by_edit.insert(edit.clone(), number);
        Some(number)
    }
}

fn endings(forms: &[(&str, &BTreeMap<Box<str>, Tally>)], upos: Upos, numbers: &mut Numbers) -> HashMap<Box<str>, u16> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (text, tally) in forms.iter().flat_map(|(_, written)| written.iter()) {
        let Some(edit) = commonest(tally) else { continue };
        for ending in Form::new(text, upos).endings() {
            *tallies.entry(ending).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    let mut kept: HashMap<Box<str>, u16> = HashMap::new();
    let mut by_length: Vec<(&String, &Tally)> = tallies.iter().collect();
    by_length.sort_by_key(|(ending, _)| ending.len());
    for (ending, tally) in by_length {
        let Some(edit) = commonest(tally).filter(|edit| tally[*edit] >= 2) else { continue };
        let Some(number) = numbers.of(edit) else { continue };
        if shorter(ending).find_map(|s| kept.get(&*s)) != Some(&number) {
            kept.insert(ending.as_str().into(), number);
        }
    }
    kept
}

/// The endings of `ending`, longest first, each after the shape that it begins with.
fn shorter(ending: &str) -> impl Iterator<Item = String> + '_ {
    let shape = &ending[..1];
    let starts = ending.char_indices().skip(2).map(|(at, _)| at).chain((ending.len() > 1).then_some(ending.len()));
    starts.map(move |at| [shape, &ending[at..]].concat())
}

fn candidates(
    forms: &[(&str, &BTreeMap<Box<str>, Tally>)],
    upos: Upos,
    numbers: &mut Numbers,
) -> BTreeMap<Box<str>, Vec<u16>> {
    let mut counts: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::new();
    for (text, edit) in
        forms.iter().flat_map(|(_, written)| written.iter()).filter_map(|(t, tally)| Some((t, commonest(tally)?)))
    {
        *all.entry(edit.clone()).or_default() += 1;
        let ending = Form::new(text, upos)
            .endings()
            .map(|e| e[1..].to_owned())
            .find(|e| e.chars().count() == usize::from(edit.strip) + 1);
        if let Some(ending) = ending.filter(|_| edit.append.len() <= 2) {
            *counts.entry(ending).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    if commonest(&all).is_none_or(Edit::is_identity) {
        return BTreeMap::new();
    }
    counts
        .iter()
        .map(|(ending, tally)| (ending.as_str().into(), by_count(tally, numbers)))
        .filter(|(_, edits): &(_, Vec<_>)| !edits.is_empty())
        .collect()
}

fn by_count(tally: &Tally, numbers: &mut Numbers) -> Vec<u16> {
    let mut sorted: Vec<(&Edit, u32)> = tally.iter().map(|(edit, &count)| (edit, count)).collect();
    sorted.retain(|&(_, count)| count >= MIN_EDIT_WORDS);
    sorted.sort_by_key(|&(edit, count)| (std::cmp::Reverse(count), edit));
    sorted.iter().filter_map(|(edit, _)| numbers.of(edit)).collect()
}

/// The forms that the rest of the table gets wrong.
fn exceptions(
    forms: &[(&str, &BTreeMap<Box<str>, Tally>)],
    upos: Upos,
    tag: u16,
    table: &LemmaTable,
    numbers: &mut Numbers,
) -> HashMap<Box<str>, u16> {
    let mut exceptions = HashMap::new();
    let Some(xpos) = Xpos::ALL.get(usize::from(tag & 0xFF)) else { return exceptions };
    for (key, written) in forms {
        let mut all = Tally::new();
        for (edit, count) in written.values().flatten() {
            *all.entry(edit.clone()).or_default() += count;
        }
        let Some(edit) = commonest(&all) else { continue };
        let is_right = |text: &str| Some(lemma(table, text, upos, *xpos)) == edit.apply(&Form::new(text, upos));
        if !written.keys().all(|text| is_right(text))
            && let Some(number) = numbers.of(edit)
        {
            exceptions.insert((*key).into(), number);
        }
    }
    exceptions
}

/// The commonest edit; the first in order among equals.
fn commonest(tally: &Tally) -> Option<&Edit> {
    tally.iter().rev().max_by_key(|(_, count)| **count).map(|(edit, _)| edit)
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

fn put_map(out: &mut Vec<u8>, map: &HashMap<Box<str>, u16>) {
    let sorted: BTreeMap<&str, u16> = map.iter().map(|(key, &edit)| (&**key, edit)).collect();
    put_number(out, sorted.len());
    for (key, edit) in sorted {
        put_text(out, key);
        put_number(out, edit.into());
    }
}

struct Input<'b> {
    rest: &'b [u8],
}

impl Input<'_> {
    fn table(&mut self) -> Option<LemmaTable> {
        let mut table = LemmaTable::default();
        for _ in 0..self.number()? {
            table.edits.push(self.edit()?);
        }
        let edits = table.edits.len();
        for _ in 0..self.number()? {
            let tag = u16::try_from(self.number()?).ok()?;
            let (exceptions, endings) = (self.map(edits)?, self.map(edits)?);
            let candidates =
                (0..self.number()?).map(|_| Some((self.text()?, self.edit_numbers(edits)?))).collect::<Option<_>>()?;
            table.tags.insert(tag, TagTable { exceptions, endings, candidates });
        }
        for _ in 0..self.number()? {
            table.known.insert(self.text()?);
        }
        Some(table)
    }

    fn edit(&mut self) -> Option<Edit> {
        let case = match self.byte()? {
            0 => Case::Lower,
            1 => Case::Keep,
            2 => Case::Title,
            _ => return None,
        };
        Some(Edit { case, strip: self.byte()?, append: self.text()? })
    }

    fn map(&mut self, edits: usize) -> Option<HashMap<Box<str>, u16>> {
        (0..self.number()?).map(|_| Some((self.text()?, self.edit_number(edits)?))).collect()
    }

    fn edit_numbers(&mut self, edits: usize) -> Option<Vec<u16>> {
        (0..self.number()?).map(|_| self.edit_number(edits)).collect()
    }

    fn edit_number(&mut self, edits: usize) -> Option<u16> {
        let number = self.number()?;
        if number < edits { u16::try_from(number).ok() } else { None }
    }

    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<Box<str>> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok().map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Relation, conllu::GoldWord};

    /// Form, lemma, tags; every line stands for one word of a treebank.
    const WORDS: &str = "\
        hope hope VERB VB;hop hop VERB VB;stop stop VERB VB;hopes hope VERB VBZ;stopped stop VERB VBD;hoped hope VERB VBD;\
        dropped drop VERB VBD;scoped scope VERB VBD;walked walk VERB VBD;talked talk VERB VBD;went go VERB VBD;\
        released release VERB VBD;ceased cease VERB VBD;release release VERB VB;ripped rip VERB VBD;tipped tip VERB VBD;tip tip VERB VB;\
        tables table NOUN NNS;cities city NOUN NNS;parties party NOUN NNS;men man NOUN NNS;Oslo Oslo PROPN NNP;Kyiv Kyiv PROPN NNP;\
        French French ADJ JJ;Good good ADJ JJ;good good ADJ JJ;n't not PART RB;n’t not PART RB";

    fn table() -> LemmaTable {
        let words = WORDS.split(';').filter_map(|line| {
            let mut parts = line.split_whitespace();
            let (form, lemma) = (parts.next()?, parts.next()?);
            let (upos, xpos) = (Upos::from_text(parts.next()?)?, Xpos::from_text(parts.next()?)?);
            Some(GoldWord {
                form: form.into(),
                lemma: lemma.into(),
                upos,
                xpos,
                feats: "_".into(),
                head: None,
                relation: Relation::Root,
                continues_word: false,
                space_after: true,
                entity: "".into(),
            })
        });
        learn(&[GoldSentence { words: words.collect(), ..GoldSentence::default() }])
    }

    fn check(form: &str, upos: Upos, xpos: Xpos, expected: &str) {
        assert_eq!(&*lemma(&table(), form, upos, xpos), expected, "{form}");
    }

    #[test]
    fn words_that_were_seen() {
        check("went", Upos::Verb, Xpos::Vbd, "go");
        check("Went", Upos::Verb, Xpos::Vbd, "go");
        check("men", Upos::Noun, Xpos::Nns, "man");
        check("French", Upos::Adj, Xpos::Jj, "French");
        check("GOOD", Upos::Adj, Xpos::Jj, "good");
        check("n’t", Upos::Part, Xpos::Rb, "not");
        check("Oslo", Upos::Propn, Xpos::Nnp, "Oslo");
    }

    #[test]
    fn words_that_were_not() {
        check("hopped", Upos::Verb, Xpos::Vbd, "hop");
        check("Belfast", Upos::Propn, Xpos::Nnp, "Belfast");
        check("rel\u{AD}eased", Upos::Verb, Xpos::Vbd, "release");
        check("12,500", Upos::Num, Xpos::Cd, "12500");
        check("Ö", Upos::X, Xpos::Fw, "ö");
        check("", Upos::Noun, Xpos::Nns, "");
    }

    #[test]
    fn bytes_give_the_table_back() {
        let table = table();
        let bytes = table.to_bytes();
        assert_eq!(LemmaTable::from_bytes(&bytes).ok(), Some(table.clone()));
        assert_eq!(bytes, table.to_bytes());
    }

    #[test]
    fn bad_bytes_are_refused() {
        let bytes = table().to_bytes();
        let refused = |bytes: &[u8]| LemmaTable::from_bytes(bytes).map(|_| ()).expect_err("bad bytes").to_string();
        assert_eq!(refused(b"nothing"), "the bytes are no table of dictionary forms of this version");
        let damaged = "reading the table of dictionary forms: the bytes are cut short or damaged";
        for cut in MAGIC.len()..bytes.len() {
            assert_eq!(refused(&bytes[..cut]), damaged);
        }
        assert_eq!(refused(&[&bytes[..], b"x"].concat()), damaged);
    }
}
