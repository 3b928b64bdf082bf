//! `quidnunc extract`: documents in, extraction records out, one a line.

use std::io::Write;

use super::{
    arguments::{Documents, Extract},
    output::{write_file, write_stdout},
    report::Report,
};
use crate::{
    error::{Error, Result},
    pipeline::{Pipeline, documents},
    record::Record,
};

pub(super) fn run(options: &Extract, report: &mut Report) -> Result<()> {
    let write = |out: &mut dyn Write| each_record(&options.documents, report, |record| write_line(&record, out));
    match &options.out {
        Some(path) => write_file(path, write),
        None => write_stdout(write),
    }
}

/// Reads all documents and hands over each record; what cannot be read is reported and passed over.
///
/// # Errors
/// When nothing at all could be read, or `each` fails.
pub(super) fn each_record(
    inputs: &Documents,
    report: &mut Report,
    mut each: impl FnMut(Record) -> Result<()>,
) -> Result<()> {
    let mut read = 0;
    Pipeline::shipped().records(documents(&inputs.inputs), |record| {
        match record {
            Ok(record) => {
                each(record)?;
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

fn write_line(record: &Record, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer(&mut *out, record).map_err(|e| Error::from(std::io::Error::from(e)))?;
    Ok(out.write_all(b"\n")?)
}
