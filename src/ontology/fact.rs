//! Which actions are facts that other tools keep as things of their own? Sanctions and payments, by class or code.
//!
//! `ontology/facts.toml` says which. Whether an action was done is not asked here.

use std::sync::LazyLock;

use serde::Deserialize;

/// What an action is beside an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A sanction on those acted on.
    Sanction,
    /// A payment to them.
    Payment,
}

/// The facts that actions of a class and a CAMEO code are.
///
/// ```
/// use quidnunc::ontology::fact::{Fact, of};
/// assert_eq!(of("ImposeEmbargo", Some("163")).collect::<Vec<_>>(), [Fact::Sanction]);
/// assert_eq!(of("PayRansom", None).collect::<Vec<_>>(), [Fact::Payment]);
/// assert_eq!(of("Meet", Some("040")).count(), 0);
/// ```
pub fn of(class: &str, cameo: Option<&str>) -> impl Iterator<Item = Fact> {
    let facts = [(Fact::Sanction, &FACTS.sanction), (Fact::Payment, &FACTS.payment)];
    let holds = |which: &Which| {
        which.classes.iter().any(|own| own == class)
            || cameo.is_some_and(|code| which.codes.iter().any(|own| code.starts_with(own)))
    };
    facts.map(|(fact, which)| holds(which).then_some(fact)).into_iter().flatten()
}

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    toml::from_str(include_str!("../../ontology/facts.toml")).expect("a test reads the file that is shipped")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    sanction: Which,
    payment: Which,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Lexicon;

    #[test]
    fn every_class_and_code_is_that_of_a_frame() {
        let frames = &Lexicon::shipped().frames;
        for which in [&FACTS.sanction, &FACTS.payment] {
            for class in &which.classes {
                assert!(frames.iter().any(|frame| frame.class == *class), "{class}");
            }
            for code in &which.codes {
                let has_code = |cameo: &Option<String>| cameo.as_ref().is_some_and(|cameo| cameo.starts_with(code));
                assert!(frames.iter().any(|frame| has_code(&frame.cameo)), "{code}");
            }
        }
    }
}
