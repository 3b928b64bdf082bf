//! How does the ledger look on a screen and in a report? An aligned text table, and Markdown.

use std::io;

use super::{Options, projection::who};
use crate::{
    error::Result,
    graph::{
        View,
        ledger::{self, Delivery, Entry, Line, Thing},
    },
};

const HEADS: [&str; 6] = ["Status", "Who", "Gave", "To", "When", "Sources"];
/// A column is never narrower than its longest word, or this many characters.
const WORD: usize = 12;
/// Between two columns.
const GAP: &str = "  ";

/// Writes the exchanges of `view` as a Markdown document: title, table, and the words that show each exchange, with who says so.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, ledger}, graph::View};
/// let mut out = Vec::new();
/// ledger::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"# Who gave what to whom"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let entries = ledger::of(view);
    let title = options.title.as_deref().unwrap_or("Who gave what to whom");
    writeln!(out, "# {}\n", escape(title))?;
    writeln!(out, "{} exchanges in {} documents.\n", entries.len(), view.documents.len())?;
    markdown(&entries, out)?;
    writeln!(out, "\n## Evidence\n")?;
    for (number, entry) in (1..).zip(&entries) {
        writeln!(out, "{number}. {}", escape(&status(entry)))?;
        for claim in view.exchange(&entry.exchange).map(|exchange| &exchange.claims[..]).unwrap_or_default() {
            let document = view.document(&claim.document).map_or("", |document| document.name());
            let status = match claim.status {
                status if status == entry.status => String::new(),
                status => format!(", {}", status.as_str()),
            };
            let said = match who(view, &claim.attribution) {
                by if by == "document" => String::new(),
                by => format!(", according to {by}"),
            };
            writeln!(out, "   - “{}” ({}{status}{})", escape(&claim.evidence.text), escape(document), escape(&said))?;
        }
    }
    Ok(())
}

/// Writes `ledger` as a text table, a rule between exchanges; `width` characters wide, but where that is too little for words of
/// usual length.
///
/// # Errors
/// When `out` refuses.
pub fn text(ledger: &[Entry], width: usize, out: &mut dyn io::Write) -> Result<()> {
    let rows: Vec<Vec<[String; 6]>> = ledger.iter().map(rows).collect();
    let widths = widths(&rows, width);
    let rule = "─".repeat(widths.iter().sum::<usize>() + GAP.len() * (widths.len() - 1));
    print(&HEADS.map(str::to_owned), &widths, out)?;
    for exchange in rows {
        writeln!(out, "{rule}")?;
        for row in exchange {
            print(&row, &widths, out)?;
        }
    }
    Ok(())
}

/// Writes `ledger` as a Markdown table, one row a thing given.
///
/// # Errors
/// When `out` refuses.
pub fn markdown(ledger: &[Entry], out: &mut dyn io::Write) -> Result<()> {
    writeln!(out, "| {} |", HEADS.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(HEADS.len()))?;
    for row in ledger.iter().flat_map(rows) {
        writeln!(out, "| {} |", row.map(|cell| escape(&cell)).join(" | "))?;
    }
    Ok(())
}

