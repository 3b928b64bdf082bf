//! When: time expressions of a text as EDTF, and which of them dates an action.
//!
//! Needs an [`Analysis`] and the words of `ontology/words/calendar.toml`. An expression that does not say its year is resolved against
//! the document's date or the last date told, never against today; what neither can resolve is left out.

use super::quantity::{number, year};
use crate::{
    language::{Analysis, Relation, Sentence, Upos, Xpos},
    span::Span,
};
use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

/// Words that tell a time, with the time that they tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Index of the sentence.
    pub sentence: usize,
    /// The words, without a leading preposition.
    pub span: Span,
    /// Index of the head word in the sentence.
    pub head: usize,
    /// Extended Date/Time Format (ISO 8601-2): `2025`, `2025-03`, `2025-03-14`, `199X`, `2013/2014`, `2025-24`.
    pub edtf: String,
    /// How precise it is.
    pub kind: TimeKind,
}

/// How precise a time expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// One day.
    Day,
    /// One month.
    Month,
    /// A season of a year.
    Season,
    /// One year.
    Year,
    /// Ten years.
    Decade,
    /// From one date to another.
    Range,
}

/// Finds the time expressions of a text that can be resolved, in text order. `published` is the document's date; where it is not known, a
/// full date in the text's dateline stands for it.
pub fn expressions(text: &str, analysis: &Analysis, published: Option<Date>) -> Vec<TimeExpression> {
    let told = resolved(text, analysis, published);
    match published.is_none().then(|| dateline(text, analysis, &told)).flatten() {
        Some(day) => resolved(text, analysis, Some(day)),
        None => told,
    }
}

/// In sentences.
const LAST_DATELINE: usize = 4;

/// The day on which a report says that it was written: `LIMA, March 4, 2025 —`, a line of its own, or `On Tuesday, March 4, 2025, ...`.
fn dateline(text: &str, analysis: &Analysis, told: &[TimeExpression]) -> Option<Date> {
    let days = told.iter().filter(|e| e.kind == TimeKind::Day && e.sentence < LAST_DATELINE);
    let dated = |e: &&TimeExpression| {
        let tokens = &analysis.sentences[e.sentence].tokens;
        let dash = tokens.last().is_some_and(|t| matches!(t.span.of(text), "-" | "–" | "—" | "--"));
        let words = e.span.of(text);
        let full = words.contains(char::is_numeric);
        full && (dash || tokens.len() <= LONGEST_DATE || has_weekday(words))
    };
    days.filter(dated).find_map(|e| e.edtf.parse().ok())
}

/// In words: `Tuesday, March 4, 2025.`
const LONGEST_DATE: usize = 7;

fn has_weekday(words: &str) -> bool {
    words.split([' ', ',']).any(|word| position(&CALENDAR.weekdays, &word.to_lowercase()).is_some())
}

fn resolved(text: &str, analysis: &Analysis, anchor: Option<Date>) -> Vec<TimeExpression> {
    let mut clock = Clock { anchor, told: None };
    let mut found = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let scanner = Scanner::new(text, sentence);
        let mut at = 0;
        while at < sentence.tokens.len() {
            let Some((end, raw)) = scanner.expression(at) else {
                at += 1;
                continue;
            };
            let head = head_of(sentence, at, end);
            let future = is_future(sentence, head);
            if let Some(point) = clock.resolve(&raw, future) {
                let span = sentence.tokens[at].span.cover(sentence.tokens[end - 1].span);
                found.push(TimeExpression { sentence: index, span, head, edtf: point.edtf(), kind: point.kind() });
                if moves_story(sentence, head, &raw) {
                    clock.told = Some(point);
                }
            }
            at = end;
        }
    }
    found
}

