//! Who did what to whom, one telling a row? The event tables that R and pandas read, as CSV and as JSON lines.
//!
//! A row is a claim, so that what documents say differently stays apart; rows with one `action` tell the same action. `implied` names those of
//! source, target and recipient whom the sentence leaves unsaid. Lists are divided by ` | ` in CSV and are arrays in JSON. Both projections
//! and profiles give all claims, but the core leaves out actions of no type.

use std::io;

use serde_json::{Map, Value as Json};

use super::{
    Options, Profile,
    csv::cell,
    json::line,
    projection::{BETWEEN, clean, span, who},
};
use crate::{
    error::Result,
    graph::{View, view::Claim},
    record::Plover,
};

/// The columns of a row.
pub(super) const NAMES: [&str; 26] = [
    "id",
    "action",
    "date",
    "first_date",
    "last_date",
    "source",
    "source_country",
    "target",
    "target_country",
    "recipient",
    "implied",
    "plover",
    "class",
    "cameo",
    "theme",
    "place",
    "quantity",
    "factuality",
    "certainty",
    "polarity",
    "tense",
    "attribution",
    "evidence",
    "document",
    "published",
    "path",
];

/// Writes the claims of `view` as CSV.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, events}, graph::View};
/// let mut out = Vec::new();
/// events::write(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"id,action,date,"));
/// ```
pub fn write(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    writeln!(out, "{}", NAMES.join(","))?;
    for claim in kept(view, options) {
        let cells: Vec<String> = row(view, claim).iter().map(|value| in_cell(value, options)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

/// Writes the claims of `view` as JSON, one object a line; what is not told is `null`.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, events}, graph::View};
/// let mut out = Vec::new();
/// events::write_lines(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.is_empty());
/// ```
pub fn write_lines(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    for claim in kept(view, options) {
        let fields = NAMES.iter().map(|&name| name.to_owned()).zip(row(view, claim));
        writeln!(out, "{}", line(&Json::Object(fields.collect::<Map<String, Json>>())))?;
    }
    Ok(())
}

/// The rows, a value for each of [`NAMES`].
#[cfg(feature = "parquet")]
pub(super) fn rows<'v>(view: &'v View, options: &Options) -> impl Iterator<Item = [Json; NAMES.len()]> + use<'v> {
    kept(view, options).map(|claim| row(view, claim))
}

fn kept<'v>(view: &'v View, options: &Options) -> impl Iterator<Item = &'v Claim> + use<'v> {
    let full = options.profile == Profile::Full;
    view.claims.iter().filter(move |claim| full || claim.kind != Plover::Other)
}

fn row(view: &View, claim: &Claim) -> [Json; NAMES.len()] {
    let document = view.document(&claim.document);
    let (first, last) = span(claim.time.as_deref());
    [
        text(&claim.id),
        text(&claim.action),
        maybe(claim.time.as_deref()),
        maybe(first.as_deref()),
        maybe(last.as_deref()),
        names(view, &claim.agents),
        countries(view, &claim.agents),
        names(view, &claim.patients),
        countries(view, &claim.patients),
        names(view, &claim.recipients),
        names(view, &claim.implied),
        text(claim.kind.as_str()),
        text(&claim.class),
        maybe(claim.cameo.as_deref()),
        maybe(claim.theme.as_deref()),
        maybe(claim.place.as_deref()),
        claim.quantity.map_or(Json::Null, quantity),
        text(claim.factuality.as_str()),
        text(claim.certainty.as_str()),
        text(claim.polarity.as_str()),
        text(claim.tense.as_str()),
        text(&who(view, &claim.attribution)),
        text(&claim.evidence.text),
        maybe(document.map(|document| document.name())),
        maybe(document.and_then(|document| document.published.as_deref())),
        maybe(document.map(|document| document.source.as_str())),
    ]
}

fn text(text: &str) -> Json {
    Json::from(clean(text))
}

/// A whole number as such, so that no format writes `3.0`.
fn quantity(told: f64) -> Json {
    if told.fract() == 0.0 && told.abs() < 1e15 { Json::from(told as i64) } else { Json::from(told) }
}

fn maybe(told: Option<&str>) -> Json {
    told.map_or(Json::Null, text)
}

fn names(view: &View, ids: &[String]) -> Json {
    ids.iter().filter_map(|id| view.actor(id)).map(|actor| text(&actor.name)).collect()
}

fn countries(view: &View, ids: &[String]) -> Json {
    let mut codes: Vec<&str> = ids.iter().filter_map(|id| view.actor(id)?.country.as_deref()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(text).collect()
}

fn in_cell(value: &Json, options: &Options) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => cell(text, options).into_owned(),
        Json::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            cell(&items.join(BETWEEN), options).into_owned()
        }
        other => other.to_string(),
    }
}
