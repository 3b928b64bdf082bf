//! `quidnunc export`: a graph that was written in, the same graph or a part of it out, in other formats.

use std::{fs::File, io::BufReader};

use super::{arguments::Export, output::name_of, report::Report, write::Plan};
use crate::{
    compress::unpack,
    error::{Error, Result},
    export::Options,
    import::{self, Imported},
};

pub(super) fn run(options: &Export, report: &mut Report) -> Result<()> {
    // Once before anything is read, so that a long run does not end on a typing error; the file's own base and title come later.
    Plan::new(&options.selecting, &options.writing, &Options::default())?;
    let read = read(options)?;
    for remark in &read.remarks {
        report.say(&format!("note: {remark}"));
    }
    let usual = Options { base: read.base, title: read.title, about: read.about, ..Options::default() };
    Plan::new(&options.selecting, &options.writing, &usual)?.write(&read.view, report)
}

fn read(options: &Export) -> Result<Imported> {
    let path = &options.graph;
    let context = |e: Error| e.context(format!("cannot read {}", path.display()));
    let open = || -> Result<Imported> {
        let file = File::open(path).map_err(|e| Error::from(e).with_hint("check the path"))?;
        let mut file = unpack(BufReader::with_capacity(1 << 16, file))?;
        import::read(&name_of(path), &mut *file)
    };
    open().map_err(context)
}
