//! `quidnunc learn`: from annotated documents, which words tell an action, who takes part, and how real it is.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{arguments::Learn, output::write_file, read::read_text, report::Report};
use crate::{
    error::{Error, Result},
    extract::learn::{Annotated, AnnotatedAction, learn},
    record::{Factuality, Plover},
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
    actors: Vec<Actor>,
    actions: Vec<Action>,
}

#[derive(Deserialize)]
struct Actor {
    id: String,
    name: String,
    /// How the text names it.
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Action {
    /// The word, as written.
    trigger: String,
    /// A stretch of the text that holds it.
    quote: String,
    #[serde(rename = "type")]
    kind: Plover,
    factuality: Factuality,
    /// For each participant the actors that may be meant.
    agent: Vec<Vec<String>>,
    patient: Vec<Vec<String>>,
    recipient: Vec<Vec<String>>,
}

fn read(path: &Path) -> Result<Annotated> {
    let annotation: Annotation = serde_json::from_str(&read_text(path)?).map_err(|e| Error::new(e.to_string()))?;
    let text = read_text(&path.with_extension("txt"))?;
    let place = |id: &String| annotation.actors.iter().position(|actor| actor.id == *id);
    let actors = |slots: &[&Vec<Vec<String>>]| {
        slots.iter().copied().flatten().flatten().filter_map(place).collect::<Vec<usize>>()
    };
    let actions = annotation.actions.iter().map(|action| {
        let parts = [actors(&[&action.agent]), actors(&[&action.patient, &action.recipient])];
        Ok((action.place(&text)?, AnnotatedAction { kind: action.kind, factuality: action.factuality, parts }))
    });
    let actions = actions.collect::<Result<_>>()?;
    let names = |actor: &Actor| actor.aliases.iter().chain([&actor.name]).cloned().collect();
    Ok(Annotated { actors: annotation.actors.iter().map(names).collect(), actions, text })
}

impl Action {
    /// The byte at which the trigger begins.
    fn place(&self, text: &str) -> Result<usize> {
        let begins = |&at: &usize| !self.quote[..at].ends_with(char::is_alphanumeric);
        let places = || self.quote.match_indices(&self.trigger).map(|(at, _)| at);
        let trigger = || places().find(begins).or_else(|| places().next());
        let at = text.find(&self.quote).and_then(|quote| Some(quote + trigger()?));
        at.ok_or_else(|| {
            Error::new(format!("the text has no {:?} with {:?}", self.quote, self.trigger))
                .with_hint("a quote must be an exact stretch of the text, and hold the trigger")
        })
    }
}
