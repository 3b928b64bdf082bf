//! What is a node called where a tool shows one line for it? Short sentences, put together from names.

use super::Graph;
use crate::graph::view::{Action, Exchange, Relation, Side};
use crate::record::Factuality;

/// How many names are written out before the rest is counted.
const NAMES: usize = 3;

/// How many letters of a text are written out.
const LETTERS: usize = 60;

impl Graph<'_> {
    /// "Belarus released 123 political prisoners"; what did not simply happen is marked in brackets.
    pub(super) fn label_of_action(&self, action: &Action) -> String {
        let agents = self.names(&action.agents);
        let parts = [agents, action.label.clone(), self.targets(action)];
        let sentence = join(&parts, " ");
        match action.factuality {
            Factuality::Actual => sentence,
            doubt => format!("{sentence} ({})", doubt.as_str()),
        }
    }

    /// "A: released B | B: lifted sanctions (completed)".
    pub(super) fn label_of_exchange(&self, exchange: &Exchange) -> String {
        let sides: Vec<String> = exchange.sides.iter().map(|side| self.label_of_side(side)).collect();
        format!("{} ({})", sides.join(" | "), exchange.status.as_str())
    }

    /// "Belarus: released 123 political prisoners".
    pub(super) fn label_of_side(&self, side: &Side) -> String {
        let providers = if side.providers.is_empty() { "?".to_owned() } else { self.names(&side.providers) };
        format!("{providers}: {}", self.gift(side))
    }

    /// "Lukashenko: President (of Belarus)".
    pub(super) fn label_of_relation(&self, relation: &Relation) -> String {
        let subject = self.name(&relation.subject);
        match &relation.object {
            Some(object) => format!("{subject}: {} ({})", relation.text, self.name(object)),
            None => format!("{subject}: {}", relation.text),
        }
    }

    fn gift(&self, side: &Side) -> String {
        let actions = side.gives.iter().filter_map(|id| self.view.action(id));
        let told: Vec<String> =
            actions.map(|action| join(&[action.label.clone(), self.targets(action)], " ")).collect();
        match (told.is_empty(), side.texts.first()) {
            (true, Some(text)) => text.clone(),
            (true, None) => "?".to_owned(),
            (false, _) => told.join(", "),
        }
    }

    /// To whom an action is done, and what it is about: "Belarus: sanctions on potash".
    fn targets(&self, action: &Action) -> String {
        let patients = self.names(&action.patients);
        let whom = if patients.is_empty() { self.names(&action.recipients) } else { patients };
        let theme = action.themes.first().map(|theme| shorten(theme)).unwrap_or_default();
        join(&[whom, theme], ": ")
    }

    fn names(&self, ids: &[String]) -> String {
        let shown: Vec<&str> = ids.iter().take(NAMES).map(|id| self.name(id)).collect();
        match ids.len().saturating_sub(NAMES) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.actor_at(id).map_or(id, |at| &self.view.actors[at as usize].name)
    }
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

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn join(parts: &[String], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(between)
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
