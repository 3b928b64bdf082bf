//! What of a news page is no sentence of the report: labels of pictures and films, credits, buttons, and who wrote, owns and spreads it.
//!
//! Pages that were copied with all that stands on them run such words together with the report: `Image caption Troops leave the
//! town`. They are known by their form and wording, by no outlet's name. Needs only the text; decides nothing of who is an actor.

use crate::span::Span;

/// The stretches of `text` that are furniture, in text order. They do not overlap, and none goes over a line end.
#[must_use]
pub fn furniture(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let offset = start + line.len() - line.trim_start().len();
        start += line.len();
        let line = line.trim();
        let lower = line.to_ascii_lowercase();
        if is_notice(&lower) {
            found.push(Span::new(offset, offset + line.len()));
        } else {
            found.extend(inside(line, &lower).into_iter().map(|s| Span::new(offset + s.start, offset + s.end)));
        }
    }
    found
}

/// The cards that a page shows where one points at a name, run into the sentence by whoever copied the page: the full name, then titles
/// of other reports joined to it, up to the word `MORE`. In text order.
pub(super) fn cards(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices(CARD_END) {
        let end = at + CARD_END.len();
        let mut from = found.last().map_or(0, |card| card.end).max(at.saturating_sub(LONGEST_CARD));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        from += text[from..at].rfind('\n').map_or(0, |line| line + 1);
        let closed = !text[end..].starts_with(char::is_alphanumeric);
        if let Some(start) = card_start(&text[from..at]).filter(|_| closed) {
            found.push(Span::new(from + start, end));
        }
    }
    found
}

const CARD_END: &str = " MORE";
/// In bytes.
const LONGEST_CARD: usize = 700;
/// In words: `Senator Rosa Quispe | Rosa Maria Anna QuispeMayor`.
const LONGEST_FULL_NAME: usize = 8;

/// Where the first card in `text` begins: after the surname that comes again with the next word joined to it.
fn card_start(text: &str) -> Option<usize> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split_whitespace() {
        let joined = |&&(_, name): &&(usize, &str)| {
            let rest = word.strip_prefix(name).unwrap_or_default();
            name.len() > 2 && name.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase)
        };
        if let Some((end, _)) = words.iter().rev().take(LONGEST_FULL_NAME).find(joined) {
            return Some(*end);
        }
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        words.push((word.as_ptr() as usize - text.as_ptr() as usize + bare.len(), bare));
    }
    None
}

/// Whether a whole line, in small letters, is no report: who helped, where to subscribe, what else there is to read.
fn is_notice(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '•', '-', '–', '—', '*', '_', ' ']);
    let begins = |beginnings: &[&str]| beginnings.iter().any(|b| line.starts_with(b));
    let tells = |words: &[&str]| words.iter().any(|w| line.contains(w));
    line.len() < LONGEST_NOTICE
        && (begins(NOTICES)
            || begins(INVITATIONS) && tells(SENT)
            || begins(&["follow ", "like us", "join us"]) && tells(&["twitter", "facebook", "instagram", "@"])
            || tells(&["contributed to this report", "contributed to this story", "contributed to this article"]))
}

/// In bytes.
const LONGEST_NOTICE: usize = 300;

/// How a line begins that is no report.
const NOTICES: &[&str] = &[
    "contributing:",
    "contributors:",
    "reporting by ",
    "additional reporting by ",
    "writing by ",
    "editing by ",
    "copyright ©",
    "copyright (c)",
    "©",
    "all rights reserved",
    "related coverage",
    "slideshow (",
    "story continue",
    "article continue",
    "advertisement",
    "click here ",
    "watch the latest video",
    "visit business",
];
const INVITATIONS: &[&str] = &["sign up ", "subscribe ", "get ", "download ", "join "];
/// What one is invited to get.
const SENT: &[&str] = &["newsletter", "inbox", "briefing", "daily email", "weekly email", "podcast", " app "];

/// Labels that stand before, between and behind sentences; a credit goes on to the next label or the end of the line.
const LABELS: &[(&str, bool)] = &[
    ("media playback is unsupported on your device", false),
    ("media caption", false),
    ("image copyright", true),
    ("image caption", false),
    ("image source", true),
    ("enlarge this image", false),
    ("toggle caption", true),
    ("hide caption", false),
    ("related coverage", false),
    ("story highlights", false),
];
/// Labels around the titles of other films.
const BETWEEN: (&str, &str) = ("just watched", "must watch");
/// Buttons by which a page is shared; two side by side are no words of a sentence.
const BUTTONS: &[&str] = &[
    "facebook",
    "twitter",
    "pinterest",
    "whatsapp",
    "linkedin",
    "reddit",
    "email",
    "tweet",
    "share",
    "print",
    "messenger",
];
/// How a credit in brackets, or at the end of a line, begins.
const CREDITS: &[&str] = &[
    "photo:",
    "photos:",
    "photo by ",
    "photos by ",
    "photo credit",
    "photograph:",
    "photograph by ",
    "picture:",
    "image:",
    "image credit",
    "credit:",
    "ap photo",
    "afp photo",
    "reuters photo",
];