/// Chooses among a document's `expressions` the one that dates the action told by `trigger`, a word of `sentence`, which is the
/// analysis's sentence with index `index`.
pub fn time_of<'e>(
    sentence: &Sentence,
    index: usize,
    trigger: usize,
    expressions: &'e [TimeExpression],
) -> Option<&'e TimeExpression> {
    let first = expressions.partition_point(|e| e.sentence < index);
    let own = expressions[first..].iter().take_while(|e| e.sentence == index);
    let mut at = trigger;
    for _ in 0..MAX_CLIMB {
        let dated = own.clone().find(|e| dates(sentence, e, at));
        if dated.is_some() {
            return dated;
        }
        at = lends_its_time(sentence, at)?;
    }
    None
}

/// How many governing words are asked for their time.
const MAX_CLIMB: usize = 4;

/// Whether an expression hangs on the word `at` as its time.
fn dates(sentence: &Sentence, expression: &TimeExpression, at: usize) -> bool {
    let token = &sentence.tokens[expression.head];
    let Some(governor) = token.head else { return expression.head == at };
    let adverbial = matches!(
        token.relation,
        Relation::Obl
            | Relation::OblUnmarked
            | Relation::Nmod
            | Relation::NmodUnmarked
            | Relation::Advmod
            | Relation::Advcl
            | Relation::Compound
            | Relation::Nummod
            | Relation::Amod
            | Relation::NmodPoss
            | Relation::Acl
            | Relation::Parataxis
            | Relation::Dep
            | Relation::Appos
            | Relation::NmodDesc
    );
    if governor == at {
        return adverbial;
    }
    let between = &sentence.tokens[governor];
    let late = expression.head > governor && matches!(expression.kind, TimeKind::Day | TimeKind::Month);
    let object =
        matches!(between.relation, Relation::Obj | Relation::Obl | Relation::NsubjPass) && between.head == Some(at);
    let participle = between.relation == Relation::Acl && between.xpos == Xpos::Vbn && between.head == Some(at);
    adverbial && (participle || object && late && token.relation == Relation::Nmod)
}

/// The word whose time is also that of `at`: the verb that an event noun completes, a governing or coordinated verb.
fn lends_its_time(sentence: &Sentence, at: usize) -> Option<usize> {
    let token = &sentence.tokens[at];
    let head = token.head?;
    let noun = matches!(token.upos, Upos::Noun | Upos::Propn);
    let has = |relation: Relation| sentence.dependents(at, relation).next().is_some();
    let verb = sentence.tokens[head].upos == Upos::Verb;
    let lends = match token.relation {
        Relation::Obj | Relation::NsubjPass | Relation::Nsubj if noun => verb && !is_definite(sentence, at),
        Relation::Xcomp => true,
        Relation::Ccomp => !has(Relation::Advcl),
        Relation::Conj => noun || !has(Relation::Nsubj),
        Relation::Advcl => !has(Relation::Mark) && !has(Relation::Nsubj),
        Relation::Amod | Relation::Compound => verb,
        _ => false,
    };
    lends.then_some(head)
}

/// Whether a noun speaks of an event that is known already, and so has its own time: "the invasion", "Russia's war".
pub(super) fn is_definite(sentence: &Sentence, noun: usize) -> bool {
    let the = |l: &str| matches!(l, "the" | "this" | "that" | "these" | "those");
    sentence.children(noun).any(|c| {
        let t = &sentence.tokens[c];
        t.relation == Relation::NmodPoss || (t.relation == Relation::Det && the(&t.lemma))
    })
}

/// The word of `start..end` that hangs on a word outside.
fn head_of(sentence: &Sentence, start: usize, end: usize) -> usize {
    let outside = |i: &usize| sentence.tokens[*i].head.is_none_or(|h| h < start || h >= end);
    (start..end).rev().filter(|&i| sentence.tokens[i].upos != Upos::Adp).find(outside).unwrap_or(end - 1)
}

/// Whether the verb that an expression hangs on speaks of the future.
fn is_future(sentence: &Sentence, head: usize) -> bool {
    let mut at = head;
    for _ in 0..6 {
        let Some(next) = sentence.tokens[at].head else { break };
        at = next;
        let future = sentence.children(at).any(|c| {
            let t = &sentence.tokens[c];
            (t.relation.is(Relation::Aux) && matches!(&*t.lemma, "will" | "shall" | "'ll" | "may" | "might" | "would"))
                || (t.relation == Relation::Mark && &*t.lemma == "to")
        });
        if future {
            return true;
        }
        if matches!(sentence.tokens[at].xpos, Xpos::Vbd | Xpos::Vbn) {
            return false;
        }
    }
    false
}

