//! `quidnunc extract`: documents in, extraction records out, one a line.

use std::io::Write;

use super::{arguments::Extract, output::write_chosen, read::each_record, report::Report};
use crate::{
    error::{Error, Result},
    record::Record,
};

pub(super) fn run(options: &Extract, report: &mut Report) -> Result<()> {
    write_chosen(options.out.as_deref(), |out| each_record(&options.reading, report, |record| write_line(&record, out)))
}

fn write_line(record: &Record, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer(&mut *out, record).map_err(|e| Error::from(std::io::Error::from(e)))?;
    Ok(out.write_all(b"\n")?)
}
