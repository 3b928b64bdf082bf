//! Mends what tags and trees say that English does not: readings word by word can contradict each other.
//!
//! Needs a reading whose trees are whole, and leaves them whole.

use std::ops::Range;

use super::{Relation, Upos, Xpos, read::Reading};

/// Mends the reading of one sentence, given as the range of its words.
pub(crate) fn mend(reading: &mut Reading, sentence: Range<usize>) {
    let mut part = Part { reading, start: sentence.start, len: sentence.len() };
    for word in 0..part.len {
        part.name_like_modal(word);
        part.verb_behind_modal(word);
    }
    for word in 0..part.len {
        part.subject_of_conjunct(word);
    }
}

/// One sentence of a reading; words are counted from its beginning.
struct Part<'r> {
    reading: &'r mut Reading,
    start: usize,
    len: usize,
}

impl Part<'_> {
    fn upos(&self, word: usize) -> Upos {
        self.reading.upos[self.start + word]
    }

    fn xpos(&self, word: usize) -> Xpos {
        self.reading.xpos[self.start + word]
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.reading.heads[self.start + word]
    }

    fn relation(&self, word: usize) -> Relation {
        self.reading.relations[self.start + word]
    }

    fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(move |&word| self.head(word) == Some(head))
    }

    fn has(&self, head: usize, relations: &[Relation]) -> bool {
        self.children(head).any(|word| relations.contains(&self.relation(word)))
    }

    /// "if MAY fails", "WILL said": no modal stands before a verb with tense of its own; it is a name.
    fn name_like_modal(&mut self, word: usize) {
        let next = word + 1;
        let tensed = next < self.len && matches!(self.xpos(next), Xpos::Vbd | Xpos::Vbz | Xpos::Md);
        let Some(head) = self.head(word) else { return };
        if self.xpos(word) != Xpos::Md || self.relation(word) != Relation::Aux || !tensed || head <= word {
            return;
        }
        let at = self.start + word;
        self.reading.upos[at] = Upos::Propn;
        self.reading.xpos[at] = Xpos::Nnp;
        let surname = word > 0 && self.upos(word - 1) == Upos::Propn;
        if surname {
            self.reading.heads[at] = Some(word - 1);
            self.reading.relations[at] = Relation::Flat;
        } else if !self.has(head, &[Relation::Nsubj, Relation::NsubjPass]) {
            let passive = self.has(head, &[Relation::AuxPass]);
            self.reading.relations[at] = if passive { Relation::NsubjPass } else { Relation::Nsubj };
        }
    }

    /// "will FREE two hostages": what a modal stands before and an object behind is a verb, though its form is an adjective's, too.
    fn verb_behind_modal(&mut self, modal: usize) {
        if self.relation(modal) != Relation::Aux || self.xpos(modal) != Xpos::Md {
            return;
        }
        let nominal = |&word: &usize| matches!(self.upos(word), Upos::Adj | Upos::Noun | Upos::Propn);
        let Some(word) = self.head(modal).filter(nominal) else { return };
        let acts = self.xpos(word) == Xpos::Vb || self.has(word, &[Relation::Obj]);
        if acts && !self.has(word, &[Relation::Cop]) {
            self.reading.upos[self.start + word] = Upos::Verb;
            self.reading.xpos[self.start + word] = Xpos::Vb;
        }
    }

    /// "admitted fraud and PROSECUTORS dropped the charge": a conjunct that no conjunction joins is a clause of its own, and the noun
    /// behind the conjunction its subject, not a second object.
    fn subject_of_conjunct(&mut self, verb: usize) {
        if self.relation(verb) != Relation::Conj || self.upos(verb) != Upos::Verb || !self.is_finite(verb) {
            return;
        }
        let bound = [Relation::Nsubj, Relation::NsubjPass, Relation::Csubj, Relation::Expl, Relation::Cc];
        let bears = [Relation::Aux, Relation::AuxPass, Relation::Obj, Relation::Xcomp, Relation::Ccomp];
        if self.has(verb, &bound) || !self.has(verb, &bears) {
            return;
        }
        let group = |&word: &usize| {
            word < verb && matches!(self.relation(word), Relation::Aux | Relation::AuxPass | Relation::Advmod)
        };
        let start = self.children(verb).filter(group).min().unwrap_or(verb);
        let Some(last) = start.checked_sub(1) else { return };
        let above = std::iter::successors(Some(last), |&word| self.head(word));
        let nominal = |&word: &usize| matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Pron);
        let joined = |&word: &usize| self.relation(word) == Relation::Conj && word < verb && nominal(&word);
        let Some(noun) = above.filter(nominal).find(joined) else { return };
        let Some(first) = self.head(noun) else { return };
        let conjunction = self.children(noun).find(|&word| self.relation(word) == Relation::Cc);
        let pair = self.children(first).filter(|&word| self.relation(word) == Relation::Conj).count() == 1;
        let ends = (noun..self.len).rfind(|&word| self.is_under(word, noun)) == Some(last);
        let Some(conjunction) = conjunction.filter(|_| pair && ends && nominal(&first)) else { return };
        let subjects = [Relation::Nsubj, Relation::NsubjPass];
        let before = |&head: &usize| head < first && self.is_under(first, head) && self.has(head, &subjects);
        if self.is_under(verb, noun) || self.head(verb).filter(before).is_none() {
            return;
        }
        let passive = self.has(verb, &[Relation::AuxPass]);
        self.reading.heads[self.start + noun] = Some(verb);
        self.reading.relations[self.start + noun] = if passive { Relation::NsubjPass } else { Relation::Nsubj };
        self.reading.heads[self.start + conjunction] = Some(verb);
    }

    fn is_finite(&self, verb: usize) -> bool {
        let tensed = |word: usize| matches!(self.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let aux = |&word: &usize| matches!(self.relation(word), Relation::Aux | Relation::AuxPass);
        tensed(verb) || self.children(verb).filter(aux).any(tensed)
    }

    fn is_under(&self, word: usize, ancestor: usize) -> bool {
        std::iter::successors(Some(word), |&word| self.head(word)).any(|above| above == ancestor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mends `form|UPOS|XPOS|head|relation` and shows what changed, written alike.
    fn check(sentence: &str, expected: &str) {
        let words: Vec<Vec<&str>> = sentence.split(' ').map(|word| word.split('|').collect()).collect();
        let mut reading = Reading::default();
        for word in &words {
            reading.upos.push(Upos::from_text(word[1]).expect("a part of speech"));
            reading.xpos.push(Xpos::from_text(word[2]).expect("a tag"));
            reading.heads.push(word[3].parse::<usize>().expect("a number").checked_sub(1));
            reading.relations.push(Relation::from_text(word[4]).expect("a relation"));
        }
        mend(&mut reading, 0..words.len());
        let shown = (0..words.len()).map(|i| {
            let head = reading.heads[i].map_or(0, |head| head + 1);
            let (upos, xpos, relation) = (reading.upos[i], reading.xpos[i], reading.relations[i]);
            format!("{}|{}|{}|{head}|{}", words[i][0], upos.as_str(), xpos.as_str(), relation.as_str())
        });
        let changed: Vec<String> = shown.filter(|word| !sentence.split(' ').any(|before| before == word)).collect();
        assert_eq!(changed.join(" "), expected);
    }

    #[test]
    fn no_modal_stands_before_a_tensed_verb() {
        check("if|SCONJ|IN|3|mark May|AUX|MD|3|aux fails|VERB|VBZ|0|root", "May|PROPN|NNP|3|nsubj");
        check("Rosa|PROPN|NNP|3|nsubj May|AUX|MD|3|aux left|VERB|VBD|0|root", "May|PROPN|NNP|1|flat");
        check("Rosa|PROPN|NNP|3|nsubj may|AUX|MD|3|aux leave|VERB|VB|0|root", "");
    }

    #[test]
    fn a_modal_and_an_object_make_a_verb() {
        let free = "Peru|PROPN|NNP|3|nsubj will|AUX|MD|3|aux free|ADJ|JJ|0|root";
        check(&format!("{free} miners|NOUN|NNS|3|obj"), "free|VERB|VB|0|root");
        check(&format!("{free} soon|ADV|RB|3|advmod"), "");
    }

    #[test]
    fn a_clause_behind_a_conjunction_has_its_subject() {
        let before = "Rosa|PROPN|NNP|2|nsubj admitted|VERB|VBD|0|root fraud|NOUN|NN|2|obj and|CCONJ|CC|5|cc";
        check(
            &format!("{before} judges|NOUN|NNS|3|conj dropped|VERB|VBD|2|conj it|PRON|PRP|6|obj"),
            "and|CCONJ|CC|6|cc judges|NOUN|NNS|6|nsubj",
        );
        check(&format!("{before} theft|NOUN|NN|3|conj"), "");
    }
}