/// Whether an expression moves the story to its time: not a year that only names an event ("the 2020 election", "since 2020").
fn moves_story(sentence: &Sentence, head: usize, raw: &Raw) -> bool {
    let token = &sentence.tokens[head];
    let bare_year = matches!(raw, Raw::Date { month: None, .. } | Raw::Range(..) | Raw::Decade(_));
    let names = matches!(token.relation, Relation::Nummod | Relation::Compound | Relation::Amod | Relation::Nmod);
    let since = sentence.children(head).any(|c| matches!(&*sentence.tokens[c].lemma, "since" | "until" | "before"));
    let verb = std::iter::successors(token.head, |&at| sentence.tokens[at].head)
        .take(MAX_CLIMB)
        .find(|&at| sentence.tokens[at].upos == Upos::Verb);
    let aside = verb.is_some_and(|v| sentence.tokens[v].relation.is(Relation::Acl));
    !(bare_year && (names || since || aside))
}

/// A time expression as it is written.
#[derive(Clone, Debug, PartialEq)]
enum Raw {
    /// A calendar date, with what is said of it.
    Date { year: Option<i16>, month: Option<i8>, day: Option<i8> },
    /// From one date to another.
    Range(Point, Point),
    /// The first year of a decade.
    Decade(i16),
    /// A season, from 21, with its year or which one it is from the day of speaking.
    Season(u8, Option<i16>, i64),
    /// A month picked by "last", "this", "next".
    PickedMonth(i8, i64),
    /// A weekday, counted from Monday = 0: -1 the last one, 1 the next, 0 as the tense says.
    Weekday(i8, i64),
    /// So many units from the day of speaking or from the last date told.
    Shift { count: i64, unit: Unit, from: From },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    Speaking,
    Telling,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A resolved time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Day(Date),
    About(Date),
    Week(Date),
    Month(i16, i8),
    Season(i16, u8),
    Year(i16),
    Decade(i16),
    /// Days, months or years, both ends included.
    Span(Edge, Edge),
}

/// An end of a range.
type Edge = (i16, Option<i8>, Option<i8>);

impl Point {
    fn edtf(self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::About(date) => format!("{date}~"),
            Self::Week(monday) => format!("{monday}/{}", monday.saturating_add(6.days())),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}X", year / 10),
            Self::Span(from, to) => format!("{}/{}", edge(from), edge(to)),
        }
    }

    fn kind(self) -> TimeKind {
        match self {
            Self::Day(_) | Self::About(_) => TimeKind::Day,
            Self::Month(..) => TimeKind::Month,
            Self::Season(..) => TimeKind::Season,
            Self::Year(_) => TimeKind::Year,
            Self::Decade(_) => TimeKind::Decade,
            Self::Week(_) | Self::Span(..) => TimeKind::Range,
        }
    }

    fn year(self) -> i16 {
        match self {
            Self::Day(date) | Self::About(date) | Self::Week(date) => date.year(),
            Self::Month(year, _) | Self::Season(year, _) | Self::Year(year) | Self::Decade(year) => year,
            Self::Span(_, (year, ..)) => year,
        }
    }

    fn edge(self) -> Edge {
        match self {
            Self::Day(date) | Self::About(date) | Self::Week(date) => {
                (date.year(), Some(date.month()), Some(date.day()))
            }
            Self::Month(year, month) => (year, Some(month), None),
            other => (other.year(), None, None),
        }
    }

    /// The date shifted, as precise as the shift and the start allow.
    fn shifted(self, count: i64, unit: Unit) -> Option<Self> {
        let whole = |year: i16| i16::try_from(count).ok().and_then(|n| year.checked_add(n)).map(Self::Year);
        let months =
            |year: i16, month: i8| Some(Self::month(Date::new(year, month, 1).ok()?.checked_add(count.months()).ok()?));
        match (self, unit) {
            (Self::Day(d) | Self::About(d), Unit::Day) => Some(Self::Day(d.checked_add(count.days()).ok()?)),
            (Self::Day(d) | Self::About(d), Unit::Week) => Some(Self::About(d.checked_add(count.weeks()).ok()?)),
            (Self::Day(d) | Self::About(d) | Self::Week(d), Unit::Month) => months(d.year(), d.month()),
            (Self::Week(d), Unit::Week) => Some(Self::Week(d.checked_add(count.weeks()).ok()?)),
            (Self::Month(year, month), Unit::Month) => months(year, month),
            (Self::Decade(_) | Self::Span(..), _) => None,
            // "the same day", where only its month is told.
            (point, Unit::Day) if count == 0 => Some(point),
            (point, Unit::Year) => whole(point.year()),
            _ => None,
        }
    }

    fn month(date: Date) -> Self {
        Self::Month(date.year(), date.month())
    }
}

