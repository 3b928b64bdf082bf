//! Metadata at the head of a text: `key: value` lines between two lines of `---`.

use crate::record::DocumentInfo;

/// The metadata, and the text after it. Text without front matter is given back whole.
pub(super) fn split(text: &str) -> (DocumentInfo, &str) {
    let inside = |rest: &'_ str| -> Option<(usize, usize)> {
        let end = rest.find("\n---\n").map(|at| (at, at + 5));
        end.or_else(|| rest.ends_with("\n---").then(|| (rest.len() - 4, rest.len())))
    };
    let Some((rest, (end, next))) = text.strip_prefix("---\n").and_then(|rest| Some((rest, inside(rest)?))) else {
        return (DocumentInfo::default(), text);
    };
    let mut info = DocumentInfo::default();
    for line in rest[..end].lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = unquoted(value.trim()).to_owned();
        match key.trim().to_lowercase().as_str() {
            _ if value.is_empty() => {}
            "title" => info.title = Some(value),
            "publisher" | "source" => info.publisher = Some(value),
            "date" | "published" => info.published = Some(value),
            "language" | "lang" => info.language = value,
            _ => {}
        }
    }
    (info, rest[next..].trim_start_matches('\n'))
}

/// A value without the quotation marks around all of it.
fn unquoted(value: &str) -> &str {
    let within = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark).filter(|inside| !inside.contains(mark));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_taken_off() {
        let (info, body) = split("---\ntitle: \"A: B\"\ndate: 2025-12-14\n---\n\nText.\n");
        assert_eq!(info.title.as_deref(), Some("A: B"));
        assert_eq!(info.published.as_deref(), Some("2025-12-14"));
        assert_eq!(body, "Text.\n");
        assert_eq!(split("---\nTitle: All of \"B\"\n---").0.title.as_deref(), Some("All of \"B\""));
        assert_eq!(split("---\ntitle: 'B'\n---").0.title.as_deref(), Some("B"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(split("---\nText").1, "---\nText");
        assert_eq!(split("Text\n---\nMore").1, "Text\n---\nMore");
    }
}
