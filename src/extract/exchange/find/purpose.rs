//! What a gift is to bring the other side to do.

use super::Finder;
use crate::{
    extract::{
        exchange::{Bargain, BargainSide},
        role::is_party,
    },
    language::Relation,
    record::{ActorType, Plover},
};

/// How many words above a purpose what serves it may stand.
const ABOVE: usize = 4;

impl Finder<'_, '_> {
    /// "offered concessions TO BRING Moscow to the table", "paid them TO SECURE the crew's release".
    pub(super) fn induced(&self, sentence: usize) -> Option<Bargain> {
        let tree = self.tree(sentence);
        let aims = |&v: &usize| {
            let tied = matches!(tree.relation(v), Relation::Advcl | Relation::Xcomp | Relation::Acl);
            let purpose = tree.children(v).iter().any(|&c| matches!(tree.lemma(c), "to" | "of"));
            tree.is_verb(v) && tied && purpose && !tree.is_passive(v)
        };
        (0..tree.len()).filter(aims).find_map(|v| self.induced_by(sentence, v))
    }

    fn induced_by(&self, sentence: usize, verb: usize) -> Option<Bargain> {
        let right = self.brought_about(sentence, verb)?;
        let left = self.side(self.serving(sentence, verb, &right.provider)?);
        let cue = self.tree(sentence).sentence.tokens[verb].span;
        self.settle(sentence, cue, (left, right), "a gift to get something")
    }

    /// What the other side is to give: "to get THE REBELS TO TALK", "to win THE UNION'S SUPPORT".
    fn brought_about(&self, sentence: usize, verb: usize) -> Option<BargainSide> {
        let tree = self.tree(sentence);
        let is = |list: &[String]| list.iter().any(|w| w == tree.lemma(verb));
        let objects = tree.objects(verb);
        let words = Some(tree.span_of(&tree.subtree(verb)));
        // "gave way in order FOR THE SENATE to open the port"
        if let Some(doer) = self.doer_for(sentence, verb) {
            let gives = vec![self.telling_at(sentence, verb)?];
            let provider = self.scene.actors.for_phrase(sentence, doer);
            return (!provider.is_empty()).then(|| BargainSide { provider, gives, words, ..BargainSide::default() });
        }
        if is(&self.cues.inducing) {
            let provider = self.scene.actors.for_phrase(sentence, *objects.first()?);
            let content = tree.dependents(verb, Relation::Xcomp).chain(tree.dependents(verb, Relation::Ccomp)).next();
            let content = content.and_then(|c| self.telling_at(sentence, c)).filter(|&t| !self.hurts(t));
            let talks = |&t: &usize| self.tellings[t].kind(self.scene) == Plover::Consult;
            let told = content.or_else(|| self.telling_at(sentence, verb).filter(talks))?;
            return (!provider.is_empty()).then(|| BargainSide {
                provider,
                gives: vec![told],
                words,
                ..BargainSide::default()
            });
        }
        let prize =
            objects.into_iter().filter(|_| is(&self.cues.securing)).find_map(|o| self.telling_at(sentence, o))?;
        let token = self.tellings[prize].trigger.token;
        let mut side = self.side(vec![prize]);
        let from = [verb, token].into_iter().flat_map(|h| tree.by_preposition(h, "from"));
        let from: Vec<usize> = from.flat_map(|n| self.scene.actors.for_phrase(sentence, n)).collect();
        if !from.is_empty() {
            side.provider = from;
        }
        let gives = self.is_given(prize) && self.tellings[prize].kind(self.scene) != Plover::Agree;
        (gives && !side.provider.is_empty()).then_some(side)
    }

    /// Who is to do it, wherever the tree hangs it: "in order FOR CONGRESS to reopen".
    fn doer_for(&self, sentence: usize, verb: usize) -> Option<usize> {
        let tree = self.tree(sentence);
        let to = tree.dependents(verb, Relation::Mark).find(|&c| tree.lemma(c) == "to")?;
        let opens = |&i: &usize| tree.lemma(i) == "for" && i > 0 && tree.lemma(i - 1) == "order";
        let start = (to.saturating_sub(ABOVE)..to).rev().find(opens)?;
        (start + 1..to).rev().find(|&i| tree.is_noun(i))
    }

    /// What serves a purpose: the gift that the verb above it tells, or what that verb carries.
    fn serving(&self, sentence: usize, verb: usize, other: &[usize]) -> Option<Vec<usize>> {
        let tree = self.tree(sentence);
        let above = std::iter::successors(tree.head(verb), |&i| tree.head(i)).take(ABOVE);
        let told =
            above.flat_map(|w| [w].into_iter().chain(tree.objects(w))).filter_map(|w| self.telling_at(sentence, w));
        let gift = |&t: &usize| {
            let kind = self.tellings[t].kind(self.scene);
            let party = |e: &usize| is_party(self.kind(*e)) || self.kind(*e) == ActorType::Group;
            let agents = self.agents(t);
            let offer = kind != Plover::Agree || self.is_worded(t, &self.cues.readiness);
            let given = matches!(kind, Plover::Aid | Plover::Concede | Plover::Retreat | Plover::Agree)
                && offer
                && !self.is_worded(t, &self.cues.words_only)
                && self.is_given(t);
            (given || self.is_worded(t, &self.cues.withholding))
                && agents.iter().any(party)
                && !self.same_camp(&agents, other)
        };
        let told = told.collect::<Vec<_>>().into_iter().find(gift)?;
        Some(self.with_coordinated(told, self.at(told) + 1))
    }
}
