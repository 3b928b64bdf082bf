//! What speaks for or against two words as what two parties give each other: how the sentence ties them together.

use std::{collections::BTreeSet, iter::successors};

use super::look::{Gift, LISTS, Looks};
use crate::{
    extract::{telling::Telling, tree::Tree},
    language::{Relation, Upos},
};

/// Bounds of how many words lie between two gifts.
const FAR: [usize; 5] = [2, 5, 9, 15, 25];
/// Longer ways through the tree count as one.
const LONG: usize = 4;

impl Looks<'_, '_> {
    /// What two words, the first in text order first, are to each other as gifts of an exchange that a sentence tells.
    pub(super) fn link(&self, sentence: usize, one: Gift, other: Gift) -> BTreeSet<String> {
        let mut cues: BTreeSet<String> = [format!("{} > {}", self.kind(one), self.kind(other))].into();
        self.who_does(one, other, &mut cues);
        if one == other {
            cues.insert("the same".to_owned());
            cues.insert(format!("the same {}", self.kind(one)));
        } else if one.sentence != other.sentence {
            cues.insert(format!("apart {}", other.sentence - one.sentence));
            cues.insert(format!("apart {} {}", one.sentence == sentence, other.sentence == sentence));
        } else {
            cues.insert(if one.sentence == sentence { "both here" } else { "both elsewhere" }.to_owned());
            self.between(one, other, &mut cues);
            path(&self.finder.scene.trees[one.sentence], one.token, other.token, &mut cues);
        }
        cues
    }

    /// Whether one does both or each does something to the other, and how real both are.
    fn who_does(&self, one: Gift, other: Gift, cues: &mut BTreeSet<String>) {
        let told = |gift: Gift| gift.telling.map(|t| &self.finder.tellings[t]);
        let (Some(first), Some(second)) = (told(one), told(other)) else { return };
        let real = |t: &Telling| t.reading.factuality.as_str();
        cues.insert(format!("{} > {}", real(first), real(second)));
        let (doers, others) = (first.agents(), second.agents());
        if doers.iter().any(|e| others.contains(e)) {
            cues.insert("one does both".to_owned());
        } else if doers.is_empty() || others.is_empty() {
            cues.insert("not both done".to_owned());
        } else {
            let to = |t: &Telling, e: &[usize]| usize::from(t.whom().any(|w| e.contains(&w)));
            cues.insert("two do".to_owned());
            cues.insert(format!("{} to the other", to(first, &others) + to(second, &doers)));
        }
    }

    /// What stands between two words of a sentence, and which phrases before and behind both.
    fn between(&self, one: Gift, other: Gift, cues: &mut BTreeSet<String>) {
        let tree = &self.finder.scene.trees[one.sentence];
        let far = other.token - one.token;
        cues.insert(format!("far {}", FAR.iter().filter(|&&bound| far > bound).count()));
        let span = |token: usize| tree.sentence.tokens[token].span;
        for (name, found) in self.phrases(one.sentence) {
            let place = match (found.end <= span(one.token).start, found.start >= span(other.token).end) {
                (true, _) => "ahead",
                (_, true) => "behind",
                _ => "between",
            };
            cues.insert(format!("{place} phrase {name}"));
        }
        for word in one.token + 1..other.token {
            let lemma = tree.lemma(word).to_lowercase();
            cues.extend(LISTS.words.get(&lemma).into_iter().flatten().map(|list| format!("between list {list}")));
            if matches!(tree.upos(word), Upos::Adp | Upos::Sconj | Upos::Cconj) {
                cues.insert(format!("between {lemma}"));
            }
        }
    }
}

/// The way from one word to another through the tree.
fn path(tree: &Tree, one: usize, other: usize, cues: &mut BTreeSet<String>) {
    let marks = |word: usize| tree.dependents(word, Relation::Mark).chain(tree.dependents(word, Relation::Case));
    let chain = |from: usize| successors(Some(from), |&word| tree.head(word));
    for (way, low, high) in [("down", other, one), ("up", one, other)] {
        if !chain(low).any(|word| word == high) {
            continue;
        }
        let words: Vec<usize> = chain(low).take_while(|&word| word != high).collect();
        cues.insert(way.to_owned());
        cues.insert(format!("{way} {}", words.len().min(LONG)));
        cues.extend(words.last().map(|&top| format!("{way} {:?}", tree.relation(top))));
        for word in words {
            cues.extend(
                marks(word).map(|m| format!("{way} {:?} {}", tree.relation(word), tree.lemma(m).to_lowercase())),
            );
        }
        return;
    }
    let above: Vec<usize> = chain(one).collect();
    let meet = chain(other).find(|word| above.contains(word));
    cues.insert("beside".to_owned());
    let mut tops = vec![];
    for (which, token) in [("first", one), ("second", other)] {
        let Some(top) = chain(token).take_while(|&word| Some(word) != meet).last() else { continue };
        cues.insert(format!("beside {which} {:?}", tree.relation(top)));
        tops.push(format!("{:?}", tree.relation(top)));
        cues.extend(marks(top).map(|m| format!("beside {which} {}", tree.lemma(m).to_lowercase())));
    }
    cues.insert(format!("beside {}", tops.join(" ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::samples::read;

    /// What the way between two words of a sentence says.
    fn way(trees: &str, one: usize, other: usize) -> Vec<String> {
        let (text, analysis) = read(trees);
        let mut cues = BTreeSet::new();
        path(&Tree::of(&text, &analysis.sentences[0]), one, other, &mut cues);
        cues.into_iter().collect()
    }

    #[test]
    fn the_way_between_two_gifts_names_relations_and_marks() {
        let condition =
            "Oslo|PROPN|2|nsubj pays|VERB:pay|0|root if|SCONJ|5|mark Bern|PROPN|5|nsubj yields|VERB:yield|2|advcl";
        assert_eq!(way(condition, 1, 4), ["down", "down 1", "down Advcl", "down Advcl if"]);
        let beside = "Loans|NOUN:loan|2|nsubj bought|VERB:buy|0|root silence|NOUN|2|obj";
        assert_eq!(way(beside, 0, 2), ["beside", "beside Nsubj Obj", "beside first Nsubj", "beside second Obj"]);
    }
}
