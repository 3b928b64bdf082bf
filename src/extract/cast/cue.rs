//! What is looked at when it is weighed whether somebody takes part in an action.

use super::story::{Story, is_actor};
use crate::{
    extract::{
        actor::{Mention, MentionUse, Standing},
        role::Filler,
        telling::Telling,
        tree::Tree,
        weigh::Look,
    },
    language::{Relation, Upos},
    ontology::frame::TriggerKind,
    record::ActorType,
};
use std::collections::BTreeSet;

/// Slots for words: the trigger, what it hangs on, the mention's head, what that hangs on.
pub(super) const SLOTS: usize = 4;

/// A telling, and what is the same for everyone who may take part in it.
pub(super) struct Looker<'t, 's, 'a> {
    story: &'t Story<'s, 'a>,
    at: usize,
    telling: &'s Telling,
    tree: &'t Tree<'a>,
    /// PLOVER type and class; whether a verb tells it or a noun; the same with the voice; the word.
    kind: &'static str,
    class: &'s str,
    part: &'static str,
    voice: &'static str,
    lemma: String,
    /// Who did what its object names, and who says so.
    did: Vec<usize>,
    says: Vec<usize>,
}

/// Whether a verb tells it, in which voice, or a noun.
pub(super) fn voice(telling: &Telling, tree: &Tree) -> &'static str {
    match telling.trigger.kind {
        TriggerKind::Verb if tree.is_passive(telling.trigger.token) => "passive",
        TriggerKind::Verb => "verb",
        _ => "noun",
    }
}

impl<'t, 's, 'a> Looker<'t, 's, 'a> {
    pub(super) fn new(story: &'t Story<'s, 'a>, at: usize) -> Self {
        let telling = &story.tellings[at];
        let tree = &story.scene.trees[telling.trigger.sentence];
        let token = telling.trigger.token;
        let verb = telling.trigger.kind == TriggerKind::Verb;
        let source = telling.source.as_ref();
        Self {
            story,
            at,
            telling,
            tree,
            kind: telling.kind(story.scene).as_str(),
            class: telling.frame(story.scene).map_or("", |f| &f.class),
            part: if verb { "verb" } else { "noun" },
            voice: voice(telling, tree),
            lemma: tree.lemma(token).to_lowercase(),
            did: story.event(telling).map(Telling::agents).unwrap_or_default(),
            says: source.map(|s| story.scene.actors.for_phrase(s.sentence, s.head)).unwrap_or_default(),
        }
    }

    /// What speaks for nobody.
    pub(super) fn nobody(&self) -> Look {
        let mut look = Look::default();
        let relation = self.tree.relation(self.telling.trigger.token).as_str();
        look.add(&["nobody"]);
        look.add(&["nobody", self.kind]);
        look.add(&["nobody", self.part]);
        look.add(&["nobody", self.kind, self.part]);
        look.add(&["nobody", "lemma", &self.lemma]);
        look.add(&["nobody", "relation", relation]);
        for (role, fillers) in self.telling.participants.by_name() {
            let known = fillers.first().map_or("none", |f| if f.implied { "lent" } else { "said" });
            look.add(&["nobody", role, known]);
        }
        self.words(&mut look, None);
        look
    }

    /// What speaks for an entity.
    pub(super) fn entity(&self, entity: usize) -> Look {
        let mut look = Look::default();
        self.what_it_is(&mut look, entity);
        self.by_the_rules(&mut look, entity);
        let sentence = self.telling.trigger.sentence;
        let mentions = &self.story.mentions[entity];
        let from = mentions.partition_point(|m| m.sentence < sentence);
        let to = mentions.partition_point(|m| m.sentence <= sentence);
        let (before, here) = (&mentions[..from], &mentions[from..to]);
        here.iter().for_each(|mention| self.mention(&mut look, entity, mention));
        let token = self.telling.trigger.token;
        let nearest = here.iter().copied().min_by_key(|m| (!is_actor(m), m.head.abs_diff(token)));
        if nearest.is_none() {
            self.elsewhere(&mut look, before);
        }
        self.how_often(&mut look, mentions, before.len(), !here.is_empty());
        self.elsewhere_told(&mut look, entity);
        for (doer, role) in [(true, "doer"), (false, "whom")] {
            let own = [("did", &self.did), ("says", &self.says)];
            let own = own.into_iter().filter(|(_, who)| who.contains(&entity)).map(|(tie, _)| tie);
            for tie in self.story.ties(self.at, entity, doer).into_iter().chain(own) {
                look.add(&["tie", role, tie]);
                look.add(&["tie", role, tie, self.kind]);
            }
        }
        self.words(&mut look, nearest.or(before.last().copied()).or(mentions.first().copied()));
        look
    }

