//! `quidnunc learn`: from annotated documents, which words tell an action, and of which type.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{arguments::Learn, output::write_file, read::read_text, report::Report};
use crate::{
    error::{Error, Result},
    extract::told::learn::{Annotated, learn},
    record::Plover,
};

pub(super) fn run(options: &Learn, report: &Report) -> Result<()> {
    let mut texts = vec![];
    for folder in &options.annotated {
        for annotation in annotations(folder)? {
            texts.push(read(&annotation).map_err(|e| e.context(format!("reading {}", annotation.display())))?);
        }
    }
    let weights = learn(&texts, &mut |line| report.say(line));
    write_file(&options.out, |out| Ok(out.write_all(&weights)?))?;
    report.say(&format!("wrote {}, {} bytes", options.out.display(), weights.len()));
    Ok(())
}

/// The annotations of a folder, by name.
fn annotations(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).map_err(|e| Error::from(e).context(format!("cannot read {}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    if paths.is_empty() {
        let error = Error::new(format!("{} holds no annotation", folder.display()));
        return Err(error.with_hint("name folders that hold `NAME.json` beside `NAME.txt`"));
    }
    Ok(paths)
}

#[derive(Deserialize)]
struct Annotation {
    actions: Vec<AnnotatedAction>,
}

#[derive(Deserialize)]
struct AnnotatedAction {
    /// The word, as written.
    trigger: String,
    /// A stretch of the text that holds it.
    quote: String,
    #[serde(rename = "type")]
    kind: Plover,
}

fn read(path: &Path) -> Result<Annotated> {
    let annotation: Annotation = serde_json::from_str(&read_text(path)?).map_err(|e| Error::new(e.to_string()))?;
    let text = read_text(&path.with_extension("txt"))?;
    let place = |action: &AnnotatedAction| {
        let begins = |&at: &usize| !action.quote[..at].ends_with(char::is_alphanumeric);
        let trigger = || action.quote.match_indices(&action.trigger).map(|(at, _)| at).find(begins);
        let at = text.find(&action.quote).and_then(|quote| Some(quote + trigger()?));
        at.ok_or_else(|| {
            Error::new(format!("the text has no {:?} with {:?}", action.quote, action.trigger))
                .with_hint("a quote must be an exact stretch of the text, and hold the trigger")
        })
    };
    let told: BTreeMap<usize, Plover> =
        annotation.actions.iter().map(|action| Ok((place(action)?, action.kind))).collect::<Result<_>>()?;
    Ok(Annotated { text, told })
}