fn edge((year, month, day): Edge) -> String {
    match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

/// The document's date and the last date told.
struct Clock {
    anchor: Option<Date>,
    told: Option<Point>,
}

impl Clock {
    fn resolve(&self, raw: &Raw, future: bool) -> Option<Point> {
        match *raw {
            Raw::Date { year: Some(year), month, day } => date(year, month, day),
            Raw::Date { year: None, month: Some(month), day } => {
                date(self.year_of(month, day, future)?, Some(month), day)
            }
            Raw::Date { .. } => None,
            Raw::Range(from, to) => Some(Point::Span(from.edge(), to.edge())),
            Raw::Decade(year) => Some(Point::Decade(year)),
            Raw::Season(season, Some(year), _) => Some(Point::Season(year, season)),
            Raw::Season(season, None, pick) => self.season(season, pick),
            Raw::PickedMonth(month, pick) => self.picked_month(month, pick),
            Raw::Weekday(day, pick) => Some(Point::Day(weekday(self.anchor?, day, pick, future)?)),
            Raw::Shift { count, unit, from: From::Telling } => self.told?.shifted(count, unit),
            Raw::Shift { count, unit, from: From::Speaking } => spoken(self.anchor?, count, unit),
        }
    }

    /// The year of a month without one: that of the last date told, unless the document's date lies nearer to the story.
    fn year_of(&self, month: i8, day: Option<i8>, future: bool) -> Option<i16> {
        let told = self.told.map(Point::year);
        let Some(anchor) = self.anchor else { return told };
        if let Some(year) = told.filter(|&y| y < anchor.year() - 1) {
            return Some(year);
        }
        let ahead = (month, day.unwrap_or(1)) > (anchor.month(), anchor.day());
        let year = anchor.year();
        Some(match (ahead, future) {
            (true, false) => year - 1,
            (false, true) if month < anchor.month() => year + 1,
            _ => year,
        })
    }

    fn season(&self, season: u8, pick: i64) -> Option<Point> {
        let year = self.anchor.map(Date::year).or(self.told.map(Point::year))?;
        i16::try_from(pick).ok().map(|shift| Point::Season(year + shift, season))
    }

    fn picked_month(&self, month: i8, pick: i64) -> Option<Point> {
        let anchor = self.anchor?;
        let year = anchor.year();
        let year = match pick {
            -1 if month >= anchor.month() => year - 1,
            1 if month <= anchor.month() => year + 1,
            _ => year,
        };
        Some(Point::Month(year, month))
    }
}

fn date(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Point> {
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok().map(Point::Day),
        (Some(month), None) => Some(Point::Month(year, month)),
        _ => Some(Point::Year(year)),
    }
}

/// So many units from the day of speaking.
fn spoken(anchor: Date, count: i64, unit: Unit) -> Option<Point> {
    let monday = || anchor.checked_sub(i64::from(anchor.weekday().to_monday_zero_offset()).days()).ok();
    match unit {
        Unit::Day => anchor.checked_add(count.days()).ok().map(Point::Day),
        Unit::Week => monday()?.checked_add(count.weeks()).ok().map(Point::Week),
        Unit::Month => anchor.first_of_month().checked_add(count.months()).ok().map(Point::month),
        Unit::Year => Point::Year(anchor.year()).shifted(count, Unit::Year),
    }
}

/// The weekday meant: the nearest before the day of speaking, itself included, or the next one for what is to come.
fn weekday(anchor: Date, day: i8, pick: i64, future: bool) -> Option<Date> {
    let weekday = Weekday::from_monday_zero_offset(day).ok()?;
    let same = anchor.weekday() == weekday;
    match pick {
        -1 => anchor.nth_weekday(-1, weekday).ok(),
        1 => anchor.nth_weekday(1, weekday).ok(),
        _ if same => Some(anchor),
        _ => anchor.nth_weekday(if future { 1 } else { -1 }, weekday).ok(),
    }
}

// Reading the words.

/// One sentence as words in lower case.
struct Scanner<'a> {
    sentence: &'a Sentence,
    text: &'a str,
    words: Vec<String>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, sentence: &'a Sentence) -> Self {
        let lower = |s: Span| s.of(text).to_lowercase();
        let words = sentence.tokens.iter().map(|t| lower(t.span)).collect();
        Self { sentence, text, words }
    }

    /// The expression that begins at `at`, and where it ends.
    fn expression(&self, at: usize) -> Option<(usize, Raw)> {
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        if matches!(before, "every" | "each") {
            return None;
        }
        let ranged = matches!(before, "from" | "between").then(|| self.dates(at)).flatten();
        ranged
            .or_else(|| self.iso(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.picked(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.soon(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.season(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.years(at))
    }

    /// "July 2003 to May 2004", "July to December 2004".
    fn dates(&self, at: usize) -> Option<(usize, Raw)> {
        let (middle, first) = self.month_first(at)?;
        let (end, last) =
            self.month_first(middle + 1).filter(|_| matches!(self.word(middle), "to" | "and" | "through" | "until"))?;
        match (first, last) {
            (Raw::Date { year, month: Some(month), day }, Raw::Date { year: Some(to), month: last, day: last_day }) => {
                Some((end, Raw::Range(date(year.unwrap_or(to), Some(month), day)?, date(to, last, last_day)?)))
            }
            _ => None,
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn iso(&self, at: usize) -> Option<(usize, Raw)> {
        let date: Date = self.word(at).parse().ok().filter(|_| self.word(at).len() == 10)?;
        Some((at + 1, Raw::Date { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }))
    }

    /// "March", "March 14, 2025", "March of 2025", "mid-March".
    fn month_first(&self, at: usize) -> Option<(usize, Raw)> {
        let month = self.month(at)?;
        let mut end = at + 1;
        let day = self.day(end).filter(|_| self.word(end + 1) != "%");
        if day.is_some() {
            end += 1;
        }
        if let Some((after, last)) = day.and_then(|_| self.until_day(end)) {
            return self.day_range(after, month, day?, last);
        }
        let (end, year) = self.year_after(end);
        Some((end, Raw::Date { year, month: Some(month), day }))
    }

    /// "14-16" after a month and its first day.
    fn until_day(&self, at: usize) -> Option<(usize, i8)> {
        let joins = matches!(self.word(at), "-" | "–" | "to" | "and");
        self.day(at + 1).filter(|_| joins).map(|day| (at + 2, day))
    }

    fn day_range(&self, at: usize, month: i8, first: i8, last: i8) -> Option<(usize, Raw)> {
        let (end, year) = self.year_after(at);
        match year {
            Some(year) => {
                let point = |day| Date::new(year, month, day).ok().map(Point::Day);
                Some((end, Raw::Range(point(first)?, point(last)?)))
            }
            None => Some((end, Raw::Date { year: None, month: Some(month), day: Some(first) })),
        }
    }

    /// "14 March 2025", "the 14th of March".
    fn day_first(&self, at: usize) -> Option<(usize, Raw)> {
        let day = self.day(at)?;
        let of = usize::from(self.word(at + 1) == "of");
        let month = self.month(at + 1 + of)?;
        let (end, year) = self.year_after(at + 2 + of);
        Some((end, Raw::Date { year, month: Some(month), day: Some(day) }))
    }

    /// A year after a month: "2025", ", 2025", "of 2025", "of that year", "last year".
    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let skip = usize::from(matches!(self.word(at), "," | "of"));
        match year(self.word(at + skip)) {
            Some(year) => (at + skip + 1, Some(year)),
            _ => (at, None),
        }
    }

    /// "last Friday", "this month", "the following year", "next March".
    fn picked(&self, at: usize) -> Option<(usize, Raw)> {
        let word = self.word(at);
        let speaking = CALENDAR.speaking.get(word).map(|&pick| (pick, From::Speaking));
        let (pick, from) = speaking.or_else(|| CALENDAR.telling.get(word).map(|&pick| (pick, From::Telling)))?;
        let next = at + 1;
        if let Some(unit) = self.unit(next).filter(|_| !self.word(next).ends_with('s')) {
            let bare = word == "next" && at > 0 && self.word(at - 1) == "the";
            let from = if bare { From::Telling } else { from };
            return Some((next + 1, Raw::Shift { count: pick, unit, from }));
        }
        if from == From::Telling {
            return None;
        }
        let weekday = || self.weekday(next).map(|day| Raw::Weekday(day, pick));
        let season = || self.season_number(next).map(|season| Raw::Season(season, None, pick));
        let raw = weekday().or_else(|| self.month(next).map(|m| Raw::PickedMonth(m, pick))).or_else(season)?;
        Some((next + 1, raw))
    }

    /// "a month later", "two weeks ago", "three years earlier".
    fn counted(&self, at: usize) -> Option<(usize, Raw)> {
        let count = number(self.word(at)).filter(|n| n.fract() == 0.0 && (1.0..1000.0).contains(n))? as i64;
        let unit = self.unit(at + 1)?;
        let words = &CALENDAR.words;
        let is = |list: &[String]| list.iter().any(|w| w == self.word(at + 2));
        let noun_follows =
            self.sentence.tokens.get(at + 3).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Det));
        let shift = |count, from| Some((at + 3, Raw::Shift { count, unit, from }));
        if is(&words.ago) {
            return shift(-count, From::Speaking);
        }
        if is(&words.later) && (self.word(at + 2) == "later" || !noun_follows) {
            return shift(count, From::Telling);
        }
        if is(&words.earlier) && !noun_follows { shift(-count, From::Telling) } else { None }
    }

    /// "hours later": the time told last.
    fn soon(&self, at: usize) -> Option<(usize, Raw)> {
        let words = &CALENDAR.words;
        let later = words.soon.iter().any(|w| w == self.word(at)) && self.word(at + 1) == "later";
        later.then_some((at + 2, Raw::Shift { count: 0, unit: Unit::Day, from: From::Telling }))
    }

    /// "yesterday", "Tuesday".
    fn named_day(&self, at: usize) -> Option<(usize, Raw)> {
        if let Some(&count) = CALENDAR.days.get(self.word(at)) {
            return Some((at + 1, Raw::Shift { count, unit: Unit::Day, from: From::Speaking }));
        }
        let day = self.weekday(at)?;
        let comma = usize::from(self.word(at + 1) == ",");
        let dated = self.month_first(at + 1 + comma).or_else(|| self.day_first(at + 1 + comma));
        dated.or(Some((at + 1, Raw::Weekday(day, 0))))
    }

    /// "summer 2025", "the spring of 2024", "in the winter".
    fn season(&self, at: usize) -> Option<(usize, Raw)> {
        let season = self.season_number(at)?;
        let (end, year) = self.year_after(at + 1);
        year.map(|year| (end, Raw::Season(season, Some(year), 0)))
    }

    /// "the 1990s".
    fn decade(&self, at: usize) -> Option<(usize, Raw)> {
        let word = self.word(at);
        let digits = word.strip_suffix('s').map(|d| d.trim_end_matches(['\'', '’']))?;
        year(digits).filter(|y| y % 10 == 0).map(|y| (at + 1, Raw::Decade(y)))
    }

    /// "2020", "2013–2014", "from 2013 to 2014".
    fn years(&self, at: usize) -> Option<(usize, Raw)> {
        if let Some((from, to)) = self.word(at).split_once(['-', '–', '/']) {
            return Some((at + 1, Raw::Range(Point::Year(year(from)?), Point::Year(end_year(year(from)?, to)?))));
        }
        let first = year(self.word(at)).filter(|_| self.is_year(at))?;
        if let Some(last) = self.last_year(at, first) {
            return Some((at + 3, Raw::Range(Point::Year(first), Point::Year(last))));
        }
        Some((at + 1, Raw::Date { year: Some(first), month: None, day: None }))
    }

    fn last_year(&self, at: usize, first: i16) -> Option<i16> {
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        match self.word(at + 1) {
            "-" | "–" => end_year(first, self.word(at + 2)),
            "to" | "through" if before == "from" => year(self.word(at + 2)),
            "and" if before == "between" => year(self.word(at + 2)),
            _ => None,
        }
    }

    /// Whether four digits are a year rather than a count ("2000 troops"), a measure or a number of something ("Flight 1549").
    fn is_year(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        if CALENDAR.words.before_year.iter().any(|w| w == before) && !self.counts(at) {
            return true;
        }
        let numbers = self.sentence.tokens[at].relation == Relation::Nummod
            && self.sentence.tokens[at].head.is_some_and(|h| h < at);
        !self.counts(at) && !before.ends_with(['$', '€', '£', '#']) && !numbers
    }

    /// Whether a number counts or measures the word after it; plain four digits count where they are round or early for a year.
    fn counts(&self, at: usize) -> bool {
        let Some(next) = self.sentence.tokens.get(at + 1) else { return false };
        let measure = matches!(
            &*next.lemma,
            "%" | "percent" | "million" | "billion" | "dollar" | "euro" | "km" | "meter" | "mile"
        );
        let early = year(self.word(at)).is_some_and(|y| y < 1950);
        measure || (next.xpos == Xpos::Nns && (early || self.word(at).ends_with("00")))
    }

    /// A month's number; "may" and "march" only with a capital and as a name.
    fn month(&self, at: usize) -> Option<i8> {
        let token = self.sentence.tokens.get(at)?;
        let word = self.word(at).trim_end_matches('.');
        let month = position(&CALENDAR.months, word.strip_prefix("mid-").unwrap_or(word))?;
        let capital = token.span.of(self.text).trim_start_matches("mid-").starts_with(char::is_uppercase);
        let verb_like = matches!(token.upos, Upos::Verb | Upos::Aux);
        (capital && !verb_like && !self.in_person_name(at)).then_some(month + 1)
    }

    /// "April Jones", "Theresa May".
    fn in_person_name(&self, at: usize) -> bool {
        use crate::language::NameKind::Person;
        self.sentence.names.iter().any(|n| n.kind == Person && n.start <= at && at < n.end)
    }

    fn weekday(&self, at: usize) -> Option<i8> {
        let token = self.sentence.tokens.get(at)?;
        let capital = token.span.of(self.text).starts_with(char::is_uppercase);
        let long = self.word(at).len() > 3 || token.upos == Upos::Propn;
        position(&CALENDAR.weekdays, self.word(at).trim_end_matches('.')).filter(|_| capital && long)
    }

    fn season_number(&self, at: usize) -> Option<u8> {
        let noun = self.sentence.tokens.get(at).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn));
        position(&CALENDAR.seasons, self.word(at)).filter(|_| noun).and_then(|n| u8::try_from(n).ok()).map(|n| n + 21)
    }

    fn day(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let plain = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(&word[plain.len()..], "" | "st" | "nd" | "rd" | "th");
        plain.parse().ok().filter(|d| ordinal && plain.len() <= 2 && (1..=31).contains(d))
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        let lemma = self.sentence.tokens.get(at).map_or("", |t| &t.lemma);
        [Unit::Day, Unit::Week, Unit::Month, Unit::Year]
            .into_iter()
            .zip(&CALENDAR.words.units)
            .find(|(_, w)| *w == lemma)
            .map(|(u, _)| u)
    }
}

