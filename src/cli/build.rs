//! `quidnunc build`: documents in, one graph out, in one format or in all.

use std::path::{Path, PathBuf};

use super::{
    arguments::{Build, Documents},
    output::{write_file, write_stdout},
    read::each_record,
    report::Report,
};
use crate::{
    error::{Error, Result},
    export::{self, Format, Options},
    graph::{Graph, View},
    ontology::Lexicon,
    record::Record,
};

pub(super) fn run(options: &Build, report: &mut Report) -> Result<()> {
    let targets = targets(options)?;
    let view = view(&options.documents, report)?;
    for (format, path) in &targets {
        let export = export_options(options, *format);
        write_file(path, |out| export::write(&view, *format, &export, out))?;
    }
    report.say(&summary(&view, &targets));
    Ok(())
}

/// `quidnunc formats`.
pub(super) fn list_formats() -> Result<()> {
    write_stdout(|out| {
        for format in Format::ALL {
            writeln!(out, "{:<17} .{:<14} {}", format.name(), format.extension(), format.media_type())?;
        }
        Ok(())
    })
}

/// Reads documents and gives the view of their graph.
pub(super) fn view(inputs: &Documents, report: &mut Report) -> Result<View> {
    let mut records: Vec<Record> = vec![];
    each_record(inputs, report, |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(Graph::of(&records).view(Lexicon::shipped()))
}

/// The files to write. Checked before anything is read, so that a long run does not end on a typing error.
fn targets(options: &Build) -> Result<Vec<(Format, PathBuf)>> {
    let named: Vec<Format> = options.formats.iter().map(|f| Format::from_text(f)).collect::<Result<_>>()?;
    if is_folder(&options.out) {
        std::fs::create_dir_all(&options.out)
            .map_err(|e| Error::from(e).context(format!("cannot make the folder {}", options.out.display())))?;
        let formats = if named.is_empty() { Format::ALL.to_vec() } else { named };
        let file = |f: Format| options.out.join(format!("graph.{}", f.extension()));
        return Ok(formats.into_iter().map(|f| (f, file(f))).collect());
    }
    let format = match named.as_slice() {
        [] => Format::from_text(&file_name(&options.out))?,
        [format] => *format,
        _ => return Err(Error::new("one file cannot hold several formats").with_hint("give a folder as --out")),
    };
    Ok(vec![(format, options.out.clone())])
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.extension().is_none()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn export_options(build: &Build, format: Format) -> Options {
    let mut options = Options { profile: format.profile(), ..Options::default() };
    if let Some(base) = &build.base {
        options.base.clone_from(base);
    }
    if let Some(profile) = build.profile {
        options.profile = profile.into();
    }
    if let Some(projection) = build.projection {
        options.projection = projection.into();
    }
    if let Some(dialect) = build.dialect {
        options.dialect = dialect.into();
    }
    options.one_line_cells = build.no_newlines;
    options.title.clone_from(&build.title);
    options
}

fn summary(view: &View, targets: &[(Format, PathBuf)]) -> String {
    let files: Vec<String> = targets.iter().map(|(_, path)| path.display().to_string()).collect();
    format!(
        "{} documents: {} actors, {} actions, {} exchanges; wrote {}",
        view.documents.len(),
        view.actors.len(),
        view.actions.len(),
        view.exchanges.len(),
        files.join(", ")
    )
}
