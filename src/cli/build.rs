//! `quidnunc build`: documents in, one graph out, in one format or in all.

use std::path::{Path, PathBuf};

use super::{
    arguments::{Build, Documents},
    output::{name_of, write_file, write_stdout},
    read::{each_record, read_text},
    report::Report,
};
use crate::{
    compress::Compression,
    error::{Error, Result},
    export::{self, Format, Options},
    graph::{Decisions, Graph, View},
    ontology::Lexicon,
    record::Record,
};

pub(super) fn run(options: &Build, report: &mut Report) -> Result<()> {
    let targets = targets(options)?;
    let graph = graph(&options.documents, options.identities.as_deref(), report)?;
    let view = graph.view(Lexicon::shipped());
    for (format, path) in &targets {
        let export = export_options(options, *format);
        write_file(path, |out| export::write(&view, *format, &export, out))?;
    }
    report.say(&summary(&view, &targets));
    if let proposals @ 1.. = graph.proposals().len() {
        report.say(&format!("{proposals} actors may be one with others: `quidnunc identities` lists them"));
    }
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

/// Reads documents and gives their graph, as decided on in the file `identities`.
pub(super) fn graph(inputs: &Documents, identities: Option<&Path>, report: &mut Report) -> Result<Graph> {
    let decisions = decisions(identities)?;
    let mut records: Vec<Record> = vec![];
    each_record(inputs, report, |record| {
        records.push(record);
        Ok(())
    })?;
    let graph = Graph::decided(&records, &decisions)?;
    graph.remarks().iter().for_each(|remark| report.say(remark));
    Ok(graph)
}

/// The decisions of a file; none without a file.
pub(super) fn decisions(identities: Option<&Path>) -> Result<Decisions> {
    let Some(path) = identities else { return Ok(Decisions::default()) };
    Decisions::from_text(&path.display().to_string(), &read_text(path)?)
}

/// The files to write. Checked before anything is read, so that a long run does not end on a typing error.
fn targets(options: &Build) -> Result<Vec<(Format, PathBuf)>> {
    let named: Vec<(Format, Compression)> = options.formats.iter().map(|f| named(f)).collect::<Result<_>>()?;
    if is_folder(&options.out) {
        std::fs::create_dir_all(&options.out)
            .map_err(|e| Error::from(e).context(format!("cannot make the folder {}", options.out.display())))?;
        let every = || Format::ALL.iter().map(|&format| (format, Compression::Plain)).collect();
        let wanted: Vec<_> = if named.is_empty() { every() } else { named };
        let name = |format: Format, packing: Compression| format!("graph.{}{}", format.extension(), packing.ending());
        return Ok(wanted.into_iter().map(|(f, packing)| (f, options.out.join(name(f, packing)))).collect());
    }
    let format = match named.as_slice() {
        [] => Format::from_text(&name_of(&options.out))?,
        [(format, _)] => *format,
        _ => return Err(Error::new("one file cannot hold several formats").with_hint("give a folder as --out")),
    };
    Ok(vec![(format, options.out.clone())])
}

/// A format as `--format` names it, and how its file is packed: `nq.gz`.
fn named(text: &str) -> Result<(Format, Compression)> {
    Ok((Format::from_text(text)?, Compression::split(text).1))
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.extension().is_none()
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
