//! Who speaks the words in which a pronoun stands: "I" is the speaker, "he" is somebody else; of reported words "he" is often the reporter.

use super::Registry;
use crate::{
    extract::mention::Candidate,
    language::{Relation, Upos},
};

impl Registry<'_> {
    /// Who speaks the quotation in which the word stands.
    pub(super) fn speaker(&self, candidate: &Candidate<'_>) -> Option<usize> {
        if !self.is_quoted(candidate.sentence, candidate.head) {
            return None;
        }
        let near = [Some(candidate.sentence), candidate.sentence.checked_sub(1), Some(candidate.sentence + 1)];
        near.into_iter().flatten().filter(|&s| s < self.reader.analysis.sentences.len()).find_map(|s| self.reporter(s))
    }

    /// Who reports the clause of which the pronoun is the subject: `Quispe | said she would leave`.
    pub(super) fn reporter_above(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let (sentence, tree) = (candidate.sentence, self.reader.sentence(candidate.sentence));
        let token = &tree.tokens[candidate.head];
        let clause = token.head.filter(|_| token.relation.is(Relation::Nsubj))?;
        let reported = tree.tokens[clause].relation == Relation::Ccomp && !self.is_quoted(sentence, candidate.head);
        let verb = tree.tokens[clause].head.filter(|&v| reported && self.reader.is(sentence, v, "saying"))?;
        let subject = tree.dependents(verb, Relation::Nsubj).next()?;
        self.links[*self.at.get(&(sentence, subject))?].first().copied()
    }

    /// The subject of a verb of saying outside quotation marks.
    fn reporter(&self, sentence: usize) -> Option<usize> {
        let tree = self.reader.sentence(sentence);
        let verbs = (0..tree.tokens.len())
            .filter(|&t| tree.tokens[t].upos == Upos::Verb && self.reader.is(sentence, t, "saying"));
        let subjects =
            verbs.flat_map(|v| tree.dependents(v, Relation::Nsubj)).filter(|&s| !self.is_quoted(sentence, s));
        subjects.filter_map(|s| self.at.get(&(sentence, s))).find_map(|&i| self.owner_of(i))
    }

    fn is_quoted(&self, sentence: usize, token: usize) -> bool {
        let start = self.reader.token(sentence, token).span.start;
        let before = self.quotations.partition_point(|&(mark, _)| mark < start);
        before.checked_sub(1).is_some_and(|last| self.quotations[last].1)
    }
}

/// Where quotations open and close, in bytes, and whether what follows is quoted; a paragraph begins outside them.
pub(super) fn quotations(text: &str) -> Vec<(usize, bool)> {
    let (mut curly, mut straight) = (0, false);
    let mut found = vec![];
    for (at, mark) in text.char_indices() {
        match mark {
            '“' => curly += 1,
            '”' => curly -= 1,
            '"' => straight = !straight,
            '\n' if text[at..].starts_with("\n\n") => (curly, straight) = (0, false),
            _ => continue,
        }
        found.push((at, curly > 0 || straight));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn what_stands_in_quotation_marks_is_quoted() {
        let inside = |text: &str| quotations(text).into_iter().map(|(_, inside)| inside).collect::<Vec<_>>();
        assert_eq!(inside("“a “b” c” d"), [true, true, true, false]);
        assert_eq!(inside("\"a\" b \"c"), [true, false, true]);
        assert_eq!(inside("\"a\n\nb"), [true, false]);
        assert!(inside("no marks, one\nline end").is_empty());
    }
}
