//! When can it have been? EDTF expressions (ISO 8601-2:2019) as ranges of days, so that "2025-12" and "2025-12-13" are seen to agree.
//!
//! Read are years, months, days, seasons (as on the northern half of the earth), quarters, half-years, intervals (`/`, `..` for an open end) and
//! unspecified digits (`202X`, `2025-12-XX`); the qualifiers `~`, `?` and `%` are dropped. Sets, exponents and times of day are not read.

use jiff::civil::Date;

/// The days from first to last, both included; [`Date::MIN`] and [`Date::MAX`] are open ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// What a plain date is exact to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Year,
    Month,
    Day,
}

impl Days {
    /// The days that an expression allows, if the calendar has them.
    pub(crate) fn of(edtf: &str) -> Option<Self> {
        let Some((from, to)) = edtf.split_once('/') else { return one(edtf) };
        let first = if matches!(from, "" | "..") { Date::MIN } else { one(from)?.first };
        let last = if matches!(to, "" | "..") { Date::MAX } else { one(to)?.last };
        (first <= last).then_some(Self { first, last })
    }

    /// The first day, where it has one.
    pub(crate) fn earliest(self) -> Option<Date> {
        (self.first != Date::MIN).then_some(self.first)
    }

    /// The last day, where it has one.
    pub(crate) fn latest(self) -> Option<Date> {
        (self.last != Date::MAX).then_some(self.last)
    }

    /// Whether the two share a day.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// How many days it has.
    pub(crate) fn count(self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days() + 1)
    }

    /// The years that it touches; none where they are more than three.
    pub(crate) fn years(self) -> Option<std::ops::RangeInclusive<i16>> {
        let (first, last) = (self.first.year(), self.last.year());
        (last - first < 3).then_some(first..=last)
    }

    /// Whether it is a month or less.
    pub(crate) fn is_fine(self) -> bool {
        self.count() <= 31
    }
}

/// What a date is exact to that is a plain year, month or day, and exists; none for any other expression.
pub(crate) fn precision(text: &str) -> Option<Precision> {
    plain(text).map(|(_, precision)| precision)
}

fn one(text: &str) -> Option<Days> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '~' | '%'));
    let known = text.trim_end_matches("-XX");
    if let Some((days, _)) = plain(known) {
        return Some(days);
    }
    let (year, part) = known.split_once('-').unwrap_or((known, ""));
    let (first_year, last_year) = (number(&year.replace('X', "0"), 4)?, number(&year.replace('X', "9"), 4)?);
    let (first_month, last_month) = match part {
        "" => (1, 12),
        "21" => (3, 5),
        "22" => (6, 8),
        "23" => (9, 11),
        "24" => (12, 2),
        "33" => (1, 3),
        "34" => (4, 6),
        "35" => (7, 9),
        "36" => (10, 12),
        "40" => (1, 6),
        "41" => (7, 12),
        _ => return None,
    };
    let into_next_year = i16::from(last_month < first_month);
    let first = Date::new(first_year.max(1), first_month, 1).ok()?;
    Some(Days { first, last: Date::new(last_year + into_next_year, last_month, 1).ok()?.last_of_month() })
}

/// A plain year, month or day.
fn plain(text: &str) -> Option<(Days, Precision)> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4).filter(|&year| year > 0)?;
    let small = |part: &str| number(part, 2).and_then(|part| i8::try_from(part).ok());
    let (month, day) = (parts.next().map(small), parts.next().map(small));
    if parts.next().is_some() {
        return None;
    }
    let date = |month, day| Date::new(year, month, day).ok();
    Some(match (month, day) {
        (None, _) => (Days { first: date(1, 1)?, last: date(12, 31)? }, Precision::Year),
        (Some(month), None) => {
            let first = date(month?, 1)?;
            (Days { first, last: first.last_of_month() }, Precision::Month)
        }
        (Some(month), Some(day)) => {
            let day = date(month?, day?)?;
            (Days { first: day, last: day }, Precision::Day)
        }
    })
}

/// A number of exactly `digits` decimal digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_allow_days() {
        fn check(edtf: &str, expected: &str) {
            let days = Days::of(edtf).unwrap();
            let end = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
            assert_eq!(format!("{} {}", end(days.earliest()), end(days.latest())), expected, "{edtf}");
        }
        check("2025", "2025-01-01 2025-12-31");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2025-12-13?", "2025-12-13 2025-12-13");
        check("2025-12/2026-01", "2025-12-01 2026-01-31");
        check("202X", "2020-01-01 2029-12-31");
        check("2025-XX-XX", "2025-01-01 2025-12-31");
        check("2025-12-XX", "2025-12-01 2025-12-31");
        check("2025-22", "2025-06-01 2025-08-31");
        check("2025-24", "2025-12-01 2026-02-28");
        check("2025-34", "2025-04-01 2025-06-30");
        check("2025-41~", "2025-07-01 2025-12-31");
        check("2025/..", "2025-01-01 ..");
        check("../2025-12~", ".. 2025-12-31");
    }

    #[test]
    fn what_is_no_date_allows_none() {
        for text in
            ["", "soon", "25", "2025-13", "2025-02-30", "2025-12-32", "2025-12-01-01", "2026/2025", "é025", "2025-99"]
        {
            assert_eq!(Days::of(text), None, "{text}");
        }
    }

    #[test]
    fn dates_overlap_by_their_days() {
        fn check(a: &str, b: &str, overlap: bool) {
            let (a, b) = (Days::of(a).unwrap(), Days::of(b).unwrap());
            assert_eq!((a.overlaps(b), b.overlaps(a)), (overlap, overlap), "{a:?} {b:?}");
        }
        check("2025-12", "2025-12-13", true);
        check("2025", "2025-06", true);
        check("2025-06", "2025-12", false);
        check("2025-12-12", "2025-12-13", false);
        check("202X", "2025-12-13", true);
        check("2025-09/2025-11", "2025-10-01", true);
        check("2025-09/..", "2026", true);
        check("../2025-09", "2025-10", false);
        check("2025-22", "2025-07-04", true);
    }

    #[test]
    fn the_finer_date_has_fewer_days() {
        let count = |text| Days::of(text).unwrap().count();
        assert!(count("2025-12-13") == 1 && count("2025-12") == 31 && count("2025") == 365);
        assert!(count("2025") < count("2025/..") && Days::of("2025-12").unwrap().is_fine());
    }

    #[test]
    fn only_plain_dates_that_exist_are_exact() {
        assert_eq!(precision("2025"), Some(Precision::Year));
        assert_eq!(precision("2025-12"), Some(Precision::Month));
        assert_eq!(precision("2024-02-29"), Some(Precision::Day));
        for text in ["", "25", "0000", "2025-13", "2025-02-30", "2025~", "2025-1", "2025-12-13T10:00", "20250", "+025"]
        {
            assert_eq!(precision(text), None, "{text}");
        }
    }
}
