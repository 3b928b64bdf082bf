//! When can it have been? EDTF dates as ranges of days, so that "2025-12" and "2025-12-13" are seen to agree.
//!
//! Reads years, months, days, intervals (`/`, `..` open), unspecified digits (`202X`, `2025-12-XX`) and drops the qualifiers
//! `~`, `?`, `%` (EDTF levels 0 and 1, ISO 8601-2:2019). Seasons and exponents are not read and give no range.

/// Days from first to last, both included, each as (year, month, day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    first: (i32, u8, u8),
    last: (i32, u8, u8),
}

const OPEN_FIRST: (i32, u8, u8) = (i32::MIN / 800, 1, 1);
const OPEN_LAST: (i32, u8, u8) = (i32::MAX / 800, 12, 31);

impl Range {
    /// The days that an EDTF expression allows, if we can read it.
    pub(super) fn of(edtf: &str) -> Option<Self> {
        let plain: String = edtf.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
        let Some((from, to)) = plain.split_once('/') else { return date(plain.trim()) };
        let first = if matches!(from, "" | "..") { OPEN_FIRST } else { date(from)?.first };
        let last = if matches!(to, "" | "..") { OPEN_LAST } else { date(to)?.last };
        (first <= last).then_some(Self { first, last })
    }

    /// Whether the two share a day.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The number of days, counting 31 to a month and 372 to a year: good for comparing precision.
    pub(super) fn days(self) -> i64 {
        ordinal(self.last) - ordinal(self.first) + 1
    }

    /// The years that it touches; none where they are more than three.
    pub(super) fn years(self) -> Option<std::ops::RangeInclusive<i32>> {
        (self.last.0 - self.first.0 < 3).then_some(self.first.0..=self.last.0)
    }

    /// Whether it is a month or less.
    pub(super) fn is_fine(self) -> bool {
        self.days() <= 31
    }
}

fn ordinal((year, month, day): (i32, u8, u8)) -> i64 {
    i64::from(year) * 372 + i64::from(month) * 31 + i64::from(day)
}

fn date(text: &str) -> Option<Range> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first_year, last_year) = (year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?);
    let (first_month, last_month) = part(month, 12)?;
    let (first_day, last_day) = part(day, 31)?;
    Some(Range { first: (first_year, first_month, first_day), last: (last_year, last_month, last_day) })
}

/// A month or day of two digits; all of them where it is left out or unspecified.
fn part(text: Option<&str>, most: u8) -> Option<(u8, u8)> {
    match text {
        None | Some("XX") => Some((1, most)),
        Some(digits) => {
            let number = digits.parse().ok().filter(|number| (1..=most).contains(number))?;
            Some((number, number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, overlap: bool) {
        let (a, b) = (Range::of(a).unwrap(), Range::of(b).unwrap());
        assert_eq!(a.overlaps(b), overlap, "{a:?} {b:?}");
        assert_eq!(b.overlaps(a), overlap, "{b:?} {a:?}");
    }

    #[test]
    fn dates_overlap_by_their_days() {
        check("2025-12", "2025-12-13", true);
        check("2025", "2025-06", true);
        check("2025-06", "2025-12", false);
        check("2025-12-12", "2025-12-13", false);
        check("202X", "2025-12-13", true);
        check("2025-09/2025-11", "2025-10-01", true);
        check("2025-09/..", "2026", true);
        check("../2025-09", "2025-10", false);
        check("2025-12~", "2025-12-XX", true);
    }

    #[test]
    fn the_finer_date_has_fewer_days() {
        let days = |text| Range::of(text).unwrap().days();
        assert!(
            days("2025-12-13") < days("2025-12") && days("2025-12") < days("2025") && days("2025") < days("2025/..")
        );
        assert!(Range::of("2025-12").unwrap().is_fine() && !Range::of("2025").unwrap().is_fine());
    }

    #[test]
    fn what_is_no_date_gives_no_range() {
        for text in ["", "soon", "2025-13", "2025-12-32", "2025-12-01-01", "25", "2026/2025"] {
            assert_eq!(Range::of(text), None, "{text}");
        }
    }
}
