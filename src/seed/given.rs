//! Given names and honorifics: whether a word is a given name, and which pronoun its bearer takes.
//!
//! Needs `seeds/names/given.toml`. Never guesses from the form of a name.

use std::collections::HashMap;

use crate::romanise::fold;

/// Which pronoun a person takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// The given names and honorifics of the seeds.
#[derive(Clone, Debug, Default)]
pub struct GivenNames {
    /// Folded name; `None` for names of both.
    given: HashMap<String, Option<Gender>>,
    honorifics: HashMap<String, Option<Gender>>,
}

impl GivenNames {
    /// Whether `word` is a common given name, however it is accented.
    pub fn contains(&self, word: &str) -> bool {
        self.given.contains_key(&fold(word))
    }

    /// Who usually bears the given name; none where it is unknown or borne by both.
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.given.get(&fold(given)).copied().flatten()
    }

    /// Whether `word` is a title of courtesy, rank or office that stands before a name: `Mrs.`, `Sir`, `Dr.`.
    pub fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains_key(&fold(word))
    }

    /// Who is addressed so; none for `Dr.`.
    pub fn honorific(&self, title: &str) -> Option<Gender> {
        self.honorifics.get(&fold(title)).copied().flatten()
    }

    pub(super) fn add_given(&mut self, name: &str, gender: Option<Gender>) {
        self.given.insert(fold(name), gender);
    }

    pub(super) fn add_honorific(&mut self, title: &str, gender: Option<Gender>) {
        self.honorifics.insert(fold(title), gender);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seeds;

    #[test]
    fn genders_are_known_where_clear() {
        let seeds = Seeds::shipped();
        let check = |name: &str, expected| assert_eq!(seeds.given().gender(name), expected, "{name}");
        check("Maria", Some(Gender::Female));
        check("María", Some(Gender::Female));
        check("Siarhei", Some(Gender::Male));
        check("Taylor", None);
        check("Qwxyz", None);
        assert!(seeds.given().contains("Taylor"));
        assert!(!seeds.given().contains("Reuters"));
    }

    #[test]
    fn honorifics_have_gender_where_they_show_it() {
        let seeds = Seeds::shipped();
        let check = |title: &str, expected| assert_eq!(seeds.given().honorific(title), expected, "{title}");
        check("Mr.", Some(Gender::Male));
        check("Mrs", Some(Gender::Female));
        check("Lady", Some(Gender::Female));
        check("Dr.", None);
        assert!(seeds.given().is_honorific("Dr"));
        assert!(!seeds.given().is_honorific("Doctors"));
    }
}
