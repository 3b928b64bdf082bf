//! What has somebody decided on who is who: which actors are one, and which are not?
//!
//! Decisions are a TOML file with two lists of lists, `same` and `different`. An actor is called by its id, by an address (its own in
//! the graph, or one that it is the same as), or by a name and its kind in brackets; ` @ ` and a document's path, file name or id say in
//! which document alone. Reads the text of such a file; [`super::sameness`] follows it. Opens no file.
//!
//! ```toml
//! same = [["viktar-ramanau", "Victor Romanov (Person)"]]
//! different = [["john-smith @ bank.txt", "john-smith @ cricket.txt"]]
//! ```

use serde::Deserialize;
use toml::Spanned;

use crate::{
    error::{Error, Result},
    record::{self, ActorType, DocumentInfo},
    romanise,
};

/// Decisions of one file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The file's name in messages.
    pub file: String,
    /// Actors that are one.
    pub same: Vec<Decision>,
    /// Actors that are not.
    pub different: Vec<Decision>,
}

/// One decision on two or more actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// Whom it is on.
    pub actors: Vec<Reference>,
}

/// How a decision calls an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words of the file.
    pub text: String,
    by: By,
    /// Path, file name or id of the one document that is meant.
    document: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    Id(String),
    Address(String),
    /// The folded name, and the kind.
    Name(String, ActorType),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    same: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    different: Vec<Spanned<Vec<String>>>,
}

const HINT: &str = "write `same = [[\"one-id\", \"Other Name (Person)\"]]`, and `different = [[...]]` likewise";

impl Decisions {
    /// Reads the text of a file; `file` is its name in messages.
    ///
    /// ```
    /// use quidnunc::graph::Decisions;
    /// let decisions = Decisions::from_text("mine.toml", r#"same = [["a", "b"]]"#).unwrap();
    /// assert_eq!(decisions.same.len(), 1);
    /// ```
    ///
    /// # Errors
    /// When the text is no such file, or a decision is on fewer than two actors: the message has file and line.
    pub fn from_text(file: &str, text: &str) -> Result<Self> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let lists: Lists = toml::from_str(text).map_err(|error| {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            refusal(file, error.span().map_or(1, |span| line(span.start)), &message)
        })?;
        let read = |list: Vec<Spanned<Vec<String>>>| -> Result<Vec<Decision>> {
            list.into_iter().map(|one| decision(file, line(one.span().start), one.into_inner())).collect()
        };
        Ok(Self { file: file.to_owned(), same: read(lists.same)?, different: read(lists.different)? })
    }

    /// An error on a decision of this file.
    pub(super) fn refusal(&self, line: usize, message: &str) -> Error {
        Error::new(format!("cannot follow {}, line {line}: {message}", self.file))
    }
}

impl Reference {
    /// Whether the actor of a record, merged with others under `id`, is meant.
    pub(super) fn means(&self, document: &DocumentInfo, actor: &record::Actor, id: &str) -> bool {
        let here = self.document.as_deref().is_none_or(|called| is_called(document, called));
        here && match &self.by {
            By::Id(wanted) => wanted == id,
            By::Address(address) => {
                actor.same_as.contains(address) || address.rsplit_once("/actor/").is_some_and(|(_, last)| last == id)
            }
            By::Name(name, kind) => {
                let names = || {
                    let told = actor.mentions.iter().filter(|m| m.kind == record::MentionKind::Name);
                    told.map(|m| &m.text).chain([&actor.name])
                };
                actor.kind == *kind && names().any(|told| romanise::fold(told) == *name)
            }
        }
    }

    /// Whether the actor of a record has the id, or key, by itself: an id that was merged away still calls it.
    pub(super) fn means_key(&self, document: &DocumentInfo, actor: &record::Actor, own: &str) -> bool {
        let here = self.document.as_deref().is_none_or(|called| is_called(document, called));
        here && matches!(&self.by, By::Id(wanted) if wanted == own || *wanted == actor.key)
    }

    /// Whether it says in which document.
    pub(super) fn is_placed(&self) -> bool {
        self.document.is_some()
    }

    fn of(text: String) -> Self {
        let (called, document) = match text.split_once(" @ ") {
            Some((called, document)) => (called.trim(), Some(document.trim().to_owned())),
            None => (text.trim(), None),
        };
        let kind = |word: &str| ActorType::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word));
        let named = called.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let by = match named.and_then(|(name, word)| Some((name, kind(word)?))) {
            Some((name, kind)) => By::Name(romanise::fold(name), kind),
            None if called.contains("://") => By::Address(called.to_owned()),
            None => By::Id(called.to_owned()),
        };
        Self { by, document, text }
    }
}

fn is_called(document: &DocumentInfo, called: &str) -> bool {
    let file = document.source.rsplit(['/', '\\']).next().unwrap_or_default();
    document.source == called || file == called || document.id == called
}

fn decision(file: &str, line: usize, actors: Vec<String>) -> Result<Decision> {
    if actors.len() < 2 {
        return Err(refusal(file, line, "a decision needs two actors or more"));
    }
    if let Some(empty) = actors.iter().find(|text| text.trim().is_empty()) {
        return Err(refusal(file, line, &format!("{empty:?} calls no actor")));
    }
    Ok(Decision { line, actors: actors.into_iter().map(Reference::of).collect() })
}

fn refusal(file: &str, line: usize, message: &str) -> Error {
    Error::new(format!("cannot read {file}, line {line}: {message}")).with_hint(HINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, line: &str, message: &str) {
        let error = Decisions::from_text("mine.toml", text).expect_err(text);
        let shown = error.to_string();
        assert!(shown.contains(&format!("mine.toml, line {line}")) && shown.contains(message), "{shown}");
        assert!(error.hint().is_some());
    }

    #[test]
    fn bad_files_are_named_with_their_line() {
        check("same = [\n  [\"a\", \"b\"],\n  [\"c\"],\n]", "3", "two actors");
        check("same = [[\"a\", \"b\"]]\nsimilar = []", "2", "similar");
        check("same = [[\"a\", 3]]", "1", "string");
        check("\n\nsame = [[\"a\", \"b\"", "3", "");
        check("different = [[\"a\", \" \"]]", "1", "calls no actor");
    }

    #[test]
    fn references_are_ids_addresses_or_names() {
        let by = |text: &str| Reference::of(text.to_owned());
        assert_eq!(by("john-smith").by, By::Id("john-smith".into()));
        assert_eq!(by("John Smith (person)").by, By::Name("john smith".into(), ActorType::Person));
        assert_eq!(by("Smith (banker)").by, By::Id("Smith (banker)".into()));
        assert!(matches!(by("http://www.wikidata.org/entity/Q2866").by, By::Address(_)));
        assert_eq!(by("john-smith @ news/a.txt").document.as_deref(), Some("news/a.txt"));
    }

    #[test]
    fn an_empty_file_decides_nothing() {
        assert_eq!(Decisions::from_text("", "# nothing yet\nsame = []\n").expect("fine"), Decisions::default());
    }
}