/// Whether a word in lower case is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    position(&CALENDAR.months, word.trim_end_matches('.')).is_some()
}

/// The last year of a range: "2014", "14".
fn end_year(first: i16, word: &str) -> Option<i16> {
    let short = word.parse::<i16>().ok().filter(|_| word.len() == 2).map(|n| first / 100 * 100 + n);
    year(word).or(short).filter(|&last| last > first)
}

fn position(list: &[Vec<String>], word: &str) -> Option<i8> {
    list.iter().position(|same| same.iter().any(|w| w == word)).and_then(|n| i8::try_from(n).ok())
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    toml::from_str(include_str!("../../ontology/words/calendar.toml")).expect("calendar.toml is well formed")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendar {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    seasons: Vec<Vec<String>>,
    days: HashMap<String, i64>,
    speaking: HashMap<String, i64>,
    telling: HashMap<String, i64>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    units: Vec<String>,
    later: Vec<String>,
    earlier: Vec<String>,
    ago: Vec<String>,
    soon: Vec<String>,
    before_year: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};
    use jiff::civil::date;

    fn check(start: &str, anchor: Option<Date>, expected: &[&str]) {
        let (text, analysis) = samples::sample(start);
        let found = expressions(&text, &analysis, anchor);
        let found: Vec<&str> = found.iter().map(|e| e.edtf.as_str()).collect();
        assert_eq!(found, expected, "{start:?}");
    }

    fn check_dated(start: &str, trigger: &str, anchor: Option<Date>, expected: Option<&str>) {
        let (text, analysis) = samples::sample(start);
        let (index, token) = samples::place(&text, &analysis, trigger);
        let found = expressions(&text, &analysis, anchor);
        let chosen = time_of(&analysis.sentences[index], index, token, &found);
        assert_eq!(chosen.map(|e| e.edtf.as_str()), expected, "{trigger} in {start:?}");
    }

    #[test]
    fn dates_told_go_on() {
        check("Throughout 2025", None, &["2025", "2025-03", "2025-04"]);
        check_dated("Throughout 2025", "visited", None, Some("2025-03"));
        check_dated("Throughout 2025", "sold", None, Some("2025-04"));
    }

    #[test]
    fn dates_from_the_day_of_speaking() {
        let sunday = Some(date(2021, 3, 21));
        check("Last Friday", sunday, &["2021-03-19"]);
        check("Last Friday", None, &[]);
        check("The court opened", sunday, &["2021-03-14", "2021-03-16"]);
        check("Norway will lift", sunday, &["2021-05"]);
        check("The senator", sunday, &["2020-05"]);
        check("Norway will lift", None, &[]);
    }

    #[test]
    fn a_dateline_dates_a_report() {
        let report = "LIMA|PROPN|0|root ,|PUNCT|1|punct March|PROPN|1|nmod 4|NUM|3|nummod ,|PUNCT|3|punct 2025|NUM|3|nummod —|PUNCT|1|punct
                      Peru|PROPN|2|nsubj voted|VERB:vote|0|root in|ADP|4|case January|PROPN|2|obl .|PUNCT|2|punct";
        let (text, analysis) = samples::read(report);
        let found = expressions(&text, &analysis, None);
        let found: Vec<&str> = found.iter().map(|e| e.edtf.as_str()).collect();
        assert_eq!(found, ["2025-03-04", "2025-01"]);
    }

    #[test]
    fn years_decades_and_ranges() {
        check("The war lasted", None, &["2013/2014", "199X"]);
        check("The strikes of 2019", None, &["2019"]);
        check_dated("A group of 52", "blocked", None, None);
        check_dated("A group of 52", "election", None, Some("2020"));
        check_dated("The war lasted", "lasted", None, Some("2013/2014"));
        check_dated("The senator", "praised", Some(date(2021, 3, 21)), None);
    }
}
