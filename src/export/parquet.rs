//! How does a graph look in Parquet, for pandas, Arrow, DuckDB and Spark? A table of nodes, one of edges, one of tellings.
//!
//! Columns are those of the CSV files, with their types: lists are lists, what is not known is null. Rows are handed over in groups, so that
//! memory does not grow with the graph. Only in builds with the feature `parquet`.

use std::{io, sync::Arc};

use parquet::{
    basic::Compression,
    column::writer::ColumnWriter,
    data_type::ByteArray,
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use serde_json::Value as Json;

use super::{
    Options, events,
    projection::{Column, EDGE_COLUMNS, Facts, Kind, NODE_COLUMNS, Projected, Value},
};
use crate::{
    error::{Error, Result},
    graph::View,
};

/// Rows of a group.
const ROWS: usize = 1 << 14;

/// Writes the nodes of `view`.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, parquet}, graph::View};
/// let mut out = Vec::new();
/// parquet::write_nodes(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
/// ```
pub fn write_nodes(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let own = [("id", Kind::Text), ("label", Kind::Text), ("x", Kind::Number), ("y", Kind::Number), CATEGORY];
    let rows = graph.nodes().map(|node| {
        let mut row = vec![Cell::Text(node.id.to_string()), Cell::Text(node.label.into_owned())];
        row.extend([Cell::Number(node.place.0), Cell::Number(node.place.1), Cell::Text(node.category.to_owned())]);
        row.extend(cells(&node.facts, &NODE_COLUMNS));
        row
    });
    table(&fields(&own, &NODE_COLUMNS), rows, out)
}

/// Writes the edges of `view`; `source` and `target` are ids of nodes.
///
/// # Errors
/// When `out` refuses, or the base is no absolute address.
///
/// ```
/// use quidnunc::{export::{Options, parquet}, graph::View};
/// let mut out = Vec::new();
/// parquet::write_edges(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
/// ```
pub fn write_edges(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let graph = Projected::of(view, options)?;
    let ends = [("id", Kind::Text), ("source", Kind::Text), ("target", Kind::Text)];
    let own = [ends.as_slice(), &[("label", Kind::Text), ("weight", Kind::Count), CATEGORY]].concat();
    let rows = graph.edges().map(|edge| {
        let mut row: Vec<Cell> = [edge.id, edge.source, edge.target].map(|id| Cell::Text(id.to_string())).into();
        row.extend([Cell::Text(edge.label.into_owned()), Cell::Count(edge.weight as i64)]);
        row.push(Cell::Text(edge.category.to_owned()));
        row.extend(cells(&edge.facts, &EDGE_COLUMNS));
        row
    });
    table(&fields(&own, &EDGE_COLUMNS), rows, out)
}

/// Writes the tellings of actions in `view`.
///
/// # Errors
/// When `out` refuses.
///
/// ```
/// use quidnunc::{export::{Options, parquet}, graph::View};
/// let mut out = Vec::new();
/// parquet::write_events(&View::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
/// ```
pub fn write_events(view: &View, options: &Options, out: &mut dyn io::Write) -> Result<()> {
    let kind = |name: &str| match name {
        "source" | "source_country" | "target" | "target_country" | "recipient" | "implied" => Kind::List,
        "quantity" => Kind::Number,
        _ => Kind::Text,
    };
    let fields: Vec<Field> = events::NAMES.iter().map(|&name| (name, kind(name))).collect();
    table(&fields, events::rows(view, options).map(|row| row.into_iter().map(from_json).collect()), out)
}

const CATEGORY: Field = ("category", Kind::Text);

type Field = (&'static str, Kind);

/// What stands in one row and column.
#[derive(Debug)]
enum Cell {
    Unknown,
    Text(String),
    List(Vec<String>),
    Count(i64),
    Number(f64),
    Flag(bool),
}

fn fields(own: &[Field], columns: &[Column]) -> Vec<Field> {
    own.iter().copied().chain(columns.iter().map(|column| (column.name, column.kind))).collect()
}

fn cells<'f>(facts: &'f Facts<'_>, columns: &'f [Column]) -> impl Iterator<Item = Cell> {
    columns.iter().map(|column| match (column.of)(facts) {
        Value::Unknown => Cell::Unknown,
        Value::Text(text) => Cell::Text(text.to_owned()),
        Value::List(items) => Cell::List(items.iter().map(|item| item.to_string()).collect()),
        Value::Count(count) => Cell::Count(count as i64),
        Value::Number(number) => Cell::Number(number),
        Value::Flag(flag) => Cell::Flag(flag),
    })
}

fn from_json(value: Json) -> Cell {
    match value {
        Json::String(text) => Cell::Text(text),
        Json::Array(items) => {
            Cell::List(items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
        }
        other => other.as_f64().map_or(Cell::Unknown, Cell::Number),
    }
}

fn table(fields: &[Field], rows: impl Iterator<Item = Vec<Cell>>, out: &mut dyn io::Write) -> Result<()> {
    let schema = Arc::new(parse_message_type(&schema(fields)).map_err(refused)?);
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(CREATOR.to_owned());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).map_err(refused)?;
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let group: Vec<Vec<Cell>> = rows.by_ref().take(ROWS).collect();
        let mut writer = file.next_row_group().map_err(refused)?;
        (0..fields.len()).try_for_each(|at| write_column(&mut writer, &group, at)).map_err(refused)?;
        writer.close().map_err(refused)?;
        out.write_all(&std::mem::take(file.inner_mut()))?;
    }
    out.write_all(&file.into_inner().map_err(refused)?)?;
    Ok(())
}