/// The furniture of a line of which the rest is report.
fn inside(line: &str, lower: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let end = if begins_word(lower, at) { furniture_at(line, lower, at) } else { None };
        match (end, found.last_mut()) {
            (Some(end), Some(last)) if line[last.end..at].trim().is_empty() => last.end = end,
            (Some(end), _) => found.push(Span::new(at, end)),
            (None, _) => {}
        }
        at = end.unwrap_or_else(|| at + lower[at..].chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// Where the furniture that begins at a word ends.
fn furniture_at(line: &str, lower: &str, at: usize) -> Option<usize> {
    let rest = &lower[at..];
    let here = |label: &str| rest.starts_with(label) && begins_word(lower, at + label.len());
    if let Some((label, credit)) = LABELS.iter().find(|(label, _)| here(label)) {
        let end = at + label.len();
        return Some(if *credit { credit_end(lower, end) } else { end });
    }
    let credited = |from: &str| {
        CREDITS.iter().any(|c| from.starts_with(c) && !from[c.len()..].starts_with(|c: char| c.is_ascii_lowercase()))
    };
    if line[at..].starts_with('(') {
        let slashed = |end: &usize| *end == line.len() && is_slashed(&line[at + 1..end - 1]);
        return bracket_end(lower, at).filter(|end| credited(&rest[1..]) || slashed(end));
    }
    let closes = lower[..at].trim_end().ends_with(['.', '|', '!', '?', '”', '"']) || at == 0;
    if closes && rest.len() < LONGEST_CREDIT && (credited(rest) || is_slashed(&line[at..])) {
        return Some(line.len());
    }
    between(rest).map(|length| at + length).or_else(|| buttons_end(line, at))
}

/// Whether the words, which end a line, are a photographer and an agency: `Rosa Quispe/Andina`.
fn is_slashed(rest: &str) -> bool {
    let words: Vec<&str> = rest.split(' ').collect();
    let large = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c == '/') || *w == "via";
    words.len() < 8
        && rest.contains('/')
        && !rest.contains("//")
        && words.iter().all(large)
        && !rest.ends_with(['.', '?', '!', ':'])
}

/// The length of what stands between two labels, these included.
fn between(rest: &str) -> Option<usize> {
    let (open, close) = BETWEEN;
    if !rest.starts_with(open) {
        return None;
    }
    rest.find(close).map(|at| at + close.len()).filter(|end| *end < LONGEST_NOTICE)
}

/// The end of the credit that begins at `at`: the next label, or the end of the line if that is near.
fn credit_end(lower: &str, at: usize) -> usize {
    let is_label = |from: usize| LABELS.iter().any(|(label, _)| lower[from..].starts_with(label));
    let near = lower[at..].char_indices().map(|(i, _)| at + i).take_while(|i| i - at < LONGEST_CREDIT);
    let end = near.into_iter().find(|&from| is_label(from)).unwrap_or(lower.len());
    if end - at < LONGEST_CREDIT { at + lower[at..end].trim_end().len() } else { at }
}

/// In bytes.
const LONGEST_CREDIT: usize = 120;

/// The end of the bracket that opens at `at`.
fn bracket_end(lower: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, c) in lower[at..].char_indices().take_while(|(i, _)| *i < LONGEST_NOTICE) {
        depth = match c {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            return Some(at + i + 1);
        }
    }
    None
}

/// The end of a row of buttons: `Facebook Twitter Pinterest`.
fn buttons_end(line: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut count = 0;
    for word in line[at..].split(' ') {
        let button = word.starts_with(char::is_uppercase) && BUTTONS.contains(&&*word.to_ascii_lowercase());
        if !button {
            break;
        }
        end += word.len() + usize::from(count > 0);
        count += 1;
    }
    (count > 1).then_some(end)
}

/// Whether no letter or digit stands directly before `at`, or directly after the word that ended there.
fn begins_word(lower: &str, at: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    lower.is_char_boundary(at) && !(word(lower[..at].chars().next_back()) && word(lower[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The furniture of `text`, ` / ` between.
    fn check(text: &str, expected: &str) {
        let shown: Vec<&str> = furniture(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(shown.join(" / "), expected);
    }

    #[test]
    fn labels_of_pictures_and_films() {
        check(
            "Image copyright Rosa Quispe Image caption Troops leave Lima",
            "Image copyright Rosa Quispe Image caption",
        );
        check(
            "Enlarge this image toggle caption Rosa Quispe/ANP Rosa Quispe/ANP",
            "Enlarge this image toggle caption Rosa Quispe/ANP Rosa Quispe/ANP",
        );
        check("Media caption How Lima was won\nThe mayor left.", "Media caption");
        check(
            "Facebook Twitter Pinterest A miner is held. Photograph: Rosa Quispe/ANP",
            "Facebook Twitter Pinterest / Photograph: Rosa Quispe/ANP",
        );
        check(
            "A miner in Lima, Peru (Ill.). (Photo: Rosa Quispe, Lima (Peru) Press) He left.",
            "(Photo: Rosa Quispe, Lima (Peru) Press)",
        );
    }

    #[test]
    fn cards_run_into_a_sentence() {
        let shown = |text: &str| cards(text).into_iter().map(|s| s.of(text).to_owned()).collect::<Vec<_>>();
        let text = "Mayor Rosa Quispe Rosa Maria QuispeLima votes on water Quispe wins MORE’s plan failed.";
        assert_eq!(shown(text), [" Rosa Maria QuispeLima votes on water Quispe wins MORE"]);
        assert!(shown("Rosa Quispe met the McQuispeRovers and wanted MORE.").is_empty());
        assert!(shown("Rosa Quispe wanted MORE of it.").is_empty());
    }

    #[test]
    fn who_wrote_and_where_to_subscribe() {
        check("He left.\n\nContributing: The Andean Press\n", "Contributing: The Andean Press");
        check("Rosa Quispe contributed to this report.", "Rosa Quispe contributed to this report.");
        check(
            "Sign up for our daily newsletter.\n© 2019 Andean Press",
            "Sign up for our daily newsletter. / © 2019 Andean Press",
        );
    }

    #[test]
    fn sentences_of_a_report() {
        check("Follow the money, said the judge.", "");
        check("He met the mayor of Lima. The CIA/FBI report came out.", "");
        check("Signing up for insurance helped. Facebook sued Twitter.", "");
        check("The photo by the river was old. Writing to him, she left.", "");
    }
}
