//! How wide is text, and where does it break into lines? By the widths of Helvetica's letters, rounded up; no font is read.

/// How wide `text` is at most, in pixels, in letters `size` pixels high.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let units: i32 = text.chars().map(units).sum();
    (units * size + 999) / 1000
}

/// Thousandths of the height.
fn units(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | '‘' => 300,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' | '“' | '”' | '"' => 360,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1000,
        'A'..='Z' | '&' => 740,
        '\0'..='~' => 580,
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' => 0,
        '\u{1100}'.. => 1000,
        _ => 720,
    }
}

/// The words of `text` in at most `most` lines no wider than `room` pixels; a longer word is cut, and an ellipsis stands for what is left out.
pub(super) fn wrap(text: &str, size: i32, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size) <= room {
            line = longer;
        } else {
            lines.extend(Some(std::mem::take(&mut line)).filter(|line| !line.is_empty()));
            line = push_pieces(word, size, room, &mut lines);
        }
        if lines.len() > most {
            break;
        }
    }
    lines.extend(Some(line).filter(|line| !line.is_empty()));
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last, size) + size > room && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// Cuts a word that is wider than a line; all but the last piece go to `lines`.
fn push_pieces(word: &str, size: i32, room: i32, lines: &mut Vec<String>) -> String {
    let mut piece = String::new();
    for c in word.chars() {
        if !piece.is_empty() && width(&piece, size) + units(c) * size / 1000 > room {
            lines.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: i32, most: usize, expected: &[&str]) {
        assert_eq!(wrap(text, 10, room, most), expected);
    }

    #[test]
    fn words_break_into_lines_no_wider_than_the_room() {
        check("who gave what", 60, 3, &["who gave", "what"]);
        check("", 60, 3, &[]);
        check("unreciprocated", 30, 9, &["unreci", "procat", "ed"]);
        check("one two three four five", 30, 2, &["one", "two…"]);
        for text in ["a\nb\u{7}c", "שלום עולם", "👩\u{200D}👧 emoji", &"long ".repeat(3000)] {
            let lines = wrap(text, 12, 100, 4);
            assert!(lines.len() <= 4 && lines.iter().all(|line| width(line, 12) <= 112), "{lines:?}");
        }
    }
}