/// The same in all versions, because the same graph gives the same bytes.
const CREATOR: &str = "quidnunc";

fn schema(fields: &[Field]) -> String {
    let field = |(name, kind): &Field| match kind {
        Kind::Text => format!("optional binary {name} (STRING);"),
        Kind::List => {
            format!("optional group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}")
        }
        Kind::Count => format!("optional int64 {name};"),
        Kind::Number => format!("optional double {name};"),
        Kind::Flag => format!("optional boolean {name};"),
    };
    format!("message table {{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(" "))
}

/// Writes the next column of a group, which is the one at `at` in each row.
fn write_column(
    writer: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    rows: &[Vec<Cell>],
    at: usize,
) -> std::result::Result<(), ParquetError> {
    let Some(mut column) = writer.next_column()? else {
        return Err(ParquetError::General("a column too many".to_owned()));
    };
    let cells = || rows.iter().map(|row| &row[at]);
    let known = |cell: &Cell| i16::from(!matches!(cell, Cell::Unknown));
    let levels: Vec<i16> = cells().map(known).collect();
    match column.untyped() {
        ColumnWriter::ByteArrayColumnWriter(texts) if cells().any(|cell| matches!(cell, Cell::List(_))) => {
            let (items, levels, repeats) = lists(cells());
            texts.write_batch(&items, Some(&levels), Some(&repeats))?
        }
        ColumnWriter::ByteArrayColumnWriter(texts) => {
            let values: Vec<ByteArray> = cells().filter_map(in_bytes).collect();
            // A column of lists that are all unknown wants to hear that no row repeats.
            texts.write_batch(&values, Some(&levels), Some(&vec![0; levels.len()]))?
        }
        ColumnWriter::Int64ColumnWriter(counts) => {
            let values: Vec<i64> =
                cells().filter_map(|c| if let Cell::Count(count) = c { Some(*count) } else { None }).collect();
            counts.write_batch(&values, Some(&levels), None)?
        }
        ColumnWriter::DoubleColumnWriter(numbers) => {
            let values: Vec<f64> =
                cells().filter_map(|c| if let Cell::Number(n) = c { Some(*n) } else { None }).collect();
            numbers.write_batch(&values, Some(&levels), None)?
        }
        ColumnWriter::BoolColumnWriter(flags) => {
            let values: Vec<bool> =
                cells().filter_map(|c| if let Cell::Flag(flag) = c { Some(*flag) } else { None }).collect();
            flags.write_batch(&values, Some(&levels), None)?
        }
        _ => return Err(ParquetError::General("a column of another type".to_owned())),
    };
    column.close()
}

fn in_bytes(cell: &Cell) -> Option<ByteArray> {
    if let Cell::Text(text) = cell { Some(ByteArray::from(text.as_str())) } else { None }
}

/// Items of all lists, with how much of each is there (nothing, an empty list, an item) and whether it goes on the list before.
fn lists<'c>(cells: impl Iterator<Item = &'c Cell>) -> (Vec<ByteArray>, Vec<i16>, Vec<i16>) {
    let (mut items, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let list: &[String] = if let Cell::List(list) = cell { list } else { &[] };
        if list.is_empty() {
            levels.push(i16::from(matches!(cell, Cell::List(_))));
            repeats.push(0);
        }
        for (at, item) in list.iter().enumerate() {
            items.push(ByteArray::from(item.as_str()));
            levels.push(2);
            repeats.push(i16::from(at > 0));
        }
    }
    (items, levels, repeats)
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
fn refused(error: ParquetError) -> Error {
    Error::new(error.to_string())
}

#[cfg(test)]
mod tests {
    use parquet::file::metadata::ParquetMetaDataReader;

    use super::*;
    use crate::{
        export::Profile,
        graph::{Graph, fixture},
        ontology::frame::Lexicon,
    };

    type Write = fn(&View, &Options, &mut dyn io::Write) -> Result<()>;

    /// Rows as the end of the file says; what they hold is read by programs of others.
    fn check(write: Write, view: &View, options: &Options, rows: usize) {
        let mut out = Vec::new();
        write(view, options, &mut out).expect("memory takes all");
        let (rest, end) = out.split_at(out.len() - 8);
        let length = u32::from_le_bytes([end[0], end[1], end[2], end[3]]) as usize;
        let about = ParquetMetaDataReader::decode_metadata(&rest[rest.len() - length..]).expect("it is Parquet");
        assert_eq!(about.file_metadata().num_rows(), rows as i64);
    }

    #[test]
    fn every_row_is_written() {
        let view = Graph::of(&fixture::story()).view(Lexicon::shipped());
        let options = Options { profile: Profile::Full, ..Options::default() };
        check(write_nodes, &view, &options, view.actors.len() + view.actions.len() + view.exchanges.len());
        check(write_events, &view, &options, view.claims.len());
        let graph = Projected::of(&view, &options).expect("the base is an address");
        check(write_edges, &view, &options, graph.edges().count());
    }

    #[test]
    fn lists_are_told_by_their_levels() {
        let list = |items: &[&str]| Cell::List(items.iter().map(|&item| item.to_owned()).collect());
        let cells = [list(&["a", "b"]), Cell::Unknown, list(&[]), list(&["c"])];
        let (items, levels, repeats) = lists(cells.iter());
        assert_eq!(items.len(), 3);
        assert_eq!((levels, repeats), (vec![2, 2, 0, 1, 2], vec![0, 1, 0, 0, 0]));
    }
}