/// What would end a cell or mark it up stands behind a backslash.
fn escape(cell: &str) -> String {
    let mut escaped = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

/// One row a thing; status and sources in the exchange's first row only, the giver in each side's first.
fn rows(entry: &Entry) -> Vec<[String; 6]> {
    let mut rows: Vec<[String; 6]> = entry.sides.iter().flat_map(side_rows).collect();
    if let Some(first) = rows.first_mut() {
        first[0] = status(entry);
        first[5] = entry.sources.join("; ");
    }
    rows
}

fn side_rows(line: &Line) -> Vec<[String; 6]> {
    let things = line.things.iter().map(|thing| (gift(thing), thing.time.clone().unwrap_or_default()));
    let mut rows: Vec<[String; 6]> =
        things.map(|(what, time)| [String::new(), String::new(), what, String::new(), time, String::new()]).collect();
    if rows.is_empty() {
        rows.push(Default::default());
    }
    rows[0][1] = line.givers.join(", ");
    rows[0][3] = line.receivers.join(", ");
    rows
}

fn status(entry: &Entry) -> String {
    format!("{}{}", entry.status.as_str(), if entry.disputed { ", disputed" } else { "" })
}

fn gift(thing: &Thing) -> String {
    let delivery = match thing.delivery {
        Delivery::Delivered if thing.promised => Some("promised, then delivered"),
        Delivery::Delivered => None,
        other => Some(other.as_str()),
    };
    let implied = (!thing.implied.is_empty()).then(|| format!("implied: {}", thing.implied.join(", ")));
    let doubts: Vec<String> = delivery.map(str::to_owned).into_iter().chain(implied).collect();
    if doubts.is_empty() { thing.what.clone() } else { format!("{} ({})", thing.what, doubts.join("; ")) }
}

/// What each column needs; where all together need too much, the longest word and a fair part of the rest.
fn widths(rows: &[Vec<[String; 6]>], width: usize) -> [usize; 6] {
    let cells = |at: usize| rows.iter().flatten().map(move |row| row[at].as_str()).chain([HEADS[at]]);
    let needs: [usize; 6] = std::array::from_fn(|at| cells(at).map(length).max().unwrap_or(0));
    let word = |at: usize| cells(at).flat_map(str::split_whitespace).map(length).max().unwrap_or(0);
    let least: [usize; 6] = std::array::from_fn(|at| word(at).min(WORD));
    let room = width.saturating_sub(GAP.len() * (HEADS.len() - 1));
    let wanted: usize = needs.iter().sum::<usize>() - least.iter().sum::<usize>();
    let spare = room.saturating_sub(least.iter().sum()).min(wanted);
    std::array::from_fn(|at| least[at] + (needs[at] - least[at]) * spare / wanted.max(1))
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn print(row: &[String; 6], widths: &[usize; 6], out: &mut dyn io::Write) -> Result<()> {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let line: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, &width)| format!("{:width$}", cell.get(at).map_or("", String::as_str)))
            .collect();
        writeln!(out, "{}", line.join(GAP).trim_end())?;
    }
    Ok(())
}

/// The words of `text` in lines of at most `width` characters; a longer word is cut.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        if !line.is_empty() && line.chars().count() + 1 + rest.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        while let Some((cut, _)) = rest.char_indices().nth(width).filter(|_| width > 0) {
            lines.push(rest[..cut].to_owned());
            rest = &rest[cut..];
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(rest);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, fixture, ledger},
        ontology::frame::Lexicon,
    };

    fn story() -> Vec<Entry> {
        ledger::of(&Graph::of(&fixture::story()).view(Lexicon::shipped()))
    }

    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width), expected);
    }

    #[test]
    fn words_wrap() {
        check("who gave what", 8, &["who gave", "what"]);
        check("unreciprocated", 5, &["unrec", "iproc", "ated"]);
        check("a unreciprocated b", 5, &["a", "unrec", "iproc", "ated", "b"]);
        check("", 5, &[""]);
    }

    #[test]
    fn the_table_keeps_its_width() {
        for width in [76, 80, 120, 400] {
            let mut out = Vec::new();
            text(&story(), width, &mut out).expect("memory takes all");
            let table = String::from_utf8(out).expect("it is text");
            assert!(table.lines().all(|line| line.chars().count() <= width), "{width}\n{table}");
            assert!(table.contains("completed") && table.contains("2025-09"), "{table}");
        }
    }

    #[test]
    fn markdown_has_a_row_a_thing() {
        let mut out = Vec::new();
        markdown(&story(), &mut out).expect("memory takes all");
        let table = String::from_utf8(out).expect("it is text");
        assert_eq!(table.lines().count(), 2 + 6);
        assert!(table.lines().all(|line| line.matches(" | ").count() == 5 || line.contains("---")), "{table}");
        assert_eq!(escape("a|b"), "a\\|b");
    }
}
