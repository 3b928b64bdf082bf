//! What is a node called where a tool shows one line for it? Short sentences, put together from names.

use std::borrow::Cow;

use super::Graph;
use crate::graph::view::{Action, Exchange, Relation, Side};
use crate::record::Factuality;

/// How many names are written out before the rest is counted.
const NAMES: usize = 3;

/// How long most labels are at most, in bytes.
const LENGTH: usize = 128;

/// How many letters of a text are written out.
const LETTERS: usize = 60;

impl Graph<'_> {
    /// "Belarus released 123 political prisoners"; what did not simply happen is marked in brackets.
    pub(super) fn label_of_action(&self, action: &Action) -> String {
        let mut label = String::with_capacity(LENGTH);
        self.push_names(&mut label, &action.agents);
        self.push_deed(&mut label, action);
        if action.factuality != Factuality::Actual {
            push_all(&mut label, &[" (", action.factuality.as_str(), ")"]);
        }
        label
    }

    /// "A: released B | B: lifted sanctions (completed)".
    pub(super) fn label_of_exchange(&self, exchange: &Exchange) -> String {
        let mut label = String::with_capacity(LENGTH);
        for (at, side) in exchange.sides.iter().enumerate() {
            label.push_str(if at > 0 { " | " } else { "" });
            self.push_side(&mut label, side);
        }
        push_all(&mut label, &[" (", exchange.status.as_str(), ")"]);
        label
    }

    /// "Belarus: released 123 political prisoners".
    pub(super) fn label_of_side(&self, side: &Side) -> String {
        let mut label = String::with_capacity(LENGTH);
        self.push_side(&mut label, side);
        label
    }

    /// "Lukashenko: President (of Belarus)".
    pub(super) fn label_of_relation(&self, relation: &Relation) -> String {
        let subject = self.name(&relation.subject);
        match &relation.object {
            Some(object) => format!("{subject}: {} ({})", relation.text, self.name(object)),
            None => format!("{subject}: {}", relation.text),
        }
    }

    fn push_side(&self, label: &mut String, side: &Side) {
        if side.providers.is_empty() {
            label.push('?');
        }
        self.push_names(label, &side.providers);
        label.push_str(": ");
        let mut actions = side.gives.iter().filter_map(|id| self.given(id)).peekable();
        if actions.peek().is_none() {
            label.push_str(side.texts.first().map_or("?", String::as_str));
        }
        for (at, action) in actions.enumerate() {
            label.push_str(if at > 0 { ", " } else { "" });
            let mut deed = String::new();
            self.push_deed(&mut deed, action);
            label.push_str(&deed);
        }
    }

    /// What is done, to whom, and what it is about, after a blank if something stands before: "sanctioned Belarus: potash".
    fn push_deed(&self, label: &mut String, action: &Action) {
        push_after(label, " ", &action.label);
        let before = label.len();
        label.push_str(if label.is_empty() { "" } else { " " });
        let start = label.len();
        self.push_names(label, &action.patients);
        if label.len() == start {
            self.push_names(label, &action.recipients);
        }
        let has_targets = label.len() > start;
        if !has_targets {
            label.truncate(before);
        }
        if let Some(theme) = action.themes.first() {
            push_after(label, if has_targets { ": " } else { " " }, &shorten(theme));
        }
    }

    fn push_names(&self, label: &mut String, ids: &[String]) {
        for (at, id) in ids.iter().take(NAMES).enumerate() {
            push_all(label, &[if at > 0 { ", " } else { "" }, self.name(id)]);
        }
        if ids.len() > NAMES {
            label.push_str(&format!(" and {} more", ids.len() - NAMES));
        }
    }

    pub(super) fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.actor_at(id).map_or(id, |at| &self.view.actors[at as usize].name)
    }
}

/// Appends `text`, if it is not empty, and before it `between`, if something stands before.
fn push_after(label: &mut String, between: &str, text: &str) {
    if !text.is_empty() {
        push_all(label, &[if label.is_empty() { "" } else { between }, text]);
    }
}

fn push_all(label: &mut String, texts: &[&str]) {
    texts.iter().for_each(|text| label.push_str(text));
}

/// "ReleasePersons" in words: "release persons".
pub(super) fn words_of(class: &str) -> String {
    let mut words = String::with_capacity(class.len() + 4);
    let mut was_lower = false;
    for letter in class.chars() {
        if letter.is_uppercase() && was_lower {
            words.push(' ');
        }
        was_lower = letter.is_lowercase() || letter.is_numeric();
        words.extend(letter.to_lowercase());
    }
    words
}

fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn class_names_become_words() {
        let check = |class: &str, expected: &str| assert_eq!(super::words_of(class), expected);
        check("ReleasePersons", "release persons");
        check("Meet", "meet");
        check("NATOSummit", "natosummit");
        check("", "");
    }
}