    fn what_it_is(&self, look: &mut Look, entity: usize) {
        let known = &self.story.scene.actors.entities[entity];
        let kind = known.kind.as_str();
        look.add(&["is", kind]);
        look.add(&["is", kind, self.kind]);
        look.add(&["is", kind, self.kind, self.part]);
        look.add(&["is", kind, self.class]);
        look.add(&["stands", &format!("{:?}", known.standing)]);
        if (known.kind == ActorType::Group || known.standing != Standing::Firm)
            && let Some(word) = known.name.split_whitespace().last()
        {
            let word = word.to_lowercase();
            look.add(&["named", &word]);
            look.add(&["named", &word, self.kind]);
        }
        for role in known.roles.iter().take(3) {
            let office = role.split(" of ").next().and_then(|r| r.split_whitespace().last()).unwrap_or(role);
            let office = office.to_lowercase();
            look.add(&["office", &office]);
            look.add(&["office", &office, self.kind]);
        }
    }

    /// What role tree and frame give it, and who has the others.
    fn by_the_rules(&self, look: &mut Look, entity: usize) {
        for (role, fillers) in self.telling.participants.by_name() {
            let known = |f: &Filler| if f.implied { "lent" } else { "said" };
            match fillers.iter().find(|f| f.entity == entity) {
                Some(own) => {
                    look.add(&["role", role, known(own)]);
                    look.add(&["role", role, known(own), self.kind]);
                    look.add(&["role", role, known(own), self.part]);
                    look.add(&["role", role, "slot", &own.origin.to_string()]);
                }
                None => look.add(&["role of another", role, fillers.first().map_or("none", known)]),
            }
        }
    }

    /// A mention in the sentence of the trigger.
    fn mention(&self, look: &mut Look, entity: usize, mention: &Mention) {
        let token = self.telling.trigger.token;
        let (how, used) = (format!("{:?}", mention.kind), format!("{:?}", mention.use_));
        look.add(&["here", &how, &used]);
        let side = if mention.head < token { "before" } else { "behind" };
        look.add(&["here", side]);
        let Some(path) = Path::between(self.tree, token, mention.head) else {
            look.add(&["far", side]);
            look.add(&["far", &how, &used]);
            return;
        };
        let (up, down) = (path.up.join(" "), path.down.join(" "));
        let whole = path.whole();
        let kind = self.story.scene.actors.entities[entity].kind.as_str();
        look.add(&["steps", &(path.up.len() + path.down.len()).to_string()]);
        look.add(&["path", self.voice, &whole]);
        look.add(&["path", self.voice, &whole, self.kind]);
        look.add(&["path", self.voice, &whole, "of", &self.lemma]);
        look.add(&["path", self.voice, &whole, "to", kind]);
        look.add(&["path", self.voice, &whole, "as", &used]);
        if path.up.is_empty() {
            look.add(&["below", self.voice]);
        } else {
            look.add(&["path up", self.voice, &up]);
            look.add(&["path down", &down]);
            look.add(&["path over", &whole, &self.tree.lemma(path.top).to_lowercase()]);
        }
    }

    /// It is mentioned in other sentences only.
    fn elsewhere(&self, look: &mut Look, before: &[&Mention]) {
        look.add(&["elsewhere"]);
        let Some(last) = before.last() else {
            look.add(&["later"]);
            return;
        };
        let ago = self.telling.trigger.sentence - last.sentence;
        look.add(&["ago", &ago.min(8).to_string()]);
        look.add(&["ago", &ago.min(4).to_string(), self.part]);
        let relation = self.story.scene.trees[last.sentence].relation(last.head).as_str();
        look.add(&["last", relation, if ago == 1 { "just now" } else { "before" }]);
    }

    fn how_often(&self, look: &mut Look, mentions: &[&Mention], before: usize, here: bool) {
        let most = mentions.len() == self.story.most;
        look.add(&["times before", &before.min(6).to_string()]);
        look.add(&["times", &mentions.len().min(8).to_string()]);
        look.add(&["share", &(4 * mentions.len() / self.story.most.max(1)).to_string()]);
        let places = mentions.iter().filter(|m| m.use_ == MentionUse::PlaceOnly).count();
        let modifiers = mentions.iter().filter(|m| m.use_ == MentionUse::Modifier).count();
        for (used, times) in [("place", places), ("modifier", modifiers)] {
            let often = if times == 0 {
                "never"
            } else if 3 * times >= mentions.len() {
                "often"
            } else {
                "seldom"
            };
            look.add(&["used", used, often]);
            look.add(&["used", used, often, self.kind]);
        }
        look.add(&["most", if most { "yes" } else { "no" }, if here { "here" } else { "elsewhere" }]);
        if mentions.first().is_some_and(|m| m.sentence == 0) {
            look.add(&["first sentence"]);
        }
    }

