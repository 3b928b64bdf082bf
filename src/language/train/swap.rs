//! Names exchanged for others: a sentence about one person teaches as much when it is told of another (Dai and Adel 2020).
//!
//! A name is exchanged only for one of its kind, with the same tags and the same tree inside, so that the annotation stays true.

use super::{corpus::Example, random::Random};
use crate::language::{Name, Relation, Xpos, names::names_of};
use std::collections::{BTreeMap, BTreeSet};

/// Kind, and for every word its tag, and head and relation where the head is a word of the name.
type Build = (u8, Vec<(Xpos, Option<(usize, Relation)>)>);

/// The names of annotated sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namesakes(BTreeMap<Build, Vec<Vec<String>>>);

impl Namesakes {
    /// All names of the examples, each once.
    pub(crate) fn of(examples: &[Example]) -> Self {
        let mut found: BTreeMap<Build, BTreeSet<Vec<String>>> = BTreeMap::new();
        for example in examples {
            for name in names(example) {
                let forms = example.forms[name.start..name.end].to_vec();
                found.entry(build(example, &name)).or_default().insert(forms);
            }
        }
        Self(found.into_iter().map(|(build, names)| (build, names.into_iter().collect())).collect())
    }

    /// Exchanges names of the example, each with the given chance.
    pub(crate) fn exchange(&self, example: &mut Example, chance: f32, random: &mut Random) {
        for name in names(example) {
            let Some(others) = self.0.get(&build(example, &name)).filter(|_| random.unit() < chance) else { continue };
            example.forms[name.start..name.end].clone_from_slice(&others[random.below(others.len())]);
        }
    }
}

fn names(example: &Example) -> Vec<Name> {
    let labels = example.names.iter().flatten().map(|&label| usize::from(label)).collect::<Vec<_>>();
    names_of(&labels)
}

fn build(example: &Example, name: &Name) -> Build {
    let inside = |word: usize| {
        let head = example.heads[word].filter(|head| (name.start..name.end).contains(head))?;
        Some((head - name.start, example.relations[word]))
    };
    (name.kind as u8, (name.start..name.end).map(|word| (example.xpos[word], inside(word))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Upos;

    /// A sentence whose first two words are a name of the given kind, the second under the first.
    fn example(forms: [&str; 3], kind: u8, relation: Relation) -> Example {
        Example {
            forms: forms.map(str::to_owned).to_vec(),
            upos: vec![Upos::Propn, Upos::Propn, Upos::Verb],
            xpos: vec![Xpos::Nnp, Xpos::Nnp, Xpos::Vbd],
            heads: vec![Some(2), Some(0), None],
            relations: vec![Relation::Nsubj, relation, Relation::Root],
            names: Some(vec![kind, kind + 1, 0]),
        }
    }

    #[test]
    fn only_like_is_exchanged_for_like() {
        let examples = [
            example(["Anna", "Berg", "left"], 1, Relation::Flat),
            example(["Ivan", "Petrov", "came"], 1, Relation::Flat),
            example(["Lake", "Placid", "froze"], 3, Relation::Flat),
            example(["York", "Minster", "fell"], 1, Relation::Compound),
        ];
        let namesakes = Namesakes::of(&examples);
        let mut random = Random(1);
        let told = |of: usize, chance: f32, random: &mut Random| -> BTreeSet<String> {
            let mut copies = vec![examples[of].clone(); 20];
            copies.iter_mut().for_each(|copy| namesakes.exchange(copy, chance, random));
            copies.iter().map(|copy| copy.forms.join(" ")).collect()
        };
        let both = ["Anna Berg left".to_owned(), "Ivan Petrov left".to_owned()];
        assert_eq!(told(0, 1.0, &mut random), BTreeSet::from(both));
        assert_eq!(told(0, 0.0, &mut random).len(), 1);
        assert_eq!(told(2, 1.0, &mut random).len(), 1);
        assert_eq!(told(3, 1.0, &mut random).len(), 1);
    }
}
