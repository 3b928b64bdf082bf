//! `quidnunc learn`: from annotated documents, which words tell an action, who takes part, and how real it is.

use super::{
    annotation::{Action, Actor, Annotation, annotated},
    arguments::Learn,
    output::write_file,
    report::Report,
};
use crate::{
    error::{Error, Result},
    extract::learn::{Annotated, AnnotatedAction, learn},
};

pub(super) fn run(options: &Learn, report: &Report) -> Result<()> {
    let texts = annotated(&options.annotated, lesson)?;
    let weights = learn(&texts, &mut |line| report.say(line));
    write_file(&options.out, |out| Ok(out.write_all(&weights)?))?;
    report.say(&format!("wrote {}, {} bytes", options.out.display(), weights.len()));
    Ok(())
}

fn lesson(text: String, annotation: &Annotation) -> Result<Annotated> {
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