    /// What it does and suffers in what is told beside this.
    fn elsewhere_told(&self, look: &mut Look, entity: usize) {
        let scene = self.story.scene;
        let sentence = self.telling.trigger.sentence;
        for (doer, part) in [(true, "does"), (false, "suffers")] {
            let mut told = self.story.parts(entity, doer, self.at).peekable();
            if told.peek().is_none() {
                continue;
            }
            look.add(&[part]);
            let (mut like, mut here, mut just_now) = (false, false, false);
            let mut classes = BTreeSet::new();
            for t in told {
                classes.extend(t.frame(scene).map(|f| &*f.class));
                like |= t.kind(scene).as_str() == self.kind;
                here |= t.trigger.sentence == sentence;
                just_now |= t.trigger.sentence + 1 == sentence;
            }
            for class in classes {
                look.add(&[part, class, "beside", self.class]);
            }
            if like {
                look.add(&[part, "the like"]);
                look.add(&[part, "the like", self.kind]);
            }
            if here {
                look.add(&[part, "here"]);
            }
            if just_now {
                look.add(&[part, "just now"]);
            }
        }
        let before = self.at.checked_sub(1);
        for (which, at) in [("told before", before), ("told next", Some(self.at + 1))] {
            let Some(other) = at.and_then(|at| self.story.tellings.get(at)) else { continue };
            let place = if other.trigger.sentence == sentence { "here" } else { "elsewhere" };
            let like = if other.kind(scene).as_str() == self.kind { "like" } else { "unlike" };
            for (role, fillers) in other.participants.by_name() {
                if fillers.iter().any(|f| f.entity == entity && !f.implied) {
                    look.add(&[which, role, place]);
                    look.add(&[which, role, like]);
                }
            }
        }
        let token = self.telling.trigger.token;
        let mut above = std::iter::successors(self.tree.head(token), |&i| self.tree.head(i)).take(6);
        let Some(above) = above.find_map(|i| self.story.told_at(sentence, i)) else { return };
        let relation = self.tree.relation(token).as_str();
        for (role, fillers) in above.participants.by_name() {
            if fillers.iter().any(|f| f.entity == entity) {
                look.add(&["above", role, self.part]);
                look.add(&["above", role, relation]);
                look.add(&["above", role, above.kind(scene).as_str(), self.kind]);
            }
        }
    }

    fn words(&self, look: &mut Look, mention: Option<&Mention>) {
        let trigger = (0, self.tree, self.telling.trigger.token);
        let mention = mention.map(|m| (2, &self.story.scene.trees[m.sentence], m.head));
        for (slot, tree, word) in [Some(trigger), mention].into_iter().flatten() {
            // A name says who somebody is, not what: that would be learned by heart.
            let heads = [Some(word), tree.head(word)].map(|w| w.filter(|&w| tree.upos(w) != Upos::Propn));
            for (i, word) in heads.into_iter().enumerate() {
                let lemma = word.map(|w| tree.lemma(w).to_lowercase());
                look.see(slot + i, lemma.iter().map(String::as_str));
            }
        }
    }
}

/// The way through the tree from one word to another: relations on the way up and on the way down.
pub(super) struct Path {
    up: Vec<&'static str>,
    down: Vec<String>,
    /// Where it turns.
    top: usize,
}

/// Longer ways say nothing.
const LONGEST: (usize, usize) = (4, 3);

impl Path {
    pub(super) fn between(tree: &Tree, from: usize, to: usize) -> Option<Self> {
        let ups: Vec<usize> = std::iter::successors(Some(from), |&i| tree.head(i)).take(LONGEST.0 + 1).collect();
        let mut down = vec![];
        let mut at = to;
        let turn = loop {
            if let Some(turn) = ups.iter().position(|&up| up == at) {
                break turn;
            }
            if down.len() == LONGEST.1 {
                return None;
            }
            down.push(step(tree, at));
            at = tree.head(at)?;
        };
        down.reverse();
        Some(Self { up: ups[..turn].iter().map(|&i| tree.relation(i).as_str()).collect(), down, top: at })
    }

    /// The whole way as words.
    pub(super) fn whole(&self) -> String {
        format!("{}|{}", self.up.join(" "), self.down.join(" "))
    }
}

/// The relation by which a word hangs, with its preposition or conjunction.
fn step(tree: &Tree, word: usize) -> String {
    let relation = tree.relation(word);
    let marked = matches!(relation.as_str().split(':').next(), Some("obl" | "nmod" | "advcl" | "acl"));
    let mark = |&c: &usize| matches!(tree.relation(c), Relation::Case | Relation::Mark);
    match tree.children(word).iter().copied().find(mark) {
        Some(mark) if marked => format!("{}:{}", relation.as_str(), tree.lemma(mark).to_lowercase()),
        _ => relation.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_way_goes_up_and_down() {
        let text = "Peru promised to release two prisoners of Chile.";
        let analysis = Language::shipped().analyse(text);
        let tree = Tree::of(text, &analysis.sentences[0]);
        let way = |from: usize, to: usize| Path::between(&tree, from, to).map(|p| (p.up.join(" "), p.down.join(" ")));
        assert_eq!(way(3, 0), Some(("xcomp".into(), "nsubj".into())));
        assert_eq!(way(3, 5), Some((String::new(), "obj".into())));
        assert_eq!(way(3, 7), Some((String::new(), "obj nmod:of".into())));
    }
}
