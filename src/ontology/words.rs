//! To which classes does a common noun belong: person, organisation, government, captive?
//!
//! The lists are `ontology/words/*.toml`, shipped inside the program: `class = ["lemma", ...]`, where lists of the same name add up.
//! Knows nothing of texts; names get their class elsewhere.

use crate::error::{Error, Result};
use std::{collections::HashMap, sync::OnceLock};

/// Classes of lower-case lemmas.
#[derive(Clone, Debug, Default)]
pub struct Words {
    classes: HashMap<Box<str>, Vec<Box<str>>>,
}

const SHIPPED: [(&str, &str); 5] = [
    ("actors.toml", include_str!("../../ontology/words/actors.toml")),
    ("control.toml", include_str!("../../ontology/words/control.toml")),
    ("classes.toml", include_str!("../../ontology/words/classes.toml")),
    ("support.toml", include_str!("../../ontology/words/support.toml")),
    ("trades.toml", include_str!("../../ontology/words/trades.toml")),
];

impl Words {
    /// The shipped lists, read once.
    ///
    /// ```
    /// use quidnunc::ontology::Words;
    /// assert!(Words::shipped().is("prisoner", "person"));
    /// ```
    pub fn shipped() -> &'static Self {
        static SHIPPED_WORDS: OnceLock<Words> = OnceLock::new();
        SHIPPED_WORDS.get_or_init(|| {
            let mut words = Self::default();
            for (name, text) in SHIPPED {
                words.read(name, text).expect("the shipped lists are read by a test");
            }
            words
        })
    }

    /// Adds the lists of one file, `name` being its name in error messages.
    ///
    /// # Errors
    /// When the text is not TOML or holds anything but lists of words.
    pub fn read(&mut self, name: &str, text: &str) -> Result<()> {
        let lists: HashMap<String, Vec<String>> = toml::from_str(text).map_err(|error| {
            Error::new(error.to_string())
                .context(format!("read word classes of {name}"))
                .with_hint("write `class = [\"lemma\", ...]`")
        })?;
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort();
        for (class, lemmas) in lists {
            for lemma in lemmas {
                self.add(&lemma, &class);
            }
        }
        Ok(())
    }

    /// The classes of `lemma` (lower case), sorted within each file; none for an unknown word.
    pub fn class_of(&self, lemma: &str) -> &[Box<str>] {
        self.classes.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether `lemma` (lower case) is in `class`.
    pub fn is(&self, lemma: &str, class: &str) -> bool {
        self.class_of(lemma).iter().any(|c| &**c == class)
    }

    /// Whether the two are one word, or both in one of the classes whose names begin with `same_`.
    pub fn alike(&self, one: &str, other: &str) -> bool {
        one == other || self.class_of(one).iter().any(|class| class.starts_with("same_") && self.is(other, class))
    }

    fn add(&mut self, lemma: &str, class: &str) {
        let classes = self.classes.entry(lemma.into()).or_default();
        if !classes.iter().any(|c| &**c == class) {
            classes.push(class.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lists_are_well_formed() {
        let mut words = Words::default();
        for (name, text) in SHIPPED {
            assert!(words.read(name, text).is_ok(), "{name}");
        }
        assert!(words.is("ministry", "organisation") && words.is("ministry", "state_body"));
        assert!(words.class_of("xyzzy").is_empty());
    }

    #[test]
    fn alike_words_share_a_class() {
        let words = Words::shipped();
        assert!(words.alike("prisoner", "detainee") && words.alike("bus", "bus"));
        assert!(!words.alike("prisoner", "banker"));
    }

    #[test]
    fn a_bad_list_is_named() {
        let error = Words::default().read("mine.toml", "person = 3").expect_err("not a list");
        assert!(error.to_string().contains("mine.toml") && error.hint().is_some());
    }
}
