//! Numbers, times, dates and telephone numbers, and the units written onto them.

/// Units that English writes onto a number and treebanks cut off: `$5bn`, `30km`, `5pm`.
const UNITS: &[&str] = &[
    "k", "m", "b", "t", "bn", "mn", "tn", "mm", "mln", "cm", "km", "kg", "g", "mg", "ml", "ft", "am", "pm", "lb",
    "lbs", "oz", "hrs", "hr", "min", "mins", "sec", "x", "kw", "kwh", "mw", "mwh", "gw", "gwh", "tw", "twh", "gb",
    "mb", "tb", "kb", "mph", "kph", "hp", "hh", "yrs", "yr", "pts", "ha", "sq", "hz", "ghz", "mhz", "rpm", "percent",
    "pct", "usd", "eur", "kmh", "ppm",
];
/// Letters that belong to the number: ordinals, decades.
const ENDINGS: &[&str] = &["st", "nd", "rd", "th", "s", "d"];

/// The end of the number that begins at `at`, where a digit stands.
pub(super) fn number_end(bytes: &[u8], at: usize) -> usize {
    if let Some(stop) = hyphened_end(bytes, at) {
        return stop;
    }
    let mut stop = digits_end(bytes, at);
    while let Some(next) = after_separator(bytes, at, stop) {
        stop = digits_end(bytes, next);
    }
    stop
}

/// Whether `letters`, which follow a number without a space, are a word of their own.
pub(super) fn is_unit(letters: &str) -> bool {
    if ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(letters)) || letters == "G" || letters == "T" {
        return false;
    }
    let is_word = letters.len() >= 4 && letters.bytes().all(|b| b.is_ascii_lowercase());
    is_word || UNITS.iter().any(|u| u.eq_ignore_ascii_case(letters))
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Where the digits go on after the separator at `stop`, if it joins them to the number that began at `at`.
fn after_separator(bytes: &[u8], at: usize, stop: usize) -> Option<usize> {
    let next = stop + 1;
    if !bytes.get(next)?.is_ascii_digit() {
        return None;
    }
    let length = digits_end(bytes, next) - next;
    let joins = match bytes[stop] {
        b'.' | b':' => true,
        b',' => length == 3 || length < 3 && !bytes[at..stop].contains(&b',') && !is_comma_digit(bytes, next + length),
        b'/' => is_date_part(bytes, at, stop, length),
        _ => false,
    };
    joins.then_some(next)
}

fn is_comma_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// `9/11`, `24/08/2006`, but not `2001/02` or `100/200`.
fn is_date_part(bytes: &[u8], at: usize, stop: usize, length: usize) -> bool {
    let before = &bytes[at..stop];
    match before.iter().position(|&b| b == b'/') {
        None => before.len() <= 2 && length <= 2 && before.iter().all(u8::is_ascii_digit),
        Some(slash) => slash <= 2 && before.len() - slash <= 3 && (length == 2 || length == 4),
    }
}

/// The end of a date or telephone number with hyphens: `2024-09-11`, `11-20-2000`, `1-800-555-0100`.
fn hyphened_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut lengths = [0_usize; 4];
    let mut count = 0;
    let mut stop = at;
    while count < 4 {
        let end = stop + bytes[stop..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        lengths[count] = end - stop;
        count += 1;
        stop = end;
        let goes_on = matches!(bytes.get(end), Some(b'-' | b'/')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            break;
        }
        stop = end + 1;
    }
    let ends = !bytes.get(stop).is_some_and(u8::is_ascii_digit) && bytes[stop - 1].is_ascii_digit();
    let known = match &lengths[..count] {
        [3, 3, 4] | [1, 3, 3, 4] | [4, 2, 2] | [4, 1..=2, 1..=2] => bytes[at..stop].contains(&b'-'),
        [1..=2, 1..=2, 2 | 4] | [3, 4] | [5, 4] => !bytes[at..stop].contains(&b'/'),
        _ => false,
    };
    (ends && known).then_some(stop)
}
