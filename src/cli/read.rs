//! Reading the documents that a command was given: what cannot be read is reported and passed over.

use super::{
    arguments::{Documents, Known, Reading},
    report::Report,
};
use crate::{
    document::Document,
    error::{Error, Result},
    pipeline::{Pipeline, documents, in_order},
    record::Record,
    seed::Seeds,
};

/// Reads all documents and hands over each record, in their order.
///
/// # Errors
/// When nothing at all could be read, or `each` fails.
pub(super) fn each_record(
    reading: &Reading,
    report: &mut Report,
    each: impl FnMut(Record) -> Result<()>,
) -> Result<()> {
    let pipeline = pipeline(&reading.known)?;
    each_document(&reading.documents, report, |document| pipeline.record(&document), each)
}

/// The pipeline with the user's seeds, if any.
///
/// # Errors
/// When these cannot be read: the message has file, line and column.
pub(super) fn pipeline(known: &Known) -> Result<Pipeline> {
    let shipped = Pipeline::shipped();
    Ok(match &known.seeds {
        Some(path) => Pipeline { seeds: Seeds::read(path)?, ..shipped },
        None => shipped,
    })
}

/// Does `work` on all documents, side by side, and hands over each result, in their order.
///
/// # Errors
/// When nothing at all could be read, or `each` fails.
pub(super) fn each_document<T: Send>(
    inputs: &Documents,
    report: &mut Report,
    work: impl Fn(Document) -> T + Sync,
    mut each: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut read = 0;
    let work = |document: Document| {
        let source = &document.info.source;
        let remarks: Vec<String> = document.diagnostics.iter().map(|d| format!("{source}: {}", d.message)).collect();
        (remarks, work(document))
    };
    in_order(documents(&inputs.inputs), work, |done| {
        match done {
            Ok((remarks, done)) => {
                remarks.iter().for_each(|remark| report.say(remark));
                each(done)?;
                read += 1;
                report.advance();
            }
            Err(error) => report.skip(&error),
        }
        Ok(())
    })?;
    report.finish();
    if read == 0 { Err(Error::new("no document could be read")) } else { Ok(()) }
}

/// The text of a file that is no document: a treebank, name annotations, word vectors.
///
/// # Errors
/// When the file cannot be opened or is not UTF-8.
pub(super) fn read_text(path: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| {
        Error::from(e)
            .context(format!("cannot read {}", path.display()))
            .with_hint("check the path and that the file is UTF-8 text; compressed files must be unpacked first")
    })
}
