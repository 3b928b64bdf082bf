//! Files written whole or not at all: beside the target first, then renamed over it; packed where the name ends in `.gz` or `.zst`.

use std::{
    fs::{self, File},
    io::{BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::{
    compress::Compression,
    error::{Error, Result},
};

/// The name by which a file that is to be written is standard output.
pub(super) const STDOUT: &str = "-";

/// Writes a file by `write`. Until all is written the old file stays; on failure nothing is left behind. What is no file (a device, a pipe) stays
/// what it is and is written to as it stands; a link goes on to lead to its file.
///
/// # Errors
/// When the file cannot be written, or `write` fails.
pub(super) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if path == Path::new(STDOUT) {
        return write_stdout(write);
    }
    let packing = Compression::split(&name_of(path)).1;
    let mut failed = false;
    let write = |out: &mut dyn Write| write(out).inspect_err(|_| failed = true);
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => write_through(path, packing, write),
        _ => write_whole(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()), packing, write),
    };
    written.map_err(|error| {
        let error = error.context(format!("cannot write {}", path.display()));
        // What `write` met may be no fault of the file.
        if failed { error } else { error.with_hint("check that the folder exists and may be written to") }
    })
}

fn write_through(path: &Path, packing: Compression, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(File::options().write(true).open(path)?);
    packing.write(&mut out, write)?;
    Ok(out.flush()?)
}

fn write_whole(path: &Path, packing: Compression, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let beside = beside(path)?;
    let written = write_beside(&beside, packing, write).and_then(|()| Ok(fs::rename(&beside, path)?));
    if written.is_err() {
        // The first error is the one to report; a leftover that cannot be removed was not written by us.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes to standard output. A reader that has seen enough is no failure.
pub(super) fn write_stdout(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = Guard { out: BufWriter::new(std::io::stdout().lock()), closed: false };
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    if out.closed { Ok(()) } else { written }
}

/// Writes to the file, or to standard output where none is named.
pub(super) fn write_chosen(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    match path {
        Some(path) => write_file(path, write),
        None => write_stdout(write),
    }
}

fn beside(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| Error::new("it names no file"))?;
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(format!(".{}.partial", std::process::id()));
    Ok(path.with_file_name(partial))
}

/// The last part of a path.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn write_beside(path: &Path, packing: Compression, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    packing.write(&mut out, write)?;
    out.into_inner().map_err(|e| e.into_error())?.sync_all()?;
    Ok(())
}

/// Remembers that the reader has gone away.
struct Guard<W: Write> {
    out: W,
    closed: bool,
}

impl<W: Write> Guard<W> {
    fn note<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        self.closed |= result.as_ref().is_err_and(|e| e.kind() == ErrorKind::BrokenPipe);
        result
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.out.write(bytes);
        self.note(result)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let result = self.out.flush();
        self.note(result)
    }
}
