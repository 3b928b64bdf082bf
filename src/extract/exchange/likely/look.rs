//! What is looked at to weigh whether a sentence tells an exchange, between whom, and what each gives.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use super::weights::Weights;
use crate::{
    extract::{
        actor::{Mention, MentionUse},
        exchange::{
            Bargain,
            cue::{Cues, Phrases},
            find::Finder,
        },
        scene::Scene,
        telling::Telling,
    },
    language::{Relation, Upos},
    ontology::Words,
    record::{ActorType, MentionKind, Plover},
    span::Span,
};

/// How many sentences back and ahead a party may be named.
const BACK: usize = 2;
const AHEAD: usize = 1;
/// How many of those told most often may be meant wherever they are named.
const OFTEN: usize = 5;
/// What is given stands at most so many sentences away.
const GIVEN: usize = 1;

/// The lists of `ontology/exchange.toml`: of words, by word, and of phrases.
pub(super) struct Lists {
    pub(super) words: HashMap<String, Vec<String>>,
    pub(super) phrases: Vec<(String, Phrases)>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: BTreeMap<String, toml::Value> = toml::from_str(include_str!("../../../../ontology/exchange.toml"))
        .expect("the shipped cues are checked by the tests");
    let mut lists = Lists { words: HashMap::new(), phrases: vec![] };
    let listed = table.into_iter().filter_map(|(name, list)| Some((name, list.try_into::<Vec<String>>().ok()?)));
    for (name, list) in listed.chain(Cues::shipped().weighed.clone()) {
        let (phrases, words): (Vec<String>, Vec<String>) = list.into_iter().partition(|w| w.contains([' ', '(']));
        words.into_iter().for_each(|word| lists.words.entry(word).or_default().push(name.clone()));
        if !phrases.is_empty() {
            lists.phrases.push((name, phrases.into()));
        }
    }
    lists
});

/// A word that may say what is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gift {
    pub(super) sentence: usize,
    pub(super) token: usize,
    /// What it tells, if anything.
    pub(super) telling: Option<usize>,
}

impl Gift {
    /// Where the word stands: the index of the sentence, and that of the word in it.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.sentence, self.token)
    }
}

/// What a word is to an entity.
pub(super) type Bonds = (usize, BTreeSet<String>);

