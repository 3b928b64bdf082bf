//! Writing a graph, read or built: which part of it, into which files, in which formats.

use std::path::{Path, PathBuf};

use super::{
    arguments::{Selecting, Writing},
    output::{STDOUT, name_of, write_file},
    report::Report,
};
use crate::{
    compress::Compression,
    edtf,
    error::{Error, Result},
    export::{self, About, Format, Options},
    graph::{
        View,
        filter::Filter,
        select::{Selection, left_out, select},
    },
};

/// What will be written, checked as far as it can be before anything is read.
pub(super) struct Plan {
    selection: Selection,
    /// The folder to make.
    folder: Option<PathBuf>,
    targets: Vec<(Format, PathBuf, Options)>,
}

impl Plan {
    /// What the arguments ask for; what they leave open is as in `usual`.
    ///
    /// # Errors
    /// When an argument makes no sense.
    pub(super) fn new(selecting: &Selecting, writing: &Writing, usual: &Options) -> Result<Self> {
        let files = files(writing)?.into_iter();
        let targets = files.map(|(format, path)| (format, path, options(writing, usual, format)));
        let folder = is_folder(&writing.out).then(|| writing.out.clone());
        let plan = Self { selection: selection(selecting)?, folder, targets: targets.collect() };
        if let Some(date) = writing.issued.as_deref().filter(|date| edtf::precision(date).is_none()) {
            return Err(Error::new(format!("--issued {date} is no date")).with_hint("write it like 2026-01-31"));
        }
        for (format, _, options) in &plan.targets {
            export::check(*format, options)?;
        }
        Ok(plan)
    }

    /// Writes the wanted part of `view`.
    ///
    /// # Errors
    /// When an actor is not known, or a file cannot be written.
    pub(super) fn write(&self, view: &View, report: &Report) -> Result<()> {
        let part = select(view, &self.selection)?;
        if let Some(words) = left_out(view, &part) {
            report.say(&words);
        }
        if let Some(folder) = &self.folder {
            std::fs::create_dir_all(folder)
                .map_err(|e| Error::from(e).context(format!("cannot make the folder {}", folder.display())))?;
        }
        for (format, path, options) in &self.targets {
            write_file(path, |out| export::write(&part, *format, options, out))?;
        }
        report.say(&self.summary(&part));
        Ok(())
    }

    fn summary(&self, view: &View) -> String {
        let files: Vec<String> = self.targets.iter().map(|(_, path, _)| path.display().to_string()).collect();
        format!(
            "{} documents: {} actors, {} actions, {} exchanges; wrote {}",
            view.documents.len(),
            view.actors.len(),
            view.actions.len(),
            view.exchanges.len(),
            files.join(", ")
        )
    }
}

fn selection(selecting: &Selecting) -> Result<Selection> {
    let filters = selecting.filter.iter().map(|text| Filter::parse(text));
    let filter = filters.reduce(|all, next| Ok(all?.and(next?))).unwrap_or_else(|| Ok(Filter::default()))?;
    Ok(Selection {
        filter,
        only_exchanges: selecting.only.is_some(),
        around: selecting.around.clone().map(|actor| (actor, selecting.depth)),
        max_nodes: selecting.max_nodes,
    })
}

/// The files to write, each in its format.
fn files(writing: &Writing) -> Result<Vec<(Format, PathBuf)>> {
    let named: Vec<(Format, Compression)> = writing.formats.iter().map(|f| named(f)).collect::<Result<_>>()?;
    if is_folder(&writing.out) {
        let every = || Format::ALL.iter().map(|&format| (format, Compression::Plain)).collect();
        let wanted: Vec<_> = if named.is_empty() { every() } else { named };
        let name = |format: Format, packing: Compression| format!("graph.{}{}", format.extension(), packing.ending());
        return Ok(wanted.into_iter().map(|(f, packing)| (f, writing.out.join(name(f, packing)))).collect());
    }
    let format = match named.as_slice() {
        [] if writing.out == Path::new(STDOUT) => {
            return Err(
                Error::new("standard output has no ending that tells the format").with_hint("name it with --format")
            );
        }
        [] => Format::from_text(&name_of(&writing.out))?,
        [(_, packing)]
            if *packing != Compression::split(&name_of(&writing.out)).1 && *packing != Compression::Plain =>
        {
            let ending = packing.ending();
            return Err(Error::new(format!("{} does not end in {ending}", writing.out.display()))
                .with_hint("the ending of the file says how it is packed"));
        }
        [(format, _)] => *format,
        _ => return Err(Error::new("one file cannot hold several formats").with_hint("give a folder as --out")),
    };
    Ok(vec![(format, writing.out.clone())])
}

/// A format as `--format` names it, and how its file is packed: `nq.gz`.
fn named(text: &str) -> Result<(Format, Compression)> {
    Ok((Format::from_text(text)?, Compression::split(text).1))
}

/// A folder, or what is not there yet and has no ending, or the separator behind it.
fn is_folder(path: &Path) -> bool {
    let is_named_so = || path.to_string_lossy().ends_with(std::path::is_separator) || path.extension().is_none();
    path.is_dir() || !path.exists() && path != Path::new(STDOUT) && is_named_so()
}

fn options(writing: &Writing, usual: &Options, format: Format) -> Options {
    let usual = usual.clone();
    Options {
        base: writing.base.clone().unwrap_or(usual.base),
        profile: writing.profile.map_or(format.profile(), Into::into),
        title: writing.title.clone().or(usual.title),
        projection: writing.projection.map_or(usual.projection, Into::into),
        dialect: writing.dialect.map_or(usual.dialect, Into::into),
        rdf12: writing.rdf12,
        about: About {
            license: writing.licence.clone().or(usual.about.license),
            issued: writing.issued.clone().or(usual.about.issued),
            program: Some(concat!("quidnunc ", env!("CARGO_PKG_VERSION")).to_owned()),
        },
        one_line_cells: writing.no_newlines,
    }
}
