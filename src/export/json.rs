//! How do facts look in JSON, the same in every format that is JSON? Unknown facts are left out; lists are one text, as in the other formats.

use std::io::Write;

use serde_json::{Map, Value as Json};

use super::projection::{BETWEEN, Column, Facts, Value};
use crate::error::Result;

/// Adds what is known of `columns` to `object`.
pub(super) fn add(object: &mut Map<String, Json>, facts: &Facts<'_>, columns: &[Column]) {
    for column in columns {
        let value = match (column.of)(facts) {
            Value::Unknown => continue,
            Value::Text(text) => Json::from(text),
            Value::List(items) => Json::from(items.join(BETWEEN)),
            Value::Count(count) => Json::from(count),
            Value::Number(number) => Json::from(number),
            Value::Flag(flag) => Json::from(flag),
        };
        object.insert(column.name.to_owned(), value);
    }
}

/// Writes an array, one item a line, without holding them all.
pub(super) fn array(items: impl Iterator<Item = Json>, out: &mut dyn Write) -> Result<()> {
    write!(out, "[")?;
    for (at, item) in items.enumerate() {
        write!(out, "{}\n{item}", if at == 0 { "" } else { "," })?;
    }
    write!(out, "\n]")?;
    Ok(())
}

/// A value on a line of its own. Some readers split lines at U+2028 and U+2029, which JSON leaves as they are: they stand escaped.
pub(super) fn line(value: &Json) -> String {
    let line = value.to_string();
    if line.contains(['\u{2028}', '\u{2029}']) {
        line.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    } else {
        line
    }
}

/// An object of these fields, in this order.
pub(super) fn object<const N: usize>(fields: [(&str, Json); N]) -> Map<String, Json> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