/// One document, and what its rules found.
pub(super) struct Looks<'s, 'a> {
    pub(super) finder: Finder<'s, 'a>,
    ruled: &'s [Bargain],
    /// How often each entity is mentioned.
    told: Vec<usize>,
    /// For each sentence the lists of phrases of which one stands in it, and where.
    phrases: Vec<Vec<(&'static str, Span)>>,
    /// What passed between two, lower index first, and whether the first did it.
    dealings: BTreeMap<(usize, usize), Vec<(Plover, bool)>>,
}

impl<'s, 'a> Looks<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, tellings: &'s [Telling], ruled: &'s [Bargain]) -> Self {
        let mut told = vec![0; scene.actors.entities.len()];
        let mentions = scene.actors.mentions.iter().filter(|m| stands(m));
        mentions.flat_map(|m| &m.entities).for_each(|&e| told[e] += 1);
        let mut dealings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for telling in tellings.iter().filter(|t| t.trigger.frame.is_some()) {
            for agent in telling.agents() {
                for whom in telling.whom().filter(|&w| w != agent) {
                    let between = dealings.entry((agent.min(whom), agent.max(whom))).or_default();
                    between.push((telling.kind(scene), agent < whom));
                }
            }
        }
        let finder = Finder::new(scene, tellings);
        let found = |s: usize| {
            let lists = LISTS.phrases.iter();
            lists.filter_map(|(name, list)| Some((name.as_str(), finder.reader.first(s, list)?))).collect()
        };
        let phrases = (0..scene.trees.len()).map(found).collect();
        Self { finder, ruled, told, phrases, dealings }
    }

    /// Whether a word tells something that both parties do alike.
    pub(super) fn is_mutual(&self, gift: Gift) -> bool {
        let swaps = &self.finder.cues.swap_classes;
        let frame = gift.telling.and_then(|telling| self.finder.tellings[telling].frame(self.finder.scene));
        frame.is_some_and(|frame| frame.symmetric || swaps.contains(&frame.class))
    }

    /// What speaks for or against an exchange in a sentence.
    pub(super) fn sentence(&self, sentence: usize) -> BTreeSet<String> {
        let scene = self.finder.scene;
        let tree = &scene.trees[sentence];
        let mut cues = BTreeSet::new();
        for word in (0..tree.len()).filter(|&i| !matches!(tree.upos(i), Upos::Propn | Upos::Punct | Upos::Num)) {
            let lemma = tree.lemma(word).to_lowercase();
            let lists = LISTS.words.get(&lemma).into_iter().flatten();
            cues.extend(lists.map(|list| format!("list {list}")));
            if tree.relation(word) == Relation::Advcl {
                cues.extend(
                    tree.dependents(word, Relation::Mark).map(|m| format!("clause {}", tree.lemma(m).to_lowercase())),
                );
            }
            cues.insert(format!("word {lemma}"));
        }
        cues.extend(self.phrases(sentence).iter().map(|(name, _)| format!("phrase {name}")));
        for bargain in self.ruled_in(sentence) {
            cues.insert(format!("rule {}", bargain.rule));
            cues.insert("rule".to_owned());
        }
        let here = self.finder.told_in(sentence);
        let kinds: BTreeSet<&str> = here.iter().map(|t| t.kind(scene).as_str()).collect();
        cues.extend(kinds.iter().map(|kind| format!("type {kind}")));
        let pairs =
            kinds.iter().flat_map(|a| kinds.iter().filter(move |b| a < *b).map(move |b| format!("types {a} {b}")));
        cues.extend(pairs);
        cues.extend(here.iter().map(|t| format!("told as {}", t.reading.factuality.as_str())));
        for (at, one) in here.iter().enumerate() {
            for other in &here[at + 1..] {
                let (a, b) = (one.agents(), other.agents());
                if !a.is_empty() && !b.is_empty() && !self.finder.same_camp(&a, &b) {
                    cues.insert("two act".to_owned());
                    if other.whom().any(|e| a.contains(&e)) && one.whom().any(|e| b.contains(&e)) {
                        cues.insert("each to the other".to_owned());
                    }
                }
            }
        }
        let parties = self
            .mentions(sentence)
            .flat_map(|m| &m.entities)
            .filter(|&&e| self.finder.kind(e) != ActorType::Group || self.told[e] > 1);
        cues.insert(format!("parties {}", parties.collect::<BTreeSet<_>>().len().min(4)));
        if sentence < 2 {
            cues.insert("opening".to_owned());
        }
        let text = tree.sentence.span.of(scene.text);
        if text.trim_end_matches(['"', '\'', '”', '’', ' ']).ends_with('?') {
            cues.insert("question".to_owned());
        }
        cues
    }

    /// Whether a sentence that has these cues is worth weighing: by them, or as a rule found something there.
    pub(super) fn passes(&self, sentence: usize, cues: &BTreeSet<String>) -> bool {
        Weights::shipped().passes(cues) || self.ruled_in(sentence).next().is_some()
    }

    /// Who may be a party of an exchange that a sentence tells.
    pub(super) fn parties(&self, sentence: usize) -> Vec<usize> {
        let scene = self.finder.scene;
        let last = (sentence + AHEAD).min(scene.trees.len() - 1);
        let near =
            (sentence.saturating_sub(BACK)..=last).flat_map(|s| self.mentions(s)).flat_map(|m| m.entities.clone());
        let here = self.finder.told_in(sentence).iter().flat_map(Telling::entities);
        let mut often: Vec<usize> = (0..self.told.len()).filter(|&e| self.told[e] > 0).collect();
        often.sort_by_key(|&e| (Reverse(self.told[e]), e));
        let ruled = self.ruled_in(sentence).flat_map(|b| &b.sides).flat_map(|s| s.provider.iter().copied());
        let all: BTreeSet<usize> = near.chain(here).chain(often.into_iter().take(OFTEN)).chain(ruled).collect();
        all.into_iter().collect()
    }

    /// What speaks for or against somebody as a party of an exchange that a sentence tells.
    pub(super) fn party(&self, sentence: usize, entity: usize) -> BTreeSet<String> {
        let scene = self.finder.scene;
        let tree = &scene.trees[sentence];
        let known = &scene.actors.entities[entity];
        let mut cues: BTreeSet<String> = [known.kind.as_str().to_owned(), format!("{:?}", known.standing)].into();
        let mut add = |cue: &str, holds: bool| {
            if holds {
                cues.insert(cue.to_owned());
            }
        };
        let names = |m: &&&Mention| m.entities.contains(&entity);
        let all: Vec<&Mention> = self.mentions(sentence).collect();
        let own: Vec<&Mention> = all.iter().filter(names).copied().collect();
        add("absent", own.is_empty());
        add("here", !own.is_empty());
        add("twice", own.len() > 1);
        add("itself", own.iter().any(|m| m.use_ == MentionUse::Actor));
        add("pronoun", own.iter().any(|m| m.kind == MentionKind::Pronoun));
        for mention in &own {
            add(&format!("as {:?}", tree.relation(mention.head)), true);
            tree.prepositions(mention.head).for_each(|p| add(&format!("after {}", p.to_lowercase()), true));
        }
        let near = |s: usize| s < scene.trees.len() && self.mentions(s).any(|m| m.entities.contains(&entity));
        add("one before", sentence > 0 && near(sentence - 1));
        add("two before", sentence > 1 && near(sentence - 2));
        add("one after", near(sentence + 1));
        let (count, most) = (self.told[entity], self.told.iter().copied().max().unwrap_or(0));
        let rank = self.told.iter().filter(|&&c| c > count).count();
        add(
            ["told most", "told second", "told third"].get(rank).copied().unwrap_or(if rank < 5 {
                "told often"
            } else {
                "told little"
            }),
            true,
        );
        add("told once", count == 1);
        add("told half", 2 * count >= most);
        let (mut acts, mut says) = (false, false);
        for telling in self.finder.told_in(sentence) {
            let kind = telling.kind(scene).as_str();
            let doer = telling.participants.agent.iter().find(|f| f.entity == entity);
            let suffers = telling.whom().any(|e| e == entity);
            acts |= doer.is_some();
            add(&format!("does {kind}"), doer.is_some());
            add("does by implication", doer.is_some_and(|f| f.implied));
            add("suffers", suffers);
            add(&format!("suffers {kind}"), suffers);
            let source =
                telling.source.as_ref().map(|s| scene.actors.for_phrase(s.sentence, s.head)).unwrap_or_default();
            says |= source.contains(&entity);
        }
        add("does", acts);
        add("says", says);
        add("only says", says && !acts);
        add("by a rule", self.ruled_in(sentence).flat_map(|b| &b.sides).any(|s| s.provider.contains(&entity)));
        cues
    }

    /// What speaks for or against two as the parties of an exchange that a sentence tells.
    pub(super) fn pair(&self, sentence: usize, one: usize, other: usize) -> BTreeSet<String> {
        let scene = self.finder.scene;
        let mut cues = BTreeSet::new();
        let mut add = |cue: &str, holds: bool| {
            if holds {
                cues.insert(cue.to_owned());
            }
        };
        let dealings = self.dealings.get(&(one.min(other), one.max(other))).map_or(&[][..], Vec::as_slice);
        add("dealt", !dealings.is_empty());
        add("dealt twice", dealings.len() > 1);
        add("dealt often", dealings.len() > 3);
        add("dealt both ways", dealings.iter().any(|d| d.1) && dealings.iter().any(|d| !d.1));
        dealings.iter().for_each(|(kind, _)| add(&format!("dealt {}", kind.as_str()), true));
        let does = |t: &Telling, e: usize| t.participants.agent.iter().any(|f| f.entity == e);
        let here = self.finder.told_in(sentence);
        for telling in here {
            let upon = |a: usize, b: usize| does(telling, a) && telling.whom().any(|e| e == b);
            let acts = upon(one, other) || upon(other, one);
            add("one acts on the other", acts);
            add(&format!("{} the other", telling.kind(scene).as_str()), acts);
            add("act together", does(telling, one) && does(telling, other));
        }
        add("both act", [one, other].into_iter().all(|e| here.iter().any(|t| does(t, e))));
        let named = |e: usize| self.is_named(sentence, e);
        add("both here", named(one) && named(other));
        add("one here", named(one) != named(other));
        let entities = &scene.actors.entities;
        let mut kinds = [entities[one].kind.as_str(), entities[other].kind.as_str()];
        kinds.sort_unstable();
        add(&kinds.join(" "), true);
        add("one camp", self.finder.same_camp(&[one], &[other]));
        add("same country", entities[one].country.is_some() && entities[one].country == entities[other].country);
        for bargain in self.ruled_in(sentence).filter(|b| is_between(b, one, other)) {
            add("by a rule", true);
            add(&format!("by {}", bargain.rule), true);
        }
        cues
    }

    /// Whether another of a party's country is named in a sentence beside it: a state and who governs it.
    pub(super) fn are_camp(&self, sentence: usize, party: usize, other: usize) -> bool {
        let country = |e: usize| self.finder.scene.actors.entities[e].country.as_deref();
        country(party).is_some() && country(party) == country(other) && self.is_named(sentence, other)
    }

    fn is_named(&self, sentence: usize, entity: usize) -> bool {
        self.mentions(sentence).any(|m| m.entities.contains(&entity))
    }

    /// The words that may say what is given in an exchange that a sentence tells: its nouns and verbs, and what is told beside it.
    pub(super) fn gifts(&self, sentence: usize) -> Vec<Gift> {
        let scene = self.finder.scene;
        let last = (sentence + GIVEN).min(scene.trees.len() - 1);
        let told = (sentence.saturating_sub(GIVEN)..=last).flat_map(|s| self.finder.told[s].clone());
        let mut gifts: Vec<Gift> = told
            .map(|t| {
                let trigger = &self.finder.tellings[t].trigger;
                Gift { sentence: trigger.sentence, token: trigger.token, telling: Some(t) }
            })
            .collect();
        let tree = &scene.trees[sentence];
        let named = |i: usize| self.mentions(sentence).any(|m| m.head == i && m.kind == MentionKind::Name);
        let untold = |&i: &usize| {
            matches!(tree.upos(i), Upos::Noun | Upos::Verb)
                && !named(i)
                && !gifts.iter().any(|g| g.place() == (sentence, i))
        };
        let untold: Vec<usize> = (0..tree.len()).filter(untold).collect();
        gifts.extend(untold.into_iter().map(|token| Gift { sentence, token, telling: None }));
        gifts.sort_by_key(Gift::place);
        gifts
    }

    /// What speaks for or against a word as what a party gives another.
    pub(super) fn gift(&self, sentence: usize, gift: Gift) -> BTreeSet<String> {
        let scene = self.finder.scene;
        let tree = &scene.trees[gift.sentence];
        let token = gift.token;
        let mut cues: BTreeSet<String> =
            [format!("as {:?}", tree.relation(token)), format!("{:?}", tree.upos(token))].into();
        let mut add = |cue: &str, holds: bool| {
            if holds {
                cues.insert(cue.to_owned());
            }
        };
        for class in self.classes(tree.lemma(token)) {
            add(&format!("class {class}"), true);
            add(&format!("class {class} {:?}", tree.relation(token)), true);
        }
        // "DROPPED the suit", "a PROMISE of relief": what the word above it is.
        if let Some(above) = tree.head(token) {
            let lists = LISTS.words.get(&tree.lemma(above).to_lowercase()).into_iter().flatten();
            lists.for_each(|list| add(&format!("of list {list} {:?}", tree.relation(token)), true));
            let telling = self.finder.telling_at(gift.sentence, above);
            let kind = telling.map(|t| self.finder.tellings[t].kind(scene).as_str());
            kind.iter().for_each(|kind| add(&format!("of {kind} {:?}", tree.relation(token)), true));
        }
        add("before", gift.sentence < sentence);
        add("here", gift.sentence == sentence);
        add("after", gift.sentence > sentence);
        let lists = LISTS.words.get(&tree.lemma(token).to_lowercase()).into_iter().flatten();
        lists.for_each(|list| add(&format!("list {list}"), true));
        let marks = tree.dependents(token, Relation::Mark).chain(tree.dependents(token, Relation::Case));
        marks.for_each(|m| add(&format!("after {}", tree.lemma(m).to_lowercase()), true));
        let above = std::iter::successors(tree.head(token), |&i| tree.head(i));
        add(
            "below another",
            above
                .into_iter()
                .any(|i| self.finder.telling_at(gift.sentence, i).is_some_and(|t| self.finder.may_give(t))),
        );
        if gift.sentence == sentence {
            let start = tree.sentence.tokens[token].span.start;
            for (name, found) in self.phrases(sentence) {
                add(&format!("{} phrase {name}", if found.start <= start { "behind" } else { "ahead of" }), true);
            }
        }
        let Some(telling) = gift.telling else {
            add("untold", true);
            add(&format!("untold {:?}", tree.upos(token)), true);
            let noun = self.finder.cues.noun_class(tree.lemma(token));
            add("names a gift", noun.is_some());
            return cues;
        };
        let told = &self.finder.tellings[telling];
        let kind = told.kind(scene).as_str();
        add(kind, true);
        add(&format!("{kind} {:?}", tree.upos(token)), true);
        add(&format!("told as {}", told.reading.factuality.as_str()), true);
        add("of nobody", told.participants.agent.is_empty());
        add("given", self.finder.is_given(telling));
        add("may be given", self.finder.may_give(telling));
        add("hurts", self.finder.hurts(telling));
        add("forborne", self.finder.is_forborne(telling));
        let mut ruled = self.ruled_in(sentence).flat_map(|b| &b.sides);
        add("by a rule", ruled.any(|s| s.gives.contains(&telling)));
        cues
    }

    /// What a word is to some: who does it, to whom it is done, whose clause it stands in, what hangs on it or beside it and how.
    pub(super) fn bonds(&self, gift: Gift, entities: &[usize]) -> Vec<Bonds> {
        let scene = self.finder.scene;
        let told = gift.telling.map(|t| &self.finder.tellings[t]);
        let tree = &scene.trees[gift.sentence];
        let before = self.mentions(gift.sentence).filter(|m| m.head < gift.token).max_by_key(|m| m.head);
        let after = self.mentions(gift.sentence).filter(|m| m.head > gift.token).min_by_key(|m| m.head);
        let names = |mention: Option<&Mention>, e: usize| mention.is_some_and(|m| m.entities.contains(&e));
        let up: Vec<usize> = std::iter::successors(Some(gift.token), |&i| tree.head(i)).collect();
        let clause =
            up.iter().position(|&i| tree.is_verb(i) && !tree.subjects(i).is_empty()).map_or(&up[..1], |at| &up[..=at]);
        let verb = clause.last().copied().unwrap_or(gift.token);
        let named =
            |words: &[usize]| words.iter().flat_map(|&w| scene.actors.for_phrase(gift.sentence, w)).collect::<Vec<_>>();
        let subjects = named(&tree.subjects(verb));
        // "received relief FROM Oslo", "a promise OF relief": what hangs on the word, and on those above it up to the clause's verb.
        let hanging = |(above, &word): (usize, &usize)| {
            let place = if above == 0 { "below" } else { "beside" };
            let others = tree.children(word).iter().filter(|child| !up.contains(child));
            let how = |child| tree.prepositions(child).next().unwrap_or_else(|| format!("{:?}", tree.relation(child)));
            others.map(|&child| (place, how(child), named(&[child]))).collect::<Vec<_>>()
        };
        let hanging: Vec<(&str, String, Vec<usize>)> = clause.iter().enumerate().flat_map(hanging).collect();
        // "he GOT relief": what the verb makes of its subject.
        let lists: Vec<&String> =
            LISTS.words.get(tree.lemma(verb)).filter(|_| verb != gift.token).into_iter().flatten().collect();
        let bonds = |&e: &usize| {
            let doer = told.and_then(|t| t.participants.agent.iter().find(|f| f.entity == e));
            let bonds = [
                ("does", doer.is_some()),
                ("suffers", told.is_some_and(|t| t.whom().any(|w| w == e))),
                ("clause", subjects.contains(&e)),
                ("nearest", names(before, e)),
                ("next", names(after, e)),
                ("implied", doer.is_some_and(|f| f.implied)),
            ];
            let bonds = bonds.into_iter().filter(|b| b.1).map(|b| b.0.to_owned());
            let of_clause = lists.iter().filter(|_| subjects.contains(&e)).map(|list| format!("clause {list}"));
            let hangs = hanging.iter().filter(|(.., who)| who.contains(&e));
            let hangs = hangs.flat_map(|(place, how, _)| [(*place).to_owned(), format!("{place} {how}")]);
            (e, bonds.chain(of_clause).chain(hangs).collect())
        };
        entities.iter().map(bonds).collect()
    }

    /// What a word is to each of some, with its type.
    pub(super) fn ties(&self, gift: Gift, entities: &[usize]) -> Vec<BTreeSet<String>> {
        let kind = self.kind(gift);
        let ties = |(_, bonds): Bonds| bonds.into_iter().flat_map(|bond| [format!("{bond} {kind}"), bond]).collect();
        self.bonds(gift, entities).into_iter().map(ties).collect()
    }

    /// What speaks against a word that tells what neither of two does, if somebody else does it.
    pub(super) fn by_another(&self, gift: Gift) -> BTreeSet<String> {
        ["another does".to_owned(), format!("another does {}", self.kind(gift))].into()
    }

    pub(super) fn is_by_another(&self, gift: Gift, both: [usize; 2]) -> bool {
        let agents = gift.telling.map(|t| self.finder.tellings[t].agents()).unwrap_or_default();
        !agents.is_empty() && !agents.iter().any(|e| both.contains(e))
    }

    /// The classes of nouns that a word is of.
    pub(super) fn classes(&self, lemma: &str) -> impl Iterator<Item = &'static str> {
        let all: &'static [Box<str>] = Words::shipped().class_of(lemma);
        all.iter().map(|class| &**class).filter(|class| !class.starts_with("same_"))
    }

    /// The type of what a word tells.
    pub(super) fn kind(&self, gift: Gift) -> &'static str {
        gift.telling.map_or("untold", |t| self.finder.tellings[t].kind(self.finder.scene).as_str())
    }

    /// The lists of phrases of which one stands in a sentence, and where.
    pub(super) fn phrases(&self, sentence: usize) -> &[(&'static str, Span)] {
        &self.phrases[sentence]
    }

    /// What the rules found in a sentence.
    pub(super) fn ruled_in(&self, sentence: usize) -> impl Iterator<Item = &'s Bargain> + Clone {
        let span = self.finder.scene.trees[sentence].sentence.span;
        let ruled: &'s [Bargain] = self.ruled;
        ruled.iter().filter(move |b| span.start <= b.cue.start && b.cue.start < span.end)
    }

    fn mentions(&self, sentence: usize) -> impl Iterator<Item = &'s Mention> + use<'s, 'a> {
        self.finder.scene.actors.in_sentence(sentence).iter().filter(|m| stands(m))
    }
}

/// Whether two are on different sides of an exchange.
pub(super) fn is_between(bargain: &Bargain, one: usize, other: usize) -> bool {
    let on = |side: usize, e: usize| bargain.sides[side].provider.contains(&e);
    on(0, one) && on(1, other) || on(0, other) && on(1, one)
}

fn stands(mention: &Mention) -> bool {
    mention.use_ != MentionUse::PlaceOnly
}
