//! From linked candidates to the actors of the document, with all their mentions.

use super::{Registry, bare_of};
use crate::{
    extract::{
        actor::{Actors, Entity, Mention, MentionUse, Standing},
        mention::{Candidate, Form, Reader},
    },
    language::{Relation, Upos, Xpos},
    record::MentionKind,
    seed::AliasKind,
};
use std::collections::BTreeMap;
use std::ops::Range;

impl Registry<'_> {
    pub(super) fn finish(self) -> Actors {
        let mut mentions = Vec::new();
        for (index, candidate) in self.candidates.iter().enumerate() {
            mentions.extend(self.mentions_of(index, candidate));
        }
        mentions.sort_by_key(|m: &Mention| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        let mut entities: Vec<Entity> = self.drafts.into_iter().map(|d| d.entity).collect();
        for (index, entity) in entities.iter_mut().enumerate() {
            let adjectival = mentions.iter().filter(|m| m.entities.contains(&index)).all(|m| {
                m.kind == MentionKind::Name && m.use_ == MentionUse::Modifier && is_adjective(&self.reader, m)
            });
            if adjectival {
                entity.standing = Standing::Adjective;
            }
        }
        reorder(entities, mentions)
    }

    /// The whole phrase; for a name with titles also the bare name.
    fn mentions_of(&self, index: usize, candidate: &Candidate<'_>) -> Vec<Mention> {
        let kind = match candidate.form {
            Form::Noun => MentionKind::Nominal,
            Form::People(_) if !candidate.plural => MentionKind::Nominal,
            Form::Pronoun => MentionKind::Pronoun,
            _ => MentionKind::Name,
        };
        let of = |tokens: &Range<usize>| Mention {
            sentence: candidate.sentence,
            head: candidate.head,
            tokens: tokens.clone(),
            span: self.reader.span(candidate.sentence, tokens),
            kind,
            entities: self.links[index].clone(),
            use_: self.uses[index],
        };
        let bare = bare_of(candidate);
        let mut found = vec![of(&candidate.tokens)];
        if matches!(candidate.form, Form::Noun | Form::People(_)) {
            found.extend(self.shorter_and_longer(candidate).iter().map(of));
        }
        if bare != candidate.tokens {
            found.push(of(&bare));
        }
        found
    }

    /// A description with what follows it, with its owner, with `some`, and without the words that make its number vague.
    fn shorter_and_longer(&self, candidate: &Candidate<'_>) -> Vec<Range<usize>> {
        let Range { start, end } = candidate.tokens;
        let tree = self.reader.sentence(candidate.sentence);
        let owned = |t: &usize| tree.tokens[*t].xpos == Xpos::PrpPoss && tree.tokens[*t].head == Some(candidate.head);
        let owner = start.checked_sub(1).filter(owned).map(|owner| owner..end);
        let number = (start + 1..candidate.head).find(|&t| tree.tokens[t].relation.is(Relation::Nummod));
        let longer = self.complement_end(candidate).map(|end| start..end);
        let part =
            start.checked_sub(1).filter(|&t| candidate.plural && self.reader.lemma(candidate.sentence, t) == "some");
        let part = part.map(|some| some..end);
        longer.into_iter().chain(owner).chain(part).chain(number.map(|number| number..end)).collect()
    }

    /// The word after what directly follows a description and belongs to it: `diplomats | in Vilnius |`, `a person | briefed on the deal |`.
    fn complement_end(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let tree = self.reader.sentence(candidate.sentence);
        let vague = self.reader.is(candidate.sentence, candidate.head, "vague_people");
        let told_of = |c: usize| {
            let (relation, xpos) = (tree.tokens[c].relation, tree.tokens[c].xpos);
            let quality = matches!(relation, Relation::Acl | Relation::Amod) && matches!(xpos, Xpos::Vbn | Xpos::Jj);
            relation.is(Relation::Nmod) || vague && quality
        };
        let after = |&c: &usize| c >= candidate.tokens.end && told_of(c);
        let noun = tree.children(candidate.head).find(after)?;
        let phrase = tree.subtree(noun);
        let stop = |t: usize| {
            let clause = tree.tokens[t].relation.is(Relation::Acl) && t != noun;
            !phrase.contains(&t) || tree.tokens[t].upos == Upos::Punct || clause
        };
        let end = (candidate.tokens.end..tree.tokens.len()).find(|&t| stop(t)).unwrap_or(tree.tokens.len());
        let short = tree.tokens[noun].relation.is(Relation::Nmod) || end < noun + LONGEST_QUALITY;
        (end > noun && short).then_some(end)
    }
}

/// In words: longer than `familiar with the matter` is a clause with much more in it.
const LONGEST_QUALITY: usize = 6;

/// Whether a mention before a noun hardly tells of who bears the name: `Peruvian` copper, a `Lima` hotel, a `Quispe` scholar of whom
/// nobody knows.
fn is_adjective(reader: &Reader<'_>, mention: &Mention) -> bool {
    let known = reader.known(mention.sentence, &mention.tokens);
    known.iter().any(|k| k.alias == AliasKind::Demonym) || known.iter().all(|k| k.alias == AliasKind::Metonym)
}

/// Numbers entities by their first mention and drops those without any.
fn reorder(entities: Vec<Entity>, mut mentions: Vec<Mention>) -> Actors {
    let mut order: Vec<usize> = Vec::new();
    for &entity in mentions.iter().flat_map(|m| &m.entities) {
        if !order.contains(&entity) {
            order.push(entity);
        }
    }
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    for mention in &mut mentions {
        mention.entities.iter_mut().for_each(|e| *e = place[e]);
    }
    let mut entities: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let kept = order.iter().filter_map(|&old| entities[old].take()).collect();
    Actors { entities: kept, mentions, ..Actors::default() }
}
